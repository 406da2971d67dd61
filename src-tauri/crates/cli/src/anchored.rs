//! This computer's keyring as the place where the vault's anchor is noted (see [`backstock_engine::anchored`]).

use backstock_engine::anchored::{NotNoted, Notebook};
use backstock_model::Secret;

use crate::keyring::{KeyringProblem, Secrets};
use crate::refusal::Refusal;

impl Notebook for dyn Secrets {
    type Problem = KeyringProblem;

    fn read(&self, name: &str) -> Option<String> {
        // Asking a locked keyring would make the system ask its owner for a password, for a note only.
        if self.state() != "available" {
            return None;
        }
        Some(self.get(name).ok()??.reveal().to_owned())
    }

    fn keep(&self, name: &str, text: String) -> Result<(), KeyringProblem> {
        match self.state() {
            "available" => self.set(name, &Secret::new(text)),
            _ => Ok(()),
        }
    }
}

impl From<NotNoted<KeyringProblem>> for Refusal {
    fn from(why: NotNoted<KeyringProblem>) -> Self {
        match why {
            NotNoted::Vault(error) => error.into(),
            NotNoted::Notebook(problem) => problem.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use backstock_engine::anchored::{accept, keep};
    use backstock_vault::{NewKeys, Vault};
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::keyring::fake::FakeKeyring;

    #[test]
    fn without_a_keyring_nothing_is_noted_and_nothing_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let (vault, _) =
            Vault::create(folder.path(), NewKeys::default(), DateTime::<Utc>::UNIX_EPOCH).unwrap();
        for problem in [KeyringProblem::None, KeyringProblem::Locked] {
            let keyring = FakeKeyring {
                problem: Some(problem),
                ..FakeKeyring::default()
            };
            let notebook: &dyn Secrets = &keyring;
            assert!(keep(notebook, &vault).is_none());
            assert!(accept(notebook, &vault).is_ok());
        }
    }
}
