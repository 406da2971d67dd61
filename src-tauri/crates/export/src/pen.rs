//! What writes the records of a content type, each in its own form.

use std::collections::BTreeMap;

use crate::ExportError;
use crate::writing::ReadRecord;

/// A form whose files are texts. It says what it would write; whether that still fits into the part is not its business.
pub(crate) trait TextPen {
    /// The name of a file; 0 is the one that is there even when there is no record.
    fn file(&self, file: usize) -> String;

    /// How a file begins.
    fn head(&self, file: usize) -> Vec<u8>;

    /// How a file ends.
    fn tail(&self) -> &'static [u8] {
        b""
    }

    /// Whether a record does not belong into the files at all.
    fn leaves_out(&self, _record: &ReadRecord<'_>) -> bool {
        false
    }

    /// Says what a record adds to which files.
    fn record(&mut self, record: &ReadRecord<'_>, said: &mut Said) -> Result<(), ExportError>;
}

/// What is to be added to the files.
#[derive(Default)]
pub(crate) struct Said(BTreeMap<usize, Vec<u8>>);

impl Said {
    pub(crate) fn of(&mut self, file: usize) -> &mut Vec<u8> {
        self.0.entry(file).or_default()
    }

    /// The files with something to add.
    pub(crate) fn each(&self) -> impl Iterator<Item = (usize, &[u8])> {
        self.0
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(file, text)| (*file, text.as_slice()))
    }

    pub(crate) fn clear(&mut self) {
        // The room of the texts is used again.
        self.0.values_mut().for_each(Vec::clear);
    }
}
