//! `kill -9` at any time: the vault is whole, and a restore can be gone on with or taken back.
//!
//! The times come from a seed. What counts is how many programs really were at work when they were killed: a sample of
//! 4 backups and 6 restores always, with `BACKSTOCK_FULL=1` 190 and 1,000. Going on with a restore is killed as well, again and
//! again.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::bakery;
use super::stage::{Stage, tries};
use super::stopping::started;

const PRODUCTS: u32 = 3_000;
/// Kills that met the program at work: the sample, and with `BACKSTOCK_FULL=1`.
const KILLED_BACKUPS: (u64, u64) = (4, 190);
const KILLED_RESTORES: (u64, u64) = (6, 1_000);
/// Restores in one vault, which grows with each and takes longer to be verified.
const ROUNDS_OF_A_SHOP: u64 = 40;
/// A kill may come too late; so many are tried for each that counts.
const TRIES_EACH: u64 = 4;

struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        // The numbers of Knuth's MMIX.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn bakery() -> (Stage, PathBuf) {
    let stage = Stage::new();
    let file = stage.path("bakery.db");
    bakery::make(&file);
    bakery::grow(&file, PRODUCTS);
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    stage.json(["backup", "Bakery"]);
    (stage, file)
}

/// Runs the program and kills it after that long; says whether it was killed in the middle.
fn killed_after(stage: &Stage, words: &[&str], time: Duration) -> bool {
    let mut child = stage
        .command(words)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(time);
    let was_running = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    was_running
}

/// Runs the program and kills it that long after it began to write to the shop; says whether it was killed in the middle.
fn killed_while_writing(stage: &Stage, words: &[&str], time: Duration) -> bool {
    let (mut child, _) = started(stage, words, "Reading back");
    std::thread::sleep(time);
    let was_running = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    was_running
}

/// How long the program takes when nobody kills it.
fn takes(stage: &Stage, words: &[&str]) -> Duration {
    let begun = Instant::now();
    stage.json(words);
    begun.elapsed()
}

/// How long the program seems to take, after a kill that met it at work or came too late: a computer has other things to do,
/// and not always as many.
fn nearer(whole: Duration, at_work: bool) -> Duration {
    if at_work { whole * 9 / 8 } else { whole * 3 / 4 }
}

// S2.2.10
#[test]
fn a_killed_backup_leaves_the_vault_as_it_was() {
    let (stage, file) = bakery();
    let change = |round: u64| {
        bakery::edit(
            &file,
            &format!(
                "UPDATE products SET price = '{round}.00' WHERE id % 3 = {}; DELETE FROM products WHERE id = {};",
                round % 3,
                1_000 + round
            ),
        );
    };
    change(0);
    let mut whole = takes(&stage, &["backup", "Bakery"]);
    let mut chance = Chance(2);
    let wanted = tries(KILLED_BACKUPS.0, KILLED_BACKUPS.1);
    let (mut killed, mut round) = (0, 0);
    while killed < wanted {
        round += 1;
        assert!(
            round <= wanted * TRIES_EACH,
            "only {killed} of {wanted} backups were killed at work"
        );
        change(round);
        let before = stage.json(["backups", "Bakery"]);
        let time = Duration::from_micros(chance.below(whole.as_micros() as u64));
        let at_work = killed_after(&stage, &["backup", "Bakery"], time);
        let said = format!("round {round}, killed after {time:?} of {whole:?}");
        killed += u64::from(at_work);
        whole = nearer(whole, at_work);
        assert_eq!(stage.json(["verify"])["ok"], true, "{said}");
        let after = stage.json(["backups", "Bakery"]);
        let (before, after) = (unpinned(&before), unpinned(&after));
        // Either it was complete before the kill, or there is no trace of it.
        assert!(
            after == before || (after.len() == before.len() + 1 && after[1..] == before[..]),
            "{said}"
        );
        stage.json(["backup", "Bakery"]);
        let compared = stage.json(["compare", "Bakery", "latest", "live"]);
        assert_eq!(
            ["added", "updated", "deleted"].map(|key| compared[key].as_u64().unwrap()),
            [0, 0, 0],
            "{said}"
        );
    }
}

/// The backups without what is noted about them afterwards: so many changed prices raise an alarm, which pins the one before.
fn unpinned(listed: &Value) -> Vec<Value> {
    let mut backups = listed["backups"].as_array().unwrap().clone();
    for backup in &mut backups {
        let row = backup.as_object_mut().unwrap();
        row.remove("pinned");
        row.remove("note");
    }
    backups
}

/// What the kills of restores have met so far.
#[derive(Default)]
struct Met {
    rounds: u64,
    killed: u64,
    /// Restores that were killed while they wrote.
    interrupted: u64,
}

// S2.8.7, T17: 1,000 kills with BACKSTOCK_FULL, nothing lost and nothing twice. The journal survives a crash; what was begun
// is gone on with, or left and taken back.
#[test]
fn a_killed_restore_is_gone_on_with_or_taken_back() {
    let wanted = tries(KILLED_RESTORES.0, KILLED_RESTORES.1);
    let (mut chance, mut met) = (Chance(3), Met::default());
    while met.killed < wanted {
        kill_restores(&mut chance, &mut met, wanted);
    }
    assert!(met.interrupted > 0, "no restore was killed while it wrote");
    eprintln!(
        "{} kills in {} restores, {} of which were writing",
        met.killed, met.rounds, met.interrupted
    );
}

/// Kills the restores of one shop, until that is enough or its vault has become large.
fn kill_restores(chance: &mut Chance, met: &mut Met, wanted: u64) {
    let (stage, file) = bakery();
    let good = bakery::content(&file);
    let spoil = |round: u64| {
        bakery::edit(
            &file,
            &format!(
                "UPDATE products SET price = 'oops {round}', description = NULL WHERE id >= 1000; DELETE FROM products WHERE id % 10 = 7 AND id >= 1000;"
            ),
        );
        bakery::content(&file)
    };
    let words = ["restore", "Bakery", "--to", "1", "--type", "products", "--yes"];
    spoil(met.rounds);
    let mut whole = takes(&stage, &words);
    assert_eq!(bakery::content(&file), good);
    for _ in 0..ROUNDS_OF_A_SHOP {
        if met.killed >= wanted {
            break;
        }
        met.rounds += 1;
        let round = met.rounds;
        assert!(
            round <= wanted * TRIES_EACH,
            "only {} of {wanted} restores were killed at work",
            met.killed
        );
        let spoilt = spoil(round);
        let runs = |answer: Value| answer["recoveries"].as_array().unwrap().len();
        let before = runs(stage.json(["recoveries", "Bakery"]));
        // Every other time while it writes; else at any time, also while it plans or makes the safety backup.
        let share = if round % 4 < 2 { 8 } else { 1 };
        let time = Duration::from_micros(chance.below(whole.as_micros() as u64 / share));
        let at_work = if share > 1 {
            killed_while_writing(&stage, &words, time)
        } else {
            killed_after(&stage, &words, time)
        };
        let said = format!("round {round}, killed after {time:?} of {whole:?}");
        met.killed += u64::from(at_work);
        whole = nearer(whole, at_work);
        assert_eq!(stage.json(["verify"])["ok"], true, "{said}");
        let recoveries = stage.json(["recoveries", "Bakery"]);
        let newest = recoveries["recoveries"][0].clone();
        if runs(recoveries) == before {
            // Nothing had been written to the shop.
            assert_eq!(bakery::content(&file), spoilt, "{said}");
            stage.json(words);
        } else {
            let run = newest["run"].as_u64().unwrap().to_string();
            let is_interrupted =
                || stage.json(["recovery", "Bakery", &run, "--limit", "0"])["interrupted"] == true;
            let was_interrupted = is_interrupted();
            if was_interrupted {
                met.interrupted += 1;
                assert_eq!(newest["status"], "Progressing", "{said}");
                // What goes on with it may be killed, too.
                while met.killed < wanted && chance.below(3) > 0 {
                    let time = Duration::from_micros(chance.below(whole.as_micros() as u64 / 16));
                    let resume = ["recovery", "Bakery", &run, "--resume"];
                    met.killed += u64::from(killed_while_writing(&stage, &resume, time));
                }
            }
            // The last one may have been through before it was killed.
            if was_interrupted && is_interrupted() {
                if round.is_multiple_of(2) {
                    let done = stage.json(["recovery", "Bakery", &run, "--resume"]);
                    assert_eq!(done["failed"], 0, "{said}: {done}");
                } else {
                    stage.json(["recovery", "Bakery", &run, "--leave", "--limit", "0"]);
                    let undone = stage.json(["undo", "Bakery", &run, "--yes"]);
                    assert_eq!(undone["failed"], 0, "{said}: {undone}");
                    assert_eq!(bakery::content(&file), spoilt, "{said}");
                    stage.json(words);
                }
            }
        }
        assert_eq!(bakery::content(&file), good, "{said}");
    }
    assert_eq!(stage.json(["verify"])["ok"], true);
}

/// Waits until a program reads a file into a folder in this place, and names the folder.
fn folder_at_work(place: &Path, but: Option<&Path>) -> PathBuf {
    let begun = Instant::now();
    loop {
        let mut folders = fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path());
        let is_at_work =
            |folder: &PathBuf| Some(folder.as_path()) != but && folder.join("tables.db").exists();
        if let Some(folder) = folders.find(is_at_work) {
            return folder;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing is read");
        std::thread::sleep(Duration::from_millis(5));
    }
}

// T7, issue 5: what a killed program had read of a file is nobody's to see, and is gone with the next start; what another one is reading
// stays.
#[test]
fn what_a_killed_reading_left_is_taken_away_by_the_next_start() {
    let stage = Stage::new();
    let place = stage.path("temporary");
    fs::create_dir(&place).unwrap();
    let table = "CREATE TABLE `people` (`id` int NOT NULL, `email` text, PRIMARY KEY (`id`));\n";
    let rows: Vec<String> = (1..=400_000)
        .map(|id| format!("INSERT INTO `people` VALUES ({id},'somebody-{id}@example.com');\n"))
        .collect();
    fs::write(stage.path("large.sql"), format!("{table}{}", rows.concat())).unwrap();
    fs::write(stage.path("small.sql"), format!("{table}{}", rows[0])).unwrap();
    let reading = |file: &str| {
        let mut command = stage.command(["archive", "inspect", file]);
        command
            .env("TMPDIR", &place)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    };
    let mut killed = reading("large.sql").spawn().unwrap();
    let left = folder_at_work(&place, None);
    std::thread::sleep(Duration::from_millis(200));
    killed.kill().unwrap();
    killed.wait().unwrap();
    let mode = fs::metadata(&left).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);

    // Between a folder and the mark that it is in use there is a moment, so what is new is left alone.
    std::thread::sleep(Duration::from_secs(3));
    let mut other = reading("large.sql").spawn().unwrap();
    let at_work = folder_at_work(&place, Some(&left));
    assert!(reading("small.sql").status().unwrap().success());
    assert!(!left.exists(), "what the killed program left is still there");
    assert!(at_work.exists(), "the folder of a program at work was taken away");
    other.kill().unwrap();
    other.wait().unwrap();
    std::thread::sleep(Duration::from_secs(3));
    assert!(reading("small.sql").status().unwrap().success());
    assert_eq!(fs::read_dir(&place).unwrap().count(), 0);
}
