//! # What is left of records whose own row is gone
//!
//! Where foreign keys are not enforced, a product's row can be deleted alone; its variants stay and belong to nobody. They are
//! records of their own then (see `shape.rs`), and they belong to the product again as soon as its row is back, wanted or not.
//!
//! So a record that comes takes them in: a row it wants is kept and changed where it differs, one it does not want goes. A plan
//! names each of them as a record that goes, which keeps it in the safety backup and lets an undo put it back.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use backstock_model::{Document, Node, Record, RecordKey};

use super::change::states;
use super::schema::Table;
use super::shape::{Owner, Shape, TypeShape};
use super::stored::content_id_parts;
use super::view::View;
use crate::ShopError;

/// The left-over rows of tables, each table read when it is first asked for.
#[derive(Default)]
pub(crate) struct LeftOver(HashMap<usize, LeftTable>);

/// The left-over rows of one table, and how they are found.
#[derive(Default)]
struct LeftTable {
    rows: Vec<LeftRow>,
    by_id: HashMap<String, usize>,
    /// By the columns that name an owner, and by what they say.
    by_owner: HashMap<Vec<usize>, HashMap<String, Vec<usize>>>,
    /// By the condition of a collection: which rows meet it.
    meeting: HashMap<String, HashSet<usize>>,
}

/// A row that belongs to no record, as the record of its own that it is.
pub(crate) struct LeftRow {
    pub(crate) record: Record,
    pub(crate) node: Node,
}

/// Which left-over row: its table, and its place among that table's.
pub(crate) type LeftPlace = (usize, usize);

impl LeftOver {
    /// Forgets what was read, unless there is nothing left over and nothing written that could leave some.
    pub(crate) fn forget(&mut self, may_be_new: bool) {
        if may_be_new || self.0.values().any(|table| !table.rows.is_empty()) {
            self.0.clear();
        }
    }

    pub(crate) fn row(&self, (table, at): LeftPlace) -> Option<&LeftRow> {
        self.0.get(&table)?.rows.get(at)
    }

    /// The left-over rows that would become part of a record, as the records they are now; see `Reading::left_over_of`.
    pub(crate) fn records_of(
        &mut self,
        view: &dyn View,
        key: &RecordKey,
        before: Option<&Document>,
        after: &Document,
    ) -> Result<Vec<Record>, ShopError> {
        let (type_shape, ..) = view.parts(view.shape().position(&key.content_type)?)?;
        let (was, Some(wanted)) = states(view.shape(), type_shape, before, Some(after))? else {
            return Ok(Vec::new());
        };
        if !may_take_in(view.shape(), type_shape, was.as_ref(), &wanted) || !self.look(view, type_shape)? {
            return Ok(Vec::new());
        }
        let places = self.of_record(view.shape(), type_shape, &after.to_node()?);
        let rows = places.into_iter().filter_map(|place| self.row(place));
        Ok(rows.map(|row| row.record.clone()).collect())
    }

    /// Reads what is left over in the tables of a type's collections, and says whether anything is.
    pub(crate) fn look(&mut self, view: &dyn View, type_shape: &TypeShape) -> Result<bool, ShopError> {
        let mut is_any = false;
        for row in &type_shape.rows {
            let (Some(owner), Some(described)) = (&row.owner, view.shape().schema.tables.get(row.table))
            else {
                continue;
            };
            let table = match self.0.entry(row.table) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(vacant) => vacant.insert(read(view, row.table)?),
            };
            table.index(described, &owner.by);
            if let Some(condition) = &row.condition
                && !table.meeting.contains_key(condition)
            {
                let meeting = meeting(view, row.table, condition, table)?;
                table.meeting.insert(condition.clone(), meeting);
            }
            is_any |= !table.rows.is_empty();
        }
        Ok(is_any)
    }

    /// The left-over rows that would belong to a record with this document, or stand where it wants one of its rows.
    pub(crate) fn of_record(&self, shape: &Shape, type_shape: &TypeShape, document: &Node) -> Vec<LeftPlace> {
        let (mut found, mut seen) = (Vec::new(), HashSet::new());
        self.collect(shape, type_shape, (0, document), &mut |place| {
            let is_new = seen.insert(place);
            if is_new {
                found.push(place);
            }
            is_new
        });
        found
    }

    /// Finds the rows that come to the row at a position; `find` says whether one was not found before.
    fn collect(
        &self,
        shape: &Shape,
        type_shape: &TypeShape,
        (position, row): (usize, &Node),
        find: &mut dyn FnMut(LeftPlace) -> bool,
    ) {
        let Some(row_shape) = type_shape.rows.get(position) else {
            return;
        };
        for &child in &row_shape.children {
            let Some((child_shape, owner)) = type_shape
                .rows
                .get(child)
                .and_then(|child_shape| Some((child_shape, child_shape.owner.as_ref()?)))
            else {
                continue;
            };
            let wanted = match row.get(&owner.key) {
                Some(Node::Map(entries)) => entries.as_slice(),
                _ => &[],
            };
            if let (Some(left), Some(above)) = (
                self.0.get(&child_shape.table),
                shape.schema.tables.get(row_shape.table),
            ) {
                for at in wanted.iter().filter_map(|(id, _)| left.by_id.get(id)) {
                    find((child_shape.table, *at));
                }
                let named = said(above, &owner.of, row);
                let pointing = named.and_then(|named| left.by_owner.get(&owner.by)?.get(&named));
                let meets = |at: &&usize| match &child_shape.condition {
                    Some(condition) => left.meeting.get(condition).is_some_and(|rows| rows.contains(*at)),
                    None => true,
                };
                for &at in pointing.into_iter().flatten().filter(meets) {
                    // What it owns would come with it, and goes with it.
                    if find((child_shape.table, at))
                        && let Some(unwanted) = left.rows.get(at)
                    {
                        self.collect(shape, type_shape, (child, &unwanted.node), find);
                    }
                }
            }
            for (_, row) in wanted {
                self.collect(shape, type_shape, (child, row), find);
            }
        }
    }
}

impl LeftTable {
    fn index(&mut self, table: &Table, by: &[usize]) {
        if self.by_owner.contains_key(by) {
            return;
        }
        let mut index: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            if let Some(named) = said(table, by, &row.node) {
                index.entry(named).or_default().push(at);
            }
        }
        self.by_owner.insert(by.to_vec(), index);
    }
}

/// What some columns of a row say, to the kind of each value; `None` when one says nothing.
fn said(table: &Table, columns: &[usize], row: &Node) -> Option<String> {
    columns
        .iter()
        .map(|&column| {
            let value = row
                .get(table.name_of(column))
                .filter(|value| **value != Node::Null)?;
            Some(Document::from(value).to_string())
        })
        .collect::<Option<Vec<_>>>()
        .map(|values| values.join(","))
}

/// Whether a row's columns name this owner.
pub(crate) fn points_to(
    owner: &Owner,
    table: &Table,
    row: &Node,
    owner_table: &Table,
    owner_row: &Node,
) -> bool {
    let named = said(table, &owner.by, row);
    named.is_some() && named == said(owner_table, &owner.of, owner_row)
}

/// Whether rows may come to a record on its way from one document to another. Only then is it worth reading what is left over,
/// which takes a look at every row of the tables that the type owns.
pub(crate) fn may_take_in(
    shape: &Shape,
    type_shape: &TypeShape,
    before: Option<&Node>,
    after: &Node,
) -> bool {
    fn comes(
        shape: &Shape,
        type_shape: &TypeShape,
        position: usize,
        before: Option<&Node>,
        after: &Node,
    ) -> bool {
        let Some(row_shape) = type_shape.rows.get(position) else {
            return false;
        };
        let Some(before) = before else {
            return !row_shape.children.is_empty();
        };
        row_shape.children.iter().any(|&child| {
            let Some(owner) = type_shape.rows.get(child).and_then(|row| row.owner.as_ref()) else {
                return false;
            };
            let names = |row: &Node| {
                let table = shape.schema.tables.get(row_shape.table)?;
                said(table, &owner.of, row)
            };
            let had = before.get(&owner.key);
            let wanted = match after.get(&owner.key) {
                Some(Node::Map(rows)) => rows.as_slice(),
                _ => &[],
            };
            names(before) != names(after)
                || wanted
                    .iter()
                    .any(|(id, row)| match had.and_then(|had| had.get(id)) {
                        Some(was) => comes(shape, type_shape, child, Some(was), row),
                        None => true,
                    })
        })
    }
    comes(shape, type_shape, 0, before, after)
}

fn read(view: &dyn View, table: usize) -> Result<LeftTable, ShopError> {
    let mut left = LeftTable::default();
    let Some(of_type) = view.shape().left_over_of(table) else {
        return Ok(left);
    };
    let mut broken = None;
    view.stream(of_type, None, &mut |record| match record.document.to_node() {
        Ok(node) => {
            let id = &record.key.remote_id;
            if content_id_parts(id).is_none() {
                left.by_id.insert(id.as_str().to_owned(), left.rows.len());
            }
            left.rows.push(LeftRow { record, node });
            ControlFlow::Continue(())
        }
        Err(error) => {
            broken = Some(error);
            ControlFlow::Break(())
        }
    })?;
    match broken {
        Some(error) => Err(error.into()),
        None => Ok(left),
    }
}

/// Which of a table's left-over rows meet a condition. Only the database can say.
fn meeting(
    view: &dyn View,
    table: usize,
    condition: &str,
    left: &LeftTable,
) -> Result<HashSet<usize>, ShopError> {
    let Some(of_type) = view.shape().left_over_of(table).filter(|_| !left.rows.is_empty()) else {
        return Ok(HashSet::new());
    };
    let (type_shape, description, _) = view.parts(of_type)?;
    let condition = match &type_shape.condition {
        Some(left_over) => format!("({left_over}) AND ({condition})"),
        None => condition.to_owned(),
    };
    let narrower = TypeShape {
        condition: Some(condition),
        ..type_shape.clone()
    };
    // Rows of the same content meet it all or none, so their ordinals do not matter.
    let name = |key: &RecordKey| match content_id_parts(&key.remote_id) {
        Some((hash, _)) => hash.to_owned(),
        None => key.remote_id.as_str().to_owned(),
    };
    let mut names = HashSet::new();
    view.stream_shape(&narrower, description, None, &mut |record| {
        names.insert(name(&record.key));
        ControlFlow::Continue(())
    })?;
    let rows = left.rows.iter().enumerate();
    let meeting = rows.filter(|(_, row)| names.contains(&name(&row.record.key)));
    Ok(meeting.map(|(at, _)| at).collect())
}
