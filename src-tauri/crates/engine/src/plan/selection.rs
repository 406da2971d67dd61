//! Which records of a whole type are meant: all of them, those a search finds, those that changed since a backup, those that
//! refer to another record.

use std::collections::HashSet;

use backstock_model::{Cancel, Choice, ContentType, Document, RecordKey, RemoteId, ShopId, TypeDescription};
use backstock_shops::Reading;
use backstock_vault::{DeletedFilter, RecordsAsk};

use super::references::references;
use crate::alongside::{Alongside, Beside};
use crate::compare::node;
use crate::{Engine, EngineError};

/// Records listed at a time.
const PAGE: u64 = 10_000;

/// Some records of one type, or all.
pub(super) struct Selection<'a> {
    /// Nothing when every id is meant.
    ids: Option<HashSet<RemoteId>>,
    linked_to: Option<&'a RecordKey>,
    description: Option<&'a TypeDescription>,
}

impl<'a> Selection<'a> {
    pub(super) fn of(
        (engine, shop, source): (&Engine, ShopId, ShopId),
        choice: &'a Choice,
        content_type: &ContentType,
        types: &'a [TypeDescription],
        reading: &mut dyn Reading,
        cancel: &Cancel,
    ) -> Result<Self, EngineError> {
        let mut ids = None;
        if let Some(find) = choice.find.as_deref().filter(|find| !find.trim().is_empty()) {
            ids = Some(found(engine, source, content_type, find.trim(), cancel)?);
        }
        if let Some(since) = choice.changed_since {
            engine.vault.backup(shop, since)?;
            let is_kept = engine
                .vault
                .types_at(shop, since)?
                .iter()
                .any(|kept| kept.description.key == *content_type);
            let alongside = Alongside {
                vault: &engine.vault,
                shop,
                at: is_kept.then_some(since),
                content_type,
                cancel,
                read: &|_| {},
            };
            let mut changed = HashSet::new();
            alongside.lay(reading, &mut |beside| {
                changed.insert(match beside {
                    Beside::OnlyInShop { key, .. } | Beside::OnlyInBackup { key, .. } => key.remote_id,
                    Beside::Different(record) => record.key.remote_id,
                });
                Ok(())
            })?;
            ids = Some(match ids {
                Some(ids) => &ids & &changed,
                None => changed,
            });
        }
        Ok(Self {
            ids,
            linked_to: choice.linked_to.as_ref(),
            description: types.iter().find(|description| description.key == *content_type),
        })
    }

    pub(super) fn has(&self, id: &RemoteId) -> bool {
        self.ids.as_ref().is_none_or(|ids| ids.contains(id))
    }

    /// Whether the record refers, or referred, to what was chosen.
    pub(super) fn is_linked(
        &self,
        key: &RecordKey,
        sides: [Option<&Document>; 2],
    ) -> Result<bool, EngineError> {
        let (Some(to), Some(description)) = (self.linked_to, self.description) else {
            return Ok(self.linked_to.is_none());
        };
        for side in sides {
            if let Some(node) = node(key, side)?
                && references(description, &node).contains(to)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a record's content decides.
    pub(super) fn wants_content(&self) -> bool {
        self.linked_to.is_some()
    }
}

/// The ids that a search in the list of items finds, deleted ones among them.
fn found(
    engine: &Engine,
    shop: ShopId,
    content_type: &ContentType,
    find: &str,
    cancel: &Cancel,
) -> Result<HashSet<RemoteId>, EngineError> {
    let mut ids = HashSet::new();
    let Some(newest) = engine.vault.latest(shop)? else {
        return Ok(ids);
    };
    let mut ask = RecordsAsk {
        at: newest.number,
        find: Some(find.to_owned()),
        deleted: DeletedFilter::With,
        changed_since: None,
        limit: PAGE,
        offset: 0,
    };
    loop {
        if cancel.is_asked() {
            return Err(EngineError::Cancelled);
        }
        let page = engine.vault.records(shop, content_type, &ask)?;
        ask.offset += page.records.len() as u64;
        let is_last = (page.records.len() as u64) < PAGE;
        ids.extend(page.records.into_iter().map(|record| record.key.remote_id));
        if is_last {
            return Ok(ids);
        }
    }
}
