//! The pure heart of a restore: from what is and what is wanted to a plan.

use std::collections::{BTreeMap, HashMap};

use backstock_model::{
    BackupNumber, Choice, Consequence, ContentType, Document, DocumentError, Node, Plan, PlannedRecord,
    RecordKey, Skip, SkipReason, TypeDescription, diff,
};

use super::fields::path_of;
use super::merge::Merge;
use super::order::in_order;
use crate::walk::is_volatile;

/// One record as it is in the shop beside what it is in the backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Which.
    pub key: RecordKey,
    /// What a person calls it.
    pub name: String,
    /// In the shop; `None` when it is not there.
    pub live: Option<Document>,
    /// In the backup; `None` when it is not there.
    pub wanted: Option<Document>,
    /// Whether the owner chose this very record, and not just its type.
    pub by_name: bool,
}

/// Why a pair could not be planned.
#[derive(Debug, thiserror::Error)]
#[error("the content of {key} cannot be read")]
pub struct PairError {
    /// Which record.
    pub key: RecordKey,
    /// What is wrong with it.
    #[source]
    pub cause: DocumentError,
}

/// Decides what is to be done so that the chosen records become what they are in the backup.
///
/// `pairs` need not hold records that are the same on both sides. `types` are the shop's, in its own order.
///
/// * A record that differs in volatile fields only is as wanted.
/// * Types that cannot be written, protected types that were not asked for, and locked records are skipped.
/// * Nothing is deleted unless asked; what the backup does not have is kept and counted.
/// * With chosen fields, only they are taken, and records are neither made nor deleted.
pub fn between(
    to: BackupNumber,
    pairs: Vec<Pair>,
    choice: &Choice,
    types: &[TypeDescription],
) -> Result<Plan, PairError> {
    let mut planning = Planning {
        choice,
        types: types
            .iter()
            .map(|description| (description.key.clone(), description))
            .collect(),
        records: Vec::new(),
        skips: Vec::new(),
        counts: BTreeMap::new(),
    };
    for pair in pairs {
        planning.take(pair)?;
    }
    Ok(Plan {
        to,
        from: None,
        undoes: None,
        choice: choice.clone(),
        revision: None,
        records: in_order(planning.records, types),
        skips: planning.skips,
        conflicts: Vec::new(),
        consequences: planning
            .counts
            .into_iter()
            .map(|((code, content_type, detail), count)| Consequence {
                code: code.to_owned(),
                count,
                content_type: Some(content_type),
                detail,
            })
            .collect(),
    })
}

struct Planning<'a> {
    choice: &'a Choice,
    types: HashMap<ContentType, &'a TypeDescription>,
    records: Vec<PlannedRecord>,
    skips: Vec<Skip>,
    counts: BTreeMap<(&'static str, ContentType, Option<String>), u64>,
}

impl Planning<'_> {
    fn take(&mut self, pair: Pair) -> Result<(), PairError> {
        let Some(&description) = self.types.get(&pair.key.content_type) else {
            // The shop has no such type any more, so there is no place to write to.
            if pair.live != pair.wanted {
                self.skip(pair, SkipReason::NotRestorable);
            }
            return Ok(());
        };
        let live = read(&pair.key, pair.live.as_ref())?;
        let wanted = read(&pair.key, pair.wanted.as_ref())?;
        match (live, wanted) {
            (None, None) => {
                if pair.by_name {
                    self.skip(pair, SkipReason::NotInBackup);
                }
            }
            (Some(live), Some(wanted)) => self.update(description, pair, &live, &wanted),
            (None, Some(_)) => {
                if let Some(reason) = self.refusal(description, None) {
                    self.skip(pair, reason);
                } else if self.choice.is_of_fields() {
                    self.skip(pair, SkipReason::NotInShop);
                } else {
                    let after = pair.wanted.clone();
                    self.write(pair, after);
                }
            }
            (Some(live), None) => self.only_in_shop(description, pair, &live),
        }
        Ok(())
    }

    fn update(&mut self, description: &TypeDescription, pair: Pair, live: &Node, wanted: &Node) {
        let mut merge = Merge::new(description, self.choice);
        let after = merge.record(live, wanted);
        let chosen_fields = self.choice.is_of_fields();
        let differs = diff(Some(live), Some(&after))
            .iter()
            // A volatile field that was chosen by its name is meant; what the shop works out itself is not written.
            .any(|change| {
                let is_by_itself = description.derived.contains(&change.path.columns());
                chosen_fields || !(is_by_itself || is_volatile(description, &change.path))
            });
        let reason = self.refusal(description, Some(live));
        if differs && let Some(reason) = reason {
            self.skip(pair, reason);
            return;
        }
        let content_type = &description.key;
        for field in &merge.protected_kept {
            let label = label_of(description, field);
            self.count("protected_fields_kept", content_type, Some(label), 1);
        }
        // Told also where nothing else differs: what cannot be put back must not pass for put back.
        for column in merge.gone_columns {
            self.count("field_not_in_shop", content_type, Some(column), 1);
        }
        self.count("rows_not_in_shop", content_type, None, merge.rows_not_in_shop);
        if differs {
            for field in &merge.protected_written {
                let label = label_of(description, field);
                self.count("protected_fields_written", content_type, Some(label), 1);
            }
            self.write(pair, Some(Document::from(&after)));
        }
    }

    fn only_in_shop(&mut self, description: &TypeDescription, pair: Pair, live: &Node) {
        let fields_only = self.choice.is_of_fields();
        if fields_only || !self.choice.allow_deletes {
            // Chosen fields of a whole type: what the backup does not hold may be just as wrong, and must not pass for put back.
            if !pair.by_name {
                self.count("newer_records_kept", &description.key, None, 1);
            }
            let reason = if pair.by_name || fields_only {
                SkipReason::NotInBackup
            } else {
                SkipReason::DeletesNotAllowed
            };
            self.skip(pair, reason);
        } else if let Some(reason) = self.refusal(description, Some(live)) {
            self.skip(pair, reason);
        } else {
            self.write(pair, None);
        }
    }

    /// Why nothing of this type, or this record, may be written.
    fn refusal(&self, description: &TypeDescription, live: Option<&Node>) -> Option<SkipReason> {
        if !description.restorable {
            Some(SkipReason::NotRestorable)
        } else if description.protected && !self.choice.include_protected {
            Some(SkipReason::ProtectedType)
        } else if live.is_some_and(|live| is_locked(description, live)) {
            Some(SkipReason::Locked)
        } else {
            None
        }
    }

    fn write(&mut self, pair: Pair, after: Option<Document>) {
        self.records.push(PlannedRecord {
            key: pair.key,
            name: pair.name,
            before: pair.live,
            after,
        });
    }

    fn skip(&mut self, pair: Pair, reason: SkipReason) {
        self.skips.push(Skip {
            key: pair.key,
            name: pair.name,
            reason,
        });
    }

    fn count(&mut self, code: &'static str, content_type: &ContentType, detail: Option<String>, more: u64) {
        if more > 0 {
            *self
                .counts
                .entry((code, content_type.clone(), detail))
                .or_default() += more;
        }
    }
}

/// A field's readable name by its columns.
fn label_of(description: &TypeDescription, columns: &str) -> String {
    description.label_of(&path_of(columns)).0
}

/// Whether the shop holds the record locked; a locked record is never changed.
pub(crate) fn is_locked(description: &TypeDescription, live: &Node) -> bool {
    description
        .locked_when
        .as_ref()
        .is_some_and(|(column, text)| live.get(column).is_some_and(|value| value.to_text() == *text))
}

fn read(key: &RecordKey, document: Option<&Document>) -> Result<Option<Node>, PairError> {
    document
        .map(Document::to_node)
        .transpose()
        .map_err(|cause| PairError {
            key: key.clone(),
            cause,
        })
}
