//! The writes of a plan, in the words of the comparison.
//!
//! An owner who has just read `4.50 EUR` and `Green tea` beside each other is not asked to confirm `4.50` and `17`: a write
//! is laid out like a row of [`Summary`], with what will be written as the selected side and what the shop has as the
//! current one.

use std::collections::HashMap;

use backstock_model::{Document, FieldChange, Node, Path, RecordKey, TypeDescription};

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
    /// The record that a field was of last, as far as its rows have names.
    last: Option<(RecordKey, Vec<Node>)>,
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
            last: None,
        })
    }
}

impl ShownWrites<'_> {
    /// One write as a row: `selected` is what will be written, `current` what the shop has. Nothing when there is neither.
    pub fn row(&mut self, description: &TypeDescription, change: &FieldChange) -> Option<SummaryRow> {
        let mut summary = self.summary(description);
        summary.row(&change.path, None, change.new.as_ref(), change.old.as_ref());
        summary.rows.pop()
    }

    /// What a person would call the row of a record that a field is in, see [`SummaryRow::section`]. Without the record's content the
    /// newest backup's is looked at.
    pub fn section(
        &mut self,
        description: &TypeDescription,
        key: &RecordKey,
        path: &Path,
        content: &[&Document],
    ) -> Option<String> {
        if path.keys().len() < 3 {
            return None; // a field of the record's own, or one of its rows as a whole
        }
        let nodes = match self.last.take() {
            Some((last, nodes)) if last == *key => nodes,
            _ if content.is_empty() => {
                let kept = &self.kept;
                let found = kept.engine.record_at(kept.shop, key, kept.at);
                let found = found
                    .ok()
                    .flatten()
                    .and_then(|record| record.document.to_node().ok());
                found.into_iter().collect()
            }
            _ => content
                .iter()
                .filter_map(|document| document.to_node().ok())
                .collect(),
        };
        let section = self.summary(description).section_of(path, &nodes);
        self.last = Some((key.clone(), nodes));
        section
    }

    fn summary<'s>(&'s mut self, description: &'s TypeDescription) -> Summary<'s> {
        Summary {
            patience: &mut self.patience,
            description,
            lookup: &self.kept,
            // What the shop has and the vault has not is told by its hash.
            objects: &[],
            currency: self.currency.as_deref(),
            names: &mut self.names,
            rows: Vec::new(),
        }
    }
}
