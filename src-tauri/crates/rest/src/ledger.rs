//! # Which id stands for which
//!
//! A record that is made again gets another id from the platform. In the vault it stays the record it was: the ledger says
//! what the shop calls it now, for records and for the rows they own (a product's variants, which price lists refer to).
//!
//! Only what was made again is in it. It is kept in the vault, entry by entry, each before anything else is sent; and so are the
//! ids in between of what was made again more than once, for what still points to them points to nothing.

use std::collections::HashMap;
use std::sync::Arc;

use backstock_shops::{Memory, ShopError};

const NOTES: &str = "id/";
const BETWEEN: &str = "id_between/";

/// Ids in the vault and in the shop.
#[derive(Default)]
pub(crate) struct Ledger {
    memory: Option<Arc<dyn Memory>>,
    live: HashMap<(String, String), String>,
    kept: HashMap<(String, String), String>,
    /// Ids of records that are gone, and what their successors are called in the vault.
    gone: HashMap<(String, String), String>,
}

impl Ledger {
    pub(crate) fn read(memory: Option<Arc<dyn Memory>>) -> Result<Self, ShopError> {
        let mut ledger = Self::default();
        if let Some(memory) = &memory {
            for (name, kept) in memory.notes(BETWEEN)? {
                if let Some((kind, gone)) = parted(&name, BETWEEN) {
                    ledger.gone.insert((kind.to_owned(), gone.to_owned()), kept);
                }
            }
            for (name, live) in memory.notes(NOTES)? {
                if let Some((kind, kept)) = parted(&name, NOTES) {
                    ledger.insert(kind, kept, &live);
                }
            }
        }
        ledger.memory = memory;
        Ok(ledger)
    }

    /// What the shop calls a record or row now.
    pub(crate) fn live<'a>(&'a self, kind: &str, kept: &'a str) -> &'a str {
        self.live
            .get(&(kind.to_owned(), kept.to_owned()))
            .map_or(kept, String::as_str)
    }

    /// What it is called in the vault.
    pub(crate) fn kept<'a>(&'a self, kind: &str, live: &'a str) -> &'a str {
        self.kept
            .get(&(kind.to_owned(), live.to_owned()))
            .map_or(live, String::as_str)
    }

    /// What the successor of a record that is gone is called in the vault: no platform gives an id out twice.
    pub(crate) fn gone<'a>(&'a self, kind: &str, live: &str) -> Option<&'a str> {
        self.gone
            .get(&(kind.to_owned(), live.to_owned()))
            .map(String::as_str)
    }

    /// Whether nothing was ever made again.
    pub(crate) fn is_empty(&self) -> bool {
        self.live.is_empty()
    }

    /// Notes that a record or row has another id by now.
    pub(crate) fn note(&mut self, kind: &str, kept: &str, live: &str) -> Result<(), ShopError> {
        if self.live(kind, kept) == live {
            return Ok(());
        }
        if let Some(memory) = &self.memory {
            if let Some(between) = self.live.get(&(kind.to_owned(), kept.to_owned())) {
                memory.note(&format!("{BETWEEN}{kind}:{between}"), Some(kept))?;
            }
            memory.note(&format!("{NOTES}{kind}:{kept}"), Some(live))?;
        }
        self.insert(kind, kept, live);
        Ok(())
    }

    fn insert(&mut self, kind: &str, kept: &str, live: &str) {
        let key = (kind.to_owned(), kept.to_owned());
        let before = self.live.insert(key.clone(), live.to_owned());
        let before = before.map_or(key, |before| (kind.to_owned(), before));
        self.kept.remove(&before);
        self.gone.insert(before, kept.to_owned());
        let now = (kind.to_owned(), live.to_owned());
        self.gone.remove(&now);
        self.kept.insert(now, kept.to_owned());
    }
}

/// The kind and the id in a note's name.
fn parted<'n>(name: &'n str, beginning: &str) -> Option<(&'n str, &'n str)> {
    name.strip_prefix(beginning)?.rsplit_once(':')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use backstock_model::{ContentType, Document, RecordKey};
    use chrono::{DateTime, Utc};

    use super::*;

    /// Notes and nothing else.
    #[derive(Default)]
    struct Notes(Mutex<BTreeMap<String, String>>);

    impl Memory for Notes {
        fn notes(&self, beginning: &str) -> Result<Vec<(String, String)>, ShopError> {
            let notes = self.0.lock().unwrap();
            let found = notes.iter().filter(|(name, _)| name.starts_with(beginning));
            Ok(found.map(|(name, text)| (name.clone(), text.clone())).collect())
        }

        fn note(&self, name: &str, text: Option<&str>) -> Result<(), ShopError> {
            let mut notes = self.0.lock().unwrap();
            match text {
                Some(text) => notes.insert(name.to_owned(), text.to_owned()),
                None => notes.remove(name),
            };
            Ok(())
        }

        fn is_being_written(&self) -> Result<bool, ShopError> {
            Ok(false)
        }

        fn may_be_written(&self) -> Result<bool, ShopError> {
            Ok(true)
        }

        fn read_at(&self, _: &ContentType) -> Result<Option<DateTime<Utc>>, ShopError> {
            Ok(None)
        }

        fn kept(&self, _: &RecordKey) -> Result<Option<Document>, ShopError> {
            Ok(None)
        }

        fn kept_keys(&self, _: &ContentType) -> Result<Vec<RecordKey>, ShopError> {
            Ok(Vec::new())
        }

        fn kept_all(&self, _: &ContentType) -> Result<Vec<(RecordKey, Document)>, ShopError> {
            Ok(Vec::new())
        }
    }

    // Found by the restores over a bad line: a product of a category that was made again twice pointed to nothing as long as the
    // same connection was open, and to an unknown category afterwards.
    #[test]
    fn what_was_made_again_twice_is_known_to_the_next_connection_too() {
        let memory: Arc<dyn Memory> = Arc::new(Notes::default());
        let mut ledger = Ledger::read(Some(Arc::clone(&memory))).unwrap();
        for live in ["16", "19", "23"] {
            ledger.note("categories", "12", live).unwrap();
        }
        // A platform that brings a record back under the id it had.
        ledger.note("brands", "7", "9").unwrap();
        ledger.note("brands", "7", "7").unwrap();
        let next = Ledger::read(Some(memory)).unwrap();
        for ledger in [&ledger, &next] {
            for gone in ["12", "16", "19"] {
                assert_eq!(ledger.gone("categories", gone), Some("12"));
            }
            assert_eq!(
                (ledger.gone("categories", "23"), ledger.kept("categories", "23")),
                (None, "12")
            );
            assert_eq!(
                (ledger.gone("brands", "9"), ledger.gone("brands", "7")),
                (Some("7"), None)
            );
            assert_eq!(ledger.live("brands", "7"), "7");
        }
    }

    #[test]
    fn a_record_made_again_twice_is_still_the_first_one() {
        let mut ledger = Ledger::default();
        assert_eq!(ledger.live("products", "12"), "12");
        ledger.note("products", "12", "57").unwrap();
        ledger.note("products", "12", "91").unwrap();
        assert_eq!(
            (ledger.live("products", "12"), ledger.kept("products", "91")),
            ("91", "12")
        );
        assert_eq!(ledger.kept("products", "57"), "57");
        assert_eq!(ledger.live("brands", "12"), "12");
        for gone in ["12", "57"] {
            assert_eq!(ledger.gone("products", gone), Some("12"));
        }
        assert_eq!(ledger.gone("products", "91"), None);
    }
}
