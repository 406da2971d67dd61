//! What the commands about schedules answer.

use backstock_engine::LateCause;
use backstock_engine::schedules::{Told, Work};
use backstock_schedule::Rule;
use serde::Serialize;

/// `schedule`.
#[derive(Debug, Serialize)]
pub(crate) struct Schedules {
    pub(crate) schedules: Vec<ScheduleRow>,
    /// What is to be told when backups have stopped.
    pub(crate) late: Option<LateRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ScheduleRow {
    pub(crate) schedule: u64,
    pub(crate) work: Work,
    pub(crate) rule: Rule,
    pub(crate) on: bool,
    /// Since when it should have been done, when that is still to come.
    pub(crate) overdue: Option<String>,
    /// The next dates.
    pub(crate) next: Vec<String>,
    /// The last times, newest first.
    pub(crate) turns: Vec<TurnRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct TurnRow {
    pub(crate) due: String,
    pub(crate) taken: String,
    pub(crate) tries: u32,
    /// `at_work`, `waiting`, `done` or `given_up`.
    pub(crate) state: &'static str,
    /// When it is tried again.
    pub(crate) again: Option<String>,
    pub(crate) told: Option<Told>,
}

#[derive(Debug, Serialize)]
pub(crate) struct LateRow {
    pub(crate) since: Option<String>,
    pub(crate) expected: String,
    pub(crate) cause: LateCause,
}

/// `run-due`.
#[derive(Debug, Serialize)]
pub(crate) struct RanDue {
    pub(crate) turns: Vec<RanTurn>,
    /// Whether another job was at work on the vault, so that nothing was begun.
    pub(crate) busy: bool,
    /// The shops that are without a good backup for too long, whatever was done now.
    pub(crate) late: Vec<String>,
    /// When something is due next.
    pub(crate) next: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct RanTurn {
    pub(crate) shop: String,
    pub(crate) work: Work,
    pub(crate) due: String,
    pub(crate) told: Told,
}
