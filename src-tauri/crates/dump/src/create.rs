//! `CREATE TABLE` and the keys that `ALTER TABLE` adds later.

use std::io::Read;

use crate::lexer::{Lexer, Token};
use crate::{Dialect, DumpError};

/// Which table gets a key, with its schema, and the key.
type UniqueIndex = ((Option<String>, String), Key);

/// A table as the dump makes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its name; with its schema or database in front where that is not the first one.
    pub name: String,
    /// Its columns, in their order.
    pub columns: Vec<Column>,
    /// The keys that stand inside. Others may come later, even after the rows.
    pub keys: Vec<Key>,
    /// The character set of its texts, where the dump says so.
    pub charset: Option<String>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type in small letters, with its particulars: `decimal(10,2) unsigned`, `enum('a','b')`, `character varying(20)`.
    pub kind: String,
    /// Whether it may not be NULL.
    pub is_required: bool,
    /// Whether the database works it out of other columns.
    pub is_derived: bool,
}

/// What rows are told apart or tied together by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// What the columns do.
    pub way: Way,
    /// The columns, in the key's order.
    pub columns: Vec<String>,
    /// Whether that is all: no beginnings of texts, nothing worked out, no condition on the rows.
    pub is_whole: bool,
}

/// What a key does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// It names the rows.
    Primary,
    /// No two rows have the same.
    Unique,
    /// It points to rows of another table.
    Foreign {
        /// The other table.
        table: String,
        /// The columns there; none means its primary key.
        columns: Vec<String>,
    },
}

/// A token with its text, so that it can be looked at again.
pub(crate) type Held = (Token, Vec<u8>);

/// Reads words with one of them held back.
pub(crate) struct Words<'l, R> {
    lexer: &'l mut Lexer<R>,
    held: Option<Held>,
}

impl<'l, R: Read> Words<'l, R> {
    pub(crate) fn new(lexer: &'l mut Lexer<R>) -> Self {
        Self { lexer, held: None }
    }

    pub(crate) fn next(&mut self) -> Result<Held, DumpError> {
        match self.held.take() {
            Some(held) => Ok(held),
            None => {
                let token = self.lexer.next()?;
                Ok((token, std::mem::take(&mut self.lexer.text)))
            }
        }
    }

    pub(crate) fn hold(&mut self, held: Held) {
        self.held = Some(held);
    }

    pub(crate) fn unreadable(&self, what: &'static str) -> DumpError {
        DumpError::Unreadable {
            line: self.lexer.line(),
            what,
        }
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.lexer.dialect
    }

    /// A name, with what stands before the last dot.
    pub(crate) fn qualified_name(&mut self) -> Result<(Option<String>, String), DumpError> {
        let mut schema = None;
        let mut name = self.name()?;
        loop {
            match self.next()? {
                (Token::Sign(b'.'), _) => {
                    schema = Some(name);
                    name = self.name()?;
                }
                other => {
                    self.hold(other);
                    return Ok((schema, name));
                }
            }
        }
    }

    fn name(&mut self) -> Result<String, DumpError> {
        match self.next()? {
            (Token::Word, text) if self.dialect() == Dialect::Postgres => Ok(lower(&text)),
            (Token::Word | Token::Name | Token::DoubleQuoted | Token::Text, text) => {
                Ok(String::from_utf8_lossy(&text).into_owned())
            }
            _ => Err(self.unreadable("a name was expected")),
        }
    }

    /// `(a, b(10), c DESC)`: the names in it.
    pub(crate) fn names(&mut self) -> Result<Vec<String>, DumpError> {
        match self.next()? {
            (Token::Sign(b'('), _) => {}
            _ => return Err(self.unreadable("a list of columns was expected")),
        }
        let mut names = Vec::new();
        loop {
            names.push(self.name()?);
            loop {
                match self.next()? {
                    (Token::Sign(b','), _) => break,
                    (Token::Sign(b')'), _) => return Ok(names),
                    (Token::Sign(b'('), _) => self.pass_parentheses()?,
                    (Token::End | Token::Over, _) => {
                        return Err(self.unreadable("a list of columns has no end"));
                    }
                    _ => {}
                }
            }
        }
    }

    /// `(a, b(10), lower(c))` of a key: the columns in it, and whether that is all it looks at.
    pub(crate) fn key_columns(&mut self) -> Result<(Vec<String>, bool), DumpError> {
        match self.next()? {
            (Token::Sign(b'('), _) => {}
            _ => return Err(self.unreadable("a list of columns was expected")),
        }
        let (mut columns, mut is_whole) = (Vec::new(), true);
        loop {
            let mut named = None;
            loop {
                match self.next()? {
                    (Token::Sign(sign @ (b',' | b')')), _) => {
                        columns.extend(named);
                        if sign == b')' {
                            return Ok((columns, is_whole));
                        }
                        break;
                    }
                    (Token::Sign(b'('), _) => {
                        is_whole = false;
                        self.pass_parentheses()?;
                    }
                    (Token::End | Token::Over, _) => {
                        return Err(self.unreadable("a list of columns has no end"));
                    }
                    (Token::Word | Token::Name | Token::DoubleQuoted, text) if named.is_none() => {
                        named = Some(String::from_utf8_lossy(&text).into_owned());
                    }
                    // DESC, COLLATE …
                    (Token::Word | Token::Name | Token::DoubleQuoted | Token::Sign(b'.'), _) => {}
                    _ => is_whole = false,
                }
            }
        }
    }

    /// `CREATE UNIQUE INDEX`, behind the word `INDEX`: its table and key.
    pub(crate) fn unique_index(&mut self) -> Result<Option<UniqueIndex>, DumpError> {
        loop {
            match self.next()? {
                (Token::Word, text) if lower(&text) == "on" => break,
                (Token::End | Token::Over, _) => return Ok(None),
                _ => {}
            }
        }
        self.is_next_word("only")?;
        let table = self.qualified_name()?;
        if !self.pass_to_parenthesis()? {
            self.pass_statement()?;
            return Ok(None);
        }
        let (columns, mut is_whole) = self.key_columns()?;
        loop {
            match self.next()? {
                (Token::End | Token::Over, _) => break,
                (Token::Word, text) if lower(&text) == "where" => is_whole = false,
                _ => {}
            }
        }
        let key = Key {
            way: Way::Unique,
            columns,
            is_whole,
        };
        Ok(Some((table, key)))
    }

    /// Behind `CREATE DOMAIN name`: what it is made of.
    pub(crate) fn domain_kind(&mut self) -> Result<String, DumpError> {
        self.is_next_word("as")?;
        let mut column = Column::default();
        self.kind_of(&mut column)?;
        self.pass_statement()?;
        Ok(column.kind)
    }

    /// Goes on behind the `)` that belongs to the `(` read last.
    pub(crate) fn pass_parentheses(&mut self) -> Result<(), DumpError> {
        let mut depth = 1_u32;
        while depth > 0 {
            match self.next()?.0 {
                Token::Sign(b'(') => depth += 1,
                Token::Sign(b')') => depth -= 1,
                Token::End | Token::Over => return Err(self.unreadable("a parenthesis is not closed")),
                _ => {}
            }
        }
        Ok(())
    }

    pub(crate) fn pass_statement(&mut self) -> Result<(), DumpError> {
        while !matches!(self.next()?.0, Token::End | Token::Over) {}
        Ok(())
    }

    /// The columns and keys of a table, from its `(` to the end of the statement. Nothing for `CREATE TABLE … AS SELECT`.
    pub(crate) fn table(&mut self, name: String) -> Result<Option<Table>, DumpError> {
        let mut table = Table {
            name,
            ..Table::default()
        };
        match self.next()? {
            (Token::Sign(b'('), _) => {}
            other => {
                self.hold(other);
                self.pass_statement()?;
                return Ok(None);
            }
        }
        loop {
            let first = self.next()?;
            if first.0 == Token::Sign(b')') {
                break;
            }
            let is_over = match self.constraint_word(&first) {
                Some(word) => self.constraint(&word, &mut table.keys)?,
                None => {
                    self.hold(first);
                    self.column(&mut table)?
                }
            };
            if is_over {
                break;
            }
        }
        self.options(&mut table)?;
        Ok(Some(table))
    }

    fn constraint_word(&self, held: &Held) -> Option<String> {
        const EVERYWHERE: &[&str] = &[
            "primary",
            "unique",
            "constraint",
            "foreign",
            "check",
            "exclude",
            "like",
            "period",
        ];
        const IN_MYSQL: &[&str] = &["key", "index", "fulltext", "spatial"];
        let (Token::Word, text) = held else { return None };
        let word = lower(text);
        let is_one = EVERYWHERE.contains(&word.as_str())
            || self.dialect() == Dialect::MySql && IN_MYSQL.contains(&word.as_str());
        is_one.then_some(word)
    }

    /// A key inside a table; `true` when the table ends behind it.
    fn constraint(&mut self, first: &str, keys: &mut Vec<Key>) -> Result<bool, DumpError> {
        self.key(first, keys)?;
        self.pass_element()
    }

    /// A key, from its first word on; what is none is left for the caller to pass.
    pub(crate) fn key(&mut self, first: &str, keys: &mut Vec<Key>) -> Result<(), DumpError> {
        let mut word = first.to_owned();
        if word == "constraint" {
            // Its name may be missing.
            let named = self.next()?;
            match self.constraint_word(&named) {
                Some(next) => word = next,
                None => match self.next()? {
                    (Token::Word, text) => word = lower(&text),
                    other => {
                        self.hold(other);
                        return Ok(());
                    }
                },
            }
        }
        let way = match word.as_str() {
            "primary" => Way::Primary,
            "unique" => Way::Unique,
            "foreign" => {
                self.pass_to_parenthesis()?;
                let (columns, is_whole) = self.key_columns()?;
                if self.is_next_word("references")? {
                    let (schema, table) = self.qualified_name()?;
                    let other = self.names_if_any()?;
                    keys.push(Key {
                        way: Way::Foreign {
                            table: shown(schema, table),
                            columns: other,
                        },
                        columns,
                        is_whole,
                    });
                }
                return Ok(());
            }
            _ => return Ok(()),
        };
        if self.pass_to_parenthesis()? {
            let (columns, is_whole) = self.key_columns()?;
            keys.push(Key {
                way,
                columns,
                is_whole,
            });
        }
        Ok(())
    }

    /// Goes on to the next `(` of this element, and leaves it there; `false` when there is none.
    fn pass_to_parenthesis(&mut self) -> Result<bool, DumpError> {
        loop {
            let next = self.next()?;
            match next.0 {
                Token::Sign(b'(') => {
                    self.hold(next);
                    return Ok(true);
                }
                Token::Sign(b',' | b')') | Token::End | Token::Over => {
                    self.hold(next);
                    return Ok(false);
                }
                _ => {}
            }
        }
    }

    fn is_next_word(&mut self, wanted: &str) -> Result<bool, DumpError> {
        let next = self.next()?;
        if next.0 == Token::Word && lower(&next.1) == wanted {
            return Ok(true);
        }
        self.hold(next);
        Ok(false)
    }

    fn names_if_any(&mut self) -> Result<Vec<String>, DumpError> {
        let next = self.next()?;
        let is_list = next.0 == Token::Sign(b'(');
        self.hold(next);
        if is_list { self.names() } else { Ok(Vec::new()) }
    }

    /// Goes on behind the `,` or `)` that ends an element; `true` for `)`.
    fn pass_element(&mut self) -> Result<bool, DumpError> {
        loop {
            match self.next()?.0 {
                Token::Sign(b',') => return Ok(false),
                Token::Sign(b')') => return Ok(true),
                Token::Sign(b'(') => self.pass_parentheses()?,
                Token::End | Token::Over => return Err(self.unreadable("a table has no end")),
                _ => {}
            }
        }
    }

    /// A column's type.
    fn kind_of(&mut self, column: &mut Column) -> Result<(), DumpError> {
        const BEHIND_THE_TYPE: &[&str] = &[
            "not",
            "null",
            "default",
            "primary",
            "unique",
            "key",
            "check",
            "references",
            "constraint",
            "collate",
            "charset",
            "comment",
            "auto_increment",
            "autoincrement",
            "generated",
            "as",
            "on",
            "stored",
            "virtual",
            "invisible",
            "storage",
            "compression",
            "options",
        ];
        loop {
            let next = self.next()?;
            match next.0 {
                Token::Word => {
                    let word = lower(&next.1);
                    let is_behind = BEHIND_THE_TYPE.contains(&word.as_str())
                        || word == "character" && !column.kind.is_empty();
                    if is_behind {
                        self.hold((Token::Word, next.1));
                        break;
                    }
                    if !column.kind.is_empty() && !column.kind.ends_with('.') {
                        column.kind.push(' ');
                    }
                    column.kind.push_str(&word);
                }
                Token::Name | Token::DoubleQuoted => column.kind.push_str(&String::from_utf8_lossy(&next.1)),
                Token::Sign(b'(') => self.particulars(&mut column.kind)?,
                Token::Sign(sign @ (b'[' | b']' | b'.')) => column.kind.push(char::from(sign)),
                Token::Number => column.kind.push_str(&String::from_utf8_lossy(&next.1)),
                _ => {
                    self.hold(next);
                    break;
                }
            }
        }
        Ok(())
    }

    fn column(&mut self, table: &mut Table) -> Result<bool, DumpError> {
        let mut column = Column {
            name: self.name()?,
            ..Column::default()
        };
        self.kind_of(&mut column)?;
        // What else is said about it.
        let is_over = loop {
            let (token, text) = self.next()?;
            match token {
                Token::Sign(b',') => break false,
                Token::Sign(b')') => break true,
                Token::Sign(b'(') => self.pass_parentheses()?,
                Token::End | Token::Over => return Err(self.unreadable("a table has no end")),
                Token::Word => match lower(&text).as_str() {
                    "not" => column.is_required |= self.is_next_word("null")?,
                    "primary" => table.keys.push(alone(Way::Primary, &column.name)),
                    "unique" => table.keys.push(alone(Way::Unique, &column.name)),
                    "references" => {
                        let (schema, other) = self.qualified_name()?;
                        let columns = self.names_if_any()?;
                        let way = Way::Foreign {
                            table: shown(schema, other),
                            columns,
                        };
                        table.keys.push(alone(way, &column.name));
                    }
                    // `AS IDENTITY` is a counter, `AS (…)` is worked out.
                    "as" => {
                        let next = self.next()?;
                        column.is_derived |= next.0 == Token::Sign(b'(');
                        self.hold(next);
                    }
                    _ => {}
                },
                _ => {}
            }
        };
        table.columns.push(column);
        Ok(is_over)
    }

    /// `(10,2)`, `('a','b')`: appended as they are written.
    fn particulars(&mut self, kind: &mut String) -> Result<(), DumpError> {
        kind.push('(');
        loop {
            let (token, text) = self.next()?;
            let text = String::from_utf8_lossy(&text);
            match token {
                Token::Sign(b')') => {
                    kind.push(')');
                    return Ok(());
                }
                Token::Text => {
                    kind.push('\'');
                    kind.push_str(&text.replace('\'', "''"));
                    kind.push('\'');
                }
                Token::End | Token::Over => return Err(self.unreadable("a parenthesis is not closed")),
                _ => kind.push_str(&text),
            }
        }
    }

    /// What stands behind a table's `)`.
    fn options(&mut self, table: &mut Table) -> Result<(), DumpError> {
        let mut is_charset = false;
        loop {
            let (token, text) = self.next()?;
            match token {
                Token::End | Token::Over => return Ok(()),
                Token::Word if is_charset => {
                    is_charset = false;
                    table.charset = Some(lower(&text));
                }
                Token::Word => {
                    is_charset = match lower(&text).as_str() {
                        "charset" => true,
                        "character" => self.is_next_word("set")?,
                        _ => false,
                    };
                }
                _ => {}
            }
        }
    }
}

/// A table's name without the schema that everybody has.
pub(crate) fn shown(schema: Option<String>, name: String) -> String {
    match schema {
        Some(schema) if schema != "public" => format!("{schema}.{name}"),
        _ => name,
    }
}

pub(crate) fn lower(text: &[u8]) -> String {
    String::from_utf8_lossy(text).to_lowercase()
}

fn alone(way: Way, column: &str) -> Key {
    Key {
        way,
        columns: vec![column.to_owned()],
        is_whole: true,
    }
}
