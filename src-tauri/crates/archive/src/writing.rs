//! Writing a backup file.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use backstock_model::{Cancel, Document, Node, ObjectHash, Secret, TypeDescription, write_text};
use chrono::{DateTime, Datelike as _, Timelike as _, Utc};
use memchr::memmem;
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;
use zip::write::{FileOptions, SimpleFileOptions};
use zip::{AesMode, CompressionMethod, ZipWriter};

use crate::manifest::{FORMAT, VERSION};
use crate::sums::Sums;
use crate::{Archive, ArchiveError, ArchivedBackup, ArchivedShop, ArchivedType, Entry, Manifest, seal};

const DATABASE: &str = "database.sql";
const BUFFER: usize = 1 << 20;

/// A backup file that is being written. Under its own name it appears only when it is whole: until [`SealedArchive::publish`]
/// the bytes are in a file beside it, which goes away when the writer is dropped.
pub struct ArchiveWriter {
    zip: ZipWriter<BufWriter<NamedTempFile>>,
    path: PathBuf,
    partial: PathBuf,
    passphrase: Option<Secret>,
    manifest: Manifest,
    descriptions: Vec<TypeDescription>,
    open: Option<OpenType>,
    objects: BTreeSet<ObjectHash>,
    /// What went into `database.sql`, once it was begun.
    database: Option<Hashed>,
}

struct OpenType {
    archived: ArchivedType,
    sums: Sums,
    hashed: Hashed,
}

/// A backup file that is complete and not under its own name yet. Dropped, it goes away, and what was there before stays.
#[must_use = "only published it is under its own name"]
pub struct SealedArchive {
    file: NamedTempFile,
    passphrase: Option<Secret>,
    written: ArchiveWritten,
}

/// A backup file that was written.
#[derive(Clone, Debug)]
pub struct ArchiveWritten {
    /// Where it is.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// The SHA-256 of the whole file, in hex.
    pub sha256: String,
    /// What it says about itself.
    pub manifest: Manifest,
}

/// What went into an entry.
#[derive(Default)]
struct Hashed {
    sha256: Sha256,
    bytes: u64,
}

impl ArchiveWriter {
    /// Begins a file. One that is there already is replaced when the new one is whole.
    pub fn begin(
        path: &Path,
        shop: ArchivedShop,
        backup: ArchivedBackup,
        created: DateTime<Utc>,
        passphrase: Option<Secret>,
    ) -> Result<Self, ArchiveError> {
        let doing = "beginning the backup file";
        let file = tempfile::Builder::new()
            .prefix(".backstock-")
            .suffix(".partial")
            .tempfile_in(folder_of(path))
            .map_err(ArchiveError::io(doing))?;
        let partial = file.path().to_owned();
        let mut zip = ZipWriter::new(BufWriter::with_capacity(BUFFER, file));
        zip.set_comment(seal::unsealed())
            .map_err(ArchiveError::zip(doing))?;
        let mut writer = Self {
            zip,
            path: path.to_owned(),
            partial,
            passphrase,
            manifest: Manifest {
                format: FORMAT.to_owned(),
                version: VERSION,
                created,
                shop,
                backup,
                types: Vec::new(),
                entries: Vec::new(),
            },
            descriptions: Vec::new(),
            open: None,
            objects: BTreeSet::new(),
            database: None,
        };
        let readme = writer.readme();
        writer.small_entry("README.txt", readme.as_bytes())?;
        Ok(writer)
    }

    /// Whether there is a folder for a file, for whoever has much to do before it is begun.
    pub fn look_for_folder(path: &Path) -> Result<(), ArchiveError> {
        fs::read_dir(folder_of(path))
            .map(drop)
            .map_err(ArchiveError::io("beginning the backup file"))
    }

    /// Where everything is until it is whole; to be removed by whoever finds it after a crash.
    pub fn partial(&self) -> &Path {
        &self.partial
    }

    /// Begins the records of a type.
    pub fn begin_type(&mut self, description: &TypeDescription) -> Result<(), ArchiveError> {
        self.end_type()?;
        let entry = entry_of(description.key.as_str());
        self.start(&entry, true)?;
        self.open = Some(OpenType {
            archived: ArchivedType {
                key: description.key.clone(),
                label: description.label.clone(),
                group: description.group,
                entry,
                records: 0,
                sums: Vec::new(),
            },
            sums: Sums::of(description),
            hashed: Hashed::default(),
        });
        self.descriptions.push(description.clone());
        Ok(())
    }

    /// Writes a record of the type begun last.
    pub fn push(
        &mut self,
        id: &str,
        name: &str,
        search: &str,
        document: &Document,
    ) -> Result<(), ArchiveError> {
        let Some(open) = &mut self.open else {
            return Ok(());
        };
        let mut line = Vec::with_capacity(document.as_bytes().len() + 128);
        for (key, text) in [("{\"id\":", id), (",\"name\":", name), (",\"search\":", search)] {
            line.extend_from_slice(key.as_bytes());
            write_text(&mut line, text);
        }
        line.extend_from_slice(b",\"document\":");
        line.extend_from_slice(document.as_bytes());
        line.extend_from_slice(b"}\n");
        let has_objects = memmem::find(document.as_bytes(), b"\"$object\"").is_some();
        if has_objects || !open.sums.is_empty() {
            let node = document.to_node().map_err(|cause| ArchiveError::Document {
                entry: open.archived.entry.clone(),
                cause,
            })?;
            open.sums.add(&node);
            if has_objects {
                collect_objects(&node, &mut self.objects);
            }
        }
        open.archived.records += 1;
        open.hashed.take(&line);
        self.zip
            .write_all(&line)
            .map_err(ArchiveError::io("writing the backup file"))
    }

    /// The large binaries that the records written so far refer to, each once.
    pub fn objects(&self) -> Vec<ObjectHash> {
        self.objects.iter().copied().collect()
    }

    /// Writes a large binary.
    pub fn object(&mut self, hash: &ObjectHash, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.end_type()?;
        let name = format!("objects/{hash}");
        self.start(&name, bytes.len() > u32::MAX as usize / 2)?;
        self.write_entry(name, bytes)
    }

    /// Adds to the SQL that makes the shop's tables elsewhere. It comes after all records and large binaries.
    pub fn database(&mut self, text: &[u8]) -> Result<(), ArchiveError> {
        if self.database.is_none() {
            self.end_type()?;
            self.start(DATABASE, true)?;
        }
        self.database.get_or_insert_default().take(text);
        self.zip
            .write_all(text)
            .map_err(ArchiveError::io("writing the backup file"))
    }

    /// Ends the file and seals it. `done` hears how many of its bytes went into the seal, and of how many.
    pub fn seal(
        mut self,
        cancel: &Cancel,
        done: &mut dyn FnMut(u64, u64),
    ) -> Result<SealedArchive, ArchiveError> {
        let doing = "finishing the backup file";
        self.end_type()?;
        if let Some(hashed) = self.database.take() {
            self.manifest.entries.push(hashed.entry(DATABASE.to_owned()));
        }
        let types = to_json(&self.descriptions)?;
        self.small_entry("types.json", &types)?;
        let manifest = to_json(&self.manifest)?;
        self.start("manifest.json", false)?;
        self.zip.write_all(&manifest).map_err(ArchiveError::io(doing))?;
        let mut file = self
            .zip
            .finish()
            .map_err(ArchiveError::zip(doing))?
            .into_inner()
            .map_err(|failed| ArchiveError::io(doing)(failed.into_error()))?;
        let bytes = file.as_file().metadata().map_err(ArchiveError::io(doing))?.len();
        let mut looked_at = 0;
        let sha256 = seal::put(file.as_file_mut(), &mut |read| {
            looked_at += read;
            done(looked_at, bytes);
            !cancel.is_asked()
        })
        .map_err(ArchiveError::io(doing))?
        .ok_or(ArchiveError::Cancelled)?;
        file.as_file().sync_all().map_err(ArchiveError::io(doing))?;
        Ok(SealedArchive {
            file,
            passphrase: self.passphrase,
            written: ArchiveWritten {
                path: self.path,
                bytes,
                sha256,
                manifest: self.manifest,
            },
        })
    }

    fn end_type(&mut self) -> Result<(), ArchiveError> {
        if let Some(open) = self.open.take() {
            let mut archived = open.archived;
            archived.sums = open.sums.told();
            self.manifest
                .entries
                .push(open.hashed.entry(archived.entry.clone()));
            self.manifest.types.push(archived);
        }
        Ok(())
    }

    fn small_entry(&mut self, name: &str, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.start(name, false)?;
        self.write_entry(name.to_owned(), bytes)
    }

    fn write_entry(&mut self, name: String, bytes: &[u8]) -> Result<(), ArchiveError> {
        let mut hashed = Hashed::default();
        hashed.take(bytes);
        self.manifest.entries.push(hashed.entry(name));
        self.zip
            .write_all(bytes)
            .map_err(ArchiveError::io("writing the backup file"))
    }

    fn start(&mut self, name: &str, is_large: bool) -> Result<(), ArchiveError> {
        let options: FileOptions<'_, '_, ()> = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(zip_time(self.manifest.backup.finished))
            .unix_permissions(0o600)
            .large_file(is_large);
        let options = match &self.passphrase {
            Some(passphrase) => options.with_aes_encryption(AesMode::Aes256, passphrase.reveal()),
            None => options,
        };
        self.zip
            .start_file(name, options)
            .map_err(ArchiveError::zip("writing the backup file"))
    }

    fn readme(&self) -> String {
        let Manifest { shop, backup, .. } = &self.manifest;
        format!(
            "This is a backup of the shop \"{}\", as it was on {} (UTC).\r\n\
             \r\n\
             It was made by Backstock, which reads it, compares it and puts it back. It can also be read without Backstock:\r\n\
             \r\n\
             records/    one file for each kind of record (products, customers, orders ...). Every line is one record, in JSON.\r\n\
             objects/    pictures and other large contents. A record names them by \"$object\".\r\n\
             database.sql  where it is there: the same as tables, for sqlite3, mariadb or psql.\r\n\
             types.json  how the kinds of records and their fields are called.\r\n\
             manifest.json  how many records there are, what their amounts add up to, and the SHA-256 of every file.\r\n\
             \r\n\
             It holds the data of the shop: not its program, its plugins or its server.\r\n\
             It holds personal data of customers. Store this file securely.\r\n\
             Never edit it by hand: Backstock refuses a file of which a single byte was changed.\r\n",
            shop.name,
            backup.finished.format("%Y-%m-%d %H:%M"),
        )
    }
}

impl SealedArchive {
    /// Reads everything back from the disk, as [`Archive::check`] does.
    pub fn check(&self, cancel: &Cancel, done: &mut dyn FnMut(u64, u64)) -> Result<(), ArchiveError> {
        Archive::open(self.file.path(), self.passphrase.clone())?.check(cancel, done)
    }

    /// Puts the file where it belongs. One that is there is replaced only now.
    pub fn publish(self) -> Result<ArchiveWritten, ArchiveError> {
        let _: File = self
            .file
            .persist(&self.written.path)
            .map_err(|failed| ArchiveError::io("putting the backup file in its place")(failed.error))?;
        Ok(self.written)
    }
}

impl Hashed {
    fn take(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    fn entry(self, name: String) -> Entry {
        Entry {
            name,
            bytes: self.bytes,
            sha256: seal::hex(&self.sha256.finalize()),
        }
    }
}

/// The entry with a type's records. A type's key comes from the shop and may hold anything; what is not a plain letter, digit,
/// `_`, `-` or `.` is written as its bytes in hex, and no two types share an entry.
pub(crate) fn entry_of(key: &str) -> String {
    let mut name = String::from("records/");
    for byte in key.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'.' => name.push(char::from(byte)),
            // Upper case too: on many systems `Orders` and `orders` would be one file.
            other => name.push_str(&format!("%{other:02x}")),
        }
    }
    name.push_str(".jsonl");
    name
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

pub(crate) fn collect_objects(node: &Node, found: &mut BTreeSet<ObjectHash>) {
    if let Some(hash) = node.as_object() {
        found.insert(hash);
        return;
    }
    match node {
        Node::Map(entries) => entries.iter().for_each(|(_, node)| collect_objects(node, found)),
        Node::List(nodes) => nodes.iter().for_each(|node| collect_objects(node, found)),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::Text(_) => {}
    }
}

fn to_json(value: &impl serde::Serialize) -> Result<Vec<u8>, ArchiveError> {
    serde_json::to_vec_pretty(value).map_err(|cause| ArchiveError::Io {
        doing: "writing the manifest",
        cause: io::Error::other(cause),
    })
}

/// A moment as ZIP keeps it; what it cannot keep (before 1980) is left at its beginning.
fn zip_time(moment: DateTime<Utc>) -> zip::DateTime {
    u16::try_from(moment.year())
        .ok()
        .and_then(|year| {
            zip::DateTime::from_date_and_time(
                year,
                moment.month() as u8,
                moment.day() as u8,
                moment.hour() as u8,
                moment.minute() as u8,
                moment.second() as u8,
            )
            .ok()
        })
        .unwrap_or_default()
}
