//! # The vault: what is on disk
//!
//! One folder holds everything of many shops, encrypted from the first byte:
//!
//! | file | what it is |
//! |---|---|
//! | `vault.db` | SQLCipher database: shops, backups, records, versions, plans, runs, letters, notices, settings |
//! | `keys.json`, `keys.bak.json` | the salt and the key slots, twice and sealed; no secret can be read from them without a key |
//! | `objects/ab/…` | large binaries, each encrypted on its own |
//! | `anchor.json` | the newest link of every shop's chain of backups, kept outside the database so that an old copy of it is noticed |
//! | `vault.lock`, `vault.job.json` | held while a job writes; who holds it |
//! | `keys.lock` | held while the key file is changed |
//! | `outbox.lock` | held while letters are sent |
//! | `turns.lock` | held while something is done on a schedule |
//! | `vault.reserve` | nothing: room set aside, given up when the disk is full and something is to be deleted |
//!
//! The shape of the store:
//!
//! * A record has one row in `versions` for every backup **in which it changed**; the row holds until the record's next row.
//!   An unchanged record costs nothing in the next backup, and what changed between two backups is a range of one index.
//! * A backup in progress writes rows under a number that no reader looks at; one small transaction publishes it.
//!   Killed at any point, the vault is as it was, and the next writer sweeps up.
//! * Every backup has a root over all its records, is signed with the vault's key and chained to the one before.
//!   [`Vault::verify`] proves all of it.
//! * Every change to a shop is a run in the journal, on disk before the shop hears of it.
//!
//! Read first: `writing.rs` (how a reading becomes a backup), then `table/` (one file per table). Reasons are in
//! `src-tauri/decisions`.
//!
//! What is not done here: no shop is read or written, no clock is asked (times are handed in), and the operating system's
//! keyring is the caller's: the vault only takes the 32 bytes kept there.

mod anchor;
mod backup_files;
mod backups;
mod compare;
mod copied_numbers;
mod deleting;
mod disk;
mod error;
mod finding;
mod hashes;
mod imports;
mod keys;
mod letters;
mod listing;
mod lock;
mod migration;
mod notices;
mod objects;
mod outer_anchor;
mod packing;
mod pages;
mod plans;
mod reading;
mod reserve;
mod room;
mod runs;
mod schedules;
mod search;
mod shops;
mod step;
mod table;
mod vault;
mod verify;
mod writing;

pub use backup_files::{BackupFileId, ListedFile};
pub use backups::{Backup, BackupKind, TypeCounts, Unfinished};
pub use compare::{ChangeList, ChangedRecord, TypeChanges};
pub use copied_numbers::{CopiedNumber, CopyNotes};
pub use error::{RecoveryKeyFault, VaultError};
pub use keys::{NewKeys, RecoveryKey, Unlock};
pub use letters::{KeptLetter, LetterState, NewLetter, NotSent, OutboxLock};
pub use lock::{JobLock, RunningJob};
pub use notices::{KeptNotice, NewNotice};
pub use outer_anchor::OuterAnchor;
pub use reading::{
    DeletedFilter, RecordHash, RecordsAsk, RecordsPage, StoredDocument, StoredRecord, StoredType, Version,
};
pub use room::{BackupRoom, Room, TypeRoom};
pub use runs::{ItemState, NewRun, OpenRun, Run, RunEnd, RunItem, RunItemState, RunKind, RunStatus, RunType};
pub use schedules::{Schedule, ScheduleId, Turn, TurnState, TurnsLock};
pub use search::{FoundIn, SearchAsk, SearchHit};
pub use shops::{NewShop, Shop};
pub use step::Step;
pub use vault::Vault;
pub use verify::{VerifyOutcome, VerifyProblem};
pub use writing::{OpenBackup, OpenType};
