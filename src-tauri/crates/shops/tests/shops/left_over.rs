//! Records whose own row was deleted alone come back, with what is left of them.

use backstock_model::RecordKey;
use backstock_shops::{Dangling, Shop as _, Write, WriteOutcome};

use crate::desk::{Desk, Kept, State, code, key, writes};
use crate::profiled::{BAKERY, TABLES};
use crate::random::{Chance, config};
use proptest::prelude::*;

/// What a plan would write to bring back records: each of them, and what is left of it.
fn coming_back(desk: &Desk, good: &State, keys: &[RecordKey]) -> Vec<Write> {
    let mut reading = desk.shop().open_reading().unwrap();
    let mut batch: Vec<Write> = Vec::new();
    for product in keys {
        let wanted = good.records[product].document.clone();
        let live = reading.read_record(product).unwrap().map(|live| live.document);
        if live.as_ref() == Some(&wanted) {
            continue;
        }
        for record in reading.left_over_of(product, live.as_ref(), &wanted).unwrap() {
            if batch.iter().all(|known| known.key != record.key) {
                batch.push(Write {
                    key: record.key,
                    before: Some(record.document),
                    after: None,
                    dangling: Dangling::None,
                });
            }
        }
        batch.push(Write {
            key: product.clone(),
            before: live,
            after: Some(wanted),
            dangling: Dangling::None,
        });
    }
    batch
}

fn bread() -> [RecordKey; 1] {
    [key("products", "1")]
}

fn undo(batch: Vec<Write>) -> Vec<Write> {
    batch
        .into_iter()
        .map(|write| Write {
            key: write.key,
            before: write.after,
            after: write.before,
            dangling: Dangling::AllBut(Vec::new()),
        })
        .collect()
}

fn written(desk: &Desk, batch: &[Write], states: [&State; 2]) {
    let outcomes = desk.writing().write(batch, &Kept::of(states)).unwrap();
    for (write, outcome) in batch.iter().zip(outcomes) {
        assert_eq!(code(&outcome), "written", "{write:?}: {outcome:?}");
    }
}

/// Every row whose own record is gone is left over: variants, their options, tags without a key.
const ALONE: &str = "DELETE FROM products WHERE id = 1";

// S2.6.2
#[test]
fn a_product_whose_row_alone_was_deleted_comes_back_and_an_undo_leaves_what_was_left() {
    for (spoil, what) in [
        ("", "nothing else happened"),
        (
            "UPDATE variants SET price = 9 WHERE id = 100; UPDATE options SET value = 'red' WHERE variant = 5",
            "rows were changed",
        ),
        (
            "DELETE FROM variants WHERE id = 5; DELETE FROM tags WHERE rowid = 1",
            "rows are gone too",
        ),
        (
            "INSERT INTO variants VALUES (101, 1, 'new', 1, 1, 'n'); INSERT INTO options VALUES (101, 'size', 'xl'); INSERT INTO tags VALUES ('B1', 'stale'), ('B1', 'fresh')",
            "rows came",
        ),
        (
            "UPDATE variants SET product = 77 WHERE id = 100",
            "a row belongs to somebody who is not there",
        ),
    ] {
        let desk = Desk::with_profile(TABLES, BAKERY);
        let (good, dump) = (desk.state(), desk.dump());
        desk.sql(ALONE);
        desk.sql(spoil);
        let (spoilt, spoilt_dump) = (desk.state(), desk.dump());
        let batch = coming_back(&desk, &good, &bread());
        written(&desk, &batch, [&good, &spoilt]);
        assert_eq!(
            desk.document("products/1"),
            good.records[&key("products", "1")].document.to_string(),
            "{what}"
        );
        assert_eq!(desk.dump(), dump, "{what}");
        // The undo puts back what was left and takes the product away again.
        written(&desk, &undo(batch), [&good, &spoilt]);
        assert_eq!(desk.dump(), spoilt_dump, "{what}");
    }
}

#[test]
fn a_row_of_a_record_that_is_there_comes_back_with_what_is_left_of_it() {
    let desk = Desk::with_profile(TABLES, BAKERY);
    let (good, dump) = (desk.state(), desk.dump());
    desk.sql("DELETE FROM variants WHERE id = 100; UPDATE options SET value = 'red' WHERE variant = 100 AND name = 'cut'");
    let spoilt = desk.state();
    written(&desk, &coming_back(&desk, &good, &bread()), [&good, &spoilt]);
    assert_eq!(desk.dump(), dump);
}

#[test]
fn rows_that_no_plan_names_are_taken_in_and_keep_what_the_backup_does_not_know() {
    let desk = Desk::with_profile(TABLES, BAKERY);
    let good = desk.state();
    desk.sql(ALONE);
    desk.sql("ALTER TABLE variants ADD COLUMN colour DEFAULT 'red'; UPDATE variants SET colour = 'blue', price = 9");
    let bread = good.records[&key("products", "1")].document.to_string();
    assert_eq!(code(&desk.write("products/1", None, Some(&bread))), "written");
    assert_eq!(
        desk.value("SELECT count(*) FROM tags WHERE sku = 'B1'"),
        "Integer(2)"
    );
    let sql = "SELECT group_concat(colour || price, ' ') = 'blue4 blue2.5' FROM (SELECT * FROM variants WHERE product = 1 ORDER BY id)";
    assert_eq!(desk.value(sql), "Integer(1)");
}

#[test]
fn a_row_that_somebody_changed_after_the_preview_is_not_overwritten() {
    let desk = Desk::with_profile(TABLES, BAKERY);
    let good = desk.state();
    desk.sql(ALONE);
    let batch = coming_back(&desk, &good, &bread());
    desk.sql("UPDATE variants SET price = 7 WHERE id = 100");
    let dump = desk.dump();
    let outcomes = desk.writing().write(&batch, &Kept::of([&good])).unwrap();
    let told: Vec<String> = batch
        .iter()
        .zip(&outcomes)
        .map(|(write, outcome)| format!("{} {}", write.key, code(outcome)))
        .collect();
    assert!(
        told.contains(&"variants/100 changed meanwhile".to_owned()),
        "{told:?}"
    );
    assert!(told.contains(&"products/1 taken".to_owned()), "{told:?}");
    // What would have gone into it stays as it was.
    assert!(told.contains(&"variants/5 owner_refused".to_owned()), "{told:?}");
    assert!(
        outcomes
            .iter()
            .all(|outcome| !matches!(outcome, WriteOutcome::Written(_)))
    );
    assert_eq!(desk.dump(), dump);
}

#[test]
fn what_is_left_of_a_record_stays_where_the_record_itself_is_refused() {
    let stays = |desk: &Desk, batch: &[Write], refusal: &str| {
        let dump = desk.dump();
        let outcomes = desk.writing().write(batch, &Kept::default()).unwrap();
        for (write, outcome) in batch.iter().zip(&outcomes) {
            let wanted = match write.after {
                Some(_) => refusal,
                None => "owner_refused",
            };
            assert_eq!(code(outcome), wanted, "{}: {outcome:?}", write.key);
        }
        assert!(batch.len() > 1);
        assert_eq!(desk.dump(), dump);
    };

    // The shop has lost a column that had something in it.
    let desk = Desk::with_profile(TABLES, BAKERY);
    let good = desk.state();
    desk.sql(ALONE);
    desk.sql("ALTER TABLE products DROP COLUMN size");
    stays(&desk, &coming_back(&desk, &good, &bread()), "column_missing");

    // A record that is there gets rows back that lie about, and is changed between the preview and the restore.
    let desk = Desk::with_profile(TABLES, BAKERY);
    let good = desk.state();
    desk.sql("DELETE FROM variants WHERE id = 100");
    let batch = coming_back(&desk, &good, &bread());
    desk.sql("UPDATE products SET name = 'Loaf' WHERE id = 1");
    stays(&desk, &batch, "changed meanwhile");
}

#[test]
fn a_table_of_twins_never_gives_the_wrong_one_away() {
    // S2.6.2: rows without a key are told apart by their content alone; equal ones are one as good as the other.
    let desk = Desk::new(
        "CREATE TABLE notes (what, n); INSERT INTO notes VALUES ('a', 1), ('b', 1), ('a', 1), ('a', 1.0), ('a', '1')",
    );
    let (good, dump) = (desk.state(), desk.dump());
    for spoil in [
        "DELETE FROM notes WHERE rowid = 3",
        "DELETE FROM notes WHERE rowid IN (1, 3)",
        "DELETE FROM notes WHERE rowid = 1; INSERT INTO notes VALUES ('a', 2), ('a', 1), ('a', 1)",
        "UPDATE notes SET n = 5 WHERE rowid = 1",
    ] {
        desk.sql(spoil);
        let (spoilt, spoilt_dump) = (desk.state(), desk.dump());
        let batch = writes(&spoilt, &good);
        written(&desk, &batch, [&good, &spoilt]);
        assert_eq!(desk.dump(), dump, "{spoil}");
        let undo = writes(&good, &spoilt);
        written(&desk, &undo, [&good, &spoilt]);
        assert_eq!(desk.dump(), spoilt_dump, "{spoil}");
        let again = writes(&spoilt, &good);
        written(&desk, &again, [&good, &spoilt]);
        assert_eq!(desk.dump(), dump, "{spoil}");
    }
}

#[test]
fn a_row_whose_twin_was_deleted_since_is_left_alone() {
    for sql in [
        "CREATE TABLE notes (what); INSERT INTO notes VALUES ('a'), ('b')",
        "CREATE TABLE notes (rowid, _rowid_, oid); INSERT INTO notes VALUES ('a', 1, 1), ('b', 1, 1)",
    ] {
        let desk = Desk::new(sql);
        let good = desk.state();
        desk.sql("INSERT INTO notes SELECT * FROM notes LIMIT 1");
        let live = desk.state();
        // One of two is to go; by the time it is written only one is there, and that is the one to stay.
        let batch = writes(&live, &good);
        assert_eq!(batch.len(), 1);
        desk.sql("CREATE TABLE kept AS SELECT DISTINCT * FROM notes; DELETE FROM notes; INSERT INTO notes SELECT * FROM kept; DROP TABLE kept");
        let dump = desk.dump();
        let outcomes = desk.writing().write(&batch, &Kept::default()).unwrap();
        assert_eq!(code(&outcomes[0]), "changed meanwhile");
        assert_eq!(desk.dump(), dump);
        assert!(writes(&desk.state(), &good).is_empty());
    }
}

/// Random edits by a tool that enforces nothing: products go alone, and their rows are changed, go and come.
fn alone_and_back(seed: u64) {
    let mut chance = Chance(seed);
    let desk = Desk::with_profile(TABLES, BAKERY);
    let good = desk.state();
    let wanted: Vec<RecordKey> = good
        .order
        .iter()
        .filter(|known| known.content_type.as_str() == "products")
        .cloned()
        .collect();
    for new in 0..1 + chance.below(12) {
        let product = ["1", "2", "10", "77"][chance.below(4) as usize];
        let variant = ["100", "6", "5"][chance.below(3) as usize];
        let sku = ["'B1'", "'B2'", "'B9'", "NULL"][chance.below(4) as usize];
        let sql = match chance.below(9) {
            0..=2 => format!("DELETE FROM products WHERE id = {product}"),
            3 => format!("UPDATE variants SET price = {new} WHERE id = {variant}"),
            4 => format!("UPDATE variants SET product = {product} WHERE id = {variant}"),
            5 => format!(
                "INSERT INTO variants (id, product) VALUES ({}, {product})",
                200 + new
            ),
            6 => format!("INSERT OR REPLACE INTO options VALUES ({variant}, 'n{new}', {new})"),
            7 => format!("DELETE FROM variants WHERE id = {variant}"),
            _ => format!("INSERT INTO tags VALUES ({sku}, 'fresh')"),
        };
        desk.sql(&sql);
    }
    let (spoilt, spoilt_dump) = (desk.state(), desk.dump());
    let batch = coming_back(&desk, &good, &wanted);
    written(&desk, &batch, [&good, &spoilt]);
    for known in &wanted {
        let document = good.records[known].document.to_string();
        assert_eq!(
            desk.document(&known.to_string()),
            document,
            "{known}, seed {seed}"
        );
    }
    written(&desk, &undo(batch), [&good, &spoilt]);
    assert_eq!(desk.dump(), spoilt_dump, "seed {seed}");
}

proptest! {
    #![proptest_config(config())]

    // S2.6.2
    #[test]
    fn random_products_deleted_alone_come_back_and_go_again(seed in any::<u64>()) {
        alone_and_back(seed);
    }
}
