//! `Settings` > `Backups`: the list of backup files.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The list of a shop.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ListedFiles {
    /// The files in the owner's order, those in the trash among them.
    pub files: Vec<ListedFile>,
    /// The folder in which files are made, as text to show.
    pub folder: String,
}

/// A file in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ListedFile {
    /// Its number.
    pub file: u64,
    /// What the owner calls it.
    pub name: String,
    /// Where it lies.
    pub place: crate::Chosen,
    /// Whether it was made here, so that emptying the trash removes it from the disk.
    pub is_ours: bool,
    /// What it is.
    pub kind: ListedFileKind,
    /// Whose SQL it is, where it is a dump.
    pub dialect: Option<ListedFileDialect>,
    /// The tool that made it, where that can be told.
    pub made_by: Option<String>,
    /// Of when the data in it is.
    pub dated: String,
    /// Its size.
    pub bytes: u64,
    /// Its content types that have something in them.
    pub types: Vec<crate::BackupFileType>,
    /// Whether a passphrase opens it.
    pub is_protected: bool,
    /// When it was read the last time.
    pub checked: String,
    /// How it stands.
    pub standing: ListedFileStanding,
    /// Whether the owner said that it stays.
    pub pinned: bool,
    /// Since when it is in the trash.
    pub trashed: Option<String>,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ListedFileKind {
    /// A backup file of Backstock.
    Backstock,
    /// A ZIP of another tool.
    Zip,
    /// An export of Backstock.
    Export,
    /// A dump of a database.
    Dump,
    /// A SQLite database.
    Database,
    /// A table in text.
    Csv,
    /// Objects in text.
    Json,
    /// A workbook with sheets.
    Workbook,
    /// Something that a later version knows.
    Other,
}

/// Whose SQL a dump is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ListedFileDialect {
    /// MySQL or MariaDB.
    Mysql,
    /// PostgreSQL.
    Postgres,
    /// SQLite.
    Sqlite,
}

/// How a listed file stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ListedFileStanding {
    /// It was read to its end, and is as it was then.
    Whole {},
    /// Something is wrong with it.
    Faulty {
        /// What.
        failure: crate::Failure,
    },
    /// Somebody wrote to it since it was read.
    Changed {},
    /// It is not where it was.
    Missing {},
}

/// `Create backup`: makes a file of a backup, beside the vault.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MakeListedFileAsk {
    /// The shop's name.
    pub shop: String,
    /// What the owner calls it.
    pub name: String,
    /// The newest backup up to this moment goes into it; nothing for the newest of all.
    pub dated: Option<String>,
    /// What it shall be protected by, if by anything.
    pub passphrase: Option<String>,
}

/// `Upload backup`: reads a file to its end and lists it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AddListedFileAsk {
    /// The shop's name.
    pub shop: String,
    /// The handle of the file.
    pub file: String,
    /// What the owner calls it.
    pub name: String,
    /// Of when the data in it is; nothing for what the file says.
    pub dated: Option<String>,
    /// What it is protected by, if by anything.
    pub passphrase: Option<String>,
}

/// Reads a listed file again.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CheckListedFileAsk {
    /// The shop's name.
    pub shop: String,
    /// The file's number.
    pub file: u64,
    /// What it is protected by, if by anything.
    pub passphrase: Option<String>,
}

/// Takes a listed file into the shop's history, as a backup of its date.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ImportListedFileAsk {
    /// The shop's name.
    pub shop: String,
    /// The file's number.
    pub file: u64,
    /// What it is protected by, if by anything.
    pub passphrase: Option<String>,
}

/// Names a listed file otherwise, and says of when the data in it is.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RenameListedFileAsk {
    /// The shop's name.
    pub shop: String,
    /// The file's number.
    pub file: u64,
    /// What the owner calls it.
    pub name: String,
    /// Of when the data in it is; nothing leaves it as it is.
    pub dated: Option<String>,
}

/// Says that a listed file stays, or lets it go again.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PinListedFileAsk {
    /// The shop's name.
    pub shop: String,
    /// The file's number.
    pub file: u64,
    /// Whether it stays.
    pub pinned: bool,
}

/// Names listed files: to put the list into their order, to delete them, or to put them back.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ListedFilesAsk {
    /// The shop's name.
    pub shop: String,
    /// Their numbers.
    pub files: Vec<u64>,
}

/// The trash was emptied.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ListedTrashEmptied {
    /// The list as it is now.
    pub list: ListedFiles,
    /// How many files are not in it any more.
    pub forgotten: u64,
    /// How many of them were removed from the disk.
    pub removed: u64,
    /// How much room that gave back, in bytes.
    pub freed: u64,
}
