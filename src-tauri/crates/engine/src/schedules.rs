//! # Work that is done again and again
//!
//! A schedule says what is to be done to a shop and by which rule; its turns are what it did. Whoever runs the app in the
//! background, or `run-due` on the command line, asks [`Engine::next_turn`] for one thing to do, does it with
//! [`Engine::take_turn`], and asks again. A turn is written into the vault before the work begins, so that it is never taken
//! twice, and a crash leaves it unfinished instead of done.
//!
//! * What was missed while the computer was off is one turn, not many.
//! * A turn that failed is tried again after longer and longer pauses, until it succeeds, the next one is due, or
//!   [`PAUSES`] are over. How it ended is kept.
//! * Nothing is decided by the time of the computer alone: see the crate `schedule` for clocks that are set back.
//!
//! What is not done here: waiting. Whoever calls decides when to look.

mod syncing;
mod turn;

use std::path::PathBuf;

use backstock_export::ExportFormat;
use backstock_model::{ContentType, Recipient};
use backstock_schedule::{Rhythm, Rule, Tz};
use backstock_vault::{Schedule, ScheduleId, Shop, Turn, TurnState};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use syncing::Synced;
pub use turn::{PAUSES, TakenTurn, Told, TurnDone};

use crate::{Engine, EngineError, ExportAsk};

/// What is done again and again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Work {
    /// A backup of the whole shop.
    Backup,
    /// Automatic sync: the shop is looked at, and backed up when something changed.
    Sync,
    /// An export of some content types.
    Export {
        /// Which.
        types: Vec<ContentType>,
        /// Who is told when it is ready, as [`backstock_model::Recipient`] writes them down.
        recipients: Vec<String>,
        /// In what form.
        format: ExportFormat,
        /// The folder in which each export is a folder of its own.
        folder: PathBuf,
    },
}

/// A schedule as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheduled {
    /// Its name.
    pub id: ScheduleId,
    /// The shop's name.
    pub shop: String,
    /// What is done.
    pub work: Work,
    /// When.
    pub rule: Rule,
    /// Whether it is on.
    pub is_on: bool,
    kept: Schedule,
}

/// A schedule to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleAsk {
    /// Which one is changed; a new one when there is none.
    pub id: Option<ScheduleId>,
    /// What is done.
    pub work: Work,
    /// When.
    pub rule: Rule,
    /// Whether it is on.
    pub is_on: bool,
}

/// What is ahead of a schedule and what was its last turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Since when a turn is due that was not taken yet.
    pub overdue: Option<DateTime<Utc>>,
    /// The next dates.
    pub next: Vec<DateTime<Utc>>,
    /// The last turn.
    pub last: Option<Turn>,
}

/// Why a rule cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleFault {
    /// A number that no clock or calendar has.
    Number,
    /// It ends before it begins.
    EndsFirst,
    /// It makes no date any more.
    Over,
    /// An export of nothing, or for nobody.
    NothingToDo,
}

impl Engine {
    /// The schedules of a shop, in the order they were made.
    pub fn schedules(&self, shop: &str) -> Result<Vec<Scheduled>, EngineError> {
        let known = self.vault.shop(shop)?;
        let mut schedules = self.all_schedules()?;
        schedules.retain(|scheduled| scheduled.kept.shop == known.id);
        Ok(schedules)
    }

    /// The schedules of all shops. One that a newer app wrote in another shape is left to that app.
    pub fn all_schedules(&self) -> Result<Vec<Scheduled>, EngineError> {
        let shops = self.vault.shops()?;
        Ok(self
            .vault
            .schedules()?
            .into_iter()
            .filter_map(|kept| read(&shops, kept))
            .collect())
    }

    /// The schedule by which the shop is backed up, if there is one.
    pub fn backup_schedule(&self, shop: &str) -> Result<Option<Scheduled>, EngineError> {
        Ok(self
            .schedules(shop)?
            .into_iter()
            .find(|scheduled| scheduled.work.backs_up()))
    }

    /// Keeps a schedule. A shop has one by which it is backed up; a second one takes its place.
    pub fn set_schedule(&self, shop: &str, ask: ScheduleAsk, zone: Tz) -> Result<ScheduleId, EngineError> {
        let known = self.vault.shop(shop)?;
        let now = self.clock.now();
        check(&ask, now, zone)?;
        let before = match ask.id {
            Some(id) => Some(self.vault.schedule(id)?),
            None if ask.work.backs_up() => self.backup_schedule(shop)?.map(|scheduled| scheduled.kept),
            None => None,
        };
        let (work, rule) = (text(&ask.work)?, text(&ask.rule)?);
        match before {
            None => Ok(self.vault.add_schedule(&Schedule {
                id: ScheduleId(0),
                shop: known.id,
                work,
                rule,
                is_on: ask.is_on,
                since: now,
                revision: 1,
            })?),
            Some(before) => {
                // What was due while it was paused, or by the earlier rule, is nobody's turn any more. Who only changes the
                // recipients changes nothing about that.
                let is_anew = before.rule != rule || (ask.is_on && !before.is_on);
                self.vault.change_schedule(&Schedule {
                    work,
                    rule,
                    is_on: ask.is_on,
                    since: if is_anew { now } else { before.since },
                    revision: before.revision + u32::from(is_anew),
                    ..before
                })?;
                Ok(before.id)
            }
        }
    }

    /// Takes a schedule away. What it did stays.
    pub fn remove_schedule(&self, shop: &str, id: ScheduleId) -> Result<(), EngineError> {
        let known = self.vault.shop(shop)?;
        if self.vault.schedule(id)?.shop != known.id {
            return Err(backstock_vault::VaultError::UnknownSchedule(id).into());
        }
        Ok(self.vault.remove_schedule(id, self.clock.now())?)
    }

    /// What is ahead of a schedule, at most so many dates, and what was its last turn.
    pub fn outlook(&self, scheduled: &Scheduled, zone: Tz, dates: usize) -> Result<Outlook, EngineError> {
        let now = self.clock.now();
        let overdue = if scheduled.is_on {
            match self.standing(scheduled, now, zone)? {
                backstock_schedule::Standing::Due(slot) => Some(slot.at),
                backstock_schedule::Standing::Quiet | backstock_schedule::Standing::Anew => None,
            }
        } else {
            None
        };
        Ok(Outlook {
            overdue,
            next: scheduled
                .rule
                .upcoming(now, zone)
                .take(dates)
                .map(|slot| slot.at)
                .collect(),
            last: self.vault.turns(scheduled.id, 1)?.pop(),
        })
    }

    /// The last turns of a schedule, newest first.
    pub fn turns(&self, id: ScheduleId, limit: u32) -> Result<Vec<Turn>, EngineError> {
        Ok(self.vault.turns(id, limit)?)
    }

    /// When the vault is next wanted for a turn of any schedule.
    pub fn next_wanted(&self, zone: Tz) -> Result<Option<DateTime<Utc>>, EngineError> {
        let mut wanted = Vec::new();
        for scheduled in self.all_schedules()?.iter().filter(|scheduled| scheduled.is_on) {
            let outlook = self.outlook(scheduled, zone, 1)?;
            wanted.extend(outlook.overdue.or(outlook.next.first().copied()));
        }
        for turn in self.vault.unfinished_turns()? {
            if let TurnState::Waiting { until } = turn.state {
                wanted.push(until);
            }
        }
        Ok(wanted.into_iter().min())
    }
}

impl Scheduled {
    /// Since when its rule is as it is.
    pub fn since(&self) -> DateTime<Utc> {
        self.kept.since
    }
}

impl Work {
    /// The export it makes, as somebody asks for it by hand.
    pub fn export(&self) -> Option<ExportAsk> {
        match self {
            Self::Backup | Self::Sync => None,
            Self::Export {
                types,
                recipients,
                format,
                folder,
            } => Some(ExportAsk {
                recipients: recipients_of(recipients),
                ..ExportAsk::now(types.clone(), *format, folder.clone())
            }),
        }
    }

    /// Whether it is what protects the shop.
    pub fn backs_up(&self) -> bool {
        match self {
            Self::Backup | Self::Sync => true,
            Self::Export { .. } => false,
        }
    }
}

fn read(shops: &[Shop], kept: Schedule) -> Option<Scheduled> {
    Some(Scheduled {
        id: kept.id,
        shop: shops.iter().find(|shop| shop.id == kept.shop)?.name.clone(),
        work: serde_json::from_str(&kept.work).ok()?,
        rule: serde_json::from_str(&kept.rule).ok()?,
        is_on: kept.is_on,
        kept,
    })
}

/// Those who are told; what cannot be read is nobody.
fn recipients_of(written: &[String]) -> Vec<Recipient> {
    written
        .iter()
        .filter_map(|text| Recipient::parse(text).ok())
        .collect()
}

fn text(value: &impl Serialize) -> Result<String, EngineError> {
    serde_json::to_string(value).map_err(|_| EngineError::Thread)
}

fn check(ask: &ScheduleAsk, now: DateTime<Utc>, zone: Tz) -> Result<(), EngineError> {
    let Rule { rhythm, from, until } = ask.rule;
    if let Work::Export { types, format, .. } = &ask.work
        && !types.iter().all(|chosen| format.takes(chosen.as_str()))
    {
        return Err(EngineError::OnlyProducts);
    }
    let fits = match (&ask.work, rhythm) {
        (Work::Sync, Rhythm::Every { .. }) => true,
        (Work::Sync, _) | (_, Rhythm::Every { .. }) => false,
        (Work::Export { .. }, Rhythm::Weekly { .. } | Rhythm::Monthly { .. }) | (Work::Backup, _) => true,
        (Work::Export { .. }, _) => false,
    };
    let fault = if !rhythm.is_sound() || !fits {
        Some(RuleFault::Number)
    } else if from.zip(until).is_some_and(|(from, until)| until < from) {
        Some(RuleFault::EndsFirst)
    } else if ask.is_on && ask.rule.is_over(now, zone) {
        Some(RuleFault::Over)
    } else if matches!(&ask.work, Work::Export { types, recipients, .. } if types.is_empty() || recipients.is_empty())
    {
        Some(RuleFault::NothingToDo)
    } else {
        None
    };
    fault.map_or(Ok(()), |fault| Err(EngineError::Rule(fault)))
}
