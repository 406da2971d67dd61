//! Random edits, a backup, random edits, a restore: equal. And undone: equal. A sample always, with `BACKSTOCK_FULL=1` 1,000.

use std::collections::BTreeMap;

use backstock_model::{Cancel, Document, NoProgress, Node, Path};
use backstock_testkit::{FakeShop, TemporaryVault};
use proptest::prelude::*;

use crate::sqlite_files;
use crate::stage::{Stage, everything, product, tries};

#[derive(Clone, Debug)]
enum Edit {
    Price(u8, u8),
    Rename(u8, u8),
    Date(u8, u8),
    Variants(u8, u8),
    PutProduct(u8, u8, u8),
    DeleteProduct(u8),
    PutBrand(u8),
    DeleteBrand(u8),
    PutCategory(u8, u8),
    DeleteCategory(u8),
    Order(u8, u8),
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let few = 0..6_u8;
    prop_oneof![
        3 => (few.clone(), any::<u8>()).prop_map(|(id, value)| Edit::Price(id, value)),
        1 => (few.clone(), any::<u8>()).prop_map(|(id, value)| Edit::Rename(id, value)),
        1 => (few.clone(), any::<u8>()).prop_map(|(id, value)| Edit::Date(id, value)),
        1 => (few.clone(), any::<u8>()).prop_map(|(id, value)| Edit::Variants(id, value)),
        3 => (few.clone(), few.clone(), few.clone()).prop_map(|(id, brand, category)| Edit::PutProduct(id, brand, category)),
        2 => few.clone().prop_map(Edit::DeleteProduct),
        1 => few.clone().prop_map(Edit::PutBrand),
        1 => few.clone().prop_map(Edit::DeleteBrand),
        2 => (few.clone(), few.clone()).prop_map(|(id, parent)| Edit::PutCategory(id, parent)),
        2 => few.clone().prop_map(Edit::DeleteCategory),
        1 => (few, any::<u8>()).prop_map(|(id, value)| Edit::Order(id, value)),
    ]
}

/// Edits the shop as its own program would: nothing is left that leads nowhere.
fn apply(shop: &FakeShop, edits: &[Edit]) {
    for edit in edits {
        let all = shop.everything();
        let has = |key: String| all.contains_key(&key);
        let is_used = |text: String| all.values().any(|document| document.contains(&text));
        let id = |id: &u8| u32::from(*id) + 115;
        // Editing what is not there is refused by the shop and changes nothing.
        match edit {
            Edit::Price(at, value) => {
                let _ = shop.set(
                    &format!("products/{}", id(at)),
                    "/price",
                    &format!("\"{value}.00\""),
                );
            }
            Edit::Rename(at, value) => {
                let _ = shop.set(
                    &format!("products/{}", id(at)),
                    "/name",
                    &format!("\"Name {value}\""),
                );
            }
            Edit::Date(at, value) => {
                let _ = shop.set(
                    &format!("products/{}", id(at)),
                    "/date_modified",
                    &value.to_string(),
                );
            }
            Edit::Variants(at, value) => {
                let rows = (0..value % 3)
                    .map(|row| {
                        format!("\"{row}\":{{\"price\":\"{value}\",\"sku\":\"{row}\",\"stock\":{value}}}")
                    })
                    .collect::<Vec<_>>()
                    .join(",");
                let _ = shop.set(
                    &format!("products/{}", id(at)),
                    "/variants",
                    &format!("{{{rows}}}"),
                );
            }
            Edit::PutProduct(at, brand, category) => {
                if has(format!("brands/{brand}")) && has(format!("categories/{category}")) {
                    let document = product(id(at), "Made", "1.00", (*brand).into(), (*category).into());
                    shop.put(&format!("products/{}", id(at)), &document).unwrap();
                }
            }
            Edit::DeleteProduct(at) => {
                shop.remove(&format!("products/{}", id(at)));
            }
            Edit::PutBrand(at) => {
                let document = format!("{{\"id\":{at},\"name\":\"Brand {}\"}}", all.len());
                if *at > 0 {
                    shop.put(&format!("brands/{at}"), &document).unwrap();
                }
            }
            Edit::DeleteBrand(at) => {
                if !is_used(format!("\"brand_id\":{at},")) {
                    shop.remove(&format!("brands/{at}"));
                }
            }
            Edit::PutCategory(at, parent) => {
                let there = *parent == 0 || has(format!("categories/{parent}"));
                if *at > 0 && there && !has(format!("categories/{at}")) {
                    let document = format!("{{\"id\":{at},\"name\":\"Made\",\"parent_id\":{parent}}}");
                    shop.put(&format!("categories/{at}"), &document).unwrap();
                }
            }
            Edit::DeleteCategory(at) => {
                if !is_used(format!("\"category_id\":{at},")) && !is_used(format!("\"parent_id\":{at}}}")) {
                    shop.remove(&format!("categories/{at}"));
                }
            }
            Edit::Order(at, value) => {
                let document =
                    format!("{{\"customer_id\":1,\"id\":{at},\"name\":\"Made\",\"total\":\"{value}\"}}");
                shop.put(&format!("orders/{at}"), &document).unwrap();
            }
        }
    }
}

/// Everything but the dates, whose change alone is no reason to write.
fn without_dates(all: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    all.iter()
        .map(|(key, document)| {
            let mut node = Node::parse(document.as_bytes()).unwrap();
            node.put(&Path::parse("/date_modified").unwrap(), None);
            (key.clone(), Document::from(&node).to_string())
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: tries(24, 1_000), max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_restored_shop_is_what_it_was_and_an_undone_one_too(
        first in prop::collection::vec(any_edit(), 0..12),
        second in prop::collection::vec(any_edit(), 1..24),
    ) {
        let stage = Stage::new();
        apply(&stage.shop, &first);
        let good = stage.backup();
        let wanted = stage.shop.everything();
        apply(&stage.shop, &second);
        let spoilt = stage.shop.everything();
        let (id, plan) = stage.plan(good, &everything());
        prop_assert!(plan.skips.is_empty(), "{:?}", plan.skips);
        let outcome = stage.carry_out(id);
        prop_assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
        prop_assert_eq!(without_dates(&stage.shop.everything()), without_dates(&wanted));
        let (undo, undone) = stage.undo(outcome.run);
        prop_assert!(undo.conflicts.is_empty() && undo.skips.is_empty());
        prop_assert_eq!(undone.failed, 0, "{:?}", undone.failures);
        prop_assert_eq!(stage.shop.everything(), spoilt);
    }
}

fn any_sql() -> impl Strategy<Value = String> {
    let id = 1..14_u8;
    let value = prop_oneof![
        1 => Just("NULL".to_owned()),
        1 => Just("''".to_owned()),
        1 => Just("'text'".to_owned()),
        1 => Just("'1'".to_owned()),
        1 => Just("x'00ff'".to_owned()),
        1 => (0..3_u8).prop_map(|number| number.to_string()),
        1 => (0..3_u8).prop_map(|number| format!("{number}.25")),
        1 => Just("9223372036854775807".to_owned()),
    ];
    let column = prop_oneof![Just("name"), Just("price"), Just("picture")];
    prop_oneof![
        4 => (column, value.clone(), id.clone()).prop_map(|(column, value, id)| format!("UPDATE products SET {column} = {value} WHERE id = {id}")),
        2 => (id.clone(), 1..4_u8, value.clone()).prop_map(|(id, brand, value)| format!("INSERT INTO products (id, brand_id, name) VALUES ({id}, {brand}, {value})")),
        2 => id.clone().prop_map(|id| format!("BEGIN; DELETE FROM product_categories WHERE product_id = {id}; DELETE FROM products WHERE id = {id}; COMMIT")),
        1 => (1..4_u8).prop_map(|id| format!("INSERT INTO brands VALUES ({id}, 'Brand {id}')")),
        1 => (1..4_u8).prop_map(|id| format!("DELETE FROM brands WHERE id = {id}")),
        2 => (1..7_u8, 1..7_u8).prop_map(|(id, parent)| format!("INSERT INTO categories VALUES ({id}, {parent}, 'new')")),
        2 => (1..7_u8, 1..7_u8).prop_map(|(id, parent)| format!("UPDATE categories SET parent_id = {parent} WHERE id = {id}")),
        2 => (1..7_u8).prop_map(|id| format!("DELETE FROM categories WHERE id = {id}")),
        1 => (id.clone(), 1..7_u8).prop_map(|(product, category)| format!("INSERT INTO product_categories VALUES ({product}, {category})")),
        1 => (id, 1..7_u8).prop_map(|(product, category)| format!("DELETE FROM product_categories WHERE product_id = {product} OR category_id = {category}")),
        1 => value.clone().prop_map(|value| format!("INSERT INTO log VALUES ({value}, 'line')")),
        1 => value.prop_map(|value| format!("DELETE FROM log WHERE at IS {value}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: tries(12, 1_000), max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn a_restored_database_is_equal_to_the_last_value_and_an_undone_one_too(
        first in prop::collection::vec(any_sql(), 0..10),
        second in prop::collection::vec(any_sql(), 1..25),
    ) {
        let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
        let file = vault.beside().join("shop.sqlite");
        sqlite_files::create(&file, 10);
        let engine = sqlite_files::engine(vault.vault().clone(), None);
        sqlite_files::add(&engine, &file);
        for sql in &first {
            sqlite_files::edit(&file, sql);
        }
        let good = sqlite_files::backup(&engine);
        let wanted = sqlite_files::dump(&file);
        for sql in &second {
            sqlite_files::edit(&file, sql);
        }
        let spoilt = sqlite_files::dump(&file);
        let (id, plan) = engine
            .plan_restore(sqlite_files::SHOP, good, &everything(), &NoProgress, &Cancel::new())
            .unwrap();
        prop_assert!(plan.skips.is_empty(), "{:?}", plan.skips);
        let outcome = engine
            .carry_out(sqlite_files::SHOP, id, None, &NoProgress, &Cancel::new())
            .unwrap();
        prop_assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
        prop_assert_eq!(sqlite_files::dump(&file), wanted);
        let (id, undo) = engine.plan_undo(sqlite_files::SHOP, outcome.run, &NoProgress, &Cancel::new()).unwrap();
        prop_assert!(undo.conflicts.is_empty() && undo.skips.is_empty(), "{:?} {:?}", undo.conflicts, undo.skips);
        let undone = engine
            .carry_out(sqlite_files::SHOP, id, None, &NoProgress, &Cancel::new())
            .unwrap();
        prop_assert_eq!(undone.failed, 0, "{:?}", undone.failures);
        prop_assert_eq!(sqlite_files::dump(&file), spoilt);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: tries(12, 1_000), max_shrink_iters: 100, ..ProptestConfig::default() })]

    // A database tool enforces no foreign keys, so references lead nowhere before, in the backup and after.
    #[test]
    fn an_undone_database_is_what_it_was_also_where_references_led_nowhere(
        first in prop::collection::vec(any_sql(), 0..10),
        second in prop::collection::vec(any_sql(), 1..25),
    ) {
        let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
        let file = vault.beside().join("shop.sqlite");
        sqlite_files::create(&file, 10);
        let engine = sqlite_files::engine(vault.vault().clone(), None);
        sqlite_files::add(&engine, &file);
        let unenforced = |edits: &[String]| {
            for sql in edits {
                sqlite_files::edit(&file, &format!("PRAGMA foreign_keys = OFF; {sql}"));
            }
        };
        unenforced(&first);
        let good = sqlite_files::backup(&engine);
        unenforced(&second);
        let spoilt = sqlite_files::dump(&file);
        let (id, _) = engine
            .plan_restore(sqlite_files::SHOP, good, &everything(), &NoProgress, &Cancel::new())
            .unwrap();
        let outcome = engine
            .carry_out(sqlite_files::SHOP, id, None, &NoProgress, &Cancel::new())
            .unwrap();
        prop_assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
        let (id, undo) = engine.plan_undo(sqlite_files::SHOP, outcome.run, &NoProgress, &Cancel::new()).unwrap();
        prop_assert!(undo.conflicts.is_empty() && undo.skips.is_empty(), "{:?} {:?}", undo.conflicts, undo.skips);
        let undone = engine
            .carry_out(sqlite_files::SHOP, id, None, &NoProgress, &Cancel::new())
            .unwrap();
        prop_assert_eq!(undone.failed, 0, "{:?}", undone.failures);
        prop_assert_eq!(sqlite_files::dump(&file), spoilt);
    }
}
