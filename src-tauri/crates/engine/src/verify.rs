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

    /// Goes on with a vault that is older than the last one used here, as the owner decided; asked for by a shop whose backup
    /// was refused for it. Every check tells of it from then on.
    pub fn accept_older_vault(&self, shop: &str) -> Result<(), EngineError> {
        let shop = self.vault.shop(shop)?.id;
        let lock = self.vault.lock(shop, "accepting an older vault")?;
        Ok(self.vault.accept_older_vault(&lock)?)
    }
}
