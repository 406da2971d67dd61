//! What the commands about exports answer.

use serde::Serialize;

/// `export`, and a row of `exports`.
#[derive(Debug, Serialize)]
pub(crate) struct ExportRow {
    pub(crate) export: u64,
    /// `manual`, `weekly` or `monthly`.
    pub(crate) by: &'static str,
    pub(crate) format: &'static str,
    /// The backup it was made from.
    pub(crate) backup: Option<u64>,
    pub(crate) started: String,
    pub(crate) finished: Option<String>,
    /// `running`, `done`, `cancelled` or `failed`.
    pub(crate) ending: &'static str,
    /// Why it failed.
    pub(crate) failure: Option<super::Problem>,
    /// The folder of its own.
    pub(crate) folder: Option<String>,
    /// `present`, `expired`, `moved`, or `none` when there never were any.
    pub(crate) status: &'static str,
    /// When the files go; nothing when they stay.
    pub(crate) expires: Option<String>,
    /// The parts, then what lies beside them.
    pub(crate) files: Vec<ExportFileRow>,
    /// How many of the files are parts.
    pub(crate) parts: usize,
    pub(crate) types: Vec<ExportTypeRow>,
    /// What could not be exported as it is.
    pub(crate) notes: Vec<ExportNoteRow>,
    /// Who was told, and what became of each message.
    pub(crate) letters: Vec<super::mailing::LetterRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ExportFileRow {
    pub(crate) path: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct ExportTypeRow {
    pub(crate) r#type: String,
    pub(crate) label: String,
    pub(crate) records: u64,
}

#[derive(Debug, Serialize)]
pub(crate) struct ExportNoteRow {
    pub(crate) message: String,
    pub(crate) count: u64,
}

/// `exports`.
#[derive(Debug, Serialize)]
pub(crate) struct Exports {
    /// How long files are kept: `7`, `30` or `forever`.
    pub(crate) keep: &'static str,
    /// Newest first.
    pub(crate) exports: Vec<ExportRow>,
}
