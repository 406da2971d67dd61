//! # What differs between a backup and another moment
//!
//! Bulk Recovery shows a backup's content types with what happened to each since, and then the records of one of them, page by
//! page. Between two backups the vault knows both without looking at the rest. The shop as it is now is read once; what differs
//! is kept, so that every page tells of the same moment.

use std::sync::{Arc, Mutex, PoisonError};

use backstock_model::{BackupNumber, Cancel, ChangeKind, ContentType, ShopId, TypeDescription};
use backstock_vault::{ChangeList, ChangedRecord, StoredType, TypeChanges};

use crate::plan::was_read;
use crate::{Engine, EngineError, Moment};

/// A backup beside another moment. Told in one direction: what happened from the backup to the other moment.
#[derive(Debug)]
pub struct Differing {
    /// The backup.
    pub from: BackupNumber,
    /// The backup on the other side; `None` for the shop as it is.
    pub to: Option<BackupNumber>,
    /// Every content type that either side knows.
    pub types: Vec<DifferingType>,
    /// What the types are called that the shop does not let us read: they are not among the others.
    pub unread: Vec<String>,
    shop: ShopId,
    /// What differs, where it had to be looked for; between two backups of one chain the vault is asked.
    looked: Option<Vec<ChangedRecord>>,
    /// The last list that was paged through.
    last: Mutex<Option<(DifferingAsk, Arc<ChangeList>)>>,
}

/// One content type of a backup beside another moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferingType {
    /// What it is, as the newest backup knows it.
    pub description: TypeDescription,
    /// Records in the backup.
    pub records: u64,
    /// What happened to them.
    pub changes: TypeChanges,
    /// Whether all of them can be restored at once.
    pub offer: TypeOffer,
}

/// Whether a whole content type of a backup can be restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeOffer {
    /// It can.
    Possible,
    /// It can, and is left alone unless what is protected was asked for.
    Protected,
    /// This shop cannot be written to for it.
    NotRestorable,
    /// The shop has no such type any more.
    NotInShop,
    /// The backup does not have it.
    NotInBackup,
    /// The backup did not look at it: what it holds is of this earlier one.
    NotReadThen(BackupNumber),
}

/// Which differing records are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferingAsk {
    /// Their content type.
    pub content_type: ContentType,
    /// Only those to which this happened.
    pub change: Option<ChangeKind>,
    /// Only those whose name, id or search words hold this.
    pub find: String,
}

/// A page of differing records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferingPage {
    /// All that were asked for.
    pub total: u64,
    /// Those on the page.
    pub records: Vec<ChangedRecord>,
}

impl Differing {
    /// Whether it was made of what this engine's vault holds.
    pub fn is_of(&self, engine: &Engine) -> bool {
        engine.vault.shop_by_id(self.shop).is_ok()
    }
}

impl Engine {
    /// Lays a backup beside another moment, type by type.
    ///
    /// With another backup the cost follows what differs. With [`Moment::Live`] the shop is read once, and of an imported backup
    /// the other one.
    pub fn differing(
        &self,
        shop: &str,
        from: BackupNumber,
        other: &Moment,
        cancel: &Cancel,
    ) -> Result<Differing, EngineError> {
        let known = self.vault.shop(shop)?;
        let to = self.backup_of(&known, other)?;
        let is_looked_for = match to {
            Some(to) => self.is_apart(&known, from, to)?,
            None => true,
        };
        let found = self.compare(shop, &Moment::Backup(from), other, None, is_looked_for, cancel)?;
        let stored = self.vault.types_at(known.id, from)?;
        let newest = self.types(shop, None)?;
        let of = |types: &[StoredType], key: &ContentType| {
            types
                .iter()
                .find(|stored| stored.description.key == *key)
                .cloned()
        };
        let mut types = Vec::with_capacity(found.types.len());
        for changes in found.types {
            let (then, now) = (of(&stored, &changes.key), of(&newest, &changes.key));
            let description = match now.as_ref().or(then.as_ref()) {
                Some(stored) => stored.description.clone(),
                // New in the shop, and in no backup yet.
                None => TypeDescription::new(
                    changes.key.clone(),
                    changes.label.clone(),
                    backstock_model::Group::Other,
                ),
            };
            let records = then.as_ref().map_or(0, |stored| stored.records);
            let differs = changes.added + changes.updated + changes.deleted > 0;
            // A type that the shop had given up by then and has not now says nothing.
            if records == 0 && !differs && then.as_ref().is_none_or(|stored| stored.gone) {
                continue;
            }
            types.push(DifferingType {
                offer: offer(from, then.as_ref(), now.as_ref(), &description),
                description,
                records,
                changes,
            });
        }
        Ok(Differing {
            from,
            to,
            types,
            unread: found.unread,
            shop: known.id,
            looked: is_looked_for.then_some(found.records),
            last: Mutex::new(None),
        })
    }

    /// A page of what differs.
    pub fn differing_records(
        &self,
        differing: &Differing,
        ask: &DifferingAsk,
        offset: u64,
        limit: u64,
    ) -> Result<DifferingPage, EngineError> {
        let (None, Some(to)) = (&differing.looked, differing.to) else {
            return Ok(differing.looked_page(ask, offset, limit));
        };
        let known = {
            let last = differing.last.lock().unwrap_or_else(PoisonError::into_inner);
            last.as_ref()
                .filter(|(asked, _)| asked == ask)
                .map(|(_, list)| Arc::clone(list))
        };
        let list = match known {
            Some(list) => list,
            None => {
                let list = Arc::new(self.vault.change_list(
                    differing.shop,
                    (differing.from, to),
                    &ask.content_type,
                    ask.change,
                    Some(ask.find.trim()),
                )?);
                *differing.last.lock().unwrap_or_else(PoisonError::into_inner) =
                    Some((ask.clone(), Arc::clone(&list)));
                list
            }
        };
        Ok(DifferingPage {
            total: list.total(),
            records: self.vault.change_page(&list, offset, limit)?,
        })
    }
}

impl Differing {
    fn looked_page(&self, ask: &DifferingAsk, offset: u64, limit: u64) -> DifferingPage {
        let wanted = ask.find.trim().to_lowercase();
        let is_wanted = |record: &&ChangedRecord| {
            record.key.content_type == ask.content_type
                && ask.change.is_none_or(|change| record.change == change)
                && (wanted.is_empty()
                    || record.name.to_lowercase().contains(&wanted)
                    || record.key.remote_id.as_str().to_lowercase().contains(&wanted))
        };
        let place = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let mut total = 0;
        let mut records = Vec::new();
        for record in self.looked.iter().flatten().filter(is_wanted) {
            if total >= place(offset) && records.len() < place(limit) {
                records.push(record.clone());
            }
            total += 1;
        }
        DifferingPage {
            total: total as u64,
            records,
        }
    }
}

fn offer(
    from: BackupNumber,
    then: Option<&StoredType>,
    now: Option<&StoredType>,
    description: &TypeDescription,
) -> TypeOffer {
    match (then, now) {
        (None, _) => TypeOffer::NotInBackup,
        (Some(then), _) if then.gone => TypeOffer::NotInBackup,
        (Some(_), None) => TypeOffer::NotInShop,
        (Some(_), Some(now)) if now.gone => TypeOffer::NotInShop,
        (Some(_), Some(_)) if !description.restorable => TypeOffer::NotRestorable,
        (Some(then), Some(_)) if !was_read(then, from) => TypeOffer::NotReadThen(then.read),
        (Some(_), Some(_)) if description.protected => TypeOffer::Protected,
        (Some(_), Some(_)) => TypeOffer::Possible,
    }
}
