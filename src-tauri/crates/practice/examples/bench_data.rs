//! Gives the benchmark's other programs the same shop as files, and lets the same days pass for all of them:
//!
//! ```text
//! cargo run --release -p backstock-practice --example bench_data -- scatter DATABASE FOLDER both|lines
//! cargo run --release -p backstock-practice --example bench_data -- change DATABASE FOLDER PERCENT SEED
//! ```
//!
//! `scatter` reads the shop through the real connector and writes every record as one file under `FOLDER/files` (folders of
//! 1,000) and as one line of its type's file under `FOLDER/lines`. `change` changes a share of the shop's records in the
//! database, and then exactly their files, and the line files of their types.
//!
//! Both answer with one JSON document. Large binaries lie beside the documents, as they do in a vault.

use std::collections::BTreeSet;
use std::error::Error;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use backstock_model::{ContentType, Record};
use backstock_shops::{Profiles, Reading, Shop as _, SqliteShop};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};
use rusqlite::{Connection, params};

const USAGE: &str = "scatter DATABASE FOLDER both|lines, or change DATABASE FOLDER PERCENT SEED";

// A file system slows down with everything in one folder.
const FILES_IN_A_FOLDER: usize = 1000;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// What an ordinary day changes: nothing that a trigger or a unique index answers to.
const EDITS: &[(&str, &str)] = &[
    (
        "products",
        "UPDATE products SET sale_price = ?2, inventory_level = inventory_level + 1 + ?3 % 40, date_modified = ?4 WHERE id = ?1",
    ),
    (
        "customers",
        "UPDATE customers SET phone = '+49 30 ' || (1000000 + ?3), store_credit = ?2, date_modified = ?4 WHERE id = ?1",
    ),
    (
        "orders",
        "UPDATE orders SET staff_note = 'Called back, offered ' || ?2, tracking_number = 'HT' || (1000000 + ?3), date_modified = ?4 WHERE id = ?1",
    ),
];

fn main() -> Outcome<()> {
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    let word = |position: usize| words.get(position).ok_or(USAGE);
    let (database, folder) = (PathBuf::from(word(1)?), PathBuf::from(word(2)?));
    match word(0)?.to_str() {
        Some("scatter") => scatter(&database, &folder, word(3)?.to_str() == Some("both")),
        Some("change") => change(
            &database,
            &folder,
            word(3)?.to_string_lossy().parse()?,
            word(4)?.to_string_lossy().parse()?,
        ),
        _ => Err(USAGE.into()),
    }
}

fn scatter(database: &Path, folder: &Path, with_files: bool) -> Outcome<()> {
    let mut reading = open(database)?;
    let types: Vec<ContentType> = reading.types().iter().map(|found| found.key.clone()).collect();
    fs::create_dir_all(folder.join("lines"))?;
    if with_files {
        fs::create_dir_all(folder.join("files"))?;
    }
    let (mut records, mut bytes) = (0, 0);
    for content_type in &types {
        write_type(&mut *reading, folder, content_type, &mut |record, place| {
            records += 1;
            bytes += record.document.as_bytes().len();
            if with_files {
                write_record(folder, &place, record)?;
            }
            Ok(())
        })?;
    }
    tell(&format!(r#"{{"records":{records},"bytes":{bytes}}}"#))
}

fn change(database: &Path, folder: &Path, percent: f64, seed: u64) -> Outcome<()> {
    let chosen = edit(database, percent, seed)?;
    let mut reading = open(database)?;
    let with_files = folder.join("files").exists();
    let (mut changed, mut products) = (0, Vec::new());
    for (name, ids) in &chosen {
        let content_type = ContentType::new(*name);
        write_type(&mut *reading, folder, &content_type, &mut |record, place| {
            if !ids.contains(record.key.remote_id.as_str()) {
                return Ok(());
            }
            changed += 1;
            if *name == "products" {
                products.push(format!(
                    r#"{{"id":"{}","place":"{place}"}}"#,
                    record.key.remote_id
                ));
            }
            if with_files {
                write_record(folder, &place, record)?;
            }
            Ok(())
        })?;
    }
    tell(&format!(
        r#"{{"changed":{changed},"products":[{}]}}"#,
        products.join(",")
    ))
}

/// Changes `percent` of all the shop's records in one transaction; answers with the ids that it took, by type.
fn edit(database: &Path, percent: f64, seed: u64) -> Outcome<Vec<(&'static str, BTreeSet<String>)>> {
    let mut reading = open(database)?;
    let types: Vec<ContentType> = reading.types().iter().map(|found| found.key.clone()).collect();
    let mut total = 0;
    for content_type in &types {
        total += reading.count(content_type)?;
    }
    drop(reading);

    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut connection = Connection::open(database)?;
    let transaction = connection.transaction()?;
    let mut lists: Vec<(&'static str, &'static str, Vec<i64>)> = Vec::new();
    for (table, statement) in EDITS {
        let ids = transaction
            .prepare(&format!("SELECT id FROM {table} ORDER BY id"))?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        lists.push((table, statement, ids));
    }
    let editable: usize = lists.iter().map(|(_, _, ids)| ids.len()).sum();
    let share = percent / 100.0 * total as f64 / editable as f64;
    let mut chosen = Vec::new();
    for (table, statement, mut ids) in lists {
        let wanted = ((ids.len() as f64 * share).round() as usize).min(ids.len());
        let mut taken = BTreeSet::new();
        let mut edit = transaction.prepare(statement)?;
        for _ in 0..wanted {
            let id = ids.swap_remove((chance.next_u64() % ids.len() as u64) as usize);
            let number = chance.next_u32() % 1_000_000;
            let price = format!("{}.{:02}", 1 + number % 90, number % 100);
            let day = format!("2026-{:02}-{:02}T08:00:00Z", 1 + seed / 28 % 12, 1 + seed % 28);
            edit.execute(params![id, price, number, day])?;
            taken.insert(id.to_string());
        }
        chosen.push((table, taken));
    }
    transaction.commit()?;
    Ok(chosen)
}

fn open(database: &Path) -> Outcome<Box<dyn Reading>> {
    Ok(SqliteShop::open(database, None, &Profiles::built_in()?)?.open_reading()?)
}

/// Writes a type's lines anew, and hands each record over with its place under `files`.
fn write_type(
    reading: &mut dyn Reading,
    folder: &Path,
    content_type: &ContentType,
    each: &mut dyn FnMut(&Record, String) -> Outcome<()>,
) -> Outcome<()> {
    let lines = folder.join("lines").join(format!("{content_type}.jsonl"));
    let mut lines = BufWriter::with_capacity(1 << 20, File::create(lines)?);
    let mut position = 0;
    let mut outcome = Ok(());
    let mut keep = |record: &Record| -> Outcome<()> {
        lines.write_all(record.document.as_bytes())?;
        lines.write_all(b"\n")?;
        for object in &record.objects {
            write_object(&folder.join("lines"), &object.hash.to_string(), &object.bytes)?;
        }
        let place = format!(
            "{content_type}/{:04}/{}.json",
            position / FILES_IN_A_FOLDER,
            record.key.remote_id
        );
        position += 1;
        each(record, place)
    };
    reading.read_type(content_type, &mut |record| {
        outcome = keep(&record);
        if outcome.is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    outcome?;
    lines.flush()?;
    Ok(())
}

fn write_record(folder: &Path, place: &str, record: &Record) -> Outcome<()> {
    let files = folder.join("files");
    let file = files.join(place);
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(&file, record.document.as_bytes())?;
    for object in &record.objects {
        write_object(&files, &object.hash.to_string(), &object.bytes)?;
    }
    Ok(())
}

fn write_object(layout: &Path, name: &str, bytes: &[u8]) -> Outcome<()> {
    let file = layout.join("objects").join(name);
    if !file.exists() {
        fs::create_dir_all(layout.join("objects"))?;
        fs::write(file, bytes)?;
    }
    Ok(())
}

fn tell(line: &str) -> Outcome<()> {
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}
