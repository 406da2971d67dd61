//! Small texts and letters that become true together or not at all.
//!
//! What is read in a step is still so when the step is written: nobody else writes in between, in this program or another.

use backstock_model::LetterId;
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, Transaction};

use crate::error::WhileDoing as _;
use crate::{NewLetter, Vault, VaultError, letters, shops};

/// What may be read and written in one step.
pub struct Step<'t>(&'t Transaction<'t>);

impl Step<'_> {
    /// A small text as it is now.
    pub fn setting(&self, name: &str) -> Result<Option<String>, VaultError> {
        self.0
            .query_row("SELECT value FROM settings WHERE name = ?1", [name], |row| {
                row.get(0)
            })
            .optional()
            .doing("reading a setting")
    }

    /// Keeps a small text; `None` takes it away.
    pub fn set_setting(&self, name: &str, value: Option<&str>) -> Result<(), VaultError> {
        shops::keep_setting(self.0, name, value)
    }

    /// Hands letters over.
    pub fn hand_over(&self, new: &[NewLetter], now: DateTime<Utc>) -> Result<Vec<LetterId>, VaultError> {
        letters::insert_all(self.0, new, now)
    }
}

impl Vault {
    /// Does several small changes as one. Keep it short: nobody else writes meanwhile.
    pub fn in_one_step<T>(
        &self,
        work: impl FnOnce(&Step<'_>) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        self.inner
            .write("keeping a setting", |transaction| work(&Step(transaction)))
    }
}
