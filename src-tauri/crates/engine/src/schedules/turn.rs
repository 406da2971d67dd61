//! Taking turns.

use backstock_model::{Cancel, Progress};
use backstock_schedule::{Claim, Standing, Tz, standing};
use backstock_vault::{BackupKind, Turn, TurnState, VaultError};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Scheduled, Work};
use crate::{BackupAsk, BackupOutcome, Engine, EngineError, Explained, explain};

/// How long is waited before a turn that failed is tried again. After the last one it is given up, and that is told.
pub const PAUSES: [TimeDelta; 5] = [
    TimeDelta::minutes(5),
    TimeDelta::minutes(15),
    TimeDelta::hours(1),
    TimeDelta::hours(3),
    TimeDelta::hours(6),
];

/// Another job is at work; it is a matter of waiting, not of trying.
const AFTER_ANOTHER_JOB: TimeDelta = TimeDelta::minutes(1);

/// Between taking a turn and holding the vault there is an instant in which nobody else may think that it was left behind.
const BEFORE_LEFT_BEHIND: TimeDelta = TimeDelta::minutes(2);

/// A turn that was taken and is to be done now.
#[derive(Clone, Debug)]
pub struct TakenTurn {
    /// Its schedule.
    pub scheduled: Scheduled,
    /// The turn.
    pub turn: Turn,
}

/// How a turn ended, or why it is tried again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Told {
    /// A backup was made.
    BackedUp {
        /// Its number.
        backup: u64,
    },
    /// The shop was looked at, and nothing had changed.
    Unchanged,
    /// An export was made.
    Exported {
        /// Its number in the history.
        export: u64,
    },
    /// It failed.
    Failed {
        /// Why.
        why: Explained,
    },
    /// Somebody stopped it.
    Stopped,
}

impl Told {
    /// What is kept about a turn.
    pub fn of(turn: &Turn) -> Option<Self> {
        turn.told
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok())
    }
}

impl Engine {
    /// Takes the next turn that is due, if there is one. Nothing is taken while a job is at work on the vault.
    pub fn next_turn(&self, zone: Tz) -> Result<Option<TakenTurn>, EngineError> {
        if self.vault.is_read_only() || self.vault.running_job()?.is_some() {
            return Ok(None);
        }
        let now = self.clock.now();
        let schedules = self.all_schedules()?;
        for scheduled in schedules.iter().filter(|scheduled| scheduled.is_on) {
            match self.standing(scheduled, now, zone)? {
                Standing::Quiet => {}
                Standing::Anew => self.begin_anew(scheduled, now)?,
                Standing::Due(slot) => {
                    let after = self.last_current(scheduled)?.map(|turn| turn.slot);
                    let claimed = self
                        .vault
                        .claim_turn(&scheduled.kept, (slot.name, slot.at), after, now)?;
                    if let Some(turn) = claimed {
                        return Ok(Some(TakenTurn {
                            scheduled: scheduled.clone(),
                            turn,
                        }));
                    }
                }
            }
        }
        for seen in self.vault.unfinished_turns()? {
            let scheduled = schedules.iter().find(|scheduled| scheduled.id == seen.schedule);
            if let Some(scheduled) = scheduled
                && is_ripe(&seen, now)
                && let Some(turn) = self.vault.take_turn_again(&seen, now)?
            {
                return Ok(Some(TakenTurn {
                    scheduled: scheduled.clone(),
                    turn,
                }));
            }
        }
        Ok(None)
    }

    /// Does a turn that backs up, and notes how it ended. The outcome is `None` when there was nothing to back up.
    pub fn take_turn(
        &self,
        taken: &TakenTurn,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<Option<BackupOutcome>, EngineError> {
        let shop = &taken.scheduled.shop;
        let ask = BackupAsk {
            kind: BackupKind::Scheduled,
            ..BackupAsk::default()
        };
        let outcome = match &taken.scheduled.work {
            Work::Backup => self.backup(shop, &ask, progress, cancel).map(Some),
            Work::Sync => self.sync(shop, &ask, progress, cancel),
            Work::Export { .. } => Err(EngineError::NotABackup),
        };
        let told = match &outcome {
            Ok(Some(made)) => Ok(Told::BackedUp {
                backup: made.backup.number.0,
            }),
            Ok(None) => Ok(Told::Unchanged),
            Err(error) => Err(error),
        };
        self.end_turn(taken, told)?;
        outcome
    }

    /// Notes how a turn ended. One that failed waits to be tried again, unless it was tried often enough.
    pub fn end_turn(
        &self,
        taken: &TakenTurn,
        ended: Result<Told, &EngineError>,
    ) -> Result<Turn, EngineError> {
        let now = self.clock.now();
        let mut turn = taken.turn.clone();
        let (state, told) = match ended {
            Ok(told) => (TurnState::Done, Some(told)),
            Err(EngineError::Cancelled) => (TurnState::GivenUp, Some(Told::Stopped)),
            Err(EngineError::Vault(VaultError::Busy { .. })) => {
                turn.tries -= 1;
                let until = now + AFTER_ANOTHER_JOB;
                (TurnState::Waiting { until }, Told::of(&turn))
            }
            Err(error) => {
                let why = explain(error);
                let pause = PAUSES.get(turn.tries.saturating_sub(1) as usize);
                let state = pause.map_or(TurnState::GivenUp, |pause| TurnState::Waiting {
                    until: now + *pause,
                });
                (state, Some(Told::Failed { why }))
            }
        };
        turn.state = state;
        turn.told = told.as_ref().map(super::text).transpose()?;
        self.vault.note_turn(&turn)?;
        Ok(turn)
    }

    pub(super) fn standing(
        &self,
        scheduled: &Scheduled,
        now: DateTime<Utc>,
        zone: Tz,
    ) -> Result<Standing, EngineError> {
        let slot = scheduled
            .rule
            .latest(now, zone)
            .map_or(i64::MAX, |slot| slot.name);
        let claims: Vec<Claim> = self
            .vault
            .turns_around(scheduled.id, slot)?
            .into_iter()
            .map(|turn| Claim {
                slot: turn.slot,
                after: turn.after,
                made: turn.made,
                is_current: turn.is_current,
            })
            .collect();
        Ok(standing(
            &scheduled.rule,
            scheduled.kept.since,
            &claims,
            now,
            zone,
        ))
    }

    fn last_current(&self, scheduled: &Scheduled) -> Result<Option<Turn>, EngineError> {
        let newest = self.vault.turns(scheduled.id, 1)?.pop();
        Ok(newest.filter(|turn| turn.is_current))
    }

    fn begin_anew(&self, scheduled: &Scheduled, now: DateTime<Utc>) -> Result<(), EngineError> {
        let mut kept = scheduled.kept.clone();
        kept.since = now;
        kept.revision += 1;
        Ok(self.vault.change_schedule(&kept)?)
    }
}

/// Whether an unfinished turn is to be taken again now. No job is at work on the vault.
fn is_ripe(turn: &Turn, now: DateTime<Utc>) -> bool {
    // With a clock that was set back nobody waits longer than a pause would have been.
    let is_from_the_future = turn.taken > now + BEFORE_LEFT_BEHIND;
    match turn.state {
        TurnState::AtWork => now - turn.taken >= BEFORE_LEFT_BEHIND || is_from_the_future,
        TurnState::Waiting { until } => until <= now || is_from_the_future,
        TurnState::Done | TurnState::GivenUp => false,
    }
}
