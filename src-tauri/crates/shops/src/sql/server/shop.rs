//! A shop on a database server, of either kind.

use std::sync::{Arc, Mutex, PoisonError};

use backstock_model::{Cancel, Secret};

use super::address::ServerAddress;
use super::read::ServerReading;
use super::way::{Waiting, Way};
use super::write::{ServerDatabase, Transactions};
use crate::installation::Installation;
use crate::profile::Profiles;
use crate::sql::mysql::MysqlSession;
use crate::sql::postgres::PostgresSession;
use crate::sql::schema::Schema;
use crate::sql::shape::Shape;
use crate::sql::write::DatabaseWriting;
use crate::{DatabaseFacts, Fingerprint, Problem, Reading, Shop, ShopCheck, ShopError, Writing};

/// Which language a database server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerKind {
    /// MariaDB or MySQL.
    Mysql,
    /// PostgreSQL.
    Postgres,
}

/// A shop in a database of a server.
#[derive(Clone, Debug)]
pub struct ServerShop {
    kind: ServerKind,
    way: Way,
    password: Secret,
    installation: Option<Installation>,
    /// Whom to listen to while the server keeps us waiting.
    cancel: Arc<Mutex<Cancel>>,
}

/// What a shop asks of its session besides reading and writing.
pub(crate) trait Visit: Transactions + Sized + 'static {
    /// Connects, and lays the profile over the tables.
    fn open(way: &Way, password: &Secret, installation: Option<&Installation>) -> Result<Self, ShopError>;

    /// The tables as the server describes them.
    fn schema(&self) -> Result<Schema, ShopError>;

    /// What tells this database from others.
    fn fingerprint(&self) -> Result<Fingerprint, ShopError>;

    /// What speaks there, for example `MariaDB 10.11.19`.
    fn server(&self) -> Result<String, ShopError>;

    /// What does not work with this database, or not fully.
    fn problems(&self, shape: &Shape) -> Result<Vec<Problem>, ShopError>;

    /// What the server tells of the database without reading it.
    fn facts(&self, shape: &Shape) -> Result<DatabaseFacts, ShopError>;
}

/// The facts of a database of so many tables, from one row: rows, bytes, time zone, character set.
pub(crate) fn facts(shape: &Shape, row: Vec<Option<String>>) -> DatabaseFacts {
    let mut said = row.into_iter();
    let mut next = || said.next().flatten();
    let count = |text: Option<String>| text.and_then(|text| text.parse().ok());
    DatabaseFacts {
        tables: shape.schema.tables.len() as u64,
        rows: count(next()),
        bytes: count(next()),
        time_zone: next(),
        charset: next(),
    }
}

impl ServerShop {
    /// Looks at a database. Without a profile's key the one that fits best is used, or none; with [`NO_PROFILE`] none.
    ///
    /// [`NO_PROFILE`]: crate::NO_PROFILE
    pub fn open(
        kind: ServerKind,
        address: ServerAddress,
        password: Secret,
        profile: Option<&str>,
        catalogue: &Profiles,
    ) -> Result<Self, ShopError> {
        let mut shop = Self {
            kind,
            way: Way::new(address),
            password,
            installation: None,
            cancel: Arc::default(),
        };
        let prefix = shop.way.address.prefix.clone();
        shop.installation = Installation::choose(catalogue, profile, prefix.as_deref(), || {
            let schema = match kind {
                ServerKind::Mysql => shop.session::<MysqlSession>()?.schema()?,
                ServerKind::Postgres => shop.session::<PostgresSession>()?.schema()?,
            };
            Ok(schema.tables.into_iter().map(|table| table.name).collect())
        })?;
        Ok(shop)
    }

    /// The same, waited for otherwise than usual.
    #[must_use]
    pub fn waited_for(mut self, waiting: Waiting) -> Self {
        self.way.waiting = waiting;
        self
    }

    fn session<S: Visit>(&self) -> Result<S, ShopError> {
        S::open(&self.way, &self.password, self.installation.as_ref())
    }

    fn look<S: Visit>(&self) -> Result<ShopCheck, ShopError> {
        let session: S = self.session()?;
        let shape = session.shape()?;
        let mut problems = session.problems(&shape)?;
        problems.extend(crate::sql::misfits(&shape));
        Ok(ShopCheck {
            fingerprint: session.fingerprint()?,
            server: session.server()?,
            profile: self.installation.as_ref().map(|found| found.profile.key.clone()),
            installations: shape.installations.clone(),
            problems,
            facts: Some(session.facts(&shape)?),
        })
    }

    fn currency_at<S: Visit>(&self, installation: &Installation) -> Result<Option<String>, ShopError> {
        let session: S = self.session()?;
        let schema = session.schema()?;
        let Some(place) = installation.currency_in(&schema.names()) else {
            return Ok(None);
        };
        let found = schema
            .position(&place.table)
            .and_then(|at| schema.tables.get(at))
            .and_then(|table| Some((table, table.column(&place.column)?)));
        let Some((table, column)) = found else {
            return Ok(None);
        };
        let condition = place
            .condition
            .as_ref()
            .map(|condition| format!(" WHERE ({condition})"))
            .unwrap_or_default();
        let row = session.ask_row(&format!(
            "SELECT {} FROM {}{condition} LIMIT 1",
            session.quote(table.name_of(column)),
            session.rows_of(table)
        ))?;
        Ok(row.into_iter().next().flatten())
    }

    fn reading<S: Visit>(&self) -> Result<Box<dyn Reading>, ShopError> {
        Ok(Box::new(ServerReading::begin(self.session::<S>()?)?))
    }

    fn writing<S: Visit>(&self) -> Result<Box<dyn Writing>, ShopError> {
        let cancel = self.cancel.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (way, password) = (self.way.clone(), self.password.clone());
        let database = ServerDatabase::new(self.session::<S>()?, way, password, cancel);
        Ok(Box::new(DatabaseWriting::open(database)?))
    }
}

impl Shop for ServerShop {
    fn heed(&self, cancel: &Cancel) {
        *self.cancel.lock().unwrap_or_else(PoisonError::into_inner) = cancel.clone();
    }

    fn check(&self) -> Result<ShopCheck, ShopError> {
        match self.kind {
            ServerKind::Mysql => self.look::<MysqlSession>(),
            ServerKind::Postgres => self.look::<PostgresSession>(),
        }
    }

    fn currency(&self) -> Result<Option<String>, ShopError> {
        let told = self.installation.as_ref();
        let told = told.filter(|installation| installation.profile.currency.is_some());
        match (told, self.kind) {
            (None, _) => Ok(None),
            (Some(installation), ServerKind::Mysql) => self.currency_at::<MysqlSession>(installation),
            (Some(installation), ServerKind::Postgres) => self.currency_at::<PostgresSession>(installation),
        }
    }

    fn open_reading(&self) -> Result<Box<dyn Reading>, ShopError> {
        match self.kind {
            ServerKind::Mysql => self.reading::<MysqlSession>(),
            ServerKind::Postgres => self.reading::<PostgresSession>(),
        }
    }

    fn open_writing(&self) -> Result<Box<dyn Writing>, ShopError> {
        match self.kind {
            ServerKind::Mysql => self.writing::<MysqlSession>(),
            ServerKind::Postgres => self.writing::<PostgresSession>(),
        }
    }
}
