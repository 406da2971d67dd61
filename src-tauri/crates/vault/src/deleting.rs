//! # Deleting a backup in the middle
//!
//! A version's row holds from its backup until the record's next row. When a backup is deleted, a row stays where it is as long
//! as any remaining backup still sees it; nothing is moved, and what a deleted backup was the first to see is shown under the
//! next backup that remains. Rows that no remaining backup sees are taken away: of all rows of a record after the remaining
//! backup before (`P`) up to the next remaining one (`E`), the last one stays, and goes too when it says what `P` already said.
//! So the cost follows what changed, not the size of the shop, and every other backup keeps its root.
//!
//! The deleted backup's manifest stays, so that the chain still proves (decisions/0005).

use std::collections::{HashMap, HashSet};

use backstock_model::BackupNumber;
use rusqlite::{OptionalExtension as _, Transaction, params};

use crate::error::WhileDoing as _;
use crate::reading::RecordHash;
use crate::table::types::{self, TypeRow};
use crate::table::{backups, shops, stored, tallies};
use crate::{JobLock, Vault, VaultError, reserve, writing};

const DOING: &str = "deleting a backup";

/// A row of `versions`, as far as it matters here.
#[derive(Clone, Copy, Debug)]
struct Row {
    backup: i64,
    /// `None` in a type's first reading; `Some(None)` where the record was not there.
    before: Option<Option<RecordHash>>,
    hash: Option<RecordHash>,
    payload: Option<i64>,
}

/// What the counts of later backups lose.
#[derive(Default)]
struct Losses {
    versions: HashMap<i64, u64>,
    /// By type, and the backup from which a record is known again after all.
    known: HashMap<(i64, i64), u64>,
    has_objects: bool,
}

impl Vault {
    /// Deletes a backup of the lock's shop: what only it holds is gone for good, every other backup stays as it was.
    ///
    /// A pinned backup is not deleted ([`VaultError::NotAllowed`]). A full disk is no obstacle as long as there is room set
    /// aside (see `reserve.rs`).
    pub fn delete_backup(&self, lock: &JobLock, number: BackupNumber) -> Result<(), VaultError> {
        lock.check(self)?;
        reserve::give_up(&self.inner.folder).doing(DOING)?;
        let deleted = self.take_out(lock, number);
        // The backup is gone whether or not there is plenty of room again.
        let _ = reserve::set_aside(&self.inner.folder);
        deleted
    }

    fn take_out(&self, lock: &JobLock, number: BackupNumber) -> Result<(), VaultError> {
        writing::sweep(&self.inner, usize::MAX)?;
        let losses = self.inner.write(DOING, |transaction| {
            let shop = shops::number(transaction, lock.shop())?;
            if backups::one(transaction, shop, number)?.pinned {
                return Err(VaultError::NotAllowed {
                    reason: "the backup is pinned",
                });
            }
            let backup = backups::place(transaction, shop, number)?;
            let remaining = backups::places(transaction, shop)?;
            let before = remaining
                .iter()
                .rev()
                .map(|place| place.backup)
                .find(|&other| other < backup);
            let after = remaining
                .iter()
                .map(|place| place.backup)
                .find(|&other| other > backup);
            let losses = match after {
                Some(after) => merge(transaction, shop, before, after)?,
                None => cut(transaction, shop, before)?,
            };
            transaction
                .execute("DELETE FROM tallies WHERE backup = ?1", [backup])
                .doing(DOING)?;
            transaction
                .execute(
                    "UPDATE backups SET deleted = 1, label = NULL, note = NULL WHERE backup = ?1",
                    [backup],
                )
                .doing(DOING)?;
            Ok(losses)
        })?;
        if losses.has_objects {
            self.inner.sweep_objects()?;
        }
        self.inner.shrink()?;
        self.inner.settle()
    }
}

/// Takes away what only backups between `before` and `after` saw.
fn merge(
    transaction: &Transaction<'_>,
    shop: i64,
    before: Option<i64>,
    after: i64,
) -> Result<Losses, VaultError> {
    let after_before = before.unwrap_or(0);
    let first_read: HashMap<i64, Option<i64>> = types::of_shop(transaction, shop)?
        .iter()
        .map(|row| (row.number, row.first))
        .collect();
    let mut changes: HashMap<i64, u32> = HashMap::new();
    for backup in backups::between(transaction, shop, after_before, after)? {
        for record in changed_records(transaction, backup)? {
            *changes.entry(record).or_default() += 1;
        }
    }
    let mut losses = Losses::default();
    for (record, count) in changes {
        let read_first = first_read.get(&types::of_record(record)).copied().flatten();
        let may_have_first_reading = read_first.is_some_and(|first| first > after_before && first <= after);
        if count > 1 || may_have_first_reading {
            collapse(transaction, record, before, after, &mut losses)?;
        }
    }
    merge_names(transaction, shop, before, after)?;
    for (content_type, lost) in &losses.versions {
        transaction
            .execute(
                "UPDATE tallies SET versions = versions - ?3 WHERE type = ?1 AND backup >= ?2",
                params![content_type, after, stored(*lost)],
            )
            .doing(DOING)?;
    }
    for ((content_type, until), lost) in &losses.known {
        transaction
            .execute(
                "UPDATE tallies SET known = known - ?4 WHERE type = ?1 AND backup >= ?2 AND backup < ?3",
                params![content_type, after, until, stored(*lost)],
            )
            .doing(DOING)?;
    }
    Ok(losses)
}

fn changed_records(transaction: &Transaction<'_>, backup: i64) -> Result<Vec<i64>, VaultError> {
    let mut statement = transaction
        .prepare_cached("SELECT record FROM versions WHERE backup = ?1 AND before IS NOT NULL")
        .doing(DOING)?;
    let records = statement.query_map([backup], |row| row.get(0)).doing(DOING)?;
    records.collect::<Result<_, _>>().doing(DOING)
}

/// Leaves at most one of a record's rows after `before` up to `after`.
fn collapse(
    transaction: &Transaction<'_>,
    record: i64,
    before: Option<i64>,
    after: i64,
    losses: &mut Losses,
) -> Result<(), VaultError> {
    let rows = rows_between(transaction, record, before.unwrap_or(0), after)?;
    let (Some(first), Some((last, earlier))) = (rows.first().copied(), rows.split_last()) else {
        return Ok(());
    };
    if earlier.is_empty() {
        return Ok(());
    }
    let mut dropped = earlier.to_vec();
    let says_nothing_new = last.hash == first.before.flatten();
    if says_nothing_new {
        dropped.push(*last);
    }
    for row in &dropped {
        transaction
            .prepare_cached("DELETE FROM versions WHERE record = ?1 AND backup = ?2")
            .and_then(|mut statement| statement.execute(params![record, row.backup]))
            .doing(DOING)?;
        if row.hash.is_some() {
            *losses.versions.entry(types::of_record(record)).or_default() += 1;
        }
    }
    if says_nothing_new {
        forget_unborn(transaction, record, before, after, losses)?;
    } else {
        let was = first
            .before
            .map(|before| before.map_or(Vec::new(), |hash| hash.0.to_vec()));
        transaction
            .prepare_cached("UPDATE versions SET before = ?3 WHERE record = ?1 AND backup = ?2")
            .and_then(|mut statement| statement.execute(params![record, last.backup, was]))
            .doing(DOING)?;
    }
    let payloads: HashSet<i64> = dropped.iter().filter_map(|row| row.payload).collect();
    for payload in payloads {
        release(transaction, record, payload, losses)?;
    }
    Ok(())
}

fn rows_between(
    transaction: &Transaction<'_>,
    record: i64,
    after: i64,
    to: i64,
) -> Result<Vec<Row>, VaultError> {
    let mut statement = transaction
        .prepare_cached(
            "SELECT backup, before, hash, payload FROM versions
             WHERE record = ?1 AND backup > ?2 AND backup <= ?3 ORDER BY backup",
        )
        .doing(DOING)?;
    let rows = statement
        .query_map(params![record, after, to], |row| {
            let before: Option<Vec<u8>> = row.get(1)?;
            Ok(Row {
                backup: row.get(0)?,
                before: before.map(|hash| <[u8; 16]>::try_from(hash).ok().map(RecordHash)),
                hash: row.get::<_, Option<[u8; 16]>>(2)?.map(RecordHash),
                payload: row.get(3)?,
            })
        })
        .doing(DOING)?;
    rows.collect::<Result<_, _>>().doing(DOING)
}

/// A record that no backup up to `after` has seen any more is not known then, and not at all when no later one has.
fn forget_unborn(
    transaction: &Transaction<'_>,
    record: i64,
    before: Option<i64>,
    after: i64,
    losses: &mut Losses,
) -> Result<(), VaultError> {
    let edge = |statement: &str, at: i64| -> Result<Option<i64>, VaultError> {
        transaction
            .prepare_cached(statement)
            .and_then(|mut statement| statement.query_row(params![record, at], |row| row.get(0)))
            .doing(DOING)
    };
    let has_earlier = edge(
        "SELECT min(backup) FROM versions WHERE record = ?1 AND backup <= ?2",
        before.unwrap_or(0),
    )?
    .is_some();
    if has_earlier {
        return Ok(());
    }
    let next = edge(
        "SELECT min(backup) FROM versions WHERE record = ?1 AND backup > ?2",
        after,
    )?;
    if next.is_none() {
        for statement in [
            "DELETE FROM records WHERE record = ?1",
            "DELETE FROM past_names WHERE record = ?1",
        ] {
            transaction.execute(statement, [record]).doing(DOING)?;
        }
    }
    let until = next.unwrap_or(i64::MAX);
    *losses.known.entry((types::of_record(record), until)).or_default() += 1;
    Ok(())
}

/// Takes content away that no version of its record has any more.
fn release(
    transaction: &Transaction<'_>,
    record: i64,
    payload: i64,
    losses: &mut Losses,
) -> Result<(), VaultError> {
    let is_used = transaction
        .prepare_cached("SELECT 1 FROM versions WHERE record = ?1 AND payload = ?2 LIMIT 1")
        .and_then(|mut statement| {
            statement
                .query_row(params![record, payload], |_| Ok(()))
                .optional()
        })
        .doing(DOING)?
        .is_some();
    if is_used {
        return Ok(());
    }
    transaction
        .prepare_cached("DELETE FROM payloads WHERE payload = ?1")
        .and_then(|mut statement| statement.execute([payload]))
        .doing(DOING)?;
    let uses = transaction
        .prepare_cached("DELETE FROM payload_objects WHERE payload = ?1")
        .and_then(|mut statement| statement.execute([payload]))
        .doing(DOING)?;
    losses.has_objects |= uses > 0;
    Ok(())
}

/// Of the names a record had before backups after `before` up to `after`, the first one still holds for `before`.
fn merge_names(
    transaction: &Transaction<'_>,
    shop: i64,
    before: Option<i64>,
    after: i64,
) -> Result<(), VaultError> {
    for row in types::of_shop(transaction, shop)? {
        transaction
            .execute(
                "DELETE FROM past_names AS name WHERE until > ?1 AND until <= ?2 AND record BETWEEN ?3 AND ?4
                 AND (?5 OR EXISTS (SELECT 1 FROM past_names AS earlier
                     WHERE earlier.record = name.record AND earlier.until > ?1 AND earlier.until < name.until))",
                params![
                    before.unwrap_or(0),
                    after,
                    types::record(row.number, 0),
                    types::record(row.number + 1, 0) - 1,
                    before.is_none()
                ],
            )
            .doing(DOING)?;
    }
    Ok(())
}

/// Takes away everything after `before`: the newest backup is deleted.
fn cut(transaction: &Transaction<'_>, shop: i64, before: Option<i64>) -> Result<Losses, VaultError> {
    let edge = before.unwrap_or(0);
    let mut losses = Losses::default();
    for row in types::of_shop(transaction, shop)? {
        restore_names(transaction, &row, edge)?;
        if row.first.is_some_and(|first| first > edge) {
            cut_type(transaction, &row, &mut losses)?;
        } else {
            cut_changes(transaction, &row, edge, &mut losses)?;
            let last = tallies::find(transaction, edge, row.number)?.map_or(0, |tally| tally.last);
            transaction
                .execute(
                    "UPDATE types SET last = ?2 WHERE type = ?1 AND first NOT NULL",
                    params![row.number, last],
                )
                .doing(DOING)?;
        }
        transaction
            .execute(
                "DELETE FROM descriptions WHERE type = ?1 AND backup > ?2",
                params![row.number, edge],
            )
            .doing(DOING)?;
    }
    Ok(losses)
}

fn restore_names(transaction: &Transaction<'_>, row: &TypeRow, edge: i64) -> Result<(), VaultError> {
    let range = params![
        types::record(row.number, 0),
        types::record(row.number + 1, 0) - 1,
        edge
    ];
    transaction
        .execute(
            "UPDATE records SET name = past.name, search = past.search FROM
             (SELECT record, min(until), name, search FROM past_names
              WHERE record BETWEEN ?1 AND ?2 AND until > ?3 GROUP BY record) AS past
             WHERE past.record = records.record",
            range,
        )
        .doing(DOING)?;
    transaction
        .execute(
            "DELETE FROM past_names WHERE record BETWEEN ?1 AND ?2 AND until > ?3",
            range,
        )
        .map(drop)
        .doing(DOING)
}

/// A type that no remaining backup has read.
fn cut_type(transaction: &Transaction<'_>, row: &TypeRow, losses: &mut Losses) -> Result<(), VaultError> {
    let range = params![types::record(row.number, 0), types::record(row.number + 1, 0) - 1];
    let uses = transaction
        .execute(
            "DELETE FROM payload_objects WHERE payload IN
             (SELECT payload FROM versions WHERE record BETWEEN ?1 AND ?2 AND payload NOT NULL)",
            range,
        )
        .doing(DOING)?;
    losses.has_objects |= uses > 0;
    for statement in [
        "DELETE FROM payloads WHERE payload IN
         (SELECT payload FROM versions WHERE record BETWEEN ?1 AND ?2 AND payload NOT NULL)",
        "DELETE FROM versions WHERE record BETWEEN ?1 AND ?2",
        "DELETE FROM records WHERE record BETWEEN ?1 AND ?2",
    ] {
        transaction.execute(statement, range).doing(DOING)?;
    }
    transaction
        .execute(
            "UPDATE types SET first = NULL, last = 0 WHERE type = ?1",
            [row.number],
        )
        .map(drop)
        .doing(DOING)
}

fn cut_changes(
    transaction: &Transaction<'_>,
    row: &TypeRow,
    edge: i64,
    losses: &mut Losses,
) -> Result<(), VaultError> {
    let mut statement = transaction
        .prepare_cached(
            "SELECT DISTINCT record FROM versions
             WHERE backup > ?1 AND before IS NOT NULL AND record BETWEEN ?2 AND ?3",
        )
        .doing(DOING)?;
    let records: Vec<i64> = statement
        .query_map(
            params![
                edge,
                types::record(row.number, 0),
                types::record(row.number + 1, 0) - 1
            ],
            |row| row.get(0),
        )
        .and_then(Iterator::collect)
        .doing(DOING)?;
    for record in records {
        let rows = rows_between(transaction, record, edge, i64::MAX)?;
        transaction
            .prepare_cached("DELETE FROM versions WHERE record = ?1 AND backup > ?2")
            .and_then(|mut statement| statement.execute(params![record, edge]))
            .doing(DOING)?;
        for payload in rows.iter().filter_map(|row| row.payload).collect::<HashSet<_>>() {
            release(transaction, record, payload, losses)?;
        }
        transaction
            .prepare_cached(
                "DELETE FROM records WHERE record = ?1
                 AND NOT EXISTS (SELECT 1 FROM versions WHERE versions.record = ?1)",
            )
            .and_then(|mut statement| statement.execute([record]))
            .doing(DOING)?;
    }
    Ok(())
}
