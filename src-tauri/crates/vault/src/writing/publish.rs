//! # Publishing
//!
//! One small transaction makes a backup one that is offered: its counts, its root and its manifest. The manifest says what the
//! backup is, names the manifest of the backup before, and is signed with the vault's key. So no backup can be
//! changed, exchanged or taken out of the row without it being noticed.

use backstock_model::ShopId;
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, Transaction, params};
use serde::{Deserialize, Serialize};

use super::Begun;
use super::mending;
use super::worker::Outcome;
use crate::error::WhileDoing as _;
use crate::hashes::Root;
use crate::keys::hex;
use crate::table::tallies::{self, Tally};
use crate::table::{backups, stored, to_json, to_micros, types};
use crate::{Backup, TypeCounts, Vault, VaultError, anchor, reserve};

const DOING: &str = "publishing a backup";

/// What a backup is, in the words that are signed. Part of the format: fields are only ever added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) format: u32,
    pub(crate) vault: String,
    pub(crate) shop: ShopId,
    pub(crate) number: u64,
    pub(crate) kind: String,
    pub(crate) started: i64,
    pub(crate) finished: i64,
    pub(crate) types: Vec<TypeInManifest>,
    pub(crate) root: String,
    pub(crate) previous: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TypeInManifest {
    pub(crate) key: String,
    pub(crate) records: u64,
    pub(crate) bytes: u64,
}

pub(super) fn publish(
    vault: &Vault,
    shop: ShopId,
    begun: &Begun,
    outcome: &Outcome,
    is_part: bool,
    now: DateTime<Utc>,
) -> Result<Backup, VaultError> {
    let inner = &vault.inner;
    let (backup, hash) = inner.write(DOING, |transaction| {
        let tallies = write_tallies(transaction, begun, outcome)?;
        let root = new_root(transaction, begun, outcome)?;
        let previous = newest_hash(transaction, begun.shop)?;
        let manifest = Manifest {
            format: 1,
            vault: inner.id.clone(),
            shop,
            number: begun.number.0,
            kind: backups::kind_word(begun.kind).into(),
            started: to_micros(begun.started),
            finished: to_micros(now),
            types: types_in_manifest(transaction, begun.shop, &tallies)?,
            root: hex(&root.to_bytes()),
            previous: previous.as_deref().map(hex),
        };
        let text = to_json(&manifest)?;
        let hash = *blake3::hash(text.as_bytes()).as_bytes();
        let mac = *blake3::keyed_hash(&inner.keys.manifests, text.as_bytes()).as_bytes();
        let mut counts = TypeCounts::default();
        for one in &outcome.types {
            counts += one.counts;
        }
        counts.records = tallies.iter().map(|tally| tally.records).sum();
        counts.bytes = tallies.iter().map(|tally| tally.bytes).sum();
        let is_partial = is_part
            || tallies
                .iter()
                .any(|tally| tally.read != begun.backup && !tally.gone);
        transaction
            .execute(
                "UPDATE backups SET finished = ?2, partial = ?3, records = ?4, added = ?5, updated = ?6, removed = ?7,
                     unchanged = ?8, bytes = ?9, root = ?10, manifest = ?11, hash = ?12, mac = ?13
                 WHERE backup = ?1",
                params![
                    begun.backup,
                    to_micros(now),
                    is_partial,
                    stored(counts.records),
                    stored(counts.added),
                    stored(counts.updated),
                    stored(counts.deleted),
                    stored(counts.unchanged),
                    stored(counts.bytes),
                    root.to_bytes(),
                    text,
                    hash,
                    mac
                ],
            )
            .doing(DOING)?;
        mending::carry_out(transaction, &outcome.mended)?;
        Ok((backups::one(transaction, begun.shop, begun.number)?, hash))
    })?;
    // The backup stands. An anchor that lags behind, a log that is still to be put in order and room that could not be set
    // aside are caught up by the next backup, so their failure is not this one's.
    let _ = anchor::advance(inner, shop, Some((begun.number.0, &hash)));
    let _ = mending::clear(inner, &outcome.mended);
    let _ = inner.settle();
    let _ = reserve::set_aside(&inner.folder);
    Ok(backup)
}

/// Counts of every known type: those that were read, and those that stand as before.
fn write_tallies(
    transaction: &Transaction<'_>,
    begun: &Begun,
    outcome: &Outcome,
) -> Result<Vec<Tally>, VaultError> {
    let mut all = match begun.base {
        Some(base) => tallies::of_backup(transaction, base)?,
        None => Vec::new(),
    };
    all.retain(|tally| {
        outcome
            .types
            .iter()
            .all(|one| one.tally.content_type != tally.content_type)
    });
    all.extend(outcome.types.iter().map(|one| one.tally));
    all.sort_by_key(|tally| tally.content_type);
    for tally in &all {
        tallies::insert(transaction, begun.backup, tally)?;
    }
    for one in &outcome.types {
        transaction
            .execute(
                "UPDATE types SET first = coalesce(first, ?2), last = ?3 WHERE type = ?1",
                params![one.tally.content_type, begun.backup, one.tally.last],
            )
            .doing(DOING)?;
        if let Some(description) = &one.new_description {
            transaction
                .execute(
                    "INSERT INTO descriptions VALUES (?1, ?2, ?3)",
                    params![one.tally.content_type, begun.backup, description],
                )
                .doing(DOING)?;
        }
    }
    Ok(all)
}

fn new_root(transaction: &Transaction<'_>, begun: &Begun, outcome: &Outcome) -> Result<Root, VaultError> {
    let mut root = match begun.base {
        None => Root::default(),
        Some(base) => transaction
            .query_row("SELECT root FROM backups WHERE backup = ?1", [base], |row| {
                row.get::<_, Vec<u8>>(0)
            })
            .doing(DOING)
            .map(|bytes| Root::from_bytes(&bytes))?
            .ok_or_else(|| VaultError::damaged("the root of a backup"))?,
    };
    root.add(outcome.root);
    Ok(root)
}

/// The newest link of the chain; deleted backups are links too.
pub(crate) fn newest_hash(transaction: &Transaction<'_>, shop: i64) -> Result<Option<Vec<u8>>, VaultError> {
    transaction
        .query_row(
            "SELECT hash FROM backups WHERE shop = ?1 AND finished NOT NULL ORDER BY backup DESC LIMIT 1",
            [shop],
            |row| row.get(0),
        )
        .optional()
        .doing(DOING)
}

/// The counts of a backup as its manifest says them.
pub(crate) fn types_in_manifest(
    connection: &rusqlite::Connection,
    shop: i64,
    tallies: &[Tally],
) -> Result<Vec<TypeInManifest>, VaultError> {
    let known = types::of_shop(connection, shop)?;
    tallies
        .iter()
        .map(|tally| {
            let content_type = known
                .iter()
                .find(|row| row.number == tally.content_type)
                .ok_or_else(|| VaultError::damaged("the list of content types"))?;
            Ok(TypeInManifest {
                key: content_type.key.as_str().into(),
                records: tally.records,
                bytes: tally.bytes,
            })
        })
        .collect()
}
