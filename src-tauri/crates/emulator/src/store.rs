//! What a store keeps. What was seeded is made again whenever it is looked at, so that thirty thousand orders cost no memory;
//! what was written is kept.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use crate::seed::Size;

/// What the platform calls a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Id {
    /// Counted.
    Number(u64),
    /// A UUID, a code, a name.
    Text(String),
}

impl Id {
    /// As it is written in a path.
    pub(crate) fn read(text: &str) -> Self {
        text.parse()
            .map_or_else(|_| Self::Text(text.to_owned()), Self::Number)
    }

    pub(crate) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => number.as_u64().map(Self::Number),
            Value::String(text) => Some(Self::Text(text.clone())),
            _ => None,
        }
    }

    /// As it stands in a record.
    #[must_use]
    pub fn value(&self) -> Value {
        match self {
            Self::Number(number) => Value::from(*number),
            Self::Text(text) => Value::String(text.clone()),
        }
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl From<u64> for Id {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// How a seeded record is made from its number.
pub(crate) type Recipe = fn(&Size, u64) -> Value;

#[derive(Clone, Debug)]
enum Kept {
    Written(Value),
    Seeded(Recipe, u64),
}

#[derive(Clone, Debug)]
struct Entry {
    owner: Option<Id>,
    kept: Kept,
}

/// The records of one collection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Records {
    size: Size,
    entries: BTreeMap<Id, Entry>,
    owned: BTreeMap<Id, BTreeSet<Id>>,
    last: u64,
    /// By some fields together; made when it is first asked.
    indexes: BTreeMap<Vec<String>, HashMap<String, Id>>,
}

impl Records {
    pub(crate) fn new(size: &Size) -> Self {
        Self {
            size: size.clone(),
            ..Self::default()
        }
    }

    /// An id that was never given out.
    pub(crate) fn next(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    pub(crate) fn get(&self, id: &Id) -> Option<Value> {
        self.entries.get(id).map(|entry| self.made(entry))
    }

    fn made(&self, entry: &Entry) -> Value {
        match &entry.kept {
            Kept::Written(value) => value.clone(),
            Kept::Seeded(recipe, number) => recipe(&self.size, *number),
        }
    }

    pub(crate) fn has(&self, id: &Id) -> bool {
        self.entries.contains_key(id)
    }

    pub(crate) fn owner(&self, id: &Id) -> Option<Id> {
        self.entries.get(id)?.owner.clone()
    }

    pub(crate) fn put(&mut self, id: Id, owner: Option<Id>, value: Value) {
        self.insert(id, owner, Kept::Written(value));
    }

    pub(crate) fn seed(&mut self, id: Id, owner: Option<Id>, recipe: Recipe, number: u64) {
        self.insert(id, owner, Kept::Seeded(recipe, number));
    }

    fn insert(&mut self, id: Id, owner: Option<Id>, kept: Kept) {
        if let Id::Number(number) = id {
            self.last = self.last.max(number);
        }
        self.remove(&id);
        if let Some(owner) = &owner {
            self.owned.entry(owner.clone()).or_default().insert(id.clone());
        }
        let entry = Entry { owner, kept };
        if !self.indexes.is_empty() {
            let value = self.made(&entry);
            for (names, index) in &mut self.indexes {
                index.insert(index_key(names, |name| value.get(name)), id.clone());
            }
        }
        self.entries.insert(id, entry);
    }

    /// The record with these values in these fields, in whatever case they are written.
    pub(crate) fn find(&mut self, names: &[String], values: &[Value]) -> Option<Id> {
        if !self.indexes.contains_key(names) {
            let index = self
                .entries
                .iter()
                .map(|(id, entry)| {
                    let value = self.made(entry);
                    (index_key(names, |name| value.get(name)), id.clone())
                })
                .collect();
            self.indexes.insert(names.to_vec(), index);
        }
        let mut given = values.iter();
        let key = index_key(names, |_| given.next());
        self.indexes.get(names)?.get(&key).cloned()
    }

    /// Goes on counting where `later` is.
    pub(crate) fn keep_count(&mut self, later: &Self) {
        self.last = self.last.max(later.last);
    }

    pub(crate) fn remove(&mut self, id: &Id) -> Option<Value> {
        let entry = self.entries.remove(id)?;
        if let Some(owner) = &entry.owner
            && let Some(owned) = self.owned.get_mut(owner)
        {
            owned.remove(id);
        }
        let value = self.made(&entry);
        for (names, index) in &mut self.indexes {
            let key = index_key(names, |name| value.get(name));
            if index.get(&key) == Some(id) {
                index.remove(&key);
            }
        }
        Some(value)
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn ids(&self) -> Vec<Id> {
        self.entries.keys().cloned().collect()
    }

    pub(crate) fn ids_of(&self, owner: &Id) -> Vec<Id> {
        self.owned
            .get(owner)
            .map(|ids| ids.iter().cloned().collect())
            .unwrap_or_default()
    }
}

fn index_key<'a>(names: &[String], mut get: impl FnMut(&str) -> Option<&'a Value>) -> String {
    let mut key = String::new();
    for name in names {
        let value = get(name).unwrap_or(&Value::Null);
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_lowercase);
        key.push_str(&text);
        key.push('\u{1f}');
    }
    key
}
