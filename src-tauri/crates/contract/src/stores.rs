//! Stores on the web: which one, and what its token allows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Failure, Password};

/// A platform whose stores are reached over the web.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StorePlatform {
    /// BigCommerce.
    Bigcommerce,
    /// WooCommerce, by its REST interface.
    Woocommerce,
}

/// Which store, and the token it is asked with, as they were typed.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct StoreEntry {
    /// At which platform.
    pub platform: StorePlatform,
    /// The store hash, or an address that has it in it; or the address of the site.
    pub store: String,
    /// The API account's token; or the key and the secret, joined by a colon.
    #[ts(type = "string")]
    pub token: Password,
}

/// Looks whether a store answers. Nothing is written, and nothing is kept of it.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CheckStoreShopAsk {
    /// Which, and with what token.
    pub store: StoreEntry,
}

/// What a look at a store found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoreFound {
    /// What answers, for example `BigCommerce, Harbour Tea`.
    pub server: String,
    /// The content types the token allows to read.
    pub types: Vec<StoreType>,
    /// What it does not allow.
    pub problems: Vec<Failure>,
}

/// A content type of a store, and what a restore can do with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoreType {
    /// What the owner reads.
    pub label: String,
    /// Whether it can be restored, if only in part.
    pub restorable: bool,
    /// What cannot be restored; a full sentence.
    pub reason: Option<String>,
}

/// Adds a store.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct AddStoreShopAsk {
    /// What to call it.
    pub name: String,
    /// Which, and with what token.
    pub store: StoreEntry,
}
