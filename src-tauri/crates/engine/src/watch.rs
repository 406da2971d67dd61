//! # Whether backups have silently stopped
//!
//! Looked at whenever the app looks at its schedules: a shop whose newest good backup is older than its rule promises is late,
//! and the owner is told why and what to do. So is one without any rule, after some days: who forgot to make one
//! believes to be protected. The owner is told once a day, not once a minute.

use backstock_model::{About, Letter, Recipient};
use backstock_schedule::Tz;
use backstock_vault::{Turn, TurnState};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::files::is_of_files;
use crate::schedules::{Scheduled, Told};
use crate::{Engine, EngineError, Explained, mailing};

/// How long a shop without a rule may be without a backup.
const WITHOUT_A_RULE: TimeDelta = TimeDelta::days(7);

/// How late a backup may be before anybody is troubled: a computer is off at night, and a large shop takes hours.
const LEAST_GRACE: TimeDelta = TimeDelta::hours(2);
const MOST_GRACE: TimeDelta = TimeDelta::days(1);

/// A shop that has been without a good backup for too long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// The shop's name.
    pub shop: String,
    /// When its newest good backup was finished.
    pub since: Option<DateTime<Utc>>,
    /// Until when there should have been one.
    pub expected: DateTime<Utc>,
    /// Why there is none.
    pub cause: LateCause,
}

/// Why there is no newer backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LateCause {
    /// Nobody asked for one, and no rule does.
    NoRule,
    /// The rule is paused.
    Paused,
    /// The last one failed.
    Failed {
        /// Why.
        why: Explained,
    },
    /// The computer was off, the app closed or the vault locked when it was due.
    NotRunning,
    /// Nothing can be written to the vault.
    ReadOnly,
}

impl Late {
    /// What it is about, in a few words.
    pub fn title(&self) -> String {
        format!("No good backup for too long: {}", self.shop)
    }

    /// Since when, why, and the one thing to do, with `when` saying a moment in the owner's own time.
    pub fn sentences(&self, when: &dyn Fn(DateTime<Utc>) -> String) -> String {
        let since = match self.since {
            Some(since) => format!("The last good backup is of {}.", when(since)),
            None => "There is no backup yet.".to_owned(),
        };
        let (why, todo) = match &self.cause {
            LateCause::NoRule => (
                "No schedule makes one.",
                "Open Backstock and back it up, or set a schedule.",
            ),
            LateCause::Paused => (
                "Its schedule is paused.",
                "Open Backstock and turn the schedule on again.",
            ),
            LateCause::Failed { .. } => (
                "The last one failed.",
                "Open Backstock to see why, and what to do.",
            ),
            LateCause::NotRunning => (
                "The computer was off, or Backstock was closed or locked, when one was due.",
                "Leave Backstock running; it makes up for it now.",
            ),
            LateCause::ReadOnly => (
                "Nothing can be written to the vault where it lies.",
                "Allow writing to its folder, or copy the vault to another drive.",
            ),
        };
        format!("{since} {why} {todo}")
    }
}

impl Engine {
    /// Whether a shop has been without a good backup for too long.
    pub fn lateness(&self, shop: &str, zone: Tz) -> Result<Option<Late>, EngineError> {
        let now = self.clock.now();
        let known = self.vault.shop(shop)?;
        if is_of_files(&known) {
            return Ok(None);
        }
        let scheduled = self.backup_schedule(shop)?;
        let backups = self.vault.backups(known.id)?;
        let backed_up = backups
            .iter()
            // A clock that was wrong for a while does not keep this quiet.
            .find(|backup| backup.is_full() && backup.finished <= now)
            .map(|backup| backup.finished);
        // A look that found nothing new is as good as a backup.
        let looked = self
            .synced(shop)?
            .map(|synced| synced.looked)
            .filter(|&looked| looked <= now);
        let good = backed_up.max(looked.filter(|_| backed_up.is_some()));
        let expected = expected(
            scheduled.as_ref(),
            good.unwrap_or(known.added).min(now),
            now,
            zone,
        );
        if now <= expected {
            return Ok(None);
        }
        let cause = self.cause(shop, scheduled.as_ref())?;
        Ok(Some(Late {
            shop: known.name,
            since: good,
            expected,
            cause,
        }))
    }

    fn cause(&self, shop: &str, scheduled: Option<&Scheduled>) -> Result<LateCause, EngineError> {
        if self.vault.is_read_only() {
            return Ok(LateCause::ReadOnly);
        }
        if let Some(failure) = self.last_backup_failure(shop)? {
            return Ok(LateCause::Failed { why: failure.why });
        }
        let Some(scheduled) = scheduled else {
            return Ok(LateCause::NoRule);
        };
        if !scheduled.is_on {
            return Ok(LateCause::Paused);
        }
        let last = self.vault.turns(scheduled.id, 1)?.pop();
        Ok(match last.as_ref().and_then(why_failed) {
            Some(why) => LateCause::Failed { why },
            None => LateCause::NotRunning,
        })
    }

    /// Shops that are late and of which the owner has not been told today. Asked a second time, it names none of them.
    pub fn late_to_tell(&self, zone: Tz) -> Result<Vec<Late>, EngineError> {
        let today = self.clock.now().with_timezone(&zone).date_naive().to_string();
        let mut untold = Vec::new();
        for shop in self.vault.shops()? {
            let Some(late) = self.lateness(&shop.name, zone)? else {
                continue;
            };
            let setting = format!("late_told/{}", shop.id);
            if self.vault.setting(&setting)?.as_deref() == Some(today.as_str()) {
                continue;
            }
            if !self.vault.is_read_only() {
                // A disk so full that this cannot be noted is just why backups stop; who tells keeps it in mind as well.
                let _ = self.vault.set_setting(&setting, Some(&today));
            }
            untold.push(late);
        }
        Ok(untold)
    }
}

impl Engine {
    /// Writes to the owner, if they have set up e-mail, what was told on this computer.
    pub fn write_of_late(&self, late: &Late, subject: &str, text: &str) -> Result<(), EngineError> {
        let owner = mailing::owner(&self.vault)?;
        if let Some(owner) = owner
            && mailing::server(&self.vault)?.is_some()
        {
            let letter = Letter {
                subject: subject.to_owned(),
                paragraphs: vec![text.to_owned()],
                facts: vec![("Shop".to_owned(), late.shop.clone())],
            };
            self.tell(&late.shop, About::Backups, &[Recipient::Email(owner)], &letter)?;
        }
        Ok(())
    }
}

fn expected(
    scheduled: Option<&Scheduled>,
    good: DateTime<Utc>,
    now: DateTime<Utc>,
    zone: Tz,
) -> DateTime<Utc> {
    let pause = scheduled.map(|scheduled| scheduled.rule.rhythm.longest_pause());
    match scheduled.filter(|scheduled| scheduled.is_on).zip(pause) {
        Some((scheduled, pause)) => {
            // A rule that a clock from the future set or moved holds from the last good backup on.
            let from = scheduled.since();
            let due = scheduled
                .rule
                .next(if from <= now { good.max(from) } else { good }, zone)
                .map(|slot| slot.at);
            // A rule that is over promises nothing any more; then it is as if there were none.
            due.map_or(good + WITHOUT_A_RULE, |due| {
                due + pause.clamp(LEAST_GRACE, MOST_GRACE)
            })
        }
        None => good + WITHOUT_A_RULE,
    }
}

fn why_failed(turn: &Turn) -> Option<Explained> {
    match (turn.state, Told::of(turn)) {
        (TurnState::Waiting { .. } | TurnState::GivenUp, Some(Told::Failed { why })) => Some(why),
        _ => None,
    }
}
