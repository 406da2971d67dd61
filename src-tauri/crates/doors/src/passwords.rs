//! # The passwords of shops on servers
//!
//! They are kept in this computer's keyring and nowhere in the vault. A keyring that is missing or locked keeps nothing; then
//! a password is remembered in memory until the app closes, and the window says so.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use backstock_engine::ShopPasswords;
use backstock_model::{Secret, Secrets};

/// Keeps the passwords of shops' servers.
pub(crate) struct KeptPasswords {
    secrets: Arc<dyn Secrets>,
    /// What the keyring did not take.
    until_closed: Mutex<HashMap<String, Secret>>,
}

impl KeptPasswords {
    pub(crate) fn new(secrets: Arc<dyn Secrets>) -> Self {
        Self {
            secrets,
            until_closed: Mutex::default(),
        }
    }

    /// Keeps a password under a name (see [`backstock_engine::password_name`]), as well as it can be kept here.
    pub(crate) fn keep(&self, name: &str, password: &Secret) {
        match self.secrets.set(name, password) {
            Ok(()) => drop(self.until_closed().remove(name)),
            Err(_) => {
                self.until_closed().insert(name.to_owned(), password.clone());
            }
        }
    }

    /// Forgets a password. One that a locked keyring holds stays there and is of no use to anybody but its owner.
    pub(crate) fn forget(&self, name: &str) {
        self.until_closed().remove(name);
        let _ = self.secrets.delete(name);
    }

    /// Whether a password is remembered until the app closes only.
    pub(crate) fn is_until_closed(&self, name: &str) -> bool {
        self.until_closed().contains_key(name)
    }

    fn until_closed(&self) -> MutexGuard<'_, HashMap<String, Secret>> {
        self.until_closed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ShopPasswords for KeptPasswords {
    fn password(&self, name: &str) -> Option<Secret> {
        let remembered = self.until_closed().get(name).cloned();
        remembered.or_else(|| self.secrets.get(name).ok()?)
    }
}
