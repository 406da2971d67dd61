//! # The vault's key in this computer's keyring
//!
//! A vault's folder may be copied, and a copy has the same id. So the key is kept by the id **and** the folder's place: who has a
//! copy remembered or forgotten does nothing to the vault it was copied from.
//!
//! It is kept by the id alone as well, unless another key already is: so a folder that was moved still opens, and so does what
//! was remembered by a version that knew no places.

use std::fs;
use std::path::Path;

use backstock_model::{KeyringError, Secret, Secrets};
use backstock_vault::{Vault, VaultError};
use zeroize::Zeroizing;

/// What opens a vault, wiped from memory when dropped.
type Key = Zeroizing<[u8; 32]>;

/// Why the keyring and the vault do not both hold what they should.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// The vault did not take it.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The keyring did not.
    #[error(transparent)]
    Keyring(#[from] KeyringError),
}

/// The names under which the key of a vault in a folder is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Names {
    here: String,
    anywhere: String,
}

impl Names {
    fn of(id: &str, folder: &Path) -> Self {
        let place = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
        let hash = blake3::hash(place.as_os_str().as_encoded_bytes()).to_hex();
        Self {
            here: format!("vault-{id}-{}", hash.get(..16).unwrap_or_default()),
            anywhere: format!("vault-{id}"),
        }
    }
}

/// The keys that may open the vault in a folder, the likeliest first.
///
/// # Errors
///
/// When the folder holds no vault, or the keyring cannot be read.
pub fn keys(keyring: &dyn Secrets, folder: &Path) -> Result<Vec<Key>, NotKept> {
    let names = Names::of(&Vault::vault_id_of(folder)?, folder);
    let mut keys: Vec<Key> = Vec::new();
    for name in [names.here, names.anywhere] {
        let found = keyring.get(&name)?.as_ref().and_then(from_text);
        keys.extend(found.filter(|found| !keys.contains(found)));
    }
    Ok(keys)
}

/// Gives a key to the keyring and to the vault. Where one of them does not take it, both are as they were.
///
/// # Errors
///
/// When one of them did not take it.
pub fn remember(keyring: &dyn Secrets, vault: &Vault, key: &[u8; 32]) -> Result<(), NotKept> {
    let names = Names::of(vault.id(), vault.folder());
    let secret = to_text(key);
    let before = keyring.get(&names.here)?;
    let elsewhere = keyring.get(&names.anywhere)?;
    // The key by the id alone is this vault's when it is the one that was kept here.
    let is_ours = match (&elsewhere, &before) {
        (None, _) => true,
        (Some(elsewhere), Some(before)) => same(elsewhere, before),
        (Some(_), None) => false,
    };
    let put_back = |name: &str, key: &Option<Secret>| match key {
        Some(key) => keyring.set(name, key),
        None => keyring.delete(name),
    };
    let kept = keyring.set(&names.here, &secret).and_then(|()| {
        if is_ours {
            keyring.set(&names.anywhere, &secret)
        } else {
            Ok(())
        }
    });
    let taken = kept
        .map_err(NotKept::from)
        .and_then(|()| Ok(vault.set_keyring(Some(key))?));
    if let Err(why) = taken {
        put_back(&names.here, &before)?;
        if is_ours {
            put_back(&names.anywhere, &elsewhere)?;
        }
        return Err(why);
    }
    Ok(())
}

/// Takes the key from the keyring and from the vault. A key that was not kept for this place may be another copy's, and stays; it
/// does not open this one any more.
///
/// # Errors
///
/// When one of them still holds it.
pub fn forget(keyring: &dyn Secrets, vault: &Vault) -> Result<(), NotKept> {
    let names = Names::of(vault.id(), vault.folder());
    if let Some(here) = keyring.get(&names.here)? {
        let elsewhere = keyring.get(&names.anywhere)?;
        if elsewhere.is_some_and(|elsewhere| same(&elsewhere, &here)) {
            keyring.delete(&names.anywhere)?;
        }
        keyring.delete(&names.here)?;
    }
    Ok(vault.set_keyring(None)?)
}

/// A vault's key as the keyring keeps it: 64 hexadecimal digits.
fn to_text(key: &[u8; 32]) -> Secret {
    Secret::new(key.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A vault's key out of the keyring; nothing when it is no key.
fn from_text(secret: &Secret) -> Option<Key> {
    let text = secret.reveal();
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut key = Zeroizing::new([0; 32]);
    for (byte, digits) in key.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(key)
}

fn same(one: &Secret, other: &Secret) -> bool {
    one.reveal() == other.reveal()
}

#[cfg(test)]
mod tests {
    use backstock_testkit::KeyringInMemory;
    use backstock_vault::{NewKeys, Unlock};
    use chrono::DateTime;

    use super::*;

    fn opens(keyring: &KeyringInMemory, folder: &Path) -> bool {
        keys(keyring, folder)
            .unwrap()
            .iter()
            .any(|key| Vault::open(folder, Unlock::Keyring(key)).is_ok())
    }

    #[test]
    fn a_key_survives_the_keyring_as_text() {
        let key: [u8; 32] = std::array::from_fn(|position| (position * 7 + 250) as u8);
        assert_eq!(from_text(&to_text(&key)).as_deref(), Some(&key));
        assert!(from_text(&Secret::new("zz".repeat(32))).is_none());
        assert!(from_text(&Secret::new("short".into())).is_none());
    }

    fn copied(from: &Path, to: &Path) {
        fs::create_dir(to).unwrap();
        for file in fs::read_dir(from).unwrap().flatten() {
            if file.path().is_file() {
                fs::copy(file.path(), to.join(file.file_name())).unwrap();
            }
        }
    }

    // F19, T7
    #[test]
    fn a_copy_that_is_remembered_or_forgotten_takes_nothing_from_the_vault_it_is_of() {
        let within = tempfile::tempdir().unwrap();
        let (original, copy) = (within.path().join("vault"), within.path().join("copy"));
        let (vault, recovery) = Vault::create(&original, NewKeys::default(), DateTime::UNIX_EPOCH).unwrap();
        let keyring = KeyringInMemory::default();
        remember(&keyring, &vault, &[b'a'; 32]).unwrap();
        drop(vault);
        copied(&original, &copy);
        assert!(opens(&keyring, &original) && opens(&keyring, &copy));

        let open_copy = || Vault::open(&copy, Unlock::Recovery(&recovery)).unwrap();
        forget(&keyring, &open_copy()).unwrap();
        assert!(opens(&keyring, &original) && !opens(&keyring, &copy));
        remember(&keyring, &open_copy(), &[b'b'; 32]).unwrap();
        assert!(opens(&keyring, &original) && opens(&keyring, &copy));
        forget(&keyring, &open_copy()).unwrap();
        assert!(opens(&keyring, &original) && !opens(&keyring, &copy));

        // A vault that was moved is still known.
        let moved = within.path().join("moved");
        fs::rename(&original, &moved).unwrap();
        assert!(opens(&keyring, &moved));
        fs::rename(&moved, &original).unwrap();
        forget(
            &keyring,
            &Vault::open(&original, Unlock::Recovery(&recovery)).unwrap(),
        )
        .unwrap();
        assert!(keyring.names().is_empty() && !opens(&keyring, &original));
    }

    #[test]
    fn what_an_earlier_version_remembered_opens_and_a_keyring_that_takes_nothing_changes_nothing() {
        let within = tempfile::tempdir().unwrap();
        let folder = within.path().join("vault");
        let new = NewKeys {
            keyring: Some([b'a'; 32]),
            passphrase: None,
        };
        let (vault, _) = Vault::create(&folder, new, DateTime::UNIX_EPOCH).unwrap();
        let keyring = KeyringInMemory::default();
        let name = format!("vault-{}", vault.id());
        keyring.set(&name, &to_text(&[b'a'; 32])).unwrap();
        assert!(opens(&keyring, &folder));

        keyring.take_nothing();
        assert!(remember(&keyring, &vault, &[b'b'; 32]).is_err());
        assert_eq!(keyring.names(), [name]);
        assert!(opens(&keyring, &folder));
    }

    // T1: what stands in the keyring always opens the vault.
    #[test]
    fn a_key_the_vault_did_not_take_does_not_stay_in_the_keyring() {
        let within = tempfile::tempdir().unwrap();
        let folder = within.path().join("vault");
        let (vault, _) = Vault::create(&folder, NewKeys::default(), DateTime::UNIX_EPOCH).unwrap();
        let keyring = KeyringInMemory::default();
        let lock = folder.join("keys.lock");
        let cannot_change = |cannot: bool| {
            if cannot {
                let _ = fs::remove_file(&lock);
                fs::create_dir(&lock).unwrap();
            } else {
                fs::remove_dir(&lock).unwrap();
            }
        };
        cannot_change(true);
        assert!(remember(&keyring, &vault, &[1; 32]).is_err());
        assert!(keyring.names().is_empty());
        cannot_change(false);
        remember(&keyring, &vault, &[2; 32]).unwrap();
        cannot_change(true);
        assert!(remember(&keyring, &vault, &[3; 32]).is_err());
        assert_eq!(keys(&keyring, &folder).unwrap(), [Zeroizing::new([2; 32])]);
        drop(vault);
        Vault::open(&folder, Unlock::Keyring(&[2; 32])).unwrap();
    }
}
