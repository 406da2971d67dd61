//! What may be written to products, and what follows.

use std::time::Duration;

use backstock_emulator::{Emulator, ReadOnly, RefusedInList};
use serde_json::{Value, json};

use crate::client::{ask, get, send, upload};

fn store() -> Emulator {
    Emulator::small().unwrap()
}

fn mug(name: &str, sku: &str) -> Value {
    json!({ "name": name, "type": "physical", "weight": 1, "price": 12.5, "sku": sku })
}

#[test]
fn an_id_is_given_out_once() {
    let store = store();
    let first = ask(&store, "POST", "/v3/catalog/products", mug("Odd mug", "ODD-1"));
    let id = first.json["data"]["id"].as_u64().unwrap();
    assert_eq!(first.status, 200);
    assert_eq!(
        ask(
            &store,
            "DELETE",
            &format!("/v3/catalog/products/{id}"),
            Value::Null
        )
        .status,
        204
    );
    assert_eq!(get(&store, &format!("/v3/catalog/products/{id}")).status, 404);
    let again = ask(&store, "POST", "/v3/catalog/products", mug("Odd mug", "ODD-1"));
    assert!(again.json["data"]["id"].as_u64().unwrap() > id);
}

#[test]
fn a_name_or_a_sku_that_is_in_use_is_409() {
    let store = store();
    let other = get(&store, "/v3/catalog/products/101").json["data"].clone();
    let taken = ask(
        &store,
        "POST",
        "/v3/catalog/products",
        mug(other["name"].as_str().unwrap(), "NEW-1"),
    );
    assert_eq!(taken.status, 409);
    let taken = ask(
        &store,
        "PUT",
        "/v3/catalog/products/102",
        json!({ "sku": other["sku"] }),
    );
    assert_eq!(taken.status, 409);
    assert_eq!(
        ask(
            &store,
            "POST",
            "/v3/catalog/brands",
            json!({ "name": "pottery 1" })
        )
        .status,
        409
    );
}

#[test]
fn a_part_that_fails_is_207_and_the_product_is_there() {
    let store = store();
    let mut wanted = mug("Labelled mug", "LAB-1");
    wanted["custom_fields"] = json!([{ "name": "Fired at", "value": "1200" }, { "name": "Nothing" }]);
    let partly = ask(
        &store,
        "POST",
        "/v3/catalog/products?include=custom_fields",
        wanted,
    );
    assert_eq!(partly.status, 207);
    assert_eq!(
        partly.json["data"][0]["custom_fields"].as_array().unwrap().len(),
        1
    );
}

#[test]
fn a_list_with_one_that_is_refused_is_refused_or_taken_in_part() {
    let taken = |store: &Emulator, id: u64| {
        let now = get(store, &format!("/v3/catalog/products/{id}")).json["data"].clone();
        now["price"] == 77
    };
    for (refused_in_list, status, are_taken) in [
        (RefusedInList::AllOfIt, 409, [false, false, false]),
        (RefusedInList::Itself, 207, [true, false, true]),
        (RefusedInList::ItsWrongFields, 207, [true, true, true]),
    ] {
        let store = store();
        store.set(|quirks| quirks.refused_in_list = refused_in_list);
        let name = get(&store, "/v3/catalog/products/101").json["data"]["name"].clone();
        let list = json!([
            { "id": 103, "price": 77 }, { "id": 104, "price": 77, "name": name }, { "id": 105, "price": 77 },
        ]);
        let answer = ask(&store, "PUT", "/v3/catalog/products", list);
        assert_eq!(answer.status, status, "{refused_in_list:?}");
        assert_eq!(
            [103, 104, 105].map(|id| taken(&store, id)),
            are_taken,
            "{refused_in_list:?}"
        );
        if status == 207 {
            assert!(
                answer.json["errors"]["errors"]["name"].is_string(),
                "{}",
                answer.json
            );
        }
        assert!(store.violations().is_empty(), "{:?}", store.violations());
    }
    // One by itself, of which a field is wrong.
    let store = store();
    store.set(|quirks| quirks.refused_in_list = RefusedInList::ItsWrongFields);
    let name = get(&store, "/v3/catalog/products/101").json["data"]["name"].clone();
    let answer = ask(
        &store,
        "PUT",
        "/v3/catalog/products/104",
        json!({ "price": 77, "name": name }),
    );
    assert_eq!((answer.status, taken(&store, 104)), (207, true));
    assert!(store.violations().is_empty(), "{:?}", store.violations());
}

#[test]
fn a_read_only_field_is_passed_over_or_refused() {
    let store = store();
    let body = json!({ "calculated_price": 1, "date_created": "2000-01-01T00:00:00Z" });
    let before = get(&store, "/v3/catalog/products/101").json["data"].clone();
    assert_eq!(
        ask(&store, "PUT", "/v3/catalog/products/101", body.clone()).status,
        200
    );
    let after = get(&store, "/v3/catalog/products/101").json["data"].clone();
    assert_eq!(before["calculated_price"], after["calculated_price"]);
    assert_eq!(before["date_created"], after["date_created"]);
    store.set(|quirks| quirks.read_only = ReadOnly::Refused);
    assert_eq!(ask(&store, "PUT", "/v3/catalog/products/101", body).status, 422);
}

#[test]
fn variants_bring_their_options() {
    let store = store();
    let mut wanted = mug("Two glazes", "TWO");
    wanted["variants"] = json!([
        { "sku": "TWO-B", "option_values": [{ "option_display_name": "Glaze", "label": "Blue" }] },
        { "sku": "TWO-A", "option_values": [{ "option_display_name": "Glaze", "label": "Ash" }] },
    ]);
    let made = ask(&store, "POST", "/v3/catalog/products", wanted);
    assert_eq!(made.status, 200);
    let id = &made.json["data"]["id"];
    let shown = get(
        &store,
        &format!("/v3/catalog/products/{id}?include=variants,options"),
    );
    assert_eq!(shown.json["data"]["variants"].as_array().unwrap().len(), 2);
    assert_eq!(
        shown.json["data"]["options"][0]["option_values"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let twice = ask(
        &store,
        "POST",
        &format!("/v3/catalog/products/{id}/variants"),
        json!({
            "sku": "TWO-C", "option_values": [{ "option_display_name": "Glaze", "label": "Ash" }],
        }),
    );
    assert_eq!(twice.status, 409);
    let plain = ask(
        &store,
        "POST",
        "/v3/catalog/products?include=variants",
        mug("Plain", "PLAIN"),
    );
    assert_eq!(plain.json["data"]["variants"][0]["sku"], "PLAIN");
    assert_eq!(
        plain.json["data"]["base_variant_id"],
        plain.json["data"]["variants"][0]["id"]
    );
}

#[test]
fn pictures_are_bytes_that_go_with_their_record() {
    let store = store();
    let images = get(&store, "/v3/catalog/products/101/images").json["data"].clone();
    let url = images[0]["url_zoom"].as_str().unwrap();
    let path = url.strip_prefix(store.address()).unwrap();
    let seeded = send(&store, "GET", path, None, "", b"").unwrap();
    assert!(seeded.bytes.starts_with(b"GIF89a"));
    ask(
        &store,
        "DELETE",
        &format!("/v3/catalog/products/101/images/{}", images[0]["id"]),
        Value::Null,
    );
    assert_eq!(send(&store, "GET", path, None, "", b"").unwrap().status, 404);
    let sent = upload(
        &store,
        "/v3/catalog/products/101/images",
        "image_file",
        "a.gif",
        b"GIF89a and the rest",
    );
    let url = sent.json["data"]["url_zoom"].as_str().unwrap();
    let back = send(
        &store,
        "GET",
        url.strip_prefix(store.address()).unwrap(),
        None,
        "",
        b"",
    )
    .unwrap();
    assert_eq!(back.bytes, b"GIF89a and the rest");
}

#[test]
fn a_deleted_category_goes_a_while_after_the_answer() {
    let store = store();
    let list = "/v3/catalog/trees/categories?category_id:in=11";
    let answer = ask(&store, "DELETE", list, Value::Null);
    assert_eq!((answer.status, &answer.json["meta"]["success"]), (202, &json!(1)));
    assert_eq!(get(&store, list).json["meta"]["pagination"]["total"], 1);
    store.advance(Duration::from_secs(10));
    assert_eq!(get(&store, list).json["meta"]["pagination"]["total"], 0);
    assert_eq!(
        ask(&store, "DELETE", "/v3/catalog/trees/categories", Value::Null).status,
        422
    );
}

#[test]
fn a_list_of_products_is_written_all_or_not_at_all() {
    let store = store();
    let wanted = json!([{ "id": 101, "name": "New name" }, { "id": 9999, "name": "Nobody" }]);
    let refused = ask(&store, "PUT", "/v3/catalog/products", wanted);
    assert_eq!(refused.status, 404);
    assert_ne!(
        get(&store, "/v3/catalog/products/101").json["data"]["name"],
        "New name"
    );
    let many: Vec<Value> = (101..112)
        .map(|id| json!({ "id": id, "is_visible": false }))
        .collect();
    assert_eq!(
        ask(&store, "PUT", "/v3/catalog/products", Value::Array(many)).status,
        413
    );
}

#[test]
fn metafields_are_found_below_their_product_and_all_at_once() {
    let store = store();
    let field = json!({ "namespace": "kiln", "key": "cone", "value": "6", "permission_set": "write" });
    let made = ask(
        &store,
        "POST",
        "/v3/catalog/products/101/metafields",
        field.clone(),
    );
    assert_eq!(made.status, 200);
    assert_eq!(
        ask(&store, "POST", "/v3/catalog/products/101/metafields", field).status,
        409
    );
    let all = get(&store, "/v3/catalog/products/metafields");
    assert_eq!(all.json["meta"]["pagination"]["total"], 2);
    let ids = json!([made.json["data"]["id"]]);
    assert_eq!(
        ask(&store, "DELETE", "/v3/catalog/products/metafields", ids).status,
        200
    );
    assert_eq!(
        get(&store, "/v3/catalog/products/101/metafields").json["data"],
        json!([])
    );
}
