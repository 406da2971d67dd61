//! Files of exports go when their time is over. The owner is told some days before, and only what the app wrote, and what
//! still is what it wrote, is removed.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use backstock_export::PartFile;
use chrono::TimeDelta;
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
        for mut entry in self.entries(&known)? {
            let (Some(place), Some(expires)) = (&entry.place, entry.expires) else {
                continue;
            };
            if entry.removed.is_some() || entry.ending != ExportEnding::Done {
                continue;
            }
            if expires <= now && !entry.announced {
                // Nobody was here to be told; nothing goes unannounced.
                entry.announced = true;
                entry.expires = Some(now + TimeDelta::days(ANNOUNCED_DAYS));
                self.keep_entry(&known, &entry)?;
                tidied.soon.push(entry);
            } else if expires <= now {
                // A folder that is not there may be on a drive that is not plugged in.
                let left = entry.files.iter().filter(|file| !is_gone(place, file)).count();
                if left > 0 || !place.is_dir() {
                    continue;
                }
                // What somebody else put there stays, and the folder with it.
                let _ = fs::remove_dir(place);
                entry.removed = Some(now);
                self.keep_entry(&known, &entry)?;
                tidied.removed.push(entry);
            } else if !entry.announced && expires - now <= TimeDelta::days(ANNOUNCED_DAYS) {
                entry.announced = true;
                self.keep_entry(&known, &entry)?;
                tidied.soon.push(entry);
            }
        }
        Ok(tidied)
    }
}

/// Removes a file if it is what was written there, and says whether nothing of it is left. What was changed since is the owner's;
/// what cannot be read or removed now is tried again.
fn is_gone(place: &Path, file: &PartFile) -> bool {
    let path = place.join(&file.name);
    match is_what_was_written(&path, file) {
        Ok(true) => fs::remove_file(&path).is_ok(),
        Ok(false) => true,
        Err(error) => error.kind() == io::ErrorKind::NotFound,
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
