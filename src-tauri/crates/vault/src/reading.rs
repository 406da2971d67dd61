//! # Reading back
//!
//! Every reader names a backup and sees the vault as of that backup, whatever is being written meanwhile. Content is checked
//! against its hash each time it is read; a damaged record is an error that names it and does not touch the others.

use std::collections::HashMap;
use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

use backstock_model::{BackupNumber, ContentType, Document, RecordKey, RemoteId, ShopId, TypeDescription};
use chrono::{DateTime, Utc};
use rayon::prelude::*;
use rusqlite::Connection;

use crate::error::WhileDoing as _;
use crate::hashes;
use crate::packing::{Dictionary, PLAIN, Unpacker};
use crate::pages::{self, PackedRow, Page};
use crate::table::backups::{self, Place};
use crate::table::imports;
use crate::table::tallies::{self, Tally};
use crate::table::types::{self, TypeRow};
use crate::table::{count, from_micros, shops};
use crate::vault::Inner;
use crate::{Vault, VaultError};

// Documents unpacked at a time; bounds the memory of a walk over large ones.
pub(crate) const MOST_BYTES: usize = 8 * 1024 * 1024;
const LEAST_SHARE: usize = 64;

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
    /// Only records that are not what they were in this older backup.
    pub changed_since: Option<BackupNumber>,
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

/// A type as of a backup.
#[derive(Clone, Debug)]
pub(crate) struct TypeAt {
    pub(crate) row: TypeRow,
    pub(crate) tally: Tally,
    /// Our number of the backup.
    pub(crate) at: i64,
}

impl TypeAt {
    /// `None` where the backup does not know the type.
    pub(crate) fn find(
        connection: &Connection,
        shop: ShopId,
        content_type: &ContentType,
        at: BackupNumber,
    ) -> Result<Option<Self>, VaultError> {
        let shop = shops::number(connection, shop)?;
        let (shop, at) = imports::place(connection, shop, at)?;
        let Some(row) = types::find(connection, shop, content_type)? else {
            return Ok(None);
        };
        let tally = tallies::find(connection, at, row.number)?;
        Ok(tally.map(|tally| Self { row, tally, at }))
    }

    pub(crate) fn first_record(&self) -> i64 {
        types::record(self.row.number, 1)
    }

    pub(crate) fn last_record(&self) -> i64 {
        types::record(self.row.number, self.tally.last)
    }

    pub(crate) fn key(&self, id: &str) -> RecordKey {
        RecordKey::new(self.row.key.clone(), RemoteId::from_encoded(id))
    }
}

/// The first remaining backup that sees what was written at `backup`.
pub(crate) fn first_seen(places: &[Place], backup: i64) -> Option<&Place> {
    places.get(places.partition_point(|place| place.backup < backup))
}

/// A row on its way to being unpacked.
pub(crate) struct Lifted {
    pub(crate) position: usize,
    pub(crate) hash: RecordHash,
    /// `None` when the row is missing, which is damage.
    pub(crate) packed: Option<PackedRow>,
}

/// Unpacks many documents at once. `None` where the content is not what it was.
pub(crate) fn unpack_all(
    inner: &Inner,
    dictionaries: &HashMap<i64, Arc<Dictionary>>,
    lifted: &[Lifted],
) -> Vec<Option<Document>> {
    let documents: Vec<Option<Document>> = lifted
        .par_iter()
        .with_min_len(LEAST_SHARE)
        .map_init(
            || None,
            |kept: &mut Option<(i64, Unpacker<'_>)>, one| {
                let packed = one.packed.as_ref()?;
                if !matches!(kept, Some((number, _)) if *number == packed.dictionary) {
                    let dictionary = dictionaries.get(&packed.dictionary).map(AsRef::as_ref);
                    *kept = Some((packed.dictionary, Unpacker::new(dictionary)));
                }
                let (_, unpacker) = kept.as_mut()?;
                check(inner, unpacker.unpack(&packed.data, packed.size)?, one.hash)
            },
        )
        .collect();
    if documents.contains(&None) {
        inner.give_up_readers();
    }
    documents
}

fn check(inner: &Inner, document: &[u8], hash: RecordHash) -> Option<Document> {
    (hashes::document_hash(&inner.keys.documents, document) == hash)
        .then(|| Document::from_canonical(document))
}

/// Fetches the dictionaries that rows were packed with. A damaged one is left out; what was packed with it is damaged, too.
pub(crate) fn dictionaries_of<'r>(
    inner: &Inner,
    connection: &Connection,
    rows: impl Iterator<Item = &'r PackedRow>,
) -> HashMap<i64, Arc<Dictionary>> {
    let mut found = HashMap::new();
    for row in rows {
        if row.dictionary != PLAIN
            && !found.contains_key(&row.dictionary)
            && let Ok(Some(dictionary)) = inner.dictionary(connection, row.dictionary)
        {
            found.insert(row.dictionary, dictionary);
        }
    }
    found
}

impl Inner {
    /// Reads one content and makes sure that it is what it was; [`VaultError::Damaged`] when it is not.
    pub(crate) fn content(
        &self,
        connection: &Connection,
        payload: Option<i64>,
        hash: RecordHash,
    ) -> Result<Document, VaultError> {
        let damaged = || VaultError::damaged("a document");
        let packed = payload
            .map(|payload| pages::packed(connection, payload))
            .transpose()?
            .flatten()
            .ok_or_else(damaged)?;
        let dictionary = self.dictionary(connection, packed.dictionary)?;
        let mut unpacker = Unpacker::new(dictionary.as_deref());
        let unpacked = unpacker.unpack(&packed.data, packed.size);
        unpacked
            .and_then(|document| check(self, document, hash))
            .ok_or_else(damaged)
    }
}

impl Vault {
    /// The content types a backup has, in the order they were first read; types the shop gave up since included.
    pub fn types_at(&self, shop: ShopId, at: BackupNumber) -> Result<Vec<StoredType>, VaultError> {
        self.inner.read(|connection| {
            let asked = at;
            let own = shops::number(connection, shop)?;
            let (shop, at) = imports::place(connection, own, asked)?;
            let places = backups::places(connection, shop)?;
            let number_of = |place: &Place| if shop == own { place.number } else { asked };
            let mut stored = Vec::new();
            for tally in tallies::of_backup(connection, at)? {
                let description = types::description(connection, tally.content_type, at)?
                    .ok_or_else(|| VaultError::damaged("the description of a content type is missing"))?;
                stored.push(StoredType {
                    description,
                    records: tally.records,
                    deleted: tally.known.saturating_sub(tally.records),
                    bytes: tally.bytes,
                    versions: tally.versions,
                    read: first_seen(&places, tally.read)
                        .map(number_of)
                        .unwrap_or(BackupNumber(0)),
                    gone: tally.gone,
                });
            }
            Ok(stored)
        })
    }

    /// A content type's description as of a backup.
    pub fn type_description(
        &self,
        shop: ShopId,
        content_type: &ContentType,
        at: BackupNumber,
    ) -> Result<Option<TypeDescription>, VaultError> {
        self.inner.read(
            |connection| match TypeAt::find(connection, shop, content_type, at)? {
                Some(found) => types::description(connection, found.row.number, found.at),
                None => Ok(None),
            },
        )
    }

    /// Every state a record was seen in, newest first; the times it was gone are among them.
    pub fn record_versions(&self, shop: ShopId, key: &RecordKey) -> Result<Vec<Version>, VaultError> {
        const DOING: &str = "reading the versions of a record";
        self.inner.read(|connection| {
            let unknown = || VaultError::UnknownRecord(key.clone());
            let shop = shops::number(connection, shop)?;
            let places = backups::places(connection, shop)?;
            let row = types::find(connection, shop, &key.content_type)?.ok_or_else(unknown)?;
            let record =
                pages::record_by_id(connection, row.number, key.remote_id.as_str())?.ok_or_else(unknown)?;
            let newest = places.last().map_or(0, |place| place.backup);
            let mut statement = connection
                .prepare_cached(
                    "SELECT backup, hash, coalesce(size + objects, 0) FROM versions LEFT JOIN payloads USING (payload)
                     WHERE record = ?1 AND backup <= ?2 ORDER BY backup",
                )
                .doing(DOING)?;
            let rows: Vec<(i64, Option<[u8; 16]>, i64)> = statement
                .query_map([record, newest], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .and_then(Iterator::collect)
                .doing(DOING)?;
            let mut versions = Vec::with_capacity(rows.len());
            for (position, &(backup, hash, bytes)) in rows.iter().enumerate() {
                let next = rows.get(position + 1).map_or(i64::MAX, |row| row.0);
                let last = places
                    .get(..places.partition_point(|place| place.backup < next))
                    .and_then(<[Place]>::last);
                let (Some(first), Some(last)) = (first_seen(&places, backup), last) else {
                    return Err(VaultError::damaged("a version that no backup has"));
                };
                versions.push(Version {
                    backup: first.number,
                    last: last.number,
                    at: from_micros(first.finished),
                    until: from_micros(last.finished),
                    hash: hash.map(RecordHash),
                    deleted: hash.is_none(),
                    bytes: count(bytes),
                });
            }
            if versions.is_empty() {
                return Err(unknown());
            }
            versions.reverse();
            Ok(versions)
        })
    }

    /// A record's content in a backup; `None` when it was not there.
    pub fn document_at(
        &self,
        shop: ShopId,
        key: &RecordKey,
        at: BackupNumber,
    ) -> Result<Option<Document>, VaultError> {
        Ok(self.record_at(shop, key, at)?.map(|record| record.document))
    }

    /// A record in a backup with its name; `None` when it was not there.
    pub fn record_at(
        &self,
        shop: ShopId,
        key: &RecordKey,
        at: BackupNumber,
    ) -> Result<Option<StoredDocument>, VaultError> {
        let read = self.inner.read(|connection| {
            let Some(found) = TypeAt::find(connection, shop, &key.content_type, at)? else {
                return Ok(None);
            };
            let Some(record) = pages::record_by_id(connection, found.row.number, key.remote_id.as_str())?
            else {
                return Ok(None);
            };
            let state = pages::state_at(connection, record, found.at)?.unwrap_or_default();
            let Some(hash) = state.hash else {
                return Ok(None);
            };
            let document = self.inner.content(connection, state.payload, hash)?;
            let (name, search) = pages::names_at(connection, record, found.at)?;
            Ok(Some(StoredDocument {
                key: key.clone(),
                name,
                search,
                hash,
                document,
            }))
        });
        match read {
            Err(VaultError::Damaged { .. }) => Err(VaultError::DamagedRecord(key.clone())),
            other => other,
        }
    }

    /// Hands over every record a backup has of a type, in the order the shop handed them over. Memory stays flat.
    ///
    /// The first damaged record ends the walk with [`VaultError::DamagedRecord`], after all those before it. To go on behind it,
    /// take the ids from [`Vault::walk_hashes`] and read record by record.
    pub fn walk(
        &self,
        shop: ShopId,
        content_type: &ContentType,
        at: BackupNumber,
        each: &mut dyn FnMut(StoredDocument) -> ControlFlow<()>,
    ) -> Result<(), VaultError> {
        let mut page = Page::default();
        let mut from = 0;
        loop {
            // Page by page, so that a long walk does not keep a running backup's log of changes from being cleared.
            let found = self.inner.read(|connection| {
                let found = TypeAt::find(connection, shop, content_type, at)?;
                if let Some(found) = &found {
                    let start = found.first_record().max(from);
                    page.load(connection, start, found.last_record(), found.at, pages::PAGE)?;
                }
                Ok(found)
            })?;
            let Some(found) = found else {
                return Ok(());
            };
            let read = self.inner.read(|connection| lift(&self.inner, connection, &page));
            let (lifted, dictionaries, next) = match read {
                Err(VaultError::Damaged { .. }) => self.lift_carefully(&page)?,
                other => other?,
            };
            let documents = unpack_all(&self.inner, &dictionaries, &lifted);
            for (one, document) in lifted.iter().zip(documents) {
                let Some(row) = page.get(one.position) else {
                    continue;
                };
                let key = found.key(row.id);
                let Some(document) = document else {
                    return Err(VaultError::DamagedRecord(key));
                };
                let stored = StoredDocument {
                    key,
                    name: row.name.into(),
                    search: row.search.into(),
                    hash: one.hash,
                    document,
                };
                if each(stored).is_break() {
                    return Ok(());
                }
            }
            match next {
                Some(next) => from = next,
                None => return Ok(()),
            }
        }
    }

    /// Fetches the contents of a page one by one, so that what is damaged is known by name.
    fn lift_carefully(&self, page: &Page) -> Result<Load, VaultError> {
        let mut lifted = Vec::new();
        let mut dictionaries = HashMap::new();
        for (position, row) in page.rows().enumerate() {
            let Some((hash, payload)) = row.hash.zip(row.payload) else {
                continue;
            };
            let read = self.inner.read(|connection| {
                let packed = pages::packed(connection, payload)?;
                dictionaries.extend(dictionaries_of(&self.inner, connection, packed.iter()));
                Ok(packed)
            });
            let packed = match read {
                Err(VaultError::Damaged { .. }) => None,
                other => other?,
            };
            let is_damaged = packed.is_none();
            lifted.push(Lifted {
                position,
                hash,
                packed,
            });
            if is_damaged {
                break;
            }
        }
        Ok((lifted, dictionaries, page.last().map(|last| last + 1)))
    }

    /// Like [`Vault::walk`] without the documents, and many times faster.
    pub fn walk_hashes(
        &self,
        shop: ShopId,
        content_type: &ContentType,
        at: BackupNumber,
        each: &mut dyn FnMut(&RemoteId, &str, RecordHash) -> ControlFlow<()>,
    ) -> Result<(), VaultError> {
        let mut page = Page::default();
        let mut from = 0;
        loop {
            let known = self.inner.read(|connection| {
                let found = TypeAt::find(connection, shop, content_type, at)?;
                if let Some(found) = &found {
                    let start = found.first_record().max(from);
                    page.load(connection, start, found.last_record(), found.at, pages::PAGE)?;
                }
                Ok(found.is_some())
            })?;
            let Some(last) = page.last().filter(|_| known) else {
                return Ok(());
            };
            for row in page.rows() {
                let Some(hash) = row.hash else { continue };
                if each(&RemoteId::from_encoded(row.id), row.name, hash).is_break() {
                    return Ok(());
                }
            }
            from = last + 1;
        }
    }

    /// What a document's hash is in this vault.
    pub fn hash_of(&self, document: &Document) -> RecordHash {
        hashes::document_hash(&self.inner.keys.documents, document.as_bytes())
    }
}

/// Contents of a page, what they were packed with, and where to go on.
type Load = (Vec<Lifted>, HashMap<i64, Arc<Dictionary>>, Option<i64>);

/// Fetches the contents of a page, as many as memory allows.
fn lift(inner: &Inner, connection: &Connection, page: &Page) -> Result<Load, VaultError> {
    let mut lifted = Vec::new();
    let mut bytes = 0;
    let mut next = page.last().map(|last| last + 1);
    for (position, row) in page.rows().enumerate() {
        let Some(hash) = row.hash else { continue };
        if bytes >= MOST_BYTES {
            next = Some(row.record);
            break;
        }
        let packed = match row.payload {
            Some(payload) => pages::packed(connection, payload)?,
            None => None,
        };
        bytes += packed.as_ref().map_or(0, |packed| packed.size);
        lifted.push(Lifted {
            position,
            hash,
            packed,
        });
    }
    let dictionaries = dictionaries_of(
        inner,
        connection,
        lifted.iter().filter_map(|one| one.packed.as_ref()),
    );
    Ok((lifted, dictionaries, next))
}
