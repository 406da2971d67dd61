//! # One record, two states, three views
//!
//! `Current version` beside `Selected version`: as fields with readable names ([`SummaryRow`]), as a document (`Json`) and as
//! the shop's own rows (`Source Code`). All three are walks over the same two trees, so that a field that is marked in one
//! is marked in all; text is only compared line by line *within* a field, never across fields.

mod json;
mod lines;
mod php;
mod segments;
mod source;
mod summary;
mod writes;

use std::collections::HashMap;
use std::sync::Mutex;

use backstock_model::{
    BackupNumber, Node, Object, ObjectHash, Path, Record, RecordKey, ShopId, TypeDescription,
};
use backstock_shops::ShopError;
use backstock_vault::StoredDocument;
use chrono::{DateTime, TimeDelta, Utc};

use crate::compare::node;
use crate::plan::is_locked;
use crate::walk::is_same;
use crate::words::{self, explain};
use crate::{Engine, EngineError, Explained};
use json::json;
use segments::Patience;
use source::source;
use summary::{Lookup, Summary};
pub use writes::ShownWrites;

/// Records read from shops within the last minute.
pub(crate) type LiveRecords = Mutex<HashMap<(ShopId, RecordKey), (DateTime<Utc>, Option<Record>)>>;

/// The comparison of two states of a record.
#[derive(Clone, Debug)]
pub struct RecordComparison {
    /// Which record.
    pub key: RecordKey,
    /// What a person calls it; the id when it has no name.
    pub name: String,
    /// `Current version`.
    pub current: CurrentSide,
    /// `Selected version`.
    pub selected: SelectedSide,
    /// How many fields differ, minor ones left out.
    pub changed_fields: u64,
    /// How the record's fields are called.
    pub description: TypeDescription,
    /// `Summary`: every field with both values, in document order.
    pub summary: Vec<SummaryRow>,
    /// `Json`.
    pub json: Lines,
    /// `Source Code`.
    pub source: Lines,
    /// Whether `Restore to this version` can be offered.
    pub offer: RestoreOffer,
}

/// What the left side is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CurrentSide {
    /// Read from the shop at this time.
    Live(DateTime<Utc>),
    /// The shop could not be read; this is the newest backup.
    Offline {
        /// When that backup was finished.
        at: DateTime<Utc>,
        /// Why the shop could not be read.
        why: Explained,
    },
    /// The record is not in the shop any more.
    Gone(DateTime<Utc>),
    /// Another backup that was asked for.
    Backup(SelectedSide),
}

/// What the right side is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectedSide {
    /// The backup that first saw this version; on the left, the one that was asked for.
    pub backup: BackupNumber,
    /// When that backup was finished.
    pub at: DateTime<Utc>,
    /// Whether the record was gone then.
    pub deleted: bool,
}

/// What differs in a row or line, from the selected version to the current one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Difference {
    /// Nothing.
    Same,
    /// Only in the current version.
    Added,
    /// Only in the selected version.
    Removed,
    /// In both, different.
    Changed,
}

/// One field in `Summary`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryRow {
    /// Where.
    pub path: Path,
    /// Its readable name.
    pub label: String,
    /// The readable name of the owned row it belongs to.
    pub section: Option<String>,
    /// How its values are shown.
    pub kind: ShownKind,
    /// What differs.
    pub difference: Difference,
    /// Whether changes of this field do not count (date modified, view counts).
    pub minor: bool,
    /// The current value.
    pub current: Option<ShownValue>,
    /// The selected value.
    pub selected: Option<ShownValue>,
}

/// How a value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShownKind {
    /// As it is.
    Plain,
    /// An amount in the shop's currency.
    Money,
    /// A moment.
    Time,
    /// No or Yes.
    YesNo,
    /// Long text.
    LongText,
    /// A picture.
    Image,
    /// Other binary content.
    Binary,
}

/// A value ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownValue {
    /// The stored text (an amount with its currency), the name of the record it refers to, or what kind of binary it is.
    pub text: String,
    /// Whether it is NULL, which is not the same as an empty text.
    pub null: bool,
    /// The text in pieces, those that differ from the other side marked; empty when nothing differs.
    pub segments: Vec<Segment>,
    /// A small picture as a `data:` text, for pictures of known kinds.
    pub image: Option<String>,
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The text.
    pub text: String,
    /// Whether it differs from the other side.
    pub changed: bool,
}

/// Two texts, aligned line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    lines: Vec<DiffLine>,
    too_large: bool,
}

/// One aligned line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffLine {
    /// What differs.
    pub difference: Difference,
    /// The current side, if it has a line here.
    pub current: Option<SideLine>,
    /// The selected side, if it has a line here.
    pub selected: Option<SideLine>,
    /// How many equal lines are left out before this one.
    pub skipped_before: u64,
}

/// A line on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideLine {
    /// Its number, from 1.
    pub number: u64,
    /// Its text, in pieces.
    pub segments: Vec<Segment>,
}

/// How many lines there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineCounts {
    /// All aligned lines.
    pub all: u64,
    /// Changed lines with a little context.
    pub changes_only: u64,
    /// Whether some text was too large to be compared within the time allowed and is shown as it is.
    pub too_large: bool,
}

/// Whether `Restore to this version` can be offered, and if not, why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestoreOffer {
    /// It can.
    Possible,
    /// The selected version is what the shop has now.
    SameAsCurrent,
    /// The content type cannot be restored directly.
    NotRestorable {
        /// Why; a full sentence.
        reason: String,
    },
    /// The record in the shop is locked.
    Locked,
    /// The selected version is "gone"; a restore does not delete from here.
    SelectedIsDeleted,
    /// A backup or another restore is running.
    Busy,
    /// The shop cannot be reached.
    Offline,
}

impl Engine {
    /// Puts a record as it is beside what it was in a backup. Without `fresh`, a reading of the last minute will do.
    ///
    /// A shop that does not answer is no failure: the newest backup stands in for it, and the reason is told.
    pub fn compare_record(
        &self,
        shop: &str,
        key: &RecordKey,
        selected: BackupNumber,
        fresh: bool,
    ) -> Result<RecordComparison, EngineError> {
        self.record_beside(shop, key, selected, None, fresh)
    }

    /// The same with what the record was in another backup on the left, an older one also. What is offered is still to put
    /// the selected version into the shop, so that is read all the same.
    pub fn compare_record_with(
        &self,
        shop: &str,
        key: &RecordKey,
        selected: BackupNumber,
        against: BackupNumber,
        fresh: bool,
    ) -> Result<RecordComparison, EngineError> {
        self.record_beside(shop, key, selected, Some(against), fresh)
    }

    fn record_beside(
        &self,
        shop: &str,
        key: &RecordKey,
        selected: BackupNumber,
        against: Option<BackupNumber>,
        fresh: bool,
    ) -> Result<RecordComparison, EngineError> {
        let known = self.vault.shop(shop)?;
        let newest = self.newest(&known)?;
        let chosen = self.vault.backup(known.id, selected)?;
        let versions = self.versions(known.id, key)?;
        let kept = self.record_at(known.id, key, selected)?;
        if versions.is_empty() && kept.is_none() {
            return Err(EngineError::UnknownRecord(key.clone()));
        }
        // A backup from before the record was first seen has it as little as one from after it was deleted. What was imported
        // stands for itself.
        let of_chain = if self.vault.is_import(known.id, selected)? {
            None
        } else {
            let mut of_chain = versions.iter();
            of_chain.find(|version| version.backup <= selected && selected <= version.last)
        };
        let selected_side = of_chain.map_or(
            SelectedSide {
                backup: selected,
                at: chosen.finished,
                deleted: kept.is_none(),
            },
            |version| SelectedSide {
                backup: version.backup,
                at: version.at,
                deleted: version.deleted,
            },
        );
        let description = match self.described(known.id, &key.content_type, newest) {
            Err(EngineError::UnknownType(_)) => self.described(known.id, &key.content_type, selected)?,
            known => known?,
        };
        let (current, live) = match self.live_record(&known, key, fresh) {
            Ok((at, Some(record))) => (CurrentSide::Live(at), Some(record)),
            Ok((at, None)) => (CurrentSide::Gone(at), None),
            Err(error) => {
                let latest = self.vault.backup(known.id, newest)?;
                let record = self.record_at(known.id, key, newest)?.map(as_read);
                let why = explain(&error);
                (
                    CurrentSide::Offline {
                        at: latest.finished,
                        why,
                    },
                    record,
                )
            }
        };
        let then = node(key, kept.as_ref().map(|record| &record.document))?;
        let now = node(key, live.as_ref().map(|record| &record.document))?;
        let offer = self.offer(&description, &current, then.as_ref(), now.as_ref())?;
        let in_shop = live.as_ref().map(|record| record.name.clone());
        let (current, live, now) = match against {
            None => (current, live, now),
            Some(against) => {
                let at = self.vault.backup(known.id, against)?.finished;
                let other = self.record_at(known.id, key, against)?.map(as_read);
                let side = SelectedSide {
                    backup: against,
                    at,
                    deleted: other.is_none(),
                };
                let document = node(key, other.as_ref().map(|record| &record.document))?;
                (CurrentSide::Backup(side), other, document)
            }
        };
        let name = [
            in_shop,
            kept.as_ref().map(|record| record.name.clone()),
            live.as_ref().map(|record| record.name.clone()),
        ]
        .into_iter()
        .flatten()
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| key.remote_id.readable());
        let lookup = Kept {
            engine: self,
            shop: known.id,
            at: newest,
        };
        let currency = self.currency(shop)?;
        let objects = live.as_ref().map(|record| record.objects.as_slice());
        let views = Views::of(
            &description,
            &lookup,
            objects.unwrap_or_default(),
            currency.as_deref(),
            then.as_ref(),
            now.as_ref(),
        );
        Ok(RecordComparison {
            key: key.clone(),
            name,
            current,
            selected: selected_side,
            changed_fields: views
                .summary
                .iter()
                .filter(|row| row.difference != Difference::Same && !row.minor)
                .count() as u64,
            description,
            summary: views.summary,
            json: views.json,
            source: views.source,
            offer,
        })
    }

    fn offer(
        &self,
        description: &TypeDescription,
        current: &CurrentSide,
        selected: Option<&Node>,
        live: Option<&Node>,
    ) -> Result<RestoreOffer, EngineError> {
        if !description.restorable {
            let reason = description
                .reason
                .clone()
                .unwrap_or_else(|| words::NOT_RESTORABLE.to_owned());
            return Ok(RestoreOffer::NotRestorable { reason });
        }
        if selected.is_none() {
            return Ok(RestoreOffer::SelectedIsDeleted);
        }
        if matches!(current, CurrentSide::Offline { .. }) {
            return Ok(RestoreOffer::Offline);
        }
        if is_same(description, &Path::root(), live, selected) {
            return Ok(RestoreOffer::SameAsCurrent);
        }
        if live.is_some_and(|live| is_locked(description, live)) {
            return Ok(RestoreOffer::Locked);
        }
        Ok(match self.vault.running_job()? {
            Some(_) => RestoreOffer::Busy,
            None => RestoreOffer::Possible,
        })
    }

    /// A record as the shop has it now, with its large binaries.
    pub fn record_now(&self, shop: &str, key: &RecordKey) -> Result<Option<Record>, EngineError> {
        let known = self.vault.shop(shop)?;
        Ok(self.live_record(&known, key, true)?.1)
    }

    /// A record out of the shop, read now or within the last minute, and when.
    fn live_record(
        &self,
        shop: &backstock_vault::Shop,
        key: &RecordKey,
        fresh: bool,
    ) -> Result<(DateTime<Utc>, Option<Record>), EngineError> {
        let now = self.clock.now();
        let place = (shop.id, key.clone());
        if !fresh
            && let Ok(read) = self.live_records.lock()
            && let Some((at, record)) = read.get(&place)
            && now - *at < FRESH_FOR
        {
            return Ok((*at, record.clone()));
        }
        let mut reading = self.open_shop(shop)?.open_reading()?;
        let record = match reading.read_record(key) {
            Err(ShopError::UnknownType(_)) => None,
            other => other?,
        };
        if let Ok(mut read) = self.live_records.lock() {
            read.retain(|_, (at, _)| now - *at < FRESH_FOR);
            if read.len() < MOST_REMEMBERED {
                read.insert(place, (now, record.clone()));
            }
        }
        Ok((now, record))
    }

    /// After a write, what was read before it is of no use.
    pub(crate) fn forget_live_records(&self, shop: ShopId) {
        if let Ok(mut read) = self.live_records.lock() {
            read.retain(|(of, _), _| *of != shop);
        }
    }
}

/// A kept record in the place of one that was read; its large binaries are in the vault.
fn as_read(kept: StoredDocument) -> Record {
    Record {
        key: kept.key,
        name: kept.name,
        search: kept.search,
        document: kept.document,
        objects: Vec::new(),
    }
}

/// How long a reading of a record will do.
const FRESH_FOR: TimeDelta = TimeDelta::seconds(60);

/// Readings remembered at a time; a record can be large.
const MOST_REMEMBERED: usize = 32;

/// The three views of one comparison.
pub(crate) struct Views {
    summary: Vec<SummaryRow>,
    json: Lines,
    source: Lines,
}

impl Views {
    fn of(
        description: &TypeDescription,
        lookup: &dyn Lookup,
        objects: &[Object],
        currency: Option<&str>,
        selected: Option<&Node>,
        current: Option<&Node>,
    ) -> Self {
        let mut patience = Patience::new();
        let mut summary = Summary {
            patience: &mut patience,
            description,
            lookup,
            objects,
            currency,
            names: &mut HashMap::new(),
            rows: Vec::new(),
        };
        summary.walk(&Path::root(), None, selected, current);
        let summary = summary.rows;
        Self {
            summary,
            json: json(&mut Patience::new(), selected, current),
            source: source(&mut Patience::new(), description, selected, current),
        }
    }
}

/// Names and binaries out of the vault.
struct Kept<'a> {
    engine: &'a Engine,
    shop: ShopId,
    at: BackupNumber,
}

impl Lookup for Kept<'_> {
    fn name_of(&self, key: &RecordKey) -> Option<String> {
        // A name that cannot be looked up leaves the id on the screen, which is true as well.
        let record = self.engine.record_at(self.shop, key, self.at).ok()??;
        Some(record.name).filter(|name| !name.is_empty())
    }

    fn object(&self, hash: &ObjectHash) -> Option<Vec<u8>> {
        self.engine.vault.object(hash).ok()?
    }
}

#[cfg(test)]
mod tests;
