//! Whether a dump is there to its end.
//!
//! A tool that loses its connection, or finds the disk full, ends a dump behind any statement. What is left reads like the whole
//! dump of a smaller shop, and whoever restored from it would delete the rest. Two things tell it from a whole one:
//!
//! * **The last line.** Some tools name themselves in a first line and write a last one into every dump that has it.
//! * **What the dump itself began.** Tables that it locks are unlocked before it ends, and a transaction is committed, whoever
//!   wrote it.
//!
//! A whole dump must never be refused. So only first lines count that are written exactly as those tools write them, and nothing
//! is asked of a dump without comments, which has neither line. `mysqldump` puts the server's settings back behind all rows and
//! before its last line, so that does as well: somebody may have cut that line away.
//!
//! Not told: a dump without comments, or of a tool without a last line, that ends between two tables.

use crate::{Dialect, DumpError};

/// A tool that writes a last line into every dump.
struct Writer {
    /// Its first line.
    first: &'static str,
    /// Its last one.
    last: &'static str,
    /// Whether these lines go on with numbers and dates.
    goes_on: bool,
    /// What is told when the last one is missing.
    missing: &'static str,
}

const WRITERS: &[Writer] = &[
    // The number is the tool's own. Before 10, which came with MySQL 4.1, it wrote no last line.
    Writer {
        first: "-- MySQL dump 10.",
        last: COMPLETED,
        goes_on: true,
        missing: "the line with which mysqldump ends every dump is missing",
    },
    Writer {
        first: "-- MariaDB dump 10.",
        last: COMPLETED,
        goes_on: true,
        missing: "the line with which mariadb-dump ends every dump is missing",
    },
    Writer {
        first: "-- PostgreSQL database dump",
        last: "-- PostgreSQL database dump complete",
        goes_on: false,
        missing: "the line with which pg_dump ends every dump is missing",
    },
    // Around one of pg_dump for each database.
    Writer {
        first: "-- PostgreSQL database cluster dump",
        last: "-- PostgreSQL database cluster dump complete",
        goes_on: false,
        missing: "the line with which pg_dumpall ends every dump is missing",
    },
];
const COMPLETED: &str = "-- Dump completed";

/// What a dump began so far and did not end.
#[derive(Default)]
pub(crate) struct Ending {
    /// Who began to write and did not say that it was done.
    begun: Vec<&'static Writer>,
    /// One of several dumps in the file that has no end, though others come behind it.
    cut: Option<&'static Writer>,
    is_locked: bool,
    is_in_transaction: bool,
    is_taken_back: bool,
    /// Whether statements of a routine may stand among those of the dump.
    is_blurred: bool,
}

impl Writer {
    fn writes(&self, mark: &str, line: &[u8]) -> bool {
        if self.goes_on {
            line.starts_with(mark.as_bytes())
        } else {
            line.trim_ascii_end() == mark.as_bytes()
        }
    }
}

impl Ending {
    /// A comment between two statements.
    pub(crate) fn remark(&mut self, line: &[u8]) {
        if let Some(writer) = WRITERS.iter().find(|writer| writer.writes(writer.first, line)) {
            self.cut = self.end_by(writer.last).or(self.cut);
            self.begun.push(writer);
        } else if let Some(writer) = WRITERS.iter().find(|writer| writer.writes(writer.last, line)) {
            self.end_by(writer.last);
        }
    }

    /// `SET SQL_MODE=@OLD_SQL_MODE`.
    pub(crate) fn settings_are_put_back(&mut self) {
        self.end_by(COMPLETED);
    }

    /// Who had begun that ends with this line.
    fn end_by(&mut self, last: &str) -> Option<&'static Writer> {
        let at = self.begun.iter().position(|writer| writer.last == last)?;
        Some(self.begun.remove(at))
    }

    /// A routine for MySQL whose end the client is not told (`DELIMITER`): what follows may be in it.
    pub(crate) fn routine_without_end(&mut self) {
        self.is_blurred = true;
    }

    /// A statement that frames others: its first word, and the second where there is one.
    pub(crate) fn frame(&mut self, dialect: Dialect, first: &str, second: Option<&str>) {
        let is_mysql = dialect == Dialect::MySql;
        match (first, second) {
            ("lock", Some("tables" | "table")) if is_mysql => self.is_locked = true,
            ("unlock", _) => self.is_locked = false,
            // `BEGIN` and another word begins a block of a routine.
            ("start", Some("transaction"))
            | (
                "begin",
                None
                | Some("transaction" | "work" | "isolation" | "read" | "deferred" | "immediate" | "exclusive"),
            ) => {
                self.is_in_transaction |= !self.is_blurred;
            }
            ("commit", _) => self.is_in_transaction = false,
            ("end", None | Some("transaction" | "work")) if !is_mysql => self.is_in_transaction = false,
            // How SQLite's shell ends a dump of a damaged database. Elsewhere it is no tool's.
            ("rollback", None | Some("transaction")) => {
                self.is_taken_back |= self.is_in_transaction && dialect == Dialect::Sqlite;
                self.is_in_transaction = false;
            }
            _ => {}
        }
    }

    /// The end of the file: whether it is the dump's as well.
    pub(crate) fn check(&self) -> Result<(), DumpError> {
        let what = if let Some(writer) = self.cut.or(self.begun.first().copied()) {
            writer.missing
        } else if self.is_locked {
            "it locks a table and does not unlock it"
        } else if self.is_in_transaction {
            "it begins a transaction and does not commit it"
        } else if self.is_taken_back {
            "the tool that made it met with errors and took everything back at the end"
        } else {
            return Ok(());
        };
        Err(DumpError::EndsEarly { what })
    }
}
