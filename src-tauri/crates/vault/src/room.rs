//! # What takes the room
//!
//! Content is kept once for every state a record had, so what a backup takes is what it was the first to see. The sums here
//! are of what lies on the disk, compressed; what the database needs around it is not in them.
//!
//! What deleting backups would free is worked out as [`Vault::delete_backup`] would do it: content goes when no remaining
//! backup sees a state that has it.

use std::collections::{BTreeMap, HashMap, HashSet};

use backstock_model::{BackupNumber, ContentType, ShopId};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::error::WhileDoing as _;
use crate::reading::first_seen;
use crate::table::backups::{self, Place};
use crate::table::{count, from_micros, shops, types};
use crate::{Vault, VaultError, reserve};

const DOING: &str = "measuring what the backups take";

/// What takes the room in a shop's part of the vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// What each type takes, over all backups.
    pub types: Vec<TypeRoom>,
    /// What each backup was the first to hold, oldest first.
    pub backups: Vec<BackupRoom>,
}

/// What a type takes in all backups of a shop, in bytes on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRoom {
    /// Which type.
    pub content_type: ContentType,
    /// Its records.
    pub bytes: u64,
    /// The pictures and files of its records.
    pub objects: u64,
}

/// What a backup was the first to hold, in bytes on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackupRoom {
    /// Which backup.
    pub backup: BackupNumber,
    /// When it was complete.
    pub finished: DateTime<Utc>,
    /// How much.
    pub bytes: u64,
}

impl Vault {
    /// What takes the room in a shop's part of the vault. Every version kept is looked at, but none is unpacked.
    pub fn room(&self, shop: ShopId) -> Result<Room, VaultError> {
        self.inner.read(|connection| {
            let shop = shops::number(connection, shop)?;
            let places = backups::places(connection, shop)?;
            let newest = places.last().map_or(0, |place| place.backup);
            let mut first_seen_in: BTreeMap<i64, u64> = BTreeMap::new();
            let mut seen = HashSet::new();
            let mut room = Room::default();
            for row in types::of_shop(connection, shop)? {
                let mut of_type = TypeRoom {
                    content_type: row.key,
                    bytes: 0,
                    objects: 0,
                };
                let range = (types::record(row.number, 0), types::record(row.number + 1, 0) - 1);
                for (backup, bytes) in contents(connection, range, newest)? {
                    of_type.bytes += bytes;
                    *first_seen_in.entry(backup).or_default() += bytes;
                }
                for (object, backup, bytes) in objects(connection, range, newest)? {
                    // One picture may be shown by records of two types; it lies on the disk once.
                    if seen.insert(object) {
                        of_type.objects += bytes;
                        *first_seen_in.entry(backup).or_default() += bytes;
                    }
                }
                room.types.push(of_type);
            }
            let mut taken: HashMap<i64, u64> = HashMap::new();
            for (backup, bytes) in first_seen_in {
                if let Some(place) = first_seen(&places, backup) {
                    *taken.entry(place.backup).or_default() += bytes;
                }
            }
            room.backups = places
                .iter()
                .map(|place| BackupRoom {
                    backup: place.number,
                    finished: from_micros(place.finished),
                    bytes: taken.get(&place.backup).copied().unwrap_or_default(),
                })
                .collect();
            Ok(room)
        })
    }

    /// How much would be free on the disk if these backups were deleted, in bytes. Numbers of no backup do not count.
    pub fn room_freed(&self, shop: ShopId, deleted: &[BackupNumber]) -> Result<u64, VaultError> {
        self.inner.read(|connection| {
            let shop = shops::number(connection, shop)?;
            let mut remaining = backups::places(connection, shop)?;
            let newest = remaining.last().map_or(0, |place| place.backup);
            remaining.retain(|place| !deleted.contains(&place.number));
            let mut freed = Freed::default();
            for row in types::of_shop(connection, shop)? {
                let range = (types::record(row.number, 0), types::record(row.number + 1, 0) - 1);
                freed.look_through(connection, range, newest, &remaining)?;
            }
            freed.total(connection)
        })
    }

    /// How much room is left on the disk with the vault, in bytes.
    pub fn free_room(&self) -> Result<u64, VaultError> {
        reserve::free_room(self.folder()).doing("looking at the room on the disk")
    }
}

/// The backup that first saw each content of a range of records, and the size of the content.
fn contents(
    connection: &Connection,
    (first, last): (i64, i64),
    newest: i64,
) -> Result<Vec<(i64, u64)>, VaultError> {
    let mut statement = connection
        .prepare_cached(
            "SELECT seen.backup, length(payloads.data) FROM
             (SELECT min(backup) AS backup, payload FROM versions
              WHERE record BETWEEN ?1 AND ?2 AND payload NOT NULL AND backup <= ?3 GROUP BY record, payload) AS seen
             JOIN payloads ON payloads.payload = seen.payload",
        )
        .doing(DOING)?;
    let rows = statement
        .query_map(params![first, last, newest], |row| {
            Ok((row.get(0)?, count(row.get(1)?)))
        })
        .doing(DOING)?;
    rows.collect::<Result<_, _>>().doing(DOING)
}

/// The pictures and files of a range of records: which, the backup that first saw it, and its size.
fn objects(
    connection: &Connection,
    (first, last): (i64, i64),
    newest: i64,
) -> Result<Vec<(i64, i64, u64)>, VaultError> {
    let mut statement = connection
        .prepare_cached(
            "SELECT objects.object, min(versions.backup), coalesce(objects.file_size, objects.size) FROM versions
             JOIN payload_objects ON payload_objects.payload = versions.payload
             JOIN objects ON objects.object = payload_objects.object
             WHERE versions.record BETWEEN ?1 AND ?2 AND versions.backup <= ?3 GROUP BY objects.object",
        )
        .doing(DOING)?;
    let rows = statement
        .query_map(params![first, last, newest], |row| {
            Ok((row.get(0)?, row.get(1)?, count(row.get(2)?)))
        })
        .doing(DOING)?;
    rows.collect::<Result<_, _>>().doing(DOING)
}

/// Content that no remaining backup sees.
#[derive(Default)]
struct Freed(Vec<i64>);

impl Freed {
    fn look_through(
        &mut self,
        connection: &Connection,
        (first, last): (i64, i64),
        newest: i64,
        remaining: &[Place],
    ) -> Result<(), VaultError> {
        let mut statement = connection
            .prepare_cached(
                "SELECT record, backup, payload FROM versions
                 WHERE record BETWEEN ?1 AND ?2 AND backup <= ?3 ORDER BY record, backup",
            )
            .doing(DOING)?;
        let mut rows = statement.query(params![first, last, newest]).doing(DOING)?;
        let mut record = 0;
        let mut states: Vec<(i64, Option<i64>)> = Vec::new();
        while let Some(row) = rows.next().doing(DOING)? {
            let of: i64 = row.get(0).doing(DOING)?;
            if of != record {
                self.take(&states, remaining);
                states.clear();
                record = of;
            }
            states.push((row.get(1).doing(DOING)?, row.get(2).doing(DOING)?));
        }
        self.take(&states, remaining);
        Ok(())
    }

    /// The states of one record: each holds from its backup until the next state.
    fn take(&mut self, states: &[(i64, Option<i64>)], remaining: &[Place]) {
        let (mut seen, mut unseen) = (HashSet::new(), HashSet::new());
        for (at, (backup, payload)) in states.iter().enumerate() {
            let until = states.get(at + 1).map_or(i64::MAX, |next| next.0);
            let is_seen = first_seen(remaining, *backup).is_some_and(|place| place.backup < until);
            if let Some(payload) = payload {
                if is_seen { &mut seen } else { &mut unseen }.insert(*payload);
            }
        }
        self.0.extend(unseen.difference(&seen));
    }

    fn total(&self, connection: &Connection) -> Result<u64, VaultError> {
        let mut total = 0;
        let mut uses: HashMap<i64, i64> = HashMap::new();
        for payload in &self.0 {
            let bytes = connection
                .prepare_cached("SELECT length(data) FROM payloads WHERE payload = ?1")
                .and_then(|mut statement| {
                    statement
                        .query_row([payload], |row| row.get::<_, i64>(0))
                        .optional()
                })
                .doing(DOING)?;
            total += bytes.map_or(0, count);
            let mut statement = connection
                .prepare_cached("SELECT object FROM payload_objects WHERE payload = ?1")
                .doing(DOING)?;
            let mut rows = statement.query([payload]).doing(DOING)?;
            while let Some(row) = rows.next().doing(DOING)? {
                *uses.entry(row.get(0).doing(DOING)?).or_default() += 1;
            }
        }
        for (object, freed) in uses {
            let (all, bytes): (i64, i64) = connection
                .prepare_cached(
                    "SELECT (SELECT count(*) FROM payload_objects WHERE object = ?1), coalesce(file_size, size)
                     FROM objects WHERE object = ?1",
                )
                .and_then(|mut statement| {
                    statement.query_row([object], |row| Ok((row.get(0)?, row.get(1)?)))
                })
                .doing(DOING)?;
            if all == freed {
                total += count(bytes);
            }
        }
        Ok(total)
    }
}
