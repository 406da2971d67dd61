//! Whoever asks a reading to stop is heard, also while a library reads that knows nothing of jobs.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use backstock_files::{FileError, OpenAsk, open};
use backstock_model::Cancel;
use backstock_shops::Profiles;
use rust_xlsxwriter::Workbook;

use super::stage::Stage;

/// How long a reading goes on after it was asked to stop, when it had been at work for a while.
fn goes_on(stage: &Stage, path: &Path, after: Duration) -> Duration {
    let cancel = Cancel::new();
    let asking = cancel.clone();
    let asked = std::thread::spawn(move || {
        std::thread::sleep(after);
        asking.ask();
        Instant::now()
    });
    let opened = open(&OpenAsk {
        path,
        passphrase: None,
        within: stage.within.path(),
        catalogue: &Profiles::default(),
        rows: &|_| {},
        bytes: &|_, _| {},
        cancel: &cancel,
    });
    let ended = Instant::now();
    let asked = asked.join().unwrap();
    assert!(
        matches!(opened, Err(FileError::Cancelled)),
        "{} was read to its end, or failed in another way: {:?}",
        path.display(),
        opened.err()
    );
    assert!(stage.is_clean(), "something was left behind");
    ended.saturating_duration_since(asked)
}

// Issue 5: a reading is stopped within two seconds, wherever it is.
#[test]
fn a_table_that_is_being_read_is_stopped_within_two_seconds() {
    let stage = Stage::new();
    let (mut comma, mut json) = ("SKU,Name,Price,Note\n".to_owned(), String::new());
    for row in 0..150_000 {
        writeln!(comma, "T-{row},Tea number {row},4.50,\"a note, {row}\"").unwrap();
        writeln!(
            json,
            r#"{{"sku":"T-{row}","name":"Tea number {row}","price":4.50,"tags":["a","b"]}}"#
        )
        .unwrap();
    }
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..20_000_u32 {
        for column in 0..6_u16 {
            sheet.write(row, column, format!("text {row} {column}")).unwrap();
        }
    }
    let workbook = stage.path("many.xlsx");
    book.save(&workbook).unwrap();
    for path in [
        stage.file("many.csv", comma.as_bytes()),
        stage.file("many.jsonl", json.as_bytes()),
        workbook,
    ] {
        for after in [Duration::ZERO, Duration::from_millis(60)] {
            let late = goes_on(&stage, &path, after);
            assert!(late < Duration::from_secs(2), "{}: {late:?}", path.display());
        }
    }
}
