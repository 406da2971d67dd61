//! # What restores since have written of stock
//!
//! Stock is corrected by a difference, and a difference may be taken back only once: where a restore since the mistake wrote the
//! count already, the same correction on top would be a mistake of its own. Which counts these are is in the journals.
//!
//! * A run that began before the later backup is in the difference already, and one that took back another span is none of this.
//! * What an undo took back and read back does not stand any more; what an undo of that undo wrote stands again. An undo of what
//!   is in the difference took that out of it, and stands itself.
//! * In doubt a count stands. Then the owner is asked, and nothing is lost.

use std::collections::{HashMap, HashSet};

use backstock_model::{BackupNumber, Cancel, Path, RecordKey, RunId, TypeDescription, diff, is_within};
use backstock_vault::{Backup, Run, RunItemState, Shop, VaultError};

use crate::compare::node;
use crate::undo::Touched;
use crate::{Engine, EngineError};

/// Counts of stock that restores wrote and that were not taken back.
#[derive(Default)]
pub(super) struct Standing {
    fields: HashMap<RecordKey, Vec<Path>>,
    /// Records of which it is not known what was written, or that were made again as a whole.
    whole: HashSet<RecordKey>,
}

impl Standing {
    /// What stands of the time after the later of two backups.
    pub(super) fn of(
        engine: &Engine,
        shop: &Shop,
        (older, newer): (&Backup, &Backup),
        types: &[TypeDescription],
        cancel: &Cancel,
    ) -> Result<Self, EngineError> {
        let mut standing = Self::default();
        // Whether what a run wrote stands, of those that are followed.
        let mut followed: HashMap<RunId, bool> = HashMap::new();
        let mut apart: HashSet<RunId> = HashSet::new();
        let since = |run: &Run| run.started >= newer.finished;
        for run in engine.vault.runs(shop.id)?.into_iter().rev().filter(since) {
            let is_apart = match run.undoes {
                Some(undone) => apart.contains(&undone),
                None => is_of_another_span(&run, (older.number, newer.number)),
            };
            if is_apart {
                apart.insert(run.id);
                continue;
            }
            let undone = run.undoes.and_then(|undone| followed.get(&undone));
            let stands = !undone.copied().unwrap_or_default();
            followed.insert(run.id, stands);
            standing.follow(engine, shop, &run, stands, types, cancel)?;
        }
        Ok(standing)
    }

    /// Whether such a count stands at this place of a record.
    pub(super) fn has(&self, key: &RecordKey, path: &Path) -> bool {
        self.whole.contains(key)
            || self
                .fields
                .get(key)
                .is_some_and(|written| written.iter().any(|above| path.is_within(above)))
    }

    fn follow(
        &mut self,
        engine: &Engine,
        shop: &Shop,
        run: &Run,
        stands: bool,
        types: &[TypeDescription],
        cancel: &Cancel,
    ) -> Result<(), EngineError> {
        let items = engine.touched(run.id, cancel)?;
        let carried = match engine.vault.plan(shop.id, run.plan) {
            Err(VaultError::DamagedPlan(_)) => {
                self.whole.extend(items.into_iter().map(|item| item.key));
                return Ok(());
            }
            other => other?,
        };
        for touched in items.into_iter().filter_map(|item| Touched::of(item, &carried)) {
            let described = types
                .iter()
                .find(|description| description.key == touched.key.content_type);
            let Some(description) = described.filter(|found| !found.protected_fields.is_empty()) else {
                continue;
            };
            let key = touched.key;
            let (Some(before), Some(after)) = (
                node(&key, touched.planned.before.as_ref())?,
                node(&key, touched.planned.after.as_ref())?,
            ) else {
                self.whole.insert(key);
                continue;
            };
            let counts = diff(Some(&before), Some(&after))
                .into_iter()
                .map(|change| change.path)
                .filter(|path| holds_stock(description, &path.columns()));
            let written = self.fields.entry(key).or_default();
            for path in counts {
                if stands {
                    written.push(path);
                } else if touched.item.state == RunItemState::Verified {
                    written.retain(|known| *known != path);
                }
            }
        }
        Ok(())
    }
}

/// Whether a run took back another time than that between two backups.
fn is_of_another_span(run: &Run, (from, until): (BackupNumber, BackupNumber)) -> bool {
    run.from.is_none() && run.until.is_some_and(|its| run.to >= until || its <= from)
}

/// Whether there is stock at these columns, or below.
fn holds_stock(description: &TypeDescription, columns: &str) -> bool {
    let mut fields = description.protected_fields.iter();
    fields.any(|field| is_within(field, columns))
}
