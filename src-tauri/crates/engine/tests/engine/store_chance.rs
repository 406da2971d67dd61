//! Random changes to a store, and what a store is like, told so that two states can be held against each other.
//!
//! What the store is like is read out of the emulator itself, not through the connector: ids are replaced by the names of what
//! they stand for, and what the platform alone decides is left out. So is what the manifest says does not come back, with the
//! words that say so: a sentence that the owner is not shown excuses nothing.

use std::collections::BTreeMap;

use backstock_emulator::{Id, Options, Shop, Size};
use backstock_model::{Choice, ContentType};
use backstock_rest::Manifest;
use serde_json::{Value, json};

use crate::store_stage::{SHOP, Stage};

/// Collections whose records are edited, with the fields of each.
const EDITED: &[(&str, &[&str])] = &[
    ("brands", &["page_title", "name", "meta_description"]),
    ("categories", &["description", "name", "sort_order", "is_visible"]),
    (
        "products",
        &["description", "name", "warranty", "price", "is_visible", "weight"],
    ),
    ("variants", &["mpn", "purchasing_disabled"]),
    ("options", &["display_name", "sort_order"]),
    ("option_values", &["label"]),
    ("modifiers", &["display_name", "required"]),
    ("images", &["description", "sort_order"]),
    ("custom_fields", &["value", "name"]),
    ("bulk_pricing_rules", &["amount"]),
    ("reviews", &["title", "text"]),
    ("products_metafields", &["value"]),
    ("customers", &["first_name", "company", "notes"]),
    ("addresses", &["company", "city"]),
    ("attribute_values", &["attribute_value"]),
    ("customer_attributes", &["name"]),
    ("customer_groups", &["name", "is_group_for_guests"]),
    ("price_lists", &["name", "active"]),
    ("price_records", &["price"]),
    ("promotions", &["name", "display_name"]),
    ("coupons", &["name", "enabled"]),
    ("gift_certificates", &["message", "to_name"]),
    ("banners", &["content", "name"]),
    ("mail_templates", &["subject", "body"]),
    ("blog_posts", &["body", "title", "is_published"]),
    ("pages", &["body", "name", "sort_order"]),
    ("widgets", &["name", "description"]),
    ("widget_templates", &["name", "template"]),
    ("placements", &["sort_order"]),
    ("scripts", &["description", "name"]),
    ("locations", &["label", "enabled"]),
    ("channels", &["name", "is_visible"]),
    ("trees", &["name"]),
    ("sites", &["url"]),
    ("routes", &["route"]),
    ("orders", &["staff_notes", "customer_message"]),
    ("wishlists", &["name", "is_public"]),
];

/// Collections whose records are deleted.
const DELETED: &[&str] = &[
    "brands",
    "categories",
    "products",
    "images",
    "custom_fields",
    "bulk_pricing_rules",
    "reviews",
    "modifiers",
    "products_metafields",
    "customers",
    "addresses",
    "attribute_values",
    "customer_groups",
    "price_lists",
    "price_records",
    "price_assignments",
    "promotion_codes",
    "coupons",
    "gift_certificates",
    "banners",
    "blog_posts",
    "pages",
    "widgets",
    "widget_templates",
    "placements",
    "scripts",
    "customer_attributes",
    "redirects",
    "wishlists",
    "wishlist_items",
];

/// Collections to which copies are added, with the fields that must be other ones then.
const ADDED: &[(&str, &[&str])] = &[
    ("brands", &["name"]),
    ("categories", &["name"]),
    ("products", &["name", "sku"]),
    ("custom_fields", &["name"]),
    ("customers", &["email"]),
    ("addresses", &["address1"]),
    ("customer_groups", &["name"]),
    ("price_lists", &["name"]),
    ("coupons", &["name", "code"]),
    ("gift_certificates", &["code"]),
    ("banners", &["name"]),
    ("blog_posts", &["title", "url"]),
    ("pages", &["name", "url"]),
    ("redirects", &["from_path"]),
    ("wishlists", &["name"]),
];

/// Groups of settings that are edited, with a field of each.
const SETTINGS: &[(&str, &str)] = &[
    ("/v3/settings/store/profile", "store_name"),
    ("/v3/settings/storefront/seo", "page_title"),
    ("/v3/settings/storefront/robotstxt", "robots_txt_ssl"),
];

/// What is looked at beside everything that is edited or deleted.
const LOOKED_AT: &[&str] = &[
    "complex_rules",
    "modifier_values",
    "promotions",
    "scripts",
    "videos",
];

/// What the platform alone decides: ids, times, counters, addresses of files, and what it works out.
const LEFT_OUT: &[&str] = &[
    "id",
    "uuid",
    "token",
    "category_id",
    "category_uuid",
    "base_variant_id",
    "sku_id",
    "date_created",
    "date_modified",
    "created_at",
    "updated_at",
    "views",
    "view_count",
    "total_sold",
    "num_uses",
    "current_uses",
    "image_url",
    "url_zoom",
    "url_standard",
    "url_thumbnail",
    "url_tiny",
    "registration_ip_address",
    "calculated_price",
    "calculated_weight",
    "current_version_uuid",
    "version_uuid",
    "api_client_id",
    "owner_client_id",
    "summary",
    "preview_url",
    "to_url",
];

/// The same, where only this collection has such a field.
const PLATFORMS_OWN: &[(&str, &str)] = &[
    ("options", "name"),
    ("modifiers", "name"),
    ("promotion_codes", "created"),
];

/// What does not come back, with the words that tell the owner so: collection, field, content type, words of its reason.
const DOES_NOT_COME_BACK: &[(&str, &str, &str, &str)] = &[
    ("customers", "authentication", "customers", "sets a new password"),
    (
        "widget_templates",
        "channel_id",
        "widget_templates",
        "which channel",
    ),
    (
        "orders",
        "customer_id",
        "orders",
        "notes and references are changed back",
    ),
];

/// Fields that hold the id of a record of this collection.
const REFERS: &[(&str, &str)] = &[
    ("brand_id", "brands"),
    ("categories", "categories"),
    ("parent_id", "categories"),
    ("product_id", "products"),
    ("related_products", "products"),
    ("customer_id", "customers"),
    ("customer_group_id", "customer_groups"),
    ("attribute_id", "customer_attributes"),
    ("variant_id", "variants"),
    ("option_id", "options"),
    ("price_list_id", "price_lists"),
    ("promotion_id", "promotions"),
    ("wishlist_id", "wishlists"),
    ("widget_template_uuid", "widget_templates"),
    ("widget_uuid", "widgets"),
    ("entity_id", "products"),
    ("resource_id", "products"),
];

/// Chance that can be had again.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from((self.0 >> 33) % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn of<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        let at = self.below(all.len());
        all.get(at)
    }
}

/// Another value of the same kind; nothing where there is none to change.
fn other_than(value: &Value, number: usize) -> Option<Value> {
    match value {
        Value::Bool(is_so) => Some(json!(!is_so)),
        Value::Number(before) if before.is_f64() => Some(json!(before.as_f64()? + 1.25)),
        Value::Number(before) => Some(json!(before.as_i64()? + 1)),
        Value::String(text) if text.starts_with("https://") => {
            Some(json!(format!("https://edit{number}.example.com")))
        }
        Value::String(text) if text.starts_with('/') => Some(json!(format!("/edit{number}{text}"))),
        Value::String(_) => Some(json!(format!("Edit {number}"))),
        _ => None,
    }
}

/// One thing that the owner, or a mistake, does in the control panel.
pub(crate) fn something(shop: &mut Shop, chance: &mut Chance, number: usize) -> String {
    match chance.below(20) {
        0..11 => edit(shop, chance, number),
        11 => {
            let (path, field) = chance.of(SETTINGS).unwrap();
            let mut setting = shop.setting(path).unwrap();
            setting[*field] = json!(format!("Edit {number}"));
            shop.set_setting(path, setting);
            format!("set {path} {field}")
        }
        12..16 => {
            let collection = chance.of(DELETED).unwrap();
            match chance.of(&own(shop, collection)) {
                Some(id) => {
                    shop.remove(collection, id.clone());
                    format!("delete {collection}/{id}")
                }
                None => String::new(),
            }
        }
        _ => add(shop, chance, number),
    }
}

/// The records that are the owner's: a script of another program is not shown to this one, and a promotion is no coupon though it
/// stands among them.
fn own(shop: &Shop, collection: &str) -> Vec<Id> {
    let is_own = |id: &Id| {
        let record = shop.record(collection, id.clone()).unwrap();
        let client = record["api_client_id"].as_str();
        client.is_none_or(|client| client == "client-of-owner") && record["type"] != "promotion"
    };
    shop.ids_of(collection).into_iter().filter(is_own).collect()
}

fn edit(shop: &mut Shop, chance: &mut Chance, number: usize) -> String {
    let (collection, fields) = chance.of(EDITED).unwrap();
    let field = chance.of(fields).unwrap();
    let Some(id) = chance.of(&own(shop, collection)).cloned() else {
        return String::new();
    };
    let before = shop.record(collection, id.clone()).unwrap();
    match other_than(&before[*field], number) {
        Some(value) => {
            shop.edit(collection, id.clone(), json!({ *field: value }));
            format!("edit {collection}/{id} {field}")
        }
        None => String::new(),
    }
}

fn add(shop: &mut Shop, chance: &mut Chance, number: usize) -> String {
    let (collection, others) = chance.of(ADDED).unwrap();
    let mut copy = match chance.of(&own(shop, collection)) {
        Some(id) => shop.record(collection, id.clone()).unwrap(),
        None => return String::new(),
    };
    for field in *others {
        let text = copy[*field].as_str().unwrap_or("x").to_owned();
        copy[*field] = json!(match text.split_once('@') {
            Some((name, host)) => format!("{name}{number}@{host}"),
            None => format!("{}{number}", text.trim_end_matches('/')),
        });
    }
    let fields = copy.as_object_mut().unwrap();
    for id in [
        "id",
        "category_id",
        "category_uuid",
        "uuid",
        "custom_url",
        "base_variant_id",
    ] {
        fields.remove(id);
    }
    match shop.add(collection, copy) {
        Some(id) => format!("add {collection}/{id}"),
        None => String::new(),
    }
}

/// What a record is called wherever it is meant.
fn name_of(shop: &Shop, collection: &str, id: &Value) -> Value {
    let id = match id {
        Value::Number(number) => Id::Number(number.as_u64().unwrap_or_default()),
        Value::String(text) => Id::Text(text.clone()),
        other => return other.clone(),
    };
    let Some(record) = shop.record(collection, id) else {
        return json!(format!("no {collection}"));
    };
    let text = |field: &str| {
        let is_platforms = PLATFORMS_OWN.contains(&(collection, field));
        record[field]
            .as_str()
            .filter(|_| !is_platforms)
            .unwrap_or_default()
            .to_owned()
    };
    let names = ["name", "sku", "email", "display_name"].map(text);
    json!(format!("{collection}: {}", names.concat()))
}

fn normalise(shop: &Shop, collection: &str, value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| {
                let is_lost =
                    |(of, field, ..): &(&str, &str, &str, &str)| *of == collection && *field == name;
                !LEFT_OUT.contains(&name.as_str())
                    && !PLATFORMS_OWN.contains(&(collection, name))
                    && !name.starts_with("__")
                    && !DOES_NOT_COME_BACK.iter().any(is_lost)
            });
            for (name, value) in fields.iter_mut() {
                let to = REFERS.iter().find(|(field, _)| field == name);
                // A page's parent is a page.
                let to = to.map(|(field, to)| {
                    if (*field, collection) == ("parent_id", "pages") {
                        "pages"
                    } else {
                        to
                    }
                });
                match (to, &mut *value) {
                    (Some(to), Value::Array(items)) => {
                        for item in items.iter_mut() {
                            *item = name_of(shop, to, item);
                        }
                        items.sort_by_key(ToString::to_string);
                    }
                    (Some(to), other) => *other = name_of(shop, to, other),
                    (None, other) => normalise(shop, collection, other),
                }
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| normalise(shop, collection, item)),
        _ => {}
    }
}

pub(crate) type State = BTreeMap<&'static str, Vec<String>>;

/// The store as one would describe it to somebody else.
pub(crate) fn state(shop: &Shop) -> State {
    let edited = EDITED.iter().map(|(collection, _)| *collection);
    let mut state = State::new();
    for collection in edited
        .chain(DELETED.iter().copied())
        .chain(LOOKED_AT.iter().copied())
    {
        let mut records: Vec<String> = shop
            .ids_of(collection)
            .into_iter()
            .filter_map(|id| shop.record(collection, id))
            .map(|mut record| {
                normalise(shop, collection, &mut record);
                record.to_string()
            })
            .collect();
        records.sort();
        state.insert(collection, records);
    }
    for (path, _) in SETTINGS {
        let setting = shop.setting(path).unwrap();
        state.insert(path, vec![setting.to_string()]);
    }
    state
}

/// What is in one state and not in the other.
pub(crate) fn difference(one: &State, other: &State) -> Vec<String> {
    let mut found = Vec::new();
    for (collection, records) in one {
        let mut left = other[collection].clone();
        for record in records {
            match left.iter().position(|same| same == record) {
                Some(at) => drop(left.swap_remove(at)),
                None => found.push(format!("{collection}: {record}")),
            }
        }
    }
    found
}

/// Whether two states are the same; says what is not.
pub(crate) fn hold_together(before: &State, after: &State, told: &dyn std::fmt::Debug) {
    let (more, less) = (difference(after, before), difference(before, after));
    assert!(
        more.is_empty() && less.is_empty(),
        "{more:#?}\ninstead of {less:#?}\nafter {told:#?}"
    );
}

/// Everything that can be restored, also what is left out otherwise; stock has a story of its own.
pub(crate) fn everything(stage: &Stage) -> Choice {
    let types = stage.engine.overview(SHOP).unwrap().types;
    Choice {
        content_types: types
            .iter()
            .map(|stored| &stored.description)
            .filter(|described| described.restorable && described.key.as_str() != "inventory")
            .map(|described| ContentType::new(described.key.as_str()))
            .collect(),
        allow_deletes: true,
        include_protected: true,
        ..Choice::default()
    }
}

pub(crate) fn stage_of(seed: u64) -> Stage {
    Stage::with(Options {
        size: Size::small().with_seed(seed),
        ..Options::default()
    })
}

// S2.8.1: whoever restores was told.
#[test]
fn what_does_not_come_back_is_told_to_the_owner() {
    let manifest = Manifest::built_in("bigcommerce").unwrap();
    for (_, field, content_type, words) in DOES_NOT_COME_BACK {
        let of = manifest.named(&ContentType::new(*content_type)).unwrap();
        let reason = of.reason.as_deref().unwrap_or_default();
        assert!(reason.contains(words), "{content_type}: nothing tells of {field}");
    }
}
