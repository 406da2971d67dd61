//! What the vault says about itself: `vault` (its id, as in the key file) and `opens_from` (the oldest format an app must know
//! to use it).

use rusqlite::{Connection, OptionalExtension as _};

use crate::VaultError;
use crate::error::WhileDoing as _;

pub(crate) const SHAPE: &str = "
CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
";

pub(crate) fn get(connection: &Connection, name: &str) -> Result<Option<String>, VaultError> {
    connection
        .query_row("SELECT value FROM meta WHERE name = ?1", [name], |row| row.get(0))
        .optional()
        .doing("reading what the vault says about itself")
}

pub(crate) fn set(connection: &Connection, name: &str, value: &str) -> Result<(), VaultError> {
    connection
        .execute(
            "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
            [name, value],
        )
        .map(drop)
        .doing("writing what the vault says about itself")
}
