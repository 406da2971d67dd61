//! What is done again and again: backups, automatic sync, exports. And whether backups have silently stopped.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the app does when its window is closed, and when its owner logs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Background {
    /// Whether it goes on with the schedules when its window is closed. Nothing where its owner was not asked yet, which happens
    /// once, or where it stays as it is.
    pub keeps_running: Option<bool>,
    /// Whether it starts, without its window, when its owner logs in. Nothing where it cannot, or where it stays as it is.
    pub at_login: Option<bool>,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the days need no explanation")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// How often. Times are those of this computer's clock on the wall, as `02:00`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Rhythm {
    /// One time, when the rule begins.
    Once,
    /// Every so many minutes, day and night.
    Every {
        /// From 15 to 1,440.
        minutes: u32,
    },
    /// Every hour.
    Hourly {
        /// At this minute of it.
        minute: u32,
    },
    /// Every day.
    Daily {
        /// At this time.
        at: String,
    },
    /// Every week.
    Weekly {
        /// On this day.
        weekday: Weekday,
        /// At this time.
        at: String,
    },
    /// Every month.
    Monthly {
        /// On this day, 1 to 31; the last one of a shorter month.
        day: u32,
        /// At this time.
        at: String,
    },
}

/// When something is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScheduleRule {
    /// How often.
    pub rhythm: Rhythm,
    /// Not before this.
    pub from: Option<String>,
    /// Not after this.
    pub until: Option<String>,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ScheduledWork {
    /// A backup of the whole shop.
    Backup,
    /// Automatic sync: the shop is looked at, and backed up when something changed.
    Sync,
    /// An export.
    Export {
        /// The content types' keys.
        types: Vec<String>,
        /// Who is told when it is ready.
        recipients: Vec<crate::Recipient>,
        /// In what form.
        format: crate::ExportFormat,
        /// The folder in which each export is a folder of its own.
        folder: crate::Chosen,
    },
}

/// A schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScheduleRow {
    /// Its number.
    pub schedule: u64,
    /// What is done.
    pub work: ScheduledWork,
    /// When.
    pub rule: ScheduleRule,
    /// Whether it is on.
    pub is_on: bool,
    /// Since when it should have been done, when that is still to come.
    pub overdue: Option<String>,
    /// The next twelve dates.
    pub next: Vec<String>,
    /// Its last turn.
    pub last: Option<TurnRow>,
    /// What automatic sync saw last.
    pub synced: Option<SyncedRow>,
}

/// What automatic sync saw last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SyncedRow {
    /// When the shop was looked at.
    pub looked: Option<String>,
    /// When a change was seen.
    pub changed: Option<String>,
}

/// The schedules of a shop.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ScheduleList {
    /// In the order they were made.
    pub schedules: Vec<ScheduleRow>,
}

/// Keeps a schedule. A shop has one by which it is backed up; another takes its place.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SetScheduleAsk {
    /// The shop's name.
    pub shop: String,
    /// Which one is changed; a new one when there is none.
    pub schedule: Option<u64>,
    /// What is done.
    pub work: ScheduledWork,
    /// When.
    pub rule: ScheduleRule,
    /// Whether it is on.
    pub is_on: bool,
}

/// Asks about one schedule.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ScheduleChoiceAsk {
    /// The shop's name.
    pub shop: String,
    /// Its number.
    pub schedule: u64,
}

/// The next twelve dates of a rule that is not kept yet.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ScheduleDates {
    /// The dates.
    pub dates: Vec<String>,
}

/// How a turn stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TurnStanding {
    /// Being done.
    AtWork,
    /// It failed and is tried again.
    Waiting,
    /// Done.
    Done,
    /// It failed for good, or a later one took its place.
    GivenUp,
}

/// One time that a schedule was carried out, or should have been.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TurnRow {
    /// When it was due.
    pub due: String,
    /// When it was begun last.
    pub taken: String,
    /// How often it was tried.
    pub tries: u32,
    /// How it stands.
    pub standing: TurnStanding,
    /// When it is tried again.
    pub again: Option<String>,
    /// What came of it.
    pub told: Option<TurnTold>,
}

/// What came of a turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TurnTold {
    /// A backup.
    BackedUp {
        /// Its number.
        backup: u64,
    },
    /// Nothing in the shop had changed.
    Unchanged,
    /// An export.
    Exported {
        /// Its number in the history.
        export: u64,
    },
    /// It failed.
    Failed {
        /// Why.
        failure: crate::Failure,
    },
    /// Somebody stopped it.
    Stopped,
}

/// The last turns of a schedule, newest first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TurnList {
    /// The turns.
    pub turns: Vec<TurnRow>,
}

/// A shop that has been without a good backup for too long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LateRow {
    /// When its newest good backup was finished.
    pub since: Option<String>,
    /// Until when there should have been one.
    pub expected: String,
    /// Why there is none.
    pub cause: LateCause,
}

/// Why there is no newer backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LateCause {
    /// Nobody asked for one, and no schedule does.
    NoRule,
    /// The schedule is paused.
    Paused,
    /// The last one failed.
    Failed {
        /// Why.
        failure: crate::Failure,
    },
    /// The computer was off, the app closed or the vault locked when it was due.
    NotRunning,
    /// Nothing can be written to the vault.
    ReadOnly,
}
