//! What decides about writing is read from the store, never from the last backup: some changes do not move the moment of a
//! product's last one, and a reading of what changed since does not see them.

use backstock_emulator::Id;
use backstock_engine::{BackupOutcome, Moment};
use backstock_model::{BackupNumber, Cancel, ChangeKind, ContentType, Document, NoProgress};
use serde_json::json;

use crate::store_stage::{SHOP, Stage, key_of, some};

/// Raises the price of a variant as an import does, which leaves the product's `date_modified` alone.
fn raise_a_variants_price(stage: &Stage) -> (Id, Id) {
    stage.store.change(|shop| {
        let variant = shop.ids_of("variants").remove(0);
        let owner = shop.record("variants", variant.clone()).unwrap()["product_id"].clone();
        let product = Id::from(owner.as_u64().unwrap());
        let modified = shop.record("products", product.clone()).unwrap()["date_modified"].clone();
        shop.edit("variants", variant.clone(), json!({ "price": 999 }));
        let after = shop.record("products", product.clone()).unwrap()["date_modified"].clone();
        assert_eq!(modified, after, "the quirk is off");
        (product, variant)
    })
}

fn price_in(document: &Document, variant: &Id) -> String {
    let node = document.to_node().unwrap();
    let row = node
        .get("variants")
        .and_then(|rows| rows.get(&variant.to_string()));
    row.and_then(|row| row.get("price")).unwrap().to_text()
}

fn of_products(outcome: &BackupOutcome) -> (u64, u64, u64) {
    let (_, counts) = outcome
        .types
        .iter()
        .find(|(described, _)| described.key.as_str() == "products")
        .unwrap();
    (counts.added, counts.updated, counts.deleted)
}

// S2.6.4, S2.7.4, S2.8.1: compared, planned, kept safe, put back and undone is what the store has.
#[test]
fn what_a_further_backup_of_the_day_did_not_see_is_put_back_all_the_same() {
    let stage = Stage::small();
    stage.backup();
    stage.later(60);
    let (product, variant) = raise_a_variants_price(&stage);
    let key = key_of(&format!("products/{product}"));
    // This is what the stage is about: a further backup of the same day asks only what changed.
    assert_eq!(of_products(&stage.backup()), (0, 0, 0));

    let compared = stage
        .engine
        .compare(
            SHOP,
            &Moment::Latest,
            &Moment::Live,
            Some(&ContentType::new("products")),
            true,
            &Cancel::new(),
        )
        .unwrap();
    assert_eq!(compared.records.len(), 1, "{:?}", compared.records);
    assert_eq!(
        (&compared.records[0].key, compared.records[0].change),
        (&key, ChangeKind::Updated)
    );

    let (plan, shown) = stage.plan(some(&["products"]));
    assert_eq!(shown.records.len(), 1);
    assert_eq!(
        price_in(shown.records[0].before.as_ref().unwrap(), &variant),
        "999"
    );
    let outcome = stage.carry_out(plan);
    assert_eq!(
        (outcome.succeeded, outcome.failed),
        (1, 0),
        "{:?}",
        outcome.failures
    );
    let safety = stage.engine.run(SHOP, outcome.run).unwrap().safety.unwrap();
    let kept = stage
        .engine
        .document(SHOP, &key, &Moment::Backup(safety))
        .unwrap()
        .unwrap();
    assert_eq!(
        price_in(&kept, &variant),
        "999",
        "the safety backup has what was overwritten"
    );
    let price = |stage: &Stage| {
        let variant = variant.clone();
        stage
            .store
            .change(|shop| shop.record("variants", variant))
            .unwrap()["price"]
            .clone()
    };
    assert_ne!(price(&stage), json!(999));

    let (undo, _) = stage
        .engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(stage.carry_out(undo).failed, 0);
    assert_eq!(price(&stage), json!(999));
}

// S2.2.11: the first backup of a day looks at everything.
#[test]
fn the_next_days_backup_sees_what_moved_no_date() {
    let stage = Stage::small();
    stage.backup();
    stage.later(60);
    let (product, variant) = raise_a_variants_price(&stage);
    stage.backup();
    stage.later(24 * 60);
    assert_eq!(of_products(&stage.backup()), (0, 1, 0));
    let key = key_of(&format!("products/{product}"));
    let kept = stage
        .engine
        .document(SHOP, &key, &Moment::Backup(BackupNumber(3)));
    assert_eq!(price_in(&kept.unwrap().unwrap(), &variant), "999");
}

// S2.2.11: one came and one went, so the store's count is what it was.
#[test]
fn a_deletion_is_seen_also_when_something_else_was_made() {
    let stage = Stage::small();
    stage.backup();
    stage.later(60);
    stage.store.change(|shop| {
        let customer = shop.ids_of("customers").remove(0);
        let mut copy = shop.record("customers", customer.clone()).unwrap();
        copy.as_object_mut().unwrap().remove("id");
        copy["email"] = json!("somebody.new@example.com");
        shop.remove("customers", customer);
        shop.add("customers", copy);
    });
    stage.later(60);
    let second = stage.backup();
    let (_, counts) = second
        .types
        .iter()
        .find(|(described, _)| described.key.as_str() == "customers")
        .unwrap();
    assert_eq!((counts.added, counts.deleted), (1, 1), "{counts:?}");
}

// Issue 6: a whole restore looks at everything, whatever the backups of the day saw.
#[test]
fn a_whole_restore_finds_what_no_backup_saw() {
    let stage = Stage::small();
    stage.backup();
    stage.later(60);
    let (product, _) = raise_a_variants_price(&stage);
    stage.backup();
    let choice = backstock_model::Choice::default();
    let planned = stage
        .engine
        .plan_restore(SHOP, BackupNumber(1), &choice, &NoProgress, &Cancel::new());
    let records = planned.unwrap().1.records;
    let keys: Vec<String> = records.iter().map(|record| record.key.to_string()).collect();
    assert_eq!(keys, [format!("products/{product}")]);
}
