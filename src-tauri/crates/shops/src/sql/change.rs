//! # From one document to another, row by row
//!
//! Only what differs is written: a changed column, a row that came, a row that went. A key that the wanted document does not
//! have (a column or a collection that came later) stays as it is; a key that the shop does not have any more is refused
//! unless nothing would be lost. Rows that go are taken from the bottom up, rows that come are put from the top down.

use backstock_model::{Document, DocumentError, Node};

use super::refusal;
use super::schema::Table;
use super::shape::{Entry, Shape, TypeShape};
use super::stored::Stored;
use crate::Problem;

/// What has to be done to one row.
#[derive(Clone, Debug)]
pub(crate) enum RowChange {
    Insert {
        table: usize,
        values: Vec<(usize, Stored)>,
    },
    Update {
        table: usize,
        row: Located,
        values: Vec<(usize, Stored)>,
        /// What it was before, all columns.
        was: Vec<(usize, Stored)>,
    },
    Delete {
        table: usize,
        row: Located,
        was: Vec<(usize, Stored)>,
    },
}

/// Which row.
#[derive(Clone, Debug)]
pub(crate) enum Located {
    /// The one with these values in its key.
    Key(Vec<(usize, Stored)>),
    /// The one with this number.
    Number(i64),
    /// Any one with exactly this content.
    Content(Vec<(usize, Stored)>),
}

impl RowChange {
    pub(crate) fn table(&self) -> usize {
        match self {
            Self::Insert { table, .. } | Self::Update { table, .. } | Self::Delete { table, .. } => *table,
        }
    }

    /// What takes it back.
    pub(crate) fn inverse(&self, described: &Table) -> Self {
        let table = self.table();
        match self {
            Self::Insert { values, .. } => Self::Delete {
                table,
                row: locate(described, values),
                was: values.clone(),
            },
            Self::Delete { was, .. } => Self::Insert {
                table,
                values: was
                    .iter()
                    .filter(|(column, _)| !described.is_generated(*column))
                    .cloned()
                    .collect(),
            },
            Self::Update { values, was, .. } => {
                let mut now = was.clone();
                for (column, value) in &mut now {
                    if let Some((_, new)) = values.iter().find(|(known, _)| known == column) {
                        value.clone_from(new);
                    }
                }
                let old = was
                    .iter()
                    .filter(|(column, _)| values.iter().any(|(written, _)| written == column));
                Self::Update {
                    table,
                    row: locate(described, &now),
                    values: old.cloned().collect(),
                    was: now,
                }
            }
        }
    }
}

/// A record before and after; of one that changes, only what differs and what its row is told by. Not for a row that is known by
/// all of its content.
pub(crate) fn states(
    shape: &Shape,
    type_shape: &TypeShape,
    before: Option<&Document>,
    after: Option<&Document>,
) -> Result<(Option<Node>, Option<Node>), DocumentError> {
    match (before, after, shape.telling_columns(type_shape)) {
        (Some(before), Some(after), Some(columns)) => {
            let (before, after) = before.differing(after, |key| columns.contains(&key))?;
            Ok((Some(before), Some(after)))
        }
        _ => Ok((node(before)?, node(after)?)),
    }
}

/// All of a record.
pub(crate) fn node(document: Option<&Document>) -> Result<Option<Node>, DocumentError> {
    document.map(Document::to_node).transpose()
}

/// Lists what has to be done to get a record from `before` to `after`.
///
/// `number` is the root row's number, for a root without a key. `claim` is asked for each row that comes to a collection (by
/// its position, its id, and its owner's row) whether the row is there already and belongs to nobody.
pub(crate) fn changes(
    shape: &Shape,
    type_shape: &TypeShape,
    before: Option<&Node>,
    after: Option<&Node>,
    number: Option<i64>,
    claim: Claim<'_>,
) -> Result<Vec<RowChange>, Problem> {
    let mut walk = Walk {
        shape,
        type_shape,
        number,
        claim,
        deletes: Vec::new(),
        updates: Vec::new(),
        inserts: Vec::new(),
    };
    walk.row(0, before, after, None)?;
    let mut all = walk.deletes;
    all.append(&mut walk.updates);
    all.append(&mut walk.inserts);
    Ok(all)
}

/// Hands over a left-over row to become the one that is wanted: position, id, and the owner's row.
pub(crate) type Claim<'c> = &'c mut dyn FnMut(usize, &str, &Node) -> Option<Node>;

struct Walk<'s> {
    shape: &'s Shape,
    type_shape: &'s TypeShape,
    number: Option<i64>,
    claim: Claim<'s>,
    deletes: Vec<RowChange>,
    updates: Vec<RowChange>,
    inserts: Vec<RowChange>,
}

impl Walk<'_> {
    /// `within` is the id of a row in a collection, and the row that owns it as it shall be.
    fn row(
        &mut self,
        position: usize,
        before: Option<&Node>,
        after: Option<&Node>,
        within: Option<(&str, &Node)>,
    ) -> Result<(), Problem> {
        if before == after {
            return Ok(());
        }
        let (shape, type_shape) = (self.shape, self.type_shape);
        let (Some(row), Some(table)) = (
            type_shape.rows.get(position),
            type_shape
                .rows
                .get(position)
                .and_then(|row| shape.schema.tables.get(row.table)),
        ) else {
            return Ok(());
        };
        let was = before.map(|before| columns_of(table, before)).transpose()?;
        let wanted = after.map(|after| columns_of(table, after)).transpose()?;
        self.look_for_unknown_keys(position, table, before, after)?;
        if let (None, Some(values), Some((id, owner))) = (&was, &wanted, within)
            && let Some(left) = (self.claim)(position, id, owner)
        {
            let was = columns_of(table, &left)?;
            let located = locate(table, &was);
            self.update(row.table, table, located, was, values.clone());
        } else if let (None, Some(values)) = (&was, &wanted) {
            let values = values.iter().filter(|(column, _)| !table.is_generated(*column));
            self.inserts.push(RowChange::Insert {
                table: row.table,
                values: values.cloned().collect(),
            });
        }
        for &child in &row.children {
            self.collection(child, before, after)?;
        }
        let Some(was) = was else {
            return Ok(());
        };
        let located = self.locate(position, table, &was);
        let table_position = row.table;
        match wanted {
            None => self.deletes.push(RowChange::Delete {
                table: table_position,
                row: located,
                was,
            }),
            Some(values) => self.update(table_position, table, located, was, values),
        }
        Ok(())
    }

    fn update(
        &mut self,
        position: usize,
        table: &Table,
        row: Located,
        was: Vec<(usize, Stored)>,
        mut values: Vec<(usize, Stored)>,
    ) {
        values.retain(|(column, value)| {
            let old = was.iter().find(|(known, _)| known == column);
            !table.is_generated(*column) && !old.is_some_and(|(_, old)| old.is_same(value))
        });
        if !values.is_empty() {
            self.updates.push(RowChange::Update {
                table: position,
                row,
                values,
                was,
            });
        }
    }

    fn collection(
        &mut self,
        position: usize,
        before: Option<&Node>,
        after: Option<&Node>,
    ) -> Result<(), Problem> {
        let Some(owner) = self
            .type_shape
            .rows
            .get(position)
            .and_then(|row| row.owner.as_ref())
        else {
            return Ok(());
        };
        let entries = |node: Option<&Node>| match node.and_then(|node| node.get(&owner.key)) {
            Some(Node::Map(entries)) => Some(entries.clone()),
            _ => None,
        };
        let (old, new) = (entries(before), entries(after));
        if after.is_some() && new.is_none() {
            return Ok(()); // the wanted document does not know this collection
        }
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        for (id, row) in &old {
            let wanted = new.binary_search_by(|(found, _)| found.as_bytes().cmp(id.as_bytes()));
            let wanted = wanted.ok().and_then(|at| new.get(at)).map(|(_, row)| row);
            let within = after.map(|after| (id.as_str(), after));
            self.row(position, Some(row), wanted, within)?;
        }
        for (id, row) in &new {
            if old
                .binary_search_by(|(found, _)| found.as_bytes().cmp(id.as_bytes()))
                .is_err()
            {
                let within = after.map(|after| (id.as_str(), after));
                self.row(position, None, Some(row), within)?;
            }
        }
        Ok(())
    }

    fn look_for_unknown_keys(
        &self,
        position: usize,
        table: &Table,
        before: Option<&Node>,
        after: Option<&Node>,
    ) -> Result<(), Problem> {
        let Some(Node::Map(entries)) = after else {
            return Ok(());
        };
        for (key, value) in entries {
            let is_nothing = match value {
                Node::Null => true,
                Node::Map(rows) => rows.is_empty(),
                Node::Bool(_) | Node::Number(_) | Node::Text(_) | Node::List(_) => false,
            };
            let is_kept = is_nothing || before.and_then(|before| before.get(key)) == Some(value);
            let is_known = table.columns.iter().any(|column| column.name == *key)
                || self.type_shape.child(position, key).is_some();
            if !is_kept && !is_known {
                return Err(refusal::column_missing(key));
            }
        }
        Ok(())
    }

    fn locate(&self, position: usize, table: &Table, was: &[(usize, Stored)]) -> Located {
        if let (0, Some(number)) = (position, self.number) {
            return Located::Number(number);
        }
        locate(table, was)
    }
}

/// Tells a row by its key, or by its content where it has none.
pub(crate) fn locate(table: &Table, values: &[(usize, Stored)]) -> Located {
    let key: Option<Vec<_>> = table
        .key
        .iter()
        .map(|column| {
            values
                .iter()
                .find(|(known, value)| known == column && *value != Stored::Null)
                .cloned()
        })
        .collect();
    match key {
        Some(key) if !key.is_empty() => Located::Key(key),
        _ => Located::Content(
            values
                .iter()
                .filter(|(column, _)| !table.is_generated(*column))
                .cloned()
                .collect(),
        ),
    }
}

/// The columns of a row as the document has them.
pub(crate) fn columns_of(table: &Table, row: &Node) -> Result<Vec<(usize, Stored)>, Problem> {
    let mut values = Vec::with_capacity(table.columns.len());
    for (position, column) in table.columns.iter().enumerate() {
        if let Some(value) = row.get(&column.name) {
            let value =
                Stored::of(value, column.affinity).map_err(|why| refusal::unstorable(&column.name, why))?;
            values.push((position, value));
        }
    }
    Ok(values)
}

/// The canonical form of a row's own columns, without the rows it owns: what a row without a key is known by.
pub(crate) fn own_columns(type_shape: &TypeShape, position: usize, row: &Node) -> Node {
    let (Some(shape), Node::Map(entries)) = (type_shape.rows.get(position), row) else {
        return row.clone();
    };
    let is_collection = |key: &str| {
        shape
            .entries
            .iter()
            .any(|(entry, _)| matches!(entry, Entry::Rows(_)))
            && type_shape.child(position, key).is_some()
    };
    Node::Map(
        entries
            .iter()
            .filter(|(key, _)| !is_collection(key))
            .cloned()
            .collect(),
    )
}
