//! A WooCommerce site's REST interface on the loopback, as far as tests need it. Shapes, headers and refusals are those that its
//! documentation shows; no site was asked.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backstock_model::Clock;
use backstock_rest::Timer;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

/// `ck_tea:cs_tea`, as a browser would send it.
const LET_IN: &str = "Basic Y2tfdGVhOmNzX3RlYQ==";
pub(crate) const KEY: &str = "ck_tea:cs_tea";

/// The longest page.
const LONGEST: usize = 100;

/// What the interface hands over and takes no notice of when it is sent; nobody should send it.
const READ_ONLY: &[&str] = &[
    "date_created_gmt",
    "date_modified",
    "date_modified_gmt",
    "permalink",
    "price",
    "price_html",
    "on_sale",
    "total_sales",
    "related_ids",
    "count",
    "usage_count",
    "_links",
];

/// Time that passes for site and engine alike.
pub(crate) struct Time(Mutex<DateTime<Utc>>);

impl Timer for Time {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }

    fn pass(&self, time: Duration) {
        *self.0.lock().unwrap() += time;
    }
}

impl Clock for Time {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

#[derive(Default)]
struct State {
    next: u64,
    /// By the path of the collection, then by id.
    rows: BTreeMap<String, BTreeMap<u64, Value>>,
    calls: Vec<String>,
    wrong: Vec<String>,
}

/// A running site. It ends when it is dropped.
pub(crate) struct WooSite {
    pub(crate) address: String,
    pub(crate) time: Arc<Time>,
    state: Arc<Mutex<State>>,
    ends: Arc<AtomicBool>,
}

impl WooSite {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let start = DateTime::from_timestamp(1_796_115_600, 0).unwrap();
        let site = Self {
            address,
            time: Arc::new(Time(Mutex::new(start))),
            state: Arc::new(Mutex::new(State {
                next: 100,
                ..State::default()
            })),
            ends: Arc::default(),
        };
        let (state, time, ends) = (
            Arc::clone(&site.state),
            Arc::clone(&site.time),
            Arc::clone(&site.ends),
        );
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if ends.load(Ordering::Relaxed) {
                    return;
                }
                // Whoever hung up wanted no answer.
                let _ = answer(stream.unwrap(), &state, &time);
            }
        });
        site
    }

    /// The owner at work: puts a record into a collection and hands back its id.
    pub(crate) fn put(&self, collection: &str, fields: Value) -> u64 {
        let now = Timer::now(&*self.time);
        self.state.lock().unwrap().put(collection, None, &fields, now)
    }

    /// The owner at work: changes a record.
    pub(crate) fn edit(&self, collection: &str, id: u64, fields: Value) {
        let now = Timer::now(&*self.time);
        self.state.lock().unwrap().put(collection, Some(id), &fields, now);
    }

    /// The owner at work: deletes a record.
    pub(crate) fn delete(&self, collection: &str, id: u64) {
        self.state.lock().unwrap().delete(collection, id);
    }

    pub(crate) fn all(&self, collection: &str) -> Vec<Value> {
        let state = self.state.lock().unwrap();
        let rows = state.rows.get(collection);
        rows.map(|rows| rows.values().cloned().collect())
            .unwrap_or_default()
    }

    /// `GET /products` and the like, with their parameters, since the last time.
    pub(crate) fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().calls)
    }
}

impl Drop for WooSite {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
        // The listener waits for somebody.
        let _ = TcpStream::connect(self.address.trim_start_matches("http://"));
        if !std::thread::panicking() {
            let wrong = std::mem::take(&mut self.state.lock().unwrap().wrong);
            assert!(wrong.is_empty(), "{wrong:#?}");
        }
    }
}

impl State {
    fn put(&mut self, collection: &str, id: Option<u64>, fields: &Value, now: DateTime<Utc>) -> u64 {
        let id = id.unwrap_or_else(|| {
            self.next += 1;
            self.next
        });
        let now = now.format("%Y-%m-%dT%H:%M:%S").to_string();
        let rows = self.rows.entry(collection.to_owned()).or_default();
        let row = rows
            .entry(id)
            .or_insert_with(|| json!({ "id": id, "_links": {} }));
        for (name, value) in fields.as_object().unwrap() {
            row[name] = value.clone();
        }
        // Terms of taxonomies have no dates.
        let has_dates = !["categories", "tags", "attributes", "terms"].contains(&last_of(collection));
        if has_dates {
            row["date_modified_gmt"] = json!(now);
            if row.get("date_created").is_none() {
                row["date_created"] = json!(now);
            }
        }
        if let Some(price) = row.get("regular_price").cloned() {
            row["price"] = price;
        }
        self.tell_variations(collection);
        id
    }

    /// A product says which variations it has, and has the time it had.
    fn tell_variations(&mut self, collection: &str) {
        let product = collection
            .strip_prefix("products/")
            .and_then(|rest| rest.strip_suffix("/variations"))
            .and_then(|id| id.parse::<u64>().ok());
        let ids: Vec<u64> = match self.rows.get(collection) {
            Some(rows) => rows.keys().copied().collect(),
            None => Vec::new(),
        };
        let products = self.rows.get_mut("products");
        if let Some(product) = product.and_then(|product| products?.get_mut(&product)) {
            product["variations"] = json!(ids);
        }
    }

    fn delete(&mut self, collection: &str, id: u64) {
        self.rows.entry(collection.to_owned()).or_default().remove(&id);
        self.tell_variations(collection);
        if collection == "products/categories" {
            let products = self.rows.entry("products".to_owned()).or_default();
            for product in products.values_mut() {
                if let Some(categories) = product["categories"].as_array_mut() {
                    categories.retain(|category| category["id"] != id);
                }
            }
        }
    }

    fn look_for_wrong(&mut self, call: &str, fields: &Map<String, Value>) {
        for name in fields.keys().filter(|name| READ_ONLY.contains(&name.as_str())) {
            self.wrong.push(format!("{call} sends {name}"));
        }
    }
}

fn last_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

struct Reply {
    status: u16,
    body: Value,
    counts: Option<(usize, usize)>,
}

impl Reply {
    fn ok(body: Value) -> Self {
        Self {
            status: 200,
            body,
            counts: None,
        }
    }

    fn refused(status: u16, code: &str) -> Self {
        Self {
            status,
            body: json!({ "code": code, "message": "Sorry.", "data": { "status": status } }),
            counts: None,
        }
    }
}

fn answer(mut stream: TcpStream, state: &Mutex<State>, time: &Time) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let (mut length, mut let_in) = (0, false);
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(": ") else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "authorization" => let_in = value == LET_IN,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let mut words = line.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let reply = if let_in {
        reply(
            method,
            target,
            &body,
            &mut state.lock().unwrap(),
            Timer::now(time),
        )
    } else {
        Reply::refused(401, "woocommerce_rest_cannot_view")
    };
    let counts = reply.counts.map_or_else(String::new, |(total, pages)| {
        format!("X-WP-Total: {total}\r\nX-WP-TotalPages: {pages}\r\n")
    });
    let body = reply.body.to_string();
    write!(
        stream,
        "HTTP/1.1 {} Said\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{counts}Connection: close\r\n\r\n{body}",
        reply.status,
        body.len()
    )
}

fn reply(method: &str, target: &str, body: &[u8], state: &mut State, now: DateTime<Utc>) -> Reply {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let Some(path) = path.strip_prefix("/wp-json/wc/v3/") else {
        return Reply::refused(404, "rest_no_route");
    };
    let query: BTreeMap<String, String> = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    state.calls.push(format!("{method} /{path} {query:?}"));
    if path == "system_status" {
        return Reply::ok(
            json!({ "environment": { "site_url": "https://tea.example" }, "settings": { "currency": "EUR" } }),
        );
    }
    let (collection, id) = match path.rsplit_once('/') {
        Some((collection, last)) if last.bytes().all(|byte| byte.is_ascii_digit()) => {
            (collection, last.parse::<u64>().ok())
        }
        _ => (path, None),
    };
    let is_there = id.is_none_or(|id| {
        state
            .rows
            .get(collection)
            .is_some_and(|rows| rows.contains_key(&id))
    });
    if !is_there {
        return Reply::refused(404, "woocommerce_rest_invalid_id");
    }
    let fields = serde_json::from_slice::<Value>(body).unwrap_or_default();
    match (method, id) {
        ("GET", Some(id)) => Reply::ok(state.rows[collection][&id].clone()),
        ("GET", None) => listed(state.rows.get(collection), &query),
        ("POST", None) => {
            state.look_for_wrong(&format!("POST /{path}"), fields.as_object().unwrap());
            let id = state.put(collection, None, &fields, now);
            Reply {
                status: 201,
                ..Reply::ok(state.rows[collection][&id].clone())
            }
        }
        ("PUT", Some(id)) => {
            state.look_for_wrong(&format!("PUT /{path}"), fields.as_object().unwrap());
            state.put(collection, Some(id), &fields, now);
            Reply::ok(state.rows[collection][&id].clone())
        }
        ("DELETE", Some(id)) if query.get("force").map(String::as_str) == Some("true") => {
            let gone = state.rows[collection][&id].clone();
            state.delete(collection, id);
            Reply::ok(gone)
        }
        ("DELETE", Some(_)) => Reply::refused(501, "woocommerce_rest_trash_not_supported"),
        _ => Reply::refused(404, "rest_no_route"),
    }
}

fn listed(rows: Option<&BTreeMap<u64, Value>>, query: &BTreeMap<String, String>) -> Reply {
    let number = |name: &str, usual: usize| query.get(name).map_or(usual, |text| text.parse().unwrap());
    let (size, page) = (number("per_page", 10), number("page", 1));
    if size > LONGEST {
        return Reply::refused(400, "rest_invalid_param");
    }
    let include: Option<Vec<u64>> = query
        .get("include")
        .map(|ids| ids.split(',').map(|id| id.parse().unwrap()).collect());
    let after = query.get("modified_after").map(|text| {
        DateTime::parse_from_rfc3339(text)
            .unwrap()
            .format("%Y-%m-%dT%H:%M:%S")
            .to_string()
    });
    let meant: Vec<Value> = rows
        .into_iter()
        .flatten()
        .filter(|(id, row)| {
            include.as_ref().is_none_or(|include| include.contains(id))
                && after
                    .as_deref()
                    .is_none_or(|after| row["date_modified_gmt"].as_str().unwrap() > after)
        })
        .map(|(id, row)| match query.get("_fields") {
            Some(_) => json!({ "id": id }),
            None => row.clone(),
        })
        .collect();
    let (total, pages) = (meant.len(), meant.len().div_ceil(size));
    let shown = meant.into_iter().skip((page - 1) * size).take(size).collect();
    Reply {
        counts: Some((total, pages)),
        ..Reply::ok(Value::Array(shown))
    }
}
