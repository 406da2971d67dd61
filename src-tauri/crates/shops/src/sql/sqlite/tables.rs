//! What SQLite says about its tables.
//!
//! Views have no rows of their own and are left out, and so are SQLite's own tables. Of a virtual table (a full-text or
//! spatial index) the ordinary tables inside it are read, byte for byte and without the module that made it; they are not
//! written, as their rows make sense only all together and the shop's software builds them again from the other data.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rusqlite::{Connection, Result};

use crate::sql::schema::{Acts, Column, ForeignKey, Place, Schema, Table, Unique};
use crate::sql::stored::Affinity;

/// Reads the whole schema.
pub(super) fn read(connection: &Connection) -> Result<Schema> {
    let mut schema = Schema::default();
    let mut found = connection.prepare(
        "SELECT name, type, wr, strict FROM pragma_table_list
         WHERE schema = 'main' AND type IN ('table', 'shadow') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
         ORDER BY name",
    )?;
    let mut rows = found.query([])?;
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let is_inside = row.get_ref(1)?.as_str()? == "shadow";
        schema
            .tables
            .push(table(connection, name, is_inside, row.get(2)?, row.get(3)?)?);
    }
    let keys: Vec<Vec<ForeignKey>> = (0..schema.tables.len())
        .map(|position| foreign_keys(connection, &schema, position))
        .collect::<Result<_>>()?;
    for (table, keys) in schema.tables.iter_mut().zip(keys) {
        table.foreign_keys = keys;
    }
    Ok(schema)
}

fn table(
    connection: &Connection,
    name: String,
    is_inside: bool,
    is_without_rowid: bool,
    is_strict: bool,
) -> Result<Table> {
    let mut columns = Vec::new();
    // Position in the key, position in the table, declared type.
    let mut declared: Vec<(i64, usize, String)> = Vec::new();
    let mut described = connection.prepare_cached(
        "SELECT name, type, \"notnull\", pk, hidden FROM pragma_table_xinfo(?1) ORDER BY cid",
    )?;
    let mut rows = described.query([&name])?;
    while let Some(row) = rows.next()? {
        let kind: String = row.get(1)?;
        let rank: i64 = row.get(3)?;
        if rank > 0 {
            declared.push((rank, columns.len(), kind.clone()));
        }
        columns.push(Column {
            name: row.get(0)?,
            affinity: affinity(&kind, is_strict),
            not_null: row.get(2)?,
            generated: row.get::<_, i64>(4)? > 0,
            declared: kind,
            sets_itself: false,
            collation: None,
        });
    }
    declared.sort_unstable();
    let primary: Vec<usize> = declared.iter().map(|(_, column, _)| *column).collect();
    let indexes = unique_indexes(connection, &name, &mut columns)?;
    let is_numbered = !is_without_rowid
        && matches!(declared.as_slice(), [(_, _, kind)] if kind.eq_ignore_ascii_case("INTEGER"))
        && indexes.iter().all(|index| !index.is_primary);
    let is_never_null = |key: &[usize]| {
        key.iter()
            .all(|&column| columns.get(column).is_some_and(|column| column.not_null))
    };
    let (key, key_may_be_null) = if primary.is_empty() {
        let smallest = indexes
            .iter()
            .filter(|index| {
                !index.is_partial
                    && !index.unique.has_expressions
                    && is_never_null(&index.unique.columns)
                    && index
                        .unique
                        .columns
                        .iter()
                        .all(|&column| columns.get(column).is_some_and(|column| !column.generated))
            })
            .map(|index| index.unique.columns.clone())
            .min_by_key(|columns| (columns.len(), columns.clone()));
        (smallest.unwrap_or_default(), false)
    } else {
        let may_be_null = !is_numbered && !is_without_rowid && !is_never_null(&primary);
        (primary, may_be_null)
    };
    let row_number = ["rowid", "_rowid_", "oid"].into_iter().find(|alias| {
        columns
            .iter()
            .all(|column| !column.name.eq_ignore_ascii_case(alias))
    });
    let place = if !key.is_empty() && !key_may_be_null {
        Place::Key {
            numbered: is_numbered,
        }
    } else {
        row_number.map_or(Place::Content, Place::Row)
    };
    let mut uniques: Vec<Unique> = indexes.into_iter().map(|index| index.unique).collect();
    if is_numbered {
        uniques.push(Unique {
            name: String::new(),
            columns: key.clone(),
            has_expressions: false,
        });
    }
    Ok(Table {
        columns,
        key,
        place,
        uniques,
        is_inside,
        ..Table::new(name)
    })
}

struct UniqueIndex {
    unique: Unique,
    is_primary: bool,
    is_partial: bool,
}

fn unique_indexes(connection: &Connection, table: &str, columns: &mut [Column]) -> Result<Vec<UniqueIndex>> {
    let mut indexes: BTreeMap<String, UniqueIndex> = BTreeMap::new();
    let mut described = connection.prepare_cached(
        "SELECT l.name, l.origin, l.partial, i.cid, i.coll FROM pragma_index_list(?1) AS l, pragma_index_xinfo(l.name) AS i
         WHERE l.\"unique\" = 1 AND i.key ORDER BY l.name, i.seqno",
    )?;
    let mut rows = described.query([table])?;
    while let Some(row) = rows.next()? {
        let index = indexes.entry(row.get(0)?).or_insert(UniqueIndex {
            unique: Unique {
                name: String::new(),
                columns: Vec::new(),
                has_expressions: false,
            },
            is_primary: row.get_ref(1)?.as_str()? == "pk",
            is_partial: row.get(2)?,
        });
        match usize::try_from(row.get::<_, i64>(3)?) {
            Ok(position) => {
                index.unique.columns.push(position);
                index.unique.has_expressions |= columns.get(position).is_some_and(|column| column.generated);
                let collation: Option<String> = row.get(4)?;
                if let Some(column) = columns.get_mut(position) {
                    column.collation = collation.filter(|name| name != "BINARY");
                }
            }
            Err(_) => index.unique.has_expressions = true,
        }
    }
    Ok(indexes.into_values().collect())
}

/// The parent table, and pairs of columns; the parent's may be left out.
type DeclaredKey = (String, Vec<(String, Option<String>)>);

fn foreign_keys(connection: &Connection, schema: &Schema, position: usize) -> Result<Vec<ForeignKey>> {
    let Some(table) = schema.tables.get(position) else {
        return Ok(Vec::new());
    };
    // By number, which counts from the last one up.
    let mut keys: BTreeMap<Reverse<i64>, DeclaredKey> = BTreeMap::new();
    let mut described = connection.prepare_cached(
        "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(?1) ORDER BY id, seq",
    )?;
    let mut rows = described.query([&table.name])?;
    while let Some(row) = rows.next()? {
        keys.entry(Reverse(row.get(0)?))
            .or_insert((row.get(1)?, Vec::new()))
            .1
            .push((row.get(2)?, row.get(3)?));
    }
    let resolved = keys.into_values().filter_map(|(parent, pairs)| {
        let parent = schema.position(&parent)?;
        let parent_table = schema.tables.get(parent)?;
        let columns: Vec<usize> = pairs
            .iter()
            .map(|(from, _)| table.column(from))
            .collect::<Option<_>>()?;
        let parent_columns = if pairs.iter().all(|(_, to)| to.is_none()) {
            parent_table.key.clone()
        } else {
            pairs
                .iter()
                .map(|(_, to)| to.as_ref().and_then(|to| parent_table.column(to)))
                .collect::<Option<_>>()?
        };
        (columns.len() == parent_columns.len()).then_some(ForeignKey {
            columns,
            parent,
            parent_columns,
            acts: Acts::default(), // no action of a key is carried out while keys are not enforced
            is_of_part: false,
        })
    });
    Ok(resolved.collect())
}

/// SQLite's own rules (datatype3.html, 3.1), with what STRICT tables make of `ANY`.
pub(in crate::sql) fn affinity(declared: &str, is_strict: bool) -> Affinity {
    let declared = declared.to_ascii_uppercase();
    let says = |word: &str| declared.contains(word);
    if says("INT") {
        Affinity::Numeric
    } else if says("CHAR") || says("CLOB") || says("TEXT") {
        Affinity::Text
    } else if says("BLOB") || declared.is_empty() || (is_strict && declared == "ANY") {
        Affinity::Blob
    } else if says("REAL") || says("FLOA") || says("DOUB") {
        Affinity::Real
    } else {
        Affinity::Numeric
    }
}
