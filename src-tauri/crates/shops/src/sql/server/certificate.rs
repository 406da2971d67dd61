//! The certificate that a server shows.
//!
//! Usually it is one that this computer trusts, or whose file the owner chose. Many servers of small shops have one that they
//! signed themselves: then the owner is shown what it says and may accept it. From then on exactly this certificate is taken and no
//! other, whatever else may be said for the other. It is told by its fingerprint, so nothing of the server has to be kept.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls13_signature_with_raw_key};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, SubjectPublicKeyInfoDer, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use sha2::{Digest as _, Sha256};
use x509_cert::Certificate;
use x509_cert::der::{Decode as _, Encode as _};
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;

use super::address::ServerAddress;
use crate::ShopError;

/// A certificate as its owner compares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownCertificate {
    /// SHA-256 over all of it, as the control panels of hosting companies and `openssl` show it: `AB:CD:…`.
    pub fingerprint: String,
    /// The names it was made for; empty where it says none that can be read.
    pub names: Vec<String>,
    /// From when until when it is valid.
    pub valid: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

impl ShownCertificate {
    pub(crate) fn of(certificate: &[u8]) -> Self {
        let read = Certificate::from_der(certificate).ok();
        let valid = read.as_ref().and_then(|read| {
            let validity = &read.tbs_certificate.validity;
            let moment = |time: &x509_cert::time::Time| {
                let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok()?;
                DateTime::from_timestamp(seconds, 0)
            };
            Some((moment(&validity.not_before)?, moment(&validity.not_after)?))
        });
        Self {
            fingerprint: fingerprint(certificate),
            names: read.as_ref().map(names).unwrap_or_default(),
            valid,
        }
    }
}

/// `for db.example.com, valid from 1 January 2026 to 1 January 2027, with the fingerprint AB:CD:…`
impl fmt::Display for ShownCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.names.as_slice() {
            [] => f.write_str("without a name")?,
            names => write!(f, "for {}", names.join(", "))?,
        }
        if let Some((from, until)) = &self.valid {
            let day = |moment: &DateTime<Utc>| moment.format("%-d %B %Y").to_string();
            write!(f, ", valid from {} to {}", day(from), day(until))?;
        }
        write!(f, ", with the fingerprint {}", self.fingerprint)
    }
}

fn fingerprint(certificate: &[u8]) -> String {
    let digits = Sha256::digest(certificate);
    let pairs: Vec<String> = digits.iter().map(|byte| format!("{byte:02X}")).collect();
    pairs.join(":")
}

/// Whether a fingerprint that somebody typed is this one: with colons or without, in large letters or small.
fn is_same(typed: &str, fingerprint: &str) -> bool {
    let bare = |text: &str| -> String {
        let letters = text.trim().to_ascii_uppercase();
        let digits = letters.strip_prefix("SHA256:").unwrap_or(&letters);
        digits.chars().filter(char::is_ascii_hexdigit).collect()
    };
    bare(typed) == bare(fingerprint)
}

/// How many names are shown; whoever made the certificate chose them, and could push the fingerprint out of sight by many.
const MOST_NAMES: usize = 8;

/// A name as a computer can have one. A certificate may say anything there, lines with a false fingerprint among it.
fn name_of_a_computer(said: &str) -> Option<String> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-*_".contains(&byte);
    (said.len() <= 253 && said.bytes().all(is_plain)).then(|| said.to_owned())
}

/// What somebody wrote of themselves, in one short line.
fn in_one_line(said: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || letter.is_ascii_graphic() || letter == ' ';
    said.chars()
        .take(120)
        .map(|letter| if plain(letter) { letter } else { '\u{FFFD}' })
        .collect()
}

/// The names a certificate is for, the one it is issued to only where there are no others.
fn names(certificate: &Certificate) -> Vec<String> {
    let extensions = certificate.tbs_certificate.extensions.iter().flatten();
    let told: Vec<String> = extensions
        .filter(|extension| extension.extn_id == <SubjectAltName as x509_cert::der::oid::AssociatedOid>::OID)
        .filter_map(|extension| SubjectAltName::from_der(extension.extn_value.as_bytes()).ok())
        .flat_map(|names| names.0)
        .filter_map(|name| match name {
            GeneralName::DnsName(name) => name_of_a_computer(name.as_str()),
            GeneralName::IpAddress(bytes) => match bytes.as_bytes() {
                [a, b, c, d] => Some(std::net::Ipv4Addr::new(*a, *b, *c, *d).to_string()),
                bytes => <[u8; 16]>::try_from(bytes)
                    .ok()
                    .map(|bytes| std::net::Ipv6Addr::from(bytes).to_string()),
            },
            _ => None,
        })
        .take(MOST_NAMES)
        .collect();
    match told.is_empty() {
        false => told,
        true => Some(certificate.tbs_certificate.subject.to_string())
            .filter(|subject| !subject.is_empty())
            .map(|subject| in_one_line(&subject))
            .into_iter()
            .collect(),
    }
}

/// Looks at the certificate that a server shows, and remembers it.
#[derive(Debug)]
pub(crate) struct Looker {
    usual: Arc<WebPkiServerVerifier>,
    accepted: Option<String>,
    shown: Mutex<Option<Vec<u8>>>,
}

impl Looker {
    /// One that takes what an address says is to be taken.
    pub(crate) fn of(address: &ServerAddress) -> Result<Arc<Self>, ShopError> {
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
                let certificate =
                    certificate.map_err(|error| refused(format!("the certificate: {error}")))?;
                roots
                    .add(certificate)
                    .map_err(|error| refused(error.to_string()))?;
            }
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let usual = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider)
            .build()
            .map_err(|error| refused(error.to_string()))?;
        Ok(Arc::new(Self {
            usual,
            accepted: address.accepted_certificate.clone(),
            shown: Mutex::new(None),
        }))
    }

    /// A protection that asks it.
    pub(crate) fn protection(self: &Arc<Self>, address: &ServerAddress) -> Result<ClientConfig, ShopError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| ShopError::NotProtected {
                server: address.spoken(),
                why: error.to_string(),
            })?;
        Ok(config
            .dangerous()
            .with_custom_certificate_verifier(Arc::clone(self) as Arc<dyn ServerCertVerifier>)
            .with_no_client_auth())
    }

    /// What it means that no protected connection came about: the certificate that was shown is told with it.
    pub(crate) fn explain(&self, error: ShopError) -> ShopError {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        match (error, shown.as_deref()) {
            (ShopError::NotProtected { server, why }, Some(shown)) => {
                let certificate = Box::new(ShownCertificate::of(shown));
                match &self.accepted {
                    Some(_) => ShopError::CertificateChanged { server, certificate },
                    None => ShopError::CertificateUnknown {
                        server,
                        why,
                        certificate,
                    },
                }
            }
            (error, _) => error,
        }
    }
}

impl Looker {
    /// The key in a certificate that is taken because the owner accepted it, where what usually reads it cannot: it knows none of
    /// version 1, and servers' handbooks have shown for decades how to make one.
    fn key_of_accepted(
        &self,
        certificate: &CertificateDer<'_>,
    ) -> Result<Option<SubjectPublicKeyInfoDer<'static>>, rustls::Error> {
        if self.accepted.is_none() || webpki::EndEntityCert::try_from(certificate).is_ok() {
            return Ok(None);
        }
        let unread = |_| rustls::Error::InvalidCertificate(CertificateError::BadEncoding);
        let read = Certificate::from_der(certificate).map_err(unread)?;
        let key = read.tbs_certificate.subject_public_key_info.to_der();
        Ok(Some(key.map_err(unread)?.into()))
    }
}

/// The ways of signing that a server may choose from.
fn algorithms() -> WebPkiSupportedAlgorithms {
    rustls::crypto::ring::default_provider().signature_verification_algorithms
}

/// Whether a message of TLS 1.2 was signed with this key. rustls has this for certificates that it can read, and for TLS 1.3.
fn signed_by(
    key: &SubjectPublicKeyInfoDer<'_>,
    message: &[u8],
    signed: &DigitallySignedStruct,
) -> Result<HandshakeSignatureValid, rustls::Error> {
    let bad = || rustls::Error::InvalidCertificate(CertificateError::BadSignature);
    let key = webpki::RawPublicKeyEntity::try_from(key).map_err(|_| bad())?;
    algorithms()
        .mapping
        .iter()
        .filter(|(scheme, _)| *scheme == signed.scheme)
        .flat_map(|(_, fitting)| fitting.iter())
        .find(|fitting| {
            key.verify_signature(**fitting, message, signed.signature())
                .is_ok()
        })
        .map(|_| HandshakeSignatureValid::assertion())
        .ok_or_else(bad)
}

impl ServerCertVerifier for Looker {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        status: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let note = |shown: Option<Vec<u8>>| {
            *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = shown;
        };
        note(Some(certificate.to_vec()));
        let looked = match &self.accepted {
            Some(accepted) if is_same(accepted, &fingerprint(certificate)) => {
                Ok(ServerCertVerified::assertion())
            }
            Some(_) => Err(rustls::Error::InvalidCertificate(
                CertificateError::ApplicationVerificationFailure,
            )),
            None => self
                .usual
                .verify_server_cert(certificate, between, name, status, now),
        };
        if looked.is_ok() {
            // Whatever fails from here on is not its fault.
            note(None);
        }
        looked
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        match self.key_of_accepted(certificate)? {
            Some(key) => signed_by(&key, message, signed),
            None => self.usual.verify_tls12_signature(message, certificate, signed),
        }
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        match self.key_of_accepted(certificate)? {
            Some(key) => verify_tls13_signature_with_raw_key(message, &key, signed, &algorithms()),
            None => self.usual.verify_tls13_signature(message, certificate, signed),
        }
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.usual.supported_verify_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_the_same_however_it_is_written() {
        for typed in ["AB:CD:01", "ab:cd:01", "abcd01", "SHA256:AB:CD:01", " ABCD01\n"] {
            assert!(is_same(typed, "AB:CD:01"), "{typed}");
        }
        assert!(!is_same("AB:CD", "AB:CD:01"));
    }

    // T6: the owner compares a fingerprint that the certificate itself cannot have written.
    #[test]
    fn a_certificate_says_names_and_nothing_else() {
        assert_eq!(
            name_of_a_computer("*.db-1.example.com").as_deref(),
            Some("*.db-1.example.com")
        );
        assert_eq!(
            name_of_a_computer("db.example.com\nFingerprint (SHA-256):\nAB:CD"),
            None
        );
        assert_eq!(
            in_one_line("CN=shop\nFingerprint\u{202E}: AB"),
            "CN=shop\u{FFFD}Fingerprint\u{FFFD}: AB"
        );
        assert_eq!(in_one_line(&"a".repeat(500)).len(), 120);
    }

    #[test]
    fn what_is_no_certificate_has_a_fingerprint_all_the_same() {
        let shown = ShownCertificate::of(b"none");
        assert_eq!((shown.names.len(), shown.valid), (0, None));
        assert!(
            shown
                .to_string()
                .starts_with("without a name, with the fingerprint ")
        );
    }
}
