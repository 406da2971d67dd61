//! A record's current version beside a selected one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks to compare a record.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CompareAsk {
    /// The shop's name.
    pub shop: String,
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// The record's id.
    pub id: String,
    /// The backup whose version stands on the right, `Selected version`.
    pub selected: u64,
    /// The backup that stands on the left instead of the shop as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub against: Option<u64>,
    /// Read the shop again instead of using a reading of the last minute.
    pub fresh: bool,
}

/// The comparison of two states of one record.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Comparison {
    /// Names this comparison when its lines are asked for.
    pub comparison: u64,
    /// `Current version`.
    pub current: CurrentSide,
    /// `Selected version`.
    pub selected: SelectedSide,
    /// How many fields differ, those whose changes do not count left out.
    pub changed_fields: u64,
    /// `Summary`: every field with both values, changed or not.
    pub summary: Vec<SummaryRow>,
    /// How many lines `Json` has, and how many when only changes are shown.
    pub json: LineCounts,
    /// The same for `Source Code`.
    pub source: LineCounts,
    /// Whether `Restore to this version` can be offered.
    pub restore: RestoreOffer,
}

/// What the left side is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CurrentSide {
    /// Read from the shop just now.
    Live {
        /// When.
        at: String,
    },
    /// The shop could not be read; this is the newest backup.
    Offline {
        /// When that backup was finished.
        at: String,
        /// Why the shop could not be read.
        failure: crate::Failure,
    },
    /// The record is not in the shop any more.
    Gone {
        /// When the shop was read.
        at: String,
    },
    /// Not the shop, but another backup that was asked for.
    Backup {
        /// Its number.
        backup: u64,
        /// When it was finished.
        at: String,
        /// Whether the record was not there then.
        deleted: bool,
    },
}

/// What the right side is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SelectedSide {
    /// The backup that first saw this version.
    pub backup: u64,
    /// When.
    pub at: String,
    /// Whether the record was gone then.
    pub deleted: bool,
}

/// What differs in a row or line, from the selected version to the current one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SummaryRow {
    /// The field's path; what a field restore takes.
    pub path: String,
    /// The field's readable name.
    pub label: String,
    /// The readable name of the row it belongs to (`Variant 12`), for fields of owned rows.
    pub section: Option<String>,
    /// How to show the values.
    pub kind: FieldKind,
    /// What differs.
    pub difference: Difference,
    /// Whether it is a field whose changes do not count (date modified, view counts).
    pub minor: bool,
    /// The current value.
    pub current: Option<ShownValue>,
    /// The selected value.
    pub selected: Option<ShownValue>,
}

/// How a value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// As it is.
    Plain,
    /// An amount in the shop's currency.
    Money,
    /// A moment.
    Time,
    /// 0 or 1.
    YesNo,
    /// Long text.
    LongText,
    /// A picture.
    Image,
    /// Other binary content.
    Binary,
}

/// A value ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShownValue {
    /// The value as text: the stored text, the name of the record it refers to, or a size for binaries.
    pub text: String,
    /// Whether it is NULL, which is not the same as an empty text.
    pub null: bool,
    /// The parts that differ from the other side, for texts.
    pub segments: Vec<Segment>,
    /// A small picture as a `data:` text, for images of known kinds.
    pub image: Option<String>,
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Segment {
    /// The text.
    pub text: String,
    /// Whether it differs from the other side.
    pub changed: bool,
}

/// How many lines a view has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LineCounts {
    /// All aligned lines.
    pub all: u64,
    /// Lines shown by `View change only`, with a little context.
    pub changes_only: u64,
    /// Whether the texts were too large to be compared line by line within the time allowed; they are shown as they are.
    pub too_large: bool,
}

/// The two line views.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineView {
    /// `Json`.
    Json,
    /// `Source Code`.
    Source,
}

/// Asks for lines of a comparison.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct ComparisonLinesAsk {
    /// Which comparison.
    pub comparison: u64,
    /// Which view.
    pub view: LineView,
    /// `View change only`.
    pub changes_only: bool,
    /// Lines to pass over.
    pub offset: u64,
    /// Lines wanted, at most 2,000.
    pub limit: u64,
}

/// A page of aligned lines.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ComparisonLines {
    /// The lines, both sides aligned.
    pub lines: Vec<DiffLine>,
}

/// One aligned line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SideLine {
    /// Its number, from 1.
    pub number: u64,
    /// Its text, in pieces.
    pub segments: Vec<Segment>,
}

/// Asks for the whole text of one side, for the copy button.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct ComparisonTextAsk {
    /// Which comparison.
    pub comparison: u64,
    /// Which view.
    pub view: LineView,
    /// The current side, or else the selected one.
    pub current: bool,
}

/// A text to copy.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ComparisonText {
    /// The whole text.
    pub text: String,
}

/// Whether `Restore to this version` can be offered, and if not, why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
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
