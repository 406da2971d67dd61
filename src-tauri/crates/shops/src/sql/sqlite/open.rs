//! # Opening a database file that belongs to somebody else
//!
//! A shop's file may be broken, hostile or in use. It is opened for reading only, without trust in its schema and with
//! nothing that could run by itself. Only where a crashed program left something to clean up, which SQLite must do before
//! anyone can read, or where the folder may not be written, other ways are tried.
//!
//! The file is never opened past SQLite while it might be a database: on Unix, closing any handle of a file gives up all
//! locks that this program holds on it.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, Error, ErrorCode, OpenFlags};

use crate::ShopError;

// Long enough for a shop's ordinary writes, short enough for a person who waits.
const PATIENCE: Duration = Duration::from_secs(4);

// One page of the smallest size there is. SQLite itself takes a shorter file for a database without tables.
const SMALLEST_DATABASE: u64 = 512;

// A generated column of a few letters can ask for gigabytes. No shop keeps a value of this length, in bytes.
const LONGEST_VALUE: i32 = 128 << 20;

/// Opens for reading and sees whether it is a database.
pub(super) fn for_reading(path: &Path) -> Result<Connection, ShopError> {
    for_watched_reading(path).map(|(connection, _)| connection)
}

/// As [`for_reading`], with what to watch where SQLite cannot keep others from writing in the meantime.
pub(super) fn for_watched_reading(path: &Path) -> Result<(Connection, Option<Watch>), ShopError> {
    let (connection, watch) = way_in(path)?;
    see_whole_pages(path, &connection)?;
    Ok((connection, watch))
}

fn way_in(path: &Path) -> Result<(Connection, Option<Watch>), ShopError> {
    look(path)?;
    let read_only = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let first = match open(path, read_only) {
        Ok(connection) => return Ok((connection, None)),
        Err(error) => error,
    };
    if !matches!(
        first.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
    ) {
        return Err(failure(path, "open the shop's database", first));
    }
    let read_write = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let second = open(path, read_write).and_then(|connection| {
        connection.pragma_update(None, "query_only", true)?;
        Ok(connection)
    });
    if let Ok(connection) = second {
        return Ok((connection, None));
    }
    // The folder may not be written. Without a journal beside it the file is complete in itself, for as long as nobody
    // who may write does.
    let watch = Watch::new(path);
    if watch.is_complete()
        && let Some(uri) = immutable_uri(path)
    {
        let flags = read_only | OpenFlags::SQLITE_OPEN_URI;
        if let Ok(connection) = open(Path::new(&uri), flags) {
            return Ok((connection, Some(watch)));
        }
    }
    Err(failure(path, "open the shop's database", first))
}

/// A database file as it was when it was opened without locks.
#[derive(Debug)]
pub(super) struct Watch {
    path: PathBuf,
    /// Length and time of the last change, of the file and the journals that may lie beside it.
    seen: Vec<Option<(u64, SystemTime)>>,
}

impl Watch {
    fn new(path: &Path) -> Self {
        Self {
            path: path.to_path_buf(),
            seen: Self::look(path),
        }
    }

    fn look(path: &Path) -> Vec<Option<(u64, SystemTime)>> {
        ["", "-wal", "-journal"]
            .iter()
            .map(|ending| {
                let metadata = fs::metadata(beside(path, ending)).ok()?;
                Some((metadata.len(), metadata.modified().ok()?))
            })
            .collect()
    }

    /// Nothing lies beside the file that belongs into it.
    fn is_complete(&self) -> bool {
        let journals = self.seen.iter().skip(1).flatten();
        self.seen.first().is_some_and(Option::is_some)
            && journals.map(|(length, _)| *length).all(|length| length == 0)
    }

    /// Fails when somebody has written to the shop since it was opened.
    pub(super) fn check(&self) -> Result<(), ShopError> {
        if Self::look(&self.path) == self.seen {
            Ok(())
        } else {
            Err(ShopError::Busy)
        }
    }
}

/// Opens for writing. Nothing is written by opening.
pub(super) fn for_writing(path: &Path) -> Result<Connection, ShopError> {
    look(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let doing = "open the shop's database for writing";
    let connection = open(path, flags).map_err(|error| failure(path, doing, error))?;
    if connection
        .is_readonly("main")
        .map_err(|error| failure(path, doing, error))?
    {
        return Err(ShopError::ReadOnly);
    }
    see_whole_pages(path, &connection)?;
    Ok(connection)
}

/// Refuses a file that was cut off within its last page (a copy that was broken off, a full disk). SQLite fills such a page
/// up with zeros, and records would look emptied that are not.
fn see_whole_pages(path: &Path, connection: &Connection) -> Result<(), ShopError> {
    let page_size = connection
        .pragma_query_value(None, "page_size", |row| row.get::<_, u32>(0))
        .map_err(|error| failure(path, "open the shop's database", error))?;
    let is_cut_off =
        || fs::metadata(path).is_ok_and(|metadata| !metadata.len().is_multiple_of(u64::from(page_size)));
    if !is_cut_off() {
        return Ok(());
    }
    // Somebody may be adding a page right now. Nobody does while it is being read, apart from the log being moved in.
    let is_still_cut_off = connection
        .execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema")
        .map(|()| is_cut_off())
        .and_then(|is| connection.execute_batch("ROLLBACK").map(|()| is))
        .map_err(|error| failure(path, "open the shop's database", error))?;
    if is_still_cut_off {
        return Err(ShopError::EncryptedOrDamaged {
            path: path.to_path_buf(),
        });
    }
    Ok(())
}

fn open(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.pragma_update(None, "cache_size", -16_000)?;
    connection.set_prepared_statement_cache_capacity(512);
    // The first look into the file: here it turns out whether it is a database.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

fn look(path: &Path) -> Result<(), ShopError> {
    let path_buf = || path.to_path_buf();
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() && metadata.len() >= SMALLEST_DATABASE => Ok(()),
        Ok(_) => Err(ShopError::NotADatabase { path: path_buf() }),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            Err(ShopError::NotAllowed { path: path_buf() })
        }
        Err(_) => Err(ShopError::FileMissing { path: path_buf() }),
    }
}

/// What an error of the database means for the shop.
pub(super) fn failure(path: &Path, doing: &str, error: Error) -> ShopError {
    let path_buf = || path.to_path_buf();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) if looks_encrypted(path) => {
            ShopError::EncryptedOrDamaged { path: path_buf() }
        }
        Some(ErrorCode::NotADatabase) => ShopError::NotADatabase { path: path_buf() },
        Some(ErrorCode::DatabaseCorrupt) => ShopError::EncryptedOrDamaged { path: path_buf() },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed) => {
            ShopError::Busy
        }
        Some(ErrorCode::ReadOnly) => ShopError::ReadOnly,
        Some(ErrorCode::DiskFull) => ShopError::DiskFull,
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) if path.exists() => {
            ShopError::NotAllowed { path: path_buf() }
        }
        Some(ErrorCode::CannotOpen) => ShopError::FileMissing { path: path_buf() },
        _ => ShopError::Database {
            doing: doing.to_owned(),
            cause: error.into(),
        },
    }
}

/// Tells an encrypted database or one with a broken head from a file of another kind. Only asked when SQLite has said that
/// it is none, so that no lock on it can be lost.
fn looks_encrypted(path: &Path) -> bool {
    let mut head = Vec::new();
    let Ok(file) = File::open(path) else {
        return false;
    };
    let length = file.metadata().map_or(0, |metadata| metadata.len());
    if file.take(4096).read_to_end(&mut head).is_err() {
        return false;
    }
    if head.starts_with(b"SQLite format 3") {
        return true;
    }
    // A database is made of whole pages, and encrypted bytes are neither text nor the beginning of a known kind of file.
    let is_pages = length.is_multiple_of(512);
    let is_text = !head.contains(&0)
        && String::from_utf8_lossy(&head)
            .chars()
            .filter(|c| *c == '\u{fffd}')
            .count()
            < 3;
    const OTHERS: &[&[u8]] = &[
        b"PK",
        b"\x1f\x8b",
        b"%PDF",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"RIFF",
        b"7z",
        b"Rar!",
        b"BZh",
        b"\xfd7zXZ",
        b"\x28\xb5\x2f\xfd",
        b"\x7fELF",
        b"MZ",
        b"\xd0\xcf\x11\xe0",
        b"PGDMP",
        b"\0\x01\0\0Standard",
    ];
    is_pages && !is_text && !OTHERS.iter().any(|other| head.starts_with(other))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn immutable_uri(path: &Path) -> Option<String> {
    let path = fs::canonicalize(path).ok()?;
    let encoded = percent_encoding::utf8_percent_encode(path.to_str()?, percent_encoding::NON_ALPHANUMERIC);
    Some(format!("file:{encoded}?immutable=1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watch_sees_who_writes_to_a_file_that_cannot_be_locked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop.db");
        let shop = Connection::open(&path).unwrap();
        shop.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (a); PRAGMA wal_checkpoint(TRUNCATE)")
            .unwrap();
        let watch = Watch::new(&path);
        assert!(watch.is_complete());
        watch.check().unwrap();
        shop.execute_batch("INSERT INTO t VALUES (1)").unwrap();
        assert!(matches!(watch.check(), Err(ShopError::Busy)));
        assert!(!Watch::new(&path).is_complete());
    }

    #[test]
    fn a_file_is_read_where_nothing_may_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a shop?100%#.db");
        Connection::open(&path)
            .unwrap()
            .execute_batch("CREATE TABLE t (a)")
            .unwrap();
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        open(Path::new(&immutable_uri(&path).unwrap()), flags).unwrap();
    }
}
