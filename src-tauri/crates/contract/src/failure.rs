//! What went wrong, for a person.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why something could not be done: what the window acts on, what the owner reads, and one thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Failure {
    /// Stable name, for example `wrong_key`.
    pub code: String,
    /// What could not be done and why, in the owner's words; full sentences.
    pub message: String,
    /// One thing to do; a full sentence.
    pub hint: String,
}

impl Failure {
    /// Puts the three parts together.
    pub fn new(code: &str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
            hint: hint.into(),
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.message, self.hint)
    }
}

impl std::error::Error for Failure {}
