//! vault

use std::path::Path;

use backstock_model::Secret;
use chrono::{DateTime, Utc};

use crate::{NewKeys, RecoveryKey, Unlock, VaultError};

/// An open vault. Reading goes on while a backup is written; share it in an `Arc` or clone it, both are cheap.
#[derive(Clone)]
pub struct Vault {}

impl Vault {
    /// Makes a vault in a folder that is empty or not there yet. The recovery key is shown this once.
    pub fn create(
        folder: &Path,
        keys: NewKeys,
        now: DateTime<Utc>,
    ) -> Result<(Self, RecoveryKey), VaultError> {
        let _ = (folder, keys, now);
        todo!()
    }

    /// Opens a vault. Where nothing can be written it is opened for reading ([`Vault::is_read_only`]).
    pub fn open(folder: &Path, unlock: Unlock<'_>) -> Result<Self, VaultError> {
        let _ = (folder, unlock);
        todo!()
    }

    /// Whether there is a vault in the folder.
    pub fn exists(folder: &Path) -> bool {
        let _ = folder;
        todo!()
    }

    /// A vault's id without opening it, to look its key up in the keyring.
    pub fn vault_id_of(folder: &Path) -> Result<String, VaultError> {
        let _ = folder;
        todo!()
    }

    /// Whether a vault can be opened with a passphrase; told without opening it.
    pub fn has_passphrase(folder: &Path) -> Result<bool, VaultError> {
        let _ = folder;
        todo!()
    }

    /// Whether a vault can be opened with a key from the keyring; told without opening it.
    pub fn has_keyring(folder: &Path) -> Result<bool, VaultError> {
        let _ = folder;
        todo!()
    }

    /// The vault's id.
    pub fn id(&self) -> &str {
        todo!()
    }

    /// The vault's folder.
    pub fn folder(&self) -> &Path {
        todo!()
    }

    /// Whether it lies where nothing can be written.
    pub fn is_read_only(&self) -> bool {
        todo!()
    }

    /// When it was made.
    pub fn created(&self) -> Result<DateTime<Utc>, VaultError> {
        todo!()
    }

    /// Sets the passphrase, in place of the one before.
    pub fn set_passphrase(&self, passphrase: &Secret) -> Result<(), VaultError> {
        let _ = passphrase;
        todo!()
    }

    /// Takes the passphrase away.
    pub fn remove_passphrase(&self) -> Result<(), VaultError> {
        todo!()
    }

    /// Sets the key that the caller keeps in the keyring, in place of the one before; `None` takes it away.
    pub fn set_keyring(&self, key: Option<&[u8; 32]>) -> Result<(), VaultError> {
        let _ = key;
        todo!()
    }

    /// Makes a new recovery key; the one before does not open the vault any more.
    pub fn replace_recovery_key(&self) -> Result<RecoveryKey, VaultError> {
        todo!()
    }

    /// What the vault takes on disk, in bytes.
    pub fn size_on_disk(&self) -> Result<u64, VaultError> {
        todo!()
    }
}
