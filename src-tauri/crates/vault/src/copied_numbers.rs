//! # The ledger of numbers
//!
//! A shop numbers its rows itself, so what is copied to another shop has another number there. Which, is written down with the
//! plan of the copy, and counts for each run that carries that plan out, or a revision of it: a second copy then knows what it
//! has brought already, also where nothing else tells. Beside it stands which record of the backup each planned record is.
//!
//! Not decided here: whether a row came to be (see the run's items), and what a number is good for.

use backstock_model::{ContentType, PlanId, RecordKey, RemoteId, RunId, ShopId};
use rusqlite::{OptionalExtension as _, Transaction, params};

use crate::error::WhileDoing as _;
use crate::table::{copied_numbers, count, stored};
use crate::{Vault, VaultError};

const DOING: &str = "keeping the numbers of a copy";
const READING: &str = "reading the numbers of copies";

/// A row's number in two shops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedNumber {
    /// The table of the target that gives out the numbers.
    pub space: String,
    /// In the shop that the backup is of.
    pub theirs: String,
    /// In the shop that is written to.
    pub ours: String,
    /// The record of the target that the row is in.
    pub record: RecordKey,
}

/// What a planned copy calls things here and there.
#[derive(Debug, Default)]
pub struct CopyNotes {
    /// Numbers that the ledger does not have yet.
    pub numbers: Vec<CopiedNumber>,
    /// Planned records of the target, with the id that each has in the backup.
    pub records: Vec<(RecordKey, RemoteId)>,
}

impl Vault {
    /// Keeps the notes of a planned copy. Its numbers count once the plan is carried out.
    pub fn keep_copy_notes(
        &self,
        plan: PlanId,
        (source, target): (ShopId, ShopId),
        notes: &CopyNotes,
    ) -> Result<(), VaultError> {
        if notes.numbers.is_empty() && notes.records.is_empty() {
            return Ok(());
        }
        self.inner.write(DOING, |transaction| {
            copied_numbers::make(transaction)?;
            let mut insert = transaction
                .prepare_cached(
                    "INSERT INTO copied_numbers (plan, source, target, space, theirs, ours, type, id)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                )
                .doing(DOING)?;
            for number in &notes.numbers {
                insert
                    .execute(params![
                        stored(plan.0),
                        source.0.as_bytes(),
                        target.0.as_bytes(),
                        number.space,
                        number.theirs,
                        number.ours,
                        number.record.content_type.as_str(),
                        number.record.remote_id.as_str(),
                    ])
                    .doing(DOING)?;
            }
            let mut insert = transaction
                .prepare_cached("INSERT INTO copied_records VALUES (?1, ?2, ?3, ?4)")
                .doing(DOING)?;
            for (key, theirs) in &notes.records {
                insert
                    .execute(params![
                        stored(plan.0),
                        key.content_type.as_str(),
                        key.remote_id.as_str(),
                        theirs.as_str()
                    ])
                    .doing(DOING)?;
            }
            Ok(())
        })
    }

    /// The id in the backup of a record of a planned copy; `None` when the backup has none.
    pub fn copied_from(&self, plan: PlanId, key: &RecordKey) -> Result<Option<RecordKey>, VaultError> {
        self.inner.read(|connection| {
            if !copied_numbers::is_there(connection)? {
                return Ok(None);
            }
            connection
                .prepare_cached("SELECT theirs FROM copied_records WHERE plan = ?1 AND type = ?2 AND id = ?3")
                .doing(READING)?
                .query_row(
                    params![stored(plan.0), key.content_type.as_str(), key.remote_id.as_str()],
                    |row| row.get::<_, String>(0),
                )
                .optional()
                .doing(READING)
                .map(|found| {
                    found.map(|id| RecordKey::new(key.content_type.clone(), RemoteId::from_encoded(id)))
                })
        })
    }

    /// Every number that was copied from one shop to another, oldest first, with the run that did it.
    pub fn copied_numbers(
        &self,
        (source, target): (ShopId, ShopId),
    ) -> Result<Vec<(CopiedNumber, RunId)>, VaultError> {
        self.inner.read(|connection| {
            if !copied_numbers::is_there(connection)? {
                return Ok(Vec::new());
            }
            let mut statement = connection
                .prepare_cached(
                    "SELECT space, theirs, ours, type, id, copies.run
                     FROM copied_numbers JOIN copies USING (plan)
                     WHERE target = ?1 AND source = ?2 ORDER BY copies.run, copied_numbers.rowid",
                )
                .doing(READING)?;
            let rows = statement
                .query_map(params![target.0.as_bytes(), source.0.as_bytes()], |row| {
                    let number = CopiedNumber {
                        space: row.get(0)?,
                        theirs: row.get(1)?,
                        ours: row.get(2)?,
                        record: RecordKey::new(
                            ContentType::new(row.get::<_, String>(3)?),
                            RemoteId::from_encoded(row.get::<_, String>(4)?),
                        ),
                    };
                    Ok((number, RunId(count(row.get(5)?))))
                })
                .doing(READING)?;
            rows.collect::<Result<_, _>>().doing(READING)
        })
    }
}

/// A run carries a plan out: its numbers count from now on. For the transaction that opens the run.
pub(crate) fn enter(transaction: &Transaction<'_>, plan: PlanId, run: RunId) -> Result<(), VaultError> {
    if !copied_numbers::is_there(transaction)? {
        return Ok(());
    }
    transaction
        .execute(
            "INSERT INTO copies (plan, run)
             SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM copied_numbers WHERE plan = ?1)",
            params![stored(plan.0), stored(run.0)],
        )
        .map(drop)
        .doing(DOING)
}
