//! Tables in other dress than CSV: JSON as programs hand it out, JSON Lines, and workbooks.

use std::io::Write as _;

use backstock_files::{FileKind, LeftOut};
use backstock_shops::Profiles;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::stage::{Records, Stage};

fn read(stage: &Stage, name: &str, bytes: &[u8]) -> Records {
    let (_, records) = stage
        .read(&stage.file(name, bytes), &Profiles::default())
        .unwrap();
    assert!(stage.is_clean());
    records
}

/// A workbook with a sheet of teas.
pub(crate) fn teas(change: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in ["SKU", "Name", "Price", "Since", "Sold"].iter().enumerate() {
        sheet.write(0, u16::try_from(column).unwrap(), *name).unwrap();
    }
    let dates = Format::new().set_num_format("yyyy-mm-dd");
    for (row, sku, name, price) in [(1, "T-1", "Caf\u{e9}", 4.5), (3, "T-2", "a, b", 5.0)] {
        sheet.write(row, 0, sku).unwrap();
        sheet.write(row, 1, name).unwrap();
        sheet.write(row, 2, price).unwrap();
        let since = ExcelDateTime::from_ymd(2024, 2, 29).unwrap();
        sheet.write_with_format(row, 3, &since, &dates).unwrap();
        sheet
            .write(
                row,
                4,
                Formula::new("=HYPERLINK(\"https://example.com\")").set_result("7"),
            )
            .unwrap();
    }
    change(&mut workbook);
    workbook.save_to_buffer().unwrap()
}

// Issue 5: a list is a list, in whatever way a program writes JSON; order and spaces are no difference.
#[test]
fn one_list_written_in_several_ways_is_one_list() {
    let stage = Stage::new();
    let one = "{\"SKU\":\"T-1\",\"Name\":\"Caf\u{e9}\",\"Price\":4.50,\"tags\":[\"a\",\"b\"],\"size\":{\"w\":1,\"h\":2}}";
    let turned = "{\"size\": {\"h\": 2, \"w\": 1}, \"tags\": [\"a\", \"b\"],\n \"Price\": 4.50, \"Name\": \"Caf\\u00e9\", \"SKU\": \"T-1\"}";
    let other = "{\"SKU\":\"T-2\",\"Name\":null,\"Price\":1e3,\"sold\":true}";
    let lines = read(&stage, "a.jsonl", format!("{one}\n{other}\n").as_bytes());
    assert_eq!(
        lines["products"]["T-1"],
        "{\"Name\":\"Caf\u{e9}\",\"Price\":\"4.50\",\"SKU\":\"T-1\",\"size\":\"{\\\"h\\\":2,\\\"w\\\":1}\",\"sold\":null,\"tags\":\"[\\\"a\\\",\\\"b\\\"]\"}"
    );
    assert!(
        lines["products"]["T-2"].contains("\"Price\":\"1e3\""),
        "{lines:?}"
    );
    for (name, text) in [
        ("list.json", format!("[{one},\n  {other}]")),
        ("turned.json", format!("\u{FEFF}[{other}, {turned}]")),
        (
            "page.json",
            format!("{{\"data\":[{turned},{other}],\"meta\":{{\"total\":2}}}}"),
        ),
        ("one-line.ndjson", format!("{other} {turned}")),
    ] {
        assert_eq!(read(&stage, name, text.as_bytes()), lines, "{name}");
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(format!("{one}\n{other}").as_bytes()).unwrap();
    assert_eq!(read(&stage, "a.jsonl.gz", &packed.finish().unwrap()), lines);
}

// Issue 5: lists under names are content types, and what stands beside them is passed over.
#[test]
fn lists_under_names_are_content_types() {
    let stage = Stage::new();
    let text = "{\"made\":{\"by\":\"a tool\"},\"numbers\":[1,2],\"Products\":[{\"product_id\":7,\"name\":\"Assam\"}],\
                \"customers\":[{\"email\":\"ada@example.com\"},{\"email\":\"bo@example.com\"}]}";
    let records = read(&stage, "shop.json", text.as_bytes());
    assert_eq!(records["products"].keys().collect::<Vec<_>>(), ["7"]);
    assert_eq!(records["customers"].len(), 2);
    let (about, _) = stage
        .read(&stage.path("shop.json"), &Profiles::default())
        .unwrap();
    assert_eq!(about.kind, FileKind::Json);
}

// Issue 5: our own exports in JSON Lines are read as the records that are in them.
#[test]
fn the_lines_of_our_own_exports_are_the_records_in_them() {
    let stage = Stage::new();
    let line = |id: u32, price: &str| {
        format!(
            "{{\"id\":\"{id}\",\"name\":\"Assam\",\"search\":\"\",\"document\":{{\"id\":{id},\"price\":{price},\"sku\":\"A{id}\"}}}}\n"
        )
    };
    let text = format!("{}{}", line(1, "4.50"), line(2, "5.00"));
    let records = read(&stage, "products.jsonl", text.as_bytes());
    assert_eq!(
        records["products"]["2"],
        "{\"id\":\"2\",\"price\":\"5.00\",\"sku\":\"A2\"}"
    );
}

// Issue 5: a workbook and the CSV of the same table are one table; of a formula there is what was last shown.
#[test]
fn a_workbook_is_read_as_its_csv_would_be() {
    let stage = Stage::new();
    let book = read(&stage, "teas.xlsx", &teas(|_| {}));
    let csv = "SKU,Name,Price,Since,Sold\nT-1,Caf\u{e9},4.5,2024-02-29,7\nT-2,\"a, b\",5,2024-02-29,7\n";
    assert_eq!(book, read(&stage, "teas.csv", csv.as_bytes()));

    // Every sheet that can be seen is a content type.
    let several = teas(|workbook| {
        workbook.add_worksheet().set_name("Notes").unwrap();
        let more = workbook.add_worksheet().set_name("Makers").unwrap();
        more.write(0, 0, "Code").unwrap();
        more.write(1, 0, "M-1").unwrap();
        let hidden = workbook.add_worksheet().set_name("Lists").unwrap();
        hidden.write(0, 0, "Code").unwrap();
        hidden.set_hidden(true);
    });
    let (about, records) = stage
        .read(&stage.file("shop.xlsx", &several), &Profiles::default())
        .unwrap();
    assert_eq!(records.keys().collect::<Vec<_>>(), ["makers", "sheet1"]);
    assert_eq!(records["sheet1"], book["products"]);
    assert_eq!(
        (about.kind, about.left_out),
        (
            FileKind::Workbook,
            vec![LeftOut {
                what: "hidden sheets".to_owned(),
                count: 1
            }]
        )
    );
}
