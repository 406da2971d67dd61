//! The table of collections: what `data/collections.toml` may say, and the reading of it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;

/// Everything the table says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    #[serde(rename = "collection")]
    pub(crate) collections: Vec<Arc<Collection>>,
    #[serde(rename = "single", default)]
    pub(crate) singles: Vec<Arc<Single>>,
    #[serde(default)]
    metafields: Vec<Metafields>,
}

/// A collection as one path shows it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Collection {
    pub(crate) name: String,
    /// Where its records are kept, when another path shows the same ones.
    #[serde(default)]
    pub(crate) kept_in: String,
    pub(crate) path: String,
    pub(crate) scope: String,
    #[serde(default = "id")]
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) ids: Ids,
    pub(crate) envelope: Envelope,
    #[serde(default = "limit")]
    pub(crate) limit: u64,
    #[serde(default = "max")]
    pub(crate) max: u64,
    /// Whether more than `max` is refused with 413; where nothing is published it is lowered silently.
    #[serde(default)]
    pub(crate) max_is_published: bool,
    /// `include` values that make pages short.
    #[serde(default)]
    pub(crate) short_pages: Vec<String>,
    /// What it can be sorted by, with `sort` and `direction`, or `sort=field:direction`.
    #[serde(default)]
    pub(crate) sort: Vec<String>,
    #[serde(default)]
    pub(crate) default_sort: Option<String>,
    /// Filters: `field`, `field:in`, or `parameter=field:min` where the parameter has a name of its own.
    #[serde(default)]
    pub(crate) filters: Vec<String>,
    /// The collection whose records own these.
    #[serde(default)]
    pub(crate) parent: Option<String>,
    /// The field, or the parameter of the path, that names the owner.
    #[serde(default)]
    pub(crate) owner: Option<String>,
    #[serde(default)]
    pub(crate) owner_hidden: bool,
    /// `include` value to `field`, or to `field<collection` when its records are embedded.
    #[serde(default)]
    pub(crate) include: BTreeMap<String, String>,
    /// `field<collection` that are always embedded.
    #[serde(default)]
    pub(crate) embeds: Vec<String>,
    /// Fields that a list or an item never shows.
    #[serde(default)]
    pub(crate) hidden: Vec<String>,
    #[serde(default)]
    pub(crate) create: Shape,
    #[serde(default = "ok")]
    pub(crate) created: u16,
    /// A list of records that is updated in one request.
    #[serde(default)]
    pub(crate) update: Shape,
    #[serde(default = "ok")]
    pub(crate) updated: u16,
    /// Whether there is `PUT path/{id}`.
    #[serde(default)]
    pub(crate) update_item: bool,
    /// Its status, when it is not `updated`.
    #[serde(default)]
    pub(crate) item_updated: Option<u16>,
    /// Whether there is `GET path/{id}`.
    #[serde(default = "yes")]
    pub(crate) get_item: bool,
    #[serde(default)]
    pub(crate) get_list: GetList,
    /// Whether there is `DELETE path/{id}`.
    #[serde(default)]
    pub(crate) delete_item: bool,
    #[serde(default = "no_content")]
    pub(crate) item_deleted: u16,
    /// The filters of which the collection's deletion needs one.
    #[serde(default)]
    pub(crate) delete_by: Vec<String>,
    /// A body of ids instead of a filter.
    #[serde(default)]
    pub(crate) delete_by_body: bool,
    /// Without a filter the deletion wipes the collection. No client should ever send it.
    #[serde(default)]
    pub(crate) delete_wipes: bool,
    /// Without a filter: 204 and nothing happens.
    #[serde(default)]
    pub(crate) delete_without_filter_is_nothing: bool,
    #[serde(default = "no_content")]
    pub(crate) deleted: u16,
    /// What a list of written records is answered with.
    #[serde(default)]
    pub(crate) batch_answer: BatchAnswer,
    /// The same for a list of changed records, where it is another.
    pub(crate) update_answer: Option<BatchAnswer>,
    /// Whether a list of changed records, or a record with lists of its own, may be taken in part, with 207: see
    /// [`crate::RefusedInList`].
    #[serde(default)]
    pub(crate) update_in_part: bool,
    /// Most records in one request.
    #[serde(default = "max_usize")]
    pub(crate) batch: usize,
    #[serde(default = "max_usize")]
    pub(crate) delete_batch: usize,
    #[serde(default)]
    pub(crate) unique: Vec<Vec<String>>,
    #[serde(default)]
    pub(crate) required: Vec<String>,
    /// What is needed at `PUT path/{id}`.
    #[serde(default)]
    pub(crate) required_on_update: Vec<String>,
    #[serde(default)]
    pub(crate) read_only: Vec<String>,
    /// Cannot be changed once it is there.
    #[serde(default)]
    pub(crate) fixed: Vec<String>,
    /// `field=value`: what it becomes when an update leaves it out.
    #[serde(default)]
    pub(crate) cleared: Vec<String>,
    /// `field>collection` or `field[]>collection`; 0 and null refer to nothing.
    #[serde(default)]
    pub(crate) refs: Vec<String>,
    /// `field<collection`: lists inside that are records of their own.
    #[serde(default)]
    pub(crate) parts: Vec<String>,
    /// Whether what is not in such a list goes.
    #[serde(default)]
    pub(crate) parts_replace: bool,
    #[serde(default)]
    pub(crate) stamps: Stamps,
    /// What a new record has when nothing is said.
    #[serde(default)]
    pub(crate) defaults: BTreeMap<String, serde_json::Value>,
    /// `collection.field=value`: set in what referred to a deleted record.
    #[serde(default)]
    pub(crate) unlinks: Vec<String>,
    /// `collection.field`: deleted with it.
    #[serde(default)]
    pub(crate) drops: Vec<String>,
    /// The webhook's word for it.
    #[serde(default)]
    pub(crate) event: Option<String>,
    /// Whether there is `GET path/count`.
    #[serde(default)]
    pub(crate) count: bool,
    /// Whether an update makes what is not there.
    #[serde(default)]
    pub(crate) upsert: bool,
    /// The fields that say which record is meant, instead of its id.
    #[serde(default)]
    pub(crate) upsert_by: Vec<String>,
    /// Most records in a store.
    #[serde(default = "max_usize")]
    pub(crate) most: usize,
}

/// A settings group: one object, for the store and for each channel.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Single {
    pub(crate) path: String,
    pub(crate) scope: String,
    #[serde(default)]
    pub(crate) per_channel: bool,
    #[serde(default)]
    pub(crate) writable: bool,
    /// What is left out stays; otherwise it goes.
    #[serde(default)]
    pub(crate) partial: bool,
    /// Answered as it is, not in `data`.
    #[serde(default)]
    pub(crate) bare: bool,
    #[serde(default)]
    pub(crate) read_only: Vec<String>,
    pub(crate) value: serde_json::Value,
}

/// A resource's metafields: below each of its records, and all of them at once.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Metafields {
    of: String,
    kind: String,
    item_path: String,
    #[serde(default)]
    all_path: Option<String>,
    scope: String,
    parent: String,
    #[serde(default)]
    paged_only: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ids {
    #[default]
    Counted,
    Uuid,
    /// Given by the client.
    Given,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Envelope {
    /// `data` and `meta.pagination`.
    Page,
    /// The same, and a cursor.
    Cursor,
    /// Only the cursor.
    CursorOnly,
    /// A list, and 204 when it is empty.
    Bare,
    /// `data` and an empty `meta`; no pages.
    Whole,
    /// A list without pages.
    BareWhole,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Shape {
    #[default]
    Never,
    One,
    List,
    Both,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GetList {
    #[default]
    Yes,
    No,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BatchAnswer {
    /// `data` with the records.
    #[default]
    Records,
    /// `data`, `errors` and `meta` with `total`, `success` and `failed`.
    Counted,
    /// Only `meta` with the three numbers.
    OnlyCounts,
    /// An empty object.
    EmptyObject,
    /// Only a transaction's id.
    Transaction,
}

/// The fields with a record's times, and how they are written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stamps {
    #[serde(default)]
    pub(crate) created: Option<String>,
    #[serde(default)]
    pub(crate) modified: Option<String>,
    #[serde(default)]
    pub(crate) is_rfc2822: bool,
    #[serde(default)]
    pub(crate) created_may_be_given: bool,
}

fn id() -> String {
    "id".to_owned()
}
const fn limit() -> u64 {
    50
}
const fn max() -> u64 {
    250
}
const fn max_usize() -> usize {
    usize::MAX
}
const fn ok() -> u16 {
    200
}
const fn no_content() -> u16 {
    204
}
const fn yes() -> bool {
    true
}

impl Collection {
    pub(crate) fn kept_in(&self) -> &str {
        if self.kept_in.is_empty() {
            &self.name
        } else {
            &self.kept_in
        }
    }

    pub(crate) fn is_v2(&self) -> bool {
        self.path.starts_with("/v2/")
    }
}

impl Table {
    /// Reads the table that is part of the program. That it can be read is a test.
    fn read() -> Result<Self, toml::de::Error> {
        let mut table: Self = toml::from_str(concat!(
            include_str!("../data/collections.toml"),
            include_str!("../data/store.toml"),
            include_str!("../data/marketing.toml"),
            include_str!("../data/content.toml"),
            include_str!("../data/orders.toml"),
        ))?;
        for metafields in std::mem::take(&mut table.metafields) {
            table.collections.extend(metafields.collections()?);
        }
        Ok(table)
    }

    /// The one table.
    pub(crate) fn shared() -> &'static Self {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(|| {
            Self::read().unwrap_or_else(|_| Self {
                collections: Vec::new(),
                singles: Vec::new(),
                metafields: Vec::new(),
            })
        })
    }

    /// The collection in which these records are kept.
    pub(crate) fn collection(&self, name: &str) -> Option<Arc<Collection>> {
        self.collections
            .iter()
            .find(|collection| collection.name == name)
            .map(Arc::clone)
    }
}

impl Metafields {
    fn collections(&self) -> Result<Vec<Arc<Collection>>, toml::de::Error> {
        let kept = format!("{}_metafields", self.of);
        let envelope = if self.paged_only { "page" } else { "cursor" };
        let shared = format!(
            r#"
            scope = "{}"
            parent = "{}"
            owner = "resource_id"
            envelope = "{envelope}"
            max_is_published = true
            filters = ["id", "id:in", "key", "key:in", "namespace", "namespace:in", "resource_id:in",
                       "date_modified:min", "date_modified:max", "date_created:min", "date_created:max"]
            sort = ["id"]
            read_only = ["id", "date_created", "date_modified", "owner_client_id", "resource_type"]
            required = ["key", "namespace", "permission_set", "value"]
            unique = [["resource_id", "namespace", "key"]]
            stamps = {{ created = "date_created", modified = "date_modified" }}
            defaults = {{ description = "", resource_type = "{}", owner_client_id = "" }}
            event = "{}/metafield"
            "#,
            self.scope, self.parent, self.kind, self.kind
        );
        let mut texts = vec![format!(
            "name = \"{kept}\"\npath = \"{}\"\ncreate = \"one\"\nupdate_item = true\ndelete_item = true\n{shared}",
            self.item_path
        )];
        if let Some(path) = &self.all_path {
            texts.push(format!(
                "name = \"all_{kept}\"\nkept_in = \"{kept}\"\npath = \"{path}\"\nget_item = false\ncreate = \"list\"\nupdate = \"list\"\n\
                 delete_by_body = true\ndeleted = 200\nbatch = 50\ndelete_batch = 50\nbatch_answer = \"counted\"\n{shared}"
            ));
        }
        texts
            .iter()
            .map(|text| toml::from_str::<Collection>(text).map(Arc::new))
            .collect()
    }
}

/// `a<b` or `a>b`, taken apart.
pub(crate) fn pair(text: &str, mark: char) -> (&str, &str) {
    text.split_once(mark).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_can_be_read_and_refers_to_itself_only() {
        let table = Table::read().map_err(|error| error.to_string());
        let table = table.unwrap();
        let has = |name: &str| table.collections.iter().any(|one| one.name == name);
        for collection in &table.collections {
            let referred = collection
                .refs
                .iter()
                .map(|text| pair(text, '>').1)
                .chain(collection.parts.iter().map(|text| pair(text, '<').1))
                .chain(collection.embeds.iter().map(|text| pair(text, '<').1))
                .chain(collection.parent.as_deref())
                .chain([collection.kept_in()]);
            for name in referred {
                assert!(has(name), "{} refers to {name}", collection.name);
            }
        }
    }
}
