//! XLSX: workbooks, sheet by sheet.

use std::borrow::Cow;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use backstock_archive::ArchiveError;
use calamine::{Data, Range, Reader as _, Xlsx};

use crate::gate::Gated;
use crate::sheet::{Lines, Sheet};
use crate::{FileError, Refusal};

/// A workbook is held in memory as a whole, so it may not be larger than this, unpacked.
const MOST_BYTES: u64 = 512 << 20;

/// Whether a ZIP is a workbook.
pub(crate) fn is_one(gated: &Gated) -> bool {
    gated.entries.iter().any(|entry| entry.name == "xl/workbook.xml")
}

/// The sheets that have a line of names and something below it.
pub(crate) fn sheets(path: &Path, gated: &Gated) -> Result<Vec<Sheet<'static>>, FileError> {
    if gated.entries.iter().map(|entry| entry.bytes).sum::<u64>() > MOST_BYTES {
        return Err(ArchiveError::Hostile("it would unpack to more than a workbook needs").into());
    }
    let broken = |_| FileError::from(Refusal::NotAsItShouldBe("its sheets cannot be read".to_owned()));
    let file = File::open(path).map_err(FileError::io("opening the file"))?;
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(file)).map_err(broken)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(broken)?;
        let header: Vec<String> = match range.rows().next() {
            Some(names) if range.height() > 1 => {
                names.iter().map(|cell| shown(cell).trim().to_owned()).collect()
            }
            _ => continue,
        };
        sheets.push(Sheet {
            name: Some(name),
            header,
            lines: Box::new(Cells(range)),
        });
    }
    if sheets.is_empty() {
        return Err(Refusal::NothingInside.into());
    }
    Ok(sheets)
}

struct Cells(Range<Data>);

impl Lines for Cells {
    fn each(&self, hear: &mut dyn FnMut(&[Cow<'_, str>]) -> Result<(), FileError>) -> Result<(), FileError> {
        for row in self.0.rows().skip(1) {
            let values: Vec<Cow<'_, str>> = row.iter().map(shown).collect();
            // People leave lines empty between others.
            if values.iter().any(|value| !value.is_empty()) {
                hear(&values)?;
            }
        }
        Ok(())
    }
}

/// A cell as text. A number is as short as it can be: the program that wrote it knew no other way either.
fn shown(cell: &Data) -> Cow<'_, str> {
    match cell {
        Data::Empty => "".into(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.as_str().into(),
        Data::Int(number) => number.to_string().into(),
        Data::Float(number) => number.to_string().into(),
        Data::Bool(yes) => if *yes { "true" } else { "false" }.into(),
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            if (hour, minute, second) == (0, 0, 0) {
                format!("{year:04}-{month:02}-{day:02}").into()
            } else {
                format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}").into()
            }
        }
        Data::Error(error) => error.to_string().into(),
    }
}
