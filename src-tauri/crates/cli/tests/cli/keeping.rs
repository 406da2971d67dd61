//! Which backups stay, and what is unusual in them, as a script drives it.

use serde_json::{Value, json};

use super::bakery;
use super::stage::Stage;

/// A bakery with this many backups, each with another price.
fn with_backups(count: u32) -> Stage {
    let stage = Stage::new();
    let file = stage.path("bakery.db");
    bakery::make(&file);
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    for price in 0..count {
        bakery::edit(
            &file,
            &format!("UPDATE products SET price = '4.{price:02}' WHERE id = 1"),
        );
        stage.json(["backup", "Bakery"]);
    }
    stage
}

fn numbers(stage: &Stage) -> Vec<u64> {
    stage.json(["backups", "Bakery"])["backups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["backup"].as_u64().unwrap())
        .collect()
}

#[test]
fn a_pinned_backup_outlives_the_rule() {
    let stage = with_backups(5);
    let pinned = stage.json(["pin", "Bakery", "2", "--note", "before the fair"]);
    assert_eq!(
        pinned,
        json!({"backup": 2, "label": null, "pinned": true, "note": "before the fair"})
    );
    stage.json(["label", "Bakery", "2", "Summer catalogue"]);
    let row = &stage.json(["backups", "Bakery"])["backups"][3];
    assert_eq!(row["label"], "Summer catalogue");
    assert_eq!(
        (row["pinned"].as_bool(), row["note"].as_str()),
        (Some(true), Some("before the fair"))
    );
    let preview = stage.json(["prune", "Bakery", "--last", "1", "--preview"]);
    assert_eq!(preview["delete"], json!([3, 4]));
    assert!(preview["freed"].as_u64().unwrap() > 0);
    assert_eq!(
        preview["keep"],
        json!([
            {"backup": 5, "why": "newest"},
            {"backup": 2, "why": "pinned"},
            {"backup": 1, "why": "first"},
        ])
    );
    assert_eq!(numbers(&stage), [5, 4, 3, 2, 1]);
    assert_eq!(stage.code(["prune", "Bakery", "--last", "1"]), "not_confirmed");
    assert_eq!(
        stage.code(["prune", "Bakery", "--delete", "2", "--yes"]),
        "backup_kept"
    );
    let pruned = stage.json(["prune", "Bakery", "--last", "1", "--yes"]);
    assert_eq!(pruned["deleted"], json!([3, 4]));
    assert_eq!(numbers(&stage), [5, 2, 1]);
    stage.json(["unpin", "Bakery", "2"]);
    stage.json(["label", "Bakery", "2"]);
    assert_eq!(
        stage.json(["backups", "Bakery"])["backups"][1]["label"],
        Value::Null
    );
    stage.json(["prune", "Bakery", "--delete", "2", "--yes"]);
    assert_eq!(numbers(&stage), [5, 1]);
    assert_eq!(stage.json(["verify"])["ok"], true);
}

#[test]
fn a_rule_is_kept_and_applied_by_itself_only_when_asked() {
    let stage = with_backups(4);
    assert_eq!(
        stage.json(["keep", "Bakery"]),
        json!({"rule": {"kind": "all"}, "automatic": false, "waits": false})
    );
    // F20: a rule that names nothing to keep is a slip of the pen.
    assert_eq!(
        stage.code(["keep", "Bakery", "--thin-out", "0,0,0"]),
        "keep_rule_empty"
    );
    let kept = stage.json(["keep", "Bakery", "--last", "1"]);
    assert_eq!(kept["rule"], json!({"kind": "last", "backups": 1}));
    assert_eq!(stage.json(["backup", "Bakery"])["pruned"], json!([]));
    assert_eq!(stage.json(["keep", "Bakery", "--automatic"])["automatic"], true);
    assert_eq!(stage.json(["backup", "Bakery"])["pruned"], json!([2, 3, 4, 5]));
    assert_eq!(stage.json(["keep", "Bakery", "--by-hand"])["automatic"], false);
    assert_eq!(numbers(&stage), [6, 1]);
}

#[test]
fn what_takes_the_room_is_told() {
    let stage = with_backups(2);
    let storage = stage.json(["storage", "Bakery"]);
    assert!(storage["vault"].as_u64().unwrap() > 0 && storage["free"].as_u64().unwrap() > 0);
    assert_eq!(storage["full_in_weeks"], Value::Null);
    let sum = |key: &str, fields: &[&str]| -> u64 {
        storage[key]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|row| fields.iter().map(|field| row[field].as_u64().unwrap()))
            .sum()
    };
    assert_eq!(sum("types", &["records", "objects"]), sum("backups", &["bytes"]));
}

// Capability 3
#[test]
fn an_unusual_change_is_told_and_called_planned() {
    let stage = Stage::new();
    stage.with_practice_shop();
    stage.json(["backup", "Harbour Tea"]);
    stage.json(["practice", "mistake", "Harbour Tea", "price_import_x10"]);
    let outcome = stage.json(["backup", "Harbour Tea"]);
    let finding = &outcome["alarm"]["findings"][0];
    assert_eq!(
        finding["sentence"],
        "Products, Price: raised in 412 of 2,000, mostly 10 times as high."
    );
    assert_eq!(finding["examples"].as_array().unwrap().len(), 3);
    let first = &stage.json(["backups", "Harbour Tea"])["backups"][1];
    assert_eq!((&first["backup"], &first["pinned"]), (&1.into(), &true.into()));
    assert_eq!(
        stage.json(["alarms", "Harbour Tea"])["alarms"][0]["settled"],
        Value::Null
    );
    let told = stage.told(["alarms", "Harbour Tea"]);
    assert!(told.contains("Usual: none."), "{told}");
    // Unanswered it stands there however many backups come after; it says of when it speaks, and what to type.
    stage.json(["backup", "Harbour Tea"]);
    let told = stage.told(["alarms", "Harbour Tea"]);
    assert!(
        told.contains(
            "Backup 1 is the last good one from before that, and stays until you say what became of it."
        ) && told.contains("backstock-cli alarms 'Harbour Tea' --put-back 2\n"),
        "{told}"
    );
    let planned = stage.json(["alarms", "Harbour Tea", "--planned", "2", "--unpin"]);
    assert_eq!(planned["alarms"][0]["settled"], "planned");
    assert!(planned["alarms"][0]["settled_at"].is_string());
    assert_eq!(
        stage.json(["backups", "Harbour Tea"])["backups"][2]["pinned"],
        false
    );
    // A sale that was announced raises none.
    stage.json([
        "planned",
        "Harbour Tea",
        "--add",
        "Sale",
        "--from",
        "2020-01-01",
        "--until",
        "2099-12-31",
    ]);
    stage.json(["practice", "mistake", "Harbour Tea", "price_import_x10"]);
    assert_eq!(stage.json(["backup", "Harbour Tea"])["alarm"], Value::Null);
    assert_eq!(
        stage.json(["planned", "Harbour Tea", "--forget", "Sale"])["planned"],
        json!([])
    );
}
