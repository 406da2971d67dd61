//! Writing to a server.

use std::cell::{Cell, OnceCell, RefCell};

use backstock_model::{Cancel, Secret};
use chrono::DateTime;

use super::Session;
use super::page::Page;
use super::read::ServerView;
use super::shop::Visit;
use super::stopping::Stopping;
use super::way::Way;
use crate::ShopError;
use crate::sql::change::{Located, locate};
use crate::sql::schema::{Column, ForeignKey, Schema, Table};
use crate::sql::shape::Shape;
use crate::sql::stored::{Affinity, Stored, Value};
use crate::sql::view::View;
use crate::sql::write::links::Ends;
use crate::sql::write::{Database, Denied, Intent, News, Statement, Triggers};

/// How many keys are looked for in one query.
const AT_ONCE: usize = 200;

/// What a server's transactions are like.
pub(crate) trait Transactions: Session {
    /// Begins a transaction.
    fn begin(&self, intent: Intent) -> Result<(), ShopError>;

    /// How the tables become content types now.
    fn shape(&self) -> Result<Shape, ShopError>;

    /// What tells the tables as they are now from those at another time.
    fn tables_are(&self) -> Result<String, ShopError>;

    /// Switches the checks of single values off and on, where that can be done.
    fn ignore_checks(&self, are_ignored: bool) -> Result<(), ShopError>;

    /// The triggers of each table.
    fn triggers(&self) -> Result<Vec<Triggers>, ShopError>;

    /// Whether the server keeps to foreign keys with every statement, and carries out their actions.
    fn checks_references(&self) -> bool {
        false
    }

    /// What is left to do before a batch is kept.
    fn finish(&self) -> Result<(), ShopError> {
        Ok(())
    }

    /// Whether a query finds a row that others see, too.
    fn is_seen_by_others(&self, sql: &str) -> Result<bool, ShopError>;

    /// Tables of other databases on the server that point to one of this schema's, each with its key.
    fn pointing_in(&self, _schema: &Schema) -> Result<Vec<(Table, ForeignKey)>, ShopError> {
        Ok(Vec::new())
    }

    /// What another connection says to have the server stop what this one is at.
    fn stop(&self) -> Result<String, ShopError>;

    /// What a column is called in a cast.
    fn cast(&self, sign: &str, column: &Column) -> String;
}

/// A server's database opened for writing.
pub(crate) struct ServerDatabase<S> {
    session: S,
    tables: String,
    /// The tables whose triggers run when we write.
    triggered: Vec<String>,
    is_writing: bool,
    /// What [`Transactions::pointing_in`] answered; as long as the tables are the same.
    pointing_in: OnceCell<Vec<(Table, ForeignKey)>>,
    way: Way,
    password: Secret,
    cancel: Cancel,
    /// Listens to `cancel` while a batch is being written.
    stopping: RefCell<Option<Stopping>>,
    was_stopped: Cell<bool>,
    /// What [`Transactions::stop`] answered; it is the same for as long as the session lives.
    stop: OnceCell<String>,
}

impl<S: Visit> ServerDatabase<S> {
    /// A session, with the way by which another one can stop what it is at when somebody asks to.
    pub(crate) fn new(session: S, way: Way, password: Secret, cancel: Cancel) -> Self {
        Self {
            session,
            tables: String::new(),
            triggered: Vec::new(),
            is_writing: false,
            pointing_in: OnceCell::new(),
            way,
            password,
            cancel,
            stopping: RefCell::new(None),
            was_stopped: Cell::new(false),
            stop: OnceCell::new(),
        }
    }

    /// From here on nobody stops the server at what it does for us.
    fn let_be(&self) {
        if let Some(stopping) = self.stopping.borrow_mut().take() {
            self.was_stopped.set(stopping.end());
        }
    }

    /// Looks at what is to be known before anything is written.
    fn look(&self) -> Result<Looked, ShopError> {
        if self.is_writing {
            let stop = match self.stop.get() {
                Some(said) => said.clone(),
                None => {
                    let said = self.session.stop()?;
                    self.stop.get_or_init(|| said).clone()
                }
            };
            let stopping = Stopping::begin::<S>(&self.way, &self.password, &self.cancel, stop);
            *self.stopping.borrow_mut() = Some(stopping);
        }
        let tables = self.session.tables_are()?;
        let shape = (tables != self.tables)
            .then(|| self.session.shape())
            .transpose()?;
        let mut triggered = self.session.triggers()?;
        triggered.retain(|on| on.are_fired);
        Ok(Looked {
            tables,
            shape,
            triggered,
        })
    }

    fn execute(&self, table: &Table, sql: &Parameters<'_, S>) -> Result<(), Denied> {
        self.session.execute(table, &sql.text, &sql.values)
    }

    fn ask(&self, sql: &Parameters<'_, S>, columns: &[&Column]) -> Result<Page, ShopError> {
        let mut page = Page::new(columns.len());
        self.session.ask(&sql.text, columns, &mut page)?;
        Ok(page)
    }
}

/// What is known of a database before anything is written.
struct Looked {
    /// What the server says of its tables, to tell whether they are the same as before.
    tables: String,
    /// Their shape, where they are not.
    shape: Option<Shape>,
    /// The triggers that will fire, by table.
    triggered: Vec<Triggers>,
}

/// A statement in the making, with its parameters.
struct Parameters<'p, S> {
    session: &'p S,
    text: String,
    values: Vec<(&'p Column, &'p Stored)>,
}

impl<'p, S: Session> Parameters<'p, S> {
    fn new(session: &'p S, text: String) -> Self {
        Self {
            session,
            text,
            values: Vec::new(),
        }
    }

    fn say(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn value(&mut self, column: &'p Column, value: &'p Stored) {
        self.values.push((column, value));
        let mark = self.session.mark(self.values.len(), column, value);
        self.say(&mark);
    }

    /// The condition that finds a row.
    fn locate(&mut self, table: &'p Table, row: &'p Located) {
        let values = match row {
            Located::Key(values) | Located::Content(values) => values.as_slice(),
            Located::Number(_) => &[], // servers number no rows
        };
        let is_key = matches!(row, Located::Key(_));
        for (at, (position, value)) in values.iter().enumerate() {
            let Some(column) = table.columns.get(*position) else {
                continue;
            };
            if at > 0 {
                self.say(" AND ");
            }
            if is_key {
                let name = self.session.quote(&column.name);
                self.say(&format!("{name} = "));
                self.value(column, value);
            } else {
                let is_exactly = self.session.is_exactly("", column, value);
                self.say(&is_exactly);
            }
        }
    }
}

impl<S: Visit> Database for ServerDatabase<S> {
    fn view<'v>(&'v self, shape: &'v Shape) -> Box<dyn View + 'v> {
        Box::new(ServerView {
            session: &self.session,
            shape,
            is_locking: self.is_writing,
        })
    }

    fn begin(&mut self, intent: Intent) -> Result<News, ShopError> {
        self.was_stopped.set(false);
        self.session.begin(intent)?;
        self.is_writing = intent == Intent::Write;
        if !self.is_writing && !self.tables.is_empty() {
            return Ok(News::Rows); // the tables are looked at before something is written
        }
        let found = self.look().map(
            |Looked {
                 tables,
                 shape,
                 triggered,
             }| {
                self.triggered = triggered.into_iter().map(|on| on.table).collect();
                (tables, shape)
            },
        );
        match found {
            Ok((tables, Some(shape))) => {
                self.tables = tables;
                self.pointing_in.take();
                Ok(News::Tables(Box::new(shape)))
            }
            // A server does not say whether others have written.
            Ok((_, None)) => Ok(News::Rows),
            Err(error) => {
                self.roll_back()?;
                Err(error)
            }
        }
    }

    fn run(&self, sql: &str) -> Result<(), ShopError> {
        sql.split("; ").try_for_each(|one| self.session.run(one))
    }

    fn roll_back(&self) -> Result<(), ShopError> {
        self.let_be();
        match self.session.run("ROLLBACK") {
            // The wish to stop came when nothing was being done, and met this instead.
            Err(_) if self.was_stopped.get() => self.session.run("ROLLBACK"),
            done => done,
        }
    }

    fn commit(&self) -> Result<(), ShopError> {
        self.let_be();
        match self.was_stopped.get() {
            true => Err(ShopError::Stopped),
            false => self.session.run("COMMIT"),
        }
    }

    fn was_stopped(&self) -> bool {
        self.was_stopped.get()
    }

    fn finish(&self) -> Result<(), ShopError> {
        self.session.finish()
    }

    fn checks_references(&self) -> bool {
        self.session.checks_references()
    }

    fn perform(&self, table: &Table, statement: &Statement) -> Result<(), Denied> {
        if !self.triggered.contains(&table.name) {
            return self.say_after_triggers(table, statement);
        }
        // Two statements, and one that is denied leaves no trace of the other.
        self.run("SAVEPOINT corrected").map_err(Denied::Broken)?;
        let done = self
            .say_after_triggers(table, statement)
            .and_then(|()| self.correct(table, statement));
        match &done {
            Ok(()) => self.run("RELEASE SAVEPOINT corrected").map_err(Denied::Broken)?,
            Err(Denied::Broken(_)) => {}
            Err(_) => self
                .run("ROLLBACK TO corrected; RELEASE SAVEPOINT corrected")
                .map_err(Denied::Broken)?,
        }
        done
    }

    fn parked(&self, column: &Column, number: i64) -> Stored {
        match column.affinity {
            Affinity::Text => Stored::Text(parked_text(&column.declared, number).into_bytes()),
            Affinity::Blob => Stored::Blob(format!("~{number}").into_bytes()),
            Affinity::Numeric | Affinity::Exact => Stored::Integer(column.largest().saturating_sub(number)),
            Affinity::Real => Stored::Integer(-(1 << 52) + number),
            Affinity::Truth => Stored::Truth(number % 2 == 0),
        }
    }

    fn ignore_checks(&self, are_ignored: bool) -> Result<(), ShopError> {
        self.session.ignore_checks(are_ignored)
    }

    fn points_to_nothing(&self, ends: &Ends<'_>, row: &Located) -> Result<bool, ShopError> {
        let session = &self.session;
        let values = match row {
            Located::Key(values) | Located::Content(values) => values.as_slice(),
            Located::Number(_) => return Ok(false),
        };
        let is_key = matches!(row, Located::Key(_));
        let found = values.iter().filter_map(|(position, value)| {
            let column = ends.child.columns.get(*position)?;
            Some(if is_key {
                format!(
                    "{} = {}",
                    session.sorted("c", column),
                    session.literal(column, value)
                )
            } else {
                session.is_exactly("c", column, value)
            })
        });
        let points = ends.link.columns.iter().filter_map(|&at| {
            let column = ends.child.columns.get(at)?;
            let name = format!("c.{}", session.quote(&column.name));
            Some(match column.affinity {
                _ if ends.link.is_declared => format!("{name} IS NOT NULL"),
                Affinity::Text => format!("{name} NOT IN ('', '0')"),
                Affinity::Blob | Affinity::Truth => format!("{name} IS NOT NULL"),
                Affinity::Numeric | Affinity::Exact | Affinity::Real => format!("{name} <> 0"),
            })
        });
        let conditions: Vec<String> = found.chain(points).collect();
        let (child, parent) = (session.rows_of(ends.child), session.rows_of(ends.parent));
        let is_meant = same(session, ends, |at| {
            format!("c.{}", session.quote(ends.child.name_of(at)))
        });
        let conditions = conditions.join(" AND ");
        let sql = match session.holding().filter(|_| ends.link.is_declared) {
            // Somebody else may just be deleting the row, and is waited for.
            Some(holding) => format!(
                "SELECT 1 FROM {child} AS c
                 LEFT JOIN LATERAL (SELECT 1 AS is_there FROM {parent} AS p WHERE {is_meant} {holding}) AS h ON true
                 WHERE {conditions} AND h.is_there IS NULL"
            ),
            None => format!(
                "SELECT 1 FROM {child} AS c
                 WHERE {conditions} AND NOT EXISTS (SELECT 1 FROM {parent} AS p WHERE {is_meant})"
            ),
        };
        Ok(!session.ask_row(&sql)?.is_empty())
    }

    fn pointing_to(&self, ends: &Ends<'_>, key: &[&Stored], most: usize) -> Result<usize, ShopError> {
        let session = &self.session;
        let pairs = ends.link.columns.iter().zip(&ends.link.parent_columns).zip(key);
        let conditions: Vec<String> = pairs
            .filter_map(|((&at, &parent), value)| {
                let name = session.quote(ends.child.name_of(at));
                let column = ends.parent.columns.get(parent)?;
                Some(format!("c.{name} = {}", session.literal(column, value)))
            })
            .collect();
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM {} AS c WHERE {} LIMIT {most}) AS found",
            session.rows_of(ends.child),
            conditions.join(" AND ")
        );
        let counted = session.ask_row(&sql)?.into_iter().next().flatten();
        Ok(counted.and_then(|count| count.parse().ok()).unwrap_or(most))
    }

    fn still_pointed_to(
        &self,
        ends: &Ends<'_>,
        gone: &[Vec<&Stored>],
        place: &[usize],
    ) -> Result<Vec<(usize, Vec<Stored>)>, ShopError> {
        let session = &self.session;
        let parents: Vec<&Column> = ends
            .link
            .parent_columns
            .iter()
            .filter_map(|&at| ends.parent.columns.get(at))
            .collect();
        let shown: Vec<&Column> = place
            .iter()
            .filter_map(|&at| ends.child.columns.get(at))
            .collect();
        let number = Column::number("at");
        let columns: Vec<&Column> = std::iter::once(&number).chain(shown.iter().copied()).collect();
        let mut pointing = Vec::new();
        for (chunk_at, chunk) in gone.chunks(AT_ONCE).enumerate() {
            let lists: Vec<String> = chunk
                .iter()
                .enumerate()
                .map(|(at, values)| {
                    let values = parents
                        .iter()
                        .zip(values)
                        .enumerate()
                        .map(|(nth, (column, value))| {
                            format!(
                                "{} AS v{nth}",
                                session.cast(&session.literal(column, value), column)
                            )
                        });
                    let values: Vec<String> = values.collect();
                    format!("SELECT {at} AS {}, {}", session.quote("at"), values.join(", "))
                })
                .collect();
            let pairs: Vec<String> = ends
                .link
                .columns
                .iter()
                .enumerate()
                .map(|(nth, &at)| format!("c.{} = g.v{nth}", session.quote(ends.child.name_of(at))))
                .collect();
            let mut list = vec![format!("g.{}", session.quote("at"))];
            list.extend(shown.iter().map(|column| session.shown("c", column)));
            let text = format!(
                "SELECT DISTINCT {} FROM ({}) AS g JOIN {} AS c ON {}
                 WHERE NOT EXISTS (SELECT 1 FROM {} AS p WHERE {})",
                list.join(", "),
                lists.join(" UNION ALL "),
                session.rows_of(ends.child),
                pairs.join(" AND "),
                session.rows_of(ends.parent),
                same(session, ends, |at| format!(
                    "c.{}",
                    session.quote(ends.child.name_of(at))
                )),
            );
            let page = self.ask(&Parameters::new(session, text), &columns)?;
            for row in 0..page.len() {
                let Value::Integer(at) = page.value(row, 0) else {
                    continue;
                };
                let values = (1..columns.len())
                    .map(|column| Stored::from_value(page.value(row, column)))
                    .collect();
                let at = usize::try_from(at).unwrap_or_default();
                pointing.push((chunk_at * AT_ONCE + at, values));
            }
        }
        Ok(pointing)
    }

    fn triggers(&self) -> Result<Vec<Triggers>, ShopError> {
        self.session.triggers()
    }

    fn pointing_in(&self, schema: &Schema) -> Result<&[(Table, ForeignKey)], ShopError> {
        if let Some(known) = self.pointing_in.get() {
            return Ok(known);
        }
        let found = self.session.pointing_in(schema)?;
        Ok(self.pointing_in.get_or_init(|| found))
    }

    fn is_triggered(&self, table: &Table) -> bool {
        self.triggered.contains(&table.name)
    }

    fn are_triggers_fired(&self) -> bool {
        !self.triggered.is_empty()
    }
}

impl<S: Visit> ServerDatabase<S> {
    /// Does what has to be done to one row; one that a trigger of ours has put there already is changed.
    fn say_after_triggers(&self, table: &Table, statement: &Statement) -> Result<(), Denied> {
        match (self.say(table, statement), statement) {
            (Err(Denied::Taken(columns)), Statement::Insert { values }) if !self.triggered.is_empty() => {
                match self.made_by_trigger(table, values)? {
                    Some(row) => self.say(
                        table,
                        &Statement::Update {
                            row,
                            values: values
                                .iter()
                                .filter(|(column, _)| !table.key.contains(column))
                                .cloned()
                                .collect(),
                        },
                    ),
                    None => Err(Denied::Taken(columns)),
                }
            }
            (done, _) => done,
        }
    }

    fn say(&self, table: &Table, statement: &Statement) -> Result<(), Denied> {
        let session = &self.session;
        let (address, rows) = (session.address(table), session.rows_of(table));
        match statement {
            Statement::Insert { values } if values.is_empty() => {
                let sql = format!("INSERT INTO {address} {}", session.default_values());
                self.execute(table, &Parameters::new(session, sql))
            }
            Statement::Insert { values } => {
                let columns: Vec<String> = values
                    .iter()
                    .map(|(column, _)| session.quote(table.name_of(*column)))
                    .collect();
                let mut sql = Parameters::new(
                    session,
                    format!(
                        "INSERT INTO {address} ({}) {}VALUES (",
                        columns.join(", "),
                        session.before_values()
                    ),
                );
                for (at, (position, value)) in values.iter().enumerate() {
                    if at > 0 {
                        sql.say(", ");
                    }
                    if let Some(column) = table.columns.get(*position) {
                        sql.value(column, value);
                    }
                }
                sql.say(")");
                self.execute(table, &sql)
            }
            Statement::Update { row, values } => {
                let mut sql = Parameters::new(session, format!("UPDATE {rows} SET "));
                for (at, (position, value)) in values.iter().enumerate() {
                    if let Some(column) = table.columns.get(*position) {
                        let name = session.quote(&column.name);
                        sql.say(&format!("{}{name} = ", if at > 0 { ", " } else { "" }));
                        sql.value(column, value);
                    }
                }
                // A moment of the last change that the server sets by itself stays what it was, unless it is written.
                for (position, column) in table.columns.iter().enumerate() {
                    if column.sets_itself && values.iter().all(|(written, _)| *written != position) {
                        let name = session.quote(&column.name);
                        sql.say(&format!(", {name} = {name}"));
                    }
                }
                sql.say(" WHERE ");
                self.narrow(&mut sql, table, row);
                self.execute(table, &sql)
            }
            Statement::Delete { row } => {
                let mut sql = Parameters::new(session, format!("DELETE FROM {rows} WHERE "));
                self.narrow(&mut sql, table, row);
                self.execute(table, &sql)
            }
        }
    }

    /// The row with the key of one that could not be put in, when a trigger of our own transaction has made it: others do not
    /// see it yet.
    fn made_by_trigger(&self, table: &Table, values: &[(usize, Stored)]) -> Result<Option<Located>, Denied> {
        let Located::Key(key) = locate(table, values) else {
            return Ok(None);
        };
        let session = &self.session;
        let conditions: Vec<String> = key
            .iter()
            .filter_map(|(position, value)| {
                let column = table.columns.get(*position)?;
                Some(format!(
                    "{} = {}",
                    session.sorted("t", column),
                    session.literal(column, value)
                ))
            })
            .collect();
        let sql = format!(
            "SELECT 1 FROM {} AS t WHERE {}",
            session.rows_of(table),
            conditions.join(" AND ")
        );
        let is_there = !session.ask_row(&sql).map_err(Denied::Broken)?.is_empty();
        if is_there && !session.is_seen_by_others(&sql).map_err(Denied::Broken)? {
            return Ok(Some(Located::Key(key)));
        }
        Ok(None)
    }

    /// Writes once more what a trigger has made something else of.
    fn correct(&self, table: &Table, statement: &Statement) -> Result<(), Denied> {
        let (row, values) = match statement {
            Statement::Insert { values } => (locate(table, values), values),
            Statement::Update { row, values } => (row.clone(), values),
            Statement::Delete { .. } => return Ok(()),
        };
        let Located::Key(key) = &row else {
            return Ok(());
        };
        // A key that was changed is the one to look for.
        let key: Vec<(usize, Stored)> = key
            .iter()
            .map(|(column, value)| {
                let written = values.iter().find(|(written, _)| written == column);
                written.unwrap_or(&(*column, value.clone())).clone()
            })
            .collect();
        let session = &self.session;
        let columns: Vec<&Column> = values
            .iter()
            .filter_map(|(position, _)| table.columns.get(*position))
            .collect();
        let shown: Vec<String> = columns.iter().map(|column| session.shown("t", column)).collect();
        let conditions: Vec<String> = key
            .iter()
            .filter_map(|(position, value)| {
                let column = table.columns.get(*position)?;
                Some(format!(
                    "{} = {}",
                    session.sorted("t", column),
                    session.literal(column, value)
                ))
            })
            .collect();
        let sql = format!(
            "SELECT {} FROM {} AS t WHERE {}",
            shown.join(", "),
            session.rows_of(table),
            conditions.join(" AND ")
        );
        let mut page = Page::new(columns.len());
        session.ask(&sql, &columns, &mut page).map_err(Denied::Broken)?;
        if page.len() != 1 {
            return Ok(());
        }
        let wrong: Vec<(usize, Stored)> = values
            .iter()
            .enumerate()
            .filter(|(at, (_, value))| !Stored::from_value(page.value(0, *at)).is_same(value))
            .map(|(_, written)| written.clone())
            .collect();
        if wrong.is_empty() {
            return Ok(());
        }
        self.say(
            table,
            &Statement::Update {
                row: Located::Key(key),
                values: wrong,
            },
        )
    }

    /// Finishes a statement with the condition for its one row.
    fn narrow<'p>(&self, sql: &mut Parameters<'p, S>, table: &'p Table, row: &'p Located) {
        if matches!(row, Located::Key(_)) {
            sql.locate(table, row);
            return;
        }
        let mut condition = Parameters::new(&self.session, String::new());
        condition.locate(table, row);
        let only_one = self.session.only_one(table, &condition.text);
        sql.say(&only_one);
    }
}

/// The condition for a parent `p` to be what the child's columns name.
fn same<S: Session>(session: &S, ends: &Ends<'_>, child: impl Fn(usize) -> String) -> String {
    let pairs = ends.link.columns.iter().zip(&ends.link.parent_columns);
    pairs
        .map(|(&at, &parent)| format!("p.{} = {}", session.quote(ends.parent.name_of(parent)), child(at)))
        .collect::<Vec<_>>()
        .join(" AND ")
}

/// A text that a column of a type may hold and that hardly any row has; `number` makes each another one.
fn parked_text(declared: &str, number: i64) -> String {
    let declared = declared.to_ascii_lowercase();
    let (kind, rest) = declared.split_once('(').unwrap_or((&declared, ""));
    let length = rest
        .split_once(')')
        .and_then(|(inside, _)| inside.trim().parse::<usize>().ok());
    let plain = format!("~{number}");
    match kind.trim() {
        "date" => format!(
            "{:04}-{:02}-{:02}",
            9_999 - number / 336,
            number / 28 % 12 + 1,
            number % 28 + 1
        ),
        "time" => format!(
            "{:02}:{:02}:{:02}",
            23 - number / 3_600 % 24,
            number / 60 % 60,
            number % 60
        ),
        "uuid" => format!("ffffffff-ffff-4fff-bfff-{number:012x}"),
        // Late, and yet before the last moment that a `timestamp` of MySQL knows.
        kind if kind.starts_with("datetime") || kind.starts_with("timestamp") => {
            let moment = DateTime::from_timestamp(2_147_000_000 - number, 0).unwrap_or_default();
            moment.format("%Y-%m-%d %H:%M:%S").to_string()
        }
        _ if length.is_none_or(|length| plain.len() <= length) => plain,
        _ => in_few_signs(number),
    }
}

/// A number in signs that mean nothing to anybody.
fn in_few_signs(mut number: i64) -> String {
    const FIRST: u32 = 0xE000;
    const SIGNS: i64 = 6_400;
    let mut signs = String::new();
    loop {
        let sign = u32::try_from(number % SIGNS).unwrap_or_default();
        signs.extend(char::from_u32(FIRST + sign));
        number /= SIGNS;
        if number == 0 {
            return signs;
        }
    }
}
