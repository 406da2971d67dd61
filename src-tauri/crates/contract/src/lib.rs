//! # What the window may ask and what it hears back
//!
//! One table, [`for_each_door`], names every door with what goes in (`…Ask`) and what comes out. The engine side
//! (`doors`), the Tauri commands, the development-only browser door and the TypeScript in `ui/src/contract` are all made
//! from it, so that none of them can drift.
//!
//! * Ids, amounts and field values are texts: a number of a shop never becomes a JavaScript number.
//! * Times are RFC 3339 in UTC; the window shows them in the owner's own time.
//! * An error is a [`Failure`]: a stable code, a sentence, and one thing to do.
//! * Long work answers with a job's number at once and then reports through the one event `"job"` ([`JobNews`]).
//! * Paths never come from the window: dialogs open on this side and answer with a [`Chosen`] handle.

mod audit;
mod backup_files;
mod compare;
mod desk;
mod diagnose;
mod door_table;
mod exporting;
mod failure;
mod file_pairs;
mod guide;
mod jobs;
mod keeping;
mod listed_files;
mod mail;
mod outbox;
mod records;
mod restore;
mod revising;
mod schedules;
mod servers;
mod shops;
mod stores;
mod typescript;
mod vault;
mod versions;

pub use audit::*;
pub use backup_files::*;
pub use compare::*;
pub use desk::*;
pub use diagnose::*;
pub use exporting::*;
pub use failure::{FAILURE_CODES, Failure};
pub use file_pairs::*;
pub use guide::*;
pub use jobs::*;
pub use keeping::*;
pub use listed_files::*;
pub use mail::*;
pub use outbox::*;
pub use records::*;
pub use restore::*;
pub use revising::*;
pub use schedules::*;
pub use servers::*;
pub use shops::*;
pub use stores::*;
pub use typescript::typescript;
pub use vault::*;
pub use versions::*;
