//! Backup files: making one, looking into one, and bringing a shop to what is in one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for a shop's newest backup as a file. Where it goes is asked by the operating system's own dialog.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CreateBackupFileAsk {
    /// The shop's name.
    pub shop: String,
    /// Back the shop up first, instead of taking the newest backup there is.
    pub fresh: bool,
    /// What the file shall be protected by, if by anything.
    pub passphrase: Option<String>,
}

/// A backup file is being made, unless the owner closed the dialog.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct BackupFileStarted {
    /// The job's number; nothing when the dialog was closed.
    pub job: Option<u64>,
}

/// A backup file that was made, read back whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupFileMade {
    /// The place, for `show_in_folder` and for looking into it.
    pub file: crate::Chosen,
    /// The number of the backup that is in it.
    pub backup: u64,
    /// When that backup was complete.
    pub finished: String,
    /// Its size.
    pub bytes: u64,
    /// The SHA-256 of the whole file, in hex.
    pub sha256: String,
}

/// Asks for a file to be shown in the computer's own file manager.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PlaceAsk {
    /// The handle of the place.
    pub place: String,
}

/// Asks what is in a backup file. Every byte of it is checked.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CheckBackupFileAsk {
    /// The shop it is for.
    pub shop: String,
    /// The handle of the file.
    pub file: String,
    /// What it is protected by, if by anything.
    pub passphrase: Option<String>,
}

/// What is in a backup file that is whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupFileFound {
    /// What the owner called the shop.
    pub shop: String,
    /// When the backup was complete.
    pub finished: String,
    /// When the file was made.
    pub created: String,
    /// Its size.
    pub bytes: u64,
    /// Its content types that have something in them.
    pub types: Vec<BackupFileType>,
}

/// A content type in a backup file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupFileType {
    /// Its key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// What the owner reads.
    pub label: String,
    /// How many records there are.
    pub records: u64,
}

/// Asks what bringing a shop to what is in a backup file would do. The file is kept in the vault; nothing is written to the shop.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PreviewRestoreFileAsk {
    /// The shop's name.
    pub shop: String,
    /// The handle of the file.
    pub file: String,
    /// What it is protected by, if by anything.
    pub passphrase: Option<String>,
    /// Whole content types by their keys; none means everything restorable.
    pub types: Vec<String>,
    /// Also delete what the file does not have.
    pub allow_deletes: bool,
    /// Also write protected types and fields.
    pub include_protected: bool,
}
