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
        let shop = match shop {
            Some(name) => Some(self.vault.shop(name)?.id),
            None => None,
        };
        Ok(self.vault.verify(shop, progress, cancel)?)
    }
}
