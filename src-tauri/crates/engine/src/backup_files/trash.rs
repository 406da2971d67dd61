//! The trash of the list. What is deleted goes there and can be put back; emptying it removes the files that were made here and
//! are still what was made, and only forgets those that were picked, or that another shop lists as well.

use std::collections::BTreeSet;
use std::fs;

use backstock_model::ShopId;
use backstock_vault::{BackupFileId, ListedFile, VaultError};

use super::{BackupFile, BackupFileStanding, to_keep, unusable};
use crate::{Engine, EngineError};

/// What deleting files from the list would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupFilesDeletion {
    /// The files.
    pub files: Vec<BackupFile>,
    /// How many of them the owner said should stay.
    pub pinned: u64,
    /// Whether no usable file would be left in the list.
    pub none_left: bool,
}

/// What emptying the trash did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrashEmptied {
    /// Files that are not in the list any more.
    pub forgotten: u64,
    /// Files among them that were removed from the disk.
    pub removed: u64,
    /// How much room that gave back.
    pub freed: u64,
}

impl BackupFilesDeletion {
    /// Whether to ask twice.
    pub fn is_grave(&self) -> bool {
        self.pinned > 0 || self.none_left
    }
}

impl Engine {
    /// What deleting these files from the list would do. Nothing is deleted.
    pub fn backup_files_to_delete(
        &self,
        shop: &str,
        chosen: &[BackupFileId],
    ) -> Result<BackupFilesDeletion, EngineError> {
        let chosen: BTreeSet<BackupFileId> = chosen.iter().copied().collect();
        let (files, rest): (Vec<_>, Vec<_>) = self
            .backup_files(shop)?
            .into_iter()
            .filter(|file| file.trashed.is_none())
            .partition(|file| chosen.contains(&file.id));
        if let Some(unknown) = chosen.iter().find(|id| files.iter().all(|file| file.id != **id)) {
            return Err(VaultError::UnknownBackupFile(*unknown).into());
        }
        Ok(BackupFilesDeletion {
            pinned: files.iter().filter(|file| file.pinned).count() as u64,
            none_left: files.iter().any(is_usable) && !rest.iter().any(is_usable),
            files,
        })
    }

    /// Puts files into the trash. Nothing is removed from the disk by this.
    pub fn delete_backup_files(&self, shop: &str, chosen: &[BackupFileId]) -> Result<u64, EngineError> {
        self.refuse_view_only()?;
        let now = self.clock.now();
        let trashed: Vec<ListedFile> = self
            .backup_files_to_delete(shop, chosen)?
            .files
            .into_iter()
            .map(|file| {
                to_keep(&BackupFile {
                    trashed: Some(now),
                    ..file
                })
            })
            .collect::<Result<_, _>>()?;
        let known = self.vault.shop(shop)?;
        self.vault.change_listed_files(known.id, &trashed)?;
        Ok(trashed.len() as u64)
    }

    /// Takes files out of the trash, back to where they stood in the list.
    pub fn put_back_backup_files(&self, shop: &str, chosen: &[BackupFileId]) -> Result<(), EngineError> {
        self.refuse_view_only()?;
        let known = self.vault.shop(shop)?;
        let listed = self.vault.listed_files(known.id)?;
        let back: Vec<ListedFile> = chosen
            .iter()
            .map(|id| {
                let found = listed.iter().find(|file| file.id == *id);
                let file = found.ok_or(VaultError::UnknownBackupFile(*id))?;
                Ok(ListedFile {
                    trashed: None,
                    ..file.clone()
                })
            })
            .collect::<Result<_, VaultError>>()?;
        Ok(self.vault.change_listed_files(known.id, &back)?)
    }

    /// Empties the trash: files that were made here are removed from the disk; of the others only the place is forgotten.
    pub fn empty_trash(&self, shop: &str) -> Result<TrashEmptied, EngineError> {
        self.refuse_view_only()?;
        let known = self.vault.shop(shop)?;
        let mut emptied = TrashEmptied::default();
        let others = self.places_of_others(known.id)?;
        for file in self.backup_files(shop)? {
            if file.trashed.is_none() {
                continue;
            }
            // Whatever the list says, nothing outside the folder of our own is removed.
            let is_ours_alone = file.is_ours
                && file.place.parent() == Some(&self.files_folder())
                && file.standing == BackupFileStanding::AsFound
                && !others.contains(&file.place.display().to_string());
            if is_ours_alone {
                match fs::remove_file(&file.place) {
                    Ok(()) => {
                        emptied.removed += 1;
                        emptied.freed += file.found.bytes;
                    }
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                    Err(error) => return Err(unusable("removing a backup file")(error)),
                }
            }
            self.vault.forget_listed_files(known.id, &[file.id])?;
            emptied.forgotten += 1;
        }
        Ok(emptied)
    }

    /// Where the files of the vault's other shops lie.
    fn places_of_others(&self, shop: ShopId) -> Result<BTreeSet<String>, EngineError> {
        let mut places = BTreeSet::new();
        for other in self.vault.shops()? {
            if other.id != shop {
                let listed = self.vault.listed_files(other.id)?;
                places.extend(listed.into_iter().map(|file| file.place));
            }
        }
        Ok(places)
    }
}

/// Whether a shop could be brought back by it.
fn is_usable(file: &BackupFile) -> bool {
    file.standing == BackupFileStanding::AsFound && file.found.fault.is_none()
}
