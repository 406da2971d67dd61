//! How the engine reaches a shop that the vault knows.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use backstock_model::{ContentType, Secret};
use backstock_rest::{Manifest, RealTime, RestShop, StoreAddress, Timer};
use backstock_shops::{
    NO_PROFILE, Profiles, ServerAddress, ServerKind, ServerShop, Shop, ShopError, SqliteShop,
};
use serde::{Deserialize, Serialize};

use crate::EngineError;

/// Opens the shops a vault knows. Tests put a fake shop here.
pub trait ShopOpener: Send + Sync {
    /// Opens a shop of the vault in this folder; nothing is read or written yet.
    fn open(&self, shop: &backstock_vault::Shop, vault: &Path) -> Result<Box<dyn Shop>, EngineError>;

    /// The same with a password that is not kept (yet), where the shop asks for one.
    fn open_with(
        &self,
        shop: &backstock_vault::Shop,
        vault: &Path,
        _password: &Secret,
    ) -> Result<Box<dyn Shop>, EngineError> {
        self.open(shop, vault)
    }

    /// What the owner reads for a profile, by its key.
    fn profile_label(&self, _key: &str) -> Option<String> {
        None
    }

    /// The page of a platform's administration that shows an item of a type, by the profile's key (see `TypeProfile::page`).
    fn item_page(&self, _profile: &str, _content_type: &ContentType) -> Option<String> {
        None
    }
}

/// Opens real shops by their kind.
///
/// | kind | connection |
/// |---|---|
/// | `sqlite` | `{"path": "…"}`: the database file; a path that does not begin at the root begins in the vault's folder |
/// | `mysql`, `postgres` | a [`ServerAddress`]; the password is with the [`ShopPasswords`] |
/// | a manifest's key: `bigcommerce` | a [`StoreAddress`]; the token is with the [`ShopPasswords`] |
#[derive(Clone, Default)]
pub struct ConnectedShops {
    profiles: Profiles,
    passwords: Option<Arc<dyn ShopPasswords>>,
    timer: Option<Arc<dyn Timer>>,
}

/// Where the passwords of shops' servers are kept.
pub trait ShopPasswords: Send + Sync {
    /// The password kept under a name (see [`password_name`]); nothing also where it cannot be read.
    fn password(&self, name: &str) -> Option<Secret>;
}

/// The name under which the password for a server's user is kept. Shops in one database have one password.
pub fn password_name(kind: &str, address: &ServerAddress) -> String {
    format!(
        "shop-{kind}-{}@{}/{}",
        address.user,
        address.spoken(),
        address.database
    )
}

/// The name under which the token for a store is kept.
pub fn token_name(kind: &str, address: &StoreAddress) -> String {
    format!("shop-{kind}-{}", address.account())
}

/// What an owner typed or pasted to name a store on a platform; nothing when it names none, or there is no such platform.
pub fn store_address(kind: &str, typed: &str) -> Option<StoreAddress> {
    StoreAddress::parse(&*Manifest::built_in(kind)?, typed)
}

/// How a shop in a database file is reached. Vaults made before paths within them were kept have whole paths only.
#[derive(Deserialize, Serialize)]
pub(crate) struct SqliteConnection {
    pub(crate) path: PathBuf,
}

impl ConnectedShops {
    /// Takes the profiles that may fit a shop.
    pub fn new(profiles: Profiles) -> Self {
        Self {
            profiles,
            passwords: None,
            timer: None,
        }
    }

    /// The same, with the passwords for shops on servers.
    #[must_use]
    pub fn with_passwords(self, passwords: Arc<dyn ShopPasswords>) -> Self {
        Self {
            passwords: Some(passwords),
            ..self
        }
    }

    /// The same with another time for shops that are waited for.
    #[must_use]
    pub fn with_timer(self, timer: Arc<dyn Timer>) -> Self {
        Self {
            timer: Some(timer),
            ..self
        }
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
        self.reach(shop, vault, None)
    }

    fn open_with(
        &self,
        shop: &backstock_vault::Shop,
        vault: &Path,
        password: &Secret,
    ) -> Result<Box<dyn Shop>, EngineError> {
        self.reach(shop, vault, Some(password))
    }

    fn profile_label(&self, key: &str) -> Option<String> {
        self.profiles.get(key).map(|profile| profile.label.clone())
    }

    fn item_page(&self, profile: &str, content_type: &ContentType) -> Option<String> {
        let types = &self.profiles.get(profile)?.types;
        let found = types.iter().find(|known| known.key == content_type.as_str())?;
        found.page.clone()
    }
}

impl ConnectedShops {
    fn reach(
        &self,
        shop: &backstock_vault::Shop,
        vault: &Path,
        password: Option<&Secret>,
    ) -> Result<Box<dyn Shop>, EngineError> {
        // A profile is looked for once, when a shop is added. One that a later version of Backstock brings, or that begins to
        // fit, would make other records of the same rows.
        let profile = match &shop.profile {
            None if !shop.id.0.is_nil() => Some(NO_PROFILE),
            chosen => chosen.as_deref(),
        };
        match shop.kind.as_str() {
            "sqlite" => {
                let SqliteConnection { path } = read(shop)?;
                let found = SqliteShop::open(&vault.join(&path), profile, &self.profiles)?;
                Ok(Box::new(if path.is_relative() {
                    found.known_as(&path)
                } else {
                    found
                }))
            }
            "mysql" => self.on_server(ServerKind::Mysql, shop, profile, password),
            "postgres" => self.on_server(ServerKind::Postgres, shop, profile, password),
            other => match Manifest::built_in(other) {
                Some(manifest) => self.on_the_web(manifest, shop, password),
                None => Err(EngineError::UnknownKind(other.to_owned())),
            },
        }
    }

    fn on_server(
        &self,
        kind: ServerKind,
        shop: &backstock_vault::Shop,
        profile: Option<&str>,
        password: Option<&Secret>,
    ) -> Result<Box<dyn Shop>, EngineError> {
        let address: ServerAddress = read(shop)?;
        let password = match password {
            Some(given) => given.clone(),
            None => self.password(&shop.kind, &address)?,
        };
        let found = ServerShop::open(kind, address, password, profile, &self.profiles)?;
        Ok(Box::new(found))
    }

    fn on_the_web(
        &self,
        manifest: Arc<Manifest>,
        shop: &backstock_vault::Shop,
        token: Option<&Secret>,
    ) -> Result<Box<dyn Shop>, EngineError> {
        let address: StoreAddress = read(shop)?;
        let kept = || {
            let name = token_name(&shop.kind, &address);
            self.passwords.as_ref()?.password(&name)
        };
        let token = token.cloned().or_else(kept);
        let token = token.ok_or_else(|| ShopError::TokenMissing {
            store: address.spoken(),
        })?;
        let timer = self.timer.clone().unwrap_or_else(|| Arc::new(RealTime));
        Ok(Box::new(RestShop::open(manifest, address, token, timer)?))
    }

    fn password(&self, kind: &str, address: &ServerAddress) -> Result<Secret, ShopError> {
        let name = password_name(kind, address);
        let kept = self
            .passwords
            .as_ref()
            .and_then(|passwords| passwords.password(&name));
        kept.ok_or_else(|| ShopError::PasswordMissing {
            server: address.spoken(),
        })
    }
}

impl fmt::Debug for ConnectedShops {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectedShops")
            .field("profiles", &self.profiles)
            .finish_non_exhaustive()
    }
}

/// How a shop is reached, as its kind keeps it.
fn read<T: for<'de> Deserialize<'de>>(shop: &backstock_vault::Shop) -> Result<T, EngineError> {
    serde_json::from_str(&shop.connection).map_err(|cause| EngineError::Connection {
        shop: shop.name.clone(),
        cause,
    })
}
