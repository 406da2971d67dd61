//! # The verbs
//!
//! Four movements are all that Backstock does: **read** a shop into the vault, **compare** two readings, **carry out a plan**
//! against a shop, and look back. Each verb has a file of its own; read [`restore`](Engine::carry_out) first, it is the one
//! that matters most.
//!
//! * [`Engine::backup`] takes one consistent reading of a shop and keeps it, or keeps nothing at all.
//! * [`Engine::compare`], [`Engine::diff`], [`Engine::compare_record`] tell what differs between two [`Moment`]s: a backup,
//!   the newest one, or the shop as it is right now; [`Engine::differing`] does the same to be paged through.
//! * [`Engine::plan_restore`] and [`Engine::plan_undo`] decide, and write nothing. The plan is kept in the vault;
//!   [`Engine::carry_out`] does exactly that plan or refuses, and [`plan::between`] is the pure function behind it.
//! * [`Engine::export`] puts chosen content types into files for other programs.
//! * [`Engine::move_shop`] goes on with a shop at another place; its history stays.
//! * Before a shop is touched there is a safety backup, and every record that is sent is on disk in the journal first.
//!   After a crash, [`Engine::resume`] finds out by reading what had arrived.
//! * After a full backup [`alarm`] tells what is unusual about it, and [`keeping`] decides which old ones may go.
//! * What goes wrong is an [`EngineError`]; [`explain`] is the one place that puts it into an owner's words.
//!
//! The engine knows no window, no clock and no home folder: time comes in as [`Clock`], a shop as [`ShopOpener`], progress and
//! cancel as arguments. Calls block; whoever calls decides on which thread.

mod addresses;
pub mod alarm;
mod alongside;
pub mod anchored;
mod archive;
mod audit;
mod backup;
mod backup_files;
mod compare;
mod decided;
mod diagnose;
mod differing;
mod engine;
mod error;
mod exporting;
mod faults;
mod files;
mod fitting;
mod guide;
mod imports;
pub mod keeping;
mod kept;
mod kept_shop;
mod keyring_failures;
mod left_out;
mod lent;
mod live;
mod mail_failures;
pub mod mailing;
mod moment;
mod numbers;
mod opener;
pub mod outbox;
mod overview;
mod pairing;
mod place;
pub mod plan;
mod quiet;
pub mod record_view;
pub mod remembered;
mod restore;
mod retry;
mod revert;
mod room;
mod runs;
pub mod schedules;
mod search;
mod shop;
mod store_page;
mod summary;
mod timeline;
mod undo;
mod verify;
pub mod view_only;
mod walk;
mod watch;
mod words;

pub use addresses::explain_address;
pub use archive::{ArchiveAsk, ArchiveInspected, inspect_archive};
pub use audit::{AuditError, AuditFormat};
pub use backstock_archive::{ArchiveWritten, Manifest};
pub use backstock_export::{
    Dialect, ExportFormat, ExportNote, ExportedType, PART_LIMIT, PartFile, Platform, own_file,
};
pub use backstock_files::{
    Dialect as DumpDialect, DumpError, FileAbout, FileKind, FileLook, LeftOut, Packing, Refusal,
};
pub use backstock_mail as mail;
pub use backstock_rest::StoreAddress;
pub use backstock_shops::{
    DatabaseFacts, Encryption, InstallationFound, ServerAddress, ShopCheck, ShopError, ShownCertificate,
    SshAddress, ask_for_host_key, take_away_left_over,
};
pub use backup::{BackupAsk, BackupFailure, BackupOutcome};
pub use backup_files::{
    BackupFile, BackupFileContents, BackupFileStanding, BackupFilesDeletion, FileToList, FoundType,
    NewBackupFile, TrashEmptied, for_a_file,
};
pub use compare::Differences;
pub use decided::Decision;
pub use diagnose::{About, DiagnosticPart, bundle};
pub use differing::{Differing, DifferingAsk, DifferingPage, DifferingType, TypeOffer};
pub use engine::Engine;
pub use error::{EngineError, NameFault};
pub use exporting::{ExportAsk, ExportEnding, ExportEntry, ExportFiles, ExportedBy, ExportsTidied, KeepFor};
pub use faults::{EXPORT_POINTS, Faults, NoFaults, POINTS};
pub use files::{
    FileInspected, OpenFiles, dialect_key, file_kind_key, inspect_file, is_of_files, look_at_file,
};
pub use fitting::SheetFault;
pub use guide::{Guide, GuideStatus, GuideStep, StepKind};
pub use imports::FileToImport;
pub use kept::name_or_key;
pub use keyring_failures::explain_keyring;
pub use left_out::LeftOutOfBackup;
pub use mail_failures::explain_mail;
pub use moment::Moment;
pub use opener::{ConnectedShops, ShopOpener, ShopPasswords, password_name, store_address, token_name};
pub use overview::{MissingType, Overview};
pub use record_view::RecordComparison;
pub use restore::{Patience, RunFailure, RunOutcome};
pub use room::Storage;
pub use runs::RunSubject;
pub use summary::{Counted, RunSummary, WrittenField};
pub use timeline::{Span, VersionSummary};
pub use view_only::Proof;
pub use watch::{Late, LateCause};
pub use words::{Explained, explain, explain_older, explain_problem, size};

#[doc(no_inline)]
pub use backstock_model::Clock;
