//! Reaching a PostgreSQL server, and what its refusals mean.

use std::error::Error as _;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use backstock_model::Secret;
use postgres::config::SslMode;
use postgres::error::SqlState;
use postgres::{Client, Config, Error, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::ShopError;
use crate::sql::server::address::ServerAddress;

/// How long to wait for a server that does not answer at all.
const PATIENCE: Duration = Duration::from_secs(10);

const PORT: u16 = 5432;

pub(super) fn connect(address: &ServerAddress, password: &Secret) -> Result<Client, ShopError> {
    let mut config = Config::new();
    config
        .user(&address.user)
        .password(password.reveal())
        .dbname(&address.database)
        .application_name("Backstock")
        .connect_timeout(PATIENCE)
        .keepalives_idle(Duration::from_secs(30));
    match &address.socket {
        Some(socket) => {
            let (folder, port) = folder_and_port(socket);
            config
                .host_path(folder)
                .port(address.port.or(port).unwrap_or(PORT));
        }
        None => {
            config.host(&address.host).port(address.port.unwrap_or(PORT));
        }
    }
    let connected = if address.is_encrypted() {
        config.ssl_mode(SslMode::Require);
        config.connect(MakeRustlsConnect::new(protection(address)?))
    } else {
        config.ssl_mode(SslMode::Disable);
        config.connect(NoTls)
    };
    connected.map_err(|error| failure(address, "reach the shop's server", error))
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

/// How the connection is protected: by the well-known certificates, and the shop's own.
fn protection(address: &ServerAddress) -> Result<ClientConfig, ShopError> {
    let refused = |why: String| ShopError::NotProtected {
        server: address.spoken(),
        why,
    };
    let mut roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    if let Some(file) = &address.certificate {
        let own = CertificateDer::pem_file_iter(file)
            .map_err(|error| refused(format!("the certificate: {error}")))?;
        for certificate in own {
            let certificate = certificate.map_err(|error| refused(format!("the certificate: {error}")))?;
            roots
                .add(certificate)
                .map_err(|error| refused(error.to_string()))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| refused(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

/// What an error means for the shop.
pub(super) fn failure(address: &ServerAddress, doing: &str, error: Error) -> ShopError {
    let server = || address.spoken();
    if let Some(said) = error.as_db_error() {
        let code = said.code();
        return match code.code() {
            "28000" | "28P01" => ShopError::NotLetIn {
                server: server(),
                user: address.user.clone(),
            },
            "3D000" => ShopError::NoSuchDatabase {
                server: server(),
                database: address.database.clone(),
            },
            "42501" => ShopError::NotPermitted {
                what: said.message().to_owned(),
            },
            "25006" => ShopError::ReadOnly,
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
                    why: io.to_string(),
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
                .map_or("the server offers none".to_owned(), ToString::to_string),
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

fn other(doing: &str, error: Error) -> ShopError {
    ShopError::Database {
        doing: doing.to_owned(),
        cause: Box::new(error),
    }
}
