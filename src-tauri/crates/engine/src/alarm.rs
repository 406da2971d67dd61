//! # Unusual changes
//!
//! After each full backup, what it found changed is laid beside what was usual in this shop so far. Where far more changed
//! than ever before, and in a way that mistakes change things (gone, emptied, switched off, ten times as high), an alarm is
//! kept, and the last good backup is pinned: the one before, or, where that has the changes of an earlier alarm in it, the newest
//! without them.
//!
//! * [`movement`] counts what happened between two backups: how many records of a type, in which field, in which direction.
//! * [`assess`] is pure: the same movement and the same history give the same answer, and every finding says the count it was
//!   found by and the count that is usual.
//! * `watching.rs` keeps movements and alarms in the vault, and hears when the owner says that it was planned.
//!
//! The rule for a finding, in one sentence: its count is more than [`TIMES_USUAL`] times the most that a day brought so far,
//! and more than a share of the type that would be remarkable in any shop; while little is known of the shop, more than twice
//! that share. Where there is an alarm, records that are gone are told from the plain share on.
//!
//! Not watched: what goes up and down with trade (orders, stock) as long as it is not emptied, set to nothing or deleted; new
//! records, which endanger nothing; and what Backstock itself put back.

mod movement;
mod watching;

use std::collections::BTreeMap;

use backstock_model::{BackupNumber, grouped};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use movement::{Evidence, Movement, TypeMovement};

/// So many times the most that was usual is unusual.
pub const TIMES_USUAL: f64 = 3.0;

/// With fewer movements than this, little is known of the shop.
pub const FEW: usize = 7;

/// So many movements are remembered.
pub(crate) const REMEMBERED: usize = 60;

/// In what way something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Records are gone.
    Deleted,
    /// A field has no value any more.
    Emptied,
    /// A number became 0, or a yes became a no.
    Zeroed,
    /// A number became many times as high.
    Raised,
    /// A number became a fraction of what it was.
    Lowered,
    /// Rows of a record (its categories, its pictures) are gone.
    Unlinked,
    /// Of a long text a good part is gone.
    Shortened,
    /// A long text is another one.
    Replaced,
    /// A field is different in any other way.
    Changed,
}

/// One unusual thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The content type's key.
    pub content_type: String,
    /// What the owner reads for it.
    pub label: String,
    /// In what way.
    pub way: Way,
    /// Which field; nothing when it is about whole records.
    pub field: Option<String>,
    /// In how many records.
    pub count: u64,
    /// How many records the type had before.
    pub of: u64,
    /// What a day brought so far, least and most; nothing when it never happened before.
    pub usual: Option<(u64, u64)>,
    /// How many times as high, or what fraction, most of the numbers are now.
    pub factor: Option<String>,
    /// Some of the records.
    pub examples: Vec<Example>,
}

/// One of the records of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// Its name, or its id where it has none.
    pub name: String,
    /// What was there.
    pub old: Option<String>,
    /// What is there now.
    pub new: Option<String>,
}

/// Unusual changes that a backup found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alarm {
    /// The backup that found them.
    pub backup: BackupNumber,
    /// The backup before, which did not have them.
    pub before: BackupNumber,
    /// When that one was complete: the changes happened after it.
    pub since: DateTime<Utc>,
    /// The last good one, where the backup before has changes of an earlier alarm in it.
    #[serde(default)]
    pub earlier: Option<Good>,
    /// When the one that found them was complete.
    pub until: DateTime<Utc>,
    /// What is unusual, what weighs most first.
    pub findings: Vec<Finding>,
    /// Whether the last good backup was pinned because of it.
    pub pinned: bool,
    /// What the owner said to it, and when.
    #[serde(default)]
    pub settled: Option<(Settled, DateTime<Utc>)>,
}

/// A backup without unusual changes that nobody wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Good {
    /// Its number.
    pub backup: BackupNumber,
    /// When it was complete.
    pub finished: DateTime<Utc>,
}

impl Alarm {
    /// The last good backup before.
    pub fn good(&self) -> Good {
        self.earlier.unwrap_or(Good {
            backup: self.before,
            finished: self.since,
        })
    }

    /// Whether what it told of is in a backup that was complete at that moment: nobody has called it planned, nor put it back
    /// by then.
    fn is_in(&self, backup: BackupNumber, finished: DateTime<Utc>) -> bool {
        self.backup <= backup
            && match self.settled {
                None => true,
                Some((Settled::Planned, _)) => false,
                Some((Settled::PutBack, when)) => finished < when,
            }
    }
}

/// What became of what an alarm told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// It was meant.
    Planned,
    /// It was a mistake, and it has been put back.
    PutBack,
}

/// A time in which prices are expected to change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedChange {
    /// What the owner calls it.
    pub name: String,
    /// From when.
    pub from: DateTime<Utc>,
    /// Until when.
    pub until: DateTime<Utc>,
}

impl PlannedChange {
    /// Whether it falls into the time between two backups.
    pub fn touches(&self, since: DateTime<Utc>, until: DateTime<Utc>) -> bool {
        self.from <= until && self.until >= since
    }
}

/// What is unusual about a movement, beside those before it. Prices are left out where a change of prices is `planned`.
pub fn assess(
    movement: &Movement,
    evidence: &Evidence,
    history: &[Movement],
    price_change_planned: bool,
) -> Vec<Finding> {
    let mut findings = beyond(movement, evidence, history, price_change_planned, true);
    if !findings.is_empty() {
        // Something is wrong already. What is gone as well is told even where, alone, it would not have been enough.
        let also = beyond(movement, evidence, history, price_change_planned, false);
        let known: Vec<_> = findings
            .iter()
            .map(|known| (known.content_type.clone(), known.way, known.field.clone()))
            .collect();
        findings.extend(also.into_iter().filter(|found| {
            found.way == Way::Deleted
                && !known.contains(&(found.content_type.clone(), found.way, found.field.clone()))
        }));
    }
    findings.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    findings
}

/// What is beyond what was usual; with `patience` a shop of which little is known has to do twice as much.
fn beyond(
    movement: &Movement,
    evidence: &Evidence,
    history: &[Movement],
    price_change_planned: bool,
    patience: bool,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for of_type in &movement.types {
        let of_history = |name: &str| -> Vec<f64> {
            history
                .iter()
                .filter(|past| !past.alarmed)
                .map(|past| past.count(&of_type.content_type, name) as f64 / past.days())
                .collect()
        };
        for (name, &count) in &of_type.counts {
            let Some((way, path)) = movement::parse(name) else {
                continue;
            };
            if price_change_planned && evidence.is_price(&of_type.content_type, path) {
                continue;
            }
            let past = of_history(name);
            let few = if patience && past.len() < FEW { 2 } else { 1 };
            let least = remarkable(
                way,
                of_type.before,
                evidence.is_content(&of_type.content_type),
                few,
            );
            let usual = most_of(&past) * movement.days();
            if count < least || count as f64 <= usual * TIMES_USUAL {
                continue;
            }
            let seen = evidence.of(&of_type.content_type, name);
            findings.push(Finding {
                content_type: of_type.content_type.clone(),
                label: evidence.label(&of_type.content_type),
                way,
                field: seen.and_then(|seen| seen.field.clone()),
                count,
                of: of_type.before,
                usual: range_of(&past),
                factor: seen.and_then(movement::Seen::factor),
                examples: seen.map(|seen| seen.examples.clone()).unwrap_or_default(),
            });
        }
    }
    findings
}

/// How many records make a change remarkable in any shop: a share of the type, and no fewer than a handful. A single text of
/// the shop's looks that is cut off is enough to break every page.
fn remarkable(way: Way, of: u64, is_content: bool, few: u64) -> u64 {
    let share = |percent: u64, least: u64| (of * percent).div_ceil(100).max(least) * few;
    let is_small = of <= 40;
    match way {
        Way::Shortened | Way::Replaced if is_content => 1,
        // A third of a handful of coupons is as remarkable as a hundredth of thousands of products.
        Way::Deleted | Way::Emptied | Way::Zeroed | Way::Unlinked | Way::Raised | Way::Lowered
            if is_small =>
        {
            of.div_ceil(3).max(2)
        }
        Way::Deleted => share(1, 10),
        Way::Unlinked => share(1, 8),
        Way::Emptied | Way::Zeroed | Way::Shortened | Way::Replaced => share(2, 10),
        Way::Raised | Way::Lowered => share(1, 10),
        Way::Changed if is_small => u64::MAX,
        Way::Changed => share(10, 50),
    }
}

/// The most that is usual. One day that was out of the ordinary does not make the next such day ordinary.
fn most_of(past: &[f64]) -> f64 {
    let mut sorted = past.to_vec();
    sorted.sort_by(f64::total_cmp);
    let passed_over = sorted.len() / 20;
    sorted
        .len()
        .checked_sub(1 + passed_over)
        .and_then(|at| sorted.get(at))
        .copied()
        .unwrap_or_default()
}

fn range_of(past: &[f64]) -> Option<(u64, u64)> {
    let most = past.iter().copied().fold(0.0, f64::max);
    let least = past.iter().copied().fold(f64::INFINITY, f64::min);
    (most > 0.0).then(|| (least.round() as u64, most.round().max(1.0) as u64))
}

/// What the owner should read first: many before few, a large part of a type before a small one. Rows that are gone often went
/// with a record of another type, which says more.
fn weight(finding: &Finding) -> f64 {
    let of_way = match finding.way {
        Way::Deleted | Way::Emptied | Way::Zeroed | Way::Raised | Way::Lowered => 1.0,
        Way::Shortened | Way::Replaced => 0.9,
        Way::Unlinked => 0.8,
        Way::Changed => 0.3,
    };
    let share = finding.count as f64 / finding.of.max(1) as f64;
    of_way * (share / 2.0 + (finding.count as f64).ln_1p() / 5.0)
}

impl Finding {
    /// What was found, for example `Products, Price: raised in 412 of 2,000, mostly 10 times as high.`
    pub fn sentence(&self) -> String {
        let what = match &self.field {
            Some(field) => format!("{}, {field}", self.label),
            None => self.label.clone(),
        };
        let of = format!("{} of {}", grouped(self.count), grouped(self.of.max(self.count)));
        let factor = self.factor.as_deref().unwrap_or_default();
        match self.way {
            Way::Deleted => format!("{what}: {of} are gone."),
            Way::Emptied => format!("{what}: emptied in {of}."),
            Way::Zeroed => format!("{what}: set to 0 in {of}."),
            Way::Raised if factor.is_empty() => format!("{what}: raised in {of}."),
            Way::Raised => format!("{what}: raised in {of}, mostly {factor} times as high."),
            Way::Lowered if factor.is_empty() => format!("{what}: lowered in {of}."),
            Way::Lowered => format!("{what}: lowered in {of}, mostly to {factor} of what it was."),
            Way::Unlinked => format!("{what}: taken off {of}."),
            Way::Shortened => format!("{what}: cut short in {of}."),
            Way::Replaced => format!("{what}: replaced by something else in {of}."),
            Way::Changed => format!("{what}: changed in {of}."),
        }
    }

    /// What is usual, for example `Usual: 0 to 5 a day.`
    pub fn usual_sentence(&self) -> String {
        match self.usual {
            None => "Usual: none.".to_owned(),
            Some((least, most)) if least == most => format!("Usual: {} a day.", grouped(most)),
            Some((least, most)) => format!("Usual: {} to {} a day.", grouped(least), grouped(most)),
        }
    }
}

/// Counts by their names, for [`TypeMovement`].
pub(crate) type Counts = BTreeMap<String, u64>;

#[cfg(test)]
mod tests;
