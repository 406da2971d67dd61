//! Why a file could not be read.

use std::io;

use backstock_archive::ArchiveError;
use backstock_dump::DumpError;
use backstock_shops::ShopError;

/// Why a file could not be read. The owner's words for each are in the engine.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// A backup file of our own, or a ZIP that is built to harm.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// A database file or a dump.
    #[error(transparent)]
    Shop(ShopError),
    /// It is of a kind that is not read.
    #[error("the file is not read: {0}")]
    Refused(Refusal),
    /// Somebody asked to stop.
    #[error("stopped as asked")]
    Cancelled,
}

/// Of what kind a file is that is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// Nobody knows what it is.
    #[error("its kind is not known")]
    Unknown,
    /// Something else: a picture, a document, a program.
    #[error("it is {0}")]
    SomethingElse(&'static str),
    /// PostgreSQL's own format, which only its own tools read.
    #[error("it is a dump in PostgreSQL's own format")]
    PostgresOwnFormat,
    /// A file packed or locked in a way that is not read.
    #[error("it is packed as {0}")]
    PackedAs(&'static str),
    /// Encrypted by the tool that made it.
    #[error("it is encrypted")]
    Encrypted,
    /// A database file inside a packed file, which would have to be written to the disk in the clear.
    #[error("it is a packed database file")]
    PackedDatabase,
    /// A folder.
    #[error("it is a folder")]
    Folder,
    /// A ZIP without anything that holds a shop's data.
    #[error("its ZIP holds nothing that is read")]
    NothingInside,
    /// A ZIP with several files that could be meant.
    #[error("its ZIP holds several files that could be meant")]
    SeveralInside(Vec<String>),
    /// A part of an export whose other parts are not beside it.
    #[error("parts of it are missing: {0:?}")]
    PartsMissing(Vec<String>),
    /// A workbook whose texts would take too much memory.
    #[error("its texts are {bytes} bytes, and more than {most} are not read")]
    TextsTooLarge {
        /// How large they are.
        bytes: u64,
        /// How large they may be.
        most: u64,
    },
    /// It says that it is of a kind, and is not written so.
    #[error("{0}")]
    NotAsItShouldBe(String),
}

impl FileError {
    pub(crate) fn io(doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |cause| Self::Archive(ArchiveError::Io { doing, cause })
    }
}

impl From<Refusal> for FileError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<ShopError> for FileError {
    fn from(error: ShopError) -> Self {
        match error {
            ShopError::Dump(DumpError::Stopped) => Self::Cancelled,
            ShopError::Dump(DumpError::Io(cause)) => match cause.downcast::<ArchiveError>() {
                // What the gate or the measure said on the way.
                Ok(said) => Self::Archive(said),
                Err(cause) => Self::Shop(ShopError::Dump(DumpError::Io(cause))),
            },
            other => Self::Shop(other),
        }
    }
}
