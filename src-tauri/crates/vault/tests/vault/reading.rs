//! Lists, versions, comparing and searching.

use std::ops::ControlFlow;

use backstock_model::{BackupNumber, Cancel, ChangeKind};
use backstock_vault::{DeletedFilter, FoundIn, RecordsAsk, SearchAsk, VaultError};
use chrono::Duration;

use super::stage::{Stage, day, description, key, product, products, record};

pub(crate) fn ask(at: u64) -> RecordsAsk {
    RecordsAsk {
        at: BackupNumber(at),
        find: None,
        deleted: DeletedFilter::With,
        changed_since: None,
        limit: 100,
        offset: 0,
    }
}

/// Three backups: 1, 2, 3 at first; then 2 changed and 3 gone; then 3 back as it was, 1 gone.
fn three_days() -> Stage {
    let stage = Stage::new();
    stage.backup(&[product(1, "1.0"), product(2, "2.0"), product(3, "3.0")]);
    stage.backup(&[product(1, "1.0"), product(2, "2.5")]);
    stage.backup(&[product(2, "2.5"), product(3, "3.0"), product(4, "4.0")]);
    stage
}

fn ids(stage: &Stage, ask: &RecordsAsk) -> (u64, Vec<String>) {
    let page = stage.vault.records(stage.shop, &products(), ask).unwrap();
    let ids = page
        .records
        .iter()
        .map(|record| record.key.remote_id.to_string())
        .collect();
    (page.total, ids)
}

#[test]
fn a_record_tells_all_its_versions() {
    // S2.4.6
    let stage = three_days();
    let told = |id| -> Vec<_> {
        let versions = stage.vault.record_versions(stage.shop, &key(id)).unwrap();
        versions
            .iter()
            .map(|version| (version.backup.0, version.last.0, version.deleted))
            .collect()
    };
    assert_eq!(told(1), [(3, 3, true), (1, 2, false)]);
    assert_eq!(told(2), [(2, 3, false), (1, 1, false)]);
    assert_eq!(told(3), [(3, 3, false), (2, 2, true), (1, 1, false)]);
    let versions = stage.vault.record_versions(stage.shop, &key(2)).unwrap();
    assert_eq!(versions[0].at, day(2) + Duration::minutes(5));
    assert_eq!(versions[0].until, day(3) + Duration::minutes(5));
    assert_eq!(
        versions[0].bytes,
        product(2, "2.5").document.as_bytes().len() as u64
    );
    assert_eq!(
        versions[0].hash,
        Some(stage.vault.hash_of(&product(2, "2.5").document))
    );
    let unknown = stage.vault.record_versions(stage.shop, &key(99));
    assert!(matches!(unknown, Err(VaultError::UnknownRecord(found)) if found == key(99)));
}

#[test]
fn a_record_is_read_as_it_was() {
    let stage = three_days();
    let at = |id, number| {
        let found = stage
            .vault
            .document_at(stage.shop, &key(id), BackupNumber(number))
            .unwrap();
        found.map(|document| document.to_string())
    };
    assert_eq!(at(2, 1).unwrap(), r#"{"id":2,"name":"Tea 2","price":2.0}"#);
    assert_eq!(at(2, 3).unwrap(), r#"{"id":2,"name":"Tea 2","price":2.5}"#);
    assert_eq!((at(3, 2), at(4, 1), at(99, 1)), (None, None, None));
    let whole = stage
        .vault
        .record_at(stage.shop, &key(3), BackupNumber(3))
        .unwrap()
        .unwrap();
    assert_eq!((whole.name.as_str(), whole.search.as_str()), ("Tea 3", "sku-3"));
    let unknown = stage.vault.document_at(stage.shop, &key(1), BackupNumber(9));
    assert!(matches!(unknown, Err(VaultError::UnknownBackup(_))));
}

#[test]
fn lists_show_deleted_records_with_the_date() {
    // S2.4.3
    let stage = three_days();
    assert_eq!(
        ids(&stage, &ask(1)),
        (3, vec!["1".into(), "2".into(), "3".into()])
    );
    let with = |at, deleted| ids(&stage, &RecordsAsk { deleted, ..ask(at) });
    assert_eq!(with(2, DeletedFilter::With).1, ["1", "2", "3"]);
    assert_eq!(with(2, DeletedFilter::Without).1, ["1", "2"]);
    assert_eq!(with(2, DeletedFilter::Only).1, ["3"]);
    assert_eq!(with(3, DeletedFilter::With).1, ["1", "2", "3", "4"]);
    assert_eq!(with(3, DeletedFilter::Without).1, ["2", "3", "4"]);
    assert_eq!(with(3, DeletedFilter::Only).1, ["1"]);
    let page = stage.vault.records(stage.shop, &products(), &ask(3)).unwrap();
    let first = &page.records[0];
    assert_eq!(
        (first.deleted, first.newest),
        (Some(day(3) + Duration::minutes(5)), day(1) + Duration::minutes(5))
    );
    let third = &page.records[2];
    assert_eq!(
        (third.deleted, third.versions, third.newest),
        (None, 2, day(3) + Duration::minutes(5))
    );
    let types = stage.vault.types_at(stage.shop, BackupNumber(3)).unwrap();
    assert_eq!((types[0].records, types[0].deleted, types[0].versions), (3, 1, 6));
    let unknown = stage
        .vault
        .records(stage.shop, &super::stage::content_type("x"), &ask(3));
    assert!(matches!(unknown, Err(VaultError::UnknownType(_))));
}

#[test]
fn a_list_holds_only_what_changed_since_a_backup() {
    // S2.0.7: from the second backup on the owner sees what changed.
    let stage = three_days();
    let changed = |at, since, deleted, find: Option<&str>| {
        let ask = RecordsAsk {
            changed_since: Some(BackupNumber(since)),
            deleted,
            find: find.map(str::to_owned),
            ..ask(at)
        };
        ids(&stage, &ask).1
    };
    assert_eq!(changed(2, 1, DeletedFilter::With, None), ["2", "3"]);
    assert_eq!(changed(3, 2, DeletedFilter::With, None), ["1", "3", "4"]);
    assert_eq!(changed(3, 2, DeletedFilter::Only, None), ["1"]);
    assert_eq!(changed(3, 2, DeletedFilter::Without, None), ["3", "4"]);
    assert_eq!(changed(3, 2, DeletedFilter::With, Some("Tea 4")), ["4"]);
    // Gone and back as it was: nothing happened from the first to the third.
    assert_eq!(changed(3, 1, DeletedFilter::With, None), ["1", "2", "4"]);
    assert_eq!(changed(3, 3, DeletedFilter::With, None), [""; 0]);
    // The list of all is another list.
    assert_eq!(ids(&stage, &ask(3)).0, 4);
    let unknown = RecordsAsk {
        changed_since: Some(BackupNumber(9)),
        ..ask(3)
    };
    let refused = stage.vault.records(stage.shop, &products(), &unknown);
    assert!(matches!(refused, Err(VaultError::UnknownBackup(_))));
}

#[test]
fn pages_of_what_changed_are_the_same_as_the_whole_list_of_it() {
    let stage = Stage::new();
    let all: Vec<_> = (0..2_300).map(|id| product(id, "1.0")).collect();
    stage.backup(&all);
    let some: Vec<_> = (0..2_300)
        .filter(|id| id % 7 != 3)
        .map(|id| product(id, if id % 5 == 0 { "2.0" } else { "1.0" }))
        .collect();
    stage.backup(&some);
    let whole = RecordsAsk {
        changed_since: Some(BackupNumber(1)),
        limit: u64::MAX,
        ..ask(2)
    };
    let (total, all) = ids(&stage, &whole);
    assert_eq!(
        total,
        (0..2_300).filter(|id| id % 7 == 3 || id % 5 == 0).count() as u64
    );
    for offset in [0, 1, 99, 700, total - 1, total, total + 5] {
        let page = RecordsAsk {
            limit: 40,
            offset,
            ..whole.clone()
        };
        let expected: Vec<_> = all.iter().skip(offset as usize).take(40).cloned().collect();
        assert_eq!(ids(&stage, &page), (total, expected), "{page:?}");
    }
}

#[test]
fn lists_are_found_by_name_number_and_words_of_their_time() {
    let stage = Stage::new();
    stage.backup(&[
        record("products", "10", "Earl Grey", "{}"),
        record("products", "20", "SENCHA Über", "{}"),
    ]);
    stage.backup(&[
        record("products", "10", "Lady Grey", "{}"),
        record("products", "20", "Sencha", "{}"),
    ]);
    let found = |at, text: &str| {
        let found = RecordsAsk {
            find: Some(text.into()),
            ..ask(at)
        };
        ids(&stage, &found)
    };
    assert_eq!(found(1, "grey"), (1, vec!["10".into()]));
    assert_eq!(found(1, "über").1, ["20"]);
    assert_eq!(found(2, "über").1, [""; 0]);
    assert_eq!(found(1, "lady").1, [""; 0]);
    assert_eq!(found(2, "LADY").1, ["10"]);
    assert_eq!(found(2, "sku-20").1, ["20"]);
    assert_eq!(found(2, "").0, 2);
}

#[test]
fn pages_anywhere_are_the_same_as_the_whole_list() {
    let stage = Stage::new();
    let all: Vec<_> = (0..2_300).map(|id| product(id, "1.0")).collect();
    stage.backup(&all);
    let some: Vec<_> = all
        .iter()
        .enumerate()
        .filter(|(at, _)| at % 7 != 3)
        .map(|(_, record)| record.clone())
        .collect();
    stage.backup(&some);
    for (deleted, find) in [
        (DeletedFilter::With, None),
        (DeletedFilter::Without, None),
        (DeletedFilter::Only, None),
        (DeletedFilter::With, Some("Tea 1".to_owned())),
        (DeletedFilter::Without, Some("9".to_owned())),
    ] {
        let whole = RecordsAsk {
            deleted,
            find,
            limit: u64::MAX,
            ..ask(2)
        };
        let (total, all) = ids(&stage, &whole);
        assert_eq!(all.len() as u64, total);
        for offset in [0, 1, 99, 700, total - 1, total, total + 5] {
            let page = RecordsAsk {
                limit: 40,
                offset,
                ..whole.clone()
            };
            let expected: Vec<_> = all.iter().skip(offset as usize).take(40).cloned().collect();
            assert_eq!(ids(&stage, &page), (total, expected), "{page:?}");
        }
    }
    assert_eq!(
        ids(
            &stage,
            &RecordsAsk {
                deleted: DeletedFilter::Only,
                ..ask(2)
            }
        )
        .0,
        329
    );
}

#[test]
fn comparing_works_in_both_directions() {
    let stage = three_days();
    let counts = |from, to| {
        let found = stage
            .vault
            .changes_between(stage.shop, BackupNumber(from), BackupNumber(to), None)
            .unwrap()
            .remove(0);
        assert_eq!(found.label, "PRODUCTS");
        (found.added, found.updated, found.deleted, found.unchanged)
    };
    assert_eq!(counts(1, 2), (0, 1, 1, 1));
    assert_eq!(counts(2, 1), (1, 1, 0, 1));
    assert_eq!(counts(1, 3), (1, 1, 1, 1));
    assert_eq!(counts(3, 1), (1, 1, 1, 1));
    assert_eq!(counts(2, 2), (0, 0, 0, 2));
    let listed = |from, to, limit, offset, find: Option<&str>| -> Vec<_> {
        let (from, to) = (BackupNumber(from), BackupNumber(to));
        let found = stage
            .vault
            .changed_records(stage.shop, from, to, Some(&products()), limit, offset, find);
        let found = found.unwrap();
        found
            .into_iter()
            .map(|record| (record.key.remote_id.to_string(), record.change))
            .collect()
    };
    let all = [
        ("1".to_owned(), ChangeKind::Deleted),
        ("2".to_owned(), ChangeKind::Updated),
        ("4".to_owned(), ChangeKind::Added),
    ];
    assert_eq!(listed(1, 3, 10, 0, None), all);
    assert_eq!(listed(1, 3, 1, 1, None), all[1..2]);
    assert_eq!(listed(1, 3, 10, 0, Some("tea 4")), all[2..]);
    assert_eq!(
        listed(3, 1, 10, 0, Some("4")),
        [("4".to_owned(), ChangeKind::Deleted)]
    );
}

#[test]
fn a_type_that_is_new_was_added_as_a_whole() {
    let stage = three_days();
    let pages = [
        record("pages", "1", "About", "{}"),
        record("pages", "2", "Terms", "{}"),
    ];
    stage.try_backup(&[(description("pages"), &pages)]).unwrap();
    stage.try_backup(&[(description("pages"), &pages[1..])]).unwrap();
    let found = |from, to| {
        let (from, to) = (BackupNumber(from), BackupNumber(to));
        let counts = stage
            .vault
            .changes_between(stage.shop, from, to, None)
            .unwrap()
            .remove(1);
        let listed = stage
            .vault
            .changed_records(stage.shop, from, to, None, 100, 0, Some("s"))
            .unwrap();
        let pages = listed
            .iter()
            .filter(|record| record.key.content_type.as_str() == "pages")
            .count();
        (counts.added, counts.deleted, counts.unchanged, pages)
    };
    assert_eq!(found(3, 4), (2, 0, 0, 2));
    assert_eq!(found(4, 3), (0, 2, 0, 2));
    assert_eq!(found(1, 5), (1, 0, 0, 1));
    assert_eq!(found(4, 5), (0, 1, 1, 1));
}

#[test]
fn a_walk_can_be_ended() {
    let stage = three_days();
    let mut seen = 0;
    stage
        .vault
        .walk(stage.shop, &products(), BackupNumber(1), &mut |_| {
            seen += 1;
            ControlFlow::Break(())
        })
        .unwrap();
    stage
        .vault
        .walk_hashes(stage.shop, &products(), BackupNumber(1), &mut |id, name, hash| {
            assert_eq!(
                (id.as_str(), name, hash),
                ("1", "Tea 1", stage.vault.hash_of(&product(1, "1.0").document))
            );
            seen += 1;
            ControlFlow::Break(())
        })
        .unwrap();
    assert_eq!(seen, 2);
    assert_eq!(stage.walk("never", BackupNumber(1)), []);
}

#[test]
fn searching_finds_names_first_and_old_versions_too() {
    let stage = Stage::new();
    let note = |text: &str| format!(r#"{{"note":"{text}"}}"#);
    stage.backup(&[
        record("products", "1", "Harbour blend", &note("a \\\"quoted\\\" word")),
        record("products", "2", "Sencha", &note("mentions the HARBOUR once")),
        record("products", "3", "Gone", &note("harbour, too")),
    ]);
    stage.backup(&[
        record("products", "1", "Harbour blend", &note("a \\\"quoted\\\" word")),
        record("products", "2", "Sencha", &note("says nothing")),
    ]);
    let search = |text: &str, at, inside, older| -> Vec<_> {
        let ask = SearchAsk {
            at: BackupNumber(at),
            content_types: Vec::new(),
            inside,
            older,
            limit: 10,
        };
        let hits = stage
            .vault
            .search(stage.shop, text, &ask, &Cancel::new())
            .unwrap();
        hits.iter()
            .map(|hit| {
                (
                    hit.key.remote_id.to_string(),
                    hit.found_in,
                    hit.backup.0,
                    hit.deleted,
                )
            })
            .collect()
    };
    let hit = |id: &str, found_in, backup, deleted| (id.to_owned(), found_in, backup, deleted);
    let name = hit("1", FoundIn::Name, 1, false);
    assert_eq!(search("harbour", 2, false, false), std::slice::from_ref(&name));
    let gone = hit("3", FoundIn::Document, 1, true);
    assert_eq!(search("harbour", 2, true, false), [name.clone(), gone.clone()]);
    assert_eq!(
        search("harbour", 2, true, true),
        [name.clone(), hit("2", FoundIn::Document, 1, false), gone]
    );
    assert_eq!(search("nothing", 1, true, true), []);
    assert_eq!(
        search("\"quoted\"", 2, true, false),
        [hit("1", FoundIn::Document, 1, false)]
    );
    assert_eq!(search("", 2, true, true), []);
    let cancel = Cancel::new();
    cancel.ask();
    let ask = SearchAsk {
        at: BackupNumber(1),
        content_types: vec![products()],
        inside: true,
        older: true,
        limit: 10,
    };
    assert!(matches!(
        stage.vault.search(stage.shop, "x", &ask, &cancel),
        Err(VaultError::Cancelled)
    ));
}
