//! `Source Code`: the rows as the shop has them, a column to a line, long texts as the lines they are written in.
//!
//! ```text
//! products.name = "Earl Grey 100 g"
//! products.description =
//! <p>A classic.</p>
//! <p>With bergamot.</p>
//! products.variants[12].price = "4.50"
//! ```
//!
//! A template or a theme file reads here as it does in an editor, and its lines are compared as lines. Lines are only ever
//! compared within one field.

use backstock_model::{ContentType, Document, FieldKind, Node, Path, TypeDescription};

use super::lines::LineWriter;
use super::segments::Patience;
use super::{Lines, Segment};
use crate::walk::{entries, side_by_side};

pub(super) fn source(
    patience: &mut Patience,
    description: &TypeDescription,
    selected: Option<&Node>,
    current: Option<&Node>,
) -> Lines {
    let mut view = SourceView {
        patience,
        description,
        lines: LineWriter::default(),
    };
    view.row(&Path::root(), &root_name(description), selected, current);
    let too_large = view.patience.ran_out;
    view.lines.finish(too_large)
}

fn root_name(description: &TypeDescription) -> String {
    let key = |content_type: &ContentType| content_type.as_str().to_owned();
    description
        .tables
        .first()
        .cloned()
        .unwrap_or_else(|| key(&description.key))
}

struct SourceView<'a> {
    patience: &'a mut Patience,
    description: &'a TypeDescription,
    lines: LineWriter,
}

/// A field's value as it is written down.
enum Written {
    /// Behind the name, on its line.
    Inline(String),
    /// Under the name, in lines of its own.
    Block(Vec<String>),
}

impl SourceView<'_> {
    /// A row: first its columns, then the rows it owns.
    fn row(&mut self, path: &Path, name: &str, selected: Option<&Node>, current: Option<&Node>) {
        let (before, after) = (entries(selected), entries(current));
        let both_empty = before.unwrap_or_default().is_empty() && after.unwrap_or_default().is_empty();
        if both_empty && selected != current {
            self.field(path, name, selected, current);
            return;
        }
        let keys = |collections: bool| {
            side_by_side(before.unwrap_or_default(), after.unwrap_or_default()).filter(
                move |(_, old, new)| (entries(*old).is_some() || entries(*new).is_some()) == collections,
            )
        };
        for (key, old, new) in keys(false) {
            self.field(&path.then(key), &format!("{name}.{key}"), old, new);
        }
        for (key, old, new) in keys(true) {
            self.collection(&path.then(key), &format!("{name}.{key}"), old, new);
        }
    }

    fn collection(&mut self, path: &Path, name: &str, selected: Option<&Node>, current: Option<&Node>) {
        let is_value = |side: Option<&Node>| side.is_some() && entries(side).is_none();
        let (before, after) = (
            entries(selected).unwrap_or_default(),
            entries(current).unwrap_or_default(),
        );
        if is_value(selected) || is_value(current) || (before.is_empty() && after.is_empty()) {
            self.field(path, name, selected, current);
            return;
        }
        for (key, old, new) in side_by_side(before, after) {
            self.row(&path.then(key), &format!("{name}[{key}]"), old, new);
        }
    }

    fn field(&mut self, path: &Path, name: &str, selected: Option<&Node>, current: Option<&Node>) {
        let is_long = self.description.label_of(path).1 == FieldKind::LongText
            || [selected, current]
                .into_iter()
                .flatten()
                .any(|node| matches!(node, Node::Text(text) if text.contains('\n')));
        let from = self.lines.len();
        match (
            selected.map(|node| written(node, is_long)),
            current.map(|node| written(node, is_long)),
        ) {
            (None, None) => return,
            (Some(old), None) => self.alone(false, name, old),
            (None, Some(new)) => self.alone(true, name, new),
            (Some(Written::Inline(old)), Some(Written::Inline(new))) => {
                if selected == current {
                    self.lines
                        .same(format!("{name} = {old}"), format!("{name} = {new}"));
                } else {
                    let (mut old, mut new) = match (selected, current) {
                        (Some(Node::Text(_)), Some(Node::Text(_))) => self.patience.words(&old, &new),
                        _ => (vec![Segment::new(old, true)], vec![Segment::new(new, true)]),
                    };
                    old.insert(0, Segment::new(format!("{name} = "), false));
                    new.insert(0, Segment::new(format!("{name} = "), false));
                    self.lines.changed(old, new);
                }
            }
            (Some(Written::Block(old)), Some(Written::Block(new))) => {
                self.lines.same(format!("{name} ="), format!("{name} ="));
                let old: Vec<&str> = old.iter().map(String::as_str).collect();
                let new: Vec<&str> = new.iter().map(String::as_str).collect();
                if selected == current {
                    for line in old {
                        self.lines.same(line, line);
                    }
                } else {
                    self.lines.aligned(self.patience, &old, &new);
                }
            }
            (Some(old), Some(new)) => {
                self.alone(false, name, old);
                self.alone(true, name, new);
            }
        }
        // Two values may look alike and still not be the same; a changed field is always marked.
        if selected != current && !self.lines.has_difference_since(from) {
            self.lines.mark(from);
        }
    }

    fn alone(&mut self, in_current: bool, name: &str, value: Written) {
        match value {
            Written::Inline(text) => self.lines.only(in_current, format!("{name} = {text}")),
            Written::Block(lines) => {
                self.lines.only(in_current, format!("{name} ="));
                for line in lines {
                    self.lines.only(in_current, line);
                }
            }
        }
    }
}

fn written(node: &Node, is_long: bool) -> Written {
    match node {
        Node::Text(text) if is_long => Written::Block(text.split('\n').map(str::to_owned).collect()),
        Node::Null => Written::Inline("NULL".to_owned()),
        Node::Bool(_) | Node::Number(_) | Node::Text(_) | Node::List(_) | Node::Map(_) => {
            Written::Inline(Document::from(node).to_string())
        }
    }
}
