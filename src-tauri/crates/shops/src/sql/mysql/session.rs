//! One connection to a MariaDB or MySQL server.

use std::cell::RefCell;
use std::sync::Arc;

use backstock_model::Secret;
use mysql::prelude::Queryable as _;
use mysql::{Conn, Error, Params, QueryResult, Row, Text};

use super::connect::{connect, failure};
use super::grants::Grants;
use super::tables;
use crate::installation::Installation;
use crate::sql::schema::{Column, ForeignKey, Schema, Table};
use crate::sql::server::page::Page;
use crate::sql::server::rights::{self, named};
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

/// What every session begins with. The mode takes what older shops have and refuses what would be cut off.
const BEGINNING: &[&str] = &[
    "SET NAMES utf8mb4",
    "SET SESSION time_zone = '+00:00'",
    STRICT,
    "SET SESSION foreign_key_checks = 0",
    "SET SESSION innodb_lock_wait_timeout = 10",
    "SET SESSION wait_timeout = 28800",
    "SET SESSION net_write_timeout = 600",
];

/// How long the server keeps a transaction of ours that says nothing more, in seconds: when a line goes without a word, the rows
/// that we have locked are the shop's own again after that. Longer than we ever think between two statements.
const HELD_AT_MOST: u32 = 60;

const STRICT: &str = "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION,ALLOW_INVALID_DATES'";
const MILD: &str =
    "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION,ALLOW_INVALID_DATES'";

/// What the server says of a value that it would have to make fit.
const TRUNCATED: u16 = 1265;

/// What a parameter takes in a packet beside its own bytes, at most.
const AROUND_A_VALUE: usize = 16;
/// From so many bytes on the driver sends the values of a statement one by one.
const IN_PARTS: usize = (1 << 24) - 1;

/// How many rows a feed brings at once.
const FED_ROWS: usize = 64;

/// A connection, with what is needed to say what went wrong.
pub(crate) struct MysqlSession {
    connection: RefCell<Conn>,
    /// What the connection goes through; ends after it.
    _tunnel: Option<Arc<Tunnel>>,
    way: Way,
    password: Secret,
    installation: Option<Installation>,
    is_mariadb: bool,
    /// The longest value that the server takes, in bytes. It ends the connection of who sends a longer one.
    longest: usize,
    /// A connection that sees what others see; made when it is first needed.
    others: RefCell<Option<Box<Self>>>,
}

impl MysqlSession {
    fn broke(&self, error: Error) -> ShopError {
        failure(&self.way.address, "read from the shop's database", error)
    }

    /// Asks for rows of texts, few of them.
    pub(super) fn texts(&self, sql: &str) -> Result<Vec<Vec<Option<String>>>, ShopError> {
        let rows: Vec<Row> = self
            .connection
            .borrow_mut()
            .query(sql)
            .map_err(|error| self.broke(error))?;
        Ok(rows
            .into_iter()
            .map(|row| {
                row.unwrap_raw()
                    .into_iter()
                    .map(|value| match value {
                        Some(mysql::Value::Bytes(bytes)) => {
                            Some(String::from_utf8_lossy(&bytes).into_owned())
                        }
                        Some(mysql::Value::NULL) | None => None,
                        Some(other) => Some(other.as_sql(true)),
                    })
                    .collect()
            })
            .collect())
    }

    /// What the user may not read or not write.
    fn missing_rights(&self, schema: &Schema) -> Result<Vec<Problem>, ShopError> {
        let told = self.texts("SHOW GRANTS FOR CURRENT_USER()")?;
        let lines = told.iter().filter_map(|row| row.first()?.as_deref());
        let grants = Grants::of(lines, &self.way.address.database);
        let user = &self.way.address.user;
        let mut problems = rights::missing(user, schema, |right| {
            let names = schema.tables.iter().map(|table| &table.name);
            Ok(names
                .filter(|name| !grants.is_given_for(right, name))
                .cloned()
                .collect())
        })?;
        // The server names no table that its user has no right to.
        if !grants.is_given("SELECT") && problems.iter().all(|problem| problem.code != "may_not_read") {
            problems.push(rights::may_not_read(format!(
                "The user “{user}” has rights to {} single tables and none to the database as a whole. Tables without a right \
                 cannot be seen, and are in no backup.",
                schema.tables.len()
            )));
        }
        Ok(problems)
    }

    fn push_row(&self, row: Row, columns: &[&Column], page: &mut Page) {
        for (value, column) in row.unwrap_raw().into_iter().zip(columns) {
            match value {
                Some(mysql::Value::Bytes(bytes)) => page.push(taken(column, &bytes)),
                _ => page.push(Value::Null),
            }
        }
    }
}

/// A value as the server wrote it.
pub(in crate::sql) fn taken<'b>(column: &Column, bytes: &'b [u8]) -> Value<'b> {
    // Looked at only where it is short: a number.
    let text = || std::str::from_utf8(bytes).unwrap_or_default();
    match column.affinity {
        Affinity::Blob => Value::Blob(bytes),
        Affinity::Numeric => text().parse().map_or(Value::Text(bytes), Value::Integer),
        Affinity::Exact => {
            let number = without_zeros(text());
            if is_number(number) {
                Value::Exact(number)
            } else {
                Value::Text(bytes)
            }
        }
        Affinity::Real => match text().parse::<f64>() {
            Ok(number) if column.declared.starts_with("float") => Value::Real(shortest(number)),
            Ok(number) => Value::Real(number),
            Err(_) => Value::Text(bytes),
        },
        Affinity::Text | Affinity::Truth => Value::Text(bytes),
    }
}

/// A zero filled number without its zeros.
fn without_zeros(text: &str) -> &str {
    let trimmed = text.trim_start_matches('0');
    match trimmed.as_bytes().first() {
        Some(b'0'..=b'9') => trimmed,
        // All zeros, or a point after them: one of them stays.
        _ => text.get(text.len() - trimmed.len()..).map_or(text, |_| {
            text.get((text.len() - trimmed.len()).saturating_sub(1)..)
                .unwrap_or(text)
        }),
    }
}

/// The double that is written with the digits a FLOAT needs.
fn shortest(number: f64) -> f64 {
    let mut buffer = ryu::Buffer::new();
    buffer.format(narrow(number)).parse().unwrap_or(number)
}

#[expect(clippy::cast_possible_truncation, reason = "a FLOAT is what it was")]
fn narrow(number: f64) -> f32 {
    number as f32
}

/// The bytes of what is no text in Unicode; `shown` puts a mark in front of them that no text begins with.
fn raw(bytes: &[u8]) -> Option<&[u8]> {
    bytes.strip_prefix(&[0xFF])
}

struct Found<'s, 'c> {
    session: &'s MysqlSession,
    rows: QueryResult<'c, 'c, 'c, Text>,
    columns: &'s [&'s Column],
}

impl Feed for Found<'_, '_> {
    fn more(&mut self, page: &mut Page) -> Result<(), ShopError> {
        for row in self.rows.by_ref().take(FED_ROWS) {
            let row = row.map_err(|error| self.session.broke(error))?;
            self.session.push_row(row, self.columns, page);
        }
        Ok(())
    }
}

impl Visit for MysqlSession {
    fn open(way: &Way, password: &Secret, installation: Option<&Installation>) -> Result<Self, ShopError> {
        let (mut connection, tunnel) = connect(way, password)?;
        let prepared = || -> Result<(String, usize), Error> {
            for sql in BEGINNING {
                connection.query_drop(sql)?;
            }
            let said: Option<(String, usize)> =
                connection.query_first("SELECT VERSION(), @@max_allowed_packet")?;
            // A host's limit for one statement would end the reading of a large table. Not every version knows it.
            let _ = connection.query_drop("SET SESSION max_statement_time = 0");
            let _ = connection.query_drop("SET SESSION max_execution_time = 0");
            Ok(said.unwrap_or_else(|| (String::new(), usize::MAX)))
        };
        let (version, longest) =
            { prepared }().map_err(|error| failure(&way.address, "prepare the connection", error))?;
        Ok(Self {
            connection: RefCell::new(connection),
            _tunnel: tunnel,
            way: way.clone(),
            password: password.clone(),
            installation: installation.cloned(),
            others: RefCell::new(None),
            longest,
            is_mariadb: version.to_ascii_lowercase().contains("mariadb"),
        })
    }

    fn schema(&self) -> Result<Schema, ShopError> {
        tables::read(self)
    }

    fn fingerprint(&self) -> Result<Fingerprint, ShopError> {
        // Where it is reached, and on MySQL the server's own id. A host's name is another one after each start of a container.
        let id = if self.is_mariadb {
            Vec::new()
        } else {
            self.ask_row("SELECT @@server_uuid")?
        };
        let said = format!(
            "{}\0{}\0{}",
            self.way.address.spoken(),
            self.way.address.database,
            id.into_iter().next().flatten().unwrap_or_default()
        ) + &self.way.address.told_by_prefix();
        let hash = blake3::hash(said.as_bytes()).to_hex();
        Ok(Fingerprint(format!(
            "mysql:{}",
            hash.get(..16).unwrap_or_default()
        )))
    }

    fn server(&self) -> Result<String, ShopError> {
        let row = self.ask_row("SELECT VERSION()")?;
        let version = row.into_iter().next().flatten().unwrap_or_default();
        let number = version.split('-').next().unwrap_or_default();
        Ok(if self.is_mariadb {
            format!("MariaDB {number}")
        } else {
            format!("MySQL {number}")
        })
    }

    fn problems(&self, shape: &Shape) -> Result<Vec<Problem>, ShopError> {
        let mut problems = Vec::new();
        let loose: Vec<&str> = shape
            .schema
            .tables
            .iter()
            .filter(|table| !table.is_transactional)
            .map(|table| table.name.as_str())
            .collect();
        if !loose.is_empty() {
            problems.push(Problem {
                code: "not_transactional".to_owned(),
                message: format!(
                    "{} of this shop's {} tables cannot be read as of one moment while the shop is being written to: {}.",
                    loose.len(),
                    shape.schema.tables.len(),
                    named(&loose)
                ),
                hint: "Ask your hosting company to change them to InnoDB; backups work all the same.".to_owned(),
            });
        }
        let row = self.ask_row("SELECT @@global.read_only")?;
        if matches!(row.first(), Some(Some(value)) if value != "0" && value != "OFF") {
            problems.push(Problem {
                code: "read_only".to_owned(),
                message: "The shop can be backed up, but nothing can be restored to it, because its server may only be read."
                    .to_owned(),
                hint: "Connect to the server that the shop itself writes to.".to_owned(),
            });
        } else {
            problems.extend(self.missing_rights(&shape.schema)?);
        }
        Ok(problems)
    }

    fn facts(&self, shape: &Shape) -> Result<DatabaseFacts, ShopError> {
        // Ours was set to another one when the session began.
        let row = self.ask_row(
            "SELECT CAST(SUM(table_rows) AS CHAR), CAST(SUM(data_length + index_length) AS CHAR),
             IF(@@global.time_zone = 'SYSTEM', @@system_time_zone, @@global.time_zone), @@character_set_database
             FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
        )?;
        Ok(facts(shape, row))
    }
}

impl Naming for MysqlSession {
    fn quote(&self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }

    fn address(&self, table: &Table) -> String {
        let name = self.quote(&table.name);
        match &table.within {
            None => name,
            Some(within) => format!("{}.{name}", self.quote(within)),
        }
    }
}

impl Session for MysqlSession {
    fn shown(&self, alias: &str, column: &Column) -> String {
        let name = self.named(alias, column);
        match kind(column) {
            // Shown with fewer digits than they have.
            "float" | "double" if kind(column) == "float" || column.declared.contains('(') => {
                format!("{name} + 0e0")
            }
            "bit" => format!("{name} + 0"),
            _ => match &column.collation {
                // The bytes as they are, where the text would come back as others.
                Some(charset) if column.affinity == Affinity::Text && is_plain(charset) => format!(
                    "IF(CAST(CONVERT(CONVERT({name} USING utf8mb4) USING {charset}) AS BINARY) = CAST({name} AS BINARY), \
                     CONVERT({name} USING utf8mb4), CONCAT(0xFF, CAST({name} AS BINARY)))"
                ),
                _ => name,
            },
        }
    }

    fn sorted(&self, alias: &str, column: &Column) -> String {
        let name = self.named(alias, column);
        match kind(column) {
            // By what it shows; the server would sort by the number of the choice and compare by the text.
            "enum" | "set" => format!("CONCAT({name})"),
            "bit" => format!("{name} + 0"),
            _ => name,
        }
    }

    fn literal(&self, column: &Column, value: &Stored) -> String {
        match value {
            Stored::Null | Stored::Object(_) => "NULL".to_owned(),
            Stored::Integer(number) => number.to_string(),
            Stored::Real(number) => format!("{number:e}"),
            Stored::Exact(text) if is_number(text) => text.clone(),
            Stored::Exact(text) => text_literal(text.as_bytes()),
            Stored::Truth(yes) => u8::from(*yes).to_string(),
            Stored::Text(bytes) if column.affinity != Affinity::Blob => match (raw(bytes), &column.collation)
            {
                (Some(raw), Some(charset)) if is_plain(charset) => {
                    format!("CONVERT(X'{}' USING {charset})", hex(raw))
                }
                _ => text_literal(bytes),
            },
            Stored::Text(bytes) | Stored::Blob(bytes) => format!("X'{}'", hex(bytes)),
        }
    }

    fn is_exactly(&self, alias: &str, column: &Column, value: &Stored) -> String {
        let name = self.named(alias, column);
        match value {
            Stored::Null | Stored::Object(_) => format!("{name} IS NULL"),
            // Zero is told from minus zero by how it is written.
            Stored::Real(number) if *number == 0.0 => {
                let sign = if number.is_sign_negative() { "" } else { "NOT " };
                format!("({name} = 0 AND CONCAT({name} + 0e0) {sign}LIKE '-%')")
            }
            // As the double that it stands for.
            Stored::Real(number) if kind(column) == "float" => {
                format!("{name} + 0e0 = {:e}", f64::from(narrow(*number)))
            }
            Stored::Text(bytes) if raw(bytes).is_some() => {
                format!(
                    "CAST({name} AS BINARY) = X'{}'",
                    hex(raw(bytes).unwrap_or_default())
                )
            }
            // MySQL compares such a column by what it says, and a text with it never.
            Stored::Text(bytes) if kind(column) == "json" => {
                let literal = text_literal(bytes);
                format!("CAST(CAST({name} AS CHAR) AS BINARY) = CAST({literal} AS BINARY)")
            }
            Stored::Text(bytes) if column.affinity == Affinity::Text => {
                let literal = text_literal(bytes);
                format!(
                    "({name} = {literal} AND CAST(CONVERT({name} USING utf8mb4) AS BINARY) = CAST({literal} AS BINARY))"
                )
            }
            value => format!("{} = {}", self.sorted(alias, column), self.literal(column, value)),
        }
    }

    fn joined(&self) -> &'static str {
        "STRAIGHT_JOIN"
    }

    fn ask(&self, sql: &str, columns: &[&Column], page: &mut Page) -> Result<(), ShopError> {
        let mut connection = self.connection.borrow_mut();
        let rows = connection.query_iter(sql).map_err(|error| self.broke(error))?;
        for row in rows {
            self.push_row(row.map_err(|error| self.broke(error))?, columns, page);
        }
        Ok(())
    }

    fn feed(
        &self,
        sql: &str,
        columns: &[&Column],
        work: &mut dyn FnMut(&mut dyn Feed) -> Result<(), ShopError>,
    ) -> Result<(), ShopError> {
        let mut connection = self.connection.borrow_mut();
        let rows = connection.query_iter(sql).map_err(|error| self.broke(error))?;
        work(&mut Found {
            session: self,
            rows,
            columns,
        })
    }

    fn ask_row(&self, sql: &str) -> Result<Vec<Option<String>>, ShopError> {
        Ok(self.texts(sql)?.into_iter().next().unwrap_or_default())
    }

    fn run(&self, sql: &str) -> Result<(), ShopError> {
        self.connection
            .borrow_mut()
            .query_drop(sql)
            .map_err(|error| failure(&self.way.address, "write to the shop's database", error))
    }

    fn execute(&self, table: &Table, sql: &str, values: &[(&Column, &Stored)]) -> Result<(), Denied> {
        if let Some((column, _)) = values.iter().find(|(column, value)| is_rounded(column, value, 0)) {
            return Err(Denied::WrongKind(rounded(column)));
        }
        let parameters: Vec<mysql::Value> = values
            .iter()
            .map(|(column, value)| parameter(column, value))
            .collect();
        let length = |parameter: &mysql::Value| match parameter {
            mysql::Value::Bytes(bytes) => bytes.len(),
            _ => 0,
        };
        let all: usize = parameters
            .iter()
            .map(|parameter| length(parameter) + AROUND_A_VALUE)
            .sum();
        let largest = parameters
            .iter()
            .zip(values)
            .max_by_key(|(parameter, _)| length(parameter));
        if let Some((parameter, (column, _))) = largest
            && (length(parameter) >= self.longest || all >= self.longest && all < IN_PARTS)
        {
            return Err(Denied::NotAccepted(format!(
                "it has {all} bytes, most of them in “{}”, and the server takes fewer than {} at once (max_allowed_packet)",
                column.name, self.longest
            )));
        }
        let parameters = if parameters.is_empty() {
            Params::Empty
        } else {
            Params::Positional(parameters)
        };
        let done = self.connection.borrow_mut().exec_drop(sql, &parameters);
        match done {
            Err(Error::MySqlError(said)) if said.code == TRUNCATED && values.iter().any(is_no_choice) => {
                self.execute_mildly(table, sql, &parameters)
            }
            done => done.map_err(|error| self.denied(table, error)),
        }
    }

    fn mark(&self, _number: usize, column: &Column, value: &Stored) -> String {
        match value {
            Stored::Text(bytes) if std::str::from_utf8(bytes).is_err() => "CAST(? AS BINARY)".to_owned(),
            Stored::Blob(_) if column.affinity == Affinity::Blob => "CAST(? AS BINARY)".to_owned(),
            _ => "?".to_owned(),
        }
    }

    fn default_values(&self) -> &'static str {
        "() VALUES ()"
    }

    fn before_values(&self) -> &'static str {
        ""
    }

    /// The server names no table that its user has no right to. Asked for one, it refuses before it looks whether there is such
    /// a table; only to who may read the whole database it says that there is none.
    fn forbidden(&self, schema: &Schema, tables: &[String]) -> Result<Vec<String>, ShopError> {
        let mut found = Vec::new();
        for table in tables.iter().filter(|table| schema.position(table).is_none()) {
            match self.ask_row(&format!("SELECT 1 FROM {} LIMIT 0", self.quote(table))) {
                Err(ShopError::NotPermitted { .. }) => found.push(table.clone()),
                Err(ShopError::ConnectionLost { server }) => {
                    return Err(ShopError::ConnectionLost { server });
                }
                // It is not there.
                Ok(_) | Err(_) => {}
            }
        }
        Ok(found)
    }

    fn only_one(&self, _table: &Table, condition: &str) -> String {
        format!("{condition} LIMIT 1")
    }
}

impl Transactions for MysqlSession {
    fn begin(&self, intent: Intent) -> Result<(), ShopError> {
        match intent {
            Intent::Read => {
                self.run("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ")?;
                self.run("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
            }
            Intent::Write => {
                self.run("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")?;
                self.run(&format!(
                    "SET SESSION wait_timeout = {HELD_AT_MOST}, net_write_timeout = {HELD_AT_MOST}"
                ))?;
                self.run("START TRANSACTION READ WRITE")
            }
        }
    }

    fn shape(&self) -> Result<Shape, ShopError> {
        let schema = tables::read(self)?;
        let understands = |table: &Table, condition: &str| {
            let sql = format!(
                "SELECT 1 FROM {} WHERE ({condition}) LIMIT 0",
                self.address(table)
            );
            self.texts(&sql).is_ok()
        };
        Ok(Shape::new(schema, self.installation.as_ref(), self, &understands))
    }

    fn tables_are(&self) -> Result<String, ShopError> {
        let row = self.ask_row(
            "SELECT count(*), sum(crc32(concat_ws('|', table_name, column_name, column_type, is_nullable, column_key, extra)))
             FROM information_schema.columns WHERE table_schema = DATABASE()",
        )?;
        Ok(row
            .into_iter()
            .map(Option::unwrap_or_default)
            .collect::<Vec<_>>()
            .join(","))
    }

    fn pointing_in(&self, schema: &Schema) -> Result<Vec<(Table, ForeignKey)>, ShopError> {
        tables::pointing_in(self, schema)
    }

    fn ignore_checks(&self, are_ignored: bool) -> Result<(), ShopError> {
        if !self.is_mariadb {
            return Ok(()); // MySQL has no such switch
        }
        let on = u8::from(!are_ignored);
        self.run(&format!("SET SESSION check_constraint_checks = {on}"))
    }

    fn triggers(&self) -> Result<Vec<Triggers>, ShopError> {
        let rows = self.texts(
            "SELECT event_object_table, count(*), group_concat(trigger_name ORDER BY trigger_name SEPARATOR ', ')
             FROM information_schema.triggers WHERE trigger_schema = DATABASE()
             GROUP BY event_object_table ORDER BY event_object_table",
        )?;
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                let [Some(table), Some(count), names] = row.as_slice() else {
                    return None;
                };
                Some(Triggers {
                    table: table.clone(),
                    count: count.parse().ok()?,
                    names: names.clone().unwrap_or_default(),
                    are_fired: true,
                })
            })
            .collect())
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
        let row = self.ask_row("SELECT CONCAT('KILL QUERY ', CONNECTION_ID())")?;
        Ok(row.into_iter().next().flatten().unwrap_or_default())
    }

    fn cast(&self, sign: &str, _column: &Column) -> String {
        sign.to_owned()
    }
}

impl MysqlSession {
    fn named(&self, alias: &str, column: &Column) -> String {
        let name = self.quote(&column.name);
        if alias.is_empty() {
            name
        } else {
            format!("{alias}.{name}")
        }
    }

    /// Writes a choice that is none of a column's choices, which older shops have: the server keeps it as an empty text, and
    /// takes it only in its mild mode. Anything else that it would make fit there is refused as before.
    fn execute_mildly(&self, table: &Table, sql: &str, parameters: &Params) -> Result<(), Denied> {
        let broke = |error: ShopError| Denied::Broken(error);
        self.run("SAVEPOINT mild").map_err(broke)?;
        self.run(MILD).map_err(broke)?;
        let done = self.connection.borrow_mut().exec_drop(sql, parameters);
        let warnings = self.texts("SHOW WARNINGS").map_err(broke)?;
        self.run(STRICT).map_err(broke)?;
        let other = warnings
            .iter()
            .find(|row| row.get(1).and_then(Option::as_deref) != Some("1265"))
            .and_then(|row| row.get(2).cloned().flatten());
        let result = match (done, other) {
            (Err(error), _) => Err(self.denied(table, error)),
            (Ok(()), Some(said)) => Err(Denied::WrongKind(said)),
            (Ok(()), None) => Ok(()),
        };
        if result.is_err() {
            self.run("ROLLBACK TO SAVEPOINT mild").map_err(broke)?;
        }
        self.run("RELEASE SAVEPOINT mild").map_err(broke)?;
        result
    }

    fn denied(&self, table: &Table, error: Error) -> Denied {
        let Error::MySqlError(said) = &error else {
            return Denied::Broken(failure(&self.way.address, "write to the shop's database", error));
        };
        // "Column 'sku' cannot be null", "Duplicate entry 'A' for key 'products.sku'"
        let between = |nth: usize| {
            let mut parts = said.message.split('\'');
            parts.nth(nth * 2 + 1).map(str::to_owned)
        };
        match said.code {
            1062 | 1169 | 1586 | 1859 => {
                let mut named = said.message.rsplit('\'');
                let key = named.nth(1).unwrap_or_default();
                let key = key.strip_prefix(&format!("{}.", table.name)).unwrap_or(key);
                let columns = table
                    .uniques
                    .iter()
                    .find(|unique| unique.name.eq_ignore_ascii_case(key))
                    .map(|unique| {
                        let names = unique
                            .columns
                            .iter()
                            .map(|&column| table.name_of(column).to_owned());
                        names.collect()
                    });
                Denied::Taken(columns.unwrap_or_default())
            }
            1048 | 1364 => Denied::Empty(between(0).unwrap_or_default()),
            3819 | 4025 => Denied::Check(quoted_by(&said.message).unwrap_or_default()),
            1264 | 1265 | 1292 | 1366 | 1406 | 1411 | 1416 | 3140 | 3141 => {
                Denied::WrongKind(said.message.clone())
            }
            // By the state: whatever the shop's own triggers raise, and what is said of this one row.
            _ if said.state == "45000" || said.state.starts_with("22") || said.state.starts_with("23") => {
                Denied::NotAccepted(said.message.clone())
            }
            // Among them a table or a column that is gone and that a trigger of the shop still names.
            1054 | 1146 | 1153 | 1442 | 1906 | 3105 => Denied::NotAccepted(said.message.clone()),
            _ => Denied::Broken(failure(&self.way.address, "write to the shop's database", error)),
        }
    }
}

/// Whether a value is the empty text for a column of choices.
fn is_no_choice((column, value): &(&Column, &Stored)) -> bool {
    matches!(kind(column), "enum" | "set") && matches!(value, Stored::Text(text) if text.is_empty())
}

/// What stands in the first pair of quotes, whichever the server uses.
fn quoted_by(message: &str) -> Option<String> {
    let mut parts = message.split(['\'', '`']);
    parts.nth(1).map(str::to_owned)
}

fn kind(column: &Column) -> &str {
    column.declared.split(['(', ' ']).next().unwrap_or_default()
}

fn is_plain(name: &str) -> bool {
    name.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn parameter(column: &Column, value: &Stored) -> mysql::Value {
    match value {
        Stored::Null | Stored::Object(_) => mysql::Value::NULL,
        Stored::Integer(number) => mysql::Value::Int(*number),
        // As wide as it was: written with few digits the largest one would be too large.
        Stored::Real(number) if kind(column) == "float" => mysql::Value::Double(f64::from(narrow(*number))),
        Stored::Real(number) => mysql::Value::Double(*number),
        // A BIT takes a text for its bits.
        Stored::Exact(text) => match (text.parse::<i64>(), text.parse::<u64>()) {
            (Ok(number), _) => mysql::Value::Int(number),
            (_, Ok(number)) => mysql::Value::UInt(number),
            _ => mysql::Value::Bytes(text.as_bytes().to_vec()),
        },
        Stored::Truth(yes) => mysql::Value::Int(i64::from(*yes)),
        Stored::Text(bytes) if column.collation.is_some() => {
            mysql::Value::Bytes(raw(bytes).unwrap_or(bytes).to_vec())
        }
        Stored::Text(bytes) | Stored::Blob(bytes) => mysql::Value::Bytes(bytes.clone()),
    }
}

/// A text as a part of a query. Whatever could end it or begin something else goes as hexadecimal digits.
fn text_literal(bytes: &[u8]) -> String {
    let is_plain = bytes
        .iter()
        .all(|byte| byte.is_ascii_alphanumeric() || b" -_:.,@/+".contains(byte));
    match std::str::from_utf8(bytes) {
        Ok(text) if is_plain => format!("'{text}'"),
        _ => format!("_utf8mb4 X'{}'", hex(bytes)),
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            let _ = write!(out, "{byte:02X}");
            out
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_filled_numbers_lose_their_zeros_and_nothing_else() {
        for (filled, plain) in [
            ("00042", "42"),
            ("00012.50", "12.50"),
            ("0.50", "0.50"),
            ("000.50", "0.50"),
            ("0000", "0"),
            ("0", "0"),
            ("-5", "-5"),
            ("100", "100"),
        ] {
            assert_eq!(without_zeros(filled), plain, "{filled}");
        }
    }

    #[test]
    fn a_float_is_written_with_the_digits_it_needs() {
        assert_eq!(shortest(0.100_000_001_490_116_12), 0.1);
        assert_eq!(shortest(16_777_216.0), 16_777_216.0);
    }

    #[test]
    fn nothing_in_a_text_can_end_its_literal() {
        assert_eq!(text_literal(b"SKU-1"), "'SKU-1'");
        assert_eq!(text_literal(b"a'b"), "_utf8mb4 X'612762'");
        assert_eq!(text_literal(b"a\\"), "_utf8mb4 X'615C'");
    }
}
