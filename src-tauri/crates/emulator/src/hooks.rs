//! The rules no table can say, by name. Each file has those of one area.

mod catalog;
mod customers;
mod inventory;
mod store;

use serde_json::{Map, Value};

use crate::answer::{Answer, Refusal};
use crate::asked::Asked;
use crate::routes::{Action, Call, Route, Special};
use crate::shop::Shop;
use crate::store::Id;
use crate::table::Collection;

pub(crate) use catalog::set_stock;
pub(crate) use store::file;

/// A route whose answer is a function.
fn special(method: &'static str, template: &str, scope: &str, special: Special) -> Route {
    Route {
        method,
        template: template.to_owned(),
        scope: scope.to_owned(),
        action: Action::Special(special),
    }
}

/// The routes that are functions.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = catalog::routes();
    routes.extend(inventory::routes());
    routes.extend(store::routes());
    routes
}

/// Narrows a list in ways that are no filter of a field.
pub(crate) fn narrow(_shop: &mut Shop, _collection: &Collection, _call: &Call<'_>, _ids: &mut Vec<Id>) {}

/// Adds to a record what is worked out when it is shown.
pub(crate) fn show(shop: &mut Shop, collection: &Collection, id: &Id, asked: &Asked, record: &mut Value) {
    match collection.kept_in() {
        "products" => catalog::show_product(shop, id, asked, record),
        "categories" => catalog::show_category(collection, record),
        "customers" => customers::show(shop, id, record),
        _ => {}
    }
}

/// Refuses or completes what is about to be written. `id` is none for a new record.
pub(crate) fn before_write(
    shop: &mut Shop,
    collection: &Collection,
    owner: Option<&Id>,
    id: Option<&Id>,
    fields: &mut Map<String, Value>,
) -> Result<(), Refusal> {
    match collection.kept_in() {
        "products" => catalog::before_product(fields),
        "variants" => catalog::before_variant(shop, owner, id, fields),
        "images" => catalog::before_image(shop, fields),
        "categories" => catalog::before_category(shop, id, fields),
        "customers" => customers::before(shop, id, fields),
        "addresses" => customers::before_address(fields),
        "attribute_values" => customers::before_value(shop, owner, id, fields),
        name if name.ends_with("_metafields") && id.is_none() => {
            fields.insert("owner_client_id".to_owned(), shop.client.clone().into());
            Ok(())
        }
        _ => Ok(()),
    }
}

/// What follows from a written record.
pub(crate) fn after_write(
    shop: &mut Shop,
    collection: &Collection,
    id: &Id,
    is_new: bool,
) -> Result<(), Refusal> {
    match collection.kept_in() {
        "products" => catalog::after_product(shop, id, is_new),
        "images" | "variants" | "custom_fields" => {
            catalog::after_part(shop, collection, id);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Refuses a deletion.
pub(crate) fn before_delete(_shop: &mut Shop, collection: &Collection, id: &Id) -> Result<(), Refusal> {
    if collection.name == "locations" && *id == Id::Number(1) {
        return Err(Refusal::at(422, "location_id", "is the store's own location"));
    }
    Ok(())
}

/// Whether a deletion that was accepted happens later.
pub(crate) fn delete_later(shop: &mut Shop, collection: &Collection, id: &Id) -> bool {
    catalog::delete_later(shop, collection, id)
}

/// An answer in the newer API's envelope.
fn enveloped(value: Value) -> Answer {
    Answer::json(200, serde_json::json!({ "data": value, "meta": {} }))
}
