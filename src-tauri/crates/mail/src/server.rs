//! The owner's mail server.

use backstock_model::EmailAddress;
use serde::{Deserialize, Serialize};

/// How the way to a mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protection {
    /// The connection begins in the clear and is encrypted before anything is said (usually port 587).
    Starttls,
    /// It is encrypted from the first byte (usually port 465).
    Tls,
    /// Not at all. Only for a server on this computer.
    None,
}

impl Protection {
    /// The port such servers usually listen at.
    pub fn usual_port(self) -> u16 {
        match self {
            Self::Starttls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

/// How a mail server is reached. Holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailServer {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way to it is protected.
    pub protection: Protection,
    /// Who signs in; `None` for a server that asks nobody.
    pub user: Option<String>,
    /// The address messages come from.
    pub from: EmailAddress,
    /// A certificate authority of the owner's own, as PEM; `None` where a public one vouches for the server.
    pub authority: Option<String>,
}

impl MailServer {
    /// Whether a password that was given for this one is meant for the other, too: the same user at the same server, no less
    /// protected.
    pub fn is_same_door(&self, other: &Self) -> bool {
        (&self.host, self.port, &self.user, self.protection)
            == (&other.host, other.port, &other.user, other.protection)
    }
}
