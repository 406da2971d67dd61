//! Opening the desk: creating, finding, unlocking and locking a vault, and its keys.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use backstock_contract::{
    CheckRecoveryKeyAsk, CreateVaultAsk, DeskState, Failure, Nothing, OpenFolderAsk, PickAsk, Picked,
    RecoveryKeySaved, RememberAsk, SetPassphraseAsk, UnlockAsk, UnlockWith, VaultCreated, VaultKeys,
    VaultState,
};
use backstock_engine::{Engine, anchored, own_file, remembered};
use backstock_model::Secret;
use backstock_vault::{NewKeys, RecoveryKey, Unlock, Vault, VaultError};
use zeroize::Zeroizing;

use crate::answers::{explain_vault, failure, not_kept};
use crate::state::{Counts, Desk, Held, NewRecoveryKey};
use crate::{Doors, Reply};

const RECOVERY_KEY_CHECKED: &str = "recovery_key_checked";

impl Doors {
    /// Finds out where the vault stands; opens it when this computer's keyring remembers it.
    pub async fn open_desk(&self, _ask: Nothing) -> Reply<DeskState> {
        self.blocking(|held| {
            if matches!(held.desk(), Desk::Empty)
                && let Some(folder) = held.known_vault()
            {
                held.set_desk(Desk::Locked(folder));
            }
            let mut failure = None;
            if let Desk::Locked(folder) = held.desk()
                && Vault::has_keyring(&folder).unwrap_or(false)
                && let Err(problem) = held.open_with_keyring(&folder)
            {
                failure = Some(problem);
            }
            Ok(held.desk_state(failure))
        })
        .await
    }

    /// Opens a native picker.
    pub async fn pick(&self, ask: PickAsk) -> Reply<Picked> {
        let place = self.held.native.pick(ask.purpose).await;
        Ok(Picked {
            chosen: place.map(|place| self.held.keep(place)),
        })
    }

    /// Makes a vault and shows its recovery key, once.
    pub async fn create_vault(&self, ask: CreateVaultAsk) -> Reply<VaultCreated> {
        self.blocking(move |held| {
            let folder = held.place(&ask.folder)?;
            let passphrase = ask.passphrase.filter(|text| !text.is_empty()).map(Secret::new);
            let now = held.clock.now();
            let (vault, key) = Vault::create(
                &folder,
                NewKeys {
                    keyring: None,
                    passphrase,
                },
                now,
            )
            .map_err(explain_vault)?;
            let not_remembered = if ask.remember {
                held.remember(&vault).err()
            } else {
                None
            };
            held.remember_place(&folder)?;
            let shown = held.show_recovery_key(&vault, &key, Counts::Already, not_remembered);
            held.open(vault);
            Ok(shown)
        })
        .await
    }

    /// Prepares a new recovery key and shows it. The one before goes on opening the vault until [`Doors::check_recovery_key`]
    /// has found that the owner has the new one.
    pub async fn renew_recovery_key(&self, _ask: Nothing) -> Reply<VaultCreated> {
        self.with_engine(|engine, held| {
            let key = engine.vault().prepare_recovery_key().map_err(explain_vault)?;
            Ok(held.show_recovery_key(engine.vault(), &key, Counts::OnceChecked, None))
        })
        .await
    }

    /// Writes the recovery sheet to a file the owner chooses.
    pub async fn save_recovery_key(&self, _ask: Nothing) -> Reply<RecoveryKeySaved> {
        let sheet = self.held.recovery_sheet()?;
        // A name of its own: the sheet of the key before stays until this one counts.
        let name = format!("Backstock recovery key {}.txt", self.held.today());
        let Some(file) = self.held.native.pick_new_file(&name).await else {
            return Ok(RecoveryKeySaved { shown: None });
        };
        self.blocking(move |_| {
            write_private(&file, sheet.reveal()).map_err(|cause| {
                Failure::new(
                    "not_saved",
                    format!(
                        "The recovery key could not be saved to {}: {cause}.",
                        file.display()
                    ),
                    "Choose another place.",
                )
            })?;
            Ok(RecoveryKeySaved {
                shown: Some(file.display().to_string()),
            })
        })
        .await
    }

    /// Checks the group of the recovery key that the owner typed again. A new key takes the place of the one before by it, and
    /// set-up is finished.
    pub async fn check_recovery_key(&self, ask: CheckRecoveryKeyAsk) -> Reply<Nothing> {
        self.with_engine(move |engine, held| {
            let mut waiting = held
                .new_recovery_key
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            // A key that was shown for another vault is none of this one.
            let Some(new) = waiting.as_ref().filter(|new| new.vault == engine.vault().id()) else {
                return Err(Failure::new(
                    "no_new_key",
                    "There is no new recovery key to check.",
                    "Make a new one in Settings.",
                ));
            };
            let groups = groups_of(&new.key);
            let wanted = groups
                .get(new.asked_group)
                .map(String::as_str)
                .unwrap_or_default();
            if !wanted.eq_ignore_ascii_case(ask.group.trim()) {
                return Err(Failure::new(
                    "group_differs",
                    "This is not the group that was asked for.",
                    "Look at the recovery key you saved and type the group again.",
                ));
            }
            match new.counts {
                Counts::Already => {}
                Counts::OnceChecked => RecoveryKey::parse(new.key.reveal())
                    .and_then(|key| engine.vault().replace_recovery_key(&key))
                    .map_err(explain_vault)?,
            }
            *waiting = None;
            engine
                .vault()
                .set_setting(RECOVERY_KEY_CHECKED, Some("yes"))
                .map_err(explain_vault)?;
            Ok(Nothing {})
        })
        .await
    }

    /// Turns to the vault in a folder chosen before; it is locked until it is unlocked.
    pub async fn open_vault_folder(&self, ask: OpenFolderAsk) -> Reply<DeskState> {
        self.blocking(move |held| {
            held.refuse_while_working()?;
            let folder = held.place(&ask.folder)?;
            if !Vault::exists(&folder) {
                return Err(Failure::new(
                    "not_a_vault",
                    format!("There is no vault in {}.", folder.display()),
                    "Choose the folder that holds the files vault.db and keys.json.",
                ));
            }
            held.set_desk(Desk::Locked(folder.clone()));
            let failure = if Vault::has_keyring(&folder).unwrap_or(false) {
                held.open_with_keyring(&folder).err()
            } else {
                None
            };
            if matches!(held.desk(), Desk::Open(_)) {
                held.remember_place(&folder)?;
            }
            Ok(held.desk_state(failure))
        })
        .await
    }

    /// Unlocks the vault.
    pub async fn unlock_vault(&self, ask: UnlockAsk) -> Reply<DeskState> {
        self.blocking(move |held| {
            let Desk::Locked(folder) = held.desk() else {
                return Ok(held.desk_state(None));
            };
            match ask.with {
                UnlockWith::Keyring => held.open_with_keyring(&folder)?,
                UnlockWith::Passphrase { passphrase } => {
                    let passphrase = Secret::new(passphrase);
                    held.open(Vault::open(&folder, Unlock::Passphrase(&passphrase)).map_err(explain_vault)?);
                }
                UnlockWith::RecoveryKey { recovery_key } => {
                    let key = RecoveryKey::parse(&recovery_key).map_err(explain_vault)?;
                    held.open(Vault::open(&folder, Unlock::Recovery(&key)).map_err(explain_vault)?);
                }
            }
            held.remember_place(&folder)?;
            let mut failure = None;
            if ask.remember
                && let Desk::Open(engine) = held.desk()
            {
                failure = held.remember(engine.vault()).err();
            }
            match failure {
                Some(failure) => Err(failure),
                None => Ok(held.desk_state(None)),
            }
        })
        .await
    }

    /// Locks the vault. Refused while a job is at work.
    pub async fn lock_vault(&self, _ask: Nothing) -> Reply<DeskState> {
        self.blocking(|held| {
            held.refuse_while_working()?;
            if let Desk::Open(engine) = held.desk() {
                held.forget_new_recovery_key();
                held.set_desk(Desk::Locked(engine.vault().folder().to_owned()));
            }
            Ok(held.desk_state(None))
        })
        .await
    }

    /// Takes the open vault for the newest one from now on, after its owner was told that it is older.
    pub async fn accept_vault(&self, _ask: Nothing) -> Reply<DeskState> {
        self.with_engine(|engine, held| {
            anchored::accept(held.secrets.as_ref(), engine.vault()).map_err(not_kept)?;
            *held.older.lock().unwrap_or_else(PoisonError::into_inner) = None;
            Ok(held.desk_state(None))
        })
        .await
    }

    /// How the vault can be opened.
    pub async fn vault_keys(&self, _ask: Nothing) -> Reply<VaultKeys> {
        self.with_engine(|engine, held| Ok(held.keys(engine))).await
    }

    /// Sets, changes or removes the passphrase.
    pub async fn set_passphrase(&self, ask: SetPassphraseAsk) -> Reply<VaultKeys> {
        self.with_engine(move |engine, held| {
            match ask.passphrase.filter(|text| !text.is_empty()) {
                Some(text) => engine.vault().set_passphrase(&Secret::new(text)),
                None => engine.vault().remove_passphrase(),
            }
            .map_err(explain_vault)?;
            Ok(held.keys(engine))
        })
        .await
    }

    /// Turns `Remember on this computer` on or off.
    pub async fn remember_vault(&self, ask: RememberAsk) -> Reply<VaultKeys> {
        self.with_engine(move |engine, held| {
            if ask.remember {
                held.remember(engine.vault())?;
            } else {
                remembered::forget(held.secrets.as_ref(), engine.vault()).map_err(not_kept)?;
            }
            Ok(held.keys(engine))
        })
        .await
    }
}

impl Held {
    /// Another vault, or none, while a job is at work would leave nobody to tell its end to.
    fn refuse_while_working(&self) -> Reply<()> {
        if self.jobs.any_running() {
            return Err(Failure::new(
                "busy",
                "A backup or restore is running.",
                "Wait until it is finished, or stop it first.",
            ));
        }
        Ok(())
    }

    fn known_vault(&self) -> Option<PathBuf> {
        let remembered = std::fs::read_to_string(&self.places.last_vault)
            .ok()
            .and_then(|text| serde_json::from_str::<PathBuf>(&text).ok())
            .filter(|folder| Vault::exists(folder));
        remembered.or_else(|| {
            let suggested = &self.places.suggested_vault;
            Vault::exists(suggested).then(|| suggested.clone())
        })
    }

    fn remember_place(&self, folder: &Path) -> Reply<()> {
        let text = serde_json::to_string(folder).unwrap_or_default();
        let file = &self.places.last_vault;
        file.parent()
            .map_or(Ok(()), std::fs::create_dir_all)
            .and_then(|()| write_private(file, &text))
            .map_err(|cause| {
                Failure::new(
                    "not_saved",
                    format!("Backstock could not note where the vault is: {cause}."),
                    "Open the vault again by its folder next time.",
                )
            })
    }

    fn open(&self, vault: Vault) {
        let older = anchored::keep(self.secrets.as_ref(), &vault).map(failure);
        *self.older.lock().unwrap_or_else(PoisonError::into_inner) = older;
        let engine = Engine::new(Arc::new(vault), Arc::clone(&self.opener), Arc::clone(&self.clock));
        self.set_desk(Desk::Open(engine.clone()));
        *self.tidied.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.tidy_exports_hourly(&engine);
    }

    fn open_with_keyring(&self, folder: &Path) -> Reply<()> {
        let mut opened = None;
        for key in remembered::keys(self.secrets.as_ref(), folder).map_err(not_kept)? {
            match Vault::open(folder, Unlock::Keyring(&key)) {
                // Another copy's key; this one's own may be the next.
                Err(VaultError::WrongKey) if opened.is_none() => opened = Some(Err(VaultError::WrongKey)),
                other => {
                    opened = Some(other);
                    break;
                }
            }
        }
        // The Secret Service answers "no entry" for a locked keyring too, so this must not read as "never kept".
        let opened = opened.ok_or_else(|| {
            Failure::new(
                "keyring_empty",
                "This computer's keyring did not hand over the key of the vault.",
                "Unlock the keyring, or open the vault with its passphrase or recovery key.",
            )
        })?;
        self.open(opened.map_err(explain_vault)?);
        Ok(())
    }

    fn remember(&self, vault: &Vault) -> Reply<()> {
        let mut key = Zeroizing::new([0; 32]);
        getrandom::fill(key.as_mut_slice()).map_err(|cause| {
            Failure::new(
                "no_chance",
                format!("This computer gave no random numbers for a key: {cause}."),
                "Restart the computer and try again.",
            )
        })?;
        remembered::remember(self.secrets.as_ref(), vault, &key).map_err(not_kept)
    }

    fn keys(&self, engine: &Engine) -> VaultKeys {
        let folder = engine.vault().folder();
        VaultKeys {
            remembered: Vault::has_keyring(folder).unwrap_or(false),
            has_passphrase: Vault::has_passphrase(folder).unwrap_or(false),
            recovery_key_checked: recovery_key_checked(engine),
            keyring: self.secrets.state().into(),
        }
    }

    pub(crate) fn desk_state(&self, failure: Option<Failure>) -> DeskState {
        let vault = match self.desk() {
            Desk::Empty => VaultState::None,
            Desk::Locked(folder) => VaultState::Locked {
                has_passphrase: Vault::has_passphrase(&folder).unwrap_or(false),
                failure,
            },
            Desk::Open(engine) => VaultState::Open {
                folder: engine.vault().folder().display().to_string(),
                recovery_key_checked: recovery_key_checked(&engine),
                older: self.older.lock().unwrap_or_else(PoisonError::into_inner).clone(),
                // What cannot be asked is not allowed.
                view_only: engine.is_view_only().unwrap_or(true),
            },
        };
        DeskState {
            version: self.places.version.clone(),
            vault,
            practice_offered: self.places.practice_offered,
            suggested_folder: self.keep(self.places.suggested_vault.clone()),
            keyring: self.secrets.state().into(),
        }
    }

    fn show_recovery_key(
        &self,
        vault: &Vault,
        key: &RecoveryKey,
        counts: Counts,
        not_remembered: Option<Failure>,
    ) -> VaultCreated {
        let key = Secret::new(key.reveal().to_owned());
        let groups = groups_of(&key);
        // Any group proves that the key was written down; the last but one is neither the easiest to guess nor the longest way.
        let asked_group = groups.len().saturating_sub(2);
        let answer = VaultCreated {
            recovery_key: groups,
            asked_group,
            not_remembered,
        };
        *self
            .new_recovery_key
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(NewRecoveryKey {
            vault: vault.id().to_owned(),
            key,
            asked_group,
            counts,
        });
        answer
    }

    /// A key that was shown and not checked is no more to be had: whoever comes after a lock, or is to look only, may not have
    /// what opens the vault for good.
    pub(crate) fn forget_new_recovery_key(&self) {
        *self
            .new_recovery_key
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn today(&self) -> chrono::NaiveDate {
        self.clock.now().with_timezone(&self.native.zone()).date_naive()
    }

    fn recovery_sheet(&self) -> Reply<Secret> {
        let waiting = self
            .new_recovery_key
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let open = match self.desk() {
            Desk::Open(engine) => Some(engine),
            Desk::Locked(_) | Desk::Empty => None,
        };
        // A key that was shown for another vault is none of this one.
        let (Some(new), Some(engine)) = (
            waiting.as_ref().filter(|new| {
                open.as_ref()
                    .is_some_and(|engine| new.vault == engine.vault().id())
            }),
            open.as_ref(),
        ) else {
            return Err(Failure::new(
                "no_new_key",
                "There is no new recovery key to save.",
                "Make a new one in Settings.",
            ));
        };
        let folder = engine.vault().folder().display();
        let made = self.today();
        // A sheet in a drawer must not say that a key opens what it does not open yet.
        let condition = match new.counts {
            Counts::Already => "",
            Counts::OnceChecked => {
                "It counts once a group of it was typed in Backstock after it was made. Until then the key before opens the\n\
                 vault: keep that one as well.\n\n"
            }
        };
        Ok(Secret::new(format!(
            "Backstock recovery key\n======================\n\n    {}\n\nMade on {made}.\n{condition}This key opens the vault in\n    {folder}\n\
             on any computer, even when nothing else is left. Whoever has it can read the vault.\n\
             Keep it away from this computer: print it, or save it in a password manager.\n\n\
             To use it: open Backstock, choose the vault's folder, and give this key under \"Recovery key\".\n",
            new.key.reveal()
        )))
    }
}

fn recovery_key_checked(engine: &Engine) -> bool {
    engine
        .vault()
        .setting(RECOVERY_KEY_CHECKED)
        .ok()
        .flatten()
        .as_deref()
        == Some("yes")
}

fn groups_of(key: &Secret) -> Vec<String> {
    key.reveal().split('-').map(str::to_owned).collect()
}

/// Writes a small file that only its owner may read.
fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    // Beside it first: a disk that is full leaves what was there.
    let mut beside = file.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let written = (|| {
        let mut open = own_file(&beside)?;
        open.write_all(text.as_bytes())?;
        open.sync_all()?;
        std::fs::rename(&beside, file)
    })();
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    // T7: the recovery sheet is its owner's alone, also in the place of a file that everybody could read.
    #[cfg(unix)]
    #[test]
    fn a_private_file_is_private_where_an_open_one_was() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key.txt");
        std::fs::write(&file, "an old one, and longer").unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        write_private(&file, "secret").unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "secret");
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
