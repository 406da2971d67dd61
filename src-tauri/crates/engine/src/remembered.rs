//! # The vault's key in this computer's keyring
//!
//! A vault's folder may be copied, and a copy has the same id. So the key is kept by the id **and** the folder's place: who has a
//! copy remembered or forgotten does nothing to the vault it was copied from.
//!
//! It is kept by the id alone as well, unless another key already is: so a folder that was moved still opens, and so does what
//! was remembered by a version that knew no places.

use std::fs;
use std::path::Path;

use backstock_model::Secret;
use backstock_vault::{Vault, VaultError};

/// What keeps keys by name.
pub trait KeyPlace {
    /// Why it did not do what was asked.
    type Problem;

    /// The key kept under a name.
    fn key(&self, name: &str) -> Result<Option<Secret>, Self::Problem>;

    /// Keeps a key; one of the same name is replaced.
    fn keep_key(&self, name: &str, key: &Secret) -> Result<(), Self::Problem>;

    /// Forgets the key of a name; that there is none is no problem.
    fn forget_key(&self, name: &str) -> Result<(), Self::Problem>;
}

/// Why a key was not kept.
#[derive(Debug)]
pub enum NotKept<P> {
    /// The vault did not take it.
    Vault(VaultError),
    /// The keyring did not.
    Keyring(P),
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
pub fn keys<P: KeyPlace + ?Sized>(keyring: &P, folder: &Path) -> Result<Vec<Secret>, NotKept<P::Problem>> {
    let names = Names::of(&Vault::vault_id_of(folder).map_err(NotKept::Vault)?, folder);
    let mut keys = Vec::new();
    for name in [names.here, names.anywhere] {
        let found = keyring.key(&name).map_err(NotKept::Keyring)?;
        keys.extend(found.filter(|found| !keys.iter().any(|known| same(known, found))));
    }
    Ok(keys)
}

/// Gives a key to the keyring and to the vault. Where one of them does not take it, both are as they were.
pub fn remember<P: KeyPlace + ?Sized>(
    keyring: &P,
    vault: &Vault,
    key: &[u8; 32],
    secret: &Secret,
) -> Result<(), NotKept<P::Problem>> {
    let names = Names::of(vault.id(), vault.folder());
    let before = keyring.key(&names.here).map_err(NotKept::Keyring)?;
    let elsewhere = keyring.key(&names.anywhere).map_err(NotKept::Keyring)?;
    // The key by the id alone is this vault's when it is the one that was kept here.
    let is_ours = match (&elsewhere, &before) {
        (None, _) => true,
        (Some(elsewhere), Some(before)) => same(elsewhere, before),
        (Some(_), None) => false,
    };
    let put_back = |name: &str, key: &Option<Secret>| match key {
        Some(key) => keyring.keep_key(name, key),
        None => keyring.forget_key(name),
    };
    let kept = keyring.keep_key(&names.here, secret).and_then(|()| {
        if is_ours {
            keyring.keep_key(&names.anywhere, secret)
        } else {
            Ok(())
        }
    });
    let taken = kept
        .map_err(NotKept::Keyring)
        .and_then(|()| vault.set_keyring(Some(key)).map_err(NotKept::Vault));
    if let Err(why) = taken {
        put_back(&names.here, &before).map_err(NotKept::Keyring)?;
        if is_ours {
            put_back(&names.anywhere, &elsewhere).map_err(NotKept::Keyring)?;
        }
        return Err(why);
    }
    Ok(())
}

/// Takes the key from the keyring and from the vault. A key that was not kept for this place may be another copy's, and stays; it
/// does not open this one any more.
pub fn forget<P: KeyPlace + ?Sized>(keyring: &P, vault: &Vault) -> Result<(), NotKept<P::Problem>> {
    let names = Names::of(vault.id(), vault.folder());
    if let Some(here) = keyring.key(&names.here).map_err(NotKept::Keyring)? {
        let elsewhere = keyring.key(&names.anywhere).map_err(NotKept::Keyring)?;
        if elsewhere.is_some_and(|elsewhere| same(&elsewhere, &here)) {
            keyring.forget_key(&names.anywhere).map_err(NotKept::Keyring)?;
        }
        keyring.forget_key(&names.here).map_err(NotKept::Keyring)?;
    }
    vault.set_keyring(None).map_err(NotKept::Vault)
}

fn same(one: &Secret, other: &Secret) -> bool {
    one.reveal() == other.reveal()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use backstock_vault::{NewKeys, Unlock};
    use chrono::DateTime;

    use super::*;

    #[derive(Default)]
    struct InMemory {
        kept: Mutex<BTreeMap<String, String>>,
        takes_nothing: bool,
    }

    impl KeyPlace for InMemory {
        type Problem = ();

        fn key(&self, name: &str) -> Result<Option<Secret>, ()> {
            Ok(self.kept.lock().unwrap().get(name).cloned().map(Secret::new))
        }

        fn keep_key(&self, name: &str, key: &Secret) -> Result<(), ()> {
            if self.takes_nothing {
                return Err(());
            }
            self.kept
                .lock()
                .unwrap()
                .insert(name.to_owned(), key.reveal().to_owned());
            Ok(())
        }

        fn forget_key(&self, name: &str) -> Result<(), ()> {
            self.kept.lock().unwrap().remove(name);
            Ok(())
        }
    }

    /// A key of one letter, for the vault and as text.
    fn key(letter: u8) -> ([u8; 32], Secret) {
        ([letter; 32], Secret::new((letter as char).to_string()))
    }

    fn remember_as(keyring: &InMemory, vault: &Vault, letter: u8) {
        let (key, secret) = key(letter);
        remember(keyring, vault, &key, &secret).unwrap();
    }

    fn opens(keyring: &InMemory, folder: &Path) -> bool {
        keys(keyring, folder).unwrap().iter().any(|secret| {
            let letter = secret.reveal().as_bytes()[0];
            Vault::open(folder, Unlock::Keyring(&[letter; 32])).is_ok()
        })
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
        let keyring = InMemory::default();
        remember_as(&keyring, &vault, b'a');
        drop(vault);
        copied(&original, &copy);
        assert!(opens(&keyring, &original) && opens(&keyring, &copy));

        let open_copy = || Vault::open(&copy, Unlock::Recovery(&recovery)).unwrap();
        forget(&keyring, &open_copy()).unwrap();
        assert!(opens(&keyring, &original) && !opens(&keyring, &copy));
        remember_as(&keyring, &open_copy(), b'b');
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
        assert!(keyring.kept.lock().unwrap().is_empty() && !opens(&keyring, &original));
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
        let mut keyring = InMemory::default();
        let name = format!("vault-{}", vault.id());
        keyring.kept.lock().unwrap().insert(name.clone(), "a".to_owned());
        assert!(opens(&keyring, &folder));

        keyring.takes_nothing = true;
        let (other, secret) = key(b'b');
        assert!(remember(&keyring, &vault, &other, &secret).is_err());
        assert_eq!(keyring.kept.lock().unwrap().keys().collect::<Vec<_>>(), [&name]);
        assert!(opens(&keyring, &folder));
    }
}
