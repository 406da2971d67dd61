//! One table, one file: what it holds, its shape, its rows. The shapes are part of the vault's format: a shape that was
//! released is never edited, only followed by a migration (see `migration.rs`).
//!
//! How the numbers hang together:
//!
//! * `shops.shop`, `types.type`, `backups.backup` are ours and never leave the vault; the number an owner sees
//!   (`backups.number`) counts per shop.
//!   Numbers that another process may remember (types, backups, dictionaries) are never given twice.
//! * A record's number is its type's number times 2^32 plus its position in the order in which the shop first handed the
//!   type over. So a type's records and their versions lie side by side, in the order in which they will be read again.

pub(crate) mod backup_files;
pub(crate) mod backups;
pub(crate) mod copied_numbers;
pub(crate) mod dictionaries;
pub(crate) mod doubts;
pub(crate) mod imports;
pub(crate) mod letters;
pub(crate) mod meta;
pub(crate) mod notices;
pub(crate) mod objects;
pub(crate) mod past_names;
pub(crate) mod payloads;
pub(crate) mod plans;
pub(crate) mod records;
pub(crate) mod runs;
pub(crate) mod schedules;
pub(crate) mod settings;
pub(crate) mod shops;
pub(crate) mod tallies;
pub(crate) mod types;
pub(crate) mod versions;

use chrono::{DateTime, Utc};

use crate::VaultError;

/// Everything of format 1, in the order it is made.
pub(crate) const FORMAT_1: &[&str] = &[
    meta::SHAPE,
    settings::SHAPE,
    shops::SHAPE,
    types::SHAPE,
    backups::SHAPE,
    tallies::SHAPE,
    records::SHAPE,
    past_names::SHAPE,
    versions::SHAPE,
    payloads::SHAPE,
    dictionaries::SHAPE,
    objects::SHAPE,
    plans::SHAPE,
    runs::SHAPE,
];

/// What format 2 has on top: which objects and contents are to be proven before they are trusted. Reading does without it.
pub(crate) const FORMAT_2: &[&str] = &[objects::SHAPE_2, doubts::SHAPE];

/// What format 3 has on top: who is told of runs, what was written to them, the notices, and what is to be done again and again.
/// Reading does without it.
pub(crate) const FORMAT_3: &[&str] = &[runs::SHAPE_3, letters::SHAPE, notices::SHAPE, schedules::SHAPE];

/// Times are kept as microseconds since 1970, in UTC.
pub(crate) fn to_micros(time: DateTime<Utc>) -> i64 {
    time.timestamp_micros()
}

pub(crate) fn from_micros(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros).unwrap_or(DateTime::UNIX_EPOCH)
}

/// A count that was stored; never negative unless the database is damaged.
pub(crate) fn count(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or(0)
}

/// A count to store.
pub(crate) fn stored(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Compact JSON of our own making; it has no keys that could fail.
pub(crate) fn to_json(value: &impl serde::Serialize) -> Result<String, VaultError> {
    serde_json::to_string(value).map_err(|_| VaultError::damaged("a value that cannot be written down"))
}
