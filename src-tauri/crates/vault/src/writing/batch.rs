//! Rows on their way to the disk, and the thread that takes them there.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Receiver;

use backstock_model::{ContentType, ObjectHash, RecordKey, RemoteId};
use rusqlite::types::{Null, ToSqlOutput};
use rusqlite::{ErrorCode, OptionalExtension as _, Transaction, params, params_from_iter};

use super::aside::Aside;
use super::read_back::{self, Portion};
use crate::VaultError;
use crate::error::WhileDoing as _;
use crate::objects::Written;
use crate::packing::Packed;
use crate::reading::RecordHash;
use crate::table::stored;
use crate::vault::{Durable, Inner};

const DOING: &str = "writing a backup";
const MOST_ROWS: usize = 10_000;
const MOST_BYTES: usize = 6 * 1024 * 1024;
/// So many rows are worth a transaction when the writer has nothing else to do: what it has done while the shop was read need not be
/// waited for at the end.
const ENOUGH_ROWS: usize = 1_000;
/// How many rows a statement puts into a table.
const AT_ONCE: usize = 32;

pub(super) struct NewRecord {
    pub(super) record: i64,
    pub(super) content_type: i64,
    pub(super) key: RecordKey,
    pub(super) name: String,
    pub(super) search: String,
}

pub(super) struct Renamed {
    pub(super) record: i64,
    pub(super) name: String,
    pub(super) search: String,
    pub(super) old_name: String,
    pub(super) old_search: String,
}

/// What a record was until a change.
#[derive(Clone, Copy, Debug)]
pub(super) enum Before {
    /// Its type had never been read.
    FirstReading,
    /// This, or nothing.
    State(Option<RecordHash>),
}

pub(super) struct VersionRow {
    pub(super) record: i64,
    pub(super) before: Before,
    pub(super) hash: Option<RecordHash>,
    pub(super) payload: Option<i64>,
}

pub(super) struct PayloadRow {
    pub(super) payload: i64,
    /// What it must have when it is read back.
    pub(super) hash: RecordHash,
    pub(super) packed: Packed,
    pub(super) size: usize,
    pub(super) objects_size: u64,
    pub(super) objects: Vec<ObjectHash>,
}

/// Rows of one transaction.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) records: Vec<NewRecord>,
    pub(super) renamed: Vec<Renamed>,
    pub(super) versions: Vec<VersionRow>,
    pub(super) payloads: Vec<PayloadRow>,
    pub(super) objects: Vec<Written>,
    bytes: usize,
}

impl Batch {
    pub(super) fn add_payload(&mut self, row: PayloadRow) {
        self.bytes += row.packed.data.len();
        self.payloads.push(row);
    }

    pub(super) fn is_full(&self) -> bool {
        self.versions.len() >= MOST_ROWS || self.renamed.len() >= MOST_ROWS || self.bytes >= MOST_BYTES
    }

    pub(super) fn is_worth_it(&self) -> bool {
        self.versions.len() >= ENOUGH_ROWS
    }

    /// What is to be read back.
    fn portion(&self) -> Portion {
        let mut dictionaries: Vec<i64> = self.payloads.iter().map(|row| row.packed.dictionary).collect();
        dictionaries.sort_unstable();
        dictionaries.dedup();
        Portion {
            first: self.payloads.first().map_or(0, |row| row.payload),
            hashes: self.payloads.iter().map(|row| row.hash).collect(),
            dictionaries,
            bytes: self.bytes + self.payloads.len() * size_of::<RecordHash>(),
        }
    }

    fn is_empty(&self) -> bool {
        self.versions.is_empty()
            && self.renamed.is_empty()
            && self.payloads.is_empty()
            && self.objects.is_empty()
    }

    fn write(&self, transaction: &Transaction<'_>, backup: i64) -> Result<(), VaultError> {
        insert_all(transaction, "records", &self.records, |row| {
            [
                number(row.record),
                number(row.content_type),
                text(row.key.remote_id.as_str()),
                text(&row.name),
                text(&row.search),
            ]
        })
        .map_err(|cause| match cause.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation) => self.duplicate(transaction, cause),
            _ => VaultError::database(DOING, cause),
        })?;
        let mut insert = transaction
            .prepare_cached("INSERT INTO past_names VALUES (?1, ?2, ?3, ?4)")
            .doing(DOING)?;
        let mut update = transaction
            .prepare_cached("UPDATE records SET name = ?2, search = ?3 WHERE record = ?1")
            .doing(DOING)?;
        for row in &self.renamed {
            insert
                .execute(params![row.record, backup, row.old_name, row.old_search])
                .doing(DOING)?;
            update
                .execute(params![row.record, row.name, row.search])
                .doing(DOING)?;
        }
        insert_all(transaction, "payloads", &self.payloads, |row| {
            [
                number(row.payload),
                number(row.packed.dictionary),
                number(row.size as i64),
                number(stored(row.objects_size)),
                ToSqlOutput::from(&*row.packed.data),
            ]
        })
        .doing(DOING)?;
        let mut insert = transaction
            .prepare_cached(
                "INSERT INTO objects (hash, size, file_size) VALUES (?1, ?2, ?3)
                 ON CONFLICT (hash) DO UPDATE SET file_size = excluded.file_size",
            )
            .doing(DOING)?;
        for object in &self.objects {
            insert
                .execute(params![
                    object.hash.0,
                    stored(object.size),
                    stored(object.file_size)
                ])
                .doing(DOING)?;
        }
        let mut insert = transaction
            .prepare_cached("INSERT INTO payload_objects SELECT ?1, object FROM objects WHERE hash = ?2")
            .doing(DOING)?;
        for row in &self.payloads {
            for object in &row.objects {
                insert.execute(params![row.payload, object.0]).doing(DOING)?;
            }
        }
        insert_all(transaction, "versions", &self.versions, |row| {
            [
                number(row.record),
                number(backup),
                match &row.before {
                    Before::FirstReading => nothing(),
                    Before::State(None) => ToSqlOutput::from(&[][..]),
                    Before::State(Some(hash)) => ToSqlOutput::from(&hash.0[..]),
                },
                row.hash
                    .as_ref()
                    .map_or_else(nothing, |hash| ToSqlOutput::from(&hash.0[..])),
                row.payload.map_or_else(nothing, number),
            ]
        })
        .doing(DOING)
    }

    /// The record that is there already.
    fn duplicate(&self, transaction: &Transaction<'_>, cause: rusqlite::Error) -> VaultError {
        let find = || -> rusqlite::Result<Option<RecordKey>> {
            let mut known = transaction.prepare("SELECT record FROM records WHERE type = ?1 AND id = ?2")?;
            for row in &self.records {
                let there: Option<i64> = known
                    .query_row(params![row.content_type, row.key.remote_id.as_str()], |row| {
                        row.get(0)
                    })
                    .optional()?;
                if there.is_some_and(|there| there != row.record) {
                    return Ok(Some(row.key.clone()));
                }
            }
            Ok(None)
        };
        match find() {
            Ok(Some(key)) => VaultError::DuplicateRecord(key),
            Ok(None) | Err(_) => VaultError::database(DOING, cause),
        }
    }
}

/// Puts rows into a table, many with one statement. What fails leaves those before it: the transaction is given up then.
fn insert_all<'r, R, const N: usize>(
    transaction: &Transaction<'_>,
    table: &str,
    rows: &'r [R],
    values: impl Fn(&'r R) -> [ToSqlOutput<'r>; N],
) -> rusqlite::Result<()> {
    let row = format!("({})", ["?"; N].join(", "));
    let statement = |count: usize| {
        let rows = vec![row.as_str(); count].join(", ");
        transaction.prepare_cached(&format!("INSERT OR FAIL INTO {table} VALUES {rows}"))
    };
    let (whole, rest) = rows.split_at(rows.len() - rows.len() % AT_ONCE);
    if !whole.is_empty() {
        let mut many = statement(AT_ONCE)?;
        for some in whole.chunks(AT_ONCE) {
            many.execute(params_from_iter(some.iter().flat_map(&values)))?;
        }
    }
    let mut one = statement(1)?;
    for row in rest {
        one.execute(params_from_iter(values(row)))?;
    }
    Ok(())
}

fn number<'v>(number: i64) -> ToSqlOutput<'v> {
    ToSqlOutput::from(number)
}

fn text(text: &str) -> ToSqlOutput<'_> {
    ToSqlOutput::from(text)
}

fn nothing<'v>() -> ToSqlOutput<'v> {
    ToSqlOutput::from(Null)
}

/// Begins to write batches on a thread of its own, one transaction each, and has them read back.
pub(super) fn writer(
    inner: &Arc<Inner>,
    backup: i64,
    stop: &Arc<AtomicBool>,
) -> Result<Aside<Batch>, VaultError> {
    let mut reading_back = read_back::start(inner, stop)?;
    let inner = Arc::clone(inner);
    // Nothing waits between the two: what the writer does not take yet goes on growing.
    Aside::start("backup writer", 0, move |batches: Receiver<Batch>| {
        for batch in batches.iter().filter(|batch| !batch.is_empty()) {
            inner.transact(DOING, Durable::WithTheNext, |transaction| {
                batch.write(transaction, backup)
            })?;
            if !batch.payloads.is_empty() {
                reading_back.send(batch.portion())?;
            }
        }
        reading_back.finish()
    })
}

/// Names a record in an error.
pub(super) fn key(content_type: &ContentType, id: &str) -> RecordKey {
    RecordKey::new(content_type.clone(), RemoteId::from_encoded(id))
}
