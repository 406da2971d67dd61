//! # Viewing only
//!
//! A vault can be opened for somebody who may look and must not touch: browse, compare, search, back up; never restore, undo
//! or delete. The mark is kept in the vault itself, so that it holds for the window, the command line and the next start
//! alike, and whoever takes it off has to prove with the passphrase or the recovery key that the vault is theirs.
//!
//! The verbs that write to a shop ask here. Everything else that may not be done then is refused at the doors, by a list.

use backstock_model::Secret;
use backstock_vault::{RecoveryKey, Unlock, Vault, VaultError};

use crate::{Engine, EngineError};

const SETTING: &str = "view_only";

/// What proves that a vault is one's own. The key that this computer remembers proves nothing: it opens for whoever sits there.
pub enum Proof<'p> {
    /// The passphrase.
    Passphrase(&'p Secret),
    /// The recovery key.
    RecoveryKey(&'p RecoveryKey),
}

/// Whether a vault is open for viewing only.
pub fn is_on(vault: &Vault) -> Result<bool, VaultError> {
    Ok(vault.setting(SETTING)?.is_some())
}

impl Engine {
    /// Whether the vault is open for viewing only.
    pub fn is_view_only(&self) -> Result<bool, EngineError> {
        Ok(is_on(&self.vault)?)
    }

    /// Opens the vault for viewing only from now on.
    pub fn begin_view_only(&self) -> Result<(), EngineError> {
        Ok(self.vault.set_setting(SETTING, Some("1"))?)
    }

    /// Allows everything again, for whoever has the key.
    pub fn end_view_only(&self, proof: &Proof<'_>) -> Result<(), EngineError> {
        let unlock = match proof {
            Proof::Passphrase(passphrase) => Unlock::Passphrase(passphrase),
            Proof::RecoveryKey(key) => Unlock::Recovery(key),
        };
        drop(Vault::open(self.vault.folder(), unlock)?);
        Ok(self.vault.set_setting(SETTING, None)?)
    }

    /// Refuses what changes a shop while the vault is open for viewing only.
    pub(crate) fn refuse_view_only(&self) -> Result<(), EngineError> {
        if self.is_view_only()? {
            Err(EngineError::ViewOnly)
        } else {
            Ok(())
        }
    }
}
