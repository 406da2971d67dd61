//! Backups that silently stopped are told, with the reason.

use backstock_engine::mail::{MailServer, Protection};
use backstock_engine::schedules::{ScheduleAsk, Work};
use backstock_engine::{LateCause, mailing};
use backstock_model::{About, EmailAddress};
use backstock_schedule::{Rhythm, Tz};
use chrono::{NaiveTime, TimeDelta};

use crate::scheduling::{do_what_is_due, set};
use crate::stage::{SHOP, Stage};

const ZONE: Tz = Tz::Europe__Berlin;

fn nightly() -> Rhythm {
    Rhythm::Daily {
        at: NaiveTime::from_hms_opt(2, 0, 0).unwrap(),
    }
}

fn cause(stage: &Stage) -> Option<LateCause> {
    stage.engine.lateness(SHOP, ZONE).unwrap().map(|late| late.cause)
}

// T3
#[test]
fn a_shop_without_a_rule_is_late_after_a_week() {
    let stage = Stage::new();
    stage.clock.advance(TimeDelta::days(7));
    assert_eq!(cause(&stage), None, "a week is not yet too long");
    stage.clock.advance(TimeDelta::hours(1));
    assert_eq!(cause(&stage), Some(LateCause::NoRule));
    stage.backup();
    assert_eq!(cause(&stage), None);
}

// T3
#[test]
fn a_night_that_was_missed_is_late_a_day_after() {
    let stage = Stage::new();
    set(&stage, Work::Backup, nightly());
    // It was due at one o'clock UTC of the 21st; now it is ten o'clock of the 22nd.
    stage.clock.advance(TimeDelta::hours(49));
    assert_eq!(cause(&stage), Some(LateCause::NotRunning));
    assert_eq!(do_what_is_due(&stage), 1);
    assert_eq!(cause(&stage), None);
}

// T3
#[test]
fn a_shop_that_does_not_answer_is_told_with_its_reason() {
    let stage = Stage::new();
    stage.backup();
    set(&stage, Work::Backup, nightly());
    stage.shop.set_offline(true);
    for _ in 0..3 {
        stage.clock.advance(TimeDelta::days(1));
        do_what_is_due(&stage);
    }
    match cause(&stage) {
        Some(LateCause::Failed { why }) => assert!(!why.hint.is_empty(), "one thing to do"),
        other => panic!("{other:?}"),
    }
    stage.shop.set_offline(false);
    stage.clock.advance(TimeDelta::days(1));
    do_what_is_due(&stage);
    assert_eq!(cause(&stage), None);
}

// T3
#[test]
fn a_paused_rule_protects_no_longer_than_none() {
    let stage = Stage::new();
    stage.backup();
    let id = set(&stage, Work::Backup, nightly());
    let paused = ScheduleAsk {
        id: Some(id),
        work: Work::Backup,
        rule: nightly().into(),
        is_on: false,
    };
    stage.engine.set_schedule(SHOP, paused, ZONE).unwrap();
    stage.clock.advance(TimeDelta::days(6));
    assert_eq!(cause(&stage), None);
    stage.clock.advance(TimeDelta::days(2));
    assert_eq!(cause(&stage), Some(LateCause::Paused));
}

// S2.2.7
#[test]
fn a_look_that_found_nothing_new_protects_as_well_as_a_backup() {
    let stage = Stage::new();
    set(&stage, Work::Sync, Rhythm::Every { minutes: 60 });
    for _ in 0..40 {
        stage.clock.advance(TimeDelta::hours(1));
        assert_eq!(do_what_is_due(&stage), 1);
        assert_eq!(cause(&stage), None);
    }
    stage.clock.advance(TimeDelta::hours(4));
    assert_eq!(cause(&stage), Some(LateCause::NotRunning));
}

// T3 T5
#[test]
fn the_owner_is_written_to_when_e_mail_is_set_up_and_otherwise_not() {
    let stage = Stage::new();
    stage.clock.advance(TimeDelta::days(8));
    let late = stage.engine.lateness(SHOP, ZONE).unwrap().unwrap();
    let write = || {
        stage
            .engine
            .write_of_late(&late, "No good backup", "Open Backstock.")
            .unwrap();
    };
    let letters = || stage.engine.letters_about(SHOP, About::Backups).unwrap();
    write();
    assert_eq!(letters().len(), 0, "nobody set up e-mail");
    let owner = EmailAddress::parse("owner@example.com").unwrap();
    mailing::set_owner(stage.engine.vault(), Some(&owner)).unwrap();
    let server = MailServer {
        host: "mail.example.com".to_owned(),
        port: 465,
        protection: Protection::Tls,
        user: None,
        from: owner.clone(),
        authority: None,
    };
    mailing::set_server(stage.engine.vault(), Some(&server)).unwrap();
    write();
    assert_eq!(letters().len(), 1);
}

#[test]
fn the_owner_is_told_once_a_day() {
    let stage = Stage::new();
    stage.clock.advance(TimeDelta::days(8));
    let told = || stage.engine.late_to_tell(ZONE).unwrap().len();
    assert_eq!([told(), told()], [1, 0]);
    stage.clock.advance(TimeDelta::days(1));
    assert_eq!([told(), told()], [1, 0]);
}

// T3: a look that was made while the clock stood years ahead is no reason to be silent for years.
#[test]
fn a_look_from_the_future_does_not_keep_it_quiet() {
    let stage = Stage::new();
    stage.backup();
    set(&stage, Work::Sync, Rhythm::Every { minutes: 15 });
    stage.clock.advance(TimeDelta::days(4 * 365));
    assert_eq!(do_what_is_due(&stage), 1);
    // The clock is right again, and the shop is gone.
    stage.clock.advance(TimeDelta::days(-4 * 365));
    stage.shop.set_offline(true);
    for _ in 0..9 {
        do_what_is_due(&stage);
        stage.clock.advance(TimeDelta::days(1));
    }
    assert!(cause(&stage).is_some());
}
