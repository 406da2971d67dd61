//! # Files of other tools, read like shops
//!
//! Whatever holds a shop's data can be looked into, compared and imported: backup files of our own, SQL dumps, database
//! files, spreadsheets, lists in JSON, and the ZIPs that backup plugins make. [`look_at`] says what a file is from its first
//! bytes, never from its name; [`open`] reads it as a [`Reading`](backstock_shops::Reading), as if it were a shop.
//!
//! * Nothing in a file is run, nothing is unpacked by its stored name, and no line of it goes to a server.
//! * Files are streamed: memory does not grow with them. What has to be kept for a while is kept encrypted, with a key that
//!   nobody keeps, in a folder that goes away (`shops`, `sqlite/held.rs`).
//! * Every ZIP goes through one gate ([`gate`]), every packed stream through one measure ([`packed`]).
//! * What cannot be read is refused with the reason ([`Refusal`]), and with what can be done instead.
//!
//! What is not done here: writing. A restore goes into a shop, never into a file.

mod comma;
mod error;
mod export;
mod gate;
mod json;
mod kind;
mod of_zip;
mod opening;
mod packed;
mod piece;
mod set;
mod sheet;
mod workbook;

pub use backstock_dump::{Dialect, DumpError};
pub use error::{FileError, Refusal};
pub use kind::{FileKind, FileLook, Packing, look_at};
pub use opening::{FileAbout, LeftOut, OpenAsk, Opened, open};
