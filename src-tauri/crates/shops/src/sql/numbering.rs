//! # Which values are numbers of rows
//!
//! A shop numbers its rows itself, so the same product has another number in another shop. A **space** is a set of columns that
//! hold numbers of the same rows: a table's own key, and every column that points there, by a foreign key, a profile's
//! reference, the tie between an owner and its rows, or a profile's `[[number]]`. Tables that share their numbers (an order and
//! the post that stands for it) share a space.
//!
//! [`Numbering::renumber`] writes a document anew with other numbers; which they are is decided by whoever copies.
//! [`Numbering::align`] finds out which rows of two records are the same although they are numbered differently.

mod align;

use std::collections::{BTreeMap, HashMap};

use backstock_model::{ContentType, Document, Node, RemoteId};

use super::schema::Table;
use super::shape::{Shape, TypeShape};
use super::stored::{Affinity, content_hash, content_id, content_id_parts, id_of_row};
use crate::ShopError;

/// How a shop numbers its rows.
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    spaces: Vec<Space>,
    types: BTreeMap<ContentType, OfType>,
}

/// Columns that hold numbers of the same rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    /// The table that gives out the numbers.
    pub name: String,
    /// Whether they are whole numbers the shop counts up; a text that is a key means the same in every shop.
    pub is_counted: bool,
    /// The largest number in use.
    pub largest: u64,
}

/// A number that leads to something the other shop does not have and does not get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfollowed;

/// What a number becomes: another one, or `None` where it stays as it is.
pub type Renumbered = Result<Option<String>, Unfollowed>;

/// Answers with the largest value of a table's column.
type Largest<'l> = &'l dyn Fn(&Table, &str) -> Result<Option<String>, ShopError>;

#[derive(Clone, Debug)]
struct OfType {
    /// In the order of the type's shape, the root first.
    rows: Vec<OfRow>,
    /// What tells the same record in another shop: the collection of the root it is in, if any, and the column.
    natural_key: Vec<(Option<usize>, String)>,
    is_own: bool,
}

/// The numbers in one kind of row.
#[derive(Clone, Debug)]
struct OfRow {
    table: Table,
    /// The columns that tell it from others.
    key: Vec<usize>,
    /// Columns that hold numbers.
    places: HashMap<String, usize>,
    told: Vec<Told>,
    /// The column of its own number, and the space that gives it out; not where the number is its owner's.
    own: Option<(String, usize)>,
    /// The collections its rows own, by their keys.
    children: Vec<(String, usize)>,
}

/// A column that holds numbers in some rows only.
#[derive(Clone, Debug)]
struct Told {
    column: String,
    space: usize,
    when: String,
    is: Vec<String>,
}

impl Numbering {
    pub(crate) fn of(shape: &Shape, largest: Largest<'_>) -> Result<Self, ShopError> {
        let joined = joined(shape);
        let mut spaces: Vec<Space> = Vec::new();
        let mut of_group: HashMap<usize, usize> = HashMap::new();
        for (position, table) in shape.schema.tables.iter().enumerate() {
            let [column] = table.key.as_slice() else { continue };
            let column = *column;
            let is_counted = is_counted(table, column);
            let found = if is_counted {
                let text = largest(table, table.name_of(column))?;
                text.and_then(|text| text.parse::<u64>().ok()).unwrap_or(0)
            } else {
                0
            };
            let space = *of_group.entry(joined.group(position, column)).or_insert_with(|| {
                spaces.push(Space {
                    name: table.name.clone(),
                    is_counted: true,
                    largest: 0,
                });
                spaces.len() - 1
            });
            if let Some(space) = spaces.get_mut(space) {
                space.is_counted &= is_counted;
                space.largest = space.largest.max(found);
            }
        }
        let space_of = |table: usize, column: usize| of_group.get(&joined.group(table, column)).copied();
        let types = shape
            .types
            .iter()
            .zip(shape.descriptions())
            .map(|(type_shape, description)| {
                let of_type = OfType {
                    rows: rows(shape, type_shape, &space_of),
                    natural_key: natural_key(shape, type_shape),
                    is_own: type_shape.is_own,
                };
                (description.key.clone(), of_type)
            })
            .collect();
        Ok(Self { spaces, types })
    }

    /// The spaces; elsewhere they are called by their position here.
    pub fn spaces(&self) -> &[Space] {
        &self.spaces
    }

    /// Whether the shop counts the records of a type itself, and in which space.
    pub fn counted(&self, content_type: &ContentType) -> Option<usize> {
        let (_, space) = self.types.get(content_type)?.rows.first()?.own.as_ref()?;
        self.spaces.get(*space)?.is_counted.then_some(*space)
    }

    /// The space of a type's records, where a single column identifies them.
    pub fn space_of(&self, content_type: &ContentType) -> Option<usize> {
        let (_, space) = self.types.get(content_type)?.rows.first()?.own.as_ref()?;
        Some(*space)
    }

    /// Whether a type is about this very shop: its address, its passwords for other services.
    pub fn is_own(&self, content_type: &ContentType) -> bool {
        self.types.get(content_type).is_some_and(|of_type| of_type.is_own)
    }

    /// Whether anything tells a type's records in another shop.
    pub fn has_natural_key(&self, content_type: &ContentType) -> bool {
        let of_type = self.types.get(content_type);
        of_type.is_some_and(|of_type| !of_type.natural_key.is_empty())
    }

    /// Whether what tells a record has to do with another of its type: a category is known by its name and the one above.
    pub fn is_told_by_its_like(&self, content_type: &ContentType) -> bool {
        let Some(of_type) = self.types.get(content_type) else {
            return false;
        };
        let own = self.space_of(content_type);
        of_type.natural_key.iter().any(|(collection, column)| {
            let row = of_type.rows.get(collection.unwrap_or(0));
            row.is_some_and(|row| own.is_some() && row.places.get(column).copied() == own)
        })
    }

    /// Whether records of a type own rows with numbers of their own.
    pub fn has_counted_rows(&self, content_type: &ContentType) -> bool {
        let rows = self
            .types
            .get(content_type)
            .map(|of_type| of_type.rows.as_slice());
        rows.unwrap_or_default()
            .iter()
            .skip(1)
            .any(|row| row.own.is_some())
    }

    /// Hands over the number of every row that a record owns, with its space.
    pub fn owned_numbers(
        &self,
        content_type: &ContentType,
        document: &Node,
        each: &mut dyn FnMut(usize, &str),
    ) {
        if let Some(of_type) = self.types.get(content_type) {
            of_type.owned_numbers(0, document, each);
        }
    }

    /// What tells the same record in another shop, its own references given in that shop's numbers. Nothing when a part of it is
    /// missing or leads to what that shop does not have.
    pub fn natural_key(
        &self,
        content_type: &ContentType,
        document: &Node,
        of: &mut dyn FnMut(usize, &str) -> Renumbered,
    ) -> Option<String> {
        let of_type = self.types.get(content_type)?;
        if of_type.natural_key.is_empty() {
            return None;
        }
        let mut told = String::new();
        for (collection, column) in &of_type.natural_key {
            let (row, node) = match collection {
                None => (of_type.rows.first()?, document),
                Some(child) => {
                    let (key, _) = of_type
                        .rows
                        .first()?
                        .children
                        .iter()
                        .find(|(_, at)| at == child)?;
                    let (_, first) = entries(document.get(key)?).first()?;
                    (of_type.rows.get(*child)?, first)
                }
            };
            let value = node.get(column).filter(|value| value.is_leaf())?;
            let value = match row.places.get(column) {
                Some(space) => renumbered(value, *space, false, of).ok()?,
                None => value.clone(),
            };
            let text = value.to_text();
            if text.is_empty() || value == Node::Null {
                return None;
            }
            told.push_str(&text);
            told.push('\0');
        }
        Some(told)
    }

    /// The same record with other numbers, and the id it has then.
    pub fn renumber(
        &self,
        content_type: &ContentType,
        id: &RemoteId,
        document: &Node,
        of: &mut dyn FnMut(usize, &str) -> Renumbered,
    ) -> Result<(RemoteId, Node), Unfollowed> {
        let Some(of_type) = self.types.get(content_type) else {
            return Ok((id.clone(), document.clone()));
        };
        let made = of_type.row(0, document, of)?;
        let id = match of_type.rows.first().and_then(|row| row.id(&made)) {
            Some(id) => id,
            None => match content_id_parts(id) {
                Some((_, ordinal)) => content_id(&own_hash(&made), ordinal),
                None => id.clone(),
            },
        };
        Ok((id, made))
    }
}

impl OfType {
    fn owned_numbers(&self, at: usize, node: &Node, each: &mut dyn FnMut(usize, &str)) {
        let Some(row) = self.rows.get(at) else { return };
        for (key, child) in &row.children {
            let own = self.rows.get(*child).and_then(|row| row.own.as_ref());
            for (_, owned) in node.get(key).map(entries).unwrap_or_default() {
                if let Some((column, space)) = own
                    && let Some(number) = owned.get(column).and_then(text_of)
                {
                    each(*space, number);
                }
                self.owned_numbers(*child, owned, each);
            }
        }
    }

    fn row(
        &self,
        at: usize,
        node: &Node,
        of: &mut dyn FnMut(usize, &str) -> Renumbered,
    ) -> Result<Node, Unfollowed> {
        let (Some(row), Node::Map(entries)) = (self.rows.get(at), node) else {
            return Ok(node.clone());
        };
        let mut made = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let child = row.children.iter().find(|(known, _)| known == key);
            let value = match child {
                Some((_, child)) => self.collection(*child, value, of)?,
                None => match row.space_in(key, node) {
                    Some((space, may_be_several)) => renumbered(value, space, may_be_several, of)?,
                    None => value.clone(),
                },
            };
            made.push((key.clone(), value));
        }
        Ok(Node::Map(made))
    }

    fn collection(
        &self,
        at: usize,
        node: &Node,
        of: &mut dyn FnMut(usize, &str) -> Renumbered,
    ) -> Result<Node, Unfollowed> {
        let Some(row) = self.rows.get(at) else {
            return Ok(node.clone());
        };
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut made = Vec::with_capacity(entries(node).len());
        for (_, owned) in entries(node) {
            let owned = self.row(at, owned, of)?;
            let id = row.id(&owned).unwrap_or_else(|| {
                let hash = own_hash(&owned);
                let ordinal = seen.entry(hash.clone()).or_default();
                *ordinal += 1;
                content_id(&hash, *ordinal - 1)
            });
            made.push((String::from(id.into_encoded()), owned));
        }
        made.sort_by(|(left, _), (right, _)| left.as_bytes().cmp(right.as_bytes()));
        Ok(Node::Map(made))
    }
}

impl OfRow {
    /// The space of the numbers in a column of a row, and whether there may be several.
    fn space_in(&self, column: &str, row: &Node) -> Option<(usize, bool)> {
        if let Some(space) = self.places.get(column) {
            return Some((*space, false));
        }
        let told = self.told.iter().find(|told| {
            let text = row.get(&told.when).map(Node::to_text);
            told.column == column && text.is_some_and(|text| told.is.contains(&text))
        });
        told.map(|told| (told.space, true))
    }

    /// The id of a row by its key; nothing when it has none.
    fn id(&self, row: &Node) -> Option<RemoteId> {
        id_of_row(&self.table, &self.key, row).ok().flatten()
    }
}

/// The hash of a row's own columns.
fn own_hash(row: &Node) -> String {
    let own = entries(row).iter().filter(|(_, value)| value.is_leaf()).cloned();
    content_hash(Document::from(&Node::Map(own.collect())).as_bytes())
}

fn entries(node: &Node) -> &[(String, Node)] {
    match node {
        Node::Map(entries) if !node.is_leaf() => entries,
        _ => &[],
    }
}

fn text_of(value: &Node) -> Option<&str> {
    match value {
        Node::Number(text) => Some(text),
        Node::Text(text) => Some(text),
        Node::Null | Node::Bool(_) | Node::List(_) | Node::Map(_) => None,
    }
}

fn renumbered(
    value: &Node,
    space: usize,
    may_be_several: bool,
    of: &mut dyn FnMut(usize, &str) -> Renumbered,
) -> Result<Node, Unfollowed> {
    Ok(match value {
        Node::Number(text) => {
            of(space, text)?.map_or_else(|| value.clone(), |other| Node::Number(other.into()))
        }
        Node::Text(text) if may_be_several && text.contains(',') => {
            let mut parts = Vec::new();
            for part in text.split(',') {
                parts.push(of(space, part)?.unwrap_or_else(|| part.to_owned()));
            }
            Node::Text(parts.join(","))
        }
        Node::Text(text) => of(space, text)?.map_or_else(|| value.clone(), Node::Text),
        Node::Null | Node::Bool(_) | Node::List(_) | Node::Map(_) => value.clone(),
    })
}

fn rows(
    shape: &Shape,
    type_shape: &TypeShape,
    space_of: &dyn Fn(usize, usize) -> Option<usize>,
) -> Vec<OfRow> {
    let mut rows = Vec::with_capacity(type_shape.rows.len());
    for row in &type_shape.rows {
        let Ok(table) = shape.table(row) else { continue };
        let places = (0..table.columns.len())
            .filter_map(|column| Some((table.name_of(column).to_owned(), space_of(row.table, column)?)))
            .collect();
        let told = shape.told_numbers.iter().filter(|told| told.table == row.table);
        let told = told.filter_map(|told| {
            let (when, is) = told.when.clone()?;
            let of = shape.table_at(told.of).ok()?;
            Some(Told {
                column: table.name_of(told.column).to_owned(),
                space: space_of(told.of, *of.key.first()?)?,
                when: table.name_of(when).to_owned(),
                is,
            })
        });
        let own = match table.key.as_slice() {
            [column] if row.owner.as_ref().is_none_or(|owner| !owner.by.contains(column)) => {
                space_of(row.table, *column).map(|space| (table.name_of(*column).to_owned(), space))
            }
            _ => None,
        };
        let children = row.children.iter().filter_map(|&child| {
            let owner = type_shape.rows.get(child)?.owner.as_ref()?;
            Some((owner.key.clone(), child))
        });
        rows.push(OfRow {
            places,
            told: told.collect(),
            own,
            children: children.collect(),
            key: match row.owner {
                None => type_shape.key.clone(),
                Some(_) => table.key.clone(),
            },
            table: table.clone(),
        });
    }
    rows
}

fn natural_key(shape: &Shape, type_shape: &TypeShape) -> Vec<(Option<usize>, String)> {
    let words = type_shape.natural_key.iter().filter_map(|word| {
        let table = shape.table(type_shape.rows.get(word.row)?).ok()?;
        Some((
            (word.row > 0).then_some(word.row),
            table.name_of(word.column).to_owned(),
        ))
    });
    words.collect()
}

/// Whether a key is a number the shop counts up. The largest kind of MySQL's is carried with every digit.
fn is_counted(table: &Table, column: usize) -> bool {
    let declared = table.columns.get(column).map(|column| column.declared.as_str());
    match table.affinity(column) {
        Affinity::Numeric => true,
        Affinity::Exact => declared.unwrap_or_default().starts_with("bigint"),
        Affinity::Text | Affinity::Real | Affinity::Blob | Affinity::Truth => false,
    }
}

/// Columns that hold the same numbers, as groups.
struct Joined {
    /// Where the columns of each table begin in `above`.
    starts: Vec<usize>,
    above: Vec<usize>,
}

impl Joined {
    fn group(&self, table: usize, column: usize) -> usize {
        let mut at = self.starts.get(table).copied().unwrap_or_default() + column;
        while let Some(&above) = self.above.get(at)
            && above != at
        {
            at = above;
        }
        at
    }

    fn join(&mut self, left: (usize, usize), right: (usize, usize)) {
        let (left, right) = (self.group(left.0, left.1), self.group(right.0, right.1));
        if let Some(above) = self.above.get_mut(left.max(right)) {
            *above = left.min(right);
        }
    }
}

fn joined(shape: &Shape) -> Joined {
    let mut starts = Vec::with_capacity(shape.schema.tables.len());
    let mut count = 0;
    for table in &shape.schema.tables {
        starts.push(count);
        count += table.columns.len();
    }
    let mut joined = Joined {
        starts,
        above: (0..count).collect(),
    };
    for link in &shape.links {
        for (&column, &parent) in link.columns.iter().zip(&link.parent_columns) {
            joined.join((link.child, column), (link.parent, parent));
        }
    }
    for type_shape in &shape.types {
        for row in &type_shape.rows {
            let Some(owner) = &row.owner else { continue };
            let Some(above) = type_shape.rows.get(owner.row) else {
                continue;
            };
            for (&by, &of) in owner.by.iter().zip(&owner.of) {
                joined.join((row.table, by), (above.table, of));
            }
        }
    }
    for told in shape.told_numbers.iter().filter(|told| told.when.is_none()) {
        let of = shape
            .table_at(told.of)
            .ok()
            .and_then(|table| table.key.first().copied());
        if let Some(of) = of {
            joined.join((told.table, told.column), (told.of, of));
        }
    }
    joined
}
