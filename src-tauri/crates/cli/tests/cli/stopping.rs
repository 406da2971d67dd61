//! Ctrl-C: the job stops at its next safe place within two seconds and says what was and was not done.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::bakery;
use super::stage::{Stage, check_refusal};

/// Starts the program and waits until it says something with `word` in it.
pub(crate) fn started(stage: &Stage, words: &[&str], word: &str) -> (Child, Vec<String>) {
    let mut child = stage
        .command(words)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = Vec::new();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    for line in lines.by_ref() {
        let line = line.unwrap();
        let is_it = line.contains(word);
        told.push(line);
        if is_it {
            break;
        }
    }
    // The rest is read so that the program never waits for us.
    std::thread::spawn(move || lines.for_each(drop));
    (child, told)
}

pub(crate) fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .args([name, &child.id().to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
}

const PRODUCTS: u32 = 20_000;

fn large_bakery() -> (Stage, std::path::PathBuf) {
    let stage = Stage::new();
    let file = stage.path("bakery.db");
    bakery::make(&file);
    bakery::grow(&file, PRODUCTS);
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    (stage, file)
}

// S2.2.10, S2.9.4
#[test]
fn ctrl_c_stops_a_backup_and_nothing_is_kept() {
    let (stage, _) = large_bakery();
    // Of the first one, the types that had been read would be kept.
    stage.json(["backup", "Bakery"]);
    for name in ["-INT", "-TERM"] {
        // A fast computer may be done before the signal arrives; then it is tried again.
        let stopped = (0..10).any(|_| {
            let before = stage.json(["backups", "Bakery"]);
            let (child, _) = started(&stage, &["backup", "Bakery", "--json"], "roducts");
            let asked = Instant::now();
            signal(&child, name);
            let output = child.wait_with_output().unwrap();
            assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
            if output.status.code() == Some(0) {
                return false;
            }
            assert_eq!(output.status.code(), Some(1));
            let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            check_refusal(&answer);
            assert_eq!(answer["code"], "cancelled");
            assert_eq!(stage.json(["backups", "Bakery"]), before);
            true
        });
        assert!(stopped, "no backup was ever stopped by {name}");
    }
    assert_eq!(
        stage.json(["backup", "Bakery"])["records"],
        u64::from(PRODUCTS) + 14
    );
    assert_eq!(stage.json(["verify"])["ok"], true);
}

#[test]
fn ctrl_c_stops_a_restore_between_records() {
    let (stage, file) = large_bakery();
    stage.json(["backup", "Bakery"]);
    bakery::edit(&file, "UPDATE products SET price = '1.00' WHERE id >= 1000");
    let spoilt = bakery::content(&file);
    let all = u64::from(PRODUCTS);
    let words = [
        "restore", "Bakery", "--to", "1", "--type", "products", "--yes", "--json",
    ];
    let (child, _) = started(&stage, &words, "Reading back");
    let asked = Instant::now();
    signal(&child, "-INT");
    let output = child.wait_with_output().unwrap();
    assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
    assert_eq!(output.status.code(), Some(1));
    let done: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let of = |key: &str| done[key].as_u64().unwrap();
    assert!(of("succeeded") < all, "{done}");
    assert_eq!(of("succeeded") + of("failed") + of("skipped"), all, "{done}");
    // Exactly what it says was done.
    let left = stage.json(["compare", "Bakery", "1", "live", "--type", "products"]);
    assert_eq!(left["updated"].as_u64().unwrap(), all - of("succeeded"));
    let row = &stage.json(["recoveries", "Bakery"])["recoveries"][0];
    assert_eq!(row["status"], "Fail");
    let run = of("run").to_string();
    stage.json(["undo", "Bakery", &run, "--yes"]);
    assert_eq!(bakery::content(&file), spoilt);
}

// S2.2.5, S2.2.6: one job at a time in a vault, also of two programs; looking goes on meanwhile.
#[test]
fn a_second_job_is_told_to_wait() {
    let (stage, _) = large_bakery();
    let (mut child, _) = started(&stage, &["backup", "Bakery"], "products");
    signal(&child, "-STOP");
    let refusal = stage.refused(["backup", "Bakery"]);
    assert_eq!(refusal["code"], "busy");
    assert_eq!(stage.json(["shop", "list"])["shops"].as_array().unwrap().len(), 1);
    assert_eq!(
        stage.json(["backups", "Bakery"])["backups"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    signal(&child, "-CONT");
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(
        stage.json(["backup", "Bakery"])["unchanged"],
        u64::from(PRODUCTS) + 14
    );
}
