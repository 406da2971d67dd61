//! # Exports
//!
//! An export is a folder with ZIP files, made for other programs and for people: chosen content types, in one of the formats
//! of [`ExportFormat`]. Every standard tool unpacks it, and Backstock is not needed to read it.
//!
//! | file | what is in it |
//! |---|---|
//! | `NAME.zip`, or `NAME-part01of03.zip` ... | the data; each part is a whole ZIP with whole files in it |
//! | `manifest.json` | the shop, the backup, what is in it, size and SHA-256 of every part |
//! | `README.txt` | what these files are, for whoever finds them in ten years |
//!
//! A part holds at most [`PART_LIMIT`] bytes of contents, measured before packing: so it is known before a record is written
//! whether it still fits, and the same data is parted in the same way whatever a packer makes of it. A single record that is
//! larger stands in a part alone and is named in the manifest.
//!
//! Everything is written into a folder beside the one it will be, which is renamed when all of it is there and goes away
//! when the writer is dropped. So an export is there as a whole or not at all.
//!
//! The tables of a record ([`Shape`]) are found by looking at every record once before the first is written: only then it is
//! known which columns there are. What this crate leaves out: where the records come from, and what becomes of the files.

mod cell;
mod csv;
mod error;
mod format;
mod import;
mod json_lines;
mod manifest;
mod names;
mod own;
mod part;
mod pen;
mod readme;
mod shape;
mod sql;
mod sql_text;
mod workbook;
mod writing;

pub use cell::harmless;
pub use error::ExportError;
pub use format::{Dialect, ExportFormat, Platform};
pub use manifest::{ExportManifest, ExportNote, ExportedBackup, ExportedType, PartFile};
pub use own::own_file;
pub use shape::{Shape, ShapeFinder};
pub use sql_text::SqlText;
pub use writing::{ExportHead, ExportWriter, ExportWritten, ExportedRecord, ObjectSource, SealedExport};

/// What a part holds at most, in bytes before packing: 1 GB.
pub const PART_LIMIT: u64 = 1_000_000_000;
