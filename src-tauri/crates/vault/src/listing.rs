//! # Lists of a million records
//!
//! Records of a type are numbered in the order the shop handed them over, so a plain list needs no list at all: the page at an
//! offset *is* a range of numbers. Where deleted records are left out, only they are remembered. Only a search, or a type from
//! which a deleted backup took records away, needs the positions themselves; they are remembered for the pages that follow.

use std::sync::{Arc, Mutex};

use backstock_model::{ContentType, ShopId};
use rayon::prelude::*;
use rusqlite::{Connection, params};

use crate::compare::{self, Span};
use crate::error::WhileDoing as _;
use crate::finding::Needle;
use crate::pages::{self, Page};
use crate::reading::{DeletedFilter, RecordsAsk, RecordsPage, StoredRecord, TypeAt, first_seen};
use crate::table::backups::{self, Place};
use crate::table::{from_micros, imports, shops, types};
use crate::vault::{Inner, hold};
use crate::{Vault, VaultError};

const DOING: &str = "listing records";
const REMEMBERED: usize = 8;
const PART: i64 = 50_000;

/// The lists looked at last.
#[derive(Default)]
pub(crate) struct Listings(Mutex<Vec<(Key, Arc<Listing>)>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    content_type: i64,
    at: i64,
    // What deleting another backup changes, so that an old list is not taken for a new one.
    known: u64,
    deleted: DeletedFilter,
    find: Option<String>,
    changed: Option<Span>,
}

/// Positions of a type's records, in order.
#[derive(Debug)]
pub(crate) enum Listing {
    /// 1, 2, 3 ... up to this one.
    All(u64),
    /// All up to the first number but these.
    AllBut(u64, Vec<u32>),
    /// Just these.
    These(Vec<u32>),
}

impl Listing {
    pub(crate) fn total(&self) -> u64 {
        match self {
            Self::All(last) => *last,
            Self::AllBut(last, without) => last - without.len() as u64,
            Self::These(positions) => positions.len() as u64,
        }
    }

    fn has(&self, position: u32) -> bool {
        match self {
            Self::All(last) => u64::from(position) <= *last,
            Self::AllBut(last, without) => {
                u64::from(position) <= *last && without.binary_search(&position).is_err()
            }
            Self::These(positions) => positions.binary_search(&position).is_ok(),
        }
    }

    pub(crate) fn page(&self, offset: u64, limit: u64) -> Vec<i64> {
        let end = self.total().min(offset.saturating_add(limit));
        (offset..end)
            .filter_map(|place| match self {
                Self::All(_) => i64::try_from(place + 1).ok(),
                Self::AllBut(_, without) => {
                    // Before the nth absent position there are that position less n present ones.
                    let absent = bisect(without.len(), |n| {
                        without
                            .get(n)
                            .is_some_and(|&position| u64::from(position) - 1 - n as u64 <= place)
                    });
                    i64::try_from(place + 1 + absent as u64).ok()
                }
                Self::These(positions) => usize::try_from(place)
                    .ok()
                    .and_then(|place| positions.get(place))
                    .map(|&position| i64::from(position)),
            })
            .collect()
    }
}

/// How many of the first numbers below `len` something holds for.
fn bisect(len: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

impl Inner {
    /// The list of a type's records that an ask wants.
    pub(crate) fn listing(
        &self,
        connection: &Connection,
        found: &TypeAt,
        deleted: DeletedFilter,
        find: Option<&str>,
        changed: Option<Span>,
    ) -> Result<Arc<Listing>, VaultError> {
        let find = find.filter(|text| !text.is_empty());
        let key = Key {
            content_type: found.row.number,
            at: found.at,
            known: found.tally.known,
            deleted,
            find: find.map(str::to_lowercase),
            changed,
        };
        {
            let mut kept = hold(&self.listings.0);
            if let Some(position) = kept.iter().position(|(other, _)| *other == key) {
                let used = kept.remove(position);
                let listing = Arc::clone(&used.1);
                kept.push(used);
                return Ok(listing);
            }
        }
        let listing = Arc::new(match (changed, find) {
            (Some(span), _) => {
                let wanted = self.listing(connection, found, deleted, find, None)?;
                let mut positions = compare::changed(self, connection, &span, &found.row.key)?;
                positions.retain(|&position| wanted.has(position));
                Listing::These(positions)
            }
            (None, Some(text)) => Listing::These(self.find_names(found, deleted, &Needle::new(text))?),
            (None, None) => list(connection, found, deleted)?,
        });
        let mut kept = hold(&self.listings.0);
        if kept.len() >= REMEMBERED {
            kept.remove(0);
        }
        kept.push((key, Arc::clone(&listing)));
        Ok(listing)
    }

    /// The positions of records whose name, id or search words hold a text.
    pub(crate) fn find_names(
        &self,
        found: &TypeAt,
        deleted: DeletedFilter,
        needle: &Needle,
    ) -> Result<Vec<u32>, VaultError> {
        let parts: Vec<i64> = (0..found.tally.last).step_by(PART as usize).collect();
        let positions = parts
            .par_iter()
            .map(|&start| {
                let end = (start + PART).min(found.tally.last);
                self.read(|connection| find_part(connection, found, deleted, needle, start + 1, end))
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(positions.concat())
    }
}

fn find_part(
    connection: &Connection,
    found: &TypeAt,
    deleted: DeletedFilter,
    needle: &Needle,
    first: i64,
    last: i64,
) -> Result<Vec<u32>, VaultError> {
    let first = types::record(found.row.number, first);
    let last = types::record(found.row.number, last);
    let mut room = Vec::new();
    let mut candidates = Vec::new();
    {
        let mut statement = connection
            .prepare_cached(
                "SELECT record, id, name, search FROM records WHERE record BETWEEN ?1 AND ?2 ORDER BY record",
            )
            .doing(DOING)?;
        let mut rows = statement.query(params![first, last]).doing(DOING)?;
        while let Some(row) = rows.next().doing(DOING)? {
            let text = |column| {
                row.get_ref(column)
                    .and_then(|value| value.as_str().map_err(Into::into))
            };
            let texts = [
                text(1).doing(DOING)?,
                text(2).doing(DOING)?,
                text(3).doing(DOING)?,
            ];
            if needle.is_in_any(texts, &mut room) {
                candidates.push(row.get::<_, i64>(0).doing(DOING)?);
            }
        }
    }
    // A record that had another name then may match by that one, or not match any more.
    let mut statement = connection
        .prepare_cached(
            "SELECT DISTINCT record FROM past_names WHERE record BETWEEN ?1 AND ?2 AND until > ?3 ORDER BY record",
        )
        .doing(DOING)?;
    let renamed: Vec<i64> = statement
        .query_map(params![first, last, found.at], |row| row.get(0))
        .and_then(Iterator::collect)
        .doing(DOING)?;
    for record in &renamed {
        let (name, search) = pages::names_at(connection, *record, found.at)?;
        let id = id_of(connection, *record)?;
        let matches = needle.is_in_any([&id, &name, &search], &mut room);
        match (candidates.binary_search(record), matches) {
            (Ok(position), false) => {
                candidates.remove(position);
            }
            (Err(position), true) => candidates.insert(position, *record),
            _ => {}
        }
    }
    let mut positions = Vec::with_capacity(candidates.len());
    for record in candidates {
        let state = pages::state_at(connection, record, found.at)?;
        if state.is_some_and(|state| is_wanted(state.hash.is_some(), deleted)) {
            positions.extend(u32::try_from(types::position(record)));
        }
    }
    Ok(positions)
}

fn is_wanted(is_there: bool, deleted: DeletedFilter) -> bool {
    match deleted {
        DeletedFilter::With => true,
        DeletedFilter::Without => is_there,
        DeletedFilter::Only => !is_there,
    }
}

fn list(connection: &Connection, found: &TypeAt, deleted: DeletedFilter) -> Result<Listing, VaultError> {
    let tally = &found.tally;
    let last = crate::table::count(tally.last);
    let has_no_holes = tally.known == last;
    let has_deleted = tally.known > tally.records;
    match deleted {
        DeletedFilter::Only if !has_deleted => Ok(Listing::These(Vec::new())),
        DeletedFilter::Only => Ok(Listing::These(gone(connection, found)?)),
        DeletedFilter::With if has_no_holes => Ok(Listing::All(last)),
        DeletedFilter::Without if has_no_holes && !has_deleted => Ok(Listing::All(last)),
        DeletedFilter::Without if has_no_holes => Ok(Listing::AllBut(last, gone(connection, found)?)),
        DeletedFilter::With | DeletedFilter::Without => Ok(Listing::These(scan(connection, found, deleted)?)),
    }
}

/// The positions of deleted records.
fn gone(connection: &Connection, found: &TypeAt) -> Result<Vec<u32>, VaultError> {
    let mut statement = connection
        .prepare_cached(
            "SELECT DISTINCT record FROM versions INDEXED BY versions_gone
             WHERE hash IS NULL AND record BETWEEN ?1 AND ?2 AND backup <= ?3 ORDER BY record",
        )
        .doing(DOING)?;
    let ever: Vec<i64> = statement
        .query_map(
            params![found.first_record(), found.last_record(), found.at],
            |row| row.get(0),
        )
        .and_then(Iterator::collect)
        .doing(DOING)?;
    let mut positions = Vec::with_capacity(ever.len());
    for record in ever {
        if pages::state_at(connection, record, found.at)?.is_some_and(|state| state.hash.is_none()) {
            positions.extend(u32::try_from(types::position(record)));
        }
    }
    Ok(positions)
}

/// The slow way, for a type with holes in its numbers.
fn scan(connection: &Connection, found: &TypeAt, deleted: DeletedFilter) -> Result<Vec<u32>, VaultError> {
    let mut positions = Vec::new();
    let mut page = Page::default();
    let mut from = found.first_record();
    loop {
        page.load(connection, from, found.last_record(), found.at, pages::PAGE)?;
        let Some(last) = page.last() else {
            return Ok(positions);
        };
        for row in page.rows() {
            if row.is_known && is_wanted(row.hash.is_some(), deleted) {
                positions.extend(u32::try_from(types::position(row.record)));
            }
        }
        from = last + 1;
    }
}

/// The id of a record.
pub(crate) fn id_of(connection: &Connection, record: i64) -> Result<String, VaultError> {
    connection
        .prepare_cached("SELECT id FROM records WHERE record = ?1")
        .and_then(|mut statement| statement.query_row([record], |row| row.get(0)))
        .doing(DOING)
}

fn stored_record(
    connection: &Connection,
    found: &TypeAt,
    places: &[Place],
    record: i64,
) -> Result<StoredRecord, VaultError> {
    let mut statement = connection
        .prepare_cached(
            "SELECT backup, hash IS NULL FROM versions WHERE record = ?1 AND backup <= ?2 ORDER BY backup DESC",
        )
        .doing(DOING)?;
    let rows: Vec<(i64, bool)> = statement
        .query_map(params![record, found.at], |row| Ok((row.get(0)?, row.get(1)?)))
        .and_then(Iterator::collect)
        .doing(DOING)?;
    let time = |backup: i64| {
        first_seen(places, backup)
            .map(|place| from_micros(place.finished))
            .ok_or_else(|| VaultError::damaged("a version that no backup has"))
    };
    let newest = rows
        .iter()
        .find(|(_, is_gone)| !is_gone)
        .ok_or_else(|| VaultError::damaged("a record without a version"))?;
    let deleted = match rows.first() {
        Some((backup, true)) => Some(time(*backup)?),
        _ => None,
    };
    Ok(StoredRecord {
        key: found.key(&id_of(connection, record)?),
        name: pages::names_at(connection, record, found.at)?.0,
        newest: time(newest.0)?,
        deleted,
        versions: rows.iter().filter(|(_, is_gone)| !is_gone).count() as u64,
    })
}

impl Vault {
    /// A page of a type's records. A page anywhere in a million costs milliseconds.
    pub fn records(
        &self,
        shop: ShopId,
        content_type: &ContentType,
        ask: &RecordsAsk,
    ) -> Result<RecordsPage, VaultError> {
        self.inner.read(|connection| {
            let Some(found) = TypeAt::find(connection, shop, content_type, ask.at)? else {
                return Err(VaultError::UnknownType(content_type.clone()));
            };
            let changed = ask
                .changed_since
                .map(|since| Span::find(connection, shop, since, ask.at))
                .transpose()?;
            let listing =
                self.inner
                    .listing(connection, &found, ask.deleted, ask.find.as_deref(), changed)?;
            let (shop, _) = imports::place(connection, shops::number(connection, shop)?, ask.at)?;
            let places = backups::places(connection, shop)?;
            let records = listing
                .page(ask.offset, ask.limit)
                .into_iter()
                .map(|position| {
                    let record = types::record(found.row.number, position);
                    stored_record(connection, &found, &places, record)
                })
                .collect::<Result<_, _>>()?;
            Ok(RecordsPage {
                total: listing.total(),
                records,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_without_some_passes_over_them() {
        let listing = Listing::AllBut(10, vec![1, 4, 5, 10]);
        assert_eq!(listing.total(), 6);
        assert_eq!(listing.page(0, 100), [2, 3, 6, 7, 8, 9]);
        assert_eq!(listing.page(2, 2), [6, 7]);
        assert_eq!(Listing::All(3).page(1, 5), [2, 3]);
        assert_eq!(Listing::These(vec![7, 9]).page(1, 5), [9]);
        assert!(Listing::All(3).page(9, u64::MAX).is_empty());
        let held: Vec<u32> = (1..13).filter(|&position| listing.has(position)).collect();
        assert_eq!(held, [2, 3, 6, 7, 8, 9]);
    }
}
