//! Customers, groups, attributes.

use backstock_emulator::Emulator;
use serde_json::{Value, json};

use crate::client::{ask, get};

fn store() -> Emulator {
    Emulator::small().unwrap()
}

fn person(email: &str) -> Value {
    json!({ "email": email, "first_name": "New", "last_name": "Person" })
}

#[test]
fn customers_come_in_lists_of_ten_and_mail_only_when_asked() {
    let store = store();
    let mut quiet = person("quiet@example.com");
    quiet["trigger_account_created_notification"] = false.into();
    quiet["addresses"] = json!([{
        "first_name": "New", "last_name": "Person", "address1": "1 Road", "city": "Port", "country_code": "GB", "postal_code": "AB1",
        "state_or_province": "Kent",
    }]);
    let made = ask(&store, "POST", "/v3/customers?include=addresses", json!([quiet]));
    assert_eq!(made.status, 200);
    assert_eq!(made.json["data"][0]["addresses"][0]["country"], "United Kingdom");
    assert_eq!(store.mails(), []);
    let mut loud = person("loud@example.com");
    loud["trigger_account_created_notification"] = true.into();
    ask(&store, "POST", "/v3/customers", json!([loud]));
    assert_eq!(store.mails()[0].to, "loud@example.com");
    let many: Vec<Value> = (0..11).map(|n| person(&format!("many{n}@example.com"))).collect();
    assert_eq!(
        ask(&store, "POST", "/v3/customers", Value::Array(many)).status,
        413
    );
}

#[test]
fn one_customer_that_cannot_be_takes_the_list_with_it_and_is_not_named() {
    let store = store();
    let list = json!([person("one@example.com"), person("customer1@example.com")]);
    let refused = ask(&store, "POST", "/v3/customers", list.clone());
    assert_eq!(refused.status, 409);
    assert!(!refused.json["title"].as_str().unwrap().starts_with('1'));
    assert_eq!(
        get(&store, "/v3/customers?email:in=one@example.com").ids(),
        Vec::<u64>::new()
    );
    store.set(|quirks| quirks.batch_errors_without_index = false);
    let refused = ask(&store, "POST", "/v3/customers", list);
    assert!(refused.json["title"].as_str().unwrap().starts_with('1'));
}

#[test]
fn a_deletion_without_a_filter_deletes_nobody() {
    let store = store();
    assert_eq!(ask(&store, "DELETE", "/v3/customers", Value::Null).status, 204);
    assert_eq!(
        get(&store, "/v3/customers").json["meta"]["pagination"]["total"],
        8
    );
    assert_eq!(
        ask(&store, "DELETE", "/v3/customers?id:in=1,2", Value::Null).status,
        204
    );
    assert_eq!(
        get(&store, "/v3/customers").json["meta"]["pagination"]["total"],
        6
    );
    assert_eq!(
        get(&store, "/v3/customers/addresses?customer_id:in=1").json["data"],
        json!([])
    );
}

#[test]
fn a_group_that_goes_leaves_its_members_without_one() {
    let store = store();
    let member =
        |store: &Emulator| get(store, "/v3/customers?id:in=5").json["data"][0]["customer_group_id"].clone();
    assert_eq!(member(&store), 1);
    assert_eq!(
        ask(&store, "DELETE", "/v2/customer_groups/1", Value::Null).status,
        204
    );
    assert_eq!(member(&store), 0);
}

#[test]
fn an_attribute_that_goes_takes_every_value_with_it() {
    let store = store();
    let values = "/v3/customers/attribute-values";
    assert_eq!(get(&store, values).json["data"].as_array().unwrap().len(), 4);
    let written = ask(
        &store,
        "PUT",
        values,
        json!([{ "attribute_id": 2, "customer_id": 2, "value": "Green" }]),
    );
    assert_eq!(
        (written.status, &written.json["data"][0]["attribute_value"]),
        (200, &json!("Green"))
    );
    assert_eq!(
        get(&store, values).json["data"].as_array().unwrap().len(),
        4,
        "written in place of the old one"
    );
    ask(&store, "DELETE", "/v3/customers/attributes?id:in=2", Value::Null);
    assert_eq!(get(&store, values).json["data"], json!([]));
    let kind = ask(
        &store,
        "PUT",
        "/v3/customers/attributes",
        json!([{ "id": 1, "name": "Born", "type": "string" }]),
    );
    assert_eq!(
        (&kind.json["data"][0]["name"], &kind.json["data"][0]["type"]),
        (&json!("Born"), &json!("date"))
    );
}
