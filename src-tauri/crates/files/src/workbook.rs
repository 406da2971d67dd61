//! XLSX: a ZIP with sheets in it.
//!
//! It comes through the gate like every ZIP, and what is read of it is unpacked once before, to its last byte, so that nothing in it
//! is larger than it says. Formulas are not worked out: what the spreadsheet program last showed is what is read. Pictures, notes
//! and other files in it are not looked at.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx};

use crate::gate::Gated;
use crate::piece::{OpenPiece, Piece};
use crate::sheet::{Lines, Sheet, TakeLine};
use crate::{FileError, LeftOut, Refusal};

/// What every workbook has.
const BOOK: &str = "xl/workbook.xml";
/// The texts of all cells, which are held in memory.
const TEXTS: &str = "xl/sharedStrings.xml";
/// More texts than this many bytes would be too much for some computers.
const MOST_TEXTS: u64 = 64 << 20;
/// More than any table has columns.
const MOST_COLUMNS: usize = 1_900;

type Book = Xlsx<BufReader<OpenPiece>>;

/// Whether a ZIP is a workbook.
pub(crate) fn is_workbook(gated: &Gated) -> bool {
    gated.entries.iter().any(|entry| entry.name == BOOK)
}

/// The sheets of a workbook that hold something, and what was left out.
pub(crate) fn sheets(gated: &Gated) -> Result<(Vec<Sheet<'static>>, Vec<LeftOut>), FileError> {
    unpack_once(gated)?;
    let book = opened(&gated.place)?;
    let (mut named, mut hidden, mut others) = (Vec::new(), 0, 0);
    for sheet in book.sheets_metadata() {
        match (sheet.typ, sheet.visible) {
            (SheetType::WorkSheet, SheetVisible::Visible) => named.push(sheet.name.clone()),
            (SheetType::WorkSheet, _) => hidden += 1,
            _ => others += 1,
        }
    }
    // One for all of them: the texts are in memory once.
    let book = Rc::new(RefCell::new(book));
    let mut sheets = Vec::new();
    for name in named {
        let mut lines = SheetLines {
            book: Rc::clone(&book),
            name: name.clone(),
            width: 0,
        };
        let Some(header) = lines.header()? else {
            continue;
        };
        lines.width = header.len();
        sheets.push(Sheet {
            name: Some(name),
            header,
            lines: Box::new(lines),
        });
    }
    if sheets.is_empty() {
        return Err(Refusal::NothingInside.into());
    }
    if let [only] = sheets.as_mut_slice() {
        // "Sheet 1" says nothing of what is in it; its columns do.
        only.name = None;
    }
    let left_out = [("hidden sheets", hidden), ("sheets without cells", others)]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| LeftOut {
            what: what.to_owned(),
            count,
        });
    Ok((sheets, left_out.collect()))
}

/// Reads what will be read, counting its bytes: the list of a ZIP may lie about them.
fn unpack_once(gated: &Gated) -> Result<(), FileError> {
    for entry in &gated.entries {
        if entry.is_encrypted {
            return Err(Refusal::Encrypted.into());
        }
        if entry.name == TEXTS && entry.bytes > MOST_TEXTS {
            return Err(Refusal::TextsTooLarge {
                bytes: entry.bytes,
                most: MOST_TEXTS,
            }
            .into());
        }
        if entry.name.starts_with("xl/") && !entry.name.starts_with("xl/media/") {
            let mut read = gated.read(entry).map_err(crate::kind::unreadable)?;
            io::copy(&mut read, &mut io::sink()).map_err(crate::kind::unreadable)?;
        }
    }
    Ok(())
}

fn opened(place: &Piece) -> Result<Book, FileError> {
    let file = place.open().map_err(FileError::io("opening the file"))?;
    unbroken(|| Xlsx::new(BufReader::new(file)).ok()).ok_or_else(|| not_so("its sheets cannot be found"))
}

/// What the library makes of the file. Numbers beyond all measure make it panic, which is only one more way not to be a workbook.
fn unbroken<T>(read: impl FnOnce() -> Option<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_default()
}

/// Hears of a line's values, and says whether to go on.
type HearLine<'h> = &'h mut dyn FnMut(&[Cow<'_, str>]) -> Result<bool, FileError>;

struct SheetLines {
    book: Rc<RefCell<Book>>,
    name: String,
    /// How many columns have a name.
    width: usize,
}

impl SheetLines {
    /// The first line that says something.
    fn header(&self) -> Result<Option<Vec<String>>, FileError> {
        let mut header = None;
        self.lines(MOST_COLUMNS, &mut |line| {
            let width = line.iter().rposition(|value| !value.is_empty());
            let names = line.get(..=width.unwrap_or_default()).unwrap_or_default();
            header = Some(names.iter().map(|name| name.trim().to_owned()).collect());
            Ok(false)
        })?;
        Ok(header)
    }

    /// Goes through the lines that say something, as long as somebody listens.
    fn lines(&self, width: usize, hear: HearLine<'_>) -> Result<(), FileError> {
        let mut book = self.book.borrow_mut();
        let unreadable = || not_so(format!("its sheet `{}` cannot be read to its end", self.name));
        let mut cells = unbroken(|| book.worksheet_cells_reader(&self.name).ok()).ok_or_else(unreadable)?;
        let mut line: Vec<Cow<'_, str>> = Vec::new();
        let mut at = None;
        while let Some(cell) = unbroken(|| cells.next_cell().ok()).ok_or_else(unreadable)? {
            let (row, column) = cell.get_position();
            if at != Some(row) {
                at = Some(row);
                if line.iter().any(|value| !value.is_empty()) && !hear(&line)? {
                    return Ok(());
                }
                line.clear();
                line.resize(width, Cow::Borrowed(""));
            }
            let text = written(cell.get_value());
            match usize::try_from(column)
                .ok()
                .and_then(|column| line.get_mut(column))
            {
                Some(value) => *value = text,
                None if text.is_empty() => {}
                None => {
                    return Err(not_so(format!(
                        "line {} of its sheet `{}` has a value beside the columns that have a name",
                        row.saturating_add(1),
                        self.name
                    )));
                }
            }
        }
        if line.iter().any(|value| !value.is_empty()) {
            hear(&line)?;
        }
        Ok(())
    }
}

impl Lines for SheetLines {
    fn each(&self, hear: TakeLine<'_>) -> Result<(), FileError> {
        let mut is_header = true;
        self.lines(self.width, &mut |line| {
            if !std::mem::take(&mut is_header) {
                hear(line)?;
            }
            Ok(true)
        })
    }
}

/// A cell as text.
fn written<'t>(value: &DataRef<'t>) -> Cow<'t, str> {
    match value {
        DataRef::Empty => Cow::Borrowed(""),
        DataRef::SharedString(text) => Cow::Borrowed(text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cow::Owned(text.clone())
        }
        DataRef::Int(number) => Cow::Owned(number.to_string()),
        DataRef::Float(number) => Cow::Owned(number.to_string()),
        DataRef::Bool(fact) => Cow::Borrowed(if *fact { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(moment) => Cow::Owned(dated(moment)),
        DataRef::Error(error) => Cow::Owned(error.to_string()),
    }
}

/// A date, with the time where there is one.
fn dated(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        return moment.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        date
    } else {
        format!("{date} {hour:02}:{minute:02}:{second:02}")
    }
}

fn not_so(what: impl Into<String>) -> FileError {
    Refusal::NotAsItShouldBe(what.into()).into()
}
