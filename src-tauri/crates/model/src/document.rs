//! # A record as a document
//!
//! A document is JSON whose original texts are kept: numbers are carried as the text the shop gave (`19.990`,
//! `18446744073709551616`), never as a float; keys are sorted by their bytes and there is no white space, so that equal
//! records are equal bytes and can be hashed as they are ("canonical form").
//!
//! | in the shop | in the document |
//! |---|---|
//! | a row | an object, one key per column |
//! | NULL | `null` (a missing column is a missing key, an empty text is `""`) |
//! | an integer | a number without `.` and `e` |
//! | a real | its shortest round-trip text, always with `.` or `e`; infinity is `1e999` |
//! | a text | a string; not valid UTF-8: `{"$text":"base64"}` |
//! | a binary | `{"$bytes":"base64"}`; from [`LARGE_BINARY`] bytes on `{"$object":"blake3 in hex","size":N}` |
//! | the rows a record owns | an object under the collection's key: row id → row, nested as deep as they own |
//!
//! `serde_json::Value` is not used: it would reorder, re-round and merge what must stay apart.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

/// Binaries of this many bytes and more are kept beside the document, as objects.
pub const LARGE_BINARY: usize = 64 * 1024;

// Deeper nesting than any shop has; keeps a hostile file from exhausting the stack.
const DEEPEST: usize = 128;

/// A record's content in canonical form. A copy costs nothing: a plan, what is sent of it and what is written down share the bytes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Document(Arc<[u8]>);

/// BLAKE3 of a large binary.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectHash(pub [u8; 32]);

/// A parsed document, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// NULL.
    Null,
    /// `true` or `false`; SQL shops have none.
    Bool(bool),
    /// A number's original text.
    Number(Box<str>),
    /// A text.
    Text(String),
    /// A list; SQL shops have none.
    List(Vec<Node>),
    /// Keys sorted by their bytes, each once.
    Map(Vec<(String, Node)>),
}

/// Where a value stands in a document: a JSON Pointer (RFC 6901). Owned rows are addressed by their id, not their position.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(Vec<String>);

/// Why bytes are not a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a document: {what} at byte {at}")]
pub struct DocumentError {
    /// What was found.
    pub what: &'static str,
    /// Offset in bytes.
    pub at: usize,
}

impl Document {
    /// Takes bytes that the caller made in canonical form (connectors write them so by construction).
    pub fn from_canonical(bytes: impl Into<Arc<[u8]>>) -> Self {
        Self(bytes.into())
    }

    /// Parses any JSON text and brings it into canonical form. Numbers keep their text.
    pub fn parse(bytes: &[u8]) -> Result<Self, DocumentError> {
        Ok(Self::from(&Node::parse(bytes)?))
    }

    /// The canonical bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The document as a tree.
    pub fn to_node(&self) -> Result<Node, DocumentError> {
        Node::parse(&self.0)
    }

    /// One line of text for people, when it is a single value: texts as they are.
    pub fn to_text(&self) -> String {
        self.to_node()
            .map_or_else(|_| self.to_string(), |node| node.to_text())
    }

    /// Indented text for people; numbers keep their text.
    pub fn to_pretty(&self) -> Result<String, DocumentError> {
        let mut out = Vec::with_capacity(self.0.len() * 2);
        self.to_node()?.write(&mut out, Some(0));
        Ok(String::from_utf8_lossy(&out).into_owned())
    }
}

impl From<&Node> for Document {
    fn from(node: &Node) -> Self {
        let mut out = Vec::new();
        node.write(&mut out, None);
        Self(out.into())
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({})", String::from_utf8_lossy(&self.0))
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.0))
    }
}

impl Node {
    /// Parses JSON text. A key given twice is refused: it could not be put back.
    pub fn parse(bytes: &[u8]) -> Result<Self, DocumentError> {
        let mut parser = Parser { bytes, at: 0 };
        parser.skip_space();
        let node = parser.value(0)?;
        parser.skip_space();
        if parser.at == bytes.len() {
            Ok(node)
        } else {
            Err(parser.error("something after the end"))
        }
    }

    /// A binary value as documents carry it. Large ones belong beside the document, see [`Node::object`].
    pub fn bytes(bytes: &[u8]) -> Self {
        Self::Map(vec![("$bytes".into(), Self::Text(STANDARD.encode(bytes)))])
    }

    /// A reference to a large binary.
    pub fn object(hash: ObjectHash, size: usize) -> Self {
        Self::Map(vec![
            ("$object".into(), Self::Text(hash.to_string())),
            ("size".into(), Self::Number(size.to_string().into())),
        ])
    }

    /// A text that is not valid UTF-8.
    pub fn raw_text(bytes: &[u8]) -> Self {
        Self::Map(vec![("$text".into(), Self::Text(STANDARD.encode(bytes)))])
    }

    /// The bytes of a `$bytes` value.
    pub fn as_bytes(&self) -> Option<Vec<u8>> {
        self.tagged("$bytes").and_then(|text| STANDARD.decode(text).ok())
    }

    /// The bytes of a `$text` value.
    pub fn as_raw_text(&self) -> Option<Vec<u8>> {
        self.tagged("$text").and_then(|text| STANDARD.decode(text).ok())
    }

    /// The hash of an `$object` value.
    pub fn as_object(&self) -> Option<ObjectHash> {
        self.tagged("$object").and_then(ObjectHash::from_hex)
    }

    fn tagged(&self, tag: &str) -> Option<&str> {
        match self {
            Self::Map(entries) => match entries.first() {
                Some((key, Self::Text(text))) if key == tag && entries.len() <= 2 => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether this is one value: not a row, not a collection. Tagged binaries count as one value.
    pub fn is_leaf(&self) -> bool {
        match self {
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) => true,
            Self::List(_) => false,
            Self::Map(entries) => entries.first().is_some_and(|(key, _)| key.starts_with('$')),
        }
    }

    /// The value under a key of a map.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries
                .binary_search_by(|(found, _)| found.as_bytes().cmp(key.as_bytes()))
                .ok()
                .and_then(|position| entries.get(position))
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The value at a path; the empty path is the whole.
    pub fn at(&self, path: &Path) -> Option<&Self> {
        path.0.iter().try_fold(self, |node, key| match node {
            Self::List(items) => key.parse::<usize>().ok().and_then(|position| items.get(position)),
            _ => node.get(key),
        })
    }

    /// Puts a value at a path, or takes it away with `None`. Says whether there was a place for it.
    ///
    /// Maps on the way that are missing are made, so that a single owned row can be put back.
    pub fn put(&mut self, path: &Path, value: Option<Self>) -> bool {
        let Some((last, way)) = path.0.split_last() else {
            return value.map(|value| *self = value).is_some();
        };
        let mut node = self;
        for key in way {
            node = match node {
                Self::Map(entries) => {
                    let position =
                        match entries.binary_search_by(|(found, _)| found.as_bytes().cmp(key.as_bytes())) {
                            Ok(position) => position,
                            Err(_) if value.is_none() => return false,
                            Err(position) => {
                                entries.insert(position, (key.clone(), Self::Map(Vec::new())));
                                position
                            }
                        };
                    match entries.get_mut(position) {
                        Some((_, next)) => next,
                        None => return false,
                    }
                }
                Self::List(items) => match key
                    .parse::<usize>()
                    .ok()
                    .and_then(|position| items.get_mut(position))
                {
                    Some(next) => next,
                    None => return false,
                },
                _ => return false,
            };
        }
        match (node, value) {
            (Self::Map(entries), value) => {
                match (
                    entries.binary_search_by(|(found, _)| found.as_bytes().cmp(last.as_bytes())),
                    value,
                ) {
                    (Ok(position), Some(value)) => {
                        if let Some(entry) = entries.get_mut(position) {
                            entry.1 = value;
                        }
                    }
                    (Ok(position), None) => {
                        entries.remove(position);
                    }
                    (Err(position), Some(value)) => entries.insert(position, (last.clone(), value)),
                    (Err(_), None) => return false,
                }
                true
            }
            (Self::List(items), Some(value)) => {
                match last
                    .parse::<usize>()
                    .ok()
                    .and_then(|position| items.get_mut(position))
                {
                    Some(place) => {
                        *place = value;
                        true
                    }
                    None => false,
                }
            }
            _ => false,
        }
    }

    /// The value as one line of text: texts as they are, everything else in canonical form.
    pub fn to_text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            _ => Document::from(self).to_string(),
        }
    }

    fn write(&self, out: &mut Vec<u8>, indent: Option<usize>) {
        let line = |out: &mut Vec<u8>, depth: usize| {
            out.push(b'\n');
            out.resize(out.len() + depth * 2, b' ');
        };
        match self {
            Self::Null => out.extend_from_slice(b"null"),
            Self::Bool(true) => out.extend_from_slice(b"true"),
            Self::Bool(false) => out.extend_from_slice(b"false"),
            Self::Number(text) => out.extend_from_slice(text.as_bytes()),
            Self::Text(text) => write_text(out, text),
            Self::List(items) => {
                out.push(b'[');
                for (position, item) in items.iter().enumerate() {
                    if position > 0 {
                        out.push(b',');
                    }
                    if let Some(depth) = indent {
                        line(out, depth + 1);
                    }
                    item.write(out, indent.map(|depth| depth + 1));
                }
                if let (Some(depth), false) = (indent, items.is_empty()) {
                    line(out, depth);
                }
                out.push(b']');
            }
            Self::Map(entries) => {
                out.push(b'{');
                for (position, (key, value)) in entries.iter().enumerate() {
                    if position > 0 {
                        out.push(b',');
                    }
                    if let Some(depth) = indent {
                        line(out, depth + 1);
                    }
                    write_text(out, key);
                    out.push(b':');
                    if indent.is_some() {
                        out.push(b' ');
                    }
                    value.write(out, indent.map(|depth| depth + 1));
                }
                if let (Some(depth), false) = (indent, entries.is_empty()) {
                    line(out, depth);
                }
                out.push(b'}');
            }
        }
    }
}

/// Writes a JSON string in canonical form. For connectors that write documents directly.
pub fn write_text(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some((plain, special)) = rest.split_at_checked(plain_bytes(rest)) {
        out.extend_from_slice(plain);
        let Some((&byte, behind)) = special.split_first() else {
            break;
        };
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            _ => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
        }
        rest = behind;
    }
    out.push(b'"');
}

/// How many bytes stand in a JSON string as they are before the first that does not.
fn plain_bytes(bytes: &[u8]) -> usize {
    const AT_ONCE: usize = 32;
    let is_special = |byte: u8| (byte < 0x20) | (byte == b'"') | (byte == b'\\');
    // Without a way out in the middle, the processor looks at all of a chunk together.
    let is_plain = |chunk: &[u8]| !chunk.iter().fold(false, |found, &byte| found | is_special(byte));
    let plain = bytes
        .chunks_exact(AT_ONCE)
        .take_while(|chunk| is_plain(chunk))
        .count()
        * AT_ONCE;
    let rest = bytes.get(plain..).unwrap_or_default();
    plain
        + rest
            .iter()
            .position(|&byte| is_special(byte))
            .unwrap_or(rest.len())
}

impl Path {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Reads a JSON Pointer: empty, or `/` before every key, with `~0` for `~` and `~1` for `/`.
    pub fn parse(pointer: &str) -> Option<Self> {
        if pointer.is_empty() {
            return Some(Self::root());
        }
        let keys = pointer.strip_prefix('/')?.split('/');
        Some(Self(
            keys.map(|key| key.replace("~1", "/").replace("~0", "~"))
                .collect(),
        ))
    }

    /// The path one key further down.
    pub fn then(&self, key: impl Into<String>) -> Self {
        let mut keys = self.0.clone();
        keys.push(key.into());
        Self(keys)
    }

    /// The keys from the root down.
    pub fn keys(&self) -> &[String] {
        &self.0
    }

    /// Whether `self` is `other` or lies below it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// Column names and collection keys without the row ids between them: `/variants/12/price` → `variants/price`.
    pub fn columns(&self) -> String {
        self.0
            .iter()
            .step_by(2)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join("/")
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|key| write!(f, "/{}", key.replace('~', "~0").replace('/', "~1")))
    }
}

/// Kept within other things as its canonical text.
impl Serialize for Document {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // The first vaults kept the values of a conflict as a person reads them.
        Ok(Self::parse(text.as_bytes()).unwrap_or_else(|_| Self::from(&Node::Text(text))))
    }
}

impl Serialize for Path {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let pointer = String::deserialize(deserializer)?;
        Self::parse(&pointer).ok_or_else(|| serde::de::Error::custom("a path starts with `/`"))
    }
}

impl ObjectHash {
    /// The hash of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// Reads 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        blake3::Hash::from_hex(text)
            .ok()
            .map(|hash| Self(*hash.as_bytes()))
    }
}

impl fmt::Display for ObjectHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(blake3::Hash::from_bytes(self.0).to_hex().as_str())
    }
}

impl fmt::Debug for ObjectHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ObjectHash({self})")
    }
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Parser<'_> {
    fn error(&self, what: &'static str) -> DocumentError {
        DocumentError { what, at: self.at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn word(&mut self, word: &'static str, node: Node) -> Result<Node, DocumentError> {
        if self
            .bytes
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(word.as_bytes()))
        {
            self.at += word.len();
            Ok(node)
        } else {
            Err(self.error("an unknown word"))
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, DocumentError> {
        if depth > DEEPEST {
            return Err(self.error("too deep a nesting"));
        }
        match self.peek() {
            Some(b'n') => self.word("null", Node::Null),
            Some(b't') => self.word("true", Node::Bool(true)),
            Some(b'f') => self.word("false", Node::Bool(false)),
            Some(b'"') => Ok(Node::Text(self.text()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'[') => self.list(depth),
            Some(b'{') => self.map(depth),
            Some(_) => Err(self.error("an unknown sign")),
            None => Err(self.error("an early end")),
        }
    }

    fn number(&mut self) -> Result<Node, DocumentError> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let digits = |parser: &mut Self| {
            let from = parser.at;
            while matches!(parser.peek(), Some(b'0'..=b'9')) {
                parser.at += 1;
            }
            parser.at > from
        };
        let mut good = digits(self);
        if self.peek() == Some(b'.') {
            self.at += 1;
            good &= digits(self);
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            good &= digits(self);
        }
        let text = self
            .bytes
            .get(start..self.at)
            .and_then(|bytes| std::str::from_utf8(bytes).ok());
        match text {
            Some(text) if good => Ok(Node::Number(text.into())),
            _ => Err(self.error("a broken number")),
        }
    }

    fn text(&mut self) -> Result<String, DocumentError> {
        self.at += 1;
        let mut out: Vec<u8> = Vec::new();
        loop {
            let start = self.at;
            while let Some(byte) = self.peek() {
                if byte == b'"' || byte == b'\\' || byte < 0x20 {
                    break;
                }
                self.at += 1;
            }
            out.extend_from_slice(self.bytes.get(start..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return String::from_utf8(out).map_err(|_| self.error("a text that is not UTF-8"));
                }
                Some(b'\\') => {
                    self.at += 1;
                    let sign = match self.peek() {
                        Some(b'"') => '"',
                        Some(b'\\') => '\\',
                        Some(b'/') => '/',
                        Some(b'b') => '\u{8}',
                        Some(b'f') => '\u{c}',
                        Some(b'n') => '\n',
                        Some(b'r') => '\r',
                        Some(b't') => '\t',
                        Some(b'u') => self.unicode()?,
                        _ => return Err(self.error("an unknown escape")),
                    };
                    self.at += 1;
                    out.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes());
                }
                _ => return Err(self.error("an unfinished text")),
            }
        }
    }

    /// Reads the digits after `\u`, both halves of a pair; leaves the position on the last digit.
    fn unicode(&mut self) -> Result<char, DocumentError> {
        let first = self.hex()?;
        if !(0xD800..0xE000).contains(&first) {
            return char::from_u32(first).ok_or_else(|| self.error("a broken escape"));
        }
        if self.bytes.get(self.at + 1..self.at + 3) != Some(b"\\u") {
            return Err(self.error("half a character"));
        }
        self.at += 2;
        let second = self.hex()?;
        if first >= 0xDC00 || !(0xDC00..0xE000).contains(&second) {
            return Err(self.error("half a character"));
        }
        char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
            .ok_or_else(|| self.error("a broken escape"))
    }

    fn hex(&mut self) -> Result<u32, DocumentError> {
        let digits = self
            .bytes
            .get(self.at + 1..self.at + 5)
            .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let value = digits.ok_or_else(|| self.error("a broken escape"))?;
        self.at += 4;
        Ok(value)
    }

    fn list(&mut self, depth: usize) -> Result<Node, DocumentError> {
        self.at += 1;
        let mut items = Vec::new();
        self.skip_space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Node::List(items));
        }
        loop {
            self.skip_space();
            items.push(self.value(depth + 1)?);
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Node::List(items));
                }
                _ => return Err(self.error("a list that does not go on")),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Node, DocumentError> {
        self.at += 1;
        let mut entries: Vec<(String, Node)> = Vec::new();
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Node::Map(entries));
        }
        let mut sorted = true;
        loop {
            self.skip_space();
            if self.peek() != Some(b'"') {
                return Err(self.error("a key that is not a text"));
            }
            let key = self.text()?;
            self.skip_space();
            if self.peek() != Some(b':') {
                return Err(self.error("a key without a value"));
            }
            self.at += 1;
            self.skip_space();
            let value = self.value(depth + 1)?;
            sorted &= entries.last().is_none_or(|(last, _)| *last < key);
            entries.push((key, value));
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                _ => return Err(self.error("an object that does not go on")),
            }
        }
        if !sorted {
            entries.sort_by(|(left, _), (right, _)| left.cmp(right));
            if entries
                .windows(2)
                .any(|pair| matches!(pair, [(left, _), (right, _)] if left == right))
            {
                return Err(self.error("a key given twice"));
            }
        }
        Ok(Node::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_keep_their_text_and_keys_are_sorted() {
        let given =
            br#" { "b" : 19.990, "a": 18446744073709551616, "c":[1e2,-0], "d":"\u00e9\ud83d\ude00\n" } "#;
        let document = Document::parse(given).unwrap();
        assert_eq!(
            document.to_string(),
            "{\"a\":18446744073709551616,\"b\":19.990,\"c\":[1e2,-0],\"d\":\"é😀\\n\"}"
        );
    }

    #[test]
    fn broken_documents_are_refused() {
        for broken in [
            "",
            "{",
            "{\"a\":1,\"a\":2}",
            "[1,]",
            "\"\\ud800\"",
            "01x",
            "nul",
            "{}x",
            "-",
            "1.",
            "\"\u{1}\"",
        ] {
            assert!(
                Document::parse(broken.as_bytes()).is_err(),
                "{broken:?} was taken"
            );
        }
        assert!(Document::parse("[".repeat(100_000).as_bytes()).is_err());
    }

    #[test]
    fn paths_read_and_put() {
        let mut node = Node::parse(br#"{"a/b":1,"rows":{"7":{"x":1}}}"#).unwrap();
        assert_eq!(
            node.at(&Path::parse("/a~1b").unwrap()),
            Some(&Node::Number("1".into()))
        );
        let path = Path::parse("/rows/7/x").unwrap();
        assert_eq!(path.columns(), "rows/x");
        assert!(node.put(&path, Some(Node::Null)));
        assert!(node.put(&Path::parse("/rows/8/x").unwrap(), Some(Node::Bool(true))));
        assert!(node.put(&Path::parse("/a~1b").unwrap(), None));
        assert_eq!(
            Document::from(&node).to_string(),
            r#"{"rows":{"7":{"x":null},"8":{"x":true}}}"#
        );
        assert_eq!(Path::parse("/a~1b/c").unwrap().to_string(), "/a~1b/c");
    }

    #[test]
    fn binaries_and_raw_text_come_back() {
        let hash = ObjectHash::of(b"large");
        assert_eq!(Node::bytes(&[0, 255]).as_bytes(), Some(vec![0, 255]));
        assert_eq!(Node::raw_text(&[0xff]).as_raw_text(), Some(vec![0xff]));
        assert_eq!(Node::object(hash, 5).as_object(), Some(hash));
        assert!(Node::object(hash, 5).is_leaf());
    }

    fn any_node() -> impl Strategy<Value = Node> {
        let leaf = prop_oneof![
            Just(Node::Null),
            any::<bool>().prop_map(Node::Bool),
            any::<i64>().prop_map(|number| Node::Number(number.to_string().into())),
            any::<String>().prop_map(Node::Text),
        ];
        leaf.prop_recursive(4, 64, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Node::List),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|map| Node::Map(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn canonical_form_is_a_fixed_point(node in any_node()) {
            let document = Document::from(&node);
            prop_assert_eq!(document.to_node().unwrap(), node.clone());
            let pretty = document.to_pretty().unwrap();
            prop_assert_eq!(Document::parse(pretty.as_bytes()).unwrap(), document);
        }

        #[test]
        fn the_parser_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = Document::parse(&bytes);
        }
    }
}
