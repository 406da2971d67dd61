//! Files that were good and were changed by chance: bytes, words, lengths and places. Whatever comes of it is read or refused with a
//! sentence; nothing breaks, goes on for ever or stays behind. The chances are the same each time, so that a seed that fails is a
//! test; with `BACKSTOCK_FULL=1` there are many more of them.

use std::io::Write as _;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use backstock_archive::{ArchiveWriter, ArchivedBackup, ArchivedShop};
use backstock_files::{FileError, Opened};
use backstock_model::{Cancel, ContentType, Document, Group, TypeDescription};
use backstock_shops::Profiles;

use super::hostile_tables::with;
use super::kinds::{DUMP, zipped};
use super::stage::{Chance, Stage, times};
use super::tables::teas;

const POSTGRES: &str = "-- PostgreSQL database dump\nSET client_encoding = 'UTF8';\n\
    CREATE TABLE public.teas (id integer NOT NULL, name text, leaf bytea);\n\
    COPY public.teas (id, name, leaf) FROM stdin;\n1\tAssam\t\\\\x00ff\n2\tTab\\tand \\\\ line\\nbreak\t\\N\n\\.\n\
    ALTER TABLE ONLY public.teas ADD CONSTRAINT teas_pkey PRIMARY KEY (id);\n\
    -- PostgreSQL database dump complete\n";
const SQLITE: &str = "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n\
    CREATE TABLE teas(id INTEGER PRIMARY KEY, name TEXT, leaf BLOB);\n\
    INSERT INTO teas VALUES(1,'Assam',X'00ff');\nINSERT INTO teas VALUES(2,replace('two\\nlines','\\n',char(10)),NULL);\nCOMMIT;\n";
const SHOPIFY: &str = "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src\n\
    assam,Assam,Harbour Tea,Size,100 g,AS-1,4.50,https://example.com/a.jpg\nassam,,,,250 g,AS-2,10.00,\n\
    \"quoted \"\"one\"\"\",\"Caf\u{e9}, black\",Harbour Tea,Title,Default Title,,25.00,\n";
const JSON_LINES: &str =
    "{\"id\":1,\"name\":\"Assam\",\"price\":4.50,\"tags\":[\"a\"]}\n{\"id\":2,\"name\":null,\"price\":1e3}\n";
const JSON_NAMED: &str = "{\"meta\":{\"n\":[1]},\"products\":[{\"id\":1,\"name\":\"Assam\"}],\"customers\":[{\"email\":\"ada@example.com\"}]}";
const TABLE: &str = "SKU;Name;Price\nT-1;Assam;4.50\nT-2;\"two\nlines\";5.00\n";

/// Words that mean something in one of the formats, to be put where they mean something else.
const WORDS: &[&[u8]] = &[
    b"'",
    b"\"",
    b"\\",
    b"\\.",
    b"\n",
    b"\r\n",
    b"\0",
    b"/*",
    b"*/",
    b"/*!99999 ",
    b"--",
    b";",
    b",",
    b"(",
    b")",
    b"NULL",
    b"X'0",
    b"E'",
    b"$a$",
    b"_binary ",
    b"INSERT INTO ",
    b" VALUES ",
    b"CREATE TABLE ",
    b"COPY t FROM stdin;\n",
    b"DELIMITER ;;\n",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"99999999999999999999",
    b"-0",
    b"1e999",
    b"{",
    b"}",
    b"[",
    b"null",
    b"PK\x01\x02",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xff\xff\xff\xff",
    b"../",
    b"\xed\xa0\x80",
];

/// A backup file of our own.
fn backup_file(stage: &Stage) -> Vec<u8> {
    let path = stage.path("own.backstock.zip");
    let shop = ArchivedShop {
        name: "Harbour Tea".to_owned(),
        kind: "sqlite".to_owned(),
        profile: None,
        currency: Some("GBP".to_owned()),
    };
    let backup = ArchivedBackup {
        number: 7,
        finished: "2026-11-19T21:04:00Z".parse().unwrap(),
        label: None,
    };
    let made = "2026-11-20T08:00:00Z".parse().unwrap();
    let mut writer = ArchiveWriter::begin(&path, shop, backup, made, None).unwrap();
    let teas = TypeDescription::new(ContentType::new("teas"), "Teas", Group::Business);
    writer.begin_type(&teas).unwrap();
    for number in 1..4 {
        let text = format!(r#"{{"id":{number},"name":"Tea {number}","price":4.50}}"#);
        let document = Document::parse(text.as_bytes()).unwrap();
        writer.push(&number.to_string(), "Tea", "", &document).unwrap();
    }
    let sealed = writer.seal(&Cancel::new(), &mut |_, _| {}).unwrap();
    sealed.publish().unwrap();
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    bytes
}

/// The same ZIP with another manifest, whole and with honest sums.
fn with_manifest(zip: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    let mut new = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for place in 0..old.len() {
        let mut entry = old.by_index(place).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
        if name == "manifest.json" {
            bytes = mutated(&bytes, chance);
        }
        new.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// A file with some changes in it.
fn mutated(good: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len());
        let end = (at + chance.below(24)).min(bytes.len());
        match chance.below(8) {
            0 => bytes
                .iter_mut()
                .skip(at)
                .take(1)
                .for_each(|byte| *byte ^= 1 << (at % 8)),
            1 => bytes
                .iter_mut()
                .skip(at)
                .take(1)
                .for_each(|byte| *byte = [0, 0x7f, 0x80, 0xff][at % 4]),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            4 => bytes.truncate(at),
            5 => {
                // A piece from elsewhere in it.
                let from = chance.below(bytes.len());
                let piece = bytes[from..(from + 40).min(bytes.len())].to_vec();
                bytes.splice(at..end, piece);
            }
            _ => {
                let word = WORDS[chance.below(WORDS.len())];
                bytes.splice(at..at, word.iter().copied());
            }
        }
        if bytes.is_empty() {
            bytes.push(b'\n');
        }
    }
    bytes
}

/// Reads all of a file; how many records there were.
fn read_all(stage: &Stage, name: &str) -> Result<u64, FileError> {
    let Opened { mut reading, .. } = stage.open(&stage.path(name), &Profiles::default())?;
    let mut records = 0;
    for description in reading.types().to_vec() {
        reading.read_type(&description.key, &mut |record| {
            // What is read can be written down and read again.
            let text = record.document.to_string();
            assert!(Document::parse(text.as_bytes()).is_ok(), "{text}");
            records += 1;
            ControlFlow::Continue(())
        })?;
    }
    Ok(records)
}

/// Changes a good file again and again.
fn hammer(what: &str, rounds: usize, make: &dyn Fn(&Stage, &mut Chance) -> Vec<u8>) {
    let stage = Stage::new();
    let (mut read, mut refused) = (0, 0);
    for seed in 0..rounds {
        let bytes = make(&stage, &mut Chance::new(seed as u64 + 1));
        stage.file("changed", &bytes);
        match catch_unwind(AssertUnwindSafe(|| read_all(&stage, "changed"))) {
            Ok(Ok(_)) => read += 1,
            Ok(Err(error)) => {
                assert!(error.to_string().len() > 8, "{what}, seed {seed}: {error:?}");
                refused += 1;
            }
            Err(_) => panic!("{what}, seed {seed}: it broke"),
        }
        assert!(stage.is_clean(), "{what}, seed {seed}: something was left behind");
        assert!(
            stage.has_only("changed"),
            "{what}, seed {seed}: something was written"
        );
    }
    // Chances that are all refused, or none, would prove nothing.
    assert!(read > 0 || refused == rounds, "{what}");
    assert!(refused > 0, "{what}: {read} of {rounds} were read");
}

// Issue 5, TRUST.md T3
#[test]
fn a_dump_that_was_changed_by_chance_is_read_or_refused() {
    for (what, good) in [("mysql", DUMP), ("postgres", POSTGRES), ("sqlite", SQLITE)] {
        hammer(what, times(150, 30_000), &|_, chance| {
            mutated(good.as_bytes(), chance)
        });
    }
}

// Issue 5
#[test]
fn a_csv_that_was_changed_by_chance_is_read_or_refused() {
    for (what, good) in [("shopify", SHOPIFY), ("table", TABLE)] {
        hammer(what, times(150, 30_000), &|_, chance| {
            mutated(good.as_bytes(), chance)
        });
    }
}

// Issue 5
#[test]
fn json_that_was_changed_by_chance_is_read_or_refused() {
    for (what, good) in [("lines", JSON_LINES), ("named lists", JSON_NAMED)] {
        hammer(what, times(150, 30_000), &|_, chance| {
            mutated(good.as_bytes(), chance)
        });
    }
}

// Issue 5: also where the sums of the ZIP are right, a sheet is read or refused.
#[test]
fn a_workbook_that_was_changed_by_chance_is_read_or_refused() {
    let book = teas(|_| {});
    hammer("workbook", times(60, 10_000), &|_, chance| {
        let parts = [
            "xl/worksheets/sheet1.xml",
            "xl/sharedStrings.xml",
            "xl/styles.xml",
            "xl/workbook.xml",
        ];
        let part = parts[chance.below(parts.len())];
        let seed = std::cell::RefCell::new(chance);
        with(&book, part, |text| {
            mutated(text.as_bytes(), &mut seed.borrow_mut())
        })
    });
}

// Issue 5, TRUST.md T2: the gate before every ZIP.
#[test]
fn a_zip_that_was_changed_by_chance_is_read_or_refused() {
    let zip = zipped(&[("shop.sql", DUMP.as_bytes()), ("wp-content/a.txt", b"text")]);
    hammer("zip", times(250, 50_000), &|_, chance| mutated(&zip, chance));
}

// Issue 5, S1.4: a backup file is checked to its last byte, and its manifest is believed in nothing.
#[test]
fn a_backup_file_that_was_changed_by_chance_is_refused() {
    let own = backup_file(&Stage::new());
    hammer("backup file", times(150, 30_000), &|_, chance| {
        mutated(&own, chance)
    });
    hammer("manifest", times(150, 30_000), &|_, chance| {
        with_manifest(&own, chance)
    });
}
