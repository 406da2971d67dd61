//! Deleting, and what goes with it.

use serde_json::{Value, json};

use crate::answer::{Answer, Refusal};
use crate::hooks;
use crate::routes::Call;
use crate::shop::Shop;
use crate::store::Id;
use crate::table::{BatchAnswer, Collection};

impl Shop {
    pub(crate) fn delete_item(
        &mut self,
        collection: &Collection,
        call: &Call<'_>,
    ) -> Result<Answer, Refusal> {
        let id = self.item(collection, call)?;
        hooks::before_delete(self, collection, &id)?;
        self.delete(collection, &id);
        Ok(if collection.item_deleted == 204 {
            Answer::empty(204)
        } else {
            Answer::json(collection.item_deleted, json!({}))
        })
    }

    pub(crate) fn delete_list(
        &mut self,
        collection: &Collection,
        call: &Call<'_>,
    ) -> Result<Answer, Refusal> {
        let owner = self.owner(collection, call)?;
        let all = match &owner {
            Some(owner) => self.records(collection.kept_in()).ids_of(owner),
            None => self.records(collection.kept_in()).ids(),
        };
        let ids = if collection.delete_by_body {
            let asked: Vec<Id> = call
                .asked
                .body
                .as_array()
                .map(|values| values.iter().filter_map(Id::of).collect())
                .unwrap_or_default();
            if asked.len() > collection.delete_batch {
                return Err(Refusal::new(
                    413,
                    format!("At most {} at once.", collection.delete_batch),
                ));
            }
            all.into_iter().filter(|id| asked.contains(id)).collect()
        } else {
            self.chosen(collection, call, all)?
        };
        for id in &ids {
            hooks::before_delete(self, collection, id)?;
        }
        let count = ids.len();
        let data: Vec<Value> = ids.iter().map(Id::value).collect();
        for id in &ids {
            if !hooks::delete_later(self, collection, id) {
                self.delete(collection, id);
            }
        }
        let counts = json!({ "total": count, "success": count, "failed": 0 });
        Ok(match collection.deleted {
            204 => Answer::empty(204),
            202 => Answer::json(202, json!({ "meta": counts })),
            status if collection.delete_by_body => {
                Answer::json(status, json!({ "data": data, "errors": [], "meta": counts }))
            }
            status if collection.batch_answer == BatchAnswer::Transaction => {
                let transaction = self.uuid();
                Answer::json(status, json!({ "transaction_id": transaction }))
            }
            status => Answer::json(status, json!({ "data": [], "meta": {} })),
        })
    }

    /// The records a deletion's filter means.
    fn chosen(&mut self, collection: &Collection, call: &Call<'_>, all: Vec<Id>) -> Result<Vec<Id>, Refusal> {
        let given: Vec<&String> = collection
            .delete_by
            .iter()
            .filter(|name| call.asked.first(name.split('=').next().unwrap_or(name)).is_some())
            .collect();
        if given.is_empty() {
            if collection.delete_wipes {
                self.wiped
                    .push(format!("{} {}", call.asked.method, call.asked.path));
                return Ok(all);
            }
            if collection.delete_without_filter_is_nothing {
                return Ok(Vec::new());
            }
            return Err(Refusal::new(422, "A filter is needed to delete."));
        }
        let mut ids = all;
        for name in given {
            let (name, test) = name.split_once('=').unwrap_or((name, name));
            let field = test.split(':').next().unwrap_or(test);
            let values = call.asked.list(name);
            if values.len() > collection.delete_batch {
                return Err(Refusal::new(
                    413,
                    format!("At most {} at once.", collection.delete_batch),
                ));
            }
            ids.retain(|id| {
                let record = self.records(collection.kept_in()).get(id).unwrap_or(Value::Null);
                let found = &record[field];
                let text = found.as_str().map_or_else(|| found.to_string(), str::to_owned);
                values.contains(&text.as_str())
            });
        }
        Ok(ids)
    }

    /// Deletes a record, what it owns, and what refers to it as the table says.
    pub(crate) fn delete(&mut self, collection: &Collection, id: &Id) {
        if self.records(collection.kept_in()).remove(id).is_none() {
            return;
        }
        let table = self.table;
        for owned in &table.collections {
            let is_first = owned.kept_in() == owned.name;
            if is_first && owned.parent.as_deref() == Some(&collection.name) {
                for child in self.records(&owned.name).ids_of(id) {
                    self.delete(owned, &child);
                }
            }
        }
        for text in &collection.unlinks {
            let (target, value) = text.split_once('=').unwrap_or((text, "0"));
            let value: Value = serde_json::from_str(value).unwrap_or(Value::Null);
            self.each_referring(target, id, |shop, name, other, field| {
                if let Some(mut record) = shop.records(name).get(&other) {
                    record[field] = value.clone();
                    let owner = shop.records(name).owner(&other);
                    shop.records(name).put(other, owner, record);
                }
            });
        }
        for target in &collection.drops {
            self.each_referring(target, id, |shop, name, other, _| {
                if let Ok(collection) = shop.collection(name) {
                    shop.delete(&collection, &other);
                } else {
                    shop.records(name).remove(&other);
                }
            });
        }
        self.happened(collection, "deleted");
    }

    fn each_referring(&mut self, target: &str, id: &Id, mut change: impl FnMut(&mut Self, &str, Id, &str)) {
        let (name, field) = target.split_once('.').unwrap_or((target, ""));
        for other in self.records(name).ids() {
            let record = self.records(name).get(&other).unwrap_or(Value::Null);
            let refers = match &record[field] {
                Value::Array(values) => values.contains(&id.value()),
                value => *value == id.value(),
            };
            if refers {
                change(self, name, other, field);
            }
        }
    }
}
