//! shops

use backstock_model::ShopId;
use chrono::{DateTime, Utc};

use crate::{JobLock, Vault, VaultError};

/// A shop as the vault knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shop {
    /// Its identity in this vault.
    pub id: ShopId,
    /// What the owner calls it; unique in the vault.
    pub name: String,
    /// Which connector speaks to it, for example `sqlite`.
    pub kind: String,
    /// How to reach it: JSON without secrets.
    pub connection: String,
    /// The profile in use.
    pub profile: Option<String>,
    /// What tells it from other shops.
    pub fingerprint: Option<String>,
    /// When it was added.
    pub added: DateTime<Utc>,
}

/// A shop to add.
#[derive(Clone, Debug)]
pub struct NewShop {
    /// What the owner calls it.
    pub name: String,
    /// Which connector speaks to it.
    pub kind: String,
    /// How to reach it: JSON without secrets.
    pub connection: String,
    /// The profile in use.
    pub profile: Option<String>,
    /// What tells it from other shops.
    pub fingerprint: Option<String>,
    /// The present moment.
    pub now: DateTime<Utc>,
}

impl Vault {
    /// Adds a shop. Its name must be new.
    pub fn add_shop(&self, shop: NewShop) -> Result<Shop, VaultError> {
        let _ = shop;
        todo!()
    }

    /// All shops, by name.
    pub fn shops(&self) -> Result<Vec<Shop>, VaultError> {
        todo!()
    }

    /// The shop of that name.
    pub fn shop(&self, name: &str) -> Result<Shop, VaultError> {
        let _ = name;
        todo!()
    }

    /// The shop of that id.
    pub fn shop_by_id(&self, id: ShopId) -> Result<Shop, VaultError> {
        let _ = id;
        todo!()
    }

    /// Writes a shop's name, kind, connection, profile and fingerprint as given; found by its id.
    pub fn update_shop(&self, shop: &Shop) -> Result<(), VaultError> {
        let _ = shop;
        todo!()
    }

    /// Takes a shop and everything that is kept of it out of the vault.
    pub fn remove_shop(&self, lock: &JobLock) -> Result<(), VaultError> {
        let _ = lock;
        todo!()
    }

    /// A small text the app keeps in the vault.
    pub fn setting(&self, name: &str) -> Result<Option<String>, VaultError> {
        let _ = name;
        todo!()
    }

    /// Keeps a small text in the vault; `None` takes it away.
    pub fn set_setting(&self, name: &str, value: Option<&str>) -> Result<(), VaultError> {
        let _ = (name, value);
        todo!()
    }
}
