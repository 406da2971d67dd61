//! What surrounds a recovery: trying again what failed, a summary in words, a record for a file.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a recovery did, counted for a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoverySummary {
    /// Fields that were written, those of most items first.
    pub fields: Vec<WrittenField>,
    /// Items made, by content type.
    pub created: Vec<CountedWords>,
    /// Items deleted, by content type.
    pub deleted: Vec<CountedWords>,
    /// Why items failed, the commonest reason first.
    pub failures: Vec<CountedWords>,
    /// Items that were left alone because they can only be put right by hand.
    pub by_hand: u64,
}

/// A field that was written in some items of a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WrittenField {
    /// The type's label.
    pub type_label: String,
    /// The field's readable name.
    pub label: String,
    /// In how many items.
    pub items: u64,
    /// The item's name, when it is a single one.
    pub only: Option<String>,
}

/// So many items of one kind, or with one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CountedWords {
    /// The kind or the reason.
    pub what: String,
    /// How many items.
    pub items: u64,
}

/// What the record of a recovery is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AuditFormat {
    /// A table for a spreadsheet.
    Csv,
    /// A page to read and print.
    Html,
}

/// Saves the record of a recovery where the owner says.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SaveAuditAsk {
    /// The shop's name.
    pub shop: String,
    /// The run.
    pub run: u64,
    /// As what.
    pub format: AuditFormat,
}

/// A file was, or was not, written by the native save dialog.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FileSaved {
    /// Where, as text to show; nothing when the owner closed the dialog.
    pub shown: Option<String>,
}
