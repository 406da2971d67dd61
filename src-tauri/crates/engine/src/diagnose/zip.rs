//! The bundle as a file.

use std::io::{Cursor, Write as _};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::DiagnosticPart;

/// Puts the parts into one ZIP file, stored as they are so that anybody can look into it.
pub fn bundle(parts: &[DiagnosticPart]) -> std::io::Result<Vec<u8>> {
    Ok(packed(parts)?)
}

fn packed(parts: &[DiagnosticPart]) -> ZipResult<Vec<u8>> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for part in parts {
        file.start_file(&part.name, stored)?;
        file.write_all(part.text.as_bytes())?;
    }
    Ok(file.finish()?.into_inner())
}
