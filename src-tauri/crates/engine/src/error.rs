//! What can go wrong with a verb. The sentences an owner reads are in `words.rs`.

use backstock_archive::ArchiveError;
use backstock_export::ExportError;
use backstock_files::{FileError, Refusal};
use backstock_model::{BackupNumber, ContentType, DocumentError, LetterId, RecordKey, RunId};
use backstock_shops::ShopError;
use backstock_vault::VaultError;

use crate::fitting::SheetFault;
use crate::keeping::Kept;
use crate::schedules::RuleFault;

/// Why a verb could not be done.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The vault could not do its part.
    #[error(transparent)]
    Vault(VaultError),
    /// The shop could not do its part.
    #[error(transparent)]
    Shop(ShopError),
    /// A backup file could not be written or read.
    #[error(transparent)]
    Archive(ArchiveError),
    /// A file is of a kind that is not read.
    #[error("the file is not read: {0}")]
    FileRefused(Refusal),
    /// An export could not be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// An export of nothing was asked for.
    #[error("no content type was chosen")]
    NoTypeChosen,
    /// Nobody would hear of an export.
    #[error("no recipient was named")]
    NoRecipient,
    /// A platform's import was asked for more than products.
    #[error("an import of products was asked for more than products")]
    OnlyProducts,
    /// The shop has no such export.
    #[error("the shop has no export {0}")]
    UnknownExport(u64),
    /// A file cannot be read into a shop that is none of files.
    #[error("{shop} is no shop of files")]
    NotAFileShop {
        /// The shop's name.
        shop: String,
    },
    /// A shop does not tell how it numbers its records, so that another's cannot be given new numbers there.
    #[error("{shop} does not tell how it numbers its records")]
    NumbersNotTold {
        /// Its name.
        shop: String,
    },
    /// What has the same numbers in the shop and in another's backup are other things.
    #[error("most {label} of {shop} are not those of the backup with the same ids")]
    OtherRecords {
        /// The shop's name.
        shop: String,
        /// What the owner calls the type.
        label: String,
    },
    /// A file cannot be of a time that is still to come.
    #[error("the time is still to come")]
    DateToCome,
    /// The history has a backup of the very same moment.
    #[error("backup {backup} is of the same moment")]
    AlreadyInHistory {
        /// Its number.
        backup: BackupNumber,
    },
    /// A file holds none of the content types of a shop.
    #[error("the file holds no content type of {shop}")]
    OfNoTypeHere {
        /// The shop's name.
        shop: String,
    },
    /// A CSV, JSON or XLSX file has nothing that fits the items of a shop.
    #[error("the file does not fit {label} of {shop}")]
    SheetDoesNotFit {
        /// The shop's name.
        shop: String,
        /// What the owner calls the content type.
        label: String,
        /// What does not fit.
        fault: SheetFault,
    },
    /// A file in the list of backup files cannot be called that.
    #[error("the name of the backup file cannot be used: {0}")]
    BackupFileName(NameFault),
    /// A listed backup file is not where it was.
    #[error("{name} is not where it was")]
    BackupFileMissing {
        /// What the owner calls it.
        name: String,
    },
    /// Deleting files from the list would take one that is to stay, or leave none.
    #[error("a pinned backup file, or the last one, would go")]
    BackupFilesStay,
    /// The shop had no backup yet at that time.
    #[error("there is no backup of {shop} of that time or before")]
    NoBackupThen {
        /// The shop's name.
        shop: String,
    },
    /// What changed from one backup to another was to be taken back, and the first is not the shop's own.
    #[error("only a mistake between two backups of the shop itself can be taken back")]
    SpanElsewhere,
    /// The address of the shop's administration is none that a browser opens as a page.
    #[error("the address of the administration is not a page's")]
    AdminAddress,
    /// A schedule cannot have such a rule.
    #[error("the rule cannot be kept: {0:?}")]
    Rule(RuleFault),
    /// Somebody asked to stop, and nothing was kept or changed.
    #[error("stopped as asked")]
    Cancelled,
    /// A shop cannot be called that.
    #[error("the name cannot be used: {0}")]
    Name(NameFault),
    /// The outbox has no such letter.
    #[error("there is no letter {0} in the outbox")]
    NoSuchLetter(LetterId),
    /// No connector speaks to such shops.
    #[error("there is no connector for shops of the kind {0}")]
    UnknownKind(String),
    /// The kept connection of a shop cannot be understood.
    #[error("the connection of the shop {shop} cannot be understood")]
    Connection {
        /// The shop's name.
        shop: String,
        /// What is wrong with it.
        #[source]
        cause: serde_json::Error,
    },
    /// Another shop answers where this one was.
    #[error("another shop answers where {shop} was")]
    AnotherShop {
        /// The shop's name.
        shop: String,
    },
    /// What was chosen as a shop's new place is not that shop: its tables are others.
    #[error("what was chosen as {shop} is another shop")]
    NotThisShop {
        /// The shop's name.
        shop: String,
    },
    /// What was chosen as a shop's new place is the place of another shop of the vault.
    #[error("what was chosen as {shop} is {other}")]
    PlaceTaken {
        /// The shop's name.
        shop: String,
        /// The name of the shop that is there.
        other: String,
    },
    /// A database holds several installations, and which of them is meant was not said.
    #[error("there are several shops in this database")]
    SeveralInstallations {
        /// The platform of each as the owner knows it, and what its tables' names begin with; the fullest first.
        found: Vec<(String, String)>,
    },
    /// No installation in the database has tables that begin so.
    #[error("no shop in this database has tables that begin with {prefix}")]
    NoSuchInstallation {
        /// What they should begin with.
        prefix: String,
    },
    /// The shop was never backed up.
    #[error("there is no backup of {shop}")]
    NoBackup {
        /// The shop's name.
        shop: String,
    },
    /// Neither the shop nor its backups know the type.
    #[error("the shop has no {0}")]
    UnknownType(ContentType),
    /// A backup does not hold the type.
    #[error("backup {backup} has no {content_type}")]
    NotInBackup {
        /// Which backup.
        backup: BackupNumber,
        /// Which type.
        content_type: ContentType,
    },
    /// A backup of other types only carries the type forward from an earlier one.
    #[error("backup {backup} did not read {content_type}, backup {read} did")]
    NotReadThen {
        /// Which backup.
        backup: BackupNumber,
        /// Which type.
        content_type: ContentType,
        /// The backup that read it.
        read: BackupNumber,
    },
    /// No record of the types has such a field.
    #[error("there is no field {0}")]
    UnknownField(String),
    /// What happened between two backups is asked for the wrong way round.
    #[error("backup {from} is not older than backup {until}")]
    NotOlder {
        /// The backup that was named as the older one.
        from: BackupNumber,
        /// The backup that was named as the newer one.
        until: BackupNumber,
    },
    /// Neither the shop nor its backups know the record.
    #[error("there is no record {0}")]
    UnknownRecord(RecordKey),
    /// A record's document cannot be read.
    #[error("the content of {key} cannot be read")]
    Document {
        /// Which record.
        key: RecordKey,
        /// What is wrong with it.
        #[source]
        cause: DocumentError,
    },
    /// The shop changed since the plan was made. Nothing was written.
    #[error("{} records of the plan have changed in the shop since", records.len())]
    ChangedSincePreview {
        /// The planned records that are not any more what they were.
        records: Vec<RecordKey>,
        /// What a person calls the first of them.
        name: String,
    },
    /// The safety backup could not be made, so nothing was written.
    #[error("the safety backup could not be made")]
    SafetyBackup(#[source] Box<EngineError>),
    /// A run could not go on. What it had written by then is in the journal and can be undone.
    #[error("the run {run} could not go on")]
    RunStopped {
        /// Which run.
        run: RunId,
        /// Why.
        #[source]
        cause: Box<EngineError>,
    },
    /// The shop could not be reached for too long. The run stands open and waits for a decision.
    #[error("the run {run} waits for its shop")]
    ShopAway {
        /// Which run.
        run: RunId,
        /// Why the shop could not be reached.
        #[source]
        cause: Box<EngineError>,
    },
    /// Nothing in the run failed, so there is nothing to try again.
    #[error("nothing failed in the run {0}")]
    NothingFailed(RunId),
    /// The record is as wanted, so there is nothing to do by hand.
    #[error("{0} is as wanted")]
    NothingToGuide(RecordKey),
    /// The shop has no such guide.
    #[error("the shop has no guide {0}")]
    UnknownGuide(u64),
    /// The vault is open for viewing only.
    #[error("the vault is open for viewing only")]
    ViewOnly,
    /// The run goes on in a job.
    #[error("the run {0} is being carried out")]
    RunInProgress(RunId),
    /// The run was left by a crash and nobody has decided about it yet.
    #[error("the run {0} was interrupted and not decided about")]
    RunInterrupted(RunId),
    /// The run came to its end; there is nothing to resume.
    #[error("the run {0} is finished")]
    RunFinished(RunId),
    /// The run was taken back already.
    #[error("the run {run} was undone by the run {by}")]
    AlreadyUndone {
        /// Which run.
        run: RunId,
        /// The run that took it back.
        by: RunId,
    },
    /// The run belongs to another shop.
    #[error("the shop has no run {0}")]
    UnknownRun(RunId),
    /// A backup that was to be deleted is one that stays.
    #[error("backup {backup} stays")]
    BackupKept {
        /// Which backup.
        backup: BackupNumber,
        /// Why it stays.
        kept: Kept,
    },
    /// A rule for deleting backups names nothing that stays.
    #[error("the rule keeps nothing")]
    KeepsNothing,
    /// A backup found nothing unusual.
    #[error("there is no alarm in backup {0}")]
    UnknownAlarm(BackupNumber),
    /// The shop's user may not read any more what it could read before. The rest was backed up, or nothing.
    #[error("the shop's user may not read {} any more", labels.join(", "))]
    TypesForbidden {
        /// What the owner calls the types.
        labels: Vec<String>,
        /// The backup that has the rest.
        backup: Option<BackupNumber>,
    },
    /// A backup would not fit on the disk, so it was not begun.
    #[error("the disk has {free} bytes free, a backup needs about {needed}")]
    TooLittleRoom {
        /// How much it needs, about.
        needed: u64,
        /// How much there is.
        free: u64,
    },
    /// A part of the engine that works on a thread of its own came to an unexpected end.
    #[error("a part of the work ended unexpectedly")]
    Thread,
}

/// Why a shop cannot be called that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// There is nothing to read in it.
    #[error("it is empty")]
    Empty,
    /// It would not fit on the screen.
    #[error("it has {found} characters, more than {most}")]
    TooLong {
        /// How many it has.
        found: usize,
        /// How many are taken.
        most: usize,
    },
    /// It has line breaks or other signs that cannot be seen.
    #[error("it has signs that cannot be shown")]
    Unprintable,
}

impl From<ArchiveError> for EngineError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Cancelled => Self::Cancelled,
            other => Self::Archive(other),
        }
    }
}

impl From<FileError> for EngineError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Archive(error) => error.into(),
            FileError::Shop(error) => Self::Shop(error),
            FileError::Refused(refusal) => Self::FileRefused(refusal),
            FileError::Cancelled => Self::Cancelled,
        }
    }
}

impl From<ShopError> for EngineError {
    fn from(error: ShopError) -> Self {
        match error {
            ShopError::Stopped => Self::Cancelled,
            other => Self::Shop(other),
        }
    }
}

impl From<VaultError> for EngineError {
    fn from(error: VaultError) -> Self {
        match error {
            // Whoever was asked first, a stop is a stop.
            VaultError::Cancelled => Self::Cancelled,
            other => Self::Vault(other),
        }
    }
}
