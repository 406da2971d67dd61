//! A shop on a real server goes on selling while it is backed up.

use std::io::Write as _;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use backstock_model::{BackupNumber, Node};

use crate::served::{SHOP, Served, shared};
use crate::stage::{key, tries};

const ROWS: u32 = 1_000;
/// So many writes a second are asked for; each sale is two, so that the money is the same again.
const WRITES: u64 = 500;
/// In one call of the server's client, which takes its time to start.
const SALES_AT_ONCE: u64 = 125;

/// Sells at the pace asked for until told to stop.
fn sell(shop: &Served, is_over: &AtomicBool, sales: &AtomicU64) {
    let pause = Duration::from_millis(1_000 * SALES_AT_ONCE * 2 / WRITES);
    let mut next = Instant::now();
    while !is_over.load(Ordering::Relaxed) {
        let sold = sales.load(Ordering::Relaxed);
        let statements: Vec<String> = (sold..sold + SALES_AT_ONCE)
            .map(|sale| {
                let (from, to) = (sale * 7 % u64::from(ROWS), sale * 13 % u64::from(ROWS));
                format!(
                    "BEGIN; UPDATE purses SET coins = coins - 1 WHERE id = {from};
                     UPDATE tills SET coins = coins + 1 WHERE id = {to}; COMMIT;"
                )
            })
            .collect();
        shop.sql(&statements.join("\n"));
        sales.fetch_add(SALES_AT_ONCE, Ordering::Relaxed);
        next += pause;
        thread::sleep(next.saturating_duration_since(Instant::now()));
    }
}

/// All the money that a backup holds.
fn money(shop: &Served, at: BackupNumber) -> i64 {
    let known = shop.engine.vault().shop(SHOP).unwrap();
    let mut sum = 0;
    for table in ["purses", "tills"] {
        for id in 0..ROWS {
            let key = key(&format!("{table}/{id}"));
            let document = shop.engine.vault().document_at(known.id, &key, at).unwrap();
            match document.unwrap().to_node().unwrap().get("coins") {
                Some(Node::Number(coins)) => sum += coins.parse::<i64>().unwrap(),
                other => panic!("{other:?}"),
            }
        }
    }
    sum
}

// RS-21: 100 backups of each server with BACKSTOCK_FULL, with the rate that was reached.
#[test]
fn every_backup_of_a_shop_that_sells_shows_one_moment() {
    let backups = tries(3, 100);
    for server in shared() {
        let rows: Vec<String> = (0..ROWS).map(|id| format!("({id}, 100)")).collect();
        let shop = Served::new(
            server,
            &format!(
                "CREATE TABLE purses (id INT PRIMARY KEY, coins INT NOT NULL);
                 CREATE TABLE tills (id INT PRIMARY KEY, coins INT NOT NULL);
                 INSERT INTO purses VALUES {0}; INSERT INTO tills VALUES {0};",
                rows.join(", ")
            ),
        );
        let (is_over, sales) = (AtomicBool::new(false), AtomicU64::new(0));
        let made = thread::scope(|scope| {
            scope.spawn(|| sell(&shop, &is_over, &sales));
            let (began, sold_before) = (Instant::now(), sales.load(Ordering::Relaxed));
            let mut made = Vec::new();
            for _ in 0..backups {
                // Something was sold since the last one.
                let sold = sales.load(Ordering::Relaxed);
                while sales.load(Ordering::Relaxed) == sold {
                    thread::sleep(Duration::from_millis(5));
                }
                made.push(shop.backup());
            }
            let writes = (sales.load(Ordering::Relaxed) - sold_before) * 2;
            is_over.store(true, Ordering::Relaxed);
            let rate = writes as f64 / began.elapsed().as_secs_f64();
            let _ = writeln!(
                std::io::stderr(),
                "{backups} backups of {} while {rate:.0} writes a second were made",
                shop.kind()
            );
            made
        });
        assert!(sales.load(Ordering::Relaxed) >= u64::from(backups));
        for backup in made {
            assert_eq!(money(&shop, backup), i64::from(ROWS) * 200, "{backup}");
        }
    }
}
