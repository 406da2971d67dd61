//! Records that are put back together, with as few calls as the platform allows, and each with its own end.

use backstock_emulator::{Fault, Id, Options, Size, When};
use serde_json::json;

use crate::store_stage::{Stage, some};

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
