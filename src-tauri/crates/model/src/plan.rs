//! # The plan of a restore
//!
//! Planning writes nothing. What the owner sees and approves is the very value that is carried out; it is kept in the vault
//! as it is, and refused when the shop has changed since.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    BackupNumber, ContentType, Document, FieldChange, Path, RecordKey, Revision, RunId, ShopId, diff,
};

/// What is to be restored, as the owner chose it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Whole content types. Empty, with no `records` either, means every restorable type that is not protected.
    pub content_types: Vec<ContentType>,
    /// Single records.
    pub records: Vec<RecordKey>,
    /// Only these fields; empty, with no `columns` either, means all of them.
    pub fields: Vec<Path>,
    /// Only these fields in every row that has them, as labels name them: `price`, `variants/price`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Of whole types, only records whose name, id or search words hold this text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub find: Option<String>,
    /// Of whole types, only records that are not what they were in this backup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_since: Option<BackupNumber>,
    /// Of whole types, only records that refer to this one, or did: the products of a category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linked_to: Option<RecordKey>,
    /// Only what changed from the backup to this later one is taken back; what came since stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<BackupNumber>,
    /// The backup is another shop's, which numbers its records otherwise: what is the same is told by names and codes, and all else
    /// gets a number of its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub new_numbers: bool,
    /// Also delete what the shop has and the backup has not. Off unless asked.
    pub allow_deletes: bool,
    /// Also write protected types and fields (orders, stock). Off unless asked.
    pub include_protected: bool,
}

/// What the plan does to a record in the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Makes a record that is not there.
    Create,
    /// Changes fields of a record that is there.
    Update,
    /// Takes a record away.
    Delete,
}

/// One record the plan writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRecord {
    /// Which.
    pub key: RecordKey,
    /// What a person calls it.
    pub name: String,
    /// The record as it stood in the shop when the plan was made; `None` when it was not there.
    pub before: Option<Document>,
    /// The record as it shall be; `None` when it shall go.
    pub after: Option<Document>,
}

/// Why the plan leaves a record alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// It would have to be deleted, and deletions were not asked for.
    DeletesNotAllowed,
    /// Its type is protected and was not asked for.
    ProtectedType,
    /// Its type cannot be written to this shop.
    NotRestorable,
    /// The record in the shop is locked.
    Locked,
    /// The backup does not hold it (it was asked for by name).
    NotInBackup,
    /// Other records that stay still refer to it.
    StillReferenced,
    /// Only some fields were asked for, and the shop does not have the record they belong to.
    NotInShop,
    /// What the backup holds of it is damaged.
    Damaged,
    /// It goes with something that the shop does not have and that was not chosen.
    NeedsAnother,
    /// More than one record is known by the same key, so it is not clear which is meant.
    Unclear,
}

/// A record that differs and that the plan leaves alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// Which.
    pub key: RecordKey,
    /// What a person calls it.
    pub name: String,
    /// Why.
    pub reason: SkipReason,
}

/// A field that the shop changed since, so that the owner has to decide. Kept as it is unless chosen.
///
/// Three values stand beside each other: what there was before the shop was changed again (`base`), what it has now (`live`),
/// and what would be put back (`wanted`). Nothing means that the field, or the record, is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Which record.
    pub key: RecordKey,
    /// What a person calls it.
    #[serde(default)]
    pub name: String,
    /// Which field; the root for the whole record.
    pub path: Path,
    /// What was there when the change that is taken back was over.
    #[serde(default)]
    pub base: Option<Document>,
    /// What the shop has.
    pub live: Option<Document>,
    /// What would be put back.
    pub wanted: Option<Document>,
}

/// Something a restore brings about beyond the fields it writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consequence {
    /// Stable name of the kind, for example `newer_records_kept` or `triggers_not_fired`.
    pub code: String,
    /// How many records or fields it concerns.
    pub count: u64,
    /// The content type it concerns, where there is one.
    pub content_type: Option<ContentType>,
    /// More, for the sentence the owner reads (a table's name, a protected field).
    pub detail: Option<String>,
}

/// Whose backup is put into a shop, when it is not the shop's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSource {
    /// The shop, or what was read from files as one.
    pub shop: ShopId,
    /// How it was called then.
    pub name: String,
    /// When the backup was complete.
    pub finished: DateTime<Utc>,
}

/// Everything a restore will do, in the order it will be done: parents before children, deletions last and reversed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The backup to go back to; for an undo, the safety backup of the run that is undone.
    pub to: BackupNumber,
    /// Whose backup that is; nothing when it is the shop's own.
    pub from: Option<PlanSource>,
    /// The run that this plan undoes, if it is an undo.
    pub undoes: Option<RunId>,
    /// What was asked for.
    pub choice: Choice,
    /// What the owner changed in an earlier plan to get this one.
    pub revision: Option<Revision>,
    /// What will be written.
    pub records: Vec<PlannedRecord>,
    /// What differs and is left alone, with the reason.
    pub skips: Vec<Skip>,
    /// What the owner has to decide.
    pub conflicts: Vec<Conflict>,
    /// What else it brings about.
    pub consequences: Vec<Consequence>,
}

impl Choice {
    /// Whether single fields were chosen, so that records are neither made nor deleted.
    pub fn is_of_fields(&self) -> bool {
        !self.fields.is_empty() || !self.columns.is_empty()
    }

    /// Whether only some records of whole types were chosen.
    pub fn is_of_some(&self) -> bool {
        self.find.is_some() || self.changed_since.is_some() || self.linked_to.is_some()
    }
}

impl PlannedRecord {
    /// What is done to the record.
    pub fn action(&self) -> Action {
        match (&self.before, &self.after) {
            (None, _) => Action::Create,
            (Some(_), Some(_)) => Action::Update,
            (Some(_), None) => Action::Delete,
        }
    }

    /// The single fields that are written, from what is to what shall be.
    pub fn writes(&self) -> Vec<FieldChange> {
        let read =
            |document: &Option<Document>| document.as_ref().and_then(|document| document.to_node().ok());
        diff(read(&self.before).as_ref(), read(&self.after).as_ref())
    }
}

impl Plan {
    /// How many records are created, updated and deleted.
    pub fn counts(&self) -> (u64, u64, u64) {
        self.records
            .iter()
            .fold((0, 0, 0), |(creates, updates, deletes), record| {
                match record.action() {
                    Action::Create => (creates + 1, updates, deletes),
                    Action::Update => (creates, updates + 1, deletes),
                    Action::Delete => (creates, updates, deletes + 1),
                }
            })
    }
}
