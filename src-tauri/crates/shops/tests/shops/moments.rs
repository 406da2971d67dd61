//! A reading shows one moment, while the shop goes on.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use backstock_model::{ContentType, Node};
use backstock_shops::Shop as _;

use crate::desk::Desk;

/// Money moves between accounts all the time; at no moment is there more or less of it.
fn money_stays_the_same(journal: &str, readings: usize) {
    let desk = Desk::new(&format!(
        "PRAGMA journal_mode = {journal};
         CREATE TABLE a (id INTEGER PRIMARY KEY, amount INTEGER); CREATE TABLE b (id INTEGER PRIMARY KEY, amount INTEGER);
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO a SELECT i, 100 FROM n;
         INSERT INTO b SELECT * FROM a"
    ));
    let stop = Arc::new(AtomicBool::new(false));
    let writes = Arc::new(AtomicU64::new(0));
    let hammer = {
        let (stop, writes, connection) = (stop.clone(), writes.clone(), desk.connection());
        connection.pragma_update(None, "synchronous", "OFF").unwrap();
        thread::spawn(move || {
            let mut turn: i64 = 0;
            while !stop.load(Ordering::Relaxed) {
                turn += 1;
                let moved = connection.execute_batch(&format!(
                    "BEGIN IMMEDIATE; UPDATE a SET amount = amount - {turn} WHERE id = {}; UPDATE b SET amount = amount + {turn} WHERE id = {}; COMMIT",
                    1 + turn % 500,
                    1 + (turn * 7) % 500,
                ));
                match moved {
                    Ok(()) => _ = writes.fetch_add(1, Ordering::Relaxed),
                    Err(_) if connection.is_autocommit() => {}
                    Err(_) => connection.execute_batch("ROLLBACK").unwrap(),
                }
            }
        })
    };
    let mut written = Vec::new();
    for _ in 0..readings {
        let mut reading = desk.shop().open_reading().unwrap();
        let mut sum = 0;
        for of_type in ["a", "b"] {
            reading
                .read_type(&ContentType::new(of_type), &mut |record| {
                    match record.document.to_node().unwrap().get("amount") {
                        Some(Node::Number(amount)) => sum += amount.parse::<i64>().unwrap(),
                        other => panic!("{other:?}"),
                    }
                    ControlFlow::Continue(())
                })
                .unwrap();
        }
        assert_eq!(sum, 100_000, "{journal}");
        written.push(writes.load(Ordering::Relaxed));
    }
    // A last look that waits for the writer, so that it is known to have worked.
    while writes.load(Ordering::Relaxed) < 20 {
        thread::yield_now();
    }
    stop.store(true, Ordering::Relaxed);
    hammer.join().unwrap();
    if journal == "WAL" {
        assert!(written.last() > written.first(), "nobody wrote while we read");
    }
}

#[test]
fn a_reading_of_a_busy_shop_shows_one_moment() {
    money_stays_the_same("WAL", 20);
    money_stays_the_same("DELETE", 20);
}
