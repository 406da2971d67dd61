//! Ten years in two dozen time zones, against a second computation.
//!
//! Ours goes from the calendar to the moment. The other one only ever asks what a clock on the wall shows: it walks through
//! the ten years in steps of a quarter of an hour and takes a slot at the first step at which the clock shows its time or a
//! later one. It knows nothing of skipped and repeated hours, and cannot make the same mistake.

use backstock_schedule::{Rhythm, Rule, Tz};
use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, TimeDelta, Timelike as _, Utc, Weekday};

use crate::cases::{at, time};

const ZONES: [Tz; 26] = [
    Tz::UTC,
    Tz::Europe__Berlin,
    Tz::Europe__London,
    Tz::Europe__Dublin,
    Tz::Europe__Moscow,
    Tz::Europe__Chisinau,
    Tz::Africa__Cairo,
    Tz::Africa__Casablanca,
    Tz::Africa__Johannesburg,
    Tz::America__New_York,
    Tz::America__Los_Angeles,
    Tz::America__St_Johns,
    Tz::America__Sao_Paulo,
    Tz::America__Santiago,
    Tz::America__Havana,
    Tz::America__Nuuk,
    Tz::Asia__Jerusalem,
    Tz::Asia__Beirut,
    Tz::Asia__Kolkata,
    Tz::Asia__Kathmandu,
    Tz::Asia__Tokyo,
    Tz::Australia__Sydney,
    Tz::Australia__Lord_Howe,
    Tz::Pacific__Auckland,
    Tz::Pacific__Chatham,
    Tz::Pacific__Kiritimati,
];

const STEP: TimeDelta = TimeDelta::minutes(15);

/// The next time on the wall that a rule asks for, strictly after another; naive on purpose.
fn next_on_the_wall(rhythm: Rhythm, after: NaiveDateTime) -> NaiveDateTime {
    let mut day = after.date();
    loop {
        let (is_right_day, time_of_day) = match rhythm {
            Rhythm::Daily { at } => (true, at),
            Rhythm::Weekly { weekday, at } => (day.weekday() == weekday, at),
            Rhythm::Monthly { day: wanted, at } => {
                let is_last = day.succ_opt().unwrap().day() == 1;
                (day.day() == wanted || (is_last && wanted > day.day()), at)
            }
            other => panic!("{other:?} does not go by the wall"),
        };
        let candidate = day.and_time(time_of_day);
        if is_right_day && candidate > after {
            return candidate;
        }
        day = day.succ_opt().unwrap();
    }
}

fn walk(rhythm: Rhythm, wall: &[(DateTime<Utc>, NaiveDateTime)]) -> Vec<(i64, DateTime<Utc>)> {
    let first = wall.first().unwrap().1;
    let mut wanted = next_on_the_wall(rhythm, first);
    let mut taken = Vec::new();
    for &(moment, shown) in &wall[1..] {
        if shown >= wanted {
            taken.push((wanted.and_utc().timestamp(), moment));
            wanted = next_on_the_wall(rhythm, wanted);
        }
    }
    taken
}

fn walk_hours(minute: u32, wall: &[(DateTime<Utc>, NaiveDateTime)]) -> Vec<(i64, DateTime<Utc>)> {
    wall[1..]
        .iter()
        .filter(|(_, shown)| shown.minute() == minute)
        .map(|(moment, _)| (moment.timestamp(), *moment))
        .collect()
}

// S2.11.5
#[test]
fn ten_years_in_two_dozen_time_zones_miss_nothing_and_take_nothing_twice() {
    let (begin, end) = (at("2026-11-28T12:00:00Z"), at("2036-11-28T12:00:00Z"));
    let mut compared = 0;
    for zone in ZONES {
        let wall: Vec<_> = std::iter::successors(Some(begin), |moment| Some(*moment + STEP))
            .take_while(|moment| *moment <= end)
            .map(|moment| (moment, moment.with_timezone(&zone).naive_local()))
            .collect();
        for rhythm in [
            Rhythm::Daily { at: time("00:00:00") },
            Rhythm::Daily { at: time("02:30:00") },
            Rhythm::Weekly {
                weekday: Weekday::Sun,
                at: time("02:00:00"),
            },
            Rhythm::Weekly {
                weekday: Weekday::Sat,
                at: time("23:45:00"),
            },
            Rhythm::Monthly {
                day: 1,
                at: time("03:00:00"),
            },
            Rhythm::Monthly {
                day: 31,
                at: time("01:15:00"),
            },
            Rhythm::Hourly { minute: 30 },
        ] {
            let expected = match rhythm {
                Rhythm::Hourly { minute } => walk_hours(minute, &wall),
                other => walk(other, &wall),
            };
            let rule = Rule::from(rhythm);
            let found: Vec<_> = rule
                .upcoming(begin, zone)
                .take_while(|slot| slot.at <= end)
                .map(|slot| (slot.name, slot.at))
                .collect();
            assert!(
                found == expected,
                "{zone} {rhythm:?}: {:?}",
                found.iter().zip(&expected).find(|(ours, theirs)| ours != theirs)
            );
            for &(name, moment) in expected.iter().step_by(7) {
                let latest = rule.latest(moment, zone).unwrap();
                assert_eq!((latest.name, latest.at), (name, moment), "{zone} {rhythm:?}");
                let before = rule.latest(moment - TimeDelta::seconds(1), zone).unwrap();
                assert!(before.at < moment, "{zone} {rhythm:?} {moment}");
            }
            compared += found.len();
        }
    }
    // Seven rules, most of them hourly: the walk really went through the years.
    assert!(compared > 26 * 87_000, "{compared}");
}

#[test]
fn a_day_that_a_country_skipped_is_made_up_for_when_it_wakes() {
    // Samoa went from the 29th to the 31st of December 2011.
    let daily = Rule::from(Rhythm::Daily { at: time("02:00:00") });
    let days: Vec<_> = daily
        .upcoming(at("2011-12-29T00:00:00Z"), Tz::Pacific__Apia)
        .take(4)
        .map(|slot| {
            let day: NaiveDate = DateTime::from_timestamp(slot.name, 0).unwrap().date_naive();
            (day.day(), slot.at.with_timezone(&Tz::Pacific__Apia).to_rfc3339())
        })
        .collect();
    assert_eq!(
        days,
        [
            (29, "2011-12-29T02:00:00-10:00".to_owned()),
            (30, "2011-12-31T00:00:00+14:00".to_owned()),
            (31, "2011-12-31T02:00:00+14:00".to_owned()),
            (1, "2012-01-01T02:00:00+14:00".to_owned()),
        ]
    );
}
