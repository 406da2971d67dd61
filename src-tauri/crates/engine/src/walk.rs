//! Walking two documents at once.

use std::cmp::Ordering;

use backstock_model::{Node, Path, TypeDescription, is_within};

/// One key of two maps, with what each side has under it.
pub(crate) type Beside<'a> = (&'a str, Option<&'a Node>, Option<&'a Node>);

/// The keys of two maps in byte order, each once.
pub(crate) fn side_by_side<'a>(
    left: &'a [(String, Node)],
    right: &'a [(String, Node)],
) -> impl Iterator<Item = Beside<'a>> {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    std::iter::from_fn(move || {
        let order = match (left.peek(), right.peek()) {
            (None, None) => return None,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((one, _)), Some((other, _))) => one.as_bytes().cmp(other.as_bytes()),
        };
        let one = if order.is_le() { left.next() } else { None };
        let other = if order.is_ge() { right.next() } else { None };
        let key = one.or(other).map(|(key, _)| key.as_str())?;
        Some((key, one.map(|(_, node)| node), other.map(|(_, node)| node)))
    })
}

/// The entries of a row or collection; nothing for a value.
pub(crate) fn entries(node: Option<&Node>) -> Option<&[(String, Node)]> {
    match node {
        Some(Node::Map(entries)) if node.is_some_and(|node| !node.is_leaf()) => Some(entries),
        _ => None,
    }
}

/// `columns` one column or collection further down.
pub(crate) fn column_of(columns: &str, key: &str) -> String {
    if columns.is_empty() {
        key.to_owned()
    } else {
        format!("{columns}/{key}")
    }
}

/// Whether changes at `path` alone do not count.
pub(crate) fn is_volatile(description: &TypeDescription, path: &Path) -> bool {
    let columns = path.columns();
    let mut volatile = description.volatile.iter();
    volatile.any(|volatile| is_within(&columns, volatile))
}

/// Whether two values at `path` differ in nothing that counts.
pub(crate) fn is_same(
    description: &TypeDescription,
    path: &Path,
    left: Option<&Node>,
    right: Option<&Node>,
) -> bool {
    left == right
        || is_volatile(description, path)
        || backstock_model::diff(left, right).iter().all(|change| {
            let whole = change
                .path
                .keys()
                .iter()
                .fold(path.clone(), |path, key| path.then(key.as_str()));
            is_volatile(description, &whole)
        })
}
