//! The line to a mail server, with an end to what it may say.
//!
//! A server that speaks without a pause would fill the memory, and one that drips a letter now and then would be listened to for
//! ever. So there is one limit to what is read in a conversation, and one moment at which it ends; see [`crate::send`].

use std::io::{Error, ErrorKind};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use lettre::transport::smtp::client::AsyncTokioStream;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::MailServer;

/// What a server may say in one conversation, in bytes. Greeting, answers and certificates are a few thousand.
const MOST_SAID: usize = 1 << 20;

/// A server said more than any mail server does.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the server said too much")]
pub(crate) struct TooMuch;

/// A connection that ends when the server has said too much.
#[derive(Debug)]
pub(crate) struct Line {
    stream: TcpStream,
    left: usize,
}

impl Line {
    pub(crate) async fn to(address: SocketAddr) -> Result<Self, Error> {
        Ok(Self {
            stream: TcpStream::connect(address).await?,
            left: MOST_SAID,
        })
    }

    /// The same, encrypted before the first word.
    pub(crate) async fn encrypted(self, server: &MailServer) -> Result<Encrypted, Error> {
        let name = ServerName::try_from(server.host.clone())
            .map_err(|_| Error::other(rustls::Error::General("this is no name of a server".to_owned())))?;
        let connector = TlsConnector::from(Arc::new(trusting(server).map_err(Error::other)?));
        Ok(Encrypted(connector.connect(name, self).await?))
    }
}

/// Whom to trust: the well-known authorities, and the one that the owner named.
fn trusting(server: &MailServer) -> Result<ClientConfig, rustls::Error> {
    let mut roots = RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    if let Some(authority) = &server.authority {
        for certificate in CertificateDer::pem_slice_iter(authority.as_bytes()) {
            let certificate =
                certificate.map_err(|_| rustls::Error::General("this is no certificate".to_owned()))?;
            roots.add(certificate)?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<(), Error>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        match self.left.checked_sub(buffer.filled().len() - before) {
            Some(left) => self.left = left,
            None => return Poll::Ready(Err(Error::new(ErrorKind::InvalidData, TooMuch))),
        }
        read
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize, Error>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl AsyncTokioStream for Line {
    fn peer_addr(&self) -> Result<SocketAddr, Error> {
        self.stream.peer_addr()
    }
}

/// A line that was encrypted before the first word.
#[derive(Debug)]
pub(crate) struct Encrypted(TlsStream<Line>);

impl AsyncRead for Encrypted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncWrite for Encrypted {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize, Error>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

impl AsyncTokioStream for Encrypted {
    fn peer_addr(&self) -> Result<SocketAddr, Error> {
        self.0.get_ref().0.peer_addr()
    }
}
