//! What differs between two documents, field by field.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::{Node, Path};

/// What happened to a field or a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It was not there before.
    Added,
    /// It was there and is different now.
    Updated,
    /// It is not there any more.
    Deleted,
}

/// One difference between two documents.
///
/// An owned row that came or went is one difference with the whole row as its value; a row on both sides is compared
/// column by column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Where.
    pub path: Path,
    /// What happened.
    pub kind: ChangeKind,
    /// The value before, if there was one.
    pub old: Option<Node>,
    /// The value after, if there is one.
    pub new: Option<Node>,
}

/// Lists what happened from `before` to `after`, in path order. A missing document is an absent record.
pub fn diff(before: Option<&Node>, after: Option<&Node>) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    walk(&Path::root(), before, after, &mut changes);
    changes
}

fn walk(path: &Path, before: Option<&Node>, after: Option<&Node>, changes: &mut Vec<FieldChange>) {
    match (before, after) {
        (None, None) => {}
        (Some(old), Some(new)) if old == new => {}
        (Some(Node::Map(old)), Some(Node::Map(new)))
            if before.is_some_and(|n| !n.is_leaf()) && after.is_some_and(|n| !n.is_leaf()) =>
        {
            let (mut left, mut right) = (old.iter().peekable(), new.iter().peekable());
            loop {
                let order = match (left.peek(), right.peek()) {
                    (None, None) => break,
                    (Some(_), None) => Ordering::Less,
                    (None, Some(_)) => Ordering::Greater,
                    (Some((left_key, _)), Some((right_key, _))) => {
                        left_key.as_bytes().cmp(right_key.as_bytes())
                    }
                };
                let old_entry = if order.is_le() { left.next() } else { None };
                let new_entry = if order.is_ge() { right.next() } else { None };
                if let Some((key, _)) = old_entry.or(new_entry) {
                    let old_value = old_entry.map(|(_, value)| value);
                    let new_value = new_entry.map(|(_, value)| value);
                    walk(&path.then(key.as_str()), old_value, new_value, changes);
                }
            }
        }
        (old, new) => changes.push(FieldChange {
            path: path.clone(),
            kind: match (old, new) {
                (None, _) => ChangeKind::Added,
                (_, None) => ChangeKind::Deleted,
                _ => ChangeKind::Updated,
            },
            old: old.cloned(),
            new: new.cloned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(text: &str) -> Node {
        Node::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn rows_are_compared_by_their_id() {
        let before = node(r#"{"price":19.90,"variants":{"1":{"sku":"a"},"2":{"sku":"b"}}}"#);
        let after = node(r#"{"price":19.9,"variants":{"2":{"sku":"c"},"3":{"sku":"d"}}}"#);
        let told: Vec<String> = diff(Some(&before), Some(&after))
            .iter()
            .map(|change| format!("{:?} {}", change.kind, change.path))
            .collect();
        assert_eq!(
            told,
            [
                "Updated /price",
                "Deleted /variants/1",
                "Updated /variants/2/sku",
                "Added /variants/3"
            ]
        );
    }

    #[test]
    fn a_value_is_compared_as_a_whole() {
        let changes = diff(
            Some(&node(r#"{"a":{"$bytes":"AA=="}}"#)),
            Some(&node(r#"{"a":{"$bytes":"AQ=="}}"#)),
        );
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].path.to_string(), "/a");
    }

    #[test]
    fn a_new_record_is_one_change_at_the_root() {
        let changes = diff(None, Some(&node("{}")));
        assert_eq!(
            (changes.len(), changes[0].kind, changes[0].path.to_string()),
            (1, ChangeKind::Added, String::new())
        );
    }
}
