//! What each backup has of each type, counted once when the backup is published, so that `Item Storage` never scans.
//!
//! `known` counts records that are there and records that were there before; `last` is the greatest position among them.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::count;
use crate::VaultError;
use crate::error::WhileDoing as _;

pub(crate) const SHAPE: &str = "
CREATE TABLE tallies (
    backup   INTEGER NOT NULL REFERENCES backups,
    type     INTEGER NOT NULL REFERENCES types,
    records  INTEGER NOT NULL,
    known    INTEGER NOT NULL,
    bytes    INTEGER NOT NULL,
    versions INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    read     INTEGER NOT NULL,
    gone     INTEGER NOT NULL,
    PRIMARY KEY (backup, type)
) STRICT, WITHOUT ROWID;
";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) content_type: i64,
    pub(crate) records: u64,
    pub(crate) known: u64,
    pub(crate) bytes: u64,
    pub(crate) versions: u64,
    pub(crate) last: i64,
    pub(crate) read: i64,
    pub(crate) gone: bool,
}

const DOING: &str = "reading the counts of a backup";

fn read(row: &Row<'_>) -> rusqlite::Result<Tally> {
    Ok(Tally {
        content_type: row.get(0)?,
        records: count(row.get(1)?),
        known: count(row.get(2)?),
        bytes: count(row.get(3)?),
        versions: count(row.get(4)?),
        last: row.get(5)?,
        read: row.get(6)?,
        gone: row.get(7)?,
    })
}

pub(crate) fn of_backup(connection: &Connection, backup: i64) -> Result<Vec<Tally>, VaultError> {
    let mut statement = connection
        .prepare_cached(
            "SELECT type, records, known, bytes, versions, last, read, gone FROM tallies WHERE backup = ?1 ORDER BY type",
        )
        .doing(DOING)?;
    let tallies = statement.query_map([backup], read).doing(DOING)?;
    tallies.collect::<Result<_, _>>().doing(DOING)
}

pub(crate) fn find(
    connection: &Connection,
    backup: i64,
    content_type: i64,
) -> Result<Option<Tally>, VaultError> {
    connection
        .prepare_cached(
            "SELECT type, records, known, bytes, versions, last, read, gone FROM tallies WHERE backup = ?1 AND type = ?2",
        )
        .and_then(|mut statement| statement.query_row(params![backup, content_type], read).optional())
        .doing(DOING)
}

pub(crate) fn insert(connection: &Connection, backup: i64, tally: &Tally) -> Result<(), VaultError> {
    connection
        .prepare_cached("INSERT INTO tallies VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
        .and_then(|mut statement| {
            statement.execute(params![
                backup,
                tally.content_type,
                super::stored(tally.records),
                super::stored(tally.known),
                super::stored(tally.bytes),
                super::stored(tally.versions),
                tally.last,
                tally.read,
                tally.gone
            ])
        })
        .map(drop)
        .doing("writing the counts of a backup")
}
