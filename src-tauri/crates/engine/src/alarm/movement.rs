//! What happened between two backups, counted: how many records of each type, in which field and in what way. The counts are
//! kept and are the history; the evidence (names, examples) is for the alarm of the day and is kept only with one.

use std::collections::HashMap;

use backstock_model::{ChangeKind, FieldChange, FieldKind, Group, Node, Path, TypeDescription};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Counts, Example, Way};

const EXAMPLES: usize = 3;
const LONGEST_EXAMPLE: usize = 60;
/// So much of what two texts have in common is shown before what differs.
const LEAD_IN: usize = 15;

/// From this length on a text is worth watching for what is cut off.
const LONG: usize = 200;

/// From this ratio on a number did not rise but was mistyped.
const MANY_TIMES: f64 = 2.5;

/// What happened between two backups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Movement {
    /// When the earlier one was complete.
    pub since: DateTime<Utc>,
    /// When the later one was complete.
    pub until: DateTime<Utc>,
    /// Whether an alarm came of it: then it says nothing about what is usual.
    #[serde(default)]
    pub alarmed: bool,
    /// By how much the vault grew, in bytes.
    #[serde(default)]
    pub grown: u64,
    /// The types something happened to.
    pub types: Vec<TypeMovement>,
}

/// What happened to the records of a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeMovement {
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// How many records there were.
    pub before: u64,
    /// Records by what happened to them, for example `emptied:description`.
    pub counts: Counts,
}

impl Movement {
    /// The days between the two backups; two on one day count as a day.
    pub fn days(&self) -> f64 {
        ((self.until - self.since).as_seconds_f64() / 86_400.0).max(1.0)
    }

    pub(crate) fn count(&self, content_type: &str, name: &str) -> u64 {
        self.types
            .iter()
            .find(|of_type| of_type.content_type == content_type)
            .and_then(|of_type| of_type.counts.get(name))
            .copied()
            .unwrap_or_default()
    }
}

/// What stands behind the counts of a movement.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    descriptions: HashMap<String, TypeDescription>,
    seen: HashMap<(String, String), Seen>,
}

/// What stands behind one count.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) field: Option<String>,
    pub(crate) examples: Vec<Example>,
    factors: HashMap<String, u64>,
}

impl Seen {
    /// What most of the numbers were multiplied with, if most were by the same.
    pub(crate) fn factor(&self) -> Option<String> {
        let all: u64 = self.factors.values().sum();
        let (factor, count) = self
            .factors
            .iter()
            .max_by_key(|(factor, count)| (**count, *factor))?;
        (count * 2 > all).then(|| factor.clone())
    }
}

impl Evidence {
    pub(crate) fn of(&self, content_type: &str, name: &str) -> Option<&Seen> {
        self.seen.get(&(content_type.to_owned(), name.to_owned()))
    }

    pub(crate) fn label(&self, content_type: &str) -> String {
        self.descriptions
            .get(content_type)
            .map_or_else(|| content_type.to_owned(), |found| found.label.clone())
    }

    pub(crate) fn is_content(&self, content_type: &str) -> bool {
        self.descriptions
            .get(content_type)
            .is_some_and(|found| found.group == Group::Content)
    }

    pub(crate) fn is_price(&self, content_type: &str, columns: &str) -> bool {
        let kind = self.descriptions.get(content_type).and_then(|found| {
            let label = found.labels.iter().find(|label| label.path == columns);
            label.map(|label| label.kind)
        });
        let column = columns.rsplit('/').next().unwrap_or_default();
        kind == Some(FieldKind::Money) || column.contains("price")
    }
}

/// Counts the changes of a type, record by record.
pub(crate) struct Counting<'a> {
    description: &'a TypeDescription,
    evidence: &'a mut Evidence,
    of_type: TypeMovement,
}

impl<'a> Counting<'a> {
    pub(crate) fn new(description: &'a TypeDescription, before: u64, evidence: &'a mut Evidence) -> Self {
        let content_type = description.key.to_string();
        evidence
            .descriptions
            .insert(content_type.clone(), description.clone());
        Self {
            description,
            evidence,
            of_type: TypeMovement {
                content_type,
                before,
                counts: Counts::new(),
            },
        }
    }

    pub(crate) fn finish(self) -> TypeMovement {
        self.of_type
    }

    pub(crate) fn deleted(&mut self, name: &str) {
        self.count(Way::Deleted, "", None, || Example {
            name: name.to_owned(),
            old: None,
            new: None,
        });
    }

    /// One record that is different now. However many of its rows a thing happened to, the record counts once.
    pub(crate) fn updated(&mut self, name: &str, changes: &[FieldChange]) {
        let mut counted: Vec<(Way, String)> = Vec::new();
        for change in changes {
            let columns = change.path.columns();
            if self.is_unwatched(&columns) {
                continue;
            }
            let Some(way) = self.way_of(change, &columns, changes) else {
                continue;
            };
            if counted.contains(&(way, columns.clone())) {
                continue;
            }
            let factor = matches!(way, Way::Raised | Way::Lowered)
                .then(|| factor_of(change))
                .flatten();
            self.count(way, &columns, factor, || Example {
                name: name.to_owned(),
                old: shown(change.old.as_ref(), change.new.as_ref()),
                new: shown(change.new.as_ref(), change.old.as_ref()),
            });
            counted.push((way, columns));
        }
    }

    fn is_unwatched(&self, columns: &str) -> bool {
        let is_among = |paths: &[String]| paths.iter().any(|path| path == columns);
        is_among(&self.description.volatile) || is_among(&self.description.derived)
    }

    fn way_of(&self, change: &FieldChange, columns: &str, all: &[FieldChange]) -> Option<Way> {
        let goes_with_trade = self.description.protected
            || self
                .description
                .protected_fields
                .iter()
                .any(|path| path == columns);
        let is_row = |node: &Node| !node.is_leaf();
        if change.old.as_ref().is_some_and(is_row) || change.new.as_ref().is_some_and(is_row) {
            return (!goes_with_trade && rows_lost(&change.path, all)).then_some(Way::Unlinked);
        }
        let way = way_between(
            change.old.as_ref()?,
            change.new.as_ref().unwrap_or(&Node::Null),
            self.is_amount(&change.path, columns),
        )?;
        let is_loss = matches!(way, Way::Emptied | Way::Zeroed);
        (is_loss || !goes_with_trade).then_some(way)
    }

    /// Whether a number is an amount of something: keys of other records and moments are numbers, too.
    fn is_amount(&self, path: &Path, columns: &str) -> bool {
        let (_, kind) = self.description.label_of(path);
        let column = columns.rsplit('/').next().unwrap_or_default();
        match kind {
            FieldKind::Money => true,
            FieldKind::Time | FieldKind::YesNo | FieldKind::LongText | FieldKind::Image => false,
            FieldKind::Plain => {
                self.description.reference_of(path).is_none()
                    && column != "id"
                    && !["_id", "_at", "date", "time", "order", "position"]
                        .iter()
                        .any(|ending| column.ends_with(ending))
            }
        }
    }

    fn count(&mut self, way: Way, columns: &str, factor: Option<String>, example: impl FnOnce() -> Example) {
        let name = name_of(way, columns);
        *self.of_type.counts.entry(name.clone()).or_default() += 1;
        let seen = self
            .evidence
            .seen
            .entry((self.of_type.content_type.clone(), name))
            .or_default();
        if seen.field.is_none() && !columns.is_empty() {
            seen.field = Some(label_of(self.description, columns));
        }
        if seen.examples.len() < EXAMPLES {
            seen.examples.push(example());
        }
        if let Some(factor) = factor {
            *seen.factors.entry(factor).or_default() += 1;
        }
    }
}

fn label_of(description: &TypeDescription, columns: &str) -> String {
    // A path whose row ids do not matter: labels are found by the columns alone.
    let mut path = Path::root();
    for (at, column) in columns.split('/').enumerate() {
        if at > 0 {
            path = path.then("-");
        }
        path = path.then(column);
    }
    description.label_of(&path).0
}

fn name_of(way: Way, columns: &str) -> String {
    let word = match way {
        Way::Deleted => "deleted",
        Way::Emptied => "emptied",
        Way::Zeroed => "zeroed",
        Way::Raised => "raised",
        Way::Lowered => "lowered",
        Way::Unlinked => "unlinked",
        Way::Shortened => "shortened",
        Way::Replaced => "replaced",
        Way::Changed => "changed",
    };
    format!("{word}:{columns}")
}

/// The way and the field that a count is named by.
pub(crate) fn parse(name: &str) -> Option<(Way, &str)> {
    let (word, columns) = name.split_once(':')?;
    let way = match word {
        "deleted" => Way::Deleted,
        "emptied" => Way::Emptied,
        "zeroed" => Way::Zeroed,
        "raised" => Way::Raised,
        "lowered" => Way::Lowered,
        "unlinked" => Way::Unlinked,
        "shortened" => Way::Shortened,
        "replaced" => Way::Replaced,
        "changed" => Way::Changed,
        _ => return None,
    };
    Some((way, columns))
}

/// Whether a collection has fewer rows now. One row in place of another is no loss.
fn rows_lost(path: &Path, all: &[FieldChange]) -> bool {
    let columns = path.columns();
    let of_collection = |kind: ChangeKind| {
        all.iter()
            .filter(|change| change.kind == kind && change.path.columns() == columns)
            .count()
    };
    of_collection(ChangeKind::Deleted) > of_collection(ChangeKind::Added)
}

fn way_between(old: &Node, new: &Node, is_amount: bool) -> Option<Way> {
    if is_empty(old) {
        return Some(Way::Changed);
    }
    if is_empty(new) {
        let was_long = text_of(old).is_some_and(|text| text.len() >= LONG);
        return Some(if was_long && !is_amount {
            Way::Shortened
        } else {
            Way::Emptied
        });
    }
    if let (Some(before), Some(after)) = (number_of(old), number_of(new)) {
        if before == 0.0 {
            return Some(Way::Changed);
        }
        if after == 0.0 {
            return Some(Way::Zeroed);
        }
        let ratio = after / before;
        return Some(match is_amount {
            true if ratio >= MANY_TIMES => Way::Raised,
            true if ratio > 0.0 && ratio <= 1.0 / MANY_TIMES => Way::Lowered,
            _ => Way::Changed,
        });
    }
    if let (Some(before), Some(after)) = (text_of(old), text_of(new))
        && before.len() >= LONG
    {
        if after.len() * 5 <= before.len() * 3 {
            return Some(Way::Shortened);
        }
        if shared(before, after) * 10 < before.len() * 3 {
            return Some(Way::Replaced);
        }
    }
    Some(Way::Changed)
}

/// How many bytes two texts have in common at their beginnings and ends.
fn shared(before: &str, after: &str) -> usize {
    let (before, after) = (before.as_bytes(), after.as_bytes());
    let same = |pairs: &mut dyn Iterator<Item = (&u8, &u8)>| pairs.take_while(|(a, b)| a == b).count();
    let head = same(&mut before.iter().zip(after));
    let tail = same(&mut before.iter().rev().zip(after.iter().rev()));
    (head + tail).min(before.len()).min(after.len())
}

fn is_empty(node: &Node) -> bool {
    match node {
        Node::Null => true,
        Node::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn text_of(node: &Node) -> Option<&str> {
    match node {
        Node::Text(text) => Some(text),
        _ => None,
    }
}

/// A value as a number, to see by how much it moved. What is kept and put back is the text.
fn number_of(node: &Node) -> Option<f64> {
    let number = match node {
        Node::Number(text) => text.parse::<f64>().ok(),
        Node::Text(text) if text.len() <= 24 => text.parse::<f64>().ok(),
        Node::Bool(yes) => Some(f64::from(u8::from(*yes))),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

fn factor_of(change: &FieldChange) -> Option<String> {
    let (before, after) = (number_of(change.old.as_ref()?)?, number_of(change.new.as_ref()?)?);
    let ratio = after / before;
    let text = if ratio >= 1.0 {
        format!("{ratio:.1}")
    } else {
        format!("{ratio:.3}")
    };
    Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

/// A value in few words; of a long text the part from where it differs from the other side.
fn shown(node: Option<&Node>, beside: Option<&Node>) -> Option<String> {
    let node = node?;
    if !node.is_leaf() || node.as_bytes().is_some() || node.as_object().is_some() || *node == Node::Null {
        return None;
    }
    let text = node.to_text();
    let same = match beside.and_then(text_of) {
        Some(other) => text
            .chars()
            .zip(other.chars())
            .take_while(|(ours, theirs)| ours == theirs)
            .count(),
        None => 0,
    };
    let passed_over = if same > LEAD_IN * 2 { same - LEAD_IN } else { 0 };
    let mut short: String = text.chars().skip(passed_over).take(LONGEST_EXAMPLE).collect();
    if passed_over + LONGEST_EXAMPLE < text.chars().count() {
        short.push('…');
    }
    if passed_over > 0 {
        short.insert(0, '…');
    }
    Some(short)
}
