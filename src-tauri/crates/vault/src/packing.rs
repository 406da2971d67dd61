//! # How documents are packed
//!
//! Each document is compressed on its own, so that any one of them can be read without the others, with a dictionary of what
//! the documents of its type have in common: two to three times smaller than without, and faster (decisions/0004).
//!
//! What a backup packs is unpacked and hashed as it lies on the disk before anything is called saved (see
//! `writing/read_back.rs`). What nobody reads back, the states in a plan and in a journal, is unpacked and compared at once.

use std::cell::RefCell;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, params};
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};
use zstd::zstd_safe::DCtx;

use crate::VaultError;
use crate::error::WhileDoing as _;
use crate::vault::{Durable, Inner, hold};

const LEVEL: i32 = 3;
const MOST_DICTIONARY: usize = 64 * 1024;
const LEAST_DICTIONARY: usize = 2 * 1024;
/// A dictionary is only worth its room when there is enough to learn from.
pub(crate) const LEAST_SAMPLES: usize = 100;
const MOST_SAMPLES: usize = 1000;
// Longer documents teach a dictionary little and are well compressed without one.
const LONGEST_SAMPLE: usize = 32 * 1024;
// Eight times what a dictionary may hold. More makes it no better, and the learning holds a first backup up.
const MOST_SAMPLE_BYTES: usize = 8 * MOST_DICTIONARY;

/// Stands for "no dictionary".
pub(crate) const PLAIN: i64 = 0;

/// What documents of a type have in common.
pub(crate) struct Dictionary {
    pub(crate) number: i64,
    encoder: EncoderDictionary<'static>,
    decoder: DecoderDictionary<'static>,
}

impl Dictionary {
    fn new(number: i64, bytes: &[u8]) -> Result<Self, VaultError> {
        let damaged = |_| VaultError::damaged("a dictionary");
        Ok(Self {
            number,
            encoder: EncoderDictionary::try_copy(bytes, LEVEL).map_err(damaged)?,
            decoder: DecoderDictionary::try_copy(bytes).map_err(damaged)?,
        })
    }

    /// A dictionary as it lies in the database.
    pub(crate) fn read(connection: &Connection, number: i64) -> Result<Self, VaultError> {
        let bytes: Vec<u8> = connection
            .prepare_cached("SELECT data FROM dictionaries WHERE dictionary = ?1")
            .and_then(|mut statement| statement.query_row([number], |row| row.get(0)).optional())
            .doing("reading a dictionary")?
            .ok_or_else(|| VaultError::damaged("a dictionary is missing"))?;
        Self::new(number, &bytes)
    }
}

/// Learns a dictionary from documents; `None` when there is too little to learn from.
pub(crate) fn learn<'a>(documents: impl Iterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut samples = Vec::new();
    let mut sizes = Vec::new();
    for document in documents
        .filter(|document| (8..=LONGEST_SAMPLE).contains(&document.len()))
        .take(MOST_SAMPLES)
    {
        if samples.len() >= MOST_SAMPLE_BYTES && sizes.len() >= LEAST_SAMPLES {
            break;
        }
        samples.extend_from_slice(document);
        sizes.push(document.len());
    }
    if sizes.len() < LEAST_SAMPLES {
        return None;
    }
    let size = (samples.len() / 12).clamp(LEAST_DICTIONARY, MOST_DICTIONARY);
    zstd::dict::from_continuous(&samples, &sizes, size).ok()
}

/// Packs documents one after another.
pub(crate) struct Packer<'d> {
    compressor: Compressor<'d>,
    room: Vec<u8>,
    dictionary: Option<&'d Dictionary>,
    unpacker: Unpacker<'d>,
}

/// A packed document.
pub(crate) struct Packed {
    pub(crate) dictionary: i64,
    pub(crate) data: Box<[u8]>,
}

impl<'d> Packer<'d> {
    pub(crate) fn new(dictionary: Option<&'d Dictionary>) -> Result<Self, VaultError> {
        let compressor = match dictionary {
            Some(dictionary) => Compressor::with_prepared_dictionary(&dictionary.encoder),
            None => Compressor::new(LEVEL),
        };
        Ok(Self {
            compressor: compressor.doing("packing documents")?,
            room: Vec::new(),
            dictionary,
            unpacker: Unpacker::new(dictionary),
        })
    }

    /// Packs a document that is read back from the disk before it counts.
    pub(crate) fn pack(&mut self, document: &[u8]) -> Result<Packed, VaultError> {
        self.room.clear();
        self.room.reserve(zstd::zstd_safe::compress_bound(document.len()));
        self.compressor
            .compress_to_buffer(document, &mut self.room)
            .doing("packing documents")?;
        Ok(Packed {
            dictionary: self.dictionary.map_or(PLAIN, |dictionary| dictionary.number),
            data: self.room.as_slice().into(),
        })
    }

    /// Packs a document and makes sure that it comes out again.
    pub(crate) fn pack_proven(&mut self, document: &[u8]) -> Result<Packed, VaultError> {
        let packed = self.pack(document)?;
        if self.unpacker.unpack(&packed.data, document.len()) == Some(document) {
            Ok(packed)
        } else {
            Err(VaultError::damaged(
                "a document did not come out of its packing as it went in",
            ))
        }
    }
}

thread_local! {
    /// Making one costs more than unpacking a document, so that each thread has one for all it unpacks.
    static CONTEXT: RefCell<DCtx<'static>> = RefCell::new(DCtx::create());
}

/// Unpacks documents one after another.
pub(crate) struct Unpacker<'d> {
    dictionary: Option<&'d Dictionary>,
    room: Vec<u8>,
}

impl<'d> Unpacker<'d> {
    pub(crate) fn new(dictionary: Option<&'d Dictionary>) -> Self {
        Self {
            dictionary,
            room: Vec::new(),
        }
    }

    /// The document, or `None` when the data is damaged. `size` bounds what is made of damaged data.
    pub(crate) fn unpack(&mut self, data: &[u8], size: usize) -> Option<&[u8]> {
        // What says another size is damaged, and must not ask for memory.
        if Decompressor::upper_bound(data) != Some(size) {
            return None;
        }
        self.room.clear();
        self.room.reserve(size);
        CONTEXT
            .with_borrow_mut(|context| match self.dictionary {
                Some(dictionary) => {
                    context.decompress_using_ddict(&mut self.room, data, dictionary.decoder.as_ddict())
                }
                None => context.decompress(&mut self.room, data),
            })
            .ok()?;
        (self.room.len() == size).then_some(self.room.as_slice())
    }
}

impl Inner {
    /// A dictionary by its number; `None` for [`PLAIN`].
    pub(crate) fn dictionary(
        &self,
        connection: &Connection,
        number: i64,
    ) -> Result<Option<Arc<Dictionary>>, VaultError> {
        if number == PLAIN {
            return Ok(None);
        }
        if let Some(found) = hold(&self.dictionaries).get(&number) {
            return Ok(Some(Arc::clone(found)));
        }
        Ok(Some(self.remember(Dictionary::read(connection, number)?)))
    }

    fn remember(&self, dictionary: Dictionary) -> Arc<Dictionary> {
        let dictionary = Arc::new(dictionary);
        hold(&self.dictionaries).insert(dictionary.number, Arc::clone(&dictionary));
        dictionary
    }

    /// The newest dictionary of a type.
    pub(crate) fn dictionary_of_type(
        &self,
        connection: &Connection,
        content_type: i64,
    ) -> Result<Option<Arc<Dictionary>>, VaultError> {
        let number: Option<i64> = connection
            .query_row(
                "SELECT max(dictionary) FROM dictionaries WHERE type = ?1",
                [content_type],
                |row| row.get(0),
            )
            .doing("reading a dictionary")?;
        self.dictionary(connection, number.unwrap_or(PLAIN))
    }

    /// Keeps a dictionary for a type, durably, before anything is packed with it.
    pub(crate) fn keep_dictionary(
        &self,
        content_type: i64,
        bytes: &[u8],
    ) -> Result<Arc<Dictionary>, VaultError> {
        let doing = "keeping a dictionary";
        // What is packed with it is written after it, and becomes durable with it.
        let number = self.transact(doing, Durable::WithTheNext, |transaction| {
            transaction
                .execute(
                    "INSERT INTO dictionaries (type, data) VALUES (?1, ?2)",
                    params![content_type, bytes],
                )
                .doing(doing)?;
            Ok(transaction.last_insert_rowid())
        })?;
        Ok(self.remember(Dictionary::new(number, bytes)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents() -> Vec<Vec<u8>> {
        (0..300)
            .map(|number| {
                format!(r#"{{"description":"a product like any other","id":{number},"price":{number}.50}}"#)
                    .into()
            })
            .collect()
    }

    #[test]
    fn a_dictionary_makes_small_documents_smaller() {
        let documents = documents();
        let learned = learn(documents.iter().map(Vec::as_slice)).unwrap();
        let dictionary = Dictionary::new(1, &learned).unwrap();
        let size = |dictionary: Option<&Dictionary>| -> usize {
            let mut packer = Packer::new(dictionary).unwrap();
            documents
                .iter()
                .map(|document| packer.pack(document).unwrap().data.len())
                .sum()
        };
        assert!(size(Some(&dictionary)) * 2 < size(None));
        assert!(learn(documents.iter().take(20).map(Vec::as_slice)).is_none());
    }

    #[test]
    fn damaged_data_is_never_a_document_of_another_size() {
        let document = documents().concat();
        let packed = Packer::new(None).unwrap().pack(&document).unwrap().data;
        let mut unpacker = Unpacker::new(None);
        assert_eq!(
            unpacker.unpack(&packed, document.len()),
            Some(document.as_slice())
        );
        assert_eq!(unpacker.unpack(&packed, document.len() - 1), None);
        assert_eq!(unpacker.unpack(&packed[..packed.len() / 2], document.len()), None);
        assert_eq!(unpacker.unpack(b"nonsense", 10), None);
    }
}
