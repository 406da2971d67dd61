//! # How a reading becomes a backup
//!
//! ```text
//! the shop's reader ──push──▶ chunks of about 2,000 ──▶ worker: hash all (rayon), find each in the state before (a merge
//!                                                      along the order of delivery), pack what changed (rayon)
//!                                                        └──▶ writer: transactions of about 10,000 rows
//!                                                               └──▶ reader: reads them back, a few behind
//! ```
//!
//! * All channels are bounded, so memory stays flat however large the shop is, and a slow disk slows the reader down.
//! * What was written is read back through other connections before it is published (see `read_back.rs`).
//! * Everything is written under a number that no reader looks at. [`OpenBackup::publish`] makes it visible in one small
//!   transaction. Until then a kill at any point leaves the vault as it was; what was written is swept up by the next job.
//! * A record whose hash is the same costs the hash and nothing else. Where it differs only in volatile fields, the old
//!   content stands.
//! * What the vault has lost since and the shop hands over again is mended on the way (`mending.rs`).
//! * Types that are not begun stand as in the backup before, at no cost; so do the records of a type that ends with
//!   [`OpenType::finish_some`] and were not looked at.

mod aside;
mod batch;
mod mending;
mod previous;
pub(crate) mod publish;
mod read_back;
mod sweep;
mod worker;

use std::mem;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread::{self, JoinHandle};

use backstock_model::{BackupNumber, ContentType, Record, RemoteId, ShopId, TypeDescription};
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, Transaction, params};

use crate::error::WhileDoing as _;
use crate::table::{self, backups, imports, shops, to_micros, types};
use crate::vault::{Durable, Inner};
use crate::{Backup, BackupKind, JobLock, TypeCounts, Vault, VaultError, anchor};

pub(crate) use sweep::sweep;
use worker::{Coverage, Message, Outcome, Worker};

const CHUNK_RECORDS: usize = 2000;
const CHUNK_BYTES: usize = 4 * 1024 * 1024;
const CHUNKS_WAITING: usize = 2;

/// A backup being written. Nothing of it can be seen before [`OpenBackup::publish`].
#[must_use = "a backup ends with publish() or abandon()"]
pub struct OpenBackup {
    vault: Vault,
    lock: JobLock,
    begun: Begun,
    to_worker: Option<SyncSender<Message>>,
    worker: Option<JoinHandle<Result<Outcome, VaultError>>>,
    stop: Arc<AtomicBool>,
    open_type: Option<ContentType>,
    is_published: bool,
}

/// What a backup in progress knows from the start.
#[derive(Clone, Copy, Debug)]
struct Begun {
    shop: i64,
    backup: i64,
    number: BackupNumber,
    kind: BackupKind,
    started: DateTime<Utc>,
    /// The newest finished backup, which this one is compared with.
    base: Option<i64>,
    first_payload: i64,
}

/// A content type being read into a backup.
#[must_use = "a type ends with finish()"]
pub struct OpenType<'b> {
    backup: &'b mut OpenBackup,
    content_type: ContentType,
    chunk: Vec<Record>,
    weight: usize,
}

/// A number that no backup of a shop ever had, nor one that was imported into its history.
fn free_number(transaction: &Transaction<'_>, shop: i64, anchored: u64) -> Result<i64, VaultError> {
    let highest: i64 = transaction
        .query_row(
            "SELECT coalesce(max(number), 0) FROM backups WHERE shop = ?1",
            [shop],
            |row| row.get(0),
        )
        .doing("beginning a backup")?;
    let imported = imports::greatest_number(transaction, shop)?;
    Ok(highest.max(imported).max(table::stored(anchored)) + 1)
}

/// Gives a shop's next number to something that is no backup of its own chain.
pub(crate) fn next_number(
    inner: &Inner,
    shop: ShopId,
    give: impl FnOnce(&Transaction<'_>, i64, i64) -> Result<(), VaultError>,
) -> Result<BackupNumber, VaultError> {
    let anchored = anchor::greatest_number(inner, shop)?;
    inner.write("keeping what was imported", |transaction| {
        let shop = shops::number(transaction, shop)?;
        let number = free_number(transaction, shop, anchored)?;
        give(transaction, shop, number)?;
        Ok(BackupNumber(table::count(number)))
    })
}

impl Vault {
    /// Begins a backup of the lock's shop. What a killed backup left is swept up first. Refused in a vault that is older than
    /// it was when last used, until that is accepted ([`Vault::accept_older_vault`]).
    pub fn begin_backup(
        &self,
        lock: &JobLock,
        kind: BackupKind,
        label: Option<String>,
        now: DateTime<Utc>,
    ) -> Result<OpenBackup, VaultError> {
        let doing = "beginning a backup";
        lock.check(self)?;
        anchor::refuse_older(&self.inner)?;
        sweep(&self.inner, usize::MAX)?;
        let anchored = anchor::greatest_number(&self.inner, lock.shop())?;
        let begun = self.inner.write(doing, |transaction| {
            let shop = shops::number(transaction, lock.shop())?;
            let number = free_number(transaction, shop, anchored)?;
            let base = backups::newest(transaction, shop)?;
            let first_payload: i64 = transaction
                .query_row("SELECT coalesce(max(payload), 0) + 1 FROM payloads", [], |row| {
                    row.get(0)
                })
                .doing(doing)?;
            transaction
                .execute(
                    "INSERT INTO backups (shop, number, kind, started, label, first_payload)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    params![
                        shop,
                        number,
                        backups::kind_word(kind),
                        to_micros(now),
                        label,
                        first_payload
                    ],
                )
                .doing(doing)?;
            Ok(Begun {
                shop,
                backup: transaction.last_insert_rowid(),
                number: BackupNumber(table::count(number)),
                kind,
                started: now,
                base,
                first_payload,
            })
        })?;
        let (to_worker, messages) = mpsc::sync_channel(CHUNKS_WAITING);
        let stop = Arc::new(AtomicBool::new(false));
        let worker = Worker::new(&self.inner, begun, Arc::clone(&stop))?;
        let worker = thread::Builder::new()
            .name("backup".into())
            .spawn(move || worker.work(&messages))
            .doing(doing)?;
        Ok(OpenBackup {
            vault: self.clone(),
            lock: lock.share(),
            begun,
            to_worker: Some(to_worker),
            worker: Some(worker),
            stop,
            open_type: None,
            is_published: false,
        })
    }
}

impl OpenBackup {
    /// The number it will have.
    pub fn number(&self) -> BackupNumber {
        self.begun.number
    }

    /// Says which types are going to be begun. Those that are new get their numbers while nobody is writing yet: one that is only
    /// told of when it begins waits for what of the one before is being written.
    pub fn expect<'t>(&mut self, types: impl IntoIterator<Item = &'t ContentType>) -> Result<(), VaultError> {
        let doing = "beginning a backup";
        self.vault
            .inner
            .transact(doing, Durable::WithTheNext, |transaction| {
                types
                    .into_iter()
                    .try_for_each(|key| types::find_or_add(transaction, self.begun.shop, key).map(drop))
            })
    }

    /// Begins a content type. Types that are never begun stand as in the backup before.
    pub fn begin_type(&mut self, description: &TypeDescription) -> Result<OpenType<'_>, VaultError> {
        if self.open_type.is_some() {
            return Err(VaultError::NotAllowed {
                reason: "a content type before it was not finished",
            });
        }
        self.send(Message::Begin(Box::new(description.clone())))?;
        self.open_type = Some(description.key.clone());
        Ok(OpenType {
            content_type: description.key.clone(),
            backup: self,
            chunk: Vec::new(),
            weight: 0,
        })
    }

    /// Says that the shop does not have this type any more: all its records are deleted at this backup.
    pub fn type_gone(&mut self, content_type: &ContentType) -> Result<TypeCounts, VaultError> {
        let (reply, answer) = mpsc::sync_channel(1);
        self.send(Message::Gone(content_type.clone(), reply))?;
        self.receive(&answer)
    }

    /// Makes the backup one that is offered, all at once. Every type begun must be finished. It counts as one of the whole shop when
    /// every type that the vault knows was read.
    pub fn publish(self, now: DateTime<Utc>) -> Result<Backup, VaultError> {
        self.publish_finished(false, now)
    }

    /// The same for a backup of which it is known that the shop has more than was read, whether the vault knows of it or not.
    pub fn publish_part(self, now: DateTime<Utc>) -> Result<Backup, VaultError> {
        self.publish_finished(true, now)
    }

    /// Keeps what was read to its end of a first backup that was cut: as one of a part of the shop, never as a whole one. A type that
    /// was begun and not finished is forgotten. Where a backup came before, that one already says what there was.
    pub fn publish_cut(mut self, now: DateTime<Utc>) -> Result<Backup, VaultError> {
        if self.begun.base.is_some() {
            return Err(VaultError::NotAllowed {
                reason: "a part is kept of a first backup only",
            });
        }
        if self.open_type.take().is_some() {
            self.send(Message::Forget)?;
        }
        self.publish_as(true, now)
    }

    fn publish_finished(self, is_part: bool, now: DateTime<Utc>) -> Result<Backup, VaultError> {
        if self.open_type.is_some() {
            return Err(VaultError::NotAllowed {
                reason: "a content type was begun and not finished",
            });
        }
        self.publish_as(is_part, now)
    }

    fn publish_as(mut self, is_part: bool, now: DateTime<Utc>) -> Result<Backup, VaultError> {
        self.to_worker = None;
        let outcome = self.join()?;
        let backup = publish::publish(&self.vault, self.lock.shop(), &self.begun, &outcome, is_part, now)?;
        self.is_published = true;
        Ok(backup)
    }

    /// Gives the backup up and sweeps away what it wrote; what is a lot is left for the next job, so that this is quick.
    /// Dropping does the same, without telling of errors.
    pub fn abandon(mut self) -> Result<(), VaultError> {
        self.give_up()
    }

    fn give_up(&mut self) -> Result<(), VaultError> {
        self.is_published = true;
        self.stop.store(true, Ordering::Relaxed);
        self.to_worker = None;
        if self.worker.is_some() {
            // What went wrong with a backup that is given up does not matter any more.
            let _ = self.join();
        }
        sweep(&self.vault.inner, sweep::QUICK).map(drop)
    }

    fn send(&mut self, message: Message) -> Result<(), VaultError> {
        let sent = self.to_worker.as_ref().map(|to_worker| to_worker.send(message));
        match sent {
            Some(Ok(())) => Ok(()),
            _ => Err(self.failure()),
        }
    }

    fn receive(&mut self, answer: &Receiver<TypeCounts>) -> Result<TypeCounts, VaultError> {
        answer.recv().map_err(|_| self.failure())
    }

    /// Why the worker does not listen any more.
    fn failure(&mut self) -> VaultError {
        self.to_worker = None;
        match self.join() {
            Err(failure) => failure,
            Ok(_) => VaultError::Cancelled,
        }
    }

    fn join(&mut self) -> Result<Outcome, VaultError> {
        match self.worker.take().map(JoinHandle::join) {
            Some(Ok(outcome)) => outcome,
            Some(Err(_)) => Err(VaultError::damaged("the backup's worker stopped unexpectedly")),
            None => Err(VaultError::NotAllowed {
                reason: "the backup has already failed",
            }),
        }
    }
}

impl Drop for OpenBackup {
    fn drop(&mut self) {
        if !self.is_published {
            let _ = self.give_up();
        }
    }
}

impl OpenType<'_> {
    /// Takes the next record. Records are best handed over in the same order every time.
    ///
    /// Errors may show at a later call, because records are worked on in the background.
    pub fn push(&mut self, record: Record) -> Result<(), VaultError> {
        if record.key.content_type != self.content_type {
            return Err(VaultError::NotAllowed {
                reason: "the record is of another content type",
            });
        }
        self.weight += record.document.as_bytes().len()
            + record
                .objects
                .iter()
                .map(|object| object.bytes.len())
                .sum::<usize>();
        self.chunk.push(record);
        if self.chunk.len() >= CHUNK_RECORDS || self.weight >= CHUNK_BYTES {
            self.hand_over()?;
        }
        Ok(())
    }

    /// Ends the type. Records of it that were not handed over are deleted at this backup.
    pub fn finish(self) -> Result<TypeCounts, VaultError> {
        self.end(Coverage::Whole)
    }

    /// Ends a type of which only some records were looked at: those handed over, and `absent`, which the shop does not have.
    /// All others stand as in the backup before, so there has to be one that has the type.
    pub fn finish_some(self, absent: Vec<RemoteId>) -> Result<TypeCounts, VaultError> {
        self.end(Coverage::Some { absent })
    }

    fn end(mut self, coverage: Coverage) -> Result<TypeCounts, VaultError> {
        self.hand_over()?;
        let (reply, answer) = mpsc::sync_channel(1);
        self.backup.send(Message::End(coverage, reply))?;
        let counts = self.backup.receive(&answer)?;
        self.backup.open_type = None;
        Ok(counts)
    }

    fn hand_over(&mut self) -> Result<(), VaultError> {
        if self.chunk.is_empty() {
            return Ok(());
        }
        self.weight = 0;
        let chunk = mem::replace(&mut self.chunk, Vec::with_capacity(CHUNK_RECORDS));
        self.backup.send(Message::Records(chunk))
    }
}

/// Whether a backup of the vault is in progress or was left by a kill.
pub(crate) fn unfinished(connection: &rusqlite::Connection) -> Result<Option<(i64, i64, i64)>, VaultError> {
    connection
        .query_row(
            "SELECT backup, shop, first_payload FROM backups WHERE finished IS NULL ORDER BY backup LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()
        .doing("looking for what a killed backup left")
}
