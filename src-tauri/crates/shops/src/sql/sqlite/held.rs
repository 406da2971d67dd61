//! # Another database's tables, held for reading
//!
//! A dump is no database: nobody can ask it for the rows of one product. So its rows are put into a database of our own, in a
//! folder that goes away, encrypted with a key that nobody keeps, and are read from there like any shop.
//!
//! * Every value is kept so that it comes out as a reading of the live server gives it. What SQLite has no kind for is told by
//!   the column: numbers of exact digits are whole numbers where that loses nothing and else texts, truth is 0 or 1.
//! * Columns have no types here, so that SQLite converts nothing. Those of a SQLite dump have theirs, as they had them there.
//! * What rows are found and sorted by is indexed before they come: a large table is never sorted, and memory stays flat.

use std::borrow::Cow;
use std::path::Path;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Row, ToSql, params_from_iter};

use super::open::failure;
use super::read::SqliteReading;
use super::select::{Names, quote};
use crate::installation::Installation;
use crate::own::OwnFolder;
use crate::sql::schema::{Place, Schema, Table};
use crate::sql::shape::Shape;
use crate::sql::stored::{Affinity, Stored, Value, is_number};
use crate::sql::zip::Places;
use crate::{Reading, ShopError};

const DOING: &str = "keep the file's tables while they are read";

/// A value as it is kept.
#[derive(Debug)]
pub(in crate::sql) enum Kept<'v> {
    Null,
    Integer(i64),
    Real(f64),
    Text(Cow<'v, [u8]>),
    Blob(Cow<'v, [u8]>),
}

impl<'v> Kept<'v> {
    /// A value as the live database would have handed it over.
    pub(in crate::sql) fn of(value: Value<'v>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Integer(number) => Self::Integer(number),
            Value::Real(number) => Self::Real(number),
            Value::Truth(yes) => Self::Integer(i64::from(yes)),
            Value::Exact(text) => {
                whole(text).map_or(Self::Text(Cow::Borrowed(text.as_bytes())), Self::Integer)
            }
            Value::Text(bytes) => Self::Text(Cow::Borrowed(bytes)),
            Value::Blob(bytes) => Self::Blob(Cow::Borrowed(bytes)),
        }
    }
}

impl ToSql for Kept<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Real(number) => ValueRef::Real(*number),
            Self::Text(bytes) => ValueRef::Text(bytes),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// The number that a text of digits is, where its digits come back from it.
fn whole(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (itoa::Buffer::new().format(number) == text).then_some(number)
}

/// A value to look for, as it is kept.
pub(super) fn kept(value: &Stored) -> Stored {
    match value {
        Stored::Exact(text) => {
            whole(text).map_or_else(|| Stored::Text(text.as_bytes().to_vec()), Stored::Integer)
        }
        Stored::Truth(yes) => Stored::Integer(i64::from(*yes)),
        other => other.clone(),
    }
}

/// Gives the values of a row back as they were.
pub(super) struct Held<'t> {
    table: &'t Table,
    /// Where the row's own columns begin; what stands before only tells rows apart.
    from: usize,
    /// The digits of whole numbers in columns of exact ones.
    digits: Vec<Option<String>>,
}

impl<'t> Held<'t> {
    pub(super) fn new(table: &'t Table, places: Places) -> Self {
        Self {
            table,
            from: places.owner + places.own,
            digits: vec![None; table.columns.len()],
        }
    }

    pub(super) fn look_at(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        for (at, digits) in self.digits.iter_mut().enumerate() {
            if self.table.affinity(at) == Affinity::Exact {
                *digits = match row.get_ref(self.from + at)? {
                    ValueRef::Integer(number) => Some(number.to_string()),
                    _ => None,
                };
            }
        }
        Ok(())
    }

    pub(super) fn value<'v>(&'v self, position: usize, value: Value<'v>) -> Value<'v> {
        let Some(column) = position.checked_sub(self.from) else {
            return value;
        };
        match (self.table.affinity(column), value) {
            (Affinity::Exact, Value::Integer(_)) => {
                let digits = self.digits.get(column).and_then(Option::as_deref);
                digits.map_or(value, Value::Exact)
            }
            (Affinity::Exact, Value::Text(bytes)) => match std::str::from_utf8(bytes) {
                Ok(text) if is_number(text) => Value::Exact(text),
                _ => value,
            },
            (Affinity::Truth, Value::Integer(number)) => Value::Truth(number != 0),
            _ => value,
        }
    }
}

/// Tables that are being filled.
pub(in crate::sql) struct HeldTables {
    connection: Connection,
    folder: OwnFolder,
    shape: Shape,
    is_held: bool,
}

impl HeldTables {
    /// Makes empty tables in a folder of their own inside `within`. `is_held` says that the values are another kind of database's.
    pub(in crate::sql) fn make(
        within: &Path,
        schema: Schema,
        installation: Option<&Installation>,
        is_held: bool,
    ) -> Result<Self, ShopError> {
        let folder = OwnFolder::make("backstock-dump-", within).map_err(|cause| ShopError::Database {
            doing: DOING.to_owned(),
            cause: cause.into(),
        })?;
        let connection = open(&folder.path().join("tables.db"))?;
        let broke = |error| failure(folder.path(), DOING, error);
        for table in &schema.tables {
            connection
                .execute_batch(&create_table(table, is_held))
                .map_err(broke)?;
        }
        let understands = |table: &Table, condition: &str| {
            let sql = format!("SELECT 1 FROM {} WHERE ({condition})", quote(&table.name));
            connection.prepare(&sql).is_ok()
        };
        let mut shape = Shape::new(schema, installation, &Names, &understands);
        shape.leave_out_generated();
        for sql in indexes(&shape) {
            connection.execute_batch(&sql).map_err(broke)?;
        }
        connection.execute_batch("BEGIN").map_err(broke)?;
        Ok(Self {
            connection,
            folder,
            shape,
            is_held,
        })
    }

    /// The tables, as they were described.
    pub(in crate::sql) fn tables(&self) -> &[Table] {
        &self.shape.schema.tables
    }

    /// Says which columns of a table tell the same row in another file, each by itself.
    pub(in crate::sql) fn tell(&mut self, table: &str, columns: &[usize]) {
        let found = self.tables().iter().find(|known| known.name == table);
        let names: Vec<String> = found.map_or_else(Vec::new, |table| {
            columns.iter().map(|&at| table.name_of(at).to_owned()).collect()
        });
        self.shape.tell(table, names.into_iter());
    }

    /// The statement that puts a row into a table, its values in the order of these columns.
    pub(in crate::sql) fn insertion(table: &Table, columns: &[usize]) -> String {
        let names: Vec<String> = columns
            .iter()
            .map(|&column| quote(table.name_of(column)))
            .collect();
        let marks = vec!["?"; columns.len()].join(", ");
        // A row that is there twice is there once, as after `REPLACE`.
        format!(
            "INSERT OR REPLACE INTO {} ({}) VALUES ({marks})",
            quote(&table.name),
            names.join(", ")
        )
    }

    /// Puts a row in.
    pub(in crate::sql) fn put(&self, insertion: &str, values: &[Kept<'_>]) -> Result<(), ShopError> {
        let put = || {
            let mut statement = self.connection.prepare_cached(insertion)?;
            statement.execute(params_from_iter(values))
        };
        put()
            .map(|_| ())
            .map_err(|error| failure(self.folder.path(), DOING, error))
    }

    /// All rows are in: they can be read.
    pub(in crate::sql) fn finish(self) -> Result<Box<dyn Reading>, ShopError> {
        self.connection
            .execute_batch("COMMIT; BEGIN")
            .map_err(|error| failure(self.folder.path(), DOING, error))?;
        Ok(Box::new(SqliteReading::of_held(
            self.connection,
            self.folder,
            self.shape,
            self.is_held,
        )))
    }
}

fn open(path: &Path) -> Result<Connection, ShopError> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|_| ShopError::Database {
        doing: DOING.to_owned(),
        cause: "this computer gives no random numbers".into(),
    })?;
    let digits = key.iter().fold(String::new(), |mut digits, byte| {
        use std::fmt::Write as _;
        let _ = write!(digits, "{byte:02x}");
        digits
    });
    let opened = || -> rusqlite::Result<Connection> {
        let connection = Connection::open(path)?;
        connection.execute_batch(&format!(
            "PRAGMA key = \"x'{digits}'\"; PRAGMA cipher_use_hmac = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
             PRAGMA temp_store = MEMORY; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536;
             PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = OFF"
        ))?;
        connection.set_prepared_statement_cache_capacity(512);
        Ok(connection)
    };
    opened().map_err(|error| failure(path, DOING, error))
}

fn create_table(table: &Table, is_held: bool) -> String {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|column| {
            let name = quote(&column.name);
            if is_held {
                return name;
            }
            // Nothing but letters decides what SQLite makes of values.
            let kind: String = column
                .declared
                .chars()
                .map(|letter| if letter.is_ascii_alphabetic() { letter } else { ' ' })
                .collect();
            let kind = kind.split_whitespace().collect::<Vec<_>>().join(" ");
            if kind.is_empty() {
                name
            } else {
                format!("{name} {}", quote(&kind))
            }
        })
        .collect();
    format!("CREATE TABLE {} ({})", quote(&table.name), columns.join(", "))
}

/// What rows are told apart, found and sorted by.
fn indexes(shape: &Shape) -> Vec<String> {
    let mut wanted: Vec<(usize, Vec<usize>, bool)> = Vec::new();
    for (position, table) in shape.schema.tables.iter().enumerate() {
        if !table.key.is_empty() {
            wanted.push((
                position,
                table.key.clone(),
                matches!(table.place, Place::Key { .. }),
            ));
        }
    }
    let owned = shape.types.iter().flat_map(|of_type| {
        let rows = of_type.rows.iter();
        rows.filter_map(move |row| Some((row, row.owner.as_ref()?, of_type)))
    });
    for (row, owner, of_type) in owned {
        let above = of_type.rows.get(owner.row).map(|above| above.table);
        for (table, columns) in [(Some(row.table), &owner.by), (above, &owner.of)] {
            let Some(table) = table else { continue };
            let is_there = wanted
                .iter()
                .any(|(known, index, _)| *known == table && index.starts_with(columns));
            if !is_there {
                wanted.push((table, columns.clone(), false));
            }
        }
    }
    wanted
        .into_iter()
        .enumerate()
        .filter_map(|(number, (table, columns, is_unique))| {
            let table = shape.schema.tables.get(table)?;
            let names: Vec<String> = columns
                .iter()
                .map(|&column| quote(table.name_of(column)))
                .collect();
            Some(format!(
                "CREATE {}INDEX \"backstock {number}\" ON {} ({})",
                if is_unique { "UNIQUE " } else { "" },
                quote(&table.name),
                names.join(", ")
            ))
        })
        .collect()
}
