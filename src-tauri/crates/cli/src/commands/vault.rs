//! `vault`: making one, and what opens it.

use std::fs::{self, File, OpenOptions};
use std::io::{Seek as _, Write as _};
use std::path::{Path, PathBuf};

use backstock_engine::{Engine, Proof, anchored, remembered};
use backstock_model::{Clock as _, SystemTime};
use backstock_vault::{NewKeys, RecoveryKey, Vault};
use zeroize::Zeroizing;

use super::Sitting;
use crate::answers::{VaultAccepted, VaultKeys, VaultMade, ViewOnly, time};
use crate::arguments::{CreateArguments, KeysCommand, PassphraseCommand, VaultCommand};
use crate::opening::{PassphraseUse, whole_path};
use crate::output::say;
use crate::page::moment;
use crate::refusal::{Exit, Refusal};

impl Sitting {
    pub(super) fn vault_command(&self, command: VaultCommand) -> Result<Exit, Refusal> {
        match command {
            VaultCommand::Create(arguments) => self.create(&arguments),
            VaultCommand::Accept => self.accept(),
            VaultCommand::ViewOnly { turn } => self.view_only(turn.as_deref()),
            VaultCommand::Keys { command } => match command.unwrap_or(KeysCommand::List) {
                KeysCommand::List => self.list_keys(),
                KeysCommand::Passphrase(PassphraseCommand::Set) => self.set_passphrase(),
                KeysCommand::Passphrase(PassphraseCommand::Remove) => {
                    let vault = self.open_vault(PassphraseUse::Opens)?;
                    vault.remove_passphrase()?;
                    self.tell_keys(&vault)
                }
                KeysCommand::Remember => {
                    let vault = self.open_vault(PassphraseUse::Opens)?;
                    self.remember(&vault)?;
                    self.tell_keys(&vault)
                }
                KeysCommand::Forget => self.forget(),
                KeysCommand::Renew { recovery_key_file } => self.renew(recovery_key_file.as_deref()),
            },
        }
    }

    fn create(&self, arguments: &CreateArguments) -> Result<Exit, Refusal> {
        let folder = self.folder()?;
        let file = arguments
            .recovery_key_file
            .as_deref()
            .map(|file| KeyPaper::lay_out(file, &folder))
            .transpose()?;
        let made = Vault::create(&folder, NewKeys::default(), SystemTime.now());
        let (vault, key) = match made {
            Ok(made) => made,
            Err(error) => {
                if let Some(paper) = &file {
                    paper.take_away();
                }
                return Err(error.into());
            }
        };
        let exit = self.hand_over(&vault, &key, file)?;
        if arguments.no_keyring {
            return Ok(exit);
        }
        match self.remember(&vault) {
            Ok(()) => say("This computer's keyring remembers the vault."),
            Err(refusal) => say(&format!(
                "{} The recovery key opens the vault.",
                refusal.told().message
            )),
        }
        Ok(exit)
    }

    fn view_only(&self, turn: Option<&str>) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        match turn {
            Some("on") => engine.begin_view_only()?,
            Some(_) => self.end_view_only(&engine)?,
            None => {}
        }
        let answer = ViewOnly {
            view_only: engine.is_view_only()?,
        };
        self.output.answer(&answer, |page| {
            page.line(if answer.view_only {
                "The vault is open for viewing only: nothing is restored, changed or deleted."
            } else {
                "Everything may be done with the vault."
            });
        })?;
        Ok(Exit::Success)
    }

    /// What this computer remembers opens for whoever sits here, so it is no proof.
    fn end_view_only(&self, engine: &Engine) -> Result<(), Refusal> {
        if let Some(key) = self.around.recovery_key()? {
            let key = RecoveryKey::parse(key.reveal())?;
            return Ok(engine.end_view_only(&Proof::RecoveryKey(&key))?);
        }
        let has_passphrase = Vault::has_passphrase(engine.vault().folder())?;
        let given = match self.around.passphrase()? {
            None if has_passphrase => self.around.ask("Passphrase of the vault: ")?,
            given => given,
        };
        match given {
            Some(passphrase) => Ok(engine.end_view_only(&Proof::Passphrase(&passphrase))?),
            None => Err(Refusal::Locked {
                has_passphrase,
                keyring: None,
            }),
        }
    }

    fn accept(&self) -> Result<Exit, Refusal> {
        let vault = self.open_vault(PassphraseUse::Opens)?;
        anchored::accept(self.around.keyring.as_ref(), &vault)?;
        let answer = VaultAccepted {
            vault: vault.folder().display().to_string(),
            accepted: true,
        };
        self.output.answer(&answer, |page| {
            page.line(format!(
                "From now on the vault in {} is the newest one on this computer.",
                answer.vault
            ));
        })?;
        Ok(Exit::Success)
    }

    fn renew(&self, file: Option<&Path>) -> Result<Exit, Refusal> {
        let vault = self.open_vault(PassphraseUse::Opens)?;
        let paper = file
            .map(|file| KeyPaper::lay_out(file, vault.folder()))
            .transpose()?;
        let path = paper.as_ref().map(|paper| paper.path.clone());
        // The owner has the new key before the old one stops working.
        let handed_over = vault
            .prepare_recovery_key()
            .map_err(Refusal::from)
            .and_then(|key| Ok((self.hand_over(&vault, &key, paper)?, key)))
            .and_then(|(exit, key)| {
                vault.replace_recovery_key(&key)?;
                Ok(exit)
            });
        if let (Err(_), Some(path)) = (&handed_over, path) {
            // A key that opens nothing must not lie about.
            let _ = fs::remove_file(path);
        }
        handed_over
    }

    /// Gives the recovery key to the owner: in the file asked for, else on the screen. It is never lost: when the file
    /// cannot be written after all, it is shown.
    fn hand_over(&self, vault: &Vault, key: &RecoveryKey, paper: Option<KeyPaper>) -> Result<Exit, Refusal> {
        let mut exit = Exit::Success;
        let mut written = None;
        if let Some(mut paper) = paper {
            match paper.write(key) {
                Ok(()) => written = Some(paper.path),
                Err(cause) => {
                    say(&format!(
                        "The recovery key could not be written to {}: {cause}. Keep it from here.",
                        paper.path.display()
                    ));
                    exit = Exit::SomeFailed;
                }
            }
        }
        let answer = VaultMade {
            vault: vault.folder().display().to_string(),
            recovery_key: key.reveal().to_owned(),
        };
        self.output.answer(&answer, |page| {
            page.line(format!("The vault is in {}", answer.vault));
            match &written {
                Some(file) => {
                    page.line(format!("Its recovery key is in {}", file.display()));
                }
                None => {
                    page.gap();
                    page.line("Recovery key:");
                    page.line(format!("    {}", answer.recovery_key));
                    page.gap();
                    page.line("It is shown only this once.");
                }
            }
            page.line("It opens the vault when nothing else does; whoever has it can read the vault.");
            page.line("Keep it away from this computer.");
        })?;
        Ok(exit)
    }

    fn set_passphrase(&self) -> Result<Exit, Refusal> {
        let vault = self.open_vault(PassphraseUse::IsNew)?;
        let passphrase = match self.around.passphrase()? {
            Some(passphrase) => passphrase,
            None => self.around.ask_twice("New passphrase: ", Refusal::NoPassphrase)?,
        };
        vault.set_passphrase(&passphrase)?;
        self.tell_keys(&vault)
    }

    fn remember(&self, vault: &Vault) -> Result<(), Refusal> {
        let mut key = Zeroizing::new([0; 32]);
        getrandom::fill(key.as_mut_slice()).map_err(|cause| Refusal::File {
            doing: "draw random numbers for a key".to_owned(),
            cause: std::io::Error::other(cause.to_string()),
        })?;
        Ok(remembered::remember(self.around.keyring.as_ref(), vault, &key)?)
    }

    fn forget(&self) -> Result<Exit, Refusal> {
        let vault = self.open_vault(PassphraseUse::Opens)?;
        remembered::forget(self.around.keyring.as_ref(), &vault)?;
        self.tell_keys(&vault)
    }

    fn list_keys(&self) -> Result<Exit, Refusal> {
        let vault = self.open_vault(PassphraseUse::Opens)?;
        self.tell_keys(&vault)
    }

    fn tell_keys(&self, vault: &Vault) -> Result<Exit, Refusal> {
        let folder = vault.folder();
        let answer = VaultKeys {
            vault: folder.display().to_string(),
            created: time(vault.created()),
            passphrase: Vault::has_passphrase(folder)?,
            remembered: Vault::has_keyring(folder)?,
            keyring: self.around.keyring.state().word(),
        };
        self.output.answer(&answer, |page| {
            page.line(format!("{}, made {}", answer.vault, moment(vault.created())));
            page.line("Recovery key:  opens it");
            page.line(if answer.passphrase {
                "Passphrase:    opens it"
            } else {
                "Passphrase:    none is set"
            });
            page.line(match (answer.remembered, answer.keyring) {
                (true, "available") => "Keyring:       opens it where it is remembered",
                (true, "locked") => "Keyring:       opens it; this computer's is locked now",
                (true, _) => "Keyring:       opens it elsewhere; this computer has none",
                (false, "none") => "Keyring:       this computer has none",
                (false, _) => "Keyring:       does not know it",
            });
        })?;
        Ok(Exit::Success)
    }
}

/// A path without `..` and links, as far as it is there.
fn settled(path: &Path) -> PathBuf {
    if let Ok(found) = fs::canonicalize(path) {
        return found;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => settled(parent).join(name),
        _ => path.to_owned(),
    }
}

/// The file for a recovery key, which only its owner may read.
struct KeyPaper {
    path: PathBuf,
    file: File,
}

impl KeyPaper {
    /// Makes the file with room for the key, so that writing the key into it later needs no more of the disk.
    fn lay_out(file: &Path, vault: &Path) -> Result<Self, Refusal> {
        let path = whole_path(file)?;
        if settled(&path).starts_with(settled(vault)) {
            return Err(Refusal::KeyInVault);
        }
        if path.exists() {
            return Err(Refusal::FileThere(path));
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let not_made = |cause| Refusal::File {
            doing: format!("make the file {}", path.display()),
            cause,
        };
        let mut file = options.open(&path).map_err(not_made)?;
        let room = file.write_all(&[b' '; 64]).and_then(|()| file.sync_all());
        if let Err(cause) = room {
            let _ = fs::remove_file(&path);
            return Err(not_made(cause));
        }
        Ok(Self { path, file })
    }

    fn write(&mut self, key: &RecoveryKey) -> std::io::Result<()> {
        self.file.rewind()?;
        self.file.write_all(key.reveal().as_bytes())?;
        self.file.write_all(b"\n")?;
        self.file.set_len(key.reveal().len() as u64 + 1)?;
        self.file.sync_all()
    }

    /// Takes the empty file away again when there will be no key.
    fn take_away(&self) {
        let _ = fs::remove_file(&self.path);
    }
}
