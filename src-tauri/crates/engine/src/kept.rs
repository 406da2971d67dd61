//! Looking things up in the vault, where not knowing is an answer and not a failure.

use backstock_model::{BackupNumber, ContentType, RecordKey, ShopId, TypeDescription};
use backstock_vault::{StoredDocument, VaultError, Version};

use crate::{Engine, EngineError};

impl Engine {
    /// The newest backup of a shop.
    pub(crate) fn newest(&self, shop: &backstock_vault::Shop) -> Result<BackupNumber, EngineError> {
        self.vault
            .latest(shop.id)?
            .map(|backup| backup.number)
            .ok_or_else(|| EngineError::NoBackup {
                shop: shop.name.clone(),
            })
    }

    /// The newest backup for which the whole shop was read, or the newest one when there is none such.
    pub(crate) fn newest_whole(&self, shop: &backstock_vault::Shop) -> Result<BackupNumber, EngineError> {
        let backups = self.vault.backups(shop.id)?;
        match backups.iter().find(|backup| backup.is_full()) {
            Some(backup) => Ok(backup.number),
            None => self.newest(shop),
        }
    }

    /// A record in a backup; `None` when it was not there, or was never heard of.
    pub(crate) fn record_at(
        &self,
        shop: ShopId,
        key: &RecordKey,
        at: BackupNumber,
    ) -> Result<Option<StoredDocument>, EngineError> {
        match self.vault.record_at(shop, key, at) {
            Err(VaultError::UnknownType(_) | VaultError::UnknownRecord(_)) => Ok(None),
            other => Ok(other?),
        }
    }

    /// The versions of a record, newest first; none when it was never heard of.
    pub(crate) fn versions(&self, shop: ShopId, key: &RecordKey) -> Result<Vec<Version>, EngineError> {
        match self.vault.record_versions(shop, key) {
            Err(VaultError::UnknownType(_) | VaultError::UnknownRecord(_)) => Ok(Vec::new()),
            other => Ok(other?),
        }
    }

    /// Whether any backup ever saw the record.
    pub(crate) fn is_known(&self, shop: ShopId, key: &RecordKey) -> Result<bool, EngineError> {
        Ok(!self.versions(shop, key)?.is_empty())
    }

    /// How a type's fields are called, as of a backup.
    pub(crate) fn described(
        &self,
        shop: ShopId,
        content_type: &ContentType,
        at: BackupNumber,
    ) -> Result<TypeDescription, EngineError> {
        let found = match self.vault.type_description(shop, content_type, at) {
            Err(VaultError::UnknownType(_)) => None,
            other => other?,
        };
        found.ok_or_else(|| EngineError::UnknownType(content_type.clone()))
    }
}
