//! The operating system's keyring, as whatever needs one wants it.

use crate::Secret;

/// Keeps secrets in the operating system's keyring. Calls block.
pub trait Secrets: Send + Sync {
    /// What the keyring can do now. Asks nobody for a password.
    fn state(&self) -> KeyringState;

    /// A secret by its name; nothing when there is none of that name.
    ///
    /// # Errors
    ///
    /// When the keyring cannot be read, so that it is not known whether there is one.
    fn get(&self, name: &str) -> Result<Option<Secret>, KeyringError>;

    /// Keeps a secret; one of the same name is replaced.
    ///
    /// # Errors
    ///
    /// When the keyring did not take it.
    fn set(&self, name: &str, secret: &Secret) -> Result<(), KeyringError>;

    /// Forgets a secret. That there was none is not an error, unless the keyring is locked and cannot know.
    ///
    /// # Errors
    ///
    /// When the secret may still be there.
    fn delete(&self, name: &str) -> Result<(), KeyringError>;
}

/// What the keyring can do on this computer at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyringState {
    /// It keeps secrets.
    Available,
    /// It is there but locked, or has never been set up.
    Locked,
    /// There is none.
    None,
}

impl KeyringState {
    /// The same in one word, for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Locked => "locked",
            Self::None => "none",
        }
    }
}

/// Why the keyring did not do what was asked.
#[derive(thiserror::Error, Clone, Debug, PartialEq, Eq)]
pub enum KeyringError {
    /// There is none on this computer.
    #[error("there is no keyring on this computer")]
    None,
    /// It is locked, or the owner did not let us in.
    #[error("the keyring is locked")]
    Locked,
    /// It answered something else. The text never holds a secret.
    #[error("the keyring answered: {0}")]
    Refused(String),
}
