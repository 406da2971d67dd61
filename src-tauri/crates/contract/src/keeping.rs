//! `Storage`, which backups are kept, and unusual changes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which backups the owner wants to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum KeepRule {
    /// All of them.
    All,
    /// The newest ones.
    Last {
        /// How many.
        backups: u32,
    },
    /// Many of late, fewer of long ago, one of each month in the end.
    ThinOut {
        /// All backups of so many days.
        all_days: u32,
        /// Then one a day, for so many days.
        daily_days: u32,
        /// Then one a week, for so many weeks.
        weekly_weeks: u32,
    },
}

/// The rule of a shop, and whether it is applied by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeepSetting {
    /// The rule.
    pub rule: KeepRule,
    /// Whether what the rule does not keep is deleted after each good backup.
    pub automatic: bool,
}

/// Sets the rule of a shop. Nothing is deleted by this.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SetKeepingAsk {
    /// The shop's name.
    pub shop: String,
    /// The rule.
    pub keeping: KeepSetting,
}

/// Why a backup stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeptBecause {
    /// The owner, or an alarm, said so.
    Pinned,
    /// It is the last good one before changes that nobody has called planned.
    BeforeAlarm,
    /// A restore that was interrupted, or that can be undone, needs it.
    NeededByRun,
    /// The newest, or the newest of the whole shop.
    Newest,
    /// History starts with it.
    First,
    /// It was made before a restore not long ago.
    YoungSafety,
    /// The rule keeps it.
    ByRule,
}

/// Asks what a rule would delete, or for doing it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PruneAsk {
    /// The shop's name.
    pub shop: String,
    /// The rule.
    pub rule: KeepRule,
}

/// What a rule would do, newest backup first. Nothing was deleted.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PrunePreview {
    /// The backups.
    pub rows: Vec<PruneRow>,
    /// How much room would be free, in bytes on disk.
    pub freed: u64,
}

/// What would become of a backup.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PruneRow {
    /// The backup.
    pub backup: crate::BackupRow,
    /// Why it stays; nothing when it goes.
    pub kept: Option<KeptBecause>,
}

/// Backups to delete.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DeleteBackupsAsk {
    /// The shop's name.
    pub shop: String,
    /// Their numbers.
    pub backups: Vec<u64>,
}

/// How much room deleting would free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoomFreed {
    /// In bytes on disk.
    pub freed: u64,
}

/// Pins a backup, or lets it go again.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PinBackupAsk {
    /// The shop's name.
    pub shop: String,
    /// The backup's number.
    pub backup: u64,
    /// Whether it is to be kept forever.
    pub pinned: bool,
    /// Why.
    pub note: Option<String>,
}

/// Names a backup, or takes its name away.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LabelBackupAsk {
    /// The shop's name.
    pub shop: String,
    /// The backup's number.
    pub backup: u64,
    /// Its name.
    pub label: Option<String>,
}

/// The page `Storage`. All sizes are on disk, in bytes.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Storage {
    /// The whole vault.
    pub vault_bytes: u64,
    /// Room left on its disk.
    pub free: u64,
    /// What the other shops of the vault take.
    pub other_shops: u64,
    /// What was read from backup files and is still needed by a restore.
    pub read_files: u64,
    /// What was taken into the shop's history from files.
    pub imported: u64,
    /// In about how many weeks the disk will be full; nothing while too little is known, or when it is far away.
    pub full_in_weeks: Option<u64>,
    /// What each type takes, over all backups; what takes most first.
    pub types: Vec<TypeRoom>,
    /// What the backups take, oldest first.
    pub growth: Vec<BackupRoom>,
    /// The rule of the shop.
    pub keeping: KeepSetting,
    /// Whether the rule waits for the owner instead of being applied by itself, because the clock leapt between two backups.
    pub keeping_waits: bool,
}

/// What a type takes in all backups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TypeRoom {
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// What the owner reads.
    pub label: String,
    /// Its records.
    pub records: u64,
    /// Their pictures and files.
    pub objects: u64,
}

/// What a backup was the first to hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupRoom {
    /// Its number.
    pub backup: u64,
    /// When it was finished.
    pub finished: String,
    /// How much it brought.
    pub bytes: u64,
}

/// The unusual changes that backups found, newest first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AlarmList {
    /// The alarms.
    pub alarms: Vec<AlarmRow>,
}

/// Unusual changes that a backup found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AlarmRow {
    /// The backup that found them.
    pub backup: u64,
    /// The backup before, which did not have them.
    pub before: u64,
    /// When that one was finished: the changes happened after it.
    pub since: String,
    /// The last good backup: the one before, or an earlier one where that has the changes of another alarm in it.
    pub good: u64,
    /// When that one was finished.
    pub good_at: String,
    /// When the one that found them was finished.
    pub until: String,
    /// What is unusual, what weighs most first.
    pub findings: Vec<FindingRow>,
    /// Whether the last good backup is pinned because of it.
    pub pinned: bool,
    /// When the owner said that it is settled.
    pub settled: Option<String>,
}

/// In what way something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingWay {
    /// Records are gone.
    Deleted,
    /// A field has no value any more.
    Emptied,
    /// A number became 0, or a yes became a no.
    Zeroed,
    /// A number became many times as high.
    Raised,
    /// A number became a fraction of what it was.
    Lowered,
    /// Rows of a record are gone.
    Unlinked,
    /// Of a long text a good part is gone.
    Shortened,
    /// A long text is another one.
    Replaced,
    /// A field is different in any other way.
    Changed,
}

/// One unusual thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindingRow {
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// What the owner reads for it.
    pub label: String,
    /// In what way.
    pub way: FindingWay,
    /// Which field, as the owner reads it; nothing when it is about whole records.
    pub field: Option<String>,
    /// In how many records.
    pub count: u64,
    /// How many records the type had before.
    pub of: u64,
    /// The least and the most that a day brought so far; nothing when it never happened before.
    pub usual: Option<UsualRange>,
    /// How many times as high, or what fraction, most of the numbers are now.
    pub factor: Option<String>,
    /// Some of the records.
    pub examples: Vec<FindingExample>,
}

/// What a day brought so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsualRange {
    /// On the quietest day.
    pub least: u64,
    /// On the busiest day.
    pub most: u64,
}

/// One of the records of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindingExample {
    /// Its name.
    pub name: String,
    /// What was there.
    pub old: Option<String>,
    /// What is there now.
    pub new: Option<String>,
}

/// Says that what an alarm told of is settled.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SettleAlarmAsk {
    /// The shop's name.
    pub shop: String,
    /// The backup that found it.
    pub backup: u64,
    /// How.
    pub how: AlarmSettled,
    /// Whether the backup that was pinned because of it may go again.
    pub unpin: bool,
}

/// What became of what an alarm told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AlarmSettled {
    /// It was meant.
    Planned,
    /// It was a mistake, and it has been put back.
    PutBack,
}

/// The times in which prices are expected to change.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PlannedChanges {
    /// In the order they begin.
    pub planned: Vec<PlannedChange>,
}

/// A time in which prices are expected to change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlannedChange {
    /// What the owner calls it.
    pub name: String,
    /// From when.
    pub from: String,
    /// Until when.
    pub until: String,
}

/// Notes a time in which prices are expected to change, in place of another of that name.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PlanChangeAsk {
    /// The shop's name.
    pub shop: String,
    /// The change.
    pub planned: PlannedChange,
}

/// Takes a planned change away.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ForgetPlannedAsk {
    /// The shop's name.
    pub shop: String,
    /// What the owner calls it.
    pub name: String,
}
