//! Files that come by themselves: what is in one, and two beside each other, with a vault or without one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks what is in a file. Neither a vault nor a shop is needed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LookIntoFileAsk {
    /// The handle of the file.
    pub file: String,
    /// What it is protected by, if by anything.
    pub passphrase: Option<String>,
}

/// What is in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileContents {
    /// What it is.
    pub kind: crate::ListedFileKind,
    /// Whose SQL it is written in, where it is a dump.
    pub dialect: Option<crate::ListedFileDialect>,
    /// The tool that made it, where that can be told.
    pub made_by: Option<String>,
    /// Of when the data in it is, as far as the file or the computer says.
    pub dated: Option<String>,
    /// Its size in bytes.
    pub bytes: u64,
    /// What its tables were recognised as: the label of a platform's profile.
    pub platform: Option<String>,
    /// Its content types.
    pub types: Vec<crate::BackupFileType>,
    /// How many things of which kind are in it and were not looked at.
    pub left_out: Vec<FileLeftOut>,
    /// Other files of the same backup, which were not looked into.
    pub beside: Vec<String>,
}

/// Something in a file that was not looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileLeftOut {
    /// Of what kind.
    pub what: String,
    /// How often.
    pub count: u64,
}

/// Takes a file that is in no list into a shop's history, as a backup of its date.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ImportFileAsk {
    /// The shop's name.
    pub shop: String,
    /// The handle of the file.
    pub file: String,
    /// Of when the data in it is; nothing for what the file says.
    pub dated: Option<String>,
    /// What it is protected by, if by anything.
    pub passphrase: Option<String>,
}

/// Asks what happened from one file to another, or to a shop as it is now. Of two files neither a vault nor a shop is needed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CompareFilesAsk {
    /// The handle of the file that is looked back to.
    pub one: String,
    /// The handle of the other one; nothing for the shop.
    pub other: Option<String>,
    /// The name of the shop, where that is the other side.
    pub shop: Option<String>,
    /// What they are protected by, if by anything.
    pub passphrase: Option<String>,
}

/// Two files beside each other, or a file beside a shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FilePair {
    /// What stands for a shop when a record of theirs is compared (`compare_record`).
    pub shop: String,
    /// What happened from the one to the other. Each file stands for a backup.
    pub comparison: crate::VersionComparison,
}

/// Asks for files that came by themselves.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct ArrivedAsk {
    /// Which time, as the address of the page says.
    pub arrival: u64,
}

/// Files that were dropped on the window, or opened with Backstock.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Arrived {
    /// The files, in the order they came.
    pub files: Vec<crate::Chosen>,
}
