//! Reading back what was written, and saying whether it is what was planned.

use backstock_model::{
    Document, FieldChange, Node, Path, Phase, PlannedRecord, Record, RecordKey, RemoteId, diff,
};
use backstock_vault::ItemState;

use super::{Carrying, position};
use crate::EngineError;
use crate::compare::node;
use crate::numbers::is_same_number;
use crate::walk::is_volatile;
use crate::words;

/// Records read back in one look.
const AT_ONCE: usize = 500;

impl Carrying<'_> {
    /// Reads back what was written and compares it field by field with what was planned.
    pub(super) fn read_back(&mut self, arrived: Vec<(usize, RemoteId)>) -> Result<(), EngineError> {
        if arrived.is_empty() {
            return Ok(());
        }
        let plan = self.plan;
        let looked_for: Vec<(usize, &PlannedRecord, RecordKey)> = arrived
            .into_iter()
            .filter_map(|(at, id)| {
                let planned = plan.records.get(at)?;
                let key = RecordKey::new(planned.key.content_type.clone(), id);
                Some((at, planned, key))
            })
            .collect();
        let mut marks = Vec::with_capacity(looked_for.len());
        for some in looked_for.chunks(AT_ONCE) {
            let keys: Vec<RecordKey> = some.iter().map(|(_, _, key)| key.clone()).collect();
            let found = match self.read_records(&keys) {
                Ok(found) => found,
                Err(error) => {
                    // What was read back so far is known, whatever becomes of the rest.
                    self.mark(marks)?;
                    return Err(error);
                }
            };
            for ((at, planned, key), live) in some.iter().zip(found) {
                marks.extend(self.judge(*at, planned, key, live)?);
            }
        }
        self.engine.faults.at("restore.batch_read_back");
        self.note(marks);
        self.engine.faults.at("restore.batch_verified");
        Ok(())
    }

    /// Counts a record that was read back, and says how it is marked.
    fn judge(
        &mut self,
        at: usize,
        planned: &PlannedRecord,
        key: &RecordKey,
        live: Option<Document>,
    ) -> Result<Option<(u32, ItemState)>, EngineError> {
        let (differences, failing) = self.differences(planned, live.as_ref())?;
        if self.disturbed.takes(at, failing.is_some()) {
            return Ok(None);
        }
        self.verified += 1;
        let Some(field) = failing else {
            self.succeeded += 1;
            self.done += 1;
            self.tick(Phase::ReadingBack, &key.content_type);
            let verified = if planned.after == live {
                ItemState::AsPlanned
            } else {
                ItemState::Verified {
                    after: live,
                    differences,
                }
            };
            return Ok(Some((position(at), verified)));
        };
        let (code, mut message) = words::reads_back_differently(&field);
        if let Some(why) = self.in_part.get(&at) {
            message = format!("{message} {why}");
        }
        let Some((at, failure)) = self.failure(at, (code, &message)) else {
            return Ok(None);
        };
        let (code, message) = (failure.code.clone(), failure.message.clone());
        let (place, _) = self.fail(at, failure);
        // Undo goes by what is there now, and that is not what was planned.
        let kept = ItemState::KeptOtherwise {
            code,
            message,
            after: live,
            differences,
        };
        Ok(Some((place, kept)))
    }

    /// The fields that are not as planned, and the readable name of one that ought to be.
    pub(super) fn differences(
        &self,
        planned: &PlannedRecord,
        live: Option<&Document>,
    ) -> Result<(Vec<String>, Option<String>), EngineError> {
        if planned.after.as_ref() == live {
            return Ok((Vec::new(), None));
        }
        let key = &planned.key;
        let after = node(key, planned.after.as_ref())?;
        let live = node(key, live)?;
        let found = diff(after.as_ref(), live.as_ref());
        if found.is_empty() {
            return Ok((Vec::new(), None));
        }
        let before = node(key, planned.before.as_ref())?;
        let written: Vec<Path> = diff(before.as_ref(), after.as_ref())
            .into_iter()
            .map(|change| change.path)
            .collect();
        let description = self.types.iter().find(|found| found.key == key.content_type);
        let failing = found.iter().find(|change| {
            let counts = description.is_none_or(|description| {
                !is_volatile(description, &change.path)
                    && !description.derived.contains(&change.path.columns())
            });
            // A field that the shop got since the backup has the value every new record gets.
            let is_new_field = planned.before.is_none()
                && !change.path.keys().is_empty()
                && change.old.is_none()
                && change.new.as_ref().is_some_and(Node::is_leaf);
            // And one that it has lost has nothing to lose where there was nothing in it.
            let is_lost_field = change.old == Some(Node::Null) && change.new.is_none();
            counts
                && !is_new_field
                && !is_lost_field
                && !is_written_otherwise(change)
                && written
                    .iter()
                    .any(|path| change.path.is_within(path) || path.is_within(&change.path))
        });
        let label = failing.map(|change| match description {
            _ if change.path.keys().is_empty() => words::WHOLE_RECORD.to_owned(),
            Some(description) => description.label_of(&change.path).0,
            None => change.path.to_string(),
        });
        Ok((
            found.iter().map(|change| change.path.to_string()).collect(),
            label,
        ))
    }

    /// Records as they are now; a line that is cut is taken up again.
    pub(super) fn read_records(&mut self, keys: &[RecordKey]) -> Result<Vec<Option<Document>>, EngineError> {
        loop {
            self.open_writing()?;
            let Some(writing) = &mut self.writing else {
                return Err(EngineError::Thread);
            };
            match writing.read_records(keys) {
                Ok(records) => {
                    let document = |record: Option<Record>| record.map(|record| record.document);
                    return Ok(records.into_iter().map(document).collect());
                }
                Err(error) => self.lose(error)?,
            }
        }
    }
}

/// Whether a number is the one that was planned, with more or fewer zeros: a shop keeps `12.50` as `12.5`, or as `12.5000`.
fn is_written_otherwise(change: &FieldChange) -> bool {
    match (&change.old, &change.new) {
        (Some(Node::Number(planned)), Some(Node::Number(live))) => is_same_number(planned, live),
        _ => false,
    }
}
