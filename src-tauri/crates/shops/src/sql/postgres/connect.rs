//! Reaching a PostgreSQL server, and what its refusals mean.

use std::error::Error as _;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use backstock_model::Secret;
use tokio_postgres::config::SslMode;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::line::{Broken, Line};
use crate::ShopError;
use crate::sql::server::address::ServerAddress;
use crate::sql::server::certificate::Looker;
use crate::sql::server::protection::why;
use crate::sql::server::tunnel::Tunnel;
use crate::sql::server::way::{KEEPALIVE, Place, UNCONFIRMED, Way};

/// How long to wait for a server that does not answer at all.
const PATIENCE: Duration = Duration::from_secs(10);

const PORT: u16 = 5432;

/// Connects, and hands over what has to stay open beside the connection.
pub(super) fn connect(way: &Way, password: &Secret) -> Result<(Line, Option<Arc<Tunnel>>), ShopError> {
    let address = &way.address;
    let (place, tunnel) = way.begin(PORT)?;
    let config = config(address, &place, password);
    let looker = Looker::of(address)?;
    let connected = if address.is_encrypted() {
        let protection = looker.protection(address)?;
        Line::open(&config, MakeRustlsConnect::new(protection), way.waiting)
    } else {
        Line::open(&config, NoTls, way.waiting)
    };
    match connected {
        Ok(line) => Ok((line, tunnel)),
        Err(error) => {
            let error = looker.explain(failure(address, "reach the shop's server", error));
            Err(way.explain(tunnel.as_deref(), error))
        }
    }
}

fn config(address: &ServerAddress, place: &Place, password: &Secret) -> Config {
    let mut config = Config::new();
    let (idle, between, times) = KEEPALIVE;
    config
        .user(&address.user)
        .password(password.reveal())
        .dbname(&address.database)
        .application_name("Backstock")
        .connect_timeout(PATIENCE)
        .keepalives_idle(idle)
        .keepalives_interval(between)
        .keepalives_retries(times)
        .tcp_user_timeout(UNCONFIRMED);
    match place {
        Place::Socket(socket) => {
            let (folder, port) = folder_and_port(socket);
            let asked = address.port.filter(|_| address.ssh.is_none());
            #[cfg(unix)]
            config.host_path(folder);
            // Elsewhere there are no such sockets, and nobody answers at a folder.
            #[cfg(not(unix))]
            config.host(folder.to_string_lossy());
            config.port(asked.or(port).unwrap_or(PORT));
        }
        Place::Port(host, port) => {
            config.host(host).port(port.unwrap_or(PORT));
        }
        // The name is what the server's certificate is compared with.
        Place::Tunnel(port) => {
            config
                .host(&address.host)
                .hostaddr(std::net::Ipv4Addr::LOCALHOST.into())
                .port(*port);
        }
    }
    config.ssl_mode(if address.is_encrypted() {
        SslMode::Require
    } else {
        SslMode::Disable
    });
    config
}

/// The folder that a socket is in. Its name tells the port: `/run/postgresql/.s.PGSQL.5432`.
fn folder_and_port(socket: &Path) -> (&Path, Option<u16>) {
    let name = socket.file_name().and_then(|name| name.to_str());
    let port = name
        .and_then(|name| name.strip_prefix(".s.PGSQL."))
        .and_then(|port| port.parse().ok());
    match (port, socket.parent()) {
        (Some(port), Some(folder)) => (folder, Some(port)),
        _ => (socket, None),
    }
}

/// What an error means for the shop.
pub(super) fn failure(address: &ServerAddress, doing: &str, broken: Broken) -> ShopError {
    let server = || address.spoken();
    let error = match broken {
        Broken::Silent => return ShopError::Silent { server: server() },
        Broken::Runtime(cause) => {
            return ShopError::Database {
                doing: doing.to_owned(),
                cause: Box::new(cause),
            };
        }
        Broken::Error(error) => error,
    };
    if let Some(said) = error.as_db_error() {
        let code = said.code();
        return match code.code() {
            // A host is let in with encryption only.
            "28000" if said.message().contains("no encryption") || said.message().contains("SSL off") => {
                ShopError::ProtectionAsked { server: server() }
            }
            "28000" | "28P01" => ShopError::NotLetIn {
                server: server(),
                user: address.user.clone(),
                is_plain: false,
            },
            "3D000" => ShopError::NoSuchDatabase {
                server: server(),
                database: address.database.clone(),
            },
            "42501" => ShopError::NotPermitted {
                what: said.message().to_owned(),
            },
            "25006" => ShopError::ReadOnly,
            // A column or a table that is gone, or is another one than it was.
            "42703" | "42P01" => ShopError::TablesChanged {
                what: said.message().to_owned(),
            },
            "0A000" | "XX000"
                if [
                    "cached plan must not change",
                    "could not open relation",
                    "cache lookup failed",
                ]
                .iter()
                .any(|sign| said.message().contains(sign)) =>
            {
                ShopError::TablesChanged {
                    what: said.message().to_owned(),
                }
            }
            "40001" | "40P01" | "55P03" | "53300" | "55006" => ShopError::Busy,
            "53100" => ShopError::DiskFull,
            "57P01" | "57P02" | "57P03" | "08006" | "25P03" => ShopError::ConnectionLost { server: server() },
            _ if *code == SqlState::CONNECTION_FAILURE => ShopError::ConnectionLost { server: server() },
            _ => other(doing, error),
        };
    }
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(io) = inner.downcast_ref::<io::Error>() {
            return match io.kind() {
                io::ErrorKind::NotFound
                | io::ErrorKind::ConnectionRefused
                | io::ErrorKind::AddrNotAvailable
                | io::ErrorKind::TimedOut
                | io::ErrorKind::HostUnreachable
                | io::ErrorKind::NetworkUnreachable => ShopError::ServerMissing { server: server() },
                io::ErrorKind::InvalidData => ShopError::NotProtected {
                    server: server(),
                    why: why(&io.to_string()),
                },
                // A name that nobody knows.
                _ if error.to_string().starts_with("error connecting") => {
                    ShopError::ServerMissing { server: server() }
                }
                _ => ShopError::ConnectionLost { server: server() },
            };
        }
        cause = inner.source();
    }
    let said = error.to_string();
    if said.contains("TLS handshake") || said.contains("does not support TLS") {
        return ShopError::NotProtected {
            server: server(),
            why: error
                .source()
                .filter(|cause| !cause.to_string().contains("does not support TLS"))
                .map_or("the server offers none".to_owned(), |cause| {
                    why(&cause.to_string())
                }),
        };
    }
    if error.is_closed() {
        return ShopError::ConnectionLost { server: server() };
    }
    if said.starts_with("error connecting") || said.contains("timed out") {
        return ShopError::ServerMissing { server: server() };
    }
    other(doing, error)
}

fn other(doing: &str, error: tokio_postgres::Error) -> ShopError {
    ShopError::Database {
        doing: doing.to_owned(),
        cause: Box::new(error),
    }
}
