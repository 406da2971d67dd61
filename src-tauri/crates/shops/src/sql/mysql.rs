//! # Shops on a MariaDB or MySQL server
//!
//! Read over one connection in one transaction with a consistent snapshot, by the text protocol: the driver's binary one turns
//! zero dates, decimals and floats into something else. The session's time zone is UTC, so that no hour of a fall back comes
//! twice, and its mode takes the dates that older shops have (`0000-00-00`) and nothing that would be cut off.
//!
//! What is told apart here:
//!
//! * A FLOAT is shown by the server with six digits; it is read as the double it stands for and kept with the digits it needs.
//! * A BIT is read as a number; a zero filled number without its zeros.
//! * Text in a Unicode or a western character set is read as text. In other character sets a text that would not come back as
//!   the same bytes is kept as bytes.
//! * A column that sets itself on every change (`ON UPDATE CURRENT_TIMESTAMP`) is kept as it is.
//!
//! Foreign keys are not checked by the server while we write, and their actions do not run: what points where is looked up
//! before a batch is kept. Triggers cannot be kept from running.
//!
//! Tables of engines without transactions (MyISAM, Aria, MEMORY) are not read as of one moment, and what is written to them
//! cannot be taken back by the server; the shop's check names them.

use std::sync::Arc;

use backstock_model::Secret;

use self::session::MysqlSession;
use super::server::address::ServerAddress;
use super::server::read::ServerReading;
use super::server::write::{ServerDatabase, Transactions as _};
use super::write::DatabaseWriting;
use crate::profile::{NO_PROFILE, Profile, Profiles};
use crate::{Reading, Shop, ShopCheck, ShopError, Writing};

mod connect;
mod session;
mod tables;

/// A shop in a database of a MariaDB or MySQL server.
#[derive(Clone, Debug)]
pub struct MysqlShop {
    address: ServerAddress,
    password: Secret,
    profile: Option<Arc<Profile>>,
}

impl MysqlShop {
    /// Looks at a database. Without a profile's key the one that fits best is used, or none; with [`NO_PROFILE`] none.
    pub fn open(
        address: ServerAddress,
        password: Secret,
        profile: Option<&str>,
        catalogue: &Profiles,
    ) -> Result<Self, ShopError> {
        let profile = match profile {
            Some(NO_PROFILE) => None,
            Some(key) => Some(catalogue.named(key).ok_or_else(|| ShopError::Profile {
                name: key.to_owned(),
                what: "there is no profile of this name".to_owned(),
            })?),
            None => {
                let session = MysqlSession::open(&address, &password, None)?;
                let schema = tables::read(&session)?;
                catalogue.fitting(|table| schema.position(table).is_some())
            }
        }
        .cloned();
        Ok(Self {
            address,
            password,
            profile,
        })
    }

    fn session(&self) -> Result<MysqlSession, ShopError> {
        MysqlSession::open(&self.address, &self.password, self.profile.as_ref())
    }
}

impl Shop for MysqlShop {
    fn check(&self) -> Result<ShopCheck, ShopError> {
        let session = self.session()?;
        let shape = session.shape()?;
        let mut problems = session.problems(&shape)?;
        problems.extend(super::misfits(&shape));
        Ok(ShopCheck {
            fingerprint: session.fingerprint()?,
            server: session.server()?,
            profile: self.profile.as_ref().map(|profile| profile.key.clone()),
            problems,
        })
    }

    fn currency(&self) -> Result<Option<String>, ShopError> {
        let Some(place) = self
            .profile
            .as_ref()
            .and_then(|profile| profile.currency.as_ref())
        else {
            return Ok(None);
        };
        self.session()?.currency(place)
    }

    fn open_reading(&self) -> Result<Box<dyn Reading>, ShopError> {
        Ok(Box::new(ServerReading::begin(self.session()?)?))
    }

    fn open_writing(&self) -> Result<Box<dyn Writing>, ShopError> {
        let database = ServerDatabase::new(self.session()?);
        Ok(Box::new(DatabaseWriting::open(database)?))
    }
}
