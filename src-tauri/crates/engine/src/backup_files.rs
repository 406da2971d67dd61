//! # The list of backup files
//!
//! Whatever holds a shop's data can stand in the list: backup files of our own, SQL dumps, database files, tables, the backups of
//! plugins. A file is read to its end before it is listed, so that the list says what is in it; how it stands now is looked for
//! whenever the list is.
//!
//! Files that are made here lie in a folder beside the vault ([`Engine::files_folder`]). Files that were picked stay where they
//! are, and are never removed: a dump holds every customer's name in the clear, and a second copy of it would be one more thing to
//! look after. See decision 0026.

mod trash;

use std::fs;
use std::path::{Path, PathBuf};

use backstock_archive::ArchiveError;
use backstock_files::{FileAbout, FileKind};
use backstock_model::{BackupNumber, Cancel, Choice, Plan, PlanId, Progress, Secret};
use backstock_vault::{BackupFileId, ListedFile, VaultError};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use trash::{BackupFilesDeletion, TrashEmptied};

use crate::archive::{ArchiveInspected, inspect_archive};
use crate::files::inspect_file;
use crate::shop::check_name;
use crate::{ArchiveAsk, Engine, EngineError, Explained, Moment, explain, file_kind_key, look_at_file};

/// A file in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupFile {
    /// Its name in the vault.
    pub id: BackupFileId,
    /// What the owner calls it.
    pub name: String,
    /// Where it lies.
    pub place: PathBuf,
    /// Whether it was made here, so that emptying the trash removes it.
    pub is_ours: bool,
    /// Of when the data in it is.
    pub dated: DateTime<Utc>,
    /// When it came into the list.
    pub added: DateTime<Utc>,
    /// Whether the owner said that it stays.
    pub pinned: bool,
    /// Since when it is in the trash.
    pub trashed: Option<DateTime<Utc>>,
    /// What was found in it.
    pub found: BackupFileContents,
    /// How it stands now.
    pub standing: BackupFileStanding,
}

/// What was found in a file when it was read the last time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupFileContents {
    /// What it is, as [`file_kind_key`] says.
    pub kind: String,
    /// Whose SQL it is, where it is a dump.
    pub dialect: Option<String>,
    /// The tool that made it, where that can be told.
    pub made_by: Option<String>,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was last written.
    pub written: Option<DateTime<Utc>>,
    /// Its content types that have something in them.
    pub types: Vec<FoundType>,
    /// Whether a passphrase is needed to read it.
    pub is_protected: bool,
    /// When it was read.
    pub checked: DateTime<Utc>,
    /// Why it is not to be used; nothing for a whole file.
    pub fault: Option<Explained>,
}

/// A content type in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundType {
    /// Its key.
    pub key: String,
    /// What the owner reads.
    pub label: String,
    /// How many records there are.
    pub records: u64,
}

/// How a listed file stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupFileStanding {
    /// It is as it was when it was read.
    AsFound,
    /// It is not where it was.
    Missing,
    /// Somebody wrote to it since it was read.
    Changed,
}

/// A backup file to be made and listed.
#[derive(Clone, Debug)]
pub struct NewBackupFile {
    /// What the owner calls it.
    pub name: String,
    /// The newest backup up to this moment goes into it; without one the newest of all.
    pub dated: Option<DateTime<Utc>>,
    /// What it shall be protected by.
    pub passphrase: Option<Secret>,
}

/// A file to be listed.
#[derive(Clone, Debug)]
pub struct FileToList {
    /// Where it lies.
    pub path: PathBuf,
    /// What the owner calls it.
    pub name: String,
    /// Of when the data in it is; as the file says when nothing is given.
    pub dated: Option<DateTime<Utc>>,
    /// Its passphrase, where it has one.
    pub passphrase: Option<Secret>,
}

impl Engine {
    /// The backup files of a shop in the owner's order, those in the trash among them.
    pub fn backup_files(&self, shop: &str) -> Result<Vec<BackupFile>, EngineError> {
        let known = self.vault.shop(shop)?;
        self.vault
            .listed_files(known.id)?
            .into_iter()
            .map(as_it_stands)
            .collect()
    }

    /// One of them that is not in the trash.
    pub fn backup_file(&self, shop: &str, id: BackupFileId) -> Result<BackupFile, EngineError> {
        self.backup_files(shop)?
            .into_iter()
            .find(|file| file.id == id && file.trashed.is_none())
            .ok_or_else(|| VaultError::UnknownBackupFile(id).into())
    }

    /// Where backup files are made that nobody chose a place for: beside the vault, so that they are not lost with it.
    pub fn files_folder(&self) -> PathBuf {
        let vault = self.vault.folder();
        match vault.file_name() {
            Some(name) => vault.with_file_name(format!("{} files", name.to_string_lossy())),
            None => vault.join("files"),
        }
    }

    /// Makes a backup file of a backup, in the folder beside the vault, and lists it.
    pub fn make_backup_file(
        &self,
        shop: &str,
        ask: &NewBackupFile,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<BackupFile, EngineError> {
        self.refuse_view_only()?;
        let name = name_of(&ask.name)?;
        let number = self.newest_up_to(shop, ask.dated)?;
        let folder = self.files_folder();
        fs::create_dir_all(&folder).map_err(unusable("making the folder for backup files"))?;
        let path = free_place(&folder, &format!("{} backup {number}", for_a_file(shop)));
        let archive = ArchiveAsk {
            at: Moment::Backup(number),
            path: &path,
            passphrase: ask.passphrase.clone(),
        };
        let file = FileToList {
            path: path.clone(),
            name,
            dated: None,
            passphrase: ask.passphrase.clone(),
        };
        let listed = self
            .create_archive(shop, archive, progress, cancel)
            .and_then(|_| self.list(shop, file, true, progress, cancel));
        if listed.is_err() {
            // What is in no list nobody would ever delete, and customers are in it.
            let _ = fs::remove_file(&path);
        }
        listed
    }

    /// Reads a file to its end and lists it. One that is in the list already is read again and keeps its place there. A file that
    /// was picked is its owner's, wherever it lies, and never removed.
    pub fn list_backup_file(
        &self,
        shop: &str,
        mut ask: FileToList,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<BackupFile, EngineError> {
        self.refuse_view_only()?;
        ask.name = name_of(&ask.name)?;
        ask.path = std::path::absolute(&ask.path).map_err(unusable("finding the file"))?;
        self.list(shop, ask, false, progress, cancel)
    }

    /// Reads a listed file again. What is wrong with it is kept in the list and is no failure of the reading.
    pub fn check_listed_file(
        &self,
        shop: &str,
        id: BackupFileId,
        passphrase: Option<Secret>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<BackupFile, EngineError> {
        self.refuse_view_only()?;
        let file = self.backup_file(shop, id)?;
        let found = match self.look_through(&file.place, passphrase, progress, cancel) {
            Ok((found, _)) => found,
            // Nothing was found out about the file, so nothing is noted of it.
            Err(
                error @ (EngineError::Cancelled
                | EngineError::Vault(_)
                | EngineError::Archive(
                    ArchiveError::Io { .. }
                    | ArchiveError::DiskFull
                    | ArchiveError::PassphraseNeeded
                    | ArchiveError::WrongPassphrase,
                )),
            ) => return Err(error),
            Err(fault) => BackupFileContents {
                checked: self.clock.now(),
                fault: Some(explain(&fault)),
                ..file.found.clone()
            },
        };
        let known = self.vault.shop(shop)?;
        let changed = BackupFile { found, ..file };
        self.vault.change_listed_files(known.id, &[to_keep(&changed)?])?;
        self.backup_file(shop, id)
    }

    /// Names a file otherwise, or says of when the data in it is.
    pub fn rename_backup_file(
        &self,
        shop: &str,
        id: BackupFileId,
        name: &str,
        dated: Option<DateTime<Utc>>,
    ) -> Result<(), EngineError> {
        self.refuse_view_only()?;
        let file = self.backup_file(shop, id)?;
        let changed = BackupFile {
            name: name_of(name)?,
            dated: dated.unwrap_or(file.dated),
            ..file
        };
        let known = self.vault.shop(shop)?;
        Ok(self.vault.change_listed_files(known.id, &[to_keep(&changed)?])?)
    }

    /// Says that a file stays, or lets it go again.
    pub fn pin_backup_file(&self, shop: &str, id: BackupFileId, pinned: bool) -> Result<(), EngineError> {
        self.refuse_view_only()?;
        let changed = BackupFile {
            pinned,
            ..self.backup_file(shop, id)?
        };
        let known = self.vault.shop(shop)?;
        Ok(self.vault.change_listed_files(known.id, &[to_keep(&changed)?])?)
    }

    /// Puts the list into an order of the owner's.
    pub fn order_backup_files(&self, shop: &str, order: &[BackupFileId]) -> Result<(), EngineError> {
        self.refuse_view_only()?;
        let known = self.vault.shop(shop)?;
        Ok(self.vault.order_listed_files(known.id, order)?)
    }

    /// Plans to bring a shop to what is in a listed file (see [`Engine::plan_restore_from_file`]).
    pub fn plan_restore_from_listed(
        &self,
        shop: &str,
        (id, passphrase): (BackupFileId, Option<Secret>),
        choice: &Choice,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<(PlanId, Plan), EngineError> {
        let file = self.backup_file(shop, id)?;
        if file.standing == BackupFileStanding::Missing {
            return Err(EngineError::BackupFileMissing { name: file.name });
        }
        self.plan_restore_from_file(shop, (&file.place, passphrase), choice, progress, cancel)
    }

    fn list(
        &self,
        shop: &str,
        ask: FileToList,
        is_ours: bool,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<BackupFile, EngineError> {
        let known = self.vault.shop(shop)?;
        let (found, made) = self.look_through(&ask.path, ask.passphrase, progress, cancel)?;
        let now = self.clock.now();
        let dated = ask.dated.or(made).unwrap_or(now);
        let listed = self.vault.listed_files(known.id)?;
        let place = ask.path.display().to_string();
        let id = match listed.into_iter().find(|file| file.place == place) {
            Some(file) => {
                let again = ListedFile {
                    name: ask.name,
                    dated,
                    trashed: None,
                    found: written(&found)?,
                    ..file
                };
                self.vault
                    .change_listed_files(known.id, std::slice::from_ref(&again))?;
                again.id
            }
            None => self.vault.list_file(
                known.id,
                &ListedFile {
                    id: BackupFileId(0),
                    name: ask.name,
                    place,
                    is_ours,
                    dated,
                    added: now,
                    pinned: false,
                    trashed: None,
                    found: written(&found)?,
                },
            )?,
        };
        self.backup_file(shop, id)
    }

    /// Reads a file to its end: what is in it, and of when it says that it is.
    fn look_through(
        &self,
        path: &Path,
        passphrase: Option<Secret>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<(BackupFileContents, Option<DateTime<Utc>>), EngineError> {
        let checked = self.clock.now();
        let is_protected = passphrase.is_some();
        if look_at_file(path)?.kind == FileKind::Backstock {
            let ArchiveInspected {
                manifest,
                bytes,
                fault,
            } = inspect_archive(path, passphrase, progress, cancel)?;
            if let Some(fault) = fault {
                return Err(fault);
            }
            let found = BackupFileContents {
                kind: file_kind_key(FileKind::Backstock).to_owned(),
                dialect: None,
                made_by: Some("Backstock".to_owned()),
                bytes,
                written: last_written(path),
                types: manifest
                    .types
                    .into_iter()
                    .filter(|archived| archived.records > 0)
                    .map(|archived| FoundType {
                        key: archived.key.to_string(),
                        label: archived.label,
                        records: archived.records,
                    })
                    .collect(),
                is_protected,
                checked,
                fault: None,
            };
            return Ok((found, Some(manifest.backup.finished)));
        }
        let inspected = inspect_file(path, passphrase, self.vault.folder(), progress, cancel)?;
        let FileAbout {
            kind,
            dialect,
            made_by,
            made,
            bytes,
            ..
        } = inspected.about;
        let found = BackupFileContents {
            kind: file_kind_key(kind).to_owned(),
            dialect: dialect.map(|dialect| crate::dialect_key(dialect).to_owned()),
            made_by: made_by.map(str::to_owned),
            bytes,
            written: last_written(path),
            types: inspected
                .types
                .into_iter()
                .filter(|(_, records)| *records > 0)
                .map(|(description, records)| FoundType {
                    key: description.key.to_string(),
                    label: description.label,
                    records,
                })
                .collect(),
            is_protected: false,
            checked,
            fault: None,
        };
        Ok((found, made))
    }

    /// The newest backup of the whole shop that was there at a moment.
    fn newest_up_to(&self, shop: &str, at: Option<DateTime<Utc>>) -> Result<BackupNumber, EngineError> {
        let known = self.vault.shop(shop)?;
        let Some(at) = at else {
            return Ok(self.latest_of(&known)?.number);
        };
        let backups = self.vault.backups(known.id)?;
        let found = backups
            .iter()
            .find(|backup| backup.is_full() && backup.finished <= at);
        found
            .map(|backup| backup.number)
            .ok_or_else(|| EngineError::NoBackupThen {
                shop: known.name.clone(),
            })
    }
}

/// A shop's name without what no file's name may have.
pub fn for_a_file(name: &str) -> String {
    name.chars()
        .map(|sign| match sign {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            sign if sign.is_control() => '-',
            sign => sign,
        })
        .collect()
}

/// A place in the folder that nothing is at yet.
fn free_place(folder: &Path, name: &str) -> PathBuf {
    let numbered = |number: u32| match number {
        1 => folder.join(format!("{name}.backstock.zip")),
        more => folder.join(format!("{name} ({more}).backstock.zip")),
    };
    let mut places = (1..).map(numbered);
    places
        .find(|place| !place.exists())
        .unwrap_or_else(|| numbered(1))
}

fn name_of(typed: &str) -> Result<String, EngineError> {
    let name = typed.trim();
    check_name(name).map_err(EngineError::BackupFileName)?;
    Ok(name.to_owned())
}

fn last_written(path: &Path) -> Option<DateTime<Utc>> {
    Some(fs::metadata(path).ok()?.modified().ok()?.into())
}

fn written(found: &BackupFileContents) -> Result<String, EngineError> {
    serde_json::to_string(found).map_err(|_| not_understood().into())
}

fn not_understood() -> VaultError {
    VaultError::Damaged {
        what: "what is known of a backup file".to_owned(),
    }
}

fn unusable(doing: &'static str) -> impl Fn(std::io::Error) -> EngineError {
    move |cause| ArchiveError::Io { doing, cause }.into()
}

fn to_keep(file: &BackupFile) -> Result<ListedFile, EngineError> {
    Ok(ListedFile {
        id: file.id,
        name: file.name.clone(),
        place: file.place.display().to_string(),
        is_ours: file.is_ours,
        dated: file.dated,
        added: file.added,
        pinned: file.pinned,
        trashed: file.trashed,
        found: written(&file.found)?,
    })
}

fn as_it_stands(listed: ListedFile) -> Result<BackupFile, EngineError> {
    let found: BackupFileContents = serde_json::from_str(&listed.found).map_err(|_| not_understood())?;
    let place = PathBuf::from(&listed.place);
    let standing = match fs::metadata(&place) {
        Err(_) => BackupFileStanding::Missing,
        Ok(there) if there.len() != found.bytes || last_written(&place) != found.written => {
            BackupFileStanding::Changed
        }
        Ok(_) => BackupFileStanding::AsFound,
    };
    Ok(BackupFile {
        id: listed.id,
        name: listed.name,
        place,
        is_ours: listed.is_ours,
        dated: listed.dated,
        added: listed.added,
        pinned: listed.pinned,
        trashed: listed.trashed,
        found,
        standing,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_be_a_file_on_every_system() {
        assert_eq!(
            for_a_file("Tea & Cake / No. 1: \"Best\""),
            "Tea & Cake - No. 1- -Best-"
        );
        assert_eq!(for_a_file("Bäckerei 茶"), "Bäckerei 茶");
    }

    #[test]
    fn no_file_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let first = free_place(folder.path(), "tea");
        fs::write(&first, "").unwrap();
        let second = free_place(folder.path(), "tea");
        fs::write(&second, "").unwrap();
        let third = free_place(folder.path(), "tea");
        let names: Vec<_> = [first, second, third]
            .iter()
            .map(|place| place.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(
            names,
            [
                "tea.backstock.zip",
                "tea (2).backstock.zip",
                "tea (3).backstock.zip"
            ]
        );
    }
}
