//! The way to a server: directly, or through another computer; and how long it is waited for.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::address::ServerAddress;
use super::tunnel::Tunnel;
use crate::ShopError;

/// How long a server is waited for.
///
/// A line that is gone is noticed by the operating system, which asks the other end whether it is still there: within a
/// minute. What is waited for here is a server that is there and says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Until it has let us in.
    pub connecting: Duration,
    /// For the answer to a query, before it is asked by another connection whether it is still at work on it. Asking takes a
    /// connection that can be left waiting, which is so with PostgreSQL.
    pub silent: Duration,
    /// For the first row of an answer where that cannot be asked, which is so with MariaDB and MySQL: the largest tables are
    /// sorted first.
    pub thinking: Duration,
}

impl Default for Waiting {
    fn default() -> Self {
        Self {
            connecting: Duration::from_secs(20),
            silent: Duration::from_mins(1),
            thinking: Duration::from_mins(5),
        }
    }
}

/// The keys of TCP that notice a line that is gone: after so long without a word, asked so often, at most so long unanswered.
pub(crate) const KEEPALIVE: (Duration, Duration, u32) = (Duration::from_secs(20), Duration::from_secs(10), 3);
/// How long what was sent may stay unconfirmed.
pub(crate) const UNCONFIRMED: Duration = Duration::from_mins(1);

/// Where to connect to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A socket on this computer.
    Socket(PathBuf),
    /// A host's port; the usual one when none is named.
    Port(String, Option<u16>),
    /// A port of this computer that leads to the host.
    Tunnel(u16),
}

/// A way to a server. Its clones go through the same tunnel.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) address: ServerAddress,
    pub(crate) waiting: Waiting,
    tunnel: Arc<Mutex<Option<Arc<Tunnel>>>>,
}

impl Way {
    pub(crate) fn new(address: ServerAddress) -> Self {
        Self {
            address,
            waiting: Waiting::default(),
            tunnel: Arc::default(),
        }
    }

    /// Where to connect to, and what has to stay open for as long as the connection does.
    pub(crate) fn begin(&self, usual_port: u16) -> Result<(Place, Option<Arc<Tunnel>>), ShopError> {
        let address = &self.address;
        let Some(ssh) = &address.ssh else {
            let place = match &address.socket {
                Some(socket) => Place::Socket(socket.clone()),
                None => Place::Port(address.host.clone(), address.port),
            };
            return Ok((place, None));
        };
        let mut kept = self.tunnel.lock().unwrap_or_else(PoisonError::into_inner);
        let open = kept.take().filter(|tunnel| tunnel.is_open());
        let tunnel = match open {
            Some(tunnel) => tunnel,
            None => Arc::new(Tunnel::open(ssh, address, usual_port, self.waiting.connecting)?),
        };
        *kept = Some(Arc::clone(&tunnel));
        Ok((tunnel.place().clone(), Some(tunnel)))
    }

    /// What it means that a connection failed which went through a tunnel.
    pub(crate) fn explain(&self, tunnel: Option<&Tunnel>, error: ShopError) -> ShopError {
        let lost = matches!(
            error,
            ShopError::ConnectionLost { .. } | ShopError::ServerMissing { .. }
        );
        match tunnel {
            Some(tunnel) if lost => tunnel.refusal(&self.address).unwrap_or(error),
            _ => error,
        }
    }
}
