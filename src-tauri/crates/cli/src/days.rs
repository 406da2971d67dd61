//! A range of days, as the owner's own calendar has them; the first and the last day are included.

use chrono::{DateTime, Local, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use clap::Args;

#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct Days {
    /// Only from this day on, in your own time; for example 2026-11-19
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<NaiveDate>,
    /// Only up to this day, which is included
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Option<NaiveDate>,
}

impl Days {
    /// Whether a moment lies on one of them.
    pub(crate) fn hold(self, at: DateTime<Utc>) -> bool {
        self.hold_in(at, &Local)
    }

    /// Whether it leaves anything out.
    pub(crate) fn is_every_day(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    fn hold_in(self, at: DateTime<Utc>, place: &impl TimeZone) -> bool {
        let day = at.with_timezone(place).date_naive();
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// The first moment of a day of the owner's own.
pub(crate) fn beginning_of(day: NaiveDate) -> DateTime<Utc> {
    beginning_in(day, &Local)
}

/// The last moment of a day of the owner's own.
pub(crate) fn end_of(day: NaiveDate) -> DateTime<Utc> {
    let next = day.succ_opt().unwrap_or(day);
    beginning_of(next) - TimeDelta::microseconds(1)
}

fn beginning_in(day: NaiveDate, place: &impl TimeZone) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    // Where the clock skips midnight, the day begins with the hour after it.
    let begins = place.from_local_datetime(&midnight).earliest().or_else(|| {
        place
            .from_local_datetime(&(midnight + TimeDelta::hours(1)))
            .earliest()
    });
    begins.map_or_else(|| midnight.and_utc(), |at| at.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use chrono::FixedOffset;

    use super::*;

    // S2.7.1, S2.9.1: both ends are included, by the owner's own midnight.
    #[test]
    fn the_first_and_the_last_day_are_whole() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 19);
        let days = Days { from: day, to: day };
        let vienna = FixedOffset::east_opt(3_600).unwrap();
        let holds = |text: &str| days.hold_in(text.parse().unwrap(), &vienna);
        assert!(!holds("2026-11-18T22:59:59Z"));
        assert!(holds("2026-11-18T23:00:00Z"));
        assert!(holds("2026-11-19T22:59:59Z"));
        assert!(!holds("2026-11-19T23:00:00Z"));
        let open = Days { from: None, to: None };
        assert!(open.is_every_day() && open.hold("2026-11-19T23:00:00Z".parse().unwrap()));
    }
}
