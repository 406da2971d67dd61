//! One connection to a PostgreSQL server.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::error::Error as StdError;
use std::sync::Arc;

use backstock_model::Secret;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{Format, IsNull, ToSql, Type};
use tokio_postgres::{SimpleQueryMessage, SimpleQueryRow, Statement};

use super::connect::{connect, failure};
use super::line::{Broken, Line};
use super::tables;
use crate::installation::Installation;
use crate::sql::schema::{Column, Schema, Table};
use crate::sql::server::page::Page;
use crate::sql::server::rights;
use crate::sql::server::rounding::{is_rounded, rounded};
use crate::sql::server::shop::{Visit, facts};
use crate::sql::server::tunnel::Tunnel;
use crate::sql::server::way::Way;
use crate::sql::server::write::Transactions;
use crate::sql::server::{Feed, Session};
use crate::sql::shape::{Naming, Shape};
use crate::sql::stored::{Affinity, Stored, Value, is_number};
use crate::sql::write::{Denied, Intent, Triggers};
use crate::{DatabaseFacts, Fingerprint, Problem, ShopError};

/// What every session begins with.
const BEGINNING: &str = "SET TIME ZONE 'UTC'; SET datestyle = 'ISO, MDY'; SET intervalstyle = 'postgres'; \
    SET extra_float_digits = 3; SET bytea_output = 'hex'; SET lc_monetary = 'C'; SET standard_conforming_strings = on; \
    SET client_min_messages = warning; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; \
    SET lock_timeout = '10s'; SET row_security = off";

/// How long the server keeps a transaction of ours that says nothing more: when a line goes without a word, the rows that we have
/// locked are the shop's own again after that. Longer than we ever think between two statements.
const HELD_AT_MOST: &str = "60s";

/// How many rows a feed brings at first, and at most.
const FIRST_FED: usize = 16;
const MOST_FED: usize = 2_000;
/// How much it may bring at once, in bytes.
const FED: usize = 1 << 20;
/// How many statements are kept ready.
const MOST_STATEMENTS: usize = 256;

/// A connection, with what is needed to say what went wrong.
pub(crate) struct PostgresSession {
    connection: Line,
    /// What the connection goes through; ends after it.
    _tunnel: Option<Arc<Tunnel>>,
    statements: RefCell<HashMap<String, Statement>>,
    way: Way,
    password: Secret,
    installation: Option<Installation>,
    /// Whether triggers and foreign keys are off while we write.
    is_silent: Cell<bool>,
    /// The tables that rows were put into, whose counters may have to be moved on.
    filled: RefCell<BTreeSet<String>>,
    /// A connection that sees what others see; made when it is first needed.
    others: RefCell<Option<Box<Self>>>,
}

impl PostgresSession {
    fn broke(&self, error: Broken) -> ShopError {
        failure(&self.way.address, "read from the shop's database", error)
    }

    fn rows(&self, sql: &str) -> Result<Vec<SimpleQueryRow>, ShopError> {
        let messages = self
            .connection
            .simple_query(sql)
            .map_err(|error| self.broke(error))?;
        Ok(messages
            .into_iter()
            .filter_map(|message| match message {
                SimpleQueryMessage::Row(row) => Some(row),
                _ => None,
            })
            .collect())
    }

    /// Asks for rows of texts, few of them.
    pub(super) fn texts(&self, sql: &str) -> Result<Vec<Vec<Option<String>>>, ShopError> {
        let text = |row: &SimpleQueryRow, at: usize| row.get(at).map(str::to_owned);
        Ok(self
            .rows(sql)?
            .iter()
            .map(|row| (0..row.len()).map(|at| text(row, at)).collect())
            .collect())
    }

    fn named(&self, alias: &str, column: &Column) -> String {
        let name = self.quote(&column.name);
        if alias.is_empty() {
            name
        } else {
            format!("{alias}.{name}")
        }
    }

    fn denied(&self, table: &Table, error: Broken) -> Denied {
        let Some(said) = error.said() else {
            return Denied::Broken(failure(&self.way.address, "write to the shop's database", error));
        };
        let code = said.code().code().to_owned();
        let column = said.column().unwrap_or_default().to_owned();
        let constraint = said.constraint().unwrap_or_default().to_owned();
        let message = said.message().to_owned();
        match code.as_str() {
            "23505" => {
                let unique = table.uniques.iter().find(|unique| unique.name == constraint);
                let names = |columns: &[usize]| {
                    let names = columns.iter().map(|&column| table.name_of(column).to_owned());
                    names.collect::<Vec<_>>()
                };
                Denied::Taken(unique.map(|unique| names(&unique.columns)).unwrap_or_default())
            }
            "23502" => Denied::Empty(column),
            // `RESTRICT` has a state of its own from version 18 on.
            "23503" | "23001" => Denied::Linked(message),
            "23514" => Denied::Check(constraint),
            "22P02" | "22003" | "22001" | "22007" | "22008" | "22021" | "42804" => Denied::WrongKind(message),
            // Of this one row: its data, its rules, and whatever the shop's own triggers raise.
            _ if code.starts_with("22") || code.starts_with("23") || code.starts_with("P0") => {
                Denied::NotAccepted(message)
            }
            // Among them a table or a column that is gone and that a trigger of the shop still names.
            "428C9" | "42P10" | "44000" | "42703" | "42P01" => Denied::NotAccepted(message),
            _ => Denied::Broken(failure(&self.way.address, "write to the shop's database", error)),
        }
    }

    /// Moves the counters for new ids behind the ids that were put in. Never back.
    fn move_counters(&self) -> Result<(), ShopError> {
        for address in self.filled.take() {
            let counters = self.texts(&format!(
                "SELECT a.attname, pg_get_serial_sequence({0}, a.attname) FROM pg_attribute a
                 WHERE a.attrelid = {0}::regclass AND a.attnum > 0 AND NOT a.attisdropped
                 AND pg_get_serial_sequence({0}, a.attname) IS NOT NULL",
                text_literal(&address)
            ))?;
            for row in counters {
                let [Some(column), Some(counter)] = row.as_slice() else {
                    continue;
                };
                let column = self.quote(column);
                self.run(&format!(
                    "SELECT setval({}, found.most) FROM (SELECT max({column}) AS most FROM {address}) AS found, {counter} AS now
                     WHERE found.most > now.last_value OR found.most = now.last_value AND NOT now.is_called",
                    text_literal(counter)
                ))?;
            }
        }
        Ok(())
    }
}

impl Visit for PostgresSession {
    fn open(way: &Way, password: &Secret, installation: Option<&Installation>) -> Result<Self, ShopError> {
        let (mut connection, tunnel) = connect(way, password)?;
        let broke = |error| failure(&way.address, "prepare the connection", error);
        connection.batch_execute(BEGINNING).map_err(broke)?;
        let asked = connection
            .simple_query("SELECT usesuper, pg_backend_pid() FROM pg_user WHERE usename = current_user")
            .map_err(broke)?;
        let row = asked.iter().find_map(|message| match message {
            SimpleQueryMessage::Row(row) => Some(row),
            _ => None,
        });
        let said = |at: usize| row.and_then(|row| row.get(at)).unwrap_or_default();
        // They may switch triggers off; whether others may is seen when something is written.
        let is_master = said(0) == "t";
        let (other, password_too, number) = (way.clone(), password.clone(), said(1).to_owned());
        connection.asked_by(move || is_at_work(&other, &password_too, &number));
        Ok(Self {
            connection,
            _tunnel: tunnel,
            statements: RefCell::default(),
            way: way.clone(),
            password: password.clone(),
            installation: installation.cloned(),
            is_silent: Cell::new(is_master),
            filled: RefCell::default(),
            others: RefCell::new(None),
        })
    }

    fn schema(&self) -> Result<Schema, ShopError> {
        tables::read(self)
    }

    fn fingerprint(&self) -> Result<Fingerprint, ShopError> {
        // The server's own id goes with a copied data folder, so where it is reached counts as well.
        let row = self.ask_row("SELECT system_identifier, current_database() FROM pg_control_system()");
        let mut said: Vec<String> = match row {
            Ok(row) => row.into_iter().map(Option::unwrap_or_default).collect(),
            // Not everybody may ask for it.
            Err(ShopError::NotPermitted { .. }) => vec![self.way.address.database.clone()],
            Err(error) => return Err(error),
        };
        said.push(self.way.address.spoken());
        let said = said.join("\0") + &self.way.address.told_by_prefix();
        let hash = blake3::hash(said.as_bytes()).to_hex();
        Ok(Fingerprint(format!(
            "postgres:{}",
            hash.get(..16).unwrap_or_default()
        )))
    }

    fn server(&self) -> Result<String, ShopError> {
        let row = self.ask_row("SHOW server_version")?;
        let version = row.into_iter().next().flatten().unwrap_or_default();
        let number = version.split(' ').next().unwrap_or_default();
        Ok(format!("PostgreSQL {number}"))
    }

    fn problems(&self, shape: &Shape) -> Result<Vec<Problem>, ShopError> {
        let row = self.ask_row("SELECT pg_is_in_recovery()")?;
        if matches!(row.first(), Some(Some(yes)) if yes == "t") {
            return Ok(vec![Problem {
                code: "read_only".to_owned(),
                message: "The shop can be backed up, but nothing can be restored to it, because its server may only be read."
                    .to_owned(),
                hint: "Connect to the server that the shop itself writes to.".to_owned(),
            }]);
        }
        rights::missing(&self.way.address.user, &shape.schema, |right| match right {
            "SELECT" => tables::forbidden(self),
            right => tables::unwritable(self, right),
        })
    }

    fn facts(&self, shape: &Shape) -> Result<DatabaseFacts, ShopError> {
        // A table that was never analysed has -1 rows. The time zone in use was set when the session began.
        let row = self.ask_row(
            "SELECT (SELECT sum(greatest(c.reltuples, 0))::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                     WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')),
             pg_database_size(current_database()), (SELECT reset_val FROM pg_settings WHERE name = 'TimeZone'),
             pg_encoding_to_char(d.encoding) FROM pg_database d WHERE d.datname = current_database()",
        )?;
        Ok(facts(shape, row))
    }
}

impl Naming for PostgresSession {
    fn quote(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    fn address(&self, table: &Table) -> String {
        match &table.within {
            None => self.quote(&table.name),
            Some(within) => {
                let name = table
                    .name
                    .strip_prefix(&format!("{within}."))
                    .unwrap_or(&table.name);
                format!("{}.{}", self.quote(within), self.quote(name))
            }
        }
    }

    fn rows_of(&self, table: &Table) -> String {
        let only = if table.has_heirs { "ONLY " } else { "" };
        format!("{only}{}", self.address(table))
    }
}

struct Found<'s> {
    session: &'s PostgresSession,
    columns: &'s [&'s Column],
    /// How many rows to bring next.
    next: usize,
}

impl Feed for Found<'_> {
    fn more(&mut self, page: &mut Page) -> Result<(), ShopError> {
        let before = page.size();
        let sql = format!("FETCH {} FROM backstock_feed", self.next);
        self.session.ask(&sql, self.columns, page)?;
        let fitting = self.next.saturating_mul(FED) / (page.size() - before).max(1);
        self.next = fitting.clamp(1, self.next * 4).min(MOST_FED);
        Ok(())
    }
}

impl Session for PostgresSession {
    fn shown(&self, alias: &str, column: &Column) -> String {
        self.named(alias, column)
    }

    fn sorted(&self, alias: &str, column: &Column) -> String {
        self.named(alias, column)
    }

    fn literal(&self, column: &Column, value: &Stored) -> String {
        match text_of(column, value) {
            Some(text) => text_literal(&text),
            None => "NULL".to_owned(),
        }
    }

    fn is_exactly(&self, alias: &str, column: &Column, value: &Stored) -> String {
        let name = self.named(alias, column);
        match value {
            // A row of NULLs within a column is NULL to `IS NULL`.
            Stored::Null | Stored::Object(_) => format!("num_nulls({name}) = 1"),
            // NULL is written like an empty text.
            Stored::Text(_) | Stored::Exact(_) => format!(
                "(num_nulls({name}) = 0 AND format('%s', {name}) COLLATE \"C\" = {})",
                self.literal(column, value)
            ),
            // Zero is told from minus zero by how it is written.
            Stored::Real(number) if *number == 0.0 => {
                let written = if number.is_sign_negative() { "-0" } else { "0" };
                format!("format('%s', {name}) = '{written}'")
            }
            value => format!("{name} = {}", self.literal(column, value)),
        }
    }

    fn joined(&self) -> &'static str {
        "JOIN"
    }

    fn ask(&self, sql: &str, columns: &[&Column], page: &mut Page) -> Result<(), ShopError> {
        for row in self.rows(sql)? {
            for (at, column) in columns.iter().enumerate() {
                match row.get(at) {
                    Some(text) => push(page, column, text),
                    None => page.push(Value::Null),
                }
            }
        }
        Ok(())
    }

    fn feed(
        &self,
        sql: &str,
        columns: &[&Column],
        work: &mut dyn FnMut(&mut dyn Feed) -> Result<(), ShopError>,
    ) -> Result<(), ShopError> {
        self.run(&format!("DECLARE backstock_feed NO SCROLL CURSOR FOR {sql}"))?;
        let done = work(&mut Found {
            session: self,
            columns,
            next: FIRST_FED,
        });
        // After an error the transaction takes nothing any more.
        let closed = self.run("CLOSE backstock_feed");
        done.and(closed)
    }

    fn ask_row(&self, sql: &str) -> Result<Vec<Option<String>>, ShopError> {
        Ok(self.texts(sql)?.into_iter().next().unwrap_or_default())
    }

    fn run(&self, sql: &str) -> Result<(), ShopError> {
        self.connection
            .batch_execute(sql)
            .map_err(|error| failure(&self.way.address, "write to the shop's database", error))
    }

    fn execute(&self, table: &Table, sql: &str, values: &[(&Column, &Stored)]) -> Result<(), Denied> {
        if let Some((column, _)) = values.iter().find(|(column, value)| is_rounded(column, value, 6)) {
            return Err(Denied::WrongKind(rounded(column)));
        }
        let parameters: Vec<AsText> = values
            .iter()
            .map(|(column, value)| AsText(text_of(column, value)))
            .collect();
        let references: Vec<&(dyn ToSql + Sync)> = parameters
            .iter()
            .map(|value| value as &(dyn ToSql + Sync))
            .collect();
        if sql.starts_with("INSERT") {
            self.filled.borrow_mut().insert(self.address(table));
        }
        let connection = &self.connection;
        let mut statements = self.statements.borrow_mut();
        // An error would end the transaction.
        connection
            .batch_execute("SAVEPOINT statement")
            .map_err(|error| Denied::Broken(self.broke(error)))?;
        let done = match statements.get(sql) {
            Some(statement) => connection.execute(statement, &references),
            None => connection.prepare(sql).and_then(|statement| {
                if statements.len() >= MOST_STATEMENTS {
                    statements.clear();
                }
                statements.insert(sql.to_owned(), statement.clone());
                connection.execute(&statement, &references)
            }),
        };
        let end = if done.is_ok() {
            "RELEASE SAVEPOINT statement"
        } else {
            "ROLLBACK TO SAVEPOINT statement; RELEASE SAVEPOINT statement"
        };
        let ended = connection.batch_execute(end);
        done.map_err(|error| self.denied(table, error))?;
        ended.map_err(|error| Denied::Broken(self.broke(error)))
    }

    fn mark(&self, number: usize, _column: &Column, _value: &Stored) -> String {
        format!("${number}")
    }

    fn default_values(&self) -> &'static str {
        "DEFAULT VALUES"
    }

    fn holding(&self) -> Option<&'static str> {
        self.is_silent.get().then_some("FOR KEY SHARE OF p")
    }

    fn before_values(&self) -> &'static str {
        "OVERRIDING SYSTEM VALUE "
    }

    fn forbidden(&self, _schema: &Schema, tables: &[String]) -> Result<Vec<String>, ShopError> {
        let mut found = tables::forbidden(self)?;
        found.retain(|table| tables.contains(table));
        Ok(found)
    }

    /// A table that is written anew (`TRUNCATE`, most kinds of `ALTER`) looks empty to whoever began before. Where its rows lie is
    /// then another place than this transaction sees in the catalogue.
    fn make_sure_they_are_whole(&self, tables: &[&Table]) -> Result<(), ShopError> {
        let asked: Vec<String> = tables
            .iter()
            .map(|table| format!("({}::regclass)", text_literal(&self.address(table))))
            .collect();
        if asked.is_empty() {
            return Ok(());
        }
        let changed = self.ask_row(&format!(
            "WITH RECURSIVE asked (id) AS (
                 SELECT of.id::oid FROM (VALUES {}) AS of (id)
                 UNION SELECT i.inhrelid FROM asked JOIN pg_inherits i ON i.inhparent = asked.id
                 JOIN pg_class part ON part.oid = i.inhrelid AND part.relispartition)
             SELECT c.relname FROM asked JOIN pg_class c ON c.oid = asked.id
             WHERE c.relfilenode <> coalesce(pg_relation_filenode(c.oid), 0) LIMIT 1",
            asked.join(", ")
        ))?;
        match changed.into_iter().next().flatten() {
            Some(table) => Err(ShopError::TablesChanged {
                what: format!("the table {table} was written anew"),
            }),
            None => Ok(()),
        }
    }

    fn only_one(&self, table: &Table, condition: &str) -> String {
        format!(
            // Each part of a partitioned table counts its rows anew.
            "(tableoid, ctid) = (SELECT tableoid, ctid FROM {} WHERE {condition} LIMIT 1)",
            self.rows_of(table)
        )
    }
}

impl Transactions for PostgresSession {
    fn begin(&self, intent: Intent) -> Result<(), ShopError> {
        match intent {
            Intent::Read => self.run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"),
            Intent::Write => {
                self.filled.borrow_mut().clear();
                self.run(&format!(
                    "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE;
                     SET LOCAL idle_in_transaction_session_timeout = '{HELD_AT_MOST}'; SAVEPOINT silence"
                ))?;
                let silent = self.run("SET LOCAL session_replication_role = replica");
                self.is_silent.set(silent.is_ok());
                match silent {
                    Ok(()) => self.run("RELEASE SAVEPOINT silence"),
                    Err(ShopError::NotPermitted { .. }) => {
                        self.run("ROLLBACK TO SAVEPOINT silence; RELEASE SAVEPOINT silence")?;
                        self.run("SET CONSTRAINTS ALL DEFERRED")
                    }
                    Err(error) => Err(error),
                }
            }
        }
    }

    fn finish(&self) -> Result<(), ShopError> {
        self.move_counters()
    }

    fn shape(&self) -> Result<Shape, ShopError> {
        let schema = tables::read(self)?;
        let understands = |table: &Table, condition: &str| {
            // Its own savepoint, as an error would end the transaction.
            let sql = format!(
                "SELECT 1 FROM {} WHERE ({condition}) LIMIT 0",
                self.address(table)
            );
            let Ok(()) = self.run("SAVEPOINT condition") else {
                return self.texts(&sql).is_ok(); // no transaction, nothing to end
            };
            let is_understood = self.texts(&sql).is_ok();
            let back = self.run("ROLLBACK TO SAVEPOINT condition; RELEASE SAVEPOINT condition");
            is_understood && back.is_ok()
        };
        Ok(Shape::new(schema, self.installation.as_ref(), self, &understands))
    }

    fn tables_are(&self) -> Result<String, ShopError> {
        let row = self.ask_row(
            "SELECT md5(string_agg(concat_ws('|', a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull), ','
                    ORDER BY a.attrelid, a.attnum))
             FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
             AND a.attnum > 0 AND NOT a.attisdropped",
        )?;
        Ok(row.into_iter().next().flatten().unwrap_or_default())
    }

    fn ignore_checks(&self, _are_ignored: bool) -> Result<(), ShopError> {
        Ok(()) // there is no such switch
    }

    fn triggers(&self) -> Result<Vec<Triggers>, ShopError> {
        // Those that were switched to ALWAYS or REPLICA run also where the others are off.
        let fired = if self.is_silent.get() {
            "'A', 'R'"
        } else {
            "'A', 'O'"
        };
        let rows = self.texts(&format!(
            "SELECT CASE WHEN n.nspname = current_schema() THEN c.relname ELSE n.nspname || '.' || c.relname END,
                    count(*), string_agg(t.tgname, ', ' ORDER BY t.tgname), t.tgenabled IN ({fired})
             FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' GROUP BY 1, 4 ORDER BY 1, 4"
        ))?;
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                let [Some(table), Some(count), names, are_fired] = row.as_slice() else {
                    return None;
                };
                Some(Triggers {
                    table: table.clone(),
                    count: count.parse().ok()?,
                    names: names.clone().unwrap_or_default(),
                    are_fired: are_fired.as_deref() == Some("t"),
                })
            })
            .collect())
    }

    fn checks_references(&self) -> bool {
        !self.is_silent.get()
    }

    fn is_seen_by_others(&self, sql: &str) -> Result<bool, ShopError> {
        let mut others = self.others.borrow_mut();
        let session = match others.take() {
            Some(session) => session,
            None => Box::new(Self::open(&self.way, &self.password, None)?),
        };
        let row = others.insert(session).ask_row(sql)?;
        Ok(!row.is_empty())
    }

    fn stop(&self) -> Result<String, ShopError> {
        let row = self.ask_row("SELECT format('SELECT pg_cancel_backend(%s)', pg_backend_pid())")?;
        Ok(row.into_iter().next().flatten().unwrap_or_default())
    }

    fn cast(&self, sign: &str, column: &Column) -> String {
        format!("CAST({sign} AS {})", column.declared)
    }
}

/// Whether the server is there and still at work on what a connection of this number asked.
fn is_at_work(way: &Way, password: &Secret, number: &str) -> bool {
    let Ok((other, _tunnel)) = connect(way, password) else {
        return false;
    };
    let sql = format!("SELECT 1 FROM pg_stat_activity WHERE pid = {number} AND state = 'active'");
    other.simple_query(&sql).is_ok_and(|messages| {
        messages
            .iter()
            .any(|message| matches!(message, SimpleQueryMessage::Row(_)))
    })
}

/// Takes a value as the server wrote it.
fn push(page: &mut Page, column: &Column, text: &str) {
    match text.strip_prefix("\\x").and_then(bytes_of) {
        Some(bytes) if column.affinity == Affinity::Blob => page.push(Value::Blob(&bytes)),
        _ => page.push(taken(column, text)),
    }
}

/// A value as the server wrote it, but for bytes.
pub(in crate::sql) fn taken<'t>(column: &Column, text: &'t str) -> Value<'t> {
    let as_text = Value::Text(text.as_bytes());
    match column.affinity {
        Affinity::Numeric => text.parse().map_or(as_text, Value::Integer),
        Affinity::Exact if is_number(text) => Value::Exact(text),
        Affinity::Real => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Value::Real(number),
            _ => as_text,
        },
        Affinity::Truth => match text {
            "t" => Value::Truth(true),
            "f" => Value::Truth(false),
            _ => as_text,
        },
        Affinity::Text | Affinity::Exact | Affinity::Blob => as_text,
    }
}

/// Bytes out of hexadecimal digits.
pub(in crate::sql) fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    digits
        .as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect()
}

/// A value as the server reads it; `None` for NULL.
fn text_of(column: &Column, value: &Stored) -> Option<String> {
    Some(match value {
        Stored::Null | Stored::Object(_) => return None,
        Stored::Integer(number) if column.affinity == Affinity::Truth => (*number != 0).to_string(),
        Stored::Integer(number) => number.to_string(),
        Stored::Real(number) => format!("{number:e}"),
        Stored::Exact(text) => text.clone(),
        Stored::Truth(yes) => yes.to_string(),
        Stored::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Stored::Blob(bytes) => bytes.iter().fold("\\x".to_owned(), |mut out, byte| {
            use std::fmt::Write as _;
            let _ = write!(out, "{byte:02x}");
            out
        }),
    })
}

fn text_literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A parameter of whatever type the server takes there, in its own text.
#[derive(Debug)]
struct AsText(Option<String>);

impl ToSql for AsText {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match &self.0 {
            Some(text) => {
                out.extend_from_slice(text.as_bytes());
                Ok(IsNull::No)
            }
            None => Ok(IsNull::Yes),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn encode_format(&self, _: &Type) -> Format {
        Format::Text
    }

    fn to_sql_checked(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        self.to_sql(kind, out)
    }
}
