//! The bundle for whoever helps, and viewing only.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Everything that goes into the diagnostic bundle, to be looked at first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Diagnostics {
    /// Its files.
    pub parts: Vec<DiagnosticPart>,
}

/// One file of the bundle.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DiagnosticPart {
    /// Its name.
    pub name: String,
    /// What is in it, letter for letter.
    pub text: String,
}

/// Leaves view-only mode.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EndViewOnlyAsk {
    /// The passphrase or the recovery key; what the keyring remembers does not count.
    pub with: crate::UnlockWith,
}
