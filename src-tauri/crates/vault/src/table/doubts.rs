//! Contents that a check found damaged. The next reading that brings the same content puts a sound one in their place.

use std::collections::HashSet;

use rusqlite::{Connection, Transaction};

use crate::VaultError;
use crate::error::WhileDoing as _;

pub(crate) const SHAPE: &str = "
CREATE TABLE doubts (
    payload INTEGER PRIMARY KEY
) STRICT;
";

const DOING: &str = "noting what is damaged";

pub(crate) fn all(connection: &Connection) -> Result<HashSet<i64>, VaultError> {
    let mut statement = connection
        .prepare_cached("SELECT payload FROM doubts")
        .doing(DOING)?;
    let doubts = statement.query_map([], |row| row.get(0)).doing(DOING)?;
    doubts.collect::<Result<_, _>>().doing(DOING)
}

pub(crate) fn add(transaction: &Transaction<'_>, payload: i64) -> Result<(), VaultError> {
    transaction
        .execute("INSERT OR IGNORE INTO doubts VALUES (?1)", [payload])
        .map(drop)
        .doing(DOING)
}

pub(crate) fn remove(transaction: &Transaction<'_>, payload: i64) -> Result<(), VaultError> {
    transaction
        .execute("DELETE FROM doubts WHERE payload = ?1", [payload])
        .map(drop)
        .doing(DOING)
}
