//! A deleted record comes back with what went with it.

use backstock_model::{Action, Choice, Consequence, Plan, Revision, SkipReason};
use backstock_model::{BackupNumber, Cancel, NoProgress};
use backstock_testkit::TemporaryVault;

use crate::practice_shop::harbour_tea;
use crate::sqlite_files::{SHOP, add, backup, edit, engine};
use crate::stage::{key, records};

/// Reviews go with their product, votes with their review, and who wrote a review does not.
const TABLES: &str = "
    CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE stock (id INTEGER PRIMARY KEY, product_id INTEGER REFERENCES products(id) ON DELETE CASCADE, pieces INTEGER);
    CREATE TABLE reviews (
        id INTEGER PRIMARY KEY, product_id INTEGER REFERENCES products(id) ON DELETE CASCADE,
        person_id INTEGER REFERENCES people(id) ON DELETE CASCADE, words TEXT);
    CREATE TABLE votes (id INTEGER PRIMARY KEY, review_id INTEGER REFERENCES reviews(id) ON DELETE CASCADE, up INTEGER);
    INSERT INTO people VALUES (1, 'Anna'), (2, 'Bert');
    INSERT INTO products VALUES (104, 'Darjeeling'), (105, 'Assam');
    INSERT INTO stock VALUES (1, 104, 7), (2, 104, 3), (3, 105, 9);
    INSERT INTO reviews VALUES (1877, 104, 1, 'Fine.'), (1878, 105, 2, 'Strong.');
    INSERT INTO votes VALUES (1, 1877, 1), (2, 1877, 0), (3, 1878, 1);";

fn told(plan: &Plan, code: &str) -> Vec<(String, u64)> {
    let of_code = plan.consequences.iter().filter(|told| told.code == code);
    of_code
        .map(|told: &Consequence| (told.content_type.as_ref().unwrap().to_string(), told.count))
        .collect()
}

fn all(choice: Choice) -> Choice {
    Choice {
        include_protected: true,
        ..choice
    }
}

fn rows(file: &std::path::Path, table: &str) -> i64 {
    rusqlite::Connection::open(file)
        .unwrap()
        .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
        .unwrap()
}

// S2.6.4, S2.8.2
#[test]
fn what_went_with_a_deleted_record_comes_back_with_it_unless_it_is_left_out() {
    let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
    let file = vault.beside().join("shop.sqlite");
    edit(&file, TABLES);
    let engine = engine(vault.vault().clone(), None);
    add(&engine, &file);
    let good = backup(&engine);
    edit(&file, "DELETE FROM products WHERE id = 104");
    assert_eq!((rows(&file, "stock"), rows(&file, "votes")), (1, 1));
    let plan = |to: BackupNumber, choice: &Choice| {
        engine
            .plan_restore(SHOP, to, choice, &NoProgress, &Cancel::new())
            .unwrap()
    };

    let (first, planned) = plan(good, &all(records(&["products/104"])));
    let keys: Vec<String> = planned
        .records
        .iter()
        .map(|record| record.key.to_string())
        .collect();
    assert_eq!(keys.len(), 6, "{keys:?}");
    assert!(
        planned
            .records
            .iter()
            .all(|record| record.action() == Action::Create)
    );
    let came: Vec<_> = [("reviews", 1), ("stock", 2), ("votes", 2)]
        .map(|(key, count)| (key.to_owned(), count))
        .into();
    assert_eq!(told(&planned, "came_with_others"), came);
    assert_eq!(told(&planned, "stays_gone"), []);

    // Left out, it is told as what stays gone.
    let without = Revision {
        of: first,
        without: vec!["stock/1".parse().unwrap()],
        take: Vec::new(),
    };
    let (_, revised) = engine.revise(SHOP, &without, &Cancel::new()).unwrap();
    assert_eq!(revised.records.len(), 5);
    assert_eq!(told(&revised, "stays_gone"), [("stock".to_owned(), 1)]);
    assert!(told(&revised, "came_with_others").contains(&("stock".to_owned(), 1)));

    let done = engine
        .carry_out(SHOP, first, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!((done.succeeded, done.failed), (6, 0), "{:?}", done.failures);
    assert_eq!(
        (rows(&file, "stock"), rows(&file, "reviews"), rows(&file, "votes")),
        (3, 2, 3)
    );
    assert_eq!(engine.stays_gone(SHOP, done.run).unwrap(), []);

    // What is still there is not touched, and a record that only needs a field back brings nothing along.
    edit(
        &file,
        "UPDATE products SET name = 'Spoilt' WHERE id = 105; DELETE FROM reviews WHERE id = 1878",
    );
    let (_, planned) = plan(good, &all(records(&["products/105"])));
    assert_eq!(planned.records.len(), 1);
    // A review alone comes with its votes, and without its product, which is there.
    let (_, planned) = plan(good, &all(records(&["reviews/1878"])));
    assert_eq!(planned.records.len(), 2);
}

// S2.6.4: what is protected stays away, and that is told.
#[test]
fn what_is_protected_stays_gone_and_is_told() {
    let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
    let file = vault.beside().join("shop.sqlite");
    edit(
        &file,
        "CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT);
         CREATE TABLE orders (id INTEGER PRIMARY KEY, product_id INTEGER REFERENCES products(id) ON DELETE CASCADE, total TEXT);
         INSERT INTO products VALUES (1, 'Assam'); INSERT INTO orders VALUES (7, 1, '9.90'), (8, 1, '4.50')",
    );
    let engine = engine(vault.vault().clone(), None);
    add(&engine, &file);
    let good = backup(&engine);
    edit(&file, "DELETE FROM products WHERE id = 1");
    let (id, planned) = engine
        .plan_restore(SHOP, good, &records(&["products/1"]), &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(planned.records.len(), 1);
    assert_eq!(told(&planned, "stays_gone"), [("orders".to_owned(), 2)]);
    assert!(
        planned
            .skips
            .iter()
            .any(|skip| skip.key == key("orders/7") && skip.reason == SkipReason::ProtectedType),
        "{:?}",
        planned.skips
    );
    let done = engine
        .carry_out(SHOP, id, None, &NoProgress, &Cancel::new())
        .unwrap();
    let gone = engine.stays_gone(SHOP, done.run).unwrap();
    assert_eq!((gone.len(), gone[0].count), (1, 2));
}

// S2.6.4: a product's stock in each place is counted by its variants, which belong to the product.
#[test]
fn what_belongs_to_the_variants_of_a_product_comes_back_with_it() {
    let tea = harbour_tea();
    let counts = "SELECT count(*) FROM inventory_levels WHERE variant_id IN (SELECT id FROM product_variants WHERE product_id = 117)";
    let count = |file: &std::path::Path| -> i64 {
        let connection = rusqlite::Connection::open(file).unwrap();
        connection.query_row(counts, [], |row| row.get(0)).unwrap()
    };
    let before = count(&tea.file);
    assert!(before > 0);
    edit(&tea.file, "DELETE FROM products WHERE id = 117");
    assert_eq!(count(&tea.file), 0);
    let choice = records(&["products/117"]);
    let (id, plan) = tea
        .engine
        .plan_restore(SHOP, tea.good, &choice, &NoProgress, &Cancel::new())
        .unwrap();
    let came = told(&plan, "came_with_others");
    assert!(
        came.contains(&("inventory".to_owned(), u64::try_from(before).unwrap())),
        "{came:?}"
    );
    let done = tea
        .engine
        .carry_out(SHOP, id, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(done.failed, 0, "{:?}", done.failures);
    assert_eq!(count(&tea.file), before);
}
