//! This computer's keyring as the place where the vault's key is kept (see [`backstock_engine::remembered`]).

use backstock_engine::remembered::{KeyPlace, NotKept};
use backstock_model::Secret;

use crate::keyring::{KeyringProblem, Secrets};
use crate::refusal::Refusal;

impl KeyPlace for dyn Secrets + '_ {
    type Problem = KeyringProblem;

    fn key(&self, name: &str) -> Result<Option<Secret>, KeyringProblem> {
        self.get(name)
    }

    fn keep_key(&self, name: &str, key: &Secret) -> Result<(), KeyringProblem> {
        self.set(name, key)
    }

    fn forget_key(&self, name: &str) -> Result<(), KeyringProblem> {
        self.delete(name)
    }
}

impl From<NotKept<KeyringProblem>> for Refusal {
    fn from(why: NotKept<KeyringProblem>) -> Self {
        match why {
            NotKept::Vault(error) => error.into(),
            NotKept::Keyring(problem) => problem.into(),
        }
    }
}
