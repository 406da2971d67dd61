//! The shops in a vault, and the practice shop's menu.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks about one shop.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ShopAsk {
    /// The shop's name.
    pub shop: String,
}

/// All shops of the vault.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ShopList {
    /// In the order they were added.
    pub shops: Vec<ShopRow>,
}

/// One shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShopRow {
    /// Its name, unique in the vault.
    pub name: String,
    /// What kind of connection, for example `sqlite`.
    pub kind: String,
    /// The profile in use, as the owner reads it.
    pub profile: Option<String>,
    /// Where it is, as text to show.
    pub place: String,
    /// Whether it is the practice shop, for which the practice menu is offered.
    pub practice: bool,
    /// When its newest backup was finished.
    pub last_backup: Option<String>,
    /// Where its own administration is, as its owner entered it.
    pub admin: Option<String>,
    /// Its database server, when it is on one.
    pub server: Option<crate::ServerPlace>,
    /// Whether it is a store on the web, which is asked with a token.
    pub store: bool,
    /// Whether its password or token is remembered until the app closes only: there is no keyring that keeps it.
    pub secret_until_closed: bool,
    /// Whether a restore that was cut off left its e-mails switched off, and they wait for the end of view-only mode.
    pub emails_off: bool,
}

/// Adds a shop that is a SQLite database file.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AddSqliteShopAsk {
    /// What to call it.
    pub name: String,
    /// The handle of the file.
    pub file: String,
}

/// Goes on with a shop in another file, where its owner moved it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RelocateShopAsk {
    /// The shop's name.
    pub shop: String,
    /// The handle of the file.
    pub file: String,
}

/// Keeps the address of a shop's administration.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SetAdminAddressAsk {
    /// The shop's name.
    pub shop: String,
    /// The address; an empty one is forgotten.
    pub address: String,
}

/// Opens a shop's administration in the browser, at the page of an item where there is one.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OpenInStoreAsk {
    /// The shop's name.
    pub shop: String,
    /// The item.
    pub record: Option<crate::RecordChoice>,
}

/// What a look at the connection found.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ShopChecked {
    /// Whether everything works.
    pub ok: bool,
    /// What speaks there, for example `SQLite 3.53.4`.
    pub server: String,
    /// What does not work, or not fully.
    pub problems: Vec<crate::Failure>,
}

/// The practice shop's menu of mistakes.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PracticeMenu {
    /// The mistakes one can make.
    pub mistakes: Vec<PracticeMistake>,
}

/// A mistake one can make in the practice shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PracticeMistake {
    /// Stable name.
    pub key: String,
    /// What the owner reads.
    pub label: String,
    /// What it does.
    pub explanation: String,
}

/// Makes a mistake in the practice shop.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MakeMistakeAsk {
    /// The practice shop's name.
    pub shop: String,
    /// Which mistake.
    pub mistake: String,
}

/// What happened in the practice shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PracticeEvent {
    /// One sentence.
    pub sentence: String,
}
