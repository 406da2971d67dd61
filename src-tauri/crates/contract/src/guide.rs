//! Guided manual restores: what to enter by hand where Backstock cannot write.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Works out what to do by hand so that an item is as in a backup.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StartGuideAsk {
    /// The shop's name.
    pub shop: String,
    /// The backup it shall be as in.
    pub to: u64,
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// The item's id.
    pub id: String,
}

/// Asks about one guide.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct GuideAsk {
    /// The shop's name.
    pub shop: String,
    /// Its number.
    pub guide: u64,
}

/// Ticks a step off, or takes the tick back.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TickGuideAsk {
    /// The shop's name.
    pub shop: String,
    /// The guide.
    pub guide: u64,
    /// Which step, counted from 0.
    pub step: u64,
    /// Whether it is done.
    pub ticked: bool,
}

/// All guides of a shop, newest first.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct GuideList {
    /// The guides, with their steps.
    pub guides: Vec<GuideDetail>,
}

/// What is to be done by hand in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Make the item; its fields follow.
    Create,
    /// Delete the item.
    Delete,
    /// Enter a value.
    Enter,
    /// Empty or remove what is there.
    Remove,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GuideStep {
    /// What.
    pub kind: StepKind,
    /// The field's readable name.
    pub label: String,
    /// What the shop had when it was last read.
    pub now: Option<String>,
    /// What it shall have, letter for letter.
    pub wanted: Option<String>,
    /// Whether the owner ticked it off.
    pub ticked: bool,
    /// Whether the shop had it right when it was last read again.
    pub is_right: Option<bool>,
}

/// An item that is put right by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GuideDetail {
    /// Its number.
    pub guide: u64,
    /// The content type's key.
    #[serde(rename = "type")]
    pub content_type: String,
    /// The item's id.
    pub id: String,
    /// The id it has when it was made anew under another one.
    pub new_id: Option<String>,
    /// The type's label.
    pub type_label: String,
    /// What a person calls the item.
    pub name: String,
    /// When the backup it shall be as in was finished.
    pub to_at: String,
    /// Why it is done by hand.
    pub reason: Option<String>,
    /// When it began.
    pub started: String,
    /// When the shop was last read again.
    pub checked: Option<String>,
    /// When it ended.
    pub finished: Option<String>,
    /// Where it stands.
    pub status: crate::RecoveryStatus,
    /// What to do, in order.
    pub steps: Vec<GuideStep>,
}
