//! Whether what was written points somewhere, and whether anything points to what was deleted.

use std::collections::{BTreeMap, HashSet};

use rusqlite::{Connection, Result, ToSql, params_from_iter};

use super::statement::Pen;
use crate::sql::change::{Located, RowChange, locate};
use crate::sql::refusal;
use crate::sql::schema::Table;
use crate::sql::shape::{Link, Shape};
use crate::sql::sqlite::select::quote;
use crate::sql::stored::{Affinity, Stored};
use crate::{Dangling, Problem};

/// A record that was written.
pub(super) struct Standing<'t> {
    /// In the batch.
    pub(super) position: usize,
    pub(super) of_type: usize,
    pub(super) changes: &'t [RowChange],
    pub(super) dangling: &'t Dangling,
}

/// The records that left a key pointing to nothing, with the reason.
pub(super) fn guilty(pen: &Pen<'_>, standing: &[Standing<'_>]) -> Result<BTreeMap<usize, Problem>> {
    let mut guilty = BTreeMap::new();
    for link in &pen.shape.links {
        let (Some(child), Some(parent)) = (
            pen.shape.schema.tables.get(link.child),
            pen.shape.schema.tables.get(link.parent),
        ) else {
            continue;
        };
        let ends = Ends { link, child, parent };
        let is_described = ends.is_described(pen.shape);
        let mut gone: Vec<(usize, Vec<&Stored>)> = Vec::new();
        // Rows that pointed to nothing before, and are put back like that.
        let mut excused = HashSet::new();
        for record in standing {
            for change in record.changes {
                if change.table() == link.child
                    && let Some(row) = ends.pointing(change)
                {
                    if ends.may_dangle(pen.shape, record.dangling, change) {
                        excused.extend(ends.place_after(change));
                    } else if !guilty.contains_key(&record.position) && ends.points_to_nothing(pen, &row)? {
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
                let is_looked_after = is_described && matches!(record.dangling, Dangling::AllBut(_));
                if change.table() == link.parent && !is_looked_after {
                    gone.extend(ends.gone(change).map(|values| (record.position, values)));
                }
            }
        }
        for position in ends.still_pointed_to(pen.connection, &gone, &excused)? {
            guilty
                .entry(position)
                .or_insert_with(|| refusal::still_referenced(&pen.shape.label_of_table(link.child)));
        }
    }
    Ok(guilty)
}

/// A link with its two tables.
struct Ends<'l> {
    link: &'l Link,
    child: &'l Table,
    parent: &'l Table,
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
        self.place_columns()
            .map(|column| after(change, column).map(|value| format!("{value:?}")))
            .collect::<Option<Vec<_>>>()
            .map(|values| values.join(","))
    }

    fn place_columns(&self) -> impl Iterator<Item = usize> {
        let (key, width) = (self.child.key.clone(), self.child.columns.len());
        let all = if key.is_empty() { 0..width } else { 0..0 };
        key.into_iter().chain(all)
    }

    /// The key by which others knew the row, when the change took it away.
    fn gone<'c>(&self, change: &'c RowChange) -> Option<Vec<&'c Stored>> {
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

    fn points_to_nothing(&self, pen: &Pen<'_>, row: &Located) -> Result<bool> {
        let Ok((condition, values)) = pen.condition(self.child, row) else {
            return Ok(false); // without its objects the row could not have been written
        };
        let pairs = self.link.columns.iter().zip(&self.link.parent_columns);
        // A foreign key is compared as the parent's column compares; the sign takes away what the child's would do.
        let same: Vec<String> = pairs
            .map(|(&column, &parent_column)| {
                format!(
                    "p.{} = +c.{}",
                    quote(self.parent.name_of(parent_column)),
                    quote(self.child.name_of(column))
                )
            })
            .collect();
        let points: Vec<String> = self
            .link
            .columns
            .iter()
            .map(|&column| {
                let name = format!("c.{}", quote(self.child.name_of(column)));
                if self.link.is_declared {
                    format!("{name} IS NOT NULL")
                } else {
                    format!("{name} NOT IN (0, '', '0')")
                }
            })
            .collect();
        let child = quote(&self.child.name);
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM (SELECT * FROM {child} WHERE {condition}) AS c
             WHERE {} AND NOT EXISTS (SELECT 1 FROM {} AS p WHERE {}))",
            points.join(" AND "),
            quote(&self.parent.name),
            same.join(" AND ")
        );
        pen.connection
            .prepare_cached(&sql)?
            .query_row(params_from_iter(&values), |row| row.get(0))
    }

    /// Which of the records whose keys are gone others still point to. All of them are asked about at once: without an
    /// index on the child's side every question would be a walk through the whole table.
    fn still_pointed_to(
        &self,
        connection: &Connection,
        gone: &[(usize, Vec<&Stored>)],
        excused: &HashSet<String>,
    ) -> Result<Vec<usize>> {
        if gone.is_empty() {
            return Ok(Vec::new());
        }
        let width = self.link.columns.len();
        let list = "temp.\"backstock gone\"";
        let columns: Vec<String> = self
            .link
            .parent_columns
            .iter()
            .enumerate()
            .map(|(at, &column)| format!("v{at} {}", as_declared(self.parent, column)))
            .collect();
        connection.execute_batch(&format!(
            "DROP TABLE IF EXISTS {list};
             CREATE TEMP TABLE \"backstock gone\" (position, {})",
            columns.join(", ")
        ))?;
        let marks = vec!["?"; width + 1].join(", ");
        let mut insert = connection.prepare(&format!("INSERT INTO {list} VALUES ({marks})"))?;
        for (position, values) in gone {
            let position = i64::try_from(*position).unwrap_or(i64::MAX);
            let values = values.iter().map(|value| *value as &dyn ToSql);
            insert.execute(params_from_iter(
                std::iter::once(&position as &dyn ToSql).chain(values),
            ))?;
        }
        let pairs = self
            .link
            .columns
            .iter()
            .zip(&self.link.parent_columns)
            .enumerate();
        let pointing: Vec<String> = pairs
            .map(|(at, (&column, &parent_column))| {
                let name = quote(self.child.name_of(column));
                if as_declared(self.child, column) == as_declared(self.parent, parent_column) {
                    format!("c.{name} = g.v{at}") // an index can help
                } else {
                    format!("g.v{at} = +c.{name}")
                }
            })
            .collect();
        let parents = self.link.parent_columns.iter().enumerate();
        let same: Vec<String> = parents
            .map(|(at, &column)| format!("p.{} = g.v{at}", quote(self.parent.name_of(column))))
            .collect();
        let mut found = vec!["g.position".to_owned()];
        if !excused.is_empty() {
            found.extend(
                self.place_columns()
                    .map(|column| format!("c.{}", quote(self.child.name_of(column)))),
            );
        }
        let sql = format!(
            "SELECT DISTINCT {} FROM {list} AS g JOIN {} AS c ON {}
             WHERE NOT EXISTS (SELECT 1 FROM {} AS p WHERE {})",
            found.join(", "),
            quote(&self.child.name),
            pointing.join(" AND "),
            quote(&self.parent.name),
            same.join(" AND "),
        );
        let mut select = connection.prepare(&sql)?;
        let mut rows = select.query([])?;
        let mut positions = Vec::new();
        while let Some(row) = rows.next()? {
            let place = (1..found.len())
                .map(|at| Ok(format!("{:?}", Stored::from_ref(row.get_ref(at)?))))
                .collect::<Result<Vec<_>>>()?;
            if place.is_empty() || !excused.contains(&place.join(",")) {
                positions.push(usize::try_from(row.get::<_, i64>(0)?).unwrap_or_default());
            }
        }
        Ok(positions)
    }
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

/// A column that compares as this one does.
fn as_declared(table: &Table, column: usize) -> String {
    let Some(column) = table.columns.get(column) else {
        return String::new();
    };
    let kind = match column.affinity {
        Affinity::Text => "TEXT",
        Affinity::Numeric => "NUMERIC",
        Affinity::Real => "REAL",
        Affinity::Blob => "BLOB",
    };
    match column.collation.as_deref() {
        Some(collation @ ("NOCASE" | "RTRIM")) => format!("{kind} COLLATE {collation}"),
        // What only the shop's own software knows how to compare is compared byte by byte.
        _ => kind.to_owned(),
    }
}
