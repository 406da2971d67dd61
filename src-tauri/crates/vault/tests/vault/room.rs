//! What takes the room, what deleting would free, and deleting on a full disk.

use std::path::Path;
use std::process::Command;

use backstock_model::BackupNumber;
use backstock_vault::{NewKeys, Unlock, Vault, VaultError};
use tempfile::TempDir;

use super::stage::{Stage, day, description, new_shop, product, record, skipped, with_object};

fn delete(stage: &Stage, number: u64) {
    let lock = stage.vault.lock(stage.shop, "prune").unwrap();
    stage.vault.delete_backup(&lock, BackupNumber(number)).unwrap();
}

/// Text that does not compress well.
fn noise(seed: u32) -> String {
    (0..400_u32)
        .map(|part| blake3::hash(&(seed + part).to_le_bytes()).to_hex().to_string())
        .collect()
}

fn tea(id: u32, seed: u32) -> backstock_model::Record {
    let json = format!(r#"{{"id":{id},"text":"{}"}}"#, noise(seed));
    record("products", &id.to_string(), "", &json)
}

#[test]
fn each_backup_takes_what_it_was_the_first_to_hold() {
    let stage = Stage::new();
    let with_picture = || with_object(product(2, "2.0"), &[5; 80_000]);
    stage.backup(&[product(1, "1.0"), with_picture()]);
    stage.backup(&[product(1, "1.5"), with_picture()]);
    stage.backup(&[product(1, "1.0"), with_picture()]);
    let room = stage.vault.room(stage.shop).unwrap();
    let taken: Vec<u64> = room.backups.iter().map(|backup| backup.bytes).collect();
    assert_eq!(taken.len(), 3);
    assert!(taken[0] > taken[1] && taken[1] > 0);
    assert_eq!(taken[2], 0, "a price that came back is kept already");
    let [of_products] = room.types.as_slice() else {
        panic!("{room:?}");
    };
    assert!(of_products.objects > 0);
    assert_eq!(of_products.bytes + of_products.objects, taken.iter().sum::<u64>());
}

#[test]
fn what_deleting_would_free_is_what_it_frees() {
    let stage = Stage::new();
    stage.backup(&[tea(1, 0), tea(2, 1_000)]);
    stage.backup(&[
        tea(1, 2_000),
        tea(2, 1_000),
        with_object(product(3, "1.0"), &[9; 80_000]),
    ]);
    stage.backup(&[tea(1, 3_000), tea(2, 1_000)]);
    stage.backup(&[tea(1, 3_000), tea(2, 4_000)]);
    let taken = || -> u64 {
        let room = stage.vault.room(stage.shop).unwrap();
        room.backups.iter().map(|backup| backup.bytes).sum()
    };
    for numbers in [&[2_u64][..], &[1, 4], &[3]] {
        let before = taken();
        let told: Vec<_> = numbers.iter().map(|&number| BackupNumber(number)).collect();
        let freed = stage.vault.room_freed(stage.shop, &told).unwrap();
        numbers.iter().for_each(|&number| delete(&stage, number));
        assert_eq!(before - taken(), freed, "{numbers:?}");
        assert!(freed > 0, "{numbers:?}");
        stage.assert_sound();
    }
}

#[test]
fn a_picture_that_another_backup_shows_is_not_counted_as_freed() {
    let stage = Stage::new();
    let picture = noise(7).into_bytes().repeat(3);
    stage.backup(&[with_object(product(1, "1.0"), &picture)]);
    stage.backup(&[with_object(product(1, "2.0"), &picture)]);
    let freed = stage.vault.room_freed(stage.shop, &[BackupNumber(1)]).unwrap();
    assert!(freed < 2_000, "{freed}");
    let freed = stage
        .vault
        .room_freed(stage.shop, &[BackupNumber(1), BackupNumber(2)])
        .unwrap();
    assert!(freed > 10_000, "{freed}");
}

/// A small file system of its own, taken down when dropped. `None` where there is no right to make one.
struct Disk(TempDir);

impl Disk {
    fn new(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let options = format!("size={size}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(folder.path())
            .output();
        mounted
            .is_ok_and(|output| output.status.success())
            .then_some(Self(folder))
    }

    fn fill(&self) {
        let mut piece = 1 << 20;
        let mut count = 0;
        while piece > 0 {
            let file = self.0.path().join(format!("film-{count}.mp4"));
            if std::fs::write(&file, vec![1; piece]).is_err() {
                piece /= 2;
            }
            count += 1;
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).output();
    }
}

fn free(folder: &Path) -> u64 {
    let output = Command::new("df")
        .args(["-B1", "--output=avail"])
        .arg(folder)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().last().unwrap().trim().parse().unwrap()
}

// F5: an owner whose disk is full can make room with the app, however full it is.
#[test]
fn on_a_full_disk_old_backups_can_be_deleted() {
    let Some(disk) = Disk::new("160m") else {
        return skipped("a full disk needs the right to make a small file system");
    };
    let folder = disk.0.path().join("vault");
    let (vault, recovery) = Vault::create(&folder, NewKeys::default(), day(0)).unwrap();
    let shop = vault.add_shop(new_shop("Harbour Tea")).unwrap().id;
    let mut stage = Stage::new();
    stage.vault = vault;
    stage.shop = shop;
    for round in 0..4_u32 {
        let records: Vec<_> = (0..150)
            .map(|id| tea(id, id * 1_000 + round * 1_000_000))
            .collect();
        stage.try_backup(&[(description("products"), &records)]).unwrap();
    }
    assert!(folder.join("vault.reserve").is_file(), "room was set aside");
    // The app is closed while the disk fills up; whoever finds it full starts the app.
    let path = folder.clone();
    let spare = TempDir::new().unwrap();
    let (other, _) = Vault::create(spare.path(), NewKeys::default(), day(0)).unwrap();
    drop(std::mem::replace(&mut stage.vault, other));
    disk.fill();
    assert!(free(&folder) < 4_096, "{}", free(&folder));
    stage.vault = Vault::open(&path, Unlock::Recovery(&recovery)).unwrap();
    delete(&stage, 2);
    delete(&stage, 3);
    let numbers: Vec<_> = stage
        .vault
        .backups(shop)
        .unwrap()
        .iter()
        .map(|backup| backup.number.0)
        .collect();
    assert_eq!(numbers, [4, 1]);
    assert!(free(&folder) > 2_000_000, "{}", free(&folder));
    stage.assert_sound();
}

// F5: a vault of a few records has room set aside as well, and where there is none the owner is told what to do.
#[test]
fn a_small_vault_opens_on_a_full_disk() {
    let Some(disk) = Disk::new("40m") else {
        return skipped("a full disk needs the right to make a small file system");
    };
    let folder = disk.0.path().join("vault");
    let (vault, recovery) = Vault::create(&folder, NewKeys::default(), day(0)).unwrap();
    let mut stage = Stage::new();
    stage.shop = vault.add_shop(new_shop("Harbour Tea")).unwrap().id;
    let before = std::mem::replace(&mut stage.vault, vault);
    stage
        .try_backup(&[(description("products"), &[tea(1, 1)])])
        .unwrap();
    drop(std::mem::replace(&mut stage.vault, before));
    disk.fill();
    assert!(free(&folder) < 4_096, "{}", free(&folder));
    drop(Vault::open(&folder, Unlock::Recovery(&recovery)).unwrap());
    assert!(
        !folder.join("vault.reserve").exists(),
        "what was set aside was used"
    );
    disk.fill();
    let refused = Vault::open(&folder, Unlock::Recovery(&recovery)).unwrap_err();
    assert!(matches!(refused, VaultError::DiskFull { .. }), "{refused:?}");
}
