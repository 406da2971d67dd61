//! # One value
//!
//! A database has a few kinds of value; each has its own form in a document, see the table in `backstock_model`'s `document`.
//!
//! ## A value in a row's id
//!
//! An id shows `5` for the integer and `a@b.c` for the text, and yet must tell the integer 5 from the text "5" and both from
//! the bytes 0x35, where a column may hold all three. Every text has one kind of value it *naturally* stands for in a column
//! of a given affinity; a value of another kind carries a mark in front: a zero byte and `i`, `r`, `t` or `b`.

use std::borrow::Cow;

use backstock_model::{Document, LARGE_BINARY, Node, Object, ObjectHash, RemoteId, write_text};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::schema::Table;

/// What kind of value a column prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Affinity {
    /// Numbers become text.
    Text,
    /// Text that is a number becomes one.
    Numeric,
    /// Integers become reals.
    Real,
    /// Everything stays as it is.
    Blob,
    /// Numbers keep every digit the database writes (`19.9900`, `18446744073709551615`).
    Exact,
    /// True or false.
    Truth,
}

/// A value as the database hands it over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value<'v> {
    Null,
    Integer(i64),
    Real(f64),
    /// A number's text; always one that JSON has, too (see [`is_number`]).
    Exact(&'v str),
    Truth(bool),
    /// Mostly UTF-8, but whatever the database had.
    Text(&'v [u8]),
    Blob(&'v [u8]),
}

/// A value that is on its way into the database.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stored {
    Null,
    Integer(i64),
    Real(f64),
    /// A number's text.
    Exact(String),
    Truth(bool),
    /// Mostly UTF-8, but whatever the database had.
    Text(Vec<u8>),
    Blob(Vec<u8>),
    /// A binary that is kept beside the document and fetched when it is written.
    Object(ObjectHash),
}

/// Why a document's value is none that a table can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unstorable {
    /// A number beyond 64 bits.
    NumberTooLarge,
    /// A list, or an object where a single value should be.
    NotOneValue,
}

impl Stored {
    /// A document's value as a column of this affinity holds it.
    pub(crate) fn of(node: &Node, affinity: Affinity) -> Result<Self, Unstorable> {
        match node {
            Node::Null => Ok(Self::Null),
            Node::Bool(yes) if affinity == Affinity::Truth => Ok(Self::Truth(*yes)),
            Node::Bool(yes) => Ok(Self::Integer(i64::from(*yes))),
            Node::Number(text) if affinity == Affinity::Exact => Ok(Self::Exact(text.to_string())),
            Node::Number(text) if is_real(text) => text
                .parse()
                .map(Self::Real)
                .map_err(|_| Unstorable::NumberTooLarge),
            Node::Number(text) => text
                .parse()
                .map(Self::Integer)
                .map_err(|_| Unstorable::NumberTooLarge),
            Node::Text(text) => Ok(Self::Text(text.as_bytes().to_vec())),
            Node::Map(_) => node
                .as_bytes()
                .map(Self::Blob)
                .or_else(|| node.as_raw_text().map(Self::Text))
                .or_else(|| node.as_object().map(Self::Object))
                .ok_or(Unstorable::NotOneValue),
            Node::List(_) => Err(Unstorable::NotOneValue),
        }
    }

    pub(crate) fn from_value(value: Value<'_>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Integer(number) => Self::Integer(number),
            Value::Real(number) => Self::Real(number),
            Value::Exact(text) => Self::Exact(text.to_owned()),
            Value::Truth(yes) => Self::Truth(yes),
            Value::Text(bytes) => Self::Text(bytes.to_vec()),
            Value::Blob(bytes) => Self::Blob(bytes.to_vec()),
        }
    }

    pub(crate) fn as_value(&self) -> Value<'_> {
        match self {
            // An object is replaced by its bytes before it is bound.
            Self::Null | Self::Object(_) => Value::Null,
            Self::Integer(number) => Value::Integer(*number),
            Self::Real(number) => Value::Real(*number),
            Self::Exact(text) => Value::Exact(text),
            Self::Truth(yes) => Value::Truth(*yes),
            Self::Text(bytes) => Value::Text(bytes),
            Self::Blob(bytes) => Value::Blob(bytes),
        }
    }

    /// Equal in kind and to the last bit: 1 is not 1.0, and 0.0 not -0.0.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Real(left), Self::Real(right)) => left.to_bits() == right.to_bits(),
            _ => self == other,
        }
    }

    /// The text by which a reference names a record with this value as its key; `None` for NULL and a large binary.
    pub(crate) fn to_key_text(&self) -> Option<Vec<u8>> {
        match self {
            Self::Null | Self::Object(_) => None,
            Self::Text(bytes) | Self::Blob(bytes) => Some(bytes.clone()),
            Self::Integer(_) | Self::Real(_) | Self::Exact(_) | Self::Truth(_) => {
                readable(self.as_value()).map(|text| text.as_bytes().to_vec())
            }
        }
    }
}

/// Writes a value as documents carry it. A large binary goes to `objects`.
pub(crate) fn write_value(out: &mut Vec<u8>, value: Value<'_>, objects: &mut Vec<Object>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Exact(text) => out.extend_from_slice(text.as_bytes()),
        Value::Truth(yes) => out.extend_from_slice(if yes { b"true" } else { b"false" }),
        Value::Integer(number) => out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes()),
        Value::Real(number) => write_real(out, number),
        Value::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => write_text(out, text),
            Err(_) => write_tagged(out, "$text", bytes),
        },
        Value::Blob(bytes) if bytes.len() < LARGE_BINARY => write_tagged(out, "$bytes", bytes),
        Value::Blob(bytes) => {
            let object = Object::new(bytes.to_vec());
            out.extend_from_slice(Document::from(&Node::object(object.hash, bytes.len())).as_bytes());
            if objects.iter().all(|known| known.hash != object.hash) {
                objects.push(object);
            }
        }
    }
}

fn write_tagged(out: &mut Vec<u8>, tag: &str, bytes: &[u8]) {
    out.extend_from_slice(b"{\"");
    out.extend_from_slice(tag.as_bytes());
    out.extend_from_slice(b"\":\"");
    out.extend_from_slice(STANDARD.encode(bytes).as_bytes());
    out.extend_from_slice(b"\"}");
}

// The database turns what is not a number into NULL, so infinity is the only special case.
fn write_real(out: &mut Vec<u8>, number: f64) {
    if number.is_finite() {
        out.extend_from_slice(ryu::Buffer::new().format_finite(number).as_bytes());
    } else if number > 0.0 {
        out.extend_from_slice(b"1e999");
    } else {
        out.extend_from_slice(b"-1e999");
    }
}

fn is_real(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E'))
}

/// Whether a text is a number as JSON writes one, so that it can stand in a document as it is.
pub(crate) fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

/// The readable text of a value, for names and for finding; nothing for NULL and binaries.
pub(crate) fn readable(value: Value<'_>) -> Option<Cow<'_, str>> {
    match value {
        Value::Null | Value::Blob(_) => None,
        Value::Exact(text) => Some(text.into()),
        Value::Truth(yes) => Some(if yes { "true" } else { "false" }.into()),
        Value::Integer(number) => Some(number.to_string().into()),
        Value::Real(number) => {
            let mut out = Vec::new();
            write_real(&mut out, number);
            String::from_utf8(out).ok().map(Cow::from)
        }
        Value::Text(bytes) => Some(String::from_utf8_lossy(bytes)),
    }
}

/// The kinds of value that an id can hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Integer,
    Real,
    Exact,
    Truth,
    Text,
    Blob,
}

impl Kind {
    fn mark(self) -> u8 {
        match self {
            Self::Integer => b'i',
            Self::Real => b'r',
            Self::Exact => b'n',
            Self::Truth => b'y',
            Self::Text => b't',
            Self::Blob => b'b',
        }
    }

    fn of_mark(mark: u8) -> Option<Self> {
        [
            Self::Integer,
            Self::Real,
            Self::Exact,
            Self::Truth,
            Self::Text,
            Self::Blob,
        ]
        .into_iter()
        .find(|kind| kind.mark() == mark)
    }

    /// The kind of value that these bytes stand for without a mark.
    fn natural(bytes: &[u8], affinity: Affinity) -> Self {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return if affinity == Affinity::Text {
                Self::Text
            } else {
                Self::Blob
            };
        };
        match affinity {
            Affinity::Text => return Self::Text,
            Affinity::Exact if is_number(text) => return Self::Exact,
            Affinity::Truth if matches!(text, "true" | "false") => return Self::Truth,
            Affinity::Numeric | Affinity::Real | Affinity::Blob | Affinity::Exact | Affinity::Truth => {}
        }
        if text
            .parse::<i64>()
            .is_ok_and(|number| itoa::Buffer::new().format(number) == text)
        {
            return Self::Integer;
        }
        let is_canonical_real = is_real(text)
            && text.parse::<f64>().is_ok_and(|number| {
                let mut out = Vec::new();
                write_real(&mut out, number);
                out == bytes
            });
        if is_canonical_real { Self::Real } else { Self::Text }
    }
}

/// One value of a key as a part of an id; `None` for NULL.
pub(crate) fn key_part(value: Value<'_>, affinity: Affinity) -> Option<Vec<u8>> {
    let (kind, bytes) = match value {
        Value::Null => return None,
        Value::Integer(number) => (
            Kind::Integer,
            itoa::Buffer::new().format(number).as_bytes().to_vec(),
        ),
        Value::Real(number) => {
            let mut out = Vec::new();
            write_real(&mut out, number);
            (Kind::Real, out)
        }
        Value::Exact(text) => (Kind::Exact, text.as_bytes().to_vec()),
        Value::Truth(yes) => (Kind::Truth, if yes { "true" } else { "false" }.into()),
        Value::Text(bytes) => (Kind::Text, bytes.to_vec()),
        Value::Blob(bytes) => (Kind::Blob, bytes.to_vec()),
    };
    if bytes.first() != Some(&0) && Kind::natural(&bytes, affinity) == kind {
        return Some(bytes);
    }
    let mut marked = vec![0, kind.mark()];
    marked.extend_from_slice(&bytes);
    Some(marked)
}

/// The value that a part of an id stands for; `None` when it stands for none.
pub(crate) fn key_value(part: &[u8], affinity: Affinity) -> Option<Stored> {
    let (kind, bytes) = match part {
        [0, mark, rest @ ..] => (Kind::of_mark(*mark)?, rest),
        _ => (Kind::natural(part, affinity), part),
    };
    let text = || std::str::from_utf8(bytes).ok();
    match kind {
        Kind::Integer => text()?.parse().ok().map(Stored::Integer),
        Kind::Real => text()?.parse().ok().map(Stored::Real),
        Kind::Exact => text()
            .filter(|text| is_number(text))
            .map(|text| Stored::Exact(text.to_owned())),
        Kind::Truth => text()?.parse().ok().map(Stored::Truth),
        Kind::Text => Some(Stored::Text(bytes.to_vec())),
        Kind::Blob => Some(Stored::Blob(bytes.to_vec())),
    }
}

/// The id of a row with these key values; `None` when one of them is NULL, or too large to be carried around as an id.
pub(crate) fn id_of<'v>(values: impl Iterator<Item = (Value<'v>, Affinity)> + Clone) -> Option<RemoteId> {
    let mut ahead = values.clone();
    if let (Some((Value::Integer(number), affinity)), None) = (ahead.next(), ahead.next())
        && !matches!(affinity, Affinity::Text | Affinity::Exact | Affinity::Truth)
    {
        return Some(RemoteId::from_encoded(itoa::Buffer::new().format(number)));
    }
    let mut parts: Vec<Vec<u8>> = values
        .map(|(value, affinity)| key_part(value, affinity).filter(|part| part.len() < LARGE_BINARY))
        .collect::<Option<_>>()?;
    // An id is never empty.
    if let [part] = parts.as_mut_slice()
        && part.is_empty()
    {
        *part = vec![0, Kind::Text.mark()];
    }
    Some(RemoteId::from_parts(
        parts.iter().map(|part| Some(part.as_slice())),
    ))
}

/// The id of a record that is known by a binary alone; a document's reference to it holds the same bytes.
pub fn id_of_bytes(bytes: &[u8]) -> Option<RemoteId> {
    id_of(std::iter::once((Value::Blob(bytes), Affinity::Blob)))
}

/// The id of a row as it stands in a document, by these columns of it; `None` when it has no key.
pub(crate) fn id_of_row(table: &Table, key: &[usize], row: &Node) -> Result<Option<RemoteId>, Unstorable> {
    let mut values = Vec::with_capacity(key.len());
    for &column in key {
        let value = row.get(table.name_of(column)).unwrap_or(&Node::Null);
        if value.as_object().is_some() {
            return Ok(None);
        }
        let affinity = table.affinity(column);
        values.push((Stored::of(value, affinity)?, affinity));
    }
    if values.is_empty() {
        return Ok(None);
    }
    Ok(id_of(
        values
            .iter()
            .map(|(value, affinity)| (value.as_value(), *affinity)),
    ))
}

/// The hash that stands for the content of a row without a key: of its columns in canonical form.
pub(crate) fn content_hash(canonical: &[u8]) -> String {
    let hash = blake3::hash(canonical).to_hex();
    // Half of the hash is as sure and half as long to read.
    hash.get(..32).unwrap_or_default().to_owned()
}

/// The id of a row without a key.
pub(crate) fn content_id(hash: &str, ordinal: usize) -> RemoteId {
    RemoteId::from_encoded(format!("~{hash}.{ordinal}"))
}

/// Hash and ordinal of the id of a row without a key; `None` for any other id.
pub(crate) fn content_id_parts(id: &RemoteId) -> Option<(&str, usize)> {
    let (hash, ordinal) = id.as_str().strip_prefix('~')?.rsplit_once('.')?;
    Some((hash, ordinal.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_value() -> impl Strategy<Value = Stored> {
        let numberlike = prop_oneof![
            Just("5"),
            Just("5.0"),
            Just("-0.0"),
            Just("1e999"),
            Just("05"),
            Just("")
        ];
        prop_oneof![
            any::<i64>().prop_map(Stored::Integer),
            prop_oneof![any::<f64>(), Just(f64::INFINITY), Just(-0.0), Just(5.0)]
                .prop_filter("the database has none", |number| !number.is_nan())
                .prop_map(Stored::Real),
            prop::collection::vec(any::<u8>(), 0..6).prop_map(Stored::Text),
            prop::collection::vec(any::<u8>(), 0..6).prop_map(Stored::Blob),
            prop_oneof![
                Just("5"),
                Just("19.9900"),
                Just("18446744073709551615"),
                Just("-0.0")
            ]
            .prop_map(|text| Stored::Exact(text.to_owned())),
            any::<bool>().prop_map(Stored::Truth),
            numberlike.clone().prop_map(|text| Stored::Text(text.into())),
            numberlike.prop_map(|text| Stored::Blob(text.into())),
        ]
    }

    fn any_affinity() -> impl Strategy<Value = Affinity> {
        prop_oneof![
            Just(Affinity::Text),
            Just(Affinity::Numeric),
            Just(Affinity::Real),
            Just(Affinity::Blob),
            Just(Affinity::Exact),
            Just(Affinity::Truth)
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn an_id_gives_back_its_values(first in any_value(), second in any_value(), affinity in any_affinity()) {
            for values in [vec![&first], vec![&first, &second]] {
                let id = id_of(values.iter().map(|value| (value.as_value(), affinity))).unwrap();
                prop_assert!(!id.as_str().is_empty());
                for (value, part) in values.iter().zip(id.parts()) {
                    let back = key_value(&part.unwrap(), affinity).unwrap();
                    prop_assert!(back.is_same(value), "{value:?} came back as {back:?} from {id}");
                }
            }
        }

        #[test]
        fn a_document_gives_back_its_values(value in any_value()) {
            let (mut out, mut objects) = (Vec::new(), Vec::new());
            write_value(&mut out, value.as_value(), &mut objects);
            let affinity = match value {
                Stored::Exact(_) => Affinity::Exact,
                Stored::Truth(_) => Affinity::Truth,
                _ => Affinity::Blob,
            };
            let back = Stored::of(&Node::parse(&out).unwrap(), affinity).unwrap();
            prop_assert!(back.is_same(&value), "{value:?} came back as {back:?}");
        }
    }

    #[test]
    fn null_and_what_is_too_large_make_no_id() {
        let large = vec![b'x'; LARGE_BINARY];
        for value in [Value::Null, Value::Text(&large)] {
            assert_eq!(
                id_of([(Value::Integer(1), Affinity::Numeric), (value, Affinity::Text)].into_iter()),
                None
            );
        }
    }

    #[test]
    fn what_no_column_can_hold_is_said() {
        for (text, why) in [
            ("18446744073709551616", Unstorable::NumberTooLarge),
            ("[1]", Unstorable::NotOneValue),
            ("{\"a\":1}", Unstorable::NotOneValue),
        ] {
            assert_eq!(
                Stored::of(&Node::parse(text.as_bytes()).unwrap(), Affinity::Numeric),
                Err(why)
            );
        }
    }

    #[test]
    fn a_number_is_told_from_a_text_that_looks_like_one() {
        for number in ["0", "-0", "19.990", "1e5", "1E-05", "18446744073709551616"] {
            assert!(is_number(number), "{number}");
        }
        for text in ["", "-", "00", "007", "1.", ".5", "+1", "1e", "0x1F", "NaN", "1 "] {
            assert!(!is_number(text), "{text}");
        }
    }
}
