//! # Writing to a store
//!
//! One record at a time, as no platform has transactions. For each: the record is read and compared with what the plan
//! believed; what differs is sent; then its rows, each by its own call.
//!
//! * **Made again** means another id: it is noted in the ledger before anything else is sent. A note that a record is about
//!   to be made comes first; one that is still there next time means that nobody knows whether it was made, so the record is
//!   looked for by its natural key before it is made once more.
//! * **Rows** of a record that was made again are matched with those the platform made by itself, then changed or made.
//! * **Quiet.** The switches of the store's e-mails are off from the first to the last write. What they were is noted in the
//!   vault before, and put back at the end, or by whoever opens the store after a crash.
//! * A record of which a part was refused reads back otherwise than planned, and that is told.

use std::sync::Arc;

use backstock_model::{
    Cancel, Consequence, ContentType, Document, Node, Record, RecordKey, TypeDescription, diff,
};
use backstock_shops::{Objects, Problem, Reading as _, ShopError, Write, WriteOutcome, Writing};

use crate::client::{Answer, Body, Call, part};
use crate::manifest::{Change, Owned, TypeManifest};
use crate::paging::{Walk, data};
use crate::pictures::form;
use crate::read::{FILE, RestReading, plain};
use crate::shape;
use crate::shop::{Inside, begin_writing, end_writing};
use crate::{Method, Paging};

/// Few, so that somebody who asks to stop is heard soon: each record is several calls.
const AT_A_TIME: usize = 4;

const QUIET_NOTE: &str = "quiet";
const MAKING_NOTE: &str = "making/";

/// A store that is written to.
pub(crate) struct RestWriting {
    reading: RestReading,
    is_quiet: bool,
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
            other => Self::Store(other),
        }
    }
}

impl RestWriting {
    pub(crate) fn begin(reading: RestReading) -> Self {
        Self {
            reading,
            is_quiet: false,
        }
    }

    fn inside(&self) -> &Arc<Inside> {
        &self.reading.inside
    }

    /// Switches the store's e-mails off; what the switches were is noted before.
    fn be_quiet(&mut self) -> Result<(), ShopError> {
        if self.is_quiet {
            return Ok(());
        }
        let inside = Arc::clone(self.inside());
        let Some(quiet) = &inside.manifest.quiet else {
            return Ok(());
        };
        let Some(before) = inside.client.ask(&Call::get(&quiet.path))?.and_then(data) else {
            return Ok(());
        };
        let mut off = before.clone();
        if let Node::Map(switches) = &mut off {
            for (_, value) in switches {
                if *value == Node::Bool(true) {
                    *value = Node::Bool(false);
                }
            }
        }
        if let Some(memory) = &inside.memory {
            memory.note(QUIET_NOTE, Some(&Document::from(&before).to_string()))?;
        }
        begin_writing(&inside.address);
        self.is_quiet = true;
        if off != before {
            expect(
                inside
                    .client
                    .send(&Call::of(Method::Put, &quiet.path).json(&off))?,
            )?;
        }
        Ok(())
    }

    fn one(&mut self, write: &Write, objects: &dyn Objects) -> Result<WriteOutcome, Failed> {
        let manifest = Arc::clone(&self.inside().manifest);
        let Some(of) = manifest.named(&write.key.content_type) else {
            return Err(ShopError::UnknownType(write.key.content_type.clone()).into());
        };
        let live = self.reading.read_record(&write.key)?;
        if !self.is_as_believed(write, live.as_ref())? {
            return Ok(WriteOutcome::ChangedMeanwhile);
        }
        match (&write.before, &write.after) {
            (_, None) => self.take_away(of, write)?,
            (Some(before), Some(after)) => {
                let (before, after) = (
                    before.to_node().map_err(ShopError::from)?,
                    after.to_node().map_err(ShopError::from)?,
                );
                self.change(of, write, &before, &after, objects)?;
            }
            (None, Some(after)) => {
                let after = after.to_node().map_err(ShopError::from)?;
                self.make(of, write, &after, objects)?;
            }
        }
        Ok(WriteOutcome::Written(write.key.remote_id.clone()))
    }

    /// Whether the shop has what the plan believed, but for what changes by itself.
    fn is_as_believed(&self, write: &Write, live: Option<&Record>) -> Result<bool, ShopError> {
        let described = self
            .types()
            .iter()
            .find(|found| found.key == write.key.content_type);
        let (Some(before), Some(live)) = (&write.before, live) else {
            return Ok(write.before.is_none() == live.is_none());
        };
        let (before, live) = (before.to_node()?, live.document.to_node()?);
        Ok(diff(Some(&before), Some(&live)).iter().all(|change| {
            let columns = change.path.columns();
            let is_under = |path: &String| {
                columns
                    .strip_prefix(path.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            described
                .is_some_and(|described| described.volatile.iter().chain(&described.derived).any(is_under))
        }))
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
        if answer.status != 404 {
            expect(answer)?;
        }
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
                shape::to_shop(of, &self.reading.ledger, &without_rows(of, after)),
            );
            if let Some(body) = body_of(update, &live, Some(&was), &will_be) {
                let call = prepared(update, &live, &will_be, Some(body));
                expect(self.inside().client.send(&call)?)?;
            }
        }
        let nothing = Node::Map(Vec::new());
        for owned in of.own().filter(|owned| is_written_alone(owned)) {
            let (was, will_be) = (before.get(&owned.key), after.get(&owned.key));
            if was != will_be {
                self.rows(
                    of,
                    owned,
                    &live,
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
        let node = shape::to_shop(of, &self.reading.ledger, &without_rows(of, after));
        let found = if was_begun {
            self.look_for(of, &node)?
        } else {
            None
        };
        let live = match found {
            Some(live) => live,
            None => {
                if let Some(memory) = &memory {
                    memory.note(&making, Some(""))?;
                }
                let body = body_of(create, "", None, &node);
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

    /// Sends what makes a record, and hands back the id it got.
    fn made(&self, of: &TypeManifest, call: &Call, node: &Node) -> Result<String, Failed> {
        let answer = self.inside().client.send(call)?;
        let answer = expect(answer)?;
        let made = answer.node(self.inside().client.store())?.and_then(data);
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

    /// Looks for a record by what it is known by beside its id.
    fn look_for(&self, of: &TypeManifest, wanted: &Node) -> Result<Option<String>, ShopError> {
        if of.natural_key.is_empty() {
            return Ok(None);
        }
        let walk = Walk {
            client: &self.inside().client,
            call: Call::get(&of.list.path).with_all(&of.list.query),
            paging: of.list.paging,
            id: &|item| crate::manifest::first(item, &of.id).map(Node::to_text),
            what: &of.label,
        };
        let mut found = None;
        walk.each(&mut |item| {
            let is_same = of.natural_key.iter().all(|field| {
                crate::manifest::first(&item, field).map(Node::to_text)
                    == crate::manifest::first(wanted, field).map(Node::to_text)
            });
            if is_same {
                found = crate::manifest::first(&item, &of.id).map(Node::to_text);
                return std::ops::ControlFlow::Break(());
            }
            std::ops::ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    /// Rows that are there under the ids of those wanted rows that are the same; noted in the ledger.
    fn matched(
        &mut self,
        of: &TypeManifest,
        owned: &Owned,
        there: &Node,
        wanted: &Node,
    ) -> Result<Node, ShopError> {
        let (Node::Map(there), Node::Map(wanted)) = (there, wanted) else {
            return Ok(Node::Map(Vec::new()));
        };
        let mut rows = Vec::new();
        for (id, row) in there {
            let same = |other: &Node| {
                !owned.same.is_empty()
                    && owned
                        .same
                        .iter()
                        .all(|field| is_alike(row.get(field), other.get(field)))
            };
            let taken = |id: &String| rows.iter().any(|(known, _): &(String, Node)| known == id);
            let found = wanted
                .iter()
                .find(|(wanted, other)| !taken(wanted) && (wanted == id || same(other)));
            let Some((kept, kept_row)) = found else { continue };
            if let [field] = owned.id.as_slice() {
                let kind = of.kind_of(owned);
                let live = self.reading.ledger.live(&kind, id).to_owned();
                self.reading.ledger.note(&kind, kept, &live)?;
                let mut row = row.clone();
                shape::set(&mut row, field, kept_row.get(field).cloned());
                for inner in of.owned_by(owned) {
                    self.match_inner(of, inner, &mut row, kept_row)?;
                }
                rows.push((kept.clone(), row));
            }
        }
        rows.sort_by(|(one, _), (other, _)| one.as_bytes().cmp(other.as_bytes()));
        Ok(Node::Map(rows))
    }

    /// The same for rows of a row: option values and their like.
    fn match_inner(
        &mut self,
        of: &TypeManifest,
        inner: &Owned,
        row: &mut Node,
        kept: &Node,
    ) -> Result<(), ShopError> {
        let kind = of.kind_of(inner);
        let (Some(Node::Map(there)), Some(Node::Map(wanted)), [field]) =
            (row.get(&inner.key), kept.get(&inner.key), inner.id.as_slice())
        else {
            return Ok(());
        };
        let mut rows = Vec::new();
        for (id, row) in there {
            let same = |other: &Node| {
                !inner.same.is_empty() && inner.same.iter().all(|field| row.get(field) == other.get(field))
            };
            match wanted.iter().find(|(_, other)| same(other)) {
                Some((kept, kept_row)) => {
                    let live = self.reading.ledger.live(&kind, id).to_owned();
                    self.reading.ledger.note(&kind, kept, &live)?;
                    let mut row = row.clone();
                    shape::set(&mut row, field, kept_row.get(field).cloned());
                    rows.push((kept.clone(), row));
                }
                None => rows.push((id.clone(), row.clone())),
            }
        }
        rows.sort_by(|(one, _), (other, _)| one.as_bytes().cmp(other.as_bytes()));
        shape::set(row, &inner.key, Some(Node::Map(rows)));
        Ok(())
    }

    /// Changes, makes and takes away rows, each by a call of its own.
    fn rows(
        &mut self,
        of: &TypeManifest,
        owned: &Owned,
        live: &str,
        there: &Node,
        wanted: &Node,
        objects: &dyn Objects,
    ) -> Result<(), Failed> {
        let (Node::Map(there), Node::Map(wanted)) = (there, wanted) else {
            return Ok(());
        };
        for (id, row) in there {
            if !wanted.iter().any(|(other, _)| other == id)
                && let Some(delete) = &owned.delete
            {
                let sent = self.row_to_shop(of, owned, row);
                let call = prepared(delete, live, &sent, None);
                let answer = self.inside().client.send(&self.with_row(of, owned, call, id))?;
                if answer.status != 404 {
                    expect(answer)?;
                }
            }
        }
        for (id, row) in wanted {
            let sent = self.row_to_shop(of, owned, row);
            match there.iter().find(|(other, _)| other == id) {
                Some((_, before)) => {
                    let before = self.row_to_shop(of, owned, before);
                    if let Some(update) = &owned.update
                        && before != sent
                        && let Some(body) = body_of(update, live, Some(&before), &sent)
                    {
                        let call = prepared(update, live, &sent, Some(body));
                        let call = self.with_row(of, owned, call, id);
                        expect(self.inside().client.send(&call)?)?;
                    }
                }
                None => self.make_row(of, owned, live, id, row, &sent, objects)?,
            }
        }
        Ok(())
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "a row, whose it is, what it is in both worlds, and where its bytes are"
    )]
    fn make_row(
        &mut self,
        of: &TypeManifest,
        owned: &Owned,
        live: &str,
        id: &str,
        row: &Node,
        sent: &Node,
        objects: &dyn Objects,
    ) -> Result<(), Failed> {
        let Some(create) = &owned.create else {
            return Ok(());
        };
        let body = body_of(create, live, None, sent);
        let mut call = prepared(create, live, sent, body);
        if let Some(picture) = &owned.picture {
            let bytes = match row.get(FILE) {
                Some(file) => file
                    .as_bytes()
                    .or_else(|| file.as_object().and_then(|hash| objects.object(&hash))),
                None => None,
            };
            let Some(bytes) = bytes else {
                return Err(Failed::Refused(Problem {
                    code: "object_missing".to_owned(),
                    message: "The backup does not have the bytes of one of its pictures.".to_owned(),
                    hint: "Restore it without its pictures, or choose another backup.".to_owned(),
                }));
            };
            let texts = texts_of(create, sent);
            let (kind, bytes) = form(&picture.part, "picture", &bytes, &texts)?;
            call.body = Some(Body {
                kind,
                bytes: Arc::new(bytes),
            });
        }
        let answer = expect(self.inside().client.send(&call)?)?;
        let made = answer.node(self.inside().client.store())?.and_then(data);
        let made = match made {
            Some(Node::List(items)) => items.into_iter().next(),
            other => other,
        };
        let (Some(made), [field]) = (made, owned.id.as_slice()) else {
            return Ok(());
        };
        if let Some(given) = made.get(field).map(Node::to_text) {
            self.reading.ledger.note(&of.kind_of(owned), id, &given)?;
        }
        // A form says less than a tree: what it left out is sent afterwards.
        if owned.picture.is_some()
            && let Some(update) = &owned.update
            && let Some(body) = body_of(update, live, Some(&made), sent)
        {
            let call = prepared(update, live, sent, Some(body));
            expect(self.inside().client.send(&self.with_row(of, owned, call, id))?)?;
        }
        for inner in of.owned_by(owned) {
            let mut made = made.clone();
            if let Some(rows) = shape::get_mut(&mut made, &inner.key) {
                shape::gather(of, &self.reading.ledger, inner, rows);
            }
            self.match_inner(of, inner, &mut made, row)?;
        }
        Ok(())
    }

    /// A row as the shop is told it.
    fn row_to_shop(&self, of: &TypeManifest, owned: &Owned, row: &Node) -> Node {
        let key = shape_key(owned, row);
        let mut alone = Node::Map(Vec::new());
        shape::set(&mut alone, &owned.key, Some(Node::Map(vec![(key, row.clone())])));
        let mut sent = shape::to_shop(of, &self.reading.ledger, &alone);
        let sent = match shape::get_mut(&mut sent, &owned.key) {
            Some(Node::List(rows)) => rows.pop(),
            _ => None,
        };
        let mut sent = sent.unwrap_or(Node::Null);
        shape::set(&mut sent, FILE, None);
        sent
    }

    /// Names the row in the call's path.
    fn with_row(&self, of: &TypeManifest, owned: &Owned, mut call: Call, id: &str) -> Call {
        let row = match owned.id.as_slice() {
            [_] => self.reading.ledger.live(&of.kind_of(owned), id).to_owned(),
            _ => id.to_owned(),
        };
        call.path = call.path.replace("{row}", &part(&row));
        for (_, value) in &mut call.query {
            *value = value.replace("{row}", &row);
        }
        call
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

    fn write(&mut self, batch: &[Write], objects: &dyn Objects) -> Result<Vec<WriteOutcome>, ShopError> {
        self.inside().client.be_patient(true);
        let written = self.be_quiet().and_then(|()| {
            batch
                .iter()
                .map(|write| match self.one(write, objects) {
                    Ok(outcome) => Ok(outcome),
                    Err(Failed::Refused(problem)) => Ok(WriteOutcome::Refused(problem)),
                    Err(Failed::Store(error)) => Err(error),
                })
                .collect()
        });
        self.inside().client.be_patient(false);
        written
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

impl Drop for RestWriting {
    fn drop(&mut self) {
        if self.is_quiet {
            // Somebody who stopped a restore did not ask for the e-mails to stay off.
            self.inside().client.heed(&Cancel::new());
            end_writing(&self.inside().address);
            // Whoever opens the store next tries again; the note stays until it is done.
            let _ = put_back(self.inside());
        }
    }
}

/// Puts the switches of the store's e-mails back to what a note says they were.
pub(crate) fn put_back(inside: &Inside) -> Result<(), ShopError> {
    let (Some(quiet), Some(memory)) = (&inside.manifest.quiet, &inside.memory) else {
        return Ok(());
    };
    let notes = memory.notes(QUIET_NOTE)?;
    let Some((_, before)) = notes.iter().find(|(name, _)| name == QUIET_NOTE) else {
        return Ok(());
    };
    let before = Node::parse(before.as_bytes())?;
    match inside
        .client
        .send(&Call::of(Method::Put, &quiet.path).json(&before))?
        .status
    {
        200..300 => memory.note(QUIET_NOTE, None),
        _ => Ok(()),
    }
}

/// An answer that says that it was done.
fn expect(answer: Answer) -> Result<Answer, ShopError> {
    match answer.status {
        200 | 201 | 202 | 204 => Ok(answer),
        // Done but for a part: reading back tells which.
        207 => Ok(answer),
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

/// A record without the rows that are sent by calls of their own, and without those that are only read.
fn without_rows(of: &TypeManifest, node: &Node) -> Node {
    let mut node = node.clone();
    for owned in of.own() {
        if is_written_alone(owned) || owned.from != crate::manifest::From::List {
            shape::set(&mut node, &owned.key, None);
        }
    }
    for derived in &of.derived {
        if !derived.contains('/') {
            shape::set(&mut node, derived, None);
        }
    }
    node
}

/// What a call sends: all fields, or those that are not as they were. Nothing when there is nothing to send.
fn body_of(change: &Change, live: &str, before: Option<&Node>, after: &Node) -> Option<Node> {
    let Node::Map(entries) = after else {
        return None;
    };
    let is_sent =
        |key: &String| !change.omit.contains(key) && (change.only.is_empty() || change.only.contains(key));
    let mut sent: Vec<(String, Node)> = Vec::new();
    for (key, value) in entries {
        let is_needed = change.with.contains(key);
        let is_changed = before.is_none_or(|before| change.whole || before.get(key) != Some(value));
        if is_sent(key) && is_changed || is_needed {
            sent.push((key.clone(), value.clone()));
        }
    }
    // A field that was not there before is taken away by sending nothing for it.
    if let (Some(Node::Map(before)), false) = (before, change.whole) {
        for (key, _) in before {
            if after.get(key).is_none() && is_sent(key) {
                sent.push((key.clone(), Node::Null));
            }
        }
    }
    let is_nothing = sent.iter().all(|(key, _)| change.with.contains(key));
    for (key, path) in &change.take {
        if let Some(value) = crate::manifest::first(after, path)
            && before.is_none_or(|before| change.whole || crate::manifest::first(before, path) != Some(value))
        {
            sent.push((key.clone(), value.clone()));
        }
    }
    let is_nothing = is_nothing && !sent.iter().any(|(key, _)| change.take.contains_key(key));
    if before.is_some() && !change.whole && is_nothing {
        return None;
    }
    for (key, name) in &change.rename {
        if let Some((known, _)) = sent.iter_mut().find(|(known, _)| known == key) {
            known.clone_from(name);
        }
    }
    for (key, value) in &change.always {
        sent.retain(|(known, _)| known != key);
        sent.push((key.clone(), value_of(value, live)));
    }
    sent.sort_by(|(one, _), (other, _)| one.as_bytes().cmp(other.as_bytes()));
    let mut body = Node::Map(sent);
    for path in change.omit.iter().filter(|path| path.contains('/')) {
        shape::strip(&mut body, path);
    }
    if change.list {
        body = Node::List(vec![body]);
    }
    Some(match &change.under {
        Some(key) => Node::Map(vec![(key.clone(), body)]),
        None => body,
    })
}

fn value_of(value: &toml::Value, live: &str) -> Node {
    match value {
        toml::Value::Boolean(value) => Node::Bool(*value),
        toml::Value::Integer(value) => Node::Number(value.to_string().into()),
        toml::Value::String(text) if text == "{id}" => Node::Number(live.into()),
        toml::Value::String(text) => Node::Text(text.clone()),
        toml::Value::Table(table) => {
            let mut entries: Vec<(String, Node)> = table
                .iter()
                .map(|(key, value)| (key.clone(), value_of(value, live)))
                .collect();
            entries.sort_by(|(one, _), (other, _)| one.as_bytes().cmp(other.as_bytes()));
            Node::Map(entries)
        }
        toml::Value::Array(items) => Node::List(items.iter().map(|item| value_of(item, live)).collect()),
        other => Node::Text(other.to_string()),
    }
}

/// A call with its placeholders filled and its body in it. `{row}` is left for the caller.
fn prepared(change: &Change, live: &str, node: &Node, body: Option<Node>) -> Call {
    let mut call = Call::of(change.method, filled_path(&change.path, live, node));
    for (name, value) in &change.query {
        call = call.with(name, filled(value, live, node));
    }
    match body {
        Some(body) if change.method != Method::Delete => call.json(&body),
        _ => call,
    }
}

fn filled_path(pattern: &str, live: &str, node: &Node) -> String {
    let mut path = pattern.replace("{id}", &part(live));
    if let Node::Map(entries) = node {
        for (key, value) in entries {
            if value.is_leaf() && path.contains(&format!("{{{key}}}")) {
                path = path.replace(&format!("{{{key}}}"), &part(&value.to_text()));
            }
        }
    }
    path
}

fn filled(pattern: &str, live: &str, node: &Node) -> String {
    let mut text = if live.is_empty() {
        pattern.to_owned()
    } else {
        pattern.replace("{id}", live)
    };
    if let Node::Map(entries) = node {
        for (key, value) in entries {
            if value.is_leaf() {
                text = text.replace(&format!("{{{key}}}"), &value.to_text());
            }
        }
    }
    text
}

/// The single values of a row, for a form.
fn texts_of(change: &Change, row: &Node) -> Vec<(String, String)> {
    match row {
        Node::Map(entries) => entries
            .iter()
            .filter(|(key, value)| value.is_leaf() && *value != Node::Null && !change.omit.contains(key))
            .map(|(key, value)| (key.clone(), value.to_text()))
            .collect(),
        _ => Vec::new(),
    }
}

fn shape_key(owned: &Owned, row: &Node) -> String {
    shape::row_id(owned, row).unwrap_or_default()
}

/// Whether two values are the same where rows are matched: of lists of rows, their labels.
fn is_alike(one: Option<&Node>, other: Option<&Node>) -> bool {
    let labels = |node: Option<&Node>| -> Option<Vec<String>> {
        let rows: Vec<&Node> = match node? {
            Node::List(items) => items.iter().collect(),
            Node::Map(entries) => entries.iter().map(|(_, row)| row).collect(),
            _ => return None,
        };
        let mut labels: Vec<String> = rows
            .into_iter()
            .map(|row| {
                let text = |key: &str| row.get(key).map(Node::to_text).unwrap_or_default();
                format!("{}={}", text("option_display_name"), text("label"))
            })
            .collect();
        labels.sort();
        Some(labels)
    };
    match (labels(one), labels(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(text: &str) -> Node {
        Node::parse(text.as_bytes()).unwrap()
    }

    fn change(text: &str) -> Change {
        toml::from_str(text).unwrap()
    }

    fn sent(change: &Change, before: Option<&str>, after: &str) -> Option<String> {
        let before = before.map(node);
        body_of(change, "57", before.as_ref(), &node(after)).map(|body| Document::from(&body).to_string())
    }

    #[test]
    fn only_what_differs_is_sent() {
        let update = change("method = \"PUT\"\npath = \"/x/{id}\"\nomit = [\"id\"]");
        assert_eq!(
            sent(
                &update,
                Some(r#"{"id":57,"name":"a","price":1.0}"#),
                r#"{"id":57,"name":"a","price":1.00}"#
            )
            .as_deref(),
            Some(r#"{"price":1.00}"#)
        );
        assert_eq!(
            sent(&update, Some(r#"{"id":1,"name":"a"}"#), r#"{"id":2,"name":"a"}"#),
            None
        );
        let whole = change(
            "method = \"PUT\"\npath = \"/x\"\nlist = true\nwhole = true\nunder = \"items\"\nalways = { id = \"{id}\", quiet = true }",
        );
        assert_eq!(
            sent(&whole, Some(r#"{"name":"a"}"#), r#"{"name":"a"}"#).as_deref(),
            Some(r#"{"items":[{"id":57,"name":"a","quiet":true}]}"#)
        );
    }

    #[test]
    fn a_value_of_a_record_cannot_lead_a_call_elsewhere() {
        let delete = change("method = \"DELETE\"\npath = \"/x/{code}/y\"\n[query]\n\"id:in\" = \"{id}\"");
        let call = prepared(&delete, "57", &node(r#"{"code":"../../evil?all=1"}"#), None);
        assert_eq!(call.path, "/x/..%2F..%2Fevil%3Fall%3D1/y");
        assert_eq!(call.query, [("id:in".to_owned(), "57".to_owned())]);
    }

    #[test]
    fn variants_are_the_same_when_their_options_are_called_the_same() {
        let one = node(r#"[{"id":1,"label":"Red","option_display_name":"Colour","option_id":4}]"#);
        let other = node(r#"[{"id":9,"label":"Red","option_display_name":"Colour","option_id":8}]"#);
        assert!(is_alike(Some(&one), Some(&other)));
        assert!(!is_alike(Some(&one), Some(&node("[]"))));
        assert!(is_alike(Some(&node("[]")), Some(&node("[]"))));
    }
}
