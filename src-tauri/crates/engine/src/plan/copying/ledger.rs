//! What earlier copies brought, as far as it counts.

use std::collections::{HashMap, HashSet};

use backstock_model::{RecordKey, RunId, ShopId};
use backstock_vault::{CopiedNumber, Shop};
use sha2::{Digest as _, Sha256};

use crate::files::is_of_files;
use crate::undo::is_touched;
use crate::{Engine, EngineError};

/// What a source is called in the ledger. What was read of a file goes away and comes again as another shop, so files are
/// known by their names.
pub(super) fn source_of(source: &Shop) -> ShopId {
    if !is_of_files(source) {
        return source.id;
    }
    let hash: [u8; 32] = Sha256::digest(format!("file {}", source.name)).into();
    ShopId(uuid::Uuid::from_u128(
        hash.iter()
            .take(16)
            .fold(0, |id, byte| (id << 8) | u128::from(*byte)),
    ))
}

impl Engine {
    /// The numbers that carried out copies gave, oldest first. A copy that was taken back does not count, and neither does a record
    /// that the run did not bring (left out, refused): its number may be another's by now. One that reads back differently is there.
    pub(super) fn ledger(
        &self,
        (source, target): (ShopId, ShopId),
        shop: &str,
    ) -> Result<Vec<CopiedNumber>, EngineError> {
        let mut written: HashMap<RunId, HashSet<RecordKey>> = HashMap::new();
        let mut ledger = Vec::new();
        for (number, run) in self.vault.copied_numbers((source, target))? {
            let written = match written.get(&run) {
                Some(known) => known,
                None => {
                    let found = self.written_by(shop, run)?;
                    written.entry(run).or_insert(found)
                }
            };
            if written.contains(&number.record) {
                ledger.push(number);
            }
        }
        Ok(ledger)
    }

    /// The records that a run wrote, or may have written; none when it was taken back.
    fn written_by(&self, shop: &str, run: RunId) -> Result<HashSet<RecordKey>, EngineError> {
        const PAGE: u64 = 5_000;
        match self.undone_by(shop, run) {
            Ok(None) => {}
            Ok(Some(_)) => return Ok(HashSet::new()),
            // Half taken back: what is not there any more is found out by looking.
            Err(EngineError::RunInterrupted(_) | EngineError::RunInProgress(_)) => {}
            Err(error) => return Err(error),
        }
        let mut written = HashSet::new();
        let mut offset = 0;
        loop {
            let page = self.vault.run_items(run, None, PAGE, offset)?;
            let is_last = (page.len() as u64) < PAGE;
            offset += page.len() as u64;
            for item in page {
                if is_touched(&item) {
                    written.insert(item.key);
                }
            }
            if is_last {
                return Ok(written);
            }
        }
    }
}
