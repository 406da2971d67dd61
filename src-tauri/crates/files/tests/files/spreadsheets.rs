//! Spreadsheets: exports of shop platforms, and tables that people made.

use std::collections::BTreeSet;
use std::io::Read as _;

use backstock_files::{FileError, FileKind, Refusal};
use backstock_shops::Profiles;
use serde_json::{Value, json};

use super::stage::{Records, Stage, at_hand};

fn read(stage: &Stage, name: &str, text: &[u8]) -> (Option<&'static str>, Records) {
    let (about, records) = stage.read(&stage.file(name, text), &Profiles::default()).unwrap();
    assert!(stage.is_clean());
    (about.made_by, records)
}

fn document(records: &Records, of_type: &str, id: &str) -> Value {
    let records = &records[of_type];
    serde_json::from_str(
        records
            .get(id)
            .unwrap_or_else(|| panic!("{id} is none of {:?}", records.keys())),
    )
    .unwrap()
}

const SHOPIFY: &str = "Handle,Title,Body (HTML),Vendor,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src,Image Position,Status\n\
    assam,Assam,\"<p>Strong, dark</p>\nmalty\",Harbour Tea,black,Size,100 g,AS-1,4.50,https://example.com/a.jpg,1,active\n\
    assam,,,,,,250 g,AS-2,10.00,https://example.com/b.jpg,2,\n\
    gift,Gift card,,Harbour Tea,,Title,Default Title,,25.00,,,active\n";

const SHOPIFY_NEW: &str = "Title,URL handle,Description,Vendor,Status,SKU,Option1 name,Option1 value,Price,Product image URL,Image position\n\
    Assam,assam,<p>Strong</p>,Harbour Tea,Active,AS-1,Size,100 g,4.50,https://example.com/a.jpg,1\n\
    ,assam,,,,AS-2,,250 g,10.00,,\n";

// Capability 8, issue 5: a product of several lines is one product, in both of Shopify's ways to write it.
#[test]
fn a_product_of_several_lines_is_one_product() {
    let stage = Stage::new();
    let (made_by, records) = read(&stage, "products_export.csv", SHOPIFY.as_bytes());
    assert_eq!(made_by, Some("Shopify"));
    assert_eq!(records["products"].keys().collect::<Vec<_>>(), ["assam", "gift"]);
    assert!(
        records
            .iter()
            .all(|(of_type, records)| of_type == "products" || records.is_empty()),
        "{records:?}"
    );
    let assam = document(&records, "products", "assam");
    assert_eq!(assam["Title"], "Assam");
    assert_eq!(assam["Body (HTML)"], "<p>Strong, dark</p>\nmalty");
    let prices: BTreeSet<(&str, &str)> = assam["variants"]
        .as_object()
        .unwrap()
        .values()
        .map(|variant| {
            (
                variant["variant"].as_str().unwrap(),
                variant["Variant Price"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(prices, BTreeSet::from([("100 g", "4.50"), ("250 g", "10.00")]));
    assert_eq!(assam["pictures"].as_object().unwrap().len(), 2);
    assert_eq!(document(&records, "products", "gift")["pictures"], json!({}));

    // A dearer variant is a change of one field: whatever it stands among is where it was.
    let dearer = SHOPIFY.replace("10.00", "12.00");
    let (_, changed) = read(&stage, "products_export.csv", dearer.as_bytes());
    let before = document(&records, "products", "assam").to_string();
    assert_eq!(
        before.replace("10.00", "12.00"),
        document(&changed, "products", "assam").to_string()
    );
    assert_eq!(changed["products"]["gift"], records["products"]["gift"]);

    let (made_by, records) = read(&stage, "new.csv", SHOPIFY_NEW.as_bytes());
    assert_eq!(made_by, Some("Shopify"));
    let assam = document(&records, "products", "assam");
    assert_eq!(
        (
            assam["variants"].as_object().unwrap().len(),
            assam["pictures"].as_object().unwrap().len()
        ),
        (2, 1)
    );
}

// Capability 8: the order of columns and lines, the sign between values and the character set are no difference.
#[test]
fn one_table_written_in_several_ways_is_one_table() {
    let stage = Stage::new();
    let (_, one) = read(
        &stage,
        "a.csv",
        "SKU,Name,Price\nT-1,Caf\u{e9},4.50\nT-2,\"a, b\",5.00\n".as_bytes(),
    );
    for (name, text) in [
        (
            "bom.csv",
            "\u{FEFF}SKU,Name,Price\r\nT-1,Caf\u{e9},4.50\r\nT-2,\"a, b\",5.00\r\n"
                .as_bytes()
                .to_vec(),
        ),
        (
            "semicolons.csv",
            "Name;SKU;Price\nCaf\u{e9};T-1;4.50\na, b;T-2;5.00"
                .as_bytes()
                .to_vec(),
        ),
        (
            "tabs.tsv",
            "Price\tSKU\tName\n5.00\tT-2\ta, b\n4.50\tT-1\tCaf\u{e9}\n"
                .as_bytes()
                .to_vec(),
        ),
        (
            "windows.csv",
            b"SKU,Name,Price\nT-1,Caf\xe9,4.50\nT-2,\"a, b\",5.00\n".to_vec(),
        ),
    ] {
        let (_, other) = read(&stage, name, &text);
        assert_eq!(other, one, "{name}");
    }
    assert_eq!(one["products"].keys().collect::<Vec<_>>(), ["T-1", "T-2"]);
    // Without anything that tells lines apart they are known by what they say.
    let (_, bag) = read(&stage, "bag.csv", b"SKU,Price\nT-1,1\nT-1,1\nT-2,1\n");
    assert_eq!(bag["products"].len(), 3);
    let (_, orders) = read(&stage, "orders.csv", b"Order ID,Email\n7,a@example.com\n");
    assert!(orders["orders"].contains_key("7"));
}

#[test]
fn a_table_whose_lines_do_not_fit_is_refused() {
    let stage = Stage::new();
    let path = stage.file("a.csv", b"SKU,Name\nT-1,Assam\nT-2,Sencha,green\n");
    match stage.read(&path, &Profiles::default()) {
        Err(FileError::Refused(Refusal::NotAsItShouldBe(what))) => {
            assert_eq!(what, "line 3 has 3 values, and there are 2 columns");
        }
        other => panic!("{:?}", other.map(|(about, _)| about)),
    }
    assert!(stage.is_clean());
}

// Issue 5: the exports of real shops.
#[test]
fn every_product_of_a_real_export_is_there() {
    for (file, made_by, lines) in [
        ("woo11_products_export.csv.gz", "WooCommerce", true),
        ("woocommerce_sample_products.csv", "WooCommerce", true),
        ("shopify_apparel.csv", "Shopify", false),
    ] {
        let Some(path) = at_hand(file) else { continue };
        let stage = Stage::new();
        let (about, records) = stage.read(&path, &Profiles::default()).unwrap();
        assert_eq!(
            (about.kind, about.made_by),
            (FileKind::Csv, Some(made_by)),
            "{file}"
        );
        let mut text = Vec::new();
        let open = std::fs::File::open(&path).unwrap();
        if about.packing.is_some() {
            flate2::read::MultiGzDecoder::new(open)
                .read_to_end(&mut text)
                .unwrap();
        } else {
            std::io::BufReader::new(open).read_to_end(&mut text).unwrap();
        }
        let mut csv = csv::Reader::from_reader(text.as_slice());
        let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
        let wanted = if lines {
            rows.len()
        } else {
            rows.iter()
                .map(|row| row[0].to_owned())
                .collect::<BTreeSet<_>>()
                .len()
        };
        assert!(wanted > 10);
        assert_eq!(records["products"].len(), wanted, "{file}");
        assert!(
            records["products"].keys().all(|id| !id.starts_with('~')),
            "{file}"
        );
    }
}
