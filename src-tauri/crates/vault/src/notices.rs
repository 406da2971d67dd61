//! # Notices
//!
//! A desktop notification is gone in seconds. What it said is kept here, with what was not sent, until the owner has seen it;
//! the oldest go.

use backstock_model::{LetterId, ShopId};
use chrono::{DateTime, Utc};
use rusqlite::{Row, params};

use crate::error::WhileDoing as _;
use crate::table::{count, from_micros, shops, stored, to_micros};
use crate::{Vault, VaultError};

const DOING: &str = "keeping a notice";
const READING: &str = "reading the notices";

/// So many are kept.
const MOST_KEPT: u64 = 500;

/// A notice to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotice {
    /// The shop it is about, if it is about one.
    pub shop: Option<ShopId>,
    /// How it is meant: `good`, `warn` or `bad`.
    pub tone: String,
    /// The first line.
    pub title: String,
    /// The rest.
    pub body: String,
    /// Where in the window it leads.
    pub route: String,
    /// The letter that was not sent, when it is about one. A letter has one notice; the newest counts.
    pub letter: Option<LetterId>,
}

/// A notice that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptNotice {
    /// Its number.
    pub number: u64,
    /// When it was given.
    pub at: DateTime<Utc>,
    /// How it is meant: `good`, `warn` or `bad`.
    pub tone: String,
    /// The first line.
    pub title: String,
    /// The rest.
    pub body: String,
    /// Where in the window it leads.
    pub route: String,
    /// The letter that was not sent, when it is about one.
    pub letter: Option<LetterId>,
    /// Whether the owner has seen it.
    pub is_read: bool,
}

fn read(row: &Row<'_>) -> rusqlite::Result<KeptNotice> {
    Ok(KeptNotice {
        number: count(row.get(0)?),
        at: from_micros(row.get(1)?),
        tone: row.get(2)?,
        title: row.get(3)?,
        body: row.get(4)?,
        route: row.get(5)?,
        letter: row
            .get::<_, Option<i64>>(6)?
            .map(|letter| LetterId(count(letter))),
        is_read: row.get(7)?,
    })
}

impl Vault {
    /// Keeps a notice.
    pub fn keep_notice(&self, notice: &NewNotice, now: DateTime<Utc>) -> Result<(), VaultError> {
        self.inner.write(DOING, |transaction| {
            let shop = notice.shop.map(|shop| shops::number(transaction, shop)).transpose()?;
            let letter = notice.letter.map(|letter| stored(letter.0));
            transaction
                .execute("DELETE FROM notices WHERE letter = ?1", [letter])
                .doing(DOING)?;
            transaction
                .execute(
                    "INSERT INTO notices (shop, at, tone, title, body, route, letter) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    params![shop, to_micros(now), notice.tone, notice.title, notice.body, notice.route, letter],
                )
                .doing(DOING)?;
            transaction
                .execute(
                    "DELETE FROM notices WHERE notice <= (SELECT max(notice) FROM notices) - ?1",
                    [stored(MOST_KEPT)],
                )
                .map(drop)
                .doing(DOING)
        })
    }

    /// Whether a letter has a notice that says it was not sent.
    pub fn has_notice_of(&self, letter: LetterId) -> Result<bool, VaultError> {
        self.inner.read(|connection| {
            connection
                .query_row(
                    "SELECT count(*) FROM notices WHERE letter = ?1",
                    [stored(letter.0)],
                    |row| row.get::<_, i64>(0),
                )
                .map(|found| found > 0)
                .doing(READING)
        })
    }

    /// The notices, newest first, and how many of all are not read.
    pub fn notices(&self, limit: u64) -> Result<(Vec<KeptNotice>, u64), VaultError> {
        self.inner.read(|connection| {
            let is_there: bool = connection
                .query_row(
                    "SELECT count(*) FROM sqlite_schema WHERE name = 'notices'",
                    [],
                    |row| row.get(0),
                )
                .doing(READING)?;
            // A vault of an older format that can only be read has none.
            if !is_there {
                return Ok((Vec::new(), 0));
            }
            let unread: i64 = connection
                .query_row("SELECT count(*) FROM notices WHERE read = 0", [], |row| row.get(0))
                .doing(READING)?;
            let mut statement = connection
                .prepare_cached(
                    "SELECT notice, at, tone, title, body, route, letter, read FROM notices ORDER BY notice DESC LIMIT ?1",
                )
                .doing(READING)?;
            let rows = statement.query_map([stored(limit)], read).doing(READING)?;
            let notices = rows.collect::<Result<_, _>>().doing(READING)?;
            Ok((notices, count(unread)))
        })
    }

    /// Notes that the owner has seen the notices up to this one.
    pub fn read_notices(&self, newest: u64) -> Result<(), VaultError> {
        self.inner.write(DOING, |transaction| {
            transaction
                .execute("UPDATE notices SET read = 1 WHERE notice <= ?1", [stored(newest)])
                .map(drop)
                .doing(DOING)
        })
    }

    /// Takes the notice about a letter away: it was sent after all.
    pub fn forget_notice_of(&self, letter: LetterId) -> Result<(), VaultError> {
        self.inner.write(DOING, |transaction| {
            transaction
                .execute("DELETE FROM notices WHERE letter = ?1", [stored(letter.0)])
                .map(drop)
                .doing(DOING)
        })
    }
}
