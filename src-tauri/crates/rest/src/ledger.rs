//! # Which id stands for which
//!
//! A record that is made again gets another id from the platform. In the vault it stays the record it was: the ledger says
//! what the shop calls it now, for records and for the rows they own (a product's variants, which price lists refer to).
//!
//! Only what was made again is in it. It is kept in the vault, entry by entry, each before anything else is sent.

use std::collections::HashMap;
use std::sync::Arc;

use backstock_shops::{Memory, ShopError};

const NOTES: &str = "id/";

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
            for (name, live) in memory.notes(NOTES)? {
                if let Some((kind, kept)) = name.strip_prefix(NOTES).and_then(|rest| rest.rsplit_once(':')) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
