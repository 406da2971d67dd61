//! The doors on a shop that breaks where it is told to; what they promise on real shops is in `tests/acceptance`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what stands around a test fails the test when it fails"
)]

#[path = "doors/backup_files.rs"]
mod backup_files;
#[path = "doors/codes.rs"]
mod codes;
#[path = "doors/desk.rs"]
mod desk;
#[path = "doors/exporting.rs"]
mod exporting;
#[path = "doors/file_pairs.rs"]
mod file_pairs;
#[path = "doors/listed_files.rs"]
mod listed_files;
#[path = "doors/mail.rs"]
mod mail;
#[path = "doors/outbox.rs"]
mod outbox;
#[path = "doors/restoring.rs"]
mod restoring;
#[path = "doors/scheduling.rs"]
mod scheduling;
#[path = "doors/versions.rs"]
mod versions;
#[path = "doors/view_only.rs"]
mod view_only;
