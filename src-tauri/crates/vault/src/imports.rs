//! # Backups that came out of files
//!
//! What was read from a file lies in the vault as the only backup of a shop of its own (its *holder*), and is nobody's history
//! yet. [`Vault::keep_import`] gives it a number among the backups of another shop. From then on everything that reads one backup
//! of that shop finds it under that number: its types, its records, its name and pin. What goes from one backup to the next does
//! not: the shop's own backups are a chain, and a file stands beside it with a date of its own.

use backstock_model::{BackupNumber, ShopId};

use crate::table::{backups, imports, shops};
use crate::{Backup, BackupKind, JobLock, TypeCounts, Vault, VaultError, writing};

impl Vault {
    /// Gives the backup that a shop of files holds the next number in the history of the lock's shop.
    pub fn keep_import(&self, lock: &JobLock, holder: ShopId) -> Result<Backup, VaultError> {
        lock.check(self)?;
        let number = writing::next_number(&self.inner, lock.shop(), |transaction, shop, number| {
            imports::insert(transaction, shop, number, shops::number(transaction, holder)?)
        })?;
        self.backup(lock.shop(), number)
    }

    /// Takes an import out of the history of the lock's shop. Its holder stays, for the caller to remove.
    pub fn let_import_go(&self, lock: &JobLock, number: BackupNumber) -> Result<(), VaultError> {
        lock.check(self)?;
        if self.backup(lock.shop(), number)?.pinned {
            return Err(VaultError::NotAllowed {
                reason: "the backup is pinned",
            });
        }
        self.inner.write("taking out what was imported", |transaction| {
            imports::let_go(transaction, shops::number(transaction, lock.shop())?, number)
        })
    }

    /// What was imported into a shop's history, with the holder of each, newest date first.
    pub fn imports(&self, shop: ShopId) -> Result<Vec<(Backup, ShopId)>, VaultError> {
        self.inner.read(|connection| {
            let shop = shops::number(connection, shop)?;
            let mut found = Vec::new();
            for (number, holder) in imports::of_shop(connection, shop)? {
                found.push((one(connection, shop, number)?, holder));
            }
            found.sort_by_key(|(backup, _)| std::cmp::Reverse((backup.finished, backup.number)));
            Ok(found)
        })
    }

    /// Whether this backup of a shop came out of a file, and is none of the shop's own chain.
    pub fn is_import(&self, shop: ShopId, number: BackupNumber) -> Result<bool, VaultError> {
        self.inner.read(|connection| {
            let shop = shops::number(connection, shop)?;
            Ok(imports::holder_of(connection, shop, number)?.is_some())
        })
    }

    /// Whether a shop of files holds what was imported into another's history.
    pub fn is_import_holder(&self, shop: ShopId) -> Result<bool, VaultError> {
        self.inner
            .read(|connection| imports::is_holder(connection, shops::number(connection, shop)?))
    }
}

/// A backup of a shop: its own, or what was imported into its history.
pub(crate) fn one(
    connection: &rusqlite::Connection,
    shop: i64,
    number: BackupNumber,
) -> Result<Backup, VaultError> {
    match backups::one(connection, shop, number) {
        Err(unknown @ VaultError::UnknownBackup(_)) => {
            let holder = imports::holder_of(connection, shop, number)?.ok_or(unknown)?;
            let held = backups::finished(connection, holder)?.into_iter().next();
            let held = held.ok_or(VaultError::UnknownBackup(number))?;
            Ok(Backup {
                number,
                kind: BackupKind::Imported,
                // There is no backup before it that anything could be told against.
                counts: TypeCounts {
                    added: 0,
                    ..held.counts
                },
                ..held
            })
        }
        own => own,
    }
}
