//! # What triggers of the shop's do to records that were written
//!
//! Where triggers cannot be kept from running (MariaDB, or an ordinary user of PostgreSQL), a row that is written may change others:
//! a line of an order its total. Written before or after, such a record would not be what it was. So nothing is final until the
//! last record is written: what reads back differently is put aside, what read back well is looked at once more, and all that
//! differ are written anew, as they are wanted, from what they are by now.
//!
//! What still is not as planned then has failed, like anything that reads back differently.

use backstock_model::{ContentType, RecordKey};
use backstock_shops::{ShopError, Write, WriteOutcome};

use super::Carrying;
use crate::EngineError;

/// How often records are written anew: what is put right may run triggers, too.
const MOST_ROUNDS: u32 = 3;

/// Records looked at in one go.
const AT_ONCE: usize = 500;

/// What was read back, by position, as long as triggers may still change it. A shop that runs them numbers nothing anew, so that each
/// record has the id that was planned.
#[derive(Default)]
pub(super) struct Disturbed {
    /// Whether triggers run and the last word is not spoken. What differs has failed otherwise.
    is_waiting: bool,
    /// What was as planned when it was read back.
    sound: Vec<usize>,
    /// What was not.
    differing: Vec<usize>,
}

impl Disturbed {
    /// Notes what was read back before a crash.
    pub(super) fn was_sound(&mut self, at: usize) {
        self.sound.push(at);
    }

    /// Notes what was read back, and says whether it is not to be judged yet.
    pub(super) fn takes(&mut self, at: usize, differs: bool) -> bool {
        match (self.is_waiting, differs) {
            (false, _) => {}
            (true, false) => self.sound.push(at),
            (true, true) => self.differing.push(at),
        }
        self.is_waiting && differs
    }
}

impl Carrying<'_> {
    /// Finds out whether triggers run when the records of this plan are written.
    pub(super) fn look_out_for_triggers(&mut self) -> Result<(), EngineError> {
        let mut types: Vec<ContentType> = Vec::new();
        for record in &self.plan.records {
            let key = &record.key.content_type;
            if !types.contains(key) && self.types.iter().any(|known| known.key == *key) {
                types.push(key.clone());
            }
        }
        let effects = loop {
            self.open_writing()?;
            let Some(writing) = &mut self.writing else {
                return Err(EngineError::Thread);
            };
            match writing.side_effects(&types) {
                Ok(effects) => break effects,
                Err(error) => self.lose(error)?,
            }
        };
        self.disturbed.is_waiting = effects.iter().any(|effect| effect.code == "triggers_fired");
        Ok(())
    }

    /// Writes anew, when all is written, what triggers have changed.
    pub(super) fn put_right_what_triggers_did(&mut self) -> Result<(), EngineError> {
        if !self.disturbed.is_waiting {
            return Ok(());
        }
        for _ in 0..MOST_ROUNDS {
            self.look_again()?;
            let differing = std::mem::take(&mut self.disturbed.differing);
            if differing.is_empty() {
                break;
            }
            for (nth, some) in differing.chunks(AT_ONCE).enumerate() {
                if self.cancel.is_asked() {
                    // Those before it were written anew, and are where they belong.
                    let rest = differing.iter().skip(nth * AT_ONCE);
                    self.disturbed.differing.extend(rest);
                    return Err(EngineError::Cancelled);
                }
                self.write_anew(some)?;
            }
        }
        self.judge_disturbed()
    }

    /// Reads what was as planned once more. What is not any more does not count as restored.
    fn look_again(&mut self) -> Result<(), EngineError> {
        let sound = std::mem::take(&mut self.disturbed.sound);
        for some in sound.chunks(AT_ONCE) {
            let found = self.read_records(&self.keys_of(some))?;
            for (&at, live) in some.iter().zip(found) {
                let Some(planned) = self.plan.records.get(at) else {
                    continue;
                };
                let (_, failing) = self.differences(planned, live.as_ref())?;
                if self.disturbed.takes(at, failing.is_some()) {
                    self.verified -= 1;
                    self.succeeded -= 1;
                }
            }
        }
        Ok(())
    }

    /// Writes records as they are wanted, whatever they are by now, and reads them back.
    fn write_anew(&mut self, batch: &[usize]) -> Result<(), EngineError> {
        let sent = self.announce(batch);
        self.journal.wait_for(sent)?;
        let keys = self.keys_of(batch);
        let outcomes = loop {
            let live = self.read_records(&keys)?;
            let wanted = self.writes(batch)?.into_iter().zip(live);
            let writes: Vec<Write> = wanted.map(|(write, before)| Write { before, ..write }).collect();
            let Some(writing) = &mut self.writing else {
                return Err(EngineError::Thread);
            };
            match writing.write(&writes, &self.objects) {
                Ok(outcomes) if !outcomes.contains(&WriteOutcome::Stopped) => break outcomes,
                Ok(_) | Err(ShopError::Stopped) => {
                    self.writing = None;
                    return Err(EngineError::Cancelled);
                }
                Err(error) => self.lose(error)?,
            }
        };
        let arrived = self.take_outcomes(batch, outcomes, false)?;
        self.read_back(arrived)
    }

    /// Says of everything that was put aside what became of it. Nothing is written any more.
    pub(super) fn judge_disturbed(&mut self) -> Result<(), EngineError> {
        self.disturbed.is_waiting = false;
        let differing = std::mem::take(&mut self.disturbed.differing);
        let ids = self.keys_of(&differing).into_iter().map(|key| key.remote_id);
        self.read_back(differing.into_iter().zip(ids).collect())
    }

    fn keys_of(&self, batch: &[usize]) -> Vec<RecordKey> {
        let planned = batch.iter().filter_map(|&at| self.plan.records.get(at));
        planned.map(|record| record.key.clone()).collect()
    }
}
