//! This computer's keyring as the place where the vault's key is kept (see [`backstock_engine::remembered`]).

use backstock_contract::Failure;
use backstock_engine::remembered::{KeyPlace, NotKept};
use backstock_model::Secret;

use crate::answers::{explain_keyring, explain_vault};
use crate::{KeyringProblem, Secrets};

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

pub(crate) fn not_kept(why: NotKept<KeyringProblem>) -> Failure {
    match why {
        NotKept::Vault(error) => explain_vault(error),
        NotKept::Keyring(problem) => explain_keyring(problem),
    }
}
