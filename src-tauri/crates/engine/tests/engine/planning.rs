use backstock_engine::{BackupAsk, EngineError};
use backstock_model::{BackupNumber, Cancel, Choice, Consequence, NoProgress, SkipReason};

use crate::stage::{SHOP, Stage, content_type, everything, key, path, product, records, told};

/// A bad day: prices wrong, a category with its products gone, and life going on meanwhile.
fn after_a_bad_day() -> (Stage, BackupNumber) {
    let stage = Stage::new();
    let good = stage.backup();
    for id in [117, 118] {
        stage
            .shop
            .set(&format!("products/{id}"), "/price", r#""99.00""#)
            .unwrap();
        stage.shop.set(&format!("products/{id}"), "/stock", "3").unwrap();
        stage
            .shop
            .set(&format!("products/{id}"), "/date_modified", "9")
            .unwrap();
    }
    stage.shop.remove("products/119");
    stage.shop.remove("categories/3");
    stage.shop.remove("brands/2");
    stage
        .shop
        .put("products/120", &product(120, "Baguette", "2.00", 1, 1))
        .unwrap();
    stage
        .shop
        .put(
            "orders/2",
            r#"{"customer_id":1,"id":2,"name":"Order 2","total":"4.00"}"#,
        )
        .unwrap();
    stage.shop.set("orders/1", "/total", r#""0.00""#).unwrap();
    stage.shop.set("invoices/1", "/total", r#""0.00""#).unwrap();
    stage.shop.set("invoices/2", "/total", r#""0.00""#).unwrap();
    stage.shop.set("settings/currency", "/value", r#""USD""#).unwrap();
    (stage, good)
}

#[test]
fn everything_means_what_is_not_protected() {
    let (stage, good) = after_a_bad_day();
    let (_, plan) = stage.plan(good, &Choice::default());
    insta::assert_snapshot!(told(&plan));
}

#[test]
fn with_deletions_and_protected_parts_the_shop_becomes_what_it_was() {
    let (stage, good) = after_a_bad_day();
    let (_, plan) = stage.plan(good, &everything());
    insta::assert_snapshot!(told(&plan));
}

#[test]
fn chosen_types_and_records_are_told_why_they_are_left_alone() {
    let (stage, good) = after_a_bad_day();
    let choice = Choice {
        content_types: vec![
            content_type("orders"),
            content_type("settings"),
            content_type("invoices"),
        ],
        records: vec![key("products/120"), key("products/117")],
        ..Choice::default()
    };
    let (_, plan) = stage.plan(good, &choice);
    insta::assert_snapshot!(told(&plan));
}

#[test]
fn only_chosen_fields_are_written_and_nothing_is_made() {
    let (stage, good) = after_a_bad_day();
    stage
        .shop
        .set("products/117", "/description", r#""<p>Better</p>""#)
        .unwrap();
    let choice = Choice {
        content_types: vec![content_type("products")],
        fields: vec![path("/price")],
        ..Choice::default()
    };
    let (_, plan) = stage.plan(good, &choice);
    insta::assert_snapshot!(told(&plan));
}

#[test]
fn a_record_that_others_refer_to_is_not_deleted() {
    let stage = Stage::new();
    let good = stage.backup();
    stage
        .shop
        .put("brands/7", r#"{"id":7,"name":"Fashion"}"#)
        .unwrap();
    stage
        .shop
        .put("categories/8", r#"{"id":8,"name":"Fancy","parent_id":0}"#)
        .unwrap();
    stage
        .shop
        .put("categories/9", r#"{"id":9,"name":"Fancier","parent_id":8}"#)
        .unwrap();
    stage
        .shop
        .put("products/120", &product(120, "Macaron", "2.00", 7, 9))
        .unwrap();
    let choice = Choice {
        content_types: vec![content_type("brands"), content_type("categories")],
        allow_deletes: true,
        ..Choice::default()
    };
    let (_, plan) = stage.plan(good, &choice);
    insta::assert_snapshot!(told(&plan));
    // Together with what refers to them they can go, children first.
    let choice = Choice {
        allow_deletes: true,
        ..Choice::default()
    };
    let (_, plan) = stage.plan(good, &choice);
    insta::assert_snapshot!(told(&plan));
}

#[test]
fn what_else_a_plan_brings_about_is_told() {
    let (stage, good) = after_a_bad_day();
    stage.shop.add_side_effect(Consequence {
        code: "triggers_not_fired".to_owned(),
        count: 1,
        content_type: Some(content_type("products")),
        detail: Some("products".to_owned()),
    });
    // The cake's brand and category are gone, too, and are not asked for.
    let (_, plan) = stage.plan(good, &records(&["products/119"]));
    insta::assert_snapshot!(told(&plan));
}

#[test]
fn columns_the_shop_lost_or_gained_stay_with_the_shop() {
    let stage = Stage::new();
    stage
        .shop
        .put("brands/1", r#"{"id":1,"name":"Old Mill","old_column":"x"}"#)
        .unwrap();
    let good = stage.backup();
    stage
        .shop
        .put("brands/1", r#"{"id":1,"name":"Wrong","new_column":"y"}"#)
        .unwrap();
    let (plan, shown) = stage.plan(good, &records(&["brands/1"]));
    insta::assert_snapshot!(told(&shown));
    let outcome = stage.carry_out(plan);
    assert_eq!((outcome.succeeded, outcome.failed), (1, 0));
    assert_eq!(
        stage.shop.everything()["brands/1"],
        r#"{"id":1,"name":"Old Mill","new_column":"y"}"#
    );
    // Told also where nothing else differs any more.
    let (_, again) = stage.plan(good, &records(&["brands/1"]));
    assert_eq!(
        told(&again),
        "to 1: 0 created, 0 updated, 0 deleted\nand field_not_in_shop 1 brands old_column\n"
    );
}

#[test]
fn a_volatile_change_alone_is_no_reason_to_write() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/date_modified", "5").unwrap();
    let (_, plan) = stage.plan(good, &Choice::default());
    assert_eq!(plan.records, []);
    let (_, plan) = stage.plan(good, &records(&["products/117"]));
    assert_eq!(plan.records, []);
    // Chosen by its name it is meant.
    let choice = Choice {
        fields: vec![path("/date_modified")],
        ..records(&["products/117"])
    };
    let (_, plan) = stage.plan(good, &choice);
    assert_eq!(plan.counts(), (0, 1, 0));
}

#[test]
fn what_neither_the_shop_nor_the_backup_knows_is_refused() {
    let stage = Stage::new();
    let good = stage.backup();
    let plan = |to: BackupNumber, choice: &Choice| {
        stage
            .engine
            .plan_restore(SHOP, to, choice, &NoProgress, &Cancel::new())
            .map(|(_, plan)| plan)
    };
    let refused = plan(good, &records(&["products/999"]));
    assert!(
        matches!(refused, Err(EngineError::UnknownRecord(_))),
        "{refused:?}"
    );
    let refused = plan(BackupNumber(9), &Choice::default());
    assert!(matches!(refused, Err(EngineError::Vault(_))), "{refused:?}");
    let breads = Choice {
        content_types: vec![content_type("breads")],
        ..Choice::default()
    };
    let refused = plan(good, &breads);
    assert!(matches!(refused, Err(EngineError::UnknownType(_))), "{refused:?}");
}

#[test]
fn a_type_the_shop_does_not_have_any_more_is_told() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.drop_type("invoices");
    let (_, plan) = stage.plan(good, &Choice::default());
    assert_eq!(
        told(&plan)
            .lines()
            .filter(|line| line.contains("type_not_in_shop 2 invoices"))
            .count(),
        1
    );
    let choice = Choice {
        content_types: vec![content_type("invoices")],
        ..Choice::default()
    };
    let (_, plan) = stage.plan(good, &choice);
    assert_eq!(plan.skips.len(), 2);
}

#[test]
fn a_kept_plan_comes_back_as_it_was() {
    let (stage, good) = after_a_bad_day();
    let (id, plan) = stage.plan(good, &everything());
    assert_eq!(stage.engine.plan(SHOP, id).unwrap(), plan);
}

#[test]
fn a_backup_that_never_read_a_type_is_no_reason_to_delete_its_records() {
    let stage = Stage::new();
    let ask = BackupAsk {
        types: vec![content_type("products")],
        ..BackupAsk::default()
    };
    let partly = stage
        .engine
        .backup(SHOP, &ask, &NoProgress, &Cancel::new())
        .unwrap()
        .backup
        .number;
    stage.backup();
    let choice = Choice {
        records: vec![key("orders/1"), key("invoices/2")],
        ..everything()
    };
    let (_, plan) = stage.plan(partly, &choice);
    assert_eq!(plan.counts(), (0, 0, 0), "{}", told(&plan));
    let reasons: Vec<_> = plan.skips.iter().map(|skip| skip.reason).collect();
    assert_eq!(reasons, [SkipReason::NotInBackup, SkipReason::NotInBackup]);
}
