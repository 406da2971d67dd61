//! Backups that make themselves: every night, after a week off, twice at once, and when the shop does not answer.

use std::path::Path;

use backstock_engine::schedules::{PAUSES, RuleFault, ScheduleAsk, TakenTurn, Told, Work};
use backstock_engine::{
    BackupAsk, Engine, EngineError, ExportEnding, ExportFiles, ExportFormat, ExportedBy, Faults,
};
use backstock_model::{About, Cancel, NoProgress, Recipient};
use backstock_schedule::{Rhythm, Rule, Tz};
use backstock_vault::{BackupKind, ScheduleId, TurnState};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};

use crate::stage::{SHOP, Stage};

const ZONE: Tz = Tz::Europe__Berlin;

fn at_two() -> Rhythm {
    Rhythm::Daily {
        at: NaiveTime::from_hms_opt(2, 0, 0).unwrap(),
    }
}

pub(crate) fn set(stage: &Stage, work: Work, rhythm: Rhythm) -> ScheduleId {
    let ask = ScheduleAsk {
        id: None,
        work,
        rule: rhythm.into(),
        is_on: true,
    };
    stage.engine.set_schedule(SHOP, ask, ZONE).unwrap()
}

/// Does all that is due now; how often there was something.
pub(crate) fn do_what_is_due(stage: &Stage) -> usize {
    std::iter::from_fn(|| next(stage))
        .map(|taken| drop(stage.engine.take_turn(&taken, &NoProgress, &Cancel::new())))
        .count()
}

/// The next turn. A client of a database server that another test is just starting holds every open file for an instant, the lock
/// of the turns among them, and whoever does what is due asks again later.
fn next(stage: &Stage) -> Option<TakenTurn> {
    stage.engine.next_turn(ZONE).unwrap().or_else(|| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        stage.engine.next_turn(ZONE).unwrap()
    })
}

fn sleep_until(stage: &Stage, moment: &str) {
    let until: DateTime<Utc> = moment.parse().unwrap();
    stage.clock.advance(until - stage.engine.clock().now());
}

fn weekly_products(folder: &Path) -> Work {
    Work::Export {
        types: vec![crate::stage::content_type("products")],
        recipients: vec![Recipient::ThisComputer.to_string()],
        format: ExportFormat::JsonLines,
        folder: folder.to_owned(),
    }
}

fn kinds(stage: &Stage) -> Vec<BackupKind> {
    let shop = stage.engine.vault().shop(SHOP).unwrap();
    let backups = stage.engine.vault().backups(shop.id).unwrap();
    backups.iter().map(|backup| backup.kind).collect()
}

// S2.11.5 T3
#[test]
fn every_night_brings_a_backup_and_a_week_off_brings_one() {
    let stage = Stage::new();
    set(&stage, Work::Backup, at_two());
    assert_eq!(do_what_is_due(&stage), 0, "nothing is due when it is set");
    sleep_until(&stage, "2026-11-21T00:59:00Z");
    assert_eq!(do_what_is_due(&stage), 0);
    sleep_until(&stage, "2026-11-21T01:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1);
    assert_eq!(do_what_is_due(&stage), 0);
    sleep_until(&stage, "2026-11-28T09:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1, "one for all seven nights");
    sleep_until(&stage, "2026-11-29T01:00:30Z");
    assert_eq!(do_what_is_due(&stage), 1);
    assert_eq!(kinds(&stage), [BackupKind::Scheduled; 3]);
}

// S2.11.5
#[test]
fn a_clock_that_is_set_back_makes_no_second_backup_and_stops_none() {
    let stage = Stage::new();
    set(&stage, Work::Backup, at_two());
    sleep_until(&stage, "2026-11-22T08:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1);
    for moment in [
        "2026-11-22T00:30:00Z",
        "2026-11-22T01:00:00Z",
        "2026-11-10T12:00:00Z",
        "2026-11-22T09:00:00Z",
    ] {
        sleep_until(&stage, moment);
        assert_eq!(do_what_is_due(&stage), 0, "{moment}");
    }
    sleep_until(&stage, "2026-11-23T01:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1);
    // Ten years ahead for a minute: it runs there, and goes on from the right time.
    sleep_until(&stage, "2036-11-23T12:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1);
    sleep_until(&stage, "2026-11-23T12:01:00Z");
    assert_eq!(do_what_is_due(&stage), 0);
    sleep_until(&stage, "2026-11-24T01:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1);
}

#[test]
fn a_turn_is_taken_by_one_of_two_who_look_at_once() {
    let stage = Stage::new();
    set(&stage, Work::Backup, at_two());
    sleep_until(&stage, "2026-11-21T01:00:00Z");
    let taken: Vec<bool> = std::thread::scope(|scope| {
        let lookers: Vec<_> = (0..4).map(|_| scope.spawn(|| next(&stage).is_some())).collect();
        lookers.into_iter().map(|looker| looker.join().unwrap()).collect()
    });
    assert_eq!(taken.iter().filter(|taken| **taken).count(), 1);
}

// However slow a shop is: the window and a timer on the command line never do the same twice.
#[test]
fn a_turn_that_takes_long_is_not_taken_again_while_it_is_being_done() {
    let stage = Stage::new();
    set(&stage, Work::Backup, at_two());
    sleep_until(&stage, "2026-11-21T01:00:00Z");
    let taken = next(&stage).unwrap();
    stage.clock.advance(TimeDelta::minutes(30));
    assert!(next(&stage).is_none(), "it is still being done");
    drop(taken); // and the power went
    assert_eq!(next(&stage).unwrap().turn.tries, 2);
}

#[test]
fn what_waits_longest_comes_first_so_that_an_automatic_sync_keeps_nothing_waiting() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let sync = set(&stage, Work::Sync, Rhythm::Every { minutes: 15 });
    let mondays = Rhythm::Weekly {
        weekday: chrono::Weekday::Mon,
        at: NaiveTime::from_hms_opt(2, 0, 0).unwrap(),
    };
    let export = set(&stage, weekly_products(folder.path()), mondays);
    // It was just looking at the shop when the export was due, and takes longer than its own pause.
    sleep_until(&stage, "2026-11-23T00:50:00Z");
    let looking = next(&stage).unwrap();
    sleep_until(&stage, "2026-11-23T01:20:00Z");
    stage
        .engine
        .take_turn(&looking, &NoProgress, &Cancel::new())
        .unwrap();
    drop(looking);
    let order: Vec<_> = std::iter::from_fn(|| next(&stage))
        .map(|taken| {
            stage
                .engine
                .take_turn(&taken, &NoProgress, &Cancel::new())
                .unwrap();
            taken.scheduled.id
        })
        .collect();
    assert_eq!(order, [export, sync]);
}

/// Remembers what held the vault when a backup was begun.
#[derive(Default)]
struct Held(std::sync::Mutex<Vec<String>>, std::sync::OnceLock<Engine>);

impl Faults for Held {
    fn at(&self, point: &'static str) {
        if let ("backup.begun", Some(engine)) = (point, self.1.get()) {
            let job = engine.vault().running_job().unwrap().unwrap().job;
            self.0.lock().unwrap().push(job);
        }
    }
}

#[test]
fn automatic_sync_holds_the_vault_from_its_look_to_the_end_of_the_backup() {
    let stage = Stage::new();
    let held = std::sync::Arc::new(Held::default());
    let watched = stage.engine.clone().with_faults(held.clone());
    assert!(held.1.set(stage.engine.clone()).is_ok());
    set(&stage, Work::Sync, Rhythm::Every { minutes: 15 });
    for price in ["5.00", "6.00"] {
        stage
            .shop
            .set("products/117", "/price", &format!("\"{price}\""))
            .unwrap();
        stage.clock.advance(TimeDelta::minutes(15));
        let taken = watched.next_turn(ZONE).unwrap().unwrap();
        watched.take_turn(&taken, &NoProgress, &Cancel::new()).unwrap();
    }
    assert_eq!(*held.0.lock().unwrap(), ["sync", "sync"]);
}

#[test]
fn a_turn_that_was_left_behind_by_a_crash_is_taken_again() {
    let stage = Stage::new();
    let id = set(&stage, Work::Backup, at_two());
    sleep_until(&stage, "2026-11-21T01:00:00Z");
    drop(next(&stage).unwrap()); // and the power went
    assert!(next(&stage).is_none(), "it may still be about to begin");
    stage.clock.advance(TimeDelta::minutes(2));
    assert_eq!(do_what_is_due(&stage), 1);
    let turn = &stage.engine.turns(id, 1).unwrap()[0];
    assert_eq!((turn.tries, turn.state), (2, TurnState::Done));
    assert_eq!(kinds(&stage), [BackupKind::Scheduled]);
}

#[test]
fn a_backup_that_fails_is_tried_again_with_longer_and_longer_pauses_and_never_forgotten() {
    let stage = Stage::new();
    let id = set(&stage, Work::Backup, at_two());
    stage.shop.set_offline(true);
    sleep_until(&stage, "2026-11-21T01:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1);
    for pause in PAUSES {
        stage.clock.advance(pause - TimeDelta::seconds(1));
        assert_eq!(do_what_is_due(&stage), 0, "not before its time: {pause}");
        stage.clock.advance(TimeDelta::seconds(1));
        assert_eq!(do_what_is_due(&stage), 1, "{pause}");
    }
    let turn = stage.engine.turns(id, 1).unwrap().remove(0);
    assert_eq!((turn.tries, turn.state), (6, TurnState::GivenUp));
    assert!(matches!(Told::of(&turn), Some(Told::Failed { .. })));
    stage.shop.set_offline(false);
    sleep_until(&stage, "2026-11-22T01:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1, "the next night comes all the same");
    assert_eq!(kinds(&stage), [BackupKind::Scheduled]);
}

#[test]
fn a_shop_that_answers_again_is_backed_up_at_the_next_try() {
    let stage = Stage::new();
    let id = set(&stage, Work::Backup, at_two());
    stage.shop.set_offline(true);
    sleep_until(&stage, "2026-11-21T01:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1);
    stage.shop.set_offline(false);
    stage.clock.advance(PAUSES[0]);
    assert_eq!(do_what_is_due(&stage), 1);
    let turn = stage.engine.turns(id, 1).unwrap().remove(0);
    assert_eq!(Told::of(&turn), Some(Told::BackedUp { backup: 1 }));
}

#[test]
fn what_waits_for_another_try_is_given_up_when_the_next_turn_comes() {
    let stage = Stage::new();
    let id = set(&stage, Work::Backup, Rhythm::Hourly { minute: 0 });
    stage.shop.set_offline(true);
    sleep_until(&stage, "2026-11-20T10:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1);
    sleep_until(&stage, "2026-11-20T11:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1, "one try, not two");
    let states: Vec<_> = stage
        .engine
        .turns(id, 9)
        .unwrap()
        .iter()
        .map(|turn| turn.state)
        .collect();
    assert!(
        matches!(states[..], [TurnState::Waiting { .. }, TurnState::GivenUp]),
        "{states:?}"
    );
}

#[test]
fn nothing_is_taken_while_a_job_is_at_work() {
    let stage = Stage::new();
    set(&stage, Work::Backup, at_two());
    sleep_until(&stage, "2026-11-21T01:00:00Z");
    let shop = stage.engine.vault().shop(SHOP).unwrap();
    let job = stage.engine.vault().lock(shop.id, "restore").unwrap();
    assert!(next(&stage).is_none());
    drop(job);
    let taken = next(&stage).unwrap();
    // Somebody was quicker in between: it waits, and that is not a try.
    let job = stage.engine.vault().lock(shop.id, "restore").unwrap();
    assert!(
        stage
            .engine
            .take_turn(&taken, &NoProgress, &Cancel::new())
            .is_err()
    );
    drop((job, taken));
    stage.clock.advance(TimeDelta::minutes(1));
    let again = next(&stage).unwrap();
    assert_eq!(again.turn.tries, 1);
}

// S2.11.6
#[test]
fn a_schedule_is_changed_paused_and_removed_and_what_it_did_stays() {
    let stage = Stage::new();
    let id = set(&stage, Work::Backup, at_two());
    sleep_until(&stage, "2026-11-21T01:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1);
    let later = Rhythm::Daily {
        at: NaiveTime::from_hms_opt(4, 0, 0).unwrap(),
    };
    assert_eq!(set(&stage, Work::Backup, later), id, "a shop has one");
    sleep_until(&stage, "2026-11-21T02:59:00Z");
    assert_eq!(do_what_is_due(&stage), 0);
    let paused = ScheduleAsk {
        id: Some(id),
        work: Work::Backup,
        rule: later.into(),
        is_on: false,
    };
    stage.engine.set_schedule(SHOP, paused.clone(), ZONE).unwrap();
    sleep_until(&stage, "2026-11-24T12:00:00Z");
    assert_eq!(do_what_is_due(&stage), 0);
    let resumed = ScheduleAsk {
        is_on: true,
        ..paused
    };
    stage.engine.set_schedule(SHOP, resumed, ZONE).unwrap();
    assert_eq!(
        do_what_is_due(&stage),
        0,
        "what was due while it was paused is nobody's turn"
    );
    sleep_until(&stage, "2026-11-25T03:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1);
    stage.engine.remove_schedule(SHOP, id).unwrap();
    sleep_until(&stage, "2026-11-27T03:00:00Z");
    assert_eq!(do_what_is_due(&stage), 0);
    assert_eq!(stage.engine.turns(id, 9).unwrap().len(), 2);
    assert_eq!(stage.engine.schedules(SHOP).unwrap(), []);
}

// S2.2.7 T4
#[test]
fn automatic_sync_looks_and_keeps_only_what_changed() {
    let stage = Stage::new();
    set(&stage, Work::Sync, Rhythm::Every { minutes: 15 });
    for _ in 0..3 {
        stage.clock.advance(TimeDelta::minutes(15));
        assert_eq!(do_what_is_due(&stage), 1);
    }
    assert_eq!(kinds(&stage).len(), 1, "the first look makes the first backup");
    let changed = stage.engine.synced(SHOP).unwrap().unwrap().changed.unwrap();
    stage.shop.set("products/117", "/price", "\"5.00\"").unwrap();
    stage.clock.advance(TimeDelta::minutes(15));
    assert_eq!(do_what_is_due(&stage), 1);
    assert_eq!(kinds(&stage).len(), 2);
    let synced = stage.engine.synced(SHOP).unwrap().unwrap();
    assert_eq!(synced.changed.unwrap() - changed, TimeDelta::minutes(45));
    assert_eq!(synced.looked, stage.engine.clock().now());
}

#[test]
fn a_rule_that_means_nothing_is_refused() {
    let stage = Stage::new();
    let refused = |work: Work, rule: Rule| {
        let ask = ScheduleAsk {
            id: None,
            work,
            rule,
            is_on: true,
        };
        match stage.engine.set_schedule(SHOP, ask, ZONE) {
            Err(EngineError::Rule(fault)) => fault,
            other => panic!("{other:?}"),
        }
    };
    let now = stage.engine.clock().now();
    assert_eq!(
        refused(Work::Backup, Rhythm::Hourly { minute: 77 }.into()),
        RuleFault::Number
    );
    assert_eq!(refused(Work::Sync, at_two().into()), RuleFault::Number);
    let backwards = Rule {
        rhythm: at_two(),
        from: Some(now + TimeDelta::days(2)),
        until: Some(now + TimeDelta::days(1)),
    };
    assert_eq!(refused(Work::Backup, backwards), RuleFault::EndsFirst);
    let once = Rule {
        rhythm: Rhythm::Once,
        from: Some(now - TimeDelta::days(2)),
        until: None,
    };
    assert_eq!(refused(Work::Backup, once), RuleFault::Over);
    let for_nobody = Work::Export {
        types: vec![crate::stage::content_type("products")],
        recipients: Vec::new(),
        format: ExportFormat::JsonLines,
        folder: "exports".into(),
    };
    let monthly = Rhythm::Monthly {
        day: 31,
        at: NaiveTime::from_hms_opt(2, 0, 0).unwrap(),
    };
    assert_eq!(
        refused(for_nobody.clone(), monthly.into()),
        RuleFault::NothingToDo
    );
    assert_eq!(
        refused(for_nobody, at_two().into()),
        RuleFault::Number,
        "weekly or monthly"
    );
}

// S2.2.1 T3
#[test]
fn the_next_date_is_told_and_what_is_overdue_is_told_as_such() {
    let stage = Stage::new();
    set(&stage, Work::Backup, at_two());
    let outlook = || {
        let scheduled = stage.engine.backup_schedule(SHOP).unwrap().unwrap();
        stage.engine.outlook(&scheduled, ZONE, 2).unwrap()
    };
    let dates: Vec<String> = outlook().next.iter().map(DateTime::to_rfc3339).collect();
    assert_eq!(dates, ["2026-11-21T01:00:00+00:00", "2026-11-22T01:00:00+00:00"]);
    assert_eq!(outlook().overdue, None);
    sleep_until(&stage, "2026-11-25T08:00:00Z");
    assert_eq!(outlook().overdue, Some("2026-11-25T01:00:00Z".parse().unwrap()));
    assert_eq!(
        stage.engine.next_wanted(ZONE).unwrap(),
        Some("2026-11-25T01:00:00Z".parse().unwrap())
    );
    do_what_is_due(&stage);
    assert_eq!(outlook().overdue, None);
}

#[test]
fn a_backup_by_hand_takes_no_turn_away() {
    let stage = Stage::new();
    set(&stage, Work::Backup, at_two());
    sleep_until(&stage, "2026-11-20T20:00:00Z");
    stage
        .engine
        .backup(SHOP, &BackupAsk::default(), &NoProgress, &Cancel::new())
        .unwrap();
    sleep_until(&stage, "2026-11-21T01:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1);
    assert_eq!(kinds(&stage), [BackupKind::Scheduled, BackupKind::Manual]);
}

// S2.14.4 S2.11.4 S2.12.3: schedule, types, recipients, two due dates pass.
#[test]
fn a_weekly_export_that_came_twice_left_two_rows_and_two_sets_of_files() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let work = weekly_products(folder.path());
    let mondays = Rhythm::Weekly {
        weekday: chrono::Weekday::Mon,
        at: NaiveTime::from_hms_opt(2, 0, 0).unwrap(),
    };
    let id = set(&stage, work.clone(), mondays);
    sleep_until(&stage, "2026-11-23T01:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1);
    stage.shop.set("products/117", "/price", "\"5.00\"").unwrap();
    // Off for two Mondays: the export is made up for once, and stays a weekly one.
    sleep_until(&stage, "2026-12-08T09:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1);
    let exports = stage.engine.exports(SHOP).unwrap();
    assert_eq!(exports.len(), 2);
    let mut places: Vec<_> = exports.iter().map(|entry| entry.place.clone().unwrap()).collect();
    places.dedup();
    assert_eq!(places.len(), 2, "each has a folder of its own");
    for entry in &exports {
        assert_eq!(
            (entry.by, &entry.ending),
            (ExportedBy::Weekly, &ExportEnding::Done)
        );
        assert_eq!(entry.look_for_files(), ExportFiles::Present);
        assert!(!entry.files.is_empty());
        let letters = stage
            .engine
            .letters_about(SHOP, About::Export(entry.number))
            .unwrap();
        assert_eq!(letters.len(), 1, "the recipients are told after every run");
    }
    // S2.11.6
    stage.engine.remove_schedule(SHOP, id).unwrap();
    assert_eq!(stage.engine.exports(SHOP).unwrap().len(), 2);
    assert_eq!(stage.engine.turns(id, 9).unwrap().len(), 2);
}

// S2.12.5
#[test]
fn an_export_that_fails_is_in_the_history_and_is_tried_again() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let work = weekly_products(folder.path());
    let on_the_last = Rhythm::Monthly {
        day: 31,
        at: NaiveTime::from_hms_opt(2, 0, 0).unwrap(),
    };
    set(&stage, work, on_the_last);
    stage.shop.set_offline(true);
    sleep_until(&stage, "2026-11-30T01:00:00Z");
    assert_eq!(do_what_is_due(&stage), 1);
    stage.shop.set_offline(false);
    stage.clock.advance(PAUSES[0]);
    assert_eq!(do_what_is_due(&stage), 1);
    let endings: Vec<_> = stage
        .engine
        .exports(SHOP)
        .unwrap()
        .into_iter()
        .map(|entry| (entry.by, entry.ending))
        .collect();
    assert!(
        matches!(
            &endings[..],
            [
                (ExportedBy::Monthly, ExportEnding::Done),
                (ExportedBy::Monthly, ExportEnding::Failed { .. })
            ]
        ),
        "{endings:?}"
    );
}
