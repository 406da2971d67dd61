//! Computers in between that nobody has said yet to be the right ones.
//!
//! A shop may be reached through another computer, by SSH. Whether that is the computer it says it is, only its key tells, and
//! whether that is the right key, only the owner: asked once, natively, with the fingerprint to compare. The key is then kept
//! with the shop's connection, in the vault. Until the shop is added, and for other shops behind the same computer, it is
//! remembered here.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use backstock_contract::{Failure, SshEntry};
use backstock_engine::{Engine, EngineError, ShopCheck, ShopError, SshAddress, ask_for_host_key};

use crate::answers::{explain_engine, explain_vault};
use crate::servers::Wanted;
use crate::state::Held;
use crate::{Confirmation, Reply};

/// How long a computer is waited for that is asked for its key.
const PATIENCE: Duration = Duration::from_secs(20);

/// The keys that the owner has confirmed since the app was opened, by the computer.
#[derive(Default)]
pub(crate) struct Strangers(Mutex<HashMap<(String, Option<u16>), String>>);

impl Strangers {
    pub(crate) fn trust(&self, stranger: &Stranger) {
        let place = (stranger.ssh.host.clone(), stranger.ssh.port);
        let mut trusted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        trusted.insert(place, stranger.host_key.clone());
    }

    fn key_of(&self, host: &str, port: Option<u16>) -> Option<String> {
        let trusted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        trusted.get(&(host.to_owned(), port)).cloned()
    }
}

/// The computer that was typed, with the key it was confirmed by, if it was.
pub(crate) fn known(
    engine: &Engine,
    held: &Held,
    typed: &SshEntry,
    key: Option<PathBuf>,
) -> Reply<SshAddress> {
    let host = typed.host.trim().to_owned();
    let host_key = match held.strangers.key_of(&host, typed.port) {
        Some(known) => Some(known),
        None => engine
            .vault()
            .shops()
            .map_err(explain_vault)?
            .iter()
            .filter_map(|shop| engine.server_of(shop)?.ssh)
            .find(|ssh| ssh.host == host && ssh.port == typed.port)
            .and_then(|ssh| ssh.host_key),
    };
    Ok(SshAddress {
        host,
        port: typed.port,
        user: typed.user.trim().to_owned(),
        key,
        host_key,
    })
}

/// A computer whose key nobody has confirmed.
pub(crate) struct Stranger {
    ssh: SshAddress,
    fingerprint: String,
    host_key: String,
    /// Whether it was known by another key.
    is_changed: bool,
}

/// Why a server was not reached.
pub(crate) enum Met {
    /// A computer in between has to be confirmed first.
    Stranger(Box<Stranger>),
    Error(Box<EngineError>),
}

impl Stranger {
    /// Looks at a server. A computer that shows another key than it did is asked for that key, so that it can be compared.
    pub(crate) fn told_by(
        wanted: &Wanted,
        tried: impl Fn(&str) -> Result<ShopCheck, EngineError>,
    ) -> Result<ShopCheck, Met> {
        let error = |error: EngineError| Met::Error(Box::new(error));
        let Some(ssh) = &wanted.address.ssh else {
            return tried(&wanted.connection).map_err(error);
        };
        let meet = |failed: EngineError, is_changed: bool| match failed {
            EngineError::Shop(ShopError::SshHostUnknown {
                fingerprint,
                host_key,
                ..
            }) => Met::Stranger(Box::new(Self {
                ssh: ssh.clone(),
                fingerprint,
                host_key,
                is_changed,
            })),
            failed => error(failed),
        };
        match tried(&wanted.connection) {
            Err(EngineError::Shop(ShopError::SshHostChanged { host })) if ssh.host_key.is_some() => {
                // Only its key is asked for: nothing is sent to the server behind a computer that may be a stranger's, not even
                // where `ssh` itself knows the new key by now.
                let anew = SshAddress {
                    host_key: None,
                    ..ssh.clone()
                };
                match ask_for_host_key(&anew, PATIENCE) {
                    unknown @ ShopError::SshHostUnknown { .. } => Err(meet(EngineError::Shop(unknown), true)),
                    _ => Err(error(EngineError::Shop(ShopError::SshHostChanged { host }))),
                }
            }
            looked => looked.map_err(|failed| meet(failed, false)),
        }
    }

    pub(crate) fn question(&self) -> Confirmation {
        let host = self.ssh.spoken();
        let seen = format!("Fingerprint of its key:\n{}", self.fingerprint);
        let advice = "Your hosting company shows the fingerprint in its control panel or tells it to you. Go on only if it is the same.";
        Confirmation {
            title: if self.is_changed {
                "This computer shows another key than before".to_owned()
            } else {
                "Is this the right computer?".to_owned()
            },
            message: if self.is_changed {
                format!(
                    "{host}\n\n{seen}\n\nThe key may have been changed, or somebody is in between. {advice}"
                )
            } else {
                format!("{host}\n\n{seen}\n\nBackstock has not connected to it before. {advice}")
            },
            go_on: "It is the same".to_owned(),
        }
    }

    /// The owner did not confirm it.
    pub(crate) fn refused(self) -> Failure {
        explain_engine(EngineError::Shop(ShopError::SshHostUnknown {
            host: self.ssh.spoken(),
            fingerprint: self.fingerprint,
            host_key: self.host_key,
        }))
    }
}
