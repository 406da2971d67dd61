//! The process is killed at every named point, for real: this test starts itself as a child that ends with `abort`.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use backstock_engine::keeping::KeepRule;
use backstock_engine::{Engine, EngineError, Faults, POINTS};
use backstock_model::{BackupNumber, Cancel, Choice, NoProgress, PlanId};
use backstock_testkit::TemporaryVault;
use backstock_vault::RunStatus;

use crate::sqlite_files::{self, SHOP};
use crate::stage::tries;

const FOLDER: &str = "BACKSTOCK_CRASH_FOLDER";
const POINT: &str = "BACKSTOCK_CRASH_POINT";
const PASS: &str = "BACKSTOCK_CRASH_PASS";

/// More than one batch of writes, and more than one tick of reading.
const PRODUCTS: u32 = 620;

struct AbortAt {
    point: String,
    left: AtomicU64,
}

impl Faults for AbortAt {
    fn at(&self, point: &'static str) {
        if point == self.point && self.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            std::process::abort();
        }
    }
}

#[test]
#[ignore = "is started by the tests below, in a process of its own that dies"]
fn the_process_that_dies() {
    let setting = |name: &str| std::env::var(name).unwrap();
    let folder = setting(FOLDER);
    let faults = AbortAt {
        point: setting(POINT),
        left: AtomicU64::new(setting(PASS).parse().unwrap()),
    };
    let point = faults.point.clone();
    let engine = open(Path::new(&folder), Some(Arc::new(faults)));
    if point.starts_with("backup.") {
        sqlite_files::backup(&engine);
    } else if point.starts_with("prune.") {
        prune(&engine);
    } else {
        engine
            .carry_out(SHOP, PlanId(1), None, &NoProgress, &Cancel::new())
            .unwrap();
    }
}

/// Deletes all backups but the newest and the first.
fn prune(engine: &Engine) {
    engine
        .prune(SHOP, KeepRule::Last { backups: 1 }, &NoProgress, &Cancel::new())
        .unwrap();
}

fn open(folder: &Path, faults: Option<Arc<dyn Faults>>) -> Engine {
    let vault = TemporaryVault::open(&folder.join("vault")).unwrap();
    sqlite_files::engine(Arc::new(vault), faults)
}

/// Runs the child until it dies at the `pass`-th time it comes to `point`.
fn die_at(folder: &Path, point: &str, pass: u64) {
    let died = Command::new(std::env::current_exe().unwrap())
        .args([
            "crashing::the_process_that_dies",
            "--exact",
            "--ignored",
            "--nocapture",
        ])
        .env(FOLDER, folder)
        .env(POINT, point)
        .env(PASS, pass.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert_eq!(died.code(), None, "the child came past {point} ({pass}) alive");
}

/// A shop with a backup and a mistake in it, and a kept plan to take the mistake back.
struct Scene {
    folder: tempfile::TempDir,
    wanted: Vec<String>,
    spoilt: Vec<String>,
}

impl Scene {
    fn new() -> Self {
        Self::with(|engine, file| {
            sqlite_files::edit(
                file,
                "UPDATE products SET price = price * 10;
                 DELETE FROM product_categories WHERE product_id < 20;
                 DELETE FROM products WHERE id < 20;
                 INSERT INTO categories VALUES (50, 4, 'By mistake');",
            );
            let choice = Choice {
                allow_deletes: true,
                ..Choice::default()
            };
            engine
                .plan_restore(SHOP, BackupNumber(1), &choice, &NoProgress, &Cancel::new())
                .unwrap()
                .0
        })
    }

    /// A mistake between two backups, and a shop that went on living.
    fn reverting() -> Self {
        Self::with(|engine, file| {
            sqlite_files::edit(
                file,
                "UPDATE products SET price = price * 10 WHERE id > 100;
                 DELETE FROM product_categories WHERE product_id < 38;
                 DELETE FROM products WHERE id < 38;",
            );
            let until = sqlite_files::backup(engine);
            sqlite_files::edit(
                file,
                "UPDATE products SET price = 7.5 WHERE id BETWEEN 101 AND 105;
                 INSERT INTO log VALUES ('2026-11-20', 'sold');
                 INSERT INTO products (id, brand_id, name, price) VALUES (9000, 1, 'New', 1.5);",
            );
            let span = (BackupNumber(1), until);
            engine
                .plan_revert(SHOP, span, &Choice::default(), &NoProgress, &Cancel::new())
                .unwrap()
                .0
        })
    }

    fn with(spoil: impl FnOnce(&Engine, &Path) -> PlanId) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("shop.sqlite");
        sqlite_files::create(&file, PRODUCTS);
        let made = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
        let wanted = sqlite_files::dump(&file);
        let spoilt = {
            let engine = sqlite_files::engine(made.vault().clone(), None);
            sqlite_files::add(&engine, &file);
            sqlite_files::backup(&engine);
            let plan = spoil(&engine, &file);
            assert_eq!(plan, PlanId(1));
            sqlite_files::dump(&file)
        };
        let from = made.folder().to_owned();
        copy(&from, &folder.path().join("kept"));
        std::fs::copy(&file, folder.path().join("kept.sqlite")).unwrap();
        Self {
            folder,
            wanted,
            spoilt,
        }
    }

    /// Puts shop and vault back to the beginning.
    fn set(&self) -> &Path {
        let folder = self.folder.path();
        let _ = std::fs::remove_dir_all(folder.join("vault"));
        copy(&folder.join("kept"), &folder.join("vault"));
        for left in ["shop.sqlite-wal", "shop.sqlite-shm", "shop.sqlite-journal"] {
            let _ = std::fs::remove_file(folder.join(left));
        }
        std::fs::copy(folder.join("kept.sqlite"), folder.join("shop.sqlite")).unwrap();
        folder
    }

    fn shop(&self) -> Vec<String> {
        sqlite_files::dump(&self.folder.path().join("shop.sqlite"))
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

// S2.2.10
#[test]
fn a_backup_killed_anywhere_never_was() {
    let scene = Scene::new();
    for (turn, point) in POINTS
        .iter()
        .filter(|point| point.starts_with("backup."))
        .enumerate()
    {
        // Some points are passed many times; die at another one of them each time.
        let pass = if ["backup.record", "backup.type_read"].contains(point) {
            turn as u64
        } else {
            1
        };
        let folder = scene.set();
        die_at(folder, point, pass);
        let engine = open(folder, None);
        let expected = if *point == "backup.published" { 2 } else { 1 };
        let overview = engine.overview(SHOP).unwrap();
        assert_eq!(overview.backups, expected, "{point}");
        let found = engine.verify(None, &NoProgress, &Cancel::new()).unwrap();
        assert_eq!(found.problems, [], "{point}");
        let next = sqlite_files::backup(&engine);
        assert_eq!(engine.overview(SHOP).unwrap().last_backup.unwrap().number, next);
        assert_eq!(
            engine.overview(SHOP).unwrap().items,
            scene.spoilt.len() as u64,
            "{point}"
        );
        let found = engine.verify(None, &NoProgress, &Cancel::new()).unwrap();
        assert_eq!(found.problems, [], "{point}");
    }
}

#[test]
fn a_restore_killed_anywhere_goes_on_or_is_taken_back() {
    let scene = Scene::new();
    for (turn, point) in POINTS
        .iter()
        .filter(|point| point.starts_with("restore."))
        .enumerate()
    {
        let passes: &[u64] = if point.starts_with("restore.batch") {
            &[1, 2]
        } else {
            &[1]
        };
        for &pass in passes {
            let folder = scene.set();
            die_at(folder, point, pass);
            let engine = open(folder, None);
            let told = format!("{point}, pass {pass}");
            let open = engine.interrupted(SHOP).unwrap();
            match open.as_slice() {
                [] => {
                    // Nothing was begun, or all of it was done.
                    let runs = engine.runs(SHOP).unwrap();
                    if runs.is_empty() {
                        assert_eq!(scene.shop(), scene.spoilt, "{told}");
                    } else {
                        assert_eq!(runs[0].status, RunStatus::Done, "{told}");
                        assert_eq!(scene.shop(), scene.wanted, "{told}");
                    }
                }
                [run] => {
                    // To look at what an undo would do decides nothing.
                    engine
                        .plan_undo(SHOP, run.id, &NoProgress, &Cancel::new())
                        .unwrap();
                    assert_eq!(engine.interrupted(SHOP).unwrap().len(), 1, "{told}");
                    let refused = engine.carry_out(SHOP, PlanId(1), None, &NoProgress, &Cancel::new());
                    assert!(matches!(refused, Err(EngineError::RunInterrupted(_))), "{told}");
                    let way = (turn as u64 + pass) % 3;
                    if way == 0 {
                        let outcome = engine.resume(SHOP, run.id, &NoProgress, &Cancel::new()).unwrap();
                        assert_eq!(outcome.failed, 0, "{told}: {:?}", outcome.failures);
                        assert_eq!(outcome.succeeded, run.total, "{told}");
                        assert_eq!(scene.shop(), scene.wanted, "{told}");
                    } else if way == 1 {
                        let left = engine.leave(SHOP, run.id).unwrap();
                        assert_eq!(left.status, RunStatus::Fail, "{told}");
                    }
                    // Also when the journal counts nothing yet because the crash came right behind the shop's commit.
                    if way != 2 && scene.shop() != scene.spoilt {
                        assert!(engine.can_undo(SHOP, run.id).unwrap(), "{told}");
                    }
                    let (undo, plan) = engine
                        .plan_undo(SHOP, run.id, &NoProgress, &Cancel::new())
                        .unwrap();
                    assert_eq!(plan.conflicts, [], "{told}");
                    let outcome = engine
                        .carry_out(SHOP, undo, None, &NoProgress, &Cancel::new())
                        .unwrap();
                    assert_eq!(outcome.failed, 0, "{told}: {:?}", outcome.failures);
                    assert_eq!(scene.shop(), scene.spoilt, "{told}");
                    assert!(!engine.can_undo(SHOP, run.id).unwrap(), "{told}");
                }
                more => panic!("{told}: {more:?}"),
            }
            assert!(engine.interrupted(SHOP).unwrap().is_empty(), "{told}");
            let found = engine.verify(None, &NoProgress, &Cancel::new()).unwrap();
            assert_eq!(found.problems, [], "{told}");
        }
    }
}

// F1: deleting that is killed has deleted some and leaves the others whole; it goes on where it was.
#[test]
fn pruning_killed_in_the_middle_goes_on() {
    let scene = Scene::new();
    let folder = scene.set();
    let first = {
        let engine = open(folder, None);
        for price in 2..6 {
            sqlite_files::edit(
                &folder.join("shop.sqlite"),
                &format!("UPDATE products SET price = price + {price} WHERE id > 600"),
            );
            sqlite_files::backup(&engine);
        }
        engine.overview(SHOP).unwrap()
    };
    assert_eq!(first.backups, 5);
    die_at(folder, "prune.deleted", 2);
    let engine = open(folder, None);
    let numbers = || -> Vec<u64> {
        let shop = engine.vault().shop(SHOP).unwrap();
        let backups = engine.vault().backups(shop.id).unwrap();
        backups.iter().map(|backup| backup.number.0).collect()
    };
    assert_eq!(numbers(), [5, 4, 1]);
    let found = engine.verify(None, &NoProgress, &Cancel::new()).unwrap();
    assert_eq!(found.problems, []);
    prune(&engine);
    assert_eq!(numbers(), [5, 1]);
    assert_eq!(engine.overview(SHOP).unwrap().items, first.items);
    let found = engine.verify(None, &NoProgress, &Cancel::new()).unwrap();
    assert_eq!(found.problems, []);
}

// Capability 5: killed at any of 20 points by chance and resumed, it comes to the same end.
#[test]
fn a_mistake_being_taken_back_survives_being_killed() {
    let scene = Scene::reverting();
    let folder = scene.set();
    open(folder, None)
        .carry_out(SHOP, PlanId(1), None, &NoProgress, &Cancel::new())
        .unwrap();
    let wanted = scene.shop();
    assert_ne!(wanted, scene.spoilt);
    let points: Vec<&str> = POINTS
        .iter()
        .copied()
        .filter(|point| point.starts_with("restore."))
        .collect();
    for turn in 0..u64::from(tries(4, 20)) {
        // A step that meets every point, in an order that looks like none.
        let point = points[usize::try_from(turn * 7 + 3).unwrap() % points.len()];
        let pass = if point.starts_with("restore.batch") {
            1 + turn % 2
        } else {
            1
        };
        let folder = scene.set();
        die_at(folder, point, pass);
        let engine = open(folder, None);
        match engine.interrupted(SHOP).unwrap().as_slice() {
            [run] => {
                let outcome = engine.resume(SHOP, run.id, &NoProgress, &Cancel::new()).unwrap();
                assert_eq!(outcome.failed, 0, "{point}, {pass}: {:?}", outcome.failures);
            }
            _ if engine.runs(SHOP).unwrap().is_empty() => {
                engine
                    .carry_out(SHOP, PlanId(1), None, &NoProgress, &Cancel::new())
                    .unwrap();
            }
            _ => {}
        }
        assert_eq!(scene.shop(), wanted, "{point}, {pass}");
    }
}

#[test]
fn every_named_point_is_passed() {
    use std::collections::BTreeSet;
    use std::sync::Mutex;
    #[derive(Default)]
    struct Passed(Mutex<BTreeSet<&'static str>>);
    impl Faults for Passed {
        fn at(&self, point: &'static str) {
            self.0.lock().unwrap().insert(point);
        }
    }
    let scene = Scene::new();
    let folder = scene.set();
    let passed = Arc::new(Passed::default());
    let engine = open(folder, Some(passed.clone()));
    engine
        .carry_out(SHOP, PlanId(1), None, &NoProgress, &Cancel::new())
        .unwrap();
    sqlite_files::backup(&engine);
    sqlite_files::backup(&engine);
    prune(&engine);
    let found = passed.0.lock().unwrap().clone();
    // Those of the outbox have their own test, with a mail server.
    let of_jobs = POINTS
        .iter()
        .copied()
        .filter(|point| !point.starts_with("outbox."));
    assert_eq!(found, of_jobs.collect());
    assert_eq!(scene.shop(), scene.wanted);
}
