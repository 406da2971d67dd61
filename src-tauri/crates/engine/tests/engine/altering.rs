//! Tables that are changed while they are read, as an update of the shop's software does.

use std::sync::Mutex;

use backstock_engine::{BackupAsk, EngineError};
use backstock_model::{Cancel, NoProgress, Phase, Progress, Tick};
use backstock_shops::ShopError;

use crate::served::{SHOP, Served, Server, shared};

const ROWS: u32 = 300;

fn shop_on(server: Server) -> Served {
    let rows: Vec<String> = (0..ROWS).map(|id| format!("({id}, 4.50)")).collect();
    Served::new(
        server,
        &format!(
            "CREATE TABLE a_teas (id INT PRIMARY KEY, price DECIMAL(10,2)); INSERT INTO a_teas VALUES {0};
             CREATE TABLE b_cups (id INT PRIMARY KEY, price DECIMAL(10,2)); INSERT INTO b_cups VALUES {0};",
            rows.join(", ")
        ),
    )
}

/// Changes a table that is read later, while another is read, for as long as there are changes left.
struct Update<'s> {
    shop: &'s Served,
    changes: Mutex<Vec<&'static str>>,
    /// How far the reading was last heard of.
    last: Mutex<u64>,
}

impl<'s> Update<'s> {
    fn of(shop: &'s Served, changes: &[&'static str]) -> Self {
        Self {
            shop,
            changes: Mutex::new(changes.to_vec()),
            last: Mutex::new(0),
        }
    }
}

impl Progress for Update<'_> {
    fn tick(&self, tick: &Tick) {
        let mut last = self.last.lock().unwrap();
        let is_another_reading = tick.done < *last || *last == 0;
        if tick.phase == Phase::Reading && tick.done > 0 && tick.done < u64::from(ROWS) {
            if is_another_reading && let Some(change) = self.changes.lock().unwrap().pop() {
                self.shop.sql(change);
            }
            *last = tick.done;
        }
    }
}

/// Ways to change a table that whoever reads it meets.
const CHANGES: [&str; 3] = [
    "ALTER TABLE b_cups RENAME COLUMN price TO cost",
    "ALTER TABLE b_cups DROP COLUMN cost",
    "ALTER TABLE b_cups RENAME TO c_cups",
];

fn rewritten(server: Server) -> &'static str {
    match server {
        Server::Mysql(_) => "ALTER TABLE b_cups MODIFY price DECIMAL(20,4), FORCE",
        Server::Postgres(_) => "ALTER TABLE b_cups ALTER COLUMN price TYPE DECIMAL(20,4)",
    }
}

// F20, RS-21: what is read after the change is read anew, as of one moment, and nothing is missing.
#[test]
fn a_backup_is_made_anew_when_a_table_is_changed_meanwhile() {
    for server in shared() {
        let shop = shop_on(server);
        shop.backup();
        let update = Update::of(&shop, &[rewritten(server)]);
        let outcome = shop
            .engine
            .backup(SHOP, &BackupAsk::default(), &update, &Cancel::new())
            .unwrap();
        assert!(update.changes.lock().unwrap().is_empty(), "it was changed");
        let records: Vec<u64> = outcome.types.iter().map(|(_, counts)| counts.records).collect();
        assert_eq!(records, [u64::from(ROWS), u64::from(ROWS)], "{}", shop.kind());
        let document = shop.engine.vault().document_at(
            shop.engine.vault().shop(SHOP).unwrap().id,
            &crate::stage::key("b_cups/7"),
            outcome.backup.number,
        );
        let text = format!("{:?}", document.unwrap().unwrap().to_node().unwrap());
        assert!(text.contains("4.5000"), "{text}");
    }
}

// F20: a shop that is changed again and again is told as what it is, and the backup before stays the newest.
#[test]
fn a_shop_whose_tables_do_not_come_to_rest_is_told_as_that() {
    for server in shared() {
        let shop = shop_on(server);
        let before = shop.backup();
        let changes: Vec<&str> = CHANGES.iter().rev().copied().collect();
        let update = Update::of(&shop, &changes);
        let refused = shop
            .engine
            .backup(SHOP, &BackupAsk::default(), &update, &Cancel::new())
            .unwrap_err();
        assert!(
            matches!(refused, EngineError::Shop(ShopError::TablesChanged { .. })),
            "{}: {refused:?}",
            shop.kind()
        );
        assert_eq!(shop.engine.latest(SHOP).unwrap().number, before);
        let remembered = shop.engine.last_backup_failure(SHOP).unwrap().unwrap();
        assert_eq!(remembered.why.code, "shop_tables_changed");
        // Once it has come to rest it is backed up as ever.
        let after = shop
            .engine
            .backup(SHOP, &BackupAsk::default(), &NoProgress, &Cancel::new())
            .unwrap();
        assert_eq!(
            after.types.iter().map(|(_, counts)| counts.records).sum::<u64>(),
            u64::from(2 * ROWS)
        );
    }
}

// RS-21: a table that is emptied by being written anew looks empty to who began before; that is no backup of it.
#[test]
fn a_table_that_is_emptied_meanwhile_is_not_kept_as_empty_beside_what_was_before() {
    for server in shared() {
        let shop = shop_on(server);
        shop.backup();
        let update = Update::of(
            &shop,
            &[
                "TRUNCATE TABLE b_cups",
                "TRUNCATE TABLE b_cups",
                "TRUNCATE TABLE b_cups",
            ],
        );
        let refused = shop
            .engine
            .backup(SHOP, &BackupAsk::default(), &update, &Cancel::new());
        match refused {
            Err(EngineError::Shop(ShopError::TablesChanged { .. })) => {}
            other => panic!("{}: {:?}", shop.kind(), other.map(|outcome| outcome.types)),
        }
    }
}
