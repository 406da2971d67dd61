//! What a PostgreSQL server says about the tables of a database.
//!
//! Tables outside the schema that names are looked up in first are called `schema.table`. A key is the primary key, else the
//! smallest unique index over whole columns that are never NULL. A table that others inherit from is asked for its own rows only,
//! as theirs are theirs; a partitioned one has no others than those of its parts.

use std::collections::BTreeMap;

use super::session::PostgresSession;
use crate::ShopError;
use crate::sql::schema::{Acts, Column, ForeignKey, Place, Schema, Table, Unique};
use crate::sql::stored::Affinity;

/// Tables that hold rows: ordinary ones and partitioned ones, without the partitions themselves.
const OURS: &str = "c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname <> 'information_schema' \
                    AND n.nspname NOT LIKE 'pg\\_%'";

/// Tables that the user may not read, or of which the server would leave rows out.
const HIDDEN: &str = "(NOT has_schema_privilege(n.oid, 'USAGE') OR row_security_active(c.oid) OR EXISTS (
    SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    AND NOT has_column_privilege(c.oid, a.attnum, 'SELECT')))";

/// Reads the whole schema.
pub(super) fn read(session: &PostgresSession) -> Result<Schema, ShopError> {
    let mut schema = Schema::default();
    let mut positions: BTreeMap<String, usize> = BTreeMap::new();
    let tables = session.texts(&format!(
        "SELECT c.oid, n.nspname, c.relname, n.nspname = current_schema(), c.relhassubclass AND c.relkind = 'r', {HIDDEN}
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OURS} ORDER BY 4 DESC, n.nspname, c.relname"
    ))?;
    for row in tables {
        let [Some(id), Some(within), Some(name), is_usual, has_heirs, is_hidden] = row.as_slice() else {
            continue;
        };
        positions.insert(id.clone(), schema.tables.len());
        schema.tables.push(Table {
            within: Some(within.clone()),
            has_heirs: has_heirs.as_deref() == Some("t"),
            is_readable: is_hidden.as_deref() == Some("f"),
            ..Table::new(called(within, name, is_usual.as_deref()))
        });
    }
    let numbers = columns(session, &mut schema, &positions)?;
    uniques(session, &mut schema, &positions, &numbers)?;
    foreign_keys(session, &mut schema, &positions, &numbers)?;
    Ok(schema)
}

fn called(within: &str, name: &str, is_usual: Option<&str>) -> String {
    if is_usual == Some("t") {
        name.to_owned()
    } else {
        format!("{within}.{name}")
    }
}

/// The tables that the user may not read, or of which the server would leave rows out; they are named to everyone.
pub(super) fn forbidden(session: &PostgresSession) -> Result<Vec<String>, ShopError> {
    names_of(session, HIDDEN)
}

/// The tables that the user does not have this right to.
pub(super) fn unwritable(session: &PostgresSession, right: &str) -> Result<Vec<String>, ShopError> {
    names_of(
        session,
        &format!("NOT (has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, '{right}'))"),
    )
}

/// The tables that meet a condition.
fn names_of(session: &PostgresSession, condition: &str) -> Result<Vec<String>, ShopError> {
    let tables = session.texts(&format!(
        "SELECT n.nspname, c.relname, n.nspname = current_schema() FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE {OURS} AND ({condition}) ORDER BY 3 DESC, 1, 2"
    ))?;
    Ok(tables
        .iter()
        .filter_map(|row| match row.as_slice() {
            [Some(within), Some(name), is_usual] => Some(called(within, name, is_usual.as_deref())),
            _ => None,
        })
        .collect())
}

/// The position of each column by its table's id and its own number, which goes on counting where columns were dropped.
type Numbers = BTreeMap<(String, String), usize>;

fn columns(
    session: &PostgresSession,
    schema: &mut Schema,
    positions: &BTreeMap<String, usize>,
) -> Result<Numbers, ShopError> {
    let mut numbers = Numbers::new();
    // A domain is what it is made of.
    let columns = session.texts(&format!(
        "SELECT a.attrelid, a.attnum, a.attname, coalesce(base.typname, t.typname), format_type(a.atttypid, a.atttypmod),
                a.attnotnull OR t.typnotnull, a.attgenerated <> ''
         FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
         JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type base ON base.oid = t.typbasetype
         WHERE {OURS} AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum"
    ))?;
    for row in columns {
        let [
            Some(table),
            Some(number),
            Some(name),
            Some(kind),
            Some(declared),
            not_null,
            generated,
        ] = row.as_slice()
        else {
            continue;
        };
        let Some(described) = positions.get(table).and_then(|&at| schema.tables.get_mut(at)) else {
            continue;
        };
        numbers.insert((table.clone(), number.clone()), described.columns.len());
        described.columns.push(Column {
            name: name.clone(),
            affinity: affinity(kind),
            not_null: not_null.as_deref() == Some("t"),
            generated: generated.as_deref() == Some("t"),
            declared: declared.clone(),
            sets_itself: false,
            collation: None,
        });
    }
    Ok(numbers)
}

fn uniques(
    session: &PostgresSession,
    schema: &mut Schema,
    positions: &BTreeMap<String, usize>,
    numbers: &Numbers,
) -> Result<(), ShopError> {
    let indexes = session.texts(&format!(
        "SELECT i.indrelid, ic.relname, i.indisprimary, array_to_string(i.indkey[0:i.indnkeyatts - 1], ' '),
                i.indpred IS NOT NULL
         FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE {OURS} AND i.indisunique AND i.indisvalid ORDER BY i.indrelid, i.indisprimary DESC, i.indnkeyatts, ic.relname"
    ))?;
    for row in indexes {
        let [Some(table), Some(name), is_primary, Some(parts), is_partial] = row.as_slice() else {
            continue;
        };
        let Some(described) = positions.get(table).and_then(|&at| schema.tables.get_mut(at)) else {
            continue;
        };
        // An expression stands as number 0.
        let columns: Vec<Option<usize>> = parts
            .split_whitespace()
            .map(|number| numbers.get(&(table.clone(), number.to_owned())).copied())
            .collect();
        let unique = Unique {
            name: name.clone(),
            has_expressions: columns.iter().any(Option::is_none)
                || columns
                    .iter()
                    .flatten()
                    .any(|&column| described.is_generated(column)),
            columns: columns.into_iter().flatten().collect(),
        };
        let can_tell = is_partial.as_deref() != Some("t")
            && !unique.has_expressions
            && unique.columns.iter().all(|&column| {
                described.columns.get(column).is_some_and(|column| {
                    (column.not_null || is_primary.as_deref() == Some("t"))
                        && column.affinity != Affinity::Real
                })
            });
        if can_tell && described.key.is_empty() {
            described.key.clone_from(&unique.columns);
            let is_numbered = matches!(
                unique.columns.as_slice(),
                [only] if described.affinity(*only) == Affinity::Numeric
            );
            described.place = Place::Key {
                numbered: is_numbered,
            };
        }
        described.uniques.push(unique);
    }
    Ok(())
}

fn foreign_keys(
    session: &PostgresSession,
    schema: &mut Schema,
    positions: &BTreeMap<String, usize>,
    numbers: &Numbers,
) -> Result<(), ShopError> {
    // A partition may have a key of its own; its columns are those of the whole table, in an order of its own.
    let keys = session.texts(&format!(
        "SELECT c.oid, (SELECT string_agg(whole.attnum::text, ' ' ORDER BY of.nth)
                        FROM unnest(k.conkey) WITH ORDINALITY AS of (number, nth)
                        JOIN pg_attribute part ON part.attrelid = k.conrelid AND part.attnum = of.number
                        JOIN pg_attribute whole ON whole.attrelid = c.oid AND whole.attname = part.attname),
                k.confrelid, array_to_string(k.confkey, ' '), k.confupdtype IN ('n', 'd'), k.confupdtype = 'c',
                k.confdeltype IN ('c', 'n', 'd'), k.condeferrable, c.oid <> k.conrelid
         FROM pg_constraint k JOIN pg_class c ON c.oid = coalesce(pg_partition_root(k.conrelid)::oid, k.conrelid)
         JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE {OURS} AND k.contype = 'f' AND k.conparentid = 0 ORDER BY k.conrelid, k.conname"
    ))?;
    for row in keys {
        let [
            Some(child),
            Some(columns),
            Some(parent),
            Some(parent_columns),
            empties,
            follows,
            takes_along,
            is_deferrable,
            is_of_part,
        ] = row.as_slice()
        else {
            continue;
        };
        let is_true = |said: &Option<String>| said.as_deref() == Some("t");
        let columns_of = |table: &String, parts: &String| -> Option<Vec<usize>> {
            parts
                .split_whitespace()
                .map(|number| numbers.get(&(table.clone(), number.to_owned())).copied())
                .collect()
        };
        let (Some(&child_at), Some(&parent_at)) = (positions.get(child), positions.get(parent)) else {
            continue;
        };
        if let (Some(columns), Some(parent_columns), Some(table)) = (
            columns_of(child, columns),
            columns_of(parent, parent_columns),
            schema.tables.get_mut(child_at),
        ) {
            let key = ForeignKey {
                columns,
                parent: parent_at,
                parent_columns,
                acts: Acts {
                    empties: is_true(empties),
                    follows: is_true(follows),
                    // What a deferrable key holds against a row is said when all is to be kept, and of rows that may not be read nobody
                    // can tell before.
                    takes_along: is_true(takes_along) || is_true(is_deferrable) && !table.is_readable,
                },
                is_of_part: is_true(is_of_part),
            };
            // One that several partitions have.
            if !table.foreign_keys.contains(&key) {
                table.foreign_keys.push(key);
            }
        }
    }
    Ok(())
}

/// What values of a type are to us.
pub(in crate::sql) fn affinity(kind: &str) -> Affinity {
    match kind {
        "int2" | "int4" | "int8" | "oid" => Affinity::Numeric,
        "numeric" => Affinity::Exact,
        "float4" | "float8" => Affinity::Real,
        "bool" => Affinity::Truth,
        "bytea" => Affinity::Blob,
        _ => Affinity::Text,
    }
}
