//! # What a plan brings about that no field tells
//!
//! Orders that came after the backup and mention what is written; and web addresses that change back, or that something else
//! in the shop has by now.
//!
//! The shop is gone through for it where that costs little. A store that is asked call by call, and a type of more than
//! [`MOST_READ`] records, would make every preview slow: there the newest backup tells of orders, and an address in use is left
//! to the shop, which refuses it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;

use backstock_model::{
    Action, Cancel, ChangeKind, Consequence, ContentType, Document, Node, Plan, PlannedRecord, RecordKey,
    RemoteId, ShopId, TypeDescription,
};
use backstock_shops::Reading;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::references::{collect, references_of};
use super::{AT_ONCE, was_read};
use crate::kept::{if_whole, name_or_key};
use crate::{Engine, EngineError};

/// Orders, or records that could have an address, that are gone through for one preview.
const MOST_READ: u64 = 100_000;

/// Records that changed since a backup, looked at in one go.
const IN_A_PAGE: usize = 5_000;

/// Addresses in use that are named.
const MOST_NAMED: usize = 3;

/// What platforms call the part of a web address that is a record's own, and whether a shop can have each only once. Told by
/// their columns: a kind of field of their own would be one that an app of last month does not know, and it reads this vault too.
const ADDRESSES: [(&str, bool); 6] = [
    ("slug", true),
    ("url_key", true),
    ("handle", true),
    ("post_name", true),
    ("custom_url/url", true),
    // With the record's number in front of it.
    ("link_rewrite", false),
];

impl Engine {
    /// Adds what follows from a plan for what was ordered since, and for the shop's addresses.
    pub(crate) fn tell_what_follows(
        &self,
        shop: ShopId,
        plan: &mut Plan,
        types: &[TypeDescription],
        reading: &mut dyn Reading,
        cancel: &Cancel,
    ) -> Result<(), EngineError> {
        // Of another shop's backup, and of an undo's, "since" would be another moment than the owner thinks of.
        if plan.from.is_none() && plan.undoes.is_none() {
            let told = self.newer_orders(shop, plan, types, reading, cancel)?;
            plan.consequences.extend(told);
        }
        let told = addresses(plan, types, reading, cancel)?;
        plan.consequences.extend(told);
        Ok(())
    }

    /// Orders and the like that are newer than the backup and mention what is written.
    fn newer_orders(
        &self,
        shop: ShopId,
        plan: &Plan,
        types: &[TypeDescription],
        reading: &mut dyn Reading,
        cancel: &Cancel,
    ) -> Result<Vec<Consequence>, EngineError> {
        let planned: HashSet<&RecordKey> = plan.records.iter().map(|record| &record.key).collect();
        let written: HashSet<&ContentType> = planned.iter().map(|key| &key.content_type).collect();
        let stored = self.vault.types_at(shop, plan.to)?;
        let mut told = Vec::new();
        for described in types.iter().filter(|found| found.protected) {
            let key = &described.key;
            // An order also mentions what it is only shown by the name of: things that may be gone while the order stays.
            let mut description = described.clone();
            description.references.extend(described.named_by.iter().cloned());
            let may_mention = description
                .references
                .iter()
                .any(|reference| reference.to != *key && written.contains(&reference.to));
            let is_known_then = stored
                .iter()
                .any(|stored| stored.description.key == *key && was_read(stored, plan.to));
            if !may_mention || !is_known_then {
                continue;
            }
            let (mut orders, mut mentioned) = (0, BTreeMap::<ContentType, HashSet<RecordKey>>::new());
            let mut see = |from: &RecordKey, document: &Document| -> Result<(), EngineError> {
                let found = references_of(&description, document).map_err(|cause| EngineError::Document {
                    key: from.clone(),
                    cause,
                })?;
                let mut is_meant = false;
                for to in found {
                    if to.content_type != *key && planned.contains(&to) {
                        is_meant = true;
                        mentioned.entry(to.content_type.clone()).or_default().insert(to);
                    }
                }
                orders += u64::from(is_meant);
                Ok(())
            };
            if may_go_through(reading, key)? {
                let mut then: HashSet<RemoteId> = HashSet::new();
                self.vault.walk_hashes(shop, key, plan.to, &mut |id, _, _| {
                    then.insert(id.clone());
                    ControlFlow::Continue(())
                })?;
                let mut newer = Vec::new();
                reading.read_ids(key, &mut |id| {
                    if !then.contains(&id) {
                        newer.push(RecordKey {
                            content_type: key.clone(),
                            remote_id: id,
                        });
                    }
                    match cancel.is_asked() {
                        true => ControlFlow::Break(()),
                        false => ControlFlow::Continue(()),
                    }
                })?;
                newer.retain(|order| !planned.contains(order));
                for asked in newer.chunks(reading.at_once().max(1)) {
                    if cancel.is_asked() {
                        return Err(EngineError::Cancelled);
                    }
                    for order in reading.read_records(asked)?.into_iter().flatten() {
                        see(&order.key, &order.document)?;
                    }
                }
                if cancel.is_asked() {
                    return Err(EngineError::Cancelled);
                }
            } else if let Some(latest) = self.vault.latest(shop)?.filter(|latest| latest.number > plan.to) {
                for offset in (0..).step_by(IN_A_PAGE) {
                    let since = self.vault.changed_records(
                        shop,
                        plan.to,
                        latest.number,
                        Some(key),
                        IN_A_PAGE as u64,
                        offset,
                        None,
                    )?;
                    for came in since.iter().filter(|one| one.change == ChangeKind::Added) {
                        if cancel.is_asked() {
                            return Err(EngineError::Cancelled);
                        }
                        // One that is damaged mentions nothing any more; it is told where it is looked at.
                        let kept = if_whole(self.record_at(shop, &came.key, latest.number))?;
                        if let Some(kept) = kept.flatten() {
                            see(&came.key, &kept.document)?;
                        }
                    }
                    if since.len() < IN_A_PAGE {
                        break;
                    }
                }
            }
            if orders > 0 {
                let label = |key: &ContentType| {
                    let found = types.iter().find(|found| found.key == *key);
                    found.map_or_else(|| key.to_string(), |found| found.label.clone())
                };
                let each = mentioned
                    .iter()
                    .map(|(key, records)| format!("{} {}", records.len(), label(key)));
                told.push(Consequence {
                    code: "newer_orders_mention".to_owned(),
                    count: orders,
                    content_type: Some(key.clone()),
                    detail: Some(each.collect::<Vec<_>>().join(", ")),
                });
            }
        }
        Ok(told)
    }
}

/// Whether a preview may go through all records of a type.
fn may_go_through(reading: &mut dyn Reading, content_type: &ContentType) -> Result<bool, EngineError> {
    Ok(!reading.gives_new_ids() && reading.count(content_type)? <= MOST_READ)
}

/// Goes through the records of a type as the shop has them, with their names.
fn go_through(
    reading: &mut dyn Reading,
    content_type: &ContentType,
    cancel: &Cancel,
    each: &mut dyn FnMut(&RecordKey, &str, &Document) -> Result<(), EngineError>,
) -> Result<(), EngineError> {
    let mut result = Ok(());
    reading.read_type(content_type, &mut |record| {
        result = match cancel.is_asked() {
            true => Err(EngineError::Cancelled),
            false => each(&record.key, &record.name, &record.document),
        };
        match result {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })?;
    result
}

/// Where the records of a type have an address of their own, and whether each is there only once.
struct Places(Vec<(String, bool)>);

impl Places {
    fn of(description: &TypeDescription) -> Self {
        let is_address = |path: &str, name: &str| {
            path == name || path.strip_suffix(name).is_some_and(|front| front.ends_with('/'))
        };
        let mut places: Vec<(String, bool)> = ADDRESSES
            .iter()
            .map(|(name, is_single)| ((*name).to_owned(), *is_single))
            .collect();
        for label in &description.labels {
            let known = ADDRESSES.iter().find(|(name, _)| is_address(&label.path, name));
            if let Some((_, is_single)) = known
                && places.iter().all(|(path, _)| *path != label.path)
            {
                places.push((label.path.clone(), *is_single));
            }
        }
        Self(places)
    }

    /// The addresses in a document, and whether each is there only once.
    fn in_document(&self, document: &Document) -> HashMap<String, bool> {
        let heads = |key: &str| self.0.iter().any(|(path, _)| path.split('/').next() == Some(key));
        let Ok(part) = document.only(heads) else {
            return HashMap::new(); // told by whoever needs all of it
        };
        let mut found = HashMap::new();
        for (path, is_single) in &self.0 {
            let columns: Vec<&str> = path.split('/').collect();
            collect(&part, &columns, &mut |value| {
                if let Node::Text(text) = value
                    && !text.is_empty()
                {
                    found.insert(text.clone(), *is_single);
                }
            });
        }
        found
    }
}

/// Addresses that change back, and those that another record of the type has by now.
fn addresses(
    plan: &Plan,
    types: &[TypeDescription],
    reading: &mut dyn Reading,
    cancel: &Cancel,
) -> Result<Vec<Consequence>, EngineError> {
    let mut told = Vec::new();
    for description in types {
        let of_type = || {
            plan.records
                .iter()
                .filter(|record| record.key.content_type == description.key)
        };
        if of_type().next().is_none() {
            continue;
        }
        let places = Places::of(description);
        let in_side = |side: &Option<Document>| {
            let found = side.as_ref().map(|side| places.in_document(side));
            found.unwrap_or_default()
        };
        let mut changed = 0;
        let mut taken: HashMap<String, &RecordKey> = HashMap::new();
        let written: Vec<&PlannedRecord> = of_type()
            .filter(|record| record.action() != Action::Delete)
            .collect();
        let looked_at = written.chunks(AT_ONCE).flat_map(|chunk| {
            let sides: Vec<_> = chunk
                .par_iter()
                .map(|record| (in_side(&record.before), in_side(&record.after)))
                .collect();
            chunk.iter().zip(sides)
        });
        for (record, (before, after)) in looked_at {
            let is_change = before.keys().any(|address| !after.contains_key(address));
            changed += u64::from(is_change && !after.is_empty());
            for (address, is_single) in after {
                if is_single && !before.contains_key(&address) {
                    taken.insert(address, &record.key);
                }
            }
        }
        let consequence = |code: &str, count: u64, detail: Option<String>| Consequence {
            code: code.to_owned(),
            count,
            content_type: Some(description.key.clone()),
            detail,
        };
        if changed > 0 {
            told.push(consequence("addresses_change_back", changed, None));
        }
        if taken.is_empty() || !may_go_through(reading, &description.key)? {
            continue;
        }
        let planned: HashSet<&RecordKey> = of_type().map(|record| &record.key).collect();
        let (mut in_use, mut named) = (HashSet::new(), Vec::new());
        go_through(reading, &description.key, cancel, &mut |key, name, document| {
            // What is written itself gets the address that it had then, when each was there once.
            if planned.contains(key) {
                return Ok(());
            }
            for address in places.in_document(document).into_keys() {
                if let Some(meant) = taken.get(&address)
                    && in_use.insert(*meant)
                    && named.len() < MOST_NAMED
                {
                    named.push(format!("{address} ({})", name_or_key(name, key)));
                }
            }
            Ok(())
        })?;
        if !in_use.is_empty() {
            told.push(consequence(
                "addresses_in_use",
                in_use.len() as u64,
                Some(named.join(", ")),
            ));
        }
    }
    Ok(told)
}
