//! Taking turns.

use std::sync::Arc;

use backstock_model::{Cancel, Progress};
use backstock_schedule::{Claim, Rhythm, Standing, Tz, standing};
use backstock_vault::{BackupKind, Turn, TurnState, TurnsLock, VaultError};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Scheduled, Work};
use crate::{
    BackupAsk, BackupOutcome, Engine, EngineError, Explained, ExportAsk, ExportEntry, ExportedBy, explain,
};

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
    // However long it takes, and whatever the clock says: nobody takes it for one that was left behind.
    _held: Arc<TurnsLock>,
}

/// A turn that may be taken.
struct Ripe {
    scheduled: Scheduled,
    due: DateTime<Utc>,
    /// When its schedule had its last turn.
    served: Option<DateTime<Utc>>,
    wanted: Wanted,
}

enum Wanted {
    /// One that nobody took yet.
    Slot { name: i64, after: Option<i64> },
    /// One that failed or was left behind.
    Again(Turn),
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

/// What a turn did.
#[derive(Clone, Debug)]
pub enum TurnDone {
    /// It made a backup.
    BackedUp(Box<BackupOutcome>),
    /// There was nothing new.
    Unchanged,
    /// It made an export.
    Exported(Box<ExportEntry>),
}

impl TurnDone {
    /// What is kept of it.
    pub fn told(&self) -> Told {
        match self {
            Self::BackedUp(made) => Told::BackedUp {
                backup: made.backup.number.0,
            },
            Self::Unchanged => Told::Unchanged,
            Self::Exported(made) => Told::Exported { export: made.number },
        }
    }
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
    /// Takes the next turn that is due, if there is one. Nothing is taken while a job is at work on the vault or another turn is
    /// being done, here or elsewhere.
    pub fn next_turn(&self, zone: Tz) -> Result<Option<TakenTurn>, EngineError> {
        if self.vault.is_read_only() || self.vault.running_job()?.is_some() {
            return Ok(None);
        }
        let Some(held) = self.vault.lock_turns()? else {
            return Ok(None);
        };
        let now = self.clock.now();
        for ripe in self.ripe(now, zone)? {
            let kept = &ripe.scheduled.kept;
            let turn = match &ripe.wanted {
                Wanted::Slot { name, after } => {
                    self.vault.claim_turn(kept, (*name, ripe.due), *after, now)?
                }
                Wanted::Again(seen) => self.vault.take_turn_again(seen, now)?,
            };
            if let Some(turn) = turn {
                return Ok(Some(TakenTurn {
                    scheduled: ripe.scheduled,
                    turn,
                    _held: Arc::new(held),
                }));
            }
        }
        Ok(None)
    }

    /// What may be taken now. What waits longest comes first, and of two that wait equally long the one that had its turn
    /// longer ago: an automatic sync that takes longer than its pause keeps nobody else waiting forever.
    fn ripe(&self, now: DateTime<Utc>, zone: Tz) -> Result<Vec<Ripe>, EngineError> {
        let mut ripe = Vec::new();
        let unfinished = self.vault.unfinished_turns()?;
        for scheduled in self.all_schedules()? {
            if !scheduled.is_on {
                continue;
            }
            let standing = self.standing(&scheduled, now, zone)?;
            if let Standing::Due(slot) = standing {
                let last = self.vault.turns(scheduled.id, 1)?.pop();
                ripe.push(Ripe {
                    due: slot.at,
                    served: last.as_ref().map(|turn| turn.taken),
                    wanted: Wanted::Slot {
                        name: slot.name,
                        after: last.filter(|turn| turn.is_current).map(|turn| turn.slot),
                    },
                    scheduled,
                });
                continue;
            }
            if standing == Standing::Anew {
                self.begin_anew(&scheduled, now)?;
            }
            let seen = unfinished
                .iter()
                .find(|seen| seen.schedule == scheduled.id && is_ripe(seen, now));
            ripe.extend(seen.map(|seen| Ripe {
                due: seen.due,
                served: Some(seen.taken),
                wanted: Wanted::Again(seen.clone()),
                scheduled,
            }));
        }
        ripe.sort_by_key(|ripe| (ripe.due, ripe.served, ripe.scheduled.id));
        Ok(ripe)
    }

    /// Does a turn, and notes how it ended.
    pub fn take_turn(
        &self,
        taken: &TakenTurn,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<TurnDone, EngineError> {
        let done = self.do_turn(taken, progress, cancel);
        self.end_turn(taken, done.as_ref().map(TurnDone::told))?;
        done
    }

    fn do_turn(
        &self,
        taken: &TakenTurn,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<TurnDone, EngineError> {
        let Scheduled { shop, work, rule, .. } = &taken.scheduled;
        if let Some(export) = work.export() {
            let by = match rule.rhythm {
                Rhythm::Monthly { .. } => ExportedBy::Monthly,
                _ => ExportedBy::Weekly,
            };
            let made = self.export(shop, &ExportAsk { by, ..export }, progress, cancel)?;
            return Ok(TurnDone::Exported(Box::new(made)));
        }
        let ask = BackupAsk {
            kind: BackupKind::Scheduled,
            ..BackupAsk::default()
        };
        let made = if *work == Work::Sync {
            self.sync(shop, &ask, progress, cancel)?
        } else {
            Some(self.backup(shop, &ask, progress, cancel)?)
        };
        Ok(made.map_or(TurnDone::Unchanged, |made| TurnDone::BackedUp(Box::new(made))))
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
