//! # Which records of a file are which
//!
//! Two files, or a file and a shop, need not number their things alike: one tool writes its own numbers, another none at all. So
//! the records of a file are paired with those of the other side
//!
//! 1. by their **ids**, unless under the same ids there mostly are other things;
//! 2. by what **tells** them elsewhere (see [`TypeDescription::told_by`]): a code, an e-mail address, a handle, an order's number.
//!
//! What is paired is read under the id that the other side knows it by, so that whatever compares readings finds it. What has no
//! partner keeps its id, or gets another one where the other side has something else under it.
//!
//! * Nothing is paired twice. A key that several records of a side have tells none of them, and an empty one tells nothing.
//! * Numbers inside of records stay as they are: what a record refers to may have another number on the other side.
//!
//! In memory are ids, and hashes of what tells the records that have no partner by their ids.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::ControlFlow;

use backstock_model::{Cancel, ContentType, Node, Record, RecordKey, RemoteId, TypeDescription};
use backstock_shops::{Reading, ShopError};

use crate::EngineError;
use crate::compare::node;

/// How many records under the same ids are looked at before ids are believed.
const LOOKED_AT: usize = 64;

/// Columns that hold a thing's printed code, whatever the tool calls it.
const CODES: &[&str] = &[
    "sku",
    "variantsku",
    "productsku",
    "productcodesku",
    "productnumber",
    "code",
    "model",
    "reference",
    "number",
    "ordernumber",
    "orderid",
    "order",
    "incrementid",
];
const ADDRESSES: &[&str] = &["email", "emailaddress", "useremail"];
const HANDLES: &[&str] = &["handle", "urlhandle", "slug", "postname"];

/// The ids, on the other side, of records that were found by what tells them. All others were found by their ids.
pub(crate) type FoundByTelling = HashMap<ContentType, HashSet<RemoteId>>;

/// Reads a reading under the ids of another one.
pub(crate) fn paired(
    mut reading: Box<dyn Reading>,
    other: &mut dyn Reading,
    cancel: &Cancel,
) -> Result<(Box<dyn Reading>, FoundByTelling), EngineError> {
    let mut renamed = HashMap::new();
    let mut found = FoundByTelling::new();
    for here in reading.types().to_vec() {
        let there = other.types().iter().find(|there| there.key == here.key).cloned();
        let tellers = there.and_then(|there| Tellers::of(&here, &there));
        if let Some(tellers) = tellers {
            let pairing = Pairing {
                content_type: &here.key,
                tellers: &tellers,
                cancel,
            };
            let mut of_type = pairing.find(&mut *reading, other)?;
            found.insert(here.key.clone(), std::mem::take(&mut of_type.told));
            if !of_type.to.is_empty() {
                renamed.insert(here.key, of_type);
            }
        }
    }
    if !renamed.is_empty() {
        reading = Box::new(Paired { reading, renamed });
    }
    Ok((reading, found))
}

/// The ids of one type's records that are others on the other side, in both directions.
#[derive(Default)]
struct Renamed {
    to: HashMap<RemoteId, RemoteId>,
    from: HashMap<RemoteId, RemoteId>,
    /// Ids of the other side that were found by what tells them.
    told: HashSet<RemoteId>,
}

impl Renamed {
    fn enter(&mut self, from: RemoteId, to: RemoteId) {
        self.from.insert(to.clone(), from.clone());
        self.to.insert(from, to);
    }
}

/// What tells records on both sides: for each kind of key, where it stands here and there.
pub(crate) struct Tellers {
    here: Vec<Vec<String>>,
    there: Vec<Vec<String>>,
    kinds: Vec<String>,
}

impl Tellers {
    pub(crate) fn of(here: &TypeDescription, there: &TypeDescription) -> Option<Self> {
        let mut found = Self {
            here: Vec::new(),
            there: Vec::new(),
            kinds: Vec::new(),
        };
        let of = |description: &TypeDescription| -> Vec<(String, Vec<String>)> {
            let is_own = |paths: &&Vec<String>| {
                // A number of another record says nothing where numbers differ.
                !paths
                    .iter()
                    .any(|path| description.references.iter().any(|known| known.path == *path))
            };
            let told = description.told_by.iter().filter(is_own);
            told.map(|paths| (kind(paths), paths.clone())).collect()
        };
        let there = of(there);
        for (kind, here) in of(here) {
            // One side may have several columns of a kind; the surest of each is taken with every one of the other's.
            for (_, there) in there.iter().filter(|(other, _)| *other == kind) {
                found.here.push(here.clone());
                found.there.push(there.clone());
                found.kinds.push(kind.clone());
            }
        }
        (!found.kinds.is_empty()).then_some(found)
    }

    /// For each kind of key that both records have, whether they have one in common.
    pub(crate) fn agreed<'t>(&'t self, here: &'t Node, there: &'t Node) -> impl Iterator<Item = bool> + 't {
        let paths = self.here.iter().zip(&self.there);
        self.kinds
            .iter()
            .zip(paths)
            .filter_map(move |(kind, (our, their))| {
                let (our, their) = (keys_of(here, kind, our), keys_of(there, kind, their));
                let is_told = !our.is_empty() && !their.is_empty();
                is_told.then(|| our.iter().any(|key| their.contains(key)))
            })
    }
}

/// Of what kind a key is that consists of these fields.
fn kind(paths: &[String]) -> String {
    let kinds: Vec<String> = paths
        .iter()
        .map(|path| {
            // Where only certain rows are meant, these say what it is.
            let condition = path.split_once('=').and_then(|(_, rest)| rest.split_once(']'));
            let last = path.rsplit('/').next().unwrap_or_default();
            let name = condition.map_or(last, |(value, _)| value);
            let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
            let name = name.to_ascii_lowercase();
            match name.as_str() {
                code if CODES.contains(&code) => "code".to_owned(),
                address if ADDRESSES.contains(&address) => "address".to_owned(),
                handle if HANDLES.contains(&handle) => "handle".to_owned(),
                _ => name,
            }
        })
        .collect();
    kinds.join("+")
}

/// The hashes of what tells a record, for one kind of key.
fn keys_of(document: &Node, kind: &str, paths: &[String]) -> Vec<u64> {
    let hashed = |texts: &[String]| {
        let mut hasher = DefaultHasher::new();
        texts.hash(&mut hasher);
        hasher.finish()
    };
    let texts_at = |path: &String| {
        let mut texts = Vec::new();
        reach(document, path, &mut |value| {
            let text = value.to_text();
            let text = text.trim();
            let text = match kind {
                "code" => text.trim_start_matches('#').to_owned(),
                "address" | "handle" => text.to_lowercase(),
                _ => text.to_owned(),
            };
            if !text.is_empty() && *value != Node::Null {
                texts.push(text);
            }
        });
        texts
    };
    match paths {
        [path] => texts_at(path).into_iter().map(|text| hashed(&[text])).collect(),
        all => {
            let firsts: Option<Vec<String>> =
                all.iter().map(|path| texts_at(path).into_iter().next()).collect();
            firsts.map(|texts| hashed(&texts)).into_iter().collect()
        }
    }
}

/// Hands over the single values at a path, those of all rows on the way.
fn reach<'n>(node: &'n Node, path: &str, each: &mut dyn FnMut(&'n Node)) {
    // A sheet's column may be called `Code/SKU`.
    if let Some(value) = node.get(path).filter(|value| value.is_leaf()) {
        return each(value);
    }
    let (step, rest) = path.split_once('/').unwrap_or((path, ""));
    let (name, only) = match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
        Some((name, condition)) => (name, condition.split_once('=')),
        None => (step, None),
    };
    let Some(value) = node.get(name) else { return };
    if rest.is_empty() {
        if value.is_leaf() {
            each(value);
        }
        return;
    }
    let is_meant = |row: &&Node| {
        only.is_none_or(|(column, wanted)| row.get(column).is_some_and(|value| value.to_text() == wanted))
    };
    match value {
        Node::List(items) => items
            .iter()
            .filter(is_meant)
            .for_each(|row| reach(row, rest, each)),
        Node::Map(rows) if !value.is_leaf() => {
            let rows = rows.iter().map(|(_, row)| row);
            rows.filter(is_meant).for_each(|row| reach(row, rest, each));
        }
        _ => {}
    }
}

/// A record that looks for its partner, with the keys of each kind.
struct Single {
    id: RemoteId,
    keys: Vec<Vec<u64>>,
    is_paired: bool,
}

/// The pairing of one content type.
struct Pairing<'a> {
    content_type: &'a ContentType,
    tellers: &'a Tellers,
    cancel: &'a Cancel,
}

impl Pairing<'_> {
    fn find(&self, here: &mut dyn Reading, there: &mut dyn Reading) -> Result<Renamed, EngineError> {
        let their_ids = ids(there, self.content_type, self.cancel)?;
        let our_ids = ids(here, self.content_type, self.cancel)?;
        let common: HashSet<&RemoteId> = our_ids.intersection(&their_ids).collect();
        let is_believed = self.are_same_things(&common, here, there)?;
        let is_alone = |id: &RemoteId| !is_believed || !common.contains(id);
        let (ours_alone, theirs_alone) = if is_believed {
            (our_ids.len() - common.len(), their_ids.len() - common.len())
        } else {
            (our_ids.len(), their_ids.len())
        };
        let mut renamed = Renamed::default();
        if ours_alone > 0 && theirs_alone > 0 {
            let mut ours = self.singles(here, &self.tellers.here, &is_alone)?;
            let mut theirs = self.singles(there, &self.tellers.there, &is_alone)?;
            for kind in 0..self.tellers.kinds.len() {
                for (our, their) in told_pairs(&ours, &theirs, kind) {
                    if let (Some(our), Some(their)) = (ours.get_mut(our), theirs.get_mut(their)) {
                        our.is_paired = true;
                        their.is_paired = true;
                        renamed.told.insert(their.id.clone());
                        if our.id != their.id {
                            renamed.enter(our.id.clone(), their.id.clone());
                        }
                    }
                }
            }
            let without_partner = ours.iter().filter(|our| !our.is_paired);
            for our in without_partner.filter(|our| common.contains(&our.id)) {
                let is_free = |id: &RemoteId| !their_ids.contains(id) && !our_ids.contains(id);
                let id = other_id(&our.id, &is_free);
                renamed.enter(our.id.clone(), id);
            }
        }
        Ok(renamed)
    }

    fn go_on(&self) -> Result<(), EngineError> {
        if self.cancel.is_asked() {
            return Err(EngineError::Cancelled);
        }
        Ok(())
    }

    /// Whether what has the same id mostly is the same thing, as far as anything tells it.
    fn are_same_things(
        &self,
        common: &HashSet<&RemoteId>,
        here: &mut dyn Reading,
        there: &mut dyn Reading,
    ) -> Result<bool, EngineError> {
        let mut sorted: Vec<&RemoteId> = common.iter().copied().collect();
        sorted.sort_unstable();
        let (mut same, mut others) = (0, 0);
        for id in sorted.iter().step_by(sorted.len().div_ceil(LOOKED_AT).max(1)) {
            self.go_on()?;
            let key = RecordKey::new(self.content_type.clone(), (*id).clone());
            let (Some(one), Some(other)) = (here.read_record(&key)?, there.read_record(&key)?) else {
                continue;
            };
            let (one, other) = (document_of(&one)?, document_of(&other)?);
            let agreed: Vec<bool> = self.tellers.agreed(&one, &other).collect();
            match agreed.as_slice() {
                [] => {}
                agreed if agreed.contains(&true) => same += 1,
                _ => others += 1,
            }
        }
        Ok(same >= others)
    }

    fn keys(&self, record: &Record, paths: &[Vec<String>]) -> Result<Vec<Vec<u64>>, EngineError> {
        let document = document_of(record)?;
        let kinds = self.tellers.kinds.iter().zip(paths);
        Ok(kinds
            .map(|(kind, paths)| keys_of(&document, kind, paths))
            .collect())
    }

    fn singles(
        &self,
        reading: &mut dyn Reading,
        paths: &[Vec<String>],
        is_alone: &dyn Fn(&RemoteId) -> bool,
    ) -> Result<Vec<Single>, EngineError> {
        let mut singles = Vec::new();
        let mut failure = None;
        reading.read_type(self.content_type, &mut |record| {
            if is_alone(&record.key.remote_id) {
                match self.go_on().and_then(|()| self.keys(&record, paths)) {
                    Ok(keys) => singles.push(Single {
                        id: record.key.remote_id,
                        keys,
                        is_paired: false,
                    }),
                    Err(error) => {
                        failure = Some(error);
                        return ControlFlow::Break(());
                    }
                }
            }
            ControlFlow::Continue(())
        })?;
        failure.map_or(Ok(singles), Err)
    }
}

/// The ids of a type's records.
pub(crate) fn ids(
    reading: &mut dyn Reading,
    content_type: &ContentType,
    cancel: &Cancel,
) -> Result<HashSet<RemoteId>, EngineError> {
    let mut ids = HashSet::new();
    reading.read_ids(content_type, &mut |id| {
        ids.insert(id);
        if cancel.is_asked() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    if cancel.is_asked() {
        return Err(EngineError::Cancelled);
    }
    Ok(ids)
}

fn document_of(record: &Record) -> Result<Node, EngineError> {
    Ok(node(&record.key, Some(&record.document))?.unwrap_or(Node::Null))
}

/// Another id for a record whose own one stands for something else on the other side.
fn other_id(id: &RemoteId, is_free: &dyn Fn(&RemoteId) -> bool) -> RemoteId {
    let numbered = |number: u32| RemoteId::from_encoded(format!("{}%20%28{number}%29", id.as_str()));
    let mut ids = (2..).map(numbered);
    ids.find(|id| is_free(id)).unwrap_or_else(|| id.clone())
}

/// Who has a key: one record, or several that nobody can tell apart by it.
type ByKey = HashMap<u64, Option<usize>>;

fn by_key(singles: &[Single], kind: usize) -> ByKey {
    let mut found = ByKey::new();
    for (at, single) in singles.iter().enumerate().filter(|(_, single)| !single.is_paired) {
        for key in single.keys.get(kind).into_iter().flatten() {
            found
                .entry(*key)
                .and_modify(|known| *known = known.filter(|known| *known == at))
                .or_insert(Some(at));
        }
    }
    found
}

/// The pairs that one kind of key tells: each side's records lead to one of the other's and no more.
fn told_pairs(ours: &[Single], theirs: &[Single], kind: usize) -> Vec<(usize, usize)> {
    let (our_keys, their_keys) = (by_key(ours, kind), by_key(theirs, kind));
    let mut partners: HashMap<usize, Option<usize>> = HashMap::new();
    let mut claimed: HashMap<usize, Option<usize>> = HashMap::new();
    let enter = |of: &mut HashMap<usize, Option<usize>>, at: usize, partner: usize| {
        of.entry(at)
            .and_modify(|known| *known = known.filter(|known| *known == partner))
            .or_insert(Some(partner));
    };
    for (key, our) in &our_keys {
        if let (Some(our), Some(Some(their))) = (our, their_keys.get(key)) {
            enter(&mut partners, *our, *their);
            enter(&mut claimed, *their, *our);
        }
    }
    let mut pairs: Vec<(usize, usize)> = partners
        .into_iter()
        .filter_map(|(our, their)| Some((our, their?)))
        .filter(|(our, their)| claimed.get(their) == Some(&Some(*our)))
        .collect();
    pairs.sort_unstable();
    pairs
}

/// A reading whose records are called as on the other side.
struct Paired {
    reading: Box<dyn Reading>,
    renamed: HashMap<ContentType, Renamed>,
}

impl Reading for Paired {
    fn types(&self) -> &[TypeDescription] {
        self.reading.types()
    }

    fn count(&mut self, content_type: &ContentType) -> Result<u64, ShopError> {
        self.reading.count(content_type)
    }

    fn read_type(
        &mut self,
        content_type: &ContentType,
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), ShopError> {
        let renamed = self.renamed.get(content_type);
        self.reading.read_type(content_type, &mut |mut record| {
            if let Some(id) = renamed.and_then(|renamed| renamed.to.get(&record.key.remote_id)) {
                record.key.remote_id = id.clone();
            }
            each(record)
        })
    }

    fn read_record(&mut self, key: &RecordKey) -> Result<Option<Record>, ShopError> {
        let renamed = self.renamed.get(&key.content_type);
        let own = renamed.and_then(|renamed| renamed.from.get(&key.remote_id));
        if own.is_none() && renamed.is_some_and(|renamed| renamed.to.contains_key(&key.remote_id)) {
            return Ok(None);
        }
        let own = own.cloned().unwrap_or_else(|| key.remote_id.clone());
        let found = self
            .reading
            .read_record(&RecordKey::new(key.content_type.clone(), own))?;
        Ok(found.map(|record| Record {
            key: key.clone(),
            ..record
        }))
    }
}
