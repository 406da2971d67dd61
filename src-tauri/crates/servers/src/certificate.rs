//! Certificates for servers, made when they are needed.

use std::fs;
use std::path::{Path, PathBuf};

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
        let broke = |error: &dyn std::fmt::Display| NotHere(format!("no certificate: {error}"));
        let names = names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let made = rcgen::generate_simple_self_signed(names).map_err(|error| broke(&error))?;
        let folder = TempDir::with_prefix("backstock-certificate-").map_err(|error| broke(&error))?;
        let certificate = Self { folder };
        fs::write(certificate.file(), made.cert.pem()).map_err(|error| broke(&error))?;
        fs::write(certificate.key(), made.signing_key.serialize_pem()).map_err(|error| broke(&error))?;
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
