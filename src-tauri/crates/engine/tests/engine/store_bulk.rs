//! Records that are put back together, with as few calls as the platform allows, and each with its own end.

use backstock_emulator::{Fault, Id, Options, Request, Size, When};
use backstock_model::{BackupNumber, Choice};
use backstock_rest::Timer as _;
use serde_json::json;

use crate::store_stage::{Stage, field, some};

const PRODUCTS: u64 = 25;

fn stage() -> Stage {
    Stage::with(Options {
        size: Size {
            products: PRODUCTS,
            ..Size::small()
        },
        ..Options::default()
    })
}

/// All prices times ten.
fn spoil(stage: &Stage) -> Vec<Id> {
    stage.store.change(|shop| {
        let products = shop.ids_of("products");
        for product in &products {
            let price = shop.record("products", product.clone()).unwrap()["price"]
                .as_f64()
                .unwrap();
            shop.edit("products", product.clone(), json!({ "price": price * 10.0 }));
        }
        products
    })
}

fn prices(stage: &Stage, products: &[Id]) -> Vec<String> {
    stage.store.change(|shop| {
        let price = |product: &Id| shop.record("products", product.clone()).unwrap()["price"].to_string();
        products.iter().map(price).collect()
    })
}

/// Calls that changed products: of lists, and of one.
fn sent(stage: &Stage) -> (usize, usize) {
    let log = stage.store.log();
    let put = |path: &dyn Fn(&str) -> bool| {
        log.iter()
            .filter(|call| call.method == "PUT" && path(&call.path))
            .count()
    };
    (
        put(&|path| path == "/v3/catalog/products"),
        put(&|path| path.starts_with("/v3/catalog/products/")),
    )
}

// S2.7.4: ten at a time, and reading them costs little more.
#[test]
fn products_that_differ_in_their_prices_are_put_back_ten_at_a_time() {
    let stage = stage();
    stage.backup();
    stage.later(30);
    let products = stage.store.change(|shop| shop.ids_of("products"));
    let were = prices(&stage, &products);
    spoil(&stage);
    let (plan, shown) = stage.plan(some(&["products"]));
    assert_eq!(shown.records.len() as u64, PRODUCTS);
    stage.store.clear_log();
    let outcome = stage.carry_out(plan);
    assert_eq!(
        (outcome.failed, outcome.verified),
        (0, PRODUCTS),
        "{:?}",
        outcome.failures
    );
    assert_eq!(prices(&stage, &products), were);
    assert_eq!(sent(&stage), (3, 0));
    let calls = stage.store.log().len() as u64;
    println!("{PRODUCTS} products put back with {calls} calls, safety backup and reading back included");
    assert!(calls < PRODUCTS * 8, "{calls} calls");
}

// S2.7.4: the store refuses the whole list because of one, and does not say which.
#[test]
fn one_that_is_refused_takes_no_other_with_it() {
    let stage = stage();
    stage.backup();
    stage.later(30);
    let products = spoil(&stage);
    // The second of them is called otherwise, and a new product took its name meanwhile.
    let name = stage.store.change(|shop| {
        let name = shop.record("products", products[1].clone()).unwrap()["name"].clone();
        shop.edit(
            "products",
            products[1].clone(),
            json!({ "name": "Called otherwise" }),
        );
        let mut other = shop.record("products", products[0].clone()).unwrap();
        other["name"] = name.clone();
        other["sku"] = json!("TAKEN");
        let fields = other.as_object_mut().unwrap();
        for field in ["id", "custom_url", "base_variant_id"] {
            fields.remove(field);
        }
        shop.add("products", other).unwrap();
        name
    });
    let (plan, _) = stage.plan(some(&["products"]));
    stage.store.clear_log();
    let outcome = stage.carry_out(plan);
    assert_eq!(
        (outcome.failed, outcome.succeeded),
        (1, PRODUCTS - 1),
        "{:?}",
        outcome.failures
    );
    let failure = &outcome.failures[0];
    assert_eq!(failure.key.to_string(), format!("products/{}", products[1]));
    assert!(
        failure.message.contains("The store did not take it"),
        "{name}: {}",
        failure.message
    );
    // The list it was in was sent one by one, and who is refused is tried once more at the end; the others were not.
    assert_eq!(sent(&stage), (3, 11));
}

// S2.7.4: a list that is answered with 422 though each of it is right, and one whose answer is lost.
#[test]
fn a_list_that_is_not_taken_is_sent_one_by_one_and_a_lost_answer_is_asked_for_again() {
    for (fault, one_by_one) in [
        (Fault::Status(422), 10),
        (Fault::Status(413), 10),
        (Fault::CutAfter, 0),
        (Fault::Status(503), 0),
    ] {
        let stage = stage();
        stage.backup();
        stage.later(30);
        let products = stage.store.change(|shop| shop.ids_of("products"));
        let were = prices(&stage, &products);
        spoil(&stage);
        let (plan, _) = stage.plan(some(&["products"]));
        stage.store.clear_log();
        stage.store.fault(
            When::next().method("PUT").path("/v3/catalog/products"),
            fault.clone(),
        );
        let outcome = stage.carry_out(plan);
        assert_eq!(
            (outcome.failed, outcome.succeeded),
            (0, PRODUCTS),
            "{fault:?}: {:?}",
            outcome.failures
        );
        assert_eq!(prices(&stage, &products), were, "{fault:?}");
        assert_eq!(sent(&stage).1, one_by_one, "{fault:?}");
    }
}

// S2.7.4: prices of a list, which are rows of one record.
#[test]
fn the_prices_of_a_price_list_go_with_one_call() {
    let stage = Stage::small();
    stage.backup();
    stage.later(30);
    let changed = stage.store.change(|shop| {
        let records = shop.ids_of("price_records");
        let list = shop.record("price_records", records[0].clone()).unwrap()["price_list_id"].clone();
        let own: Vec<Id> = records
            .into_iter()
            .filter(|id| shop.record("price_records", id.clone()).unwrap()["price_list_id"] == list)
            .collect();
        for id in &own {
            shop.edit("price_records", id.clone(), json!({ "price": 0.01 }));
        }
        own.len()
    });
    assert!(changed > 1, "the store has no list with several prices");
    let (plan, _) = stage.plan(some(&["price_lists"]));
    stage.store.clear_log();
    let outcome = stage.carry_out(plan);
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    let log = stage.store.log();
    let put = log
        .iter()
        .filter(|call| call.method == "PUT" && call.path.ends_with("/records"));
    assert_eq!(put.count(), 1);
}

fn put<'l>(log: &'l [Request], path: &str) -> Vec<&'l Request> {
    let put = log.iter().filter(|call| call.method == "PUT");
    put.filter(|call| call.path.starts_with(path)).collect()
}

// Capability 5: a mistake in 25 pages is taken back with the fewest calls.
#[test]
fn pages_that_were_spoilt_are_put_back_ten_at_a_time() {
    let stage = Stage::small();
    let pages = stage.store.change(|shop| {
        let written = (1..=22).map(|number| {
            let name = format!("Guide {number}");
            json!({ "name": name, "type": "page", "url": format!("/guide-{number}/"), "body": format!("<p>{name}.</p>") })
        });
        for page in written.collect::<Vec<_>>() {
            shop.add("pages", page).unwrap();
        }
        shop.ids_of("pages")
    });
    assert_eq!(pages.len(), 25);
    stage.backup();
    let names = |stage: &Stage| -> Vec<String> {
        let name = |page| field(stage, "pages", page, "name").to_string();
        pages.iter().map(name).collect()
    };
    let (were, about) = (names(&stage), field(&stage, "pages", &pages[0], "body"));
    stage.later(30);
    stage.store.change(|shop| {
        for page in &pages {
            let name = format!("SALE {page}");
            shop.edit(
                "pages",
                page.clone(),
                json!({ "name": name, "is_visible": false }),
            );
        }
        shop.edit("pages", pages[0].clone(), json!({ "body": "<p>Sale!</p>" }));
    });
    stage.later(30);
    stage.backup();
    let choice = Choice {
        until: Some(BackupNumber(2)),
        ..Choice::default()
    };
    let (plan, shown) = stage.plan(choice);
    assert_eq!(shown.records.len(), 25);
    stage.store.clear_log();
    let outcome = stage.carry_out(plan);
    assert_eq!(
        (outcome.failed, outcome.verified),
        (0, 25),
        "{:?}",
        outcome.failures
    );
    assert_eq!(names(&stage), were);
    assert_eq!(field(&stage, "pages", &pages[0], "body"), about);
    let log = stage.store.log();
    let lists: Vec<usize> = put(&log, "/v3/content/pages")
        .iter()
        .map(|call| call.body.as_array().map_or(0, Vec::len))
        .collect();
    assert_eq!(lists, [10, 10, 5]);
    println!(
        "25 pages put back with {} calls, safety backup and reading back included",
        log.len()
    );
}

/// Stock, which is written only when it is chosen.
fn stock() -> Choice {
    Choice {
        include_protected: true,
        ..some(&["inventory"])
    }
}

// S2.7.4: stock of many variants goes with one call, is waited for, and is what a restore says it is.
#[test]
fn stock_that_is_chosen_is_put_back_ten_variants_at_a_time() {
    let stage = Stage::small();
    stage.backup();
    let levels = |stage: &Stage| {
        stage.store.change(|shop| {
            let level = |id| shop.record("variants", id).unwrap()["inventory_level"].as_i64();
            shop.ids_of("variants").into_iter().map(level).collect::<Vec<_>>()
        })
    };
    let were = levels(&stage);
    stage.later(30);
    stage.store.change(|shop| {
        for id in shop.ids_of("variants") {
            shop.edit("variants", id, json!({ "inventory_level": 777 }));
        }
    });
    let (plan, shown) = stage.plan(stock());
    assert_eq!(shown.records.len(), were.len());
    stage.store.clear_log();
    let outcome = stage.carry_out(plan);
    assert_eq!(
        (outcome.failed, outcome.verified),
        (0, were.len() as u64),
        "{:?}",
        outcome.failures
    );
    assert_eq!(levels(&stage), were);
    let log = stage.store.log();
    let lists: Vec<usize> = put(&log, "/v3/inventory/adjustments/absolute")
        .iter()
        .map(|call| call.body["items"].as_array().unwrap().len())
        .collect();
    assert_eq!(lists.len(), were.len().div_ceil(10), "{lists:?}");
    assert_eq!(lists.iter().sum::<usize>(), were.len());
}

// S2.7.4: of a list of stock that is refused each is sent by itself, and so is a single one.
#[test]
fn stock_that_is_refused_as_a_list_is_sent_one_by_one() {
    let stage = Stage::small();
    stage.backup();
    stage.later(30);
    stage.store.change(|shop| {
        for id in shop.ids_of("variants").into_iter().take(4) {
            shop.edit("variants", id, json!({ "inventory_level": 777 }));
        }
    });
    let path = "/v3/inventory/adjustments/absolute";
    stage
        .store
        .fault(When::next().method("PUT").path(path), Fault::Status(422));
    let (plan, _) = stage.plan(stock());
    stage.store.clear_log();
    let outcome = stage.carry_out(plan);
    assert_eq!(
        (outcome.failed, outcome.verified),
        (0, 4),
        "{:?}",
        outcome.failures
    );
    let log = stage.store.log();
    assert_eq!(put(&log, path).len(), 5);
}

// S2.7.4: stock that the store promised and does not write is told, and not waited for again and again.
#[test]
fn stock_that_does_not_come_is_told() {
    let stage = Stage::small();
    stage.backup();
    stage.later(30);
    let variants = stage.store.change(|shop| {
        let variants = shop.ids_of("variants");
        for id in &variants {
            shop.edit("variants", id.clone(), json!({ "inventory_level": 777 }));
        }
        variants
    });
    let (plan, _) = stage.plan(stock());
    stage
        .store
        .set(|quirks| quirks.stock_comes_later_ms = 24 * 3_600_000);
    let began = stage.time.now();
    let outcome = stage.carry_out(plan);
    assert_eq!(outcome.failed, variants.len() as u64);
    for failure in &outcome.failures {
        assert_eq!(failure.code, "reads_back_differently", "{}", failure.message);
    }
    let waited = stage.time.now() - began;
    assert!(waited.num_seconds() < 90, "{waited}");
}
