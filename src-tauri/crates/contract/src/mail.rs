//! Who is told of the end of long work, and how.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Somebody, or something, that is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Recipient {
    /// A notice on this computer; needs no e-mail.
    ThisComputer,
    /// A message to an address.
    Email {
        /// The address, as it was typed.
        address: String,
    },
}

/// Who is told when nothing else is said.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecipientList {
    /// In the order they are shown.
    pub recipients: Vec<Recipient>,
}

/// Asks whether an address that was typed can be used. Refused with `address_wrong` otherwise.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CheckAddressAsk {
    /// What was typed.
    pub address: String,
    /// The addresses that are there already.
    pub among: Vec<String>,
}

/// An address that can be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AddressChecked {
    /// The address without spaces around it.
    pub address: String,
    /// The one of those that are there already which is the same.
    pub already: Option<String>,
}
