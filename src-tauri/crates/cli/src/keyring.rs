//! The keyring behind a small trait, so that tests need none.

use backstock_model::Secret;
use backstock_secrets::{Keyring, KeyringError, KeyringState};
use zeroize::Zeroizing;

use crate::answers::Problem;

/// The name under which Backstock's secrets stand in the keyring; the window's is the same, so that both open one vault.
const APP: &str = "app.backstock.desktop";

/// Keeps secrets on this computer. Calls block.
pub(crate) trait Secrets: Send + Sync {
    /// What it can do: `available`, `locked` or `none`.
    fn state(&self) -> &'static str;
    /// A secret by its name.
    fn get(&self, name: &str) -> Result<Option<Secret>, KeyringProblem>;
    /// Keeps a secret.
    fn set(&self, name: &str, secret: &Secret) -> Result<(), KeyringProblem>;
    /// Forgets a secret.
    fn delete(&self, name: &str) -> Result<(), KeyringProblem>;
}

/// Why the keyring did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum KeyringProblem {
    /// There is none on this computer.
    #[error("there is no keyring")]
    None,
    /// It is locked, or its owner did not let us in.
    #[error("the keyring is locked")]
    Locked,
    /// It answered something else.
    #[error("the keyring answered: {0}")]
    Refused(String),
}

impl KeyringProblem {
    pub(crate) fn told(&self) -> Problem {
        match self {
            Self::None => Problem::new(
                "keyring_none",
                "This computer has no keyring that could remember the vault.",
                "Open the vault with its recovery key or passphrase.",
            ),
            Self::Locked => Problem::new(
                "keyring_locked",
                "This computer's keyring is locked.",
                "Unlock the keyring and try again, or open the vault with its recovery key or passphrase.",
            ),
            Self::Refused(what) => Problem::new(
                "keyring_refused",
                format!("This computer's keyring refused: {what}."),
                "Open the vault with its recovery key or passphrase.",
            ),
        }
    }
}

impl From<KeyringError> for KeyringProblem {
    fn from(error: KeyringError) -> Self {
        match error {
            KeyringError::None => Self::None,
            KeyringError::Locked => Self::Locked,
            KeyringError::Refused(what) => Self::Refused(what),
        }
    }
}

/// The keyring of this computer.
pub(crate) struct SystemKeyring(Keyring);

impl SystemKeyring {
    pub(crate) fn new() -> Self {
        Self(Keyring::new(APP))
    }
}

impl Secrets for SystemKeyring {
    fn state(&self) -> &'static str {
        match self.0.state() {
            KeyringState::Available => "available",
            KeyringState::Locked => "locked",
            KeyringState::None => "none",
        }
    }

    fn get(&self, name: &str) -> Result<Option<Secret>, KeyringProblem> {
        Ok(self.0.get(name)?)
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<(), KeyringProblem> {
        Ok(self.0.set(name, secret)?)
    }

    fn delete(&self, name: &str) -> Result<(), KeyringProblem> {
        Ok(self.0.delete(name)?)
    }
}

/// A vault's key as the keyring keeps it: 64 hexadecimal digits.
pub(crate) fn to_secret(key: &[u8; 32]) -> Secret {
    Secret::new(key.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A vault's key out of the keyring; nothing when it is no key.
pub(crate) fn from_secret(secret: &Secret) -> Option<Zeroizing<[u8; 32]>> {
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

#[cfg(test)]
pub(crate) mod fake {
    //! A keyring in memory.

    use std::collections::HashMap;
    use std::sync::{Mutex, PoisonError};

    use super::{KeyringProblem, Secret, Secrets};

    /// A keyring in memory; it can be made to be locked.
    #[derive(Default)]
    pub(crate) struct FakeKeyring {
        pub(crate) kept: Mutex<HashMap<String, String>>,
        pub(crate) problem: Option<KeyringProblem>,
    }

    impl FakeKeyring {
        pub(crate) fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<String, String>> {
            self.kept.lock().unwrap_or_else(PoisonError::into_inner)
        }

        fn check(&self) -> Result<(), KeyringProblem> {
            self.problem.clone().map_or(Ok(()), Err)
        }
    }

    impl Secrets for FakeKeyring {
        fn state(&self) -> &'static str {
            match self.problem {
                None => "available",
                Some(KeyringProblem::Locked) => "locked",
                Some(_) => "none",
            }
        }

        fn get(&self, name: &str) -> Result<Option<Secret>, KeyringProblem> {
            self.check()?;
            Ok(self.kept().get(name).cloned().map(Secret::new))
        }

        fn set(&self, name: &str, secret: &Secret) -> Result<(), KeyringProblem> {
            self.check()?;
            self.kept().insert(name.to_owned(), secret.reveal().to_owned());
            Ok(())
        }

        fn delete(&self, name: &str) -> Result<(), KeyringProblem> {
            self.check()?;
            self.kept().remove(name);
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_the_keyring_as_text() {
        let key: [u8; 32] = std::array::from_fn(|position| (position * 7 + 250) as u8);
        assert_eq!(from_secret(&to_secret(&key)).as_deref(), Some(&key));
        assert!(from_secret(&Secret::new("zz".repeat(32))).is_none());
        assert!(from_secret(&Secret::new("short".into())).is_none());
    }
}
