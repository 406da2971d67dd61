//! # Comparing two moments of a shop
//!
//! Between two backups the vault knows what changed without looking at the rest. With the shop as it is right now on a side,
//! one consistent reading of it is laid beside the backup; nothing is kept of it.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use backstock_model::{
    BackupNumber, Cancel, ChangeKind, ContentType, Document, DocumentError, FieldChange, Node, RecordKey,
    TypeDescription, diff, differs_only_in,
};
use backstock_shops::{Reading, ShopError};
use backstock_vault::{BackupKind, ChangedRecord, TypeChanges};

use crate::alongside::{Alongside, Beside};
use crate::backup::{forbidden_types, labels_of};
use crate::kept_shop::KeptReading;
use crate::{Engine, EngineError, Moment};

/// What happened from one moment to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Counts, type by type.
    pub types: Vec<TypeChanges>,
    /// The records that differ, when they were asked for.
    pub records: Vec<ChangedRecord>,
    /// What the types are called that the shop does not let us read: nothing can be told of them.
    pub unread: Vec<String>,
}

impl Engine {
    /// Tells what happened from `a` to `b`, for one type or all; with `list`, record by record.
    ///
    /// Between two backups the cost follows the changes. With [`Moment::Live`] on a side, the shop is read once.
    pub fn compare(
        &self,
        shop: &str,
        a: &Moment,
        b: &Moment,
        content_type: Option<&ContentType>,
        list: bool,
        cancel: &Cancel,
    ) -> Result<Differences, EngineError> {
        let known = self.vault.shop(shop)?;
        let (a, b) = (self.backup_of(&known, a)?, self.backup_of(&known, b)?);
        match (a, b) {
            (Some(a), Some(b)) if self.is_apart(&known, a, b)? => {
                let reading = KeptReading::of(Arc::clone(&self.vault), known.id, b)?;
                self.behold(
                    (&known, Some(a)),
                    (Box::new(reading), Some(b)),
                    content_type,
                    list,
                    cancel,
                )
            }
            (Some(a), Some(b)) => {
                let records = if list {
                    self.vault
                        .changed_records(known.id, a, b, content_type, u64::MAX, 0, None)?
                } else {
                    Vec::new()
                };
                Ok(Differences {
                    types: self.vault.changes_between(known.id, a, b, content_type)?,
                    records,
                    unread: Vec::new(),
                })
            }
            (kept, other) => {
                let reading = self.open_shop_for(&known, cancel)?.open_reading()?;
                let found = self.behold(
                    (&known, kept.or(other)),
                    (reading, None),
                    content_type,
                    list,
                    cancel,
                )?;
                Ok(if kept.is_none() { found.turned() } else { found })
            }
        }
    }

    /// Whether two backups of a shop have no common chain that knows what happened between them: one of them was imported.
    pub(crate) fn is_apart(
        &self,
        known: &backstock_vault::Shop,
        a: BackupNumber,
        b: BackupNumber,
    ) -> Result<bool, EngineError> {
        Ok(a != b && (self.vault.is_import(known.id, a)? || self.vault.is_import(known.id, b)?))
    }

    /// Lays a reading beside a backup: the shop as it is, or another backup.
    fn behold(
        &self,
        (known, at): (&backstock_vault::Shop, Option<BackupNumber>),
        (mut reading, read_at): (Box<dyn Reading>, Option<BackupNumber>),
        content_type: Option<&ContentType>,
        list: bool,
        cancel: &Cancel,
    ) -> Result<Differences, EngineError> {
        let kept = at.map(|at| self.vault.types_at(known.id, at)).transpose()?;
        let kept: Vec<TypeDescription> = kept.into_iter().flatten().map(|kept| kept.description).collect();
        let hidden = forbidden_types(&mut *reading, kept.iter().cloned())?;
        if let Some(asked) = hidden.iter().find(|hidden| content_type == Some(&hidden.key)) {
            return Err(EngineError::TypesForbidden {
                labels: vec![asked.label.clone()],
                backup: None,
            });
        }
        let mut unread: HashSet<ContentType> = hidden.iter().map(|hidden| hidden.key.clone()).collect();
        let hidden = hidden.into_iter().filter(|_| content_type.is_none());
        let found = Differences {
            unread: labels_of(hidden).collect(),
            ..Differences::default()
        };
        for number in [at, read_at].into_iter().flatten() {
            // What a file does not hold was not looked at, and says nothing about the shop.
            if self.vault.backup(known.id, number)?.kind == BackupKind::Imported {
                let held = self.vault.types_at(known.id, number)?;
                let is_held = |key: &ContentType| held.iter().any(|held| held.description.key == *key);
                let others = reading.types().iter().map(|other| &other.key);
                unread.extend(others.filter(|key| !is_held(key)).cloned());
                let kept = kept.iter().map(|kept| &kept.key);
                unread.extend(kept.filter(|key| !is_held(key)).cloned());
            }
        }
        Beholding {
            engine: self,
            shop: known.id,
            at,
            unread,
            list,
            cancel,
            reading,
            found,
        }
        .all(content_type)
    }

    /// A record's content at a moment; `None` when it was not there. Large binaries stay references
    /// (see [`backstock_vault::Vault::expand`]).
    pub fn document(
        &self,
        shop: &str,
        key: &RecordKey,
        at: &Moment,
    ) -> Result<Option<Document>, EngineError> {
        let known = self.vault.shop(shop)?;
        match self.backup_of(&known, at)? {
            Some(at) => Ok(self.record_at(known.id, key, at)?.map(|record| record.document)),
            None => {
                let mut reading = self.open_shop(&known)?.open_reading()?;
                Ok(reading.read_record(key)?.map(|record| record.document))
            }
        }
    }

    /// What happened to a record from `a` to `b`, field by field, and how its fields are called.
    pub fn diff(
        &self,
        shop: &str,
        key: &RecordKey,
        a: &Moment,
        b: &Moment,
    ) -> Result<(Vec<FieldChange>, TypeDescription), EngineError> {
        let known = self.vault.shop(shop)?;
        let before = self.document(shop, key, a)?;
        let after = self.document(shop, key, b)?;
        if before.is_none() && after.is_none() && !self.is_known(known.id, key)? {
            return Err(EngineError::UnknownRecord(key.clone()));
        }
        let description = self.description_of(&known, &key.content_type)?;
        let (before, after) = (node(key, before.as_ref())?, node(key, after.as_ref())?);
        Ok((diff(before.as_ref(), after.as_ref()), description))
    }

    /// The backup a moment means; `None` for the shop as it is. An unknown backup is refused.
    pub(crate) fn backup_of(
        &self,
        shop: &backstock_vault::Shop,
        moment: &Moment,
    ) -> Result<Option<BackupNumber>, EngineError> {
        match moment {
            Moment::Backup(number) => Ok(Some(self.vault.backup(shop.id, *number)?.number)),
            Moment::Latest => Ok(Some(self.latest_of(shop)?.number)),
            Moment::Live => Ok(None),
        }
    }

    /// How a type's fields are called: as of the newest backup, or as the shop says when it was never backed up.
    pub(crate) fn description_of(
        &self,
        shop: &backstock_vault::Shop,
        content_type: &ContentType,
    ) -> Result<TypeDescription, EngineError> {
        if let Some(latest) = self.vault.latest(shop.id)? {
            match self.described(shop.id, content_type, latest.number) {
                Err(EngineError::UnknownType(_)) => {}
                other => return other,
            }
        }
        let reading = self.open_shop(shop)?.open_reading()?;
        described_by(&*reading, content_type)
    }
}

/// A type's description out of a reading.
fn described_by(reading: &dyn Reading, content_type: &ContentType) -> Result<TypeDescription, EngineError> {
    reading
        .types()
        .iter()
        .find(|description| description.key == *content_type)
        .cloned()
        .ok_or_else(|| EngineError::UnknownType(content_type.clone()))
}

pub(crate) fn node(key: &RecordKey, document: Option<&Document>) -> Result<Option<Node>, EngineError> {
    document
        .map(Document::to_node)
        .transpose()
        .map_err(|cause: DocumentError| EngineError::Document {
            key: key.clone(),
            cause,
        })
}

impl Differences {
    /// The same differences told in the other direction.
    fn turned(mut self) -> Self {
        for changes in &mut self.types {
            std::mem::swap(&mut changes.added, &mut changes.deleted);
        }
        for record in &mut self.records {
            record.change = match record.change {
                ChangeKind::Added => ChangeKind::Deleted,
                ChangeKind::Updated => ChangeKind::Updated,
                ChangeKind::Deleted => ChangeKind::Added,
            };
        }
        self
    }
}

/// A comparison from a backup to the shop as it is.
struct Beholding<'a> {
    engine: &'a Engine,
    shop: backstock_model::ShopId,
    /// The backup; `None` compares the shop with itself.
    at: Option<BackupNumber>,
    /// Types that one side never looked at.
    unread: HashSet<ContentType>,
    list: bool,
    cancel: &'a Cancel,
    reading: Box<dyn Reading>,
    found: Differences,
}

impl Beholding<'_> {
    fn all(mut self, content_type: Option<&ContentType>) -> Result<Differences, EngineError> {
        let kept = match self.at {
            Some(at) => self.engine.vault.types_at(self.shop, at)?,
            None => Vec::new(),
        };
        let live = self.reading.types().to_vec();
        let gone = kept
            .iter()
            .map(|kept| &kept.description)
            .filter(|kept| !live.iter().any(|live| live.key == kept.key));
        let is_wanted = |description: &&TypeDescription| {
            content_type.is_none_or(|content_type| description.key == *content_type)
                && !self.unread.contains(&description.key)
        };
        let wanted: Vec<TypeDescription> = live.iter().chain(gone).filter(is_wanted).cloned().collect();
        if let (Some(content_type), true) = (content_type, wanted.is_empty()) {
            return Err(EngineError::UnknownType(content_type.clone()));
        }
        for description in &wanted {
            let as_kept = kept.iter().find(|kept| kept.description.key == description.key);
            let is_kept = as_kept.is_some();
            let is_live = live.iter().any(|live| live.key == description.key);
            let changes = match (self.at, is_live) {
                (Some(at), true) => {
                    // Either side may know of fields that say nothing.
                    let mut volatile = description.volatile.clone();
                    volatile.extend(as_kept.iter().flat_map(|kept| kept.description.volatile.clone()));
                    self.live_type(description, &volatile, is_kept.then_some(at))?
                }
                (Some(at), false) => self.gone_type(description, at)?,
                (None, _) => self.same_type(description)?,
            };
            if !description.is_rest || is_kept || changes.added > 0 {
                self.found.types.push(changes);
            }
        }
        Ok(self.found)
    }

    fn live_type(
        &mut self,
        description: &TypeDescription,
        volatile: &[String],
        at: Option<BackupNumber>,
    ) -> Result<TypeChanges, EngineError> {
        let mut changes = unchanged(description, 0);
        let (engine, shop, list, records) = (self.engine, self.shop, self.list, &mut self.found.records);
        let alongside = Alongside {
            vault: &engine.vault,
            shop,
            at,
            content_type: &description.key,
            cancel: self.cancel,
            read: &|_| {},
        };
        let mut minor = 0;
        let same = alongside.lay(&mut *self.reading, &mut |beside| {
            let (key, name, change) = match beside {
                Beside::OnlyInShop { key, name } => (key, name, ChangeKind::Added),
                Beside::OnlyInBackup { key, name } => (key, name, ChangeKind::Deleted),
                Beside::Different(live) => {
                    if let (Some(at), false) = (at, volatile.is_empty())
                        && let Some(kept) = engine.record_at(shop, &live.key, at)?
                        && differs_only_in(volatile, &kept.document, &live.document)
                    {
                        minor += 1;
                        return Ok(());
                    }
                    (live.key, live.name, ChangeKind::Updated)
                }
            };
            match change {
                ChangeKind::Added => changes.added += 1,
                ChangeKind::Updated => changes.updated += 1,
                ChangeKind::Deleted => changes.deleted += 1,
            }
            if list {
                records.push(ChangedRecord { key, name, change });
            }
            Ok(())
        })?;
        changes.unchanged = same + minor;
        Ok(changes)
    }

    fn gone_type(
        &mut self,
        description: &TypeDescription,
        at: BackupNumber,
    ) -> Result<TypeChanges, EngineError> {
        let mut changes = unchanged(description, 0);
        let records = &mut self.found.records;
        let list = self.list;
        self.engine
            .vault
            .walk_hashes(self.shop, &description.key, at, &mut |id, name, _| {
                changes.deleted += 1;
                if list {
                    records.push(ChangedRecord {
                        key: RecordKey::new(description.key.clone(), id.clone()),
                        name: name.to_owned(),
                        change: ChangeKind::Deleted,
                    });
                }
                ControlFlow::Continue(())
            })?;
        Ok(changes)
    }

    fn same_type(&mut self, description: &TypeDescription) -> Result<TypeChanges, EngineError> {
        let count = self.reading.count(&description.key);
        match count {
            Err(ShopError::UnknownType(_)) => Ok(unchanged(description, 0)),
            count => Ok(unchanged(description, count?)),
        }
    }
}

fn unchanged(description: &TypeDescription, unchanged: u64) -> TypeChanges {
    TypeChanges {
        key: description.key.clone(),
        label: description.label.clone(),
        added: 0,
        updated: 0,
        deleted: 0,
        unchanged,
    }
}
