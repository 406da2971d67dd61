//! Products and what hangs on them; categories.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::{enveloped, special};
use crate::answer::{Answer, Refusal};
use crate::asked::Asked;
use crate::clock;
use crate::routes::{Call, Route};
use crate::shop::{Later, Shop};
use crate::store::Id;
use crate::table::Collection;

type Fields = Map<String, Value>;

const SCOPE: &str = "store_v2_products";

pub(super) fn routes() -> Vec<Route> {
    let get = |path: &str, answer| special("GET", path, SCOPE, answer);
    let post = |path: &str, answer| special("POST", path, SCOPE, answer);
    vec![
        get("/v3/catalog/trees/{tree_id}/categories", tree),
        get("/v3/catalog/summary", summary),
        get("/v3/catalog/products/category-assignments", category_assignments),
        special(
            "PUT",
            "/v3/catalog/products/category-assignments",
            SCOPE,
            assign_categories,
        ),
        special(
            "DELETE",
            "/v3/catalog/products/category-assignments",
            SCOPE,
            unassign_categories,
        ),
        get("/v3/catalog/products/channel-assignments", channel_assignments),
        special(
            "PUT",
            "/v3/catalog/products/channel-assignments",
            SCOPE,
            assign_channels,
        ),
        special(
            "DELETE",
            "/v3/catalog/products/channel-assignments",
            SCOPE,
            unassign_channels,
        ),
        post("/v3/catalog/products/{product_id}/images", add_image),
        post(
            "/v3/catalog/products/{product_id}/variants/{variant_id}/image",
            variant_image,
        ),
        post("/v3/catalog/brands/{brand_id}/image", brand_image),
        special(
            "DELETE",
            "/v3/catalog/brands/{brand_id}/image",
            SCOPE,
            drop_brand_image,
        ),
        post("/v3/catalog/categories/{category_id}/image", category_image),
        special(
            "DELETE",
            "/v3/catalog/categories/{category_id}/image",
            SCOPE,
            drop_category_image,
        ),
    ]
}

/// The newest picture of an uploaded or linked file, at the store's own address.
fn keep_picture(shop: &mut Shop, bytes: Bytes, kind: &str) -> String {
    let name = format!("{kind}/{}.gif", shop.uuid());
    shop.files.insert(format!("/cdn/{name}"), ("image/gif", bytes));
    format!("{{cdn}}/{name}")
}

/// A picture that was sent or linked.
fn picture(shop: &mut Shop, call: &Call<'_>, kind: &str) -> Result<String, Refusal> {
    if let Some((_, _, bytes)) = call.asked.file() {
        if bytes.len() > 8 << 20 {
            return Err(Refusal::new(413, "The file is larger than 8 MB."));
        }
        return Ok(keep_picture(shop, bytes, kind));
    }
    match call.asked.body["image_url"].as_str() {
        Some(url) if !url.is_empty() => Ok(linked(shop, url, kind)),
        _ => Err(Refusal::at(422, "image_file", "is needed")),
    }
}

/// The platform fetches what is linked. Here only the store's own pictures can be; another address gives a picture of its own.
fn linked(shop: &mut Shop, url: &str, kind: &str) -> String {
    let own = format!("{}/cdn/", shop.address);
    let bytes = url
        .strip_prefix(&own)
        .and_then(|rest| super::store::picture(shop, &format!("/cdn/{rest}")))
        .unwrap_or_else(|| super::store::gif(crate::seed::mix(0, url, 0)));
    keep_picture(shop, bytes, kind)
}

fn add_image(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let collection = shop.collection("images")?;
    let owner = shop.owner(&collection, call)?;
    let mut fields = call.asked.body.as_object().cloned().unwrap_or_default();
    let url = picture(shop, call, "images")?;
    fields.insert("image_url".to_owned(), url.into());
    let id = shop.insert(&collection, owner, fields, false)?;
    let shown = shop.shown(&collection, &id, call.asked);
    Ok(enveloped(shown))
}

pub(super) fn before_image(shop: &mut Shop, fields: &mut Fields) -> Result<(), Refusal> {
    fields.remove("image_file");
    if let Some(url) = fields.get("image_url").and_then(Value::as_str).map(str::to_owned) {
        let kept = if url.starts_with("{cdn}") {
            url
        } else {
            linked(shop, &url, "images")
        };
        for field in [
            "image_url",
            "url_zoom",
            "url_standard",
            "url_thumbnail",
            "url_tiny",
        ] {
            fields.insert(field.to_owned(), kept.clone().into());
        }
    }
    Ok(())
}

fn set_picture(shop: &mut Shop, call: &Call<'_>, name: &str, parameter: &str) -> Result<Answer, Refusal> {
    let id = Id::read(call.path.get(parameter).map(String::as_str).unwrap_or_default());
    if !shop.records(name).has(&id) {
        return Err(Refusal::not_found());
    }
    let url = picture(shop, call, name)?;
    shop.edit(name, id, json!({ "image_url": url }));
    Ok(enveloped(json!({ "image_url": url })))
}

fn drop_picture(shop: &mut Shop, call: &Call<'_>, name: &str, parameter: &str) -> Result<Answer, Refusal> {
    let id = Id::read(call.path.get(parameter).map(String::as_str).unwrap_or_default());
    if !shop.records(name).has(&id) {
        return Err(Refusal::not_found());
    }
    shop.edit(name, id, json!({ "image_url": "" }));
    Ok(Answer::empty(204))
}

fn variant_image(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    set_picture(shop, call, "variants", "variant_id")
}

fn brand_image(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    set_picture(shop, call, "brands", "brand_id")
}

fn drop_brand_image(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    drop_picture(shop, call, "brands", "brand_id")
}

fn category_image(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    set_picture(shop, call, "categories", "category_id")
}

fn drop_category_image(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    drop_picture(shop, call, "categories", "category_id")
}

pub(super) fn show_product(shop: &mut Shop, id: &Id, asked: &Asked, record: &mut Value) {
    let included = asked.list("include");
    if included.contains(&"primary_image") {
        let images = shop.embedded("images", id, asked);
        let first = images
            .as_array()
            .and_then(|images| {
                images
                    .iter()
                    .find(|image| image["is_thumbnail"] == true)
                    .or_else(|| images.first())
            })
            .cloned();
        if let Some(mut first) = first {
            if let Some(fields) = first.as_object_mut() {
                fields.remove("image_url");
            }
            record["primary_image"] = first;
        }
    }
    if included.contains(&"parent_relations") {
        record["parent_relations"] = json!([]);
    }
    if included.contains(&"channels") {
        record["channels"] = record["__channels"].clone();
    }
}

pub(super) fn show_category(collection: &Collection, record: &mut Value) {
    if collection.name == "old_categories" {
        let url = json!({ "url": record["url"]["path"], "is_customized": record["url"]["is_customized"] });
        let id = record["category_id"].clone();
        if let Some(fields) = record.as_object_mut() {
            for field in ["category_id", "category_uuid", "tree_id", "url"] {
                fields.remove(field);
            }
            fields.insert("id".to_owned(), id);
            fields.insert("custom_url".to_owned(), url);
        }
    }
}

pub(super) fn before_product(fields: &mut Fields) -> Result<(), Refusal> {
    if let Some(price) = fields.get("price") {
        if !price.is_number() {
            return Err(Refusal::at(422, "price", "is not a number"));
        }
        let shown = fields
            .get("sale_price")
            .filter(|sale| sale.as_f64().is_some_and(|sale| sale > 0.0))
            .unwrap_or(price)
            .clone();
        fields.insert("calculated_price".to_owned(), shown);
    }
    if let Some(name) = fields.get("name").and_then(Value::as_str) {
        let url = format!("/{}/", crate::seed::slug(name));
        fields
            .entry("custom_url".to_owned())
            .or_insert_with(|| json!({ "url": url, "is_customized": false }));
    }
    Ok(())
}

/// A product without options has one variant of its own.
pub(super) fn after_product(shop: &mut Shop, id: &Id, is_new: bool) -> Result<(), Refusal> {
    let product = shop.records("products").get(id).unwrap_or(Value::Null);
    let variants = shop.records("variants").ids_of(id);
    if is_new && variants.is_empty() {
        let collection = shop.collection("variants")?;
        let fields = json!({
            "sku": product["sku"], "price": Value::Null, "cost_price": product["cost_price"],
            "inventory_level": product["inventory_level"], "calculated_price": product["price"],
            "calculated_weight": product["weight"],
        });
        shop.insert(
            &collection,
            Some(id.clone()),
            fields.as_object().cloned().unwrap_or_default(),
            true,
        )?;
    }
    let variants = shop.records("variants").ids_of(id);
    let mut product = product;
    let first = variants.first().map_or(Value::Null, Id::value);
    let has_options = !shop.records("options").ids_of(id).is_empty();
    if is_new {
        product["base_variant_id"] = if has_options { Value::Null } else { first };
        if product["base_variant_id"].is_null()
            && let Some(fields) = product.as_object_mut()
        {
            fields.remove("base_variant_id");
        }
        product["__channels"] = json!([1]);
        shop.records("products").put(id.clone(), None, product);
    }
    Ok(())
}

/// A variant names its option values; those that are not there are made.
pub(super) fn before_variant(
    shop: &mut Shop,
    owner: Option<&Id>,
    id: Option<&Id>,
    fields: &mut Fields,
) -> Result<(), Refusal> {
    let Some(owner) = owner else { return Ok(()) };
    if let (Some(price), None) = (fields.get("price"), id)
        && !price.is_null()
    {
        fields.insert("calculated_price".to_owned(), price.clone());
    }
    let Some(Value::Array(named)) = fields.get("option_values").cloned() else {
        return Ok(());
    };
    let mut found = Vec::new();
    for value in named {
        found.push(option_value(shop, owner, &value)?);
    }
    let is_taken = shop.records("variants").ids_of(owner).iter().any(|other| {
        Some(other) != id
            && !found.is_empty()
            && shop
                .records("variants")
                .get(other)
                .is_some_and(|variant| variant["option_values"] == json!(found))
    });
    if is_taken {
        return Err(Refusal::at(409, "option_values", "are those of another variant"));
    }
    fields.insert("option_values".to_owned(), Value::Array(found));
    Ok(())
}

fn option_value(shop: &mut Shop, product: &Id, named: &Value) -> Result<Value, Refusal> {
    let by_name = |shop: &mut Shop, records: &str, owner: &Id, field: &str, wanted: &Value| {
        shop.records(records).ids_of(owner).into_iter().find(|id| {
            shop.peek(records)
                .and_then(|records| records.get(id))
                .is_some_and(|record| record[field] == *wanted)
        })
    };
    let option = match Id::of(&named["option_id"])
        .filter(|id| shop.records("options").owner(id).as_ref() == Some(product))
    {
        Some(id) => Some(id),
        None => by_name(
            shop,
            "options",
            product,
            "display_name",
            &named["option_display_name"],
        ),
    };
    let option = match option {
        Some(id) => id,
        None => {
            let Some(name) = named["option_display_name"].as_str() else {
                return Err(Refusal::at(422, "option_values", "name no option"));
            };
            let collection = shop.collection("options")?;
            let fields =
                json!({ "display_name": name, "type": "dropdown", "name": format!("{name}{product}") });
            shop.insert(
                &collection,
                Some(product.clone()),
                fields.as_object().cloned().unwrap_or_default(),
                true,
            )?
        }
    };
    let value = match Id::of(&named["id"])
        .filter(|id| shop.records("option_values").owner(id).as_ref() == Some(&option))
    {
        Some(id) => Some(id),
        None => by_name(shop, "option_values", &option, "label", &named["label"]),
    };
    let value = match value {
        Some(id) => id,
        None => {
            let Some(label) = named["label"].as_str() else {
                return Err(Refusal::at(422, "option_values", "name no value"));
            };
            let collection = shop.collection("option_values")?;
            let order = shop.records("option_values").ids_of(&option).len();
            let fields = json!({ "label": label, "sort_order": order });
            shop.insert(
                &collection,
                Some(option.clone()),
                fields.as_object().cloned().unwrap_or_default(),
                true,
            )?
        }
    };
    let label = shop.records("option_values").get(&value).unwrap_or(Value::Null);
    let display = shop.records("options").get(&option).unwrap_or(Value::Null);
    Ok(json!({
        "id": value.value(), "label": label["label"],
        "option_id": option.value(), "option_display_name": display["display_name"],
    }))
}

/// A part of a product moves the product's time, when the switch says so.
pub(super) fn after_part(shop: &mut Shop, collection: &Collection, id: &Id) {
    if !shop.quirks.parts_touch_product {
        return;
    }
    if let Some(owner) = shop.records(collection.kept_in()).owner(id) {
        shop.edit("products", owner, json!({}));
    }
}

pub(super) fn before_category(shop: &mut Shop, id: Option<&Id>, fields: &mut Fields) -> Result<(), Refusal> {
    if id.is_some() {
        return Ok(());
    }
    let parent = fields.get("parent_id").and_then(Id::of);
    let above = parent.and_then(|parent| shop.records("categories").get(&parent));
    let tree = above.map_or_else(|| json!(1), |above| above["tree_id"].clone());
    fields.entry("tree_id".to_owned()).or_insert(tree);
    let name = fields.get("name").and_then(Value::as_str).unwrap_or_default();
    let path = format!("/{}/", crate::seed::slug(name));
    fields
        .entry("url".to_owned())
        .or_insert_with(|| json!({ "path": path, "is_customized": false }));
    let uuid = shop.uuid();
    fields.insert("category_uuid".to_owned(), uuid.into());
    Ok(())
}

pub(super) fn delete_later(shop: &mut Shop, collection: &Collection, id: &Id) -> bool {
    let is_late = collection.name == "categories" && shop.quirks.categories_go_later_ms > 0;
    if is_late {
        let wait = shop.quirks.categories_go_later_ms;
        shop.after(wait, Later::DeleteCategory(id.clone()));
    }
    is_late
}

fn tree(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    let tree = Id::read(&call.path["tree_id"]);
    if !shop.records("trees").has(&tree) {
        return Err(Refusal::not_found());
    }
    let all: Vec<Value> = shop
        .records("categories")
        .ids()
        .iter()
        .filter_map(|id| shop.peek("categories")?.get(id))
        .filter(|category| category["tree_id"] == tree.value())
        .collect();
    Ok(enveloped(below(&all, &json!(0), 0, &[])))
}

fn below(all: &[Value], parent: &Value, depth: u64, path: &[Value]) -> Value {
    let children = all
        .iter()
        .filter(|category| category["parent_id"] == *parent)
        .map(|category| {
            let id = &category["category_id"];
            let mut way = path.to_vec();
            way.push(id.clone());
            json!({
                "id": id, "parent_id": parent, "depth": depth, "path": path, "name": category["name"],
                "is_visible": category["is_visible"], "url": category["url"]["path"],
                "children": below(all, id, depth + 1, &way),
            })
        });
    Value::Array(children.collect())
}

fn summary(shop: &mut Shop, _: &Call<'_>) -> Result<Answer, Refusal> {
    let count = shop.records("variants").len();
    Ok(enveloped(json!({
        "variant_count": count, "inventory_count": 0, "inventory_value": 0, "primary_category_id": 0,
        "primary_category_name": "", "newest_variant_date": clock::iso(shop.now()),
    })))
}

/// Which products are in which of `field`.
fn assignments(shop: &mut Shop, call: &Call<'_>, field: &str, name: &str) -> Result<Answer, Refusal> {
    let products = call.asked.list("product_id:in");
    let others = call.asked.list(&format!("{name}:in"));
    let mut pairs = Vec::new();
    for id in shop.records("products").ids() {
        if !products.is_empty() && !products.contains(&id.to_string().as_str()) {
            continue;
        }
        let product = shop.records("products").get(&id).unwrap_or(Value::Null);
        for other in product[field].as_array().into_iter().flatten() {
            if others.is_empty() || others.contains(&other.to_string().as_str()) {
                pairs.push(json!({ "product_id": id.value(), name: other }));
            }
        }
    }
    Ok(super::store::paged(call, pairs, 250))
}

fn category_assignments(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    assignments(shop, call, "categories", "category_id")
}

fn channel_assignments(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    assignments(shop, call, "__channels", "channel_id")
}

fn assign(shop: &mut Shop, call: &Call<'_>, field: &str, name: &str, of: &str) -> Result<Answer, Refusal> {
    let Value::Array(pairs) = &call.asked.body else {
        return Err(Refusal::new(422, "The body is not a list."));
    };
    for pair in pairs {
        let product = Id::of(&pair["product_id"]).filter(|id| shop.records("products").has(id));
        let other = Id::of(&pair[name]).filter(|id| shop.records(of).has(id));
        let (Some(product), Some(other)) = (product, other) else {
            return Err(Refusal::at(422, name, "refers to something that is not there"));
        };
        change_list(shop, product, field, |list| {
            if !list.contains(&other.value()) {
                list.push(other.value());
            }
        });
    }
    Ok(Answer::empty(204))
}

fn unassign(shop: &mut Shop, call: &Call<'_>, field: &str, name: &str) -> Result<Answer, Refusal> {
    let products = call.asked.list("product_id:in");
    let others = call.asked.list(&format!("{name}:in"));
    if products.is_empty() && others.is_empty() {
        return Err(Refusal::new(422, "A filter is needed to delete."));
    }
    for id in shop.records("products").ids() {
        if products.is_empty() || products.contains(&id.to_string().as_str()) {
            change_list(shop, id, field, |list| {
                list.retain(|value| !others.is_empty() && !others.contains(&value.to_string().as_str()));
            });
        }
    }
    Ok(Answer::empty(204))
}

fn change_list(shop: &mut Shop, product: Id, field: &str, change: impl FnOnce(&mut Vec<Value>)) {
    let record = shop.records("products").get(&product).unwrap_or(Value::Null);
    let mut list = record[field].as_array().cloned().unwrap_or_default();
    let before = list.len();
    change(&mut list);
    if list.len() != before {
        shop.edit("products", product, json!({ field: list }));
    }
}

fn assign_categories(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    assign(shop, call, "categories", "category_id", "categories")
}

fn unassign_categories(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    unassign(shop, call, "categories", "category_id")
}

fn assign_channels(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    assign(shop, call, "__channels", "channel_id", "channels")
}

fn unassign_channels(shop: &mut Shop, call: &Call<'_>) -> Result<Answer, Refusal> {
    unassign(shop, call, "__channels", "channel_id")
}

/// The stock of a variant at a location; the product's is the sum.
pub(crate) fn set_stock(shop: &mut Shop, location: u64, variant: u64, level: i64, is_relative: bool) {
    let key = Id::Text(format!("{location}/{variant}"));
    let mut stock = shop.records("stock").get(&key).unwrap_or_else(|| {
        json!({
            "location_id": location, "variant_id": variant, "total_inventory_onhand": 0,
            "safety_stock": 0, "is_in_stock": true, "warning_level": 0, "bin_picking_number": "",
        })
    });
    let now = stock["total_inventory_onhand"].as_i64().unwrap_or_default();
    stock["total_inventory_onhand"] = (if is_relative { now + level } else { level }).into();
    shop.records("stock").put(key, None, stock);
    let variant = Id::Number(variant);
    let total: i64 = shop
        .records("stock")
        .ids()
        .iter()
        .filter_map(|id| shop.peek("stock")?.get(id))
        .filter(|stock| stock["variant_id"] == variant.value())
        .filter_map(|stock| stock["total_inventory_onhand"].as_i64())
        .sum();
    let owner = shop.records("variants").owner(&variant);
    shop.edit("variants", variant, json!({ "inventory_level": total }));
    if let Some(product) = owner {
        let sum: i64 = shop
            .records("variants")
            .ids_of(&product)
            .iter()
            .filter_map(|id| shop.peek("variants")?.get(id)?["inventory_level"].as_i64())
            .sum();
        if let Some(mut record) = shop.records("products").get(&product) {
            record["inventory_level"] = sum.into();
            shop.records("products").put(product.clone(), None, record);
            if shop.quirks.parts_touch_product {
                shop.edit("products", product, json!({}));
            }
        }
    }
}
