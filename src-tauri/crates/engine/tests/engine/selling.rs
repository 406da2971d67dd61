//! A shop on a real server goes on selling while it is backed up.

use std::io::Write as _;
use std::thread;
use std::time::Instant;

use backstock_model::{BackupNumber, Node};

use crate::served::{SHOP, Served, Server, shared};
use crate::stage::{key, tries};

const ROWS: u32 = 1_000;
/// What one sale writes: a coin out of a purse and into a till, so that the money is the same again, and how many there were.
const WRITES_OF_A_SALE: u64 = 3;
/// So many writes a second are promised.
const WRITES: u64 = 500;

/// Sells steadily, within the server, until the shop closes.
fn sell(shop: &Served) {
    let sale = format!(
        "UPDATE purses SET coins = coins - 1 WHERE id = MOD(sale * 7, {ROWS});
         UPDATE tills SET coins = coins + 1 WHERE id = MOD(sale * 13, {ROWS});
         UPDATE counter SET sold = sold + 1; COMMIT;"
    );
    shop.sql(&match shop.server {
        Server::Mysql(_) => format!(
            "DELIMITER //
             CREATE PROCEDURE sell() BEGIN
                 DECLARE sale INT DEFAULT 0;
                 WHILE (SELECT closed FROM door) = 0 DO
                     START TRANSACTION; {sale}
                     SET sale = sale + 1; DO SLEEP(0.002);
                 END WHILE;
             END//
             DELIMITER ;
             CALL sell();"
        ),
        Server::Postgres(_) => format!(
            "CREATE PROCEDURE sell() LANGUAGE plpgsql AS $$ DECLARE sale INT := 0; BEGIN
                 WHILE (SELECT closed FROM door) = 0 LOOP
                     {sale}
                     sale := sale + 1; PERFORM pg_sleep(0.002);
                 END LOOP;
             END $$;
             CALL sell();"
        ),
    });
}

fn sold(shop: &Served) -> u64 {
    shop.value("SELECT sold FROM counter").parse().unwrap()
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
                other => assert_eq!(other, None, "a number of coins"),
            }
        }
    }
    sum
}

// RS-21: 100 backups of each server with BACKSTOCK_FULL, at the rate that is promised.
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
                 CREATE TABLE counter (sold INT NOT NULL); CREATE TABLE door (closed INT NOT NULL);
                 INSERT INTO purses VALUES {0}; INSERT INTO tills VALUES {0};
                 INSERT INTO counter VALUES (0); INSERT INTO door VALUES (0);",
                rows.join(", ")
            ),
        );
        let made = thread::scope(|scope| {
            scope.spawn(|| sell(&shop));
            while sold(&shop) == 0 {}
            let (began, sold_before) = (Instant::now(), sold(&shop));
            let made: Vec<BackupNumber> = (0..backups)
                .map(|_| {
                    let before = sold(&shop);
                    let backup = shop.backup();
                    // It went on selling while it was read.
                    assert!(sold(&shop) > before);
                    backup
                })
                .collect();
            let writes = (sold(&shop) - sold_before) * WRITES_OF_A_SALE;
            let rate = writes as f64 / began.elapsed().as_secs_f64();
            shop.sql("UPDATE door SET closed = 1");
            let _ = writeln!(
                std::io::stderr(),
                "{backups} backups of {} while {rate:.0} writes a second were made",
                shop.kind()
            );
            // The sample runs beside other tests and cannot ask for a pace.
            assert!(backups < 100 || rate >= WRITES as f64, "{rate}");
            made
        });
        for backup in made {
            assert_eq!(money(&shop, backup), i64::from(ROWS) * 200, "{backup}");
        }
    }
}
