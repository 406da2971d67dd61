//! Two shops that number their records differently: what is copied from one to the other arrives as what it is, once.

use std::sync::Arc;

use backstock_engine::{BackupAsk, ConnectedShops, Engine, EngineError};
use backstock_model::{
    BackupNumber, Cancel, Choice, ContentType, NoProgress, Plan, PlanId, RecordKey, RunId, SkipReason,
};
use backstock_practice::Size;
use backstock_servers::USER;
use backstock_testkit::{HeldClock, TemporaryVault};
use rusqlite::Connection;

use crate::served::{SHOP, Served, Server, shared};

const STAGING: &str = "Staging";

/// Categories within categories, products with pictures, customers, orders of them, and what nothing but numbers tells.
const TABLES: &str = "
    CREATE TABLE categories (id {SERIAL}, parent_id INT NULL, slug VARCHAR(40) NOT NULL UNIQUE, name VARCHAR(40) NOT NULL,
        FOREIGN KEY (parent_id) REFERENCES categories (id));
    CREATE TABLE products (id {SERIAL}, sku VARCHAR(40) NOT NULL UNIQUE, name VARCHAR(60) NOT NULL, price DECIMAL(10,2) NOT NULL,
        category_id INT NOT NULL, FOREIGN KEY (category_id) REFERENCES categories (id));
    CREATE TABLE pictures (id {SERIAL}, product_id INT NOT NULL, file VARCHAR(60) NOT NULL,
        FOREIGN KEY (product_id) REFERENCES products (id));
    CREATE TABLE related (product_id INT NOT NULL, other_id INT NOT NULL, place INT NOT NULL, PRIMARY KEY (product_id, other_id),
        FOREIGN KEY (product_id) REFERENCES products (id), FOREIGN KEY (other_id) REFERENCES products (id));
    CREATE TABLE customers (id {SERIAL}, email VARCHAR(60) NOT NULL UNIQUE, name VARCHAR(60) NOT NULL);
    CREATE TABLE orders (id {SERIAL}, customer_id INT NULL, total DECIMAL(10,2) NOT NULL,
        FOREIGN KEY (customer_id) REFERENCES customers (id));
    CREATE TABLE order_lines (id {SERIAL}, order_id INT NOT NULL, product_id INT NOT NULL, quantity INT NOT NULL,
        FOREIGN KEY (order_id) REFERENCES orders (id), FOREIGN KEY (product_id) REFERENCES products (id));";

/// The shop that is copied.
const OURS: &str = "
    INSERT INTO categories (id, parent_id, slug, name) VALUES (1, NULL, 'tea', 'Tea'), (2, 1, 'black', 'Black tea'),
        (3, 2, 'assam', 'Assam');
    INSERT INTO products (id, sku, name, price, category_id) VALUES (1, 'A-1', 'Assam', 4.50, 3), (2, 'D-1', 'Darjeeling', 6.20, 2),
        (3, 'P-1', 'Pot', 18.00, 1);
    INSERT INTO pictures (id, product_id, file) VALUES (1, 1, 'assam.jpg'), (2, 3, 'pot.jpg'), (3, 3, 'pot-2.jpg');
    INSERT INTO related VALUES (1, 2, 1), (1, 3, 2), (3, 1, 1);
    INSERT INTO customers (id, email, name) VALUES (1, 'ada@example.com', 'Ada'), (2, 'bo@example.com', 'Bo');
    INSERT INTO orders (id, customer_id, total) VALUES (1, 1, 22.50), (2, NULL, 6.20), (3, 2, 9.00);
    INSERT INTO order_lines (id, order_id, product_id, quantity) VALUES (1, 1, 1, 1), (2, 1, 3, 1), (3, 2, 2, 1), (4, 3, 1, 2);";

/// The shop that is copied into: it has some of the same things under other numbers, and other things under the same.
const THEIRS: &str = "
    INSERT INTO categories (id, parent_id, slug, name) VALUES (1, NULL, 'sale', 'Sale'), (7, NULL, 'tea', 'Teas'),
        (8, 7, 'black', 'Black tea');
    INSERT INTO products (id, sku, name, price, category_id) VALUES (1, 'X-1', 'Cup', 3.00, 1), (2, 'A-1', 'Assam', 4.00, 8);
    INSERT INTO pictures (id, product_id, file) VALUES (1, 1, 'cup.jpg');
    INSERT INTO customers (id, email, name) VALUES (1, 'cy@example.com', 'Cy'), (5, 'ada@example.com', 'Ada');
    INSERT INTO orders (id, customer_id, total) VALUES (1, 1, 3.00);
    INSERT INTO order_lines (id, order_id, product_id, quantity) VALUES (1, 1, 1, 1);";

/// What a shop has, told by names and codes alone.
const CONTENT: [&str; 6] = [
    "SELECT c.slug, c.name, coalesce(p.slug, '-') FROM categories c LEFT JOIN categories p ON p.id = c.parent_id",
    "SELECT p.sku, p.name, p.price, c.slug FROM products p JOIN categories c ON c.id = p.category_id",
    "SELECT p.sku, i.file FROM pictures i JOIN products p ON p.id = i.product_id",
    "SELECT p.sku, o.sku, r.place FROM related r JOIN products p ON p.id = r.product_id JOIN products o ON o.id = r.other_id",
    "SELECT email, name FROM customers",
    "SELECT coalesce(c.email, '-'), o.total, p.sku, l.quantity FROM orders o LEFT JOIN customers c ON c.id = o.customer_id
     JOIN order_lines l ON l.order_id = o.id JOIN products p ON p.id = l.product_id",
];

struct TwoShops {
    source: Served,
    server: Server,
    staging: String,
}

impl TwoShops {
    fn new(server: Server, staging_rows: &str) -> Self {
        let serial = match server {
            Server::Mysql(_) => "INT AUTO_INCREMENT PRIMARY KEY",
            Server::Postgres(_) => "SERIAL PRIMARY KEY",
        };
        let tables = TABLES.replace("{SERIAL}", serial);
        let source = Served::new(server, &format!("{tables}{OURS}"));
        let (staging, port) = match server {
            Server::Mysql(server) => (server.fresh_database("staging").unwrap(), server.port()),
            Server::Postgres(server) => (server.fresh_database("staging").unwrap(), server.port()),
        };
        let shops = Self {
            source,
            server,
            staging,
        };
        shops.sql(&format!("{tables}{staging_rows}"));
        let connection = format!(
            r#"{{"host":"127.0.0.1","port":{port},"user":"{USER}","database":"{}"}}"#,
            shops.staging
        );
        let engine = &shops.source.engine;
        engine
            .add_shop(STAGING, shops.source.kind(), &connection, Some("none"))
            .unwrap();
        shops
    }

    /// Changes the shop that is copied into.
    fn sql(&self, sql: &str) {
        match self.server {
            Server::Mysql(server) => server.run(&self.staging, sql).unwrap(),
            Server::Postgres(server) => server
                .run(&self.staging, &format!("SET ROLE {USER}; {sql}"))
                .unwrap(),
        }
    }

    fn rows(&self, database: &str, sql: &str) -> Vec<Vec<String>> {
        let mut rows = match self.server {
            Server::Mysql(server) => server.rows(database, sql),
            Server::Postgres(server) => server.rows(database, sql),
        }
        .unwrap();
        rows.sort();
        rows
    }

    /// Everything of both shops, on the server's own side: theirs has to hold all of ours, and what it had itself.
    fn content(&self, database: &str) -> Vec<Vec<Vec<String>>> {
        CONTENT.map(|sql| self.rows(database, sql)).into()
    }

    fn dump(&self) -> Vec<String> {
        match self.server {
            Server::Mysql(server) => server.dump(&self.staging),
            Server::Postgres(server) => server.dump(&self.staging),
        }
        .unwrap()
    }

    fn copy(&self, backup: BackupNumber) -> (PlanId, Plan) {
        copy(&self.source.engine, SHOP, backup, &renumbered())
    }

    fn carry_out(&self, plan: PlanId) -> RunId {
        carry_out(&self.source.engine, plan)
    }
}

/// A whole shop, its orders too: by their names they are what customers bought, and left out otherwise.
fn renumbered() -> Choice {
    Choice {
        new_numbers: true,
        include_protected: true,
        ..Choice::default()
    }
}

fn copy(engine: &Engine, from: &str, backup: BackupNumber, choice: &Choice) -> (PlanId, Plan) {
    engine
        .plan_restore_from(STAGING, (from, backup), choice, &NoProgress, &Cancel::new())
        .unwrap()
}

fn carry_out(engine: &Engine, plan: PlanId) -> RunId {
    let outcome = engine
        .carry_out(STAGING, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    outcome.run
}

fn undo(engine: &Engine, run: RunId) {
    let (plan, _) = engine
        .plan_undo(STAGING, run, &NoProgress, &Cancel::new())
        .unwrap();
    carry_out(engine, plan);
}

/// How many records of each kind a plan says are there already.
fn same(plan: &Plan) -> u64 {
    let of_copy = plan.consequences.iter().filter(|found| found.code == "copy_same");
    of_copy.map(|found| found.count).sum()
}

// Issue 3, S1.6: into an empty shop; numbers stay as they are, and the second copy has nothing to do.
#[test]
fn an_empty_shop_is_filled_number_for_number() {
    for server in shared() {
        let shops = TwoShops::new(server, "");
        let backup = shops.source.backup();
        let (plan, shown) = shops.copy(backup);
        assert_eq!(shown.counts(), (21, 0, 0), "{server:?}");
        let run = shops.carry_out(plan);
        assert_eq!(shops.dump(), shops.source.dump(), "{server:?}");
        let (_, again) = shops.copy(backup);
        assert_eq!((again.counts(), same(&again)), ((0, 0, 0), 21), "{server:?}");
        undo(&shops.source.engine, run);
        assert!(
            shops.content(&shops.staging).iter().all(Vec::is_empty),
            "{server:?}"
        );
    }
}

// Issue 3, S1.6: what is the same is told by codes and names, what is new gets numbers of its own, references follow, nothing is
// there twice, only what differs is written, and all of it can be taken back.
#[test]
fn a_shop_with_numbers_of_its_own_gets_everything_once() {
    for server in shared() {
        let shops = TwoShops::new(server, THEIRS);
        let (before, had) = (shops.dump(), shops.content(&shops.staging));
        let backup = shops.source.backup();
        let (plan, shown) = shops.copy(backup);
        let (creates, updates, deletes) = shown.counts();
        // New: a category, two products, three pictures, three ties, a customer, three orders and their four lines. Other than here:
        // one category's name, one product's price and place. The same already: a category and a customer.
        assert_eq!(
            (creates, updates, deletes, same(&shown)),
            (17, 2, 0, 2),
            "{server:?}"
        );
        let run = shops.carry_out(plan);

        let (ours, theirs) = (
            shops.content(&shops.source.database),
            shops.content(&shops.staging),
        );
        for ((ours, theirs), had) in ours.iter().zip(&theirs).zip(&had) {
            for row in ours {
                let times = |rows: &[Vec<String>]| rows.iter().filter(|found| *found == row).count();
                assert_eq!(times(theirs), times(ours), "{server:?}: {row:?} in {theirs:?}");
            }
            // What was there and is nothing of ours stays as it was.
            for row in had
                .iter()
                .filter(|row| row.iter().any(|value| value.contains("X-1")))
            {
                assert!(theirs.contains(row), "{server:?}: {row:?} in {theirs:?}");
            }
        }
        assert_eq!(
            theirs[1].len(),
            4,
            "{server:?}: three products of ours and the cup"
        );

        // The same again is nothing to do; what changed is written, and only that.
        let (_, again) = shops.copy(backup);
        assert_eq!((again.counts(), same(&again)), ((0, 0, 0), 21), "{server:?}");
        shops.source.sql(
            "UPDATE products SET price = 5.00 WHERE sku = 'A-1';
             INSERT INTO orders (id, customer_id, total) VALUES (4, 2, 5.00);
             INSERT INTO order_lines (id, order_id, product_id, quantity) VALUES (5, 4, 1, 1);
             UPDATE orders SET total = 9.90 WHERE id = 3;",
        );
        let newer = shops.source.backup();
        let (plan, shown) = shops.copy(newer);
        assert_eq!(shown.counts(), (2, 2, 0), "{server:?}");
        let second = shops.carry_out(plan);
        let price = |sku: &str| {
            shops.rows(
                &shops.staging,
                &format!("SELECT price FROM products WHERE sku = '{sku}'"),
            )
        };
        assert_eq!(price("A-1"), [["5.00"]]);

        undo(&shops.source.engine, second);
        undo(&shops.source.engine, run);
        assert!(shops.dump() == before, "{server:?}: all of it was taken back");
        // A copy that was taken back is not remembered: it is made anew, and once.
        let (plan, shown) = shops.copy(backup);
        assert_eq!(shown.counts().0, 17, "{server:?}");
        shops.carry_out(plan);
        assert_eq!(shops.content(&shops.staging)[1].len(), 4, "{server:?}");
    }
}

// Issue 3: an order whose customer is neither there nor chosen would belong to somebody else. It is left alone, and told.
#[test]
fn what_needs_something_that_does_not_come_is_left_alone() {
    for server in shared() {
        let shops = TwoShops::new(server, THEIRS);
        let backup = shops.source.backup();
        let choice = Choice {
            content_types: ["orders"].map(ContentType::new).into(),
            ..renumbered()
        };
        let (_, plan) = copy(&shops.source.engine, SHOP, backup, &choice);
        // Ada's order and the one of nobody come; Bo is not there.
        assert_eq!(plan.counts(), (2, 0, 0), "{server:?}");
        let alone: Vec<(&str, SkipReason)> = plan
            .skips
            .iter()
            .filter(|skip| skip.reason != SkipReason::DeletesNotAllowed)
            .map(|skip| (skip.key.remote_id.as_str(), skip.reason))
            .collect();
        assert_eq!(alone, [("3", SkipReason::NeedsAnother)], "{server:?}");
        let unknown = Choice {
            records: vec!["orders/77".parse::<RecordKey>().unwrap()],
            ..renumbered()
        };
        let refused = shops.source.engine.plan_restore_from(
            STAGING,
            (SHOP, backup),
            &unknown,
            &NoProgress,
            &Cancel::new(),
        );
        assert!(
            matches!(refused, Err(EngineError::UnknownRecord(_))),
            "{refused:?}"
        );
    }
}

/// Every table whose rows are numbered, and the columns that hold the numbers: what another shop numbers otherwise.
fn renumber(shop: &Connection, by: u32) {
    let mut columns: Vec<(String, String)> = Vec::new();
    let mut tables = shop
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .unwrap();
    let tables: Vec<String> = tables
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for table in &tables {
        let keys: Vec<String> = strings(
            shop,
            &format!("SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 AND type = 'INTEGER'"),
        );
        let all: Vec<String> = strings(
            shop,
            &format!("SELECT name FROM pragma_table_info('{table}') WHERE pk > 0"),
        );
        if let ([key], [_]) = (keys.as_slice(), all.as_slice()) {
            columns.push((table.clone(), key.clone()));
        }
        for column in strings(
            shop,
            &format!("SELECT DISTINCT \"from\" FROM pragma_foreign_key_list('{table}')"),
        ) {
            let is_number = strings(
                shop,
                &format!("SELECT type FROM pragma_table_info('{table}') WHERE name = '{column}'"),
            ) == ["INTEGER"];
            if is_number && !columns.contains(&(table.clone(), column.clone())) {
                columns.push((table.clone(), column));
            }
        }
    }
    for column in ["product_id", "variant_id"] {
        columns.push(("order_lines".to_owned(), column.to_owned()));
    }
    let triggers: Vec<(String, String)> = {
        let mut found = shop
            .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
            .unwrap();
        let rows = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(Result::unwrap).collect()
    };
    shop.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    for (name, _) in &triggers {
        shop.execute_batch(&format!("DROP TRIGGER \"{name}\"")).unwrap();
    }
    for (table, column) in &columns {
        // From the largest down, so that no number is met on the way.
        shop.execute_batch(&format!(
            "UPDATE \"{table}\" SET \"{column}\" = -(\"{column}\" + {by}) WHERE \"{column}\" > 0;
             UPDATE \"{table}\" SET \"{column}\" = -\"{column}\" WHERE \"{column}\" < 0;"
        ))
        .unwrap();
    }
    for (_, sql) in &triggers {
        shop.execute_batch(sql).unwrap();
    }
}

fn strings(shop: &Connection, sql: &str) -> Vec<String> {
    let mut found = shop.prepare(sql).unwrap();
    let rows = found.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// A practice shop beside a copy of it in which everything has another number.
fn two_practice_shops() -> (TemporaryVault, Engine, Connection, BackupNumber) {
    let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
    let (ours, theirs) = (vault.beside().join("ours.db"), vault.beside().join("theirs.db"));
    let clock = HeldClock::default();
    backstock_practice::create(&ours, Size::Small, 7, backstock_model::Clock::now(&clock)).unwrap();
    std::fs::copy(&ours, &theirs).unwrap();
    let staging = Connection::open(&theirs).unwrap();
    renumber(&staging, 5_000);
    let engine = Engine::new(
        vault.vault().clone(),
        Arc::new(ConnectedShops::built_in().unwrap()),
        Arc::new(clock),
    );
    for (name, file) in [(SHOP, &ours), (STAGING, &theirs)] {
        let connection = engine.connection_to(file);
        engine.add_shop(name, "sqlite", &connection, None).unwrap();
    }
    let outcome = engine
        .backup(SHOP, &BackupAsk::default(), &NoProgress, &Cancel::new())
        .unwrap();
    (vault, engine, staging, outcome.backup.number)
}

fn of_types(types: &[&str]) -> Choice {
    Choice {
        content_types: types.iter().map(|key| ContentType::new(*key)).collect(),
        include_protected: true,
        ..renumbered()
    }
}

// Issue 3: the practice shop beside one that is the same and numbers everything otherwise: products with their variants, options
// and pictures are found again by code, and there is nothing to write.
#[test]
fn what_is_the_same_under_other_numbers_is_found_again() {
    let (_vault, engine, staging, backup) = two_practice_shops();
    let types = [
        "brands",
        "categories",
        "customer_groups",
        "customers",
        "products",
        "pages",
        "coupons",
    ];
    let (_, plan) = copy(&engine, SHOP, backup, &of_types(&types));
    let writes: Vec<String> = plan
        .records
        .iter()
        .flat_map(|record| {
            let changes = record.writes().into_iter();
            changes.map(move |change| format!("{} {}", record.key, change.path))
        })
        .collect();
    assert!(writes.is_empty(), "{writes:#?}");
    assert!(plan.skips.is_empty(), "{:#?}", plan.skips);

    // A wrong price, and a product that staging does not have: the one is put right, the other comes with all it owns.
    staging
        .execute_batch(
            "PRAGMA foreign_keys = ON; UPDATE products SET price = '0.01' WHERE id = (SELECT min(id) FROM products);
             DELETE FROM products WHERE id = (SELECT max(id) FROM products);",
        )
        .unwrap();
    let (id, plan) = copy(&engine, SHOP, backup, &of_types(&["products"]));
    assert_eq!(plan.counts(), (1, 1, 0));
    carry_out(&engine, id);
    let count = |sql: &str| strings(&staging, sql);
    assert_eq!(
        count("SELECT sku FROM products WHERE price = '0.01'"),
        Vec::<String>::new()
    );
    let (_, again) = copy(&engine, SHOP, backup, &of_types(&["products"]));
    assert_eq!(again.counts(), (0, 0, 0));
}

// Issue 3: orders, which nothing tells but their numbers, come once, with their lines and to the right customers.
#[test]
fn orders_come_once_and_belong_to_whom_they_belonged() {
    let (_vault, engine, staging, backup) = two_practice_shops();
    let told = "SELECT o.customer_email || '|' || coalesce(c.email, '-') || '|' || o.total || '|' || l.sku || '|' ||
                    coalesce(p.sku, '-') || '|' || coalesce(v.sku, '-')
                FROM orders o LEFT JOIN customers c ON c.id = o.customer_id JOIN order_lines l ON l.order_id = o.id
                LEFT JOIN products p ON p.id = l.product_id LEFT JOIN product_variants v ON v.id = l.variant_id ORDER BY 1";
    let before = strings(&staging, told);
    staging
        .execute_batch("PRAGMA foreign_keys = ON; DELETE FROM orders")
        .unwrap();
    let choice = of_types(&["products", "customers", "orders"]);
    let (id, plan) = copy(&engine, SHOP, backup, &choice);
    let orders = plan.counts().0;
    assert!(
        orders > 0 && plan.counts() == (orders, 0, 0),
        "{:?}",
        plan.counts()
    );
    let run = carry_out(&engine, id);
    assert_eq!(strings(&staging, told), before);
    let (_, again) = copy(&engine, SHOP, backup, &choice);
    assert_eq!(again.counts(), (0, 0, 0));
    undo(&engine, run);
    assert!(strings(&staging, told).is_empty());
}
