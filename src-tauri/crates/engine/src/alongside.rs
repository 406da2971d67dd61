//! # Laying a live reading beside a backup
//!
//! Both are streams of records in nearly the same order, each too large for memory. They run side by side: hashes of the
//! backup come from one thread, records of the shop from the reading, and a third thread compares what meets; what is
//! ahead of its turn waits as a hash. Memory follows the disorder, which is the records that came or went, never the size
//! of the shop. A document is taken out of the vault only where the hashes differ.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use backstock_model::{BackupNumber, Cancel, ContentType, Record, RecordKey, RemoteId, ShopId};
use backstock_shops::Reading;
use backstock_vault::{RecordHash, Vault, VaultError};

use crate::EngineError;

/// How far the backup's hashes may run ahead of the shop while a record is looked for.
const FURTHEST_AHEAD: usize = 4096;

/// Hashes that travel between the threads at a time.
const CHUNK: usize = 1024;

/// Records that travel between the threads at a time, or as many as have this many bytes.
const RECORDS: usize = 64;
const RECORDS_BYTES: usize = 256 * 1024;

/// A record that is not the same in the shop and in the backup.
pub(crate) enum Beside {
    /// Only the shop has it.
    OnlyInShop { key: RecordKey, name: String },
    /// Only the backup has it.
    OnlyInBackup { key: RecordKey, name: String },
    /// Both have it, with different contents; this is the shop's.
    Different(Record),
}

/// How many records of the shop are read before it is told how many there were.
const TOLD_EVERY: u64 = 512;

/// What is laid beside what.
pub(crate) struct Alongside<'a> {
    pub(crate) vault: &'a Vault,
    pub(crate) shop: ShopId,
    /// The backup; `None` when it does not have the type at all.
    pub(crate) at: Option<BackupNumber>,
    pub(crate) content_type: &'a ContentType,
    pub(crate) cancel: &'a Cancel,
    /// Hears now and then how many records of the shop were read.
    pub(crate) read: &'a (dyn Fn(u64) + Sync),
}

struct Hashed {
    id: RemoteId,
    name: String,
    hash: RecordHash,
}

impl Alongside<'_> {
    /// Hands over every record that differs, in a stable order, and says how many are the same.
    pub(crate) fn lay(
        &self,
        reading: &mut dyn Reading,
        each: &mut (dyn FnMut(Beside) -> Result<(), EngineError> + Send),
    ) -> Result<u64, EngineError> {
        let (mut same, rest) = std::thread::scope(|scope| {
            let (to_kept, kept) = sync_channel(4);
            let (to_live, live) = sync_channel(4);
            let walk = scope.spawn(move || self.send_hashes(&to_kept));
            let each = &mut *each;
            let meet = scope.spawn(move || self.meet(live, kept, each));
            let read = self.send_records(reading, to_live);
            // A thread that nobody listens to any more ends, too.
            let met = meet.join().map_err(|_| EngineError::Thread)?;
            let walked = walk.join().map_err(|_| EngineError::Thread)?;
            read?;
            let met = met?;
            walked?;
            Ok::<_, EngineError>(met)
        })?;
        same += rest.same;
        for id in rest.different {
            let key = self.key(id);
            match reading.read_record(&key)? {
                Some(record) => each(Beside::Different(record))?,
                // One consistent reading does not lose a record half way; if it does, it says it has none.
                None => each(Beside::OnlyInBackup {
                    key,
                    name: String::new(),
                })?,
            }
        }
        for (id, name) in rest.only_live {
            each(Beside::OnlyInShop {
                key: self.key(id),
                name,
            })?;
        }
        for (id, name) in rest.only_kept {
            each(Beside::OnlyInBackup {
                key: self.key(id),
                name,
            })?;
        }
        Ok(same)
    }

    /// Reads the shop's records, and says by nothing that these were all. That nobody listens is no failure of the reading:
    /// whoever does not says why.
    fn send_records(
        &self,
        reading: &mut dyn Reading,
        sender: SyncSender<Option<Vec<Record>>>,
    ) -> Result<(), EngineError> {
        let (mut chunk, mut bytes, mut read) = (Vec::with_capacity(RECORDS), 0, 0_u64);
        reading.read_type(self.content_type, &mut |mut record| {
            read += 1;
            if read.is_multiple_of(TOLD_EVERY) {
                (self.read)(read);
            }
            if self.cancel.is_asked() {
                return ControlFlow::Break(());
            }
            // Pictures and files are told by their hashes in the document.
            record.objects = Vec::new();
            bytes += record.document.as_bytes().len();
            chunk.push(record);
            if chunk.len() < RECORDS && bytes < RECORDS_BYTES {
                return ControlFlow::Continue(());
            }
            bytes = 0;
            let full = std::mem::replace(&mut chunk, Vec::with_capacity(RECORDS));
            match sender.send(Some(full)) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        })?;
        if self.cancel.is_asked() {
            return Err(EngineError::Cancelled);
        }
        for last in [Some(chunk), None] {
            let _ = sender.send(last);
        }
        Ok(())
    }

    fn send_hashes(&self, sender: &SyncSender<Vec<Hashed>>) -> Result<(), VaultError> {
        let Some(at) = self.at else {
            return Ok(());
        };
        let mut chunk = Vec::with_capacity(CHUNK);
        self.vault
            .walk_hashes(self.shop, self.content_type, at, &mut |id, name, hash| {
                chunk.push(Hashed {
                    id: id.clone(),
                    name: name.to_owned(),
                    hash,
                });
                if chunk.len() < CHUNK {
                    return ControlFlow::Continue(());
                }
                match sender.send(std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK))) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                }
            })?;
        // Nobody listening is no failure of the walk.
        let _ = sender.send(chunk);
        Ok(())
    }

    /// Compares what both hand over, until both have ended; or the shop's side has without having handed over all.
    fn meet(
        &self,
        live: Receiver<Option<Vec<Record>>>,
        kept: Receiver<Vec<Hashed>>,
        each: &mut (dyn FnMut(Beside) -> Result<(), EngineError> + Send),
    ) -> Result<(u64, Rest), EngineError> {
        let mut kept = kept.into_iter().flatten();
        let mut waiting = Waiting::default();
        let mut same = 0;
        loop {
            let records = match live.recv() {
                Ok(Some(records)) => records,
                Ok(None) => return Ok((same, waiting.end(kept))),
                // The reading says why. What is left of the backup is not fetched for it.
                Err(_) => return Ok((same, Rest::default())),
            };
            for record in records {
                let hash = self.vault.hash_of(&record.document);
                match waiting.find_kept(&record.key.remote_id, &mut kept) {
                    Some(kept) if kept.hash == hash => same += 1,
                    Some(_) => each(Beside::Different(record))?,
                    None => waiting.live_ahead(record.key.remote_id, record.name, hash),
                }
            }
        }
    }

    fn key(&self, id: RemoteId) -> RecordKey {
        RecordKey::new(self.content_type.clone(), id)
    }
}

/// Records of either side that have not met their like yet, with their turn.
#[derive(Default)]
struct Waiting {
    kept: HashMap<RemoteId, (u64, Hashed)>,
    live: HashMap<RemoteId, (u64, String, RecordHash)>,
    different: Vec<RemoteId>,
    same: u64,
    turn: u64,
}

#[derive(Default)]
struct Rest {
    same: u64,
    different: Vec<RemoteId>,
    only_live: Vec<(RemoteId, String)>,
    only_kept: Vec<(RemoteId, String)>,
}

impl Waiting {
    /// Looks for the kept side of a live record, as far ahead as allowed.
    fn find_kept(&mut self, id: &RemoteId, hashes: &mut impl Iterator<Item = Hashed>) -> Option<Hashed> {
        if let Some((_, kept)) = self.kept.remove(id) {
            return Some(kept);
        }
        loop {
            let next = hashes.next()?;
            if next.id == *id {
                return Some(next);
            }
            self.kept_ahead(next);
            if self.kept.len() >= FURTHEST_AHEAD {
                return None;
            }
        }
    }

    fn kept_ahead(&mut self, kept: Hashed) {
        match self.live.remove(&kept.id) {
            Some((_, _, hash)) if hash == kept.hash => self.same += 1,
            Some(_) => self.different.push(kept.id),
            None => {
                self.turn += 1;
                self.kept.insert(kept.id.clone(), (self.turn, kept));
            }
        }
    }

    fn live_ahead(&mut self, id: RemoteId, name: String, hash: RecordHash) {
        self.turn += 1;
        self.live.insert(id, (self.turn, name, hash));
    }

    fn end(mut self, hashes: impl Iterator<Item = Hashed>) -> Rest {
        for kept in hashes {
            self.kept_ahead(kept);
        }
        let mut only_live: Vec<_> = self.live.into_iter().collect();
        only_live.sort_by_key(|(_, (turn, _, _))| *turn);
        let mut only_kept: Vec<_> = self.kept.into_values().collect();
        only_kept.sort_by_key(|(turn, _)| *turn);
        Rest {
            same: self.same,
            different: self.different,
            only_live: only_live
                .into_iter()
                .map(|(id, (_, name, _))| (id, name))
                .collect(),
            only_kept: only_kept
                .into_iter()
                .map(|(_, kept)| (kept.id, kept.name))
                .collect(),
        }
    }
}
