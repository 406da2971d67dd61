//! Files that number their things otherwise, or not at all: what is the same thing is found by what tells it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Once};

use backstock_engine::{
    Differing, DifferingAsk, EngineError, FileToImport, Moment, OpenFiles, SheetFault, explain,
};
use backstock_model::{
    BackupNumber, Cancel, ChangeKind, Choice, Clock as _, Document, NoProgress, Node, Phase, Plan, PlanId,
    Progress, SkipReason, Tick,
};
use backstock_testkit::{FakeShop, HeldClock};
use chrono::TimeDelta;
use tempfile::TempDir;

use crate::stage::{SHOP, Stage, content_type, key, product, told, types};

const PAIR: &str = "Files";

struct Desk {
    folder: TempDir,
    opened: OpenFiles,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(HeldClock::default());
        let opened = OpenFiles::within(folder.path(), clock).unwrap();
        Self { folder, opened }
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// What happened from one file to the other: what it is, and what the thing is called.
    fn changes(&self, files: [&Path; 2], key: &str) -> Vec<(ChangeKind, String, String)> {
        let differing = self
            .opened
            .compare(PAIR, files, None, &NoProgress, &Cancel::new())
            .unwrap();
        listed(&self.opened, &differing, key)
    }
}

fn listed(opened: &OpenFiles, differing: &Differing, key: &str) -> Vec<(ChangeKind, String, String)> {
    let ask = DifferingAsk {
        content_type: content_type(key),
        change: None,
        find: String::new(),
    };
    let page = opened
        .engine()
        .differing_records(differing, &ask, 0, 100)
        .unwrap();
    let mut all: Vec<_> = page
        .records
        .into_iter()
        .map(|record| (record.change, record.key.remote_id.to_string(), record.name))
        .collect();
    all.sort_by(|left, right| left.1.cmp(&right.1));
    all
}

fn ids(changes: &[(ChangeKind, String, String)], of: ChangeKind) -> Vec<&str> {
    let found = changes.iter().filter(|(change, ..)| *change == of);
    found.map(|(_, id, _)| id.as_str()).collect()
}

const BIGCOMMERCE: &str = "Item,ID,Name,Type,SKU,Current Stock,Price\n\
    Product,501,Assam,physical,TEA-1,4,4.50\n\
    Product,502,Darjeeling,physical,TEA-2,3,6.00\n\
    Product,503,Sencha,physical,TEA-3,9,5.00\n";
const SHOPIFY: &str = "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price\n\
    sencha,Sencha,Mill,Title,Default,TEA-3,5.00\n\
    assam,Assam,Mill,Title,Default,TEA-1,4.80\n\
    matcha,Matcha,Mill,Title,Default,TEA-9,19.00\n";

// Issue 5: a file of BigCommerce's beside one of Shopify's: ids have nothing in common, and the SKU tells what is what.
#[test]
fn files_of_two_platforms_are_paired_by_sku() {
    let desk = Desk::new();
    let files = [desk.file("one.csv", BIGCOMMERCE), desk.file("two.csv", SHOPIFY)];
    let changes = desk.changes([&files[0], &files[1]], "products");
    assert_eq!(ids(&changes, ChangeKind::Updated), ["Product,501", "Product,503"]);
    assert_eq!(ids(&changes, ChangeKind::Deleted), ["Product,502"]);
    assert_eq!(ids(&changes, ChangeKind::Added), ["matcha"]);
}

// Issue 5: lists without ids, in another order, and without a single column that says of what they are lists.
#[test]
fn lists_without_ids_are_called_after_their_files_and_paired() {
    let desk = Desk::new();
    let files = [
        desk.file(
            "customers-2025.json",
            r#"[{"email":"ada@example.com","city":"Bonn"},{"email":"BOB@example.com","city":"Kiel"},{"email":"","city":"Ulm"}]"#,
        ),
        desk.file(
            "Customers 2026-01.csv",
            "city,email\nKiel,bob@example.com\nBerlin,ada@example.com\nUlm,\n",
        ),
    ];
    let changes = desk.changes([&files[0], &files[1]], "customers");
    // Ada moved. Bob only writes himself in small letters, which is a change of the text and not another customer.
    assert_eq!(ids(&changes, ChangeKind::Updated).len(), 2, "{changes:?}");
    assert!(ids(&changes, ChangeKind::Added).is_empty() && ids(&changes, ChangeKind::Deleted).is_empty());
    let files = [
        desk.file("things.csv", "a,b\n1,2\n"),
        desk.file("products.csv", "a,b\n1,2\n"),
    ];
    let within = desk.folder.path();
    let kinds = files.map(|file| {
        let found = backstock_engine::inspect_file(&file, None, within, &NoProgress, &Cancel::new()).unwrap();
        found.types[0].0.label.clone()
    });
    assert_eq!(kinds, ["Rows", "Products"]);
}

// Issue 5: a key that is there twice tells nothing, an empty one neither, and nothing is paired twice.
#[test]
fn what_cannot_be_told_apart_is_not_paired() {
    let desk = Desk::new();
    let files = [
        desk.file(
            "one.csv",
            "ID,SKU,Price,Name\n1,A,1.00,Alpha\n2,A,2.00,Second alpha\n3,,3.00,Nameless\n4,D,4.00,Delta\n",
        ),
        desk.file(
            "two.csv",
            "ID,SKU,Price,Name\n91,A,1.00,Alpha\n93,,3.00,Nameless\n94,D,4.50,Delta\n95,D2,4.00,Other\n",
        ),
    ];
    let changes = desk.changes([&files[0], &files[1]], "products");
    assert_eq!(ids(&changes, ChangeKind::Updated), ["4"], "{changes:?}");
    assert_eq!(ids(&changes, ChangeKind::Deleted), ["1", "2", "3"]);
    assert_eq!(ids(&changes, ChangeKind::Added), ["91", "93", "95"]);
}

// Issue 5: where the same numbers stand for other things, it is not the numbers that count; and where they stand for the same, a
// thing whose code was changed is still that thing.
#[test]
fn numbers_count_where_they_are_the_same_things() {
    let desk = Desk::new();
    let lines = |of: &dyn Fn(u32) -> (u32, String)| {
        let lines: Vec<String> = (1..=10)
            .map(|number| {
                let (id, sku) = of(number);
                format!("{id},{sku},1.00,Thing {sku}\n")
            })
            .collect();
        format!("ID,SKU,Price,Name\n{}", lines.concat())
    };
    let plain = desk.file("plain.csv", &lines(&|number| (number, format!("S-{number}"))));
    // The next number, but for the last, which stands for something new.
    let shifted = desk.file(
        "shifted.csv",
        &lines(&|number| match number {
            10 => (1, "S-99".to_owned()),
            number => (number + 1, format!("S-{number}")),
        }),
    );
    let changes = desk.changes([&plain, &shifted], "products");
    assert_eq!(ids(&changes, ChangeKind::Updated).len(), 9, "{changes:?}");
    assert_eq!(ids(&changes, ChangeKind::Deleted), ["10"]);
    let added = ids(&changes, ChangeKind::Added);
    assert!(added.len() == 1 && added[0] != "1", "{added:?}");

    let other = Desk::new();
    let recoded = other.file(
        "recoded.csv",
        &lines(&|number| match number {
            3 => (3, "NEW-3".to_owned()),
            number => (number, format!("S-{number}")),
        }),
    );
    let plain = other.file("plain.csv", &fs::read_to_string(plain).unwrap());
    let changes = other.changes([&plain, &recoded], "products");
    assert_eq!(ids(&changes, ChangeKind::Updated), ["3"]);
    assert_eq!(changes.len(), 1, "{changes:?}");
}

/// The bakery, whose products say what tells them.
fn bakery() -> Stage {
    let mut all = types();
    for description in &mut all {
        if description.key == content_type("products") {
            description.told_by = vec![vec!["name".to_owned()], vec!["sku".to_owned()]];
            description.known_by = vec!["id".to_owned()];
        }
    }
    let shop = FakeShop::new(all);
    shop.put("brands/1", r#"{"id":1,"name":"Old Mill"}"#).unwrap();
    shop.put("categories/2", r#"{"id":2,"name":"Rye","parent_id":0}"#)
        .unwrap();
    for (id, name, price) in [
        (117, "Sourdough", "4.50"),
        (118, "Pumpernickel", "3.20"),
        (119, "Lemon cake", "18.00"),
    ] {
        let with_code = product(id, name, price, 1, 2).replacen('{', &format!("{{\"sku\":\"B-{id}\","), 1);
        let document = Document::from(&Node::parse(with_code.as_bytes()).unwrap());
        shop.put(&format!("products/{id}"), &document.to_string())
            .unwrap();
    }
    let stage = Stage::with(shop);
    stage.backup();
    stage
}

fn plan(stage: &Stage, file: &Path, choice: &Choice) -> Result<(PlanId, Plan), EngineError> {
    stage
        .engine
        .plan_restore_from_file(SHOP, (file, None), choice, &NoProgress, &Cancel::new())
}

fn written(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    path
}

// Issue 5: a sheet beside the shop: what it does not say is no difference, "4.5" is 4.50, and the rest is told.
#[test]
fn a_sheet_beside_the_shop_differs_in_what_it_says() {
    let stage = bakery();
    let folder = tempfile::tempdir().unwrap();
    let file = written(
        &folder,
        "products.csv",
        "SKU,Price,Remark\nB-118,3.20,as it was\nB-117,4.90,dearer\nB-500,1.00,new\n",
    );
    let opened = OpenFiles::beside(folder.path(), &stage.engine, SHOP, &Moment::Live).unwrap();
    let differing = opened
        .compare_beside(PAIR, &file, None, &NoProgress, &Cancel::new())
        .unwrap();
    let changes = listed(&opened, &differing, "products");
    assert_eq!(ids(&changes, ChangeKind::Updated), ["117"], "{changes:?}");
    assert_eq!(
        ids(&changes, ChangeKind::Added),
        ["119"],
        "the shop has it, the file not"
    );
    assert_eq!(ids(&changes, ChangeKind::Deleted), ["B-500"]);
    let (fields, _) = opened
        .engine()
        .diff(
            PAIR,
            &key("products/117"),
            &Moment::Backup(BackupNumber(1)),
            &Moment::Live,
        )
        .unwrap();
    let paths: Vec<String> = fields.iter().map(|change| change.path.to_string()).collect();
    assert_eq!(paths, ["/price"], "what the file does not say is no difference");
}

// Issue 5: an item that is newer than the latest backup is beside its line like any other; the list of what differs and the item
// itself tell the same.
#[test]
fn an_item_newer_than_the_latest_backup_differs_in_what_its_line_says() {
    let stage = bakery();
    stage
        .shop
        .put("products/120", &product(120, "Baguette", "1.20", 1, 2))
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (price, differing_fields) in [("1.30", vec!["/price"]), ("1.20", Vec::new())] {
        let file = written(
            &folder,
            "products.csv",
            &format!("ID,Price\n117,4.50\n118,3.20\n119,18.00\n120,{price}\n121,9.00\n"),
        );
        let opened = OpenFiles::beside(folder.path(), &stage.engine, SHOP, &Moment::Live).unwrap();
        let differing = opened
            .compare_beside(PAIR, &file, None, &NoProgress, &Cancel::new())
            .unwrap();
        let changes = listed(&opened, &differing, "products");
        let updated: Vec<&str> = differing_fields.iter().map(|_| "120").collect();
        assert_eq!(ids(&changes, ChangeKind::Updated), updated, "{changes:?}");
        assert_eq!(ids(&changes, ChangeKind::Deleted), ["121"], "{changes:?}");
        let (fields, _) = opened
            .engine()
            .diff(
                PAIR,
                &key("products/120"),
                &Moment::Backup(BackupNumber(1)),
                &Moment::Live,
            )
            .unwrap();
        let paths: Vec<String> = fields.iter().map(|change| change.path.to_string()).collect();
        assert_eq!(paths, differing_fields);
    }
}

// Issue 5: a sheet is put into the shop through the same plan: only its columns, only what the shop has, and taken back.
#[test]
fn a_sheet_is_put_into_the_shop_and_taken_back() {
    let stage = bakery();
    let folder = tempfile::tempdir().unwrap();
    let file = written(
        &folder,
        "products.csv",
        "sku,Price,Name\nB-117,4.9,Sourdough\nB-118,,Pumpernickel\nB-999,1.00,Nobody\n",
    );
    let before = stage.shop.everything();
    let choice = Choice {
        allow_deletes: true,
        ..Choice::default()
    };
    let (id, plan) = plan(&stage, &file, &choice).unwrap();
    assert_eq!(plan.counts(), (0, 1, 0), "{}", told(&plan));
    assert!(told(&plan).contains("/price"), "{}", told(&plan));
    let consequences: Vec<_> = plan
        .consequences
        .iter()
        .map(|consequence| (consequence.code.as_str(), consequence.count))
        .collect();
    assert!(
        consequences.contains(&("lines_without_item", 1)),
        "{consequences:?}"
    );
    let outcome = stage.carry_out(id);
    assert!(outcome.failures.is_empty(), "{:?}", outcome.failures);
    assert_eq!(
        (
            outcome.failed,
            stage.shop.get("products/117", "/price").unwrap().as_str()
        ),
        (0, "4.9")
    );
    stage.undo(outcome.run);
    assert_eq!(stage.shop.everything(), before);
}

// Issue 5: a sheet of which nothing fits is refused with the reason, and nothing of it is kept.
#[test]
fn a_sheet_that_fits_nothing_is_refused_before_a_plan() {
    let stage = bakery();
    let folder = tempfile::tempdir().unwrap();
    let read = || stage.engine.vault().shops().unwrap().len();
    let before = read();
    let columns = written(&folder, "products.csv", "sku,Colour,Smell\nB-117,red,sweet\n");
    let Err(error) = plan(&stage, &columns, &Choice::default()) else {
        panic!("it was planned");
    };
    assert!(
        matches!(
            &error,
            EngineError::SheetDoesNotFit {
                fault: SheetFault::Columns { .. },
                ..
            }
        ),
        "{error:?}"
    );
    let said = explain(&error);
    assert!(
        said.message.contains("Colour") && said.hint.contains("price"),
        "{said:?}"
    );
    let imported = stage.engine.import_file(
        SHOP,
        FileToImport {
            path: &columns,
            passphrase: None,
            dated: Some(stage.clock.now() - TimeDelta::hours(5)),
            label: None,
        },
        &NoProgress,
        &Cancel::new(),
    );
    assert!(
        matches!(imported, Err(EngineError::SheetDoesNotFit { .. })),
        "{imported:?}"
    );
    let lines = written(&folder, "products-2.csv", "sku,price\nX-1,2.00\nX-2,3.00\n");
    assert!(matches!(
        plan(&stage, &lines, &Choice::default()),
        Err(EngineError::SheetDoesNotFit {
            fault: SheetFault::Lines,
            ..
        })
    ));
    let other = written(&folder, "warehouses.csv", "place,shelf\nBonn,3\n");
    assert!(matches!(
        plan(&stage, &other, &Choice::default()),
        Err(EngineError::OfNoTypeHere { .. })
    ));
    assert_eq!(read(), before, "something of a refused file was kept");
}

fn refused(stage: &Stage, file: &Path) -> EngineError {
    plan(stage, file, &Choice::default())
        .map(|(_, plan)| told(&plan))
        .unwrap_err()
}

// Issue 5: every shop has a product 117. Where nothing but its number says that a line is ours, or all else says that it is not, the
// table is not put into the shop.
#[test]
fn a_sheet_of_another_shop_with_the_same_numbers_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let shoes = [
        "ID,Name,Price\n117,Sandal,30.00\n118,Boot,90.00\n119,Clog,50.00\n",
        "ID,SKU,Name,Price\n117,,Sandal,30.00\n118,,Boot,90.00\n119,,Clog,50.00\n",
        "ID,Product Name,Price\n117,Sandal,30.00\n",
    ];
    let without_told = Stage::new();
    without_told.backup();
    for stage in [bakery(), without_told] {
        let before = stage.engine.vault().shops().unwrap().len();
        for lines in shoes {
            let file = written(&folder, "products.csv", lines);
            let error = refused(&stage, &file);
            assert!(
                matches!(error, EngineError::OtherRecords { .. }),
                "{lines}: {error:?}"
            );
        }
        let numbers = written(&folder, "products.csv", "ID,Price\n117,30.00\n118,90.00\n");
        let error = refused(&stage, &numbers);
        assert!(
            matches!(
                error,
                EngineError::SheetDoesNotFit {
                    fault: SheetFault::OnlyIds,
                    ..
                }
            ),
            "{error:?}"
        );
        assert_eq!(stage.engine.vault().shops().unwrap().len(), before);
        let ours = written(
            &folder,
            "products.csv",
            "ID,Name,Price\n117,Sourdough,4.90\n118,Pumpernickel,3.20\n119,Cake with lemons,18.00\n",
        );
        let (_, plan) = plan(&stage, &ours, &Choice::default()).unwrap();
        assert_eq!(plan.counts(), (0, 2, 0), "{}", told(&plan));
    }
    let codes = written(&folder, "products.csv", "Number,Price\n117,30.00\n118,90.00\n");
    let error = refused(&bakery(), &codes);
    assert!(
        matches!(
            error,
            EngineError::SheetDoesNotFit {
                fault: SheetFault::Lines,
                ..
            }
        ),
        "{error:?}"
    );
}

/// Somebody who works in the shop while a file is read.
struct Meanwhile {
    shop: FakeShop,
    once: Once,
}

impl Progress for Meanwhile {
    fn tick(&self, tick: &Tick) {
        if tick.phase == Phase::Reading {
            self.once.call_once(|| {
                self.shop.set("products/117", "/description", "\"New\"").unwrap();
                self.shop.set("products/118", "/price", "\"3.50\"").unwrap();
                self.shop.remove("products/119");
                let new = product(120, "Baguette", "1.20", 1, 2);
                self.shop.put("products/120", &new).unwrap();
            });
        }
    }
}

// Issue 5: what somebody does in the shop while a table is read is not taken back: not where the table has no line of an item, not
// where a line says nothing of a field.
#[test]
fn what_changes_while_a_sheet_is_read_stays() {
    let stage = bakery();
    let folder = tempfile::tempdir().unwrap();
    let file = written(
        &folder,
        "products.csv",
        "sku,Price,Description\nB-117,4.90,\nB-119,19.00,Sour\n",
    );
    let meanwhile = Meanwhile {
        shop: stage.shop.clone(),
        once: Once::new(),
    };
    let choice = Choice {
        allow_deletes: true,
        ..Choice::default()
    };
    let (id, plan) = stage
        .engine
        .plan_restore_from_file(SHOP, (&file, None), &choice, &meanwhile, &Cancel::new())
        .unwrap();
    assert!(meanwhile.once.is_completed());
    assert_eq!(plan.counts(), (0, 1, 0), "{}", told(&plan));
    let paths: Vec<String> = plan.records[0]
        .writes()
        .into_iter()
        .map(|write| write.path.to_string())
        .collect();
    assert_eq!(paths, ["/price"], "{}", told(&plan));
    let skips: Vec<_> = plan
        .skips
        .iter()
        .map(|skip| (skip.key.to_string(), skip.reason))
        .collect();
    assert_eq!(skips, [("products/119".to_owned(), SkipReason::NotInShop)]);
    assert_eq!(stage.carry_out(id).failed, 0);
    let got = |key: &str, path: &str| stage.shop.get(key, path);
    assert_eq!(got("products/117", "/price").as_deref(), Some("4.90"));
    assert_eq!(got("products/117", "/description").as_deref(), Some("New"));
    assert_eq!(got("products/118", "/price").as_deref(), Some("3.50"));
    assert_eq!(got("products/119", "/price"), None);
    assert!(got("products/120", "/price").is_some());
}

// Issue 5: a table that numbers its lines otherwise is put into the shop by its codes, and the shop's numbers stay.
#[test]
fn a_sheets_own_numbers_are_not_put_into_the_shop() {
    let stage = bakery();
    let folder = tempfile::tempdir().unwrap();
    let file = written(
        &folder,
        "products.csv",
        "id,sku,price\n901,B-117,4.90\n902,B-118,3.20\n",
    );
    let (id, plan) = plan(&stage, &file, &Choice::default()).unwrap();
    assert_eq!(plan.counts(), (0, 1, 0), "{}", told(&plan));
    assert!(!told(&plan).contains("/id"), "{}", told(&plan));
    assert_eq!(stage.carry_out(id).failed, 0);
    assert_eq!(stage.shop.get("products/117", "/id").as_deref(), Some("117"));
    assert_eq!(stage.shop.get("products/117", "/price").as_deref(), Some("4.90"));
}

// Issue 5: a number is a number however it is written, and what is none, or could be two, is told before anything is planned.
#[test]
fn numbers_of_a_sheet_are_numbers_or_refused() {
    let stage = bakery();
    for (id, name, weight) in [
        (117, "Sourdough", "1.25"),
        (118, "Pumpernickel", "2.50"),
        (119, "Lemon cake", "0.75"),
    ] {
        let document = format!(r#"{{"id":{id},"name":"{name}","sku":"B-{id}","weight":{weight}}}"#);
        stage.shop.put(&format!("products/{id}"), &document).unwrap();
    }
    stage.backup();
    let folder = tempfile::tempdir().unwrap();
    let file = written(
        &folder,
        "products.csv",
        "sku;Weight\nB-117;12,5\nB-118;02.5\nB-119;\n",
    );
    let (_, plan) = plan(&stage, &file, &Choice::default()).unwrap();
    assert_eq!(plan.counts(), (0, 1, 0), "{}", told(&plan));
    let after = plan.records[0].after.as_ref().unwrap().to_string();
    assert!(after.contains(r#""weight":12.50"#), "{after}");
    for (lines, unread) in [
        ("B-117;$5\n", "$5"),
        ("B-118;2.5\nB-117;1,234\n", "1,234"),
        ("B-117;a pound\n", "a pound"),
        ("B-117;12,50\nB-118;1.234\n", "1.234"),
    ] {
        let file = written(&folder, "products.csv", &format!("sku;Weight\n{lines}"));
        match refused(&stage, &file) {
            EngineError::SheetDoesNotFit {
                fault: SheetFault::Number { column, value },
                ..
            } => assert_eq!((column.as_str(), value.as_str()), ("Weight", unread)),
            other => panic!("{lines}: {other:?}"),
        }
    }
}

// Issue 5: a field that hardly any item has a value in is a number where the only value is one, however late that comes.
#[test]
fn a_number_that_most_items_do_not_have_is_still_one() {
    let stage = bakery();
    for id in 1001..=1201 {
        let document = format!(r#"{{"id":{id},"name":"Roll {id}","sku":"R-{id}","weight":null}}"#);
        stage.shop.put(&format!("products/{id}"), &document).unwrap();
    }
    let last = r#"{"id":1202,"name":"Roll 1202","sku":"R-1202","weight":0.75}"#;
    stage.shop.put("products/1202", last).unwrap();
    stage.backup();
    let folder = tempfile::tempdir().unwrap();
    let file = written(&folder, "products.csv", "sku;Weight\nR-1001;12,50\n");
    let (_, planned) = plan(&stage, &file, &Choice::default()).unwrap();
    assert_eq!(planned.counts(), (0, 1, 0), "{}", told(&planned));
    let after = planned.records[0].after.as_ref().unwrap().to_string();
    assert!(after.contains(r#""weight":12.50"#), "{after}");
    let file = written(&folder, "products.csv", "sku;Weight\nR-1001;a pound\n");
    let error = refused(&stage, &file);
    assert!(
        matches!(
            error,
            EngineError::SheetDoesNotFit {
                fault: SheetFault::Number { .. },
                ..
            }
        ),
        "{error:?}"
    );
}

// Issue 5: a number of many digits is another one where its last digit is.
#[test]
fn the_last_digit_of_a_large_number_counts() {
    let stage = bakery();
    for (id, serial) in [
        (117, "9007199254740992"),
        (118, "9007199254740992"),
        (119, "12.50"),
    ] {
        let document = format!(r#"{{"id":{id},"name":"Thing {id}","sku":"B-{id}","serial":{serial}}}"#);
        stage.shop.put(&format!("products/{id}"), &document).unwrap();
    }
    stage.backup();
    let folder = tempfile::tempdir().unwrap();
    let file = written(
        &folder,
        "products.csv",
        "sku,Serial\nB-117,9007199254740993\nB-118,9007199254740992.0\nB-119,12.5\n",
    );
    let (_, plan) = plan(&stage, &file, &Choice::default()).unwrap();
    assert_eq!(plan.counts(), (0, 1, 0), "{}", told(&plan));
    let after = plan.records[0].after.as_ref().unwrap().to_string();
    assert!(after.contains(r#""serial":9007199254740993"#), "{after}");
}

// Issue 5: of several tables in one file, those that do not fit the shop are told.
#[test]
fn tables_of_a_file_that_do_not_fit_are_told() {
    let stage = bakery();
    let folder = tempfile::tempdir().unwrap();
    let file = written(
        &folder,
        "shop.json",
        r#"{"products":[{"sku":"B-117","price":"4.90"},{"sku":"B-999","price":"1.00"}],
            "brands":[{"colour":"red","smell":"sweet"},{"colour":"blue","smell":"sour"}],
            "customers":[{"email":"nobody@example.com","name":"Nobody"}],
            "notes":[{"place":"Bonn","shelf":"3"}]}"#,
    );
    let (_, plan) = plan(&stage, &file, &Choice::default()).unwrap();
    assert_eq!(plan.counts(), (0, 1, 0), "{}", told(&plan));
    let mut left_out: Vec<_> = plan
        .consequences
        .iter()
        .map(|consequence| {
            let of_type = consequence.content_type.as_ref().unwrap().as_str();
            (consequence.code.as_str(), of_type, consequence.count)
        })
        .collect();
    left_out.sort_unstable();
    assert_eq!(
        left_out,
        [
            ("columns_without_field", "brands", 2),
            // What tells a customer is nothing to put into one.
            ("columns_without_field", "customers", 1),
            ("lines_without_item", "products", 1),
            ("type_not_in_shop", "notes", 1),
        ]
    );
}
