//! # Taking a run back
//!
//! An undo is a restore like any other: planned, shown, carried out, journalled, and undone again if need be. What is wanted
//! is what was there before the run.
//!
//! Field by field, for everything the run wrote:
//!
//! | the shop has now | then |
//! |---|---|
//! | what the run left | what was before comes back |
//! | what was before the run | nothing to do |
//! | anything else | somebody changed it since: a conflict, kept as it is |
//!
//! Only what the run itself wrote is looked at: what somebody changed between the writing and the reading back is no part of
//! it, though it was read back.
//!
//! A record the run made is deleted, unless it was changed since; one the run deleted is made again, unless there is one.
//! A volatile field that changed since (`date_modified`) stays and is no conflict.

use std::collections::HashMap;

use backstock_model::{
    Action, BackupNumber, Cancel, Choice, Conflict, Document, FieldChange, Node, Path, Phase, Plan, PlanId,
    PlannedRecord, Progress, RecordKey, RunId, ShopId, Skip, SkipReason, Tick, TypeDescription, diff,
};
use backstock_vault::{RunItem, RunItemState, RunStatus};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::compare::node;
use crate::kept::if_whole;
use crate::live::live_of;
use crate::plan::order::in_order;
use crate::plan::references::references;
use crate::plan::{AT_ONCE, is_locked, types_to_plan_with};
use crate::walk::is_same;
use crate::words::{CHANGED_AFTER_SENDING, READS_BACK_DIFFERENTLY};
use crate::{Engine, EngineError};

impl Engine {
    /// Plans to take a run back. Nothing is written; the plan is kept for [`Engine::carry_out`]. A run that a crash left in the
    /// middle can still be gone on with afterwards: only carrying the undo out closes it.
    pub fn plan_undo(
        &self,
        shop: &str,
        run: RunId,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<(PlanId, Plan), EngineError> {
        let known = self.vault.shop(shop)?;
        let done = self.run(shop, run)?;
        if done.status == RunStatus::Progressing && !done.interrupted {
            return Err(EngineError::RunInProgress(run));
        }
        if let Some(by) = self.undone_by(shop, run)? {
            return Err(EngineError::AlreadyUndone { run, by });
        }
        let carried = self.vault.plan(known.id, done.plan)?;
        let opened = self.open_shop_for(&known, cancel)?;
        let mut reading = opened.open_reading()?;
        let types = types_to_plan_with(&mut *reading)?;
        let touched: Vec<Touched<'_>> = self
            .touched(run, cancel)?
            .into_iter()
            .filter_map(|item| Touched::of(item, &carried))
            .collect();
        let mut undoing = Undoing::default();
        let (mut looked_at, total) = (0, touched.len() as u64);
        for same in touched.chunk_by(|one, other| one.key.content_type == other.key.content_type) {
            if cancel.is_asked() {
                return Err(EngineError::Cancelled);
            }
            let Some(content_type) = same.first().map(|first| &first.key.content_type) else {
                continue;
            };
            let tick = |done| {
                progress.tick(&Tick {
                    phase: Phase::Planning,
                    content_type: Some(content_type.clone()),
                    done,
                    total: Some(total),
                    failed: 0,
                });
            };
            tick(looked_at);
            let description = types.iter().find(|found| found.key == *content_type);
            let keys: Vec<&RecordKey> = same.iter().map(|touched| &touched.key).collect();
            let mut live = live_of(&mut *reading, content_type, &keys, cancel)?;
            for chunk in same.chunks(AT_ONCE) {
                if cancel.is_asked() {
                    return Err(EngineError::Cancelled);
                }
                let beside: Vec<_> = chunk
                    .iter()
                    .map(|touched| (touched, live.remove(&touched.key)))
                    .collect();
                let decided: Vec<Result<Undoing, EngineError>> = beside
                    .into_par_iter()
                    .map(|(touched, live)| {
                        let mut one = Undoing::default();
                        one.take(touched, live, description)?;
                        Ok(one)
                    })
                    .collect();
                for one in decided {
                    undoing.add(one?);
                }
                looked_at += chunk.len() as u64;
                tick(looked_at);
            }
        }
        let mut plan = Plan {
            to: done.safety.unwrap_or(done.to),
            from: None,
            undoes: Some(run),
            choice: Choice {
                records: carried.records.iter().map(|record| record.key.clone()).collect(),
                allow_deletes: true,
                include_protected: true,
                ..Choice::default()
            },
            revision: None,
            records: in_order(undoing.records, &types),
            skips: undoing.skips,
            conflicts: undoing.conflicts,
            consequences: Vec::new(),
        };
        let mut led_before = LedBefore::of(self, &known, &plan, &types)?;
        let led_nowhere = &mut |from: &RecordKey, to: &RecordKey| led_before.led_nowhere(from, to);
        self.look_around(&mut plan, &types, &*opened, &mut *reading, led_nowhere, cancel)?;
        let id = self.vault.keep_plan(known.id, &plan, self.clock.now())?;
        Ok((id, plan))
    }

    /// Whether a run may have left something in the shop that was not taken back yet.
    pub fn can_undo(&self, shop: &str, run: RunId) -> Result<bool, EngineError> {
        const PAGE: u64 = 1_000;
        if self.run(shop, run)?.status == RunStatus::Progressing {
            return Ok(false);
        }
        match self.undone_by(shop, run) {
            Ok(None) => {}
            // What an undo left half done is decided about first.
            Ok(Some(_)) | Err(EngineError::RunInterrupted(_) | EngineError::RunInProgress(_)) => {
                return Ok(false);
            }
            Err(error) => return Err(error),
        }
        let mut offset = 0;
        loop {
            let page = self.vault.run_items(run, None, PAGE, offset)?;
            if page.iter().any(is_touched) {
                return Ok(true);
            }
            if (page.len() as u64) < PAGE {
                return Ok(false);
            }
            offset += PAGE;
        }
    }

    /// The records of a run that the shop heard of.
    pub(crate) fn touched(&self, run: RunId, cancel: &Cancel) -> Result<Vec<RunItem>, EngineError> {
        const PAGE: u64 = 1_000;
        let mut touched = Vec::new();
        let mut offset = 0;
        loop {
            if cancel.is_asked() {
                return Err(EngineError::Cancelled);
            }
            let page = self.vault.run_items(run, None, PAGE, offset)?;
            let is_last = (page.len() as u64) < PAGE;
            offset += page.len() as u64;
            touched.extend(page.into_iter().filter(is_touched));
            if is_last {
                return Ok(touched);
            }
        }
    }
}

/// What records referred to before the run that is undone. Of a plan that is no undo, nothing.
pub(crate) struct LedBefore<'a> {
    engine: &'a Engine,
    shop: ShopId,
    types: &'a [TypeDescription],
    before: HashMap<RecordKey, PlannedRecord>,
    safety: BackupNumber,
}

impl<'a> LedBefore<'a> {
    pub(crate) fn of(
        engine: &'a Engine,
        shop: &backstock_vault::Shop,
        plan: &Plan,
        types: &'a [TypeDescription],
    ) -> Result<Self, EngineError> {
        // Asked only of what is to be deleted.
        let has_deletions = plan
            .records
            .iter()
            .any(|record| record.action() == Action::Delete);
        let records = match plan.undoes {
            Some(run) if has_deletions => {
                let done = engine.run(&shop.name, run)?;
                engine.vault.plan(shop.id, done.plan)?.records
            }
            _ => Vec::new(),
        };
        Ok(Self {
            engine,
            shop: shop.id,
            types,
            before: records
                .into_iter()
                .map(|record| (record.key.clone(), record))
                .collect(),
            safety: plan.to,
        })
    }

    /// Whether `from` referred to `to` before the run made it, so that `to` may go again.
    pub(crate) fn led_nowhere(&mut self, from: &RecordKey, to: &RecordKey) -> Result<bool, EngineError> {
        // Only what the run made was not there before it.
        if self.before.get(to).is_none_or(|made| made.before.is_some()) {
            return Ok(false);
        }
        let kept = match self.before.get(from) {
            Some(planned) => planned.before.clone(),
            // Of one that is damaged nobody knows it, and what it points to stays.
            None => if_whole(self.engine.record_at(self.shop, from, self.safety))?
                .flatten()
                .map(|kept| kept.document),
        };
        let description = self.types.iter().find(|found| found.key == from.content_type);
        Ok(match (description, node(from, kept.as_ref())?) {
            (Some(description), Some(node)) => references(description, &node).contains(to),
            _ => false,
        })
    }
}

/// Whether the shop heard of a record and may have something of it.
pub(crate) fn is_touched(item: &RunItem) -> bool {
    match item.state {
        RunItemState::Sent | RunItemState::Written | RunItemState::Verified => true,
        RunItemState::Failed => item
            .code
            .as_deref()
            .is_some_and(|code| code == READS_BACK_DIFFERENTLY || code == CHANGED_AFTER_SENDING.0),
        RunItemState::Planned | RunItemState::Skipped => false,
    }
}

/// A record that the shop heard of: what was planned for it, and what came of it.
pub(crate) struct Touched<'p> {
    /// As it is called in the shop now.
    pub(crate) key: RecordKey,
    pub(crate) planned: &'p PlannedRecord,
    pub(crate) item: RunItem,
}

impl<'p> Touched<'p> {
    pub(crate) fn of(item: RunItem, carried: &'p Plan) -> Option<Self> {
        let planned = carried.records.get(item.position as usize)?;
        let id = item.new_id.as_ref().unwrap_or(&planned.key.remote_id).clone();
        Some(Self {
            key: RecordKey::new(planned.key.content_type.clone(), id),
            planned,
            item,
        })
    }

    /// What the run left of it.
    fn left(&self) -> Option<&Document> {
        self.item.read_back().unwrap_or(self.planned.after.as_ref())
    }
}

#[derive(Default)]
struct Undoing {
    records: Vec<PlannedRecord>,
    skips: Vec<Skip>,
    conflicts: Vec<Conflict>,
}

impl Undoing {
    fn add(&mut self, other: Self) {
        self.records.extend(other.records);
        self.skips.extend(other.skips);
        self.conflicts.extend(other.conflicts);
    }

    /// Decides about one record: `touched` is what the run did and left, `live` what is there now.
    fn take(
        &mut self,
        touched: &Touched<'_>,
        live: Option<Document>,
        description: Option<&TypeDescription>,
    ) -> Result<(), EngineError> {
        let (key, planned, left) = (touched.key.clone(), touched.planned, touched.left());
        let before = node(&key, planned.before.as_ref())?;
        let after = node(&key, planned.after.as_ref())?;
        let left = node(&key, left)?;
        let now = node(&key, live.as_ref())?;
        let name = planned.name.clone();
        let Some(description) = description else {
            if now != before {
                self.skip(key, name, SkipReason::NotRestorable);
            }
            return Ok(());
        };
        let root = Path::root();
        let wanted = match (&before, &left, &now) {
            (Some(_), Some(_), Some(now)) => {
                let written: Vec<Path> = diff(before.as_ref(), after.as_ref())
                    .into_iter()
                    .map(|change| change.path)
                    .collect();
                let mut changes = diff(before.as_ref(), left.as_ref());
                changes.retain(|change| written.iter().any(|path| change.path.is_within(path)));
                Some(self.fields((&key, name.as_str()), description, changes, now))
            }
            _ if is_same(description, &root, now.as_ref(), before.as_ref()) => return Ok(()),
            _ if is_same(description, &root, now.as_ref(), left.as_ref()) => before,
            _ => {
                self.conflict(
                    (&key, &name),
                    root,
                    [left.as_ref(), now.as_ref(), before.as_ref()],
                );
                return Ok(());
            }
        };
        if now == wanted {
            return Ok(());
        }
        if now.as_ref().is_some_and(|now| is_locked(description, now)) {
            self.skip(key, name, SkipReason::Locked);
            return Ok(());
        }
        self.records.push(PlannedRecord {
            key,
            name,
            before: live,
            after: wanted.as_ref().map(Document::from),
        });
        Ok(())
    }

    fn fields(
        &mut self,
        record: (&RecordKey, &str),
        description: &TypeDescription,
        changes: Vec<FieldChange>,
        now: &Node,
    ) -> Node {
        let mut wanted = now.clone();
        for change in changes {
            let path = &change.path;
            let live = now.at(path);
            if live == change.old.as_ref() {
                continue;
            }
            if live == change.new.as_ref() {
                wanted.put(path, change.old);
            } else if !is_same(description, path, live, change.old.as_ref()) {
                if is_same(description, path, live, change.new.as_ref()) {
                    wanted.put(path, change.old);
                } else {
                    let values = [change.new.as_ref(), live, change.old.as_ref()];
                    self.conflict(record, path.clone(), values);
                }
            }
        }
        wanted
    }

    fn skip(&mut self, key: RecordKey, name: String, reason: SkipReason) {
        self.skips.push(Skip { key, name, reason });
    }

    fn conflict(
        &mut self,
        (key, name): (&RecordKey, &str),
        path: Path,
        [base, live, wanted]: [Option<&Node>; 3],
    ) {
        self.conflicts.push(Conflict {
            key: key.clone(),
            name: name.to_owned(),
            path,
            base: base.map(Document::from),
            live: live.map(Document::from),
            wanted: wanted.map(Document::from),
        });
    }
}
