//! # What a run left alone, and what was decided about it
//!
//! All of it stands in the plans that are kept with a run: the one that was carried out says what it leaves alone and which
//! conflicts stayed as the shop has them, and the one it was made of has the conflicts that were decided for the earlier value.

use std::collections::{HashMap, HashSet};

use backstock_model::{Conflict, Path, Plan, PlannedRecord, RecordKey, RunId, Skip, SkipReason};

use crate::kept::name_or_key;
use crate::plan::revise::is_taken;
use crate::{Engine, EngineError};

/// Something that a run did not simply write as the backup has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// A record that differs and that the plan left alone.
    Skipped(Skip),
    /// A record, or one field of it, that was unticked.
    LeftOut {
        /// Which.
        key: RecordKey,
        /// What a person calls the record.
        name: String,
        /// The field; the root for the whole record.
        path: Path,
    },
    /// A field that the shop had changed since, and what the shop had stayed.
    Kept(Conflict),
    /// A field that the shop had changed since, and the earlier value was chosen; the run's item says whether it was written.
    Taken(Conflict),
}

impl Decision {
    /// Which record it is about.
    pub fn key(&self) -> &RecordKey {
        match self {
            Self::Skipped(skip) => &skip.key,
            Self::LeftOut { key, .. } => key,
            Self::Kept(conflict) | Self::Taken(conflict) => &conflict.key,
        }
    }

    /// What a person calls the record.
    pub fn name(&self) -> String {
        let name = match self {
            Self::Skipped(skip) => &skip.name,
            Self::LeftOut { name, .. } => name,
            Self::Kept(conflict) | Self::Taken(conflict) => &conflict.name,
        };
        name_or_key(name, self.key())
    }

    /// The field; nothing for a whole record.
    pub fn path(&self) -> Option<&Path> {
        let path = match self {
            Self::Skipped(_) => return None,
            Self::LeftOut { path, .. } => path,
            Self::Kept(conflict) | Self::Taken(conflict) => &conflict.path,
        };
        (!path.keys().is_empty()).then_some(path)
    }

    /// Its stable name: `skipped`, `left_out`, `kept` or `taken`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Skipped(_) => "skipped",
            Self::LeftOut { .. } => "left_out",
            Self::Kept(_) => "kept",
            Self::Taken(_) => "taken",
        }
    }

    /// Why the plan left the record alone, where it did.
    pub fn reason(&self) -> Option<SkipReason> {
        match self {
            Self::Skipped(skip) => Some(skip.reason),
            Self::LeftOut { .. } | Self::Kept(_) | Self::Taken(_) => None,
        }
    }

    /// Whether it can only be put right by hand, with guidance.
    pub fn is_by_hand(&self) -> bool {
        self.reason().is_some_and(is_by_hand)
    }

    /// The conflict that was decided, where it is one.
    pub fn conflict(&self) -> Option<&Conflict> {
        match self {
            Self::Skipped(_) | Self::LeftOut { .. } => None,
            Self::Kept(conflict) | Self::Taken(conflict) => Some(conflict),
        }
    }
}

impl Engine {
    /// What a run left alone and what was decided about it: conflicts first, then what was unticked, then the rest.
    pub fn run_decisions(&self, shop: &str, run: RunId) -> Result<Vec<Decision>, EngineError> {
        let known = self.vault.shop(shop)?;
        let plan = self.vault.plan(known.id, self.run(shop, run)?.plan)?;
        let shown = match &plan.revision {
            Some(revision) => Some(self.vault.plan(known.id, revision.of)?),
            None => None,
        };
        Ok(decisions(plan, shown))
    }
}

/// What a plan decides; `shown` is the one that it was made of.
pub(crate) fn decisions(plan: Plan, shown: Option<Plan>) -> Vec<Decision> {
    let (mut taken, mut left_out) = (Vec::new(), Vec::new());
    if let (Some(revision), Some(shown)) = (&plan.revision, shown) {
        let unticked: HashSet<&RecordKey> = revision.without.iter().map(|target| &target.key).collect();
        let names: HashMap<&RecordKey, &str> = shown
            .records
            .iter()
            .filter(|record| unticked.contains(&record.key))
            .map(|record| (&record.key, record.name.as_str()))
            .collect();
        // What was named and was not in the plan was not left out of it.
        left_out.extend(revision.without.iter().filter_map(|target| {
            Some(Decision::LeftOut {
                name: (*names.get(&target.key)?).to_owned(),
                key: target.key.clone(),
                path: target.path.clone(),
            })
        }));
        let conflicts = shown.conflicts.into_iter();
        taken.extend(
            conflicts
                // A record that is locked, and a field that was unticked after all, is told as that.
                .filter(|conflict| is_taken(conflict, revision) && is_written(conflict, &plan.records))
                .map(Decision::Taken),
        );
    }
    taken.extend(plan.conflicts.into_iter().map(Decision::Kept));
    taken.extend(left_out);
    taken.extend(plan.skips.into_iter().map(Decision::Skipped));
    taken
}

/// Whether a plan writes the field that a conflict is about, alone or with what it is in.
fn is_written(conflict: &Conflict, records: &[PlannedRecord]) -> bool {
    let field = conflict.path.keys();
    records
        .iter()
        .filter(|record| record.key == conflict.key)
        .flat_map(PlannedRecord::writes)
        .any(|change| {
            let written = change.path.keys();
            field.starts_with(written) || written.starts_with(field)
        })
}

/// Whether what is left alone for this reason can only be put right by hand.
pub(crate) fn is_by_hand(reason: SkipReason) -> bool {
    match reason {
        SkipReason::Locked | SkipReason::NotRestorable => true,
        SkipReason::DeletesNotAllowed
        | SkipReason::ProtectedType
        | SkipReason::NotInBackup
        | SkipReason::StillReferenced
        | SkipReason::NotInShop
        | SkipReason::Damaged
        | SkipReason::NeedsAnother
        | SkipReason::Unclear => false,
    }
}

/// A decision as a full sentence for a record of the run.
pub(crate) fn sentence(decision: &Decision) -> &'static str {
    match decision {
        Decision::Kept(_) => "It was changed since, and what the shop had was kept.",
        Decision::Taken(_) => "It was changed since, and the earlier value was chosen.",
        Decision::LeftOut { .. } => "It was unticked in the preview.",
        Decision::Skipped(skip) => match skip.reason {
            SkipReason::DeletesNotAllowed => "It would have to be deleted, and deleting was not asked for.",
            SkipReason::ProtectedType => "Its content type is protected and was not chosen.",
            SkipReason::NotRestorable => "Its content type cannot be restored here.",
            SkipReason::Locked => "It is locked in the shop.",
            SkipReason::NotInBackup => "The backup does not hold it.",
            SkipReason::NotInShop => "The shop does not have it, so single fields of it cannot be written.",
            SkipReason::Damaged => "Its version is damaged in the vault.",
            SkipReason::NeedsAnother => {
                "It goes with something that the shop does not have and that is not copied."
            }
            SkipReason::Unclear => {
                "Several are known by the same name or code, and it is not clear which is meant."
            }
            SkipReason::StillReferenced => "Other items that stay still need it.",
        },
    }
}
