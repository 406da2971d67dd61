//! Reading: one connection, one transaction, from the first record to the last.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use backstock_model::{
    ContentType, Document, Object, Record, RecordKey, RemoteId, TypeDescription, write_text,
};
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection, Rows, params_from_iter};

use super::left_over::{LeftOver, may_take_in};
use super::open::{self, Watch, failure};
use super::select::{Select, place, quote, root_source, select};
use super::tables;
use crate::profile::{CurrencyPlace, Profile};
use crate::sql::schema::Table;
use crate::sql::shape::{Entry as DocumentEntry, RowShape, Shape, TypeShape};
use crate::sql::stored::{
    Affinity, Stored, content_hash, content_id, content_id_parts, id_of, key_value, readable, write_value,
};
use crate::{AbsentType, Reading, ShopError};

/// One consistent view of a SQLite shop.
pub(super) struct SqliteReading {
    connection: Connection,
    path: PathBuf,
    shape: Shape,
    bags: Bags,
    left_over: LeftOver,
    watch: Option<Watch>,
}

/// The places of a type's rows without a key, by the hash of their content and in the order of their ordinals.
pub(super) type Bag = HashMap<String, Vec<Vec<Stored>>>;

/// The bags of the types, each made when a row of it is first asked for: there is no other way to find a row by a hash.
pub(super) type Bags = HashMap<usize, Bag>;

impl SqliteReading {
    pub(super) fn begin(path: &Path, profile: Option<&Arc<Profile>>) -> Result<Self, ShopError> {
        let (connection, watch) = open::for_watched_reading(path)?;
        let doing = "take a consistent view of the shop's database";
        // The view begins with the first read, which is the one of the schema.
        connection
            .execute_batch("BEGIN")
            .map_err(|error| failure(path, doing, error))?;
        let shape = shape_of(&connection, path, profile)?;
        Ok(Self {
            connection,
            path: path.to_path_buf(),
            shape,
            bags: Bags::new(),
            left_over: LeftOver::default(),
            watch,
        })
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
        let view = View {
            connection: &self.connection,
            path: &self.path,
            shape: &self.shape,
        };
        view.count(view.shape.position(content_type)?)
    }

    fn read_type(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        let view = View {
            connection: &self.connection,
            path: &self.path,
            shape: &self.shape,
        };
        view.stream(view.shape.position(content_type)?, None, each)?;
        self.watch.as_ref().map_or(Ok(()), Watch::check)
    }

    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        let view = View {
            connection: &self.connection,
            path: &self.path,
            shape: &self.shape,
        };
        let record = view.record(key, &mut self.bags)?;
        self.watch.as_ref().map_or(Ok(()), Watch::check)?;
        Ok(record)
    }

    fn left_over_of(
        &mut self,
        key: &RecordKey,
        before: Option<&Document>,
        after: &Document,
    ) -> Result<Vec<Record>, ShopError> {
        let view = View {
            connection: &self.connection,
            path: &self.path,
            shape: &self.shape,
        };
        let position = view.shape.position(&key.content_type)?;
        let (type_shape, ..) = view.parts(position)?;
        let (before, after) = (before.map(Document::to_node).transpose()?, after.to_node()?);
        if !may_take_in(&view, type_shape, before.as_ref(), &after)
            || !self.left_over.look(&view, type_shape)?
        {
            return Ok(Vec::new());
        }
        let places = self.left_over.of_record(&view, type_shape, &after);
        let rows = places.into_iter().filter_map(|place| self.left_over.row(place));
        Ok(rows.map(|row| row.record.clone()).collect())
    }
}

/// How the tables of an open database become content types.
pub(super) fn shape_of(
    connection: &Connection,
    path: &Path,
    profile: Option<&Arc<Profile>>,
) -> Result<Shape, ShopError> {
    let broke = |error| failure(path, "read the tables of the shop's database", error);
    let schema = tables::read(connection).map_err(broke)?;
    let understands = |table: &str, condition: &str| {
        let sql = format!("SELECT 1 FROM {} WHERE ({condition})", quote(table));
        connection.prepare(&sql).is_ok()
    };
    Ok(Shape::new(schema, profile.map(Arc::as_ref), quote, &understands))
}

/// An open database with its shape, in a transaction.
pub(super) struct View<'v> {
    pub(super) connection: &'v Connection,
    pub(super) path: &'v Path,
    pub(super) shape: &'v Shape,
}

impl<'v> View<'v> {
    fn broke(&self, description: &TypeDescription) -> impl Fn(rusqlite::Error) -> ShopError + use<'v> {
        let doing = format!("read {} from the shop's database", description.label);
        let path = self.path;
        move |error| failure(path, &doing, error)
    }

    pub(super) fn parts(
        &self,
        position: usize,
    ) -> Result<(&'v TypeShape, &'v TypeDescription, &'v Table), ShopError> {
        let unknown = || ShopError::UnknownType(ContentType::new(""));
        let type_shape = self.shape.types.get(position).ok_or_else(unknown)?;
        let description = self.shape.description(position).ok_or_else(unknown)?;
        let root = type_shape.rows.first().ok_or_else(unknown)?;
        Ok((type_shape, description, self.shape.table(root)?))
    }

    fn count(&self, position: usize) -> Result<u64, ShopError> {
        let (type_shape, description, table) = self.parts(position)?;
        let sql = format!("SELECT count(*) FROM {}", root_source(table, type_shape));
        self.connection
            .query_row(&sql, [], |row| row.get::<_, i64>(0))
            .map(i64::unsigned_abs)
            .map_err(self.broke(description))
    }

    /// Hands over the records of a type; all of them, or the one whose root row is at `only`.
    pub(super) fn stream(
        &self,
        position: usize,
        only: Option<&[Stored]>,
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        let (type_shape, description, _) = self.parts(position)?;
        self.stream_as(type_shape, description, only, &mut |zip, key| {
            Ok(each(zip.record(key)?))
        })
    }

    fn stream_as(
        &self,
        type_shape: &TypeShape,
        description: &TypeDescription,
        only: Option<&[Stored]>,
        each: &mut dyn FnMut(&mut Zip<'_>, RecordKey) -> rusqlite::Result<ControlFlow<()>>,
    ) -> Result<(), ShopError> {
        let broke = self.broke(description);
        let selects: Vec<Select> = (0..type_shape.rows.len())
            .map(|row| select(self.shape, type_shape, row, only.is_some()))
            .collect::<Result<_, _>>()?;
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
        let cursors: Vec<Cursor<'_>> = statements
            .iter_mut()
            .zip(&selects)
            .zip(type_shape.rows.iter().zip(tables))
            .map(|((statement, select), (row, table))| {
                let rows = statement.query(params_from_iter(only.unwrap_or_default()))?;
                Ok(Cursor::new(rows, select, row, table))
            })
            .collect::<Result<_, rusqlite::Error>>()
            .map_err(&broke)?;
        Zip::new(type_shape, cursors)
            .run(&description.key, each)
            .map_err(broke)
    }

    /// One record as it is in this view.
    pub(super) fn record(&self, key: &RecordKey, bags: &mut Bags) -> Result<Option<Record>, ShopError> {
        let position = self.shape.position(&key.content_type)?;
        let Some(place) = self.place_of(position, &key.remote_id, bags)? else {
            return Ok(None);
        };
        Ok(self.record_at(position, &place)?.map(|record| Record {
            // The ordinal of a row among equal ones is not seen when it is read alone.
            key: key.clone(),
            ..record
        }))
    }

    /// The record whose root row is at a place.
    pub(super) fn record_at(&self, position: usize, place: &[Stored]) -> Result<Option<Record>, ShopError> {
        let mut found = None;
        self.stream(position, Some(place), &mut |record| {
            found = Some(record);
            ControlFlow::Break(())
        })?;
        Ok(found)
    }

    /// The bag of a type, made when it is not there yet.
    pub(super) fn bag_of<'b>(&self, position: usize, bags: &'b mut Bags) -> Result<&'b Bag, ShopError> {
        Ok(match bags.entry(position) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(vacant) => vacant.insert(self.bag(position)?),
        })
    }

    /// The place of a record's root row; `None` when there is no such row.
    pub(super) fn place_of(
        &self,
        position: usize,
        id: &RemoteId,
        bags: &mut Bags,
    ) -> Result<Option<Vec<Stored>>, ShopError> {
        let (type_shape, description, table) = self.parts(position)?;
        if let Some((hash, ordinal)) = content_id_parts(id) {
            if !table.may_lack_an_id() {
                return Ok(None);
            }
            return Ok(self
                .bag_of(position, bags)?
                .get(hash)
                .and_then(|places| places.get(ordinal))
                .cloned());
        }
        let parts = id.parts();
        if table.key.is_empty() || parts.len() != table.key.len() {
            return Ok(None);
        }
        let mut values = Vec::with_capacity(parts.len());
        for (part, &column) in parts.iter().zip(&table.key) {
            let affinity = affinity(table, column);
            match part.as_ref().and_then(|part| key_value(part, affinity)) {
                Some(value) => values.push(value),
                None => return Ok(None),
            }
        }
        let conditions: Vec<String> = table
            .key
            .iter()
            .enumerate()
            .map(|(at, &column)| format!("r.{} = ?{}", quote(table.name_of(column)), at + 1))
            .collect();
        let key_columns: Vec<String> = table
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
            let mut rows = statement.query(params_from_iter(&values))?;
            // A key may be compared without regard to case; ours is not.
            while let Some(row) = rows.next()? {
                let mut is_same = true;
                for (at, value) in values.iter().enumerate() {
                    is_same &= Stored::from_ref(row.get_ref(places.len() + at)?).is_same(value);
                }
                if is_same {
                    return (0..places.len())
                        .map(|at| row.get_ref(at).map(Stored::from_ref))
                        .collect::<Result<_, _>>()
                        .map(Some);
                }
            }
            Ok(None)
        };
        read().map_err(self.broke(description))
    }

    /// Every row without a key, by its content.
    pub(super) fn bag(&self, position: usize) -> Result<Bag, ShopError> {
        let (type_shape, description, _) = self.parts(position)?;
        let mut bag = Bag::new();
        self.stream_as(&type_shape.root_only(), description, None, &mut |zip, key| {
            if let Some((hash, _)) = content_id_parts(&key.remote_id) {
                let place = zip.root_place()?;
                bag.entry(hash.to_owned()).or_default().push(place);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(bag)
    }
}

fn affinity(table: &Table, column: usize) -> Affinity {
    table
        .columns
        .get(column)
        .map_or(Affinity::Blob, |column| column.affinity)
}

/// The rows of one query, one at a time.
struct Cursor<'q> {
    rows: Rows<'q>,
    /// How many of the first columns tell the owner.
    owner_place: usize,
    /// How many of the next columns tell the row itself.
    own_place: usize,
    row: &'q RowShape,
    table: &'q Table,
    /// The documents of the rows that the current owner has, one behind the other.
    documents: Vec<u8>,
    /// Where in `documents` the row of each id stands.
    spans: Vec<(Box<str>, Range<usize>)>,
    /// How often rows of the same content have been seen, in the type for the root, in the owner for other rows.
    seen: HashMap<String, usize>,
}

impl<'q> Cursor<'q> {
    fn new(rows: Rows<'q>, select: &Select, row: &'q RowShape, table: &'q Table) -> Self {
        Self {
            rows,
            owner_place: select.owner_place,
            own_place: select.own_place,
            row,
            table,
            documents: Vec::new(),
            spans: Vec::new(),
            seen: HashMap::new(),
        }
    }

    fn value(&self, column: usize) -> rusqlite::Result<ValueRef<'_>> {
        self.at(self.owner_place + self.own_place + column)
    }

    fn at(&self, position: usize) -> rusqlite::Result<ValueRef<'_>> {
        match self.rows.get() {
            Some(row) => row.get_ref(position),
            None => Ok(ValueRef::Null),
        }
    }

    fn is_at_a_row(&self) -> bool {
        self.rows.get().is_some()
    }
}

/// The queries of a type, walked side by side.
struct Zip<'q> {
    type_shape: &'q TypeShape,
    /// As in [`TypeShape::rows`].
    cursors: Vec<Cursor<'q>>,
    document: Vec<u8>,
    objects: Vec<Object>,
    scratch: Vec<u8>,
}

impl<'q> Zip<'q> {
    fn new(type_shape: &'q TypeShape, cursors: Vec<Cursor<'q>>) -> Self {
        Self {
            type_shape,
            cursors,
            document: Vec::new(),
            objects: Vec::new(),
            scratch: Vec::new(),
        }
    }

    fn run(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(&mut Self, RecordKey) -> rusqlite::Result<ControlFlow<()>>,
    ) -> rusqlite::Result<()> {
        for cursor in &mut self.cursors {
            cursor.rows.advance()?;
        }
        while self.cursors.first().is_some_and(Cursor::is_at_a_row) {
            let mut document = std::mem::take(&mut self.document);
            document.clear();
            self.objects.clear();
            let id = self.row(0, &mut document)?;
            self.document = document;
            if each(self, RecordKey::new(content_type.clone(), id))?.is_break() {
                break;
            }
            if let Some(root) = self.cursors.first_mut() {
                root.rows.advance()?;
            }
        }
        Ok(())
    }

    /// The record that has just been read.
    fn record(&mut self, key: RecordKey) -> rusqlite::Result<Record> {
        let words = |columns: &[usize]| -> rusqlite::Result<String> {
            let mut words = String::new();
            for &column in columns {
                let Some(root) = self.cursors.first() else {
                    break;
                };
                if let Some(text) = readable(root.value(column)?)
                    && !text.is_empty()
                {
                    if !words.is_empty() {
                        words.push(' ');
                    }
                    words.push_str(&text);
                }
            }
            Ok(words)
        };
        Ok(Record {
            key,
            name: words(&self.type_shape.name)?,
            search: words(&self.type_shape.search)?,
            document: Document::from_canonical(self.document.as_slice()),
            objects: std::mem::take(&mut self.objects),
        })
    }

    fn root_place(&self) -> rusqlite::Result<Vec<Stored>> {
        let Some(root) = self.cursors.first() else {
            return Ok(Vec::new());
        };
        (0..root.own_place)
            .map(|at| root.at(at).map(Stored::from_ref))
            .collect()
    }

    /// Writes the current row of the cursor at `position` with everything it owns, and tells its id.
    fn row(&mut self, position: usize, out: &mut Vec<u8>) -> rusqlite::Result<RemoteId> {
        let Some(row) = self.cursors.get(position).map(|cursor| cursor.row) else {
            return Ok(RemoteId::from_encoded(""));
        };
        for &child in &row.children {
            self.gather(position, child)?;
        }
        out.push(b'{');
        for (at, (entry, key)) in row.entries.iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            out.extend_from_slice(key);
            match *entry {
                DocumentEntry::Column(column) => {
                    if let Some(cursor) = self.cursors.get(position) {
                        write_value(out, cursor.value(column)?, &mut self.objects);
                    }
                }
                DocumentEntry::Rows(child) => self.write_gathered(child, out),
            }
        }
        out.push(b'}');
        self.id(position)
    }

    /// Takes all rows of the cursor at `child` that belong to the current row of the one at `owner`.
    fn gather(&mut self, owner: usize, child: usize) -> rusqlite::Result<()> {
        let Some(cursor) = self.cursors.get_mut(child) else {
            return Ok(());
        };
        let mut documents = std::mem::take(&mut cursor.documents);
        let mut spans = std::mem::take(&mut cursor.spans);
        cursor.seen.clear();
        documents.clear();
        spans.clear();
        while self.belongs(owner, child)? {
            let start = documents.len();
            let id = self.row(child, &mut documents)?;
            spans.push((id.into_encoded(), start..documents.len()));
            if let Some(cursor) = self.cursors.get_mut(child) {
                cursor.rows.advance()?;
            }
        }
        // Documents have their keys in the order of bytes, and the shop's order is another one: 9 comes before 10.
        spans.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
        if let Some(cursor) = self.cursors.get_mut(child) {
            cursor.documents = documents;
            cursor.spans = spans;
        }
        Ok(())
    }

    fn belongs(&self, owner: usize, child: usize) -> rusqlite::Result<bool> {
        let (Some(owner), Some(child)) = (self.cursors.get(owner), self.cursors.get(child)) else {
            return Ok(false);
        };
        if !child.is_at_a_row() {
            return Ok(false);
        }
        for at in 0..child.owner_place {
            if child.at(at)? != owner.at(owner.owner_place + at)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn write_gathered(&self, child: usize, out: &mut Vec<u8>) {
        out.push(b'{');
        if let Some(cursor) = self.cursors.get(child) {
            for (at, (id, span)) in cursor.spans.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                write_text(out, id);
                out.push(b':');
                out.extend_from_slice(cursor.documents.get(span.clone()).unwrap_or_default());
            }
        }
        out.push(b'}');
    }

    fn id(&mut self, position: usize) -> rusqlite::Result<RemoteId> {
        let Some(cursor) = self.cursors.get(position) else {
            return Ok(RemoteId::from_encoded(""));
        };
        let key = &cursor.table.key;
        if !key.is_empty() {
            let mut values = Vec::with_capacity(key.len());
            for &column in key {
                values.push((cursor.value(column)?, affinity(cursor.table, column)));
            }
            if let Some(id) = id_of(values.iter().copied()) {
                return Ok(id);
            }
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        scratch.push(b'{');
        // The objects have been kept when the row itself was written.
        let mut kept = Vec::new();
        for (entry, name) in &cursor.row.entries {
            if let DocumentEntry::Column(column) = *entry {
                if scratch.len() > 1 {
                    scratch.push(b',');
                }
                scratch.extend_from_slice(name);
                write_value(&mut scratch, cursor.value(column)?, &mut kept);
            }
        }
        scratch.push(b'}');
        let hash = content_hash(&scratch);
        self.scratch = scratch;
        let Some(cursor) = self.cursors.get_mut(position) else {
            return Ok(RemoteId::from_encoded(""));
        };
        let ordinal = cursor.seen.entry(hash.clone()).or_insert(0);
        let id = content_id(&hash, *ordinal);
        *ordinal += 1;
        Ok(id)
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
        Some(row) => Ok(readable(row.get_ref(0)?).map(Cow::into_owned)),
        None => Ok(None),
    }
}
