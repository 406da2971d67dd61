//! A vault in a folder that goes away with it.

use std::path::Path;
use std::sync::Arc;

use backstock_vault::{NewKeys, RecoveryKey, Unlock, Vault, VaultError};
use chrono::{DateTime, Utc};
use tempfile::TempDir;

/// The key a temporary vault is opened with.
const KEYRING_KEY: [u8; 32] = [7; 32];

/// A vault for one test.
pub struct TemporaryVault {
    vault: Arc<Vault>,
    recovery_key: RecoveryKey,
    folder: TempDir,
}

impl TemporaryVault {
    /// Makes one, as of `now`.
    pub fn create(now: DateTime<Utc>) -> Result<Self, VaultError> {
        let folder = TempDir::with_prefix("backstock-vault-").map_err(|cause| VaultError::Io {
            doing: "making a temporary folder",
            cause,
        })?;
        let keys = NewKeys {
            keyring: Some(KEYRING_KEY),
            passphrase: None,
        };
        let (vault, recovery_key) = Vault::create(&folder.path().join("vault"), keys, now)?;
        Ok(Self {
            vault: Arc::new(vault),
            recovery_key,
            folder,
        })
    }

    /// Opens a vault that [`TemporaryVault::create`] made, in another process for example.
    pub fn open(folder: &Path) -> Result<Vault, VaultError> {
        Vault::open(folder, Unlock::Keyring(&KEYRING_KEY))
    }

    /// The vault.
    pub fn vault(&self) -> &Arc<Vault> {
        &self.vault
    }

    /// Its recovery key.
    pub fn recovery_key(&self) -> &RecoveryKey {
        &self.recovery_key
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        self.vault.folder()
    }

    /// A folder beside the vault that goes away with it, too.
    pub fn beside(&self) -> &Path {
        self.folder.path()
    }
}
