//! Records, each as a line of text: in backup files and in exports of JSON Lines.

use std::io::{BufRead as _, BufReader, Read};
use std::ops::ControlFlow;

use backstock_model::{
    ContentType, Document, DocumentError, Node, Object, ObjectHash, Record, RecordKey, RemoteId,
};

use crate::ArchiveError;
use crate::writing::collect_objects;

const LONGEST_LINE: u64 = 512 << 20;

/// Hands over the records that stand in a text, one a line. `object` is asked for the large binaries they refer to. Memory stays
/// flat.
pub fn read_records(
    read: impl Read,
    entry: &str,
    content_type: &ContentType,
    object: &dyn Fn(&ObjectHash) -> Result<Object, ArchiveError>,
    each: &mut dyn FnMut(Record) -> ControlFlow<()>,
) -> Result<(), ArchiveError> {
    each_line(read, entry, &mut |line| {
        Ok(each(Record {
            objects: line.objects.iter().map(object).collect::<Result<_, _>>()?,
            key: RecordKey::new(content_type.clone(), RemoteId::from_encoded(line.id)),
            name: line.name,
            search: line.search,
            document: line.document,
        }))
    })
}

pub(crate) fn each_line(
    read: impl Read,
    entry: &str,
    each: &mut dyn FnMut(Line) -> Result<ControlFlow<()>, ArchiveError>,
) -> Result<(), ArchiveError> {
    let mut lines = BufReader::with_capacity(1 << 17, read);
    let mut text = Vec::new();
    loop {
        text.clear();
        let length = lines
            .by_ref()
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut text)
            .map_err(|_| ArchiveError::damaged(entry, "it cannot be unpacked"))?;
        if length == 0 {
            return Ok(());
        }
        if text.last() != Some(&b'\n') {
            return Err(ArchiveError::damaged(entry, "it ends in the middle of a record"));
        }
        if each(parsed(&text, entry)?)?.is_break() {
            return Ok(());
        }
    }
}

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

fn parsed(text: &[u8], entry: &str) -> Result<Line, ArchiveError> {
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
