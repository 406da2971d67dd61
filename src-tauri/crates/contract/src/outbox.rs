//! What was written to whom, what became of it, and what the owner was told on this computer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Failure, Recipient};

/// What a letter is about, within its shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LetterAbout {
    /// A restore or an undo.
    Recovery {
        /// The run.
        run: u64,
    },
    /// An export.
    Export {
        /// Its number in the history of exports.
        export: u64,
    },
    /// What is unusual about a backup.
    Alarm {
        /// The backup.
        backup: u64,
    },
    /// The shop's backups as a whole.
    Backups,
}

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LetterState {
    /// It was not tried yet, or is being sent at the moment.
    Waiting,
    /// The mail server took it, or it was shown.
    Sent {
        /// When.
        at: String,
        /// What the mail server said; empty for this computer.
        answer: String,
    },
    /// It was not sent.
    NotSent {
        /// Why.
        failure: Failure,
        /// When it is tried again; nothing when it is not, unless the owner asks.
        again: Option<String>,
    },
}

/// A letter to one recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LetterRow {
    /// Its number.
    pub letter: u64,
    /// The shop it is about.
    pub shop: String,
    /// What it is about.
    pub about: LetterAbout,
    /// Who gets it; nothing when only another version knows.
    pub recipient: Option<Recipient>,
    /// What stands above it.
    pub subject: String,
    /// When it was written.
    pub written: String,
    /// What became of it.
    pub state: LetterState,
}

/// Asks for letters, newest first.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct ListLettersAsk {
    /// Letters to pass over.
    pub offset: u64,
    /// Letters wanted, at most 200.
    pub limit: u64,
}

/// Letters of the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LetterList {
    /// Newest first.
    pub letters: Vec<LetterRow>,
}

/// Sends a letter again: one that was not sent, or one that was and did not reach anybody.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct SendAgainAsk {
    /// The letter.
    pub letter: u64,
}

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoticeTone {
    /// All is well.
    Good,
    /// The owner may want to look.
    Warn,
    /// Something was not done.
    Bad,
}

/// What the owner was told on this computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoticeRow {
    /// Its number.
    pub notice: u64,
    /// When.
    pub at: String,
    /// How it is meant.
    pub tone: NoticeTone,
    /// The first line.
    pub title: String,
    /// The rest.
    pub body: String,
    /// Where in the window it leads, for example `#/shop/Harbour%20Tea/recovery/3`.
    pub route: String,
    /// The letter that was not sent, when it is about one.
    pub letter: Option<u64>,
    /// Whether the owner has seen it.
    pub is_read: bool,
}

/// The notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoticeList {
    /// Newest first, at most 100.
    pub notices: Vec<NoticeRow>,
    /// How many of all are not read.
    pub unread: u64,
}

/// Notes that the owner has seen the notices up to this one.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct ReadNoticesAsk {
    /// The newest that was shown.
    pub newest: u64,
}
