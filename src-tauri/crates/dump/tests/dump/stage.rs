//! A dump, read into lists.

use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;

use backstock_dump::{Dialect, DumpError, DumpReader, Found, Key, Summary, Table, Value};

#[derive(Default)]
pub(crate) struct Heard {
    pub(crate) tables: Vec<Table>,
    pub(crate) keys: Vec<(String, Key)>,
    pub(crate) views: Vec<String>,
    pub(crate) charsets: Vec<String>,
    pub(crate) rows: BTreeMap<String, Vec<String>>,
    pub(crate) columns: BTreeMap<String, Vec<String>>,
}

pub(crate) fn read(dialect: Dialect, dump: impl Read) -> (Heard, Result<Summary, DumpError>) {
    let mut heard = Heard::default();
    let summary = DumpReader::new(dump, dialect).read(&mut |found| {
        match found {
            Found::Table(table) => heard.tables.push(table.clone()),
            Found::Key { table, key } => heard.keys.push((table.to_owned(), key.clone())),
            Found::View(name) => heard.views.push(name.to_owned()),
            Found::Domain { .. } | Found::Part { .. } => {}
            Found::Charset(name) => heard.charsets.push(name.to_owned()),
            Found::Row {
                table,
                columns,
                values,
            } => {
                if let Some(columns) = columns {
                    heard.columns.insert(table.to_owned(), columns.to_vec());
                }
                let shown = values.iter().map(shown).collect::<Vec<_>>().join(" | ");
                heard.rows.entry(table.to_owned()).or_default().push(shown);
            }
        }
        ControlFlow::Continue(())
    });
    (heard, summary)
}

/// A dump that is read to its end; its dialect is found out.
pub(crate) fn whole(dump: &str) -> (Heard, Summary) {
    let dialect = Dialect::of(dump.as_bytes()).unwrap();
    let (heard, summary) = read(dialect, dump.as_bytes());
    (heard, summary.unwrap_or_else(|error| panic!("{error}\n{dump}")))
}

fn shown(value: &Value<'_>) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Truth(yes) => yes.to_string(),
        Value::Number(bytes) => text(bytes),
        Value::Text(bytes) => format!("'{}'", text(bytes)),
        Value::Bytes(bytes) => format!("{bytes:02x?}"),
        Value::Bits(bytes) => format!("b{}", text(bytes)),
        Value::Expression(bytes) => format!("?{}", text(bytes)),
    }
}
