//! The shop's tables change between a backup and a restore: each change is told in the owner's words, and nothing wrong is written.

use crate::served::{Served, Server, shared};

const TABLES: &str = "CREATE TABLE boxes (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL);
    CREATE TABLE teas (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL, note VARCHAR(40), price DECIMAL(10,2));
    INSERT INTO boxes VALUES (1, 'Tin');
    INSERT INTO teas VALUES (1, 'Assam', 'malty', 4.50), (2, 'Sencha', 'grassy', 7.25), (3, 'Rooibos', NULL, 3.99);";

/// A change of the tables, and what becomes of a restore of two teas: one whose price is wrong, and one that is gone.
struct Drift {
    sql: &'static str,
    written: u64,
    /// What is said, by its code: before it is done, and of records that could not be written.
    said: &'static [&'static str],
    /// The price of the first tea afterwards, and how many teas there are.
    after: [&'static str; 2],
}

const SPOILT: [&str; 2] = ["45.00", "2"];
const WHOLE: [&str; 2] = ["4.50", "3"];
/// What could be done was done, and the tea that would have lost something was left out.
const PARTLY: [&str; 2] = ["4.50", "2"];

const DRIFTS: &[Drift] = &[
    // A column more, which the backup knows nothing of.
    Drift {
        sql: "ALTER TABLE teas ADD COLUMN origin VARCHAR(20)",
        written: 2,
        said: &[],
        after: WHOLE,
    },
    // One that must not be empty, so that a tea cannot be made anew without it.
    Drift {
        sql: "ALTER TABLE teas ADD COLUMN origin VARCHAR(20) NOT NULL DEFAULT 'x'; ALTER TABLE teas ALTER COLUMN origin DROP DEFAULT",
        written: 1,
        said: &["may_not_be_empty"],
        after: PARTLY,
    },
    // A column less.
    Drift {
        sql: "ALTER TABLE teas DROP COLUMN note",
        written: 1,
        said: &["field_not_in_shop", "column_missing"],
        after: PARTLY,
    },
    // One of another name: its content is not put where it might not belong.
    Drift {
        sql: "ALTER TABLE teas RENAME COLUMN note TO remark",
        written: 1,
        said: &["field_not_in_shop", "column_missing"],
        after: PARTLY,
    },
    // One that takes other values, and one that takes shorter ones.
    Drift {
        sql: "ALTER TABLE teas DROP COLUMN note; ALTER TABLE teas ADD COLUMN note INT",
        written: 0,
        said: &["wrong_kind", "wrong_kind"],
        after: SPOILT,
    },
    Drift {
        sql: "ALTER TABLE teas DROP COLUMN note; ALTER TABLE teas ADD COLUMN note VARCHAR(3)",
        written: 0,
        said: &["wrong_kind", "wrong_kind"],
        after: SPOILT,
    },
    // A table less, and one more.
    Drift {
        sql: "DROP TABLE boxes",
        written: 2,
        said: &["type_not_in_shop"],
        after: WHOLE,
    },
    Drift {
        sql: "CREATE TABLE cups (id INT PRIMARY KEY, size INT); INSERT INTO cups VALUES (1, 5)",
        written: 2,
        said: &[],
        after: WHOLE,
    },
];

// RS-20, TRUST 3.1: the shop was rebuilt since the backup.
#[test]
fn every_change_of_the_tables_is_told_and_nothing_wrong_is_written() {
    for drift in DRIFTS {
        for server in shared() {
            let shop = Served::new(server, TABLES);
            let good = shop.backup();
            shop.sql("UPDATE teas SET price = 45 WHERE id = 1; DELETE FROM teas WHERE id = 2;");
            shop.sql(drift.sql);
            let others = others(&shop);
            let (plan, planned) = shop.plan(good);
            let mut said: Vec<String> = planned.consequences.into_iter().map(|told| told.code).collect();
            let outcome = shop.carry_out(plan).unwrap();
            for failure in outcome.failures {
                assert!(failure.message.ends_with('.'), "{failure:?}");
                said.push(failure.code);
            }
            let what = format!("{} on {}", drift.sql, shop.kind());
            assert_eq!(said, drift.said, "{what}");
            assert_eq!(outcome.succeeded, drift.written, "{what}");
            let price = shop.value("SELECT price FROM teas WHERE id = 1");
            let count = shop.value("SELECT count(*) FROM teas");
            assert_eq!([price, count], drift.after.map(str::to_owned), "{what}");
            assert_eq!(self::others(&shop), others, "{what}");
        }
    }
}

/// What no restore of teas has to do with: the third tea, and every other table.
fn others(shop: &Served) -> Vec<String> {
    let third = |row: &String| row.starts_with("teas: 33 ") || row.starts_with("teas: (3,");
    let rows = shop.dump().into_iter();
    rows.filter(|row| !row.starts_with("teas: ") || third(row))
        .collect()
}

// A column that would take a value only after making another one of it: such a tea is refused, not rounded.
#[test]
fn a_price_is_not_rounded_into_a_column_of_whole_numbers() {
    for server in shared() {
        let shop = Served::new(server, TABLES);
        let good = shop.backup();
        shop.sql("UPDATE teas SET price = 45 WHERE id = 1;");
        shop.sql(match server {
            Server::Mysql(_) => "ALTER TABLE teas MODIFY COLUMN price INT",
            Server::Postgres(_) => "ALTER TABLE teas ALTER COLUMN price TYPE int",
        });
        let (plan, _) = shop.plan(good);
        let outcome = shop.carry_out(plan).unwrap();
        assert!(outcome.failed > 0, "{}", shop.kind());
        let price = shop.value("SELECT price FROM teas WHERE id = 1");
        assert_eq!(price, "45", "{}: {:?}", shop.kind(), outcome.failures);
    }
}
