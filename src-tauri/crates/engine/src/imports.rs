//! # Files in a shop's history
//!
//! A shop is older than its first backup, and of the years before there are often files: dumps, exports, backups of plugins. One
//! of them becomes a backup with the date of its data (`decisions/0037`): it stands where its date is in every list and in the
//! history of every item, is compared, and restored from.
//!
//! * It is never the latest backup, protects nothing, makes no alarm, and no rule deletes it: all of that goes by the chain of
//!   the shop's own backups, in which it is not.
//! * What it does not hold was not read then.
//! * It has to be of this shop: content types in common, and under the same numbers the same things. The lines of a table (CSV,
//!   JSON, XLSX) are found by what tells them, and one of its columns has to be a field of the shop.

use std::path::Path;
use std::sync::Arc;

use backstock_files::Opened;
use backstock_model::{BackupNumber, Cancel, Progress, RecordKey, Secret};
use backstock_vault::{Backup, BackupFileId, Shop, Version};
use chrono::{DateTime, Utc};

use crate::files::{HOLDER, is_sheet, opened};
use crate::fitting::refuse_what_fits_nothing;
use crate::kept_shop::KeptReading;
use crate::pairing::paired;
use crate::{BackupFileStanding, Engine, EngineError};

/// A file that is to become a past backup.
pub struct FileToImport<'a> {
    /// Which.
    pub path: &'a Path,
    /// Its passphrase, where it has one.
    pub passphrase: Option<Secret>,
    /// Of when the data in it is; nothing for what the file says.
    pub dated: Option<DateTime<Utc>>,
    /// What the owner calls it; nothing for the file's name.
    pub label: Option<String>,
}

impl Engine {
    /// Takes a file into a shop's history, as a backup of its date. Nothing is kept of a file that cannot be read to its end, or
    /// is not of this shop.
    pub fn import_file(
        &self,
        shop: &str,
        file: FileToImport<'_>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<Backup, EngineError> {
        self.refuse_view_only()?;
        let known = self.vault.shop(shop)?;
        let Opened { about, mut reading } =
            opened(file.path, file.passphrase, self.vault.folder(), progress, cancel)?;
        let dated = file.dated.or(about.made).unwrap_or_else(|| self.clock.now());
        if dated > self.clock.now() {
            return Err(EngineError::DateToCome);
        }
        if let Some(same) = self.backups(shop)?.iter().find(|backup| backup.finished == dated) {
            return Err(EngineError::AlreadyInHistory { backup: same.number });
        }
        let own = self.kept_types(&known)?;
        let has_own = reading.types().iter().any(|found| {
            let mut own = own.iter().filter(|own| !own.description.is_rest);
            own.any(|own| own.description.key == found.key)
        });
        if !own.is_empty() && !has_own {
            return Err(EngineError::OfNoTypeHere { shop: known.name });
        }
        if is_sheet(about.kind)
            && let Some(latest) = self.vault.latest(known.id)?
        {
            let mut latest = KeptReading::of(Arc::clone(&self.vault), known.id, latest.number)?;
            (reading, _) = paired(reading, &mut latest, cancel)?;
            refuse_what_fits_nothing(&known.name, &mut *reading, &mut latest, cancel)?;
        }
        let name = self.free_name(file.path)?;
        let holder = self.add_file_shop(&name, HOLDER, about.profile.clone())?;
        let label = file.label.unwrap_or(name);
        let kept = self
            .keep_file(
                &holder,
                about.kind,
                (dated, Some(label)),
                reading,
                progress,
                cancel,
            )
            .and_then(|_| {
                let lock = self.vault.lock(known.id, "import file")?;
                let backup = self.vault.keep_import(&lock, holder.id)?;
                match self.check_same_things(&known, backup.number, cancel) {
                    Ok(()) => self.as_listed(&known, backup),
                    Err(error) => {
                        self.vault.let_import_go(&lock, backup.number)?;
                        Err(error)
                    }
                }
            });
        if kept.is_err() {
            self.remove_holder(&holder)?;
        }
        kept
    }

    /// Takes a listed file into a shop's history, under the name and the date it has in the list.
    pub fn import_listed_file(
        &self,
        shop: &str,
        (id, passphrase): (BackupFileId, Option<Secret>),
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<Backup, EngineError> {
        let listed = self.backup_file(shop, id)?;
        if listed.standing == BackupFileStanding::Missing {
            return Err(EngineError::BackupFileMissing { name: listed.name });
        }
        let file = FileToImport {
            path: &listed.place,
            passphrase,
            dated: Some(listed.dated),
            label: Some(listed.name),
        };
        self.import_file(shop, file, progress, cancel)
    }

    /// All backups of a shop, newest date first: its own, and between them what was imported.
    pub fn backups(&self, shop: &str) -> Result<Vec<Backup>, EngineError> {
        let known = self.vault.shop(shop)?;
        let mut own = self.vault.backups(known.id)?.into_iter().peekable();
        let mut all = Vec::new();
        for (import, _) in self.vault.imports(known.id)? {
            while let Some(later) = own.next_if(|own| own.finished > import.finished) {
                all.push(later);
            }
            all.push(self.as_listed(&known, import)?);
        }
        all.extend(own);
        Ok(all)
    }

    /// An import that lacks types of the shop is one of a part.
    fn as_listed(&self, known: &Shop, mut import: Backup) -> Result<Backup, EngineError> {
        let held = self.vault.types_at(known.id, import.number)?;
        let own = self.kept_types(known)?;
        let is_held = |own: &backstock_vault::StoredType| {
            let key = &own.description.key;
            own.gone || own.description.is_rest || held.iter().any(|held| held.description.key == *key)
        };
        import.partial = !own.iter().all(is_held);
        Ok(import)
    }

    /// Every state a record was seen in, newest date first, with those in which imports have it.
    pub fn history(&self, shop: &str, key: &RecordKey) -> Result<Vec<Version>, EngineError> {
        let known = self.vault.shop(shop)?;
        let mut states = self.versions(known.id, key)?;
        states.reverse();
        let mut imports = self.vault.imports(known.id)?;
        if imports.is_empty() {
            states.reverse();
            return Ok(states);
        }
        imports.reverse();
        let own = self.vault.backups(known.id)?;
        for (import, _) in imports {
            // A file may hold a part of a type; that a record is not in it says nothing.
            if let Some(found) = self.record_at(known.id, key, import.number)? {
                let state = Version {
                    backup: import.number,
                    last: import.number,
                    at: import.finished,
                    until: import.finished,
                    hash: Some(found.hash),
                    deleted: false,
                    bytes: found.document.as_bytes().len() as u64,
                };
                put_in(&mut states, state, &own);
            }
        }
        states.reverse();
        Ok(states)
    }

    /// Takes imports out of a shop's history for good. The files they came from are not touched.
    pub(crate) fn remove_import(&self, known: &Shop, number: BackupNumber) -> Result<(), EngineError> {
        let imports = self.vault.imports(known.id)?;
        let holder = imports.iter().find(|(import, _)| import.number == number);
        let Some((_, holder)) = holder else {
            return Ok(());
        };
        let holder = self.vault.shop_by_id(*holder)?;
        {
            let lock = self.vault.lock(known.id, "prune")?;
            self.vault.let_import_go(&lock, number)?;
        }
        self.remove_holder(&holder)
    }

    pub(crate) fn remove_holder(&self, holder: &Shop) -> Result<(), EngineError> {
        let alone = self.vault.lock(holder.id, "read file")?;
        Ok(self.vault.remove_shop(&alone)?)
    }

    /// Refuses an import in which most numbers stand for other things than in the shop's latest backup.
    fn check_same_things(
        &self,
        known: &Shop,
        import: BackupNumber,
        cancel: &Cancel,
    ) -> Result<(), EngineError> {
        if self.vault.latest(known.id)?.is_none() {
            return Ok(());
        }
        let latest = self.latest_of(known)?.number;
        let mut reading = KeptReading::of(Arc::clone(&self.vault), known.id, latest)?;
        self.check_likeness(known, import, &mut reading, cancel)
    }

    /// A name for what a file holds that nothing in the vault has.
    fn free_name(&self, path: &Path) -> Result<String, EngineError> {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let shops = self.vault.shops()?;
        let numbered = |number: u32| match number {
            1 => name.clone(),
            more => format!("{name} ({more})"),
        };
        let mut names = (1..).map(numbered);
        let free = names.find(|name| !shops.iter().any(|shop| shop.name == *name));
        Ok(free.unwrap_or(name))
    }
}

/// Puts what an import has into a record's states, oldest first. It parts a state that held before and after its date, and is
/// no state of its own where nothing had changed.
fn put_in(states: &mut Vec<Version>, import: Version, own: &[Backup]) {
    let at = states.partition_point(|state| state.at <= import.at);
    let Some(before) = at.checked_sub(1).and_then(|before| states.get_mut(before)) else {
        states.insert(0, import);
        return;
    };
    if before.hash == import.hash {
        return;
    }
    let earlier = own.iter().find(|own| own.finished <= import.at);
    let later = own.iter().rev().find(|own| own.finished > import.at);
    let rest = match (earlier, later) {
        (Some(earlier), Some(later)) if before.until > import.at => {
            let rest = Version {
                backup: later.number,
                at: later.finished,
                ..before.clone()
            };
            before.last = earlier.number;
            before.until = earlier.finished;
            Some(rest)
        }
        _ => None,
    };
    states.insert(at, import);
    if let Some(rest) = rest {
        states.insert(at + 1, rest);
    }
}
