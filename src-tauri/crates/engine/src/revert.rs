//! # Undoing a mistake, keeping the sales
//!
//! Something went wrong between two backups, and the shop went on living. A restore would take the life back together with the
//! mistake; this takes back the mistake alone. Three states stand beside each other: the backup before the mistake, the backup
//! after it, and the shop as it is now.
//!
//! | a field that changed between the backups | then |
//! |---|---|
//! | is in the shop as after the mistake | what was before comes back |
//! | is in the shop as before the mistake | nothing to do |
//! | is something else by now | somebody changed it since: a conflict, kept as it is unless chosen |
//! | is a count of stock | it is corrected by what the mistake changed, so that sales since then stay |
//!
//! * What was deleted between the backups is made again, if nothing is in its place; what was added stays, unless deleting was
//!   asked for. What nobody touched between them is not looked at.
//! * Protected types (orders) are left alone.
//! * Whether stock went down by a mistake or by a sale is not written down anywhere. Where an order came between the backups and
//!   refers to the record, or nothing tells what orders refer to, stock is a conflict and not corrected. So it is where a
//!   restore wrote it since (see `standing.rs`), and where it looks as if somebody had put it right by hand.
//! * Fields that go with the shop, and those it works out itself, are no conflicts.

mod standing;
mod stock;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use backstock_model::{
    BackupNumber, Cancel, ChangeKind, Choice, Conflict, Consequence, ContentType, Document, FieldChange,
    Node, Path, Phase, Plan, PlanId, PlannedRecord, Progress, RecordKey, ShopId, Skip, SkipReason, Tick,
    TypeDescription, diff,
};
use backstock_vault::{ChangedRecord, VaultError};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::compare::node;
use crate::kept::if_whole;
use crate::live::live_of;
use crate::plan::order::in_order;
use crate::plan::references::{OwnedRows, belongs_to, references};
use crate::plan::{AT_ONCE, is_locked, leave_where_keys_changed, types_to_plan_with};
use crate::walk::{is_same, is_volatile};
use crate::{Engine, EngineError};
use standing::Standing;
use stock::corrected;

impl Engine {
    /// Plans to take back what happened from one backup to a later one, under what came since. Nothing is written; the plan is
    /// kept for [`Engine::carry_out`]. Of `choice`, types narrow it down, and so do records.
    pub fn plan_revert(
        &self,
        shop: &str,
        (from, until): (BackupNumber, BackupNumber),
        choice: &Choice,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<(PlanId, Plan), EngineError> {
        let known = self.vault.shop(shop)?;
        if self.is_apart(&known, from, until)? {
            return Err(EngineError::SpanElsewhere);
        }
        let older = self.vault.backup(known.id, from)?;
        let newer = self.vault.backup(known.id, until)?;
        if older.number >= newer.number {
            return Err(EngineError::NotOlder { from, until });
        }
        let opened = self.open_shop_for(&known, cancel)?;
        let mut reading = opened.open_reading()?;
        let mut types = types_to_plan_with(&mut *reading)?;
        leave_where_keys_changed(&mut types, &self.vault.types_at(known.id, from)?);
        let changed = |content_type: &ContentType| {
            let all = u64::MAX;
            let found = self
                .vault
                .changed_records(known.id, from, until, Some(content_type), all, 0, None);
            found.map_err(EngineError::from)
        };
        let mut reverting = Reverting {
            standing: Standing::of(self, &known, (&older, &newer), &types, cancel)?,
            ..Reverting::default()
        };
        let mut found: Vec<(&TypeDescription, Vec<ChangedRecord>)> = Vec::new();
        for content_type in &choice.content_types {
            if !types.iter().any(|description| description.key == *content_type) {
                return Err(EngineError::UnknownType(content_type.clone()));
            }
        }
        let named: HashSet<&RecordKey> = choice.records.iter().collect();
        for description in &types {
            let mut records = changed(&description.key)?;
            if description.protected {
                reverting.remember_sales(self, known.id, description, &records, until)?;
            }
            if !named.is_empty() {
                records.retain(|record| named.contains(&record.key));
            }
            let is_chosen =
                choice.content_types.is_empty() || choice.content_types.contains(&description.key);
            let code = if !description.restorable {
                Some("type_not_restorable")
            } else if description.protected && !choice.include_protected {
                Some("protected_type_kept")
            } else {
                None
            };
            match code {
                _ if !is_chosen || records.is_empty() => {}
                None => found.push((description, records)),
                Some(code) => reverting.consequences.push(Consequence {
                    code: code.to_owned(),
                    count: records.len() as u64,
                    content_type: Some(description.key.clone()),
                    detail: Some(description.label.clone()),
                }),
            }
        }
        for at in [from, until] {
            reverting.remember_rows(self, known.id, &types, at)?;
        }
        let total = found.iter().map(|(_, records)| records.len() as u64).sum();
        let mut done = 0;
        for (description, records) in found {
            let keys: Vec<&RecordKey> = records.iter().map(|record| &record.key).collect();
            let mut live = live_of(&mut *reading, &description.key, &keys, cancel)?;
            let mut records = records.into_iter();
            loop {
                if cancel.is_asked() {
                    return Err(EngineError::Cancelled);
                }
                let chunk: Vec<(ChangedRecord, Option<Document>)> = records
                    .by_ref()
                    .take(AT_ONCE)
                    .map(|record| {
                        let live = live.remove(&record.key);
                        (record, live)
                    })
                    .collect();
                if chunk.is_empty() {
                    break;
                }
                done += chunk.len() as u64;
                let beside: Vec<_> = chunk
                    .into_par_iter()
                    .map(|(record, live)| {
                        let states = self.beside_live(known.id, &record.key, (from, until), live);
                        (record, states)
                    })
                    .collect();
                for (record, states) in beside {
                    match states? {
                        Some(states) => reverting.take(description, &record, states, choice)?,
                        None => reverting.skip(&record, SkipReason::Damaged),
                    }
                }
                progress.tick(&Tick {
                    phase: Phase::Planning,
                    content_type: Some(description.key.clone()),
                    done,
                    total: Some(total),
                    failed: 0,
                });
            }
        }
        let mut plan = reverting.plan(from, until, choice, &types);
        self.point_again(known.id, &mut plan, &types, &mut *reading, cancel)?;
        let led_nowhere = &mut |_: &RecordKey, _: &RecordKey| Ok(false);
        self.look_around(&mut plan, &types, &*opened, &mut *reading, led_nowhere, cancel)?;
        self.tell_what_follows(known.id, &mut plan, &types, &mut *reading, cancel)?;
        let id = self.vault.keep_plan(known.id, &plan, self.clock.now())?;
        Ok((id, plan))
    }

    /// A record in three states; nothing when one of the vault's is damaged.
    fn beside_live(
        &self,
        shop: ShopId,
        key: &RecordKey,
        (from, until): (BackupNumber, BackupNumber),
        live: Option<Document>,
    ) -> Result<Option<States>, EngineError> {
        let kept = |at| match self.record_at(shop, key, at) {
            Err(EngineError::Vault(VaultError::DamagedRecord(_))) => Ok(Err(())),
            other => other.map(|kept| Ok(kept.map(|kept| kept.document))),
        };
        let (Ok(earlier), Ok(later)) = (kept(from)?, kept(until)?) else {
            return Ok(None);
        };
        Ok(Some(States {
            earlier: node(key, earlier.as_ref())?,
            later: node(key, later.as_ref())?,
            now: node(key, live.as_ref())?,
            live,
        }))
    }
}

/// A record before the mistake, after it, and now.
struct States {
    earlier: Option<Node>,
    later: Option<Node>,
    now: Option<Node>,
    /// What `now` was read from.
    live: Option<Document>,
}

#[derive(Default)]
struct Reverting {
    records: Vec<PlannedRecord>,
    skips: Vec<Skip>,
    conflicts: Vec<Conflict>,
    consequences: Vec<Consequence>,
    counts: BTreeMap<(&'static str, ContentType, Option<String>), u64>,
    /// What was sold between the backups, or is for another reason in a protected record that came between them.
    sold: HashSet<RecordKey>,
    /// The rows of these that have records of their own (the stock of a variant).
    sold_rows: OwnedRows,
    /// The types of which protected records tell that they were sold.
    told_types: BTreeSet<ContentType>,
    /// Whether such a record cannot be read any more, so that nobody knows what was sold.
    is_sale_damaged: bool,
    /// Stock that a restore wrote since.
    standing: Standing,
    /// Why stock is asked about instead of corrected, with the field's label.
    asked: Vec<(&'static str, RecordKey, String)>,
}

impl Reverting {
    /// Notes what the protected records that came between the backups refer to.
    fn remember_sales(
        &mut self,
        engine: &Engine,
        shop: ShopId,
        description: &TypeDescription,
        records: &[ChangedRecord],
        until: BackupNumber,
    ) -> Result<(), EngineError> {
        // A line of an order also mentions what it is only shown by the name of, as that may go while the order stays.
        let mut mentioning = description.clone();
        mentioning.references.extend(description.named_by.iter().cloned());
        if mentioning.references.is_empty() {
            return Ok(());
        }
        let told = mentioning.references.iter().map(|reference| reference.to.clone());
        self.told_types.extend(told);
        for record in records.iter().filter(|record| record.change == ChangeKind::Added) {
            let Some(kept) = if_whole(engine.record_at(shop, &record.key, until))? else {
                self.is_sale_damaged = true;
                continue;
            };
            if let Some(node) = node(&record.key, kept.as_ref().map(|kept| &kept.document))? {
                self.sold.extend(references(&mentioning, &node));
            }
        }
        Ok(())
    }

    /// Notes the rows of what was sold, as they were in one of the backups.
    fn remember_rows(
        &mut self,
        engine: &Engine,
        shop: ShopId,
        types: &[TypeDescription],
        at: BackupNumber,
    ) -> Result<(), EngineError> {
        let owners: HashSet<&ContentType> = types
            .iter()
            .flat_map(|description| &description.row_references)
            .map(|rows| &rows.to)
            .collect();
        for key in self.sold.iter().filter(|key| owners.contains(&key.content_type)) {
            let Some(kept) = if_whole(engine.record_at(shop, key, at))? else {
                self.is_sale_damaged = true;
                continue;
            };
            if let Some(node) = node(key, kept.as_ref().map(|kept| &kept.document))? {
                self.sold_rows.add(types, key, &node);
            }
        }
        Ok(())
    }

    /// Whether stock of the record may have changed by a sale between the backups.
    fn may_be_sold(&self, description: &TypeDescription, key: &RecordKey, live: &Node) -> bool {
        if self.is_sale_damaged {
            return true;
        }
        // What is sold itself is not sold because something that it goes well with is.
        if self.told_types.contains(&description.key) {
            return self.sold.contains(key);
        }
        let owners = description.references.iter().map(|reference| &reference.to);
        let owners = owners.chain(description.row_references.iter().map(|rows| &rows.to));
        let mut told = owners.filter(|to| self.told_types.contains(to));
        if told.next().is_none() {
            return !self.sold.is_empty();
        }
        references(description, live)
            .iter()
            .any(|to| self.sold.contains(to))
            || belongs_to(description, live, &self.sold_rows)
    }

    fn take(
        &mut self,
        description: &TypeDescription,
        record: &ChangedRecord,
        states: States,
        choice: &Choice,
    ) -> Result<(), EngineError> {
        let key = &record.key;
        let (earlier, later, live) = (states.earlier, states.later, states.now);
        let root = Path::root();
        let same = |one: &Option<Node>, other: &Option<Node>| {
            is_same(description, &root, one.as_ref(), other.as_ref())
        };
        let after = match (&earlier, &later, &live) {
            (Some(_), Some(_), Some(now)) => {
                let changes = diff(earlier.as_ref(), later.as_ref());
                Some(self.fields(description, record, changes, now))
            }
            _ if same(&live, &earlier) => return Ok(()),
            (None, Some(_), _) if !choice.allow_deletes => {
                self.count("newer_records_kept", &description.key, None);
                self.skip(record, SkipReason::DeletesNotAllowed);
                return Ok(());
            }
            _ if same(&live, &later) => earlier,
            _ => {
                self.conflict(record, root, [later.as_ref(), live.as_ref(), earlier.as_ref()]);
                return Ok(());
            }
        };
        if live == after {
            return Ok(());
        }
        if live.as_ref().is_some_and(|live| is_locked(description, live)) {
            self.conflicts.retain(|conflict| conflict.key != *key);
            self.asked.retain(|(_, asked, _)| asked != key);
            self.skip(record, SkipReason::Locked);
            return Ok(());
        }
        self.records.push(PlannedRecord {
            key: key.clone(),
            name: record.name.clone(),
            before: states.live,
            after: after.as_ref().map(Document::from),
        });
        Ok(())
    }

    /// The record as it is, with what changed between the backups taken back.
    fn fields(
        &mut self,
        description: &TypeDescription,
        record: &ChangedRecord,
        changes: Vec<FieldChange>,
        now: &Node,
    ) -> Node {
        let mut after = now.clone();
        let may_be_sold = self.may_be_sold(description, &record.key, now);
        for change in changes {
            let (path, columns) = (&change.path, change.path.columns());
            let live = now.at(path);
            if is_volatile(description, path) {
                continue;
            }
            // A row that is not there any more has no fields to put back.
            let has_place = path.keys().len() < 2 || now.at(&row_of(path)).is_some();
            let is_stock = description.protected_fields.contains(&columns);
            if is_of_trade(description, path, &columns) {
                let label = description.label_of(path).0;
                self.count("protected_fields_kept", &description.key, Some(label));
                continue;
            }
            let by_difference = match (live, &change.old, &change.new) {
                (Some(live), Some(old), Some(new)) if is_stock => corrected(live, old, new),
                _ => None,
            };
            match by_difference {
                // Once more would be a mistake of its own; what was before the mistake can be taken instead.
                Some(_) if self.standing.has(&record.key, path) => {
                    if !is_same(description, path, live, change.old.as_ref()) {
                        self.ask("stock_written_before", description, record, path);
                        let values = [change.new.as_ref(), live, change.old.as_ref()];
                        self.conflict(record, path.clone(), values);
                    }
                }
                Some(wanted) if may_be_sold || wanted.is_doubtful => {
                    if !may_be_sold {
                        self.ask("stock_perhaps_right", description, record, path);
                    }
                    let values = [change.new.as_ref(), live, Some(&wanted.count)];
                    self.conflict(record, path.clone(), values);
                }
                Some(wanted) => {
                    let label = description.label_of(path).0;
                    self.count("stock_corrected", &description.key, Some(label));
                    after.put(path, Some(wanted.count));
                }
                None if is_same(description, path, live, change.old.as_ref()) => {}
                None if is_same(description, path, live, change.new.as_ref()) && has_place => {
                    after.put(path, change.old);
                }
                None if description.derived.contains(&columns) => {}
                None if !has_place => {}
                None => {
                    let values = [change.new.as_ref(), live, change.old.as_ref()];
                    self.conflict(record, path.clone(), values);
                }
            }
        }
        after
    }

    fn plan(
        mut self,
        from: BackupNumber,
        until: BackupNumber,
        choice: &Choice,
        types: &[TypeDescription],
    ) -> Plan {
        for (code, key, label) in std::mem::take(&mut self.asked) {
            self.count(code, &key.content_type, Some(label));
        }
        let counts = self
            .counts
            .into_iter()
            .map(|((code, content_type, detail), count)| Consequence {
                code: code.to_owned(),
                count,
                content_type: Some(content_type),
                detail,
            });
        Plan {
            to: from,
            from: None,
            undoes: None,
            choice: Choice {
                until: Some(until),
                ..choice.clone()
            },
            revision: None,
            records: in_order(self.records, types),
            skips: self.skips,
            conflicts: self.conflicts,
            consequences: self.consequences.into_iter().chain(counts).collect(),
        }
    }

    /// Notes why the owner is asked about a count.
    fn ask(
        &mut self,
        code: &'static str,
        description: &TypeDescription,
        record: &ChangedRecord,
        path: &Path,
    ) {
        let label = description.label_of(path).0;
        self.asked.push((code, record.key.clone(), label));
    }

    fn skip(&mut self, record: &ChangedRecord, reason: SkipReason) {
        self.skips.push(Skip {
            key: record.key.clone(),
            name: record.name.clone(),
            reason,
        });
    }

    fn count(&mut self, code: &'static str, content_type: &ContentType, detail: Option<String>) {
        *self
            .counts
            .entry((code, content_type.clone(), detail))
            .or_default() += 1;
    }

    fn conflict(&mut self, record: &ChangedRecord, path: Path, [base, live, wanted]: [Option<&Node>; 3]) {
        self.conflicts.push(Conflict {
            key: record.key.clone(),
            name: record.name.clone(),
            path,
            base: base.map(Document::from),
            live: live.map(Document::from),
            wanted: wanted.map(Document::from),
        });
    }
}

/// Whether it lies in a collection that trade changes (coupon uses, store credit): what stands there is never taken back.
fn is_of_trade(description: &TypeDescription, path: &Path, columns: &str) -> bool {
    let is_row = !path.keys().is_empty() && path.keys().len().is_multiple_of(2);
    let is_protected = |columns: &str| description.protected_fields.iter().any(|field| field == columns);
    if is_protected(columns) {
        return is_row;
    }
    let above = columns.match_indices('/').filter_map(|(at, _)| columns.get(..at));
    above.into_iter().any(is_protected)
}

/// The collection or row that a path stands in.
fn row_of(path: &Path) -> Path {
    let keys = path.keys();
    keys.iter()
        .take(
            keys.len()
                .saturating_sub(if keys.len().is_multiple_of(2) { 2 } else { 1 }),
        )
        .fold(Path::root(), |path, key| path.then(key.as_str()))
}
