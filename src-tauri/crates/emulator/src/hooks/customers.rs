//! Customers, their addresses, the values of their attributes.

use serde_json::{Map, Value, json};

use super::special;
use crate::answer::{Answer, Refusal};
use crate::clock;
use crate::routes::{Call, Route};
use crate::shop::Shop;
use crate::store::Id;

type Fields = Map<String, Value>;

const SCOPE: &str = "store_v2_customers";

pub(super) fn routes() -> Vec<Route> {
    vec![
        special("GET", "/v3/customers/{customer_id}/consent", SCOPE, consent),
        special("PUT", "/v3/customers/{customer_id}/consent", SCOPE, write_consent),
        special(
            "GET",
            "/v3/customers/{customer_id}/stored-instruments",
            SCOPE,
            cards,
        ),
        special("GET", "/v3/customers/form-field-values", SCOPE, form_values),
        special("PUT", "/v3/customers/form-field-values", SCOPE, write_form_values),
    ]
}

fn known(shop: &mut Shop, call: &Call<'_>) -> Result<Id, Refusal> {
    let id = Id::read(&call.path["customer_id"]);
    if shop.records("customers").has(&id) {
        Ok(id)
    } else {
        Err(Refusal::not_found())
    }
}

fn consent(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = known(shop, call)?;
    let nothing = json!({ "allow": ["essential"], "deny": [], "updated_at": clock::iso(clock::Held::START) });
    Ok(Answer::json(
        200,
        shop.records("consents").get(&id).unwrap_or(nothing),
    ))
}

fn write_consent(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = known(shop, call)?;
    let kept = json!({
        "allow": call.asked.body["allow"], "deny": call.asked.body["deny"], "updated_at": clock::iso(shop.now()),
    });
    shop.records("consents").put(id, None, kept.clone());
    Ok(Answer::json(200, kept))
}

/// Cards are never told.
fn cards(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    known(shop, call)?;
    Ok(Answer::json(200, json!([])))
}

/// The values of the owner's own form fields, of customers and of addresses.
fn form_values(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let mut all = Vec::new();
    for (kind, name) in [("customers", "customer_id"), ("addresses", "address_id")] {
        let wanted = call.asked.first(name);
        let other = call.asked.first(if name == "customer_id" {
            "address_id"
        } else {
            "customer_id"
        });
        if wanted.is_none() && other.is_some() {
            continue;
        }
        for id in shop.records(kind).ids() {
            if wanted.is_some_and(|wanted| wanted != id.to_string()) {
                continue;
            }
            let record = shop.records(kind).get(&id).unwrap_or(Value::Null);
            for field in record["form_fields"].as_array().into_iter().flatten() {
                all.push(json!({ name: id.value(), "name": field["name"], "value": field["value"] }));
            }
        }
    }
    Ok(super::store::paged(call, all, 250))
}

fn write_form_values(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let Value::Array(items) = &call.asked.body else {
        return Err(Refusal::new(422, "The body is not a list."));
    };
    if items.len() > 10 {
        return Err(Refusal::new(413, "At most 10 at once."));
    }
    for item in items {
        let (kind, name) = if item["address_id"].is_null() {
            ("customers", "customer_id")
        } else {
            ("addresses", "address_id")
        };
        let id = Id::of(&item[name]).filter(|id| shop.records(kind).has(id));
        let id = id.ok_or_else(|| Refusal::at(422, name, "refers to something that is not there"))?;
        let record = shop.records(kind).get(&id).unwrap_or(Value::Null);
        let mut fields = record["form_fields"].as_array().cloned().unwrap_or_default();
        fields.retain(|field| field["name"] != item["name"]);
        fields.push(item.clone());
        shop.edit(kind, id, json!({ "form_fields": fields }));
    }
    Ok(super::store::paged(call, items.clone(), 250))
}

pub(super) fn show(shop: &mut Shop, id: &Id, record: &mut Value) {
    record["address_count"] = shop.records("addresses").ids_of(id).len().into();
    record["attribute_count"] = shop.records("attribute_values").ids_of(id).len().into();
}

pub(super) fn before(shop: &mut Shop, id: Option<&Id>, fields: &mut Fields) -> Result<(), Refusal> {
    if fields
        .get("email")
        .is_some_and(|email| !email.as_str().is_some_and(|email| email.contains('@')))
    {
        return Err(Refusal::at(422, "email", "is not an address"));
    }
    // Nobody ever sees a password again, and a changed one is no change of the record.
    if let Some(authentication) = fields.get_mut("authentication").and_then(Value::as_object_mut) {
        authentication.remove("new_password");
    }
    let mails = fields.remove("trigger_account_created_notification") == Some(json!(true));
    if mails && id.is_none() {
        let to = fields
            .get("email")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        shop.mail_if("create_account_email", "account_created", to);
    }
    if id.is_some() {
        // A customer's own addresses and values are not changed here.
        fields.remove("addresses");
        fields.remove("attributes");
    } else {
        fields
            .entry("channel_ids".to_owned())
            .or_insert_with(|| json!([1]));
    }
    Ok(())
}

pub(super) fn before_address(fields: &mut Fields) -> Result<(), Refusal> {
    let country = match fields.get("country_code").and_then(Value::as_str) {
        Some("US") => "United States",
        Some("GB") => "United Kingdom",
        Some("CA") => "Canada",
        Some("AU") => "Australia",
        Some(code) if code.len() == 2 => code,
        Some(_) => return Err(Refusal::at(422, "country_code", "is not a country")),
        None => return Ok(()),
    };
    fields.insert("country".to_owned(), country.to_owned().into());
    Ok(())
}

/// A value is written by its customer and attribute; what is written as `value` is read as `attribute_value`.
pub(super) fn before_value(
    shop: &mut Shop,
    owner: Option<&Id>,
    id: Option<&Id>,
    fields: &mut Fields,
) -> Result<(), Refusal> {
    if let Some(value) = fields.remove("value") {
        fields.insert("attribute_value".to_owned(), value);
    }
    if id.is_some() {
        return Ok(());
    }
    let attribute = fields.get("attribute_id").cloned().unwrap_or(Value::Null);
    if attribute.is_null() {
        return Err(Refusal::at(422, "attribute_id", "is needed"));
    }
    let before = owner.and_then(|owner| {
        shop.records("attribute_values")
            .ids_of(owner)
            .into_iter()
            .find(|id| {
                shop.peek("attribute_values")
                    .and_then(|values| values.get(id))
                    .is_some_and(|value| value["attribute_id"] == attribute)
            })
    });
    if let Some(before) = before {
        // One value for each attribute: the new one takes the place of the old.
        shop.records("attribute_values").remove(&before);
    }
    Ok(())
}
