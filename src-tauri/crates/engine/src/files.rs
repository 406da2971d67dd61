//! # Files as shops
//!
//! A file is looked at, compared and put back like a shop: its records are read into a vault as a backup of its own. A file
//! that somebody only wants to look into goes into a vault that nobody keeps ([`OpenFiles`]), so that nothing of it stays
//! behind and no customer's name is ever written to the disk in the clear. What kinds of file there are is the crate `files`'s.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use backstock_archive::ArchiveError;
use backstock_files::{Dialect, FileAbout, FileKind, FileLook, OpenAsk, Opened};
use backstock_model::{
    BackupNumber, Cancel, Choice, Clock, Phase, Plan, PlanId, PlanSource, Progress, Secret, ShopId, Tick,
    TypeDescription,
};
use backstock_rest::Manifest;
use backstock_shops::{OwnFolder, Profiles, Reading, Shop};
use backstock_vault::{Backup, BackupKind, NewKeys, NewShop, RunStatus, Vault};
use chrono::{DateTime, Utc};

use crate::backup::{Keeping, Part};
use crate::fitting::{Fit, OfSheet, fitted};
use crate::kept_shop::{KeptReading, KeptShop};
use crate::pairing::paired;
use crate::{ConnectedShops, Differing, Engine, EngineError, Moment, ShopOpener};

/// What kind of shop a file is that was read for a preview or a comparison.
const KIND: &str = "file";
/// What kind of shop a file is that stands in another's history.
pub(crate) const HOLDER: &str = "import";

/// Whether what the vault knows as a shop was read from files, so that there is nothing to connect to.
pub fn is_of_files(shop: &backstock_vault::Shop) -> bool {
    [KIND, HOLDER].contains(&shop.kind.as_str())
}

/// The stable name of a kind of file.
pub fn file_kind_key(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Backstock => "backstock",
        FileKind::Zip => "zip",
        FileKind::Export => "export",
        FileKind::Dump(_) => "dump",
        FileKind::Sqlite => "database",
        FileKind::Csv => "csv",
        FileKind::Json => "json",
        FileKind::Workbook => "workbook",
    }
}

/// The stable name of a dialect of SQL.
pub fn dialect_key(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::MySql => "mysql",
        Dialect::Postgres => "postgres",
        Dialect::Sqlite => "sqlite",
    }
}

/// What is in a file.
pub struct FileInspected {
    /// What it turned out to be.
    pub about: FileAbout,
    /// Its content types, with how many records each has.
    pub types: Vec<(TypeDescription, u64)>,
}

/// Says what a file is, from its first bytes.
pub fn look_at_file(path: &Path) -> Result<FileLook, EngineError> {
    Ok(backstock_files::look_at(path)?)
}

/// Reads a file from its beginning to its end and says what is in it. What has to be kept for the while is inside `within`,
/// encrypted, and goes away.
pub fn inspect_file(
    path: &Path,
    passphrase: Option<Secret>,
    within: &Path,
    progress: &dyn Progress,
    cancel: &Cancel,
) -> Result<FileInspected, EngineError> {
    let Opened { about, mut reading } = opened(path, passphrase, within, progress, cancel)?;
    let mut types = Vec::new();
    for description in reading.types().to_vec() {
        let records = reading.count(&description.key)?;
        if !description.is_rest || records > 0 {
            types.push((description, records));
        }
    }
    Ok(FileInspected { about, types })
}

pub(crate) fn opened(
    path: &Path,
    passphrase: Option<Secret>,
    within: &Path,
    progress: &dyn Progress,
    cancel: &Cancel,
) -> Result<Opened, EngineError> {
    let catalogue = Profiles::built_in()?;
    let tell = |done, total| {
        progress.tick(&Tick {
            phase: Phase::CheckingFile,
            content_type: None,
            done,
            total,
            failed: 0,
        });
    };
    Ok(backstock_files::open(&OpenAsk {
        path,
        passphrase,
        within,
        catalogue: &catalogue,
        rows: &|rows| tell(rows, None),
        bytes: &|done, all| tell(done, Some(all)),
        cancel,
    })?)
}

/// A vault for looking at files. It is encrypted with keys that nobody keeps, and goes away with this value.
pub struct OpenFiles {
    engine: Engine,
    beside: Option<Beside>,
    // After the engine: its files are closed first.
    _folder: OwnFolder,
}

impl OpenFiles {
    /// Makes one in a folder of its own inside `folder`.
    pub fn within(folder: &Path, clock: Arc<dyn Clock>) -> Result<Self, EngineError> {
        Self::open(folder, clock, None)
    }

    /// The same beside a shop that another engine knows: [`Moment::Live`] of whatever is read is that shop at a moment.
    pub fn beside(folder: &Path, other: &Engine, shop: &str, moment: &Moment) -> Result<Self, EngineError> {
        let shop = other.vault.shop(shop)?;
        let at = other.backup_of(&shop, moment)?;
        let beside = Beside {
            engine: other.clone(),
            shop,
            at,
        };
        Self::open(folder, Arc::clone(&other.clock), Some(beside))
    }

    fn open(folder: &Path, clock: Arc<dyn Clock>, beside: Option<Beside>) -> Result<Self, EngineError> {
        let shops: Arc<dyn ShopOpener> = match &beside {
            Some(beside) => Arc::new(beside.clone()),
            None => Arc::new(ConnectedShops::default()),
        };
        let made = OwnFolder::make("backstock-files-", folder).map_err(|cause| {
            EngineError::from(ArchiveError::Io {
                doing: "making a temporary folder",
                cause,
            })
        })?;
        let (vault, _nobody_keeps_it) =
            Vault::create(&made.path().join("vault"), NewKeys::default(), clock.now())?;
        let engine = Engine::new(Arc::new(vault), shops, clock);
        Ok(Self {
            engine,
            beside,
            _folder: made,
        })
    }

    /// Reads two files, as two backups of a shop of this name, and lays the one beside the other. Their records are paired (see
    /// `pairing.rs`). The passphrase is for whichever asks for one.
    pub fn compare(
        &self,
        shop: &str,
        files: [&Path; 2],
        passphrase: Option<Secret>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<Differing, EngineError> {
        for path in files {
            self.read_asking(shop, (path, passphrase.clone()), progress, cancel)?;
        }
        let (one, other) = (BackupNumber(1), Moment::Backup(BackupNumber(2)));
        self.engine.differing(shop, one, &other, cancel)
    }

    /// Reads a file, as a backup of a shop of this name, and lays it beside what these files were opened beside.
    pub fn compare_beside(
        &self,
        shop: &str,
        path: &Path,
        passphrase: Option<Secret>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<Differing, EngineError> {
        self.read_asking(shop, (path, passphrase), progress, cancel)?;
        self.engine
            .differing(shop, BackupNumber(1), &Moment::Live, cancel)
    }

    /// Reads a file, as the next backup of a shop of this name. Its records are paired with those of the first file, or of the shop
    /// that these files are beside (see `pairing.rs`).
    pub fn read(
        &self,
        shop: &str,
        (path, passphrase): (&Path, Option<Secret>),
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<(), EngineError> {
        let vault = &self.engine.vault;
        let first = vault.shops()?.into_iter().find(|known| known.name == shop);
        let mut with = |about: &FileAbout| match (&self.beside, &first) {
            (Some(beside), _) => beside.with(about.kind, cancel).map(Some),
            (None, Some(first)) if vault.latest(first.id)?.is_some() => {
                let reading = KeptReading::of(Arc::clone(vault), first.id, BackupNumber(1))?;
                Ok(Some(With::Paired(Box::new(reading))))
            }
            (None, _) => Ok(None),
        };
        self.engine
            .read_file(shop, (path, passphrase), &mut with, progress, cancel)?;
        Ok(())
    }

    /// The same with a passphrase for a file that asks for one.
    fn read_asking(
        &self,
        shop: &str,
        (path, passphrase): (&Path, Option<Secret>),
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<(), EngineError> {
        match self.read(shop, (path, None), progress, cancel) {
            Err(EngineError::Archive(ArchiveError::PassphraseNeeded)) if passphrase.is_some() => {
                self.read(shop, (path, passphrase), progress, cancel)
            }
            other => other,
        }
    }

    /// Everything that can be asked about the files.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }
}

/// The shop that files are laid beside.
#[derive(Clone)]
struct Beside {
    engine: Engine,
    shop: backstock_vault::Shop,
    /// The backup that stands for it; nothing for the shop as it is now.
    at: Option<BackupNumber>,
}

impl Beside {
    fn shop_at(&self, at: Option<BackupNumber>) -> Result<Box<dyn Shop>, EngineError> {
        match at {
            None => self.engine.open_shop(&self.shop),
            Some(at) => Ok(Box::new(KeptShop {
                vault: Arc::clone(&self.engine.vault),
                shop: self.shop.id,
                at,
            })),
        }
    }

    /// Which items there are. Those of a live shop are known from its latest backup; reading all of it several times would be a
    /// burden to it.
    fn known(&self) -> Result<Box<dyn Reading>, EngineError> {
        let at = match self.at {
            None => self
                .engine
                .vault
                .latest(self.shop.id)?
                .map(|latest| latest.number),
            at => at,
        };
        Ok(self.shop_at(at)?.open_reading()?)
    }

    /// What a file's records are paired with. A sheet says little of a shop's items, and what it does not say is no difference.
    fn with(&self, kind: FileKind, cancel: &Cancel) -> Result<With, EngineError> {
        if is_sheet(kind) {
            self.fitted(Fit::Beside, cancel)
        } else {
            Ok(With::Paired(self.known()?))
        }
    }

    fn fitted(&self, fit: Fit, cancel: &Cancel) -> Result<With, EngineError> {
        let known = self.known()?;
        let shop = match self.at {
            None => self.engine.open_shop_for(&self.shop, cancel)?,
            at => self.shop_at(at)?,
        };
        Ok(With::Fitted {
            fit,
            known,
            shop: shop.open_reading()?,
        })
    }
}

impl ShopOpener for Beside {
    fn open(&self, _: &backstock_vault::Shop, _: &Path) -> Result<Box<dyn Shop>, EngineError> {
        self.shop_at(self.at)
    }
}

/// What a file's records are read with.
pub(crate) enum With {
    /// Under the ids of this reading.
    Paired(Box<dyn Reading>),
    /// The same, and in the form of a shop's records.
    Fitted {
        fit: Fit,
        known: Box<dyn Reading>,
        shop: Box<dyn Reading>,
    },
}

/// Says, when it is known what a file is, what it is read with.
pub(crate) type ReadWith<'w> = &'w mut dyn FnMut(&FileAbout) -> Result<Option<With>, EngineError>;

/// Whether a file is a table that people and programs write, without the form of a shop's records.
pub(crate) fn is_sheet(kind: FileKind) -> bool {
    matches!(kind, FileKind::Csv | FileKind::Json | FileKind::Workbook)
}

impl Engine {
    /// Reads a file into the vault, as the next backup of a shop that consists of files; such a shop is added when there is none
    /// of that name. A backup file of our own is checked to its last byte first, and nothing is kept of a file that cannot be
    /// read to its end. With the backup comes what has to be known of what its records are read with.
    fn read_file(
        &self,
        shop: &str,
        (path, passphrase): (&Path, Option<Secret>),
        with: ReadWith<'_>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<(Backup, Option<OfSheet>), EngineError> {
        let Opened { about, mut reading } = opened(path, passphrase, self.vault.folder(), progress, cancel)?;
        let mut of_sheet = None;
        match with(&about)? {
            None => {}
            Some(With::Paired(mut other)) => (reading, _) = paired(reading, &mut *other, cancel)?,
            Some(With::Fitted { fit, mut known, shop }) => {
                let (under_ids, found) = paired(reading, &mut *known, cancel)?;
                let (as_items, known_of) = fitted(under_ids, &found, (&mut *known, shop), &fit, cancel)?;
                reading = as_items;
                of_sheet = Some(known_of);
            }
        }
        let known = self.file_shop(shop, about.profile.clone())?;
        let manifest = about.manifest.as_ref();
        let label = manifest.and_then(|manifest| manifest.backup.label.clone());
        let finished = about.made.unwrap_or_else(|| self.clock.now());
        let backup = self.keep_file(&known, about.kind, (finished, label), reading, progress, cancel)?;
        Ok((backup, of_sheet))
    }

    /// Keeps what was read from a file as the next backup of a shop of files.
    pub(crate) fn keep_file(
        &self,
        known: &backstock_vault::Shop,
        kind: FileKind,
        (finished, label): (DateTime<Utc>, Option<String>),
        reading: Box<dyn Reading>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<Backup, EngineError> {
        let lock = self.vault.lock(known.id, "read file")?;
        let mut keeping = Keeping {
            engine: self,
            reading,
            phase: Phase::Reading,
            progress,
            cancel,
            done: 0,
            total: 0,
            counts: Vec::new(),
            keeps_part: false,
            forbidden: Vec::new(),
            expected: HashMap::new(),
        };
        let mut parts: Vec<Part> = if kind == FileKind::Backstock {
            let types = keeping.reading.types().iter().cloned();
            types.map(Part::Whole).collect()
        } else {
            keeping.whole_types(known, &[])?
        };
        for part in &mut parts {
            if let Part::Whole(description) = part {
                // A dump has no fields that the database works out itself, and that they are missing is no change.
                let derived = description.derived.clone();
                description.volatile.extend(derived);
            }
        }
        let mut backup = keeping.keep(&lock, BackupKind::Imported, label, parts, &mut |_| Ok(()))?;
        keeping.give_up_missing_types(known, &mut backup)?;
        keeping.finishing();
        Ok(backup.publish(finished)?)
    }

    /// Reads a backup file into the vault and plans to bring chosen parts of a shop to what is in it
    /// (see [`Engine::plan_restore_from`]). The file is checked first, byte by byte; nothing is planned of one that is not whole.
    ///
    /// A sheet's lines are found in the shop by what tells them, and say what they say of these items: only the fields that it has
    /// are planned, so that what somebody changes in the shop meanwhile stays, and nothing is made or deleted.
    pub fn plan_restore_from_file(
        &self,
        shop: &str,
        (path, passphrase): (&Path, Option<Secret>),
        choice: &Choice,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<(PlanId, Plan), EngineError> {
        let into = self.vault.shop(shop)?;
        let name = self.name_for_file(path)?;
        // Tables take texts for what they are; a store takes each field as what it is.
        let is_store = Manifest::built_in(&into.kind).is_some();
        let mut with_shop = |about: &FileAbout| {
            let is_table = is_sheet(about.kind) || (about.is_text && is_store);
            if !is_table {
                return Ok(None);
            }
            if choice.until.is_some() {
                return Err(EngineError::SpanElsewhere);
            }
            let beside = Beside {
                engine: self.clone(),
                shop: into.clone(),
                at: None,
            };
            let fit = Fit::Into {
                shop: into.name.clone(),
                wanted: choice.content_types.clone(),
            };
            beside.fitted(fit, cancel).map(Some)
        };
        let (backup, of_sheet) =
            self.read_file(&name, (path, passphrase), &mut with_shop, progress, cancel)?;
        let Some(of_sheet) = of_sheet else {
            return self.plan_restore_from(shop, (&name, backup.number), choice, progress, cancel);
        };
        let mut choice = Choice {
            allow_deletes: false,
            new_numbers: false,
            ..choice.clone()
        };
        if !choice.is_of_fields() {
            choice.columns.clone_from(&of_sheet.columns);
        }
        let source = self.vault.shop(&name)?;
        let from = PlanSource {
            shop: source.id,
            finished: backup.finished,
            name: source.name,
        };
        self.plan_from(
            &into,
            Some(from),
            backup.number,
            (&choice, Some(of_sheet)),
            (progress, cancel),
        )
    }

    /// Takes what was read from files for a preview out of the vault again, but for that of one name: afterwards it would only
    /// take room. What a run still needs stays. For [`anchored::forget_read_files`](crate::anchored::forget_read_files).
    pub(crate) fn forget_read_files(&self, but: Option<&str>) -> Result<(), EngineError> {
        let (read, shops): (Vec<_>, Vec<_>) = self.vault.shops()?.into_iter().partition(is_of_files);
        let mut needed = BTreeSet::new();
        for shop in shops.iter().filter(|_| !read.is_empty()) {
            needed.extend(self.needed_read_files(shop)?);
        }
        for file in read {
            let is_kept = needed.contains(&file.id) || self.vault.is_import_holder(file.id)?;
            if Some(file.name.as_str()) != but && !is_kept {
                self.remove_holder(&file)?;
            }
        }
        Ok(())
    }

    /// What runs of a shop need that are not finished, or whose failed records can be tried again.
    fn needed_read_files(&self, shop: &backstock_vault::Shop) -> Result<Vec<ShopId>, EngineError> {
        let mut needed = Vec::new();
        for run in self.runs(&shop.name)? {
            if run.status == RunStatus::Progressing || (run.failed > 0 && run.undone_by.is_none()) {
                let plan = self.vault.plan(shop.id, run.plan)?;
                needed.extend(plan.from.map(|from| from.shop));
            }
        }
        Ok(needed)
    }

    /// What a file is called in the vault: as on the disk, unless a shop is called so.
    pub fn name_for_file(&self, path: &Path) -> Result<String, EngineError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name
            .strip_suffix(".backstock.zip")
            .or_else(|| name.strip_suffix(".zip"))
            .unwrap_or(&name);
        let is_shop = |shop: &backstock_vault::Shop| shop.name == name && shop.kind != KIND;
        Ok(if self.vault.shops()?.iter().any(is_shop) {
            format!("{name} (file)")
        } else {
            name.to_owned()
        })
    }

    fn file_shop(&self, name: &str, profile: Option<String>) -> Result<backstock_vault::Shop, EngineError> {
        if let Some(known) = self.vault.shops()?.into_iter().find(|shop| shop.name == name) {
            return if known.kind == KIND {
                Ok(known)
            } else {
                Err(EngineError::NotAFileShop { shop: known.name })
            };
        }
        self.add_file_shop(name, KIND, profile)
    }

    pub(crate) fn add_file_shop(
        &self,
        name: &str,
        kind: &str,
        profile: Option<String>,
    ) -> Result<backstock_vault::Shop, EngineError> {
        let candidate = self.candidate(kind, "{}");
        Ok(self.vault.add_shop(NewShop {
            name: name.to_owned(),
            kind: candidate.kind,
            connection: candidate.connection,
            profile,
            fingerprint: None,
            now: candidate.added,
        })?)
    }
}
