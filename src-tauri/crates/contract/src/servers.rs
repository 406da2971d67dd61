//! Shops on a database server: where they are, what was found there, and their password.

use backstock_model::Secret;
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use crate::{Chosen, Failure};

/// Which language a database server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ServerKind {
    /// MariaDB or MySQL.
    Mysql,
    /// PostgreSQL.
    Postgres,
}

/// How the way to a server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ServerEncryption {
    /// By TLS; on this computer itself not at all.
    Usual,
    /// By TLS, also on this computer.
    Always,
    /// Not at all.
    Off,
}

/// A password on its way in. It prints as `Password(…)`, cannot be written out again and is wiped when it was taken.
#[derive(Clone)]
pub struct Password(Secret);

impl Password {
    /// The password itself.
    pub fn secret(&self) -> &Secret {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Password {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(|text| Self(Secret::new(text)))
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Where a database server is and who asks, as it was typed.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ServerEntry {
    /// Which language it speaks.
    pub kind: ServerKind,
    /// Its name or address; not asked where a socket is given.
    pub host: String,
    /// Another port than the usual one.
    pub port: Option<u16>,
    /// The handle of a Unix socket on this computer.
    pub socket: Option<String>,
    /// Who asks.
    pub user: String,
    /// Which of the server's databases.
    pub database: String,
    /// What the names of the shop's tables begin with, where the database holds several shops.
    pub prefix: Option<String>,
    /// How the way there is protected.
    pub encryption: ServerEncryption,
    /// The handle of a certificate to trust.
    pub certificate: Option<String>,
    /// The computer one gets through to it.
    pub ssh: Option<SshEntry>,
    /// The user's password.
    #[ts(type = "string")]
    pub password: Password,
}

/// A computer that is gone through by SSH, as it was typed.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SshEntry {
    /// Its name or address.
    pub host: String,
    /// Another port than the usual one.
    pub port: Option<u16>,
    /// Who goes through.
    pub user: String,
    /// The handle of a key file; without one the agent and the keys that `ssh` knows.
    pub key: Option<String>,
}

/// Looks whether a database server answers. Nothing is written, and nothing is kept of it.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CheckServerShopAsk {
    /// Where, and who asks.
    pub server: ServerEntry,
}

/// What a look at a database server found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServerFound {
    /// What speaks there, for example `MariaDB 10.11.19`.
    pub server: String,
    /// The profile that fits, as the owner reads it.
    pub profile: Option<String>,
    /// The shops in the database, where there are several, the fullest first.
    pub installations: Vec<ServerInstallation>,
    /// The fingerprint of the server's own certificate, where the owner accepted it.
    pub accepted_certificate: Option<String>,
    /// How many tables there are.
    pub tables: u64,
    /// About how many rows they have together, by the server's own estimate.
    pub records: Option<u64>,
    /// About how much room they take, by the server's own estimate.
    pub bytes: Option<u64>,
    /// The server's time zone.
    pub time_zone: Option<String>,
    /// The character set of the database.
    pub charset: Option<String>,
    /// What does not work, or not fully.
    pub problems: Vec<Failure>,
}

/// One of several shops in a database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServerInstallation {
    /// Its platform, as the owner reads it.
    pub profile: String,
    /// What the names of its tables begin with.
    pub prefix: String,
    /// How many tables it has.
    pub tables: u64,
}

/// Adds a shop on a database server.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct AddServerShopAsk {
    /// What to call it.
    pub name: String,
    /// Where, and who asks.
    pub server: ServerEntry,
}

/// Goes on with a shop on a server at another address.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct MoveServerShopAsk {
    /// The shop's name.
    pub shop: String,
    /// Where it is now, and who asks.
    pub server: ServerEntry,
}

/// Keeps another password for a shop on a server.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SetShopPasswordAsk {
    /// The shop's name.
    pub shop: String,
    /// The password.
    #[ts(type = "string")]
    pub password: Password,
}

/// The server of a shop that is on one, to begin a change with. Never with the password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServerPlace {
    /// Which language it speaks.
    pub kind: ServerKind,
    /// Its name or address.
    pub host: String,
    /// Another port than the usual one.
    pub port: Option<u16>,
    /// A Unix socket on this computer.
    pub socket: Option<Chosen>,
    /// Who asks.
    pub user: String,
    /// Which of the server's databases.
    pub database: String,
    /// What the names of the shop's tables begin with.
    pub prefix: Option<String>,
    /// How the way there is protected.
    pub encryption: ServerEncryption,
    /// A certificate to trust.
    pub certificate: Option<Chosen>,
    /// The computer one gets through to it.
    pub ssh: Option<SshPlace>,
}

/// The computer one gets through to a shop's server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SshPlace {
    /// Its name or address.
    pub host: String,
    /// Another port than the usual one.
    pub port: Option<u16>,
    /// Who goes through.
    pub user: String,
    /// A key file.
    pub key: Option<Chosen>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_on_its_way_in_is_not_shown() {
        let text = r#"{"shop":"Bakery","password":"tea before sunrise"}"#;
        let ask: SetShopPasswordAsk = serde_json::from_str(text).unwrap();
        assert_eq!(ask.password.secret().reveal(), "tea before sunrise");
        let said = format!("{ask:?}");
        assert!(said.contains("Password(…)") && !said.contains("tea"), "{said}");
    }
}
