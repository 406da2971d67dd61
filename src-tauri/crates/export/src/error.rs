//! Why an export could not be written.

use std::io;

use backstock_model::{DocumentError, ObjectHash};
use rust_xlsxwriter::XlsxError;
use zip::result::ZipError;

/// Why an export could not be written. The owner's words for each are in the engine.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A file or the folder could not be written.
    #[error("while {doing}: {cause}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// What the operating system said.
        cause: io::Error,
    },
    /// No room for it.
    #[error("no room left for the export")]
    DiskFull,
    /// The folder is not there, or nobody may write into it.
    #[error("the folder cannot be written to: {0}")]
    Folder(io::Error),
    /// A picture or another large content that a record names is not there.
    #[error("a large content is missing: {0}")]
    MissingObject(ObjectHash),
    /// A record cannot be understood.
    #[error("a record of {content_type} could not be understood")]
    Document {
        /// Its content type.
        content_type: String,
        /// What is wrong with it.
        cause: DocumentError,
    },
}

impl ExportError {
    pub(crate) fn io(doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |cause| match cause.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::DiskFull
            }
            _ => Self::Io { doing, cause },
        }
    }

    pub(crate) fn zip(doing: &'static str) -> impl FnOnce(ZipError) -> Self {
        move |cause| Self::io(doing)(cause.into())
    }

    pub(crate) fn workbook(cause: XlsxError) -> Self {
        let doing = "writing a workbook";
        match cause {
            XlsxError::IoError(cause) => Self::io(doing)(cause),
            XlsxError::ZipError(cause) => Self::io(doing)(cause.into()),
            other => Self::io(doing)(io::Error::other(other)),
        }
    }
}
