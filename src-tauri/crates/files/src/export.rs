//! Exports of our own: a ZIP, or several in parts, with a `manifest.json` that says what is in them.
//!
//! Whoever picks any part means the whole export: the others are found beside it by their names, and all of them are read as
//! one. An export is read as what was exported or not at all: every file in it is looked at first and has to have the SHA-256 that
//! the manifest gives. In JSON Lines the records are those of the shop, exactly; the other forms are tables, as people and
//! programs read them.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use backstock_archive::{ArchiveError, read_records};
use backstock_dump::Dialect;
use backstock_model::{Cancel, ContentType, Group, Object, ObjectHash, Record, RecordKey, TypeDescription};
use backstock_shops::{Reading, ShopError};
use chrono::{DateTime, Utc};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::comma::OpenText;
use crate::gate::{Gated, GatedEntry};
use crate::kind::{head_of, unreadable};
use crate::opening::{found_in, not_read};
use crate::sheet::{Sheet, joined};
use crate::{FileError, LeftOut, Refusal, comma, workbook};

const MANIFEST: &str = "manifest.json";
const KIND: &str = "backstock-export";
const VERSION: u32 = 1;
const LARGEST_MANIFEST: u64 = 64 << 20;
const OBJECTS: &str = "objects/";

/// What an export says about itself.
#[derive(Deserialize)]
struct Said {
    version: u32,
    created: DateTime<Utc>,
    shop: String,
    backup: SaidBackup,
    format: String,
    types: Vec<SaidType>,
    files: Vec<SaidFile>,
}

#[derive(PartialEq, Deserialize)]
struct SaidBackup {
    number: u64,
    finished: DateTime<Utc>,
}

#[derive(Deserialize)]
struct SaidType {
    #[serde(rename = "type")]
    key: ContentType,
    label: String,
    records: u64,
}

#[derive(Deserialize)]
struct SaidFile {
    name: String,
    sha256: String,
}

/// In what form an export is.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    Records,
    Tables,
    /// A table as another platform takes it in. Whoever wrote it, it has not the form of the shop's records.
    ForPlatform,
    Workbooks,
    Statements(Dialect),
}

struct Part {
    gated: Gated,
    said: Said,
}

/// An export with all its parts.
pub(crate) struct Export {
    parts: Vec<Part>,
}

/// Whether a ZIP is an export of ours, or a part of one.
pub(crate) fn is_export(gated: &Gated) -> bool {
    #[derive(Deserialize)]
    struct Kind {
        kind: String,
    }
    let manifest = manifest_of(gated);
    let kind = manifest.and_then(|text| serde_json::from_slice::<Kind>(&text).ok());
    kind.is_some_and(|said| said.kind == KIND)
}

fn manifest_of(gated: &Gated) -> Option<Vec<u8>> {
    let entry = gated.entries.iter().find(|entry| entry.name == MANIFEST)?;
    if entry.is_encrypted || entry.bytes > LARGEST_MANIFEST {
        return None;
    }
    let mut text = Vec::new();
    gated.read(entry).ok()?.read_to_end(&mut text).ok()?;
    Some(text)
}

impl Export {
    /// Finds all parts of the export that a file belongs to.
    pub(crate) fn open(path: &Path, cancel: &Cancel) -> Result<Self, FileError> {
        let mut parts: Vec<Part> = Vec::new();
        for path in parts_beside(path)? {
            let part = Part::open(&path, cancel)?;
            if parts
                .first()
                .is_some_and(|first| !first.said.is_of_one_with(&part.said))
            {
                return Err(not_so("its parts are not of one export"));
            }
            parts.push(part);
        }
        Ok(Self { parts })
    }

    /// Reads everything once: it is what was exported. `done` hears how many bytes were looked at, and of how many.
    pub(crate) fn check(&self, cancel: &Cancel, done: &dyn Fn(u64, u64)) -> Result<(), FileError> {
        let all = self.entries("").map(|(_, entry)| entry.bytes).sum();
        let mut looked_at = 0;
        for Part { gated, said } in &self.parts {
            for file in &said.files {
                let changed = || not_so(&format!("`{}` in it is not what was exported", file.name));
                let entry = gated.entries.iter().find(|entry| entry.name == file.name);
                let mut read = gated.read(entry.ok_or_else(changed)?).map_err(unreadable)?;
                let mut hashed = Sha256::new();
                let mut chunk = vec![0; 1 << 18];
                loop {
                    let count = read.read(&mut chunk).map_err(unreadable)?;
                    if count == 0 {
                        break;
                    }
                    hashed.update(chunk.get(..count).unwrap_or_default());
                    looked_at += count as u64;
                    done(looked_at, all);
                    if cancel.is_asked() {
                        return Err(FileError::Cancelled);
                    }
                }
                if hex(&hashed.finalize()) != file.sha256 {
                    return Err(changed());
                }
            }
        }
        Ok(())
    }

    pub(crate) fn form(&self) -> Result<Form, FileError> {
        let format = self.parts.first().map(|part| part.said.format.as_str());
        Ok(match format {
            Some("jsonl") => Form::Records,
            Some("csv" | "csv-reimport") => Form::Tables,
            Some("import-woocommerce" | "import-shopify" | "import-bigcommerce") => Form::ForPlatform,
            Some("xlsx") => Form::Workbooks,
            Some("sql-sqlite") => Form::Statements(Dialect::Sqlite),
            Some("sql-mysql") => Form::Statements(Dialect::MySql),
            Some("sql-postgres") => Form::Statements(Dialect::Postgres),
            _ => return Err(Refusal::NothingInside.into()),
        })
    }

    /// When the shop was read.
    pub(crate) fn finished(&self) -> Option<DateTime<Utc>> {
        self.parts.first().map(|part| part.said.backup.finished)
    }

    /// Pictures and other files that tables do not hold.
    pub(crate) fn left_out(&self) -> Vec<LeftOut> {
        let files = self
            .entries("")
            .filter(|(_, entry)| entry.name.starts_with(OBJECTS));
        match files.count() as u64 {
            0 => Vec::new(),
            count => vec![LeftOut {
                what: "files".to_owned(),
                count,
            }],
        }
    }

    /// The files in all parts whose names end so.
    fn entries(&self, ending: &'static str) -> impl Iterator<Item = (&Gated, &GatedEntry)> {
        self.parts.iter().flat_map(move |Part { gated, .. }| {
            let entries = gated.entries.iter();
            entries
                .filter(move |entry| entry.name.ends_with(ending))
                .map(move |entry| (gated, entry))
        })
    }

    /// Its records, each as it was exported.
    pub(crate) fn records(self) -> ExportReading {
        let mut types: Vec<(TypeDescription, u64)> = Vec::new();
        for part in &self.parts {
            for said in &part.said.types {
                match types.iter_mut().find(|(known, _)| known.key == said.key) {
                    Some((_, records)) => *records += said.records,
                    None => types.push((
                        TypeDescription::new(said.key.clone(), &said.label, Group::Other),
                        said.records,
                    )),
                }
            }
        }
        let (descriptions, counts) = types
            .into_iter()
            .map(|(description, records)| (description.clone(), (description.key, records)))
            .unzip();
        ExportReading {
            export: self,
            descriptions,
            counts,
        }
    }

    /// The tables that its texts hold.
    pub(crate) fn tables(&self) -> Result<Vec<Sheet<'_>>, FileError> {
        let mut sheets = Vec::new();
        for (gated, entry) in self.entries(".csv") {
            let head = head_of(gated.read(entry).map_err(unreadable)?)?;
            let header = comma::names_of(&head, b',').ok_or(Refusal::NothingInside)?;
            let open: OpenText<'_> = Box::new(move || gated.read(entry).map(|read| read as _));
            sheets.push(Sheet {
                name: Some(name_of(&entry.name)),
                ..comma::sheet(open, None, (b',', header))
            });
        }
        joined(sheets)
    }

    /// The sheets of its workbooks. The first of each holds the records; a sheet that is full goes on in the next.
    pub(crate) fn workbooks(&self) -> Result<Vec<Sheet<'static>>, FileError> {
        let mut sheets = Vec::new();
        for (gated, entry) in self.entries(".xlsx") {
            let called = name_of(&entry.name);
            let (mut found, _) = workbook::sheets(&gated.inner(entry)?)?;
            let records = found
                .first()
                .and_then(|sheet| sheet.name.clone())
                .unwrap_or_default();
            for sheet in &mut found {
                let name = sheet.name.take().unwrap_or_default();
                sheet.name = Some(
                    match name.rsplit_once(" (").map_or(name.as_str(), |(first, _)| first) {
                        first if first == records => called.clone(),
                        other => format!("{called}.{other}"),
                    },
                );
            }
            sheets.extend(found);
        }
        joined(sheets)
    }

    /// All its statements, one file after the other.
    pub(crate) fn statements(&self) -> io::Result<Box<dyn Read + '_>> {
        let mut all: Box<dyn Read> = Box::new(io::empty());
        for (gated, entry) in self.entries(".sql") {
            all = Box::new(all.chain(gated.read(entry)?));
        }
        Ok(all)
    }
}

impl Part {
    fn open(path: &Path, cancel: &Cancel) -> Result<Self, FileError> {
        let gated = Gated::open(path, cancel)?;
        if gated.entries.iter().any(|entry| entry.is_encrypted) {
            return Err(Refusal::Encrypted.into());
        }
        let text = manifest_of(&gated).ok_or_else(|| not_so("one of its parts is another ZIP"))?;
        let said: Said =
            serde_json::from_slice(&text).map_err(|_| not_so("its manifest cannot be understood"))?;
        if said.version > VERSION {
            return Err(ArchiveError::Newer(said.version).into());
        }
        Ok(Self { gated, said })
    }
}

impl Said {
    fn is_of_one_with(&self, other: &Self) -> bool {
        self.created == other.created
            && self.shop == other.shop
            && self.backup == other.backup
            && self.format == other.format
    }
}

/// All parts of the export that a file is a part of, in their order; the file alone where its name does not say that it is one.
fn parts_beside(path: &Path) -> Result<Vec<PathBuf>, FileError> {
    let name = path.file_name().and_then(|name| name.to_str());
    let Some((beginning, digits, count)) = name.and_then(part_of) else {
        return Ok(vec![path.to_path_buf()]);
    };
    let names = (1..=count).map(|number| {
        let numbered = |number: usize| format!("{number:0digits$}");
        format!("{beginning}-part{}of{}.zip", numbered(number), numbered(count))
    });
    let (there, missing): (Vec<PathBuf>, Vec<PathBuf>) = names
        .map(|name| path.with_file_name(name))
        .partition(|part| part.is_file());
    if missing.is_empty() {
        return Ok(there);
    }
    let told = missing.iter().filter_map(|part| part.file_name()?.to_str());
    Err(Refusal::PartsMissing(told.map(str::to_owned).collect()).into())
}

/// `tea-part01of03.zip`: what is the same for all parts, how many digits their numbers have, and how many parts there are.
fn part_of(name: &str) -> Option<(&str, usize, usize)> {
    /// More parts than a disk holds.
    const MOST: usize = 10_000;
    let (beginning, numbers) = name.strip_suffix(".zip")?.rsplit_once("-part")?;
    let (number, count) = numbers.split_once("of")?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    if !is_number(number) || !is_number(count) || number.len() != count.len() {
        return None;
    }
    let (place, all) = (number.parse::<usize>().ok()?, count.parse::<usize>().ok()?);
    (1..=all.min(MOST))
        .contains(&place)
        .then_some((beginning, count.len(), all))
}

/// What the table in a file is called: `products.variants.csv` holds variants of products.
fn name_of(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let parts = stem
        .split('.')
        .map(|part| percent_decode_str(part).decode_utf8_lossy());
    parts.collect::<Vec<_>>().join(".")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn not_so(what: &str) -> FileError {
    Refusal::NotAsItShouldBe(what.to_owned()).into()
}

/// An export of JSON Lines, read like a shop.
pub(crate) struct ExportReading {
    export: Export,
    descriptions: Vec<TypeDescription>,
    counts: BTreeMap<ContentType, u64>,
}

impl Reading for ExportReading {
    fn types(&self) -> &[TypeDescription] {
        &self.descriptions
    }

    fn count(&mut self, content_type: &ContentType) -> Result<u64, ShopError> {
        let records = self.counts.get(content_type).copied();
        records.ok_or_else(|| ShopError::UnknownType(content_type.clone()))
    }

    fn read_type(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        self.count(content_type)?;
        let mut flow = ControlFlow::Continue(());
        for (gated, entry) in self.export.entries(".jsonl") {
            if flow.is_break() || name_of(&entry.name) != content_type.as_str() {
                continue;
            }
            let read = gated.read(entry).map_err(|cause| {
                not_read(ArchiveError::Io {
                    doing: "reading the file",
                    cause,
                })
            })?;
            let object = |hash: &_| object_of(gated, hash);
            read_records(read, &entry.name, content_type, &object, &mut |record| {
                flow = each(record);
                flow
            })
            .map_err(not_read)?;
        }
        Ok(())
    }

    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        found_in(self, key)
    }
}

/// A large binary of a part.
fn object_of(gated: &Gated, hash: &ObjectHash) -> Result<Object, ArchiveError> {
    let name = format!("{OBJECTS}{hash}");
    let damaged = |what| ArchiveError::Damaged {
        entry: name.clone(),
        what,
    };
    let entry = gated.entries.iter().find(|entry| entry.name == name);
    let mut bytes = Vec::new();
    gated
        .read(entry.ok_or_else(|| damaged("it is missing"))?)
        .and_then(|mut read| read.read_to_end(&mut bytes))
        .map_err(|_| damaged("it cannot be unpacked"))?;
    let object = Object::new(bytes);
    if object.hash == *hash {
        Ok(object)
    } else {
        Err(damaged("its content is not what its name says"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_known_by_their_names() {
        assert_eq!(part_of("tea-part01of12.zip"), Some(("tea", 2, 12)));
        assert_eq!(part_of("my-part-part1of3.zip"), Some(("my-part", 1, 3)));
        for other in [
            "tea.zip",
            "tea-part1of12.zip",
            "tea-part0of3.zip",
            "tea-part4of3.zip",
            "tea-partxofy.zip",
            "tea-part1of3.csv",
        ] {
            assert_eq!(part_of(other), None, "{other}");
        }
        assert_eq!(name_of("products.variants.csv"), "products.variants");
        assert_eq!(name_of("%4frders.jsonl"), "Orders");
    }
}
