//! compare

use backstock_model::{BackupNumber, ChangeKind, ContentType, RecordKey, ShopId};

use crate::{Vault, VaultError};

/// What happened to a type's records from one backup to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeChanges {
    /// The type.
    pub key: ContentType,
    /// What the owner reads.
    pub label: String,
    /// Records that are only in the second.
    pub added: u64,
    /// Records that are in both and differ.
    pub updated: u64,
    /// Records that are only in the first.
    pub deleted: u64,
    /// Records that are the same in both.
    pub unchanged: u64,
}

/// A record that is not the same in two backups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedRecord {
    /// Content type and id.
    pub key: RecordKey,
    /// What a person calls it; may be empty.
    pub name: String,
    /// What happened from the first to the second.
    pub change: ChangeKind,
}

impl Vault {
    /// Counts what happened from backup `from` to backup `to`, for one type or all. `from` may be the newer one.
    /// The cost follows the changes, not the size of the shop.
    pub fn changes_between(
        &self,
        shop: ShopId,
        from: BackupNumber,
        to: BackupNumber,
        content_type: Option<&ContentType>,
    ) -> Result<Vec<TypeChanges>, VaultError> {
        let _ = (shop, from, to, content_type);
        todo!()
    }

    /// Lists what happened from backup `from` to backup `to`, type by type in delivery order.
    /// `find` keeps records whose name or id hold the text.
    #[expect(
        clippy::too_many_arguments,
        reason = "a page of a comparison has this many parts"
    )]
    pub fn changed_records(
        &self,
        shop: ShopId,
        from: BackupNumber,
        to: BackupNumber,
        content_type: Option<&ContentType>,
        limit: u64,
        offset: u64,
        find: Option<&str>,
    ) -> Result<Vec<ChangedRecord>, VaultError> {
        let _ = (shop, from, to, content_type, limit, offset, find);
        todo!()
    }
}
