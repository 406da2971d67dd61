//! A part: one whole ZIP with whole files in it.
//!
//! The files of a part grow side by side, and a ZIP takes one file after the other. So each is packed on its own while it
//! grows, and what is packed is put together, as it is, when the part ends.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Seek, Write};
use std::path::{Path, PathBuf};

use backstock_model::ObjectHash;
use chrono::{DateTime, Datelike as _, Timelike as _, Utc};
use sha2::{Digest as _, Sha256};
use zip::write::{FileOptions, SimpleFileOptions};
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::csv::hex;
use crate::names::object_file;
use crate::own::own_file;
use crate::writing::ObjectSource;
use crate::{ExportError, ExportManifest, ExportedType, PartFile};

const BUFFER: usize = 1 << 18;
const DOING: &str = "writing the export";

/// A part that is being filled.
pub(crate) struct Part {
    place: PathBuf,
    pub(crate) number: u64,
    packed: Vec<Packed>,
    /// Bytes before packing.
    pub(crate) contents: u64,
    pub(crate) records: u64,
    pub(crate) types: Vec<ExportedType>,
    pub(crate) objects: BTreeSet<ObjectHash>,
    binaries: Option<Binaries>,
}

/// Small binaries of records, each a file. They are packed as they come, so that none is kept in memory.
struct Binaries {
    path: PathBuf,
    zip: ZipWriter<BufWriter<File>>,
    files: Vec<PartFile>,
    taken: BTreeSet<ObjectHash>,
}

/// A part that is whole, under the name it has for now.
pub(crate) struct FinishedPart {
    pub(crate) path: PathBuf,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

/// A file of a part that is whole.
pub(crate) struct Packed {
    path: PathBuf,
    file: PartFile,
    /// Whether it lies packed in a ZIP of its own; a workbook is packed by itself.
    is_zipped: bool,
}

/// A file of a part that grows.
pub(crate) struct Growing {
    path: PathBuf,
    name: String,
    zip: ZipWriter<BufWriter<File>>,
    hashed: Hashed,
}

#[derive(Default)]
struct Hashed {
    sha256: Sha256,
    bytes: u64,
}

impl Part {
    pub(crate) fn begin(place: &Path, number: u64) -> Self {
        Self {
            place: place.to_owned(),
            number,
            packed: Vec::new(),
            contents: 0,
            records: 0,
            types: Vec::new(),
            objects: BTreeSet::new(),
            binaries: None,
        }
    }

    /// Whether a small binary has its file already.
    pub(crate) fn has_binary(&self, hash: &ObjectHash) -> bool {
        self.binaries
            .as_ref()
            .is_some_and(|binaries| binaries.taken.contains(hash))
    }

    /// Takes a small binary as a file of its own, once.
    pub(crate) fn take_binary(
        &mut self,
        hash: ObjectHash,
        bytes: &[u8],
        created: DateTime<Utc>,
    ) -> Result<(), ExportError> {
        if self.has_binary(&hash) {
            return Ok(());
        }
        let binaries = match &mut self.binaries {
            Some(binaries) => binaries,
            None => {
                let path = self.place.join(format!("{}-binaries", self.number));
                self.binaries.insert(Binaries::begin(path)?)
            }
        };
        binaries.take(hash, bytes, created)
    }

    /// A file that is not among those of the part yet.
    pub(crate) fn path_of(&self, name: &str) -> PathBuf {
        self.place.join(format!("{}-{name}", self.number))
    }

    pub(crate) fn take(&mut self, packed: Packed) {
        self.packed.push(packed);
    }

    /// Puts the files together. `about` is what is said of the part; its files are added here.
    pub(crate) fn finish(
        self,
        mut about: ExportManifest,
        readme: &str,
        objects: ObjectSource<'_>,
    ) -> Result<FinishedPart, ExportError> {
        let path = self.place.join(format!("part-{}.zip", self.number));
        let when = zip_time(about.created);
        let file = own_file(&path).map_err(ExportError::io(DOING))?;
        let mut zip = ZipWriter::new(BufWriter::with_capacity(BUFFER, file));
        let deflated = options(when, CompressionMethod::Deflated);
        let stored = options(when, CompressionMethod::Stored);
        let add = |zip: &mut ZipWriter<_>, name: &str, bytes: &[u8], options| {
            zip.start_file(name, options).map_err(ExportError::zip(DOING))?;
            zip.write_all(bytes).map_err(ExportError::io(DOING))
        };
        add(&mut zip, "README.txt", readme.as_bytes(), deflated)?;
        for packed in self.packed {
            let mut source = File::open(&packed.path).map_err(ExportError::io(DOING))?;
            if packed.is_zipped {
                let mut source = ZipArchive::new(source).map_err(ExportError::zip(DOING))?;
                let entry = source.by_index_raw(0).map_err(ExportError::zip(DOING))?;
                zip.raw_copy_file(entry).map_err(ExportError::zip(DOING))?;
            } else {
                zip.start_file(packed.file.name.as_str(), stored)
                    .map_err(ExportError::zip(DOING))?;
                io::copy(&mut source, &mut zip).map_err(ExportError::io(DOING))?;
            }
            // Room for the part itself: all of it twice would be more than the owner was told.
            fs::remove_file(&packed.path).map_err(ExportError::io(DOING))?;
            about.files.push(packed.file);
        }
        if let Some(binaries) = self.binaries {
            about.files.extend(binaries.finish(&mut zip)?);
        }
        for hash in &self.objects {
            let bytes = objects(hash).ok_or(ExportError::MissingObject(*hash))?;
            let name = object_file(hash);
            add(&mut zip, &name, &bytes, stored)?;
            let mut hashed = Hashed::default();
            hashed.take(&bytes);
            about.files.push(hashed.file(name));
        }
        let manifest = to_json(&about)?;
        add(&mut zip, "manifest.json", &manifest, deflated)?;
        let file = zip
            .finish()
            .map_err(ExportError::zip(DOING))?
            .into_inner()
            .map_err(|failed| ExportError::io(DOING)(failed.into_error()))?;
        file.sync_all().map_err(ExportError::io(DOING))?;
        let (bytes, sha256) = hash_file(&path)?;
        Ok(FinishedPart { path, bytes, sha256 })
    }
}

impl Binaries {
    fn begin(path: PathBuf) -> Result<Self, ExportError> {
        let file = own_file(&path).map_err(ExportError::io(DOING))?;
        Ok(Self {
            path,
            zip: ZipWriter::new(BufWriter::with_capacity(BUFFER, file)),
            files: Vec::new(),
            taken: BTreeSet::new(),
        })
    }

    fn take(&mut self, hash: ObjectHash, bytes: &[u8], created: DateTime<Utc>) -> Result<(), ExportError> {
        let name = object_file(&hash);
        let stored = options(zip_time(created), CompressionMethod::Stored);
        self.zip
            .start_file(name.as_str(), stored)
            .map_err(ExportError::zip(DOING))?;
        self.zip.write_all(bytes).map_err(ExportError::io(DOING))?;
        let mut hashed = Hashed::default();
        hashed.take(bytes);
        self.files.push(hashed.file(name));
        self.taken.insert(hash);
        Ok(())
    }

    /// Hands the files over to the part, as they are.
    fn finish<W: Write + Seek>(self, zip: &mut ZipWriter<W>) -> Result<Vec<PartFile>, ExportError> {
        let mut file = self.zip.finish().map_err(ExportError::zip(DOING))?;
        file.flush().map_err(ExportError::io(DOING))?;
        let source = File::open(&self.path).map_err(ExportError::io(DOING))?;
        let mut source = ZipArchive::new(source).map_err(ExportError::zip(DOING))?;
        for position in 0..source.len() {
            let entry = source.by_index_raw(position).map_err(ExportError::zip(DOING))?;
            zip.raw_copy_file(entry).map_err(ExportError::zip(DOING))?;
        }
        drop(source);
        fs::remove_file(&self.path).map_err(ExportError::io(DOING))?;
        Ok(self.files)
    }
}

impl Packed {
    /// A file that is packed by itself.
    pub(crate) fn whole(path: PathBuf, name: String) -> Result<Self, ExportError> {
        let (bytes, sha256) = hash_file(&path)?;
        Ok(Self {
            path,
            file: PartFile { name, bytes, sha256 },
            is_zipped: false,
        })
    }
}

impl Growing {
    pub(crate) fn begin(path: PathBuf, name: String, created: DateTime<Utc>) -> Result<Self, ExportError> {
        let file = own_file(&path).map_err(ExportError::io(DOING))?;
        let mut zip = ZipWriter::new(BufWriter::with_capacity(BUFFER, file));
        zip.start_file(
            name.as_str(),
            options(zip_time(created), CompressionMethod::Deflated),
        )
        .map_err(ExportError::zip(DOING))?;
        Ok(Self {
            path,
            name,
            zip,
            hashed: Hashed::default(),
        })
    }

    pub(crate) fn add(&mut self, bytes: &[u8]) -> Result<(), ExportError> {
        self.hashed.take(bytes);
        self.zip.write_all(bytes).map_err(ExportError::io(DOING))
    }

    pub(crate) fn end(self) -> Result<Packed, ExportError> {
        let mut file = self.zip.finish().map_err(ExportError::zip(DOING))?;
        file.flush().map_err(ExportError::io(DOING))?;
        Ok(Packed {
            path: self.path,
            file: self.hashed.file(self.name),
            is_zipped: true,
        })
    }
}

impl Hashed {
    fn take(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    fn file(self, name: String) -> PartFile {
        PartFile {
            name,
            bytes: self.bytes,
            sha256: to_hex(&self.sha256.finalize()),
        }
    }
}

/// Size and SHA-256 of a file.
pub(crate) fn hash_file(path: &Path) -> Result<(u64, String), ExportError> {
    let mut file = File::open(path).map_err(ExportError::io(DOING))?;
    let mut hashed = Hashed::default();
    let mut chunk = vec![0; BUFFER];
    loop {
        match file.read(&mut chunk).map_err(ExportError::io(DOING))? {
            0 => break,
            read => hashed.take(chunk.get(..read).unwrap_or_default()),
        }
    }
    let file = hashed.file(String::new());
    Ok((file.bytes, file.sha256))
}

pub(crate) fn to_json(value: &impl serde::Serialize) -> Result<Vec<u8>, ExportError> {
    serde_json::to_vec_pretty(value).map_err(|cause| ExportError::Io {
        doing: "writing the manifest",
        cause: io::Error::other(cause),
    })
}

fn to_hex(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len() * 2);
    hex(&mut out, bytes);
    String::from_utf8(out).unwrap_or_default()
}

fn options(when: zip::DateTime, method: CompressionMethod) -> FileOptions<'static, 'static, ()> {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(when)
        .unix_permissions(0o600)
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
