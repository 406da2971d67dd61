//! Single fields across many records, and parts of a plan left out.

use std::collections::BTreeMap;
use std::path::Path as File;

use backstock_engine::EngineError;
use backstock_model::{Action, BackupNumber, Cancel, Choice, NoProgress, Revision, Target};
use backstock_practice::Mistake;
use rusqlite::Connection;

use crate::practice_shop::{assert_same, dump, harbour_tea};
use crate::sqlite_files::SHOP;
use crate::stage::{self, Stage, content_type, key, path, product};

/// Every product as it is in the file, the counts and dates that go with the shop included.
fn products(file: &File) -> BTreeMap<i64, String> {
    let connection = Connection::open(file).unwrap();
    let mut statement = connection.prepare("SELECT * FROM products").unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next().unwrap() {
        let values: Vec<String> = (0..columns)
            .map(|column| format!("{:?}", row.get_ref(column).unwrap()))
            .collect();
        found.insert(row.get(0).unwrap(), values.join("|"));
    }
    found
}

fn prices(file: &File) -> BTreeMap<i64, (String, Option<String>)> {
    let connection = Connection::open(file).unwrap();
    let mut statement = connection
        .prepare("SELECT id, price, sale_price FROM products")
        .unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))));
    rows.unwrap().map(Result::unwrap).collect()
}

// Capability 2: 412 rows, 431 field writes, nothing else.
#[test]
fn prices_go_back_and_improved_descriptions_stay() {
    let tea = harbour_tea();
    tea.err(Mistake::PriceImportX10);
    Connection::open(&tea.file)
        .unwrap()
        .execute_batch(
            "UPDATE products SET description = description || ' Picked by hand.'
             WHERE id IN (SELECT id FROM products ORDER BY id LIMIT 37)",
        )
        .unwrap();
    let spoilt = dump(&tea.file);
    let before = products(&tea.file);
    let types = [content_type("products")];
    let mut columns = Vec::new();
    for field in ["Price", "sale price"] {
        columns.extend(tea.engine.columns_named(SHOP, &types, field).unwrap());
    }
    assert_eq!(columns, ["price", "sale_price"]);
    assert!(matches!(
        tea.engine.columns_named(SHOP, &types, "Prise"),
        Err(EngineError::UnknownField(_))
    ));
    let choice = Choice {
        content_types: types.to_vec(),
        columns,
        ..Choice::default()
    };
    let (id, plan) = tea
        .engine
        .plan_restore(SHOP, tea.good, &choice, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(plan.counts(), (0, 412, 0));
    let kept = tea.engine.kept_plan(SHOP, id).unwrap();
    assert_eq!(kept.writes_total(), 431);
    let all: Vec<String> = kept
        .writes(0, usize::MAX)
        .iter()
        .map(|(record, change)| format!("{}#{}", record.key, change.path))
        .collect();
    assert_eq!(all.iter().filter(|write| write.ends_with("/price")).count(), 412);
    assert_eq!(
        all.iter().filter(|write| write.ends_with("/sale_price")).count(),
        19
    );
    // A page anywhere in it is a piece of the whole.
    for offset in [0, 1, 200, 430, 431, 900] {
        let page: Vec<String> = kept
            .writes(offset, 7)
            .iter()
            .map(|(record, change)| format!("{}#{}", record.key, change.path))
            .collect();
        let from = all.len().min(usize::try_from(offset).unwrap());
        assert_eq!(page, all[from..all.len().min(from + 7)]);
    }

    let done = tea
        .engine
        .carry_out(SHOP, id, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!((done.succeeded, done.failed), (412, 0), "{:?}", done.failures);
    assert_eq!(prices(&tea.file), prices(&tea.untouched));
    let after = products(&tea.file);
    let touched: Vec<&i64> = after.keys().filter(|id| after[id] != before[id]).collect();
    assert_eq!((touched.len(), after.len() - touched.len()), (412, 1_588));
    let improved: i64 = Connection::open(&tea.file)
        .unwrap()
        .query_row(
            "SELECT count(*) FROM products WHERE description LIKE '%Picked by hand.'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(improved, 37);

    let (undo, plan) = tea
        .engine
        .plan_undo(SHOP, done.run, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!((plan.counts(), plan.conflicts.len()), ((0, 412, 0), 0));
    tea.engine
        .carry_out(SHOP, undo, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_same(&dump(&tea.file), &spoilt, "after the undo");
}

// Capability 2: a search, a category, and "all that changed since" choose the records.
#[test]
fn records_are_chosen_by_what_they_are() {
    let tea = harbour_tea();
    tea.err(Mistake::PriceImportX10);
    let planned = |choice: Choice| {
        let choice = Choice {
            content_types: vec![content_type("products")],
            columns: vec!["price".to_owned()],
            ..choice
        };
        let (_, plan) = tea
            .engine
            .plan_restore(SHOP, tea.good, &choice, &NoProgress, &Cancel::new())
            .unwrap();
        plan.records
    };
    let found = planned(Choice {
        find: Some(" earl GREY ".to_owned()),
        ..Choice::default()
    });
    assert!(!found.is_empty() && found.len() < 412);
    assert!(
        found
            .iter()
            .all(|record| record.name.to_lowercase().contains("earl grey"))
    );
    let since = planned(Choice {
        changed_since: Some(tea.good),
        ..Choice::default()
    });
    assert_eq!(since.len(), 412);
    let connection = Connection::open(&tea.file).unwrap();
    let category: i64 = connection
        .query_row(
            "SELECT category_id FROM product_categories GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let linked = planned(Choice {
        linked_to: Some(key(&format!("categories/{category}"))),
        ..Choice::default()
    });
    assert!(!linked.is_empty() && linked.len() < 412);
    for record in &linked {
        let is_in: bool = connection
            .query_row(
                "SELECT count(*) FROM product_categories WHERE product_id = ?1 AND category_id = ?2",
                (record.key.remote_id.as_str(), category),
                |row| row.get(0),
            )
            .unwrap();
        assert!(is_in, "{}", record.key);
    }
}

// S2.7: every record and every field of a preview can be unticked; the plan that is carried out is the one without them.
#[test]
fn what_is_unticked_stays_as_it_is() {
    let stage = Stage::new();
    let good = stage.backup();
    for (id, name) in [(117, "Sour"), (118, "Pumper"), (119, "Lemon")] {
        stage
            .shop
            .put(&format!("products/{id}"), &product(id, name, "9.99", 1, 2))
            .unwrap();
    }
    let choice = Choice {
        content_types: vec![content_type("products")],
        ..Choice::default()
    };
    let (of, whole) = stage.plan(good, &choice);
    let revision = Revision {
        of,
        without: vec![
            Target::record(key("products/118")),
            "products/117#/price".parse().unwrap(),
            "products/117#/variants".parse().unwrap(),
        ],
        take: Vec::new(),
    };
    let (id, plan) = stage
        .engine
        .revise(stage::SHOP, &revision, &Cancel::new())
        .unwrap();
    assert_eq!((whole.records.len(), plan.records.len()), (3, 2));
    assert_eq!(
        stage.engine.plan(stage::SHOP, of).unwrap(),
        whole,
        "what was shown stays"
    );
    // What is carried out is the very value that was kept.
    assert_eq!(stage.engine.plan(stage::SHOP, id).unwrap(), plan);
    let paths: Vec<String> = plan.records[0]
        .writes()
        .iter()
        .map(|change| change.path.to_string())
        .collect();
    assert_eq!(paths, ["/description", "/name"]);
    let done = stage.carry_out(id);
    assert_eq!((done.succeeded, done.failed), (2, 0));
    let text = |id: u32| stage.shop.get(&format!("products/{id}"), "").unwrap();
    assert!(text(117).contains(r#""name":"Sourdough""#) && text(117).contains(r#""price":"9.99""#));
    assert!(text(118).contains(r#""name":"Pumper""#));
    assert!(text(119).contains(r#""price":"18.00""#));
}

// S2.7: a conflict is kept as in the shop, and put back when the owner decides so.
#[test]
fn a_conflict_is_decided_one_by_one() {
    let stage = Stage::new();
    let good = stage.backup();
    let put = |price: &str| {
        stage
            .shop
            .put("products/117", &product(117, "Sourdough", price, 1, 2))
            .unwrap();
    };
    put("9.99");
    let done = stage.restore(good, &stage::records(&["products/117"]));
    put("5.00");
    let (of, plan) = stage
        .engine
        .plan_undo(stage::SHOP, done.run, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!((plan.records.len(), plan.conflicts.len()), (0, 2));
    let price = plan
        .conflicts
        .iter()
        .find(|conflict| conflict.path == path("/price"))
        .unwrap();
    let [base, live, wanted] = [&price.base, &price.live, &price.wanted]
        .map(|value| value.as_ref().map(backstock_model::Document::to_text).unwrap());
    assert_eq!([base, live, wanted], ["4.50", "5.00", "9.99"]);
    let revision = Revision {
        of,
        without: Vec::new(),
        take: vec!["products/117#/price".parse().unwrap()],
    };
    let (id, plan) = stage
        .engine
        .revise(stage::SHOP, &revision, &Cancel::new())
        .unwrap();
    assert_eq!((plan.records.len(), plan.conflicts.len()), (1, 1));
    assert_eq!(plan.records[0].writes().len(), 1);
    assert_eq!(stage.carry_out(id).failed, 0);
    assert!(
        stage
            .shop
            .get("products/117", "")
            .unwrap()
            .contains(r#""price":"9.99""#)
    );
}

// Capability 1: six spans, one write, nothing else, and back again.
#[test]
fn one_earlier_value_is_put_back() {
    let stage = Stage::new();
    let before = "4.50";
    let changes = BTreeMap::from([
        (10, "4.80"),
        (20, "5.20"),
        (30, "4.90"),
        (40, "4.50"),
        (50, "45.00"),
    ]);
    for backup in 1..=60 {
        if let Some(price) = changes.get(&backup) {
            let text = product(117, "Earl Grey 100 g", "4.50", 1, 2);
            let text = text.replacen(r#""price":"4.50""#, &format!(r#""price":"{price}""#), 1);
            stage.shop.put("products/117", &text).unwrap();
        }
        stage.backup();
    }
    let (key, field) = (key("products/117"), path("/price"));
    let spans = stage.engine.timeline(stage::SHOP, &key, Some(&field)).unwrap().0;
    let told: Vec<(String, u64, u64)> = spans
        .iter()
        .map(|span| {
            (
                span.value.as_ref().unwrap().to_text(),
                span.first_backup.0,
                span.last_backup.0,
            )
        })
        .collect();
    let expected = [
        (before, 1, 9),
        ("4.80", 10, 19),
        ("5.20", 20, 29),
        ("4.90", 30, 39),
        ("4.50", 40, 49),
        ("45.00", 50, 60),
    ];
    assert_eq!(
        told,
        expected.map(|(value, first, last)| (value.to_owned(), first, last))
    );
    for pair in spans.windows(2) {
        assert_eq!(pair[0].to, Some(pair[1].from));
    }
    let spoilt = stage.shop.get("products/117", "").unwrap();
    let choice = Choice {
        records: vec![key.clone()],
        fields: vec![field.clone()],
        ..Choice::default()
    };
    let (id, plan) = stage.plan(BackupNumber(20), &choice);
    assert_eq!(plan.records.len(), 1);
    assert_eq!(plan.records[0].action(), Action::Update);
    assert_eq!(plan.records[0].writes().len(), 1);
    let done = stage.carry_out(id);
    assert_eq!((done.succeeded, done.failed), (1, 0));
    let wanted = spoilt.replacen("45.00", "5.20", 1);
    assert_eq!(stage.shop.get("products/117", "").unwrap(), wanted);
    stage.undo(done.run);
    assert_eq!(stage.shop.get("products/117", "").unwrap(), spoilt);
}

// Capability 2: an item that the backup does not hold may be just as wrong; it is named, and not passed over in silence.
#[test]
fn what_the_backup_does_not_hold_is_told() {
    let stage = Stage::new();
    let good = stage.backup();
    stage
        .shop
        .put("products/120", &product(120, "Rye rolls", "25.00", 1, 2))
        .unwrap();
    let choice = Choice {
        content_types: vec![content_type("products")],
        columns: vec!["price".to_owned()],
        ..Choice::default()
    };
    let (_, plan) = stage.plan(good, &choice);
    assert!(plan.records.is_empty());
    let skipped: Vec<String> = plan.skips.iter().map(|skip| skip.key.to_string()).collect();
    assert_eq!(skipped, ["products/120"]);
    let told: Vec<(&str, u64)> = plan
        .consequences
        .iter()
        .map(|told| (told.code.as_str(), told.count))
        .collect();
    assert_eq!(told, [("newer_records_kept", 1)]);
}
