//! CSV, in two modes.
//!
//! *For spreadsheets*: readable names, a byte order mark, yes and no in words, and an apostrophe before whatever a
//! spreadsheet would take for a formula. It is for people and cannot be read back exactly.
//!
//! *For re-import*: the shop's own columns and every value exactly as it was. A text is quoted, nothing (NULL) is an empty cell
//! without quotes, a number stands as it is, a binary is `\x` and its bytes in hex. PostgreSQL's `COPY ... CSV` reads it so.

use backstock_model::{FieldKind, Path, TypeDescription};

use crate::ExportError;
use crate::cell::{harmless, readable};
use crate::names::file_stem;
use crate::pen::{Said, TextPen};
use crate::shape::{Shape, Table};
use crate::writing::{ReadRecord, Value};

pub(crate) struct Csv {
    content_type: String,
    shape: Shape,
    heads: Vec<Vec<u8>>,
    mode: Mode,
}

enum Mode {
    /// For each table its columns in the order a person reads them, with the kind of each.
    Spreadsheet(Vec<Vec<(String, FieldKind)>>),
    /// Whether rows do not say themselves to which record they belong.
    Reimport { names_rows: bool },
}

impl Csv {
    pub(crate) fn spreadsheet(description: &TypeDescription, shape: Shape) -> Self {
        let mut heads = Vec::new();
        let mut columns = Vec::new();
        for table in &shape.tables {
            let ordered = readable_columns(description, table);
            // Programs and people see by this that the text is UTF-8.
            let mut head = "\u{feff}".as_bytes().to_vec();
            let owner = owner_columns(description, table);
            let labels = owner
                .iter()
                .map(String::as_str)
                .chain(ordered.iter().map(|(_, label, _)| label.as_str()));
            line(&mut head, labels.map(|label| quoted_cell(&harmless(label))));
            heads.push(head);
            columns.push(ordered.into_iter().map(|(name, _, kind)| (name, kind)).collect());
        }
        Self {
            content_type: description.key.to_string(),
            shape,
            heads,
            mode: Mode::Spreadsheet(columns),
        }
    }

    pub(crate) fn reimport(description: &TypeDescription, shape: Shape) -> Self {
        let names_rows = description.tables.is_empty();
        let heads = shape
            .tables
            .iter()
            .map(|table| {
                let mut head = Vec::new();
                let own = if names_rows {
                    naming_columns(table)
                } else {
                    Vec::new()
                };
                let names = own
                    .iter()
                    .copied()
                    .chain(table.columns.iter().map(|column| column.name.as_str()));
                line(&mut head, names.map(quoted_cell));
                head
            })
            .collect();
        Self {
            content_type: description.key.to_string(),
            shape,
            heads,
            mode: Mode::Reimport { names_rows },
        }
    }
}

impl TextPen for Csv {
    fn file(&self, file: usize) -> String {
        let mut parts = vec![self.content_type.as_str()];
        if let Some(table) = self.shape.tables.get(file) {
            parts.extend(table.path.iter().map(String::as_str));
        }
        format!("{}.csv", file_stem(&parts))
    }

    fn head(&self, file: usize) -> Vec<u8> {
        self.heads.get(file).cloned().unwrap_or_default()
    }

    fn record(&mut self, record: &ReadRecord<'_>, said: &mut Said) -> Result<(), ExportError> {
        for row in self.shape.rows(record.node) {
            let out = said.of(row.table);
            match &self.mode {
                Mode::Spreadsheet(columns) => {
                    let owner: &[&str] = if row.ids.is_empty() {
                        &[]
                    } else {
                        &[record.id, record.name]
                    };
                    let columns = columns.get(row.table).map(Vec::as_slice).unwrap_or_default();
                    let values = columns.iter().map(|(name, kind)| {
                        let value = row.node.get(name);
                        match Value::of(value) {
                            // A number is written as it is, also one with a sign.
                            Value::Number(_) if *kind != FieldKind::YesNo => {
                                readable(value, *kind).into_owned().into_bytes().into()
                            }
                            _ => quoted_cell(&harmless(&readable(value, *kind))),
                        }
                    });
                    line(
                        out,
                        owner
                            .iter()
                            .map(|text| quoted_cell(&harmless(text)))
                            .chain(values),
                    );
                }
                Mode::Reimport { names_rows } => {
                    let own: Vec<&str> = match (names_rows, row.ids.last()) {
                        (false, _) => Vec::new(),
                        (true, None) => vec![record.id],
                        (true, Some(id)) => {
                            let above = row.ids.iter().rev().nth(1).copied().unwrap_or_default();
                            vec![record.id, above, id]
                        }
                    };
                    let mut cells: Vec<Box<[u8]>> = own.into_iter().map(quoted_cell).collect();
                    let table = self.shape.tables.get(row.table);
                    for column in table.map(|table| table.columns.as_slice()).unwrap_or_default() {
                        cells.push(exact_cell(row.node.get(&column.name), record)?);
                    }
                    line(out, cells);
                }
            }
        }
        Ok(())
    }
}

/// The columns that say to which record and row a row belongs, where the shop's own columns do not.
pub(crate) fn naming_columns(table: &Table) -> Vec<&'static str> {
    match table.path.len() {
        0 => vec!["_record"],
        _ => vec!["_record", "_owner", "_row"],
    }
}

/// What stands before the columns of owned rows, so that a person knows whose they are.
pub(crate) fn owner_columns(description: &TypeDescription, table: &Table) -> Vec<String> {
    if table.path.is_empty() {
        return Vec::new();
    }
    ["number", "name"]
        .map(|what| format!("{}: {what}", description.label))
        .to_vec()
}

/// The columns of a table as a person reads them: those with names of their own first, in the order of the profile.
pub(crate) fn readable_columns(
    description: &TypeDescription,
    table: &Table,
) -> Vec<(String, String, FieldKind)> {
    let mut columns: Vec<(usize, String, String, FieldKind)> = table
        .columns
        .iter()
        .map(|column| {
            // Between the keys of collections stand the ids of their rows; which ones does not matter here.
            let path = table
                .path
                .iter()
                .fold(Path::root(), |path, key| path.then(key.clone()).then("-"))
                .then(column.name.clone());
            let (label, kind) = description.label_of(&path);
            let columns = path.columns();
            let place = description.labels.iter().position(|label| label.path == columns);
            (place.unwrap_or(usize::MAX), column.name.clone(), label, kind)
        })
        .collect();
    columns.sort_by_key(|(place, ..)| *place);
    columns
        .into_iter()
        .map(|(_, name, label, kind)| (name, label, kind))
        .collect()
}

fn exact_cell(
    value: Option<&backstock_model::Node>,
    record: &ReadRecord<'_>,
) -> Result<Box<[u8]>, ExportError> {
    Ok(match Value::of(value) {
        Value::Nothing => Box::default(),
        Value::Bool(true) => b"true".as_slice().into(),
        Value::Bool(false) => b"false".as_slice().into(),
        Value::Number(text) => text.as_bytes().into(),
        Value::Text(text) => quoted_cell(text),
        Value::Json(node) => quoted_cell(&node.to_text()),
        Value::Binary(binary) => {
            let bytes = record.bytes_of(&binary)?;
            let mut cell = Vec::with_capacity(bytes.len() * 2 + 2);
            cell.extend_from_slice(b"\\x");
            hex(&mut cell, &bytes);
            cell.into()
        }
    })
}

/// Bytes in hex.
pub(crate) fn hex(out: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            out.extend(DIGITS.get(usize::from(half)));
        }
    }
}

pub(crate) fn quoted_cell(text: &str) -> Box<[u8]> {
    let mut cell = vec![0; text.len() * 2 + 2];
    if let Some(first) = cell.first_mut() {
        *first = b'"';
    }
    // There is room for a text of nothing but quotation marks, so that nothing is left over.
    let room = cell.get_mut(1..).unwrap_or_default();
    let (_, _, written) = csv_core::quote(text.as_bytes(), room, b'"', b'"', true);
    cell.truncate(written + 1);
    cell.push(b'"');
    cell.into()
}

pub(crate) fn line(out: &mut Vec<u8>, cells: impl IntoIterator<Item = Box<[u8]>>) {
    for (position, cell) in cells.into_iter().enumerate() {
        if position > 0 {
            out.push(b',');
        }
        out.extend_from_slice(&cell);
    }
    out.extend_from_slice(b"\r\n");
}
