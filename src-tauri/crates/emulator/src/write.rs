//! Writing: what is needed, unique, read-only, referred to; and what a written record is answered with.

use serde_json::{Map, Value, json};

use crate::answer::{Answer, Refusal};
use crate::hooks;
use crate::list::wrapped;
use crate::quirks::{ReadOnly, RefusedInList};
use crate::routes::Call;
use crate::shop::Shop;
use crate::store::Id;
use crate::table::{BatchAnswer, Collection, Ids, Shape, pair};

type Fields = Map<String, Value>;

impl Shop {
    pub(crate) fn create(&mut self, collection: &Collection, call: &Call<'_>) -> Result<Answer, Refusal> {
        let owner = self.owner(collection, call)?;
        match (&call.asked.body, collection.create) {
            (Value::Object(fields), Shape::One | Shape::Both) => {
                let id = self.insert(collection, owner, fields.clone(), false)?;
                let status = self.status_after(collection.created);
                let shown = self.shown(collection, &id, call.asked);
                Ok(wrapped(collection, status, several(status, shown)))
            }
            (Value::Array(items), Shape::List | Shape::Both) => {
                self.batch(collection, call, items, |shop, fields| {
                    shop.insert(collection, owner.clone(), fields, false).map(Some)
                })
            }
            _ => Err(Refusal::new(
                422,
                "The body has not the form that is needed here.",
            )),
        }
    }

    pub(crate) fn update_list(
        &mut self,
        collection: &Collection,
        call: &Call<'_>,
    ) -> Result<Answer, Refusal> {
        let owner = self.owner(collection, call)?;
        let items = match &call.asked.body {
            Value::Array(items) => items.clone(),
            Value::Object(_) if collection.update == Shape::Both => vec![call.asked.body.clone()],
            _ => return Err(Refusal::new(422, "The body is not a list.")),
        };
        self.batch(collection, call, &items, |shop, fields| {
            let id = shop.meant(collection, &fields);
            let is_there = id
                .as_ref()
                .is_some_and(|id| shop.records(collection.kept_in()).has(id));
            match id {
                Some(id) if is_there => shop.amend(collection, &id, fields).map(|()| Some(id)),
                _ if collection.upsert => shop.insert(collection, owner.clone(), fields, false).map(Some),
                Some(_) => Err(Refusal::at(404, &collection.id, "is not there")),
                None => Err(Refusal::at(422, &collection.id, "is needed")),
            }
        })
    }

    pub(crate) fn update_item(
        &mut self,
        collection: &Collection,
        call: &Call<'_>,
    ) -> Result<Answer, Refusal> {
        let id = self.item(collection, call)?;
        let Value::Object(fields) = &call.asked.body else {
            return Err(Refusal::new(422, "The body is not an object."));
        };
        for field in &collection.required_on_update {
            if !fields.contains_key(field) {
                return Err(Refusal::at(422, field, "is needed"));
            }
        }
        if let Err(refusal) = self.amend(collection, &id, fields.clone()) {
            let is_taken = self.takes_right_fields(collection)
                && self.fields_one_by_one(collection, fields, |shop, field| {
                    shop.amend(collection, &id, field).is_ok()
                });
            if !is_taken {
                return Err(refusal);
            }
            let data = self.shown(collection, &id, call.asked);
            let told = json!({ "data": data, "errors": refusal.problem(), "meta": {} });
            return Ok(Answer::json(207, told));
        }
        let status = self.status_after(collection.item_updated.unwrap_or(collection.updated));
        let shown = self.shown(collection, &id, call.asked);
        Ok(wrapped(collection, status, shown))
    }

    /// The record an item of a list means.
    fn meant(&mut self, collection: &Collection, fields: &Fields) -> Option<Id> {
        if collection.upsert_by.is_empty() {
            return fields.get(&collection.id).and_then(Id::of);
        }
        let wanted: Vec<Value> = collection
            .upsert_by
            .iter()
            .map(|name| fields.get(name).cloned().unwrap_or(Value::Null))
            .collect();
        self.records(collection.kept_in())
            .find(&collection.upsert_by, &wanted)
    }

    /// 207 when a part of what was written failed.
    fn status_after(&mut self, status: u16) -> u16 {
        let failed = std::mem::take(&mut self.failed_parts);
        if failed > 0 && self.quirks.partial_success_is_207 {
            207
        } else {
            status
        }
    }

    /// Whether what is right of a change is taken though something else in it is refused.
    fn takes_right_fields(&self, collection: &Collection) -> bool {
        collection.update_in_part && self.quirks.refused_in_list == RefusedInList::ItsWrongFields
    }

    /// Writes the fields of a record one by one; whether any was taken.
    fn fields_one_by_one(
        &mut self,
        collection: &Collection,
        fields: &Fields,
        mut write: impl FnMut(&mut Self, Fields) -> bool,
    ) -> bool {
        let id = fields.get_key_value(&collection.id);
        let mut is_any = false;
        for field in fields.iter().filter(|(name, _)| **name != collection.id) {
            let alone = id.into_iter().chain([field]);
            let alone = alone.map(|(name, value)| (name.clone(), value.clone()));
            is_any |= write(self, alone.collect());
        }
        is_any
    }

    fn batch(
        &mut self,
        collection: &Collection,
        call: &Call<'_>,
        items: &[Value],
        mut write: impl FnMut(&mut Self, Fields) -> Result<Option<Id>, Refusal>,
    ) -> Result<Answer, Refusal> {
        if items.len() > collection.batch {
            return Err(Refusal::new(
                413,
                format!("At most {} at once.", collection.batch),
            ));
        }
        let is_new = call.asked.method == "POST";
        let answer = match collection.update_answer {
            Some(answer) if !is_new => answer,
            _ => collection.batch_answer,
        };
        // What counts is answered item by item; the others are written all or not at all.
        let counts = matches!(answer, BatchAnswer::Counted | BatchAnswer::OnlyCounts);
        let in_part =
            collection.update_in_part && !is_new && self.quirks.refused_in_list != RefusedInList::AllOfIt;
        let tells_each = counts || in_part;
        let before = (!tells_each).then(|| self.snapshot(collection));
        let mut written = Vec::new();
        let mut errors = Vec::new();
        for (number, item) in items.iter().enumerate() {
            let outcome = item
                .as_object()
                .cloned()
                .ok_or_else(|| Refusal::new(422, "An item is not an object."))
                .and_then(|fields| write(self, fields));
            match outcome {
                Ok(id) => written.extend(id),
                Err(mut refusal) => {
                    if !self.quirks.batch_errors_without_index {
                        refusal.title = format!("{number}: {}", refusal.title);
                    }
                    if let Some(before) = before {
                        self.take_back(before);
                        return Err(refusal);
                    }
                    if self.takes_right_fields(collection)
                        && let Value::Object(fields) = item
                    {
                        let mut taken = None;
                        self.fields_one_by_one(collection, fields, |shop, field| {
                            let id = write(shop, field).ok().flatten();
                            taken = id.clone().or_else(|| taken.take());
                            id.is_some()
                        });
                        written.extend(taken);
                    }
                    errors.push(refusal);
                }
            }
        }
        let status = if is_new {
            collection.created
        } else {
            collection.updated
        };
        match answer {
            BatchAnswer::EmptyObject => return Ok(Answer::json(status, json!({}))),
            BatchAnswer::Transaction => {
                let transaction = self.uuid();
                return Ok(Answer::json(status, json!({ "transaction_id": transaction })));
            }
            _ => {}
        }
        let data: Vec<Value> = written
            .iter()
            .map(|id| self.shown(collection, id, call.asked))
            .collect();
        if !tells_each {
            return Ok(if collection.is_v2() {
                Answer::json(status, Value::Array(data))
            } else {
                Answer::json(status, json!({ "data": data, "meta": {} }))
            });
        }
        let counts = if counts {
            json!({ "total": items.len(), "success": data.len(), "failed": errors.len() })
        } else {
            json!({})
        };
        Ok(counted(collection, answer, status, data, &errors, &counts))
    }

    /// Adds a record. The owner's own hand (`is_owner`) needs no permission.
    pub(crate) fn insert(
        &mut self,
        collection: &Collection,
        owner: Option<Id>,
        mut fields: Fields,
        is_owner: bool,
    ) -> Result<Id, Refusal> {
        if !is_owner {
            self.strip(collection, &mut fields)?;
        }
        for (field, value) in &collection.defaults {
            fields.entry(field.clone()).or_insert_with(|| value.clone());
        }
        let owner = owner.or_else(|| {
            let owner = collection
                .owner
                .as_ref()
                .filter(|_| collection.parent.is_some())?;
            fields.get(owner).and_then(Id::of)
        });
        self.check_owner(collection, owner.as_ref())?;
        hooks::before_write(self, collection, owner.as_ref(), None, &mut fields)?;
        for field in &collection.required {
            if fields.get(field).is_none_or(Value::is_null) {
                return Err(Refusal::at(422, field, "is needed"));
            }
        }
        self.check_unique(collection, owner.as_ref(), None, &fields)?;
        self.check_refs(collection, &fields)?;
        if self.records(collection.kept_in()).len() >= collection.most {
            return Err(Refusal::new(507, "The store's plan allows no more of them."));
        }
        let id = match collection.ids {
            Ids::Counted => Id::Number(self.records(collection.kept_in()).next()),
            Ids::Uuid => Id::Text(self.uuid()),
            Ids::Given => fields
                .get(&collection.id)
                .and_then(Id::of)
                .ok_or_else(|| Refusal::at(422, &collection.id, "is needed"))?,
        };
        fields.insert(collection.id.clone(), id.value());
        if let (Some(owner), Some(name)) = (&owner, &collection.owner) {
            fields.insert(name.clone(), owner.value());
        }
        let parts = take_parts(collection, &mut fields);
        let mut record = Value::Object(fields);
        self.stamp(collection, &mut record, true);
        self.records(collection.kept_in()).put(id.clone(), owner, record);
        self.happened(collection, "created");
        self.write_parts(collection, &id, parts)?;
        hooks::after_write(self, collection, &id, true)?;
        Ok(id)
    }

    /// Changes a record.
    pub(crate) fn amend(
        &mut self,
        collection: &Collection,
        id: &Id,
        mut fields: Fields,
    ) -> Result<(), Refusal> {
        let records = self.records(collection.kept_in());
        let Some(mut record) = records.get(id) else {
            return Err(Refusal::not_found());
        };
        let owner = records.owner(id);
        self.strip(collection, &mut fields)?;
        for field in &collection.fixed {
            if let Some(given) = fields.remove(field)
                && record.get(field) != Some(&given)
                && self.quirks.read_only == ReadOnly::Refused
            {
                return Err(Refusal::at(422, field, "cannot be changed"));
            }
        }
        hooks::before_write(self, collection, owner.as_ref(), Some(id), &mut fields)?;
        self.check_unique(collection, owner.as_ref(), Some(id), &fields)?;
        self.check_refs(collection, &fields)?;
        let parts = take_parts(collection, &mut fields);
        if let Some(record) = record.as_object_mut() {
            for text in &collection.cleared {
                let (field, value) = pair(text, '=');
                if !fields.contains_key(field) {
                    let value = serde_json::from_str(value).unwrap_or(Value::Null);
                    record.insert(field.to_owned(), value);
                }
            }
            fields.remove(&collection.id);
            record.extend(fields);
        }
        self.stamp(collection, &mut record, false);
        self.records(collection.kept_in()).put(id.clone(), owner, record);
        self.happened(collection, "updated");
        self.write_parts(collection, id, parts)?;
        hooks::after_write(self, collection, id, false)
    }

    fn strip(&self, collection: &Collection, fields: &mut Fields) -> Result<(), Refusal> {
        for field in &collection.read_only {
            if *field == collection.id {
                continue;
            }
            if fields.remove(field).is_some() && self.quirks.read_only == ReadOnly::Refused {
                return Err(Refusal::at(422, field, "is read-only"));
            }
        }
        Ok(())
    }

    fn check_owner(&self, collection: &Collection, owner: Option<&Id>) -> Result<(), Refusal> {
        let (Some(parent), Some(name)) = (&collection.parent, &collection.owner) else {
            return Ok(());
        };
        let kept = self.collection(parent)?;
        let is_there = owner.is_some_and(|owner| {
            self.peek(kept.kept_in())
                .is_some_and(|records| records.has(owner))
        });
        if is_there { Ok(()) } else { Err(self.lost(name)) }
    }

    fn lost(&self, field: &str) -> Refusal {
        let status = if self.quirks.lost_reference_is_422 {
            422
        } else {
            404
        };
        Refusal::at(status, field, "refers to something that is not there")
    }

    fn check_unique(
        &mut self,
        collection: &Collection,
        owner: Option<&Id>,
        id: Option<&Id>,
        fields: &Fields,
    ) -> Result<(), Refusal> {
        for names in &collection.unique {
            let mut wanted = Vec::new();
            for name in names {
                let given = if Some(name) == collection.owner.as_ref() {
                    owner.map(Id::value)
                } else {
                    fields.get(name).cloned().or_else(|| {
                        id.and_then(|id| self.records(collection.kept_in()).get(id))
                            .and_then(|record| record.get(name).cloned())
                    })
                };
                wanted.push(given.unwrap_or(Value::Null));
            }
            if wanted.iter().all(|value| value.is_null() || value == "") {
                continue;
            }
            let found = self.records(collection.kept_in()).find(names, &wanted);
            if found.is_some() && found.as_ref() != id {
                return Err(Refusal::at(409, &names[names.len() - 1], "is in use already"));
            }
        }
        Ok(())
    }

    fn check_refs(&self, collection: &Collection, fields: &Fields) -> Result<(), Refusal> {
        for text in &collection.refs {
            let (field, to) = pair(text, '>');
            let plain = field.trim_end_matches("[]");
            let Some(value) = fields.get(plain) else {
                continue;
            };
            let kept = self.collection(to)?;
            let is_there = |value: &Value| {
                value.is_null()
                    || value == 0
                    || value == -1
                    || value == ""
                    || Id::of(value)
                        .is_some_and(|id| self.peek(kept.kept_in()).is_some_and(|records| records.has(&id)))
            };
            let all_there = match value {
                Value::Array(values) => values.iter().all(is_there),
                value => is_there(value),
            };
            if !all_there {
                return Err(self.lost(plain));
            }
        }
        Ok(())
    }

    /// Lists inside a record that are records of their own. One that fails does not undo the rest.
    fn write_parts(
        &mut self,
        collection: &Collection,
        owner: &Id,
        parts: Vec<(String, Vec<Value>)>,
    ) -> Result<(), Refusal> {
        // Only where the documents know an answer to it.
        let may_fail = self.quirks.partial_success_is_207 && collection.update_in_part;
        for (name, items) in parts {
            let part = self.collection(&name)?;
            let mut kept = Vec::new();
            for item in items {
                let Value::Object(fields) = item else { continue };
                let id = fields.get(&part.id).and_then(Id::of).filter(|id| {
                    self.peek(part.kept_in())
                        .is_some_and(|records| records.owner(id).as_ref() == Some(owner))
                });
                let outcome = match id {
                    Some(id) => self.amend(&part, &id, fields).map(|()| id),
                    None => self.insert(&part, Some(owner.clone()), fields, false),
                };
                match outcome {
                    Ok(id) => kept.push(id),
                    Err(refusal) if may_fail => {
                        let _ = refusal;
                        self.failed_parts += 1;
                    }
                    Err(refusal) => return Err(refusal),
                }
            }
            if collection.parts_replace || !self.quirks.product_parts_merge {
                for id in self.records(part.kept_in()).ids_of(owner) {
                    if !kept.contains(&id) {
                        self.delete(&part, &id);
                    }
                }
            }
        }
        Ok(())
    }
}

fn take_parts(collection: &Collection, fields: &mut Fields) -> Vec<(String, Vec<Value>)> {
    let mut parts = Vec::new();
    for text in &collection.parts {
        let (field, to) = pair(text, '<');
        if let Some(Value::Array(items)) = fields.remove(field) {
            parts.push((to.to_owned(), items));
        }
    }
    parts
}

/// What was made only in part is answered as a list, though it is one.
fn several(status: u16, shown: Value) -> Value {
    if status == 207 {
        Value::Array(vec![shown])
    } else {
        shown
    }
}

/// Partial success: 207, or 422 when nothing was written.
fn counted(
    collection: &Collection,
    answer: BatchAnswer,
    status: u16,
    data: Vec<Value>,
    errors: &[Refusal],
    counts: &Value,
) -> Answer {
    let shown = answer != BatchAnswer::OnlyCounts;
    let mut body = json!({ "meta": counts });
    if shown {
        body["data"] = Value::Array(data.clone());
    }
    let Some(first) = errors.first() else {
        if shown && collection.name.ends_with("_metafields") {
            body["errors"] = json!([]);
            body["meta"] = json!({});
        }
        return Answer::json(status, body);
    };
    body["errors"] = if collection.name.ends_with("_metafields") {
        Value::Array(errors.iter().map(Refusal::problem).collect())
    } else {
        first.problem()
    };
    Answer::json(if data.is_empty() { 422 } else { 207 }, body)
}
