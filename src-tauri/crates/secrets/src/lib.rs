//! # The operating system's keyring
//!
//! A [`Keyring`] keeps small secrets (the key that opens a vault on this computer, a shop's token) where the operating
//! system keeps passwords: the Keychain, the Credential Manager, or the Secret Service (GNOME Keyring, KWallet). It is the
//! only place in Backstock that knows how, and there is no other place to fall back to: a computer without a keyring is
//! told so, and the vault then opens with its passphrase or recovery key.
//!
//! * Every call blocks, and may wait for a person who is asked to unlock the keyring: call it on a thread that may wait.
//!   It works on a thread of its own, because the way to the Secret Service does not bear the threads of an async runtime.
//! * A locked Secret Service says of every secret that there is none. "None" is therefore only believed when the keyring
//!   is open; otherwise the answer is [`KeyringError::Locked`].
//! * The connection is made once. A keyring that was not there at the first call is not there until Backstock starts anew.
//!
//! What it does not protect from: on Windows and Linux another program of the same person can read the same keyring.

#[cfg(all(unix, not(target_os = "macos")))]
mod collection;
#[cfg(unix)]
mod memory;

use std::panic::resume_unwind;
use std::thread;

#[cfg(unix)]
pub use memory::{leave_no_core_file, use_small_pages};

use backstock_model::{KeyringError, KeyringState, Secret, Secrets};
use keyring::v1::{Entry, Error};

/// The secrets of one app in the operating system's keyring.
#[derive(Clone, Debug)]
pub struct Keyring {
    service: String,
}

impl Keyring {
    /// The secrets kept under this app's name, for example `app.backstock.desktop`.
    pub fn new(service: impl Into<String>) -> Self {
        Self {
            service: service.into(),
        }
    }

    fn entry(&self, name: &str) -> Result<Entry, KeyringError> {
        Entry::new(&self.service, name).map_err(|error| explain(&error))
    }
}

impl Secrets for Keyring {
    fn state(&self) -> KeyringState {
        apart(state)
    }

    fn get(&self, name: &str) -> Result<Option<Secret>, KeyringError> {
        apart(|| match self.entry(name)?.get_password() {
            Ok(text) => Ok(Some(Secret::new(text))),
            Err(Error::NoEntry) => there_is_none().map(|()| None),
            Err(error) => Err(explain(&error)),
        })
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<(), KeyringError> {
        apart(|| {
            self.entry(name)?
                .set_password(secret.reveal())
                .map_err(|error| explain(&error))
        })
    }

    fn delete(&self, name: &str) -> Result<(), KeyringError> {
        apart(|| match self.entry(name)?.delete_credential() {
            Ok(()) => Ok(()),
            Err(Error::NoEntry) => there_is_none(),
            Err(error) => Err(explain(&error)),
        })
    }
}

/// Does work on a thread of its own and waits for it.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| scope.spawn(work).join()).unwrap_or_else(|panic| resume_unwind(panic))
}

fn state() -> KeyringState {
    match Entry::store_status() {
        Ok(()) => is_locked(),
        Err(_) => KeyringState::None,
    }
}

/// Whether "there is none" can be believed.
fn there_is_none() -> Result<(), KeyringError> {
    match state() {
        KeyringState::Available => Ok(()),
        KeyringState::Locked => Err(KeyringError::Locked),
        KeyringState::None => Err(KeyringError::None),
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn is_locked() -> KeyringState {
    collection::state()
}

// The Keychain and the Credential Manager are open while their owner is logged in.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn is_locked() -> KeyringState {
    KeyringState::Available
}

fn explain(error: &Error) -> KeyringError {
    match error {
        Error::NoDefaultStore => KeyringError::None,
        Error::NoStorageAccess(_) => KeyringError::Locked,
        // The details of these two are the stored bytes themselves.
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            KeyringError::Refused("what is kept under this name is not a text".to_owned())
        }
        Error::Ambiguous(_) => {
            KeyringError::Refused("more than one secret is kept under this name".to_owned())
        }
        other => KeyringError::Refused(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // T7: no secret in a message, whatever the keyring says.
    #[test]
    fn what_the_keyring_holds_is_never_part_of_an_error() {
        let canary = b"canary-7f3a".to_vec();
        let errors = [
            Error::BadEncoding(canary.clone()),
            Error::BadDataFormat(canary, "broken".into()),
            Error::Ambiguous(Vec::new()),
        ];
        for error in errors {
            let explained = explain(&error);
            let shown = format!("{explained} {explained:?}");
            assert!(
                !shown.contains("canary") && !shown.contains("99, 97, 110"),
                "{shown}"
            );
        }
        assert_eq!(explain(&Error::NoDefaultStore), KeyringError::None);
        assert_eq!(
            explain(&Error::NoStorageAccess("locked".into())),
            KeyringError::Locked
        );
    }
}
