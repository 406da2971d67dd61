//! What a store says that must not be believed at its word: a list that is gone, an early end, rows that may not be read, a record
//! that looks like another.

use backstock_emulator::{Fault, Id, Options, Size, Token, When};
use backstock_engine::{BackupAsk, BackupOutcome, EngineError};
use backstock_model::{Cancel, NoProgress};
use backstock_shops::ShopError;
use backstock_vault::TypeCounts;
use serde_json::json;

use crate::store_stage::{SHOP, Stage, engine, some};

fn of(outcome: &BackupOutcome, content_type: &str) -> TypeCounts {
    let mut types = outcome.types.iter();
    let found = types.find(|(described, _)| described.key.as_str() == content_type);
    found.unwrap().1
}

// S2.2.11: a list that is not there is not one without records.
#[test]
fn a_list_that_is_not_there_is_no_empty_one() {
    let stage = Stage::small();
    stage.backup();
    stage.later(24 * 60);
    stage.store.fault(
        When::next().path("/v3/catalog/brands").after(1),
        Fault::Status(404),
    );
    let refused = stage
        .engine
        .backup(SHOP, &BackupAsk::default(), &NoProgress, &Cancel::new());
    assert!(
        matches!(refused, Err(EngineError::Shop(ShopError::NotTheStore { .. }))),
        "{refused:?}"
    );
    assert_eq!(of(&stage.backup(), "brands").deleted, 0);
}

// S2.2.11: a platform without totals has a count, and a page that is empty too early is seen by it.
#[test]
fn an_early_empty_page_loses_no_orders() {
    let stage = Stage::with(Options {
        size: Size {
            orders: 600,
            ..Size::small()
        },
        ..Options::default()
    });
    // Counted twice, then the first page; the second one is empty.
    stage
        .store
        .fault(When::next().path("/v2/orders").after(3), Fault::Status(204));
    assert_eq!(of(&stage.backup(), "orders").records, 600);
    let log = stage.store.log();
    assert!(
        log.iter()
            .any(|call| call.path == "/v2/orders" && call.status == 204)
    );
}

// S2.0.4: rows that may not be read any more stand as the vault has them.
#[test]
fn rows_that_may_not_be_read_any_more_are_not_gone() {
    let stage = Stage::small();
    assert!(stage.store.change(|shop| shop.len_of("products_metafields")) > 0);
    stage.backup();
    stage.later(24 * 60);
    let path = "/v3/catalog/products/metafields";
    stage
        .store
        .fault(When::next().path(path).always(), Fault::Status(403));
    assert_eq!(of(&stage.backup(), "products").updated, 0);
}

// S2.0.4: another token is not judged by what the one before might read.
#[test]
fn another_token_is_asked_what_it_may_read() {
    let stage = Stage::with(Options {
        tokens: vec![
            Token::new("owner"),
            Token::new("less").without("store_v2_customers"),
        ],
        ..Options::default()
    });
    stage.backup();
    let missing = |token: &str| {
        let secret = Token::new(token).secret;
        let engine = engine(&stage.vault, &stage.store, &stage.time, &secret);
        engine.check_shop(SHOP).unwrap().problems.len()
    };
    assert_eq!(missing("owner"), 0);
    assert!(missing("less") > 0);
}

// Issue 6: the answer to what makes a banner is lost, and another banner is called the same.
#[test]
fn a_look_alike_is_not_taken_for_what_was_being_made() {
    let stage = Stage::small();
    let (first, other) = stage.store.change(|shop| {
        let first = shop.ids_of("banners").remove(0);
        let mut copy = shop.record("banners", first.clone()).unwrap();
        copy.as_object_mut().unwrap().remove("id");
        copy["content"] = json!("Another one");
        (first, shop.add("banners", copy).unwrap())
    });
    stage.backup();
    stage.later(30);
    let there = stage.store.change(|shop| shop.len_of("banners"));
    let content = stage.store.change(|shop| {
        let content = shop.record("banners", first.clone()).unwrap()["content"].clone();
        shop.remove("banners", first.clone());
        content
    });
    stage
        .store
        .fault(When::next().method("POST").path("/v2/banners"), Fault::CutAfter);
    let (plan, _) = stage.plan(some(&["banners"]));
    let outcome = stage.carry_out(plan);
    assert_eq!(
        (outcome.succeeded, outcome.failed),
        (1, 0),
        "{:?}",
        outcome.failures
    );
    let contents = stage.store.change(|shop| {
        let ids: Vec<Id> = shop.ids_of("banners");
        assert_eq!(ids.len(), there);
        assert_eq!(shop.record("banners", other).unwrap()["content"], "Another one");
        let contents = ids.into_iter().filter_map(|id| shop.record("banners", id));
        contents
            .map(|banner| banner["content"].clone())
            .collect::<Vec<_>>()
    });
    assert_eq!(contents.iter().filter(|found| **found == content).count(), 1);
}
