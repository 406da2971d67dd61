//! search

use backstock_model::{BackupNumber, Cancel, ContentType, RecordKey, ShopId};
use chrono::{DateTime, Utc};

use crate::{Vault, VaultError};

/// Where to search and how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchAsk {
    /// As of this backup: nothing newer is found.
    pub at: BackupNumber,
    /// Only these types; empty means all.
    pub content_types: Vec<ContentType>,
    /// Whether to look inside the documents too, after names and search words.
    pub inside: bool,
    /// Whether to look inside versions that are not the newest, too.
    pub older: bool,
    /// How many hits at most.
    pub limit: u64,
}

/// Where a text was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundIn {
    /// In the name, the id or the search words.
    Name,
    /// Inside the document.
    Document,
}

/// A record in which a text was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchHit {
    /// Content type and id.
    pub key: RecordKey,
    /// What a person calls it; may be empty.
    pub name: String,
    /// Where.
    pub found_in: FoundIn,
    /// The backup with the newest version in which it was found.
    pub backup: BackupNumber,
    /// When that backup was complete.
    pub at: DateTime<Utc>,
    /// Whether the record is deleted as of the backup that was searched.
    pub deleted: bool,
}

impl Vault {
    /// Searches a shop's records: names first, then inside. A record is named once, with the newest version that holds the text.
    pub fn search(
        &self,
        shop: ShopId,
        text: &str,
        ask: &SearchAsk,
        cancel: &Cancel,
    ) -> Result<Vec<SearchHit>, VaultError> {
        let _ = (shop, text, ask, cancel);
        todo!()
    }
}
