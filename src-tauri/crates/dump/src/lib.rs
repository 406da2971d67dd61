//! # SQL dumps
//!
//! A dump is read as what it holds: tables, keys and rows, one after the other, in flat memory. Nothing in it is ever run, and
//! no line of it is ever sent to a server. Whoever made it, a hostile statement is text that nobody obeys.
//!
//! What is understood: `CREATE TABLE`, `ALTER TABLE … ADD` keys, `INSERT` and `REPLACE … VALUES`, `COPY … FROM stdin` with its
//! lines, and the settings that say how texts are written. Of everything else (triggers, views, routines, grants) only the kind
//! is noted, so that nothing is silently missing ([`Summary::left_out`]).
//!
//! Three dialects: MySQL and MariaDB (their own tools, phpMyAdmin, Adminer, HeidiSQL, Navicat, `--compatible=ansi`), PostgreSQL
//! (`pg_dump` in plain form, `COPY` or `--inserts`), and SQLite (`.dump`). [`Dialect::of`] tells which from the first bytes.
//!
//! A dump that ended early is refused as one that ends inside a text is, also where it ends behind a statement (`ending.rs`).
//!
//! Conditional comments (`/*!40101 … */`, `/*M!100100 … */`) are read like the text around them, as servers do.

mod copy;
mod create;
mod ending;
mod error;
mod lexer;
mod read;
mod source;

pub use create::{Column, Key, Table, Way};
pub use error::DumpError;
pub use lexer::Dialect;
pub use read::{DumpReader, Found, Summary, Value};
