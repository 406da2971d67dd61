//! Restoring and undoing, proven on the databases themselves, table by table.

use std::path::Path;

use serde_json::Value;

use super::bakery;
use super::stage::{Ran, Stage, skipped};

fn bakery_in_vault() -> (Stage, std::path::PathBuf) {
    let stage = Stage::new();
    let file = stage.path("bakery.db");
    bakery::make(&file);
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    stage.json(["backup", "Bakery"]);
    (stage, file)
}

// S2.6.2, S2.6.4, S2.14.2
#[test]
fn everything_comes_back_and_the_undo_takes_it_back() {
    let (stage, file) = bakery_in_vault();
    let before = bakery::content(&file);
    bakery::spoil(&file);
    bakery::edit(
        &file,
        "DELETE FROM notes; DELETE FROM prices; UPDATE categories SET parent_id = 3 WHERE id = 2;",
    );
    let spoilt = bakery::content(&file);

    let preview = stage.json(["restore", "Bakery", "--to", "1", "--allow-deletes", "--preview"]);
    assert_eq!(bakery::content(&file), spoilt, "a preview wrote something");
    let of = |key: &str| preview[key].as_u64().unwrap();
    assert_eq!((of("creates"), of("updates"), of("deletes")), (8, 2, 1));

    let done = stage.json(["restore", "Bakery", "--to", "1", "--allow-deletes", "--yes"]);
    assert_eq!(
        (&done["succeeded"], &done["failed"], &done["verified"]),
        (&11.into(), &0.into(), &11.into())
    );
    assert_eq!(bakery::content(&file), before);

    let run = done["run"].as_u64().unwrap().to_string();
    let undone = stage.json(["undo", "Bakery", &run, "--yes"]);
    assert_eq!(undone["failed"], 0);
    assert_eq!(bakery::content(&file), spoilt);
    // And the undo of the undo.
    let run = undone["run"].as_u64().unwrap().to_string();
    stage.json(["undo", "Bakery", &run, "--yes"]);
    assert_eq!(bakery::content(&file), before);
    assert_eq!(stage.code(["undo", "Bakery", &run, "--yes"]), "already_undone");
    assert_eq!(stage.json(["verify"])["ok"], true);
}

// S2.6.2: one record, one field, and nothing else.
#[test]
fn only_what_was_chosen_is_written() {
    let (stage, file) = bakery_in_vault();
    bakery::spoil(&file);
    let spoilt = bakery::content(&file);
    let done = stage.json([
        "restore",
        "Bakery",
        "--to",
        "1",
        "--record",
        "products/1",
        "--field",
        "/price",
        "--yes",
    ]);
    assert_eq!(done["succeeded"], 1);
    let row = |id: u64| -> Value {
        serde_json::from_str(
            &Ran::of(
                stage
                    .command(["show", "Bakery", "products", &id.to_string(), "--at", "live"])
                    .arg("--json"),
            )
            .out,
        )
        .unwrap()
    };
    assert_eq!(
        (&row(1)["price"], &row(1)["description"]),
        (&"4.50".into(), &"Dark!".into())
    );
    stage.json([
        "restore",
        "Bakery",
        "--to",
        "1",
        "--record",
        "products/117",
        "--record",
        "prices/1,CH",
        "--yes",
    ]);
    let now = bakery::content(&file);
    assert_eq!(now["products"].len(), spoilt["products"].len() + 1);
    assert_eq!(row(118)["name"], "Almond slice");
    assert_eq!(
        stage.json(["compare", "Bakery", "1", "live", "--type", "prices"])["updated"],
        0
    );
}

// S2.6.1: what is approved is the very value that is carried out, or nothing is.
#[test]
fn a_plan_is_carried_out_exactly_or_refused() {
    let (stage, file) = bakery_in_vault();
    bakery::spoil(&file);
    let plan_of = |words: &[&str]| stage.json(words)["plan"].as_u64().unwrap().to_string();
    let preview = [
        "restore",
        "Bakery",
        "--to",
        "1",
        "--type",
        "products",
        "--preview",
    ];
    let plan = plan_of(&preview);

    bakery::edit(&file, "UPDATE products SET price = '5.00' WHERE id = 1");
    let changed = bakery::content(&file);
    let refusal = stage.refused(["restore", "Bakery", "--to", "1", "--yes", "--plan", &plan]);
    assert_eq!(refusal["code"], "changed_since_preview");
    assert_eq!(bakery::content(&file), changed);
    assert_eq!(
        stage.json(["recoveries", "Bakery"])["recoveries"]
            .as_array()
            .unwrap()
            .len(),
        0
    );

    let plan = plan_of(&preview);
    // Given with something else than it was made for, a plan is not carried out.
    for words in [
        &[
            "restore", "Bakery", "--to", "1", "--type", "prices", "--yes", "--plan",
        ][..],
        &["restore", "Bakery", "--to", "2", "--yes", "--plan"],
        &[
            "restore",
            "Bakery",
            "--to",
            "1",
            "--allow-deletes",
            "--yes",
            "--plan",
        ],
        &["undo", "Bakery", "1", "--yes", "--plan"],
    ] {
        let words: Vec<&str> = words.iter().copied().chain([plan.as_str()]).collect();
        assert_eq!(stage.code(&words), "another_plan", "{words:?}");
    }
    let done = stage.json([
        "restore",
        "Bakery",
        "--yes",
        "--plan",
        &plan,
        "--note",
        "after the fair",
    ]);
    assert_eq!((&done["succeeded"], &done["failed"]), (&2.into(), &0.into()));
    assert_eq!(stage.json(["recovery", "Bakery", "1"])["note"], "after the fair");
    let compared = stage.json(["compare", "Bakery", "1", "live", "--type", "products"]);
    assert_eq!(
        (&compared["updated"], &compared["deleted"], &compared["added"]),
        (&0.into(), &0.into(), &1.into())
    );
}

// One failing record is a counted fact and exit code 1, not the end of the job.
#[test]
fn a_record_that_fails_is_counted() {
    let (stage, file) = bakery_in_vault();
    // The price of the rye loaf is wrong, and its old SKU belongs to somebody else by now.
    bakery::edit(
        &file,
        "UPDATE products SET sku = 'RYE-OLD', price = '9' WHERE id = 1;
         INSERT INTO products (id, name, sku) VALUES (119, 'New rye', 'RYE');
         UPDATE products SET price = '99' WHERE id = 2;",
    );
    let done = stage.json_with(
        1,
        ["restore", "Bakery", "--to", "1", "--type", "products", "--yes"],
    );
    assert_eq!((&done["succeeded"], &done["failed"]), (&1.into(), &1.into()));
    let failure = &done["failures"][0];
    assert_eq!(
        (&failure["type"], &failure["id"]),
        (&"products".into(), &"1".into())
    );
    assert!(failure["message"].as_str().unwrap().ends_with('.'), "{failure}");
    let recoveries = stage.json(["recoveries", "Bakery"]);
    assert_eq!(recoveries["recoveries"][0]["status"], "Fail");
    assert!(
        bakery::content(&file)["products"]
            .iter()
            .any(|row| row.contains("52, 59, 45, 2d, 4f, 4c, 44"))
    );
}

// S2.6.2 on a shop that nobody of us made: 97 tables without a profile.
#[test]
fn a_real_shop_comes_back() {
    let packed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/fixtures/oscar.sqlite.gz");
    let Ok(packed) = std::fs::File::open(packed) else {
        return skipped("a real shop's database: ../shared/fixtures is not there");
    };
    let stage = Stage::new();
    let file = stage.path("oscar.db");
    let mut unpacked = std::fs::File::create(&file).unwrap();
    std::io::copy(&mut flate2::read::GzDecoder::new(packed), &mut unpacked).unwrap();
    drop(unpacked);
    let content = || {
        let mut tables = bakery::content(&file);
        // The next free id is not taken back: an id is not given twice.
        tables.remove("sqlite_sequence");
        tables
    };
    let before = content();
    stage.json(["shop", "add", "Books", "sqlite", "oscar.db", "--profile", "none"]);
    let backup = stage.json(["backup", "Books"]);
    let rows: usize = before.values().map(Vec::len).sum();
    assert_eq!(backup["records"].as_u64().unwrap(), rows as u64);
    bakery::edit(
        &file,
        "UPDATE catalogue_product SET title = 'X', description = '';
         DELETE FROM catalogue_productimage WHERE id % 2 = 0;
         DELETE FROM catalogue_productcategory;
         UPDATE partner_stockrecord SET price = price * 10;
         INSERT INTO django_site (domain, name) VALUES ('x.example', 'x');",
    );
    let spoilt = content();
    let done = stage.json([
        "restore",
        "Books",
        "--to",
        "1",
        "--allow-deletes",
        "--include-protected",
        "--yes",
    ]);
    assert_eq!(done["failed"], 0, "{done}");
    assert_eq!(content(), before);
    let run = done["run"].as_u64().unwrap().to_string();
    stage.json(["undo", "Books", &run, "--yes"]);
    assert_eq!(content(), spoilt);
}
