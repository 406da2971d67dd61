//! What follows from a restore that no field tells: orders that came since, and web addresses.

use std::collections::BTreeSet;

use backstock_model::{Cancel, Choice, Consequence, NoProgress, Plan};
use backstock_practice::Mistake;
use rusqlite::Connection;

use crate::practice_shop::harbour_tea;
use crate::sqlite_files::{self, SHOP};
use crate::stage::{self, Stage, content_type, everything, records};

fn told(plan: &Plan, code: &str) -> Vec<(String, u64, String)> {
    let of_code = plan.consequences.iter().filter(|told| told.code == code);
    of_code
        .map(|told: &Consequence| {
            let detail = told.detail.clone().unwrap_or_default();
            (
                told.content_type.as_ref().unwrap().to_string(),
                told.count,
                detail,
            )
        })
        .collect()
}

fn line(of: &str, count: u64, detail: &str) -> (String, u64, String) {
    (of.to_owned(), count, detail.to_owned())
}

// S2.7.11: counted in the shop itself, beside what the preview says.
#[test]
fn orders_placed_since_that_mention_what_is_restored_are_counted() {
    let tea = harbour_tea();
    tea.err(Mistake::PriceImportX10);
    let now = backstock_model::Clock::now(&backstock_testkit::HeldClock::default());
    let day = backstock_practice::pass_day(&tea.file, 11, now).unwrap();
    assert!(day.orders > 0);
    let choice = Choice {
        content_types: vec![content_type("products")],
        ..Choice::default()
    };
    let planned = |choice: &Choice| {
        let plan = tea
            .engine
            .plan_restore(SHOP, tea.good, choice, &NoProgress, &Cancel::new());
        plan.unwrap().1
    };
    let plan = planned(&choice);
    let written: BTreeSet<String> = plan
        .records
        .iter()
        .map(|record| record.key.remote_id.to_string())
        .collect();
    let then: i64 = Connection::open(&tea.untouched)
        .unwrap()
        .query_row("SELECT max(id) FROM orders", [], |row| row.get(0))
        .unwrap();
    let live = Connection::open(&tea.file).unwrap();
    let mut lines = live
        .prepare(
            "SELECT order_id, product_id FROM order_lines WHERE order_id > ?1 AND product_id IS NOT NULL",
        )
        .unwrap();
    let (mut orders, mut products) = (BTreeSet::new(), BTreeSet::new());
    let found = lines.query_map([then], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)));
    for (order, product) in found.unwrap().map(Result::unwrap) {
        if written.contains(&product.to_string()) {
            orders.insert(order);
            products.insert(product);
        }
    }
    assert!(!orders.is_empty(), "the day sold nothing of what was spoilt");
    assert_eq!(
        told(&plan, "newer_orders_mention"),
        [line(
            "orders",
            orders.len() as u64,
            &format!("{} Products", products.len())
        )]
    );
    // What no order of since then mentions is restored without a word about orders.
    let pages = Choice {
        content_types: vec![content_type("pages")],
        ..Choice::default()
    };
    assert_eq!(told(&planned(&pages), "newer_orders_mention"), []);
}

#[test]
fn only_newer_orders_count_and_each_once() {
    let stage = Stage::new();
    let good = stage.backup();
    stage.shop.set("customers/1", "/name", r#""Spoilt""#).unwrap();
    let mentions = |choice: &Choice| told(&stage.plan(good, choice).1, "newer_orders_mention");
    assert_eq!(
        mentions(&records(&["customers/1"])),
        [],
        "the order was there then"
    );
    for id in [2, 3] {
        let order = format!(r#"{{"customer_id":1,"id":{id},"name":"Order {id}","total":"5.00"}}"#);
        stage.shop.put(&format!("orders/{id}"), &order).unwrap();
    }
    stage
        .shop
        .put(
            "orders/4",
            r#"{"customer_id":7,"id":4,"name":"Order 4","total":"5.00"}"#,
        )
        .unwrap();
    let expected = [line("orders", 2, "1 Customers")];
    assert_eq!(mentions(&records(&["customers/1"])), expected);
    // A new plan that is made of it says it again.
    let (id, _) = stage.plan(good, &records(&["customers/1"]));
    let revision = backstock_model::Revision {
        of: id,
        without: Vec::new(),
        take: Vec::new(),
    };
    let (_, revised) = stage
        .engine
        .revise(stage::SHOP, &revision, &Cancel::new())
        .unwrap();
    assert_eq!(told(&revised, "newer_orders_mention"), expected);
    // Where those orders go themselves, nothing mentions anything.
    assert_eq!(mentions(&everything()), []);
}

// S2.7.11
#[test]
fn addresses_that_change_back_or_are_in_use_are_told() {
    let stage = Stage::new();
    let brand = |id: u32, name: &str, slug: &str| {
        let document = format!(r#"{{"id":{id},"name":"{name}","slug":"{slug}"}}"#);
        stage.shop.put(&format!("brands/{id}"), &document).unwrap();
    };
    brand(1, "Old Mill", "mill");
    brand(2, "New Mill", "new-mill");
    let good = stage.backup();
    let plan = |keys: &[&str]| stage.plan(good, &records(keys)).1;
    stage.shop.set("brands/2", "/name", r#""Newer Mill""#).unwrap();
    let renamed = plan(&["brands/2"]);
    assert_eq!(
        told(&renamed, "addresses_change_back"),
        [],
        "its address is the same"
    );

    brand(1, "Old Mill", "old-mill");
    let back = plan(&["brands/1"]);
    assert_eq!(told(&back, "addresses_change_back"), [line("brands", 1, "")]);
    assert_eq!(told(&back, "addresses_in_use"), []);

    // Meanwhile another brand took the address that was free.
    brand(3, "Third Mill", "mill");
    let taken = plan(&["brands/1"]);
    assert_eq!(
        told(&taken, "addresses_in_use"),
        [line("brands", 1, "mill (Third Mill)")]
    );
    // Two that change their addresses with each other have both again afterwards.
    stage.shop.remove("brands/3");
    brand(1, "Old Mill", "new-mill");
    brand(2, "New Mill", "mill");
    let both = plan(&["brands/1", "brands/2"]);
    assert_eq!(told(&both, "addresses_change_back"), [line("brands", 2, "")]);
    assert_eq!(told(&both, "addresses_in_use"), []);

    // One that was deleted comes back to an address that is not free any more.
    brand(2, "New Mill", "new-mill");
    stage.shop.remove("brands/1");
    brand(4, "Fourth Mill", "mill");
    assert_eq!(
        told(&plan(&["brands/1"]), "addresses_in_use"),
        [line("brands", 1, "mill (Fourth Mill)")]
    );
}

// In the practice shop an address is there only once, and the shop's own rule would refuse it.
#[test]
fn an_address_that_the_shop_would_refuse_is_told_beforehand() {
    let tea = harbour_tea();
    let (slug, id): (String, i64) = Connection::open(&tea.file)
        .unwrap()
        .query_row("SELECT slug, id FROM products ORDER BY id LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    sqlite_files::edit(
        &tea.file,
        &format!(
            "UPDATE products SET slug = 'elsewhere' WHERE id = {id};
             UPDATE products SET slug = '{slug}', name = 'Taker' WHERE id = (SELECT max(id) FROM products);"
        ),
    );
    let choice = records(&[&format!("products/{id}")]);
    let plan = tea
        .engine
        .plan_restore(SHOP, tea.good, &choice, &NoProgress, &Cancel::new())
        .unwrap()
        .1;
    assert_eq!(
        told(&plan, "addresses_in_use"),
        [line("products", 1, &format!("{slug} (Taker)"))]
    );
}
