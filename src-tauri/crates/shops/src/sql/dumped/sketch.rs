//! The tables of a dump, as the live database would describe them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use backstock_dump::{self as dump, Dialect, Found, Key, Way};

use crate::ShopError;
use crate::sql::schema::{Acts, Column, ForeignKey, Place, Schema, Table, Unique};
use crate::sql::stored::Affinity;
use crate::sql::{mysql, postgres, sqlite};

/// More than any shop has, and few enough to be held.
const MOST_TABLES: usize = 20_000;
const MOST_COLUMNS: usize = 1_900;

/// What is known of a dump's tables so far.
pub(super) struct Sketch {
    dialect: Dialect,
    tables: Vec<dump::Table>,
    positions: HashMap<String, usize>,
    domains: BTreeMap<String, String>,
    /// The table that each part's rows belong to.
    parts: BTreeMap<String, String>,
    views: BTreeSet<String>,
    /// Tables with rows.
    filled: BTreeSet<usize>,
}

impl Sketch {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            tables: Vec::new(),
            positions: HashMap::new(),
            domains: BTreeMap::new(),
            parts: BTreeMap::new(),
            views: BTreeSet::new(),
            filled: BTreeSet::new(),
        }
    }

    pub(super) fn hear(&mut self, found: &Found<'_>) -> Result<(), ShopError> {
        match *found {
            Found::Table(table) => self.make(table.clone()),
            Found::Key { table, key } => {
                if let Some(table) = self.positions.get(table).and_then(|&at| self.tables.get_mut(at)) {
                    table.keys.push(key.clone());
                }
                Ok(())
            }
            Found::View(name) => {
                self.views.insert(name.to_owned());
                Ok(())
            }
            Found::Domain { name, kind } => {
                self.domains.insert(name.to_owned(), kind.to_owned());
                Ok(())
            }
            Found::Part { of, table } => {
                self.parts.insert(table.to_owned(), of.to_owned());
                Ok(())
            }
            Found::Charset(_) => Ok(()),
            Found::Row {
                table,
                columns,
                values,
            } => {
                let at = match self.positions.get(table) {
                    Some(&at) => at,
                    // A backup of rows alone: the tables are those of the shop it is read into.
                    None => {
                        self.make(untold(table, columns, values.len()))?;
                        self.tables.len() - 1
                    }
                };
                self.filled.insert(at);
                Ok(())
            }
        }
    }

    fn make(&mut self, table: dump::Table) -> Result<(), ShopError> {
        if self.tables.len() >= MOST_TABLES {
            return Err(refused("it has more tables than any shop"));
        }
        if table.columns.len() > MOST_COLUMNS {
            return Err(refused("one of its tables has more columns than any shop's"));
        }
        match self.positions.get(&table.name) {
            // Made anew: what counts is the last.
            Some(&at) => {
                if let Some(known) = self.tables.get_mut(at) {
                    *known = table;
                }
            }
            None => {
                self.positions.insert(table.name.clone(), self.tables.len());
                self.tables.push(table);
            }
        }
        Ok(())
    }

    /// The whole schema, and whose rows the rows of parts are.
    pub(super) fn finish(self) -> Result<(BTreeMap<String, String>, Schema), ShopError> {
        let mut schema = Schema::default();
        let mut sketched: Vec<&dump::Table> = Vec::new();
        let is_ours = |(at, table): &(usize, &dump::Table)| {
            let is_stand_in = self.views.contains(&table.name) && !self.filled.contains(at);
            let is_the_databases = self.dialect == Dialect::Sqlite && table.name.starts_with("sqlite_");
            !is_stand_in && !is_the_databases && !self.parts.contains_key(&table.name)
        };
        sketched.extend(
            self.tables
                .iter()
                .enumerate()
                .filter(is_ours)
                .map(|(_, table)| table),
        );
        // Tables of the usual schema first, as the server lists them.
        sketched.sort_by_key(|table| {
            (
                self.dialect == Dialect::Postgres && table.name.contains('.'),
                &table.name,
            )
        });
        let mut seen = BTreeSet::new();
        for table in &sketched {
            if !seen.insert(table.name.to_ascii_lowercase()) {
                return Err(refused(
                    "the names of two of its tables differ only in capital letters",
                ));
            }
            schema.tables.push(self.table(table)?);
        }
        for (position, table) in sketched.iter().enumerate() {
            let keys = foreign_keys(&schema, position, table);
            if let Some(described) = schema.tables.get_mut(position) {
                described.foreign_keys = keys;
            }
        }
        Ok((self.parts, schema))
    }

    fn table(&self, table: &dump::Table) -> Result<Table, ShopError> {
        let mut names = BTreeSet::new();
        let mut columns = Vec::with_capacity(table.columns.len());
        for column in &table.columns {
            if !names.insert(column.name.to_ascii_lowercase()) {
                return Err(refused("a table has two columns of one name"));
            }
            columns.push(self.column(column));
        }
        let mut described = Table {
            columns,
            ..Table::new(table.name.clone())
        };
        self.find_key(table, &mut described);
        Ok(described)
    }

    fn column(&self, column: &dump::Column) -> Column {
        let mut declared = column.kind.clone();
        let mut is_required = column.is_required;
        if self.dialect == Dialect::Postgres {
            let plain = declared.strip_prefix("public.").unwrap_or(&declared);
            if let Some(kind) = self.domains.get(plain) {
                declared.clone_from(kind);
            } else if plain.ends_with("serial") {
                is_required = true;
            }
        }
        let affinity = match self.dialect {
            Dialect::MySql => {
                declared = mysql_kind(&declared);
                let kind = declared.split(['(', ' ']).next().unwrap_or_default();
                mysql::affinity(kind, &declared)
            }
            Dialect::Postgres => postgres::affinity(postgres_kind(&declared)),
            Dialect::Sqlite => sqlite::affinity(&declared, false),
        };
        Column {
            name: column.name.clone(),
            affinity,
            not_null: is_required,
            generated: column.is_derived,
            declared,
            sets_itself: false,
            collation: None,
        }
    }

    fn find_key(&self, table: &dump::Table, described: &mut Table) {
        let mut best: Option<(bool, Vec<usize>)> = None;
        for key in &table.keys {
            let Some(columns) = described.columns_named(&key.columns) else {
                continue;
            };
            let is_primary = key.way == Way::Primary;
            if matches!(key.way, Way::Foreign { .. }) || columns.is_empty() {
                continue;
            }
            let has_generated = columns.iter().any(|&column| described.is_generated(column));
            described.uniques.push(Unique {
                name: String::new(),
                columns: columns.clone(),
                has_expressions: has_generated || !key.is_whole,
            });
            if !key.is_whole || has_generated || !self.can_tell(described, &columns, is_primary) {
                continue;
            }
            let is_better = best.as_ref().is_none_or(|(known_primary, known)| {
                is_primary || (!known_primary && (columns.len(), &columns) < (known.len(), known))
            });
            if is_better {
                best = Some((is_primary, columns));
            }
        }
        let Some((is_primary, key)) = best else {
            described.place = row_number(described).map_or(Place::Content, Place::Row);
            return;
        };
        let is_numbered = match (self.dialect, key.as_slice()) {
            (Dialect::MySql, [only]) => {
                matches!(described.affinity(*only), Affinity::Numeric | Affinity::Exact)
            }
            (Dialect::Postgres, [only]) => described.affinity(*only) == Affinity::Numeric,
            (Dialect::Sqlite, [only]) => {
                is_primary
                    && described
                        .columns
                        .get(*only)
                        .is_some_and(|column| column.declared.eq_ignore_ascii_case("integer"))
            }
            _ => false,
        };
        // In SQLite a primary key may be NULL.
        let may_be_null = self.dialect == Dialect::Sqlite
            && !is_numbered
            && key.iter().any(|&column| {
                described
                    .columns
                    .get(column)
                    .is_none_or(|column| !column.not_null)
            });
        described.place = if may_be_null {
            row_number(described).map_or(Place::Content, Place::Row)
        } else {
            Place::Key {
                numbered: is_numbered,
            }
        };
        described.key = key;
    }

    /// Whether rows are known by these columns, as the connectors decide it.
    fn can_tell(&self, table: &Table, columns: &[usize], is_primary: bool) -> bool {
        columns.iter().all(|&column| {
            table.columns.get(column).is_some_and(|column| {
                let is_exact = match self.dialect {
                    Dialect::MySql => !column.declared.starts_with("float"),
                    Dialect::Postgres => column.affinity != Affinity::Real,
                    Dialect::Sqlite => true,
                };
                (column.not_null || is_primary) && is_exact
            })
        })
    }
}

fn refused(what: &str) -> ShopError {
    ShopError::DumpRefused {
        what: what.to_owned(),
    }
}

fn row_number(table: &Table) -> Option<&'static str> {
    ["rowid", "_rowid_", "oid"].into_iter().find(|alias| {
        table
            .columns
            .iter()
            .all(|column| !column.name.eq_ignore_ascii_case(alias))
    })
}

/// A table that nobody described, by its first row.
fn untold(name: &str, columns: Option<&[String]>, width: usize) -> dump::Table {
    let named = |name: String| dump::Column {
        name,
        ..dump::Column::default()
    };
    dump::Table {
        name: name.to_owned(),
        columns: match columns {
            Some(columns) => columns.iter().cloned().map(named).collect(),
            None => (1..=width)
                .map(|number| named(format!("column {number}")))
                .collect(),
        },
        ..dump::Table::default()
    }
}

fn foreign_keys(schema: &Schema, position: usize, table: &dump::Table) -> Vec<ForeignKey> {
    let Some(described) = schema.tables.get(position) else {
        return Vec::new();
    };
    let resolved = |key: &Key| {
        let Way::Foreign {
            table: parent,
            columns,
        } = &key.way
        else {
            return None;
        };
        let parent = schema.position(parent)?;
        let parent_table = schema.tables.get(parent)?;
        let columns_here = described.columns_named(&key.columns)?;
        let parent_columns = if columns.is_empty() {
            parent_table.key.clone()
        } else {
            parent_table.columns_named(columns)?
        };
        (columns_here.len() == parent_columns.len()).then_some(ForeignKey {
            columns: columns_here,
            parent,
            parent_columns,
            acts: Acts::default(),
            is_of_part: false,
        })
    };
    table.keys.iter().filter_map(resolved).collect()
}

/// A type as the server calls it, where people have other names for it.
fn mysql_kind(declared: &str) -> String {
    let end = declared.find(['(', ' ']).unwrap_or(declared.len());
    let (kind, rest) = declared.split_at(end);
    match kind {
        "bool" | "boolean" => "tinyint(1)".to_owned(),
        "dec" | "fixed" => format!("decimal{rest}"),
        "serial" => "bigint(20) unsigned".to_owned(),
        "int1" => format!("tinyint{rest}"),
        "int2" => format!("smallint{rest}"),
        "int3" | "middleint" => format!("mediumint{rest}"),
        "int4" => format!("int{rest}"),
        "int8" => format!("bigint{rest}"),
        _ => declared.to_owned(),
    }
}

/// A type by the name PostgreSQL keeps it under.
fn postgres_kind(declared: &str) -> &str {
    if declared.contains('[') {
        return declared;
    }
    match declared.split('(').next().unwrap_or_default().trim() {
        "smallint" | "smallserial" => "int2",
        "integer" | "int" | "serial" => "int4",
        "bigint" | "bigserial" => "int8",
        "numeric" | "decimal" => "numeric",
        "real" => "float4",
        "double precision" | "float" => "float8",
        "boolean" => "bool",
        other => other,
    }
}
