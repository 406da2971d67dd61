//! # The nouns of Backstock
//!
//! Everything here is plain data without files, network, clock or window behind it. A newcomer reads this crate first.
//!
//! * A **shop** is read into **records**; a record is a [`Document`]: its root row (or API object) together with the rows it owns.
//! * A record is known by its [`RecordKey`]: content type and the id the shop gave it.
//! * The vault keeps a **version** of a record for every state it was seen in; a **backup** is one complete reading, numbered per shop.
//! * A [`FieldChange`] says what differs between two documents; a [`Plan`] says what will be written to a shop, and is the very
//!   value that is shown, approved and carried out.
//!
//! What is not done here: reading or writing anything. See `vault` (what is on disk), `shops` (what is out there) and `engine` (the verbs).

mod address;
mod believed;
mod catalogue;
mod clock;
mod count;
mod diff;
mod document;
mod key;
mod keyring;
mod letter;
mod parts;
mod plan;
mod progress;
mod reading;
mod revision;
mod secret;

pub use address::{AddressFault, EmailAddress};
pub use believed::{differs_only_in, is_within};
pub use catalogue::{FieldKind, FieldLabel, Group, Reference, RowReference, TypeDescription};
pub use clock::{Clock, SystemTime};
pub use count::grouped;
pub use diff::{ChangeKind, FieldChange, diff};
pub use document::{Document, DocumentError, LARGE_BINARY, Node, ObjectHash, Path, write_text};
pub use key::{BackupNumber, ContentType, PlanId, RecordKey, RemoteId, RunId, ShopId};
pub use keyring::{KeyringError, KeyringState, Secrets};
pub use letter::{About, Letter, LetterId, Recipient};
pub use plan::{Action, Choice, Conflict, Consequence, Plan, PlanSource, PlannedRecord, Skip, SkipReason};
pub use progress::{Cancel, NoProgress, Phase, Progress, Tick};
pub use reading::{Object, Record};
pub use revision::{Revision, Target};
pub use secret::Secret;
