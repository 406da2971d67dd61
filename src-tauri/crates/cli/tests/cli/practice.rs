//! The main job on the practice shop, as its owner would do it.

use serde_json::Value;

use super::bakery;
use super::stage::{Ran, Stage};

/// S2.0.3, in the order of the documents.
const TYPES: [&str; 24] = [
    "products",
    "brands",
    "categories",
    "customers",
    "customer_attributes",
    "customer_groups",
    "customer_wishlists",
    "locations",
    "price_lists",
    "orders",
    "promotions",
    "banners",
    "coupons",
    "gift_certificates",
    "email_templates",
    "blogs",
    "scripts",
    "channels",
    "sites",
    "pages",
    "widgets",
    "widget_templates",
    "themes",
    "store_settings",
];

fn row<'a>(answer: &'a Value, content_type: &str) -> &'a Value {
    answer["types"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["type"] == content_type)
        .unwrap_or_else(|| panic!("no {content_type} in {answer}"))
}

// S2.0.3, S2.2.11, S2.14.1, S2.14.2, S2.6.2
#[test]
fn a_price_import_goes_wrong_and_is_put_right() {
    let stage = Stage::new();
    let file = stage.with_practice_shop();
    let first = stage.json(["backup", "Harbour Tea"]);
    // The 24 types of the documents, each with something in it.
    for content_type in TYPES {
        assert!(
            row(&first, content_type)["records"].as_u64().unwrap() > 0,
            "{content_type}"
        );
    }
    assert_eq!(row(&first, "products")["records"], 2_000);
    assert_eq!(row(&first, "orders")["records"], 15_000);
    let before = bakery::content(&file);

    let mistake = stage.json([
        "practice",
        "mistake",
        "Harbour Tea",
        "price_import_x10",
        "--seed",
        "7",
    ]);
    let wrong = bakery::content(&file);
    let second = stage.json(["backup", "Harbour Tea"]);
    let compared = stage.json(["compare", "Harbour Tea", "1", "2", "--list"]);
    let mut listed = 0;
    for touched in mistake["touched"].as_array().unwrap() {
        let content_type = touched["type"].as_str().unwrap();
        for key in ["added", "updated", "deleted"] {
            assert_eq!(
                row(&second, content_type)[key],
                touched[key],
                "{content_type} {key}"
            );
            assert_eq!(
                row(&compared, content_type)[key],
                touched[key],
                "{content_type} {key}"
            );
            listed += touched[key].as_u64().unwrap();
        }
    }
    assert_eq!(compared["records"].as_array().unwrap().len() as u64, listed);
    assert_eq!(
        listed,
        ["added", "updated", "deleted"]
            .iter()
            .map(|key| compared[*key].as_u64().unwrap())
            .sum::<u64>()
    );

    let id = compared["records"]
        .as_array()
        .unwrap()
        .iter()
        .find(|record| record["type"] == "products")
        .unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let diff = stage.json(["diff", "Harbour Tea", "products", &id, "1", "2"]);
    assert!(
        diff["changes"]
            .as_array()
            .unwrap()
            .iter()
            .any(|change| change["path"] == "/price")
    );
    assert_eq!(
        stage.json(["versions", "Harbour Tea", "products", &id])["versions"]
            .as_array()
            .unwrap()
            .len(),
        2
    );

    let done = stage.json([
        "restore",
        "Harbour Tea",
        "--to",
        "1",
        "--type",
        "products",
        "--yes",
    ]);
    assert_eq!(
        (&done["failed"], &done["succeeded"]),
        (&0.into(), &row(&compared, "products")["updated"])
    );
    let restored = bakery::content(&file);
    assert_eq!(restored["products"], before["products"]);
    // Everything else is as the mistake left it: a restore writes what it says and no more.
    for (table, rows) in &restored {
        if table != "products" {
            assert_eq!(rows, &wrong[table], "{table}");
        }
    }
    let run = done["run"].as_u64().unwrap().to_string();
    stage.json(["undo", "Harbour Tea", &run, "--yes"]);
    assert_eq!(bakery::content(&file), wrong);
    assert_eq!(stage.json(["verify", "Harbour Tea"])["ok"], true);
}

// S2.6.4, S1.9, S2.15.2: sales of the day stay, deleted products come back whole.
#[test]
fn deleted_products_come_back_and_the_day_s_sales_stay() {
    let stage = Stage::new();
    let file = stage.with_practice_shop();
    stage.json(["backup", "Harbour Tea"]);
    let before = bakery::content(&file);
    stage.json(["practice", "mistake", "Harbour Tea", "deleted_products"]);
    let day = stage.json(["practice", "day", "Harbour Tea"]);
    assert!(day["orders"].as_u64().unwrap() > 0);
    let evening = bakery::content(&file);
    assert!(before["products"].len() - evening["products"].len() > 20);

    let restore = ["restore", "Harbour Tea", "--to", "1", "--type", "products"];
    let preview = stage.json(restore.iter().chain(&["--preview"]));
    let done = stage.json(restore.iter().chain(&["--yes"]));
    assert_eq!(done["failed"], 0, "{done}");
    // What stays and what is to be done is told after it as it was before.
    assert!(
        !preview["consequences"].as_array().unwrap().is_empty(),
        "{preview}"
    );
    assert_eq!(done["consequences"], preview["consequences"]);
    let compared = stage.json([
        "compare",
        "Harbour Tea",
        "1",
        "live",
        "--type",
        "products",
        "--list",
    ]);
    assert_eq!(compared["deleted"], 0, "{compared}");
    // What is still different is what the day's sales took off the shelves.
    let different: Vec<&Value> = compared["records"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|record| record["change"] == "updated")
        .collect();
    for record in different.iter().take(5) {
        let id = record["id"].as_str().unwrap();
        let diff = stage.json(["diff", "Harbour Tea", "products", id, "1", "live"]);
        for change in diff["changes"].as_array().unwrap() {
            let path = change["path"].as_str().unwrap();
            assert!(
                path.contains("stock")
                    || path.contains("inventory")
                    || path.contains("modified")
                    || path.contains("sold")
                    || path.contains("view_count"),
                "{change}"
            );
        }
    }
    let after = bakery::content(&file);
    assert_eq!(after["orders"], evening["orders"]);
    assert_eq!(after["customers"], evening["customers"]);
    // Orders are not taken back, and who asks for just that is told that it was not done.
    stage.json(["backup", "Harbour Tea"]);
    let orders = [
        "revert",
        "Harbour Tea",
        "first",
        "latest",
        "--type",
        "orders",
        "--yes",
    ];
    let left = stage.json_with(1, orders);
    assert_eq!(left["problem"]["code"], "nothing_could_be_written", "{left}");
}

// The whole demo, exit 0 only when every step proved right.
#[test]
fn the_demo_proves_each_of_its_steps() {
    let stage = Stage::without_vault();
    let demo = stage.json(["demo", "--folder", "demo"]);
    assert_eq!(demo["ok"], true, "{demo}");
    let steps: Vec<&str> = demo["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["step"].as_str().unwrap())
        .collect();
    assert_eq!(
        steps,
        [
            "open",
            "backup",
            "mistake",
            "backup_again",
            "compare",
            "diff",
            "preview",
            "restore",
            "undo",
            "verify"
        ]
    );
    let seconds: f64 = demo["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["seconds"].as_f64().unwrap())
        .sum();
    assert!(seconds < 600.0, "{seconds}");
    // What it leaves can be opened with the key it leaves.
    let key = std::fs::read_to_string(stage.path("demo/recovery-key.txt")).unwrap();
    let mut command = stage.command(["backups", "Harbour Tea", "--json"]);
    let ran = Ran::of(
        command
            .env("BACKSTOCK_VAULT", stage.path("demo/vault"))
            .env("BACKSTOCK_RECOVERY_KEY", key),
    );
    assert_eq!(ran.json()["backups"].as_array().unwrap().len(), 4);
    // Its folder is its own.
    let again = stage.json_with(2, ["demo", "--folder", "demo"]);
    assert_eq!(again["code"], "folder_not_empty");
}
