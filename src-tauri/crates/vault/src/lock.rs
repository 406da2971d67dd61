//! # One job at a time
//!
//! The right to write is a lock of the operating system on `vault.lock`. It is held only while a job runs, is given back when
//! the process dies however it dies, and works between two windows, the window and the command line, and two threads alike.
//! `vault.job.json` says who holds it; it is a note for people and never decides anything.
//!
//! `keys.lock` is another such lock, held for the instant in which the key file is read and changed.
//!
//! Small changes that are no job (a setting, a label, a plan) do not take it: the database's own transactions are enough.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use backstock_model::ShopId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::error::WhileDoing as _;
use crate::{Vault, VaultError, disk};

pub(crate) const LOCK: &str = "vault.lock";
const KEYS_LOCK: &str = "keys.lock";
const NOTE: &str = "vault.job.json";

// A job has left its note, and is not waited for.
const TRIES: u32 = 5;
// Somebody who only looks whether a job runs leaves no note and has the lock for an instant, which is long where the computer is
// busy with other things.
const LOOKED_AT_TRIES: u32 = 500;
// A change of a key takes some flushes of the disk, and many may stand in line.
const KEY_TRIES: u32 = 1_500;
const PAUSE: Duration = Duration::from_millis(20);

/// The right to write, held while a job runs. Given back when dropped, and by the operating system when the process dies.
#[derive(Debug)]
#[must_use = "the vault is only held as long as the lock lives"]
pub struct JobLock {
    hold: Arc<Hold>,
}

#[derive(Debug)]
struct Hold {
    shop: ShopId,
    vault: String,
    note: PathBuf,
    _lock: Locked,
}

impl Drop for Hold {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.note);
    }
}

/// The job that holds a vault at the moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunningJob {
    /// What it calls itself, for example `backup`.
    pub job: String,
    /// The shop it works for.
    pub shop: Option<ShopId>,
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// The process that runs it.
    pub process: Option<u32>,
}

#[derive(Serialize, Deserialize)]
struct Note {
    job: String,
    shop: ShopId,
    process: u32,
}

impl RunningJob {
    /// Whether another process runs it. In the instant before a job has written its note nobody knows, and it counts as ours.
    pub fn is_elsewhere(&self) -> bool {
        self.process.is_some_and(|process| process != std::process::id())
    }
}

impl JobLock {
    /// The shop the job works for.
    pub fn shop(&self) -> ShopId {
        self.hold.shop
    }

    /// The same right for a part of the job that may outlive the caller's hold on it.
    pub(crate) fn share(&self) -> Self {
        Self {
            hold: Arc::clone(&self.hold),
        }
    }

    pub(crate) fn check(&self, vault: &Vault) -> Result<(), VaultError> {
        if self.hold.vault == vault.id() {
            Ok(())
        } else {
            Err(VaultError::NotAllowed {
                reason: "the lock is another vault's",
            })
        }
    }
}

impl Vault {
    /// Takes the right to write for one job. One job at a time in a vault; [`VaultError::Busy`] when somebody else has it.
    pub fn lock(&self, shop: ShopId, job: &str) -> Result<JobLock, VaultError> {
        let doing = "taking the vault's lock";
        if self.is_read_only() {
            return Err(VaultError::ReadOnly);
        }
        self.shop_by_id(shop)?;
        let lock = self.hold_alone()?;
        let note = self.folder().join(NOTE);
        let text = serde_json::to_vec(&Note {
            job: job.into(),
            shop,
            process: std::process::id(),
        })
        .map_err(|_| VaultError::damaged("a note that cannot be written down"))?;
        match disk::replace(&note, &text).doing(doing) {
            // The note is for people. Whoever wants to make room on a full disk must not be kept from it by a note.
            Ok(()) | Err(VaultError::DiskFull { .. }) => {}
            Err(other) => return Err(other),
        }
        Ok(JobLock {
            hold: Arc::new(Hold {
                shop,
                vault: self.id().into(),
                note,
                _lock: lock,
            }),
        })
    }

    /// The right to write, for what is no job of a shop.
    pub(crate) fn hold_alone(&self) -> Result<Locked, VaultError> {
        if self.is_read_only() {
            return Err(VaultError::ReadOnly);
        }
        let lock = |tries| {
            let file =
                disk::open_private(&self.folder().join(LOCK), false).doing("taking the vault's lock")?;
            Locked::take(file, tries)
        };
        if let Some(locked) = lock(TRIES)? {
            return Ok(locked);
        }
        if !self.has_note()
            && let Some(locked) = lock(LOOKED_AT_TRIES)?
        {
            return Ok(locked);
        }
        let running = self.note();
        Err(VaultError::Busy {
            job: running.job,
            since: running.since,
            process: running.process,
        })
    }

    /// The job that holds the vault at the moment, in this process or another.
    pub fn running_job(&self) -> Result<Option<RunningJob>, VaultError> {
        if self.is_held()? {
            Ok(Some(self.note()))
        } else {
            Ok(None)
        }
    }

    pub(crate) fn is_held(&self) -> Result<bool, VaultError> {
        if self.is_read_only() {
            return Ok(false);
        }
        let look = || {
            let file =
                disk::open_private(&self.folder().join(LOCK), false).doing("looking at the vault's lock")?;
            Locked::take(file, 1)
        };
        let mut looking = look()?;
        for _ in 1..TRIES {
            if looking.is_some() || self.has_note() {
                break;
            }
            // Somebody else may only be looking, too.
            thread::sleep(PAUSE);
            looking = look()?;
        }
        let Some(_looking) = looking else {
            return Ok(true);
        };
        if self.has_note() {
            // Its writer was killed: nobody works under it any more.
            let _ = fs::remove_file(self.folder().join(NOTE));
        }
        Ok(false)
    }

    fn has_note(&self) -> bool {
        self.folder().join(NOTE).exists()
    }

    fn note(&self) -> RunningJob {
        read_note(&self.folder().join(NOTE)).unwrap_or_else(|| RunningJob {
            job: "another job".into(),
            ..RunningJob::default()
        })
    }
}

/// Takes the right to change the key file.
pub(crate) fn hold_keys(folder: &Path) -> Result<Locked, VaultError> {
    let file = disk::open_private(&folder.join(KEYS_LOCK), false).doing("taking the lock of the keys")?;
    Locked::take(file, KEY_TRIES)?.ok_or_else(|| VaultError::Busy {
        job: "a change of the vault's keys".into(),
        since: None,
        process: None,
    })
}

fn read_note(path: &Path) -> Option<RunningJob> {
    let note: Note = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    Some(RunningJob {
        job: note.job,
        shop: Some(note.shop),
        since: fs::metadata(path)
            .and_then(|found| found.modified())
            .ok()
            .map(DateTime::from),
        process: Some(note.process),
    })
}

/// A file that is locked until this is dropped.
///
/// It is unlocked by word: closing it would not do where another thread is just starting a program, which has all files of this
/// process open for an instant.
#[derive(Debug)]
pub(crate) struct Locked(File);

impl Locked {
    /// Locks a file; nothing while somebody else has it locked.
    pub(crate) fn take(file: File, tries: u32) -> Result<Option<Self>, VaultError> {
        for left in (0..tries).rev() {
            match file.try_lock() {
                Ok(()) => return Ok(Some(Self(file))),
                Err(TryLockError::WouldBlock) if left > 0 => thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(cause)) => return Err(cause).doing("taking the vault's lock"),
            }
        }
        Ok(None)
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}
