//! Previewing, carrying out and looking back at restores.

use std::collections::HashMap;

use backstock_contract::{
    ConsequenceRow, Failure, FieldKind, JobKind, JobOutcome, JobStarted, PlannedType, PlannedWrite,
    PreviewRestoreAsk, PreviewRows, PreviewRowsAsk, PreviewUndoAsk, RecordChoice, RecoveryAsk,
    RecoveryChoiceAsk, RecoveryDetail, RecoveryItem, RecoveryList, ReopenPreviewAsk, ReopenedPreview,
    RestorePreview, ShopAsk, ShownValue, SkippedRecord, StartRestoreAsk,
};
use backstock_engine::plan::KeptPlan;
use backstock_engine::record_view::ShownWrites;
use backstock_engine::{Engine, EngineError, RunOutcome, anchored, name_or_key};
use backstock_model::{
    About, Action, BackupNumber, Cancel, Consequence, ContentType, Document, FieldChange, Node, Path, Plan,
    PlanId, PlannedRecord, Progress, RunId, SkipReason, TypeDescription, grouped,
};
use backstock_vault::{RunItemState, RunKind};
use chrono::{DateTime, Utc};

use crate::answers::{explain_engine, explain_vault, recovery_row, time, told_recoveries};
use crate::comparing::{field_kind, shown};
use crate::jobs::{End, unbroken};
use crate::mail::recipients_of;
use crate::outbox::{letter_row, recipient_of};
use crate::revising::{choice_of, conflict_rows, only_of, revised};
use crate::shops::not_confirmed;
use crate::state::Held;
use crate::{Confirmation, Doors, Reply};

const MOST_WRITES: usize = 500;
const MOST_SKIPS: usize = 200;
const MOST_ITEMS: u64 = 1_000;
// A question of the computer's own has room for so many lines.
const MOST_SPOKEN: usize = 10;
// Longer values are cut in a preview; the comparison shows them whole.
const LONGEST_VALUE: usize = 2_000;

impl Doors {
    /// What a restore would do. Nothing is written. The shop is read for it, so it ends as a look in the shop does.
    pub async fn preview_restore(&self, ask: PreviewRestoreAsk) -> Reply<RestorePreview> {
        let look = self.held.begin_look();
        self.with_engine(move |engine, _| {
            let choice = choice_of(&ask)?;
            let to = BackupNumber(ask.to);
            let (id, _) = match &ask.from {
                Some(from) => engine.plan_restore_from(&ask.shop, (from, to), &choice, &look, &look.cancel),
                None => engine.plan_restore(&ask.shop, to, &choice, &look, &look.cancel),
            }
            .map_err(explain_engine)?;
            preview(engine, &ask.shop, id)
        })
        .await
    }

    /// What an undo would do. Nothing is written to the shop, which is read for it, so it ends as a look in the shop does.
    /// An interrupted run can still be gone on with afterwards; carrying the undo out closes it.
    pub async fn preview_undo(&self, ask: PreviewUndoAsk) -> Reply<RestorePreview> {
        let look = self.held.begin_look();
        self.with_engine(move |engine, _| {
            let (id, _) = engine
                .plan_undo(&ask.shop, RunId(ask.run), &look, &look.cancel)
                .map_err(explain_engine)?;
            preview(engine, &ask.shop, id)
        })
        .await
    }

    /// The preview of a plan that was made earlier, whole: a plan is never confirmed by one who has not seen it.
    pub async fn reopen_preview(&self, ask: ReopenPreviewAsk) -> Reply<ReopenedPreview> {
        self.with_engine(move |engine, _| {
            let id = PlanId(ask.plan);
            let kept = engine.kept_plan(&ask.shop, id).map_err(explain_engine)?;
            let plan = kept.plan();
            Ok(ReopenedPreview {
                preview: preview(engine, &ask.shop, id)?,
                ask: plan.undoes.is_none().then(|| asked(ask.shop, plan)),
                undoes: plan.undoes.map(|run| run.0),
                name: match (plan.choice.records.as_slice(), plan.records.as_slice()) {
                    ([_], [only]) if !only.name.is_empty() => Some(only.name.clone()),
                    _ => None,
                },
            })
        })
        .await
    }

    /// More writes of a kept plan.
    pub async fn preview_rows(&self, ask: PreviewRowsAsk) -> Reply<PreviewRows> {
        self.with_engine(move |engine, _| {
            let plan = PlanId(ask.plan);
            let plan = engine.kept_plan(&ask.shop, plan).map_err(explain_engine)?;
            let types = descriptions(engine, &ask.shop)?;
            let limit = (ask.limit as usize).min(MOST_WRITES);
            let writes = writes_of(engine, &ask.shop, &plan, &types, ask.offset, limit)?;
            Ok(PreviewRows { writes })
        })
        .await
    }

    /// Carries out a kept plan, after the owner confirmed it natively.
    pub async fn start_restore(&self, ask: StartRestoreAsk) -> Reply<JobStarted> {
        let recipients = recipients_of(&ask.recipients)?;
        let (shop, plan_id) = (ask.shop.clone(), PlanId(ask.plan));
        let (question, is_undo) = self
            .with_engine(move |engine, held| {
                let plan = engine.plan(&shop, plan_id).map_err(explain_engine)?;
                let when = held.spoken(moment_of(engine, &shop, &plan)?);
                let types = planned_types(&plan, &descriptions(engine, &shop)?);
                Ok((confirmation(&shop, &when, &plan, &types), plan.undoes.is_some()))
            })
            .await?;
        if !self.held.native.confirm(question).await {
            return Err(not_confirmed());
        }
        let kind = if is_undo { JobKind::Undo } else { JobKind::Restore };
        let note = ask.note.filter(|text| !text.trim().is_empty());
        let begun = Begun::Plan(plan_id);
        self.run_job(ask.shop, kind, begun, move |engine, shop, progress, cancel| {
            engine.carry_out_and_tell(shop, plan_id, note, recipients, progress, cancel)
        })
        .await
    }

    /// Goes on with an interrupted recovery, after the owner confirmed it natively: the rest of it is written to the live shop.
    pub async fn resume_recovery(&self, ask: RecoveryChoiceAsk) -> Reply<JobStarted> {
        let (shop, run) = (ask.shop.clone(), RunId(ask.run));
        let (question, kind) = self
            .with_engine(move |engine, held| {
                let left = engine.run(&shop, run).map_err(explain_engine)?;
                let plan = engine.plan(&shop, left.plan).map_err(explain_engine)?;
                let when = held.spoken(moment_of(engine, &shop, &plan)?);
                let far = (left.succeeded + left.failed, left.total);
                let kind = match left.kind {
                    RunKind::Restore => JobKind::Restore,
                    RunKind::Undo => JobKind::Undo,
                };
                Ok((resuming(&shop, &when, far, &plan), kind))
            })
            .await?;
        if !self.held.native.confirm(question).await {
            return Err(not_confirmed());
        }
        let begun = Begun::Run(run);
        self.run_job(ask.shop, kind, begun, move |engine, shop, progress, cancel| {
            engine.resume(shop, run, progress, cancel)
        })
        .await
    }

    /// Leaves an interrupted recovery as it is.
    pub async fn leave_recovery(&self, ask: RecoveryChoiceAsk) -> Reply<RecoveryList> {
        self.with_engine(move |engine, held| {
            engine.leave(&ask.shop, RunId(ask.run)).map_err(explain_engine)?;
            held.postbox.wake();
            recoveries(engine, &ask.shop)
        })
        .await
    }

    /// All restores and undos of a shop, newest first.
    pub async fn list_recoveries(&self, ask: ShopAsk) -> Reply<RecoveryList> {
        self.with_engine(move |engine, _| recoveries(engine, &ask.shop))
            .await
    }

    /// One recovery with its items.
    pub async fn recovery(&self, ask: RecoveryAsk) -> Reply<RecoveryDetail> {
        self.with_engine(move |engine, held| {
            let run = engine.run(&ask.shop, RunId(ask.run)).map_err(explain_engine)?;
            let types = descriptions(engine, &ask.shop)?;
            let limit = ask.limit.min(MOST_ITEMS);
            let found = match ask.content_type.map(ContentType::new) {
                Some(content_type) => {
                    let page = (limit, ask.offset);
                    engine.run_items_of(&ask.shop, run.id, &content_type, ask.only_failed, page)
                }
                None if ask.only_failed => engine.failed_items(&ask.shop, run.id, limit, ask.offset),
                None => engine.run_items(&ask.shop, run.id, limit, ask.offset),
            };
            let items = found
                .map_err(explain_engine)?
                .into_iter()
                .map(|item| {
                    let description = types.get(&item.key.content_type);
                    RecoveryItem {
                        content_type: item.key.content_type.to_string(),
                        type_label: label_of(&types, &item.key.content_type),
                        new_id: item
                            .new_id
                            .filter(|id| *id != item.key.remote_id)
                            .map(|id| id.to_string()),
                        name: name_or_key(&item.name, &item.key),
                        id: item.key.remote_id.to_string(),
                        action: action_name(item.action).to_owned(),
                        state: state_name(item.state).to_owned(),
                        failure: item.message.map(|message| {
                            Failure::new(
                                &item.code.unwrap_or_default(),
                                message,
                                "The rest was not affected by it.",
                            )
                        }),
                        differences: item
                            .differences
                            .iter()
                            .map(|path| field_label(description, &Path::parse(path).unwrap_or_default()))
                            .collect(),
                    }
                })
                .collect();
            let can_undo = !held.jobs.is_busy(&ask.shop)
                && engine.can_undo(&ask.shop, run.id).map_err(explain_engine)?;
            let recipients = engine.run_recipients(run.id).map_err(explain_engine)?;
            let letters = engine
                .letters_about(&ask.shop, About::Recovery(run.id))
                .map_err(explain_engine)?;
            let stays_gone = engine.stays_gone(&ask.shop, run.id).map_err(explain_engine)?;
            Ok(RecoveryDetail {
                stays_gone: consequence_rows(&stays_gone, &types),
                recipients: recipients.iter().map(recipient_of).collect(),
                letters: letters.iter().map(letter_row).collect(),
                items,
                total: run.total,
                can_undo,
                interrupted: run.interrupted,
                recovery: recovery_row(&run),
            })
        })
        .await
    }

    async fn run_job(
        &self,
        shop: String,
        kind: JobKind,
        begun: Begun,
        verb: impl FnOnce(&Engine, &str, &dyn Progress, &Cancel) -> Result<RunOutcome, EngineError>
        + Send
        + 'static,
    ) -> Reply<JobStarted> {
        self.with_engine(move |engine, held: &Held| {
            let teller = held.teller(engine);
            let labels = held.labels_for_job(engine, &shop)?;
            let started = time(held.clock.now());
            let (engine, name) = (engine.clone(), shop.clone());
            let secrets = std::sync::Arc::clone(&held.secrets);
            Ok(held.jobs.start(
                shop,
                kind,
                started,
                labels,
                move |progress, cancel| {
                    let before = newest_run(&engine, &name);
                    let carried = unbroken(|| verb(&engine, &name, progress, cancel));
                    // The safety backup stands whatever came after it.
                    anchored::keep(secrets.as_ref(), engine.vault());
                    anchored::forget_read_files(secrets.as_ref(), &engine, None);
                    end_of(&engine, &name, carried, || begun.run(&engine, &name, before))
                },
                move |news| teller.ended(news),
            ))
        })
        .await
    }
}

/// What a job was started for, to find the run it leaves when it breaks off.
#[derive(Clone, Copy)]
enum Begun {
    /// A kept plan, which gets its run only when writing begins.
    Plan(PlanId),
    /// A run that was interrupted before.
    Run(RunId),
}

impl Begun {
    /// The run in the journal, if it came to that. A plan may have been carried out earlier, too; that run is not this one.
    fn run(self, engine: &Engine, shop: &str, before: Option<RunId>) -> Option<RunId> {
        match self {
            Self::Plan(plan) => {
                let runs = engine.runs(shop).ok()?;
                let found = runs.iter().find(|run| run.plan == plan && Some(run.id) > before);
                found.map(|run| run.id)
            }
            Self::Run(run) => Some(run),
        }
    }
}

fn newest_run(engine: &Engine, shop: &str) -> Option<RunId> {
    engine.runs(shop).ok()?.iter().map(|run| run.id).max()
}

/// How a job ends for the window. Whatever broke off, a run that had begun goes with it: only there the owner sees what was
/// written and can take it back.
fn end_of(
    engine: &Engine,
    shop: &str,
    carried: Reply<Result<RunOutcome, EngineError>>,
    left: impl FnOnce() -> Option<RunId>,
) -> End {
    match carried {
        Ok(Ok(outcome)) if outcome.cancelled => End::Cancelled {
            run: Some(outcome.run),
            done: outcome.succeeded + outcome.failed,
        },
        Ok(Ok(outcome)) => match engine.run(shop, outcome.run) {
            Ok(run) => End::Outcome(JobOutcome::Restored {
                recovery: Box::new(recovery_row(&run)),
            }),
            Err(error) => End::Failed {
                failure: explain_engine(error),
                run: Some(outcome.run),
            },
        },
        Ok(Err(EngineError::Cancelled)) => End::Cancelled { run: left(), done: 0 },
        Ok(Err(error)) => {
            let run = match &error {
                EngineError::RunStopped { run, .. } | EngineError::ShopAway { run, .. } => Some(*run),
                _ => left(),
            };
            End::Failed {
                failure: explain_engine(error),
                run,
            }
        }
        Err(failure) => match left() {
            // Starting again is no advice over a run that waits for a decision.
            Some(run) => End::Failed {
                failure: Failure {
                    hint: "Look at what was written by then, and decide how to go on.".to_owned(),
                    ..failure
                },
                run: Some(run),
            },
            None => End::Failed { failure, run: None },
        },
    }
}

fn recoveries(engine: &Engine, shop: &str) -> Reply<RecoveryList> {
    let runs = engine.runs(shop).map_err(explain_engine)?;
    Ok(RecoveryList {
        recoveries: told_recoveries(engine, shop, &runs)?,
    })
}

fn confirmation(shop: &str, when: &str, plan: &Plan, types: &[PlannedType]) -> Confirmation {
    let (creates, updates, deletes) = plan.counts();
    let [creates, updates, deletes] = [creates, updates, deletes].map(grouped);
    let what = goes_back(shop, when, plan);
    let (title, go_on) = match (plan.undoes, plan.choice.until) {
        (Some(_), _) => ("Undo this restore?", "Undo"),
        (None, Some(_)) => ("Undo what happened between the two backups?", "Undo"),
        (None, None) => ("Restore to this version?", "Restore"),
    };
    Confirmation {
        title: title.to_owned(),
        message: format!(
            "{what}{}\n\nCreated: {creates}\nUpdated: {updates}\nDeleted: {deletes}\n\nLive store data will change. \
             A safety backup is made first, and you can undo this restore.",
            of_each(plan, types)
        ),
        go_on: go_on.to_owned(),
    }
}

/// How many items of each content type, when there is more than a single item.
fn of_each(plan: &Plan, types: &[PlannedType]) -> String {
    if plan.records.len() < 2 {
        return String::new();
    }
    let count = |found: &PlannedType| found.creates + found.updates + found.deletes;
    let mut lines: Vec<String> = types
        .iter()
        .take(MOST_SPOKEN)
        .map(|found| format!("{}: {}", visible(&found.label), grouped(count(found))))
        .collect();
    if types.len() > MOST_SPOKEN {
        let rest = types.iter().skip(MOST_SPOKEN).map(count).sum::<u64>();
        lines.push(format!("Other content types: {}", grouped(rest)));
    }
    format!("\n\n{}", lines.join("\n"))
}

fn resuming(shop: &str, when: &str, (done, total): (u64, u64), plan: &Plan) -> Confirmation {
    let what = goes_back(shop, when, plan);
    Confirmation {
        title: if plan.undoes.is_some() {
            "Resume the undo?"
        } else {
            "Resume the restore?"
        }
        .to_owned(),
        message: format!(
            "{what}\n\nDone before it was interrupted: {} of {}\n\nThe rest is written now. Live store data will change.",
            grouped(done),
            grouped(total)
        ),
        go_on: "Resume".to_owned(),
    }
}

/// What is carried out, where and to which moment, in one sentence.
fn goes_back(shop: &str, when: &str, plan: &Plan) -> String {
    let only = if plan.choice.is_of_fields() {
        "Only the chosen fields are written. "
    } else {
        ""
    };
    match plan.records.as_slice() {
        records if plan.choice.until.is_some() => format!(
            "What happened after the backup of {when} is taken back for {} {} in {shop}. What came since stays.",
            grouped(records.len() as u64),
            if records.len() == 1 { "item" } else { "items" }
        ),
        [one] => {
            format!(
                "{only}\"{}\" in {shop} goes back to the version of {when}.",
                visible(&name_or_key(&one.name, &one.key))
            )
        }
        many => format!(
            "{only}{} items in {shop} go back to the backup of {when}.",
            grouped(many.len() as u64)
        ),
    }
}

/// A name without marks that could turn or hide the text around it in a dialog.
pub(crate) fn visible(name: &str) -> String {
    let mut shown: String = name
        .chars()
        .take(120)
        .map(|letter| match letter {
            '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => {
                '\u{FFFD}'
            }
            control if control.is_control() => ' ',
            other => other,
        })
        .collect();
    if name.chars().count() > 120 {
        shown.push('…');
    }
    shown
}

/// The moment a plan goes back to. An undo goes back to just before its run, also when the safety backup was deleted since.
fn moment_of(engine: &Engine, shop: &str, plan: &Plan) -> Reply<DateTime<Utc>> {
    match plan.undoes {
        Some(run) => Ok(engine.run(shop, run).map_err(explain_engine)?.started),
        None => {
            if let Some(from) = &plan.from {
                return Ok(from.finished);
            }
            let known = engine.vault().shop(shop).map_err(explain_vault)?;
            let backup = engine.vault().backup(known.id, plan.to).map_err(explain_vault)?;
            Ok(backup.finished)
        }
    }
}

pub(crate) fn preview(engine: &Engine, shop: &str, id: PlanId) -> Reply<RestorePreview> {
    let kept = engine.kept_plan(shop, id).map_err(explain_engine)?;
    let plan = kept.plan();
    let types = descriptions(engine, shop)?;
    let to_at = moment_of(engine, shop, plan)?;
    let (creates, updates, deletes) = plan.counts();
    let writes = writes_of(engine, shop, &kept, &types, 0, MOST_WRITES)?;
    Ok(RestorePreview {
        plan: id.0,
        to: plan.to.0,
        until: plan.choice.until.map(|backup| backup.0),
        from: plan.from.as_ref().map(|from| from.name.clone()),
        to_at: time(to_at),
        creates,
        updates,
        deletes,
        types: planned_types(plan, &types),
        writes,
        writes_total: kept.writes_total(),
        skips: plan
            .skips
            .iter()
            .take(MOST_SKIPS)
            .map(|skip| SkippedRecord {
                content_type: skip.key.content_type.to_string(),
                id: skip.key.remote_id.to_string(),
                name: name_or_key(&skip.name, &skip.key),
                reason: reason_name(skip.reason).to_owned(),
            })
            .collect(),
        skips_total: plan.skips.len() as u64,
        conflicts: plan.conflicts.len() as u64,
        conflicted: conflict_rows(engine, shop, plan, |content_type| {
            types.get(content_type).cloned()
        })?,
        revised: revised(plan),
        consequences: consequence_rows(&plan.consequences, &types),
    })
}

/// What a plan does with each content type, in the order in which they come up.
fn planned_types(plan: &Plan, types: &HashMap<ContentType, TypeDescription>) -> Vec<PlannedType> {
    let mut planned: Vec<PlannedType> = Vec::new();
    for record in &plan.records {
        let key = record.key.content_type.as_str();
        let at = planned.iter().rposition(|found| found.content_type == key);
        let at = at.unwrap_or_else(|| {
            planned.push(PlannedType {
                content_type: key.to_owned(),
                label: label_of(types, &record.key.content_type),
                creates: 0,
                updates: 0,
                deletes: 0,
            });
            planned.len() - 1
        });
        if let Some(found) = planned.get_mut(at) {
            match record.action() {
                Action::Create => found.creates += 1,
                Action::Update => found.updates += 1,
                Action::Delete => found.deletes += 1,
            }
        }
    }
    planned
}

pub(crate) fn descriptions(engine: &Engine, shop: &str) -> Reply<HashMap<ContentType, TypeDescription>> {
    let types = engine.types(shop, None).map_err(explain_engine)?;
    Ok(types
        .into_iter()
        .map(|stored| (stored.description.key.clone(), stored.description))
        .collect())
}

fn consequence_rows(
    consequences: &[Consequence],
    types: &HashMap<ContentType, TypeDescription>,
) -> Vec<ConsequenceRow> {
    consequences
        .iter()
        .map(|consequence| ConsequenceRow {
            code: consequence.code.clone(),
            count: consequence.count,
            label: consequence
                .content_type
                .as_ref()
                .map(|content_type| label_of(types, content_type)),
            detail: consequence.detail.clone(),
        })
        .collect()
}

pub(crate) fn label_of(types: &HashMap<ContentType, TypeDescription>, content_type: &ContentType) -> String {
    types.get(content_type).map_or_else(
        || content_type.to_string(),
        |description| description.label.clone(),
    )
}

pub(crate) fn field_label(description: Option<&TypeDescription>, path: &Path) -> String {
    match description {
        Some(description) if !path.keys().is_empty() => description.label_of(path).0,
        _ => path.to_string(),
    }
}

/// What was asked for when a plan was made.
fn asked(shop: String, plan: &Plan) -> PreviewRestoreAsk {
    let choice = &plan.choice;
    PreviewRestoreAsk {
        shop,
        to: plan.to.0,
        from: plan.from.as_ref().map(|from| from.name.clone()),
        new_numbers: choice.new_numbers.then_some(true),
        types: choice.content_types.iter().map(ToString::to_string).collect(),
        records: choice
            .records
            .iter()
            .map(|key| RecordChoice {
                content_type: key.content_type.to_string(),
                id: key.remote_id.to_string(),
            })
            .collect(),
        fields: choice.fields.iter().map(ToString::to_string).collect(),
        allow_deletes: choice.allow_deletes,
        include_protected: choice.include_protected,
        only: only_of(choice),
    }
}

fn writes_of(
    engine: &Engine,
    shop: &str,
    plan: &KeptPlan,
    types: &HashMap<ContentType, TypeDescription>,
    offset: u64,
    limit: usize,
) -> Reply<Vec<PlannedWrite>> {
    let mut words = engine.shown_writes(shop).map_err(explain_engine)?;
    Ok(plan
        .writes(offset, limit)
        .into_iter()
        .map(|(record, change)| planned_write(record, change, types, &mut words))
        .collect())
}

fn planned_write(
    record: &PlannedRecord,
    change: FieldChange,
    types: &HashMap<ContentType, TypeDescription>,
    words: &mut ShownWrites<'_>,
) -> PlannedWrite {
    let description = types.get(&record.key.content_type);
    let row = description.and_then(|description| words.row(description, &change));
    let (kind, minor) = row
        .as_ref()
        .map_or((FieldKind::Plain, false), |row| (field_kind(row.kind), row.minor));
    // A type that nobody describes any more is shown as it is stored.
    let (old, new) = match row {
        Some(row) => (row.current.as_ref().map(shown), row.selected.as_ref().map(shown)),
        None => (change.old.as_ref().map(stored), change.new.as_ref().map(stored)),
    };
    let content: Vec<&Document> = [&record.after, &record.before].into_iter().flatten().collect();
    let section =
        description.and_then(|description| words.section(description, &record.key, &change.path, &content));
    PlannedWrite {
        content_type: record.key.content_type.to_string(),
        id: record.key.remote_id.to_string(),
        name: name_or_key(&record.name, &record.key),
        action: action_name(record.action()).to_owned(),
        label: field_label(description, &change.path),
        section,
        path: change.path.to_string(),
        kind,
        minor,
        old: old.map(shortened),
        new: new.map(shortened),
    }
}

pub(crate) fn stored(node: &Node) -> ShownValue {
    ShownValue {
        text: node.to_text(),
        null: *node == Node::Null,
        segments: Vec::new(),
        image: None,
    }
}

/// A long value is cut, and then its parts are not told apart any more.
pub(crate) fn shortened(value: ShownValue) -> ShownValue {
    if value.text.char_indices().nth(LONGEST_VALUE).is_none() {
        return value;
    }
    ShownValue {
        text: short(value.text),
        segments: Vec::new(),
        ..value
    }
}

fn short(text: String) -> String {
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

fn action_name(action: Action) -> &'static str {
    match action {
        Action::Create => "create",
        Action::Update => "update",
        Action::Delete => "delete",
    }
}

fn state_name(state: RunItemState) -> &'static str {
    match state {
        RunItemState::Planned => "waiting",
        RunItemState::Sent => "sent",
        RunItemState::Written => "written",
        RunItemState::Verified => "verified",
        RunItemState::Failed => "failed",
        RunItemState::Skipped => "skipped",
    }
}

pub(crate) fn reason_name(reason: SkipReason) -> &'static str {
    match reason {
        SkipReason::DeletesNotAllowed => "deletes_not_allowed",
        SkipReason::ProtectedType => "protected_type",
        SkipReason::NotRestorable => "not_restorable",
        SkipReason::Locked => "locked",
        SkipReason::NotInBackup => "not_in_backup",
        SkipReason::NotInShop => "not_in_shop",
        SkipReason::Damaged => "damaged",
        SkipReason::NeedsAnother => "needs_another",
        SkipReason::Unclear => "unclear",
        SkipReason::StillReferenced => "still_referenced",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::key_of;
    use backstock_model::Choice;

    #[test]
    fn a_name_cannot_disguise_a_question() {
        assert_eq!(visible("tea\u{202E}gnp"), "tea\u{FFFD}gnp");
        assert_eq!(visible("a\nb"), "a b");
        assert_eq!(visible(&"x".repeat(500)).chars().count(), 121);
    }

    // S2.8.7
    #[test]
    fn before_an_interrupted_restore_goes_on_the_owner_reads_shop_what_and_when() {
        let record = |id: &str| PlannedRecord {
            key: key_of("products", id),
            name: format!("Tea {id}"),
            before: None,
            after: None,
        };
        let plan = Plan {
            to: BackupNumber(3),
            from: None,
            undoes: None,
            choice: Choice::default(),
            revision: None,
            records: vec![record("1"), record("2")],
            skips: Vec::new(),
            conflicts: Vec::new(),
            consequences: Vec::new(),
        };
        let question = resuming("Harbour Tea", "19 November 2026, 21:04", (1, 2), &plan);
        assert_eq!(question.title, "Resume the restore?");
        assert!(
            question
                .message
                .starts_with("2 items in Harbour Tea go back to the backup of 19 November 2026, 21:04.")
        );
        assert!(
            question
                .message
                .contains("Done before it was interrupted: 1 of 2")
        );
        assert!(question.message.contains("Live store data will change."));
    }

    #[test]
    fn long_values_are_cut_between_letters() {
        let cut = short("é".repeat(3_000));
        assert_eq!(cut.chars().count(), LONGEST_VALUE + 1);
        assert_eq!(short("short".to_owned()), "short");
    }
}
