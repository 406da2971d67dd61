//! What the commands about keeping backups, and about unusual changes, answer.

use backstock_engine::alarm::{Settled, Way};
use backstock_engine::keeping::{KeepRule, Kept};
use serde::Serialize;

/// `pin`, `unpin`, `label`: the backup as it is now.
#[derive(Debug, Serialize)]
pub(crate) struct Marked {
    pub(crate) backup: u64,
    pub(crate) label: Option<String>,
    pub(crate) pinned: bool,
    /// Why it is pinned.
    pub(crate) note: Option<String>,
}

/// `keep`.
#[derive(Debug, Serialize)]
pub(crate) struct Keeps {
    pub(crate) rule: KeepRule,
    /// Whether what the rule does not keep is deleted after each good backup.
    pub(crate) automatic: bool,
    /// Whether that waits for the owner, because the clock leapt between two backups.
    pub(crate) waits: bool,
}

/// `prune --preview`.
#[derive(Debug, Serialize)]
pub(crate) struct PrunePreview {
    pub(crate) delete: Vec<u64>,
    pub(crate) keep: Vec<KeptRow>,
    /// How much room would be free, on disk.
    pub(crate) freed: u64,
}

#[derive(Debug, Serialize)]
pub(crate) struct KeptRow {
    pub(crate) backup: u64,
    pub(crate) why: Kept,
}

/// `prune`.
#[derive(Debug, Serialize)]
pub(crate) struct Pruned {
    pub(crate) deleted: Vec<u64>,
    /// How much room was given back to the disk.
    pub(crate) freed: u64,
}

/// `storage`; all sizes are on disk.
#[derive(Debug, Serialize)]
pub(crate) struct Storage {
    /// The whole vault.
    pub(crate) vault: u64,
    pub(crate) free: u64,
    pub(crate) other_shops: u64,
    /// What was read from backup files and is still needed by a restore.
    pub(crate) read_files: u64,
    /// What was imported into the shop's history.
    pub(crate) imported: u64,
    /// In about how many weeks the disk will be full; `null` while too little is known, or when it is far away.
    pub(crate) full_in_weeks: Option<u64>,
    pub(crate) types: Vec<TypeRoomRow>,
    /// What each backup was the first to hold, oldest first.
    pub(crate) backups: Vec<BackupRoomRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct TypeRoomRow {
    pub(crate) r#type: String,
    pub(crate) label: String,
    pub(crate) records: u64,
    /// Pictures and files.
    pub(crate) objects: u64,
}

#[derive(Debug, Serialize)]
pub(crate) struct BackupRoomRow {
    pub(crate) backup: u64,
    pub(crate) finished: String,
    pub(crate) bytes: u64,
}

/// `alarms`, newest first.
#[derive(Debug, Serialize)]
pub(crate) struct Alarms {
    pub(crate) alarms: Vec<AlarmRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct AlarmRow {
    /// The backup that found it.
    pub(crate) backup: u64,
    /// The backup before, which did not have it.
    pub(crate) before: u64,
    pub(crate) since: String,
    /// The last good backup: the one before, or an earlier one where that has the changes of another alarm in it.
    pub(crate) last_good: u64,
    pub(crate) until: String,
    /// `planned` or `put_back`; what the owner said to it.
    pub(crate) settled: Option<Settled>,
    /// When.
    pub(crate) settled_at: Option<String>,
    /// Whether the last good backup is pinned because of it.
    pub(crate) pinned: bool,
    pub(crate) findings: Vec<FindingRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct FindingRow {
    pub(crate) r#type: String,
    pub(crate) label: String,
    pub(crate) way: Way,
    pub(crate) field: Option<String>,
    pub(crate) count: u64,
    pub(crate) of: u64,
    /// The least and the most that a day brought so far; `null` when it never happened before.
    pub(crate) usual: Option<(u64, u64)>,
    /// The same in one sentence.
    pub(crate) sentence: String,
    pub(crate) examples: Vec<ExampleRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ExampleRow {
    pub(crate) name: String,
    pub(crate) old: Option<String>,
    pub(crate) new: Option<String>,
}

/// `planned`.
#[derive(Debug, Serialize)]
pub(crate) struct PlannedChanges {
    pub(crate) planned: Vec<PlannedRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct PlannedRow {
    pub(crate) name: String,
    pub(crate) from: String,
    pub(crate) until: String,
}
