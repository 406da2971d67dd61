//! Long work: it is started, reports news, may be cancelled, and ends.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// `Backup all data`.
    Backup,
    /// A restore.
    Restore,
    /// The undo of a restore.
    Undo,
    /// Checking the vault.
    Verify,
    /// Deleting backups.
    Prune,
    /// Writing a backup into a file.
    BackupFile,
    /// Reading a file to its end.
    ReadFile,
    /// An export.
    Export,
}

/// A job was started.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct JobStarted {
    /// Its number, good until the app closes.
    pub job: u64,
}

/// Asks about one job.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct JobAsk {
    /// Its number.
    pub job: u64,
}

/// The jobs of this sitting: running ones and the last ended ones.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct JobList {
    /// Newest first.
    pub jobs: Vec<JobNews>,
    /// What another window or the command line does with the same vault, if anything.
    pub elsewhere: Option<WorkElsewhere>,
}

/// Work of another process. A vault does one job at a time, so jobs of all its shops wait for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorkElsewhere {
    /// What kind of work; nothing when it is none of the known kinds.
    pub kind: Option<JobKind>,
    /// The shop it works for, when it is known.
    pub shop: Option<String>,
    /// When it began, when that is known.
    pub since: Option<String>,
}

/// What the one event `"job"` carries: a job as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobNews {
    /// Its number.
    pub job: u64,
    /// The shop's name.
    pub shop: String,
    /// What kind of work.
    pub kind: JobKind,
    /// When it began.
    pub started: String,
    /// How it stands.
    pub state: JobState,
}

/// How a job stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum JobState {
    /// At work.
    Running {
        /// What it is doing: a `backstock_model::Phase` by its name.
        phase: String,
        /// The content type at hand, as the owner reads it.
        type_label: Option<String>,
        /// Records finished.
        done: u64,
        /// Records in all, when known.
        total: Option<u64>,
        /// Records that failed.
        failed: u64,
        /// Whether somebody asked it to stop.
        stopping: bool,
    },
    /// It came to its end.
    Ended {
        /// What came of it.
        outcome: JobOutcome,
    },
    /// It could not come to its end.
    Failed {
        /// Why.
        failure: crate::Failure,
        /// The run, when it was a restore that had begun to write.
        run: Option<u64>,
    },
    /// It was stopped on request.
    Cancelled {
        /// The run, when it was a restore that had begun to write.
        run: Option<u64>,
        /// Records that had been written by then.
        done: u64,
    },
}

/// What came of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum JobOutcome {
    /// A backup.
    BackedUp {
        /// The new backup.
        backup: crate::BackupRow,
        /// What is unusual about it.
        alarm: Option<crate::AlarmRow>,
        /// Old backups that were deleted after it, because the owner's rule does not keep them.
        pruned: u64,
    },
    /// Automatic sync looked at the shop, and nothing had changed.
    NothingNew {},
    /// A restore or an undo.
    Restored {
        /// Its entry in the recovery history.
        recovery: Box<crate::RecoveryRow>,
    },
    /// A check of the vault.
    Verified {
        /// Versions checked.
        versions: u64,
        /// What was found, in the owner's words; empty when all is well.
        problems: Vec<String>,
    },
    /// A backup file was made.
    FileMade {
        /// The file.
        made: crate::BackupFileMade,
    },
    /// A backup file was read to its end, and is whole.
    FileChecked {
        /// What is in it.
        found: crate::BackupFileFound,
    },
    /// A file came into the list of backup files, or was read again there.
    FileListed {
        /// The file.
        file: Box<crate::ListedFile>,
    },
    /// A file came into the history of the shop.
    FileImported {
        /// The backup it is there.
        backup: crate::BackupRow,
    },
    /// It is known what bringing a shop to what is in a file would do.
    FilePlanned {
        /// The number of the kept preview.
        plan: u64,
    },
    /// A file was looked into.
    FileSeen {
        /// What is in it.
        contents: Box<crate::FileContents>,
    },
    /// Two files, or a file and a shop, were laid beside each other.
    FilesCompared {
        /// The two.
        pair: Box<crate::FilePair>,
    },
    /// Content types were exported.
    Exported {
        /// Its entry in the history.
        export: Box<crate::ExportRow>,
    },
    /// Backups were deleted.
    Pruned {
        /// How many.
        deleted: u64,
        /// How much room was given back, in bytes.
        freed: u64,
    },
}
