//! A shop that cannot be reached for a while, in the middle of a restore.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use backstock_engine::{Engine, EngineError, Patience, explain};
use backstock_model::{Cancel, Choice, NoProgress, Phase, Progress, Tick};
use backstock_testkit::FakeShop;
use backstock_vault::{RunItemState, RunStatus};

use crate::stage::{SHOP, Stage, content_type};

const SOON: Patience = Patience {
    between: Duration::from_millis(20),
    total: Duration::from_secs(20),
};
const NEVER: Patience = Patience {
    between: Duration::from_millis(20),
    total: Duration::from_millis(200),
};

/// Twelve hundred spoilt customers, which is three batches, and the plan to set them right.
fn spoilt() -> (Stage, backstock_model::PlanId) {
    let stage = Stage::new();
    for id in 0..1_200 {
        let document = format!("{{\"name\":\"Customer {id}\",\"note\":\"good\"}}");
        stage.shop.put(&format!("customers/c{id:04}"), &document).unwrap();
    }
    let good = stage.backup();
    for id in 0..1_200 {
        stage
            .shop
            .set(&format!("customers/c{id:04}"), "/note", "\"bad\"")
            .unwrap();
    }
    let choice = Choice {
        content_types: vec![content_type("customers")],
        ..Choice::default()
    };
    let (plan, _) = stage.plan(good, &choice);
    (stage, plan)
}

fn bad_notes(stage: &Stage) -> usize {
    let all = stage.shop.everything();
    all.values()
        .filter(|document| document.contains("\"note\":\"bad\""))
        .count()
}

fn patient(stage: &Stage, patience: Patience) -> Engine {
    stage.engine.clone().with_patience(patience)
}

/// Does something as soon as the owner is told that the shop cannot be reached, and remembers what was told.
struct OnceAway<F: Fn() + Send + Sync> {
    then: F,
    phases: Mutex<Vec<Phase>>,
}

impl<F: Fn() + Send + Sync> Progress for OnceAway<F> {
    fn tick(&self, tick: &Tick) {
        let mut phases = self.phases.lock().unwrap();
        if tick.phase == Phase::Waiting && phases.last() != Some(&Phase::Waiting) {
            (self.then)();
        }
        if phases.last() != Some(&tick.phase) {
            phases.push(tick.phase);
        }
    }
}

fn once_away<F: Fn() + Send + Sync>(then: F) -> OnceAway<F> {
    OnceAway {
        then,
        phases: Mutex::default(),
    }
}

// S2.8.7, RS-22
#[test]
fn a_shop_that_is_away_for_a_minute_does_not_fail_a_run() {
    let (stage, plan) = spoilt();
    stage.shop.lose_line_at(2);
    let shop: FakeShop = stage.shop.clone();
    let told = once_away(move || shop.set_offline(false));
    let outcome = patient(&stage, SOON)
        .carry_out(SHOP, plan, None, &told, &Cancel::new())
        .unwrap();
    assert_eq!(
        (outcome.succeeded, outcome.failed, outcome.cancelled),
        (1_200, 0, false)
    );
    assert_eq!(bad_notes(&stage), 0);
    let phases = told.phases.into_inner().unwrap();
    assert!(phases.contains(&Phase::Waiting), "{phases:?}");
    // Each of them was written once.
    assert_eq!(stage.shop.take_seen().len(), 1_200);
    assert_eq!(
        stage.engine.run(SHOP, outcome.run).unwrap().status,
        RunStatus::Done
    );
}

// S2.8.7, RS-22: nor while the safety backup is made, before anything is written.
#[test]
fn a_line_that_is_cut_under_the_safety_backup_is_waited_for() {
    let (stage, plan) = spoilt();
    stage.shop.lose_line_after(700);
    let shop: FakeShop = stage.shop.clone();
    let told = once_away(move || shop.mend());
    let outcome = patient(&stage, SOON)
        .carry_out(SHOP, plan, None, &told, &Cancel::new())
        .unwrap();
    assert_eq!((outcome.succeeded, outcome.failed), (1_200, 0));
    let phases = told.phases.into_inner().unwrap();
    assert_eq!(
        phases[..3],
        [Phase::SafetyBackup, Phase::Waiting, Phase::SafetyBackup]
    );
    // One backup is left of it, and it has everything.
    let safety = stage.engine.run(SHOP, outcome.run).unwrap().safety.unwrap();
    let backups = stage.engine.backups(SHOP).unwrap();
    assert_eq!(backups.len(), 2);
    assert_eq!((backups[0].number, backups[0].counts.updated), (safety, 1_200));

    // One that is cut again and again is no outage, and nothing was written.
    let (stage, plan) = spoilt();
    stage.shop.lose_line_after(700);
    let given_up = patient(&stage, SOON)
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap_err();
    assert!(matches!(given_up, EngineError::SafetyBackup(_)), "{given_up:?}");
    assert_eq!(bad_notes(&stage), 1_200);
}

// S2.8.7
#[test]
fn a_shop_that_stays_away_leaves_the_run_for_a_decision() {
    let (stage, plan) = spoilt();
    stage.shop.lose_line_at(2);
    let error = patient(&stage, NEVER)
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap_err();
    let EngineError::ShopAway { run, .. } = &error else {
        panic!("{error:?}");
    };
    assert!(explain(&error).hint.contains("resume"));
    let left = stage.engine.run(SHOP, *run).unwrap();
    assert!(left.interrupted);
    assert_eq!((left.succeeded, bad_notes(&stage)), (500, 700));

    // And it is resumed where it was.
    stage.shop.set_offline(false);
    let outcome = stage
        .engine
        .resume(SHOP, *run, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!((outcome.succeeded, bad_notes(&stage)), (1_200, 0));
    assert_eq!(stage.shop.take_seen().len(), 1_200);
}

// S2.8.6
#[test]
fn a_stop_is_heard_within_two_seconds_while_the_shop_is_away() {
    let (stage, plan) = spoilt();
    stage.shop.lose_line_at(2);
    let cancel = Cancel::new();
    let asked = cancel.clone();
    let since: Mutex<Option<Instant>> = Mutex::default();
    let told = once_away(|| {
        *since.lock().unwrap() = Some(Instant::now());
        asked.ask();
    });
    let patience = Patience {
        between: Duration::from_secs(60),
        total: Duration::from_secs(600),
    };
    let outcome = patient(&stage, patience)
        .carry_out(SHOP, plan, None, &told, &cancel)
        .unwrap();
    let waited = since.lock().unwrap().unwrap().elapsed();
    assert!(waited < Duration::from_secs(2), "{waited:?}");
    assert!(outcome.cancelled);
    let run = stage.engine.run(SHOP, outcome.run).unwrap();
    assert_eq!(
        (run.status, run.succeeded, run.skipped),
        (RunStatus::Fail, 500, 200)
    );
    // What was on its way is told as such, and can be undone like the rest.
    let items = stage.engine.run_items(SHOP, outcome.run, 2_000, 0).unwrap();
    let sent = items
        .iter()
        .filter(|item| item.state == RunItemState::Sent)
        .count();
    assert_eq!(sent, 500);
    stage.shop.set_offline(false);
    let (_, undone) = stage.undo(outcome.run);
    assert_eq!((undone.failed, bad_notes(&stage)), (0, 1_200));
}

// A server that hangs while connecting does not hold up whoever asks to stop.
#[test]
fn a_stop_is_heard_while_the_shop_is_being_connected_to() {
    let (stage, plan) = spoilt();
    stage.shop.lose_line_at(2);
    let cancel = Cancel::new();
    let (asked, shop) = (cancel.clone(), stage.shop.clone());
    let told = once_away(move || {
        shop.hang_when_opened(Duration::from_secs(5));
        let asked = asked.clone();
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(300));
            asked.ask();
        });
    });
    let started = Instant::now();
    let outcome = patient(&stage, SOON)
        .carry_out(SHOP, plan, None, &told, &cancel)
        .unwrap();
    assert!(outcome.cancelled);
    assert!(
        started.elapsed() < Duration::from_secs(4),
        "{:?}",
        started.elapsed()
    );
}
