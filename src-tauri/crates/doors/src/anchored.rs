//! # The vault's anchor in this computer's keyring
//!
//! Whoever replaces the vault's whole folder by an older copy cannot replace what the keyring remembers of it (see
//! `decisions/0005`). Where there is no keyring, or it is locked, nothing is remembered and nothing is lost.
//!
//! * The anchor is noted when a vault is opened and after every job that may have published a backup.
//! * It never moves on by itself over a vault that is older: the owner is told at every opening until they accept it.

use backstock_contract::{Failure, KeyringState};
use backstock_engine::explain_older;
use backstock_model::Secret;
use backstock_vault::{OuterAnchor, Vault};

use crate::answers::{explain_keyring, explain_vault, failure};
use crate::{Reply, Secrets};

/// Why the vault is not the newest one used on this computer; nothing when it is, or when that is not known.
pub(crate) fn older(secrets: &dyn Secrets, vault: &Vault) -> Option<Failure> {
    // A vault that cannot be read says so wherever it is read.
    let kept = remembered(secrets, vault).unwrap_or_default();
    let mut missing = vault.check_outer_anchor(&kept).ok()?;
    missing.extend(vault.check_anchor().ok()?);
    explain_older(&missing).map(failure)
}

/// Notes where the vault's backups end now, unless the vault is older than what is noted.
pub(crate) fn keep(secrets: &dyn Secrets, vault: &Vault) {
    if older(secrets, vault).is_none() {
        // The note is one more safeguard; that it could not be made keeps nobody from working.
        let _ = note(secrets, vault);
    }
}

/// Notes where the vault's backups end now, whatever was noted before.
pub(crate) fn note(secrets: &dyn Secrets, vault: &Vault) -> Reply<()> {
    let now = vault.outer_anchor().map_err(explain_vault)?;
    if remembered(secrets, vault).as_ref() == Some(&now) {
        return Ok(());
    }
    secrets
        .set(&name_of(vault), &Secret::new(now.to_string()))
        .map_err(explain_keyring)
}

/// Takes the vault for the one to go on with. The vault itself notes it for good, where it was older.
pub(crate) fn accept(secrets: &dyn Secrets, vault: &Vault) -> Reply<()> {
    let kept = remembered(secrets, vault).unwrap_or_default();
    vault.accept_older_vault(&kept).map_err(explain_vault)?;
    match secrets.state() {
        KeyringState::Available => note(secrets, vault),
        KeyringState::Locked | KeyringState::None => Ok(()),
    }
}

fn remembered(secrets: &dyn Secrets, vault: &Vault) -> Option<OuterAnchor> {
    // Asking a locked keyring would make the system ask the owner for its password, for a note only.
    if secrets.state() != KeyringState::Available {
        return None;
    }
    let kept = secrets.get(&name_of(vault)).ok()??;
    kept.reveal().parse().ok()
}

fn name_of(vault: &Vault) -> String {
    format!("anchor-{}", vault.id())
}
