//! JSON Lines: one record a line, exactly as it was kept. The lines are those of a backup file.

use backstock_model::write_text;

use crate::ExportError;
use crate::names::file_stem;
use crate::pen::{Said, TextPen};
use crate::writing::ReadRecord;

pub(crate) struct JsonLines {
    pub(crate) content_type: String,
}

impl TextPen for JsonLines {
    fn file(&self, _: usize) -> String {
        format!("{}.jsonl", file_stem(&[&self.content_type]))
    }

    fn head(&self, _: usize) -> Vec<u8> {
        Vec::new()
    }

    fn record(&mut self, record: &ReadRecord<'_>, said: &mut Said) -> Result<(), ExportError> {
        let line = said.of(0);
        for (key, text) in [
            ("{\"id\":", record.id),
            (",\"name\":", record.name),
            (",\"search\":", record.search),
        ] {
            line.extend_from_slice(key.as_bytes());
            write_text(line, text);
        }
        line.extend_from_slice(b",\"document\":");
        line.extend_from_slice(record.document.as_bytes());
        line.extend_from_slice(b"}\n");
        Ok(())
    }
}
