//! Reaching a MariaDB or MySQL server, and what its refusals mean.

use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use backstock_model::Secret;
use mysql::{Conn, Error, OptsBuilder, SslOpts};

use super::relay::{self, Relay};
use crate::ShopError;
use crate::sql::server::address::ServerAddress;
use crate::sql::server::protection::why;
use crate::sql::server::tunnel::Tunnel;
use crate::sql::server::way::{KEEPALIVE, Place, UNCONFIRMED, Way};

/// How long to wait for a server that does not answer at all.
const PATIENCE: Duration = Duration::from_secs(10);

const PORT: u16 = 3306;

/// Connects, and hands over what has to stay open beside the connection.
pub(super) fn connect(way: &Way, password: &Secret) -> Result<(Conn, Option<Arc<Tunnel>>), ShopError> {
    let address = &way.address;
    let (found, tunnel) = way.begin(PORT)?;
    let host = host_of(&found);
    let relay = match (&address.accepted_certificate, host) {
        (Some(_), Some(host)) if address.is_encrypted() => {
            Some(Relay::open(address, host, way.waiting.connecting)?)
        }
        _ => None,
    };
    let place = match &relay {
        Some(relay) => Place::Socket(relay.socket()),
        None => found.clone(),
    };
    let options = options(way, &place, password);
    let (connected, connection) = channel();
    // Whoever takes a connection and says nothing is waited for by a thread that nobody waits for.
    std::thread::spawn(move || {
        let _ = connected.send(Conn::new(options));
    });
    let failed = match connection.recv_timeout(way.waiting.connecting) {
        Ok(Ok(connection)) => return Ok((connection, tunnel)),
        Ok(Err(error)) => failure(address, "reach the shop's server", error),
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => ShopError::Silent {
            server: address.spoken(),
        },
    };
    let failed = match (failed, &relay, host) {
        (failed, Some(relay), _) => relay.explain(failed),
        (failed @ ShopError::NotProtected { .. }, None, Some(host)) => {
            relay::explain(address, host, way.waiting.connecting, failed)
        }
        (failed, None, _) => failed,
    };
    Err(way.explain(tunnel.as_deref(), failed))
}

/// The host and the port of a server that is not reached by a socket.
fn host_of(place: &Place) -> Option<(&str, u16)> {
    match place {
        Place::Socket(_) => None,
        Place::Port(host, port) => Some((host, port.unwrap_or(PORT))),
        Place::Tunnel(port) => Some(("127.0.0.1", *port)),
    }
}

fn options(way: &Way, place: &Place, password: &Secret) -> OptsBuilder {
    let (address, silence) = (&way.address, Some(way.waiting.thinking));
    let (idle, between, times) = KEEPALIVE;
    let mut options = OptsBuilder::new()
        .user(Some(&address.user))
        .pass(Some(password.reveal()))
        .db_name(Some(&address.database))
        .prefer_socket(false)
        .tcp_connect_timeout(Some(PATIENCE))
        .read_timeout(silence)
        .write_timeout(silence)
        .tcp_keepalive_time_ms(u32::try_from(idle.as_millis()).ok())
        .stmt_cache_size(256);
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        options = options
            .tcp_keepalive_probe_interval_secs(u32::try_from(between.as_secs()).ok())
            .tcp_keepalive_probe_count(Some(times));
    }
    #[cfg(target_os = "linux")]
    {
        options = options.tcp_user_timeout_ms(u32::try_from(UNCONFIRMED.as_millis()).ok());
    }
    options = match place {
        Place::Socket(socket) => options.socket(Some(socket.to_string_lossy())),
        Place::Port(host, port) => options.ip_or_hostname(Some(host)).tcp_port(port.unwrap_or(PORT)),
        Place::Tunnel(port) => options.ip_or_hostname(Some("127.0.0.1")).tcp_port(*port),
    };
    if address.is_encrypted() && !matches!(place, Place::Socket(_)) {
        // The one provider that is built in; somebody else may have said so already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut protection = SslOpts::default();
        if let Some(certificate) = &address.certificate {
            protection = protection.with_root_cert_path(Some(certificate.clone()));
        }
        // At the near end of a tunnel the server has no name; who is at the far end is said by SSH.
        if matches!(place, Place::Tunnel(_)) {
            protection = protection.with_danger_skip_domain_validation(true);
        }
        options = options.ssl_opts(protection);
    }
    options
}

/// What an error means for the shop.
pub(super) fn failure(address: &ServerAddress, doing: &str, error: Error) -> ShopError {
    let server = || address.spoken();
    match &error {
        Error::MySqlError(said) => match said.code {
            1045 | 1698 | 1251 | 3118 | 4151 => ShopError::NotLetIn {
                server: server(),
                user: address.user.clone(),
                is_plain: address.is_plain(),
            },
            1044 | 1049 => ShopError::NoSuchDatabase {
                server: server(),
                database: address.database.clone(),
            },
            1142 | 1143 | 1227 | 1370 => ShopError::NotPermitted {
                what: said.message.clone(),
            },
            1290 | 1792 | 1836 => ShopError::ReadOnly,
            1205 | 1213 | 1040 | 1203 | 1226 => ShopError::Busy,
            1021 | 1114 | 3675 => ShopError::DiskFull,
            1053 | 1158..=1161 | 1184 | 1927 | 2006 | 2013 | 4031 => {
                ShopError::ConnectionLost { server: server() }
            }
            1130 | 1129 => ShopError::NotLetIn {
                server: server(),
                user: address.user.clone(),
                is_plain: false,
            },
            // Another definition than when the reading began, a column or a table that is gone.
            1412 | 1054 | 1146 => ShopError::TablesChanged {
                what: said.message.clone(),
            },
            3159 => ShopError::ProtectionAsked { server: server() },
            _ => other(doing, error),
        },
        Error::TlsError(said) => ShopError::NotProtected {
            server: server(),
            why: why(&said.to_string()),
        },
        Error::DriverError(mysql::DriverError::TlsNotSupported) => ShopError::NotProtected {
            server: server(),
            why: "the server offers none".to_owned(),
        },
        Error::DriverError(mysql::DriverError::CouldNotConnect(_) | mysql::DriverError::ConnectTimeout) => {
            ShopError::ServerMissing { server: server() }
        }
        Error::IoError(io) => line_broke(address, io.kind(), &io.to_string()),
        // The driver's own wrapping, which does not hand the cause on.
        Error::CodecError(said) => line_broke(address, ErrorKind::Other, &said.to_string()),
        _ => other(doing, error),
    }
}

/// What it means that nothing comes or goes any more.
pub(super) fn line_broke(address: &ServerAddress, kind: ErrorKind, said: &str) -> ShopError {
    let server = address.spoken();
    match kind {
        ErrorKind::NotFound | ErrorKind::ConnectionRefused | ErrorKind::AddrNotAvailable => {
            ShopError::ServerMissing { server }
        }
        ErrorKind::WouldBlock | ErrorKind::TimedOut => ShopError::Silent { server },
        _ if said.contains("certificate") => ShopError::NotProtected {
            server,
            why: why(said),
        },
        _ if said.contains("temporarily unavailable") || said.contains("timed out") => {
            ShopError::Silent { server }
        }
        _ => ShopError::ConnectionLost { server },
    }
}

fn other(doing: &str, error: Error) -> ShopError {
    ShopError::Database {
        doing: doing.to_owned(),
        cause: Box::new(error),
    }
}
