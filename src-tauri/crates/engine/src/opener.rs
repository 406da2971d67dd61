//! How the engine reaches a shop that the vault knows.

use std::path::PathBuf;

use backstock_shops::{Profiles, Shop, ShopError, SqliteShop};
use serde::Deserialize;

use crate::EngineError;

/// Opens the shops a vault knows. Tests put a fake shop here.
pub trait ShopOpener: Send + Sync {
    /// Opens a shop; nothing is read or written yet.
    fn open(&self, shop: &backstock_vault::Shop) -> Result<Box<dyn Shop>, EngineError>;

    /// What the owner reads for a profile, by its key.
    fn profile_label(&self, _key: &str) -> Option<String> {
        None
    }
}

/// Opens real shops by their kind.
///
/// | kind | connection |
/// |---|---|
/// | `sqlite` | `{"path": "…"}`: the database file |
#[derive(Debug, Default)]
pub struct ConnectedShops {
    profiles: Profiles,
}

#[derive(Deserialize)]
struct SqliteConnection {
    path: PathBuf,
}

impl ConnectedShops {
    /// Takes the profiles that may fit a shop.
    pub fn new(profiles: Profiles) -> Self {
        Self { profiles }
    }

    /// The profiles that come with the app.
    pub fn built_in() -> Result<Self, ShopError> {
        Ok(Self::new(Profiles::built_in()?))
    }

    /// The profiles in use.
    pub fn profiles(&self) -> &Profiles {
        &self.profiles
    }
}

impl ShopOpener for ConnectedShops {
    fn open(&self, shop: &backstock_vault::Shop) -> Result<Box<dyn Shop>, EngineError> {
        match shop.kind.as_str() {
            "sqlite" => {
                let connection: SqliteConnection =
                    serde_json::from_str(&shop.connection).map_err(|cause| EngineError::Connection {
                        shop: shop.name.clone(),
                        cause,
                    })?;
                Ok(Box::new(SqliteShop::open(
                    &connection.path,
                    shop.profile.as_deref(),
                    &self.profiles,
                )?))
            }
            other => Err(EngineError::UnknownKind(other.to_owned())),
        }
    }

    fn profile_label(&self, key: &str) -> Option<String> {
        self.profiles.get(key).map(|profile| profile.label.clone())
    }
}
