//! A vault on a disk that is full, or may only be read: refused with a sentence, and nothing lost.
#![cfg(target_os = "linux")]

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use super::bakery;
use super::stage::{Ran, Stage, check_refusal, skipped};

/// A small file system of its own, taken down when dropped. `None` where there is no right to make one.
struct Disk(TempDir);

impl Disk {
    fn new(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let options = format!("size={size}");
        runs("mount", ["-t", "tmpfs", "-o", &options, "tmpfs"], folder.path()).then_some(Self(folder))
    }

    fn again(&self, options: &str) -> bool {
        runs("mount", ["-o", &format!("remount,{options}")], self.0.path())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        runs("umount", ["-l"], self.0.path());
    }
}

fn runs<'w>(program: &str, words: impl IntoIterator<Item = &'w str>, place: &Path) -> bool {
    Command::new(program)
        .args(words)
        .arg(place)
        .output()
        .is_ok_and(|output| output.status.success())
}

/// A stage whose vault lies on the disk, with the bakery in it and a backup.
struct OnDisk {
    stage: Stage,
    disk: Disk,
    key: String,
}

impl OnDisk {
    fn new(size: &str) -> Option<Self> {
        let disk = Disk::new(size)?;
        let stage = Stage::without_vault();
        let mut on = Self {
            stage,
            disk,
            key: String::new(),
        };
        on.key = on.json(["vault", "create"])["recovery_key"]
            .as_str()
            .unwrap()
            .to_owned();
        bakery::make(&on.stage.path("bakery.db"));
        on.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
        on.json(["backup", "Bakery"]);
        Some(on)
    }

    fn run<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> Ran {
        let mut command = self.stage.command(words);
        command.env("BACKSTOCK_VAULT", self.disk.0.path().join("vault"));
        if !self.key.is_empty() {
            command.env("BACKSTOCK_RECOVERY_KEY", &self.key);
        }
        Ran::of(command.args(["--json", "--quiet"]))
    }

    fn json<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> Value {
        let ran = self.run(words);
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.json()
    }

    fn refused<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> Value {
        let ran = self.run(words);
        assert_eq!(ran.code, 2, "{ran:?}");
        check_refusal(&ran.json());
        ran.json()
    }

    fn backups(&self) -> usize {
        self.json(["backups", "Bakery"])["backups"]
            .as_array()
            .unwrap()
            .len()
    }
}

// S2.2.10, F5
#[test]
fn a_full_disk_is_told_and_the_backup_before_stays_the_newest() {
    let Some(on) = OnDisk::new("3m") else {
        return skipped("a full disk needs the right to make a small file system");
    };
    let file = on.stage.path("bakery.db");
    bakery::grow(&file, 30_000);
    let refusal = on.refused(["backup", "Bakery"]);
    assert_eq!(refusal["code"], "disk_full");
    assert_eq!(on.backups(), 1);
    assert_eq!(on.json(["records", "Bakery", "products"])["total"], 4);
    assert!(on.disk.again("size=128m"));
    assert_eq!(on.json(["backup", "Bakery"])["backup"], 2);
    assert_eq!(on.json(["verify"])["ok"], true);
}

// F5: a backup that cannot fit is not begun, and room is made with the program itself, however full the disk is.
#[test]
fn a_backup_that_would_not_fit_is_not_begun() {
    let Some(on) = OnDisk::new("192m") else {
        return skipped("a full disk needs the right to make a small file system");
    };
    let file = on.stage.path("bakery.db");
    bakery::grow(&file, 30_000);
    on.json(["backup", "Bakery"]);
    let fill = |left: u64| {
        let free = on.json(["storage", "Bakery"])["free"].as_u64().unwrap();
        let name = on.disk.0.path().join(format!("film-{left}.mp4"));
        std::fs::write(name, vec![1; (free - left) as usize]).unwrap();
    };
    fill(1_000_000);
    let refusal = on.refused(["backup", "Bakery"]);
    assert_eq!(refusal["code"], "too_little_room");
    assert!(refusal["message"].as_str().unwrap().contains("MB"), "{refusal}");
    assert_eq!(on.backups(), 2);
    fill(0);
    let pruned = on.json(["prune", "Bakery", "--delete", "2", "--yes"]);
    assert_eq!(pruned["deleted"], serde_json::json!([2]));
    assert_eq!(on.backups(), 1);
    assert!(on.json(["storage", "Bakery"])["free"].as_u64().unwrap() > 1_000_000);
    assert_eq!(on.json(["verify"])["ok"], true);
}

// S2.15.5, F5: a full disk leaves no half of an export, says so, and the next one with room is whole.
#[test]
fn an_export_that_does_not_fit_leaves_nothing_and_is_in_the_history() {
    let Some(disk) = Disk::new("2m") else {
        return skipped("a full disk needs the right to make a small file system");
    };
    let stage = Stage::new();
    bakery::make(&stage.path("bakery.db"));
    bakery::grow(&stage.path("bakery.db"), 30_000);
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    let folder = disk.0.path().join("exports");
    std::fs::create_dir(&folder).unwrap();
    let to = folder.to_str().unwrap();
    let words = [
        "export", "Bakery", "--all", "--format", "jsonl", "--to", to, "--at", "latest",
    ];
    stage.json(["backup", "Bakery"]);
    // All but a little of the disk is somebody else's.
    std::fs::write(disk.0.path().join("film.mp4"), vec![1; 1_900_000]).unwrap();
    assert_eq!(stage.code(words), "export_disk_full");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "nothing is left");
    let history = stage.json(["exports", "Bakery"]);
    assert_eq!(history["exports"][0]["failure"]["code"], "export_disk_full");
    assert!(disk.again("size=128m"));
    let done = stage.json(words);
    assert_eq!(done["status"], "present");
}

// F6
#[test]
fn a_vault_that_may_only_be_read_is_looked_at_and_not_written() {
    let Some(on) = OnDisk::new("64m") else {
        return skipped("a disk that may only be read needs the right to make a small file system");
    };
    bakery::spoil(&on.stage.path("bakery.db"));
    let spoilt = bakery::content(&on.stage.path("bakery.db"));
    assert!(on.disk.again("ro"));
    for words in [
        &["backup", "Bakery"][..],
        &["restore", "Bakery", "--to", "1", "--yes"],
        &["prune", "Bakery", "--delete", "1", "--yes"],
        &["shop", "move", "Bakery", "bakery.db"],
        &["vault", "keys", "renew"],
    ] {
        assert_eq!(on.refused(words)["code"], "vault_read_only", "{words:?}");
    }
    // The shop is as it was, and everything kept can be looked at.
    assert_eq!(bakery::content(&on.stage.path("bakery.db")), spoilt);
    assert_eq!(on.json(["records", "Bakery", "products"])["total"], 4);
    assert_eq!(on.json(["compare", "Bakery", "1", "live"])["updated"], 2);
    assert!(on.disk.again("rw"));
    assert_eq!(on.json(["backup", "Bakery"])["backup"], 2);
}
