//! # Several records with one call
//!
//! A mistake changes many records in one way, and some platforms take the way back as a list: ten products with one call. Only
//! records that are there and stay there go together; what is made or taken away is sent alone, as its answer says too much.
//!
//! What the store does not take as a whole is sent one by one, so that each record has the reason it was refused for: answers
//! to lists often do not say which of them is meant. What a list that was taken in part has changed already is looked at first,
//! and is not sent again.

use std::collections::HashSet;
use std::sync::Arc;

use backstock_model::{Document, Node, Record};
use backstock_shops::{Objects, Reading as _, ShopError, Write, WriteOutcome};

use super::body::{body_of, without_rows};
use super::{Failed, RestWriting, moved_on};
use crate::Manifest;
use crate::client::{Call, part};
use crate::manifest::{Change, Owned, Several, TypeManifest};
use crate::shape;

/// A record that is sent with others.
struct Together<'w> {
    /// Its place among those that were asked for.
    at: usize,
    write: &'w Write,
    before: Node,
    after: Node,
    /// What is sent of it; nothing when only rows differ.
    body: Option<Node>,
}

impl RestWriting {
    /// Changes records of one type, as many with one call as the platform takes.
    pub(super) fn several(
        &mut self,
        writes: &[Write],
        objects: &dyn Objects,
    ) -> Result<Vec<WriteOutcome>, ShopError> {
        let manifest = Arc::clone(&self.inside().manifest);
        let of = writes
            .first()
            .and_then(|write| manifest.named(&write.key.content_type));
        let Some((of, (update, several))) = of.and_then(|of| Some((of, sent_with_others(of)?))) else {
            return Ok(Vec::new());
        };
        let mut outcomes: Vec<Option<WriteOutcome>> = writes.iter().map(|_| None).collect();
        for (number, some) in writes.chunks(several.most.max(1)).enumerate() {
            let first = number * several.most.max(1);
            for (at, outcome) in self.at_once(of, (update, several), some, objects)? {
                if let Some(place) = outcomes.get_mut(first + at) {
                    *place = Some(outcome);
                }
            }
        }
        let outcomes = writes.iter().zip(outcomes).map(|(write, outcome)| match outcome {
            Some(outcome) => Ok(outcome),
            // Not as it was believed, or not taken together with others.
            None => {
                let outcome = self.one(write, objects);
                self.came_of(write, outcome)
            }
        });
        outcomes.collect()
    }

    /// One call for all of them. What has no outcome afterwards was not written, and is to be sent alone.
    fn at_once(
        &mut self,
        of: &TypeManifest,
        (update, several): (&Change, &Several),
        writes: &[Write],
        objects: &dyn Objects,
    ) -> Result<Vec<(usize, WriteOutcome)>, ShopError> {
        let keys: Vec<_> = writes.iter().map(|write| write.key.clone()).collect();
        let mut together = Vec::with_capacity(writes.len());
        for ((at, write), live) in writes.iter().enumerate().zip(self.reading.read_records(&keys)?) {
            let live = live.map(|record| record.document);
            let (Some(before), Some(after), Some(live), true) = (
                &write.before,
                &write.after,
                &live,
                self.is_as_believed(write, live.as_ref()),
            ) else {
                continue;
            };
            let after = moved_on(before, after, live)?;
            let (before, after) = (live.to_node()?, after.to_node()?);
            let was = shape::to_shop(of, &self.reading.ledger, &without_rows(of, &before));
            let will_be = self.to_shop(of, &after);
            let body = body_of(&one_of(update, several), "", Some(&was), &will_be);
            together.push(Together {
                at,
                write,
                before,
                after,
                body,
            });
        }
        let bodies: Vec<Node> = together.iter().filter_map(|one| one.body.clone()).collect();
        if bodies.len() > 1 && !self.are_taken(update, several, bodies)? {
            // A list that is taken in part tells little of which part.
            let keys: Vec<_> = together.iter().map(|one| one.write.key.clone()).collect();
            let live = self.reading.read_records(&keys)?;
            let mut there = live.iter();
            together.retain(|one| {
                let live = there.next().and_then(Option::as_ref);
                one.body.is_some() && self.is_taken(of, one, live)
            });
        } else if bodies_are_few(&together) {
            together.retain(|one| one.body.is_none());
        }
        let mut outcomes = Vec::with_capacity(together.len());
        for one in &together {
            (self.has_written, self.is_unsure) = (one.body.is_some(), false);
            let live = self.live(of, &one.write.key);
            let rows = self.change_rows(of, &live, &one.before, &one.after, objects);
            if rows.is_ok() && std::mem::take(&mut self.is_unsure) {
                self.name_rows(of, &one.write.key, &one.after)?;
            }
            let outcome = rows.map(|()| WriteOutcome::Written(one.write.key.remote_id.clone()));
            outcomes.push((one.at, self.came_of(one.write, outcome)?));
        }
        Ok(outcomes)
    }

    /// Whether the store has a record as it was sent, whatever its rows are.
    fn is_taken(&self, of: &TypeManifest, one: &Together<'_>, live: Option<&Record>) -> bool {
        let Some(live) = live else { return false };
        let Ok(there) = live.document.to_node() else {
            return false;
        };
        let plain = |node: &Node| Document::from(&without_rows(of, node));
        let (before, after, live) = (plain(&one.before), plain(&one.after), plain(&there));
        self.described(&one.write.key)
            .is_some_and(|described| described.is_as_believed(Some(&after), Some(&before), Some(&live)))
    }

    /// Sends rows of one record that the platform takes as a list, and says which of them it took. The others are sent one by one.
    pub(super) fn rows_together(
        &mut self,
        of: &TypeManifest,
        owned: &Owned,
        live: &str,
        there: &[(String, Node)],
        wanted: &[(String, Node)],
    ) -> Result<HashSet<String>, Failed> {
        let mut taken = HashSet::new();
        let (Some(create), Some(update)) = (&owned.create, &owned.update) else {
            return Ok(taken);
        };
        let Some(several) = &update.several else {
            return Ok(taken);
        };
        let (create, change) = (one_of(create, several), one_of(update, several));
        let bodies: Vec<(&String, Node)> = wanted
            .iter()
            .filter_map(|(id, row)| {
                let sent = self.row_to_shop(of, owned, row);
                let body = match there.iter().find(|(other, _)| other == id) {
                    Some((_, before)) => {
                        let before = self.row_to_shop(of, owned, before);
                        if before == sent {
                            return None;
                        }
                        body_of(&change, live, Some(&before), &sent)
                    }
                    None => body_of(&create, live, None, &sent),
                };
                Some((id, body?))
            })
            .collect();
        if bodies.len() < 2 {
            return Ok(taken);
        }
        for some in bodies.chunks(several.most.max(1)) {
            let list = Several {
                path: several.path.replace("{id}", &part(live)),
                ..several.clone()
            };
            let bodies: Vec<Node> = some.iter().map(|(_, body)| body.clone()).collect();
            if self.are_taken(update, &list, bodies)? {
                self.has_written = true;
                taken.extend(some.iter().map(|(id, _)| (*id).clone()));
            }
        }
        Ok(taken)
    }

    /// Sends a list, and says whether the store took all of it.
    fn are_taken(&self, update: &Change, several: &Several, bodies: Vec<Node>) -> Result<bool, ShopError> {
        let call = Call::of(update.method, &several.path).json(&Node::List(bodies));
        let client = &self.inside().client;
        match client.send(&call) {
            Ok(answer) => Ok(matches!(answer.status, 200 | 201 | 204)),
            // It may be one of them that the store breaks at.
            Err(ShopError::StoreAway { .. }) if self.is_there() => Ok(false),
            Err(error) => match Failed::from(error) {
                Failed::Refused(_) => Ok(false),
                Failed::Store(error) => Err(error),
            },
        }
    }
}

/// Whether two records may go with one call.
pub(super) fn are_sent_together(manifest: &Manifest, one: &Write, other: &Write) -> bool {
    let is_change = |write: &Write| write.before.is_some() && write.after.is_some();
    let of = manifest.named(&one.key.content_type);
    one.key.content_type == other.key.content_type
        && is_change(one)
        && is_change(other)
        && of.is_some_and(|of| sent_with_others(of).is_some())
}

/// How a type's records are changed together, where that is possible.
fn sent_with_others(of: &TypeManifest) -> Option<(&Change, &Several)> {
    let update = of.update.as_ref()?;
    Some((update, update.several.as_ref()?))
}

/// The same change without what makes a list of it.
fn one_of(update: &Change, several: &Several) -> Change {
    let mut one = update.clone();
    one.list = false;
    one.with.extend(several.with.iter().cloned());
    one
}

/// Whether there are not enough of them to make a list.
fn bodies_are_few(together: &[Together<'_>]) -> bool {
    together.iter().filter(|one| one.body.is_some()).count() == 1
}
