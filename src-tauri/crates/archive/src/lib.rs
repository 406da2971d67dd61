//! # Backup files
//!
//! A master backup is an ordinary ZIP that holds a whole shop as one backup found it. It is open: every standard tool unpacks
//! it, every entry is plain text or the original bytes, and what is written down here is all one needs to know.
//!
//! | entry | what is in it |
//! |---|---|
//! | `README.txt` | what this file is, for whoever finds it in ten years |
//! | `records/TYPE.jsonl` | the records of a content type, one JSON object a line: `id`, `name`, `search`, `document` |
//! | `objects/HASH` | the large binaries that documents refer to, named by their BLAKE3 |
//! | `database.sql` | of a shop in a database: its tables as SQL that `sqlite3`, `mariadb` or `psql` load; nothing reads it back |
//! | `types.json` | how the content types and their fields are called, what they refer to, what is locked |
//! | `manifest.json` | the shop, the backup, counts and sums of every type, size and SHA-256 of every other entry |
//!
//! Documents are as in [`backstock_model::document`]: the shop's own texts, never a float.
//!
//! The ZIP's comment carries the SHA-256 of every byte before it, so that a changed byte anywhere is found, also in the ZIP's
//! own headers. It guards against damage and against editing by hand, not against somebody who makes a whole file anew: where
//! that matters, a passphrase (AES-256, as other ZIP programs know it) keeps strangers out.
//!
//! A file is never unpacked to disk, and no stored name is ever used as a path: entries are read by the names above or not at
//! all. What this crate leaves out: where files are kept, and what a restore does with them.

mod at;
mod error;
mod line;
mod manifest;
mod reading;
mod seal;
mod sums;
mod writing;

pub use error::ArchiveError;
pub use line::read_records;
pub use manifest::{ArchivedBackup, ArchivedShop, ArchivedType, Entry, Manifest, Sum};
pub use reading::Archive;
pub use writing::{ArchiveWriter, ArchiveWritten, SealedArchive};

/// What the names of backup files end with.
pub const EXTENSION: &str = "backstock.zip";
