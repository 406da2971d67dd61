//! The store as tests hold it.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::answer::{Answer, Refusal};
use crate::asked::Asked;
use crate::clock::{Clock, Held};
use crate::faults::{Chance, Fault, When};
use crate::log::{Mail, Request};
use crate::quirks::Quirks;
use crate::quota::{Plan, Quota};
use crate::routes::{self, Call, Found};
use crate::seed::Size;
use crate::server::{self, Running};
use crate::shop::Shop;
use crate::specs::{Specs, Violation};

/// An API account of a store.
#[derive(Clone, Debug)]
pub struct Token {
    /// What the log calls it.
    pub name: String,
    /// What is sent in `X-Auth-Token`.
    pub secret: String,
    /// The account; scripts belong to one.
    pub client: String,
    /// Whether it may write.
    pub may_write: bool,
    /// Scopes it lacks.
    pub lacks: Vec<String>,
}

impl Token {
    /// One that may do everything.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            secret: format!("token-of-{name}"),
            client: format!("client-of-{name}"),
            may_write: true,
            lacks: Vec::new(),
        }
    }

    /// The same, for reading only.
    #[must_use]
    pub fn reading_only(mut self) -> Self {
        self.may_write = false;
        self
    }

    /// The same, without a scope.
    #[must_use]
    pub fn without(mut self, scope: &str) -> Self {
        self.lacks.push(scope.to_owned());
        self
    }
}

/// How a store is started.
#[derive(Debug)]
pub struct Options {
    /// What is in it.
    pub size: Size,
    /// What it does that one would not expect.
    pub quirks: Quirks,
    /// Its quota.
    pub plan: Plan,
    /// Who may use its API. The first one is [`Emulator::token`].
    pub tokens: Vec<Token>,
    /// Its name in the path.
    pub hash: String,
    /// Its clock; a held one of its own when none is given.
    pub clock: Option<Clock>,
    /// The port; 0 takes a free one.
    pub port: u16,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            size: Size::small(),
            quirks: Quirks::default(),
            plan: Plan::UNLIMITED,
            tokens: vec![Token::new("owner"), Token::new("reader").reading_only()],
            hash: "abc123".to_owned(),
            clock: None,
            port: 0,
        }
    }
}

type Change = Box<dyn FnOnce(&mut Shop) + Send>;

/// What the server's threads share.
pub(crate) struct State {
    pub(crate) shop: Shop,
    quota: Quota,
    tokens: Vec<Token>,
    log: Vec<Request>,
    violations: Vec<Violation>,
    script: Vec<(When, Fault)>,
    chance: Option<Chance>,
    changes: Vec<(When, Option<Change>)>,
}

/// A running store. It ends when it is dropped.
pub struct Emulator {
    state: Arc<Mutex<State>>,
    held: Held,
    address: String,
    hash: String,
    _running: Running,
}

impl std::fmt::Debug for Emulator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Emulator")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Emulator {
    /// Starts a store.
    ///
    /// # Errors
    ///
    /// When no port of the loopback can be had.
    pub fn start(options: Options) -> io::Result<Self> {
        let held = Held::new();
        let clock = options.clock.unwrap_or_else(|| held.clock());
        let shop = Shop::new(&options.size, options.quirks, clock.clone(), &options.hash);
        let state = Arc::new(Mutex::new(State {
            shop,
            quota: Quota::new(options.plan, clock.millis()),
            tokens: options.tokens,
            log: Vec::new(),
            violations: Vec::new(),
            script: Vec::new(),
            chance: None,
            changes: Vec::new(),
        }));
        let (running, address) = server::run(options.port, &state)?;
        let address = format!("http://{address}");
        locked(&state).shop.address.clone_from(&address);
        Ok(Self {
            state,
            held,
            address,
            hash: options.hash,
            _running: running,
        })
    }

    /// A small store with everything as documented.
    ///
    /// # Errors
    ///
    /// When no port of the loopback can be had.
    pub fn small() -> io::Result<Self> {
        Self::start(Options::default())
    }

    /// `http://127.0.0.1:port`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Where the API begins: the address with the store's path.
    #[must_use]
    pub fn api(&self) -> String {
        format!("{}/stores/{}", self.address, self.hash)
    }

    /// The store's name in the path.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// What the first API account sends in `X-Auth-Token`.
    #[must_use]
    pub fn token(&self) -> String {
        self.with(|state| state.tokens.first().map(|token| token.secret.clone()))
            .unwrap_or_default()
    }

    /// Adds an API account.
    pub fn allow(&self, token: Token) {
        self.with(|state| state.tokens.push(token));
    }

    /// Takes an API account away; its token is refused from now on.
    pub fn revoke(&self, name: &str) {
        self.with(|state| state.tokens.retain(|token| token.name != name));
    }

    /// Moves the held clock.
    pub fn advance(&self, by: Duration) {
        self.held.advance(by);
    }

    /// The owner at work in the control panel.
    pub fn change<T>(&self, change: impl FnOnce(&mut Shop) -> T) -> T {
        self.with(|state| {
            state.shop.catch_up();
            change(&mut state.shop)
        })
    }

    /// The owner at work just before a certain request is answered.
    pub fn change_when(&self, when: When, change: impl FnOnce(&mut Shop) + Send + 'static) {
        self.with(|state| state.changes.push((when, Some(Box::new(change)))));
    }

    /// Sets switches while it runs.
    pub fn set(&self, set: impl FnOnce(&mut Quirks)) {
        self.with(|state| set(&mut state.shop.quirks));
    }

    /// Something goes wrong.
    pub fn fault(&self, when: When, fault: Fault) {
        self.with(|state| state.script.push((when, fault)));
    }

    /// Nothing goes wrong any more.
    pub fn forgive(&self) {
        self.with(|state| {
            state.script.clear();
            state.chance = None;
        });
    }

    /// So many of a thousand requests go wrong, by chance; the same seed, the same faults. 0 ends it.
    pub fn chaos(&self, seed: u64, per_mille: u64) {
        self.with(|state| {
            state.chance = (per_mille > 0).then_some(Chance {
                state: seed << 20,
                per_mille,
            });
        });
    }

    /// Another app of the store uses its quota.
    pub fn eat_quota(&self, requests: u64) {
        self.with(|state| state.quota.eat(requests));
    }

    /// Every request so far.
    #[must_use]
    pub fn log(&self) -> Vec<Request> {
        self.with(|state| state.log.clone())
    }

    /// Forgets the requests so far; what was not allowed stays.
    pub fn clear_log(&self) {
        self.with(|state| state.log.clear());
    }

    /// What was asked or answered that the specifications do not allow.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        self.with(|state| state.violations.clone())
    }

    /// What requests and answers are held against, in one line.
    #[must_use]
    pub fn held_against() -> &'static str {
        Specs::source()
    }

    /// Every mail the platform would have sent.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        self.with(|state| state.shop.mails.clone())
    }

    /// How often each webhook would have been called.
    #[must_use]
    pub fn events(&self) -> BTreeMap<String, u64> {
        self.with(|state| state.shop.events.clone())
    }

    /// Deletions of whole collections. No client should ever send one.
    #[must_use]
    pub fn wiped(&self) -> Vec<String> {
        self.with(|state| state.shop.wiped.clone())
    }

    fn with<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut locked(&self.state))
    }
}

pub(crate) fn locked(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    /// The answer to a request, and what goes wrong with it.
    pub(crate) fn answer(&mut self, asked: &Asked) -> (Answer, Option<Fault>) {
        self.shop.catch_up();
        for (when, change) in &mut self.changes {
            if change.is_some()
                && when.is_now(&asked.method, &asked.path)
                && let Some(change) = change.take()
            {
                change(&mut self.shop);
            }
        }
        let fault = self.fault(asked);
        let answer = match &fault {
            Some(Fault::CutBefore) => Answer::empty(0),
            Some(Fault::Status(status)) => {
                Refusal::new(*status, "The platform is in trouble.").answer(asked.is_v2())
            }
            Some(Fault::TooMany) => self.too_many(asked, true),
            Some(Fault::TooManyWithoutHeaders) => self.too_many(asked, false),
            Some(Fault::Redirect(to)) => {
                let mut answer = Answer::empty(302);
                answer.headers.push(("location", to.clone()));
                answer
            }
            _ => self.in_order(asked),
        };
        // What is no answer of the platform's API is held against nothing.
        if !asked.path.starts_with("/cdn/") {
            self.violations.extend(Specs::shared().check(asked, &answer));
        }
        let is_lost = matches!(
            fault,
            Some(Fault::CutBefore | Fault::CutAfter | Fault::Silence | Fault::HalfBody)
        );
        self.log.push(Request {
            method: asked.method.clone(),
            path: asked.path.clone(),
            query: asked.query.clone(),
            body: asked.body.clone(),
            token: self.token_name(asked),
            status: if is_lost { 0 } else { answer.status },
        });
        (answer, fault)
    }

    fn fault(&mut self, asked: &Asked) -> Option<Fault> {
        let scripted = self
            .script
            .iter_mut()
            .find_map(|(when, fault)| when.is_now(&asked.method, &asked.path).then(|| fault.clone()));
        scripted.or_else(|| self.chance.as_mut()?.next())
    }

    fn token(&self, asked: &Asked) -> Option<&Token> {
        let given = asked.token.as_ref()?;
        self.tokens.iter().find(|token| token.secret == *given)
    }

    fn token_name(&self, asked: &Asked) -> String {
        match (&asked.token, self.token(asked)) {
            (None, _) => "none".to_owned(),
            (Some(_), None) => "unknown".to_owned(),
            (Some(_), Some(token)) => token.name.clone(),
        }
    }

    fn too_many(&self, asked: &Asked, with_headers: bool) -> Answer {
        let mut answer = Refusal::new(429, "Too many requests.").answer(asked.is_v2());
        if with_headers {
            let now = self.shop.now();
            answer.headers = self.quota.headers(now);
            let seconds = self.quota.resets_in(now).div_euclid(1000) + 1;
            answer.headers.push(("x-retry-after", seconds.to_string()));
        }
        answer
    }

    fn in_order(&mut self, asked: &Asked) -> Answer {
        if asked.path.starts_with("/cdn/") {
            return crate::hooks::file(&mut self.shop, &asked.path)
                .unwrap_or_else(|| Refusal::not_found().answer(false));
        }
        let Some(token) = self.token(asked).cloned() else {
            return Refusal::new(401, "X-Auth-Token header is required").answer(asked.is_v2());
        };
        let now = self.shop.now();
        if !self.quota.take(now) {
            return self.too_many(asked, true);
        }
        let mut answer = self
            .permitted(asked, &token)
            .unwrap_or_else(|refusal| refusal.answer(asked.is_v2()));
        answer.headers.extend(self.quota.headers(now));
        answer
    }

    fn permitted(&mut self, asked: &Asked, token: &Token) -> Result<Answer, Refusal> {
        let (route, path) = match routes::find(&asked.method, &asked.path) {
            Found::Route(route, path) => (route, path),
            Found::OtherMethod => return Err(Refusal::new(405, "This cannot be done here.")),
            Found::Nothing => return Err(Refusal::not_found()),
        };
        let is_read = asked.method == "GET";
        if token.lacks.contains(&route.scope) || (!is_read && !token.may_write) {
            return Err(Refusal::new(
                403,
                "You don't have a required scope to access the endpoint",
            ));
        }
        let is_json = asked.kind.starts_with("application/json");
        if !asked.bytes.is_empty() && !is_json && !asked.kind.starts_with("multipart/form-data") {
            return Err(Refusal::new(415, "The body is not JSON."));
        }
        if is_json && !asked.bytes.is_empty() && asked.body.is_null() {
            return Err(Refusal::new(400, "The body cannot be read."));
        }
        // What the platform does not know is passed over.
        let known = Specs::shared().known_only(asked, &route.action.told_apart());
        if known.is_some()
            && !self.shop.quirks.channels_ignore_unknown
            && asked.path.starts_with("/v3/channels/")
        {
            return Err(Refusal::new(422, "The body has fields that are not known."));
        }
        let asked = known.as_ref().unwrap_or(asked);
        if let Some(wrong) = Specs::shared().refused(asked) {
            return Err(Refusal::new(
                422,
                format!("The body is not as it should be: {wrong}"),
            ));
        }
        let call = Call { asked, path };
        self.shop.client.clone_from(&token.client);
        self.shop.failed_parts = 0;
        self.shop.carry_out(&route.action, &call)
    }
}
