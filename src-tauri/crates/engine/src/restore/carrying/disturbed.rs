//! # What triggers of the shop's do to records that were written
//!
//! Where triggers cannot be kept from running (MariaDB, or an ordinary user of PostgreSQL), a row that is written may change others:
//! a line of an order its total. Written before or after, such a record would not be what it was. So nothing is final until the
//! last record is written: what reads back differently is put aside, what read back well is looked at once more, and all that
//! differ are written anew, as they are wanted, from what they are by now.
//!
//! What still is not as planned then has failed, like anything that reads back differently.

use backstock_model::{ContentType, RecordKey, RemoteId};
use backstock_shops::{ShopError, Write, WriteOutcome};

use super::Carrying;
use crate::EngineError;

/// How often records are written anew: what is put right may run triggers, too.
const MOST_ROUNDS: u32 = 3;

/// Records looked at in one go.
const AT_ONCE: usize = 500;

/// What was read back while triggers run.
#[derive(Default)]
pub(super) struct Disturbed {
    /// What was as planned when it was read back, by position and key.
    sound: Vec<(usize, RemoteId)>,
    /// What was not.
    differing: Vec<(usize, RemoteId)>,
    /// Whether the last word is spoken, so that what differs has failed.
    is_over: bool,
}

impl Disturbed {
    /// Puts a record that was read back aside; whether it is not to be judged yet.
    pub(super) fn takes(&mut self, at: usize, key: &RecordKey, differs: bool) -> bool {
        if self.is_over {
            return false;
        }
        let records = if differs {
            &mut self.differing
        } else {
            &mut self.sound
        };
        records.push((at, key.remote_id.clone()));
        differs
    }
}

impl Carrying<'_> {
    /// Finds out whether triggers run when the records of this plan are written.
    pub(super) fn look_out_for_triggers(&mut self) -> Result<(), EngineError> {
        let mut types: Vec<ContentType> = Vec::new();
        for record in &self.plan.records {
            if !types.contains(&record.key.content_type) {
                types.push(record.key.content_type.clone());
            }
        }
        let effects = loop {
            self.open_writing()?;
            let known: Vec<ContentType> = self.types.iter().map(|known| known.key.clone()).collect();
            types.retain(|key| known.contains(key));
            let Some(writing) = &mut self.writing else {
                return Err(EngineError::Thread);
            };
            match writing.side_effects(&types) {
                Ok(effects) => break effects,
                Err(error) => self.lose(error)?,
            }
        };
        if effects.iter().any(|effect| effect.code == "triggers_fired") {
            let ids = self.verified_before.iter().filter_map(|&at| {
                let planned = self.plan.records.get(at)?;
                Some((at, planned.key.remote_id.clone()))
            });
            self.disturbed = Some(Disturbed {
                sound: ids.collect(),
                ..Disturbed::default()
            });
        }
        Ok(())
    }

    /// Writes anew, when all is written, what triggers have changed.
    pub(super) fn put_right_what_triggers_did(&mut self) -> Result<(), EngineError> {
        for _ in 0..MOST_ROUNDS {
            self.look_again()?;
            let Some(disturbed) = &mut self.disturbed else {
                return Ok(());
            };
            let differing = std::mem::take(&mut disturbed.differing);
            if differing.is_empty() {
                break;
            }
            for some in differing.chunks(AT_ONCE) {
                if self.cancel.is_asked() {
                    self.judge_as_it_is(&differing)?;
                    return Err(EngineError::Cancelled);
                }
                self.write_anew(some)?;
            }
        }
        self.judge_disturbed()
    }

    /// Reads what was as planned once more. What is not any more does not count as restored.
    fn look_again(&mut self) -> Result<(), EngineError> {
        let Some(disturbed) = &mut self.disturbed else {
            return Ok(());
        };
        let sound = std::mem::take(&mut disturbed.sound);
        for some in sound.chunks(AT_ONCE) {
            let keys = self.keys_of(some);
            let found = self.read_records(&keys)?;
            for ((at, id), live) in some.iter().zip(found) {
                let Some(planned) = self.plan.records.get(*at) else {
                    continue;
                };
                let (_, failing) = self.differences(planned, live.as_ref())?;
                let Some(disturbed) = &mut self.disturbed else {
                    continue;
                };
                if failing.is_some() {
                    disturbed.differing.push((*at, id.clone()));
                    self.verified -= 1;
                    self.succeeded -= 1;
                } else {
                    disturbed.sound.push((*at, id.clone()));
                }
            }
        }
        Ok(())
    }

    /// Writes records as they are wanted, whatever they are by now, and reads them back.
    fn write_anew(&mut self, records: &[(usize, RemoteId)]) -> Result<(), EngineError> {
        let batch: Vec<usize> = records.iter().map(|(at, _)| *at).collect();
        let sent = self.announce(&batch);
        self.journal.wait_for(sent)?;
        let keys = self.keys_of(records);
        let outcomes = loop {
            let live = self.read_records(&keys)?;
            let wanted = self.writes(&batch)?;
            let writes: Vec<Write> = wanted
                .into_iter()
                .zip(live)
                .map(|(write, before)| Write { before, ..write })
                .collect();
            let Some(writing) = &mut self.writing else {
                return Err(EngineError::Thread);
            };
            match writing.write(&writes, &self.objects) {
                Ok(outcomes) if outcomes.contains(&WriteOutcome::Stopped) => {
                    self.writing = None;
                    return Err(EngineError::Cancelled);
                }
                Ok(outcomes) => break outcomes,
                Err(ShopError::Stopped) => {
                    self.writing = None;
                    return Err(EngineError::Cancelled);
                }
                Err(error) => self.lose(error)?,
            }
        };
        let arrived = self.take_outcomes(&batch, outcomes, false)?;
        self.read_back(arrived)
    }

    /// Says of everything that was put aside what became of it. Nothing is written any more.
    pub(super) fn judge_disturbed(&mut self) -> Result<(), EngineError> {
        let Some(disturbed) = &mut self.disturbed else {
            return Ok(());
        };
        let differing = std::mem::take(&mut disturbed.differing);
        self.judge_as_it_is(&differing)
    }

    fn judge_as_it_is(&mut self, records: &[(usize, RemoteId)]) -> Result<(), EngineError> {
        if let Some(disturbed) = &mut self.disturbed {
            disturbed.is_over = true;
        }
        self.read_back(records.to_vec())
    }

    fn keys_of(&self, records: &[(usize, RemoteId)]) -> Vec<RecordKey> {
        records
            .iter()
            .filter_map(|(at, id)| {
                let planned = self.plan.records.get(*at)?;
                Some(RecordKey::new(planned.key.content_type.clone(), id.clone()))
            })
            .collect()
    }
}
