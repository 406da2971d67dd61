//! # Parts that cost a call for each record
//!
//! A platform hands over the parts of some records only one record at a time. For an order that is several calls, and a store has
//! tens of thousands of orders: nearly all calls of a first backup would be for what happened years ago. So such parts are a
//! content type of their own, with the ids of the records they belong to, and are read in two tiers:
//!
//! * of records that changed lately, and of those whose own fields say that their parts changed, with every backup;
//! * of records that changed lately although these fields say nothing, with each backup that reads everything;
//! * of the others a few more with each such backup, the newest first, but not with the first one, which is there to be usable
//!   soon.
//!
//! Otherwise what was read once comes out of the vault, whoever asks. What is still to be read is told. A record of which a part
//! was refused when it was read is still to be read as well; until then what it lacks is told.

use std::collections::HashSet;
use std::ops::ControlFlow;

use backstock_model::{ContentType, Document, Node, RecordKey};
use backstock_shops::ShopError;
use chrono::{DateTime, Duration, Utc};

use crate::manifest::{Tier, TypeManifest, first};
use crate::read::{Each, RestReading, key_of};
use crate::shape;

/// A record whose parts are to be read. A store has many; each is as short as it can be.
struct Due {
    record: Document,
    changed: Option<DateTime<Utc>>,
    /// Whether it is read only because a part was refused when it was read before.
    is_owed: bool,
}

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
                    passed.push(Document::from(&node));
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
        let (known, was_read) = self.known_parts(of)?;
        let is_whole_backup = self.trusts_vault && self.since(owner)?.is_none();
        let lately = self.client().timer().now() - Duration::days(tier.days);
        let (mut wanted, mut older) = (Vec::new(), Vec::new());
        for document in records {
            let record = document.to_node()?;
            let Some(id) = crate::read::id_of(of, &record) else {
                continue;
            };
            let key = key_of(of, &id);
            let changed = moment(tier, &record);
            let is_recent = changed.is_some_and(|changed| changed >= lately);
            let mut due = Due {
                record: document,
                changed,
                is_owed: false,
            };
            let before = match known.contains(key.remote_id.as_str()) {
                true => self.kept_node(&key)?,
                false => None,
            };
            let Some(before) = before else {
                if is_recent && (is_whole_backup || !self.is_as_kept(owner, tier, &id, &record)?) {
                    wanted.push(due);
                } else {
                    older.push(due);
                }
                continue;
            };
            let is_elsewhen = said_of(tier, &before) != said_of(tier, &record);
            if !is_recent || !is_elsewhen {
                self.remarks.put(&of.key, &id, None);
            }
            let is_moved = is_recent
                && is_elsewhen
                && self.remarks.of(&of.key, &id) != said_of(tier, &record).as_deref();
            if !is_unchanged(tier, &before, &record) || is_whole_backup && is_moved {
                wanted.push(due);
            } else if is_whole_backup && !self.unread(of, &id, &before).is_empty() {
                due.is_owed = true;
                let list = if is_recent { &mut wanted } else { &mut older };
                list.push(due);
            } else if each(self.out_of_vault(of, &id, &before)).is_break() {
                return Ok(());
            }
        }
        for due in wanted {
            let flow = match due.is_owed && self.is_still_refused(of, &due)? {
                true => self.each_kept(of, &due, each)?,
                false => self.each_due(of, tier, &due, each)?,
            };
            if flow.is_break() {
                return Ok(());
            }
        }
        older.sort_by_key(|due| std::cmp::Reverse(due.changed));
        let is_first = known.is_empty() && !was_read;
        let mut more = if is_whole_backup && !is_first {
            tier.more
        } else {
            0
        };
        let mut left = 0;
        for due in older {
            let is_refused = due.is_owed && self.is_still_refused(of, &due)?;
            if more > 0 && !is_refused {
                more -= 1;
                if self.each_due(of, tier, &due, each)?.is_break() {
                    return Ok(());
                }
            } else if due.is_owed {
                if self.each_kept(of, &due, each)?.is_break() {
                    return Ok(());
                }
            } else {
                left += 1;
            }
        }
        self.gaps.still_to_be_read(of, left, tier.more as u64);
        Ok(())
    }

    /// The ids of the records whose parts the vault has, and whether a backup looked for such parts before.
    fn known_parts(&self, of: &TypeManifest) -> Result<(HashSet<String>, bool), ShopError> {
        let Some(memory) = &self.inside.memory else {
            return Ok((HashSet::new(), false));
        };
        let content_type = ContentType::new(of.key.as_str());
        let known = memory.kept_keys(&content_type)?.into_iter();
        let known = known.map(|key| key.remote_id.as_str().to_owned()).collect();
        Ok((known, memory.read_at(&content_type)?.is_some()))
    }

    /// Reads the parts of one record.
    fn each_due(
        &mut self,
        of: &TypeManifest,
        tier: &Tier,
        due: &Due,
        each: Each<'_>,
    ) -> Result<ControlFlow<()>, ShopError> {
        self.client().stop_if_asked()?;
        for record in self.finish(of, vec![due.record.to_node()?])? {
            self.remember_sameness(of, tier, &record.key, &record.document.to_node()?)?;
            if each(record).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Hands over a record as the vault has it.
    fn each_kept(
        &mut self,
        of: &TypeManifest,
        due: &Due,
        each: Each<'_>,
    ) -> Result<ControlFlow<()>, ShopError> {
        Ok(match self.kept_of(of, due)? {
            Some((id, kept)) => each(self.out_of_vault(of, &id, &kept)),
            None => ControlFlow::Continue(()),
        })
    }

    /// Whether all that a record lacks is refused to this reading as well.
    fn is_still_refused(&self, of: &TypeManifest, due: &Due) -> Result<bool, ShopError> {
        let Some((id, kept)) = self.kept_of(of, due)? else {
            return Ok(false);
        };
        let unread = self.unread(of, &id, &kept);
        Ok(unread.iter().all(|owned| self.is_refused(&of.kind_of(owned))))
    }

    fn kept_of(&self, of: &TypeManifest, due: &Due) -> Result<Option<(String, Node)>, ShopError> {
        let Some(id) = crate::read::id_of(of, &due.record.to_node()?) else {
            return Ok(None);
        };
        let kept = self.kept_node(&key_of(of, &id))?;
        Ok(kept.map(|kept| (id, kept)))
    }

    /// Remembers for which change of a record its parts were found to be those of the vault: the vault keeps the document it has
    /// then, with the moment of an earlier change.
    fn remember_sameness(
        &mut self,
        of: &TypeManifest,
        tier: &Tier,
        key: &RecordKey,
        now: &Node,
    ) -> Result<(), ShopError> {
        let Some(before) = self.kept_node(key)? else {
            return Ok(());
        };
        let [before, parts] = [&before, now].map(|node| {
            let mut node = node.clone();
            shape::strip(&mut node, &tier.changed);
            node
        });
        let said = said_of(tier, now).filter(|_| before == parts);
        self.remarks
            .put(&of.key, &crate::read::plain(&key.remote_id), said.as_deref());
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

/// What a record says of when it changed last.
fn said_of(tier: &Tier, record: &Node) -> Option<String> {
    first(record, &tier.changed).map(Node::to_text)
}

/// When a record changed last, as the platforms write that.
fn moment(tier: &Tier, record: &Node) -> Option<DateTime<Utc>> {
    let text = said_of(tier, record)?;
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
