//! What goes wrong on the way, the quota, and what a wiping deletion leaves behind.

use std::time::Duration;

use backstock_emulator::{Emulator, Fault, Options, Plan, When};
use serde_json::{Value, json};

use crate::client::{ask, get, send};

fn store() -> Emulator {
    Emulator::small().unwrap()
}

fn try_get(store: &Emulator, path: &str) -> Option<crate::client::Reply> {
    send(store, "GET", path, Some(&store.token()), "", b"")
}

#[test]
fn the_quota_is_told_and_kept() {
    let store = Emulator::start(Options {
        plan: Plan {
            requests: 3,
            window_ms: 30_000,
            others: 1,
        },
        ..Options::default()
    });
    let store = store.unwrap();
    let first = get(&store, "/v2/time");
    assert_eq!(first.header("X-Rate-Limit-Requests-Left").unwrap(), "1");
    assert_eq!(first.header("X-Rate-Limit-Requests-Quota").unwrap(), "3");
    store.advance(Duration::from_secs(10));
    assert_eq!(get(&store, "/v2/time").status, 200);
    let refused = get(&store, "/v2/time");
    assert_eq!(refused.status, 429);
    assert_eq!(refused.header("X-Rate-Limit-Time-Reset-Ms").unwrap(), "20000");
    store.advance(Duration::from_secs(20));
    assert_eq!(get(&store, "/v2/time").status, 200);
    store.eat_quota(3);
    assert_eq!(get(&store, "/v2/time").status, 429, "another app used the rest");
}

#[test]
fn a_script_says_what_goes_wrong_and_how_often() {
    let store = store();
    store.fault(When::next().path("/v2/time").times(2), Fault::Status(503));
    store.fault(
        When::next().path("/v2/time").after(1),
        Fault::TooManyWithoutHeaders,
    );
    let statuses: Vec<u16> = (0..4).map(|_| get(&store, "/v2/time").status).collect();
    assert_eq!(statuses, [503, 503, 200, 429]);
    store.fault(When::next(), Fault::TooMany);
    assert!(
        get(&store, "/v2/time")
            .header("X-Rate-Limit-Time-Reset-Ms")
            .is_some()
    );
}

#[test]
fn a_connection_that_is_cut_has_or_has_not_done_what_was_asked() {
    let store = store();
    let brands =
        |store: &Emulator| get(store, "/v3/catalog/brands").json["meta"]["pagination"]["total"].clone();
    let token = store.token();
    let make = |name: &str| {
        let body = json!({ "name": name }).to_string();
        send(
            &store,
            "POST",
            "/v3/catalog/brands",
            Some(&token),
            "application/json",
            body.as_bytes(),
        )
    };
    store.fault(When::next().method("POST"), Fault::CutBefore);
    assert!(make("Lost").is_none());
    assert_eq!(brands(&store), 4);
    store.fault(When::next().method("POST"), Fault::CutAfter);
    assert!(make("Made").is_none());
    assert_eq!(brands(&store), 5);
    store.fault(When::next().method("POST"), Fault::HalfBody);
    assert!(!make("Half").unwrap().is_whole);
    assert_eq!(brands(&store), 6);
    assert_eq!(
        store.log().iter().filter(|request| request.status == 0).count(),
        3
    );
}

#[test]
fn answers_can_be_slow_endless_elsewhere_or_no_json() {
    let store = store();
    store.fault(When::next(), Fault::Slow(Duration::from_millis(1)));
    assert!(get(&store, "/v2/store").json["name"].is_string());
    store.fault(When::next(), Fault::Endless(1 << 20));
    assert!(try_get(&store, "/v2/store").unwrap().bytes.len() >= 1 << 20);
    store.fault(When::next(), Fault::Redirect("http://127.0.0.1:1/".to_owned()));
    let elsewhere = try_get(&store, "/v2/store").unwrap();
    assert_eq!(
        (elsewhere.status, elsewhere.header("location").unwrap().as_str()),
        (302, "http://127.0.0.1:1/")
    );
    store.fault(When::next(), Fault::NotJson);
    let page = get(&store, "/v2/store");
    assert_eq!((page.status, page.json), (200, Value::Null));
}

#[test]
fn chance_is_the_same_for_the_same_seed() {
    let outcome = |seed: u64| {
        let store = store();
        store.chaos(seed, 300);
        let statuses: Vec<u16> = (0..40)
            .map(|_| try_get(&store, "/v2/time").map_or(0, |reply| reply.status))
            .collect();
        store.chaos(seed, 0);
        assert_eq!(get(&store, "/v2/time").status, 200);
        statuses
    };
    assert_eq!(outcome(7), outcome(7));
    assert_ne!(outcome(7), outcome(8));
    assert!(outcome(7).iter().any(|status| *status != 200));
}

#[test]
fn a_deletion_of_everything_is_written_down() {
    let store = store();
    assert_eq!(ask(&store, "DELETE", "/v2/currencies", Value::Null).status, 204);
    assert_eq!(store.wiped(), ["DELETE /v2/currencies"]);
}

#[test]
fn every_write_would_call_a_webhook() {
    let store = store();
    ask(
        &store,
        "PUT",
        "/v3/catalog/products/101",
        json!({ "name": "Renamed" }),
    );
    ask(&store, "DELETE", "/v3/catalog/products/102", Value::Null);
    let events = store.events();
    assert_eq!(events["store/product/updated"], 1);
    assert_eq!(events["store/product/deleted"], 1);
}
