//! Finding records.

use backstock_model::{BackupNumber, Cancel, ContentType, Node, RecordKey};
use backstock_vault::{FoundIn, RecordsAsk, RecordsPage, SearchAsk, SearchHit};

use crate::compare::node;
use crate::{Engine, EngineError};

impl Engine {
    /// A page of a type's records.
    pub fn records(
        &self,
        shop: &str,
        content_type: &ContentType,
        ask: &RecordsAsk,
    ) -> Result<RecordsPage, EngineError> {
        let shop = self.vault.shop(shop)?;
        Ok(self.vault.records(shop.id, content_type, ask)?)
    }

    /// Searches a shop's records as of its newest backup, deleted ones and older versions included: names first, then inside.
    pub fn search(
        &self,
        shop: &str,
        text: &str,
        limit: u64,
        cancel: &Cancel,
    ) -> Result<Vec<SearchHit>, EngineError> {
        let shop = self.vault.shop(shop)?;
        let at = self.newest(&shop)?;
        let ask = SearchAsk {
            at,
            content_types: Vec::new(),
            inside: true,
            older: true,
            limit,
        };
        Ok(self.vault.search(shop.id, text, &ask, cancel)?)
    }

    /// Text around the place where a record found by [`Engine::search`] holds `text`, for the list of hits; `None` when it
    /// was found by its name.
    pub fn excerpt(&self, shop: &str, hit: &SearchHit, text: &str) -> Result<Option<String>, EngineError> {
        if hit.found_in == FoundIn::Name {
            return Ok(None);
        }
        let known = self.vault.shop(shop)?;
        let Some(record) = self.record_at(known.id, &hit.key, hit.backup)? else {
            return Ok(None);
        };
        let content = node(&hit.key, Some(&record.document))?;
        Ok(content.and_then(|content| excerpt_in(&content, text)))
    }

    /// What a person calls a record, as of a backup; its id when it has no name.
    pub fn name_of(&self, shop: &str, key: &RecordKey, at: BackupNumber) -> Result<String, EngineError> {
        let shop = self.vault.shop(shop)?;
        let record = self.vault.record_at(shop.id, key, at)?;
        Ok(record
            .map(|record| record.name)
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| key.remote_id.readable()))
    }
}

/// The first value that holds the text, with what is around it.
fn excerpt_in(node: &Node, text: &str) -> Option<String> {
    match node {
        Node::Map(entries) => entries.iter().find_map(|(_, value)| excerpt_in(value, text)),
        Node::List(items) => items.iter().find_map(|value| excerpt_in(value, text)),
        Node::Text(content) => around(content, text),
        Node::Number(content) => around(content, text),
        Node::Null | Node::Bool(_) => None,
    }
}

/// Letters of text shown on either side of what was found.
const AROUND: usize = 60;

/// The text around the first place where `text` is found; upper and lower case are the same.
fn around(content: &str, text: &str) -> Option<String> {
    let wanted: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    if wanted.is_empty() {
        return None;
    }
    let letters: Vec<char> = content.chars().collect();
    let same = |letter: &char, wanted: &char| {
        let mut lower = letter.to_lowercase();
        lower.next() == Some(*wanted) && lower.next().is_none()
    };
    let at = letters.windows(wanted.len()).position(|window| {
        window
            .iter()
            .zip(&wanted)
            .all(|(letter, wanted)| same(letter, wanted))
    })?;
    let from = at.saturating_sub(AROUND);
    let to = (at + wanted.len() + AROUND).min(letters.len());
    let mut excerpt = String::new();
    if from > 0 {
        excerpt.push('…');
    }
    excerpt.extend(letters.get(from..to).unwrap_or_default());
    if to < letters.len() {
        excerpt.push('…');
    }
    Some(excerpt.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_shows_the_place_and_what_is_around_it() {
        assert_eq!(
            around("A fine Earl\n Grey tea", "earl"),
            Some("A fine Earl Grey tea".to_owned())
        );
        let long = format!("{}needle{}", "x".repeat(100), "y".repeat(100));
        let found = around(&long, "NEEDLE").unwrap();
        assert!(found.starts_with("…xx") && found.ends_with("yy…"), "{found}");
        assert_eq!(around("short", "a longer text than that"), None);
    }
}
