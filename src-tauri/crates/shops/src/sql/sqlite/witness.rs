//! Whether anybody has written to a database file since.
//!
//! SQLite tells every connection whether another one has committed something (`PRAGMA data_version`), in every journal mode and
//! between processes. Asked inside a writer's transaction, when nobody else can commit, that is the whole truth.

use std::path::Path;

use rusqlite::Connection;

use super::open::{self, failure};
use super::which::Which;
use crate::{ShopError, Witness};

pub(super) struct SqliteWitness {
    connection: Connection,
    which: Which,
    version: i64,
}

impl SqliteWitness {
    /// Nothing where the file can only be read without locks, so that SQLite would not know.
    pub(super) fn at(path: &Path, which: &Which) -> Result<Option<Self>, ShopError> {
        let (connection, None) = open::for_watched_reading(path)? else {
            return Ok(None);
        };
        let version =
            data_version(&connection).map_err(|error| failure(path, "look at the shop's database", error))?;
        which.check()?;
        Ok(Some(Self {
            connection,
            which: which.clone(),
            version,
        }))
    }
}

impl Witness for SqliteWitness {
    fn saw_nothing(&self) -> bool {
        self.which.check().is_ok()
            && data_version(&self.connection).is_ok_and(|version| version == self.version)
    }
}

pub(super) fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "data_version", |row| row.get(0))
}
