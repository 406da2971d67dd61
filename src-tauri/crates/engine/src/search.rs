//! Finding records.

use backstock_model::{BackupNumber, Cancel, ContentType, RecordKey};
use backstock_vault::{RecordsAsk, RecordsPage, SearchAsk, SearchHit};

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
        let at = self.newest(shop)?;
        let shop = self.vault.shop(shop)?;
        let ask = SearchAsk {
            at,
            content_types: Vec::new(),
            inside: true,
            older: true,
            limit,
        };
        Ok(self.vault.search(shop.id, text, &ask, cancel)?)
    }

    /// Text around the place where a record found by [`Engine::search`] holds `text`; for the list of hits.
    pub fn excerpt(&self, shop: &str, hit: &SearchHit, text: &str) -> Result<Option<String>, EngineError> {
        let _ = (shop, hit, text);
        todo!()
    }

    /// What a person calls a record, as of a backup; its id when it has no name.
    pub fn name_of(&self, shop: &str, key: &RecordKey, at: BackupNumber) -> Result<String, EngineError> {
        let shop = self.vault.shop(shop)?;
        let record = self.vault.record_at(shop.id, key, at)?;
        Ok(record
            .map(|record| record.name)
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| key.remote_id.to_string()))
    }
}
