//! Movements and alarms as they are kept in the vault, and what the owner says to an alarm.

use std::collections::{BTreeSet, HashSet};

use backstock_model::{BackupNumber, ChangeKind, Plan, RecordKey, diff};
use backstock_vault::{Backup, ChangeList, ChangedRecord, Shop};

use super::movement::Counting;
use super::{Alarm, Evidence, Good, Movement, PlannedChange, REMEMBERED, Settled, assess};
use crate::compare::node;
use crate::{Engine, EngineError, RunOutcome};

/// Records of a type that are looked into field by field. In a shop where more changed at once, the rest would tell nothing
/// new, and the backup would take its time.
const MOST_LOOKED_INTO: usize = 50_000;

/// Changed records listed at a time.
const PAGE: u64 = 2_000;

impl Engine {
    /// The alarms of a shop, newest first.
    pub fn alarms(&self, shop: &str) -> Result<Vec<Alarm>, EngineError> {
        self.alarms_of(&self.vault.shop(shop)?)
    }

    /// The backups that found something unusual which the owner did not call planned: what they hold may be the mistake.
    pub fn alarmed(&self, shop: &str) -> Result<BTreeSet<BackupNumber>, EngineError> {
        let alarms = self.alarms(shop)?;
        let unplanned = alarms
            .iter()
            .filter(|alarm| !matches!(alarm.settled, Some((Settled::Planned, _))));
        Ok(unplanned.map(|alarm| alarm.backup).collect())
    }

    pub(crate) fn alarms_of(&self, known: &Shop) -> Result<Vec<Alarm>, EngineError> {
        let mut alarms: Vec<Alarm> = self
            .vault
            .settings_below(&format!("alarm/{}/", known.id))?
            .iter()
            .filter_map(|(_, text)| serde_json::from_str(text).ok())
            .collect();
        alarms.sort_by_key(|alarm| std::cmp::Reverse(alarm.backup));
        Ok(alarms)
    }

    /// Takes the owner's word that what an alarm told of is settled, and how. With `unpin` the backup that was pinned because of
    /// it may go again, unless another alarm still needs it.
    pub fn settle_alarm(
        &self,
        shop: &str,
        backup: BackupNumber,
        how: Settled,
        unpin: bool,
    ) -> Result<Alarm, EngineError> {
        self.refuse_view_only()?;
        let known = self.vault.shop(shop)?;
        let alarms = self.alarms_of(&known)?;
        let Some(mut alarm) = alarms.iter().find(|alarm| alarm.backup == backup).cloned() else {
            return Err(EngineError::UnknownAlarm(backup));
        };
        let needed_by_another = alarms
            .iter()
            .any(|other| other.backup != backup && other.good() == alarm.good() && other.settled.is_none());
        if unpin && alarm.pinned && !needed_by_another {
            let good = alarm.good().backup;
            match self.vault.pin_backup(known.id, good, false, None) {
                Ok(()) | Err(backstock_vault::VaultError::UnknownBackup(_)) => alarm.pinned = false,
                Err(error) => return Err(error.into()),
            }
        }
        alarm.settled = alarm.settled.or_else(|| Some((how, self.clock.now())));
        self.keep_json(&alarm_setting(&known, backup), &alarm)?;
        Ok(alarm)
    }

    /// Notes of alarms that what they told of was put back, when a mistake was taken back whole; and that it is there again when that
    /// was itself undone.
    pub(crate) fn note_what_was_put_back(
        &self,
        known: &Shop,
        plan: &Plan,
        outcome: &RunOutcome,
    ) -> Result<(), EngineError> {
        let (mut is_back, mut to, mut until, mut undoes) = (true, plan.to, plan.choice.until, plan.undoes);
        while let Some(undone) = undoes {
            let undone = self.run(&known.name, undone)?;
            (is_back, to, until, undoes) = (!is_back, undone.to, undone.until, undone.undoes);
        }
        let Some(until) = until.filter(|_| outcome.failed == 0 && !outcome.cancelled) else {
            return Ok(());
        };
        let is_unticked = plan
            .revision
            .as_ref()
            .is_some_and(|revision| !revision.without.is_empty());
        let types = &plan.choice.content_types;
        for mut alarm in self.alarms_of(known)? {
            if alarm.backup > until || alarm.before < to {
                continue;
            }
            let mut told_of = alarm.findings.iter().map(|finding| &finding.content_type);
            let is_whole =
                types.is_empty() || told_of.all(|told| types.iter().any(|key| key.as_str() == told));
            alarm.settled = match (is_back, alarm.settled) {
                (true, None) if is_whole && !is_unticked => Some((Settled::PutBack, self.clock.now())),
                (false, Some((Settled::PutBack, _))) => None,
                _ => continue,
            };
            self.keep_json(&alarm_setting(known, alarm.backup), &alarm)?;
        }
        Ok(())
    }

    /// The times in which the owner expects prices to change, in the order they begin.
    pub fn planned_changes(&self, shop: &str) -> Result<Vec<PlannedChange>, EngineError> {
        let known = self.vault.shop(shop)?;
        let kept = self.vault.setting(&planned_setting(&known))?;
        Ok(kept
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    }

    /// Notes a time in which prices are expected to change, in place of another of that name.
    pub fn plan_change(&self, shop: &str, planned: PlannedChange) -> Result<Vec<PlannedChange>, EngineError> {
        let known = self.vault.shop(shop)?;
        let mut all = self.planned_changes(shop)?;
        all.retain(|other| other.name != planned.name);
        all.push(planned);
        all.sort_by_key(|planned| planned.from);
        self.keep_json(&planned_setting(&known), &all)?;
        Ok(all)
    }

    /// Takes a planned change away.
    pub fn forget_planned_change(&self, shop: &str, name: &str) -> Result<Vec<PlannedChange>, EngineError> {
        let known = self.vault.shop(shop)?;
        let mut all = self.planned_changes(shop)?;
        all.retain(|other| other.name != name);
        self.keep_json(&planned_setting(&known), &all)?;
        Ok(all)
    }

    /// Looks at what a new full backup found changed. An alarm is kept, and the last good backup before it is pinned.
    pub(crate) fn look_out(
        &self,
        known: &Shop,
        backup: &Backup,
        grown: u64,
    ) -> Result<Option<Alarm>, EngineError> {
        let backups = self.vault.backups(known.id)?;
        let before = backups
            .iter()
            .find(|other| other.number < backup.number && other.is_full());
        let Some(before) = before else {
            return Ok(None);
        };
        let mut evidence = Evidence::default();
        let mut movement = self.movement(known, before, backup, &mut evidence)?;
        movement.grown = grown;
        let history = self.movements(known)?;
        let planned = self
            .planned_changes(&known.name)?
            .iter()
            .any(|planned| planned.touches(movement.since, movement.until));
        let past: Vec<Movement> = history.iter().map(|(_, movement)| movement.clone()).collect();
        let findings = assess(&movement, &evidence, &past, planned);
        movement.alarmed = !findings.is_empty();
        self.keep_json(&movement_setting(known, backup.number), &movement)?;
        if let Some(spare) = (history.len() + 1).checked_sub(REMEMBERED) {
            for (name, _) in history.iter().take(spare) {
                self.vault.set_setting(name, None)?;
            }
        }
        if findings.is_empty() {
            return Ok(None);
        }
        let alarms = self.alarms_of(known)?;
        let is_good = |other: &&Backup| {
            !alarms
                .iter()
                .any(|alarm| alarm.is_in(other.number, other.finished))
        };
        let mut full = backups
            .iter()
            .filter(|other| other.number < backup.number && other.is_full());
        // Where none is known to be good, the one before is the best there is.
        let good = full.find(is_good).unwrap_or(before);
        let mut alarm = Alarm {
            backup: backup.number,
            before: before.number,
            since: before.finished,
            earlier: (good.number != before.number).then_some(Good {
                backup: good.number,
                finished: good.finished,
            }),
            until: backup.finished,
            findings,
            pinned: false,
            settled: None,
        };
        if !good.pinned {
            let note = format!(
                "The last good backup before the unusual changes in backup {}.",
                backup.number
            );
            self.vault.pin_backup(known.id, good.number, true, Some(&note))?;
            alarm.pinned = true;
        }
        self.keep_json(&alarm_setting(known, backup.number), &alarm)?;
        Ok(Some(alarm))
    }

    /// The movements that are remembered, oldest first, under the names they are kept by.
    pub(crate) fn movements(&self, known: &Shop) -> Result<Vec<(String, Movement)>, EngineError> {
        let kept = self.vault.settings_below(&format!("movement/{}/", known.id))?;
        Ok(kept
            .into_iter()
            .filter_map(|(name, text)| serde_json::from_str(&text).ok().map(|movement| (name, movement)))
            .collect())
    }

    fn movement(
        &self,
        known: &Shop,
        before: &Backup,
        after: &Backup,
        evidence: &mut Evidence,
    ) -> Result<Movement, EngineError> {
        let ours = self.put_back_since(known, before)?;
        let mut types = Vec::new();
        for changes in self
            .vault
            .changes_between(known.id, before.number, after.number, None)?
        {
            if changes.updated + changes.deleted == 0 {
                continue;
            }
            let description = self.described(known.id, &changes.key, after.number)?;
            let records_before = changes.updated + changes.deleted + changes.unchanged;
            let mut counting = Counting::new(&description, records_before, evidence);
            let span = (before.number, after.number);
            let list = self.vault.change_list(known.id, span, &changes.key, None, None)?;
            let (mut looked_at, mut looked_into) = (0, 0);
            while looked_at < list.total() {
                // Page by page: a million names at once would be in nobody's interest.
                let page = self.vault.change_page(&list, looked_at, PAGE)?;
                let mut updated = Vec::new();
                for (place, record) in (looked_at..)
                    .zip(&page)
                    .filter(|(_, record)| !ours.contains(&record.key))
                {
                    match record.change {
                        ChangeKind::Added => {}
                        ChangeKind::Deleted => counting.deleted(name_of(record)),
                        ChangeKind::Updated if looked_into < MOST_LOOKED_INTO => {
                            looked_into += 1;
                            updated.push((place, record));
                        }
                        ChangeKind::Updated => {}
                    }
                }
                looked_at += PAGE;
                self.look_into(&list, &updated, &mut counting)?;
            }
            types.push(counting.finish());
        }
        Ok(Movement {
            since: before.finished,
            until: after.finished,
            alarmed: false,
            grown: 0,
            types,
        })
    }

    /// Counts what happened to records that are in both backups, field by field.
    fn look_into(
        &self,
        list: &ChangeList,
        updated: &[(u64, &ChangedRecord)],
        counting: &mut Counting<'_>,
    ) -> Result<(), EngineError> {
        let places: Vec<u64> = updated.iter().map(|(place, _)| *place).collect();
        let mut records = updated.iter();
        let mut looked_into = Ok(());
        self.vault.change_contents(list, &places, &mut |before, after| {
            let Some((_, record)) = records.next() else {
                return;
            };
            let read = |document| node(&record.key, Some(document));
            match read(&before).and_then(|before| Ok((before, read(&after)?))) {
                Ok((before, after)) => {
                    counting.updated(name_of(record), &diff(before.as_ref(), after.as_ref()));
                }
                Err(unreadable) => looked_into = Err(unreadable),
            }
        })?;
        looked_into
    }

    /// What Backstock itself wrote since a backup: nothing to be alarmed about.
    fn put_back_since(&self, known: &Shop, before: &Backup) -> Result<HashSet<RecordKey>, EngineError> {
        let mut ours = HashSet::new();
        for run in self.vault.runs(known.id)? {
            if run.finished.is_some_and(|finished| finished < before.started) {
                continue;
            }
            self.each_run_item(run.id, &mut |item| {
                if let Some(id) = item.new_id {
                    ours.insert(RecordKey::new(item.key.content_type.clone(), id));
                }
                ours.insert(item.key);
            })?;
        }
        Ok(ours)
    }

    fn keep_json(&self, name: &str, value: &impl serde::Serialize) -> Result<(), EngineError> {
        let text = serde_json::to_string(value).map_err(|_| EngineError::Thread)?;
        Ok(self.vault.set_setting(name, Some(&text))?)
    }
}

fn name_of(record: &ChangedRecord) -> &str {
    if record.name.is_empty() {
        record.key.remote_id.as_str()
    } else {
        &record.name
    }
}

// Names sort as the backups do.
fn movement_setting(shop: &Shop, backup: BackupNumber) -> String {
    format!("movement/{}/{:012}", shop.id, backup.0)
}

fn alarm_setting(shop: &Shop, backup: BackupNumber) -> String {
    format!("alarm/{}/{:012}", shop.id, backup.0)
}

fn planned_setting(shop: &Shop) -> String {
    format!("planned/{}", shop.id)
}
