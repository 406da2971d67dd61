//! What the commands about the list of backup files answer.

use backstock_engine::{BackupFile, BackupFileStanding};
use serde::Serialize;

use super::{FileTypeRow, Problem, time};

/// `files list` and whatever changes the list.
#[derive(Debug, Serialize)]
pub(crate) struct Files {
    /// In the owner's order.
    pub(crate) files: Vec<FileRow>,
}

/// A file in the list; also what `files create`, `files add` and `files check` answer.
#[derive(Debug, Serialize)]
pub(crate) struct FileRow {
    pub(crate) file: u64,
    pub(crate) name: String,
    pub(crate) path: String,
    /// Whether it was made here, so that emptying the trash removes it from the disk.
    pub(crate) made_here: bool,
    pub(crate) kind: String,
    pub(crate) dialect: Option<String>,
    pub(crate) made_by: Option<String>,
    /// Of when the data in it is.
    pub(crate) dated: String,
    pub(crate) added: String,
    pub(crate) bytes: u64,
    pub(crate) types: Vec<FileTypeRow>,
    pub(crate) protected: bool,
    pub(crate) checked: String,
    /// `whole`, `faulty`, `changed` or `missing`.
    pub(crate) standing: &'static str,
    /// What is wrong with it.
    pub(crate) problem: Option<Problem>,
    pub(crate) pinned: bool,
    pub(crate) trashed: Option<String>,
}

impl FileRow {
    pub(crate) fn of(file: &BackupFile) -> Self {
        let fault = file.found.fault.as_ref();
        Self {
            file: file.id.0,
            name: file.name.clone(),
            path: file.place.display().to_string(),
            made_here: file.is_ours,
            kind: file.found.kind.clone(),
            dialect: file.found.dialect.clone(),
            made_by: file.found.made_by.clone(),
            dated: time(file.dated),
            added: time(file.added),
            bytes: file.found.bytes,
            types: file
                .found
                .types
                .iter()
                .map(|found| FileTypeRow {
                    r#type: found.key.clone(),
                    label: found.label.clone(),
                    records: found.records,
                })
                .collect(),
            protected: file.found.is_protected,
            checked: time(file.found.checked),
            standing: match (file.standing, fault) {
                (BackupFileStanding::Missing, _) => "missing",
                (BackupFileStanding::Changed, _) => "changed",
                (BackupFileStanding::AsFound, Some(_)) => "faulty",
                (BackupFileStanding::AsFound, None) => "whole",
            },
            problem: fault.map(|why| Problem::new(&why.code, why.message.clone(), why.hint.clone())),
            pinned: file.pinned,
            trashed: file.trashed.map(time),
        }
    }
}

/// `files empty-trash`.
#[derive(Debug, Serialize)]
pub(crate) struct TrashEmptied {
    /// Files that are not in the list any more.
    pub(crate) forgotten: u64,
    /// Files among them that were removed from the disk.
    pub(crate) removed: u64,
    /// How much room that gave back.
    pub(crate) freed: u64,
}
