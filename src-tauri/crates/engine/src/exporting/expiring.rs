//! Files of exports go when their time is over. The owner is told some days before, and only what the app wrote, and what
//! still is what it wrote, is removed.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use backstock_export::PartFile;
use backstock_vault::Shop;
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};

use super::{ExportEnding, ExportEntry};
use crate::{Engine, EngineError};

/// So many days before its files go an export is announced.
const ANNOUNCED_DAYS: i64 = 2;
const CHUNK: usize = 1 << 18;

/// What tidying found.
#[derive(Clone, Debug, Default)]
pub struct ExportsTidied {
    /// Exports whose files will go soon, told once.
    pub soon: Vec<ExportEntry>,
    /// Exports whose files went now.
    pub removed: Vec<ExportEntry>,
}

impl Engine {
    /// Removes the files of a shop's exports whose time is over, and says which ones will go soon. For viewing only it does
    /// nothing.
    pub fn tidy_exports(&self, shop: &str) -> Result<ExportsTidied, EngineError> {
        let mut tidied = ExportsTidied::default();
        if self.is_view_only()? {
            return Ok(tidied);
        }
        let known = self.vault.shop(shop)?;
        let now = self.clock.now();
        for entry in self.entries(&known)? {
            match fate(&entry, now) {
                Fate::Stays => {}
                // Nobody may have been here to be told; nothing goes unannounced.
                Fate::Announced => tidied
                    .soon
                    .extend(self.change_entry(&known, entry.number, |entry| announce(entry, now))?),
                Fate::Goes => tidied.removed.extend(self.remove_files(&known, &entry, now)?),
            }
        }
        Ok(tidied)
    }

    /// Removes the files of an export whose time is over. They are read before, which may take a while; the removal itself is
    /// one step, so that an owner who says meanwhile that they stay is heard.
    fn remove_files(
        &self,
        known: &Shop,
        seen: &ExportEntry,
        now: DateTime<Utc>,
    ) -> Result<Option<ExportEntry>, EngineError> {
        // A folder that is not there may be on a drive that is not plugged in.
        let Some(place) = seen.place.as_deref().filter(|place| place.is_dir()) else {
            return Ok(None);
        };
        let found: Vec<_> = seen.files.iter().map(|file| look_at(place, file)).collect();
        self.faults.at("export.expired");
        self.change_entry(known, seen.number, |entry| {
            if fate(entry, now) != Fate::Goes {
                return false;
            }
            let left = found.iter().filter(|found| !found.is_gone()).count();
            if left == 0 {
                // What somebody else put there stays, and the folder with it.
                let _ = fs::remove_dir(place);
                entry.removed = Some(now);
            }
            left == 0
        })
    }
}

/// What is to become of the files of an export now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Stays,
    /// The owner is told that they will go.
    Announced,
    Goes,
}

fn fate(entry: &ExportEntry, now: DateTime<Utc>) -> Fate {
    let (Some(_), Some(expires)) = (&entry.place, entry.expires) else {
        return Fate::Stays;
    };
    if entry.removed.is_some() || entry.ending != ExportEnding::Done {
        Fate::Stays
    } else if !entry.announced {
        if expires - now <= TimeDelta::days(ANNOUNCED_DAYS) {
            Fate::Announced
        } else {
            Fate::Stays
        }
    } else if expires <= now {
        Fate::Goes
    } else {
        Fate::Stays
    }
}

/// Notes that the owner is told, and leaves the time that was promised.
fn announce(entry: &mut ExportEntry, now: DateTime<Utc>) -> bool {
    let is_news = fate(entry, now) == Fate::Announced;
    if is_news {
        entry.announced = true;
        if entry.expires.is_some_and(|expires| expires <= now) {
            entry.expires = Some(now + TimeDelta::days(ANNOUNCED_DAYS));
        }
    }
    is_news
}

/// A file whose time is over, as it was found.
enum Found {
    /// What was written there.
    Ours(PathBuf),
    /// It is gone, or was changed since, and then it is the owner's.
    Others,
    /// It cannot be read now; tried again.
    Unread,
}

fn look_at(place: &Path, file: &PartFile) -> Found {
    let path = place.join(&file.name);
    match is_what_was_written(&path, file) {
        Ok(true) => Found::Ours(path),
        Ok(false) => Found::Others,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Found::Others,
        Err(_) => Found::Unread,
    }
}

impl Found {
    /// Removes it if it is ours, and says whether nothing of it is left.
    fn is_gone(&self) -> bool {
        match self {
            Self::Ours(path) => fs::remove_file(path).is_ok(),
            Self::Others => true,
            Self::Unread => false,
        }
    }
}

fn is_what_was_written(path: &Path, written: &PartFile) -> io::Result<bool> {
    let found = fs::symlink_metadata(path)?;
    if !found.is_file() || found.len() != written.bytes {
        return Ok(false);
    }
    let mut file = File::open(path)?;
    let mut hashed = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        match file.read(&mut chunk)? {
            0 => break,
            read => hashed.update(chunk.get(..read).unwrap_or_default()),
        }
    }
    let found: String = hashed
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok(found == written.sha256)
}
