//! # Parts that cost a call for each record
//!
//! A platform hands over the parts of some records only one record at a time. For an order that is several calls, and a store has
//! tens of thousands of orders: nearly all calls of a first backup would be for what happened years ago. So such parts are a
//! content type of their own, with the ids of the records they belong to, and are read in two tiers:
//!
//! * of records that changed lately, and of those whose own fields say that their parts changed, with every backup;
//! * of the others a few more with each backup that reads everything, the newest first, but not with the first one, which is
//!   there to be usable soon.
//!
//! What was read once and is not said to have changed comes out of the vault, whoever asks. What is still to be read is told.

use std::collections::HashMap;
use std::ops::ControlFlow;

use backstock_model::{ContentType, Document, Node};
use backstock_shops::ShopError;
use chrono::{DateTime, Duration, Utc};

use crate::manifest::{Tier, TypeManifest, first};
use crate::read::{Each, RestReading, key_of};
use crate::shape;

/// Records whose parts are read at a time, so that a stop is heard in between.
const AT_A_TIME: usize = 10;

impl RestReading {
    /// Reads a type of which another one has parts, and remembers what these depend on.
    pub(crate) fn each_passing(
        &mut self,
        of: &TypeManifest,
        deep: (&TypeManifest, &Tier),
        each: Each<'_>,
    ) -> Result<(), ShopError> {
        let mut passed = Vec::new();
        let mut is_whole = true;
        let mut odd = None;
        self.each_of(of, &mut |record| {
            match record.document.to_node() {
                Ok(mut node) => {
                    only_of(deep.0, deep.1, &mut node);
                    passed.push(node);
                }
                Err(error) => odd = Some(error),
            }
            let flow = each(record);
            is_whole &= flow.is_continue();
            flow
        })?;
        if let Some(odd) = odd {
            return Err(odd.into());
        }
        if is_whole {
            self.passed.insert(deep.0.key.clone(), passed);
        }
        Ok(())
    }

    /// The parts of the records that have any kept or to be read.
    pub(crate) fn each_deep(
        &mut self,
        of: &TypeManifest,
        tier: &Tier,
        each: Each<'_>,
    ) -> Result<(), ShopError> {
        let manifest = std::sync::Arc::clone(&self.inside.manifest);
        let Some(owner) = manifest.named(&ContentType::new(tier.of.as_str())) else {
            return Ok(());
        };
        if !self.passed.contains_key(&of.key) {
            self.each_passing(owner, (of, tier), &mut |_| ControlFlow::Continue(()))?;
        }
        let records = self.passed.remove(&of.key).unwrap_or_default();
        let mut kept: HashMap<String, Document> = match &self.inside.memory {
            Some(memory) => memory
                .kept_all(&ContentType::new(of.key.as_str()))?
                .into_iter()
                .map(|(key, document)| (key.remote_id.as_str().to_owned(), document))
                .collect(),
            None => HashMap::new(),
        };
        let is_first = kept.is_empty();
        let is_whole_backup = self.trusts_vault && self.since(owner)?.is_none();
        let lately = self.client().timer().now() - Duration::days(tier.days);
        let (mut wanted, mut older) = (Vec::new(), Vec::new());
        for record in records {
            let Some(id) = crate::read::id_of(of, &record) else {
                continue;
            };
            let key = key_of(of, &id);
            match kept.remove(key.remote_id.as_str()) {
                Some(document) => {
                    let node = document.to_node()?;
                    let mut before = node.clone();
                    only_of(of, tier, &mut before);
                    if !is_unchanged(tier, &before, &record) {
                        wanted.push(record);
                        continue;
                    }
                    let record = shape::record(of, key.content_type.clone(), &id, &node);
                    if each(record).is_break() {
                        return Ok(());
                    }
                }
                None if moment(tier, &record).is_some_and(|moment| moment >= lately)
                    && (is_whole_backup || !self.is_as_kept(owner, tier, &id, &record)?) =>
                {
                    wanted.push(record);
                }
                None => older.push(record),
            }
        }
        older.sort_by_key(|record| std::cmp::Reverse(moment(tier, record)));
        let more = if is_whole_backup && !is_first {
            tier.more.min(older.len())
        } else {
            0
        };
        let left = older.split_off(more);
        self.gaps
            .still_to_be_read(of, left.len() as u64, tier.more as u64);
        wanted.extend(older);
        for some in wanted.chunks(AT_A_TIME) {
            self.client().stop_if_asked()?;
            for record in self.finish(of, some.to_vec())? {
                if each(record).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Whether the vault has a record whose parts are as they were: then they can wait for the next backup of everything.
    fn is_as_kept(
        &self,
        owner: &TypeManifest,
        tier: &Tier,
        id: &str,
        record: &Node,
    ) -> Result<bool, ShopError> {
        let before = self.kept_node(&key_of(owner, id))?;
        Ok(before.is_some_and(|before| is_unchanged(tier, &before, record)))
    }
}

/// Leaves of a record what its parts depend on.
pub(crate) fn only_of(of: &TypeManifest, tier: &Tier, record: &mut Node) {
    if let Node::Map(fields) = record {
        fields.retain(|(field, _)| *field == of.id || *field == tier.changed || tier.fields.contains(field));
    }
}

/// Whether the fields that tell of parts are as they were.
fn is_unchanged(tier: &Tier, before: &Node, now: &Node) -> bool {
    tier.fields
        .iter()
        .all(|field| before.get(field) == now.get(field))
}

/// When a record changed last, as the platforms write that.
fn moment(tier: &Tier, record: &Node) -> Option<DateTime<Utc>> {
    let text = first(record, &tier.changed).map(Node::to_text)?;
    DateTime::parse_from_rfc2822(&text)
        .or_else(|_| DateTime::parse_from_rfc3339(&text))
        .ok()
        .or_else(|| {
            Some(
                text.parse::<chrono::NaiveDateTime>()
                    .ok()?
                    .and_utc()
                    .fixed_offset(),
            )
        })
        .map(|moment| moment.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_however_a_platform_writes_it() {
        let tier = Tier {
            of: "orders".into(),
            changed: "changed".into(),
            fields: Vec::new(),
            days: 30,
            more: 1,
        };
        for text in [
            "Mon, 30 Nov 2026 08:00:00 +0000",
            "2026-11-30T09:00:00+01:00",
            "2026-11-30T08:00:00",
        ] {
            let record = Node::Map(vec![("changed".to_owned(), Node::Text(text.to_owned()))]);
            let found = moment(&tier, &record).unwrap();
            assert_eq!(found.to_rfc3339(), "2026-11-30T08:00:00+00:00", "{text}");
        }
    }
}
