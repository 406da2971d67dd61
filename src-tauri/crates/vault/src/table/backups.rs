//! The backups of each shop. A row without `finished` is one in progress, or what a killed one left. The row of a deleted
//! backup stays, because the next one's manifest names it; `deleted` is set then.
//!
//! `first_payload` is the number of the first content a backup in progress may have written, for sweeping up after it.

use backstock_model::BackupNumber;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{count, from_micros};
use crate::error::WhileDoing as _;
use crate::{Backup, BackupKind, TypeCounts, Unfinished, VaultError};

pub(crate) const SHAPE: &str = "
CREATE TABLE backups (
    backup        INTEGER PRIMARY KEY AUTOINCREMENT,
    shop          INTEGER NOT NULL REFERENCES shops,
    number        INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    started       INTEGER NOT NULL,
    finished      INTEGER,
    deleted       INTEGER,
    label         TEXT,
    note          TEXT,
    pinned        INTEGER NOT NULL DEFAULT 0,
    partial       INTEGER NOT NULL DEFAULT 0,
    records       INTEGER NOT NULL DEFAULT 0,
    added         INTEGER NOT NULL DEFAULT 0,
    updated       INTEGER NOT NULL DEFAULT 0,
    removed       INTEGER NOT NULL DEFAULT 0,
    unchanged     INTEGER NOT NULL DEFAULT 0,
    bytes         INTEGER NOT NULL DEFAULT 0,
    first_payload INTEGER NOT NULL DEFAULT 0,
    root          BLOB,
    manifest      TEXT,
    hash          BLOB,
    mac           BLOB,
    UNIQUE (shop, number)
) STRICT;
";

const DOING: &str = "reading the backups";
const COLUMNS: &str = "number, kind, started, finished, label, pinned, note, partial, records, added, updated, removed, \
                       unchanged, bytes";

/// A finished backup by its two numbers: ours, and the one the owner sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) backup: i64,
    pub(crate) number: BackupNumber,
    pub(crate) finished: i64,
}

pub(crate) fn kind_word(kind: BackupKind) -> &'static str {
    match kind {
        BackupKind::Manual => "manual",
        BackupKind::Scheduled => "scheduled",
        BackupKind::Safety => "safety",
        BackupKind::Imported => "imported",
        BackupKind::Export => "export",
    }
}

fn kind(word: &str) -> BackupKind {
    match word {
        "scheduled" => BackupKind::Scheduled,
        "safety" => BackupKind::Safety,
        "imported" => BackupKind::Imported,
        "export" => BackupKind::Export,
        _ => BackupKind::Manual,
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Backup> {
    Ok(Backup {
        number: BackupNumber(count(row.get(0)?)),
        kind: kind(&row.get::<_, String>(1)?),
        started: from_micros(row.get(2)?),
        finished: from_micros(row.get(3)?),
        label: row.get(4)?,
        pinned: row.get(5)?,
        note: row.get(6)?,
        partial: row.get(7)?,
        counts: TypeCounts {
            records: count(row.get(8)?),
            added: count(row.get(9)?),
            updated: count(row.get(10)?),
            deleted: count(row.get(11)?),
            unchanged: count(row.get(12)?),
            bytes: count(row.get(13)?),
        },
    })
}

/// Finished backups that are not deleted, newest first.
pub(crate) fn finished(connection: &Connection, shop: i64) -> Result<Vec<Backup>, VaultError> {
    let mut statement = connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM backups WHERE shop = ?1 AND finished NOT NULL AND deleted IS NULL ORDER BY number DESC"
        ))
        .doing(DOING)?;
    let backups = statement.query_map([shop], read).doing(DOING)?;
    backups.collect::<Result<_, _>>().doing(DOING)
}

pub(crate) fn one(connection: &Connection, shop: i64, number: BackupNumber) -> Result<Backup, VaultError> {
    connection
        .query_row(
            &format!(
                "SELECT {COLUMNS} FROM backups WHERE shop = ?1 AND number = ?2 AND finished NOT NULL AND deleted IS NULL"
            ),
            params![shop, super::stored(number.0)],
            read,
        )
        .optional()
        .doing(DOING)?
        .ok_or(VaultError::UnknownBackup(number))
}

pub(crate) fn unfinished(connection: &Connection, shop: i64) -> Result<Option<Unfinished>, VaultError> {
    connection
        .query_row(
            "SELECT number, kind, started FROM backups WHERE shop = ?1 AND finished IS NULL ORDER BY backup DESC LIMIT 1",
            [shop],
            |row| {
                Ok(Unfinished {
                    number: BackupNumber(count(row.get(0)?)),
                    kind: kind(&row.get::<_, String>(1)?),
                    started: from_micros(row.get(2)?),
                })
            },
        )
        .optional()
        .doing(DOING)
}

/// Where the finished backups that are not deleted stand, oldest first.
pub(crate) fn places(connection: &Connection, shop: i64) -> Result<Vec<Place>, VaultError> {
    let mut statement = connection
        .prepare_cached(
            "SELECT backup, number, finished FROM backups
             WHERE shop = ?1 AND finished NOT NULL AND deleted IS NULL ORDER BY backup",
        )
        .doing(DOING)?;
    let places = statement
        .query_map([shop], |row| {
            Ok(Place {
                backup: row.get(0)?,
                number: BackupNumber(count(row.get(1)?)),
                finished: row.get(2)?,
            })
        })
        .doing(DOING)?;
    places.collect::<Result<_, _>>().doing(DOING)
}

/// Our number of a finished backup that is not deleted.
pub(crate) fn place(connection: &Connection, shop: i64, number: BackupNumber) -> Result<i64, VaultError> {
    connection
        .prepare_cached(
            "SELECT backup FROM backups WHERE shop = ?1 AND number = ?2 AND finished NOT NULL AND deleted IS NULL",
        )
        .and_then(|mut statement| {
            statement
                .query_row(params![shop, super::stored(number.0)], |row| row.get(0))
                .optional()
        })
        .doing(DOING)?
        .ok_or(VaultError::UnknownBackup(number))
}

/// Our number of the newest finished backup that is not deleted.
pub(crate) fn newest(connection: &Connection, shop: i64) -> Result<Option<i64>, VaultError> {
    connection
        .query_row(
            "SELECT max(backup) FROM backups WHERE shop = ?1 AND finished NOT NULL AND deleted IS NULL",
            [shop],
            |row| row.get(0),
        )
        .doing(DOING)
}

/// Our numbers of all finished backups of a shop after `after` and up to `to`, deleted ones included: what a deleted
/// backup was the first to see may still hold.
pub(crate) fn between(
    connection: &Connection,
    shop: i64,
    after: i64,
    to: i64,
) -> Result<Vec<i64>, VaultError> {
    let mut statement = connection
        .prepare_cached(
            "SELECT backup FROM backups WHERE shop = ?1 AND backup > ?2 AND backup <= ?3 AND finished NOT NULL
             ORDER BY backup",
        )
        .doing(DOING)?;
    let numbers = statement
        .query_map(params![shop, after, to], |row| row.get(0))
        .doing(DOING)?;
    numbers.collect::<Result<_, _>>().doing(DOING)
}
