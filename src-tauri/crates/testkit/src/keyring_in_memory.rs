//! A keyring that lasts as long as a test.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use backstock_model::{KeyringError, KeyringState, Secret, Secrets};

/// A keyring in memory. It can be locked, be none at all, or take nothing.
#[derive(Debug, Default)]
pub struct KeyringInMemory {
    kept: Mutex<BTreeMap<String, Secret>>,
    problem: Mutex<Option<KeyringError>>,
    takes_nothing: Mutex<bool>,
}

impl KeyringInMemory {
    /// As on a computer without a keyring.
    pub fn none() -> Self {
        Self::with(KeyringError::None)
    }

    /// One that was not unlocked.
    pub fn locked() -> Self {
        Self::with(KeyringError::Locked)
    }

    fn with(problem: KeyringError) -> Self {
        Self {
            problem: Mutex::new(Some(problem)),
            ..Self::default()
        }
    }

    /// Locks it.
    pub fn lock(&self) {
        *held(&self.problem) = Some(KeyringError::Locked);
    }

    /// From now on it can be read and refuses to keep anything.
    pub fn take_nothing(&self) {
        *held(&self.takes_nothing) = true;
    }

    /// The names of what is kept, in their order.
    pub fn names(&self) -> Vec<String> {
        held(&self.kept).keys().cloned().collect()
    }

    /// The names under which this text is kept, in their order.
    pub fn names_of(&self, text: &str) -> Vec<String> {
        let kept = held(&self.kept);
        let of_text = kept.iter().filter(|(_, secret)| secret.reveal() == text);
        of_text.map(|(name, _)| name.clone()).collect()
    }

    /// Loses a text wherever it is kept.
    pub fn lose(&self, text: &str) {
        held(&self.kept).retain(|_, secret| secret.reveal() != text);
    }

    fn open(&self) -> Result<MutexGuard<'_, BTreeMap<String, Secret>>, KeyringError> {
        held(&self.problem)
            .clone()
            .map_or_else(|| Ok(held(&self.kept)), Err)
    }
}

impl Secrets for KeyringInMemory {
    fn state(&self) -> KeyringState {
        match *held(&self.problem) {
            None => KeyringState::Available,
            Some(KeyringError::Locked) => KeyringState::Locked,
            Some(KeyringError::None | KeyringError::Refused(_)) => KeyringState::None,
        }
    }

    fn get(&self, name: &str) -> Result<Option<Secret>, KeyringError> {
        Ok(self.open()?.get(name).cloned())
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<(), KeyringError> {
        let mut kept = self.open()?;
        if *held(&self.takes_nothing) {
            return Err(KeyringError::Refused("it takes nothing".to_owned()));
        }
        kept.insert(name.to_owned(), secret.clone());
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), KeyringError> {
        self.open()?.remove(name);
        Ok(())
    }
}

fn held<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}
