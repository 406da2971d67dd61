//! Backing up.
//!
//! A backup is one consistent reading of the shop. It is offered only when all of it is in the vault; stopped, failed or
//! killed at any point it never was, and the newest backup stays the newest.

use backstock_model::{BackupNumber, Cancel, ContentType, Progress, TypeDescription};
use backstock_vault::{Backup, BackupKind, TypeCounts};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Engine, EngineError, Explained};

/// What is to be backed up.
#[derive(Clone, Debug)]
pub struct BackupAsk {
    /// Only these types; empty means all of them. The others stand as in the backup before.
    pub types: Vec<ContentType>,
    /// Why the backup is made.
    pub kind: BackupKind,
    /// A name for it.
    pub label: Option<String>,
}

/// A backup that was made.
#[derive(Clone, Debug)]
pub struct BackupOutcome {
    /// The backup.
    pub backup: Backup,
    /// What was found of each type that was read, in the shop's order; types the shop gave up come last.
    pub types: Vec<(TypeDescription, TypeCounts)>,
    /// How long it took by the engine's clock.
    pub seconds: f64,
}

/// The last attempt to back a shop up, when it failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupFailure {
    /// When it failed.
    pub at: DateTime<Utc>,
    /// Why.
    pub why: Explained,
}

impl Default for BackupAsk {
    fn default() -> Self {
        Self {
            types: Vec::new(),
            kind: BackupKind::Manual,
            label: None,
        }
    }
}

impl Engine {
    /// Backs a shop up.
    pub fn backup(
        &self,
        shop: &str,
        ask: &BackupAsk,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<BackupOutcome, EngineError> {
        let _ = (shop, ask, progress, cancel);
        todo!()
    }

    /// Why the last attempt to back a shop up failed; nothing when it did not.
    pub fn last_backup_failure(&self, shop: &str) -> Result<Option<BackupFailure>, EngineError> {
        let _ = shop;
        todo!()
    }

    /// Names a backup; `None` takes the name away.
    pub fn label_backup(
        &self,
        shop: &str,
        number: BackupNumber,
        label: Option<&str>,
    ) -> Result<(), EngineError> {
        let shop = self.vault.shop(shop)?;
        Ok(self.vault.label_backup(shop.id, number, label)?)
    }

    /// Keeps a backup from being deleted, with a note why, or lets it go again.
    pub fn pin_backup(
        &self,
        shop: &str,
        number: BackupNumber,
        pinned: bool,
        note: Option<&str>,
    ) -> Result<(), EngineError> {
        let shop = self.vault.shop(shop)?;
        Ok(self.vault.pin_backup(shop.id, number, pinned, note)?)
    }

    /// Deletes a backup. What only it holds is gone for good; every other backup stays as it is.
    pub fn delete_backup(&self, shop: &str, number: BackupNumber) -> Result<(), EngineError> {
        let shop = self.vault.shop(shop)?;
        let lock = self.vault.lock(shop.id, "delete backup")?;
        Ok(self.vault.delete_backup(&lock, number)?)
    }
}
