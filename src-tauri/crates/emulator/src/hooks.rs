//! The rules no table can say, by name. Each file has those of one area.

mod catalog;
mod content;
mod customers;
mod inventory;
mod marketing;
mod orders;
mod store;

use serde_json::{Map, Value};

use crate::answer::{Answer, Refusal};
use crate::asked::Asked;
use crate::routes::{Action, Route, Special};
use crate::shop::Shop;
use crate::store::Id;
use crate::table::Collection;

pub(crate) use catalog::set_stock;
pub(crate) use marketing::after_promotion;
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
    routes.extend(content::routes());
    routes.extend(customers::routes());
    routes.extend(inventory::routes());
    routes.extend(marketing::routes());
    routes.extend(orders::routes());
    routes.extend(store::routes());
    routes
}

/// Narrows a list in ways that are no filter of a field.
pub(crate) fn narrow(shop: &mut Shop, collection: &Collection, ids: &mut Vec<Id>) {
    match collection.kept_in() {
        "coupons" => marketing::narrow_coupons(shop, ids),
        "scripts" => ids.retain(|id| content::is_own_script(shop, id)),
        _ => {}
    }
}

/// Whether the account that asks may see a record.
pub(crate) fn may_see(shop: &Shop, collection: &Collection, id: &Id) -> bool {
    collection.name != "scripts" || content::is_own_script(shop, id)
}

/// Adds to a record what is worked out when it is shown.
pub(crate) fn show(shop: &mut Shop, collection: &Collection, id: &Id, asked: &Asked, record: &mut Value) {
    match collection.kept_in() {
        "products" => catalog::show_product(shop, id, asked, record),
        "categories" => catalog::show_category(collection, record),
        "customers" => customers::show(shop, id, record),
        "orders" => orders::show(shop, id, asked, record),
        "order_addresses" => orders::show_address(shop, id, record),
        "blog_posts" => content::show_post(shop, record),
        "widgets" => content::show_widget(shop, record),
        "placements" => content::show_placement(shop, record),
        "tax_classes" if collection.name == "new_tax_classes" => record["id"] = id.value(),
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
        "orders" => orders::before(shop, id, fields),
        "order_products" => orders::before_line(shop, id, fields),
        "pages" => content::before_page(fields, id.is_none()),
        "blog_posts" => content::before_post(shop, id, fields),
        "scripts" => content::before_script(shop, id, fields),
        "placements" => content::before_placement(fields),
        "promotions" => marketing::before_promotion(shop, id, fields),
        "order_addresses" => {
            orders::before_address(fields, id.is_none());
            Ok(())
        }
        "widgets" => {
            content::before_widget(shop, id, fields);
            Ok(())
        }
        "widget_templates" => {
            content::before_template(shop, id, fields);
            Ok(())
        }
        "gift_certificates" => {
            marketing::before_certificate(shop, id, fields);
            Ok(())
        }
        "wishlists" if id.is_none() => {
            fields.insert("token".to_owned(), shop.uuid().into());
            Ok(())
        }
        "sites" => {
            store::before_site(shop, id, fields);
            Ok(())
        }
        "banners" if id.is_none() => {
            fields.insert("date_created".to_owned(), (shop.now() / 1000).to_string().into());
            Ok(())
        }
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
        "orders" => {
            orders::after(shop, id, is_new);
            Ok(())
        }
        "order_shipments" => {
            orders::after_shipment(shop, id, is_new);
            Ok(())
        }
        "promotions" if is_new => {
            after_promotion(shop, id);
            Ok(())
        }
        "images" | "variants" | "custom_fields" => {
            catalog::after_part(shop, collection, id);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Refuses a deletion.
pub(crate) fn before_delete(shop: &mut Shop, collection: &Collection, id: &Id) -> Result<(), Refusal> {
    match collection.name.as_str() {
        "locations" if *id == Id::Number(1) => {
            Err(Refusal::at(422, "location_id", "is the store's own location"))
        }
        "promotions" => marketing::before_promotion_goes(shop, id),
        _ => Ok(()),
    }
}

/// Whether a deletion that was accepted happens later.
pub(crate) fn delete_later(shop: &mut Shop, collection: &Collection, id: &Id) -> bool {
    catalog::delete_later(shop, collection, id)
}

/// An answer in the newer API's envelope.
fn enveloped(value: Value) -> Answer {
    Answer::json(200, serde_json::json!({ "data": value, "meta": {} }))
}
