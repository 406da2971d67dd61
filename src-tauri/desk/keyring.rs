//! The keyring of this computer, as the doors want it.

use backstock_contract::KeyringState;
use backstock_doors::{KeyringProblem, Secrets};
use backstock_model::Secret;
use backstock_secrets::{Keyring, KeyringError};

/// The secrets of this app in the operating system's keyring.
pub(crate) struct DesktopKeyring {
    keyring: Keyring,
}

impl DesktopKeyring {
    pub(crate) fn new(app: &str) -> Self {
        Self {
            keyring: Keyring::new(app),
        }
    }
}

impl Secrets for DesktopKeyring {
    fn state(&self) -> KeyringState {
        match self.keyring.state() {
            backstock_secrets::KeyringState::Available => KeyringState::Available,
            backstock_secrets::KeyringState::Locked => KeyringState::Locked,
            backstock_secrets::KeyringState::None => KeyringState::None,
        }
    }

    fn get(&self, name: &str) -> Result<Option<Secret>, KeyringProblem> {
        self.keyring.get(name).map_err(problem)
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<(), KeyringProblem> {
        self.keyring.set(name, secret).map_err(problem)
    }

    fn delete(&self, name: &str) -> Result<(), KeyringProblem> {
        self.keyring.delete(name).map_err(problem)
    }
}

fn problem(error: KeyringError) -> KeyringProblem {
    match error {
        KeyringError::None => KeyringProblem::None,
        KeyringError::Locked => KeyringProblem::Locked,
        KeyringError::Refused(why) => KeyringProblem::Refused(why),
    }
}
