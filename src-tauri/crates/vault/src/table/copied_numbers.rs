//! Which number a row of one shop has in another it was copied to. Made when the first copy is planned: vaults of those who
//! never copy go without it.

use rusqlite::{Connection, Transaction};

use crate::VaultError;
use crate::error::WhileDoing as _;

const SHAPE: &str = "
CREATE TABLE IF NOT EXISTS copied_numbers (
    plan   INTEGER NOT NULL REFERENCES plans,
    source BLOB NOT NULL,
    target BLOB NOT NULL,
    space  TEXT NOT NULL,
    theirs TEXT NOT NULL,
    ours   TEXT NOT NULL,
    type   TEXT NOT NULL,
    id     TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS copied_records (
    plan   INTEGER NOT NULL REFERENCES plans,
    type   TEXT NOT NULL,
    id     TEXT NOT NULL,
    theirs TEXT NOT NULL,
    PRIMARY KEY (plan, type, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS copies (
    run  INTEGER PRIMARY KEY REFERENCES runs,
    plan INTEGER NOT NULL REFERENCES plans
) STRICT;
CREATE INDEX IF NOT EXISTS copies_of_plan ON copies (plan);
CREATE INDEX IF NOT EXISTS copied_numbers_of_plan ON copied_numbers (plan);
CREATE INDEX IF NOT EXISTS copied_numbers_of_pair ON copied_numbers (target, source);
";

/// Makes the table where it is missing.
pub(crate) fn make(transaction: &Transaction<'_>) -> Result<(), VaultError> {
    transaction
        .execute_batch(SHAPE)
        .doing("keeping the numbers of a copy")
}

/// Whether anything was ever copied in this vault.
pub(crate) fn is_there(connection: &Connection) -> Result<bool, VaultError> {
    connection
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'copies')",
            [],
            |row| row.get(0),
        )
        .doing("looking for the numbers of copies")
}

/// Forgets what was copied to a shop and, but for what was copied out of files, from it.
pub(crate) fn delete_of_shop(
    transaction: &Transaction<'_>,
    shop: i64,
    id: &[u8; 16],
) -> Result<(), VaultError> {
    const DOING: &str = "removing the numbers of copies";
    if !is_there(transaction)? {
        return Ok(());
    }
    transaction
        .execute(
            "DELETE FROM copied_numbers WHERE source = ?1 OR target = ?1",
            [id],
        )
        .doing(DOING)?;
    for statement in [
        "DELETE FROM copied_records WHERE plan IN (SELECT plan FROM plans WHERE shop = ?1)",
        "DELETE FROM copies WHERE plan IN (SELECT plan FROM plans WHERE shop = ?1)",
    ] {
        transaction.execute(statement, [shop]).doing(DOING)?;
    }
    Ok(())
}
