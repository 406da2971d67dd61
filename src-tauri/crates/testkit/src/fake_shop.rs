//! A shop in memory.
//!
//! It keeps the promises of [`backstock_shops::Shop`] as a real connector does: a reading is one consistent view, a batch is
//! all or nothing, a record that is not what it was believed to be is not written, references are checked at the end of a
//! batch. On top of that it breaks where it is told to.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use backstock_engine::{EngineError, ShopOpener};
use backstock_model::{
    Action, Consequence, ContentType, Document, Node, Object, ObjectHash, Path, Record, RecordKey, RemoteId,
    TypeDescription, diff,
};
use backstock_shops::{
    Dangling, Fingerprint, Objects, Problem, Reading, Shop, ShopCheck, ShopError, Write, WriteOutcome,
    Writing,
};

/// A shop in memory. Clones are the same shop.
#[derive(Clone)]
pub struct FakeShop(Arc<Mutex<Inside>>);

/// How the shop breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaking {
    /// The batch is not kept, and neither is any later one.
    ForGood,
    /// The batch is not kept; the next one is.
    Once,
    /// The batch is kept and the answer is lost.
    AnswerLost,
}

/// A record as it arrived at the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenWrite {
    /// Which.
    pub key: RecordKey,
    /// What was done.
    pub action: Action,
    /// The fields that were changed, as JSON Pointers; the empty one for a whole record.
    pub paths: Vec<String>,
}

#[derive(Clone, Default)]
struct Contents {
    types: Vec<TypeDescription>,
    records: BTreeMap<ContentType, BTreeMap<RemoteId, Node>>,
    objects: BTreeMap<ObjectHash, Vec<u8>>,
}

#[derive(Default)]
struct Inside {
    contents: Contents,
    fingerprint: String,
    currency: Option<String>,
    is_offline: bool,
    lose_line_at: Option<u64>,
    hang_when_opened: Option<Duration>,
    is_read_only: bool,
    break_reading_after: Option<u64>,
    /// Whether a reading that breaks is one whose line was cut.
    loses_line: bool,
    break_writing: Option<(u64, Breaking)>,
    batches: u64,
    refused: BTreeMap<RecordKey, Problem>,
    kept_otherwise: BTreeMap<(RecordKey, Path), Node>,
    stamp: Option<(String, u64)>,
    unique: BTreeSet<(ContentType, String)>,
    side_effects: Vec<Consequence>,
    seen: Vec<SeenWrite>,
    before_batch: Option<Box<dyn FnMut(u64) + Send>>,
}

impl FakeShop {
    /// A shop with these types and no records yet.
    pub fn new(types: Vec<TypeDescription>) -> Self {
        let records = types
            .iter()
            .map(|description| (description.key.clone(), BTreeMap::new()))
            .collect();
        Self(Arc::new(Mutex::new(Inside {
            contents: Contents {
                types,
                records,
                objects: BTreeMap::new(),
            },
            fingerprint: "fake".to_owned(),
            ..Inside::default()
        })))
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a record, written as JSON, in place of the one that may be there. Text that is not JSON is refused.
    pub fn put(&self, key: &str, document: &str) -> Result<(), &'static str> {
        let (key, node) = (
            key.parse::<RecordKey>()?,
            Node::parse(document.as_bytes()).map_err(|_| "not JSON")?,
        );
        self.inside()
            .contents
            .records
            .entry(key.content_type)
            .or_default()
            .insert(key.remote_id, node);
        Ok(())
    }

    /// Sets one field of a record to a value written as JSON.
    pub fn set(&self, key: &str, path: &str, value: &str) -> Result<(), &'static str> {
        let key = key.parse::<RecordKey>()?;
        let path = Path::parse(path).ok_or("not a path")?;
        let value = Node::parse(value.as_bytes()).map_err(|_| "not JSON")?;
        let mut inside = self.inside();
        let record = inside
            .contents
            .records
            .get_mut(&key.content_type)
            .and_then(|records| records.get_mut(&key.remote_id))
            .ok_or("no such record")?;
        if record.put(&path, Some(value)) {
            Ok(())
        } else {
            Err("no such field")
        }
    }

    /// Takes a record away and says whether it was there.
    pub fn remove(&self, key: &str) -> bool {
        let Ok(key) = key.parse::<RecordKey>() else {
            return false;
        };
        let mut inside = self.inside();
        let records = inside.contents.records.get_mut(&key.content_type);
        records.is_some_and(|records| records.remove(&key.remote_id).is_some())
    }

    /// A field of a record, as text; `None` when either is not there.
    pub fn get(&self, key: &str, path: &str) -> Option<String> {
        let key = key.parse::<RecordKey>().ok()?;
        let inside = self.inside();
        let record = inside
            .contents
            .records
            .get(&key.content_type)?
            .get(&key.remote_id)?;
        record.at(&Path::parse(path)?).map(Node::to_text)
    }

    /// Everything in the shop: record by record, as text.
    pub fn everything(&self) -> BTreeMap<String, String> {
        let inside = self.inside();
        let records = inside.contents.records.iter();
        records
            .flat_map(|(content_type, records)| {
                records
                    .iter()
                    .map(move |(id, node)| (format!("{content_type}/{id}"), Document::from(node).to_string()))
            })
            .collect()
    }

    /// Adds a large binary that documents may refer to, and hands back what they say.
    pub fn add_object(&self, bytes: Vec<u8>) -> Node {
        let (hash, size) = (ObjectHash::of(&bytes), bytes.len());
        self.inside().contents.objects.insert(hash, bytes);
        Node::object(hash, size)
    }

    /// Gives up a type with all its records.
    pub fn drop_type(&self, content_type: &str) {
        let mut inside = self.inside();
        let key = ContentType::new(content_type);
        inside.contents.types.retain(|description| description.key != key);
        inside.contents.records.remove(&key);
    }

    /// Lets another shop answer from now on.
    pub fn become_another(&self) {
        self.inside().fingerprint = "another".to_owned();
    }

    /// Names the shop's currency.
    pub fn set_currency(&self, code: &str) {
        self.inside().currency = Some(code.to_owned());
    }

    /// Does not answer any more, or does again.
    pub fn set_offline(&self, is_offline: bool) {
        self.inside().is_offline = is_offline;
    }

    /// Cuts the line at the given batch, counted from 1 from now on, without keeping it, and does not answer any more.
    pub fn lose_line_at(&self, batch: u64) {
        let mut inside = self.inside();
        inside.batches = 0;
        inside.lose_line_at = Some(batch);
    }

    /// Lets everyone who opens it for writing wait.
    pub fn hang_when_opened(&self, time: Duration) {
        self.inside().hang_when_opened = Some(time);
    }

    /// Takes no writes any more, or does again.
    pub fn set_read_only(&self, is_read_only: bool) {
        self.inside().is_read_only = is_read_only;
    }

    /// Breaks a reading after so many records.
    pub fn break_reading_after(&self, records: Option<u64>) {
        self.inside().break_reading_after = records;
    }

    /// Cuts the line of a reading after so many records.
    pub fn lose_line_after(&self, records: u64) {
        let mut inside = self.inside();
        inside.break_reading_after = Some(records);
        inside.loses_line = true;
    }

    /// Breaks at the given batch, counted from 1 from now on.
    pub fn break_writing_at(&self, batch: u64, how: Breaking) {
        let mut inside = self.inside();
        inside.batches = 0;
        inside.break_writing = Some((batch, how));
    }

    /// Mends what was broken.
    pub fn mend(&self) {
        let mut inside = self.inside();
        inside.break_writing = None;
        inside.break_reading_after = None;
        inside.loses_line = false;
    }

    /// Refuses every write of a record.
    pub fn refuse(&self, key: &str, code: &str, message: &str) -> Result<(), &'static str> {
        let problem = Problem {
            code: code.to_owned(),
            message: message.to_owned(),
            hint: String::new(),
        };
        self.inside().refused.insert(key.parse()?, problem);
        Ok(())
    }

    /// Refuses no write any more.
    pub fn refuse_nothing(&self) {
        self.inside().refused.clear();
    }

    /// Keeps its own value for a field, whatever is written.
    pub fn keep_otherwise(&self, key: &str, path: &str, value: &str) -> Result<(), &'static str> {
        let path = Path::parse(path).ok_or("not a path")?;
        let value = Node::parse(value.as_bytes()).map_err(|_| "not JSON")?;
        self.inside().kept_otherwise.insert((key.parse()?, path), value);
        Ok(())
    }

    /// Stamps every written record's column with a number that grows, as `date_modified` does.
    pub fn stamp(&self, column: &str) {
        self.inside().stamp = Some((column.to_owned(), 1_000));
    }

    /// Allows each value of a column only once in a type.
    pub fn make_unique(&self, content_type: &str, column: &str) {
        self.inside()
            .unique
            .insert((ContentType::new(content_type), column.to_owned()));
    }

    /// Tells this of every plan.
    pub fn add_side_effect(&self, consequence: Consequence) {
        self.inside().side_effects.push(consequence);
    }

    /// Calls this before every batch, with its number from 1 on: for what happens while a restore runs.
    pub fn before_batch(&self, call: impl FnMut(u64) + Send + 'static) {
        let mut inside = self.inside();
        inside.batches = 0;
        inside.before_batch = Some(Box::new(call));
    }

    /// What was written to the shop since the last time this was asked.
    pub fn take_seen(&self) -> Vec<SeenWrite> {
        std::mem::take(&mut self.inside().seen)
    }

    fn missing() -> ShopError {
        ShopError::FileMissing {
            path: PathBuf::from("fake shop"),
        }
    }
}

impl ShopOpener for FakeShop {
    fn open(
        &self,
        _shop: &backstock_vault::Shop,
        _vault: &std::path::Path,
    ) -> Result<Box<dyn Shop>, EngineError> {
        Ok(Box::new(self.clone()))
    }
}

impl Shop for FakeShop {
    fn check(&self) -> Result<ShopCheck, ShopError> {
        let inside = self.inside();
        if inside.is_offline {
            return Err(Self::missing());
        }
        Ok(ShopCheck {
            fingerprint: Fingerprint(inside.fingerprint.clone()),
            server: "Fake 1.0".to_owned(),
            profile: None,
            installations: Vec::new(),
            problems: Vec::new(),
            facts: None,
        })
    }

    fn currency(&self) -> Result<Option<String>, ShopError> {
        Ok(self.inside().currency.clone())
    }

    fn open_reading(&self) -> Result<Box<dyn Reading>, ShopError> {
        let inside = self.inside();
        if inside.is_offline {
            return Err(Self::missing());
        }
        Ok(Box::new(FakeReading {
            contents: inside.contents.clone(),
            left: inside.break_reading_after,
            loses_line: inside.loses_line,
        }))
    }

    fn open_writing(&self) -> Result<Box<dyn Writing>, ShopError> {
        let hang = self.inside().hang_when_opened;
        if let Some(time) = hang {
            std::thread::sleep(time);
        }
        let inside = self.inside();
        if inside.is_offline {
            return Err(Self::missing());
        }
        if inside.is_read_only {
            return Err(ShopError::ReadOnly);
        }
        Ok(Box::new(FakeWriting {
            types: inside.contents.types.clone(),
            shop: self.clone(),
        }))
    }
}

struct FakeReading {
    contents: Contents,
    left: Option<u64>,
    loses_line: bool,
}

impl Contents {
    fn record(&self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        let records = self
            .records
            .get(&key.content_type)
            .ok_or_else(|| ShopError::UnknownType(key.content_type.clone()))?;
        Ok(records.get(&key.remote_id).map(|node| self.as_record(key, node)))
    }

    fn as_record(&self, key: &RecordKey, node: &Node) -> Record {
        let text = |column: &str| node.get(column).map(Node::to_text).unwrap_or_default();
        let mut objects = Vec::new();
        self.collect_objects(node, &mut objects);
        Record {
            key: key.clone(),
            name: text("name"),
            search: text("sku"),
            document: Document::from(node),
            objects,
        }
    }

    fn collect_objects(&self, node: &Node, objects: &mut Vec<Object>) {
        if let Some(bytes) = node.as_object().and_then(|hash| self.objects.get(&hash)) {
            objects.push(Object::new(bytes.clone()));
        } else if let Node::Map(entries) = node {
            for (_, value) in entries {
                self.collect_objects(value, objects);
            }
        }
    }

    fn targets(&self, key: &RecordKey, node: &Node) -> Vec<RecordKey> {
        let Some(description) = self.types.iter().find(|found| found.key == key.content_type) else {
            return Vec::new();
        };
        let mut targets = Vec::new();
        for reference in &description.references {
            let columns: Vec<&str> = reference.path.split('/').collect();
            values(node, &columns, &mut |value| {
                let text = value.to_text();
                if *value != Node::Null && text != "0" && !text.is_empty() {
                    let id = RemoteId::from_parts([Some(text.as_bytes())]);
                    targets.push(RecordKey::new(reference.to.clone(), id));
                }
            });
        }
        targets
    }

    fn has(&self, key: &RecordKey) -> bool {
        self.records
            .get(&key.content_type)
            .is_some_and(|records| records.contains_key(&key.remote_id))
    }
}

fn values(row: &Node, columns: &[&str], each: &mut dyn FnMut(&Node)) {
    let Some((column, rest)) = columns.split_first() else {
        return;
    };
    match row.get(column) {
        Some(value) if rest.is_empty() => each(value),
        Some(Node::Map(rows)) => rows.iter().for_each(|(_, row)| values(row, rest, each)),
        _ => {}
    }
}

impl Reading for FakeReading {
    fn types(&self) -> &[TypeDescription] {
        &self.contents.types
    }

    fn count(&mut self, content_type: &ContentType) -> Result<u64, ShopError> {
        match self.contents.records.get(content_type) {
            Some(records) => Ok(records.len() as u64),
            None => Err(ShopError::UnknownType(content_type.clone())),
        }
    }

    fn read_type(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        let records = self
            .contents
            .records
            .get(content_type)
            .ok_or_else(|| ShopError::UnknownType(content_type.clone()))?;
        for (id, node) in records {
            match &mut self.left {
                Some(0) if self.loses_line => {
                    let server = "the fake shop".to_owned();
                    return Err(ShopError::ConnectionLost { server });
                }
                Some(0) => return Err(ShopError::Busy),
                Some(left) => *left -= 1,
                None => {}
            }
            let key = RecordKey::new(content_type.clone(), id.clone());
            if each(self.contents.as_record(&key, node)).is_break() {
                return Ok(());
            }
        }
        Ok(())
    }

    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        self.contents.record(key)
    }
}

struct FakeWriting {
    types: Vec<TypeDescription>,
    shop: FakeShop,
}

impl Writing for FakeWriting {
    fn types(&self) -> &[TypeDescription] {
        &self.types
    }

    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        let inside = self.shop.inside();
        if inside.is_offline {
            return Err(FakeShop::missing());
        }
        inside.contents.record(key)
    }

    fn write(&mut self, batch: &[Write], objects: &dyn Objects) -> Result<Vec<WriteOutcome>, ShopError> {
        let (number, call) = {
            let mut inside = self.shop.inside();
            inside.batches += 1;
            (inside.batches, inside.before_batch.take())
        };
        // The caller may edit the shop, so the lock must be free.
        if let Some(mut call) = call {
            call(number);
            self.shop.inside().before_batch = Some(call);
        }
        let mut inside = self.shop.inside();
        if inside.lose_line_at == Some(number) {
            inside.lose_line_at = None;
            inside.is_offline = true;
        }
        if inside.is_offline {
            return Err(FakeShop::missing());
        }
        let breaking = inside.break_writing;
        match breaking {
            Some((at, Breaking::ForGood)) if number >= at => return Err(ShopError::DiskFull),
            Some((at, Breaking::Once)) if number == at => return Err(ShopError::Busy),
            _ => {}
        }
        let outcomes = inside.write(batch, objects);
        match breaking {
            Some((at, Breaking::AnswerLost)) if number == at => Err(ShopError::Busy),
            _ => Ok(outcomes),
        }
    }

    fn side_effects(&mut self, content_types: &[ContentType]) -> Result<Vec<Consequence>, ShopError> {
        let inside = self.shop.inside();
        let concerns = |effect: &&Consequence| {
            effect
                .content_type
                .as_ref()
                .is_none_or(|content_type| content_types.contains(content_type))
        };
        Ok(inside.side_effects.iter().filter(concerns).cloned().collect())
    }
}

impl Inside {
    /// Writes a batch; records that turn out to be guilty at its end are left out and it is tried again.
    fn write(&mut self, batch: &[Write], objects: &dyn Objects) -> Vec<WriteOutcome> {
        let mut guilty: BTreeMap<usize, Problem> = BTreeMap::new();
        loop {
            let before = self.contents.clone();
            let seen = self.seen.len();
            let outcomes: Vec<WriteOutcome> = batch
                .iter()
                .enumerate()
                .map(|(position, write)| match guilty.get(&position) {
                    Some(problem) => WriteOutcome::Refused(problem.clone()),
                    None => self.write_one(write, objects),
                })
                .collect();
            let found = self.guilty(batch, &outcomes);
            if found.is_empty() {
                return outcomes;
            }
            guilty.extend(found);
            self.contents = before;
            self.seen.truncate(seen);
        }
    }

    fn write_one(&mut self, write: &Write, objects: &dyn Objects) -> WriteOutcome {
        let key = &write.key;
        if let Some(problem) = self.refused.get(key) {
            return WriteOutcome::Refused(problem.clone());
        }
        let live = self
            .contents
            .records
            .get(&key.content_type)
            .and_then(|records| records.get(&key.remote_id))
            .cloned();
        let read =
            |document: &Option<Document>| document.as_ref().and_then(|document| document.to_node().ok());
        let (before, after) = (read(&write.before), read(&write.after));
        if !self.is_as_believed(write, live.as_ref()) {
            return WriteOutcome::ChangedMeanwhile;
        }
        // Only what differs is written; what has moved on since stays where it is.
        let after = after.map(|after| match &live {
            Some(live) => {
                let mut whole = live.clone();
                for change in diff(before.as_ref(), Some(&after)) {
                    whole.put(&change.path, change.new);
                }
                whole
            }
            None => after,
        });
        if let Some(problem) = after.as_ref().and_then(|after| self.not_unique(key, after)) {
            return WriteOutcome::Refused(problem);
        }
        self.seen.push(SeenWrite {
            key: key.clone(),
            action: match (&live, &after) {
                (None, _) => Action::Create,
                (Some(_), Some(_)) => Action::Update,
                (Some(_), None) => Action::Delete,
            },
            paths: diff(live.as_ref(), after.as_ref())
                .iter()
                .map(|change| change.path.to_string())
                .collect(),
        });
        let records = self.contents.records.entry(key.content_type.clone()).or_default();
        match after {
            None => {
                records.remove(&key.remote_id);
            }
            Some(mut after) => {
                if let Some((column, number)) = &mut self.stamp {
                    *number += 1;
                    let path = Path::root().then(column.as_str());
                    if after.at(&path).is_some() {
                        after.put(&path, Some(Node::Number(number.to_string().into())));
                    }
                }
                for ((_, path), value) in self.kept_otherwise.iter().filter(|((of, _), _)| of == key) {
                    after.put(path, Some(value.clone()));
                }
                take_objects(&after, objects, &mut self.contents.objects);
                records.insert(key.remote_id.clone(), after);
            }
        }
        WriteOutcome::Written(key.remote_id.clone())
    }

    fn is_as_believed(&self, write: &Write, live: Option<&Node>) -> bool {
        let live = live.map(Document::from);
        let types = &self.contents.types;
        let described = types.iter().find(|found| found.key == write.key.content_type);
        described.is_some_and(|described| {
            described.is_as_believed(write.before.as_ref(), write.after.as_ref(), live.as_ref())
        })
    }

    fn not_unique(&self, key: &RecordKey, after: &Node) -> Option<Problem> {
        let columns = self
            .unique
            .iter()
            .filter(|(content_type, _)| *content_type == key.content_type);
        for (content_type, column) in columns {
            let value = after.get(column)?;
            let records = self.contents.records.get(content_type)?;
            let is_taken = records
                .iter()
                .any(|(id, other)| *id != key.remote_id && other.get(column) == Some(value));
            if is_taken {
                return Some(Problem {
                    code: "not_unique".to_owned(),
                    message: format!("Another record has the same {column}."),
                    hint: String::new(),
                });
            }
        }
        None
    }

    /// The written records that leave a reference which leads nowhere.
    fn guilty(&self, batch: &[Write], outcomes: &[WriteOutcome]) -> BTreeMap<usize, Problem> {
        let mut guilty = BTreeMap::new();
        let mut deleted = HashSet::new();
        for (position, (write, outcome)) in batch.iter().zip(outcomes).enumerate() {
            if !matches!(outcome, WriteOutcome::Written(_)) {
                continue;
            }
            match self
                .contents
                .records
                .get(&write.key.content_type)
                .and_then(|records| records.get(&write.key.remote_id))
            {
                Some(node) => {
                    let targets = self.contents.targets(&write.key, node);
                    let leads_nowhere = |target: &RecordKey| {
                        !self.contents.has(target) && !write.dangling.allows(|meant| meant == target)
                    };
                    if let Some(missing) = targets.iter().find(|target| leads_nowhere(target)) {
                        guilty.insert(
                            position,
                            Problem {
                                code: "reference_missing".to_owned(),
                                message: format!("It refers to {missing}, which the shop does not have."),
                                hint: String::new(),
                            },
                        );
                    }
                }
                None if matches!(write.dangling, Dangling::AllBut(_)) => {}
                None => {
                    deleted.insert((position, &write.key));
                }
            }
        }
        for (position, key) in deleted {
            let is_needed = self.contents.records.iter().any(|(content_type, records)| {
                records.iter().any(|(id, node)| {
                    let from = RecordKey::new(content_type.clone(), id.clone());
                    self.contents.targets(&from, node).contains(key)
                })
            });
            if is_needed {
                guilty.insert(
                    position,
                    Problem {
                        code: "still_referenced".to_owned(),
                        message: "Other records still refer to it.".to_owned(),
                        hint: String::new(),
                    },
                );
            }
        }
        guilty
    }
}

fn take_objects(node: &Node, objects: &dyn Objects, kept: &mut BTreeMap<ObjectHash, Vec<u8>>) {
    if let Some(hash) = node.as_object() {
        if let Some(bytes) = objects.object(&hash) {
            kept.insert(hash, bytes);
        }
    } else if let Node::Map(entries) = node {
        for (_, value) in entries {
            take_objects(value, objects, kept);
        }
    }
}
