//! Orders, prices, promotions, content, themes, settings.

use std::time::Duration;

use backstock_emulator::{By, Emulator};
use serde_json::{Value, json};

use crate::client::{ask, get, send, upload};

fn store() -> Emulator {
    Emulator::small().unwrap()
}

#[test]
fn an_order_gets_a_new_number_and_is_only_ever_archived() {
    let store = store();
    let address = json!({ "first_name": "Ann", "last_name": "Archer", "zip": "04001", "email": "customer1@example.com" });
    let made = ask(
        &store,
        "POST",
        "/v2/orders",
        json!({
            "customer_id": 1, "billing_address": address, "external_source": "M-MIG", "external_order_id": "1003",
            "date_created": "Tue, 03 Mar 2026 10:00:00 +0000", "products": [{ "product_id": 101, "quantity": 2 }],
        }),
    );
    assert_eq!(made.status, 200, "{:?}", made.json);
    let id = made.json["id"].as_u64().unwrap();
    assert!(id > 1010);
    assert_eq!(made.json["date_created"], "Tue, 03 Mar 2026 10:00:00 +0000");
    assert_eq!(
        get(&store, &format!("/v2/orders/{id}/products")).json[0]["sku"],
        "HP-00001"
    );
    assert_eq!(store.mails(), [], "a created order mails nobody");
    let path = format!("/v2/orders/{id}");
    assert_eq!(ask(&store, "DELETE", &path, Value::Null).status, 204);
    assert_eq!(get(&store, &path).json["is_deleted"], true);
    ask(&store, "PUT", &path, json!({ "is_deleted": false }));
    assert_eq!(get(&store, &path).json["is_deleted"], false);
    assert_eq!(
        ask(&store, "PUT", &path, json!({ "external_merchant_id": "x" })).status,
        400
    );
}

#[test]
fn a_changed_line_loses_its_discounts() {
    let store = store();
    let line = get(&store, "/v2/orders/1010/products").json[0].clone();
    assert_ne!(line["applied_discounts"], json!([]));
    let change = json!({ "products": [{ "id": line["id"], "quantity": 3 }] });
    assert_eq!(ask(&store, "PUT", "/v2/orders/1010", change).status, 200);
    let line = get(&store, "/v2/orders/1010/products").json[0].clone();
    assert_eq!(
        (&line["quantity"], &line["applied_discounts"]),
        (&json!(3), &json!([]))
    );
}

#[test]
fn a_status_or_a_shipment_mails_unless_the_owner_switched_it_off() {
    let store = store();
    ask(&store, "PUT", "/v2/orders/1001", json!({ "status_id": 10 }));
    let shipment = json!({ "order_address_id": 1, "items": [{ "order_product_id": 4, "quantity": 1 }] });
    ask(&store, "POST", "/v2/orders/1001/shipments", shipment.clone());
    assert_eq!(store.mails().len(), 2);
    let path = "/v3/settings/email-statuses";
    let mut switches = get(&store, path).json["data"].clone();
    switches["combined_order_status_email"] = false.into();
    ask(&store, "PUT", path, switches);
    ask(&store, "PUT", "/v2/orders/1001", json!({ "status_id": 11 }));
    ask(&store, "POST", "/v2/orders/1001/shipments", shipment);
    assert_eq!(store.mails().len(), 2);
}

#[test]
fn prices_are_written_by_variant_and_currency_and_go_with_their_list() {
    let store = store();
    let records = "/v3/pricelists/1/records";
    let written = ask(
        &store,
        "PUT",
        records,
        json!([
            { "variant_id": 4, "currency": "usd", "price": 9.5 }, { "sku": "HP-00001", "currency": "EUR", "price": 8 },
        ]),
    );
    assert_eq!(written.status, 200);
    let price = get(&store, "/v3/pricelists/1/records/4/EUR");
    assert_eq!(price.json["data"]["calculated_price"], 8);
    assert_eq!(
        ask(
            &store,
            "POST",
            "/v3/pricelists",
            json!({ "name": "Wholesale prices" })
        )
        .status,
        409
    );
    assert_eq!(ask(&store, "DELETE", "/v3/pricelists/1", Value::Null).status, 204);
    assert_eq!(
        store.change(|shop| (shop.len_of("price_records"), shop.len_of("price_assignments"))),
        (0, 0)
    );
}

#[test]
fn a_promotion_stays_while_it_has_codes_and_is_seen_among_the_coupons() {
    let store = store();
    assert_eq!(ask(&store, "DELETE", "/v3/promotions/2", Value::Null).status, 422);
    let codes = ask(
        &store,
        "POST",
        "/v3/promotions/2/codegen",
        json!({ "batch_size": 3 }),
    );
    assert_eq!(
        (
            codes.status,
            codes.json["data"]["codes"].as_array().unwrap().len()
        ),
        (201, 3)
    );
    let kinds = |path: &str| get(&store, path).ids().len();
    assert_eq!(kinds("/v2/coupons"), 2);
    assert_eq!(kinds("/v2/coupons?exclude_type=promotion"), 1);
    store.set(|quirks| quirks.coupons_show_promotions = false);
    assert_eq!(kinds("/v2/coupons"), 1);
}

#[test]
fn a_coupon_that_is_written_without_its_goods_is_for_everything() {
    let store = store();
    ask(&store, "PUT", "/v2/coupons/1", json!({ "name": "Eleven off" }));
    let coupon = get(&store, "/v2/coupons?exclude_type=promotion").json[0].clone();
    assert_eq!(
        (&coupon["name"], &coupon["applies_to"]["ids"]),
        (&json!("Eleven off"), &json!([]))
    );
}

#[test]
fn a_post_is_dated_by_a_text_and_shows_an_object() {
    let store = store();
    let post = json!({ "title": "News", "body": "x", "published_date": "Mon, 30 Nov 2026 08:00:00 +0000" });
    let made = ask(&store, "POST", "/v2/blog/posts", post);
    assert_eq!(made.json["published_date"]["date"], "2026-11-30T08:00:00Z");
    let newest = get(&store, "/v2/blog/posts?limit=1");
    assert_eq!(newest.json[0]["title"], "News", "the newest comes first");
    let again = json!({ "title": "News", "body": "y", "published_date": made.json["published_date"] });
    let id = &made.json["id"];
    assert_eq!(
        ask(&store, "PUT", &format!("/v2/blog/posts/{id}"), again).status,
        422
    );
    store.set(|quirks| quirks.blog_date_is_object = false);
    assert!(get(&store, "/v2/blog/posts?limit=1").json[0]["published_date"].is_string());
}

#[test]
fn a_theme_comes_by_a_job_whose_link_soon_dies() {
    let store = store();
    let themes = get(&store, "/v3/themes").json["data"].clone();
    let named = |name: &str| {
        let theme = themes
            .as_array()
            .unwrap()
            .iter()
            .find(|theme| theme["name"] == name);
        theme.unwrap()["uuid"].as_str().unwrap().to_owned()
    };
    let ask_for = |name: &str| {
        ask(
            &store,
            "POST",
            &format!("/v3/themes/{}/actions/download", named(name)),
            json!({ "which": "original" }),
        )
    };
    assert_eq!(ask_for("Cornerstone").status, 403, "a theme of the marketplace");
    let job = format!(
        "/v3/themes/jobs/{}",
        ask_for("Harbour").json["job_id"].as_str().unwrap()
    );
    assert_eq!(get(&store, &job).json["data"]["status"], "QUEUED");
    store.advance(Duration::from_secs(5));
    let done = get(&store, &job).json["data"].clone();
    assert_eq!(done["status"], "COMPLETED");
    let link = done["result"]["download_url"]
        .as_str()
        .unwrap()
        .strip_prefix(store.address())
        .unwrap()
        .to_owned();
    let zip = send(&store, "GET", &link, None, "", b"").unwrap();
    assert!(zip.bytes.starts_with(b"PK"));
    store.set(|quirks| quirks.theme_downloads_fail = true);
    let failing = format!(
        "/v3/themes/jobs/{}",
        ask_for("Harbour").json["job_id"].as_str().unwrap()
    );
    store.advance(Duration::from_secs(61));
    assert_eq!(get(&store, &failing).json["data"]["status"], "FAILED");
    assert_eq!(send(&store, "GET", &link, None, "", b"").unwrap().status, 404);
    let sent = upload(&store, "/v3/themes", "file", "Mine.zip", &zip.bytes);
    assert_eq!(sent.status, 201);
    assert!(
        get(&store, "/v3/themes").json["data"]
            .as_array()
            .unwrap()
            .iter()
            .any(|theme| theme["name"] == "Mine")
    );
}

#[test]
fn scripts_of_other_accounts_are_not_there() {
    let store = store();
    let count = || {
        get(&store, "/v3/content/scripts").json["data"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(count(), 1);
    store.set(|quirks| quirks.scripts_of_own_account_only = false);
    assert_eq!(count(), 2);
    let both = json!({ "name": "Both", "src": "https://a.example.com", "html": "<b>" });
    assert_eq!(ask(&store, "POST", "/v3/content/scripts", both).status, 422);
}

#[test]
fn a_channel_passes_over_what_it_does_not_know() {
    let store = store();
    let changed = ask(
        &store,
        "PUT",
        "/v3/channels/1",
        json!({ "name": "Shop", "platform": "other", "shade": "blue" }),
    );
    assert_eq!(changed.status, 200);
    assert_eq!(
        (&changed.json["data"]["name"], &changed.json["data"]["platform"]),
        (&json!("Shop"), &json!("bigcommerce"))
    );
    assert!(
        store
            .violations()
            .iter()
            .any(|one| one.by == By::Client && one.what.contains("shade"))
    );
    assert_eq!(changed.json["data"].get("shade"), None);
    store.set(|quirks| quirks.channels_ignore_unknown = false);
    assert_eq!(
        ask(&store, "PUT", "/v3/channels/1", json!({ "shade": "blue" })).status,
        422
    );
}

#[test]
fn settings_are_the_stores_until_a_channel_has_its_own() {
    let store = store();
    let (own, all) = (
        "/v3/settings/storefront/seo?channel_id=1",
        "/v3/settings/storefront/seo",
    );
    let written = json!({ "page_title": "Channel", "meta_description": "", "meta_keywords": "", "www_redirect": "none" });
    ask(&store, "PUT", own, written);
    assert_eq!(get(&store, own).json["data"]["page_title"], "Channel");
    assert_eq!(get(&store, all).json["data"]["page_title"], "Harbour Pottery");
    ask(&store, "PUT", own, json!({ "page_title": null }));
    assert_eq!(get(&store, own).json["data"]["page_title"], "Harbour Pottery");
}

#[test]
fn deletions_of_everything_are_written_down_wherever_they_are_possible() {
    let store = store();
    for path in [
        "/v2/banners",
        "/v2/coupons",
        "/v2/gift_certificates",
        "/v2/blog/posts",
        "/v2/orders",
    ] {
        assert_eq!(ask(&store, "DELETE", path, Value::Null).status, 204, "{path}");
    }
    assert_eq!(store.wiped().len(), 5);
}

#[test]
fn a_redirect_is_written_by_its_path() {
    let store = store();
    let to = |entity: u64| json!([{ "from_path": "/old-mugs", "site_id": 1000, "to": { "type": "product", "entity_id": entity } }]);
    assert_eq!(
        ask(&store, "PUT", "/v3/storefront/redirects", to(102)).status,
        201
    );
    let all = get(&store, "/v3/storefront/redirects");
    assert_eq!(
        (all.ids().len(), &all.json["data"][0]["to"]["entity_id"]),
        (1, &json!(102))
    );
}
