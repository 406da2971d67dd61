//! This computer's keyring as the place where the vault's anchor is noted (see [`backstock_engine::anchored`]).

use backstock_contract::{Failure, KeyringState};
use backstock_engine::anchored::{NotNoted, Notebook};
use backstock_model::Secret;

use crate::answers::{explain_keyring, explain_vault};
use crate::{KeyringProblem, Secrets};

impl Notebook for dyn Secrets {
    type Problem = KeyringProblem;

    fn read(&self, name: &str) -> Option<String> {
        // Asking a locked keyring would make the system ask the owner for its password, for a note only.
        if self.state() != KeyringState::Available {
            return None;
        }
        Some(self.get(name).ok()??.reveal().to_owned())
    }

    fn keep(&self, name: &str, text: String) -> Result<(), KeyringProblem> {
        match self.state() {
            KeyringState::Available => self.set(name, &Secret::new(text)),
            KeyringState::Locked | KeyringState::None => Ok(()),
        }
    }
}

pub(crate) fn not_noted(why: NotNoted<KeyringProblem>) -> Failure {
    match why {
        NotNoted::Vault(error) => explain_vault(error),
        NotNoted::Notebook(problem) => explain_keyring(problem),
    }
}
