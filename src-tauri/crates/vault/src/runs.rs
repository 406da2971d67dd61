//! runs

use backstock_model::{
    Action, BackupNumber, ContentType, Document, PlanId, RecordKey, RemoteId, RunId, ShopId,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{JobLock, Vault, VaultError};

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
    /// The backup it goes back to.
    pub to: BackupNumber,
    /// The safety backup made before it.
    pub safety: Option<BackupNumber>,
    /// The run it takes back.
    pub undoes: Option<RunId>,
    /// What the owner noted about it.
    pub note: Option<String>,
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
    /// It was read back.
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
    /// The safety backup made before it.
    pub safety: Option<BackupNumber>,
    /// The run it takes back.
    pub undoes: Option<RunId>,
    /// The newest run that takes it back.
    pub undone_by: Option<RunId>,
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

/// A run that is being carried out. Dropped without [`OpenRun::close`] it stays open, as after a crash.
#[must_use = "a run ends with close()"]
pub struct OpenRun {
    id: RunId,
}

impl OpenRun {
    /// Its number.
    pub fn id(&self) -> RunId {
        self.id
    }

    /// Writes down how far records have come, by their position in the plan. On disk when it returns, all or nothing.
    pub fn mark(&mut self, items: &[(u32, ItemState)], now: DateTime<Utc>) -> Result<(), VaultError> {
        let _ = (items, now);
        todo!()
    }

    /// Ends the run.
    pub fn close(self, end: RunEnd, now: DateTime<Utc>) -> Result<Run, VaultError> {
        let _ = (end, now);
        todo!()
    }
}

impl Vault {
    /// Opens a run of the lock's shop. It is on disk when this returns.
    pub fn open_run(&self, lock: &JobLock, run: NewRun) -> Result<OpenRun, VaultError> {
        let _ = (lock, run);
        todo!()
    }

    /// Opens a run again that was left by a crash.
    pub fn resume_run(&self, lock: &JobLock, id: RunId) -> Result<OpenRun, VaultError> {
        let _ = (lock, id);
        todo!()
    }

    /// The runs of a shop, newest first.
    pub fn runs(&self, shop: ShopId) -> Result<Vec<Run>, VaultError> {
        let _ = shop;
        todo!()
    }

    /// One run.
    pub fn run(&self, id: RunId) -> Result<Run, VaultError> {
        let _ = id;
        todo!()
    }

    /// The records of a run in the plan's order, for one type or all.
    pub fn run_items(
        &self,
        id: RunId,
        content_type: Option<&ContentType>,
        limit: u64,
        offset: u64,
    ) -> Result<Vec<RunItem>, VaultError> {
        let _ = (id, content_type, limit, offset);
        todo!()
    }
}
