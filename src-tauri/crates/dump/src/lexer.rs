//! A dump's words, one by one.

use std::io::Read;

use crate::DumpError;
use crate::source::Source;

/// The longest single value. A shop's largest are pictures and archives in a column.
const LONGEST_VALUE: usize = 1 << 30;

/// Whose SQL it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// MySQL and MariaDB.
    MySql,
    /// PostgreSQL.
    Postgres,
    /// SQLite.
    Sqlite,
}

impl Dialect {
    /// Tells from the first bytes of a dump (64 KB are plenty) whose it is; nothing when it does not look like a dump.
    pub fn of(head: &[u8]) -> Option<Self> {
        const MARKS: &[(Dialect, &[&str])] = &[
            (
                Dialect::Postgres,
                &[
                    "PostgreSQL database dump",
                    "standard_conforming_strings",
                    "pg_catalog.",
                    "FROM stdin;",
                ],
            ),
            (
                Dialect::Sqlite,
                &[
                    "PRAGMA foreign_keys",
                    "sqlite_sequence",
                    "BEGIN TRANSACTION;\nCREATE",
                ],
            ),
            (
                Dialect::MySql,
                &[
                    "/*!40",
                    "/*M!",
                    "MySQL dump",
                    "MariaDB dump",
                    "phpMyAdmin",
                    "ENGINE=",
                    "Adminer",
                    "Navicat",
                    "`",
                    "AUTO_INCREMENT",
                ],
            ),
        ];
        // Tools for several databases say at the top which one a dump is of.
        const TOOLS: &[&str] = &["Adminer ", "Navicat ", "HeidiSQL"];
        let top = head.get(..1024).unwrap_or(head);
        let says = |word: &str| memchr::memmem::find(top, word.as_bytes()).is_some();
        if TOOLS.iter().any(|tool| says(tool)) {
            for (word, dialect) in [("PostgreSQL", Self::Postgres), ("SQLite", Self::Sqlite)] {
                if says(word) {
                    return Some(dialect);
                }
            }
        }
        let found = MARKS.iter().find(|(_, marks)| {
            marks
                .iter()
                .any(|mark| memchr::memmem::find(head, mark.as_bytes()).is_some())
        });
        if let Some((dialect, _)) = found {
            return Some(*dialect);
        }
        let upper = head.to_ascii_uppercase();
        ["CREATE TABLE", "INSERT INTO"]
            .iter()
            .any(|word| memchr::memmem::find(&upper, word.as_bytes()).is_some())
            .then_some(Self::Sqlite)
    }
}

/// What kind of word stands in [`Lexer::text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// A name or a word of the language, as written.
    Word,
    /// A name in backticks or brackets.
    Name,
    /// In double quotes: a name, or a text where MySQL is not told otherwise.
    DoubleQuoted,
    /// A text, as the bytes it stands for.
    Text,
    /// A number, as written.
    Number,
    /// Bytes that were written in hexadecimal digits.
    Bytes,
    /// A bit string, as its digits.
    Bits,
    /// A single sign.
    Sign(u8),
    /// The end of a statement.
    End,
    /// The end of the dump.
    Over,
}

/// Reads words.
pub(crate) struct Lexer<R> {
    pub(crate) source: Source<R>,
    pub(crate) dialect: Dialect,
    /// What the last token says.
    pub(crate) text: Vec<u8>,
    /// Whether `\` is a sign like any other in texts of MySQL (`NO_BACKSLASH_ESCAPES`), or of PostgreSQL (the default there).
    pub(crate) plain_backslash: bool,
    /// What ends a statement, where it is not `;` (the client's `DELIMITER`).
    delimiter: Option<Vec<u8>>,
    /// How many conditional comments are open.
    conditional: u32,
    is_at_line_start: bool,
}

impl<R: Read> Lexer<R> {
    pub(crate) fn new(read: R, dialect: Dialect) -> Self {
        Self {
            source: Source::new(read),
            dialect,
            text: Vec::new(),
            plain_backslash: dialect != Dialect::MySql,
            delimiter: None,
            conditional: 0,
            is_at_line_start: true,
        }
    }

    /// The next word.
    pub(crate) fn next(&mut self) -> Result<Token, DumpError> {
        self.text.clear();
        self.pass_space(&mut |_| {})?;
        if let Some(delimiter) = &self.delimiter
            && self.source.begins_with(delimiter)?
        {
            self.source.pass(delimiter.len());
            return Ok(Token::End);
        }
        let Some(byte) = self.source.peek(0)? else {
            return Ok(Token::Over);
        };
        match byte {
            b';' if self.delimiter.is_none() => {
                self.source.pass(1);
                Ok(Token::End)
            }
            b'\'' => {
                self.quoted(b'\'', !self.plain_backslash)?;
                Ok(Token::Text)
            }
            b'"' => {
                let escapes = self.dialect == Dialect::MySql && !self.plain_backslash;
                self.quoted(b'"', escapes)?;
                Ok(Token::DoubleQuoted)
            }
            b'`' => {
                self.quoted(b'`', false)?;
                Ok(Token::Name)
            }
            b'[' if self.dialect == Dialect::Sqlite => {
                self.until(b']')?;
                Ok(Token::Name)
            }
            b'$' if self.dialect == Dialect::Postgres => self.dollar_quoted(),
            b'0' if self.dialect != Dialect::Postgres && self.source.begins_with(b"0x")? => {
                self.source.pass(2);
                self.while_is(|byte| byte.is_ascii_hexdigit())?;
                self.digits_to_bytes()?;
                Ok(Token::Bytes)
            }
            b'0'..=b'9' => self.number(),
            b'.' if self.source.peek(1)?.is_some_and(|next| next.is_ascii_digit()) => self.number(),
            byte if is_word(byte) => self.word(),
            sign => {
                self.source.pass(1);
                self.text.push(sign);
                Ok(Token::Sign(sign))
            }
        }
    }

    /// The rest of the line, as a client's command is read.
    pub(crate) fn rest_of_line(&mut self) -> Result<Vec<u8>, DumpError> {
        let mut line = Vec::new();
        loop {
            let bytes = self.source.at_hand()?;
            if bytes.is_empty() {
                return Ok(line);
            }
            let (end, is_whole) = match memchr::memchr(b'\n', bytes) {
                Some(end) => (end, true),
                None => (bytes.len(), false),
            };
            line.extend_from_slice(bytes.get(..end).unwrap_or_default());
            self.source.pass(end + usize::from(is_whole));
            if is_whole {
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                self.is_at_line_start = true;
                return Ok(line);
            }
            if line.len() > LONGEST_VALUE {
                return Err(self.too_long("a line"));
            }
        }
    }

    pub(crate) fn delimit_by(&mut self, delimiter: &[u8]) {
        self.delimiter = (delimiter != b";" && !delimiter.is_empty()).then(|| delimiter.to_vec());
    }

    /// Whether a client was told what ends a statement.
    pub(crate) fn is_delimited(&self) -> bool {
        self.delimiter.is_some()
    }

    /// Whether the dump goes on with a `\` at the beginning of a line: a command for the client. The lines of comments before it
    /// are handed over.
    pub(crate) fn is_client_command(&mut self, remark: &mut dyn FnMut(&[u8])) -> Result<bool, DumpError> {
        self.pass_space(remark)?;
        Ok(self.is_at_line_start && self.source.peek(0)? == Some(b'\\'))
    }

    pub(crate) fn line(&self) -> u64 {
        self.source.line()
    }

    fn pass_space(&mut self, remark: &mut dyn FnMut(&[u8])) -> Result<(), DumpError> {
        loop {
            match self.source.peek(0)? {
                Some(b'\n') => {
                    self.source.pass(1);
                    self.is_at_line_start = true;
                    continue;
                }
                Some(byte) if byte.is_ascii_whitespace() || byte == 0x0B => self.source.pass(1),
                Some(0xEF) if self.source.begins_with(b"\xEF\xBB\xBF")? => self.source.pass(3),
                Some(b'-') if self.source.peek(1)? == Some(b'-') => {
                    remark(&self.rest_of_line()?);
                    continue;
                }
                Some(b'#') if self.dialect == Dialect::MySql => {
                    self.rest_of_line()?;
                    continue;
                }
                Some(b'/') if self.source.peek(1)? == Some(b'*') => self.comment()?,
                Some(b'*') if self.conditional > 0 && self.source.peek(1)? == Some(b'/') => {
                    self.conditional -= 1;
                    self.source.pass(2);
                }
                _ => return Ok(()),
            }
            self.is_at_line_start = false;
        }
    }

    fn comment(&mut self) -> Result<(), DumpError> {
        let line = self.line();
        if self.dialect == Dialect::MySql {
            let mark = if self.source.begins_with(b"/*!")? {
                3
            } else if self.source.begins_with(b"/*M!")? {
                4
            } else {
                0
            };
            if mark > 0 {
                self.source.pass(mark);
                self.text.clear();
                self.while_is(|byte| byte.is_ascii_digit())?;
                self.text.clear();
                // `/*M!999999\- enable the sandbox mode */`: for the client, and nothing to us.
                if self.source.peek(0)? != Some(b'\\') {
                    self.conditional += 1;
                    return Ok(());
                }
            }
        }
        self.source.pass(2);
        let nests = self.dialect == Dialect::Postgres;
        let mut depth = 1_u32;
        loop {
            match self.source.peek(0)? {
                None => {
                    return Err(DumpError::CutOff {
                        what: "a comment",
                        line,
                    });
                }
                Some(b'*') if self.source.peek(1)? == Some(b'/') => {
                    self.source.pass(2);
                    depth -= 1;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                Some(b'/') if nests && self.source.peek(1)? == Some(b'*') => {
                    self.source.pass(2);
                    depth += 1;
                }
                Some(_) => self.source.pass(1),
            }
        }
    }

    fn word(&mut self) -> Result<Token, DumpError> {
        self.while_is(is_word)?;
        self.is_at_line_start = false;
        if self.source.peek(0)? != Some(b'\'') || self.text.len() > 8 {
            return Ok(Token::Word);
        }
        // `x'4f'`, `b'01'`, `E'a\n'`, `N'é'`, and a text that says its character set, `_binary'…'`.
        match self.text.to_ascii_lowercase().as_slice() {
            b"x" => {
                self.text.clear();
                self.quoted(b'\'', false)?;
                self.digits_to_bytes()?;
                Ok(Token::Bytes)
            }
            b"b" => {
                self.text.clear();
                self.quoted(b'\'', false)?;
                Ok(Token::Bits)
            }
            b"e" if self.dialect == Dialect::Postgres => {
                self.text.clear();
                self.quoted(b'\'', true)?;
                Ok(Token::Text)
            }
            b"n" => {
                self.text.clear();
                self.quoted(b'\'', !self.plain_backslash)?;
                Ok(Token::Text)
            }
            _ => Ok(Token::Word),
        }
    }

    fn number(&mut self) -> Result<Token, DumpError> {
        self.while_is(|byte| byte.is_ascii_digit() || byte == b'.')?;
        if matches!(self.source.peek(0)?, Some(b'e' | b'E')) {
            let sign = usize::from(matches!(self.source.peek(1)?, Some(b'+' | b'-')));
            if self
                .source
                .peek(1 + sign)?
                .is_some_and(|byte| byte.is_ascii_digit())
            {
                for _ in 0..=sign {
                    self.text.extend(self.source.peek(0)?);
                    self.source.pass(1);
                }
                self.while_is(|byte| byte.is_ascii_digit())?;
            }
        }
        // `2fa_codes` is a name.
        if self.source.peek(0)?.is_some_and(is_word) {
            self.while_is(is_word)?;
            return Ok(Token::Word);
        }
        Ok(Token::Number)
    }

    /// Appends bytes while they are of a kind.
    fn while_is(&mut self, is: impl Fn(u8) -> bool) -> Result<(), DumpError> {
        loop {
            let bytes = self.source.at_hand()?;
            let count = bytes.iter().take_while(|byte| is(**byte)).count();
            let is_all = count == bytes.len();
            self.text
                .extend_from_slice(bytes.get(..count).unwrap_or_default());
            self.source.pass(count);
            if !is_all || count == 0 {
                return Ok(());
            }
            if self.text.len() > LONGEST_VALUE {
                return Err(self.too_long("a word"));
            }
        }
    }

    /// Reads a text in quotes and takes them and its escapes away.
    fn quoted(&mut self, quote: u8, escapes: bool) -> Result<(), DumpError> {
        let line = self.line();
        self.is_at_line_start = false;
        self.source.pass(1);
        loop {
            let bytes = self.source.at_hand()?;
            if bytes.is_empty() {
                return Err(DumpError::CutOff { what: "a text", line });
            }
            let found = if escapes {
                memchr::memchr2(quote, b'\\', bytes)
            } else {
                memchr::memchr(quote, bytes)
            };
            let plain = found.unwrap_or(bytes.len());
            self.text
                .extend_from_slice(bytes.get(..plain).unwrap_or_default());
            self.source.pass(plain);
            if self.text.len() > LONGEST_VALUE {
                return Err(self.too_long("a value"));
            }
            if found.is_none() {
                continue;
            }
            let next = self.source.peek(1)?;
            if self.source.peek(0)? == Some(quote) {
                if next == Some(quote) {
                    self.text.push(quote);
                    self.source.pass(2);
                    continue;
                }
                self.source.pass(1);
                return Ok(());
            }
            let Some(next) = next else {
                return Err(DumpError::CutOff { what: "a text", line });
            };
            self.source.pass(2);
            self.escaped(next)?;
        }
    }

    /// What stands for itself behind a `\`, or for something else.
    fn escaped(&mut self, sign: u8) -> Result<(), DumpError> {
        let is_postgres = self.dialect == Dialect::Postgres;
        let byte = match sign {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 0x08,
            b'f' if is_postgres => 0x0C,
            b'0' if !is_postgres => 0,
            b'Z' if !is_postgres => 0x1A,
            b'0'..=b'7' if is_postgres => {
                let mut number = u32::from(sign - b'0');
                for _ in 0..2 {
                    match self.source.peek(0)? {
                        Some(digit @ b'0'..=b'7') => {
                            number = number * 8 + u32::from(digit - b'0');
                            self.source.pass(1);
                        }
                        _ => break,
                    }
                }
                (number & 0xFF) as u8
            }
            // `\%` and `\_` keep their backslash: they are for patterns.
            b'%' | b'_' if !is_postgres => {
                self.text.push(b'\\');
                sign
            }
            other => other,
        };
        self.text.push(byte);
        Ok(())
    }

    fn until(&mut self, end: u8) -> Result<(), DumpError> {
        let line = self.line();
        self.source.pass(1);
        self.while_is(|byte| byte != end && byte != b'\n')?;
        if self.source.peek(0)? != Some(end) {
            return Err(DumpError::CutOff { what: "a name", line });
        }
        self.source.pass(1);
        Ok(())
    }

    /// `$$ … $$` and `$body$ … $body$`; what is in between is a routine's text.
    fn dollar_quoted(&mut self) -> Result<Token, DumpError> {
        let line = self.line();
        let mut tag = vec![b'$'];
        let mut ahead = 1;
        loop {
            match self.source.peek(ahead)? {
                Some(b'$') => break,
                Some(byte) if is_word(byte) && ahead < 64 => {
                    tag.push(byte);
                    ahead += 1;
                }
                // `$1` in an expression.
                _ => {
                    self.source.pass(1);
                    self.text.push(b'$');
                    return Ok(Token::Sign(b'$'));
                }
            }
        }
        tag.push(b'$');
        self.source.pass(tag.len());
        loop {
            if self.source.begins_with(&tag)? {
                self.source.pass(tag.len());
                return Ok(Token::Text);
            }
            let bytes = self.source.at_hand()?;
            if bytes.is_empty() {
                return Err(DumpError::CutOff { what: "a text", line });
            }
            // The first byte did not begin the end; the next `$` may.
            let count =
                memchr::memchr(b'$', bytes.get(1..).unwrap_or_default()).map_or(bytes.len(), |at| at + 1);
            self.text
                .extend_from_slice(bytes.get(..count).unwrap_or_default());
            self.source.pass(count);
            if self.text.len() > LONGEST_VALUE {
                return Err(self.too_long("a value"));
            }
        }
    }

    /// Turns the hexadecimal digits read into the bytes they stand for.
    fn digits_to_bytes(&mut self) -> Result<(), DumpError> {
        let unreadable = DumpError::Unreadable {
            line: self.line(),
            what: "a value in hexadecimal digits has something else in it",
        };
        // `0xF` is one byte.
        if self.text.len() % 2 == 1 {
            self.text.insert(0, b'0');
        }
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let bytes: Option<Vec<u8>> = self
            .text
            .chunks_exact(2)
            .map(|pair| match pair {
                [high, low] => Some((digit(*high)? * 16 + digit(*low)?) as u8),
                _ => None,
            })
            .collect();
        self.text = bytes.ok_or(unreadable)?;
        Ok(())
    }

    fn too_long(&self, what: &'static str) -> DumpError {
        DumpError::TooLong {
            line: self.line(),
            what,
        }
    }
}

/// What names and words are made of. Everything beyond ASCII may be in a name.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'@' || byte >= 0x80
}
