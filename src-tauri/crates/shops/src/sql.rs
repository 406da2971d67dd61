//! # Shops that are databases
//!
//! How tables and a profile become content types, documents and row changes is the same for every database and stands in
//! the modules here; a dialect's own folder has the opening, the reading and the writing.
//!
//! * [`schema`]: the tables as the database describes them.
//! * [`shape`]: which rows make which records. With a profile a record is a root row with the rows it owns, as deep as the
//!   profile says. What no type covers is a type of its own: whole tables, and the left-over rows of tables that a profile
//!   covers only in part (a variant without its product). No row is left out and no row is in two records.
//! * [`stored`]: one value, from the database to the document and back, and a row's id.
//! * [`change`]: what has to be done to which rows to get from one document to another.
//!
//! ## A row's identity
//!
//! A row is known by its declared primary key, else by the smallest unique index over columns that are never NULL. A rowid
//! is not an identity: `VACUUM` may change it. A row without a key, or with a NULL in its key, is known by its content
//! (`~hash.ordinal`): such a table is a bag of rows. An edited row of a bag is one row gone and another one come.

pub(crate) mod change;
pub(crate) mod refusal;
pub(crate) mod schema;
pub(crate) mod shape;
mod sqlite;
pub(crate) mod stored;

pub use sqlite::SqliteShop;
