//! A real SQLite shop without a profile: every table a type, foreign keys the only guide.

use std::path::Path;
use std::sync::Arc;

use backstock_engine::{BackupAsk, ConnectedShops, Engine, Faults, NoFaults};
use backstock_model::{BackupNumber, Cancel, NoProgress};
use backstock_testkit::HeldClock;
use backstock_vault::Vault;
use rusqlite::Connection;

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
