//! Certificates for servers, made when they are needed.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::NotHere;

/// A certificate with its key, signed by itself: trusted by whoever is given its file, and by nobody else.
#[derive(Debug)]
pub struct Certificate {
    folder: TempDir,
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

    fn made(names: &[&str], is_ca: rcgen::IsCa) -> Result<Self, NotHere> {
        let broke = |error: &dyn std::fmt::Display| NotHere(format!("no certificate: {error}"));
        let names = names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let key = rcgen::KeyPair::generate().map_err(|error| broke(&error))?;
        let mut wanted = rcgen::CertificateParams::new(names).map_err(|error| broke(&error))?;
        wanted.is_ca = is_ca;
        let made = wanted.self_signed(&key).map_err(|error| broke(&error))?;
        let folder = TempDir::with_prefix("backstock-certificate-").map_err(|error| broke(&error))?;
        let certificate = Self { folder };
        fs::write(certificate.file(), made.pem()).map_err(|error| broke(&error))?;
        fs::write(certificate.key(), key.serialize_pem()).map_err(|error| broke(&error))?;
        Ok(certificate)
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
        let broke = |error: &dyn std::fmt::Display| NotHere(format!("no certificate: {error}"));
        let text = fs::read_to_string(self.file()).map_err(|error| broke(&error))?;
        let inside: String = text.lines().filter(|line| !line.starts_with('-')).collect();
        let bytes = STANDARD.decode(inside).map_err(|error| broke(&error))?;
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

    pub(crate) fn key(&self) -> PathBuf {
        self.folder.path().join("key.pem")
    }

    /// Copies both into a server's own folder, where it may read them: the certificate's path, then the key's.
    pub(crate) fn copied_to(&self, folder: &Path) -> Result<(PathBuf, PathBuf), NotHere> {
        let copy = |from: PathBuf, name: &str| {
            let to = folder.join(name);
            fs::copy(from, &to).map_err(|error| NotHere(format!("no certificate: {error}")))?;
            Ok::<_, NotHere>(to)
        };
        Ok((
            copy(self.file(), "certificate.pem")?,
            copy(self.key(), "key.pem")?,
        ))
    }
}
