//! `restore`, `revert`, `undo`: bringing things back, taking a mistake back, and taking that back.
//!
//! Looking and doing are two words, `--preview` and `--yes`, and one of them must be said. What is previewed is kept as a
//! plan; `--yes --plan` carries out exactly that plan, or refuses when the shop has changed since.

use std::collections::{BTreeMap, HashMap, HashSet};

use backstock_engine::{Engine, RunOutcome, anchored};
use backstock_model::{
    Action, Cancel, Choice, Conflict, ContentType, Document, Plan, PlanId, RecordKey, Revision, RunId,
    SkipReason, TypeDescription,
};

use super::mailing::{recipients, tell_letters};
use super::{Sitting, descriptions, in_other_backups, name_or_id, number_of, raw_node};
use crate::answers::{
    ConflictedField, Consequence, FailedRecord, PlannedWrite, Preview, Problem, Recovered, SkippedRecord,
};
use crate::arguments::{
    But, CopyArguments, Decision, FieldChoice, RestoreArguments, RevertArguments, UndoArguments,
};
use crate::interrupt::cancel_by_signal;
use crate::output::say;
use crate::page::{Align, Page, Table, count, counted, duration, short, value, visible, word_of_command};
use crate::progress::stopped_at;
use crate::refusal::{Exit, Refusal};

/// Records shown to people field by field; the JSON answer has all of them.
const MOST_SHOWN: usize = 20;

const NOTHING_WRITABLE: &str = "Nothing of what was asked for could be written; the shop was not touched.";

impl Sitting {
    pub(super) fn restore(&self, arguments: RestoreArguments) -> Result<Exit, Refusal> {
        let decision = arguments.decision;
        check_decision(&decision)?;
        let engine = self.engine()?;
        let name = arguments.name;
        if let Some(run) = arguments.retry.map(RunId) {
            let again = |cancel: &Cancel| {
                let telling = self.telling(&engine, &name);
                Ok(engine.plan_retry(&name, run, &telling, cancel)?)
            };
            return self.decide(&engine, &name, decision, arguments.but, |_| false, again);
        }
        let named = |named| number_of(&engine, &name, named);
        let (to, changed_since) = (arguments.to.map(named), arguments.changed_since.map(named));
        let mut choice = Choice {
            content_types: arguments.types.into_iter().map(ContentType::new).collect(),
            records: arguments.records,
            find: arguments.find,
            changed_since: changed_since.transpose()?,
            linked_to: arguments.linked_to,
            allow_deletes: arguments.allow_deletes,
            include_protected: arguments.include_protected,
            ..Choice::default()
        };
        for field in arguments.fields {
            match field {
                FieldChoice::At(path) => choice.fields.push(path),
                FieldChoice::Called(field) => {
                    let types: Vec<ContentType> = choice
                        .records
                        .iter()
                        .map(|record| record.content_type.clone())
                        .chain(choice.content_types.iter().cloned())
                        .collect();
                    if types.is_empty() {
                        return Err(Refusal::NoTypeChosen);
                    }
                    choice
                        .columns
                        .extend(engine.columns_named(&name, &types, &field)?);
                }
            }
        }
        if choice.is_of_some() && choice.content_types.is_empty() {
            return Err(Refusal::NoTypeChosen);
        }
        let to = to.transpose()?;
        let is_same = |plan: &Plan| {
            plan.undoes.is_none()
                && to.is_none_or(|to| to == plan.to)
                && (choice == Choice::default() || choice == plan.choice)
        };
        if let Some(file) = arguments.from_file {
            let make = |cancel: &Cancel| {
                let read = engine.name_for_file(&file)?;
                anchored::forget_read_files(self.around.keyring.as_ref(), &engine, Some(&read));
                self.with_passphrase(|passphrase| {
                    let telling = self.telling(&engine, &name);
                    let file = (file.as_path(), passphrase);
                    engine.plan_restore_from_file(&name, file, &choice, &telling, cancel)
                })
            };
            return self.decide(&engine, &name, decision, arguments.but, |_| false, make);
        }
        let make = |cancel: &Cancel| {
            let to = to.ok_or(Refusal::NotDecided)?;
            let telling = self.telling(&engine, &name);
            let planned = engine.plan_restore(&name, to, &choice, &telling, cancel);
            planned.map_err(|error| in_other_backups(&engine, &name, &format!("Backup {to}"), error))
        };
        self.decide(&engine, &name, decision, arguments.but, is_same, make)
    }

    pub(super) fn copy(&self, arguments: CopyArguments) -> Result<Exit, Refusal> {
        let decision = arguments.decision;
        check_decision(&decision)?;
        let engine = self.engine()?;
        let (source, shop) = (arguments.name, arguments.to);
        let named = arguments.backup.map(|named| number_of(&engine, &source, named));
        let backup = named.transpose()?;
        let choice = Choice {
            content_types: arguments.types.into_iter().map(ContentType::new).collect(),
            records: arguments.records,
            new_numbers: arguments.new_numbers,
            allow_deletes: arguments.allow_deletes,
            include_protected: arguments.include_protected,
            ..Choice::default()
        };
        let is_same = |plan: &Plan| {
            plan.from.as_ref().is_some_and(|from| from.name == source)
                && backup.is_none_or(|backup| backup == plan.to)
                && (choice == Choice::default() || choice == plan.choice)
        };
        let make = |cancel: &Cancel| {
            let backup = backup.ok_or(Refusal::NotDecided)?;
            let telling = self.telling(&engine, &shop);
            let planned = engine.plan_restore_from(&shop, (&source, backup), &choice, &telling, cancel);
            planned.map_err(|error| in_other_backups(&engine, &source, &format!("Backup {backup}"), error))
        };
        self.decide(&engine, &shop, decision, arguments.but, is_same, make)
    }

    pub(super) fn revert(&self, arguments: RevertArguments) -> Result<Exit, Refusal> {
        let decision = arguments.decision;
        check_decision(&decision)?;
        let engine = self.engine()?;
        let name = arguments.name;
        let span = (
            number_of(&engine, &name, arguments.from)?,
            number_of(&engine, &name, arguments.until)?,
        );
        let choice = Choice {
            content_types: arguments.types.into_iter().map(ContentType::new).collect(),
            allow_deletes: arguments.allow_deletes,
            until: Some(span.1),
            ..Choice::default()
        };
        let asked = Choice {
            until: Some(span.1),
            ..Choice::default()
        };
        let is_same = |plan: &Plan| {
            plan.to == span.0
                && plan.choice.until == choice.until
                && (choice == asked || choice == plan.choice)
        };
        let make = |cancel: &Cancel| {
            let telling = self.telling(&engine, &name);
            let planned = engine.plan_revert(&name, span, &choice, &telling, cancel);
            planned.map_err(|error| in_other_backups(&engine, &name, "The shop", error))
        };
        self.decide(&engine, &name, decision, arguments.but, is_same, make)
    }

    pub(super) fn undo(&self, arguments: UndoArguments) -> Result<Exit, Refusal> {
        let UndoArguments {
            name,
            run,
            but,
            decision,
        } = arguments;
        check_decision(&decision)?;
        let engine = self.engine()?;
        let run = RunId(run);
        let is_same = |plan: &Plan| plan.undoes == Some(run);
        let make = |cancel: &Cancel| {
            let telling = self.telling(&engine, &name);
            Ok(engine.plan_undo(&name, run, &telling, cancel)?)
        };
        self.decide(&engine, &name, decision, but, is_same, make)
    }

    /// Shows the plan, or carries one out.
    pub(super) fn decide(
        &self,
        engine: &Engine,
        shop: &str,
        decision: Decision,
        but: But,
        is_same: impl FnOnce(&Plan) -> bool,
        make: impl FnOnce(&Cancel) -> Result<(PlanId, Plan), Refusal>,
    ) -> Result<Exit, Refusal> {
        let recipients = recipients(&decision.notify.notify)?;
        let cancel = cancel_by_signal()?;
        let make = |cancel: &Cancel| match make(cancel)? {
            made if but.without.is_empty() && but.take.is_empty() => Ok(made),
            (id, plan) => {
                check_targets(&but, &plan)?;
                let revision = Revision {
                    of: id,
                    without: but.without,
                    take: but.take,
                };
                Ok::<_, Refusal>(engine.revise(shop, &revision, cancel)?)
            }
        };
        if decision.preview {
            let (id, plan) = make(&cancel)?;
            return self.preview(engine, shop, id, &plan);
        }
        let (id, plan) = match decision.plan {
            Some(number) => {
                let id = PlanId(number);
                let plan = engine.plan(shop, id)?;
                if !is_same(&plan) {
                    return Err(Refusal::AnotherPlan { plan: number });
                }
                (id, plan)
            }
            None => make(&cancel)?,
        };
        if plan.records.is_empty() {
            return self.nothing_to_do(&plan, &descriptions(engine, shop));
        }
        drop(plan);
        let telling = self.telling(engine, shop);
        let outcome = engine.carry_out_and_tell(shop, id, decision.note, recipients, &telling, &cancel);
        drop(telling);
        // The safety backup stands whatever came after it.
        self.keep_anchor(engine);
        anchored::forget_read_files(self.around.keyring.as_ref(), engine, None);
        if outcome.is_err() {
            // Whoever was to be told hears of that, too; what does not go now waits in the outbox.
            let _ = self.send_waiting(engine);
        }
        self.tell_outcome(engine, shop, &outcome?)
    }

    fn preview(&self, engine: &Engine, shop: &str, id: PlanId, plan: &Plan) -> Result<Exit, Refusal> {
        let types = descriptions(engine, shop);
        self.output.answer(&preview(id, plan, &types)?, |page| {
            tell_plan(page, plan, &types, MOST_SHOWN);
            if plan.records.is_empty() {
                return;
            }
            page.gap();
            page.line("Nothing was written. To do exactly this:");
            let shop = word_of_command(shop);
            page.line(match (plan.undoes, plan.choice.until) {
                _ if plan.from.is_some() => format!("    backstock-cli restore {shop} --yes --plan {id}"),
                (Some(run), _) => format!("    backstock-cli undo {shop} {run} --yes --plan {id}"),
                (None, Some(until)) => format!(
                    "    backstock-cli revert {shop} {} {until} --yes --plan {id}",
                    plan.to
                ),
                (None, None) => format!(
                    "    backstock-cli restore {shop} --to {} --yes --plan {id}",
                    plan.to
                ),
            });
        })?;
        Ok(Exit::Success)
    }

    fn nothing_to_do(
        &self,
        plan: &Plan,
        types: &HashMap<ContentType, TypeDescription>,
    ) -> Result<Exit, Refusal> {
        let reasons = not_written(plan, types);
        let answer = Recovered {
            can_undo: false,
            problem: (!reasons.is_empty()).then(|| {
                Problem::new(
                    "nothing_could_be_written",
                    format!("{NOTHING_WRITABLE} {}", reasons.join(" ")),
                    "Preview it to see what stands against it.",
                )
            }),
            consequences: consequences(&plan.consequences, types),
            run: None,
            succeeded: 0,
            failed: 0,
            skipped: plan.skips.len() as u64,
            verified: 0,
            seconds: 0.0,
            failures: Vec::new(),
            letters: Vec::new(),
            stays_gone: Vec::new(),
        };
        self.output.answer(&answer, |page| {
            page.line(match answer.problem {
                Some(_) => NOTHING_WRITABLE,
                None => "There is nothing to write; the shop was not touched.",
            });
            tell_what_stays(page, plan, types);
        })?;
        Ok(Exit::when(answer.problem.is_none()))
    }

    /// What came of a run, and what follows from it. 1 when a record failed or the run was stopped.
    pub(super) fn tell_outcome(
        &self,
        engine: &Engine,
        shop: &str,
        outcome: &RunOutcome,
    ) -> Result<Exit, Refusal> {
        let letters = self.told_of(engine, shop, outcome.run)?;
        let types = descriptions(engine, shop);
        let known = engine.vault().shop(shop)?;
        let plan = engine.run(shop, outcome.run)?.plan;
        let follows = engine.vault().consequences_of(known.id, plan)?;
        let answer = Recovered {
            can_undo: engine.can_undo(shop, outcome.run)?,
            consequences: consequences(&follows, &types),
            stays_gone: consequences(&engine.stays_gone(shop, outcome.run)?, &types),
            letters,
            ..recovered(outcome)
        };
        self.output.answer(&answer, |page| {
            tell_recovered(page, outcome);
            for told in &answer.consequences {
                page.line(visible(&told.message));
            }
            page.gap();
            if !answer.letters.is_empty() {
                tell_letters(page, &answer.letters);
                page.gap();
            }
            if outcome.failed > 0 {
                page.line(format!(
                    "To try the failed ones again: backstock-cli restore {} --retry {} --yes",
                    word_of_command(shop),
                    outcome.run
                ));
            }
            if answer.can_undo {
                page.line(format!(
                    "To take this back: backstock-cli undo {} {} --yes",
                    word_of_command(shop),
                    outcome.run
                ));
            } else {
                page.line("Nothing of it is in the shop, so there is nothing to take back.");
            }
        })?;
        if outcome.cancelled {
            say(&stopped_at(outcome.succeeded, outcome.failed, outcome.skipped));
        }
        Ok(Exit::when(outcome.failed == 0 && !outcome.cancelled))
    }
}

pub(super) fn check_decision(decision: &Decision) -> Result<(), Refusal> {
    if decision.preview || decision.yes {
        Ok(())
    } else {
        Err(Refusal::NotDecided)
    }
}

/// What is left out or taken has to be in the plan: a slip of the pen would write what was not meant.
fn check_targets(but: &But, plan: &Plan) -> Result<(), Refusal> {
    for target in &but.without {
        let is_planned = plan.records.iter().any(|record| {
            record.key == target.key
                && (target.path.keys().is_empty()
                    || record
                        .writes()
                        .iter()
                        .any(|change| target.covers(&record.key, &change.path)))
        });
        if !is_planned {
            return Err(Refusal::NotInPlan(target.clone()));
        }
    }
    for target in &but.take {
        let is_open = |conflict: &Conflict| target.covers(&conflict.key, &conflict.path);
        if !plan.conflicts.iter().any(is_open) {
            return Err(Refusal::NoConflict(target.clone()));
        }
    }
    Ok(())
}

/// Why a plan that writes nothing does not do what was asked for; nothing when all is already as it was.
///
/// That nothing is deleted unless that was asked for, and that sales and orders stay, is as asked.
fn not_written(plan: &Plan, types: &HashMap<ContentType, TypeDescription>) -> Vec<String> {
    /// What the shop has no place for any more, or what the file says of nothing in it.
    const HAS_NO_PLACE: [&str; 5] = [
        "columns_without_field",
        "field_not_in_shop",
        "lines_without_item",
        "rows_not_in_shop",
        "type_not_in_shop",
    ];
    let named: HashSet<&RecordKey> = plan.choice.records.iter().collect();
    let mut reasons: BTreeMap<SkipReason, u64> = BTreeMap::new();
    for skip in &plan.skips {
        let is_not_in_backup = matches!(
            skip.reason,
            SkipReason::DeletesNotAllowed | SkipReason::NotInBackup
        );
        if named.contains(&skip.key) || !is_not_in_backup {
            *reasons.entry(skip.reason).or_default() += 1;
        }
    }
    let mut told: Vec<String> = reasons
        .into_iter()
        .map(|left| format!("{}.", left_alone(left)))
        .collect();
    if !plan.conflicts.is_empty() {
        let kept = counted(plan.conflicts.len() as u64, "field was", "fields were");
        told.push(format!(
            "{kept} changed since and kept; --take puts the earlier value back."
        ));
    }
    let is_asked_for = |told: &&backstock_model::Consequence| match told.code.as_str() {
        // Left out of every restore, unless the type was named.
        "protected_type_kept" | "type_not_restorable" => {
            let of_type = told.content_type.as_ref();
            of_type.is_some_and(|of_type| plan.choice.content_types.contains(of_type))
        }
        code => HAS_NO_PLACE.contains(&code),
    };
    let left = plan.consequences.iter().filter(is_asked_for);
    told.extend(left.map(|told| sentence(told, types)));
    told
}

fn recovered(outcome: &RunOutcome) -> Recovered {
    Recovered {
        can_undo: false,
        problem: None,
        consequences: Vec::new(),
        stays_gone: Vec::new(),
        run: Some(outcome.run.0),
        succeeded: outcome.succeeded,
        failed: outcome.failed,
        skipped: outcome.skipped,
        verified: outcome.verified,
        seconds: outcome.seconds,
        failures: outcome
            .failures
            .iter()
            .map(|failure| FailedRecord {
                r#type: failure.key.content_type.to_string(),
                id: failure.key.remote_id.to_string(),
                code: failure.code.clone(),
                message: failure.message.clone(),
            })
            .collect(),
        letters: Vec::new(),
    }
}

pub(super) fn tell_recovered(page: &mut Page, outcome: &RunOutcome) {
    page.line(format!(
        "Run {}: {} written and read back, {} failed, {} left alone, in {}.",
        outcome.run,
        counted(outcome.succeeded, "record", "records"),
        count(outcome.failed),
        count(outcome.skipped),
        duration(outcome.seconds)
    ));
    for failure in outcome.failures.iter().take(MOST_SHOWN) {
        page.line(format!(
            "  {}: {}",
            visible(&failure.key.to_string()),
            visible(&failure.message)
        ));
    }
    if outcome.failures.len() > MOST_SHOWN {
        page.line(format!(
            "  ... and {} more; backstock-cli recovery lists all.",
            count((outcome.failures.len() - MOST_SHOWN) as u64)
        ));
    }
}

fn preview(
    id: PlanId,
    plan: &Plan,
    types: &HashMap<ContentType, TypeDescription>,
) -> Result<Preview, Refusal> {
    let (creates, updates, deletes) = plan.counts();
    let mut writes = Vec::new();
    for record in &plan.records {
        for change in record.writes() {
            writes.push(PlannedWrite {
                r#type: record.key.content_type.to_string(),
                id: record.key.remote_id.to_string(),
                action: record.action(),
                path: change.path,
                old: change.old.as_ref().map(raw_node).transpose()?,
                new: change.new.as_ref().map(raw_node).transpose()?,
            });
        }
    }
    Ok(Preview {
        plan: id.0,
        creates,
        updates,
        deletes,
        skips: plan.skips.len() as u64,
        conflicts: plan.conflicts.len() as u64,
        writes,
        skipped: plan
            .skips
            .iter()
            .map(|skip| SkippedRecord {
                r#type: skip.key.content_type.to_string(),
                id: skip.key.remote_id.to_string(),
                reason: skip.reason,
            })
            .collect(),
        conflicted: plan
            .conflicts
            .iter()
            .map(|conflict| ConflictedField {
                r#type: conflict.key.content_type.to_string(),
                id: conflict.key.remote_id.to_string(),
                path: conflict.path.clone(),
                base: conflict.base.as_ref().map(Document::to_text),
                live: conflict.live.as_ref().map(Document::to_text).unwrap_or_default(),
                wanted: conflict
                    .wanted
                    .as_ref()
                    .map(Document::to_text)
                    .unwrap_or_default(),
            })
            .collect(),
        consequences: consequences(&plan.consequences, types),
    })
}

fn consequences(
    told: &[backstock_model::Consequence],
    types: &HashMap<ContentType, TypeDescription>,
) -> Vec<Consequence> {
    told.iter()
        .map(|consequence| Consequence {
            code: consequence.code.clone(),
            count: consequence.count,
            r#type: consequence.content_type.as_ref().map(ToString::to_string),
            message: sentence(consequence, types),
        })
        .collect()
}

/// A plan for people: counts by type, the first `most_shown` records field by field, and what is left alone.
pub(super) fn tell_plan(
    page: &mut Page,
    plan: &Plan,
    types: &HashMap<ContentType, TypeDescription>,
    most_shown: usize,
) {
    let label = |content_type: &ContentType| {
        types
            .get(content_type)
            .map_or_else(|| content_type.to_string(), |found| found.label.clone())
    };
    if plan.records.is_empty() {
        page.line(if not_written(plan, types).is_empty() {
            "There is nothing to write."
        } else {
            "Nothing of what was asked for could be written."
        });
    } else {
        let mut counts: BTreeMap<&ContentType, (u64, u64, u64)> = BTreeMap::new();
        for record in &plan.records {
            let of_type = counts.entry(&record.key.content_type).or_default();
            match record.action() {
                Action::Create => of_type.0 += 1,
                Action::Update => of_type.1 += 1,
                Action::Delete => of_type.2 += 1,
            }
        }
        let mut table = Table::new(&[
            ("type", Align::Left),
            ("created", Align::Right),
            ("updated", Align::Right),
            ("deleted", Align::Right),
        ]);
        for (content_type, (creates, updates, deletes)) in counts {
            table.row([
                label(content_type),
                count(creates),
                count(updates),
                count(deletes),
            ]);
        }
        page.line(format!(
            "In the shop, {} would be written:",
            counted(plan.records.len() as u64, "record", "records")
        ));
        page.gap();
        page.table(&table);
        page.gap();
    }
    for record in plan.records.iter().take(most_shown) {
        let id = record.key.remote_id.to_string();
        page.line(format!(
            "{} {} ({})",
            match record.action() {
                Action::Create => "Create",
                Action::Update => "Update",
                Action::Delete => "Delete",
            },
            short(name_or_id(&record.name, &id), 60),
            visible(&record.key.to_string())
        ));
        if record.action() == Action::Update {
            for change in record.writes() {
                let field = types.get(&record.key.content_type).map_or_else(
                    || change.path.to_string(),
                    |description| description.label_of(&change.path).0,
                );
                page.line(format!(
                    "    {}: {} -> {}",
                    visible(&field),
                    value(change.old.as_ref()),
                    value(change.new.as_ref())
                ));
            }
        }
    }
    if plan.records.len() > most_shown {
        page.line(format!(
            "... and {} more; --json lists all.",
            counted((plan.records.len() - most_shown) as u64, "record", "records")
        ));
    }
    tell_what_stays(page, plan, types);
}

/// What differs and is left as it is, with the reasons, and what else follows.
fn tell_what_stays(page: &mut Page, plan: &Plan, types: &HashMap<ContentType, TypeDescription>) {
    tell_skips(page, plan);
    for conflict in plan.conflicts.iter().take(MOST_SHOWN) {
        page.line(format!(
            "Kept, because it was changed since: {} {}, now {}, wanted {}",
            visible(&conflict.key.to_string()),
            visible(&conflict.path.to_string()),
            short(&side(conflict.live.as_ref()), 60),
            short(&side(conflict.wanted.as_ref()), 60)
        ));
    }
    if plan.conflicts.len() > MOST_SHOWN {
        page.line(format!(
            "... and {} more fields that were changed since.",
            count((plan.conflicts.len() - MOST_SHOWN) as u64)
        ));
    }
    for consequence in &plan.consequences {
        page.line(visible(&sentence(consequence, types)));
    }
}

/// One side of a conflict.
pub(super) fn side(value: Option<&Document>) -> String {
    value.map_or_else(|| "not there".to_owned(), Document::to_text)
}

fn tell_skips(page: &mut Page, plan: &Plan) {
    let mut reasons: BTreeMap<SkipReason, u64> = BTreeMap::new();
    for skip in &plan.skips {
        *reasons.entry(skip.reason).or_default() += 1;
    }
    if !reasons.is_empty() {
        page.gap();
    }
    tell_reasons(page, reasons);
}

/// Why records are left alone, and how many.
pub(super) fn tell_reasons(page: &mut Page, reasons: BTreeMap<SkipReason, u64>) {
    for left in reasons {
        page.line(left_alone(left));
    }
}

fn left_alone((reason, skipped): (SkipReason, u64)) -> String {
    let records = counted(skipped, "record", "records");
    format!("Left alone, {}: {records}", why(reason))
}

fn why(reason: SkipReason) -> &'static str {
    match reason {
        SkipReason::DeletesNotAllowed => "because nothing is deleted without --allow-deletes",
        SkipReason::ProtectedType => "because its type is protected (--include-protected)",
        SkipReason::NotRestorable => "because its type cannot be written",
        SkipReason::Locked => "because it is locked in the shop",
        SkipReason::NotInBackup => "because the backup does not have it",
        SkipReason::StillReferenced => "because other records need it",
        SkipReason::NotInShop => "because the shop does not have it, and only some fields were asked for",
        SkipReason::Damaged => "because its content in the vault is damaged",
        SkipReason::NeedsAnother => {
            "because it goes with something the shop does not have and that is not copied"
        }
        SkipReason::Unclear => {
            "because several are known by the same name or code, and it is not clear which is meant"
        }
    }
}

/// A consequence as a full sentence.
fn sentence(
    consequence: &backstock_model::Consequence,
    types: &HashMap<ContentType, TypeDescription>,
) -> String {
    let of_type = consequence.content_type.as_ref().map(|key| {
        types
            .get(key)
            .map_or_else(|| key.to_string(), |found| found.label.clone())
    });
    let label = of_type.as_deref().unwrap_or("The shop");
    let records = counted(consequence.count, "record", "records");
    let detail = consequence.detail.as_deref().unwrap_or_default();
    match consequence.code.as_str() {
        "newer_records_kept" => {
            let stay = if consequence.count == 1 { "stays" } else { "stay" };
            format!("{records} in {label} came after this backup and {stay} in the shop.")
        }
        "newer_orders_mention" => {
            let mention = if consequence.count == 1 {
                "mentions"
            } else {
                "mention"
            };
            format!("{records} in {label} came since then and {mention} what is written here: {detail}.")
        }
        "addresses_change_back" => format!(
            "The web address of {records} in {label} changes back; links to the present one may lead nowhere."
        ),
        "addresses_in_use" => {
            let gets = if consequence.count == 1 { "gets" } else { "get" };
            format!(
                "{records} in {label} {gets} a web address that another one in the shop has by now: {detail}. The shop may refuse \
                 that, or show the wrong one."
            )
        }
        "triggers_not_fired" => {
            format!(
                "Automatic actions of the shop's database ({detail}) do not run for {label} during the restore."
            )
        }
        "stock_corrected" => {
            let field = if detail.is_empty() { "Stock" } else { detail };
            format!(
                "{field} in {label} is corrected by what was changed between the backups; sales since then stay ({records})."
            )
        }
        "stock_written_before" => {
            let field = if detail.is_empty() { "Stock" } else { detail };
            format!(
                "{field} in {label} was written by an earlier restore since then ({records}); --take puts back what was there \
                 before."
            )
        }
        "stock_perhaps_right" => {
            let field = if detail.is_empty() { "Stock" } else { detail };
            format!(
                "{field} in {label} may have been put right already, or would fall below zero ({records}); --take corrects it all \
                 the same."
            )
        }
        "restored_partly" => format!("{label}: {detail}"),
        "platform_refresh" => format!("Afterwards: {detail}"),
        "triggers_fired" => {
            format!(
                "Automatic actions of the shop's database ({detail}) run for {label} during the restore; what they make of the \
                 restored records is corrected."
            )
        }
        "protected_fields_kept" => {
            let field = if detail.is_empty() { "Stock" } else { detail };
            format!(
                "{field} in {label} is left as it is in the shop for {records}, because it changes with every sale."
            )
        }
        "protected_fields_written" => {
            let field = if detail.is_empty() { "Stock" } else { detail };
            format!("{field} in {label} is written as well, as you asked ({records}).")
        }
        "field_not_in_shop" => {
            format!(
                "The shop has no field {detail} in {label} any more; its content cannot be put back ({records})."
            )
        }
        "rows_not_in_shop" => format!(
            "Some chosen fields of {label} belong to rows that the shop does not have any more; they are left out."
        ),
        "protected_type_kept" => {
            format!(
                "{label} is left as it is in the shop ({records}), because it is protected; --include-protected restores it too."
            )
        }
        "type_not_restorable" => format!("{label} cannot be written to this shop ({records})."),
        "type_not_read_then" => {
            format!("This backup did not look at {label}, so it stays as it is ({records}).")
        }
        "type_not_in_shop" => format!("The shop does not have {label} any more ({records})."),
        "lines_without_item" if consequence.count == 1 => {
            format!("1 line of the file is none of the {label} that the shop has, and is left out.")
        }
        "lines_without_item" => format!(
            "{} lines of the file are none of the {label} that the shop has, and are left out.",
            consequence.count
        ),
        "columns_without_field" => format!(
            "No column of the file's {label} is a field that the shop has, so {} left out.",
            if consequence.count == 1 {
                "1 line is".to_owned()
            } else {
                format!("{} lines are", consequence.count)
            }
        ),
        "own_type_kept" => format!(
            "{label} is about the shop itself (its address, its passwords) and is not copied ({records}); --type copies it too."
        ),
        "copy_same" => {
            let are = if consequence.count == 1 { "is" } else { "are" };
            format!("{records} in {label} {are} there already, just as in the backup.")
        }
        "reference_missing" => {
            format!(
                "{} to {label} that the shop does not have.",
                counted(consequence.count, "reference leads", "references lead")
            )
        }
        "pointed_again" => {
            format!("{records} in {label} will be pointed at what is made again, as it gets another number.")
        }
        "points_nowhere" => {
            format!(
                "{records} in {label} will not point to what is made again; --include-protected writes them too."
            )
        }
        "came_with_others" => {
            let comes = if consequence.count == 1 {
                "goes with it and comes"
            } else {
                "go with it and come"
            };
            format!("{records} in {label} {comes} back too; --without leaves single ones out.")
        }
        "stays_gone" => {
            let went = if consequence.count == 1 {
                "belongs to it and stays"
            } else {
                "belong to it and stay"
            };
            format!("{records} in {label} {went} gone.")
        }
        "left_over_rows_taken" => {
            format!(
                "{} of {label} that a deletion left over {} part of it again, or {} if the backup does not have it.",
                counted(consequence.count, "row", "rows"),
                if consequence.count == 1 {
                    "becomes"
                } else {
                    "become"
                },
                if consequence.count == 1 { "goes" } else { "go" },
            )
        }
        _ if detail.is_empty() => format!("{label}: {records}."),
        _ => format!("{label}: {detail} ({records})."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consequences_are_sentences_also_of_a_kind_not_known() {
        let types = HashMap::from([(
            ContentType::new("orders"),
            TypeDescription::new(
                ContentType::new("orders"),
                "Orders",
                backstock_model::Group::Business,
            ),
        )]);
        let told = |code: &str, content_type: Option<&str>, detail: Option<&str>| {
            sentence(
                &backstock_model::Consequence {
                    code: code.to_owned(),
                    count: 1_200,
                    content_type: content_type.map(ContentType::new),
                    detail: detail.map(str::to_owned),
                },
                &types,
            )
        };
        assert_eq!(
            told("newer_records_kept", Some("orders"), None),
            "1,200 records in Orders came after this backup and stay in the shop."
        );
        assert_eq!(
            told("brand_new", Some("pages"), Some("more")),
            "pages: more (1,200 records)."
        );
        assert_eq!(told("brand_new", None, None), "The shop: 1,200 records.");
    }
}
