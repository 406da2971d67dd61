//! One record, as a line of text.

use backstock_model::{Document, DocumentError, Node, ObjectHash};

use crate::ArchiveError;
use crate::writing::collect_objects;

/// A record out of a line.
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) search: String,
    pub(crate) document: Document,
    pub(crate) node: Node,
    pub(crate) objects: Vec<ObjectHash>,
    /// How long the line is.
    pub(crate) bytes: u64,
}

pub(crate) fn read(text: &[u8], entry: &str) -> Result<Line, ArchiveError> {
    let broken = |cause: DocumentError| ArchiveError::Document {
        entry: entry.to_owned(),
        cause,
    };
    let Node::Map(parts) = Node::parse(text).map_err(broken)? else {
        return Err(ArchiveError::damaged(entry, "a line is no record"));
    };
    let (mut id, mut name, mut search, mut node) = (None, None, None, None);
    for (key, value) in parts {
        match (key.as_str(), value) {
            ("id", Node::Text(text)) => id = Some(text),
            ("name", Node::Text(text)) => name = Some(text),
            ("search", Node::Text(text)) => search = Some(text),
            ("document", document @ Node::Map(_)) => node = Some(document),
            _ => {
                return Err(ArchiveError::damaged(
                    entry,
                    "a record has more to it than it should",
                ));
            }
        }
    }
    let (Some(id), Some(name), Some(search), Some(node)) = (id, name, search, node) else {
        return Err(ArchiveError::damaged(entry, "a record is not whole"));
    };
    let mut objects = std::collections::BTreeSet::new();
    collect_objects(&node, &mut objects);
    Ok(Line {
        id,
        name,
        search,
        document: Document::from(&node),
        node,
        objects: objects.into_iter().collect(),
        bytes: text.len() as u64,
    })
}
