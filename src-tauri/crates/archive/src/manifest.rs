//! What a backup file says about itself.

use backstock_model::{ContentType, Group};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub(crate) const FORMAT: &str = "backstock-archive";
pub(crate) const VERSION: u32 = 1;

/// What a backup file says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// `backstock-archive`.
    pub format: String,
    /// The version of the format; this is 1.
    pub version: u32,
    /// When the file was made.
    pub created: DateTime<Utc>,
    /// The shop.
    pub shop: ArchivedShop,
    /// The backup.
    pub backup: ArchivedBackup,
    /// Its content types, parents before the types that refer to them.
    pub types: Vec<ArchivedType>,
    /// Size and SHA-256 of every entry but this one.
    pub entries: Vec<Entry>,
}

/// The shop a backup file is of. It holds no address and no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchivedShop {
    /// What its owner calls it.
    pub name: String,
    /// What kind of shop it is: `sqlite`, `mysql` ...
    pub kind: String,
    /// The profile its records were made by.
    pub profile: Option<String>,
    /// The code of the currency of its amounts.
    pub currency: Option<String>,
}

/// The backup a file was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchivedBackup {
    /// Its number.
    pub number: u64,
    /// When it was complete.
    pub finished: DateTime<Utc>,
    /// What the owner calls it.
    pub label: Option<String>,
}

/// A content type in a backup file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchivedType {
    /// Its key.
    #[serde(rename = "type")]
    pub key: ContentType,
    /// What the owner reads.
    pub label: String,
    /// Where it stands in `Item Storage`.
    pub group: Group,
    /// The entry with its records.
    pub entry: String,
    /// How many there are.
    pub records: u64,
    /// What its amounts of money add up to, exactly.
    pub sums: Vec<Sum>,
}

/// What a field of all records of a type adds up to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// The field (see [`backstock_model::FieldLabel::path`]).
    pub field: String,
    /// What the owner reads.
    pub label: String,
    /// The exact sum; a decimal number.
    pub sum: String,
}

/// An entry of the ZIP.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its size in bytes, unpacked.
    pub bytes: u64,
    /// The SHA-256 of its unpacked bytes, in hex.
    pub sha256: String,
}
