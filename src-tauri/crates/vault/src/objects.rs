//! # Large binaries
//!
//! Pictures and theme files lie beside the database, one file each, under a name that only the vault's key can compute. Each is
//! encrypted with XChaCha20-Poly1305 and bound to the vault and to its own hash, so that one cannot stand in for another.
//! A file is durable before any row refers to it; files that no row refers to are swept up later.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use backstock_model::{Document, Node, Object, ObjectHash};
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use memchr::memmem::Finder;
use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension as _};

use crate::error::WhileDoing as _;
use crate::keys::draw;
use crate::vault::Inner;
use crate::{Vault, VaultError, disk};

pub(crate) const FOLDER: &str = "objects";

const NONCE: usize = 24;
const LEVEL: i32 = 3;
// The first byte inside the encryption.
const AS_IT_IS: u8 = 0;
const PACKED: u8 = 1;

impl Inner {
    /// Where an object lies.
    pub(crate) fn object_path(&self, hash: &ObjectHash) -> PathBuf {
        let name = blake3::keyed_hash(&self.keys.object_names, &hash.0).to_hex();
        let (folder, _) = name.as_str().split_at(2);
        self.folder.join(FOLDER).join(folder).join(name.as_str())
    }

    fn bound(&self, hash: &ObjectHash) -> Vec<u8> {
        [self.id.as_bytes(), &hash.0].concat()
    }

    fn seal(&self, object: &Object) -> Result<Vec<u8>, VaultError> {
        let packed = zstd::bulk::compress(&object.bytes, LEVEL).doing("packing a large file")?;
        let (how, content) = if packed.len() < object.bytes.len() {
            (PACKED, packed.as_slice())
        } else {
            (AS_IT_IS, object.bytes.as_slice())
        };
        let mut plain = Vec::with_capacity(content.len() + 9);
        plain.push(how);
        plain.extend_from_slice(&(object.bytes.len() as u64).to_le_bytes());
        plain.extend_from_slice(content);
        let nonce: [u8; NONCE] = draw()?;
        let sealed = XChaCha20Poly1305::new(self.keys.objects.as_slice().into())
            .encrypt(
                XNonce::from_slice(&nonce),
                Payload {
                    msg: &plain,
                    aad: &self.bound(&object.hash),
                },
            )
            .map_err(|_| VaultError::damaged("a large file could not be encrypted"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    fn unseal(&self, hash: &ObjectHash, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE)?;
        let plain = XChaCha20Poly1305::new(self.keys.objects.as_slice().into())
            .decrypt(
                XNonce::from_slice(nonce),
                Payload {
                    msg: sealed,
                    aad: &self.bound(hash),
                },
            )
            .ok()?;
        let (how, rest) = plain.split_first()?;
        let (size, content) = rest.split_at_checked(8)?;
        let size = usize::try_from(u64::from_le_bytes(size.try_into().ok()?)).ok()?;
        let bytes = match *how {
            AS_IT_IS => content.to_vec(),
            PACKED => zstd::bulk::decompress(content, size).ok()?,
            _ => return None,
        };
        (ObjectHash::of(&bytes) == *hash).then_some(bytes)
    }

    /// Writes objects that are not there, or not whole. All of them are durable when this returns.
    pub(crate) fn write_objects(&self, objects: &[Object]) -> Result<Vec<Written>, VaultError> {
        let doing = "writing large files";
        let (paths, written): (Vec<_>, Vec<_>) = objects
            .par_iter()
            .map(|object| {
                if ObjectHash::of(&object.bytes) != object.hash {
                    return Err(VaultError::DamagedObject(object.hash));
                }
                let path = self.object_path(&object.hash);
                if let Some(folder) = path.parent() {
                    disk::make_folder(folder).doing(doing)?;
                }
                let sealed = self.seal(object)?;
                disk::put_beside(&path, &sealed).doing(doing)?;
                let written = Written {
                    hash: object.hash,
                    size: object.bytes.len() as u64,
                    file_size: sealed.len() as u64,
                };
                Ok((path, written))
            })
            .collect::<Result<Vec<_>, VaultError>>()?
            .into_iter()
            .unzip();
        for path in &paths {
            disk::settle(path).doing(doing)?;
        }
        let folders: HashSet<&Path> = paths.iter().filter_map(|path| path.parent()).collect();
        folders
            .iter()
            .try_for_each(|folder| disk::sync_folder(folder))
            .and_then(|()| disk::sync_folder(&self.folder.join(FOLDER)))
            .doing(doing)?;
        Ok(written)
    }

    /// Looks whether an object's file is there with the size that was noted, and hands its size back. Where none was noted the
    /// file is read and proven. `None` when it has to be written again.
    pub(crate) fn look_at_object(
        &self,
        hash: &ObjectHash,
        noted: Option<u64>,
    ) -> Result<Option<u64>, VaultError> {
        let found = match fs::metadata(self.object_path(hash)) {
            Ok(found) => found.len(),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(cause).doing("looking for a large file"),
        };
        if noted.is_some() {
            return Ok((noted == Some(found)).then_some(found));
        }
        match self.read_object(hash) {
            Ok(_) => Ok(Some(found)),
            Err(VaultError::DamagedObject(_)) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// An object that rows refer to.
    pub(crate) fn read_object(&self, hash: &ObjectHash) -> Result<Vec<u8>, VaultError> {
        match fs::read(self.object_path(hash)) {
            Ok(sealed) => self.unseal(hash, &sealed).ok_or(VaultError::DamagedObject(*hash)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Err(VaultError::DamagedObject(*hash)),
            Err(cause) => Err(VaultError::Io {
                doing: "reading a large file",
                cause,
            }),
        }
    }

    /// Takes rows of objects away that no document refers to, and their files after them.
    pub(crate) fn sweep_objects(&self) -> Result<(), VaultError> {
        let doing = "sweeping up large files";
        let kept = self.write(doing, |transaction| {
            transaction
                .execute(
                    "DELETE FROM objects WHERE NOT EXISTS
                     (SELECT 1 FROM payload_objects WHERE payload_objects.object = objects.object)",
                    [],
                )
                .doing(doing)?;
            all(transaction)
        })?;
        let kept: HashSet<PathBuf> = kept.iter().map(|(hash, _)| self.object_path(hash)).collect();
        for folder in fs::read_dir(self.folder.join(FOLDER)).doing(doing)? {
            let folder = folder.doing(doing)?.path();
            if !folder.is_dir() {
                continue;
            }
            for file in fs::read_dir(&folder).doing(doing)? {
                let path = file.doing(doing)?.path();
                if !kept.contains(&path) {
                    fs::remove_file(&path).doing(doing)?;
                }
            }
        }
        Ok(())
    }
}

/// An object whose file is on disk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written {
    pub(crate) hash: ObjectHash,
    pub(crate) size: u64,
    pub(crate) file_size: u64,
}

/// The sizes of an object the vault keeps: its own, and that of its file where it is known.
pub(crate) fn sizes(
    connection: &Connection,
    hash: &ObjectHash,
) -> Result<Option<(u64, Option<u64>)>, VaultError> {
    connection
        .prepare_cached("SELECT size, file_size FROM objects WHERE hash = ?1")
        .and_then(|mut statement| {
            statement
                .query_row([&hash.0], |row| {
                    Ok((
                        crate::table::count(row.get(0)?),
                        row.get::<_, Option<i64>>(1)?.map(crate::table::count),
                    ))
                })
                .optional()
        })
        .doing("reading the list of large files")
}

/// Every object the vault keeps, with its size.
pub(crate) fn all(connection: &Connection) -> Result<Vec<(ObjectHash, u64)>, VaultError> {
    let doing = "reading the list of large files";
    let mut statement = connection
        .prepare_cached("SELECT hash, size FROM objects ORDER BY object")
        .doing(doing)?;
    let objects = statement
        .query_map([], |row| {
            Ok((ObjectHash(row.get(0)?), crate::table::count(row.get(1)?)))
        })
        .doing(doing)?;
    objects.collect::<Result<_, _>>().doing(doing)
}

/// The size of an object the vault keeps.
pub(crate) fn size(connection: &Connection, hash: &ObjectHash) -> Result<Option<u64>, VaultError> {
    connection
        .prepare_cached("SELECT size FROM objects WHERE hash = ?1")
        .and_then(|mut statement| statement.query_row([&hash.0], |row| row.get(0)).optional())
        .map(|size| size.map(crate::table::count))
        .doing("reading the list of large files")
}

/// The objects a document refers to.
pub(crate) fn named_in(document: &Document) -> Result<Vec<ObjectHash>, backstock_model::DocumentError> {
    static TAG: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"\"$object\":"));
    if TAG.find(document.as_bytes()).is_none() {
        return Ok(Vec::new());
    }
    let mut named = Vec::new();
    collect(&document.to_node()?, &mut named);
    named.sort_unstable();
    named.dedup();
    Ok(named)
}

fn collect(node: &Node, named: &mut Vec<ObjectHash>) {
    if let Some(hash) = node.as_object() {
        named.push(hash);
        return;
    }
    match node {
        Node::Map(entries) => entries.iter().for_each(|(_, value)| collect(value, named)),
        Node::List(items) => items.iter().for_each(|item| collect(item, named)),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::Text(_) => {}
    }
}

impl Vault {
    /// A large binary; `None` when the vault does not keep it.
    pub fn object(&self, hash: &ObjectHash) -> Result<Option<Vec<u8>>, VaultError> {
        let kept = self.inner.read(|connection| size(connection, hash))?;
        kept.map(|_| self.inner.read_object(hash)).transpose()
    }

    /// The document with its large binaries in place: every `$object` becomes `$bytes`.
    pub fn expand(&self, document: &Document) -> Result<Document, VaultError> {
        let damaged = |_| VaultError::damaged("a document that cannot be read");
        if named_in(document).map_err(damaged)?.is_empty() {
            return Ok(document.clone());
        }
        let mut node = document.to_node().map_err(damaged)?;
        self.put_in_place(&mut node)?;
        Ok(Document::from(&node))
    }

    fn put_in_place(&self, node: &mut Node) -> Result<(), VaultError> {
        if let Some(hash) = node.as_object() {
            let bytes = self.object(&hash)?.ok_or(VaultError::DamagedObject(hash))?;
            *node = Node::bytes(&bytes);
            return Ok(());
        }
        match node {
            Node::Map(entries) => entries
                .iter_mut()
                .try_for_each(|(_, value)| self.put_in_place(value)),
            Node::List(items) => items.iter_mut().try_for_each(|item| self.put_in_place(item)),
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::Text(_) => Ok(()),
        }
    }
}
