//! A small shop made by hand, with the values that are easily lost.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::Value;

/// Makes the bakery's database.
pub(crate) fn make(file: &Path) {
    edit(
        file,
        "CREATE TABLE categories (id INTEGER PRIMARY KEY, name TEXT NOT NULL, parent_id INTEGER REFERENCES categories(id));
         CREATE TABLE products (
             id INTEGER PRIMARY KEY, name TEXT NOT NULL, sku TEXT UNIQUE, price TEXT, weight REAL, stock INTEGER,
             description TEXT, picture BLOB, category_id INTEGER REFERENCES categories(id));
         CREATE TABLE prices (product_id INTEGER, country TEXT, amount NUMERIC, PRIMARY KEY (product_id, country));
         CREATE TABLE notes (text TEXT);
         INSERT INTO categories VALUES (1, 'Bread', NULL), (2, 'Rolls', 1), (3, 'Cakes', NULL);
         INSERT INTO products VALUES
             (1, 'Rye loaf', 'RYE', '4.50', 0.1, 9223372036854775807, 'Dark.', x'00ff10', 1),
             (2, 'Seeded roll', 'ROLL', '0.990', 1e100, 0, '', NULL, 2),
             (3, 'Lemon cake', 'LEMON', '18.00', -0.0, -5, NULL, x'', 3),
             (117, 'Plum \"tart\" <b>&</b> 梅', 'PLUM', '22', 2.5, 7, 'Line one\nline two', NULL, 3);
         INSERT INTO prices VALUES (1, 'DE', 4.5), (1, 'CH', 4.65), (2, 'DE', 1);
         INSERT INTO notes VALUES ('same'), ('same'), (CAST(x'66ff6f' AS TEXT)), (NULL);",
    );
}

/// Adds this many more products.
pub(crate) fn grow(file: &Path, products: u32) {
    edit(
        file,
        &format!(
            "WITH RECURSIVE number(n) AS (SELECT 1000 UNION ALL SELECT n + 1 FROM number WHERE n < {})
             INSERT INTO products SELECT n, 'Bun ' || n, 'BUN-' || n, n || '.10', n / 7.0, n, hex(zeroblob(40)) || n, NULL, 2
             FROM number;",
            999 + products
        ),
    );
}

/// What goes wrong, and what somebody does by hand the same day.
pub(crate) fn spoil(file: &Path) {
    edit(
        file,
        "UPDATE products SET price = '45.0', description = 'Dark!' WHERE id = 1;
         DELETE FROM products WHERE id = 117;
         INSERT INTO products (id, name, sku, price) VALUES (118, 'Almond slice', 'ALMOND', '3.20');
         UPDATE prices SET amount = 46.5 WHERE country = 'CH';",
    );
}

pub(crate) fn edit(file: &Path, sql: &str) {
    let shop = Connection::open(file).unwrap();
    shop.execute_batch(sql).unwrap();
}

/// The texts that a question is answered with.
pub(crate) fn texts(file: &Path, sql: &str) -> Vec<String> {
    let shop = Connection::open(file).unwrap();
    let mut statement = shop.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// Columns of the practice shop that go with the shop and not with a backup; a restore leaves them as they are.
const OF_THE_SHOP: [&str; 3] = ["date_modified", "total_sold", "view_count"];

/// Every row of every table, with the exact storage class of every value that a restore puts back.
pub(crate) fn content(file: &Path) -> BTreeMap<String, Vec<String>> {
    let shop = Connection::open(file).unwrap();
    let tables: Vec<String> = shop
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    tables
        .into_iter()
        .map(|table| {
            let mut statement = shop.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
            let columns: Vec<usize> = (0..statement.column_count())
                .filter(|column| !OF_THE_SHOP.contains(&statement.column_name(*column).unwrap()))
                .collect();
            let mut rows: Vec<String> = statement
                .query_map([], |row| {
                    columns
                        .iter()
                        .map(|&column| {
                            Ok(match row.get_ref(column)? {
                                rusqlite::types::ValueRef::Text(bytes) => format!("text {bytes:02x?}"),
                                rusqlite::types::ValueRef::Real(real) => {
                                    format!("real {:016x}", real.to_bits())
                                }
                                other => format!("{:?}", Value::try_from(other).unwrap()),
                            })
                        })
                        .collect::<rusqlite::Result<Vec<_>>>()
                        .map(|cells| cells.join(" | "))
                })
                .unwrap()
                .map(Result::unwrap)
                .collect();
            rows.sort_unstable();
            (table, rows)
        })
        .collect()
}
