//! What earlier copies brought, as far as it counts.

use std::collections::{HashMap, HashSet};

use backstock_model::{RecordKey, RunId, ShopId};
use backstock_vault::{CopiedNumber, RunItemState};

use crate::{Engine, EngineError};

impl Engine {
    /// The numbers that carried out copies gave, oldest first. A copy that was taken back does not count, and neither does a record
    /// that never came to be: its number may be another's by now.
    pub(super) fn ledger(
        &self,
        (source, target): (ShopId, ShopId),
        shop: &str,
    ) -> Result<Vec<CopiedNumber>, EngineError> {
        let mut failed: HashMap<RunId, Option<HashSet<RecordKey>>> = HashMap::new();
        let mut ledger = Vec::new();
        for (number, run) in self.vault.copied_numbers((source, target))? {
            let failed = match failed.get(&run) {
                Some(known) => known,
                None => {
                    let found = self.not_written(shop, run)?;
                    failed.entry(run).or_insert(found)
                }
            };
            if failed
                .as_ref()
                .is_some_and(|failed| !failed.contains(&number.record))
            {
                ledger.push(number);
            }
        }
        Ok(ledger)
    }

    /// The records that a run did not write; `None` when it was taken back.
    fn not_written(&self, shop: &str, run: RunId) -> Result<Option<HashSet<RecordKey>>, EngineError> {
        const PAGE: u64 = 5_000;
        match self.undone_by(shop, run) {
            Ok(None) => {}
            Ok(Some(_)) => return Ok(None),
            // Half taken back: what is not there any more is found out by looking.
            Err(EngineError::RunInterrupted(_) | EngineError::RunInProgress(_)) => {}
            Err(error) => return Err(error),
        }
        let mut failed = HashSet::new();
        let mut offset = 0;
        loop {
            let page = self.vault.run_items(run, None, PAGE, offset)?;
            let is_last = (page.len() as u64) < PAGE;
            offset += page.len() as u64;
            for item in page {
                match item.state {
                    RunItemState::Planned | RunItemState::Skipped | RunItemState::Failed => {
                        failed.insert(item.key);
                    }
                    RunItemState::Sent | RunItemState::Written | RunItemState::Verified => {}
                }
            }
            if is_last {
                return Ok(Some(failed));
            }
        }
    }
}
