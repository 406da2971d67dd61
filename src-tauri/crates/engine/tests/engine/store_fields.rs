//! One value of one product, put back into a store on the web.

use backstock_model::{Cancel, Choice, Document, NoProgress, Path, diff};
use serde_json::{Value, json};

use crate::store_stage::{SHOP, Stage, key_of};

/// What was sent to the catalog: the method and the fields of each body, ids apart.
fn sent(stage: &Stage) -> Vec<(String, Vec<String>)> {
    let fields = |body: &Value| -> Vec<String> {
        let one = body.as_array().map_or(body, |records| &records[0]);
        let keys = one.as_object().unwrap().keys();
        keys.filter(|key| *key != "id").cloned().collect()
    };
    let log = stage.store.log();
    let calls = log
        .iter()
        .filter(|call| call.method != "GET" && call.path.starts_with("/v3/catalog/"));
    calls
        .map(|call| (call.method.clone(), fields(&call.body)))
        .collect()
}

/// The fields that differ, but for what the store notes by itself; what it works out of a price that was edited behind it is not
/// what it was worked out of.
fn differing(one: &Document, other: &Document) -> Vec<String> {
    let (one, other) = (one.to_node().unwrap(), other.to_node().unwrap());
    let paths = diff(Some(&one), Some(&other));
    let paths = paths.iter().map(|change| change.path.to_string());
    paths
        .filter(|path| !["/date_modified", "/calculated_price"].contains(&path.as_str()))
        .collect()
}

// Capability 1: of six prices the third is put back by one PUT with nothing but the price in it, and an undo takes it back.
#[test]
fn one_price_is_put_back_by_one_call() {
    let stage = Stage::small();
    let product = stage.store.change(|shop| shop.ids_of("products")).remove(0);
    let key = key_of(&format!("products/{product}"));
    for price in [4.5, 4.8, 5.2, 4.9, 4.5, 45.0] {
        let edit = json!({ "price": price });
        stage
            .store
            .change(|shop| shop.edit("products", product.clone(), edit));
        for _ in 0..2 {
            // A store notes when something changed to the second, and tells it by days.
            stage.later(24 * 60);
            stage.backup();
        }
    }
    let price = Path::parse("/price").unwrap();
    let (spans, _) = stage.engine.timeline(SHOP, &key, Some(&price)).unwrap();
    let told: Vec<(String, u64, u64)> = spans
        .iter()
        .map(|span| {
            let value = span.value.as_ref().unwrap().to_text();
            (value, span.first_backup.0, span.last_backup.0)
        })
        .collect();
    let expected = [
        ("4.5", 1, 2),
        ("4.8", 3, 4),
        ("5.2", 5, 6),
        ("4.9", 7, 8),
        ("4.5", 9, 10),
        ("45", 11, 12),
    ];
    let plain = |text: &str| text.trim_end_matches('0').trim_end_matches('.').to_owned();
    assert_eq!(
        told.iter()
            .map(|(value, first, last)| (plain(value), *first, *last))
            .collect::<Vec<_>>(),
        expected.map(|(value, first, last)| (value.to_owned(), first, last))
    );

    let spoilt = stage.document(&key.to_string()).unwrap();
    let choice = Choice {
        records: vec![key.clone()],
        fields: vec![price],
        ..Choice::default()
    };
    let third = spans[2].first_backup;
    let (id, plan) = stage
        .engine
        .plan_restore(SHOP, third, &choice, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!((plan.records.len(), plan.records[0].writes().len()), (1, 1));
    stage.store.clear_log();
    let done = stage.carry_out(id);
    assert_eq!((done.succeeded, done.failed), (1, 0), "{:?}", done.failures);
    assert_eq!(sent(&stage), [("PUT".to_owned(), vec!["price".to_owned()])]);
    let mended = stage.document(&key.to_string()).unwrap();
    let changed = differing(&spoilt, &mended);
    assert!(changed.contains(&"/price".to_owned()), "{changed:?}");
    // What a store works out of the price follows it.
    assert!(changed.iter().all(|path| path.ends_with("price")), "{changed:?}");

    stage.later(5);
    let (undo, _) = stage
        .engine
        .plan_undo(SHOP, done.run, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(stage.carry_out(undo).failed, 0);
    let undone = stage.document(&key.to_string()).unwrap();
    assert_eq!(differing(&spoilt, &undone), [""; 0]);
}
