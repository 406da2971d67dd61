//! # What has to be done to the rows of a batch
//!
//! It is told by the documents alone, so it need not wait for the database: while a batch is written and committed, with one
//! processor or none at work, another one works out the batch after it ([`Ahead`]).

use std::collections::VecDeque;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use backstock_model::{DocumentError, Node};
use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use crate::sql::change::{RowChange, changes, node, states};
use crate::sql::left_over::may_take_in;
use crate::sql::shape::Shape;
use crate::sql::stored::content_id_parts;
use crate::{Problem, Write};

/// Records that a processor looks at in a row; for fewer no other is asked.
const LEAST_SHARE: usize = 32;

/// What can be told of a record to write from its documents alone.
pub(super) struct WorkedOut {
    /// The record before and after, as far as it differs.
    pub(super) before: Option<Node>,
    pub(super) after: Option<Node>,
    /// What has to be done to its rows, where that asks for nothing else: no row comes that may be there already and belong to
    /// nobody, and none is known by its content.
    pub(super) changes: Option<Result<Vec<RowChange>, Problem>>,
}

impl WorkedOut {
    fn of(shape: &Shape, write: &Write) -> Result<Self, DocumentError> {
        let type_shape = shape
            .position(&write.key.content_type)
            .ok()
            .and_then(|of_type| shape.types.get(of_type));
        let (was, wanted) = (write.before.as_ref(), write.after.as_ref());
        let Some(type_shape) = type_shape.filter(|_| content_id_parts(&write.key.remote_id).is_none()) else {
            return Ok(Self {
                before: node(was)?,
                after: node(wanted)?,
                changes: None,
            });
        };
        let (before, after) = states(shape, type_shape, was, wanted)?;
        let changes = match (&before, &after) {
            (Some(_), Some(new)) if !may_take_in(shape, type_shape, before.as_ref(), new) => {
                let (before, after) = (before.as_ref(), after.as_ref());
                Some(changes(shape, type_shape, before, after, None, &mut |_, _, _| {
                    None
                }))
            }
            _ => None,
        };
        Ok(Self {
            before,
            after,
            changes,
        })
    }
}

/// What came of each record of a batch.
type OfBatch = Vec<Result<WorkedOut, DocumentError>>;

/// Batches that are worked out before it is their turn.
#[derive(Default)]
pub(super) struct Ahead(VecDeque<Begun>);

struct Begun {
    shape: Arc<Shape>,
    batch: Arc<[Write]>,
    working: JoinHandle<OfBatch>,
}

impl Ahead {
    /// The batch that is written meanwhile, and the one after it.
    const MOST: usize = 2;

    /// Begins with a batch whose turn comes later.
    pub(super) fn begin(&mut self, shape: &Arc<Shape>, batch: &[Write]) {
        let batch: Arc<[Write]> = batch.into();
        let (of_shape, writes) = (Arc::clone(shape), Arc::clone(&batch));
        let work = move || {
            writes
                .iter()
                .map(|write| WorkedOut::of(&of_shape, write))
                .collect()
        };
        // Without another thread it is worked out when its turn comes.
        if let Ok(working) = thread::Builder::new().spawn(work) {
            self.0.push_back(Begun {
                shape: Arc::clone(shape),
                batch,
                working,
            });
        }
        while self.0.len() > Self::MOST {
            self.0.pop_front();
        }
    }

    /// What has to be done to the rows of a batch: as far as it was begun with for these tables, or now, by all processors.
    pub(super) fn worked_out(&mut self, shape: &Arc<Shape>, batch: &[Write]) -> OfBatch {
        let is_it = |begun: &Begun| Arc::ptr_eq(&begun.shape, shape) && are_same(&begun.batch, batch);
        if let Some(at) = self.0.iter().position(is_it) {
            let begun = self.0.drain(..=at).next_back();
            if let Some(Ok(done)) = begun.map(|begun| begun.working.join()) {
                return done;
            }
        }
        batch
            .par_iter()
            .with_min_len(LEAST_SHARE)
            .map(|write| WorkedOut::of(shape, write))
            .collect()
    }
}

/// Whether two batches ask for the same of the same records. What is shared between them is not looked at.
fn are_same(one: &[Write], other: &[Write]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| {
            one.key == other.key && one.before == other.before && one.after == other.after
        })
}
