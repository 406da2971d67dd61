//! Every failure in the owner's words: what could not be done and why, then one thing to do.

use backstock_vault::VerifyProblem;
use serde::{Deserialize, Serialize};

use crate::EngineError;

/// A failure for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// Stable name, for example `wrong_key`.
    pub code: String,
    /// What could not be done and why; full sentences.
    pub message: String,
    /// One thing to do; a full sentence.
    pub hint: String,
}

/// Puts a failure into the owner's words.
pub fn explain(error: &EngineError) -> Explained {
    let _ = error;
    todo!()
}

/// Puts a finding of [`crate::Engine::verify`] into the owner's words; a full sentence.
pub fn explain_problem(problem: &VerifyProblem) -> String {
    let _ = problem;
    todo!()
}
