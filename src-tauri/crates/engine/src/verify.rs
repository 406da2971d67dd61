//! Checking the vault.

use backstock_model::{Cancel, Progress};
use backstock_vault::VerifyOutcome;

use crate::{Engine, EngineError};

impl Engine {
    /// Checks everything kept of one shop, or of all: nothing is missing, changed or replaced.
    pub fn verify(
        &self,
        shop: Option<&str>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<VerifyOutcome, EngineError> {
        let Some(name) = shop else {
            return Ok(self.vault.verify(None, progress, cancel)?);
        };
        let known = self.vault.shop(name)?;
        let mut found = self.vault.verify(Some(known.id), progress, cancel)?;
        for (_, holder) in self.vault.imports(known.id)? {
            let held = self.vault.verify(Some(holder), progress, cancel)?;
            found.backups += held.backups;
            found.records += held.records;
            found.versions += held.versions;
            found.bytes += held.bytes;
            // What is the matter with the vault as a whole was found before.
            let new = held
                .problems
                .into_iter()
                .filter(|problem| !found.problems.contains(problem));
            found.problems.extend(new.collect::<Vec<_>>());
        }
        Ok(found)
    }
}
