//! Reading: filters, order, pages, envelopes.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use crate::answer::{Answer, Refusal};
use crate::asked::Asked;
use crate::clock;
use crate::hooks;
use crate::routes::Call;
use crate::shop::Shop;
use crate::store::Id;
use crate::table::{Collection, Envelope, Single, pair};

/// One condition of a list.
struct Filter {
    field: String,
    test: Test,
    values: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Test {
    Is,
    NotIn,
    Min,
    Max,
    Greater,
    Less,
    Like,
}

impl Shop {
    pub(crate) fn list(&mut self, collection: &Collection, call: &Call<'_>) -> Result<Answer, Refusal> {
        let owner = self.owner(collection, call)?;
        let mut ids = self.ids_in(collection, owner.as_ref());
        hooks::narrow(self, collection, &mut ids);
        let filters = self.filters(collection, call.asked)?;
        if !filters.is_empty() {
            ids.retain(|id| self.passes(collection, id, &filters));
        }
        self.order(collection, call.asked, &mut ids)?;
        self.page(collection, call, &ids)
    }

    fn ids_in(&mut self, collection: &Collection, owner: Option<&Id>) -> Vec<Id> {
        let records = self.records(collection.kept_in());
        owner.map_or_else(|| records.ids(), |owner| records.ids_of(owner))
    }

    pub(crate) fn count(&mut self, collection: &Collection) -> Result<Answer, Refusal> {
        Ok(Answer::json(
            200,
            json!({ "count": self.records(collection.kept_in()).len() }),
        ))
    }

    pub(crate) fn get(&mut self, collection: &Collection, call: &Call<'_>) -> Result<Answer, Refusal> {
        let id = self.item(collection, call)?;
        let shown = self.shown(collection, &id, call.asked);
        Ok(wrapped(collection, 200, shown))
    }

    /// The record a path names.
    pub(crate) fn item(&mut self, collection: &Collection, call: &Call<'_>) -> Result<Id, Refusal> {
        let owner = self.owner(collection, call)?;
        let id = call
            .path
            .get(&collection.id)
            .map(|text| match collection.ids {
                crate::table::Ids::Counted => Id::read(text),
                crate::table::Ids::Uuid | crate::table::Ids::Given => Id::Text(text.clone()),
            })
            .ok_or_else(Refusal::not_found)?;
        let records = self.records(collection.kept_in());
        let is_there = records.has(&id) && (owner.is_none() || records.owner(&id) == owner);
        if !is_there || !hooks::may_see(self, collection, &id) {
            return Err(Refusal::not_found());
        }
        Ok(id)
    }

    fn filters(&self, collection: &Collection, asked: &Asked) -> Result<Vec<Filter>, Refusal> {
        let mut filters = Vec::new();
        for known in &collection.filters {
            let (parameter, test) = known.split_once('=').unwrap_or((known, known));
            if asked.first(parameter).is_none() {
                continue;
            }
            let (field, test) = test.split_once(':').unwrap_or((test, ""));
            let is_time = clock_field(field);
            let (test, is_list) = match test {
                "in" => (Test::Is, true),
                "not_in" => (Test::NotIn, true),
                "min" => (Test::Min, false),
                "max" => (Test::Max, false),
                "greater" => (Test::Greater, false),
                "less" => (Test::Less, false),
                "like" => (Test::Like, false),
                _ => (Test::Is, false),
            };
            let mut values: Vec<String> = if is_list {
                asked.list(parameter).into_iter().map(str::to_owned).collect()
            } else {
                asked.first(parameter).map(str::to_owned).into_iter().collect()
            };
            if is_time {
                for value in &mut values {
                    let millis = clock::read_in_filter(value, self.now(), self.quirks.date_filter_adds_time)
                        .ok_or_else(|| Refusal::at(422, parameter, "is not a date"))?;
                    *value = millis.to_string();
                }
            }
            filters.push(Filter {
                field: field.to_owned(),
                test,
                values,
            });
        }
        Ok(filters)
    }

    fn passes(&self, collection: &Collection, id: &Id, filters: &[Filter]) -> bool {
        let Some(record) = self
            .peek(collection.kept_in())
            .and_then(|records| records.get(id))
        else {
            return false;
        };
        let owner = self
            .peek(collection.kept_in())
            .and_then(|records| records.owner(id));
        filters.iter().all(|filter| {
            let owned = (Some(&filter.field) == collection.owner.as_ref())
                .then(|| owner.as_ref().map(Id::value))
                .flatten();
            let found = owned
                .as_ref()
                .or_else(|| {
                    filter
                        .field
                        .split('.')
                        .try_fold(&record, |value, part| value.get(part))
                })
                .unwrap_or(&Value::Null);
            match found {
                Value::Array(values) => values.iter().any(|value| filter.passes(value)),
                value => filter.passes(value),
            }
        })
    }

    fn order(&self, collection: &Collection, asked: &Asked, ids: &mut [Id]) -> Result<(), Refusal> {
        let asked_for = asked.first("sort").map(|sort| {
            let (field, direction) = sort.split_once(':').unwrap_or((sort, ""));
            let is_down = if direction.is_empty() {
                asked.first("direction") == Some("desc")
            } else {
                direction == "desc"
            };
            (field.to_owned(), is_down)
        });
        if let Some((field, _)) = &asked_for
            && !collection.sort.is_empty()
            && !collection.sort.contains(field)
        {
            return Err(Refusal::at(422, "sort", "is not one of the fields to sort by"));
        }
        let default = collection.default_sort.as_ref().map(|text| {
            text.strip_prefix('-')
                .map_or((text.clone(), false), |field| (field.to_owned(), true))
        });
        let only_direction =
            (asked.first("direction") == Some("desc")).then(|| (collection.id.clone(), true));
        let Some((field, is_down)) = asked_for
            .filter(|(field, _)| collection.sort.contains(field))
            .or(default)
            .or(only_direction)
        else {
            return Ok(());
        };
        if field == collection.id {
            if is_down {
                ids.reverse();
            }
            return Ok(());
        }
        ids.sort_by_cached_key(|id| {
            let value = self
                .peek(collection.kept_in())
                .and_then(|records| records.get(id))
                .and_then(|record| record.get(&field).cloned())
                .unwrap_or(Value::Null);
            let key = Key::of(&field, &value);
            if is_down {
                Sorted::Down(std::cmp::Reverse(key))
            } else {
                Sorted::Up(key)
            }
        });
        Ok(())
    }

    /// The page that was asked for, in its envelope.
    pub(crate) fn page(
        &mut self,
        collection: &Collection,
        call: &Call<'_>,
        ids: &[Id],
    ) -> Result<Answer, Refusal> {
        let asked = call.asked;
        if matches!(collection.envelope, Envelope::Whole | Envelope::BareWhole) {
            let data: Vec<Value> = ids.iter().map(|id| self.shown(collection, id, asked)).collect();
            return Ok(if collection.envelope == Envelope::Whole {
                Answer::json(200, json!({ "data": data, "meta": {} }))
            } else {
                Answer::json(200, Value::Array(data))
            });
        }
        let limit = self.limit(collection, asked)?;
        let total = ids.len() as u64;
        let is_cursor = matches!(collection.envelope, Envelope::Cursor | Envelope::CursorOnly);
        let after = asked.first("after").filter(|_| is_cursor);
        let before = asked.first("before").filter(|_| is_cursor);
        let number = asked.number("page").unwrap_or(1).max(1);
        let start = if let Some(after) = after {
            let id = cursor_id(after)?;
            ids.iter().position(|one| *one > id).unwrap_or(ids.len())
        } else if let Some(before) = before {
            let id = cursor_id(before)?;
            let end = ids.iter().position(|one| *one >= id).unwrap_or(ids.len());
            end.saturating_sub(usize::try_from(limit).unwrap_or(usize::MAX))
        } else {
            usize::try_from((number - 1).saturating_mul(limit)).unwrap_or(usize::MAX)
        };
        let on_page: Vec<Id> = ids
            .iter()
            .skip(start)
            .take(usize::try_from(limit).unwrap_or(usize::MAX))
            .cloned()
            .collect();
        let data: Vec<Value> = on_page
            .iter()
            .map(|id| self.shown(collection, id, asked))
            .collect();
        if collection.envelope == Envelope::Bare {
            return Ok(if data.is_empty() && self.quirks.empty_is_204 {
                Answer::empty(204)
            } else {
                Answer::json(200, Value::Array(data))
            });
        }
        let count = data.len() as u64;
        let mut meta = Map::new();
        if collection.envelope != Envelope::CursorOnly {
            meta.insert("pagination".to_owned(), pagination(total, count, limit, number));
        }
        if is_cursor {
            let tells = after.is_some() || before.is_some() || number == 1 || !self.quirks.cursor_only_after;
            let has_more = ids.len() > start.saturating_add(on_page.len());
            let mut cursor = Map::new();
            cursor.insert("count".to_owned(), count.into());
            cursor.insert("per_page".to_owned(), limit.into());
            cursor.insert("links".to_owned(), json!({}));
            if let (true, Some(first), Some(last)) = (tells, on_page.first(), on_page.last()) {
                cursor.insert("start_cursor".to_owned(), cursor_of(first).into());
                if has_more {
                    cursor.insert("end_cursor".to_owned(), cursor_of(last).into());
                }
            }
            meta.insert("cursor_pagination".to_owned(), Value::Object(cursor));
        }
        Ok(Answer::json(200, json!({ "data": data, "meta": meta })))
    }

    fn limit(&self, collection: &Collection, asked: &Asked) -> Result<u64, Refusal> {
        let limit = match asked.first("limit") {
            None => collection.limit,
            Some(text) => text
                .parse::<u64>()
                .ok()
                .filter(|limit| *limit > 0)
                .ok_or_else(|| Refusal::at(422, "limit", "is not a number above 0"))?,
        };
        if limit > collection.max && collection.max_is_published && self.quirks.large_limit_is_413 {
            return Err(Refusal::at(413, "limit", "is too large"));
        }
        let mut limit = limit.min(collection.max);
        if collection.parent.as_deref() == Some("orders") {
            limit = limit.min(self.quirks.order_parts_in_a_page);
        }
        let included = asked.list("include");
        if self.quirks.short_pages_with_options
            && collection
                .short_pages
                .iter()
                .any(|word| included.contains(&word.as_str()))
        {
            limit = limit.min(10);
        }
        Ok(limit)
    }

    /// A record as the API shows it.
    pub(crate) fn shown(&mut self, collection: &Collection, id: &Id, asked: &Asked) -> Value {
        let records = self.records(collection.kept_in());
        let (Some(mut record), owner) = (records.get(id), records.owner(id)) else {
            return Value::Null;
        };
        hooks::show(self, collection, id, asked, &mut record);
        let Some(fields) = record.as_object_mut() else {
            return record;
        };
        if let (Some(owner), Some(name), false) = (owner, &collection.owner, collection.owner_hidden) {
            fields.insert(name.clone(), owner.value());
        }
        let included = asked.list("include");
        for (word, what) in &collection.include {
            let (field, from) = pair(what, '<');
            let is_asked = included.contains(&word.as_str());
            if !is_asked {
                fields.remove(field);
            } else if !from.is_empty() {
                let embedded = self.embedded(from, id, asked);
                fields.insert(field.to_owned(), embedded);
            }
        }
        for what in &collection.embeds {
            let (field, from) = pair(what, '<');
            let embedded = self.embedded(from, id, asked);
            fields.insert(field.to_owned(), embedded);
        }
        for field in &collection.hidden {
            fields.remove(field);
        }
        fields.retain(|field, _| !field.starts_with("__"));
        let wanted = asked.list("include_fields");
        if !wanted.is_empty() {
            fields.retain(|field, _| {
                *field == collection.id
                    || wanted.contains(&field.as_str())
                    || included.contains(&field.as_str())
            });
        }
        let unwanted = asked.list("exclude_fields");
        if !unwanted.is_empty() {
            fields.retain(|field, _| *field == collection.id || !unwanted.contains(&field.as_str()));
        }
        record
    }

    /// The records of `from` that `owner` has, as the API shows them.
    pub(crate) fn embedded(&mut self, from: &str, owner: &Id, asked: &Asked) -> Value {
        let Ok(collection) = self.collection(from) else {
            return Value::Null;
        };
        let plain = Asked {
            query: Vec::new(),
            ..asked.clone()
        };
        let ids = self.records(collection.kept_in()).ids_of(owner);
        Value::Array(ids.iter().map(|id| self.shown(&collection, id, &plain)).collect())
    }

    pub(crate) fn read_single(&mut self, single: &Single, call: &Call<'_>) -> Result<Answer, Refusal> {
        let channel = self.channel_of(single, call)?;
        let value = self
            .single(&single_path(single, call), channel.as_deref())
            .unwrap_or(&single.value)
            .clone();
        Ok(as_single(single, value))
    }

    pub(crate) fn write_single(&mut self, single: &Single, call: &Call<'_>) -> Result<Answer, Refusal> {
        let channel = self.channel_of(single, call)?;
        let path = single_path(single, call);
        let Value::Object(given) = &call.asked.body else {
            return Err(Refusal::new(422, "The body is not an object."));
        };
        let before = self
            .single(&path, channel.as_deref())
            .unwrap_or(&single.value)
            .clone();
        let mut after = if single.partial { before.clone() } else { json!({}) };
        let mut clears = false;
        if let Some(after) = after.as_object_mut() {
            for (field, value) in given {
                if single.read_only.contains(field) {
                    continue;
                }
                // For a channel, null takes the channel's own value back.
                clears |= value.is_null() && channel.is_some();
                after.insert(field.clone(), value.clone());
            }
            for field in &single.read_only {
                if let Some(value) = before.get(field) {
                    after.insert(field.clone(), value.clone());
                }
            }
        }
        if let (true, Some(channel)) = (clears, &channel) {
            self.forget_single(&path, channel);
        } else {
            self.set_single(&path, channel.as_deref(), after);
        }
        *self
            .events
            .entry("store/settings/updated".to_owned())
            .or_default() += 1;
        let value = self
            .single(&path, channel.as_deref())
            .unwrap_or(&single.value)
            .clone();
        Ok(as_single(single, value))
    }

    fn channel_of(&self, single: &Single, call: &Call<'_>) -> Result<Option<String>, Refusal> {
        let channel = call
            .path
            .get("channel_id")
            .map(String::as_str)
            .or_else(|| call.asked.first("channel_id").filter(|_| single.per_channel));
        match channel {
            Some(channel)
                if self
                    .peek("channels")
                    .is_none_or(|channels| !channels.has(&Id::read(channel))) =>
            {
                Err(Refusal::at(422, "channel_id", "is not a channel of this store"))
            }
            channel => Ok(channel.map(str::to_owned)),
        }
    }
}

/// A settings group of a channel in the path is kept under the path without it.
fn single_path(single: &Single, call: &Call<'_>) -> String {
    let mut path = single.path.clone();
    for (name, value) in &call.path {
        if name != "channel_id" {
            path = path.replace(&format!("{{{name}}}"), value);
        }
    }
    path
}

fn as_single(single: &Single, value: Value) -> Answer {
    if single.bare {
        Answer::json(200, value)
    } else {
        Answer::json(200, json!({ "data": value, "meta": {} }))
    }
}

/// One record in the envelope of its API.
pub(crate) fn wrapped(collection: &Collection, status: u16, record: Value) -> Answer {
    if collection.is_v2() {
        Answer::json(status, record)
    } else {
        Answer::json(status, json!({ "data": record, "meta": {} }))
    }
}

fn pagination(total: u64, count: u64, limit: u64, number: u64) -> Value {
    let pages = total.div_ceil(limit);
    let mut links = json!({ "current": format!("?page={number}&limit={limit}") });
    if number < pages {
        links["next"] = format!("?page={}&limit={limit}", number + 1).into();
    }
    if number > 1 {
        links["previous"] = format!("?page={}&limit={limit}", number - 1).into();
    }
    json!({
        "total": total,
        "count": count,
        "per_page": limit,
        "current_page": number,
        "total_pages": pages,
        "links": links,
    })
}

/// A cursor is opaque to the client.
fn cursor_of(id: &Id) -> String {
    id.to_string().bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn cursor_id(cursor: &str) -> Result<Id, Refusal> {
    let refused = || Refusal::at(422, "after", "is not a cursor of this list");
    if !cursor.is_ascii() || cursor.len() % 2 == 1 {
        return Err(refused());
    }
    let bytes: Result<Vec<u8>, _> = (0..cursor.len() / 2)
        .map(|n| u8::from_str_radix(&cursor[2 * n..2 * n + 2], 16))
        .collect();
    let text = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.map(|text| Id::read(&text)).ok_or_else(refused)
}

fn clock_field(field: &str) -> bool {
    field.starts_with("date_") || field.ends_with("_at") || field.ends_with("_date")
}

/// A value to sort by: numbers as numbers, times as times, the rest as text.
#[derive(PartialEq)]
enum Key {
    Number(f64),
    Text(String),
}

/// A key, downwards or upwards.
#[derive(PartialEq, PartialOrd, Eq, Ord)]
enum Sorted {
    Up(Key),
    Down(std::cmp::Reverse<Key>),
}

impl Key {
    fn of(field: &str, value: &Value) -> Self {
        let text = plain(value);
        if clock_field(field)
            && let Some(millis) = clock::read(&text)
        {
            #[allow(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit")]
            return Self::Number(millis as f64);
        }
        text.parse().map_or(Self::Text(text), Self::Number)
    }
}

impl Eq for Key {}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Bool(true) => "true".to_owned(),
        Value::Bool(false) => "false".to_owned(),
        other => other.to_string(),
    }
}

impl Filter {
    fn passes(&self, value: &Value) -> bool {
        let key = |text: &str| {
            Key::of(
                if clock_field(&self.field) { "date_" } else { "" },
                &Value::from(text),
            )
        };
        let found = if clock_field(&self.field) {
            // The asked times are milliseconds by now.
            match clock::read(&plain(value)) {
                Some(millis) => Key::of("", &Value::from(millis)),
                None => return false,
            }
        } else {
            Key::of("", value)
        };
        let against = |text: &str| {
            if clock_field(&self.field) {
                Key::of("", &Value::from(text))
            } else {
                key(text)
            }
        };
        let is_same = |text: &String| match value {
            Value::Bool(is_true) => {
                matches!(
                    (is_true, text.as_str()),
                    (true, "true" | "1") | (false, "false" | "0")
                )
            }
            _ => found == against(text) || plain(value).eq_ignore_ascii_case(text),
        };
        let first = self.values.first().map(String::as_str).unwrap_or_default();
        match self.test {
            Test::Is => self.values.iter().any(is_same),
            Test::NotIn => !self.values.iter().any(is_same),
            Test::Min => found >= against(first),
            Test::Max => found <= against(first),
            Test::Greater => found > against(first),
            Test::Less => found < against(first),
            Test::Like => plain(value)
                .to_lowercase()
                .contains(&first.trim_matches('%').to_lowercase()),
        }
    }
}
