//! A store that is slow, busy or at odds with one record.

use backstock_emulator::{Fault, Id, Options, Plan, When};
use backstock_engine::{BackupAsk, EngineError, Moment, RunOutcome};
use backstock_model::{Action, BackupNumber, Cancel, Choice, NoProgress};
use backstock_vault::RunItemState;
use serde_json::json;

use crate::store_stage::{SHOP, Stage, key_of, some};

/// Asks to stop as soon as the store hears of this.
fn stop_at(stage: &Stage, when: When) -> Cancel {
    let cancel = Cancel::new();
    let asked = cancel.clone();
    stage.store.change_when(when, move |_| asked.ask());
    cancel
}

fn spoil_brands(stage: &Stage) -> Vec<Id> {
    stage.store.change(|shop| {
        let brands = shop.ids_of("brands");
        for brand in &brands {
            shop.edit("brands", brand.clone(), json!({ "page_title": "Wrong" }));
        }
        brands
    })
}

// S2.9: without it the store would be waited for half a minute, ten times over, and called away.
#[test]
fn a_backup_is_stopped_while_the_store_is_silent() {
    let stage = Stage::small();
    let path = "/v3/catalog/products";
    stage
        .store
        .fault(When::next().path(path).after(1).always(), Fault::Silence);
    let cancel = stop_at(&stage, When::next().path(path).after(1));
    let stopped = stage
        .engine
        .backup(SHOP, &BackupAsk::default(), &NoProgress, &cancel);
    assert!(matches!(stopped, Err(EngineError::Cancelled)), "{stopped:?}");
}

// S2.9
#[test]
fn a_preview_is_stopped_while_the_store_is_silent() {
    let stage = Stage::small();
    stage.backup();
    let path = "/v3/catalog/brands";
    stage
        .store
        .fault(When::next().path(path).always(), Fault::Silence);
    let cancel = stop_at(&stage, When::next().path(path));
    let stopped = stage
        .engine
        .plan_restore(SHOP, BackupNumber(1), &some(&["brands"]), &NoProgress, &cancel);
    assert!(matches!(stopped, Err(EngineError::Cancelled)), "{stopped:?}");
}

// S2.9: it is told that nobody knows, and an undo takes back what arrived all the same.
#[test]
fn a_restore_is_stopped_while_the_store_is_silent_about_a_write() {
    let stage = Stage::small();
    stage.backup();
    stage.later(30);
    let switches = stage.document("store_settings/email-statuses").unwrap();
    let brands = spoil_brands(&stage);
    let (plan, _) = stage.plan(some(&["brands"]));
    let write = || When::next().method("PUT").path("/v3/catalog/brands");
    stage.store.fault(write().always(), Fault::Silence);
    let cancel = stop_at(&stage, write());
    let outcome = stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &cancel)
        .unwrap();
    assert!(outcome.cancelled);
    let items = stage.engine.run_items(SHOP, outcome.run, 100, 0).unwrap();
    assert!(
        items.iter().any(|item| item.state == RunItemState::Sent),
        "{items:?}"
    );
    stage.store.forgive();
    assert_eq!(stage.document("store_settings/email-statuses"), Some(switches));

    let (undo, _) = stage
        .engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(stage.carry_out(undo).failed, 0);
    for brand in brands {
        let now = stage.store.change(|shop| shop.record("brands", brand)).unwrap();
        assert_eq!(now["page_title"], "Wrong");
    }
}

// S2.8.6: to open a store is no proof that it can be reached. The run waits for a decision, and is gone on with where it was.
#[test]
fn a_store_that_stays_away_leaves_the_run_open() {
    const BRANDS: &str = "/v3/catalog/brands";
    let spoilt = || {
        let stage = Stage::small();
        stage.backup();
        stage.later(30);
        let brands = spoil_brands(&stage);
        let (plan, _) = stage.plan(some(&["brands"]));
        stage.store.clear_log();
        (stage, plan, brands)
    };
    // Which of the calls about brands is the second that writes one.
    let (trial, plan, _) = spoilt();
    trial.carry_out(plan);
    let log = trial.store.log();
    let mut calls = log.iter().filter(|call| call.path.contains(BRANDS)).enumerate();
    let (second, _) = calls
        .by_ref()
        .filter(|(_, call)| call.method == "PUT")
        .nth(1)
        .unwrap();

    let (stage, plan, brands) = spoilt();
    let away = When::next().path(BRANDS).after(second as u64).always();
    stage.store.fault(away, Fault::CutBefore);
    let error = stage
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap_err();
    let EngineError::ShopAway { run, .. } = error else {
        panic!("{error:?}");
    };
    let left = stage.engine.run(SHOP, run).unwrap();
    assert!(left.interrupted, "{left:?}");
    // Nothing could be read back, and the first one is there.
    assert_eq!((left.succeeded, left.total), (0, brands.len() as u64));
    assert!(left.unconfirmed > 0, "{left:?}");

    stage.store.forgive();
    stage.later(2);
    let outcome = stage
        .engine
        .resume(SHOP, run, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(
        (outcome.succeeded, outcome.failed),
        (brands.len() as u64, 0),
        "{:?}",
        outcome.failures
    );
    for brand in brands {
        let now = stage.store.change(|shop| shop.record("brands", brand)).unwrap();
        assert_ne!(now["page_title"], "Wrong");
    }
}

// S2.9: what the store made without an answer is known as the record it was made for: no preview takes it for a new one, whether
// the rest is put back or what was done is taken back.
#[test]
fn what_was_made_without_an_answer_is_no_new_record() {
    for is_undone in [false, true] {
        let stage = Stage::small();
        let brand = stage.store.change(|shop| shop.ids_of("brands").remove(0));
        let before = stage.store.change(|shop| shop.record("brands", brand.clone()));
        stage.backup();
        stage.later(30);
        stage.store.change(|shop| shop.remove("brands", brand.clone()));
        let everything = || Choice {
            allow_deletes: true,
            ..some(&["brands"])
        };
        let (plan, _) = stage.plan(everything());
        let made = || When::next().method("POST").path("/v3/catalog/brands");
        stage.store.fault(made().always(), Fault::Silence);
        let cancel = stop_at(&stage, made());
        let stopped = stage
            .engine
            .carry_out(SHOP, plan, None, &NoProgress, &cancel)
            .unwrap();
        assert!(stopped.cancelled);
        stage.store.forgive();
        stage.later(2);
        if is_undone {
            let (undo, _) = stage
                .engine
                .plan_undo(SHOP, stopped.run, &NoProgress, &Cancel::new())
                .unwrap();
            assert_eq!(stage.carry_out(undo).failed, 0);
            let named = stage.store.change(|shop| {
                let ids = shop.ids_of("brands");
                ids.into_iter()
                    .filter_map(|id| shop.record("brands", id))
                    .collect::<Vec<_>>()
            });
            let name = &before.unwrap()["name"];
            assert!(named.iter().all(|brand| brand["name"] != *name), "{named:?}");
            continue;
        }
        let (again, shown) = stage.plan(everything());
        let actions: Vec<_> = shown
            .records
            .iter()
            .map(|record| (record.key.to_string(), record.action()))
            .collect();
        assert!(
            actions.iter().all(|(_, action)| *action == Action::Update),
            "{actions:?}"
        );
        assert_eq!(stage.carry_out(again).failed, 0);
        let key = format!("brands/{brand}");
        let (brought_back, _) = stage
            .engine
            .diff(
                SHOP,
                &key_of(&key),
                &Moment::Backup(BackupNumber(1)),
                &Moment::Live,
            )
            .unwrap();
        assert!(brought_back.is_empty(), "{brought_back:?}");
    }
}

// S2.9: nothing is written after a stop while a window of the quota is waited for.
#[test]
fn a_stop_is_heard_while_a_busy_store_is_waited_for() {
    let stage = Stage::with(Options {
        plan: Plan::STANDARD,
        ..Options::default()
    });
    let path = "/v3/customers";
    stage
        .store
        .fault(When::next().path(path).after(1).always(), Fault::TooMany);
    let cancel = stop_at(&stage, When::next().path(path).after(1));
    let stopped = stage
        .engine
        .backup(SHOP, &BackupAsk::default(), &NoProgress, &cancel);
    let log = stage.store.log();
    assert!(
        matches!(stopped, Err(EngineError::Cancelled)),
        "{stopped:?} {:?}",
        log.iter().rev().take(3).collect::<Vec<_>>()
    );
    let refused = log.iter().filter(|call| call.status == 429).count();
    assert_eq!(refused, 1, "it was tried again after the stop");
}

/// Restores all brands while one of them meets this, and hands back that one and what came of it.
fn one_is_refused(fault: Fault) -> (Stage, String, RunOutcome) {
    let stage = Stage::small();
    stage.backup();
    stage.later(30);
    let brands = spoil_brands(&stage);
    let (plan, shown) = stage.plan(some(&["brands"]));
    assert_eq!(shown.records.len(), brands.len());
    // Its number is the beginning of no other.
    let bad = brands.last().unwrap().clone();
    stage.store.fault(
        When::next()
            .method("PUT")
            .path(&format!("/v3/catalog/brands/{bad}"))
            .always(),
        fault,
    );
    let outcome = stage.carry_out(plan);
    for brand in brands.iter().filter(|brand| **brand != bad) {
        let now = stage.store.change(|shop| shop.record("brands", brand.clone()));
        assert_ne!(now.unwrap()["page_title"], "Wrong", "{brand}");
    }
    assert_eq!(outcome.succeeded as usize, brands.len() - 1);
    (stage, format!("brands/{bad}"), outcome)
}

// S2.7.4: each is the failure of one record, with what the store says about it.
#[test]
fn a_record_that_the_store_refuses_fails_alone_and_says_why() {
    for status in [400, 409, 422, 423] {
        let (_stage, bad, outcome) = one_is_refused(Fault::Status(status));
        assert_eq!(outcome.failed, 1, "{status}");
        let failure = &outcome.failures[0];
        assert_eq!(
            (failure.key.to_string(), failure.code.as_str()),
            (bad, "store_refused")
        );
        assert_eq!(
            failure.message, "The store did not take it: The platform is in trouble.",
            "{status}"
        );
    }
}

// S2.7.4: a store that breaks at one record and answers otherwise does not end the whole restore.
#[test]
fn a_record_that_the_store_breaks_at_fails_alone() {
    for fault in [
        Fault::Status(500),
        Fault::Status(503),
        Fault::CutBefore,
        Fault::TooMany,
    ] {
        let (_stage, bad, outcome) = one_is_refused(fault.clone());
        assert_eq!(outcome.failed, 1, "{fault:?}");
        let failure = &outcome.failures[0];
        assert_eq!(failure.key.to_string(), bad, "{fault:?}");
        assert!(
            failure.message.contains("answers otherwise"),
            "{fault:?}: {}",
            failure.message
        );
    }
}

// S2.7.4: a store that is busy for a while is waited for, and nothing fails.
#[test]
fn a_store_that_is_busy_for_a_while_is_waited_for() {
    let stage = Stage::small();
    stage.backup();
    stage.later(30);
    spoil_brands(&stage);
    let (plan, shown) = stage.plan(some(&["brands"]));
    for fault in [Fault::TooMany, Fault::TooManyWithoutHeaders, Fault::Status(503)] {
        stage.store.fault(
            When::next().method("PUT").path("/v3/catalog/brands").times(3),
            fault,
        );
    }
    let outcome = stage.carry_out(plan);
    assert_eq!(
        (outcome.failed, outcome.succeeded as usize),
        (0, shown.records.len()),
        "{:?}",
        outcome.failures
    );
}

// S2.8.1: the platform takes a product and refuses a part of it (207): the product is told, with the reason, and the others are
// whole.
#[test]
fn a_product_of_which_a_part_is_refused_is_told_and_the_others_come_back() {
    let stage = Stage::small();
    stage.backup();
    stage.later(30);
    let (first, second, sku) = stage.store.change(|shop| {
        let owners: Vec<Id> = shop
            .ids_of("variants")
            .into_iter()
            .filter_map(|id| shop.record("variants", id))
            .filter(|variant| {
                variant["option_values"]
                    .as_array()
                    .is_some_and(|values| !values.is_empty())
            })
            .filter_map(|variant| Some((Id::from(variant["product_id"].as_u64()?), variant["sku"].clone())))
            .map(|(owner, _)| owner)
            .collect();
        let first = owners[0].clone();
        let second = owners.iter().find(|owner| **owner != first).unwrap().clone();
        let sku = shop
            .ids_of("variants")
            .into_iter()
            .filter_map(|id| shop.record("variants", id))
            .find(|variant| variant["product_id"] == first.value())
            .unwrap()["sku"]
            .clone();
        shop.remove("products", first.clone());
        shop.remove("products", second.clone());
        // Somebody gave another product's variant the code meanwhile.
        let other = shop.ids_of("variants").remove(0);
        shop.edit("variants", other, json!({ "sku": sku }));
        (first, second, sku)
    });
    assert!(sku.is_string());
    let (plan, _) = stage.plan(Choice {
        records: [&first, &second]
            .map(|id| key_of(&format!("products/{id}")))
            .into(),
        ..Choice::default()
    });
    let outcome = stage.carry_out(plan);
    assert_eq!(outcome.failed, 1, "{:?}", outcome.failures);
    let failure = &outcome.failures[0];
    assert_eq!(failure.key.to_string(), format!("products/{first}"));
    assert!(
        failure.message.contains("The store did not take it: sku"),
        "{}",
        failure.message
    );
    assert!(
        stage
            .store
            .log()
            .iter()
            .any(|call| call.method == "POST" && call.status == 207),
        "nothing was refused in part"
    );
    // What was made of it is there, and an undo takes it away.
    let products = |stage: &Stage| stage.store.change(|shop| shop.len_of("products"));
    let there = products(&stage);
    stage.later(5);
    let (undo, _) = stage
        .engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    let undone = stage.carry_out(undo);
    assert_eq!(undone.failed, 0, "{:?}", undone.failures);
    assert_eq!(products(&stage), there - 2);
}
