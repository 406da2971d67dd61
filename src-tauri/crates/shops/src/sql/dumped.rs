//! # A dump, read like the shop it was made of
//!
//! A dump is read twice. The first time says what tables it has: keys, views and partitions are often told after the rows,
//! and a profile can only be chosen when all tables are known. The second time its rows are put into tables of our own (see
//! `sqlite/held.rs`), each value as a reading of the live database gives it, so that a dump and a backup of the same shop
//! are equal. From there on it is a shop like any other: profiles, content types, records.
//!
//! Nothing of a dump is ever run, and no server hears of it.
//!
//! * `sketch`: its tables, as the live database would describe them.
//! * `taking`: its values.
//!
//! What a dump has not, nobody can read out of it: columns that the database works out itself are told as
//! [`TypeDescription::derived`](backstock_model::TypeDescription::derived) and are not there; the tools of MySQL and MariaDB
//! write a FLOAT with six digits.

mod sketch;
mod taking;

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;

use backstock_dump::{Dialect, DumpError, DumpReader, Found, Summary, Value};

use self::sketch::Sketch;
use self::taking::Taking;
use super::schema::Table;
use super::sqlite::HeldTables;
use crate::installation::Installation;
use crate::profile::Profiles;
use crate::{Reading, ShopError};

/// How often whoever waits is asked, in rows.
const ROWS_PER_TICK: u64 = 1024;

/// A dump to be read.
pub struct DumpAsk<'a, 'r> {
    /// Opens it, unpacked and from its beginning. It is opened twice.
    pub open: &'a dyn Fn() -> io::Result<Box<dyn Read + 'r>>,
    /// Whose SQL it is.
    pub dialect: Dialect,
    /// Where a folder for the time of the reading may be made.
    pub within: &'a Path,
    /// The profile's key; without one the profile that fits best, with [`crate::NO_PROFILE`] none.
    pub profile: Option<&'a str>,
    /// The profiles there are.
    pub catalogue: &'a Profiles,
    /// Hears of how many rows were read so far, both times together; `false` stops the reading.
    pub go_on: &'a dyn Fn(u64) -> bool,
}

/// What a dump turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DumpFacts {
    /// Whose SQL it is.
    pub dialect: Dialect,
    /// How many tables it has.
    pub tables: u64,
    /// How many rows.
    pub rows: u64,
    /// The profile's key, where one fits.
    pub profile: Option<String>,
    /// What was not taken, by its kind in small letters (`create trigger`), and how often it was there.
    pub left_out: BTreeMap<String, u64>,
}

/// Reads a dump into tables that go away with the reading.
pub fn read_dump(ask: &DumpAsk<'_, '_>) -> Result<(Box<dyn Reading>, DumpFacts), ShopError> {
    let mut rows = 0;
    let mut sketch = Sketch::new(ask.dialect);
    let summary = walk(ask, &mut rows, &mut |found| sketch.hear(found))?;
    let (parts, schema) = sketch.finish()?;
    let installation = Installation::choose(ask.catalogue, ask.profile, None, || {
        Ok(schema.names().into_iter().map(str::to_owned).collect())
    })?;
    let mut facts = DumpFacts {
        dialect: ask.dialect,
        tables: schema.tables.len() as u64,
        rows: summary.rows,
        profile: installation.as_ref().map(|found| found.profile.key.clone()),
        left_out: summary.left_out,
    };
    let tables = HeldTables::make(
        ask.within,
        schema,
        installation.as_ref(),
        ask.dialect != Dialect::Sqlite,
    )?;
    let mut filling = Filling {
        tables: &tables,
        parts: &parts,
        taking: Taking::new(ask.dialect),
        target: None,
        unknown: 0,
    };
    walk(ask, &mut rows, &mut |found| filling.hear(found))?;
    if filling.unknown > 0 {
        let what = "value to be worked out".to_owned();
        facts.left_out.insert(what, filling.unknown);
    }
    Ok((tables.finish()?, facts))
}

/// Goes through a dump once.
fn walk(
    ask: &DumpAsk<'_, '_>,
    rows: &mut u64,
    hear: &mut dyn FnMut(&Found<'_>) -> Result<(), ShopError>,
) -> Result<Summary, ShopError> {
    let dump = (ask.open)().map_err(DumpError::from)?;
    let mut failure = None;
    let read = DumpReader::new(dump, ask.dialect).read(&mut |found| {
        if matches!(found, Found::Row { .. }) {
            *rows += 1;
            if rows.is_multiple_of(ROWS_PER_TICK) && !(ask.go_on)(*rows) {
                return ControlFlow::Break(());
            }
        }
        match hear(&found) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    match failure {
        Some(failure) => Err(failure),
        None => Ok(read?),
    }
}

/// The second time: rows on their way into our tables.
struct Filling<'t> {
    tables: &'t HeldTables,
    /// Whose rows a table's rows are, where it holds only a part of another's.
    parts: &'t BTreeMap<String, String>,
    taking: Taking,
    target: Option<Target<'t>>,
    /// How many values a server would have to work out.
    unknown: u64,
}

/// Where the rows at hand go: mostly many in a row go to the same table.
struct Target<'t> {
    /// As the dump names it.
    named: String,
    columns: Option<Vec<String>>,
    width: usize,
    /// Nothing for rows that nobody wants.
    table: Option<(&'t Table, Vec<usize>, String)>,
}

impl<'t> Filling<'t> {
    fn hear(&mut self, found: &Found<'_>) -> Result<(), ShopError> {
        match *found {
            Found::Charset(name) => {
                self.taking.texts_are_in(name);
                Ok(())
            }
            Found::Row {
                table,
                columns,
                values,
            } => self.row(table, columns, values),
            Found::Table(_)
            | Found::Key { .. }
            | Found::View(_)
            | Found::Domain { .. }
            | Found::Part { .. } => Ok(()),
        }
    }

    fn row(
        &mut self,
        named: &str,
        columns: Option<&[String]>,
        values: &[Value<'_>],
    ) -> Result<(), ShopError> {
        let is_same = self.target.as_ref().is_some_and(|target| {
            target.named == named && target.columns.as_deref() == columns && target.width == values.len()
        });
        if !is_same {
            self.target = Some(self.target_of(named, columns, values.len())?);
        }
        let Some((table, places, insertion)) = self.target.as_ref().and_then(|target| target.table.as_ref())
        else {
            return Ok(());
        };
        let mut kept = Vec::with_capacity(values.len());
        for (value, &place) in values.iter().zip(places) {
            if let Some(column) = table.columns.get(place) {
                self.unknown += u64::from(matches!(value, Value::Expression(_)));
                kept.push(self.taking.kept(column, value));
            }
        }
        self.tables.put(insertion, &kept)
    }

    fn target_of(
        &self,
        named: &str,
        columns: Option<&[String]>,
        width: usize,
    ) -> Result<Target<'t>, ShopError> {
        let name = self.parts.get(named).map_or(named, String::as_str);
        let table = self.tables.tables().iter().find(|table| table.name == name);
        let Some(table) = table else {
            return Ok(Target {
                named: named.to_owned(),
                columns: columns.map(<[String]>::to_vec),
                width,
                table: None,
            });
        };
        let all = || (0..table.columns.len()).collect::<Vec<_>>();
        let written = || {
            all()
                .into_iter()
                .filter(|&column| !table.is_generated(column))
                .collect::<Vec<_>>()
        };
        let places = match columns {
            Some(names) => table.columns_named(names),
            None if width == table.columns.len() => Some(all()),
            None => Some(written()),
        };
        let Some(places) = places.filter(|places| places.len() == width) else {
            return Err(ShopError::DumpRefused {
                what: format!("rows of its table {} do not fit the table's columns", table.name),
            });
        };
        let insertion = HeldTables::insertion(table, &places);
        Ok(Target {
            named: named.to_owned(),
            columns: columns.map(<[String]>::to_vec),
            width,
            table: Some((table, places, insertion)),
        })
    }
}
