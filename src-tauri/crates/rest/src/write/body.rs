//! What a call sends, and where: fields, placeholders, and nothing that could lead a call elsewhere.

use backstock_model::Node;

use crate::Method;
use crate::client::{Call, part};
use crate::manifest::{Along, Change, TypeManifest};
use crate::shape;

use super::is_written_alone;

/// A record without the rows that are sent by calls of their own, and without those that are only read.
pub(super) fn without_rows(of: &TypeManifest, node: &Node) -> Node {
    let mut node = node.clone();
    for owned in of.own() {
        if is_written_alone(owned) || owned.from != crate::manifest::From::List {
            shape::set(&mut node, &owned.key, None);
        }
    }
    for derived in &of.derived {
        if !derived.contains('/') {
            shape::set(&mut node, derived, None);
        }
    }
    node
}

/// What a call sends: all fields, or those that are not as they were. Nothing when there is nothing to send.
pub(super) fn body_of(change: &Change, live: &str, before: Option<&Node>, after: &Node) -> Option<Node> {
    let Node::Map(entries) = after else {
        return None;
    };
    let is_sent = |key: &String| {
        !change.omit.contains(key)
            && (change.only.is_empty() || change.only.contains(key))
            && !is_later(change, key, after)
    };
    let mut sent: Vec<(String, Node)> = Vec::new();
    let mut is_nothing = true;
    for (key, value) in entries {
        let is_needed = change.with.contains(key);
        let is_changed = before.is_none_or(|before| change.whole || before.get(key) != Some(value));
        if is_sent(key) && is_changed {
            is_nothing = false;
        }
        if is_sent(key) && is_changed || is_needed {
            sent.push((key.clone(), value.clone()));
        }
    }
    // A field that was not there before is taken away by sending nothing for it.
    if let (Some(Node::Map(before)), false) = (before, change.whole) {
        for (key, _) in before {
            if after.get(key).is_none() && is_sent(key) {
                sent.push((key.clone(), Node::Null));
                is_nothing = false;
            }
        }
    }
    for (key, path) in &change.take {
        if let Some(value) = crate::manifest::first(after, path)
            && before.is_none_or(|before| change.whole || crate::manifest::first(before, path) != Some(value))
        {
            sent.push((key.clone(), value.clone()));
        }
    }
    let is_nothing = is_nothing && !sent.iter().any(|(key, _)| change.take.contains_key(key));
    if before.is_some() && !change.whole && is_nothing {
        return None;
    }
    for (key, name) in &change.rename {
        if let Some((known, _)) = sent.iter_mut().find(|(known, _)| known == key) {
            known.clone_from(name);
        }
    }
    for (key, value) in &change.always {
        sent.retain(|(known, _)| known != key);
        sent.push((key.clone(), value_of(value, live)));
    }
    sent.sort_by(|(one, _), (other, _)| one.as_bytes().cmp(other.as_bytes()));
    let mut body = Node::Map(sent);
    for path in change.omit.iter().filter(|path| path.contains('/')) {
        shape::strip(&mut body, path);
    }
    if change.list {
        body = Node::List(vec![body]);
    }
    Some(match &change.under {
        Some(key) => Node::Map(vec![(key.clone(), body)]),
        None => body,
    })
}

/// Whether a field waits until its record is made.
pub(super) fn is_later(change: &Change, key: &str, record: &Node) -> bool {
    change
        .later
        .get(key)
        .is_some_and(|when| shape::is_so(Some(when), record))
}

/// A row that is sent with its record; nothing when it is none of those.
pub(super) fn along(with: &Along, mut row: Node) -> Option<Node> {
    let is_one = match row.get(&with.needs) {
        Some(Node::List(items)) => !items.is_empty(),
        Some(Node::Map(entries)) => !entries.is_empty(),
        Some(Node::Null) | None => false,
        Some(_) => true,
    };
    is_one.then(|| {
        with.omit.iter().for_each(|path| shape::strip(&mut row, path));
        row
    })
}

fn value_of(value: &toml::Value, live: &str) -> Node {
    match value {
        toml::Value::Boolean(value) => Node::Bool(*value),
        toml::Value::Integer(value) => Node::Number(value.to_string().into()),
        toml::Value::String(text) if text == "{id}" => Node::Number(live.into()),
        toml::Value::String(text) => Node::Text(text.clone()),
        toml::Value::Table(table) => {
            let mut entries: Vec<(String, Node)> = table
                .iter()
                .map(|(key, value)| (key.clone(), value_of(value, live)))
                .collect();
            entries.sort_by(|(one, _), (other, _)| one.as_bytes().cmp(other.as_bytes()));
            Node::Map(entries)
        }
        toml::Value::Array(items) => Node::List(items.iter().map(|item| value_of(item, live)).collect()),
        other => Node::Text(other.to_string()),
    }
}

/// A call with its placeholders filled and its body in it. `{row}` is left for the caller.
pub(super) fn prepared(change: &Change, live: &str, node: &Node, body: Option<Node>) -> Call {
    let mut call = Call::of(change.method, filled_path(&change.path, live, node));
    for (name, value) in &change.query {
        call = call.with(name, filled(value, live, node));
    }
    match body {
        Some(body) if change.method != Method::Delete => call.json(&body),
        _ => call,
    }
}

fn filled_path(pattern: &str, live: &str, node: &Node) -> String {
    let mut path = pattern.replace("{id}", &part(live));
    if let Node::Map(entries) = node {
        for (key, value) in entries {
            if value.is_leaf() {
                path = path.replace(&format!("{{{key}}}"), &part(&value.to_text()));
            }
        }
    }
    path
}

fn filled(pattern: &str, live: &str, node: &Node) -> String {
    let mut text = if live.is_empty() {
        pattern.to_owned()
    } else {
        pattern.replace("{id}", live)
    };
    if let Node::Map(entries) = node {
        for (key, value) in entries {
            if value.is_leaf() {
                text = text.replace(&format!("{{{key}}}"), &value.to_text());
                text = text.replace(&format!("{{row/{key}}}"), &value.to_text());
            }
        }
    }
    text
}

/// The single values of a row, for a form.
pub(super) fn texts_of(change: &Change, row: &Node) -> Vec<(String, String)> {
    match row {
        Node::Map(entries) => entries
            .iter()
            .filter(|(key, value)| value.is_leaf() && *value != Node::Null && !change.omit.contains(key))
            .map(|(key, value)| (key.clone(), value.to_text()))
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use backstock_model::Document;

    use super::*;

    fn node(text: &str) -> Node {
        Node::parse(text.as_bytes()).unwrap()
    }

    fn change(text: &str) -> Change {
        toml::from_str(text).unwrap()
    }

    fn sent(change: &Change, before: Option<&str>, after: &str) -> Option<String> {
        let before = before.map(node);
        body_of(change, "57", before.as_ref(), &node(after)).map(|body| Document::from(&body).to_string())
    }

    #[test]
    fn only_what_differs_is_sent() {
        let update = change("method = \"PUT\"\npath = \"/x/{id}\"\nomit = [\"id\"]");
        assert_eq!(
            sent(
                &update,
                Some(r#"{"id":57,"name":"a","price":1.0}"#),
                r#"{"id":57,"name":"a","price":1.00}"#
            )
            .as_deref(),
            Some(r#"{"price":1.00}"#)
        );
        assert_eq!(
            sent(&update, Some(r#"{"id":1,"name":"a"}"#), r#"{"id":2,"name":"a"}"#),
            None
        );
        let whole = change(
            "method = \"PUT\"\npath = \"/x\"\nlist = true\nwhole = true\nunder = \"items\"\nalways = { id = \"{id}\", quiet = true }",
        );
        assert_eq!(
            sent(&whole, Some(r#"{"name":"a"}"#), r#"{"name":"a"}"#).as_deref(),
            Some(r#"{"items":[{"id":57,"name":"a","quiet":true}]}"#)
        );
    }

    #[test]
    fn what_only_a_change_takes_waits_until_the_record_is_made() {
        let create =
            change("method = \"POST\"\npath = \"/x\"\nlater = { body = { at = \"type\", is = \"page\" } }");
        assert_eq!(
            sent(&create, None, r#"{"body":"Hello","type":"page"}"#).as_deref(),
            Some(r#"{"type":"page"}"#)
        );
        assert_eq!(
            sent(&create, None, r#"{"body":"Hello","type":"raw"}"#).as_deref(),
            Some(r#"{"body":"Hello","type":"raw"}"#)
        );
    }

    #[test]
    fn what_is_sent_with_every_change_is_a_change_too() {
        let update = change("method = \"PUT\"\npath = \"/x/{id}\"\nomit = [\"id\"]\nwith = [\"name\"]");
        let was = r#"{"id":57,"name":"a","price":1}"#;
        assert_eq!(sent(&update, Some(was), was), None);
        assert_eq!(
            sent(&update, Some(was), r#"{"id":57,"name":"b","price":1}"#).as_deref(),
            Some(r#"{"name":"b"}"#)
        );
        assert_eq!(
            sent(&update, Some(was), r#"{"id":57,"name":"a","price":2}"#).as_deref(),
            Some(r#"{"name":"a","price":2}"#)
        );
    }

    #[test]
    fn a_value_of_a_record_cannot_lead_a_call_elsewhere() {
        let delete = change("method = \"DELETE\"\npath = \"/x/{code}/y\"\n[query]\n\"id:in\" = \"{id}\"");
        let call = prepared(&delete, "57", &node(r#"{"code":"../../evil?all=1"}"#), None);
        assert_eq!(call.path, "/x/..%2F..%2Fevil%3Fall%3D1/y");
        assert_eq!(call.query, [("id:in".to_owned(), "57".to_owned())]);
    }
}
