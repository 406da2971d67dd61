//! What is done about a restore afterwards, what is put right by hand, and a vault that is only looked at.

use super::bakery;
use super::stage::{Ran, Stage};

fn bakery_in_vault() -> (Stage, std::path::PathBuf) {
    let stage = Stage::new();
    let file = stage.path("bakery.db");
    bakery::make(&file);
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    stage.json(["backup", "Bakery"]);
    (stage, file)
}

// S2.15.6, S2.16.4
#[test]
fn what_failed_is_tried_again_and_the_record_is_kept_in_a_file() {
    let (stage, file) = bakery_in_vault();
    bakery::edit(
        &file,
        "UPDATE products SET price = '0.01', name = '=SUM(1)' WHERE id = 1;
         UPDATE products SET sku = 'OTHER' WHERE id = 2;
         INSERT INTO products (id, name, sku) VALUES (118, 'Almond slice', 'ROLL');",
    );
    let done = stage.json_with(
        1,
        [
            "restore",
            "Bakery",
            "--to",
            "1",
            "--type",
            "products",
            "--yes",
            "--note",
            "Ada, import",
        ],
    );
    let run = done["run"].as_u64().unwrap().to_string();
    assert_eq!((&done["succeeded"], &done["failed"]), (&1.into(), &1.into()));

    let told = stage.json(["recovery", "Bakery", &run]);
    let summary = told["summary"].as_str().unwrap();
    assert!(
        summary.starts_with("Put back to ") && summary.contains("1 item failed: "),
        "{summary}"
    );
    // What was left alone stands with the run, with the reason.
    let left = &told["decisions"];
    assert_eq!(left.as_array().unwrap().len(), 1, "{left}");
    for (field, value) in [
        ("type", "products"),
        ("id", "118"),
        ("name", "Almond slice"),
        ("decided", "skipped"),
        ("reason", "deletes_not_allowed"),
    ] {
        assert_eq!(left[0][field], value, "{left}");
    }
    let page = stage.run(["recovery", "Bakery", &run]).out;
    assert!(
        page.contains("nothing is deleted without --allow-deletes"),
        "{page}"
    );
    for (name, holds) in [("record.csv", "\"'=SUM(1)\""), ("record.html", "Ada, import")] {
        stage.json(["recovery", "Bakery", &run, "--audit", name]);
        let text = std::fs::read_to_string(stage.path(name)).unwrap();
        assert!(text.contains(holds), "{text}");
        assert_eq!(
            stage.code(["recovery", "Bakery", &run, "--audit", name]),
            "file_there"
        );
    }

    bakery::edit(&file, "DELETE FROM products WHERE id = 118");
    let preview = stage.json(["restore", "Bakery", "--retry", &run, "--preview"]);
    assert_eq!((&preview["creates"], &preview["updates"]), (&0.into(), &1.into()));
    let again = stage.json(["restore", "Bakery", "--retry", &run, "--yes"]);
    assert_eq!((&again["succeeded"], &again["failed"]), (&1.into(), &0.into()));
    let run = again["run"].as_u64().unwrap().to_string();
    assert_eq!(
        stage.code(["restore", "Bakery", "--retry", &run, "--yes"]),
        "nothing_failed"
    );
}

// T8
#[test]
fn a_record_is_put_right_by_hand_step_by_step() {
    let (stage, file) = bakery_in_vault();
    bakery::edit(&file, "UPDATE categories SET name = 'Brot' WHERE id = 1");
    let guide = stage.json(["guide", "Bakery", "--to", "1", "--record", "categories/1"]);
    assert_eq!(guide["status"], "Progressing");
    assert_eq!(guide["steps"][0]["wanted"], "Bread");
    assert_eq!(guide["page"], serde_json::Value::Null);
    let number = guide["guide"].as_u64().unwrap().to_string();
    stage.json(["shop", "admin", "Bakery", "https://bakery.example/admin"]);
    let listed = stage.json(["guide", "Bakery"]);
    assert_eq!(listed["guides"][0]["page"], "https://bakery.example/admin");
    // Ticks are the owner's own note, counted as the steps are shown; the shop is not asked.
    let ticked = |ticks: &str| {
        stage.json(["guide", "Bakery", ticks, &number, "--step", "1"])["steps"][0]["ticked"].clone()
    };
    assert_eq!(
        (ticked("--tick"), ticked("--untick")),
        (true.into(), false.into())
    );
    assert_eq!(ticked("--tick"), true);
    let shown = stage.run(["guide", "Bakery", "--show", &number]).out;
    assert!(
        shown.contains("[x]") && shown.contains("https://bakery.example/admin"),
        "{shown}"
    );
    let mut beyond = stage.command(["guide", "Bakery", "--tick", &number, "--step", "9"]);
    assert_eq!(Ran::of(&mut beyond).code, 2);
    let checked = stage.json_with(1, ["guide", "Bakery", "--check", &number]);
    assert_eq!(checked["steps"][0]["is_right"], false);
    bakery::edit(&file, "UPDATE categories SET name = 'Bread' WHERE id = 1");
    assert_eq!(
        stage.json(["guide", "Bakery", "--check", &number])["status"],
        "Done"
    );
    assert_eq!(stage.json(["guide", "Bakery"])["guides"][0]["status"], "Done");
    assert_eq!(
        stage.code(["guide", "Bakery", "--to", "1", "--record", "categories/1"]),
        "nothing_to_guide"
    );
}

// T10
#[test]
fn a_vault_that_is_only_looked_at_refuses_whatever_writes() {
    let (stage, file) = bakery_in_vault();
    bakery::spoil(&file);
    let spoilt = bakery::content(&file);
    let restore = ["restore", "Bakery", "--to", "1", "--yes"];
    assert_eq!(stage.code(restore.iter().chain(&["--view-only"])), "view_only");
    assert_eq!(stage.json(["vault", "view-only", "on"])["view_only"], true);
    for words in [
        restore.as_slice(),
        &["restore", "Bakery", "--to", "1", "--preview"],
        &["undo", "Bakery", "1", "--yes"],
        &["prune", "Bakery", "--delete", "1", "--yes"],
        &["shop", "remove", "Bakery", "--yes"],
        &["vault", "keys", "forget"],
        &["guide", "Bakery", "--to", "1", "--record", "products/1"],
        &["guide", "Bakery", "--tick", "1", "--step", "1"],
        &["alarms", "Bakery", "--put-back", "1"],
    ] {
        assert_eq!(stage.code(words), "view_only", "{words:?}");
    }
    assert_eq!(bakery::content(&file), spoilt);
    stage.json(["compare", "Bakery", "1", "live"]);
    stage.json(["backup", "Bakery"]);

    // Only the key itself ends it; it is in the environment here.
    let mut without = stage.command(["vault", "view-only", "off", "--json"]);
    without.env("BACKSTOCK_RECOVERY_KEY", "0000-0000");
    assert_eq!(Ran::of(&mut without).code, 2);
    assert_eq!(stage.json(["vault", "view-only"])["view_only"], true);
    assert_eq!(stage.json(["vault", "view-only", "off"])["view_only"], false);
    stage.json(restore);
}

// T9
#[test]
fn a_bundle_for_whoever_helps_holds_nothing_of_the_shop() {
    let (stage, _) = bakery_in_vault();
    let answer = stage.json(["diagnose", "--out", "help.zip"]);
    assert_eq!(answer["parts"][0]["name"], "about.json");
    let file = std::fs::read(stage.path("help.zip")).unwrap();
    let text = String::from_utf8_lossy(&file);
    assert!(file.starts_with(b"PK\x03\x04") && text.contains("\"records\""));
    for private in ["Bakery", "Rye loaf", "products", "bakery.db", stage.key(), "Plum"] {
        assert!(!text.contains(private), "{private} is in the bundle");
    }
}

// T13
#[test]
fn where_the_shops_administration_is_can_be_said_asked_and_forgotten() {
    let (stage, _) = bakery_in_vault();
    let admin =
        |address: &[&str]| stage.json([&["shop", "admin", "Bakery"], address].concat())["admin"].clone();
    assert!(admin(&[]).is_null());
    assert_eq!(admin(&["shop.example/admin"]), "https://shop.example/admin");
    assert_eq!(admin(&[]), "https://shop.example/admin");
    assert_eq!(
        stage.code(["shop", "admin", "Bakery", "file:///etc/passwd"]),
        "admin_address_wrong"
    );
    assert!(admin(&[""]).is_null());
}
