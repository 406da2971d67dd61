//! Why a shop could not be read or written.

use std::path::PathBuf;

use backstock_model::{ContentType, DocumentError};

/// Why a shop could not be read or written. The owner's words for each are in `contract`.
#[derive(Debug, thiserror::Error)]
pub enum ShopError {
    /// The shop's file is not where it was.
    #[error("the shop's file {} is not there", path.display())]
    FileMissing {
        /// Where it was.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} is not a SQLite database", path.display())]
    NotADatabase {
        /// Which file.
        path: PathBuf,
    },
    /// The file is encrypted or its header is damaged.
    #[error("{} is encrypted or damaged", path.display())]
    EncryptedOrDamaged {
        /// Which file.
        path: PathBuf,
    },
    /// Another program holds the database.
    #[error("another program is using the shop's database")]
    Busy,
    /// The file or its folder may not be written.
    #[error("the shop's database may only be read")]
    ReadOnly,
    /// The file may not be opened.
    #[error("{} may not be opened", path.display())]
    NotAllowed {
        /// Which file.
        path: PathBuf,
    },
    /// No room left where the shop lives.
    #[error("the shop's disk is full")]
    DiskFull,
    /// The type is not (any more) in the shop.
    #[error("the shop has no {0}")]
    UnknownType(ContentType),
    /// A record in the vault cannot be understood.
    #[error("a record could not be understood")]
    Document(#[from] DocumentError),
    /// A profile file is wrong.
    #[error("the profile {name} is wrong: {what}")]
    Profile {
        /// Which profile.
        name: String,
        /// What is wrong with it.
        what: String,
    },
    /// Anything else the database reports, with what was being done.
    #[error("could not {doing}")]
    Database {
        /// What was being done, to follow "could not".
        doing: String,
        /// What the database said.
        #[source]
        cause: rusqlite::Error,
    },
}
