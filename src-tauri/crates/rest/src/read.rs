//! # Reading a store
//!
//! A type is listed, and what the list leaves out of its records is fetched beside it. Where the list can be asked for what
//! changed, and the vault has the rest, only that is read: the ids of all records tell which are gone, and those that did not
//! change come out of the vault. Once a week everything is read again, as no platform promises that every change moves the
//! moment of the last one.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use backstock_model::{ContentType, Document, Node, Record, RecordKey, RemoteId, TypeDescription};
use backstock_shops::{AbsentType, Reading, ShopError};
use chrono::{Datelike as _, Duration};

use crate::client::{Call, Client, part};
use crate::ledger::Ledger;
use crate::makers;
use crate::manifest::{From, Owned, TypeManifest, first};
use crate::paging::{Walk, contents};
use crate::pictures::{Pictures, as_value};
use crate::shape;
use crate::shop::Inside;
use crate::write::quiet;
use crate::{Manifest, Paging};

/// Records looked after at a time.
const AT_A_TIME: usize = 250;

/// Records whose collections are asked for at a time.
const AGAIN: usize = 10;

/// How far before the last backup a change is looked for: its clock is another one.
const OVERLAP: Duration = Duration::minutes(15);

/// The key under which a row's bytes stand.
pub(crate) const FILE: &str = "file";

/// A store that is read.
pub(crate) struct RestReading {
    pub(crate) inside: Arc<Inside>,
    pub(crate) types: Vec<TypeDescription>,
    pub(crate) absent: Vec<AbsentType>,
    pub(crate) counts: HashMap<ContentType, u64>,
    pub(crate) ledger: Ledger,
    pub(crate) bulk: HashMap<String, HashMap<String, Vec<Node>>>,
    pub(crate) pictures: Pictures,
}

/// What is taken from one record to the next.
type Each<'e> = &'e mut dyn FnMut(Record) -> ControlFlow<()>;

/// What is done with some items of a list.
type Items<'e> = &'e mut dyn FnMut(&mut RestReading, Vec<Node>) -> Result<ControlFlow<()>, ShopError>;

impl RestReading {
    fn client(&self) -> &Client {
        &self.inside.client
    }

    fn known(&self, content_type: &ContentType) -> Result<(Arc<Manifest>, usize), ShopError> {
        let is_there = self.types.iter().any(|found| found.key == *content_type);
        let manifest = Arc::clone(&self.inside.manifest);
        let at = manifest
            .types
            .iter()
            .position(|found| found.key == content_type.as_str());
        match at {
            Some(at) if is_there => Ok((manifest, at)),
            _ => Err(ShopError::UnknownType(content_type.clone())),
        }
    }

    fn each_of(&mut self, of: &TypeManifest, each: Each<'_>) -> Result<(), ShopError> {
        self.bulk.clear();
        if of.list.paging == Paging::Named {
            for name in &of.list.names {
                if let Some(record) = self.named(of, name)?
                    && each(record).is_break()
                {
                    break;
                }
            }
            return Ok(());
        }
        if let Some(since) = self.since(of)? {
            return self.each_since(of, &since, each);
        }
        let mut seen = HashSet::new();
        let mut is_enough = false;
        self.each_at(of, list_of(of), &mut |reading, items| {
            if let (Some(_), Some(item)) = (&of.maker, items.first()) {
                makers::learn(&reading.inside, of, item)?;
            }
            for record in reading.finish(of, items)? {
                if of.maker.is_some() {
                    seen.insert(record.key.remote_id.as_str().to_owned());
                }
                if each(record).is_break() {
                    is_enough = true;
                    return Ok(ControlFlow::Break(()));
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        if of.maker.is_some() && !is_enough {
            for record in makers::unseen(&self.inside, of, &seen)? {
                if each(record).is_break() {
                    break;
                }
            }
        }
        Ok(())
    }

    /// From when on changes are asked for; nothing when everything is to be read.
    fn since(&self, of: &TypeManifest) -> Result<Option<String>, ShopError> {
        let (Some(_), Some(memory)) = (&of.since, &self.inside.memory) else {
            return Ok(None);
        };
        let Some(read_at) = memory.read_at(&ContentType::new(of.key.as_str()))? else {
            return Ok(None);
        };
        let now = self.client().timer().now();
        if read_at > now || read_at.iso_week() != now.iso_week() {
            return Ok(None);
        }
        // A moment without its time of day would be taken for another one.
        Ok(Some(
            (read_at - OVERLAP).format("%Y-%m-%dT%H:%M:%S+00:00").to_string(),
        ))
    }

    /// Reads what changed, and takes the rest out of the vault.
    fn each_since(&mut self, of: &TypeManifest, since: &str, each: Each<'_>) -> Result<(), ShopError> {
        let Some(how) = &of.since else {
            return Ok(());
        };
        let mut changed: HashMap<String, Record> = HashMap::new();
        let list = list_of(of).with(&how.query, since);
        self.each_at(of, list, &mut |reading, items| {
            for record in reading.finish(of, items)? {
                changed.insert(record.key.remote_id.as_str().to_owned(), record);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let mut ids = list_of(of);
        if !how.ids.is_empty() {
            ids.query.clear();
            ids = ids.with_all(&how.ids);
        }
        self.each_at(of, ids, &mut |reading, items| {
            let mut unknown = Vec::new();
            for item in items {
                let Some(live) = id_of(of, &item) else { continue };
                let id = reading.ledger.kept(of.kind(), &live).to_owned();
                let key = key_of(of, &id);
                let record = match changed.remove(key.remote_id.as_str()) {
                    Some(record) => Some(record),
                    None => reading.kept(of, &key, &id, &live)?,
                };
                let Some(record) = record else {
                    unknown.push(key);
                    continue;
                };
                if each(record).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            // What the vault does not have although it did not change came into sight otherwise.
            for key in unknown {
                if let Some(record) = reading.read_record(&key)?
                    && each(record).is_break()
                {
                    return Ok(ControlFlow::Break(()));
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        // Made while the ids were listed.
        for record in changed.into_values() {
            if each(record).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// A record as the vault has it, with the rows that are listed for all records anyway.
    fn kept(
        &mut self,
        of: &TypeManifest,
        key: &RecordKey,
        id: &str,
        live: &str,
    ) -> Result<Option<Record>, ShopError> {
        let kept = match &self.inside.memory {
            Some(memory) => memory.kept(key)?,
            None => None,
        };
        let Some(kept) = kept else {
            return Ok(None);
        };
        let mut node = kept.to_node()?;
        for owned in of.own().filter(|owned| owned.from == From::Bulk) {
            if let Some(rows) = self.bulk_rows(of, owned, live)? {
                // Through the whole way of an answer, so that the ids of rows are those of the vault.
                let mut alone = Node::Map(Vec::new());
                shape::set(&mut alone, &owned.key, Some(Node::List(rows)));
                let mut alone = shape::to_vault(of, &self.ledger, alone);
                shape::set(
                    &mut node,
                    &owned.key,
                    shape::get_mut(&mut alone, &owned.key).cloned(),
                );
            }
        }
        Ok(Some(shape::record(of, key.content_type.clone(), id, &node)))
    }

    /// Walks over a list and hands its items on, many at a time.
    fn each_at(&mut self, of: &TypeManifest, list: Call, each: Items<'_>) -> Result<(), ShopError> {
        let inside = Arc::clone(&self.inside);
        let walk = Walk {
            client: &inside.client,
            call: list,
            paging: of.list.paging,
            id: &|item| id_of(of, item),
            what: &of.label,
        };
        let mut waiting = Vec::new();
        let mut failure = None;
        walk.each(&mut |item| {
            waiting.push(item);
            if waiting.len() < AT_A_TIME {
                return ControlFlow::Continue(());
            }
            match each(self, std::mem::take(&mut waiting)) {
                Ok(flow) => flow,
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        })?;
        match failure {
            Some(error) => Err(error),
            None if waiting.is_empty() => Ok(()),
            None => each(self, waiting).map(drop),
        }
    }

    /// Items of a list as records: with their collections, under the vault's ids.
    fn finish(&mut self, of: &TypeManifest, mut items: Vec<Node>) -> Result<Vec<Record>, ShopError> {
        for owned in of.own() {
            match owned.from {
                From::List => {}
                From::Again => self.ask_again(of, owned, &mut items)?,
                From::Each | From::Bulk => {
                    for item in &mut items {
                        let rows = match id_of(of, item) {
                            Some(live) if owned.from == From::Bulk => self.bulk_rows(of, owned, &live)?,
                            Some(live) if shape::is_so(owned.when.as_ref(), item) => {
                                self.rows(owned, &live)?
                            }
                            _ => None,
                        };
                        shape::set(item, &owned.key, rows.map(Node::List));
                    }
                }
            }
        }
        let mut records = Vec::with_capacity(items.len());
        for item in items {
            let Some(live) = id_of(of, &item) else { continue };
            let id = self.ledger.kept(of.kind(), &live).to_owned();
            let mut node = shape::to_vault(of, &self.ledger, item);
            let mut objects = Vec::new();
            self.take_pictures(of, &id, &mut node, &mut objects)?;
            let mut record = shape::record(of, ContentType::new(of.key.as_str()), &id, &node);
            record.objects = objects;
            records.push(record);
        }
        Ok(records)
    }

    /// Asks the list again for what it leaves out of long pages.
    fn ask_again(&self, of: &TypeManifest, owned: &Owned, items: &mut [Node]) -> Result<(), ShopError> {
        let Some(by) = of.one.as_ref().and_then(|one| one.by.as_ref()) else {
            return Ok(());
        };
        for some in items.chunks_mut(AGAIN) {
            let ids: Vec<String> = some.iter().filter_map(|item| id_of(of, item)).collect();
            let walk = Walk {
                client: self.client(),
                call: Call::get(&of.list.path)
                    .with(by, ids.join(","))
                    .with_all(&owned.query),
                paging: Paging::Pages,
                id: &|item| id_of(of, item),
                what: &of.label,
            };
            let found = walk.all()?;
            for item in some {
                let rows = found
                    .iter()
                    .find(|other| id_of(of, other) == id_of(of, item))
                    .and_then(|other| other.get(&owned.key))
                    .cloned();
                shape::set(item, &owned.key, rows);
            }
        }
        Ok(())
    }

    /// One record's rows, asked for alone.
    fn rows(&self, owned: &Owned, live: &str) -> Result<Option<Vec<Node>>, ShopError> {
        let path = match owned.from {
            From::Each => owned.path.as_deref(),
            _ => owned.alone.as_deref(),
        };
        let call = match (path, &owned.filter, &owned.path) {
            (Some(path), _, _) => Call::get(path.replace("{id}", &part(live))),
            (None, Some(filter), Some(path)) => Call::get(path).with(filter, live),
            _ => return Ok(None),
        };
        let rows = self.listed(owned, call.with_all(&owned.query));
        match rows {
            Ok(rows) => Ok(Some(rows)),
            // A part that the token may not read is no reason to have nothing of the record.
            Err(ShopError::ScopeMissing { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn listed(&self, owned: &Owned, call: Call) -> Result<Vec<Node>, ShopError> {
        let walk = Walk {
            client: self.client(),
            call,
            paging: owned.paging.unwrap_or(Paging::Pages),
            id: &|row| shape::row_id(owned, row).or_else(|| Some(Document::from(row).to_string())),
            what: &owned.key,
        };
        walk.all()
    }

    /// A record's rows out of the list for all records.
    fn bulk_rows(
        &mut self,
        of: &TypeManifest,
        owned: &Owned,
        live: &str,
    ) -> Result<Option<Vec<Node>>, ShopError> {
        let kind = of.kind_of(owned);
        if !self.bulk.contains_key(&kind) {
            let (Some(path), Some(by)) = (&owned.path, &owned.by) else {
                return Ok(None);
            };
            let mut rows: HashMap<String, Vec<Node>> = HashMap::new();
            match self.listed(owned, Call::get(path).with_all(&owned.query)) {
                Ok(all) => {
                    for row in all {
                        let owner = row.get(by).map(Node::to_text).unwrap_or_default();
                        rows.entry(owner).or_default().push(row);
                    }
                }
                Err(ShopError::ScopeMissing { .. }) => {}
                Err(error) => return Err(error),
            }
            self.bulk.insert(kind.clone(), rows);
        }
        let rows = self.bulk.get(&kind).and_then(|rows| rows.get(live)).cloned();
        Ok(Some(rows.unwrap_or_default()))
    }

    /// Keeps the bytes of pictures beside their rows. Those the vault has from the same address are not fetched again.
    fn take_pictures(
        &self,
        of: &TypeManifest,
        id: &str,
        node: &mut Node,
        objects: &mut Vec<backstock_model::Object>,
    ) -> Result<(), ShopError> {
        for owned in of.own() {
            let Some(picture) = &owned.picture else { continue };
            let before = match &self.inside.memory {
                Some(memory) => memory.kept(&key_of(of, id))?,
                None => None,
            };
            let before = before.map(|document| document.to_node()).transpose()?;
            let before = before.as_ref().and_then(|node| node.get(&owned.key));
            let Some(Node::Map(rows)) = shape::get_mut(node, &owned.key) else {
                continue;
            };
            for (row_id, row) in rows {
                let address = row.get(&picture.from).map(Node::to_text).unwrap_or_default();
                let known = before.and_then(|rows| rows.get(row_id)).filter(|before| {
                    before.get(&picture.from).map(Node::to_text).as_deref() == Some(&address)
                });
                let bytes = match known.and_then(|row| row.get(FILE)) {
                    Some(known) => Some(known.clone()),
                    None => {
                        self.client().stop_if_asked()?;
                        self.pictures
                            .fetch(&address)
                            .map(|bytes| as_value(bytes, objects))
                    }
                };
                shape::set(row, FILE, bytes);
            }
        }
        Ok(())
    }

    /// A record that is a call of its own.
    fn named(&self, of: &TypeManifest, name: &str) -> Result<Option<Record>, ShopError> {
        let path = of.list.path.replace("{id}", name);
        // While something is written the e-mail switches are off; what the owner has set is in a note.
        if let Some(switches) = quiet::meant(&self.inside, &path)? {
            let content_type = ContentType::new(of.key.as_str());
            return Ok(Some(shape::record(of, content_type, name, &switches)));
        }
        let answer = match self.client().ask(&Call::get(path).with_all(&of.list.query)) {
            Ok(answer) => answer,
            // A group of settings that this store's plan does not have.
            Err(ShopError::ScopeMissing { .. } | ShopError::StoreRefused { .. }) => None,
            Err(error) => return Err(error),
        };
        let Some(node) = answer.and_then(contents) else {
            return Ok(None);
        };
        let node = match node {
            Node::Map(_) => node,
            other => Node::Map(vec![("items".to_owned(), other)]),
        };
        Ok(Some(shape::record(
            of,
            ContentType::new(of.key.as_str()),
            name,
            &node,
        )))
    }

    /// One record as the shop answers, without its collections.
    fn answer(&self, of: &TypeManifest, live: &str) -> Result<Option<Node>, ShopError> {
        let one = of.one.as_ref();
        let query = one.map(|one| &one.query).into_iter().flatten();
        if let Some(path) = one.and_then(|one| one.path.as_ref()) {
            let call = Call::get(path.replace("{id}", &part(live))).with_all(query);
            return Ok(self.client().ask(&call)?.and_then(contents));
        }
        let by = one.and_then(|one| one.by.as_ref());
        let call = match by {
            Some(by) => list_of(of).with_all(query).with(by, live),
            None => list_of(of),
        };
        let walk = Walk {
            client: self.client(),
            call,
            paging: if by.is_some() && of.list.paging == Paging::MinId {
                Paging::Single
            } else {
                of.list.paging
            },
            id: &|item| id_of(of, item),
            what: &of.label,
        };
        let mut found = None;
        walk.each(&mut |item| {
            if id_of(of, &item).as_deref() == Some(live) {
                found = Some(item);
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }
}

impl Reading for RestReading {
    fn types(&self) -> &[TypeDescription] {
        &self.types
    }

    fn absent_types(&self) -> &[AbsentType] {
        &self.absent
    }

    fn count(&mut self, content_type: &ContentType) -> Result<u64, ShopError> {
        self.known(content_type)?;
        Ok(self.counts.get(content_type).copied().unwrap_or_default())
    }

    fn read_type(&mut self, content_type: &ContentType, each: Each<'_>) -> Result<(), ShopError> {
        let (manifest, at) = self.known(content_type)?;
        match manifest.types.get(at) {
            Some(of) => self.each_of(of, each),
            None => Ok(()),
        }
    }

    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        let (manifest, at) = self.known(&key.content_type)?;
        let Some(of) = manifest.types.get(at) else {
            return Ok(None);
        };
        let id = plain(&key.remote_id);
        if of.list.paging == Paging::Named {
            return if of.list.names.contains(&id) {
                self.named(of, &id)
            } else {
                Ok(None)
            };
        }
        let live = self.ledger.live(of.kind(), &id).to_owned();
        let Some(mut item) = self.answer(of, &live)? else {
            return makers::unseen_one(&self.inside, of, key);
        };
        // Put where it is looked for, so that the list for all records is not read for one.
        let mut alone = HashMap::new();
        for owned in of.own().filter(|owned| owned.from == From::Bulk) {
            let rows = self.rows(owned, &live)?.unwrap_or_default();
            alone.insert(of.kind_of(owned), HashMap::from([(live.clone(), rows)]));
        }
        if id_of(of, &item).is_none() {
            // Some stores leave the id out of an answer that was asked for by it.
            shape::set(&mut item, &of.id, Some(Node::Text(live)));
        }
        let of_all = std::mem::replace(&mut self.bulk, alone);
        let read = self.finish(of, vec![item]);
        self.bulk = of_all;
        Ok(read?.pop())
    }
}

fn list_of(of: &TypeManifest) -> Call {
    Call::get(&of.list.path).with_all(&of.list.query)
}

fn id_of(of: &TypeManifest, item: &Node) -> Option<String> {
    first(item, &of.id).map(Node::to_text).filter(|id| !id.is_empty())
}

pub(crate) fn key_of(of: &TypeManifest, id: &str) -> RecordKey {
    RecordKey::new(
        ContentType::new(of.key.as_str()),
        RemoteId::from_parts([Some(id.as_bytes())]),
    )
}

/// An id as the platform writes it.
pub(crate) fn plain(id: &RemoteId) -> String {
    let bytes = id.parts().into_iter().next().flatten().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}
