//! Cases written by hand.

use backstock_schedule::{Rhythm, Rule, Tz};
use chrono::{DateTime, NaiveTime, Utc, Weekday};

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn time(text: &str) -> NaiveTime {
    text.parse().unwrap()
}

fn next(rule: Rule, from: &str, zone: Tz, many: usize) -> Vec<String> {
    rule.upcoming(at(from), zone)
        .take(many)
        .map(|slot| slot.at.with_timezone(&zone).to_rfc3339())
        .collect()
}

// S2.11.3
#[test]
fn the_31st_is_the_last_day_of_a_shorter_month_also_in_leap_years() {
    let monthly = Rule::from(Rhythm::Monthly {
        day: 31,
        at: time("02:00:00"),
    });
    let dates: Vec<String> = next(monthly, "2027-11-15T00:00:00Z", Tz::UTC, 12)
        .iter()
        .map(|shown| shown[..10].to_owned())
        .collect();
    assert_eq!(
        dates,
        [
            "2027-11-30",
            "2027-12-31",
            "2028-01-31",
            "2028-02-29",
            "2028-03-31",
            "2028-04-30",
            "2028-05-31",
            "2028-06-30",
            "2028-07-31",
            "2028-08-31",
            "2028-09-30",
            "2028-10-31",
        ]
    );
    let on_the_29th = Rule::from(Rhythm::Monthly {
        day: 29,
        at: time("02:00:00"),
    });
    assert_eq!(
        next(on_the_29th, "2027-02-01T00:00:00Z", Tz::UTC, 1),
        ["2027-02-28T02:00:00+00:00"]
    );
}

// S2.11.5
#[test]
fn a_time_that_is_skipped_comes_at_the_first_moment_after_it() {
    let daily = Rule::from(Rhythm::Daily { at: time("02:30:00") });
    assert_eq!(
        next(daily, "2027-03-27T12:00:00Z", Tz::Europe__Berlin, 2),
        ["2027-03-28T03:00:00+02:00", "2027-03-29T02:30:00+02:00"]
    );
}

// S2.11.5
#[test]
fn a_time_that_is_shown_twice_comes_the_first_time() {
    let daily = Rule::from(Rhythm::Daily { at: time("02:30:00") });
    assert_eq!(
        next(daily, "2027-10-30T12:00:00Z", Tz::Europe__Berlin, 2),
        ["2027-10-31T02:30:00+02:00", "2027-11-01T02:30:00+01:00"]
    );
}

#[test]
fn an_hour_that_is_shown_twice_has_both_its_backups() {
    let hourly = Rule::from(Rhythm::Hourly { minute: 15 });
    assert_eq!(
        next(hourly, "2027-10-31T00:00:00Z", Tz::Europe__Berlin, 3),
        [
            "2027-10-31T02:15:00+02:00",
            "2027-10-31T02:15:00+01:00",
            "2027-10-31T03:15:00+01:00"
        ]
    );
}

#[test]
fn a_week_keeps_its_day_and_time_across_the_change_of_clocks() {
    let weekly = Rule::from(Rhythm::Weekly {
        weekday: Weekday::Sun,
        at: time("23:45:00"),
    });
    assert_eq!(
        next(weekly, "2027-03-10T00:00:00Z", Tz::America__New_York, 2),
        ["2027-03-14T23:45:00-04:00", "2027-03-21T23:45:00-04:00"]
    );
}

// S0.11
#[test]
fn a_rule_begins_ends_and_may_run_one_time_only() {
    let daily = Rule {
        rhythm: Rhythm::Daily { at: time("02:00:00") },
        from: Some(at("2027-01-10T00:00:00Z")),
        until: Some(at("2027-01-12T02:00:00Z")),
    };
    let zone = Tz::UTC;
    assert_eq!(
        next(daily, "2026-12-01T00:00:00Z", zone, 9),
        [
            "2027-01-10T02:00:00+00:00",
            "2027-01-11T02:00:00+00:00",
            "2027-01-12T02:00:00+00:00"
        ]
    );
    assert_eq!(daily.latest(at("2027-01-09T12:00:00Z"), zone), None);
    let last = daily.latest(at("2027-06-01T00:00:00Z"), zone).map(|slot| slot.at);
    assert_eq!(
        last,
        Some(at("2027-01-12T02:00:00Z")),
        "missed at its end, it can still be made up for"
    );
    assert!(
        daily.is_over(at("2027-01-12T02:00:00Z"), zone) && !daily.is_over(at("2027-01-12T01:59:00Z"), zone)
    );

    let once = Rule {
        rhythm: Rhythm::Once,
        from: Some(at("2027-01-10T09:30:00Z")),
        until: None,
    };
    assert_eq!(
        next(once, "2026-12-01T00:00:00Z", zone, 9),
        ["2027-01-10T09:30:00+00:00"]
    );
    assert_eq!(once.latest(at("2027-01-10T09:29:59Z"), zone), None);
    assert!(once.latest(at("2027-01-10T09:30:00Z"), zone).is_some());
}

#[test]
fn what_no_clock_shows_is_not_sound() {
    for unsound in [
        Rhythm::Every { minutes: 14 },
        Rhythm::Every { minutes: 24 * 60 + 1 },
        Rhythm::Hourly { minute: 60 },
        Rhythm::Monthly {
            day: 0,
            at: time("02:00:00"),
        },
        Rhythm::Monthly {
            day: 32,
            at: time("02:00:00"),
        },
    ] {
        assert!(!unsound.is_sound(), "{unsound:?}");
    }
    assert!(Rhythm::Every { minutes: 15 }.is_sound() && Rhythm::Hourly { minute: 59 }.is_sound());
}

#[test]
fn a_rule_is_kept_as_plain_text() {
    let rule = Rule::from(Rhythm::Weekly {
        weekday: Weekday::Mon,
        at: time("02:00:00"),
    });
    let text = serde_json::to_string(&rule).unwrap();
    assert_eq!(
        text,
        r#"{"rhythm":{"kind":"weekly","weekday":"Mon","at":"02:00:00"},"from":null,"until":null}"#
    );
    assert_eq!(serde_json::from_str::<Rule>(&text).unwrap(), rule);
}
