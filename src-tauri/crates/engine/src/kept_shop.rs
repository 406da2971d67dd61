//! A backup in the vault, read like a shop: what is laid beside a shop can then be laid beside a backup of it.

use std::ops::ControlFlow;
use std::sync::Arc;

use backstock_model::{BackupNumber, ContentType, Record, RecordKey, RemoteId, ShopId, TypeDescription};
use backstock_shops::{Fingerprint, Reading, Shop, ShopCheck, ShopError, Writing};
use backstock_vault::{StoredDocument, Vault, VaultError};

use crate::lent::failed;

/// A backup that stands for its shop. Nothing can be written to it.
pub(crate) struct KeptShop {
    pub(crate) vault: Arc<Vault>,
    pub(crate) shop: ShopId,
    pub(crate) at: BackupNumber,
}

impl Shop for KeptShop {
    fn check(&self) -> Result<ShopCheck, ShopError> {
        Ok(ShopCheck {
            fingerprint: Fingerprint(format!("backup {}", self.at)),
            server: "a backup".to_owned(),
            profile: None,
            installations: Vec::new(),
            problems: Vec::new(),
            facts: None,
        })
    }

    fn open_reading(&self) -> Result<Box<dyn Reading>, ShopError> {
        Ok(Box::new(KeptReading::of(
            Arc::clone(&self.vault),
            self.shop,
            self.at,
        )?))
    }

    fn open_writing(&self) -> Result<Box<dyn Writing>, ShopError> {
        Err(failed(VaultError::NotAllowed {
            reason: "nothing is written into a backup",
        }))
    }
}

/// A backup as a reading.
pub(crate) struct KeptReading {
    vault: Arc<Vault>,
    shop: ShopId,
    at: BackupNumber,
    types: Vec<TypeDescription>,
    counts: Vec<u64>,
}

impl KeptReading {
    pub(crate) fn of(vault: Arc<Vault>, shop: ShopId, at: BackupNumber) -> Result<Self, ShopError> {
        let mut stored = vault.types_at(shop, at).map_err(failed)?;
        stored.retain(|stored| !stored.gone);
        Ok(Self {
            counts: stored.iter().map(|stored| stored.records).collect(),
            types: stored.into_iter().map(|stored| stored.description).collect(),
            vault,
            shop,
            at,
        })
    }
}

impl Reading for KeptReading {
    fn types(&self) -> &[TypeDescription] {
        &self.types
    }

    fn count(&mut self, content_type: &ContentType) -> Result<u64, ShopError> {
        let mut types = self.types.iter().zip(&self.counts);
        types
            .find(|(description, _)| description.key == *content_type)
            .map(|(_, count)| *count)
            .ok_or_else(|| ShopError::UnknownType(content_type.clone()))
    }

    fn read_type(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        self.vault
            .walk(self.shop, content_type, self.at, &mut |stored| {
                each(record(stored))
            })
            .map_err(failed)
    }

    fn read_ids(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(RemoteId) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        self.vault
            .walk_hashes(self.shop, content_type, self.at, &mut |id, _, _| each(id.clone()))
            .map_err(failed)
    }

    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        let found = self.vault.record_at(self.shop, key, self.at).map_err(failed)?;
        Ok(found.map(record))
    }
}

pub(crate) fn record(stored: StoredDocument) -> Record {
    Record {
        key: stored.key,
        name: stored.name,
        search: stored.search,
        document: stored.document,
        objects: Vec::new(),
    }
}
