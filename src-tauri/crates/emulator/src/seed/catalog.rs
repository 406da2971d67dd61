//! Products, variants, options, images, custom fields, categories, brands.

use serde_json::{Value, json};

use super::{Size, mix, past, pick, slug, uuid, with_defaults};
use crate::clock::iso;
use crate::shop::Shop;
use crate::store::Id;

const GLAZES: &[&str] = &["Blue", "Green", "White", "Ochre", "Grey", "Black", "Rosé", "Ash"];
const THINGS: &[&str] = &[
    "Mug",
    "Bowl",
    "Plate",
    "Vase",
    "Teapot",
    "Jug",
    "Cup & Saucer",
    "Dish",
];
const SIZES: &[&str] = &["Small", "Medium", "Large"];

/// The id of the nth product.
pub(super) fn product_id(n: u64) -> u64 {
    100 + n
}

/// The id of a product's variant.
pub(super) fn variant_id(n: u64, k: u64) -> u64 {
    4 * n + k
}

/// Every third product has an option with three values.
pub(super) fn has_options(n: u64) -> bool {
    n.is_multiple_of(3)
}

pub(super) fn price(size: &Size, n: u64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a price in cents fits")]
    let cents = (500 + mix(size.seed, "price", n) % 20_000) as f64;
    cents / 100.0
}

pub(super) fn name(size: &Size, n: u64) -> String {
    let drawn = mix(size.seed, "product", n);
    format!("{} {} {n}", pick(GLAZES, drawn), pick(THINGS, drawn >> 8))
}

pub(super) fn sku(n: u64) -> String {
    format!("HP-{n:05}")
}

pub(super) fn variant_sku(n: u64, k: u64) -> String {
    if has_options(n) {
        format!("{}-{k}", sku(n))
    } else {
        sku(n)
    }
}

pub(super) fn fill(shop: &mut Shop, size: &Size) {
    for n in 1..=size.brands {
        let name = format!("Pottery {n}");
        super::put(
            shop,
            "brands",
            30 + n,
            json!({
                "id": 30 + n, "name": name, "page_title": name, "meta_keywords": ["clay"], "meta_description": "",
                "search_keywords": "", "image_url": format!("{{cdn}}/seeded/brands/{}.gif", 30 + n),
                "custom_url": { "url": format!("/{}/", slug(&name)), "is_customized": false },
            }),
        );
    }
    super::put(
        shop,
        "trees",
        1,
        json!({ "id": 1, "name": "Harbour Pottery", "channels": [1] }),
    );
    for n in 1..=size.categories {
        shop.records("categories")
            .seed(Id::Number(10 + n), None, category, n);
    }
    for n in 1..=size.products {
        let product = Id::Number(product_id(n));
        shop.records("products")
            .seed(product.clone(), None, self::product, n);
        let variants = if has_options(n) { 3 } else { 1 };
        for k in 0..variants {
            let id = variant_id(n, k);
            shop.records("variants")
                .seed(Id::Number(id), Some(product.clone()), variant, id);
        }
        if has_options(n) {
            shop.records("options")
                .seed(Id::Number(n), Some(product.clone()), option, n);
            for k in 0..3 {
                let id = 3 * n + k;
                shop.records("option_values")
                    .seed(Id::Number(id), Some(Id::Number(n)), option_value, id);
            }
        }
        for k in 0..=(n % 2) {
            let id = 2 * n + k;
            shop.records("images")
                .seed(Id::Number(id), Some(product.clone()), image, id);
        }
        if n.is_multiple_of(2) {
            shop.records("custom_fields")
                .seed(Id::Number(n), Some(product.clone()), custom_field, n);
        }
        if n.is_multiple_of(5) {
            shop.records("modifiers")
                .seed(Id::Number(n), Some(product.clone()), modifier, n);
            shop.records("reviews")
                .seed(Id::Number(n), Some(product.clone()), review, n);
        }
        if n.is_multiple_of(7) {
            shop.records("bulk_pricing_rules")
                .seed(Id::Number(n), Some(product.clone()), bulk_rule, n);
            shop.records("products_metafields")
                .seed(Id::Number(n), Some(product), metafield, n);
        }
    }
}

fn category(size: &Size, n: u64) -> Value {
    let parent = if n <= 3 { 0 } else { 10 + n.div_ceil(3) };
    let name = format!("Shelf {n}");
    json!({
        "category_id": 10 + n, "category_uuid": uuid(size.seed, "category", n), "name": name, "parent_id": parent, "tree_id": 1,
        "default_product_sort": "use_store_settings", "description": format!("<p>What stands on shelf {n}.</p>"),
        "image_url": "", "is_visible": true, "layout_file": "", "meta_description": "", "meta_keywords": [], "page_title": name,
        "search_keywords": "", "sort_order": n, "views": mix(size.seed, "views", n) % 500,
        "url": { "path": format!("/{}/", slug(&name)), "is_customized": false },
    })
}

fn product(size: &Size, n: u64) -> Value {
    let drawn = mix(size.seed, "product", n);
    let name = name(size, n);
    let made = past(size.seed, "product", n);
    let price = price(size, n);
    let mut product = with_defaults(
        "products",
        json!({
            "id": product_id(n), "name": name, "type": "physical", "sku": sku(n),
            "description": format!("<p>{name}, thrown by hand — dishwasher safe.</p>"),
            "weight": 1.5, "width": 4, "depth": 4, "height": 5, "price": price, "cost_price": 2.5, "calculated_price": price,
            "categories": if size.categories == 0 { json!([]) } else { json!([11 + n % size.categories]) },
            "brand_id": if size.brands == 0 { 0 } else { 31 + n % size.brands },
            "inventory_level": drawn % 40, "inventory_warning_level": 2,
            "inventory_tracking": if has_options(n) { "variant" } else { "product" },
            "total_sold": drawn % 90, "is_visible": !n.is_multiple_of(11), "is_featured": n.is_multiple_of(9),
            "search_keywords": "clay, kitchen", "meta_keywords": ["pottery"], "view_count": drawn % 1000,
            "date_created": iso(made), "date_modified": iso(made + 3_600_000),
            "custom_url": { "url": format!("/{}/", slug(&name)), "is_customized": false }, "__channels": [1],
        }),
    );
    if let Some(fields) = product.as_object_mut() {
        if !has_options(n) {
            fields.insert("base_variant_id".to_owned(), variant_id(n, 0).into());
        }
        if n.is_multiple_of(4) && n > 4 {
            fields.insert(
                "related_products".to_owned(),
                json!([product_id(n - 1), product_id(n - 2)]),
            );
        }
    }
    product
}

fn variant(size: &Size, id: u64) -> Value {
    let (n, k) = (id / 4, id % 4);
    let values = if has_options(n) {
        json!([{ "id": 3 * n + k, "label": SIZES[usize::try_from(k).unwrap_or_default()], "option_id": n, "option_display_name": "Size" }])
    } else {
        json!([])
    };
    json!({
        "id": id, "product_id": product_id(n), "sku": variant_sku(n, k), "sku_id": id, "price": Value::Null, "calculated_price": price(size, n),
        "sale_price": Value::Null, "retail_price": Value::Null, "cost_price": 2.5, "weight": Value::Null,
        "calculated_weight": 1.5, "width": Value::Null, "height": Value::Null, "depth": Value::Null,
        "is_free_shipping": false, "fixed_cost_shipping_price": Value::Null, "purchasing_disabled": false,
        "purchasing_disabled_message": "", "image_url": "", "upc": "", "mpn": "", "gtin": "",
        "inventory_level": mix(size.seed, "stock", id) % 30, "inventory_warning_level": 0, "bin_picking_number": "",
        "option_values": values,
    })
}

fn option(_: &Size, n: u64) -> Value {
    json!({
        "id": n, "product_id": product_id(n), "name": format!("Size{n}"), "display_name": "Size", "type": "dropdown",
        "sort_order": 0, "config": {},
    })
}

fn option_value(_: &Size, id: u64) -> Value {
    let k = id % 3;
    json!({
        "id": id, "option_id": id / 3, "label": SIZES[usize::try_from(k).unwrap_or_default()], "sort_order": k, "value_data": {}, "is_default": k == 0,
    })
}

fn modifier(_: &Size, n: u64) -> Value {
    json!({
        "id": n, "product_id": product_id(n), "name": format!("Inscription{n}"), "display_name": "Inscription", "type": "text",
        "required": false, "sort_order": 1,
        "config": { "default_value": "", "text_characters_limited": true, "text_min_length": 0, "text_max_length": 20 },
    })
}

fn image(size: &Size, id: u64) -> Value {
    let n = id / 2;
    let url = format!("{{cdn}}/seeded/images/{id}.gif");
    json!({
        "id": id, "product_id": product_id(n), "is_thumbnail": id.is_multiple_of(2), "sort_order": id % 2, "description": "",
        "image_url": url, "url_zoom": url, "url_standard": url, "url_thumbnail": url, "url_tiny": url,
        "date_modified": iso(past(size.seed, "product", n)),
    })
}

fn custom_field(_: &Size, n: u64) -> Value {
    json!({ "id": n, "product_id": product_id(n), "name": "Fired at", "value": format!("{} °C", 1000 + n % 300) })
}

fn review(size: &Size, n: u64) -> Value {
    let at = iso(past(size.seed, "review", n));
    json!({
        "id": n, "product_id": product_id(n), "title": "Lovely", "text": "It keeps the tea warm.", "status": "approved", "rating": 4 + n % 2,
        "email": format!("reader{n}@example.com"), "name": "A reader", "date_reviewed": at, "date_created": at, "date_modified": at,
    })
}

fn bulk_rule(_: &Size, n: u64) -> Value {
    json!({ "id": n, "product_id": product_id(n), "quantity_min": 10, "quantity_max": 50, "type": "percent", "amount": 5 })
}

fn metafield(size: &Size, n: u64) -> Value {
    let at = iso(past(size.seed, "metafield", n));
    json!({
        "id": n, "namespace": "kiln", "key": "firing", "value": "twice", "permission_set": "write", "description": "",
        "resource_type": "product", "resource_id": product_id(n), "owner_client_id": "client-of-owner",
        "date_created": at, "date_modified": at,
    })
}
