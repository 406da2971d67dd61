//! # Reading back
//!
//! A disk may say that it has written what it has not. So before a backup is published, every content it wrote is read again,
//! through connections that did not write it and dictionaries as they lie in the database; it is unpacked and hashed, and must
//! be what the shop handed over. The hashes are those of the worker: 16 bytes for every *new* content, so a backup in which
//! little changed costs next to nothing. What the operating system still holds in memory is not asked of the disk again.

use std::collections::HashMap;

use rayon::prelude::*;
use rusqlite::{Connection, params};

use crate::VaultError;
use crate::error::WhileDoing as _;
use crate::hashes;
use crate::packing::{Dictionary, PLAIN, Unpacker};
use crate::reading::RecordHash;
use crate::vault::Inner;

const DOING: &str = "reading a backup back";
// A connection and its dictionaries are dear to make ready; each is used for at least this many contents.
const LEAST_SHARE: usize = 1000;

/// Makes sure that the contents from number `first` on have these hashes, in this order.
pub(super) fn read_back(inner: &Inner, first: i64, written: &[RecordHash]) -> Result<(), VaultError> {
    let share = written
        .len()
        .div_ceil(rayon::current_num_threads())
        .max(LEAST_SHARE);
    written
        .par_chunks(share)
        .enumerate()
        .map(|(position, hashes)| {
            let mut reader = Reader::new(inner.reader()?);
            reader.read(inner, first + (position * share) as i64, hashes)?;
            inner.give_back(reader.connection);
            Ok(())
        })
        .collect::<Result<(), VaultError>>()
        .map_err(|error| match error {
            VaultError::Damaged { .. } => VaultError::NotReadBack,
            other => other,
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

    fn read(&mut self, inner: &Inner, first: i64, hashes: &[RecordHash]) -> Result<(), VaultError> {
        let last = first + hashes.len() as i64 - 1;
        self.learn(first, last)?;
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT dictionary, size, data FROM payloads WHERE payload BETWEEN ?1 AND ?2 ORDER BY payload",
            )
            .doing(DOING)?;
        let mut rows = statement.query(params![first, last]).doing(DOING)?;
        let mut kept: Option<(i64, Unpacker<'_>)> = None;
        for hash in hashes {
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

    /// Reads the dictionaries that these contents were packed with.
    fn learn(&mut self, first: i64, last: i64) -> Result<(), VaultError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT dictionary FROM payloads WHERE payload BETWEEN ?1 AND ?2")
            .doing(DOING)?;
        let numbers = statement
            .query_map(params![first, last], |row| row.get::<_, i64>(0))
            .doing(DOING)?
            .collect::<Result<Vec<_>, _>>()
            .doing(DOING)?;
        for number in numbers {
            if number != PLAIN && !self.dictionaries.contains_key(&number) {
                let read = Dictionary::read(&self.connection, number)?;
                self.dictionaries.insert(number, read);
            }
        }
        Ok(())
    }
}
