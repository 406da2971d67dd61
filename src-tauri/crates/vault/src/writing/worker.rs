//! The worker behind an open backup: compares each chunk with the state before and passes on what changed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender};

use backstock_model::{
    ContentType, Document, Object, ObjectHash, Record, RemoteId, TypeDescription, differs_only_in,
};
use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::Begun;
use super::aside::Aside;
use super::batch::{Batch, Before, NewRecord, PayloadRow, Renamed, VersionRow, key, writer};
use super::mending::Mended;
use super::previous::{Found, Known, Previous, Seen};
use super::sweep;
use crate::error::WhileDoing as _;
use crate::hashes::{self, Root};
use crate::packing::{self, Dictionary, Packed, Packer, Unpacker};
use crate::pages::{self, PackedRow, Page};
use crate::reading::RecordHash;
use crate::table::doubts;
use crate::table::tallies::{self, Tally};
use crate::table::types::{self, TypeRow};
use crate::table::{count, stored, to_json};
use crate::vault::Inner;
use crate::{TypeCounts, VaultError, objects};

const DOING: &str = "writing a backup";
// Packers are dear to make; each is used for at least this many documents.
const LEAST_SHARE: usize = 400;

pub(super) enum Message {
    Begin(Box<TypeDescription>),
    Records(Vec<Record>),
    End(Coverage, SyncSender<TypeCounts>),
    Gone(ContentType, SyncSender<TypeCounts>),
    /// What was read of the type that is open does not count. Nothing comes after it.
    Forget,
}

/// How much of a type was read.
pub(super) enum Coverage {
    /// All of it: what was not handed over is gone.
    Whole,
    /// All of it, and the shop does not have the type any more.
    Gone,
    /// What was handed over and these, which are gone. The rest stands as before.
    Some { absent: Vec<RemoteId> },
}

/// What became of one type.
#[derive(Debug)]
pub(super) struct TypeOutcome {
    pub(super) tally: Tally,
    pub(super) counts: TypeCounts,
    pub(super) key: ContentType,
    /// The description, where it is not the one before.
    pub(super) new_description: Option<String>,
}

/// What became of all of them.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) types: Vec<TypeOutcome>,
    /// What is to be added to the root before.
    pub(super) root: Root,
    /// Contents that were in doubt.
    pub(super) mended: Vec<Mended>,
}

pub(super) struct Worker {
    pub(super) inner: Arc<Inner>,
    pub(super) connection: Connection,
    begun: Begun,
    stop: Arc<AtomicBool>,
    writer: Aside<Batch>,
    pub(super) batch: Batch,
    next_payload: i64,
    pub(super) objects: HashMap<ObjectHash, u64>,
    /// Large binaries whose files were looked at in this backup.
    pub(super) looked_at: HashSet<ObjectHash>,
    /// Contents that a check found damaged.
    doubts: HashSet<i64>,
    current: Option<TypeWork>,
    outcome: Outcome,
    forgotten: Option<Forgotten>,
}

/// A new type whose reading was cut: its number, and the first of its contents.
struct Forgotten {
    content_type: i64,
    first_payload: i64,
}

/// How the backup stood when a type was begun.
#[derive(Clone, Copy)]
struct Mark {
    next_payload: i64,
    root: Root,
}

/// A type being read.
struct TypeWork {
    row: TypeRow,
    mark: Mark,
    volatile: Vec<String>,
    base: Tally,
    previous: Previous,
    seen: Seen,
    seen_present: u64,
    next_position: i64,
    counts: TypeCounts,
    bytes: i64,
    versions: u64,
    dictionary: Option<Arc<Dictionary>>,
    new_description: Option<String>,
}

/// A record that is not what it was, on its way.
struct Changed {
    record: Record,
    hash: RecordHash,
    known: Option<Known>,
    /// The old content, where volatile fields must be looked at.
    old: Option<(PackedRow, Option<Arc<Dictionary>>)>,
    /// Content the vault already has for this very value.
    returning: Option<i64>,
    /// Content the vault has for this very value, and which is damaged.
    damaged: Option<i64>,
}

/// What has to be done about it.
enum Verdict {
    /// Nothing, or only its name.
    Same,
    /// It gets a version with content that is there.
    Returned,
    /// It gets a version with new content.
    Packed(Packed, Vec<ObjectHash>),
    /// It is what it was, and its content has to be written again.
    Mended(Packed, Vec<ObjectHash>),
}

struct Judged {
    verdict: Verdict,
    /// What it adds to the root.
    root: Root,
}

impl Worker {
    pub(super) fn new(inner: &Arc<Inner>, begun: Begun, stop: Arc<AtomicBool>) -> Result<Self, VaultError> {
        let connection = inner.reader()?;
        Ok(Self {
            inner: Arc::clone(inner),
            doubts: doubts::all(&connection)?,
            connection,
            begun,
            writer: writer(inner, begun.backup, &stop)?,
            stop,
            batch: Batch::default(),
            next_payload: begun.first_payload,
            objects: HashMap::new(),
            looked_at: HashSet::new(),
            current: None,
            outcome: Outcome::default(),
            forgotten: None,
        })
    }

    pub(super) fn work(mut self, messages: &Receiver<Message>) -> Result<Outcome, VaultError> {
        for message in messages {
            if self.stop.load(Ordering::Relaxed) {
                return Err(VaultError::Cancelled);
            }
            match message {
                Message::Begin(description) => {
                    let text = to_json(&description)?;
                    self.begin(&description.key, description.volatile, Some(text))?;
                }
                Message::Records(records) => self.take(records)?,
                Message::End(coverage, reply) => {
                    let counts = self.end(&coverage)?;
                    // Nobody waits for the counts of a backup that is given up.
                    let _ = reply.send(counts);
                }
                Message::Forget => self.forget(),
                Message::Gone(content_type, reply) => {
                    let known = types::find(&self.connection, self.begun.shop, &content_type)?;
                    let counts = if known.is_some_and(|known| known.first.is_some()) {
                        self.begin(&content_type, Vec::new(), None)?;
                        self.end(&Coverage::Gone)?
                    } else {
                        TypeCounts::default()
                    };
                    let _ = reply.send(counts);
                }
            }
        }
        if self.stop.load(Ordering::Relaxed) {
            return Err(VaultError::Cancelled);
        }
        self.writer.send(std::mem::take(&mut self.batch))?;
        self.writer.finish()?;
        if let Some(forgotten) = self.forgotten {
            sweep::forget(&self.inner, forgotten.content_type, forgotten.first_payload)?;
        }
        Ok(self.outcome)
    }

    fn begin(
        &mut self,
        content_type: &ContentType,
        volatile: Vec<String>,
        description: Option<String>,
    ) -> Result<(), VaultError> {
        if self
            .outcome
            .types
            .iter()
            .any(|outcome| outcome.key == *content_type)
        {
            return Err(VaultError::NotAllowed {
                reason: "a content type was begun twice in one backup",
            });
        }
        let row = match types::find(&self.connection, self.begun.shop, content_type)? {
            Some(row) => row,
            None => self.inner.write(DOING, |transaction| {
                types::find_or_add(transaction, self.begun.shop, content_type)
            })?,
        };
        let at = self.begun.base.unwrap_or(0);
        let base = tallies::find(&self.connection, at, row.number)?.unwrap_or_default();
        let before = types::description_text(&self.connection, row.number, at)?;
        self.current = Some(TypeWork {
            volatile,
            base,
            previous: Previous::new(row.number, at, row.last),
            seen: Seen::new(row.last),
            seen_present: 0,
            next_position: row.last + 1,
            counts: TypeCounts::default(),
            bytes: 0,
            versions: 0,
            dictionary: self.inner.dictionary_of_type(&self.connection, row.number)?,
            new_description: description.filter(|text| before.as_ref() != Some(text)),
            mark: Mark {
                next_payload: self.next_payload,
                root: self.outcome.root,
            },
            row,
        });
        Ok(())
    }

    /// Gives the writer what there is, where it is enough for a transaction.
    fn hand_over(&mut self) -> Result<(), VaultError> {
        if self.batch.is_full() {
            self.writer.send(std::mem::take(&mut self.batch))
        } else if self.batch.is_worth_it() {
            self.writer.offer(&mut self.batch)
        } else {
            Ok(())
        }
    }

    fn forget(&mut self) {
        let Some(work) = self.current.take() else { return };
        self.outcome.root = work.mark.root;
        self.forgotten = Some(Forgotten {
            content_type: work.row.number,
            first_payload: work.mark.next_payload,
        });
    }

    fn take(&mut self, records: Vec<Record>) -> Result<(), VaultError> {
        let Some(mut work) = self.current.take() else {
            return Err(VaultError::NotAllowed {
                reason: "a record came before its content type",
            });
        };
        self.mend_objects(&records)?;
        let documents = &self.inner.keys.documents;
        let hashes: Vec<RecordHash> = records
            .par_iter()
            .with_min_len(LEAST_SHARE)
            .map(|record| hashes::document_hash(documents, record.document.as_bytes()))
            .collect();
        let mut changed = Vec::new();
        for (record, hash) in records.into_iter().zip(hashes) {
            work.counts.records += 1;
            changed.extend(self.compare(&mut work, record, hash)?);
        }
        self.learn(&mut work, &changed)?;
        let judged = self.judge(&work, &changed)?;
        self.write_objects(&changed, &judged)?;
        for (one, judged) in changed.into_iter().zip(judged) {
            self.add(&mut work, one, judged)?;
        }
        self.hand_over()?;
        self.current = Some(work);
        Ok(())
    }

    /// Looks a record up in the state before; an unchanged one ends here.
    fn compare(
        &mut self,
        work: &mut TypeWork,
        record: Record,
        hash: RecordHash,
    ) -> Result<Option<Changed>, VaultError> {
        let found = work.previous.find(
            &self.connection,
            record.key.remote_id.as_str(),
            &record.name,
            &record.search,
        )?;
        let known = match found {
            Found::Again => return Err(VaultError::DuplicateRecord(record.key)),
            Found::New => None,
            Found::Known(known) => {
                if !work.seen.mark(types::position(known.record)) {
                    return Err(VaultError::DuplicateRecord(record.key));
                }
                work.seen_present += u64::from(known.hash.is_some());
                Some(known)
            }
        };
        let (mut old, mut returning, mut damaged) = (None, None, None);
        if let Some(known) = &known {
            if known.hash == Some(hash) {
                if let Some(payload) = known.payload.filter(|payload| self.doubts.contains(payload)) {
                    damaged = self.doubted(known.record, payload, hash)?;
                }
                if known.other_names.is_none() && damaged.is_none() {
                    work.counts.unchanged += 1;
                    return Ok(None);
                }
            } else {
                if let (Some(payload), false) = (known.payload, work.volatile.is_empty())
                    && let Some(packed) = pages::packed(&self.connection, payload)?
                {
                    let dictionary = self.inner.dictionary(&self.connection, packed.dictionary)?;
                    old = Some((packed, dictionary));
                }
                returning = self
                    .connection
                    .prepare_cached(
                        "SELECT payload FROM versions WHERE record = ?1 AND hash = ?2 AND backup <= ?3 LIMIT 1",
                    )
                    .and_then(|mut statement| {
                        statement
                            .query_row(
                                params![known.record, hash.0, self.begun.base.unwrap_or(0)],
                                |row| row.get(0),
                            )
                            .optional()
                    })
                    .doing(DOING)?;
                if let Some(payload) = returning {
                    damaged = self.doubted(known.record, payload, hash)?;
                    returning = returning.filter(|_| damaged.is_none());
                }
            }
        }
        Ok(Some(Changed {
            record,
            hash,
            known,
            old,
            returning,
            damaged,
        }))
    }

    /// Proves a content before it is used again; hands it back when it is damaged.
    fn doubted(&mut self, record: i64, payload: i64, hash: RecordHash) -> Result<Option<i64>, VaultError> {
        if !self.is_sound(payload, hash)? {
            return Ok(Some(payload));
        }
        if self.doubts.contains(&payload) {
            self.outcome.mended.push(Mended {
                record,
                hash,
                doubted: payload,
                payload: None,
            });
        }
        Ok(None)
    }

    /// Makes a dictionary for the type from the first documents that come, once there are enough.
    fn learn(&self, work: &mut TypeWork, changed: &[Changed]) -> Result<(), VaultError> {
        if work.dictionary.is_some() || changed.len() < packing::LEAST_SAMPLES {
            return Ok(());
        }
        let documents = changed.iter().map(|one| one.record.document.as_bytes());
        if let Some(learned) = packing::learn(documents) {
            work.dictionary = Some(self.inner.keep_dictionary(work.row.number, &learned)?);
        }
        Ok(())
    }

    fn judge(&self, work: &TypeWork, changed: &[Changed]) -> Result<Vec<Judged>, VaultError> {
        let records = &self.inner.keys.records;
        let dictionary = work.dictionary.as_deref();
        let judged: Vec<Result<Judged, VaultError>> = changed
            .par_iter()
            .with_min_len(LEAST_SHARE)
            .map_init(
                || Packer::new(dictionary),
                |packer, changed| {
                    let verdict = judge_one(&work.volatile, packer, changed)?;
                    let hash = match (&verdict, &changed.known) {
                        (Verdict::Same, Some(known)) => known.hash.unwrap_or(changed.hash),
                        _ => changed.hash,
                    };
                    let leaf = |name: &str, search: &str, hash| {
                        let key = &changed.record.key;
                        hashes::leaf(
                            records,
                            key.content_type.as_str(),
                            key.remote_id.as_str(),
                            name,
                            search,
                            hash,
                        )
                    };
                    let mut root = leaf(&changed.record.name, &changed.record.search, hash);
                    if let Some((known, old)) = changed
                        .known
                        .as_ref()
                        .and_then(|known| Some((known, known.hash?)))
                    {
                        let (name, search) = match &known.other_names {
                            Some((name, search)) => (name, search),
                            None => (&changed.record.name, &changed.record.search),
                        };
                        root.take(leaf(name, search, old));
                    }
                    Ok(Judged { verdict, root })
                },
            )
            .collect();
        judged.into_iter().collect()
    }

    /// Puts large binaries on disk that are not there yet, and makes sure that none is missing.
    fn write_objects(&mut self, changed: &[Changed], judged: &[Judged]) -> Result<(), VaultError> {
        let mut new: Vec<Object> = Vec::new();
        for (one, judged) in changed.iter().zip(judged) {
            let (Verdict::Packed(_, named) | Verdict::Mended(_, named)) = &judged.verdict else {
                continue;
            };
            for hash in named {
                if self.objects.contains_key(hash) {
                    continue;
                }
                let size = match objects::size(&self.connection, hash)? {
                    Some(size) => size,
                    None => {
                        let given = one.record.objects.iter().find(|object| object.hash == *hash);
                        let object = given.ok_or_else(|| VaultError::MissingObject {
                            key: one.record.key.clone(),
                            object: *hash,
                        })?;
                        new.push(object.clone());
                        object.bytes.len() as u64
                    }
                };
                self.objects.insert(*hash, size);
            }
        }
        if !new.is_empty() {
            self.batch.objects.extend(self.inner.write_objects(&new)?);
        }
        Ok(())
    }

    /// Passes a judged record on as rows.
    fn add(&mut self, work: &mut TypeWork, changed: Changed, judged: Judged) -> Result<(), VaultError> {
        let Judged { verdict, root } = judged;
        self.outcome.root.add(root);
        let Record {
            key,
            name,
            search,
            document,
            ..
        } = changed.record;
        let before = match &changed.known {
            _ if work.row.first.is_none() => Before::FirstReading,
            Some(known) => Before::State(known.hash),
            None => Before::State(None),
        };
        let old_size = match changed.known.as_ref().and_then(|known| known.payload) {
            Some(payload) if !matches!(verdict, Verdict::Same | Verdict::Mended(..)) => {
                self.size_of(payload)?
            }
            _ => 0,
        };
        let record = match changed.known {
            None => {
                let record = types::record(work.row.number, work.next_position);
                work.next_position += 1;
                self.batch.records.push(NewRecord {
                    record,
                    content_type: work.row.number,
                    key,
                    name,
                    search,
                });
                record
            }
            Some(known) => {
                if let Some((old_name, old_search)) = known.other_names {
                    self.batch.renamed.push(Renamed {
                        record: known.record,
                        name,
                        search,
                        old_name,
                        old_search,
                    });
                }
                known.record
            }
        };
        let payload = match verdict {
            Verdict::Same => {
                work.counts.unchanged += 1;
                return Ok(());
            }
            Verdict::Returned => {
                let payload = changed.returning.unwrap_or_default();
                work.bytes += self.size_of(payload)?;
                payload
            }
            Verdict::Mended(packed, named) => {
                work.counts.unchanged += 1;
                let (payload, _) = self.add_content(&document, changed.hash, packed, named);
                self.note_mended(record, changed.hash, changed.damaged, payload);
                return Ok(());
            }
            Verdict::Packed(packed, named) => {
                let (payload, size) = self.add_content(&document, changed.hash, packed, named);
                self.note_mended(record, changed.hash, changed.damaged, payload);
                work.bytes += size;
                payload
            }
        };
        work.bytes -= old_size;
        work.versions += 1;
        match before {
            Before::State(Some(_)) => work.counts.updated += 1,
            Before::State(None) | Before::FirstReading => work.counts.added += 1,
        }
        self.batch.versions.push(VersionRow {
            record,
            before,
            hash: Some(changed.hash),
            payload: Some(payload),
        });
        Ok(())
    }

    /// Passes a packed content on; gives its number and its size, large binaries included.
    fn add_content(
        &mut self,
        document: &Document,
        hash: RecordHash,
        packed: Packed,
        named: Vec<ObjectHash>,
    ) -> (i64, i64) {
        let objects_size = named.iter().filter_map(|hash| self.objects.get(hash)).sum();
        let payload = self.next_payload;
        self.next_payload += 1;
        let size = document.as_bytes().len();
        self.batch.add_payload(PayloadRow {
            payload,
            hash,
            packed,
            size,
            objects_size,
            objects: named,
        });
        (payload, size as i64 + stored(objects_size))
    }

    fn note_mended(&mut self, record: i64, hash: RecordHash, damaged: Option<i64>, payload: i64) {
        self.outcome.mended.extend(damaged.map(|doubted| Mended {
            record,
            hash,
            doubted,
            payload: Some(payload),
        }));
    }

    fn size_of(&self, payload: i64) -> Result<i64, VaultError> {
        self.connection
            .prepare_cached("SELECT size + objects FROM payloads WHERE payload = ?1")
            .and_then(|mut statement| statement.query_row([payload], |row| row.get(0)).optional())
            .map(Option::unwrap_or_default)
            .doing(DOING)
    }

    fn end(&mut self, coverage: &Coverage) -> Result<TypeCounts, VaultError> {
        let Some(mut work) = self.current.take() else {
            return Err(VaultError::NotAllowed {
                reason: "no content type is begun",
            });
        };
        let mut read = self.begun.backup;
        match coverage {
            Coverage::Whole | Coverage::Gone if work.seen_present < work.base.records => {
                self.delete_unseen(&mut work)?;
            }
            Coverage::Whole | Coverage::Gone => {}
            Coverage::Some { .. } if work.base.read == 0 || work.base.gone => {
                return Err(VaultError::NotAllowed {
                    reason: "a content type was read in part that no backup has as a whole",
                });
            }
            Coverage::Some { absent } => {
                read = work.base.read;
                self.delete_absent(&mut work, absent)?;
            }
        }
        let last = work.next_position - 1;
        let records = work.base.records + work.counts.added - work.counts.deleted.min(work.base.records);
        let tally = Tally {
            content_type: work.row.number,
            records,
            known: work.base.known + count(last - work.row.last),
            bytes: count(stored(work.base.bytes) + work.bytes),
            versions: work.base.versions + work.versions,
            last,
            read,
            gone: matches!(coverage, Coverage::Gone),
        };
        work.counts.bytes = tally.bytes;
        self.outcome.types.push(TypeOutcome {
            tally,
            counts: work.counts,
            key: work.row.key,
            new_description: work.new_description,
        });
        Ok(work.counts)
    }

    /// What was looked for and is not there is gone.
    fn delete_absent(&mut self, work: &mut TypeWork, absent: &[RemoteId]) -> Result<(), VaultError> {
        let at = self.begun.base.unwrap_or(0);
        for id in absent {
            let Some(record) = pages::record_by_id(&self.connection, work.row.number, id.as_str())? else {
                continue;
            };
            let is_old = types::position(record) <= work.row.last;
            if !is_old || !work.seen.mark(types::position(record)) {
                continue;
            }
            let state = pages::state_at(&self.connection, record, at)?.unwrap_or_default();
            let Some(hash) = state.hash else { continue };
            let (name, search) = pages::names_at(&self.connection, record, at)?;
            self.delete(work, (record, id.as_str()), (&name, &search), hash, state.payload)?;
        }
        Ok(())
    }

    fn delete(
        &mut self,
        work: &mut TypeWork,
        (record, id): (i64, &str),
        (name, search): (&str, &str),
        hash: RecordHash,
        payload: Option<i64>,
    ) -> Result<(), VaultError> {
        self.outcome.root.take(hashes::leaf(
            &self.inner.keys.records,
            work.row.key.as_str(),
            id,
            name,
            search,
            hash,
        ));
        if let Some(payload) = payload {
            work.bytes -= self.size_of(payload)?;
        }
        work.counts.deleted += 1;
        self.batch.versions.push(VersionRow {
            record,
            before: Before::State(Some(hash)),
            hash: None,
            payload: None,
        });
        Ok(())
    }

    /// What was there and was not handed over is gone.
    fn delete_unseen(&mut self, work: &mut TypeWork) -> Result<(), VaultError> {
        let mut page = Page::default();
        let mut from = 1;
        while let Some((first, end)) = work.seen.next_gap(from) {
            page.load(
                &self.connection,
                types::record(work.row.number, first),
                types::record(work.row.number, end),
                self.begun.base.unwrap_or(0),
                pages::PAGE,
            )?;
            for row in page.rows() {
                let Some(hash) = row.hash else { continue };
                let names = (row.name, row.search);
                self.delete(work, (row.record, row.id), names, hash, row.payload)?;
            }
            from = match page.last() {
                Some(last) if page.len() == pages::PAGE => types::position(last) + 1,
                _ => end + 1,
            };
            self.hand_over()?;
            if self.stop.load(Ordering::Relaxed) {
                return Err(VaultError::Cancelled);
            }
        }
        Ok(())
    }
}

fn judge_one(
    volatile: &[String],
    packer: &mut Result<Packer<'_>, VaultError>,
    changed: &Changed,
) -> Result<Verdict, VaultError> {
    let record = &changed.record;
    if let Some(known) = &changed.known {
        if is_same(known, changed) && changed.damaged.is_none() {
            return Ok(Verdict::Same);
        }
        if let Some((packed, dictionary)) = &changed.old {
            let mut unpacker = Unpacker::new(dictionary.as_deref());
            let old = unpacker.unpack(&packed.data, packed.size);
            if old.is_some_and(|old| {
                differs_only_in(volatile, &Document::from_canonical(old), &record.document)
            }) {
                return Ok(Verdict::Same);
            }
        }
    }
    if changed.returning.is_some() {
        return Ok(Verdict::Returned);
    }
    let named = objects::named_in(&record.document).map_err(|cause| VaultError::BadDocument {
        key: key(&record.key.content_type, record.key.remote_id.as_str()),
        cause,
    })?;
    let packed = match packer {
        Ok(packer) => packer.pack(record.document.as_bytes())?,
        Err(_) => Packer::new(None)?.pack(record.document.as_bytes())?,
    };
    Ok(match &changed.known {
        Some(known) if is_same(known, changed) => Verdict::Mended(packed, named),
        _ => Verdict::Packed(packed, named),
    })
}

fn is_same(known: &Known, changed: &Changed) -> bool {
    known.hash == Some(changed.hash)
}
