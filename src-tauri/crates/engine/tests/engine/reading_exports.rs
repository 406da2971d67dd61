//! Exports of our own are files like any other: read again, compared, in whatever form and in however many parts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use backstock_engine::{
    ArchiveAsk, EngineError, ExportAsk, ExportFormat, FileInspected, FileKind, Moment, OpenFiles, Refusal,
    explain, inspect_file,
};
use backstock_model::{BackupNumber, Cancel, ContentType, NoProgress};

use crate::stage::{SHOP, Stage, product};

/// How many records there are of each content type.
type Counts = BTreeMap<String, u64>;

/// A bakery with enough in it for several parts.
fn stage() -> Stage {
    let stage = Stage::new();
    for id in 200..260 {
        let name = format!("Roll; \"{id}\", the =best");
        let roll = product(id, &name.replace('"', "\\\""), "0.40", 1, 1);
        stage.shop.put(&format!("products/{id}"), &roll).unwrap();
    }
    stage.backup();
    stage
}

/// Exports products and brands, and hands over the parts.
fn export(stage: &Stage, format: ExportFormat, folder: &Path, limit: u64) -> Vec<PathBuf> {
    let types = ["products", "brands"].map(ContentType::new).to_vec();
    let ask = ExportAsk {
        limit,
        ..ExportAsk::now(types, format, folder.to_owned())
    };
    let entry = stage
        .engine
        .export(SHOP, &ask, &NoProgress, &Cancel::new())
        .unwrap();
    let place = entry.place.unwrap();
    let names = entry.files.iter().map(|file| place.join(&file.name));
    names
        .filter(|path| path.extension().is_some_and(|ending| ending == "zip"))
        .collect()
}

fn inspect(path: &Path) -> Result<FileInspected, EngineError> {
    let within = tempfile::tempdir().unwrap();
    inspect_file(path, None, within.path(), &NoProgress, &Cancel::new())
}

fn counts(found: &FileInspected) -> Counts {
    let types = found.types.iter();
    types
        .map(|(description, records)| (description.key.to_string(), *records))
        .collect()
}

/// What came, changed and went from one file to the other.
fn changes(stage: &Stage, files: [&Path; 2], content_type: Option<&str>) -> (u64, u64, u64) {
    let within = tempfile::tempdir().unwrap();
    let opened = OpenFiles::within(within.path(), stage.clock.clone()).unwrap();
    let engine = opened.engine();
    for file in files {
        opened
            .read("Files", (file, None), &NoProgress, &Cancel::new())
            .unwrap();
    }
    let [a, b] = [1, 2].map(|number| Moment::Backup(BackupNumber(number)));
    let content_type = content_type.map(ContentType::new);
    let found = engine
        .compare("Files", &a, &b, content_type.as_ref(), false, &Cancel::new())
        .unwrap();
    found
        .types
        .iter()
        .fold((0, 0, 0), |(added, updated, deleted), changes| {
            (
                added + changes.added,
                updated + changes.updated,
                deleted + changes.deleted,
            )
        })
}

// The records of JSON Lines are the shop's own: beside a backup file of the same day there is no change at all, and beside one of
// another day the change and nothing else.
#[test]
fn json_lines_are_the_records_of_the_shop() {
    let stage = stage();
    let folder = tempfile::tempdir().unwrap();
    let exported = export(&stage, ExportFormat::JsonLines, folder.path(), 4_000);
    let backup_file = |name: &str| {
        let path = folder.path().join(name);
        let ask = ArchiveAsk {
            at: Moment::Live,
            path: &path,
            passphrase: None,
        };
        stage
            .engine
            .create_archive(SHOP, ask, &NoProgress, &Cancel::new())
            .unwrap();
        path
    };
    let same = backup_file("same.backstock.zip");
    for content_type in ["products", "brands"] {
        let found = changes(&stage, [&exported[0], &same], Some(content_type));
        assert_eq!(found, (0, 0, 0), "{content_type}");
    }
    stage
        .shop
        .put("products/117", &product(117, "Renamed", "2.00", 1, 1))
        .unwrap();
    let later = backup_file("later.backstock.zip");
    assert_eq!(
        changes(&stage, [&exported[0], &later], Some("products")),
        (0, 1, 0)
    );
}

// Issue 5, "our own ZIPs and exports": each form is read, and in parts it is the same as in one piece.
#[test]
fn every_form_is_read_again_also_in_parts() {
    let stage = stage();
    for format in ExportFormat::ALL {
        let folder = tempfile::tempdir().unwrap();
        if matches!(format, ExportFormat::Import(_)) {
            continue;
        }
        let whole = export(&stage, format, folder.path(), u64::MAX);
        let [whole] = whole.as_slice() else {
            panic!("{format:?}: {whole:?}");
        };
        let one = inspect(whole).unwrap_or_else(|error| panic!("{format:?}: {error}"));
        assert_eq!(one.about.kind, FileKind::Export);
        assert_eq!(one.about.made_by, Some("Backstock"));
        let found = counts(&one);
        assert_eq!(
            (found["products"], found["brands"]),
            (63, 2),
            "{format:?}: {found:?}"
        );
        if format != ExportFormat::JsonLines {
            let variants = found.iter().find(|(name, _)| name.contains("variants")).unwrap();
            assert_eq!(*variants.1, 126, "{format:?}: {found:?}");
        }

        let parts = export(&stage, format, folder.path(), 4_000);
        assert!(parts.len() > 1, "{format:?}");
        for picked in [parts.first(), parts.last()] {
            let all = inspect(picked.unwrap()).unwrap_or_else(|error| panic!("{format:?}: {error}"));
            assert_eq!(counts(&all), found, "{format:?}");
        }
        assert_eq!(changes(&stage, [whole, &parts[0]], None), (0, 0, 0), "{format:?}");
        let last = parts.last().unwrap();
        fs::remove_file(last).unwrap();
        let Err(EngineError::FileRefused(Refusal::PartsMissing(names))) = inspect(&parts[0]) else {
            panic!("half an export was taken for all of it");
        };
        assert_eq!(names, [last.file_name().unwrap().to_str().unwrap()]);
    }
}

#[test]
fn products_for_another_platform_are_read_again() {
    let stage = stage();
    for format in ExportFormat::ALL {
        if !matches!(format, ExportFormat::Import(_)) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let types = vec![ContentType::new("products")];
        let ask = ExportAsk::now(types, format, folder.path().to_owned());
        let entry = stage
            .engine
            .export(SHOP, &ask, &NoProgress, &Cancel::new())
            .unwrap();
        let found = inspect(&entry.place.unwrap().join(&entry.files[0].name)).unwrap();
        assert!(
            counts(&found)["products"] >= 63,
            "{format:?}: {:?}",
            counts(&found)
        );
    }
}

// What was exported is read, or nothing: a table that somebody edited is theirs, and is chosen by itself.
#[test]
fn an_export_that_was_changed_or_mixed_up_is_refused() {
    let stage = stage();
    let folder = tempfile::tempdir().unwrap();
    let parts = export(&stage, ExportFormat::CsvReimport, folder.path(), 4_000);
    stage
        .shop
        .put("products/300", &product(300, "Brand new", "2.00", 1, 1))
        .unwrap();
    let others = export(&stage, ExportFormat::JsonLines, folder.path(), 4_000);
    fs::copy(&others[0], &parts[0]).unwrap();
    let refused = inspect(&parts[1]).err().unwrap();
    assert!(
        explain(&refused).message.contains("not of one export"),
        "{}",
        explain(&refused).message
    );

    // Zipped again with another price.
    let whole = export(&stage, ExportFormat::JsonLines, folder.path(), u64::MAX);
    let mut old = zip::ZipArchive::new(fs::File::open(&whole[0]).unwrap()).unwrap();
    let edited = folder.path().join("edited.zip");
    let mut new = zip::ZipWriter::new(fs::File::create(&edited).unwrap());
    for at in 0..old.len() {
        let mut entry = old.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut text).unwrap();
        if name == "products.jsonl" {
            text = String::from_utf8(text).unwrap().replace("0.40", "0.41").into();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut new, &text).unwrap();
    }
    new.finish().unwrap();
    let refused = inspect(&edited).err().unwrap();
    assert!(
        explain(&refused)
            .message
            .contains("`products.jsonl` in it is not what was exported"),
        "{}",
        explain(&refused).message
    );
}
