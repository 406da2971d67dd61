//! # The way to a server whose certificate was accepted
//!
//! The driver trusts authorities and nothing else. Where the owner accepted one very certificate (see `certificate`), the driver is
//! given a socket in a folder of our own instead, and what goes through it is protected here: the server is sent the driver's own
//! wish for protection, shows its certificate, and only when that is the accepted one does it hear who asks.
//!
//! The server counts the packets of a greeting and, for the driver knows of no protection, is always one ahead of it: until it has let
//! us in, each packet's number is put right. After that everything goes through as it is.
//!
//! Not done: on systems without such sockets nothing is relayed; there the certificate's file has to be chosen.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::TcpStream;
use tokio::runtime::Builder;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::connect::line_broke;
use crate::ShopError;
use crate::own::OwnFolder;
use crate::sql::server::address::ServerAddress;
use crate::sql::server::certificate::Looker;
use crate::sql::server::protection::why;

/// What a greeting and an answer to it say of protection, in the second byte of their capabilities.
const PROTECTED: u8 = 0x08;
/// How much of an answer to a greeting is the wish for protection.
const WISH: usize = 32;
/// How long the near end, which hears only that the line is gone, waits for why.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// Larger packets are none of a greeting.
const LARGEST: usize = 1 << 16;

/// A socket that leads to a server.
pub(super) struct Relay {
    folder: OwnFolder,
    failed: Receiver<ShopError>,
}

/// Where it leads to.
struct Far {
    address: ServerAddress,
    host: String,
    port: u16,
    patience: Duration,
}

impl Relay {
    /// Opens one to a host's port. It goes through it once, and ends with the connection.
    pub(super) fn open(
        address: &ServerAddress,
        (host, port): (&str, u16),
        patience: Duration,
    ) -> Result<Self, ShopError> {
        #[cfg(unix)]
        {
            let broke = |cause: std::io::Error| ShopError::Database {
                doing: "make a way to the shop's server".to_owned(),
                cause: Box::new(cause),
            };
            let folder = OwnFolder::make("backstock-way-", &std::env::temp_dir()).map_err(broke)?;
            let looker = Looker::of(address)?;
            let config = looker.protection(address)?;
            let runtime = Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(broke)?;
            let near = {
                let _inside = runtime.enter();
                tokio::net::UnixListener::bind(folder.path().join("socket")).map_err(broke)?
            };
            let far = Far {
                address: address.clone(),
                host: host.to_owned(),
                port,
                patience,
            };
            let (told, failed) = channel();
            std::thread::spawn(move || {
                let gone = runtime.block_on(async {
                    let (near, _) = near
                        .accept()
                        .await
                        .map_err(|error| line_broke(&far.address, error.kind(), &error.to_string()))?;
                    far.relay(near, config).await
                });
                if let Err(error) = gone {
                    // Who was let in listens no more.
                    let _ = told.send(looker.explain(error));
                }
            });
            Ok(Self { folder, failed })
        }
        #[cfg(not(unix))]
        {
            let _ = (host, port, patience);
            Err(ShopError::NotProtected {
                server: address.spoken(),
                why: "a single certificate cannot be accepted for such a server on this system".to_owned(),
            })
        }
    }

    pub(super) fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }

    /// Why nothing came of it, where that is known better here than at the near end.
    pub(super) fn explain(&self, error: ShopError) -> ShopError {
        self.failed.recv_timeout(LAST_WORDS).unwrap_or(error)
    }
}

impl Far {
    async fn relay(
        &self,
        mut near: impl AsyncRead + AsyncWrite + Unpin,
        config: ClientConfig,
    ) -> Result<(), ShopError> {
        let broke = |error: std::io::Error| line_broke(&self.address, error.kind(), &error.to_string());
        let mut far = timeout(self.patience, TcpStream::connect((self.host.as_str(), self.port)))
            .await
            .map_err(|_| ShopError::ServerMissing {
                server: self.address.spoken(),
            })?
            .map_err(broke)?;
        let mut greeting = Packet::read(&mut far).await.map_err(broke)?;
        if greeting.is_refusal() {
            return greeting.write(&mut near).await.map_err(broke);
        }
        greeting
            .offers_no_protection()
            .ok_or_else(|| self.not_protected("the server offers none"))?;
        greeting.write(&mut near).await.map_err(broke)?;
        let mut answer = Packet::read(&mut near).await.map_err(broke)?;
        answer
            .wishes_protection()
            .ok_or_else(|| self.not_protected("the server offers none"))?;
        answer.wish().write(&mut far).await.map_err(broke)?;
        let name = ServerName::try_from(self.host.clone())
            .map_err(|_| self.not_protected("its name cannot be one of a certificate"))?;
        let connecting = TlsConnector::from(Arc::new(config)).connect(name, far);
        let mut far = timeout(self.patience, connecting)
            .await
            .map_err(|_| ShopError::Silent {
                server: self.address.spoken(),
            })?
            .map_err(|error| self.not_protected(&why(&error.to_string())))?;
        answer.number += 1;
        answer.write(&mut far).await.map_err(broke)?;
        if let_in(&mut near, &mut far).await.map_err(broke)? {
            // Whoever ends it is told by the driver.
            let _ = copy_bidirectional(&mut near, &mut far).await;
        }
        Ok(())
    }

    fn not_protected(&self, why: &str) -> ShopError {
        ShopError::NotProtected {
            server: self.address.spoken(),
            why: why.to_owned(),
        }
    }
}

/// Carries the talk about who asks to its end; says whether somebody was let in.
async fn let_in(
    near: &mut (impl AsyncRead + AsyncWrite + Unpin),
    far: &mut (impl AsyncRead + AsyncWrite + Unpin),
) -> std::io::Result<bool> {
    loop {
        // They speak in turns, so nothing is cut when the other one is heard.
        tokio::select! {
            said = Packet::read(far) => {
                let mut said = said?;
                said.number = said.number.wrapping_sub(1);
                said.write(near).await?;
                match said.content.first() {
                    Some(0) => return Ok(true),
                    _ if said.is_refusal() => return Ok(false),
                    _ => {}
                }
            }
            said = Packet::read(near) => {
                let mut said = said?;
                said.number = said.number.wrapping_add(1);
                said.write(far).await?;
            }
        }
    }
}

/// A packet of the protocol: three bytes of length, a number, and what it says.
struct Packet {
    number: u8,
    content: Vec<u8>,
}

impl Packet {
    async fn read(from: &mut (impl AsyncRead + Unpin)) -> std::io::Result<Self> {
        let mut head = [0; 4];
        from.read_exact(&mut head).await?;
        let [low, middle, high, number] = head;
        let length = u32::from_le_bytes([low, middle, high, 0]) as usize;
        if length > LARGEST {
            return Err(std::io::ErrorKind::InvalidData.into());
        }
        let mut content = vec![0; length];
        from.read_exact(&mut content).await?;
        Ok(Self { number, content })
    }

    async fn write(&self, to: &mut (impl AsyncWrite + Unpin)) -> std::io::Result<()> {
        let length = u32::try_from(self.content.len())
            .unwrap_or_default()
            .to_le_bytes();
        let mut bytes = length.get(..3).unwrap_or_default().to_vec();
        bytes.push(self.number);
        bytes.extend_from_slice(&self.content);
        to.write_all(&bytes).await?;
        to.flush().await
    }

    fn is_refusal(&self) -> bool {
        self.content.first() == Some(&0xFF)
    }

    /// Takes the offer of protection out of a greeting; nothing where there is none.
    fn offers_no_protection(&mut self) -> Option<()> {
        // Behind the version, which ends with a zero: the connection's number, eight bytes to answer to, and a zero.
        let version = self.content.iter().skip(1).position(|byte| *byte == 0)?;
        let offer = self.content.get_mut(version + 2 + 4 + 8 + 1 + 1)?;
        let is_there = *offer & PROTECTED != 0;
        *offer &= !PROTECTED;
        is_there.then_some(())
    }

    /// Puts the wish for protection into an answer; nothing where it is none.
    fn wishes_protection(&mut self) -> Option<()> {
        let has_all = self.content.len() >= WISH;
        let wish = self.content.get_mut(1).filter(|_| has_all)?;
        *wish |= PROTECTED;
        Some(())
    }

    /// The beginning of an answer, after which everything is protected.
    fn wish(&self) -> Self {
        Self {
            number: self.number,
            content: self.content.iter().take(WISH).copied().collect(),
        }
    }
}

/// Asks a server for its certificate, without a word of who asks, and explains with it why the driver did not trust the server.
pub(super) fn explain(
    address: &ServerAddress,
    (host, port): (&str, u16),
    patience: Duration,
    error: ShopError,
) -> ShopError {
    let (Ok(looker), Ok(runtime)) = (
        Looker::of(address),
        Builder::new_current_thread().enable_all().build(),
    ) else {
        return error;
    };
    let asked = async {
        let config = looker.protection(address)?;
        let far = Far {
            address: address.clone(),
            host: host.to_owned(),
            port,
            patience,
        };
        // The answer of somebody who speaks the protocol's newer form and wishes to be protected.
        let mut wish = vec![0; WISH];
        for (at, byte) in [(0, 0x00), (1, 0x82), (2, 0x08), (8, 45)] {
            if let Some(place) = wish.get_mut(at) {
                *place = byte;
            }
        }
        let answer = Packet {
            number: 1,
            content: wish,
        };
        let (near, mut driver) = tokio::io::duplex(LARGEST);
        let talk = async {
            Packet::read(&mut driver).await?;
            answer.write(&mut driver).await
        };
        let (gone, _) = tokio::join!(far.relay(near, config), talk);
        gone
    };
    let asked = runtime.block_on(async { timeout(patience, asked).await });
    match asked {
        Ok(Err(_)) => looker.explain(error),
        Ok(Ok(())) | Err(_) => error,
    }
}
