//! Every value a field ever had.

use backstock_model::{BackupNumber, Node, Path, RecordKey, TypeDescription};
use backstock_vault::Version;
use chrono::{DateTime, Utc};

use crate::{Engine, EngineError};

/// A value of a field over the backups that saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Which field.
    pub path: Path,
    /// Its value; `None` while the field or the record was not there.
    pub value: Option<Node>,
    /// The first backup that saw it.
    pub first_backup: BackupNumber,
    /// The last backup that saw it.
    pub last_backup: BackupNumber,
    /// When it was first seen.
    pub from: DateTime<Utc>,
    /// When another value was first seen; `None` for the newest.
    pub to: Option<DateTime<Utc>>,
}

/// A version with a few words on what changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionSummary {
    /// The version.
    pub version: Version,
    /// What changed against the version before: `Price 4.50 → 45.00, 2 more`.
    pub summary: String,
}

impl Engine {
    /// Every value a field of a record ever had, oldest first; without a path, every field's, in path order.
    ///
    /// A value that comes back later is a span of its own.
    pub fn timeline(
        &self,
        shop: &str,
        key: &RecordKey,
        path: Option<&Path>,
    ) -> Result<(Vec<Span>, TypeDescription), EngineError> {
        let _ = (shop, key, path);
        todo!()
    }

    /// The versions of a record, newest first, each with a few words on what changed.
    pub fn version_summaries(&self, shop: &str, key: &RecordKey) -> Result<Vec<VersionSummary>, EngineError> {
        let _ = (shop, key);
        todo!()
    }
}
