//! # Writing to a store
//!
//! One record at a time, as no platform has transactions. For each: the record is read and compared with what the plan
//! believed; what differs is sent; then its rows, each by its own call.
//!
//! * **Made again** means another id: it is noted in the ledger before anything else is sent. A note that a record is about
//!   to be made comes first; one that is still there next time means that nobody knows whether it was made, so the record is
//!   looked for by its natural key before it is made once more.
//! * **Rows** of a record that was made again are matched with those the platform made by itself, then changed or made.
//! * **Quiet.** The switches of the store's e-mails are off from the first to the last write (`quiet.rs`).
//! * A record of which a part was refused reads back otherwise than planned, and that is told, with what the store said of it
//!   (207).
//! * What a store only promises (stock, a deletion) is waited for, but not for ever.

mod body;
pub(crate) mod quiet;
mod rows;
mod several;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use backstock_model::{Consequence, ContentType, Document, Node, Record, RecordKey, TypeDescription, diff};
use backstock_shops::{Objects, Problem, Reading as _, ShopError, Write, WriteOutcome, Writing};

use crate::Paging;
use crate::client::{Answer, Call};
use crate::manifest::{Change, Owned, TypeManifest};
use crate::paging::{Walk, contents};
use crate::read::{RestReading, key_of, plain};
use crate::shape::{self, Gone};
use crate::shop::Inside;
use body::{along, body_of, is_later, prepared, without_rows};
use quiet::Quiet;
use several::are_sent_together;

/// Few, so that little is in doubt when it is broken off: each record is several calls, unless platforms take as many at once.
const AT_A_TIME: usize = 10;

/// How long what is only promised is waited for.
const LOOKS: u32 = 30;
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

/// A record that is about to be made: since when, in seconds, and what it is to be.
const MAKING_NOTE: &str = "making/";

/// So long, in seconds, a store may still be at what it was asked to make and did not answer.
const STILL_MAKING: i64 = 15 * 60;

/// How often a record may be what the store fails at before it is the record's failure and not the store's.
const MOST_TROUBLE: u32 = 3;

/// The status of an answer that tells of a part that was not taken.
const IN_PART: u16 = 207;

/// A store that is written to.
pub(crate) struct RestWriting {
    reading: RestReading,
    quiet: Option<Quiet>,
    /// Whether a row was made whose new id the answer did not say.
    is_unsure: bool,
    /// Whether anything of the record at hand was written.
    has_written: bool,
    /// How often is looked for what is only promised: less after it was in vain, as there may be many like it.
    looks: u32,
    /// What the store says about the part of the record at hand that it did not take.
    not_taken: Option<String>,
    /// Records of the batch at hand that are still to be made.
    to_be_made: HashSet<RecordKey>,
    _patience: Patience,
}

/// As long as this is there, what is being done is given a moment to come to its end when somebody asks to stop.
struct Patience(Arc<Inside>);

impl Patience {
    fn of(inside: &Arc<Inside>) -> Self {
        inside.client.be_patient(true);
        Self(Arc::clone(inside))
    }
}

impl Drop for Patience {
    fn drop(&mut self) {
        self.0.client.be_patient(false);
    }
}

/// Why a record was not written.
enum Failed {
    /// For a reason of its own.
    Refused(Problem),
    /// The store is the reason.
    Store(ShopError),
}

impl From<ShopError> for Failed {
    fn from(error: ShopError) -> Self {
        match error {
            ShopError::StoreRefused { said } => Self::Refused(refused(&said)),
            ShopError::ScopeMissing { .. } => Self::Refused(Problem {
                code: "scope_missing".to_owned(),
                message: "The token does not allow writing it.".to_owned(),
                hint: "Give a token that may modify this content type.".to_owned(),
            }),
            // A call that is never made is no reason to stop the others.
            ShopError::NotPermitted { what } => Self::Refused(refused(&what)),
            other => Self::Store(other),
        }
    }
}

impl RestWriting {
    pub(crate) fn begin(reading: RestReading) -> Self {
        Self {
            _patience: Patience::of(&reading.inside),
            reading,
            quiet: None,
            is_unsure: false,
            has_written: false,
            looks: LOOKS,
            not_taken: None,
            to_be_made: HashSet::new(),
        }
    }

    /// A reading that knows what became of the records of which an earlier restore could not tell whether they were made: what
    /// was made is the record it was made for, and no new one that somebody might delete.
    pub(crate) fn settled(reading: RestReading) -> Result<RestReading, ShopError> {
        let mut writing = Self::begin(reading);
        writing.settle()?;
        Ok(writing.reading)
    }

    fn settle(&mut self) -> Result<(), ShopError> {
        let inside = Arc::clone(self.inside());
        let Some(memory) = &inside.memory else {
            return Ok(());
        };
        let makings = memory.notes(MAKING_NOTE)?;
        // Whoever writes at the moment knows better.
        if makings.is_empty() || !memory.may_be_written()? || quiet::is_written_anywhere(&inside)? {
            return Ok(());
        }
        for (name, making) in makings {
            let place = name
                .strip_prefix(MAKING_NOTE)
                .and_then(|rest| rest.split_once(':'));
            let (Some((kind, id)), Some((since, after))) = (place, making.split_once(' ')) else {
                continue;
            };
            let (Some(of), Ok(since), Ok(after)) = (
                inside.manifest.named(&ContentType::new(kind)),
                since.parse::<i64>(),
                Node::parse(after.as_bytes()),
            ) else {
                continue;
            };
            match self.look_for(of, &self.to_shop(of, &after)) {
                Ok(Some(live)) => {
                    self.reading.ledger.note(of.kind(), id, &live)?;
                    memory.note(&name, None)?;
                    self.name_rows(of, &key_of(of, id), &after)?;
                }
                Ok(None) if inside.client.timer().now().timestamp() - since > STILL_MAKING => {
                    memory.note(&name, None)?;
                }
                // Several look like it, or it may not be looked at: the next restore says so.
                Ok(None) | Err(Failed::Refused(_)) => {}
                Err(Failed::Store(error)) => return Err(error),
            }
        }
        Ok(())
    }

    fn inside(&self) -> &Arc<Inside> {
        &self.reading.inside
    }

    fn one(&mut self, write: &Write, objects: &dyn Objects) -> Result<WriteOutcome, Failed> {
        let manifest = Arc::clone(&self.inside().manifest);
        let Some(of) = manifest.named(&write.key.content_type) else {
            return Err(ShopError::UnknownType(write.key.content_type.clone()).into());
        };
        self.begin_record(false);
        let live = self.reading.read_record(&write.key)?;
        let now = live.as_ref().map(|record| &record.document);
        let (mut before, mut after) = (write.before.as_ref(), write.after.as_ref());
        let moved;
        if self.is_as_believed(write, now) {
            // What has moved on since the preview stays where it is, also where a row is only written as a whole.
            if let (Some(was), Some(wanted), Some(is)) = (before, after, now)
                && was != is
            {
                moved = moved_on(was, wanted, is)?;
                (before, after) = (now, Some(&moved));
            }
        } else {
            // It may only differ by pointing to what was made again a moment ago: then that is what is to be written.
            let followed = self.read_as_before(&write.key, write.before.as_ref())?;
            if !self.is_as_believed(write, followed.as_ref().map(|record| &record.document)) {
                return Ok(WriteOutcome::ChangedMeanwhile);
            }
            before = now;
        }
        match (before, after) {
            (_, None) => self.take_away(of, write)?,
            (Some(before), Some(after)) => {
                let (before, after) = (
                    before.to_node().map_err(ShopError::from)?,
                    after.to_node().map_err(ShopError::from)?,
                );
                self.change(of, write, &before, &after, objects)?;
                if self.has_written {
                    self.wait_until_there(of, &[write])?;
                }
            }
            (None, Some(after)) => {
                let after = after.to_node().map_err(ShopError::from)?;
                self.make(of, write, &after, objects)?;
            }
        }
        if std::mem::take(&mut self.is_unsure)
            && let Some(after) = after
        {
            self.name_rows(of, &write.key, &after.to_node().map_err(ShopError::from)?)?;
        }
        Ok(WriteOutcome::Written(write.key.remote_id.clone()))
    }

    /// Nothing is known yet of the record whose turn it is, but whether some of it was written already.
    fn begin_record(&mut self, has_written: bool) {
        (self.has_written, self.is_unsure, self.not_taken) = (has_written, false, None);
    }

    /// Whether the shop has what the plan believed, but for what changes by itself.
    fn is_as_believed(&self, write: &Write, live: Option<&Document>) -> bool {
        self.described(&write.key).is_some_and(|described| {
            described.is_as_believed(write.before.as_ref(), write.after.as_ref(), live)
        })
    }

    fn described(&self, key: &RecordKey) -> Option<&TypeDescription> {
        self.types().iter().find(|found| found.key == key.content_type)
    }

    fn take_away(&mut self, of: &TypeManifest, write: &Write) -> Result<(), Failed> {
        let Some(delete) = &of.delete else {
            return Err(Failed::Refused(Problem {
                code: "cannot_delete".to_owned(),
                message: format!("{} cannot be deleted this way.", of.label),
                hint: "Delete it in the store's control panel.".to_owned(),
            }));
        };
        let before = match &write.before {
            Some(before) => before.to_node().map_err(ShopError::from)?,
            None => Node::Map(Vec::new()),
        };
        let node = shape::to_shop(of, &self.reading.ledger, &before);
        let live = self.live(of, &write.key);
        let call = prepared(delete, &live, &node, None);
        let answer = self.inside().client.send(&call)?;
        // Somebody else was faster, and a record that is not there is what was wanted.
        match answer.status {
            404 => {}
            202 => self.wait_until_gone(&write.key)?,
            _ => drop(expect(answer)?),
        }
        Ok(())
    }

    /// Some deletions are only promised. What is still there after a while is found when it is read back.
    fn wait_until_gone(&mut self, key: &RecordKey) -> Result<(), ShopError> {
        for _ in 0..LOOKS {
            if self.reading.read_record(key)?.is_none() {
                break;
            }
            self.inside().client.timer().pass(BETWEEN_LOOKS);
        }
        Ok(())
    }

    /// What is only promised is waited for, so that it is found when it is read back.
    fn wait_until_there(&mut self, of: &TypeManifest, writes: &[&Write]) -> Result<(), ShopError> {
        let changes = of.own().filter_map(|owned| owned.update.as_ref());
        if !of.update.iter().chain(changes).any(|update| update.promised) {
            return Ok(());
        }
        let keys: Vec<_> = writes.iter().map(|write| write.key.clone()).collect();
        for _ in 0..self.looks {
            let live = self.reading.read_records(&keys)?;
            let is_there = |(write, live): (&&Write, &Option<Record>)| {
                let live = live.as_ref().map(|record| &record.document);
                self.described(&write.key).is_some_and(|described| {
                    described.is_as_believed(write.after.as_ref(), write.before.as_ref(), live)
                })
            };
            if writes.iter().zip(&live).all(is_there) {
                return Ok(());
            }
            self.inside().client.timer().pass(BETWEEN_LOOKS);
        }
        self.looks = (self.looks / 2).max(1);
        Ok(())
    }

    fn change(
        &mut self,
        of: &TypeManifest,
        write: &Write,
        before: &Node,
        after: &Node,
        objects: &dyn Objects,
    ) -> Result<(), Failed> {
        let live = self.live(of, &write.key);
        let update = of.update.clone().map(|mut update| {
            // The names of a list that is none come from the manifest and have parts of their own.
            if of.list.paging == Paging::Named {
                update.path = update.path.replace("{id}", &live);
            }
            update
        });
        if let Some(update) = &update {
            let (was, will_be) = (
                shape::to_shop(of, &self.reading.ledger, &without_rows(of, before)),
                self.to_shop(of, after),
            );
            if let Some(body) = body_of(update, &live, Some(&was), &will_be) {
                let call = prepared(update, &live, &will_be, Some(body));
                if quiet::mean(self.inside(), &call.path, &will_be)? {
                    return Ok(());
                }
                self.sent(&call)?;
            }
        }
        self.change_rows(of, &live, before, after, objects)
    }

    /// Changes the rows that are written by calls of their own.
    fn change_rows(
        &mut self,
        of: &TypeManifest,
        live: &str,
        before: &Node,
        after: &Node,
        objects: &dyn Objects,
    ) -> Result<(), Failed> {
        let nothing = Node::Map(Vec::new());
        for owned in of.own().filter(|owned| is_written_alone(owned)) {
            let (was, will_be) = (before.get(&owned.key), after.get(&owned.key));
            if was != will_be {
                self.rows(
                    of,
                    owned,
                    live,
                    was.unwrap_or(&nothing),
                    will_be.unwrap_or(&nothing),
                    objects,
                )?;
            }
        }
        Ok(())
    }

    fn make(
        &mut self,
        of: &TypeManifest,
        write: &Write,
        after: &Node,
        objects: &dyn Objects,
    ) -> Result<(), Failed> {
        let Some(create) = &of.create else {
            return Err(Failed::Refused(Problem {
                code: "cannot_create".to_owned(),
                message: format!("{} that are gone cannot be made again this way.", of.label),
                hint: "Make it in the store's control panel; its content is in the backup.".to_owned(),
            }));
        };
        let id = plain(&write.key.remote_id);
        let making = format!("{MAKING_NOTE}{}:{id}", of.key);
        let memory = self.inside().memory.clone();
        let was_begun = match &memory {
            Some(memory) => memory.notes(&making)?.iter().any(|(name, _)| *name == making),
            None => false,
        };
        let node = self.to_shop(of, after);
        let found = if was_begun {
            self.look_for(of, &node)?
        } else {
            None
        };
        let live = match found {
            Some(live) => live,
            None => {
                if let Some(memory) = &memory {
                    let since = self.inside().client.timer().now().timestamp();
                    memory.note(&making, Some(&format!("{since} {}", Document::from(after))))?;
                }
                let mut body = body_of(create, "", None, &node);
                self.take_along(of, after, body.as_mut());
                let call = prepared(create, "", &node, body);
                match self.made(of, &call, &node) {
                    Ok(live) => live,
                    Err(Failed::Refused(problem)) => {
                        if let Some(memory) = &memory {
                            memory.note(&making, None)?;
                        }
                        return Err(Failed::Refused(problem));
                    }
                    Err(store) => return Err(store),
                }
            }
        };
        self.has_written = true;
        self.reading.ledger.note(of.kind(), &id, &live)?;
        if let Some(memory) = &memory {
            memory.note(&making, None)?;
        }
        // The platform made rows by itself; they are taken for those of the backup that are the same.
        let there = self.reading.read_record(&write.key)?;
        let there = match there {
            Some(record) => record.document.to_node().map_err(ShopError::from)?,
            None => Node::Map(Vec::new()),
        };
        self.send_later(of, create, &live, &node)?;
        let nothing = Node::Map(Vec::new());
        for owned in of.own() {
            let (there, wanted) = (
                there.get(&owned.key).unwrap_or(&nothing),
                after.get(&owned.key).unwrap_or(&nothing),
            );
            let there = self.matched(of, owned, there, wanted)?;
            if is_written_alone(owned) {
                self.rows(of, owned, &live, &there, wanted, objects)?;
            }
        }
        Ok(())
    }

    /// Sends what the call that makes a record does not take.
    fn send_later(
        &mut self,
        of: &TypeManifest,
        create: &Change,
        live: &str,
        node: &Node,
    ) -> Result<(), Failed> {
        let (Some(update), Node::Map(fields)) = (&of.update, node) else {
            return Ok(());
        };
        let mut made = fields.clone();
        made.retain(|(key, _)| !is_later(create, key, node));
        if made.len() == fields.len() {
            return Ok(());
        }
        match body_of(update, live, Some(&Node::Map(made)), node) {
            Some(body) => self.sent(&prepared(update, live, node, Some(body))).map(drop),
            None => Ok(()),
        }
    }

    /// Adds the rows that a record is made with: what only comes about together with it.
    fn take_along(&self, of: &TypeManifest, after: &Node, body: Option<&mut Node>) {
        let Some(body) = body else { return };
        for owned in of.own() {
            if let (Some(with), Some(Node::Map(rows))) = (&owned.along, after.get(&owned.key)) {
                let rows = rows.iter().map(|(_, row)| self.row_to_shop(of, owned, row));
                let rows: Vec<Node> = rows.filter_map(|row| along(with, row)).collect();
                if !rows.is_empty() {
                    shape::set(body, &owned.key, Some(Node::List(rows)));
                }
            }
        }
    }

    /// Makes a call that changes something of the record at hand.
    fn sent(&mut self, call: &Call) -> Result<Answer, Failed> {
        let answer = expect(self.inside().client.send(call)?)?;
        self.has_written = true;
        self.hear(&answer);
        Ok(answer)
    }

    /// Remembers what the store says about a part that it did not take.
    fn hear(&mut self, answer: &Answer) {
        if answer.status == IN_PART {
            self.not_taken.get_or_insert_with(|| answer.said_of_part());
        }
    }

    /// Sends what makes a record, and hands back the id it got.
    fn made(&mut self, of: &TypeManifest, call: &Call, node: &Node) -> Result<String, Failed> {
        let answer = self.inside().client.send(call)?;
        let answer = expect(answer)?;
        self.hear(&answer);
        let made = answer.node(self.inside().client.store())?.and_then(contents);
        let made = match made {
            Some(Node::List(items)) => items.into_iter().next(),
            other => other,
        };
        let id = made.as_ref().and_then(|made| made.get(&of.id)).map(Node::to_text);
        match id.filter(|id| !id.is_empty()) {
            Some(id) => Ok(id),
            // Some answers say nothing of what was made, or leave out what was there already.
            None => self.look_for(of, node)?.ok_or_else(|| {
                Failed::Store(ShopError::NotTheStore {
                    store: self.inside().client.store().to_owned(),
                    what: "it does not say what was made".to_owned(),
                })
            }),
        }
    }

    /// Looks for a record by what it is known by beside its id. Others may be known by the same: one that the vault has under its
    /// own id is not it, and among several nobody can tell.
    fn look_for(&self, of: &TypeManifest, wanted: &Node) -> Result<Option<String>, Failed> {
        if of.natural_key.is_empty() {
            return Ok(None);
        }
        let walk = Walk {
            client: &self.inside().client,
            call: Call::get(&of.list.path).with_all(&of.list.query),
            paging: of.list.paging,
            id: &|item| crate::manifest::first(item, &of.id).map(Node::to_text),
            what: &of.label,
            is_of_records: true,
            count: None,
        };
        let mut found = Vec::new();
        walk.each(&mut |item| {
            let is_same = of.natural_key.iter().all(|field| {
                crate::manifest::first(&item, field).map(Node::to_text)
                    == crate::manifest::first(wanted, field).map(Node::to_text)
            });
            if is_same {
                found.extend(crate::manifest::first(&item, &of.id).map(Node::to_text));
            }
            std::ops::ControlFlow::Continue(())
        })?;
        let mut new = Vec::new();
        for live in &found {
            let kept = self.reading.ledger.kept(of.kind(), live);
            if kept == live && self.reading.kept_node(&key_of(of, kept))?.is_none() {
                new.push(live);
            }
        }
        match new.as_slice() {
            [] => Ok(None),
            [live] => Ok(Some((*live).clone())),
            _ => Err(Failed::Refused(Problem {
                code: "store_refused".to_owned(),
                message: "Nobody can tell whether this item was made already: the store has several that look like it.".to_owned(),
                hint: "Look in the store's control panel which of them is one too many, delete it, and try again.".to_owned(),
            })),
        }
    }

    /// A store that fails again and again at one record, and answers otherwise, does not fail at the next one as well.
    fn trouble(&mut self, key: &RecordKey, error: ShopError) -> Result<WriteOutcome, ShopError> {
        if !matches!(error, ShopError::StoreAway { .. })
            || self.inside().trouble_with(key) < MOST_TROUBLE
            || !self.is_there()
        {
            return Err(error);
        }
        Ok(WriteOutcome::Refused(refused(
            "it breaks off each time this record is sent, and answers otherwise",
        )))
    }

    /// Whether the store answers at all.
    fn is_there(&self) -> bool {
        let inside = self.inside();
        let check = Call::get(&inside.manifest.check.path);
        inside.client.ask(&check).is_ok()
    }

    fn came_of(
        &mut self,
        write: &Write,
        outcome: Result<WriteOutcome, Failed>,
    ) -> Result<WriteOutcome, ShopError> {
        match outcome {
            // Whether the rest was sent by itself meanwhile is found when it is read back; if not, this is why.
            Ok(WriteOutcome::Written(id)) => Ok(match self.not_taken.take() {
                Some(said) => WriteOutcome::WrittenInPart(id, refused(&said)),
                None => WriteOutcome::Written(id),
            }),
            Ok(outcome) => Ok(outcome),
            Err(Failed::Refused(problem)) if self.has_written => {
                Ok(WriteOutcome::WrittenInPart(write.key.remote_id.clone(), problem))
            }
            Err(Failed::Refused(problem)) => Ok(WriteOutcome::Refused(problem)),
            Err(Failed::Store(error)) => self.trouble(&write.key, error),
        }
    }

    /// What a record is to be, with the numbers its references have in the store at the moment.
    fn as_sent(&self, write: &Write) -> Result<Option<Node>, ShopError> {
        let of = self.inside().manifest.named(&write.key.content_type);
        match (of, &write.after) {
            (Some(of), Some(after)) => Ok(Some(self.to_shop(of, &after.to_node()?))),
            _ => Ok(None),
        }
    }

    /// A record as the store is told it, without its rows and without what is still to be made.
    fn to_shop(&self, of: &TypeManifest, node: &Node) -> Node {
        let mut node = without_rows(of, node);
        if !self.to_be_made.is_empty() {
            shape::without(of, &mut node, &|to, id| {
                self.to_be_made
                    .iter()
                    .any(|key| key.content_type.as_str() == to && plain(&key.remote_id) == id)
            });
        }
        shape::to_shop(of, &self.reading.ledger, &node)
    }

    /// Sends what has another number in the store than when it was sent.
    fn point_again(&mut self, write: &Write, sent: &Node) -> Result<(), Failed> {
        let manifest = Arc::clone(&self.inside().manifest);
        let (Some(of), Some(now)) = (manifest.named(&write.key.content_type), self.as_sent(write)?) else {
            return Ok(());
        };
        // Its own number is another one as well, and is not sent.
        let mut sent = sent.clone();
        shape::set(&mut sent, &of.id, now.get(&of.id).cloned());
        match &of.update {
            Some(update) if sent != now => {
                let live = self.live(of, &write.key);
                match body_of(update, &live, Some(&sent), &now) {
                    Some(body) => self.sent(&prepared(update, &live, &now, Some(body))).map(drop),
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    fn live(&self, of: &TypeManifest, key: &RecordKey) -> String {
        self.reading
            .ledger
            .live(of.kind(), &plain(&key.remote_id))
            .to_owned()
    }
}

impl Writing for RestWriting {
    fn types(&self) -> &[TypeDescription] {
        self.reading.types()
    }

    fn at_a_time(&self) -> usize {
        AT_A_TIME
    }

    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        self.reading.read_record(key)
    }

    fn read_records(&mut self, keys: &[RecordKey]) -> Result<Vec<Option<Record>>, ShopError> {
        self.reading.read_records(keys)
    }

    fn read_as_before(
        &mut self,
        key: &RecordKey,
        before: Option<&Document>,
    ) -> Result<Option<Record>, ShopError> {
        let manifest = Arc::clone(&self.inside().manifest);
        let known = match (manifest.named(&key.content_type), before) {
            (Some(of), Some(before)) => shape::references(of, &before.to_node()?),
            _ => HashSet::new(),
        };
        self.reading.read_with(key, Gone::IsAsIn(&known))
    }

    fn write(&mut self, batch: &[Write], objects: &dyn Objects) -> Result<Vec<WriteOutcome>, ShopError> {
        Quiet::kept(&mut self.quiet, &self.reading.inside)?;
        let mut outcomes = Vec::with_capacity(batch.len());
        let mut sent = Vec::with_capacity(batch.len());
        let made = batch.iter().filter(|write| write.before.is_none());
        self.to_be_made = made.map(|write| write.key.clone()).collect();
        let manifest = Arc::clone(&self.inside().manifest);
        for alike in batch.chunk_by(|one, other| are_sent_together(&manifest, one, other)) {
            for write in alike {
                sent.push(self.as_sent(write)?);
            }
            if alike.len() > 1 {
                outcomes.extend(self.several(alike, objects)?);
                continue;
            }
            for write in alike {
                let outcome = self.one(write, objects);
                self.to_be_made.remove(&write.key);
                outcomes.push(self.came_of(write, outcome)?);
            }
        }
        // Records that refer to each other in a circle: the first of them was sent without the others.
        for ((write, sent), outcome) in batch.iter().zip(sent).zip(&mut outcomes) {
            let is_there = matches!(
                outcome,
                WriteOutcome::Written(_) | WriteOutcome::WrittenInPart(..)
            );
            if let (true, Some(sent)) = (is_there, sent) {
                self.begin_record(true);
                let pointed = self.point_again(write, &sent).map(|()| outcome.clone());
                *outcome = self.came_of(write, pointed)?;
            }
        }
        Ok(outcomes)
    }

    fn side_effects(&mut self, content_types: &[ContentType]) -> Result<Vec<Consequence>, ShopError> {
        let manifest = &self.inside().manifest;
        let said = content_types.iter().filter_map(|key| {
            let of = manifest.named(key)?;
            Some(Consequence {
                code: "restored_partly".to_owned(),
                count: 1,
                content_type: Some(key.clone()),
                detail: Some(of.reason.clone()?),
            })
        });
        Ok(said.collect())
    }
}

/// What a record becomes that has moved on where nothing is written.
fn moved_on(was: &Document, wanted: &Document, is: &Document) -> Result<Document, ShopError> {
    let (was, wanted, mut whole) = (was.to_node()?, wanted.to_node()?, is.to_node()?);
    for change in diff(Some(&was), Some(&wanted)) {
        whole.put(&change.path, change.new);
    }
    Ok(Document::from(&whole))
}

/// An answer that says that it was done.
fn expect(answer: Answer) -> Result<Answer, ShopError> {
    match answer.status {
        // In part: reading back tells in which.
        200 | 201 | 202 | 204 | IN_PART => Ok(answer),
        _ => Err(ShopError::StoreRefused { said: answer.said() }),
    }
}

fn refused(said: &str) -> Problem {
    Problem {
        code: "store_refused".to_owned(),
        message: format!("The store did not take it: {}.", said.trim_end_matches('.')),
        hint: "Look at the record in the store's control panel, and try again.".to_owned(),
    }
}

/// Whether a collection's rows are sent by calls of their own.
fn is_written_alone(owned: &Owned) -> bool {
    owned.create.is_some() || owned.update.is_some() || owned.delete.is_some()
}
