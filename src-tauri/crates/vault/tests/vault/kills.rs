//! Backups that are killed. The killed ones are children of this test, so that nothing is tidied up behind them.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::{env, fs, thread, time::Duration};

use backstock_model::BackupNumber;
use backstock_vault::{BackupKind, Unlock, Vault};

use super::stage::{KEYRING, Stage, day, description, product, record, with_object};

const PART: &str = "BACKSTOCK_TEST_PART";
const FOLDER: &str = "BACKSTOCK_TEST_FOLDER";
const COUNT: &str = "BACKSTOCK_TEST_COUNT";

/// Starts this test binary again to play a part, and waits until it has begun.
pub(crate) fn child(part: &str, folder: &Path, count: usize) -> Child {
    let sign = folder.parent().unwrap().join("begun");
    let _ = fs::remove_file(&sign);
    let mut child = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "vault::kills::a_part_played_by_a_child",
            "--ignored",
            "--nocapture",
        ])
        .env(PART, part)
        .env(FOLDER, folder)
        .env(COUNT, count.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    for _ in 0..2_000 {
        if sign.exists() || child.try_wait().unwrap().is_some() {
            return child;
        }
        thread::sleep(Duration::from_millis(5));
    }
    panic!("the child did not begin");
}

fn big_shop() -> Vec<backstock_model::Record> {
    (0..26_000)
        .map(|id| {
            let product = product(id, "2.00");
            if id % 9_000 == 5 {
                with_object(product, &id.to_le_bytes().repeat(20_000))
            } else {
                product
            }
        })
        .collect()
}

#[test]
#[ignore = "a part that other tests let a child play"]
fn a_part_played_by_a_child() {
    let folder = env::var(FOLDER).unwrap();
    let folder = Path::new(&folder);
    let count: usize = env::var(COUNT).unwrap().parse().unwrap();
    let begun = || fs::write(folder.parent().unwrap().join("begun"), "").unwrap();
    let vault = Vault::open(folder, Unlock::Keyring(&KEYRING)).unwrap();
    let shop = vault.shops().unwrap()[0].id;
    match env::var(PART).unwrap().as_str() {
        "hold" => {
            let _lock = vault.lock(shop, "held by a child").unwrap();
            begun();
            thread::sleep(Duration::from_secs(60));
        }
        "die in a backup" => {
            let lock = vault.lock(shop, "backup").unwrap();
            let mut backup = vault
                .begin_backup(&lock, BackupKind::Manual, None, day(9))
                .unwrap();
            let mut gone = backup.begin_type(&description("pages")).unwrap();
            gone.push(record("pages", "new", "renamed", r#"{"a":2}"#))
                .unwrap();
            gone.finish().unwrap();
            let mut open = backup.begin_type(&description("products")).unwrap();
            for product in big_shop().into_iter().take(count) {
                open.push(product).unwrap();
            }
            if count == 26_000 {
                open.finish().unwrap();
                // Time for the last rows to reach the disk.
                thread::sleep(Duration::from_millis(300));
            }
            begun();
            std::process::abort();
        }
        "die in a run" => {
            let lock = vault.lock(shop, "restore").unwrap();
            super::journal::half_a_run(&vault, shop, &lock);
            begun();
            std::process::abort();
        }
        other => panic!("{other}"),
    }
}

#[test]
fn a_killed_backup_leaves_the_vault_as_it_was() {
    // S2.2.10, F1
    let mut stage = Stage::new();
    let pages = [
        record("pages", "old", "About", r#"{"a":1}"#),
        record("pages", "new", "New", r#"{"a":1}"#),
    ];
    let first: Vec<_> = (0..500).map(|id| product(id, "1.00")).collect();
    stage
        .try_backup(&[(description("pages"), &pages), (description("products"), &first)])
        .unwrap();
    let before = stage.walk("products", BackupNumber(1));
    for count in [0, 700, 12_500, 26_000] {
        stage.reopen();
        let mut dying = child("die in a backup", stage.path(), count);
        assert!(!dying.wait().unwrap().success());
        // Nothing of it can be seen, and nothing has to be done for that.
        assert_eq!(stage.vault.backups(stage.shop).unwrap().len(), 1);
        assert!(stage.vault.unfinished(stage.shop).unwrap().is_some());
        assert_eq!(
            stage.walk("products", BackupNumber(1)),
            before,
            "killed after {count}"
        );
        assert_eq!(stage.walk("pages", BackupNumber(1))[1].name, "New");
        let types = stage.vault.types_at(stage.shop, BackupNumber(1)).unwrap();
        assert_eq!((types[1].records, types[1].versions), (500, 500));
        assert_eq!(
            stage
                .vault
                .record_versions(stage.shop, &super::stage::key(3))
                .unwrap()
                .len(),
            1
        );
        stage.assert_sound();
    }
    // The next backup sweeps up and is as if nothing had happened.
    let mut second = first.clone();
    second[7] = product(7, "1.10");
    let backup = stage
        .try_backup(&[(description("pages"), &pages), (description("products"), &second)])
        .unwrap();
    assert_eq!(backup.number, BackupNumber(2));
    assert_eq!((backup.counts.updated, backup.counts.unchanged), (1, 501));
    assert!(stage.vault.unfinished(stage.shop).unwrap().is_none());
    stage.assert_sound();
    let objects = fs::read_dir(stage.path().join("objects"))
        .unwrap()
        .flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap())
        .count();
    assert_eq!(objects, 0, "large files of the killed backups are swept up");
}

#[test]
fn a_killed_first_backup_leaves_an_empty_vault() {
    let stage = Stage::new();
    let mut dying = child("die in a backup", stage.path(), 20_000);
    dying.wait().unwrap();
    assert_eq!(stage.vault.backups(stage.shop).unwrap(), []);
    stage.assert_sound();
    let backup = stage.backup(&[product(1, "1.00")]);
    assert_eq!((backup.number, backup.counts.added), (BackupNumber(1), 1));
    stage.assert_sound();
    let found = stage.vault.types_at(stage.shop, BackupNumber(1)).unwrap();
    assert_eq!(found.len(), 1, "types of the killed backup are not known");
}
