//! Envelopes and pages, with their traps.

use backstock_emulator::{Emulator, Options, Size, Token, When};
use serde_json::{Value, json};

use crate::client::{ask, get, send};

fn store() -> Emulator {
    Emulator::small().unwrap()
}

#[test]
fn a_store_tells_its_name_to_whoever_has_a_token() {
    let store = store();
    let facts = get(&store, "/v2/store");
    assert_eq!(
        (facts.status, &facts.json["name"]),
        (200, &json!("Harbour Pottery"))
    );
    for token in [None, Some("guessed")] {
        let refused = send(&store, "GET", "/v2/store", token, "", b"").unwrap();
        assert_eq!(refused.status, 401);
    }
    let names: Vec<String> = store.log().into_iter().map(|request| request.token).collect();
    assert_eq!(names, ["owner", "none", "unknown"]);
}

#[test]
fn a_token_without_a_scope_is_refused_there_and_nowhere_else() {
    let store = store();
    let token = Token::new("narrow").without("store_v2_customers");
    store.allow(token.clone());
    let ask = |method: &str, path: &str, body: &[u8]| {
        send(
            &store,
            method,
            path,
            Some(&token.secret),
            "application/json",
            body,
        )
        .unwrap()
        .status
    };
    assert_eq!(ask("GET", "/v3/customers", b""), 403);
    assert_eq!(ask("GET", "/v3/catalog/products", b""), 200);
    let reader = Token::new("reader");
    let write = send(
        &store,
        "POST",
        "/v3/catalog/brands",
        Some(&reader.secret),
        "application/json",
        b"{\"name\":\"X\"}",
    );
    assert_eq!(write.unwrap().status, 403);
}

#[test]
fn the_newer_api_counts_its_pages() {
    let store = store();
    let page = get(&store, "/v3/catalog/products?limit=5&page=3");
    assert_eq!(page.ids().len(), 2);
    let pagination = &page.json["meta"]["pagination"];
    assert_eq!(pagination["total"], 12);
    assert_eq!(pagination["total_pages"], 3);
    assert_eq!(pagination["links"].get("next"), None);
    assert_eq!(get(&store, "/v3/catalog/products?page=9").json["data"], json!([]));
}

#[test]
fn the_older_api_has_no_totals_and_ends_with_204() {
    let store = store();
    assert_eq!(get(&store, "/v2/customer_groups").ids(), [1, 2]);
    let past = get(&store, "/v2/customer_groups?page=2");
    assert_eq!((past.status, past.bytes.len()), (204, 0));
    store.set(|quirks| quirks.empty_is_204 = false);
    assert_eq!(get(&store, "/v2/customer_groups?page=2").json, json!([]));
}

#[test]
fn a_page_with_options_has_at_most_ten_products_whatever_the_limit() {
    let store = store();
    let page = get(&store, "/v3/catalog/products?limit=250&include=options");
    assert_eq!(page.ids().len(), 10);
    assert_eq!(page.json["meta"]["pagination"]["per_page"], 10);
    assert_eq!(
        get(&store, "/v3/catalog/products?limit=250&include=variants")
            .ids()
            .len(),
        12
    );
    store.set(|quirks| quirks.short_pages_with_options = false);
    assert_eq!(
        get(&store, "/v3/catalog/products?limit=250&include=options")
            .ids()
            .len(),
        12
    );
}

#[test]
fn more_than_the_largest_page_is_refused_or_lowered() {
    let store = store();
    assert_eq!(get(&store, "/v3/catalog/products?limit=251").status, 413);
    store.set(|quirks| quirks.large_limit_is_413 = false);
    assert_eq!(
        get(&store, "/v3/catalog/products?limit=251").json["meta"]["pagination"]["per_page"],
        250
    );
    assert_eq!(get(&store, "/v3/customers?limit=9999").status, 200);
}

#[test]
fn a_date_without_a_time_means_that_day_at_this_time_of_day() {
    let store = store();
    // The clock stands at 09:00; a change at 08:00 of the same day is lost by a filter with the day alone.
    store.change(|shop| {
        let mut product = shop.record("products", 102).unwrap();
        product["date_modified"] = "2026-12-01T08:00:00Z".into();
        shop.put("products", 102, product);
    });
    let path = |since: &str| format!("/v3/catalog/products?date_modified:min={since}");
    assert!(!get(&store, &path("2026-12-01")).ids().contains(&102));
    assert!(get(&store, &path("2026-12-01T00:00:00Z")).ids().contains(&102));
    store.set(|quirks| quirks.date_filter_adds_time = false);
    assert!(get(&store, &path("2026-12-01")).ids().contains(&102));
}

#[test]
fn the_cursor_is_told_on_the_first_page_and_after_it_only() {
    let store = store();
    let first = get(&store, "/v3/customers?limit=3");
    let cursor = first.json["meta"]["cursor_pagination"]["end_cursor"]
        .as_str()
        .unwrap()
        .to_owned();
    let second = get(&store, &format!("/v3/customers?limit=3&after={cursor}&page=1"));
    assert_eq!(second.ids(), [4, 5, 6], "`page` is passed over beside `after`");
    let by_page = get(&store, "/v3/customers?limit=3&page=2");
    assert_eq!(by_page.json["meta"]["cursor_pagination"].get("end_cursor"), None);
    let cursor = second.json["meta"]["cursor_pagination"]["end_cursor"]
        .as_str()
        .unwrap()
        .to_owned();
    let last = get(&store, &format!("/v3/customers?limit=3&after={cursor}"));
    assert_eq!(last.ids(), [7, 8]);
    assert_eq!(last.json["meta"]["cursor_pagination"].get("end_cursor"), None);
}

#[test]
fn what_is_deleted_between_two_pages_shifts_the_next() {
    let store = store();
    store.change_when(When::next().path("/v3/catalog/products").after(1), |shop| {
        shop.remove("products", 101);
    });
    let first = get(&store, "/v3/catalog/products?limit=5").ids();
    let second = get(&store, "/v3/catalog/products?limit=5&page=2").ids();
    assert_eq!(first, [101, 102, 103, 104, 105]);
    assert_eq!(second, [107, 108, 109, 110, 111], "106 is on no page");
}

#[test]
fn fields_can_be_chosen_and_filters_combine() {
    let store = store();
    let page = get(&store, "/v3/catalog/products?include_fields=name&id:in=101,103");
    assert_eq!(page.ids(), [101, 103]);
    let fields: Vec<&String> = page.json["data"][0].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["id", "name"]);
    assert_eq!(
        get(&store, "/v3/catalog/products?sort=name&direction=desc")
            .ids()
            .len(),
        12
    );
    assert_eq!(get(&store, "/v3/catalog/products?sort=colour").status, 422);
    assert_eq!(get(&store, "/v3/catalog/products/101/colour").status, 404);
    assert_eq!(ask(&store, "DELETE", "/v2/store", Value::Null).status, 405);
}

#[test]
fn the_same_number_makes_the_same_store() {
    let [first, again, other] = [1, 1, 2].map(|seed| {
        let store = Emulator::start(Options {
            size: Size::small().with_seed(seed),
            ..Options::default()
        });
        let store = store.unwrap();
        get(&store, "/v3/catalog/products?include=variants").json["data"].clone()
    });
    assert_eq!(first, again);
    assert_ne!(first, other);
}

#[test]
fn a_large_store_starts_and_pages_at_once() {
    let store = Emulator::start(Options {
        size: Size::large(),
        ..Options::default()
    });
    let store = store.unwrap();
    let page = get(&store, "/v3/customers?limit=250&page=80");
    assert_eq!((page.ids().len(), page.ids().last()), (250, Some(&20_000)));
    let page = get(
        &store,
        "/v3/catalog/products?limit=250&page=20&include=variants,images,custom_fields",
    );
    assert_eq!(page.ids().last(), Some(&5_100));
}
