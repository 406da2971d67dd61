//! # The database's format and how it moves on
//!
//! `PRAGMA user_version` is the format. A newer app brings an older vault up step by step, each step in one transaction, after
//! a copy of `vault.db` was put beside it. An older app may go on using a newer vault when every step since was
//! [`Migration::safe`]; a step that [`Migration::locks_out_older`] makes it say that the vault is newer than the app.
//!
//! One vault of every released format lies in `tests/golden` and must open forever.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::error::WhileDoing as _;
use crate::table::{self, meta};
use crate::{VaultError, disk};

/// One step from a format to the next.
pub(crate) struct Migration {
    format: u32,
    locks_out_older: bool,
    shapes: &'static [&'static str],
}

impl Migration {
    /// A step after which apps that do not know it may go on using the vault. A vault in which it cannot be taken, because
    /// nothing can be written there, is read without it.
    pub(crate) const fn safe(format: u32, shapes: &'static [&'static str]) -> Self {
        Self {
            format,
            locks_out_older: false,
            shapes,
        }
    }

    /// A step after which apps that do not know it must not touch the vault.
    pub(crate) const fn locks_out_older(format: u32, shapes: &'static [&'static str]) -> Self {
        Self {
            format,
            locks_out_older: true,
            shapes,
        }
    }
}

/// Every step there ever was, in order.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration::locks_out_older(1, table::FORMAT_1),
    Migration::safe(2, table::FORMAT_2),
    Migration::safe(3, table::FORMAT_3),
];

fn format(connection: &Connection) -> Result<u32, VaultError> {
    connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .doing("reading the vault's format")
}

fn known(migrations: &[Migration]) -> u32 {
    migrations.last().map_or(0, |migration| migration.format)
}

/// Whether steps are missing; refuses a vault that this app must not touch.
pub(crate) fn is_due(connection: &Connection, migrations: &[Migration]) -> Result<bool, VaultError> {
    let (found, known) = (format(connection)?, known(migrations));
    if found > known {
        let opens_from = meta::get(connection, "opens_from")?.and_then(|text| text.parse::<u32>().ok());
        if opens_from.is_none_or(|opens_from| opens_from > known) {
            return Err(VaultError::NewerThanApp { found, known });
        }
    }
    Ok(found < known)
}

/// Whether a vault can be read although steps are missing.
pub(crate) fn can_be_read(connection: &Connection, migrations: &[Migration]) -> Result<bool, VaultError> {
    let found = format(connection)?;
    Ok(found > 0
        && migrations
            .iter()
            .all(|migration| migration.format <= found || !migration.locks_out_older))
}

/// Takes the missing steps. An existing database is copied first.
pub(crate) fn migrate(
    connection: &mut Connection,
    database: &Path,
    migrations: &[Migration],
) -> Result<(), VaultError> {
    let doing = "bringing the vault to a new format";
    let found = format(connection)?;
    if found > 0 {
        // Everything must be in the file itself before it is copied.
        connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .doing(doing)?;
        let copy = database.with_file_name(format!("vault.format-{found}.db"));
        let mut from = fs::File::open(database).doing(doing)?;
        let mut to = disk::open_private(&copy, true).doing(doing)?;
        std::io::copy(&mut from, &mut to).doing(doing)?;
        to.sync_all().doing(doing)?;
    }
    for migration in migrations.iter().filter(|migration| migration.format > found) {
        let step = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .doing(doing)?;
        // Another process may have taken the step while we waited.
        if format(&step)? >= migration.format {
            continue;
        }
        for shape in migration.shapes {
            step.execute_batch(shape).doing(doing)?;
        }
        if migration.locks_out_older {
            meta::set(&step, "opens_from", &migration.format.to_string())?;
        }
        step.pragma_update(None, "user_version", migration.format)
            .doing(doing)?;
        step.commit().doing(doing)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NewKeys, Unlock, Vault};
    use chrono::DateTime;

    const SAFE: &[Migration] = &[
        Migration::locks_out_older(1, table::FORMAT_1),
        Migration::safe(2, table::FORMAT_2),
        Migration::safe(3, table::FORMAT_3),
        Migration::safe(4, &["CREATE TABLE more (value TEXT) STRICT"]),
    ];
    const LOCKING: &[Migration] = &[
        Migration::locks_out_older(1, table::FORMAT_1),
        Migration::safe(2, table::FORMAT_2),
        Migration::safe(3, table::FORMAT_3),
        Migration::safe(4, &["CREATE TABLE more (value TEXT) STRICT"]),
        Migration::locks_out_older(5, &["ALTER TABLE settings RENAME TO notes"]),
    ];
    const BROKEN: &[Migration] = &[
        Migration::locks_out_older(1, table::FORMAT_1),
        Migration::safe(2, table::FORMAT_2),
        Migration::safe(3, table::FORMAT_3),
        Migration::locks_out_older(4, &["CREATE TABLE half (value TEXT) STRICT", "nonsense"]),
    ];

    #[test]
    fn a_vault_moves_on_and_older_apps_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let (vault, recovery) =
            Vault::create(folder.path(), NewKeys::default(), DateTime::UNIX_EPOCH).unwrap();
        vault.set_setting("theme", Some("dark")).unwrap();
        drop(vault);
        let open = |migrations| Vault::open_with(folder.path(), Unlock::Recovery(&recovery), migrations);
        let before = fs::read(folder.path().join("vault.db")).unwrap();
        assert!(open(BROKEN).is_err());
        assert_eq!(
            open(MIGRATIONS).unwrap().setting("theme").unwrap().as_deref(),
            Some("dark")
        );
        drop(open(SAFE).unwrap());
        let copy = fs::read(folder.path().join("vault.format-3.db")).unwrap();
        assert_eq!(copy.len(), before.len(), "what there was is kept");
        // Last month's app goes on using it, and this one does not move it twice.
        assert_eq!(
            open(MIGRATIONS).unwrap().setting("theme").unwrap().as_deref(),
            Some("dark")
        );
        drop(open(SAFE).unwrap());
        drop(open(LOCKING).unwrap());
        for older in [MIGRATIONS, SAFE] {
            let known = known(older);
            match open(older) {
                Err(VaultError::NewerThanApp { found, known: told }) => assert_eq!((found, told), (5, known)),
                other => panic!("{other:?}"),
            }
        }
        drop(open(LOCKING).unwrap());
    }
}
