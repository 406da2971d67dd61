//! What every store has, whatever its size.

use serde_json::json;

use super::put;
use crate::clock::{Held, iso, rfc2822};
use crate::shop::Shop;

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
}
