//! # Searching
//!
//! There is no index of texts: names, ids and search words of a million records are gone through in a fraction of a second, the
//! packed documents themselves in a few seconds, and an index would be larger than all that it indexes (decisions/0006).

use std::collections::HashSet;

use backstock_model::{BackupNumber, Cancel, ContentType, RecordKey, ShopId, write_text};
use chrono::{DateTime, Utc};
use rayon::prelude::*;
use rusqlite::{Connection, params};

use crate::error::WhileDoing as _;
use crate::finding::Needle;
use crate::listing::id_of;
use crate::pages::{self, Page};
use crate::reading::{DeletedFilter, Lifted, RecordHash, TypeAt, dictionaries_of, first_seen, unpack_all};
use crate::table::backups::{self, Place};
use crate::table::{from_micros, shops, tallies, types};
use crate::{Vault, VaultError};

const DOING: &str = "searching";
const MOST_BYTES: usize = 8 * 1024 * 1024;
const LEAST_SHARE: usize = 64;

/// Where to search and how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchAsk {
    /// As of this backup: nothing newer is found.
    pub at: BackupNumber,
    /// Only these types; empty means all.
    pub content_types: Vec<ContentType>,
    /// Whether to look inside the documents too, after names and search words.
    pub inside: bool,
    /// Whether to look inside versions that are not the newest, too.
    pub older: bool,
    /// How many hits at most.
    pub limit: u64,
}

/// Where a text was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundIn {
    /// In the name, the id or the search words.
    Name,
    /// Inside the document.
    Document,
}

/// A record in which a text was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchHit {
    /// Content type and id.
    pub key: RecordKey,
    /// What a person calls it; may be empty.
    pub name: String,
    /// Where.
    pub found_in: FoundIn,
    /// The backup with the newest version in which it was found.
    pub backup: BackupNumber,
    /// When that backup was complete.
    pub at: DateTime<Utc>,
    /// Whether the record is deleted as of the backup that was searched.
    pub deleted: bool,
}

/// A hit before it is dressed up.
struct Hit {
    record: i64,
    found_in: FoundIn,
    backup: i64,
    is_deleted: bool,
}

/// A version whose content is looked into.
struct Version {
    record: i64,
    /// `None` for the newest one, which is looked up when it is needed.
    backup: Option<i64>,
    is_deleted: bool,
}

/// A piece of the documents, and where the next one begins.
struct Piece {
    versions: Vec<Version>,
    lifted: Vec<Lifted>,
    next: Option<i64>,
}

impl Vault {
    /// Searches a shop's records: names first, then inside. A record is named once, with the newest version that holds the text.
    pub fn search(
        &self,
        shop: ShopId,
        text: &str,
        ask: &SearchAsk,
        cancel: &Cancel,
    ) -> Result<Vec<SearchHit>, VaultError> {
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let limit = usize::try_from(ask.limit).unwrap_or(usize::MAX);
        let (places, asked) = self.inner.read(|connection| {
            let number = shops::number(connection, shop)?;
            let at = backups::place(connection, number, ask.at)?;
            let mut asked = Vec::new();
            for row in types::of_shop(connection, number)? {
                let is_asked = ask.content_types.is_empty() || ask.content_types.contains(&row.key);
                if let (true, Some(tally)) = (is_asked, tallies::find(connection, at, row.number)?) {
                    asked.push(TypeAt { row, tally, at });
                }
            }
            Ok((backups::places(connection, number)?, asked))
        })?;
        let mut hits = Vec::new();
        let mut seen = HashSet::new();
        let needle = Needle::new(text);
        for found in &asked {
            if hits.len() >= limit {
                break;
            }
            stop_if(cancel)?;
            let positions = self.inner.find_names(found, DeletedFilter::With, &needle)?;
            self.inner.read(|connection| {
                for position in positions.into_iter().take(limit - hits.len()) {
                    let record = types::record(found.row.number, i64::from(position));
                    seen.insert(record);
                    let hit = named(connection, found, record)?;
                    hits.push(dress(connection, &places, found, &hit)?);
                }
                Ok(())
            })?;
        }
        if ask.inside {
            // In a document, the text stands as it is written there.
            let mut written = Vec::new();
            write_text(&mut written, text);
            let written = String::from_utf8_lossy(&written);
            let inside = Needle::new(written.get(1..written.len() - 1).unwrap_or_default());
            for found in &asked {
                if hits.len() >= limit {
                    break;
                }
                self.search_inside(found, &places, &inside, ask, cancel, &mut seen, &mut hits)?;
            }
        }
        Ok(hits)
    }

    #[expect(clippy::too_many_arguments, reason = "one step of a search, not a border")]
    fn search_inside(
        &self,
        found: &TypeAt,
        places: &[Place],
        needle: &Needle,
        ask: &SearchAsk,
        cancel: &Cancel,
        seen: &mut HashSet<i64>,
        hits: &mut Vec<SearchHit>,
    ) -> Result<(), VaultError> {
        let limit = usize::try_from(ask.limit).unwrap_or(usize::MAX);
        let mut from = Some(found.first_record());
        while let Some(start) = from {
            stop_if(cancel)?;
            let (piece, dictionaries) = self.inner.read(|connection| {
                let piece = lift(connection, found, start, ask.older)?;
                let packed = piece.lifted.iter().filter_map(|one| one.packed.as_ref());
                let dictionaries = dictionaries_of(&self.inner, connection, packed);
                Ok((piece, dictionaries))
            })?;
            // A damaged document has nothing that could be found; verifying tells of it.
            let documents = unpack_all(&self.inner, &dictionaries, &piece.lifted);
            let held: Vec<bool> = documents
                .par_iter()
                .with_min_len(LEAST_SHARE)
                .map_init(Vec::new, |room, document| {
                    document
                        .as_ref()
                        .is_some_and(|document| needle.is_in(document.as_bytes(), room))
                })
                .collect();
            self.inner.read(|connection| {
                for (version, _) in piece.versions.iter().zip(held).filter(|(_, is_held)| *is_held) {
                    if hits.len() >= limit {
                        break;
                    }
                    if seen.insert(version.record) {
                        let backup = match version.backup {
                            Some(backup) => backup,
                            None => named(connection, found, version.record)?.backup,
                        };
                        let hit = Hit {
                            record: version.record,
                            found_in: FoundIn::Document,
                            backup,
                            is_deleted: version.is_deleted,
                        };
                        hits.push(dress(connection, places, found, &hit)?);
                    }
                }
                Ok(())
            })?;
            from = piece.next.filter(|_| hits.len() < limit);
        }
        Ok(())
    }
}

fn stop_if(cancel: &Cancel) -> Result<(), VaultError> {
    if cancel.is_asked() {
        Err(VaultError::Cancelled)
    } else {
        Ok(())
    }
}

fn named(connection: &Connection, found: &TypeAt, record: i64) -> Result<Hit, VaultError> {
    let (backup, is_deleted) = connection
        .prepare_cached(
            "SELECT max(backup) FILTER (WHERE hash NOT NULL), max(backup) FILTER (WHERE hash IS NULL)
             FROM versions WHERE record = ?1 AND backup <= ?2",
        )
        .and_then(|mut statement| {
            statement.query_row(params![record, found.at], |row| {
                let (there, gone): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
                Ok((there, gone.is_some_and(|gone| gone > there)))
            })
        })
        .doing(DOING)?;
    Ok(Hit {
        record,
        found_in: FoundIn::Name,
        backup,
        is_deleted,
    })
}

fn dress(
    connection: &Connection,
    places: &[Place],
    found: &TypeAt,
    hit: &Hit,
) -> Result<SearchHit, VaultError> {
    let place =
        first_seen(places, hit.backup).ok_or_else(|| VaultError::damaged("a version that no backup has"))?;
    Ok(SearchHit {
        key: found.key(&id_of(connection, hit.record)?),
        name: pages::names_at(connection, hit.record, found.at)?.0,
        found_in: hit.found_in,
        backup: place.number,
        at: from_micros(place.finished),
        deleted: hit.is_deleted,
    })
}

/// Fetches contents from record `from` on, each record's newest version first, as many as memory allows.
fn lift(connection: &Connection, found: &TypeAt, from: i64, older: bool) -> Result<Piece, VaultError> {
    let mut page = Page::default();
    page.load(connection, from, found.last_record(), found.at, pages::PAGE)?;
    let mut piece = Piece {
        versions: Vec::new(),
        lifted: Vec::new(),
        next: page.last().map(|last| last + 1),
    };
    let mut bytes = 0;
    for row in page.rows() {
        if bytes >= MOST_BYTES {
            piece.next = Some(row.record);
            break;
        }
        let states = match row.hash {
            // The page has it already.
            Some(hash) if !older => vec![(None, hash, row.payload)],
            _ => states(connection, found, row.record, older)?,
        };
        for (backup, hash, payload) in states {
            let packed = match payload {
                Some(payload) => pages::packed(connection, payload)?,
                None => None,
            };
            bytes += packed.as_ref().map_or(0, |packed| packed.size);
            piece.lifted.push(Lifted {
                position: piece.versions.len(),
                hash,
                packed,
            });
            piece.versions.push(Version {
                record: row.record,
                backup,
                is_deleted: row.hash.is_none(),
            });
        }
    }
    Ok(piece)
}

/// The backup a version is from, what it is, and where its content is.
type Found = (Option<i64>, RecordHash, Option<i64>);

/// The newest version of a record, or all of them.
fn states(connection: &Connection, found: &TypeAt, record: i64, all: bool) -> Result<Vec<Found>, VaultError> {
    let mut statement = connection
        .prepare_cached(
            "SELECT backup, hash, payload FROM versions
             WHERE record = ?1 AND backup <= ?2 AND hash NOT NULL ORDER BY backup DESC LIMIT ?3",
        )
        .doing(DOING)?;
    let limit = if all { -1 } else { 1 };
    statement
        .query_map(params![record, found.at, limit], |row| {
            Ok((row.get(0)?, RecordHash(row.get(1)?), row.get(2)?))
        })
        .and_then(Iterator::collect)
        .doing(DOING)
}
