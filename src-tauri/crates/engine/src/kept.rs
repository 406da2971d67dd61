//! Looking things up in the vault, where not knowing is an answer and not a failure.

use std::ops::ControlFlow;

use backstock_model::{BackupNumber, ContentType, RecordKey, ShopId, TypeDescription};
use backstock_vault::{Backup, StoredDocument, VaultError, Version};

use crate::{Engine, EngineError};

/// What a person calls a record; its key where it has no name.
pub fn name_or_key(name: &str, key: &RecordKey) -> String {
    if name.is_empty() {
        key.remote_id.readable()
    } else {
        name.to_owned()
    }
}

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

    /// What an owner means by the latest backup: the newest for which the whole shop was read, or the newest one when there is
    /// none such. A safety backup holds what a restore was to put right, and a reading for an export only a part of the shop.
    pub fn latest(&self, shop: &str) -> Result<Backup, EngineError> {
        self.latest_of(&self.vault.shop(shop)?)
    }

    pub(crate) fn latest_of(&self, shop: &backstock_vault::Shop) -> Result<Backup, EngineError> {
        let backups = self.vault.backups(shop.id)?;
        let whole = backups.iter().find(|backup| backup.is_full());
        whole
            .or(backups.first())
            .cloned()
            .ok_or_else(|| EngineError::NoBackup {
                shop: shop.name.clone(),
            })
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

    /// Hands over every record that a backup has of a type, in the order the shop handed them over; of one that is damaged, its key.
    pub(crate) fn walk_past_damage(
        &self,
        (shop, content_type, at): (ShopId, &ContentType, BackupNumber),
        each: &mut dyn FnMut(Result<StoredDocument, RecordKey>) -> Result<(), EngineError>,
    ) -> Result<(), EngineError> {
        let mut failure = None;
        let mut seen = 0_usize;
        let walked = self.vault.walk(shop, content_type, at, &mut |stored| {
            seen += 1;
            match each(Ok(stored)) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        match (walked, failure) {
            (_, Some(failure)) => return Err(failure),
            (Err(VaultError::DamagedRecord(_)), None) => {}
            (walked, None) => return Ok(walked?),
        }
        // Behind a damaged record one goes on by ids.
        let mut ids = Vec::new();
        self.vault.walk_hashes(shop, content_type, at, &mut |id, _, _| {
            ids.push(RecordKey::new(content_type.clone(), id.clone()));
            ControlFlow::Continue(())
        })?;
        for key in ids.into_iter().skip(seen) {
            match if_whole(self.record_at(shop, &key, at))? {
                None => each(Err(key))?,
                Some(Some(stored)) => each(Ok(stored))?,
                Some(None) => {}
            }
        }
        Ok(())
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

/// What was found of a record; nothing where it is damaged, for those whom one damaged record must not keep from all others.
pub(crate) fn if_whole<T>(found: Result<T, EngineError>) -> Result<Option<T>, EngineError> {
    match found {
        Err(EngineError::Vault(VaultError::DamagedRecord(_))) => Ok(None),
        found => found.map(Some),
    }
}
