//! Which references may lead nowhere.
//!
//! Shops without enforced foreign keys have orders of products that are long gone. Such an order has to come back as it was,
//! by a restore as by an undo; and one whose product was merely left out must not be put back pointing to nothing.
//!
//! * An **undo** puts back what was there before the run, so every reference may lead where it led, even to nothing. Only
//!   what the run found in its place has to be there again.
//! * A **restore** may write a reference to a record that the backup itself does not have. It is asked only about records that
//!   the shop refused for it.

use std::collections::HashSet;

use backstock_model::{Document, Plan, PlannedRecord, RecordKey, ShopId, TypeDescription};
use backstock_shops::Dangling;

use crate::plan::references::references_of;
use crate::{Engine, EngineError};

/// What a run has to know about references that lead nowhere.
pub(super) enum Excused {
    /// The run restores a backup of this shop.
    Restore(ShopId),
    /// It undoes a run that found these records in the shop.
    Undo(HashSet<RecordKey>),
}

impl Excused {
    pub(super) fn of(engine: &Engine, shop: ShopId, plan: &Plan) -> Result<Self, EngineError> {
        let Some(run) = plan.undoes else {
            return Ok(Self::Restore(plan.from.as_ref().map_or(shop, |from| from.shop)));
        };
        let undone = engine.vault.plan(shop, engine.vault.run(run)?.plan)?;
        let found = undone
            .records
            .into_iter()
            .filter(|record| record.before.is_some());
        Ok(Self::Undo(found.map(|record| record.key).collect()))
    }

    /// What a record may do when it is written for the first time.
    pub(super) fn at_first(
        &self,
        record: &PlannedRecord,
        types: &[TypeDescription],
    ) -> Result<Dangling, EngineError> {
        match self {
            Self::Restore(_) => Ok(Dangling::None),
            Self::Undo(found) => {
                let mut targets = referred(record, record.after.as_ref(), types)?;
                targets.retain(|target| found.contains(target));
                Ok(Dangling::AllBut(targets))
            }
        }
    }

    /// What a record may do that the shop refused because it refers to something that is not there.
    pub(super) fn when_refused(
        &self,
        engine: &Engine,
        plan: &Plan,
        record: &PlannedRecord,
        types: &[TypeDescription],
    ) -> Result<Dangling, EngineError> {
        let Self::Restore(shop) = self else {
            return self.at_first(record, types);
        };
        let stored = engine.vault.types_at(*shop, plan.to)?;
        let mut absent = Vec::new();
        for target in referred(record, record.after.as_ref(), types)? {
            let was_read = stored
                .iter()
                .any(|stored| stored.description.key == target.content_type && !stored.gone);
            // What is damaged in the backup was there.
            if was_read && matches!(engine.record_at(*shop, &target, plan.to), Ok(None)) {
                absent.push(target);
            }
        }
        Ok(if absent.is_empty() {
            Dangling::None
        } else {
            Dangling::To(absent)
        })
    }
}

fn referred(
    record: &PlannedRecord,
    document: Option<&Document>,
    types: &[TypeDescription],
) -> Result<Vec<RecordKey>, EngineError> {
    let description = types.iter().find(|found| found.key == record.key.content_type);
    match (description, document) {
        (Some(description), Some(document)) => {
            references_of(description, document).map_err(|cause| EngineError::Document {
                key: record.key.clone(),
                cause,
            })
        }
        _ => Ok(Vec::new()),
    }
}
