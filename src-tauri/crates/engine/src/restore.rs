//! # Carrying out a plan
//!
//! The one place where a shop is written to. It goes through the same steps every time, and each is on disk before the next
//! begins:
//!
//! 1. **Lock.** One job at a time in a vault.
//! 2. **Safety backup** of every record the plan touches; of whole types where it touches much of them. While it is read,
//!    every planned record is compared with what the plan believed it to be. If one changed since the preview, nothing is
//!    kept, nothing is written, and the owner looks again. If the safety backup fails, nothing is written.
//!    Where the shop lets us see for certain that nobody changes anything from then on, a record need not be compared again.
//! 3. **A run** is opened in the journal.
//! 4. **Batch by batch**: marked as sent, written by the shop in one transaction, marked as written, read back and compared
//!    field by field, marked as verified. That a batch is sent is on disk before the shop hears of it; the other marks follow
//!    while the next batch is on its way (`carrying/journal.rs`). A record the shop refuses is a counted fact and not the end of the job; when others
//!    were written after it, it gets a second chance at the end, because one of those may have stood in its way.
//! 5. **The run is closed.**
//!
//! Killed anywhere, the journal tells what may have arrived. [`Engine::resume`] then reads the shop: what is as planned was
//! written, what is as before was not, and anything else was changed by somebody: it is left as it is and told, and an undo
//! takes back those fields of it that still are as the run wrote them.
//!
//! A shop that cannot be reached for a while does not end a run: `reaching.rs` waits for it and goes on where it was. After
//! [`Patience::total`] the run is left open, as after a crash.
//!
//! What a difference after writing means: a volatile field, one the shop works out itself, or one the plan did not write is
//! listed; a field that was written and reads back otherwise is a failure of that record, and the owner is told which field it is.

mod carrying;
mod dangling;
mod in_the_way;
mod reaching;
mod watch;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use backstock_model::{
    Cancel, ContentType, Document, Phase, Plan, PlanId, Progress, Recipient, RecordKey, RemoteId, RunId,
    Tick, differs_only_in,
};
use backstock_shops::{Reading, Shop, ShopError};
use backstock_vault::{
    BackupKind, ItemState, JobLock, NewRun, Run, RunEnd, RunItemState, RunKind, RunStatus,
};

use crate::backup::{Keeping, Part};
use crate::kept::name_or_key;
use crate::live::DEARER_ALONE;
use crate::words;
use crate::{Engine, EngineError};
use carrying::Carrying;
use dangling::Excused;
pub(crate) use reaching::Outage;
pub use reaching::Patience;
use watch::Watch;

/// What came of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunOutcome {
    /// The run.
    pub run: RunId,
    /// Records written, read back and found as planned.
    pub succeeded: u64,
    /// Records that could not be written, or read back other than planned.
    pub failed: u64,
    /// Records left alone: those the plan left alone, and those whose turn did not come.
    pub skipped: u64,
    /// Records read back after writing.
    pub verified: u64,
    /// How long it took by the engine's clock, safety backup included.
    pub seconds: f64,
    /// Whether it was stopped on request before the end.
    pub cancelled: bool,
    /// The records that failed, at most 1,000 of them; the journal has all.
    pub failures: Vec<RunFailure>,
}

/// A record that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunFailure {
    /// Which.
    pub key: RecordKey,
    /// Stable name of the reason.
    pub code: String,
    /// The reason, in the owner's words.
    pub message: String,
}

impl Engine {
    /// Carries out a kept plan: safety backup, writing, reading back. Refused when the shop changed since the preview.
    pub fn carry_out(
        &self,
        shop: &str,
        plan: PlanId,
        note: Option<String>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<RunOutcome, EngineError> {
        self.carry_out_and_tell(shop, plan, note, Vec::new(), progress, cancel)
    }

    /// The same, and the recipients are kept with the run and told when it ends, however it ends (see `outbox.rs`).
    pub fn carry_out_and_tell(
        &self,
        shop: &str,
        plan: PlanId,
        note: Option<String>,
        recipients: Vec<Recipient>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<RunOutcome, EngineError> {
        self.refuse_view_only()?;
        let known = self.vault.shop(shop)?;
        let started = self.clock.now();
        let kept = self.vault.plan(known.id, plan)?;
        let kind = match kept.undoes {
            Some(_) => RunKind::Undo,
            None => RunKind::Restore,
        };
        if let Some(run) = kept.undoes
            && self.run(shop, run)?.interrupted
        {
            // Who undoes it does not go on with it.
            self.leave(shop, run)?;
        }
        let lock = self.vault.lock(known.id, job_name(kind))?;
        self.faults.at("restore.locked");
        // What a crash left half done is decided about first; a second run over it would blur who wrote what. Asked under
        // the lock, where a run that is not finished can only be one that nobody works on.
        let runs = self.runs(shop)?;
        if let Some(left) = runs.iter().find(|run| run.status == RunStatus::Progressing) {
            return Err(EngineError::RunInterrupted(left.id));
        }
        self.refuse_second_undo(shop, &kept)?;
        let opened: Arc<dyn Shop> = Arc::from(self.open_shop_for(&known, cancel)?);
        opened.look_before_writing()?;
        // Whoever changes the shop from here on is seen, or what is written is looked at once more.
        let witness = opened.witness()?;
        let safety = if kept.records.is_empty() {
            None
        } else {
            Some(self.patient_safety_backup(&known, &lock, &*opened, &kept, progress, cancel)?)
        };
        self.faults.at("restore.safety_kept");
        let excused = Excused::of(self, known.id, &kept)?;
        let run = self.vault.open_run(
            &lock,
            NewRun {
                kind,
                plan,
                first: kept.revision.as_ref().map_or(plan, |revision| revision.of),
                to: kept.to,
                safety,
                undoes: kept.undoes,
                note,
                recipients,
                now: self.clock.now(),
            },
        )?;
        self.faults.at("restore.run_opened");
        let everything = (0..kept.records.len()).collect();
        let carrying =
            Carrying::begin(self, run, &kept, opened, excused, progress, cancel).relying_on(witness);
        let outcome = carrying.carry(Vec::new(), everything, started);
        self.after_a_run(&known, &kept, outcome)
    }

    /// Goes on with a run that a crash left in the middle. What had arrived is found out by reading it.
    pub fn resume(
        &self,
        shop: &str,
        run: RunId,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<RunOutcome, EngineError> {
        self.refuse_view_only()?;
        let known = self.vault.shop(shop)?;
        let started = self.clock.now();
        let left = self.left_open(shop, run)?;
        let lock = self.vault.lock(known.id, job_name(left.kind))?;
        let plan = self.vault.plan(known.id, left.plan)?;
        let opened: Arc<dyn Shop> = Arc::from(self.open_shop_for(&known, cancel)?);
        opened.look_before_writing()?;
        let excused = Excused::of(self, known.id, &plan)?;
        let open = self.vault.resume_run(&lock, run)?;
        let mut carrying = Carrying::begin(self, open, &plan, opened, excused, progress, cancel);
        let (arrived, open) = carrying.sort_out(&self.items(run)?)?;
        let outcome = carrying.carry(arrived, open, started);
        self.after_a_run(&known, &plan, outcome)
    }

    fn after_a_run(
        &self,
        known: &backstock_vault::Shop,
        plan: &Plan,
        outcome: Result<RunOutcome, EngineError>,
    ) -> Result<RunOutcome, EngineError> {
        self.forget_live_records(known.id);
        if let Ok(done) = &outcome {
            // What came of the run matters more than what alarms say; the owner can say it, too.
            let _ = self.note_what_was_put_back(known, plan, done);
        }
        outcome
    }

    /// Leaves a run that a crash left in the middle as it is: it is closed as failed, and can be undone.
    pub fn leave(&self, shop: &str, run: RunId) -> Result<Run, EngineError> {
        self.refuse_view_only()?;
        let known = self.vault.shop(shop)?;
        let left = self.left_open(shop, run)?;
        let lock = self.vault.lock(known.id, job_name(left.kind))?;
        let mut open = self.vault.resume_run(&lock, run)?;
        let not_reached: Vec<(u32, ItemState)> = self
            .items(run)?
            .iter()
            .filter(|(_, state, _)| *state == RunItemState::Planned)
            .map(|(position, _, _)| (*position, words::not_reached()))
            .collect();
        open.mark(&not_reached, self.clock.now())?;
        let message = words::APP_WAS_CLOSED.to_owned();
        Ok(open.close(RunEnd::Failed { message }, self.clock.now())?)
    }

    /// A run that nobody works on and nobody closed.
    fn left_open(&self, shop: &str, run: RunId) -> Result<Run, EngineError> {
        let found = self.run(shop, run)?;
        match found.status {
            RunStatus::Progressing if found.interrupted => Ok(found),
            RunStatus::Progressing => Err(EngineError::RunInProgress(run)),
            RunStatus::Done | RunStatus::Fail => Err(EngineError::RunFinished(run)),
        }
    }

    /// A run is taken back once; a kept plan to take it back again would only undo what was done since.
    fn refuse_second_undo(&self, shop: &str, plan: &Plan) -> Result<(), EngineError> {
        let Some(undoes) = plan.undoes else {
            return Ok(());
        };
        match self.undone_by(shop, undoes)? {
            Some(by) => Err(EngineError::AlreadyUndone { run: undoes, by }),
            None => Ok(()),
        }
    }

    /// The run that took a run back to its end and was not taken back itself. Refused while such a run is not finished.
    pub fn undone_by(&self, shop: &str, run: RunId) -> Result<Option<RunId>, EngineError> {
        let Some(by) = self.run(shop, run)?.undone_by else {
            return Ok(None);
        };
        let undo = self.run(shop, by)?;
        match undo.status {
            RunStatus::Progressing if undo.interrupted => Err(EngineError::RunInterrupted(by)),
            RunStatus::Progressing => Err(EngineError::RunInProgress(by)),
            // What a stopped undo did not reach, or one could not write, can be taken back by another one.
            RunStatus::Fail => Ok(None),
            RunStatus::Done if undo.failed > 0 => Ok(None),
            RunStatus::Done => Ok(self.undone_by(shop, by)?.is_none().then_some(by)),
        }
    }

    /// Makes the safety backup; a shop that cannot be reached meanwhile is waited for, as in a run.
    fn patient_safety_backup(
        &self,
        known: &backstock_vault::Shop,
        lock: &JobLock,
        shop: &dyn Shop,
        plan: &Plan,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<backstock_model::BackupNumber, EngineError> {
        let mut outage = Outage::default();
        loop {
            let failed = match self.safety_backup(known, lock, shop, plan, progress, cancel) {
                Err(EngineError::SafetyBackup(failed)) => failed,
                other => return other,
            };
            let is_worth_waiting = match &*failed {
                EngineError::Shop(lost @ ShopError::ConnectionLost { .. }) => outage.may_lose_again(lost),
                EngineError::Shop(error) => reaching::is_away(error),
                _ => false,
            };
            if !is_worth_waiting || outage.is_over(self.patience) {
                return Err(EngineError::SafetyBackup(failed));
            }
            progress.tick(&Tick {
                phase: Phase::Waiting,
                content_type: None,
                done: 0,
                total: None,
                failed: 0,
            });
            outage.pass(self.patience.between, cancel)?;
        }
    }

    /// Keeps every record the plan touches, and refuses the plan when one is not any more what it was in the preview.
    fn safety_backup(
        &self,
        known: &backstock_vault::Shop,
        lock: &JobLock,
        shop: &dyn Shop,
        plan: &Plan,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<backstock_model::BackupNumber, EngineError> {
        let in_safety = |error: EngineError| match error {
            EngineError::Cancelled => EngineError::Cancelled,
            other => EngineError::SafetyBackup(Box::new(other)),
        };
        let reading = shop.open_reading().map_err(|error| in_safety(error.into()))?;
        let mut watch = Watch::over(plan, reading.types());
        let mut keeping = Keeping {
            engine: self,
            reading,
            phase: Phase::SafetyBackup,
            progress,
            cancel,
            done: 0,
            total: 0,
            counts: Vec::new(),
            keeps_part: false,
            forbidden: Vec::new(),
            expected: HashMap::new(),
        };
        let parts = self
            .safety_parts(known, plan, &mut *keeping.reading)
            .map_err(in_safety)?;
        let is_part = !keeping.is_whole(&parts);
        let backup = keeping
            .keep(lock, BackupKind::Safety, None, parts, &mut |record| {
                watch.see(&record.key, &record.document);
                Ok(())
            })
            .map_err(in_safety)?;
        let changed = watch.changed();
        if !changed.is_empty() {
            backup.abandon()?;
            let first = plan.records.iter().find(|record| changed.contains(&record.key));
            return Err(EngineError::ChangedSincePreview {
                name: first.map_or_else(String::new, |record| name_or_key(&record.name, &record.key)),
                records: changed,
            });
        }
        let now = self.clock.now();
        let published = if is_part {
            backup.publish_part(now)
        } else {
            backup.publish(now)
        };
        Ok(published.map_err(|error| in_safety(error.into()))?.number)
    }

    /// What a safety backup reads: the records that the plan touches, or the whole type where those are many, or where no
    /// backup has the others to stand as they were.
    fn safety_parts(
        &self,
        known: &backstock_vault::Shop,
        plan: &Plan,
        reading: &mut dyn Reading,
    ) -> Result<Vec<Part>, EngineError> {
        let kept = self.kept_types(known)?;
        let mut touched: Vec<(ContentType, Vec<RecordKey>)> = Vec::new();
        let mut seen = HashSet::new();
        for record in &plan.records {
            let key = &record.key;
            if !seen.insert(key) {
                continue;
            }
            let same = |(content_type, _): &(ContentType, _)| *content_type == key.content_type;
            match touched.iter().rposition(same).and_then(|at| touched.get_mut(at)) {
                Some((_, keys)) => keys.push(key.clone()),
                None => touched.push((key.content_type.clone(), vec![key.clone()])),
            }
        }
        let mut parts = Vec::with_capacity(touched.len());
        for (content_type, keys) in touched {
            let description = reading
                .types()
                .iter()
                .find(|found| found.key == content_type)
                .cloned();
            let description = description.ok_or_else(|| EngineError::UnknownType(content_type.clone()))?;
            let is_kept = kept
                .iter()
                .any(|kept| kept.description.key == content_type && !kept.gone);
            let is_few = (keys.len() as u64).saturating_mul(DEARER_ALONE) <= reading.count(&content_type)?;
            parts.push(if is_kept && is_few {
                Part::Records(description, keys)
            } else {
                Part::Whole(description)
            });
        }
        Ok(parts)
    }

    fn items(&self, run: RunId) -> Result<Vec<(u32, RunItemState, Option<RemoteId>)>, EngineError> {
        const PAGE: u64 = 5_000;
        let mut items = Vec::new();
        loop {
            let page = self.vault.run_items(run, None, PAGE, items.len() as u64)?;
            let is_last = (page.len() as u64) < PAGE;
            items.extend(
                page.into_iter()
                    .map(|item| (item.position, item.state, item.new_id)),
            );
            if is_last {
                return Ok(items);
            }
        }
    }
}

const RESTORE: &str = "restore";
const UNDO: &str = "undo";

/// Whether a job writes to its shop, by its name.
pub(crate) fn writes(job: &str) -> bool {
    matches!(job, RESTORE | UNDO)
}

fn job_name(kind: RunKind) -> &'static str {
    match kind {
        RunKind::Restore => RESTORE,
        RunKind::Undo => UNDO,
    }
}

/// Whether two documents differ in nothing that counts.
fn is_same(volatile: &[String], left: &Document, right: &Document) -> bool {
    left == right || (!volatile.is_empty() && differs_only_in(volatile, left, right))
}

/// Whether a record in the shop is as a document says; two absences are the same.
fn is_as(volatile: &[String], live: Option<&Document>, document: Option<&Document>) -> bool {
    match (live, document) {
        (None, None) => true,
        (Some(live), Some(document)) => is_same(volatile, live, document),
        _ => false,
    }
}
