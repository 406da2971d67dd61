//! # The journal of runs
//!
//! Every change to a shop is a run. It is on disk before the shop hears of it, and so is every record that is going to be sent, so
//! that after a crash it is known what was sent, what arrived, and what was never begun.
//! A run that was not closed stays open and can be taken up again.

use backstock_model::{
    Action, BackupNumber, ContentType, Document, PlanId, PlanSource, Recipient, RecordKey, RemoteId, RunId,
    ShopId,
};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};

use crate::error::WhileDoing as _;
use crate::packing::Packer;
use crate::table::{count, from_micros, imports, shops, stored, to_json, to_micros};
use crate::vault::Durable;
use crate::{JobLock, Vault, VaultError, copied_numbers, letters, plans};

const DOING: &str = "writing the journal";
const READING: &str = "reading the journal";

// Words in the database.
const RESTORE: &str = "restore";
const UNDO: &str = "undo";
const DONE: &str = "done";
const CANCELLED: &str = "cancelled";
const FAILED: &str = "failed";

/// Stands in the database for what was read back where that is what was planned; no packed document is empty.
const AS_PLANNED: &[u8] = b"";

/// What a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunKind {
    /// It puts a backup's state back into the shop.
    Restore,
    /// It takes an earlier run back.
    Undo,
}

/// A run to open.
#[derive(Clone, Debug)]
pub struct NewRun {
    /// What it is for.
    pub kind: RunKind,
    /// The kept plan it carries out.
    pub plan: PlanId,
    /// The plan that it is a revision of, or itself: whose copied numbers count with it.
    pub first: PlanId,
    /// The backup it goes back to.
    pub to: BackupNumber,
    /// The safety backup made before it.
    pub safety: Option<BackupNumber>,
    /// The run it takes back.
    pub undoes: Option<RunId>,
    /// What the owner noted about it.
    pub note: Option<String>,
    /// Who is told when it ends.
    pub recipients: Vec<Recipient>,
    /// The present moment.
    pub now: DateTime<Utc>,
}

/// How far one record of a run has come, as the journal is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// It is about to be sent to the shop. Marked before the shop hears of it.
    Sent,
    /// The shop took it, under this id.
    Written(RemoteId),
    /// It was read back, and is to the byte what was planned. The plan says what that is, so it is not kept twice.
    AsPlanned,
    /// It was read back, and is not to the byte what was planned.
    Verified {
        /// What was read back; `None` when the record is gone, as planned.
        after: Option<Document>,
        /// JSON Pointers of the fields that are not as planned (triggers, derived values).
        differences: Vec<String>,
    },
    /// It could not be written.
    Failed {
        /// Stable name of the reason.
        code: String,
        /// The reason, a full sentence.
        message: String,
    },
    /// It was written and read back, and a field that ought to be as planned is not. Listed as failed.
    KeptOtherwise {
        /// Stable name of the reason.
        code: String,
        /// The reason, a full sentence.
        message: String,
        /// What was read back; `None` when there is no such record.
        after: Option<Document>,
        /// JSON Pointers of the fields that are not as planned; never empty.
        differences: Vec<String>,
    },
    /// It was left alone.
    Skipped {
        /// Stable name of the reason.
        code: String,
        /// The reason, a full sentence.
        message: String,
    },
}

/// How far one record of a run has come, as it is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunItemState {
    /// Its turn has not come.
    Planned,
    /// It was sent; whether it arrived is not known.
    Sent,
    /// The shop took it; it was not read back.
    Written,
    /// It was written and read back.
    Verified,
    /// It could not be written.
    Failed,
    /// It was left alone.
    Skipped,
}

/// How a run ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunEnd {
    /// Every record had its turn.
    Done,
    /// The owner stopped it.
    Cancelled,
    /// It could not go on.
    Failed {
        /// Why, a full sentence.
        message: String,
    },
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RunStatus {
    /// It is not finished. [`Run::interrupted`] says whether anybody works on it.
    Progressing,
    /// Every record had its turn; some may have failed.
    Done,
    /// It was stopped or could not go on.
    Fail,
}

/// A run in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its number.
    pub id: RunId,
    /// What it is for.
    pub kind: RunKind,
    /// The plan it carries out.
    pub plan: PlanId,
    /// The backup it goes back to.
    pub to: BackupNumber,
    /// When that backup was complete.
    pub to_at: Option<DateTime<Utc>>,
    /// Whose backup it is; nothing when it is the shop's own.
    pub from: Option<PlanSource>,
    /// Of a mistake that is taken back, the backup after it; `to` is the one before it.
    pub until: Option<BackupNumber>,
    /// The safety backup made before it.
    pub safety: Option<BackupNumber>,
    /// The run it takes back.
    pub undoes: Option<RunId>,
    /// The newest run that takes it back.
    pub undone_by: Option<RunId>,
    /// Whether that one has not taken everything back: it is not finished, was stopped, or could not write some records.
    pub undone_partly: bool,
    /// When it began.
    pub started: DateTime<Utc>,
    /// When it ended.
    pub finished: Option<DateTime<Utc>>,
    /// Where it stands.
    pub status: RunStatus,
    /// More about the status: why it failed, `cancelled by you`, `the app was closed`.
    pub detail: Option<String>,
    /// Whether it is not finished and no job is working: the app was closed or killed. See [`Vault::resume_run`].
    pub interrupted: bool,
    /// Records written and read back.
    pub succeeded: u64,
    /// Records that could not be written.
    pub failed: u64,
    /// Records that were left alone while it ran.
    pub skipped: u64,
    /// Records that differ and that its plan leaves alone; they are not among `total`.
    pub left_alone: u64,
    /// Whether its plan leaves fields of what it writes, or whole types, as they are.
    pub leaves_parts: bool,
    /// Records of a run that has not ended that may stand in the shop and were not read back yet.
    pub unconfirmed: u64,
    /// Records in the plan.
    pub total: u64,
    /// What the owner noted about it.
    pub note: Option<String>,
}

/// One record of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunItem {
    /// Its position in the plan.
    pub position: u32,
    /// Content type and id.
    pub key: RecordKey,
    /// What a person calls it; may be empty.
    pub name: String,
    /// What was planned for it.
    pub action: Action,
    /// How far it has come.
    pub state: RunItemState,
    /// Stable name of the reason, when it failed or was skipped.
    pub code: Option<String>,
    /// The reason.
    pub message: Option<String>,
    /// The id it has in the shop now.
    pub new_id: Option<RemoteId>,
    /// What was read back.
    pub after: Option<Document>,
    /// JSON Pointers of the fields that are not as planned.
    pub differences: Vec<String>,
}

/// How far a run has come with one content type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunType {
    /// The type.
    pub content_type: ContentType,
    /// Records written and read back.
    pub succeeded: u64,
    /// Records that could not be written.
    pub failed: u64,
    /// Records that were left alone while it ran.
    pub skipped: u64,
    /// Records of the type in the plan.
    pub total: u64,
}

/// A run that is being carried out. Dropped without [`OpenRun::close`] it stays open, as after a crash.
#[must_use = "a run ends with close()"]
pub struct OpenRun {
    vault: Vault,
    lock: JobLock,
    id: RunId,
    total: u64,
}

impl RunItem {
    /// What the run left of the record, where it was read back; `None` when nobody looked.
    ///
    /// A record that failed was read back when something is known of how it differs: runs of earlier versions kept neither.
    pub fn read_back(&self) -> Option<Option<&Document>> {
        match self.state {
            RunItemState::Verified => Some(self.after.as_ref()),
            RunItemState::Failed if !self.differences.is_empty() => Some(self.after.as_ref()),
            RunItemState::Failed
            | RunItemState::Planned
            | RunItemState::Sent
            | RunItemState::Written
            | RunItemState::Skipped => None,
        }
    }
}

impl OpenRun {
    /// Its number.
    pub fn id(&self) -> RunId {
        self.id
    }

    /// The shop it changes.
    pub fn shop(&self) -> ShopId {
        self.lock.shop()
    }

    /// Writes down how far records have come, by their position in the plan. On disk when it returns, all or nothing.
    pub fn mark(&mut self, items: &[(u32, ItemState)], now: DateTime<Utc>) -> Result<(), VaultError> {
        self.mark_durably(items, now, Durable::Now)
    }

    /// The same, but on disk with the next that [`OpenRun::mark`] or [`OpenRun::close`] writes down: a loss of power may take it
    /// away. For what can be found out again.
    pub fn mark_ahead(&mut self, items: &[(u32, ItemState)], now: DateTime<Utc>) -> Result<(), VaultError> {
        self.mark_durably(items, now, Durable::WithTheNext)
    }

    fn mark_durably(
        &self,
        items: &[(u32, ItemState)],
        now: DateTime<Utc>,
        durable: Durable,
    ) -> Result<(), VaultError> {
        let mut packer = Packer::new(None)?;
        let rows = items
            .iter()
            .map(|(position, state)| Marked::new(*position, state, &mut packer))
            .collect::<Result<Vec<_>, _>>()?;
        if rows.iter().any(|row| u64::from(row.position) >= self.total) {
            return Err(VaultError::NotAllowed {
                reason: "the plan has no record at that position",
            });
        }
        self.vault.inner.transact(DOING, durable, |transaction| {
            let mut insert = transaction
                .prepare_cached(
                    "INSERT INTO run_items VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                     ON CONFLICT DO UPDATE SET state = excluded.state, marked = excluded.marked, code = excluded.code,
                         message = excluded.message, new_id = coalesce(excluded.new_id, new_id),
                         after = excluded.after, differences = excluded.differences",
                )
                .doing(DOING)?;
            for row in &rows {
                insert
                    .execute(params![
                        stored(self.id.0),
                        row.position,
                        word(row.state),
                        to_micros(now),
                        row.code,
                        row.message,
                        row.new_id,
                        row.after,
                        row.differences
                    ])
                    .doing(DOING)?;
            }
            Ok(())
        })
    }

    /// Ends the run.
    pub fn close(self, end: RunEnd, now: DateTime<Utc>) -> Result<Run, VaultError> {
        let (ending, message) = match end {
            RunEnd::Done => (DONE, None),
            RunEnd::Cancelled => (CANCELLED, None),
            RunEnd::Failed { message } => (FAILED, Some(message)),
        };
        self.vault.inner.write(DOING, |transaction| {
            let counted = count_items(transaction, self.id)?;
            transaction
                .execute(
                    "UPDATE runs SET finished = ?2, ending = ?3, message = ?4, succeeded = ?5, failed = ?6, skipped = ?7
                     WHERE run = ?1",
                    params![
                        stored(self.id.0),
                        to_micros(now),
                        ending,
                        message,
                        stored(counted.succeeded),
                        stored(counted.failed),
                        stored(counted.skipped)
                    ],
                )
                .map(drop)
                .doing(DOING)
        })?;
        self.vault.run(self.id)
    }
}

/// One item as it is written.
struct Marked<'i> {
    position: u32,
    state: RunItemState,
    code: Option<&'i str>,
    message: Option<&'i str>,
    new_id: Option<&'i str>,
    after: Option<Box<[u8]>>,
    differences: Option<String>,
}

impl<'i> Marked<'i> {
    fn new(position: u32, state: &'i ItemState, packer: &mut Packer<'_>) -> Result<Self, VaultError> {
        let mut row = Self {
            position,
            state: RunItemState::Sent,
            code: None,
            message: None,
            new_id: None,
            after: None,
            differences: None,
        };
        match state {
            ItemState::Sent => {}
            ItemState::Written(id) => {
                row.state = RunItemState::Written;
                row.new_id = Some(id.as_str());
            }
            ItemState::AsPlanned => {
                row.state = RunItemState::Verified;
                row.after = Some(AS_PLANNED.into());
            }
            ItemState::Verified { after, differences } => {
                row.state = RunItemState::Verified;
                row.read_back(after.as_ref(), differences, packer)?;
            }
            ItemState::KeptOtherwise {
                code,
                message,
                after,
                differences,
            } => {
                row.state = RunItemState::Failed;
                row.code = Some(code);
                row.message = Some(message);
                row.read_back(after.as_ref(), differences, packer)?;
            }
            ItemState::Failed { code, message } => {
                row.state = RunItemState::Failed;
                row.code = Some(code);
                row.message = Some(message);
            }
            ItemState::Skipped { code, message } => {
                row.state = RunItemState::Skipped;
                row.code = Some(code);
                row.message = Some(message);
            }
        }
        Ok(row)
    }

    fn read_back(
        &mut self,
        after: Option<&Document>,
        differences: &[String],
        packer: &mut Packer<'_>,
    ) -> Result<(), VaultError> {
        self.after = after
            .map(|document| packer.pack_proven(document.as_bytes()))
            .transpose()?
            .map(|packed| packed.data);
        self.differences = (!differences.is_empty())
            .then(|| to_json(&differences))
            .transpose()?;
        Ok(())
    }
}

fn word(state: RunItemState) -> &'static str {
    match state {
        RunItemState::Planned => "planned",
        RunItemState::Sent => "sent",
        RunItemState::Written => "written",
        RunItemState::Verified => "verified",
        RunItemState::Failed => "failed",
        RunItemState::Skipped => "skipped",
    }
}

fn state_of(word: &str) -> RunItemState {
    match word {
        "sent" => RunItemState::Sent,
        "written" => RunItemState::Written,
        "verified" => RunItemState::Verified,
        "failed" => RunItemState::Failed,
        "skipped" => RunItemState::Skipped,
        _ => RunItemState::Planned,
    }
}

#[derive(Default)]
struct Counted {
    succeeded: u64,
    failed: u64,
    skipped: u64,
    unconfirmed: u64,
}

fn count_items(connection: &Connection, run: RunId) -> Result<Counted, VaultError> {
    connection
        .query_row(
            "SELECT count(*) FILTER (WHERE state = 'verified'), count(*) FILTER (WHERE state = 'failed'),
                 count(*) FILTER (WHERE state = 'skipped'), count(*) FILTER (WHERE state IN ('sent', 'written'))
             FROM run_items WHERE run = ?1",
            [stored(run.0)],
            |row| {
                Ok(Counted {
                    succeeded: count(row.get(0)?),
                    failed: count(row.get(1)?),
                    skipped: count(row.get(2)?),
                    unconfirmed: count(row.get(3)?),
                })
            },
        )
        .doing(READING)
}

const COLUMNS: &str = "
    SELECT run, kind, plan, target, safety, undoes,
        (SELECT max(other.run) FROM runs AS other WHERE other.undoes = runs.run AND other.shop = runs.shop),
        (SELECT backups.finished FROM backups WHERE backups.shop = runs.shop AND backups.number = runs.target),
        started, finished, ending, message, total, succeeded, failed, skipped, note,
        (SELECT head FROM plans WHERE plans.plan = runs.plan),
        (SELECT other.ending IS NOT 'done' OR other.failed > 0 FROM runs AS other
            WHERE other.undoes = runs.run AND other.shop = runs.shop ORDER BY other.run DESC LIMIT 1)
    FROM runs";

/// Reads a run. `is_held` says whether any job works on the vault at the moment.
fn read(row: &Row<'_>, is_held: bool) -> rusqlite::Result<Run> {
    let number =
        |column| -> rusqlite::Result<Option<u64>> { Ok(row.get::<_, Option<i64>>(column)?.map(count)) };
    let ending: Option<String> = row.get(10)?;
    let message: Option<String> = row.get(11)?;
    let interrupted = ending.is_none() && !is_held;
    let (status, detail) = match ending.as_deref() {
        Some(DONE) => (RunStatus::Done, None),
        Some(CANCELLED) => (RunStatus::Fail, Some("cancelled by you".into())),
        Some(_) => (RunStatus::Fail, message),
        None if interrupted => (RunStatus::Progressing, Some("the app was closed".into())),
        None => (RunStatus::Progressing, None),
    };
    let kind: String = row.get(1)?;
    let plans::Told {
        from,
        until,
        left_alone,
        leaves_parts,
    } = plans::told(row.get_ref(17)?.as_blob()?);
    let own = row.get::<_, Option<i64>>(7)?.map(from_micros);
    Ok(Run {
        id: RunId(count(row.get(0)?)),
        kind: if kind == UNDO {
            RunKind::Undo
        } else {
            RunKind::Restore
        },
        plan: PlanId(count(row.get(2)?)),
        to: BackupNumber(count(row.get(3)?)),
        safety: number(4)?.map(BackupNumber),
        undoes: number(5)?.map(RunId),
        undone_by: number(6)?.map(RunId),
        undone_partly: row.get::<_, Option<bool>>(18)?.unwrap_or(false),
        to_at: from.as_ref().map_or(own, |from| Some(from.finished)),
        from,
        until,
        started: from_micros(row.get(8)?),
        finished: row.get::<_, Option<i64>>(9)?.map(from_micros),
        status,
        detail,
        interrupted,
        total: count(row.get(12)?),
        succeeded: count(row.get(13)?),
        failed: count(row.get(14)?),
        skipped: count(row.get(15)?),
        left_alone,
        leaves_parts,
        unconfirmed: 0,
        note: row.get(16)?,
    })
}

/// Counts what has been written down so far for a run that is not finished, and finds the date of a goal that was imported.
fn with_counts(connection: &Connection, mut run: Run) -> Result<Run, VaultError> {
    if run.to_at.is_none() {
        run.to_at = imports::goal_of(connection, stored(run.id.0))?.map(from_micros);
    }
    if run.finished.is_none() {
        let counted = count_items(connection, run.id)?;
        run.succeeded = counted.succeeded;
        run.failed = counted.failed;
        run.skipped = counted.skipped;
        run.unconfirmed = counted.unconfirmed;
    }
    Ok(run)
}

impl Vault {
    /// Opens a run of the lock's shop. It is on disk when this returns.
    pub fn open_run(&self, lock: &JobLock, run: NewRun) -> Result<OpenRun, VaultError> {
        lock.check(self)?;
        let (id, total) = self.inner.write(DOING, |transaction| {
            let shop = shops::number(transaction, lock.shop())?;
            let total = plans::size(transaction, shop, run.plan)?;
            transaction
                .execute(
                    "INSERT INTO runs (shop, kind, plan, target, safety, undoes, note, started, total)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    params![
                        shop,
                        match run.kind {
                            RunKind::Restore => RESTORE,
                            RunKind::Undo => UNDO,
                        },
                        stored(run.plan.0),
                        stored(run.to.0),
                        run.safety.map(|safety| stored(safety.0)),
                        run.undoes.map(|undoes| stored(undoes.0)),
                        run.note,
                        to_micros(run.now),
                        stored(total)
                    ],
                )
                .doing(DOING)?;
            let id = RunId(count(transaction.last_insert_rowid()));
            letters::keep_recipients(transaction, id, &run.recipients)?;
            copied_numbers::enter(transaction, run.first, id)?;
            Ok((id, total))
        })?;
        Ok(OpenRun {
            vault: self.clone(),
            lock: lock.share(),
            id,
            total,
        })
    }

    /// Opens a run again that was left by a crash.
    pub fn resume_run(&self, lock: &JobLock, id: RunId) -> Result<OpenRun, VaultError> {
        lock.check(self)?;
        let (run, shop) = self.inner.read(|connection| {
            let shop: Option<[u8; 16]> = connection
                .query_row(
                    "SELECT shops.id FROM runs JOIN shops USING (shop) WHERE run = ?1",
                    [stored(id.0)],
                    |row| row.get(0),
                )
                .optional()
                .doing(READING)?;
            Ok((one(connection, id, true)?, shop))
        })?;
        if shop.as_ref() != Some(lock.shop().0.as_bytes()) {
            return Err(VaultError::NotAllowed {
                reason: "the run is another shop's",
            });
        }
        if run.finished.is_some() {
            return Err(VaultError::NotAllowed {
                reason: "the run is finished",
            });
        }
        Ok(OpenRun {
            vault: self.clone(),
            lock: lock.share(),
            id,
            total: run.total,
        })
    }

    /// The runs of a shop, newest first.
    pub fn runs(&self, shop: ShopId) -> Result<Vec<Run>, VaultError> {
        let is_held = self.is_held()?;
        self.inner.read(|connection| {
            let shop = shops::number(connection, shop)?;
            let mut statement = connection
                .prepare_cached(&format!("{COLUMNS} WHERE shop = ?1 ORDER BY run DESC"))
                .doing(READING)?;
            let runs: Vec<Run> = statement
                .query_map([shop], |row| read(row, is_held))
                .and_then(Iterator::collect)
                .doing(READING)?;
            runs.into_iter().map(|run| with_counts(connection, run)).collect()
        })
    }

    /// One run.
    pub fn run(&self, id: RunId) -> Result<Run, VaultError> {
        let is_held = self.is_held()?;
        self.inner.read(|connection| one(connection, id, is_held))
    }

    /// The records of a run in the plan's order, for one type or all.
    pub fn run_items(
        &self,
        id: RunId,
        content_type: Option<&ContentType>,
        limit: u64,
        offset: u64,
    ) -> Result<Vec<RunItem>, VaultError> {
        self.items(id, content_type, None, limit, offset)
    }

    /// The records of a run that failed, in the plan's order, for one type or all.
    pub fn failed_items(
        &self,
        id: RunId,
        content_type: Option<&ContentType>,
        limit: u64,
        offset: u64,
    ) -> Result<Vec<RunItem>, VaultError> {
        self.items(id, content_type, Some(RunItemState::Failed), limit, offset)
    }

    /// How far a run has come with each content type of its plan, in the plan's order. All counts are of one moment.
    pub fn run_types(&self, id: RunId) -> Result<Vec<RunType>, VaultError> {
        self.inner.read(|connection| {
            is_there(connection, id)?;
            let mut statement = connection
                .prepare_cached(
                    "SELECT planned.type, count(*), count(*) FILTER (WHERE state = 'verified'),
                         count(*) FILTER (WHERE state = 'failed'), count(*) FILTER (WHERE state = 'skipped')
                     FROM runs JOIN plan_records AS planned USING (plan)
                     LEFT JOIN run_items ON run_items.run = runs.run AND run_items.position = planned.position
                     WHERE runs.run = ?1 GROUP BY planned.type ORDER BY min(planned.position)",
                )
                .doing(READING)?;
            statement
                .query_map([stored(id.0)], |row| {
                    Ok(RunType {
                        content_type: ContentType::new(row.get::<_, String>(0)?),
                        total: count(row.get(1)?),
                        succeeded: count(row.get(2)?),
                        failed: count(row.get(3)?),
                        skipped: count(row.get(4)?),
                    })
                })
                .and_then(Iterator::collect)
                .doing(READING)
        })
    }

    fn items(
        &self,
        id: RunId,
        content_type: Option<&ContentType>,
        state: Option<RunItemState>,
        limit: u64,
        offset: u64,
    ) -> Result<Vec<RunItem>, VaultError> {
        self.inner.read(|connection| {
            is_there(connection, id)?;
            let mut statement = connection
                .prepare_cached(
                    "SELECT planned.position, planned.type, planned.id, planned.name, planned.before IS NULL,
                         planned.after IS NULL, state, code, run_items.message, new_id,
                         iif(run_items.after = ?6, planned.after, run_items.after), differences
                     FROM runs JOIN plan_records AS planned USING (plan)
                     LEFT JOIN run_items ON run_items.run = runs.run AND run_items.position = planned.position
                     WHERE runs.run = ?1 AND (?2 IS NULL OR planned.type = ?2) AND (?5 IS NULL OR state = ?5)
                     ORDER BY planned.position LIMIT ?3 OFFSET ?4",
                )
                .doing(READING)?;
            let mut rows = statement
                .query(params![
                    stored(id.0),
                    content_type.map(ContentType::as_str),
                    stored(limit),
                    stored(offset),
                    state.map(word),
                    AS_PLANNED
                ])
                .doing(READING)?;
            let mut items = Vec::new();
            while let Some(row) = rows.next().doing(READING)? {
                items.push(item(row).doing(READING)?.finish(id)?);
            }
            Ok(items)
        })
    }
}

fn is_there(connection: &Connection, id: RunId) -> Result<(), VaultError> {
    connection
        .query_row("SELECT 1 FROM runs WHERE run = ?1", [stored(id.0)], |_| Ok(()))
        .optional()
        .doing(READING)?
        .ok_or(VaultError::UnknownRun(id))
}

fn one(connection: &Connection, id: RunId, is_held: bool) -> Result<Run, VaultError> {
    let run = connection
        .query_row(&format!("{COLUMNS} WHERE run = ?1"), [stored(id.0)], |row| {
            read(row, is_held)
        })
        .optional()
        .doing(READING)?
        .ok_or(VaultError::UnknownRun(id))?;
    with_counts(connection, run)
}

/// An item whose content is still packed.
struct PackedItem {
    item: RunItem,
    after: Option<Vec<u8>>,
    differences: Option<String>,
}

fn item(row: &Row<'_>) -> rusqlite::Result<PackedItem> {
    let state: Option<String> = row.get(6)?;
    let action = match (row.get(4)?, row.get(5)?) {
        (true, _) => Action::Create,
        (false, false) => Action::Update,
        (false, true) => Action::Delete,
    };
    Ok(PackedItem {
        item: RunItem {
            position: row.get(0)?,
            key: RecordKey::new(
                ContentType::new(row.get::<_, String>(1)?),
                RemoteId::from_encoded(row.get::<_, String>(2)?),
            ),
            name: row.get(3)?,
            action,
            state: state.as_deref().map_or(RunItemState::Planned, state_of),
            code: row.get(7)?,
            message: row.get(8)?,
            new_id: row.get::<_, Option<String>>(9)?.map(RemoteId::from_encoded),
            after: None,
            differences: Vec::new(),
        },
        after: row.get(10)?,
        differences: row.get(11)?,
    })
}

impl PackedItem {
    fn finish(mut self, run: RunId) -> Result<RunItem, VaultError> {
        let damaged = || VaultError::damaged(format!("the journal of run {run}"));
        self.item.after = match self.after {
            None => None,
            Some(packed) => Some(Document::from_canonical(
                plans::unpack(&packed).ok_or_else(damaged)?,
            )),
        };
        if let Some(text) = self.differences {
            self.item.differences = serde_json::from_str(&text).map_err(|_| damaged())?;
        }
        Ok(self.item)
    }
}
