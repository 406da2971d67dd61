//! Customers, addresses, attributes, groups.

use serde_json::{Value, json};

use super::{Size, past, pick};
use crate::clock::iso;
use crate::shop::Shop;
use crate::store::Id;

const FIRST: &[&str] = &["Ann", "Ben", "Chloë", "Dev", "Eve", "Finn", "Grace", "Håkan"];
const LAST: &[&str] = &[
    "Archer", "Baker", "Cooper", "Dyer", "O'Brien", "Fisher", "Gardener", "Hunter",
];

pub(super) fn email(n: u64) -> String {
    format!("customer{n}@example.com")
}

pub(super) fn names(n: u64) -> (&'static str, &'static str) {
    (pick(FIRST, n), pick(LAST, n / 3))
}

pub(super) fn fill(shop: &mut Shop, size: &Size) {
    let at = iso(past(size.seed, "group", 1));
    for (id, name, rules) in [
        (
            1,
            "Wholesale",
            json!([{ "type": "all", "method": "percent", "amount": "10.0000" }]),
        ),
        (2, "Friends", json!([])),
    ] {
        super::put(
            shop,
            "customer_groups",
            id,
            json!({
                "id": id, "name": name, "is_default": false, "is_group_for_guests": false, "category_access": { "type": "all" },
                "discount_rules": rules, "date_created": at, "date_modified": at,
            }),
        );
    }
    for (id, name, kind) in [(1, "Birthday", "date"), (2, "Favourite glaze", "string")] {
        super::put(
            shop,
            "customer_attributes",
            id,
            json!({
                "id": id, "name": name, "type": kind, "date_created": at, "date_modified": at,
            }),
        );
    }
    for n in 1..=size.customers {
        let id = Id::Number(n);
        shop.records("customers").seed(id.clone(), None, customer, n);
        shop.records("addresses")
            .seed(id.clone(), Some(id.clone()), address, n);
        if n.is_multiple_of(2) {
            shop.records("attribute_values")
                .seed(id.clone(), Some(id), value, n);
        }
    }
}

fn customer(size: &Size, n: u64) -> Value {
    let (first, last) = names(n);
    let made = past(size.seed, "customer", n);
    json!({
        "id": n, "email": email(n), "first_name": first, "last_name": last, "company": if n.is_multiple_of(4) { "Tea & Co" } else { "" },
        "phone": format!("555 {n:04}"), "notes": "", "tax_exempt_category": "", "customer_group_id": if n.is_multiple_of(5) { 1 } else { 0 },
        "accepts_product_review_abandoned_cart_emails": n.is_multiple_of(2), "registration_ip_address": "192.0.2.1",
        "origin_channel_id": 1, "channel_ids": [1], "authentication": { "force_password_reset": false },
        "store_credit_amounts": [{ "amount": if n.is_multiple_of(6) { 12.5 } else { 0.0 } }], "form_fields": [],
        "date_created": iso(made), "date_modified": iso(made + 7_200_000),
    })
}

fn address(_: &Size, n: u64) -> Value {
    let (first, last) = names(n);
    json!({
        "id": n, "customer_id": n, "first_name": first, "last_name": last, "company": "", "address1": format!("{n} Quay Street"),
        "address2": "", "city": "Port", "state_or_province": "Maine", "postal_code": format!("{:05}", 4000 + n % 900),
        "country": "United States", "country_code": "US", "phone": format!("555 {n:04}"), "address_type": "residential",
        "form_fields": [],
    })
}

fn value(size: &Size, n: u64) -> Value {
    let at = iso(past(size.seed, "value", n));
    json!({
        "id": n, "customer_id": n, "attribute_id": 2, "attribute_value": if n.is_multiple_of(4) { "Blue" } else { "Ash" },
        "date_created": at, "date_modified": at,
    })
}
