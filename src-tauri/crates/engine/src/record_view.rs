//! # One record, two states, three views
//!
//! `Current version` beside `Selected version`: as fields with readable names ([`SummaryRow`]), as a document (`Json`) and as
//! the shop's own rows (`Source Code`). All three are walks over the same two trees, so that a field that is marked in one
//! is marked in all; text is only compared line by line *within* a field, never across fields.

use std::collections::HashMap;
use std::sync::Mutex;

use backstock_model::{BackupNumber, Path, Record, RecordKey, ShopId, TypeDescription};
use chrono::{DateTime, Utc};

use crate::{Engine, EngineError, Explained};

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
    /// How many fields differ, minor ones included.
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
}

/// What the right side is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectedSide {
    /// The backup that first saw this version.
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
    /// The stored text, the name of the record it refers to, or what kind of binary it is.
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

impl Lines {
    /// How many lines there are.
    pub fn counts(&self) -> LineCounts {
        todo!()
    }

    /// A page of lines; with `changes_only`, changed lines with three lines around them.
    pub fn page(&self, changes_only: bool, offset: usize, limit: usize) -> Vec<DiffLine> {
        let _ = (changes_only, offset, limit);
        todo!()
    }

    /// The whole text of one side.
    pub fn text(&self, current: bool) -> String {
        let _ = current;
        todo!()
    }
}

impl Engine {
    /// Puts a record as it is beside what it was in a backup. Without `fresh`, a reading of the last minute will do.
    pub fn compare_record(
        &self,
        shop: &str,
        key: &RecordKey,
        selected: BackupNumber,
        fresh: bool,
    ) -> Result<RecordComparison, EngineError> {
        let _ = (shop, key, selected, fresh);
        todo!()
    }
}
