//! A run on its way: writing, reading back, and finding out what arrived.

mod disturbed;
mod journal;
mod reading_back;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use backstock_model::{
    Cancel, ContentType, Group, ObjectHash, Phase, Plan, PlannedRecord, Progress, RemoteId, Tick,
    TypeDescription,
};
use backstock_shops::{Dangling, Objects, Shop, ShopError, Witness, Write, WriteOutcome, Writing};
use backstock_vault::{ItemState, OpenRun, RunEnd, RunItemState, Vault};
use disturbed::Disturbed;
use journal::{Journal, Page};

use super::dangling::Excused;
use super::in_the_way::{TAKEN, in_the_way};
use super::reaching::{self, Outage};
use super::{RunFailure, RunOutcome, is_as};
use crate::plan::order::batches;
use crate::words::{self, explain};
use crate::{Engine, EngineError};

/// How a shop's refusal is called when a reference of the record leads nowhere.
const REFERENCE_MISSING: &str = "reference_missing";

/// Failures that are handed back with the outcome; the journal has all of them.
const MOST_FAILURES: usize = 1_000;

/// Where so many are sent at a time, writing down that they are going to be sent is not waited for: it is done while the batch
/// before is read back. Where few are sent, it costs nothing beside sending them.
const WORTH_ANNOUNCING: usize = 100;

/// So many refused records are told what stands in their way; looking for it reads all records of the type.
const MOST_LOOKED_FOR: u64 = 5;

/// A run on its way.
pub(super) struct Carrying<'a> {
    engine: &'a Engine,
    shop: Arc<dyn Shop>,
    plan: &'a Plan,
    journal: Journal,
    /// The batch that was written down as going to be sent, by its first position.
    announced: Option<(usize, Page)>,
    /// What will be asked of the shop for the next batch, by its first position.
    prepared: Option<(usize, Vec<Write>)>,
    writing: Option<Box<dyn Writing>>,
    witness: Option<Box<dyn Witness>>,
    types: Vec<TypeDescription>,
    excused: Excused,
    /// What refused records may do the second time.
    allowed: HashMap<usize, Dangling>,
    objects: KeptObjects<'a>,
    progress: &'a dyn Progress,
    cancel: &'a Cancel,
    done: u64,
    succeeded: u64,
    failed: u64,
    skipped: u64,
    verified: u64,
    failures: Vec<RunFailure>,
    /// Refused records, with how many had been written by then.
    refused: Vec<(usize, u64, RunFailure)>,
    outage: Outage,
    /// The first position whose turn has not come.
    next: usize,
    /// Why records were written only in part.
    in_part: HashMap<usize, String>,
    /// What triggers of the shop's may have changed after it was written.
    disturbed: Disturbed,
}

struct KeptObjects<'a>(&'a Vault);

impl Objects for KeptObjects<'_> {
    fn object(&self, hash: &ObjectHash) -> Option<Vec<u8>> {
        self.0.object(hash).ok().flatten()
    }
}

/// What a crash left: records that arrived, under the id the shop gave them, and positions still to be written.
pub(super) type SortedOut = (Vec<(usize, RemoteId)>, Vec<usize>);

impl<'a> Carrying<'a> {
    pub(super) fn begin(
        engine: &'a Engine,
        run: OpenRun,
        plan: &'a Plan,
        shop: Arc<dyn Shop>,
        excused: Excused,
        progress: &'a dyn Progress,
        cancel: &'a Cancel,
    ) -> Self {
        Self {
            engine,
            shop,
            plan,
            journal: Journal::of(run),
            announced: None,
            prepared: None,
            writing: None,
            witness: None,
            types: Vec::new(),
            excused,
            allowed: HashMap::new(),
            objects: KeptObjects(&engine.vault),
            progress,
            cancel,
            done: 0,
            succeeded: 0,
            failed: 0,
            skipped: 0,
            verified: 0,
            failures: Vec::new(),
            refused: Vec::new(),
            outage: Outage::default(),
            next: 0,
            in_part: HashMap::new(),
            disturbed: Disturbed::default(),
        }
    }

    /// Every record of the plan was found as planned after this witness came.
    pub(super) fn relying_on(mut self, witness: Option<Box<dyn Witness>>) -> Self {
        self.witness = witness;
        self
    }

    /// Carries the run to its end, whatever that is, and closes it.
    pub(super) fn carry(
        mut self,
        arrived: Vec<(usize, RemoteId)>,
        open: Vec<usize>,
        started: chrono::DateTime<chrono::Utc>,
    ) -> Result<RunOutcome, EngineError> {
        let carried = self.write_all(arrived, open);
        self.engine.faults.at("restore.closing");
        let now = self.engine.clock.now();
        let (end, failure) = match carried {
            Ok(true) => (RunEnd::Done, None),
            Ok(false) => (RunEnd::Cancelled, None),
            // Not closed: it stands as after a crash, to be resumed, undone or left.
            Err(error @ EngineError::ShopAway { .. }) => return Err(error),
            Err(error) => {
                let message = explain(&error).message;
                (RunEnd::Failed { message }, Some(error))
            }
        };
        let cancelled = end == RunEnd::Cancelled;
        let id = self.journal.id();
        // A run that cannot even be closed has written all the same.
        let closed = self.journal.close(end, now).err();
        self.engine.faults.at("restore.closed");
        self.progress.tick(&Tick {
            phase: Phase::Finishing,
            content_type: None,
            done: self.done,
            total: Some(self.plan.records.len() as u64),
            failed: self.failed,
        });
        if let Some(cause) = failure.or(closed) {
            return Err(EngineError::RunStopped {
                run: id,
                cause: Box::new(cause),
            });
        }
        Ok(RunOutcome {
            run: id,
            succeeded: self.succeeded,
            failed: self.failed,
            skipped: self.skipped + self.plan.skips.len() as u64,
            verified: self.verified,
            seconds: self.engine.seconds_since(started),
            cancelled,
            failures: self.failures,
        })
    }

    /// Writes what is open and says whether it came to the end; `false` when it was stopped.
    fn write_all(&mut self, arrived: Vec<(usize, RemoteId)>, open: Vec<usize>) -> Result<bool, EngineError> {
        let written = match self.write_open(arrived, &open) {
            // Asked while the shop could not be reached, or did not answer.
            Err(EngineError::Cancelled) => {
                self.settle_refused()?;
                self.leave_rest(&open, self.next, &words::cancelled())?;
                Ok(false)
            }
            other => other,
        };
        match written {
            // What the rest of the records would have done is not known, so that nothing is put right on the way.
            Ok(false) => self.judge_disturbed().map(|()| false),
            Err(error) if !reaching::waits(&error) => {
                // What cannot be looked at stays as it is known.
                let _ = self.judge_disturbed();
                Err(error)
            }
            other => other,
        }
    }

    fn write_open(&mut self, arrived: Vec<(usize, RemoteId)>, open: &[usize]) -> Result<bool, EngineError> {
        if self.plan.records.is_empty() {
            return Ok(true);
        }
        self.open_writing()?;
        self.look_out_for_triggers()?;
        self.read_back(arrived)?;
        // Batches are cut over the whole plan, so that a resumed run keeps together what belongs together.
        let is_open: HashSet<usize> = open.iter().copied().collect();
        let at_a_time = self.writing.as_ref().map_or(1, |writing| writing.at_a_time());
        let ranges = batches(&self.plan.records, &self.types, at_a_time);
        let count = ranges.len();
        let batches: Vec<Vec<usize>> = ranges
            .into_iter()
            .map(|range| range.filter(|position| is_open.contains(position)).collect())
            .collect();
        let mut batches = batches.iter().filter(|batch| !batch.is_empty()).peekable();
        while let Some(batch) = batches.next() {
            let (first, last) = match (batch.first(), batch.last()) {
                (Some(first), Some(last)) => (*first, *last),
                _ => continue,
            };
            let next = batches.peek().filter(|next| next.len() >= WORTH_ANNOUNCING);
            if self.cancel.is_asked() {
                self.settle_refused()?;
                self.leave_rest(open, first, &words::cancelled())?;
                return Ok(false);
            }
            self.next = last + 1;
            match self.write_batch(batch, next.map_or(&[], |next| next.as_slice()), true) {
                Ok(()) => {}
                Err(error) if reaching::waits(&error) => return Err(error),
                Err(error) => {
                    self.settle_refused()?;
                    self.leave_rest(open, last + 1, &words::not_reached())?;
                    return Err(error);
                }
            }
        }
        self.second_chance(count)?;
        self.put_right_what_triggers_did()?;
        Ok(true)
    }

    /// Opens the shop for writing; one that cannot be reached is waited for.
    fn open_writing(&mut self) -> Result<(), EngineError> {
        while self.writing.is_none() {
            match reaching::open(&self.shop, &mut self.outage, self.cancel)? {
                Ok(mut writing) => {
                    if let Some(witness) = self.witness.take() {
                        writing.rely_on(witness);
                    }
                    self.types = writing.types().to_vec();
                    self.prepared = None; // for other types, perhaps
                    self.writing = Some(writing);
                }
                Err(error) if reaching::is_away(&error) => self.wait(error)?,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Lets some time pass while the shop cannot be reached.
    fn wait(&mut self, error: ShopError) -> Result<(), EngineError> {
        let patience = self.engine.patience;
        if self.outage.is_over(patience) {
            return Err(self.left_open(error));
        }
        self.tell_waiting();
        self.outage.pass(patience.between, self.cancel)
    }

    fn tell_waiting(&self) {
        if let Some(record) = self.plan.records.get(self.next.saturating_sub(1)) {
            self.tick(Phase::Waiting, &record.key.content_type);
        }
    }

    /// The run is left for a decision, as the shop cannot be reached.
    fn left_open(&self, error: ShopError) -> EngineError {
        EngineError::ShopAway {
            run: self.journal.id(),
            cause: Box::new(error.into()),
        }
    }

    /// Gives the connection up with which something failed, where another one is worth a try.
    fn lose(&mut self, error: ShopError) -> Result<(), EngineError> {
        if self.outage.may_lose_again(&error) {
            self.writing = None;
            return Ok(());
        }
        Err(match error {
            // To open a store is no proof that it can be reached; it was waited for with each call.
            error @ ShopError::StoreAway { .. } => self.left_open(error),
            error => error.into(),
        })
    }

    /// Writes down that a batch is going to be sent.
    fn announce(&mut self, batch: &[usize]) -> Page {
        let sent = batch.iter().map(|&at| (position(at), ItemState::Sent)).collect();
        self.journal.note_for_sure(sent, self.engine.clock.now())
    }

    /// What is asked of the shop for the records of a batch.
    fn writes(&self, batch: &[usize]) -> Result<Vec<Write>, EngineError> {
        let planned = batch
            .iter()
            .filter_map(|&at| Some((at, self.plan.records.get(at)?)));
        planned
            .map(|(at, record)| {
                let dangling = match self.allowed.get(&at) {
                    Some(allowed) => allowed.clone(),
                    None => self.excused.at_first(record, &self.types)?,
                };
                Ok(Write {
                    key: record.key.clone(),
                    before: record.before.clone(),
                    after: record.after.clone(),
                    dangling,
                })
            })
            .collect()
    }

    /// Lets the shop work out a batch while the one before it is written. What cannot be is told when its turn comes.
    fn prepare(&mut self, next: &[usize]) {
        if let Some(&first) = next.first()
            && let Ok(writes) = self.writes(next)
            && let Some(writing) = &mut self.writing
        {
            writing.prepare(&writes);
            self.prepared = Some((first, writes));
        }
    }

    /// Writes a batch and reads it back. `next` is announced and prepared meanwhile.
    fn write_batch(
        &mut self,
        batch: &[usize],
        next: &[usize],
        may_try_again: bool,
    ) -> Result<(), EngineError> {
        let announced = self.announced.take();
        let sent = match announced.filter(|(first, _)| Some(first) == batch.first()) {
            Some((_, page)) => page,
            None => self.announce(batch),
        };
        self.journal.wait_for(sent)?;
        self.engine.faults.at("restore.batch_sent");
        self.open_writing()?;
        let prepared = self.prepared.take();
        let writes = match prepared.filter(|(first, _)| Some(first) == batch.first()) {
            Some((_, writes)) if writes.len() == batch.len() => writes,
            _ => self.writes(batch)?,
        };
        if let Some(first) = writes.first() {
            self.tick(Phase::Writing, &first.key.content_type);
        }
        self.prepare(next);
        let answer = match &mut self.writing {
            Some(writing) => writing.write(&writes, &self.objects),
            None => return Err(EngineError::Thread),
        };
        self.engine.faults.at("restore.batch_committed");
        match answer {
            // Whoever asked to stop is not kept waiting by another look at the shop; what was sent stays marked as sent.
            Err(ShopError::Stopped) => {
                self.writing = None;
                Err(EngineError::Cancelled)
            }
            // It is known that nothing of the batch was kept.
            Ok(outcomes) if outcomes.contains(&WriteOutcome::Stopped) => {
                self.writing = None;
                self.leave_rest(batch, 0, &words::cancelled())?;
                Err(EngineError::Cancelled)
            }
            Ok(outcomes) => {
                self.outage = Outage::default();
                let arrived = self.take_outcomes(batch, outcomes, may_try_again)?;
                if let Some(&first) = next.first() {
                    self.announced = Some((first, self.announce(next)));
                }
                self.engine.faults.at("restore.batch_written");
                self.read_back(arrived)
            }
            Err(error)
                if may_try_again
                    || self.outage.may_be_let_go(&error)
                    || self.outage.may_lose_again(&error) =>
            {
                // Nothing of the batch was kept, or nobody knows: look, on a connection that is whole.
                self.writing = None;
                if !may_try_again && matches!(error, ShopError::Busy) {
                    self.tell_waiting();
                    self.outage.pass(self.engine.patience.between, self.cancel)?;
                }
                let (arrived, open) = match self.sort_out(&as_sent(batch)) {
                    Ok(sorted) => sorted,
                    Err(waits) if reaching::waits(&waits) => return Err(waits),
                    Err(_) => return Err(error.into()),
                };
                self.read_back(arrived)?;
                if open.is_empty() {
                    Ok(())
                } else {
                    self.write_batch(&open, &[], false)
                }
            }
            Err(error) => {
                let error = EngineError::from(error);
                self.writing = None;
                let sorted = match self.sort_out(&as_sent(batch)) {
                    Err(waits) if reaching::waits(&waits) => return Err(waits),
                    sorted => sorted,
                };
                // What cannot be looked at stays marked as sent.
                if let Ok((arrived, open)) = sorted {
                    self.read_back(arrived)?;
                    let why = explain(&error);
                    let marks: Vec<_> = open
                        .into_iter()
                        .filter_map(|at| self.failure(at, (&why.code, &why.message)))
                        .collect::<Vec<_>>()
                        .into_iter()
                        .map(|(at, failure)| self.fail(at, failure))
                        .collect();
                    self.mark(marks)?;
                }
                Err(error)
            }
        }
    }

    fn take_outcomes(
        &mut self,
        batch: &[usize],
        outcomes: Vec<WriteOutcome>,
        may_try_again: bool,
    ) -> Result<Vec<(usize, RemoteId)>, EngineError> {
        let (mut arrived, mut marks) = (Vec::new(), Vec::new());
        // That a record arrived as it was sent can be told by looking at it; anything else only the journal knows.
        let mut is_seen_in_shop = true;
        for (&at, outcome) in batch.iter().zip(outcomes) {
            let planned = self.plan.records.get(at).map(|record| &record.key.remote_id);
            is_seen_in_shop &= matches!(&outcome, WriteOutcome::Written(id) if Some(id) == planned);
            match outcome {
                WriteOutcome::Written(id) => {
                    marks.push((position(at), ItemState::Written(id.clone())));
                    arrived.push((at, id));
                }
                // Read back as what it is now, so that an undo takes it back; why it is not whole is said then.
                WriteOutcome::WrittenInPart(id, problem) => {
                    marks.push((position(at), ItemState::Written(id.clone())));
                    self.in_part.insert(at, problem.message);
                    arrived.push((at, id));
                }
                WriteOutcome::ChangedMeanwhile => {
                    if let Some((at, failure)) = self.failure(at, words::CHANGED_MEANWHILE) {
                        marks.push(self.fail(at, failure));
                    }
                }
                WriteOutcome::Refused(problem) => {
                    let failure = self.failure(at, (&problem.code, &problem.message));
                    let written = self.verified + arrived.len() as u64;
                    match failure {
                        Some((at, failure)) if may_try_again => self.refused.push((at, written, failure)),
                        Some((at, failure)) => marks.push(self.fail(at, failure)),
                        None => {}
                    }
                }
                // Seen to before.
                WriteOutcome::Stopped => {}
            }
        }
        if is_seen_in_shop {
            self.note(marks);
        } else {
            self.mark(marks)?;
        }
        Ok(arrived)
    }

    /// Sends refused records once more when others were written after them, could have been in their way from another batch,
    /// or may stay with a reference that leads nowhere in the backup too.
    ///
    /// All of them go together: where values moved on by one through a whole type (a position in a list), each record
    /// waits for the next, across every border between batches.
    fn second_chance(&mut self, batches: usize) -> Result<(), EngineError> {
        let written = self.verified;
        for (at, _, failure) in &self.refused {
            if failure.code == REFERENCE_MISSING
                && let Some(record) = self.plan.records.get(*at)
            {
                let dangling = self
                    .excused
                    .when_refused(self.engine, self.plan, record, &self.types)?;
                if dangling != Dangling::None {
                    self.allowed.insert(*at, dangling);
                }
            }
        }
        let are_any_allowed = !self.allowed.is_empty();
        let (again, settled): (Vec<_>, Vec<_>) = std::mem::take(&mut self.refused)
            .into_iter()
            .partition(|(_, by_then, _)| *by_then < written || batches > 1 || are_any_allowed);
        self.refused = settled;
        self.settle_refused()?;
        let again: Vec<usize> = again.into_iter().map(|(at, _, _)| at).collect();
        if again.is_empty() {
            return Ok(());
        }
        self.write_batch(&again, &[], false)
    }

    fn settle_refused(&mut self) -> Result<(), EngineError> {
        let marks: Vec<_> = std::mem::take(&mut self.refused)
            .into_iter()
            .map(|(at, _, failure)| self.fail(at, failure))
            .collect();
        self.mark(marks)
    }

    /// Marks everything from `first` on whose turn did not come.
    fn leave_rest(&mut self, open: &[usize], first: usize, why: &ItemState) -> Result<(), EngineError> {
        let marks: Vec<(u32, ItemState)> = open
            .iter()
            .filter(|at| **at >= first)
            .map(|&at| (position(at), why.clone()))
            .collect();
        self.skipped += marks.len() as u64;
        self.mark(marks)
    }

    /// Finds out what a crash left: what arrived, and what is still to be written.
    pub(super) fn sort_out(
        &mut self,
        items: &[(u32, RunItemState, Option<RemoteId>)],
    ) -> Result<SortedOut, EngineError> {
        self.open_writing()?;
        let (mut arrived, mut open) = (Vec::new(), Vec::new());
        let mut marks = Vec::new();
        for (place, state, new_id) in items {
            let at = *place as usize;
            let Some(planned) = self.plan.records.get(at) else {
                continue;
            };
            let id = new_id.clone().unwrap_or_else(|| planned.key.remote_id.clone());
            match state {
                RunItemState::Planned => open.push(at),
                RunItemState::Written => arrived.push((at, id)),
                RunItemState::Sent => {
                    let described = self.described(&planned.key.content_type);
                    let (before, after) = (planned.before.as_ref(), planned.after.as_ref());
                    // What is only pointed at a record that is made again looks the same before and after: it is sent once more.
                    if is_as(&described.volatile, before, after) {
                        open.push(at);
                        continue;
                    }
                    let live = self
                        .read_records(std::slice::from_ref(&planned.key))?
                        .pop()
                        .flatten();
                    if described.is_as_believed(after, before, live.as_ref()) {
                        marks.push((*place, ItemState::Written(id.clone())));
                        arrived.push((at, id));
                    } else if described.is_as_believed(before, after, live.as_ref())
                        || self.was_as(&described, planned)?
                    {
                        open.push(at);
                    } else if let Some((at, failure)) = self.failure(at, words::CHANGED_AFTER_SENDING) {
                        marks.push(self.fail(at, failure));
                    }
                }
                RunItemState::Verified => {
                    self.done += 1;
                    self.verified += 1;
                    self.succeeded += 1;
                    self.disturbed.was_sound(at);
                }
                RunItemState::Failed => {
                    self.done += 1;
                    self.failed += 1;
                }
                RunItemState::Skipped => {
                    self.done += 1;
                    self.skipped += 1;
                }
            }
        }
        self.mark(marks)?;
        Ok((arrived, open))
    }

    /// Whether a record is as the plan found it, but for the numbers of what this run has made again.
    fn was_as(&mut self, described: &TypeDescription, planned: &PlannedRecord) -> Result<bool, EngineError> {
        let live = loop {
            self.open_writing()?;
            let Some(writing) = &mut self.writing else {
                return Err(EngineError::Thread);
            };
            match writing.read_as_before(&planned.key, planned.before.as_ref()) {
                Ok(live) => break live.map(|record| record.document),
                Err(error) => self.lose(error)?,
            }
        };
        Ok(described.is_as_believed(planned.before.as_ref(), planned.after.as_ref(), live.as_ref()))
    }

    /// What the shop says of a type; of one that it does not know any more, nothing but its name.
    fn described(&self, content_type: &ContentType) -> TypeDescription {
        let known = self.types.iter().find(|found| found.key == *content_type);
        known.cloned().unwrap_or_else(|| {
            TypeDescription::new(content_type.clone(), content_type.as_str(), Group::Other)
        })
    }

    /// Hands marks to the journal that the shop can tell again.
    fn note(&mut self, marks: Vec<(u32, ItemState)>) {
        self.journal.note(marks, self.engine.clock.now());
    }

    /// Hands marks to the journal and waits until they are on disk.
    fn mark(&mut self, marks: Vec<(u32, ItemState)>) -> Result<(), EngineError> {
        let page = self.journal.note_for_sure(marks, self.engine.clock.now());
        self.journal.wait_for(page)
    }

    fn failure(&self, at: usize, (code, message): (&str, &str)) -> Option<(usize, RunFailure)> {
        let failure = RunFailure {
            key: self.plan.records.get(at)?.key.clone(),
            code: code.to_owned(),
            message: message.to_owned(),
        };
        Some((at, failure))
    }

    /// Counts a failure and hands back how it is marked.
    fn fail(&mut self, at: usize, mut failure: RunFailure) -> (u32, ItemState) {
        if failure.code == TAKEN && self.failed < MOST_LOOKED_FOR {
            let planned = self.plan.records.get(at);
            let description = self
                .types
                .iter()
                .find(|found| found.key == failure.key.content_type);
            let other = planned.zip(description).and_then(|(planned, description)| {
                in_the_way(
                    self.engine,
                    self.journal.shop(),
                    description,
                    planned,
                    &failure.message,
                )
            });
            if let Some(name) = other {
                failure.message = words::with_the_other(&failure.message, &name);
            }
        }
        self.failed += 1;
        self.done += 1;
        let state = ItemState::Failed {
            code: failure.code.clone(),
            message: failure.message.clone(),
        };
        let content_type = failure.key.content_type.clone();
        if self.failures.len() < MOST_FAILURES {
            self.failures.push(failure);
        }
        self.tick(Phase::Writing, &content_type);
        (position(at), state)
    }

    fn tick(&self, phase: Phase, content_type: &ContentType) {
        let total = self.plan.records.len() as u64;
        self.progress.tick(&Tick {
            phase,
            content_type: Some(content_type.clone()),
            done: self.done.min(total),
            total: Some(total),
            failed: self.failed,
        });
    }
}

/// The records of a batch of which nobody knows whether they arrived.
fn as_sent(batch: &[usize]) -> Vec<(u32, RunItemState, Option<RemoteId>)> {
    batch
        .iter()
        .map(|&at| (position(at), RunItemState::Sent, None))
        .collect()
}

/// A plan's position as the journal counts it. A plan of four thousand million records does not fit into memory.
fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
