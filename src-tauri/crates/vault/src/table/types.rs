//! The content types of each shop, and their descriptions as they were at each backup (a row only where one changed).
//!
//! `first` is the backup in which the type was first read, set when that backup is published: everything of a type without
//! it belongs to a backup in progress. `last` is the greatest position any published record of the type has.

use backstock_model::{ContentType, TypeDescription};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::VaultError;
use crate::error::WhileDoing as _;

pub(crate) const SHAPE: &str = "
CREATE TABLE types (
    type  INTEGER PRIMARY KEY AUTOINCREMENT,
    shop  INTEGER NOT NULL REFERENCES shops,
    key   TEXT NOT NULL,
    first INTEGER,
    last  INTEGER NOT NULL DEFAULT 0,
    UNIQUE (shop, key)
) STRICT;
CREATE TABLE descriptions (
    type        INTEGER NOT NULL REFERENCES types,
    backup      INTEGER NOT NULL,
    description TEXT NOT NULL,
    PRIMARY KEY (type, backup)
) STRICT, WITHOUT ROWID;
";

const POSITIONS: u32 = 32;

/// The number of the record at a position of a type.
pub(crate) fn record(content_type: i64, position: i64) -> i64 {
    content_type << POSITIONS | position
}

/// The type a record's number belongs to.
pub(crate) fn of_record(record: i64) -> i64 {
    record >> POSITIONS
}

/// The position a record's number stands for.
pub(crate) fn position(record: i64) -> i64 {
    record & ((1 << POSITIONS) - 1)
}

#[derive(Clone, Debug)]
pub(crate) struct TypeRow {
    pub(crate) number: i64,
    pub(crate) key: ContentType,
    pub(crate) first: Option<i64>,
    pub(crate) last: i64,
}

const DOING: &str = "reading the content types";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<TypeRow> {
    Ok(TypeRow {
        number: row.get(0)?,
        key: ContentType::new(row.get::<_, String>(1)?),
        first: row.get(2)?,
        last: row.get(3)?,
    })
}

pub(crate) fn of_shop(connection: &Connection, shop: i64) -> Result<Vec<TypeRow>, VaultError> {
    let mut statement = connection
        .prepare_cached("SELECT type, key, first, last FROM types WHERE shop = ?1 ORDER BY type")
        .doing(DOING)?;
    let types = statement.query_map([shop], read).doing(DOING)?;
    types.collect::<Result<_, _>>().doing(DOING)
}

pub(crate) fn find(
    connection: &Connection,
    shop: i64,
    key: &ContentType,
) -> Result<Option<TypeRow>, VaultError> {
    connection
        .prepare_cached("SELECT type, key, first, last FROM types WHERE shop = ?1 AND key = ?2")
        .and_then(|mut statement| statement.query_row(params![shop, key.as_str()], read).optional())
        .doing(DOING)
}

pub(crate) fn find_or_add(
    connection: &Connection,
    shop: i64,
    key: &ContentType,
) -> Result<TypeRow, VaultError> {
    if let Some(found) = find(connection, shop, key)? {
        return Ok(found);
    }
    connection
        .execute(
            "INSERT INTO types (shop, key) VALUES (?1, ?2)",
            params![shop, key.as_str()],
        )
        .doing("adding a content type")?;
    Ok(TypeRow {
        number: connection.last_insert_rowid(),
        key: key.clone(),
        first: None,
        last: 0,
    })
}

/// The description that held at a backup.
pub(crate) fn description_text(
    connection: &Connection,
    content_type: i64,
    at: i64,
) -> Result<Option<String>, VaultError> {
    connection
        .prepare_cached(
            "SELECT description FROM descriptions WHERE type = ?1 AND backup <= ?2 ORDER BY backup DESC LIMIT 1",
        )
        .and_then(|mut statement| {
            statement
                .query_row(params![content_type, at], |row| row.get(0))
                .optional()
        })
        .doing(DOING)
}

pub(crate) fn description(
    connection: &Connection,
    content_type: i64,
    at: i64,
) -> Result<Option<TypeDescription>, VaultError> {
    description_text(connection, content_type, at)?
        .map(|text| {
            serde_json::from_str(&text).map_err(|_| VaultError::damaged("the description of a content type"))
        })
        .transpose()
}
