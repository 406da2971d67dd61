//! Backup files, written and read again.

#![expect(
    clippy::unwrap_used,
    reason = "the settings that allow it in tests do not reach what tests share"
)]

use std::ffi::OsStr;
use std::fs;
use std::io::{Read as _, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use backstock_archive::{Archive, ArchiveError, ArchiveWriter, ArchiveWritten, ArchivedBackup, ArchivedShop};
use backstock_model::{
    Cancel, ContentType, Document, FieldKind, FieldLabel, Group, Node, Object, Record, Secret,
    TypeDescription,
};
use chrono::{DateTime, Utc};
use tempfile::TempDir;

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn orders() -> TypeDescription {
    let mut orders = TypeDescription::new(ContentType::new("orders"), "Orders", Group::Business);
    orders.labels = vec![FieldLabel {
        path: "total".to_owned(),
        label: "Total".to_owned(),
        kind: FieldKind::Money,
    }];
    orders
}

fn pictures() -> TypeDescription {
    TypeDescription::new(ContentType::new("Odd ../type"), "Pictures", Group::Content)
}

fn picture() -> Object {
    Object::new((0..200_000_u32).map(|number| (number % 251) as u8).collect())
}

const ODD: &str = r#"{"amount":19.990,"big":18446744073709551616,"blob":{"$bytes":"AAEC/w=="},"name":"line\nbreak \"quoted\" <b>é</b> \u0000","none":null,"total":"0.10"}"#;

fn publish(writer: ArchiveWriter) -> ArchiveWritten {
    let sealed = writer.seal(&Cancel::new(), &mut |_, _| {}).unwrap();
    sealed.publish().unwrap()
}

fn write(path: &Path, passphrase: Option<&str>) -> ArchiveWritten {
    publish(filled(path, passphrase))
}

fn filled(path: &Path, passphrase: Option<&str>) -> ArchiveWriter {
    let mut writer = ArchiveWriter::begin(
        path,
        ArchivedShop {
            name: "Harbour Tea".to_owned(),
            kind: "sqlite".to_owned(),
            profile: None,
            currency: Some("GBP".to_owned()),
        },
        ArchivedBackup {
            number: 7,
            finished: moment("2026-11-19T21:04:00Z"),
            label: None,
        },
        moment("2026-11-20T08:00:00Z"),
        passphrase.map(|text| Secret::new(text.to_owned())),
    )
    .unwrap();
    writer.begin_type(&orders()).unwrap();
    let odd = Document::parse(ODD.as_bytes()).unwrap();
    writer.push("1", "Order 1", "anna@example.com", &odd).unwrap();
    for number in 2..500 {
        let text = format!(r#"{{"id":{number},"total":"0.20"}}"#);
        let document = Document::parse(text.as_bytes()).unwrap();
        writer.push(&number.to_string(), "", "", &document).unwrap();
    }
    writer.begin_type(&pictures()).unwrap();
    let picture = picture();
    let refers = Node::Map(vec![(
        "file".to_owned(),
        Node::object(picture.hash, picture.bytes.len()),
    )]);
    writer.push("a%2Fb", "Tea", "", &Document::from(&refers)).unwrap();
    assert_eq!(writer.objects(), [picture.hash]);
    writer.object(&picture.hash, &picture.bytes).unwrap();
    writer
}

fn records(archive: &Archive, description: &TypeDescription) -> Vec<Record> {
    let mut records = Vec::new();
    archive
        .read_type(description, &mut |record| {
            records.push(record);
            ControlFlow::Continue(())
        })
        .unwrap();
    records
}

fn checked(path: &Path, passphrase: Option<&str>) -> Result<Archive, ArchiveError> {
    let archive = Archive::open(path, passphrase.map(|text| Secret::new(text.to_owned())))?;
    archive.check(&Cancel::new(), &mut |_, _| {})?;
    Ok(archive)
}

fn place() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("tea.backstock.zip");
    (folder, path)
}

// S1.2, S1.3
#[test]
fn what_was_written_is_read_to_the_last_character() {
    let (_folder, path) = place();
    let written = write(&path, None);
    let archive = checked(&path, None).unwrap();
    assert_eq!(archive.manifest(), &written.manifest);
    assert_eq!(archive.types(), [orders(), pictures()]);
    let found = records(&archive, &orders());
    assert_eq!(found.len(), 499);
    assert_eq!(found[0].document.to_string(), ODD);
    assert_eq!(
        (found[0].name.as_str(), found[0].search.as_str()),
        ("Order 1", "anna@example.com")
    );
    let [shown] = records(&archive, &pictures()).try_into().unwrap();
    assert_eq!(shown.key.remote_id.as_str(), "a%2Fb");
    assert_eq!(shown.objects, [picture()]);
}

// S1.3, S1.10
#[test]
fn the_manifest_counts_and_adds_up() {
    let (_folder, path) = place();
    let manifest = write(&path, None).manifest;
    let counted: Vec<_> = manifest
        .types
        .iter()
        .map(|archived| (archived.entry.as_str(), archived.records))
        .collect();
    assert_eq!(
        counted,
        [
            ("records/orders.jsonl", 499),
            ("records/%4fdd%20..%2ftype.jsonl", 1)
        ]
    );
    assert_eq!(manifest.types[0].sums[0].sum, "99.7");
    assert_eq!(manifest.entries.len(), 5);
}

#[test]
fn the_same_backup_makes_the_same_file() {
    let (_folder, path) = place();
    let first = write(&path, None);
    let bytes = fs::read(&path).unwrap();
    let second = write(&path, None);
    assert_eq!(first.sha256, second.sha256);
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert_eq!(first.bytes, bytes.len() as u64);
}

// S1.13
#[test]
fn a_changed_byte_anywhere_is_found() {
    let (_folder, path) = place();
    write(&path, None);
    let whole = fs::read(&path).unwrap();
    let near_ends = (0..300).chain(whole.len() - 1200..whole.len());
    let between = (300..whole.len() - 1200).step_by(97);
    for at in near_ends.chain(between) {
        for change in [0x01, 0x80] {
            let mut changed = whole.clone();
            changed[at] ^= change;
            fs::write(&path, &changed).unwrap();
            assert!(checked(&path, None).is_err(), "byte {at} xor {change}");
        }
    }
    for kept in [0, 1, 100, whole.len() / 2, whole.len() - 1] {
        fs::write(&path, &whole[..kept]).unwrap();
        assert!(checked(&path, None).is_err(), "cut to {kept}");
    }
    let mut longer = whole.clone();
    longer.push(b'\n');
    fs::write(&path, &longer).unwrap();
    assert!(checked(&path, None).is_err(), "a byte more");
}

// S1.13
#[test]
fn an_edited_record_is_named() {
    let (_folder, path) = place();
    write(&path, None);
    repack(&path, |name, bytes| {
        if name == "records/orders.jsonl" {
            let text = String::from_utf8(bytes.clone()).unwrap();
            *bytes = text.replacen("0.20", "9.20", 1).into_bytes();
        }
    });
    let error = checked(&path, None).err().unwrap();
    assert_eq!(
        error.to_string(),
        "the file is damaged: its amounts add up to something else (records/orders.jsonl)"
    );
}

#[test]
fn a_file_put_together_anew_without_its_seal_is_refused() {
    let (_folder, path) = place();
    write(&path, None);
    let mut zip = zip::ZipArchive::new(fs::File::open(&path).unwrap()).unwrap();
    let mut other = zip::ZipWriter::new(fs::File::create(path.with_extension("new")).unwrap());
    for index in 0..zip.len() {
        other.raw_copy_file(zip.by_index_raw(index).unwrap()).unwrap();
    }
    other.finish().unwrap();
    let error = checked(&path.with_extension("new"), None).err().unwrap();
    assert!(error.to_string().contains("its seal is gone"), "{error}");
}

// S1.15
#[test]
fn a_passphrase_keeps_strangers_out() {
    let (_folder, path) = place();
    write(&path, Some("correct horse"));
    let bytes = fs::read(&path).unwrap();
    assert!(!bytes.windows(8).any(|window| window == b"anna@exa"));
    assert!(matches!(
        checked(&path, None),
        Err(ArchiveError::PassphraseNeeded)
    ));
    assert!(matches!(
        checked(&path, Some("wrong horse")),
        Err(ArchiveError::WrongPassphrase)
    ));
    let archive = checked(&path, Some("correct horse")).unwrap();
    assert_eq!(records(&archive, &orders()).len(), 499);
    assert_eq!(records(&archive, &pictures())[0].objects, [picture()]);
}

#[test]
fn something_else_is_no_backup_file() {
    let (_folder, path) = place();
    for bytes in [b"".as_slice(), b"PK\x03\x04 no", b"SQLite format 3\0", &[0; 4096]] {
        fs::write(&path, bytes).unwrap();
        assert!(matches!(checked(&path, None), Err(ArchiveError::NotAnArchive)));
    }
    let mut other = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    other
        .start_file("photo.jpg", zip::write::SimpleFileOptions::default())
        .unwrap();
    other.write_all(b"a photo").unwrap();
    other.finish().unwrap();
    assert!(matches!(checked(&path, None), Err(ArchiveError::NotAnArchive)));
    assert!(matches!(
        checked(&path.with_file_name("missing.zip"), None),
        Err(ArchiveError::Io { .. })
    ));
}

#[test]
fn an_unfinished_file_leaves_nothing_behind() {
    let (folder, path) = place();
    fs::write(&path, b"the older file").unwrap();
    let mut writer = ArchiveWriter::begin(
        &path,
        ArchivedShop {
            name: "Tea".to_owned(),
            kind: "sqlite".to_owned(),
            profile: None,
            currency: None,
        },
        ArchivedBackup {
            number: 1,
            finished: moment("1969-11-19T21:04:00Z"),
            label: None,
        },
        moment("2026-11-20T08:00:00Z"),
        None,
    )
    .unwrap();
    writer.begin_type(&orders()).unwrap();
    drop(writer);
    assert_eq!(fs::read(&path).unwrap(), b"the older file");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_check_ends_when_it_is_asked_to() {
    let (_folder, path) = place();
    write(&path, None);
    let archive = Archive::open(&path, None).unwrap();
    let cancel = Cancel::new();
    let ended = archive.check(&cancel, &mut |_, _| cancel.ask());
    assert!(matches!(ended, Err(ArchiveError::Cancelled)));
}

// S1.13: of an older file and a newer one that turns out not to be whole, the older one stays.
#[test]
fn a_file_that_fails_its_check_takes_no_other_ones_place() {
    let (folder, path) = place();
    fs::write(&path, b"the older file").unwrap();
    let writer = filled(&path, None);
    let partial = writer.partial().to_owned();
    let sealed = writer.seal(&Cancel::new(), &mut |_, _| {}).unwrap();
    let mut bytes = fs::read(&partial).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&partial, bytes).unwrap();
    let found = sealed.check(&Cancel::new(), &mut |_, _| {});
    // Which of its parts says so depends on where the byte lies.
    assert!(
        matches!(
            found,
            Err(ArchiveError::Damaged { .. } | ArchiveError::Document { .. })
        ),
        "{found:?}"
    );
    drop(sealed);
    assert_eq!(fs::read(&path).unwrap(), b"the older file");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

// Sealing and checking a large file take their time: both are heard of, and both end when they are asked to.
#[test]
fn sealing_and_checking_are_told_and_stopped() {
    let (folder, path) = place();
    fs::write(&path, b"the older file").unwrap();
    let cancel = Cancel::new();
    let stopped = filled(&path, None).seal(&cancel, &mut |_, _| cancel.ask());
    assert!(matches!(stopped.err(), Some(ArchiveError::Cancelled)));

    let (mut sealing, mut checking) = (Vec::new(), Vec::new());
    let writer = filled(&path, None);
    let partial = writer.partial().to_owned();
    let sealed = writer
        .seal(&Cancel::new(), &mut |done, all| sealing.push((done, all)))
        .unwrap();
    sealed
        .check(&Cancel::new(), &mut |done, all| checking.push((done, all)))
        .unwrap();
    assert!(!sealing.is_empty());
    assert!(checking.is_sorted(), "{checking:?}");
    let (done, all) = checking.last().unwrap();
    assert!(done <= all && *all > fs::metadata(&partial).unwrap().len());

    let cancel = Cancel::new();
    cancel.ask();
    let stopped = sealed.check(&cancel, &mut |_, _| {});
    assert!(matches!(stopped, Err(ArchiveError::Cancelled)));
    drop(sealed);
    assert_eq!(fs::read(&path).unwrap(), b"the older file");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// What a program that somebody else wrote answers; nothing, said aloud, where it is not installed.
fn asked(names: &[&str], words: &[&OsStr], folder: &Path) -> Option<std::process::Output> {
    let mut answers = names.iter().map(|name| {
        std::process::Command::new(name)
            .args(words)
            .current_dir(folder)
            .stdin(std::process::Stdio::null())
            .output()
    });
    let found = answers.find_map(Result::ok);
    if found.is_none() {
        drop(writeln!(
            std::io::stderr(),
            "skipped: {} is not on this computer",
            names[0]
        ));
    }
    found
}

fn words<'w>(words: &[&'w str], path: &'w Path) -> Vec<&'w OsStr> {
    let word = |word: &&'w str| {
        if *word == "FILE" {
            path.as_os_str()
        } else {
            OsStr::new(*word)
        }
    };
    words.iter().map(word).collect()
}

const SEVEN_ZIP: &[&str] = &["7z", "7zz"];
const CHECK: &str = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip()); print(len(z.read('records/orders.jsonl').splitlines()))";

// S1.3: four programs that know nothing of Backstock check every sum in it, and unpack the same 499 lines.
#[test]
fn standard_tools_unpack_it() {
    let (folder, path) = place();
    write(&path, None);
    if let Some(answer) = asked(&["python3"], &words(&["-c", CHECK, "FILE"], &path), folder.path()) {
        assert_eq!(String::from_utf8_lossy(&answer.stdout), "None\n499\n");
    }
    for (names, test, print) in [
        (
            &["unzip"][..],
            &["-tq", "FILE"][..],
            &["-p", "FILE", "records/orders.jsonl"][..],
        ),
        (
            SEVEN_ZIP,
            &["t", "FILE"],
            &["e", "-so", "FILE", "records/orders.jsonl"],
        ),
        (
            &["bsdtar"],
            &["-tf", "FILE"],
            &["-xOf", "FILE", "records/orders.jsonl"],
        ),
    ] {
        let Some(tested) = asked(names, &words(test, &path), folder.path()) else {
            continue;
        };
        assert!(tested.status.success(), "{names:?}: {tested:?}");
        let printed = asked(names, &words(print, &path), folder.path()).unwrap();
        assert!(printed.status.success(), "{names:?}: {printed:?}");
        let lines = printed
            .stdout
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty());
        assert_eq!(lines.count(), 499, "{names:?}");
    }
}

// S1.15: with its passphrase 7-Zip opens it; with another one, or none, nobody does.
#[test]
fn seven_zip_opens_it_with_its_passphrase() {
    let (folder, path) = place();
    write(&path, Some("rye and barley"));
    let ask = |passphrase: &str| {
        let passphrase = format!("-p{passphrase}");
        let all = ["e", "-so", passphrase.as_str(), "FILE", "records/orders.jsonl"];
        asked(SEVEN_ZIP, &words(&all, &path), folder.path())
    };
    let Some(opened) = ask("rye and barley") else {
        return;
    };
    assert!(opened.status.success(), "{opened:?}");
    assert_eq!(opened.stdout.iter().filter(|byte| **byte == b'\n').count(), 499);
    let refused = ask("rye and wheat").unwrap();
    assert!(!refused.status.success(), "it was opened with another passphrase");
    assert!(
        !refused.stdout.windows(4).any(|part| part == b"\"id\""),
        "something of it was read"
    );
}

/// The same file with entries changed, sealed anew where it had a seal: what somebody does who knows the format half.
fn repack(path: &Path, change: impl Fn(&str, &mut Vec<u8>)) {
    let mut zip = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let comment = zip.comment().to_vec();
    let mut entries = Vec::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        entries.push((name, bytes));
    }
    let mut other = zip::ZipWriter::new(fs::File::create(path).unwrap());
    other.set_raw_comment(comment.into()).unwrap();
    for (name, mut bytes) in entries {
        change(&name, &mut bytes);
        other
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        other.write_all(&bytes).unwrap();
    }
    other.finish().unwrap();
}
