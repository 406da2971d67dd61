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
//! * [`view`] and [`zip`]: reading records from the rows of an open database.
//! * [`change`]: what has to be done to which rows to get from one document to another.
//! * [`write`]: doing that to a batch of records, so that all of it or nothing of it stays.
//! * [`left_over`]: what is left of records whose own row is gone.
//! * [`dumped`]: the same for a dump of a database, without the database.
//!
//! ## A row's identity
//!
//! A row is known by its declared primary key, else by the smallest unique index over columns that are never NULL. A rowid
//! is not an identity: `VACUUM` may change it. A row without a key, or with a NULL in its key, is known by its content
//! (`~hash.ordinal`): such a table is a bag of rows. An edited row of a bag is one row gone and another one come.

pub(crate) mod change;
pub(crate) mod dumped;
pub(crate) mod left_over;
mod mysql;
pub(crate) mod numbering;
mod postgres;
pub(crate) mod refusal;
pub(crate) mod schema;
pub(crate) mod server;
pub(crate) mod shape;
mod sheets;
mod sqlite;
pub(crate) mod stored;
pub(crate) mod view;
pub(crate) mod write;
pub(crate) mod zip;

pub use dumped::{DumpAsk, DumpFacts, read_dump};
pub use numbering::{Numbering, Renumbered, Space, Unfollowed};
pub use server::address::{Encryption, ServerAddress, SshAddress};
pub use server::certificate::ShownCertificate;
pub use server::shop::{ServerKind, ServerShop};
pub use server::tunnel::ask_for_host_key;
pub use server::way::Waiting;
pub use sheets::{SheetTable, TakeRow, read_sheets};
pub use sqlite::SqliteShop;
pub use stored::id_of_bytes;

use self::shape::Shape;
use crate::Problem;

fn misfits(shape: &Shape) -> Option<Problem> {
    (!shape.misfits.is_empty()).then(|| Problem {
        code: "profile_partly_fits".to_owned(),
        message: format!(
            "This shop is built a little differently than expected and has no {}.",
            shape.misfits.join(", ")
        ),
        hint: "Everything the shop has is backed up all the same; look under the other tables.".to_owned(),
    })
}
