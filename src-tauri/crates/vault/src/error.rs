//! What can go wrong with a vault. The sentences an owner reads are made from these at the border.

use std::io;
use std::path::PathBuf;

use backstock_model::{BackupNumber, ContentType, ObjectHash, PlanId, RecordKey, RunId};
use chrono::{DateTime, Utc};
use rusqlite::ErrorCode;

use crate::{BackupFileId, ScheduleId};

/// Why the vault could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// There is no vault in the folder.
    #[error("there is no vault in {0}")]
    NotAVault(PathBuf),
    /// The folder for a new vault already holds something.
    #[error("the folder {0} is not empty")]
    FolderNotEmpty(PathBuf),
    /// The vault's folder is gone (a drive that was pulled out, a folder that was moved).
    #[error("the vault's folder {0} is not there any more")]
    Missing(PathBuf),
    /// The key does not open this vault.
    #[error("the key does not open this vault")]
    WrongKey,
    /// The vault cannot be opened this way, because no such key was ever set.
    #[error("this vault has no such key")]
    NoSuchSlot,
    /// What was typed is no recovery key.
    #[error("this is not a recovery key: {0}")]
    NotARecoveryKey(RecoveryKeyFault),
    /// The vault was last used by a newer version of the app.
    #[error("the vault has format {found}; this app knows formats up to {known}")]
    NewerThanApp {
        /// The vault's format.
        found: u32,
        /// The newest format this app knows.
        known: u32,
    },
    /// Something in the vault is not what was put there.
    #[error("the vault is damaged: {what}")]
    Damaged {
        /// What, for a person who wants to help.
        what: String,
    },
    /// What a backup wrote does not read back as it was written. The backup was not published.
    #[error("what was written does not read back as it was written")]
    NotReadBack,
    /// One record's stored content is not what was put there. Others can still be read.
    #[error("the stored content of {0} is damaged")]
    DamagedRecord(RecordKey),
    /// A stored plan is not what was put there.
    #[error("the stored plan {0} is damaged")]
    DamagedPlan(PlanId),
    /// A stored large binary is not what was put there, or is gone.
    #[error("the stored object {0} is damaged")]
    DamagedObject(ObjectHash),
    /// An old copy of the vault lies in the place of a newer one: backups that were made are not in it.
    #[error(
        "{shop} ended with backup {anchored} when this vault was last used, and ends with {newest:?} now"
    )]
    OlderVault {
        /// The shop's name or id.
        shop: String,
        /// Its newest backup when the vault was last used.
        anchored: BackupNumber,
        /// Its newest backup in this vault.
        newest: Option<BackupNumber>,
    },
    /// Nobody can tell whether the vault is the newest one, because the anchor is damaged or missing.
    #[error("the anchor file is damaged or missing")]
    AnchorLost,
    /// Another job is writing to the vault, in this process or another.
    #[error("another job is using the vault: {job}")]
    Busy {
        /// What that job calls itself.
        job: String,
        /// Since when.
        since: Option<DateTime<Utc>>,
        /// The process that runs it.
        process: Option<u32>,
    },
    /// The vault lies where nothing can be written.
    #[error("the vault can only be read")]
    ReadOnly,
    /// The disk is full.
    #[error("the disk is full while {doing}")]
    DiskFull {
        /// What was going on.
        doing: &'static str,
    },
    /// No shop of that name or id.
    #[error("there is no shop {0}")]
    UnknownShop(String),
    /// A shop of that name is there already.
    #[error("there already is a shop {0}")]
    ShopExists(String),
    /// No finished backup of that number.
    #[error("there is no backup {0}")]
    UnknownBackup(BackupNumber),
    /// No such content type in the vault.
    #[error("there is no content type {0} in the vault")]
    UnknownType(ContentType),
    /// No such record in the vault.
    #[error("there is no record {0} in the vault")]
    UnknownRecord(RecordKey),
    /// No such plan.
    #[error("there is no plan {0}")]
    UnknownPlan(PlanId),
    /// No such schedule.
    #[error("there is no schedule {0}")]
    UnknownSchedule(ScheduleId),
    /// No such file in the list of backup files.
    #[error("there is no backup file {0} in the list")]
    UnknownBackupFile(BackupFileId),
    /// No such run.
    #[error("there is no run {0}")]
    UnknownRun(RunId),
    /// The shop handed over two records with the same id in one reading.
    #[error("the shop handed over {0} twice")]
    DuplicateRecord(RecordKey),
    /// A document refers to a large binary that was not handed over.
    #[error("{key} refers to the object {object}, which was not handed over")]
    MissingObject {
        /// The record.
        key: RecordKey,
        /// What it refers to.
        object: ObjectHash,
    },
    /// A record's document is not one.
    #[error("the document of {key} cannot be read")]
    BadDocument {
        /// The record.
        key: RecordKey,
        /// What is wrong with it.
        #[source]
        cause: backstock_model::DocumentError,
    },
    /// It may not be done now; the reason says why.
    #[error("not allowed: {reason}")]
    NotAllowed {
        /// Why.
        reason: &'static str,
    },
    /// Somebody asked to stop.
    #[error("stopped as asked")]
    Cancelled,
    /// A file could not be read or written.
    #[error("could not go on while {doing}")]
    Io {
        /// What was going on.
        doing: &'static str,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// The database refused.
    #[error("could not go on while {doing}")]
    Database {
        /// What was going on.
        doing: &'static str,
        /// What the database said.
        #[source]
        cause: rusqlite::Error,
    },
}

/// What is wrong with a recovery key as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryKeyFault {
    /// It has too few or too many signs.
    #[error("it has {found} letters and digits instead of {wanted}")]
    Length {
        /// How many were typed.
        found: usize,
        /// How many there should be.
        wanted: usize,
    },
    /// It has a sign that no recovery key has.
    #[error("it has the sign {0:?}, which no recovery key has")]
    Sign(char),
    /// The signs do not belong together; one of them is mistyped.
    #[error("one of its letters or digits is mistyped")]
    Mistyped,
}

/// Says what was going on when a file or the database refused.
pub(crate) trait WhileDoing<T> {
    /// Turns the system's word into ours.
    fn doing(self, doing: &'static str) -> Result<T, VaultError>;
}

impl<T> WhileDoing<T> for Result<T, rusqlite::Error> {
    fn doing(self, doing: &'static str) -> Result<T, VaultError> {
        self.map_err(|cause| VaultError::database(doing, cause))
    }
}

impl<T> WhileDoing<T> for Result<T, io::Error> {
    fn doing(self, doing: &'static str) -> Result<T, VaultError> {
        self.map_err(|cause| match cause.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => VaultError::DiskFull { doing },
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => VaultError::ReadOnly,
            _ => VaultError::Io { doing, cause },
        })
    }
}

impl VaultError {
    pub(crate) fn database(doing: &'static str, cause: rusqlite::Error) -> Self {
        match cause.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull { doing },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::damaged(doing),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy {
                job: "another program".into(),
                since: None,
                process: None,
            },
            Some(ErrorCode::OperationInterrupted) => Self::Cancelled,
            _ => Self::Database { doing, cause },
        }
    }

    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }
}
