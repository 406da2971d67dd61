//! # Paging through what differs
//!
//! A window shows a few of perhaps a million changed records. Which ones they are is found out once and kept as numbers; the
//! names are read for the page at hand. So turning a page costs a page, and a list of a million fits into a few megabytes.

use backstock_model::{BackupNumber, ChangeKind, ContentType, RecordKey, RemoteId, ShopId};
use rusqlite::Connection;

use super::{ChangedRecord, Span, changes_of};
use crate::finding::Needle;
use crate::listing::id_of;
use crate::pages;
use crate::{Vault, VaultError};

/// Which records of one content type are not the same in two backups.
#[derive(Clone, Debug)]
pub struct ChangeList {
    shop: ShopId,
    from: BackupNumber,
    to: BackupNumber,
    content_type: ContentType,
    /// Record numbers, each with what happened in the direction that was asked.
    changes: Vec<(i64, ChangeKind)>,
}

impl ChangeList {
    /// How many there are.
    pub fn total(&self) -> u64 {
        self.changes.len() as u64
    }
}

impl Vault {
    /// Finds out which records of a type changed from one backup to another: all of them, or those with one kind of change, or
    /// those whose name, id or search words hold a text. The cost follows the changes.
    pub fn change_list(
        &self,
        shop: ShopId,
        (from, to): (BackupNumber, BackupNumber),
        content_type: &ContentType,
        kind: Option<ChangeKind>,
        find: Option<&str>,
    ) -> Result<ChangeList, VaultError> {
        let needle = find.filter(|text| !text.is_empty()).map(Needle::new);
        let changes = self.inner.read(|connection| {
            let span = Span::find(connection, shop, from, to)?;
            let mut room = Vec::new();
            let mut listed = Vec::new();
            for both in span.types(connection, Some(content_type))? {
                for (record, change) in changes_of(&self.inner, connection, &span, &both)? {
                    if kind.is_some_and(|kind| kind != span.directed(change)) {
                        continue;
                    }
                    if let Some(needle) = &needle {
                        let (name, search) = names(connection, &span, record, change)?;
                        if !needle.is_in_any([&id_of(connection, record)?, &name, &search], &mut room) {
                            continue;
                        }
                    }
                    listed.push((record, change));
                }
            }
            Ok(listed)
        })?;
        Ok(ChangeList {
            shop,
            from,
            to,
            content_type: content_type.clone(),
            changes,
        })
    }

    /// A page of such a list. Refused when one of its backups was deleted since.
    pub fn change_page(
        &self,
        list: &ChangeList,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<ChangedRecord>, VaultError> {
        let place = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        self.inner.read(|connection| {
            let span = Span::find(connection, list.shop, list.from, list.to)?;
            let page = list.changes.iter().skip(place(offset)).take(place(limit));
            page.map(|&(record, change)| {
                let id = RemoteId::from_encoded(id_of(connection, record)?);
                Ok(ChangedRecord {
                    key: RecordKey::new(list.content_type.clone(), id),
                    name: names(connection, &span, record, change)?.0,
                    change: span.directed(change),
                })
            })
            .collect()
        })
    }
}

/// A record's name and search words at the end where it is; at the newer one when it is at both.
fn names(
    connection: &Connection,
    span: &Span,
    record: i64,
    change: ChangeKind,
) -> Result<(String, String), VaultError> {
    let at = match change {
        ChangeKind::Deleted => span.older,
        ChangeKind::Added | ChangeKind::Updated => span.newer,
    };
    pages::names_at(connection, record, at)
}
