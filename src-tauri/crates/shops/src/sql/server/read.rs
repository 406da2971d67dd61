//! Reading records from a server.

use std::ops::ControlFlow;

use backstock_model::{ContentType, Document, Record, RecordKey, RemoteId, TypeDescription};

use super::page::{Fed, Page};
use super::select::{Range, Select, place, root_source, select};
use super::sheaf::read_ahead;
use super::write::Transactions;
use super::{Feed, Session};
use crate::sql::left_over::LeftOver;
use crate::sql::schema::{Column, Place, Table};
use crate::sql::shape::{Shape, TypeShape};
use crate::sql::stored::{Stored, content_id_parts};
use crate::sql::view::{Bag, Bags, View};
use crate::sql::write::Intent;
use crate::sql::zip::{Cursor, Rows, Zip};
use crate::{AbsentType, Numbering, Reading, ShopError};

/// One consistent view of a server's database.
pub(crate) struct ServerReading<S> {
    session: S,
    shape: Shape,
    bags: Bags,
    left_over: LeftOver,
}

impl<S: Transactions> ServerReading<S> {
    pub(crate) fn begin(session: S) -> Result<Self, ShopError> {
        session.begin(Intent::Read)?;
        let shape = session.shape()?;
        Ok(Self {
            session,
            shape,
            bags: Bags::new(),
            left_over: LeftOver::default(),
        })
    }

    fn view(&self) -> ServerView<'_, S> {
        ServerView {
            session: &self.session,
            shape: &self.shape,
            is_locking: false,
        }
    }
}

impl<S: Transactions> Reading for ServerReading<S> {
    fn types(&self) -> &[TypeDescription] {
        self.shape.descriptions()
    }

    fn absent_types(&self) -> &[AbsentType] {
        &self.shape.absent
    }

    fn forbidden(&mut self, tables: &[String]) -> Result<Vec<String>, ShopError> {
        self.session.forbidden(&self.shape.schema, tables)
    }

    fn count(&mut self, content_type: &ContentType) -> Result<u64, ShopError> {
        self.view().count(self.shape.position(content_type)?)
    }

    fn read_type(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        let position = self.shape.position(content_type)?;
        match self.view().parts(position)?.2.place {
            Place::Key { .. } => read_ahead(&mut self.session, &self.shape, position, each)?,
            Place::Row(_) | Place::Content => self.view().stream(position, None, each)?,
        }
        let (type_shape, _, _) = self.shape.parts(position)?;
        let tables: Vec<&Table> = type_shape
            .rows
            .iter()
            .map(|row| self.shape.table(row))
            .collect::<Result<_, _>>()?;
        self.session.make_sure_they_are_whole(&tables)
    }

    fn read_ids(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(RemoteId) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        let position = self.shape.position(content_type)?;
        let view = self.view();
        view.stream_ids(position, each)?;
        self.session.make_sure_they_are_whole(&[view.parts(position)?.2])
    }

    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        let view = ServerView {
            session: &self.session,
            shape: &self.shape,
            is_locking: false,
        };
        view.record(key, &mut self.bags)
    }

    fn left_over_of(
        &mut self,
        key: &RecordKey,
        before: Option<&Document>,
        after: &Document,
    ) -> Result<Vec<Record>, ShopError> {
        let view = ServerView {
            session: &self.session,
            shape: &self.shape,
            is_locking: false,
        };
        self.left_over.records_of(&view, key, before, after)
    }

    fn numbering(&mut self) -> Result<Option<Numbering>, ShopError> {
        let largest = |table: &Table, column: &str| {
            let row = self.session.ask_row(&format!(
                "SELECT max({}) FROM {}",
                self.session.quote(column),
                self.session.rows_of(table)
            ))?;
            Ok(row.into_iter().next().flatten())
        };
        Numbering::of(&self.shape, &largest).map(Some)
    }
}

/// An open database with its shape, in a transaction.
pub(crate) struct ServerView<'v, S> {
    pub(crate) session: &'v S,
    pub(crate) shape: &'v Shape,
    /// Whether the rows of a record that is read alone are locked until the end of the transaction.
    pub(crate) is_locking: bool,
}

impl<S: Session> ServerView<'_, S> {
    /// How many records a type has.
    pub(crate) fn count(&self, position: usize) -> Result<u64, ShopError> {
        let (type_shape, _, table) = self.parts(position)?;
        let source = root_source(self.session, table, type_shape);
        let row = self
            .session
            .ask_row(&format!("SELECT count(*) FROM {source} AS r0"))?;
        let count = row.into_iter().next().flatten();
        Ok(count.and_then(|count| count.parse().ok()).unwrap_or_default())
    }

    pub(super) fn select<'s>(
        &'s self,
        type_shape: &'s TypeShape,
        row: usize,
        range: Range<'_>,
    ) -> Result<Select<'s>, ShopError> {
        select(self.session, self.shape, type_shape, row, range)
    }

    fn by_sheaves(
        &self,
        type_shape: &TypeShape,
        description: &TypeDescription,
        each: EachOfSheaf<'_>,
    ) -> Result<(), ShopError> {
        self.sheaves(type_shape, &mut |sheaf| {
            let (flow, room) = sheaf.walk(self.shape, type_shape, description, each)?;
            Ok((flow, Some(room)))
        })
    }

    fn in_one_go(
        &self,
        type_shape: &TypeShape,
        description: &TypeDescription,
        each: EachFed<'_>,
    ) -> Result<(), ShopError> {
        let Some(root) = type_shape.rows.first() else {
            return Ok(());
        };
        let select = self.select(type_shape, 0, Range::All)?;
        let table = self.shape.table(root)?;
        let (width, places) = (select.columns.len(), select.places);
        self.session
            .feed(&select.sql(), &select.columns, &mut |feed: &mut dyn Feed| {
                let cursors = vec![Cursor::new(Fed::new(width, feed), places, root, table)];
                Zip::new(type_shape, cursors).run(&description.key, &mut |zip, key| each(zip, key))
            })
    }

    /// Locks the rows of one record, root first, so that nobody changes them between the look and the write.
    fn lock(&self, type_shape: &TypeShape, only: &[Stored]) -> Result<(), ShopError> {
        for position in 0..type_shape.rows.len() {
            // What a condition leaves out is locked as well; rows within a selection could not be.
            let mut bare = TypeShape {
                condition: None,
                ..type_shape.clone()
            };
            for row in &mut bare.rows {
                row.condition = None;
            }
            let select = self.select(&bare, position, Range::Between(only, only))?;
            self.session
                .ask_row(&format!("SELECT 1 FROM {} FOR UPDATE", select.from))?;
        }
        Ok(())
    }
}

type EachFed<'e> = &'e mut dyn FnMut(&mut Zip<'_, Fed<'_>>, RecordKey) -> Result<ControlFlow<()>, ShopError>;
pub(super) type EachOfSheaf<'e> =
    &'e mut dyn FnMut(&mut Zip<'_, Page>, RecordKey) -> Result<ControlFlow<()>, ShopError>;

impl<S: Session> View for ServerView<'_, S> {
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
        if let Some(only) = only {
            if self.is_locking {
                self.lock(type_shape, only)?;
            }
            let Some(sheaf) = self.sheaf_at(type_shape, only)? else {
                return Ok(());
            };
            let walked = sheaf.walk(self.shape, type_shape, description, &mut |zip, key| {
                Ok(each(zip.record(key)?))
            });
            return walked.map(drop);
        }
        let root = type_shape.rows.first().map_or(usize::MAX, |root| root.table);
        match self.shape.table_at(root)?.place {
            Place::Key { .. } => self.by_sheaves(type_shape, description, &mut |zip, key| {
                Ok(each(zip.record(key)?))
            }),
            Place::Row(_) | Place::Content => self.in_one_go(type_shape, description, &mut |zip, key| {
                Ok(each(zip.record(key)?))
            }),
        }
    }

    fn bag(&self, position: usize) -> Result<Bag, ShopError> {
        let (type_shape, description, table) = self.parts(position)?;
        let mut bag = Bag::new();
        if let Place::Key { numbered: true } = table.place {
            return Ok(bag);
        }
        fn note<R: Rows<Error = ShopError>>(
            bag: &mut Bag,
            zip: &mut Zip<'_, R>,
            key: &RecordKey,
        ) -> Result<(), ShopError> {
            if let Some((hash, _)) = content_id_parts(&key.remote_id) {
                let place = zip.root_place()?;
                bag.entry(hash.to_owned()).or_default().push(place);
            }
            Ok(())
        }
        let alone = type_shape.root_only();
        match table.place {
            Place::Key { .. } => self.by_sheaves(&alone, description, &mut |zip, key| {
                note(&mut bag, zip, &key)?;
                Ok(ControlFlow::Continue(()))
            })?,
            Place::Row(_) | Place::Content => self.in_one_go(&alone, description, &mut |zip, key| {
                note(&mut bag, zip, &key)?;
                Ok(ControlFlow::Continue(()))
            })?,
        }
        Ok(bag)
    }

    fn place_of_key(&self, position: usize, key: &[Stored]) -> Result<Option<Vec<Stored>>, ShopError> {
        let (type_shape, _, table) = self.parts(position)?;
        let columns: Vec<&Column> = type_shape
            .key
            .iter()
            .filter_map(|&column| table.columns.get(column))
            .collect();
        let places = place(table);
        let shown: Vec<&Column> = places
            .iter()
            .chain(&type_shape.key)
            .filter_map(|&column| table.columns.get(column))
            .collect();
        let conditions: Vec<String> = columns
            .iter()
            .zip(key)
            .map(|(column, value)| {
                format!(
                    "{} = {}",
                    self.session.sorted("r0", column),
                    self.session.literal(column, value)
                )
            })
            .collect();
        let sql = format!(
            "SELECT {} FROM {} AS r0 WHERE {}",
            shown
                .iter()
                .map(|column| self.session.shown("r0", column))
                .collect::<Vec<_>>()
                .join(", "),
            root_source(self.session, table, type_shape),
            conditions.join(" AND ")
        );
        let mut page = Page::new(shown.len());
        self.session.ask(&sql, &shown, &mut page)?;
        let stored = |row: usize, at: usize| Stored::from_value(page.value(row, at));
        // A key may be compared without regard to case; ours is not.
        let row = (0..page.len()).find(|&row| {
            key.iter()
                .enumerate()
                .all(|(at, value)| stored(row, places.len() + at).is_same(value))
        });
        Ok(row.map(|row| (0..places.len()).map(|at| stored(row, at)).collect()))
    }
}
