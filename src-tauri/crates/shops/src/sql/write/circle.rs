//! Records that wait for each other: they exchange values that may be there only once, or point to each other.

use std::collections::BTreeMap;

use super::perform_record;
use super::statement::{Failed, Pen};
use crate::sql::change::{Located, RowChange, locate};
use crate::sql::stored::Stored;
use crate::{Problem, ShopError};

/// What has to be done to a record's rows, in steps that every record of a circle takes before any takes the next.
pub(super) struct Steps {
    /// In the batch.
    pub(super) position: usize,
    of_type: usize,
    /// Empties the references of rows that go, where they may be empty.
    loosening: Vec<RowChange>,
    going: Vec<RowChange>,
    /// Rows that come, and rows that change.
    coming: Vec<RowChange>,
    /// The same, where rows come without the references that may be empty.
    untied: Vec<RowChange>,
    /// Fills those references in.
    tying: Vec<RowChange>,
}

impl Steps {
    pub(super) fn of(pen: &Pen<'_>, (position, of_type): (usize, usize), changes: &[RowChange]) -> Self {
        let mut steps = Self {
            position,
            of_type,
            loosening: Vec::new(),
            going: Vec::new(),
            coming: Vec::new(),
            untied: Vec::new(),
            tying: Vec::new(),
        };
        for change in changes {
            let loose = loose_columns(pen, change.table());
            match change {
                RowChange::Delete { table, row, was } => {
                    let tied = tied(was, &loose);
                    // A row that is known by its content would not be found again.
                    if tied.is_empty() || matches!(row, Located::Content(_)) {
                        steps.going.push(change.clone());
                        continue;
                    }
                    steps.going.push(RowChange::Delete {
                        table: *table,
                        row: row.clone(),
                        was: without(was, &tied),
                    });
                    steps.loosening.push(RowChange::Update {
                        table: *table,
                        row: row.clone(),
                        values: tied
                            .into_iter()
                            .map(|(column, _)| (column, Stored::Null))
                            .collect(),
                        was: was.clone(),
                    });
                }
                RowChange::Insert { table, values } => {
                    let tied = tied(values, &loose);
                    let row = pen
                        .shape
                        .schema
                        .tables
                        .get(*table)
                        .map(|table| locate(table, values));
                    match row {
                        Some(row @ Located::Key(_)) if !tied.is_empty() => {
                            let untied = without(values, &tied);
                            steps.coming.push(change.clone());
                            steps.untied.push(RowChange::Insert {
                                table: *table,
                                values: untied.clone(),
                            });
                            steps.tying.push(RowChange::Update {
                                table: *table,
                                row,
                                values: tied,
                                was: untied,
                            });
                        }
                        _ => steps.comes(change),
                    }
                }
                RowChange::Update { .. } => steps.comes(change),
            }
        }
        steps
    }

    /// Notes a change that is the same with and without references.
    fn comes(&mut self, change: &RowChange) {
        self.coming.push(change.clone());
        self.untied.push(change.clone());
    }
}

/// The columns of a table's references that may be empty, where the database keeps to references all the time.
fn loose_columns(pen: &Pen<'_>, table: usize) -> Vec<usize> {
    let Some(described) = pen
        .shape
        .schema
        .tables
        .get(table)
        .filter(|_| pen.database.checks_references())
    else {
        return Vec::new();
    };
    let links = || pen.shape.acting.iter().map(|acting| &acting.link);
    // What others point to by such a column would be emptied with it.
    let is_pointed_to =
        |column: &usize| links().any(|link| link.parent == table && link.parent_columns.contains(column));
    let may_be_empty = |column: &usize| {
        let found = described.columns.get(*column);
        found.is_some_and(|column| !column.not_null && !column.generated)
            && !described.key.contains(column)
            && !is_pointed_to(column)
    };
    links()
        .filter(|link| link.child == table)
        .flat_map(|link| link.columns.iter().copied())
        .filter(may_be_empty)
        .collect()
}

/// The same values, where some of the columns are empty.
fn without(values: &[(usize, Stored)], emptied: &[(usize, Stored)]) -> Vec<(usize, Stored)> {
    let is_emptied = |column: usize| emptied.iter().any(|(known, _)| *known == column);
    let emptied = values.iter().map(|(column, value)| {
        let value = if is_emptied(*column) { &Stored::Null } else { value };
        (*column, value.clone())
    });
    emptied.collect()
}

fn tied(values: &[(usize, Stored)], loose: &[usize]) -> Vec<(usize, Stored)> {
    values
        .iter()
        .filter(|(column, value)| loose.contains(column) && *value != Stored::Null)
        .cloned()
        .collect()
}

/// Takes all records through their steps, and says which cannot go, with the reason. What was done is to be taken back then.
pub(super) fn go_around(pen: &Pen<'_>, circle: &[Steps]) -> Result<BTreeMap<usize, Problem>, ShopError> {
    let mut failed = Failures::default();
    let all: Vec<&Steps> = circle.iter().collect();
    // What cannot be loosened may go all the same.
    take_step(pen, &all, &mut Failures::default(), |record| &record.loosening)?;
    let stuck = take_step(pen, &all, &mut failed, |record| &record.going)?;
    failed.add_all(stuck);
    for record in circle {
        match pen.set_all_aside(record.of_type, &record.coming.iter().collect::<Vec<_>>()) {
            Ok(()) => {}
            Err(Failed::Broken(error)) => return Err(error),
            Err(Failed::Taken(problem) | Failed::Refused(problem)) => failed.add(record.position, problem),
        }
    }
    let mut waiting = all;
    let mut untied = Vec::new();
    loop {
        let count = waiting.len();
        let mut stuck = take_step(pen, &waiting, &mut failed, |record| &record.coming)?;
        waiting.retain(|record| stuck.contains_key(&record.position));
        // Those that wait for each other come without what they wait for, if they may; what waits for them then has it.
        let mut still = Vec::new();
        for record in waiting {
            if comes_untied(pen, record)? {
                stuck.remove(&record.position);
                untied.push(record);
            } else {
                still.push(record);
            }
        }
        waiting = still;
        if waiting.len() == count || waiting.is_empty() {
            failed.add_all(stuck);
            break;
        }
    }
    let stuck = take_step(pen, &untied, &mut failed, |record| &record.tying)?;
    failed.add_all(stuck);
    Ok(failed.0)
}

/// Whether a record comes without the references that may be empty.
fn comes_untied(pen: &Pen<'_>, record: &Steps) -> Result<bool, ShopError> {
    if record.tying.is_empty() {
        return Ok(false);
    }
    match perform_record(pen, record.of_type, record.untied.iter().collect())? {
        Ok(()) => Ok(true),
        Err(Failed::Taken(_) | Failed::Refused(_)) => Ok(false),
        Err(Failed::Broken(error)) => Err(error),
    }
}

/// The records that cannot go, each with the first reason.
#[derive(Default)]
struct Failures(BTreeMap<usize, Problem>);

impl Failures {
    fn add(&mut self, position: usize, problem: Problem) {
        self.0.entry(position).or_insert(problem);
    }

    fn add_all(&mut self, problems: BTreeMap<usize, Problem>) {
        for (position, problem) in problems {
            self.add(position, problem);
        }
    }
}

/// Takes one step with every record, again and again with those that have to wait, until none gets any further. Says what those wait
/// for that are left.
fn take_step(
    pen: &Pen<'_>,
    records: &[&Steps],
    failed: &mut Failures,
    changes: impl Fn(&Steps) -> &[RowChange],
) -> Result<BTreeMap<usize, Problem>, ShopError> {
    let mut waiting: Vec<&Steps> = records.to_vec();
    waiting.retain(|record| !changes(record).is_empty());
    loop {
        let count = waiting.len();
        let mut stuck = BTreeMap::new();
        let mut still = Vec::new();
        for record in waiting {
            match perform_record(pen, record.of_type, changes(record).iter().collect())? {
                Ok(()) => continue,
                Err(Failed::Broken(error)) => return Err(error),
                Err(Failed::Refused(problem)) => failed.add(record.position, problem),
                Err(Failed::Taken(problem)) => {
                    stuck.insert(record.position, problem);
                    still.push(record);
                }
            }
            // It stays where it was, and who waits for its place hears so in this round.
            pen.take_back(record.of_type, changes(record))?;
        }
        if still.len() == count {
            return Ok(stuck);
        }
        waiting = still;
    }
}
