//! # What is remembered of single records beside their documents
//!
//! A document says what a record is; it cannot say how it came to be kept. That a part of it stands as an earlier backup had it,
//! because the token was refused, would be forgotten with the next backup, which takes the document out of the vault. So it is
//! remembered by type and record, with the state of the vault that it is said of: a remark about another state means nothing,
//! and a backup that was never published cannot make one untrue.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use backstock_model::{Document, Node, ObjectHash};
use backstock_shops::{Memory, ShopError};

const NOTES: &str = "of_records/";

/// What is said of a part that the vault does not have.
const NOTHING: &str = "-";

/// Letters of a hash that are enough to tell two states of one part.
const ENOUGH: usize = 16;

/// A short text for each record it is known of, by kind and id.
#[derive(Default)]
pub(crate) struct Remarks {
    memory: Option<Arc<dyn Memory>>,
    by_kind: BTreeMap<String, BTreeMap<String, String>>,
    /// The kinds that are not on disk as they are here.
    moved: BTreeSet<String>,
}

impl Remarks {
    pub(crate) fn read(memory: Option<Arc<dyn Memory>>) -> Result<Self, ShopError> {
        let mut remarks = Self::default();
        if let Some(memory) = &memory {
            for (name, text) in memory.notes(NOTES)? {
                if let Some(kind) = name.strip_prefix(NOTES) {
                    let known = text
                        .lines()
                        .filter_map(|line| line.split_once('\t'))
                        .map(|(id, said)| (id.to_owned(), said.to_owned()))
                        .collect();
                    remarks.by_kind.insert(kind.to_owned(), known);
                }
            }
        }
        remarks.memory = memory;
        Ok(remarks)
    }

    /// What is said of a record.
    pub(crate) fn of(&self, kind: &str, id: &str) -> Option<&str> {
        let known = self.by_kind.get(kind)?;
        known.get(id).map(String::as_str)
    }

    /// Says something of a record, or nothing any more.
    pub(crate) fn put(&mut self, kind: &str, id: &str, said: Option<&str>) {
        if self.of(kind, id) == said {
            return;
        }
        let known = self.by_kind.entry(kind.to_owned()).or_default();
        match said {
            Some(said) => drop(known.insert(id.to_owned(), said.to_owned())),
            None => drop(known.remove(id)),
        }
        self.moved.insert(kind.to_owned());
    }

    /// Writes down what was said since.
    pub(crate) fn keep(&mut self) -> Result<(), ShopError> {
        let moved = std::mem::take(&mut self.moved);
        let Some(memory) = &self.memory else {
            return Ok(());
        };
        for kind in moved {
            let lines: Vec<String> = self
                .by_kind
                .get(&kind)
                .into_iter()
                .flatten()
                .map(|(id, said)| format!("{id}\t{said}"))
                .collect();
            let text = lines.join("\n");
            memory.note(
                &format!("{NOTES}{kind}"),
                Some(text.as_str()).filter(|text| !text.is_empty()),
            )?;
        }
        Ok(())
    }
}

/// What tells the state of a part from others.
pub(crate) fn mark_of(part: Option<&Node>) -> String {
    match part {
        Some(part) => {
            let hash = ObjectHash::of(Document::from(part).as_bytes());
            hash.to_string().chars().take(ENOUGH).collect()
        }
        None => NOTHING.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_is_about_one_state_of_a_part() {
        let part = Node::parse(br#"{"1":{"id":1}}"#).unwrap();
        let mut remarks = Remarks::default();
        remarks.put("products/complex_rules", "12", Some(&mark_of(Some(&part))));
        assert_eq!(
            remarks.of("products/complex_rules", "12"),
            Some(mark_of(Some(&part)).as_str())
        );
        assert_ne!(mark_of(Some(&part)), mark_of(Some(&Node::Map(Vec::new()))));
        assert_ne!(mark_of(Some(&Node::Map(Vec::new()))), mark_of(None));
        remarks.put("products/complex_rules", "12", None);
        assert_eq!(remarks.of("products/complex_rules", "12"), None);
    }
}
