//! Damage and tampering: found, named, and never handed out (RS-17).

use std::fs;
use std::path::Path;

use backstock_model::{BackupNumber, Cancel, NoProgress, ObjectHash};
use backstock_vault::{OuterAnchor, Unlock, Vault, VaultError, VerifyProblem};
use tempfile::TempDir;

use super::stage::{KEYRING, Stage, day, key, product, with_object};

fn shop(price: &str) -> Vec<backstock_model::Record> {
    (0..400)
        .map(|id| product(id, if id == 7 { price } else { "1.0" }))
        .collect()
}

/// A vault with three backups, closed, so that everything is in `vault.db`.
fn closed() -> (Stage, Vec<u8>) {
    let mut stage = Stage::new();
    stage.backup(&shop("1.0"));
    stage.backup(&shop("2.0"));
    stage.backup(&shop("3.0"));
    stage.reopen();
    let database = fs::read(stage.path().join("vault.db")).unwrap();
    (stage, database)
}

/// A copy of the vault with this database in it.
fn with_database(stage: &Stage, database: &[u8]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for name in ["keys.json", "keys.bak.json", "anchor.json"] {
        fs::copy(stage.path().join(name), folder.path().join(name)).unwrap();
    }
    fs::create_dir(folder.path().join("objects")).unwrap();
    fs::write(folder.path().join("vault.db"), database).unwrap();
    folder
}

/// What opening and checking a vault says.
fn findings(folder: &Path) -> Vec<String> {
    match Vault::open(folder, Unlock::Keyring(&KEYRING)) {
        Err(failure) => vec![failure.to_string()],
        Ok(vault) => match vault.verify(None, &NoProgress, &Cancel::new()) {
            Ok(outcome) => outcome.problems.iter().map(ToString::to_string).collect(),
            Err(failure) => panic!("checking ended with {failure:?}"),
        },
    }
}

#[test]
fn every_flipped_bit_is_found() {
    let (stage, sound) = closed();
    assert_eq!(findings(with_database(&stage, &sound).path()), [""; 0]);
    let mut flipped = 0;
    // Bytes all over the file, at least one in every page.
    for at in (40..sound.len()).step_by(4_099) {
        let mut damaged = sound.clone();
        damaged[at] ^= 1 << (at % 8);
        let damaged = with_database(&stage, &damaged);
        assert_ne!(findings(damaged.path()), [""; 0], "byte {at}");
        flipped += 1;
    }
    assert!(flipped > 10, "{flipped}");
}

#[test]
fn what_is_damaged_is_named_and_never_handed_out() {
    // F35
    let mut stage = Stage::new();
    let text = |id: u32| {
        (0..12_u32)
            .map(|part| blake3::hash(&(id * 12 + part).to_le_bytes()).to_hex().to_string())
            .collect::<String>()
    };
    let shop: Vec<_> = (0..300_u32)
        .map(|id| {
            super::stage::record(
                "products",
                &id.to_string(),
                "",
                &format!(r#"{{"text":"{}"}}"#, text(id)),
            )
        })
        .collect();
    stage.backup(&shop);
    stage.reopen();
    let sound = fs::read(stage.path().join("vault.db")).unwrap();
    let (mut in_part, mut named) = (0, 0);
    for page in 1..sound.len() / 8_192 {
        let mut damaged = sound.clone();
        damaged[page * 8_192 + 500] ^= 1;
        fs::write(stage.path().join("vault.db"), damaged).unwrap();
        let Ok(vault) = Vault::open(stage.path(), Unlock::Keyring(&KEYRING)) else {
            continue;
        };
        let mut readable = 0;
        for record in &shop {
            match vault.document_at(stage.shop, &record.key, BackupNumber(1)) {
                Ok(found) => {
                    assert_eq!(found, Some(record.document.clone()), "page {page}");
                    readable += 1;
                }
                Err(VaultError::DamagedRecord(key)) => assert_eq!(key, record.key),
                Err(VaultError::Damaged { .. }) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        let mut walked = 0;
        let ended = vault.walk(
            stage.shop,
            &super::stage::products(),
            BackupNumber(1),
            &mut |stored| {
                assert_eq!(stored.document, shop[walked].document);
                walked += 1;
                std::ops::ControlFlow::Continue(())
            },
        );
        if readable == 0 || readable == shop.len() {
            continue;
        }
        in_part += 1;
        let outcome = vault.verify(None, &NoProgress, &Cancel::new()).unwrap();
        let told = outcome
            .problems
            .iter()
            .filter(|problem| matches!(problem, VerifyProblem::Record { .. }))
            .count();
        if let Err(VaultError::DamagedRecord(key)) = ended {
            assert_eq!(key, shop[walked].key, "the walk goes on up to the damaged one");
            assert_eq!(told, shop.len() - readable, "page {page}");
            named += 1;
        }
    }
    assert!(
        in_part >= 10 && named >= 10,
        "{in_part} pages hold a part of the records, {named} of them contents"
    );
}

#[test]
fn an_old_page_in_place_of_a_newer_one_is_found() {
    // TRUST 0.2: the cipher itself does not notice this.
    let mut stage = Stage::new();
    stage.backup(&shop("1.0"));
    stage.reopen();
    let old = fs::read(stage.path().join("vault.db")).unwrap();
    stage.backup(&shop("2.0"));
    let told = everything(&stage.vault, &stage);
    stage.reopen();
    let new = fs::read(stage.path().join("vault.db")).unwrap();
    let page = 8_192;
    let (mut replayed, mut found) = (0, 0);
    for start in (0..old.len().min(new.len())).step_by(page) {
        let range = start..(start + page).min(old.len());
        if old[range.clone()] == new[range.clone()] {
            continue;
        }
        let mut mixed = new.clone();
        mixed[range.clone()].copy_from_slice(&old[range]);
        replayed += 1;
        let mixed = with_database(&stage, &mixed);
        if findings(mixed.path()).is_empty() {
            // A page that was written again with the same content is the same page.
            let vault = Vault::open(mixed.path(), Unlock::Keyring(&KEYRING)).unwrap();
            assert_eq!(everything(&vault, &stage), told, "page at {start}");
        } else {
            found += 1;
        }
    }
    assert!(found >= 6, "{found} of {replayed}");
}

/// All that can be asked about the shop, as text.
fn everything(vault: &Vault, stage: &Stage) -> String {
    let mut told = format!("{:?}", vault.backups(stage.shop).unwrap());
    for number in [BackupNumber(1), BackupNumber(2)] {
        told += &format!("{:?}", vault.types_at(stage.shop, number).unwrap());
        vault
            .walk(stage.shop, &super::stage::products(), number, &mut |stored| {
                told += &format!("{stored:?}");
                told += &format!("{:?}", vault.record_versions(stage.shop, &stored.key).unwrap());
                std::ops::ControlFlow::Continue(())
            })
            .unwrap();
        let ask = super::reading::ask(number.0);
        told += &format!(
            "{:?}",
            vault
                .records(stage.shop, &super::stage::products(), &ask)
                .unwrap()
        );
    }
    let changes = vault.changes_between(stage.shop, BackupNumber(1), BackupNumber(2), None);
    told + &format!("{:?}", changes.unwrap())
}

#[test]
fn an_old_vault_in_place_of_a_newer_one_is_found() {
    let mut stage = Stage::new();
    stage.backup(&shop("1.0"));
    stage.reopen();
    let old = fs::read(stage.path().join("vault.db")).unwrap();
    stage.backup(&shop("2.0"));
    stage.reopen();
    assert_eq!(stage.vault.check_anchor().unwrap(), []);
    let path = stage.path().to_owned();
    fs::write(path.join("vault.db"), old).unwrap();
    let vault = Vault::open(&path, Unlock::Keyring(&KEYRING)).unwrap();
    let older = VerifyProblem::OlderThanAnchor {
        shop: "Harbour Tea".into(),
        anchored: BackupNumber(2),
        newest: Some(BackupNumber(1)),
    };
    assert_eq!(vault.check_anchor().unwrap(), std::slice::from_ref(&older));
    let outcome = vault.verify(None, &NoProgress, &Cancel::new()).unwrap();
    assert_eq!(outcome.problems, [older]);
    stage.vault = vault;
    // Nothing is written before the owner has decided, so the proof stays.
    for _ in 0..2 {
        let records = shop("4.0");
        let refused = stage.try_backup(&[(super::stage::description("products"), &records)]);
        match refused {
            Err(VaultError::OlderVault {
                shop,
                anchored,
                newest,
            }) => assert_eq!(
                (shop.as_str(), anchored, newest),
                ("Harbour Tea", BackupNumber(2), Some(BackupNumber(1)))
            ),
            other => panic!("{other:?}"),
        }
        assert_eq!(stage.problems(), outcome.problems);
    }
    let lock = stage.vault.lock(stage.shop, "removing").unwrap();
    assert!(matches!(
        stage.vault.remove_shop(&lock),
        Err(VaultError::OlderVault { .. })
    ));
    drop(lock);
    stage.vault.accept_older_vault(&OuterAnchor::default()).unwrap();
    // Who goes on all the same does not get a number again that was given, and is told of it for good.
    assert_eq!(stage.backup(&shop("4.0")).number, BackupNumber(3));
    stage.reopen();
    assert_eq!(stage.backup(&shop("5.0")).number, BackupNumber(4));
    let accepted = VerifyProblem::AcceptedOlder {
        shop: "Harbour Tea".into(),
        anchored: Some(BackupNumber(2)),
        newest: Some(BackupNumber(1)),
    };
    assert_eq!(stage.problems(), [accepted]);
}

#[test]
fn backups_that_are_gone_are_not_forgotten_by_the_next_one() {
    // TRUST 4.3: seven backups, a copy, three more, and the copy is put back.
    let mut stage = Stage::new();
    let mut copy = Vec::new();
    for number in 1..=10 {
        stage.backup(&shop(&format!("{number}.0")));
        if number == 7 {
            stage.reopen();
            copy = fs::read(stage.path().join("vault.db")).unwrap();
        }
    }
    stage.reopen();
    let path = stage.path().to_owned();
    let Stage { folder, vault, .. } = stage;
    drop(vault);
    fs::write(path.join("vault.db"), copy).unwrap();
    let vault = Vault::open(&path, Unlock::Keyring(&KEYRING)).unwrap();
    let id = vault.shop("Harbour Tea").unwrap().id;
    let begin = || {
        let lock = vault.lock(id, "backup")?;
        vault.begin_backup(&lock, backstock_vault::BackupKind::Manual, None, day(11))
    };
    match begin().err() {
        Some(VaultError::OlderVault { anchored, newest, .. }) => {
            assert_eq!((anchored, newest), (BackupNumber(10), Some(BackupNumber(7))));
        }
        other => panic!("{other:?}"),
    }
    vault.accept_older_vault(&OuterAnchor::default()).unwrap();
    let backup = begin().unwrap();
    assert_eq!(backup.number(), BackupNumber(11));
    backup.publish(day(12)).unwrap();
    let outcome = vault.verify(None, &NoProgress, &Cancel::new()).unwrap();
    assert_eq!(
        outcome.problems,
        [VerifyProblem::AcceptedOlder {
            shop: "Harbour Tea".into(),
            anchored: Some(BackupNumber(10)),
            newest: Some(BackupNumber(7)),
        }]
    );
    drop(folder);
}

#[test]
fn an_older_folder_that_was_accepted_is_told_of_for_good() {
    // The anchor in the folder is as old as the rest of it; only what was kept outside knows better.
    let stage = Stage::new();
    stage.backup(&shop("1.0"));
    let other = Stage::new();
    let outer = format!("{} 9 {}", stage.shop, "a".repeat(32))
        .parse::<OuterAnchor>()
        .unwrap();
    assert_eq!(stage.vault.check_outer_anchor(&outer).unwrap().len(), 1);
    for _ in 0..2 {
        stage.vault.accept_older_vault(&outer).unwrap();
    }
    assert_eq!(stage.backup(&shop("2.0")).number, BackupNumber(10));
    let accepted = VerifyProblem::AcceptedOlder {
        shop: "Harbour Tea".into(),
        anchored: Some(BackupNumber(9)),
        newest: Some(BackupNumber(1)),
    };
    assert_eq!(stage.problems(), [accepted]);
    // Where all is well there is nothing to accept.
    let all_well = other.vault.outer_anchor().unwrap();
    other.vault.accept_older_vault(&all_well).unwrap();
    other.assert_sound();
}

#[test]
fn a_changed_anchor_is_found() {
    let stage = Stage::new();
    stage.backup(&shop("1.0"));
    let anchor = stage.path().join("anchor.json");
    let text = fs::read_to_string(&anchor).unwrap();
    for changed in [
        text.replace("\"number\":1", "\"number\":0"),
        "{}".into(),
        String::new(),
    ] {
        assert_ne!(changed, text);
        fs::write(&anchor, changed).unwrap();
        assert_eq!(stage.problems(), [VerifyProblem::Anchor]);
    }
    fs::remove_file(&anchor).unwrap();
    assert_eq!(stage.problems(), [VerifyProblem::Anchor]);
    // It is not taken for the anchor of a vault without backups: an old copy of the vault could hide behind that.
    let records = shop("2.0");
    let types = [(super::stage::description("products"), &records[..])];
    for content in [None, Some("{}")] {
        if let Some(content) = content {
            fs::write(&anchor, content).unwrap();
        }
        assert!(matches!(stage.try_backup(&types), Err(VaultError::AnchorLost)));
    }
    stage.vault.accept_older_vault(&OuterAnchor::default()).unwrap();
    assert_eq!(stage.try_backup(&types).unwrap().number, BackupNumber(2));
    let accepted = VerifyProblem::AcceptedOlder {
        shop: "Harbour Tea".into(),
        anchored: None,
        newest: Some(BackupNumber(1)),
    };
    assert_eq!(stage.problems(), [accepted]);
}

#[test]
fn a_damaged_or_missing_object_is_named_and_the_rest_is_read() {
    let stage = Stage::new();
    let bytes = vec![3; 90_000];
    stage.backup(&[with_object(product(1, "1.0"), &bytes), product(2, "2.0")]);
    let folder = fs::read_dir(stage.path().join("objects"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let file = fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    let sound = fs::read(&file).unwrap();
    let object = ObjectHash::of(&bytes);
    for at in [0, 30, sound.len() - 1] {
        let mut damaged = sound.clone();
        damaged[at] ^= 4;
        fs::write(&file, damaged).unwrap();
        assert_eq!(stage.problems(), [VerifyProblem::Object { object }]);
        assert!(
            matches!(stage.vault.object(&object), Err(VaultError::DamagedObject(found)) if found == object)
        );
    }
    fs::remove_file(&file).unwrap();
    assert_eq!(stage.problems(), [VerifyProblem::Object { object }]);
    assert_eq!(stage.walk("products", BackupNumber(1)).len(), 2);
    fs::write(&file, sound).unwrap();
    stage.assert_sound();
}

#[test]
fn what_the_shop_still_has_is_mended_by_the_next_backup() {
    // F35: one file is gone, one is cut off, and one has a wrong byte, which only a check can tell.
    let stage = Stage::new();
    let bytes = [vec![1; 70_000], vec![2; 80_000], vec![3; 90_000], vec![4; 60_000]];
    let shop: Vec<_> = (0..)
        .zip(&bytes)
        .map(|(id, bytes)| with_object(product(id, "1.0"), bytes))
        .collect();
    stage.backup(&shop);
    let mut files: Vec<_> = fs::read_dir(stage.path().join("objects"))
        .unwrap()
        .flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let untouched = fs::read(&files[3]).unwrap();
    fs::remove_file(&files[0]).unwrap();
    let sound = fs::read(&files[1]).unwrap();
    fs::write(&files[1], &sound[..sound.len() - 1]).unwrap();
    let mut flipped = fs::read(&files[2]).unwrap();
    flipped[40] ^= 1;
    fs::write(&files[2], flipped).unwrap();
    assert_eq!(stage.problems().len(), 3);
    let mended = stage.backup(&shop);
    assert_eq!((mended.counts.unchanged, mended.counts.added), (4, 0));
    stage.assert_sound();
    for (record, bytes) in shop.iter().zip(&bytes) {
        let found = stage.vault.object(&record.objects[0].hash).unwrap();
        assert_eq!(found.as_ref(), Some(bytes));
    }
    assert_eq!(
        fs::read(&files[3]).unwrap(),
        untouched,
        "what is whole is left alone"
    );
    // What is gone and what is cut off is noticed without a check.
    fs::remove_file(&files[1]).unwrap();
    fs::write(&files[0], "").unwrap();
    stage.backup(&shop);
    stage.assert_sound();
}

#[test]
fn one_object_cannot_stand_in_for_another() {
    let stage = Stage::new();
    stage.backup(&[
        with_object(product(1, "1.0"), &[1; 70_000]),
        with_object(product(2, "1.0"), &[2; 70_000]),
    ]);
    let files: Vec<_> = fs::read_dir(stage.path().join("objects"))
        .unwrap()
        .flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .collect();
    let (first, second) = (fs::read(&files[0]).unwrap(), fs::read(&files[1]).unwrap());
    fs::write(&files[0], second).unwrap();
    fs::write(&files[1], first).unwrap();
    assert_eq!(stage.problems().len(), 2);
}

#[test]
fn a_cancelled_check_stops() {
    let stage = Stage::new();
    stage.backup(&shop("1.0"));
    let cancel = Cancel::new();
    cancel.ask();
    let checked = stage.vault.verify(Some(stage.shop), &NoProgress, &cancel);
    assert!(matches!(checked, Err(VaultError::Cancelled)));
}

#[test]
fn a_check_counts_what_it_checked() {
    let (stage, _) = closed();
    let outcome = stage
        .vault
        .verify(Some(stage.shop), &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(
        (outcome.backups, outcome.records, outcome.versions),
        (3, 400, 402)
    );
    let size = |price| product(7, price).document.as_bytes().len() as u64;
    let others: u64 = shop("1.0")
        .iter()
        .map(|record| record.document.as_bytes().len() as u64)
        .sum();
    assert_eq!(outcome.bytes, others + size("2.0") + size("3.0"));
    assert_eq!(
        stage
            .vault
            .document_at(stage.shop, &key(7), BackupNumber(2))
            .unwrap(),
        Some(product(7, "2.0").document)
    );
}
