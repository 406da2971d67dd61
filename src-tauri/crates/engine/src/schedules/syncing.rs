//! Automatic sync: a shop is looked at every few minutes, and backed up when it is not as it was.
//!
//! The shop is read, and what is read is compared with the newest backup on the way; nothing of it is kept. Most looks find
//! nothing, and a list of ninety-six backups a day that are all the same would help nobody.

use backstock_model::{Cancel, Phase, Progress, Tick};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{BackupAsk, BackupOutcome, Engine, EngineError, Moment};

/// What automatic sync saw last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Synced {
    /// When the shop was looked at.
    pub looked: DateTime<Utc>,
    /// When a change was seen.
    pub changed: Option<DateTime<Utc>>,
}

impl Engine {
    /// What automatic sync saw last of a shop.
    pub fn synced(&self, shop: &str) -> Result<Option<Synced>, EngineError> {
        let kept = self.vault.setting(&self.synced_setting(shop)?)?;
        Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
    }

    pub(super) fn sync(
        &self,
        shop: &str,
        ask: &BackupAsk,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<Option<BackupOutcome>, EngineError> {
        let known = self.vault.shop(shop)?;
        let before = self.synced(shop)?;
        // One hold for the look and for the backup that comes of it: nobody writes to the shop in between.
        let lock = self.vault.lock(known.id, "sync")?;
        let outcome = if self.has_whole(known.id)? && !self.has_changed(shop, progress, cancel)? {
            None
        } else {
            Some(self.backup_under(&known, &lock, ask, progress, cancel)?)
        };
        let looked = self.clock.now();
        let changed = match &outcome {
            Some(_) => Some(looked),
            None => before.and_then(|synced| synced.changed),
        };
        let text = super::text(&Synced { looked, changed })?;
        self.vault.set_setting(&self.synced_setting(shop)?, Some(&text))?;
        Ok(outcome)
    }

    /// Whether the newest backup knows the whole shop. What is left of one that was cut does not.
    fn has_whole(&self, shop: backstock_model::ShopId) -> Result<bool, EngineError> {
        let backups = self.vault.backups(shop)?;
        Ok(backups.iter().any(backstock_vault::Backup::is_full))
    }

    fn has_changed(&self, shop: &str, progress: &dyn Progress, cancel: &Cancel) -> Result<bool, EngineError> {
        progress.tick(&Tick {
            phase: Phase::Reading,
            content_type: None,
            done: 0,
            total: None,
            failed: 0,
        });
        // Beside all that is kept, also what a restore kept before it wrote.
        let newest = Moment::Backup(self.newest(&self.vault.shop(shop)?)?);
        let found = self.compare(shop, &newest, &Moment::Live, None, false, cancel)?;
        Ok(found
            .types
            .iter()
            .any(|changes| changes.added + changes.updated + changes.deleted > 0))
    }

    fn synced_setting(&self, shop: &str) -> Result<String, EngineError> {
        Ok(format!("synced/{}", self.vault.shop(shop)?.id))
    }
}
