//! # Shops on a PostgreSQL server
//!
//! Read over one connection in one read-only transaction at REPEATABLE READ, with the values in the server's own text: of types
//! we know and types we do not (arrays, ranges, domains, what an extension brings). Dates are ISO and in UTC, floats have all
//! their digits.
//!
//! While we write, triggers and the checks of foreign keys are off where the user may switch them off. Where not, deferrable
//! keys are checked at the end, a row that others still point to is not deleted before them (a key might take them along), and
//! what triggers made of a row is corrected. Counters for new ids are moved on, never back.
//!
//! Not read: foreign tables, and views of any kind. Partitions are read as the table they belong to.

mod connect;
mod line;
mod session;
mod tables;

pub(crate) use session::PostgresSession;
