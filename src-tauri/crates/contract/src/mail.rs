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

/// How the way to a mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MailProtection {
    /// Encrypted before anybody signs in.
    Starttls,
    /// Encrypted from the first byte.
    Tls,
    /// Not at all; only for a server on this computer.
    None,
}

/// The owner's mail server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MailServerEntry {
    /// Its name.
    pub host: String,
    /// Its port; nothing for the usual one.
    pub port: Option<u16>,
    /// How the way to it is protected.
    pub protection: MailProtection,
    /// Who signs in; nothing for a server that asks nobody.
    pub user: Option<String>,
    /// The address messages come from.
    pub from: String,
}

/// What is set about e-mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MailSettings {
    /// The owner's own address, the first recipient of everything.
    pub owner: Option<String>,
    /// The mail server, once one is set.
    pub server: Option<MailServerEntry>,
    /// Whether its password is at hand.
    pub has_password: bool,
    /// Whether that is so only until the app closes, because the keyring did not take it.
    pub password_until_closed: bool,
}

/// Sets what is to be known about e-mail.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct SetMailAsk {
    /// The owner's own address; nothing forgets it.
    pub owner: Option<String>,
    /// The mail server; nothing forgets it and its password.
    pub server: Option<MailServerEntry>,
    /// Its password; nothing leaves the one that is kept, as long as it is for the same server and user.
    pub password: Option<String>,
}

/// Asks for a test message.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TestMailAsk {
    /// Where it goes.
    pub to: String,
}

/// A test message that the mail server took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MailTested {
    /// Where it went.
    pub to: String,
    /// What the server said.
    pub answer: String,
}
