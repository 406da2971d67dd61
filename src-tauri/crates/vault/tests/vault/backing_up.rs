//! What a backup counts, keeps and hides.

use backstock_model::{BackupNumber, ContentType, ObjectHash};
use backstock_vault::{BackupKind, TypeCounts, VaultError};

use super::stage::{
    Stage, content_type, day, description, document, key, product, products, record, with_object,
};

#[test]
fn the_first_backup_adds_and_the_second_tells_what_changed() {
    let stage = Stage::new();
    let first = stage.backup(&[product(1, "4.50"), product(2, "5.00"), product(3, "6.00")]);
    assert_eq!(first.number, BackupNumber(1));
    assert_eq!((first.started, first.kind), (day(1), BackupKind::Manual));
    assert_eq!((first.counts.records, first.counts.added), (3, 3));
    let second = stage.backup(&[product(1, "4.50"), product(3, "6.50"), product(4, "7.00")]);
    assert_eq!(
        second.counts,
        TypeCounts {
            records: 3,
            added: 1,
            updated: 1,
            deleted: 1,
            unchanged: 1,
            bytes: 3 * product(1, "4.50").document.as_bytes().len() as u64,
        }
    );
    assert_eq!(stage.vault.latest(stage.shop).unwrap(), Some(second.clone()));
    assert_eq!(stage.vault.backup(stage.shop, BackupNumber(1)).unwrap(), first);
    assert_eq!(stage.vault.backups(stage.shop).unwrap(), [second, first]);
    assert!(matches!(
        stage.vault.backup(stage.shop, BackupNumber(3)),
        Err(VaultError::UnknownBackup(BackupNumber(3)))
    ));
    stage.assert_sound();
}

#[test]
fn an_unchanged_shop_makes_an_entry_and_no_versions() {
    // S2.2.11
    let stage = Stage::new();
    let records: Vec<_> = (0..2_500).map(|id| product(id, "4.50")).collect();
    stage.backup(&records);
    let size = stage.vault.size_on_disk().unwrap();
    let guest = stage.vault.folder().join("practice");
    std::fs::create_dir_all(&guest).unwrap();
    std::fs::write(guest.join("shop.sqlite"), vec![7; 1_000_000]).unwrap();
    assert_eq!(
        stage.vault.size_on_disk().unwrap(),
        size,
        "a folder of another's is not part of the vault"
    );
    let second = stage.backup(&records);
    assert_eq!((second.counts.unchanged, second.counts.updated), (2_500, 0));
    let stored = stage.vault.types_at(stage.shop, second.number).unwrap();
    assert_eq!((stored[0].records, stored[0].versions), (2_500, 2_500));
    assert_eq!(stage.vault.record_versions(stage.shop, &key(7)).unwrap().len(), 1);
    assert!(stage.vault.size_on_disk().unwrap() < size + 120_000);
}

#[test]
fn any_order_of_delivery_is_understood() {
    let stage = Stage::new();
    let mut records: Vec<_> = (0..3_000).map(|id| product(id, "4.50")).collect();
    stage.backup(&records);
    records.reverse();
    assert_eq!(stage.backup(&records).counts.unchanged, 3_000);
    records.rotate_left(1_234);
    records.retain(|record| record.key.remote_id.as_str().len() != 2);
    records.insert(5, product(9_000, "1.0"));
    records.insert(2_000, product(9_001, "1.0"));
    records[40] = product(9_002, "1.0");
    let third = stage.backup(&records).counts;
    assert_eq!((third.added, third.deleted, third.updated), (3, 91, 0));
    assert_eq!(stage.backup(&records).counts.unchanged, records.len() as u64);
    stage.assert_sound();
}

#[test]
fn a_value_that_comes_back_is_not_stored_again() {
    let stage = Stage::new();
    let filler = blake3::hash(b"text that does not pack").to_hex().to_string();
    let text = |value: &str| {
        let long = (0..2_000_u32)
            .map(|part| {
                blake3::hash(format!("{value}{part}").as_bytes())
                    .to_hex()
                    .to_string()
            })
            .collect::<String>();
        record("products", "1", &filler, &format!(r#"{{"text":"{long}"}}"#))
    };
    let (one, two) = (text("one"), text("two"));
    stage.backup(std::slice::from_ref(&one));
    stage.backup(std::slice::from_ref(&two));
    let size = stage.vault.size_on_disk().unwrap();
    for round in 0..4 {
        stage.backup(std::slice::from_ref(if round % 2 == 0 { &one } else { &two }));
    }
    assert_eq!(stage.vault.record_versions(stage.shop, &key(1)).unwrap().len(), 6);
    // Each value is some 64 KB when packed; four more of them would not fit here.
    let grown = stage.vault.size_on_disk().unwrap() - size;
    assert!(grown < 100_000, "{grown}");
    assert_eq!(stage.walk("products", BackupNumber(5))[0].document, one.document);
    stage.assert_sound();
}

#[test]
fn volatile_fields_alone_make_no_version() {
    let stage = Stage::new();
    let mut described = description("products");
    described.volatile = vec!["date_modified".into(), "variants/viewed".into()];
    let with = |json: &str| [record("products", "1", "Tea", json)];
    let backup = |json: &str| {
        stage
            .try_backup(&[(described.clone(), &with(json))])
            .unwrap()
            .counts
    };
    backup(r#"{"date_modified":1,"price":4.50,"variants":{"7":{"sku":"a","viewed":1}}}"#);
    let later = backup(r#"{"date_modified":2,"price":4.50,"variants":{"7":{"sku":"a","viewed":9}}}"#);
    assert_eq!((later.unchanged, later.updated), (1, 0));
    assert_eq!(stage.vault.record_versions(stage.shop, &key(1)).unwrap().len(), 1);
    let changed = backup(r#"{"date_modified":3,"price":4.50,"variants":{"7":{"sku":"b","viewed":9}}}"#);
    assert_eq!(changed.updated, 1);
    // A column that is new counts, and so does one whose name only begins the same.
    let new = backup(
        r#"{"date_modified":3,"date_modified_by":1,"price":4.50,"variants":{"7":{"sku":"b","viewed":9}}}"#,
    );
    assert_eq!(new.updated, 1);
    stage.assert_sound();
}

#[test]
fn a_new_name_alone_is_no_version_and_old_backups_keep_the_old_name() {
    let stage = Stage::new();
    let named = |name: &str| [record("products", "1", name, r#"{"a":1}"#)];
    stage.backup(&named("Earl Grey"));
    let second = stage.backup(&named("Lady Grey"));
    assert_eq!((second.counts.unchanged, second.counts.updated), (1, 0));
    stage.backup(&named("Grey"));
    let name_at = |number| stage.walk("products", BackupNumber(number))[0].name.clone();
    assert_eq!(
        [name_at(1), name_at(2), name_at(3)],
        ["Earl Grey", "Lady Grey", "Grey"]
    );
    stage.assert_sound();
}

#[test]
fn types_that_were_not_read_stand_as_before() {
    let stage = Stage::new();
    let tea = [product(1, "1.0"), product(2, "2.0")];
    let pages = [record("pages", "1", "About", r#"{"a":1}"#)];
    let first = stage
        .try_backup(&[(description("products"), &tea), (description("pages"), &pages)])
        .unwrap();
    assert!(!first.partial);
    let second = stage
        .try_backup(&[(
            description("pages"),
            &[record("pages", "1", "About us", r#"{"a":2}"#)],
        )])
        .unwrap();
    assert!(second.partial);
    assert_eq!((second.counts.records, second.counts.updated), (3, 1));
    let types = stage.vault.types_at(stage.shop, second.number).unwrap();
    assert_eq!(types[0].description.label, "PRODUCTS");
    assert_eq!(
        (types[0].records, types[0].read, types[1].read),
        (2, BackupNumber(1), BackupNumber(2))
    );
    assert_eq!(stage.walk("products", second.number).len(), 2);
    let third = stage
        .try_backup(&[
            (description("products"), &tea[..1]),
            (description("pages"), &pages),
        ])
        .unwrap();
    assert_eq!((third.counts.deleted, third.counts.unchanged), (1, 1));
    stage.assert_sound();
}

#[test]
fn records_that_were_not_looked_at_stand_as_before() {
    let stage = Stage::new();
    let some = |records: &[_], absent: &[u32]| {
        let lock = stage.vault.lock(stage.shop, "backup").unwrap();
        let mut backup = stage
            .vault
            .begin_backup(&lock, BackupKind::Safety, None, day(9))
            .unwrap();
        let mut open = backup.begin_type(&description("products")).unwrap();
        for record in records {
            open.push(Clone::clone(record)).unwrap();
        }
        let absent = absent.iter().map(|id| key(*id).remote_id).collect();
        let counts = open.finish_some(absent)?;
        backup.publish(day(9)).map(|backup| (backup, counts))
    };
    assert!(
        matches!(some(&[product(1, "1")], &[]), Err(VaultError::NotAllowed { .. })),
        "nothing to stand as before"
    );
    let first = stage.backup(&[product(1, "4.50"), product(2, "5.00"), product(3, "6.00")]);
    let (second, counts) = some(&[product(2, "5.50"), product(4, "7.00")], &[3, 8]).unwrap();
    assert_eq!(
        (counts.added, counts.updated, counts.deleted, counts.unchanged),
        (1, 1, 1, 0)
    );
    assert!(second.partial);
    let stored = stage.vault.types_at(stage.shop, second.number).unwrap();
    assert_eq!((stored[0].records, stored[0].read), (3, first.number));
    let names: Vec<_> = stage
        .walk("products", second.number)
        .into_iter()
        .map(|found| found.document.to_string())
        .collect();
    assert_eq!(names.len(), 3);
    assert!(names[0].contains("4.50") && names[1].contains("5.50") && names[2].contains("7.00"));
    stage.assert_sound();
}

#[test]
fn a_type_that_was_expected_and_never_begun_is_not_there() {
    let stage = Stage::new();
    let lock = stage.vault.lock(stage.shop, "backup").unwrap();
    let expecting = |expected: &[ContentType]| {
        let mut backup = stage
            .vault
            .begin_backup(&lock, BackupKind::Manual, None, day(1))
            .unwrap();
        backup.expect(expected).unwrap();
        let mut open = backup.begin_type(&description("products")).unwrap();
        open.push(product(1, "4.50")).unwrap();
        open.finish().unwrap();
        backup
    };
    expecting(&[products(), content_type("orders")])
        .abandon()
        .unwrap();
    let first = expecting(&[content_type("orders"), products()])
        .publish(day(1))
        .unwrap();
    assert_eq!((first.partial, first.counts.added), (false, 1));
    let types = stage.vault.types_at(stage.shop, first.number).unwrap();
    let keys: Vec<_> = types.into_iter().map(|stored| stored.description.key).collect();
    assert_eq!(keys, [products()]);
    drop(lock);
    let orders = record("orders", "1", "Order 1", r#"{"id":1}"#);
    let second = stage.try_backup(&[(description("orders"), &[orders])]).unwrap();
    assert_eq!((second.partial, second.counts.added), (true, 1));
    stage.assert_sound();
}

#[test]
fn a_type_can_go_and_come_back() {
    let stage = Stage::new();
    let tea = [product(1, "1.0"), product(2, "2.0")];
    stage.backup(&tea);
    let lock = stage.vault.lock(stage.shop, "backup").unwrap();
    let mut backup = stage
        .vault
        .begin_backup(&lock, BackupKind::Scheduled, Some("x".into()), day(2))
        .unwrap();
    assert_eq!(backup.type_gone(&products()).unwrap().deleted, 2);
    assert_eq!(
        backup.type_gone(&content_type("never")).unwrap(),
        TypeCounts::default()
    );
    let second = backup.publish(day(2)).unwrap();
    drop(lock);
    assert_eq!(
        (second.counts.records, second.counts.deleted, second.counts.bytes),
        (0, 2, 0)
    );
    assert_eq!(
        (second.label.as_deref(), second.kind),
        (Some("x"), BackupKind::Scheduled)
    );
    let gone = stage.vault.types_at(stage.shop, second.number).unwrap().remove(0);
    assert!(gone.gone);
    assert_eq!(
        (gone.records, gone.deleted, gone.description.label.as_str()),
        (0, 2, "PRODUCTS")
    );
    let third = stage.backup(&tea);
    assert_eq!((third.counts.added, third.counts.records), (2, 2));
    assert!(!stage.vault.types_at(stage.shop, third.number).unwrap()[0].gone);
    stage.assert_sound();
}

#[test]
fn descriptions_are_kept_as_they_were() {
    let stage = Stage::new();
    let mut described = description("products");
    stage.try_backup(&[(described.clone(), &[])]).unwrap();
    described.label = "Teas".into();
    stage.try_backup(&[(described.clone(), &[])]).unwrap();
    let label_at = |number| {
        let found = stage
            .vault
            .type_description(stage.shop, &products(), BackupNumber(number));
        found.unwrap().unwrap().label
    };
    assert_eq!([label_at(1), label_at(2)], ["PRODUCTS", "Teas"]);
    let unknown = stage
        .vault
        .type_description(stage.shop, &content_type("x"), BackupNumber(2));
    assert_eq!(unknown.unwrap(), None);
}

#[test]
fn a_record_handed_over_twice_is_an_error() {
    let stage = Stage::new();
    let twice = |first: &[u32]| {
        let records: Vec<_> = first.iter().map(|&id| product(id, "1.0")).collect();
        stage.try_backup(&[(description("products"), &records)])
    };
    let is_duplicate = |made: Result<_, VaultError>| matches!(made, Err(VaultError::DuplicateRecord(found)) if found == key(2));
    assert!(is_duplicate(twice(&[1, 2, 3, 2]).map(drop)), "new");
    twice(&[1, 2, 3]).unwrap();
    assert!(is_duplicate(twice(&[2, 1, 2, 3]).map(drop)), "known");
    let many: Vec<u32> = (0..12_000).chain([2]).collect();
    assert!(is_duplicate(twice(&many).map(drop)), "known, far apart");
    assert_eq!(twice(&[1, 2, 3]).unwrap().counts.unchanged, 3);
    stage.assert_sound();
}

#[test]
fn misuse_is_refused_and_leaves_nothing() {
    let stage = Stage::new();
    let lock = stage.vault.lock(stage.shop, "backup").unwrap();
    let begin = || {
        stage
            .vault
            .begin_backup(&lock, BackupKind::Manual, None, day(1))
            .unwrap()
    };
    let not_allowed = |made: Result<(), VaultError>| {
        assert!(matches!(made, Err(VaultError::NotAllowed { .. })), "{made:?}");
    };
    let mut backup = begin();
    let mut open = backup.begin_type(&description("products")).unwrap();
    not_allowed(open.push(record("pages", "1", "", "{}")));
    drop(open);
    not_allowed(backup.publish(day(1)).map(drop));
    let mut backup = begin();
    backup
        .begin_type(&description("products"))
        .unwrap()
        .finish()
        .unwrap();
    let twice = backup.begin_type(&description("products")).and_then(|mut open| {
        open.push(product(1, "1.0"))?;
        open.finish()
    });
    not_allowed(twice.map(drop));
    drop(backup);
    begin().abandon().unwrap();
    drop(lock);
    assert_eq!(stage.vault.backups(stage.shop).unwrap(), []);
    assert!(stage.vault.unfinished(stage.shop).unwrap().is_none());
    stage.assert_sound();
}

#[test]
fn an_abandoned_backup_leaves_nothing() {
    let stage = Stage::new();
    stage.backup(&[
        product(1, "1.0"),
        record("products", "2", "Old name", r#"{"a":1}"#),
    ]);
    let lock = stage.vault.lock(stage.shop, "backup").unwrap();
    let mut backup = stage
        .vault
        .begin_backup(&lock, BackupKind::Manual, None, day(2))
        .unwrap();
    let mut open = backup.begin_type(&description("products")).unwrap();
    open.push(record("products", "2", "New name", r#"{"a":1}"#))
        .unwrap();
    for id in 10..15_000 {
        open.push(product(id, "1.0")).unwrap();
    }
    open.finish().unwrap();
    let mut other = backup.begin_type(&description("pages")).unwrap();
    other.push(record("pages", "1", "", "{}")).unwrap();
    other.finish().unwrap();
    backup.abandon().unwrap();
    drop(lock);
    let names: Vec<_> = stage
        .walk("products", BackupNumber(1))
        .into_iter()
        .map(|stored| stored.name)
        .collect();
    assert_eq!(names, ["Tea 1", "Old name"]);
    stage.assert_sound();
    let next = stage.backup(&[
        product(1, "1.0"),
        record("products", "2", "Old name", r#"{"a":1}"#),
    ]);
    assert_eq!((next.number, next.counts.unchanged), (BackupNumber(2), 2));
    stage.assert_sound();
}

#[test]
fn large_binaries_lie_beside_the_database_once() {
    let stage = Stage::new();
    let picture = vec![9; 100_000];
    let first = with_object(product(1, "1.0"), &picture);
    let second = with_object(product(2, "1.0"), &picture);
    let backup = stage.backup(&[first.clone(), second]);
    assert!(backup.counts.bytes > 200_000, "originals count in full");
    let hash = ObjectHash::of(&picture);
    assert_eq!(stage.vault.object(&hash).unwrap(), Some(picture.clone()));
    assert_eq!(stage.vault.object(&ObjectHash::of(b"other")).unwrap(), None);
    let stored = stage
        .vault
        .document_at(stage.shop, &key(1), backup.number)
        .unwrap()
        .unwrap();
    assert_eq!(stored, first.document);
    let whole = stage.vault.expand(&stored).unwrap().to_node().unwrap();
    assert_eq!(whole.get("image").unwrap().as_bytes(), Some(picture));
    assert_eq!(
        stage.vault.record_versions(stage.shop, &key(1)).unwrap()[0].bytes as usize,
        first.document.as_bytes().len() + 100_000
    );
    // A changed record need not bring an object along that the vault already has.
    let mut cheaper = with_object(product(1, "0.5"), &[9; 100_000]);
    cheaper.objects.clear();
    stage.backup(&[cheaper]);
    let mut missing = with_object(product(1, "0.5"), b"another picture");
    missing.objects.clear();
    let refused = stage.try_backup(&[(description("products"), &[missing])]);
    assert!(matches!(refused, Err(VaultError::MissingObject { key: found, .. }) if found == key(1)));
    stage.assert_sound();
}

#[test]
fn a_document_that_only_looks_like_a_reference_is_kept_as_it_is() {
    let stage = Stage::new();
    let odd = record(
        "products",
        "1",
        "",
        r#"{"a":{"$object":"not a hash"},"b":"{\"$object\":1}"}"#,
    );
    stage.backup(std::slice::from_ref(&odd));
    assert_eq!(stage.walk("products", BackupNumber(1))[0].document, odd.document);
    let broken = record("products", "1", "", "{}");
    let mut broken = backstock_model::Record { ..broken };
    broken.document = backstock_model::Document::from_canonical(&br#"{"$object":"#[..]);
    let refused = stage.try_backup(&[(description("products"), &[broken])]);
    assert!(matches!(refused, Err(VaultError::BadDocument { .. })));
}

#[test]
fn shops_are_apart() {
    let stage = Stage::new();
    let other = stage.vault.add_shop(super::stage::new_shop("Second")).unwrap();
    assert!(matches!(
        stage.vault.add_shop(super::stage::new_shop("Second")),
        Err(VaultError::ShopExists(_))
    ));
    stage.backup(&[product(1, "1.0")]);
    stage.backup(&[product(1, "2.0")]);
    let lock = stage.vault.lock(other.id, "backup").unwrap();
    let mut backup = stage
        .vault
        .begin_backup(&lock, BackupKind::Manual, None, day(5))
        .unwrap();
    let mut open = backup.begin_type(&description("products")).unwrap();
    open.push(with_object(product(1, "9.0"), &[1; 70_000])).unwrap();
    open.finish().unwrap();
    let made = backup.publish(day(5)).unwrap();
    assert_eq!((made.number, made.counts.added), (BackupNumber(1), 1));
    stage.assert_sound();
    let mut renamed = other.clone();
    renamed.name = "Third".into();
    renamed.connection = r#"{"path":"x"}"#.into();
    stage.vault.update_shop(&renamed).unwrap();
    assert_eq!(stage.vault.shop("Third").unwrap(), renamed);
    assert!(matches!(
        stage.vault.shop("Second"),
        Err(VaultError::UnknownShop(_))
    ));
    renamed.name = "Harbour Tea".into();
    assert!(matches!(
        stage.vault.update_shop(&renamed),
        Err(VaultError::ShopExists(_))
    ));
    stage.vault.remove_shop(&lock).unwrap();
    drop(lock);
    assert_eq!(stage.vault.shops().unwrap().len(), 1);
    assert_eq!(
        stage.walk("products", BackupNumber(2))[0].document,
        product(1, "2.0").document
    );
    stage.assert_sound();
    assert_eq!(stage.vault.object(&ObjectHash::of(&[1; 70_000])).unwrap(), None);
}

#[test]
fn labels_and_pins_are_kept() {
    let stage = Stage::new();
    stage.backup(&[]);
    let one = BackupNumber(1);
    stage
        .vault
        .label_backup(stage.shop, one, Some("before the sale"))
        .unwrap();
    stage
        .vault
        .pin_backup(stage.shop, one, true, Some("keep"))
        .unwrap();
    let backup = stage.vault.backup(stage.shop, one).unwrap();
    assert_eq!(
        (backup.label.as_deref(), backup.pinned, backup.note.as_deref()),
        (Some("before the sale"), true, Some("keep"))
    );
    stage.assert_sound();
}

#[test]
fn documents_of_many_sizes_come_back_as_they_were() {
    let stage = Stage::new();
    let records: Vec<_> = (0..1_500_usize)
        .map(|id| {
            let text = format!("zażółć {id} ").repeat(id % 97);
            record(
                "products",
                &id.to_string(),
                "",
                &format!(r#"{{"n":18446744073709551616,"t":"{text}"}}"#),
            )
        })
        .chain([
            record("products", "empty", "", "{}"),
            record(
                "products",
                "large",
                "",
                &format!(r#"{{"t":"{}"}}"#, "x".repeat(3_000_000)),
            ),
        ])
        .collect();
    stage.backup(&records);
    let back = stage.walk("products", BackupNumber(1));
    assert_eq!(back.len(), records.len());
    for (stored, given) in back.iter().zip(&records) {
        assert_eq!((&stored.key, &stored.document), (&given.key, &given.document));
        assert_eq!(stored.hash, stage.vault.hash_of(&given.document));
    }
    assert_eq!(
        stage.vault.types_at(stage.shop, BackupNumber(1)).unwrap()[0].bytes,
        records
            .iter()
            .map(|record| record.document.as_bytes().len() as u64)
            .sum::<u64>()
    );
    stage.assert_sound();
}

#[test]
fn reading_goes_on_while_a_backup_is_written() {
    let stage = Stage::new();
    stage.backup(&[product(1, "1.0")]);
    let lock = stage.vault.lock(stage.shop, "backup").unwrap();
    let mut backup = stage
        .vault
        .begin_backup(&lock, BackupKind::Manual, None, day(2))
        .unwrap();
    let mut open = backup.begin_type(&description("products")).unwrap();
    for id in 1..30_000 {
        open.push(product(id, "2.0")).unwrap();
        if id % 3_000 == 0 {
            assert_eq!(stage.walk("products", BackupNumber(1)).len(), 1);
            let listed =
                stage
                    .vault
                    .records(stage.shop, &ContentType::new("products"), &super::reading::ask(1));
            assert_eq!(listed.unwrap().total, 1);
            stage.vault.set_setting("seen", Some(&id.to_string())).unwrap();
        }
    }
    open.finish().unwrap();
    assert_eq!(stage.vault.record_versions(stage.shop, &key(1)).unwrap().len(), 1);
    assert_eq!(backup.publish(day(2)).unwrap().counts.added, 29_998);
    assert_eq!(
        document(r#"{"id":1,"name":"Tea 1","price":2.0}"#),
        stage.walk("products", BackupNumber(2))[0].document
    );
}
