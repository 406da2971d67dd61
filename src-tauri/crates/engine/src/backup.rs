//! # Backing up
//!
//! A backup is one consistent reading of the shop. It is offered only when all of it is in the vault; stopped, failed or
//! killed at any point it never was, and the newest backup stays the newest.
//!
//! Of a *first* backup that is stopped or whose line is cut, the types that had been read to their end are kept, as a backup of a
//! part of the shop (see `decisions/0023`). The next one reads the whole shop anew, at one moment, and has less to write.
//!
//! The safety backup before a restore is the same movement with somebody listening: while the records go by, they are
//! compared with what the plan believed them to be, and if one is not, nothing is kept and nothing is written.

use std::collections::HashMap;
use std::ops::ControlFlow;

use backstock_model::{
    BackupNumber, Cancel, ContentType, Phase, Progress, Record, RecordKey, Tick, TypeDescription,
};
use backstock_shops::{Reading, ShopError};
use backstock_vault::{Backup, BackupKind, JobLock, OpenBackup, TypeCounts};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::alarm::Alarm;
use crate::keeping::Pruned;
use crate::left_out::LeftOutOfBackup;
use crate::restore::Outage;
use crate::{Engine, EngineError, Explained, explain};

/// How often a shop whose tables are being changed is read.
const MOST_TRIES: u32 = 3;

/// Records between two facts told to the listener.
const RECORDS_PER_TICK: u64 = 64;

/// What is to be backed up.
#[derive(Clone, Debug)]
pub struct BackupAsk {
    /// Only these types; empty means all of them. The others stand as in the backup before.
    pub types: Vec<ContentType>,
    /// Why the backup is made.
    pub kind: BackupKind,
    /// A name for it.
    pub label: Option<String>,
}

/// A backup that was made.
#[derive(Clone, Debug)]
pub struct BackupOutcome {
    /// The backup.
    pub backup: Backup,
    /// What was found of each type that was read, in the shop's order; types the shop gave up come last.
    pub types: Vec<(TypeDescription, TypeCounts)>,
    /// What of the shop is not in it, what can be mended first.
    pub left_out: Vec<LeftOutOfBackup>,
    /// What is unusual about it.
    pub alarm: Option<Alarm>,
    /// The backups that were deleted after it, because the owner's rule does not keep them.
    pub pruned: Pruned,
    /// How long it took by the engine's clock.
    pub seconds: f64,
}

/// The last attempt to back a shop up, when it failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupFailure {
    /// When it failed.
    pub at: DateTime<Utc>,
    /// Why.
    pub why: Explained,
}

impl Default for BackupAsk {
    fn default() -> Self {
        Self {
            types: Vec::new(),
            kind: BackupKind::Manual,
            label: None,
        }
    }
}

impl Engine {
    /// Backs a shop up. The reason of a failure is remembered for [`Engine::last_backup_failure`].
    pub fn backup(
        &self,
        shop: &str,
        ask: &BackupAsk,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<BackupOutcome, EngineError> {
        let known = self.vault.shop(shop)?;
        let lock = self.vault.lock(known.id, "backup")?;
        self.faults.at("backup.locked");
        self.backup_under(&known, &lock, ask, progress, cancel)
    }

    /// Backs a shop up as a part of a job that holds the vault's lock already.
    pub(crate) fn backup_under(
        &self,
        known: &backstock_vault::Shop,
        lock: &JobLock,
        ask: &BackupAsk,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<BackupOutcome, EngineError> {
        let outcome = self.back_up_unchanged(known, lock, ask, progress, cancel);
        match &outcome {
            // A backup of some types says nothing about those that the failed one did not reach.
            Ok(_) if ask.types.is_empty() => self.remember_failure(known, None)?,
            Ok(_) => {}
            Err(EngineError::Cancelled) => {}
            Err(error) => {
                // The failure itself matters more than a note about it that could not be kept (a full disk is both).
                let _ = self.remember_failure(known, Some(error));
            }
        }
        outcome
    }

    /// Backs a shop up, anew where its tables are changed meanwhile: an update of the shop's software takes a moment, and what was
    /// read before it is not kept.
    fn back_up_unchanged(
        &self,
        known: &backstock_vault::Shop,
        lock: &JobLock,
        ask: &BackupAsk,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<BackupOutcome, EngineError> {
        for _ in 1..MOST_TRIES {
            match self.back_up(known, lock, ask, progress, cancel) {
                Err(EngineError::Shop(ShopError::TablesChanged { .. })) => {
                    Outage::default().pass(self.patience.between, cancel)?;
                }
                outcome => return outcome,
            }
        }
        self.back_up(known, lock, ask, progress, cancel)
    }

    fn back_up(
        &self,
        known: &backstock_vault::Shop,
        lock: &JobLock,
        ask: &BackupAsk,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<BackupOutcome, EngineError> {
        let started = self.clock.now();
        progress.tick(&Tick {
            phase: Phase::Opening,
            content_type: None,
            done: 0,
            total: None,
            failed: 0,
        });
        self.look_for_room(known)?;
        let size_before = self.vault.size_on_disk()?;
        let opened = self.open_shop_for(known, cancel)?;
        let mut keeping = Keeping {
            engine: self,
            reading: opened.open_backup_reading()?,
            phase: Phase::Reading,
            progress,
            cancel,
            done: 0,
            total: 0,
            counts: Vec::new(),
            keeps_part: self.vault.latest(known.id)?.is_none(),
            forbidden: Vec::new(),
            expected: HashMap::new(),
        };
        keeping.look_for_forbidden(known)?;
        let parts = keeping.whole_types(known, &ask.types)?;
        if parts.is_empty() && !keeping.forbidden.is_empty() {
            return Err(keeping.refused(None));
        }
        let is_part = !keeping.is_whole(&parts);
        let mut backup = keeping.keep(lock, ask.kind, ask.label.clone(), parts, &mut |_| Ok(()))?;
        if ask.types.is_empty() {
            keeping.give_up_missing_types(known, &mut backup)?;
        }
        keeping.finishing();
        let left_out = self.note_left_out(known, backup.number(), &*keeping.reading, &|content_type| {
            keeping
                .counts
                .iter()
                .any(|(description, _)| description.key == *content_type)
        })?;
        // Asked for before the backup is published: what fails afterwards would call a finished backup failed.
        let currency = opened.currency()?;
        let now = self.clock.now();
        let backup = if is_part {
            backup.publish_part(now)?
        } else {
            backup.publish(now)?
        };
        self.faults.at("backup.published");
        self.remember_currency(known, currency)?;
        // What is there now is kept, and the owner hears all the same that it is not the whole shop.
        if ask.types.is_empty() && !keeping.forbidden.is_empty() {
            return Err(keeping.refused(Some(backup.number)));
        }
        // The backup stands. What goes wrong with looking at it and with deleting others is not its failure: the next one
        // looks again. Until somebody has looked nothing is deleted: the backup before may be the last good one.
        let (mut alarm, mut pruned) = (None, Pruned::default());
        if backup.is_full() {
            let grown = self
                .vault
                .size_on_disk()
                .map_or(0, |size| size.saturating_sub(size_before));
            if let Ok(found) = self.look_out(known, &backup, grown) {
                alarm = found;
                pruned = self.prune_by_itself(known, lock).unwrap_or_default();
            }
        }
        Ok(BackupOutcome {
            backup,
            types: keeping.counts,
            left_out,
            alarm,
            pruned,
            seconds: self.seconds_since(started),
        })
    }

    /// The types of the newest backup, those that the shop gave up among them; none before the first.
    pub(crate) fn kept_types(
        &self,
        known: &backstock_vault::Shop,
    ) -> Result<Vec<backstock_vault::StoredType>, EngineError> {
        match self.vault.latest(known.id)? {
            Some(latest) => Ok(self.vault.types_at(known.id, latest.number)?),
            None => Ok(Vec::new()),
        }
    }

    /// Why the last attempt to back a shop up failed; nothing when it did not.
    pub fn last_backup_failure(&self, shop: &str) -> Result<Option<BackupFailure>, EngineError> {
        let known = self.vault.shop(shop)?;
        let kept = self.vault.setting(&failure_setting(&known))?;
        // A note that a newer app wrote in another shape is no reason to show nothing at all.
        Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// The code of the currency of a shop's amounts, as of its newest backup.
    pub fn currency(&self, shop: &str) -> Result<Option<String>, EngineError> {
        let known = self.vault.shop(shop)?;
        Ok(self.vault.setting(&currency_setting(&known))?)
    }

    fn remember_currency(
        &self,
        known: &backstock_vault::Shop,
        found: Option<String>,
    ) -> Result<(), EngineError> {
        let name = currency_setting(known);
        if self.vault.setting(&name)? != found {
            self.vault.set_setting(&name, found.as_deref())?;
        }
        Ok(())
    }

    pub(crate) fn remember_failure(
        &self,
        known: &backstock_vault::Shop,
        error: Option<&EngineError>,
    ) -> Result<(), EngineError> {
        let name = failure_setting(known);
        let text = error.and_then(|error| {
            serde_json::to_string(&BackupFailure {
                at: self.clock.now(),
                why: explain(error),
            })
            .ok()
        });
        if text.is_none() && self.vault.setting(&name)?.is_none() {
            return Ok(());
        }
        Ok(self.vault.set_setting(&name, text.as_deref())?)
    }

    /// Names a backup; `None` takes the name away.
    pub fn label_backup(
        &self,
        shop: &str,
        number: BackupNumber,
        label: Option<&str>,
    ) -> Result<(), EngineError> {
        let shop = self.vault.shop(shop)?;
        Ok(self.vault.label_backup(shop.id, number, label)?)
    }

    /// Keeps a backup from being deleted, with a note why, or lets it go again.
    pub fn pin_backup(
        &self,
        shop: &str,
        number: BackupNumber,
        pinned: bool,
        note: Option<&str>,
    ) -> Result<(), EngineError> {
        let shop = self.vault.shop(shop)?;
        Ok(self.vault.pin_backup(shop.id, number, pinned, note)?)
    }
}

fn failure_setting(shop: &backstock_vault::Shop) -> String {
    format!("backup_failure/{}", shop.id)
}

fn currency_setting(shop: &backstock_vault::Shop) -> String {
    format!("currency/{}", shop.id)
}

/// One reading on its way into the vault.
pub(crate) struct Keeping<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) reading: Box<dyn Reading>,
    pub(crate) phase: Phase,
    pub(crate) progress: &'a dyn Progress,
    pub(crate) cancel: &'a Cancel,
    pub(crate) done: u64,
    pub(crate) total: u64,
    pub(crate) counts: Vec<(TypeDescription, TypeCounts)>,
    /// Whether what was read to its end is kept when the reading is cut. Only a first backup has nothing better to go by.
    pub(crate) keeps_part: bool,
    /// What the shop does not let us read.
    pub(crate) forbidden: Vec<TypeDescription>,
    /// How many records the types that are read as a whole had last time; those that are not here are counted.
    pub(crate) expected: HashMap<ContentType, u64>,
}

/// What is read of a type.
pub(crate) enum Part {
    /// All of it.
    Whole(TypeDescription),
    /// These records; the others stand as in the backup before.
    Records(TypeDescription, Vec<RecordKey>),
}

impl Keeping<'_> {
    /// Reads the parts into a backup that is not published yet. `listen` sees every record before it is kept.
    pub(crate) fn keep(
        &mut self,
        lock: &JobLock,
        kind: BackupKind,
        label: Option<String>,
        parts: Vec<Part>,
        listen: &mut dyn FnMut(&Record) -> Result<(), EngineError>,
    ) -> Result<OpenBackup, EngineError> {
        for part in &parts {
            self.total += match part {
                // To count left-over rows is as much work as to read them.
                Part::Whole(description) if description.is_rest => 0,
                // To count a million rows takes the time of reading a tenth of them, and last time's number shows as well how far
                // one has come.
                Part::Whole(description) => match self.expected.get(&description.key) {
                    Some(records) => *records,
                    None => self.reading.count(&description.key)?,
                },
                Part::Records(_, keys) => keys.len() as u64,
            };
        }
        let now = self.engine.clock.now();
        let mut backup = self.engine.vault.begin_backup(lock, kind, label, now)?;
        backup.expect(parts.iter().map(|part| match part {
            Part::Whole(description) | Part::Records(description, _) => &description.key,
        }))?;
        self.engine.faults.at("backup.begun");
        match self.keep_parts(&mut backup, parts, listen) {
            Ok(()) => {}
            // What was read until then is not of one moment with anything that is read after.
            Err(changed @ EngineError::Shop(ShopError::TablesChanged { .. })) => return Err(changed),
            Err(cut @ (EngineError::Cancelled | EngineError::Shop(_))) if self.has_part() => {
                // That it was cut is the news; a part that could not be kept is no other.
                let _ = backup.publish_cut(self.engine.clock.now());
                return Err(cut);
            }
            Err(error) => return Err(error),
        }
        self.engine.faults.at("backup.all_read");
        Ok(backup)
    }

    fn keep_parts(
        &mut self,
        backup: &mut OpenBackup,
        parts: Vec<Part>,
        listen: &mut dyn FnMut(&Record) -> Result<(), EngineError>,
    ) -> Result<(), EngineError> {
        for part in parts {
            let (description, counts) = match part {
                Part::Whole(description) => {
                    let counts = self.keep_type(backup, &description, listen)?;
                    (description, counts)
                }
                Part::Records(description, keys) => {
                    let counts = self.keep_records(backup, &description, keys, listen)?;
                    (description, counts)
                }
            };
            self.engine.faults.at("backup.type_read");
            self.counts.push((description, counts));
        }
        Ok(())
    }

    /// Whether something was read to its end that is worth keeping.
    fn has_part(&self) -> bool {
        self.keeps_part && self.counts.iter().any(|(_, counts)| counts.records > 0)
    }

    /// Finds out what may not be read.
    fn look_for_forbidden(&mut self, known: &backstock_vault::Shop) -> Result<(), EngineError> {
        let kept = self.engine.kept_types(known)?.into_iter();
        let kept = kept
            .filter(|stored| !stored.gone)
            .map(|stored| stored.description);
        self.forbidden = forbidden_types(&mut *self.reading, kept)?;
        Ok(())
    }

    fn is_forbidden(&self, content_type: &ContentType) -> bool {
        self.forbidden.iter().any(|found| found.key == *content_type)
    }

    /// What is told when not all could be read.
    fn refused(&self, backup: Option<BackupNumber>) -> EngineError {
        EngineError::TypesForbidden {
            labels: labels_of(self.forbidden.iter().cloned()).collect(),
            backup,
        }
    }

    /// Whether parts are the whole shop: every type it has, whatever the vault knows of them. Left-over rows are only read where
    /// there are any.
    pub(crate) fn is_whole(&self, parts: &[Part]) -> bool {
        let is_read = |wanted: &TypeDescription| {
            parts
                .iter()
                .any(|part| matches!(part, Part::Whole(description) if description.key == wanted.key))
        };
        let mut types = self.reading.types().iter();
        types.all(|description| description.is_rest || is_read(description))
    }

    /// The types asked for, or all of them. Of left-over rows only types that there are rows of, or ever were.
    pub(crate) fn whole_types(
        &mut self,
        known: &backstock_vault::Shop,
        wanted: &[ContentType],
    ) -> Result<Vec<Part>, EngineError> {
        let types = self.reading.types().to_vec();
        if wanted.iter().any(|content_type| self.is_forbidden(content_type)) {
            return Err(self.refused(None));
        }
        for content_type in wanted {
            if !types.iter().any(|description| description.key == *content_type) {
                return Err(EngineError::UnknownType(content_type.clone()));
            }
        }
        let kept = self.engine.kept_types(known)?;
        self.expected = kept
            .iter()
            .filter(|stored| stored.records > 0)
            .map(|stored| (stored.description.key.clone(), stored.records))
            .collect();
        let mut parts = Vec::with_capacity(types.len());
        for description in types {
            let is_wanted = (wanted.is_empty() || wanted.contains(&description.key))
                && !self.is_forbidden(&description.key);
            let is_kept = || kept.iter().any(|kept| kept.description.key == description.key);
            if is_wanted && (!description.is_rest || is_kept() || self.has_any(&description.key)?) {
                parts.push(Part::Whole(description));
            }
        }
        Ok(parts)
    }

    fn has_any(&mut self, content_type: &ContentType) -> Result<bool, EngineError> {
        if self.cancel.is_asked() {
            return Err(EngineError::Cancelled);
        }
        let mut has_any = false;
        self.reading.read_type(content_type, &mut |_| {
            has_any = true;
            ControlFlow::Break(())
        })?;
        Ok(has_any)
    }

    /// Reads single records of a type that the backup before has as a whole.
    fn keep_records(
        &mut self,
        backup: &mut OpenBackup,
        description: &TypeDescription,
        keys: Vec<RecordKey>,
        listen: &mut dyn FnMut(&Record) -> Result<(), EngineError>,
    ) -> Result<TypeCounts, EngineError> {
        let mut open = backup.begin_type(description)?;
        let mut absent = Vec::new();
        for some in keys.chunks(self.reading.at_once()) {
            if self.cancel.is_asked() {
                return Err(EngineError::Cancelled);
            }
            for (key, found) in some.iter().zip(self.reading.read_records(some)?) {
                match found {
                    Some(record) => {
                        listen(&record)?;
                        open.push(record)?;
                    }
                    None => absent.push(key.remote_id.clone()),
                }
                self.done += 1;
                if self.done.is_multiple_of(RECORDS_PER_TICK) {
                    self.engine.faults.at("backup.record");
                    self.tick(&description.key);
                }
            }
        }
        let counts = open.finish_some(absent)?;
        self.tick(&description.key);
        Ok(counts)
    }

    fn tick(&self, content_type: &ContentType) {
        self.progress.tick(&Tick {
            phase: self.phase,
            content_type: Some(content_type.clone()),
            done: self.done,
            total: Some(self.total.max(self.done)),
            failed: 0,
        });
    }

    fn keep_type(
        &mut self,
        backup: &mut OpenBackup,
        description: &TypeDescription,
        listen: &mut dyn FnMut(&Record) -> Result<(), EngineError>,
    ) -> Result<TypeCounts, EngineError> {
        let mut open = backup.begin_type(description)?;
        self.progress.names(&description.key, &description.label);
        let mut failure: Option<EngineError> = None;
        let (engine, phase, progress, cancel) = (self.engine, self.phase, self.progress, self.cancel);
        let (done, total) = (&mut self.done, &mut self.total);
        let tick = |done: u64, total: u64| {
            progress.tick(&Tick {
                phase,
                content_type: Some(description.key.clone()),
                done,
                total: Some(total),
                failed: 0,
            });
        };
        self.reading.read_type(&description.key, &mut |record| {
            if cancel.is_asked() {
                failure = Some(EngineError::Cancelled);
                return ControlFlow::Break(());
            }
            let kept = listen(&record).and_then(|()| Ok(open.push(record)?));
            if let Err(error) = kept {
                failure = Some(error);
                return ControlFlow::Break(());
            }
            *done += 1;
            if done.is_multiple_of(RECORDS_PER_TICK) {
                // A shop that is sold from has more records at the end than were counted at the start.
                *total = (*total).max(*done);
                engine.faults.at("backup.record");
                tick(*done, *total);
            }
            ControlFlow::Continue(())
        })?;
        if let Some(failure) = failure {
            return Err(failure);
        }
        let counts = open.finish()?;
        *total = (*total).max(*done);
        tick(*done, *total);
        Ok(counts)
    }

    /// Says of types the newest backup has and the shop has not that they are gone.
    pub(crate) fn give_up_missing_types(
        &mut self,
        known: &backstock_vault::Shop,
        backup: &mut OpenBackup,
    ) -> Result<(), EngineError> {
        for stored in self.engine.kept_types(known)? {
            let key = &stored.description.key;
            // What may not be read is still there; its records stand as in the backup before.
            let is_hidden = self
                .reading
                .absent_types()
                .iter()
                .any(|absent| absent.reason.is_some() && absent.key == *key);
            let is_hidden = is_hidden || self.is_forbidden(key);
            if !stored.gone && !is_hidden && !self.reading.types().iter().any(|live| live.key == *key) {
                let counts = backup.type_gone(key)?;
                self.counts.push((stored.description, counts));
            }
        }
        Ok(())
    }

    pub(crate) fn finishing(&self) {
        self.progress.tick(&Tick {
            phase: Phase::Finishing,
            content_type: None,
            done: self.done,
            total: Some(self.done),
            failed: 0,
        });
    }
}

/// The types that may not be read, of what the shop has and of what was kept of it: a server may hide a table, so that it looks as if
/// it had been dropped. A type of which one table may not be read is left alone as a whole: its records would look as if they had lost
/// their rows.
pub(crate) fn forbidden_types(
    reading: &mut dyn Reading,
    kept: impl IntoIterator<Item = TypeDescription>,
) -> Result<Vec<TypeDescription>, EngineError> {
    let mut types = reading.types().to_vec();
    for description in kept {
        if types.iter().all(|found| found.key != description.key) {
            types.push(description);
        }
    }
    let mut tables: Vec<String> = types
        .iter()
        .flat_map(|description| description.tables.iter().cloned())
        .collect();
    tables.sort_unstable();
    tables.dedup();
    let forbidden = reading.forbidden(&tables)?;
    types.retain(|description| description.tables.iter().any(|table| forbidden.contains(table)));
    Ok(types)
}

/// What types are called, without left-over rows: those have no name that the owner knows.
pub(crate) fn labels_of(types: impl IntoIterator<Item = TypeDescription>) -> impl Iterator<Item = String> {
    types
        .into_iter()
        .filter(|found| !found.is_rest)
        .map(|found| found.label)
}
