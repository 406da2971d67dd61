//! Workbooks: one for each content type, a sheet for the records and one for each kind of row they own.
//!
//! Rows are written through to the disk as they come, so that memory stays flat. What a sheet cannot hold goes on in a next
//! one. Texts are texts (a number of a telephone, a barcode), numbers are numbers where a spreadsheet keeps them exactly.

use std::collections::HashSet;
use std::fs::File;
use std::path::Path;

use backstock_model::{FieldKind, TypeDescription};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use crate::ExportError;
use crate::cell::readable;
use crate::csv::{owner_columns, readable_columns};
use crate::shape::Shape;
use crate::writing::{ReadRecord, Value};

/// The rows of a sheet, the first of which has the names.
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: usize = 16_384;
/// The longest text of a cell, as Excel counts.
const LONGEST: usize = 32_767;
/// Digits that a spreadsheet keeps exactly.
const EXACT_DIGITS: usize = 15;
/// What a cell takes besides its text, about.
const CELL: u64 = 16;
const WIDTH: f64 = 18.0;

pub(crate) struct Book {
    workbook: Workbook,
    tables: Vec<BookTable>,
    shape: Shape,
    taken: HashSet<String>,
    most_rows: u32,
    /// Texts that a cell cannot hold.
    pub(crate) cut: u64,
}

struct BookTable {
    label: String,
    owner: Vec<String>,
    columns: Vec<(String, String, FieldKind)>,
    /// The sheet at hand, and its next row.
    sheet: Option<(usize, u32)>,
}

impl Book {
    pub(crate) fn begin(
        description: &TypeDescription,
        shape: Shape,
        folder: &Path,
    ) -> Result<Self, ExportError> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(folder).map_err(ExportError::workbook)?;
        let tables = shape
            .tables
            .iter()
            .map(|table| {
                let owner = owner_columns(description, table);
                let mut columns = readable_columns(description, table);
                columns.truncate(MOST_COLUMNS - owner.len());
                BookTable {
                    label: if table.path.is_empty() {
                        description.label.clone()
                    } else {
                        table.path.join(" ")
                    },
                    owner,
                    columns,
                    sheet: None,
                }
            })
            .collect();
        let mut book = Self {
            workbook,
            tables,
            shape,
            taken: HashSet::new(),
            most_rows: MOST_ROWS,
            cut: 0,
        };
        book.sheet(0)?;
        Ok(book)
    }

    /// What a record takes, about, before packing.
    pub(crate) fn size_of(shape: &Shape, record: &ReadRecord<'_>) -> u64 {
        shape
            .rows(record.node)
            .iter()
            .map(|row| {
                let table = shape.tables.get(row.table);
                let columns = table.map(|table| table.columns.as_slice()).unwrap_or_default();
                let cells: u64 = columns
                    .iter()
                    .map(|column| CELL + readable(row.node.get(&column.name), FieldKind::Plain).len() as u64)
                    .sum();
                cells + CELL
            })
            .sum()
    }

    pub(crate) fn record(&mut self, record: &ReadRecord<'_>) -> Result<(), ExportError> {
        let rows = self.shape.rows(record.node);
        for row in rows {
            let (sheet, line) = self.sheet(row.table)?;
            let Some(table) = self.tables.get_mut(row.table) else {
                continue;
            };
            table.sheet = Some((sheet, line + 1));
            let worksheet = self
                .workbook
                .worksheet_from_index(sheet)
                .map_err(ExportError::workbook)?;
            let mut column = 0;
            if !table.owner.is_empty() {
                for text in [record.id, record.name] {
                    write_text(worksheet, line, column, text, &mut self.cut)?;
                    column += 1;
                }
            }
            for (name, _, kind) in &table.columns {
                let value = row.node.get(name);
                match Value::of(value) {
                    Value::Nothing => {}
                    Value::Number(text) if *kind != FieldKind::YesNo && is_exact(text) => {
                        let number: f64 = text.parse().unwrap_or_default();
                        worksheet
                            .write_number(line, column, number)
                            .map_err(ExportError::workbook)?;
                    }
                    _ => write_text(worksheet, line, column, &readable(value, *kind), &mut self.cut)?,
                }
                column += 1;
            }
        }
        Ok(())
    }

    pub(crate) fn save(mut self, file: File) -> Result<(), ExportError> {
        self.workbook.save_to_writer(file).map_err(ExportError::workbook)
    }

    /// The sheet that a table is written to, and the next row in it.
    fn sheet(&mut self, table: usize) -> Result<(usize, u32), ExportError> {
        let Some(found) = self.tables.get_mut(table) else {
            return Ok((0, 1));
        };
        if let Some((sheet, line)) = found.sheet
            && line < self.most_rows
        {
            return Ok((sheet, line));
        }
        let name = sheet_name(&found.label, &mut self.taken);
        let sheet = self.workbook.worksheets().len();
        let worksheet = self
            .workbook
            .add_worksheet_with_constant_memory()
            .map_err(ExportError::workbook)?;
        worksheet.set_name(name).map_err(ExportError::workbook)?;
        worksheet.set_freeze_panes(1, 0).map_err(ExportError::workbook)?;
        let bold = Format::new().set_bold();
        let labels = found
            .owner
            .iter()
            .chain(found.columns.iter().map(|(_, label, _)| label));
        for (column, label) in (0u16..).zip(labels) {
            worksheet
                .set_column_width(column, WIDTH)
                .map_err(ExportError::workbook)?;
            worksheet
                .write_string_with_format(0, column, label, &bold)
                .map_err(ExportError::workbook)?;
        }
        found.sheet = Some((sheet, 1));
        Ok((sheet, 1))
    }
}

fn write_text(
    worksheet: &mut Worksheet,
    line: u32,
    column: u16,
    text: &str,
    cut: &mut u64,
) -> Result<(), ExportError> {
    if text.is_empty() {
        return Ok(());
    }
    let fitting = fitting(text);
    if fitting.len() < text.len() {
        *cut += 1;
    }
    worksheet
        .write_string(line, column, fitting)
        .map(|_| ())
        .map_err(ExportError::workbook)
}

/// As much of a text as a cell holds. Excel counts a character beyond the first 65,536 twice.
fn fitting(text: &str) -> &str {
    if text.len() <= LONGEST {
        return text;
    }
    let mut counted = 0;
    for (position, letter) in text.char_indices() {
        counted += letter.len_utf16();
        if counted > LONGEST {
            return text.get(..position).unwrap_or_default();
        }
    }
    text
}

/// Whether a spreadsheet shows a number as it is.
fn is_exact(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits <= EXACT_DIGITS && !text.contains(['e', 'E'])
}

/// What a sheet may be called: 31 signs at most, none of some, and none twice.
fn sheet_name(label: &str, taken: &mut HashSet<String>) -> String {
    let plain: String = label
        .chars()
        .map(|sign| match sign {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => ' ',
            sign if sign.is_control() => ' ',
            sign => sign,
        })
        .collect();
    let plain = match plain.trim() {
        "" => "Sheet",
        // Excel keeps this name for itself.
        word if word.eq_ignore_ascii_case("history") => "History of the shop",
        word => word,
    };
    let mut number = 1;
    loop {
        let end = if number == 1 {
            String::new()
        } else {
            format!(" ({number})")
        };
        let room = 31 - end.len();
        let mut name = String::new();
        let mut counted = 0;
        for letter in plain.chars() {
            counted += letter.len_utf16();
            if counted > room {
                break;
            }
            name.push(letter);
        }
        let name = format!("{}{end}", name.trim_end());
        if taken.insert(name.to_lowercase()) {
            return name;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_a_name_that_excel_takes() {
        let mut taken = HashSet::new();
        assert_eq!(sheet_name("Products", &mut taken), "Products");
        assert_eq!(sheet_name("products", &mut taken), "products (2)");
        assert_eq!(sheet_name("a/b:c", &mut taken), "a b c");
        assert_eq!(sheet_name("History", &mut taken), "History of the shop");
        assert_eq!(sheet_name("", &mut taken), "Sheet");
        let long = sheet_name(&"x".repeat(50), &mut taken);
        assert_eq!(long.len(), 31);
        assert_eq!(sheet_name(&"x".repeat(50), &mut taken).len(), 31);
    }

    #[test]
    fn numbers_are_numbers_only_where_they_stay_what_they_are() {
        assert!(is_exact("12.50") && is_exact("-3") && is_exact("123456789012345"));
        assert!(!is_exact("1234567890123456") && !is_exact("1e5"));
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(fitting("tea"), "tea");
        let long = "é".repeat(40_000);
        assert_eq!(fitting(&long).chars().count(), LONGEST);
        let long = "🫖".repeat(20_000);
        assert_eq!(fitting(&long).chars().count(), LONGEST / 2);
    }
}
