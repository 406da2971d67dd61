//! `backup`, `backups`, `types`, `verify`: what is kept of a shop.

use backstock_engine::{BackupAsk, BackupOutcome, LeftOutOfBackup, explain_problem};
use backstock_model::{ContentType, Group};
use backstock_vault::{BackupKind, VerifyProblem};

use super::keeping::{alarm_row, tell_alarm};
use super::{Sitting, in_other_backups, number_of};
use crate::answers::{
    BackedUp, BackedUpType, BackupRow, Backups, NotKeptRow, Problem, TypeRow, Types, Verified, time,
};
use crate::arguments::{BackupArguments, BackupsArguments, TypesArguments};
use crate::interrupt::cancel_by_signal;
use crate::page::{Align, Page, Table, count, counted, duration, moment, size, visible};
use crate::refusal::{Exit, Refusal};

impl Sitting {
    pub(super) fn back_up(&self, arguments: BackupArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let ask = BackupAsk {
            types: arguments.types.into_iter().map(ContentType::new).collect(),
            kind: BackupKind::Manual,
            label: arguments.label,
        };
        let telling = self.telling(&engine, &arguments.name);
        let cancel = cancel_by_signal()?;
        let outcome = engine.backup(&arguments.name, &ask, &telling, &cancel);
        drop(telling);
        self.keep_anchor(&engine);
        let outcome =
            outcome.map_err(|error| in_other_backups(&engine, &arguments.name, "The shop", error))?;
        self.output.answer(&backed_up(&outcome), |page| {
            tell_backup(page, &arguments.name, &outcome);
        })?;
        Ok(Exit::Success)
    }

    pub(super) fn backups(&self, arguments: &BackupsArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let name = &arguments.name;
        let mut backups = engine.backups(name)?;
        backups.retain(|backup| arguments.days.hold(backup.finished));
        let alarmed = engine.alarmed(name)?;
        let answer = Backups {
            backups: backups
                .iter()
                .map(|backup| BackupRow {
                    backup: backup.number.0,
                    finished: time(backup.finished),
                    kind: kind_of(backup.kind),
                    label: backup.label.clone(),
                    pinned: backup.pinned,
                    note: backup.note.clone(),
                    whole: backup.is_full(),
                    alarmed: alarmed.contains(&backup.number),
                    records: backup.counts.records,
                })
                .collect(),
        };
        let failure = engine.last_backup_failure(name)?;
        self.output.answer(&answer, |page| {
            if let Some(failure) = &failure {
                page.line(format!(
                    "The last attempt, on {}, failed. {}",
                    moment(failure.at),
                    visible(&failure.why.message)
                ));
                page.gap();
            }
            let mut table = Table::new(&[
                ("backup", Align::Right),
                ("finished", Align::Left),
                ("kind", Align::Left),
                ("records", Align::Right),
                ("added", Align::Right),
                ("updated", Align::Right),
                ("deleted", Align::Right),
                ("label", Align::Left),
            ]);
            for backup in &backups {
                let mut label = backup.label.clone().unwrap_or_default();
                if backup.pinned {
                    label = format!("{label} (pinned)").trim().to_owned();
                }
                if alarmed.contains(&backup.number) {
                    label = format!("{label} (unusual changes)").trim().to_owned();
                }
                table.row([
                    backup.number.to_string(),
                    moment(backup.finished),
                    kind_of(backup.kind).to_owned(),
                    count(backup.counts.records),
                    count(backup.counts.added),
                    count(backup.counts.updated),
                    count(backup.counts.deleted),
                    label,
                ]);
            }
            if table.is_empty() {
                page.line(format!("There is no backup of {} yet.", visible(name)));
            }
            page.table(&table);
        })?;
        Ok(Exit::Success)
    }

    pub(super) fn types(&self, arguments: &TypesArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let named = arguments
            .at
            .map(|named| number_of(&engine, &arguments.name, named));
        let at = named.transpose()?;
        let types = engine.types(&arguments.name, at)?;
        let left_out = engine.left_out(&arguments.name, at)?;
        let answer = Types {
            types: types
                .iter()
                .map(|stored| TypeRow {
                    r#type: stored.description.key.to_string(),
                    label: stored.description.label.clone(),
                    group: stored.description.group,
                    records: stored.records,
                    bytes: stored.bytes,
                    restorable: stored.description.restorable && !stored.gone,
                    reason: stored.description.reason.clone(),
                })
                .collect(),
            left_out: not_kept_rows(&left_out),
        };
        self.output.answer(&answer, |page| {
            for (group, heading) in [
                (Group::Business, "Store business data"),
                (Group::Content, "Theme and content data"),
                (Group::Other, "Other tables"),
            ] {
                let mut table = Table::new(&[
                    ("type", Align::Left),
                    ("label", Align::Left),
                    ("records", Align::Right),
                    ("size", Align::Right),
                    ("restore", Align::Left),
                ]);
                for row in answer.types.iter().filter(|row| row.group == group) {
                    table.row([
                        row.r#type.clone(),
                        row.label.clone(),
                        count(row.records),
                        size(row.bytes),
                        match (&row.reason, row.restorable) {
                            (Some(reason), _) => reason.clone(),
                            (None, true) => "yes".to_owned(),
                            (None, false) => "no; the shop does not have it any more".to_owned(),
                        },
                    ]);
                }
                if !table.is_empty() {
                    page.gap();
                    page.line(heading);
                    page.table(&table);
                }
            }
            page.gap();
            page.line(format!(
                "{}, {}",
                counted(
                    answer.types.iter().map(|row| row.records).sum(),
                    "record",
                    "records"
                ),
                size(answer.types.iter().map(|row| row.bytes).sum())
            ));
            tell_left_out(page, &left_out, true);
        })?;
        Ok(Exit::Success)
    }

    pub(super) fn verify(&self, name: Option<&str>) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let telling = self.telling(&engine, name.unwrap_or_default());
        let cancel = cancel_by_signal()?;
        let outcome = engine.verify(name, &telling, &cancel);
        drop(telling);
        let outcome = outcome?;
        let answer = Verified {
            ok: outcome.problems.is_empty(),
            backups: outcome.backups,
            records: outcome.records,
            versions: outcome.versions,
            bytes: outcome.bytes,
            problems: outcome
                .problems
                .iter()
                .map(|problem| {
                    Problem::new(
                        problem_code(problem),
                        explain_problem(problem),
                        "Copy the vault's folder before anything else, then use the newest backup that is whole.",
                    )
                })
                .collect(),
        };
        self.output.answer(&answer, |page| {
            page.line(format!(
                "Checked {}, {}, {}, {}.",
                counted(answer.backups, "backup", "backups"),
                counted(answer.records, "record", "records"),
                counted(answer.versions, "version", "versions"),
                size(answer.bytes)
            ));
            if answer.ok {
                page.line("Everything is as it was put there.");
            } else {
                page.line(format!(
                    "{} not as it should be:",
                    counted(answer.problems.len() as u64, "part is", "parts are")
                ));
                for problem in &answer.problems {
                    page.line(format!("  {}", visible(&problem.message)));
                }
                page.line(
                    "Copy the vault's folder before anything else, then use the newest backup that is whole.",
                );
            }
        })?;
        Ok(Exit::when(answer.ok))
    }
}

pub(super) fn backed_up(outcome: &BackupOutcome) -> BackedUp {
    let counts = outcome.backup.counts;
    BackedUp {
        backup: outcome.backup.number.0,
        records: counts.records,
        added: counts.added,
        updated: counts.updated,
        deleted: counts.deleted,
        unchanged: counts.unchanged,
        bytes: counts.bytes,
        seconds: outcome.seconds,
        left_out: not_kept_rows(&outcome.left_out),
        alarm: outcome.alarm.as_ref().map(alarm_row),
        pruned: outcome.pruned.deleted.iter().map(|number| number.0).collect(),
        types: outcome
            .types
            .iter()
            .map(|(description, counts)| BackedUpType {
                r#type: description.key.to_string(),
                label: description.label.clone(),
                records: counts.records,
                added: counts.added,
                updated: counts.updated,
                deleted: counts.deleted,
                unchanged: counts.unchanged,
            })
            .collect(),
    }
}

pub(super) fn tell_backup(page: &mut Page, shop: &str, outcome: &BackupOutcome) {
    let mut table = Table::new(&[
        ("label", Align::Left),
        ("records", Align::Right),
        ("added", Align::Right),
        ("updated", Align::Right),
        ("deleted", Align::Right),
        ("unchanged", Align::Right),
    ]);
    let mut empty = 0;
    for (description, counts) in &outcome.types {
        if counts.records + counts.deleted == 0 {
            empty += 1;
            continue;
        }
        table.row([
            description.label.clone(),
            count(counts.records),
            count(counts.added),
            count(counts.updated),
            count(counts.deleted),
            count(counts.unchanged),
        ]);
    }
    page.table(&table);
    if empty > 0 {
        page.line(counted(empty, "type is empty.", "types are empty."));
    }
    page.gap();
    let counts = outcome.backup.counts;
    page.line(format!(
        "Backup {} is complete: {}, {}, in {}.",
        outcome.backup.number,
        counted(counts.records, "record", "records"),
        size(counts.bytes),
        duration(outcome.seconds)
    ));
    page.line(
        if counts.added + counts.updated + counts.deleted == 0 && outcome.backup.number.0 > 1 {
            "Nothing changed since the backup before.".to_owned()
        } else {
            format!(
                "Since the backup before: {} added, {} updated, {} deleted.",
                count(counts.added),
                count(counts.updated),
                count(counts.deleted)
            )
        },
    );
    if !outcome.pruned.deleted.is_empty() {
        page.line(format!(
            "{} deleted by your rule.",
            counted(
                outcome.pruned.deleted.len() as u64,
                "old backup was",
                "old backups were"
            )
        ));
    }
    tell_left_out(page, &outcome.left_out, false);
    if let Some(alarm) = &outcome.alarm {
        page.gap();
        tell_alarm(page, shop, alarm);
    }
}

fn not_kept_rows(left_out: &[LeftOutOfBackup]) -> Vec<NotKeptRow> {
    let rows = left_out.iter().map(|left| NotKeptRow {
        r#type: left.content_type.to_string(),
        label: left.label.clone(),
        what: left.what.clone(),
        always: left.always,
    });
    rows.collect()
}

/// What is not in a backup; what never is only where somebody asks for it.
fn tell_left_out(page: &mut Page, left_out: &[LeftOutOfBackup], with_always: bool) {
    for (always, heading) in [
        (false, "Left out of this backup:"),
        (true, "In no backup of such a shop:"),
    ] {
        let mut some = left_out
            .iter()
            .filter(|left| left.always == always && (with_always || !always))
            .peekable();
        if some.peek().is_some() {
            page.gap();
            page.line(heading);
        }
        for left in some {
            page.line(format!("  {}: {}", visible(&left.label), visible(&left.what)));
        }
    }
}

pub(super) fn kind_of(kind: BackupKind) -> &'static str {
    match kind {
        BackupKind::Manual => "manual",
        BackupKind::Scheduled => "scheduled",
        BackupKind::Safety => "safety",
        BackupKind::Imported => "imported",
        BackupKind::Export => "export",
    }
}

fn problem_code(problem: &VerifyProblem) -> &'static str {
    match problem {
        VerifyProblem::Database { .. } => "database_damaged",
        VerifyProblem::Record { .. } => "record_damaged",
        VerifyProblem::Object { .. } => "object_damaged",
        VerifyProblem::Backup { .. } => "backup_differs",
        VerifyProblem::Counts { .. } => "counts_wrong",
        VerifyProblem::Chain { .. } => "chain_broken",
        VerifyProblem::OlderThanAnchor { .. } => "older_than_anchor",
        VerifyProblem::Anchor => "anchor_damaged",
        VerifyProblem::AcceptedOlder { .. } => "older_vault_accepted",
        VerifyProblem::Keys => "keys_damaged",
    }
}
