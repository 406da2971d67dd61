//! What a shop hands over when it is read.

use crate::{Document, ObjectHash, RecordKey};

/// One record as read from a shop, a file or the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Content type and id.
    pub key: RecordKey,
    /// What a person calls it. May be empty; the window then shows the id.
    pub name: String,
    /// More words to find it by (SKU, e-mail, code), separated by spaces.
    pub search: String,
    /// The whole record.
    pub document: Document,
    /// The large binaries its document refers to (see [`crate::LARGE_BINARY`]).
    pub objects: Vec<Object>,
}

/// A large binary value, kept beside the document that refers to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// BLAKE3 of `bytes`.
    pub hash: ObjectHash,
    /// The original bytes.
    pub bytes: Vec<u8>,
}

impl Object {
    /// Takes bytes and names them by their hash.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self {
            hash: ObjectHash::of(&bytes),
            bytes,
        }
    }
}
