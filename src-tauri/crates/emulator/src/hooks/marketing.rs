//! Prices by variant and currency, promotions and their codes, gift certificates, wishlists.

use serde_json::{Map, Value, json};

use super::{enveloped, special};
use crate::answer::{Answer, Refusal};
use crate::clock;
use crate::routes::{Call, Route};
use crate::shop::Shop;
use crate::store::Id;
use crate::table::Collection;

type Fields = Map<String, Value>;

const PRICES: &str = "store_v2_products";
const MARKETING: &str = "store_v2_marketing";
const CUSTOMERS: &str = "store_v2_customers";

pub(super) fn routes() -> Vec<Route> {
    vec![
        special(
            "POST",
            "/v3/pricelists/{price_list_id}/records",
            PRICES,
            write_prices,
        ),
        special(
            "PUT",
            "/v3/pricelists/{price_list_id}/records",
            PRICES,
            write_prices,
        ),
        special(
            "DELETE",
            "/v3/pricelists/{price_list_id}/records",
            PRICES,
            drop_prices,
        ),
        special(
            "GET",
            "/v3/pricelists/{price_list_id}/records/{variant_id}",
            PRICES,
            prices_of_variant,
        ),
        special(
            "GET",
            "/v3/pricelists/{price_list_id}/records/{variant_id}/{currency}",
            PRICES,
            price,
        ),
        special(
            "PUT",
            "/v3/pricelists/{price_list_id}/records/{variant_id}/{currency}",
            PRICES,
            write_price,
        ),
        special(
            "DELETE",
            "/v3/pricelists/{price_list_id}/records/{variant_id}/{currency}",
            PRICES,
            drop_price,
        ),
        special(
            "PUT",
            "/v3/pricelists/{price_list_id}/assignments",
            PRICES,
            assign,
        ),
        special(
            "POST",
            "/v3/promotions/{promotion_id}/codegen",
            MARKETING,
            make_codes,
        ),
        special("GET", "/v3/promotions/codes", MARKETING, find_codes),
        special("POST", "/v3/wishlists/{wishlist_id}/items", CUSTOMERS, wish),
        special(
            "DELETE",
            "/v3/wishlists/{wishlist_id}/items/{item_id}",
            CUSTOMERS,
            unwish,
        ),
    ]
}

fn list_of(shop: &mut Shop, call: &Call<'_>) -> Result<Id, Refusal> {
    let id = Id::read(&call.path["price_list_id"]);
    if shop.records("price_lists").has(&id) {
        Ok(id)
    } else {
        Err(Refusal::not_found())
    }
}

fn key(list: &Id, variant: &Id, currency: &str) -> Id {
    Id::Text(format!("{list}/{variant}/{}", currency.to_uppercase()))
}

/// Writes one price: it is there, or it is made.
fn put_price(
    shop: &mut Shop,
    list: &Id,
    variant: &Id,
    currency: &str,
    mut fields: Fields,
) -> Result<Id, Refusal> {
    let collection = shop.collection("price_records")?;
    let key = key(list, variant, currency);
    let Some(record) = shop.records("variants").get(variant) else {
        return Err(Refusal::at(
            422,
            "variant_id",
            "refers to something that is not there",
        ));
    };
    if currency.len() != 3 {
        return Err(Refusal::at(422, "currency", "is needed"));
    }
    if shop.records("price_records").has(&key) {
        shop.amend(&collection, &key, fields)?;
    } else {
        fields.insert("__key".to_owned(), key.value());
        fields.insert("variant_id".to_owned(), variant.value());
        fields.insert("currency".to_owned(), currency.to_uppercase().into());
        fields
            .entry("bulk_pricing_tiers".to_owned())
            .or_insert_with(|| json!([]));
        shop.insert(&collection, Some(list.clone()), fields, false)?;
    }
    // What follows from the variant.
    let mut price = shop.records("price_records").get(&key).unwrap_or(Value::Null);
    price["product_id"] = record["product_id"].clone();
    price["sku"] = record["sku"].clone();
    let sale = price["sale_price"].clone();
    price["calculated_price"] = if sale.is_number() {
        sale
    } else {
        price["price"].clone()
    };
    if price["calculated_price"].is_null() {
        price["calculated_price"] = record["calculated_price"].clone();
    }
    shop.records("price_records")
        .put(key.clone(), Some(list.clone()), price);
    Ok(key)
}

fn write_prices(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let list = list_of(shop, call)?;
    let Value::Array(items) = &call.asked.body else {
        return Err(Refusal::new(422, "The body is not a list."));
    };
    if items.len() > if call.asked.method == "PUT" { 1000 } else { 100 } {
        return Err(Refusal::new(413, "Too many at once."));
    }
    let mut errors = Vec::new();
    for item in items {
        let variant = match Id::of(&item["variant_id"]) {
            Some(id) => Some(id),
            None => shop
                .records("variants")
                .find(&["sku".to_owned()], &[item["sku"].clone()]),
        };
        let currency = item["currency"].as_str().unwrap_or_default();
        let outcome = match variant {
            Some(variant) => put_price(
                shop,
                &list,
                &variant,
                currency,
                item.as_object().cloned().unwrap_or_default(),
            ),
            None => Err(Refusal::at(422, "variant_id", "is needed")),
        };
        if let Err(refusal) = outcome {
            errors.push(json!({ "data": item, "field_errors": refusal.errors }));
        }
    }
    Ok(if errors.is_empty() {
        enveloped(json!({}))
    } else {
        Answer::json(422, json!({ "batch_errors": errors }))
    })
}

fn drop_prices(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let list = list_of(shop, call)?;
    let (variants, skus) = (call.asked.list("variant_id:in"), call.asked.list("sku:in"));
    let currency = call.asked.first("currency");
    if variants.is_empty() && skus.is_empty() && currency.is_none() {
        return Err(Refusal::new(422, "A filter is needed to delete."));
    }
    for id in shop.records("price_records").ids_of(&list) {
        let price = shop.records("price_records").get(&id).unwrap_or(Value::Null);
        let is_meant = (variants.is_empty() || variants.contains(&price["variant_id"].to_string().as_str()))
            && (skus.is_empty() || skus.contains(&price["sku"].as_str().unwrap_or_default()))
            && currency.is_none_or(|currency| price["currency"] == currency);
        if is_meant {
            shop.records("price_records").remove(&id);
        }
    }
    Ok(Answer::empty(204))
}

fn prices_of_variant(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let list = list_of(shop, call)?;
    let variant = Id::read(&call.path["variant_id"]);
    let collection = shop.collection("price_records")?;
    let ids: Vec<Id> = shop
        .records("price_records")
        .ids_of(&list)
        .into_iter()
        .filter(|id| {
            shop.peek("price_records")
                .and_then(|all| all.get(id))
                .is_some_and(|price| price["variant_id"] == variant.value())
        })
        .collect();
    shop.page(&collection, call, &ids)
}

fn one_price(shop: &mut Shop, call: &Call<'_>) -> Result<(Id, Id, Id), Refusal> {
    let list = list_of(shop, call)?;
    let variant = Id::read(&call.path["variant_id"]);
    let key = key(&list, &variant, &call.path["currency"]);
    Ok((list, variant, key))
}

fn price(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (_, _, key) = one_price(shop, call)?;
    if !shop.records("price_records").has(&key) {
        return Err(Refusal::not_found());
    }
    let collection = shop.collection("price_records")?;
    Ok(enveloped(shop.shown(&collection, &key, call.asked)))
}

fn write_price(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (list, variant, _) = one_price(shop, call)?;
    let fields = call.asked.body.as_object().cloned().unwrap_or_default();
    let key = put_price(shop, &list, &variant, &call.path["currency"], fields)?;
    let collection = shop.collection("price_records")?;
    Ok(enveloped(shop.shown(&collection, &key, call.asked)))
}

fn drop_price(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (_, _, key) = one_price(shop, call)?;
    shop.records("price_records").remove(&key);
    Ok(Answer::empty(204))
}

fn assign(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let list = list_of(shop, call)?;
    let body = &call.asked.body;
    let names = ["customer_group_id".to_owned(), "channel_id".to_owned()];
    let wanted = [body["customer_group_id"].clone(), body["channel_id"].clone()];
    if let Some(before) = shop.records("price_assignments").find(&names, &wanted) {
        shop.records("price_assignments").remove(&before);
    }
    let collection = shop.collection("price_assignments")?;
    let fields =
        json!({ "price_list_id": list.value(), "customer_group_id": wanted[0], "channel_id": wanted[1] });
    let id = shop.insert(
        &collection,
        None,
        fields.as_object().cloned().unwrap_or_default(),
        false,
    )?;
    Ok(enveloped(shop.shown(&collection, &id, call.asked)))
}

/// Codes in bulk are the platform's own; none can be asked for.
fn make_codes(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let promotion = Id::read(&call.path["promotion_id"]);
    if !shop.records("promotions").has(&promotion) {
        return Err(Refusal::not_found());
    }
    let size = call.asked.body["batch_size"].as_u64().unwrap_or_default();
    if size == 0 || size > 250 {
        return Err(Refusal::at(422, "batch_size", "is not between 1 and 250"));
    }
    let collection = shop.collection("promotion_codes")?;
    let mut codes = Vec::new();
    for _ in 0..size {
        let code: String = shop
            .uuid()
            .to_uppercase()
            .replace('-', "")
            .chars()
            .take(16)
            .collect();
        let fields =
            json!({ "code": code, "max_uses": call.asked.body["max_uses"].as_u64().unwrap_or_default() });
        shop.insert(
            &collection,
            Some(promotion.clone()),
            fields.as_object().cloned().unwrap_or_default(),
            false,
        )?;
        codes.push(json!({ "code": code }));
    }
    let made = clock::iso(shop.now());
    Ok(Answer::json(
        201,
        json!({ "data": { "batch_size": size, "created": made, "codes": codes }, "meta": {} }),
    ))
}

fn find_codes(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let Some(code) = call.asked.first("code") else {
        return Err(Refusal::at(422, "code", "is needed"));
    };
    let found = shop
        .records("promotion_codes")
        .find(&["code".to_owned()], &[code.into()]);
    let collection = shop.collection("promotion_codes")?;
    let ids: Vec<Id> = found.into_iter().collect();
    shop.page(&collection, call, &ids)
}

/// A promotion with codes stays until they are gone.
pub(super) fn before_promotion_goes(shop: &mut Shop, id: &Id) -> Result<(), Refusal> {
    if shop.records("promotion_codes").ids_of(id).is_empty() {
        shop.records("coupons").remove(&shadow(id));
        Ok(())
    } else {
        Err(Refusal::at(422, "id", "has codes that must be deleted first"))
    }
}

fn shadow(id: &Id) -> Id {
    match id {
        Id::Number(number) => Id::Number(1_000_000 + number),
        Id::Text(_) => id.clone(),
    }
}

pub(super) fn before_promotion(shop: &mut Shop, id: Option<&Id>, fields: &mut Fields) -> Result<(), Refusal> {
    if let Some(kind) = fields.get("redemption_type").and_then(Value::as_str) {
        let kind = kind.to_uppercase();
        if !["AUTOMATIC", "COUPON"].contains(&kind.as_str()) {
            return Err(Refusal::at(
                422,
                "redemption_type",
                "is neither AUTOMATIC nor COUPON",
            ));
        }
        if id.is_none() && kind == "COUPON" {
            fields
                .entry("coupon_type".to_owned())
                .or_insert_with(|| json!("SINGLE"));
            fields
                .entry("coupon_overrides_other_promotions".to_owned())
                .or_insert_with(|| json!(false));
        }
    }
    if id.is_none() {
        let now = clock::iso(shop.now());
        fields
            .entry("start_date".to_owned())
            .or_insert_with(|| now.into());
        let title = fields.get("name").cloned().unwrap_or(Value::Null);
        fields.entry("display_name".to_owned()).or_insert(title);
    }
    Ok(())
}

/// Promotions with a coupon are seen among the old coupons as well.
pub(crate) fn after_promotion(shop: &mut Shop, id: &Id) {
    let promotion = shop.records("promotions").get(id).unwrap_or(Value::Null);
    if promotion["redemption_type"] == "COUPON" {
        let coupon = json!({
            "id": shadow(id).value(), "name": promotion["name"], "type": "promotion", "amount": "0.0000", "min_purchase": "0.0000",
            "expires": "", "enabled": promotion["status"] == "ENABLED", "code": format!("PROMOTION{id}"),
            "applies_to": { "entity": "categories", "ids": [0] }, "num_uses": 0, "max_uses": 0, "max_uses_per_customer": 0,
            "restricted_to": {}, "shipping_methods": [], "date_created": clock::rfc2822(shop.now()),
        });
        shop.records("coupons").put(shadow(id), None, coupon);
    }
}

pub(super) fn narrow_coupons(shop: &mut Shop, ids: &mut Vec<Id>) {
    if !shop.quirks.coupons_show_promotions {
        ids.retain(|id| {
            shop.peek("coupons")
                .and_then(|all| all.get(id))
                .is_some_and(|coupon| coupon["type"] != "promotion")
        });
    }
}

pub(super) fn before_certificate(shop: &mut Shop, id: Option<&Id>, fields: &mut Fields) {
    if id.is_none() {
        let code: String = shop.uuid().to_uppercase().chars().take(13).collect();
        fields.entry("code".to_owned()).or_insert_with(|| code.into());
        let amount = fields.get("amount").cloned().unwrap_or(Value::Null);
        fields.entry("balance".to_owned()).or_insert(amount);
        let now = clock::rfc2822(shop.now());
        fields
            .entry("purchase_date".to_owned())
            .or_insert_with(|| now.into());
    }
}

fn wishlist(shop: &mut Shop, call: &Call<'_>) -> Result<(std::sync::Arc<Collection>, Id), Refusal> {
    let id = Id::read(&call.path["wishlist_id"]);
    if !shop.records("wishlists").has(&id) {
        return Err(Refusal::not_found());
    }
    Ok((shop.collection("wishlists")?, id))
}

fn wish(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (collection, id) = wishlist(shop, call)?;
    let items = shop.collection("wishlist_items")?;
    for item in call.asked.body["items"].as_array().into_iter().flatten() {
        shop.insert(
            &items,
            Some(id.clone()),
            item.as_object().cloned().unwrap_or_default(),
            false,
        )?;
    }
    let shown = shop.shown(&collection, &id, call.asked);
    Ok(Answer::json(201, json!({ "data": shown, "meta": {} })))
}

fn unwish(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (collection, id) = wishlist(shop, call)?;
    let item = Id::read(&call.path["item_id"]);
    if shop.records("wishlist_items").owner(&item).as_ref() != Some(&id) {
        return Err(Refusal::not_found());
    }
    shop.records("wishlist_items").remove(&item);
    Ok(enveloped(shop.shown(&collection, &id, call.asked)))
}
