//! # Reading a store
//!
//! A type is listed, and what the list leaves out of its records is fetched beside it. Everything comes from the store; only a
//! backup may take out of the vault what the store does not name as changed (`since.rs`), but for parts that are read in tiers
//! (`tiers.rs`): every reading takes those of old records out of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use backstock_model::{ContentType, Document, Node, Record, RecordKey, RemoteId, TypeDescription};
use backstock_shops::{AbsentType, LeftOut, Pointer, Reading, ShopError};

use crate::client::{Call, Client, part};
use crate::gaps::Gaps;
use crate::ledger::Ledger;
use crate::makers;
use crate::manifest::{From, Owned, TypeManifest, first};
use crate::paging::{Walk, contents};
use crate::pictures::{Pictures, as_value};
use crate::pointing;
use crate::remarks::{Remarks, mark_of};
use crate::shape::{self, Gone};
use crate::shop::Inside;
use crate::tiers;
use crate::write::quiet;
use crate::{Manifest, Paging};

/// Records looked after at a time.
const AT_A_TIME: usize = 250;

/// Records whose collections are asked for at a time.
const AGAIN: usize = 10;

/// Records asked for by their ids at a time: few enough for an address, and for a stop to be heard soon.
const BY_IDS: usize = 50;

/// Rows that come in one page of a list for all records.
const ROWS_IN_A_PAGE: u64 = 250;

/// So many refusals of a part in a row, with nothing of its kind handed over, and it is not asked for any more.
const REFUSALS: u32 = 3;

/// The key under which a row's bytes stand.
pub(crate) const FILE: &str = "file";

/// A store that is read.
pub(crate) struct RestReading {
    pub(crate) inside: Arc<Inside>,
    pub(crate) types: Vec<TypeDescription>,
    pub(crate) absent: Vec<AbsentType>,
    pub(crate) counts: HashMap<ContentType, u64>,
    pub(crate) ledger: Ledger,
    /// Rows that are listed for all records, under what owns them; nothing for those that the token may not read.
    pub(crate) bulk: HashMap<String, Option<HashMap<String, Vec<Node>>>>,
    pub(crate) pictures: Pictures,
    /// What could not be taken with it so far.
    pub(crate) gaps: Gaps,
    /// Records that went by of which another type has the parts, under that type.
    pub(crate) passed: BTreeMap<String, Vec<Document>>,
    /// How the store answered when it was asked for a part of single records, by kind.
    pub(crate) refusals: BTreeMap<String, Refusals>,
    /// What is remembered of records.
    pub(crate) remarks: Remarks,
    /// The types of which all was read.
    pub(crate) whole: BTreeSet<String>,
    /// Whether what the store does not name as changed may be what the vault has.
    pub(crate) trusts_vault: bool,
}

/// Whether a part is handed over.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Refusals {
    times: u32,
    was_handed_over: bool,
}

/// What is taken from one record to the next.
pub(crate) type Each<'e> = &'e mut dyn FnMut(Record) -> ControlFlow<()>;

/// What is done with some items of a list.
type Items<'e> = &'e mut dyn FnMut(&mut RestReading, Vec<Node>) -> Result<ControlFlow<()>, ShopError>;

impl RestReading {
    pub(crate) fn client(&self) -> &Client {
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

    pub(crate) fn each_of(&mut self, of: &TypeManifest, each: Each<'_>) -> Result<(), ShopError> {
        self.bulk.clear();
        if let Some(tier) = &of.tier {
            return self.each_deep(of, tier, each);
        }
        if of.list.paging == Paging::Named {
            for name in &of.list.names {
                let Some(record) = self.named(of, name)? else {
                    self.gaps.name(of, of.list.titles.get(name).unwrap_or(name));
                    continue;
                };
                if each(record).is_break() {
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

    /// Walks over a list and hands its items on, many at a time.
    pub(crate) fn each_at(
        &mut self,
        of: &TypeManifest,
        list: Call,
        each: Items<'_>,
    ) -> Result<(), ShopError> {
        let inside = Arc::clone(&self.inside);
        let is_whole = list.path == of.list.path && list.query.len() <= of.list.query.len();
        let walk = Walk {
            client: &inside.client,
            call: list,
            paging: of.list.paging,
            id: &|item| id_of(of, item),
            what: &of.label,
            is_of_records: true,
            count: match is_whole {
                true => of.list.count.as_deref(),
                false => None,
            },
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
    pub(crate) fn finish(&mut self, of: &TypeManifest, items: Vec<Node>) -> Result<Vec<Record>, ShopError> {
        self.finish_with(of, items, Gone::IsNone)
    }

    fn finish_with(
        &mut self,
        of: &TypeManifest,
        mut items: Vec<Node>,
        gone: Gone<'_>,
    ) -> Result<Vec<Record>, ShopError> {
        if let Some(tier) = &of.tier {
            items.iter_mut().for_each(|item| tiers::only_of(of, tier, item));
        }
        self.ask_again(of, &mut items)?;
        // Parts that the token may not read: those stand as the vault has them.
        let mut hidden: Vec<(String, &Owned)> = Vec::new();
        for owned in of.own() {
            match owned.from {
                From::List | From::Again => {}
                From::Each | From::Bulk => {
                    for item in &mut items {
                        let live = id_of(of, item).filter(|_| shape::is_so(owned.when.as_ref(), item));
                        let Some(live) = live else {
                            shape::set(item, &owned.key, None);
                            continue;
                        };
                        let kind = of.kind_of(owned);
                        let rows = match owned.from {
                            From::Bulk => self.bulk_rows(of, owned, &live)?,
                            _ if self.is_refused(&kind) => None,
                            _ => {
                                let rows = self.rows(owned, &live)?;
                                self.heard(&kind, rows.is_some());
                                rows
                            }
                        };
                        if rows.is_none() {
                            hidden.push((live, owned));
                        }
                        shape::set(item, &owned.key, rows.map(Node::List));
                    }
                }
            }
        }
        let mut records = Vec::with_capacity(items.len());
        for item in items {
            let Some(live) = id_of(of, &item) else { continue };
            let id = self.ledger.kept(of.kind(), &live).to_owned();
            let mut node = shape::to_vault_with(of, &self.ledger, item, gone);
            let name = shape::name_of(of, &id, &node);
            let hidden: Vec<&Owned> = hidden
                .iter()
                .filter(|(hidden, _)| *hidden == live)
                .map(|(_, owned)| *owned)
                .collect();
            for owned in of.own().filter(|owned| owned.from == From::Each) {
                if !hidden.iter().any(|hidden| hidden.key == owned.key) {
                    self.hear(of, owned, &id, &node)?;
                }
            }
            for owned in hidden {
                self.gaps.part(of, &owned.key, &name);
                let kept = self.kept_node(&key_of(of, &id))?;
                let rows = kept.as_ref().and_then(|kept| kept.get(&owned.key)).cloned();
                if owned.from == From::Each {
                    // Where the record says that it has such a part, the document without it says enough.
                    let says_so = rows.is_none() && shape::is_so(owned.when.as_ref(), &node);
                    let mark = (!says_so).then(|| mark_of(rows.as_ref()));
                    self.remarks.put(&of.kind_of(owned), &id, mark.as_deref());
                }
                shape::set(&mut node, &owned.key, rows);
            }
            let mut objects = Vec::new();
            self.take_pictures(of, &id, &mut node, &mut objects)?;
            self.gaps.look_for_pictures(of, &name, &node);
            self.take_file(of, (&id, &live, &name), &mut node, &mut objects)?;
            let mut record = shape::record(of, ContentType::new(of.key.as_str()), &id, &node);
            record.objects = objects;
            records.push(record);
        }
        Ok(records)
    }

    /// Remembers whether a part was handed over.
    pub(crate) fn heard(&mut self, kind: &str, was_handed_over: bool) {
        let refusals = self.refusals.entry(kind.to_owned()).or_default();
        match was_handed_over {
            true => refusals.was_handed_over = true,
            false => refusals.times += 1,
        }
    }

    /// Whether a part is not asked for any more: it was refused whenever it was.
    pub(crate) fn is_refused(&self, kind: &str) -> bool {
        self.refusals
            .get(kind)
            .is_some_and(|refusals| refusals.times >= REFUSALS && !refusals.was_handed_over)
    }

    /// Forgets that a part was refused once it was handed over: not before the vault has what came.
    fn hear(&mut self, of: &TypeManifest, owned: &Owned, id: &str, node: &Node) -> Result<(), ShopError> {
        let kind = of.kind_of(owned);
        let Some(said) = self.remarks.of(&kind, id) else {
            return Ok(());
        };
        let kept = self.kept_node(&key_of(of, id))?;
        let is_in_vault = kept.is_none_or(|kept| mark_of(kept.get(&owned.key)) != said);
        if is_in_vault || mark_of(node.get(&owned.key)) == said {
            self.remarks.put(&kind, id, None);
        }
        Ok(())
    }

    /// The parts of a record in the vault that could not be read when the rest of it was.
    pub(crate) fn unread<'o>(&self, of: &'o TypeManifest, id: &str, kept: &Node) -> Vec<&'o Owned> {
        of.own()
            .filter(|owned| owned.from == From::Each)
            .filter(|owned| {
                let part = kept.get(&owned.key);
                let is_missing = part.is_none() && shape::is_so(owned.when.as_ref(), kept);
                is_missing
                    || self
                        .remarks
                        .of(&of.kind_of(owned), id)
                        .is_some_and(|said| mark_of(part) == said)
            })
            .collect()
    }

    /// A record as the vault has it. What it lacks is told as it was when it was read.
    pub(crate) fn out_of_vault(&mut self, of: &TypeManifest, id: &str, node: &Node) -> Record {
        let name = shape::name_of(of, id, node);
        for owned in self.unread(of, id, node) {
            self.gaps.part(of, &owned.key, &name);
        }
        self.gaps.look_for_pictures(of, &name, node);
        shape::record(of, ContentType::new(of.key.as_str()), id, node)
    }

    /// Asks the list again for what it leaves out of long pages: once for all collections that come with the same question.
    fn ask_again(&self, of: &TypeManifest, items: &mut [Node]) -> Result<(), ShopError> {
        let Some(by) = of.one.as_ref().and_then(|one| one.by.as_ref()) else {
            return Ok(());
        };
        let mut questions: BTreeMap<&BTreeMap<String, String>, Vec<&str>> = BTreeMap::new();
        for owned in of.own().filter(|owned| owned.from == From::Again) {
            questions.entry(&owned.query).or_default().push(&owned.key);
        }
        for (query, keys) in questions {
            for some in items.chunks_mut(AGAIN) {
                let ids: Vec<String> = some.iter().filter_map(|item| id_of(of, item)).collect();
                let walk = Walk {
                    client: self.client(),
                    call: Call::get(&of.list.path).with(by, ids.join(",")).with_all(query),
                    paging: Paging::Pages,
                    id: &|item| id_of(of, item),
                    what: &of.label,
                    is_of_records: true,
                    count: None,
                };
                let found = walk.all()?;
                for item in some {
                    let again = found.iter().find(|other| id_of(of, other) == id_of(of, item));
                    for key in &keys {
                        let rows = again.and_then(|other| other.get(key)).cloned();
                        shape::set(item, key, rows);
                    }
                }
            }
        }
        Ok(())
    }

    /// One record's rows, asked for alone; nothing where the token may not read them.
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
            is_of_records: false,
            count: None,
        };
        walk.all()
    }

    /// A record's rows out of the list for all records; nothing where the token may not read that.
    pub(crate) fn bulk_rows(
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
                Err(ShopError::ScopeMissing { .. }) => {
                    self.bulk.insert(kind, None);
                    return Ok(None);
                }
                Err(error) => return Err(error),
            }
            self.bulk.insert(kind.clone(), Some(rows));
        }
        let rows = self.bulk.get(&kind).and_then(Option::as_ref);
        Ok(rows.map(|rows| rows.get(live).cloned().unwrap_or_default()))
    }

    /// A record as the vault has it.
    pub(crate) fn kept_node(&self, key: &RecordKey) -> Result<Option<Node>, ShopError> {
        let kept = match &self.inside.memory {
            Some(memory) => memory.kept(key)?,
            None => None,
        };
        Ok(kept.map(|document| document.to_node()).transpose()?)
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
            let before = self.kept_node(&key_of(of, id))?;
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
        // Forbidden or not there: a group of settings that this store's plan does not have. Any other refusal is one.
        let answer = match self.client().ask(&Call::get(path).with_all(&of.list.query)) {
            Err(ShopError::ScopeMissing { .. }) => None,
            answer => answer?,
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
            is_of_records: false,
            count: None,
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

    fn left_out(&self) -> Vec<LeftOut> {
        self.gaps
            .told(&self.inside.manifest, |key| self.whole.contains(key))
    }

    fn count(&mut self, content_type: &ContentType) -> Result<u64, ShopError> {
        self.known(content_type)?;
        Ok(self.counts.get(content_type).copied().unwrap_or_default())
    }

    fn read_type(&mut self, content_type: &ContentType, each: Each<'_>) -> Result<(), ShopError> {
        let (manifest, at) = self.known(content_type)?;
        let read = match manifest.types.get(at) {
            Some(of) => {
                self.whole.insert(of.key.clone());
                match manifest.deep_of(of) {
                    Some(deep) => self.each_passing(of, deep, each),
                    None => self.each_of(of, each),
                }
            }
            None => Ok(()),
        };
        if matches!(read, Err(ShopError::ScopeMissing { .. })) {
            self.inside.doubt_scopes()?;
        }
        if read.is_ok() && self.trusts_vault {
            self.remarks.keep()?;
        }
        read
    }

    fn gives_new_ids(&self) -> bool {
        true
    }

    fn pointers(&self, content_type: &ContentType, document: &Node) -> Vec<Pointer> {
        match self.inside.manifest.named(content_type) {
            Some(of) => pointing::pointers(of, document),
            None => Vec::new(),
        }
    }

    fn pointing_to(
        &mut self,
        content_type: &ContentType,
        targets: &HashSet<RecordKey>,
    ) -> Result<Vec<RecordKey>, ShopError> {
        let (manifest, at) = self.known(content_type)?;
        match manifest.types.get(at) {
            Some(of) => self.find_pointing(of, targets),
            None => Ok(Vec::new()),
        }
    }

    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        self.read_with(key, Gone::IsNone)
    }

    fn at_once(&self) -> usize {
        BY_IDS
    }

    fn read_records(&mut self, keys: &[RecordKey]) -> Result<Vec<Option<Record>>, ShopError> {
        let mut found = Vec::with_capacity(keys.len());
        for of_type in keys.chunk_by(|one, other| one.content_type == other.content_type) {
            for some in of_type.chunks(BY_IDS) {
                self.client().stop_if_asked()?;
                found.extend(self.read_some(some)?);
            }
        }
        Ok(found)
    }
}

impl RestReading {
    /// Records of one type: in one list where it can be asked for by several ids, one by one otherwise.
    fn read_some(&mut self, keys: &[RecordKey]) -> Result<Vec<Option<Record>>, ShopError> {
        let Some(first) = keys.first().filter(|_| keys.len() > 1) else {
            return keys.iter().map(|key| self.read_record(key)).collect();
        };
        let (manifest, at) = self.known(&first.content_type)?;
        let by_ids = manifest.types.get(at).and_then(|of| {
            let one = of.one.as_ref()?;
            let by = one.by.as_ref().filter(|by| one.several || by.ends_with(":in"))?;
            Some((of, by, &one.query))
        });
        let Some((of, by, query)) = by_ids else {
            return keys.iter().map(|key| self.read_record(key)).collect();
        };
        let live: Vec<String> = keys
            .iter()
            .map(|key| self.ledger.live(of.kind(), &plain(&key.remote_id)).to_owned())
            .collect();
        let inside = Arc::clone(&self.inside);
        let walk = Walk {
            client: &inside.client,
            call: list_of(of).with_all(query).with(by, live.join(",")),
            paging: of.list.paging,
            id: &|item| id_of(of, item),
            what: &of.label,
            is_of_records: true,
            count: None,
        };
        let items = walk.all()?;
        let mut rows = HashMap::new();
        for owned in of.own().filter(|owned| owned.from == From::Bulk) {
            // The list for all records is asked where it has fewer pages than there are records.
            let pages = self.counts.get(&first.content_type).copied().unwrap_or_default() / ROWS_IN_A_PAGE;
            if pages >= keys.len() as u64 {
                let mut of_each = HashMap::new();
                let mut is_hidden = false;
                for live in &live {
                    match self.rows(owned, live)? {
                        Some(rows) => drop(of_each.insert(live.clone(), rows)),
                        None => is_hidden = true,
                    }
                }
                rows.insert(of.kind_of(owned), (!is_hidden).then_some(of_each));
            }
        }
        // What the lists for all records said before may be as old as this reading.
        let of_all = std::mem::replace(&mut self.bulk, rows);
        let read = self.finish_with(of, items, Gone::IsNone);
        self.bulk = of_all;
        let mut found: HashMap<RecordKey, Record> = read?
            .into_iter()
            .map(|record| (record.key.clone(), record))
            .collect();
        keys.iter()
            .map(|key| match found.remove(key) {
                Some(record) => Ok(Some(record)),
                None => makers::unseen_one(&inside, of, key),
            })
            .collect()
    }

    /// One record, with references to what is gone treated this way.
    pub(crate) fn read_with(&mut self, key: &RecordKey, gone: Gone<'_>) -> Result<Option<Record>, ShopError> {
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
            let rows = self.rows(owned, &live)?;
            alone.insert(
                of.kind_of(owned),
                rows.map(|rows| HashMap::from([(live.clone(), rows)])),
            );
        }
        if id_of(of, &item).is_none() {
            // Some stores leave the id out of an answer that was asked for by it.
            shape::set(&mut item, &of.id, Some(Node::Text(live)));
        }
        let of_all = std::mem::replace(&mut self.bulk, alone);
        let read = self.finish_with(of, vec![item], gone);
        self.bulk = of_all;
        Ok(read?.pop())
    }
}

pub(crate) fn list_of(of: &TypeManifest) -> Call {
    Call::get(&of.list.path).with_all(&of.list.query)
}

pub(crate) fn id_of(of: &TypeManifest, item: &Node) -> Option<String> {
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
