//! A first backup that is cut: what was read to its end is kept, and never passes for the whole shop.

use backstock_engine::{BackupAsk, Engine, EngineError, Moment};
use backstock_model::{BackupNumber, Cancel, Choice, ContentType, NoProgress};
use backstock_vault::Backup;

use crate::served::{SHOP as TEAS, Served, random, shared};
use crate::stage::{SHOP, Stage, StopAt, everything, tries};

fn backups(engine: &Engine, shop: &str) -> Vec<Backup> {
    let known = engine.vault().shop(shop).unwrap();
    engine.vault().backups(known.id).unwrap()
}

fn types(engine: &Engine, shop: &str, at: BackupNumber) -> Vec<String> {
    let types = engine.types(shop, Some(at)).unwrap();
    types
        .iter()
        .filter(|stored| stored.records > 0)
        .map(|stored| stored.description.key.to_string())
        .collect()
}

fn is_sound(engine: &Engine, shop: &str) {
    let found = engine.verify(Some(shop), &NoProgress, &Cancel::new()).unwrap();
    assert!(found.problems.is_empty(), "{:?}", found.problems);
}

// S2.2.10, issue 3: resumable by table.
#[test]
fn a_first_backup_that_is_stopped_keeps_the_types_it_has_read() {
    let stage = Stage::new();
    let cancel = Cancel::new();
    let stopped = stage
        .engine
        .backup(SHOP, &BackupAsk::default(), &StopAt(cancel.clone(), 5), &cancel);
    assert!(matches!(stopped, Err(EngineError::Cancelled)), "{stopped:?}");
    let kept = backups(&stage.engine, SHOP);
    assert_eq!(kept.len(), 1);
    assert!(kept[0].partial && !kept[0].is_full());
    let before = types(&stage.engine, SHOP, kept[0].number);
    assert!(
        !before.is_empty() && !before.contains(&"settings".to_owned()),
        "{before:?}"
    );
    // The shop is not protected yet, and what was not read is not taken for something that is not there.
    assert_eq!(stage.engine.overview(SHOP).unwrap().last_backup, None);
    let (_, plan) = stage.plan(kept[0].number, &everything());
    assert_eq!(plan.counts(), (0, 0, 0), "{:?}", plan.records);
    is_sound(&stage.engine, SHOP);

    // The next one is of one moment, and whole; what is the same is not kept twice.
    let next = stage.backup_outcome();
    assert!(next.backup.is_full());
    assert_eq!(
        types(&stage.engine, SHOP, next.backup.number).len(),
        7,
        "{:?}",
        types(&stage.engine, SHOP, next.backup.number)
    );
    let brands = next
        .types
        .iter()
        .find(|(description, _)| description.key == ContentType::new(before[0].as_str()))
        .unwrap();
    assert_eq!((brands.1.added, brands.1.unchanged), (0, brands.1.records));
    is_sound(&stage.engine, SHOP);
    let found = stage
        .engine
        .compare(SHOP, &Moment::Latest, &Moment::Live, None, false, &Cancel::new())
        .unwrap();
    assert!(
        found
            .types
            .iter()
            .all(|changes| changes.added + changes.updated + changes.deleted == 0)
    );
}

// What nobody asked to be read is not known, also where nothing else is in the vault yet.
#[test]
fn a_first_backup_of_some_types_is_not_one_of_the_shop() {
    let stage = Stage::new();
    let ask = BackupAsk {
        types: vec![ContentType::new("products")],
        ..BackupAsk::default()
    };
    let outcome = stage
        .engine
        .backup(SHOP, &ask, &NoProgress, &Cancel::new())
        .unwrap();
    assert!(!outcome.backup.is_full());
    assert_eq!(stage.engine.overview(SHOP).unwrap().last_backup, None);

    // Night after night the same types: the rest of the shop is in none of them. Nor does a safety backup count as a whole one.
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    let second = stage
        .engine
        .backup(SHOP, &ask, &NoProgress, &Cancel::new())
        .unwrap();
    assert!(!second.backup.is_full());
    stage.restore(outcome.backup.number, &Choice::default());
    assert_eq!(backups(&stage.engine, SHOP).len(), 3);
    assert_eq!(stage.engine.overview(SHOP).unwrap().last_backup, None);
    assert!(stage.backup_outcome().backup.is_full());
}

// S2.2.10, RS-22: the line is cut at random in a first backup, in the midst of a table as well; a hundred times with BACKSTOCK_FULL.
#[test]
fn a_first_backup_whose_line_is_cut_leaves_a_part_or_nothing() {
    let mut chance = random(23);
    for server in shared() {
        let mut parts = 0;
        for turn in 0..tries(6, 50) {
            let shop = Served::new(server, &crate::cutting::tables());
            shop.line.cut_after(chance() % 200_000);
            let cut = shop.try_backup();
            shop.line.go_on();
            if cut.is_err() {
                let kept = backups(&shop.engine, TEAS);
                assert!(
                    kept.iter().all(|backup| !backup.is_full()),
                    "cut {turn}: {kept:?}"
                );
                parts += kept.len();
                is_sound(&shop.engine, TEAS);
            }
            let whole = shop.backup();
            assert!(backups(&shop.engine, TEAS)[0].is_full(), "cut {turn}");
            let (_, plan) = shop.plan(whole);
            assert_eq!(plan.counts(), (0, 0, 0), "cut {turn}");
            is_sound(&shop.engine, TEAS);
        }
        assert!(parts > 0, "{server:?}: no cut met a backup between its tables");
    }
}
