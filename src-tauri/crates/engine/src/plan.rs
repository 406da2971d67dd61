//! # Deciding what a restore will do
//!
//! Planning writes nothing. [`between`] is a pure function from what is, what is wanted and what was chosen to a
//! [`Plan`]; the rest of this module fetches what it needs, from one consistent reading of the shop, and looks what else the
//! plan would bring about.
//!
//! * What is to be decided about one record is in `merge.rs`, the order of writes in `order.rs`.
//! * A whole shop is laid beside the backup hash by hash; documents are read only where they differ, so that time and
//!   memory follow the differences.
//! * A record that others still refer to is not deleted (`StillReferenced`), and a record that refers to something the shop
//!   does not have is told beforehand (`reference_missing`).
//! * What pointed to a record that is made again under another id is pointed at it again, see `pointing.rs`.
//! * What referred to a chosen record that was deleted, and went with it, comes back with it (see `referring.rs`).
//! * What was ordered since and mentions what is written, and what becomes of web addresses, is told (see `following.rs`).
//! * What is left of a record whose own row is gone (its variants) is planned to go together with the record's coming back:
//!   so it is shown, kept in the safety backup, and put back by an undo (`left_over_rows_taken`).

mod between;
mod copying;
mod fields;
mod following;
mod kept;
mod merge;
pub(crate) mod order;
mod pointing;
pub(crate) mod references;
pub(crate) mod referring;
pub(crate) mod revise;
mod selection;
mod source;

pub use between::{Pair, PairError, between};
pub use fields::TypeField;
pub use kept::KeptPlan;
pub(crate) use kept::KeptPlans;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;

use backstock_model::{
    Action, BackupNumber, Cancel, Choice, Consequence, ContentType, Document, Phase, Plan, PlanId,
    PlanSource, PlannedRecord, Progress, RecordKey, ShopId, Skip, SkipReason, Tick, TypeDescription,
    differs_only_in,
};
use backstock_shops::{Reading, Shop, ShopError};
use backstock_vault::{StoredType, VaultError};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::alongside::{Alongside, Beside};
use crate::backup::forbidden_types;
use crate::fitting::OfSheet;
use crate::{Engine, EngineError};
pub(crate) use between::is_locked;
use order::before_their_owners;
use references::{references, references_of};
use selection::Selection;
use source::Likeness;

/// References that are looked up in the shop for one plan at most; more would make a preview slow and no wiser.
const MOST_LOOKUPS: usize = 20_000;

/// Records that are looked at at a time, by all processors.
pub(crate) const AT_ONCE: usize = 256;

impl Engine {
    /// Plans to bring chosen parts of a shop back to a backup. Nothing is written; the plan is kept for
    /// [`Engine::carry_out`]. Memory follows what differs, not the shop.
    pub fn plan_restore(
        &self,
        shop: &str,
        to: BackupNumber,
        choice: &Choice,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<(PlanId, Plan), EngineError> {
        if let Some(until) = choice.until {
            return self.plan_revert(shop, (to, until), choice, progress, cancel);
        }
        let known = self.vault.shop(shop)?;
        self.vault.backup(known.id, to)?;
        self.plan_from(&known, None, to, (choice, None), (progress, cancel))
    }

    /// Plans to bring chosen parts of a shop to a backup: its own, or another shop's, or what a sheet says.
    pub(crate) fn plan_from(
        &self,
        known: &backstock_vault::Shop,
        from: Option<PlanSource>,
        to: BackupNumber,
        (choice, of_sheet): (&Choice, Option<OfSheet>),
        (progress, cancel): (&dyn Progress, &Cancel),
    ) -> Result<(PlanId, Plan), EngineError> {
        let opened = self.open_shop_for(known, cancel)?;
        let mut reading = opened.open_reading()?;
        let mut types = types_to_plan_with(&mut *reading)?;
        if from.is_none() {
            leave_where_keys_changed(&mut types, &self.vault.types_at(known.id, to)?);
        }
        let mut gathering = Gathering {
            engine: self,
            shop: known.id,
            source: from.as_ref().map_or(known.id, |from| from.shop),
            likeness: from.is_some().then(Likeness::default),
            to,
            choice,
            types: &types,
            progress,
            cancel,
            pairs: Vec::new(),
            skips: Vec::new(),
            is_of_sheet: of_sheet.is_some(),
            consequences: of_sheet.map_or_else(Vec::new, |of_sheet| of_sheet.told),
            named: choice.records.iter().cloned().collect(),
            done: 0,
            total: 0,
        };
        gathering.named_records(&mut *reading)?;
        gathering.referring_records(&mut *reading)?;
        gathering.whole_types(&mut *reading)?;
        let Gathering {
            pairs,
            skips,
            consequences,
            likeness,
            ..
        } = gathering;
        if let Some(likeness) = likeness {
            likeness.check(&types, &known.name, choice.allow_deletes)?;
        }
        let mut plan = between(to, pairs, choice, &types)?;
        plan.from = from;
        plan.skips.extend(skips);
        plan.consequences.extend(consequences);
        self.point_again(known.id, &mut plan, &types, &mut *reading, cancel)?;
        let led_nowhere = &mut |_: &RecordKey, _: &RecordKey| Ok(false);
        self.look_around(&mut plan, &types, &*opened, &mut *reading, led_nowhere, cancel)?;
        self.tell_what_follows(known.id, &mut plan, &types, &mut *reading, cancel)?;
        let id = self.vault.keep_plan(known.id, &plan, self.clock.now())?;
        Ok((id, plan))
    }

    /// Adds what only the shop can tell: which deletions others stand against, which references lead nowhere, and what the
    /// connector knows about side effects.
    ///
    /// `led_nowhere` tells whether a record referred to another before that one came, so that it may go again.
    pub(crate) fn look_around(
        &self,
        plan: &mut Plan,
        types: &[TypeDescription],
        shop: &dyn Shop,
        reading: &mut dyn Reading,
        led_nowhere: LedNowhere<'_>,
        cancel: &Cancel,
    ) -> Result<(), EngineError> {
        spare_referenced(plan, types, reading, led_nowhere, cancel)?;
        take_left_over(plan, reading, cancel)?;
        missing_references(plan, types, reading, cancel)?;
        let mut written: Vec<ContentType> = Vec::new();
        for record in &plan.records {
            if written.last() != Some(&record.key.content_type) && !written.contains(&record.key.content_type)
            {
                written.push(record.key.content_type.clone());
            }
        }
        if !written.is_empty() {
            // Told before anybody agrees to anything.
            shop.look_before_writing()?;
            let effects = shop.open_writing()?.side_effects(&written)?;
            plan.consequences.extend(effects);
        }
        Ok(())
    }
}

/// Whether a record already referred to another before that one came.
pub(crate) type LedNowhere<'l> = &'l mut dyn FnMut(&RecordKey, &RecordKey) -> Result<bool, EngineError>;

impl From<PairError> for EngineError {
    fn from(error: PairError) -> Self {
        Self::Document {
            key: error.key,
            cause: error.cause,
        }
    }
}

/// Collects what is, beside what is wanted.
struct Gathering<'a> {
    engine: &'a Engine,
    shop: ShopId,
    /// Whose backup is wanted; mostly the shop's own.
    source: ShopId,
    /// Whether what has the same number is the same thing, when the backup is another's.
    likeness: Option<Likeness>,
    to: BackupNumber,
    choice: &'a Choice,
    types: &'a [TypeDescription],
    progress: &'a dyn Progress,
    cancel: &'a Cancel,
    pairs: Vec<Pair>,
    skips: Vec<Skip>,
    /// Whether a sheet is wanted, which says nothing of what it has no line of.
    is_of_sheet: bool,
    consequences: Vec<Consequence>,
    named: HashSet<RecordKey>,
    done: u64,
    total: u64,
}

impl Gathering<'_> {
    fn named_records(&mut self, reading: &mut dyn Reading) -> Result<(), EngineError> {
        let stored = self.engine.vault.types_at(self.source, self.to)?;
        let to = self.to;
        let is_read = |content_type: &ContentType| {
            stored
                .iter()
                .any(|stored| stored.description.key == *content_type && was_read(stored, to))
        };
        let mut seen = HashSet::new();
        for key in &self.choice.records {
            if self.cancel.is_asked() {
                return Err(EngineError::Cancelled);
            }
            if !seen.insert(key.clone()) {
                continue;
            }
            let live = match reading.read_record(key) {
                Err(ShopError::UnknownType(_)) => None,
                other => other?,
            };
            let kept = match self.engine.record_at(self.source, key, self.to) {
                Err(EngineError::Vault(VaultError::DamagedRecord(_))) => {
                    self.damaged(key.clone(), live.map(|live| live.name).unwrap_or_default());
                    continue;
                }
                other => other?,
            };
            if live.is_none()
                && kept.is_none()
                && !self.engine.is_known(self.shop, key)?
                && !self.engine.is_known(self.source, key)?
            {
                return Err(EngineError::UnknownRecord(key.clone()));
            }
            if let (Some(live), None, false) = (&live, &kept, is_read(&key.content_type)) {
                // The backup never looked, so that it does not have the record says nothing about it.
                self.skips.push(Skip {
                    key: key.clone(),
                    name: live.name.clone(),
                    reason: SkipReason::NotInBackup,
                });
                continue;
            }
            let (kept_name, wanted) = kept
                .map(|kept| (kept.name, kept.document))
                .map_or((None, None), |(name, document)| (Some(name), Some(document)));
            let (live_name, live) = live
                .map(|live| (live.name, live.document))
                .map_or((None, None), |(name, document)| (Some(name), Some(document)));
            self.pairs.push(Pair {
                key: key.clone(),
                name: told_name(live_name, kept_name),
                live,
                wanted,
                by_name: true,
            });
        }
        Ok(())
    }

    fn whole_types(&mut self, reading: &mut dyn Reading) -> Result<(), EngineError> {
        let stored = self.engine.vault.types_at(self.source, self.to)?;
        let chosen = self.chosen_types(&stored)?;
        for content_type in &chosen {
            self.total += match reading.count(content_type) {
                Err(ShopError::UnknownType(_)) => 0,
                other => other?,
            };
        }
        for content_type in &chosen {
            if self.types.iter().any(|live| live.key == *content_type) {
                self.whole_type(content_type, reading)?;
            } else {
                self.type_gone_from_shop(content_type)?;
            }
        }
        Ok(())
    }

    /// The types that are gone through as a whole, in the shop's order. Those left out are told.
    fn chosen_types(&mut self, stored: &[StoredType]) -> Result<Vec<ContentType>, EngineError> {
        if !self.choice.content_types.is_empty() {
            for content_type in &self.choice.content_types {
                let found = stored
                    .iter()
                    .find(|stored| stored.description.key == *content_type && !stored.gone);
                if let Some(found) = found.filter(|found| !was_read(found, self.to)) {
                    return Err(EngineError::NotReadThen {
                        backup: self.to,
                        content_type: content_type.clone(),
                        read: found.read,
                    });
                }
                if found.is_none() {
                    return Err(if self.types.iter().any(|live| live.key == *content_type) {
                        EngineError::NotInBackup {
                            backup: self.to,
                            content_type: content_type.clone(),
                        }
                    } else {
                        EngineError::UnknownType(content_type.clone())
                    });
                }
            }
            let mut chosen: Vec<ContentType> = Vec::new();
            for content_type in &self.choice.content_types {
                if !chosen.contains(content_type) {
                    chosen.push(content_type.clone());
                }
            }
            return Ok(chosen);
        }
        if !self.choice.records.is_empty() {
            return Ok(Vec::new());
        }
        let mut chosen = Vec::new();
        for kept in stored.iter().filter(|kept| !kept.gone) {
            let key = &kept.description.key;
            let live = self.types.iter().find(|live| live.key == *key);
            let code = match live {
                _ if !was_read(kept, self.to) => Some("type_not_read_then"),
                Some(live) if !live.restorable => Some("type_not_restorable"),
                Some(live) if live.protected && !self.choice.include_protected => Some("protected_type_kept"),
                Some(_) => None,
                None => Some("type_not_in_shop"),
            };
            match code {
                None => chosen.push(key.clone()),
                Some(code) if kept.records > 0 => self.consequences.push(Consequence {
                    code: code.to_owned(),
                    count: kept.records,
                    content_type: Some(key.clone()),
                    detail: Some(live.unwrap_or(&kept.description).label.clone()),
                }),
                Some(_) => {}
            }
        }
        Ok(chosen)
    }

    fn whole_type(
        &mut self,
        content_type: &ContentType,
        reading: &mut dyn Reading,
    ) -> Result<(), EngineError> {
        let (engine, source, to) = (self.engine, self.source, self.to);
        let volatile = self
            .types
            .iter()
            .find(|live| live.key == *content_type)
            .map(|live| live.volatile.clone())
            .unwrap_or_default();
        let (progress, done, total) = (self.progress, self.done, self.total);
        let tick = |read: u64| planned(progress, content_type, done + read, total);
        tick(0);
        let alongside = Alongside {
            vault: &engine.vault,
            shop: source,
            at: Some(to),
            content_type,
            cancel: self.cancel,
            read: &tick,
        };
        // Reading a single record is only possible when the stream has ended.
        let mut only_live = Vec::new();
        let mut only_in_shop: u64 = 0;
        let mut differing: u64 = 0;
        let mut shared: u64 = 0;
        let selection = Selection::of(
            (engine, self.shop, source),
            self.choice,
            content_type,
            self.types,
            reading,
            self.cancel,
        )?;
        let same = alongside.lay(reading, &mut |beside| {
            differing += 1;
            match beside {
                Beside::OnlyInShop { key, name } => {
                    only_in_shop += 1;
                    // A sheet says nothing of what it has no line of, and that may be nearly the whole shop.
                    if !self.is_of_sheet {
                        only_live.push((key, name));
                    }
                }
                Beside::OnlyInBackup { key, name } => {
                    if !self.named.contains(&key) && selection.has(&key.remote_id) {
                        self.pair(key, name, None, &[], &selection)?;
                    }
                }
                Beside::Different(record) => {
                    shared += 1;
                    if !self.named.contains(&record.key) && selection.has(&record.key.remote_id) {
                        let live = Some(record.document);
                        self.pair(record.key, record.name, live, &volatile, &selection)?;
                    }
                }
            }
            Ok(())
        })?;
        shared += same;
        let only_kept = same + differing - shared - only_in_shop;
        if let Some(likeness) = &mut self.likeness {
            likeness.same(content_type, same);
            if shared == 0 && only_kept > 0 && only_in_shop > 0 {
                likeness.nothing_shared(content_type);
            }
        }
        for (key, name) in only_live {
            if self.named.contains(&key) || !selection.has(&key.remote_id) {
                continue;
            }
            // Without deletions only its being there is told, and its content is not needed.
            let is_needed = self.choice.allow_deletes || selection.wants_content();
            let live = if is_needed && !self.choice.is_of_fields() {
                match reading.read_record(&key)? {
                    Some(record) if selection.is_linked(&key, [Some(&record.document), None])? => {
                        record.document
                    }
                    _ => continue,
                }
            } else {
                Document::from_canonical(*b"{}")
            };
            self.pairs.push(Pair {
                key,
                name,
                live: Some(live),
                wanted: None,
                by_name: false,
            });
        }
        self.done += same + differing;
        tick(same + differing);
        Ok(())
    }

    fn type_gone_from_shop(&mut self, content_type: &ContentType) -> Result<(), EngineError> {
        let (skips, named) = (&mut self.skips, &self.named);
        let walked = self
            .engine
            .vault
            .walk_hashes(self.source, content_type, self.to, &mut |id, name, _| {
                let key = RecordKey::new(content_type.clone(), id.clone());
                if !named.contains(&key) {
                    skips.push(Skip {
                        key,
                        name: name.to_owned(),
                        reason: SkipReason::NotRestorable,
                    });
                }
                ControlFlow::Continue(())
            });
        Ok(walked?)
    }

    /// Takes a record that differs, with what the backup has of it.
    fn pair(
        &mut self,
        key: RecordKey,
        name: String,
        live: Option<Document>,
        volatile: &[String],
        selection: &Selection<'_>,
    ) -> Result<(), EngineError> {
        let kept = match self.engine.record_at(self.source, &key, self.to) {
            Err(EngineError::Vault(VaultError::DamagedRecord(_))) => {
                self.damaged(key, name);
                return Ok(());
            }
            other => other?,
        };
        let (kept_name, wanted) = kept.map_or((None, None), |kept| (Some(kept.name), Some(kept.document)));
        if !selection.is_linked(&key, [live.as_ref(), wanted.as_ref()])? {
            return Ok(());
        }
        if let (Some(live), Some(wanted)) = (&live, &wanted)
            && !volatile.is_empty()
            && !self.choice.is_of_fields()
            && differs_only_in(volatile, live, wanted)
        {
            return Ok(());
        }
        if let (Some(likeness), Some(live), Some(wanted)) = (&mut self.likeness, &live, &wanted) {
            let names = (name.as_str(), kept_name.as_deref().unwrap_or_default());
            likeness.met(&key, names, live, wanted)?;
        }
        self.pairs.push(Pair {
            key,
            name: told_name(Some(name), kept_name),
            live,
            wanted,
            by_name: false,
        });
        Ok(())
    }

    fn damaged(&mut self, key: RecordKey, name: String) {
        self.skips.push(Skip {
            key,
            name,
            reason: SkipReason::Damaged,
        });
    }

    fn tick(&self, content_type: &ContentType, read: u64) {
        planned(self.progress, content_type, self.done + read, self.total);
    }
}

/// Says how far the planning has come.
fn planned(progress: &dyn Progress, content_type: &ContentType, done: u64, total: u64) {
    progress.tick(&Tick {
        phase: Phase::Planning,
        content_type: Some(content_type.clone()),
        done: done.min(total),
        total: Some(total),
        failed: 0,
    });
}

/// What the owner calls a record: as it is called in the shop, or was in the backup when it has no name there.
fn told_name(live: Option<String>, kept: Option<String>) -> String {
    let names = live.into_iter().chain(kept);
    names
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}

/// Takes deletions out of the plan that records which stay stand against.
fn spare_referenced(
    plan: &mut Plan,
    types: &[TypeDescription],
    reading: &mut dyn Reading,
    led_nowhere: LedNowhere<'_>,
    cancel: &Cancel,
) -> Result<(), EngineError> {
    let doomed: HashMap<&RecordKey, &Document> = plan
        .records
        .iter()
        .filter(|record| record.action() == Action::Delete)
        .filter_map(|record| Some((&record.key, record.before.as_ref()?)))
        .collect();
    if doomed.is_empty() {
        return Ok(());
    }
    let doomed_types: HashSet<&ContentType> = doomed.keys().map(|key| &key.content_type).collect();
    let planned: HashMap<&RecordKey, &Document> = plan
        .records
        .iter()
        .filter_map(|record| Some((&record.key, record.after.as_ref()?)))
        .collect();
    let mut spared: HashSet<RecordKey> = HashSet::new();
    for description in types {
        let refers = description
            .references
            .iter()
            .any(|reference| doomed_types.contains(&reference.to));
        if !refers {
            continue;
        }
        let mut look = |from: &RecordKey, document: &Document| -> Result<(), EngineError> {
            let node = document.to_node().map_err(|cause| EngineError::Document {
                key: from.clone(),
                cause,
            })?;
            for key in references(description, &node) {
                if doomed.contains_key(&key) && !spared.contains(&key) && !led_nowhere(from, &key)? {
                    spared.insert(key);
                }
            }
            Ok(())
        };
        let mut failure = None;
        reading.read_type(&description.key, &mut |record| {
            if cancel.is_asked() {
                failure = Some(EngineError::Cancelled);
                return ControlFlow::Break(());
            }
            if !doomed.contains_key(&record.key)
                && let Err(error) = look(
                    &record.key,
                    planned.get(&record.key).copied().unwrap_or(&record.document),
                )
            {
                failure = Some(error);
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        })?;
        if let Some(failure) = failure {
            return Err(failure);
        }
        for record in plan
            .records
            .iter()
            .filter(|record| record.action() == Action::Create && record.key.content_type == description.key)
        {
            if let Some(after) = &record.after {
                look(&record.key, after)?;
            }
        }
    }
    // What a spared record refers to has to stay as well.
    let mut open: Vec<RecordKey> = spared.iter().cloned().collect();
    while let Some(key) = open.pop() {
        let description = types
            .iter()
            .find(|description| description.key == key.content_type);
        let node = doomed.get(&key).and_then(|document| document.to_node().ok());
        if let (Some(description), Some(node)) = (description, node) {
            for key in references(description, &node) {
                if doomed.contains_key(&key) && spared.insert(key.clone()) {
                    open.push(key);
                }
            }
        }
    }
    if spared.is_empty() {
        return Ok(());
    }
    let (stay, records): (Vec<_>, Vec<_>) = std::mem::take(&mut plan.records)
        .into_iter()
        .partition(|record| record.action() == Action::Delete && spared.contains(&record.key));
    plan.records = records;
    plan.skips.extend(stay.into_iter().map(|record| Skip {
        key: record.key,
        name: record.name,
        reason: SkipReason::StillReferenced,
    }));
    Ok(())
}

/// Adds what is left of the records that come: rows whose own record is gone become part of it again, or go.
fn take_left_over(plan: &mut Plan, reading: &mut dyn Reading, cancel: &Cancel) -> Result<(), EngineError> {
    let kept: HashSet<&RecordKey> = plan
        .records
        .iter()
        .filter(|record| record.action() != Action::Delete)
        .map(|record| &record.key)
        .collect();
    let mut seen = HashSet::new();
    let mut left_over: HashMap<RecordKey, Vec<PlannedRecord>> = HashMap::new();
    let mut counts: BTreeMap<ContentType, u64> = BTreeMap::new();
    for record in &plan.records {
        let Some(after) = &record.after else { continue };
        if cancel.is_asked() {
            return Err(EngineError::Cancelled);
        }
        let found = match reading.left_over_of(&record.key, record.before.as_ref(), after) {
            Err(ShopError::UnknownType(_)) => continue,
            other => other?,
        };
        for left in found {
            if kept.contains(&left.key) || !seen.insert(left.key.clone()) {
                continue;
            }
            *counts.entry(record.key.content_type.clone()).or_default() += 1;
            left_over
                .entry(record.key.clone())
                .or_default()
                .push(PlannedRecord {
                    key: left.key,
                    name: left.name,
                    before: Some(left.document),
                    after: None,
                });
        }
    }
    plan.skips.retain(|skip| !seen.contains(&skip.key));
    plan.records = before_their_owners(std::mem::take(&mut plan.records), left_over);
    plan.consequences
        .extend(counts.into_iter().map(|(content_type, count)| Consequence {
            code: "left_over_rows_taken".to_owned(),
            count,
            content_type: Some(content_type),
            detail: None,
        }));
    Ok(())
}

/// Counts references the plan would write that lead nowhere, by the type they lead to.
fn missing_references(
    plan: &mut Plan,
    types: &[TypeDescription],
    reading: &mut dyn Reading,
    cancel: &Cancel,
) -> Result<(), EngineError> {
    let mut there: HashMap<RecordKey, bool> = plan
        .records
        .iter()
        .map(|record| (record.key.clone(), record.action() != Action::Delete))
        .collect();
    let mut lookups = 0;
    let mut missing: BTreeMap<ContentType, u64> = BTreeMap::new();
    let newly_referred = plan.records.chunks(AT_ONCE).flat_map(|chunk| {
        let found: Vec<Result<Vec<RecordKey>, EngineError>> = chunk
            .par_iter()
            .map(|record| newly_referred(record, types))
            .collect();
        found
    });
    for targets in newly_referred {
        for target in targets? {
            let is_there = match there.get(&target) {
                Some(is_there) => *is_there,
                None if lookups >= MOST_LOOKUPS => true,
                None => {
                    if cancel.is_asked() {
                        return Err(EngineError::Cancelled);
                    }
                    lookups += 1;
                    let found = match reading.read_record(&target) {
                        Err(ShopError::UnknownType(_)) => true,
                        other => other?.is_some(),
                    };
                    there.insert(target.clone(), found);
                    found
                }
            };
            if !is_there {
                *missing.entry(target.content_type.clone()).or_default() += 1;
            }
        }
    }
    plan.consequences
        .extend(missing.into_iter().map(|(content_type, count)| Consequence {
            code: "reference_missing".to_owned(),
            count,
            content_type: Some(content_type),
            detail: None,
        }));
    Ok(())
}

/// What a record will refer to and did not before.
fn newly_referred(record: &PlannedRecord, types: &[TypeDescription]) -> Result<Vec<RecordKey>, EngineError> {
    let described = types
        .iter()
        .find(|description| description.key == record.key.content_type);
    let (Some(description), Some(after)) = (described, &record.after) else {
        return Ok(Vec::new());
    };
    let referred = |document: &Document| {
        references_of(description, document).map_err(|cause| EngineError::Document {
            key: record.key.clone(),
            cause,
        })
    };
    let before = record
        .before
        .as_ref()
        .map(referred)
        .transpose()?
        .unwrap_or_default();
    let mut after = referred(after)?;
    after.retain(|target| !before.contains(target));
    Ok(after)
}

/// Whether the backup asked the shop for all of the type. One that was carried forward is of an earlier moment, and what the
/// shop got in between would be taken for something that the backup did not find.
pub(crate) fn was_read(stored: &StoredType, to: BackupNumber) -> bool {
    !stored.gone && stored.read == to
}

/// The types of a shop, where those that may not be read are left alone: nothing is written to them, and what they refer to or are
/// referred to by is left to the database.
pub(crate) fn types_to_plan_with(reading: &mut dyn Reading) -> Result<Vec<TypeDescription>, EngineError> {
    let hidden: HashSet<ContentType> = forbidden_types(reading, [])?
        .into_iter()
        .map(|found| found.key)
        .collect();
    let mut types = reading.types().to_vec();
    for found in types.iter_mut().filter(|found| hidden.contains(&found.key)) {
        found.restorable = false;
        found.references.clear();
        found.named_by.clear();
        found.row_references.clear();
    }
    for found in &mut types {
        found
            .references
            .retain(|reference| !hidden.contains(&reference.to));
        found.named_by.retain(|named| !hidden.contains(&named.to));
        found.row_references.retain(|rows| !hidden.contains(&rows.to));
    }
    Ok(types)
}

/// Takes the leave away to write records that were told from each other by other fields in the backup: nothing of that time can be put
/// back as what it was, and all there is now would count as having come since.
pub(crate) fn leave_where_keys_changed(types: &mut [TypeDescription], stored: &[StoredType]) {
    for live in types.iter_mut().filter(|live| live.restorable) {
        let then = stored.iter().find(|stored| stored.description.key == live.key);
        let then = then.map(|stored| &stored.description.known_by);
        live.restorable = then.is_none_or(|then| then.is_empty() || *then == live.known_by);
    }
}
