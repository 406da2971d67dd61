//! # Reading back
//!
//! A disk may say that it has written what it has not. So before a backup is published, every content it wrote is read again,
//! through connections that did not write it and dictionaries as they lie in the database; it is unpacked and hashed, and must
//! be what the shop handed over. The hashes are those of the worker: 16 bytes for every *new* content, so a backup in which
//! little changed costs next to nothing. What the operating system still holds in memory is not asked of the disk again.
//!
//! A thread of its own does it while the shop is still being read, a few transactions behind the writer, so that hardly anything
//! is left to do at the end, and no more hashes are kept than those that wait.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;

use rayon::prelude::*;
use rusqlite::{Connection, params};

use super::aside::Aside;
use crate::VaultError;
use crate::error::WhileDoing as _;
use crate::hashes;
use crate::packing::{Dictionary, PLAIN, Unpacker};
use crate::reading::RecordHash;
use crate::vault::Inner;

const DOING: &str = "reading a backup back";
/// So many bytes of what the writer wrote are left unread until more come or the backup ends: what has moved on from the log into the
/// database by then is read where it stays.
const BEHIND: usize = 12 * 1024 * 1024;
/// How many more the writer may be ahead.
const WAITING: usize = 4;

/// What one transaction wrote.
pub(super) struct Portion {
    /// The number of its first content; the others follow.
    pub(super) first: i64,
    /// The hash that each content must have.
    pub(super) hashes: Vec<RecordHash>,
    /// The dictionaries that they were packed with.
    pub(super) dictionaries: Vec<i64>,
    /// How much it is, packed, with its hashes.
    pub(super) bytes: usize,
}

/// Begins to read portions back, on a thread of its own. Where `stop` is set nothing more is read.
pub(super) fn start(inner: &Arc<Inner>, stop: &Arc<AtomicBool>) -> Result<Aside<Portion>, VaultError> {
    let (inner, stop) = (Arc::clone(inner), Arc::clone(stop));
    Aside::start("backup reader", WAITING, move |portions| {
        read_all(&inner, &portions, &stop).map_err(|error| match error {
            VaultError::Damaged { .. } => VaultError::NotReadBack,
            other => other,
        })
    })
}

fn read_all(inner: &Arc<Inner>, portions: &Receiver<Portion>, stop: &AtomicBool) -> Result<(), VaultError> {
    let mut waiting: VecDeque<Portion> = VecDeque::new();
    let mut behind = 0;
    let mut reader: Option<Reader> = None;
    for portion in portions {
        behind += portion.bytes;
        waiting.push_back(portion);
        while behind > BEHIND
            && !stop.load(Ordering::Relaxed)
            && let Some(portion) = waiting.pop_front()
        {
            behind -= portion.bytes;
            let mut ready = match reader.take() {
                Some(ready) => ready,
                None => Reader::new(inner.reader()?),
            };
            ready.read(inner, &portion)?;
            reader = Some(ready);
        }
    }
    if let Some(reader) = reader {
        inner.give_back(reader.connection);
    }
    if stop.load(Ordering::Relaxed) {
        return Ok(());
    }
    waiting.into_par_iter().try_for_each(|portion| {
        let mut reader = Reader::new(inner.reader()?);
        reader.read(inner, &portion)?;
        inner.give_back(reader.connection);
        Ok(())
    })
}

struct Reader {
    connection: Connection,
    dictionaries: HashMap<i64, Dictionary>,
}

impl Reader {
    fn new(connection: Connection) -> Self {
        Self {
            connection,
            dictionaries: HashMap::new(),
        }
    }

    fn read(&mut self, inner: &Inner, portion: &Portion) -> Result<(), VaultError> {
        for &number in &portion.dictionaries {
            if number != PLAIN && !self.dictionaries.contains_key(&number) {
                let read = Dictionary::read(&self.connection, number)?;
                self.dictionaries.insert(number, read);
            }
        }
        let last = portion.first + portion.hashes.len() as i64 - 1;
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT dictionary, size, data FROM payloads WHERE payload BETWEEN ?1 AND ?2 ORDER BY payload",
            )
            .doing(DOING)?;
        let mut rows = statement.query(params![portion.first, last]).doing(DOING)?;
        let mut kept: Option<(i64, Unpacker<'_>)> = None;
        for hash in &portion.hashes {
            let row = rows.next().doing(DOING)?.ok_or(VaultError::NotReadBack)?;
            let number: i64 = row.get(0).doing(DOING)?;
            let size = usize::try_from(row.get::<_, i64>(1).doing(DOING)?).unwrap_or(0);
            let data = row
                .get_ref(2)
                .and_then(|data| data.as_blob().map_err(Into::into))
                .doing(DOING)?;
            let mut unpacker = match kept.take() {
                Some((same, unpacker)) if same == number => unpacker,
                _ => Unpacker::new(self.dictionaries.get(&number)),
            };
            let document = unpacker.unpack(data, size).ok_or(VaultError::NotReadBack)?;
            if hashes::document_hash(&inner.keys.documents, document) != *hash {
                return Err(VaultError::NotReadBack);
            }
            kept = Some((number, unpacker));
        }
        Ok(())
    }
}
