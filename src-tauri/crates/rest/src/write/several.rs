//! # Several records with one call
//!
//! A mistake changes many records in one way, and some platforms take the way back as a list: ten products with one call. Only
//! records that are there and stay there go together; what is made or taken away is sent alone, as its answer says too much.
//! Where only rows of a record are written, and the list for them names no record, rows of several records go together (stock).
//!
//! What the store does not take as a whole is sent one by one, so that each record has the reason it was refused for: answers
//! to lists often do not say which of them is meant. What a list that was taken in part has changed already is looked at first,
//! and is not sent again; of a record that was taken in part itself only the rest is.

use std::collections::HashSet;
use std::sync::Arc;

use backstock_model::{Document, Node, Record, diff};
use backstock_shops::{Objects, Reading as _, ShopError, Write, WriteOutcome};

use super::body::{body_of, without_rows};
use super::{Failed, RestWriting, is_written_alone, moved_on};
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

/// What a list has of each record.
#[derive(Clone, Copy)]
enum Listed<'m> {
    /// The record itself, whose rows follow by calls of their own.
    Record(&'m Change, &'m Several),
    /// Its rows of one collection, and there is nothing else to write.
    Rows(&'m Owned, &'m Change, &'m Several),
}

/// What became of a record in a list that was not taken as a whole.
enum Came {
    /// It is as it was sent.
    Whole,
    /// Some of its fields are: what the store has, and what it is to be.
    InPart(Node, Node),
    /// It is as it was, or somebody else was there. It is sent alone.
    Not,
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
        let Some((of, listed)) = of.and_then(|of| Some((of, sent_with_others(of)?))) else {
            return Ok(Vec::new());
        };
        let most = match listed {
            Listed::Record(_, several) | Listed::Rows(_, _, several) => several.most.max(1),
        };
        let mut outcomes: Vec<Option<WriteOutcome>> = writes.iter().map(|_| None).collect();
        for (number, some) in writes.chunks(most).enumerate() {
            let first = number * most;
            let known = match listed {
                Listed::Record(update, several) => self.at_once(of, (update, several), some, objects)?,
                Listed::Rows(owned, update, several) => {
                    self.rows_at_once(of, owned, (update, several), some)?
                }
            };
            for (at, outcome) in known {
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
            let Some((before, after)) = self.as_it_is(write, live)? else {
                continue;
            };
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
        let mut outcomes = Vec::with_capacity(together.len());
        if bodies.len() > 1 && !self.are_taken(update, several, bodies)? {
            // A list that is taken in part tells little of which part.
            let keys: Vec<_> = together.iter().map(|one| one.write.key.clone()).collect();
            let there = self.reading.read_records(&keys)?;
            let mut whole = Vec::with_capacity(together.len());
            for (one, live) in together.into_iter().zip(there) {
                match self.came(of, &one, live.as_ref())? {
                    Came::Whole => whole.push(one),
                    Came::InPart(live, after) => {
                        self.begin_record(true);
                        let rest = self.change(of, one.write, &live, &after, objects);
                        if rest.is_ok() && std::mem::take(&mut self.is_unsure) {
                            self.name_rows(of, &one.write.key, &after)?;
                        }
                        let rest = rest.map(|()| WriteOutcome::Written(one.write.key.remote_id.clone()));
                        outcomes.push((one.at, self.came_of(one.write, rest)?));
                    }
                    Came::Not => {}
                }
            }
            together = whole;
        } else if bodies_are_few(&together) {
            together.retain(|one| one.body.is_none());
        }
        for one in &together {
            self.begin_record(one.body.is_some());
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

    /// One call for rows of all of them. What has no outcome afterwards is to be sent alone.
    fn rows_at_once(
        &mut self,
        of: &TypeManifest,
        owned: &Owned,
        (update, several): (&Change, &Several),
        writes: &[Write],
    ) -> Result<Vec<(usize, WriteOutcome)>, ShopError> {
        let keys: Vec<_> = writes.iter().map(|write| write.key.clone()).collect();
        let change = one_of(update, several);
        let (mut bodies, mut sent) = (Vec::new(), Vec::new());
        for ((at, write), live) in writes.iter().enumerate().zip(self.reading.read_records(&keys)?) {
            let Some((before, after)) = self.as_it_is(write, live)? else {
                continue;
            };
            let live = self.live(of, &write.key);
            let rows = rows_of(&after, &owned.key).filter_map(|(id, row)| {
                let (_, was) = rows_of(&before, &owned.key).find(|(other, _)| *other == id)?;
                let [was, row] = [was, row].map(|row| self.row_to_shop(of, owned, row));
                body_of(&change, &live, Some(&was), &row)
            });
            let rows: Vec<Node> = rows.collect();
            if bodies.len() + rows.len() <= several.most {
                bodies.extend(rows);
                sent.push((at, write));
            }
        }
        if sent.len() < 2 || bodies.is_empty() || !self.are_taken(update, several, bodies)? {
            return Ok(Vec::new());
        }
        let writes: Vec<&Write> = sent.iter().map(|(_, write)| *write).collect();
        self.wait_until_there(of, &writes)?;
        let written = |write: &Write| WriteOutcome::Written(write.key.remote_id.clone());
        Ok(sent.into_iter().map(|(at, write)| (at, written(write))).collect())
    }

    /// What the store has of a record, and what it is to be; nothing where that is not what the plan believed.
    fn as_it_is(&self, write: &Write, live: Option<Record>) -> Result<Option<(Node, Node)>, ShopError> {
        let live = live.map(|record| record.document);
        let (Some(before), Some(after), Some(live), true) = (
            &write.before,
            &write.after,
            &live,
            self.is_as_believed(write, live.as_ref()),
        ) else {
            return Ok(None);
        };
        let after = moved_on(before, after, live)?;
        Ok(Some((live.to_node()?, after.to_node()?)))
    }

    /// What became of a record, whatever its rows are.
    fn came(&self, of: &TypeManifest, one: &Together<'_>, live: Option<&Record>) -> Result<Came, ShopError> {
        let (Some(live), Some(_)) = (live, &one.body) else {
            return Ok(Came::Not);
        };
        let there = live.document.to_node()?;
        let [was, wanted, is] = [&one.before, &one.after, &there].map(|node| without_rows(of, node));
        // As it was, with what the store has of what was sent.
        let mut mixed = was.clone();
        let (mut taken, mut left) = (0, 0);
        for change in diff(Some(&was), Some(&wanted)) {
            if is.at(&change.path) == change.new.as_ref() {
                mixed.put(&change.path, change.new);
                taken += 1;
            } else {
                left += 1;
            }
        }
        let [was, is, mixed] = [&was, &is, &mixed].map(Document::from);
        let is_of_ours = self
            .described(&one.write.key)
            .is_some_and(|described| described.is_as_believed(Some(&mixed), Some(&was), Some(&is)));
        Ok(match (is_of_ours, taken, left) {
            (true, _, 0) => Came::Whole,
            (true, 1.., _) => {
                let [was, wanted] = [&one.before, &one.after].map(Document::from);
                let after = moved_on(&was, &wanted, &live.document)?;
                Came::InPart(there, after.to_node()?)
            }
            _ => Came::Not,
        })
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
        let list = Node::List(bodies);
        let body = match &update.under {
            Some(key) => Node::Map(vec![(key.clone(), list)]),
            None => list,
        };
        let call = Call::of(update.method, &several.path).json(&body);
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
fn sent_with_others(of: &TypeManifest) -> Option<Listed<'_>> {
    if let Some(update) = &of.update {
        return Some(Listed::Record(update, update.several.as_ref()?));
    }
    let mut alone = of.own().filter(|owned| is_written_alone(owned));
    let (Some(owned), None) = (alone.next(), alone.next()) else {
        return None;
    };
    let update = owned.update.as_ref()?;
    let several = update.several.as_ref()?;
    let is_only_changed = owned.create.is_none() && owned.delete.is_none();
    (is_only_changed && !several.path.contains('{')).then_some(Listed::Rows(owned, update, several))
}

/// The rows of a collection, under their ids.
fn rows_of<'n>(record: &'n Node, key: &str) -> impl Iterator<Item = (&'n str, &'n Node)> {
    let rows = match record.get(key) {
        Some(Node::Map(rows)) => rows.as_slice(),
        _ => &[],
    };
    rows.iter().map(|(id, row)| (id.as_str(), row))
}

/// The same change without what makes a list of it.
fn one_of(update: &Change, several: &Several) -> Change {
    let mut one = update.clone();
    (one.list, one.under) = (false, None);
    one.with.extend(several.with.iter().cloned());
    one
}

/// Whether there are not enough of them to make a list.
fn bodies_are_few(together: &[Together<'_>]) -> bool {
    together.iter().filter(|one| one.body.is_some()).count() == 1
}
