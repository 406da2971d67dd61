//! A shop without enforced foreign keys: rows whose record is gone, orders of products that are gone, and the way back.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use backstock_engine::{BackupAsk, ConnectedShops, Engine, RunOutcome};
use backstock_model::{BackupNumber, Cancel, Choice, NoProgress, Plan, RunId};
use backstock_shops::Profiles;
use backstock_testkit::{HeldClock, TemporaryVault};
use rusqlite::Connection;

use crate::stage::{content_type, everything, records};

const SHOP: &str = "Market";

const PROFILE: &str = r#"
profile = "market"
label = "Market software"
[detect]
tables = ["products", "variants"]
[[type]]
key = "products"
label = "Products"
group = "business"
root = "products"
name = ["name"]
[[type.owns]]
key = "variants"
table = "variants"
by = ["product_id"]
[[type.owns]]
key = "tags"
table = "tags"
by = ["product_id"]
"#;

/// Product 90 is gone for long: its variant and its tag are left, and order 12 still names it.
const TABLES: &str = "
    CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE variants (id INTEGER PRIMARY KEY, product_id INTEGER REFERENCES products (id), price INTEGER);
    CREATE TABLE tags (product_id INTEGER, tag TEXT);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, product_id INTEGER REFERENCES products (id), note TEXT);
    INSERT INTO products VALUES (1, 'Bread'), (2, 'Bun'), (3, 'Roll');
    INSERT INTO variants VALUES (11, 1, 450), (12, 1, 900), (21, 2, 320), (99, 90, 1);
    INSERT INTO tags VALUES (1, 'fresh'), (1, 'fresh'), (2, 'sweet'), (90, 'lost');
    INSERT INTO orders VALUES (1, 1, 'paid'), (2, 2, 'paid'), (12, 90, 'old');";

struct Market {
    file: PathBuf,
    engine: Engine,
    good: BackupNumber,
    _vault: TemporaryVault,
}

impl Market {
    fn open() -> Self {
        let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
        let file = vault.beside().join("market.sqlite");
        edit(&file, TABLES);
        let mut profiles = Profiles::default();
        profiles.add(PROFILE).unwrap();
        let engine = Engine::new(
            vault.vault().clone(),
            Arc::new(ConnectedShops::new(profiles)),
            Arc::new(HeldClock::default()),
        );
        let connection = serde_json::json!({ "path": file }).to_string();
        engine.add_shop(SHOP, "sqlite", &connection, None).unwrap();
        let good = backup(&engine);
        Self {
            file,
            engine,
            good,
            _vault: vault,
        }
    }

    fn edit(&self, sql: &str) {
        edit(&self.file, sql);
    }

    fn dump(&self) -> Vec<String> {
        let connection = Connection::open(&self.file).unwrap();
        let mut rows = Vec::new();
        for table in ["products", "variants", "tags", "orders"] {
            let columns = if table == "products" { "id, name" } else { "*" };
            let mut statement = connection
                .prepare(&format!("SELECT {columns} FROM {table}"))
                .unwrap();
            let width = statement.column_count();
            let mut found = statement.query([]).unwrap();
            while let Some(row) = found.next().unwrap() {
                let values: Vec<String> = (0..width)
                    .map(|at| format!("{:?}", row.get_ref(at).unwrap()))
                    .collect();
                rows.push(format!("{table}: {}", values.join(", ")));
            }
        }
        rows.sort();
        rows
    }

    fn restore(&self, choice: &Choice) -> (Plan, RunOutcome) {
        let (id, plan) = self
            .engine
            .plan_restore(SHOP, self.good, choice, &NoProgress, &Cancel::new())
            .unwrap();
        let outcome = self
            .engine
            .carry_out(SHOP, id, None, &NoProgress, &Cancel::new())
            .unwrap();
        (plan, outcome)
    }

    fn undo(&self, run: RunId) -> RunOutcome {
        let (id, plan) = self
            .engine
            .plan_undo(SHOP, run, &NoProgress, &Cancel::new())
            .unwrap();
        assert_eq!(
            (plan.conflicts.as_slice(), plan.skips.as_slice()),
            (&[][..], &[][..])
        );
        let outcome = self
            .engine
            .carry_out(SHOP, id, None, &NoProgress, &Cancel::new())
            .unwrap();
        assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
        outcome
    }
}

/// Edits as a database tool does, which enforces nothing.
fn edit(file: &Path, sql: &str) {
    let connection = Connection::open(file).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    connection.execute_batch(sql).unwrap();
}

fn backup(engine: &Engine) -> BackupNumber {
    engine
        .backup(SHOP, &BackupAsk::default(), &NoProgress, &Cancel::new())
        .unwrap()
        .backup
        .number
}

fn told(plan: &Plan, code: &str) -> u64 {
    let found = plan.consequences.iter().find(|told| told.code == code);
    found.map(|told| told.count).unwrap_or_default()
}

// S2.6.2, S2.6.8
#[test]
fn products_deleted_alone_in_a_database_tool_come_back_by_every_way_and_go_again_by_an_undo() {
    let both = records(&["products/1", "products/2"]);
    let of_type = Choice {
        content_types: vec![content_type("products")],
        ..Choice::default()
    };
    for (choice, what) in [
        (both, "the records"),
        (of_type, "their type"),
        (everything(), "the whole shop"),
    ] {
        for spoil in [
            "",
            "UPDATE variants SET price = 1 WHERE id = 12; DELETE FROM tags WHERE product_id = 2",
            "INSERT INTO variants VALUES (13, 1, 7); INSERT INTO tags VALUES (1, 'stale'), (1, 'fresh')",
        ] {
            let market = Market::open();
            let wanted = market.dump();
            market.edit("DELETE FROM products WHERE id IN (1, 2)");
            market.edit(spoil);
            let spoilt = market.dump();
            let (plan, done) = market.restore(&choice);
            assert_eq!(done.failed, 0, "{what}: {:?}", done.failures);
            assert!(
                told(&plan, "left_over_rows_taken") > 0,
                "{what}: {:?}",
                plan.consequences
            );
            assert_eq!(market.dump(), wanted, "{what}");
            // Orders 1 and 2 name the products, as they did when those were gone.
            let undone = market.undo(done.run);
            assert_eq!(market.dump(), spoilt, "{what}");
            market.undo(undone.run);
            assert_eq!(market.dump(), wanted, "{what}");
        }
    }
}

#[test]
fn a_product_that_came_back_stays_when_a_new_order_needs_it() {
    let market = Market::open();
    market.edit("DELETE FROM products WHERE id = 3");
    let (_, done) = market.restore(&records(&["products/3"]));
    market.edit("INSERT INTO orders VALUES (30, 3, 'new')");
    let (_, plan) = market
        .engine
        .plan_undo(SHOP, done.run, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!((plan.records.len(), plan.skips.len()), (0, 1));
}

// S2.6.2
#[test]
fn orders_of_a_product_that_is_long_gone_are_put_back_as_they_were() {
    let market = Market::open();
    // Came after the backup, to be deleted by a restore and put back by an undo.
    market.edit("INSERT INTO orders VALUES (13, 90, 'newer')");
    let spoilt = market.dump();
    let (_, done) = market.restore(&everything());
    assert_eq!((done.succeeded, done.failed), (1, 0), "{:?}", done.failures);
    market.undo(done.run);
    assert_eq!(market.dump(), spoilt);

    // Deleted or led elsewhere since: the backup has the order as it was, and no product 90 either.
    let market = Market::open();
    let wanted = market.dump();
    for spoil in [
        "DELETE FROM orders WHERE id = 12",
        "UPDATE orders SET product_id = 3 WHERE id = 12",
    ] {
        market.edit(spoil);
        let spoilt = market.dump();
        let (plan, done) = market.restore(&records(&["orders/12"]));
        assert_eq!((done.succeeded, done.failed), (1, 0), "{:?}", done.failures);
        assert_eq!(told(&plan, "reference_missing"), 1);
        assert_eq!(market.dump(), wanted);
        let undone = market.undo(done.run);
        assert_eq!(market.dump(), spoilt);
        market.undo(undone.run);
        assert_eq!(market.dump(), wanted);
    }
}

#[test]
fn an_order_whose_product_was_left_out_is_still_refused() {
    let market = Market::open();
    market.edit("DELETE FROM orders WHERE id IN (1, 12); DELETE FROM products WHERE id = 1");
    let (_, done) = market.restore(&records(&["orders/1", "orders/12"]));
    assert_eq!((done.succeeded, done.failed), (1, 1));
    assert_eq!(
        (
            done.failures[0].key.to_string().as_str(),
            done.failures[0].code.as_str()
        ),
        ("orders/1", "reference_missing")
    );
}

// S2.6.2
#[test]
fn what_the_shop_kept_otherwise_is_taken_back_too() {
    let market = Market::open();
    market.edit("UPDATE products SET name = '007' WHERE id = 3; DELETE FROM products WHERE id = 2");
    let good = backup(&market.engine);
    // The column takes numbers by now.
    market.edit(
        "CREATE TABLE other (id INTEGER PRIMARY KEY, name INTEGER);
         INSERT INTO other SELECT id, 9 FROM products WHERE id = 3; DROP TABLE products; ALTER TABLE other RENAME TO products",
    );
    market.edit("INSERT INTO products VALUES (1, 8); UPDATE products SET name = '5' WHERE id = 1");
    let spoilt = market.dump();
    let market = Market { good, ..market };
    let (_, done) = market.restore(&records(&["products/3"]));
    assert_eq!((done.succeeded, done.failed), (0, 1));
    assert_eq!(done.failures[0].code, "reads_back_differently");
    assert!(
        market
            .dump()
            .contains(&"products: Integer(3), Integer(7)".to_owned())
    );
    assert!(market.engine.can_undo(SHOP, done.run).unwrap());
    market.undo(done.run);
    assert_eq!(market.dump(), spoilt);
    // And one that the run made is deleted again.
    market.edit("DELETE FROM products WHERE id = 3");
    let spoilt = market.dump();
    let (_, done) = market.restore(&records(&["products/3"]));
    assert_eq!(done.failures[0].code, "reads_back_differently");
    market.undo(done.run);
    assert_eq!(market.dump(), spoilt);
}

// S2.6.2: a column that the shop has lost, and that had nothing in it, keeps nothing from being what it was.
#[test]
fn an_empty_field_that_the_shop_has_lost_is_no_difference() {
    let market = Market::open();
    market.edit("ALTER TABLE products ADD COLUMN note TEXT");
    let good = backup(&market.engine);
    market.edit("DELETE FROM products WHERE id = 3; ALTER TABLE products DROP COLUMN note");
    let market = Market { good, ..market };
    let (_, done) = market.restore(&records(&["products/3"]));
    assert_eq!((done.succeeded, done.failed), (1, 0), "{:?}", done.failures);
}
