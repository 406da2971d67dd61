//! Deleting a backup and keeping all others as they were.

use backstock_model::{BackupNumber, ObjectHash};
use backstock_vault::VaultError;

use super::stage::{Stage, key, product, with_object};

fn delete(stage: &Stage, number: u64) -> Result<(), VaultError> {
    let lock = stage.vault.lock(stage.shop, "delete")?;
    stage.vault.delete_backup(&lock, BackupNumber(number))
}

#[test]
fn a_backup_in_the_middle_goes_and_the_others_stay() {
    let stage = Stage::new();
    let secret = with_object(product(2, "2.0"), &[5; 80_000]);
    stage.backup(&[product(1, "1.0")]);
    stage.backup(&[product(1, "1.5"), secret]);
    stage.backup(&[product(1, "1.0"), product(3, "3.0")]);
    let (first, third) = (
        stage.walk("products", BackupNumber(1)),
        stage.walk("products", BackupNumber(3)),
    );
    delete(&stage, 2).unwrap();
    assert_eq!(stage.walk("products", BackupNumber(1)), first);
    assert_eq!(stage.walk("products", BackupNumber(3)), third);
    // Changed and back: there is nothing left to tell.
    assert_eq!(stage.vault.record_versions(stage.shop, &key(1)).unwrap().len(), 1);
    let forgotten = stage.vault.record_versions(stage.shop, &key(2));
    assert!(
        matches!(forgotten, Err(VaultError::UnknownRecord(_))),
        "only backup 2 had it"
    );
    assert_eq!(stage.vault.object(&ObjectHash::of(&[5; 80_000])).unwrap(), None);
    let numbers: Vec<_> = stage
        .vault
        .backups(stage.shop)
        .unwrap()
        .iter()
        .map(|backup| backup.number.0)
        .collect();
    assert_eq!(numbers, [3, 1]);
    assert!(matches!(delete(&stage, 2), Err(VaultError::UnknownBackup(_))));
    stage.assert_sound();
    assert_eq!(stage.backup(&[product(1, "1.0")]).number, BackupNumber(4));
    stage.assert_sound();
}

#[test]
fn pinned_backups_stay() {
    let stage = Stage::new();
    stage.backup(&[product(1, "1.0")]);
    stage
        .vault
        .pin_backup(stage.shop, BackupNumber(1), true, None)
        .unwrap();
    assert!(matches!(delete(&stage, 1), Err(VaultError::NotAllowed { .. })));
    stage
        .vault
        .pin_backup(stage.shop, BackupNumber(1), false, None)
        .unwrap();
    delete(&stage, 1).unwrap();
    assert_eq!(stage.vault.backups(stage.shop).unwrap(), []);
    stage.assert_sound();
}

#[test]
fn all_backups_can_go_and_numbers_are_not_given_again() {
    let stage = Stage::new();
    for price in ["1.0", "2.0", "3.0"] {
        stage.backup(&[product(1, price), product(2, "5.0")]);
    }
    for number in [3, 1, 2] {
        delete(&stage, number).unwrap();
        stage.assert_sound();
    }
    let next = stage.backup(&[product(1, "1.0")]);
    assert_eq!((next.number, next.counts.added), (BackupNumber(4), 1));
    assert_eq!(
        stage.vault.types_at(stage.shop, next.number).unwrap()[0].deleted,
        0
    );
    stage.assert_sound();
}

#[test]
fn room_is_given_back() {
    let mut stage = Stage::new();
    let text = |seed: u32| {
        (0..400_u32)
            .map(|part| blake3::hash(&(seed + part).to_le_bytes()).to_hex().to_string())
            .collect::<String>()
    };
    let shop = |price: &str, seed: u32| -> Vec<_> {
        (0..60)
            .map(|id| {
                let json = format!(r#"{{"price":{price},"text":"{}"}}"#, text(seed + id * 1_000));
                super::stage::record("products", &id.to_string(), "", &json)
            })
            .collect()
    };
    stage.backup(&shop("1.0", 0));
    stage.reopen();
    let one = stage.vault.size_on_disk().unwrap();
    stage.backup(&shop("2.0", 1_000_000));
    stage.reopen();
    let two = stage.vault.size_on_disk().unwrap();
    delete(&stage, 2).unwrap();
    stage.reopen();
    let after = stage.vault.size_on_disk().unwrap();
    assert!(
        two > one + 500_000 && after < one + 200_000,
        "{one} {two} {after}"
    );
}
