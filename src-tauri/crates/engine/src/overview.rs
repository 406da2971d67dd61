//! `Item Storage`: what is kept of a shop, and what is not.

use std::collections::BTreeSet;

use backstock_model::{BackupNumber, ContentType};
use backstock_vault::{Backup, StoredType};

use crate::{Engine, EngineError};

/// Everything kept of a shop, in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// The newest backup, whatever of the shop was read for it.
    pub newest: Option<Backup>,
    /// The newest backup of the whole shop: since then the shop is protected.
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
        let sum = |of: fn(&StoredType) -> u64| types.iter().map(of).sum();
        Ok(Overview {
            backups: backups.len() as u64,
            items: sum(|stored| stored.records),
            versions: sum(|stored| stored.versions),
            bytes: sum(|stored| stored.bytes),
            vault_bytes: self.vault.size_on_disk()?,
            newest: backups.first().cloned(),
            last_backup: backups.iter().find(|backup| backup.is_full()).cloned(),
            first_backup: backups.last().cloned(),
            types,
        })
    }

    /// Types that are not backed up, with the reason: those the shop has and the newest backup has not, and those the shop
    /// itself lacks. The shop is asked, which may take its time; before the first backup there is nothing to miss.
    pub fn missing_types(&self, shop: &str) -> Result<Vec<MissingType>, EngineError> {
        let known = self.vault.shop(shop)?;
        let Some(newest) = self.vault.latest(known.id)? else {
            return Ok(Vec::new());
        };
        let kept: BTreeSet<ContentType> = self
            .vault
            .types_at(known.id, newest.number)?
            .into_iter()
            .filter(|stored| !stored.gone)
            .map(|stored| stored.description.key)
            .collect();
        let reading = self.open_shop(&known)?.open_reading()?;
        // Left-over rows were looked for by the newest backup, which found none where it has none.
        let new = reading
            .types()
            .iter()
            .filter(|live| !live.is_rest)
            .map(|live| MissingType {
                key: live.key.clone(),
                label: live.label.clone(),
                reason: "It is new in the shop; the next full backup will include it.".to_owned(),
            });
        let absent = reading.absent_types().iter().map(|absent| MissingType {
            key: absent.key.clone(),
            label: absent.label.clone(),
            reason: absent
                .reason
                .clone()
                .unwrap_or_else(|| format!("This shop has no table for it (`{}`).", absent.table)),
        });
        // What the shop has given up is still kept, and stands in `Item Storage` with that reason.
        Ok(new
            .chain(absent)
            .filter(|missing| !kept.contains(&missing.key))
            .collect())
    }
}
