//! What an export says about itself.

use backstock_model::ContentType;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ExportFormat;

pub(crate) const FORMAT: &str = "backstock-export";
pub(crate) const VERSION: u32 = 1;

/// What an export says about itself: as `manifest.json` beside its parts, and for a part alone in each of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportManifest {
    /// `backstock-export`.
    pub kind: String,
    /// The version of this description.
    pub version: u32,
    /// When it was made.
    pub created: DateTime<Utc>,
    /// What the owner calls the shop.
    pub shop: String,
    /// The backup it was made from.
    pub backup: ExportedBackup,
    /// Its form.
    pub format: ExportFormat,
    /// Which part this is; nothing where it is about the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<u64>,
    /// What is in it.
    pub types: Vec<ExportedType>,
    /// The whole: its parts. A part: its files.
    pub files: Vec<PartFile>,
    /// What could not be exported as it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<ExportNote>,
}

/// The backup an export was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedBackup {
    /// Its number.
    pub number: u64,
    /// When the shop was read.
    pub finished: DateTime<Utc>,
}

/// A content type in an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedType {
    /// Its key.
    #[serde(rename = "type")]
    pub key: ContentType,
    /// What the owner reads.
    pub label: String,
    /// How many records.
    pub records: u64,
}

/// A file of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartFile {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, in hex.
    pub sha256: String,
}

/// Something that could not be exported as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportNote {
    /// What, as a full sentence.
    pub message: String,
    /// How often.
    pub count: u64,
}
