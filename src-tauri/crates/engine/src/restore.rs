//! # Carrying out a plan
//!
//! The one place where a shop is written to.

use backstock_model::{Cancel, PlanId, Progress, RecordKey, RunId};
use backstock_vault::Run;

use crate::{Engine, EngineError};

/// What came of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunOutcome {
    /// The run.
    pub run: RunId,
    /// Records written, read back and found as planned.
    pub succeeded: u64,
    /// Records that could not be written, or read back other than planned.
    pub failed: u64,
    /// Records left alone: those the plan left alone, and those whose turn did not come.
    pub skipped: u64,
    /// Records read back after writing.
    pub verified: u64,
    /// How long it took by the engine's clock, safety backup included.
    pub seconds: f64,
    /// Whether it was stopped on request before the end.
    pub cancelled: bool,
    /// The records that failed, at most 1,000 of them; the journal has all.
    pub failures: Vec<RunFailure>,
}

/// A record that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunFailure {
    /// Which.
    pub key: RecordKey,
    /// Stable name of the reason.
    pub code: String,
    /// The reason, in the owner's words.
    pub message: String,
}

impl Engine {
    /// Carries out a kept plan: safety backup, writing, reading back. Refused when the shop changed since the preview.
    pub fn carry_out(
        &self,
        shop: &str,
        plan: PlanId,
        note: Option<String>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<RunOutcome, EngineError> {
        let _ = (shop, plan, note, progress, cancel);
        todo!()
    }

    /// Goes on with a run that a crash left in the middle.
    pub fn resume(
        &self,
        shop: &str,
        run: RunId,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<RunOutcome, EngineError> {
        let _ = (shop, run, progress, cancel);
        todo!()
    }

    /// Leaves a run that a crash left in the middle as it is: it is closed as failed, and can be undone.
    pub fn leave(&self, shop: &str, run: RunId) -> Result<Run, EngineError> {
        let _ = (shop, run);
        todo!()
    }
}
