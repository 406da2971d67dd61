//! Comparing two moments of a shop.

use backstock_model::{Cancel, ContentType, Document, FieldChange, RecordKey, TypeDescription};
use backstock_vault::{ChangedRecord, TypeChanges};

use crate::{Engine, EngineError, Moment};

/// What happened from one moment to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Counts, type by type.
    pub types: Vec<TypeChanges>,
    /// The records that differ, when they were asked for.
    pub records: Vec<ChangedRecord>,
}

impl Engine {
    /// Tells what happened from `a` to `b`, for one type or all; with `list`, record by record.
    ///
    /// Between two backups the cost follows the changes. With [`Moment::Live`] on a side, the shop is read once.
    pub fn compare(
        &self,
        shop: &str,
        a: &Moment,
        b: &Moment,
        content_type: Option<&ContentType>,
        list: bool,
        cancel: &Cancel,
    ) -> Result<Differences, EngineError> {
        let _ = (shop, a, b, content_type, list, cancel);
        todo!()
    }

    /// A record's content at a moment; `None` when it was not there. Large binaries stay references
    /// (see [`backstock_vault::Vault::expand`]).
    pub fn document(
        &self,
        shop: &str,
        key: &RecordKey,
        at: &Moment,
    ) -> Result<Option<Document>, EngineError> {
        let _ = (shop, key, at);
        todo!()
    }

    /// What happened to a record from `a` to `b`, field by field, and how its fields are called.
    pub fn diff(
        &self,
        shop: &str,
        key: &RecordKey,
        a: &Moment,
        b: &Moment,
    ) -> Result<(Vec<FieldChange>, TypeDescription), EngineError> {
        let _ = (shop, key, a, b);
        todo!()
    }
}
