//! How often, and the moments that makes on the wall clocks of the world.

use chrono::{
    DateTime, Datelike as _, Days, MappedLocalTime, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta,
    TimeZone as _, Timelike as _, Utc, Weekday,
};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::Slot;

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Rhythm {
    /// One time, at the moment its rule begins.
    Once,
    /// Every so many minutes, day and night.
    Every {
        /// How many.
        minutes: u32,
    },
    /// Every hour.
    Hourly {
        /// At this minute of it.
        minute: u32,
    },
    /// Every day.
    Daily {
        /// At this time.
        at: NaiveTime,
    },
    /// Every week.
    Weekly {
        /// On this day.
        weekday: Weekday,
        /// At this time.
        at: NaiveTime,
    },
    /// Every month.
    Monthly {
        /// On this day, 1 to 31; the last one of a shorter month.
        day: u32,
        /// At this time.
        at: NaiveTime,
    },
}

impl Rhythm {
    /// The longest time that lies between two slots.
    pub fn longest_pause(self) -> TimeDelta {
        match self {
            Self::Once => TimeDelta::zero(),
            Self::Every { minutes } => TimeDelta::minutes(i64::from(minutes)),
            Self::Hourly { .. } => TimeDelta::hours(1),
            Self::Daily { .. } => TimeDelta::days(1),
            Self::Weekly { .. } => TimeDelta::days(7),
            Self::Monthly { .. } => TimeDelta::days(31),
        }
    }

    /// Whether its numbers are ones that a clock and a calendar have.
    pub fn is_sound(self) -> bool {
        match self {
            Self::Once | Self::Daily { .. } | Self::Weekly { .. } => true,
            Self::Every { minutes } => (15..=24 * 60).contains(&minutes),
            Self::Hourly { minute } => minute < 60,
            Self::Monthly { day, .. } => (1..=31).contains(&day),
        }
    }

    /// The slots around a moment, in order: at least the last one up to it and the first one after it.
    pub(crate) fn around(self, moment: DateTime<Utc>, zone: Tz) -> Vec<Slot> {
        let today = moment.with_timezone(&zone).date_naive();
        let days =
            |span: i64| (-span..=span).filter_map(move |by| today.checked_add_signed(TimeDelta::days(by)));
        match self {
            Self::Once => Vec::new(),
            Self::Every { minutes } => {
                let step = i64::from(minutes.max(1)) * 60;
                let last = moment.timestamp().div_euclid(step) * step;
                [last, last + step].into_iter().filter_map(by_moment).collect()
            }
            Self::Hourly { minute } => by_minute(minute, moment, zone),
            Self::Daily { at } => days(3)
                .filter_map(|day| by_wall(day.and_time(at), zone))
                .collect(),
            Self::Weekly { weekday, at } => days(10)
                .filter(|day| day.weekday() == weekday)
                .filter_map(|day| by_wall(day.and_time(at), zone))
                .collect(),
            Self::Monthly { day, at } => months_around(today)
                .filter_map(|first| by_wall(day_of_month(first, day)?.and_time(at), zone))
                .collect(),
        }
    }
}

fn months_around(today: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let before = today
        .with_day(1)
        .and_then(|first| first.checked_sub_months(Months::new(2)));
    (0..5).filter_map(move |by| before?.checked_add_months(Months::new(by)))
}

/// The day of a month that has it, or else its last one.
fn day_of_month(first: NaiveDate, day: u32) -> Option<NaiveDate> {
    let last = first
        .checked_add_months(Months::new(1))?
        .checked_sub_days(Days::new(1))?;
    first.with_day(day.clamp(1, last.day()))
}

fn by_moment(seconds: i64) -> Option<Slot> {
    Some(Slot {
        name: seconds,
        at: DateTime::from_timestamp(seconds, 0)?,
    })
}

// An hour that the wall clock shows twice is two hours long and needs both its backups, so these go by the moment itself.
fn by_minute(minute: u32, moment: DateTime<Utc>, zone: Tz) -> Vec<Slot> {
    let shown = moment.with_timezone(&zone).minute();
    let minutes_ago = i64::from((shown + 60 - minute % 60) % 60);
    let last = moment.timestamp().div_euclid(60) * 60 - minutes_ago * 60;
    // Clocks are moved by half an hour somewhere, so two slots may be ninety minutes apart.
    (-4..=4)
        .filter_map(|half_hours| by_moment(last + half_hours * 30 * 60))
        .filter(|slot| slot.at.with_timezone(&zone).minute() == minute)
        .collect()
}

fn by_wall(shown: NaiveDateTime, zone: Tz) -> Option<Slot> {
    Some(Slot {
        name: shown.and_utc().timestamp(),
        at: when_shown(shown, zone)?,
    })
}

/// The first moment at which clocks of a zone show this time, or a later one where they skip it.
fn when_shown(shown: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    // Samoa once skipped a whole day; nobody skipped more.
    (0..=26 * 60).find_map(|later| {
        match zone.from_local_datetime(&shown.checked_add_signed(TimeDelta::minutes(later))?) {
            MappedLocalTime::Single(at) | MappedLocalTime::Ambiguous(at, _) => Some(at.with_timezone(&Utc)),
            MappedLocalTime::None => None,
        }
    })
}
