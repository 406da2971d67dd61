//! `Json`: the document as it is kept, indented.
//!
//! The two trees are walked together, so a key always stands beside the same key. An ordinary line-by-line comparison would
//! now and then pair a line with an equal one of another row and call a changed field unchanged.

use backstock_model::{Document, Node, write_text};

use super::Lines;
use super::lines::LineWriter;
use super::segments::Patience;
use crate::walk::{entries, side_by_side};

pub(super) fn json(patience: &mut Patience, selected: Option<&Node>, current: Option<&Node>) -> Lines {
    let mut view = JsonView {
        patience,
        lines: LineWriter::default(),
    };
    let end = Place {
        depth: 0,
        label: "",
        selected_comma: "",
        current_comma: "",
    };
    view.value(end, selected, current);
    let too_large = view.patience.ran_out;
    view.lines.finish(too_large)
}

struct JsonView<'p> {
    patience: &'p mut Patience,
    lines: LineWriter,
}

/// Where a value stands: how far in, behind which key, and what follows it on either side.
#[derive(Clone, Copy)]
struct Place<'a> {
    depth: usize,
    label: &'a str,
    selected_comma: &'a str,
    current_comma: &'a str,
}

impl Place<'_> {
    /// The text as a line of its own, without what follows.
    fn line(&self, text: &str) -> String {
        format!("{:width$}{}{text}", "", self.label, width = self.depth * 2)
    }

    fn end(&self, text: &str) -> String {
        format!("{:width$}{text}", "", width = self.depth * 2)
    }
}

impl JsonView<'_> {
    fn value(&mut self, place: Place<'_>, selected: Option<&Node>, current: Option<&Node>) {
        match (selected, current) {
            (None, None) => {}
            (Some(old), None) => self.alone(place, false, old),
            (None, Some(new)) => self.alone(place, true, new),
            (Some(old), Some(new)) if old == new => {
                let lines = pretty(place, old);
                let last = lines.len().saturating_sub(1);
                for (number, line) in lines.iter().enumerate() {
                    if number == last {
                        let (old, new) = (place.selected_comma, place.current_comma);
                        self.lines.same(format!("{line}{old}"), format!("{line}{new}"));
                    } else {
                        self.lines.same(line, line);
                    }
                }
            }
            (Some(old), Some(new)) => match (entries(selected), entries(current)) {
                (Some(before), Some(after)) if !before.is_empty() && !after.is_empty() => {
                    self.map(place, before, after);
                }
                _ => self.different(place, old, new),
            },
        }
    }

    fn map(&mut self, place: Place<'_>, selected: &[(String, Node)], current: &[(String, Node)]) {
        self.lines.same(place.line("{"), place.line("{"));
        let last_of = |side: &[(String, Node)]| side.last().map(|(key, _)| key.clone());
        let (last_selected, last_current) = (last_of(selected), last_of(current));
        let comma = |last: &Option<String>, key: &str| if last.as_deref() == Some(key) { "" } else { "," };
        for (key, old, new) in side_by_side(selected, current) {
            let below = Place {
                depth: place.depth + 1,
                label: &label(key),
                selected_comma: comma(&last_selected, key),
                current_comma: comma(&last_current, key),
            };
            self.value(below, old, new);
        }
        self.lines.same(
            place.end(&format!("}}{}", place.selected_comma)),
            place.end(&format!("}}{}", place.current_comma)),
        );
    }

    fn different(&mut self, place: Place<'_>, old: &Node, new: &Node) {
        let (mut before, mut after) = (pretty(place, old), pretty(place, new));
        let from = self.lines.len();
        if let ([old_line], [new_line]) = (before.as_slice(), after.as_slice()) {
            // The key is no difference, and neither is the indentation.
            let key = place.line("");
            let strip = |line: &str| line.strip_prefix(key.as_str()).unwrap_or(line).to_owned();
            let (mut left, mut right) = match (old, new) {
                (Node::Text(_), Node::Text(_)) => self.patience.words(&strip(old_line), &strip(new_line)),
                _ => (
                    vec![super::Segment::new(strip(old_line), true)],
                    vec![super::Segment::new(strip(new_line), true)],
                ),
            };
            left.insert(0, super::Segment::new(key.as_str(), false));
            right.insert(0, super::Segment::new(key.as_str(), false));
            left.push(super::Segment::new(place.selected_comma, false));
            right.push(super::Segment::new(place.current_comma, false));
            left.retain(|segment| !segment.text.is_empty());
            right.retain(|segment| !segment.text.is_empty());
            self.lines.changed(left, right);
        } else {
            follow(&mut before, place.selected_comma);
            follow(&mut after, place.current_comma);
            let before: Vec<&str> = before.iter().map(String::as_str).collect();
            let after: Vec<&str> = after.iter().map(String::as_str).collect();
            self.lines.aligned(self.patience, &before, &after);
        }
        if !self.lines.has_difference_since(from) {
            self.lines.mark(from);
        }
    }

    fn alone(&mut self, place: Place<'_>, in_current: bool, node: &Node) {
        let mut lines = pretty(place, node);
        let comma = if in_current {
            place.current_comma
        } else {
            place.selected_comma
        };
        follow(&mut lines, comma);
        for line in lines {
            self.lines.only(in_current, line);
        }
    }
}

fn follow(lines: &mut [String], comma: &str) {
    if let Some(last) = lines.last_mut() {
        last.push_str(comma);
    }
}

fn label(key: &str) -> String {
    let mut label = Vec::new();
    write_text(&mut label, key);
    label.extend_from_slice(b": ");
    String::from_utf8_lossy(&label).into_owned()
}

/// A value's lines, indented for its place, without the comma behind it.
fn pretty(place: Place<'_>, node: &Node) -> Vec<String> {
    let text = Document::from(node).to_pretty().unwrap_or_default();
    text.split('\n')
        .enumerate()
        .map(|(number, line)| {
            if number == 0 {
                place.line(line)
            } else {
                place.end(line)
            }
        })
        .collect()
}
