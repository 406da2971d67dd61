//! A mistake between two backups is taken back, and what came since stays.

use std::collections::BTreeMap;

use backstock_engine::{BackupAsk, EngineError};
use backstock_model::{Action, BackupNumber, Cancel, Choice, NoProgress, Plan, PlannedRecord, Revision};
use backstock_practice::Mistake;
use backstock_testkit::TemporaryVault;
use rusqlite::Connection;

use crate::practice_shop::{HarbourTea, assert_same, dump, harbour_tea};
use crate::sqlite_files::{self, SHOP};
use crate::stage::{self, Stage, content_type, key, product};

/// An afternoon in the shop: 26 orders for 41 pieces, three new customers, five prices changed by hand.
const AFTERNOON: &str = "
    CREATE TEMP TABLE sold AS
        SELECT row_number() OVER (ORDER BY v.id) AS number, v.id AS variant, v.product_id AS product, v.sku,
               CASE WHEN row_number() OVER (ORDER BY v.id) <= 15 THEN 2 ELSE 1 END AS pieces
        FROM product_variants v
        JOIN products p ON p.id = v.product_id
        JOIN inventory_levels l ON l.variant_id = v.id AND l.location_id = 1
        WHERE v.inventory_level > 5 AND p.inventory_level > 5 AND l.available > 5
        GROUP BY v.product_id ORDER BY v.id LIMIT 26;
    INSERT INTO orders (id, customer_id, channel_id, status, customer_name, customer_email, items, total, tax,
                        payment_method, payment_status, shipping_method, placed_at, date_modified)
        SELECT 900000 + number, NULL, (SELECT min(id) FROM channels), 'new', 'A guest', 'guest@example.com', pieces,
               '9.00', '1.44', 'card', 'paid', 'post', '2026-11-20T15:00:00Z', '2026-11-20T15:00:00Z' FROM sold;
    INSERT INTO order_lines (id, order_id, product_id, variant_id, name, sku, quantity, price, total)
        SELECT 9000000 + number, 900000 + number, product, variant, sku, sku, pieces, '4.50', '9.00' FROM sold;
    UPDATE product_variants SET inventory_level = inventory_level - (SELECT pieces FROM sold WHERE variant = id)
        WHERE id IN (SELECT variant FROM sold);
    UPDATE products SET inventory_level = inventory_level - (SELECT pieces FROM sold WHERE product = id)
        WHERE id IN (SELECT product FROM sold);
    UPDATE inventory_levels SET available = available - (SELECT pieces FROM sold WHERE variant = variant_id)
        WHERE location_id = 1 AND variant_id IN (SELECT variant FROM sold);
    INSERT INTO customers (id, email, first_name, last_name, registered_at, date_modified) VALUES
        (800001, 'one@example.com', 'Una', 'One', '2026-11-20T15:00:00Z', '2026-11-20T15:00:00Z'),
        (800002, 'two@example.com', 'Tom', 'Two', '2026-11-20T15:00:00Z', '2026-11-20T15:00:00Z'),
        (800003, 'three@example.com', 'Tia', 'Three', '2026-11-20T15:00:00Z', '2026-11-20T15:00:00Z');
    UPDATE products SET price = '7.77' WHERE id IN (
        SELECT now.id FROM products now JOIN untouched.products was ON was.id = now.id
        WHERE now.price <> was.price AND now.sale_price IS was.sale_price ORDER BY now.id LIMIT 5);
    DROP TABLE sold;";

fn afternoon(tea: &HarbourTea) {
    let connection = Connection::open(&tea.file).unwrap();
    connection
        .execute("ATTACH ?1 AS untouched", [tea.untouched.to_str().unwrap()])
        .unwrap();
    connection.execute_batch(AFTERNOON).unwrap();
}

/// All stock there is, as each of the three tables counts it.
fn stock(file: &std::path::Path) -> [i64; 3] {
    let connection = Connection::open(file).unwrap();
    [
        "SELECT sum(inventory_level) FROM products",
        "SELECT sum(inventory_level) FROM product_variants",
        "SELECT sum(available) FROM inventory_levels",
    ]
    .map(|sql| connection.query_row(sql, [], |row| row.get(0)).unwrap())
}

fn revert(tea: &HarbourTea, until: BackupNumber) -> (backstock_model::PlanId, Plan) {
    tea.engine
        .plan_revert(
            SHOP,
            (tea.good, until),
            &Choice::default(),
            &NoProgress,
            &Cancel::new(),
        )
        .unwrap()
}

// Capability 5
#[test]
fn the_mistake_goes_and_the_sales_stay() {
    let tea = harbour_tea();
    let at_first = stock(&tea.untouched);
    tea.err(Mistake::DeletedProducts);
    tea.err(Mistake::PriceImportX10);
    let until = sqlite_files::backup(&tea.engine);
    afternoon(&tea);
    let before = dump(&tea.file);

    let (id, plan) = revert(&tea, until);
    let mut writes: BTreeMap<(&str, Action), usize> = BTreeMap::new();
    for record in &plan.records {
        *writes
            .entry((record.key.content_type.as_str(), record.action()))
            .or_default() += 1;
    }
    let price_writes = plan
        .records
        .iter()
        .filter(|record| record.action() == Action::Update)
        .flat_map(PlannedRecord::writes)
        .filter(|change| change.path.to_string() == "/price")
        .count();
    assert_eq!(price_writes, 407);
    assert_eq!(plan.conflicts.len(), 5);
    for conflict in &plan.conflicts {
        assert_eq!(conflict.path.to_string(), "/price");
        assert_eq!(conflict.live.as_ref().unwrap().to_text(), "7.77");
    }
    assert_eq!(writes[&("products", Action::Create)], 37);
    for untouched in ["orders", "customers", "logs"] {
        assert!(writes.keys().all(|(content_type, _)| *content_type != untouched));
    }
    assert!(
        writes.keys().all(|(_, action)| *action != Action::Delete),
        "{writes:?}"
    );

    let done = tea
        .engine
        .carry_out(SHOP, id, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(done.failed, 0, "{:?}", done.failures);
    let after = dump(&tea.file);
    let was = dump(&tea.untouched);
    for table in ["orders", "order_lines", "customers", "customer_addresses"] {
        assert_eq!(after[table], before[table], "{table}");
    }
    assert_eq!(stock(&tea.file), at_first.map(|pieces| pieces - 41));
    for table in [
        "product_categories",
        "product_related",
        "product_images",
        "reviews",
    ] {
        assert_eq!(after[table], was[table], "{table}");
    }
    let connection = Connection::open(&tea.file).unwrap();
    let dangling = connection
        .prepare("PRAGMA foreign_key_check")
        .unwrap()
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap()
        .count();
    assert_eq!(dangling, 0);
    let by_hand: i64 = connection
        .query_row("SELECT count(*) FROM products WHERE price = '7.77'", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(by_hand, 5);

    // Nothing is left to take back but what was kept on purpose.
    let (again, rest) = revert(&tea, until);
    assert_eq!((rest.records.len(), rest.conflicts.len()), (0, 5));
    let revision = Revision {
        of: again,
        without: Vec::new(),
        take: rest
            .conflicts
            .iter()
            .map(|conflict| backstock_model::Target {
                key: conflict.key.clone(),
                path: conflict.path.clone(),
            })
            .collect(),
    };
    let (_, chosen) = tea.engine.revise(SHOP, &revision, &Cancel::new()).unwrap();
    assert_eq!((chosen.records.len(), chosen.conflicts.len()), (5, 0));

    let (undo, _) = tea
        .engine
        .plan_undo(SHOP, done.run, &NoProgress, &Cancel::new())
        .unwrap();
    let undone = tea
        .engine
        .carry_out(SHOP, undo, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(undone.failed, 0, "{:?}", undone.failures);
    assert_same(&dump(&tea.file), &before, "after the undo");
}

// Capability 5: stock is corrected by a difference, unless a sale may have made it.
#[test]
fn stock_is_corrected_by_what_the_mistake_changed() {
    let stage = Stage::new();
    let with_stock = |stock: u32| {
        let text = product(117, "Sourdough", "4.50", 1, 2);
        let text = text.replacen(r#""stock":10"#, &format!(r#""stock":{stock}"#), 1);
        stage.shop.put("products/117", &text).unwrap();
    };
    let good = stage.backup();
    with_stock(0);
    let until = stage.backup();
    with_stock(4);
    let plan = |from, until| {
        stage
            .engine
            .plan_revert(
                stage::SHOP,
                (from, until),
                &Choice::default(),
                &NoProgress,
                &Cancel::new(),
            )
            .unwrap()
    };
    let (id, planned) = plan(good, until);
    assert_eq!(
        stage::told(&planned),
        "to 1: 0 created, 1 updated, 0 deleted\nUpdate products/117 \"Sourdough\"\n    /stock 4 -> 14\nand \
         stock_corrected 1 products Stock\n"
    );
    let done = stage.carry_out(id);
    assert_eq!((done.succeeded, done.failed), (1, 0));

    // The same once more, as an owner does who is not sure that it worked: stock is asked about, and stays.
    let told = |planned: &Plan| -> Vec<String> {
        let codes = planned
            .consequences
            .iter()
            .map(|consequence| consequence.code.clone());
        codes.collect()
    };
    let (_, again) = plan(good, until);
    assert_eq!((again.records.len(), again.conflicts.len()), (0, 1));
    assert_eq!(told(&again), ["stock_written_before"]);
    let (undo, _) = stage
        .engine
        .plan_undo(stage::SHOP, done.run, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(stage.carry_out(undo).succeeded, 1);
    let (_, anew) = plan(good, until);
    assert_eq!((anew.records.len(), anew.conflicts.len()), (1, 0));
    assert_eq!(told(&anew), ["stock_corrected"]);
    with_stock(22);

    // An order came between the backups, and nothing tells what was in it.
    let earlier = stage.backup();
    with_stock(20);
    stage
        .shop
        .put(
            "orders/2",
            r#"{"customer_id":1,"id":2,"name":"Order 2","total":"9.00"}"#,
        )
        .unwrap();
    let later = stage.backup();
    let (_, planned) = plan(earlier, later);
    assert_eq!((planned.records.len(), planned.conflicts.len()), (0, 1));
    let protected: Vec<&str> = planned
        .consequences
        .iter()
        .map(|consequence| consequence.code.as_str())
        .collect();
    assert_eq!(protected, ["protected_type_kept"]);
}

/// A shop whose count of a product fell from 10 to 0 by a mistake, together with its price.
struct Miscounted {
    stage: Stage,
    good: BackupNumber,
    until: BackupNumber,
}

impl Miscounted {
    fn new() -> Self {
        let stage = Stage::new();
        let good = stage.backup();
        let mut shop = Self {
            stage,
            good,
            until: good,
        };
        shop.put(0, "9.99");
        shop.until = shop.stage.backup();
        shop
    }

    fn put(&self, stock: u32, price: &str) {
        let text = product(117, "Sourdough", price, 1, 2);
        let text = text.replacen(r#""stock":10"#, &format!(r#""stock":{stock}"#), 1);
        self.stage.shop.put("products/117", &text).unwrap();
    }

    fn plan(&self, span: (BackupNumber, BackupNumber)) -> (backstock_model::PlanId, Plan) {
        self.stage
            .engine
            .plan_revert(stage::SHOP, span, &Choice::default(), &NoProgress, &Cancel::new())
            .unwrap()
    }

    /// Whether the count would be corrected once more.
    fn is_corrected(&self, span: (BackupNumber, BackupNumber)) -> bool {
        let (_, planned) = self.plan(span);
        let has = |code: &str| planned.consequences.iter().any(|told| told.code == code);
        let is_asked = has("stock_written_before") || has("stock_perhaps_right");
        assert_eq!(is_asked, !planned.conflicts.is_empty(), "{planned:#?}");
        has("stock_corrected")
    }
}

// Capability 5: something else was unticked, and stock is still told as corrected by a difference, not as written.
#[test]
fn stock_is_told_as_corrected_also_in_a_changed_preview() {
    let shop = Miscounted::new();
    let (of, _) = shop.plan((shop.good, shop.until));
    let revision = Revision {
        of,
        without: vec!["products/117#/price".parse().unwrap()],
        take: Vec::new(),
    };
    let revised = shop.stage.engine.revise(stage::SHOP, &revision, &Cancel::new());
    let (_, plan) = revised.unwrap();
    assert_eq!(
        stage::told(&plan),
        "to 1: 0 created, 1 updated, 0 deleted\nUpdate products/117 \"Sourdough\"\n    /stock 0 -> 10\n    /variants/1171/price 9.99 -> 4.50\nand \
         stock_corrected 1 products Stock\n"
    );
}

// Capability 5: the same difference is not taken back twice, whoever wrote the count in between, and whatever became of an undo.
#[test]
fn stock_that_a_restore_wrote_since_is_asked_about() {
    let shop = Miscounted::new();
    let mistake = (shop.good, shop.until);
    assert!(shop.is_corrected(mistake));
    let done = shop.stage.carry_out(shop.plan(mistake).0);
    assert!(!shop.is_corrected(mistake));
    let (_, undone) = shop.stage.undo(done.run);
    assert!(shop.is_corrected(mistake), "an undo took it back");
    shop.stage.undo(undone.run);
    assert!(!shop.is_corrected(mistake), "and that undo was undone");
    // Of another time it is corrected all the same.
    let later = shop.stage.backup();
    shop.put(3, "4.50");
    let latest = shop.stage.backup();
    assert!(shop.is_corrected((later, latest)));

    let sold_since = Miscounted::new();
    let mistake = (sold_since.good, sold_since.until);
    let done = sold_since.stage.carry_out(sold_since.plan(mistake).0);
    sold_since.put(9, "4.50");
    let (planned, undone) = sold_since.stage.undo(done.run);
    assert_eq!((planned.conflicts.len(), undone.succeeded), (1, 1));
    assert!(!sold_since.is_corrected(mistake), "the undo left the count alone");
    // What may be taken instead is what was before the mistake, and not the difference once more.
    let wanted = sold_since.plan(mistake).1.conflicts.remove(0).wanted.unwrap();
    assert_eq!(wanted.to_string(), "10");

    let put_back = Miscounted::new();
    let mistake = (put_back.good, put_back.until);
    put_back.stage.restore(put_back.good, &stage::everything());
    put_back.put(8, "4.50");
    assert!(!put_back.is_corrected(mistake), "a plain restore wrote the count");

    let by_hand = Miscounted::new();
    by_hand.put(9, "9.99");
    let (_, planned) = by_hand.plan((by_hand.good, by_hand.until));
    assert_eq!(
        (planned.records.len(), planned.conflicts.len()),
        (1, 1),
        "{planned:#?}"
    );
    assert!(
        !by_hand.is_corrected((by_hand.good, by_hand.until)),
        "somebody put it right"
    );
}

#[test]
fn what_was_added_stays_unless_asked_and_the_order_of_backups_matters() {
    let stage = Stage::new();
    let good = stage.backup();
    stage
        .shop
        .put("products/200", &product(200, "By mistake", "1.00", 1, 2))
        .unwrap();
    let until = stage.backup();
    let plan = |span, allow_deletes| {
        let choice = Choice {
            content_types: vec![content_type("products")],
            allow_deletes,
            ..Choice::default()
        };
        stage
            .engine
            .plan_revert(stage::SHOP, span, &choice, &NoProgress, &Cancel::new())
    };
    let (_, kept) = plan((good, until), false).unwrap();
    assert_eq!((kept.records.len(), kept.skips.len()), (0, 1));
    let (_, gone) = plan((good, until), true).unwrap();
    assert_eq!(gone.counts(), (0, 0, 1));
    assert_eq!(gone.records[0].key, key("products/200"));
    assert!(matches!(
        plan((until, good), false),
        Err(EngineError::NotOlder { .. })
    ));
    // The same plan comes from the general question, so that it can be asked again.
    let (_, again) = stage.plan(good, &gone.choice);
    assert_eq!(again, gone);
}

// The second backup of a span is looked for in the shop's own history; with another shop's backup there is no span, and
// leaving its end out of account would put back everything instead.
#[test]
fn nothing_is_taken_back_up_to_a_backup_of_another_shop() {
    let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
    let engine = sqlite_files::engine(vault.vault().clone(), None);
    for name in [SHOP, "Copy"] {
        let file = vault.beside().join(name).with_extension("sqlite");
        sqlite_files::create(&file, 5);
        let connection = serde_json::json!({ "path": file }).to_string();
        engine.add_shop(name, "sqlite", &connection, None).unwrap();
    }
    let first = sqlite_files::backup(&engine);
    engine
        .backup("Copy", &BackupAsk::default(), &NoProgress, &Cancel::new())
        .unwrap();
    let file = vault.beside().join("Copy.sqlite");
    sqlite_files::edit(&file, "UPDATE products SET price = 99 WHERE id < 4");
    let plan = |until| {
        let choice = Choice {
            until,
            ..stage::everything()
        };
        engine.plan_restore_from("Copy", (SHOP, first), &choice, &NoProgress, &Cancel::new())
    };
    assert!(matches!(plan(Some(first)), Err(EngineError::SpanElsewhere)));
    assert_eq!(plan(None).unwrap().1.counts(), (0, 3, 0));
}
