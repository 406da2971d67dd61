//! Pages, blog, banners, coupons, widgets, themes, mail templates: a few of each.

use serde_json::{Value, json};

use super::{Size, catalog, put, uuid, with_defaults};
use crate::clock::{Held, iso, rfc2822};
use crate::shop::Shop;
use crate::store::Id;

const MADE: i64 = Held::START - 300 * 86_400_000;

/// The mails a store writes.
const MAILS: &[&str] = &[
    "abandoned_cart_email",
    "account_details_changed_email",
    "combined_order_status_email",
    "createaccount_email",
    "createguestaccount_email",
    "giftcertificate_email",
    "invoice_email",
    "ordermessage_notification",
    "return_confirmation_email",
    "return_statuschange_email",
    "product_review_email",
    "account_reset_password_email",
];

pub(super) fn fill(shop: &mut Shop, size: &Size) {
    marketing(shop, size);
    pages(shop);
    widgets(shop, size);
    themes(shop, size);
    for name in MAILS {
        let id = Id::Text(format!("{name}@store"));
        shop.records("mail_templates").put(id, None, json!({
            "type_id": name, "subject": format!("{{{{lang '{name}.subject'}}}}"), "body": "<p>{{{{lang 'hello'}}}}</p>",
            "translations": [{ "locale": "en", "keys": { "subject": "About your order", "hello": "Hello — and thank you" } }],
        }));
    }
    put(
        shop,
        "abandoned_cart_emails",
        1,
        json!({
            "id": 1, "coupon_code": "", "is_active": true, "notify_at_minutes": 60, "sent_num": 3, "template": cart_mail(),
        }),
    );
}

/// The mail that follows a cart nobody bought.
pub(crate) fn cart_mail() -> Value {
    json!({
        "subject": "Still thinking?", "body": "<p>Your mug is waiting.</p>",
        "translations": [{ "locale": "en", "keys": { "hello_phrase": "Hello" } }],
    })
}

fn marketing(shop: &mut Shop, size: &Size) {
    let at = iso(MADE);
    put(
        shop,
        "price_lists",
        1,
        json!({ "id": 1, "name": "Wholesale prices", "active": true, "date_created": at, "date_modified": at }),
    );
    for n in 1..=size.products.min(6) {
        let variant = catalog::variant_id(n, 0);
        // A price has cents and no more.
        let price = ((catalog::price(size, n) - 1.0) * 100.0).round() / 100.0;
        let key = Id::Text(format!("1/{variant}/USD"));
        let record = json!({
            "__key": key.value(), "price_list_id": 1, "variant_id": variant, "product_id": catalog::product_id(n), "currency": "USD",
            "sku": catalog::variant_sku(n, 0), "price": price, "calculated_price": price,
            "bulk_pricing_tiers": [{ "quantity_min": 10, "quantity_max": 50, "type": "percent", "amount": 3 }],
            "date_created": at, "date_modified": at,
        });
        shop.records("price_records")
            .put(key, Some(Id::Number(1)), record);
    }
    put(
        shop,
        "price_assignments",
        1,
        json!({ "id": 1, "price_list_id": 1, "customer_group_id": 1, "channel_id": 1 }),
    );
    let rule = json!([{ "action": { "cart_value": { "discount": { "percentage_amount": "10" } } }, "apply_once": true, "stop": false }]);
    for (id, kind) in [(1, "AUTOMATIC"), (2, "COUPON")] {
        let mut promotion = with_defaults(
            "promotions",
            json!({
                "id": id, "name": format!("Promotion {id}"), "display_name": "Ten off", "redemption_type": kind, "rules": rule,
                "start_date": at, "channels": [{ "id": 1 }], "created_from": "react_ui",
            }),
        );
        if kind == "COUPON" {
            promotion["coupon_type"] = "SINGLE".into();
            promotion["coupon_overrides_other_promotions"] = false.into();
        }
        put(shop, "promotions", id, promotion);
        crate::hooks::after_promotion(shop, &Id::Number(id));
    }
    let code = json!({ "id": 1, "promotion_id": 2, "code": "SPRING", "current_uses": 2, "max_uses": 10, "max_uses_per_customer": 1, "created": at });
    shop.records("promotion_codes")
        .put(Id::Number(1), Some(Id::Number(2)), code);
    put(
        shop,
        "coupons",
        1,
        with_defaults(
            "coupons",
            json!({
                "id": 1, "name": "Ten off", "type": "percentage_discount", "amount": "10.0000", "code": "TEN", "num_uses": 4,
                "applies_to": { "entity": "categories", "ids": [0] }, "date_created": rfc2822(MADE),
            }),
        ),
    );
    put(
        shop,
        "gift_certificates",
        1,
        with_defaults(
            "gift_certificates",
            json!({
                "id": 1, "code": "GIFT-0001", "amount": "50.0000", "balance": "20.0000", "from_name": "Ann", "from_email": "ann@example.com",
                "to_name": "Ben", "to_email": "ben@example.com", "purchase_date": rfc2822(MADE),
            }),
        ),
    );
    put(
        shop,
        "banners",
        1,
        with_defaults(
            "banners",
            json!({
                "id": 1, "name": "Kiln opening", "content": "<p>Kiln opening on Saturday</p>", "page": "home_page", "location": "top",
                "date_type": "always", "date_created": (MADE / 1000).to_string(),
            }),
        ),
    );
    if size.customers > 0 {
        put(
            shop,
            "wishlists",
            1,
            json!({
                "id": 1, "customer_id": 1, "name": "For the kitchen", "is_public": false, "token": uuid(size.seed, "wishlist", 1),
            }),
        );
        if size.products > 0 {
            let item = json!({ "id": 1, "wishlist_id": 1, "product_id": catalog::product_id(1), "variant_id": catalog::variant_id(1, 0) });
            shop.records("wishlist_items")
                .put(Id::Number(1), Some(Id::Number(1)), item);
        }
        let profile = uuid(size.seed, "profile", 1);
        put(
            shop,
            "shopper_profiles",
            profile.as_str(),
            json!({ "id": profile, "customer_id": 1, "created_at": at, "updated_at": at }),
        );
    }
    put(
        shop,
        "subscribers",
        1,
        json!({
            "id": 1, "email": "reader@example.com", "first_name": "A", "last_name": "Reader", "source": "storefront", "order_id": Value::Null,
            "channel_id": 1, "consents": ["marketing_newsletter"], "date_created": at, "date_modified": at,
        }),
    );
    let segment = uuid(size.seed, "segment", 1);
    put(
        shop,
        "segments",
        segment.as_str(),
        json!({
            "id": segment, "name": "Locals", "description": "", "created_at": at, "updated_at": at,
        }),
    );
}

fn pages(shop: &mut Shop) {
    for (id, name, parent) in [(1, "About us", 0), (2, "Our kiln", 1), (3, "Contact", 0)] {
        let mut page = with_defaults(
            "pages",
            json!({
                "id": id, "name": name, "type": if id == 3 { "contact_form" } else { "page" }, "parent_id": parent,
                "url": format!("/{}/", super::slug(name)), "body": format!("<p>{name}.</p>"), "sort_order": id,
            }),
        );
        if id == 3 {
            if let Some(fields) = page.as_object_mut() {
                fields.remove("body");
            }
            page["email"] = "owner@example.com".into();
            page["contact_fields"] = "fullname,phone".into();
        }
        put(shop, "pages", id, page);
    }
    for id in 1..=3 {
        let title = format!("Firing number {id}");
        put(
            shop,
            "blog_posts",
            id,
            with_defaults(
                "blog_posts",
                json!({
                    "id": id, "title": title, "url": format!("/blog/{}/", super::slug(&title)), "preview_url": format!("/blog/firing-number-{id}/"),
                    "body": "<p>It went well.</p>", "summary": "<p>It went well.</p>", "tags": ["kiln"], "is_published": true,
                    "published_date_iso8601": iso(MADE + 86_400_000 * i64::try_from(id).unwrap_or_default()),
                }),
            ),
        );
    }
    put(
        shop,
        "redirects",
        1,
        json!({
            "id": 1, "site_id": 1000, "from_path": "/old-mugs", "to": { "type": "product", "entity_id": 101, "url": "" },
            "to_url": "https://harbour-pottery.example.com/mugs/",
        }),
    );
    let script = uuid(1, "script", 1);
    put(
        shop,
        "scripts",
        script.as_str(),
        with_defaults(
            "scripts",
            json!({
                "uuid": script, "name": "Visitors", "src": "https://stats.example.com/v.js", "html": "", "api_client_id": "client-of-owner",
                "date_created": iso(MADE), "date_modified": iso(MADE),
            }),
        ),
    );
    let other = uuid(1, "script", 2);
    put(
        shop,
        "scripts",
        other.as_str(),
        with_defaults(
            "scripts",
            json!({
                "uuid": other, "name": "Chat", "src": "https://chat.example.com/c.js", "html": "", "api_client_id": "client-of-another-app",
                "date_created": iso(MADE), "date_modified": iso(MADE),
            }),
        ),
    );
}

fn widgets(shop: &mut Shop, size: &Size) {
    let at = iso(MADE);
    let [template, widget, placement] =
        ["template", "widget", "placement"].map(|kind| uuid(size.seed, kind, 1));
    put(
        shop,
        "widget_templates",
        template.as_str(),
        with_defaults(
            "widget_templates",
            json!({
                "uuid": template, "name": "Notice", "template": "<p>{{text}}</p>", "current_version_uuid": uuid(size.seed, "version", 1),
                "channel_id": 1, "date_created": at, "date_modified": at,
            }),
        ),
    );
    put(
        shop,
        "widgets",
        widget.as_str(),
        with_defaults(
            "widgets",
            json!({
                "uuid": widget, "name": "Kiln notice", "widget_template_uuid": template, "widget_configuration": { "text": "Hot!" },
                "version_uuid": uuid(size.seed, "version", 2), "date_created": at, "date_modified": at,
            }),
        ),
    );
    put(
        shop,
        "placements",
        placement.as_str(),
        with_defaults(
            "placements",
            json!({
                "uuid": placement, "widget_uuid": widget, "template_file": "pages/home", "region": "home_below_menu",
                "date_created": at, "date_modified": at,
            }),
        ),
    );
}

fn themes(shop: &mut Shop, size: &Size) {
    for (n, name, is_own) in [(1, "Harbour", true), (2, "Cornerstone", false)] {
        let id = uuid(size.seed, "theme", n);
        put(
            shop,
            "themes",
            id.as_str(),
            json!({
                "uuid": id, "name": name, "is_active": is_own, "is_private": is_own, "updated_at": iso(MADE),
                "variations": [{ "uuid": uuid(size.seed, "variation", n), "name": "Light", "description": "", "external_id": "" }],
            }),
        );
    }
}
