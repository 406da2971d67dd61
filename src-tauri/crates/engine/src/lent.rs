//! The memory that a connector is lent: a few notes in the vault, and what the last full backup knows.

use std::ops::ControlFlow;
use std::sync::Arc;

use backstock_model::{ContentType, Document, RecordKey, ShopId};
use backstock_shops::{Memory, ShopError};
use backstock_vault::{Vault, VaultError};
use chrono::{DateTime, Utc};

use crate::restore::writes;
use crate::view_only;

/// What one shop's connector may look at and have kept.
pub(crate) struct Lent {
    pub(crate) vault: Arc<Vault>,
    pub(crate) shop: ShopId,
}

/// What the names of a shop's notes begin with.
pub(crate) fn notes_of(shop: ShopId) -> String {
    format!("connector/{shop}/")
}

impl Memory for Lent {
    fn notes(&self, beginning: &str) -> Result<Vec<(String, String)>, ShopError> {
        let own = notes_of(self.shop);
        let found = self
            .vault
            .settings_below(&format!("{own}{beginning}"))
            .map_err(failed)?;
        Ok(found
            .into_iter()
            .filter_map(|(name, text)| Some((name.strip_prefix(&own)?.to_owned(), text)))
            .collect())
    }

    fn note(&self, name: &str, text: Option<&str>) -> Result<(), ShopError> {
        self.vault
            .set_setting(&format!("{}{name}", notes_of(self.shop)), text)
            .map_err(failed)
    }

    fn is_being_written(&self) -> Result<bool, ShopError> {
        let running = self.vault.running_job().map_err(failed)?;
        Ok(running.is_some_and(|running| running.shop == Some(self.shop) && writes(&running.job)))
    }

    fn may_be_written(&self) -> Result<bool, ShopError> {
        Ok(!view_only::is_on(&self.vault).map_err(failed)?)
    }

    fn read_at(&self, content_type: &ContentType) -> Result<Option<DateTime<Utc>>, ShopError> {
        let backups = self.vault.backups(self.shop).map_err(failed)?;
        let Some(full) = backups.iter().find(|backup| backup.is_full()) else {
            return Ok(None);
        };
        let types = self.vault.types_at(self.shop, full.number).map_err(failed)?;
        let is_read = types.iter().any(|stored| {
            stored.description.key == *content_type && stored.read == full.number && !stored.gone
        });
        Ok(is_read.then_some(full.started))
    }

    fn kept(&self, key: &RecordKey) -> Result<Option<Document>, ShopError> {
        let Some(latest) = self.vault.latest(self.shop).map_err(failed)? else {
            return Ok(None);
        };
        self.vault
            .document_at(self.shop, key, latest.number)
            .map_err(failed)
    }

    fn kept_keys(&self, content_type: &ContentType) -> Result<Vec<RecordKey>, ShopError> {
        let mut keys = Vec::new();
        if let Some(latest) = self.vault.latest(self.shop).map_err(failed)? {
            self.vault
                .walk_hashes(self.shop, content_type, latest.number, &mut |id, _, _| {
                    keys.push(RecordKey::new(content_type.clone(), id.clone()));
                    ControlFlow::Continue(())
                })
                .map_err(failed)?;
        }
        Ok(keys)
    }

    fn kept_all(&self, content_type: &ContentType) -> Result<Vec<(RecordKey, Document)>, ShopError> {
        let mut all = Vec::new();
        if let Some(latest) = self.vault.latest(self.shop).map_err(failed)? {
            self.vault
                .walk(self.shop, content_type, latest.number, &mut |stored| {
                    all.push((stored.key, stored.document));
                    ControlFlow::Continue(())
                })
                .map_err(failed)?;
        }
        Ok(all)
    }
}

pub(crate) fn failed(cause: VaultError) -> ShopError {
    ShopError::Database {
        doing: "look into the vault".to_owned(),
        cause: cause.into(),
    }
}
