//! # What is out there
//!
//! A [`Shop`] can be read ([`Reading`]) and written ([`Writing`]); the rest of the house does not know what kind it is.
//!
//! * A reading is **one consistent view**: everything it hands over is from the same moment, however long it takes.
//! * A type's records come in the shop's own stable order (its key's order), each as a whole [`Record`].
//! * A write says what the record was believed to be (`before`) and what it shall be (`after`). A connector writes only
//!   what differs, with parameters, and refuses a record that is not what it was believed to be.
//! * Calls block. Jobs run on threads of their own; a connector that speaks an asynchronous protocol keeps its runtime to itself.
//!
//! Which tables make a record is said by a **profile**, a data file under `profiles/`; without one every table is a content
//! type and every row a record of its own.

mod error;
mod installation;
mod own;
mod profile;
mod shop;
mod sql;

pub use error::ShopError;
pub use installation::{InstallationFound, is_of_another};
pub use own::{OwnFolder, take_away_left_over};
pub use profile::{
    CurrencyPlace, Detect, Locked, NO_PROFILE, NumberOf, Owned, Profile, Profiles, TypeProfile, When,
};
pub use shop::{
    AbsentType, Dangling, DatabaseFacts, Fingerprint, LeftOut, Memory, Objects, Pointer, Problem, Reading,
    Shop, ShopCheck, Witness, Write, WriteOutcome, Writing,
};
pub use sql::{
    DumpAsk, DumpFacts, Encryption, Numbering, Renumbered, ServerAddress, ServerKind, ServerShop, SheetTable,
    ShownCertificate, Space, SqliteShop, SshAddress, TakeRow, Unfollowed, Waiting, ask_for_host_key,
    id_of_bytes, read_dump, read_sheets,
};
