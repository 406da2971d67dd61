//! Undoing a mistake in a store where what is made again gets another number: what came since stays.

use backstock_emulator::Id;
use backstock_model::{Action, BackupNumber, Cancel, Choice, NoProgress, Plan, PlanId};
use serde_json::json;

use crate::store_stage::{SHOP, Stage, field};

fn revert(stage: &Stage) -> (PlanId, Plan) {
    let choice = Choice {
        until: Some(BackupNumber(2)),
        ..Choice::default()
    };
    let (progress, cancel) = (NoProgress, Cancel::new());
    let planned = stage
        .engine
        .plan_restore(SHOP, BackupNumber(1), &choice, &progress, &cancel);
    planned.unwrap()
}

// Capability 5: the three states, where the numbers of two of them are not those of the third.
#[test]
fn a_mistake_is_undone_under_what_was_sold_since_though_numbers_are_new() {
    let stage = Stage::small();
    stage.backup();
    let products = stage.store.change(|shop| shop.ids_of("products"));
    let brand_of = |id: &Id| {
        field(&stage, "products", id, "brand_id")
            .as_u64()
            .unwrap_or_default()
    };
    let of_brand = products.iter().find(|id| brand_of(id) > 0).unwrap();
    let brand = Id::from(brand_of(of_brand));
    let others: Vec<&Id> = products.iter().filter(|id| *id != of_brand).collect();
    let (repriced, untouched) = (others[0], others[1]);
    let name = field(&stage, "brands", &brand, "name");
    let price = field(&stage, "products", of_brand, "price");
    let stock = field(&stage, "products", of_brand, "inventory_level")
        .as_i64()
        .unwrap();

    // The mistake: a brand is deleted, prices are wrong and one stock is counted wrong.
    stage.store.change(|shop| {
        shop.remove("brands", brand.clone());
        shop.edit(
            "products",
            of_brand.clone(),
            json!({"price": 9999.99, "inventory_level": stock + 100}),
        );
        shop.edit("products", repriced.clone(), json!({"price": 8888.88}));
    });
    stage.later(30);
    stage.backup();

    // Life goes on: something is delivered and sold, a price is corrected by hand, a name and an order are new.
    let order = stage.store.change(|shop| shop.ids_of("orders")).remove(0);
    let sold = stage.store.change(|shop| {
        shop.edit(
            "products",
            of_brand.clone(),
            json!({"inventory_level": stock + 100 + 12 - 5, "page_title": "Since then"}),
        );
        shop.edit("products", repriced.clone(), json!({"price": 7.5}));
        shop.edit("products", untouched.clone(), json!({"price": 3.25}));
        let mut copied = shop.record("orders", order.clone()).unwrap();
        copied["id"] = json!(9_000_000);
        shop.put("orders", Id::from(9_000_000), copied);
        Id::from(9_000_000)
    });
    stage.later(30);
    let orders = stage.store.change(|shop| shop.ids_of("orders"));
    let new_order = stage.store.change(|shop| shop.record("orders", sold.clone()));

    let (id, plan) = revert(&stage);
    let created: Vec<&str> = plan
        .records
        .iter()
        .filter(|record| record.action() == Action::Create)
        .map(|record| record.key.content_type.as_str())
        .collect();
    assert_eq!(created, ["brands"]);
    let conflicts: Vec<String> = plan
        .conflicts
        .iter()
        .map(|conflict| format!("{}{}", conflict.key, conflict.path))
        .collect();
    assert_eq!(
        conflicts,
        [format!("products/{repriced}/price")],
        "corrected by hand since"
    );
    let outcome = stage.carry_out(id);
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);

    // The brand is back under another number, and what belonged to it belongs to it.
    let again = stage.store.change(|shop| {
        let mut brands = shop.ids_of("brands").into_iter();
        brands.find(|id| shop.record("brands", id.clone()).unwrap()["name"] == name)
    });
    let again = again.unwrap();
    assert_ne!(again, brand);
    assert_eq!(field(&stage, "products", of_brand, "brand_id"), again.value());
    assert_eq!(field(&stage, "products", of_brand, "price"), price);
    // The mistake is taken out of the count, what was delivered and sold stays in it.
    assert_eq!(
        field(&stage, "products", of_brand, "inventory_level"),
        json!(stock + 12 - 5)
    );
    for (product, name, since) in [
        (of_brand, "page_title", json!("Since then")),
        (repriced, "price", json!(7.5)),
        (untouched, "price", json!(3.25)),
    ] {
        assert_eq!(
            field(&stage, "products", product, name),
            since,
            "{product} {name}"
        );
    }
    assert_eq!(stage.store.change(|shop| shop.ids_of("orders")), orders);
    assert_eq!(stage.store.change(|shop| shop.record("orders", sold)), new_order);

    // The numbers that are new now are taken for what they stand for: nothing is made or priced a second time.
    stage.later(5);
    let (_, left) = revert(&stage);
    for record in &left.records {
        assert_eq!(record.action(), Action::Update, "{}", record.key);
        let fields: Vec<String> = record
            .writes()
            .iter()
            .map(|write| write.path.to_string())
            .collect();
        assert!(
            fields.iter().all(|field| field.contains("inventory_level")),
            "{fields:?}"
        );
    }

    // Taking the undo back brings the mistake again, and keeps what came since.
    let undo = stage
        .engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap()
        .0;
    let undone = stage.carry_out(undo);
    assert_eq!(undone.failed, 0, "{:?}", undone.failures);
    assert_eq!(field(&stage, "products", of_brand, "price"), json!(9999.99));
    assert_eq!(
        field(&stage, "products", of_brand, "page_title"),
        json!("Since then")
    );
    let brands = stage.store.change(|shop| shop.ids_of("brands"));
    assert!(!brands.contains(&again) && !brands.contains(&brand));
}
