//! Why something could not be done to a practice shop.

use std::path::PathBuf;

/// Why a practice shop could not be made or changed.
#[derive(Debug, thiserror::Error)]
pub enum PracticeError {
    /// There is a file where the shop should be made.
    #[error("there already is a file {}", path.display())]
    AlreadyThere {
        /// Where.
        path: PathBuf,
    },
    /// The shop's file is not where it was.
    #[error("the practice shop's file {} is not there", path.display())]
    NotThere {
        /// Where it was.
        path: PathBuf,
    },
    /// The file is another shop or no shop at all. Mistakes are made only in practice shops.
    #[error("{} is not a practice shop", path.display())]
    NotAPracticeShop {
        /// Which file.
        path: PathBuf,
    },
    /// The file could not be made or moved.
    #[error("could not {doing}")]
    File {
        /// What was being done, to follow "could not".
        doing: &'static str,
        /// What the system said.
        #[source]
        cause: std::io::Error,
    },
    /// The database refused.
    #[error("could not {doing}")]
    Database {
        /// What was being done, to follow "could not".
        doing: &'static str,
        /// What the database said.
        #[source]
        cause: rusqlite::Error,
    },
}

/// Says what was being done when the database refused.
pub(crate) fn while_(doing: &'static str) -> impl FnOnce(rusqlite::Error) -> PracticeError {
    move |cause| PracticeError::Database { doing, cause }
}
