//! Customers, their addresses, the values of their attributes.

use serde_json::{Map, Value, json};

use crate::answer::Refusal;
use crate::shop::Shop;
use crate::store::Id;

type Fields = Map<String, Value>;

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
        shop.mail("account_created", to);
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
