//! Exports: into every form, and back again with the tools of others.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Cursor, Read as _};
use std::path::Path;

use calamine::{Reader as _, Xlsx};
use rusqlite::Connection;
use serde_json::Value;
use zip::ZipArchive;

use super::bakery;
use super::stage::{Ran, Stage};

/// The files in the first part of an export.
pub(super) fn unpacked(export: &Value) -> BTreeMap<String, Vec<u8>> {
    let part = File::open(export["files"][0]["path"].as_str().unwrap()).unwrap();
    let mut zip = ZipArchive::new(part).unwrap();
    (0..zip.len())
        .map(|position| {
            let mut entry = zip.by_index(position).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn with_bakery() -> Stage {
    let stage = Stage::new();
    bakery::make(&stage.path("bakery.db"));
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    stage.json(["backup", "Bakery"]);
    stage
}

/// Every row of a table as SQLite writes it down itself, in an order of its own.
pub(super) fn rows(shop: &Connection, table: &str) -> Vec<String> {
    let mut columns: Vec<String> = shop
        .prepare(&format!("SELECT * FROM \"{table}\""))
        .unwrap()
        .column_names()
        .map(str::to_owned)
        .collect();
    columns.sort();
    let values: Vec<String> = columns
        .iter()
        .map(|column| format!("typeof(\"{column}\") || ' ' || hex(\"{column}\")"))
        .collect();
    let mut statement = shop
        .prepare(&format!("SELECT {} FROM \"{table}\"", values.join(" || ',' || ")))
        .unwrap();
    let mut rows: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    rows.sort();
    rows
}

// S2.10.9
#[test]
fn sql_makes_the_same_rows_again_value_by_value() {
    let stage = with_bakery();
    let export = stage.json(["export", "Bakery", "--all", "--format", "sql", "--to", "out"]);
    let loaded = Connection::open_in_memory().unwrap();
    for (name, statements) in unpacked(&export) {
        if name.ends_with(".sql") {
            loaded
                .execute_batch(&String::from_utf8(statements).unwrap())
                .unwrap();
        }
    }
    let shop = Connection::open(stage.path("bakery.db")).unwrap();
    for table in ["categories", "products", "prices", "notes"] {
        let there = rows(&shop, table);
        assert!(!there.is_empty());
        assert_eq!(rows(&loaded, table), there, "{table}");
    }
}

// S2.10.9, S2.12.2
#[test]
fn every_form_has_as_many_records_as_the_shop_and_the_history_tells_of_all() {
    let stage = Stage::new();
    stage.with_practice_shop();
    let backup = stage.json(["backup", "Harbour Tea"]);
    let count = |answer: &Value, key: &str| {
        let types = answer["types"].as_array().unwrap();
        let found = types.iter().find(|row| row["type"] == key).unwrap();
        usize::try_from(found["records"].as_u64().unwrap()).unwrap()
    };
    let categories = count(&backup, "categories");
    for format in ["jsonl", "csv", "csv-reimport", "xlsx", "sql"] {
        let export = stage.json([
            "export",
            "Harbour Tea",
            "--type",
            "categories",
            "--type",
            "brands",
            "--format",
            format,
            "--to",
            "out",
            "--at",
            "latest",
        ]);
        assert_eq!(count(&export, "categories"), categories);
        assert_eq!(export["types"].as_array().unwrap().len(), 2);
        let files = unpacked(&export);
        let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
        let found = match format {
            "jsonl" => text("categories.jsonl").lines().count(),
            "csv" | "csv-reimport" => csv_rows(&files["categories.csv"]),
            "xlsx" => {
                let mut book: Xlsx<_> =
                    calamine::open_workbook_from_rs(Cursor::new(files["categories.xlsx"].clone())).unwrap();
                book.worksheet_range("Categories").unwrap().height() - 1
            }
            _ => text("categories.sql")
                .matches("INSERT INTO \"categories\" ")
                .count(),
        };
        assert_eq!(found, categories, "{format}");
        for file in export["files"].as_array().unwrap() {
            let path = Path::new(file["path"].as_str().unwrap());
            assert_eq!(fs::metadata(path).unwrap().len(), file["bytes"].as_u64().unwrap());
        }
    }
    let history = stage.json(["exports", "Harbour Tea"]);
    let exports = history["exports"].as_array().unwrap();
    assert_eq!((history["keep"].as_str().unwrap(), exports.len()), ("7", 5));
    for export in exports {
        assert_eq!(
            (&export["by"], &export["status"]),
            (&"manual".into(), &"present".into())
        );
    }
    let kept = stage.json(["exports", "Harbour Tea", "--keep", "forever"]);
    assert_eq!(kept["exports"][0]["expires"], Value::Null);
}

/// Rows behind the one with the names, by a reader of CSV that is not ours.
fn csv_rows(bytes: &[u8]) -> usize {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), bytes).unwrap();
    let reading = format!(
        "import csv, sys\ncsv.field_size_limit(sys.maxsize)\nprint(sum(1 for _ in csv.DictReader(open({:?}, newline='', encoding='utf-8-sig'))))",
        file.path()
    );
    let ran = std::process::Command::new("python3")
        .args(["-c", &reading])
        .output()
        .unwrap();
    String::from_utf8(ran.stdout).unwrap().trim().parse().unwrap()
}

// S2.12.5, S2.15.4
#[test]
fn what_cannot_be_exported_is_refused_with_one_thing_to_do() {
    let stage = with_bakery();
    let nothing = stage.run(["export", "Bakery", "--format", "csv", "--to", "out"]);
    assert_eq!(nothing.code, 2, "{nothing:?}");
    let refused = |words: &[&str]| {
        let ran = Ran::of(stage.command(words).args(["--json", "--quiet"]));
        assert_eq!(ran.code, 2, "{ran:?}");
        ran.json()["code"].as_str().unwrap().to_owned()
    };
    let export = ["export", "Bakery", "--format", "csv", "--to"];
    assert_eq!(
        refused(&[&export[..], &["out", "--type", "teapots"]].concat()),
        "unknown_type"
    );
    assert_eq!(
        refused(&[&export[..], &["bakery.db", "--type", "products"]].concat()),
        "export_folder"
    );
    assert!(!stage.path("out").exists());
    // F25: no folder is made where a drive would be.
    let drive = stage.path("drive");
    let there = drive.join("out");
    assert_eq!(
        refused(&[&export[..], &[there.to_str().unwrap(), "--type", "products"]].concat()),
        "export_folder"
    );
    assert!(!drive.exists());
    let history = stage.json(["exports", "Bakery"]);
    let endings: Vec<_> = history["exports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|export| (export["ending"].clone(), export["failure"]["code"].clone()))
        .collect();
    assert_eq!(
        endings,
        [
            ("failed".into(), "export_folder".into()),
            ("failed".into(), "export_folder".into()),
            ("failed".into(), "unknown_type".into())
        ]
    );
}

// S2.10.10
#[test]
fn viewing_only_may_export_and_not_say_how_long_files_stay() {
    let stage = with_bakery();
    stage.json([
        "--view-only",
        "export",
        "Bakery",
        "--all",
        "--format",
        "csv",
        "--to",
        "out",
    ]);
    let ran = stage.run(["--view-only", "exports", "Bakery", "--keep", "30"]);
    assert_eq!(ran.code, 2, "{ran:?}");
}

// Issue 5: products as other platforms take them in, read again by our own reader of such files.
#[test]
fn products_for_another_platform_are_read_as_that_platforms_own() {
    let stage = Stage::new();
    stage.json(["shop", "add", "Tea", "practice"]);
    stage.json(["backup", "Tea"]);
    let products = stage.json(["records", "Tea", "products"])["total"]
        .as_u64()
        .unwrap();
    for (platform, name, header) in [
        (
            "import-woocommerce",
            "WooCommerce",
            "\"Type\",\"SKU\",\"Name\",\"Published\"",
        ),
        (
            "import-shopify",
            "Shopify",
            "\"Handle\",\"Title\",\"Body (HTML)\",\"Vendor\"",
        ),
        (
            "import-bigcommerce",
            "BigCommerce",
            "\"Item\",\"ID\",\"Name\",\"Type\",\"SKU\"",
        ),
    ] {
        let words = [
            "export", "Tea", "--type", "products", "--format", platform, "--to", "out", "--at", "latest",
        ];
        let export = stage.json(words);
        let files = unpacked(&export);
        let csv = &files["products.csv"];
        assert!(csv.starts_with(header.as_bytes()), "{platform}");
        let file = stage.path(&format!("{platform}.csv"));
        fs::write(&file, csv).unwrap();
        let found = stage.json(["archive", "inspect", file.to_str().unwrap()]);
        assert_eq!(found["made_by"], name, "{found}");
        let read = found["types"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["type"] == "products")
            .unwrap_or_else(|| panic!("{found}"))["records"]
            .as_u64()
            .unwrap();
        // Shopify's lines come together as products; the others write a line for each variant, and read one.
        if name == "Shopify" {
            assert_eq!(read, products, "{platform}");
        } else {
            assert!(read > products, "{platform}: {read}");
        }
        let text = String::from_utf8_lossy(csv);
        assert!(text.contains("Earl Grey 100 g"), "{platform}");
    }
    let two = [
        "export",
        "Tea",
        "--type",
        "products",
        "--type",
        "brands",
        "--format",
        "import-shopify",
        "--to",
        "out",
    ];
    assert_eq!(stage.code(two), "export_only_products");
}
