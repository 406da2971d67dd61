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
        let known = self.vault.shop(shop)?;
        let at = match at {
            Some(at) => self.vault.backup(known.id, at)?.number,
            None => self.newest(&known)?,
        };
        Ok(self.vault.types_at(known.id, at)?)
    }

    /// Everything kept of a shop, in numbers. The sums are the sums of the rows.
    pub fn overview(&self, shop: &str) -> Result<Overview, EngineError> {
        let known = self.vault.shop(shop)?;
        let backups = self.vault.backups(known.id)?;
        let types = match backups.first() {
            Some(newest) => self.vault.types_at(known.id, newest.number)?,
            None => Vec::new(),
        };
        let missing = match backups.first() {
            Some(_) => self.missing_types(&known, &types),
            None => Vec::new(),
        };
        let sum = |of: fn(&StoredType) -> u64| types.iter().map(of).sum();
        Ok(Overview {
            backups: backups.len() as u64,
            items: sum(|stored| stored.records),
            versions: sum(|stored| stored.versions),
            bytes: sum(|stored| stored.bytes),
            vault_bytes: self.vault.size_on_disk()?,
            last_backup: backups.first().cloned(),
            first_backup: backups.last().cloned(),
            missing,
            types,
        })
    }

    /// What the shop has and the newest backup has not. A shop that does not answer keeps nobody from looking at the vault.
    fn missing_types(&self, known: &backstock_vault::Shop, kept: &[StoredType]) -> Vec<MissingType> {
        let Ok(reading) = self.reach(known).and_then(|shop| Ok(shop.open_reading()?)) else {
            return Vec::new();
        };
        reading
            .types()
            .iter()
            .filter(|live| {
                // The newest backup looked for left-over rows and found none.
                !live.is_rest
                    && !kept
                        .iter()
                        .any(|stored| stored.description.key == live.key && !stored.gone)
            })
            .map(|live| MissingType {
                key: live.key.clone(),
                label: live.label.clone(),
                reason: "It is new in the shop; the next full backup will include it.".to_owned(),
            })
            .collect()
    }
}
