//! # Every value a field ever had
//!
//! The vault keeps versions of records; an owner asks about one value. Versions that follow each other with the same value
//! are one span, so that the price of a product that was renamed ten times is still one line.

use backstock_model::{BackupNumber, ChangeKind, FieldChange, Node, Path, RecordKey, TypeDescription, diff};
use backstock_vault::Version;
use chrono::{DateTime, Utc};

use crate::compare::node;
use crate::walk::{entries, is_volatile};
use crate::{Engine, EngineError};

/// Longer values are cut in a summary.
const LONGEST_VALUE: usize = 40;

/// A value of a field over the backups that saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Which field.
    pub path: Path,
    /// Its value; `None` while the field or the record was not there.
    pub value: Option<Node>,
    /// The first backup that saw it.
    pub first_backup: BackupNumber,
    /// The last backup that saw it.
    pub last_backup: BackupNumber,
    /// When it was first seen.
    pub from: DateTime<Utc>,
    /// When another value was first seen; `None` for the newest.
    pub to: Option<DateTime<Utc>>,
}

/// A version with a few words on what changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionSummary {
    /// The version.
    pub version: Version,
    /// What changed against the version before: `Price 4.50 → 45.00, 2 more`.
    pub summary: String,
}

/// A version with what the record was in it; nothing while it was gone.
type State = (Version, Option<Node>);

impl Engine {
    /// Every value a field of a record ever had, oldest first; without a path, every field's, in path order.
    ///
    /// A value that comes back later is a span of its own.
    pub fn timeline(
        &self,
        shop: &str,
        key: &RecordKey,
        path: Option<&Path>,
    ) -> Result<(Vec<Span>, TypeDescription), EngineError> {
        let (states, description) = self.states(shop, key)?;
        let paths = match path {
            Some(path) => vec![path.clone()],
            None => {
                let mut paths = Vec::new();
                for (_, state) in &states {
                    value_paths(&Path::root(), state.as_ref(), &mut paths);
                }
                paths.sort();
                paths.dedup();
                paths
            }
        };
        let spans = paths.iter().flat_map(|path| spans(path, &states)).collect();
        Ok((spans, description))
    }

    /// The versions of a record, newest first, each with a few words on what changed.
    pub fn version_summaries(&self, shop: &str, key: &RecordKey) -> Result<Vec<VersionSummary>, EngineError> {
        let (states, description) = self.states(shop, key)?;
        let mut before: Option<&Option<Node>> = None;
        let mut summaries = Vec::with_capacity(states.len());
        for (version, state) in &states {
            let summary = match before {
                None => "First seen".to_owned(),
                Some(before) => summary(&description, before.as_ref(), state.as_ref()),
            };
            summaries.push(VersionSummary {
                version: version.clone(),
                summary,
            });
            before = Some(state);
        }
        summaries.reverse();
        Ok(summaries)
    }

    /// Every state a record was seen in, oldest first.
    fn states(&self, shop: &str, key: &RecordKey) -> Result<(Vec<State>, TypeDescription), EngineError> {
        let known = self.vault.shop(shop)?;
        let versions = self.history(shop, key)?;
        let Some(newest) = versions.first() else {
            return Err(EngineError::UnknownRecord(key.clone()));
        };
        let description = self.described(known.id, &key.content_type, newest.last)?;
        let mut states = Vec::with_capacity(versions.len());
        for version in versions.into_iter().rev() {
            let document = if version.deleted {
                None
            } else {
                self.record_at(known.id, key, version.backup)?
                    .map(|record| record.document)
            };
            let state = node(key, document.as_ref())?;
            states.push((version, state));
        }
        Ok((states, description))
    }
}

fn spans(path: &Path, states: &[State]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (version, state) in states {
        let value = state.as_ref().and_then(|state| state.at(path));
        match spans.last_mut() {
            Some(span) if span.value.as_ref() == value => span.last_backup = version.last,
            last => {
                if let Some(last) = last {
                    last.to = Some(version.at);
                }
                spans.push(Span {
                    path: path.clone(),
                    value: value.cloned(),
                    first_backup: version.backup,
                    last_backup: version.last,
                    from: version.at,
                    to: None,
                });
            }
        }
    }
    spans
}

fn value_paths(path: &Path, node: Option<&Node>, paths: &mut Vec<Path>) {
    match (node, entries(node)) {
        (_, Some(entries)) => {
            for (key, value) in entries {
                value_paths(&path.then(key.as_str()), Some(value), paths);
            }
        }
        (Some(_), None) => paths.push(path.clone()),
        (None, None) => {}
    }
}

fn summary(description: &TypeDescription, before: Option<&Node>, after: Option<&Node>) -> String {
    match (before, after) {
        (_, None) => return "Gone from the shop".to_owned(),
        (None, Some(_)) => return "Back in the shop".to_owned(),
        (Some(_), Some(_)) => {}
    }
    let changes = diff(before, after);
    let telling: Vec<&FieldChange> = changes
        .iter()
        .filter(|change| !is_volatile(description, &change.path))
        .collect();
    let Some(first) = telling.first() else {
        return "Nothing that counts changed".to_owned();
    };
    let label = description.label_of(&first.path).0;
    let is_row = first.path.keys().len() % 2 == 0;
    let told = match first.kind {
        ChangeKind::Added if is_row => format!("{label}: one more"),
        ChangeKind::Deleted if is_row => format!("{label}: one less"),
        ChangeKind::Added | ChangeKind::Updated | ChangeKind::Deleted => {
            match (short(first.old.as_ref()), short(first.new.as_ref())) {
                (Some(old), Some(new)) => format!("{label} {old} → {new}"),
                _ => format!("{label} changed"),
            }
        }
    };
    match telling.len() {
        1 => told,
        more => format!("{told}, {} more", more - 1),
    }
}

/// A value short enough for a summary.
fn short(value: Option<&Node>) -> Option<String> {
    match value {
        None | Some(Node::Null) => Some("nothing".to_owned()),
        Some(Node::Text(text)) if text.is_empty() => Some("nothing".to_owned()),
        Some(Node::Bool(_) | Node::Number(_) | Node::Text(_)) => value
            .map(Node::to_text)
            .filter(|text| text.chars().count() <= LONGEST_VALUE && !text.contains(char::is_control)),
        Some(Node::List(_) | Node::Map(_)) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use backstock_model::{ContentType, Group};

    #[test]
    fn a_summary_names_one_change_and_counts_the_others() {
        let mut products = TypeDescription::new(ContentType::new("products"), "Products", Group::Business);
        products.volatile = vec!["date_modified".into()];
        let told = |before: &str, after: &str| {
            let node = |text: &str| Node::parse(text.as_bytes()).unwrap();
            summary(&products, Some(&node(before)), Some(&node(after)))
        };
        assert_eq!(
            told(
                r#"{"date_modified":"1","name":"a","price":"4.50"}"#,
                r#"{"date_modified":"2","name":"a","price":"45.00"}"#
            ),
            "Price 4.50 → 45.00"
        );
        assert_eq!(
            told(
                r#"{"description":"","name":"a","variants":{"1":{"sku":"x"}}}"#,
                r#"{"description":"<p>\nlong</p>","name":"b","variants":{}}"#
            ),
            "Description changed, 2 more"
        );
        assert_eq!(
            told(r#"{"variants":{"1":{}}}"#, r#"{"variants":{"1":{},"2":{}}}"#),
            "Variants: one more"
        );
        assert_eq!(
            summary(&products, Some(&Node::Map(Vec::new())), None),
            "Gone from the shop"
        );
    }
}
