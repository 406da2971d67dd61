//! Backup files: made, looked into, compared.

use std::fs;
use std::io::Read as _;

use serde_json::{Value, json};

use super::bakery;
use super::stage::{Ran, Stage};

fn counts(answer: &Value) -> Vec<(String, u64)> {
    answer["types"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["type"].as_str().unwrap().to_owned(),
                row["records"].as_u64().unwrap(),
            )
        })
        .filter(|(_, records)| *records > 0)
        .collect()
}

// S1.2, S1.3, S1.11, S1.13
#[test]
fn a_whole_shop_goes_into_a_file_that_says_what_is_in_it() {
    let stage = Stage::new();
    stage.with_practice_shop();
    // The shop as it is now is backed up first, and a backup that is there is taken as it is.
    let live = stage.json(["archive", "create", "Harbour Tea", "live.backstock.zip"]);
    assert_eq!(live["backup"], 1);
    let backup = stage.json(["backup", "Harbour Tea"]);
    let made = stage.json([
        "archive",
        "create",
        "Harbour Tea",
        "tea.backstock.zip",
        "--at",
        "latest",
    ]);
    assert_eq!(made["backup"], backup["backup"]);
    let listed = stage.json(["backups", "Harbour Tea"]);
    assert_eq!(made["finished"], listed["backups"][0]["finished"]);
    assert_eq!(counts(&made), counts(&backup));
    let file = stage.path("tea.backstock.zip");
    assert_eq!(made["bytes"], fs::metadata(&file).unwrap().len());

    // Another computer: no vault, no key, only the file.
    let elsewhere = Stage::without_vault();
    fs::copy(&file, elsewhere.path("copy.zip")).unwrap();
    let found = elsewhere.json(["archive", "inspect", "copy.zip"]);
    assert_eq!(found["ok"], true);
    assert_eq!(found["shop"], "Harbour Tea");
    assert_eq!(found["types"], made["types"]);
    let orders = made["types"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["type"] == "orders")
        .unwrap();
    assert!(
        orders["sums"]
            .as_array()
            .unwrap()
            .iter()
            .any(|sum| sum["sum"] != "0"),
        "the amounts of orders are added up: {orders}"
    );

    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(elsewhere.path("copy.zip"), &bytes).unwrap();
    let broken = elsewhere.json_with(1, ["archive", "inspect", "copy.zip"]);
    assert_eq!(broken["ok"], false);
    assert_eq!(broken["problems"][0]["code"], "file_damaged");
}

#[test]
fn two_files_are_compared_without_a_vault() {
    let stage = Stage::new();
    stage.with_practice_shop();
    stage.json(["backup", "Harbour Tea"]);
    stage.json([
        "archive",
        "create",
        "Harbour Tea",
        "before.backstock.zip",
        "--at",
        "latest",
    ]);
    stage.json([
        "practice",
        "mistake",
        "Harbour Tea",
        "price_import_x10",
        "--seed",
        "7",
    ]);
    stage.json(["backup", "Harbour Tea"]);
    stage.json([
        "archive",
        "create",
        "Harbour Tea",
        "after.backstock.zip",
        "--at",
        "latest",
    ]);
    let in_vault = stage.json(["compare", "Harbour Tea", "1", "2", "--list"]);

    let elsewhere = Stage::without_vault();
    for name in ["before.backstock.zip", "after.backstock.zip"] {
        fs::copy(stage.path(name), elsewhere.path(name)).unwrap();
    }
    let mut of_files = elsewhere.json([
        "archive",
        "compare",
        "before.backstock.zip",
        "after.backstock.zip",
        "--list",
    ]);
    assert_eq!(of_files["a"], "file:before.backstock.zip");
    assert!(of_files["updated"].as_u64().unwrap() >= 412);
    of_files["a"] = json!(1);
    of_files["b"] = json!(2);
    assert_eq!(of_files, in_vault);
    let told = elsewhere.told([
        "archive",
        "compare",
        "before.backstock.zip",
        "after.backstock.zip",
        "--type",
        "products",
    ]);
    assert!(
        told.contains("What happened in the shop from before.backstock.zip to after.backstock.zip:"),
        "{told}"
    );
}

/// What is in an entry of a backup file, as any ZIP program unpacks it.
pub(super) fn entry(file: &std::path::Path, name: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    let mut bytes = Vec::new();
    zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

// S1.3: the SQL in a backup file makes the same rows again, without Backstock.
#[test]
fn the_database_in_a_backup_file_is_loaded_by_sqlite_alone() {
    let stage = Stage::new();
    bakery::make(&stage.path("bakery.sqlite"));
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.sqlite"]);
    stage.json(["backup", "Bakery"]);
    stage.json(["archive", "create", "Bakery", "bakery.backstock.zip"]);
    let sql = entry(&stage.path("bakery.backstock.zip"), "database.sql");
    let loaded = rusqlite::Connection::open_in_memory().unwrap();
    loaded.execute_batch(&String::from_utf8(sql).unwrap()).unwrap();
    let shop = rusqlite::Connection::open(stage.path("bakery.sqlite")).unwrap();
    for table in ["categories", "products", "prices", "notes"] {
        let there = super::exporting::rows(&shop, table);
        assert!(!there.is_empty());
        assert_eq!(super::exporting::rows(&loaded, table), there, "{table}");
    }
    // It belongs to the file like everything else in it.
    assert_eq!(
        stage.json(["archive", "inspect", "bakery.backstock.zip"])["ok"],
        true
    );
}

// S1.15
#[test]
fn a_protected_file_asks_for_its_passphrase() {
    let stage = Stage::new();
    bakery::make(&stage.path("bakery.sqlite"));
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.sqlite"]);
    stage.json(["backup", "Bakery"]);
    let with = |passphrase: &str, words: &[&str]| {
        Ran::of(
            stage
                .command(words)
                .args(["--json", "--quiet"])
                .env("BACKSTOCK_FILE_PASSPHRASE", passphrase),
        )
    };
    let create = ["archive", "create", "Bakery", "bakery.backstock.zip", "--protect"];
    assert_eq!(stage.code(create), "no_passphrase");
    assert_eq!(with("rye and wheat", &create).code, 0);
    let inspect = ["archive", "inspect", "bakery.backstock.zip"];
    assert_eq!(stage.code(inspect), "no_passphrase");
    let wrong = with("rye or wheat", &inspect);
    assert_eq!(
        (wrong.code, wrong.json()["code"].as_str().unwrap()),
        (2, "file_wrong_passphrase")
    );
    let right = with("rye and wheat", &inspect);
    assert_eq!((right.code, right.json()["ok"].as_bool().unwrap()), (0, true));
}

#[test]
fn what_is_no_backup_file_is_said_to_be_none() {
    let stage = Stage::new();
    fs::write(stage.path("photo.zip"), b"a photo").unwrap();
    assert_eq!(
        stage.code(["archive", "inspect", "photo.zip"]),
        "file_kind_not_read"
    );
    assert_eq!(stage.code(["archive", "inspect", "nothing.zip"]), "file_unusable");
    bakery::make(&stage.path("bakery.sqlite"));
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.sqlite"]);
    assert_eq!(
        stage.code(["archive", "create", "Bakery", "bakery.zip", "--at", "latest"]),
        "no_backup"
    );
    assert_eq!(
        stage.code(["archive", "create", "Bakery", "no/such/folder.zip"]),
        "file_unusable"
    );
    assert_eq!(
        stage.code(["archive", "create", "Bakery", "bakery.zip", "--at", "9"]),
        "unknown_backup"
    );
    assert!(!stage.path("bakery.zip").exists());
}

/// A shop of teas as MySQL's tool writes it: with prices in one way of writing, and in another.
fn teas(rows: &str, columns: &str) -> String {
    format!(
        "-- MySQL dump 10.13\nCREATE TABLE `teas` (`id` int NOT NULL, `name` varchar(40), `price` decimal(8,2), `gross` \
         decimal(8,2) AS (`price` * 1.2), PRIMARY KEY (`id`));\nINSERT INTO `teas` {columns} VALUES {rows};\n-- Dump completed\n"
    )
}

/// As UpdraftPlus calls it.
const JUNE: &str = "backup_2026-06-20-0917_Teas_be57ce3cce9a-db.gz";

fn pack(file: &std::path::Path, text: &str) {
    let file = fs::File::create(file).unwrap();
    let mut writer = flate2::write::GzEncoder::new(file, flate2::Compression::default());
    std::io::Write::write_all(&mut writer, text.as_bytes()).unwrap();
    writer.finish().unwrap();
}

// Capability 8, with its numbers: columns in another order and numbers written otherwise are no change.
#[test]
fn a_dump_of_march_beside_a_backup_of_june_tells_only_what_came_since() {
    let stage = Stage::without_vault();
    let price = |number: u32| format!("{}.{:02}", number % 90, number % 100);
    let march: Vec<String> = (1..=1_942)
        .map(|number| format!("({number},'Tea {number}',{})", price(number)))
        .collect();
    let june: Vec<String> = (1..=2_000)
        .rev()
        .map(|number| format!("('Tea {number}','{}','{number}')", price(number)))
        .collect();
    fs::write(
        stage.path("march.sql"),
        teas(&march.join(","), "(`id`,`name`,`price`)"),
    )
    .unwrap();
    pack(&stage.path(JUNE), &teas(&june.join(","), "(`name`,`price`,`id`)"));
    let compared = stage.json(["archive", "compare", "march.sql", JUNE]);
    let counted = ["added", "updated", "deleted", "unchanged"].map(|what| compared[what].as_u64().unwrap());
    assert_eq!(counted, [58, 0, 0, 1_942]);
}

// S0.4, capability 8: any two files, also of different kinds, without a vault; only what differs is told.
#[test]
fn dumps_are_looked_into_and_compared_without_a_vault() {
    let stage = Stage::without_vault();
    let march = teas(
        "(1,'Assam',4.50),(2,'Darjeeling',12.00),(3,'Sencha',7.00)",
        "(`id`,`name`,`price`)",
    );
    let june = teas(
        "('Assam','4.50','1'),('Darjeeling','14.00','2'),('Gyokuro','30.00','4')",
        "(`name`,`price`,`id`)",
    );
    fs::write(stage.path("march.sql"), march).unwrap();
    pack(&stage.path(JUNE), &june);
    fs::write(
        stage.path("backup_2026-06-20-0917_Teas_be57ce3cce9a-plugins.zip"),
        b"PK",
    )
    .unwrap();

    let found = stage.json(["archive", "inspect", "march.sql"]);
    assert_eq!(
        (&found["kind"], &found["dialect"], &found["made_by"]),
        (&json!("dump"), &json!("mysql"), &json!("mysqldump"))
    );
    assert_eq!(counts(&found), [("teas".to_owned(), 3)]);
    let told = stage.told(["archive", "inspect", "march.sql"]);
    assert!(
        told.contains("A dump of MySQL or MariaDB, made by mysqldump"),
        "{told}"
    );

    let any_of_them = "backup_2026-06-20-0917_Teas_be57ce3cce9a-plugins.zip";
    let found = stage.json(["archive", "inspect", any_of_them]);
    assert_eq!(found["made_by"], "UpdraftPlus");
    assert_eq!(found["beside"], json!([any_of_them]));

    let compared = stage.json(["archive", "compare", "march.sql", any_of_them]);
    assert_eq!(
        (&compared["added"], &compared["updated"], &compared["deleted"]),
        (&json!(1), &json!(1), &json!(1))
    );
    fs::write(stage.path("empty.sql"), b"").unwrap();
    assert_eq!(
        stage.code(["archive", "compare", "march.sql", "empty.sql"]),
        "file_kind_not_read"
    );
    fs::write(stage.path("cut.sql"), teas("(1,'Assam", "")).unwrap();
    assert_eq!(stage.code(["archive", "inspect", "cut.sql"]), "dump_unreadable");
}

// Capability 8: a file of years ago stands in the history at its date; it is looked at, compared and restored from like a backup.
#[test]
fn a_file_of_years_ago_comes_into_the_history() {
    let stage = Stage::new();
    let shop = stage.path("bakery.sqlite");
    bakery::make(&shop);
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.sqlite"]);
    stage.json(["backup", "Bakery"]);
    stage.json([
        "archive",
        "create",
        "Bakery",
        "old.backstock.zip",
        "--at",
        "latest",
    ]);
    // Its own date is that of a backup which is there.
    let import = ["archive", "import", "Bakery", "old.backstock.zip"];
    assert_eq!(stage.refused(import)["code"], "already_in_history");
    let dated = ["--dated", "2023-03-01", "--called", "Old server"];
    let imported = stage.json([&import[..], &dated[..]].concat());
    assert_eq!(
        (&imported["backup"], &imported["label"], &imported["whole"]),
        (&json!(2), &json!("Old server"), &json!(true))
    );
    bakery::spoil(&shop);
    assert_eq!(stage.json(["backup", "Bakery"])["backup"], 3);

    let backups = stage.json(["backups", "Bakery"]);
    let listed: Vec<(u64, &str)> = backups["backups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["backup"].as_u64().unwrap(), row["kind"].as_str().unwrap()))
        .collect();
    assert_eq!(listed, [(3, "manual"), (1, "manual"), (2, "imported")]);
    let versions = stage.json(["versions", "Bakery", "products", "1"]);
    let told: Vec<(&Value, &Value)> = versions["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (&row["first_backup"], &row["imported"]))
        .collect();
    assert_eq!(
        told,
        [
            (&json!(3), &json!(false)),
            (&json!(1), &json!(false)),
            (&json!(2), &json!(true))
        ]
    );
    assert!(
        stage
            .told(["versions", "Bakery", "products", "1"])
            .contains("(imported)")
    );
    let old = stage.json(["compare", "Bakery", "2", "--type", "products"]);
    assert_eq!(
        (&old["b"], &old["added"], &old["updated"], &old["deleted"]),
        (&json!(3), &json!(1), &json!(1), &json!(1))
    );
    let preview = stage.json([
        "restore",
        "Bakery",
        "--to",
        "2",
        "--type",
        "products",
        "--preview",
    ]);
    assert_eq!((&preview["creates"], &preview["updates"]), (&json!(1), &json!(1)));
    assert_eq!(stage.json(["verify"])["problems"], json!([]));
    assert_eq!(
        stage.json(["prune", "Bakery", "--delete", "2", "--yes"])["deleted"],
        json!([2])
    );
}

// Capability 8: any file beside the shop, beside a backup and beside another file, whole or item by item.
#[test]
fn a_file_is_a_side_of_every_comparison() {
    let stage = Stage::new();
    let shop = stage.path("bakery.sqlite");
    bakery::make(&shop);
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.sqlite"]);
    stage.json(["backup", "Bakery"]);
    stage.json([
        "archive",
        "create",
        "Bakery",
        "old.backstock.zip",
        "--at",
        "latest",
    ]);
    bakery::spoil(&shop);
    let file = "file:old.backstock.zip";
    let counts = |a: &str, b: &str| {
        let found = stage.json(["compare", "Bakery", a, b, "--type", "products"]);
        ["added", "updated", "deleted"].map(|what| found[what].as_u64().unwrap())
    };
    assert_eq!(counts(file, "live"), [1, 1, 1]);
    assert_eq!(counts("live", file), [1, 1, 1]);
    assert_eq!(counts(file, "1"), [0, 0, 0]);
    assert_eq!(counts(file, file), [0, 0, 0]);
    let side = stage.json(["compare", "Bakery", file, "live"]);
    assert_eq!((&side["a"], &side["b"]), (&json!(file), &json!("live")));
    let changes = stage.json(["diff", "Bakery", "products", "1", file, "live"]);
    let price = changes["changes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|change| change["path"] == "/price")
        .unwrap();
    assert_eq!((&price["old"], &price["new"]), (&json!("4.50"), &json!("45.0")));
    let shown = stage.json(["show", "Bakery", "products", "117", "--at", file]);
    assert_eq!(shown["sku"], "PLUM");
    // Nothing of it stays.
    assert_eq!(stage.json(["shop", "list"])["shops"].as_array().unwrap().len(), 1);
}

#[test]
fn only_what_holds_records_is_said_to_hold_personal_data() {
    let stage = Stage::new();
    let file = stage.path("bakery.db");
    bakery::edit(
        &file,
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT)",
    );
    stage.json(["shop", "add", "Bakery", "sqlite", "bakery.db"]);
    let told = |file: &str| {
        stage.told(["archive", "create", "Bakery", file])
            + &stage.told(["export", "Bakery", "--all", "--format", "csv", "--to", "out"])
    };
    let empty = told("empty.zip");
    assert!(
        empty.contains("SHA-256") && !empty.contains("personal data"),
        "{empty}"
    );
    bakery::edit(&file, "INSERT INTO customers VALUES (1, 'Anna')");
    assert_eq!(told("one.zip").matches("personal data").count(), 2);
}
