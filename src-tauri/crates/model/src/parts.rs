//! Parts of a document, without reading all of it.
//!
//! Of ten thousand records that differ in a price, nearly everything is the same on both sides. What is the same is passed over as
//! bytes: only the rest is made into trees.

use std::borrow::Cow;

use memchr::memchr2;

use crate::{Document, DocumentError, Node};

impl Document {
    /// The document without the entries of its outermost object that nobody asks for.
    pub fn only(&self, is_wanted: impl Fn(&str) -> bool) -> Result<Node, DocumentError> {
        let Some(mut entries) = Entries::of(self.as_bytes()) else {
            return self.to_node();
        };
        let mut wanted = Vec::new();
        while let Some((key, value)) = entries.next()? {
            let key = name(key)?;
            if is_wanted(&key) {
                wanted.push((key.into_owned(), Node::parse(value)?));
            }
        }
        Ok(Node::Map(wanted))
    }

    /// This document and another without the entries of their outermost objects that are the same in both. Those that are to be
    /// kept stay in any case.
    pub fn differing(
        &self,
        other: &Self,
        is_kept: impl Fn(&str) -> bool,
    ) -> Result<(Node, Node), DocumentError> {
        let (Some(mut left), Some(mut right)) = (Entries::of(self.as_bytes()), Entries::of(other.as_bytes()))
        else {
            return Ok((self.to_node()?, other.to_node()?));
        };
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        let (mut next, mut across) = (left.next()?, right.next()?);
        loop {
            match (next, across) {
                (None, None) => return Ok((Node::Map(ours), Node::Map(theirs))),
                (Some(entry), Some(same)) if entry == same => {
                    let key = name(entry.0)?;
                    if is_kept(&key) {
                        let value = Node::parse(entry.1)?;
                        ours.push((key.clone().into_owned(), value.clone()));
                        theirs.push((key.into_owned(), value));
                    }
                    let begun = left.at;
                    next = left.next()?;
                    across = right.next_as(left.bytes.get(begun..left.at).unwrap_or_default(), next)?;
                }
                // What is met out of turn is kept on both sides, so that nothing is passed over but what is the same.
                (Some((key, value)), other) => {
                    let is_ahead = other.is_none_or(|(other, _)| key < other);
                    let is_met = other.is_some_and(|(other, _)| key == other);
                    if is_ahead || is_met {
                        ours.push((name(key)?.into_owned(), Node::parse(value)?));
                        next = left.next()?;
                    }
                    if !is_ahead && let Some((key, value)) = other {
                        theirs.push((name(key)?.into_owned(), Node::parse(value)?));
                        across = right.next()?;
                    }
                }
                (None, Some((key, value))) => {
                    theirs.push((name(key)?.into_owned(), Node::parse(value)?));
                    across = right.next()?;
                }
            }
        }
    }
}

/// A key as it is meant; `raw` stands between quotation marks.
fn name(raw: &[u8]) -> Result<Cow<'_, str>, DocumentError> {
    let inner = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
    match std::str::from_utf8(inner) {
        Ok(text) if !inner.contains(&b'\\') => Ok(text.into()),
        _ => match Node::parse(raw)? {
            Node::Text(text) => Ok(text.into()),
            _ => Err(broken(0)),
        },
    }
}

/// A key between its quotation marks, and its value.
type Entry<'d> = (&'d [u8], &'d [u8]);

/// The entries of an object in canonical form, as they stand there.
struct Entries<'d> {
    bytes: &'d [u8],
    at: usize,
}

impl<'d> Entries<'d> {
    /// Nothing when it is no object.
    fn of(bytes: &'d [u8]) -> Option<Self> {
        bytes.starts_with(b"{").then_some(Self { bytes, at: 0 })
    }

    /// The next key and its value.
    fn next(&mut self) -> Result<Option<Entry<'d>>, DocumentError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        match rest {
            b"}" | b"{}" => return Ok(None),
            [b'{' | b',', b'"', ..] => self.at += 1,
            _ => return Err(broken(self.at)),
        }
        let start = self.at;
        self.pass_text()?;
        let key = self.bytes.get(start..self.at).unwrap_or_default();
        if self.bytes.get(self.at) != Some(&b':') {
            return Err(broken(self.at));
        }
        self.at += 1;
        let start = self.at;
        self.pass_value()?;
        Ok(Some((key, self.bytes.get(start..self.at).unwrap_or_default())))
    }

    /// As [`Entries::next`], where another object has `entry` next, written as `bytes` from the sign before it. Most often both have
    /// the same, and that is found out without passing over it once more.
    fn next_as(
        &mut self,
        bytes: &[u8],
        entry: Option<Entry<'d>>,
    ) -> Result<Option<Entry<'d>>, DocumentError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let ends_there = matches!(rest.get(bytes.len()), Some(b',' | b'}'));
        if entry.is_some() && ends_there && rest.starts_with(bytes) {
            self.at += bytes.len();
            return Ok(entry);
        }
        self.next()
    }

    /// Goes behind a text, from its first quotation mark.
    fn pass_text(&mut self) -> Result<(), DocumentError> {
        self.at += 1;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let Some(found) = memchr2(b'"', b'\\', rest) else {
                return Err(broken(self.at));
            };
            if rest.get(found) == Some(&b'"') {
                self.at += found + 1;
                return Ok(());
            }
            self.at += found + 2;
        }
    }

    /// Goes to the sign behind a value.
    fn pass_value(&mut self) -> Result<(), DocumentError> {
        let mut depth = 0_usize;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            // Numbers and `null` have none of these signs; between two rows there is nothing but a comma.
            let Some(found) = rest
                .iter()
                .position(|byte| matches!(byte, b'"' | b',' | b'{' | b'}' | b'[' | b']'))
            else {
                return Err(broken(self.at));
            };
            self.at += found;
            match rest.get(found) {
                Some(b'"') => {
                    self.pass_text()?;
                    continue;
                }
                Some(b',' | b'}') if depth == 0 => return Ok(()),
                Some(b'{' | b'[') => depth += 1,
                Some(b'}' | b']') => depth = depth.checked_sub(1).ok_or_else(|| broken(self.at))?,
                _ => {}
            }
            self.at += 1;
        }
    }
}

fn broken(at: usize) -> DocumentError {
    DocumentError {
        what: "an object that does not go on",
        at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff;
    use proptest::prelude::*;

    fn document(text: &str) -> Document {
        Document::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn only_what_is_asked_for_is_read() {
        let whole = document(r#"{"a":{"1":{"x":"}\"{"}},"b\"c":[1,{"a":2}],"d":"é\\","e":null}"#);
        let part = whole.only(|key| key == "b\"c" || key == "d").unwrap();
        assert_eq!(
            Document::from(&part).to_string(),
            r#"{"b\"c":[1,{"a":2}],"d":"é\\"}"#
        );
        assert_eq!(whole.only(|_| true).unwrap(), whole.to_node().unwrap());
        assert_eq!(
            document("[1]").only(|_| false).unwrap(),
            document("[1]").to_node().unwrap()
        );
    }

    #[test]
    fn what_is_the_same_in_both_is_left_out_unless_it_is_to_be_kept() {
        let before = document(r#"{"id":7,"name":"Tea","price":"1.0","rows":{"1":{"a":1}}}"#);
        let after = document(r#"{"id":7,"name":"Tea","price":"1.00","rows":{"1":{"a":2}},"sku":null}"#);
        let (old, new) = before.differing(&after, |key| key == "id").unwrap();
        assert_eq!(
            Document::from(&old).to_string(),
            r#"{"id":7,"price":"1.0","rows":{"1":{"a":1}}}"#
        );
        assert_eq!(
            Document::from(&new).to_string(),
            r#"{"id":7,"price":"1.00","rows":{"1":{"a":2}},"sku":null}"#
        );
    }

    #[test]
    fn what_is_no_document_is_told() {
        for text in [
            r#"{"a":1"#,
            r#"{"a""#,
            r#"{"a":"b}"#,
            "{,}",
            r#"{"a":]}"#,
            r#"{"a":1}x"#,
        ] {
            let broken = Document::from_canonical(text.as_bytes());
            assert!(broken.only(|_| true).is_err(), "{text}");
        }
    }

    fn object() -> impl Strategy<Value = Document> {
        let value = prop_oneof![
            Just("null".to_owned()),
            (0..3_u8).prop_map(|number| number.to_string()),
            (0..3_u8).prop_map(|number| format!("{{\"x\":[{number},\"}},{{\"]}}")),
            "[a-b\"\\\\]{0,3}".prop_map(|text| Document::from(&Node::Text(text)).to_string()),
        ];
        let key = "[a-d\"\\\\\n]{0,2}";
        prop::collection::btree_map(key, value, 0..6).prop_map(|entries| {
            let entries: Vec<String> = entries
                .into_iter()
                .map(|(key, value)| format!("{}:{value}", Document::from(&Node::Text(key))))
                .collect();
            document(&format!("{{{}}}", entries.join(",")))
        })
    }

    proptest! {
        #[test]
        fn nothing_that_differs_is_left_out(before in object(), after in object(), kept in "[a-d]") {
            let whole = diff(Some(&before.to_node().unwrap()), Some(&after.to_node().unwrap()));
            let (old, new) = before.differing(&after, |key| key == kept).unwrap();
            prop_assert_eq!(diff(Some(&old), Some(&new)), whole);
            let (before, after) = (before.to_node().unwrap(), after.to_node().unwrap());
            prop_assert_eq!(old.get(&kept), before.get(&kept));
            prop_assert_eq!(new.get(&kept), after.get(&kept));
        }
    }
}
