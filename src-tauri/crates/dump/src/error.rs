//! Why a dump could not be read.

use std::io;

/// Why a dump could not be read. Lines are counted from 1.
#[derive(Debug, thiserror::Error)]
pub enum DumpError {
    /// The file could not be read, or not be unpacked.
    #[error("the dump cannot be read")]
    Io(#[from] io::Error),
    /// It ends inside a text, a comment or a statement.
    #[error("the dump ends in the middle of {what}, which began in line {line}")]
    CutOff {
        /// Of what.
        what: &'static str,
        /// Where it began.
        line: u64,
    },
    /// It ends behind a statement, and what its writer or itself began is not over.
    #[error("the dump ends early: {what}")]
    EndsEarly {
        /// How that is known.
        what: &'static str,
    },
    /// It is not written as dumps are.
    #[error("line {line}: {what}")]
    Unreadable {
        /// Where.
        line: u64,
        /// What is wrong there.
        what: &'static str,
    },
    /// A single value or statement is longer than any shop needs.
    #[error("line {line}: {what} is too long")]
    TooLong {
        /// Where.
        line: u64,
        /// What.
        what: &'static str,
    },
    /// Whoever took the rows wanted no more.
    #[error("stopped")]
    Stopped,
}
