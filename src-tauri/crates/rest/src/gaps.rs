//! # What a reading could not take with it
//!
//! A picture that is not handed over, a part that the token may not read, a group of settings that the store's plan does not
//! have: none of them is a reason to fail, and none may be missing in silence. They are counted while records go by, and told
//! with what the platform's interface never hands over, which the manifest says.

use std::collections::BTreeMap;

use backstock_model::{ContentType, Node};
use backstock_shops::LeftOut;

use crate::Manifest;
use crate::manifest::TypeManifest;
use crate::read::FILE;

/// So many are named; of more only the number is told.
const NAMED: usize = 3;

/// What was missing so far, by the keys of content types.
#[derive(Debug, Default)]
pub(crate) struct Gaps {
    pictures: BTreeMap<String, Missing>,
    /// Records whose own file could not be had, and why that of the first could not.
    files: BTreeMap<String, (Missing, String)>,
    /// By type and part.
    parts: BTreeMap<(String, String), Missing>,
    names: BTreeMap<String, Missing>,
    /// Records whose parts are still to be read, and how many are with each further backup.
    older: BTreeMap<String, (u64, u64)>,
}

/// How many, and the names of the first.
#[derive(Debug, Default)]
struct Missing {
    count: u64,
    first: Vec<String>,
}

impl Missing {
    fn add(&mut self, name: &str) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push(name.to_owned());
        }
    }

    fn named(&self) -> String {
        let more = self.count - self.first.len() as u64;
        match more {
            0 => self.first.join(", "),
            more => format!("{} and {more} more", self.first.join(", ")),
        }
    }
}

impl Gaps {
    /// Looks whether a record has a picture without its bytes.
    pub(crate) fn look_for_pictures(&mut self, of: &TypeManifest, name: &str, node: &Node) {
        let lacks_one = of.own().filter(|owned| owned.picture.is_some()).any(|owned| {
            matches!(node.get(&owned.key), Some(Node::Map(rows))
                if rows.iter().any(|(_, row)| row.get(FILE).is_none()))
        });
        if lacks_one {
            self.pictures.entry(of.key.clone()).or_default().add(name);
        }
    }

    /// The file that belongs to a record, which could not be had.
    pub(crate) fn file(&mut self, of: &TypeManifest, name: &str, why: &str) {
        let (files, first) = self.files.entry(of.key.clone()).or_default();
        if files.count == 0 {
            why.clone_into(first);
        }
        files.add(name);
    }

    /// A part of a record that the token may not read.
    pub(crate) fn part(&mut self, of: &TypeManifest, part: &str, name: &str) {
        let parts = self.parts.entry((of.key.clone(), part.to_owned())).or_default();
        parts.add(name);
    }

    /// One of the calls of a list that is none, which had no answer.
    pub(crate) fn name(&mut self, of: &TypeManifest, name: &str) {
        self.names.entry(of.key.clone()).or_default().add(name);
    }

    /// Records whose parts nobody has read yet.
    pub(crate) fn still_to_be_read(&mut self, of: &TypeManifest, left: u64, with_each: u64) {
        self.older.insert(of.key.clone(), (left, with_each));
    }

    /// All of it, in the order of the manifest's types; `is_read` says which of these were read.
    pub(crate) fn told(&self, manifest: &Manifest, is_read: impl Fn(&str) -> bool) -> Vec<LeftOut> {
        let mut told = Vec::new();
        for of in manifest.types.iter().filter(|of| is_read(&of.key)) {
            let mut tell = |what: String, always: bool| {
                told.push(LeftOut {
                    content_type: ContentType::new(of.key.as_str()),
                    label: of.label.clone(),
                    what,
                    always,
                });
            };
            if let Some(items) = self.pictures.get(&of.key) {
                let whose = match items.count {
                    1 => "1 item".to_owned(),
                    count => format!("{count} items"),
                };
                tell(
                    format!(
                        "Pictures of {whose} were not handed over, so only their addresses are kept: {}.",
                        items.named()
                    ),
                    false,
                );
            }
            if let Some((files, why)) = self.files.get(&of.key) {
                tell(
                    format!(
                        "Files could not be had of: {} ({}).",
                        files.named(),
                        why.trim_end_matches('.')
                    ),
                    false,
                );
            }
            for ((_, part), items) in self.parts.iter().filter(|((key, _), _)| *key == of.key) {
                tell(
                    format!(
                        "{} could not be read, because the token does not allow it or the store does not have it: {}.",
                        spoken(part),
                        items.named()
                    ),
                    false,
                );
            }
            if let Some(names) = self.names.get(&of.key) {
                tell(
                    format!(
                        "Not readable with this token, or not part of the store's plan: {}.",
                        names.named()
                    ),
                    false,
                );
            }
            if let Some((left @ 1.., with_each)) = self.older.get(&of.key) {
                let what = of.label.to_lowercase();
                tell(
                    format!(
                        "{left} older ones are still to be read; the first backup of each day reads {what} of {with_each} more."
                    ),
                    false,
                );
            }
            if let Some(what) = &of.not_kept {
                tell(what.clone(), true);
            }
        }
        told
    }
}

/// A part's key as a word at the beginning of a sentence.
fn spoken(part: &str) -> String {
    let mut letters = part.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    format!(
        "{}{}",
        first.unwrap_or_default(),
        letters.as_str().replace('_', " ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    // S2.0.4
    #[test]
    fn what_is_missing_is_told_by_type_with_the_first_names() {
        let manifest = Manifest::built_in("bigcommerce").unwrap();
        let of = |key: &str| manifest.named(&ContentType::new(key)).unwrap();
        let mut gaps = Gaps::default();
        let without = Node::parse(br#"{"images":{"1":{"id":1,"url_zoom":"https://x"}}}"#).unwrap();
        let with = Node::parse(br#"{"images":{"1":{"id":1,"file":"bytes"}}}"#).unwrap();
        for name in ["Sencha", "Mug", "Pot", "Tray"] {
            gaps.look_for_pictures(of("products"), name, &without);
        }
        gaps.look_for_pictures(of("products"), "Cup", &with);
        gaps.part(of("products"), "complex_rules", "Mug");
        gaps.file(of("themes"), "Harbour", "the store says: Busy.");
        gaps.file(of("themes"), "Quay", "it was not ready after two minutes");
        gaps.name(of("store_settings"), "search/filters");
        let told = gaps.told(&manifest, |key| key != "orders");
        let said: Vec<String> = told
            .iter()
            .filter(|left| !left.always)
            .map(|left| format!("{}: {}", left.label, left.what))
            .collect();
        assert_eq!(
            said,
            [
                "Products: Pictures of 4 items were not handed over, so only their addresses are kept: Sencha, Mug, Pot and 1 more.",
                "Products: Complex rules could not be read, because the token does not allow it or the store does not have it: Mug.",
                "Themes: Files could not be had of: Harbour, Quay (the store says: Busy).",
                "Store settings: Not readable with this token, or not part of the store's plan: search/filters.",
            ]
        );
        assert!(
            told.iter()
                .any(|left| left.always && left.label == "Email templates")
        );
        assert!(told.iter().all(|left| left.label != "Orders"));
    }
}
