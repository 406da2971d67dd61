//! Which state of a shop is meant.

use backstock_model::BackupNumber;

/// A state of a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// As a backup found it.
    Backup(BackupNumber),
    /// As the latest backup found it: the newest of the whole shop that was not made in passing (see [`crate::Engine::latest`]).
    Latest,
    /// As it is right now.
    Live,
}
