//! # The vault's anchor outside its folder
//!
//! Whoever replaces the vault's whole folder by an older copy cannot replace what this computer's keyring remembers of it (see
//! `decisions/0005`). Where there is no keyring, or it is locked, nothing is remembered and nothing is lost.
//!
//! * The anchor is noted when a vault is opened and after every job that may have published a backup.
//! * It never moves on by itself over a vault that is older: the owner is told at every opening until they accept it.

use backstock_model::{KeyringState, Secret, Secrets};
use backstock_vault::{OuterAnchor, Vault};

use crate::Engine;
use crate::remembered::NotKept;
use crate::words::{Explained, explain_older};

/// Why the vault is not the newest one used on this computer; nothing when it is, or when that is not known. Then it is noted
/// where its backups end now.
pub fn keep(keyring: &dyn Secrets, vault: &Vault) -> Option<Explained> {
    let kept = remembered(keyring, vault);
    let why = older_than(&kept, vault);
    if why.is_none() {
        // The note is one more safeguard; that it could not be made keeps nobody from working.
        let _ = note_over(&kept, keyring, vault);
    }
    why
}

/// Does what takes a shop's backups out of the vault on purpose. Without a new note the shop would look like one that an older
/// vault does not know yet.
pub fn removing<T, E>(
    keyring: &dyn Secrets,
    vault: &Vault,
    remove: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let kept = remembered(keyring, vault);
    let is_newest = older_than(&kept, vault).is_none();
    let removed = remove()?;
    if is_newest {
        let _ = note_over(&kept, keyring, vault);
    }
    Ok(removed)
}

/// Takes what was read from files for a preview out of the vault again, but for that of one name. What cannot be tidied now is
/// tidied the next time.
pub fn forget_read_files(keyring: &dyn Secrets, engine: &Engine, but: Option<&str>) {
    let _ = removing(keyring, &engine.vault, || engine.forget_read_files(but));
}

/// Takes the vault for the one to go on with. The vault itself notes it for good, where it was older.
pub fn accept(keyring: &dyn Secrets, vault: &Vault) -> Result<(), NotKept> {
    let kept = remembered(keyring, vault);
    vault.accept_older_vault(&kept)?;
    note_over(&kept, keyring, vault)
}

fn older_than(kept: &OuterAnchor, vault: &Vault) -> Option<Explained> {
    // A vault that cannot be read says so wherever it is read.
    let mut missing = vault.check_outer_anchor(kept).ok()?;
    missing.extend(vault.check_anchor().ok()?);
    explain_older(&missing)
}

fn note_over(kept: &OuterAnchor, keyring: &dyn Secrets, vault: &Vault) -> Result<(), NotKept> {
    let now = vault.outer_anchor()?;
    if *kept == now || keyring.state() != KeyringState::Available {
        return Ok(());
    }
    Ok(keyring.set(&name_of(vault), &Secret::new(now.to_string()))?)
}

fn remembered(keyring: &dyn Secrets, vault: &Vault) -> OuterAnchor {
    // Asking a locked keyring would make the system ask its owner for a password, for a note only.
    if keyring.state() != KeyringState::Available {
        return OuterAnchor::default();
    }
    let kept = keyring.get(&name_of(vault)).ok().flatten();
    kept.and_then(|text| text.reveal().parse().ok())
        .unwrap_or_default()
}

fn name_of(vault: &Vault) -> String {
    format!("anchor-{}", vault.id())
}

#[cfg(test)]
mod tests {
    use backstock_testkit::KeyringInMemory;
    use backstock_vault::NewKeys;
    use chrono::DateTime;

    use super::*;

    #[test]
    fn without_a_keyring_nothing_is_noted_and_nothing_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let (vault, _) = Vault::create(folder.path(), NewKeys::default(), DateTime::UNIX_EPOCH).unwrap();
        for keyring in [KeyringInMemory::none(), KeyringInMemory::locked()] {
            assert!(keep(&keyring, &vault).is_none());
            assert!(accept(&keyring, &vault).is_ok());
        }
    }
}
