//! Certificates of servers that nobody but the server itself vouches for.
//!
//! Like the key of a computer in between (see `strangers`), such a certificate is shown to the owner once, natively, with what it says
//! of itself and its fingerprint to compare. What was accepted is kept with the shop's connection, in the vault. Until the shop is
//! added, and for other shops on the same server, it is remembered here.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use backstock_contract::Failure;
use backstock_engine::{Engine, EngineError, ServerAddress, ShopError, ShownCertificate};
use chrono::{DateTime, Utc};

use crate::answers::{explain_engine, explain_vault};
use crate::state::Held;
use crate::{Confirmation, Reply};

/// Which server: `127.0.0.1` is another one behind each computer in between.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Place {
    /// Two kinds of servers on one computer, each at its usual port, are two.
    kind: String,
    host: String,
    port: Option<u16>,
    ssh: Option<(String, Option<u16>)>,
}

impl Place {
    fn of(kind: &str, address: &ServerAddress) -> Self {
        let ssh = address.ssh.as_ref();
        Self {
            kind: kind.to_owned(),
            host: address.host.clone(),
            port: address.port,
            ssh: ssh.map(|ssh| (ssh.host.clone(), ssh.port)),
        }
    }
}

/// The fingerprints that the owner has accepted since the app was opened, by the server.
#[derive(Default)]
pub(crate) struct Certificates(Mutex<HashMap<Place, String>>);

impl Certificates {
    pub(crate) fn accept(&self, unknown: &UnknownCertificate) {
        let mut accepted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        accepted.insert(unknown.place.clone(), unknown.certificate.fingerprint.clone());
    }

    fn of(&self, place: &Place) -> Option<String> {
        let accepted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        accepted.get(place).cloned()
    }
}

/// The certificate that was accepted for a server, if one was.
pub(crate) fn known(
    engine: &Engine,
    held: &Held,
    kind: &str,
    address: &ServerAddress,
) -> Reply<Option<String>> {
    let place = Place::of(kind, address);
    if let Some(accepted) = held.certificates.of(&place) {
        return Ok(Some(accepted));
    }
    let shops = engine.vault().shops().map_err(explain_vault)?;
    let known = shops
        .iter()
        .filter_map(|shop| Some((shop, engine.server_of(shop)?)));
    Ok(known
        .filter(|(shop, known)| Place::of(&shop.kind, known) == place)
        .find_map(|(_, known)| known.accepted_certificate))
}

/// A certificate that nobody has accepted.
pub(crate) struct UnknownCertificate {
    place: Place,
    certificate: Box<ShownCertificate>,
    is_changed: bool,
    error: EngineError,
}

impl UnknownCertificate {
    /// The one that an error is about, or the error. Where a file was chosen to know the server by, nothing is asked: it is that
    /// file that does not fit.
    pub(crate) fn told_by(
        kind: &str,
        address: &ServerAddress,
        error: EngineError,
    ) -> Result<Self, EngineError> {
        let (certificate, is_changed) = match &error {
            _ if address.certificate.is_some() => return Err(error),
            EngineError::Shop(ShopError::CertificateUnknown { certificate, .. }) => {
                (certificate.clone(), false)
            }
            EngineError::Shop(ShopError::CertificateChanged { certificate, .. }) => {
                (certificate.clone(), true)
            }
            _ => return Err(error),
        };
        Ok(Self {
            place: Place::of(kind, address),
            certificate,
            is_changed,
            error,
        })
    }

    pub(crate) fn question(&self) -> Confirmation {
        let shown = &self.certificate;
        let names = match shown.names.as_slice() {
            [] => "It says no name.".to_owned(),
            names => format!("Made for: {}", names.join(", ")),
        };
        let valid = shown.valid.map_or_else(String::new, |(from, until)| {
            let day = |moment: DateTime<Utc>| moment.format("%-d %B %Y").to_string();
            format!("\nValid: {} to {}", day(from), day(until))
        });
        let said = format!(
            "{}\n\nFingerprint (SHA-256):\n{}\n\n{names}{valid}",
            self.place.host, shown.fingerprint
        );
        let advice = "Your hosting company shows the fingerprint in its control panel or tells it to you. Go on only if it is the \
                      same. From then on this very certificate is taken, and no other.";
        Confirmation {
            title: if self.is_changed {
                "This server shows another certificate than before".to_owned()
            } else {
                "Is this the right server?".to_owned()
            },
            message: if self.is_changed {
                format!(
                    "{said}\n\nThe certificate may have been changed, or somebody is in between. {advice}"
                )
            } else {
                format!("{said}\n\nNobody but the server itself says that it is the right one. {advice}")
            },
            go_on: "It is the same".to_owned(),
        }
    }

    /// The owner did not accept it.
    pub(crate) fn refused(self) -> Failure {
        explain_engine(self.error)
    }
}
