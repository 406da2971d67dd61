//! What went with a deleted record, and comes back with it.
//!
//! A shop that deletes a product mostly deletes with it what belongs to it in other content types: its stock, its reviews. Whoever
//! asks for the product means these too, and would find out long afterwards that they stayed away. So they are planned with
//! it, told (`came_with_others`), and can be left out like anything else of a plan.
//!
//! Only for records that are chosen by themselves: who chooses whole content types says which.

use std::collections::{BTreeMap, HashSet};

use backstock_model::{Choice, Consequence, ContentType, PlannedRecord, RecordKey, TypeDescription};
use backstock_shops::{Reading, ShopError};
use backstock_vault::StoredDocument;

use super::between::Pair;
use super::references::{OwnedRows, belongs_to, references};
use super::{Gathering, was_read};
use crate::EngineError;
use crate::compare::node;

/// Records that come back with those that were chosen.
pub(super) const CAME_WITH_OTHERS: &str = "came_with_others";
/// Records that went with those that were chosen, and do not come back with them.
pub(crate) const STAYS_GONE: &str = "stays_gone";

impl Gathering<'_> {
    /// Adds what referred to the records that are made again, in the same backup, and is gone from the shop as they are.
    pub(super) fn referring_records(&mut self, reading: &mut dyn Reading) -> Result<(), EngineError> {
        if self.choice.is_of_fields() || self.choice.is_of_some() || self.source != self.shop {
            return Ok(());
        }
        let returns = |pair: &Pair| {
            let comes = self.types.iter().find(|found| found.key == pair.key.content_type);
            let comes = comes.is_some_and(|description| self.comes(description));
            (comes && pair.live.is_none() && pair.wanted.is_some()).then(|| pair.key.clone())
        };
        let mut known: HashSet<RecordKey> = self.pairs.iter().map(|pair| pair.key.clone()).collect();
        let mut new: HashSet<RecordKey> = self.pairs.iter().filter_map(returns).collect();
        let mut with_others = Vec::new();
        // What refers to a review refers to the product through it.
        while !new.is_empty() {
            let mut found = Vec::new();
            let mut rows = OwnedRows::default();
            for pair in self.pairs.iter().chain(&with_others) {
                if new.contains(&pair.key)
                    && let Some(wanted) = node(&pair.key, pair.wanted.as_ref())?
                {
                    rows.add(self.types, &pair.key, &wanted);
                }
            }
            for description in self
                .types
                .iter()
                .filter(|description| self.may_refer(description, &new))
            {
                self.gone_of(description, (&new, &rows), reading, &mut found)?;
            }
            found.retain(|pair| known.insert(pair.key.clone()));
            new = found.iter().filter_map(returns).collect();
            with_others.extend(found);
        }
        let comes = |key: &RecordKey| {
            let description = self.types.iter().find(|found| found.key == key.content_type);
            description.is_some_and(|description| self.comes(description))
        };
        let told = told(with_others.iter().map(|pair| &pair.key), comes);
        self.consequences.extend(told);
        self.pairs.extend(with_others);
        Ok(())
    }

    /// The records of a type that refer to one of these, or to a row of one, in the backup, and that the shop does not have.
    fn gone_of(
        &self,
        description: &TypeDescription,
        (to, rows): (&HashSet<RecordKey>, &OwnedRows),
        reading: &mut dyn Reading,
        found: &mut Vec<Pair>,
    ) -> Result<(), EngineError> {
        let stored = self.engine.vault.types_at(self.source, self.to)?;
        let key = &description.key;
        let is_read = stored
            .iter()
            .any(|stored| stored.description.key == *key && was_read(stored, self.to));
        if !is_read {
            return Ok(());
        }
        let mut referring: Vec<StoredDocument> = Vec::new();
        self.engine
            .walk_past_damage((self.source, key, self.to), &mut |record| {
                if self.cancel.is_asked() {
                    return Err(EngineError::Cancelled);
                }
                // What cannot be read any more is no reason not to bring back the rest.
                let Ok(record) = record else { return Ok(()) };
                if let Some(read) = node(&record.key, Some(&record.document))?
                    && (references(description, &read).iter().any(|key| to.contains(key))
                        || belongs_to(description, &read, rows))
                {
                    referring.push(record);
                }
                Ok(())
            })?;
        let keys: Vec<RecordKey> = referring.iter().map(|record| record.key.clone()).collect();
        let mut live = Vec::with_capacity(keys.len());
        for some in keys.chunks(reading.at_once()) {
            match reading.read_records(some) {
                Err(ShopError::UnknownType(_)) => return Ok(()),
                other => live.extend(other?),
            }
        }
        let gone = referring.into_iter().zip(live).filter(|(_, live)| live.is_none());
        found.extend(gone.map(|(record, _)| Pair {
            key: record.key,
            name: record.name,
            live: None,
            wanted: Some(record.document),
            by_name: false,
        }));
        Ok(())
    }

    /// Whether records of a type may refer to one of these. A type that was chosen as a whole comes as it was chosen.
    fn may_refer(&self, description: &TypeDescription, to: &HashSet<RecordKey>) -> bool {
        !description.is_rest
            && !self.choice.content_types.contains(&description.key)
            && description
                .references
                .iter()
                .map(|reference| &reference.to)
                .chain(description.row_references.iter().map(|reference| &reference.to))
                .any(|parent| to.iter().any(|key| key.content_type == *parent))
    }

    /// Whether records of a type are made again where they are missing.
    fn comes(&self, description: &TypeDescription) -> bool {
        description.restorable && (!description.protected || self.choice.include_protected)
    }
}

/// Says of records that went with others which come back with them.
fn told<'k>(
    keys: impl Iterator<Item = &'k RecordKey>,
    comes: impl Fn(&RecordKey) -> bool,
) -> Vec<Consequence> {
    let mut counts: BTreeMap<(&ContentType, bool), u64> = BTreeMap::new();
    for key in keys {
        *counts.entry((&key.content_type, comes(key))).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|((content_type, comes), count)| Consequence {
            code: if comes { CAME_WITH_OTHERS } else { STAYS_GONE }.to_owned(),
            count,
            content_type: Some(content_type.clone()),
            detail: None,
        })
        .collect()
}

/// What is said of them in a plan that was revised: what was left out stays gone.
pub(super) fn told_again(
    consequences: &mut Vec<Consequence>,
    choice: &Choice,
    before: &[RecordKey],
    kept: &[PlannedRecord],
) {
    if !consequences.iter().any(|told| told.code == CAME_WITH_OTHERS) {
        return;
    }
    let (protected, mut others): (Vec<_>, Vec<_>) = std::mem::take(consequences)
        .into_iter()
        .filter(|told| told.code != CAME_WITH_OTHERS)
        .partition(|told| told.code == STAYS_GONE);
    let kept: HashSet<&RecordKey> = kept.iter().map(|record| &record.key).collect();
    let with_others = before
        .iter()
        .filter(|key| !choice.records.contains(key) && !choice.content_types.contains(&key.content_type));
    let mut told = told(with_others, |key| kept.contains(key));
    for earlier in protected {
        let same =
            |told: &&mut Consequence| told.code == earlier.code && told.content_type == earlier.content_type;
        match told.iter_mut().find(same) {
            Some(again) => again.count += earlier.count,
            None => told.push(earlier),
        }
    }
    others.extend(told);
    *consequences = others;
}
