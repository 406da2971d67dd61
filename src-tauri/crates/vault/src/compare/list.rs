//! # Paging through what differs
//!
//! A window shows a few of perhaps a million changed records. Which ones they are is found out once and kept as numbers; the
//! names are read for the page at hand. So turning a page costs a page, and a list of a million fits into a few megabytes.

use std::collections::HashMap;
use std::sync::Arc;

use backstock_model::{BackupNumber, ChangeKind, ContentType, Document, RecordKey, RemoteId, ShopId};
use rusqlite::Connection;

use super::{ChangedRecord, Span, changes_of};
use crate::finding::Needle;
use crate::listing::id_of;
use crate::packing::Dictionary;
use crate::pages;
use crate::reading::{Lifted, MOST_BYTES, RecordHash, dictionaries_of, unpack_all};
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

    /// The number of the record at a place; of none where there is no such place.
    fn record(&self, place: u64) -> i64 {
        let at = usize::try_from(place).unwrap_or(usize::MAX);
        self.changes.get(at).map_or(0, |&(record, _)| record)
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

    /// Hands over what records of such a list were at its first backup and at its second, in the order of these places. All
    /// of them have to be at both. Memory stays flat; a look at each record alone would cost many times as much.
    pub fn change_contents(
        &self,
        list: &ChangeList,
        places: &[u64],
        each: &mut dyn FnMut(Document, Document),
    ) -> Result<(), VaultError> {
        let mut rest = places;
        while !rest.is_empty() {
            let (lifted, dictionaries) = self.inner.read(|connection| self.lift(connection, list, rest))?;
            let mut documents = unpack_all(&self.inner, &dictionaries, &lifted).into_iter();
            let (pairs, next) = rest.split_at(lifted.len() / 2);
            for &place in pairs {
                let (Some(Some(first)), Some(Some(second))) = (documents.next(), documents.next()) else {
                    return Err(VaultError::DamagedRecord(self.key_in(list, place)?));
                };
                each(first, second);
            }
            rest = next;
        }
        Ok(())
    }

    /// Fetches both contents of the first of these records, as many as memory allows.
    fn lift(
        &self,
        connection: &Connection,
        list: &ChangeList,
        places: &[u64],
    ) -> Result<(Vec<Lifted>, Dictionaries), VaultError> {
        let span = Span::find(connection, list.shop, list.from, list.to)?;
        let ends = if span.is_backwards {
            [span.newer, span.older]
        } else {
            [span.older, span.newer]
        };
        let (mut lifted, mut bytes) = (Vec::new(), 0);
        for &place in places {
            if bytes >= MOST_BYTES {
                break;
            }
            let record = list.record(place);
            for end in ends {
                let state = pages::state_at(connection, record, end)?.unwrap_or_default();
                let packed = match state.payload {
                    Some(payload) => pages::packed(connection, payload)?,
                    None => None,
                };
                bytes += packed.as_ref().map_or(0, |packed| packed.size);
                lifted.push(Lifted {
                    position: lifted.len(),
                    hash: state.hash.unwrap_or(RecordHash([0; 16])),
                    packed,
                });
            }
        }
        let packed = lifted.iter().filter_map(|one| one.packed.as_ref());
        let dictionaries = dictionaries_of(&self.inner, connection, packed);
        Ok((lifted, dictionaries))
    }

    fn key_in(&self, list: &ChangeList, place: u64) -> Result<RecordKey, VaultError> {
        let id = self
            .inner
            .read(|connection| id_of(connection, list.record(place)))?;
        Ok(RecordKey::new(
            list.content_type.clone(),
            RemoteId::from_encoded(id),
        ))
    }
}

/// What packed contents need to be unpacked, by number.
type Dictionaries = HashMap<i64, Arc<Dictionary>>;

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
