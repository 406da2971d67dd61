//! Statement by statement.

use std::collections::BTreeMap;
use std::io::Read;
use std::ops::{ControlFlow, Range};

use crate::create::{Held, Words, lower, shown};
use crate::ending::Ending;
use crate::lexer::{Lexer, Token};
use crate::{Dialect, DumpError, Key, Table, copy};

/// A value of a row, as the bytes the dump has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'v> {
    /// NULL.
    Null,
    /// `true` or `false`.
    Truth(bool),
    /// A number as written.
    Number(&'v [u8]),
    /// A text in the dump's character set; in `COPY`, every value.
    Text(&'v [u8]),
    /// Bytes.
    Bytes(&'v [u8]),
    /// The digits of a bit string.
    Bits(&'v [u8]),
    /// Something that would have to be worked out, as it begins.
    Expression(&'v [u8]),
}

/// What was found next in a dump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<'f> {
    /// A table is made. Its rows come later.
    Table(&'f Table),
    /// A table gets a key, maybe after its rows.
    Key {
        /// The table.
        table: &'f str,
        /// The key.
        key: &'f Key,
    },
    /// A type by another name.
    Domain {
        /// The name.
        name: &'f str,
        /// What it is made of.
        kind: &'f str,
    },
    /// A table only holds a part of another one's rows.
    Part {
        /// The other table.
        of: &'f str,
        /// The table.
        table: &'f str,
    },
    /// A view is made; what was a table of this name stood in for it.
    View(&'f str),
    /// Texts are in this character set from here on.
    Charset(&'f str),
    /// A row.
    Row {
        /// Its table.
        table: &'f str,
        /// The columns its values are for; all of the table's, in its order, when nothing is said.
        columns: Option<&'f [String]>,
        /// The values.
        values: &'f [Value<'f>],
    },
}

/// What a dump had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Whose SQL it is.
    pub dialect: Dialect,
    /// Tables made.
    pub tables: u64,
    /// Rows handed over.
    pub rows: u64,
    /// What was not taken, by its kind in small letters (`create trigger`), and how often it was there.
    pub left_out: BTreeMap<String, u64>,
}

/// Reads a dump.
pub struct DumpReader<R> {
    lexer: Lexer<R>,
    ending: Ending,
    summary: Summary,
    /// The first database named, and the one at hand.
    databases: Option<(String, String)>,
}

/// What hears what is found; it may end the reading.
type Hear<'h> = &'h mut dyn FnMut(Found<'_>) -> ControlFlow<()>;

/// The values of a row while they are read: one piece of memory for all of them.
#[derive(Default)]
struct Row {
    bytes: Vec<u8>,
    kinds: Vec<(Kind, Range<usize>)>,
}

#[derive(Clone, Copy)]
enum Kind {
    Null,
    Truth(bool),
    Number,
    Text,
    Bytes,
    Bits,
    Expression,
}

impl<R: Read> DumpReader<R> {
    /// A reader for a dump of this dialect (see [`Dialect::of`]).
    pub fn new(read: R, dialect: Dialect) -> Self {
        Self {
            lexer: Lexer::new(read, dialect),
            ending: Ending::default(),
            summary: Summary {
                dialect,
                tables: 0,
                rows: 0,
                left_out: BTreeMap::new(),
            },
            databases: None,
        }
    }

    /// Reads to the end and hands over what is found.
    pub fn read(mut self, hear: Hear<'_>) -> Result<Summary, DumpError> {
        loop {
            let ending = &mut self.ending;
            if self.lexer.is_client_command(&mut |line| ending.remark(line))? {
                self.client_command()?;
                continue;
            }
            match self.lexer.next()? {
                Token::Over => {
                    self.ending.check()?;
                    return Ok(self.summary);
                }
                Token::End => {}
                Token::Word => self.statement(hear)?,
                _ => {
                    return Err(DumpError::Unreadable {
                        line: self.lexer.line(),
                        what: "a statement begins with something that is no word",
                    });
                }
            }
        }
    }

    /// `\connect`, `\restrict`: nothing to us, whatever it is.
    fn client_command(&mut self) -> Result<(), DumpError> {
        let line = self.lexer.rest_of_line()?;
        let word = line.split(u8::is_ascii_whitespace).next().unwrap_or_default();
        if !matches!(
            word,
            b"\\connect" | b"\\c" | b"\\restrict" | b"\\unrestrict" | b"\\."
        ) {
            self.leave_out(&lower(word));
        }
        Ok(())
    }

    fn statement(&mut self, hear: Hear<'_>) -> Result<(), DumpError> {
        let word = lower(&self.lexer.text);
        match word.as_str() {
            "insert" | "replace" => self.insert(&word, hear),
            "create" => self.create(hear),
            "alter" => self.alter(hear),
            "copy" => self.copy(hear),
            "set" => self.set(hear),
            "use" => {
                let mut words = Words::new(&mut self.lexer);
                let (_, database) = words.qualified_name()?;
                words.pass_statement()?;
                let first = match self.databases.take() {
                    Some((first, _)) => first,
                    None => database.clone(),
                };
                self.databases = Some((first, database));
                Ok(())
            }
            "delimiter" => {
                let rest = self.lexer.rest_of_line()?;
                self.lexer.delimit_by(rest.trim_ascii());
                Ok(())
            }
            "lock" | "unlock" | "start" | "begin" | "commit" | "rollback" | "end" => self.frame(&word),
            "drop" | "pragma" | "analyze" => Words::new(&mut self.lexer).pass_statement(),
            _ => {
                // `SELECT pg_catalog.setval(…)` sets a counter.
                Words::new(&mut self.lexer).pass_statement()?;
                if word != "select" {
                    self.leave_out(&word);
                }
                Ok(())
            }
        }
    }

    /// What frames a dump or a part of it.
    fn frame(&mut self, first: &str) -> Result<(), DumpError> {
        let mut words = Words::new(&mut self.lexer);
        let next = words.next()?;
        let second = match next.0 {
            Token::End | Token::Over => None,
            _ => Some(lower(&next.1)),
        };
        words.hold(next);
        words.pass_statement()?;
        self.ending.frame(self.lexer.dialect, first, second.as_deref());
        Ok(())
    }

    fn leave_out(&mut self, what: &str) {
        *self.summary.left_out.entry(what.to_owned()).or_default() += 1;
    }

    /// A table's name as it is told, with its database where that is not the first.
    fn told(&self, schema: Option<String>, name: String) -> String {
        if self.lexer.dialect != Dialect::MySql {
            return shown(schema, name);
        }
        let database = schema
            .as_ref()
            .or(self.databases.as_ref().map(|(_, at_hand)| at_hand));
        match (database, &self.databases) {
            (Some(database), Some((first, _))) if database != first => format!("{database}.{name}"),
            _ => name,
        }
    }

    fn create(&mut self, hear: Hear<'_>) -> Result<(), DumpError> {
        let mut words = Words::new(&mut self.lexer);
        let mut is_unique = false;
        loop {
            let (token, text) = words.next()?;
            if matches!(token, Token::End | Token::Over) {
                return Ok(());
            }
            if token != Token::Word {
                continue;
            }
            let word = lower(&text);
            match word.as_str() {
                "unique" => is_unique = true,
                "index" if is_unique => {
                    if let Some(((schema, name), key)) = words.unique_index()? {
                        let name = self.told(schema, name);
                        return told(hear(Found::Key {
                            table: &name,
                            key: &key,
                        }));
                    }
                    return Ok(());
                }
                "domain" => {
                    let (schema, name) = words.qualified_name()?;
                    let kind = words.domain_kind()?;
                    let name = shown(schema, name);
                    return told(hear(Found::Domain {
                        name: &name,
                        kind: &kind,
                    }));
                }
                "table" => {
                    pass_if_not_exists(&mut words)?;
                    let (schema, name) = words.qualified_name()?;
                    let table = words.table(String::new())?;
                    if let Some(mut table) = table {
                        table.name = self.told(schema, name);
                        self.summary.tables += 1;
                        return told(hear(Found::Table(&table)));
                    }
                    return Ok(());
                }
                "view" => {
                    pass_if_not_exists(&mut words)?;
                    let (schema, name) = words.qualified_name()?;
                    words.pass_statement()?;
                    let name = self.told(schema, name);
                    self.leave_out("create view");
                    return told(hear(Found::View(&name)));
                }
                // `CREATE TRIGGER … BEGIN …; …; END;` has statements inside, and no other end in sight.
                "trigger" if words.dialect() == Dialect::Sqlite => {
                    let mut last = Vec::new();
                    loop {
                        match words.next()? {
                            (Token::Over, _) => break,
                            (Token::End, _) if lower(&last) == "end" => break,
                            (_, text) => last = text,
                        }
                    }
                    self.leave_out("create trigger");
                    return Ok(());
                }
                "trigger" | "procedure" | "function" | "event" | "type" | "extension" | "schema"
                | "database" | "user" | "role" | "rule" | "policy" | "aggregate" | "operator" | "server" => {
                    words.pass_statement()?;
                    if matches!(word.as_str(), "trigger" | "procedure" | "function" | "event")
                        && self.lexer.dialect == Dialect::MySql
                        && !self.lexer.is_delimited()
                    {
                        self.ending.routine_without_end();
                    }
                    if !matches!(word.as_str(), "schema" | "database" | "extension") {
                        self.leave_out(&format!("create {word}"));
                    }
                    return Ok(());
                }
                "index" | "sequence" | "statistics" => return words.pass_statement(),
                // OR REPLACE, TEMPORARY, DEFINER = …, ALGORITHM = …
                _ => {}
            }
        }
    }

    fn alter(&mut self, hear: Hear<'_>) -> Result<(), DumpError> {
        let mut words = Words::new(&mut self.lexer);
        match words.next()? {
            (Token::Word, text) if lower(&text) == "table" => {}
            (Token::End | Token::Over, _) => return Ok(()),
            _ => return words.pass_statement(),
        }
        let mut held = words.next()?;
        while held.0 == Token::Word && matches!(lower(&held.1).as_str(), "only" | "if" | "exists") {
            held = words.next()?;
        }
        words.hold(held);
        let (schema, name) = words.qualified_name()?;
        let (mut keys, mut part) = (Vec::new(), None);
        loop {
            match words.next()? {
                (Token::End | Token::Over, _) => break,
                (Token::Sign(b'('), _) => words.pass_parentheses()?,
                (Token::Word, text) if lower(&text) == "attach" && words.dialect() == Dialect::Postgres => {
                    words.next()?; // PARTITION
                    part = Some(words.qualified_name()?);
                }
                (Token::Word, text) if lower(&text) == "add" => {
                    if let (Token::Word, text) = words.next()? {
                        words.key(&lower(&text), &mut keys)?;
                    }
                }
                _ => {}
            }
        }
        let name = self.told(schema, name);
        if let Some((schema, part)) = part {
            let table = self.told(schema, part);
            told(hear(Found::Part {
                of: &name,
                table: &table,
            }))?;
        }
        keys.iter()
            .try_for_each(|key| told(hear(Found::Key { table: &name, key })))
    }

    fn set(&mut self, hear: Hear<'_>) -> Result<(), DumpError> {
        let mut words = Words::new(&mut self.lexer);
        let mut said: Vec<String> = Vec::new();
        loop {
            match words.next()? {
                (Token::End | Token::Over, _) => break,
                (Token::Sign(_), _) => {}
                (_, text) if said.len() < 64 => said.push(lower(&text)),
                _ => {}
            }
        }
        let names: Vec<&str> = said.iter().map(String::as_str).collect();
        let follows = |name: &str| {
            let at = names
                .iter()
                .position(|word| word.trim_start_matches('@') == name)?;
            names.get(at + 1).copied()
        };
        if let Some(mode) = follows("sql_mode") {
            if mode == "@old_sql_mode" {
                self.ending.settings_are_put_back();
            }
            if mode.contains("no_backslash_escapes") {
                self.lexer.plain_backslash = true;
            } else if !mode.starts_with('@') && self.lexer.dialect == Dialect::MySql {
                self.lexer.plain_backslash = false;
            }
        }
        if let Some(setting) = follows("standard_conforming_strings") {
            self.lexer.plain_backslash = setting == "on";
        }
        match follows("names").or(follows("client_encoding")) {
            Some(charset) if !charset.starts_with('@') => told(hear(Found::Charset(charset))),
            _ => Ok(()),
        }
    }

    fn insert(&mut self, first: &str, hear: Hear<'_>) -> Result<(), DumpError> {
        let mut words = Words::new(&mut self.lexer);
        let mut held = words.next()?;
        while held.0 == Token::Word
            && matches!(
                lower(&held.1).as_str(),
                "low_priority" | "delayed" | "high_priority" | "ignore" | "or" | "replace" | "into"
            )
        {
            held = words.next()?;
        }
        words.hold(held);
        let (schema, name) = words.qualified_name()?;
        let mut columns = None;
        loop {
            let next = words.next()?;
            match next.0 {
                Token::Sign(b'(') => {
                    words.hold(next);
                    columns = Some(words.names()?);
                }
                Token::Word if matches!(lower(&next.1).as_str(), "values" | "value") => break,
                Token::Word if matches!(lower(&next.1).as_str(), "overriding" | "system" | "user") => {}
                _ => {
                    words.hold(next);
                    words.pass_statement()?;
                    self.leave_out(&format!("{first} without values"));
                    return Ok(());
                }
            }
        }
        let table = self.told(schema, name);
        let began = self.lexer.line();
        let mut row = Row::default();
        let mut is_row_due = true;
        loop {
            match self.lexer.next()? {
                Token::Sign(b'(') => {
                    is_row_due = false;
                    row.clear();
                    self.row(&mut row)?;
                    self.summary.rows += 1;
                    row.hand_over(&table, columns.as_deref(), self.lexer.line(), hear)?;
                }
                Token::Sign(b',') => is_row_due = true,
                Token::Over if is_row_due => {
                    return Err(DumpError::CutOff {
                        what: "the rows of a table",
                        line: began,
                    });
                }
                Token::End | Token::Over => return Ok(()),
                // ON DUPLICATE KEY UPDATE, ON CONFLICT, AS …
                Token::Word => return Words::new(&mut self.lexer).pass_statement(),
                _ => return Err(self.unreadable("the rows of a table end unexpectedly")),
            }
        }
    }

    /// The values up to the `)`.
    fn row(&mut self, row: &mut Row) -> Result<(), DumpError> {
        loop {
            let mut token = self.lexer.next()?;
            if matches!(token, Token::Sign(b')')) && row.kinds.is_empty() {
                return Ok(());
            }
            self.value(token, row)?;
            token = self.lexer.next()?;
            // `'…'::bytea`
            while token == Token::Sign(b':') {
                while matches!(token, Token::Sign(b':')) {
                    token = self.lexer.next()?;
                }
                token = self.lexer.next()?;
            }
            match token {
                Token::Sign(b',') => {}
                Token::Sign(b')') => return Ok(()),
                Token::End | Token::Over => return Err(self.unreadable("a row has no end")),
                _ => {
                    if self.rest_of_expression(token, row)? {
                        return Ok(());
                    }
                }
            }
        }
    }

    fn value(&mut self, token: Token, row: &mut Row) -> Result<(), DumpError> {
        let text = &self.lexer.text;
        match token {
            Token::Text | Token::DoubleQuoted => row.push(Kind::Text, text),
            Token::Bytes => row.push(Kind::Bytes, text),
            Token::Bits => row.push(Kind::Bits, text),
            Token::Number => row.push(Kind::Number, text),
            Token::Sign(sign @ (b'-' | b'+')) => {
                if self.lexer.next()? == Token::Number {
                    let mut number = if sign == b'-' { vec![b'-'] } else { Vec::new() };
                    number.extend_from_slice(&self.lexer.text);
                    row.push(Kind::Number, &number);
                } else {
                    row.push(Kind::Expression, &[sign]);
                }
            }
            Token::Word => {
                let word = lower(text);
                match word.as_str() {
                    "null" => row.push(Kind::Null, b""),
                    "true" => row.push(Kind::Truth(true), b""),
                    "false" => row.push(Kind::Truth(false), b""),
                    // A text that says its character set.
                    introducer if introducer.starts_with('_') => {
                        let kind = if introducer == "_binary" {
                            Kind::Bytes
                        } else {
                            Kind::Text
                        };
                        match self.lexer.next()? {
                            Token::Text | Token::DoubleQuoted | Token::Bytes => {
                                row.push(kind, &self.lexer.text);
                            }
                            _ => return Err(self.unreadable("a value is missing behind its character set")),
                        }
                    }
                    "replace" if self.lexer.dialect == Dialect::Sqlite => {
                        let text = self.replaced()?;
                        row.push(Kind::Text, &text);
                    }
                    "unistr" if self.lexer.dialect == Dialect::Sqlite => {
                        let text = self.unistr()?;
                        row.push(Kind::Text, &text);
                    }
                    _ => row.push(Kind::Expression, word.as_bytes()),
                }
            }
            Token::Sign(b'(') => {
                row.push(Kind::Expression, b"(");
                Words::new(&mut self.lexer).pass_parentheses()?;
            }
            Token::Sign(_) | Token::Name => return Err(self.unreadable("a value was expected")),
            Token::End | Token::Over => return Err(self.unreadable("a row has no end")),
        }
        Ok(())
    }

    /// `replace(replace('a\nb','\n',char(10)),'\r',char(13))`: how SQLite's shell writes a text of several lines.
    fn replaced(&mut self) -> Result<Vec<u8>, DumpError> {
        self.expect(b'(')?;
        let mut text = match self.lexer.next()? {
            Token::Text => self.lexer.text.clone(),
            Token::Word if lower(&self.lexer.text) == "replace" => self.replaced()?,
            Token::Word if lower(&self.lexer.text) == "unistr" => self.unistr()?,
            _ => return Err(self.unreadable("a text was expected")),
        };
        self.expect(b',')?;
        if self.lexer.next()? != Token::Text || self.lexer.text.is_empty() {
            return Err(self.unreadable("a text was expected"));
        }
        let wanted = self.lexer.text.clone();
        self.expect(b',')?;
        if self.lexer.next()? != Token::Word || lower(&self.lexer.text) != "char" {
            return Err(self.unreadable("a sign was expected"));
        }
        self.expect(b'(')?;
        if self.lexer.next()? != Token::Number {
            return Err(self.unreadable("a number was expected"));
        }
        let sign = match self.lexer.text.as_slice() {
            b"10" => b'\n',
            b"13" => b'\r',
            _ => return Err(self.unreadable("a line break was expected")),
        };
        self.expect(b')')?;
        self.expect(b')')?;
        let mut from = 0;
        let mut out = Vec::with_capacity(text.len());
        for at in memchr::memmem::find_iter(&text, &wanted) {
            out.extend_from_slice(text.get(from..at).unwrap_or_default());
            out.push(sign);
            from = at + wanted.len();
        }
        out.extend_from_slice(text.get(from..).unwrap_or_default());
        text = out;
        Ok(text)
    }

    /// `unistr('a\u000ab')`: how newer ones write it.
    fn unistr(&mut self) -> Result<Vec<u8>, DumpError> {
        self.expect(b'(')?;
        if self.lexer.next()? != Token::Text {
            return Err(self.unreadable("a text was expected"));
        }
        let written = String::from_utf8_lossy(&self.lexer.text).into_owned();
        self.expect(b')')?;
        let mut out = String::with_capacity(written.len());
        let mut rest = written.as_str();
        while let Some((plain, escaped)) = rest.split_once('\\') {
            out.push_str(plain);
            if let Some(behind) = escaped.strip_prefix('\\') {
                out.push('\\');
                rest = behind;
                continue;
            }
            let (digits, skip) = match escaped.as_bytes().first() {
                Some(b'u') => (4, 1),
                Some(b'U') => (8, 1),
                Some(b'+') => (6, 1),
                _ => (4, 0),
            };
            let sign = escaped
                .get(skip..skip + digits)
                .and_then(|digits| u32::from_str_radix(digits, 16).ok())
                .and_then(char::from_u32)
                .ok_or_else(|| self.unreadable("a sign is written in a way nobody can read"))?;
            out.push(sign);
            rest = escaped.get(skip + digits..).unwrap_or_default();
        }
        out.push_str(rest);
        Ok(out.into_bytes())
    }

    fn expect(&mut self, sign: u8) -> Result<(), DumpError> {
        if self.lexer.next()? == Token::Sign(sign) {
            Ok(())
        } else {
            Err(self.unreadable("an expression is not as dumps write them"))
        }
    }

    /// Passes what belongs to the last value; `true` when the row ends behind it.
    fn rest_of_expression(&mut self, first: Token, row: &mut Row) -> Result<bool, DumpError> {
        if let Some((kind, _)) = row.kinds.last_mut() {
            *kind = Kind::Expression;
        }
        let mut token = first;
        loop {
            match token {
                Token::Sign(b'(') => Words::new(&mut self.lexer).pass_parentheses()?,
                Token::Sign(b',') => return Ok(false),
                Token::Sign(b')') => return Ok(true),
                Token::End | Token::Over => return Err(self.unreadable("a row has no end")),
                _ => {}
            }
            token = self.lexer.next()?;
        }
    }

    fn copy(&mut self, hear: Hear<'_>) -> Result<(), DumpError> {
        let mut words = Words::new(&mut self.lexer);
        let (schema, name) = words.qualified_name()?;
        let mut columns = None;
        let mut is_from_the_dump = false;
        loop {
            let next: Held = words.next()?;
            match next.0 {
                Token::Sign(b'(') if columns.is_none() && !is_from_the_dump => {
                    words.hold(next);
                    columns = Some(words.names()?);
                }
                Token::Word if lower(&next.1) == "stdin" => is_from_the_dump = true,
                Token::End | Token::Over => break,
                _ => {}
            }
        }
        if !is_from_the_dump {
            // Out of a file or a program of whoever reads the dump: nobody's business.
            self.leave_out("copy from elsewhere");
            return Ok(());
        }
        let table = self.told(schema, name);
        let began = self.lexer.line();
        let mut row = Row::default();
        self.lexer.rest_of_line()?;
        loop {
            let is_over = self.lexer.source.peek(0)?.is_none();
            let line = self.lexer.rest_of_line()?;
            if copy::is_end(&line) {
                return Ok(());
            }
            if is_over {
                return Err(DumpError::CutOff {
                    what: "the rows of a table",
                    line: began,
                });
            }
            row.clear();
            for written in line.split(|byte| *byte == b'\t') {
                let from = row.bytes.len();
                let kind = if copy::field(written, &mut row.bytes) {
                    Kind::Text
                } else {
                    Kind::Null
                };
                row.kinds.push((kind, from..row.bytes.len()));
            }
            let wanted = columns.as_ref().map(Vec::len);
            // A table without columns has empty lines.
            if wanted != Some(0) {
                copy::check_count(row.kinds.len(), wanted, self.lexer.line())?;
            }
            self.summary.rows += 1;
            row.hand_over(&table, columns.as_deref(), self.lexer.line(), hear)?;
        }
    }

    fn unreadable(&self, what: &'static str) -> DumpError {
        DumpError::Unreadable {
            line: self.lexer.line(),
            what,
        }
    }
}

impl Row {
    fn clear(&mut self) {
        self.bytes.clear();
        self.kinds.clear();
    }

    fn push(&mut self, kind: Kind, text: &[u8]) {
        let from = self.bytes.len();
        self.bytes.extend_from_slice(text);
        self.kinds.push((kind, from..self.bytes.len()));
    }

    fn hand_over(
        &self,
        table: &str,
        columns: Option<&[String]>,
        line: u64,
        hear: Hear<'_>,
    ) -> Result<(), DumpError> {
        copy::check_count(self.kinds.len(), columns.map(<[String]>::len), line)?;
        let values: Vec<Value<'_>> = self
            .kinds
            .iter()
            .map(|(kind, range)| {
                let text = self.bytes.get(range.clone()).unwrap_or_default();
                match kind {
                    Kind::Null => Value::Null,
                    Kind::Truth(yes) => Value::Truth(*yes),
                    Kind::Number => Value::Number(text),
                    Kind::Text => Value::Text(text),
                    Kind::Bytes => Value::Bytes(text),
                    Kind::Bits => Value::Bits(text),
                    Kind::Expression => Value::Expression(text),
                }
            })
            .collect();
        told(hear(Found::Row {
            table,
            columns,
            values: &values,
        }))
    }
}

fn told(heard: ControlFlow<()>) -> Result<(), DumpError> {
    match heard {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(DumpError::Stopped),
    }
}

fn pass_if_not_exists<R: Read>(words: &mut Words<'_, R>) -> Result<(), DumpError> {
    loop {
        let next = words.next()?;
        let is_passed =
            next.0 == Token::Word && matches!(lower(&next.1).as_str(), "if" | "not" | "exists" | "only");
        if !is_passed {
            words.hold(next);
            return Ok(());
        }
    }
}
