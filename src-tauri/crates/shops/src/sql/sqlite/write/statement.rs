//! One row, one statement.

use std::cell::Cell;

use rusqlite::{Connection, Error, ErrorCode, ffi, params_from_iter};

use crate::sql::change::{Located, RowChange};
use crate::sql::refusal;
use crate::sql::schema::{Place, Table};
use crate::sql::shape::Shape;
use crate::sql::sqlite::select::quote;
use crate::sql::stored::{Affinity, Stored};
use crate::{Objects, Problem};

/// Why a row was not written.
pub(super) enum Failed {
    /// Another row has a value that may be there only once.
    Taken(Problem),
    /// The database does not take it.
    Refused(Problem),
    /// The database itself has a problem.
    Broken(Error),
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

/// What one row after the other is written with.
pub(super) struct Pen<'w> {
    pub(super) connection: &'w Connection,
    pub(super) shape: &'w Shape,
    pub(super) objects: &'w dyn Objects,
    /// How many values were parked, so that each gets a number of its own.
    parked: Cell<i64>,
}

impl<'w> Pen<'w> {
    pub(super) fn new(connection: &'w Connection, shape: &'w Shape, objects: &'w dyn Objects) -> Self {
        Self {
            connection,
            shape,
            objects,
            parked: Cell::new(0),
        }
    }

    /// Does what has to be done to one row.
    ///
    /// `OR ABORT` is said because a table may say otherwise: one made with `UNIQUE ON CONFLICT REPLACE` would take another
    /// record away to make room, and nobody would have planned that.
    pub(super) fn perform(&self, of_type: usize, change: &RowChange) -> Result<(), Failed> {
        let position = change.table();
        let Some(table) = self.shape.schema.tables.get(position) else {
            return Ok(());
        };
        let name = quote(&table.name);
        let (sql, values) = match change {
            RowChange::Insert { values, .. } if values.is_empty() => {
                (format!("INSERT OR ABORT INTO {name} DEFAULT VALUES"), Vec::new())
            }
            RowChange::Insert { values, .. } => {
                let columns: Vec<String> = values
                    .iter()
                    .map(|(column, _)| quote(table.name_of(*column)))
                    .collect();
                let marks = vec!["?"; values.len()].join(", ");
                let sql = format!(
                    "INSERT OR ABORT INTO {name} ({}) VALUES ({marks})",
                    columns.join(", ")
                );
                (sql, self.resolved(values)?)
            }
            RowChange::Update { row, .. } | RowChange::Delete { row, .. }
                if self.has_doubles(table, row)? =>
            {
                return Err(Failed::Refused(refusal::not_accepted(
                    "it has doubles that cannot be told apart",
                )));
            }
            RowChange::Update { row, values, .. } => {
                let set: Vec<String> = values
                    .iter()
                    .map(|(column, _)| format!("{} = ?", quote(table.name_of(*column))))
                    .collect();
                let (condition, mut located) = self.condition(table, row)?;
                let mut values = self.resolved(values)?;
                values.append(&mut located);
                (
                    format!("UPDATE OR ABORT {name} SET {} WHERE {condition}", set.join(", ")),
                    values,
                )
            }
            RowChange::Delete { row, .. } => {
                let (condition, located) = self.condition(table, row)?;
                (format!("DELETE FROM {name} WHERE {condition}"), located)
            }
        };
        let run = || {
            self.connection
                .prepare_cached(&sql)?
                .execute(params_from_iter(&values))
        };
        run().map_err(|error| failed(self.shape, of_type, position, error))?;
        Ok(())
    }

    /// Whether a row has doubles in a table without a key whose columns hide the rows' numbers, so that one alone cannot be
    /// written. No shop is known that has such a table.
    fn has_doubles(&self, table: &Table, row: &Located) -> Result<bool, Failed> {
        if !matches!(row, Located::Content(_)) || table.place != Place::Content {
            return Ok(false);
        }
        let (condition, values) = self.condition(table, row)?;
        let sql = format!(
            "SELECT count(*) > 1 FROM {} WHERE {condition}",
            quote(&table.name)
        );
        self.connection
            .query_row(&sql, params_from_iter(&values), |row| row.get(0))
            .map_err(Failed::Broken)
    }

    /// Takes the rows that go out of the way, and the values that have to be unique off the rows that change.
    pub(super) fn park(&self, of_type: usize, changes: &[&RowChange]) -> Result<(), Failed> {
        for change in changes {
            if let RowChange::Delete { .. } = change {
                self.perform(of_type, change)?;
            }
        }
        // A parked value is there for a moment only and need not be a sensible one.
        let checks = |are_off: bool| {
            self.connection
                .pragma_update(None, "ignore_check_constraints", are_off)
                .map_err(Failed::Broken)
        };
        checks(true)?;
        let result = changes
            .iter()
            .try_for_each(|change| self.set_aside(of_type, change));
        checks(false)?;
        result
    }

    /// Gives parked rows the unique values back that they had, as far as nobody else has them by now.
    pub(super) fn take_back(&self, of_type: usize, changes: &[RowChange]) -> Result<(), Error> {
        for change in changes {
            let RowChange::Update {
                table,
                row,
                values,
                was,
            } = change
            else {
                continue;
            };
            let Some(described) = self.shape.schema.tables.get(*table) else {
                continue;
            };
            let changed = |column: usize| values.iter().any(|(written, _)| *written == column);
            let values: Vec<(usize, Stored)> = was
                .iter()
                .filter(|(column, _)| changed(*column) && has_to_be_unique(described, *column))
                .cloned()
                .collect();
            if values.is_empty() {
                continue;
            }
            let back = RowChange::Update {
                table: *table,
                row: row.clone(),
                values,
                was: was.clone(),
            };
            match self.perform(of_type, &back) {
                Ok(()) | Err(Failed::Taken(_) | Failed::Refused(_)) => {}
                Err(Failed::Broken(error)) => return Err(error),
            }
        }
        Ok(())
    }

    fn set_aside(&self, of_type: usize, change: &RowChange) -> Result<(), Failed> {
        let RowChange::Update {
            table,
            row,
            values,
            was,
        } = change
        else {
            return Ok(());
        };
        let Some(described) = self.shape.schema.tables.get(*table) else {
            return Ok(());
        };
        let aside: Vec<(usize, Stored)> = values
            .iter()
            .filter(|(column, _)| has_to_be_unique(described, *column))
            .map(|(column, _)| (*column, self.parked_value(described, *column)))
            .collect();
        if aside.is_empty() {
            return Ok(());
        }
        let change = RowChange::Update {
            table: *table,
            row: row.clone(),
            values: aside,
            was: was.clone(),
        };
        self.perform(of_type, &change)
    }

    fn parked_value(&self, table: &Table, column: usize) -> Stored {
        let number = self.parked.get();
        self.parked.set(number + 1);
        let text = || format!("\u{1}parked-{number}").into_bytes();
        match table.columns.get(column) {
            Some(known) if known.not_null => match known.affinity {
                Affinity::Text => Stored::Text(text()),
                Affinity::Numeric => Stored::Integer(i64::MIN + number),
                Affinity::Real => Stored::Integer(-(1 << 52) + number),
                Affinity::Blob => Stored::Blob(text()),
            },
            _ => Stored::Null,
        }
    }

    fn resolved(&self, values: &[(usize, Stored)]) -> Result<Vec<Stored>, Problem> {
        values.iter().map(|(_, value)| self.resolve(value)).collect()
    }

    fn resolve(&self, value: &Stored) -> Result<Stored, Problem> {
        match value {
            Stored::Object(hash) => self
                .objects
                .object(hash)
                .map(Stored::Blob)
                .ok_or_else(refusal::object_missing),
            value => Ok(value.clone()),
        }
    }

    /// The condition that finds a row, and its parameters.
    pub(super) fn condition(&self, table: &Table, row: &Located) -> Result<(String, Vec<Stored>), Problem> {
        match row {
            Located::Key(values) => {
                let (mut pairs, mut found) = (Vec::new(), Vec::new());
                for (column, value) in values {
                    let name = quote(table.name_of(*column));
                    let value = self.resolve(value)?;
                    pairs.push(format!("{name} = ?"));
                    if matches!(value, Stored::Text(_)) {
                        // The column may compare without regard to case where the key does not. The sign leaves the
                        // index to the first condition.
                        pairs.push(format!("+{name} COLLATE BINARY = ?"));
                        found.push(value.clone());
                    }
                    found.push(value);
                }
                Ok((pairs.join(" AND "), found))
            }
            Located::Number(number) => {
                let name = row_number(table).unwrap_or("rowid");
                Ok((format!("{name} = ?"), vec![Stored::Integer(*number)]))
            }
            Located::Content(values) => {
                // `IS` finds NULL, but takes 1 for 1.0.
                let same: Vec<String> = values
                    .iter()
                    .map(|(column, value)| {
                        let name = quote(table.name_of(*column));
                        format!(
                            "{name} COLLATE BINARY IS ? AND typeof({name}) = '{}'",
                            value.kind()
                        )
                    })
                    .collect();
                let same = same.join(" AND ");
                let condition = match row_number(table) {
                    Some(number) => format!(
                        "{number} = (SELECT {number} FROM {} WHERE {same} LIMIT 1)",
                        quote(&table.name)
                    ),
                    None => same,
                };
                Ok((condition, self.resolved(values)?))
            }
        }
    }
}

/// The name of the row's number; a table that hides all of them behind columns of its own has none.
fn row_number(table: &Table) -> Option<&'static str> {
    match table.place {
        Place::Row(number) => Some(number),
        Place::Key { .. } | Place::Content => None,
    }
}

fn has_to_be_unique(table: &Table, column: usize) -> bool {
    !table.key.contains(&column)
        && table
            .uniques
            .iter()
            .any(|unique| unique.has_expressions || unique.columns.contains(&column))
}

/// What an error of the database means for one record.
fn failed(shape: &Shape, of_type: usize, table: usize, error: Error) -> Failed {
    let (code, said) = match &error {
        Error::SqliteFailure(code, said) => (code, said.clone().unwrap_or_default()),
        Error::SqlInputError { error, msg, .. } => (error, msg.clone()),
        _ => return Failed::Broken(error),
    };
    // "UNIQUE constraint failed: products.sku, products.shop"
    let about = said
        .split_once("failed: ")
        .map_or("", |(_, about)| about)
        .to_owned();
    let labels = || -> Vec<String> {
        let Some(described) = shape.schema.tables.get(table) else {
            return Vec::new();
        };
        about
            .split(", ")
            .filter_map(|name| name.strip_prefix(&format!("{}.", described.name)))
            .filter_map(|name| described.column(name))
            .map(|column| shape.label_of_column(of_type, table, column))
            .collect()
    };
    match code.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            Failed::Taken(refusal::taken(&labels()))
        }
        ffi::SQLITE_CONSTRAINT_NOTNULL => {
            let field = labels().pop().unwrap_or(about);
            Failed::Refused(refusal::empty(&field))
        }
        ffi::SQLITE_CONSTRAINT_CHECK => Failed::Refused(refusal::check_failed(&about)),
        ffi::SQLITE_CONSTRAINT_DATATYPE => Failed::Refused(refusal::wrong_kind(&said)),
        _ => match code.code {
            ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch | ErrorCode::TooBig => {
                Failed::Refused(refusal::not_accepted(&said))
            }
            // A function or an order of sorting that only the shop's own software has.
            ErrorCode::Unknown => Failed::Refused(refusal::not_accepted(&said)),
            _ => Failed::Broken(error),
        },
    }
}
