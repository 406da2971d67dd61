//! Choosing among fields and records before a restore, and changing one's mind about parts of a preview.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{FieldKind, RecordChoice, ShownValue};

/// Narrows a restore of whole types down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OnlyChoice {
    /// Only these fields in every item, by their columns; empty means all.
    pub columns: Vec<String>,
    /// Only items that a search finds.
    pub find: Option<String>,
    /// Only items that are not what they were in this backup.
    pub changed_since: Option<u64>,
    /// Only items that refer to this one.
    pub linked_to: Option<RecordChoice>,
    /// Take back only what changed up to this backup, and keep what came since.
    pub until: Option<u64>,
}

/// Asks for the fields that items of a type have.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TypeFieldsAsk {
    /// The shop's name.
    pub shop: String,
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
}

/// The fields to choose from.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TypeFields {
    /// The type's label.
    pub label: String,
    /// The fields, those with a name of their own first.
    pub fields: Vec<TypeFieldRow>,
    /// The types that its items refer to: the categories of products.
    pub linked: Vec<LinkedType>,
}

/// A type that items of another refer to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LinkedType {
    /// Its key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// Its label.
    pub label: String,
}

/// A field of a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TypeFieldRow {
    /// Its columns: `price`, `variants/price`.
    pub columns: String,
    /// Its readable name.
    pub label: String,
    /// How its value is shown.
    pub kind: FieldKind,
    /// Whether it has a name of its own; others are named after their column.
    pub named: bool,
    /// Whether it is protected (stock).
    pub protected: bool,
    /// Whether it is a field whose changes do not count.
    pub minor: bool,
}

/// A record of a plan, or one field of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanTarget {
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// The record's id.
    pub id: String,
    /// The field's path; empty for the whole record.
    pub path: String,
}

/// Asks for a new plan, made of one that was shown.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RevisePlanAsk {
    /// The shop's name.
    pub shop: String,
    /// The plan that was shown.
    pub plan: u64,
    /// What is left out.
    pub without: Vec<PlanTarget>,
    /// The conflicts in which the earlier value is put back.
    pub take: Vec<PlanTarget>,
    /// Puts the earlier value back in all of them, but for those in `keep`.
    pub take_all: bool,
    /// The conflicts that stay as they are although all others are taken.
    pub keep: Vec<PlanTarget>,
}

/// What a plan was made of another one by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Revised {
    /// The plan that has everything.
    pub of: u64,
    /// What was left out.
    pub without: Vec<PlanTarget>,
    /// The conflicts that were decided for the earlier value.
    pub take: Vec<PlanTarget>,
}

/// A field that the shop changed since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConflictRow {
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// The record's id.
    pub id: String,
    /// What a person calls the record.
    pub name: String,
    /// The field's path; empty for the whole record.
    pub path: String,
    /// The field's readable name.
    pub label: String,
    /// The readable name of the row it belongs to (`Variants › EG-100`), for fields of owned rows.
    pub section: Option<String>,
    /// How to show the values.
    pub kind: FieldKind,
    /// What was there when the change that is taken back was over.
    pub base: Option<ShownValue>,
    /// What the shop has.
    pub live: Option<ShownValue>,
    /// What would be put back.
    pub wanted: Option<ShownValue>,
}
