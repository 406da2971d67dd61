use std::sync::Mutex;

use backstock_engine::{BackupAsk, EngineError, Moment};
use backstock_model::{BackupNumber, Cancel, NoProgress, Phase, Progress, Tick};
use backstock_shops::ShopError;

use crate::stage::{SHOP, Stage, StopAt, content_type, key};

// S2.2.11
#[test]
fn a_backup_that_finds_no_change_is_an_entry_without_new_versions() {
    let stage = Stage::new();
    let first = stage.backup_outcome();
    assert_eq!((first.backup.counts.records, first.backup.counts.added), (13, 13));
    let before = stage.engine.overview(SHOP).unwrap();
    let second = stage.backup_outcome();
    assert_eq!(second.backup.number, BackupNumber(2));
    let counts = second.backup.counts;
    assert_eq!(
        (
            counts.records,
            counts.added,
            counts.updated,
            counts.deleted,
            counts.unchanged
        ),
        (13, 0, 0, 0, 13)
    );
    let after = stage.engine.overview(SHOP).unwrap();
    assert_eq!((after.backups, after.versions), (2, before.versions));
}

// S2.2.10
#[test]
fn a_backup_that_fails_half_way_never_was() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("products/117", "/price", r#""45.00""#).unwrap();
    stage.shop.break_reading_after(Some(6));
    let failed = stage
        .engine
        .backup(SHOP, &BackupAsk::default(), &NoProgress, &Cancel::new());
    assert!(
        matches!(failed, Err(EngineError::Shop(ShopError::Busy))),
        "{failed:?}"
    );

    let overview = stage.engine.overview(SHOP).unwrap();
    assert_eq!(overview.last_backup.unwrap().number, good);
    assert_eq!(overview.backups, 1);
    let refused = stage.engine.compare(
        SHOP,
        &Moment::Backup(good),
        &Moment::Backup(BackupNumber(2)),
        None,
        false,
        &Cancel::new(),
    );
    assert!(refused.is_err(), "a backup that never was is compared with");
    let price = stage
        .engine
        .document(SHOP, &key("products/117"), &Moment::Latest)
        .unwrap()
        .unwrap();
    assert!(price.to_string().contains(r#""price":"4.50""#), "{price}");

    // The reason is remembered until a backup succeeds.
    let remembered = stage.engine.last_backup_failure(SHOP).unwrap().unwrap();
    assert_eq!(remembered.why.code, "shop_busy");
    stage.shop.mend();
    stage.backup();
    assert_eq!(stage.engine.last_backup_failure(SHOP).unwrap(), None);
    let outcome = stage
        .engine
        .verify(Some(SHOP), &NoProgress, &Cancel::new())
        .unwrap();
    assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
}

#[test]
fn a_cancelled_backup_leaves_nothing_and_is_no_failure() {
    let stage = Stage::new();
    stage.backup();
    let cancel = Cancel::new();
    let stopped = stage
        .engine
        .backup(SHOP, &BackupAsk::default(), &StopAt(cancel.clone(), 5), &cancel);
    assert!(matches!(stopped, Err(EngineError::Cancelled)), "{stopped:?}");
    assert_eq!(stage.engine.overview(SHOP).unwrap().backups, 1);
    assert_eq!(stage.engine.last_backup_failure(SHOP).unwrap(), None);
    assert_eq!(stage.backup(), BackupNumber(2));
}

#[test]
fn progress_never_goes_back_and_ends_at_the_total() {
    #[derive(Default)]
    struct Heard(Mutex<Vec<Tick>>);
    impl Progress for Heard {
        fn tick(&self, tick: &Tick) {
            self.0.lock().unwrap().push(tick.clone());
        }
    }
    let stage = Stage::new();
    let heard = Heard::default();
    stage
        .engine
        .backup(SHOP, &BackupAsk::default(), &heard, &Cancel::new())
        .unwrap();
    let ticks = heard.0.into_inner().unwrap();
    assert!(ticks.windows(2).all(|pair| pair[0].done <= pair[1].done));
    assert!(
        ticks
            .iter()
            .all(|tick| tick.total.is_none_or(|total| tick.done <= total))
    );
    let last = ticks.last().unwrap();
    assert_eq!(
        (last.phase, last.done, last.total),
        (Phase::Finishing, 13, Some(13))
    );
}

#[test]
fn a_backup_of_one_type_carries_the_others_forward() {
    let stage = Stage::new();
    let first = stage.backup();
    stage.shop.set("products/117", "/price", r#""45.00""#).unwrap();
    stage.shop.set("brands/1", "/name", r#""Older Mill""#).unwrap();
    let ask = BackupAsk {
        types: vec![content_type("brands")],
        ..BackupAsk::default()
    };
    let outcome = stage
        .engine
        .backup(SHOP, &ask, &NoProgress, &Cancel::new())
        .unwrap();
    assert!(outcome.backup.partial);
    let found = stage
        .engine
        .compare(
            SHOP,
            &Moment::Backup(first),
            &Moment::Backup(outcome.backup.number),
            None,
            true,
            &Cancel::new(),
        )
        .unwrap();
    let changed: Vec<String> = found
        .records
        .iter()
        .map(|record| record.key.to_string())
        .collect();
    assert_eq!(changed, ["brands/1"]);

    let ask = BackupAsk {
        types: vec![content_type("breads")],
        ..BackupAsk::default()
    };
    let refused = stage.engine.backup(SHOP, &ask, &NoProgress, &Cancel::new());
    assert!(matches!(refused, Err(EngineError::UnknownType(_))), "{refused:?}");
}

#[test]
fn a_type_the_shop_gave_up_is_deleted_and_still_found() {
    let stage = Stage::new();
    let first = stage.backup();
    stage.shop.drop_type("invoices");
    let second = stage.backup_outcome();
    assert_eq!(second.backup.counts.deleted, 2);
    let kept = stage
        .engine
        .document(SHOP, &key("invoices/1"), &Moment::Backup(first))
        .unwrap();
    assert!(kept.is_some());
    let gone = stage
        .engine
        .document(SHOP, &key("invoices/1"), &Moment::Latest)
        .unwrap();
    assert_eq!(gone, None);
}

#[test]
fn another_shop_in_the_same_place_is_refused() {
    let stage = Stage::new();
    stage.backup();
    stage.shop.become_another();
    let refused = stage
        .engine
        .backup(SHOP, &BackupAsk::default(), &NoProgress, &Cancel::new());
    assert!(
        matches!(refused, Err(EngineError::AnotherShop { .. })),
        "{refused:?}"
    );
    stage.engine.accept_shop(SHOP).unwrap();
    stage.backup();
}

#[test]
fn a_shop_that_does_not_answer_is_not_added() {
    let stage = Stage::new();
    stage.shop.set_offline(true);
    let refused = stage.engine.add_shop("Second", "fake", "{}", None);
    assert!(matches!(refused, Err(EngineError::Shop(_))), "{refused:?}");
    assert_eq!(stage.engine.vault().shops().unwrap().len(), 1);
    for (name, code) in [
        ("  ", "name_empty"),
        ("a\u{7}b", "name_unprintable"),
        (&*"x".repeat(10_000), "name_too_long"),
    ] {
        let refused = stage.engine.add_shop(name, "fake", "{}", None).unwrap_err();
        assert_eq!(backstock_engine::explain(&refused).code, code);
    }
}

// S2.3.3
#[test]
fn the_sums_of_item_storage_are_the_sums_of_its_rows() {
    let stage = Stage::new();
    stage.backup();
    stage.shop.remove("products/119");
    stage.shop.set("products/117", "/price", r#""45.00""#).unwrap();
    stage.backup();
    let overview = stage.engine.overview(SHOP).unwrap();
    assert_eq!(overview.items, 12);
    assert_eq!(
        overview.items,
        overview.types.iter().map(|stored| stored.records).sum::<u64>()
    );
    assert_eq!(
        overview.bytes,
        overview.types.iter().map(|stored| stored.bytes).sum::<u64>()
    );
    assert_eq!(overview.bytes, overview.last_backup.unwrap().counts.bytes);
    let products = overview
        .types
        .iter()
        .find(|stored| stored.description.key.as_str() == "products")
        .unwrap();
    assert_eq!((products.records, products.deleted), (2, 1));
    assert!(stage.engine.missing_types(SHOP).unwrap().is_empty());
}
