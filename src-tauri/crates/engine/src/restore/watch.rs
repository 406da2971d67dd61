//! Watching the safety backup go by for records that are not what the plan believed.

use std::collections::{HashMap, HashSet};

use backstock_model::{Document, Plan, PlannedRecord, RecordKey, TypeDescription};

/// Watches a reading go by for records that are not what the plan believed.
pub(super) struct Watch<'a> {
    planned: HashMap<&'a RecordKey, &'a PlannedRecord>,
    types: Vec<TypeDescription>,
    seen: HashSet<&'a RecordKey>,
    changed: HashSet<&'a RecordKey>,
    plan: &'a Plan,
}

impl<'a> Watch<'a> {
    pub(super) fn over(plan: &'a Plan, types: &[TypeDescription]) -> Self {
        Self {
            planned: plan.records.iter().map(|record| (&record.key, record)).collect(),
            types: types.to_vec(),
            seen: HashSet::new(),
            changed: HashSet::new(),
            plan,
        }
    }

    pub(super) fn see(&mut self, key: &RecordKey, live: &Document) {
        let Some(&planned) = self.planned.get(key) else {
            return;
        };
        self.seen.insert(&planned.key);
        let described = self.types.iter().find(|found| found.key == key.content_type);
        let (before, after) = (planned.before.as_ref(), planned.after.as_ref());
        if !described.is_some_and(|described| described.is_as_believed(before, after, Some(live))) {
            self.changed.insert(&planned.key);
        }
    }

    /// The planned records that changed, vanished or appeared, in the plan's order.
    pub(super) fn changed(&self) -> Vec<RecordKey> {
        self.plan
            .records
            .iter()
            .filter(|record| {
                let vanished = record.before.is_some() && !self.seen.contains(&record.key);
                vanished || self.changed.contains(&record.key)
            })
            .map(|record| record.key.clone())
            .collect()
    }
}
