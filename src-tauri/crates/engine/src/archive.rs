//! # Backup files
//!
//! A backup file is made from a backup in the vault, never from the shop itself: what is in the file was kept, hashed and can
//! be compared afterwards. Reading one begins with a check of every byte; nothing of a file that is not whole is used.

use std::fs;
use std::path::{Path, PathBuf};

use backstock_archive::{
    Archive, ArchiveError, ArchiveWriter, ArchiveWritten, ArchivedBackup, ArchivedShop, Manifest,
    SealedArchive,
};
use backstock_export::{Dialect, ExportedRecord, SqlText};
use backstock_model::{BackupNumber, Cancel, Phase, Progress, Secret, Tick};
use backstock_vault::{JobLock, Shop, StoredType, VaultError};

use crate::exporting::{Walking, own_dialect};
use crate::plan::was_read;
use crate::{BackupAsk, Engine, EngineError, Moment};

/// What goes into a backup file, and where.
#[derive(Clone, Debug)]
pub struct ArchiveAsk<'a> {
    /// The shop as it is now, of which a backup is made first, or a backup that is there.
    pub at: Moment,
    /// Where the file shall be. One that is there is replaced once the new one is whole.
    pub path: &'a Path,
    /// What it shall be protected by.
    pub passphrase: Option<Secret>,
}

/// What was found out about a backup file.
#[derive(Debug)]
pub struct ArchiveInspected {
    /// What the file says about itself.
    pub manifest: Manifest,
    /// The file's size in bytes.
    pub bytes: u64,
    /// Why it is not to be used; nothing for a whole file.
    pub fault: Option<EngineError>,
}

impl Engine {
    /// Writes a backup of a shop into a file, and reads the whole file back before it is called written.
    pub fn create_archive(
        &self,
        shop: &str,
        ask: ArchiveAsk<'_>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<ArchiveWritten, EngineError> {
        let known = self.vault.shop(shop)?;
        let alone = self.vault.lock(known.id, "backup file")?;
        self.settle_partial(&known)?;
        let number = self.archived_backup(&known, &alone, &ask, progress, cancel)?;
        let written = self
            .write_archive(&known, number, ask, progress, cancel)
            .and_then(|sealed| {
                sealed.check(cancel, &mut |done, all| progress.tick(&checking(done, all)))?;
                Ok(sealed.publish()?)
            })
            .map_err(|error| match error {
                EngineError::Archive(ArchiveError::Cancelled) => EngineError::Cancelled,
                other => other,
            });
        // Whatever came of it, nothing of it is half done any more.
        let _ = self.vault.set_setting(&partial_setting(&known), None);
        written
    }

    /// Removes what backup files of all shops were when somebody was killed who was writing them: the shop's data, half of it and
    /// for nobody. What waits for a job to end is removed after it.
    pub fn settle_archives(&self) -> Result<(), EngineError> {
        for known in self.vault.shops()? {
            if self.vault.setting(&partial_setting(&known))?.is_none() {
                continue;
            }
            match self.vault.lock(known.id, "backup file") {
                Ok(_held) => self.settle_partial(&known)?,
                Err(VaultError::Busy { .. } | VaultError::ReadOnly) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Called with the vault's lock held, under which nobody is writing one.
    fn settle_partial(&self, known: &Shop) -> Result<(), EngineError> {
        let name = partial_setting(known);
        let Some(partial) = self.vault.setting(&name)?.map(PathBuf::from) else {
            return Ok(());
        };
        match fs::symlink_metadata(&partial) {
            // Somebody may have removed it by hand.
            Ok(found) if found.is_file() && is_partial(&partial) => {
                let _ = fs::remove_file(&partial);
            }
            Ok(_) => {}
            // A drive that is not plugged in is waited for.
            Err(_) if partial.parent().is_none_or(|folder| !folder.is_dir()) => return Ok(()),
            Err(_) => {}
        }
        Ok(self.vault.set_setting(&name, None)?)
    }

    /// The backup that goes into the file: of the shop as it is now, one is made first.
    fn archived_backup(
        &self,
        known: &Shop,
        lock: &JobLock,
        ask: &ArchiveAsk<'_>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<BackupNumber, EngineError> {
        if let Some(number) = self.backup_of(known, &ask.at)? {
            return Ok(number);
        }
        // Before the shop is read for nothing.
        ArchiveWriter::look_for_folder(ask.path)?;
        let outcome = self.backup_under(known, lock, &BackupAsk::default(), progress, cancel)?;
        Ok(outcome.backup.number)
    }

    fn write_archive(
        &self,
        known: &Shop,
        number: BackupNumber,
        ask: ArchiveAsk<'_>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<SealedArchive, EngineError> {
        let backup = self.vault.backup(known.id, number)?;
        let types: Vec<StoredType> = self
            .vault
            .types_at(known.id, number)?
            .into_iter()
            // What was only carried forward is older than the backup says; restored from the file, it would take away what
            // came since.
            .filter(|stored| was_read(stored, number))
            .collect();
        let mut writer = ArchiveWriter::begin(
            ask.path,
            ArchivedShop {
                name: known.name.clone(),
                kind: known.kind.clone(),
                profile: known.profile.clone(),
                currency: self.currency(&known.name)?,
            },
            ArchivedBackup {
                number: number.0,
                finished: backup.finished,
                label: backup.label,
            },
            self.clock.now(),
            ask.passphrase,
        )?;
        // So that whoever opens the vault after a kill finds it.
        let partial = std::path::absolute(writer.partial()).unwrap_or_else(|_| writer.partial().to_owned());
        if let Some(partial) = partial.to_str() {
            self.vault.set_setting(&partial_setting(known), Some(partial))?;
        }
        let walking = Walking {
            engine: self,
            known,
            number,
            types: &types,
            progress,
            cancel,
        };
        let mut done = 0;
        for stored in &types {
            writer.begin_type(&stored.description)?;
            walking.each(Phase::WritingFile, stored, &mut done, &mut |record| {
                let id = record.key.remote_id.as_str();
                Ok(writer.push(id, &record.name, &record.search, &record.document)?)
            })?;
        }
        for hash in writer.objects() {
            if cancel.is_asked() {
                return Err(EngineError::Cancelled);
            }
            let bytes = self.vault.object(&hash)?.ok_or(VaultError::DamagedObject(hash))?;
            writer.object(&hash, &bytes)?;
        }
        if let Some(dialect) = own_dialect(known) {
            self.write_database(&walking, dialect, &mut writer)?;
        }
        Ok(writer.seal(cancel, &mut |done, all| progress.tick(&checking(done, all)))?)
    }

    /// Adds the shop's tables as SQL, for whoever has to bring them back without us.
    fn write_database(
        &self,
        walking: &Walking<'_>,
        dialect: Dialect,
        writer: &mut ArchiveWriter,
    ) -> Result<(), EngineError> {
        let objects = |hash: &_| self.vault.object(hash).unwrap_or_default();
        let mut done = 0;
        for (stored, shape) in walking.types.iter().zip(walking.shapes()?) {
            let mut sql = SqlText::new(&stored.description, shape, dialect, &objects);
            writer.database(&sql.head())?;
            walking.each(Phase::WritingFile, stored, &mut done, &mut |record| {
                let text = sql.record(ExportedRecord {
                    id: record.key.remote_id.as_str(),
                    name: &record.name,
                    search: &record.search,
                    document: &record.document,
                })?;
                Ok(writer.database(text)?)
            })?;
            writer.database(sql.tail())?;
        }
        Ok(())
    }
}

/// What is told while a file is read, whole, of which so many bytes were looked at.
fn checking(done: u64, all: u64) -> Tick {
    Tick {
        phase: Phase::CheckingFile,
        content_type: None,
        done,
        total: Some(all),
        failed: 0,
    }
}

fn partial_setting(shop: &Shop) -> String {
    format!("archive_partial/{}", shop.id)
}

/// Whether a file is called as one is that is being written. Nothing else is ever removed.
fn is_partial(file: &Path) -> bool {
    file.file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name.starts_with(".backstock-") && name.ends_with(".partial"))
}

/// Looks into a backup file and checks every byte of it. A file that is damaged still says what it can.
pub fn inspect_archive(
    path: &Path,
    passphrase: Option<Secret>,
    progress: &dyn Progress,
    cancel: &Cancel,
) -> Result<ArchiveInspected, EngineError> {
    let archive = Archive::open(path, passphrase)?;
    let bytes = archive.size();
    let checked = archive.check(cancel, &mut |done, all| progress.tick(&checking(done, all)));
    let fault = match checked {
        Ok(()) => None,
        Err(ArchiveError::Cancelled) => return Err(EngineError::Cancelled),
        Err(fault) => Some(fault.into()),
    };
    Ok(ArchiveInspected {
        manifest: archive.manifest().clone(),
        bytes,
        fault,
    })
}
