use std::sync::Mutex;

use backstock_engine::{EngineError, Moment, RunFailure, explain};
use backstock_model::{Cancel, Choice, NoProgress, Phase, Progress, Tick};
use backstock_testkit::{Breaking, FakeShop};
use backstock_vault::{BackupKind, NewRun, RunItemState, RunKind, RunStatus};

use crate::stage::{SHOP, Stage, content_type, everything, key, path, product, records, types};

/// Twelve hundred customers, which is three batches.
fn with_customers() -> Stage {
    let stage = Stage::new();
    for id in 0..1_200 {
        stage
            .shop
            .put(
                &format!("customers/c{id:04}"),
                &format!("{{\"name\":\"Customer {id}\",\"note\":\"good\"}}"),
            )
            .unwrap();
    }
    stage
}

fn spoil_customers(stage: &Stage) {
    for id in 0..1_200 {
        stage
            .shop
            .set(&format!("customers/c{id:04}"), "/note", "\"bad\"")
            .unwrap();
    }
}

fn bad_notes(stage: &Stage) -> usize {
    stage
        .shop
        .everything()
        .values()
        .filter(|document| document.contains("\"note\":\"bad\""))
        .count()
}

// S2.14.2, S2.6.2
#[test]
fn a_price_changed_by_mistake_comes_back_and_the_mistake_is_kept() {
    let stage = Stage::new();
    stage.shop.stamp("date_modified");
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    let mistake = stage.backup();
    let others = |stage: &Stage| {
        let mut all = stage.shop.everything();
        all.remove("products/117");
        all
    };
    let before = others(&stage);

    let outcome = stage.restore(good, &records(&["products/117"]));
    assert_eq!((outcome.succeeded, outcome.failed, outcome.verified), (1, 0, 1));
    assert_eq!(stage.shop.get("products/117", "/price").unwrap(), "4.50");
    assert_eq!(others(&stage), before);

    // The shop forced its own date, which is listed and no failure.
    let items = stage.engine.run_items(SHOP, outcome.run, 10, 0).unwrap();
    assert_eq!(items[0].state, RunItemState::Verified);
    assert_eq!(items[0].differences, ["/date_modified"]);
    // Both versions are there, and a safety backup was made before.
    let kept = stage
        .engine
        .document(SHOP, &key("products/117"), &Moment::Backup(mistake))
        .unwrap()
        .unwrap();
    assert!(kept.to_string().contains("0.01"));
    let run = stage.engine.run(SHOP, outcome.run).unwrap();
    assert_eq!((run.status, run.succeeded, run.total), (RunStatus::Done, 1, 1));
    let shop = stage.engine.vault().shop(SHOP).unwrap();
    let safety = stage.engine.vault().backup(shop.id, run.safety.unwrap()).unwrap();
    assert_eq!(safety.kind, BackupKind::Safety);
}

// S1.5: what the restore touches is kept as it was just before, and nothing else has to be read for it.
#[test]
fn a_safety_backup_keeps_what_is_touched_and_reads_no_more() {
    let stage = with_customers();
    let good = stage.backup();
    stage.shop.set("customers/c0007", "/note", "\"bad\"").unwrap();
    stage.shop.set("customers/c0008", "/note", "\"newer\"").unwrap();
    let outcome = stage.restore(good, &records(&["customers/c0007"]));
    let shop = stage.engine.vault().shop(SHOP).unwrap();
    let run = stage.engine.run(SHOP, outcome.run).unwrap();
    let safety = stage.engine.vault().backup(shop.id, run.safety.unwrap()).unwrap();
    assert!(safety.partial);
    assert_eq!((safety.counts.updated, safety.counts.unchanged), (1, 0));
    let note = |id: &str| {
        let at = Moment::Backup(safety.number);
        let kept = stage.engine.document(SHOP, &key(id), &at).unwrap().unwrap();
        kept.to_string()
    };
    assert!(note("customers/c0007").contains("bad"));
    assert!(note("customers/c0008").contains("good"), "it was not looked at");

    // Most of a type is read in one go.
    spoil_customers(&stage);
    let choice = Choice {
        content_types: vec![content_type("customers")],
        ..Choice::default()
    };
    let outcome = stage.restore(good, &choice);
    let run = stage.engine.run(SHOP, outcome.run).unwrap();
    let safety = stage.engine.vault().backup(shop.id, run.safety.unwrap()).unwrap();
    let read = stage.engine.types(SHOP, Some(safety.number)).unwrap();
    let customers = read
        .iter()
        .find(|stored| stored.description.key.as_str() == "customers");
    assert_eq!(customers.unwrap().read, safety.number);
}

// A backup of some types carries the others forward. To it they are not restored, or what came since would go.
#[test]
fn what_a_backup_did_not_look_at_is_not_restored_to_it() {
    let stage = Stage::new();
    let full = stage.backup();
    stage
        .shop
        .put("customers/2", r#"{"email":"bo@example.com","id":2,"name":"Bo"}"#)
        .unwrap();
    stage.shop.set("customers/1", "/name", r#""Ada L.""#).unwrap();
    stage.shop.set("brands/1", "/name", r#""Spoilt""#).unwrap();
    let outcome = stage.restore(full, &records(&["brands/1"]));
    let safety = stage.engine.run(SHOP, outcome.run).unwrap().safety.unwrap();

    let (_, plan) = stage.plan(safety, &everything());
    let touched: Vec<_> = plan.records.iter().map(|record| record.key.to_string()).collect();
    assert_eq!(
        touched,
        ["brands/1"],
        "there are so few brands that all were looked at"
    );
    let left: Vec<_> = plan
        .consequences
        .iter()
        .filter(|consequence| consequence.code == "type_not_read_then")
        .filter_map(|consequence| consequence.content_type.clone())
        .collect();
    assert!(left.contains(&content_type("customers")) && !left.contains(&content_type("brands")));
    let customers = Choice {
        content_types: vec![content_type("customers")],
        ..everything()
    };
    let refused = stage
        .engine
        .plan_restore(SHOP, safety, &customers, &NoProgress, &Cancel::new())
        .unwrap_err();
    assert!(matches!(refused, EngineError::NotReadThen { read, .. } if read == full));
    let newer = Choice {
        allow_deletes: true,
        ..records(&["customers/2"])
    };
    assert!(
        stage.plan(safety, &newer).1.records.is_empty(),
        "it never looked for it"
    );
}

// A coupon's count of uses goes with the shop: a restore neither sets it back nor does an undo.
#[test]
fn what_goes_with_the_shop_is_never_set_back() {
    let mut types = types();
    for description in &mut types {
        if description.key.as_str() == "brands" {
            description.volatile = vec!["uses".to_owned()];
        }
    }
    let shop = FakeShop::new(types);
    shop.put("brands/1", r#"{"id":1,"name":"Old Mill","uses":16}"#)
        .unwrap();
    let stage = Stage::with(shop);
    stage.backup();
    stage.shop.set("brands/1", "/uses", "500").unwrap();
    let second = stage.backup(); // nothing that counts has changed, so 16 is what is kept
    stage.shop.set("brands/1", "/uses", "510").unwrap();
    stage.shop.set("brands/1", "/name", r#""Spoilt""#).unwrap();
    let (id, plan) = stage.plan(second, &records(&["brands/1"]));
    assert_eq!(plan.records[0].writes().len(), 1);
    stage.shop.set("brands/1", "/uses", "520").unwrap();
    let outcome = stage.carry_out(id);
    let now = |path: &str| stage.shop.get("brands/1", path).unwrap();
    assert_eq!((now("/name"), now("/uses")), ("Old Mill".into(), "520".into()));
    stage.shop.set("brands/1", "/uses", "560").unwrap();
    stage.undo(outcome.run);
    assert_eq!((now("/name"), now("/uses")), ("Spoilt".into(), "560".into()));
}

// S2.6.4
#[test]
fn a_deleted_record_comes_back_with_all_it_owned() {
    let stage = Stage::new();
    let good = stage.backup();
    let before = stage.shop.everything();
    stage.shop.remove("products/119");
    stage.shop.remove("categories/3");
    stage.backup();
    let outcome = stage.restore(good, &records(&["products/119", "categories/3"]));
    assert_eq!((outcome.succeeded, outcome.failed), (2, 0));
    assert_eq!(stage.shop.everything(), before);
    let items = stage.engine.run_items(SHOP, outcome.run, 10, 0).unwrap();
    let made: Vec<String> = items
        .iter()
        .map(|item| {
            format!(
                "{:?} {} as {}",
                item.action,
                item.key,
                item.new_id.as_ref().unwrap()
            )
        })
        .collect();
    assert_eq!(made, ["Create categories/3 as 3", "Create products/119 as 119"]);
}

#[test]
fn large_binaries_come_back_from_the_vault() {
    let stage = Stage::new();
    let picture = stage.shop.add_object(vec![42; 100_000]);
    let document = format!(
        "{{\"id\":9,\"image\":{},\"name\":\"With a picture\"}}",
        backstock_model::Document::from(&picture)
    );
    stage.shop.put("brands/9", &document).unwrap();
    let good = stage.backup();
    stage.shop.set("brands/9", "/image", "null").unwrap();
    let outcome = stage.restore(good, &records(&["brands/9"]));
    assert_eq!(outcome.succeeded, 1);
    assert_eq!(stage.shop.everything()["brands/9"], document);
}

#[test]
fn the_shop_that_changed_since_the_preview_is_not_written_to() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    stage.shop.set("products/118", "/price", r#""0.01""#).unwrap();
    let (plan, _) = stage.plan(good, &records(&["products/117", "products/118"]));
    // A date alone is no change ...
    stage.shop.set("products/117", "/date_modified", "8").unwrap();
    // ... a name is.
    stage
        .shop
        .set("products/118", "/name", "\"Better bread\"")
        .unwrap();
    let backups = stage.engine.overview(SHOP).unwrap().backups;
    let before = stage.shop.everything();
    let refused = stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new());
    match refused {
        Err(EngineError::ChangedSincePreview { records, name }) => {
            assert_eq!(
                (records, name.as_str()),
                (vec![key("products/118")], "Pumpernickel")
            );
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(stage.shop.everything(), before);
    assert_eq!(stage.engine.overview(SHOP).unwrap().backups, backups);
    assert_eq!(stage.engine.runs(SHOP).unwrap(), []);

    // So is a record that appeared or vanished.
    let (plan, _) = stage.plan(good, &records(&["products/117"]));
    stage.shop.remove("products/117");
    let refused = stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new());
    assert!(
        matches!(refused, Err(EngineError::ChangedSincePreview { .. })),
        "{refused:?}"
    );
}

#[test]
fn without_a_safety_backup_nothing_is_written() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    let (plan, _) = stage.plan(good, &records(&["products/117"]));
    stage.shop.break_reading_after(Some(1));
    let refused = stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap_err();
    assert!(matches!(refused, EngineError::SafetyBackup(_)), "{refused:?}");
    assert_eq!(stage.shop.get("products/117", "/price").unwrap(), "0.01");
    assert_eq!(stage.shop.take_seen(), []);
    assert_eq!(stage.engine.runs(SHOP).unwrap(), []);
}

#[test]
fn one_refused_record_is_a_counted_fact() {
    let stage = Stage::new();
    let good = stage.backup();
    for id in [117, 118, 119] {
        stage
            .shop
            .set(&format!("products/{id}"), "/price", r#""0.01""#)
            .unwrap();
    }
    stage
        .shop
        .refuse("products/118", "too_dear", "The shop does not take this price.")
        .unwrap();
    let choice = Choice {
        content_types: vec![content_type("products")],
        ..Choice::default()
    };
    let outcome = stage.restore(good, &choice);
    assert_eq!((outcome.succeeded, outcome.failed, outcome.verified), (2, 1, 2));
    assert_eq!(
        outcome.failures,
        [RunFailure {
            key: key("products/118"),
            code: "too_dear".to_owned(),
            message: "The shop does not take this price.".to_owned(),
        }]
    );
    let run = stage.engine.run(SHOP, outcome.run).unwrap();
    assert_eq!(
        (run.status, run.succeeded, run.failed, run.total),
        (RunStatus::Done, 2, 1, 3)
    );
}

#[test]
fn a_record_in_the_way_of_another_is_no_obstacle_when_it_goes_later() {
    let stage = Stage::new();
    stage.shop.make_unique("brands", "name");
    let good = stage.backup();
    // The brand was deleted and made anew under another number.
    stage.shop.remove("products/119");
    stage.shop.remove("brands/2");
    stage
        .shop
        .put("brands/3", r#"{"id":3,"name":"New Mill"}"#)
        .unwrap();
    let outcome = stage.restore(
        good,
        &Choice {
            content_types: vec![content_type("brands")],
            allow_deletes: true,
            ..Choice::default()
        },
    );
    assert_eq!(
        (outcome.succeeded, outcome.failed),
        (2, 0),
        "{:?}",
        outcome.failures
    );
    assert!(stage.shop.everything().contains_key("brands/2"));
    assert!(!stage.shop.everything().contains_key("brands/3"));
}

#[test]
fn a_field_the_shop_keeps_otherwise_is_a_failure_that_names_it() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    stage
        .shop
        .keep_otherwise("products/117", "/price", r#""4.49""#)
        .unwrap();
    let outcome = stage.restore(good, &records(&["products/117"]));
    assert_eq!((outcome.succeeded, outcome.failed), (0, 1));
    assert_eq!(
        outcome.failures[0].message,
        "It was written, but the shop kept something else for Price."
    );
    // What the shop kept is what the run left, so what was before can come back.
    let (_, plan) = stage
        .engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!((plan.conflicts.len(), plan.records.len()), (0, 1));
    let wanted = plan.records[0].after.as_ref().unwrap().to_string();
    assert!(wanted.contains(r#""price":"0.01","stock""#), "{wanted}");
}

#[test]
fn a_field_the_shop_works_out_itself_is_listed_and_no_failure() {
    let mut types = types();
    types[0].derived = vec!["sign".to_owned()];
    let stage = Stage::with(FakeShop::new(types));
    stage
        .shop
        .put("brands/1", r#"{"id":1,"name":"Old Mill","sign":"OLD MILL"}"#)
        .unwrap();
    let good = stage.backup();
    stage
        .shop
        .put("brands/1", r#"{"id":1,"name":"Wrong","sign":"WRONG"}"#)
        .unwrap();
    stage
        .shop
        .keep_otherwise("brands/1", "/sign", r#""OLD MILL & SONS""#)
        .unwrap();
    let outcome = stage.restore(good, &records(&["brands/1"]));
    assert_eq!(
        (outcome.succeeded, outcome.failed),
        (1, 0),
        "{:?}",
        outcome.failures
    );
    let items = stage.engine.run_items(SHOP, outcome.run, 10, 0).unwrap();
    assert_eq!(items[0].differences, ["/sign"]);
}

#[test]
fn a_cancelled_restore_stops_between_batches_and_says_what_was_done() {
    struct StopAfter(Cancel, u64);
    impl Progress for StopAfter {
        fn tick(&self, tick: &Tick) {
            if tick.phase == Phase::ReadingBack && tick.done >= self.1 {
                self.0.ask();
            }
        }
    }
    let stage = with_customers();
    let good = stage.backup();
    spoil_customers(&stage);
    let (plan, _) = stage.plan(good, &Choice::default());
    let cancel = Cancel::new();
    let outcome = stage
        .engine
        .carry_out(SHOP, plan, None, &StopAfter(cancel.clone(), 100), &cancel)
        .unwrap();
    assert!(outcome.cancelled);
    assert_eq!(
        (outcome.succeeded, outcome.failed, outcome.skipped),
        (500, 0, 700)
    );
    assert_eq!(bad_notes(&stage), 700);
    let run = stage.engine.run(SHOP, outcome.run).unwrap();
    assert_eq!(run.status, RunStatus::Fail);
    assert_eq!(run.succeeded + run.failed + run.skipped, run.total);
    // What was done can be undone.
    let (_, undone) = stage.undo(outcome.run);
    assert_eq!(undone.succeeded, 500);
    assert_eq!(bad_notes(&stage), 1_200);
}

#[test]
fn progress_of_a_restore_never_goes_back() {
    #[derive(Default)]
    struct Heard(Mutex<Vec<Tick>>);
    impl Progress for Heard {
        fn tick(&self, tick: &Tick) {
            self.0.lock().unwrap().push(tick.clone());
        }
    }
    let stage = with_customers();
    let good = stage.backup();
    spoil_customers(&stage);
    let (plan, _) = stage.plan(good, &Choice::default());
    let heard = Heard::default();
    stage
        .engine
        .carry_out(SHOP, plan, None, &heard, &Cancel::new())
        .unwrap();
    let ticks = heard.0.into_inner().unwrap();
    for phases in [
        vec![Phase::SafetyBackup],
        vec![Phase::Writing, Phase::ReadingBack],
    ] {
        let of_phase: Vec<&Tick> = ticks.iter().filter(|tick| phases.contains(&tick.phase)).collect();
        assert!(of_phase.windows(2).all(|pair| pair[0].done <= pair[1].done));
        assert!(of_phase.iter().all(|tick| Some(tick.done) <= tick.total));
    }
    assert_eq!(ticks.last().unwrap().done, 1_200);
}

#[test]
fn a_shop_that_fails_at_a_batch_and_recovers_is_finished() {
    for how in [Breaking::Once, Breaking::AnswerLost] {
        let stage = with_customers();
        let good = stage.backup();
        spoil_customers(&stage);
        stage.shop.break_writing_at(2, how);
        let outcome = stage.restore(good, &Choice::default());
        assert_eq!((outcome.succeeded, outcome.failed), (1_200, 0), "{how:?}");
        assert_eq!(bad_notes(&stage), 0);
    }
}

#[test]
fn a_shop_that_fails_for_good_leaves_a_run_that_can_be_undone() {
    let stage = with_customers();
    let good = stage.backup();
    spoil_customers(&stage);
    let before = stage.shop.everything();
    stage.shop.break_writing_at(2, Breaking::ForGood);
    let (plan, _) = stage.plan(good, &Choice::default());
    let stopped = stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap_err();
    let EngineError::RunStopped { run, .. } = &stopped else {
        panic!("{stopped:?}");
    };
    assert_eq!(explain(&stopped).code, "run_stopped");
    assert_eq!(bad_notes(&stage), 700);
    let kept = stage.engine.run(SHOP, *run).unwrap();
    assert_eq!(kept.status, RunStatus::Fail);
    assert_eq!(
        (kept.succeeded, kept.failed, kept.skipped, kept.total),
        (500, 500, 200, 1_200)
    );
    stage.shop.mend();
    let (_, undone) = stage.undo(*run);
    assert_eq!(undone.succeeded, 500);
    assert_eq!(stage.shop.everything(), before);
}

#[test]
fn a_record_somebody_edits_while_the_restore_runs_is_left_to_them() {
    let stage = with_customers();
    let good = stage.backup();
    spoil_customers(&stage);
    let shop = stage.shop.clone();
    stage.shop.before_batch(move |batch| {
        if batch == 2 {
            shop.set("customers/c0700", "/note", "\"edited by hand\"")
                .unwrap();
        }
    });
    let outcome = stage.restore(good, &Choice::default());
    assert_eq!((outcome.succeeded, outcome.failed), (1_199, 1));
    assert_eq!(outcome.failures[0].key, key("customers/c0700"));
    assert_eq!(outcome.failures[0].code, "changed_meanwhile");
    assert_eq!(
        stage.shop.get("customers/c0700", "/note").unwrap(),
        "edited by hand"
    );
}

// Capability 1
#[test]
fn putting_one_value_back_writes_one_field() {
    let stage = Stage::new();
    for price in ["4.50", "5.00", "5.50", "5.00", "6.00"] {
        stage
            .shop
            .set("products/117", "/price", &format!("{price:?}"))
            .unwrap();
        stage.backup();
        stage.backup();
    }
    stage.shop.set("products/117", "/price", r#""7.00""#).unwrap();
    stage
        .shop
        .set("products/117", "/name", "\"Sourdough, better\"")
        .unwrap();
    stage.backup();
    let (spans, _) = stage
        .engine
        .timeline(SHOP, &key("products/117"), Some(&path("/price")))
        .unwrap();
    assert_eq!(spans.len(), 6);
    let third = &spans[2];
    let choice = Choice {
        fields: vec![path("/price")],
        ..records(&["products/117"])
    };
    let (plan, shown) = stage.plan(third.first_backup, &choice);
    let writes: usize = shown.records.iter().map(|record| record.writes().len()).sum();
    assert_eq!((shown.records.len(), writes), (1, 1));
    let mut before = stage.shop.everything();
    stage.shop.take_seen();
    let outcome = stage.carry_out(plan);
    let seen = stage.shop.take_seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].paths, ["/price"]);
    assert_eq!(stage.shop.get("products/117", "/price").unwrap(), "5.50");
    assert_eq!(
        stage.shop.get("products/117", "/name").unwrap(),
        "Sourdough, better"
    );
    stage.undo(outcome.run);
    assert_eq!(stage.shop.get("products/117", "/price").unwrap(), "7.00");
    assert_eq!(std::mem::take(&mut before), stage.shop.everything());
}

#[test]
fn an_empty_plan_is_done_at_once() {
    let stage = Stage::new();
    let good = stage.backup();
    let outcome = stage.restore(good, &Choice::default());
    assert_eq!((outcome.succeeded, outcome.failed, outcome.verified), (0, 0, 0));
    let run = stage.engine.run(SHOP, outcome.run).unwrap();
    assert_eq!((run.status, run.safety), (RunStatus::Done, None));
}

#[test]
fn a_read_only_shop_says_so_in_the_preview() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    stage.shop.set_read_only(true);
    let refused = stage
        .engine
        .plan_restore(SHOP, good, &Choice::default(), &NoProgress, &Cancel::new())
        .unwrap_err();
    assert_eq!(explain(&refused).code, "shop_read_only");
}

#[test]
fn while_a_job_runs_another_is_refused() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    let (plan, _) = stage.plan(good, &records(&["products/117"]));
    let shop = stage.engine.vault().shop(SHOP).unwrap();
    let lock = stage.engine.vault().lock(shop.id, "backup").unwrap();
    let refused = stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap_err();
    assert_eq!(explain(&refused).code, "busy");
    drop(lock);
    assert_eq!(stage.carry_out(plan).succeeded, 1);
}

#[test]
fn everything_comes_back_at_once() {
    let stage = Stage::new();
    let good = stage.backup();
    let before = stage.shop.everything();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    stage.shop.set("products/117", "/stock", "0").unwrap();
    stage.shop.remove("products/119");
    stage.shop.remove("brands/2");
    stage
        .shop
        .put("categories/9", r#"{"id":9,"name":"New","parent_id":2}"#)
        .unwrap();
    stage
        .shop
        .put("products/120", &product(120, "Baguette", "2.00", 1, 9))
        .unwrap();
    stage.shop.set("orders/1", "/total", r#""0.00""#).unwrap();
    let outcome = stage.restore(good, &everything());
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    assert_eq!(stage.shop.everything(), before);
}

#[test]
fn a_column_that_came_since_the_backup_is_no_failure_of_a_record_made_again() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.remove("products/119");
    stage
        .shop
        .keep_otherwise("products/119", "/tax_class", "1")
        .unwrap();
    let outcome = stage.restore(good, &records(&["products/119"]));
    assert_eq!(outcome.failures, []);
    let items = stage.engine.run_items(SHOP, outcome.run, 10, 0).unwrap();
    assert_eq!(items[0].differences, ["/tax_class"]);
    // And it can be taken back like any other.
    let (plan, undone) = stage.undo(outcome.run);
    assert_eq!((plan.conflicts.len(), undone.succeeded), (0, 1));
    assert_eq!(stage.shop.get("products/119", "/name"), None);
}

#[test]
fn an_interrupted_run_is_seen_even_while_somebody_looks_at_the_lock() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    let (plan, _) = stage.plan(good, &records(&["products/117"]));
    let vault = stage.engine.vault();
    let shop = vault.shop(SHOP).unwrap().id;
    let lock = vault.lock(shop, "restore").unwrap();
    let run = vault
        .open_run(
            &lock,
            NewRun {
                kind: RunKind::Restore,
                plan,
                first: plan,
                to: good,
                safety: None,
                undoes: None,
                note: None,
                recipients: Vec::new(),
                now: backstock_model::Clock::now(&*stage.clock),
            },
        )
        .unwrap();
    // The process that worked on it is gone, and another has the lock for an instant.
    drop(run);
    let refused = std::thread::scope(|scope| {
        let carrying = scope.spawn(|| {
            stage
                .engine
                .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        });
        std::thread::sleep(std::time::Duration::from_millis(30));
        drop(lock);
        carrying.join().unwrap()
    });
    assert!(
        matches!(refused, Err(EngineError::RunInterrupted(_))),
        "{refused:?}"
    );
    assert_eq!(stage.shop.get("products/117", "/price").unwrap(), "0.01");
}
