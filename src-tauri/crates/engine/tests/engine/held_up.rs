//! Somebody else has a row locked on a real server: whoever asks to stop is not kept waiting for it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use backstock_model::{Cancel, NoProgress, Phase, Progress, Tick};
use backstock_vault::{RunItemState, RunStatus};

use crate::cutting::tables;
use crate::served::{SHOP, Served, Server, shared};

/// A row of the second batch.
const LOCKED: u32 = 800;

/// What is known on a server about somebody who sits on a row.
struct Sitting {
    sit: String,
    is_sitting: &'static str,
    is_waited_for: &'static str,
    get_up: &'static str,
}

fn sitting(server: Server) -> Sitting {
    let row = format!("BEGIN; SELECT id FROM teas WHERE id = {LOCKED} FOR UPDATE;");
    match server {
        Server::Mysql(_) => Sitting {
            sit: format!("{row} SELECT SLEEP(60);"),
            is_sitting: "SELECT count(*) FROM information_schema.processlist
                WHERE db = DATABASE() AND info LIKE 'SELECT SLEEP%'",
            is_waited_for: "SELECT count(*) FROM information_schema.innodb_trx t
                JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
                WHERE p.db = DATABASE() AND t.trx_state = 'LOCK WAIT'",
            get_up: "SELECT concat('KILL ', id) FROM information_schema.processlist
                WHERE db = DATABASE() AND info LIKE 'SELECT SLEEP%'",
        },
        Server::Postgres(_) => Sitting {
            sit: format!("{row} SELECT pg_sleep(60);"),
            is_sitting: "SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%'",
            is_waited_for: "SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'",
            get_up: "SELECT format('SELECT pg_terminate_backend(%s)', pid) FROM pg_stat_activity
                WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%'",
        },
    }
}

fn wait_until(shop: &Served, count: &str) {
    let begun = Instant::now();
    while shop.value(count) != "1" {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "nothing comes of {count}"
        );
        // MariaDB shows its transactions as they were until nobody has asked for a tenth of a second.
        std::thread::sleep(Duration::from_millis(200));
    }
}

// S2.8.6: a restore that waits for somebody else's lock stops within two seconds, keeps what was written before, and leaves
// no trace of what was not.
#[test]
fn a_restore_that_waits_for_a_locked_row_stops_when_asked() {
    for server in shared() {
        let shop = Served::new(server, &tables());
        let good = shop.backup();
        shop.sql("UPDATE teas SET name = 'Spoilt'");
        let spoilt = shop.dump();
        let (id, plan) = shop.plan(good);
        let lock = sitting(server);
        let cancel = Cancel::new();
        let (outcome, waited) = std::thread::scope(|scope| {
            // Ended from elsewhere, which its client takes for a failure.
            scope.spawn(|| drop(shop.try_sql(&lock.sit)));
            wait_until(&shop, lock.is_sitting);
            let restore = scope.spawn(|| shop.engine.carry_out(SHOP, id, None, &NoProgress, &cancel));
            wait_until(&shop, lock.is_waited_for);
            let asked = Instant::now();
            cancel.ask();
            let outcome = restore.join().unwrap().unwrap();
            let waited = asked.elapsed();
            shop.value(&shop.value(lock.get_up));
            (outcome, waited)
        });
        assert!(waited < Duration::from_secs(2), "{server:?}: {waited:?}");
        assert!(outcome.cancelled);
        assert_eq!(
            (outcome.succeeded, outcome.failed),
            (500, 0),
            "{:?}",
            outcome.failures
        );
        assert_eq!(outcome.skipped, plan.records.len() as u64 - 500);

        // The journal says the same of each record, and so does the shop.
        let run = shop.engine.run(SHOP, outcome.run).unwrap();
        assert_eq!(run.status, RunStatus::Fail);
        let items = shop
            .engine
            .vault()
            .run_items(outcome.run, None, 5_000, 0)
            .unwrap();
        let of = |state: RunItemState| items.iter().filter(|item| item.state == state).count();
        assert_eq!(of(RunItemState::Verified), 500);
        assert_eq!(of(RunItemState::Skipped), plan.records.len() - 500);
        assert_eq!(
            shop.value("SELECT count(*) FROM teas WHERE name = 'Spoilt'"),
            "800"
        );

        let undo = shop
            .engine
            .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new());
        let undone = shop.carry_out(undo.unwrap().0).unwrap();
        assert_eq!(
            (undone.succeeded, undone.failed),
            (500, 0),
            "{:?}",
            undone.failures
        );
        assert!(
            shop.dump() == spoilt,
            "{server:?}: the undo takes back just what was written"
        );
        // Nobody sits there any more, and the same restore comes to its end.
        let (again, _) = shop.plan(good);
        assert_eq!(shop.carry_out(again).unwrap().failed, 0);
    }
}

/// Loses the line once so many more bytes have passed since the first batch was begun.
struct Losing<'s> {
    shop: &'s Served,
    after: u64,
    has_begun: AtomicBool,
    has_waited: AtomicBool,
}

impl Progress for Losing<'_> {
    fn tick(&self, tick: &Tick) {
        match tick.phase {
            Phase::Writing if !self.has_begun.swap(true, Ordering::SeqCst) => {
                self.shop.line.lose_after(self.after);
            }
            Phase::Waiting => self.has_waited.store(true, Ordering::SeqCst),
            _ => {}
        }
    }
}

// S2.8.7: the owner's line goes in the middle of a batch and the server does not hear of it. What it holds for us is in our own way
// and in the shop's until it gives the silent connection up; the restore waits for that.
#[test]
fn rows_that_a_lost_line_has_left_locked_are_waited_for() {
    fn proven(server: Server) {
        let shop = Served::new(server, &tables());
        let (good, good_dump) = (shop.backup(), shop.dump());
        // Where in a batch so many bytes lead to is the driver's business: one of them meets rows that are locked.
        let is_met = (1..=12).any(|step| {
            shop.sql(&format!("UPDATE teas SET name = 'Spoilt {step}'"));
            let (plan, _) = shop.plan(good);
            let told = Losing {
                shop: &shop,
                after: step * 15_000,
                has_begun: AtomicBool::new(false),
                has_waited: AtomicBool::new(false),
            };
            let done = shop.engine.carry_out(SHOP, plan, None, &told, &Cancel::new());
            let done = done.unwrap();
            assert_eq!((done.failed, done.cancelled), (0, false), "{:?}", done.failures);
            assert!(shop.dump() == good_dump, "step {step}: all of it is back");
            told.has_waited.into_inner()
        });
        assert!(is_met, "{server:?}: no lost line had locked anything");
    }
    std::thread::scope(|scope| {
        for server in shared() {
            scope.spawn(move || proven(server));
        }
    });
}
