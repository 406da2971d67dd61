//! Progress and cancel are arguments: the engine reports facts, the listener decides how often to show them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use crate::ContentType;

/// What a job is doing at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Opening the shop and taking a consistent view of it.
    Opening,
    /// Reading records out of the shop into the vault.
    Reading,
    /// Making the safety backup that precedes every write to a shop.
    SafetyBackup,
    /// Comparing what is with what is wanted.
    Planning,
    /// Writing to the shop.
    Writing,
    /// The shop cannot be reached; it is tried again.
    Waiting,
    /// Reading back what was written.
    ReadingBack,
    /// Checking hashes and the chain of backups.
    Verifying,
    /// Finding out which columns the tables of an export have.
    FindingColumns,
    /// Writing a file on this computer.
    WritingFile,
    /// Checking a file on this computer.
    CheckingFile,
    /// Putting the last things in place.
    Finishing,
}

/// One fact about a running job. `done` never goes backwards within a job and never exceeds `total`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// What is going on.
    pub phase: Phase,
    /// The content type at hand, where there is one.
    pub content_type: Option<ContentType>,
    /// Records finished so far, over the whole job.
    pub done: u64,
    /// Records in the whole job, when known.
    pub total: Option<u64>,
    /// Records that failed so far.
    pub failed: u64,
}

/// Listens to a job.
pub trait Progress: Send + Sync {
    /// Hears one fact. Called often: at most a few instructions here, throttling is the listener's.
    fn tick(&self, tick: &Tick);

    /// Hears what the owner calls a content type, before the first fact about it. Before the first backup nobody else knows.
    fn names(&self, _content_type: &ContentType, _label: &str) {}
}

/// Listens to nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn tick(&self, _tick: &Tick) {}
}

/// A wish to stop. Looked at between records, never inside one.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// A job that nobody has asked to stop.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the job to stop at its next safe place.
    pub fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
