//! # What happened between two backups
//!
//! Every row of `versions` says what a record was and what it became. For all backups after the older one up to the newer one,
//! these rows are read from one index; a record's first "was" against its last "became" is what happened. So comparing costs as
//! much as there are changes, whatever the size of the shop.

mod list;

pub use list::ChangeList;

use backstock_model::{BackupNumber, ChangeKind, ContentType, RecordKey, ShopId};
use rusqlite::{Connection, params};

use crate::error::WhileDoing as _;
use crate::finding::Needle;
use crate::listing::id_of;
use crate::pages;
use crate::reading::{DeletedFilter, RecordHash, TypeAt};
use crate::table::tallies::{self, Tally};
use crate::table::types::{self, TypeRow};
use crate::table::{backups, shops};
use crate::vault::Inner;
use crate::{Vault, VaultError};

const DOING: &str = "comparing backups";

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

/// Two backups, the older one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    shop: i64,
    older: i64,
    newer: i64,
    /// Whether the question was asked from the newer to the older one.
    is_backwards: bool,
}

/// A type as both ends know it.
struct TypeInSpan {
    row: TypeRow,
    older: Tally,
    newer: Tally,
}

impl TypeInSpan {
    /// Whether the older end does not know the type: then all of it was added, and no change says so.
    fn is_new(&self, span: &Span) -> bool {
        self.row.first.is_some_and(|first| first > span.older)
    }
}

impl Span {
    pub(crate) fn find(
        connection: &Connection,
        shop: ShopId,
        from: BackupNumber,
        to: BackupNumber,
    ) -> Result<Self, VaultError> {
        let shop = shops::number(connection, shop)?;
        let from = backups::place(connection, shop, from)?;
        let to = backups::place(connection, shop, to)?;
        Ok(Self {
            shop,
            older: from.min(to),
            newer: from.max(to),
            is_backwards: from > to,
        })
    }

    fn types(
        &self,
        connection: &Connection,
        only: Option<&ContentType>,
    ) -> Result<Vec<TypeInSpan>, VaultError> {
        let older = tallies::of_backup(connection, self.older)?;
        let newer = tallies::of_backup(connection, self.newer)?;
        let tally =
            |all: &[Tally], number: i64| all.iter().find(|tally| tally.content_type == number).copied();
        Ok(types::of_shop(connection, self.shop)?
            .into_iter()
            .filter(|row| only.is_none_or(|only| row.key == *only))
            .filter_map(|row| {
                // What the older end knows, the newer end knows too.
                let newer = tally(&newer, row.number)?;
                Some(TypeInSpan {
                    older: tally(&older, row.number).unwrap_or_default(),
                    newer,
                    row,
                })
            })
            .collect())
    }

    /// What happened to records of one type, oldest end to newest end, in the order of the records.
    fn changes(
        &self,
        connection: &Connection,
        content_type: i64,
    ) -> Result<Vec<(i64, ChangeKind)>, VaultError> {
        type Side = Option<RecordHash>;
        let mut rows: Vec<(i64, Side, Side)> = Vec::new();
        let mut statement = connection
            .prepare_cached(
                "SELECT record, before, hash FROM versions INDEXED BY versions_changed
                 WHERE backup = ?1 AND record BETWEEN ?2 AND ?3 AND before IS NOT NULL ORDER BY record",
            )
            .doing(DOING)?;
        let steps = backups::between(connection, self.shop, self.older, self.newer)?;
        for &backup in &steps {
            let mut found = statement
                .query(params![
                    backup,
                    types::record(content_type, 0),
                    types::record(content_type + 1, 0) - 1
                ])
                .doing(DOING)?;
            while let Some(row) = found.next().doing(DOING)? {
                let side = |column| -> rusqlite::Result<Side> {
                    let bytes = row.get_ref(column)?.as_bytes_or_null()?;
                    Ok(bytes.and_then(|bytes| bytes.try_into().ok()).map(RecordHash))
                };
                rows.push((
                    row.get(0).doing(DOING)?,
                    side(1).doing(DOING)?,
                    side(2).doing(DOING)?,
                ));
            }
        }
        if steps.len() > 1 {
            // Keeps a record's steps in their order.
            rows.sort_by_key(|row| row.0);
        }
        Ok(rows
            .chunk_by(|left, right| left.0 == right.0)
            .filter_map(|steps| {
                let (first, last) = (steps.first()?, steps.last()?);
                let change = match (first.1, last.2) {
                    (None, None) => return None,
                    (None, Some(_)) => ChangeKind::Added,
                    (Some(_), None) => ChangeKind::Deleted,
                    (Some(before), Some(after)) if before == after => return None,
                    (Some(_), Some(_)) => ChangeKind::Updated,
                };
                Some((first.0, change))
            })
            .collect())
    }

    /// The same seen in the direction that was asked.
    fn directed(&self, change: ChangeKind) -> ChangeKind {
        match (change, self.is_backwards) {
            (ChangeKind::Added, true) => ChangeKind::Deleted,
            (ChangeKind::Deleted, true) => ChangeKind::Added,
            (change, _) => change,
        }
    }
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
        self.inner.read(|connection| {
            let span = Span::find(connection, shop, from, to)?;
            span.types(connection, content_type)?
                .iter()
                .map(|both| count(connection, &span, both))
                .collect()
        })
    }

    /// Lists what happened from backup `from` to backup `to`, type by type in delivery order.
    /// `find` keeps records whose name, id or search words hold the text.
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
        let needle = find.filter(|text| !text.is_empty()).map(Needle::new);
        self.inner.read(|connection| {
            let span = Span::find(connection, shop, from, to)?;
            let mut room = Vec::new();
            let mut pass = offset;
            let mut listed = Vec::new();
            for both in span.types(connection, content_type)? {
                for (record, change) in changes_of(&self.inner, connection, &span, &both)? {
                    if listed.len() as u64 >= limit {
                        return Ok(listed);
                    }
                    if needle.is_none() && pass > 0 {
                        pass -= 1;
                        continue;
                    }
                    // The name at the end where the record is; the newer one when it is at both.
                    let at = match change {
                        ChangeKind::Deleted => span.older,
                        ChangeKind::Added | ChangeKind::Updated => span.newer,
                    };
                    let (name, search) = pages::names_at(connection, record, at)?;
                    let id = id_of(connection, record)?;
                    if let Some(needle) = &needle {
                        if !needle.is_in_any([&id, &name, &search], &mut room) {
                            continue;
                        }
                        if pass > 0 {
                            pass -= 1;
                            continue;
                        }
                    }
                    let key =
                        RecordKey::new(both.row.key.clone(), backstock_model::RemoteId::from_encoded(id));
                    let change = span.directed(change);
                    listed.push(ChangedRecord { key, name, change });
                }
            }
            Ok(listed)
        })
    }
}

/// The positions of a type's records that are not the same at both ends, in order.
pub(crate) fn changed(
    inner: &Inner,
    connection: &Connection,
    span: &Span,
    content_type: &ContentType,
) -> Result<Vec<u32>, VaultError> {
    let mut positions = Vec::new();
    for both in span.types(connection, Some(content_type))? {
        for (record, _) in changes_of(inner, connection, span, &both)? {
            positions.extend(u32::try_from(types::position(record)));
        }
    }
    Ok(positions)
}

fn count(connection: &Connection, span: &Span, both: &TypeInSpan) -> Result<TypeChanges, VaultError> {
    let (mut added, mut updated, mut deleted) = (0, 0, 0);
    if both.is_new(span) {
        added = both.newer.records;
    } else {
        for (_, change) in span.changes(connection, both.row.number)? {
            match change {
                ChangeKind::Added => added += 1,
                ChangeKind::Updated => updated += 1,
                ChangeKind::Deleted => deleted += 1,
            }
        }
    }
    let unchanged = both.older.records.saturating_sub(updated + deleted);
    if span.is_backwards {
        std::mem::swap(&mut added, &mut deleted);
    }
    let description = types::description(connection, both.row.number, span.newer)?;
    Ok(TypeChanges {
        key: both.row.key.clone(),
        label: description.map_or_else(|| both.row.key.to_string(), |description| description.label),
        added,
        updated,
        deleted,
        unchanged,
    })
}

fn changes_of(
    inner: &Inner,
    connection: &Connection,
    span: &Span,
    both: &TypeInSpan,
) -> Result<Vec<(i64, ChangeKind)>, VaultError> {
    if !both.is_new(span) {
        return span.changes(connection, both.row.number);
    }
    let found = TypeAt {
        row: both.row.clone(),
        tally: both.newer,
        at: span.newer,
    };
    let listing = inner.listing(connection, &found, DeletedFilter::Without, None, None)?;
    Ok(listing
        .page(0, u64::MAX)
        .into_iter()
        .map(|position| (types::record(both.row.number, position), ChangeKind::Added))
        .collect())
}
