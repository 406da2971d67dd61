//! Harbour Tea, its mistakes, and the way back from each.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use backstock_engine::{Engine, Moment};
use backstock_model::{BackupNumber, Cancel, Choice, NoProgress, RecordKey, SkipReason};
use backstock_practice::{Mistake, Size};
use backstock_shops::{Profiles, TypeProfile};
use backstock_testkit::{HeldClock, TemporaryVault};
use rusqlite::Connection;

use crate::sqlite_files::{self, SHOP};
use crate::stage::{content_type, everything, path, records};

pub(crate) struct HarbourTea {
    pub(crate) file: PathBuf,
    pub(crate) untouched: PathBuf,
    pub(crate) engine: Engine,
    pub(crate) good: BackupNumber,
    _vault: TemporaryVault,
}

/// Making and backing up the shop takes longest, so the stories share it and take turns.
pub(crate) fn harbour_tea() -> MutexGuard<'static, HarbourTea> {
    static SHARED: OnceLock<Mutex<HarbourTea>> = OnceLock::new();
    let tea = SHARED
        .get_or_init(|| Mutex::new(HarbourTea::open()))
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    tea.set_right();
    tea
}

impl HarbourTea {
    fn open() -> Self {
        let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
        let file = vault.beside().join("harbour-tea.sqlite");
        let now = backstock_model::Clock::now(&HeldClock::default());
        backstock_practice::create(&file, Size::Small, 7, now).unwrap();
        let engine = sqlite_files::engine(vault.vault().clone(), None);
        sqlite_files::add(&engine, &file);
        let untouched = file.with_extension("untouched");
        std::fs::copy(&file, &untouched).unwrap();
        Self {
            file,
            untouched,
            good: sqlite_files::backup(&engine),
            engine,
            _vault: vault,
        }
    }

    /// Puts the shop's file back to what it was when it was backed up.
    fn set_right(&self) {
        std::fs::copy(&self.untouched, &self.file).unwrap();
    }

    pub(crate) fn err(&self, mistake: Mistake) -> backstock_practice::MistakeMade {
        let now = backstock_model::Clock::now(&HeldClock::default());
        backstock_practice::make_mistake(&self.file, mistake, 7, now).unwrap()
    }

    fn restore(&self, to: BackupNumber, choice: &Choice) -> backstock_engine::RunOutcome {
        let (plan, _) = self
            .engine
            .plan_restore(SHOP, to, choice, &NoProgress, &Cancel::new())
            .unwrap();
        self.engine
            .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
            .unwrap()
    }
}

/// Tables and columns that go with the shop and not with a backup (times of the last change, counts of uses).
fn going_with_the_shop() -> &'static BTreeSet<(String, String)> {
    static COLUMNS: OnceLock<BTreeSet<(String, String)>> = OnceLock::new();
    COLUMNS.get_or_init(|| {
        let profiles = Profiles::built_in().unwrap();
        let types = &profiles.get("practice").unwrap().types;
        let column = |of_type: &TypeProfile, path: &str| match path.rsplit_once('/') {
            None => (of_type.root.clone(), path.to_owned()),
            Some((above, column)) => {
                let key = above.rsplit('/').next().unwrap();
                let owned = of_type.owns.iter().find(|owned| owned.key == key).unwrap();
                (owned.table.clone(), column.to_owned())
            }
        };
        types
            .iter()
            .flat_map(|of_type| of_type.volatile.iter().map(move |path| column(of_type, path)))
            .collect()
    })
}

/// Every row of every table, with the exact storage class of every value that a restore puts back.
pub(crate) fn dump(file: &Path) -> BTreeMap<String, Vec<String>> {
    let connection = Connection::open(file).unwrap();
    let mut names = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .unwrap();
    let tables: Vec<String> = names
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut all = BTreeMap::new();
    for table in tables {
        let statement = connection.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
        // The database writes the rows out itself: there are hundreds of thousands of them.
        let columns: Vec<String> = statement
            .column_names()
            .filter(|column| !going_with_the_shop().contains(&(table.clone(), (*column).to_owned())))
            .map(|column| format!("quote(\"{column}\")"))
            .collect();
        let mut rows = connection
            .prepare(&format!(
                "SELECT {} FROM \"{table}\"",
                columns.join(" || '|' || ")
            ))
            .unwrap();
        let mut lines: Vec<String> = rows
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        lines.sort();
        all.insert(table, lines);
    }
    all
}

pub(crate) fn assert_same(
    found: &BTreeMap<String, Vec<String>>,
    wanted: &BTreeMap<String, Vec<String>>,
    told: &str,
) {
    for (table, rows) in wanted {
        let now = &found[table];
        let only = |these: &[String], those: &[String]| {
            these
                .iter()
                .filter(|row| those.binary_search(row).is_err())
                .take(3)
                .cloned()
                .collect::<Vec<_>>()
        };
        assert!(
            rows == now,
            "{told}: {table} differs; lost {:?}, came {:?}",
            only(rows, now),
            only(now, rows)
        );
    }
    assert_eq!(found.len(), wanted.len());
}

// S2.14.1, S2.14.2, S2.6.4
#[test]
fn every_kind_of_mistake_is_found_taken_back_and_undone() {
    let tea = harbour_tea();
    let good = tea.good;
    let wanted = dump(&tea.file);
    for mistake in Mistake::all() {
        let made = tea.err(mistake);
        let spoilt = dump(&tea.file);
        let found = tea
            .engine
            .compare(
                SHOP,
                &Moment::Backup(good),
                &Moment::Live,
                None,
                false,
                &Cancel::new(),
            )
            .unwrap();
        let mut touched: Vec<(String, u64, u64, u64)> = made
            .touched
            .iter()
            .map(|touched| {
                (
                    touched.content_type.to_owned(),
                    touched.added,
                    touched.changed,
                    touched.deleted,
                )
            })
            .collect();
        touched.sort();
        let mut told: Vec<(String, u64, u64, u64)> = found
            .types
            .iter()
            .filter(|changes| changes.added + changes.updated + changes.deleted > 0)
            .map(|changes| {
                (
                    changes.key.to_string(),
                    changes.added,
                    changes.updated,
                    changes.deleted,
                )
            })
            .collect();
        told.sort();
        assert_eq!(told, touched, "{mistake:?}");

        // What was touched is all that has to be restored, and afterwards the whole database is what it was.
        let choice = Choice {
            content_types: touched.iter().map(|(key, ..)| content_type(key)).collect(),
            ..everything()
        };
        let outcome = tea.restore(good, &choice);
        assert_eq!(outcome.failed, 0, "{mistake:?}: {:?}", outcome.failures);
        assert_same(&dump(&tea.file), &wanted, &format!("{mistake:?}"));
        let (undo, plan) = tea
            .engine
            .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
            .unwrap();
        assert!(plan.conflicts.is_empty() && plan.skips.is_empty(), "{mistake:?}");
        let undone = tea
            .engine
            .carry_out(SHOP, undo, None, &NoProgress, &Cancel::new())
            .unwrap();
        assert_eq!(undone.failed, 0, "{mistake:?}: {:?}", undone.failures);
        assert_same(&dump(&tea.file), &spoilt, &format!("undone {mistake:?}"));
        tea.set_right();
    }
}

/// One record, changed by a hand that slipped.
fn slip(tea: &HarbourTea, key: &str, sql: &str) {
    // The shop logs every change of a price; what happened stays in its log.
    let content = || {
        let mut all = dump(&tea.file);
        all.remove("logs");
        all
    };
    let good = content();
    let connection = Connection::open(&tea.file).unwrap();
    connection.execute_batch(sql).unwrap();
    drop(connection);
    let spoilt = content();
    assert_ne!(spoilt, good, "{key}");
    let outcome = tea.restore(tea.good, &records(&[key]));
    assert_eq!(
        (outcome.succeeded, outcome.failed),
        (1, 0),
        "{key}: {:?}",
        outcome.failures
    );
    assert_same(&content(), &good, key);
    let (undo, _) = tea
        .engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    tea.engine
        .carry_out(SHOP, undo, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_same(&content(), &spoilt, &format!("{key} undone"));
    tea.set_right();
}

// S2.6.9: the four uses of restoring a single record.
#[test]
fn each_of_the_four_uses_of_a_restore_works_end_to_end() {
    let tea = harbour_tea();
    let first = |table: &str, id: &str| -> String {
        Connection::open(&tea.file)
            .unwrap()
            .query_row(
                &format!("SELECT CAST(min({id}) AS TEXT) FROM {table}"),
                [],
                |row| row.get(0),
            )
            .unwrap()
    };
    let at = |table: &str, id: &str| format!("WHERE {id} = '{}'", first(table, id));
    let of = |table: &str, id: &str| format!("{table}/{}", first(table, id));
    let (product, category, page) = (of("products", "id"), of("categories", "id"), of("pages", "id"));
    let (widget, script) = (of("widgets", "uuid"), of("scripts", "uuid"));
    let slips = [
        // A product's name or price.
        (
            product.clone(),
            format!("UPDATE products SET name = 'Untitled' {}", at("products", "id")),
        ),
        (
            product,
            format!("UPDATE products SET price = '0.01' {}", at("products", "id")),
        ),
        // A category's configuration.
        (
            category,
            format!(
                "UPDATE categories SET name = 'Untitled', is_visible = 0, sort_order = 99 {}",
                at("categories", "id")
            ),
        ),
        // The content of a page, and of a widget.
        (page, format!("UPDATE pages SET body = '' {}", at("pages", "id"))),
        (
            widget,
            format!(
                "UPDATE widgets SET configuration = '{{}}' {}",
                at("widgets", "uuid")
            ),
        ),
        // A record that was deleted.
        (script, format!("DELETE FROM scripts {}", at("scripts", "uuid"))),
    ];
    for (key, sql) in slips {
        slip(&tea, &key, &sql);
    }
}

// Capability 2: only these fields, over many records, while life goes on.
#[test]
fn wrong_prices_come_back_and_nothing_else_is_touched() {
    let tea = harbour_tea();
    let good = tea.good;
    tea.err(Mistake::PriceImportX10);
    Connection::open(&tea.file)
        .unwrap()
        .execute_batch(
            "UPDATE products SET description = description || '<p>Better.</p>' WHERE id IN (SELECT id FROM products ORDER BY id LIMIT 37)",
        )
        .unwrap();
    let before = dump(&tea.file);
    let choice = Choice {
        content_types: vec![content_type("products")],
        fields: vec![path("/price"), path("/sale_price")],
        ..Choice::default()
    };
    let (plan, shown) = tea
        .engine
        .plan_restore(SHOP, good, &choice, &NoProgress, &Cancel::new())
        .unwrap();
    let writes: Vec<_> = shown
        .records
        .iter()
        .flat_map(backstock_model::PlannedRecord::writes)
        .collect();
    assert_eq!((shown.records.len(), writes.len()), (412, 431));
    let outcome = tea
        .engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(
        (outcome.succeeded, outcome.failed),
        (412, 0),
        "{:?}",
        outcome.failures
    );
    let after = dump(&tea.file);
    for (table, rows) in &before {
        if table != "products" {
            assert_eq!(&after[table], rows, "{table}");
        }
    }
    let better = after["products"]
        .iter()
        .filter(|row| row.contains("Better."))
        .count();
    assert_eq!(better, 37);
    let left = tea
        .engine
        .plan_restore(SHOP, good, &choice, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(left.1.records, []);
    let (undo, _) = tea
        .engine
        .plan_undo(SHOP, outcome.run, &NoProgress, &Cancel::new())
        .unwrap();
    tea.engine
        .carry_out(SHOP, undo, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_same(&dump(&tea.file), &before, "undone");
}

#[test]
fn orders_stock_and_locked_documents_are_left_alone_unless_asked() {
    let tea = harbour_tea();
    let good = tea.good;
    tea.err(Mistake::ZeroStock);
    Connection::open(&tea.file)
        .unwrap()
        .execute_batch(
            "UPDATE trade_documents SET subject = 'changed';
             UPDATE orders SET status = 'Completed' WHERE id = 10482;",
        )
        .unwrap();
    let before = dump(&tea.file);
    let (_, plan) = tea
        .engine
        .plan_restore(SHOP, good, &Choice::default(), &NoProgress, &Cancel::new())
        .unwrap();
    assert!(
        plan.records
            .iter()
            .all(|record| record.key.content_type.as_str() != "orders")
    );
    let locked = plan
        .skips
        .iter()
        .filter(|skip| skip.reason == SkipReason::Locked)
        .count();
    assert_eq!(locked, 30);
    let outcome = tea.restore(good, &Choice::default());
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    let after = dump(&tea.file);
    assert_eq!(after["orders"], before["orders"]);
    let still_sold_out: u64 = Connection::open(&tea.file)
        .unwrap()
        .query_row(
            "SELECT count(*) FROM products WHERE inventory_level = 0",
            [],
            |row| row.get(0),
        )
        .map(|count: i64| count.unsigned_abs())
        .unwrap();
    assert!(still_sold_out >= 2_000, "{still_sold_out}");
    // Asked for, the stock comes back, too; a locked document never changes.
    let outcome = tea.restore(good, &everything());
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    assert_eq!(outcome.skipped, 30);
    let found = tea
        .engine
        .compare(
            SHOP,
            &Moment::Backup(good),
            &Moment::Live,
            None,
            true,
            &Cancel::new(),
        )
        .unwrap();
    assert_eq!(found.records.len(), 30);
    assert!(found.records.iter().all(|record| {
        tea.engine
            .document(SHOP, &record.key, &Moment::Live)
            .unwrap()
            .unwrap()
            .to_string()
            .contains(r#""is_locked":1"#)
    }));
}

// Capability 1, issue 4: the stock of what was sold on the day of the mistake is asked about, and of nothing else.
#[test]
fn a_mistake_on_a_day_with_orders_is_taken_back_but_for_what_was_sold() {
    let tea = harbour_tea();
    let now = backstock_model::Clock::now(&HeldClock::default());
    let shop = Connection::open(&tea.file).unwrap();
    let number = |sql: &str| shop.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let last = number("SELECT max(id) FROM orders");
    backstock_practice::pass_day(&tea.file, 7, now).unwrap();
    tea.err(Mistake::ZeroStock);
    let bad = sqlite_files::backup(&tea.engine);
    let (_, plan) = tea
        .engine
        .plan_revert(
            SHOP,
            (tea.good, bad),
            &Choice::default(),
            &NoProgress,
            &Cancel::new(),
        )
        .unwrap();
    let sold = number(&format!(
        "SELECT count(DISTINCT product_id) FROM order_lines WHERE order_id > {last}"
    ));
    // Of the stock of a variant in a place nothing tells whether it was sold but the variant, a row of a product.
    let held = number(&format!(
        "SELECT count(*) FROM inventory_levels WHERE variant_id IN (SELECT id FROM product_variants WHERE product_id IN
             (SELECT product_id FROM order_lines WHERE order_id > {last}))"
    ));
    for (content_type, most) in [("products", sold), ("inventory", held)] {
        let is_one = |key: &&RecordKey| key.content_type.as_str() == content_type;
        let asked: BTreeSet<&RecordKey> = plan
            .conflicts
            .iter()
            .map(|conflict| &conflict.key)
            .filter(is_one)
            .collect();
        let asked = asked.len() as i64;
        let back = plan
            .records
            .iter()
            .map(|record| &record.key)
            .filter(is_one)
            .count() as i64;
        assert!(asked > 0 && asked <= most, "{asked} of {most} {content_type}");
        assert!(
            back > asked * 5,
            "{content_type}: {back} come back, {asked} are asked about"
        );
    }
    tea.set_right();
}
