//! One record in the vault is damaged, and all others go on being of use.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use backstock_model::{BackupNumber, Cancel, Choice, NoProgress, RecordKey};
use backstock_testkit::TemporaryVault;
use backstock_vault::{Vault, VaultError};

use crate::sqlite_files::{SHOP, add, backup, edit, engine};
use crate::stage::{key, records};

const PAGE: usize = 8_192;

/// A text of its own that takes some pages of the vault's database, however it is packed.
fn long(seed: u32) -> String {
    (0..400_u32)
        .map(|part| {
            blake3::hash(&(seed * 1_000 + part).to_le_bytes())
                .to_hex()
                .to_string()
        })
        .collect()
}

/// A copy of the vault in which this record cannot be read any more, and these others can.
fn with_damage(
    vault: &TemporaryVault,
    at: BackupNumber,
    record: &RecordKey,
    others: &[RecordKey],
) -> Arc<Vault> {
    let folder = vault.beside().join("damaged");
    fs::create_dir(&folder).unwrap();
    for file in fs::read_dir(vault.folder()).unwrap().map(Result::unwrap) {
        if file.file_type().unwrap().is_file() {
            fs::copy(file.path(), folder.join(file.file_name())).unwrap();
        }
    }
    // Whoever closes it last writes everything into the one file.
    drop(TemporaryVault::open(&folder).unwrap());
    let file = folder.join("vault.db");
    let sound = fs::read(&file).unwrap();
    let reads = |vault: &Vault, key: &RecordKey| {
        let shop = vault.shop(SHOP).unwrap().id;
        match vault.document_at(shop, key, at) {
            Err(VaultError::DamagedRecord(_)) => false,
            other => other.unwrap().is_some(),
        }
    };
    let is_alone = |page: usize| {
        let mut damaged = sound.clone();
        damaged[page * PAGE + 500] ^= 1;
        fs::write(&file, damaged).unwrap();
        let vault = TemporaryVault::open(&folder).ok()?;
        let shop = vault.shop(SHOP).ok()?.id;
        let mut all = others.iter().chain([record]);
        let is_whole = all.all(|key| {
            let found = vault.document_at(shop, key, at);
            matches!(found, Ok(_) | Err(VaultError::DamagedRecord(_)))
        });
        let is_it = is_whole && !reads(&vault, record) && others.iter().all(|other| reads(&vault, other));
        is_it.then(|| Arc::new(vault))
    };
    (1..sound.len() / PAGE).find_map(is_alone).unwrap()
}

fn shop(vault: &TemporaryVault, tables: &str) -> std::path::PathBuf {
    let file = vault.beside().join("shop.sqlite");
    edit(&file, tables);
    let engine = engine(vault.vault().clone(), None);
    add(&engine, &file);
    file
}

fn keys(names: &[&str]) -> Vec<RecordKey> {
    names.iter().map(|name| key(name)).collect()
}

fn value(file: &Path, sql: &str) -> String {
    rusqlite::Connection::open(file)
        .unwrap()
        .query_row(sql, [], |row| row.get(0))
        .unwrap()
}

// S2.6.4: of five reviews that went with a product the second cannot be read any more. The other four come back with it.
#[test]
fn what_went_with_a_record_comes_back_also_behind_one_that_is_damaged() {
    let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
    let mut tables = "CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE reviews (id INTEGER PRIMARY KEY, product_id INTEGER REFERENCES products(id) ON DELETE CASCADE, words TEXT);
        INSERT INTO products VALUES (104, 'Darjeeling');"
        .to_owned();
    for id in 1..=5 {
        tables.push_str(&format!(
            "INSERT INTO reviews VALUES ({id}, 104, '{}');",
            long(id)
        ));
    }
    let file = shop(&vault, &tables);
    let good = backup(&engine(vault.vault().clone(), None));
    edit(&file, "DELETE FROM products WHERE id = 104");
    let others = keys(&["products/104", "reviews/1", "reviews/3", "reviews/4", "reviews/5"]);
    let engine = engine(with_damage(&vault, good, &key("reviews/2"), &others), None);
    let (plan, planned) = engine
        .plan_restore(
            SHOP,
            good,
            &records(&["products/104"]),
            &NoProgress,
            &Cancel::new(),
        )
        .unwrap();
    let mut planned: Vec<RecordKey> = planned.records.iter().map(|record| record.key.clone()).collect();
    planned.sort();
    assert_eq!(planned, others);
    let done = engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!((done.succeeded, done.failed), (5, 0));
    assert_eq!(value(&file, "SELECT group_concat(id) FROM reviews"), "1,3,4,5");
}

// Capability 5: an order that came with the mistake cannot be read any more. The price goes back all the same; of stock nobody knows
// whether it was sold, so that it is asked about.
#[test]
fn a_mistake_is_taken_back_although_an_order_of_that_time_is_damaged() {
    let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
    let tables = "CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT, price TEXT, stock INTEGER);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, product_id INTEGER REFERENCES products(id), note TEXT);
        INSERT INTO products VALUES (1, 'Assam', '4.50', 10), (2, 'Yunnan', '5.20', 10);";
    let file = shop(&vault, tables);
    let first = engine(vault.vault().clone(), None);
    let good = backup(&first);
    let order = format!("INSERT INTO orders VALUES (1, 2, '{}')", long(1));
    edit(
        &file,
        &format!("UPDATE products SET price = '45.00', stock = 0 WHERE id = 1; {order}"),
    );
    let until = backup(&first);
    let revert = |engine: &backstock_engine::Engine| {
        let planned = engine.plan_revert(
            SHOP,
            (good, until),
            &Choice::default(),
            &NoProgress,
            &Cancel::new(),
        );
        planned.unwrap()
    };
    // Whole, the order tells that only the other product was sold.
    let (_, whole) = revert(&first);
    assert_eq!((whole.records.len(), whole.conflicts.len()), (1, 0), "{whole:#?}");

    let others = keys(&["products/1", "products/2"]);
    let engine = engine(with_damage(&vault, until, &key("orders/1"), &others), None);
    let (plan, planned) = revert(&engine);
    let asked: Vec<String> = planned
        .conflicts
        .iter()
        .map(|one| format!("{}{}", one.key, one.path))
        .collect();
    assert_eq!(asked, ["products/1/stock"], "{planned:#?}");
    let done = engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!((done.succeeded, done.failed), (1, 0));
    assert_eq!(
        value(&file, "SELECT price || ' ' || stock FROM products WHERE id = 1"),
        "4.50 0"
    );
}
