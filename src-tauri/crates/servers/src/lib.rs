//! # Real servers for tests
//!
//! [`MariaDb`] and [`Postgres`] start the server that is installed on this computer, with a data folder of their own, on a
//! socket and a loopback port. Nothing of the owner's own servers is touched.
//!
//! * A server ends with the test process, however that ends: a small watcher holds the other end of a pipe, kills the server
//!   and removes its folder when the pipe closes.
//! * [`MariaDb::shared`] and [`Postgres::shared`] are one server for a whole test process; each test works in databases of its
//!   own.
//! * Each can be started with a [`Certificate`], be stopped and be started again over the same data; a [`Proxy`] before it cuts
//!   the line, holds it up or slows it down; an [`Sshd`] is a computer that one gets through to it.
//! * With `BACKSTOCK_MYSQL` set to the program of a MySQL server, that one takes MariaDB's place in every story.
//! * A server that is not installed is a sentence that names its package, see [`NotHere`].
//!
//! [`Mailbox`] is a mail server of the same kind, for messages. [`platforms`] are shops to put into the servers.
//!
//! Nothing of this is in a release: it is a development dependency only.

mod certificate;
mod mail;
mod mariadb;
pub mod platforms;
mod postgres;
mod programs;
mod proxy;
mod sshd;

use std::fmt;

pub use certificate::Certificate;
pub use mail::{MailWay, Mailbox};
pub use mariadb::MariaDb;
pub use postgres::Postgres;
pub use programs::fixture;
pub use proxy::Proxy;
pub use sshd::Sshd;

/// Why a server could not be started, or did not do what was asked.
#[derive(Clone, Debug)]
pub struct NotHere(pub String);

impl fmt::Display for NotHere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotHere {}

/// The user that shops are read and written with.
pub const USER: &str = "shop";
/// Their password.
pub const PASSWORD: &str = "tea before sunrise";
