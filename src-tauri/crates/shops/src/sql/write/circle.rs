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
    /// Rows that come, still without the references that may be empty, and rows that change.
    coming: Vec<RowChange>,
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
            tying: Vec::new(),
        };
        for change in changes {
            let loose = loose_columns(pen, change.table());
            match change {
                RowChange::Delete { table, row, was } => {
                    let tied = tied(was, &loose);
                    // A row that is known by its content would not be found again.
                    if !tied.is_empty() && !matches!(row, Located::Content(_)) {
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
                    steps.going.push(change.clone());
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
                            let mut untied = values.clone();
                            for (column, value) in &mut untied {
                                if tied.iter().any(|(known, _)| known == column) {
                                    *value = Stored::Null;
                                }
                            }
                            steps.coming.push(RowChange::Insert {
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
                        _ => steps.coming.push(change.clone()),
                    }
                }
                RowChange::Update { .. } => steps.coming.push(change.clone()),
            }
        }
        steps
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
    let links = pen.shape.acting.iter().map(|acting| &acting.link);
    let may_be_empty = |column: &usize| {
        let found = described.columns.get(*column);
        found.is_some_and(|column| !column.not_null && !column.generated) && !described.key.contains(column)
    };
    links
        .filter(|link| link.child == table)
        .flat_map(|link| link.columns.iter().copied())
        .filter(may_be_empty)
        .collect()
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
    let mut failed = BTreeMap::new();
    // What cannot be loosened may go all the same.
    take_step(pen, circle, &mut BTreeMap::new(), |record| &record.loosening)?;
    take_step(pen, circle, &mut failed, |record| &record.going)?;
    for record in circle {
        match pen.set_all_aside(record.of_type, &record.coming.iter().collect::<Vec<_>>()) {
            Ok(()) => {}
            Err(Failed::Broken(error)) => return Err(error),
            Err(Failed::Taken(problem) | Failed::Refused(problem)) => {
                failed.insert(record.position, problem);
            }
        }
    }
    take_step(pen, circle, &mut failed, |record| &record.coming)?;
    take_step(pen, circle, &mut failed, |record| &record.tying)?;
    Ok(failed)
}

/// Takes one step with every record, again and again with those that have to wait, until none gets any further.
fn take_step(
    pen: &Pen<'_>,
    circle: &[Steps],
    failed: &mut BTreeMap<usize, Problem>,
    step: impl Fn(&Steps) -> &[RowChange],
) -> Result<(), ShopError> {
    let mut waiting: Vec<&Steps> = circle.iter().filter(|record| !step(record).is_empty()).collect();
    loop {
        let count = waiting.len();
        let mut stuck = BTreeMap::new();
        let mut still = Vec::new();
        for record in waiting {
            match perform_record(pen, record.of_type, step(record).iter().collect())? {
                Ok(()) => continue,
                Err(Failed::Broken(error)) => return Err(error),
                Err(Failed::Refused(problem)) => {
                    failed.insert(record.position, problem);
                }
                Err(Failed::Taken(problem)) => {
                    stuck.insert(record.position, problem);
                    still.push(record);
                }
            }
            // It stays where it was, and who waits for its place hears so in this round.
            pen.take_back(record.of_type, step(record))?;
        }
        if still.len() == count {
            failed.append(&mut stuck);
            return Ok(());
        }
        waiting = still;
    }
}
