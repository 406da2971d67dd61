//! writing

use backstock_model::{BackupNumber, ContentType, Record, TypeDescription};
use chrono::{DateTime, Utc};

use crate::{Backup, BackupKind, JobLock, TypeCounts, Vault, VaultError};

/// A backup being written. Nothing of it can be seen before [`OpenBackup::publish`].
#[must_use = "a backup ends with publish() or abandon()"]
pub struct OpenBackup {
    number: BackupNumber,
}

/// A content type being read into a backup.
#[must_use = "a type ends with finish()"]
pub struct OpenType<'b> {
    backup: &'b mut OpenBackup,
}

impl Vault {
    /// Begins a backup of the lock's shop. What a killed backup left is swept up first.
    pub fn begin_backup(
        &self,
        lock: &JobLock,
        kind: BackupKind,
        label: Option<String>,
        now: DateTime<Utc>,
    ) -> Result<OpenBackup, VaultError> {
        let _ = (lock, kind, label, now);
        todo!()
    }
}

impl OpenBackup {
    /// The number it will have.
    pub fn number(&self) -> BackupNumber {
        self.number
    }

    /// Begins a content type. Types that are never begun stand as in the backup before.
    pub fn begin_type(&mut self, description: &TypeDescription) -> Result<OpenType<'_>, VaultError> {
        let _ = description;
        Ok(OpenType { backup: self })
    }

    /// Says that the shop does not have this type any more: all its records are deleted at this backup.
    pub fn type_gone(&mut self, content_type: &ContentType) -> Result<TypeCounts, VaultError> {
        let _ = content_type;
        todo!()
    }

    /// Makes the backup one that is offered, all at once. Every type begun must be finished.
    pub fn publish(self, now: DateTime<Utc>) -> Result<Backup, VaultError> {
        let _ = now;
        todo!()
    }

    /// Gives the backup up and sweeps away what it wrote. Dropping does the same, without telling of errors.
    pub fn abandon(self) -> Result<(), VaultError> {
        todo!()
    }
}

impl OpenType<'_> {
    /// Takes the next record. Records are best handed over in the same order every time.
    ///
    /// Errors may show at a later call, because records are worked on in the background.
    pub fn push(&mut self, record: Record) -> Result<(), VaultError> {
        let _ = (record, &self.backup);
        todo!()
    }

    /// Ends the type. Records of it that were not handed over are deleted at this backup.
    pub fn finish(self) -> Result<TypeCounts, VaultError> {
        todo!()
    }
}
