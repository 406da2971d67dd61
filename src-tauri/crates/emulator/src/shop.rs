//! The store itself: its records, its clock, what it would have mailed, what is still to happen.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::answer::{Answer, Refusal};
use crate::clock::{self, Clock};
use crate::log::Mail;
use crate::quirks::Quirks;
use crate::routes::{Action, Call};
use crate::seed::{self, Size};
use crate::store::{Id, Records};
use crate::table::{Collection, Table};

/// What happens later.
#[derive(Clone, Debug)]
pub(crate) enum Later {
    DeleteCategory(Id),
    SetStock {
        location: u64,
        variant: u64,
        level: i64,
        is_relative: bool,
    },
}

/// A store. Tests reach it through [`Emulator::change`](crate::Emulator::change), as its owner would in the control panel.
#[derive(Debug)]
pub struct Shop {
    pub(crate) table: &'static Table,
    pub(crate) clock: Clock,
    pub(crate) quirks: Quirks,
    pub(crate) size: Size,
    pub(crate) hash: String,
    pub(crate) address: String,
    pub(crate) mails: Vec<Mail>,
    pub(crate) events: BTreeMap<String, u64>,
    pub(crate) wiped: Vec<String>,
    pub(crate) later: Vec<(i64, Later)>,
    /// Links that live until a time, and the theme they give.
    pub(crate) links: BTreeMap<String, (i64, String)>,
    pub(crate) files: BTreeMap<String, (&'static str, bytes::Bytes)>,
    /// The API account that asks.
    pub(crate) client: String,
    /// Parts of the last written record that were refused.
    pub(crate) failed_parts: u64,
    stores: BTreeMap<String, Records>,
    singles: BTreeMap<String, Value>,
    random: u64,
}

impl Shop {
    pub(crate) fn new(size: &Size, quirks: Quirks, clock: Clock, hash: &str) -> Self {
        let mut shop = Self {
            table: Table::shared(),
            clock,
            quirks,
            size: size.clone(),
            hash: hash.to_owned(),
            address: String::new(),
            mails: Vec::new(),
            events: BTreeMap::new(),
            wiped: Vec::new(),
            later: Vec::new(),
            links: BTreeMap::new(),
            files: BTreeMap::new(),
            client: String::new(),
            failed_parts: 0,
            stores: BTreeMap::new(),
            singles: BTreeMap::new(),
            random: size.seed,
        };
        seed::fill(&mut shop);
        shop
    }

    pub(crate) fn now(&self) -> i64 {
        self.clock.millis()
    }

    pub(crate) fn records(&mut self, name: &str) -> &mut Records {
        let size = &self.size;
        self.stores
            .entry(name.to_owned())
            .or_insert_with(|| Records::new(size))
    }

    pub(crate) fn peek(&self, name: &str) -> Option<&Records> {
        self.stores.get(name)
    }

    pub(crate) fn collection(&self, name: &str) -> Result<Arc<Collection>, Refusal> {
        self.table
            .collection(name)
            .ok_or_else(|| Refusal::new(500, format!("the table has no {name}")))
    }

    /// A UUID nobody had before.
    pub(crate) fn uuid(&mut self) -> String {
        self.random += 1;
        seed::uuid(self.size.seed, "given", self.random)
    }

    pub(crate) fn mail(&mut self, kind: &str, to: impl Into<String>) {
        self.mails.push(Mail {
            kind: kind.to_owned(),
            to: to.into(),
        });
    }

    /// A mail that the owner can switch off.
    pub(crate) fn mail_if(&mut self, switch: &str, kind: &str, to: String) {
        let is_on = self
            .single("/v3/settings/email-statuses", None)
            .and_then(|switches| switches[switch].as_bool())
            .unwrap_or(true);
        if is_on {
            self.mail(kind, to);
        }
    }

    pub(crate) fn happened(&mut self, collection: &Collection, what: &str) {
        if let Some(event) = &collection.event {
            *self.events.entry(format!("store/{event}/{what}")).or_default() += 1;
        }
    }

    pub(crate) fn after(&mut self, wait: i64, later: Later) {
        let due = self.now() + wait;
        self.later.push((due, later));
    }

    /// Does what is due.
    pub(crate) fn catch_up(&mut self) {
        let now = self.now();
        let (due, waiting): (Vec<_>, Vec<_>) = std::mem::take(&mut self.later)
            .into_iter()
            .partition(|(at, _)| *at <= now);
        self.later = waiting;
        for (_, later) in due {
            match later {
                Later::DeleteCategory(id) => {
                    if let Ok(collection) = self.collection("categories") {
                        self.delete(&collection, &id);
                    }
                }
                Later::SetStock {
                    location,
                    variant,
                    level,
                    is_relative,
                } => crate::hooks::set_stock(self, location, variant, level, is_relative),
            }
        }
    }

    pub(crate) fn carry_out(&mut self, action: &Action, call: &Call<'_>) -> Result<Answer, Refusal> {
        self.failed_parts = 0;
        match action {
            Action::List(collection) => self.list(collection, call),
            Action::Count(collection) => self.count(collection),
            Action::Get(collection) => self.get(collection, call),
            Action::Create(collection) => self.create(collection, call),
            Action::UpdateList(collection) => self.update_list(collection, call),
            Action::UpdateItem(collection) => self.update_item(collection, call),
            Action::DeleteItem(collection) => self.delete_item(collection, call),
            Action::DeleteList(collection) => self.delete_list(collection, call),
            Action::ReadSingle(single) => self.read_single(single, call),
            Action::WriteSingle(single) => self.write_single(single, call),
            Action::Special(special) => special(self, call),
        }
    }

    /// The owner in a path, when all of the path's owners are there and own each other.
    pub(crate) fn owner(&self, collection: &Collection, call: &Call<'_>) -> Result<Option<Id>, Refusal> {
        let (Some(parent), Some(owner)) = (&collection.parent, &collection.owner) else {
            return Ok(None);
        };
        let name = owner_parameter(collection, owner);
        let Some(text) = call.path.get(name) else {
            return Ok(None);
        };
        let id = Id::read(text);
        let kept = self.collection(parent)?;
        let records = self.peek(kept.kept_in()).ok_or_else(Refusal::not_found)?;
        if !records.has(&id) {
            return Err(Refusal::not_found());
        }
        if kept.path.contains('{')
            && let Some(above) = self.owner(&kept, call)?
            && records.owner(&id) != Some(above)
        {
            return Err(Refusal::not_found());
        }
        Ok(Some(id))
    }

    /// What a refused batch is taken back to.
    pub(crate) fn snapshot(&self, collection: &Collection) -> BTreeMap<String, Records> {
        let parts = collection
            .parts
            .iter()
            .map(|text| crate::table::pair(text, '<').1);
        std::iter::once(collection.kept_in())
            .chain(parts)
            .filter_map(|name| Some((name.to_owned(), self.stores.get(name)?.clone())))
            .collect()
    }

    pub(crate) fn take_back(&mut self, before: BTreeMap<String, Records>) {
        // Ids that were given out stay given out.
        for (name, mut records) in before {
            if let Some(now) = self.stores.get(&name) {
                records.keep_count(now);
            }
            self.stores.insert(name, records);
        }
    }

    pub(crate) fn single_key(path: &str, channel: Option<&str>) -> String {
        format!("{path}@{}", channel.unwrap_or("store"))
    }

    pub(crate) fn single(&self, path: &str, channel: Option<&str>) -> Option<&Value> {
        self.singles
            .get(&Self::single_key(path, channel))
            .or_else(|| self.singles.get(&Self::single_key(path, None)))
    }

    pub(crate) fn set_single(&mut self, path: &str, channel: Option<&str>, value: Value) {
        self.singles.insert(Self::single_key(path, channel), value);
    }

    pub(crate) fn forget_single(&mut self, path: &str, channel: &str) {
        self.singles.remove(&Self::single_key(path, Some(channel)));
    }

    // What follows is for tests: the owner at work in the control panel.

    /// How many records a collection has.
    #[must_use]
    pub fn len_of(&self, collection: &str) -> usize {
        self.peek(collection).map_or(0, Records::len)
    }

    /// The ids of a collection's records.
    #[must_use]
    pub fn ids_of(&self, collection: &str) -> Vec<Id> {
        self.peek(collection).map(Records::ids).unwrap_or_default()
    }

    /// A record as it is kept.
    #[must_use]
    pub fn record(&self, collection: &str, id: impl Into<Id>) -> Option<Value> {
        self.peek(collection)?.get(&id.into())
    }

    /// A group of the store's settings.
    #[must_use]
    pub fn setting(&self, path: &str) -> Option<Value> {
        let published = || self.table.singles.iter().find(|single| single.path == path);
        self.single(path, None)
            .or_else(|| Some(&published()?.value))
            .cloned()
    }

    /// Sets a group of the store's settings.
    pub fn set_setting(&mut self, path: &str, value: Value) {
        self.set_single(path, None, value);
    }

    /// Changes a record's fields; its time of change moves.
    pub fn edit(&mut self, collection: &str, id: impl Into<Id>, fields: Value) {
        let id = id.into();
        let Some(mut record) = self.peek(collection).and_then(|records| records.get(&id)) else {
            return;
        };
        if let (Some(record), Value::Object(fields)) = (record.as_object_mut(), fields) {
            record.extend(fields);
        }
        if let Ok(kept) = self.collection(collection) {
            self.stamp(&kept, &mut record, false);
        }
        let owner = self.records(collection).owner(&id);
        self.records(collection).put(id, owner, record);
    }

    /// Puts a record as it is, with the times it says.
    pub fn put(&mut self, collection: &str, id: impl Into<Id>, record: Value) {
        let id = id.into();
        let owner = self.records(collection).owner(&id);
        self.records(collection).put(id, owner, record);
    }

    /// Adds a record; gives back its id.
    pub fn add(&mut self, collection: &str, fields: Value) -> Option<Id> {
        let kept = self.collection(collection).ok()?;
        let owner = kept
            .owner
            .as_ref()
            .and_then(|owner| fields.get(owner))
            .and_then(Id::of);
        self.insert(
            &kept,
            owner,
            fields.as_object().cloned().unwrap_or_else(Map::new),
            true,
        )
        .ok()
    }

    /// Puts a theme's files in the place of those it has; its time of change moves.
    pub fn put_theme_files(&mut self, theme: impl Into<Id>, zip: Vec<u8>) {
        let id = theme.into();
        let Some(mut record) = self.record("themes", id.clone()) else {
            return;
        };
        record["updated_at"] = clock::iso(self.now()).into();
        self.files
            .insert(format!("theme {id}"), ("application/zip", zip.into()));
        self.put("themes", id, record);
    }

    /// Deletes a record, with what goes with it.
    pub fn remove(&mut self, collection: &str, id: impl Into<Id>) {
        if let Ok(kept) = self.collection(collection) {
            self.delete(&kept, &id.into());
        }
    }

    pub(crate) fn stamp(&self, collection: &Collection, record: &mut Value, is_new: bool) {
        let now = if collection.stamps.is_rfc2822 {
            clock::rfc2822(self.now())
        } else {
            clock::iso(self.now())
        };
        if let Some(record) = record.as_object_mut() {
            if let (true, Some(field)) = (is_new, &collection.stamps.created)
                && !(collection.stamps.created_may_be_given && record.contains_key(field))
            {
                record.insert(field.clone(), Value::from(now.clone()));
            }
            if let Some(field) = &collection.stamps.modified {
                record.insert(field.clone(), Value::from(now));
            }
        }
    }
}

/// The parameter that names the owner is the field's name, or the last one of the path.
pub(crate) fn owner_parameter<'a>(collection: &'a Collection, owner: &'a str) -> &'a str {
    collection
        .path
        .rsplit('/')
        .find_map(|part| part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')))
        .unwrap_or(owner)
}
