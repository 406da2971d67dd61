//! The vault's anchor in this computer's keyring, where nobody who replaces the vault's folder can replace it too. The window
//! keeps the same note; `decisions/0005` tells what it is for. Where there is no keyring, nothing is noted and nothing is lost.

use backstock_engine::{Explained, explain_older};
use backstock_model::Secret;
use backstock_vault::{OuterAnchor, Vault};

use crate::keyring::Secrets;
use crate::refusal::Refusal;

/// Why the vault is not the newest one used on this computer; nothing when it is, or when that is not known.
pub(crate) fn older(keyring: &dyn Secrets, vault: &Vault) -> Option<Explained> {
    // A vault that cannot be read says so wherever it is read.
    let kept = remembered(keyring, vault).unwrap_or_default();
    let mut missing = vault.check_outer_anchor(&kept).ok()?;
    missing.extend(vault.check_anchor().ok()?);
    explain_older(&missing)
}

/// Notes where the vault's backups end now, unless the vault is older than what is noted.
pub(crate) fn keep(keyring: &dyn Secrets, vault: &Vault) {
    if older(keyring, vault).is_none() {
        // The note is one more safeguard; that it could not be made keeps nobody from working.
        let _ = note(keyring, vault);
    }
}

/// Notes where the vault's backups end now, whatever was noted before.
pub(crate) fn note(keyring: &dyn Secrets, vault: &Vault) -> Result<(), Refusal> {
    let now = vault.outer_anchor()?;
    if remembered(keyring, vault).as_ref() == Some(&now) {
        return Ok(());
    }
    Ok(keyring.set(&name_of(vault), &Secret::new(now.to_string()))?)
}

/// Takes the vault for the one to go on with. The vault itself notes it for good, where it was older.
pub(crate) fn accept(keyring: &dyn Secrets, vault: &Vault) -> Result<(), Refusal> {
    let kept = remembered(keyring, vault).unwrap_or_default();
    vault.accept_older_vault(&kept)?;
    match keyring.state() {
        "available" => note(keyring, vault),
        _ => Ok(()),
    }
}

fn remembered(keyring: &dyn Secrets, vault: &Vault) -> Option<OuterAnchor> {
    // Asking a locked keyring would make the system ask its owner for a password, for a note only.
    if keyring.state() != "available" {
        return None;
    }
    let kept = keyring.get(&name_of(vault)).ok()??;
    kept.reveal().parse().ok()
}

fn name_of(vault: &Vault) -> String {
    format!("anchor-{}", vault.id())
}

#[cfg(test)]
mod tests {
    use backstock_vault::NewKeys;
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::keyring::KeyringProblem;
    use crate::keyring::fake::FakeKeyring;

    #[test]
    fn without_a_keyring_nothing_is_noted_and_nothing_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let (vault, _) =
            Vault::create(folder.path(), NewKeys::default(), DateTime::<Utc>::UNIX_EPOCH).unwrap();
        for problem in [KeyringProblem::None, KeyringProblem::Locked] {
            let keyring = FakeKeyring {
                problem: Some(problem),
                ..FakeKeyring::default()
            };
            keep(&keyring, &vault);
            assert!(older(&keyring, &vault).is_none());
            accept(&keyring, &vault).unwrap();
        }
        let keyring = FakeKeyring::default();
        keep(&keyring, &vault);
        assert!(older(&keyring, &vault).is_none());
        assert_eq!(keyring.kept.borrow().len(), 1);
    }
}
