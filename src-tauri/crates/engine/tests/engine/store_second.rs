//! A second platform is a data file: a WooCommerce site by its REST interface, with the same engine and no word of code for it.

use std::sync::Arc;
use std::time::Duration;

use backstock_engine::{
    BackupAsk, ConnectedShops, Engine, EngineError, Moment, ShopPasswords, explain, store_address,
};
use backstock_model::{BackupNumber, Cancel, Choice, Clock, NoProgress, Secret, SystemTime};
use backstock_rest::Timer;
use backstock_testkit::TemporaryVault;
use serde_json::json;

use crate::store_stage::{key_of, some};
use crate::woo_site::{KEY, WooSite};

const SHOP: &str = "Tea and Cake";

struct Given(&'static str);

impl ShopPasswords for Given {
    fn password(&self, _name: &str) -> Option<Secret> {
        Some(Secret::new(self.0.to_owned()))
    }
}

struct Stage {
    site: WooSite,
    engine: Engine,
    vault: TemporaryVault,
    tea: u64,
    pot: u64,
    sencha: u64,
    order: u64,
}

fn engine(vault: &TemporaryVault, site: &WooSite, key: &'static str) -> Engine {
    let shops = ConnectedShops::built_in()
        .unwrap()
        .with_passwords(Arc::new(Given(key)))
        .with_timer(Arc::clone(&site.time) as Arc<dyn Timer>);
    Engine::new(
        Arc::clone(vault.vault()),
        Arc::new(shops),
        Arc::clone(&site.time) as Arc<dyn Clock>,
    )
}

fn stage() -> Stage {
    let site = WooSite::start();
    let tea = site.put(
        "products/categories",
        json!({ "name": "Tea", "slug": "tea", "parent": 0, "description": "", "count": 1 }),
    );
    site.put(
        "products/tags",
        json!({ "name": "New", "slug": "new", "description": "", "count": 0 }),
    );
    let colour = site.put(
        "products/attributes",
        json!({ "name": "Colour", "slug": "pa_colour", "type": "select", "order_by": "menu_order", "has_archives": false }),
    );
    site.put(
        &format!("products/attributes/{colour}/terms"),
        json!({ "name": "Blue", "slug": "blue", "description": "", "menu_order": 0, "count": 1 }),
    );
    let sencha = site.put(
        "products",
        json!({
            "name": "Sencha", "slug": "sencha", "type": "simple", "status": "publish", "sku": "T-1", "regular_price": "4.50",
            "sale_price": "", "description": "Green.", "categories": [{ "id": tea, "name": "Tea", "slug": "tea" }], "tags": [],
            "attributes": [], "images": [], "stock_quantity": 7, "variations": [], "total_sales": 3, "permalink": "https://x/sencha"
        }),
    );
    let pot = site.put(
        "products",
        json!({
            "name": "Pot", "slug": "pot", "type": "variable", "status": "publish", "sku": "P-1", "regular_price": "",
            "categories": [], "tags": [], "attributes": [{ "id": colour, "name": "Colour", "options": ["Blue"] }],
            "images": [], "upsell_ids": [sencha], "variations": []
        }),
    );
    site.put(
        &format!("products/{pot}/variations"),
        json!({ "sku": "P-1-B", "regular_price": "30.00", "menu_order": 1, "attributes": [{ "id": colour, "name": "Colour", "option": "Blue" }] }),
    );
    // More than a page holds.
    for number in 0..120 {
        site.put(
            "customers",
            json!({ "email": format!("guest{number}@tea.example"), "first_name": "Guest", "last_name": number.to_string(), "billing": {} }),
        );
    }
    site.put(
        "coupons",
        json!({ "code": "spring", "amount": "5.00", "discount_type": "percent", "product_ids": [sencha], "usage_count": 2 }),
    );
    let order = site.put(
        "orders",
        json!({ "number": "1001", "status": "completed", "total": "4.50", "customer_id": 0, "customer_note": "Ring twice", "billing": {}, "line_items": [] }),
    );
    let vault = TemporaryVault::create(SystemTime.now()).unwrap();
    let stage = Stage {
        engine: engine(&vault, &site, KEY),
        site,
        vault,
        tea,
        pot,
        sencha,
        order,
    };
    let address = store_address("woocommerce", &stage.site.address).unwrap();
    let connection = serde_json::to_string(&address).unwrap();
    stage
        .engine
        .add_shop(SHOP, "woocommerce", &connection, None)
        .unwrap();
    stage
}

impl Stage {
    fn backup(&self) -> backstock_engine::BackupOutcome {
        self.engine
            .backup(SHOP, &BackupAsk::default(), &NoProgress, &Cancel::new())
            .unwrap()
    }

    fn restore(&self, choice: &Choice) -> backstock_engine::RunOutcome {
        let (plan, _) = self
            .engine
            .plan_restore(SHOP, BackupNumber(1), choice, &NoProgress, &Cancel::new())
            .unwrap();
        self.engine
            .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
            .unwrap()
    }

    fn product(&self, id: u64) -> serde_json::Value {
        let all = self.site.all("products");
        all.into_iter().find(|product| product["id"] == id).unwrap()
    }
}

// S2.2, S2.6: backed up, spoiled, compared, put back and read back.
#[test]
fn a_site_goes_through_the_main_job_by_its_manifest_alone() {
    let stage = stage();
    let backup = stage.backup();
    let records = |key: &str| {
        let (_, counts) = backup
            .types
            .iter()
            .find(|(description, _)| description.key.as_str() == key)
            .unwrap();
        counts.records
    };
    let found = [
        "categories",
        "tags",
        "attributes",
        "products",
        "customers",
        "coupons",
        "orders",
    ]
    .map(records);
    assert_eq!(found, [1, 1, 1, 2, 120, 1, 1]);
    assert_eq!(stage.engine.currency(SHOP).unwrap().as_deref(), Some("EUR"));
    let pot = stage
        .engine
        .document(
            SHOP,
            &key_of(&format!("products/{}", stage.pot)),
            &Moment::Backup(BackupNumber(1)),
        )
        .unwrap()
        .unwrap();
    assert!(pot.to_string().contains("P-1-B"), "{pot}");

    stage.site.time.pass(Duration::from_secs(3_600));
    stage.site.edit(
        "products",
        stage.sencha,
        json!({ "regular_price": "45.00", "name": "Wrong" }),
    );
    let compared = stage
        .engine
        .compare(
            SHOP,
            &Moment::Backup(BackupNumber(1)),
            &Moment::Live,
            None,
            false,
            &Cancel::new(),
        )
        .unwrap();
    let updated: u64 = compared.types.iter().map(|changes| changes.updated).sum();
    assert_eq!(updated, 1);
    let outcome = stage.restore(&Choice {
        records: vec![key_of(&format!("products/{}", stage.sencha))],
        ..Choice::default()
    });
    assert_eq!(
        (outcome.failed, outcome.verified),
        (0, 1),
        "{:?}",
        outcome.failures
    );
    let sencha = stage.product(stage.sencha);
    assert_eq!(
        (
            &sencha["regular_price"],
            &sencha["name"],
            &sencha["stock_quantity"]
        ),
        (&json!("4.50"), &json!("Sencha"), &json!(7))
    );
}

// S2.6, decisions/0021: what is made again has another number there, and what belonged to it belongs to it again.
#[test]
fn a_category_that_is_made_again_has_its_products_again() {
    let stage = stage();
    stage.backup();
    stage.site.delete("products/categories", stage.tea);
    let outcome = stage.restore(&some(&["categories", "products"]));
    assert_eq!(outcome.failed, 0, "{:?}", outcome.failures);
    let categories = stage.site.all("products/categories");
    assert_eq!(categories.len(), 1);
    assert_ne!(categories[0]["id"], stage.tea);
    let sencha = stage.product(stage.sencha);
    assert_eq!(sencha["categories"][0]["id"], categories[0]["id"]);
}

// S2.8.1: orders stay as they are unless chosen by name, and then only their notes and addresses change.
#[test]
fn orders_are_written_only_when_they_are_chosen() {
    let stage = stage();
    stage.backup();
    stage.site.edit(
        "orders",
        stage.order,
        json!({ "customer_note": "Lost", "status": "cancelled" }),
    );
    let note = || stage.site.all("orders")[0]["customer_note"].clone();
    stage.restore(&Choice::default());
    assert_eq!(note(), "Lost");
    stage.site.calls();
    stage.restore(&Choice {
        include_protected: true,
        ..some(&["orders"])
    });
    assert_eq!(note(), "Ring twice");
    let calls = stage.site.calls();
    let written = calls.iter().filter(|call| !call.starts_with("GET"));
    assert_eq!(written.count(), 1, "{calls:#?}");
    assert_eq!(stage.site.all("orders")[0]["status"], "cancelled");
}

// S2.0.4: plugins have types of their own, and these have variations as well.
#[test]
fn a_plugin_s_product_is_kept_with_its_variations() {
    let stage = stage();
    let box_of_tea = stage.site.put(
        "products",
        json!({
            "name": "Tea by post", "slug": "tea-by-post", "type": "variable-subscription", "status": "publish", "sku": "S-1",
            "categories": [], "tags": [], "attributes": [], "images": [], "variations": []
        }),
    );
    let variations = format!("products/{box_of_tea}/variations");
    stage.site.put(
        &variations,
        json!({ "sku": "S-1-M", "regular_price": "12.00", "menu_order": 1, "attributes": [] }),
    );
    stage.backup();
    let kept = stage
        .engine
        .document(
            SHOP,
            &key_of(&format!("products/{box_of_tea}")),
            &Moment::Backup(BackupNumber(1)),
        )
        .unwrap()
        .unwrap();
    assert!(kept.to_string().contains("S-1-M"), "{kept}");
}

// S2.4.1: a further backup of the day asks for what changed.
#[test]
fn a_further_backup_asks_for_what_changed() {
    let stage = stage();
    stage.backup();
    stage.site.time.pass(Duration::from_secs(3_600));
    stage
        .site
        .edit("products", stage.pot, json!({ "name": "Teapot" }));
    stage.site.calls();
    let second = stage.backup();
    let updated: u64 = second.types.iter().map(|(_, counts)| counts.updated).sum();
    assert_eq!(updated, 1);
    let calls = stage.site.calls();
    assert!(
        calls
            .iter()
            .any(|call| call.starts_with("GET /products {") && call.contains("modified_after")),
        "{calls:#?}"
    );
}

// S2.0.4: a key that is not taken is told as such.
#[test]
fn a_key_that_is_not_taken_is_told() {
    let stage = stage();
    let other = engine(&stage.vault, &stage.site, "ck_tea:cs_coffee");
    let refused = other.check_shop(SHOP).unwrap_err();
    assert!(matches!(refused, EngineError::Shop(_)), "{refused:?}");
    assert_eq!(explain(&refused).code, "store_token_refused");
}
