//! # What pointed to a record that is made again
//!
//! A platform on the web gives a record that is made again another id. The vault goes on with the old one, but in the shop what
//! pointed to it points to nothing now, or was cleared when the record was deleted: the products of a brand have none. A brand
//! that comes back without its products is half a brand, so they are pointed at it again, also when nobody chose them.
//!
//! They are writes like all others: planned, shown, kept in the safety backup, left out by whoever does not want them. Only the
//! field that points is put back; what somebody has pointed elsewhere since stays. What cannot be written is told.
//!
//! Where the shop still has the old id there is nothing to see in a plan, as both ids are the same one in the vault. It is
//! planned all the same, and written after the record it points to.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;

use backstock_model::{
    Action, Cancel, Consequence, ContentType, Document, Node, Plan, PlannedRecord, RecordKey, ShopId,
    TypeDescription,
};
use backstock_shops::{Pointer, Reading};

use super::is_locked;
use super::order::in_order;
use super::references::as_id;
use crate::compare::node;
use crate::live::DEARER_ALONE;
use crate::{Engine, EngineError};

impl Engine {
    /// Adds to a plan what has to be pointed at the records it makes again.
    pub(crate) fn point_again(
        &self,
        shop: ShopId,
        plan: &mut Plan,
        types: &[TypeDescription],
        reading: &mut dyn Reading,
        cancel: &Cancel,
    ) -> Result<(), EngineError> {
        let targets: HashSet<RecordKey> = plan
            .records
            .iter()
            .filter(|record| record.action() == Action::Create)
            .map(|record| record.key.clone())
            .collect();
        if targets.is_empty() || !reading.gives_new_ids() {
            return Ok(());
        }
        let planned: HashSet<RecordKey> = plan.records.iter().map(|record| record.key.clone()).collect();
        let unwanted = plan.revision.iter().flat_map(|revision| &revision.without);
        let unwanted: HashSet<RecordKey> = unwanted.map(|target| target.key.clone()).collect();
        let mut counts: BTreeMap<(&'static str, ContentType), u64> = BTreeMap::new();
        for description in types.iter().filter(|description| description.restorable) {
            let may_point = |target: &RecordKey| {
                target.content_type == description.key || description.after.contains(&target.content_type)
            };
            if !targets.iter().any(may_point) {
                continue;
            }
            let mut pointed = self.pointed_then(shop, plan, description, &targets, reading)?;
            for key in reading.pointing_to(&description.key, &targets)? {
                pointed.entry(key).or_default();
            }
            pointed.retain(|key, _| !planned.contains(key) && !unwanted.contains(key));
            let may_write = !description.protected || plan.choice.include_protected;
            for (record, pointers) in live_of(description, pointed, reading, cancel)? {
                let live = node(&record.key, Some(&record.document))?.unwrap_or(Node::Null);
                let still = reading.pointers(&description.key, &live);
                let still: Vec<&Pointer> = still
                    .iter()
                    .filter(|pointer| targets.contains(&pointer.to))
                    .collect();
                let mut after = live.clone();
                let lost = pointers
                    .into_iter()
                    .filter(|pointer| !still.iter().any(|known| known.to == pointer.to));
                let mut is_put = false;
                for pointer in lost {
                    is_put |= point(&mut after, &pointer.path, &pointer.value);
                }
                if !is_put && still.is_empty() {
                    continue;
                }
                let code = if may_write && !is_locked(description, &live) {
                    plan.records.push(PlannedRecord {
                        key: record.key,
                        name: record.name,
                        before: Some(record.document),
                        after: Some(Document::from(&after)),
                    });
                    "pointed_again"
                } else {
                    "points_nowhere"
                };
                *counts.entry((code, description.key.clone())).or_default() += 1;
            }
        }
        plan.records = in_order(std::mem::take(&mut plan.records), types);
        plan.consequences.extend(
            counts
                .into_iter()
                .map(|((code, content_type), count)| Consequence {
                    code: code.to_owned(),
                    count,
                    content_type: Some(content_type),
                    detail: None,
                }),
        );
        Ok(())
    }

    /// The records that pointed to one of these in the backup, with the fields that did.
    fn pointed_then(
        &self,
        shop: ShopId,
        plan: &Plan,
        description: &TypeDescription,
        targets: &HashSet<RecordKey>,
        reading: &dyn Reading,
    ) -> Result<HashMap<RecordKey, Vec<Pointer>>, EngineError> {
        let source = plan.from.as_ref().map_or(shop, |from| from.shop);
        let mut pointed = HashMap::new();
        self.walk_past_damage((source, &description.key, plan.to), &mut |stored| {
            // What is damaged is told where it is to be restored; here it only points nowhere.
            let Ok(stored) = stored else { return Ok(()) };
            let document = node(&stored.key, Some(&stored.document))?;
            let mut pointers = reading.pointers(&description.key, &document.unwrap_or(Node::Null));
            pointers.retain(|pointer| targets.contains(&pointer.to));
            if !pointers.is_empty() {
                pointed.insert(stored.key, pointers);
            }
            Ok(())
        })?;
        Ok(pointed)
    }
}

/// These records as the shop has them; what is not there any more needs nothing.
fn live_of(
    description: &TypeDescription,
    mut pointed: HashMap<RecordKey, Vec<Pointer>>,
    reading: &mut dyn Reading,
    cancel: &Cancel,
) -> Result<Vec<(backstock_model::Record, Vec<Pointer>)>, EngineError> {
    let mut found = Vec::with_capacity(pointed.len());
    if (pointed.len() as u64).saturating_mul(DEARER_ALONE) > reading.count(&description.key)? {
        reading.read_type(&description.key, &mut |record| {
            if let Some(pointers) = pointed.remove(&record.key) {
                found.push((record, pointers));
            }
            match cancel.is_asked() || pointed.is_empty() {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        })?;
    } else {
        for (key, pointers) in pointed {
            if cancel.is_asked() {
                return Err(EngineError::Cancelled);
            }
            if let Some(record) = reading.read_record(&key)? {
                found.push((record, pointers));
            }
        }
    }
    if cancel.is_asked() {
        return Err(EngineError::Cancelled);
    }
    found.sort_by(|(one, _), (other, _)| one.key.cmp(&other.key));
    Ok(found)
}

/// Has a field point somewhere again, unless it points somewhere else by now. Says whether anything was put.
fn point(document: &mut Node, path: &str, value: &Node) -> bool {
    let Node::Map(entries) = document else {
        return false;
    };
    let (key, rest) = path.split_once('/').unwrap_or((path, ""));
    let Some((_, there)) = entries.iter_mut().find(|(known, _)| known == key) else {
        return false;
    };
    match there {
        there if !rest.is_empty() => point(there, rest, value),
        Node::List(items) if items.contains(value) => false,
        Node::List(items) => {
            items.push(value.clone());
            true
        }
        there if there.is_leaf() && as_id(there).is_none() => {
            *there = value.clone();
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointed(document: &str, path: &str, value: &str) -> Option<String> {
        let mut node = Node::parse(document.as_bytes()).unwrap();
        let value = Node::parse(value.as_bytes()).unwrap();
        point(&mut node, path, &value).then(|| Document::from(&node).to_string())
    }

    #[test]
    fn only_what_points_nowhere_is_pointed_again() {
        assert_eq!(
            pointed(r#"{"brand_id":0}"#, "brand_id", "7").as_deref(),
            Some(r#"{"brand_id":7}"#)
        );
        assert_eq!(pointed(r#"{"brand_id":9}"#, "brand_id", "7"), None);
        assert_eq!(
            pointed(r#"{"categories":[3,9]}"#, "categories", "4").as_deref(),
            Some(r#"{"categories":[3,9,4]}"#)
        );
        assert_eq!(
            pointed(r#"{"applies_to":{"ids":[]}}"#, "applies_to/ids", "4").as_deref(),
            Some(r#"{"applies_to":{"ids":[4]}}"#)
        );
        assert_eq!(
            pointed(r#"{"rules":[{"category_id":0}]}"#, "rules/category_id", "4"),
            None
        );
    }
}
