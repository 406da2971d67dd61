//! # Sweeping up
//!
//! Takes away what a backup in progress wrote, in small transactions, each of which leaves a state from which the same sweeping
//! can begin again. The backup's own row goes last: as long as it is there, there is something to sweep.

use rusqlite::{Transaction, params};

use crate::VaultError;
use crate::error::WhileDoing as _;
use crate::table::types;
use crate::vault::Inner;

const DOING: &str = "sweeping up what an unfinished backup left";
const PIECE: i64 = 20_000;

/// How many pieces are swept where somebody is waiting; the next job sweeps the rest.
pub(super) const QUICK: usize = 10;

/// Sweeps up every unfinished backup of the vault, in at most that many pieces. Says whether all of it is swept up.
///
/// Only for the holder of the vault's lock: otherwise the backup might still be running.
pub(crate) fn sweep(inner: &Inner, mut pieces: usize) -> Result<bool, VaultError> {
    while let Some((backup, shop, first_payload)) = inner.read(super::unfinished)? {
        let mut left = true;
        while left {
            if pieces == 0 {
                return Ok(false);
            }
            pieces -= 1;
            left = inner.write(DOING, |transaction| {
                let mut room = PIECE;
                restore_names(transaction, backup)?;
                delete_payloads(transaction, first_payload, &mut room)?;
                delete_versions(transaction, backup, shop, &mut room)?;
                delete_records(transaction, shop, &mut room)?;
                Ok(room <= 0)
            })?;
        }
        inner.sweep_objects()?;
        inner.write(DOING, |transaction| {
            transaction
                .execute("DELETE FROM backups WHERE backup = ?1", [backup])
                .map(drop)
                .doing(DOING)
        })?;
    }
    Ok(true)
}

/// Takes away what a new type's reading wrote that was cut, from this content on; the types that were read before it stay.
pub(super) fn forget(inner: &Inner, content_type: i64, first_payload: i64) -> Result<(), VaultError> {
    let mut left = true;
    while left {
        left = inner.write(DOING, |transaction| {
            let mut room = PIECE;
            delete_payloads(transaction, first_payload, &mut room)?;
            delete_versions_of(transaction, content_type, &mut room)?;
            delete_records_of(transaction, content_type, 0, &mut room)?;
            Ok(room <= 0)
        })?;
    }
    inner.sweep_objects()
}

fn restore_names(transaction: &Transaction<'_>, backup: i64) -> Result<(), VaultError> {
    transaction
        .execute(
            "UPDATE records SET name = past.name, search = past.search FROM past_names AS past
             WHERE past.record = records.record AND past.until = ?1",
            [backup],
        )
        .doing(DOING)?;
    transaction
        .execute("DELETE FROM past_names WHERE until = ?1", [backup])
        .map(drop)
        .doing(DOING)
}

fn delete_payloads(transaction: &Transaction<'_>, first: i64, room: &mut i64) -> Result<(), VaultError> {
    transaction
        .execute("DELETE FROM payload_objects WHERE payload >= ?1", [first])
        .doing(DOING)?;
    let deleted = transaction
        .execute(
            "DELETE FROM payloads WHERE payload IN
             (SELECT payload FROM payloads WHERE payload >= ?1 ORDER BY payload LIMIT ?2)",
            params![first, *room],
        )
        .doing(DOING)?;
    *room -= deleted as i64;
    Ok(())
}

fn delete_versions(
    transaction: &Transaction<'_>,
    backup: i64,
    shop: i64,
    room: &mut i64,
) -> Result<(), VaultError> {
    if *room <= 0 {
        return Ok(());
    }
    let deleted = transaction
        .execute(
            "DELETE FROM versions WHERE backup = ?1 AND record IN
             (SELECT record FROM versions WHERE backup = ?1 AND before IS NOT NULL ORDER BY record LIMIT ?2)",
            params![backup, *room],
        )
        .doing(DOING)?;
    *room -= deleted as i64;
    // Where the type itself is new, all of its versions are this backup's.
    for row in types::of_shop(transaction, shop)? {
        if row.first.is_none() {
            delete_versions_of(transaction, row.number, room)?;
        }
    }
    Ok(())
}

fn delete_versions_of(
    transaction: &Transaction<'_>,
    content_type: i64,
    room: &mut i64,
) -> Result<(), VaultError> {
    if *room <= 0 {
        return Ok(());
    }
    let deleted = transaction
        .execute(
            "DELETE FROM versions WHERE (record, backup) IN
             (SELECT record, backup FROM versions WHERE record BETWEEN ?1 AND ?2 ORDER BY record LIMIT ?3)",
            params![
                types::record(content_type, 0),
                types::record(content_type + 1, 0) - 1,
                *room
            ],
        )
        .doing(DOING)?;
    *room -= deleted as i64;
    Ok(())
}

fn delete_records(transaction: &Transaction<'_>, shop: i64, room: &mut i64) -> Result<(), VaultError> {
    for row in types::of_shop(transaction, shop)? {
        delete_records_of(transaction, row.number, row.last, room)?;
    }
    Ok(())
}

/// The records of a type behind the last one that counts.
fn delete_records_of(
    transaction: &Transaction<'_>,
    content_type: i64,
    last: i64,
    room: &mut i64,
) -> Result<(), VaultError> {
    if *room <= 0 {
        return Ok(());
    }
    let deleted = transaction
        .execute(
            "DELETE FROM records WHERE record IN
             (SELECT record FROM records WHERE record > ?1 AND record < ?2 ORDER BY record LIMIT ?3)",
            params![
                types::record(content_type, last),
                types::record(content_type + 1, 0),
                *room
            ],
        )
        .doing(DOING)?;
    *room -= deleted as i64;
    Ok(())
}
