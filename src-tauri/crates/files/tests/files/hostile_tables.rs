//! JSON and workbooks that mean harm, or are broken: each is refused with a reason that fits, and leaves nothing behind.

use std::io::{Cursor, Read as _, Write as _};

use backstock_archive::ArchiveError;
use backstock_files::{FileError, Refusal};
use backstock_shops::Profiles;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::kinds::zipped;
use super::stage::{Chance, Stage};
use super::tables::teas;

fn refused(name: &str, bytes: &[u8]) -> String {
    let stage = Stage::new();
    let read = stage.read(&stage.file(name, bytes), &Profiles::default());
    assert!(stage.is_clean() && stage.has_only(name), "{name}");
    match read {
        Ok(_) => panic!("{name} was read"),
        Err(error) => error.to_string(),
    }
}

/// The same workbook with the text of one of its files changed.
pub(crate) fn with(book: &[u8], name: &str, change: impl Fn(String) -> Vec<u8>) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut entry = from.by_index(at).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        let called = entry.name().unwrap().into_owned();
        to.start_file(&called, SimpleFileOptions::default()).unwrap();
        let bytes = if called == name {
            change(text)
        } else {
            text.into_bytes()
        };
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const TEXTS: &str = "xl/sharedStrings.xml";

// Issue 5, TRUST.md T3: what is no list of things is not taken for one.
#[test]
fn hostile_json_is_refused_for_what_it_is() {
    let deep = format!("[{{\"a\":{}1{}}}]", "[".repeat(100_000), "]".repeat(100_000));
    let large = format!("[{{\"a\":\"{}\"}}]", "x".repeat(70 << 20));
    let members: Vec<String> = (0..3_000).map(|number| format!("\"m{number}\":1")).collect();
    let wide = format!("[{{{}}}]", members.join(","));
    for (name, text, words) in [
        ("cut.json", "[{\"id\":1},{\"id\":", "after item 1"),
        ("cut.jsonl", "{\"id\":1}\n{\"id\":", "after item 1"),
        ("more.json", "[{\"id\":1}] and more", "any further"),
        ("words.json", "[{\"id\":1},\"two\"]", "item 2 is none with fields"),
        ("twice.json", "[{\"id\":1,\"id\":2}]", "item 1 cannot be read"),
        ("deep.json", deep.as_str(), "item 1 cannot be read"),
        ("large.json", large.as_str(), "larger than any shop's"),
        ("wide.json", wide.as_str(), "more fields than any shop's"),
        ("half.json", "[{\"name\":\"\\ud800\"}]", "item 1"),
        ("nothing.json", "{\"data\":[{}],\"meta\":{}}", ""),
    ] {
        let reason = refused(name, text.as_bytes());
        assert!(reason.contains(words), "{name}: {reason}");
    }
}

// Issue 5, TRUST.md T2: a workbook comes through the gate, and is what it says it is.
#[test]
fn hostile_workbooks_are_refused_for_what_they_are() {
    let book = teas(|_| {});
    let bomb = with(&book, TEXTS, |_| vec![b' '; 300 << 20]);
    let replaced = |name: &str, from: &'static str, to: &'static str| {
        with(&book, name, |text| {
            assert!(text.contains(from), "{name}: {text}");
            text.replace(from, to).into_bytes()
        })
    };
    for (what, bytes, words) in [
        (
            "a bomb of texts",
            bomb,
            "two hundred times|more room than any table's",
        ),
        (
            "a text that is not there",
            replaced(SHEET, "<v>0</v>", "<v>99999</v>"),
            "cannot be read to its end",
        ),
        (
            "a sheet that ends in the middle",
            replaced(SHEET, "</sheetData>", ""),
            "cannot be read to its end",
        ),
        (
            "a value beside the table",
            replaced(SHEET, "r=\"C2\"", "r=\"XFD2\""),
            "line 2 of its sheet",
        ),
        (
            "a place that is none",
            replaced(SHEET, "r=\"C2\"", "r=\"4294967296\""),
            "cannot be read to its end",
        ),
        (
            "a sheet that leads elsewhere",
            replaced(
                "xl/_rels/workbook.xml.rels",
                "worksheets/sheet1.xml",
                "../../../etc/passwd",
            ),
            "sheet",
        ),
        (
            "no sheets",
            zipped(&[("xl/workbook.xml", b"<workbook></workbook>")]),
            "sheets cannot be found",
        ),
        (
            "something of another place",
            zipped(&[("xl/workbook.xml", b"x"), ("../up.xml", b"x")]),
            "leads out of its folder",
        ),
    ] {
        let reason = refused("book.xlsx", &bytes);
        assert!(
            words.split('|').any(|word| reason.contains(word)),
            "{what}: {reason}"
        );
    }
    // An entity that would grow without end is never followed.
    let entities = with(&book, TEXTS, |text| {
        let head = "<!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><sst";
        text.replacen("<sst", head, 1).replace("SKU", "&b;").into_bytes()
    });
    let stage = Stage::new();
    let read = stage.read(&stage.file("book.xlsx", &entities), &Profiles::default());
    assert!(!format!("{:?}", read.map(|(_, records)| records)).contains("aaaaaaaaaaaaaaaaaaaa"));
}

// Issue 5: a changed byte in a workbook is found by the sums of its ZIP.
#[test]
fn a_workbook_that_was_changed_is_refused() {
    let book = teas(|_| {});
    let mut chance = Chance::new(5);
    let mut found = 0;
    for _ in 0..40 {
        let mut bytes = book.clone();
        let at = 30 + chance.below(bytes.len() - 60);
        bytes[at] ^= 1 << chance.below(8);
        let stage = Stage::new();
        match stage.read(&stage.file("book.xlsx", &bytes), &Profiles::default()) {
            Err(FileError::Archive(ArchiveError::Damaged { .. } | ArchiveError::Hostile(_)))
            | Err(FileError::Refused(
                Refusal::NotAsItShouldBe(_) | Refusal::NothingInside | Refusal::Encrypted,
            )) => {
                found += 1;
            }
            Err(other) => panic!("{at}: {other}"),
            Ok(_) => {}
        }
        assert!(stage.is_clean());
    }
    assert!(found > 20, "{found}");
}
