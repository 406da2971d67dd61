//! `Discovery` and `Backup Vault`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether the shop is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Protection {
    /// There is a good and recent backup.
    Protected,
    /// There is no backup yet.
    NeverBackedUp,
    /// The newest backup is older than two days.
    Stale,
    /// The last attempt failed; an older backup may be there.
    LastBackupFailed,
}

/// The one next thing worth doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    /// Make the first backup.
    FirstBackup,
    /// Make a new backup.
    BackUpAgain,
    /// Look at what changed.
    LookAtChanges,
    /// See what went wrong in the last restore.
    LookAtRecovery,
    /// Nothing to do.
    Nothing,
}

/// The home screen: am I protected, what changed, what next.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Discovery {
    /// Whether the shop is protected.
    pub protection: Protection,
    /// The newest backup of the whole shop; a partial one does not protect it.
    pub last_backup: Option<BackupRow>,
    /// The one of the whole shop before it.
    pub before: Option<BackupRow>,
    /// Why the last attempt failed, if it did.
    pub last_failure: Option<crate::Failure>,
    /// What is to be told when backups have stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub late: Option<crate::LateRow>,
    /// The restore or undo in the midst of which the app was closed, and which waits for a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub interrupted: Option<crate::RecoveryRow>,
    /// What automatic sync saw last, while it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sync: Option<crate::SyncedRow>,
    /// What happened from `before` to `last_backup`; types without a change are left out.
    pub changed: Vec<TypeChanges>,
    /// What the newest backup left out although it could be in it.
    pub left_out: Vec<LeftOutRow>,
    /// The next thing worth doing.
    pub next_step: NextStep,
    /// The last restores and undos, newest first, at most five.
    pub recoveries: Vec<crate::RecoveryRow>,
    /// The last backups that somebody wanted, newest first, at most ten.
    pub backups: Vec<BackupRow>,
}

/// How a backup came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BackupOrigin {
    /// Someone asked for it.
    Manual,
    /// A schedule asked for it.
    Scheduled,
    /// It was made before a restore.
    Safety,
    /// It came from a file.
    Imported,
    /// It was read for an export.
    Export,
}

/// One backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupRow {
    /// Its number.
    pub backup: u64,
    /// When it was finished.
    pub finished: String,
    /// How it came about.
    pub origin: BackupOrigin,
    /// A name the owner gave it.
    pub label: Option<String>,
    /// Whether it is kept forever.
    pub pinned: bool,
    /// Why it is kept forever.
    pub note: Option<String>,
    /// Whether only a part of the shop was read for it: a safety backup, or one of some content types.
    pub partial: bool,
    /// Whether a backup was what somebody wanted; before a restore and for an export one is made in passing.
    pub wanted: bool,
    /// Whether it found something unusual that was not called planned: what it holds may be the mistake.
    pub alarmed: bool,
    /// Records in it.
    pub records: u64,
    /// What it found changed against the one before it.
    pub added: u64,
    /// See `added`.
    pub updated: u64,
    /// See `added`.
    pub deleted: u64,
}

/// Counts of what happened to one type between two moments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TypeChanges {
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// What the owner reads.
    pub label: String,
    /// In the later moment only.
    pub added: u64,
    /// In both, different.
    pub updated: u64,
    /// In the earlier moment only.
    pub deleted: u64,
    /// In both, equal.
    pub unchanged: u64,
}

/// The page `Backup Vault` > `Backup vault`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VaultOverview {
    /// `Last backup date`: the newest backup of the whole shop.
    pub last_backup: Option<BackupRow>,
    /// The newest backup, also a partial one. What the lists of items show is as of this one.
    pub newest: Option<BackupRow>,
    /// `Next scheduled backup date`; nothing while no schedule is set.
    pub next_backup: Option<String>,
    /// The first backup; history starts there.
    pub first_backup: Option<String>,
    /// All records in the newest backup.
    pub items: u64,
    /// All versions kept.
    pub versions: u64,
    /// All backups kept.
    pub backups: u64,
    /// The original size of what the newest backup holds, in bytes; the sum of the rows.
    pub bytes: u64,
    /// The whole vault on disk, all shops, in bytes.
    pub vault_bytes: u64,
    /// `Item Storage`, grouped.
    pub groups: Vec<StorageGroup>,
    /// What the newest backup left out, what can be mended first.
    pub left_out: Vec<LeftOutRow>,
}

/// Something of a shop that is not in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeftOutRow {
    /// What the owner reads for the content type it belongs to.
    pub label: String,
    /// What is left out, and why; a full sentence.
    pub what: String,
    /// Whether no backup of such a shop has it, whatever its owner does.
    pub always: bool,
}

/// A group of `Item Storage`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StorageGroup {
    /// `business`, `content` or `other`.
    pub group: String,
    /// Its types.
    pub types: Vec<StorageRow>,
}

/// One type in `Item Storage`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StorageRow {
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// What the owner reads.
    pub label: String,
    /// Records in the newest backup.
    pub records: u64,
    /// Records that are kept although the shop has them no more.
    pub deleted: u64,
    /// Original size of the records in the newest backup, in bytes.
    pub bytes: u64,
    /// Versions kept.
    pub versions: u64,
    /// Whether records can be restored directly.
    pub restorable: bool,
    /// Why not, or why they are protected.
    pub reason: Option<String>,
    /// Whether the shop has the type no more.
    pub gone: bool,
    /// When the shop was last asked for this type, if the newest backup left it out.
    pub not_read_since: Option<String>,
}

/// Types that are not backed up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MissingTypes {
    /// The types, with the reasons.
    pub missing: Vec<MissingType>,
}

/// A type that is not backed up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MissingType {
    /// What the owner reads.
    pub label: String,
    /// Why; a full sentence.
    pub reason: String,
}

/// Asks what happened in the shop to one content type since the newest backup.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LookAsk {
    /// The shop's name.
    pub shop: String,
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
}

/// What happened in the shop to one content type since the newest backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Looked {
    /// When that backup was finished.
    pub since: String,
    /// Records only the shop has.
    pub added: u64,
    /// Records that differ.
    pub updated: u64,
    /// Records the shop has no more.
    pub deleted: u64,
}

/// All backups of a shop, newest first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BackupList {
    /// The backups.
    pub backups: Vec<BackupRow>,
}

/// How far the look in the shop is that is under way.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct LookingNow {
    /// The content type at hand, as the owner reads it.
    pub type_label: Option<String>,
    /// Items gone through.
    pub done: u64,
    /// Items in all, once known.
    pub total: Option<u64>,
}
