//! Where a database server is.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Where a shop's database server is, and who asks. The password is kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct ServerAddress {
    /// The server's name or address; not asked where a socket is given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub host: String,
    /// Another port than the usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// A Unix socket on this computer (for PostgreSQL, or the folder it is in).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub socket: Option<PathBuf>,
    /// Who asks.
    pub user: String,
    /// Which of the server's databases.
    pub database: String,
    /// What the names of the shop's tables begin with: the database may hold other installations beside it. Not told of shops
    /// that were added before this was kept, and of platforms whose names never change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// How the way there is protected.
    #[serde(default)]
    pub encryption: Encryption,
    /// A certificate to trust beside the well-known ones (PEM): the server's own, or that of who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<PathBuf>,
    /// The fingerprint of the one certificate that the server has to show, as the owner accepted it (see
    /// [`ShownCertificate::fingerprint`](crate::ShownCertificate)). It counts in place of everything else that is asked of certificates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_certificate: Option<String>,
    /// The computer one gets through to it, where nobody is let in from outside. The host is then as that computer knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ssh: Option<SshAddress>,
}

/// A computer that is gone through by SSH.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct SshAddress {
    /// Its name or address, or what the owner's own SSH settings call it.
    pub host: String,
    /// Another port than the usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// Who goes through.
    pub user: String,
    /// A key file; without one the agent and the keys that `ssh` knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<PathBuf>,
    /// The key that the computer has to show, as the owner once confirmed it: `ssh-ed25519 AAAA…`. Without one it has to be
    /// among those that `ssh` knows already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host_key: Option<String>,
}

impl SshAddress {
    /// The computer as one says it: `deploy@example.com`, `deploy@example.com:2222`.
    pub fn spoken(&self) -> String {
        match self.port {
            Some(port) => format!("{}@{}:{port}", self.user, self.host),
            None => format!("{}@{}", self.user, self.host),
        }
    }
}

/// How the way to a server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Encryption {
    /// By TLS, with a certificate that is looked at; on this computer itself not at all.
    #[default]
    Usual,
    /// By TLS, also on this computer.
    Always,
    /// Not at all: whoever is on the way can read everything, the password included.
    Off,
}

impl ServerAddress {
    /// Whether the server is on this computer.
    pub fn is_local(&self) -> bool {
        self.socket.is_some()
            || self.host.eq_ignore_ascii_case("localhost")
            || self
                .host
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| address.is_loopback())
    }

    /// Whether TLS is asked for.
    pub(crate) fn is_encrypted(&self) -> bool {
        match self.encryption {
            // What goes through SSH is protected by it.
            Encryption::Usual => self.ssh.is_none() && !self.is_local(),
            Encryption::Always => self.socket.is_none(),
            Encryption::Off => false,
        }
    }

    /// Whether what goes there could be read on the way.
    pub(crate) fn is_plain(&self) -> bool {
        !self.is_encrypted() && self.socket.is_none() && self.ssh.is_none()
    }

    /// What tells two installations in one database apart, to be put behind what tells databases apart.
    pub(crate) fn told_by_prefix(&self) -> String {
        let told = self.prefix.as_ref().map(|prefix| format!("\0{prefix}"));
        told.unwrap_or_default()
    }

    /// The server as one says it: `db.example.com`, `127.0.0.1:3307`, `/run/mysqld/mysqld.sock`, `localhost through
    /// deploy@example.com`.
    pub fn spoken(&self) -> String {
        let server = match (&self.socket, self.port) {
            (Some(socket), _) => socket.display().to_string(),
            (None, Some(port)) => format!("{}:{port}", self.host),
            (None, None) => self.host.clone(),
        };
        match &self.ssh {
            Some(ssh) => format!("{server} through {}", ssh.spoken()),
            None => server,
        }
    }
}
