//! Parts, manifests, and that an export is there as a whole or not at all.

use std::fs;

use backstock_export::{ExportFormat, ExportWriter, ExportedRecord, PART_LIMIT};
use backstock_model::Document;
use sha2::{Digest as _, Sha256};

use super::stage::{Stage, manifest, odd_products, part, products, text, unpacked};

fn many(count: usize) -> Vec<(String, Document)> {
    (1..=count)
        .map(|number| {
            let text = format!(r#"{{"id":{number},"name":"Tea {number:05}","price":1.50}}"#);
            (format!("{number:05}"), Document::parse(text.as_bytes()).unwrap())
        })
        .collect()
}

// S2.10.8
#[test]
fn exactly_the_limit_is_one_part_and_a_byte_more_is_two() {
    assert_eq!(PART_LIMIT, 1_000_000_000);
    for format in ExportFormat::ALL {
        let stage = Stage::new();
        let records = many(50);
        let whole = stage.export(stage.head(format), &products(), &records);
        assert_eq!(whole.parts, 1);
        let mut head = stage.head(format);
        head.limit = whole.contents;
        assert_eq!(
            stage.export(head.clone(), &products(), &records).parts,
            1,
            "{format:?}"
        );
        head.limit = whole.contents - 1;
        assert_eq!(stage.export(head, &products(), &records).parts, 2, "{format:?}");
    }
}

// S2.10.7
#[test]
fn each_part_is_whole_names_sort_and_the_manifest_lists_them_all() {
    let stage = Stage::new();
    let records = many(100);
    let mut head = stage.head(ExportFormat::CsvReimport);
    head.limit = 700;
    let written = stage.export(head, &products(), &records);
    assert!(written.parts > 3, "{}", written.parts);
    let names: Vec<&str> = written.files[..written.parts]
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert!(
        names[0].ends_with(&format!("-part01of{:02}.zip", written.parts)),
        "{}",
        names[0]
    );
    assert!(names.is_sorted());
    let mut rows = Vec::new();
    let mut told = 0;
    for (number, name) in names.iter().enumerate() {
        let files = unpacked(&written.folder.join(name));
        let table = text(&files, "products.csv");
        assert!(table.len() <= 700);
        let mut lines = table.lines();
        assert_eq!(
            lines.next(),
            Some("\"id\",\"name\",\"price\""),
            "each part has the names of the columns"
        );
        rows.extend(lines.map(str::to_owned));
        let about = manifest(&files["manifest.json"]);
        assert_eq!(about.part, Some(number as u64 + 1));
        told += about.types[0].records;
        for file in &about.files {
            assert_eq!(file.sha256, hash(&files[&file.name]));
        }
    }
    assert_eq!((rows.len(), told), (100, 100));
    assert_eq!(rows[99], "100,\"Tea 00100\",1.50");
    let about = manifest(&fs::read(written.folder.join("manifest.json")).unwrap());
    assert_eq!(about, written.manifest);
    assert_eq!(about.files.len(), written.parts);
    for file in &about.files {
        let bytes = fs::read(written.folder.join(&file.name)).unwrap();
        assert_eq!((file.bytes, &file.sha256), (bytes.len() as u64, &hash(&bytes)));
    }
}

// S2.10.8
#[test]
fn a_record_larger_than_a_part_stands_alone_and_is_told() {
    let stage = Stage::new();
    let mut records = many(3);
    let long = format!(r#"{{"id":9,"name":"{}","price":1}}"#, "x".repeat(2_000));
    records.insert(1, ("9".to_owned(), Document::parse(long.as_bytes()).unwrap()));
    let mut head = stage.head(ExportFormat::JsonLines);
    head.limit = 1_000;
    let written = stage.export(head, &products(), &records);
    assert_eq!(written.parts, 3);
    assert_eq!(text(&part(&written, 1), "products.jsonl").lines().count(), 1);
    assert_eq!(text(&part(&written, 2), "products.jsonl").lines().count(), 2);
    assert_eq!(written.manifest.notes[0].count, 1);
    let readme = fs::read_to_string(written.folder.join("README.txt")).unwrap();
    assert!(readme.contains("larger than a part"), "{readme}");
}

#[test]
fn a_picture_lies_in_every_part_that_names_it() {
    let stage = Stage::new();
    let with_picture = odd_products().remove(2).1;
    let records: Vec<(String, Document)> = (1..=4)
        .map(|number| (number.to_string(), with_picture.clone()))
        .collect();
    let mut head = stage.head(ExportFormat::JsonLines);
    head.limit = 72_000;
    let written = stage.export(head, &products(), &records);
    assert!(written.parts > 1);
    for number in 0..written.parts {
        let files = part(&written, number);
        assert!(files.keys().any(|name| name.starts_with("objects/")));
    }
}

#[test]
fn what_is_dropped_leaves_nothing() {
    let stage = Stage::new();
    let nothing = |_: &_| None;
    let mut writer =
        ExportWriter::begin(stage.folder.path(), stage.head(ExportFormat::JsonLines), &nothing).unwrap();
    writer.begin_type(&products(), None).unwrap();
    let (id, document) = many(1).remove(0);
    writer
        .push(ExportedRecord {
            id: &id,
            name: "",
            search: "",
            document: &document,
        })
        .unwrap();
    assert_eq!(fs::read_dir(stage.folder.path()).unwrap().count(), 1);
    drop(writer);
    assert_eq!(fs::read_dir(stage.folder.path()).unwrap().count(), 0);
}

#[test]
fn an_export_never_takes_the_place_of_another() {
    let stage = Stage::new();
    let first = stage.export(stage.head(ExportFormat::JsonLines), &products(), &many(1));
    let second = stage.export(stage.head(ExportFormat::JsonLines), &products(), &many(2));
    assert_ne!(first.folder, second.folder);
    assert!(first.folder.join("README.txt").exists());
    assert!(
        first.folder.ends_with("harbour-tea-2026-11-18-1106"),
        "{:?}",
        first.folder
    );
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

// T7: customers' data that left the vault is its owner's alone, wherever it was put.
#[cfg(unix)]
#[test]
fn what_is_exported_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    for format in ExportFormat::ALL {
        let stage = Stage::new();
        let written = stage.export(stage.head(format), &products(), &many(3));
        let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&written.folder), 0o700, "{format:?}");
        for file in &written.files {
            let path = written.folder.join(&file.name);
            assert_eq!(mode(&path), 0o600, "{}", path.display());
        }
    }
}
