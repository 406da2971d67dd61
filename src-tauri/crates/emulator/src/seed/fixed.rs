//! What every store has, whatever its size.

use serde_json::{Value, json};

use super::{put, with_defaults};
use crate::clock::{Held, iso, rfc2822};
use crate::shop::Shop;
use crate::store::Id;

const MADE: i64 = Held::START - 400 * 86_400_000;

pub(super) fn fill(shop: &mut Shop) {
    let at = iso(MADE);
    put(
        shop,
        "channels",
        1,
        json!({
            "id": 1, "name": "Harbour Pottery", "type": "storefront", "platform": "bigcommerce", "external_id": "", "status": "active",
            "is_listable_from_ui": true, "is_visible": true, "is_enabled": true, "icon_url": "", "date_created": at, "date_modified": at,
        }),
    );
    put(
        shop,
        "locations",
        1,
        json!({
            "id": 1, "code": "BC-LOCATION-1", "label": "Workshop", "description": "", "managed_by_external_source": false,
            "type_id": "PHYSICAL", "enabled": true, "operating_hours": {}, "time_zone": "Etc/UTC", "storefront_visibility": true,
            "special_hours": [], "created_at": at, "updated_at": at,
            "address": {
                "address1": "1 Quay Street", "address2": "", "city": "Port", "state": "Maine", "zip": "04001", "country_code": "US",
                "email": "workshop@example.com", "phone": "555 0100", "geo_coordinates": { "latitude": 43.6, "longitude": -70.2 },
            },
        }),
    );
    put(
        shop,
        "currencies",
        1,
        json!({
            "id": 1, "auto_update": false, "country_iso2": "US", "currency_code": "USD", "currency_exchange_rate": "1.0000000000",
            "decimal_places": 2, "decimal_token": ".", "default_for_country_codes": ["USA"], "enabled": true, "is_default": true,
            "is_transactional": true, "name": "US Dollar", "thousands_token": ",", "token": "$", "token_location": "left",
            "use_default_name": true, "last_updated": rfc2822(MADE),
        }),
    );
    for (id, name) in [
        (0, "Default Tax Class"),
        (1, "Non-Taxable Products"),
        (2, "Shipping"),
        (3, "Gift Wrapping"),
    ] {
        put(
            shop,
            "tax_classes",
            id,
            json!({ "id": id.to_string(), "name": name, "created_at": at, "updated_at": at }),
        );
    }
    let at_site = json!({ "created_at": at, "updated_at": at, "url": "https://harbour-pottery.example.com" });
    let urls: Vec<Value> = ["primary", "canonical", "checkout"]
        .iter()
        .map(|kind| {
            let mut url = at_site.clone();
            url["type"] = (*kind).into();
            url
        })
        .collect();
    put(
        shop,
        "sites",
        1000,
        json!({
            "id": 1000, "channel_id": 1, "url": "https://harbour-pottery.example.com", "created_at": at, "updated_at": at, "urls": urls,
            "ssl_status": "shared", "is_checkout_url_customized": false,
        }),
    );
    let route = json!({ "id": 1, "type": "product", "matching": "*", "route": "/{slug}" });
    shop.records("routes")
        .put(Id::Number(1), Some(Id::Number(1000)), route);
    put(
        shop,
        "currency_assignments",
        1,
        json!({ "channel_id": 1, "default_currency": "USD", "enabled_currencies": ["USD"] }),
    );
    put(
        shop,
        "shipping_zones",
        1,
        with_defaults(
            "shipping_zones",
            json!({
                "id": 1, "name": "Home", "type": "country", "locations": [{ "id": 1, "country_iso2": "US" }],
            }),
        ),
    );
    let method = with_defaults(
        "shipping_methods",
        json!({ "id": 1, "name": "Flat rate", "type": "perorder", "settings": { "rate": 7 } }),
    );
    shop.records("shipping_methods")
        .put(Id::Number(1), Some(Id::Number(1)), method);
    put(
        shop,
        "tax_zones",
        1,
        json!({
            "id": 1, "name": "Home", "enabled": true,
            "price_display_settings": { "show_inclusive": false, "show_both_on_detail_view": false, "show_both_on_list_view": false },
            "shopper_target_settings": { "locations": [{ "country_code": "US", "subdivision_codes": [], "postal_codes": [] }], "customer_groups": [] },
        }),
    );
    put(
        shop,
        "tax_rates",
        1,
        json!({
            "id": 1, "tax_zone_id": 1, "name": "Sales tax", "enabled": true, "priority": 1, "class_rates": [{ "rate": 5.5, "tax_class_id": 0 }],
        }),
    );
}
