//! # Finding each record in the state before
//!
//! A shop hands its records over in much the same order every time, so the state before is read along in that order, page by
//! page, and nearly every record is the very next one. What is not the next one is looked up by its id. When the shop's order
//! has moved to another place for good, the reading along follows it there.

use rusqlite::Connection;

use crate::VaultError;
use crate::pages::{self, Page};
use crate::reading::RecordHash;
use crate::table::types;

// Pages start small after a jump, so that jumping about costs little, and grow while the order holds.
const SMALLEST_PAGE: usize = 32;
const NEAR: usize = 8;
const STREAK: u32 = 3;

/// A record in the state before.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) record: i64,
    pub(super) hash: Option<RecordHash>,
    pub(super) payload: Option<i64>,
    /// Its name and search words, where they differ from those of the record it was compared with.
    pub(super) other_names: Option<(String, String)>,
}

pub(super) enum Found {
    New,
    Known(Known),
    /// It was added by this very backup: the shop handed it over before.
    Again,
}

/// The state of a type at the backup before.
pub(super) struct Previous {
    content_type: i64,
    at: i64,
    end: i64,
    page: Page,
    position: usize,
    next: i64,
    size: usize,
    last_looked_up: i64,
    streak: u32,
}

impl Previous {
    /// The records up to position `last` as they were at backup `at`.
    pub(super) fn new(content_type: i64, at: i64, last: i64) -> Self {
        Self {
            content_type,
            at,
            end: types::record(content_type, last),
            page: Page::default(),
            position: 0,
            next: types::record(content_type, 1),
            size: SMALLEST_PAGE,
            last_looked_up: 0,
            streak: 0,
        }
    }

    fn is_empty(&self) -> bool {
        types::position(self.end) == 0
    }

    pub(super) fn find(
        &mut self,
        connection: &Connection,
        id: &str,
        name: &str,
        search: &str,
    ) -> Result<Found, VaultError> {
        if self.is_empty() {
            return Ok(Found::New);
        }
        if self.position >= self.page.len() && self.next <= self.end {
            self.page
                .load(connection, self.next, self.end, self.at, self.size)?;
            self.size = (self.size * 2).min(pages::PAGE);
            self.position = 0;
            self.next = self.page.last().map_or(self.end + 1, |last| last + 1);
        }
        for position in self.position..self.position + NEAR {
            match self.page.get(position) {
                Some(row) if row.id == id => {
                    self.position = position + 1;
                    self.streak = 0;
                    return Ok(Found::Known(Known {
                        record: row.record,
                        hash: row.hash,
                        payload: row.payload,
                        other_names: (row.name != name || row.search != search)
                            .then(|| (row.name.to_owned(), row.search.to_owned())),
                    }));
                }
                Some(_) => {}
                None => break,
            }
        }
        self.look_up(connection, id, name, search)
    }

    fn look_up(
        &mut self,
        connection: &Connection,
        id: &str,
        name: &str,
        search: &str,
    ) -> Result<Found, VaultError> {
        let Some(record) = pages::record_by_id(connection, self.content_type, id)? else {
            return Ok(Found::New);
        };
        if record > self.end {
            return Ok(Found::Again);
        }
        self.streak = if record == self.last_looked_up + 1 {
            self.streak + 1
        } else {
            0
        };
        self.last_looked_up = record;
        match self.page.find(record) {
            Some(position) if position >= self.position => self.position = position + 1,
            _ if self.streak >= STREAK => {
                self.position = self.page.len();
                self.next = record + 1;
                self.size = SMALLEST_PAGE;
                self.streak = 0;
            }
            _ => {}
        }
        let state = pages::state_at(connection, record, self.at)?.unwrap_or_default();
        let (old_name, old_search) = pages::names_at(connection, record, self.at)?;
        Ok(Found::Known(Known {
            record,
            hash: state.hash,
            payload: state.payload,
            other_names: (old_name != name || old_search != search).then_some((old_name, old_search)),
        }))
    }
}

/// Which positions of a type were handed over.
#[derive(Debug)]
pub(super) struct Seen {
    words: Vec<u64>,
    last: i64,
}

impl Seen {
    pub(super) fn new(last: i64) -> Self {
        Self {
            words: vec![0; usize::try_from(last / 64 + 1).unwrap_or(0)],
            last,
        }
    }

    /// Marks a position; says whether it was not marked before.
    pub(super) fn mark(&mut self, position: i64) -> bool {
        let word = usize::try_from(position / 64)
            .ok()
            .and_then(|word| self.words.get_mut(word));
        word.is_some_and(|word| {
            let bit = 1 << (position % 64);
            let is_new = *word & bit == 0;
            *word |= bit;
            is_new
        })
    }

    fn has(&self, position: i64) -> bool {
        usize::try_from(position / 64)
            .ok()
            .and_then(|word| self.words.get(word))
            .is_some_and(|word| word & (1 << (position % 64)) != 0)
    }

    /// The next run of positions that were not marked, from `from` on.
    pub(super) fn next_gap(&self, from: i64) -> Option<(i64, i64)> {
        let first = (from..=self.last).find(|&position| !self.has(position))?;
        let end = (first..=self.last)
            .find(|&position| self.has(position))
            .unwrap_or(self.last + 1);
        Some((first, end - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_what_was_not_marked() {
        let mut seen = Seen::new(200);
        for position in (1..=200).filter(|position| !(64..=130).contains(position) && *position != 200) {
            assert!(seen.mark(position));
        }
        assert!(!seen.mark(1), "a second time");
        assert_eq!(seen.next_gap(1), Some((64, 130)));
        assert_eq!(seen.next_gap(131), Some((200, 200)));
        assert_eq!(seen.next_gap(201), None);
        assert_eq!(Seen::new(0).next_gap(1), None);
    }
}
