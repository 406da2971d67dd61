//! A real SQLite shop without a profile: every table a type, foreign keys the only guide.

use std::path::Path;
use std::sync::Arc;

use backstock_engine::{BackupAsk, ConnectedShops, Engine, Faults, NoFaults, RunOutcome};
use backstock_model::{BackupNumber, Cancel, NoProgress, PlanId};
use backstock_testkit::{HeldClock, TemporaryVault};
use backstock_vault::Vault;
use rusqlite::Connection;

use crate::stage::everything;

pub(crate) const SHOP: &str = "Files";

const SCHEMA: &str = "
    CREATE TABLE brands (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE categories (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES categories(id), name TEXT);
    CREATE TABLE products (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        brand_id INTEGER NOT NULL REFERENCES brands(id),
        name TEXT, price REAL, picture BLOB, price_words TEXT AS (name || ' ' || price) STORED);
    CREATE TABLE product_categories (
        product_id INTEGER NOT NULL REFERENCES products(id),
        category_id INTEGER NOT NULL REFERENCES categories(id),
        PRIMARY KEY (product_id, category_id)) WITHOUT ROWID;
    CREATE TABLE log (at TEXT, line TEXT);
    INSERT INTO brands VALUES (1, 'Old Mill'), (2, 'New Mill');
    INSERT INTO categories VALUES (1, NULL, 'Bread'), (2, 1, 'Rye'), (3, 2, 'Dark rye'), (4, NULL, 'Cake');
    INSERT INTO log VALUES ('2026-11-20', 'opened'), ('2026-11-20', 'opened'), (NULL, 'closed');";

/// Makes the database file with so many products.
pub(crate) fn create(file: &Path, products: u32) {
    let mut connection = Connection::open(file).unwrap();
    connection.execute_batch(SCHEMA).unwrap();
    let transaction = connection.transaction().unwrap();
    for id in 1..=products {
        transaction
            .execute(
                "INSERT INTO products (id, brand_id, name, price, picture) VALUES (?1, ?2, ?3, ?4, ?5)",
                (
                    id,
                    id % 2 + 1,
                    format!("Bread {id}"),
                    f64::from(id) / 10.0,
                    vec![0_u8, 1, 255],
                ),
            )
            .unwrap();
        transaction
            .execute("INSERT INTO product_categories VALUES (?1, ?2)", (id, id % 4 + 1))
            .unwrap();
    }
    transaction.commit().unwrap();
}

/// Runs SQL with foreign keys enforced, so that no edit leaves a reference that leads nowhere.
pub(crate) fn edit(file: &Path, sql: &str) {
    let connection = Connection::open(file).unwrap();
    connection.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    // What the foreign keys forbid does not happen, as in a shop.
    let _ = connection.execute_batch(sql);
}

/// Every row of every table with the exact storage class of every value.
pub(crate) fn dump(file: &Path) -> Vec<String> {
    let connection = Connection::open(file).unwrap();
    let mut rows = Vec::new();
    for (table, columns) in [
        ("brands", "quote(id), quote(name)"),
        ("categories", "quote(id), quote(parent_id), quote(name)"),
        (
            "products",
            "quote(id), quote(brand_id), quote(name), quote(price), typeof(price), quote(picture), quote(price_words)",
        ),
        ("product_categories", "quote(product_id), quote(category_id)"),
        ("log", "quote(at), quote(line)"),
    ] {
        let mut statement = connection
            .prepare(&format!("SELECT concat_ws(', ', {columns}) FROM {table}"))
            .unwrap();
        let found = statement
            .query_map([], |row| row.get::<_, String>(0))
            .unwrap()
            .map(|row| format!("{table}: {}", row.unwrap()));
        rows.extend(found);
    }
    rows.sort();
    rows
}

/// The engine over a vault, with real connectors.
pub(crate) fn engine(vault: Arc<Vault>, faults: Option<Arc<dyn Faults>>) -> Engine {
    let shops = Arc::new(ConnectedShops::built_in().unwrap());
    Engine::new(vault, shops, Arc::new(HeldClock::default()))
        .with_faults(faults.unwrap_or_else(|| Arc::new(NoFaults)))
}

pub(crate) fn add(engine: &Engine, file: &Path) {
    let connection = serde_json::json!({ "path": file }).to_string();
    engine.add_shop(SHOP, "sqlite", &connection, None).unwrap();
}

pub(crate) fn backup(engine: &Engine) -> BackupNumber {
    engine
        .backup(SHOP, &BackupAsk::default(), &NoProgress, &Cancel::new())
        .unwrap()
        .backup
        .number
}

/// A shop with one table, backed up once.
struct OneTable {
    vault: TemporaryVault,
    engine: Engine,
    backup: BackupNumber,
}

impl OneTable {
    fn new(sql: &str) -> Self {
        let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
        let file = vault.beside().join("shop.sqlite");
        Connection::open(&file).unwrap().execute_batch(sql).unwrap();
        let engine = engine(vault.vault().clone(), None);
        add(&engine, &file);
        let backup = backup(&engine);
        Self {
            vault,
            engine,
            backup,
        }
    }

    fn connection(&self) -> Connection {
        Connection::open(self.vault.beside().join("shop.sqlite")).unwrap()
    }

    fn rows(&self) -> String {
        let sql =
            "SELECT json_group_array(row) FROM (SELECT concat_ws(' ', t.id, t.v) AS row FROM t ORDER BY id)";
        self.connection().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn restore(&self) -> RunOutcome {
        let planned = self
            .engine
            .plan_restore(SHOP, self.backup, &everything(), &NoProgress, &Cancel::new());
        self.carry_out(planned.unwrap().0)
    }

    fn undo(&self, run: &RunOutcome) -> RunOutcome {
        self.carry_out(
            self.engine
                .plan_undo(SHOP, run.run, &NoProgress, &Cancel::new())
                .unwrap()
                .0,
        )
    }

    fn carry_out(&self, plan: PlanId) -> RunOutcome {
        self.engine
            .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
            .unwrap()
    }
}

// S2.6.2
#[test]
fn places_in_a_long_list_that_moved_move_back_across_batches() {
    let shop = OneTable::new(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, v INTEGER NOT NULL UNIQUE);
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1700) INSERT INTO t SELECT i, i FROM n",
    );
    let good = shop.rows();
    for edit in [
        "UPDATE t SET v = -v; UPDATE t SET v = -1 - v",
        "UPDATE t SET v = -v; UPDATE t SET v = CASE v WHEN -1700 THEN 1 ELSE 1 - v END",
    ] {
        shop.connection().execute_batch(edit).unwrap();
        let spoilt = shop.rows();
        let done = shop.restore();
        assert_eq!((done.succeeded, done.failed), (1_700, 0));
        assert_eq!(shop.rows(), good);
        let undone = shop.undo(&done);
        assert_eq!((undone.succeeded, undone.failed), (1_700, 0));
        assert_eq!(shop.rows(), spoilt);
        shop.restore();
        assert_eq!(shop.rows(), good);
    }
}

#[test]
fn a_record_that_comes_back_into_a_table_with_a_new_field_can_go_again() {
    let shop =
        OneTable::new("CREATE TABLE t (id INTEGER PRIMARY KEY, v); INSERT INTO t VALUES (1, 'a'), (2, 'b')");
    let good = shop.rows();
    shop.connection()
        .execute_batch("DELETE FROM t WHERE id = 2; ALTER TABLE t ADD COLUMN colour NOT NULL DEFAULT 'red'")
        .unwrap();
    let spoilt = shop.rows();
    let done = shop.restore();
    assert_eq!((done.succeeded, done.failed), (1, 0), "{:?}", done.failures);
    assert_eq!(shop.rows(), good);
    shop.undo(&done);
    assert_eq!(shop.rows(), spoilt);
}

// A shop stays what it was when it was added, also when its tables, or a newer Backstock, would suggest a profile.
#[test]
fn a_profile_that_begins_to_fit_does_not_make_another_shop_of_it() {
    let shop =
        OneTable::new("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1, 'a')");
    shop.connection()
        .execute_batch(
            "CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE trade_documents (id INTEGER PRIMARY KEY);
             CREATE TABLE theme_files (id INTEGER PRIMARY KEY)",
        )
        .unwrap();
    let newer = backup(&shop.engine);
    let types = shop.engine.types(SHOP, Some(newer)).unwrap();
    let keys: Vec<_> = types
        .iter()
        .map(|stored| stored.description.key.as_str())
        .collect();
    assert_eq!(keys, ["t", "products", "theme_files", "trade_documents"]);
    assert_eq!(shop.engine.check_shop(SHOP).unwrap().profile, None);
}

// S2.0.4, S2.15.2
#[test]
fn types_that_a_shop_has_no_table_for_are_named_with_the_reason() {
    let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
    let file = vault.beside().join("sparse.sqlite");
    // As much of Harbour Tea's software as its profile is known by.
    edit(
        &file,
        "CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT);
         CREATE TABLE trade_documents (id INTEGER PRIMARY KEY, kind TEXT);
         CREATE TABLE theme_files (id INTEGER PRIMARY KEY, path TEXT);
         INSERT INTO products VALUES (1, 'Earl Grey');",
    );
    let engine = engine(vault.vault().clone(), None);
    add(&engine, &file);
    assert_eq!(
        engine.missing_types(SHOP).unwrap(),
        [],
        "nothing is missed before the first backup"
    );
    backup(&engine);
    let missing = engine.missing_types(SHOP).unwrap();
    let reason = |label: &str| {
        missing
            .iter()
            .find(|one| one.label == label)
            .map(|one| one.reason.as_str())
    };
    assert_eq!(
        reason("Widgets"),
        Some("This shop has no table for it (`widgets`).")
    );
    assert_eq!(reason("Products"), None, "what is backed up is not missing");

    // A table that came since is in the shop, and only the backup lacks it.
    edit(&file, "CREATE TABLE widgets (id INTEGER PRIMARY KEY, name TEXT)");
    let missing = engine.missing_types(SHOP).unwrap();
    let widgets = missing.iter().find(|one| one.label == "Widgets").unwrap();
    assert!(widgets.reason.starts_with("It is new in the shop"));

    // The vault can be looked at without the shop; only this one question fails.
    std::fs::remove_file(&file).unwrap();
    assert_eq!(engine.overview(SHOP).unwrap().items, 1);
    assert!(engine.missing_types(SHOP).is_err());
}
