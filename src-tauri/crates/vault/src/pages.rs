//! # A type's records as they were at a backup, page by page
//!
//! A type's records and their versions lie side by side in the same order, so that one page is two short walks along two
//! tables, joined here, and not a look-up for every record. Everything that reads many records stands on this: walking,
//! comparing with a new reading, searching, verifying.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::VaultError;
use crate::error::WhileDoing as _;
use crate::reading::RecordHash;

const DOING: &str = "reading records";

/// Rows read at a time.
pub(crate) const PAGE: usize = 1000;

/// A record as it was at a backup.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'p> {
    pub(crate) record: i64,
    pub(crate) id: &'p str,
    pub(crate) name: &'p str,
    pub(crate) search: &'p str,
    /// Whether it had been seen by then at all.
    pub(crate) is_known: bool,
    /// What it was; `None` when it was not there.
    pub(crate) hash: Option<RecordHash>,
    /// Where its content is.
    pub(crate) payload: Option<i64>,
}

// Texts of a page stand in one string, so that a page of a million-record walk costs no allocation.
#[derive(Clone, Copy, Debug)]
struct Slot {
    record: i64,
    start: usize,
    id: usize,
    name: usize,
    search: usize,
    is_known: bool,
    hash: Option<RecordHash>,
    payload: Option<i64>,
}

/// Some records in order.
#[derive(Debug, Default)]
pub(crate) struct Page {
    texts: String,
    slots: Vec<Slot>,
}

impl Page {
    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    pub(crate) fn get(&self, position: usize) -> Option<Row<'_>> {
        let slot = self.slots.get(position)?;
        let name = slot.start + slot.id;
        let search = name + slot.name;
        Some(Row {
            record: slot.record,
            id: self.texts.get(slot.start..name).unwrap_or_default(),
            name: self.texts.get(name..search).unwrap_or_default(),
            search: self.texts.get(search..search + slot.search).unwrap_or_default(),
            is_known: slot.is_known,
            hash: slot.hash,
            payload: slot.payload,
        })
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).filter_map(|position| self.get(position))
    }

    pub(crate) fn last(&self) -> Option<i64> {
        self.slots.last().map(|slot| slot.record)
    }

    /// The position of a record in the page.
    pub(crate) fn find(&self, record: i64) -> Option<usize> {
        self.slots.binary_search_by_key(&record, |slot| slot.record).ok()
    }

    /// Fills the page with up to `limit` records from number `from` up to number `to`, as they were at backup `at`.
    pub(crate) fn load(
        &mut self,
        connection: &Connection,
        from: i64,
        to: i64,
        at: i64,
        limit: usize,
    ) -> Result<(), VaultError> {
        self.load_names(connection, from, to, limit)?;
        let Some((first, last)) = self.slots.first().zip(self.slots.last()) else {
            return Ok(());
        };
        let (first, last) = (first.record, last.record);
        self.load_versions(connection, first, last, at)?;
        self.load_past_names(connection, first, last, at)
    }

    fn load_names(
        &mut self,
        connection: &Connection,
        from: i64,
        to: i64,
        limit: usize,
    ) -> Result<(), VaultError> {
        self.texts.clear();
        self.slots.clear();
        let mut statement = connection
            .prepare_cached(
                "SELECT record, id, name, search FROM records WHERE record BETWEEN ?1 AND ?2 ORDER BY record LIMIT ?3",
            )
            .doing(DOING)?;
        let mut rows = statement.query(params![from, to, limit as i64]).doing(DOING)?;
        while let Some(row) = rows.next().doing(DOING)? {
            let text = |column| {
                row.get_ref(column)
                    .and_then(|value| value.as_str().map_err(Into::into))
            };
            let start = self.texts.len();
            let (id, name, search) = (
                text(1).doing(DOING)?,
                text(2).doing(DOING)?,
                text(3).doing(DOING)?,
            );
            self.texts.push_str(id);
            self.texts.push_str(name);
            self.texts.push_str(search);
            self.slots.push(Slot {
                record: row.get(0).doing(DOING)?,
                start,
                id: id.len(),
                name: name.len(),
                search: search.len(),
                is_known: false,
                hash: None,
                payload: None,
            });
        }
        Ok(())
    }

    fn load_versions(
        &mut self,
        connection: &Connection,
        first: i64,
        last: i64,
        at: i64,
    ) -> Result<(), VaultError> {
        let mut statement = connection
            .prepare_cached(
                "SELECT record, hash, payload FROM versions
                 WHERE record BETWEEN ?1 AND ?2 AND backup <= ?3 ORDER BY record, backup",
            )
            .doing(DOING)?;
        let mut rows = statement.query(params![first, last, at]).doing(DOING)?;
        let mut slots = self.slots.iter_mut();
        let mut slot = slots.next();
        while let Some(row) = rows.next().doing(DOING)? {
            let record: i64 = row.get(0).doing(DOING)?;
            while slot.as_ref().is_some_and(|slot| slot.record < record) {
                slot = slots.next();
            }
            match &mut slot {
                // The record's later rows come after its earlier ones and win.
                Some(slot) if slot.record == record => {
                    slot.is_known = true;
                    slot.hash = row.get::<_, Option<[u8; 16]>>(1).doing(DOING)?.map(RecordHash);
                    slot.payload = row.get(2).doing(DOING)?;
                }
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }

    fn load_past_names(
        &mut self,
        connection: &Connection,
        first: i64,
        last: i64,
        at: i64,
    ) -> Result<(), VaultError> {
        let mut statement = connection
            .prepare_cached(
                "SELECT record, name, search FROM past_names
                 WHERE record BETWEEN ?1 AND ?2 AND until > ?3 ORDER BY record, until DESC",
            )
            .doing(DOING)?;
        let mut rows = statement.query(params![first, last, at]).doing(DOING)?;
        while let Some(row) = rows.next().doing(DOING)? {
            let record: i64 = row.get(0).doing(DOING)?;
            let Some(position) = self.find(record) else {
                continue;
            };
            let (name, search): (String, String) = (row.get(1).doing(DOING)?, row.get(2).doing(DOING)?);
            let Some(id) = self.get(position).map(|row| row.id.to_owned()) else {
                continue;
            };
            let start = self.texts.len();
            self.texts.push_str(&id);
            self.texts.push_str(&name);
            self.texts.push_str(&search);
            if let Some(slot) = self.slots.get_mut(position) {
                slot.start = start;
                slot.name = name.len();
                slot.search = search.len();
            }
        }
        Ok(())
    }
}

/// What a record was and where its content is; both `None` when it was not there.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct State {
    pub(crate) hash: Option<RecordHash>,
    pub(crate) payload: Option<i64>,
}

/// One record's newest state at a backup; `None` when it had never been seen by then.
pub(crate) fn state_at(connection: &Connection, record: i64, at: i64) -> Result<Option<State>, VaultError> {
    connection
        .prepare_cached(
            "SELECT hash, payload FROM versions WHERE record = ?1 AND backup <= ?2 ORDER BY backup DESC LIMIT 1",
        )
        .and_then(|mut statement| {
            statement
                .query_row(params![record, at], |row| {
                    Ok(State {
                        hash: row.get::<_, Option<[u8; 16]>>(0)?.map(RecordHash),
                        payload: row.get(1)?,
                    })
                })
                .optional()
        })
        .doing(DOING)
}

/// A record's name and search words at a backup.
pub(crate) fn names_at(
    connection: &Connection,
    record: i64,
    at: i64,
) -> Result<(String, String), VaultError> {
    let past = connection
        .prepare_cached(
            "SELECT name, search FROM past_names WHERE record = ?1 AND until > ?2 ORDER BY until LIMIT 1",
        )
        .and_then(|mut statement| {
            statement
                .query_row(params![record, at], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        })
        .doing(DOING)?;
    match past {
        Some(names) => Ok(names),
        None => connection
            .prepare_cached("SELECT name, search FROM records WHERE record = ?1")
            .and_then(|mut statement| statement.query_row([record], |row| Ok((row.get(0)?, row.get(1)?))))
            .doing(DOING),
    }
}

/// The number of a record by its id.
pub(crate) fn record_by_id(
    connection: &Connection,
    content_type: i64,
    id: &str,
) -> Result<Option<i64>, VaultError> {
    connection
        .prepare_cached("SELECT record FROM records WHERE type = ?1 AND id = ?2")
        .and_then(|mut statement| {
            statement
                .query_row(params![content_type, id], |row| row.get(0))
                .optional()
        })
        .doing(DOING)
}

/// A packed document as it lies in the vault.
#[derive(Clone, Debug)]
pub(crate) struct PackedRow {
    pub(crate) dictionary: i64,
    pub(crate) size: usize,
    pub(crate) objects: u64,
    pub(crate) data: Vec<u8>,
}

/// A packed document; `None` when the row is missing, which is damage.
pub(crate) fn packed(connection: &Connection, payload: i64) -> Result<Option<PackedRow>, VaultError> {
    connection
        .prepare_cached("SELECT dictionary, size, objects, data FROM payloads WHERE payload = ?1")
        .and_then(|mut statement| {
            statement
                .query_row([payload], |row| {
                    Ok(PackedRow {
                        dictionary: row.get(0)?,
                        size: usize::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
                        objects: crate::table::count(row.get(2)?),
                        data: row.get(3)?,
                    })
                })
                .optional()
        })
        .doing("reading a document")
}
