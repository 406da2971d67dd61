//! Whether what was written points somewhere, and whether anything points to what was deleted.

use std::collections::{BTreeMap, HashSet};

use super::statement::Pen;
use crate::sql::change::{Located, RowChange, locate};
use crate::sql::refusal;
use crate::sql::schema::Table;
use crate::sql::shape::{Link, Shape, declared};
use crate::sql::stored::Stored;
use crate::{Dangling, Problem, ShopError};

/// A record that was written.
pub(super) struct Standing<'t> {
    /// In the batch.
    pub(super) position: usize,
    pub(super) of_type: usize,
    pub(super) changes: &'t [RowChange],
    pub(super) dangling: &'t Dangling,
}

/// The records that left a key pointing to nothing, with the reason.
pub(super) fn guilty(
    pen: &Pen<'_>,
    standing: &[Standing<'_>],
) -> Result<BTreeMap<usize, Problem>, ShopError> {
    let mut guilty = BTreeMap::new();
    for link in &pen.shape.links {
        let (Some(child), Some(parent)) = (
            pen.shape.schema.tables.get(link.child),
            pen.shape.schema.tables.get(link.parent),
        ) else {
            continue;
        };
        let ends = Ends { link, child, parent };
        // Where the database itself keeps to the key, nothing may dangle for a while.
        let is_kept_to = link.is_declared && pen.database.checks_references();
        let is_planned = ends.is_described(pen.shape) && !is_kept_to;
        let is_unseen = link.is_declared && !ends.are_readable() && !pen.database.checks_references();
        let mut gone: Vec<(usize, Vec<&Stored>)> = Vec::new();
        // Rows that pointed to nothing before, and are put back like that.
        let mut excused = HashSet::new();
        for record in standing {
            for change in record.changes {
                if change.table() == link.child
                    && let Some(row) = ends.pointing(change)
                {
                    if is_unseen && ends.is_pointing(change) {
                        let hidden = if child.is_readable {
                            link.parent
                        } else {
                            link.child
                        };
                        guilty
                            .entry(record.position)
                            .or_insert_with(|| refusal::references_unseen(&pen.shape.label_of_table(hidden)));
                    } else if !is_kept_to && ends.may_dangle(pen.shape, record.dangling, change) {
                        excused.extend(ends.place_after(change));
                    } else if !guilty.contains_key(&record.position)
                        && ends.are_readable()
                        && ends.points_to_nothing(pen, &row)?
                    {
                        let column = link.columns.first().copied().unwrap_or_default();
                        guilty.insert(
                            record.position,
                            refusal::reference_missing(
                                &pen.shape.label_of_column(record.of_type, link.child, column),
                                &pen.shape.label_of_table(link.parent),
                            ),
                        );
                    }
                }
                let is_looked_after = is_planned && matches!(record.dangling, Dangling::AllBut(_));
                if change.table() == link.parent && !is_looked_after {
                    gone.extend(ends.gone(change).map(|values| (record.position, values)));
                }
            }
        }
        // Where we may not look, it is left to the database, if it looks.
        if !ends.are_readable() {
            for (position, _) in gone.iter().filter(|_| is_unseen) {
                guilty
                    .entry(*position)
                    .or_insert_with(|| refusal::references_unseen(&pen.shape.label_of_table(link.child)));
            }
            continue;
        }
        for position in ends.still_pointed_to(pen, &gone, &excused)? {
            guilty
                .entry(position)
                .or_insert_with(|| refusal::still_referenced(&pen.shape.label_of_table(link.child)));
        }
    }
    guilty.extend(missed_elsewhere(pen, standing)?);
    Ok(guilty)
}

/// The records that other databases of the server refer to, or may.
fn missed_elsewhere(pen: &Pen<'_>, standing: &[Standing<'_>]) -> Result<BTreeMap<usize, Problem>, ShopError> {
    let mut missed = BTreeMap::new();
    let changes: Vec<(usize, &RowChange)> = standing
        .iter()
        .flat_map(|record| record.changes.iter().map(|change| (record.position, change)))
        .filter(|(_, change)| !matches!(change, RowChange::Insert { .. }))
        .collect();
    if changes.is_empty() {
        return Ok(missed); // nothing is missed of what comes
    }
    for (child, key) in pen.database.pointing_in(&pen.shape.schema)? {
        let Some(parent) = pen.shape.schema.tables.get(key.parent) else {
            continue;
        };
        let link = &declared(usize::MAX, key);
        let ends = Ends { link, child, parent };
        let gone: Vec<(usize, Vec<&Stored>)> = changes
            .iter()
            .filter(|(_, change)| change.table() == key.parent)
            .filter_map(|(position, change)| Some((*position, ends.gone(change)?)))
            .collect();
        let named = [child.within.as_deref().unwrap_or_default(), &child.name].join(".");
        match ends.still_pointed_to(pen, &gone, &HashSet::new()) {
            Ok(pointing) => {
                let found = pointing.into_iter();
                missed.extend(found.map(|position| (position, refusal::still_referenced(&named))));
            }
            // The key is shown to whoever may do anything with the table.
            Err(ShopError::NotPermitted { .. }) => {
                let gone = gone.iter();
                missed.extend(gone.map(|(position, _)| (*position, refusal::references_unseen(&named))));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(missed)
}

/// A link with its two tables.
pub(crate) struct Ends<'l> {
    pub(crate) link: &'l Link,
    pub(crate) child: &'l Table,
    pub(crate) parent: &'l Table,
}

impl Ends<'_> {
    /// The row as it is after the change, when its key to the parent was written.
    fn pointing(&self, change: &RowChange) -> Option<Located> {
        match change {
            RowChange::Insert { values, .. } => Some(locate(self.child, values)),
            RowChange::Update { row, values, was, .. } => {
                let is_touched = values
                    .iter()
                    .any(|(column, _)| self.link.columns.contains(column));
                if !is_touched {
                    return None;
                }
                Some(match row {
                    Located::Number(number) => Located::Number(*number),
                    Located::Key(_) | Located::Content(_) => {
                        let mut now = was.clone();
                        for (column, value) in &mut now {
                            if let Some((_, new)) = values.iter().find(|(known, _)| known == column) {
                                value.clone_from(new);
                            }
                        }
                        locate(self.child, &now)
                    }
                })
            }
            RowChange::Delete { .. } => None,
        }
    }

    /// Whether the row points somewhere after the change.
    fn is_pointing(&self, change: &RowChange) -> bool {
        let mut values = self.link.columns.iter().map(|column| after(change, *column));
        values.all(|value| value.is_some_and(|value| *value != Stored::Null))
    }

    fn are_readable(&self) -> bool {
        self.child.is_readable && self.parent.is_readable
    }

    /// Whether those who plan know of the link as a reference from record to record.
    fn is_described(&self, shape: &Shape) -> bool {
        let homes: Vec<bool> = shape
            .types
            .iter()
            .flat_map(|home| &home.rows)
            .filter(|row| row.table == self.link.parent)
            .map(|row| row.owner.is_none())
            .collect();
        self.link.columns.len() == 1 && self.link.parent_columns == self.parent.key && homes == [true]
    }

    /// Whether the row may point to nothing after the change.
    fn may_dangle(&self, shape: &Shape, dangling: &Dangling, change: &RowChange) -> bool {
        let value = match self.link.columns.as_slice() {
            [column] => after(change, *column).and_then(Stored::to_key_text),
            _ => None,
        };
        dangling.allows(|target| {
            let root = shape
                .position(&target.content_type)
                .ok()
                .and_then(|position| shape.types.get(position))
                .and_then(|of_type| of_type.rows.first());
            root.is_some_and(|root| root.table == self.link.parent)
                && value.is_some()
                && target.remote_id.parts().first() == Some(&value)
        })
    }

    /// What tells the row after the change from others: its key, or all of it.
    fn place_after(&self, change: &RowChange) -> Option<String> {
        let values: Option<Vec<&Stored>> = self.place_columns().map(|column| after(change, column)).collect();
        values.map(|values| spelled(values.into_iter()))
    }

    fn place_columns(&self) -> impl Iterator<Item = usize> {
        let (key, width) = (self.child.key.clone(), self.child.columns.len());
        let all = if key.is_empty() { 0..width } else { 0..0 };
        key.into_iter().chain(all)
    }

    /// The key by which others knew the row, when the change took it away.
    pub(super) fn gone<'c>(&self, change: &'c RowChange) -> Option<Vec<&'c Stored>> {
        let was = match change {
            RowChange::Delete { was, .. } => was,
            RowChange::Update { values, was, .. }
                if values
                    .iter()
                    .any(|(column, _)| self.link.parent_columns.contains(column)) =>
            {
                was
            }
            RowChange::Update { .. } | RowChange::Insert { .. } => return None,
        };
        self.link
            .parent_columns
            .iter()
            .map(|column| {
                was.iter()
                    .find(|(known, value)| known == column && *value != Stored::Null)
                    .map(|(_, value)| value)
            })
            .collect()
    }

    /// Whether a row that goes points to itself.
    pub(super) fn is_pointing_to_itself(&self, change: &RowChange) -> bool {
        let (RowChange::Delete { was, .. }, true) = (change, self.link.child == self.link.parent) else {
            return false;
        };
        let value = |at: &usize| {
            was.iter()
                .find(|(column, _)| column == at)
                .map(|(_, value)| value)
        };
        let pairs = self.link.columns.iter().zip(&self.link.parent_columns);
        pairs
            .map(|(column, parent)| (value(column), value(parent)))
            .all(|(column, parent)| column == parent)
    }

    fn points_to_nothing(&self, pen: &Pen<'_>, row: &Located) -> Result<bool, ShopError> {
        match pen.located(row) {
            Ok(row) => pen.database.points_to_nothing(self, &row),
            Err(_) => Ok(false), // without its objects the row could not have been written
        }
    }

    /// Which of the records whose keys are gone others still point to. All of them are asked about at once: without an
    /// index on the child's side every question would be a walk through the whole table.
    fn still_pointed_to(
        &self,
        pen: &Pen<'_>,
        gone: &[(usize, Vec<&Stored>)],
        excused: &HashSet<String>,
    ) -> Result<Vec<usize>, ShopError> {
        if gone.is_empty() {
            return Ok(Vec::new());
        }
        let place: Vec<usize> = if excused.is_empty() {
            Vec::new()
        } else {
            self.place_columns().collect()
        };
        let keys: Vec<Vec<&Stored>> = gone.iter().map(|(_, values)| values.clone()).collect();
        let pointing = pen.database.still_pointed_to(self, &keys, &place)?;
        let is_excused = |row: &[Stored]| !row.is_empty() && excused.contains(&spelled(row.iter()));
        let positions = pointing
            .iter()
            .filter(|(_, row)| !is_excused(row))
            .filter_map(|(at, _)| gone.get(*at).map(|(position, _)| *position));
        Ok(positions.collect())
    }
}

fn spelled<'v>(values: impl Iterator<Item = &'v Stored>) -> String {
    values
        .map(|value| format!("{value:?}"))
        .collect::<Vec<_>>()
        .join(",")
}

/// A column's value after a change; `None` when the row is gone or the column is not known.
fn after(change: &RowChange, column: usize) -> Option<&Stored> {
    let (values, was): (&[_], &[_]) = match change {
        RowChange::Insert { values, .. } => (values, &[]),
        RowChange::Update { values, was, .. } => (values, was),
        RowChange::Delete { .. } => return None,
    };
    values
        .iter()
        .chain(was)
        .find(|(known, _)| *known == column)
        .map(|(_, value)| value)
}
