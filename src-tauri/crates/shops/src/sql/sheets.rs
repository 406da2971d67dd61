//! # Tables of texts, read like a shop
//!
//! A spreadsheet is a table without types: every value is the text that stands in it. It is kept for the while as a dump's
//! tables are (see `sqlite/held.rs`).

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::schema::{Column, Place, Schema, Table};
use super::sqlite::{HeldTables, Kept};
use super::stored::Affinity;
use crate::installation::Installation;
use crate::{Profile, Reading, ShopError};

/// More than SQLite takes, and more than any export has.
const MOST_COLUMNS: usize = 1_900;

/// A table of texts.
#[derive(Clone, Debug)]
pub struct SheetTable {
    /// Its name, which becomes the content type's unless a profile says otherwise.
    pub name: String,
    /// Its columns. Two of one name are told apart by a number.
    pub columns: Vec<String>,
    /// The columns that tell its rows apart, by their positions; none where nothing does.
    pub key: Vec<usize>,
    /// The columns each of which tells the same row in another file.
    pub told_by: Vec<usize>,
}

/// Takes a row: the table's position, and its values in the order of the columns; an empty text is none.
pub type TakeRow<'t> = &'t mut dyn FnMut(usize, &[Cow<'_, str>]) -> Result<(), ShopError>;

/// Reads tables into tables that go away with the reading. `fill` hands over their rows.
pub fn read_sheets<E: From<ShopError>>(
    within: &Path,
    tables: &[SheetTable],
    profile: Option<Profile>,
    fill: &mut dyn FnMut(TakeRow<'_>) -> Result<(), E>,
) -> Result<Box<dyn Reading>, E> {
    let mut schema = Schema::default();
    for table in tables {
        schema.tables.push(described(table)?);
    }
    let installation = profile.map(|profile| Installation::fullest(Arc::new(profile)));
    let mut held = HeldTables::make(within, schema, installation.as_ref(), true)?;
    for table in tables {
        held.tell(&table.name, &table.told_by);
    }
    let insertions: Vec<String> = held
        .tables()
        .iter()
        .map(|table| HeldTables::insertion(table, &(0..table.columns.len()).collect::<Vec<_>>()))
        .collect();
    fill(&mut |table, values| {
        let kept: Vec<Kept<'_>> = values
            .iter()
            .map(|text| {
                if text.is_empty() {
                    Kept::Null
                } else {
                    Kept::Text(Cow::Borrowed(text.as_bytes()))
                }
            })
            .collect();
        match insertions.get(table) {
            Some(insertion) => held.put(insertion, &kept),
            None => Ok(()),
        }
    })?;
    Ok(held.finish()?)
}

fn described(table: &SheetTable) -> Result<Table, ShopError> {
    if table.columns.len() > MOST_COLUMNS {
        return Err(ShopError::DumpRefused {
            what: "a table has more columns than any shop's".to_owned(),
        });
    }
    let mut names = BTreeSet::new();
    let columns = table.columns.iter().enumerate().map(|(at, name)| {
        let mut name = name.clone();
        if name.is_empty() {
            name = format!("Column {}", at + 1);
        }
        let (first, mut number) = (name.clone(), 1);
        while !names.insert(name.to_lowercase()) {
            number += 1;
            name = format!("{first} ({number})");
        }
        Column {
            name,
            affinity: Affinity::Text,
            not_null: table.key.contains(&at),
            generated: false,
            declared: "text".to_owned(),
            sets_itself: false,
            collation: None,
        }
    });
    Ok(Table {
        columns: columns.collect(),
        key: table.key.clone(),
        place: if table.key.is_empty() {
            Place::Row("_rowid_")
        } else {
            Place::Key { numbered: false }
        },
        ..Table::new(table.name.clone())
    })
}
