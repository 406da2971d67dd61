//! # What a run did, in a sentence or two
//!
//! Counted from the plan and the journal: what was written and read back, field by field name, and why the rest was not.
//! `Put back to 19 Nov 2026, 21:04: Price in 412 Products. 2 items failed: ...`

use std::collections::{BTreeMap, HashMap};

use backstock_model::{Action, ContentType, PlannedRecord, RunId, TypeDescription};
use backstock_vault::{Run, RunItem, RunItemState};

use crate::decided::is_by_hand;
use crate::kept::name_or_key;
use crate::walk::is_volatile;
use crate::{Engine, EngineError};

/// Names that are told one by one; the rest is only counted.
const MOST_TOLD: usize = 4;

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunSummary {
    /// The run.
    pub run: Run,
    /// Fields that were written, those of most records first. Fields whose changes do not count are left out.
    pub fields: Vec<WrittenField>,
    /// Records that were made, by the label of their type.
    pub created: Vec<Counted>,
    /// Records that were deleted, by the label of their type.
    pub deleted: Vec<Counted>,
    /// Why records failed, the commonest reason first.
    pub failures: Vec<Counted>,
    /// Records that its plan left alone because they can only be put right by hand.
    pub by_hand: u64,
}

/// A field that was written in some records of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenField {
    /// What the owner reads for the type.
    pub type_label: String,
    /// What the owner reads for the field.
    pub label: String,
    /// In how many records.
    pub records: u64,
    /// What a person calls the record, when it is a single one.
    pub only: Option<String>,
}

/// So many records of one kind, or with one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The kind or the reason.
    pub what: String,
    /// How many.
    pub records: u64,
}

impl Engine {
    /// Sums up what a run did. Its plan is read whole.
    pub fn run_summary(&self, shop: &str, run: RunId) -> Result<RunSummary, EngineError> {
        let known = self.vault.shop(shop)?;
        let run = self.run(shop, run)?;
        let plan = self.vault.plan(known.id, run.plan)?;
        let types = self.type_names(shop)?;
        let (mut created, mut deleted, mut failures) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut fields: BTreeMap<(String, String), (u64, String)> = BTreeMap::new();
        self.each_run_item(run.id, &mut |item| {
            let label = types.label(&item.key.content_type);
            match (item.state, item.action) {
                (RunItemState::Failed, _) => {
                    *failures.entry(item.message.unwrap_or_default()).or_insert(0) += 1;
                }
                (RunItemState::Verified, Action::Create) => *created.entry(label).or_insert(0) += 1,
                (RunItemState::Verified, Action::Delete) => *deleted.entry(label).or_insert(0) += 1,
                (RunItemState::Verified, Action::Update) => {
                    let Some(planned) = plan.records.get(item.position as usize) else {
                        return;
                    };
                    for name in types.fields(planned) {
                        let (count, first) = fields.entry((label.clone(), name)).or_default();
                        if *count == 0 {
                            *first = name_or_key(&item.name, &item.key);
                        }
                        *count += 1;
                    }
                }
                (
                    RunItemState::Planned
                    | RunItemState::Sent
                    | RunItemState::Written
                    | RunItemState::Skipped,
                    _,
                ) => {}
            }
        })?;
        let mut fields: Vec<WrittenField> = fields
            .into_iter()
            .map(|((type_label, label), (records, first))| WrittenField {
                type_label,
                label,
                records,
                only: (records == 1).then_some(first),
            })
            .collect();
        fields.sort_by_key(|field| std::cmp::Reverse(field.records));
        let by_hand = plan.skips.iter().filter(|skip| is_by_hand(skip.reason));
        Ok(RunSummary {
            run,
            by_hand: by_hand.count() as u64,
            fields,
            created: commonest_first(created),
            deleted: commonest_first(deleted),
            failures: commonest_first(failures),
        })
    }

    pub(crate) fn type_names(&self, shop: &str) -> Result<TypeNames, EngineError> {
        let types = self.types(shop, None)?;
        Ok(TypeNames(
            types
                .into_iter()
                .map(|stored| (stored.description.key.clone(), stored.description))
                .collect(),
        ))
    }

    /// Goes through the records of a run, in the order they were planned.
    pub(crate) fn each_run_item(&self, run: RunId, each: &mut dyn FnMut(RunItem)) -> Result<(), EngineError> {
        const PAGE: u64 = 2_000;
        let mut offset = 0;
        loop {
            let page = self.vault.run_items(run, None, PAGE, offset)?;
            let found = page.len() as u64;
            page.into_iter().for_each(&mut *each);
            if found < PAGE {
                return Ok(());
            }
            offset += found;
        }
    }
}

/// What the owner reads for types and their fields.
pub(crate) struct TypeNames(HashMap<ContentType, TypeDescription>);

impl TypeNames {
    pub(crate) fn label(&self, content_type: &ContentType) -> String {
        match self.0.get(content_type) {
            Some(description) => description.label.clone(),
            None => content_type.to_string(),
        }
    }

    /// The one field that a planned record writes, those left out whose changes do not count; nothing when there are more.
    pub(crate) fn only_field(&self, planned: &PlannedRecord) -> Option<String> {
        if planned.action() != Action::Update {
            return None;
        }
        let mut fields = self.fields(planned);
        let only = fields.pop()?;
        fields.is_empty().then_some(only)
    }

    /// The fields that a planned record writes, each once, those left out whose changes do not count.
    fn fields(&self, planned: &PlannedRecord) -> Vec<String> {
        let description = self.0.get(&planned.key.content_type);
        let mut names: Vec<String> = planned
            .writes()
            .iter()
            .filter(|change| description.is_none_or(|found| !is_volatile(found, &change.path)))
            .map(|change| self.field(&planned.key.content_type, &change.path))
            .collect();
        names.sort();
        names.dedup();
        names
    }

    pub(crate) fn field(&self, content_type: &ContentType, path: &backstock_model::Path) -> String {
        match self.0.get(content_type) {
            Some(description) if !path.keys().is_empty() => description.label_of(path).0,
            _ => path.to_string(),
        }
    }
}

fn commonest_first(counts: BTreeMap<String, u64>) -> Vec<Counted> {
    let mut counted: Vec<Counted> = counts
        .into_iter()
        .map(|(what, records)| Counted { what, records })
        .collect();
    counted.sort_by_key(|one| std::cmp::Reverse(one.records));
    counted
}

impl RunSummary {
    /// The summary as full sentences, with `when` saying a moment in the owner's own time.
    pub fn sentences(&self, when: &dyn Fn(chrono::DateTime<chrono::Utc>) -> String) -> String {
        let mut said = Vec::new();
        let to = match (self.run.undoes, self.run.until) {
            (Some(_), _) => "Taken back to how it was before".to_owned(),
            (None, Some(_)) => "Mistake taken back".to_owned(),
            (None, None) => format!("Put back to {}", when(self.run.to_at.unwrap_or(self.run.started))),
        };
        if !self.fields.is_empty() {
            let fields = told(&self.fields, "fields", |field| {
                match (field.records, &field.only) {
                    (1, Some(name)) => format!("{} of {name}", field.label),
                    // The types' names are in the plural.
                    (1, None) => format!("{} in 1 item of {}", field.label, field.type_label),
                    (many, _) => format!("{} in {many} {}", field.label, field.type_label),
                }
            });
            said.push(format!("{to}: {fields}."));
        }
        let counted = |one: &Counted| format!("{} {}", one.records, one.what);
        if !self.created.is_empty() {
            said.push(format!("Created: {}.", told(&self.created, "types", counted)));
        }
        if !self.deleted.is_empty() {
            said.push(format!("Deleted: {}.", told(&self.deleted, "types", counted)));
        }
        if said.is_empty() && self.run.succeeded == 0 {
            said.push("Nothing was written.".to_owned());
        }
        for failure in self.failures.iter().take(MOST_TOLD) {
            let items = if failure.records == 1 { "item" } else { "items" };
            said.push(format!("{} {items} failed: {}", failure.records, failure.what));
        }
        let more: u64 = self.failures.iter().skip(MOST_TOLD).map(|one| one.records).sum();
        if more > 0 {
            said.push(format!("{more} more failed for other reasons."));
        }
        match self.run.skipped + self.run.left_alone {
            0 => {}
            1 => said.push("1 item was left as it is.".to_owned()),
            many => said.push(format!("{many} items were left as they are.")),
        }
        said.join(" ")
    }
}

fn told<T>(all: &[T], kind: &str, one: impl Fn(&T) -> String) -> String {
    let mut parts: Vec<String> = all.iter().take(MOST_TOLD).map(one).collect();
    if all.len() > MOST_TOLD {
        parts.push(format!("and {} more {kind}", all.len() - MOST_TOLD));
    }
    parts.join(", ")
}
