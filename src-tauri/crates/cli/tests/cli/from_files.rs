//! A shop brought to what is in a backup file, or to another shop's backup.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::bakery;
use super::stage::Stage;

/// A bakery in a vault of its own, with one backup in `bakery.backstock.zip`.
fn with_file() -> Stage {
    let stage = Stage::new();
    bakery::make(&stage.path("bakery.sqlite"));
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.sqlite"]);
    stage.json(["backup", "Bakery"]);
    stage.json(["archive", "create", "Bakery", "bakery.backstock.zip"]);
    stage
}

/// Another computer with another vault, and on it a bakery that others went on with.
fn elsewhere(here: &Stage) -> (Stage, PathBuf) {
    let there = Stage::new();
    fs::copy(
        here.path("bakery.backstock.zip"),
        there.path("bakery.backstock.zip"),
    )
    .unwrap();
    let shop = there.path("new-server.sqlite");
    bakery::make(&shop);
    bakery::spoil(&shop);
    there.json(["shop", "add", "New server", "sqlite", "new-server.sqlite"]);
    (there, shop)
}

const ALL_OF_IT: [&str; 6] = [
    "restore",
    "New server",
    "--from-file",
    "bakery.backstock.zip",
    "--allow-deletes",
    "--include-protected",
];

fn all_of_it(decision: &str) -> Vec<&str> {
    [&ALL_OF_IT[..], &[decision]].concat()
}

// S1.5, S1.6, S1.10, S1.11: to a new server, with what had been added there gone and what was lost there back.
#[test]
fn a_file_from_one_computer_is_put_into_a_shop_on_another() {
    let here = with_file();
    let (there, shop) = elsewhere(&here);
    let spoiled = bakery::content(&shop);

    let preview = there.json(all_of_it("--preview"));
    assert_eq!(preview["creates"], 1, "{preview}");
    assert!(preview["deletes"].as_u64().unwrap() >= 1, "{preview}");
    assert_eq!(bakery::content(&shop), spoiled, "a preview writes nothing");

    let plan = preview["plan"].to_string();
    let done = there.json(["restore", "New server", "--yes", "--plan", &plan]);
    assert_eq!(done["failed"], 0, "{done}");
    assert_eq!(done["succeeded"], done["verified"]);
    assert_eq!(
        bakery::content(&shop),
        bakery::content(&here.path("bakery.sqlite"))
    );

    let run = there.json(["recoveries", "New server"])["recoveries"][0].clone();
    assert_eq!(
        (run["from"].as_str(), run["to_backup"].as_u64()),
        (Some("bakery"), Some(1))
    );
    assert!(
        there
            .told(["recoveries", "New server"])
            .contains("restore to backup 1 of bakery")
    );
    // The safety backup has what was there, so all of it can be taken back.
    assert_eq!(there.json(["undo", "New server", "1", "--yes"])["failed"], 0);
    assert_eq!(bakery::content(&shop), spoiled);
}

// S1.6: nothing is deleted unless that was asked for, and only the chosen types are written.
#[test]
fn only_what_was_chosen_is_taken_from_a_file() {
    let here = with_file();
    let (there, shop) = elsewhere(&here);
    let done = there.json([
        "restore",
        "New server",
        "--from-file",
        "bakery.backstock.zip",
        "--type",
        "products",
        "--yes",
    ]);
    assert_eq!(
        (&done["failed"], &done["skipped"]),
        (&0.into(), &1.into()),
        "{done}"
    );
    let (now, wanted) = (
        bakery::content(&shop),
        bakery::content(&here.path("bakery.sqlite")),
    );
    assert_ne!(now["prices"], wanted["prices"]);
    assert_eq!(now["products"].len(), wanted["products"].len() + 1);
    for row in &wanted["products"] {
        assert!(now["products"].contains(row), "{row}");
    }
}

// S1.13: wherever a byte was changed, it is found before anything is written, or kept.
#[test]
fn a_file_that_somebody_edited_is_found_out_before_anything_is_written() {
    let here = with_file();
    let (there, shop) = elsewhere(&here);
    let before = fs::read(&shop).unwrap();
    let whole = fs::read(there.path("bakery.backstock.zip")).unwrap();
    for part in 1..12 {
        let mut bytes = whole.clone();
        let at = whole.len() * part / 12;
        bytes[at] ^= 0x20;
        fs::write(there.path("bakery.backstock.zip"), &bytes).unwrap();
        let refusal = there.refused(all_of_it("--yes"));
        let code = refusal["code"].as_str().unwrap();
        assert!(
            ["file_damaged", "file_not_a_backup", "file_refused"].contains(&code),
            "byte {at}: {refusal}"
        );
    }
    assert_eq!(fs::read(&shop).unwrap(), before);
    assert_eq!(
        there.json(["recoveries", "New server"])["recoveries"],
        Value::Array(Vec::new())
    );
    let shops = there.json(["shop", "list"]);
    assert_eq!(shops["shops"].as_array().unwrap().len(), 1, "{shops}");
}

// S1.11: after corruption. What cannot be read any more is thrown away, and the shop made anew from the file.
#[test]
fn an_empty_shop_is_filled_and_a_second_run_finds_nothing_to_do() {
    let here = with_file();
    let empty = here.path("empty.sqlite");
    bakery::make(&empty);
    bakery::edit(
        &empty,
        "DELETE FROM notes; DELETE FROM prices; DELETE FROM products; DELETE FROM categories WHERE id = 2; DELETE FROM categories;",
    );
    here.json(["shop", "add", "Empty", "sqlite", "empty.sqlite"]);
    let copy = ["copy", "Bakery", "1", "--to", "Empty", "--yes"];
    let done = here.json(copy);
    assert_eq!(
        (&done["failed"], &done["skipped"]),
        (&0.into(), &0.into()),
        "{done}"
    );
    assert_eq!(
        bakery::content(&empty),
        bakery::content(&here.path("bakery.sqlite"))
    );
    assert_eq!(here.json(copy)["run"], Value::Null);
    // The shop that the backup is of was not touched, and cannot be meant by mistake.
    assert_eq!(
        here.json(["recoveries", "Bakery"])["recoveries"],
        Value::Array(Vec::new())
    );
    assert_eq!(
        here.code(["copy", "Bakery", "9", "--to", "Empty", "--yes"]),
        "unknown_backup"
    );
    assert_eq!(
        here.code(["copy", "Bakery", "1", "--to", "Nowhere", "--yes"]),
        "unknown_shop"
    );
}

#[test]
fn a_shop_that_has_other_things_under_the_same_numbers_is_left_alone() {
    let here = with_file();
    let toys = here.path("toys.sqlite");
    bakery::make(&toys);
    bakery::edit(
        &toys,
        "UPDATE products SET name = 'Toy ' || id, sku = 'TOY-' || id, price = '1.00'",
    );
    here.json(["shop", "add", "Toys", "sqlite", "toys.sqlite"]);
    let before = bakery::content(&toys);
    let refusal = here.refused(["copy", "Bakery", "1", "--to", "Toys", "--yes"]);
    assert_eq!(refusal["code"], "other_records", "{refusal}");
    assert_eq!(bakery::content(&toys), before);
    // Issue 3: with numbers of their own both fit into one shop, prices go with what they are of, and a second copy has nothing
    // to do.
    let copy = [
        "copy",
        "Bakery",
        "1",
        "--to",
        "Toys",
        "--new-numbers",
        "--type",
        "products",
        "--type",
        "prices",
    ];
    let with = |decision: &'static str| here.json(copy.into_iter().chain(["--type", "categories", decision]));
    let preview = with("--preview");
    assert_eq!(preview["updates"], 0, "{preview}");
    assert_eq!(with("--yes")["failed"], 0);
    let priced = "SELECT p.sku || ' ' || r.country || ' ' || r.amount FROM prices r JOIN products p ON p.id = r.product_id ORDER BY 1";
    assert_eq!(
        bakery::texts(&toys, priced),
        [
            "ROLL DE 1",
            "RYE CH 4.65",
            "RYE DE 4.5",
            "TOY-1 CH 4.65",
            "TOY-1 DE 4.5",
            "TOY-2 DE 1"
        ]
    );
    assert_eq!(with("--yes")["run"], Value::Null);
    // A new name alone makes nothing another thing.
    bakery::make(&here.path("staging.sqlite"));
    bakery::edit(
        &here.path("staging.sqlite"),
        "UPDATE products SET name = 'Staging ' || id",
    );
    here.json(["shop", "add", "Staging", "sqlite", "staging.sqlite"]);
    assert_eq!(
        here.json(["copy", "Bakery", "1", "--to", "Staging", "--yes"])["failed"],
        0
    );
}

/// What the amounts of each type add up to; the order of the types is the vault's own.
fn sums(answer: &Value) -> BTreeMap<&str, &Value> {
    let types = answer["types"].as_array().unwrap().iter();
    types
        .map(|row| (row["type"].as_str().unwrap(), &row["sums"]))
        .filter(|(_, sums)| **sums != Value::Array(Vec::new()))
        .collect()
}

// S1.6, S1.9, S1.10, S1.11: from staging to production, on the practice shop with all its business papers. What is locked
// stays as it is and is told; the rest is as in the file, amount for amount.
#[test]
fn staging_goes_to_production_and_locked_papers_stay() {
    let staging = Stage::new();
    staging.with_practice_shop();
    staging.json(["backup", "Harbour Tea"]);
    let made = staging.json(["archive", "create", "Harbour Tea", "tea.backstock.zip"]);

    let production = Stage::new();
    let shop = production.with_practice_shop();
    let wanted = bakery::content(&shop);
    bakery::edit(
        &shop,
        "UPDATE products SET price = price * 10 WHERE id % 7 = 0;
         UPDATE trade_documents SET body = 'Rewritten' WHERE id = (SELECT min(id) FROM trade_documents WHERE is_locked = 1);
         UPDATE trade_documents SET body = 'Rewritten' WHERE id = (SELECT max(id) FROM trade_documents WHERE is_locked = 0);",
    );
    let locked_before: Vec<String> = bakery::content(&shop)["trade_documents"].clone();
    fs::copy(
        staging.path("tea.backstock.zip"),
        production.path("tea.backstock.zip"),
    )
    .unwrap();
    let restore = |decision| {
        production.json([
            "restore",
            "Harbour Tea",
            "--from-file",
            "tea.backstock.zip",
            "--allow-deletes",
            "--include-protected",
            decision,
        ])
    };
    let preview = restore("--preview");
    let locked: Vec<&Value> = preview["skipped"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|skip| skip["reason"] == "locked")
        .collect();
    assert_eq!(locked.len(), 1, "{}", preview["skipped"]);
    let done = restore("--yes");
    assert_eq!(done["failed"], 0, "{done}");

    let now = bakery::content(&shop);
    for (table, rows) in &wanted {
        if table == "trade_documents" {
            let other: Vec<&String> = now[table].iter().filter(|row| !rows.contains(row)).collect();
            assert_eq!(other.len(), 1, "only the locked one differs");
            assert!(locked_before.contains(other[0]));
        } else {
            assert_eq!(&now[table], rows, "{table}");
        }
    }
    production.json(["backup", "Harbour Tea"]);
    let again = production.json(["archive", "create", "Harbour Tea", "again.backstock.zip"]);
    assert_eq!(sums(&again), sums(&made));
}
