//! Reading: one connection, one transaction, from the first record to the last.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use backstock_model::{ContentType, Document, Record, RecordKey, RemoteId, TypeDescription};
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
use rusqlite::{CachedStatement, Connection, params_from_iter};

use super::bind::{Bound, value_of};
use super::held::{self, Held};
use super::open::{self, Watch, failure};
use super::select::{Names, Which, place, quote, root_source, select};
use super::tables;
use crate::installation::Installation;
use crate::own::OwnFolder;
use crate::profile::CurrencyPlace;
use crate::sql::left_over::LeftOver;
use crate::sql::schema::{Place, Table};
use crate::sql::shape::{Shape, TypeShape};
use crate::sql::stored::{Stored, Value, content_id_parts, key_value, readable};
use crate::sql::view::{Bag, Bags, View};
use crate::sql::zip::{Cursor, Rows, Zip};
use crate::{AbsentType, Numbering, Reading, ShopError};

/// Records read in one look.
const AT_ONCE: usize = 100;

/// One consistent view of a SQLite shop.
pub(super) struct SqliteReading {
    connection: Connection,
    path: PathBuf,
    shape: Shape,
    bags: Bags,
    left_over: LeftOver,
    watch: Option<Watch>,
    /// Whether the values are another database's, see [`super::held`].
    is_held: bool,
    // After the connection, which is closed before its folder goes.
    _folder: Option<OwnFolder>,
}

impl SqliteReading {
    pub(super) fn begin(path: &Path, installation: Option<&Installation>) -> Result<Self, ShopError> {
        let (connection, watch) = open::for_watched_reading(path)?;
        let doing = "take a consistent view of the shop's database";
        // The view begins with the first read, which is the one of the schema.
        connection
            .execute_batch("BEGIN")
            .map_err(|error| failure(path, doing, error))?;
        let shape = shape_of(&connection, path, installation)?;
        Ok(Self {
            connection,
            path: path.to_path_buf(),
            shape,
            bags: Bags::new(),
            left_over: LeftOver::default(),
            watch,
            is_held: false,
            _folder: None,
        })
    }

    /// The tables of another database, held in one of our own.
    pub(super) fn of_held(connection: Connection, folder: OwnFolder, shape: Shape, is_held: bool) -> Self {
        Self {
            connection,
            path: folder.path().to_path_buf(),
            shape,
            bags: Bags::new(),
            left_over: LeftOver::default(),
            watch: None,
            is_held,
            _folder: Some(folder),
        }
    }

    fn view(&self) -> SqliteView<'_> {
        SqliteView {
            connection: &self.connection,
            path: &self.path,
            shape: &self.shape,
            is_held: self.is_held,
        }
    }
}

impl Reading for SqliteReading {
    fn types(&self) -> &[TypeDescription] {
        self.shape.descriptions()
    }

    fn absent_types(&self) -> &[AbsentType] {
        &self.shape.absent
    }

    fn count(&mut self, content_type: &ContentType) -> Result<u64, ShopError> {
        let view = self.view();
        view.count(view.shape.position(content_type)?)
    }

    fn read_type(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        let view = self.view();
        view.stream(view.shape.position(content_type)?, None, each)?;
        self.watch.as_ref().map_or(Ok(()), Watch::check)
    }

    fn read_ids(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(RemoteId) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        let view = self.view();
        view.stream_ids(view.shape.position(content_type)?, each)?;
        self.watch.as_ref().map_or(Ok(()), Watch::check)
    }

    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        let view = SqliteView {
            connection: &self.connection,
            path: &self.path,
            shape: &self.shape,
            is_held: self.is_held,
        };
        let record = view.record(key, &mut self.bags)?;
        self.watch.as_ref().map_or(Ok(()), Watch::check)?;
        Ok(record)
    }

    fn at_once(&self) -> usize {
        AT_ONCE
    }

    fn read_records(&mut self, keys: &[RecordKey]) -> Result<Vec<Option<Record>>, ShopError> {
        let view = SqliteView {
            connection: &self.connection,
            path: &self.path,
            shape: &self.shape,
            is_held: self.is_held,
        };
        let asked: Vec<&RecordKey> = keys.iter().collect();
        let seen = view.at_once(&asked)?.into_iter().zip(asked);
        let records = seen
            .map(|(seen, key)| match seen {
                Some(record) => Ok(record),
                None => view.record(key, &mut self.bags),
            })
            .collect::<Result<_, _>>()?;
        self.watch.as_ref().map_or(Ok(()), Watch::check)?;
        Ok(records)
    }

    fn left_over_of(
        &mut self,
        key: &RecordKey,
        before: Option<&Document>,
        after: &Document,
    ) -> Result<Vec<Record>, ShopError> {
        let view = SqliteView {
            connection: &self.connection,
            path: &self.path,
            shape: &self.shape,
            is_held: self.is_held,
        };
        self.left_over.records_of(&view, key, before, after)
    }

    fn numbering(&mut self) -> Result<Option<Numbering>, ShopError> {
        let largest = |table: &Table, column: &str| {
            let sql = format!(
                "SELECT CAST(max({}) AS TEXT) FROM {}",
                quote(column),
                quote(&table.name)
            );
            self.connection
                .query_row(&sql, [], |row| row.get::<_, Option<String>>(0))
                .map_err(|error| failure(&self.path, "look at the numbers in the shop's database", error))
        };
        Numbering::of(&self.shape, &largest).map(Some)
    }
}

/// How the tables of an open database become content types.
pub(super) fn shape_of(
    connection: &Connection,
    path: &Path,
    installation: Option<&Installation>,
) -> Result<Shape, ShopError> {
    let broke = |error| failure(path, "read the tables of the shop's database", error);
    let schema = tables::read(connection).map_err(broke)?;
    let understands = |table: &Table, condition: &str| {
        let sql = format!("SELECT 1 FROM {} WHERE ({condition})", quote(&table.name));
        connection.prepare(&sql).is_ok()
    };
    Ok(Shape::new(schema, installation, &Names, &understands))
}

/// An open database with its shape, in a transaction.
pub(super) struct SqliteView<'v> {
    pub(super) connection: &'v Connection,
    pub(super) path: &'v Path,
    pub(super) shape: &'v Shape,
    /// Whether the values are another database's, see [`super::held`].
    pub(super) is_held: bool,
}

impl<'v> SqliteView<'v> {
    fn broke(&self, description: &TypeDescription) -> impl Fn(rusqlite::Error) -> ShopError + use<'v> {
        let doing = format!("read {} from the shop's database", description.label);
        let path = self.path;
        move |error| failure(path, &doing, error)
    }

    fn count(&self, position: usize) -> Result<u64, ShopError> {
        let (type_shape, description, table) = self.parts(position)?;
        let sql = format!("SELECT count(*) FROM {}", root_source(table, type_shape));
        self.connection
            .query_row(&sql, [], |row| row.get::<_, i64>(0))
            .map(i64::unsigned_abs)
            .map_err(self.broke(description))
    }

    fn stream_as(
        &self,
        type_shape: &TypeShape,
        description: &TypeDescription,
        (which, parameters): (Which, &[Stored]),
        each: Each<'_>,
    ) -> Result<(), ShopError> {
        let broke = self.broke(description);
        let make = || {
            (0..type_shape.rows.len())
                .map(|row| select(self.shape, type_shape, row, which))
                .collect()
        };
        let selects = match which {
            Which::All => make()?,
            Which::One => type_shape.for_one_record.get_or_make(make)?,
            Which::Numbered => type_shape.for_numbered.get_or_make(make)?,
        };
        let tables: Vec<&Table> = type_shape
            .rows
            .iter()
            .map(|row| self.shape.table(row))
            .collect::<Result<_, _>>()?;
        let mut statements: Vec<CachedStatement<'_>> = selects
            .iter()
            .map(|select| self.connection.prepare_cached(&select.sql))
            .collect::<Result<_, _>>()
            .map_err(&broke)?;
        let cursors: Vec<Cursor<'_, Found<'_>>> = statements
            .iter_mut()
            .zip(selects.iter())
            .zip(type_shape.rows.iter().zip(tables))
            .map(|((statement, select), (row, table))| {
                let rows = statement.query(params_from_iter(parameters.iter().map(Bound)))?;
                let found = Found {
                    rows,
                    held: self.is_held.then(|| Held::new(table, select.places)),
                };
                Ok(Cursor::new(found, select.places, row, table))
            })
            .collect::<Result<_, rusqlite::Error>>()
            .map_err(&broke)?;
        Zip::new(type_shape, cursors)
            .run(&description.key, each)
            .map_err(broke)
    }
}

impl View for SqliteView<'_> {
    fn shape(&self) -> &Shape {
        self.shape
    }

    fn stream_shape(
        &self,
        type_shape: &TypeShape,
        description: &TypeDescription,
        only: Option<&[Stored]>,
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        let asked = match only {
            Some(place) => (Which::One, place),
            None => (Which::All, [].as_slice()),
        };
        self.stream_as(type_shape, description, asked, &mut |zip, key| {
            Ok(each(zip.record(key)?))
        })
    }

    fn numbered(&self, position: usize, ids: &[&RemoteId]) -> Result<Option<Vec<Option<Record>>>, ShopError> {
        let (type_shape, description, table) = self.parts(position)?;
        if table.place != (Place::Key { numbered: true }) || self.is_held {
            return Ok(None);
        }
        let mut records: Vec<Option<Record>> = ids.iter().map(|_| None).collect();
        let asked: HashMap<i64, usize> = ids
            .iter()
            .enumerate()
            .filter_map(|(at, id)| Some((number_of(table, id)?, at)))
            .collect();
        // The same one asked for twice is given once.
        if asked.len() < ids.len() {
            return Ok(None);
        }
        let list = asked.keys().map(i64::to_string).collect::<Vec<_>>().join(",");
        let list = [Stored::Text(format!("[{list}]").into_bytes())];
        self.stream_as(
            type_shape,
            description,
            (Which::Numbered, &list),
            &mut |zip, key| {
                let at = number_of(table, &key.remote_id).and_then(|number| asked.get(&number));
                if let Some((at, id)) = at.and_then(|&at| Some((at, ids.get(at)?))) {
                    let key = RecordKey::new(key.content_type, (*id).clone());
                    if let Some(place) = records.get_mut(at) {
                        *place = Some(zip.record(key)?);
                    }
                }
                Ok(ControlFlow::Continue(()))
            },
        )?;
        Ok(Some(records))
    }

    fn bag(&self, position: usize) -> Result<Bag, ShopError> {
        let (type_shape, description, _) = self.parts(position)?;
        let mut bag = Bag::new();
        let all = (Which::All, [].as_slice());
        self.stream_as(&type_shape.root_only(), description, all, &mut |zip, key| {
            if let Some((hash, _)) = content_id_parts(&key.remote_id) {
                let place = zip.root_place()?;
                bag.entry(hash.to_owned()).or_default().push(place);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(bag)
    }

    fn place_of_key(&self, position: usize, key: &[Stored]) -> Result<Option<Vec<Stored>>, ShopError> {
        let (type_shape, description, table) = self.parts(position)?;
        let kept: Vec<Stored>;
        let key = if self.is_held {
            kept = key.iter().map(held::kept).collect();
            &kept
        } else {
            key
        };
        let conditions: Vec<String> = type_shape
            .key
            .iter()
            .enumerate()
            .map(|(at, &column)| format!("r.{} = ?{}", quote(table.name_of(column)), at + 1))
            .collect();
        let key_columns: Vec<String> = type_shape
            .key
            .iter()
            .map(|&column| format!("r.{}", quote(table.name_of(column))))
            .collect();
        let places = place(table, "r");
        let sql = format!(
            "SELECT {}, {} FROM {} AS r WHERE {}",
            places.join(", "),
            key_columns.join(", "),
            root_source(table, type_shape),
            conditions.join(" AND ")
        );
        let read = || -> rusqlite::Result<Option<Vec<Stored>>> {
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(key.iter().map(Bound)))?;
            // A key may be compared without regard to case; ours is not.
            while let Some(row) = rows.next()? {
                let stored = |at: usize| row.get_ref(at).map(|value| Stored::from_value(value_of(value)));
                let mut is_same = true;
                for (at, value) in key.iter().enumerate() {
                    is_same &= stored(places.len() + at)?.is_same(value);
                }
                if is_same {
                    return (0..places.len()).map(stored).collect::<Result<_, _>>().map(Some);
                }
            }
            Ok(None)
        };
        read().map_err(self.broke(description))
    }
}

type Each<'e> = &'e mut dyn FnMut(&mut Zip<'_, Found<'_>>, RecordKey) -> rusqlite::Result<ControlFlow<()>>;

/// The rows of a running statement.
struct Found<'q> {
    rows: rusqlite::Rows<'q>,
    held: Option<Held<'q>>,
}

impl Rows for Found<'_> {
    type Error = rusqlite::Error;

    fn advance(&mut self) -> rusqlite::Result<()> {
        self.rows.advance()?;
        match (&mut self.held, self.rows.get()) {
            (Some(held), Some(row)) => held.look_at(row),
            _ => Ok(()),
        }
    }

    fn is_at_a_row(&self) -> bool {
        self.rows.get().is_some()
    }

    fn at(&self, position: usize) -> rusqlite::Result<Value<'_>> {
        let value = match self.rows.get() {
            Some(row) => value_of(row.get_ref(position)?),
            None => Value::Null,
        };
        Ok(match &self.held {
            Some(held) => held.value(position, value),
            None => value,
        })
    }
}

/// The number that an id of a numbered table is; nothing when there can be no such row.
fn number_of(table: &Table, id: &RemoteId) -> Option<i64> {
    let (column, parts) = (*table.key.first()?, id.parts());
    match (parts.as_slice(), table.key.len()) {
        ([Some(part)], 1) => match key_value(part, table.affinity(column))? {
            Stored::Integer(number) => Some(number),
            _ => None,
        },
        _ => None,
    }
}

/// The code of the shop's currency; `None` when it is not where the profile says.
pub(super) fn currency(connection: &Connection, place: &CurrencyPlace) -> rusqlite::Result<Option<String>> {
    let schema = tables::read(connection)?;
    let Some(table) = schema
        .position(&place.table)
        .and_then(|position| schema.tables.get(position))
    else {
        return Ok(None);
    };
    let Some(column) = table.column(&place.column) else {
        return Ok(None);
    };
    let condition = place
        .condition
        .as_ref()
        .map(|condition| format!(" WHERE ({condition})"))
        .unwrap_or_default();
    let sql = format!(
        "SELECT {} FROM {}{condition} LIMIT 1",
        quote(table.name_of(column)),
        quote(&table.name)
    );
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    match rows.next()? {
        Some(row) => Ok(readable(value_of(row.get_ref(0)?)).map(Cow::into_owned)),
        None => Ok(None),
    }
}
