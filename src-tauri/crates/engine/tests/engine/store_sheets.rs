//! Products out of a CSV as BigCommerce writes and reads it, put back into a store that is there.

use std::fs;
use std::path::{Path, PathBuf};

use backstock_emulator::Id;
use backstock_engine::{ExportAsk, ExportFormat, Moment, Platform};
use backstock_model::{BackupNumber, Cancel, Choice, ContentType, NoProgress, Plan, PlanId};
use serde_json::{Value, json};

use crate::store_stage::{SHOP, Stage, field};

/// The store's products in a form, as they are in the first backup.
fn exported(stage: &Stage, format: ExportFormat, folder: &Path) -> PathBuf {
    let types = vec![ContentType::new("products")];
    let ask = ExportAsk {
        at: Moment::Backup(BackupNumber(1)),
        ..ExportAsk::now(types, format, folder.to_owned())
    };
    let entry = stage
        .engine
        .export(SHOP, &ask, &NoProgress, &Cancel::new())
        .unwrap();
    entry.place.unwrap().join(&entry.files[0].name)
}

fn plan(stage: &Stage, file: &Path, choice: &Choice) -> (PlanId, Plan) {
    stage
        .engine
        .plan_restore_from_file(SHOP, (file, None), choice, &NoProgress, &Cancel::new())
        .unwrap()
}

/// The fields that are written, without the products they are of.
fn fields(plan: &Plan) -> Vec<String> {
    let writes = plan
        .records
        .iter()
        .flat_map(backstock_model::PlannedRecord::writes);
    let mut paths: Vec<String> = writes.map(|write| write.path.to_string()).collect();
    paths.sort();
    paths.dedup();
    paths
}

fn all(stage: &Stage, products: &[Id], name: &str) -> Vec<Value> {
    products
        .iter()
        .map(|product| field(stage, "products", product, name))
        .collect()
}

/// Prices ten times as high, another stock, and a product that is newer than the file.
fn spoil(stage: &Stage) -> (Vec<Id>, Id) {
    stage.store.change(|shop| {
        let products = shop.ids_of("products");
        for product in &products {
            let price = shop.record("products", product.clone()).unwrap()["price"]
                .as_f64()
                .unwrap();
            let wrong = json!({ "price": price * 10.0, "inventory_level": 4711 });
            shop.edit("products", product.clone(), wrong);
        }
        let mut newer = shop.record("products", products[0].clone()).unwrap();
        let fields = newer.as_object_mut().unwrap();
        for field in ["id", "custom_url", "base_variant_id"] {
            fields.remove(field);
        }
        (newer["name"], newer["sku"], newer["price"]) = (json!("Newer"), json!("NEWER-1"), json!(5.5));
        (products, shop.add("products", newer).unwrap())
    })
}

// Issue 6: from our export in the platform's own form, packed as it was written, and the table in it alone.
#[test]
fn prices_come_back_out_of_a_csv_of_the_platform() {
    for is_packed in [true, false] {
        from_a_csv_of_the_platform(is_packed);
    }
}

fn from_a_csv_of_the_platform(is_packed: bool) {
    let stage = Stage::small();
    stage.backup();
    let folder = tempfile::tempdir().unwrap();
    let as_platform = ExportFormat::Import(Platform::BigCommerce);
    let mut file = exported(&stage, as_platform, folder.path());
    if !is_packed {
        let mut packed = zip::ZipArchive::new(fs::File::open(&file).unwrap()).unwrap();
        file = folder.path().join("products.csv");
        let mut table = packed.by_name("products.csv").unwrap();
        std::io::copy(&mut table, &mut fs::File::create(&file).unwrap()).unwrap();
    }
    let products = stage.store.change(|shop| shop.ids_of("products"));
    let were = all(&stage, &products, "price");
    stage.later(30);
    let (products, newer) = spoil(&stage);
    let before: Vec<Value> = products.iter().map(|id| without_price(&stage, id)).collect();
    let (id, shown) = plan(&stage, &file, &Choice::default());
    assert_eq!(
        shown.counts(),
        (0, products.len() as u64, 0),
        "{:?}",
        fields(&shown)
    );
    assert_eq!(fields(&shown), ["/price"]);
    let outcome = stage.carry_out(id);
    assert_eq!(
        (outcome.failed, outcome.verified),
        (0, products.len() as u64),
        "{:?}",
        outcome.failures
    );
    assert_eq!(all(&stage, &products, "price"), were);
    let after: Vec<Value> = products.iter().map(|id| without_price(&stage, id)).collect();
    assert_eq!(after, before, "something else than prices was written");
    assert_eq!(field(&stage, "products", &newer, "price"), json!(5.5));
    assert_eq!(
        field(&stage, "products", &products[0], "inventory_level"),
        json!(4711)
    );
}

fn without_price(stage: &Stage, product: &Id) -> Value {
    let record = stage
        .store
        .change(|shop| shop.record("products", product.clone()));
    let mut record = record.unwrap();
    let fields = record.as_object_mut().unwrap();
    for moving in ["price", "calculated_price", "date_modified"] {
        fields.remove(moving);
    }
    record
}

// Issue 6: in the platform's older form, written by hand: a line without a product is told, and what the file does not say stays.
#[test]
fn prices_come_back_out_of_a_csv_in_the_older_form() {
    let stage = Stage::small();
    stage.backup();
    stage.later(30);
    let (products, _) = spoil(&stage);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("products-2026-11-29.csv");
    let line = |at: usize, price: &str| {
        let [name, sku] = ["name", "sku"].map(|key| field(&stage, "products", &products[at], key));
        let (name, sku) = (name.as_str().unwrap(), sku.as_str().unwrap());
        format!("Product,{},\"{name}\",P,{sku},{price},17\n", products[at])
    };
    let text = [
        "Item Type,Product ID,Product Name,Product Type,Product Code/SKU,Price,Current Stock Level\n"
            .to_owned(),
        line(0, "12.50"),
        line(1, "7"),
        "Product,999999,Nobody,P,NOBODY-1,3.00,17\n".to_owned(),
    ];
    fs::write(&file, text.concat()).unwrap();
    let others = all(&stage, &products[2..], "price");
    let (id, shown) = plan(&stage, &file, &Choice::default());
    assert_eq!(
        (shown.counts(), fields(&shown)),
        ((0, 2, 0), vec!["/price".to_owned()])
    );
    let lines = shown
        .consequences
        .iter()
        .find(|consequence| consequence.code == "lines_without_item");
    assert_eq!(lines.map(|lines| lines.count), Some(1));
    let outcome = stage.carry_out(id);
    assert_eq!(
        (outcome.failed, outcome.verified),
        (0, 2),
        "{:?}",
        outcome.failures
    );
    let now = all(&stage, &products[..2], "price");
    assert_eq!(now, [json!(12.5), json!(7)]);
    assert_eq!(all(&stage, &products[2..], "price"), others);
    for product in &products {
        assert_eq!(field(&stage, "products", product, "inventory_level"), json!(4711));
    }
}

// Issue 6: where all prices have two decimals a sheet's are sent with as many, and the store answers with those that say something.
#[test]
fn a_price_that_the_store_writes_with_fewer_zeros_is_the_price() {
    let stage = Stage::small();
    let products = stage.store.change(|shop| shop.ids_of("products"));
    stage.store.change(|shop| {
        for product in &products {
            shop.edit("products", product.clone(), json!({ "price": 4.25 }));
        }
    });
    stage.backup();
    stage.later(30);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("products.csv");
    let sku = field(&stage, "products", &products[0], "sku");
    fs::write(&file, format!("SKU,Price\n{},12.50\n", sku.as_str().unwrap())).unwrap();
    let (id, shown) = plan(&stage, &file, &Choice::default());
    assert_eq!(fields(&shown), ["/price"]);
    let sent = shown.records[0].after.as_ref().unwrap().to_string();
    assert!(sent.contains(r#""price":12.50,"#), "{sent}");
    let outcome = stage.carry_out(id);
    assert_eq!(
        (outcome.succeeded, outcome.failed),
        (1, 0),
        "{:?}",
        outcome.failures
    );
    assert_eq!(field(&stage, "products", &products[0], "price"), json!(12.5));
}

// Issue 6: stock in a file is what it was when the file was written. It is put back when it is chosen, and not otherwise.
#[test]
fn stock_out_of_a_csv_is_written_only_when_it_is_chosen() {
    let stage = Stage::small();
    stage.backup();
    stage.later(30);
    let (products, _) = spoil(&stage);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("products.csv");
    let mut text = "SKU,Price,Inventory Level\n".to_owned();
    for product in &products[..3] {
        let sku = field(&stage, "products", product, "sku");
        text.push_str(&format!("{},3.25,8\n", sku.as_str().unwrap()));
    }
    fs::write(&file, text).unwrap();
    let (id, shown) = plan(&stage, &file, &Choice::default());
    assert_eq!(fields(&shown), ["/price"]);
    let outcome = stage.carry_out(id);
    assert_eq!(
        (outcome.failed, outcome.verified),
        (0, 3),
        "{:?}",
        outcome.failures
    );
    assert_eq!(
        all(&stage, &products[..3], "inventory_level"),
        vec![json!(4711); 3]
    );
    stage.later(5);
    let chosen = Choice {
        include_protected: true,
        ..Choice::default()
    };
    let (id, shown) = plan(&stage, &file, &chosen);
    assert_eq!(fields(&shown), ["/inventory_level"]);
    let outcome = stage.carry_out(id);
    assert_eq!(
        (outcome.failed, outcome.verified),
        (0, 3),
        "{:?}",
        outcome.failures
    );
    assert_eq!(all(&stage, &products[..3], "inventory_level"), vec![json!(8); 3]);
}

// Issue 6: a table of our own is made of texts. Where nothing was changed nothing is planned, and a price comes back as a price.
#[test]
fn a_table_of_our_own_writes_nothing_that_is_as_it_says() {
    for format in [
        ExportFormat::CsvReimport,
        ExportFormat::CsvSpreadsheet,
        ExportFormat::Xlsx,
    ] {
        let stage = Stage::small();
        stage.backup();
        let folder = tempfile::tempdir().unwrap();
        let file = exported(&stage, format, folder.path());
        let (_, shown) = plan(&stage, &file, &Choice::default());
        assert_eq!(shown.counts(), (0, 0, 0), "{:?}", fields(&shown));
        stage.later(30);
        let products = stage.store.change(|shop| shop.ids_of("products"));
        let were = all(&stage, &products, "price");
        spoil(&stage);
        let (id, shown) = plan(&stage, &file, &Choice::default());
        assert_eq!(fields(&shown), ["/price"]);
        let outcome = stage.carry_out(id);
        assert_eq!((outcome.failed, &outcome.failures), (0, &Vec::new()));
        assert_eq!(all(&stage, &products, "price"), were);
    }
}
