//! Lists of records, a record's versions, its timeline, and search.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which records of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeletedFilter {
    /// Those in the shop and those that are not any more.
    #[default]
    With,
    /// Only those in the shop.
    Without,
    /// Only those that are not in the shop any more.
    Only,
}

/// Asks for a page of a type's records.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ListRecordsAsk {
    /// The shop's name.
    pub shop: String,
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// Text to find in names and search words; empty for all.
    pub find: String,
    /// Which records.
    pub deleted: DeletedFilter,
    /// Only what the newest backup found changed.
    #[serde(default)]
    pub changed: bool,
    /// Rows to pass over.
    pub offset: u64,
    /// Rows wanted, at most 1,000.
    pub limit: u64,
}

/// A page of records.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecordPage {
    /// The type's label.
    pub label: String,
    /// All rows that match.
    pub total: u64,
    /// This page.
    pub records: Vec<RecordRow>,
}

/// A record in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordRow {
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// The type's label.
    pub type_label: String,
    /// The record's id.
    pub id: String,
    /// What a person calls it; the id when it has no name.
    pub name: String,
    /// When its newest version was first seen.
    pub newest: String,
    /// When it was first missing from the shop.
    pub deleted: Option<String>,
    /// How many versions are kept.
    pub versions: u64,
}

/// Asks about one record.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecordAsk {
    /// The shop's name.
    pub shop: String,
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// The record's id.
    pub id: String,
}

/// A record's versions.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecordVersions {
    /// The record as a row.
    pub record: RecordRow,
    /// Newest first. A state in which the record was gone is a version too.
    pub versions: Vec<VersionRow>,
    /// When the newest backup ran; later changes are not among the versions.
    pub last_backup: String,
}

/// One version: a state the record was in over one or more backups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VersionRow {
    /// The first backup that saw it; names the version.
    pub backup: u64,
    /// The last backup that saw it.
    pub last_backup: u64,
    /// When it was first seen.
    pub at: String,
    /// Whether the record was gone.
    pub deleted: bool,
    /// Whether only backups that restores make before they write have seen it.
    pub safety: bool,
    /// Whether it came out of a file that was taken into the history.
    pub imported: bool,
    /// Whether it is of a backup that found something unusual which was not called planned.
    pub alarmed: bool,
    /// A few words on what changed against the version before, for the timeline.
    pub summary: String,
}

/// Asks for the timeline of one field.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TimelineAsk {
    /// The shop's name.
    pub shop: String,
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// The record's id.
    pub id: String,
    /// The field's path.
    pub path: String,
}

/// Every value a field ever had.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FieldTimeline {
    /// The field's readable name.
    pub label: String,
    /// Oldest first.
    pub spans: Vec<ValueSpan>,
}

/// A value over the backups that saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ValueSpan {
    /// The value as text; nothing where the field or the record was not there.
    pub value: Option<String>,
    /// The first backup that saw it.
    pub first_backup: u64,
    /// The last backup that saw it.
    pub last_backup: u64,
    /// When it was first seen.
    pub from: String,
    /// When another value was first seen; nothing for the newest.
    pub to: Option<String>,
}

/// Searches everything kept of a shop.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SearchAsk {
    /// The shop's name.
    pub shop: String,
    /// What to find.
    pub text: String,
}

/// What was found.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SearchFound {
    /// The hits, best first.
    pub hits: Vec<SearchHit>,
    /// Whether there are more than were listed.
    pub more: bool,
}

/// One record that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchHit {
    /// The record.
    pub record: RecordRow,
    /// Text around the place, when it was found inside the record.
    pub excerpt: Option<String>,
}
