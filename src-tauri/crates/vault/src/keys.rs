//! keys

use backstock_model::Secret;

use crate::VaultError;

/// The key that opens the vault when everything else is lost. Shown once, kept by the owner on paper.
#[derive(Clone, Debug)]
pub struct RecoveryKey(Secret);

impl RecoveryKey {
    /// Reads a key as a person types it: upper or lower case, `O` for `0`, `I` or `L` for `1`, any spaces and dashes.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let _ = text;
        todo!()
    }

    /// The key as it is shown and printed: seven groups of four. Named so that every use can be found.
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

/// What opens a vault.
#[derive(Clone, Copy, Debug)]
pub enum Unlock<'a> {
    /// The 32 bytes kept in the operating system's keyring.
    Keyring(&'a [u8; 32]),
    /// The recovery key.
    Recovery(&'a RecoveryKey),
    /// The passphrase.
    Passphrase(&'a Secret),
}

/// The keys of a new vault beside the recovery key, which every vault has.
#[derive(Clone, Default)]
pub struct NewKeys {
    /// 32 random bytes that the caller keeps in the operating system's keyring.
    pub keyring: Option<[u8; 32]>,
    /// A passphrase.
    pub passphrase: Option<Secret>,
}
