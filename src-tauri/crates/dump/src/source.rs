//! The bytes of a dump, with a look ahead.

use std::io::{self, Read};

use crate::DumpError;

const SIZE: usize = 1 << 17;

/// The bytes of a dump.
pub(crate) struct Source<R> {
    read: R,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    is_over: bool,
    line: u64,
}

impl<R: Read> Source<R> {
    pub(crate) fn new(read: R) -> Self {
        Self {
            read,
            buffer: vec![0; SIZE].into(),
            start: 0,
            end: 0,
            is_over: false,
            line: 1,
        }
    }

    /// The line at hand, counted from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// What is at hand: something, unless the dump is over.
    pub(crate) fn at_hand(&mut self) -> Result<&[u8], DumpError> {
        if self.start == self.end {
            self.fill()?;
        }
        Ok(self.buffer.get(self.start..self.end).unwrap_or_default())
    }

    /// The byte this far ahead.
    pub(crate) fn peek(&mut self, ahead: usize) -> Result<Option<u8>, DumpError> {
        while self.end - self.start <= ahead && !self.is_over {
            self.fill()?;
        }
        Ok(self
            .buffer
            .get(self.start..self.end)
            .and_then(|bytes| bytes.get(ahead).copied()))
    }

    /// Whether the dump goes on with these bytes.
    pub(crate) fn begins_with(&mut self, wanted: &[u8]) -> Result<bool, DumpError> {
        self.peek(wanted.len().saturating_sub(1))?;
        let bytes = self.buffer.get(self.start..self.end).unwrap_or_default();
        Ok(bytes.starts_with(wanted))
    }

    /// Goes on by this many bytes of what is at hand.
    pub(crate) fn pass(&mut self, count: usize) {
        let passed = self
            .buffer
            .get(self.start..self.start + count)
            .unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.start = (self.start + count).min(self.end);
    }

    /// Moves what is left to the beginning and reads more behind it.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        while !self.is_over {
            let Some(room) = self.buffer.get_mut(self.end..).filter(|room| !room.is_empty()) else {
                return Ok(());
            };
            match self.read.read(room) {
                Ok(0) => self.is_over = true,
                Ok(count) => {
                    self.end += count;
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
