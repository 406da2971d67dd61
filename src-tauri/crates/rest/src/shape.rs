//! # From an answer to a document, and back
//!
//! A document is the answer with two differences: the rows of a collection stand under their ids, so that they are compared
//! one by one, and all ids are those of the vault (see `ledger.rs`). Everything else keeps its original text.

use std::collections::HashSet;

use backstock_model::{ContentType, Document, Node, Record, RecordKey, RemoteId};

use crate::ledger::Ledger;
use crate::manifest::{Owned, RefersTo, TypeManifest, When};

/// Which way ids are changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way<'b> {
    ToVault(Gone<'b>),
    ToShop,
}

/// What becomes of a reference to a record that is gone, when that was made again under another id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gone<'b> {
    /// It leads nowhere, so it is none. Otherwise nobody could tell it from one to the record that was made again.
    IsNone,
    /// It counts as one to the record that was made again, where that is among these references (see [`references`]), and is none
    /// otherwise: of two that are gone one may have been made again before these were read, and one after.
    IsAsIn(&'b HashSet<Reference>),
}

/// A reference to a record or row: of which kind it is, and its id in the vault.
pub(crate) type Reference = (String, String);

/// What a record of the vault refers to.
pub(crate) fn references(of: &TypeManifest, node: &Node) -> HashSet<Reference> {
    let mut found = HashSet::new();
    let meant = of.reference.iter();
    for reference in meant.filter(|reference| is_so(reference.when.as_ref(), node)) {
        each_value(node, &reference.path, &mut |value| {
            if value.is_leaf() {
                found.insert((reference.to.clone(), value.to_text()));
            }
        });
    }
    found
}

/// A record as the vault keeps it, from one as the shop answers.
pub(crate) fn to_vault(of: &TypeManifest, ledger: &Ledger, node: Node) -> Node {
    to_vault_with(of, ledger, node, Gone::IsNone)
}

/// The same, with references to what is gone treated this way.
pub(crate) fn to_vault_with(of: &TypeManifest, ledger: &Ledger, mut node: Node, gone: Gone<'_>) -> Node {
    for (key, kept) in &of.reduce {
        if let Some(others) = get_mut(&mut node, key) {
            reduce(others, kept);
        }
    }
    if !ledger.is_empty() {
        ids(of, ledger, &mut node, Way::ToVault(gone));
    }
    collect(of, ledger, &mut node);
    node
}

/// Leaves of a record of another type, or of several, these fields.
fn reduce(node: &mut Node, kept: &[String]) {
    match node {
        Node::Map(entries) => entries.retain(|(key, _)| kept.contains(key)),
        Node::List(items) => items.iter_mut().for_each(|item| reduce(item, kept)),
        _ => {}
    }
}

/// A record as the shop is told it, from one as the vault keeps it.
pub(crate) fn to_shop(of: &TypeManifest, ledger: &Ledger, node: &Node) -> Node {
    let mut node = node.clone();
    for owned in of.own() {
        if let Some(rows) = get_mut(&mut node, &owned.key) {
            for inner in of.owned_by(owned) {
                each_row(rows, &mut |row| {
                    if let Some(rows) = get_mut(row, &inner.key) {
                        spread(inner, rows);
                    }
                });
            }
            spread(owned, rows);
        }
    }
    if !ledger.is_empty() {
        ids(of, ledger, &mut node, Way::ToShop);
    }
    node
}

/// The record that a document makes.
pub(crate) fn record(of: &TypeManifest, content_type: ContentType, id: &str, node: &Node) -> Record {
    Record {
        key: RecordKey::new(content_type, RemoteId::from_parts([Some(id.as_bytes())])),
        name: name_of(of, id, node),
        search: said(&of.search, node),
        document: Document::from(node),
        objects: Vec::new(),
    }
}

/// What a record is called.
pub(crate) fn name_of(of: &TypeManifest, id: &str, node: &Node) -> String {
    if of.name.is_empty() {
        of.list.titles.get(id).map_or(id, String::as_str).to_owned()
    } else {
        said(&of.name, node)
    }
}

/// What stands at these paths.
fn said(paths: &[String], node: &Node) -> String {
    let texts = TypeManifest::texts(paths, node);
    let texts: Vec<String> = texts
        .iter()
        .map(|node| node.to_text())
        .filter(|text| !text.is_empty())
        .collect();
    texts.join(" ")
}

/// The id a row has in its collection; nothing when one of its fields is missing.
pub(crate) fn row_id(owned: &Owned, row: &Node) -> Option<String> {
    let parts: Vec<String> = owned
        .id
        .iter()
        .map(|field| row.get(field).map(Node::to_text))
        .collect::<Option<_>>()?;
    let parts = parts.iter().map(|part| Some(part.as_bytes()));
    Some(RemoteId::from_parts(parts).as_str().to_owned())
}

/// Puts the rows of collections under their ids.
fn collect(of: &TypeManifest, ledger: &Ledger, node: &mut Node) {
    for owned in of.own() {
        if let Some(rows) = get_mut(node, &owned.key) {
            gather(of, ledger, owned, rows);
            for inner in of.owned_by(owned) {
                each_row(rows, &mut |row| {
                    if let Some(rows) = get_mut(row, &inner.key) {
                        gather(of, ledger, inner, rows);
                    }
                });
            }
        }
    }
}

/// A list of rows as a collection. A list whose rows cannot be told apart stays one.
pub(crate) fn gather(of: &TypeManifest, ledger: &Ledger, owned: &Owned, rows: &mut Node) {
    if owned.id.is_empty() {
        return;
    }
    let Node::List(items) = rows else {
        return;
    };
    let mut found: Vec<(String, Node)> = Vec::with_capacity(items.len());
    for item in items.iter_mut() {
        // One field is an id of its own; several are ids of others, which were changed with all references, as is one that refers.
        if let [field] = owned.id.as_slice()
            && of.known_by_reference(owned).is_none()
            && let Some(value) = get_mut(item, field)
        {
            change(value, |id| Some(ledger.kept(&of.kind_of(owned), id).to_owned()));
        }
        match row_id(owned, item) {
            Some(id) if !found.iter().any(|(known, _)| *known == id) => found.push((id, item.clone())),
            _ => return,
        }
    }
    found.sort_by(|(one, _), (other, _)| one.as_bytes().cmp(other.as_bytes()));
    *rows = Node::Map(found);
}

fn spread(owned: &Owned, rows: &mut Node) {
    if !owned.id.is_empty()
        && let Node::Map(entries) = rows
    {
        *rows = Node::List(std::mem::take(entries).into_iter().map(|(_, row)| row).collect());
    }
}

/// Changes the ids of a record: its own, its rows', and those it refers to.
fn ids(of: &TypeManifest, ledger: &Ledger, node: &mut Node, way: Way<'_>) {
    let turned = |kind: &str, id: &str| match way {
        Way::ToVault(_) => ledger.kept(kind, id).to_owned(),
        Way::ToShop => ledger.live(kind, id).to_owned(),
    };
    let followed = |kind: &str, id: &str| match (way, ledger.gone(kind, id)) {
        (Way::ToVault(Gone::IsNone), Some(_)) => None,
        (Way::ToVault(Gone::IsAsIn(known)), Some(successor)) => known
            .contains(&(kind.to_owned(), successor.to_owned()))
            .then(|| successor.to_owned()),
        _ => Some(turned(kind, id)),
    };
    if !of.id.is_empty() {
        at_each(node, &of.id, &mut |id| {
            change(id, |id| Some(turned(of.kind(), id)));
        });
    }
    // On the way to the vault rows are named anew while they are put under their ids.
    if way == Way::ToShop {
        for owned in &of.owns {
            let (Some(path), None) = (of.id_path(owned), of.known_by_reference(owned)) else {
                continue;
            };
            at_each(node, &path, &mut |value| {
                change(value, |id| Some(turned(&of.kind_of(owned), id)));
            });
        }
    }
    let meant: Vec<&RefersTo> = of
        .reference
        .iter()
        .filter(|reference| is_so(reference.when.as_ref(), node))
        .collect();
    for reference in meant {
        at_each(node, &reference.path, &mut |value| {
            change(value, |id| followed(&reference.to, id));
        });
    }
}

/// Takes references to these records away: none can be sent to what is not made yet.
pub(crate) fn without(of: &TypeManifest, node: &mut Node, missing: &dyn Fn(&str, &str) -> bool) {
    let meant: Vec<&RefersTo> = of
        .reference
        .iter()
        .filter(|reference| !reference.inner && is_so(reference.when.as_ref(), node))
        .collect();
    for reference in meant {
        at_each(node, &reference.path, &mut |value| {
            change(value, |id| (!missing(&reference.to, id)).then(|| id.to_owned()));
        });
    }
}

/// Whether a condition holds in this record.
pub(crate) fn is_so(when: Option<&When>, node: &Node) -> bool {
    when.is_none_or(|when| {
        match when.or.as_ref().and_then(|or| node.get(or)) {
            Some(Node::List(items)) if !items.is_empty() => return true,
            Some(Node::Map(rows)) if !rows.is_empty() => return true,
            _ => {}
        }
        let value = crate::manifest::first(node, &when.at);
        if let (Some(not), Some(value)) = (&when.not, value) {
            return value.to_text() != *not;
        }
        match (&when.is, value) {
            (Some(is), Some(value)) => value.to_text() == *is,
            (None, Some(Node::List(items))) => !items.is_empty(),
            (None, Some(Node::Map(entries))) => !entries.is_empty(),
            _ => false,
        }
    })
}

/// Changes a value that is an id, or a list of ids. One that is turned into nothing is none, as platforms write that.
fn change(value: &mut Node, turn: impl Fn(&str) -> Option<String>) {
    match value {
        Node::Number(text) => *text = turn(text).unwrap_or_else(|| "0".to_owned()).into(),
        Node::Text(text) => *text = turn(text).unwrap_or_default(),
        Node::List(items) => items.retain_mut(|item| match item {
            Node::Number(text) => turn(text).map(|turned| *text = turned.into()).is_some(),
            Node::Text(text) => turn(text).map(|turned| *text = turned).is_some(),
            _ => true,
        }),
        _ => {}
    }
}

/// Calls for every value at a path, and for every one in a list there.
pub(crate) fn each_value<'n>(node: &'n Node, path: &str, each: &mut dyn FnMut(&'n Node)) {
    if let Node::List(items) = node {
        items.iter().for_each(|item| each_value(item, path, each));
        return;
    }
    if path.is_empty() {
        each(node);
        return;
    }
    let (key, rest) = path.split_once('/').unwrap_or((path, ""));
    match (node.get(key), node) {
        (Some(value), _) => each_value(value, rest, each),
        // A collection's rows stand under their ids.
        (None, Node::Map(rows)) => rows
            .iter()
            .filter(|(_, row)| row.get(key).is_some())
            .for_each(|(_, row)| each_value(row, path, each)),
        (None, _) => {}
    }
}

/// Calls for every value at a path; lists, and rows under their ids, are gone through.
fn at_each(node: &mut Node, path: &str, each: &mut dyn FnMut(&mut Node)) {
    if path.is_empty() {
        each(node);
        return;
    }
    if let Node::List(items) = node {
        items.iter_mut().for_each(|item| at_each(item, path, each));
        return;
    }
    let (key, rest) = path.split_once('/').unwrap_or((path, ""));
    if let Some(value) = get_mut(node, key) {
        at_each(value, rest, each);
    } else if let Node::Map(entries) = node {
        let rows = entries.iter_mut().map(|(_, row)| row);
        rows.filter(|row| matches!(row, Node::Map(entries) if entries.iter().any(|(known, _)| known == key)))
            .for_each(|row| at_each(row, path, each));
    }
}

fn each_row(rows: &mut Node, each: &mut dyn FnMut(&mut Node)) {
    match rows {
        Node::List(items) => items.iter_mut().for_each(each),
        Node::Map(entries) => entries.iter_mut().for_each(|(_, row)| each(row)),
        _ => {}
    }
}

/// The value under a key of a map, to be changed.
pub(crate) fn get_mut<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    match node {
        Node::Map(entries) => entries
            .iter_mut()
            .find(|(known, _)| known == key)
            .map(|(_, value)| value),
        _ => None,
    }
}

/// Takes what stands at a path away, from every row.
pub(crate) fn strip(node: &mut Node, path: &str) {
    match path.rsplit_once('/') {
        Some((owner, key)) => at_each(node, owner, &mut |owner| match owner {
            Node::List(items) => items.iter_mut().for_each(|item| set(item, key, None)),
            other => set(other, key, None),
        }),
        None => set(node, path, None),
    }
}

/// Puts a value under a key of a map.
pub(crate) fn set(node: &mut Node, key: &str, value: Option<Node>) {
    node.put(&backstock_model::Path::root().then(key), value);
}

#[cfg(test)]
mod tests {
    use backstock_model::Path;

    use super::*;
    use crate::Manifest;

    fn node(text: &str) -> Node {
        Node::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn rows_stand_under_their_ids_and_numbers_keep_their_text() {
        let manifest = Manifest::built_in("bigcommerce").unwrap();
        let products = manifest.named(&ContentType::new("products")).unwrap();
        let answer = node(
            r#"{"id":12,"name":"Sencha","price":19.900,"brand_id":7,"categories":[3,4],
                "variants":[{"id":90,"product_id":12,"sku":"B"},{"id":8,"product_id":12,"sku":"A"}]}"#,
        );
        let mut ledger = Ledger::default();
        let document = to_vault(products, &ledger, answer.clone());
        assert_eq!(
            Document::from(&document).to_string(),
            r#"{"brand_id":7,"categories":[3,4],"id":12,"name":"Sencha","price":19.900,"variants":{"8":{"id":8,"product_id":12,"sku":"A"},"90":{"id":90,"product_id":12,"sku":"B"}}}"#
        );

        // Made again: what the shop calls 512 is 12 still, and so is what refers to it.
        for (kind, kept, live) in [
            ("products", "12", "512"),
            ("products/variants", "90", "690"),
            ("brands", "7", "507"),
            ("categories", "4", "504"),
        ] {
            ledger.note(kind, kept, live).unwrap();
        }
        let sent = to_shop(products, &ledger, &document);
        assert_eq!(
            Document::from(&sent).to_string(),
            r#"{"brand_id":507,"categories":[3,504],"id":512,"name":"Sencha","price":19.900,"variants":[{"id":8,"product_id":512,"sku":"A"},{"id":690,"product_id":512,"sku":"B"}]}"#
        );
        assert_eq!(to_vault(products, &ledger, sent), document);

        // The store still says the old ids: nobody is there any more, though the vault calls the new ones so.
        let there = to_vault(products, &ledger, answer.clone());
        assert_eq!(there.get("brand_id").map(Node::to_text).as_deref(), Some("0"));
        assert_eq!(there.get("categories"), Some(&node("[3]")));
        let known = references(products, &document);
        let followed = to_vault_with(products, &ledger, answer.clone(), Gone::IsAsIn(&known));
        assert_eq!(followed.get("brand_id").map(Node::to_text).as_deref(), Some("7"));
        assert_eq!(followed.get("categories"), Some(&node("[3,4]")));

        // When it was looked at last, the brand had been made again already, and the category had not.
        let mut between = document;
        between.put(&Path::root().then("brand_id"), Some(Node::Number("0".into())));
        let known = references(products, &between);
        let as_then = to_vault_with(products, &ledger, answer, Gone::IsAsIn(&known));
        assert_eq!(as_then.get("brand_id").map(Node::to_text).as_deref(), Some("0"));
        assert_eq!(as_then.get("categories"), Some(&node("[3,4]")));
    }
}
