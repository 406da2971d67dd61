//! `Item Storage`: what is kept of a shop, and what is not.

use backstock_model::{BackupNumber, ContentType};
use backstock_vault::{Backup, StoredType};

use crate::{Engine, EngineError};

/// Everything kept of a shop, in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// The newest backup.
    pub last_backup: Option<Backup>,
    /// The first backup still kept; history starts there.
    pub first_backup: Option<Backup>,
    /// All backups kept.
    pub backups: u64,
    /// All records in the newest backup.
    pub items: u64,
    /// All versions kept.
    pub versions: u64,
    /// The original size of what the newest backup holds, in bytes.
    pub bytes: u64,
    /// The whole vault on disk, all shops, in bytes.
    pub vault_bytes: u64,
    /// What the newest backup holds of each type; types the shop gave up are among them.
    pub types: Vec<StoredType>,
    /// Types the shop has and the newest backup has not; empty when the shop cannot be reached.
    pub missing: Vec<MissingType>,
}

/// A type that is not backed up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingType {
    /// Its key.
    pub key: ContentType,
    /// What the owner reads.
    pub label: String,
    /// Why; a full sentence.
    pub reason: String,
}

impl Engine {
    /// The content types of a shop: as of a backup, or, without one, of the newest.
    pub fn types(&self, shop: &str, at: Option<BackupNumber>) -> Result<Vec<StoredType>, EngineError> {
        let _ = (shop, at);
        todo!()
    }

    /// Everything kept of a shop, in numbers.
    pub fn overview(&self, shop: &str) -> Result<Overview, EngineError> {
        let _ = shop;
        todo!()
    }
}
