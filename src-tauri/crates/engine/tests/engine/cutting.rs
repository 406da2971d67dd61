//! The line to a real server breaks: nothing is lost, nothing is there twice, and what was begun is gone on with or taken back.

use std::sync::Mutex;

use backstock_engine::{EngineError, RunOutcome};
use backstock_model::{BackupNumber, Cancel, NoProgress, Phase, Progress, RunId, Tick};

use crate::served::{SHOP, Served, own, random, shared};
use crate::stage::tries;

/// More than two batches of writes, with parents and children.
const ROWS: u32 = 1_300;

pub(crate) fn tables() -> String {
    let boxes: Vec<String> = (1..=20).map(|id| format!("({id}, 'Box {id}')")).collect();
    let teas: Vec<String> = (1..=ROWS)
        .map(|id| format!("({id}, {}, 'Tea {id}', {id}.50)", id % 20 + 1))
        .collect();
    format!(
        "CREATE TABLE boxes (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL);
         CREATE TABLE teas (id INT PRIMARY KEY, box_id INT NOT NULL, name VARCHAR(40) NOT NULL, price DECIMAL(10,2),
             FOREIGN KEY (box_id) REFERENCES boxes (id));
         INSERT INTO boxes VALUES {}; INSERT INTO teas VALUES {};",
        boxes.join(", "),
        teas.join(", ")
    )
}

/// A mistake that changes, deletes and adds.
fn spoil(shop: &Served, turn: u64) {
    shop.sql(&format!(
        "UPDATE teas SET price = price * 10, name = CONCAT(name, ' spoilt {turn}') WHERE id % 2 = 0;
         DELETE FROM teas WHERE id % 13 = 0;
         INSERT INTO teas SELECT id + 100000, box_id, 'By mistake', 1 FROM teas WHERE id % 97 = 1;"
    ));
}

/// How many bytes pass over the line while something is done.
fn bytes<T>(shop: &Served, work: impl FnOnce() -> T) -> (u64, T) {
    let before = shop.line.passed();
    let done = work();
    (shop.line.passed() - before, done)
}

// RS-22, TRUST 3.1: 200 cuts of backups and 200 of restores of each server with BACKSTOCK_FULL.
#[test]
fn a_backup_whose_line_is_cut_is_made_whole_or_not_at_all() {
    let cuts = u64::from(tries(3, 200));
    for server in shared() {
        let shop = Served::new(server, &tables());
        let (whole, first) = bytes(&shop, || shop.backup());
        let mut chance = random(7);
        let (mut newest, mut broken) = (first, 0);
        for turn in 0..cuts {
            shop.sql(&format!(
                "UPDATE teas SET price = {turn} WHERE id % 5 = {}",
                turn % 5
            ));
            shop.line.cut_after(chance() % whole);
            match shop.try_backup() {
                Ok(outcome) => newest = outcome.backup.number,
                Err(EngineError::Shop(_)) => {
                    broken += 1;
                    assert_eq!(newest_of(&shop), newest, "a backup that was cut is not kept");
                    shop.line.go_on();
                    newest = shop.backup();
                }
                Err(other) => panic!("{other:?}"),
            }
            shop.line.go_on();
            // What it holds is what the shop holds: there is nothing to put back.
            let (_, plan) = shop.plan(newest);
            assert_eq!(plan.counts(), (0, 0, 0), "cut {turn}");
        }
        assert!(broken > 0, "no cut met a backup");
    }
}

fn newest_of(shop: &Served) -> BackupNumber {
    let known = shop.engine.vault().shop(SHOP).unwrap();
    shop.engine.vault().latest(known.id).unwrap().unwrap().number
}

/// Brings a run to its end, whatever the line does to it.
fn to_the_end(shop: &Served, begun: Result<RunOutcome, EngineError>, to: BackupNumber) -> RunId {
    match begun {
        Ok(outcome) => {
            assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
            outcome.run
        }
        // Nothing was written yet.
        Err(EngineError::SafetyBackup(_) | EngineError::Shop(_)) => {
            shop.line.go_on();
            let (plan, _) = shop.plan(to);
            let done = shop.carry_out(plan);
            to_the_end(shop, done, to)
        }
        Err(EngineError::ShopAway { run, .. } | EngineError::RunStopped { run, .. }) => {
            shop.line.go_on();
            let resumed = shop.engine.resume(SHOP, run, &NoProgress, &Cancel::new());
            to_the_end(shop, resumed, to)
        }
        other @ Err(_) => other.unwrap().run,
    }
}

// RS-22, S2.8.7
#[test]
fn a_restore_whose_line_is_cut_comes_to_its_end_and_is_undone_cleanly() {
    let cuts = u64::from(tries(3, 200));
    for server in shared() {
        let shop = Served::new(server, &tables());
        let good = shop.backup();
        let good_dump = shop.dump();
        let mut chance = random(11);
        spoil(&shop, 0);
        let (plan, _) = shop.plan(good);
        let (whole, done) = bytes(&shop, || shop.carry_out(plan));
        to_the_end(&shop, done, good);
        assert_eq!(shop.dump(), good_dump);
        for turn in 1..=cuts {
            spoil(&shop, turn);
            let spoilt = shop.dump();
            let (plan, _) = shop.plan(good);
            shop.line.cut_after(chance() % whole);
            let done = shop.carry_out(plan);
            let run = to_the_end(&shop, done, good);
            shop.line.go_on();
            assert!(shop.dump() == good_dump, "cut {turn}: the restore is whole");
            let (undo, _) = shop
                .engine
                .plan_undo(SHOP, run, &NoProgress, &Cancel::new())
                .unwrap();
            let undone = shop.carry_out(undo).unwrap();
            assert_eq!(undone.failed, 0, "cut {turn}: {:?}", undone.failures);
            assert!(shop.dump() == spoilt, "cut {turn}: the undo is whole");
            let (plan, _) = shop.plan(good);
            shop.carry_out(plan).unwrap();
        }
    }
}

/// Stops the server when the first batch is written, and starts it again when the owner is told that it is away.
struct Interruption<'s> {
    shop: &'s Served,
    phases: Mutex<Vec<Phase>>,
}

impl Progress for Interruption<'_> {
    fn tick(&self, tick: &Tick) {
        let mut phases = self.phases.lock().unwrap();
        if phases.last() == Some(&tick.phase) {
            return;
        }
        let is_first = !phases.contains(&tick.phase);
        match tick.phase {
            Phase::Writing if is_first => self.shop.stop(),
            Phase::Waiting if is_first => self.shop.start_again(),
            _ => {}
        }
        phases.push(tick.phase);
    }
}

// S2.8.7: a hosting company restarts the server in the middle of a restore.
#[test]
fn a_server_that_is_restarted_under_a_restore_is_waited_for() {
    for server in own() {
        let shop = Served::new(server, &tables());
        let good = shop.backup();
        let good_dump = shop.dump();
        spoil(&shop, 0);
        let (plan, _) = shop.plan(good);
        let told = Interruption {
            shop: &shop,
            phases: Mutex::default(),
        };
        let outcome = shop
            .engine
            .carry_out(SHOP, plan, None, &told, &Cancel::new())
            .unwrap();
        let phases = told.phases.into_inner().unwrap();
        assert!(phases.contains(&Phase::Waiting), "{phases:?}");
        assert_eq!(
            (outcome.failed, outcome.cancelled),
            (0, false),
            "{:?}",
            outcome.failures
        );
        assert!(shop.dump() == good_dump);
    }
}
