//! # Writing to a SQLite database
//!
//! One transaction, begun as a writer, so that nothing changes between the look and the write. Triggers, foreign key actions
//! and checks of foreign keys are off for the whole connection (see `open`).

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::Duration;

use backstock_model::{Record, RecordKey};
use rusqlite::{Connection, Error, ErrorCode, ffi, params_from_iter};

use super::bind::{Bound, value_of};
use super::open::{self, failure};
use super::read::{SqliteView, shape_of};
use super::select::quote;
use super::which::Which;
use crate::ShopError;
use crate::installation::Installation;
use crate::sql::change::Located;
use crate::sql::schema::{Column, Place, Table};
use crate::sql::shape::Shape;
use crate::sql::stored::{Affinity, Stored};
use crate::sql::view::View;
use crate::sql::write::links::Ends;
use crate::sql::write::{Database, Denied, Intent, News, Statement, Triggers};

/// What two connections look at takes each of them at least so many records; a single one reads fewer as fast.
const LEAST_BESIDE: usize = 64;

/// Records that were found or are not there, and those that are to be asked for one by one.
type Looked = Result<Vec<Option<Option<Record>>>, ShopError>;

/// A SQLite database opened for writing.
pub(super) struct SqliteDatabase {
    connection: Connection,
    /// Reads the other half of what is looked at.
    beside: RefCell<Option<Connection>>,
    path: PathBuf,
    which: Which,
    installation: Option<Installation>,
    /// What SQLite counts up when tables and rows are changed by others.
    schema_version: i64,
    data_version: i64,
}

impl SqliteDatabase {
    pub(super) fn open(
        path: &Path,
        installation: Option<&Installation>,
        which: &Which,
    ) -> Result<Self, ShopError> {
        let connection = open::for_writing(path)?;
        which.check()?;
        connection
            .pragma_update(None, "temp_store", "MEMORY")
            .map_err(|error| failure(path, "prepare for writing", error))?;
        Ok(Self {
            connection,
            beside: RefCell::default(),
            path: path.to_path_buf(),
            which: which.clone(),
            installation: installation.cloned(),
            schema_version: -1,
            data_version: -1,
        })
    }

    fn broke(&self, error: Error) -> ShopError {
        match error.sqlite_error_code() {
            // The journal cannot be made where the database is.
            Some(ErrorCode::CannotOpen) if self.path.exists() => ShopError::ReadOnly,
            _ => failure(&self.path, "write to the shop's database", error),
        }
    }

    /// A second connection to the same file. It does not wait for anybody: whoever waits with it may wait for us.
    fn second(&self) -> Option<Connection> {
        if let Some(known) = self.beside.take() {
            return Some(known);
        }
        let second = open::for_reading(&self.path).ok()?;
        self.which.check().ok()?;
        second.busy_timeout(Duration::ZERO).ok()?;
        Some(second)
    }

    fn look(&mut self) -> Result<News, ShopError> {
        let number = |pragma: &str| -> Result<i64, ShopError> {
            self.connection
                .pragma_query_value(None, pragma, |row| row.get(0))
                .map_err(|error| self.broke(error))
        };
        let (schema_version, data_version) = (number("schema_version")?, number("data_version")?);
        let has_new_tables = schema_version != self.schema_version;
        let has_new_rows = data_version != self.data_version;
        self.data_version = data_version;
        if has_new_tables {
            let shape = shape_of(&self.connection, &self.path, self.installation.as_ref())?;
            self.schema_version = schema_version;
            return Ok(News::Tables(Box::new(shape)));
        }
        Ok(if has_new_rows { News::Rows } else { News::Nothing })
    }

    /// Whether a row has doubles in a table without a key whose columns hide the rows' numbers, so that one alone cannot be
    /// written. No shop is known that has such a table.
    fn has_doubles(&self, table: &Table, row: &Located) -> Result<bool, Denied> {
        if !matches!(row, Located::Content(_)) || table.place != Place::Content {
            return Ok(false);
        }
        let (condition, values) = condition(table, row);
        let sql = format!(
            "SELECT count(*) > 1 FROM {} WHERE {condition}",
            quote(&table.name)
        );
        self.connection
            .query_row(&sql, params_from_iter(values.into_iter().map(Bound)), |row| {
                row.get(0)
            })
            .map_err(|error| Denied::Broken(self.broke(error)))
    }

    fn denied(&self, table: &Table, error: Error) -> Denied {
        let (code, said) = match &error {
            Error::SqliteFailure(code, said) => (code, said.clone().unwrap_or_default()),
            Error::SqlInputError { error, msg, .. } => (error, msg.clone()),
            _ => return Denied::Broken(self.broke(error)),
        };
        // "UNIQUE constraint failed: products.sku, products.shop"
        let about = said
            .split_once("failed: ")
            .map_or("", |(_, about)| about)
            .to_owned();
        let columns = || -> Vec<String> {
            about
                .split(", ")
                .filter_map(|name| name.strip_prefix(&format!("{}.", table.name)))
                .map(str::to_owned)
                .collect()
        };
        match code.extended_code {
            ffi::SQLITE_CONSTRAINT_UNIQUE
            | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            | ffi::SQLITE_CONSTRAINT_ROWID => Denied::Taken(columns()),
            ffi::SQLITE_CONSTRAINT_NOTNULL => Denied::Empty(columns().pop().unwrap_or(about)),
            ffi::SQLITE_CONSTRAINT_CHECK => Denied::Check(about),
            ffi::SQLITE_CONSTRAINT_DATATYPE => Denied::WrongKind(said),
            _ => match code.code {
                ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch | ErrorCode::TooBig => {
                    Denied::NotAccepted(said)
                }
                // A function or an order of sorting that only the shop's own software has.
                ErrorCode::Unknown => Denied::NotAccepted(said),
                _ => Denied::Broken(self.broke(error)),
            },
        }
    }
}

/// Looks at records as of one moment on a connection that has no transaction open; nothing where that does not work.
fn look_beside(
    second: &Connection,
    path: &Path,
    shape: &Shape,
    keys: &[&RecordKey],
) -> Option<Vec<Option<Option<Record>>>> {
    second.execute_batch("BEGIN").ok()?;
    let view = SqliteView {
        connection: second,
        path,
        shape,
        is_held: false,
    };
    let seen = view.at_once(keys);
    second.execute_batch("ROLLBACK").ok()?;
    seen.ok()
}

impl Database for SqliteDatabase {
    fn view<'v>(&'v self, shape: &'v Shape) -> Box<dyn View + 'v> {
        Box::new(SqliteView {
            connection: &self.connection,
            path: &self.path,
            shape,
            is_held: false,
        })
    }

    /// Half of many records are looked at by a second connection, as most of the time goes to finding their rows. Nobody writes
    /// meanwhile, or each record is one of before or after it, as with a single connection.
    fn at_once(&self, shape: &Shape, keys: &[&RecordKey]) -> Looked {
        let alone = |keys: &[&RecordKey]| self.view(shape).at_once(keys);
        let (ours, others) = keys.split_at(keys.len() / 2);
        if ours.len() < LEAST_BESIDE {
            return alone(keys);
        }
        let Some(second) = self.second() else {
            return alone(keys);
        };
        let path = self.path.as_path();
        let mut beside = None;
        let ours = rayon::in_place_scope(|scope| {
            let beside = &mut beside;
            scope.spawn(move |_| {
                *beside = look_beside(&second, path, shape, others).map(|theirs| (second, theirs));
            });
            alone(ours)
        });
        let mut seen = ours?;
        match beside {
            Some((second, theirs)) => {
                *self.beside.borrow_mut() = Some(second);
                seen.extend(theirs);
            }
            // It is not let in at the moment; the first one is.
            None => seen.extend(alone(others)?),
        }
        Ok(seen)
    }

    fn begin(&mut self, intent: Intent) -> Result<News, ShopError> {
        // A database that was moved away would still take the writes, and show them to whoever reads them back; and nobody
        // would ever see them.
        self.which.check()?;
        self.run(match intent {
            Intent::Read => "BEGIN",
            Intent::Write => "BEGIN IMMEDIATE",
        })?;
        let news = self.look();
        if news.is_err() {
            self.roll_back()?;
        }
        news
    }

    fn run(&self, sql: &str) -> Result<(), ShopError> {
        let done = if sql.contains(';') {
            self.connection.execute_batch(sql)
        } else {
            // The same few words for each record.
            let statement = self.connection.prepare_cached(sql);
            statement
                .and_then(|mut statement| statement.execute([]))
                .map(|_| ())
        };
        done.map_err(|error| self.broke(error))
    }

    fn roll_back(&self) -> Result<(), ShopError> {
        if self.connection.is_autocommit() {
            return Ok(());
        }
        self.run("ROLLBACK")
    }

    /// `OR ABORT` is said because a table may say otherwise: one made with `UNIQUE ON CONFLICT REPLACE` would take another
    /// record away to make room, and nobody would have planned that.
    fn perform(&self, table: &Table, statement: &Statement) -> Result<(), Denied> {
        let name = quote(&table.name);
        let (sql, values) = match statement {
            Statement::Insert { values } if values.is_empty() => {
                (format!("INSERT OR ABORT INTO {name} DEFAULT VALUES"), Vec::new())
            }
            Statement::Insert { values } => {
                let columns: Vec<String> = values
                    .iter()
                    .map(|(column, _)| quote(table.name_of(*column)))
                    .collect();
                let marks = vec!["?"; values.len()].join(", ");
                let sql = format!(
                    "INSERT OR ABORT INTO {name} ({}) VALUES ({marks})",
                    columns.join(", ")
                );
                (sql, values.iter().map(|(_, value)| value).collect())
            }
            Statement::Update { row, .. } | Statement::Delete { row } if self.has_doubles(table, row)? => {
                return Err(Denied::NotAccepted(
                    "it has doubles that cannot be told apart".to_owned(),
                ));
            }
            Statement::Update { row, values } => {
                let set: Vec<String> = values
                    .iter()
                    .map(|(column, _)| format!("{} = ?", quote(table.name_of(*column))))
                    .collect();
                let (condition, located) = condition(table, row);
                let sql = format!("UPDATE OR ABORT {name} SET {} WHERE {condition}", set.join(", "));
                (
                    sql,
                    values.iter().map(|(_, value)| value).chain(located).collect(),
                )
            }
            Statement::Delete { row } => {
                let (condition, located) = condition(table, row);
                (format!("DELETE FROM {name} WHERE {condition}"), located)
            }
        };
        let run = || {
            self.connection
                .prepare_cached(&sql)?
                .execute(params_from_iter(values.into_iter().map(Bound)))
        };
        run().map(|_| ()).map_err(|error| self.denied(table, error))
    }

    fn parked(&self, column: &Column, number: i64) -> Stored {
        let text = || format!("\u{1}parked-{number}").into_bytes();
        match column.affinity {
            Affinity::Text | Affinity::Exact | Affinity::Truth => Stored::Text(text()),
            Affinity::Numeric => Stored::Integer(i64::MIN + number),
            Affinity::Real => Stored::Integer(-(1 << 52) + number),
            Affinity::Blob => Stored::Blob(text()),
        }
    }

    fn ignore_checks(&self, are_ignored: bool) -> Result<(), ShopError> {
        self.connection
            .pragma_update(None, "ignore_check_constraints", are_ignored)
            .map_err(|error| self.broke(error))
    }

    fn points_to_nothing(&self, ends: &Ends<'_>, row: &Located) -> Result<bool, ShopError> {
        let (condition, values) = condition(ends.child, row);
        let pairs = ends.link.columns.iter().zip(&ends.link.parent_columns);
        // A foreign key is compared as the parent's column compares; the sign takes away what the child's would do.
        let same: Vec<String> = pairs
            .map(|(&column, &parent_column)| {
                format!(
                    "p.{} = +c.{}",
                    quote(ends.parent.name_of(parent_column)),
                    quote(ends.child.name_of(column))
                )
            })
            .collect();
        let points: Vec<String> = ends
            .link
            .columns
            .iter()
            .map(|&column| {
                let name = format!("c.{}", quote(ends.child.name_of(column)));
                if ends.link.is_declared {
                    format!("{name} IS NOT NULL")
                } else {
                    format!("{name} NOT IN (0, '', '0')")
                }
            })
            .collect();
        let child = quote(&ends.child.name);
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM (SELECT * FROM {child} WHERE {condition}) AS c
             WHERE {} AND NOT EXISTS (SELECT 1 FROM {} AS p WHERE {}))",
            points.join(" AND "),
            quote(&ends.parent.name),
            same.join(" AND ")
        );
        let ask = || {
            self.connection
                .prepare_cached(&sql)?
                .query_row(params_from_iter(values.into_iter().map(Bound)), |row| row.get(0))
        };
        ask().map_err(|error| self.broke(error))
    }

    fn still_pointed_to(
        &self,
        ends: &Ends<'_>,
        gone: &[Vec<&Stored>],
        place: &[usize],
    ) -> Result<Vec<(usize, Vec<Stored>)>, ShopError> {
        self.pointing(ends, gone, place)
            .map_err(|error| self.broke(error))
    }

    fn triggers(&self) -> Result<Vec<Triggers>, ShopError> {
        let read = || -> rusqlite::Result<Vec<Triggers>> {
            let mut statement = self.connection.prepare_cached(
                "SELECT tbl_name, count(*), group_concat(name, ', ') FROM sqlite_schema
                 WHERE type = 'trigger' GROUP BY tbl_name ORDER BY tbl_name",
            )?;
            let rows = statement.query_map([], |row| {
                let count: i64 = row.get(1)?;
                Ok(Triggers {
                    table: row.get(0)?,
                    count: count.unsigned_abs(),
                    names: row.get(2)?,
                    are_fired: false,
                })
            })?;
            rows.collect()
        };
        read().map_err(|error| self.broke(error))
    }

    fn are_triggers_fired(&self) -> bool {
        false
    }
}

impl SqliteDatabase {
    fn pointing(
        &self,
        ends: &Ends<'_>,
        gone: &[Vec<&Stored>],
        place: &[usize],
    ) -> rusqlite::Result<Vec<(usize, Vec<Stored>)>> {
        let list = "temp.\"backstock gone\"";
        let columns: Vec<String> = ends
            .link
            .parent_columns
            .iter()
            .enumerate()
            .map(|(at, &column)| format!("v{at} {}", as_declared(ends.parent, column)))
            .collect();
        self.connection.execute_batch(&format!(
            "DROP TABLE IF EXISTS {list};
             CREATE TEMP TABLE \"backstock gone\" (position, {})",
            columns.join(", ")
        ))?;
        let marks = vec!["?"; ends.link.columns.len() + 1].join(", ");
        let mut insert = self
            .connection
            .prepare(&format!("INSERT INTO {list} VALUES ({marks})"))?;
        for (at, values) in gone.iter().enumerate() {
            let at = Stored::Integer(i64::try_from(at).unwrap_or(i64::MAX));
            let values = values.iter().copied();
            insert.execute(params_from_iter(std::iter::once(&at).chain(values).map(Bound)))?;
        }
        let pairs = ends
            .link
            .columns
            .iter()
            .zip(&ends.link.parent_columns)
            .enumerate();
        let pointing: Vec<String> = pairs
            .map(|(at, (&column, &parent_column))| {
                let name = quote(ends.child.name_of(column));
                if as_declared(ends.child, column) == as_declared(ends.parent, parent_column) {
                    format!("c.{name} = g.v{at}") // an index can help
                } else {
                    format!("g.v{at} = +c.{name}")
                }
            })
            .collect();
        let parents = ends.link.parent_columns.iter().enumerate();
        let same: Vec<String> = parents
            .map(|(at, &column)| format!("p.{} = g.v{at}", quote(ends.parent.name_of(column))))
            .collect();
        let mut found = vec!["g.position".to_owned()];
        found.extend(
            place
                .iter()
                .map(|&column| format!("c.{}", quote(ends.child.name_of(column)))),
        );
        let sql = format!(
            "SELECT DISTINCT {} FROM {list} AS g JOIN {} AS c ON {}
             WHERE NOT EXISTS (SELECT 1 FROM {} AS p WHERE {})",
            found.join(", "),
            quote(&ends.child.name),
            pointing.join(" AND "),
            quote(&ends.parent.name),
            same.join(" AND "),
        );
        let mut select = self.connection.prepare(&sql)?;
        let mut rows = select.query([])?;
        let mut pointing = Vec::new();
        while let Some(row) = rows.next()? {
            let values = (1..found.len())
                .map(|at| Ok(Stored::from_value(value_of(row.get_ref(at)?))))
                .collect::<rusqlite::Result<_>>()?;
            pointing.push((usize::try_from(row.get::<_, i64>(0)?).unwrap_or_default(), values));
        }
        Ok(pointing)
    }
}

/// The condition that finds a row, and its parameters.
fn condition<'r>(table: &Table, row: &'r Located) -> (String, Vec<&'r Stored>) {
    match row {
        Located::Key(values) => {
            let (mut pairs, mut found) = (Vec::new(), Vec::new());
            for (column, value) in values {
                let name = quote(table.name_of(*column));
                pairs.push(format!("{name} = ?"));
                if matches!(value, Stored::Text(_)) {
                    // The column may compare without regard to case where the key does not. The sign leaves the
                    // index to the first condition.
                    pairs.push(format!("+{name} COLLATE BINARY = ?"));
                    found.push(value);
                }
                found.push(value);
            }
            (pairs.join(" AND "), found)
        }
        Located::Number(number) => {
            let name = row_number(table).unwrap_or("rowid");
            (format!("{name} = {number}"), Vec::new())
        }
        Located::Content(values) => {
            // `IS` finds NULL, but takes 1 for 1.0.
            let same: Vec<String> = values
                .iter()
                .map(|(column, value)| {
                    let name = quote(table.name_of(*column));
                    format!(
                        "{name} COLLATE BINARY IS ? AND typeof({name}) = '{}'",
                        kind_of(value)
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
            (condition, values.iter().map(|(_, value)| value).collect())
        }
    }
}

/// As `typeof()` calls it.
fn kind_of(value: &Stored) -> &'static str {
    match value {
        Stored::Null => "null",
        Stored::Integer(_) | Stored::Truth(_) => "integer",
        Stored::Real(_) => "real",
        Stored::Text(_) | Stored::Exact(_) => "text",
        Stored::Blob(_) | Stored::Object(_) => "blob",
    }
}

/// The name of the row's number; a table that hides all of them behind columns of its own has none.
fn row_number(table: &Table) -> Option<&'static str> {
    match table.place {
        Place::Row(number) => Some(number),
        Place::Key { .. } | Place::Content => None,
    }
}

/// A column that compares as this one does.
fn as_declared(table: &Table, column: usize) -> String {
    let Some(column) = table.columns.get(column) else {
        return String::new();
    };
    let kind = match column.affinity {
        Affinity::Text => "TEXT",
        Affinity::Numeric | Affinity::Exact | Affinity::Truth => "NUMERIC",
        Affinity::Real => "REAL",
        Affinity::Blob => "BLOB",
    };
    match column.collation.as_deref() {
        Some(collation @ ("NOCASE" | "RTRIM")) => format!("{kind} COLLATE {collation}"),
        // What only the shop's own software knows how to compare is compared byte by byte.
        _ => kind.to_owned(),
    }
}
