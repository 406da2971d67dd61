//! Opening a file as a shop that can be read.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use backstock_archive::{Archive, ArchiveError, Manifest};
use backstock_dump::Dialect;
use backstock_model::{Cancel, ContentType, Record, RecordKey, Secret, TypeDescription};
use backstock_shops::{DumpAsk, Profiles, Reading, Shop as _, ShopError, SqliteShop, read_dump};
use chrono::{DateTime, NaiveDateTime, Utc};

use crate::comma;
use crate::export::{Export, Form};
use crate::gate::Gated;
use crate::json;
use crate::kind::{database_of, head_of, look_at_one, look_into};
use crate::of_zip::meant;
use crate::packed::unpacked;
use crate::piece::Piece;
use crate::set::set_of;
use crate::sheet;
use crate::workbook;
use crate::{FileError, FileKind, FileLook, Packing, Refusal};

/// A file to be opened.
pub struct OpenAsk<'a> {
    /// Which.
    pub path: &'a Path,
    /// Its passphrase, where it has one.
    pub passphrase: Option<Secret>,
    /// Where a folder for the time of the reading may be made.
    pub within: &'a Path,
    /// The profiles there are.
    pub catalogue: &'a Profiles,
    /// Hears of how many rows were looked at.
    pub rows: &'a dyn Fn(u64),
    /// Hears of how many bytes of a backup file of our own were checked, and of how many there are.
    pub bytes: &'a dyn Fn(u64, u64),
    /// Whether somebody wants no more.
    pub cancel: &'a Cancel,
}

/// A file, opened.
pub struct Opened {
    /// What it turned out to be.
    pub about: FileAbout,
    /// What is in it.
    pub reading: Box<dyn Reading>,
}

/// What a file turned out to be.
#[derive(Clone, Debug)]
pub struct FileAbout {
    /// The file that was read: of a backup in several files the one with the database.
    pub path: PathBuf,
    /// What it is.
    pub kind: FileKind,
    /// Whose SQL it is, where it is a dump, also one in a ZIP.
    pub dialect: Option<Dialect>,
    /// Whether its records are made of the texts of a table, though they are told by type: an export of our own as CSV or XLSX.
    pub is_text: bool,
    /// How it is packed.
    pub packing: Option<Packing>,
    /// The tool that made it, where that can be told.
    pub made_by: Option<&'static str>,
    /// When it was made, as it says itself or as the computer knows.
    pub made: Option<DateTime<Utc>>,
    /// Its size in bytes, as it lies there.
    pub bytes: u64,
    /// The profile by which tables became content types.
    pub profile: Option<String>,
    /// What is in it and was not looked at.
    pub left_out: Vec<LeftOut>,
    /// The other files of the same backup, which were not looked into.
    pub beside: Vec<String>,
    /// What a backup file of our own says about itself.
    pub manifest: Option<Manifest>,
}

/// Something in a file that was not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Of what kind: `create trigger` and its like of a dump, `files` of a ZIP.
    pub what: String,
    /// How often.
    pub count: u64,
}

/// Opens a file. A backup file of our own is checked to its last byte first.
pub fn open(ask: &OpenAsk<'_>) -> Result<Opened, FileError> {
    match open_whole(ask) {
        // A reading that was stopped in the middle looks like a file that is cut off.
        Err(_) if ask.cancel.is_asked() => Err(FileError::Cancelled),
        other => other,
    }
}

fn open_whole(ask: &OpenAsk<'_>) -> Result<Opened, FileError> {
    let path = database_of(ask.path)?;
    let look = look_at_one(&path)?;
    let mut opened = match look.kind {
        FileKind::Backstock => backup_file(ask, &path, &look)?,
        FileKind::Sqlite => database(ask, &path, &look)?,
        FileKind::Zip => zip(ask, &path, &look)?,
        FileKind::Export => export(ask, &path, &look)?,
        FileKind::Csv | FileKind::Json => {
            let piece = Piece::whole(&path, ask.cancel).map_err(FileError::io("opening the file"))?;
            let open = || Ok(Box::new(piece.open()?) as Box<dyn Read>);
            if look.kind == FileKind::Csv {
                comma(ask, &path, &look, &open)?
            } else {
                json(ask, &path, &look, &open)?
            }
        }
        FileKind::Workbook => workbook(ask, &path, &look)?,
        FileKind::Dump(dialect) => {
            let open = || unpacked(File::open(&path)?, look.packing);
            dump(ask, &path, &look, dialect, &open)?
        }
    };
    if let Some(set) = set_of(ask.path) {
        opened.about.made_by = Some(set.tool);
        opened.about.beside = set.others;
    }
    Ok(opened)
}

fn about(path: &Path, look: &FileLook) -> FileAbout {
    FileAbout {
        path: path.to_path_buf(),
        kind: look.kind,
        dialect: None,
        is_text: false,
        packing: look.packing,
        made_by: look.made_by,
        made: made(path),
        bytes: look.bytes,
        profile: None,
        left_out: Vec::new(),
        beside: Vec::new(),
        manifest: None,
    }
}

/// When a file was made: UpdraftPlus and others write it into the name, and of others the computer knows when they were last
/// written.
fn made(path: &Path) -> Option<DateTime<Utc>> {
    let name = path.file_name()?.to_str()?;
    let dated = name
        .strip_prefix("backup_")
        .and_then(|rest| rest.get(..15))
        .and_then(|text| NaiveDateTime::parse_from_str(text, "%Y-%m-%d-%H%M").ok());
    match dated {
        Some(dated) => Some(dated.and_utc()),
        None => Some(std::fs::metadata(path).ok()?.modified().ok()?.into()),
    }
}

fn backup_file(ask: &OpenAsk<'_>, path: &Path, look: &FileLook) -> Result<Opened, FileError> {
    let archive = Archive::open(path, ask.passphrase.clone())?;
    match archive.check(ask.cancel, &mut |done, all| (ask.bytes)(done, all)) {
        Err(ArchiveError::Cancelled) => return Err(FileError::Cancelled),
        checked => checked?,
    }
    let manifest = archive.manifest().clone();
    Ok(Opened {
        about: FileAbout {
            made_by: Some("Backstock"),
            made: Some(manifest.backup.finished),
            profile: manifest.shop.profile.clone(),
            manifest: Some(manifest),
            ..about(path, look)
        },
        reading: Box::new(ArchiveReading { archive }),
    })
}

fn database(ask: &OpenAsk<'_>, path: &Path, look: &FileLook) -> Result<Opened, FileError> {
    let shop = SqliteShop::open(path, None, ask.catalogue)?;
    Ok(Opened {
        about: FileAbout {
            dialect: Some(Dialect::Sqlite),
            profile: shop.profile().map(str::to_owned),
            ..about(path, look)
        },
        reading: shop.open_reading()?,
    })
}

fn zip(ask: &OpenAsk<'_>, path: &Path, look: &FileLook) -> Result<Opened, FileError> {
    let gated = Gated::open(path, ask.cancel)?;
    let (entry, tool) = meant(&gated)?;
    let read = || gated.read(entry);
    let head = head_of(read().map_err(crate::kind::unreadable)?)?;
    let inner = look_into(&head, || read().map_err(crate::kind::unreadable))?;
    let FileKind::Dump(dialect) = inner.kind else {
        return Err(Refusal::NothingInside.into());
    };
    let open = || unpacked(read()?, inner.packing);
    let mut opened = dump(ask, path, look, dialect, &open)?;
    opened.about.made_by = tool.or(inner.made_by);
    let others = gated.entries.len() as u64 - 1;
    if others > 0 {
        opened.about.left_out.push(LeftOut {
            what: "files".to_owned(),
            count: others,
        });
    }
    Ok(opened)
}

fn export(ask: &OpenAsk<'_>, path: &Path, look: &FileLook) -> Result<Opened, FileError> {
    let export = Export::open(path, ask.cancel)?;
    export.check(ask.cancel, ask.bytes)?;
    let form = export.form()?;
    let about = FileAbout {
        kind: match form {
            Form::ForPlatform => FileKind::Csv,
            Form::Records | Form::Tables | Form::Workbooks | Form::Statements(_) => look.kind,
        },
        is_text: matches!(form, Form::Tables | Form::Workbooks),
        made_by: Some("Backstock"),
        made: export.finished(),
        ..about(path, look)
    };
    let left_out = export.left_out();
    let (left_out, reading): (_, Box<dyn Reading>) = match form {
        Form::Records => (Vec::new(), Box::new(export.records())),
        Form::Tables | Form::ForPlatform => (left_out, sheet::read(ask, &export.tables()?)?),
        Form::Workbooks => (left_out, sheet::read(ask, &export.workbooks()?)?),
        Form::Statements(dialect) => {
            let read = dump(ask, path, look, dialect, &|| export.statements())?;
            return Ok(Opened {
                about: FileAbout {
                    dialect: read.about.dialect,
                    profile: read.about.profile,
                    ..about
                },
                reading: read.reading,
            });
        }
    };
    Ok(Opened {
        about: FileAbout { left_out, ..about },
        reading,
    })
}

#[expect(
    clippy::needless_lifetimes,
    reason = "what the closure hands out cannot do without"
)]
fn comma<'c>(
    ask: &OpenAsk<'_>,
    path: &Path,
    look: &FileLook,
    open: &'c dyn Fn() -> io::Result<Box<dyn Read + 'c>>,
) -> Result<Opened, FileError> {
    let unreadable = crate::kind::unreadable;
    let head = head_of(
        open()
            .and_then(|read| unpacked(read, look.packing))
            .map_err(unreadable)?,
    )?;
    let header = comma::header_of(&head).ok_or(Refusal::Unknown)?;
    let made_by = sheet::vendor_of(&header.1);
    let sheet = comma::sheet(Box::new(open), look.packing, header);
    Ok(Opened {
        about: FileAbout {
            made_by,
            ..about(path, look)
        },
        reading: sheet::read(ask, &[sheet])?,
    })
}

#[expect(
    clippy::needless_lifetimes,
    reason = "what the closure hands out cannot do without"
)]
fn json<'c>(
    ask: &OpenAsk<'_>,
    path: &Path,
    look: &FileLook,
    open: &'c dyn Fn() -> io::Result<Box<dyn Read + 'c>>,
) -> Result<Opened, FileError> {
    let read = open().and_then(|read| unpacked(read, look.packing));
    let head = head_of(read.map_err(crate::kind::unreadable)?)?;
    let sheets = json::sheets(open, look.packing, &head)?;
    Ok(Opened {
        about: about(path, look),
        reading: sheet::read(ask, &sheets)?,
    })
}

fn workbook(ask: &OpenAsk<'_>, path: &Path, look: &FileLook) -> Result<Opened, FileError> {
    let (sheets, left_out) = workbook::sheets(&Gated::open(path, ask.cancel)?)?;
    let vendor = match sheets.as_slice() {
        [sheet] => sheet::vendor_of(&sheet.header),
        _ => None,
    };
    Ok(Opened {
        about: FileAbout {
            made_by: vendor.or(look.made_by),
            left_out,
            ..about(path, look)
        },
        reading: sheet::read(ask, &sheets)?,
    })
}

fn dump<'r>(
    ask: &OpenAsk<'_>,
    path: &Path,
    look: &FileLook,
    dialect: Dialect,
    open: &dyn Fn() -> io::Result<Box<dyn Read + 'r>>,
) -> Result<Opened, FileError> {
    let (reading, facts) = read_dump(&DumpAsk {
        open,
        dialect,
        within: ask.within,
        profile: None,
        catalogue: ask.catalogue,
        go_on: &|rows| {
            (ask.rows)(rows);
            !ask.cancel.is_asked()
        },
    })?;
    if facts.tables == 0 {
        return Err(Refusal::NothingInside.into());
    }
    Ok(Opened {
        about: FileAbout {
            dialect: Some(dialect),
            profile: facts.profile,
            left_out: left_out(facts.left_out),
            ..about(path, look)
        },
        reading,
    })
}

fn left_out(found: BTreeMap<String, u64>) -> Vec<LeftOut> {
    found
        .into_iter()
        .map(|(what, count)| LeftOut { what, count })
        .collect()
}

/// A backup file of our own, read like a shop.
struct ArchiveReading {
    archive: Archive,
}

impl Reading for ArchiveReading {
    fn types(&self) -> &[TypeDescription] {
        self.archive.types()
    }

    fn count(&mut self, content_type: &ContentType) -> Result<u64, ShopError> {
        let types = &self.archive.manifest().types;
        types
            .iter()
            .find(|archived| archived.key == *content_type)
            .map(|archived| archived.records)
            .ok_or_else(|| ShopError::UnknownType(content_type.clone()))
    }

    fn read_type(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        let description = self
            .archive
            .types()
            .iter()
            .find(|description| description.key == *content_type)
            .ok_or_else(|| ShopError::UnknownType(content_type.clone()))?;
        self.archive.read_type(description, each).map_err(not_read)
    }

    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        found_in(self, key)
    }
}

/// A record of something that is read from its beginning.
pub(crate) fn found_in(reading: &mut dyn Reading, key: &RecordKey) -> Result<Option<Record>, ShopError> {
    let mut found = None;
    reading.read_type(&key.content_type, &mut |record| {
        if record.key == *key {
            found = Some(record);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

pub(crate) fn not_read(error: ArchiveError) -> ShopError {
    match error {
        ArchiveError::Document { cause, .. } => ShopError::Document(cause),
        other => ShopError::BackupFile {
            what: other.to_string(),
        },
    }
}
