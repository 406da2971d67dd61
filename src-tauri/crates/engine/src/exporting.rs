//! # Exporting
//!
//! An export takes chosen content types out of a backup and puts them into a folder as ZIP files for other programs and for
//! people. Asked for the shop as it is now, it makes a backup of these types first: what is exported was read at one moment,
//! and was kept. How the files look is the business of the crate `export`; here is where the records come from.
//!
//! Every export that was begun is in the history ([`ExportEntry`]), also one that failed or was stopped. Its files are the
//! owner's: only the app's own tidying removes them, when their time is over, and then only what still is what was written.

mod expiring;
mod history;
mod letter;

use std::cell::RefCell;
use std::io::ErrorKind;
use std::ops::ControlFlow;
use std::path::PathBuf;

use backstock_export::{
    Dialect, ExportError, ExportFormat, ExportHead, ExportWriter, ExportedBackup, ExportedRecord,
    ObjectSource, PART_LIMIT, Shape, ShapeFinder,
};
use backstock_model::{BackupNumber, Cancel, ContentType, Phase, Progress, Recipient, Tick};
use backstock_vault::{BackupKind, JobLock, Shop, StoredDocument, StoredType, VaultError};

use crate::{BackupAsk, Engine, EngineError, Moment, explain};

pub use expiring::ExportsTidied;
pub use history::{ExportEnding, ExportEntry, ExportFiles, ExportedBy, KeepFor};

/// Records between two facts told to the listener.
const RECORDS_PER_TICK: u64 = 64;

/// What is to be exported.
#[derive(Clone, Debug)]
pub struct ExportAsk {
    /// The content types; at least one.
    pub types: Vec<ContentType>,
    /// In what form.
    pub format: ExportFormat,
    /// The shop as it is now, of which a backup is made first, or a backup that is there.
    pub at: Moment,
    /// The folder in which the export will be a folder of its own.
    pub folder: PathBuf,
    /// Who is told when it is there.
    pub recipients: Vec<Recipient>,
    /// Who asked for it.
    pub by: ExportedBy,
    /// What a part holds at most, in bytes before packing.
    pub limit: u64,
}

impl ExportAsk {
    /// What the owner asks for by hand: the shop as it is now, in parts of the usual size.
    pub fn now(types: Vec<ContentType>, format: ExportFormat, folder: PathBuf) -> Self {
        Self {
            types,
            format,
            at: Moment::Live,
            folder,
            recipients: vec![Recipient::ThisComputer],
            by: ExportedBy::Manual,
            limit: PART_LIMIT,
        }
    }
}

impl Engine {
    /// Exports content types of a shop. However it ends, it is in the history; what is refused before it begins is not.
    pub fn export(
        &self,
        shop: &str,
        ask: &ExportAsk,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<ExportEntry, EngineError> {
        if ask.types.is_empty() {
            return Err(EngineError::NoTypeChosen);
        }
        if ask.recipients.is_empty() {
            return Err(EngineError::NoRecipient);
        }
        if !ask.types.iter().all(|chosen| ask.format.takes(chosen.as_str())) {
            return Err(EngineError::OnlyProducts);
        }
        let known = self.vault.shop(shop)?;
        let lock = self.vault.lock(known.id, "export")?;
        self.settle_entries(&known)?;
        let mut entry = self.open_entry(&known, ask)?;
        let written = self.write_export(&known, &lock, ask, &mut entry, progress, cancel);
        let failure = match written {
            Ok(()) => {
                entry.ending = ExportEnding::Done;
                None
            }
            Err(error) => {
                entry.leave_no_files();
                entry.ending = match &error {
                    EngineError::Cancelled => ExportEnding::Cancelled,
                    other => ExportEnding::Failed { why: explain(other) },
                };
                Some(error)
            }
        };
        let ended = self.end_entry(&known, &mut entry);
        match failure {
            // The failure itself matters more than a note about it that could not be kept.
            Some(error) => Err(error),
            None => ended.map(|()| entry),
        }
    }

    /// How many records a shop has of each type that can be exported, as of its newest backup.
    pub fn exportable(&self, shop: &str) -> Result<Vec<StoredType>, EngineError> {
        let known = self.vault.shop(shop)?;
        let mut types = self.kept_types(&known)?;
        types.retain(|stored| !stored.gone);
        Ok(types)
    }

    /// SQL as a shop's own database speaks it; SQLite's, which every computer reads, where the shop is no database.
    pub fn own_sql(&self, shop: &str) -> Result<ExportFormat, EngineError> {
        let dialect = own_dialect(&self.vault.shop(shop)?);
        Ok(ExportFormat::Sql(dialect.unwrap_or(Dialect::Sqlite)))
    }

    fn write_export(
        &self,
        known: &Shop,
        lock: &JobLock,
        ask: &ExportAsk,
        entry: &mut ExportEntry,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<(), EngineError> {
        // Before the shop is read for nothing.
        if !ask.folder.is_dir() {
            return Err(ExportError::Folder(ErrorKind::NotFound.into()).into());
        }
        let number = self.backup_for(known, lock, ask, progress, cancel)?;
        let backup = self.vault.backup(known.id, number)?;
        entry.backup = Some(number);
        let types = self.chosen_types(known, number, &ask.types)?;
        for stored in &types {
            progress.names(&stored.description.key, &stored.description.label);
        }
        let failure = RefCell::new(None);
        let objects = |hash: &_| match self.vault.object(hash) {
            Ok(found) => found,
            Err(error) => {
                failure.replace(Some(error));
                None
            }
        };
        let head = ExportHead {
            shop: known.name.clone(),
            backup: ExportedBackup {
                number: number.0,
                finished: backup.finished,
            },
            created: self.clock.now(),
            format: ask.format,
            limit: ask.limit,
        };
        let written = Walking {
            engine: self,
            known,
            number,
            types: &types,
            progress,
            cancel,
        }
        .write(head, &objects, ask, entry);
        // A content that is damaged tells more than one that is missing.
        written.map_err(|error| failure.take().map_or(error, EngineError::from))
    }

    /// The backup that is exported: of the shop as it is now, one is made first.
    fn backup_for(
        &self,
        known: &Shop,
        lock: &JobLock,
        ask: &ExportAsk,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<BackupNumber, EngineError> {
        if let Some(number) = self.backup_of(known, &ask.at)? {
            return Ok(number);
        }
        let kept = self.kept_types(known)?;
        // A reading of everything protects the whole shop, and is called so.
        let is_whole = kept
            .iter()
            .filter(|stored| !stored.gone)
            .all(|stored| ask.types.contains(&stored.description.key));
        let backup = BackupAsk {
            types: if is_whole && !kept.is_empty() {
                Vec::new()
            } else {
                ask.types.clone()
            },
            kind: BackupKind::Export,
            label: None,
        };
        let outcome = self.backup_under(known, lock, &backup, progress, cancel)?;
        Ok(outcome.backup.number)
    }

    /// The chosen types as a backup has them, in the shop's order.
    fn chosen_types(
        &self,
        known: &Shop,
        number: BackupNumber,
        chosen: &[ContentType],
    ) -> Result<Vec<StoredType>, EngineError> {
        let mut types = self.vault.types_at(known.id, number)?;
        types.retain(|stored| !stored.gone && chosen.contains(&stored.description.key));
        let is_there = |key: &ContentType| types.iter().any(|stored| stored.description.key == *key);
        match chosen.iter().find(|key| !is_there(key)) {
            Some(missing) => Err(EngineError::NotInBackup {
                backup: number,
                content_type: missing.clone(),
            }),
            None => Ok(types),
        }
    }
}

/// The records of a backup on their way into files.
pub(crate) struct Walking<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) known: &'a Shop,
    pub(crate) number: BackupNumber,
    pub(crate) types: &'a [StoredType],
    pub(crate) progress: &'a dyn Progress,
    pub(crate) cancel: &'a Cancel,
}

impl Walking<'_> {
    fn write(
        &self,
        head: ExportHead,
        objects: ObjectSource<'_>,
        ask: &ExportAsk,
        entry: &mut ExportEntry,
    ) -> Result<(), EngineError> {
        let mut writer = ExportWriter::begin(&ask.folder, head, objects)?;
        // So that whoever opens the vault after a kill finds it.
        entry.partial = Some(writer.place().to_owned());
        self.engine.keep_entry(self.known, entry)?;
        self.engine.faults.at("export.begun");
        let mut shapes = if ask.format.has_columns() {
            self.shapes()?.into_iter().map(Some).collect()
        } else {
            vec![None; self.types.len()]
        };
        let mut done = 0;
        for (stored, shape) in self.types.iter().zip(&mut shapes) {
            writer.begin_type(&stored.description, shape.take())?;
            self.each(Phase::WritingFile, stored, &mut done, &mut |record| {
                Ok(writer.push(ExportedRecord {
                    id: record.key.remote_id.as_str(),
                    name: &record.name,
                    search: &record.search,
                    document: &record.document,
                })?)
            })?;
        }
        self.progress.tick(&Tick {
            phase: Phase::Finishing,
            content_type: None,
            done,
            total: Some(self.total()),
            failed: 0,
        });
        if self.cancel.is_asked() {
            return Err(EngineError::Cancelled);
        }
        let sealed = writer.seal()?;
        // So that files are known as ours from the moment they are there.
        entry.take(&sealed.written);
        self.engine.keep_entry(self.known, entry)?;
        self.engine.faults.at("export.sealed");
        sealed.publish()?;
        self.engine.faults.at("export.published");
        Ok(())
    }

    pub(crate) fn shapes(&self) -> Result<Vec<Shape>, EngineError> {
        let mut done = 0;
        self.types
            .iter()
            .map(|stored| {
                let mut finder = ShapeFinder::default();
                self.each(Phase::FindingColumns, stored, &mut done, &mut |record| {
                    let node = record.document.to_node().map_err(|cause| EngineError::Document {
                        key: record.key.clone(),
                        cause,
                    })?;
                    finder.look(&node);
                    Ok(())
                })?;
                Ok(finder.found())
            })
            .collect()
    }

    /// Hands over every record of a type, and looks between them whether somebody wants to stop.
    pub(crate) fn each(
        &self,
        phase: Phase,
        stored: &StoredType,
        done: &mut u64,
        with: &mut dyn FnMut(StoredDocument) -> Result<(), EngineError>,
    ) -> Result<(), EngineError> {
        let key = &stored.description.key;
        let mut failure = None;
        let walked = self
            .engine
            .vault
            .walk(self.known.id, key, self.number, &mut |record| {
                let result = if self.cancel.is_asked() {
                    Err(EngineError::Cancelled)
                } else {
                    with(record)
                };
                if let Err(error) = result {
                    failure = Some(error);
                    return ControlFlow::Break(());
                }
                *done += 1;
                if done.is_multiple_of(RECORDS_PER_TICK) {
                    self.progress.tick(&Tick {
                        phase,
                        content_type: Some(key.clone()),
                        done: *done,
                        total: Some(self.total()),
                        failed: 0,
                    });
                }
                ControlFlow::Continue(())
            });
        match failure {
            Some(error) => Err(error),
            None => Ok(walked.map_err(|error: VaultError| error)?),
        }
    }

    fn total(&self) -> u64 {
        self.types.iter().map(|stored| stored.records).sum()
    }
}

/// The SQL of the database that a shop is in; nothing when it is in none.
pub(crate) fn own_dialect(shop: &Shop) -> Option<Dialect> {
    match shop.kind.as_str() {
        "mysql" => Some(Dialect::Mysql),
        "postgres" => Some(Dialect::Postgres),
        "sqlite" => Some(Dialect::Sqlite),
        _ => None,
    }
}
