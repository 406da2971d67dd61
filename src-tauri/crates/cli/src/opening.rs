//! # Opening a vault without a window
//!
//! What was put into the environment counts first, because somebody put it there: `BACKSTOCK_RECOVERY_KEY` opens the vault
//! or refuses. Then this computer's keyring, then `BACKSTOCK_PASSPHRASE`, then a question on the terminal. A secret is
//! never an argument: arguments can be read by every program of the computer and stay in the shell's history.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use backstock_engine::ShopPasswords;
use backstock_engine::remembered::{self, NotKept};
use backstock_model::{KeyringError, Secret, Secrets};
use backstock_schedule::Tz;
use backstock_secrets::Keyring;
use backstock_vault::{RecoveryKey, Unlock, Vault, VaultError};

use crate::refusal::Refusal;

/// The name under which Backstock's secrets stand in the keyring; the window's is the same, so that both open one vault.
const APP: &str = "app.backstock.desktop";
pub(crate) const RECOVERY_KEY: &str = "BACKSTOCK_RECOVERY_KEY";
pub(crate) const PASSPHRASE: &str = "BACKSTOCK_PASSPHRASE";
pub(crate) const SHOP_SECRET: &str = "BACKSTOCK_SHOP_SECRET";
pub(crate) const MAIL_SECRET: &str = "BACKSTOCK_MAIL_SECRET";
pub(crate) const FILE_PASSPHRASE: &str = "BACKSTOCK_FILE_PASSPHRASE";

/// What the place the program was started in brings along.
pub(crate) struct Surroundings {
    pub(crate) recovery_key: Option<OsString>,
    pub(crate) passphrase: Option<OsString>,
    /// The password of the shop's server.
    pub(crate) shop_secret: Option<OsString>,
    /// The password of the mail server.
    pub(crate) mail_secret: Option<OsString>,
    /// The passphrase of a backup file.
    pub(crate) file_passphrase: Option<OsString>,
    pub(crate) keyring: Arc<dyn Secrets>,
    /// Whether somebody sits at the terminal who can be asked.
    pub(crate) can_ask: bool,
}

/// The time zone of this computer; one that does not say where it is goes by UTC.
pub(crate) fn zone() -> Tz {
    let named = std::env::var("TZ").ok().and_then(|name| name.parse().ok());
    named
        .or_else(|| iana_time_zone::get_timezone().ok()?.parse().ok())
        .unwrap_or(Tz::UTC)
}

impl Surroundings {
    /// The real ones.
    pub(crate) fn of_this_program() -> Self {
        let named = |name| std::env::var_os(name).filter(|text| !text.is_empty());
        Self {
            recovery_key: named(RECOVERY_KEY),
            passphrase: named(PASSPHRASE),
            shop_secret: named(SHOP_SECRET),
            mail_secret: named(MAIL_SECRET),
            file_passphrase: named(FILE_PASSPHRASE),
            keyring: Arc::new(Keyring::new(APP)),
            can_ask: io::stdin().is_terminal() && io::stderr().is_terminal(),
        }
    }

    /// The recovery key out of the environment.
    pub(crate) fn recovery_key(&self) -> Result<Option<Secret>, Refusal> {
        text_of(self.recovery_key.as_ref(), RECOVERY_KEY)
    }

    /// The passphrase out of the environment.
    pub(crate) fn passphrase(&self) -> Result<Option<Secret>, Refusal> {
        text_of(self.passphrase.as_ref(), PASSPHRASE)
    }

    /// The passphrase of a backup file out of the environment.
    pub(crate) fn file_passphrase(&self) -> Result<Option<Secret>, Refusal> {
        text_of(self.file_passphrase.as_ref(), FILE_PASSPHRASE)
    }

    /// The passwords of shops' servers: the one out of the environment, else those in the keyring.
    pub(crate) fn shop_passwords(&self) -> Result<Passwords, Refusal> {
        Ok(Passwords {
            given: text_of(self.shop_secret.as_ref(), SHOP_SECRET)?,
            keyring: Arc::clone(&self.keyring),
        })
    }

    /// The password of the mail server: the one out of the environment, else the one in the keyring.
    pub(crate) fn mail_passwords(&self) -> Result<Passwords, Refusal> {
        Ok(Passwords {
            given: text_of(self.mail_secret.as_ref(), MAIL_SECRET)?,
            keyring: Arc::clone(&self.keyring),
        })
    }

    /// Asks for a secret without showing it; nothing when nobody can be asked.
    pub(crate) fn ask(&self, question: &str) -> Result<Option<Secret>, Refusal> {
        if !self.can_ask {
            return Ok(None);
        }
        let typed = rpassword::prompt_password(question).map_err(|cause| Refusal::File {
            doing: "read what was typed".to_owned(),
            cause,
        })?;
        Ok(Some(Secret::new(typed)).filter(|secret| !secret.reveal().is_empty()))
    }
}

impl Surroundings {
    /// Asks for a new secret twice, because nobody sees what is typed; `none` when nobody can be asked.
    pub(crate) fn ask_twice(&self, question: &str, none: Refusal) -> Result<Secret, Refusal> {
        let first = self.ask(question)?.ok_or(none)?;
        let second = self.ask("The same again: ")?.ok_or(Refusal::PassphraseDiffers)?;
        if first.reveal() == second.reveal() {
            Ok(first)
        } else {
            Err(Refusal::PassphraseDiffers)
        }
    }
}

/// The passwords of shops' servers, or that of the mail server.
pub(crate) struct Passwords {
    pub(crate) given: Option<Secret>,
    keyring: Arc<dyn Secrets>,
}

impl ShopPasswords for Passwords {
    fn password(&self, name: &str) -> Option<Secret> {
        match &self.given {
            Some(given) => Some(given.clone()),
            None => self.keyring.get(name).ok()?,
        }
    }
}

fn text_of(found: Option<&OsString>, name: &'static str) -> Result<Option<Secret>, Refusal> {
    found
        .map(|text| {
            text.to_str()
                .map(|text| Secret::new(text.to_owned()))
                .ok_or(Refusal::NotText(name))
        })
        .transpose()
}

/// The vault's folder with its whole path, so that what is noted in the vault is good from everywhere.
pub(crate) fn folder(named: Option<&PathBuf>) -> Result<PathBuf, Refusal> {
    let named = named
        .filter(|folder| !folder.as_os_str().is_empty())
        .ok_or(Refusal::NoVault)?;
    whole_path(named)
}

/// A path from the root.
pub(crate) fn whole_path(path: &Path) -> Result<PathBuf, Refusal> {
    std::path::absolute(path).map_err(|cause| Refusal::File {
        doing: format!("find {}", path.display()),
        cause,
    })
}

/// A new file that only the owner can read; one that is there stays as it is.
pub(crate) fn new_file(path: &Path) -> Result<std::fs::File, Refusal> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|cause| match cause.kind() {
        io::ErrorKind::AlreadyExists => Refusal::FileThere(path.to_owned()),
        _ => Refusal::File {
            doing: format!("write {}", path.display()),
            cause,
        },
    })
}

/// Which passphrase may be used to open the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PassphraseUse {
    /// The one in the environment opens the vault.
    Opens,
    /// The one in the environment is a new one and opens nothing yet.
    IsNew,
}

/// Opens the vault with what is at hand.
pub(crate) fn open(
    folder: &Path,
    around: &Surroundings,
    passphrase: PassphraseUse,
) -> Result<Vault, Refusal> {
    if let Some(text) = text_of(around.recovery_key.as_ref(), RECOVERY_KEY)? {
        // A folder that is no vault is told before a key that is none.
        Vault::vault_id_of(folder)?;
        let key = RecoveryKey::parse(text.reveal())?;
        return Ok(Vault::open(folder, Unlock::Recovery(&key))?);
    }
    let mut keyring = None;
    if Vault::has_keyring(folder)? {
        match remembered::keys(around.keyring.as_ref(), folder) {
            Ok(keys) => {
                for key in keys {
                    match Vault::open(folder, Unlock::Keyring(&key)) {
                        // The vault was remembered anew on another computer since, or it is another copy's key.
                        Err(VaultError::WrongKey) => {}
                        other => return Ok(other?),
                    }
                }
            }
            Err(NotKept::Vault(error)) => return Err(error.into()),
            Err(NotKept::Keyring(problem)) => keyring = Some(problem),
        }
    }
    open_with_passphrase(folder, around, passphrase, keyring)
}

fn open_with_passphrase(
    folder: &Path,
    around: &Surroundings,
    usage: PassphraseUse,
    keyring: Option<KeyringError>,
) -> Result<Vault, Refusal> {
    let has_passphrase = Vault::has_passphrase(folder)?;
    let mut passphrase = None;
    if has_passphrase {
        if usage == PassphraseUse::Opens {
            passphrase = around.passphrase()?;
        }
        if passphrase.is_none() {
            passphrase = around.ask("Passphrase of the vault: ")?;
        }
    }
    match passphrase {
        Some(passphrase) => Ok(Vault::open(folder, Unlock::Passphrase(&passphrase))?),
        None => Err(Refusal::Locked {
            has_passphrase,
            keyring,
        }),
    }
}

#[cfg(test)]
mod tests {
    use backstock_testkit::KeyringInMemory;
    use backstock_vault::NewKeys;
    use chrono::{DateTime, Utc};

    use super::*;

    fn around(keyring: KeyringInMemory) -> Surroundings {
        Surroundings {
            recovery_key: None,
            passphrase: None,
            shop_secret: None,
            mail_secret: None,
            file_passphrase: None,
            keyring: Arc::new(keyring),
            can_ask: false,
        }
    }

    /// A key of one byte again and again, as the keyring keeps it.
    fn text_of_key(byte: u8) -> Secret {
        Secret::new(format!("{byte:02x}").repeat(32))
    }

    fn open_it(folder: &Path, around: &Surroundings) -> Result<Vault, String> {
        open(folder, around, PassphraseUse::Opens).map_err(|refusal| refusal.told().code)
    }

    // S2.1.1, S2.1.2: without a key nothing is readable; each key opens; a wrong one is told.
    #[test]
    fn a_vault_opens_with_whatever_is_at_hand() {
        let folder = tempfile::tempdir().unwrap();
        let key = [7; 32];
        let keys = NewKeys {
            keyring: Some(key),
            passphrase: Some(Secret::new("correct horse".into())),
        };
        let (vault, recovery) = Vault::create(folder.path(), keys, DateTime::<Utc>::UNIX_EPOCH).unwrap();
        let name = format!("vault-{}", vault.id());
        drop(vault);
        let remembering = || {
            let keyring = KeyringInMemory::default();
            keyring.set(&name, &text_of_key(7)).unwrap();
            keyring
        };

        assert!(open_it(folder.path(), &around(remembering())).is_ok());
        let empty = around(KeyringInMemory::default());
        assert_eq!(open_it(folder.path(), &empty).unwrap_err(), "locked");
        let locked = around(KeyringInMemory::locked());
        assert_eq!(open_it(folder.path(), &locked).unwrap_err(), "locked");

        // A key of another time in the keyring: the passphrase still opens.
        let stale = KeyringInMemory::default();
        stale.set(&name, &text_of_key(8)).unwrap();
        let mut here = around(stale);
        assert_eq!(open_it(folder.path(), &here).unwrap_err(), "locked");
        here.passphrase = Some("correct horse".into());
        assert!(open_it(folder.path(), &here).is_ok());
        here.passphrase = Some("wrong horse".into());
        assert_eq!(open_it(folder.path(), &here).unwrap_err(), "wrong_key");
        // A passphrase that is meant to become the new one does not open anything.
        here.passphrase = Some("correct horse".into());
        assert!(matches!(
            open(folder.path(), &here, PassphraseUse::IsNew),
            Err(Refusal::Locked {
                has_passphrase: true,
                ..
            })
        ));

        // What is in the environment counts before the keyring, also when it is wrong.
        let mut here = around(remembering());
        here.recovery_key = Some(recovery.reveal().to_lowercase().into());
        assert!(open_it(folder.path(), &here).is_ok());
        let other = tempfile::tempdir().unwrap();
        let (_, another) =
            Vault::create(other.path(), NewKeys::default(), DateTime::<Utc>::UNIX_EPOCH).unwrap();
        here.recovery_key = Some(another.reveal().into());
        assert_eq!(open_it(folder.path(), &here).unwrap_err(), "wrong_key");
    }

    #[test]
    fn a_vault_must_be_named() {
        assert!(matches!(folder(None), Err(Refusal::NoVault)));
        assert!(matches!(folder(Some(&PathBuf::new())), Err(Refusal::NoVault)));
        assert!(folder(Some(&"some/where".into())).unwrap().is_absolute());
    }
}
