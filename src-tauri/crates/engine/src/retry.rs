//! # Trying again what failed
//!
//! The items of a run that failed are planned anew, against the same backup and with what was chosen then: the shop is read
//! again, so that what somebody set right in the meantime is taken as it is. The plan is one like any other: shown, carried
//! out, journalled, undone.
//!
//! An undo that could not take everything back is tried again as a whole: it only finds what is still to be taken back.

use backstock_model::{Cancel, Choice, Plan, PlanId, Progress, RecordKey, Revision, RunId};
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
            return self.plan_undo(shop, undone);
        }
        let shown = self.vault.plan(known.id, done.plan)?;
        let choice = Choice {
            content_types: Vec::new(),
            records: self.failed_keys(run)?,
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
            Some(revision) => self.revise(shop, &Revision { of: id, ..revision }, cancel),
            None => Ok((id, plan)),
        }
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
