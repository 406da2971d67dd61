//! Orders: an order is made from what is sold, loses its discounts when its lines are changed, and is never deleted.

use serde_json::{Map, Value, json};

use super::special;
use crate::answer::{Answer, Refusal};
use crate::asked::Asked;
use crate::routes::{Call, Route};
use crate::seed::orders::{self, money};
use crate::shop::Shop;
use crate::store::Id;

type Fields = Map<String, Value>;

const SCOPE: &str = "store_v2_orders";

pub(super) fn routes() -> Vec<Route> {
    vec![
        special("DELETE", "/v2/orders/{id}", SCOPE, archive),
        special("DELETE", "/v2/orders", SCOPE, archive_all),
        special("GET", "/v2/order_statuses", SCOPE, statuses),
        special("GET", "/v2/order_statuses/{id}", SCOPE, status),
        special("GET", "/v2/orders/{order_id}/consignments", SCOPE, consignments),
        special("GET", "/v2/orders/{order_id}/fees", SCOPE, fees),
        special(
            "GET",
            "/v2/orders/{order_id}/shipping_addresses/{address_id}/shipping_quotes",
            SCOPE,
            quotes,
        ),
    ]
}

fn known(shop: &mut Shop, call: &Call<'_>, name: &str) -> Result<Id, Refusal> {
    let id = Id::read(call.path.get(name).map(String::as_str).unwrap_or_default());
    if shop.records("orders").has(&id) {
        Ok(id)
    } else {
        Err(Refusal::not_found())
    }
}

fn archive(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = known(shop, call, "id")?;
    shop.edit("orders", id, json!({ "is_deleted": true }));
    *shop.events.entry("store/order/archived".to_owned()).or_default() += 1;
    Ok(Answer::empty(204))
}

fn archive_all(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    shop.wiped
        .push(format!("{} {}", call.asked.method, call.asked.path));
    for id in shop.records("orders").ids() {
        shop.edit("orders", id, json!({ "is_deleted": true }));
    }
    Ok(Answer::empty(204))
}

fn as_status(id: usize, name: &str) -> Value {
    json!({ "id": id, "name": name, "system_label": name, "custom_label": name, "system_description": "" })
}

fn statuses(_: &mut Shop, _: &Call<'_>) -> Result<Answer, Refusal> {
    let all: Vec<Value> = orders::STATUSES
        .iter()
        .enumerate()
        .map(|(id, name)| as_status(id, name))
        .collect();
    Ok(Answer::json(200, Value::Array(all)))
}

fn status(_: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id: usize = call.path["id"].parse().map_err(|_| Refusal::not_found())?;
    let name = orders::STATUSES.get(id).ok_or_else(Refusal::not_found)?;
    Ok(Answer::json(200, as_status(id, name)))
}

fn quotes(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    known(shop, call, "order_id")?;
    Ok(Answer::empty(204))
}

fn fees(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = known(shop, call, "order_id")?;
    let all = shop.embedded("order_fees", &id, call.asked);
    Ok(if all.as_array().is_none_or(Vec::is_empty) {
        Answer::empty(204)
    } else {
        Answer::json(200, all)
    })
}

fn consignments(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = known(shop, call, "order_id")?;
    let is_whole = call.asked.list("include").contains(&"line_items");
    Ok(Answer::json(200, consigned(shop, &id, call.asked, is_whole)))
}

/// What goes where, with the lines themselves or with where they are found.
fn consigned(shop: &mut Shop, id: &Id, asked: &Asked, is_whole: bool) -> Value {
    let lines = shop.embedded("order_products", id, asked);
    let mut shipping = shop.embedded("order_addresses", id, asked);
    for address in shipping.as_array_mut().into_iter().flatten() {
        let own: Vec<Value> = lines
            .as_array()
            .into_iter()
            .flatten()
            .filter(|line| line["order_address_id"] == address["id"])
            .map(|line| {
                if is_whole {
                    line.clone()
                } else {
                    link(shop, &format!("orders/{id}/products/{}", line["id"]))
                }
            })
            .collect();
        // The same amounts are numbers here and texts elsewhere.
        if let Some(fields) = address.as_object_mut() {
            for (name, value) in fields.iter_mut() {
                if name.contains("cost")
                    && let Some(number) = value.as_str().and_then(|text| text.parse::<f64>().ok())
                {
                    *value = number.into();
                }
            }
            fields.remove("order_id");
        }
        address["line_items"] = Value::Array(own);
    }
    json!({ "shipping": shipping, "downloads": [], "pickups": [], "email": { "gift_certificates": [] } })
}

fn link(shop: &Shop, path: &str) -> Value {
    json!({ "url": format!("{}/stores/{}/v2/{path}", shop.address, shop.hash), "resource": format!("/{path}") })
}

pub(super) fn show(shop: &mut Shop, id: &Id, asked: &Asked, record: &mut Value) {
    for name in ["products", "shipping_addresses", "coupons"] {
        record[name] = link(shop, &format!("orders/{id}/{name}"));
    }
    let included = asked.list("include");
    record["fees"] = if included.contains(&"fees") {
        shop.embedded("order_fees", id, asked)
    } else {
        link(shop, &format!("orders/{id}/fees"))
    };
    let is_whole = included.contains(&"consignments.line_items");
    record["consignments"] = if is_whole || included.contains(&"consignments") {
        consigned(shop, id, asked, is_whole)
    } else {
        link(shop, &format!("orders/{id}/consignments"))
    };
}

/// Where the quotes of an address are.
pub(super) fn show_address(shop: &mut Shop, id: &Id, record: &mut Value) {
    if let Some(order) = shop.records("order_addresses").owner(id) {
        record["shipping_quotes"] = link(
            shop,
            &format!("orders/{order}/shipping_addresses/{id}/shipping_quotes"),
        );
    }
}

pub(super) fn before(shop: &mut Shop, id: Option<&Id>, fields: &mut Fields) -> Result<(), Refusal> {
    if fields.contains_key("consignments")
        && (fields.contains_key("products") || fields.contains_key("shipping_addresses"))
    {
        return Err(Refusal::at(
            400,
            "consignments",
            "cannot be sent beside products and addresses",
        ));
    }
    if id.is_some() && fields.contains_key("external_merchant_id") {
        return Err(Refusal::at(400, "external_merchant_id", "cannot be changed"));
    }
    if let Some(number) = fields.get("status_id") {
        let name = number
            .as_u64()
            .and_then(|number| orders::STATUSES.get(usize::try_from(number).ok()?))
            .ok_or_else(|| Refusal::at(400, "status_id", "is not a status"))?;
        fields.insert("status".to_owned(), (*name).into());
    }
    match id {
        Some(id) => changed(shop, id, fields),
        None => {
            if fields
                .get("products")
                .and_then(Value::as_array)
                .is_none_or(Vec::is_empty)
            {
                return Err(Refusal::at(400, "products", "are needed"));
            }
            let whole = orders::blank();
            for (field, value) in whole.as_object().into_iter().flatten() {
                fields.entry(field.clone()).or_insert_with(|| value.clone());
            }
            Ok(())
        }
    }
}

fn changed(shop: &mut Shop, id: &Id, fields: &mut Fields) -> Result<(), Refusal> {
    let before = shop.records("orders").get(id).unwrap_or(Value::Null);
    if fields.get("is_deleted") == Some(&json!(false))
        && before["is_deleted"] == true
        && !shop.quirks.orders_can_be_unarchived
    {
        fields.remove("is_deleted");
    }
    let is_other = fields
        .get("status_id")
        .is_some_and(|status| *status != before["status_id"]);
    if is_other && shop.quirks.status_changes_mail {
        let to = before["billing_address"]["email"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        shop.mail_if("combined_order_status_email", "order_status", to);
        *shop
            .events
            .entry("store/order/statusUpdated".to_owned())
            .or_default() += 1;
    }
    // Fees are replaced as a whole.
    if fields.contains_key("fees") {
        for fee in shop.records("order_fees").ids_of(id) {
            shop.records("order_fees").remove(&fee);
        }
    }
    if fields.contains_key("products") {
        fields.insert("discount_amount".to_owned(), money(0.0).into());
        fields.insert("coupon_discount".to_owned(), money(0.0).into());
    }
    Ok(())
}

/// A line takes its name, SKU and price from what is sold; a changed line loses its discounts.
pub(super) fn before_line(shop: &mut Shop, id: Option<&Id>, fields: &mut Fields) -> Result<(), Refusal> {
    let mut line = match id {
        Some(id) => shop.records("order_products").get(id).unwrap_or(Value::Null),
        None => new_line(shop, fields)?,
    };
    if let Some(line) = line.as_object_mut() {
        line.extend(fields.clone());
    }
    line["applied_discounts"] = json!([]);
    let quantity = line["quantity"].as_f64().unwrap_or(1.0);
    let number = |value: &Value| {
        value
            .as_f64()
            .or_else(|| value.as_str()?.parse().ok())
            .unwrap_or_default()
    };
    let (without, with) = (number(&line["price_ex_tax"]), number(&line["price_inc_tax"]));
    for (field, amount) in [
        ("price_ex_tax", without),
        ("price_inc_tax", with),
        ("price_tax", with - without),
        ("base_price", without),
        ("total_ex_tax", without * quantity),
        ("total_inc_tax", with * quantity),
        ("total_tax", (with - without) * quantity),
        ("base_total", without * quantity),
        ("discounted_total_inc_tax", with * quantity),
    ] {
        line[field] = money(amount).into();
    }
    if let Value::Object(line) = line {
        *fields = line;
    }
    Ok(())
}

fn new_line(shop: &mut Shop, fields: &Fields) -> Result<Value, Refusal> {
    let mut line = orders::blank_line();
    let Some(product) = fields
        .get("product_id")
        .and_then(Id::of)
        .filter(|id| *id != Id::Number(0))
    else {
        if fields.contains_key("name") && fields.contains_key("price_inc_tax") {
            return Ok(line);
        }
        return Err(Refusal::at(400, "products", "name neither a product nor a price"));
    };
    let Some(sold) = shop.records("products").get(&product) else {
        return Err(Refusal::at(
            400,
            "product_id",
            "refers to something that is not there",
        ));
    };
    let variants = shop.records("variants").ids_of(&product);
    let variant = fields
        .get("variant_id")
        .and_then(Id::of)
        .or_else(|| variants.first().cloned());
    let variant = variant.filter(|id| variants.contains(id));
    let bought = variant
        .as_ref()
        .and_then(|id| shop.records("variants").get(id))
        .unwrap_or(Value::Null);
    line["name"] = sold["name"].clone();
    line["name_customer"] = sold["name"].clone();
    line["name_merchant"] = sold["name"].clone();
    line["sku"] = bought["sku"].clone();
    line["variant_id"] = variant.as_ref().map_or(json!(0), Id::value);
    let price = fields
        .get("price_ex_tax")
        .and_then(Value::as_f64)
        .or_else(|| bought["price"].as_f64())
        .or_else(|| sold["price"].as_f64())
        .unwrap_or_default();
    line["price_ex_tax"] = price.into();
    line["price_inc_tax"] = fields
        .get("price_inc_tax")
        .cloned()
        .unwrap_or_else(|| price.into());
    if shop.quirks.orders_move_stock
        && let Some(Id::Number(variant)) = variant
    {
        let sold = fields.get("quantity").and_then(Value::as_i64).unwrap_or(1);
        let now = bought["inventory_level"].as_i64().unwrap_or_default();
        super::set_stock(shop, 1, variant, now - sold, false);
    }
    Ok(line)
}

pub(super) fn before_address(fields: &mut Fields, is_new: bool) {
    if is_new {
        for (field, value) in orders::blank_address().as_object().into_iter().flatten() {
            fields.entry(field.clone()).or_insert_with(|| value.clone());
        }
    }
}

/// Lines without an address go to the first one; the sums follow from the lines unless they were given.
pub(super) fn after(shop: &mut Shop, id: &Id, is_new: bool) {
    let first = shop
        .records("order_addresses")
        .ids_of(id)
        .first()
        .map_or(json!(0), Id::value);
    let mut without = 0.0;
    let mut with = 0.0;
    let mut items = 0;
    let lines = shop.records("order_products").ids_of(id);
    for line_id in lines {
        let Some(mut line) = shop.records("order_products").get(&line_id) else {
            continue;
        };
        if line["order_address_id"] == 0 {
            line["order_address_id"] = first.clone();
        }
        let number = |value: &Value| {
            value
                .as_str()
                .and_then(|text| text.parse::<f64>().ok())
                .unwrap_or_default()
        };
        without += number(&line["total_ex_tax"]);
        with += number(&line["total_inc_tax"]);
        items += line["quantity"].as_u64().unwrap_or_default();
        shop.records("order_products")
            .put(line_id, Some(id.clone()), line);
    }
    let addresses = shop.records("order_addresses").ids_of(id).len();
    let Some(mut order) = shop.records("orders").get(id) else {
        return;
    };
    for (field, amount) in [
        ("subtotal_ex_tax", without),
        ("subtotal_inc_tax", with),
        ("subtotal_tax", with - without),
        ("total_ex_tax", without),
        ("total_inc_tax", with),
        ("total_tax", with - without),
    ] {
        // What was given at the start is kept: a store that moves here brings its own sums.
        if !is_new || order[field] == "" {
            order[field] = money(amount).into();
        }
    }
    order["items_total"] = items.into();
    order["shipping_address_count"] = addresses.into();
    shop.records("orders").put(id.clone(), None, order);
}

pub(super) fn after_shipment(shop: &mut Shop, id: &Id, is_new: bool) {
    let Some(order_id) = shop.records("order_shipments").owner(id) else {
        return;
    };
    let order = shop.records("orders").get(&order_id).unwrap_or(Value::Null);
    if is_new {
        let to = order["billing_address"]["email"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        shop.mail_if("combined_order_status_email", "shipment", to);
        let mut shipment = shop.records("order_shipments").get(id).unwrap_or(Value::Null);
        shipment["customer_id"] = order["customer_id"].clone();
        shipment["billing_address"] = order["billing_address"].clone();
        shop.records("order_shipments")
            .put(id.clone(), Some(order_id), shipment);
    }
}
