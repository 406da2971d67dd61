//! `pin`, `unpin`, `label`, `keep`, `prune`, `storage`, `alarms`, `planned`: which backups stay, and what is unusual in them.

use backstock_engine::Engine;
use backstock_engine::alarm::{Alarm, Finding, PlannedChange, Settled};
use backstock_engine::keeping::{KeepRule, KeepSetting, Kept};
use backstock_model::BackupNumber;

use super::{Sitting, number_of};
use crate::answers::keeping::{
    AlarmRow, Alarms, BackupRoomRow, ExampleRow, FindingRow, Keeps, KeptRow, Marked, PlannedChanges,
    PlannedRow, PrunePreview, Pruned, Storage, TypeRoomRow,
};
use crate::answers::time;
use crate::arguments::{
    AlarmsArguments, BackupArgument, KeepArguments, LabelArguments, PinArguments, PlannedArguments,
    PruneArguments,
};
use crate::interrupt::cancel_by_signal;
use crate::page::{Align, Page, Table, counted, moment, size, visible, word_of_command};
use crate::refusal::{Exit, Refusal};

impl Sitting {
    pub(super) fn pin(&self, arguments: &PinArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let (name, number) = which(&engine, &arguments.which)?;
        engine.pin_backup(name, number, true, arguments.note.as_deref())?;
        self.tell_marked(&engine, (name, number), "is kept until you take the pin off")
    }

    pub(super) fn unpin(&self, arguments: &BackupArgument) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let (name, number) = which(&engine, arguments)?;
        engine.pin_backup(name, number, false, None)?;
        self.tell_marked(&engine, (name, number), "may go again when its turn comes")
    }

    pub(super) fn label(&self, arguments: &LabelArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let (name, number) = which(&engine, &arguments.which)?;
        let text = arguments
            .text
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        engine.label_backup(name, number, text)?;
        let what = if text.is_some() {
            "has its name"
        } else {
            "has no name any more"
        };
        self.tell_marked(&engine, (name, number), what)
    }

    fn tell_marked(
        &self,
        engine: &Engine,
        (name, number): (&str, BackupNumber),
        what: &str,
    ) -> Result<Exit, Refusal> {
        let shop = engine.vault().shop(name)?;
        let backup = engine.vault().backup(shop.id, number)?;
        let answer = Marked {
            backup: backup.number.0,
            label: backup.label.clone(),
            pinned: backup.pinned,
            note: backup.note.clone(),
        };
        self.output.answer(&answer, |page| {
            page.line(format!("Backup {number} of {} {what}.", moment(backup.finished)));
        })?;
        Ok(Exit::Success)
    }

    pub(super) fn keep(&self, arguments: &KeepArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let before = engine.keeping(&arguments.name)?;
        let keeping = KeepSetting {
            rule: arguments.rule.rule().unwrap_or(before.rule),
            automatic: (before.automatic || arguments.automatic) && !arguments.by_hand,
        };
        if keeping != before {
            engine.set_keeping(&arguments.name, keeping)?;
        }
        let answer = Keeps {
            rule: keeping.rule,
            automatic: keeping.automatic,
            waits: engine.keeping_waits(&arguments.name)?,
        };
        self.output.answer(&answer, |page| {
            page.line(rule_sentence(keeping.rule));
            page.line(match (keeping.rule, keeping.automatic) {
                (KeepRule::All, _) => "Nothing is deleted by itself.",
                (_, true) => "The others are deleted after each good backup.",
                (_, false) => "The others stay until you run prune.",
            });
            if answer.waits {
                page.line(
                    "Not now: more than 60 days lie between two backups, or the clock was wrong. Look with prune --preview; prune goes on with it.",
                );
            }
        })?;
        Ok(Exit::Success)
    }

    pub(super) fn prune(&self, arguments: &PruneArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        if arguments.delete.is_empty() {
            self.prune_by_rule(&engine, arguments)
        } else {
            self.prune_named(&engine, arguments)
        }
    }

    fn prune_by_rule(&self, engine: &Engine, arguments: &PruneArguments) -> Result<Exit, Refusal> {
        let name = &arguments.name;
        let rule = match arguments.rule.rule() {
            Some(rule) => rule,
            None => engine.keeping(name)?.rule,
        };
        if arguments.yes {
            let telling = self.telling(engine, name);
            let cancel = cancel_by_signal()?;
            let pruned = engine.prune(name, rule, &telling, &cancel);
            drop(telling);
            return self.tell_pruned(&pruned?);
        }
        let plan = engine.plan_pruning(name, rule)?;
        let going = plan.going();
        if !arguments.preview {
            return Err(Refusal::NotConfirmed {
                what: format!(
                    "{} {} would be deleted, and {} would be free.",
                    counted(going.len() as u64, "backup of", "backups of"),
                    visible(name),
                    size(plan.freed)
                ),
            });
        }
        let answer = PrunePreview {
            delete: going.iter().map(|number| number.0).collect(),
            keep: plan
                .backups
                .iter()
                .filter_map(|(backup, kept)| {
                    kept.map(|why| KeptRow {
                        backup: backup.number.0,
                        why,
                    })
                })
                .collect(),
            freed: plan.freed,
        };
        self.output.answer(&answer, |page| {
            page.line(rule_sentence(rule));
            let mut table = Table::new(&[
                ("backup", Align::Right),
                ("finished", Align::Left),
                ("", Align::Left),
            ]);
            for (backup, kept) in &plan.backups {
                table.row([
                    backup.number.to_string(),
                    moment(backup.finished),
                    kept.map_or("would be deleted", why).to_owned(),
                ]);
            }
            page.table(&table);
            page.gap();
            page.line(format!(
                "{} would be deleted, and about {} would be free. Nothing was deleted.",
                counted(going.len() as u64, "backup", "backups"),
                size(plan.freed)
            ));
        })?;
        Ok(Exit::Success)
    }

    fn prune_named(&self, engine: &Engine, arguments: &PruneArguments) -> Result<Exit, Refusal> {
        let shop = engine.vault().shop(&arguments.name)?;
        let named = arguments.delete.iter();
        let mut numbers: Vec<BackupNumber> = named
            .map(|named| number_of(engine, &arguments.name, *named))
            .collect::<Result<_, _>>()?;
        numbers.sort_unstable();
        numbers.dedup();
        // All of them are looked at before the first is deleted.
        let mut named = Vec::new();
        for number in &numbers {
            let backup = engine.vault().backup(shop.id, *number)?;
            named.push(format!("{number} ({})", moment(backup.finished)));
        }
        if arguments.yes {
            let telling = self.telling(engine, &arguments.name);
            let cancel = cancel_by_signal()?;
            let pruned = engine.delete_backups(&arguments.name, &numbers, &telling, &cancel);
            drop(telling);
            return self.tell_pruned(&pruned?);
        }
        if !arguments.preview {
            return Err(Refusal::NotConfirmed {
                what: format!(
                    "{} {} of {} would be deleted, and what only it holds would be gone for good.",
                    if numbers.len() == 1 { "Backup" } else { "Backups" },
                    named.join(", "),
                    shop.name
                ),
            });
        }
        let answer = PrunePreview {
            delete: numbers.iter().map(|number| number.0).collect(),
            keep: Vec::new(),
            freed: engine.room_freed(&arguments.name, &numbers)?,
        };
        self.output.answer(&answer, |page| {
            page.line(format!(
                "{} would be deleted, and about {} would be free: {}. Nothing was deleted.",
                counted(numbers.len() as u64, "backup", "backups"),
                size(answer.freed),
                named.join(", ")
            ));
        })?;
        Ok(Exit::Success)
    }

    fn tell_pruned(&self, pruned: &backstock_engine::keeping::Pruned) -> Result<Exit, Refusal> {
        let answer = Pruned {
            deleted: pruned.deleted.iter().map(|number| number.0).collect(),
            freed: pruned.freed,
        };
        self.output.answer(&answer, |page| {
            if answer.deleted.is_empty() {
                page.line("There is nothing to delete: every backup stays.");
                return;
            }
            let numbers: Vec<String> = answer.deleted.iter().map(u64::to_string).collect();
            page.line(format!(
                "{} deleted: {}. The vault is {} smaller.",
                counted(answer.deleted.len() as u64, "backup is", "backups are"),
                numbers.join(", "),
                size(answer.freed)
            ));
            page.line("Every other backup is as it was.");
        })?;
        Ok(Exit::Success)
    }

    pub(super) fn storage(&self, name: &str) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let found = engine.storage(name)?;
        let label_of = |key: &str| {
            found
                .labels
                .iter()
                .find(|(known, _)| known == key)
                .map_or_else(|| key.to_owned(), |(_, label)| label.clone())
        };
        let answer = Storage {
            vault: found.vault,
            free: found.free,
            other_shops: found.other_shops,
            read_files: found.read_files,
            imported: found.imported,
            full_in_weeks: found.full_in_weeks,
            types: found
                .room
                .types
                .iter()
                .map(|of_type| TypeRoomRow {
                    r#type: of_type.content_type.to_string(),
                    label: label_of(of_type.content_type.as_str()),
                    records: of_type.bytes,
                    objects: of_type.objects,
                })
                .collect(),
            backups: found
                .room
                .backups
                .iter()
                .map(|backup| BackupRoomRow {
                    backup: backup.backup.0,
                    finished: time(backup.finished),
                    bytes: backup.bytes,
                })
                .collect(),
        };
        self.output.answer(&answer, |page| {
            let mut table = Table::new(&[
                ("type", Align::Left),
                ("records", Align::Right),
                ("pictures and files", Align::Right),
            ]);
            let mut types: Vec<_> = answer.types.iter().collect();
            types.sort_by_key(|row| std::cmp::Reverse(row.records + row.objects));
            for row in types.into_iter().filter(|row| row.records + row.objects > 0) {
                table.row([row.label.clone(), size(row.records), size(row.objects)]);
            }
            page.table(&table);
            page.gap();
            page.line(format!(
                "The vault takes {}; {} are free on its disk.",
                size(answer.vault),
                size(answer.free)
            ));
            if let Some(weeks) = answer.full_in_weeks {
                page.line(format!(
                    "If backups go on to add as they did, the disk is full in about {}.",
                    counted(weeks, "week", "weeks")
                ));
            }
        })?;
        Ok(Exit::Success)
    }

    pub(super) fn alarms(&self, arguments: &AlarmsArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        for (backup, how) in [
            (arguments.planned, Settled::Planned),
            (arguments.put_back, Settled::PutBack),
        ] {
            if let Some(named) = backup {
                let backup = number_of(&engine, &arguments.name, named)?;
                engine.settle_alarm(&arguments.name, backup, how, arguments.unpin)?;
            }
        }
        let alarms = engine.alarms(&arguments.name)?;
        let answer = Alarms {
            alarms: alarms.iter().map(alarm_row).collect(),
        };
        self.output.answer(&answer, |page| {
            if alarms.is_empty() {
                page.line("No backup found anything unusual so far.");
            }
            for alarm in &alarms {
                tell_alarm(page, &arguments.name, alarm);
                page.gap();
            }
        })?;
        Ok(Exit::Success)
    }

    pub(super) fn planned(&self, arguments: &PlannedArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let name = &arguments.name;
        let all = match (&arguments.add, arguments.from, arguments.until, &arguments.forget) {
            (Some(called), Some(from), Some(until), _) => engine.plan_change(
                name,
                PlannedChange {
                    name: called.clone(),
                    from,
                    until,
                },
            )?,
            (_, _, _, Some(forgotten)) => engine.forget_planned_change(name, forgotten)?,
            _ => engine.planned_changes(name)?,
        };
        let answer = PlannedChanges {
            planned: all
                .iter()
                .map(|planned| PlannedRow {
                    name: planned.name.clone(),
                    from: time(planned.from),
                    until: time(planned.until),
                })
                .collect(),
        };
        self.output.answer(&answer, |page| {
            if all.is_empty() {
                page.line("No change of prices is planned.");
            }
            for planned in &all {
                page.line(format!(
                    "{}: prices may change from {} until {}.",
                    visible(&planned.name),
                    moment(planned.from),
                    moment(planned.until)
                ));
            }
        })?;
        Ok(Exit::Success)
    }
}

fn which<'a>(engine: &Engine, arguments: &'a BackupArgument) -> Result<(&'a str, BackupNumber), Refusal> {
    let number = number_of(engine, &arguments.name, arguments.backup)?;
    Ok((&arguments.name, number))
}

fn rule_sentence(rule: KeepRule) -> String {
    match rule {
        KeepRule::All => "All backups are kept.".to_owned(),
        KeepRule::Last { backups } => format!(
            "Kept: the last {}.",
            counted(u64::from(backups), "backup", "backups")
        ),
        KeepRule::ThinOut {
            all_days,
            daily_days,
            weekly_weeks,
        } => format!(
            "Kept: all backups of {}, then one a day for {}, then one a week for {}, then one a month.",
            counted(u64::from(all_days), "day", "days"),
            counted(u64::from(daily_days), "day", "days"),
            counted(u64::from(weekly_weeks), "week", "weeks")
        ),
    }
}

fn why(kept: Kept) -> &'static str {
    match kept {
        Kept::Pinned => "stays: pinned",
        Kept::BeforeAlarm => "stays: the last good one before unusual changes",
        Kept::NeededByRun => "stays: a restore still needs it",
        Kept::Newest => "stays: the newest",
        Kept::First => "stays: history starts with it",
        Kept::YoungSafety => "stays: made before a restore less than 30 days ago",
        Kept::ByRule => "stays",
    }
}

pub(super) fn alarm_row(alarm: &Alarm) -> AlarmRow {
    AlarmRow {
        backup: alarm.backup.0,
        before: alarm.before.0,
        since: time(alarm.since),
        last_good: alarm.good().backup.0,
        until: time(alarm.until),
        settled: alarm.settled.map(|(how, _)| how),
        settled_at: alarm.settled.map(|(_, at)| time(at)),
        pinned: alarm.pinned,
        findings: alarm.findings.iter().map(finding_row).collect(),
    }
}

fn finding_row(finding: &Finding) -> FindingRow {
    FindingRow {
        r#type: finding.content_type.clone(),
        label: finding.label.clone(),
        way: finding.way,
        field: finding.field.clone(),
        count: finding.count,
        of: finding.of,
        usual: finding.usual,
        sentence: finding.sentence(),
        examples: finding
            .examples
            .iter()
            .map(|example| ExampleRow {
                name: example.name.clone(),
                old: example.old.clone(),
                new: example.new.clone(),
            })
            .collect(),
    }
}

pub(super) fn tell_alarm(page: &mut Page, shop: &str, alarm: &Alarm) {
    page.line(format!(
        "Unusual, between {} and {} (backup {} to backup {}):",
        moment(alarm.since),
        moment(alarm.until),
        alarm.before,
        alarm.backup
    ));
    for finding in &alarm.findings {
        page.line(format!(
            "  {} {}",
            visible(&finding.sentence()),
            finding.usual_sentence()
        ));
        for example in &finding.examples {
            page.line(format!("    {}", visible(&shown(example))));
        }
    }
    match alarm.settled {
        Some((Settled::Planned, at)) => {
            page.line(format!("You said on {} that this was planned.", moment(at)));
        }
        Some((Settled::PutBack, at)) => page.line(format!(
            "You said on {} that this was a mistake and has been put back.",
            moment(at)
        )),
        None => {
            // It stays so however many backups come after it: nobody but the owner can say whether they are good.
            page.line(format!(
                "Backup {} is the last good one from before that, and stays until you say what became of it.",
                alarm.good().backup
            ));
            let command = format!("backstock-cli alarms {}", word_of_command(shop));
            page.line(format!(
                "If this was planned: {command} --planned {}",
                alarm.backup
            ));
            page.line(format!(
                "If it has been put back: {command} --put-back {}",
                alarm.backup
            ));
        }
    }
}

fn shown(example: &backstock_engine::alarm::Example) -> String {
    match (&example.old, &example.new) {
        (None, None) => example.name.clone(),
        (old, new) => format!(
            "{}: {} -> {}",
            example.name,
            old.as_deref().unwrap_or("nothing"),
            new.as_deref().unwrap_or("nothing")
        ),
    }
}
