//! Stock by location: read at once, written a while later.

use serde_json::{Value, json};

use super::special;
use crate::answer::{Answer, Refusal};
use crate::routes::{Call, Route};
use crate::shop::{Later, Shop};
use crate::store::Id;

const SCOPE: &str = "store_inventory";

pub(super) fn routes() -> Vec<Route> {
    vec![
        special("GET", "/v3/inventory/items", SCOPE, items),
        special(
            "GET",
            "/v3/inventory/locations/{location_id}/items",
            SCOPE,
            items_of_location,
        ),
        special(
            "PUT",
            "/v3/inventory/locations/{location_id}/items",
            SCOPE,
            set_limits,
        ),
        special("PUT", "/v3/inventory/adjustments/absolute", SCOPE, absolute),
        special("POST", "/v3/inventory/adjustments/relative", SCOPE, relative),
    ]
}

fn absolute(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    adjust(shop, call, false)
}

fn relative(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    adjust(shop, call, true)
}

fn adjust(shop: &mut Shop, call: &Call<'_>, is_relative: bool) -> Result<Answer, Refusal> {
    let Value::Array(items) = &call.asked.body["items"] else {
        return Err(Refusal::at(422, "items", "is needed"));
    };
    if items.len() > 2000 {
        return Err(Refusal::new(413, "At most 2000 at once."));
    }
    let mut changes = Vec::new();
    for item in items {
        let location = Id::of(&item["location_id"]).filter(|id| shop.records("locations").has(id));
        let variant = variant_of(shop, item);
        let (Some(Id::Number(location)), Some(variant), Some(level)) =
            (location, variant, item["quantity"].as_i64())
        else {
            return Err(Refusal::at(422, "items", "name something that is not there"));
        };
        changes.push((location, variant, level));
    }
    let wait = shop.quirks.stock_comes_later_ms;
    for (location, variant, level) in changes {
        shop.after(
            wait,
            Later::SetStock {
                location,
                variant,
                level,
                is_relative,
            },
        );
    }
    shop.catch_up();
    *shop
        .events
        .entry("store/product/inventory/updated".to_owned())
        .or_default() += 1;
    let transaction = shop.uuid();
    Ok(Answer::json(200, json!({ "transaction_id": transaction })))
}

/// A variant by its id, its SKU, or the product that has no other.
fn variant_of(shop: &mut Shop, named: &Value) -> Option<u64> {
    let id = if let Some(id) = Id::of(&named["variant_id"]) {
        Some(id).filter(|id| shop.records("variants").has(id))
    } else if let Some(product) = Id::of(&named["product_id"]) {
        shop.records("variants").ids_of(&product).into_iter().next()
    } else {
        let sku = named["sku"].clone();
        shop.records("variants").find(&["sku".to_owned()], &[sku])
    };
    match id {
        Some(Id::Number(number)) => Some(number),
        _ => None,
    }
}

/// The stock of a variant at a location; what was never set is the variant's own level at the first one.
fn stock(shop: &mut Shop, location: &Id, variant: &Id, level: &Value) -> Value {
    let key = Id::Text(format!("{location}/{variant}"));
    let kept = shop.records("stock").get(&key).unwrap_or_else(|| {
        let level = if *location == Id::Number(1) { level.clone() } else { json!(0) };
        json!({
            "total_inventory_onhand": level, "safety_stock": 0, "is_in_stock": true, "warning_level": 0, "bin_picking_number": "",
        })
    });
    json!({
        "total_inventory_onhand": kept["total_inventory_onhand"], "available_to_sell": kept["total_inventory_onhand"],
        "settings": {
            "safety_stock": kept["safety_stock"], "is_in_stock": kept["is_in_stock"], "warning_level": kept["warning_level"],
            "bin_picking_number": kept["bin_picking_number"],
        },
    })
}

/// The variants a request names, or all of them.
fn chosen(shop: &mut Shop, call: &Call<'_>) -> Vec<(Id, Value)> {
    let variants = call.asked.list("variant_id:in");
    let products = call.asked.list("product_id:in");
    let skus = call.asked.list("sku:in");
    let is_meant = |list: &[&str], text: &str| list.is_empty() || list.contains(&text);
    let mut chosen = Vec::new();
    for id in shop.records("variants").ids() {
        let owner = shop
            .records("variants")
            .owner(&id)
            .map(|id| id.to_string())
            .unwrap_or_default();
        if !is_meant(&variants, &id.to_string()) || !is_meant(&products, &owner) {
            continue;
        }
        let variant = shop.records("variants").get(&id).unwrap_or(Value::Null);
        if is_meant(&skus, variant["sku"].as_str().unwrap_or_default()) {
            chosen.push((id, variant));
        }
    }
    chosen
}

fn identity(id: &Id, variant: &Value) -> Value {
    json!({ "variant_id": id.value(), "product_id": variant["product_id"], "sku": variant["sku"], "sku_id": id.value() })
}

fn items(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let meant = call.asked.list("location_id:in");
    let locations: Vec<Id> = shop
        .records("locations")
        .ids()
        .into_iter()
        .filter(|id| meant.is_empty() || meant.contains(&id.to_string().as_str()))
        .collect();
    let mut all = Vec::new();
    for (id, variant) in chosen(shop, call) {
        let mut at = Vec::new();
        for location in &locations {
            let known = shop.records("locations").get(location).unwrap_or(Value::Null);
            let mut stock = stock(shop, location, &id, &variant["inventory_level"]);
            stock["location_id"] = location.value();
            stock["location_code"] = known["code"].clone();
            stock["location_name"] = known["label"].clone();
            stock["location_enabled"] = known["enabled"].clone();
            at.push(stock);
        }
        all.push(json!({ "identity": identity(&id, &variant), "locations": at }));
    }
    Ok(super::store::paged(call, all, 1000))
}

fn location(shop: &mut Shop, call: &Call<'_>) -> Result<Id, Refusal> {
    let id = Id::read(&call.path["location_id"]);
    if shop.records("locations").has(&id) {
        Ok(id)
    } else {
        Err(Refusal::not_found())
    }
}

fn items_of_location(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let location = location(shop, call)?;
    let mut all = Vec::new();
    for (id, variant) in chosen(shop, call) {
        let mut stock = stock(shop, &location, &id, &variant["inventory_level"]);
        stock["identity"] =
            json!({ "variant_id": id.value(), "product_id": variant["product_id"], "sku": variant["sku"] });
        all.push(stock);
    }
    Ok(super::store::paged(call, all, 1000))
}

fn set_limits(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let location = location(shop, call)?;
    let Value::Array(items) = &call.asked.body["settings"] else {
        return Err(Refusal::at(422, "settings", "is needed"));
    };
    for item in items {
        let Some(number) = variant_of(shop, &item["identity"]) else {
            return Err(Refusal::at(422, "identity", "names something that is not there"));
        };
        let variant = Id::Number(number);
        let level = shop
            .records("variants")
            .get(&variant)
            .map(|variant| variant["inventory_level"].clone());
        let before = stock(shop, &location, &variant, &level.unwrap_or(Value::Null));
        let mut kept = json!({
            "location_id": location.value(), "variant_id": number, "total_inventory_onhand": before["total_inventory_onhand"],
        });
        for field in [
            "safety_stock",
            "is_in_stock",
            "warning_level",
            "bin_picking_number",
        ] {
            kept[field] = item.get(field).unwrap_or(&before["settings"][field]).clone();
        }
        shop.records("stock")
            .put(Id::Text(format!("{location}/{variant}")), None, kept);
    }
    let transaction = shop.uuid();
    Ok(Answer::json(200, json!({ "transaction_id": transaction })))
}
