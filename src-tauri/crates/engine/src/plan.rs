//! # Deciding what a restore will do
//!
//! Planning writes nothing. [`between`] is a pure function from what is, what is wanted and what was chosen to a
//! [`Plan`](backstock_model::Plan); the rest of this module fetches what it needs.

use backstock_model::{BackupNumber, Cancel, Choice, Plan, PlanId, Progress};

use crate::{Engine, EngineError};

impl Engine {
    /// Plans to bring chosen parts of a shop back to a backup. Nothing is written; the plan is kept for
    /// [`Engine::carry_out`]. Memory follows what differs, not the shop.
    pub fn plan_restore(
        &self,
        shop: &str,
        to: BackupNumber,
        choice: &Choice,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<(PlanId, Plan), EngineError> {
        let _ = (shop, to, choice, progress, cancel);
        todo!()
    }

    /// A kept plan, exactly as it was shown.
    pub fn plan(&self, shop: &str, plan: PlanId) -> Result<Plan, EngineError> {
        let shop = self.vault.shop(shop)?;
        Ok(self.vault.plan(shop.id, plan)?)
    }
}
