//! A backup beside another moment, whole content types at a time, and the records that differ page by page.

use std::collections::BTreeMap;

use backstock_engine::{BackupAsk, Differing, DifferingAsk, EngineError, Moment, TypeOffer};
use backstock_model::{BackupNumber, Cancel, ChangeKind, NoProgress};
use backstock_vault::VaultError;
use proptest::prelude::*;

use crate::stage::{SHOP, Stage, content_type, product, tries};

fn differing(stage: &Stage, from: BackupNumber, other: &Moment) -> Differing {
    stage.engine.differing(SHOP, from, other, &Cancel::new()).unwrap()
}

fn ask(of: &str, change: Option<ChangeKind>, find: &str) -> DifferingAsk {
    DifferingAsk {
        content_type: content_type(of),
        change,
        find: find.to_owned(),
    }
}

fn ids(stage: &Stage, found: &Differing, ask: &DifferingAsk, offset: u64, limit: u64) -> (u64, Vec<String>) {
    let page = stage.engine.differing_records(found, ask, offset, limit).unwrap();
    let ids = page.records.iter().map(|record| record.key.remote_id.to_string());
    (page.total, ids.collect())
}

/// How many records of each type a backup has, counted by going through them.
fn counted(stage: &Stage, at: BackupNumber) -> BTreeMap<String, u64> {
    let known = stage.engine.vault().shop(SHOP).unwrap();
    let types = stage.engine.types(SHOP, Some(at)).unwrap();
    types
        .into_iter()
        .map(|stored| {
            let mut count = 0;
            let key = &stored.description.key;
            let mut each = |_: &_, _: &str, _| {
                count += 1;
                std::ops::ControlFlow::Continue(())
            };
            stage
                .engine
                .vault()
                .walk_hashes(known.id, key, at, &mut each)
                .unwrap();
            (key.to_string(), count)
        })
        .collect()
}

// S2.7.2, S2.7.4, S2.7.5
#[test]
fn what_differs_is_told_from_the_selected_backup_to_the_other_moment() {
    let stage = Stage::new();
    let first = stage.backup();
    stage.shop.set("products/117", "/price", r#""45.00""#).unwrap();
    stage
        .shop
        .put("products/120", &product(120, "Baguette", "2.00", 2, 1))
        .unwrap();
    stage.shop.remove("products/118");
    let second = stage.backup();
    stage.shop.remove("products/119");

    let found = differing(&stage, first, &Moment::Latest);
    assert_eq!(found.to, Some(second));
    let products = |found: &Differing| {
        let found = found
            .types
            .iter()
            .find(|found| found.description.key == content_type("products"))
            .unwrap();
        let changes = &found.changes;
        (
            found.records,
            changes.added,
            changes.updated,
            changes.deleted,
            changes.unchanged,
        )
    };
    assert_eq!(products(&found), (3, 1, 1, 1, 1));
    // The other way round, what was added is what is gone.
    let back = differing(&stage, second, &Moment::Backup(first));
    assert_eq!(products(&back), (3, 1, 1, 1, 1));
    let added = ask("products", Some(ChangeKind::Added), "");
    assert_eq!(ids(&stage, &found, &added, 0, 10), (1, vec!["120".to_owned()]));
    assert_eq!(ids(&stage, &back, &added, 0, 10), (1, vec!["118".to_owned()]));
    // The shop as it is now has lost one more.
    let live = differing(&stage, first, &Moment::Live);
    assert_eq!((live.to, products(&live)), (None, (3, 1, 1, 2, 0)));
    let gone = ask("products", Some(ChangeKind::Deleted), "");
    assert_eq!(ids(&stage, &live, &gone, 0, 10).0, 2);
    // A type without a change has its row, with nothing in it to look at.
    let brands = found
        .types
        .iter()
        .find(|found| found.description.key == content_type("brands"))
        .unwrap();
    assert_eq!((brands.records, brands.changes.unchanged), (2, 2));
}

// S2.7.4: a page at a time, and found by name, number or what happened.
#[test]
fn what_differs_is_paged_through_and_searched() {
    let stage = Stage::new();
    let first = stage.backup();
    for id in 200..300 {
        let name = if id % 2 == 0 { "Rye roll" } else { "Spelt roll" };
        stage
            .shop
            .put(
                &format!("products/{id}"),
                &product(id, &format!("{name} {id}"), "1.00", 1, 1),
            )
            .unwrap();
    }
    stage.backup();
    for other in [Moment::Latest, Moment::Live] {
        let found = differing(&stage, first, &other);
        let all = ask("products", None, "");
        let (total, whole) = ids(&stage, &found, &all, 0, 1_000);
        assert_eq!((total, whole.len()), (100, 100), "{other:?}");
        let mut pages = Vec::new();
        for offset in (0..100).step_by(30) {
            let (total, page) = ids(&stage, &found, &all, offset, 30);
            assert_eq!(total, 100);
            pages.extend(page);
        }
        assert_eq!(pages, whole, "{other:?}");
        assert_eq!(
            ids(&stage, &found, &ask("products", None, "RYE"), 0, 10).0,
            50,
            "{other:?}"
        );
        assert_eq!(
            ids(&stage, &found, &ask("products", None, "roll 251"), 0, 10),
            (1, vec!["251".to_owned()]),
            "{other:?}"
        );
        let updated = ask("products", Some(ChangeKind::Updated), "");
        assert_eq!(ids(&stage, &found, &updated, 0, 10), (0, vec![]), "{other:?}");
    }
}

// S2.7.6, S2.7.7: what can be restored as a whole, and why the rest cannot.
#[test]
fn each_content_type_says_whether_it_can_be_restored() {
    let stage = Stage::new();
    let first = stage.backup();
    let brands = BackupAsk {
        types: vec![content_type("brands")],
        ..BackupAsk::default()
    };
    let part = stage
        .engine
        .backup(SHOP, &brands, &NoProgress, &Cancel::new())
        .unwrap()
        .backup
        .number;
    let offers = |from: BackupNumber| -> BTreeMap<String, TypeOffer> {
        let found = differing(&stage, from, &Moment::Latest);
        let types = found.types.into_iter();
        types
            .map(|found| (found.description.key.to_string(), found.offer))
            .collect()
    };
    let whole = offers(first);
    assert_eq!(whole["products"], TypeOffer::Possible);
    assert_eq!(whole["orders"], TypeOffer::Protected);
    assert_eq!(whole["settings"], TypeOffer::NotRestorable);
    let partial = offers(part);
    assert_eq!(partial["brands"], TypeOffer::Possible);
    assert_eq!(partial["products"], TypeOffer::NotReadThen(first));
    stage.shop.drop_type("invoices");
    stage.backup();
    assert_eq!(offers(first)["invoices"], TypeOffer::NotInShop);
}

// S2.7.1: a list that is on screen while its backup is deleted says so.
#[test]
fn a_page_of_a_deleted_backup_is_refused() {
    let stage = Stage::new();
    stage.backup();
    stage.shop.set("products/117", "/price", r#""45.00""#).unwrap();
    let middle = stage.backup();
    stage.shop.set("products/117", "/price", r#""46.00""#).unwrap();
    stage.backup();
    let found = differing(&stage, middle, &Moment::Latest);
    let all = ask("products", None, "");
    assert_eq!(ids(&stage, &found, &all, 0, 10).0, 1);
    let known = stage.engine.vault().shop(SHOP).unwrap();
    let lock = stage.engine.vault().lock(known.id, "test").unwrap();
    stage.engine.vault().delete_backup(&lock, middle).unwrap();
    drop(lock);
    let refused = stage.engine.differing_records(&found, &all, 0, 10);
    assert!(
        matches!(refused, Err(EngineError::Vault(VaultError::UnknownBackup { .. }))),
        "{refused:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: tries(24, 2_000), ..ProptestConfig::default() })]

    // S2.7.5: unchanged + updated + deleted is what the selected backup has, unchanged + updated + added what the other has,
    // whatever happened in between and whichever of the two is the older one. The lists are as long as the counts say.
    #[test]
    fn the_counts_add_up_on_both_sides(
        days in prop::collection::vec(prop::collection::vec((0..12_u32, 0..4_u8), 0..8), 1..5),
        at in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
    ) {
        let stage = Stage::new();
        let mut backups = vec![stage.backup()];
        for (day, edits) in days.iter().enumerate() {
            for (id, edit) in edits {
                let key = format!("products/{}", 115 + id);
                match edit {
                    0 => {
                        stage.shop.remove(&key);
                    }
                    // A product that was moved and back is the same again.
                    1 => stage.shop.put(&key, &product(115 + id, "Loaf", "3.00", 1, 1)).unwrap(),
                    price => {
                        let price = format!("{price}.{day}0");
                        stage.shop.put(&key, &product(115 + id, "Loaf", &price, 1, 1)).unwrap();
                    }
                }
            }
            backups.push(stage.backup());
        }
        let (from, to) = (*at.get(&backups), *to.get(&backups));
        let (here, there) = (counted(&stage, from), counted(&stage, to));
        let found = differing(&stage, from, &Moment::Backup(to));
        for found_type in &found.types {
            let (key, changes) = (found_type.description.key.to_string(), &found_type.changes);
            prop_assert_eq!(found_type.records, here[&key]);
            prop_assert_eq!(changes.unchanged + changes.updated + changes.deleted, here[&key]);
            prop_assert_eq!(changes.unchanged + changes.updated + changes.added, there[&key]);
            for (change, count) in [
                (ChangeKind::Added, changes.added),
                (ChangeKind::Updated, changes.updated),
                (ChangeKind::Deleted, changes.deleted),
            ] {
                let (total, listed) = ids(&stage, &found, &ask(&key, Some(change), ""), 0, 1_000);
                prop_assert_eq!((total, listed.len() as u64), (count, count));
            }
        }
    }
}
