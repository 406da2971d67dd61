//! # Backup files
//!
//! A backup file is made from a backup in the vault, never from the shop itself: what is in the file was kept, hashed and can
//! be compared afterwards. Reading one begins with a check of every byte; nothing of a file that is not whole is used.

use std::path::Path;

use backstock_archive::{
    Archive, ArchiveError, ArchiveWriter, ArchiveWritten, ArchivedBackup, ArchivedShop, Manifest,
};
use backstock_export::{Dialect, ExportedRecord, SqlText};
use backstock_model::{Cancel, Phase, Progress, Secret, Tick};
use backstock_vault::StoredType;

use crate::exporting::{Walking, own_dialect};
use crate::plan::was_read;
use crate::{Engine, EngineError, Moment};

/// What goes into a backup file, and where.
#[derive(Clone, Debug)]
pub struct ArchiveAsk<'a> {
    /// The backup. [`Moment::Latest`] and [`Moment::Live`] mean the newest one of the whole shop.
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
        let _alone = self.vault.lock(known.id, "backup file")?;
        let number = match ask.at {
            Moment::Backup(number) => self.vault.backup(known.id, number)?.number,
            Moment::Latest | Moment::Live => self.latest_of(&known)?.number,
        };
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
                currency: self.currency(shop)?,
            },
            ArchivedBackup {
                number: number.0,
                finished: backup.finished,
                label: backup.label,
            },
            self.clock.now(),
            ask.passphrase.clone(),
        )?;
        let total = types.iter().map(|stored| stored.records).sum();
        let walking = Walking {
            engine: self,
            known: &known,
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
            let bytes = self
                .vault
                .object(&hash)?
                .ok_or(backstock_vault::VaultError::DamagedObject(hash))?;
            writer.object(&hash, &bytes)?;
        }
        if let Some(dialect) = own_dialect(&known) {
            self.write_database(&walking, dialect, &mut writer)?;
        }
        let written = writer.finish()?;
        progress.tick(&Tick {
            phase: Phase::CheckingFile,
            content_type: None,
            done: total,
            total: Some(total),
            failed: 0,
        });
        Archive::open(&written.path, ask.passphrase)?.check(cancel, &mut |_| {})?;
        Ok(written)
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

/// Looks into a backup file and checks every byte of it. A file that is damaged still says what it can.
pub fn inspect_archive(
    path: &Path,
    passphrase: Option<Secret>,
    progress: &dyn Progress,
    cancel: &Cancel,
) -> Result<ArchiveInspected, EngineError> {
    let archive = Archive::open(path, passphrase)?;
    let bytes = archive.size();
    let checked = archive.check(cancel, &mut |done| {
        progress.tick(&Tick {
            phase: Phase::CheckingFile,
            content_type: None,
            done,
            total: Some(bytes),
            failed: 0,
        });
    });
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
