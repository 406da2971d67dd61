//! `Storage`, which backups are kept, and unusual changes.

use backstock_contract::{
    AlarmList, AlarmRow, AlarmSettled, BackupList, BackupRoom, DeleteBackupsAsk, Failure, FindingExample,
    FindingRow, FindingWay, ForgetPlannedAsk, JobKind, JobOutcome, JobStarted, KeepRule, KeepSetting,
    KeptBecause, LabelBackupAsk, PinBackupAsk, PlanChangeAsk, PlannedChange, PlannedChanges, PruneAsk,
    PrunePreview, PruneRow, RoomFreed, SetKeepingAsk, SettleAlarmAsk, ShopAsk, Storage, TypeRoom, UsualRange,
};
use backstock_engine::alarm::{Alarm, Finding, Way};
use backstock_engine::keeping::{self, Kept, Pruned};
use backstock_engine::{Engine, EngineError, size};
use backstock_model::{BackupNumber, Cancel, Progress, grouped};
use chrono::{DateTime, Utc};

use crate::answers::{backup_row, backup_rows, explain_engine, explain_vault, time};
use crate::jobs::End;
use crate::shops::not_confirmed;
use crate::state::Held;
use crate::{Confirmation, Doors, Reply};

/// So many dates are named in a question; more would not fit on the screen.
const MOST_NAMED: usize = 8;

impl Doors {
    /// The page `Storage`.
    pub async fn storage(&self, ask: ShopAsk) -> Reply<Storage> {
        self.with_engine(move |engine, _| {
            let found = engine.storage(&ask.shop).map_err(explain_engine)?;
            let keeping = engine.keeping(&ask.shop).map_err(explain_engine)?;
            let label_of = |key: &str| {
                let known = found.labels.iter().find(|(known, _)| known == key);
                known.map_or_else(|| key.to_owned(), |(_, label)| label.clone())
            };
            let mut types: Vec<TypeRoom> = found
                .room
                .types
                .iter()
                .map(|of_type| TypeRoom {
                    content_type: of_type.content_type.to_string(),
                    label: label_of(of_type.content_type.as_str()),
                    records: of_type.bytes,
                    objects: of_type.objects,
                })
                .filter(|row| row.records + row.objects > 0)
                .collect();
            types.sort_by_key(|row| std::cmp::Reverse(row.records + row.objects));
            Ok(Storage {
                vault_bytes: found.vault,
                free: found.free,
                other_shops: found.other_shops,
                read_files: found.read_files,
                imported: found.imported,
                full_in_weeks: found.full_in_weeks,
                types,
                growth: found
                    .room
                    .backups
                    .iter()
                    .map(|backup| BackupRoom {
                        backup: backup.backup.0,
                        finished: time(backup.finished),
                        bytes: backup.bytes,
                    })
                    .collect(),
                keeping: KeepSetting {
                    rule: rule_row(keeping.rule),
                    automatic: keeping.automatic,
                },
                keeping_waits: engine.keeping_waits(&ask.shop).map_err(explain_engine)?,
            })
        })
        .await
    }

    /// Pins a backup, or lets it go again.
    pub async fn pin_backup(&self, ask: PinBackupAsk) -> Reply<BackupList> {
        self.with_engine(move |engine, _| {
            let note = ask.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
            engine
                .pin_backup(&ask.shop, BackupNumber(ask.backup), ask.pinned, note)
                .map_err(explain_engine)?;
            backup_list(engine, &ask.shop)
        })
        .await
    }

    /// Names a backup, or takes its name away.
    pub async fn label_backup(&self, ask: LabelBackupAsk) -> Reply<BackupList> {
        self.with_engine(move |engine, _| {
            let label = ask
                .label
                .as_deref()
                .map(str::trim)
                .filter(|label| !label.is_empty());
            engine
                .label_backup(&ask.shop, BackupNumber(ask.backup), label)
                .map_err(explain_engine)?;
            backup_list(engine, &ask.shop)
        })
        .await
    }

    /// Sets the rule of a shop. Nothing is deleted by this.
    pub async fn set_keeping(&self, ask: SetKeepingAsk) -> Reply<KeepSetting> {
        self.with_engine(move |engine, _| {
            let setting = keeping::KeepSetting {
                rule: rule_of(ask.keeping.rule),
                automatic: ask.keeping.automatic,
            };
            engine.set_keeping(&ask.shop, setting).map_err(explain_engine)?;
            Ok(ask.keeping)
        })
        .await
    }

    /// What a rule would delete. Nothing is deleted.
    pub async fn preview_pruning(&self, ask: PruneAsk) -> Reply<PrunePreview> {
        self.with_engine(move |engine, _| {
            let plan = engine
                .plan_pruning(&ask.shop, rule_of(ask.rule))
                .map_err(explain_engine)?;
            let alarmed = engine.alarmed(&ask.shop).map_err(explain_engine)?;
            Ok(PrunePreview {
                rows: plan
                    .backups
                    .iter()
                    .map(|(backup, kept)| PruneRow {
                        backup: backup_row(backup, &alarmed),
                        kept: kept.map(kept_because),
                    })
                    .collect(),
                freed: plan.freed,
            })
        })
        .await
    }

    /// How much room deleting these backups would free.
    pub async fn preview_deleting(&self, ask: DeleteBackupsAsk) -> Reply<RoomFreed> {
        self.with_engine(move |engine, _| {
            let freed = engine
                .room_freed(&ask.shop, &numbers_of(&ask))
                .map_err(explain_engine)?;
            Ok(RoomFreed { freed })
        })
        .await
    }

    /// Deletes what a rule does not keep, after the owner confirmed it natively.
    pub async fn start_pruning(&self, ask: PruneAsk) -> Reply<JobStarted> {
        let rule = rule_of(ask.rule);
        let shop = ask.shop.clone();
        let (question, going) = self
            .with_engine(move |engine, held| {
                let plan = engine.plan_pruning(&shop, rule).map_err(explain_engine)?;
                let going = plan.going();
                Ok((question((engine, held), &shop, &going, plan.freed)?, going))
            })
            .await?;
        // Those that were named in the question, also when a backup was made while it stood there.
        self.start_deleting_job(ask.shop, question, move |engine, shop, progress, cancel| {
            engine.delete_backups(shop, &going, progress, cancel)
        })
        .await
    }

    /// Deletes the backups that were chosen, after the owner confirmed it natively.
    pub async fn start_deleting(&self, ask: DeleteBackupsAsk) -> Reply<JobStarted> {
        let numbers = numbers_of(&ask);
        let (shop, asked) = (ask.shop.clone(), numbers.clone());
        let question = self
            .with_engine(move |engine, held| {
                let freed = engine.room_freed(&shop, &asked).map_err(explain_engine)?;
                question((engine, held), &shop, &asked, freed)
            })
            .await?;
        self.start_deleting_job(ask.shop, question, move |engine, shop, progress, cancel| {
            engine.delete_backups(shop, &numbers, progress, cancel)
        })
        .await
    }

    async fn start_deleting_job(
        &self,
        shop: String,
        question: Confirmation,
        work: impl FnOnce(&Engine, &str, &dyn Progress, &Cancel) -> Result<Pruned, EngineError> + Send + 'static,
    ) -> Reply<JobStarted> {
        if !self.held.native.confirm(question).await {
            return Err(not_confirmed());
        }
        self.with_engine(move |engine, held| {
            let teller = held.teller(engine);
            let labels = held.labels_for_job(engine, &shop)?;
            let started = time(held.clock.now());
            let (engine, name) = (engine.clone(), shop.clone());
            Ok(held.jobs.start(
                shop,
                JobKind::Prune,
                started,
                labels,
                move |progress, cancel| match work(&engine, &name, progress, cancel) {
                    Ok(pruned) => End::Outcome(JobOutcome::Pruned {
                        deleted: pruned.deleted.len() as u64,
                        freed: pruned.freed,
                    }),
                    Err(EngineError::Cancelled) => End::Cancelled { run: None, done: 0 },
                    Err(error) => End::Failed {
                        failure: explain_engine(error),
                        run: None,
                    },
                },
                move |news| teller.ended(news),
            ))
        })
        .await
    }

    /// The unusual changes that backups found.
    pub async fn list_alarms(&self, ask: ShopAsk) -> Reply<AlarmList> {
        self.with_engine(move |engine, _| alarm_list(engine, &ask.shop))
            .await
    }

    /// Takes the owner's word that what an alarm told of is settled.
    pub async fn settle_alarm(&self, ask: SettleAlarmAsk) -> Reply<AlarmList> {
        self.with_engine(move |engine, _| {
            engine
                .settle_alarm(&ask.shop, BackupNumber(ask.backup), settled(ask.how), ask.unpin)
                .map_err(explain_engine)?;
            alarm_list(engine, &ask.shop)
        })
        .await
    }

    /// The times in which prices are expected to change.
    pub async fn list_planned_changes(&self, ask: ShopAsk) -> Reply<PlannedChanges> {
        self.with_engine(move |engine, _| {
            let planned = engine.planned_changes(&ask.shop).map_err(explain_engine)?;
            Ok(planned_changes(planned))
        })
        .await
    }

    /// Notes a time in which prices are expected to change.
    pub async fn plan_change(&self, ask: PlanChangeAsk) -> Reply<PlannedChanges> {
        self.with_engine(move |engine, _| {
            let planned = backstock_engine::alarm::PlannedChange {
                name: ask.planned.name,
                from: moment(&ask.planned.from)?,
                until: moment(&ask.planned.until)?,
            };
            let planned = engine.plan_change(&ask.shop, planned).map_err(explain_engine)?;
            Ok(planned_changes(planned))
        })
        .await
    }

    /// Takes a planned change away.
    pub async fn forget_planned_change(&self, ask: ForgetPlannedAsk) -> Reply<PlannedChanges> {
        self.with_engine(move |engine, _| {
            let planned = engine
                .forget_planned_change(&ask.shop, &ask.name)
                .map_err(explain_engine)?;
            Ok(planned_changes(planned))
        })
        .await
    }
}

fn backup_list(engine: &Engine, shop: &str) -> Reply<BackupList> {
    Ok(BackupList {
        backups: backup_rows(engine, shop)?,
    })
}

fn alarm_list(engine: &Engine, shop: &str) -> Reply<AlarmList> {
    let alarms = engine.alarms(shop).map_err(explain_engine)?;
    Ok(AlarmList {
        alarms: alarms.iter().map(alarm_row).collect(),
    })
}

fn settled(how: AlarmSettled) -> backstock_engine::alarm::Settled {
    match how {
        AlarmSettled::Planned => backstock_engine::alarm::Settled::Planned,
        AlarmSettled::PutBack => backstock_engine::alarm::Settled::PutBack,
    }
}

fn planned_changes(planned: Vec<backstock_engine::alarm::PlannedChange>) -> PlannedChanges {
    PlannedChanges {
        planned: planned
            .into_iter()
            .map(|planned| PlannedChange {
                name: planned.name,
                from: time(planned.from),
                until: time(planned.until),
            })
            .collect(),
    }
}

/// A moment that the window tells.
pub(crate) fn moment(text: &str) -> Reply<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text)
        .map(|at| at.with_timezone(&Utc))
        .map_err(|_| {
            Failure::new(
                "misunderstood",
                "The window and the app did not understand each other about a date.",
                "Choose the date again.",
            )
        })
}

fn numbers_of(ask: &DeleteBackupsAsk) -> Vec<BackupNumber> {
    let mut numbers: Vec<_> = ask.backups.iter().copied().map(BackupNumber).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The dates of what is asked about, a line for each; of many only some, and how many more there are.
pub(crate) fn dates_of(held: &Held, all: impl ExactSizeIterator<Item = DateTime<Utc>>) -> Vec<String> {
    let more = all.len().saturating_sub(MOST_NAMED);
    let mut dates: Vec<String> = all.take(MOST_NAMED).map(|at| held.spoken(at)).collect();
    if more > 0 {
        dates.push(format!("and {} more", grouped(more as u64)));
    }
    dates
}

/// What the operating system's own window asks: how many backups, of which dates, and what that means.
fn question(
    (engine, held): (&Engine, &Held),
    shop: &str,
    numbers: &[BackupNumber],
    freed: u64,
) -> Reply<Confirmation> {
    let known = engine.vault().shop(shop).map_err(explain_vault)?;
    let mut finished = Vec::new();
    for &number in numbers {
        let backup = engine.vault().backup(known.id, number).map_err(explain_vault)?;
        finished.push(backup.finished);
    }
    let dates = dates_of(held, finished.into_iter());
    let count = match numbers.len() {
        1 => "1 backup".to_owned(),
        many => format!("{} backups", grouped(many as u64)),
    };
    Ok(Confirmation {
        title: format!("Delete {count} of {shop}?"),
        message: format!(
            "{}\n\nVersions that only {} will be gone for good. About {} will be free. All other backups, and the shop \
             itself, stay as they are.",
            dates.join("\n"),
            if numbers.len() == 1 {
                "it holds"
            } else {
                "they hold"
            },
            size(freed)
        ),
        go_on: format!("Delete {count}"),
    })
}

fn rule_of(rule: KeepRule) -> keeping::KeepRule {
    match rule {
        KeepRule::All => keeping::KeepRule::All,
        KeepRule::Last { backups } => keeping::KeepRule::Last { backups },
        KeepRule::ThinOut {
            all_days,
            daily_days,
            weekly_weeks,
        } => keeping::KeepRule::ThinOut {
            all_days,
            daily_days,
            weekly_weeks,
        },
    }
}

fn rule_row(rule: keeping::KeepRule) -> KeepRule {
    match rule {
        keeping::KeepRule::All => KeepRule::All,
        keeping::KeepRule::Last { backups } => KeepRule::Last { backups },
        keeping::KeepRule::ThinOut {
            all_days,
            daily_days,
            weekly_weeks,
        } => KeepRule::ThinOut {
            all_days,
            daily_days,
            weekly_weeks,
        },
    }
}

fn kept_because(kept: Kept) -> KeptBecause {
    match kept {
        Kept::Pinned => KeptBecause::Pinned,
        Kept::BeforeAlarm => KeptBecause::BeforeAlarm,
        Kept::NeededByRun => KeptBecause::NeededByRun,
        Kept::Newest => KeptBecause::Newest,
        Kept::First => KeptBecause::First,
        Kept::YoungSafety => KeptBecause::YoungSafety,
        Kept::ByRule => KeptBecause::ByRule,
    }
}

pub(crate) fn alarm_row(alarm: &Alarm) -> AlarmRow {
    AlarmRow {
        backup: alarm.backup.0,
        before: alarm.before.0,
        since: time(alarm.since),
        good: alarm.good().backup.0,
        good_at: time(alarm.good().finished),
        until: time(alarm.until),
        findings: alarm.findings.iter().map(finding_row).collect(),
        pinned: alarm.pinned,
        settled: alarm.settled.map(|(_, at)| time(at)),
    }
}

fn finding_row(finding: &Finding) -> FindingRow {
    FindingRow {
        content_type: finding.content_type.clone(),
        label: finding.label.clone(),
        way: match finding.way {
            Way::Deleted => FindingWay::Deleted,
            Way::Emptied => FindingWay::Emptied,
            Way::Zeroed => FindingWay::Zeroed,
            Way::Raised => FindingWay::Raised,
            Way::Lowered => FindingWay::Lowered,
            Way::Unlinked => FindingWay::Unlinked,
            Way::Shortened => FindingWay::Shortened,
            Way::Replaced => FindingWay::Replaced,
            Way::Changed => FindingWay::Changed,
        },
        field: finding.field.clone(),
        count: finding.count,
        of: finding.of,
        usual: finding.usual.map(|(least, most)| UsualRange { least, most }),
        factor: finding.factor.clone(),
        examples: finding
            .examples
            .iter()
            .map(|example| FindingExample {
                name: example.name.clone(),
                old: example.old.clone(),
                new: example.new.clone(),
            })
            .collect(),
    }
}

/// An alarm as it may stand on a screen that others see, too: counts and the names of fields, never a record.
pub(crate) fn told_openly(alarm: &AlarmRow) -> String {
    let largest = alarm.findings.first().map(|finding| {
        let what = match &finding.field {
            Some(field) => format!("{}, {field}", finding.label),
            None => finding.label.clone(),
        };
        format!(
            "{what}: {} of {}",
            grouped(finding.count),
            grouped(finding.of.max(finding.count))
        )
    });
    let more = match alarm.findings.len() {
        0 | 1 => String::new(),
        2 => ", and 1 thing more".to_owned(),
        many => format!(", and {} things more", many - 1),
    };
    format!(
        "{}{more}. The backup before is kept. Open Backstock to see what changed.",
        largest.unwrap_or_default()
    )
}
