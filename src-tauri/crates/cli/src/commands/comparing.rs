//! `compare`, `diff`, `history`: what happened when.

use std::path::Path;
use std::sync::Arc;

use backstock_engine::{Differences, Engine, EngineError, Moment, OpenFiles, Span as FieldSpan};
use backstock_model::{BackupNumber, Cancel, ChangeKind, ContentType, FieldChange, TypeDescription};

use super::archives::COMPARED;
use super::{Sitting, in_other_backups, label_of, labels, name_or_id, number_of, raw_node};
use crate::answers::{
    Change, Changes, Compared, ComparedRecord, ComparedSide, ComparedType, History, LiveWord, Span, time,
};
use crate::arguments::{CompareArguments, DiffArguments, HistoryArguments, Side};
use crate::commands::records::key_of;
use crate::interrupt::cancel_by_signal;
use crate::page::{Align, Page, Table, count, counted, moment, value, visible};
use crate::refusal::{Exit, Refusal};

/// Records listed for people; the JSON answer has all of them.
const MOST_LISTED: usize = 200;

impl Sitting {
    pub(super) fn compare(&self, arguments: &CompareArguments) -> Result<Exit, Refusal> {
        let content_type = arguments.content_type.as_deref().map(ContentType::new);
        let cancel = cancel_by_signal()?;
        let laid = self.lay(&arguments.name, [&arguments.a, &arguments.b], &cancel)?;
        let (engine, name, [a, b]) = (laid.within.engine(), laid.shop, &laid.moments);
        let found = engine.compare(name, a, b, content_type.as_ref(), arguments.list, &cancel);
        let found = match (found, content_type) {
            // Of what neither side has nothing changed, but that is not what was asked.
            (Ok(found), Some(content_type)) if found.types.is_empty() => {
                Err(EngineError::UnknownType(content_type))
            }
            (found, _) => found,
        };
        let found = found.map_err(|error| in_other_backups(engine, name, "A side of this", error))?;
        self.output.answer(&laid.sides.answer(&found), |page| {
            tell_compared(page, &laid.sides, engine, name, &found, arguments.list);
        })?;
        Ok(Exit::Success)
    }

    pub(super) fn diff(&self, arguments: &DiffArguments) -> Result<Exit, Refusal> {
        let key = key_of(&arguments.record);
        let sides = [&arguments.a, &arguments.b];
        let laid = self.lay(&arguments.record.name, sides, &cancel_by_signal()?)?;
        let [a, b] = &laid.moments;
        let (changes, description) = laid.within.engine().diff(laid.shop, &key, a, b)?;
        let answer = Changes {
            changes: changes
                .iter()
                .map(|change| {
                    Ok(Change {
                        path: change.path.clone(),
                        label: field_label(&description, change),
                        kind: change.kind,
                        old: change.old.as_ref().map(raw_node).transpose()?,
                        new: change.new.as_ref().map(raw_node).transpose()?,
                    })
                })
                .collect::<Result<_, Refusal>>()?,
        };
        let [from, to] = &laid.sides.told;
        self.output.answer(&answer, |page| {
            page.line(format!("{} from {from} to {to}:", visible(&key.to_string())));
            page.gap();
            tell_changes(page, &changes, &description);
        })?;
        Ok(Exit::Success)
    }

    pub(super) fn history(&self, arguments: &HistoryArguments) -> Result<Exit, Refusal> {
        let engine = self.engine()?;
        let key = key_of(&arguments.record);
        let name = &arguments.record.name;
        let (spans, description) = engine.timeline(name, &key, arguments.field.as_ref())?;
        let answer = History {
            spans: spans
                .iter()
                .map(|span| {
                    Ok(Span {
                        path: span.path.clone(),
                        value: span.value.as_ref().map(raw_node).transpose()?,
                        first_backup: span.first_backup.0,
                        last_backup: span.last_backup.0,
                        from: time(span.from),
                        to: span.to.map(time),
                    })
                })
                .collect::<Result<_, Refusal>>()?,
        };
        self.output
            .answer(&answer, |page| tell_spans(page, &spans, &description))?;
        Ok(Exit::Success)
    }
}

/// What two sides are found in.
enum Within {
    Vault(Engine),
    /// Files that are read for it, and gone afterwards.
    Files(Box<OpenFiles>),
}

impl Within {
    fn engine(&self) -> &Engine {
        match self {
            Self::Vault(engine) => engine,
            Self::Files(opened) => opened.engine(),
        }
    }
}

/// Two sides, ready to be compared.
struct Laid<'a> {
    within: Within,
    /// What is asked for there.
    shop: &'a str,
    moments: [Moment; 2],
    sides: Sides,
}

impl Sitting {
    /// Lays two sides of a shop beside each other. A file is read for it, beside the moment on the other side.
    fn lay<'a>(&self, name: &'a str, sides: [&Side; 2], cancel: &Cancel) -> Result<Laid<'a>, Refusal> {
        let engine = self.engine()?;
        let [a, b] = sides;
        let placed = [Placed::of(&engine, name, a)?, Placed::of(&engine, name, b)?];
        let told = Sides::of(&engine, name, sides)?;
        let temporary = std::env::temp_dir();
        let in_file = |number| Moment::Backup(BackupNumber(number));
        let (files, opened, moments) = match placed {
            [Placed::Moment(a), Placed::Moment(b)] => {
                return Ok(Laid {
                    within: Within::Vault(engine),
                    shop: name,
                    moments: [a, b],
                    sides: told,
                });
            }
            [Placed::File(file), Placed::Moment(moment)] => (
                vec![file],
                OpenFiles::beside(&temporary, &engine, name, &moment)?,
                [in_file(1), Moment::Live],
            ),
            [Placed::Moment(moment), Placed::File(file)] => (
                vec![file],
                OpenFiles::beside(&temporary, &engine, name, &moment)?,
                [Moment::Live, in_file(1)],
            ),
            [Placed::File(a), Placed::File(b)] => (
                vec![a, b],
                OpenFiles::within(&temporary, Arc::clone(engine.clock()))?,
                [in_file(1), in_file(2)],
            ),
        };
        for file in files {
            self.read_into(&opened, file, cancel)?;
        }
        Ok(Laid {
            within: Within::Files(Box::new(opened)),
            shop: COMPARED,
            moments,
            sides: told,
        })
    }
}

/// A side of which it is known which backup is meant.
enum Placed<'s> {
    Moment(Moment),
    File(&'s Path),
}

impl<'s> Placed<'s> {
    fn of(engine: &Engine, shop: &str, side: &'s Side) -> Result<Self, Refusal> {
        Ok(match side {
            Side::Backup(named) => Self::Moment(Moment::Backup(number_of(engine, shop, *named)?)),
            Side::Live => Self::Moment(Moment::Live),
            Side::File(file) => Self::File(file),
        })
    }
}

/// What is laid beside what.
pub(super) struct Sides {
    /// What it happened to.
    pub(super) what: String,
    pub(super) told: [String; 2],
    pub(super) answered: [ComparedSide; 2],
}

impl Sides {
    fn of(engine: &Engine, shop: &str, sides: [&Side; 2]) -> Result<Self, Refusal> {
        let [a, b] = sides;
        let answered = [side(engine, shop, a)?, side(engine, shop, b)?];
        Ok(Self {
            what: shop.to_owned(),
            told: answered.each_ref().map(told_side),
            answered,
        })
    }

    pub(super) fn answer(&self, found: &Differences) -> Compared {
        compared(self.answered.clone(), found)
    }
}

/// What a side is called in an answer: a backup by its number.
fn side(engine: &Engine, shop: &str, side: &Side) -> Result<ComparedSide, Refusal> {
    Ok(match side {
        Side::Backup(named) => ComparedSide::Backup(number_of(engine, shop, *named)?.0),
        Side::Live => ComparedSide::Live(LiveWord::Live),
        Side::File(path) => ComparedSide::File(format!("file:{}", path.display())),
    })
}

fn told_side(side: &ComparedSide) -> String {
    match side {
        ComparedSide::Backup(number) => format!("backup {number}"),
        ComparedSide::Live(LiveWord::Live) => "now".to_owned(),
        ComparedSide::File(path) => visible(path),
    }
}

/// What happened from one side to the other; with `list`, record by record.
pub(super) fn tell_compared(
    page: &mut Page,
    sides: &Sides,
    engine: &Engine,
    shop: &str,
    found: &Differences,
    list: bool,
) {
    let [from, to] = &sides.told;
    page.line(format!(
        "What happened in {} from {} to {}:",
        visible(&sides.what),
        visible(from),
        visible(to)
    ));
    page.gap();
    tell_differences(page, found);
    if !list || found.records.is_empty() {
        return;
    }
    let labels = labels(engine, shop);
    page.gap();
    let mut table = Table::new(&[
        ("what", Align::Left),
        ("type", Align::Left),
        ("name", Align::Left),
        ("record", Align::Left),
    ]);
    for record in found.records.iter().take(MOST_LISTED) {
        let id = record.key.remote_id.to_string();
        table.row([
            word(record.change).to_owned(),
            label_of(&labels, &record.key.content_type),
            name_or_id(&record.name, &id).to_owned(),
            record.key.to_string(),
        ]);
    }
    page.table(&table);
    if found.records.len() > MOST_LISTED {
        page.line(format!(
            "... and {} more; --type narrows it, --json lists all.",
            count((found.records.len() - MOST_LISTED) as u64)
        ));
    }
}

fn compared(sides: [ComparedSide; 2], found: &Differences) -> Compared {
    let sum = |of: fn(&backstock_vault::TypeChanges) -> u64| found.types.iter().map(of).sum();
    let [a, b] = sides;
    Compared {
        a,
        b,
        added: sum(|changes| changes.added),
        updated: sum(|changes| changes.updated),
        deleted: sum(|changes| changes.deleted),
        unchanged: sum(|changes| changes.unchanged),
        types: found
            .types
            .iter()
            .map(|changes| ComparedType {
                r#type: changes.key.to_string(),
                label: changes.label.clone(),
                added: changes.added,
                updated: changes.updated,
                deleted: changes.deleted,
                unchanged: changes.unchanged,
            })
            .collect(),
        records: found
            .records
            .iter()
            .map(|record| ComparedRecord {
                r#type: record.key.content_type.to_string(),
                id: record.key.remote_id.to_string(),
                name: record.name.clone(),
                change: record.change,
            })
            .collect(),
        unread: found.unread.clone(),
    }
}

/// The counts of the types that differ, and how many records are the same.
pub(super) fn tell_differences(page: &mut Page, found: &Differences) {
    let mut table = Table::new(&[
        ("type", Align::Left),
        ("added", Align::Right),
        ("updated", Align::Right),
        ("deleted", Align::Right),
        ("unchanged", Align::Right),
    ]);
    if !found.unread.is_empty() {
        page.line(format!(
            "Not compared, because the shop does not let them be read: {}.",
            visible(&found.unread.join(", "))
        ));
        page.gap();
    }
    let mut same = 0;
    for changes in &found.types {
        same += changes.unchanged;
        if changes.added + changes.updated + changes.deleted > 0 {
            table.row([
                changes.label.clone(),
                count(changes.added),
                count(changes.updated),
                count(changes.deleted),
                count(changes.unchanged),
            ]);
        }
    }
    if table.is_empty() {
        page.line(format!(
            "Nothing changed; {} the same.",
            counted(same, "record is", "records are")
        ));
    } else {
        page.table(&table);
        page.gap();
        page.line(format!("{} the same.", counted(same, "record is", "records are")));
    }
}

/// What changed in a record, field by field.
pub(super) fn tell_changes(page: &mut Page, changes: &[FieldChange], description: &TypeDescription) {
    if changes.is_empty() {
        page.line("Nothing changed.");
    }
    for change in changes {
        let label = field_label(description, change);
        page.line(format!(
            "{}{}",
            visible(&label),
            if change.path.keys().len() > 1 {
                format!("  ({})", visible(&change.path.to_string()))
            } else {
                String::new()
            }
        ));
        match change.kind {
            ChangeKind::Added => page.line(format!("  + {}", value(change.new.as_ref()))),
            ChangeKind::Updated => {
                page.line(format!("  - {}", value(change.old.as_ref())));
                page.line(format!("  + {}", value(change.new.as_ref())));
            }
            ChangeKind::Deleted => page.line(format!("  - {}", value(change.old.as_ref()))),
        }
    }
}

fn field_label(description: &TypeDescription, change: &FieldChange) -> String {
    if change.path.keys().is_empty() {
        "The whole record".to_owned()
    } else {
        description.label_of(&change.path).0
    }
}

fn tell_spans(page: &mut Page, spans: &[FieldSpan], description: &TypeDescription) {
    let mut table = Table::new(&[
        ("field", Align::Left),
        ("value", Align::Left),
        ("backups", Align::Right),
        ("from", Align::Left),
        ("to", Align::Left),
    ]);
    let mut last = None;
    for span in spans {
        let label = if last == Some(&span.path) {
            String::new()
        } else {
            match (span.path.keys().len(), description.label_of(&span.path).0) {
                (0, _) => "The whole record".to_owned(),
                (1, label) => label,
                (_, label) => format!("{label} ({})", span.path),
            }
        };
        last = Some(&span.path);
        table.row([
            label,
            value(span.value.as_ref()),
            if span.first_backup == span.last_backup {
                span.first_backup.to_string()
            } else {
                format!("{}-{}", span.first_backup, span.last_backup)
            },
            moment(span.from),
            span.to.map_or_else(|| "now".to_owned(), moment),
        ]);
    }
    if table.is_empty() {
        page.line("The record never had such a field.");
    }
    page.table(&table);
}

pub(super) fn word(change: ChangeKind) -> &'static str {
    match change {
        ChangeKind::Added => "added",
        ChangeKind::Updated => "updated",
        ChangeKind::Deleted => "deleted",
    }
}
