//! `Discovery` and `Backup Vault`.

use std::collections::BTreeMap;

use backstock_contract::{
    BackupList, Discovery, Failure, JobAsk, JobKind, JobList, JobOutcome, JobStarted, LeftOutRow, LookAsk,
    Looked, MissingType, MissingTypes, NextStep, Nothing, Protection, ShopAsk, StorageGroup, StorageRow,
    VaultOverview,
};
use backstock_engine::{BackupAsk, Engine, EngineError, Moment, anchored, explain_problem, size};
use backstock_model::{ContentType, Group, grouped};
use backstock_vault::Backup;
use chrono::TimeDelta;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::answers::{
    backup_row, backup_rows, explain_engine, explain_vault, failure, made_row, time, told_recoveries,
    type_changes,
};
use crate::jobs::{self, End};
use crate::keeping::alarm_row;
use crate::state::Desk;
use crate::{Doors, Notice, Reply, keeping, schedules};

/// A backup older than this does not protect the shop any more.
const STALE_AFTER: TimeDelta = TimeDelta::days(2);

impl Doors {
    /// The home screen.
    pub async fn discovery(&self, ask: ShopAsk) -> Reply<Discovery> {
        self.with_engine(move |engine, held| {
            let shop = engine.vault().shop(&ask.shop).map_err(explain_vault)?;
            let backups = engine.vault().backups(shop.id).map_err(explain_vault)?;
            let last_failure = engine.last_backup_failure(&ask.shop).map_err(explain_engine)?;
            let runs = engine.runs(&ask.shop).map_err(explain_engine)?;
            let recoveries = told_recoveries(engine, &ask.shop, runs.get(..5).unwrap_or(&runs))?;
            let waiting: Vec<_> = runs.into_iter().filter(|run| run.interrupted).take(1).collect();
            let interrupted = told_recoveries(engine, &ask.shop, &waiting)?.pop();
            // What a restore kept in passing is neither what the owner made last nor what they made before.
            let mut whole = backups.iter().filter(|backup| backup.is_full());
            let (last_backup, before) = (whole.next(), whole.next());
            let changed = match (last_backup, before) {
                (Some(newest), Some(before)) => changes(engine, &ask.shop, before.number, newest.number)?,
                _ => Vec::new(),
            };
            let alarmed = engine.alarmed(&ask.shop).map_err(explain_engine)?;
            let row = |backup| backup_row(backup, &alarmed);
            let protection = match last_backup {
                _ if last_failure.is_some() => Protection::LastBackupFailed,
                None => Protection::NeverBackedUp,
                Some(newest) if is_stale(engine, &ask.shop, newest, held)? => Protection::Stale,
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
                last_backup: last_backup.map(row),
                before: before.map(row),
                last_failure: last_failure.map(|found| failure(found.why)),
                late: engine
                    .lateness(&ask.shop, held.native.zone())
                    .map_err(explain_engine)?
                    .map(schedules::late_row),
                interrupted,
                sync: schedules::sync_on(engine, &ask.shop)?,
                changed,
                left_out: left_out(engine, &ask.shop)?
                    .into_iter()
                    .filter(|row| !row.always)
                    .collect(),
                next_step,
                recoveries,
                backups: backups
                    .iter()
                    .filter(|backup| backup.is_wanted())
                    .take(10)
                    .map(row)
                    .collect(),
            })
        })
        .await
    }

    /// The page `Backup Vault` > `Backup vault`.
    pub async fn vault_overview(&self, ask: ShopAsk) -> Reply<VaultOverview> {
        self.with_engine(move |engine, held| {
            let found = engine.overview(&ask.shop).map_err(explain_engine)?;
            let shop = engine.vault().shop(&ask.shop).map_err(explain_vault)?;
            let backups = engine.vault().backups(shop.id).map_err(explain_vault)?;
            let alarmed = engine.alarmed(&ask.shop).map_err(explain_engine)?;
            let row = |backup| backup_row(backup, &alarmed);
            let newest = found.newest.as_ref().map(|backup| backup.number);
            let left_out_since = |read| {
                backups
                    .iter()
                    .find(|backup| backup.number == read && Some(read) != newest)
                    .map(|backup| time(backup.finished))
            };
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
                        gone: stored.gone,
                        not_read_since: left_out_since(stored.read).filter(|_| !stored.gone),
                    });
            }
            Ok(VaultOverview {
                last_backup: found.last_backup.as_ref().map(row),
                newest: found.newest.as_ref().map(row),
                next_backup: next_backup(engine, &ask.shop, held.native.zone())?,
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
                left_out: left_out(engine, &ask.shop)?,
            })
        })
        .await
    }

    /// Types that are not backed up, with the reasons. The shop is asked, so the page asks this after it has been painted.
    pub async fn missing_types(&self, ask: ShopAsk) -> Reply<MissingTypes> {
        self.with_engine(move |engine, _| {
            let missing = engine.missing_types(&ask.shop).map_err(explain_engine)?;
            Ok(MissingTypes {
                missing: missing
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

    /// Lays one content type of the newest backup beside the shop as it is. One look at a time: a new one ends the last.
    pub async fn look_in_shop(&self, ask: LookAsk) -> Reply<Looked> {
        let cancel = self.held.begin_look().cancel;
        self.with_engine(move |engine, _| {
            let latest = engine.latest(&ask.shop).map_err(explain_engine)?;
            let content_type = ContentType::new(ask.content_type);
            let found = engine
                .compare(
                    &ask.shop,
                    &Moment::Latest,
                    &Moment::Live,
                    Some(&content_type),
                    false,
                    &cancel,
                )
                .map_err(explain_engine)?;
            let mut looked = Looked {
                since: time(latest.finished),
                added: 0,
                updated: 0,
                deleted: 0,
            };
            for changes in found.types {
                looked.added += changes.added;
                looked.updated += changes.updated;
                looked.deleted += changes.deleted;
            }
            Ok(looked)
        })
        .await
    }

    /// Ends a look in the shop that is under way.
    pub async fn stop_looking(&self, _ask: Nothing) -> Reply<Nothing> {
        self.held.end_look();
        Ok(Nothing {})
    }

    /// All backups of a shop, newest first.
    pub async fn list_backups(&self, ask: ShopAsk) -> Reply<BackupList> {
        self.with_engine(move |engine, _| {
            Ok(BackupList {
                backups: backup_rows(engine, &ask.shop)?,
            })
        })
        .await
    }

    /// `Backup all data`.
    pub async fn start_backup(&self, ask: ShopAsk) -> Reply<JobStarted> {
        self.with_engine(move |engine, held| {
            let teller = held.teller(engine);
            let labels = held.labels_for_job(engine, &ask.shop)?;
            let (engine, shop) = (engine.clone(), ask.shop.clone());
            let started = time(held.clock.now());
            let secrets = std::sync::Arc::clone(&held.secrets);
            Ok(held.jobs.start(
                ask.shop,
                JobKind::Backup,
                started,
                labels,
                move |progress, cancel| {
                    let outcome = engine.backup(&shop, &BackupAsk::default(), progress, cancel);
                    anchored::keep(secrets.as_ref(), engine.vault());
                    match outcome {
                        Ok(outcome) => End::Outcome(JobOutcome::BackedUp {
                            backup: made_row(&outcome),
                            alarm: outcome.alarm.as_ref().map(alarm_row),
                            pruned: outcome.pruned.deleted.len() as u64,
                        }),
                        Err(EngineError::Cancelled) => End::Cancelled { run: None, done: 0 },
                        Err(error) => End::Failed {
                            failure: explain_engine(error),
                            run: None,
                        },
                    }
                },
                move |news| teller.ended(news),
            ))
        })
        .await
    }

    /// Checks the whole vault, whichever shop is shown: what is told is whether the vault is whole.
    pub async fn start_verify(&self, ask: ShopAsk) -> Reply<JobStarted> {
        self.with_engine(move |engine, held| {
            let labels = held.labels_for_job(engine, &ask.shop)?;
            let engine = engine.clone();
            let started = time(held.clock.now());
            Ok(held.jobs.start(
                ask.shop,
                JobKind::Verify,
                started,
                labels,
                move |progress, cancel| match engine.verify(None, progress, cancel) {
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

    /// The jobs of this sitting, and what else is at work on the vault.
    pub async fn list_jobs(&self, _ask: Nothing) -> Reply<JobList> {
        self.blocking(|held| {
            Ok(JobList {
                elsewhere: match held.desk() {
                    Desk::Open(engine) => jobs::elsewhere(&engine)?,
                    Desk::Empty | Desk::Locked(_) => None,
                },
                jobs: held.jobs.list(),
            })
        })
        .await
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

/// Failures whose sentences are about the shop or the computer as a whole, never about a record.
const TOLD_OPENLY: &[&str] = &[
    "another_shop",
    "busy",
    "disk_full",
    "not_a_database",
    "shop_busy",
    "shop_disk_full",
    "shop_encrypted_or_damaged",
    "shop_missing",
    "shop_not_allowed",
    "shop_read_only",
    "shop_replaced",
    "too_little_room",
    "vault_missing",
    "vault_older",
    "vault_read_only",
];

/// A failure as it may stand on a screen that others see, too: a record's id can be a customer's address.
fn told_openly(failure: &Failure, kind: JobKind, has_written: bool) -> String {
    if TOLD_OPENLY.contains(&failure.code.as_str()) {
        return failure.to_string();
    }
    let state = match kind {
        JobKind::Export => "Nothing was left in the folder.",
        JobKind::Backup | JobKind::Verify | JobKind::BackupFile | JobKind::ReadFile => {
            "Everything backed up before stays as it is."
        }
        JobKind::Prune => "The backups that were not deleted are as they were.",
        JobKind::Restore | JobKind::Undo if has_written => "It did not come to its end.",
        JobKind::Restore | JobKind::Undo => "Nothing was changed in the shop.",
    };
    format!("{state} Open Backstock to see why, and what to do.")
}

fn items_were(count: u64) -> String {
    match count {
        1 => "1 item was".to_owned(),
        many => format!("{} items were", grouped(many)),
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
        JobKind::Prune => "Deleting old backups",
        JobKind::BackupFile => "Backup file",
        JobKind::ReadFile => "Reading a file",
        JobKind::Export => "Export",
    };
    let mut page = "discovery".to_owned();
    let (how, body) = match &news.state {
        JobState::Ended {
            outcome: JobOutcome::BackedUp {
                alarm: Some(alarm), ..
            },
        } => {
            page = "vault".to_owned();
            ("found unusual changes", keeping::told_openly(alarm))
        }
        JobState::Ended {
            outcome: JobOutcome::BackedUp { backup, .. },
        } => {
            page = "vault".to_owned();
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
            outcome: JobOutcome::NothingNew {},
        } => ("finished", "Nothing changed since the last backup.".to_owned()),
        JobState::Ended {
            outcome: JobOutcome::Restored { recovery },
        } => {
            page = format!("recovery/{}", recovery.run);
            match recovery.failed {
                0 => (
                    "finished",
                    format!("{} restored and read back.", items_were(recovery.succeeded)),
                ),
                failed => (
                    "finished with errors",
                    format!(
                        "{} restored, {} failed.",
                        items_were(recovery.succeeded),
                        grouped(failed)
                    ),
                ),
            }
        }
        JobState::Ended {
            outcome: JobOutcome::Verified { problems, .. },
        } => match problems.len() {
            0 => ("finished", "Everything in the vault is as it was.".to_owned()),
            1 => (
                "found a problem",
                "One problem was found in the vault.".to_owned(),
            ),
            count => (
                "found problems",
                format!("{count} problems were found in the vault."),
            ),
        },
        JobState::Ended {
            outcome: JobOutcome::Pruned { deleted, freed },
        } => {
            page = "storage".to_owned();
            let body = match deleted {
                1 => format!("1 backup was deleted, {} are free again.", size(*freed)),
                many => format!(
                    "{} backups were deleted, {} are free again.",
                    grouped(*many),
                    size(*freed)
                ),
            };
            ("finished", body)
        }
        JobState::Ended {
            outcome: JobOutcome::FileMade { made },
        } => {
            page = "settings/backup-data".to_owned();
            (
                "finished",
                format!("{} were written and read back.", size(made.bytes)),
            )
        }
        JobState::Ended {
            outcome: JobOutcome::FileListed { file },
        } => {
            page = "settings/backups".to_owned();
            ("finished", format!("{} were read to the end.", size(file.bytes)))
        }
        JobState::Ended {
            outcome:
                JobOutcome::FileChecked { .. }
                | JobOutcome::FileImported { .. }
                | JobOutcome::FilePlanned { .. }
                | JobOutcome::FileSeen { .. }
                | JobOutcome::FilesCompared { .. },
        } => ("finished", "The file was read to its end.".to_owned()),
        JobState::Ended {
            outcome: JobOutcome::Exported { export },
        } => {
            page = "export/history".to_owned();
            let body = match export.parts {
                1 => "The file is ready.".to_owned(),
                many => format!("{many} files are ready."),
            };
            ("finished", body)
        }
        JobState::Failed { failure, run } => {
            if news.kind == JobKind::Export {
                page = "export/history".to_owned();
            }
            if let Some(run) = run {
                page = format!("recovery/{run}");
            }
            ("failed", told_openly(failure, news.kind, run.is_some()))
        }
        JobState::Cancelled { run, done } => {
            if let Some(run) = run {
                page = format!("recovery/{run}");
            }
            (
                "stopped",
                if *done == 0 {
                    "Nothing was changed.".to_owned()
                } else {
                    format!("{} written by then.", items_were(*done))
                },
            )
        }
        JobState::Running { .. } => ("running", String::new()),
    };
    Notice {
        title: format!("{what} {how}: {}", news.shop),
        body,
        // The window may show another shop when the notice is clicked; runs are numbered in each shop by itself.
        route: format!(
            "#/shop/{}/{page}",
            utf8_percent_encode(&news.shop, NON_ALPHANUMERIC)
        ),
    }
}

/// What the newest backup left out.
fn left_out(engine: &Engine, shop: &str) -> Reply<Vec<LeftOutRow>> {
    let found = engine.left_out(shop, None).map_err(explain_engine)?;
    let rows = found.into_iter().map(|left| LeftOutRow {
        label: left.label,
        what: left.what,
        always: left.always,
    });
    Ok(rows.collect())
}

/// Whether the newest backup is too old to protect the shop: by its schedule, if it has one.
fn is_stale(engine: &Engine, shop: &str, newest: &Backup, held: &crate::state::Held) -> Reply<bool> {
    let scheduled = engine.backup_schedule(shop).map_err(explain_engine)?;
    if scheduled.is_some_and(|scheduled| scheduled.is_on) {
        let late = engine
            .lateness(shop, held.native.zone())
            .map_err(explain_engine)?;
        return Ok(late.is_some());
    }
    Ok(held.clock.now() - newest.finished > STALE_AFTER)
}

/// When the shop is backed up next by its schedule; a date that has passed when it is still to be made up for.
fn next_backup(engine: &Engine, shop: &str, zone: backstock_schedule::Tz) -> Reply<Option<String>> {
    let scheduled = engine.backup_schedule(shop).map_err(explain_engine)?;
    let Some(scheduled) = scheduled.filter(|scheduled| scheduled.is_on) else {
        return Ok(None);
    };
    let outlook = engine.outlook(&scheduled, zone, 1).map_err(explain_engine)?;
    Ok(outlook.overdue.or(outlook.next.first().copied()).map(time))
}

fn needs_a_look(recovery: &backstock_contract::RecoveryRow) -> bool {
    (recovery.undone_by.is_none() || recovery.undone_partly)
        && recovery.status != backstock_contract::RecoveryStatus::Done
}

fn changes(
    engine: &Engine,
    shop: &str,
    from: backstock_model::BackupNumber,
    to: backstock_model::BackupNumber,
) -> Reply<Vec<backstock_contract::TypeChanges>> {
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

pub(crate) fn group_name(group: Group) -> &'static str {
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

    // S2.6.8: every shop numbers its runs by itself.
    #[test]
    fn a_click_on_a_notice_leads_to_the_shop_it_is_about() {
        let news = backstock_contract::JobNews {
            job: 7,
            shop: "Tea & Cake / No. 1".to_owned(),
            kind: JobKind::Restore,
            started: String::new(),
            state: backstock_contract::JobState::Cancelled {
                run: Some(3),
                done: 12,
            },
        };
        assert_eq!(
            notice(&news).route,
            "#/shop/Tea%20%26%20Cake%20%2F%20No%2E%201/recovery/3"
        );
    }

    // A notification stays on a screen that others see; an id can be an e-mail address.
    #[test]
    fn a_notice_never_names_a_record() {
        use backstock_engine::explain;
        use backstock_shops::ShopError;
        let key: backstock_model::RecordKey = "customers/anna@example.com".parse().unwrap();
        let changed = || EngineError::ChangedSincePreview {
            records: vec![key.clone()],
            name: "anna".to_owned(),
        };
        for error in [
            changed(),
            EngineError::UnknownRecord(key.clone()),
            EngineError::SafetyBackup(Box::new(changed())),
            EngineError::Shop(ShopError::Busy),
        ] {
            for kind in [
                JobKind::Backup,
                JobKind::Restore,
                JobKind::Undo,
                JobKind::Verify,
                JobKind::Prune,
                JobKind::BackupFile,
                JobKind::Export,
            ] {
                for run in [None, Some(3)] {
                    let news = backstock_contract::JobNews {
                        job: 7,
                        shop: "Harbour Tea".to_owned(),
                        kind,
                        started: String::new(),
                        state: backstock_contract::JobState::Failed {
                            failure: failure(explain(&error)),
                            run,
                        },
                    };
                    let told = notice(&news);
                    assert!(!told.body.contains("anna"), "{}", told.body);
                    assert!(!told.title.contains("anna") && !told.body.is_empty());
                }
            }
        }
    }
}
