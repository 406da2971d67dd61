//! # Trying again what failed
//!
//! The items of a run that failed are planned anew, against the same backup and with what was chosen then: the shop is read
//! again, so that what somebody set right in the meantime is taken as it is. The plan is one like any other: shown, carried
//! out, journalled, undone.
//!
//! An undo that could not take everything back is tried again as a whole: it only finds what is still to be taken back.

use std::collections::HashMap;

use backstock_model::{Cancel, Choice, Plan, PlanId, Progress, RecordKey, Revision, RunId, Target};
use backstock_vault::RunStatus;

use crate::{Engine, EngineError};

impl Engine {
    /// Plans to do again what failed in a run. Nothing is written; the plan is kept for [`Engine::carry_out`].
    pub fn plan_retry(
        &self,
        shop: &str,
        run: RunId,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<(PlanId, Plan), EngineError> {
        let known = self.vault.shop(shop)?;
        let done = self.run(shop, run)?;
        match done.status {
            RunStatus::Progressing if done.interrupted => return Err(EngineError::RunInterrupted(run)),
            RunStatus::Progressing => return Err(EngineError::RunInProgress(run)),
            RunStatus::Done | RunStatus::Fail => {}
        }
        if let Some(by) = self.undone_by(shop, run)? {
            return Err(EngineError::AlreadyUndone { run, by });
        }
        if done.failed == 0 {
            return Err(EngineError::NothingFailed(run));
        }
        if let Some(undone) = done.undoes {
            return self.plan_undo(shop, undone, progress, cancel);
        }
        let shown = self.vault.plan(known.id, done.plan)?;
        let mut records = self.failed_keys(run)?;
        let first = shown.revision.as_ref().map_or(done.plan, |revision| revision.of);
        if shown.choice.new_numbers {
            records = self.known_there(first, &records)?;
            // An empty choice would be the whole shop.
            if records.is_empty() {
                return Err(EngineError::NothingFailed(run));
            }
        }
        let choice = Choice {
            content_types: Vec::new(),
            records,
            ..shown.choice
        };
        let (id, plan) = match choice.until {
            // A mistake that was taken back: what came since stays here, too.
            Some(until) => self.plan_revert(shop, (done.to, until), &choice, progress, cancel)?,
            None => match &shown.from {
                None => self.plan_restore(shop, done.to, &choice, progress, cancel)?,
                Some(from) => {
                    let source = self.shop_of(from)?;
                    self.plan_restore_from(shop, (&source, done.to), &choice, progress, cancel)?
                }
            },
        };
        match shown.revision {
            // What was unticked then is not written now.
            Some(mut revision) if plan.choice.new_numbers => {
                self.as_numbered(first, id, &plan, &mut revision)?;
                self.revise(shop, &revision, cancel)
            }
            Some(revision) => self.revise(shop, &Revision { of: id, ..revision }, cancel),
            None => Ok((id, plan)),
        }
    }

    /// What records of a copy are called in the backup. What was only to be deleted is not there.
    fn known_there(&self, plan: PlanId, keys: &[RecordKey]) -> Result<Vec<RecordKey>, EngineError> {
        let mut known = Vec::new();
        for key in keys {
            known.extend(self.vault.copied_from(plan, key)?);
        }
        Ok(known)
    }

    /// What was said about a copy, said about a later one that may give other numbers.
    fn as_numbered(
        &self,
        first: PlanId,
        later: PlanId,
        plan: &Plan,
        revision: &mut Revision,
    ) -> Result<(), EngineError> {
        revision.of = later;
        let mut now = HashMap::new();
        for record in &plan.records {
            if let Some(there) = self.vault.copied_from(later, &record.key)? {
                now.insert(there, record.key.clone());
            }
        }
        for targets in [&mut revision.without, &mut revision.take] {
            let mut kept = Vec::new();
            for target in targets.drain(..) {
                let there = self.vault.copied_from(first, &target.key)?;
                if let Some(key) = there.and_then(|there| now.get(&there)) {
                    kept.push(Target {
                        key: key.clone(),
                        ..target
                    });
                }
            }
            *targets = kept;
        }
        Ok(())
    }

    fn failed_keys(&self, run: RunId) -> Result<Vec<RecordKey>, EngineError> {
        const PAGE: u64 = 5_000;
        let mut keys = Vec::new();
        loop {
            let page = self.vault.failed_items(run, None, PAGE, keys.len() as u64)?;
            let is_last = (page.len() as u64) < PAGE;
            keys.extend(page.into_iter().map(|item| item.key));
            if is_last {
                return Ok(keys);
            }
        }
    }
}
