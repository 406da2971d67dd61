//! # The ledger of numbers
//!
//! A shop numbers its rows itself, so what is copied to another shop has another number there. Which, is written down with the
//! plan of the copy, and counts once that plan was carried out: a second copy then knows what it has brought already, also
//! where nothing else tells.
//!
//! Not decided here: whether a row came to be (see the run's items), and what a number is good for.

use backstock_model::{ContentType, PlanId, RecordKey, RemoteId, RunId, ShopId};
use rusqlite::params;

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

impl Vault {
    /// Keeps the numbers of a planned copy. They count once the plan is carried out.
    pub fn keep_copied_numbers(
        &self,
        plan: PlanId,
        (source, target): (ShopId, ShopId),
        numbers: &[CopiedNumber],
    ) -> Result<(), VaultError> {
        if numbers.is_empty() {
            return Ok(());
        }
        self.inner.write(DOING, |transaction| {
            copied_numbers::make(transaction)?;
            let mut insert = transaction
                .prepare_cached("INSERT INTO copied_numbers VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL)")
                .doing(DOING)?;
            for number in numbers {
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
            Ok(())
        })
    }

    /// The numbers of a plan count from now on: a run carries it out.
    pub fn enter_copied_numbers(&self, plan: PlanId, run: RunId) -> Result<(), VaultError> {
        if !self.inner.read(copied_numbers::is_there)? {
            return Ok(());
        }
        self.inner.write(DOING, |transaction| {
            transaction
                .execute(
                    "UPDATE copied_numbers SET run = ?1 WHERE plan = ?2",
                    params![stored(run.0), stored(plan.0)],
                )
                .map(drop)
                .doing(DOING)
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
                    "SELECT space, theirs, ours, type, id, run FROM copied_numbers
                     WHERE target = ?1 AND source = ?2 AND run NOT NULL ORDER BY run, rowid",
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
