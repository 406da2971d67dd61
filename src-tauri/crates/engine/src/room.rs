//! # How much room there is, and how long it will do
//!
//! Before a backup begins the disk is looked at: a backup that cannot fit is refused with both numbers instead of filling the
//! disk and failing there. What a backup will need is guessed from what the last ones did; of the first nothing is known, and
//! it is begun.

use backstock_model::ShopId;
use backstock_vault::{Room, Shop};
use chrono::{DateTime, TimeDelta, Utc};

use crate::files::is_of_files;
use crate::{Engine, EngineError};

/// A forecast is made from so many backups or more.
const ENOUGH_BACKUPS: usize = 5;
/// And over so long a time or longer.
const ENOUGH_TIME: TimeDelta = TimeDelta::days(14);
/// Beyond this nobody plans.
const FAR_AWAY: f64 = 520.0;

/// What takes the room, and how much is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Storage {
    /// The vault on disk, all shops, in bytes.
    pub vault: u64,
    /// Room left on the disk, in bytes.
    pub free: u64,
    /// What the shop's part of the vault takes.
    pub room: Room,
    /// The readable names of its types.
    pub labels: Vec<(String, String)>,
    /// What the other shops of the vault take, in bytes.
    pub other_shops: u64,
    /// What was read from backup files and is still needed by a restore, in bytes.
    pub read_files: u64,
    /// What was imported into the shop's history, in bytes.
    pub imported: u64,
    /// In about how many weeks the disk will be full; nothing while too little is known, or when it is far away.
    pub full_in_weeks: Option<u64>,
}

impl Engine {
    /// What takes the room in the vault, and how much is left.
    pub fn storage(&self, shop: &str) -> Result<Storage, EngineError> {
        let known = self.vault.shop(shop)?;
        let room = self.vault.room(known.id)?;
        let labels = match self.vault.latest(known.id)? {
            Some(latest) => self
                .vault
                .types_at(known.id, latest.number)?
                .into_iter()
                .map(|stored| (stored.description.key.to_string(), stored.description.label))
                .collect(),
            None => Vec::new(),
        };
        let holders: Vec<ShopId> = self
            .vault
            .imports(known.id)?
            .into_iter()
            .map(|(_, holder)| holder)
            .collect();
        let (mut other_shops, mut read_files, mut imported) = (0, 0, 0);
        for other in self.vault.shops()? {
            if is_of_files(&other) && !self.vault.is_import_holder(other.id)? {
                read_files += self.taken_by(other.id)?;
            } else if holders.contains(&other.id) {
                imported += self.taken_by(other.id)?;
            } else if other.id != known.id {
                other_shops += self.taken_by(other.id)?;
            }
        }
        let free = self.vault.free_room()?;
        let growth: Vec<(DateTime<Utc>, u64)> = room
            .backups
            .iter()
            .map(|backup| (backup.finished, backup.bytes))
            .collect();
        Ok(Storage {
            vault: self.vault.size_on_disk()?,
            free,
            full_in_weeks: weeks_until_full(&growth, free),
            room,
            labels,
            other_shops,
            read_files,
            imported,
        })
    }

    pub(crate) fn taken_by(&self, shop: ShopId) -> Result<u64, EngineError> {
        let room = self.vault.room(shop)?;
        Ok(room.backups.iter().map(|backup| backup.bytes).sum())
    }

    /// Refuses a backup that cannot fit on the disk.
    pub(crate) fn look_for_room(&self, known: &Shop) -> Result<(), EngineError> {
        let grown = self
            .movements(known)?
            .iter()
            .rev()
            .take(ENOUGH_BACKUPS)
            .map(|(_, movement)| movement.grown)
            .max()
            .unwrap_or_default();
        let free = self.vault.free_room()?;
        // While it is written a backup lies on the disk twice, in the log of changes and in its place.
        let needed = grown.saturating_mul(2);
        if free < needed {
            return Err(EngineError::TooLittleRoom { needed, free });
        }
        Ok(())
    }
}

/// In how many weeks what is free will be used up, if backups go on to add as they did. The first one is no measure: it
/// brought the whole shop.
fn weeks_until_full(growth: &[(DateTime<Utc>, u64)], free: u64) -> Option<u64> {
    let [(first, _), later @ ..] = growth else {
        return None;
    };
    let (last, _) = later.last()?;
    let time = *last - *first;
    if growth.len() < ENOUGH_BACKUPS || time < ENOUGH_TIME {
        return None;
    }
    let grown: u64 = later.iter().map(|(_, bytes)| bytes).sum();
    let weeks = time.as_seconds_f64() / 604_800.0;
    let left = free as f64 / (grown as f64 / weeks);
    (grown > 0 && left < FAR_AWAY).then_some(left as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn growth(days: &[i64], bytes: u64) -> Vec<(DateTime<Utc>, u64)> {
        days.iter()
            .map(|day| (DateTime::UNIX_EPOCH + TimeDelta::days(*day), bytes))
            .collect()
    }

    #[test]
    fn nothing_is_foretold_from_too_little() {
        assert_eq!(weeks_until_full(&[], 100), None);
        assert_eq!(weeks_until_full(&growth(&[0, 1, 2, 3, 4, 5], 10), 100), None);
        assert_eq!(weeks_until_full(&growth(&[0, 20, 40], 10), 100), None);
    }

    #[test]
    fn the_room_left_is_told_in_weeks() {
        // 40 bytes in four weeks.
        assert_eq!(weeks_until_full(&growth(&[0, 7, 14, 21, 28], 10), 100), Some(10));
        assert_eq!(weeks_until_full(&growth(&[0, 7, 14, 21, 28], 10), 0), Some(0));
    }

    #[test]
    fn what_is_far_away_is_not_told() {
        assert_eq!(weeks_until_full(&growth(&[0, 7, 14, 21, 28], 1), 1_000_000), None);
        assert_eq!(weeks_until_full(&growth(&[0, 7, 14, 21, 28], 0), 1_000_000), None);
    }
}
