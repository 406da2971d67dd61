//! `Discovery` and `Backup Vault`.

use std::collections::BTreeMap;

use backstock_contract::{
    BackupList, Discovery, Failure, JobAsk, JobKind, JobList, JobOutcome, JobStarted, MissingType, NextStep,
    Nothing, Protection, ShopAsk, StorageGroup, StorageRow, VaultOverview,
};
use backstock_engine::{BackupAsk, Engine, EngineError, explain_problem};
use backstock_model::{ContentType, Group};
use chrono::TimeDelta;

use crate::answers::{backup_row, explain_engine, explain_vault, failure, recovery_row, time, type_changes};
use crate::jobs::End;
use crate::{Doors, Notice, Reply};

/// A backup older than this does not protect the shop any more.
const STALE_AFTER: TimeDelta = TimeDelta::days(2);

impl Doors {
    /// The home screen.
    pub async fn discovery(&self, ask: ShopAsk) -> Reply<Discovery> {
        self.with_engine(move |engine, held| {
            let shop = engine.vault().shop(&ask.shop).map_err(explain_vault)?;
            let backups = engine.vault().backups(shop.id).map_err(explain_vault)?;
            let last_failure = engine.last_backup_failure(&ask.shop).map_err(explain_engine)?;
            let recoveries: Vec<_> = engine
                .runs(&ask.shop)
                .map_err(explain_engine)?
                .iter()
                .take(5)
                .map(recovery_row)
                .collect();
            let changed = match backups.as_slice() {
                [newest, before, ..] => changes(engine, &ask.shop, before.number, newest.number)?,
                _ => Vec::new(),
            };
            let protection = match backups.first() {
                _ if last_failure.is_some() => Protection::LastBackupFailed,
                None => Protection::NeverBackedUp,
                Some(newest) if held.clock.now() - newest.finished > STALE_AFTER => Protection::Stale,
                Some(_) => Protection::Protected,
            };
            let next_step = match protection {
                Protection::NeverBackedUp => NextStep::FirstBackup,
                Protection::Stale | Protection::LastBackupFailed => NextStep::BackUpAgain,
                Protection::Protected if recoveries.first().is_some_and(needs_a_look) => {
                    NextStep::LookAtRecovery
                }
                Protection::Protected if !changed.is_empty() => NextStep::LookAtChanges,
                Protection::Protected => NextStep::Nothing,
            };
            Ok(Discovery {
                protection,
                last_backup: backups.first().map(backup_row),
                last_failure: last_failure.map(|found| failure(found.why)),
                changed,
                next_step,
                recoveries,
                backups: backups.iter().take(10).map(backup_row).collect(),
            })
        })
        .await
    }

    /// The page `Backup Vault` > `Backup vault`.
    pub async fn vault_overview(&self, ask: ShopAsk) -> Reply<VaultOverview> {
        self.with_engine(move |engine, _| {
            let found = engine.overview(&ask.shop).map_err(explain_engine)?;
            let mut groups: BTreeMap<Group, Vec<StorageRow>> = BTreeMap::new();
            for stored in found.types {
                groups
                    .entry(stored.description.group)
                    .or_default()
                    .push(StorageRow {
                        content_type: stored.description.key.to_string(),
                        label: stored.description.label,
                        records: stored.records,
                        deleted: stored.deleted,
                        bytes: stored.bytes,
                        versions: stored.versions,
                        restorable: stored.description.restorable && !stored.gone,
                        reason: stored.description.reason,
                    });
            }
            Ok(VaultOverview {
                last_backup: found.last_backup.as_ref().map(backup_row),
                next_backup: None,
                first_backup: found.first_backup.map(|backup| time(backup.finished)),
                items: found.items,
                versions: found.versions,
                backups: found.backups,
                bytes: found.bytes,
                vault_bytes: found.vault_bytes,
                groups: groups
                    .into_iter()
                    .map(|(group, types)| StorageGroup {
                        group: group_name(group).to_owned(),
                        types,
                    })
                    .collect(),
                missing: found
                    .missing
                    .into_iter()
                    .map(|missing| MissingType {
                        label: missing.label,
                        reason: missing.reason,
                    })
                    .collect(),
            })
        })
        .await
    }

    /// All backups of a shop, newest first.
    pub async fn list_backups(&self, ask: ShopAsk) -> Reply<BackupList> {
        self.with_engine(move |engine, _| {
            let shop = engine.vault().shop(&ask.shop).map_err(explain_vault)?;
            let backups = engine.vault().backups(shop.id).map_err(explain_vault)?;
            Ok(BackupList {
                backups: backups.iter().map(backup_row).collect(),
            })
        })
        .await
    }

    /// `Backup all data`.
    pub async fn start_backup(&self, ask: ShopAsk) -> Reply<JobStarted> {
        let native = std::sync::Arc::clone(&self.held.native);
        self.with_engine(move |engine, held| {
            let labels = held.labels_for_job(engine, &ask.shop)?;
            let (engine, shop) = (engine.clone(), ask.shop.clone());
            let started = time(held.clock.now());
            Ok(held.jobs.start(
                ask.shop,
                JobKind::Backup,
                started,
                labels,
                move |progress, cancel| match engine.backup(&shop, &BackupAsk::default(), progress, cancel) {
                    Ok(outcome) => End::Outcome(JobOutcome::BackedUp {
                        backup: backup_row(&outcome.backup),
                    }),
                    Err(EngineError::Cancelled) => End::Cancelled { run: None, done: 0 },
                    Err(error) => End::Failed {
                        failure: explain_engine(error),
                        run: None,
                    },
                },
                move |news| native.notify(notice(news)),
            ))
        })
        .await
    }

    /// Checks everything kept of a shop.
    pub async fn start_verify(&self, ask: ShopAsk) -> Reply<JobStarted> {
        self.with_engine(move |engine, held| {
            let labels = held.labels_for_job(engine, &ask.shop)?;
            let (engine, shop) = (engine.clone(), ask.shop.clone());
            let started = time(held.clock.now());
            Ok(held.jobs.start(
                ask.shop,
                JobKind::Verify,
                started,
                labels,
                move |progress, cancel| match engine.verify(Some(&shop), progress, cancel) {
                    Ok(outcome) => End::Outcome(JobOutcome::Verified {
                        versions: outcome.versions,
                        problems: outcome.problems.iter().map(explain_problem).collect(),
                    }),
                    Err(EngineError::Cancelled) => End::Cancelled { run: None, done: 0 },
                    Err(error) => End::Failed {
                        failure: explain_engine(error),
                        run: None,
                    },
                },
                |_| {},
            ))
        })
        .await
    }

    /// Goes on with a vault that is older than the last one used here, as the owner decided.
    pub async fn accept_older_vault(&self, ask: ShopAsk) -> Reply<Nothing> {
        self.with_engine(move |engine, _| {
            engine.accept_older_vault(&ask.shop).map_err(explain_engine)?;
            Ok(Nothing {})
        })
        .await
    }

    /// The jobs of this sitting.
    pub async fn list_jobs(&self, _ask: Nothing) -> Reply<JobList> {
        Ok(self.held.jobs.list())
    }

    /// Asks a job to stop.
    pub async fn cancel_job(&self, ask: JobAsk) -> Reply<Nothing> {
        self.held.jobs.cancel(ask.job);
        Ok(Nothing {})
    }
}

impl crate::state::Held {
    /// Readable names of the shop's types; refuses while a job of this shop is at work.
    pub(crate) fn labels_for_job(&self, engine: &Engine, shop: &str) -> Reply<BTreeMap<ContentType, String>> {
        if self.jobs.is_busy(shop) {
            return Err(Failure::new(
                "busy",
                "Another backup or restore process is running.",
                "Wait until it is finished, or stop it first.",
            ));
        }
        // Before the first backup nothing is known of the types; their keys stand in until the reading names them.
        let types = engine.types(shop, None).unwrap_or_default();
        Ok(types
            .into_iter()
            .map(|stored| (stored.description.key, stored.description.label))
            .collect())
    }
}

/// What a desktop notification says of an ended job. Names the shop, never a record.
pub(crate) fn notice(news: &backstock_contract::JobNews) -> Notice {
    use backstock_contract::JobState;
    let what = match news.kind {
        JobKind::Backup => "Backup",
        JobKind::Restore => "Restore",
        JobKind::Undo => "Undo",
        JobKind::Verify => "Check",
    };
    let mut route = "#/discovery".to_owned();
    let (how, body) = match &news.state {
        JobState::Ended {
            outcome: JobOutcome::BackedUp { backup },
        } => {
            route = "#/vault".to_owned();
            let items = grouped(backup.records);
            let body = match backup.added + backup.updated + backup.deleted {
                _ if backup.backup == 1 => format!("{items} items are safe. History starts here."),
                0 => format!("{items} items are safe, nothing changed since the last backup."),
                changes => format!(
                    "{items} items are safe, {} changed since the last backup.",
                    grouped(changes)
                ),
            };
            ("finished", body)
        }
        JobState::Ended {
            outcome: JobOutcome::Restored { recovery },
        } => {
            route = format!("#/recovery/{}", recovery.run);
            match recovery.failed {
                0 => (
                    "finished",
                    format!("{} items were restored and read back.", recovery.succeeded),
                ),
                failed => (
                    "finished with errors",
                    format!("{} items were restored, {failed} failed.", recovery.succeeded),
                ),
            }
        }
        JobState::Ended {
            outcome: JobOutcome::Verified { problems, .. },
        } => match problems.len() {
            0 => ("finished", "Everything in the vault is as it was.".to_owned()),
            count => (
                "found problems",
                format!("{count} problems were found in the vault."),
            ),
        },
        JobState::Failed { failure, run } => {
            if let Some(run) = run {
                route = format!("#/recovery/{run}");
            }
            ("failed", failure.to_string())
        }
        JobState::Cancelled { run, done } => {
            if let Some(run) = run {
                route = format!("#/recovery/{run}");
            }
            (
                "stopped",
                if *done == 0 {
                    "Nothing was changed.".to_owned()
                } else {
                    format!("{done} items had been written.")
                },
            )
        }
        JobState::Running { .. } => ("running", String::new()),
    };
    Notice {
        title: format!("{what} {how}: {}", news.shop),
        body,
        route,
    }
}

/// A number with its digits in groups of three, as the English sentences around it have it.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

fn needs_a_look(recovery: &backstock_contract::RecoveryRow) -> bool {
    recovery.undone_by.is_none() && recovery.status != backstock_contract::RecoveryStatus::Done
}

fn changes(
    engine: &Engine,
    shop: &str,
    from: backstock_model::BackupNumber,
    to: backstock_model::BackupNumber,
) -> Reply<Vec<backstock_contract::TypeChanges>> {
    use backstock_engine::Moment;
    let found = engine
        .compare(
            shop,
            &Moment::Backup(from),
            &Moment::Backup(to),
            None,
            false,
            &backstock_model::Cancel::new(),
        )
        .map_err(explain_engine)?;
    Ok(found
        .types
        .into_iter()
        .filter(|changes| changes.added + changes.updated + changes.deleted > 0)
        .map(type_changes)
        .collect())
}

fn group_name(group: Group) -> &'static str {
    match group {
        Group::Business => "business",
        Group::Content => "content",
        Group::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_groups() {
        let shown: Vec<_> = [0, 999, 1_000, 35_742, 1_234_567]
            .into_iter()
            .map(grouped)
            .collect();
        assert_eq!(shown, ["0", "999", "1,000", "35,742", "1,234,567"]);
    }
}
