//! Shops whose e-mails a crash in the middle of a restore left switched off.

use crate::lent::notes_of;
use crate::{Engine, EngineError};

impl Engine {
    /// The shops whose e-mails are off at the moment, for a restore that runs or for one that a crash ended.
    pub fn left_quiet(&self) -> Result<Vec<String>, EngineError> {
        let mut left = Vec::new();
        for shop in self.vault.shops()? {
            let note = format!("{}{}", notes_of(shop.id), backstock_rest::QUIET_NOTE);
            if self.vault.setting(&note)?.is_some() {
                left.push(shop.name);
            }
        }
        Ok(left)
    }

    /// Puts a shop's e-mail switches back as their owner had them, unless it is being written to. A shop that does not answer
    /// is an error, and is asked again by whoever opens it next. While the vault is open for viewing only they stay off until
    /// its owner ends that.
    pub fn end_quiet(&self, shop: &str) -> Result<(), EngineError> {
        if self.is_view_only()? {
            return Ok(());
        }
        let known = self.vault.shop(shop)?;
        // Reading puts back what was left off before it begins.
        drop(self.open_shop(&known)?.open_reading()?);
        Ok(())
    }
}
