use backstock_engine::{Differences, EngineError, Moment};
use backstock_model::{Cancel, ChangeKind, NoProgress};

use crate::stage::{SHOP, Stage, content_type, key, product, records};

fn told(found: &Differences) -> Vec<String> {
    found
        .records
        .iter()
        .map(|record| format!("{:?} {} {}", record.change, record.key, record.name))
        .collect()
}

fn compare(stage: &Stage, a: &Moment, b: &Moment) -> Differences {
    stage
        .engine
        .compare(SHOP, a, b, None, true, &Cancel::new())
        .unwrap()
}

// S2.7.2: what was kept before a restore is the mistake, and a part of the shop is not the shop.
#[test]
fn the_latest_backup_is_the_newest_of_the_whole_shop() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""45.00""#).unwrap();
    let outcome = stage.restore(good, &records(&["products/117"]));
    let safety = stage.engine.run(SHOP, outcome.run).unwrap().safety.unwrap();
    let brands = backstock_engine::BackupAsk {
        types: vec![content_type("brands")],
        ..backstock_engine::BackupAsk::default()
    };
    let part = stage
        .engine
        .backup(SHOP, &brands, &NoProgress, &Cancel::new())
        .unwrap()
        .backup;
    assert!(good < safety && safety < part.number);
    assert_eq!(stage.engine.latest(SHOP).unwrap().number, good);
    let found = compare(&stage, &Moment::Latest, &Moment::Live);
    let changed = |found: &Differences| {
        found
            .types
            .iter()
            .map(|changes| changes.added + changes.updated + changes.deleted)
            .sum::<u64>()
    };
    assert_eq!(changed(&found), 0, "the shop is as it was in the latest backup");
    let kept = compare(&stage, &Moment::Backup(safety), &Moment::Live);
    assert_eq!(changed(&kept), 1);
    let wanted: Vec<bool> = stage
        .engine
        .vault()
        .backups(stage.engine.vault().shop(SHOP).unwrap().id)
        .unwrap()
        .iter()
        .map(backstock_vault::Backup::is_wanted)
        .collect();
    assert_eq!(wanted, [true, false, true]);
}

// S2.14.1
#[test]
fn before_a_major_change_a_comparison_shows_exactly_the_change() {
    let stage = Stage::new();
    let before = stage.backup();
    stage.shop.set("products/117", "/price", r#""45.00""#).unwrap();
    stage
        .shop
        .put("products/120", &product(120, "Baguette", "2.00", 2, 1))
        .unwrap();
    stage.shop.remove("customers/1");
    let after = stage.backup();
    let found = compare(&stage, &Moment::Backup(before), &Moment::Backup(after));
    let mut sorted = told(&found);
    sorted.sort();
    assert_eq!(
        sorted,
        [
            "Added products/120 Baguette",
            "Deleted customers/1 Ada",
            "Updated products/117 Sourdough"
        ]
    );
    let (changes, description) = stage
        .engine
        .diff(
            SHOP,
            &key("products/117"),
            &Moment::Backup(before),
            &Moment::Backup(after),
        )
        .unwrap();
    let fields: Vec<String> = changes
        .iter()
        .map(|change| {
            format!(
                "{} {} {} -> {}",
                change.path,
                description.label_of(&change.path).0,
                change.old.as_ref().unwrap().to_text(),
                change.new.as_ref().unwrap().to_text()
            )
        })
        .collect();
    assert_eq!(fields, ["/price Price 4.50 -> 45.00"]);
}

#[test]
fn the_live_shop_is_compared_like_a_backup_and_nothing_is_kept() {
    let stage = Stage::new();
    let kept = stage.backup();
    stage.shop.set("products/117", "/price", r#""45.00""#).unwrap();
    stage
        .shop
        .put("products/120", &product(120, "Baguette", "2.00", 2, 1))
        .unwrap();
    stage.shop.remove("products/118");
    stage.shop.set("products/119", "/date_modified", "7").unwrap();
    stage.shop.drop_type("invoices");
    let forward = compare(&stage, &Moment::Backup(kept), &Moment::Live);
    let back = compare(&stage, &Moment::Live, &Moment::Latest);
    let wanted = [
        (ChangeKind::Added, "products/120"),
        (ChangeKind::Deleted, "invoices/1"),
        (ChangeKind::Deleted, "invoices/2"),
        (ChangeKind::Deleted, "products/118"),
        (ChangeKind::Updated, "products/117"),
    ];
    let mut found: Vec<(ChangeKind, String)> = forward
        .records
        .iter()
        .map(|record| (record.change, record.key.to_string()))
        .collect();
    found.sort_by(|left, right| format!("{left:?}").cmp(&format!("{right:?}")));
    let wanted: Vec<(ChangeKind, String)> = wanted
        .into_iter()
        .map(|(change, key)| (change, key.to_owned()))
        .collect();
    assert_eq!(found, wanted);
    for (there, here) in forward.types.iter().zip(&back.types) {
        assert_eq!((there.added, there.deleted), (here.deleted, here.added));
        assert_eq!((there.updated, there.unchanged), (here.updated, here.unchanged));
    }
    // What the next backup counts is what the comparison said.
    let counts = stage.backup_outcome().backup.counts;
    assert_eq!((counts.added, counts.updated, counts.deleted), (1, 1, 3));
    assert_eq!(stage.engine.overview(SHOP).unwrap().backups, 2);
}

#[test]
fn a_shop_turned_upside_down_is_compared_right() {
    // Thousands of records go at the front and come at the end, so that the two streams never meet in step.
    let stage = Stage::new();
    for id in 0..6_000 {
        stage
            .shop
            .put(&format!("customers/a{id:05}"), &format!("{{\"name\":\"{id}\"}}"))
            .unwrap();
    }
    stage.backup();
    for id in 0..5_000 {
        stage.shop.remove(&format!("customers/a{id:05}"));
        stage
            .shop
            .put(&format!("customers/b{id:05}"), "{\"name\":\"new\"}")
            .unwrap();
    }
    for id in 5_000..5_010 {
        stage
            .shop
            .set(&format!("customers/a{id:05}"), "/name", "\"changed\"")
            .unwrap();
    }
    let customers = content_type("customers");
    let found = stage
        .engine
        .compare(
            SHOP,
            &Moment::Latest,
            &Moment::Live,
            Some(&customers),
            false,
            &Cancel::new(),
        )
        .unwrap();
    let counts = &found.types[0];
    assert_eq!(
        (counts.added, counts.updated, counts.deleted, counts.unchanged),
        (5_000, 10, 5_000, 991)
    );
    assert_eq!(found.types.len(), 1);
}

#[test]
fn what_nobody_knows_is_refused() {
    let stage = Stage::new();
    let refused = stage
        .engine
        .compare(SHOP, &Moment::Latest, &Moment::Live, None, false, &Cancel::new());
    assert!(
        matches!(refused, Err(EngineError::NoBackup { .. })),
        "{refused:?}"
    );
    stage.backup();
    let refused = stage
        .engine
        .diff(SHOP, &key("products/999"), &Moment::Latest, &Moment::Live);
    assert!(
        matches!(refused, Err(EngineError::UnknownRecord(_))),
        "{refused:?}"
    );
    let breads = content_type("breads");
    let refused = stage.engine.compare(
        SHOP,
        &Moment::Latest,
        &Moment::Live,
        Some(&breads),
        false,
        &Cancel::new(),
    );
    assert!(matches!(refused, Err(EngineError::UnknownType(_))), "{refused:?}");
}
