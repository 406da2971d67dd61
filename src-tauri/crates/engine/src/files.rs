//! # Files as shops
//!
//! A backup file is looked at, compared and put back like a shop: its records are read into a vault as a backup of its own. A
//! file that somebody only wants to look into goes into a vault that nobody keeps ([`OpenFiles`]), so that nothing of it
//! stays behind and no customer's name is ever written to the disk in the clear.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use backstock_archive::{Archive, ArchiveError};
use backstock_model::{
    Cancel, Choice, Clock, ContentType, Phase, Plan, PlanId, Progress, Record, RecordKey, Secret,
    TypeDescription,
};
use backstock_shops::{Reading, ShopError};
use backstock_vault::{Backup, BackupKind, NewKeys, NewShop, Vault};
use tempfile::TempDir;

use crate::backup::{Keeping, Part};
use crate::{ConnectedShops, Engine, EngineError};

/// What kind of shop a file is.
const KIND: &str = "file";

/// Whether what the vault knows as a shop was read from files, so that there is nothing to connect to.
pub fn is_of_files(shop: &backstock_vault::Shop) -> bool {
    shop.kind == KIND
}

/// A vault for looking at files. It is encrypted with keys that nobody keeps, and goes away with this value.
pub struct OpenFiles {
    engine: Engine,
    // After the engine: its files are closed first.
    _folder: TempDir,
}

impl OpenFiles {
    /// Makes one in a folder of its own inside `folder`.
    pub fn within(folder: &Path, clock: Arc<dyn Clock>) -> Result<Self, EngineError> {
        let made = tempfile::Builder::new()
            .prefix("backstock-files-")
            .tempdir_in(folder)
            .map_err(|cause| {
                EngineError::from(ArchiveError::Io {
                    doing: "making a temporary folder",
                    cause,
                })
            })?;
        let (vault, _nobody_keeps_it) =
            Vault::create(&made.path().join("vault"), NewKeys::default(), clock.now())?;
        let engine = Engine::new(Arc::new(vault), Arc::new(ConnectedShops::default()), clock);
        Ok(Self {
            engine,
            _folder: made,
        })
    }

    /// Everything that can be asked about the files.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }
}

impl Engine {
    /// Reads a backup file into the vault, as the next backup of a shop that consists of files; such a shop is added when there
    /// is none of that name. The whole file is checked first, and nothing is kept of one that is not whole.
    pub fn read_file(
        &self,
        shop: &str,
        path: &Path,
        passphrase: Option<Secret>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<Backup, EngineError> {
        let archive = Archive::open(path, passphrase)?;
        archive.check(cancel, &mut |_| {})?;
        let known = self.file_shop(shop, &archive)?;
        let lock = self.vault.lock(known.id, "read file")?;
        let manifest = archive.manifest();
        let (label, finished) = (manifest.backup.label.clone(), manifest.backup.finished);
        let parts = archive.types().iter().cloned().map(Part::Whole).collect();
        let mut keeping = Keeping {
            engine: self,
            reading: Box::new(FileReading { archive }),
            phase: Phase::Reading,
            progress,
            cancel,
            done: 0,
            total: 0,
            counts: Vec::new(),
        };
        let mut backup = keeping.keep(&lock, BackupKind::Imported, label, parts, &mut |_| Ok(()))?;
        keeping.give_up_missing_types(&known, &mut backup)?;
        keeping.finishing();
        Ok(backup.publish(finished)?)
    }

    /// Reads a backup file into the vault and plans to bring chosen parts of a shop to what is in it
    /// (see [`Engine::plan_restore_from`]). The file is checked first, byte by byte; nothing is planned of one that is not whole.
    pub fn plan_restore_from_file(
        &self,
        shop: &str,
        (path, passphrase): (&Path, Option<Secret>),
        choice: &Choice,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<(PlanId, Plan), EngineError> {
        self.vault.shop(shop)?;
        let name = self.name_for_file(path)?;
        let backup = self.read_file(&name, path, passphrase, progress, cancel)?;
        self.plan_restore_from(shop, (&name, backup.number), choice, progress, cancel)
    }

    /// What a file is called in the vault: as on the disk, unless a shop is called so.
    pub fn name_for_file(&self, path: &Path) -> Result<String, EngineError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name
            .strip_suffix(".backstock.zip")
            .or_else(|| name.strip_suffix(".zip"))
            .unwrap_or(&name);
        let is_shop = |shop: &backstock_vault::Shop| shop.name == name && !is_of_files(shop);
        Ok(if self.vault.shops()?.iter().any(is_shop) {
            format!("{name} (file)")
        } else {
            name.to_owned()
        })
    }

    fn file_shop(&self, name: &str, archive: &Archive) -> Result<backstock_vault::Shop, EngineError> {
        if let Some(known) = self.vault.shops()?.into_iter().find(|shop| shop.name == name) {
            return if known.kind == KIND {
                Ok(known)
            } else {
                Err(EngineError::NotAFileShop { shop: known.name })
            };
        }
        let candidate = self.candidate(KIND, "{}");
        Ok(self.vault.add_shop(NewShop {
            name: name.to_owned(),
            kind: candidate.kind,
            connection: candidate.connection,
            profile: archive.manifest().shop.profile.clone(),
            fingerprint: None,
            now: candidate.added,
        })?)
    }
}

/// A backup file, read like a shop.
struct FileReading {
    archive: Archive,
}

impl Reading for FileReading {
    fn types(&self) -> &[TypeDescription] {
        self.archive.types()
    }

    fn count(&mut self, content_type: &ContentType) -> Result<u64, ShopError> {
        let types = &self.archive.manifest().types;
        types
            .iter()
            .find(|archived| archived.key == *content_type)
            .map(|archived| archived.records)
            .ok_or_else(|| ShopError::UnknownType(content_type.clone()))
    }

    fn read_type(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        let description = self
            .archive
            .types()
            .iter()
            .find(|description| description.key == *content_type)
            .ok_or_else(|| ShopError::UnknownType(content_type.clone()))?;
        self.archive.read_type(description, each).map_err(unreadable)
    }

    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        let mut found = None;
        self.read_type(&key.content_type, &mut |record| {
            if record.key == *key {
                found = Some(record);
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }
}

fn unreadable(error: ArchiveError) -> ShopError {
    match error {
        ArchiveError::Document { cause, .. } => ShopError::Document(cause),
        other => ShopError::BackupFile {
            what: other.to_string(),
        },
    }
}
