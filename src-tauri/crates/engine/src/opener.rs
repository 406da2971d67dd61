//! How the engine reaches a shop that the vault knows.

use std::path::{Path, PathBuf};

use backstock_shops::{NO_PROFILE, Profiles, Shop, ShopError, SqliteShop};
use serde::{Deserialize, Serialize};

use crate::EngineError;

/// Opens the shops a vault knows. Tests put a fake shop here.
pub trait ShopOpener: Send + Sync {
    /// Opens a shop of the vault in this folder; nothing is read or written yet.
    fn open(&self, shop: &backstock_vault::Shop, vault: &Path) -> Result<Box<dyn Shop>, EngineError>;

    /// What the owner reads for a profile, by its key.
    fn profile_label(&self, _key: &str) -> Option<String> {
        None
    }
}

/// Opens real shops by their kind.
///
/// | kind | connection |
/// |---|---|
/// | `sqlite` | `{"path": "…"}`: the database file; a path that does not begin at the root begins in the vault's folder |
#[derive(Debug, Default)]
pub struct ConnectedShops {
    profiles: Profiles,
}

/// How a shop in a database file is reached. Vaults made before paths within them were kept have whole paths only.
#[derive(Deserialize, Serialize)]
pub(crate) struct SqliteConnection {
    pub(crate) path: PathBuf,
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
    fn open(&self, shop: &backstock_vault::Shop, vault: &Path) -> Result<Box<dyn Shop>, EngineError> {
        match shop.kind.as_str() {
            "sqlite" => {
                let connection: SqliteConnection =
                    serde_json::from_str(&shop.connection).map_err(|cause| EngineError::Connection {
                        shop: shop.name.clone(),
                        cause,
                    })?;
                let path = connection.path;
                // A profile is looked for once, when a shop is added. One that a later version of Backstock brings, or that
                // begins to fit, would make other records of the same rows.
                let profile = match &shop.profile {
                    None if !shop.id.0.is_nil() => Some(NO_PROFILE),
                    chosen => chosen.as_deref(),
                };
                let found = SqliteShop::open(&vault.join(&path), profile, &self.profiles)?;
                Ok(Box::new(if path.is_relative() {
                    found.known_as(&path)
                } else {
                    found
                }))
            }
            other => Err(EngineError::UnknownKind(other.to_owned())),
        }
    }

    fn profile_label(&self, key: &str) -> Option<String> {
        self.profiles.get(key).map(|profile| profile.label.clone())
    }
}
