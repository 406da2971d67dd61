//! # From rows to records
//!
//! One query per kind of row reads all of them: the root's rows in key order, and for each collection its rows joined to
//! their owners, in the owners' order. They are walked side by side like the parts of a zip, so that a record is put
//! together from what stands at the front of each, whatever the size of the shop.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::{ControlFlow, Range};

use backstock_model::{ContentType, Document, Object, Record, RecordKey, RemoteId, write_text};

use super::schema::Table;
use super::shape::{Entry, RowShape, TypeShape, Word};
use super::stored::{Stored, Value, content_hash, content_id, id_of, readable, write_value};

/// The rows that a query answers with, one at a time.
pub(crate) trait Rows {
    type Error;

    /// Goes on to the next row.
    fn advance(&mut self) -> Result<(), Self::Error>;

    /// Whether there is a current row.
    fn is_at_a_row(&self) -> bool;

    /// A column of the current row; NULL where there is none.
    fn at(&self, position: usize) -> Result<Value<'_>, Self::Error>;
}

/// What stands in a query's columns before the row's own.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Places {
    /// How many of the first columns tell the owner.
    pub(crate) owner: usize,
    /// How many of the next columns tell the row itself, for the rows it owns.
    pub(crate) own: usize,
}

/// The rows of one query, one at a time.
pub(crate) struct Cursor<'q, R> {
    rows: R,
    places: Places,
    row: &'q RowShape,
    table: &'q Table,
    /// The documents of the rows that the current owner has, one behind the other.
    documents: Vec<u8>,
    /// Where in `documents` the row of each id stands.
    spans: Vec<(Box<str>, Range<usize>)>,
    /// How often rows of the same content have been seen, in the type for the root, in the owner for other rows.
    seen: HashMap<String, usize>,
}

impl<'q, R: Rows> Cursor<'q, R> {
    pub(crate) fn new(rows: R, places: Places, row: &'q RowShape, table: &'q Table) -> Self {
        Self {
            rows,
            places,
            row,
            table,
            documents: Vec::new(),
            spans: Vec::new(),
            seen: HashMap::new(),
        }
    }

    fn value(&self, column: usize) -> Result<Value<'_>, R::Error> {
        self.rows.at(self.places.owner + self.places.own + column)
    }
}

/// Takes the record that a zip stands at, by its key.
type Each<'e, Z, E> = &'e mut dyn FnMut(&mut Z, RecordKey) -> Result<ControlFlow<()>, E>;

/// The queries of a type, walked side by side.
pub(crate) struct Zip<'q, R> {
    type_shape: &'q TypeShape,
    /// As in [`TypeShape::rows`].
    cursors: Vec<Cursor<'q, R>>,
    document: Vec<u8>,
    objects: Vec<Object>,
    scratch: Vec<u8>,
    /// What the first rows of collections say of the current record's name.
    noted: Vec<(Word, Option<String>)>,
}

impl<'q, R: Rows> Zip<'q, R> {
    pub(crate) fn new(type_shape: &'q TypeShape, cursors: Vec<Cursor<'q, R>>) -> Self {
        Self {
            type_shape,
            cursors,
            document: Vec::new(),
            objects: Vec::new(),
            scratch: Vec::new(),
            noted: type_shape
                .name
                .iter()
                .chain(&type_shape.search)
                .filter(|word| word.row > 0)
                .map(|word| (*word, None))
                .collect(),
        }
    }

    pub(crate) fn run(
        &mut self,
        content_type: &ContentType,
        each: Each<'_, Self, R::Error>,
    ) -> Result<(), R::Error> {
        for cursor in &mut self.cursors {
            cursor.rows.advance()?;
        }
        while self.is_at_a_root() {
            let mut document = std::mem::take(&mut self.document);
            document.clear();
            self.objects.clear();
            for (_, text) in &mut self.noted {
                *text = None;
            }
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

    /// The rows, for their room.
    pub(crate) fn into_rows(self) -> Vec<R> {
        self.cursors.into_iter().map(|cursor| cursor.rows).collect()
    }

    fn is_at_a_root(&self) -> bool {
        self.cursors.first().is_some_and(|root| root.rows.is_at_a_row())
    }

    /// The record that has just been read.
    pub(crate) fn record(&mut self, key: RecordKey) -> Result<Record, R::Error> {
        Ok(Record {
            key,
            name: self.words(&self.type_shape.name)?,
            search: self.words(&self.type_shape.search)?,
            document: Document::from_canonical(self.document.as_slice()),
            objects: std::mem::take(&mut self.objects),
        })
    }

    fn words(&self, asked: &[Word]) -> Result<String, R::Error> {
        let mut words = String::new();
        for word in asked {
            let noted = self.noted.iter().find(|(known, _)| known == word);
            let text = match (word.row, self.cursors.first(), noted) {
                (0, Some(root), _) => readable(root.value(word.column)?),
                (_, _, Some((_, text))) => text.as_deref().map(Cow::from),
                _ => None,
            };
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                if !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(&text);
            }
        }
        Ok(words)
    }

    /// Keeps what the first rows of collections say of a record's name.
    fn note(&mut self, position: usize) -> Result<(), R::Error> {
        let Some(cursor) = self.cursors.get(position) else {
            return Ok(());
        };
        for (word, text) in &mut self.noted {
            if word.row == position && text.is_none() {
                *text = readable(cursor.value(word.column)?).map(Cow::into_owned);
            }
        }
        Ok(())
    }

    pub(crate) fn root_place(&self) -> Result<Vec<Stored>, R::Error> {
        let Some(root) = self.cursors.first() else {
            return Ok(Vec::new());
        };
        (0..root.places.own)
            .map(|at| root.rows.at(at).map(Stored::from_value))
            .collect()
    }

    /// Writes the current row of the cursor at `position` with everything it owns, and tells its id.
    fn row(&mut self, position: usize, out: &mut Vec<u8>) -> Result<RemoteId, R::Error> {
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
                Entry::Column(column) => {
                    if let Some(cursor) = self.cursors.get(position) {
                        write_value(out, cursor.value(column)?, &mut self.objects);
                    }
                }
                Entry::Rows(child) => self.write_gathered(child, out),
            }
        }
        out.push(b'}');
        self.id(position)
    }

    /// Takes all rows of the cursor at `child` that belong to the current row of the one at `owner`.
    fn gather(&mut self, owner: usize, child: usize) -> Result<(), R::Error> {
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
            self.note(child)?;
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

    fn belongs(&self, owner: usize, child: usize) -> Result<bool, R::Error> {
        let (Some(owner), Some(child)) = (self.cursors.get(owner), self.cursors.get(child)) else {
            return Ok(false);
        };
        if !child.rows.is_at_a_row() {
            return Ok(false);
        }
        for at in 0..child.places.owner {
            if child.rows.at(at)? != owner.rows.at(owner.places.owner + at)? {
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

    fn id(&mut self, position: usize) -> Result<RemoteId, R::Error> {
        let Some(cursor) = self.cursors.get(position) else {
            return Ok(RemoteId::from_encoded(""));
        };
        let key = match position {
            0 => &self.type_shape.key,
            _ => &cursor.table.key,
        };
        if !key.is_empty() {
            let mut values = Vec::with_capacity(key.len());
            for &column in key {
                values.push((cursor.value(column)?, cursor.table.affinity(column)));
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
            if let Entry::Column(column) = *entry {
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
