//! Databases of real software, where they are at hand (beside the project, in `../shared/fixtures`).

use std::collections::BTreeMap;
use std::fs::File;
use std::io::copy;
use std::path::{Path, PathBuf};

use backstock_shops::Profiles;
use flate2::read::GzDecoder;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::desk::{Desk, Dump, dump, skipped};
use crate::random::Chance;

pub fn fixture(name: &str) -> Option<(TempDir, PathBuf)> {
    let packed = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../../shared/fixtures")
        .join(format!("{name}.gz"));
    let Ok(file) = File::open(&packed) else {
        skipped(&format!("{name}.gz is not at hand"));
        return None;
    };
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    copy(&mut GzDecoder::new(file), &mut File::create(&path).unwrap()).unwrap();
    Some((folder, path))
}

fn desk(name: &str) -> Option<Desk> {
    let (folder, path) = fixture(name)?;
    Some(Desk::at(folder, path, Profiles::default()))
}

// S2.6.2 on real databases: everything is read, and everything that is spoiled comes back.
#[test]
fn a_real_book_shop_is_read_and_restored() {
    there_and_back("oscar.sqlite");
}

// S2.6.2
#[test]
fn a_real_record_shop_is_read_and_restored() {
    there_and_back("chinook_autoinc.sqlite");
}

fn there_and_back(name: &str) {
    let Some(desk) = desk(name) else {
        return;
    };
    let (before, before_dump) = (desk.state(), desk.dump());
    let expected = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../../shared/fixtures/expected")
        .join(format!("{name}.json"));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for of_type in &before.types {
        counts.insert(of_type.to_string(), 0);
    }
    for key in &before.order {
        *counts.entry(key.content_type.to_string()).or_default() += 1;
    }
    if let Ok(expected) = std::fs::read(expected) {
        let expected: serde_json::Value = serde_json::from_slice(&expected).unwrap();
        let rows = expected["rows_by_table"].as_object().unwrap();
        for (table, count) in rows {
            assert_eq!(
                counts.get(table).copied(),
                count.as_u64().map(|count| count as usize),
                "{table}"
            );
        }
    }
    let rows: usize = before_dump.values().map(Vec::len).sum();
    assert_eq!(before.order.len(), rows);
    for seed in 0..4 {
        spoil(&desk.connection(), seed);
        let spoiled = desk.state();
        let spoiled_dump = desk.dump();
        assert_ne!(spoiled_dump, before_dump);
        desk.restore_all(&before);
        assert_same(&desk.dump(), &before_dump, name);
        desk.restore_all(&spoiled);
        assert_same(&desk.dump(), &spoiled_dump, name);
        desk.restore_all(&before);
    }
    let check: String = desk
        .connection()
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok");
}

pub fn assert_same(left: &Dump, right: &Dump, what: &str) {
    for (table, rows) in left {
        assert_eq!(Some(rows), right.get(table), "{what}: {table}");
    }
    assert_eq!(left.len(), right.len());
}

/// Edits and deletes rows of every table as far as the database's own rules allow.
pub fn spoil(connection: &Connection, seed: u64) {
    let mut chance = Chance(seed);
    connection.pragma_update(None, "foreign_keys", true).unwrap();
    for (table, rows) in dump(connection) {
        let quoted = table.replace('"', "\"\"");
        let mut columns = connection
            .prepare("SELECT name FROM pragma_table_info(?1) WHERE pk = 0")
            .unwrap();
        let columns: Vec<String> = columns
            .query_map([&table], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for _ in 0..(rows.len() / 3 + 1).min(40) {
            let offset = chance.below(rows.len().max(1) as u64);
            let row = format!("rowid = (SELECT rowid FROM \"{quoted}\" LIMIT 1 OFFSET {offset})");
            let value =
                ["NULL", "0", "-7", "'spoiled'", "1.25", "x'00ff'", "''", "rowid"][chance.below(8) as usize];
            let sql = match columns.get(chance.below(columns.len() as u64 + 1) as usize) {
                Some(column) => format!(
                    "UPDATE \"{quoted}\" SET \"{}\" = {value} WHERE {row}",
                    column.replace('"', "\"\"")
                ),
                None => format!("DELETE FROM \"{quoted}\" WHERE {row}"),
            };
            // What the database does not allow does not happen.
            let _ = connection.execute(&sql, []);
        }
    }
}
