//! The queries that read records from a server.

use super::Session;
use crate::ShopError;
use crate::sql::schema::{Column, Place, Table};
use crate::sql::shape::{RowShape, Shape, TypeShape};
use crate::sql::stored::Stored;
use crate::sql::zip::Places;

/// Which root rows.
#[derive(Clone, Copy)]
pub(crate) enum Range<'r> {
    /// Those after this place, as many as said.
    After(Option<&'r [Stored]>, usize),
    /// From the first place to the last one, both included.
    Between(&'r [Stored], &'r [Stored]),
    /// All.
    All,
}

/// A query for one kind of row.
pub(crate) struct Select<'s> {
    shown: String,
    /// The tables, and the condition.
    pub(crate) from: String,
    /// The order, and how many.
    rest: String,
    /// The columns it answers with.
    pub(crate) columns: Vec<&'s Column>,
    pub(crate) places: Places,
}

impl Select<'_> {
    pub(crate) fn sql(&self) -> String {
        format!("SELECT {} FROM {}{}", self.shown, self.from, self.rest)
    }
}

/// The positions of the columns that tell a row from all others of its table.
pub(crate) fn place(table: &Table) -> Vec<usize> {
    match table.place {
        Place::Key { .. } => table.key.clone(),
        Place::Row(_) | Place::Content => (0..table.columns.len()).collect(),
    }
}

/// The root's rows as something to select from.
pub(crate) fn root_source(session: &dyn Session, table: &Table, type_shape: &TypeShape) -> String {
    source(session, table, type_shape.condition.as_ref())
}

/// Rows of a table as something to select from.
fn source(session: &dyn Session, table: &Table, condition: Option<&String>) -> String {
    let address = session.rows_of(table);
    match condition {
        None => address,
        Some(condition) => {
            // By name, as a column may be hidden from `*`.
            let columns: Vec<String> = table
                .columns
                .iter()
                .map(|column| session.quote(&column.name))
                .collect();
            format!(
                "(SELECT {} FROM {address} WHERE ({condition}))",
                columns.join(", ")
            )
        }
    }
}

/// The query for the rows at `position` whose root rows are in a range.
pub(crate) fn select<'s>(
    session: &dyn Session,
    shape: &'s Shape,
    type_shape: &'s TypeShape,
    position: usize,
    range: Range<'_>,
) -> Result<Select<'s>, ShopError> {
    let chain: Vec<&RowShape> = type_shape.chain(position);
    let tables: Vec<&'s Table> = chain
        .iter()
        .map(|row| shape.table(row))
        .collect::<Result<_, _>>()?;
    let last = chain.len().saturating_sub(1);
    let (mut columns, mut sorted, mut from) = (Vec::new(), Vec::new(), String::new());
    let mut found = Places::default();
    let mut condition = String::new();
    for (depth, (row, table)) in chain.iter().zip(&tables).enumerate() {
        let alias = format!("r{depth}");
        let column = |at: usize| table.columns.get(at);
        match &row.owner {
            None => {
                from = format!("{} AS {alias}", root_source(session, table, type_shape));
                condition = within(session, table, &alias, range);
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
                            session.quote(table.name_of(by)),
                            depth - 1,
                            session.quote(owner_table.map(|table| table.name_of(of)).unwrap_or_default())
                        )
                    })
                    .collect();
                from.push_str(&format!(
                    " {} {} AS {alias} ON {}",
                    session.joined(),
                    source(session, table, row.condition.as_ref()),
                    pairs.join(" AND ")
                ));
            }
        }
        let places = place(table);
        let mut add = |positions: &[usize]| {
            columns.extend(
                positions
                    .iter()
                    .filter_map(|&at| column(at))
                    .map(|column| (alias.clone(), column)),
            );
        };
        if depth + 1 == last {
            found.owner = places.len();
            add(&places);
        }
        if depth == last {
            if !row.children.is_empty() || last == 0 {
                found.own = places.len();
                add(&places);
            }
            add(&(0..table.columns.len()).collect::<Vec<_>>());
        }
        // A single root row needs no order, and not every kind of value has one.
        // Rows that own others come in the order that those are sorted by; the first of those that name a record is the same
        // one each time, where they have a key to sort by.
        let is_sorted_by = depth < last
            || last == 0
            || !row.children.is_empty()
            || (!table.key.is_empty() && type_shape.is_named_by(position));
        if is_sorted_by && !(depth == 0 && is_alone(&range)) {
            sorted.extend(
                places
                    .iter()
                    .filter_map(|&at| column(at))
                    .map(|column| session.sorted(&alias, column)),
            );
        }
    }
    let shown: Vec<String> = columns
        .iter()
        .map(|(alias, column)| session.shown(alias, column))
        .collect();
    // Rows without a key come in whatever order the server has them in.
    let is_sorted = !matches!(range, Range::All);
    let order = if is_sorted && !sorted.is_empty() {
        format!(" ORDER BY {}", sorted.join(", "))
    } else {
        String::new()
    };
    let limit = match range {
        Range::After(_, most) => format!(" LIMIT {most}"),
        // One of several rows that are equal in all they have.
        Range::Between(..) if is_alone(&range) && last == 0 => " LIMIT 1".to_owned(),
        Range::Between(..) | Range::All => String::new(),
    };
    Ok(Select {
        shown: shown.join(", "),
        from: format!("{from}{condition}"),
        rest: format!("{order}{limit}"),
        columns: columns.into_iter().map(|(_, column)| column).collect(),
        places: found,
    })
}

fn is_alone(range: &Range<'_>) -> bool {
    matches!(range, Range::Between(first, last) if first == last)
}

/// The condition for a root row to be within a range; empty for all.
fn within(session: &dyn Session, table: &Table, alias: &str, range: Range<'_>) -> String {
    let places = place(table);
    let columns: Vec<&Column> = places.iter().filter_map(|&at| table.columns.get(at)).collect();
    let condition = match range {
        Range::All | Range::After(None, _) => return String::new(),
        Range::After(Some(after), _) => beyond(session, alias, &columns, after, ">", ">"),
        Range::Between(first, last) if first == last => columns
            .iter()
            .zip(first)
            .map(|(column, value)| match table.place {
                Place::Key { .. } => format!(
                    "{} = {}",
                    session.sorted(alias, column),
                    session.literal(column, value)
                ),
                Place::Row(_) | Place::Content => session.is_exactly(alias, column, value),
            })
            .collect::<Vec<_>>()
            .join(" AND "),
        Range::Between(first, last) => format!(
            "({}) AND ({})",
            beyond(session, alias, &columns, first, ">", ">="),
            beyond(session, alias, &columns, last, "<", "<=")
        ),
    };
    format!(" WHERE {condition}")
}

/// The condition for a key to come after another one: `a > 1 OR a = 1 AND b > 2`. The first column is named once more on its
/// own, which is what servers find the beginning in an index by.
fn beyond(
    session: &dyn Session,
    alias: &str,
    columns: &[&Column],
    values: &[Stored],
    than: &str,
    at_last: &str,
) -> String {
    let pairs: Vec<(String, String)> = columns
        .iter()
        .zip(values)
        .map(|(column, value)| (session.sorted(alias, column), session.literal(column, value)))
        .collect();
    let last = pairs.len().saturating_sub(1);
    let ways: Vec<String> = (0..pairs.len())
        .map(|depth| {
            let compared = pairs
                .iter()
                .take(depth + 1)
                .enumerate()
                .map(|(at, (name, value))| {
                    let sign = match at {
                        _ if at < depth => "=",
                        _ if at == last => at_last,
                        _ => than,
                    };
                    format!("{name} {sign} {value}")
                });
            compared.collect::<Vec<_>>().join(" AND ")
        })
        .collect();
    match (pairs.as_slice(), ways.as_slice()) {
        ([_], [only]) => only.clone(),
        ([(name, value), ..], ways) => {
            format!("{name} {than}= {value} AND ({})", ways.join(" OR "))
        }
        ([], _) => "1 = 1".to_owned(),
    }
}
