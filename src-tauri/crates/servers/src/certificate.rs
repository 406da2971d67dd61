//! Certificates for servers, made when they are needed.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::SigningKey as _;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use x509_cert::der::asn1::BitString;
use x509_cert::der::pem::LineEnding;
use x509_cert::der::{Decode as _, Encode as _, EncodePem as _};

use crate::NotHere;

fn broke(error: impl std::fmt::Display) -> NotHere {
    NotHere(format!("no certificate: {error}"))
}

/// A key, and a certificate for servers of these names that is signed with it.
fn signed(names: &[&str], is_ca: rcgen::IsCa) -> Result<(rcgen::KeyPair, rcgen::Certificate), NotHere> {
    let names = names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let key = rcgen::KeyPair::generate().map_err(broke)?;
    let mut wanted = rcgen::CertificateParams::new(names).map_err(broke)?;
    wanted.is_ca = is_ca;
    let made = wanted.self_signed(&key).map_err(broke)?;
    Ok((key, made))
}

/// A certificate with its key, signed by itself: trusted by whoever is given its file, and by nobody else.
#[derive(Debug)]
pub struct Certificate {
    folder: TempDir,
    is_of_version_1: bool,
}

impl Certificate {
    /// Makes one for servers of these names.
    ///
    /// # Errors
    ///
    /// When there is no place for its files.
    pub fn of(names: &[&str]) -> Result<Self, NotHere> {
        Self::made(names, rcgen::IsCa::NoCa)
    }

    /// Makes one for servers of these names that also calls itself an authority, as `openssl req -x509` does: no library trusts
    /// such a one for a server's, even where its file is known.
    ///
    /// # Errors
    ///
    /// As [`Certificate::of`].
    pub fn of_an_authority(names: &[&str]) -> Result<Self, NotHere> {
        Self::made(names, rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained))
    }

    /// Makes one of version 1, as `openssl x509 -req` did for anybody who followed a server's handbook: it says for whom it is in
    /// its subject only, and no library of today reads it as a server's.
    ///
    /// # Errors
    ///
    /// As [`Certificate::of`].
    pub fn of_version_1(names: &[&str]) -> Result<Self, NotHere> {
        let (key, made) = signed(names, rcgen::IsCa::NoCa)?;
        let mut old = x509_cert::Certificate::from_der(made.der()).map_err(broke)?;
        old.tbs_certificate.version = x509_cert::Version::V1;
        old.tbs_certificate.extensions = None;
        let signature = key
            .sign(&old.tbs_certificate.to_der().map_err(broke)?)
            .map_err(broke)?;
        old.signature = BitString::from_bytes(&signature).map_err(broke)?;
        Self::kept(&old.to_pem(LineEnding::LF).map_err(broke)?, &key, true)
    }

    fn made(names: &[&str], is_ca: rcgen::IsCa) -> Result<Self, NotHere> {
        let (key, made) = signed(names, is_ca)?;
        Self::kept(&made.pem(), &key, false)
    }

    fn kept(certificate: &str, key: &rcgen::KeyPair, is_of_version_1: bool) -> Result<Self, NotHere> {
        let folder = TempDir::with_prefix("backstock-certificate-").map_err(broke)?;
        let kept = Self {
            folder,
            is_of_version_1,
        };
        fs::write(kept.file(), certificate).map_err(broke)?;
        fs::write(kept.key(), key.serialize_pem()).map_err(broke)?;
        Ok(kept)
    }

    /// Makes one for servers on this computer's loopback address.
    ///
    /// # Errors
    ///
    /// As [`Certificate::of`].
    pub fn local() -> Result<Self, NotHere> {
        Self::of(&["localhost", "127.0.0.1"])
    }

    /// What people tell it by: SHA-256 over all of it, as `openssl x509 -fingerprint -sha256` shows it.
    ///
    /// # Errors
    ///
    /// When its file is gone.
    pub fn fingerprint(&self) -> Result<String, NotHere> {
        let text = fs::read_to_string(self.file()).map_err(broke)?;
        let inside: String = text.lines().filter(|line| !line.starts_with('-')).collect();
        let bytes = STANDARD.decode(inside).map_err(broke)?;
        let pairs: Vec<String> = Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02X}"))
            .collect();
        Ok(pairs.join(":"))
    }

    /// What is shown to everybody.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("certificate.pem")
    }

    /// Whether it was made by [`Certificate::of_version_1`].
    pub fn is_of_version_1(&self) -> bool {
        self.is_of_version_1
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.folder.path().join("key.pem")
    }

    /// Copies both into a server's own folder, where it may read them: the certificate's path, then the key's.
    pub(crate) fn copied_to(&self, folder: &Path) -> Result<(PathBuf, PathBuf), NotHere> {
        let copy = |from: PathBuf, name: &str| {
            let to = folder.join(name);
            fs::copy(from, &to).map_err(broke)?;
            Ok::<_, NotHere>(to)
        };
        Ok((
            copy(self.file(), "certificate.pem")?,
            copy(self.key(), "key.pem")?,
        ))
    }
}
