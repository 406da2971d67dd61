//! # Which backups are kept
//!
//! Nothing goes by itself unless the owner said so. A rule names what is *kept*; everything else could go, except what is
//! spared whatever the rule says: see [`Kept`]. [`sort_out`] decides, and is pure; what it answers is shown before anything is
//! deleted, and deleting asks it again.

use std::collections::{BTreeSet, HashSet};

use backstock_model::{BackupNumber, Cancel, Phase, Progress, Tick};
use backstock_vault::{Backup, BackupKind, JobLock, Run, Shop};
use chrono::{DateTime, Datelike as _, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{Engine, EngineError};

/// A safety backup may be wanted as long as somebody may still find out that a restore was a mistake.
const SAFETY_IS_YOUNG: TimeDelta = TimeDelta::days(30);

/// After a pause between two backups that is longer, nothing goes by itself until the owner has looked: by a clock that was
/// set years ahead for a day, every backup there is would be old.
const PAUSE_IN_DOUBT: TimeDelta = TimeDelta::days(60);

/// Which backups the owner wants to keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum KeepRule {
    /// All of them.
    #[default]
    All,
    /// The newest ones.
    Last {
        /// How many.
        backups: u32,
    },
    /// Many of late, fewer of long ago, one of each month in the end.
    ThinOut {
        /// All backups of so many days.
        all_days: u32,
        /// Then one a day, for so many days.
        daily_days: u32,
        /// Then one a week, for so many weeks.
        weekly_weeks: u32,
    },
}

impl KeepRule {
    /// Whether no day and no backup is named that stays: a slip of the pen that would cost the whole history. Who deletes by hand
    /// has seen what goes, and may keep none but those that must stay.
    fn keeps_nothing(self, is_automatic: bool) -> bool {
        match self {
            Self::All => false,
            Self::Last { backups } => is_automatic && backups == 0,
            Self::ThinOut {
                all_days,
                daily_days,
                weekly_weeks,
            } => all_days == 0 && daily_days == 0 && weekly_weeks == 0,
        }
    }
}

/// The rule of a shop, and whether it is applied by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepSetting {
    /// The rule.
    pub rule: KeepRule,
    /// Whether it is applied after each good backup.
    #[serde(default)]
    pub automatic: bool,
}

/// Why a backup stays. The first that holds is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// The owner, or an alarm, said so.
    Pinned,
    /// It is the last one, or the last good one, before changes that nobody has called planned.
    BeforeAlarm,
    /// A restore that was interrupted, or that can be undone, needs it.
    NeededByRun,
    /// The newest, or the newest of the whole shop.
    Newest,
    /// History starts with it.
    First,
    /// It was made before a restore not long ago.
    YoungSafety,
    /// The rule keeps it.
    ByRule,
}

/// What a rule is told about the shop's backups beside their dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spared {
    /// The last ones and the last good ones before an alarm that nobody has called planned.
    pub before_alarm: BTreeSet<BackupNumber>,
    /// Those that restores still need.
    pub needed: BTreeSet<BackupNumber>,
}

/// What would become of each backup, newest first; `None` is: it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrunePlan {
    /// The backups.
    pub backups: Vec<(Backup, Option<Kept>)>,
    /// How much room would be free on the disk, in bytes.
    pub freed: u64,
}

impl PrunePlan {
    /// Those that go, oldest first.
    pub fn going(&self) -> Vec<BackupNumber> {
        let mut going: Vec<_> = self
            .backups
            .iter()
            .filter(|(_, kept)| kept.is_none())
            .map(|(backup, _)| backup.number)
            .collect();
        going.sort_unstable();
        going
    }
}

/// What came of deleting backups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Those that are gone, oldest first.
    pub deleted: Vec<BackupNumber>,
    /// How much room was given back, in bytes.
    pub freed: u64,
}

/// Decides about each backup. `backups` are newest first, as the vault lists them.
pub fn sort_out(
    rule: KeepRule,
    backups: &[Backup],
    spared: &Spared,
    now: DateTime<Utc>,
) -> Vec<Option<Kept>> {
    let newest_full = backups
        .iter()
        .find(|backup| backup.is_full())
        .map(|backup| backup.number);
    let by_rule = kept_by_rule(rule, backups, now);
    backups
        .iter()
        .enumerate()
        .map(|(at, backup)| {
            let is_young_safety =
                backup.kind == BackupKind::Safety && now - backup.finished < SAFETY_IS_YOUNG;
            if backup.pinned {
                Some(Kept::Pinned)
            } else if spared.before_alarm.contains(&backup.number) {
                Some(Kept::BeforeAlarm)
            } else if spared.needed.contains(&backup.number) {
                Some(Kept::NeededByRun)
            } else if at == 0 || Some(backup.number) == newest_full {
                Some(Kept::Newest)
            } else if at + 1 == backups.len() {
                Some(Kept::First)
            } else if is_young_safety {
                Some(Kept::YoungSafety)
            } else {
                by_rule.contains(&backup.number).then_some(Kept::ByRule)
            }
        })
        .collect()
}

fn kept_by_rule(rule: KeepRule, backups: &[Backup], now: DateTime<Utc>) -> HashSet<BackupNumber> {
    match rule {
        KeepRule::All => backups.iter().map(|backup| backup.number).collect(),
        // A backup of a part of the shop does not stand in for one of the whole.
        KeepRule::Last { backups: wanted } => backups
            .iter()
            .filter(|backup| backup.is_full())
            .take(wanted as usize)
            .map(|backup| backup.number)
            .collect(),
        KeepRule::ThinOut {
            all_days,
            daily_days,
            weekly_weeks,
        } => {
            let mut spans = HashSet::new();
            let daily_until = i64::from(all_days) + i64::from(daily_days);
            let weekly_until = daily_until + i64::from(weekly_weeks) * 7;
            backups
                .iter()
                .filter(|backup| {
                    let age = (now - backup.finished).num_days();
                    let day = backup.finished.date_naive();
                    if age < i64::from(all_days) {
                        return true;
                    }
                    if !backup.is_full() {
                        return false;
                    }
                    // The newest of each span stays: the list is looked through from there.
                    spans.insert(if age < daily_until {
                        (0, day.num_days_from_ce())
                    } else if age < weekly_until {
                        (1, (day.num_days_from_ce() - 1).div_euclid(7))
                    } else {
                        (2, day.year() * 12 + day.month0().cast_signed())
                    })
                })
                .map(|backup| backup.number)
                .collect()
        }
    }
}

impl Engine {
    /// The rule of a shop; all backups are kept until the owner says otherwise.
    pub fn keeping(&self, shop: &str) -> Result<KeepSetting, EngineError> {
        self.keeping_of(&self.vault.shop(shop)?)
    }

    fn keeping_of(&self, known: &Shop) -> Result<KeepSetting, EngineError> {
        let kept = self.vault.setting(&keeping_setting(known))?;
        // A rule that a newer app wrote in another shape keeps everything.
        Ok(kept
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    }

    /// Sets the rule of a shop. Nothing is deleted by this.
    pub fn set_keeping(&self, shop: &str, keeping: KeepSetting) -> Result<(), EngineError> {
        let known = self.vault.shop(shop)?;
        if keeping.rule.keeps_nothing(keeping.automatic) {
            return Err(EngineError::KeepsNothing);
        }
        let text = serde_json::to_string(&keeping).map_err(|_| EngineError::Thread)?;
        self.vault.set_setting(&keeping_setting(&known), Some(&text))?;
        Ok(self.vault.set_setting(&doubt_setting(&known), None)?)
    }

    /// Whether a rule that is applied by itself waits for the owner, because the clock leapt between two backups. It goes on
    /// when they save the rule or delete by it themselves.
    pub fn keeping_waits(&self, shop: &str) -> Result<bool, EngineError> {
        let known = self.vault.shop(shop)?;
        Ok(self.keeping_of(&known)?.automatic && self.vault.setting(&doubt_setting(&known))?.is_some())
    }

    /// What a rule would delete, and how much room that would free. Nothing is deleted.
    pub fn plan_pruning(&self, shop: &str, rule: KeepRule) -> Result<PrunePlan, EngineError> {
        let known = self.vault.shop(shop)?;
        if rule.keeps_nothing(false) {
            return Err(EngineError::KeepsNothing);
        }
        let backups = self.sorted_out(&known, rule)?;
        let mut plan = PrunePlan { backups, freed: 0 };
        plan.freed = self.vault.room_freed(known.id, &plan.going())?;
        Ok(plan)
    }

    fn sorted_out(&self, known: &Shop, rule: KeepRule) -> Result<Vec<(Backup, Option<Kept>)>, EngineError> {
        let backups = self.vault.backups(known.id)?;
        let sorted = sort_out(rule, &backups, &self.spared(known)?, self.clock.now());
        Ok(backups.into_iter().zip(sorted).collect())
    }

    fn spared(&self, known: &Shop) -> Result<Spared, EngineError> {
        Ok(Spared {
            before_alarm: self
                .alarms_of(known)?
                .iter()
                .filter(|alarm| alarm.settled.is_none())
                .flat_map(|alarm| [alarm.before, alarm.good().backup])
                .collect(),
            needed: needed_by(&self.vault.runs(known.id)?),
        })
    }

    /// How much room would be free if these backups were deleted, in bytes.
    pub fn room_freed(&self, shop: &str, numbers: &[BackupNumber]) -> Result<u64, EngineError> {
        let known = self.vault.shop(shop)?;
        let mut freed = self.vault.room_freed(known.id, numbers)?;
        for (import, holder) in self.vault.imports(known.id)? {
            if numbers.contains(&import.number) {
                freed += self.taken_by(holder)?;
            }
        }
        Ok(freed)
    }

    /// Deletes what a rule does not keep. Stopped in between, the backups deleted by then are gone and the others stand.
    pub fn prune(
        &self,
        shop: &str,
        rule: KeepRule,
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<Pruned, EngineError> {
        let known = self.vault.shop(shop)?;
        if rule.keeps_nothing(false) {
            return Err(EngineError::KeepsNothing);
        }
        let lock = self.vault.lock(known.id, "prune")?;
        let going = PrunePlan {
            backups: self.sorted_out(&known, rule)?,
            freed: 0,
        }
        .going();
        let pruned = self.delete_all(&lock, &going, progress, cancel)?;
        self.vault.set_setting(&doubt_setting(&known), None)?;
        Ok(pruned)
    }

    /// Deletes the backups the owner chose. All of them are looked at before the first one goes: one that is pinned, or still
    /// needed, is refused, and then none is deleted.
    pub fn delete_backups(
        &self,
        shop: &str,
        numbers: &[BackupNumber],
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<Pruned, EngineError> {
        let known = self.vault.shop(shop)?;
        let lock = self.vault.lock(known.id, "prune")?;
        let spared = self.spared(&known)?;
        let numbers: BTreeSet<BackupNumber> = numbers.iter().copied().collect();
        for &number in &numbers {
            let backup = self.vault.backup(known.id, number)?;
            let kept = if backup.pinned {
                Kept::Pinned
            } else if spared.before_alarm.contains(&number) {
                Kept::BeforeAlarm
            } else if spared.needed.contains(&number) {
                Kept::NeededByRun
            } else {
                continue;
            };
            return Err(EngineError::BackupKept { backup: number, kept });
        }
        let imports = self.vault.imports(known.id)?;
        let is_import = |number: &BackupNumber| imports.iter().any(|(import, _)| import.number == *number);
        let (imported, own): (Vec<_>, Vec<_>) = numbers.into_iter().partition(is_import);
        let mut pruned = self.delete_all(&lock, &own, progress, cancel)?;
        // Each is held by a shop of files of its own, which is a job of its own to remove.
        drop(lock);
        let before = self.vault.size_on_disk()?;
        for number in imported {
            if cancel.is_asked() && !pruned.deleted.is_empty() {
                break;
            }
            self.remove_import(&known, number)?;
            pruned.deleted.push(number);
        }
        pruned.freed += before.saturating_sub(self.vault.size_on_disk()?);
        Ok(pruned)
    }

    /// Applies the rule of a shop after a good backup, if the owner wants that.
    pub(crate) fn prune_by_itself(&self, known: &Shop, lock: &JobLock) -> Result<Pruned, EngineError> {
        let keeping = self.keeping_of(known)?;
        // Who may only look may back up, and takes nothing away by it.
        if !keeping.automatic || self.is_view_only()? {
            return Ok(Pruned::default());
        }
        if self.is_clock_in_doubt(known)? {
            return Ok(Pruned::default());
        }
        let plan = PrunePlan {
            backups: self.sorted_out(known, keeping.rule)?,
            freed: 0,
        };
        // The backup is finished; whoever asks to stop now wants nothing that this would undo.
        self.delete_all(lock, &plan.going(), &backstock_model::NoProgress, &Cancel::new())
    }

    /// Looks at the two newest backups of the whole shop; a doubt stays until the owner has looked.
    fn is_clock_in_doubt(&self, known: &Shop) -> Result<bool, EngineError> {
        let setting = doubt_setting(known);
        let backups = self.vault.backups(known.id)?;
        let mut full = backups.iter().filter(|backup| backup.is_full());
        if let (Some(newest), Some(before)) = (full.next(), full.next())
            && newest.finished - before.finished > PAUSE_IN_DOUBT
        {
            self.vault
                .set_setting(&setting, Some(&newest.number.to_string()))?;
        }
        Ok(self.vault.setting(&setting)?.is_some())
    }

    fn delete_all(
        &self,
        lock: &JobLock,
        numbers: &[BackupNumber],
        progress: &dyn Progress,
        cancel: &Cancel,
    ) -> Result<Pruned, EngineError> {
        let tick = |done: usize| {
            progress.tick(&Tick {
                phase: Phase::Finishing,
                content_type: None,
                done: done as u64,
                total: Some(numbers.len() as u64),
                failed: 0,
            });
        };
        let mut pruned = Pruned::default();
        if numbers.is_empty() {
            return Ok(pruned);
        }
        let before = self.vault.size_on_disk()?;
        for (done, &number) in numbers.iter().enumerate() {
            tick(done);
            if cancel.is_asked() {
                if done == 0 {
                    return Err(EngineError::Cancelled);
                }
                break;
            }
            self.vault.delete_backup(lock, number)?;
            self.faults.at("prune.deleted");
            pruned.deleted.push(number);
        }
        tick(pruned.deleted.len());
        pruned.freed = before.saturating_sub(self.vault.size_on_disk()?);
        Ok(pruned)
    }
}

/// Backups that restores still need: the goal of one that was interrupted, and what an undo would go back to.
fn needed_by(runs: &[Run]) -> BTreeSet<BackupNumber> {
    use backstock_vault::RunStatus;
    runs.iter()
        .flat_map(|run| match run.status {
            RunStatus::Progressing => [run.from.is_none().then_some(run.to), run.safety],
            RunStatus::Done | RunStatus::Fail
                if (run.undone_by.is_none() || run.undone_partly) && run.succeeded > 0 =>
            {
                [None, run.safety]
            }
            RunStatus::Done | RunStatus::Fail => [None, None],
        })
        .flatten()
        .collect()
}

fn doubt_setting(shop: &Shop) -> String {
    format!("keeping_doubt/{}", shop.id)
}

fn keeping_setting(shop: &Shop) -> String {
    format!("keeping/{}", shop.id)
}

#[cfg(test)]
mod tests;
