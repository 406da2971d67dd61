//! # The list of backup files
//!
//! Each shop has one, in the order its owner put it. What the vault keeps of a file is its place and what was found in it; the
//! file is the owner's.

use std::fmt::{self, Display, Formatter};

use backstock_model::ShopId;
use chrono::{DateTime, Utc};

use crate::table::{backup_files, shops};
use crate::{Vault, VaultError};

pub(crate) const DOING: &str = "keeping the list of backup files";
pub(crate) const READING: &str = "reading the list of backup files";

/// Names a listed file; never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BackupFileId(pub u64);

impl Display for BackupFileId {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, formatter)
    }
}

/// A backup file in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFile {
    /// Its name in the vault; [`Vault::list_file`] gives it.
    pub id: BackupFileId,
    /// What the owner calls it.
    pub name: String,
    /// Where it lies.
    pub place: String,
    /// Whether it was made here, in the folder beside the vault, so that it may be removed from there.
    pub is_ours: bool,
    /// Of when the data in it is.
    pub dated: DateTime<Utc>,
    /// When it came into the list.
    pub added: DateTime<Utc>,
    /// Whether the owner said that it stays.
    pub pinned: bool,
    /// Since when it is in the trash.
    pub trashed: Option<DateTime<Utc>>,
    /// What was found in it: JSON.
    pub found: String,
}

impl Vault {
    /// The backup files of a shop in the owner's order, those in the trash among them.
    pub fn listed_files(&self, shop: ShopId) -> Result<Vec<ListedFile>, VaultError> {
        self.inner.read(|connection| {
            let shop = shops::number(connection, shop)?;
            if backup_files::is_there(connection)? {
                backup_files::of_shop(connection, shop)
            } else {
                Ok(Vec::new())
            }
        })
    }

    /// Puts a file at the top of the list; its name is given here.
    pub fn list_file(&self, shop: ShopId, file: &ListedFile) -> Result<BackupFileId, VaultError> {
        self.inner.write(DOING, |transaction| {
            backup_files::ready(transaction)?;
            backup_files::insert(transaction, shops::number(transaction, shop)?, file)
        })
    }

    /// Keeps listed files as they are given, all of them or none; they are found by their names.
    pub fn change_listed_files(&self, shop: ShopId, files: &[ListedFile]) -> Result<(), VaultError> {
        self.inner.write(DOING, |transaction| {
            backup_files::ready(transaction)?;
            let shop = shops::number(transaction, shop)?;
            files
                .iter()
                .try_for_each(|file| backup_files::update(transaction, shop, file))
        })
    }

    /// Puts the list into this order. Files that are not named come after those that are.
    pub fn order_listed_files(&self, shop: ShopId, order: &[BackupFileId]) -> Result<(), VaultError> {
        self.inner.write(DOING, |transaction| {
            backup_files::ready(transaction)?;
            let shop = shops::number(transaction, shop)?;
            let rest = backup_files::of_shop(transaction, shop)?
                .into_iter()
                .map(|file| file.id)
                .filter(|id| !order.contains(id));
            for (position, id) in order.iter().copied().chain(rest).enumerate() {
                backup_files::place_at(transaction, shop, id, position)?;
            }
            Ok(())
        })
    }

    /// Takes files out of the list.
    pub fn forget_listed_files(&self, shop: ShopId, files: &[BackupFileId]) -> Result<(), VaultError> {
        self.inner.write(DOING, |transaction| {
            backup_files::ready(transaction)?;
            let shop = shops::number(transaction, shop)?;
            files
                .iter()
                .try_for_each(|file| backup_files::delete(transaction, shop, *file))
        })
    }
}
