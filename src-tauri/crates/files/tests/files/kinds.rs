//! What a file is, whatever it is called; and what becomes of one that is not read.

use std::fs;
use std::io::Write as _;
use std::process::Command;

use backstock_archive::ArchiveError;
use backstock_files::{Dialect, DumpError, FileError, FileKind, Packing, Refusal, look_at};
use backstock_shops::{Profiles, ShopError};
use zip::write::SimpleFileOptions;

use super::stage::Stage;

pub(crate) const DUMP: &str = "-- MySQL dump 10.13\n\
    CREATE TABLE `teas` (`id` int NOT NULL, `name` varchar(40), `price` decimal(8,2), PRIMARY KEY (`id`));\n\
    INSERT INTO `teas` VALUES (1,'Assam',4.50),(2,'Darjeeling; \\'first flush\\'',12.00);\n\
    CREATE TRIGGER t BEFORE INSERT ON teas FOR EACH ROW SET NEW.price = 1;\n\
    -- Dump completed on 2026-11-20  9:16:25\n";

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn bz2(bytes: &[u8]) -> Vec<u8> {
    let mut writer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

pub(crate) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

// S0.4: .sql, .sql.gz, .sql.bz2, .sql.zst and .zip, by what they begin with and not by their names.
#[test]
fn a_dump_is_a_dump_however_it_is_packed_and_called() {
    let stage = Stage::new();
    let plain = stage
        .read(&stage.file("plain.sql", DUMP.as_bytes()), &Profiles::default())
        .unwrap();
    assert_eq!(plain.1["teas"].len(), 2);
    assert_eq!(plain.1["teas"]["1"], r#"{"id":1,"name":"Assam","price":4.50}"#);
    assert_eq!(plain.0.left_out[0].what, "create trigger");
    for (name, bytes, packing) in [
        ("holiday.jpg", gz(DUMP.as_bytes()), Some(Packing::Gzip)),
        ("shop.sql.bz2", bz2(DUMP.as_bytes()), Some(Packing::Bzip2)),
        (
            "shop.sql",
            zstd::encode_all(DUMP.as_bytes(), 3).unwrap(),
            Some(Packing::Zstandard),
        ),
        ("shop.zip", zipped(&[("shop.sql", DUMP.as_bytes())]), None),
        (
            "packed-twice.zip",
            zipped(&[("shop.sql.gz", &gz(DUMP.as_bytes()))]),
            None,
        ),
        ("bom.sql", [b"\xEF\xBB\xBF", DUMP.as_bytes()].concat(), None),
    ] {
        let path = stage.file(name, &bytes);
        let (about, records) = stage.read(&path, &Profiles::default()).unwrap();
        assert_eq!(records, plain.1, "{name}");
        assert_eq!(
            (about.dialect, about.packing),
            (Some(Dialect::MySql), packing),
            "{name}"
        );
        assert_eq!(about.bytes, bytes.len() as u64);
    }
    assert!(stage.is_clean());
}

// S0.4: a database file and its dump are the same shop.
#[test]
fn a_sqlite_file_and_its_dump_are_one_shop() {
    let stage = Stage::new();
    let path = stage.path("shop.db");
    let database = rusqlite::Connection::open(&path).unwrap();
    database
        .execute_batch(
            "CREATE TABLE brands (code TEXT PRIMARY KEY, name);
             CREATE TABLE teas (id INTEGER PRIMARY KEY, name TEXT, price REAL, picture BLOB, gross AS (price * 2), brand REFERENCES brands,
                 UNIQUE (name));
             CREATE TABLE notes (line TEXT, mixed);
             CREATE UNIQUE INDEX only_some ON notes (line) WHERE mixed > 5;
             CREATE VIEW cheap AS SELECT * FROM teas;
             CREATE TRIGGER t AFTER DELETE ON teas BEGIN DELETE FROM notes; END;
             INSERT INTO brands VALUES ('a', 'A'), (NULL, 'none');
             INSERT INTO teas VALUES (1, 'one' || char(10) || 'two', 5, x'00ff', 'a'), (2, 'it''s', 0.1, NULL, NULL), (9, 'inf', 9e999, '', NULL);
             INSERT INTO notes VALUES ('x', 1), ('x', 1.0), ('x', '1'), (NULL, x'31'), ('y', 9223372036854775807);",
        )
        .unwrap();
    drop(database);
    let Ok(said) = Command::new("sqlite3").arg(&path).arg(".dump").output() else {
        let _ = writeln!(std::io::stderr(), "skipped: there is no sqlite3 here");
        return;
    };
    let dump = stage.file("shop.sql", &said.stdout);
    let (about, mut live) = stage.read(&path, &Profiles::default()).unwrap();
    assert_eq!(about.kind, FileKind::Sqlite);
    let (about, dumped) = stage.read(&dump, &Profiles::default()).unwrap();
    assert_eq!(
        (about.kind, about.made_by),
        (FileKind::Dump(Dialect::Sqlite), Some("sqlite3"))
    );
    // What the database works out itself is not in a dump.
    for document in live.get_mut("teas").unwrap().values_mut() {
        let from = document.find("\"gross\"").unwrap();
        let to = document[from..].find("\"id\"").unwrap() + from;
        document.replace_range(from..to, "");
    }
    assert_eq!(dumped, live);
}

// S0.4: a wrong file is refused with the reason.
#[test]
fn what_is_not_read_is_refused_with_the_reason() {
    let stage = Stage::new();
    let refused = |name: &str, bytes: &[u8]| match stage.read(&stage.file(name, bytes), &Profiles::default())
    {
        Err(FileError::Refused(refusal)) => refusal,
        Err(other) => panic!("{name}: {other}"),
        Ok(_) => panic!("{name} was read"),
    };
    for (name, bytes, refusal) in [
        ("empty.sql", &b""[..], Refusal::Empty),
        ("letter.sql", b"Dear Ada, the shop is closed.", Refusal::Unknown),
        ("shop.sql", b"PGDMP\x01\x0e\x00", Refusal::PostgresOwnFormat),
        ("shop.zip", b"7z\xBC\xAF\x27\x1C\0\x04", Refusal::PackedAs("7z")),
        ("shop.sql", b"%PDF-1.7", Refusal::SomethingElse("a PDF document")),
        (
            "page.sql",
            b"<!DOCTYPE html><html>Please log in</html>",
            Refusal::SomethingElse("a web page"),
        ),
        ("secret.sql", b"Salted__12345678", Refusal::Encrypted),
        (
            "backup_2026-11-20-0917_S_be57ce3cce9a-db.gz.crypt",
            b"\0\x01",
            Refusal::Encrypted,
        ),
        (
            "backup_2026-11-21-0917_S_be57ce3cce9a-plugins.zip",
            b"PK\x03\x04",
            Refusal::NothingInside,
        ),
    ] {
        assert_eq!(refused(name, bytes), refusal, "{name}");
    }
    assert_eq!(
        refused("twice.gz", &gz(&gz(DUMP.as_bytes()))),
        Refusal::PackedAs("gzip, twice")
    );
    assert_eq!(
        refused("shop.db.gz", &gz(b"SQLite format 3\0 and more")),
        Refusal::PackedDatabase
    );
    assert_eq!(
        refused("photos.zip", &zipped(&[("a.jpg", b"x")])),
        Refusal::NothingInside
    );
    assert_eq!(
        refused(
            "two.zip",
            &zipped(&[("a.sql", DUMP.as_bytes()), ("b.sql", DUMP.as_bytes())])
        ),
        Refusal::SeveralInside(vec!["a.sql".to_owned(), "b.sql".to_owned()])
    );
    fs::create_dir(stage.path("folder")).unwrap();
    assert!(matches!(
        look_at(&stage.path("folder")),
        Err(FileError::Refused(Refusal::Folder))
    ));
    assert!(matches!(
        look_at(&stage.path("nowhere")),
        Err(FileError::Archive(ArchiveError::Io { .. }))
    ));
    // Cut off in the middle: of the packed stream, of a text, of a row.
    let whole = gz(DUMP.as_bytes());
    let cut = stage.file("cut.gz", &whole[..whole.len() - 9]);
    assert!(stage.read(&cut, &Profiles::default()).is_err());
    for length in [DUMP.find("Assam").unwrap(), DUMP.find(",12.00").unwrap()] {
        let cut = stage.file("cut.sql", &DUMP.as_bytes()[..length]);
        match stage.read(&cut, &Profiles::default()) {
            Err(FileError::Shop(ShopError::Dump(_))) => {}
            other => panic!("{:?}", other.map(|(about, _)| about)),
        }
    }
    assert!(stage.is_clean());
}

// A tool that lost its connection leaves a dump that ends behind a statement: nobody takes it for a smaller shop, however it is packed.
#[test]
fn a_dump_that_ended_early_is_refused_however_it_is_packed() {
    let stage = Stage::new();
    let postgres = "--\n-- PostgreSQL database dump\n--\nCREATE TABLE public.teas (id integer NOT NULL PRIMARY KEY, name text);\n\
        COPY public.teas (id, name) FROM stdin;\n1\tAssam\n\\.\n\n--\n-- PostgreSQL database dump complete\n--\n";
    let sqlite = "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE teas(id INTEGER PRIMARY KEY, name TEXT);\n\
        INSERT INTO teas VALUES(1,'Assam');\nCOMMIT;\n";
    let other = "-- phpMyAdmin SQL Dump\nSTART TRANSACTION;\nCREATE TABLE `teas` (`id` int NOT NULL, PRIMARY KEY (`id`));\n\
        INSERT INTO `teas` (`id`) VALUES\n(1);\nCOMMIT;\n";
    for (whole, end) in [
        (DUMP, "-- Dump completed"),
        (postgres, "--\n-- PostgreSQL database dump complete"),
        (sqlite, "COMMIT;"),
        (other, "COMMIT;"),
    ] {
        let read = |dump: &str| {
            let dump = dump.as_bytes();
            [
                dump.to_vec(),
                gz(dump),
                bz2(dump),
                zstd::encode_all(dump, 3).unwrap(),
                zipped(&[("shop.sql", dump)]),
                zipped(&[("wordpress.sql.gz", &gz(dump)), ("manifest.json", b"{}")]),
            ]
            .map(|bytes| stage.read(&stage.file("shop", &bytes), &Profiles::default()))
        };
        assert!(read(whole).iter().all(Result::is_ok), "{whole}");
        let cut = &whole[..whole.rfind(end).unwrap()];
        for read in read(cut) {
            match read {
                Err(FileError::Shop(ShopError::Dump(DumpError::EndsEarly { .. }))) => {}
                other => panic!("{:?}\n{cut}", other.map(|(about, _)| about)),
            }
        }
    }
    assert!(stage.is_clean());
}

// Issue 5: ZIPs of BackWPup and Duplicator: the database out of them, and the rest named.
#[test]
fn the_database_is_found_in_the_backups_of_plugins() {
    let stage = Stage::new();
    for (tool, files) in [
        (
            "BackWPup",
            vec![
                ("manifest.json", &b"{}"[..]),
                ("wordpress.sql.gz", &gz(DUMP.as_bytes())),
                ("wp-content/plugins/x/install.sql", b"CREATE TABLE other (a int);"),
            ],
        ),
        (
            "Duplicator",
            vec![
                ("dup-installer/main.installer.php", b"<?php"),
                ("dup-installer/dup-database__1a2b-23.sql", DUMP.as_bytes()),
                ("install.sql", b"CREATE TABLE other (a int);"),
            ],
        ),
    ] {
        let path = stage.file(&format!("{tool}.zip"), &zipped(&files));
        let (about, records) = stage.read(&path, &Profiles::default()).unwrap();
        assert_eq!(about.made_by, Some(tool));
        assert_eq!(records["teas"].len(), 2);
        let files = about.left_out.iter().find(|left| left.what == "files").unwrap();
        assert_eq!(files.count, 2, "{tool}");
    }
    let beginning = "backup_2026-11-20-0917_Tea_be57ce3cce9a";
    stage.file(&format!("{beginning}-db.gz"), &gz(DUMP.as_bytes()));
    let picked = stage.file(&format!("{beginning}-uploads.zip"), &zipped(&[("a.jpg", b"x")]));
    let (about, records) = stage.read(&picked, &Profiles::default()).unwrap();
    assert_eq!(records["teas"].len(), 2);
    assert_eq!(about.made_by, Some("UpdraftPlus"));
    assert_eq!(about.beside, [format!("{beginning}-uploads.zip")]);
    assert_eq!(about.made.unwrap().to_rfc3339(), "2026-11-20T09:17:00+00:00");
}

// Nothing of a shop lies in the clear while its dump is open.
#[test]
fn what_is_kept_for_the_while_is_encrypted_and_goes_away() {
    let stage = Stage::new();
    let name = "Ottilie Lilienstern";
    let rows: Vec<String> = (0..4000).map(|id| format!("({id},'{name}')")).collect();
    let dump = format!(
        "-- MySQL dump\nCREATE TABLE `people` (`id` int, `name` text, PRIMARY KEY (`id`));\nINSERT INTO `people` VALUES {};\n",
        rows.join(",")
    );
    let opened = stage
        .open(&stage.file("people.sql", dump.as_bytes()), &Profiles::default())
        .unwrap();
    let mut bytes = Vec::new();
    for folder in fs::read_dir(stage.within.path()).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            bytes.extend(fs::read(file.unwrap().path()).unwrap());
        }
    }
    assert!(bytes.len() > 50_000, "{}", bytes.len());
    for clear in [name.as_bytes(), b"Lilienstern", b"SQLite format 3", b"people"] {
        assert!(!bytes.windows(clear.len()).any(|window| window == clear));
    }
    drop(opened);
    assert!(stage.is_clean());
}
