//! `Bulk Recovery`: a backup beside another moment, whole content types at a time.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::BackupRow;

/// Asks what a backup holds, and what happened from it to another moment.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CompareVersionAsk {
    /// The shop's name.
    pub shop: String,
    /// The selected backup.
    pub backup: u64,
    /// The other side.
    pub with: OtherMoment,
}

/// What a backup is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OtherMoment {
    /// The newest backup.
    Latest,
    /// Another backup, an older one also.
    Backup {
        /// Its number.
        backup: u64,
    },
    /// The shop as it is now. It is read for this, which takes its time; `stop_looking` ends it.
    Live,
}

/// A backup beside another moment. The counts tell what happened from the backup to the other moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VersionComparison {
    /// Names this comparison when its records are asked for.
    pub comparison: u64,
    /// The selected backup.
    pub selected: BackupRow,
    /// The other side.
    pub other: OtherSide,
    /// Every content type that either side has.
    pub types: Vec<VersionTypeRow>,
    /// What the content types are called that could not be compared, because the shop does not let them be read.
    pub unread: Vec<String>,
}

/// The other side of a comparison, as it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OtherSide {
    /// A backup.
    Backup {
        /// Which.
        backup: BackupRow,
    },
    /// The shop, read just now.
    Live {
        /// When.
        at: String,
    },
}

/// One content type of a backup beside another moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VersionTypeRow {
    /// Its key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// What the owner reads.
    pub label: String,
    /// `business`, `content` or `other`.
    pub group: String,
    /// `Backed up items`: records in the selected backup.
    pub records: u64,
    /// Records at the other moment.
    pub other_records: u64,
    /// Only at the other moment.
    pub added: u64,
    /// In both, different.
    pub updated: u64,
    /// Only in the selected backup.
    pub deleted: u64,
    /// In both, equal.
    pub unchanged: u64,
    /// Whether all of it can be restored from the selected backup.
    pub offer: TypeOffer,
}

/// Whether a whole content type can be restored from a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TypeOffer {
    /// It can.
    Possible,
    /// It can, when what is protected was asked for.
    Protected {
        /// Why it is; a full sentence.
        reason: Option<String>,
    },
    /// It cannot be written to this shop.
    NotRestorable {
        /// Why; a full sentence.
        reason: Option<String>,
    },
    /// The shop has it no more.
    NotInShop,
    /// The backup does not have it.
    NotInBackup,
    /// The backup did not look at it.
    NotReadThen {
        /// When the shop was last asked for it before.
        at: Option<String>,
    },
}

/// What happened to a record from one moment to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecordChange {
    /// Only the other moment has it.
    Added,
    /// Both have it, and it differs.
    Updated,
    /// Only the selected backup has it.
    Deleted,
}

/// Asks for the differing records of one content type.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VersionDifferencesAsk {
    /// Which comparison.
    pub comparison: u64,
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// Only those to which this happened.
    pub change: Option<RecordChange>,
    /// Text to find in names, ids and search words; empty for all.
    pub find: String,
    /// Rows to pass over.
    pub offset: u64,
    /// Rows wanted, at most 1,000.
    pub limit: u64,
}

/// A page of differing records.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VersionDifferences {
    /// All that were asked for.
    pub total: u64,
    /// Those on the page.
    pub records: Vec<DifferingRecord>,
}

/// A record that is not the same at both moments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DifferingRecord {
    /// Its id.
    pub id: String,
    /// What a person calls it; its id when it has no name.
    pub name: String,
    /// What happened to it.
    pub change: RecordChange,
}

/// Asks how far a restore has come.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecoveryProgressAsk {
    /// The shop's name.
    pub shop: String,
    /// The run; nothing for the one that is being carried out.
    pub run: Option<u64>,
}

/// How far a restore has come. All counts of the types are of one moment.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecoveryProgress {
    /// The restore; nothing while none has begun to write.
    pub recovery: Option<crate::RecoveryRow>,
    /// Its content types, in the order they are written.
    pub types: Vec<RecoveryTypeRow>,
}

/// How far a restore has come with one content type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveryTypeRow {
    /// Its key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// What the owner reads.
    pub label: String,
    /// `Successful items`: written and read back.
    pub succeeded: u64,
    /// `Error items`.
    pub failed: u64,
    /// Left alone, because the restore was stopped.
    pub skipped: u64,
    /// All items of it in the plan.
    pub total: u64,
}

/// What a plan does with one content type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlannedType {
    /// Its key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// What the owner reads.
    pub label: String,
    /// Records created.
    pub creates: u64,
    /// Records updated.
    pub updates: u64,
    /// Records deleted.
    pub deletes: u64,
}
