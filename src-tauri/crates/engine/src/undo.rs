//! Taking a run back.
//!
//! An undo is a restore like any other: planned, shown, carried out, journalled, and undone again if need be. What is wanted
//! is what was there before the run; a field that somebody changed since is a conflict and is kept as it is.

use backstock_model::{Plan, PlanId, RunId};

use crate::{Engine, EngineError};

impl Engine {
    /// Plans to take a run back. Nothing is written; the plan is kept for [`Engine::carry_out`].
    pub fn plan_undo(&self, shop: &str, run: RunId) -> Result<(PlanId, Plan), EngineError> {
        let _ = (shop, run);
        todo!()
    }
}
