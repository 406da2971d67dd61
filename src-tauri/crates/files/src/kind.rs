//! What a file is, by its first bytes.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use backstock_archive::ArchiveError;
use backstock_dump::Dialect;
use backstock_model::Cancel;

use crate::comma::header_of;
use crate::export::is_export;
use crate::gate::Gated;
use crate::json::is_json;
use crate::packed::unpacked;
use crate::set::set_of;
use crate::sheet::vendor_of;
use crate::workbook::is_workbook;
use crate::{FileError, Refusal};

/// How much of a file is looked at.
pub(crate) const HEAD: u64 = 1 << 16;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A backup file of Backstock.
    Backstock,
    /// A ZIP of another tool.
    Zip,
    /// An export of Backstock, or one of its parts.
    Export,
    /// A dump of a database.
    Dump(Dialect),
    /// A SQLite database.
    Sqlite,
    /// A table in text: CSV.
    Csv,
    /// Objects in text: JSON, JSON Lines.
    Json,
    /// A workbook with sheets: XLSX.
    Workbook,
}

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// `.gz`
    Gzip,
    /// `.bz2`
    Bzip2,
    /// `.zst`
    Zstandard,
}

impl Packing {
    /// How something is packed that begins like this; nothing when it is not.
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, ..] => Some(Self::Gzip),
            [
                b'B',
                b'Z',
                b'h',
                b'1'..=b'9',
                0x31,
                0x41,
                0x59,
                0x26,
                0x53,
                0x59,
                ..,
            ] => Some(Self::Bzip2),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Self::Zstandard),
            _ => None,
        }
    }

    /// What the ending of such a file's name mostly is.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Gzip => "gz",
            Self::Bzip2 => "bz2",
            Self::Zstandard => "zst",
        }
    }
}

/// What was found out about a file without reading all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLook {
    /// What it is.
    pub kind: FileKind,
    /// How it is packed, where it is.
    pub packing: Option<Packing>,
    /// Its size in bytes, as it lies there.
    pub bytes: u64,
    /// Which tool wrote it, where it says so.
    pub made_by: Option<&'static str>,
}

/// Looks what a file is. Its name does not count, unless it says that it belongs to a backup in several files: then the one
/// with the database is meant.
pub fn look_at(path: &Path) -> Result<FileLook, FileError> {
    look_at_one(&database_of(path)?)
}

/// The file that is read when this one is chosen.
pub(crate) fn database_of(path: &Path) -> Result<PathBuf, FileError> {
    let path = match set_of(path) {
        Some(set) => set.database.ok_or(Refusal::NothingInside)?,
        None => path.to_path_buf(),
    };
    if path.extension().is_some_and(|ending| ending == "crypt") {
        return Err(Refusal::Encrypted.into());
    }
    Ok(path)
}

pub(crate) fn look_at_one(path: &Path) -> Result<FileLook, FileError> {
    let doing = "opening the file";
    let metadata = std::fs::metadata(path).map_err(FileError::io(doing))?;
    if metadata.is_dir() {
        return Err(Refusal::Folder.into());
    }
    let bytes = metadata.len();
    let head = head_of(File::open(path).map_err(FileError::io(doing))?)?;
    let mut look = look_into(&head, || {
        Ok(Box::new(File::open(path).map_err(FileError::io(doing))?))
    })?;
    look.bytes = bytes;
    if look.kind == FileKind::Zip {
        if is_ours(path)? {
            look.kind = FileKind::Backstock;
        } else if let Ok(gated) = Gated::open(path, &Cancel::new()) {
            if is_workbook(&gated) {
                look.kind = FileKind::Workbook;
            } else if is_export(&gated) {
                look.kind = FileKind::Export;
            }
        }
    }
    Ok(look)
}

/// The same for something whose beginning is known and that can be opened.
pub(crate) fn look_into<'r>(
    head: &[u8],
    open: impl FnOnce() -> Result<Box<dyn Read + 'r>, FileError>,
) -> Result<FileLook, FileError> {
    if head.is_empty() {
        return Err(Refusal::Empty.into());
    }
    let packing = Packing::of(head);
    let inner = match packing {
        None => head.to_vec(),
        Some(_) => {
            let unpacking = unpacked(open()?, packing).map_err(unreadable)?;
            head_of(unpacking)?
        }
    };
    let kind = kind_of(&inner)?;
    match (packing, kind) {
        (Some(_), FileKind::Sqlite) => Err(Refusal::PackedDatabase.into()),
        (Some(_), FileKind::Zip | FileKind::Backstock | FileKind::Export | FileKind::Workbook) => {
            Err(Refusal::PackedAs("a ZIP in another packing").into())
        }
        _ => Ok(FileLook {
            kind,
            packing,
            bytes: 0,
            made_by: made_by(&inner),
        }),
    }
}

pub(crate) fn head_of(read: impl Read) -> Result<Vec<u8>, FileError> {
    let mut head = Vec::new();
    read.take(HEAD).read_to_end(&mut head).map_err(unreadable)?;
    Ok(head)
}

/// A stream that cannot be unpacked, or not be read.
pub(crate) fn unreadable(cause: std::io::Error) -> FileError {
    match cause.kind() {
        ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::UnexpectedEof => {
            ArchiveError::Damaged {
                entry: "the file".to_owned(),
                what: "it cannot be unpacked",
            }
            .into()
        }
        _ => match cause.downcast::<ArchiveError>() {
            Ok(said) => said.into(),
            Err(cause) => FileError::io("reading the file")(cause),
        },
    }
}

/// Whether a ZIP is one of our own backup files. One that is damaged still is.
fn is_ours(path: &Path) -> Result<bool, FileError> {
    match backstock_archive::Archive::open(path, None) {
        Err(ArchiveError::NotAnArchive) => Ok(false),
        Err(error @ ArchiveError::Io { .. }) => Err(error.into()),
        _ => Ok(true),
    }
}

fn kind_of(head: &[u8]) -> Result<FileKind, FileError> {
    /// What files of other kinds begin with.
    const OTHERS: &[(&[u8], Refusal)] = &[
        (b"PGDMP", Refusal::PostgresOwnFormat),
        (b"7z\xBC\xAF\x27\x1C", Refusal::PackedAs("7z")),
        (b"Rar!", Refusal::PackedAs("RAR")),
        (b"\xFD7zXZ", Refusal::PackedAs("xz")),
        (b"\x1F\x8B", Refusal::PackedAs("gzip, twice")),
        (b"\x28\xB5\x2F\xFD", Refusal::PackedAs("Zstandard, twice")),
        (b"BZh", Refusal::PackedAs("bzip2, twice")),
        (b"\x04\x22\x4D\x18", Refusal::PackedAs("LZ4")),
        (b"%PDF", Refusal::SomethingElse("a PDF document")),
        (b"\x89PNG", Refusal::SomethingElse("a picture")),
        (b"\xFF\xD8\xFF", Refusal::SomethingElse("a picture")),
        (b"GIF8", Refusal::SomethingElse("a picture")),
        (b"RIFF", Refusal::SomethingElse("a picture or a sound")),
        (b"\x7FELF", Refusal::SomethingElse("a program")),
        (b"MZ", Refusal::SomethingElse("a program")),
        (b"#!", Refusal::SomethingElse("a program")),
        (
            b"\xD0\xCF\x11\xE0",
            Refusal::SomethingElse("a document of an older office program"),
        ),
        (b"Salted__", Refusal::Encrypted),
        (b"-----BEGIN PGP", Refusal::Encrypted),
        (b"age-encryption.org", Refusal::Encrypted),
    ];
    if head.starts_with(b"SQLite format 3\0") {
        return Ok(FileKind::Sqlite);
    }
    if [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"]
        .iter()
        .any(|mark| head.starts_with(*mark))
    {
        return Ok(FileKind::Zip);
    }
    if let Some((_, refusal)) = OTHERS.iter().find(|(mark, _)| head.starts_with(mark)) {
        return Err(refusal.clone().into());
    }
    if head.get(257..262) == Some(b"ustar") {
        return Err(Refusal::PackedAs("tar").into());
    }
    let text = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .trim_ascii_start();
    if begins_like_a_page(text) {
        return Err(Refusal::SomethingElse("a web page").into());
    }
    if is_json(text) {
        return Ok(FileKind::Json);
    }
    // A platform's own columns say more than a single sign that dumps have, too.
    let header = header_of(text);
    let is_known = header
        .as_ref()
        .is_some_and(|(_, names)| vendor_of(names).is_some());
    match Dialect::of(text) {
        Some(dialect) if !is_known => Ok(FileKind::Dump(dialect)),
        _ if header.is_some() => Ok(FileKind::Csv),
        _ => Err(Refusal::Unknown.into()),
    }
}

fn begins_like_a_page(text: &[u8]) -> bool {
    ["<!doctype html", "<html"].iter().any(|mark| {
        text.get(..mark.len())
            .is_some_and(|beginning| beginning.eq_ignore_ascii_case(mark.as_bytes()))
    })
}

/// Which tool wrote a dump, by what it says at its beginning.
fn made_by(head: &[u8]) -> Option<&'static str> {
    const TOOLS: &[(&str, &str)] = &[
        ("UpdraftPlus", "UpdraftPlus"),
        ("phpMyAdmin SQL Dump", "phpMyAdmin"),
        ("Adminer ", "Adminer"),
        ("Navicat ", "Navicat"),
        ("HeidiSQL", "HeidiSQL"),
        ("SQLyog", "SQLyog"),
        ("BackWPup", "BackWPup"),
        ("DUPLICATOR", "Duplicator"),
        ("MariaDB dump", "mariadb-dump"),
        ("MySQL dump", "mysqldump"),
        ("PostgreSQL database dump", "pg_dump"),
        ("PRAGMA foreign_keys=OFF", "sqlite3"),
    ];
    let beginning = String::from_utf8_lossy(head.get(..4096).unwrap_or(head));
    TOOLS
        .iter()
        .find(|(mark, _)| beginning.contains(mark))
        .map(|(_, tool)| *tool)
}
