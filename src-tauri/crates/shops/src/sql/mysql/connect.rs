//! Reaching a MariaDB or MySQL server, and what its refusals mean.

use std::io::ErrorKind;
use std::time::Duration;

use backstock_model::Secret;
use mysql::{Conn, Error, OptsBuilder, SslOpts};

use crate::ShopError;
use crate::sql::server::address::ServerAddress;

/// How long to wait for a server that does not answer at all.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a query may be thought about before its first row: the largest tables are sorted first.
const SILENCE: Duration = Duration::from_secs(15 * 60);

const PORT: u16 = 3306;

pub(super) fn connect(address: &ServerAddress, password: &Secret) -> Result<Conn, ShopError> {
    let mut options = OptsBuilder::new()
        .user(Some(&address.user))
        .pass(Some(password.reveal()))
        .db_name(Some(&address.database))
        .prefer_socket(false)
        .tcp_connect_timeout(Some(PATIENCE))
        .read_timeout(Some(SILENCE))
        .write_timeout(Some(SILENCE))
        .tcp_keepalive_time_ms(Some(30_000))
        .stmt_cache_size(256);
    options = match &address.socket {
        Some(socket) => options.socket(Some(socket.to_string_lossy())),
        None => options
            .ip_or_hostname(Some(&address.host))
            .tcp_port(address.port.unwrap_or(PORT)),
    };
    if address.is_encrypted() {
        // The one provider that is built in; somebody else may have said so already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut protection = SslOpts::default();
        if let Some(certificate) = &address.certificate {
            protection = protection.with_root_cert_path(Some(certificate.clone()));
        }
        options = options.ssl_opts(protection);
    }
    Conn::new(options).map_err(|error| failure(address, "reach the shop's server", error))
}

/// What an error means for the shop.
pub(super) fn failure(address: &ServerAddress, doing: &str, error: Error) -> ShopError {
    let server = || address.spoken();
    match &error {
        Error::MySqlError(said) => match said.code {
            1045 | 1698 | 1251 | 3118 | 4151 => ShopError::NotLetIn {
                server: server(),
                user: address.user.clone(),
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
            },
            3159 => ShopError::NotProtected {
                server: server(),
                why: "the server asks for a protected connection".to_owned(),
            },
            _ => other(doing, error),
        },
        Error::TlsError(why) => ShopError::NotProtected {
            server: server(),
            why: why.to_string(),
        },
        Error::DriverError(mysql::DriverError::TlsNotSupported) => ShopError::NotProtected {
            server: server(),
            why: "the server offers none".to_owned(),
        },
        Error::DriverError(mysql::DriverError::CouldNotConnect(_) | mysql::DriverError::ConnectTimeout) => {
            ShopError::ServerMissing { server: server() }
        }
        Error::IoError(io) => match io.kind() {
            ErrorKind::NotFound | ErrorKind::ConnectionRefused | ErrorKind::AddrNotAvailable => {
                ShopError::ServerMissing { server: server() }
            }
            ErrorKind::InvalidData if io.to_string().contains("certificate") => ShopError::NotProtected {
                server: server(),
                why: io.to_string(),
            },
            _ => ShopError::ConnectionLost { server: server() },
        },
        Error::CodecError(_) => ShopError::ConnectionLost { server: server() },
        _ => other(doing, error),
    }
}

fn other(doing: &str, error: Error) -> ShopError {
    ShopError::Database {
        doing: doing.to_owned(),
        cause: Box::new(error),
    }
}
