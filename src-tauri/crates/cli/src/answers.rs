//! # What `--json` answers
//!
//! One shape for each command, written as one JSON document on standard output. The names of the fields are a promise to
//! scripts: they are added to, never renamed.
//!
//! * Times are RFC 3339 in UTC. `bytes` is the size of the original content.
//! * Values and documents are JSON with the original text of every number; they are passed through as text
//!   ([`RawValue`]), because a number that went through a float would not be the shop's any more.
//! * A field that can have no value is `null`. The one exception is [`Span::value`], where `null` is a value.

use backstock_model::{ChangeKind, Group, Path};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use serde_json::value::RawValue;

pub(crate) mod exporting;
pub(crate) mod files;
pub(crate) mod keeping;
pub(crate) mod mailing;
pub(crate) mod schedules;

/// Original JSON text.
pub(crate) type Raw = Box<RawValue>;

/// A moment as scripts read it.
pub(crate) fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// `vault create`, `vault keys renew`.
#[derive(Debug, Serialize)]
pub(crate) struct VaultMade {
    /// The vault's folder.
    pub(crate) vault: String,
    /// The key that opens the vault when everything else is lost; never shown again.
    pub(crate) recovery_key: String,
}

/// `vault keys` and its changes.
#[derive(Debug, Serialize)]
pub(crate) struct VaultKeys {
    /// The vault's folder.
    pub(crate) vault: String,
    /// When it was made.
    pub(crate) created: String,
    /// Whether a passphrase opens it. The recovery key always does.
    pub(crate) passphrase: bool,
    /// Whether a key in a keyring opens it.
    pub(crate) remembered: bool,
    /// What this computer's keyring can do: `available`, `locked` or `none`.
    pub(crate) keyring: &'static str,
}

/// `shop add`.
#[derive(Debug, Serialize)]
pub(crate) struct ShopAdded {
    pub(crate) shop: String,
    /// Which connector speaks to it.
    pub(crate) kind: String,
    /// How its tables make records; `null` when every table is a content type.
    pub(crate) profile: Option<String>,
    /// What the names of its tables begin with; `null` where that is not told.
    pub(crate) prefix: Option<String>,
    /// Another shop of the vault at the same place, so that what is written to one is written to both.
    pub(crate) same_place_as: Option<String>,
    pub(crate) types: Vec<AddedType>,
}

#[derive(Debug, Serialize)]
pub(crate) struct AddedType {
    pub(crate) r#type: String,
    pub(crate) label: String,
    pub(crate) tables: Vec<String>,
}

/// `shop list`.
#[derive(Debug, Serialize)]
pub(crate) struct Shops {
    pub(crate) shops: Vec<ShopRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ShopRow {
    pub(crate) shop: String,
    pub(crate) kind: String,
    pub(crate) profile: Option<String>,
    /// The shop's database file.
    pub(crate) place: Option<String>,
    pub(crate) added: String,
    /// When the newest backup was complete.
    pub(crate) last_backup: Option<String>,
}

/// `shop admin`.
#[derive(Debug, Serialize)]
pub(crate) struct ShopAdmin {
    pub(crate) shop: String,
    /// Where the shop's own administration is, where that was entered.
    pub(crate) admin: Option<String>,
}

/// `shop check`.
#[derive(Debug, Serialize)]
pub(crate) struct ShopChecked {
    /// Whether there are no problems.
    pub(crate) ok: bool,
    pub(crate) problems: Vec<Problem>,
    /// What a database server tells of the database beside that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) database: Option<DatabaseTold>,
}

/// What a database server tells of a database without reading it; the counts are its own estimates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct DatabaseTold {
    pub(crate) tables: u64,
    pub(crate) records: Option<u64>,
    pub(crate) bytes: Option<u64>,
    pub(crate) time_zone: Option<String>,
    pub(crate) charset: Option<String>,
}

/// Something that is not as it should be, with one thing to do. A refused request is one of these by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Problem {
    /// Stable name.
    pub(crate) code: String,
    /// What and why; full sentences.
    pub(crate) message: String,
    /// One thing to do; a full sentence.
    pub(crate) hint: String,
}

impl Problem {
    pub(crate) fn new(code: &str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
            hint: hint.into(),
        }
    }
}

/// `vault accept`.
#[derive(Debug, Serialize)]
pub(crate) struct VaultAccepted {
    pub(crate) vault: String,
    pub(crate) accepted: bool,
}

/// `shop move`.
#[derive(Debug, Serialize)]
pub(crate) struct ShopMoved {
    pub(crate) shop: String,
    /// Where it was until now.
    pub(crate) was: Option<String>,
    pub(crate) place: Option<String>,
}

/// `shop remove`.
#[derive(Debug, Serialize)]
pub(crate) struct ShopRemoved {
    pub(crate) shop: String,
    pub(crate) removed: bool,
}

/// `backup`. `added`, `updated`, `deleted` and `unchanged` are told against the backup before.
#[derive(Debug, Serialize)]
pub(crate) struct BackedUp {
    pub(crate) backup: u64,
    pub(crate) records: u64,
    pub(crate) added: u64,
    pub(crate) updated: u64,
    pub(crate) deleted: u64,
    pub(crate) unchanged: u64,
    pub(crate) bytes: u64,
    pub(crate) seconds: f64,
    /// What of the shop is not in it, what can be mended first.
    pub(crate) left_out: Vec<NotKeptRow>,
    /// What is unusual about it; `null` when nothing is.
    pub(crate) alarm: Option<keeping::AlarmRow>,
    /// Old backups that were deleted, because the rule does not keep them.
    pub(crate) pruned: Vec<u64>,
    pub(crate) types: Vec<BackedUpType>,
}

/// Something of a shop that is not in a backup.
#[derive(Debug, Serialize)]
pub(crate) struct NotKeptRow {
    pub(crate) r#type: String,
    pub(crate) label: String,
    /// What, and why; a full sentence.
    pub(crate) what: String,
    /// Whether no backup of such a shop has it.
    pub(crate) always: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct BackedUpType {
    pub(crate) r#type: String,
    pub(crate) label: String,
    pub(crate) records: u64,
    pub(crate) added: u64,
    pub(crate) updated: u64,
    pub(crate) deleted: u64,
    pub(crate) unchanged: u64,
}

/// `backups`, newest first.
#[derive(Debug, Serialize)]
pub(crate) struct Backups {
    pub(crate) backups: Vec<BackupRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct BackupRow {
    pub(crate) backup: u64,
    pub(crate) finished: String,
    /// `manual`, `scheduled`, `safety`, `imported` or `export`.
    pub(crate) kind: &'static str,
    pub(crate) label: Option<String>,
    pub(crate) pinned: bool,
    /// Why it is pinned.
    pub(crate) note: Option<String>,
    /// Whether the whole shop was read for it.
    pub(crate) whole: bool,
    /// Whether it found something unusual that was not called planned.
    pub(crate) alarmed: bool,
    pub(crate) records: u64,
}

/// `types`.
#[derive(Debug, Serialize)]
pub(crate) struct Types {
    pub(crate) types: Vec<TypeRow>,
    /// What of the shop is not in that backup, what can be mended first.
    pub(crate) left_out: Vec<NotKeptRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct TypeRow {
    pub(crate) r#type: String,
    pub(crate) label: String,
    /// `business`, `content` or `other`.
    pub(crate) group: Group,
    pub(crate) records: u64,
    pub(crate) bytes: u64,
    pub(crate) restorable: bool,
    /// Why it cannot be restored, or is protected.
    pub(crate) reason: Option<String>,
}

/// One entry of `records`; the answer is `{"total","records":[…]}` and written page by page.
#[derive(Debug, Serialize)]
pub(crate) struct RecordRow {
    pub(crate) r#type: String,
    pub(crate) id: String,
    pub(crate) name: String,
    /// When the backup with its newest version was complete.
    pub(crate) newest: String,
    /// When the backup that first missed it was complete; `null` while the shop has it.
    pub(crate) deleted: Option<String>,
}

/// `versions`, newest first. The times the record was gone are the gaps between them.
#[derive(Debug, Serialize)]
pub(crate) struct Versions {
    pub(crate) versions: Vec<VersionRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct VersionRow {
    /// 1 is the oldest that is kept.
    pub(crate) version: u64,
    pub(crate) first_backup: u64,
    pub(crate) last_backup: u64,
    /// Whether it came out of a file that was taken into the history.
    pub(crate) imported: bool,
    /// When the first backup that has it was complete.
    pub(crate) at: String,
    /// The same for equal contents within one vault.
    pub(crate) hash: String,
}

/// A side of a comparison: a backup's number, `live`, or `file:` and a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum ComparedSide {
    Backup(u64),
    Live(LiveWord),
    File(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LiveWord {
    Live,
}

/// `compare`: what happened from `a` to `b`.
#[derive(Debug, Serialize)]
pub(crate) struct Compared {
    pub(crate) a: ComparedSide,
    pub(crate) b: ComparedSide,
    pub(crate) added: u64,
    pub(crate) updated: u64,
    pub(crate) deleted: u64,
    pub(crate) unchanged: u64,
    pub(crate) types: Vec<ComparedType>,
    /// Empty without `--list`.
    pub(crate) records: Vec<ComparedRecord>,
    /// What the types are called that the shop does not let us read.
    pub(crate) unread: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ComparedType {
    pub(crate) r#type: String,
    pub(crate) label: String,
    pub(crate) added: u64,
    pub(crate) updated: u64,
    pub(crate) deleted: u64,
    pub(crate) unchanged: u64,
}

#[derive(Debug, Serialize)]
pub(crate) struct ComparedRecord {
    pub(crate) r#type: String,
    pub(crate) id: String,
    pub(crate) name: String,
    /// `added`, `updated` or `deleted`.
    pub(crate) change: ChangeKind,
}

/// `diff`.
#[derive(Debug, Serialize)]
pub(crate) struct Changes {
    pub(crate) changes: Vec<Change>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Change {
    /// A JSON Pointer; empty for the whole record.
    pub(crate) path: Path,
    pub(crate) label: String,
    /// `added`, `updated` or `deleted`.
    pub(crate) kind: ChangeKind,
    /// `null` also when the field was added.
    pub(crate) old: Option<Raw>,
    /// `null` also when the field was deleted.
    pub(crate) new: Option<Raw>,
}

/// `history`, oldest first for each field.
#[derive(Debug, Serialize)]
pub(crate) struct History {
    pub(crate) spans: Vec<Span>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Span {
    pub(crate) path: Path,
    /// Missing while the field or the record was not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<Raw>,
    pub(crate) first_backup: u64,
    pub(crate) last_backup: u64,
    pub(crate) from: String,
    /// `null` for the newest.
    pub(crate) to: Option<String>,
}

/// `restore --preview`, `undo --preview`.
#[derive(Debug, Serialize)]
pub(crate) struct Preview {
    /// For `--yes --plan`.
    pub(crate) plan: u64,
    /// Records made, changed, taken away and left alone.
    pub(crate) creates: u64,
    pub(crate) updates: u64,
    pub(crate) deletes: u64,
    pub(crate) skips: u64,
    /// Fields that the shop changed since and that are kept as they are.
    pub(crate) conflicts: u64,
    pub(crate) writes: Vec<PlannedWrite>,
    pub(crate) skipped: Vec<SkippedRecord>,
    pub(crate) conflicted: Vec<ConflictedField>,
    pub(crate) consequences: Vec<Consequence>,
}

#[derive(Debug, Serialize)]
pub(crate) struct PlannedWrite {
    pub(crate) r#type: String,
    pub(crate) id: String,
    /// `create`, `update` or `delete`: what is done to the record.
    pub(crate) action: backstock_model::Action,
    /// A JSON Pointer; empty for the whole record.
    pub(crate) path: Path,
    pub(crate) old: Option<Raw>,
    pub(crate) new: Option<Raw>,
}

#[derive(Debug, Serialize)]
pub(crate) struct SkippedRecord {
    pub(crate) r#type: String,
    pub(crate) id: String,
    pub(crate) reason: backstock_model::SkipReason,
}

#[derive(Debug, Serialize)]
pub(crate) struct ConflictedField {
    pub(crate) r#type: String,
    pub(crate) id: String,
    pub(crate) path: Path,
    /// What was there before the shop was changed again, as text; nothing when it was not there.
    pub(crate) base: Option<String>,
    /// What the shop has, as text.
    pub(crate) live: String,
    /// What the plan would have written, as text.
    pub(crate) wanted: String,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Consequence {
    /// Stable name of the kind.
    pub(crate) code: String,
    pub(crate) count: u64,
    pub(crate) r#type: Option<String>,
    /// A full sentence.
    pub(crate) message: String,
}

/// `restore --yes`, `undo --yes`, `recovery --resume`.
#[derive(Debug, Serialize)]
pub(crate) struct Recovered {
    /// `null` when there was nothing to do.
    pub(crate) run: Option<u64>,
    pub(crate) succeeded: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
    /// Records read back after writing.
    pub(crate) verified: u64,
    pub(crate) seconds: f64,
    pub(crate) failures: Vec<FailedRecord>,
    /// Whether it may have left something in the shop that `undo` takes back.
    pub(crate) can_undo: bool,
    /// Why nothing was written, when something that was asked for could not be; `null` otherwise.
    pub(crate) problem: Option<Problem>,
    /// What else follows, as the preview told it.
    pub(crate) consequences: Vec<Consequence>,
    /// Those of them that say what went with the records when they were deleted, and did not come back with them.
    pub(crate) stays_gone: Vec<Consequence>,
    /// The messages about it, one for each recipient.
    pub(crate) letters: Vec<mailing::LetterRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct FailedRecord {
    pub(crate) r#type: String,
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) message: String,
}

/// `recoveries`, newest first.
#[derive(Debug, Serialize)]
pub(crate) struct Recoveries {
    pub(crate) recoveries: Vec<RecoveryRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct RecoveryRow {
    pub(crate) run: u64,
    pub(crate) to_backup: u64,
    /// Of a mistake that was taken back: the backup after it, and `to_backup` is the one before it.
    pub(crate) until_backup: Option<u64>,
    /// The shop whose backup that is, when it is not the shop's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<String>,
    pub(crate) started: String,
    pub(crate) finished: Option<String>,
    /// `Progressing`, `Done` or `Fail`.
    pub(crate) status: &'static str,
    /// What was put back: its first item, and the field where it is one alone.
    pub(crate) about: Option<String>,
    /// More about the status.
    pub(crate) detail: Option<String>,
    pub(crate) succeeded: u64,
    pub(crate) failed: u64,
}

/// `recovery`.
#[derive(Debug, Serialize)]
pub(crate) struct Recovery {
    #[serde(flatten)]
    pub(crate) recovery: RecoveryRow,
    pub(crate) skipped: u64,
    /// Records that differ and that the plan left alone; not among `total`.
    pub(crate) left_alone: u64,
    /// Records of a run that has not ended that may stand in the shop and were not read back yet.
    pub(crate) unconfirmed: u64,
    /// Records in the plan.
    pub(crate) total: u64,
    /// The backup made before the first write.
    pub(crate) safety_backup: Option<u64>,
    /// The run that this one takes back.
    pub(crate) undoes: Option<u64>,
    /// The run that takes this one back.
    pub(crate) undone_by: Option<u64>,
    /// Whether that one has not taken everything back.
    pub(crate) undone_partly: bool,
    /// Whether it was left in the middle: `--resume` or `--leave`.
    pub(crate) interrupted: bool,
    pub(crate) note: Option<String>,
    /// How far it has come with each content type.
    pub(crate) types: Vec<RecoveredType>,
    /// What it did, in full sentences; `null` while it is not finished.
    pub(crate) summary: Option<String>,
    pub(crate) records: Vec<RecoveredRecord>,
    /// What was left alone and why, and how each conflict was decided; conflicts first.
    pub(crate) decisions: Vec<DecidedRecord>,
}

/// Something that a run did not simply write as the backup has it.
#[derive(Debug, Serialize)]
pub(crate) struct DecidedRecord {
    pub(crate) r#type: String,
    pub(crate) id: String,
    pub(crate) name: String,
    /// The field; `null` for the whole record.
    pub(crate) path: Option<Path>,
    /// `skipped`, `left_out`, `kept` (what the shop had) or `taken` (the earlier value was put back).
    pub(crate) decided: &'static str,
    /// Why it was skipped.
    pub(crate) reason: Option<backstock_model::SkipReason>,
    /// What the shop had, where it had changed the field since.
    pub(crate) live: Option<String>,
    /// What would have been, or was, put back there.
    pub(crate) wanted: Option<String>,
}

/// How far a run has come with one content type: `succeeded` + `failed` is completed, and never more than `total`.
#[derive(Debug, Serialize)]
pub(crate) struct RecoveredType {
    pub(crate) r#type: String,
    pub(crate) label: String,
    pub(crate) succeeded: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
    pub(crate) total: u64,
}

#[derive(Debug, Serialize)]
pub(crate) struct RecoveredRecord {
    pub(crate) r#type: String,
    pub(crate) id: String,
    pub(crate) name: String,
    /// `create`, `update` or `delete`.
    pub(crate) action: backstock_model::Action,
    /// `planned`, `sent`, `written`, `verified`, `failed` or `skipped`.
    pub(crate) state: backstock_vault::RunItemState,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    /// The id it has in the shop now, when that is another one.
    pub(crate) new_id: Option<String>,
    /// Fields that were read back other than planned.
    pub(crate) differences: Vec<String>,
}

/// `guide`: all of a shop, newest first.
#[derive(Debug, Serialize)]
pub(crate) struct Guides {
    pub(crate) guides: Vec<GuideAnswer>,
}

/// `guide --to --record`, `--show`, `--tick`, `--check`, `--give-up`.
#[derive(Debug, Serialize)]
pub(crate) struct GuideAnswer {
    pub(crate) guide: u64,
    pub(crate) r#type: String,
    pub(crate) id: String,
    /// The id it has in the shop when it was made anew under another one.
    pub(crate) new_id: Option<String>,
    pub(crate) name: String,
    pub(crate) to_backup: u64,
    pub(crate) started: String,
    /// When the shop was last read again.
    pub(crate) checked: Option<String>,
    pub(crate) finished: Option<String>,
    /// `Progressing`, `Done` or `Fail`.
    pub(crate) status: &'static str,
    /// Why it is done by hand.
    pub(crate) reason: Option<String>,
    /// Where the shop's own administration shows it; `null` while its address is not known.
    pub(crate) page: Option<String>,
    pub(crate) steps: Vec<GuideStepAnswer>,
}

#[derive(Debug, Serialize)]
pub(crate) struct GuideStepAnswer {
    /// `create`, `delete`, `enter` or `remove`.
    pub(crate) kind: backstock_engine::StepKind,
    pub(crate) path: String,
    pub(crate) label: String,
    /// What the shop had when it was last read.
    pub(crate) now: Option<String>,
    /// What it shall have, letter for letter.
    pub(crate) wanted: Option<String>,
    pub(crate) ticked: bool,
    /// `null` before the shop was read again.
    pub(crate) is_right: Option<bool>,
}

/// `diagnose`.
#[derive(Debug, Serialize)]
pub(crate) struct Written {
    /// Where it is.
    pub(crate) file: String,
    pub(crate) parts: Vec<PartWritten>,
}

#[derive(Debug, Serialize)]
pub(crate) struct PartWritten {
    pub(crate) name: String,
    pub(crate) bytes: u64,
}

/// `vault view-only`.
#[derive(Debug, Serialize)]
pub(crate) struct ViewOnly {
    pub(crate) view_only: bool,
}

/// `recovery --audit`.
#[derive(Debug, Serialize)]
pub(crate) struct FileWritten {
    /// Where it is.
    pub(crate) file: String,
}

/// `search`: names first, then inside.
#[derive(Debug, Serialize)]
pub(crate) struct Found {
    pub(crate) hits: Vec<Hit>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Hit {
    pub(crate) r#type: String,
    pub(crate) id: String,
    pub(crate) name: String,
    /// `name` or `document`.
    pub(crate) found_in: &'static str,
    /// The backup with the newest version that holds the text.
    pub(crate) backup: u64,
    /// When that backup was complete.
    pub(crate) at: String,
    pub(crate) deleted: bool,
    /// Text around the place.
    pub(crate) excerpt: Option<String>,
}

/// `verify`.
#[derive(Debug, Serialize)]
pub(crate) struct Verified {
    /// Whether there are no problems.
    pub(crate) ok: bool,
    pub(crate) backups: u64,
    pub(crate) records: u64,
    pub(crate) versions: u64,
    pub(crate) bytes: u64,
    pub(crate) problems: Vec<Problem>,
}

/// `archive create`.
#[derive(Debug, Serialize)]
pub(crate) struct CreatedArchive {
    pub(crate) file: String,
    pub(crate) backup: u64,
    /// When that backup was complete.
    pub(crate) finished: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
    pub(crate) types: Vec<ArchivedTypeRow>,
}

/// `archive inspect`.
#[derive(Debug, Serialize)]
pub(crate) struct InspectedArchive {
    /// Which program's file it is.
    pub(crate) kind: &'static str,
    /// Whether every byte is as it was written.
    pub(crate) ok: bool,
    pub(crate) bytes: u64,
    pub(crate) created: String,
    pub(crate) shop: String,
    pub(crate) shop_kind: String,
    pub(crate) backup: ArchiveRow,
    pub(crate) types: Vec<ArchivedTypeRow>,
    pub(crate) problems: Vec<Problem>,
}

/// `archive import`.
#[derive(Debug, Serialize)]
pub(crate) struct ImportedFile {
    /// Its number among the backups of the shop.
    pub(crate) backup: u64,
    /// Of when the data in it is.
    pub(crate) dated: String,
    pub(crate) label: Option<String>,
    /// Whether it holds every content type of the shop.
    pub(crate) whole: bool,
    pub(crate) records: u64,
    pub(crate) types: Vec<FileTypeRow>,
}

/// `archive inspect` of a file that another tool made.
#[derive(Debug, Serialize)]
pub(crate) struct InspectedFile {
    /// `dump`, `database`, `zip` ...
    pub(crate) kind: &'static str,
    /// The file that was read: of a backup in several files the one with the database.
    pub(crate) file: String,
    /// It could be read to its end.
    pub(crate) ok: bool,
    pub(crate) bytes: u64,
    /// `mysql`, `postgres` or `sqlite`, of a dump.
    pub(crate) dialect: Option<&'static str>,
    /// `gz`, `bz2` or `zst`, of a packed file.
    pub(crate) packed: Option<&'static str>,
    pub(crate) made_by: Option<&'static str>,
    pub(crate) made: Option<String>,
    pub(crate) profile: Option<String>,
    pub(crate) types: Vec<FileTypeRow>,
    /// What is in it and was not looked at.
    pub(crate) left_out: Vec<LeftOutRow>,
    /// Other files of the same backup, which were not looked into.
    pub(crate) beside: Vec<String>,
    pub(crate) problems: Vec<Problem>,
}

#[derive(Debug, Serialize)]
pub(crate) struct FileTypeRow {
    pub(crate) r#type: String,
    pub(crate) label: String,
    pub(crate) records: u64,
}

#[derive(Debug, Serialize)]
pub(crate) struct LeftOutRow {
    pub(crate) what: String,
    pub(crate) count: u64,
}

/// The backup a file was made from.
#[derive(Debug, Serialize)]
pub(crate) struct ArchiveRow {
    pub(crate) backup: u64,
    pub(crate) finished: String,
    pub(crate) label: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ArchivedTypeRow {
    pub(crate) r#type: String,
    pub(crate) label: String,
    pub(crate) records: u64,
    /// What its amounts of money add up to.
    pub(crate) sums: Vec<SumRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct SumRow {
    pub(crate) field: String,
    pub(crate) label: String,
    pub(crate) sum: String,
}

/// `practice mistake`.
#[derive(Debug, Serialize)]
pub(crate) struct MistakeMade {
    pub(crate) shop: String,
    /// What was done, in one sentence.
    pub(crate) sentence: String,
    /// To do the same again.
    pub(crate) seed: u64,
    /// Everything that is different now, what came with it included.
    pub(crate) touched: Vec<TouchedType>,
}

#[derive(Debug, Serialize)]
pub(crate) struct TouchedType {
    pub(crate) r#type: String,
    pub(crate) added: u64,
    pub(crate) updated: u64,
    pub(crate) deleted: u64,
}

/// `practice day`.
#[derive(Debug, Serialize)]
pub(crate) struct DayPassed {
    pub(crate) shop: String,
    /// What happened, in one sentence.
    pub(crate) sentence: String,
    /// To do the same again.
    pub(crate) seed: u64,
    pub(crate) orders: u64,
    pub(crate) customers: u64,
    pub(crate) edits: u64,
    pub(crate) reviews: u64,
    pub(crate) products: u64,
}

/// `demo`.
#[derive(Debug, Serialize)]
pub(crate) struct Demonstrated {
    /// Whether every step proved right.
    pub(crate) ok: bool,
    pub(crate) steps: Vec<Step>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Step {
    pub(crate) step: &'static str,
    pub(crate) ok: bool,
    pub(crate) seconds: f64,
    /// What was checked, with its counts.
    pub(crate) proof: String,
}
