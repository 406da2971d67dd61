//! A plan as it is looked at: page by page, many times, and always the same.
//!
//! A kept plan never changes, so the one that was read last is remembered together with where each record's writes begin. A page
//! anywhere in it then costs what is on the page.

use std::sync::{Arc, Mutex, PoisonError};

use backstock_model::{FieldChange, Plan, PlanId, PlannedRecord, ShopId};
use rayon::prelude::*;

use crate::{Engine, EngineError};

/// The plan that was read last.
pub(crate) type KeptPlans = Mutex<Option<(ShopId, PlanId, Arc<KeptPlan>)>>;

/// A plan with what is known about its writes.
#[derive(Debug)]
pub struct KeptPlan {
    plan: Plan,
    /// For each record the number of writes up to its end.
    ends: Vec<u64>,
}

impl KeptPlan {
    pub(crate) fn new(plan: Plan) -> Self {
        let counts: Vec<u64> = plan
            .records
            .par_iter()
            .with_min_len(64)
            .map(|record| record.writes().len() as u64)
            .collect();
        let ends = counts
            .into_iter()
            .scan(0, |end, count| {
                *end += count;
                Some(*end)
            })
            .collect();
        Self { plan, ends }
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// How many fields it writes; a record that is made or deleted is one.
    pub fn writes_total(&self) -> u64 {
        self.ends.last().copied().unwrap_or(0)
    }

    /// Some of its writes, in the order of the plan.
    pub fn writes(&self, offset: u64, limit: usize) -> Vec<(&PlannedRecord, FieldChange)> {
        let first = self.ends.partition_point(|&end| end <= offset);
        let before = match first.checked_sub(1) {
            Some(last) => self.ends.get(last).copied().unwrap_or(0),
            None => 0,
        };
        self.plan
            .records
            .iter()
            .skip(first)
            .flat_map(|record| record.writes().into_iter().map(move |change| (record, change)))
            .skip(usize::try_from(offset - before).unwrap_or(usize::MAX))
            .take(limit)
            .collect()
    }
}

impl Engine {
    /// A kept plan, exactly as it was shown.
    pub fn plan(&self, shop: &str, plan: PlanId) -> Result<Plan, EngineError> {
        let shop = self.vault.shop(shop)?;
        Ok(self.vault.plan(shop.id, plan)?)
    }

    /// A kept plan to look at.
    pub fn kept_plan(&self, shop: &str, id: PlanId) -> Result<Arc<KeptPlan>, EngineError> {
        let shop = self.vault.shop(shop)?.id;
        let mut last = self.kept_plans.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((of, number, kept)) if *of == shop && *number == id => Ok(Arc::clone(kept)),
            _ => {
                let kept = Arc::new(KeptPlan::new(self.vault.plan(shop, id)?));
                *last = Some((shop, id, Arc::clone(&kept)));
                Ok(kept)
            }
        }
    }
}
