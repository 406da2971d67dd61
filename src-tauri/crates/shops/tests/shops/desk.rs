//! What the tests do again and again: make a shop, read all of it, write it back, look at every value.

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use backstock_model::{ContentType, Document, ObjectHash, Record, RecordKey, RemoteId};
use backstock_shops::{
    Dangling, Objects, Profiles, Reading, Shop, ShopError, SqliteShop, Write, WriteOutcome, Writing,
};
use rusqlite::Connection;
use tempfile::TempDir;

/// A shop in a folder of its own.
pub struct Desk {
    _folder: TempDir,
    pub path: PathBuf,
    pub profiles: Profiles,
}

/// Every value of every table, with its kind; the rows of a table in no order.
pub type Dump = BTreeMap<String, Vec<String>>;

/// Everything a shop has.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// In the order of reading.
    pub order: Vec<RecordKey>,
    pub records: BTreeMap<RecordKey, Record>,
    pub types: Vec<ContentType>,
}

/// The large binaries that were seen.
#[derive(Debug, Default)]
pub struct Kept(pub HashMap<ObjectHash, Vec<u8>>);

impl Objects for Kept {
    fn object(&self, hash: &ObjectHash) -> Option<Vec<u8>> {
        self.0.get(hash).cloned()
    }
}

impl Desk {
    pub fn new(sql: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("shop.db");
        let desk = Self {
            _folder: folder,
            path,
            profiles: Profiles::default(),
        };
        desk.sql(sql);
        desk
    }

    pub fn at(folder: TempDir, path: PathBuf, profiles: Profiles) -> Self {
        Self {
            _folder: folder,
            path,
            profiles,
        }
    }

    pub fn with_profile(sql: &str, profile: &str) -> Self {
        let mut desk = Self::new(sql);
        desk.profiles.add(profile).unwrap();
        desk
    }

    pub fn connection(&self) -> Connection {
        let connection = Connection::open(&self.path).unwrap();
        connection.busy_timeout(Duration::from_secs(5)).unwrap();
        connection
    }

    pub fn sql(&self, sql: &str) {
        let connection = self.connection();
        connection.pragma_update(None, "foreign_keys", false).unwrap();
        connection.execute_batch(sql).unwrap();
    }

    pub fn shop(&self) -> SqliteShop {
        SqliteShop::open(&self.path, None, &self.profiles).unwrap()
    }

    pub fn writing(&self) -> Box<dyn Writing> {
        self.shop().open_writing().unwrap()
    }

    pub fn state(&self) -> State {
        self.try_state().unwrap()
    }

    pub fn try_state(&self) -> Result<State, ShopError> {
        state_of(&SqliteShop::open(&self.path, None, &self.profiles)?)
    }

    pub fn document(&self, key: &str) -> String {
        let key: RecordKey = key.parse().unwrap();
        let mut reading = self.shop().open_reading().unwrap();
        let record = reading.read_record(&key).unwrap();
        record.map_or_else(|| "none".to_owned(), |record| record.document.to_string())
    }

    /// Writes the differences from what is to `wanted`, as one batch.
    pub fn restore(&self, wanted: &State) -> Vec<(RecordKey, WriteOutcome)> {
        let live = self.state();
        let objects = Kept::of([&live, wanted]);
        let batch = writes(&live, wanted);
        let outcomes = self.writing().write(&batch, &objects).unwrap();
        batch.into_iter().map(|write| write.key).zip(outcomes).collect()
    }

    pub fn restore_all(&self, wanted: &State) {
        for (key, outcome) in self.restore(wanted) {
            assert!(
                matches!(outcome, WriteOutcome::Written(_)),
                "{key}: {outcome:?}\nlive: {}",
                self.document(&key.to_string())
            );
        }
    }

    /// Writes one record.
    pub fn write(&self, key: &str, before: Option<&str>, after: Option<&str>) -> WriteOutcome {
        self.write_many(&[(key, before, after)]).remove(0)
    }

    pub fn write_many(&self, batch: &[(&str, Option<&str>, Option<&str>)]) -> Vec<WriteOutcome> {
        let document = |text: &Option<&str>| text.map(|text| Document::parse(text.as_bytes()).unwrap());
        let batch: Vec<Write> = batch
            .iter()
            .map(|(key, before, after)| Write {
                key: key.parse().unwrap(),
                before: document(before),
                after: document(after),
                dangling: Dangling::default(),
            })
            .collect();
        self.writing().write(&batch, &Kept::default()).unwrap()
    }

    pub fn value(&self, sql: &str) -> String {
        self.connection()
            .query_row(sql, [], |row| Ok(format!("{:?}", row.get_ref(0)?)))
            .unwrap()
    }

    pub fn dump(&self) -> Dump {
        dump(&self.connection())
    }
}

/// Reads everything a shop has.
pub fn state_of(shop: &dyn Shop) -> Result<State, ShopError> {
    state_in(shop.open_reading()?.as_mut())
}

pub fn state_in(reading: &mut dyn Reading) -> Result<State, ShopError> {
    let mut state = State {
        types: reading
            .types()
            .iter()
            .map(|of_type| of_type.key.clone())
            .collect(),
        ..State::default()
    };
    for of_type in state.types.clone() {
        let mut count = 0;
        reading.read_type(&of_type, &mut |record| {
            count += 1;
            assert_eq!(
                Document::parse(record.document.as_bytes()).unwrap(),
                record.document,
                "not in canonical form"
            );
            state.order.push(record.key.clone());
            let known = state.records.insert(record.key.clone(), record);
            assert!(known.is_none(), "an id was given twice: {:?}", known.unwrap().key);
            ControlFlow::Continue(())
        })?;
        assert_eq!(reading.count(&of_type)?, count, "count of {of_type}");
    }
    Ok(state)
}

pub fn dump(connection: &Connection) -> Dump {
    let mut tables = BTreeMap::new();
    let mut names = connection
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'")
        .unwrap();
    let names: Vec<String> = names
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for name in names {
        let quoted = name.replace('"', "\"\"");
        let mut statement = connection
            .prepare(&format!("SELECT * FROM \"{quoted}\""))
            .unwrap();
        let width = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        let mut all = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<String> = (0..width)
                .map(|at| format!("{:?}", row.get_ref(at).unwrap()))
                .collect();
            all.push(values.join(" | "));
        }
        all.sort();
        tables.insert(name, all);
    }
    tables
}

impl Kept {
    pub fn of<'s>(states: impl IntoIterator<Item = &'s State>) -> Self {
        let records = states.into_iter().flat_map(|state| state.records.values());
        let objects = records.flat_map(|record| &record.objects);
        Self(
            objects
                .map(|object| (object.hash, object.bytes.clone()))
                .collect(),
        )
    }
}

/// What has to be written to get from one state to the other: parents first, deletions last and reversed.
pub fn writes(live: &State, wanted: &State) -> Vec<Write> {
    let document =
        |state: &State, key: &RecordKey| state.records.get(key).map(|record| record.document.clone());
    let put = wanted.order.iter().map(|key| Write {
        key: key.clone(),
        before: document(live, key),
        after: document(wanted, key),
        dangling: Dangling::default(),
    });
    let gone = live
        .order
        .iter()
        .rev()
        .filter(|key| !wanted.records.contains_key(key));
    let gone = gone.map(|key| Write {
        key: key.clone(),
        before: document(live, key),
        after: None,
        dangling: Dangling::default(),
    });
    put.filter(|write| write.before != write.after)
        .chain(gone)
        .collect()
}

pub fn ids(state: &State, of_type: &str) -> Vec<String> {
    state
        .order
        .iter()
        .filter(|key| key.content_type.as_str() == of_type)
        .map(|key| key.remote_id.to_string())
        .collect()
}

pub fn code(outcome: &WriteOutcome) -> String {
    match outcome {
        WriteOutcome::Written(_) => "written".to_owned(),
        WriteOutcome::WrittenInPart(_, problem) => format!("written but for {}", problem.code),
        WriteOutcome::ChangedMeanwhile => "changed meanwhile".to_owned(),
        WriteOutcome::Refused(problem) => problem.code.clone(),
        WriteOutcome::Stopped => "stopped".to_owned(),
    }
}

pub fn key(of_type: &str, id: &str) -> RecordKey {
    RecordKey::new(ContentType::new(of_type), RemoteId::from_encoded(id))
}

/// Says on the terminal that a story was left out, past the test harness.
pub(crate) fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}
