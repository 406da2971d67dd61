//! What was done before, and what that leaves to do.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::{Rhythm, Rule, Slot};

/// Somebody took a slot, and with it all that had been missed before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The slot's name.
    pub slot: i64,
    /// It covers the slots after this one; all before it when there is none.
    pub after: Option<i64>,
    /// When it was taken, by the clock of that time.
    pub made: DateTime<Utc>,
    /// Whether it was made under the rule as it is now. Of a claim under an earlier wording only the slot itself counts.
    pub is_current: bool,
}

/// How a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is to be done now.
    Quiet,
    /// This slot is to be done now.
    Due(Slot),
    /// The clock was set back by a lot: what is known lies in the future. The rule is to be set again as of now.
    Anew,
}

/// How a rule stands that was set at `since`. `claims` are all that may cover its latest slot, and the newest one.
pub fn standing(
    rule: &Rule,
    since: DateTime<Utc>,
    claims: &[Claim],
    now: DateTime<Utc>,
    zone: Tz,
) -> Standing {
    let bearable = now + bearable_step(rule.rhythm);
    let is_from_the_future = since > bearable
        || claims
            .iter()
            .any(|claim| claim.is_current && claim.made > bearable);
    if is_from_the_future {
        return Standing::Anew;
    }
    match rule.latest(now, zone) {
        Some(slot) if slot.at > since && !claims.iter().any(|claim| claim.covers(slot)) => {
            Standing::Due(slot)
        }
        Some(_) | None => Standing::Quiet,
    }
}

impl Claim {
    fn covers(&self, slot: Slot) -> bool {
        let is_in_span = self.after.is_none_or(|after| after < slot.name) && slot.name <= self.slot;
        self.slot == slot.name || (self.is_current && is_in_span)
    }
}

/// A clock that is set right moves by so much at most; whoever waits as long has not stopped.
fn bearable_step(rhythm: Rhythm) -> TimeDelta {
    match rhythm {
        Rhythm::Every { .. } | Rhythm::Hourly { .. } => TimeDelta::hours(1),
        Rhythm::Once | Rhythm::Daily { .. } | Rhythm::Weekly { .. } | Rhythm::Monthly { .. } => {
            TimeDelta::days(1)
        }
    }
}
