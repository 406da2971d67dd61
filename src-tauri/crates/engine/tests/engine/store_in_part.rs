//! Lists of which a store takes a part (207): each record has its own end, and none is sent twice that was taken.

use backstock_emulator::{Id, Options, Quirks, RefusedInList, Request, Size};
use backstock_engine::RunOutcome;
use backstock_model::{Cancel, Choice, NoProgress};
use backstock_vault::RunItemState;
use serde_json::json;

use crate::store_stage::{SHOP, Stage, field, key_of, some};

const PRODUCTS: usize = 25;
/// Where those are that the store refuses: two lists have some, the last one has none.
const REFUSED: [usize; 3] = [1, 12, 13];

fn stage(refused_in_list: RefusedInList) -> Stage {
    Stage::with(Options {
        size: Size {
            products: PRODUCTS as u64,
            ..Size::small()
        },
        quirks: Quirks {
            refused_in_list,
            ..Quirks::default()
        },
        ..Options::default()
    })
}

/// All prices are wrong, and some products are called otherwise, while new ones took their names.
fn spoil(stage: &Stage) -> Vec<Id> {
    stage.store.change(|shop| {
        let products = shop.ids_of("products");
        for (at, product) in products.iter().enumerate() {
            let before = shop.record("products", product.clone()).unwrap();
            let mut wrong = json!({ "price": 9999 });
            if REFUSED.contains(&at) {
                wrong["name"] = json!(format!("Called otherwise {at}"));
            }
            shop.edit("products", product.clone(), wrong);
            if REFUSED.contains(&at) {
                let mut other = before.clone();
                other["sku"] = json!(format!("TAKEN-{at}"));
                let fields = other.as_object_mut().unwrap();
                for field in ["id", "custom_url", "base_variant_id"] {
                    fields.remove(field);
                }
                shop.add("products", other).unwrap();
            }
        }
        products
    })
}

/// The calls that changed this product, in their order.
fn sent<'l>(log: &'l [Request], product: &Id) -> Vec<&'l Request> {
    let alone = format!("/v3/catalog/products/{product}");
    let is_in = |call: &&Request| {
        let mut listed = call.body.as_array().into_iter().flatten();
        call.path == alone || listed.any(|item| item["id"] == product.value())
    };
    let put = log.iter().filter(|call| call.method == "PUT");
    put.filter(|call| call.path.starts_with("/v3/catalog/products"))
        .filter(is_in)
        .collect()
}

fn prices(stage: &Stage, products: &[Id]) -> Vec<String> {
    let price = |product| field(stage, "products", product, "price").to_string();
    products.iter().map(price).collect()
}

/// Which of the run's items failed, and that there is an item for each of them.
fn failed(stage: &Stage, outcome: &RunOutcome) -> Vec<String> {
    let items = stage.engine.run_items(SHOP, outcome.run, 100, 0).unwrap();
    assert_eq!(items.len(), PRODUCTS);
    let failed = items
        .iter()
        .filter(|item| item.state == RunItemState::Failed)
        .map(|item| item.key.to_string());
    failed.collect()
}

fn keys(products: &[Id]) -> Vec<String> {
    REFUSED.map(|at| format!("products/{}", products[at])).to_vec()
}

// S2.7.4: the store takes a list but for some of it, and does not say which.
#[test]
fn of_a_list_that_is_taken_in_part_only_the_rest_is_sent_again() {
    let stage = stage(RefusedInList::Itself);
    stage.backup();
    stage.later(30);
    let products = stage.store.change(|shop| shop.ids_of("products"));
    let were = prices(&stage, &products);
    spoil(&stage);
    let (plan, _) = stage.plan(some(&["products"]));
    stage.store.clear_log();
    let outcome = stage.carry_out(plan);
    let taken = (PRODUCTS - REFUSED.len()) as u64;
    assert_eq!(
        (outcome.failed, outcome.succeeded, outcome.verified),
        (REFUSED.len() as u64, taken, taken),
        "{:?}",
        outcome.failures
    );
    let log = stage.store.log();
    let lists = log
        .iter()
        .filter(|call| call.method == "PUT" && call.path == "/v3/catalog/products");
    let lists: Vec<u16> = lists.map(|call| call.status).collect();
    assert_eq!(lists[..3], [207, 207, 200]);
    for (at, product) in products.iter().enumerate() {
        let calls = sent(&log, product);
        if REFUSED.contains(&at) {
            assert!(calls.iter().all(|call| call.status != 200), "{calls:#?}");
            assert!(
                calls.iter().any(|call| call.status == 409),
                "nothing says why {product} is refused"
            );
        } else {
            assert_eq!(calls.len(), 1, "{product} was taken and sent again");
        }
    }
    let mut told: Vec<String> = outcome
        .failures
        .iter()
        .map(|failure| failure.key.to_string())
        .collect();
    told.sort();
    assert_eq!(told, keys(&products));
    for failure in &outcome.failures {
        assert!(failure.message.contains("name: "), "{}", failure.message);
    }
    assert_eq!(failed(&stage, &outcome), keys(&products));
    let now = prices(&stage, &products);
    for at in 0..PRODUCTS {
        assert_eq!(now[at] == were[at], !REFUSED.contains(&at), "{}", products[at]);
    }
}

// S2.7.4: a record of the list is itself taken in part: what is left of it is sent alone, its reason is told, and an undo knows
// what became of it.
#[test]
fn a_record_that_is_taken_in_part_is_told_as_such() {
    let stage = stage(RefusedInList::ItsWrongFields);
    stage.backup();
    stage.later(30);
    let products = stage.store.change(|shop| shop.ids_of("products"));
    let were = prices(&stage, &products);
    spoil(&stage);
    let spoilt = prices(&stage, &products);
    let (plan, _) = stage.plan(some(&["products"]));
    stage.store.clear_log();
    let outcome = stage.carry_out(plan);
    assert_eq!(
        (outcome.failed, outcome.verified),
        (REFUSED.len() as u64, PRODUCTS as u64),
        "{:?}",
        outcome.failures
    );
    assert_eq!(
        prices(&stage, &products),
        were,
        "what was right was taken of all of them"
    );
    let log = stage.store.log();
    for at in REFUSED {
        let calls = sent(&log, &products[at]);
        let alone: Vec<_> = calls.iter().filter(|call| call.body.is_object()).collect();
        assert!(!alone.is_empty(), "{calls:#?}");
        for call in alone {
            assert_eq!(
                call.body.get("price"),
                None,
                "what was taken is not sent again: {}",
                call.body
            );
        }
    }
    for failure in &outcome.failures {
        assert!(
            failure.message.contains("The store did not take it: name: "),
            "{}",
            failure.message
        );
    }
    stage.later(5);
    let (undo, _) = stage
        .engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    let undone = stage.carry_out(undo);
    assert_eq!(undone.failed, 0, "{:?}", undone.failures);
    assert_eq!(prices(&stage, &products), spoilt);
}

// S2.7.4: one record alone, of which the store takes a part with 207: it says why, and so do we.
#[test]
fn what_the_store_says_of_a_part_it_did_not_take_is_told() {
    let stage = stage(RefusedInList::ItsWrongFields);
    stage.backup();
    stage.later(30);
    let products = spoil(&stage);
    let product = &products[REFUSED[0]];
    let (plan, _) = stage.plan(Choice {
        records: vec![key_of(&format!("products/{product}"))],
        ..Choice::default()
    });
    stage.store.clear_log();
    let outcome = stage.carry_out(plan);
    assert_eq!(
        (outcome.failed, outcome.verified),
        (1, 1),
        "{:?}",
        outcome.failures
    );
    let message = &outcome.failures[0].message;
    assert!(message.contains("The store did not take it: name: "), "{message}");
    assert!(!message.contains("https:"), "{message}");
    let log = stage.store.log();
    let calls = sent(&log, product);
    assert_eq!(calls.len(), 1, "{calls:#?}");
    assert_eq!(calls[0].status, 207);
}

// S2.7.4: the platform answers to a list of categories with numbers only.
#[test]
fn categories_of_which_one_is_refused_each_have_their_own_end() {
    let stage = Stage::small();
    stage.backup();
    stage.later(30);
    let categories = stage.store.change(|shop| {
        let categories = shop.ids_of("categories");
        for category in &categories {
            shop.edit("categories", category.clone(), json!({ "description": "Wrong" }));
        }
        let first = categories[0].clone();
        let mut other = shop.record("categories", first.clone()).unwrap();
        shop.edit("categories", first, json!({ "name": "Called otherwise" }));
        let fields = other.as_object_mut().unwrap();
        for field in ["category_id", "category_uuid", "url"] {
            fields.remove(field);
        }
        shop.add("categories", other).unwrap();
        categories
    });
    let (plan, _) = stage.plan(some(&["categories"]));
    stage.store.clear_log();
    let outcome = stage.carry_out(plan);
    let taken = categories.len() as u64 - 1;
    assert_eq!(
        (outcome.failed, outcome.succeeded, outcome.verified),
        (1, taken, taken),
        "{:?}",
        outcome.failures
    );
    assert_eq!(
        outcome.failures[0].key.to_string(),
        format!("categories/{}", categories[0])
    );
    assert!(
        outcome.failures[0]
            .message
            .contains("The store did not take it: name"),
        "{}",
        outcome.failures[0].message
    );
    let log = stage.store.log();
    assert!(log.iter().any(|call| call.method == "PUT" && call.status == 207));
    for category in &categories[1..] {
        let is_in = |call: &&Request| {
            let mut listed = call.body.as_array().into_iter().flatten();
            call.method == "PUT" && listed.any(|item| item["category_id"] == category.value())
        };
        assert_eq!(log.iter().filter(is_in).count(), 1, "{category}");
        assert_ne!(
            field(&stage, "categories", category, "description"),
            json!("Wrong")
        );
    }
}
