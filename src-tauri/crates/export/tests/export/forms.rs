//! Each form, record by record.

use std::io::Cursor;

use backstock_export::ExportFormat;
use calamine::{Data, Reader as _, Xlsx};

use super::stage::{Stage, odd_products, part, products, text};

// S2.10.9
#[test]
fn json_lines_hold_every_record_exactly_as_it_was_kept() {
    let stage = Stage::new();
    let records = odd_products();
    let written = stage.export(stage.head(ExportFormat::JsonLines), &products(), &records);
    let files = part(&written, 0);
    let lines = text(&files, "products.jsonl");
    assert_eq!(lines.lines().count(), 3);
    for ((id, document), line) in records.iter().zip(lines.lines()) {
        assert_eq!(
            line,
            format!(r#"{{"id":"{id}","name":"a name","search":"","document":{document}}}"#)
        );
    }
    let (_, picture) = files
        .iter()
        .find(|(name, _)| name.starts_with("objects/"))
        .expect("the picture lies beside the records");
    assert_eq!(*picture, stage.picture);
}

#[test]
fn a_spreadsheet_reads_names_and_finds_no_formula() {
    let stage = Stage::new();
    let written = stage.export(
        stage.head(ExportFormat::CsvSpreadsheet),
        &products(),
        &odd_products(),
    );
    let files = part(&written, 0);
    let table = text(&files, "products.csv");
    let mut lines = table.split("\r\n");
    assert_eq!(
        lines.next(),
        Some(
            "\u{feff}\"Name\",\"Price\",\"Visible in the shop\",\"Big\",\"Blob\",\"Id\",\"Note\",\"Picture\""
        )
    );
    assert_eq!(
        lines.next(),
        Some(
            "\"Earl \"\"Grey\"\", 100 g\",12.50,\"Yes\",18446744073709551616,\"{\"\"$bytes\"\":\"\"AP8=\"\"}\",1,\"\",\"\""
        )
    );
    assert_eq!(lines.next(), Some("\"'=1+1\",-5,\"No\",1,\"\",2,\"\",\"\""));
    assert!(
        table.contains("\"+44 20 7946 0958\""),
        "a telephone number is no formula"
    );
    assert!(
        table.contains("\"objects/"),
        "a picture's cell says where it lies"
    );
    let variants = text(&files, "products.variants.csv");
    assert!(
        variants.starts_with("\u{feff}\"Products: number\",\"Products: name\",\"Variant SKU\","),
        "{variants}"
    );
    assert!(variants.contains("\r\n\"1\",\"a name\",\"EG-2\","), "{variants}");
}

#[test]
fn a_program_reads_back_every_value_exactly() {
    let stage = Stage::new();
    let written = stage.export(
        stage.head(ExportFormat::CsvReimport),
        &products(),
        &odd_products(),
    );
    let files = part(&written, 0);
    let table = text(&files, "products.csv");
    let mut lines = table.split("\r\n");
    assert_eq!(
        lines.next(),
        Some("\"big\",\"blob\",\"id\",\"is_visible\",\"name\",\"note\",\"picture\",\"price\"")
    );
    // Nothing and an empty text are not the same, and neither are 12.50 and 12.5.
    assert_eq!(
        lines.next(),
        Some("18446744073709551616,\\x00ff,1,1,\"Earl \"\"Grey\"\", 100 g\",\"\",,12.50")
    );
    assert_eq!(lines.next(), Some("1,,2,0,\"=1+1\",,,-5"));
    assert!(!files.keys().any(|name| name.starts_with("objects/")));
    assert!(
        table.contains(&"07".repeat(70_000)),
        "the picture stands in its cell"
    );
    assert_eq!(
        text(&files, "products.variants.csv"),
        "\"id\",\"product_id\",\"ratio\",\"sku\"\r\n10,1,0.1,\"EG-1\"\r\n11,1,1e-7,\"EG-2\"\r\n"
    );
}

#[test]
fn a_workbook_opens_with_texts_as_texts_and_numbers_as_numbers() {
    let stage = Stage::new();
    let written = stage.export(stage.head(ExportFormat::Xlsx), &products(), &odd_products());
    let files = part(&written, 0);
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(files["products.xlsx"].clone())).unwrap();
    assert_eq!(book.sheet_names(), ["Products", "variants"]);
    let sheet = book.worksheet_range("Products").unwrap();
    let cell = |row: u32, column: u32| sheet.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    assert_eq!(cell(0, 0), Data::String("Name".to_owned()));
    assert_eq!(cell(1, 1), Data::Float(12.5));
    assert_eq!(cell(1, 3), Data::String("18446744073709551616".to_owned()));
    assert_eq!(
        cell(2, 0),
        Data::String("=1+1".to_owned()),
        "a text, not a formula"
    );
    assert_eq!(cell(3, 6), Data::String("+44 20 7946 0958".to_owned()));
    assert_eq!(book.worksheet_range("variants").unwrap().height(), 3);
    assert_eq!(
        files.keys().filter(|name| name.starts_with("objects/")).count(),
        1
    );
}

#[test]
fn a_text_longer_than_a_cell_is_cut_and_told() {
    let stage = Stage::new();
    let long = format!(r#"{{"name":"{}"}}"#, "x".repeat(40_000));
    let document = backstock_model::Document::parse(long.as_bytes()).unwrap();
    let written = stage.export(
        stage.head(ExportFormat::Xlsx),
        &products(),
        &[("1".to_owned(), document)],
    );
    assert_eq!(written.manifest.notes.len(), 1);
    assert_eq!(written.manifest.notes[0].count, 1);
}

#[test]
fn a_type_without_records_is_there_all_the_same() {
    let stage = Stage::new();
    for format in ExportFormat::ALL {
        let written = stage.export(stage.head(format), &products(), &[]);
        let files = part(&written, 0);
        assert!(
            files.keys().any(|name| name.starts_with("products.")),
            "{format:?}: {:?}",
            files.keys()
        );
        assert_eq!(written.manifest.types[0].records, 0);
    }
}
