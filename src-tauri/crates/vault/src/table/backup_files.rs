//! The owner's list of backup files. The files themselves lie outside the vault; what is kept here is where each one is, what was
//! found in it, and where it stands in the list.
//!
//! The table is made when the first file is listed.

use rusqlite::{Connection, Row, Transaction, params};

use crate::backup_files::{BackupFileId, ListedFile};
use crate::error::WhileDoing as _;
use crate::table::{count, from_micros, stored, to_micros};
use crate::{VaultError, backup_files};

const SHAPE: &str = "
CREATE TABLE IF NOT EXISTS backup_files (
    file     INTEGER PRIMARY KEY AUTOINCREMENT,
    shop     INTEGER NOT NULL REFERENCES shops,
    position INTEGER NOT NULL,
    name     TEXT NOT NULL,
    place    TEXT NOT NULL,
    is_ours  INTEGER NOT NULL,
    dated    INTEGER NOT NULL,
    added    INTEGER NOT NULL,
    pinned   INTEGER NOT NULL,
    trashed  INTEGER,
    found    TEXT NOT NULL
) STRICT;
";

const COLUMNS: &str = "file, name, place, is_ours, dated, added, pinned, trashed, found";

/// Makes the table where there is none yet.
pub(crate) fn ready(transaction: &Transaction<'_>) -> Result<(), VaultError> {
    transaction.execute_batch(SHAPE).doing(backup_files::DOING)
}

pub(crate) fn is_there(connection: &Connection) -> Result<bool, VaultError> {
    connection
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'backup_files')",
            [],
            |row| row.get(0),
        )
        .doing(backup_files::READING)
}

fn read(row: &Row<'_>) -> rusqlite::Result<ListedFile> {
    Ok(ListedFile {
        id: BackupFileId(count(row.get(0)?)),
        name: row.get(1)?,
        place: row.get(2)?,
        is_ours: row.get(3)?,
        dated: from_micros(row.get(4)?),
        added: from_micros(row.get(5)?),
        pinned: row.get(6)?,
        trashed: row.get::<_, Option<i64>>(7)?.map(from_micros),
        found: row.get(8)?,
    })
}

pub(crate) fn of_shop(connection: &Connection, shop: i64) -> Result<Vec<ListedFile>, VaultError> {
    let mut statement = connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM backup_files WHERE shop = ?1 ORDER BY position, file DESC"
        ))
        .doing(backup_files::READING)?;
    let rows = statement.query_map([shop], read).doing(backup_files::READING)?;
    rows.collect::<Result<_, _>>().doing(backup_files::READING)
}

/// Puts a file at the top of the list.
pub(crate) fn insert(
    transaction: &Transaction<'_>,
    shop: i64,
    file: &ListedFile,
) -> Result<BackupFileId, VaultError> {
    transaction
        .execute(
            "INSERT INTO backup_files (shop, position, name, place, is_ours, dated, added, pinned, trashed, found)
             VALUES (?1, (SELECT coalesce(min(position), 1) - 1 FROM backup_files WHERE shop = ?1),
                     ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                shop,
                file.name,
                file.place,
                file.is_ours,
                to_micros(file.dated),
                to_micros(file.added),
                file.pinned,
                file.trashed.map(to_micros),
                file.found
            ],
        )
        .doing(backup_files::DOING)?;
    Ok(BackupFileId(count(transaction.last_insert_rowid())))
}

pub(crate) fn update(transaction: &Transaction<'_>, shop: i64, file: &ListedFile) -> Result<(), VaultError> {
    let changed = transaction
        .execute(
            "UPDATE backup_files SET name = ?3, place = ?4, dated = ?5, pinned = ?6, trashed = ?7, found = ?8
             WHERE file = ?1 AND shop = ?2",
            params![
                stored(file.id.0),
                shop,
                file.name,
                file.place,
                to_micros(file.dated),
                file.pinned,
                file.trashed.map(to_micros),
                file.found
            ],
        )
        .doing(backup_files::DOING)?;
    if changed == 0 {
        return Err(VaultError::UnknownBackupFile(file.id));
    }
    Ok(())
}

pub(crate) fn place_at(
    transaction: &Transaction<'_>,
    shop: i64,
    file: BackupFileId,
    position: usize,
) -> Result<(), VaultError> {
    let changed = transaction
        .execute(
            "UPDATE backup_files SET position = ?3 WHERE file = ?1 AND shop = ?2",
            params![stored(file.0), shop, stored(position as u64)],
        )
        .doing(backup_files::DOING)?;
    if changed == 0 {
        return Err(VaultError::UnknownBackupFile(file));
    }
    Ok(())
}

pub(crate) fn delete(transaction: &Transaction<'_>, shop: i64, file: BackupFileId) -> Result<(), VaultError> {
    transaction
        .execute(
            "DELETE FROM backup_files WHERE file = ?1 AND shop = ?2",
            params![stored(file.0), shop],
        )
        .map(drop)
        .doing(backup_files::DOING)
}

pub(crate) fn delete_of_shop(transaction: &Transaction<'_>, shop: i64) -> Result<(), VaultError> {
    if !is_there(transaction)? {
        return Ok(());
    }
    transaction
        .execute("DELETE FROM backup_files WHERE shop = ?1", [shop])
        .map(drop)
        .doing(backup_files::DOING)
}
