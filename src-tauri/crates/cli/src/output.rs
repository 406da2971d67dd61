//! Where answers go: standard output, as JSON or for people.
//!
//! A reader that goes away (`| head`) is no failure: the rest is simply not written, and the exit code stays what the work
//! made it.

use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write};

use serde::Serialize;

use crate::page::Page;
use crate::refusal::Refusal;

/// How answers are given.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    /// One JSON document instead of text for people.
    pub(crate) json: bool,
    /// No progress.
    pub(crate) quiet: bool,
}

impl Output {
    /// Answers with a JSON document, or with what `tell` says to people.
    pub(crate) fn answer<T: Serialize>(
        self,
        answer: &T,
        tell: impl FnOnce(&mut Page),
    ) -> Result<(), Refusal> {
        let mut pipe = Pipe::open();
        if self.json {
            pipe.json(answer)?;
        } else {
            let mut page = Page::default();
            tell(&mut page);
            pipe.text(page.text())?;
        }
        pipe.close()
    }

    /// Whether a person looks at the answer.
    pub(crate) fn is_on_screen(self) -> bool {
        !self.json && io::stdout().is_terminal()
    }
}

/// Standard output, for answers that are written piece by piece.
pub(crate) struct Pipe {
    out: BufWriter<StdoutLock<'static>>,
    is_gone: bool,
}

impl Pipe {
    pub(crate) fn open() -> Self {
        Self {
            out: BufWriter::with_capacity(64 * 1024, io::stdout().lock()),
            is_gone: false,
        }
    }

    /// Whether nobody reads any more.
    pub(crate) fn is_gone(&self) -> bool {
        self.is_gone
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        if self.is_gone {
            return Ok(());
        }
        let written = self.out.write_all(bytes);
        self.heard(written)
    }

    pub(crate) fn text(&mut self, text: &str) -> Result<(), Refusal> {
        self.bytes(text.as_bytes())
    }

    /// One JSON document and a line's end.
    pub(crate) fn json<T: Serialize>(&mut self, answer: &T) -> Result<(), Refusal> {
        self.json_part(answer)?;
        self.text("\n")
    }

    /// A part of a JSON document.
    pub(crate) fn json_part<T: Serialize>(&mut self, part: &T) -> Result<(), Refusal> {
        let text = serde_json::to_vec(part).map_err(|cause| Refusal::Answer(cause.into()))?;
        self.bytes(&text)
    }

    /// Hands over what is written so far.
    pub(crate) fn flush(&mut self) -> Result<(), Refusal> {
        if self.is_gone {
            return Ok(());
        }
        let flushed = self.out.flush();
        self.heard(flushed)
    }

    pub(crate) fn close(mut self) -> Result<(), Refusal> {
        let flushed = self.flush();
        // What a reader that went away did not take must not be tried again while dropping.
        let (_, _) = self.out.into_parts();
        flushed
    }

    fn heard(&mut self, written: io::Result<()>) -> Result<(), Refusal> {
        match written {
            Err(cause) if cause.kind() == io::ErrorKind::BrokenPipe => {
                self.is_gone = true;
                Ok(())
            }
            other => other.map_err(Refusal::Answer),
        }
    }
}

/// Says something on standard error, where nobody listening is no failure.
pub(crate) fn say(text: &str) {
    let mut error = io::stderr().lock();
    let _ = writeln!(error, "{text}");
}
