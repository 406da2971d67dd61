//! How fast a shop is read and written; run by hand: `cargo test --release -p backstock-shops --test shops -- --ignored --nocapture`.

use std::ops::ControlFlow;
use std::time::Instant;

use backstock_model::ContentType;
use backstock_shops::Shop as _;

use crate::desk::{Desk, Kept, code, writes};
use crate::profiled::{BAKERY, TABLES};

#[test]
#[ignore = "a measurement"]
fn reading_speed() {
    let desk = Desk::with_profile(
        "CREATE TABLE p (id INTEGER PRIMARY KEY, sku TEXT UNIQUE, name TEXT, description TEXT, price NUMERIC, weight REAL, a INT, b INT, c TEXT, d TEXT);
         CREATE TABLE v (id INTEGER PRIMARY KEY, p INTEGER, sku TEXT, price NUMERIC, stock INT);
         CREATE TABLE o (v INTEGER, name TEXT, value TEXT, PRIMARY KEY (v, name)) WITHOUT ROWID;
         CREATE INDEX v_p ON v (p);
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
           INSERT INTO p SELECT i, 'SKU-' || i, 'Product ' || i, hex(randomblob(150)), i / 100.0, i / 7.0, i, i % 5, 'c', NULL FROM n;
         INSERT INTO v SELECT id * 2 + x.c, id, sku || '-' || x.c, price, 5 FROM p, (SELECT 0 AS c UNION SELECT 1) x;
         INSERT INTO o SELECT id, 'colour', 'blue' FROM v",
        "profile = 'x'\nlabel = 'X'\ndetect = { tables = ['p'] }\n[[type]]\nkey = 'products'\nlabel = 'Products'\ngroup = 'business'\nroot = 'p'\nname = ['name']\nsearch = ['sku']\n[[type.owns]]\nkey = 'variants'\ntable = 'v'\nby = ['p']\n[[type.owns]]\nkey = 'options'\ntable = 'o'\nby = ['v']\nin = 'variants'",
    );
    for profile in [Some("x"), None] {
        let profiles = if profile.is_some() {
            desk.profiles.clone()
        } else {
            backstock_shops::Profiles::default()
        };
        let shop = backstock_shops::SqliteShop::open(&desk.path, profile, &profiles).unwrap();
        let opened = Instant::now();
        let mut reading = shop.open_reading().unwrap();
        eprintln!("opened in {:?}", opened.elapsed());
        let of_type = ContentType::new(if profile.is_some() { "products" } else { "p" });
        let (mut count, mut bytes) = (0_u32, 0);
        let started = Instant::now();
        reading
            .read_type(&of_type, &mut |record| {
                count += 1;
                bytes += record.document.as_bytes().len();
                ControlFlow::Continue(())
            })
            .unwrap();
        let seconds = started.elapsed().as_secs_f64();
        eprintln!(
            "{of_type}: {:.0} records/s, {:.0} MB/s",
            f64::from(count) / seconds,
            bytes as f64 / seconds / 1e6
        );
    }
}

#[test]
#[ignore = "a measurement"]
fn writing_speed() {
    let desk = Desk::with_profile(
        &format!(
            "{TABLES}
             CREATE INDEX by_sku ON tags (sku);
             WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 21000)
               INSERT INTO products SELECT i, 'SKU-' || i, 'Product ' || i, 'large', 1, 0, 0 FROM n;
             INSERT INTO variants SELECT id * 2 + x.c, id, sku || '-' || x.c, 5, 5, NULL FROM products, (SELECT 0 AS c UNION SELECT 1) x WHERE id >= 1000;
             INSERT INTO options SELECT id, 'colour', 'blue' FROM variants WHERE id >= 1000"
        ),
        BAKERY,
    );
    let before = desk.state();
    for (what, spoil) in [
        (
            "updated",
            "UPDATE variants SET price = price * 10 WHERE id >= 1000",
        ),
        (
            "created",
            "DELETE FROM options WHERE variant >= 2000; DELETE FROM variants WHERE product >= 1000; DELETE FROM products WHERE id >= 1000",
        ),
    ] {
        desk.sql(spoil);
        let live = desk.state();
        let batch = writes(&live, &before);
        let mut writing = desk.writing();
        let started = Instant::now();
        for some in batch.chunks(500) {
            let outcomes = writing.write(some, &Kept::default()).unwrap();
            assert!(outcomes.iter().all(|outcome| code(outcome) == "written"));
        }
        eprintln!(
            "{what}: {:.0} records/s",
            batch.len() as f64 / started.elapsed().as_secs_f64()
        );
    }
}
