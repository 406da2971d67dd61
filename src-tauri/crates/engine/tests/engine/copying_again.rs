//! Copies that do not go as shown, and what the next one makes of it: something left out, refused, deleted, leading nowhere, or
//! out of a file.

use std::path::PathBuf;
use std::sync::Arc;

use backstock_engine::{BackupAsk, ConnectedShops, Engine, anchored};
use backstock_model::{
    BackupNumber, Cancel, Choice, ContentType, NoProgress, Plan, PlanId, Revision, RunId, SkipReason, Target,
};
use backstock_testkit::{HeldClock, KeyringInMemory, TemporaryVault};
use backstock_vault::RunStatus;
use rusqlite::Connection;

const TEA: &str = "Tea";
const STAGING: &str = "Staging";

const TABLES: &str = "
    CREATE TABLE categories (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE);
    CREATE TABLE products (id INTEGER PRIMARY KEY, sku TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        category_id INTEGER REFERENCES categories (id));
    CREATE TABLE orders (id INTEGER PRIMARY KEY, total TEXT NOT NULL, product_id INTEGER NOT NULL REFERENCES products (id));";
const OURS: &str = "
    INSERT INTO categories VALUES (1, 'tea'), (2, 'pots');
    INSERT INTO products VALUES (1, 'A-1', 'Assam', 1), (2, 'D-1', 'Darjeeling', 1), (3, 'P-1', 'Pot', 2);
    INSERT INTO orders VALUES (1, '4.50', 1), (2, '18.00', 3);";

/// A shop with a backup, and a staging copy of it that has other things under the same numbers.
struct TwoShops {
    vault: TemporaryVault,
    engine: Engine,
    ours: PathBuf,
    staging: Connection,
    backup: BackupNumber,
}

impl TwoShops {
    fn new(theirs: &str) -> Self {
        let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
        let (ours, staging) = (vault.beside().join("ours.db"), vault.beside().join("staging.db"));
        for (file, rows) in [(&ours, OURS), (&staging, theirs)] {
            let shop = Connection::open(file).unwrap();
            shop.execute_batch(TABLES).unwrap();
            shop.execute_batch(rows).unwrap();
        }
        let engine = Engine::new(
            vault.vault().clone(),
            Arc::new(ConnectedShops::built_in().unwrap()),
            Arc::new(HeldClock::default()),
        );
        for (name, file) in [(TEA, &ours), (STAGING, &staging)] {
            let connection = engine.connection_to(file);
            engine.add_shop(name, "sqlite", &connection, None).unwrap();
        }
        let backup = engine
            .backup(TEA, &BackupAsk::default(), &NoProgress, &Cancel::new())
            .unwrap()
            .backup
            .number;
        Self {
            staging: Connection::open(&staging).unwrap(),
            vault,
            engine,
            ours,
            backup,
        }
    }

    fn copy(&self, choice: &Choice) -> (PlanId, Plan) {
        self.engine
            .plan_restore_from(STAGING, (TEA, self.backup), choice, &NoProgress, &Cancel::new())
            .unwrap()
    }

    fn carry_out(&self, plan: PlanId) -> (RunId, u64) {
        let outcome = self
            .engine
            .carry_out(STAGING, plan, None, &NoProgress, &Cancel::new())
            .unwrap();
        (outcome.run, outcome.failed)
    }

    fn told(&self, sql: &str) -> Vec<String> {
        let mut statement = self.staging.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        rows.map(Result::unwrap).collect()
    }
}

fn of(types: &[&str]) -> Choice {
    Choice {
        content_types: types.iter().map(|key| ContentType::new(*key)).collect(),
        new_numbers: true,
        include_protected: true,
        ..Choice::default()
    }
}

const SKUS: &str = "SELECT sku || ' ' || name FROM products ORDER BY sku";

// Issue 3: what was unticked was never brought. Staging gives its number to a product of its own, which the next copy leaves alone.
#[test]
fn what_was_left_out_of_a_copy_is_not_taken_for_brought() {
    let shops = TwoShops::new("INSERT INTO categories VALUES (1, 'tea'), (2, 'pots')");
    let (of_plan, shown) = shops.copy(&of(&["products"]));
    assert_eq!(shown.counts(), (3, 0, 0));
    let left_out = shown.records[1].key.clone();
    let revision = Revision {
        of: of_plan,
        without: vec![Target::record(left_out.clone())],
        take: Vec::new(),
    };
    let (id, _) = shops.engine.revise(STAGING, &revision, &Cancel::new()).unwrap();
    assert_eq!(shops.carry_out(id).1, 0);
    shops
        .staging
        .execute(
            "INSERT INTO products VALUES (?1, 'OWN', 'Tray', NULL)",
            [left_out.remote_id.as_str()],
        )
        .unwrap();

    let (id, again) = shops.copy(&of(&["products"]));
    assert_eq!(again.counts(), (1, 0, 0), "{:#?}", again.records);
    assert_ne!(again.records[0].key, left_out);
    assert_eq!(shops.carry_out(id).1, 0);
    let skus = shops.told("SELECT sku FROM products ORDER BY sku");
    assert_eq!(skus, ["A-1", "D-1", "OWN", "P-1"]);

    // The plan that was shown first is carried out after all: both runs count, each for what it wrote.
    let (_, third) = shops.copy(&of(&["products"]));
    assert_eq!(third.counts(), (0, 0, 0));
}

// Issue 3: D-1 is on both sides; its category is neither there nor chosen, so it is left alone, and left alone is not deleted.
#[test]
fn what_a_copy_leaves_alone_it_does_not_delete() {
    let shops = TwoShops::new(
        "INSERT INTO categories VALUES (5, 'sale');
         INSERT INTO products VALUES (11, 'D-1', 'Darjeeling', 5), (12, 'X-1', 'Cup', 5);",
    );
    let choice = Choice {
        allow_deletes: true,
        ..of(&["products"])
    };
    let (id, plan) = shops.copy(&choice);
    let alone: Vec<SkipReason> = plan.skips.iter().map(|skip| skip.reason).collect();
    assert_eq!(alone, [SkipReason::NeedsAnother; 3]);
    assert_eq!(
        plan.counts(),
        (0, 0, 1),
        "only what the backup has nothing of goes"
    );
    assert_eq!(shops.carry_out(id).1, 0);
    assert_eq!(shops.told(SKUS), ["D-1 Darjeeling"]);
}

// S2.15.6, issue 3: what failed is tried again as what it is in the backup, whatever has its number there.
#[test]
fn a_failed_copy_is_tried_again_as_the_same_thing() {
    let shops = TwoShops::new(
        "INSERT INTO categories VALUES (1, 'tea'), (2, 'pots');
         INSERT INTO products VALUES (1, 'X-1', 'Cup', 1), (2, 'X-2', 'Kettle', 1);
         CREATE UNIQUE INDEX one_of_a_length ON products (length(name));",
    );
    let (id, _) = shops.copy(&of(&["products"]));
    let (run, failed) = shops.carry_out(id);
    assert_eq!(failed, 1);
    let refused = shops.engine.plan_retry(STAGING, run, &NoProgress, &Cancel::new());
    let (_, plan) = refused.unwrap();
    assert_eq!(
        plan.records
            .iter()
            .map(|record| record.name.as_str())
            .collect::<Vec<_>>(),
        ["Pot"]
    );

    shops.staging.execute_batch("DROP INDEX one_of_a_length").unwrap();
    let (id, plan) = shops
        .engine
        .plan_retry(STAGING, run, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(plan.counts(), (1, 0, 0));
    assert_eq!(shops.carry_out(id).1, 0);
    assert_eq!(
        shops.told(SKUS),
        ["A-1 Assam", "D-1 Darjeeling", "P-1 Pot", "X-1 Cup", "X-2 Kettle"]
    );
}

// S2.15.6, issue 3: what was copied and reads back differently is there. To try it again does not make a second one, also of orders,
// which nothing tells.
#[test]
fn a_copied_record_that_reads_back_differently_is_not_made_twice() {
    let table = |kind: &str| {
        format!(
            "DROP TABLE orders; CREATE TABLE orders (id INTEGER PRIMARY KEY, total {kind} NOT NULL,
                 product_id INTEGER NOT NULL REFERENCES products (id));"
        )
    };
    let shops = TwoShops::new(&format!(
        "INSERT INTO categories VALUES (1, 'tea'), (2, 'pots');
         INSERT INTO products VALUES (1, 'A-1', 'Assam', 1), (3, 'P-1', 'Pot', 2); {}",
        table("INTEGER")
    ));
    let orders = Choice {
        include_protected: true,
        ..of(&["orders"])
    };
    let (id, plan) = shops.copy(&orders);
    assert_eq!(plan.counts(), (2, 0, 0));
    let (run, failed) = shops.carry_out(id);
    assert_eq!(failed, 2, "4.50 and 18.00 have become 4.5 and 18");
    let again = |run| {
        let planned = shops.engine.plan_retry(STAGING, run, &NoProgress, &Cancel::new());
        planned.unwrap()
    };
    let (_, plan) = again(run);
    assert_eq!(plan.counts(), (0, 2, 0), "{plan:#?}");

    shops
        .staging
        .execute_batch(&format!(
            "CREATE TABLE had AS SELECT * FROM orders; {} INSERT INTO orders SELECT * FROM had; DROP TABLE had;",
            table("TEXT")
        ))
        .unwrap();
    let (id, plan) = again(run);
    assert_eq!(plan.counts(), (0, 2, 0), "{plan:#?}");
    assert_eq!(shops.carry_out(id).1, 0);
    assert_eq!(
        shops.told("SELECT total FROM orders ORDER BY total"),
        ["18.00", "4.50"]
    );
}

// Issue 3: what was read of a file goes away after the run; a second copy of the same file finds all of it again, also orders,
// which nothing tells.
#[test]
fn a_second_copy_out_of_the_same_file_brings_nothing_twice() {
    let shops = TwoShops::new("INSERT INTO orders SELECT 1, '3.00', 1 WHERE 0;");
    let keyring = KeyringInMemory::default();
    anchored::keep(&keyring, shops.engine.vault());
    let everything = of(&["categories", "products", "orders"]);
    let copy = || {
        shops
            .engine
            .plan_restore_from_file(
                STAGING,
                (&shops.ours, None),
                &everything,
                &NoProgress,
                &Cancel::new(),
            )
            .unwrap()
    };
    let (id, plan) = copy();
    assert_eq!(plan.counts(), (7, 0, 0));
    let (run, failed) = shops.carry_out(id);
    assert_eq!(failed, 0);
    assert_eq!(shops.engine.run(STAGING, run).unwrap().status, RunStatus::Done);
    anchored::forget_read_files(&keyring, &shops.engine, None);
    assert_eq!(shops.engine.vault().shops().unwrap().len(), 2);
    let (_, again) = copy();
    assert_eq!(again.counts(), (0, 0, 0), "{:#?}", again.records);
    drop(shops.vault);
}
