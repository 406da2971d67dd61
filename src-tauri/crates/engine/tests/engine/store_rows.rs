//! Rows of records in a store: those that came since go where they are the owner's, and stay where they are somebody else's.

use backstock_model::Choice;
use serde_json::json;

use crate::store_stage::{Stage, key_of, some};

// S2.6.4: what customers wrote since is theirs.
#[test]
fn a_review_that_was_written_since_outlives_a_restored_price() {
    let stage = Stage::small();
    stage.backup();
    stage.later(30);
    let (product, price) = stage.store.change(|shop| {
        let product = shop.ids_of("products").remove(0);
        let price = shop.record("products", product.clone()).unwrap()["price"].clone();
        shop.edit("products", product.clone(), json!({ "price": 999 }));
        shop.add(
            "reviews",
            json!({
                "product_id": product.value(), "title": "Lovely", "text": "Once more, please.", "status": "approved",
                "rating": 5, "email": "guest@example.com", "name": "Guest", "date_reviewed": "2026-12-01T09:10:00+00:00"
            }),
        );
        (product, price)
    });
    let (plan, shown) = stage.plan(some(&["products"]));
    assert_eq!(shown.records.len(), 1, "{:?}", shown.records);
    let outcome = stage.carry_out(plan);
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    stage.store.change(|shop| {
        assert_eq!(shop.record("products", product.clone()).unwrap()["price"], price);
        let mut reviews = shop.ids_of("reviews").into_iter();
        assert!(reviews.any(|id| shop.record("reviews", id).unwrap()["title"] == "Lovely"));
    });
}

// S2.6.4: an assignment that came since is taken away again.
#[test]
fn an_assignment_that_came_since_goes_again() {
    let stage = Stage::small();
    stage.backup();
    stage.later(30);
    let added = stage.store.change(|shop| {
        let list = shop.ids_of("price_lists").remove(0);
        let group = shop.ids_of("customer_groups").pop().unwrap();
        let channel = shop.ids_of("channels").remove(0);
        let fields =
            json!({ "price_list_id": list.value(), "customer_group_id": group.value(), "channel_id": channel.value() });
        shop.add("price_assignments", fields).unwrap()
    });
    let (plan, shown) = stage.plan(Choice {
        allow_deletes: true,
        ..some(&["price_lists"])
    });
    assert_eq!(shown.records.len(), 1, "{:?}", shown.records);
    let outcome = stage.carry_out(plan);
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    let left = stage.store.change(|shop| shop.record("price_assignments", added));
    assert_eq!(left, None);
}

// S2.6.4: a value of an attribute is taken away by its own number, and by no other.
#[test]
fn a_value_that_came_since_goes_again_and_the_others_stay() {
    let stage = Stage::small();
    let (customer, attribute) = stage.store.change(|shop| {
        let customer = shop.ids_of("customers").remove(0);
        let attribute = shop.ids_of("customer_attributes").remove(0);
        for id in shop.ids_of("attribute_values") {
            let value = shop.record("attribute_values", id.clone()).unwrap();
            if value["customer_id"] == customer.value() && value["attribute_id"] == attribute.value() {
                shop.remove("attribute_values", id);
            }
        }
        (customer, attribute)
    });
    stage.backup();
    stage.later(30);
    let before = stage.store.change(|shop| shop.len_of("attribute_values"));
    stage.store.change(|shop| {
        shop.add(
            "attribute_values",
            json!({ "customer_id": customer.value(), "attribute_id": attribute.value(), "attribute_value": "Green" }),
        );
    });
    let (plan, shown) = stage.plan(Choice {
        records: vec![key_of(&format!("customers/{customer}"))],
        allow_deletes: true,
        ..Choice::default()
    });
    assert_eq!(shown.records.len(), 1, "{:?}", shown.records);
    let outcome = stage.carry_out(plan);
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    assert_eq!(stage.store.change(|shop| shop.len_of("attribute_values")), before);
}
