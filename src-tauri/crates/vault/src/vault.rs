//! # Opening a vault, and who may use the database when
//!
//! Reading uses its own connections, one per caller, and goes on while a job writes (WAL). Writing goes through one
//! connection, in transactions that are short: a job of many rows makes many of them.
//!
//! After an error of the disk the connection is thrown away and not asked again: a failed flush may have lost what a later
//! "success" would claim to have (decisions/0002).

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};
use std::thread;
use std::time::Duration;

use backstock_model::Secret;
use chrono::{DateTime, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use zeroize::Zeroizing;

use crate::error::WhileDoing as _;
use crate::keys::{self, Copies, KeyFile, Keys, Slot, SlotKind, hex};
use crate::listing::Listings;
use crate::lock::LOCK;
use crate::migration::{self, MIGRATIONS};
use crate::packing::Dictionary;
use crate::table::meta;
use crate::{NewKeys, RecoveryKey, Unlock, VaultError, anchor, disk, objects, reserve};

pub(crate) const DATABASE: &str = "vault.db";

// How long a writer waits for another one's transaction.
const PATIENCE: Duration = Duration::from_secs(20);
// As many as there may be processors that read at once; more are not kept.
const MOST_IDLE_READERS: usize = 8;
const TRIES_TO_BE_READY: usize = 1_000;
const PAGE_SIZE: u32 = 8192;

/// An open vault. Reading goes on while a backup is written; share it in an `Arc` or clone it, both are cheap.
#[derive(Clone)]
pub struct Vault {
    pub(crate) inner: Arc<Inner>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Vault({})", self.inner.folder.display())
    }
}

pub(crate) struct Inner {
    pub(crate) folder: PathBuf,
    pub(crate) id: String,
    pub(crate) keys: Keys,
    pub(crate) read_only: bool,
    pub(crate) dictionaries: Mutex<HashMap<i64, Arc<Dictionary>>>,
    pub(crate) listings: Listings,
    key_file: Mutex<KeyFile>,
    way: Way,
    // Closed in this order: the last connection to close puts the log of changes into the database, and a reader cannot.
    readers: Mutex<Vec<Connection>>,
    writer: Mutex<Option<Connection>>,
}

/// How connections are opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// For reading and writing.
    Both,
    /// For reading, beside the log of changes that is there.
    Reading,
    /// For reading a file that nobody changes and that has no log of changes.
    Still,
}

impl Vault {
    /// Makes a vault in a folder that is empty or not there yet. The recovery key is shown this once.
    #[expect(clippy::needless_pass_by_value, reason = "the keys are given away")]
    pub fn create(
        folder: &Path,
        keys: NewKeys,
        now: DateTime<Utc>,
    ) -> Result<(Self, RecoveryKey), VaultError> {
        let doing = "making the vault's folder";
        if folder.exists() && fs::read_dir(folder).doing(doing)?.next().is_some() {
            return Err(VaultError::FolderNotEmpty(folder.into()));
        }
        disk::make_folder(folder).doing(doing)?;
        // Of two that make a vault here at once, one has the folder; the other must not clear away what is not its own.
        match disk::make_private(&folder.join(LOCK)) {
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {
                return Err(VaultError::FolderNotEmpty(folder.into()));
            }
            made => drop(made.doing(doing)?),
        }
        let (file, keys, recovery) = match KeyFile::new(&keys, now) {
            Ok(made) => made,
            Err(problem) => {
                Self::clear(folder);
                return Err(problem);
            }
        };
        let made = Self::furnish(folder, file, keys);
        if made.is_err() {
            Self::clear(folder);
        }
        Ok((made?, recovery))
    }

    /// Puts a new vault's parts into its folder. The key file comes last: a folder without one is no vault.
    fn furnish(folder: &Path, file: KeyFile, keys: Keys) -> Result<Self, VaultError> {
        let doing = "making the vault's files";
        let database = folder.join(DATABASE);
        disk::make_folder(&folder.join(objects::FOLDER)).doing(doing)?;
        disk::make_private(&database).doing(doing)?;
        let mut connection = connect(&database, &keys, &file, Way::Both)?;
        connection
            .execute_batch("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;")
            .doing(doing)?;
        migration::migrate(&mut connection, &database, MIGRATIONS)?;
        meta::set(&connection, "vault", file.vault())?;
        anchor::write_first(folder, file.vault(), &keys)?;
        disk::sync_folder(folder).doing(doing)?;
        keys::write_both(folder, &file)?;
        Ok(Self::assemble(folder, file, keys, Way::Both, Some(connection)))
    }

    /// Takes away what a failed creation left; the folder was empty before.
    fn clear(folder: &Path) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let _ = if path.is_dir() {
                fs::remove_dir_all(&path)
            } else {
                fs::remove_file(&path)
            };
        }
    }

    fn assemble(folder: &Path, file: KeyFile, keys: Keys, way: Way, writer: Option<Connection>) -> Self {
        Self {
            inner: Arc::new(Inner {
                folder: folder.into(),
                id: file.vault().into(),
                keys,
                read_only: way != Way::Both,
                dictionaries: Mutex::default(),
                listings: Listings::default(),
                key_file: Mutex::new(file),
                way,
                writer: Mutex::new(writer),
                readers: Mutex::default(),
            }),
        }
    }

    /// Opens a vault. Where nothing can be written it is opened for reading ([`Vault::is_read_only`]).
    pub fn open(folder: &Path, unlock: Unlock<'_>) -> Result<Self, VaultError> {
        Self::open_with(folder, unlock, MIGRATIONS)
    }

    pub(crate) fn open_with(
        folder: &Path,
        unlock: Unlock<'_>,
        migrations: &[migration::Migration],
    ) -> Result<Self, VaultError> {
        let (mut file, keys) = Copies::read(folder)?.unlock(unlock)?;
        let database = folder.join(DATABASE);
        if !database.is_file() {
            return Err(VaultError::damaged("vault.db is missing"));
        }
        let way = if disk::open_private(&folder.join(LOCK), false).is_ok() && can_write(&database) {
            Way::Both
        } else if fs::metadata(log_of(&database)).is_ok_and(|found| found.len() > 0) {
            Way::Reading
        } else {
            Way::Still
        };
        let mut connection = match connect(&database, &keys, &file, way) {
            // A full disk keeps even the reader out of a log of changes. What was set aside for this day lets the owner in.
            Err(VaultError::DiskFull { .. }) if reserve::let_go(folder) => {
                connect(&database, &keys, &file, way)?
            }
            connected => connected?,
        };
        if migration::is_due(&connection, migrations)? {
            if way == Way::Both {
                migration::migrate(&mut connection, &database, migrations)?;
            } else if !migration::can_be_read(&connection, migrations)? {
                return Err(VaultError::ReadOnly);
            }
        }
        if meta::get(&connection, "vault")?.as_deref() != Some(file.vault()) {
            return Err(VaultError::damaged(
                "vault.db and keys.json belong to different vaults",
            ));
        }
        // A copy that cannot be repaired now is no reason to keep the owner out; checking the vault tells of it.
        if way == Way::Both
            && let Ok(whole) = Copies::settle(folder, &keys, &file)
        {
            file = whole;
        }
        let writer = (way == Way::Both).then_some(connection);
        Ok(Self::assemble(folder, file, keys, way, writer))
    }

    /// Whether there is a vault in the folder.
    pub fn exists(folder: &Path) -> bool {
        Copies::are_there(folder)
    }

    /// A vault's id without opening it, to look its key up in the keyring.
    pub fn vault_id_of(folder: &Path) -> Result<String, VaultError> {
        Ok(Copies::read(folder)?.first()?.vault().to_owned())
    }

    /// Whether a vault can be opened with a passphrase; told without opening it.
    pub fn has_passphrase(folder: &Path) -> Result<bool, VaultError> {
        Ok(Copies::read(folder)?.first()?.has(SlotKind::Passphrase))
    }

    /// Whether a vault can be opened with a key from the keyring; told without opening it.
    pub fn has_keyring(folder: &Path) -> Result<bool, VaultError> {
        Ok(Copies::read(folder)?.first()?.has(SlotKind::Keyring))
    }

    /// The vault's id.
    pub fn id(&self) -> &str {
        &self.inner.id
    }

    /// The vault's folder.
    pub fn folder(&self) -> &Path {
        &self.inner.folder
    }

    /// Whether it lies where nothing can be written.
    pub fn is_read_only(&self) -> bool {
        self.inner.read_only
    }

    /// When it was made.
    pub fn created(&self) -> DateTime<Utc> {
        hold(&self.inner.key_file).created()
    }

    /// Sets the passphrase, in place of the one before.
    pub fn set_passphrase(&self, passphrase: &Secret) -> Result<(), VaultError> {
        let slot = self.key_file().passphrase_slot(&self.inner.keys, passphrase)?;
        self.change_keys(SlotKind::Passphrase, Some(slot))
    }

    /// Takes the passphrase away.
    pub fn remove_passphrase(&self) -> Result<(), VaultError> {
        self.change_keys(SlotKind::Passphrase, None)
    }

    /// Sets the key that the caller keeps in the keyring, in place of the one before; `None` takes it away.
    pub fn set_keyring(&self, key: Option<&[u8; 32]>) -> Result<(), VaultError> {
        let slot = key
            .map(|key| self.key_file().keyring_slot(&self.inner.keys, key))
            .transpose()?;
        self.change_keys(SlotKind::Keyring, slot)
    }

    /// Draws a new recovery key. It opens nothing, and the one before goes on opening the vault, until it is handed to
    /// [`Vault::replace_recovery_key`]: first the owner has it for certain, then it counts.
    pub fn prepare_recovery_key(&self) -> Result<RecoveryKey, VaultError> {
        if self.inner.read_only {
            return Err(VaultError::ReadOnly);
        }
        RecoveryKey::draw()
    }

    /// Puts a prepared recovery key in place of the one before, which does not open the vault any more.
    pub fn replace_recovery_key(&self, prepared: &RecoveryKey) -> Result<(), VaultError> {
        let slot = self.key_file().recovery_slot(&self.inner.keys, prepared)?;
        self.change_keys(SlotKind::Recovery, Some(slot))
    }

    fn key_file(&self) -> KeyFile {
        hold(&self.inner.key_file).clone()
    }

    fn change_keys(&self, kind: SlotKind, slot: Option<Slot>) -> Result<(), VaultError> {
        if self.inner.read_only {
            return Err(VaultError::ReadOnly);
        }
        let opened = self.key_file();
        let changed = Copies::change(&self.inner.folder, &self.inner.keys, &opened, kind, slot)?;
        *hold(&self.inner.key_file) = changed;
        Ok(())
    }

    /// What the vault takes on disk, in bytes.
    pub fn size_on_disk(&self) -> Result<u64, VaultError> {
        // A folder of another's inside the vault's (the practice shop lies in one) is not part of the vault.
        disk::size_of_folder(&self.inner.folder, |name| name == objects::FOLDER).doing("measuring the vault")
    }
}

impl Inner {
    /// Reads with a connection of one's own, in one consistent view.
    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        let connection = self.reader()?;
        let view = connection
            .unchecked_transaction()
            .doing("taking a view of the vault")?;
        let found = work(&view);
        let ended = view.rollback();
        if !matches!(
            found,
            Err(VaultError::Database { .. } | VaultError::Damaged { .. } | VaultError::Io { .. })
        ) && ended.is_ok()
        {
            self.give_back(connection);
        }
        found
    }

    /// A connection for reading, to be given back.
    pub(crate) fn reader(&self) -> Result<Connection, VaultError> {
        if let Some(idle) = hold(&self.readers).pop() {
            return Ok(idle);
        }
        let file = hold(&self.key_file).clone();
        let way = match self.way {
            Way::Both | Way::Reading => Way::Reading,
            Way::Still => Way::Still,
        };
        connect(&self.folder.join(DATABASE), &self.keys, &file, way)
    }

    /// Gives up the connections that nobody reads with: one of them has met a damaged page. SQLCipher hands such a page out as zeros where
    /// a long value goes on in it, and the connection fails at whatever is read with it next.
    pub(crate) fn give_up_readers(&self) {
        hold(&self.readers).clear();
    }

    pub(crate) fn give_back(&self, connection: Connection) {
        let mut idle = hold(&self.readers);
        if idle.len() < MOST_IDLE_READERS {
            idle.push(connection);
        }
    }

    /// Writes in one transaction: all of it or nothing, and durable when this returns.
    pub(crate) fn write<T>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        self.transact(doing, Durable::Now, work)
    }

    /// The same, durable by then.
    pub(crate) fn transact<T>(
        &self,
        doing: &'static str,
        durable: Durable,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        if self.read_only {
            return Err(VaultError::ReadOnly);
        }
        let mut held = hold(&self.writer);
        let mut connection = match held.take() {
            Some(connection) => connection,
            None => {
                let file = hold(&self.key_file).clone();
                connect(&self.folder.join(DATABASE), &self.keys, &file, Way::Both)?
            }
        };
        let waits_for_the_disk = |connection: &Connection, mode: &str| {
            connection.pragma_update(None, "synchronous", mode).doing(doing)
        };
        if let Durable::WithTheNext = durable {
            waits_for_the_disk(&connection, "NORMAL")?;
        }
        let mut written = (|| {
            let transaction = connection
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .doing(doing)?;
            let made = work(&transaction)?;
            transaction.commit().doing(doing)?;
            Ok(made)
        })();
        if let Durable::WithTheNext = durable
            && let Err(failure) = waits_for_the_disk(&connection, "FULL")
        {
            written = written.and(Err(failure));
        }
        if !matches!(
            written,
            Err(VaultError::Database { .. } | VaultError::Damaged { .. } | VaultError::DiskFull { .. })
        ) {
            *held = Some(connection);
        }
        written
    }

    /// Puts the log of changes into the database and empties it, as far as readers let it. For the end of a job: what lies in
    /// the folder then is the vault, and not the vault and a log as large as the job.
    pub(crate) fn settle(&self) -> Result<(), VaultError> {
        let doing = "putting the log of changes into the vault";
        let held = hold(&self.writer);
        match held.as_ref() {
            Some(connection) => {
                // A reader that is in the way is not waited for; the next job tries again.
                connection.busy_timeout(Duration::ZERO).doing(doing)?;
                let settled = connection
                    .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
                    .doing(doing);
                connection.busy_timeout(PATIENCE).doing(doing)?;
                settled
            }
            None => Ok(()),
        }
    }

    /// Hands the room of deleted rows back to the disk.
    pub(crate) fn shrink(&self) -> Result<(), VaultError> {
        let doing = "giving back room";
        let held = hold(&self.writer);
        if let Some(connection) = held.as_ref() {
            let mut statement = connection.prepare("PRAGMA incremental_vacuum").doing(doing)?;
            let mut rows = statement.query([]).doing(doing)?;
            while rows.next().doing(doing)?.is_some() {}
        }
        Ok(())
    }
}

/// Takes a mutex. What a panicking thread held is still whole: everything behind these is replaced, not edited.
pub(crate) fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Asked through SQLite, because closing a handle of one's own would give up all locks that this program holds on the file.
fn can_write(database: &Path) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(database, flags)
        .and_then(|connection| connection.is_readonly("main"))
        .is_ok_and(|is_readonly| !is_readonly)
}

fn log_of(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Waits until encryption is ready in this process.
///
/// SQLite tells a second thread that it is ready before SQLCipher's own preparation, which the first thread has begun,
/// is done (`isInit` is set, then `SQLITE_EXTRA_INIT` runs); a key given in between is refused. Any first use counts,
/// a shop's database as well, so that a lock around our own connections would not do.
fn wait_for_encryption() {
    static READY: Once = Once::new();
    READY.call_once(|| {
        for _ in 0..TRIES_TO_BE_READY {
            let tried = Connection::open_in_memory().and_then(|connection| {
                connection
                    .execute_batch("PRAGMA cipher_log_level = NONE; PRAGMA key = 'no secret, only a try';")
            });
            if tried.is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
        // What is wrong is told by the connection that is wanted.
    });
}

/// When what is written must be on disk.
#[derive(Clone, Copy)]
pub(crate) enum Durable {
    /// Before anything else is done.
    Now,
    /// With the next that has to be on disk at once. For what counts for nothing before that, or can be found out again: until then a
    /// loss of power may take it away, the last of it first.
    WithTheNext,
}

fn connect(database: &Path, keys: &Keys, file: &KeyFile, way: Way) -> Result<Connection, VaultError> {
    let doing = "opening the vault's database";
    wait_for_encryption();
    if !database.exists() {
        return Err(match database.parent() {
            Some(folder) if !folder.exists() => VaultError::Missing(folder.into()),
            _ => VaultError::damaged("vault.db is missing"),
        });
    }
    // Never `CREATE`: where a drive was pulled out, no empty vault shall appear.
    let connection = match way {
        Way::Both => Connection::open_with_flags(
            database,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        ),
        Way::Reading => Connection::open_with_flags(
            database,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        ),
        Way::Still => Connection::open_with_flags(
            still_address(database)?,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI,
        ),
    }
    .doing(doing)?;
    connection.busy_timeout(PATIENCE).doing(doing)?;
    connection.set_prepared_statement_cache_capacity(96);
    let key = Zeroizing::new(hex(keys.database.as_slice()));
    let salt = hex(&file.salt()?);
    let open = Zeroizing::new(format!(
        "PRAGMA cipher_log_level = NONE;
         PRAGMA key = \"x'{}{salt}'\";
         PRAGMA cipher_page_size = {PAGE_SIZE};
         PRAGMA trusted_schema = OFF;
         PRAGMA foreign_keys = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA mmap_size = 0;
         PRAGMA cell_size_check = ON;",
        key.as_str()
    ));
    connection.execute_batch(&open).doing(doing)?;
    // The first look inside: fails when the file is not what the key file says it is.
    connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
        .map_err(|cause| match VaultError::database(doing, cause) {
            VaultError::Damaged { .. } => VaultError::damaged("vault.db cannot be read with the vault's key"),
            other => other,
        })?;
    if way == Way::Both {
        connection
            .execute_batch(
                "PRAGMA synchronous = FULL;
                 PRAGMA fullfsync = ON;
                 PRAGMA checkpoint_fullfsync = ON;
                 PRAGMA wal_autocheckpoint = 2000;
                 PRAGMA journal_size_limit = 67108864;
                 PRAGMA cache_size = -16000;",
            )
            .doing(doing)?;
    } else {
        connection
            .execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -8000;")
            .doing(doing)?;
    }
    Ok(connection)
}

/// The address of a database that nobody changes while it is open.
fn still_address(database: &Path) -> Result<String, VaultError> {
    const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b':');
    let path = std::path::absolute(database).doing("opening the vault's database")?;
    let path = path.to_str().ok_or_else(|| VaultError::Io {
        doing: "opening the vault's database",
        cause: io::Error::from(io::ErrorKind::InvalidFilename),
    })?;
    let path = path.replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    Ok(format!(
        "file://{slash}{}?mode=ro&immutable=1",
        utf8_percent_encode(&path, PLAIN)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vault_can_be_shared_between_threads() {
        fn shared<T: Clone + Send + Sync + 'static>() {}
        fn sent<T: Send + 'static>() {}
        shared::<Vault>();
        sent::<crate::OpenBackup>();
        sent::<crate::OpenRun>();
        sent::<crate::JobLock>();
    }

    // Without its locks, another process that closes the vault believes to be the last one, and takes the log of changes
    // away under the one that still writes to it.
    #[cfg(target_os = "linux")]
    #[test]
    fn looking_whether_a_database_can_be_written_does_not_give_up_its_locks() {
        use std::os::unix::fs::MetadataExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("v.db");
        let open = Connection::open(&path).unwrap();
        open.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (x)")
            .unwrap();
        let place = format!(":{} ", fs::metadata(&path).unwrap().ino());
        let is_held = || fs::read_to_string("/proc/locks").unwrap().contains(&place);
        assert!(is_held());
        assert!(can_write(&path));
        assert!(is_held());
    }

    #[test]
    fn the_address_of_a_still_database_survives_odd_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a b%20?c#d");
        fs::create_dir(&path).unwrap();
        let file = path.join("v.db");
        Connection::open(&file)
            .unwrap()
            .execute_batch("CREATE TABLE t (x)")
            .unwrap();
        let address = still_address(&file).unwrap();
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(address, flags).unwrap();
        let tables: i64 = connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .unwrap();
        assert_eq!(tables, 1);
    }
}
