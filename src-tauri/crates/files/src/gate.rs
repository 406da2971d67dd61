//! # The gate for ZIPs of other tools
//!
//! A ZIP says many things about itself, and any of them can be a lie. Everything in it is looked at here before a byte is
//! unpacked, and what no honest tool makes is refused with the reason. Entries that pass are read by where their bytes lie,
//! never by `extract`; their names are only compared and shown.
//!
//! | refused | why |
//! |---|---|
//! | more entries than any backup of a shop has, a total beyond 64 GiB | it fills the memory or the disk |
//! | entries that lie over one another, sizes or names that differ between the two lists | a bomb, or two programs see two files |
//! | names that lead elsewhere (`../`, `/`, `C:`), with signs no file system takes, reserved ones, too long or too deep | whoever unpacks it writes elsewhere |
//! | two names that are one on some computers | which of the two is meant? |
//! | links and other things that are no files | they lead elsewhere |
//! | packed in unusual ways | nobody can look into it |

use std::collections::BTreeSet;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use backstock_archive::ArchiveError;
use backstock_model::Cancel;
use flate2::bufread::DeflateDecoder;
use unicode_normalization::UnicodeNormalization as _;
use zip::{CompressionMethod, ZipArchive};

use crate::packed::is_too_much;
use crate::piece::Piece;

const MOST_ENTRIES: usize = 200_000;
const LONGEST_NAME: usize = 1_024;
const DEEPEST: usize = 32;
const MOST_BYTES: u64 = 64 << 30;
/// The end of a ZIP, a comment of the greatest length included.
const TAIL: u64 = 22 + 65_535;

/// A ZIP that may be read.
#[derive(Debug)]
pub(crate) struct Gated {
    pub(crate) place: Piece,
    pub(crate) entries: Vec<GatedEntry>,
}

/// A file in it.
#[derive(Clone, Debug)]
pub(crate) struct GatedEntry {
    pub(crate) name: String,
    pub(crate) bytes: u64,
    pub(crate) is_encrypted: bool,
    packed: u64,
    start: u64,
    crc: u32,
    is_deflated: bool,
    is_readable: bool,
}

fn hostile(why: &'static str) -> ArchiveError {
    ArchiveError::Hostile(why)
}

fn damaged(what: &'static str) -> ArchiveError {
    ArchiveError::Damaged {
        entry: "the file".to_owned(),
        what,
    }
}

fn cannot_open(cause: io::Error) -> ArchiveError {
    ArchiveError::Io {
        doing: "opening the file",
        cause,
    }
}

impl Gated {
    pub(crate) fn open(path: &Path, cancel: &Cancel) -> Result<Self, ArchiveError> {
        Self::within(Piece::whole(path, cancel).map_err(cannot_open)?)
    }

    /// A ZIP that lies as it is in another one.
    pub(crate) fn inner(&self, entry: &GatedEntry) -> Result<Self, ArchiveError> {
        if entry.is_deflated || !entry.is_readable || entry.is_encrypted {
            return Err(hostile("it is packed in an unusual way"));
        }
        Self::within(self.place.part(entry.start, entry.packed))
    }

    fn within(place: Piece) -> Result<Self, ArchiveError> {
        let mut file = place.open().map_err(cannot_open)?;
        let size = place.length();
        let told = told_entries(&mut file, size).map_err(cannot_open)?;
        if told.is_some_and(|told| told > MOST_ENTRIES as u64) {
            return Err(hostile("it has too many entries"));
        }
        let mut zip = ZipArchive::new(BufReader::new(file))
            .map_err(|_| damaged("it is cut off, or its list of entries cannot be read"))?;
        if zip.len() > MOST_ENTRIES {
            return Err(hostile("it has too many entries"));
        }
        if zip.has_duplicate_names() {
            return Err(hostile("two of its entries have the same name"));
        }
        if zip.offset() != 0 {
            return Err(hostile("something else stands before it"));
        }
        let is_overlapping = zip
            .has_overlapping_entries()
            .map_err(|_| damaged("its list of entries cannot be read"))?;
        if is_overlapping {
            return Err(hostile("its entries lie over one another"));
        }
        zip.validate_header_consistency().map_err(|_| {
            hostile("it says one thing of its entries at the beginning and another at the end")
        })?;
        let mut entries = Vec::with_capacity(zip.len());
        let (mut names, mut total) = (BTreeSet::new(), 0_u64);
        for index in 0..zip.len() {
            let entry = zip
                .by_index_raw(index)
                .map_err(|_| damaged("its list of entries cannot be read"))?;
            let name = std::str::from_utf8(entry.name_raw())
                .map_err(|_| hostile("an entry has a name that cannot be read"))?
                .to_owned();
            see_name(&name)?;
            if !names.insert(folded(&name)) {
                return Err(hostile(
                    "the names of two of its entries are one on some computers",
                ));
            }
            if entry.is_symlink() {
                return Err(hostile("it holds a link to somewhere else"));
            }
            if entry
                .unix_mode()
                .is_some_and(|mode| !matches!(mode & 0o170_000, 0 | 0o100_000 | 0o040_000))
            {
                return Err(hostile("it holds something that is no file"));
            }
            total = total.saturating_add(entry.size());
            if total > MOST_BYTES {
                return Err(hostile("it would unpack to more than any shop has"));
            }
            if is_too_much(entry.size(), entry.compressed_size()) {
                return Err(hostile("it unpacks to more than two hundred times its size"));
            }
            if entry.is_dir() {
                if entry.size() > 0 {
                    return Err(hostile("a folder in it has content"));
                }
                continue;
            }
            let method = entry.compression();
            if method == CompressionMethod::Stored
                && !entry.encrypted()
                && entry.size() != entry.compressed_size()
            {
                return Err(hostile("an entry that is not packed has two sizes"));
            }
            let start = entry
                .data_start()
                .ok_or_else(|| damaged("its list of entries cannot be read"))?;
            if start
                .checked_add(entry.compressed_size())
                .is_none_or(|end| end > size)
            {
                return Err(damaged("an entry goes on behind the end of the file"));
            }
            entries.push(GatedEntry {
                bytes: entry.size(),
                is_encrypted: entry.encrypted(),
                packed: entry.compressed_size(),
                start,
                crc: entry.crc32(),
                is_deflated: method == CompressionMethod::Deflated,
                is_readable: matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated),
                name,
            });
        }
        Ok(Self { place, entries })
    }

    /// Opens an entry: exactly as many bytes as it says, with the sum it says.
    pub(crate) fn read(&self, entry: &GatedEntry) -> io::Result<Box<dyn Read>> {
        if !entry.is_readable {
            return Err(io::Error::other(hostile("it is packed in an unusual way")));
        }
        let packed = self.place.part(entry.start, entry.packed).open()?;
        let packed = BufReader::with_capacity(1 << 16, packed);
        let read: Box<dyn Read> = if entry.is_deflated {
            Box::new(DeflateDecoder::new(packed))
        } else {
            Box::new(packed)
        };
        Ok(Box::new(Checked {
            read,
            left: entry.bytes,
            crc: flate2::Crc::new(),
            wanted: entry.crc,
        }))
    }
}

/// An entry's bytes, counted and added up.
struct Checked {
    read: Box<dyn Read>,
    left: u64,
    crc: flate2::Crc,
    wanted: u32,
}

impl Read for Checked {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        let count = self
            .read
            .read(into)
            .map_err(|_| io::Error::other(damaged("an entry cannot be unpacked")))?;
        if count == 0 {
            let is_whole = self.left == 0 && self.crc.sum() == self.wanted;
            return if is_whole {
                Ok(0)
            } else {
                Err(io::Error::other(damaged(
                    "an entry is not what the file says it is",
                )))
            };
        }
        self.left = self
            .left
            .checked_sub(count as u64)
            .ok_or_else(|| io::Error::other(hostile("an entry is larger than it says")))?;
        self.crc.update(into.get(..count).unwrap_or_default());
        Ok(count)
    }
}

/// How many entries the end of the file tells of, before any of them is read.
fn told_entries(file: &mut (impl Read + Seek), size: u64) -> io::Result<Option<u64>> {
    let from = size.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.by_ref().take(TAIL).read_to_end(&mut tail)?;
    file.seek(SeekFrom::Start(0))?;
    let last = tail
        .windows(4)
        .rposition(|window| window == b"PK\x05\x06")
        .and_then(|at| tail.get(at + 12..at + 16));
    // The length of the list: no entry takes less than 46 bytes of it.
    Ok(last
        .and_then(|bytes| <[u8; 4]>::try_from(bytes).ok())
        .map(u32::from_le_bytes)
        .filter(|length| *length != u32::MAX)
        .map(|length| u64::from(length) / 46))
}

fn see_name(name: &str) -> Result<(), ArchiveError> {
    const RESERVED: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];
    if name.len() > LONGEST_NAME {
        return Err(hostile("an entry has a longer name than any file may have"));
    }
    let is_absolute = name.starts_with(['/', '\\'])
        || name.as_bytes().get(1) == Some(&b':')
            && name.starts_with(|first: char| first.is_ascii_alphabetic());
    if is_absolute {
        return Err(hostile(
            "the name of an entry leads to another place on the computer",
        ));
    }
    if name
        .chars()
        .any(|letter| letter.is_control() || is_invisible(letter))
    {
        return Err(hostile("the name of an entry has signs that cannot be seen"));
    }
    if name.is_empty() {
        return Err(hostile("an entry has no name"));
    }
    let trimmed = name.strip_suffix('/').unwrap_or(name);
    let parts: Vec<&str> = trimmed.split(['/', '\\']).collect();
    if parts.len() > DEEPEST {
        return Err(hostile(
            "its folders lie deeper in one another than any program makes them",
        ));
    }
    for part in parts {
        if part == ".." {
            return Err(hostile("the name of an entry leads out of its folder"));
        }
        if part.is_empty() || part == "." {
            return Err(hostile("the name of an entry is none that a program would write"));
        }
        if part.contains(':') {
            return Err(hostile("the name of an entry hides a second file"));
        }
        let stem = part
            .split('.')
            .next()
            .unwrap_or_default()
            .trim_end()
            .to_ascii_lowercase();
        let is_numbered = ["com", "lpt"].iter().any(|device| {
            stem.strip_prefix(device)
                .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|digit| digit.is_ascii_digit()))
        });
        if RESERVED.contains(&stem.as_str()) || is_numbered {
            return Err(hostile("the name of an entry is a device on some computers"));
        }
        if part.ends_with([' ', '.']) {
            return Err(hostile("the name of an entry is another one on some computers"));
        }
    }
    Ok(())
}

/// Signs that change how others are read, or are none.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// A name as computers compare it that do not look at capital letters, or at how a letter with an accent is put together.
fn folded(name: &str) -> String {
    name.trim_end_matches('/')
        .replace('\\', "/")
        .to_lowercase()
        .nfc()
        .collect()
}
