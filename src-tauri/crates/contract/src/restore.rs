//! Previewing, carrying out and looking back at restores.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ConflictRow, FieldKind, OnlyChoice, Revised, ShownValue};

/// Asks for the preview of a restore. Nothing is written.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PreviewRestoreAsk {
    /// The shop's name.
    pub shop: String,
    /// The backup to go back to.
    pub to: u64,
    /// Whose backup that is, when it is not the shop's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub from: Option<String>,
    /// Whether that shop numbers its records otherwise, so that names and codes tell what is the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub new_numbers: Option<bool>,
    /// Whole content types by their keys.
    pub types: Vec<String>,
    /// Single records.
    pub records: Vec<RecordChoice>,
    /// Only these fields (paths); empty means all.
    pub fields: Vec<String>,
    /// Also delete what the backup does not have.
    pub allow_deletes: bool,
    /// Also write protected types and fields.
    pub include_protected: bool,
    /// Narrows the whole types down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub only: Option<OnlyChoice>,
}

/// One record of a restore.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordChoice {
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// The record's id.
    pub id: String,
}

/// Asks for the preview of an undo.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PreviewUndoAsk {
    /// The shop's name.
    pub shop: String,
    /// The run to undo.
    pub run: u64,
}

/// What a restore would do. The plan is kept; carrying it out does exactly this.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RestorePreview {
    /// The kept plan.
    pub plan: u64,
    /// The backup it goes back to.
    pub to: u64,
    /// Of a mistake that is taken back, the backup after it; `to` is the one before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub until: Option<u64>,
    /// Whose backup that is, when it is not the shop's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub from: Option<String>,
    /// When that backup was finished.
    pub to_at: String,
    /// Records created.
    pub creates: u64,
    /// Records updated.
    pub updates: u64,
    /// Records deleted.
    pub deletes: u64,
    /// The same for each content type, in the order they are written.
    pub types: Vec<crate::PlannedType>,
    /// Every write, at most 500 here; ask for more by `preview_rows`.
    pub writes: Vec<PlannedWrite>,
    /// All writes.
    pub writes_total: u64,
    /// Differences that are left alone, with the reason; at most 200 here.
    pub skips: Vec<SkippedRecord>,
    /// All skips.
    pub skips_total: u64,
    /// Fields the shop changed since.
    pub conflicts: u64,
    /// These fields with their values, at most 500.
    pub conflicted: Vec<ConflictRow>,
    /// The plan that this one was made of, and by what.
    pub revised: Option<Revised>,
    /// What else it brings about.
    pub consequences: Vec<ConsequenceRow>,
}

/// One field that is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlannedWrite {
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// The record's id.
    pub id: String,
    /// What a person calls the record.
    pub name: String,
    /// `create`, `update` or `delete`: what is done to the record.
    pub action: String,
    /// The field's path; empty for a whole record.
    pub path: String,
    /// The field's readable name.
    pub label: String,
    /// The readable name of the row it belongs to (`Variants › EG-100`), for fields of owned rows.
    pub section: Option<String>,
    /// How to show the values, as in the comparison.
    pub kind: FieldKind,
    /// Whether it is a field whose changes do not count (date modified, view counts).
    pub minor: bool,
    /// What the shop has now.
    pub old: Option<ShownValue>,
    /// What will be written.
    pub new: Option<ShownValue>,
}

/// A record that differs and is left alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SkippedRecord {
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// The record's id.
    pub id: String,
    /// What a person calls it.
    pub name: String,
    /// Stable name of the reason, as in `backstock_model::SkipReason`.
    pub reason: String,
}

/// Something a restore brings about beyond what it writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConsequenceRow {
    /// Stable name.
    pub code: String,
    /// How many records or fields it concerns.
    pub count: u64,
    /// The content type's label, where there is one.
    pub label: Option<String>,
    /// More for the sentence.
    pub detail: Option<String>,
}

/// Asks for the preview of a plan that was made earlier.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReopenPreviewAsk {
    /// The shop's name.
    pub shop: String,
    /// The plan.
    pub plan: u64,
}

/// A kept plan, as whole as on the day it was made.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReopenedPreview {
    /// Its preview.
    pub preview: RestorePreview,
    /// What was asked for, so that it can be asked again; nothing for an undo.
    pub ask: Option<PreviewRestoreAsk>,
    /// The run it undoes, for an undo.
    pub undoes: Option<u64>,
    /// What a person calls the record, when it is about a single one.
    pub name: Option<String>,
}

/// Asks for more writes of a kept plan.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PreviewRowsAsk {
    /// The shop's name.
    pub shop: String,
    /// The plan.
    pub plan: u64,
    /// Writes to pass over.
    pub offset: u64,
    /// Writes wanted, at most 500.
    pub limit: u64,
}

/// A page of writes.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PreviewRows {
    /// The writes.
    pub writes: Vec<PlannedWrite>,
}

/// Carries out a kept plan.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StartRestoreAsk {
    /// The shop's name.
    pub shop: String,
    /// The plan.
    pub plan: u64,
    /// Who and why, for the record.
    pub note: Option<String>,
    /// Who is told when it ends. Refused with `no_recipient` when there is nobody.
    pub recipients: Vec<crate::Recipient>,
}

/// Decides about a recovery that was interrupted.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecoveryChoiceAsk {
    /// The shop's name.
    pub shop: String,
    /// The interrupted run.
    pub run: u64,
}

/// All restores and undos of a shop, newest first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecoveryList {
    /// The rows.
    pub recoveries: Vec<RecoveryRow>,
}

/// The state of a recovery, in the documents' words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum RecoveryStatus {
    /// It goes on, or was interrupted and waits for a decision.
    Progressing,
    /// It came to its end and every record was read back as wanted.
    Done,
    /// Some or all of it failed, or it was cancelled.
    Fail,
}

/// One restore or undo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveryRow {
    /// The run.
    pub run: u64,
    /// Whether it is an undo, and of which run.
    pub undoes: Option<u64>,
    /// The run that undid it.
    pub undone_by: Option<u64>,
    /// Whether that run has not taken everything back.
    pub undone_partly: bool,
    /// The backup it went back to.
    pub to_backup: u64,
    /// Of a mistake that was taken back, the backup after it; `to_backup` is the one before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub until_backup: Option<u64>,
    /// Whose backup that is, when it is not the shop's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub from: Option<String>,
    /// When that backup was finished.
    pub to_at: String,
    /// When it began.
    pub started: String,
    /// When it ended.
    pub finished: Option<String>,
    /// Its state.
    pub status: RecoveryStatus,
    /// More on the state (`cancelled by you`).
    pub detail: Option<String>,
    /// Records written and read back.
    pub succeeded: u64,
    /// Records that failed.
    pub failed: u64,
    /// Records left alone while it ran.
    pub skipped: u64,
    /// Records that differ and that its plan left alone; not among `total`.
    pub left_alone: u64,
    /// Whether its plan left fields of what it writes, or whole types, as they are.
    pub leaves_parts: bool,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub subject: Option<RecoverySubject>,
    /// Records of one that has not ended that may stand in the shop and were not read back yet.
    pub unconfirmed: u64,
    /// All records of its plan.
    pub total: u64,
    /// Who and why.
    pub note: Option<String>,
}

/// What a recovery is about, for a line in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoverySubject {
    /// The name of its first item.
    pub name: String,
    /// The field, where it writes that one alone.
    pub field: Option<String>,
}

/// Asks about one recovery.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecoveryAsk {
    /// The shop's name.
    pub shop: String,
    /// The run.
    pub run: u64,
    /// Only items of this content type.
    #[serde(default, rename = "type")]
    #[ts(optional)]
    pub content_type: Option<String>,
    /// Items to pass over.
    pub offset: u64,
    /// Items wanted, at most 1,000.
    pub limit: u64,
    /// Only items that failed.
    pub only_failed: bool,
}

/// A recovery with its items.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecoveryDetail {
    /// The recovery.
    pub recovery: RecoveryRow,
    /// Its items, in the order they were planned.
    pub items: Vec<RecoveryItem>,
    /// All items.
    pub total: u64,
    /// What went with the restored items when they were deleted, and did not come back with them.
    pub stays_gone: Vec<ConsequenceRow>,
    /// Whether it can be undone now.
    pub can_undo: bool,
    /// Whether it was interrupted and waits for a decision: resume, undo or leave.
    pub interrupted: bool,
    /// Who is told when it ends.
    pub recipients: Vec<crate::Recipient>,
    /// What was written to them, in the order it was; empty until it has ended.
    pub letters: Vec<crate::LetterRow>,
}

/// What became of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecoveryItem {
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// The type's label.
    pub type_label: String,
    /// The record's id.
    pub id: String,
    /// The id the shop gave it when it had to be made anew.
    pub new_id: Option<String>,
    /// What a person calls it.
    pub name: String,
    /// `create`, `update` or `delete`.
    pub action: String,
    /// `waiting`, `sent`, `written`, `verified`, `failed` or `skipped`.
    pub state: String,
    /// Why it failed or was left alone.
    pub failure: Option<crate::Failure>,
    /// Fields that read back differently than written (readable names).
    pub differences: Vec<String>,
}

/// Asks what a recovery left alone, and what was decided about it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecoveryDecisionsAsk {
    /// The shop's name.
    pub shop: String,
    /// The run.
    pub run: u64,
    /// Only what can only be put right by hand.
    pub by_hand: bool,
    /// Rows wanted, at most 1,000.
    pub limit: u64,
}

/// What a recovery left alone, and what was decided about it: conflicts first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecoveryDecisions {
    /// The rows of this page.
    pub rows: Vec<DecisionRow>,
    /// All rows.
    pub total: u64,
}

/// Something that a recovery did not simply write as the backup has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DecisionRow {
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// The type's label.
    pub type_label: String,
    /// The record's id.
    pub id: String,
    /// What a person calls the record.
    pub name: String,
    /// The field's readable name; nothing for the whole record.
    pub label: Option<String>,
    /// The readable name of the row it belongs to (`Variants › EG-100`), for fields of owned rows.
    pub section: Option<String>,
    /// What was decided.
    pub decided: Decided,
    /// Stable name of the reason, as in `backstock_model::SkipReason`, where the plan left the record alone.
    pub reason: Option<String>,
    /// Whether it can only be put right by hand, with guidance.
    pub by_hand: bool,
    /// How to show the values.
    pub kind: FieldKind,
    /// What the shop had, where it had changed the field since.
    pub live: Option<ShownValue>,
    /// What would have been, or was, put back there.
    pub wanted: Option<ShownValue>,
}

/// What was decided about something that was not simply written as the backup has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Decided {
    /// The plan left it alone.
    Skipped,
    /// It was unticked.
    LeftOut,
    /// The shop had changed it since, and what the shop had stayed.
    Kept,
    /// The shop had changed it since, and the earlier value was put back.
    Taken,
}
