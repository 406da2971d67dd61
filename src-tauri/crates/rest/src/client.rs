//! # Calls to a store
//!
//! One call at a time, to one host. What is promised:
//!
//! * The token is sent to that host only, over TLS unless the host is this computer. A redirect is an error, not a way.
//! * An answer has at most [`LONGEST_ANSWER`] bytes, headers [`LONGEST_HEADERS`]; silence ends after [`FIRST_BYTE`].
//! * Calls wait for the allowance (`quota.rs`), and are tried again when the store is busy or the line was cut: reading and
//!   changing as often as it takes ([`MOST_TRIES`]), making something never, as nobody could tell whether it was made twice.
//! * A call the manifest forbids is not made.
//! * Somebody who asks to stop is heard within a fraction of a second: the call goes on in a thread nobody waits for. Only what
//!   is being written is given a moment ([`LAST_MOMENT`]) to come to its end.

use std::io::Read as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use backstock_model::{Cancel, Node, Secret};
use backstock_shops::ShopError;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::address::is_local;
use crate::manifest::{Auth, Page};
use crate::quota::{Allowance, back_off};
use crate::{Manifest, Method, StoreAddress, Timer};

const LONGEST_ANSWER: u64 = 32 * 1024 * 1024;
const LONGEST_HEADERS: usize = 64 * 1024;
const FIRST_BYTE: Duration = Duration::from_secs(30);
const WHOLE_ANSWER: Duration = Duration::from_secs(110);
const CONNECT: Duration = Duration::from_secs(10);
/// How often a call is tried.
pub(crate) const MOST_TRIES: u32 = 10;

/// How often somebody who waits looks whether to stop.
const GLANCE: Duration = Duration::from_millis(100);

/// How long a change that is on its way is still waited for when somebody asks to stop: of one that is cut off nobody knows what
/// became. With as long for what is put back afterwards it is less than the two seconds in which a stop must be heard.
const LAST_MOMENT: Duration = Duration::from_millis(800);

/// What is kept as it is in a path or a parameter.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// A call to the store.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: Option<Body>,
}

/// What a call sends.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub(crate) kind: String,
    pub(crate) bytes: Arc<Vec<u8>>,
}

/// What came back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    /// How many items and pages its headers tell of.
    pub(crate) total: Option<u64>,
    pub(crate) pages: Option<u64>,
}

/// The way to one store.
pub(crate) struct Client {
    agent: ureq::Agent,
    base: String,
    store: String,
    token: Secret,
    manifest: Arc<Manifest>,
    timer: Arc<dyn Timer>,
    allowance: Mutex<Allowance>,
    cancel: Mutex<Cancel>,
    is_patient: AtomicBool,
    /// When somebody who is patient was first seen to be asked to stop.
    asked: Mutex<Option<Instant>>,
}

impl Call {
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::of(Method::Get, path)
    }

    pub(crate) fn of(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            query: Vec::new(),
            body: None,
        }
    }

    pub(crate) fn with(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        let (name, value) = (name.into(), value.to_string());
        self.query.retain(|(known, _)| *known != name);
        self.query.push((name, value));
        self
    }

    pub(crate) fn with_all<'q>(self, query: impl IntoIterator<Item = (&'q String, &'q String)>) -> Self {
        query
            .into_iter()
            .fold(self, |call, (name, value)| call.with(name, value))
    }

    pub(crate) fn json(mut self, node: &Node) -> Self {
        self.body = Some(Body {
            kind: "application/json".to_owned(),
            bytes: Arc::new(backstock_model::Document::from(node).as_bytes().to_vec()),
        });
        self
    }

    fn address(&self, base: &str) -> String {
        let mut address = format!("{base}{}", self.path);
        for (position, (name, value)) in self.query.iter().enumerate() {
            address.push(if position == 0 { '?' } else { '&' });
            address.extend(utf8_percent_encode(name, PLAIN));
            address.push('=');
            address.extend(utf8_percent_encode(value, PLAIN));
        }
        address
    }
}

/// One part of a path, whatever it holds.
pub(crate) fn part(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

impl Answer {
    /// The answer as a tree; nothing for an empty one.
    pub(crate) fn node(&self, store: &str) -> Result<Option<Node>, ShopError> {
        if self.body.iter().all(u8::is_ascii_whitespace) {
            return Ok(None);
        }
        Node::parse(&self.body)
            .map(Some)
            .map_err(|cause| ShopError::NotTheStore {
                store: store.to_owned(),
                what: cause.to_string(),
            })
    }

    /// What the store says about a call it refused; never longer than a sentence or two.
    pub(crate) fn said(&self) -> String {
        let Ok(node) = Node::parse(&self.body) else {
            return format!("status {}", self.status);
        };
        self.sentence(&node)
    }

    /// What it says about the part it refused of what was sent; what it took is in the same answer.
    pub(crate) fn said_of_part(&self) -> String {
        let node = Node::parse(&self.body).unwrap_or(Node::Null);
        let errors = node.get("errors").cloned().unwrap_or(Node::Null);
        self.sentence(&Node::Map(vec![("errors".to_owned(), errors)]))
    }

    fn sentence(&self, node: &Node) -> String {
        const LONGEST: usize = 300;
        let mut said = Vec::new();
        collect_texts(node, &mut said);
        let mut said = said.join("; ");
        if said.is_empty() {
            said = format!("status {}", self.status);
        }
        said.chars()
            .filter(|letter| !letter.is_control())
            .take(LONGEST)
            .collect()
    }
}

/// Whether it is a whole refusal and not the fields of one.
fn is_refusal(node: &Node) -> bool {
    node.get("title").is_some() && node.get("status").is_some()
}

/// Titles, messages and errors in an answer.
fn collect_texts(node: &Node, said: &mut Vec<String>) {
    match node {
        Node::List(items) => items.iter().for_each(|item| collect_texts(item, said)),
        Node::Map(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("title" | "message" | "detail", Node::Text(text)) => said.push(text.clone()),
                    // One refusal with its fields, or the fields alone.
                    ("errors", Node::Map(errors)) if !is_refusal(value) => said.extend(
                        errors
                            .iter()
                            .map(|(field, error)| format!("{field}: {}", error.to_text())),
                    ),
                    ("errors", other) => collect_texts(other, said),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

impl Client {
    /// The way to a store, or nothing when the address is not one the token may go to.
    pub(crate) fn new(
        manifest: Arc<Manifest>,
        address: &StoreAddress,
        token: Secret,
        timer: Arc<dyn Timer>,
    ) -> Option<Self> {
        let base = address.base(&manifest)?;
        let agent = ureq::Agent::config_builder()
            .https_only(!is_local(&base))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .max_response_header_size(LONGEST_HEADERS)
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(FIRST_BYTE))
            .timeout_per_call(Some(WHOLE_ANSWER))
            // A proxy out of the environment would see where calls go; the owner set none here.
            .proxy(None)
            .user_agent(concat!("Backstock/", env!("CARGO_PKG_VERSION")))
            .build();
        Some(Self {
            agent: agent.into(),
            base,
            store: address.spoken(),
            token,
            manifest,
            timer,
            allowance: Mutex::default(),
            cancel: Mutex::default(),
            is_patient: AtomicBool::new(false),
            asked: Mutex::default(),
        })
    }

    pub(crate) fn token(&self) -> &Secret {
        &self.token
    }

    /// What its pages are like.
    pub(crate) fn pages(&self) -> &Page {
        &self.manifest.page
    }

    /// The store as one says it.
    pub(crate) fn store(&self) -> &str {
        &self.store
    }

    /// Whether the store is on this computer.
    pub(crate) fn is_local(&self) -> bool {
        is_local(&self.base)
    }

    pub(crate) fn timer(&self) -> &dyn Timer {
        &*self.timer
    }

    /// Listens to somebody who may ask to stop.
    pub(crate) fn heed(&self, cancel: &Cancel) {
        *self.cancel.lock().unwrap_or_else(PoisonError::into_inner) = cancel.clone();
    }

    /// Lets time pass, unless somebody asks to stop.
    pub(crate) fn pass(&self, time: Duration) -> Result<(), ShopError> {
        let mut left = time;
        while !left.is_zero() {
            self.stop_if_hurried()?;
            let nap = left.min(GLANCE);
            self.timer.pass(nap);
            left -= nap;
        }
        Ok(())
    }

    /// Whether what is being done is given a moment to come to its end when somebody asks to stop.
    pub(crate) fn be_patient(&self, is_patient: bool) {
        *self.asked.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.is_patient.store(is_patient, Ordering::Relaxed);
    }

    /// The same as [`Client::stop_if_asked`], but for somebody who is patient: a moment later.
    fn stop_if_hurried(&self) -> Result<(), ShopError> {
        let stop = self.stop_if_asked();
        if stop.is_ok() || !self.is_patient.load(Ordering::Relaxed) {
            return stop;
        }
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        match asked.get_or_insert_with(Instant::now).elapsed() < LAST_MOMENT {
            true => Ok(()),
            false => stop,
        }
    }

    pub(crate) fn stop_if_asked(&self) -> Result<(), ShopError> {
        let is_asked = self
            .cancel
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_asked();
        if is_asked { Err(ShopError::Stopped) } else { Ok(()) }
    }

    /// Makes a call and hands back what came of it, whatever its status; a store that is busy or away is tried again.
    pub(crate) fn send(&self, call: &Call) -> Result<Answer, ShopError> {
        self.send_within(call, MOST_TRIES)
    }

    /// The same for somebody who has not the time for all tries.
    pub(crate) fn send_within(&self, call: &Call, most_tries: u32) -> Result<Answer, ShopError> {
        self.refuse_forbidden(call)?;
        let is_write = call.method != Method::Get;
        let mut tries = 0;
        loop {
            let allowance = *self.allowance.lock().unwrap_or_else(PoisonError::into_inner);
            self.pass(allowance.pause(&self.manifest.quota))?;
            self.stop_if_hurried()?;
            tries += 1;
            let chance = self.timer.now().timestamp_subsec_nanos().into();
            let pause = match self.once(call) {
                Ok((answer, retry_after)) if answer.status == 429 && tries < most_tries => {
                    let allowance = *self.allowance.lock().unwrap_or_else(PoisonError::into_inner);
                    let told = allowance.after_refusal(retry_after.as_deref());
                    told.unwrap_or_default().max(back_off(tries, is_write, chance))
                }
                Ok((answer, _)) if is_passing(answer.status) => {
                    if call.method == Method::Post || tries >= most_tries {
                        return Err(self.away());
                    }
                    back_off(tries, is_write, chance)
                }
                Ok((answer, _)) => return self.looked_at(answer, call),
                Err(ShopError::StoreAway { .. }) if call.method != Method::Post && tries < most_tries => {
                    back_off(tries, is_write, chance)
                }
                Err(error) => return Err(error),
            };
            // A window that was waited for is over, whatever the last answer said.
            *self.allowance.lock().unwrap_or_else(PoisonError::into_inner) = Allowance::default();
            self.pass(pause)?;
        }
    }

    /// A call whose answer must be a tree.
    pub(crate) fn ask(&self, call: &Call) -> Result<Option<Node>, ShopError> {
        let answer = self.send(call)?;
        match answer.status {
            200 | 201 | 207 => answer.node(&self.store),
            202 | 204 | 404 => Ok(None),
            _ => Err(ShopError::StoreRefused { said: answer.said() }),
        }
    }

    fn looked_at(&self, answer: Answer, call: &Call) -> Result<Answer, ShopError> {
        match answer.status {
            401 => Err(ShopError::TokenRefused {
                store: self.store.clone(),
            }),
            403 => Err(ShopError::ScopeMissing {
                what: call.path.clone(),
            }),
            300..=399 => Err(ShopError::NotTheStore {
                store: self.store.clone(),
                what: "it names another place".to_owned(),
            }),
            429 => Err(self.away()),
            _ => Ok(answer),
        }
    }

    fn away(&self) -> ShopError {
        ShopError::StoreAway {
            store: self.store.clone(),
        }
    }

    /// Calls that take away everything at once are not made, however a manifest came to ask for one.
    fn refuse_forbidden(&self, call: &Call) -> Result<(), ShopError> {
        let is_forbidden = self.manifest.never.iter().any(|rule| forbids(rule, call));
        if is_forbidden {
            return Err(ShopError::NotPermitted {
                what: format!("{} {} is never sent", call.method.as_str(), call.path),
            });
        }
        Ok(())
    }

    fn once(&self, call: &Call) -> Result<(Answer, Option<String>), ShopError> {
        let (sender, receiver) = channel();
        let (agent, address, call) = (self.agent.clone(), call.address(&self.base), call.clone());
        let (manifest, token) = (Arc::clone(&self.manifest), self.token.clone());
        std::thread::spawn(move || {
            // Nobody listening means that somebody asked to stop.
            let _ = sender.send(exchange(&agent, &address, &call, &manifest, &token));
        });
        let heard = loop {
            match receiver.recv_timeout(GLANCE) {
                Ok(heard) => break heard,
                Err(RecvTimeoutError::Timeout) => self.stop_if_hurried()?,
                Err(RecvTimeoutError::Disconnected) => return Err(self.away()),
            }
        };
        match heard {
            Ok(heard) => {
                *self.allowance.lock().unwrap_or_else(PoisonError::into_inner) = heard.allowance;
                Ok((heard.answer, heard.retry_after))
            }
            Err(Lost::Away) => Err(self.away()),
            Err(Lost::Odd(what)) => Err(ShopError::NotTheStore {
                store: self.store.clone(),
                what: what.to_owned(),
            }),
            Err(Lost::Unprotected) => Err(ShopError::NotProtected {
                server: self.store.clone(),
                why: "its certificate is not to be trusted".to_owned(),
            }),
        }
    }
}

struct Heard {
    answer: Answer,
    allowance: Allowance,
    retry_after: Option<String>,
}

enum Lost {
    Away,
    Odd(&'static str),
    Unprotected,
}

/// Sends a call and reads the answer, in a thread of its own.
fn exchange(
    agent: &ureq::Agent,
    address: &str,
    call: &Call,
    manifest: &Manifest,
    token: &Secret,
) -> Result<Heard, Lost> {
    let given = match manifest.auth {
        Auth::Plain => token.clone(),
        Auth::Basic => basic(token),
    };
    let request = ureq::http::Request::builder()
        .method(call.method.as_str())
        .uri(address)
        .header("Accept", "application/json")
        .header(&manifest.token, given.reveal());
    let built = match &call.body {
        Some(body) => request
            .header("Content-Type", &body.kind)
            .body(body.bytes.to_vec()),
        None => request.body(Vec::new()),
    };
    let request = built.map_err(|_| Lost::Odd("the token or the address has signs that cannot be sent"))?;
    let answered = match call.body {
        Some(_) => agent.run(request),
        None => agent.run(request.map(|_| ())),
    };
    let answered = answered.map_err(|error| lost(&error))?;
    let status = answered.status().as_u16();
    let (parts, body) = answered.into_parts();
    let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let allowance = Allowance::heard(&manifest.quota, text);
    let retry_after = text(&manifest.quota.retry_after).map(str::to_owned);
    let number = |name: &str| text(name).and_then(|text| text.trim().parse().ok());
    let (total, pages) = (number(&manifest.page.total), number(&manifest.page.pages));
    let mut bytes = Vec::new();
    body.into_reader()
        .take(LONGEST_ANSWER + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| Lost::Away)?;
    if bytes.len() as u64 > LONGEST_ANSWER {
        return Err(Lost::Odd("it is too long"));
    }
    Ok(Heard {
        answer: Answer {
            status,
            body: bytes,
            total,
            pages,
        },
        allowance,
        retry_after,
    })
}

/// A name and a password as HTTP wants them.
fn basic(token: &Secret) -> Secret {
    Secret::new(format!("Basic {}", STANDARD.encode(token.reveal())))
}

fn lost(error: &ureq::Error) -> Lost {
    match error {
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Lost::Unprotected,
        ureq::Error::RequireHttpsOnly(_) => Lost::Odd("it is not protected"),
        ureq::Error::LargeResponseHeader(..) => Lost::Odd("its headers are too long"),
        ureq::Error::BadUri(_) => Lost::Odd("the address is none"),
        _ => Lost::Away,
    }
}

/// Whether a status is one that passes by itself.
fn is_passing(status: u16) -> bool {
    matches!(status, 500 | 502 | 503 | 504)
}

/// Whether a rule of the manifest is about a call.
pub(crate) fn forbids(rule: &str, call: &Call) -> bool {
    let Some((method, path)) = rule.split_once(' ') else {
        return false;
    };
    let (path, needs) = path
        .split_once('?')
        .map_or((path, None), |(path, needs)| (path, Some(needs)));
    let is_path = {
        let (mut rule, mut real) = (path.split('/'), call.path.split('/'));
        loop {
            match (rule.next(), real.next()) {
                (None, None) => break true,
                (Some("{}"), Some(_)) => {}
                (Some(one), Some(other)) if one == other => {}
                _ => break false,
            }
        }
    };
    let is_named = needs.is_some_and(|needs| {
        call.query
            .iter()
            .any(|(name, value)| name == needs && !value.is_empty())
    });
    method == call.method.as_str() && is_path && !is_named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_that_take_everything_away_are_told_from_those_that_take_one() {
        let delete = |path: &str| Call::of(Method::Delete, path);
        assert!(forbids("DELETE /v2/banners", &delete("/v2/banners")));
        assert!(!forbids("DELETE /v2/banners", &delete("/v2/banners/7")));
        assert!(forbids("DELETE /v3/customers?id:in", &delete("/v3/customers")));
        assert!(forbids(
            "DELETE /v3/customers?id:in",
            &delete("/v3/customers").with("id:in", "")
        ));
        assert!(!forbids(
            "DELETE /v3/customers?id:in",
            &delete("/v3/customers").with("id:in", 7)
        ));
        assert!(forbids(
            "POST /v3/{}/actions",
            &Call::of(Method::Post, "/v3/themes/actions")
        ));
        assert!(!forbids("POST /v3/{}/actions", &Call::get("/v3/themes/actions")));
    }

    #[test]
    fn nothing_in_a_parameter_can_become_another_one() {
        let call = Call::get(format!("/v3/x/{}", part("../a b?c")))
            .with("id:in", "1,2&limit=9")
            .with("id:in", "3&x=1");
        assert_eq!(
            call.address("https://h"),
            "https://h/v3/x/..%2Fa%20b%3Fc?id%3Ain=3%26x%3D1"
        );
    }

    #[test]
    fn what_the_store_says_is_kept_short_and_plain() {
        let answer = |body: &str| Answer {
            status: 422,
            body: body.as_bytes().to_vec(),
            ..Answer::default()
        };
        assert_eq!(
            answer(r#"{"status":422,"title":"Invalid","errors":{"price":"must be a number"}}"#).said(),
            "price: must be a number; Invalid"
        );
        assert_eq!(answer("<html>").said(), "status 422");
        assert!(
            answer(&format!(r#"[{{"message":"{}"}}]"#, "x\\n".repeat(900)))
                .said()
                .len()
                <= 300
        );
    }
}
