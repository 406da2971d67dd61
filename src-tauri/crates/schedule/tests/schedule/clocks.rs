//! Computers that sleep, travel and have their clocks set.

use backstock_schedule::{Claim, Rhythm, Rule, Slot, Standing, Tz, standing};
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use crate::cases::{at, time};

/// What a computer does that looks at a rule now and then.
struct Computer {
    rule: Rule,
    since: DateTime<Utc>,
    claims: Vec<Claim>,
    zone: Tz,
}

impl Computer {
    fn new(rhythm: Rhythm, since: &str) -> Self {
        Self {
            rule: rhythm.into(),
            since: at(since),
            claims: Vec::new(),
            zone: Tz::Europe__Berlin,
        }
    }

    fn look(&mut self, now: DateTime<Utc>) -> Option<Slot> {
        match standing(&self.rule, self.since, &self.claims, now, self.zone) {
            Standing::Quiet => None,
            Standing::Anew => {
                self.since = now;
                for claim in &mut self.claims {
                    claim.is_current = false;
                }
                None
            }
            Standing::Due(slot) => {
                let after = self
                    .claims
                    .iter()
                    .filter(|claim| claim.is_current)
                    .map(|claim| claim.slot)
                    .max();
                self.claims.push(Claim {
                    slot: slot.name,
                    after,
                    made: now,
                    is_current: true,
                });
                Some(slot)
            }
        }
    }

    fn runs(&mut self, moments: &[&str]) -> Vec<bool> {
        moments
            .iter()
            .map(|moment| self.look(at(moment)).is_some())
            .collect()
    }
}

fn nightly() -> Rhythm {
    Rhythm::Daily { at: time("02:00:00") }
}

// S2.11.5
#[test]
fn after_a_week_off_there_is_one_run_and_not_seven() {
    let mut computer = Computer::new(nightly(), "2026-11-20T12:00:00Z");
    let runs = computer.runs(&[
        "2026-11-20T12:01:00Z",
        "2026-11-21T01:00:30Z",
        "2026-11-21T01:01:00Z",
        "2026-11-28T09:00:00Z",
        "2026-11-28T09:01:00Z",
        "2026-11-29T01:00:00Z",
    ]);
    assert_eq!(runs, [false, true, false, true, false, true]);
}

// S2.11.5
#[test]
fn a_clock_that_is_set_back_runs_nothing_twice() {
    let mut computer = Computer::new(nightly(), "2026-11-20T12:00:00Z");
    // On the 22nd the one of the 21st is covered, too: it was off then.
    assert_eq!(computer.runs(&["2026-11-22T08:00:00Z"]), [true]);
    let back = [
        "2026-11-22T00:30:00Z",
        "2026-11-22T01:00:00Z",
        "2026-11-22T08:00:00Z",
    ];
    assert_eq!(computer.runs(&back), [false, false, false]);
    // By a week, and back to the right time.
    assert_eq!(
        computer.runs(&[
            "2026-11-15T08:00:00Z",
            "2026-11-22T08:05:00Z",
            "2026-11-23T01:00:00Z"
        ]),
        [false, false, true]
    );
}

#[test]
fn a_clock_that_ran_ten_years_ahead_does_not_stop_the_backups() {
    let mut computer = Computer::new(nightly(), "2026-11-20T12:00:00Z");
    let runs = computer.runs(&[
        "2036-11-20T12:00:00Z",
        "2026-11-20T12:05:00Z",
        "2026-11-21T01:00:00Z",
        "2026-11-22T01:00:00Z",
    ]);
    assert_eq!(runs, [true, false, true, true]);
    // Set while the clock was wrong.
    let mut set_ahead = Computer::new(nightly(), "2036-11-20T12:00:00Z");
    assert_eq!(
        set_ahead.runs(&["2026-11-20T12:05:00Z", "2026-11-21T01:00:00Z"]),
        [false, true]
    );
}

// S2.11.5
#[test]
fn who_travels_has_one_backup_of_each_night() {
    let mut computer = Computer::new(nightly(), "2026-11-20T12:00:00Z");
    assert_eq!(computer.runs(&["2026-11-21T01:00:00Z"]), [true]);
    computer.zone = Tz::America__Los_Angeles;
    // Two o'clock of the 21st comes a second time, eight hours later.
    assert_eq!(
        computer.runs(&[
            "2026-11-21T08:00:00Z",
            "2026-11-21T10:00:00Z",
            "2026-11-22T10:00:00Z"
        ]),
        [false, false, true]
    );
    computer.zone = Tz::Asia__Tokyo;
    assert_eq!(
        computer.runs(&["2026-11-22T11:00:00Z", "2026-11-22T17:00:00Z"]),
        [false, true]
    );
}

proptest! {
    // S2.11.5: two years of looking at any times, with sleep in between: each look finds one thing to do exactly when a slot
    // came since the last one, and none is taken twice.
    #[test]
    fn sleep_of_any_length_is_caught_up_once(
        pauses in prop::collection::vec(prop_oneof![8 => 1_i64..90, 2 => 90_i64..3_000, 1 => 3_000_i64..60_000], 20..200),
        rhythm in prop_oneof![
            Just(nightly()),
            Just(Rhythm::Hourly { minute: 5 }),
            Just(Rhythm::Every { minutes: 45 }),
            Just(Rhythm::Monthly { day: 30, at: time("02:30:00") }),
        ],
    ) {
        let mut computer = Computer::new(rhythm, "2026-11-20T12:00:00Z");
        let mut now = computer.since;
        let mut taken = std::collections::BTreeSet::new();
        for pause in pauses {
            let before = now;
            now += TimeDelta::minutes(pause);
            let came: Vec<_> = computer.rule.upcoming(before, computer.zone).take_while(|slot| slot.at <= now).collect();
            let ran = computer.look(now);
            prop_assert_eq!(ran, came.last().copied());
            if let Some(slot) = ran {
                prop_assert!(taken.insert(slot.name));
            }
            prop_assert_eq!(computer.look(now), None);
        }
    }
}
