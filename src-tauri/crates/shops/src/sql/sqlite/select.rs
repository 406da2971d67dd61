//! The queries that read records.
//!
//! One for each kind of row, as `zip` walks them. The same queries with a condition on the root read a single record, or all that
//! have one of many numbers: asking once for a hundred records costs little more than asking for one.

use crate::ShopError;
use crate::sql::schema::{Place, Table};
use crate::sql::shape::{Naming, Query, RowShape, Shape, TypeShape};
use crate::sql::zip::Places;

/// Quotes a name.
pub(super) fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// SQLite's way to write names.
pub(super) struct Names;

impl Naming for Names {
    fn quote(&self, name: &str) -> String {
        quote(name)
    }

    fn address(&self, table: &Table) -> String {
        quote(&table.name)
    }
}

/// The expressions that tell a row from all others of its table within one view.
pub(super) fn place(table: &Table, alias: &str) -> Vec<String> {
    match table.place {
        Place::Key { .. } => table
            .key
            .iter()
            .map(|&column| format!("{alias}.{}", quote(table.name_of(column))))
            .collect(),
        Place::Row(number) => vec![format!("{alias}.{number}")],
        Place::Content => table
            .columns
            .iter()
            .map(|column| format!("{alias}.{}", quote(&column.name)))
            .collect(),
    }
}

fn order(table: &Table, alias: &str) -> Vec<String> {
    let binary = |column: &str| format!("{alias}.{} COLLATE BINARY", quote(column));
    match table.place {
        Place::Key { numbered: true } => place(table, alias),
        Place::Key { numbered: false } => table
            .key
            .iter()
            .map(|&column| binary(table.name_of(column)))
            .collect(),
        Place::Row(number) => table
            .key
            .iter()
            .map(|&column| binary(table.name_of(column)))
            .chain([format!("{alias}.{number}")])
            .collect(),
        Place::Content => table.columns.iter().map(|column| binary(&column.name)).collect(),
    }
}

/// The root's rows as something to select from.
pub(super) fn root_source(table: &Table, type_shape: &TypeShape) -> String {
    source(table, type_shape.condition.as_ref())
}

/// Rows of a table as something to select from.
fn source(table: &Table, condition: Option<&String>) -> String {
    let name = quote(&table.name);
    match condition {
        None => name,
        Some(condition) => {
            let number = match table.place {
                Place::Row(number) => format!(", {number}"),
                Place::Key { .. } | Place::Content => String::new(),
            };
            format!("(SELECT *{number} FROM {name} WHERE ({condition}))")
        }
    }
}

/// Which records are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    All,
    /// The one whose root row is at a place; its values are the parameters.
    One,
    /// Those whose number is in a list, which is the parameter as JSON. Only of a root that is numbered.
    Numbered,
}

/// The query for the rows at `position`.
pub(super) fn select(
    shape: &Shape,
    type_shape: &TypeShape,
    position: usize,
    which: Which,
) -> Result<Query, ShopError> {
    let chain: Vec<&RowShape> = type_shape.chain(position);
    let tables: Vec<&Table> = chain
        .iter()
        .map(|row| shape.table(row))
        .collect::<Result<_, _>>()?;
    let last = chain.len().saturating_sub(1);
    let (mut columns, mut sorted, mut from) = (Vec::new(), Vec::new(), String::new());
    let mut found = Places::default();
    let mut condition = String::new();
    for (depth, (row, table)) in chain.iter().zip(&tables).enumerate() {
        let alias = format!("r{depth}");
        match &row.owner {
            None => {
                from = format!("{} AS {alias}", root_source(table, type_shape));
                let places = place(table, &alias);
                if which == Which::Numbered {
                    condition = format!(
                        " WHERE {} IN (SELECT value FROM json_each(?1))",
                        places.join(", ")
                    );
                } else if which == Which::One {
                    let places = places.iter().enumerate().map(|(at, place)| match table.place {
                        // A key may be told apart more finely than its column compares.
                        Place::Key { numbered: false } => {
                            format!("{place} IS ?{0} AND +{place} COLLATE BINARY IS ?{0}", at + 1)
                        }
                        Place::Key { numbered: true } | Place::Row(_) | Place::Content => {
                            format!("{place} IS ?{}", at + 1)
                        }
                    });
                    condition = format!(" WHERE {}", places.collect::<Vec<_>>().join(" AND "));
                }
            }
            Some(owner) => {
                let owner_table = tables.get(depth.wrapping_sub(1)).copied();
                let pairs: Vec<String> = owner
                    .by
                    .iter()
                    .zip(&owner.of)
                    .map(|(&by, &of)| {
                        format!(
                            "{alias}.{} = r{}.{}",
                            quote(table.name_of(by)),
                            depth - 1,
                            quote(owner_table.map(|table| table.name_of(of)).unwrap_or_default())
                        )
                    })
                    .collect();
                // CROSS JOIN keeps the owners outermost, whose order is the one we need.
                from.push_str(&format!(
                    " CROSS JOIN {} AS {alias} ON {}",
                    source(table, row.condition.as_ref()),
                    pairs.join(" AND ")
                ));
            }
        }
        if depth + 1 == last {
            columns = place(table, &alias);
            found.owner = columns.len();
        }
        // Rows that own others come in the order that those are sorted by; the first of those that name a record is the same
        // one each time.
        let is_sorted_by = depth < last || last == 0 || !row.children.is_empty();
        if is_sorted_by || type_shape.is_named_by(position) {
            sorted.extend(order(table, &alias));
        }
        if depth == last {
            // Also for a root that may have no id, whose rows have to be found again.
            if !row.children.is_empty() || (last == 0 && table.may_lack_an_id()) {
                let places = place(table, &alias);
                found.own = places.len();
                columns.extend(places);
            }
            columns.extend(
                table
                    .columns
                    .iter()
                    .map(|column| format!("{alias}.{}", quote(&column.name))),
            );
        }
    }
    let order = if which == Which::One && last == 0 {
        String::new()
    } else {
        format!(" ORDER BY {}", sorted.join(", "))
    };
    Ok(Query {
        sql: format!("SELECT {} FROM {from}{condition}{order}", columns.join(", ")),
        places: found,
    })
}
