//! A rule: how often, from when and until when.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::Rhythm;

/// A rule that makes slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rule {
    /// How often.
    pub rhythm: Rhythm,
    /// Nothing before this.
    #[serde(default)]
    pub from: Option<DateTime<Utc>>,
    /// Nothing after this.
    #[serde(default)]
    pub until: Option<DateTime<Utc>>,
}

/// A moment at which a rule asks for work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Slot {
    /// What it is called, whatever the clock does: seconds of the date and time on the wall, or of the moment itself.
    pub name: i64,
    /// When it comes.
    pub at: DateTime<Utc>,
}

impl From<Rhythm> for Rule {
    fn from(rhythm: Rhythm) -> Self {
        Self {
            rhythm,
            from: None,
            until: None,
        }
    }
}

impl Rule {
    /// The last slot up to a moment.
    pub fn latest(&self, moment: DateTime<Utc>, zone: Tz) -> Option<Slot> {
        // After its end the last slot before the end is still the latest.
        let moment = self.until.map_or(moment, |until| until.min(moment));
        self.slots(moment, zone)
            .into_iter()
            .rfind(|slot| slot.at <= moment && self.has_begun(*slot))
    }

    /// The first slot after a moment.
    pub fn next(&self, moment: DateTime<Utc>, zone: Tz) -> Option<Slot> {
        let next = self.slots(moment, zone).into_iter().find(|slot| slot.at > moment);
        let next = match (next, self.from) {
            (Some(slot), _) if self.has_begun(slot) => Some(slot),
            (_, Some(from)) => self
                .slots(from, zone)
                .into_iter()
                .find(|slot| slot.at >= from && slot.at > moment),
            (next, None) => next,
        };
        next.filter(|slot| self.until.is_none_or(|until| slot.at <= until))
    }

    /// The next slots after a moment, at most so many.
    pub fn upcoming(&self, moment: DateTime<Utc>, zone: Tz) -> impl Iterator<Item = Slot> {
        std::iter::successors(self.next(moment, zone), move |slot| self.next(slot.at, zone))
    }

    /// Whether it makes no slot any more.
    pub fn is_over(&self, moment: DateTime<Utc>, zone: Tz) -> bool {
        self.next(moment, zone).is_none()
    }

    fn has_begun(&self, slot: Slot) -> bool {
        self.from.is_none_or(|from| slot.at >= from)
    }

    fn slots(&self, moment: DateTime<Utc>, zone: Tz) -> Vec<Slot> {
        match (self.rhythm, self.from) {
            (Rhythm::Once, Some(at)) => vec![Slot {
                name: at.timestamp(),
                at,
            }],
            (rhythm, _) => rhythm.around(moment, zone),
        }
    }
}
