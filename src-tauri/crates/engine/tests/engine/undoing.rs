use std::sync::{Arc, Mutex};

use backstock_engine::{EngineError, Faults};
use backstock_model::{Cancel, Choice, NoProgress, Phase, Progress, Tick};
use backstock_testkit::{Breaking, FakeShop};
use backstock_vault::RunKind;

use crate::stage::{SHOP, Stage, content_type, everything, product, records, told};

/// Notes how far planning is, and stops it when it hears of it the `stop`th time.
struct Impatient {
    heard: Mutex<Vec<(Phase, u64, Option<u64>)>>,
    stop: usize,
    cancel: Cancel,
}

impl Impatient {
    fn stopping_at(stop: usize) -> Self {
        Self {
            heard: Mutex::default(),
            stop,
            cancel: Cancel::new(),
        }
    }
}

impl Progress for Impatient {
    fn tick(&self, tick: &Tick) {
        let mut heard = self.heard.lock().unwrap();
        heard.push((tick.phase, tick.done, tick.total));
        if heard.len() == self.stop {
            self.cancel.ask();
        }
    }
}

#[test]
fn planning_an_undo_tells_how_far_it_is_and_can_be_stopped() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    stage.shop.set("products/118", "/price", r#""0.01""#).unwrap();
    stage.shop.set("categories/2", "/name", r#""Cakes""#).unwrap();
    let outcome = stage.restore(good, &everything());
    assert_eq!(outcome.succeeded, 3);
    let before = stage.shop.everything();

    let patient = Impatient::stopping_at(usize::MAX);
    let (_, plan) = stage
        .engine
        .plan_undo(SHOP, outcome.run, &patient, &patient.cancel)
        .unwrap();
    assert_eq!(plan.records.len(), 3);
    let heard = patient.heard.lock().unwrap().clone();
    assert_eq!(heard.first(), Some(&(Phase::Planning, 0, Some(3))));
    assert_eq!(heard.last(), Some(&(Phase::Planning, 3, Some(3))));

    for stop in 1..=heard.len() {
        let impatient = Impatient::stopping_at(stop);
        let stopped = stage
            .engine
            .plan_undo(SHOP, outcome.run, &impatient, &impatient.cancel);
        assert!(matches!(stopped, Err(EngineError::Cancelled)), "{stopped:?}");
        assert_eq!(
            impatient.heard.lock().unwrap().len(),
            stop,
            "it went on for a while"
        );
    }
    assert_eq!(stage.shop.everything(), before);
    // Whoever stopped it can ask again.
    assert_eq!(stage.undo(outcome.run).1.succeeded, 3);
}

#[test]
fn an_undo_brings_back_exactly_what_was_before_the_restore() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    stage.shop.set("products/117", "/date_modified", "5").unwrap();
    stage.shop.remove("products/119");
    stage
        .shop
        .put("products/120", &product(120, "Baguette", "2.00", 1, 1))
        .unwrap();
    stage
        .shop
        .put("categories/9", r#"{"id":9,"name":"New","parent_id":2}"#)
        .unwrap();
    let before = stage.shop.everything();
    let outcome = stage.restore(good, &everything());
    assert_ne!(stage.shop.everything(), before);
    let (plan, undone) = stage.undo(outcome.run);
    assert_eq!(undone.failed, 0, "{:?}", undone.failures);
    assert_eq!(plan.conflicts, []);
    assert_eq!(stage.shop.everything(), before);
    let run = stage.engine.run(SHOP, undone.run).unwrap();
    assert_eq!((run.kind, run.undoes), (RunKind::Undo, Some(outcome.run)));
    assert_eq!(
        stage.engine.run(SHOP, outcome.run).unwrap().undone_by,
        Some(undone.run)
    );

    // Undone once is undone; to have the restore back, the undo is undone.
    let refused = stage
        .engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new());
    assert!(
        matches!(refused, Err(EngineError::AlreadyUndone { .. })),
        "{refused:?}"
    );
    let after_restore = {
        let again = stage
            .engine
            .plan_undo(SHOP, undone.run, &NoProgress, &Cancel::new())
            .unwrap();
        stage.carry_out(again.0);
        stage.shop.everything()
    };
    assert_eq!(
        after_restore["products/117"],
        stage.shop.everything()["products/117"]
    );
    assert_eq!(stage.shop.get("products/117", "/price").unwrap(), "4.50");
    assert!(!after_restore.contains_key("products/120"));
    // And then the restore stands again and can be undone again.
    let (_, third) = stage.undo(outcome.run);
    assert_eq!(third.failed, 0);
    assert_eq!(stage.shop.everything(), before);
}

#[test]
fn what_somebody_changed_since_is_a_conflict_and_kept() {
    let stage = Stage::new();
    stage.shop.stamp("date_modified");
    let good = stage.backup();
    for id in [117, 118, 119] {
        stage
            .shop
            .set(&format!("products/{id}"), "/price", r#""0.01""#)
            .unwrap();
        stage
            .shop
            .set(&format!("products/{id}"), "/name", r#""Wrong""#)
            .unwrap();
    }
    stage.shop.remove("categories/2");
    stage.shop.set("products/117", "/categories", "{}").unwrap();
    stage.shop.set("products/118", "/categories", "{}").unwrap();
    let outcome = stage.restore(good, &Choice::default());
    // Afterwards somebody goes on working.
    stage.shop.set("products/117", "/price", r#""4.75""#).unwrap();
    stage
        .shop
        .set("products/118", "/description", r#""<p>New text</p>""#)
        .unwrap();
    stage.shop.set("products/119", "/date_modified", "77").unwrap();
    stage.shop.set("categories/2", "/name", r#""Renamed""#).unwrap();
    let (plan, undone) = stage.undo(outcome.run);
    insta::assert_snapshot!(told(&plan));
    assert_eq!(undone.failed, 0, "{:?}", undone.failures);
    assert_eq!(stage.shop.get("products/117", "/price").unwrap(), "4.75");
    assert_eq!(stage.shop.get("products/117", "/name").unwrap(), "Wrong");
    assert_eq!(stage.shop.get("products/118", "/price").unwrap(), "0.01");
    assert_eq!(
        stage.shop.get("products/118", "/description").unwrap(),
        "<p>New text</p>"
    );
    assert!(stage.shop.everything().contains_key("categories/2"));
}

#[test]
fn a_record_the_restore_made_goes_unless_others_need_it_by_now() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.remove("products/119");
    stage.shop.remove("brands/2");
    let outcome = stage.restore(
        good,
        &Choice {
            content_types: vec![content_type("brands")],
            ..Choice::default()
        },
    );
    stage
        .shop
        .put("products/121", &product(121, "Tart", "9.00", 2, 3))
        .unwrap();
    let (_, plan) = stage
        .engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    insta::assert_snapshot!(told(&plan));
}

#[test]
fn a_locked_record_is_not_undone() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("invoices/2", "/total", r#""0.00""#).unwrap();
    let outcome = stage.restore(good, &records(&["invoices/2"]));
    stage.shop.set("invoices/2", "/is_locked", "1").unwrap();
    let (_, plan) = stage
        .engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    insta::assert_snapshot!(told(&plan));
}

#[test]
fn undoing_what_undid_itself_is_nothing_to_do() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    let outcome = stage.restore(good, &records(&["products/117"]));
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    let (_, plan) = stage
        .engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!((plan.records.len(), plan.conflicts.len()), (0, 0));
}

// S2.6: an undo takes back what the run did, and nothing else.
#[test]
fn what_somebody_changed_before_it_was_read_back_is_not_undone() {
    struct Meanwhile(FakeShop);
    impl Faults for Meanwhile {
        fn at(&self, point: &'static str) {
            if point == "restore.batch_committed" {
                self.0
                    .set("products/117", "/description", r#""<p>New text</p>""#)
                    .unwrap();
            }
        }
    }
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    let (plan, _) = stage.plan(good, &records(&["products/117"]));
    let engine = stage
        .engine
        .clone()
        .with_faults(Arc::new(Meanwhile(stage.shop.clone())));
    let outcome = engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    let (plan, _) = stage.undo(outcome.run);
    assert_eq!(plan.conflicts, []);
    assert_eq!(stage.shop.get("products/117", "/price").unwrap(), "0.01");
    assert_eq!(
        stage.shop.get("products/117", "/description").unwrap(),
        "<p>New text</p>"
    );
}

// S2.6: what the crash left of a record is told as what it is, and taken back as far as it still stands.
#[test]
fn a_record_that_was_changed_right_behind_a_lost_answer_is_undone_field_by_field() {
    struct Meanwhile(FakeShop);
    impl Faults for Meanwhile {
        fn at(&self, point: &'static str) {
            if point == "restore.batch_committed" {
                self.0.set("products/117", "/name", r#""Renamed""#).unwrap();
            }
        }
    }
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    stage.shop.set("products/117", "/name", r#""Wrong""#).unwrap();
    let (plan, _) = stage.plan(good, &records(&["products/117"]));
    stage.shop.break_writing_at(1, Breaking::AnswerLost);
    let engine = stage
        .engine
        .clone()
        .with_faults(Arc::new(Meanwhile(stage.shop.clone())));
    let outcome = engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    stage.shop.mend();
    assert_eq!(outcome.failures[0].code, "changed_after_sending");
    assert!(stage.engine.can_undo(SHOP, outcome.run).unwrap());
    let (plan, undone) = stage.undo(outcome.run);
    assert_eq!((plan.conflicts.len(), undone.failed), (1, 0));
    assert_eq!(stage.shop.get("products/117", "/price").unwrap(), "0.01");
    assert_eq!(stage.shop.get("products/117", "/name").unwrap(), "Renamed");
}

#[test]
fn an_undo_that_could_not_write_everything_leaves_the_way_open_for_another() {
    let stage = Stage::new();
    let good = stage.backup();
    stage
        .shop
        .put("products/120", &product(120, "Baguette", "2.00", 1, 1))
        .unwrap();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    let before = stage.shop.everything();
    let outcome = stage.restore(good, &everything());
    // By now another one has the name, of which there may be one.
    stage.shop.make_unique("products", "name");
    stage
        .shop
        .put("products/121", &product(121, "Baguette", "2.00", 1, 1))
        .unwrap();
    let (_, first) = stage.undo(outcome.run);
    assert_eq!((first.succeeded, first.failed), (1, 1));
    assert!(stage.engine.can_undo(SHOP, outcome.run).unwrap());
    stage.shop.remove("products/121");
    let (plan, second) = stage.undo(outcome.run);
    assert_eq!(
        (plan.records.len(), second.failed),
        (1, 0),
        "{:?}",
        second.failures
    );
    assert_eq!(stage.shop.everything(), before);
    assert!(!stage.engine.can_undo(SHOP, outcome.run).unwrap());
    assert!(matches!(
        stage
            .engine
            .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new()),
        Err(EngineError::AlreadyUndone { .. })
    ));
}
