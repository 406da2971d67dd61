//! plans

use backstock_model::{Plan, PlanId, ShopId};
use chrono::{DateTime, Utc};

use crate::{Vault, VaultError};

impl Vault {
    /// Keeps a plan exactly as it is.
    pub fn keep_plan(&self, shop: ShopId, plan: &Plan, now: DateTime<Utc>) -> Result<PlanId, VaultError> {
        let _ = (shop, plan, now);
        todo!()
    }

    /// A kept plan, exactly as it was.
    pub fn plan(&self, shop: ShopId, id: PlanId) -> Result<Plan, VaultError> {
        let _ = (shop, id);
        todo!()
    }
}
