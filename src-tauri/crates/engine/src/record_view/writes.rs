//! The writes of a plan, in the words of the comparison.
//!
//! An owner who has just read `4.50 EUR` and `Green tea` beside each other is not asked to confirm `4.50` and `17`: a write
//! is laid out like a row of [`Summary`], with what will be written as the selected side and what the shop has as the
//! current one.

use std::collections::HashMap;

use backstock_model::{FieldChange, RecordKey, TypeDescription};

use super::segments::Patience;
use super::summary::Summary;
use super::{Kept, SummaryRow};
use crate::{Engine, EngineError};

/// Lays out the writes of one page, and remembers the names it has looked up for it.
pub struct ShownWrites<'a> {
    kept: Kept<'a>,
    currency: Option<String>,
    patience: Patience,
    names: HashMap<RecordKey, Option<String>>,
}

impl Engine {
    /// Begins to lay out writes of a plan of this shop.
    pub fn shown_writes(&self, shop: &str) -> Result<ShownWrites<'_>, EngineError> {
        let known = self.vault.shop(shop)?;
        Ok(ShownWrites {
            kept: Kept {
                engine: self,
                shop: known.id,
                at: self.newest(&known)?,
            },
            currency: self.currency(shop)?,
            patience: Patience::new(),
            names: HashMap::new(),
        })
    }
}

impl ShownWrites<'_> {
    /// One write as a row: `selected` is what will be written, `current` what the shop has. Nothing when there is neither.
    pub fn row(&mut self, description: &TypeDescription, change: &FieldChange) -> Option<SummaryRow> {
        let mut summary = Summary {
            patience: &mut self.patience,
            description,
            lookup: &self.kept,
            // What the shop has and the vault has not is told by its hash.
            objects: &[],
            currency: self.currency.as_deref(),
            names: &mut self.names,
            rows: Vec::new(),
        };
        summary.row(&change.path, None, change.new.as_ref(), change.old.as_ref());
        summary.rows.pop()
    }
}
