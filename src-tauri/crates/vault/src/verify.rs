//! verify

use backstock_model::{BackupNumber, Cancel, ContentType, ObjectHash, Progress, RecordKey, ShopId};

use crate::{Vault, VaultError};

/// What a check of the vault found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyOutcome {
    /// Backups checked.
    pub backups: u64,
    /// Records checked.
    pub records: u64,
    /// Versions checked.
    pub versions: u64,
    /// Bytes of original content checked, large binaries included.
    pub bytes: u64,
    /// What is not as it should be; empty when all is well.
    pub problems: Vec<VerifyProblem>,
}

/// Something in the vault that is not what was put there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyProblem {
    /// A part of the database file was changed or cannot be read.
    #[error("the database file is damaged: {what}")]
    Database {
        /// What was found.
        what: String,
    },
    /// A record's content in a backup.
    #[error("the content of {key} in backup {backup} of {shop} is damaged")]
    Record {
        /// The shop's name.
        shop: String,
        /// Which record.
        key: RecordKey,
        /// The backup its version is from.
        backup: BackupNumber,
    },
    /// A large binary.
    #[error("the object {object} is damaged or missing")]
    Object {
        /// Which.
        object: ObjectHash,
    },
    /// A backup as a whole: a record is missing, replaced, or one too many.
    #[error("backup {backup} of {shop} is not what it was when it was made")]
    Backup {
        /// The shop's name.
        shop: String,
        /// Which backup.
        backup: BackupNumber,
    },
    /// The kept counts of a type in a backup.
    #[error("the counts of {content_type} in backup {backup} of {shop} are wrong")]
    Counts {
        /// The shop's name.
        shop: String,
        /// Which backup.
        backup: BackupNumber,
        /// Which type.
        content_type: ContentType,
    },
    /// The chain of backups.
    #[error("the chain of backups of {shop} is broken at backup {backup}")]
    Chain {
        /// The shop's name.
        shop: String,
        /// The first backup that does not fit.
        backup: BackupNumber,
    },
    /// The vault is older than it was when last used.
    #[error(
        "{shop} ended with backup {anchored} when this vault was last used, and ends with {newest:?} now"
    )]
    OlderThanAnchor {
        /// The shop's name or id.
        shop: String,
        /// The backup the anchor names.
        anchored: BackupNumber,
        /// The newest backup in the vault.
        newest: Option<BackupNumber>,
    },
    /// The anchor itself was changed.
    #[error("the anchor file is damaged")]
    Anchor,
}

impl Vault {
    /// Checks one shop or all of them: every content decodes to what it was, every backup has its root, the chain holds
    /// and ends where the anchor says.
    pub fn verify(
        &self,
        shop: Option<ShopId>,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<VerifyOutcome, VaultError> {
        let _ = (shop, progress, cancel);
        todo!()
    }
}
