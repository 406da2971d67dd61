//! # SQLite shops
//!
//! Any SQLite database file is a shop. It is read in one transaction on one connection, which shows the same moment from
//! the first record to the last, in WAL mode without being in the shop's way; in the older journal modes the shop's own
//! writes wait for the end of a reading. It is written in one transaction per batch, with the shop's triggers and foreign
//! key actions off: a restore puts back rows as they were, and what triggers once did is in the rows already. Instead of
//! foreign keys being checked statement by statement, every written key and every deleted parent is looked up before the
//! batch is committed, so that circles of keys are no obstacle and orphans that were there before do not matter.
//!
//! Not done: virtual tables are not written (see `tables`); texts of a UTF-16 database are read as SQLite converts them.

use std::path::{Path, PathBuf};

use self::open::failure;
use self::read::SqliteReading;
use self::which::Which;
use self::witness::SqliteWitness;
use crate::installation::Installation;
use crate::profile::Profiles;
use crate::sql::write::DatabaseWriting;
use crate::{Fingerprint, Problem, Reading, Shop, ShopCheck, ShopError, Witness, Writing};

mod bind;
mod held;
mod open;
mod read;
mod select;
mod tables;
mod which;
mod witness;
mod write;

pub(in crate::sql) use held::{HeldTables, Kept};
pub(in crate::sql) use tables::affinity;

/// A shop that is a SQLite database file.
#[derive(Clone, Debug)]
pub struct SqliteShop {
    path: PathBuf,
    which: Which,
    installation: Option<Installation>,
    tables: Vec<String>,
    known_as: Option<PathBuf>,
}

impl SqliteShop {
    /// Looks at a database file. Without a profile's key the one that fits best is used, or none; with [`NO_PROFILE`] none.
    ///
    /// [`NO_PROFILE`]: crate::NO_PROFILE
    pub fn open(path: &Path, profile: Option<&str>, catalogue: &Profiles) -> Result<Self, ShopError> {
        let which = Which::of(path);
        let connection = open::for_reading(path)?;
        let doing = "read the tables of the shop's database";
        let schema = tables::read(&connection).map_err(|error| failure(path, doing, error))?;
        let tables: Vec<String> = schema.tables.into_iter().map(|table| table.name).collect();
        let installation = Installation::choose(catalogue, profile, None, || Ok(tables.clone()))?;
        Ok(Self {
            path: path.to_path_buf(),
            which,
            installation,
            tables,
            known_as: None,
        })
    }

    /// The same shop, told from others by this place within a folder that may itself be moved or copied, and not by where
    /// the file is on this computer.
    #[must_use]
    pub fn known_as(self, place: &Path) -> Self {
        Self {
            known_as: Some(place.to_path_buf()),
            ..self
        }
    }

    /// Where the database file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The key of the profile in use.
    pub fn profile(&self) -> Option<&str> {
        let installation = self.installation.as_ref()?;
        Some(installation.profile.key.as_str())
    }

    /// The tables that were there when the shop was opened, by name.
    pub fn tables(&self) -> &[String] {
        &self.tables
    }

    fn fingerprint(&self) -> Fingerprint {
        // A copy of a shop in another place is another shop: that is what keeps a test shop and the real one apart.
        let path = match &self.known_as {
            Some(place) => place.clone(),
            None => std::fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone()),
        };
        let hash = blake3::hash(path.as_os_str().as_encoded_bytes()).to_hex();
        Fingerprint(format!("sqlite:{}", hash.get(..16).unwrap_or_default()))
    }
}

impl Shop for SqliteShop {
    fn check(&self) -> Result<ShopCheck, ShopError> {
        let connection = open::for_reading(&self.path)?;
        let shape = read::shape_of(&connection, &self.path, self.installation.as_ref())?;
        drop(connection);
        let mut problems = Vec::new();
        match open::for_writing(&self.path) {
            Ok(_) => {}
            Err(ShopError::ReadOnly | ShopError::NotAllowed { .. }) => problems.push(Problem {
                code: "read_only".to_owned(),
                message: "The shop can be backed up, but nothing can be restored to it, because its database may only be read."
                    .to_owned(),
                hint: "Allow this computer's user to write to the file and its folder.".to_owned(),
            }),
            Err(error) => return Err(error),
        }
        problems.extend(super::misfits(&shape));
        Ok(ShopCheck {
            fingerprint: self.fingerprint(),
            server: format!("SQLite {}", rusqlite::version()),
            profile: self.profile().map(str::to_owned),
            installations: Vec::new(),
            problems,
            facts: None,
        })
    }

    fn currency(&self) -> Result<Option<String>, ShopError> {
        let tables: Vec<&str> = self.tables.iter().map(String::as_str).collect();
        let place = self
            .installation
            .as_ref()
            .and_then(|installation| installation.currency_in(&tables));
        let Some(place) = place else {
            return Ok(None);
        };
        let connection = open::for_reading(&self.path)?;
        read::currency(&connection, &place)
            .map_err(|error| failure(&self.path, "read the shop's currency", error))
    }

    fn open_reading(&self) -> Result<Box<dyn Reading>, ShopError> {
        let reading = SqliteReading::begin(&self.path, self.installation.as_ref())?;
        self.which.check()?;
        Ok(Box::new(reading))
    }

    fn witness(&self) -> Result<Option<Box<dyn Witness>>, ShopError> {
        let witness = SqliteWitness::at(&self.path, &self.which)?;
        Ok(witness.map(|witness| Box::new(witness) as Box<dyn Witness>))
    }

    fn open_writing(&self) -> Result<Box<dyn Writing>, ShopError> {
        let database = write::SqliteDatabase::open(&self.path, self.installation.as_ref(), &self.which)?;
        Ok(Box::new(DatabaseWriting::open(database)?))
    }
}
