//! Locations and stock.

use std::time::Duration;

use backstock_emulator::Emulator;
use serde_json::{Value, json};

use crate::client::{ask, get};

fn store() -> Emulator {
    Emulator::small().unwrap()
}

fn level(store: &Emulator, variant: u64) -> Value {
    get(
        store,
        &format!("/v3/inventory/locations/1/items?variant_id:in={variant}"),
    )
    .json["data"][0]["total_inventory_onhand"]
        .clone()
}

#[test]
fn stock_that_was_written_is_seen_a_while_later() {
    let store = store();
    let items =
        json!({ "reason": "restore", "items": [{ "location_id": 1, "variant_id": 4, "quantity": 77 }] });
    let answer = ask(&store, "PUT", "/v3/inventory/adjustments/absolute", items);
    assert_eq!(answer.status, 200);
    assert!(answer.json["transaction_id"].is_string());
    assert_ne!(level(&store, 4), 77);
    store.advance(Duration::from_secs(4));
    assert_eq!(level(&store, 4), 77);
    assert_eq!(
        get(&store, "/v3/catalog/products/101").json["data"]["inventory_level"],
        77
    );
    let more = json!({ "items": [{ "location_id": 1, "sku": "HP-00001", "quantity": -7 }] });
    ask(&store, "POST", "/v3/inventory/adjustments/relative", more);
    store.advance(Duration::from_secs(4));
    assert_eq!(level(&store, 4), 70);
    let nowhere = json!({ "items": [{ "location_id": 9, "variant_id": 4, "quantity": 1 }] });
    assert_eq!(
        ask(&store, "PUT", "/v3/inventory/adjustments/absolute", nowhere).status,
        422
    );
}

#[test]
fn a_location_that_goes_takes_its_stock_with_it() {
    let store = store();
    let place = json!([{
        "code": "SHED", "label": "Shed",
        "address": { "address1": "2 Quay Street", "city": "Port", "state": "ME", "zip": "04001", "country_code": "US",
            "email": "shed@example.com", "geo_coordinates": { "latitude": 43.6, "longitude": -70.2 } },
    }]);
    assert!(ask(&store, "POST", "/v3/inventory/locations", place.clone()).json["transaction_id"].is_string());
    assert_eq!(ask(&store, "POST", "/v3/inventory/locations", place).status, 409);
    let id = get(&store, "/v3/inventory/locations?location_code:in=SHED").ids()[0];
    let items = json!({ "items": [{ "location_id": id, "variant_id": 4, "quantity": 5 }] });
    ask(&store, "PUT", "/v3/inventory/adjustments/absolute", items);
    store.advance(Duration::from_secs(4));
    assert_eq!(store.change(|shop| shop.len_of("stock")), 1);
    ask(
        &store,
        "DELETE",
        &format!("/v3/inventory/locations?location_id:in={id}"),
        Value::Null,
    );
    assert_eq!(store.change(|shop| shop.len_of("stock")), 0);
    let own = ask(
        &store,
        "DELETE",
        "/v3/inventory/locations?location_id:in=1",
        Value::Null,
    );
    assert_eq!(own.status, 422, "the store's own location cannot go");
}
