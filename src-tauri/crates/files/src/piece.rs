//! A file, or a part of one, read like a file of its own: a workbook that lies in a ZIP as it is.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use backstock_model::Cancel;

/// Where bytes lie, and who may want no more of them.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    path: PathBuf,
    from: u64,
    length: u64,
    cancel: Cancel,
}

impl Piece {
    /// All of a file.
    pub(crate) fn whole(path: &Path, cancel: &Cancel) -> io::Result<Self> {
        Ok(Self {
            path: path.to_path_buf(),
            from: 0,
            length: std::fs::metadata(path)?.len(),
            cancel: cancel.clone(),
        })
    }

    /// A part of these bytes.
    pub(crate) fn part(&self, from: u64, length: u64) -> Self {
        Self {
            path: self.path.clone(),
            from: self.from + from,
            length,
            cancel: self.cancel.clone(),
        }
    }

    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    pub(crate) fn open(&self) -> io::Result<OpenPiece> {
        let mut opened = OpenPiece {
            file: File::open(&self.path)?,
            from: self.from,
            length: self.length,
            at: 0,
            cancel: self.cancel.clone(),
        };
        opened.rewind()?;
        Ok(opened)
    }
}

/// Bytes that are being read.
#[derive(Debug)]
pub(crate) struct OpenPiece {
    file: File,
    from: u64,
    length: u64,
    at: u64,
    cancel: Cancel,
}

impl Read for OpenPiece {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        // Whatever reads, also a library that knows nothing of jobs, stops here when somebody asks to.
        if self.cancel.is_asked() {
            return Err(io::Error::other("stopped as asked"));
        }
        let left = self.length.saturating_sub(self.at);
        let count = self.file.by_ref().take(left).read(into)?;
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for OpenPiece {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let moved = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let beyond = || io::Error::from(io::ErrorKind::InvalidInput);
        let at = moved.ok_or_else(beyond)?;
        let within = self.from.checked_add(at).ok_or_else(beyond)?;
        self.file.seek(SeekFrom::Start(within))?;
        self.at = at;
        Ok(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_file_is_read_like_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bytes");
        std::fs::write(&path, b"before, within, after").unwrap();
        let cancel = Cancel::new();
        let part = Piece::whole(&path, &cancel).unwrap().part(8, 6);
        let mut opened = part.open().unwrap();
        let mut text = String::new();
        opened.read_to_string(&mut text).unwrap();
        assert_eq!(text, "within");
        assert_eq!(opened.seek(SeekFrom::End(-2)).unwrap(), 4);
        text.clear();
        opened.read_to_string(&mut text).unwrap();
        assert_eq!(text, "in");
        assert!(opened.seek(SeekFrom::Current(-7)).is_err());
        let mut inner = part.part(2, 2).open().unwrap();
        text.clear();
        inner.read_to_string(&mut text).unwrap();
        assert_eq!(text, "th");
        let mut again = part.open().unwrap();
        cancel.ask();
        assert!(again.read_to_string(&mut text).is_err(), "it went on");
    }
}
