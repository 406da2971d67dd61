//! Reading records from a server.

use std::ops::ControlFlow;

use backstock_model::{ContentType, Document, Record, RecordKey, TypeDescription};

use super::page::{Fed, Page};
use super::select::{Range, Select, place, root_source, select};
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

/// How large a page may become, in bytes, all kinds of row together.
const PAGE: usize = 8 << 20;
/// How many root rows the first page has, and the largest one.
const FIRST_ROWS: usize = 16;
const MOST_ROWS: usize = 20_000;

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
        self.view().stream(self.shape.position(content_type)?, None, each)
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
                self.session.address(table)
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

    fn table(&self, type_shape: &TypeShape, row: usize) -> Result<&Table, ShopError> {
        type_shape
            .rows
            .get(row)
            .map_or_else(|| self.shape.table_at(usize::MAX), |row| self.shape.table(row))
    }

    fn select<'s>(
        &'s self,
        type_shape: &'s TypeShape,
        row: usize,
        range: Range<'_>,
    ) -> Result<Select<'s>, ShopError> {
        select(self.session, self.shape, type_shape, row, range)
    }

    fn fetch(&self, select: &Select<'_>) -> Result<Page, ShopError> {
        let mut page = Page::new(select.columns.len());
        self.session.ask(&select.sql(), &select.columns, &mut page)?;
        Ok(page)
    }

    /// Hands over the records whose root rows are on a page, and says how large all of it was.
    fn one_page(
        &self,
        type_shape: &TypeShape,
        description: &TypeDescription,
        (root, first, last): (Page, &[Stored], &[Stored]),
        each: EachOfPage<'_>,
    ) -> Result<(ControlFlow<()>, usize), ShopError> {
        let mut size = root.size();
        let mut cursors = Vec::with_capacity(type_shape.rows.len());
        let mut root = Some(root);
        for (position, row) in type_shape.rows.iter().enumerate() {
            let select = self.select(type_shape, position, Range::Between(first, last))?;
            let page = match root.take() {
                Some(root) => root,
                None => {
                    let page = self.fetch(&select)?;
                    size += page.size();
                    page
                }
            };
            cursors.push(Cursor::new(
                page,
                select.places,
                row,
                self.table(type_shape, position)?,
            ));
        }
        let mut flow = ControlFlow::Continue(());
        Zip::new(type_shape, cursors).run(&description.key, &mut |zip, key| {
            flow = each(zip, key)?;
            Ok(flow)
        })?;
        Ok((flow, size))
    }

    fn by_pages(
        &self,
        type_shape: &TypeShape,
        description: &TypeDescription,
        each: EachOfPage<'_>,
    ) -> Result<(), ShopError> {
        let mut rows = FIRST_ROWS;
        let mut after: Option<Vec<Stored>> = None;
        loop {
            let select = self.select(type_shape, 0, Range::After(after.as_deref(), rows))?;
            // A page ends early where the rows turn out to be larger than those before.
            let mut root = Page::new(select.columns.len());
            self.session
                .feed(&select.sql(), &select.columns, &mut |feed: &mut dyn Feed| {
                    loop {
                        let before = root.len();
                        feed.more(&mut root)?;
                        if root.len() == before || root.size() > PAGE {
                            return Ok(());
                        }
                    }
                })?;
            let count = root.len();
            let is_last = count < rows && root.size() <= PAGE;
            let place_at = |row: usize| -> Vec<Stored> {
                (0..select.places.own)
                    .map(|at| Stored::from_value(root.value(row, at)))
                    .collect()
            };
            let Some(end) = count.checked_sub(1) else {
                return Ok(());
            };
            let (first, last) = (place_at(0), place_at(end));
            let (flow, size) = self.one_page(type_shape, description, (root, &first, &last), each)?;
            if flow.is_break() || is_last {
                return Ok(());
            }
            let fitting = count.saturating_mul(PAGE) / size.max(1);
            rows = fitting.clamp(1, rows.saturating_mul(4)).min(MOST_ROWS);
            after = Some(last);
        }
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
        let table = self.table(type_shape, 0)?;
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
type EachOfPage<'e> = &'e mut dyn FnMut(&mut Zip<'_, Page>, RecordKey) -> Result<ControlFlow<()>, ShopError>;

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
            let select = self.select(type_shape, 0, Range::Between(only, only))?;
            let root = self.fetch(&select)?;
            if root.len() == 0 {
                return Ok(());
            }
            let _ = self.one_page(type_shape, description, (root, only, only), &mut |zip, key| {
                Ok(each(zip.record(key)?))
            })?;
            return Ok(());
        }
        match self.table(type_shape, 0)?.place {
            Place::Key { .. } => self.by_pages(type_shape, description, &mut |zip, key| {
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
            Place::Key { .. } => self.by_pages(&alone, description, &mut |zip, key| {
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
