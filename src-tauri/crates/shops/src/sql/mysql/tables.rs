//! What a MariaDB or MySQL server says about the tables of a database.
//!
//! Views have no rows of their own and are left out. A key is the primary key, else the smallest unique index over whole
//! columns that are never NULL.

use std::collections::BTreeMap;

use super::session::MysqlSession;
use crate::ShopError;
use crate::sql::schema::{Acts, Column, ForeignKey, Place, Schema, Table, Unique};
use crate::sql::stored::Affinity;

/// Engines that keep what they promise: a consistent view, and writes that can be taken back.
const TRANSACTIONAL: &[&str] = &["innodb", "ndbcluster", "rocksdb", "tokudb", "xtradb"];

/// Character sets whose texts come back as the same bytes after having been Unicode.
const EXACT_CHARSETS: &[&str] = &[
    "ascii", "latin1", "ucs2", "utf16", "utf16le", "utf32", "utf8", "utf8mb3", "utf8mb4",
];

/// Reads the whole schema.
pub(super) fn read(session: &MysqlSession) -> Result<Schema, ShopError> {
    let mut schema = Schema::default();
    let mut positions: BTreeMap<String, usize> = BTreeMap::new();
    let tables = session.texts(
        "SELECT table_name, engine FROM information_schema.tables
         WHERE table_schema = DATABASE() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY table_name",
    )?;
    for row in tables {
        let [Some(name), engine] = row.as_slice() else {
            continue;
        };
        let engine = engine.as_deref().unwrap_or_default().to_ascii_lowercase();
        positions.insert(name.clone(), schema.tables.len());
        schema.tables.push(Table {
            is_transactional: TRANSACTIONAL.contains(&engine.as_str()),
            ..Table::new(name.clone())
        });
    }
    columns(session, &mut schema, &positions)?;
    uniques(session, &mut schema, &positions)?;
    foreign_keys(session, &mut schema, &positions)?;
    Ok(schema)
}

fn columns(
    session: &MysqlSession,
    schema: &mut Schema,
    positions: &BTreeMap<String, usize>,
) -> Result<(), ShopError> {
    let columns = session.texts(
        "SELECT table_name, column_name, data_type, column_type, is_nullable, extra, character_set_name
         FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position",
    )?;
    for row in columns {
        let [
            Some(table),
            Some(name),
            Some(kind),
            Some(declared),
            Some(nullable),
            extra,
            charset,
        ] = row.as_slice()
        else {
            continue;
        };
        let Some(table) = positions.get(table).and_then(|&at| schema.tables.get_mut(at)) else {
            continue;
        };
        let extra = extra.as_deref().unwrap_or_default().to_ascii_lowercase();
        table.columns.push(Column {
            name: name.clone(),
            affinity: affinity(&kind.to_ascii_lowercase(), &declared.to_ascii_lowercase()),
            not_null: nullable.eq_ignore_ascii_case("no"),
            // "DEFAULT_GENERATED" only says that the default is an expression.
            generated: ["virtual generated", "stored generated", "persistent generated"]
                .iter()
                .any(|kind| extra.contains(kind))
                || matches!(extra.as_str(), "virtual" | "persistent" | "stored"),
            declared: declared.to_ascii_lowercase(),
            sets_itself: extra.contains("on update"),
            // Kept where texts may be other bytes after having been Unicode.
            collation: charset
                .as_ref()
                .filter(|charset| !EXACT_CHARSETS.contains(&charset.as_str()))
                .cloned(),
        });
    }
    Ok(())
}

fn uniques(
    session: &MysqlSession,
    schema: &mut Schema,
    positions: &BTreeMap<String, usize>,
) -> Result<(), ShopError> {
    let parts = session.texts(
        "SELECT table_name, index_name, column_name, sub_part FROM information_schema.statistics
         WHERE table_schema = DATABASE() AND non_unique = 0 ORDER BY table_name, index_name, seq_in_index",
    )?;
    let mut found: BTreeMap<(usize, String), (Unique, bool)> = BTreeMap::new();
    for row in parts {
        let [Some(table), Some(index), column, sub_part] = row.as_slice() else {
            continue;
        };
        let Some((&at, table)) = positions
            .get(table)
            .and_then(|at| Some((at, schema.tables.get(*at)?)))
        else {
            continue;
        };
        let (unique, is_whole) = found.entry((at, index.clone())).or_insert((
            Unique {
                name: index.clone(),
                columns: Vec::new(),
                has_expressions: false,
            },
            true,
        ));
        match column.as_ref().and_then(|column| table.column(column)) {
            Some(position) => {
                unique.columns.push(position);
                *is_whole &= sub_part.is_none();
                unique.has_expressions |= table.is_generated(position);
            }
            None => unique.has_expressions = true,
        }
    }
    for ((at, _), (unique, is_whole)) in found {
        let Some(table) = schema.tables.get_mut(at) else {
            continue;
        };
        let is_primary = unique.name == "PRIMARY";
        let can_tell = is_whole
            && !unique.has_expressions
            && unique.columns.iter().all(|&column| {
                table.columns.get(column).is_some_and(|column| {
                    // A FLOAT is not found again by what it shows.
                    (column.not_null || is_primary) && !column.declared.starts_with("float")
                })
            });
        let is_better = table.key.is_empty()
            || is_primary
            || (table.uniques.iter().all(|known| known.name != "PRIMARY")
                && (unique.columns.len(), &unique.columns) < (table.key.len(), &table.key));
        if can_tell && is_better {
            table.key.clone_from(&unique.columns);
            let is_numbered = matches!(
                unique.columns.as_slice(),
                [only] if matches!(table.affinity(*only), Affinity::Numeric | Affinity::Exact)
            );
            table.place = Place::Key {
                numbered: is_numbered,
            };
        }
        table.uniques.push(unique);
    }
    Ok(())
}

fn foreign_keys(
    session: &MysqlSession,
    schema: &mut Schema,
    positions: &BTreeMap<String, usize>,
) -> Result<(), ShopError> {
    let pairs = session.texts(
        "SELECT table_name, constraint_name, column_name, referenced_table_name, referenced_column_name
         FROM information_schema.key_column_usage
         WHERE table_schema = DATABASE() AND referenced_table_schema = DATABASE()
         ORDER BY table_name, constraint_name, ordinal_position",
    )?;
    let mut keys: BTreeMap<(usize, String), ForeignKey> = BTreeMap::new();
    for row in pairs {
        let [
            Some(table),
            Some(name),
            Some(column),
            Some(parent),
            Some(parent_column),
        ] = row.as_slice()
        else {
            continue;
        };
        let (Some(&child), Some(&parent)) = (positions.get(table), positions.get(parent)) else {
            continue;
        };
        let column_of =
            |table: usize, name: &str| schema.tables.get(table).and_then(|table| table.column(name));
        let (Some(column), Some(parent_column)) =
            (column_of(child, column), column_of(parent, parent_column))
        else {
            continue;
        };
        let key = keys.entry((child, name.clone())).or_insert(ForeignKey {
            columns: Vec::new(),
            parent,
            parent_columns: Vec::new(),
            acts: Acts::default(), // no action of a key is carried out while its checks are off
            is_of_part: false,
        });
        key.columns.push(column);
        key.parent_columns.push(parent_column);
    }
    for ((child, _), key) in keys {
        if let Some(table) = schema.tables.get_mut(child) {
            table.foreign_keys.push(key);
        }
    }
    Ok(())
}

/// The keys of other databases on the server that point to tables of this one, as far as they are shown to the user.
pub(super) fn pointing_in(
    session: &MysqlSession,
    schema: &Schema,
) -> Result<Vec<(Table, ForeignKey)>, ShopError> {
    let pairs = session.texts(
        "SELECT table_schema, table_name, constraint_name, column_name, referenced_table_name, referenced_column_name
         FROM information_schema.key_column_usage
         WHERE referenced_table_schema = DATABASE() AND table_schema <> DATABASE()
         ORDER BY table_schema, table_name, constraint_name, ordinal_position",
    )?;
    let mut keys: BTreeMap<[String; 3], (Table, ForeignKey)> = BTreeMap::new();
    for row in pairs {
        let Some([within, table, name, column, parent, parent_column]) = row
            .into_iter()
            .collect::<Option<Vec<String>>>()
            .and_then(|row| <[String; 6]>::try_from(row).ok())
        else {
            continue;
        };
        let Some(parent) = schema.position(&parent) else {
            continue;
        };
        let Some(parent_column) = schema
            .tables
            .get(parent)
            .and_then(|found| found.column(&parent_column))
        else {
            continue;
        };
        let (child, key) = keys
            .entry([within.clone(), table.clone(), name])
            .or_insert_with(|| {
                let child = Table {
                    within: Some(within),
                    ..Table::new(table)
                };
                let key = ForeignKey {
                    columns: Vec::new(),
                    parent,
                    parent_columns: Vec::new(),
                    acts: Acts::default(),
                    is_of_part: false,
                };
                (child, key)
            });
        key.columns.push(child.columns.len());
        child.columns.push(Column::number(&column));
        key.parent_columns.push(parent_column);
    }
    Ok(keys.into_values().collect())
}

/// What values of a type are to us.
pub(in crate::sql) fn affinity(kind: &str, declared: &str) -> Affinity {
    match kind {
        "bigint" if declared.contains("unsigned") => Affinity::Exact,
        "tinyint" | "smallint" | "mediumint" | "int" | "integer" | "bigint" | "year" => Affinity::Numeric,
        "bit" | "decimal" | "numeric" => Affinity::Exact,
        "float" | "double" | "real" => Affinity::Real,
        "binary" | "varbinary" | "tinyblob" | "blob" | "mediumblob" | "longblob" | "geometry" | "point"
        | "linestring" | "polygon" | "multipoint" | "multilinestring" | "multipolygon"
        | "geometrycollection" | "geomcollection" | "vector" => Affinity::Blob,
        _ => Affinity::Text,
    }
}
