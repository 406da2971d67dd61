//! # Shops on a database server
//!
//! MariaDB, MySQL and PostgreSQL are read and written in the same way; a [`Session`] says what is different.
//!
//! **Reading.** One transaction shows one moment from the first record to the last. A connection answers one query at a time,
//! so records are read in pages: a page of root rows by the order of their keys, then for each collection the rows whose owners
//! are on that page, and these are walked side by side (see `zip`). Such a [`sheaf`] grows or shrinks so that it stays within a
//! few megabytes, whatever the size of the shop, and the next one is fetched while one is walked. Rows without any key are read
//! in one go, as they have nothing they could own.
//!
//! **Values** are asked for as the server's own text: what a driver makes of them (dates, floats, decimals) is not always what
//! was there. They are compared with values written into the query as literals, and written as parameters.
//!
//! **The way there** is a loopback or network port, a socket, or a tunnel through another computer (see [`way`], `tunnel`). A
//! server that says nothing is given up, see [`way::Waiting`].
//!
//! **Writing.** One transaction a batch. The rows that make a record are locked before they are compared with what the plan
//! believed. Whoever asks to stop is heard also while somebody else has one of those rows locked (see [`stopping`]).

pub(crate) mod address;
pub(crate) mod certificate;
pub(crate) mod page;
pub(crate) mod protection;
pub(crate) mod read;
pub(crate) mod rights;
pub(crate) mod rounding;
pub(crate) mod select;
pub(crate) mod sheaf;
pub(crate) mod shop;
pub(crate) mod stopping;
pub(crate) mod tunnel;
pub(crate) mod way;
pub(crate) mod write;

use self::page::Page;
use super::schema::{Column, Schema, Table};
use super::shape::Naming;
use super::stored::Stored;
use super::write::Denied;
use crate::ShopError;

/// A connection to a database server, with what is its own way of saying things.
pub(crate) trait Session: Naming + Send {
    /// The expression that shows a column's exact value.
    fn shown(&self, alias: &str, column: &Column) -> String;

    /// The expression that a column of a key is sorted and compared by.
    fn sorted(&self, alias: &str, column: &Column) -> String;

    /// A value as a part of a query, to compare with [`Session::sorted`].
    fn literal(&self, column: &Column, value: &Stored) -> String;

    /// The condition for a column to have exactly this value, NULL included.
    fn is_exactly(&self, alias: &str, column: &Column, value: &Stored) -> String;

    /// Joins a collection's rows to their owners, who stay outermost.
    fn joined(&self) -> &'static str;

    /// Appends all rows that a query answers with. Their columns are, one after the other, those of `columns`.
    fn ask(&self, sql: &str, columns: &[&Column], page: &mut Page) -> Result<(), ShopError>;

    /// As [`Session::ask`], for more rows than there is room for.
    fn feed(
        &self,
        sql: &str,
        columns: &[&Column],
        work: &mut dyn FnMut(&mut dyn Feed) -> Result<(), ShopError>,
    ) -> Result<(), ShopError>;

    /// Asks for one row of texts; an empty one when there is none.
    fn ask_row(&self, sql: &str) -> Result<Vec<Option<String>>, ShopError>;

    /// Runs SQL that answers nothing.
    fn run(&self, sql: &str) -> Result<(), ShopError>;

    /// Runs a statement with parameters, each with the column it is for. One that is denied leaves no trace and does not end
    /// the transaction.
    fn execute(&self, table: &Table, sql: &str, values: &[(&Column, &Stored)]) -> Result<(), Denied>;

    /// The sign for a parameter, counted from 1, that is compared with a column or put into it.
    fn mark(&self, number: usize, column: &Column, value: &Stored) -> String;

    /// How a query holds the rows of `p` that it finds until the transaction ends, where the server does not do so by itself when a row
    /// that points to them is written.
    fn holding(&self) -> Option<&'static str> {
        None
    }

    /// How a row is inserted that has no values of its own.
    fn default_values(&self) -> &'static str;

    /// What stands between an INSERT's columns and its values.
    fn before_values(&self) -> &'static str;

    /// Which of these tables the user may not read, those that the schema does not show among them.
    fn forbidden(&self, schema: &Schema, tables: &[String]) -> Result<Vec<String>, ShopError>;

    /// Makes sure that these tables still have the rows that this transaction is to see. A server that says so itself when it is
    /// asked for them need not be asked.
    fn make_sure_they_are_whole(&self, _tables: &[&Table]) -> Result<(), ShopError> {
        Ok(())
    }

    /// A statement that changes or takes away one row of several equal ones.
    fn only_one(&self, table: &Table, condition: &str) -> String;
}

/// Rows that are still to come.
pub(crate) trait Feed {
    /// Appends the next rows; none when there are no more.
    fn more(&mut self, page: &mut Page) -> Result<(), ShopError>;
}
