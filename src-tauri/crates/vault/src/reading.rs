//! reading

use std::fmt;
use std::ops::ControlFlow;

use backstock_model::{
    BackupNumber, ContentType, Document, ObjectHash, RecordKey, RemoteId, ShopId, TypeDescription,
};
use chrono::{DateTime, Utc};

use crate::{Vault, VaultError};

/// Tells whether two documents are the same, within one vault (it is keyed). Printed as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordHash(pub [u8; 16]);

impl fmt::Display for RecordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for RecordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecordHash({self})")
    }
}

/// A content type in a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredType {
    /// Its description, as of that backup.
    pub description: TypeDescription,
    /// Records it has.
    pub records: u64,
    /// Records it had before and has not any more.
    pub deleted: u64,
    /// Size of the records' original content, large binaries included.
    pub bytes: u64,
    /// Versions kept of its records up to that backup, deleted records included.
    pub versions: u64,
    /// The backup in which the shop was last asked for this type; older than the backup at hand when it was carried forward.
    pub read: BackupNumber,
    /// Whether the shop had given the type up.
    pub gone: bool,
}

/// Which records are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DeletedFilter {
    /// Those that are there and those that are deleted.
    #[default]
    With,
    /// Only those that are there.
    Without,
    /// Only those that are deleted.
    Only,
}

/// Which page of a type's records is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordsAsk {
    /// As of this backup.
    pub at: BackupNumber,
    /// Only records whose name, id or search words hold this text; upper and lower case are the same.
    pub find: Option<String>,
    /// Whether deleted ones are listed.
    pub deleted: DeletedFilter,
    /// How many at most.
    pub limit: u64,
    /// How many to pass over.
    pub offset: u64,
}

/// A page of records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordsPage {
    /// How many there are in all.
    pub total: u64,
    /// The page, in the order the shop handed the records over.
    pub records: Vec<StoredRecord>,
}

/// A record in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRecord {
    /// Content type and id.
    pub key: RecordKey,
    /// What a person calls it; may be empty.
    pub name: String,
    /// When the backup with its newest version was complete.
    pub newest: DateTime<Utc>,
    /// When the backup that first missed it was complete.
    pub deleted: Option<DateTime<Utc>>,
    /// How many versions are kept of it.
    pub versions: u64,
}

/// One state a record was seen in. Every backup from `backup` to `last` has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The first backup that has it.
    pub backup: BackupNumber,
    /// The last backup that has it.
    pub last: BackupNumber,
    /// When the first was complete.
    pub at: DateTime<Utc>,
    /// When the last was complete.
    pub until: DateTime<Utc>,
    /// What it was; `None` when the record was not there.
    pub hash: Option<RecordHash>,
    /// Whether the record was not there.
    pub deleted: bool,
    /// Size of the original content, large binaries included.
    pub bytes: u64,
}

/// A record's content in a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDocument {
    /// Content type and id.
    pub key: RecordKey,
    /// What a person calls it; may be empty.
    pub name: String,
    /// More words to find it by.
    pub search: String,
    /// What it is.
    pub hash: RecordHash,
    /// The whole record.
    pub document: Document,
}

/// Whether two documents differ in nothing but the fields at these paths (see
/// [`backstock_model::FieldLabel::path`]) or below them.
///
/// `false` when one of them cannot be parsed; `true` when they do not differ at all.
pub fn differs_only_in(volatile: &[String], left: &Document, right: &Document) -> bool {
    let _ = (volatile, left, right);
    todo!()
}

impl Vault {
    /// The content types a backup has, in the order they were first read; types the shop gave up since included.
    pub fn types_at(&self, shop: ShopId, at: BackupNumber) -> Result<Vec<StoredType>, VaultError> {
        let _ = (shop, at);
        todo!()
    }

    /// A content type's description as of a backup.
    pub fn type_description(
        &self,
        shop: ShopId,
        content_type: &ContentType,
        at: BackupNumber,
    ) -> Result<Option<TypeDescription>, VaultError> {
        let _ = (shop, content_type, at);
        todo!()
    }

    /// A page of a type's records. A page anywhere in a million costs milliseconds.
    pub fn records(
        &self,
        shop: ShopId,
        content_type: &ContentType,
        ask: &RecordsAsk,
    ) -> Result<RecordsPage, VaultError> {
        let _ = (shop, content_type, ask);
        todo!()
    }

    /// Every state a record was seen in, newest first; the times it was gone are among them.
    pub fn record_versions(&self, shop: ShopId, key: &RecordKey) -> Result<Vec<Version>, VaultError> {
        let _ = (shop, key);
        todo!()
    }

    /// A record's content in a backup; `None` when it was not there.
    pub fn document_at(
        &self,
        shop: ShopId,
        key: &RecordKey,
        at: BackupNumber,
    ) -> Result<Option<Document>, VaultError> {
        let _ = (shop, key, at);
        todo!()
    }

    /// A record in a backup with its name; `None` when it was not there.
    pub fn record_at(
        &self,
        shop: ShopId,
        key: &RecordKey,
        at: BackupNumber,
    ) -> Result<Option<StoredDocument>, VaultError> {
        let _ = (shop, key, at);
        todo!()
    }

    /// Hands over every record a backup has of a type, in the order the shop handed them over. Memory stays flat.
    ///
    /// The first damaged record ends the walk with [`VaultError::DamagedRecord`].
    pub fn walk(
        &self,
        shop: ShopId,
        content_type: &ContentType,
        at: BackupNumber,
        each: &mut dyn FnMut(StoredDocument) -> ControlFlow<()>,
    ) -> Result<(), VaultError> {
        let _ = (shop, content_type, at, each);
        todo!()
    }

    /// Like [`Vault::walk`] without the documents, and many times faster.
    pub fn walk_hashes(
        &self,
        shop: ShopId,
        content_type: &ContentType,
        at: BackupNumber,
        each: &mut dyn FnMut(&RemoteId, &str, RecordHash) -> ControlFlow<()>,
    ) -> Result<(), VaultError> {
        let _ = (shop, content_type, at, each);
        todo!()
    }

    /// What a document's hash is in this vault.
    pub fn hash_of(&self, document: &Document) -> RecordHash {
        let _ = document;
        todo!()
    }

    /// A large binary; `None` when the vault does not keep it.
    pub fn object(&self, hash: &ObjectHash) -> Result<Option<Vec<u8>>, VaultError> {
        let _ = hash;
        todo!()
    }

    /// The document with its large binaries in place: every `$object` becomes `$bytes`.
    pub fn expand(&self, document: &Document) -> Result<Document, VaultError> {
        let _ = document;
        todo!()
    }
}
