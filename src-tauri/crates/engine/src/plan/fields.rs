//! The fields that the records of a type have, to choose from: those with a name of their own first, as the profile has them.

use std::collections::BTreeSet;

use backstock_model::{ContentType, FieldKind, Node, Path};
use backstock_vault::{DeletedFilter, RecordsAsk};

use crate::walk::{column_of, entries, is_volatile};
use crate::{Engine, EngineError};

/// Records that are looked at; every row of a table has the same columns.
const LOOKED_AT: u64 = 40;

/// A field of a type, in every row that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeField {
    /// Its columns from the root: `price`, `variants/price`.
    pub columns: String,
    /// Its readable name.
    pub label: String,
    /// How its value is shown.
    pub kind: FieldKind,
    /// Whether the profile gives it a name of its own.
    pub is_named: bool,
    /// Whether a restore leaves it as it is unless asked (stock).
    pub is_protected: bool,
    /// Whether it goes with the shop and not with a backup (views, dates of change).
    pub is_minor: bool,
}

impl Engine {
    /// The fields that records of a type had in the newest backup. What the shop works out itself is left out.
    pub fn type_fields(&self, shop: &str, content_type: &ContentType) -> Result<Vec<TypeField>, EngineError> {
        let known = self.vault.shop(shop)?;
        let at = self.newest(&known)?;
        let description = self.described(known.id, content_type, at)?;
        let mut ask = RecordsAsk {
            at,
            find: None,
            deleted: DeletedFilter::Without,
            changed_since: None,
            limit: LOOKED_AT / 2,
            offset: 0,
        };
        let mut page = self.vault.records(known.id, content_type, &ask)?;
        let total = page.total;
        if total > ask.limit {
            ask.offset = total.saturating_sub(ask.limit).max(ask.limit);
            page.records
                .extend(self.vault.records(known.id, content_type, &ask)?.records);
        }
        let mut found = BTreeSet::new();
        for record in page.records {
            if let Some(kept) = self.record_at(known.id, &record.key, at)? {
                let node = crate::compare::node(&record.key, Some(&kept.document))?;
                row_columns("", node.as_ref(), &mut found);
            }
        }
        let named = description
            .labels
            .iter()
            .map(|label| label.path.clone())
            .filter(|columns| found.contains(columns));
        let named: Vec<String> = named.collect();
        let unnamed = found.iter().filter(|columns| !named.contains(columns));
        Ok(named
            .iter()
            .chain(unnamed)
            .filter(|columns| !description.derived.contains(columns))
            .map(|columns| {
                let path = path_of(columns);
                let (label, kind) = description.label_of(&path);
                TypeField {
                    columns: columns.clone(),
                    label,
                    kind,
                    is_named: named.contains(columns),
                    is_protected: description.protected_fields.contains(columns),
                    is_minor: is_volatile(&description, &path),
                }
            })
            .collect())
    }

    /// What fields are called by their columns (`variants/price`) or readable names (`Variant price`), in any of the types.
    pub fn columns_named(
        &self,
        shop: &str,
        types: &[ContentType],
        field: &str,
    ) -> Result<Vec<String>, EngineError> {
        let mut columns = Vec::new();
        for content_type in types {
            for found in self.type_fields(shop, content_type)? {
                let is_meant = found.columns == field || found.label.to_lowercase() == field.to_lowercase();
                if is_meant && !columns.contains(&found.columns) {
                    columns.push(found.columns);
                }
            }
        }
        if columns.is_empty() {
            return Err(EngineError::UnknownField(field.to_owned()));
        }
        Ok(columns)
    }
}

fn row_columns(above: &str, row: Option<&Node>, found: &mut BTreeSet<String>) {
    for (key, value) in entries(row).unwrap_or_default() {
        let columns = column_of(above, key);
        match entries(Some(value)) {
            Some(rows) => rows
                .iter()
                .for_each(|(_, row)| row_columns(&columns, Some(row), found)),
            None => {
                found.insert(columns);
            }
        }
    }
}

/// A path of these columns; which rows they are in does not matter for a label.
pub(super) fn path_of(columns: &str) -> Path {
    let mut path = Path::root();
    for (depth, column) in columns.split('/').enumerate() {
        path = if depth == 0 { path } else { path.then("") }.then(column);
    }
    path
}
