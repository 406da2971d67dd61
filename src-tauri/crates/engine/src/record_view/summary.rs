//! `Summary`: every field with its readable name and both values.
//!
//! An owner does not read `category_id 17` but `Green tea`: references are shown by the name of the record they point to,
//! owned rows by what a person would call them, 0 and 1 as No and Yes where they mean that, binaries by what they are.

use std::collections::HashMap;

use backstock_model::{FieldKind, Node, Object, ObjectHash, Path, RecordKey, TypeDescription};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::php;
use super::segments::Patience;
use super::{Difference, ShownKind, ShownValue, SummaryRow};
use crate::plan::references::as_id;
use crate::walk::{entries, is_volatile, side_by_side};
use crate::words::size;

/// Larger pictures are named and not shown.
const LARGEST_PICTURE: usize = 256 * 1024;

/// Columns by which a person would call a row, best first.
const NAMING_COLUMNS: &[&str] = &[
    "name",
    "title",
    "label",
    "sku",
    "code",
    "display_name",
    "email",
    "url",
    "value",
];

/// What the summary looks up beside the two documents.
pub(super) trait Lookup {
    /// What a person calls a record.
    fn name_of(&self, key: &RecordKey) -> Option<String>;
    /// A large binary.
    fn object(&self, hash: &ObjectHash) -> Option<Vec<u8>>;
}

pub(super) struct Summary<'a> {
    pub(super) patience: &'a mut Patience,
    pub(super) description: &'a TypeDescription,
    pub(super) lookup: &'a dyn Lookup,
    /// Large binaries that came with the live record.
    pub(super) objects: &'a [Object],
    /// The code of the shop's currency, where it is known.
    pub(super) currency: Option<&'a str>,
    /// What was looked up so far.
    pub(super) names: &'a mut HashMap<RecordKey, Option<String>>,
    pub(super) rows: Vec<SummaryRow>,
}

impl Summary<'_> {
    pub(super) fn walk(
        &mut self,
        path: &Path,
        section: Option<&str>,
        selected: Option<&Node>,
        current: Option<&Node>,
    ) {
        let (before, after) = (entries(selected), entries(current));
        let is_value = |side: Option<&Node>| side.is_some() && entries(side).is_none();
        let both_empty = before.unwrap_or_default().is_empty() && after.unwrap_or_default().is_empty();
        if is_value(selected) || is_value(current) {
            self.row(path, section, selected, current);
            return;
        }
        if both_empty {
            // A collection without rows is nothing to read, unless the other side does not even have the collection.
            if selected != current {
                self.row(path, section, selected, current);
            }
            return;
        }
        let is_collection = path.keys().len() % 2 == 1;
        for (key, old, new) in side_by_side(before.unwrap_or_default(), after.unwrap_or_default()) {
            let below = path.then(key);
            if is_collection {
                let name = self.section(&below, key, section, old.or(new));
                self.walk(&below, Some(&name), old, new);
            } else {
                self.walk(&below, section, old, new);
            }
        }
    }

    pub(super) fn row(
        &mut self,
        path: &Path,
        section: Option<&str>,
        selected: Option<&Node>,
        current: Option<&Node>,
    ) {
        let (label, kind) = self.description.label_of(path);
        let difference = match (selected, current) {
            (Some(old), Some(new)) if old == new => Difference::Same,
            (Some(_), Some(_)) => Difference::Changed,
            (None, _) => Difference::Added,
            (_, None) => Difference::Removed,
        };
        let kind = self.shown_kind(kind, [selected, current]);
        let mut shown_selected = selected.map(|node| self.shown(path, kind, node));
        let mut shown_current = current.map(|node| self.shown(path, kind, node));
        if difference == Difference::Changed
            && let (Some(old), Some(new)) = (&mut shown_selected, &mut shown_current)
            && matches!((selected, current), (Some(Node::Text(_)), Some(Node::Text(_))))
            && matches!(kind, ShownKind::Plain | ShownKind::LongText)
        {
            (old.segments, new.segments) = self.patience.words(&old.text, &new.text);
        }
        self.rows.push(SummaryRow {
            path: path.clone(),
            label,
            section: section.map(str::to_owned),
            kind,
            difference,
            minor: is_volatile(self.description, path) || self.description.derived.contains(&path.columns()),
            current: shown_current,
            selected: shown_selected,
        });
    }

    /// What a person would call the innermost owned row that a field is in; nothing for a field of the record's own.
    pub(super) fn section_of(&mut self, path: &Path, records: &[Node]) -> Option<String> {
        let (_, above) = path.keys().split_last()?;
        let mut section = None;
        let mut at = Path::root();
        for (nth, key) in above.iter().enumerate() {
            at = at.then(key);
            let is_row = nth % 2 == 1;
            if is_row {
                let row = records.iter().find_map(|record| record.at(&at));
                section = Some(self.section(&at, key, section.as_deref(), row));
            }
        }
        section
    }

    /// What a person would call an owned row: `Variants › EG-100`, within the row that owns it.
    fn section(&mut self, path: &Path, key: &str, above: Option<&str>, row: Option<&Node>) -> String {
        let collection = self.description.label_of(path).0;
        let name = row
            .and_then(|row| self.row_name(path, row))
            .unwrap_or_else(|| key.to_owned());
        match above {
            Some(above) => format!("{above} › {collection} › {name}"),
            None => format!("{collection} › {name}"),
        }
    }

    fn row_name(&mut self, path: &Path, row: &Node) -> Option<String> {
        // What a row stands for says more than what stands in it: an attribute's name, and not its value.
        for (column, value) in entries(Some(row)).unwrap_or_default() {
            let below = path.then(column.as_str());
            if self.description.is_named_by(&below)
                && let Some(name) = self.referenced_name(&below, value)
            {
                return Some(name);
            }
        }
        for column in NAMING_COLUMNS {
            if let Some(Node::Text(text)) = row.get(column)
                && !text.trim().is_empty()
                && text.chars().count() <= 80
            {
                return Some(text.clone());
            }
        }
        // A row that only links to another record is called like that record.
        let columns = entries(Some(row))?;
        columns
            .iter()
            .find_map(|(column, value)| self.referenced_name(&path.then(column.as_str()), value))
    }

    fn referenced_name(&mut self, path: &Path, value: &Node) -> Option<String> {
        let description = self.description;
        let (lookup, names) = (self.lookup, &mut *self.names);
        let id = as_id(value)?;
        let columns = path.columns();
        // The row's way back to its owner names nothing.
        let is_way_back = path.keys().len() > 1 && is_way_back(description, path);
        let mut found = description
            .targets_of(&columns)
            .filter(|to| !(is_way_back && **to == description.key))
            .map(|to| RecordKey::new(to.clone(), id.clone()));
        found.find_map(|key| {
            names
                .entry(key)
                .or_insert_with_key(|key| lookup.name_of(key))
                .clone()
        })
    }

    fn shown_kind(&self, kind: FieldKind, sides: [Option<&Node>; 2]) -> ShownKind {
        let bytes = sides.into_iter().flatten().find_map(|node| self.bytes(node));
        let is_binary = sides.into_iter().flatten().any(|node| {
            node.as_object().is_some() || node.as_bytes().is_some() || node.as_raw_text().is_some()
        });
        if is_binary {
            return match bytes {
                Some(bytes) if picture_kind(&bytes).is_some() => ShownKind::Image,
                _ if kind == FieldKind::Image => ShownKind::Image,
                _ => ShownKind::Binary,
            };
        }
        match kind {
            FieldKind::Plain => {
                let is_long = sides
                    .into_iter()
                    .flatten()
                    .any(|node| matches!(node, Node::Text(text) if text.len() > 200 || text.contains('\n') || php::is_one(text)));
                if is_long {
                    ShownKind::LongText
                } else {
                    ShownKind::Plain
                }
            }
            // A picture's address is a text like any other.
            FieldKind::Image => ShownKind::Plain,
            FieldKind::Money => ShownKind::Money,
            FieldKind::Time => ShownKind::Time,
            FieldKind::YesNo => ShownKind::YesNo,
            FieldKind::LongText => ShownKind::LongText,
        }
    }

    fn shown(&mut self, path: &Path, kind: ShownKind, node: &Node) -> ShownValue {
        let mut image = None;
        let text = match kind {
            ShownKind::Image | ShownKind::Binary => {
                let bytes = self.bytes(node);
                image = bytes.as_deref().and_then(picture);
                let name = self.referenced_name(path, node);
                name.unwrap_or_else(|| binary_words(node, bytes.as_deref()))
            }
            ShownKind::YesNo => match node {
                Node::Bool(true) => "Yes".to_owned(),
                Node::Bool(false) => "No".to_owned(),
                Node::Number(text) if &**text == "1" => "Yes".to_owned(),
                Node::Number(text) if &**text == "0" => "No".to_owned(),
                Node::Text(text) if text == "1" => "Yes".to_owned(),
                Node::Text(text) if text == "0" => "No".to_owned(),
                other => plain(other),
            },
            ShownKind::Money => match (node, self.currency) {
                (Node::Number(_) | Node::Text(_), Some(currency)) => format!("{} {currency}", plain(node)),
                _ => plain(node),
            },
            ShownKind::Plain | ShownKind::Time | ShownKind::LongText => match node {
                Node::Map(entries) if !entries.is_empty() => self.rows_told(path, entries),
                _ => self.referenced_name(path, node).unwrap_or_else(|| readable(node)),
            },
        };
        ShownValue {
            text,
            null: *node == Node::Null,
            segments: Vec::new(),
            image,
        }
    }

    /// An owned row, or all rows of a collection, where one is written as a whole: `Related product: Jasmine, Sort order: 0`.
    fn rows_told(&mut self, path: &Path, entries: &[(String, Node)]) -> String {
        let is_collection = path.keys().len() % 2 == 1;
        let mut told = Vec::new();
        for (key, value) in entries {
            let below = path.then(key.as_str());
            let is_nothing =
                matches!(value, Node::Null) || matches!(value, Node::Text(text) if text.is_empty());
            if is_collection {
                told.push(self.row_name(&below, value).unwrap_or_else(|| key.clone()));
            } else if !is_nothing && !is_way_back(self.description, &below) {
                let (label, kind) = self.description.label_of(&below);
                let kind = self.shown_kind(kind, [Some(value), None]);
                let text = self.shown(&below, kind, value).text;
                // `Category id` where a number stands, `Category` where its name does.
                let label = match self.referenced_name(&below, value) {
                    Some(_) => label.strip_suffix(" id").unwrap_or(&label),
                    None => &label,
                };
                if !text.is_empty() {
                    told.push(format!("{label}: {text}"));
                }
            }
        }
        // A whole record is read line by line.
        told.join(if path.keys().is_empty() { "\n" } else { ", " })
    }

    fn bytes(&self, node: &Node) -> Option<Vec<u8>> {
        if let Some(bytes) = node.as_bytes().or_else(|| node.as_raw_text()) {
            return Some(bytes);
        }
        let hash = node.as_object()?;
        match self.objects.iter().find(|object| object.hash == hash) {
            Some(object) => Some(object.bytes.clone()),
            None => self.lookup.object(&hash),
        }
    }
}

/// Whether the field is what ties an owned row to its record, by its name (`product_id` in a product's rows).
fn is_way_back(description: &TypeDescription, path: &Path) -> bool {
    let key = description.key.as_str();
    let owner = key.strip_suffix('s').unwrap_or(key);
    path.keys()
        .last()
        .is_some_and(|column| column.strip_suffix("_id").is_some_and(|stem| stem == owner))
}

/// A value's text, put into lines where the shop's software wrote it for itself.
fn readable(node: &Node) -> String {
    match node {
        Node::Text(text) => php::readable(text).unwrap_or_else(|| text.clone()),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::List(_) | Node::Map(_) => plain(node),
    }
}

fn plain(node: &Node) -> String {
    match node {
        Node::Null => String::new(),
        Node::Bool(_) | Node::Number(_) | Node::Text(_) | Node::List(_) | Node::Map(_) => node.to_text(),
    }
}

/// What a binary is, how large, and enough of its hash to tell it from another: `PNG picture, 12 kB, 9f86d081`.
fn binary_words(node: &Node, bytes: Option<&[u8]>) -> String {
    let (bytes_kept, hash) = match (node.as_object(), bytes) {
        (Some(hash), _) => (
            node.get("size")
                .map(Node::to_text)
                .and_then(|text| text.parse().ok()),
            hash,
        ),
        (None, Some(bytes)) => (Some(bytes.len() as u64), ObjectHash::of(bytes)),
        (None, None) => return plain(node),
    };
    // So long is a number that is the same nowhere else; shops show it like this.
    if let Some(bytes) = bytes.filter(|bytes| bytes.len() == 16 && picture_kind(bytes).is_none()) {
        return bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    }
    let what = match bytes.and_then(picture_kind) {
        Some((name, _)) => format!("{name} picture"),
        None if node.as_raw_text().is_some() => "Text in an unknown encoding".to_owned(),
        None => "Binary content".to_owned(),
    };
    let told = bytes_kept
        .map(|bytes| format!(", {}", size(bytes)))
        .unwrap_or_default();
    format!("{what}{told}, {}", hash.to_string().get(..8).unwrap_or_default())
}

/// The kind of a picture by its first bytes, as its name and its media type.
fn picture_kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(("PNG", "image/png"))
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some(("JPEG", "image/jpeg"))
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        Some(("GIF", "image/gif"))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(("WebP", "image/webp"))
    } else {
        None
    }
}

fn picture(bytes: &[u8]) -> Option<String> {
    let (_, media_type) = picture_kind(bytes).filter(|_| bytes.len() < LARGEST_PICTURE)?;
    Some(format!("data:{media_type};base64,{}", STANDARD.encode(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binaries_are_told_by_kind_size_and_hash() {
        let png = b"\x89PNG\r\n\x1a\nrest";
        assert_eq!(
            binary_words(&Node::bytes(png), Some(png)),
            format!("PNG picture, 12 bytes, {}", &ObjectHash::of(png).to_string()[..8])
        );
        assert!(
            picture(png)
                .unwrap()
                .starts_with("data:image/png;base64,iVBORw0KGg")
        );
        assert_eq!(picture(b"<svg onload=alert(1)>"), None);
        let id = b"\x01\x90\xa1\xb2\xc3\xd4\x7e\x80\xb1\xc2\0\0\0\0\x0d\x0e";
        assert_eq!(
            binary_words(&Node::bytes(id), Some(id)),
            "0190a1b2c3d47e80b1c2000000000d0e"
        );
        let hash = ObjectHash::of(b"x");
        assert_eq!(
            binary_words(&Node::object(hash, 1_234_567), None),
            format!("Binary content, 1.2 MB, {}", &hash.to_string()[..8])
        );
    }
}
