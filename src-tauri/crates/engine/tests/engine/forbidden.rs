//! A database user who may not read any more what was read before.

use backstock_engine::{EngineError, Moment};
use backstock_model::{Cancel, ContentType};
use backstock_servers::USER;

use crate::served::{SHOP, Served, Server, shared};

const TABLES: &str = "CREATE TABLE products (id INTEGER PRIMARY KEY, name VARCHAR(40));
    CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(40));
    CREATE TABLE leaflets (id INTEGER PRIMARY KEY, name VARCHAR(40));
    INSERT INTO products VALUES (1, 'Assam'), (2, 'Earl Grey');
    INSERT INTO customers VALUES (7, 'Anna'), (8, 'Bert');
    INSERT INTO leaflets VALUES (1, 'Autumn')";

/// Takes the right to read customers away, or gives it back.
fn may_read_customers(shop: &Served, may: bool) {
    let database = &shop.database;
    match (shop.server, may) {
        (Server::Mysql(server), true) => {
            let sql = format!("GRANT ALL ON `{database}`.* TO 'clerk_{database}'@'127.0.0.1'");
            server.run("mysql", &sql).unwrap();
        }
        // Rights to single tables, as a host's panel gives them; there is none to customers.
        (Server::Mysql(server), false) => {
            let clerk = format!("'clerk_{database}'@'127.0.0.1'");
            let sql = format!(
                "REVOKE ALL ON `{database}`.* FROM {clerk}; GRANT SELECT ON `{database}`.products TO {clerk};
                 GRANT SELECT ON `{database}`.leaflets TO {clerk}"
            );
            server.run("mysql", &sql).unwrap();
        }
        (Server::Postgres(_), true) => shop.sql(&format!("GRANT SELECT ON customers TO {USER}")),
        (Server::Postgres(_), false) => shop.sql(&format!("REVOKE SELECT ON customers FROM {USER}")),
    }
}

/// The shop, read by a user whose rights are its own business.
fn shop(server: Server) -> Served {
    let shop = Served::new_for(server, TABLES, |server, database| match server {
        Server::Mysql(server) => {
            let clerk = format!("clerk_{database}");
            let password = backstock_servers::PASSWORD;
            let sql = format!("CREATE USER '{clerk}'@'127.0.0.1' IDENTIFIED BY '{password}'");
            server.run("mysql", &sql).unwrap();
            let sql = format!("GRANT ALL ON `{database}`.* TO '{clerk}'@'127.0.0.1'");
            server.run("mysql", &sql).unwrap();
            clerk
        }
        Server::Postgres(_) => USER.to_owned(),
    });
    may_read_customers(&shop, true);
    shop
}

// F22, S2.4.2: rights that were lost are no deletion, and the backup is no good one.
#[test]
fn what_may_not_be_read_any_more_stays_and_the_backup_is_not_one_of_the_whole_shop() {
    for server in shared() {
        let shop = shop(server);
        let first = shop.backup();
        may_read_customers(&shop, false);
        shop.sql("UPDATE products SET name = 'Assam, broken' WHERE id = 1; DROP TABLE leaflets");
        let failure = shop.try_backup().unwrap_err();
        let EngineError::TypesForbidden { labels, backup } = &failure else {
            panic!("{server:?}: {failure:?}");
        };
        // A table that was dropped is another matter, and the server says so to whom it may tell.
        assert_eq!(labels, &["Customers"], "{server:?}");
        let known = shop.engine.vault().shop(SHOP).unwrap();
        let backups = shop.engine.vault().backups(known.id).unwrap();
        assert_eq!(Some(backups[0].number), *backup);
        assert!(!backups[0].is_full(), "{server:?}");
        let types = shop.engine.types(SHOP, Some(backups[0].number)).unwrap();
        let customers = types
            .iter()
            .find(|found| found.description.key.as_str() == "customers");
        assert!(
            customers.is_some_and(|found| !found.gone && found.records == 2 && found.read == first),
            "{server:?}: {customers:?}"
        );
        let told = shop.engine.last_backup_failure(SHOP).unwrap().unwrap();
        assert_eq!(told.why.code, "types_forbidden", "{server:?}");

        // A comparison with the shop as it is names what it cannot tell of, and says nothing else about it.
        let compared = |only: Option<&str>| {
            let only = only.map(ContentType::new);
            let (then, now) = (Moment::Backup(first), Moment::Live);
            let found = shop
                .engine
                .compare(SHOP, &then, &now, only.as_ref(), true, &Cancel::new());
            found.unwrap()
        };
        let found = compared(None);
        assert_eq!(found.unread, ["Customers"], "{server:?}");
        let keys: Vec<_> = found.types.iter().map(|changes| changes.key.as_str()).collect();
        assert_eq!(keys, ["products", "leaflets"], "{server:?}");
        let records: Vec<_> = found
            .records
            .iter()
            .map(|record| record.key.to_string())
            .collect();
        assert_eq!(records, ["products/1", "leaflets/1"], "{server:?}");
        assert!(
            compared(Some("products")).unread.is_empty(),
            "nobody asked for customers: {server:?}"
        );
        let differing = shop
            .engine
            .differing(SHOP, first, &Moment::Live, &Cancel::new())
            .unwrap();
        assert_eq!(differing.unread, ["Customers"], "{server:?}");

        // With the right, all is as before; the table that was dropped is gone, and nobody is asked.
        may_read_customers(&shop, true);
        let good = shop.try_backup().unwrap();
        assert!(good.backup.is_full(), "{server:?}");
        assert_eq!(shop.engine.last_backup_failure(SHOP).unwrap(), None);
        let types = shop.engine.types(SHOP, Some(good.backup.number)).unwrap();
        let gone = |key: &str| {
            let found = types.iter().find(|found| found.description.key.as_str() == key);
            found.is_some_and(|found| found.gone)
        };
        assert!(gone("leaflets") && !gone("customers"), "{server:?}");
    }
}

/// What a look at the shop says cannot be read.
fn said_unreadable(shop: &Served) -> Option<String> {
    let check = shop.engine.check_shop(SHOP).unwrap();
    let problem = check
        .problems
        .into_iter()
        .find(|problem| problem.code == "may_not_read");
    problem.map(|problem| problem.message)
}

// F22: a right that was never there is told by the look at the shop, and the first backup is no good one.
#[test]
fn what_may_not_be_read_from_the_beginning_is_named() {
    for server in shared() {
        let shop = shop(server);
        assert_eq!(said_unreadable(&shop), None, "{server:?}");
        may_read_customers(&shop, false);
        let told = said_unreadable(&shop).unwrap();
        match server {
            // It names no table that its user has no right to.
            Server::Mysql(_) => assert!(told.contains("2 single tables"), "{told}"),
            Server::Postgres(_) => {
                assert!(told.contains("1 of the shop's 3 tables (customers)"), "{told}");
                let failure = shop.try_backup().unwrap_err();
                let EngineError::TypesForbidden { labels, backup } = &failure else {
                    panic!("{failure:?}");
                };
                assert_eq!(labels, &["Customers"]);
                let known = shop.engine.vault().shop(SHOP).unwrap();
                let backups = shop.engine.vault().backups(known.id).unwrap();
                assert_eq!(Some(backups[0].number), *backup);
                assert!(!backups[0].is_full());
            }
        }
        may_read_customers(&shop, true);
        assert!(shop.try_backup().unwrap().backup.is_full(), "{server:?}");
    }
}

// Rows that the server hides from its user are not taken for deleted ones.
#[test]
fn a_table_with_hidden_rows_is_one_that_may_not_be_read() {
    for server in shared() {
        if !matches!(server, Server::Postgres(_)) {
            continue;
        }
        let shop = shop(server);
        let first = shop.backup();
        shop.sql(
            "ALTER TABLE customers ENABLE ROW LEVEL SECURITY; ALTER TABLE customers FORCE ROW LEVEL SECURITY;
             CREATE POLICY half ON customers USING (id = 7)",
        );
        assert!(said_unreadable(&shop).unwrap().contains("(customers)"));
        let failure = shop.try_backup().unwrap_err();
        assert!(
            matches!(failure, EngineError::TypesForbidden { .. }),
            "{failure:?}"
        );
        let known = shop.engine.vault().shop(SHOP).unwrap();
        let newest = shop.engine.vault().backups(known.id).unwrap()[0].number;
        let types = shop.engine.types(SHOP, Some(newest)).unwrap();
        let customers = types
            .iter()
            .find(|found| found.description.key.as_str() == "customers")
            .unwrap();
        assert!(customers.records == 2 && customers.read == first, "{customers:?}");
    }
}
