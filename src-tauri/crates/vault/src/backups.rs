//! Backups as they are listed, named and pinned. How one is made is in `writing.rs`, how one is deleted in `deleting.rs`.

use backstock_model::{BackupNumber, ShopId};
use chrono::{DateTime, Utc};
use rusqlite::params;
use serde::{Deserialize, Serialize};

use crate::error::WhileDoing as _;
use crate::table::{self, backups, shops};
use crate::{Vault, VaultError, imports};

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackupKind {
    /// The owner asked for it.
    Manual,
    /// The schedule asked for it.
    Scheduled,
    /// It precedes a restore, so that the restore can be undone.
    Safety,
    /// It came out of a file.
    Imported,
    /// It was read for an export.
    Export,
}

/// Records counted while a type, or a whole backup, was read. `added`, `updated`, `deleted` and `unchanged` are told
/// against the backup before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeCounts {
    /// Records the shop had.
    pub records: u64,
    /// Records that were not there before.
    pub added: u64,
    /// Records that are different now.
    pub updated: u64,
    /// Records that are gone.
    pub deleted: u64,
    /// Records that are as they were.
    pub unchanged: u64,
    /// Size of the original content, large binaries included.
    pub bytes: u64,
}

impl std::ops::AddAssign for TypeCounts {
    fn add_assign(&mut self, other: Self) {
        self.records += other.records;
        self.added += other.added;
        self.updated += other.updated;
        self.deleted += other.deleted;
        self.unchanged += other.unchanged;
        self.bytes += other.bytes;
    }
}

/// A finished backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its number: 1, 2, 3 ... for each shop on its own. Numbers of deleted backups are not given again.
    pub number: BackupNumber,
    /// Why it was made.
    pub kind: BackupKind,
    /// When it began.
    pub started: DateTime<Utc>,
    /// When it was complete.
    pub finished: DateTime<Utc>,
    /// What the owner calls it.
    pub label: Option<String>,
    /// Whether it is kept from being deleted.
    pub pinned: bool,
    /// What the owner noted about it.
    pub note: Option<String>,
    /// Whether only some of the known types were read; the others stand as in the backup before.
    pub partial: bool,
    /// What was found, over all types; `records` and `bytes` include the types that were carried forward.
    pub counts: TypeCounts,
}

impl Backup {
    /// Whether the whole shop was read for it. A safety backup looks at what a restore touches, and protects no more than that.
    pub fn is_full(&self) -> bool {
        !self.partial && self.kind != BackupKind::Safety
    }

    /// Whether a backup was what somebody wanted. Before a restore, and of a part of the shop for an export, one is made in passing.
    pub fn is_wanted(&self) -> bool {
        match self.kind {
            BackupKind::Manual | BackupKind::Scheduled | BackupKind::Imported => true,
            BackupKind::Export => self.is_full(),
            BackupKind::Safety => false,
        }
    }
}

/// A backup that has begun and not finished: one that runs right now, or what a killed one left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// The number it would get.
    pub number: BackupNumber,
    /// Why it was begun.
    pub kind: BackupKind,
    /// When it began.
    pub started: DateTime<Utc>,
}

impl Vault {
    /// The finished backups of a shop, newest first.
    pub fn backups(&self, shop: ShopId) -> Result<Vec<Backup>, VaultError> {
        self.inner
            .read(|connection| backups::finished(connection, shops::number(connection, shop)?))
    }

    /// One finished backup: the shop's own, or one that was imported into its history.
    pub fn backup(&self, shop: ShopId, number: BackupNumber) -> Result<Backup, VaultError> {
        self.inner
            .read(|connection| imports::one(connection, shops::number(connection, shop)?, number))
    }

    /// The newest finished backup.
    pub fn latest(&self, shop: ShopId) -> Result<Option<Backup>, VaultError> {
        Ok(self.backups(shop)?.into_iter().next())
    }

    /// A backup that has begun and not finished.
    pub fn unfinished(&self, shop: ShopId) -> Result<Option<Unfinished>, VaultError> {
        self.inner
            .read(|connection| backups::unfinished(connection, shops::number(connection, shop)?))
    }

    /// Names a backup; `None` takes the name away.
    pub fn label_backup(
        &self,
        shop: ShopId,
        number: BackupNumber,
        label: Option<&str>,
    ) -> Result<(), VaultError> {
        const DOING: &str = "naming a backup";
        self.inner.write(DOING, |transaction| {
            let (_, backup) = table::imports::place(transaction, shops::number(transaction, shop)?, number)?;
            transaction
                .execute(
                    "UPDATE backups SET label = ?2 WHERE backup = ?1",
                    params![backup, label],
                )
                .map(drop)
                .doing(DOING)
        })
    }

    /// Keeps a backup from being deleted (with a note why), or lets it go again with `pinned: false`.
    pub fn pin_backup(
        &self,
        shop: ShopId,
        number: BackupNumber,
        pinned: bool,
        note: Option<&str>,
    ) -> Result<(), VaultError> {
        const DOING: &str = "pinning a backup";
        self.inner.write(DOING, |transaction| {
            let (_, backup) = table::imports::place(transaction, shops::number(transaction, shop)?, number)?;
            transaction
                .execute(
                    "UPDATE backups SET pinned = ?2, note = ?3 WHERE backup = ?1",
                    params![backup, pinned, note],
                )
                .map(drop)
                .doing(DOING)
        })
    }
}
