//! One row, one statement.

use std::cell::{Cell, RefCell};

use super::links::Ends;
use super::{Database, Denied, Statement};
use crate::sql::change::{Located, RowChange};
use crate::sql::refusal;
use crate::sql::schema::{Column, Table};
use crate::sql::shape::{Acting, Shape};
use crate::sql::stored::Stored;
use crate::{Objects, Problem, ShopError};

/// Why a row was not written.
pub(super) enum Failed {
    /// Another row has a value that may be there only once.
    Taken(Problem),
    /// The database does not take it.
    Refused(Problem),
    /// The database itself has a problem.
    Broken(ShopError),
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

/// What points to a row, by the label of its table.
enum Pointing {
    Row(String),
    /// Nobody can tell: what is in the table may not be read.
    Unseen(String),
}

/// What one row after the other is written with.
pub(super) struct Pen<'w> {
    pub(super) database: &'w dyn Database,
    pub(super) shape: &'w Shape,
    objects: &'w dyn Objects,
    /// How many values were parked, so that each gets a number of its own.
    parked: Cell<i64>,
    /// What takes back, in reverse order, what was done to tables that the database itself takes nothing back in.
    taking_back: RefCell<Vec<RowChange>>,
}

/// A point to come back to.
#[must_use]
pub(super) struct Savepoint {
    name: &'static str,
    done: usize,
}

impl<'w> Pen<'w> {
    pub(super) fn new(database: &'w dyn Database, shape: &'w Shape, objects: &'w dyn Objects) -> Self {
        Self {
            database,
            shape,
            objects,
            parked: Cell::new(0),
            taking_back: RefCell::default(),
        }
    }

    /// Makes a point to come back to.
    pub(super) fn savepoint(&self, name: &'static str) -> Result<Savepoint, ShopError> {
        self.database.run(&format!("SAVEPOINT {name}"))?;
        Ok(Savepoint {
            name,
            done: self.taking_back.borrow().len(),
        })
    }

    /// Keeps what was done since a point.
    pub(super) fn release(&self, point: &Savepoint) -> Result<(), ShopError> {
        self.database.run(&format!("RELEASE SAVEPOINT {}", point.name))
    }

    /// Takes back what was done since a point, also where the database cannot.
    pub(super) fn roll_back_to(&self, point: &Savepoint) -> Result<(), ShopError> {
        let name = point.name;
        self.database
            .run(&format!("ROLLBACK TO {name}; RELEASE SAVEPOINT {name}"))?;
        loop {
            let change = {
                let mut taking_back = self.taking_back.borrow_mut();
                if taking_back.len() <= point.done {
                    return Ok(());
                }
                taking_back.pop()
            };
            if let Some(change) = change
                && let Err(Failed::Broken(error)) = self.say(0, &change)
            {
                return Err(error);
            }
        }
    }

    /// Does what has to be done to one row, and notes what takes it back where the database would not.
    pub(super) fn perform(&self, of_type: usize, change: &RowChange) -> Result<(), Failed> {
        self.say(of_type, change)?;
        let table = self.shape.schema.tables.get(change.table());
        if let Some(table) = table.filter(|table| !table.is_transactional) {
            self.taking_back.borrow_mut().push(change.inverse(table));
        }
        Ok(())
    }

    fn say(&self, of_type: usize, change: &RowChange) -> Result<(), Failed> {
        let position = change.table();
        let Some(table) = self.shape.schema.tables.get(position) else {
            return Ok(());
        };
        let statement = match change {
            RowChange::Insert { values, .. } => Statement::Insert {
                values: self.resolved(values)?,
            },
            RowChange::Update { row, values, .. } => Statement::Update {
                row: self.located(row)?,
                values: self.resolved(values)?,
            },
            RowChange::Delete { row, .. } => Statement::Delete {
                row: self.located(row)?,
            },
        };
        if self.database.checks_references()
            && let Some(problem) = self.is_acted_on(position, change).map_err(Failed::Broken)?
        {
            return Err(Failed::Taken(problem));
        }
        let denied = match self.database.perform(table, &statement) {
            Ok(()) => return Ok(()),
            Err(denied) => denied,
        };
        if let (Denied::Linked(_), RowChange::Delete { .. }) = (&denied, change)
            && let Some(Pointing::Row(child) | Pointing::Unseen(child)) = self
                .pointing_here(position, change, |_| true)
                .map_err(Failed::Broken)?
        {
            return Err(Failed::Taken(refusal::still_referenced(&child)));
        }
        Err(self.failed(of_type, position, denied))
    }

    /// Whether the database would do something to rows in no plan by itself, along with a change.
    fn is_acted_on(&self, position: usize, change: &RowChange) -> Result<Option<Problem>, ShopError> {
        let is_deleted = matches!(change, RowChange::Delete { .. });
        // A trigger may take rows away that would have held this one back.
        let table = self.shape.schema.tables.get(position);
        let is_triggered = table.is_some_and(|table| self.database.is_triggered(table));
        let becomes_empty = |column: &usize| match change {
            RowChange::Update { values, .. } => values
                .iter()
                .any(|(written, value)| written == column && *value == Stored::Null),
            RowChange::Insert { .. } | RowChange::Delete { .. } => false,
        };
        let acts = |Acting { link, acts }: &Acting| {
            if is_deleted {
                acts.takes_along || is_triggered
            } else {
                acts.empties || acts.follows && link.parent_columns.iter().any(becomes_empty)
            }
        };
        Ok(match self.pointing_here(position, change, acts)? {
            None => None,
            Some(Pointing::Unseen(child)) => Some(refusal::references_unseen(&child)),
            Some(Pointing::Row(child)) if is_deleted => Some(refusal::still_referenced(&child)),
            Some(Pointing::Row(child)) => Some(refusal::would_be_emptied(&child)),
        })
    }

    /// Whether rows point to what a change takes away, by the keys that are asked about.
    fn pointing_here(
        &self,
        position: usize,
        change: &RowChange,
        is_asked: impl Fn(&Acting) -> bool,
    ) -> Result<Option<Pointing>, ShopError> {
        let acting = self.shape.acting.iter().filter(|acting| is_asked(acting));
        let mut unseen = None;
        for link in acting
            .map(|acting| &acting.link)
            .filter(|link| link.parent == position)
        {
            let (Some(child), Some(parent)) = (
                self.shape.schema.tables.get(link.child),
                self.shape.schema.tables.get(link.parent),
            ) else {
                continue;
            };
            let ends = Ends { link, child, parent };
            let Some(key) = ends.gone(change) else {
                continue;
            };
            let label = || self.shape.label_of_table(link.child);
            if !child.is_readable {
                unseen.get_or_insert_with(label);
                continue;
            }
            let own = usize::from(ends.is_pointing_to_itself(change));
            if self.database.pointing_to(&ends, &key, own + 1)? > own {
                return Ok(Some(Pointing::Row(label())));
            }
        }
        Ok(unseen.map(Pointing::Unseen))
    }

    /// Takes the rows that go out of the way, and the values that have to be unique off the rows that change.
    pub(super) fn park(&self, of_type: usize, changes: &[&RowChange]) -> Result<(), Failed> {
        for change in changes {
            if let RowChange::Delete { .. } = change {
                self.perform(of_type, change)?;
            }
        }
        self.set_all_aside(of_type, changes)
    }

    /// Takes the values that have to be unique off the rows that change.
    pub(super) fn set_all_aside(&self, of_type: usize, changes: &[&RowChange]) -> Result<(), Failed> {
        // A parked value is there for a moment only and need not be a sensible one.
        let checks = |are_off: bool| self.database.ignore_checks(are_off).map_err(Failed::Broken);
        checks(true)?;
        let result = changes
            .iter()
            .try_for_each(|change| self.set_aside(of_type, change));
        checks(false)?;
        result
    }

    /// Gives parked rows the unique values back that they had, as far as nobody else has them by now.
    pub(super) fn take_back(&self, of_type: usize, changes: &[RowChange]) -> Result<(), ShopError> {
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
            .filter_map(|(column, _)| Some((*column, self.parked_value(described.columns.get(*column)?))))
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
        // Where there is no value that nobody has, what is wrong is that another record has the wanted one.
        self.perform(of_type, &change).map_err(|failed| match failed {
            Failed::Refused(_) => Failed::Taken(refusal::taken(&[])),
            failed => failed,
        })
    }

    fn parked_value(&self, column: &Column) -> Stored {
        if !column.not_null {
            return Stored::Null;
        }
        let number = self.parked.get();
        self.parked.set(number + 1);
        self.database.parked(column, number)
    }

    fn resolved(&self, values: &[(usize, Stored)]) -> Result<Vec<(usize, Stored)>, Problem> {
        values
            .iter()
            .map(|(column, value)| Ok((*column, self.resolve(value)?)))
            .collect()
    }

    /// The same row with its large binaries at hand.
    pub(super) fn located(&self, row: &Located) -> Result<Located, Problem> {
        Ok(match row {
            Located::Number(number) => Located::Number(*number),
            Located::Key(values) => Located::Key(self.resolved(values)?),
            Located::Content(values) => Located::Content(self.resolved(values)?),
        })
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

    /// What a denial means for one record.
    fn failed(&self, of_type: usize, position: usize, denied: Denied) -> Failed {
        let label = |name: &str| {
            let column = self
                .shape
                .schema
                .tables
                .get(position)
                .and_then(|table| table.column(name));
            column.map(|column| self.shape.label_of_column(of_type, position, column))
        };
        match denied {
            Denied::Taken(columns) => {
                let labels: Vec<String> = columns.iter().filter_map(|name| label(name)).collect();
                Failed::Taken(refusal::taken(&labels))
            }
            // The others' turn may come later in the batch.
            Denied::Linked(said) => Failed::Taken(refusal::not_accepted(&said)),
            Denied::Empty(column) => Failed::Refused(refusal::empty(&label(&column).unwrap_or(column))),
            Denied::Check(rule) => Failed::Refused(refusal::check_failed(&rule)),
            Denied::WrongKind(said) => Failed::Refused(refusal::wrong_kind(&said)),
            Denied::NotAccepted(said) => Failed::Refused(refusal::not_accepted(&said)),
            Denied::Broken(error) => Failed::Broken(error),
        }
    }
}

fn has_to_be_unique(table: &Table, column: usize) -> bool {
    !table.key.contains(&column)
        && table
            .uniques
            .iter()
            .any(|unique| unique.has_expressions || unique.columns.contains(&column))
}
