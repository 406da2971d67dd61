//! Reading a backup file.
//!
//! Whoever hands a file over may have been handed it by somebody else. So nothing in it is believed: not its names (an entry is
//! looked up by the name we want), not its sizes (an entry is read up to the size the manifest gives, and one byte more), not
//! its order, and nothing is kept of it before the whole file was checked.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read as _;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use backstock_model::{Cancel, Object, ObjectHash, Record, Secret, TypeDescription};
use sha2::{Digest as _, Sha256};
use zip::read::ZipFile;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::at::At;
use crate::line;
use crate::manifest::{FORMAT, VERSION};
use crate::sums::Sums;
use crate::writing::entry_of;
use crate::{ArchiveError, ArchivedType, Entry, Manifest, seal};

/// A check on its way: two threads look.
struct Looking<'a> {
    cancel: &'a Cancel,
    looked_at: AtomicU64,
    all: u64,
    /// Whether a record was found damaged, so that nothing else has to be looked at.
    is_over: AtomicBool,
}

impl Looking<'_> {
    fn go_on(&self, bytes: u64) -> Result<(), ArchiveError> {
        self.looked_at.fetch_add(bytes, Ordering::Relaxed);
        if self.cancel.is_asked() {
            Err(ArchiveError::Cancelled)
        } else {
            Ok(())
        }
    }
}

/// Says how far both are, from the thread that asked for the check.
struct Telling<'a> {
    looking: &'a Looking<'a>,
    done: &'a mut dyn FnMut(u64, u64),
    told: u64,
}

impl Telling<'_> {
    fn go_on(&mut self, bytes: u64) -> Result<(), ArchiveError> {
        let gone_on = self.looking.go_on(bytes);
        self.tell();
        gone_on
    }

    fn tell(&mut self) {
        let looked_at = self
            .looking
            .looked_at
            .load(Ordering::Relaxed)
            .min(self.looking.all);
        // A record is a little thing, and there are many.
        if self.told == 0 || looked_at - self.told >= BYTES_PER_WORD {
            self.told = looked_at;
            (self.done)(looked_at, self.looking.all);
        }
    }
}

const MANIFEST: &str = "manifest.json";
const TYPES: &str = "types.json";

// More than any shop needs, and little enough to be held.
const LARGEST_MANIFEST: u64 = 256 << 20;
const LARGEST_OBJECT: u64 = 4 << 30;
const MOST_ENTRIES: usize = 2_000_000;

// How often somebody who waits for a check hears of it.
const BYTES_PER_WORD: u64 = 1 << 20;
const TOLD_EVERY: Duration = Duration::from_millis(200);

/// A backup file, opened. Nothing in it is to be relied on before [`Archive::check`] found it whole.
pub struct Archive {
    zip: ZipArchive<At>,
    bytes: At,
    passphrase: Option<Secret>,
    manifest: Manifest,
    entries: BTreeMap<String, Entry>,
    descriptions: Vec<TypeDescription>,
}

impl Archive {
    /// Opens a file and reads what it says about itself.
    pub fn open(path: &Path, passphrase: Option<Secret>) -> Result<Self, ArchiveError> {
        let doing = "opening the backup file";
        let file = File::open(path).map_err(ArchiveError::io(doing))?;
        let bytes = At::beginning_of(file).map_err(ArchiveError::io(doing))?;
        let mut zip = ZipArchive::new(bytes.clone()).map_err(|_| ArchiveError::NotAnArchive)?;
        if zip.index_for_name(MANIFEST).is_none() || zip.index_for_name(TYPES).is_none() {
            return Err(ArchiveError::NotAnArchive);
        }
        if !seal::is_ours(zip.comment()) {
            return Err(ArchiveError::damaged("the file", "its seal is gone"));
        }
        gate(&mut zip)?;
        let text = small_entry(&mut zip, MANIFEST, passphrase.as_ref())?;
        let manifest = read_manifest(&text)?;
        let entries = manifest
            .entries
            .iter()
            .map(|entry| (entry.name.clone(), entry.clone()))
            .collect();
        let mut opened = Self {
            zip,
            bytes,
            passphrase,
            manifest,
            entries,
            descriptions: Vec::new(),
        };
        opened.compare_entries()?;
        let text = small_entry(&mut opened.zip, TYPES, opened.passphrase.as_ref())?;
        opened.descriptions = serde_json::from_slice(&text)
            .map_err(|_| ArchiveError::damaged(TYPES, "it cannot be understood"))?;
        opened.compare_types()?;
        Ok(opened)
    }

    /// What the file says about itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Its content types, parents before the types that refer to them.
    pub fn types(&self) -> &[TypeDescription] {
        &self.descriptions
    }

    /// The file's size in bytes.
    pub fn size(&self) -> u64 {
        self.bytes.size()
    }

    /// Reads every byte and finds out whether all of it is as it was written: the seal, every entry, every record, counts and
    /// sums. `done` hears how many bytes were looked at, packed and unpacked, and of how many.
    pub fn check(&self, cancel: &Cancel, done: &mut dyn FnMut(u64, u64)) -> Result<(), ArchiveError> {
        let looking = &Looking {
            cancel,
            looked_at: AtomicU64::new(0),
            all: self.to_look_at(),
            is_over: AtomicBool::new(false),
        };
        let mut telling = Telling {
            looking,
            done,
            told: 0,
        };
        let (records, bytes) = thread::scope(|scope| {
            let (ending, ended) = mpsc::channel::<()>();
            let records = scope.spawn(move || {
                let checked = self.check_all_records(looking);
                looking.is_over.store(checked.is_err(), Ordering::Relaxed);
                drop(ending);
                checked
            });
            let bytes = self.check_bytes(&mut telling);
            while ended.recv_timeout(TOLD_EVERY) == Err(RecvTimeoutError::Timeout) {
                telling.tell();
            }
            (records.join(), bytes)
        });
        // What is known of a record says more than what is known of its bytes.
        records.unwrap_or_else(|panic| resume_unwind(panic))?;
        bytes
    }

    fn check_all_records(&self, looking: &Looking<'_>) -> Result<(), ArchiveError> {
        for (archived, description) in self.manifest.types.iter().zip(&self.descriptions) {
            self.check_records(archived, description, looking)?;
        }
        Ok(())
    }

    /// The seal and every entry.
    fn check_bytes(&self, telling: &mut Telling<'_>) -> Result<(), ArchiveError> {
        let looking = telling.looking;
        let is_over = || looking.is_over.load(Ordering::Relaxed);
        let whole = seal::is_whole(&mut self.bytes.clone(), &mut |bytes| {
            telling.go_on(bytes).is_ok() && !is_over()
        })
        .map_err(ArchiveError::io("checking the backup file"))?;
        let Some(is_whole) = whole else {
            return Err(ArchiveError::Cancelled);
        };
        // Also when the seal is broken: then the entry that was changed is worth a name.
        for entry in self.entries.values() {
            if is_over() {
                break;
            }
            self.check_entry(entry, telling)?;
        }
        if is_whole {
            Ok(())
        } else {
            Err(ArchiveError::damaged("the file", "it is not as it was written"))
        }
    }

    /// How many bytes a check looks at: the file, every entry, and the records once more by themselves.
    fn to_look_at(&self) -> u64 {
        let records = self.manifest.types.iter();
        let records = records.filter_map(|archived| self.entries.get(&archived.entry));
        let unpacked = self.entries.values().chain(records).map(|entry| entry.bytes);
        // The sizes are the manifest's, which may say anything.
        unpacked.fold(self.size(), u64::saturating_add)
    }

    /// Hands over every record of a type, with the large binaries it refers to. Memory stays flat.
    pub fn read_type(
        &self,
        description: &TypeDescription,
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), ArchiveError> {
        let name = entry_of(description.key.as_str());
        let mut zip = self.zip.clone();
        let read = open_entry(&mut zip, &name, self.passphrase.as_ref())?;
        let object = |hash: &_| self.object(hash);
        line::read_records(read, &name, &description.key, &object, each)
    }

    /// A large binary.
    pub fn object(&self, hash: &ObjectHash) -> Result<Object, ArchiveError> {
        let name = format!("objects/{hash}");
        let mut zip = self.zip.clone();
        let bytes = read_whole(&mut zip, &name, LARGEST_OBJECT, self.passphrase.as_ref())?;
        let object = Object::new(bytes);
        if object.hash == *hash {
            Ok(object)
        } else {
            Err(ArchiveError::damaged(
                &name,
                "its content is not what its name says",
            ))
        }
    }

    fn check_records(
        &self,
        archived: &ArchivedType,
        description: &TypeDescription,
        looking: &Looking<'_>,
    ) -> Result<(), ArchiveError> {
        let mut zip = self.zip.clone();
        let mut records = 0_u64;
        let mut sums = Sums::of(description);
        let mut ids = BTreeSet::new();
        let read = open_entry(&mut zip, &archived.entry, self.passphrase.as_ref())?;
        line::each_line(read, &archived.entry, &mut |line| {
            looking.go_on(line.bytes)?;
            records += 1;
            sums.add(&line.node);
            for hash in &line.objects {
                if !self.entries.contains_key(&format!("objects/{hash}")) {
                    return Err(ArchiveError::damaged(
                        &archived.entry,
                        "a large content is missing",
                    ));
                }
            }
            // Half of a hash is enough to tell two ids apart, and no shop is too large for it.
            let id = Sha256::digest(line.id.as_bytes());
            if !ids.insert(<[u8; 16]>::try_from(id.get(..16).unwrap_or_default()).unwrap_or_default()) {
                return Err(ArchiveError::damaged(&archived.entry, "a record is there twice"));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        if records != archived.records {
            return Err(ArchiveError::damaged(
                &archived.entry,
                "it has another number of records",
            ));
        }
        if sums.told() != archived.sums {
            return Err(ArchiveError::damaged(
                &archived.entry,
                "its amounts add up to something else",
            ));
        }
        Ok(())
    }

    fn check_entry(&self, entry: &Entry, telling: &mut Telling<'_>) -> Result<(), ArchiveError> {
        let mut zip = self.zip.clone();
        let mut hashed = Sha256::new();
        let mut read =
            open_entry(&mut zip, &entry.name, self.passphrase.as_ref())?.take(entry.bytes.saturating_add(1));
        let mut chunk = vec![0; 1 << 17];
        let mut copied = 0;
        loop {
            let more = read
                .read(&mut chunk)
                .map_err(|_| ArchiveError::damaged(&entry.name, "it cannot be unpacked"))?;
            if more == 0 {
                break;
            }
            copied += more as u64;
            telling.go_on(more as u64)?;
            hashed.update(chunk.get(..more).unwrap_or_default());
        }
        if copied != entry.bytes {
            return Err(ArchiveError::damaged(&entry.name, "it has another size"));
        }
        if seal::hex(&hashed.finalize()) != entry.sha256 {
            return Err(ArchiveError::damaged(&entry.name, "its content was changed"));
        }
        Ok(())
    }

    /// Every entry is in the manifest, and the other way round.
    fn compare_entries(&self) -> Result<(), ArchiveError> {
        if self.entries.len() != self.manifest.entries.len() {
            return Err(ArchiveError::damaged(MANIFEST, "it names an entry twice"));
        }
        if let Some(missing) = self
            .entries
            .keys()
            .find(|name| self.zip.index_for_name(name).is_none())
        {
            return Err(ArchiveError::damaged(missing, "it is missing"));
        }
        for index in 0..self.zip.len() {
            let name = match self.zip.name_for_index(index) {
                Some(Ok(name)) => name,
                _ => return Err(ArchiveError::Hostile("an entry has no readable name")),
            };
            if name != MANIFEST && !self.entries.contains_key(&*name) {
                return Err(ArchiveError::damaged(&name, "it does not belong to the backup"));
            }
        }
        Ok(())
    }

    /// Both lists of types are one.
    fn compare_types(&self) -> Result<(), ArchiveError> {
        let types = &self.manifest.types;
        let is_same = types.len() == self.descriptions.len()
            && types
                .iter()
                .zip(&self.descriptions)
                .all(|(archived, description)| {
                    archived.key == description.key
                        && archived.entry == entry_of(description.key.as_str())
                        && self.entries.contains_key(&archived.entry)
                });
        let keys: BTreeSet<_> = types.iter().map(|archived| archived.key.as_str()).collect();
        if is_same && keys.len() == types.len() {
            Ok(())
        } else {
            Err(ArchiveError::damaged(
                TYPES,
                "it names other types than the manifest",
            ))
        }
    }
}

/// What no backup file of ours is like, and what harms whoever unpacks it.
fn gate(zip: &mut ZipArchive<At>) -> Result<(), ArchiveError> {
    if zip.len() > MOST_ENTRIES {
        return Err(ArchiveError::Hostile("it has too many entries"));
    }
    if zip.has_duplicate_names() {
        return Err(ArchiveError::Hostile("two of its entries have the same name"));
    }
    let is_overlapping = zip
        .has_overlapping_entries()
        .map_err(|_| ArchiveError::damaged("the file", "its list of entries cannot be read"))?;
    if is_overlapping {
        return Err(ArchiveError::Hostile("its entries lie over one another"));
    }
    for index in 0..zip.len() {
        let entry = zip
            .by_index_data(index)
            .map_err(|_| ArchiveError::damaged("the file", "its list of entries cannot be read"))?;
        if entry.is_symlink() || entry.is_dir() {
            return Err(ArchiveError::Hostile("it holds something that is no file"));
        }
        if !matches!(
            entry.compression(),
            CompressionMethod::Stored | CompressionMethod::Deflated
        ) && !entry.encrypted()
        {
            return Err(ArchiveError::Hostile("it is packed in an unusual way"));
        }
    }
    Ok(())
}

fn read_manifest(text: &[u8]) -> Result<Manifest, ArchiveError> {
    #[derive(serde::Deserialize)]
    struct Kind {
        format: String,
        version: u32,
    }
    let kind: Kind = serde_json::from_slice(text)
        .map_err(|_| ArchiveError::damaged(MANIFEST, "it cannot be understood"))?;
    if kind.format != FORMAT {
        return Err(ArchiveError::NotAnArchive);
    }
    if kind.version > VERSION {
        return Err(ArchiveError::Newer(kind.version));
    }
    serde_json::from_slice(text).map_err(|_| ArchiveError::damaged(MANIFEST, "it cannot be understood"))
}

fn small_entry(
    zip: &mut ZipArchive<At>,
    name: &str,
    passphrase: Option<&Secret>,
) -> Result<Vec<u8>, ArchiveError> {
    read_whole(zip, name, LARGEST_MANIFEST, passphrase)
}

fn read_whole(
    zip: &mut ZipArchive<At>,
    name: &str,
    largest: u64,
    passphrase: Option<&Secret>,
) -> Result<Vec<u8>, ArchiveError> {
    let mut bytes = Vec::new();
    open_entry(zip, name, passphrase)?
        .take(largest + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| ArchiveError::damaged(name, "it cannot be unpacked"))?;
    if bytes.len() as u64 > largest {
        return Err(ArchiveError::Hostile("an entry is larger than it may be"));
    }
    Ok(bytes)
}

fn open_entry<'z>(
    zip: &'z mut ZipArchive<At>,
    name: &str,
    passphrase: Option<&Secret>,
) -> Result<ZipFile<'z, At>, ArchiveError> {
    let Some(index) = zip.index_for_name(name) else {
        return Err(ArchiveError::damaged(name, "it is missing"));
    };
    let is_encrypted = zip.by_index_data(index).is_ok_and(|entry| entry.encrypted());
    let opened = match (is_encrypted, passphrase) {
        (true, None) => return Err(ArchiveError::PassphraseNeeded),
        (true, Some(passphrase)) => zip.by_index_decrypt(index, passphrase.reveal().as_bytes()),
        (false, _) => zip.by_index(index),
    };
    opened.map_err(|error| match error {
        ZipError::InvalidPassword => ArchiveError::WrongPassphrase,
        _ => ArchiveError::damaged(name, "it cannot be unpacked"),
    })
}
