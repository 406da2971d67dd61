//! Which state of a shop is meant.

use backstock_model::BackupNumber;

/// A state of a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// As a backup found it.
    Backup(BackupNumber),
    /// As the newest backup found it.
    Latest,
    /// As it is right now.
    Live,
}
