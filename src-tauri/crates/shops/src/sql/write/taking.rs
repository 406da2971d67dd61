//! Which left-over rows the records of a batch take in or away (see `left_over.rs`).

use std::collections::{HashMap, HashSet};

use backstock_model::{Document, Node, RecordKey};

use super::Ticket;
use crate::sql::left_over::{LeftOver, LeftPlace, LeftRow, points_to};
use crate::sql::shape::{Shape, TypeShape};
use crate::sql::stored::content_id_parts;
use crate::{Write, WriteOutcome};

/// Where in a record a row comes to.
pub(super) struct Home<'s> {
    pub(super) shape: &'s Shape,
    pub(super) type_shape: &'s TypeShape,
    /// The record's position in the batch.
    pub(super) record: usize,
    /// The row's position in [`TypeShape::rows`].
    pub(super) row: usize,
}

/// What is known while the tickets of a batch are made.
pub(super) struct Taking<'b> {
    /// The records of the batch that shall go: their positions, and what they are believed to be.
    going: HashMap<&'b RecordKey, (usize, &'b Document)>,
    taken: HashSet<LeftPlace>,
    /// By the position of one that goes: the record that has it, and whether it takes it in. Without that record it stays.
    owners: HashMap<usize, (usize, bool)>,
}

impl<'b> Taking<'b> {
    pub(super) fn of(batch: &'b [Write]) -> Self {
        let going = batch.iter().enumerate().filter_map(|(position, write)| {
            let before = write.before.as_ref().filter(|_| write.after.is_none())?;
            Some((&write.key, (position, before)))
        });
        Self {
            going: going.collect(),
            taken: HashSet::new(),
            owners: HashMap::new(),
        }
    }

    /// A left-over row that may become the wanted one: one that goes in this batch, as it was believed to be, or one that
    /// belongs to this owner anyway and that nobody else decides about.
    pub(super) fn claim(
        &mut self,
        left_over: &LeftOver,
        coming: &[LeftPlace],
        home: &Home<'_>,
        id: &str,
        owner_row: &Node,
    ) -> Option<Node> {
        let row = home.type_shape.rows.get(home.row)?;
        let owner = row.owner.as_ref()?;
        let table = home.shape.schema.tables.get(row.table)?;
        let above = home.type_shape.rows.get(owner.row)?;
        let owner_table = home.shape.schema.tables.get(above.table)?;
        let candidates = || {
            coming
                .iter()
                .filter(|place| place.0 == row.table && !self.taken.contains(place))
                .filter_map(|&place| Some((place, left_over.row(place)?)))
                .filter(|(_, left)| is_called(left, id))
        };
        let (place, left) = candidates()
            .find(|(_, left)| self.goes_as_believed(left).is_some())
            .or_else(|| {
                candidates().find(|(_, left)| {
                    !self.going.contains_key(&left.record.key)
                        && points_to(owner, table, &left.node, owner_table, owner_row)
                })
            })?;
        let node = left.node.clone();
        if let Some(position) = self.goes_as_believed(left) {
            self.owners.insert(position, (home.record, true));
        }
        self.taken.insert(place);
        Some(node)
    }

    /// Notes that the record at `position` takes away what would come to it unasked.
    pub(super) fn note(&mut self, left_over: &LeftOver, coming: &[LeftPlace], position: usize) {
        for &place in coming {
            let Some(going) = left_over.row(place).and_then(|left| self.goes_as_believed(left)) else {
                continue;
            };
            if self.taken.insert(place) {
                self.owners.insert(going, (position, false));
            }
        }
    }

    fn goes_as_believed(&self, left: &LeftRow) -> Option<usize> {
        let (position, believed) = self.going.get(&left.record.key)?;
        (**believed == left.record.document).then_some(*position)
    }

    /// Puts what is done to the rows that go into the hands of the records that have them.
    pub(super) fn hand_over(self, tickets: &mut [Ticket]) {
        for (position, (owner, is_taken_in)) in self.owners {
            if matches!(
                tickets.get(owner),
                Some(Ticket::Settled(WriteOutcome::Written(_)))
            ) {
                continue;
            }
            let Some(ticket @ Ticket::Ready { .. }) = tickets.get_mut(position) else {
                continue;
            };
            let Ticket::Ready { changes: gone, .. } = std::mem::replace(ticket, Ticket::Taken(owner)) else {
                continue;
            };
            if let (false, Some(Ticket::Ready { changes, .. })) = (is_taken_in, tickets.get_mut(owner)) {
                changes.splice(0..0, gone);
            }
        }
    }
}

/// Whether a left-over row is the one of this id; of rows without a key, whether it has that content.
fn is_called(left: &LeftRow, id: &str) -> bool {
    let known = &left.record.key.remote_id;
    match content_id_parts(known) {
        None => known.as_str() == id,
        Some((hash, _)) => id
            .strip_prefix('~')
            .and_then(|rest| rest.rsplit_once('.'))
            .is_some_and(|(wanted, _)| wanted == hash),
    }
}
