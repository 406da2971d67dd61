//! # Only what changed
//!
//! For a backup, and for nothing else, a store is asked what changed since the last one where it can be asked so; the rest comes
//! out of the vault. Whether something is gone is told by the store's own count: as many as the vault has and new ones together
//! means that nothing is. Only otherwise the ids of all records are listed.
//!
//! No platform promises that every change moves the moment of a record's last one: at BigCommerce a variant's price does not. So
//! the first backup of every day (in UTC) reads everything, and what decides about writing never comes from here: plans,
//! comparisons with the store as it is now, safety backups and reading back.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use backstock_model::{ContentType, Node, Record, RecordKey};
use backstock_shops::{Reading as _, ShopError};
use chrono::Duration;

use crate::manifest::{From, TypeManifest};
use crate::read::{Each, RestReading, id_of, key_of, list_of, plain};
use crate::shape;

/// How far before the last backup a change is looked for: its clock is another one.
const OVERLAP: Duration = Duration::minutes(15);

impl RestReading {
    /// From when on changes are asked for; nothing when everything is to be read.
    pub(crate) fn since(&self, of: &TypeManifest) -> Result<Option<String>, ShopError> {
        let (Some(_), Some(memory), true) = (&of.since, &self.inside.memory, self.trusts_vault) else {
            return Ok(None);
        };
        let Some(read_at) = memory.read_at(&ContentType::new(of.key.as_str()))? else {
            return Ok(None);
        };
        let now = self.client().timer().now();
        if read_at > now || read_at.date_naive() != now.date_naive() {
            return Ok(None);
        }
        // A moment without its time of day would be taken for another one.
        Ok(Some(
            (read_at - OVERLAP).format("%Y-%m-%dT%H:%M:%S+00:00").to_string(),
        ))
    }

    /// Reads what changed, and takes the rest out of the vault.
    pub(crate) fn each_since(
        &mut self,
        of: &TypeManifest,
        since: &str,
        each: Each<'_>,
    ) -> Result<(), ShopError> {
        let Some(how) = &of.since else {
            return Ok(());
        };
        let mut changed: HashMap<String, Record> = HashMap::new();
        let list = list_of(of).with(&how.query, since);
        self.each_at(of, list, &mut |reading, items| {
            for record in reading.finish(of, items)? {
                changed.insert(record.key.remote_id.as_str().to_owned(), record);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        if let Some(known) = self.all_there(of, &changed)? {
            for key in known {
                let record = match changed.remove(key.remote_id.as_str()) {
                    Some(record) => Some(record),
                    None => {
                        let id = plain(&key.remote_id);
                        let live = self.ledger.live(of.kind(), &id).to_owned();
                        self.kept(of, &key, &id, &live)?
                    }
                };
                if let Some(record) = record
                    && each(record).is_break()
                {
                    return Ok(());
                }
            }
            hand_over(changed, each);
            return Ok(());
        }
        let mut ids = list_of(of);
        if !how.ids.is_empty() {
            ids.query.clear();
            ids = ids.with_all(&how.ids);
        }
        self.each_at(of, ids, &mut |reading, items| {
            let mut unknown = Vec::new();
            for item in items {
                let Some(live) = id_of(of, &item) else { continue };
                let id = reading.ledger.kept(of.kind(), &live).to_owned();
                let key = key_of(of, &id);
                let record = match changed.remove(key.remote_id.as_str()) {
                    Some(record) => Some(record),
                    None => reading.kept(of, &key, &id, &live)?,
                };
                let Some(record) = record else {
                    unknown.push(key);
                    continue;
                };
                if each(record).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            // What the vault does not have although it did not change came into sight otherwise.
            for key in unknown {
                if let Some(record) = reading.read_record(&key)?
                    && each(record).is_break()
                {
                    return Ok(ControlFlow::Break(()));
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        // Made while the ids were listed.
        hand_over(changed, each);
        Ok(())
    }

    /// The records that the vault has, when none of them is gone: the store has as many as these and the new ones together.
    fn all_there(
        &self,
        of: &TypeManifest,
        changed: &HashMap<String, Record>,
    ) -> Result<Option<Vec<RecordKey>>, ShopError> {
        let Some(memory) = &self.inside.memory else {
            return Ok(None);
        };
        let known = memory.kept_keys(&ContentType::new(of.key.as_str()))?;
        let ids: HashSet<&str> = known.iter().map(|key| key.remote_id.as_str()).collect();
        let new = changed.keys().filter(|id| !ids.contains(id.as_str())).count();
        let is_same = self.inside.count(of)? == (known.len() + new) as u64;
        Ok(is_same.then_some(known))
    }

    /// A record as the vault has it, with the rows that are listed for all records anyway.
    fn kept(
        &mut self,
        of: &TypeManifest,
        key: &RecordKey,
        id: &str,
        live: &str,
    ) -> Result<Option<Record>, ShopError> {
        let Some(mut node) = self.kept_node(key)? else {
            return Ok(None);
        };
        let mut hidden = Vec::new();
        for owned in of.own().filter(|owned| owned.from == From::Bulk) {
            let Some(rows) = self.bulk_rows(of, owned, live)? else {
                hidden.push(&owned.key);
                continue;
            };
            // Through the whole way of an answer, so that the ids of rows are those of the vault.
            let mut alone = Node::Map(Vec::new());
            shape::set(&mut alone, &owned.key, Some(Node::List(rows)));
            let mut alone = shape::to_vault(of, &self.ledger, alone);
            shape::set(
                &mut node,
                &owned.key,
                shape::get_mut(&mut alone, &owned.key).cloned(),
            );
        }
        let name = shape::name_of(of, id, &node);
        for part in hidden {
            self.gaps.part(of, part, &name);
        }
        Ok(Some(self.out_of_vault(of, id, &node)))
    }
}

/// Hands over records whose like the vault does not have.
fn hand_over(records: HashMap<String, Record>, each: Each<'_>) {
    for record in records.into_values() {
        if each(record).is_break() {
            break;
        }
    }
}
