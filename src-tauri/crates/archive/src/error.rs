//! Why a backup file could not be written or read.

use std::io;

use backstock_model::DocumentError;

/// Why a backup file could not be written or read. The owner's words for each are in the engine.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The file could not be opened, read or written.
    #[error("while {doing}: {cause}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// What the operating system said.
        cause: io::Error,
    },
    /// No room for it.
    #[error("no room left for the backup file")]
    DiskFull,
    /// It is something else: no ZIP, or a ZIP of another program.
    #[error("not a backup file of Backstock")]
    NotAnArchive,
    /// A later version of Backstock made it.
    #[error("made by a later version (format {0})")]
    Newer(u32),
    /// It asks for a passphrase.
    #[error("the file asks for a passphrase")]
    PassphraseNeeded,
    /// The passphrase does not open it.
    #[error("the passphrase does not open the file")]
    WrongPassphrase,
    /// It is not what was written: something in it was changed, or is missing.
    #[error("the file is damaged: {what} ({entry})")]
    Damaged {
        /// The entry, or the part of the file.
        entry: String,
        /// What is wrong with it.
        what: &'static str,
    },
    /// It is built so as to harm whoever opens it.
    #[error("the file is refused: {0}")]
    Hostile(&'static str),
    /// A record in it cannot be understood.
    #[error("a record of {entry} could not be understood")]
    Document {
        /// The entry.
        entry: String,
        /// What is wrong with it.
        cause: DocumentError,
    },
    /// The owner asked to stop.
    #[error("cancelled")]
    Cancelled,
}

impl ArchiveError {
    pub(crate) fn io(doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |cause| match cause.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::DiskFull
            }
            _ => Self::Io { doing, cause },
        }
    }

    pub(crate) fn zip(doing: &'static str) -> impl FnOnce(zip::result::ZipError) -> Self {
        move |cause| Self::io(doing)(cause.into())
    }

    pub(crate) fn damaged(entry: &str, what: &'static str) -> Self {
        Self::Damaged {
            entry: entry.to_owned(),
            what,
        }
    }
}
