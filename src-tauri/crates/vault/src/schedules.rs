//! Schedules and the turns they took. What a rule means is the engine's; here its text is kept, and a turn is given to one only.

use backstock_model::ShopId;
use chrono::{DateTime, Utc};
use rusqlite::params;

use crate::error::WhileDoing as _;
use crate::lock::Locked;
use crate::table::{schedules, shops, stored, to_micros};
use crate::{Vault, VaultError, disk};

pub(crate) const SETTING: &str = "setting a schedule";
pub(crate) const TAKING: &str = "taking a turn of a schedule";
const LOCK: &str = "turns.lock";
// Whoever does a turn may be at it for hours: not waited for.
const TRIES: u32 = 1;

/// Names a schedule in its vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScheduleId(pub u64);

impl std::fmt::Display for ScheduleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Something that is to be done again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Its name.
    pub id: ScheduleId,
    /// The shop it is for.
    pub shop: ShopId,
    /// What is to be done: JSON.
    pub work: String,
    /// When: JSON.
    pub rule: String,
    /// Whether it is on; paused otherwise.
    pub is_on: bool,
    /// Since when the rule is as it is. Turns before it are nobody's.
    pub since: DateTime<Utc>,
    /// Counts the changes of the rule.
    pub revision: u32,
}

/// How a turn stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnState {
    /// Somebody is at it, or was when the app was closed.
    AtWork,
    /// It failed and is tried again.
    Waiting {
        /// Not before this.
        until: DateTime<Utc>,
    },
    /// It was done.
    Done,
    /// It failed for good, or a later turn took its place.
    GivenUp,
}

/// A turn of a schedule that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Whose turn.
    pub schedule: ScheduleId,
    /// The name of its slot.
    pub slot: i64,
    /// When it was due.
    pub due: DateTime<Utc>,
    /// It stands for the slots after this one, too.
    pub after: Option<i64>,
    /// Whether it was taken under the rule as it is now.
    pub is_current: bool,
    /// When it was taken first.
    pub made: DateTime<Utc>,
    /// When it was taken last.
    pub taken: DateTime<Utc>,
    /// How often it was tried.
    pub tries: u32,
    /// How it stands.
    pub state: TurnState,
    /// What is to be told about it: JSON.
    pub told: Option<String>,
}

/// The right to take turns. Given back when dropped, and by the operating system when the process dies: so a turn that nobody
/// holds and that is not at its end was left behind.
#[derive(Debug)]
#[must_use = "turns are only held as long as the lock lives"]
pub struct TurnsLock {
    _lock: Locked,
}

impl Vault {
    /// Takes the right to take turns; nothing while somebody else has it.
    pub fn lock_turns(&self) -> Result<Option<TurnsLock>, VaultError> {
        if self.is_read_only() {
            return Err(VaultError::ReadOnly);
        }
        let file = disk::open_private(&self.folder().join(LOCK), true).doing(TAKING)?;
        Ok(Locked::take(file, TRIES)?.map(|lock| TurnsLock { _lock: lock }))
    }

    /// Keeps a new schedule; its name is given here.
    pub fn add_schedule(&self, schedule: &Schedule) -> Result<ScheduleId, VaultError> {
        self.inner.write(SETTING, |transaction| {
            let shop = shops::number(transaction, schedule.shop)?;
            schedules::insert(transaction, shop, schedule)
        })
    }

    /// Keeps a schedule as it is given; found by its name.
    pub fn change_schedule(&self, schedule: &Schedule) -> Result<(), VaultError> {
        self.inner
            .write(SETTING, |transaction| schedules::update(transaction, schedule))
    }

    /// Takes a schedule away. The turns it took stay.
    pub fn remove_schedule(&self, id: ScheduleId, now: DateTime<Utc>) -> Result<(), VaultError> {
        self.inner.write(SETTING, |transaction| {
            let changed = transaction
                .execute(
                    "UPDATE schedules SET removed = ?2 WHERE schedule = ?1 AND removed IS NULL",
                    params![stored(id.0), to_micros(now)],
                )
                .doing(SETTING)?;
            if changed == 0 {
                return Err(VaultError::UnknownSchedule(id));
            }
            Ok(())
        })
    }

    /// The schedules of all shops, in the order they were made.
    pub fn schedules(&self) -> Result<Vec<Schedule>, VaultError> {
        self.inner.read(|connection| {
            if schedules::are_there(connection)? {
                schedules::all(connection)
            } else {
                Ok(Vec::new())
            }
        })
    }

    /// One schedule.
    pub fn schedule(&self, id: ScheduleId) -> Result<Schedule, VaultError> {
        self.schedules()?
            .into_iter()
            .find(|schedule| schedule.id == id)
            .ok_or(VaultError::UnknownSchedule(id))
    }

    /// Takes a turn. `None` when another one has it, or when the schedule was changed meanwhile. Turns of it that were waiting
    /// to be tried again are given up: this one does what they would have done.
    pub fn claim_turn(
        &self,
        schedule: &Schedule,
        slot: (i64, DateTime<Utc>),
        after: Option<i64>,
        now: DateTime<Utc>,
    ) -> Result<Option<Turn>, VaultError> {
        let turn = Turn {
            schedule: schedule.id,
            slot: slot.0,
            due: slot.1,
            after,
            is_current: true,
            made: now,
            taken: now,
            tries: 1,
            state: TurnState::AtWork,
            told: None,
        };
        self.inner.write(TAKING, |transaction| {
            let is_ours = schedules::stands(transaction, schedule)?
                && schedules::claim(transaction, &turn, schedule.revision)?;
            Ok(is_ours.then_some(turn))
        })
    }

    /// Takes a turn once more. `None` when another one was quicker.
    pub fn take_turn_again(&self, seen: &Turn, now: DateTime<Utc>) -> Result<Option<Turn>, VaultError> {
        self.inner.write(TAKING, |transaction| {
            if schedules::take_again(transaction, seen, to_micros(now))? {
                schedules::one(transaction, seen.schedule, seen.slot)
            } else {
                Ok(None)
            }
        })
    }

    /// Notes how a turn stands now and what is to be told about it.
    pub fn note_turn(&self, turn: &Turn) -> Result<(), VaultError> {
        self.inner
            .write(TAKING, |transaction| schedules::end(transaction, turn))
    }

    /// The turns of a schedule that may cover a slot, and the one taken last.
    pub fn turns_around(&self, schedule: ScheduleId, slot: i64) -> Result<Vec<Turn>, VaultError> {
        self.inner
            .read(|connection| schedules::around(connection, schedule, slot))
    }

    /// The last turns of a schedule, newest first.
    pub fn turns(&self, schedule: ScheduleId, limit: u32) -> Result<Vec<Turn>, VaultError> {
        self.inner
            .read(|connection| schedules::newest(connection, schedule, limit))
    }

    /// Turns that were begun and are not at their end, of schedules that are on.
    pub fn unfinished_turns(&self) -> Result<Vec<Turn>, VaultError> {
        self.inner.read(|connection| {
            if schedules::are_there(connection)? {
                schedules::unfinished(connection)
            } else {
                Ok(Vec::new())
            }
        })
    }
}
