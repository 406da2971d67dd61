//! SQL that the standard tools load: `sqlite3`, `mariadb`, `psql`.
//!
//! Each content type is one file: its tables, then its records, an INSERT for each table of each record, within one
//! transaction. Types of columns are those that hold every value that was seen, exactly. A part makes its tables only where
//! they are missing, so that parts can be loaded one after the other.

use backstock_model::TypeDescription;

use crate::csv::{hex, naming_columns};
use crate::names::{distinct, file_stem};
use crate::pen::{Said, TextPen};
use crate::shape::{Column, Seen, Shape};
use crate::writing::{Binary, ReadRecord, Value};
use crate::{Dialect, ExportError};

/// The longest names that all of the databases take.
const LONGEST_NAME: usize = 60;

/// What MariaDB and MySQL keep exactly at most.
const MOST_DIGITS: usize = 65;
const MOST_SCALE: usize = 30;

pub(crate) struct Sql {
    content_type: String,
    dialect: Dialect,
    shape: Shape,
    head: Vec<u8>,
    /// The beginning of the INSERT of each table.
    inserts: Vec<String>,
    /// What each column takes.
    kinds: Vec<Vec<Kind>>,
    names_rows: bool,
    /// Characters that the database cannot keep in a text.
    pub(crate) left_out: u64,
}

/// What a column takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Anything, as it is; only SQLite has this.
    Any,
    Whole,
    Decimal(usize, usize),
    Float,
    Bool,
    Text,
    Binary,
}

impl Sql {
    pub(crate) fn new(description: &TypeDescription, shape: Shape, dialect: Dialect) -> Self {
        let names_rows = description.tables.is_empty();
        let names: Vec<String> = shape
            .tables
            .iter()
            .map(|table| {
                let mut name = description.key.to_string();
                for key in &table.path {
                    name.push('_');
                    name.push_str(key);
                }
                name
            })
            .collect();
        let names = distinct(names.iter().map(String::as_str), LONGEST_NAME);
        let mut head = String::from(opening(dialect));
        let (mut inserts, mut kinds) = (Vec::new(), Vec::new());
        for (table, name) in shape.tables.iter().zip(&names) {
            let own = if names_rows {
                naming_columns(table)
            } else {
                Vec::new()
            };
            let columns = distinct(
                own.iter()
                    .copied()
                    .chain(table.columns.iter().map(|column| column.name.as_str())),
                LONGEST_NAME,
            );
            let of_columns: Vec<Kind> = own
                .iter()
                .map(|_| Kind::Text)
                .chain(table.columns.iter().map(|column| kind_of(column, dialect)))
                .collect();
            let quoted: Vec<String> = columns.iter().map(|name| quoted_name(name, dialect)).collect();
            let name = quoted_name(name, dialect);
            let lines: Vec<String> = quoted
                .iter()
                .zip(&of_columns)
                .map(|(name, kind)| format!("  {name}{}", type_name(*kind, dialect)))
                .collect();
            head.push_str(&format!(
                "CREATE TABLE IF NOT EXISTS {name} (\n{}\n){};\n",
                lines.join(",\n"),
                if dialect == Dialect::Mysql {
                    " DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin"
                } else {
                    ""
                },
            ));
            inserts.push(format!("INSERT INTO {name} ({}) VALUES\n", quoted.join(", ")));
            kinds.push(of_columns);
        }
        head.push_str("BEGIN;\n");
        Self {
            content_type: description.key.to_string(),
            dialect,
            shape,
            head: head.into_bytes(),
            inserts,
            kinds,
            names_rows,
            left_out: 0,
        }
    }

    fn value(
        &mut self,
        out: &mut Vec<u8>,
        value: &Value<'_>,
        kind: Kind,
        record: &ReadRecord<'_>,
    ) -> Result<(), ExportError> {
        match (value, kind) {
            (Value::Nothing, _) => out.extend_from_slice(b"NULL"),
            (Value::Bool(fact), Kind::Text) => self.text(out, if *fact { "true" } else { "false" }),
            (Value::Bool(fact), _) => {
                out.extend_from_slice(match (self.dialect, fact) {
                    (Dialect::Postgres, true) => b"true",
                    (Dialect::Postgres, false) => b"false",
                    (_, true) => b"1",
                    (_, false) => b"0",
                });
            }
            (Value::Number(text), Kind::Text | Kind::Binary) => self.text(out, text),
            (Value::Number(text), _) => out.extend_from_slice(text.as_bytes()),
            (Value::Text(text), Kind::Binary) => self.binary(out, text.as_bytes()),
            (Value::Text(text), _) => self.text(out, text),
            (Value::Json(node), _) => self.text(out, &node.to_text()),
            (Value::Binary(Binary::RawText(bytes)), _) if self.dialect == Dialect::Sqlite => {
                self.cast_text(out, bytes);
            }
            (Value::Binary(binary), _) => {
                let bytes = record.bytes_of(binary)?;
                self.binary(out, &bytes);
            }
        }
        Ok(())
    }

    fn text(&mut self, out: &mut Vec<u8>, text: &str) {
        let has_return = text.contains('\r');
        if self.dialect == Dialect::Sqlite && (has_return || text.contains('\0')) {
            // The tool takes a zero byte for the end, and both signs of a line's end for one.
            self.cast_text(out, text.as_bytes());
            return;
        }
        // A line's end that is not one of this system is safe only as an escape.
        let escapes = self.dialect == Dialect::Mysql || has_return;
        if escapes && self.dialect == Dialect::Postgres {
            out.push(b'E');
        }
        out.push(b'\'');
        for byte in text.bytes() {
            match (byte, self.dialect) {
                (b'\'', _) => out.extend_from_slice(b"''"),
                (b'\\', Dialect::Mysql | Dialect::Postgres) if escapes => out.extend_from_slice(b"\\\\"),
                (b'\r', Dialect::Mysql | Dialect::Postgres) => out.extend_from_slice(b"\\r"),
                (0, Dialect::Mysql) => out.extend_from_slice(b"\\0"),
                (0, Dialect::Postgres) => {
                    self.left_out += 1;
                    out.extend_from_slice("\u{fffd}".as_bytes());
                }
                (byte, _) => out.push(byte),
            }
        }
        out.push(b'\'');
    }

    fn cast_text(&self, out: &mut Vec<u8>, bytes: &[u8]) {
        out.extend_from_slice(b"CAST(");
        self.binary(out, bytes);
        out.extend_from_slice(b" AS TEXT)");
    }

    fn binary(&self, out: &mut Vec<u8>, bytes: &[u8]) {
        out.extend_from_slice(match self.dialect {
            Dialect::Sqlite | Dialect::Mysql => b"X'".as_slice(),
            Dialect::Postgres => b"'\\x".as_slice(),
        });
        hex(out, bytes);
        out.push(b'\'');
    }
}

impl TextPen for Sql {
    fn file(&self, _: usize) -> String {
        format!("{}.sql", file_stem(&[&self.content_type]))
    }

    fn head(&self, _: usize) -> Vec<u8> {
        self.head.clone()
    }

    fn tail(&self) -> &'static [u8] {
        b"COMMIT;\n"
    }

    fn record(&mut self, record: &ReadRecord<'_>, said: &mut Said) -> Result<(), ExportError> {
        let mut rows = self.shape.rows(record.node);
        rows.sort_by_key(|row| row.table);
        let out = said.of(0);
        let mut open = None;
        for row in rows {
            if open == Some(row.table) {
                out.extend_from_slice(b",\n");
            } else {
                if open.is_some() {
                    out.extend_from_slice(b";\n");
                }
                open = Some(row.table);
                let insert = self.inserts.get(row.table).cloned().unwrap_or_default();
                out.extend_from_slice(insert.as_bytes());
            }
            let kinds = self.kinds.get(row.table).cloned().unwrap_or_default();
            let names: Vec<String> = match self.shape.tables.get(row.table) {
                Some(table) => table.columns.iter().map(|column| column.name.clone()).collect(),
                None => Vec::new(),
            };
            let mut values: Vec<Value<'_>> = Vec::with_capacity(kinds.len());
            if self.names_rows {
                values.push(Value::Text(record.id));
                if let Some(id) = row.ids.last() {
                    let above = row.ids.iter().rev().nth(1).copied().unwrap_or_default();
                    values.extend([Value::Text(above), Value::Text(id)]);
                }
            }
            values.extend(names.iter().map(|name| Value::of(row.node.get(name))));
            out.push(b'(');
            for (position, (value, kind)) in values.iter().zip(kinds).enumerate() {
                if position > 0 {
                    out.push(b',');
                }
                self.value(out, value, kind, record)?;
            }
            out.push(b')');
        }
        if open.is_some() {
            out.extend_from_slice(b";\n");
        }
        Ok(())
    }
}

fn opening(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "",
        // What a text means must not hang on how the server is set up.
        Dialect::Mysql => "SET NAMES utf8mb4;\nSET SESSION sql_mode = 'STRICT_ALL_TABLES';\n",
        Dialect::Postgres => "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n",
    }
}

fn kind_of(column: &Column, dialect: Dialect) -> Kind {
    let seen = column.seen;
    let kind = if seen.is_number() {
        number_kind(seen)
    } else if seen.binary && dialect != Dialect::Sqlite {
        // A column with both is one of texts that are not all texts; as bytes they are what they were.
        Kind::Binary
    } else if seen.is_only_bool() {
        Kind::Bool
    } else if seen.is_only_text() {
        Kind::Text
    } else {
        Kind::Any
    };
    match (dialect, kind) {
        (Dialect::Sqlite, Kind::Decimal(..) | Kind::Float) => Kind::Any,
        (Dialect::Mysql | Dialect::Postgres, Kind::Any) => Kind::Text,
        (Dialect::Mysql, Kind::Decimal(digits, scale))
            if digits.max(1) + scale > MOST_DIGITS || scale > MOST_SCALE =>
        {
            Kind::Text
        }
        (_, kind) => kind,
    }
}

fn number_kind(seen: Seen) -> Kind {
    if seen.exponent {
        Kind::Float
    } else if seen.fraction || seen.digits > 18 {
        Kind::Decimal(seen.digits, seen.scale)
    } else {
        Kind::Whole
    }
}

fn type_name(kind: Kind, dialect: Dialect) -> String {
    let name = match (kind, dialect) {
        (Kind::Any, _) => return String::new(),
        (Kind::Whole, Dialect::Sqlite) => "INTEGER",
        (Kind::Whole, Dialect::Mysql | Dialect::Postgres) => "BIGINT",
        (Kind::Decimal(digits, scale), Dialect::Mysql) => {
            return format!(" DECIMAL({},{scale})", digits.max(1) + scale);
        }
        (Kind::Decimal(..), Dialect::Sqlite | Dialect::Postgres) => "NUMERIC",
        (Kind::Float, Dialect::Mysql | Dialect::Sqlite) => "DOUBLE",
        (Kind::Float, Dialect::Postgres) => "NUMERIC",
        (Kind::Bool, _) => "BOOLEAN",
        (Kind::Text, Dialect::Mysql) => "LONGTEXT",
        (Kind::Text, Dialect::Sqlite | Dialect::Postgres) => "TEXT",
        (Kind::Binary, Dialect::Mysql) => "LONGBLOB",
        (Kind::Binary, Dialect::Sqlite) => "BLOB",
        (Kind::Binary, Dialect::Postgres) => "BYTEA",
    };
    format!(" {name}")
}

fn quoted_name(name: &str, dialect: Dialect) -> String {
    // Names end at a zero byte everywhere.
    let name = name.replace('\0', "\u{fffd}");
    match dialect {
        Dialect::Mysql => format!("`{}`", name.replace('`', "``")),
        Dialect::Sqlite | Dialect::Postgres => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}
