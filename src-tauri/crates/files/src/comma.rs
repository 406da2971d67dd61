//! CSV: text with commas, semicolons or tabs between its values.

use std::borrow::Cow;
use std::io::Read;

use csv::{ByteRecord, Reader, ReaderBuilder};
use encoding_rs::WINDOWS_1252;

use crate::packed::unpacked;
use crate::sheet::{Lines, Sheet, TakeLine, vendor_of};
use crate::{FileError, Packing, Refusal};

/// What may stand between values.
const BETWEEN: &[u8] = b",;\t";

/// Whether a text begins like a CSV: a line of names, and lines with as many values.
pub(crate) fn header_of(head: &[u8]) -> Option<(u8, Vec<String>)> {
    let first = head.split(|byte| *byte == b'\n').next()?;
    let between = BETWEEN
        .iter()
        .copied()
        .max_by_key(|between| memchr_count(first, *between))?;
    if memchr_count(first, between) == 0 || head.contains(&0) {
        return None;
    }
    let names = names_of(head, between)?;
    let is_named = names.iter().filter(|name| !name.is_empty()).count() * 2 > names.len();
    // The last line at hand may be cut off.
    let second = reader(head, between).into_byte_records().nth(1);
    let fits = match second {
        Some(Ok(line)) => line.len() == names.len(),
        Some(Err(_)) => false,
        // A single line may be a letter; a platform's own columns are none.
        None => vendor_of(&names).is_some(),
    };
    (is_named && names.len() > 1 && fits).then_some((between, names))
}

/// The names in the first line.
pub(crate) fn names_of(head: &[u8], between: u8) -> Option<Vec<String>> {
    let header = reader(head, between).into_byte_records().next()?.ok()?;
    Some(header.iter().map(|name| text(name).trim().to_owned()).collect())
}

fn memchr_count(bytes: &[u8], wanted: u8) -> usize {
    bytes.iter().filter(|byte| **byte == wanted).count()
}

fn reader<R: Read>(read: R, between: u8) -> Reader<R> {
    ReaderBuilder::new()
        .delimiter(between)
        .has_headers(false)
        .flexible(false)
        .from_reader(read)
}

/// A value as text; what is no Unicode is in the old character set of Windows.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text.trim_start_matches('\u{FEFF}')),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// Opens a text anew.
pub(crate) type OpenText<'c> = Box<dyn Fn() -> std::io::Result<Box<dyn Read + 'c>> + 'c>;

/// A CSV file, opened anew for each time it is gone through.
struct CsvLines<'c> {
    open: OpenText<'c>,
    packing: Option<Packing>,
    between: u8,
}

impl Lines for CsvLines<'_> {
    fn each(&self, hear: TakeLine<'_>) -> Result<(), FileError> {
        let read = (self.open)()
            .and_then(|read| unpacked(read, self.packing))
            .map_err(crate::kind::unreadable)?;
        let mut lines = reader(read, self.between);
        let mut line = ByteRecord::new();
        let mut is_header = true;
        while lines.read_byte_record(&mut line).map_err(broken)? {
            if !std::mem::take(&mut is_header) {
                let values: Vec<Cow<'_, str>> = line.iter().map(text).collect();
                hear(&values)?;
            }
        }
        Ok(())
    }
}

pub(crate) fn sheet(
    open: OpenText<'_>,
    packing: Option<Packing>,
    (between, header): (u8, Vec<String>),
) -> Sheet<'_> {
    Sheet {
        name: None,
        header,
        lines: Box::new(CsvLines {
            open,
            packing,
            between,
        }),
    }
}

fn broken(error: csv::Error) -> FileError {
    let said = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            pos,
            expected_len,
            len,
        } => format!(
            "line {} has {len} values, and there are {expected_len} columns",
            pos.as_ref().map_or(0, csv::Position::line)
        ),
        _ => "a line cannot be read".to_owned(),
    };
    match error.into_kind() {
        csv::ErrorKind::Io(cause) => crate::kind::unreadable(cause),
        _ => Refusal::NotAsItShouldBe(said).into(),
    }
}
