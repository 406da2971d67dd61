//! Which tables and columns the records of a content type make.
//!
//! A record is a row and the rows it owns, nested as deep as they own. Each collection becomes a table of its own. Whatever
//! is neither a single value nor a collection of rows (a list, a group of values) stays in its column as JSON.

use std::collections::BTreeMap;

use backstock_model::Node;

/// What was seen in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    /// A text, or anything that can only be written as one.
    pub(crate) text: bool,
    /// A binary.
    pub(crate) binary: bool,
    /// `true` or `false`.
    pub(crate) bool: bool,
    /// A number without a fraction.
    pub(crate) whole: bool,
    /// A number with a fraction.
    pub(crate) fraction: bool,
    /// A number with an exponent.
    pub(crate) exponent: bool,
    /// The most digits before the point.
    pub(crate) digits: usize,
    /// The most digits behind the point.
    pub(crate) scale: usize,
}

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) seen: Seen,
}

/// A table: the records themselves, or a collection of rows they own.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// The collection's keys from the record down; empty for the records themselves.
    pub(crate) path: Vec<String>,
    pub(crate) columns: Vec<Column>,
}

/// The tables that the records of a content type make, the records themselves first.
#[derive(Clone, Debug)]
pub struct Shape {
    pub(crate) tables: Vec<Table>,
    root: Level,
}

#[derive(Clone, Debug, Default)]
struct Level {
    table: usize,
    below: BTreeMap<String, Level>,
}

/// A row on its way into a table.
pub(crate) struct Row<'n> {
    /// The table's place in [`Shape::tables`].
    pub(crate) table: usize,
    /// The ids of the rows from the record down to this one; none for the record itself.
    pub(crate) ids: Vec<&'n str>,
    pub(crate) node: &'n Node,
}

/// Looks at every record once.
#[derive(Clone, Debug, Default)]
pub struct ShapeFinder {
    root: Found,
}

#[derive(Clone, Debug, Default)]
struct Found {
    columns: BTreeMap<String, Seen>,
    collections: BTreeMap<String, Found>,
}

impl ShapeFinder {
    /// Looks at a record.
    pub fn look(&mut self, record: &Node) {
        self.root.look(record);
    }

    /// What was found.
    pub fn found(self) -> Shape {
        let mut tables = Vec::new();
        let root = self.root.into_level(Vec::new(), &mut tables);
        Shape { tables, root }
    }
}

impl Found {
    fn look(&mut self, row: &Node) {
        let Node::Map(entries) = row else { return };
        for (key, value) in entries {
            let was_value = self.columns.contains_key(key);
            match rows_of(value) {
                Some(rows) if !was_value => {
                    let found = match self.collections.get_mut(key) {
                        Some(found) => found,
                        None => self.collections.entry(key.clone()).or_default(),
                    };
                    rows.iter().for_each(|(_, row)| found.look(row));
                }
                _ => {
                    // Once a value, always a value: a column cannot be a table as well.
                    let no_rows = !self.collections.is_empty() && self.collections.contains_key(key);
                    if no_rows && matches!(value, Node::Null) {
                        continue;
                    }
                    if no_rows {
                        self.collections.remove(key);
                    }
                    match self.columns.get_mut(key) {
                        Some(seen) => seen.look(value),
                        None => self.columns.entry(key.clone()).or_default().look(value),
                    }
                }
            }
        }
    }

    fn into_level(self, path: Vec<String>, tables: &mut Vec<Table>) -> Level {
        let table = tables.len();
        let columns = self.columns.into_iter();
        tables.push(Table {
            path: path.clone(),
            columns: columns.map(|(name, seen)| Column { name, seen }).collect(),
        });
        let mut below = BTreeMap::new();
        for (key, found) in self.collections {
            // A collection that never had a row makes no table.
            if !found.columns.is_empty() || !found.collections.is_empty() {
                let mut path = path.clone();
                path.push(key.clone());
                below.insert(key, found.into_level(path, tables));
            }
        }
        Level { table, below }
    }
}

impl Seen {
    fn look(&mut self, value: &Node) {
        match value {
            Node::Null => {}
            Node::Bool(_) => self.bool = true,
            Node::Number(text) => self.look_at_number(text),
            Node::Text(_) | Node::List(_) => self.text = true,
            Node::Map(entries) => match entries.first() {
                Some((key, _)) if key == "$bytes" || key == "$object" || key == "$text" => {
                    self.binary = true;
                }
                _ => self.text = true,
            },
        }
    }

    fn look_at_number(&mut self, text: &str) {
        if text.contains(['e', 'E']) {
            // Infinity is written as a number that no database takes for one.
            if text.parse::<f64>().is_ok_and(f64::is_finite) {
                self.exponent = true;
            } else {
                self.text = true;
            }
            return;
        }
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        self.digits = self.digits.max(whole.len());
        self.scale = self.scale.max(fraction.len());
        if unsigned.contains('.') {
            self.fraction = true;
        } else {
            self.whole = true;
        }
    }

    /// Whether nothing but numbers was seen.
    pub(crate) fn is_number(self) -> bool {
        self.has_number() && !self.text && !self.binary && !self.bool
    }

    /// Whether nothing but `true` and `false` was seen.
    pub(crate) fn is_only_bool(self) -> bool {
        self.bool && !self.text && !self.binary && !self.has_number()
    }

    /// Whether nothing but texts was seen.
    pub(crate) fn is_only_text(self) -> bool {
        self.text && !self.bool && !self.binary && !self.has_number()
    }

    fn has_number(self) -> bool {
        self.whole || self.fraction || self.exponent
    }
}

impl Shape {
    /// Hands over the rows of a record, owners before what they own.
    pub(crate) fn rows<'n>(&self, record: &'n Node) -> Vec<Row<'n>> {
        let mut rows = Vec::new();
        self.root.rows(record, &[], &mut rows);
        rows
    }
}

impl Level {
    fn rows<'n>(&self, node: &'n Node, ids: &[&'n str], rows: &mut Vec<Row<'n>>) {
        rows.push(Row {
            table: self.table,
            ids: ids.to_vec(),
            node,
        });
        for (key, level) in &self.below {
            for (id, owned) in node.get(key).and_then(rows_of).unwrap_or_default() {
                let mut ids = ids.to_vec();
                ids.push(id);
                level.rows(owned, &ids, rows);
            }
        }
    }
}

/// The rows of a collection. A group of single values is none.
pub(crate) fn rows_of(node: &Node) -> Option<&[(String, Node)]> {
    match node {
        Node::Map(entries) if !node.is_leaf() => entries
            .iter()
            .all(|(_, row)| matches!(row, Node::Map(_)) && !row.is_leaf())
            .then_some(entries.as_slice()),
        _ => None,
    }
}
