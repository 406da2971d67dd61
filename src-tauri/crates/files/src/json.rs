//! JSON: objects on lines of their own (JSON Lines), a list of objects, or lists under names, as programs hand them out.
//!
//! An object is a line of a sheet and its members are the columns: a text is itself, a number keeps its digits, and what is
//! nested is one value, written in one way whatever order its members came in. The lines of our own exports are read as what they
//! hold. Objects are read one after the other; none is kept.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::fmt;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use backstock_archive::ArchiveError;
use backstock_model::Node;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::packed::unpacked;
use crate::sheet::{Lines, Sheet, TakeLine};
use crate::{FileError, Packing, Refusal};

/// No object of a shop is as large; whatever is would have to be held in memory.
const LARGEST: u64 = 64 << 20;
/// More members than any table of a shop has columns.
const MOST_MEMBERS: usize = 1_900;
/// What lists are called that say nothing about what they list.
const UNTELLING: &[&str] = &["data", "items", "results", "records", "rows", "list"];

/// How objects stand in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// One after the other, mostly on lines of their own.
    Lines,
    /// In one list.
    List,
    /// In lists that are members of one object.
    Named,
}

/// Whether a text begins like JSON with objects.
pub(crate) fn is_json(head: &[u8]) -> bool {
    way_of(head).is_some()
}

fn way_of(head: &[u8]) -> Option<Way> {
    let head = without_mark(head);
    let after = |opening: u8| Some(head.strip_prefix(&[opening])?.trim_ascii_start());
    if let Some(inside) = after(b'[') {
        return begins_like_an_object(inside).then_some(Way::List);
    }
    if !begins_like_an_object(head) {
        return None;
    }
    let mut values = serde_json::Deserializer::from_slice(head).into_iter::<&RawValue>();
    match values.next() {
        Some(Ok(first)) => {
            let others = head.get(values.byte_offset()..).unwrap_or_default();
            let is_alone = others.trim_ascii_start().is_empty();
            Some(if is_alone && holds_lists(first.get().as_bytes()) {
                Way::Named
            } else {
                Way::Lines
            })
        }
        // Longer than what is at hand: an object of many lines, or one that begins with a list, holds the others.
        Some(Err(error)) if error.is_eof() => {
            let first_value = head.split(|byte| *byte == b':').nth(1).unwrap_or_default();
            let is_nested = first_value.trim_ascii_start().starts_with(b"[");
            Some(if is_nested || head.contains(&b'\n') {
                Way::Named
            } else {
                Way::Lines
            })
        }
        _ => None,
    }
}

fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(text)
        .trim_ascii_start()
}

fn begins_like_an_object(text: &[u8]) -> bool {
    let inside = text.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    inside.is_some_and(|inside| inside.starts_with(b"\"") || inside.starts_with(b"}"))
}

/// Whether an object is only there for the lists in it: a thing of a shop has texts and numbers of its own.
fn holds_lists(object: &[u8]) -> bool {
    let Ok(Node::Map(members)) = Node::parse(object) else {
        return false;
    };
    let is_list =
        |node: &Node| matches!(node, Node::List(items) if matches!(items.first(), Some(Node::Map(_))));
    let is_said = |node: &Node| matches!(node, Node::Text(_));
    members.iter().any(|(_, node)| is_list(node)) && !members.iter().any(|(_, node)| is_said(node))
}

/// Opens the file anew.
type OpenFile<'c> = &'c dyn Fn() -> io::Result<Box<dyn Read + 'c>>;

/// The sheets a file holds, found by going through it once.
pub(crate) fn sheets<'c>(
    open: OpenFile<'c>,
    packing: Option<Packing>,
    head: &[u8],
) -> Result<Vec<Sheet<'c>>, FileError> {
    let way = way_of(head).ok_or(Refusal::Unknown)?;
    let file = JsonFile { open, packing, way };
    let mut found = Vec::<(String, Vec<String>)>::new();
    let mut known = HashMap::<String, usize>::new();
    let mut columns = Vec::<HashMap<String, ()>>::new();
    file.each_object(None, &mut |list, object| {
        let at = *known.entry(list.to_owned()).or_insert_with(|| {
            found.push((list.to_owned(), Vec::new()));
            columns.push(HashMap::new());
            found.len() - 1
        });
        let (Some((_, header)), Some(seen)) = (found.get_mut(at), columns.get_mut(at)) else {
            return Ok(());
        };
        for (name, _) in object {
            if !seen.contains_key(name) {
                seen.insert(name.clone(), ());
                header.push(name.clone());
            }
        }
        if header.len() > MOST_MEMBERS {
            return Err(not_so("its items have more fields than any shop's"));
        }
        Ok(())
    })?;
    if found.is_empty() {
        return Err(Refusal::NothingInside.into());
    }
    let sheets = found.into_iter().map(|(list, mut header)| {
        // Members come in any order, and in another one tomorrow.
        header.sort();
        Sheet {
            name: (!UNTELLING.contains(&list.to_lowercase().as_str()) && !list.is_empty())
                .then(|| list.clone()),
            lines: Box::new(JsonLines {
                file: JsonFile { open, packing, way },
                list,
                header: header.clone(),
            }),
            header,
        }
    });
    Ok(sheets.collect())
}

struct JsonFile<'c> {
    open: OpenFile<'c>,
    packing: Option<Packing>,
    way: Way,
}

struct JsonLines<'c> {
    file: JsonFile<'c>,
    list: String,
    header: Vec<String>,
}

impl Lines for JsonLines<'_> {
    fn each(&self, hear: TakeLine<'_>) -> Result<(), FileError> {
        self.file.each_object(Some(&self.list), &mut |_, object| {
            let values: Vec<Cow<'_, str>> = self
                .header
                .iter()
                .map(|column| {
                    let found = object.binary_search_by(|(name, _)| name.as_str().cmp(column));
                    let value = found.ok().and_then(|at| object.get(at));
                    value.map_or(Cow::Borrowed(""), |(_, node)| written(node))
                })
                .collect();
            hear(&values)
        })
    }
}

/// A value as the text of a cell.
fn written(node: &Node) -> Cow<'_, str> {
    match node {
        Node::Null => Cow::Borrowed(""),
        Node::Text(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_text()),
    }
}

/// An object's members, in the order of their names.
type Members = [(String, Node)];
/// Hears of an object, and of the list it stands in.
type HearObject<'h> = &'h mut dyn FnMut(&str, &Members) -> Result<(), FileError>;

impl JsonFile<'_> {
    /// Goes through the objects of one list, or of all.
    fn each_object(&self, list: Option<&str>, hear: HearObject<'_>) -> Result<(), FileError> {
        let read = (self.open)()
            .and_then(|read| unpacked(read, self.packing))
            .map_err(crate::kind::unreadable)?;
        let left = Rc::new(Cell::new(LARGEST));
        let portioned = Portioned {
            read: Unmarked {
                read,
                is_begun: false,
            },
            left: Rc::clone(&left),
        };
        let mut walk = Walk {
            wanted: list,
            left,
            count: 0,
            hear,
            failed: None,
        };
        let mut json = serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 16, portioned));
        let read = match self.way {
            Way::Lines => walk.lines(json),
            Way::List => Objects {
                list: "",
                walk: &mut walk,
            }
            .deserialize(&mut json)
            .and_then(|()| json.end()),
            Way::Named => NamedLists(&mut walk)
                .deserialize(&mut json)
                .and_then(|()| json.end()),
        };
        match (walk.failed, read) {
            (Some(failed), _) => Err(failed),
            (None, Ok(())) => Ok(()),
            (None, Err(error)) => Err(broken(error, walk.count)),
        }
    }
}

/// A walk through a file's objects.
struct Walk<'w> {
    wanted: Option<&'w str>,
    left: Rc<Cell<u64>>,
    count: u64,
    hear: HearObject<'w>,
    failed: Option<FileError>,
}

impl Walk<'_> {
    fn lines<R: Read>(
        &mut self,
        json: serde_json::Deserializer<serde_json::de::IoRead<R>>,
    ) -> serde_json::Result<()> {
        for raw in json.into_iter::<Box<RawValue>>() {
            if !self.take("", &raw?) {
                break;
            }
        }
        Ok(())
    }

    fn is_wanted(&self, list: &str) -> bool {
        self.wanted.is_none_or(|wanted| wanted == list)
    }

    /// Says whether to go on.
    fn take(&mut self, list: &str, raw: &RawValue) -> bool {
        self.left.set(LARGEST);
        self.count += 1;
        let number = self.count;
        let taken = match Node::parse(raw.get().as_bytes()) {
            Ok(Node::Map(members)) => match of_own_export(&members) {
                Some(document) => (self.hear)(list, document),
                None => (self.hear)(list, &members),
            },
            Ok(_) => Err(not_so(format!("item {number} is none with fields"))),
            Err(_) => Err(not_so(format!("item {number} cannot be read"))),
        };
        self.failed = taken.err();
        self.failed.is_none()
    }
}

/// A line of our own exports and backup files holds the record under `document`.
fn of_own_export(members: &Members) -> Option<&Members> {
    match members {
        [(document, Node::Map(inside)), (id, _), (name, _), (search, _)]
            if [document, id, name, search] == ["document", "id", "name", "search"] =>
        {
            Some(inside)
        }
        _ => None,
    }
}

/// The objects of one list. Anything else in its place is passed over.
struct Objects<'o, 'w> {
    list: &'o str,
    walk: &'o mut Walk<'w>,
}

impl<'de> DeserializeSeed<'de> for Objects<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Objects<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        if !self.walk.is_wanted(self.list) {
            while list.next_element::<IgnoredAny>()?.is_some() {
                self.walk.left.set(LARGEST);
            }
            return Ok(());
        }
        while let Some(raw) = list.next_element::<Box<RawValue>>()? {
            // Lists of words and numbers beside the lists of things.
            let is_aside = !self.list.is_empty() && !raw.get().starts_with('{');
            if !is_aside && !self.walk.take(self.list, &raw) {
                return Err(serde::de::Error::custom("no more is wanted"));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// The lists that are members of one object.
struct NamedLists<'n, 'w>(&'n mut Walk<'w>);

impl<'de> DeserializeSeed<'de> for NamedLists<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for NamedLists<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(list) = map.next_key::<String>()? {
            self.0.left.set(LARGEST);
            map.next_value_seed(Objects {
                list: &list,
                walk: &mut *self.0,
            })?;
        }
        Ok(())
    }
}

/// Stops a value that is larger than any of a shop.
struct Portioned<R> {
    read: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Portioned<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.read.read(into)?;
        let left = self.left.get().checked_sub(count as u64).ok_or_else(|| {
            io::Error::other(ArchiveError::Hostile(
                "one of its items is larger than any shop's",
            ))
        })?;
        self.left.set(left);
        Ok(count)
    }
}

/// Leaves the mark out that some programs put before a text.
struct Unmarked<R> {
    read: R,
    is_begun: bool,
}

impl<R: Read> Read for Unmarked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if std::mem::replace(&mut self.is_begun, true) || into.len() < 3 {
            return self.read.read(into);
        }
        let mut count = 0;
        while count < 3 {
            let more = self.read.read(into.get_mut(count..3).unwrap_or_default())?;
            if more == 0 {
                return Ok(count);
            }
            count += more;
        }
        if into.starts_with(b"\xEF\xBB\xBF") {
            return self.read.read(into);
        }
        Ok(count)
    }
}

fn not_so(what: impl Into<String>) -> FileError {
    Refusal::NotAsItShouldBe(what.into()).into()
}

fn broken(error: serde_json::Error, read: u64) -> FileError {
    if error.is_io() {
        return crate::kind::unreadable(error.into());
    }
    not_so(format!("it cannot be read any further after item {read}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_objects_stand_is_told_by_the_beginning() {
        let long = format!("{{\"products\":[{{\"id\":1,\"text\":\"{}\"", "x".repeat(200));
        for (text, way) in [
            ("{\"id\":1}\n{\"id\":2}\n", Some(Way::Lines)),
            ("{\"id\":1}", Some(Way::Lines)),
            ("\u{FEFF}[\n  {\"id\": 1}", Some(Way::List)),
            ("{\"data\":[{\"id\":1}],\"meta\":{\"total\":1}}", Some(Way::Named)),
            ("{\"id\":\"a\",\"variants\":[{\"id\":1}]}", Some(Way::Lines)),
            (long.as_str(), Some(Way::Named)),
            ("{\"id\":1,\"text\":\"cut off", Some(Way::Lines)),
            ("[1,2,3]", None),
            ("{id:1}", None),
            ("[section]\nkey=1", None),
        ] {
            assert_eq!(way_of(text.as_bytes()), way, "{text}");
        }
    }
}
