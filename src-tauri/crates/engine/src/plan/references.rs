//! Which records a document refers to.

use std::collections::{HashMap, HashSet};

use backstock_model::{ContentType, Document, DocumentError, Node, RecordKey, RemoteId, TypeDescription};
use backstock_shops::id_of_bytes;

use crate::walk::entries;

/// The records that a document of this type refers to, in the order of its references; the same record may come twice.
///
/// `NULL`, `0` and an empty text mean "none" in every shop seen so far. A reference over several columns is not followed.
pub(crate) fn references(description: &TypeDescription, document: &Node) -> Vec<RecordKey> {
    let mut found = Vec::new();
    for reference in &description.references {
        let columns: Vec<&str> = reference.path.split('/').collect();
        collect(document, &columns, &mut |value| {
            if let Some(remote_id) = as_id(value) {
                found.push(RecordKey::new(reference.to.clone(), remote_id));
            }
        });
    }
    found
}

/// The records among those that own these rows to which a document of this type belongs by one of them.
pub(crate) fn belongs_to(description: &TypeDescription, document: &Node, rows: &OwnedRows) -> bool {
    description.row_references.iter().any(|reference| {
        let row = document.get(&reference.column).and_then(as_id);
        let known = rows.0.get(&(reference.to.clone(), reference.rows.clone()));
        row.zip(known)
            .is_some_and(|(row, known)| known.contains(row.as_str()))
    })
}

/// Rows that records own, by the type of the records and where they have them.
#[derive(Default)]
pub(crate) struct OwnedRows(HashMap<(ContentType, String), HashSet<String>>);

impl OwnedRows {
    /// Adds the rows of a record that others of these types may point to.
    pub(crate) fn add(&mut self, types: &[TypeDescription], key: &RecordKey, document: &Node) {
        let pointing = types.iter().flat_map(|description| &description.row_references);
        for reference in pointing.filter(|reference| reference.to == key.content_type) {
            let place = (reference.to.clone(), reference.rows.clone());
            let columns: Vec<&str> = reference.rows.split('/').collect();
            add_rows(document, &columns, self.0.entry(place).or_default());
        }
    }
}

fn add_rows(row: &Node, columns: &[&str], found: &mut HashSet<String>) {
    let Some((column, rest)) = columns.split_first() else {
        return;
    };
    for (id, row) in entries(row.get(column)).unwrap_or_default() {
        if rest.is_empty() {
            found.insert(id.clone());
        } else {
            add_rows(row, rest, found);
        }
    }
}

/// As [`references`], without reading the rest of the document.
pub(crate) fn references_of(
    description: &TypeDescription,
    document: &Document,
) -> Result<Vec<RecordKey>, DocumentError> {
    let heads = || description.references.iter().map(|reference| &reference.path);
    if description.references.is_empty() {
        return Ok(Vec::new());
    }
    let part = document.only(|key| heads().any(|path| path.split('/').next() == Some(key)))?;
    Ok(references(description, &part))
}

/// The id that a field's value stands for.
pub(crate) fn as_id(value: &Node) -> Option<RemoteId> {
    let text: &str = match value {
        Node::Number(text) => text,
        Node::Text(text) => text,
        // Some shops number their records with binaries.
        Node::Map(_) => return value.as_bytes().and_then(|bytes| id_of_bytes(&bytes)),
        Node::Null | Node::Bool(_) | Node::List(_) => return None,
    };
    match text {
        "" | "0" => None,
        _ => Some(RemoteId::from_parts([Some(text.as_bytes())])),
    }
}

/// Hands over the values that a path of columns leads to, in every row of the collections on its way.
pub(super) fn collect<'n>(row: &'n Node, columns: &[&str], each: &mut dyn FnMut(&'n Node)) {
    let Some((column, rest)) = columns.split_first() else {
        return;
    };
    let Some(value) = row.get(column) else {
        return;
    };
    if let Node::List(items) = value {
        for item in items {
            if rest.is_empty() {
                each(item);
            } else {
                collect(item, rest, each);
            }
        }
    } else if rest.is_empty() {
        each(value);
    } else if is_row(value, rest) {
        collect(value, rest, each);
    } else {
        for (_, row) in entries(Some(value)).unwrap_or_default() {
            collect(row, rest, each);
        }
    }
}

/// Whether a value is itself the row that has the next column, and not a collection of such rows: an object in an object,
/// as shops on the web have them.
fn is_row(value: &Node, rest: &[&str]) -> bool {
    rest.first().is_some_and(|column| value.get(column).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use backstock_model::{Group, Reference};

    #[test]
    fn references_are_found_in_rows_too() {
        let mut products = TypeDescription::new(ContentType::new("products"), "Products", Group::Business);
        products.references = [("brand_id", "brands"), ("categories/category_id", "categories")]
            .map(|(path, to)| Reference {
                path: path.into(),
                to: ContentType::new(to),
            })
            .into();
        let document = Node::parse(
            br#"{"brand_id":0,"categories":{"1,5":{"category_id":5},"1,7":{"category_id":"7"},"x":{"category_id":null}}}"#,
        )
        .unwrap();
        let found: Vec<String> = references(&products, &document)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found, ["categories/5", "categories/7"]);
        let whole = references_of(&products, &Document::from(&document)).unwrap();
        assert_eq!(whole, references(&products, &document));
    }

    // S2.6.4, issue 3: what a shop numbers with binaries is found by the same bytes.
    #[test]
    fn references_that_are_binaries_are_found() {
        let mut products = TypeDescription::new(ContentType::new("products"), "Products", Group::Business);
        products.references = vec![Reference {
            path: "tax_id".to_owned(),
            to: ContentType::new("taxes"),
        }];
        for bytes in [&b"\x01\x90\xff"[..], b"\x00\x90\xff", b"letters"] {
            let document = Node::Map(vec![("tax_id".to_owned(), Node::bytes(bytes))]);
            let id = id_of_bytes(bytes).unwrap();
            assert_eq!(
                references(&products, &document),
                [RecordKey::new(ContentType::new("taxes"), id)]
            );
        }
    }

    // S2.6.4
    #[test]
    fn references_are_found_in_lists_and_in_objects() {
        let mut products = TypeDescription::new(ContentType::new("products"), "Products", Group::Business);
        products.references = [
            ("categories", "categories"),
            ("rules/brand_id", "brands"),
            ("widget/uuid", "widgets"),
        ]
        .map(|(path, to)| Reference {
            path: path.into(),
            to: ContentType::new(to),
        })
        .into();
        let document = Node::parse(
            br#"{"categories":[3,0,4],"rules":[{"brand_id":9},{"other":1}],"widget":{"uuid":"a-b"}}"#,
        )
        .unwrap();
        let found: Vec<String> = references(&products, &document)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found, ["categories/3", "categories/4", "brands/9", "widgets/a-b"]);
    }
}
