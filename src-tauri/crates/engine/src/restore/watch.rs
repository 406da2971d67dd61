//! Watching the safety backup go by for records that are not what the plan believed.

use std::collections::{HashMap, HashSet};

use backstock_model::{ContentType, Document, Plan, PlannedRecord, RecordKey, TypeDescription};

use super::is_same;

/// Watches a reading go by for records that are not what the plan believed.
pub(super) struct Watch<'a> {
    planned: HashMap<&'a RecordKey, &'a PlannedRecord>,
    volatile: HashMap<ContentType, Vec<String>>,
    seen: HashSet<&'a RecordKey>,
    changed: HashSet<&'a RecordKey>,
    plan: &'a Plan,
}

impl<'a> Watch<'a> {
    pub(super) fn over(plan: &'a Plan, types: &[TypeDescription]) -> Self {
        Self {
            planned: plan.records.iter().map(|record| (&record.key, record)).collect(),
            volatile: types
                .iter()
                .map(|description| (description.key.clone(), description.volatile.clone()))
                .collect(),
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
        let volatile = self
            .volatile
            .get(&key.content_type)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let is_as_believed = planned
            .before
            .as_ref()
            .is_some_and(|before| is_same(volatile, before, live));
        if !is_as_believed {
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
