//! A store that tries to have the token sent elsewhere. It never is: not to another host, and not to another port.
//!
//! The store is a few lines that answer whatever a case says; elsewhere is a listener that keeps every byte it is sent.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::ops::ControlFlow;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use backstock_model::{ContentType, Secret};
use backstock_rest::{Manifest, RestShop, StoreAddress, Timer};
use backstock_shops::Shop as _;
use chrono::{DateTime, Utc};

const TOKEN: &str = "5ecre7-70ken-0f-7he-0wner";

/// What is read of the store in every case.
const READ: &[&str] = &[
    "brands",
    "products",
    "promotions",
    "customers",
    "orders",
    "redirects",
    "themes",
];

/// Nobody waits in here.
struct NoWaiting(Mutex<DateTime<Utc>>);

impl Timer for NoWaiting {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }

    fn pass(&self, time: Duration) {
        *self.0.lock().unwrap() += time;
    }
}

/// Who listens, and everything that was said.
struct Listener {
    address: String,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Listener {
    /// Answers each request, of which the path is known, with whole bytes.
    fn start(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (kept, answer) = (Arc::clone(&heard), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (kept, answer) = (Arc::clone(&kept), Arc::clone(&answer));
                thread::spawn(move || serve(stream, &kept, &*answer));
            }
        });
        Self { address, heard }
    }

    fn has_heard(&self, text: &str) -> bool {
        let heard = self.heard.lock().unwrap();
        heard.windows(text.len()).any(|part| part == text.as_bytes())
    }
}

fn serve(mut stream: TcpStream, heard: &Mutex<Vec<u8>>, answer: &dyn Fn(&str) -> Vec<u8>) {
    let mut head = Vec::new();
    let mut some = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut some) {
            Ok(0) | Err(_) => break,
            Ok(count) => head.extend_from_slice(&some[..count]),
        }
    }
    heard.lock().unwrap().extend_from_slice(&head);
    let text = String::from_utf8_lossy(&head).into_owned();
    let path = text.split_whitespace().nth(1).unwrap_or_default().to_owned();
    // A client that has had enough is no failure of the store.
    let _ = stream.write_all(&answer(&path));
}

fn http(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
        .into_bytes()
}

/// What a store says that means no harm: one record of everything.
fn harmless(path: &str) -> Vec<u8> {
    let body = if path.contains("/v2/store") {
        r#"{"name":"Teas","currency":"EUR"}"#.to_owned()
    } else if path.contains("/count") {
        r#"{"count":1}"#.to_owned()
    } else if path.contains("/v2/") {
        let is_first = !path.contains("min_id") && !path.contains("page=2");
        if is_first { r#"[{"id":1}]"# } else { "[]" }.to_owned()
    } else if path.contains("/settings/") {
        r#"{"data":{}}"#.to_owned()
    } else {
        listed(
            r#"{"id":1,"name":"Sencha","redemption_type":"COUPON","images":[]}"#,
            "",
        )
    };
    http("200 OK", "", &body)
}

fn listed(record: &str, meta: &str) -> String {
    format!(r#"{{"data":[{record}],"meta":{{"pagination":{{"total":1,"total_pages":1}}{meta}}}}}"#)
}

/// Where a case lies in wait, and what it says there.
type Case = (
    &'static str,
    &'static str,
    Box<dyn Fn(&str) -> Vec<u8> + Send + Sync>,
);

fn cases(elsewhere: &str) -> Vec<Case> {
    let at = elsewhere.to_owned();
    let mut cases: Vec<Case> = Vec::new();
    let mut say =
        |name, path, answer: Vec<u8>| cases.push((name, path, Box::new(move |_: &str| answer.clone())));
    let redirect = |status: &str, to: &str| http(status, &format!("Location: {to}\r\n"), "{}");
    for (name, status) in [
        ("moved", "301 Moved Permanently"),
        ("found", "302 Found"),
        ("see other", "303 See Other"),
        ("temporary", "307 Temporary Redirect"),
        ("permanent", "308 Permanent Redirect"),
        ("choices", "300 Multiple Choices"),
        ("use proxy", "305 Use Proxy"),
    ] {
        for place in ["/v2/store", "/v3/catalog/brands", "/cdn/own.png"] {
            say(name, place, redirect(status, &format!("http://{at}/taken")));
        }
    }
    for (name, to) in [
        ("without a scheme", format!("//{at}/taken")),
        ("with a name before it", format!("http://127.0.0.1@{at}/taken")),
        ("with a backslash", format!("/\\{at}/taken")),
        ("with the token asked for", format!("http://{at}/?X-Auth-Token=")),
    ] {
        say(name, "/v3/catalog/products", redirect("302 Found", &to));
    }
    for (name, headers) in [
        ("refresh", format!("Refresh: 0; url=http://{at}/\r\n")),
        ("another service", format!("Alt-Svc: h2=\"{at}\"; ma=86400\r\n")),
        ("content elsewhere", format!("Content-Location: http://{at}/\r\n")),
        ("a place with 200", format!("Location: http://{at}/\r\n")),
        (
            "the next page as a header",
            format!("Link: <http://{at}/v3/?page=2>; rel=\"next\"\r\n"),
        ),
        (
            "a cookie for all",
            format!("Set-Cookie: a=b; Domain={at}; Path=/\r\n"),
        ),
    ] {
        say(
            name,
            "/v3/catalog/brands",
            http("200 OK", &headers, &listed(r#"{"id":1,"name":"a"}"#, "")),
        );
    }
    for (name, status, headers) in [
        (
            "who asks for a name",
            "401 Unauthorized",
            format!("WWW-Authenticate: Basic realm=\"http://{at}\"\r\n"),
        ),
        (
            "a proxy asks",
            "407 Proxy Authentication Required",
            format!("Proxy-Authenticate: Basic realm=\"http://{at}\"\r\n"),
        ),
        (
            "other protocols",
            "101 Switching Protocols",
            format!("Upgrade: h2c\r\nLocation: http://{at}\r\n"),
        ),
        (
            "early hints",
            "103 Early Hints",
            format!("Link: <http://{at}>; rel=preconnect\r\n"),
        ),
        (
            "too many, ask there",
            "429 Too Many Requests",
            format!("X-Retry-After: 1\r\nLocation: http://{at}\r\n"),
        ),
        (
            "away, ask there",
            "503 Service Unavailable",
            format!("Retry-After: 1\r\nLocation: http://{at}\r\n"),
        ),
    ] {
        say(name, "/v3/promotions", http(status, &headers, "{}"));
    }
    for (name, meta) in [
        (
            "links of pages",
            format!(r#","links":{{"next":"http://{at}/v3/?page=2","current":"http://{at}"}}"#),
        ),
        (
            "links of a cursor",
            format!(r#","cursor_pagination":{{"end_cursor":"a","links":{{"next":"http://{at}"}}}}"#),
        ),
        (
            "a cursor that is an address",
            format!(r#","cursor_pagination":{{"end_cursor":"http://{at}/"}}"#),
        ),
        (
            "a cursor with lines",
            format!(r#","cursor_pagination":{{"end_cursor":"a HTTP/1.1\r\nHost: {at}\r\n\r\n"}}"#),
        ),
    ] {
        say(
            name,
            "/codes",
            http("200 OK", "", &listed(r#"{"id":1,"code":"TEA"}"#, &meta)),
        );
    }
    for (name, id) in [
        ("an id that climbs", format!("../../../../{at}/x")),
        ("an id with a host", format!("@{at}/")),
        ("an id that is an address", format!("http://{at}/x")),
        (
            "an id with lines",
            format!("1 HTTP/1.1\\r\\nHost: {at}\\r\\n\\r\\n"),
        ),
    ] {
        let record = format!(r#"{{"id":"{id}","name":"a","redemption_type":"COUPON"}}"#);
        say(name, "/v3/promotions", http("200 OK", "", &listed(&record, "")));
    }
    for (name, picture) in [
        ("a picture elsewhere", format!("http://{at}/a.png")),
        (
            "a picture with a name before it",
            format!("http://127.0.0.1@{at}/a.png"),
        ),
    ] {
        let record = format!(r#"{{"id":1,"name":"a","images":[{{"id":5,"url_zoom":"{picture}"}}]}}"#);
        say(
            name,
            "/v3/catalog/products",
            http("200 OK", "", &listed(&record, "")),
        );
    }
    say(
        "a page that goes elsewhere",
        "/v3/catalog/brands",
        http(
            "200 OK",
            "",
            &format!("<meta http-equiv=refresh content='0;url=http://{at}'>"),
        ),
    );
    for (name, job, file) in [
        ("a theme elsewhere", "1".to_owned(), format!("http://{at}/t.zip")),
        (
            "a theme with a name before it",
            "1".to_owned(),
            format!("http://127.0.0.1@{at}/t.zip"),
        ),
        (
            "a theme's job that climbs",
            format!("../../../../{at}/x"),
            "ftp://x".to_owned(),
        ),
        (
            "a theme's job that is an address",
            format!("http://{at}/x"),
            String::new(),
        ),
    ] {
        let answer = move |path: &str| {
            let body = if path.contains("/actions/download") {
                format!(r#"{{"job_id":"{job}"}}"#)
            } else if path.contains("/jobs/") {
                format!(r#"{{"data":{{"status":"COMPLETED","result":{{"download_url":"{file}"}}}}}}"#)
            } else {
                listed(
                    r#"{"uuid":"1","name":"a","is_private":true,"updated_at":"1"}"#,
                    "",
                )
            };
            http("200 OK", "", &body)
        };
        cases.push((name, "/v3/themes", Box::new(answer)));
    }
    cases
}

/// Reads what a case is about, and every record of it once more. Whether it succeeds is not what is asked here.
fn read(store: &str) {
    let address = StoreAddress {
        store: "abc123".to_owned(),
        endpoint: Some(format!("http://{store}/stores/{{store}}")),
    };
    let timer = Arc::new(NoWaiting(Mutex::new(
        DateTime::from_timestamp(1_796_115_600, 0).unwrap(),
    )));
    let manifest = Manifest::built_in("bigcommerce").unwrap();
    let shop = RestShop::open(manifest, address, Secret::new(TOKEN.to_owned()), timer).unwrap();
    let _ = shop.check();
    let Ok(mut reading) = shop.open_reading() else {
        return;
    };
    for key in READ {
        let mut found = Vec::new();
        let _ = reading.read_type(&ContentType::new(*key), &mut |record| {
            found.push(record.key);
            ControlFlow::Continue(())
        });
        for key in found {
            let _ = reading.read_record(&key);
        }
    }
}

// T6, issue 6: 40 cases and more.
#[test]
fn the_token_goes_to_the_store_and_nowhere_else() {
    let elsewhere = Listener::start(|_| http("200 OK", "", "{}"));
    let cases = cases(&elsewhere.address);
    assert!(cases.len() >= 40, "{}", cases.len());
    for (name, place, answer) in cases {
        let own = Arc::new(Mutex::new(String::new()));
        let known = Arc::clone(&own);
        let store = Listener::start(move |path| {
            if path.contains(place) {
                answer(path)
            } else if place == "/cdn/own.png" && path.contains("/v3/catalog/products?") {
                // Its own picture, which then is said to be elsewhere.
                let own = known.lock().unwrap();
                let record = format!(
                    r#"{{"id":1,"name":"a","images":[{{"id":5,"url_zoom":"http://{own}/cdn/own.png"}}]}}"#
                );
                http("200 OK", "", &listed(&record, ""))
            } else {
                harmless(path)
            }
        });
        own.lock().unwrap().clone_from(&store.address);
        let (done, waited) = channel();
        let address = store.address.clone();
        thread::spawn(move || {
            read(&address);
            let _ = done.send(());
        });
        assert!(
            waited.recv_timeout(Duration::from_secs(120)).is_ok(),
            "{name} at {place}: has no end"
        );
        assert!(
            store.has_heard(TOKEN),
            "{name} at {place}: the store was not asked"
        );
        assert!(
            !elsewhere.has_heard(TOKEN),
            "{name} at {place}: the token went elsewhere"
        );
    }
    for file in ["GET /a.png", "GET /t.zip"] {
        assert!(elsewhere.has_heard(file), "nobody asked for {file}");
    }
}
