//! Backups that came out of files, in the history of a shop: under which of its numbers each stands, and which shop of files holds
//! what was read. A number whose holder is gone stays taken. Made when the first file is imported: vaults of those who never do
//! go without it.

use backstock_model::{BackupNumber, ShopId};
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::{backups, count, stored};
use crate::VaultError;
use crate::error::WhileDoing as _;

const SHAPE: &str = "
CREATE TABLE IF NOT EXISTS imports (
    shop   INTEGER NOT NULL REFERENCES shops,
    number INTEGER NOT NULL,
    holder INTEGER UNIQUE REFERENCES shops,
    PRIMARY KEY (shop, number)
) STRICT, WITHOUT ROWID;
";

const DOING: &str = "reading what was imported";

fn is_there(connection: &Connection) -> Result<bool, VaultError> {
    connection
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'imports')",
            [],
            |row| row.get(0),
        )
        .doing(DOING)
}

/// Gives what a shop of files holds a number in another shop's history.
pub(crate) fn insert(
    transaction: &Transaction<'_>,
    shop: i64,
    number: i64,
    holder: i64,
) -> Result<(), VaultError> {
    const DOING: &str = "keeping what was imported";
    transaction.execute_batch(SHAPE).doing(DOING)?;
    transaction
        .execute("INSERT INTO imports VALUES (?1, ?2, ?3)", [shop, number, holder])
        .map(drop)
        .doing(DOING)
}

/// Takes what has this number out of a shop's history. The number stays taken.
pub(crate) fn let_go(
    transaction: &Transaction<'_>,
    shop: i64,
    number: BackupNumber,
) -> Result<(), VaultError> {
    transaction
        .execute(
            "UPDATE imports SET holder = NULL WHERE shop = ?1 AND number = ?2",
            params![shop, stored(number.0)],
        )
        .map(drop)
        .doing("taking out what was imported")
}

/// Forgets whatever a shop that is removed had to do with imports.
pub(crate) fn delete_of_shop(transaction: &Transaction<'_>, shop: i64) -> Result<(), VaultError> {
    if !is_there(transaction)? {
        return Ok(());
    }
    for statement in [
        "DELETE FROM imports WHERE shop = ?1",
        "UPDATE imports SET holder = NULL WHERE holder = ?1",
    ] {
        transaction
            .execute(statement, [shop])
            .doing("taking out what was imported")?;
    }
    Ok(())
}

/// The greatest number that an import of a shop ever had.
pub(crate) fn greatest_number(connection: &Connection, shop: i64) -> Result<i64, VaultError> {
    if !is_there(connection)? {
        return Ok(0);
    }
    connection
        .query_row(
            "SELECT coalesce(max(number), 0) FROM imports WHERE shop = ?1",
            [shop],
            |row| row.get(0),
        )
        .doing(DOING)
}

/// The imports of a shop: the number of each, and the shop of files that holds it.
pub(crate) fn of_shop(connection: &Connection, shop: i64) -> Result<Vec<(BackupNumber, ShopId)>, VaultError> {
    if !is_there(connection)? {
        return Ok(Vec::new());
    }
    let mut statement = connection
        .prepare_cached(
            "SELECT imports.number, shops.id FROM imports JOIN shops ON shops.shop = imports.holder
             WHERE imports.shop = ?1 ORDER BY imports.number",
        )
        .doing(DOING)?;
    let found = statement
        .query_map([shop], |row| {
            Ok((
                BackupNumber(count(row.get(0)?)),
                ShopId(uuid::Uuid::from_bytes(row.get(1)?)),
            ))
        })
        .doing(DOING)?;
    found.collect::<Result<_, _>>().doing(DOING)
}

/// Whether a shop of files holds what was imported into another's history.
pub(crate) fn is_holder(connection: &Connection, shop: i64) -> Result<bool, VaultError> {
    if !is_there(connection)? {
        return Ok(false);
    }
    connection
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM imports WHERE holder = ?1)",
            [shop],
            |row| row.get(0),
        )
        .doing(DOING)
}

/// Our numbers of the shop that holds what an owner means by a backup of a shop, and of the backup there: the shop's own, or what
/// was imported into its history.
pub(crate) fn place(
    connection: &Connection,
    shop: i64,
    number: BackupNumber,
) -> Result<(i64, i64), VaultError> {
    match backups::place(connection, shop, number) {
        Err(unknown @ VaultError::UnknownBackup(_)) => {
            let holder = holder_of(connection, shop, number)?.ok_or(unknown)?;
            let backup = backups::newest(connection, holder)?;
            Ok((holder, backup.ok_or(VaultError::UnknownBackup(number))?))
        }
        own => Ok((shop, own?)),
    }
}

/// The shop of files that holds an import.
pub(crate) fn holder_of(
    connection: &Connection,
    shop: i64,
    number: BackupNumber,
) -> Result<Option<i64>, VaultError> {
    if !is_there(connection)? {
        return Ok(None);
    }
    connection
        .query_row(
            "SELECT holder FROM imports WHERE shop = ?1 AND number = ?2 AND holder NOT NULL",
            params![shop, stored(number.0)],
            |row| row.get(0),
        )
        .optional()
        .doing(DOING)
}

/// The date of what a run goes to, where that was imported.
pub(crate) fn goal_of(connection: &Connection, run: i64) -> Result<Option<i64>, VaultError> {
    if !is_there(connection)? {
        return Ok(None);
    }
    connection
        .query_row(
            "SELECT backups.finished FROM runs
             JOIN imports ON imports.shop = runs.shop AND imports.number = runs.target
             JOIN backups ON backups.shop = imports.holder AND backups.finished NOT NULL WHERE runs.run = ?1",
            [run],
            |row| row.get(0),
        )
        .optional()
        .doing(DOING)
}
