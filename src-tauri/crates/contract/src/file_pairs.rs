//! Two files beside each other, with a vault or without one; and files that come by themselves.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks what happened from one file to another, or to a shop as it is now. Of two files neither a vault nor a shop is needed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CompareFilesAsk {
    /// The handle of the file that is looked back to.
    pub one: String,
    /// The handle of the other one; nothing for the shop.
    pub other: Option<String>,
    /// The name of the shop, where that is the other side.
    pub shop: Option<String>,
    /// What they are protected by, if by anything.
    pub passphrase: Option<String>,
}

/// Two files beside each other, or a file beside a shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FilePair {
    /// What stands for a shop when a record of theirs is compared (`compare_record`).
    pub shop: String,
    /// What happened from the one to the other. Each file stands for a backup.
    pub comparison: crate::VersionComparison,
}

/// Asks for files that came by themselves.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct ArrivedAsk {
    /// Which time, as the address of the page says.
    pub arrival: u64,
}

/// Files that were dropped on the window, or opened with Backstock.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Arrived {
    /// The files, in the order they came.
    pub files: Vec<crate::Chosen>,
}
