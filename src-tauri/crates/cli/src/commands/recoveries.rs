//! `recoveries`, `recovery`: looking back at restores and undos.

use std::collections::BTreeMap;
use std::io::BufWriter;
use std::path::Path;

use backstock_engine::{AuditError, AuditFormat, Decision, Engine, RunSubject};
use backstock_model::{Conflict, ContentType, Document, RunId, SkipReason};
use backstock_vault::{Run, RunItem, RunItemState, RunStatus};

use super::restoring::{side, tell_reasons};
use super::{Sitting, label_of, labels, name_or_id};
use crate::answers::{
    DecidedRecord, FileWritten, RecoveredRecord, RecoveredType, Recoveries, Recovery, RecoveryRow, time,
};
use crate::arguments::{RecoveriesArguments, RecoveryArguments};
use crate::interrupt::cancel_by_signal;
use crate::opening::{new_file, whole_path};
use crate::page::{Align, Page, Table, count, counted, moment, short, visible};
use crate::refusal::{Exit, Refusal};

const PAGE: u64 = 5_000;
/// Records listed for people; the JSON answer has all of them.
const MOST_LISTED: usize = 200;

impl Sitting {
    pub(super) fn recoveries(&self, arguments: &RecoveriesArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let (name, wanted) = (&arguments.name, arguments.status.as_deref());
        let is_filtered = wanted.is_some() || !arguments.days.is_every_day();
        let mut runs = engine.runs(name)?;
        runs.retain(|run| {
            wanted.is_none_or(|wanted| wanted == status(run)) && arguments.days.hold(run.started)
        });
        let subjects = engine.run_subjects(name, &runs)?;
        let answer = Recoveries {
            recoveries: runs
                .iter()
                .zip(&subjects)
                .map(|(run, subject)| recovery_row(run, subject.as_ref()))
                .collect(),
        };
        self.output.answer(&answer, |page| {
            let mut table = Table::new(&[
                ("run", Align::Right),
                ("what", Align::Left),
                ("started", Align::Left),
                ("status", Align::Left),
                ("succeeded", Align::Right),
                ("failed", Align::Right),
                ("", Align::Left),
            ]);
            for (run, subject) in runs.iter().zip(&subjects) {
                table.row([
                    run.id.to_string(),
                    match subject {
                        Some(subject) => format!("{}: {}", what(run), about(run, subject)),
                        None => what(run),
                    },
                    moment(run.started),
                    status(run).to_owned(),
                    count(run.succeeded),
                    count(run.failed),
                    remark(run),
                ]);
            }
            if table.is_empty() && is_filtered {
                page.line("No restore is so. Leave out --status, --from or --to to see the others.");
            } else if table.is_empty() {
                page.line(format!("Nothing was ever restored to {}.", visible(name)));
            }
            page.table(&table);
        })?;
        Ok(Exit::Success)
    }

    pub(super) fn recovery(&self, arguments: &RecoveryArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let (name, id) = (&arguments.name, RunId(arguments.run));
        if arguments.resume {
            let telling = self.telling(&engine, name);
            let cancel = cancel_by_signal()?;
            let outcome = engine.resume(name, id, &telling, &cancel);
            drop(telling);
            self.keep_anchor(&engine);
            return self.tell_outcome(&engine, name, &outcome?);
        }
        if let Some(file) = &arguments.audit {
            return self.write_audit(&engine, name, id, file);
        }
        let run = if arguments.leave {
            let left = engine.leave(name, id)?;
            // It has ended, which is what whoever was chosen is told of; what does not go now waits in the outbox.
            let _ = self.send_waiting(&engine);
            left
        } else {
            engine.run(name, id)?
        };
        let limit = arguments.limit.unwrap_or(u64::MAX);
        let content_type = arguments.content_type.as_deref().map(ContentType::new);
        let types = engine.run_types(name, id)?;
        let labels = labels(&engine, name);
        let mut items: Vec<RunItem> = Vec::new();
        while (items.len() as u64) < limit {
            let done = items.len() as u64;
            let (most, offset) = (PAGE.min(limit - done), arguments.offset.saturating_add(done));
            let page = match &content_type {
                Some(content_type) => engine.run_items_of(name, id, content_type, false, (most, offset))?,
                None => engine.run_items(name, id, most, offset)?,
            };
            let is_last = (page.len() as u64) < PAGE;
            items.extend(page);
            if is_last {
                break;
            }
        }
        // What a run does is summed up when it has done it.
        let summary = match run.finished {
            Some(_) => Some(engine.run_summary(name, id)?.sentences(&moment)),
            None => None,
        };
        let decisions = engine.run_decisions(name, id)?;
        let subject = engine
            .run_subjects(name, std::slice::from_ref(&run))?
            .into_iter()
            .next()
            .flatten();
        let answer = Recovery {
            recovery: recovery_row(&run, subject.as_ref()),
            skipped: run.skipped,
            left_alone: run.left_alone,
            unconfirmed: run.unconfirmed,
            total: run.total,
            safety_backup: run.safety.map(|backup| backup.0),
            undoes: run.undoes.map(|run| run.0),
            undone_by: run.undone_by.map(|run| run.0),
            undone_partly: run.undone_partly,
            interrupted: run.interrupted,
            note: run.note.clone(),
            types: types
                .iter()
                .map(|found| RecoveredType {
                    r#type: found.content_type.to_string(),
                    label: label_of(&labels, &found.content_type),
                    succeeded: found.succeeded,
                    failed: found.failed,
                    skipped: found.skipped,
                    total: found.total,
                })
                .collect(),
            summary: summary.clone(),
            records: items.iter().map(recovered_record).collect(),
            decisions: decisions.iter().map(decided_record).collect(),
        };
        self.output.answer(&answer, |page| {
            page.line(format!("Run {}: {}", run.id, what(&run)));
            page.line(format!(
                "{}, started {}{}",
                status(&run),
                moment(run.started),
                run.finished
                    .map(|at| format!(", finished {}", moment(at)))
                    .unwrap_or_default()
            ));
            let remark = remark(&run);
            if !remark.is_empty() {
                page.line(visible(&remark));
            }
            if let Some(summary) = &summary {
                page.line(visible(summary));
            }
            if let Some(note) = &run.note {
                page.line(format!("Note: {}", visible(note)));
            }
            page.line(format!(
                "{} in the plan: {} succeeded, {} failed, {} left alone.",
                counted(run.total, "record", "records"),
                count(run.succeeded),
                count(run.failed),
                count(run.skipped + run.left_alone)
            ));
            if run.unconfirmed > 0 {
                page.line(format!(
                    "{} may stand in the shop and were not read back yet.",
                    counted(run.unconfirmed, "record", "records")
                ));
            }
            if let Some(safety) = run.safety {
                page.line(format!("The shop as it was before is backup {safety}."));
            }
            if types.len() > 1 {
                page.gap();
                let mut table = Table::new(&[
                    ("type", Align::Left),
                    ("succeeded", Align::Right),
                    ("failed", Align::Right),
                    ("left alone", Align::Right),
                    ("of", Align::Right),
                ]);
                for found in &types {
                    table.row([
                        label_of(&labels, &found.content_type),
                        count(found.succeeded),
                        count(found.failed),
                        count(found.skipped),
                        count(found.total),
                    ]);
                }
                page.table(&table);
            }
            page.gap();
            let mut table = Table::new(&[
                ("record", Align::Left),
                ("name", Align::Left),
                ("action", Align::Left),
                ("state", Align::Left),
                ("", Align::Left),
            ]);
            for item in items.iter().take(MOST_LISTED) {
                let id = item.key.remote_id.to_string();
                table.row([
                    item.key.to_string(),
                    name_or_id(&item.name, &id).to_owned(),
                    match item.action {
                        backstock_model::Action::Create => "create",
                        backstock_model::Action::Update => "update",
                        backstock_model::Action::Delete => "delete",
                    }
                    .to_owned(),
                    state(item.state).to_owned(),
                    item.message.clone().unwrap_or_default(),
                ]);
            }
            page.table(&table);
            if items.len() > MOST_LISTED {
                page.line(format!(
                    "... and {} more; --offset shows them, --json lists all.",
                    count((items.len() - MOST_LISTED) as u64)
                ));
            }
            tell_decisions(page, &decisions);
            if run.interrupted {
                page.gap();
                page.line("Decide about it: --resume goes on with it, --leave leaves the shop as it is now.");
            }
        })?;
        Ok(Exit::Success)
    }

    /// Writes the record of a run to a new file; its name says as what.
    fn write_audit(&self, engine: &Engine, name: &str, run: RunId, file: &Path) -> Result<Exit, Refusal> {
        let format = match file.extension().and_then(|ending| ending.to_str()) {
            Some("csv") => AuditFormat::Csv,
            Some("html" | "htm") => AuditFormat::Html,
            _ => {
                return Err(Refusal::Words(
                    "The record of a recovery is written to a file that ends in .csv or .html.".to_owned(),
                ));
            }
        };
        let path = whole_path(file)?;
        // Asked before anything is made: a run that is not there leaves no empty file behind.
        engine.run(name, run)?;
        let mut out = BufWriter::new(new_file(&path)?);
        engine
            .write_audit(name, run, format, &moment, &mut out)
            .map_err(|error| match error {
                AuditError::Engine(error) => Refusal::from(error),
                AuditError::File(cause) => Refusal::File {
                    doing: format!("write {}", path.display()),
                    cause,
                },
            })?;
        let answer = FileWritten {
            file: path.display().to_string(),
        };
        self.output.answer(&answer, |page| {
            page.line(format!(
                "The record of run {run} is in {}.",
                visible(&answer.file)
            ));
        })?;
        Ok(Exit::Success)
    }
}

fn recovery_row(run: &Run, subject: Option<&RunSubject>) -> RecoveryRow {
    RecoveryRow {
        run: run.id.0,
        to_backup: run.to.0,
        until_backup: run.until.map(|backup| backup.0),
        from: run.from.as_ref().map(|from| from.name.clone()),
        started: time(run.started),
        finished: run.finished.map(time),
        status: status(run),
        about: subject.map(|subject| about(run, subject)),
        detail: run.detail.clone(),
        succeeded: run.succeeded,
        failed: run.failed,
    }
}

fn recovered_record(item: &RunItem) -> RecoveredRecord {
    RecoveredRecord {
        r#type: item.key.content_type.to_string(),
        id: item.key.remote_id.to_string(),
        name: item.name.clone(),
        action: item.action,
        state: item.state,
        code: item.code.clone(),
        message: item.message.clone(),
        new_id: item
            .new_id
            .as_ref()
            .filter(|id| **id != item.key.remote_id)
            .map(ToString::to_string),
        differences: item.differences.clone(),
    }
}

fn decided_record(decision: &Decision) -> DecidedRecord {
    let key = decision.key();
    let text = |side: fn(&Conflict) -> Option<&Document>| {
        Some(side(decision.conflict()?).map_or_else(String::new, Document::to_text))
    };
    DecidedRecord {
        r#type: key.content_type.to_string(),
        id: key.remote_id.to_string(),
        name: decision.name(),
        path: decision.path().cloned(),
        decided: decision.code(),
        reason: decision.reason(),
        live: text(|conflict| conflict.live.as_ref()),
        wanted: text(|conflict| conflict.wanted.as_ref()),
    }
}

/// What was decided one by one, each; what the plan left alone by itself, counted.
fn tell_decisions(page: &mut Page, decisions: &[Decision]) {
    let mut reasons: BTreeMap<SkipReason, u64> = BTreeMap::new();
    let mut lines = Vec::new();
    for decision in decisions {
        let what = |said: &str| {
            let field = decision
                .path()
                .map(|path| format!(" {}", visible(&path.to_string())));
            format!(
                "{said}: {}{}",
                visible(&decision.key().to_string()),
                field.unwrap_or_default()
            )
        };
        let sides = |conflict: &Conflict| {
            format!(
                ", the shop had {}, the backup {}",
                short(&side(conflict.live.as_ref()), 60),
                short(&side(conflict.wanted.as_ref()), 60)
            )
        };
        match decision {
            Decision::Skipped(skip) => *reasons.entry(skip.reason).or_default() += 1,
            Decision::LeftOut { .. } => lines.push(what("Left out as asked")),
            Decision::Kept(conflict) => {
                lines.push(what("Kept, because it was changed since") + &sides(conflict));
            }
            Decision::Taken(conflict) => {
                lines.push(what("Put back as asked, although it was changed since") + &sides(conflict));
            }
        }
    }
    if !decisions.is_empty() {
        page.gap();
    }
    let told = lines.len();
    for line in lines.into_iter().take(MOST_LISTED) {
        page.line(line);
    }
    if told > MOST_LISTED {
        page.line(format!(
            "... and {} more; --json lists all.",
            count((told - MOST_LISTED) as u64)
        ));
    }
    tell_reasons(page, reasons);
}

/// `Price of Earl Grey and 3 more`
fn about(run: &Run, subject: &RunSubject) -> String {
    let name = visible(&subject.name);
    let of = match &subject.field {
        Some(field) => format!("{} of {name}", visible(field)),
        None => name,
    };
    match run.total {
        0 | 1 => of,
        many => format!("{of} and {} more", count(many - 1)),
    }
}

fn what(run: &Run) -> String {
    match (run.undoes, run.until, &run.from) {
        (Some(undone), _, _) => format!("undo of run {undone}"),
        (None, Some(until), _) => format!("undo of a mistake between backups {} and {until}", run.to),
        (None, None, Some(from)) => format!("restore to backup {} of {}", run.to, visible(&from.name)),
        (None, None, None) => format!("restore to backup {}", run.to),
    }
}

/// A run that came to its end with failures is a failed one for its owner.
fn status(run: &Run) -> &'static str {
    match run.status {
        RunStatus::Progressing => "Progressing",
        RunStatus::Done if run.failed == 0 => "Done",
        RunStatus::Done | RunStatus::Fail => "Fail",
    }
}

fn remark(run: &Run) -> String {
    let mut parts = Vec::new();
    if run.interrupted {
        parts.push("interrupted".to_owned());
    }
    parts.extend(run.detail.clone());
    let how_far = if run.undone_partly {
        "undone in part"
    } else {
        "undone"
    };
    parts.extend(run.undone_by.map(|by| format!("{how_far} by run {by}")));
    parts.join(", ")
}

fn state(state: RunItemState) -> &'static str {
    match state {
        RunItemState::Planned => "planned",
        RunItemState::Sent => "sent",
        RunItemState::Written => "written",
        RunItemState::Verified => "read back",
        RunItemState::Failed => "failed",
        RunItemState::Skipped => "left alone",
    }
}
