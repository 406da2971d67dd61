//! The history of exports: what was asked for, what came of it, and where the files are.
//!
//! Each export is one text in the vault, under a name with its shop's id: gone with the shop, encrypted like all else.

use std::fs;
use std::path::{Path, PathBuf};

use backstock_export::{ExportFormat, ExportNote, ExportWritten, ExportedType, PART_LIMIT, PartFile};
use backstock_model::{About, BackupNumber, Recipient};
use backstock_vault::{Shop, VaultError};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{ExportAsk, letter};
use crate::outbox::for_each;
use crate::words::APP_WAS_CLOSED;
use crate::{Engine, EngineError, Explained, Moment};

/// Who asked for an export: the export type of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportedBy {
    /// The owner, by hand.
    Manual,
    /// The weekly schedule; also when it catches up.
    Weekly,
    /// The monthly schedule; also when it catches up.
    Monthly,
}

/// How long the files of exports are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeepFor {
    /// 7 days.
    #[default]
    Week,
    /// 30 days.
    Month,
    /// Until the owner deletes them.
    Forever,
}

/// How an export ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "ending")]
pub enum ExportEnding {
    /// It is going on.
    Running,
    /// Everything was written.
    Done,
    /// The owner stopped it; nothing was left.
    Cancelled,
    /// It could not be written; nothing was left.
    Failed {
        /// Why.
        why: Explained,
    },
}

/// What became of an export's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFiles {
    /// There never were any.
    None,
    /// All of them are where they were written.
    Present,
    /// Their time was over, and the app removed them.
    Expired,
    /// Some or all are not there any more, and the app did not remove them.
    Moved,
}

/// An export in the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportEntry {
    /// Its number: 1, 2, 3 ... for each shop on its own.
    pub number: u64,
    /// Who asked for it.
    pub by: ExportedBy,
    /// Its form.
    pub format: ExportFormat,
    /// What was asked for; what is in it once it is written.
    pub types: Vec<ExportedType>,
    /// The backup it was made from, once that is known.
    pub backup: Option<BackupNumber>,
    /// The folder that was chosen.
    pub folder: PathBuf,
    /// The folder of its own in that one, once it is written.
    pub place: Option<PathBuf>,
    /// What lies in there: the parts, then what is beside them.
    pub files: Vec<PartFile>,
    /// How many of the files are parts.
    pub parts: usize,
    /// What could not be exported as it is.
    pub notes: Vec<ExportNote>,
    /// Who is told.
    #[serde(with = "written")]
    pub recipients: Vec<Recipient>,
    /// When it began.
    pub started: DateTime<Utc>,
    /// When it ended.
    pub finished: Option<DateTime<Utc>>,
    /// How it ended.
    #[serde(flatten)]
    pub ending: ExportEnding,
    /// When its files go; nothing when they stay.
    pub expires: Option<DateTime<Utc>>,
    /// Whether the owner was told that they will go soon.
    pub announced: bool,
    /// When they went.
    pub removed: Option<DateTime<Utc>>,
    /// Where its files are while they are written.
    pub partial: Option<PathBuf>,
}

impl KeepFor {
    pub(super) fn until(self, from: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let days = match self {
            Self::Week => 7,
            Self::Month => 30,
            Self::Forever => return None,
        };
        from.checked_add_signed(TimeDelta::days(days))
    }
}

impl ExportEntry {
    /// What became of its files, by looking.
    pub fn look_for_files(&self) -> ExportFiles {
        let Some(place) = &self.place else {
            return ExportFiles::None;
        };
        if self.removed.is_some() {
            return ExportFiles::Expired;
        }
        let is_there = |file: &PartFile| {
            fs::metadata(place.join(&file.name))
                .is_ok_and(|found| found.is_file() && found.len() == file.bytes)
        };
        if self.files.iter().all(is_there) {
            ExportFiles::Present
        } else {
            ExportFiles::Moved
        }
    }

    /// Takes over what was written.
    pub(super) fn take(&mut self, written: &ExportWritten) {
        self.types.clone_from(&written.manifest.types);
        self.notes.clone_from(&written.manifest.notes);
        self.place = Some(written.folder.clone());
        self.files.clone_from(&written.files);
        self.parts = written.parts;
    }

    /// What was to be there is not.
    pub(super) fn leave_no_files(&mut self) {
        self.notes.clear();
        self.place = None;
        self.files.clear();
        self.parts = 0;
    }

    /// Size of everything that was written.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// The same export of the shop as it is now, or of the same backup again.
    pub fn again(&self, at: Moment) -> ExportAsk {
        ExportAsk {
            types: self.types.iter().map(|exported| exported.key.clone()).collect(),
            format: self.format,
            at,
            folder: self.folder.clone(),
            recipients: self.recipients.clone(),
            by: ExportedBy::Manual,
            limit: PART_LIMIT,
        }
    }
}

impl Engine {
    /// The exports of a shop, newest first.
    pub fn exports(&self, shop: &str) -> Result<Vec<ExportEntry>, EngineError> {
        let known = self.vault.shop(shop)?;
        self.entries(&known)
    }

    /// One export of a shop.
    pub fn export_entry(&self, shop: &str, number: u64) -> Result<ExportEntry, EngineError> {
        self.exports(shop)?
            .into_iter()
            .find(|entry| entry.number == number)
            .ok_or(EngineError::UnknownExport(number))
    }

    /// How long the files of a shop's exports are kept.
    pub fn export_keeping(&self, shop: &str) -> Result<KeepFor, EngineError> {
        let known = self.vault.shop(shop)?;
        let kept = self.vault.setting(&keep_setting(&known))?;
        Ok(kept
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    }

    /// Sets how long the files of a shop's exports are kept: of those to come, and of those that are there.
    pub fn set_export_keeping(&self, shop: &str, keep: KeepFor) -> Result<(), EngineError> {
        let known = self.vault.shop(shop)?;
        if let Ok(text) = serde_json::to_string(&keep) {
            self.vault.set_setting(&keep_setting(&known), Some(&text))?;
        }
        for entry in self.entries(&known)? {
            self.change_entry(&known, entry.number, |entry| {
                let has_files = entry.place.is_some() && entry.removed.is_none();
                let Some(finished) = entry.finished.filter(|_| has_files) else {
                    return false;
                };
                entry.expires = keep.until(finished);
                entry.announced = false;
                true
            })?;
        }
        Ok(())
    }

    pub(super) fn entries(&self, known: &Shop) -> Result<Vec<ExportEntry>, EngineError> {
        let kept = self.vault.settings_below(&entry_beginning(known))?;
        // A note that a newer app wrote in another shape is no reason to show none at all.
        let mut entries: Vec<ExportEntry> = kept
            .iter()
            .filter_map(|(_, text)| serde_json::from_str(text).ok())
            .collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.number));
        Ok(entries)
    }

    pub(super) fn keep_entry(&self, known: &Shop, entry: &ExportEntry) -> Result<(), EngineError> {
        let name = entry_name(known, entry.number);
        Ok(self.vault.set_setting(&name, Some(&text_of(entry)?))?)
    }

    /// Changes an entry as it is now, not as it was when somebody looked; answers it when something was changed. Nobody else
    /// changes anything meanwhile.
    pub(super) fn change_entry(
        &self,
        known: &Shop,
        number: u64,
        change: impl FnOnce(&mut ExportEntry) -> bool,
    ) -> Result<Option<ExportEntry>, EngineError> {
        let name = entry_name(known, number);
        Ok(self.vault.in_one_step(|step| {
            let kept = step.setting(&name)?;
            let Some(mut entry) = kept.and_then(|text| serde_json::from_str(&text).ok()) else {
                return Ok(None);
            };
            if !change(&mut entry) {
                return Ok(None);
            }
            step.set_setting(&name, Some(&text_of(&entry)?))?;
            Ok(Some(entry))
        })?)
    }

    /// Notes how an export ended, for how long its files stay, and the letters about it, in one step: a kill leaves all of it or
    /// nothing. Whoever stopped it knows.
    pub(super) fn end_entry(&self, known: &Shop, entry: &mut ExportEntry) -> Result<(), EngineError> {
        let now = self.clock.now();
        entry.finished = Some(now);
        entry.partial = None;
        self.vault.in_one_step(|step| {
            if entry.place.is_some() {
                let keep: KeepFor = step
                    .setting(&keep_setting(known))?
                    .and_then(|text| serde_json::from_str(&text).ok())
                    .unwrap_or_default();
                entry.expires = keep.until(now);
            }
            step.set_setting(&entry_name(known, entry.number), Some(&text_of(entry)?))?;
            if entry.ending != ExportEnding::Cancelled {
                let about = About::Export(entry.number);
                let letter = letter::of(&known.name, entry);
                step.hand_over(&for_each(known.id, about, &entry.recipients, &letter), now)?;
            }
            Ok(())
        })?;
        self.faults.at("export.ended");
        Ok(())
    }

    pub(super) fn open_entry(&self, known: &Shop, ask: &ExportAsk) -> Result<ExportEntry, EngineError> {
        let newest = self.entries(known)?.first().map_or(0, |entry| entry.number);
        let labels = self.kept_types(known)?;
        let label_of = |key: &_| {
            let stored = labels.iter().find(|stored| stored.description.key == *key);
            stored.map_or_else(|| key.to_string(), |stored| stored.description.label.clone())
        };
        let entry = ExportEntry {
            number: newest + 1,
            by: ask.by,
            format: ask.format,
            types: ask
                .types
                .iter()
                .map(|key| ExportedType {
                    key: key.clone(),
                    label: label_of(key),
                    records: 0,
                })
                .collect(),
            backup: None,
            folder: ask.folder.clone(),
            place: None,
            files: Vec::new(),
            parts: 0,
            notes: Vec::new(),
            recipients: ask.recipients.clone(),
            started: self.clock.now(),
            finished: None,
            ending: ExportEnding::Running,
            expires: None,
            announced: false,
            removed: None,
            partial: None,
        };
        self.keep_entry(known, &entry)?;
        Ok(entry)
    }

    /// Settles the exports of all shops that were left behind by a kill. What waits for a job to end is settled after it.
    pub fn settle_exports(&self) -> Result<(), EngineError> {
        for known in self.vault.shops()? {
            let entries = self.entries(&known)?;
            if entries.iter().any(|entry| entry.ending == ExportEnding::Running) {
                match self.vault.lock(known.id, "export") {
                    Ok(_held) => self.settle_entries(&known)?,
                    Err(VaultError::Busy { .. } | VaultError::ReadOnly) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(())
    }

    /// Exports that nobody works on any more: the app was closed or the power went. What was whole by then counts; of what was not,
    /// nothing is left. Called with the vault's lock held.
    pub(super) fn settle_entries(&self, known: &Shop) -> Result<(), EngineError> {
        for mut entry in self.entries(known)? {
            if entry.ending != ExportEnding::Running {
                continue;
            }
            if let Some(partial) = entry.partial.take()
                && is_partial(&partial)
            {
                // Somebody may have removed it by hand.
                let _ = fs::remove_dir_all(&partial);
            }
            entry.ending = if entry.look_for_files() == ExportFiles::Present {
                ExportEnding::Done
            } else {
                entry.leave_no_files();
                ExportEnding::Failed {
                    why: Explained {
                        code: "app_closed".to_owned(),
                        message: APP_WAS_CLOSED.to_owned(),
                        hint: "Run the export again.".to_owned(),
                    },
                }
            };
            self.end_entry(known, &mut entry)?;
        }
        Ok(())
    }
}

/// Whether a folder is one that an export makes while it is written. Nothing else is ever removed as a whole.
fn is_partial(folder: &Path) -> bool {
    folder
        .file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name.starts_with(".backstock-export-") && name.ends_with(".partial"))
}

fn entry_beginning(shop: &Shop) -> String {
    format!("export/{}/", shop.id)
}

fn entry_name(shop: &Shop, number: u64) -> String {
    format!("{}{number:08}", entry_beginning(shop))
}

fn text_of(entry: &ExportEntry) -> Result<String, VaultError> {
    serde_json::to_string(entry).map_err(|_| VaultError::NotAllowed {
        reason: "an export that cannot be noted",
    })
}

fn keep_setting(shop: &Shop) -> String {
    format!("export_keeping/{}", shop.id)
}

/// Recipients as they are written down.
mod written {
    use backstock_model::Recipient;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    pub(super) fn serialize<S: Serializer>(
        recipients: &[Recipient],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let written: Vec<String> = recipients.iter().map(Recipient::to_string).collect();
        written.serialize(serializer)
    }

    /// Whoever a later version may have written down and this one does not know is left out.
    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Recipient>, D::Error> {
        let written = Vec::<String>::deserialize(deserializer)?;
        Ok(written
            .iter()
            .filter_map(|text| Recipient::parse(text).ok())
            .collect())
    }
}
