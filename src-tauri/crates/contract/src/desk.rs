//! Starting, creating and unlocking a vault, keys, settings.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A question without particulars, or an answer that only says "done".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// How the owner's computer writes moments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Habits {
    /// `4:24 PM` instead of `16:24`.
    pub twelve_hours: bool,
    /// `November 30` instead of `30 November`.
    pub month_first: bool,
}

/// What the window finds when it opens.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DeskState {
    /// The app's version.
    pub version: String,
    /// Where the vault stands.
    pub vault: VaultState,
    /// Whether the app was started to try the practice shop (`cargo start`): where there is no vault, it is made at once.
    pub practice_offered: bool,
    /// A folder for a new vault, ready to be used as it is.
    pub suggested_folder: Chosen,
    /// Whether the operating system's keyring can keep secrets on this computer.
    pub keyring: KeyringState,
}

/// Where the vault stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum VaultState {
    /// There is none yet on this computer.
    None,
    /// There is one, and it is locked. Nothing of its content is known.
    Locked {
        /// Whether a passphrase was set for it.
        has_passphrase: bool,
        /// A failure to show, when the last vault could not be found or opened.
        failure: Option<crate::Failure>,
    },
    /// It is open.
    Open {
        /// Its folder, as text to show.
        folder: String,
        /// Whether the recovery key was saved and checked. Set-up is not finished before.
        recovery_key_checked: bool,
        /// Why it is not the newest one used on this computer, if so. It can be read all the same.
        older: Option<crate::Failure>,
        /// Whether it is open for viewing only.
        view_only: bool,
    },
}

/// What the operating system's keyring can do here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyringState {
    /// It keeps secrets.
    Available,
    /// It is there but locked.
    Locked,
    /// There is none; a passphrase or the recovery key opens the vault.
    None,
}

impl From<backstock_model::KeyringState> for KeyringState {
    fn from(state: backstock_model::KeyringState) -> Self {
        match state {
            backstock_model::KeyringState::Available => Self::Available,
            backstock_model::KeyringState::Locked => Self::Locked,
            backstock_model::KeyringState::None => Self::None,
        }
    }
}

/// What a native picker is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PickPurpose {
    /// A folder for a new vault.
    NewVaultFolder,
    /// The folder of an existing vault.
    ExistingVaultFolder,
    /// A SQLite database file of a shop.
    ShopFile,
    /// The Unix socket of a database server on this computer.
    ServerSocket,
    /// The certificate of a database server.
    ServerCertificate,
    /// A backup file.
    BackupFile,
    /// The folder in which exports become folders of their own.
    ExportFolder,
    /// A key for the computer one gets through to a database server.
    SshKey,
}

/// Opens a native picker.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct PickAsk {
    /// What for.
    pub purpose: PickPurpose,
}

/// A place the owner chose in a native picker. The window passes the handle on and never sees or makes a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Chosen {
    /// Names the place towards this side; good until the app closes.
    pub handle: String,
    /// The place as text to show.
    pub shown: String,
}

/// What came of a native picker.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Picked {
    /// The place, or nothing when the owner closed the picker.
    pub chosen: Option<Chosen>,
}

/// Makes a vault.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CreateVaultAsk {
    /// Where.
    pub folder: String,
    /// A passphrase, if the owner wants one.
    pub passphrase: Option<String>,
    /// `Remember on this computer`: keep a key in the operating system's keyring.
    pub remember: bool,
}

/// A vault was made.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VaultCreated {
    /// The recovery key in its groups. Shown once, saved by the owner, never kept.
    pub recovery_key: Vec<String>,
    /// Which group (counted from 0) the owner is asked to type again.
    pub asked_group: usize,
    /// Why the vault is not remembered on this computer although that was asked, if so.
    pub not_remembered: Option<crate::Failure>,
}

/// The owner types one group of the recovery key again.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CheckRecoveryKeyAsk {
    /// What was typed.
    pub group: String,
}

/// The recovery key was, or was not, written to a file by the native save dialog.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecoveryKeySaved {
    /// Where, as text to show; nothing when the owner closed the dialog.
    pub shown: Option<String>,
}

/// Opens a vault in a folder chosen before.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OpenFolderAsk {
    /// The handle of the folder.
    pub folder: String,
}

/// Unlocks the vault.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct UnlockAsk {
    /// What the owner gives.
    pub with: UnlockWith,
    /// `Remember on this computer`.
    pub remember: bool,
}

/// What the owner unlocks with.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum UnlockWith {
    /// The key in the operating system's keyring.
    Keyring,
    /// The passphrase.
    Passphrase {
        /// As typed.
        passphrase: String,
    },
    /// The recovery key.
    RecoveryKey {
        /// As typed; spelling is forgiven.
        recovery_key: String,
    },
}

/// How the vault can be opened.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VaultKeys {
    /// Whether this computer's keyring opens it.
    pub remembered: bool,
    /// Whether a passphrase opens it.
    pub has_passphrase: bool,
    /// Whether the recovery key was saved and checked.
    pub recovery_key_checked: bool,
    /// What the keyring can do here.
    pub keyring: KeyringState,
}

/// Sets, changes or (with nothing) removes the passphrase.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SetPassphraseAsk {
    /// The new passphrase.
    pub passphrase: Option<String>,
}

/// Turns `Remember on this computer` on or off.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct RememberAsk {
    /// On or off.
    pub remember: bool,
}
