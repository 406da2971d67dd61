//! `Bulk Recovery`: a backup beside another moment, and how far a restore has come with each content type.

use std::sync::{Arc, PoisonError};

use backstock_contract::{
    CompareVersionAsk, DifferingRecord, Failure, OtherMoment, OtherSide, RecordChange, RecoveryProgress,
    RecoveryProgressAsk, RecoveryTypeRow, TypeOffer, VersionComparison, VersionDifferences,
    VersionDifferencesAsk, VersionTypeRow,
};
use backstock_engine::{Differing, DifferingAsk, DifferingType, Engine, Moment, name_or_key};
use backstock_model::{BackupNumber, Cancel, ChangeKind, ContentType, RunId};
use backstock_vault::{Backup, RunStatus};
use chrono::{DateTime, Utc};

use crate::answers::{backup_row, explain_engine, explain_vault, recovery_row, time};
use crate::restoring::{descriptions, label_of};
use crate::state::Held;
use crate::vault::group_name;
use crate::{Doors, Reply};

const MOST_ROWS: u64 = 1_000;

impl Doors {
    /// What a backup holds, and what happened from it to another moment.
    pub async fn compare_version(&self, ask: CompareVersionAsk) -> Reply<VersionComparison> {
        let (other, cancel) = match ask.with {
            OtherMoment::Latest => (Moment::Latest, Cancel::new()),
            OtherMoment::Backup { backup } => (Moment::Backup(BackupNumber(backup)), Cancel::new()),
            OtherMoment::Live => (Moment::Live, self.held.begin_look().cancel),
        };
        self.with_engine(move |engine, held| {
            let at = held.clock.now();
            let found = engine
                .differing(&ask.shop, BackupNumber(ask.backup), &other, &cancel)
                .map_err(explain_engine)?;
            version_comparison(engine, held, &ask.shop, found, at)
        })
        .await
    }

    /// A page of the records of one content type that differ.
    pub async fn version_differences(&self, ask: VersionDifferencesAsk) -> Reply<VersionDifferences> {
        let differing = self.differing(ask.comparison)?;
        let of = Arc::clone(&differing);
        self.with_engine_behind(&of, move |engine, _| {
            let wanted = DifferingAsk {
                content_type: ContentType::new(ask.content_type),
                change: ask.change.map(|change| match change {
                    RecordChange::Added => ChangeKind::Added,
                    RecordChange::Updated => ChangeKind::Updated,
                    RecordChange::Deleted => ChangeKind::Deleted,
                }),
                find: ask.find,
            };
            let page = engine
                .differing_records(&differing, &wanted, ask.offset, ask.limit.min(MOST_ROWS))
                .map_err(explain_engine)?;
            Ok(VersionDifferences {
                total: page.total,
                records: page
                    .records
                    .into_iter()
                    .map(|record| DifferingRecord {
                        name: name_or_key(&record.name, &record.key),
                        id: record.key.remote_id.to_string(),
                        change: match record.change {
                            ChangeKind::Added => RecordChange::Added,
                            ChangeKind::Updated => RecordChange::Updated,
                            ChangeKind::Deleted => RecordChange::Deleted,
                        },
                    })
                    .collect(),
            })
        })
        .await
    }

    /// How far a restore has come with each content type.
    pub async fn recovery_progress(&self, ask: RecoveryProgressAsk) -> Reply<RecoveryProgress> {
        self.with_engine(move |engine, _| {
            let Some(run) = wanted_run(engine, &ask)? else {
                return Ok(RecoveryProgress {
                    recovery: None,
                    types: Vec::new(),
                });
            };
            let types = engine.run_types(&ask.shop, run).map_err(explain_engine)?;
            let labels = descriptions(engine, &ask.shop)?;
            // Asked for after its types: its own counts may be ahead of them, and never behind.
            let recovery = engine.run(&ask.shop, run).map_err(explain_engine)?;
            Ok(RecoveryProgress {
                recovery: Some(recovery_row(&recovery)),
                types: types
                    .into_iter()
                    .map(|found| RecoveryTypeRow {
                        label: label_of(&labels, &found.content_type),
                        content_type: found.content_type.to_string(),
                        succeeded: found.succeeded,
                        failed: found.failed,
                        skipped: found.skipped,
                        total: found.total,
                    })
                    .collect(),
            })
        })
        .await
    }

    fn differing(&self, number: u64) -> Reply<Arc<Differing>> {
        if self.held.pair().is_none() {
            self.held.engine()?;
        }
        let versions = self.held.versions.lock().unwrap_or_else(PoisonError::into_inner);
        versions.get(number).ok_or_else(|| {
            Failure::new(
                "comparison_gone",
                "This comparison is not at hand any more.",
                "Select the version again to compare it anew.",
            )
        })
    }
}

/// A comparison as the window shows it. It is kept, so that its records can be asked for page by page.
pub(crate) fn version_comparison(
    engine: &Engine,
    held: &Held,
    shop: &str,
    found: Differing,
    at: DateTime<Utc>,
) -> Reply<VersionComparison> {
    let shop = engine.vault().shop(shop).map_err(explain_vault)?;
    let backups = engine.backups(&shop.name).map_err(explain_engine)?;
    let alarmed = engine.alarmed(&shop.name).map_err(explain_engine)?;
    let of = |number| {
        engine
            .vault()
            .backup(shop.id, number)
            .map(|backup| backup_row(&backup, &alarmed))
            .map_err(explain_vault)
    };
    let selected = of(found.from)?;
    let other = match found.to {
        Some(to) => OtherSide::Backup { backup: of(to)? },
        None => OtherSide::Live { at: time(at) },
    };
    let mut types: Vec<_> = found.types.iter().collect();
    types.sort_by_key(|differing| differing.description.group);
    let types = types
        .into_iter()
        .map(|differing| row(differing, &backups))
        .collect();
    let unread = found.unread.clone();
    let comparison = held
        .versions
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .keep(Arc::new(found));
    Ok(VersionComparison {
        comparison,
        selected,
        other,
        types,
        unread,
    })
}

fn wanted_run(engine: &Engine, ask: &RecoveryProgressAsk) -> Reply<Option<RunId>> {
    if let Some(run) = ask.run {
        return Ok(Some(RunId(run)));
    }
    let runs = engine.runs(&ask.shop).map_err(explain_engine)?;
    let at_work = runs
        .iter()
        .find(|run| run.status == RunStatus::Progressing && !run.interrupted);
    Ok(at_work.map(|run| run.id))
}

fn row(differing: &DifferingType, backups: &[Backup]) -> VersionTypeRow {
    let DifferingType {
        description,
        records,
        changes,
        offer,
    } = differing;
    let reason = || description.reason.clone();
    VersionTypeRow {
        content_type: description.key.to_string(),
        label: description.label.clone(),
        group: group_name(description.group).to_owned(),
        records: *records,
        other_records: changes.unchanged + changes.updated + changes.added,
        added: changes.added,
        updated: changes.updated,
        deleted: changes.deleted,
        unchanged: changes.unchanged,
        offer: match offer {
            backstock_engine::TypeOffer::Possible => TypeOffer::Possible,
            backstock_engine::TypeOffer::Protected => TypeOffer::Protected { reason: reason() },
            backstock_engine::TypeOffer::NotRestorable => TypeOffer::NotRestorable { reason: reason() },
            backstock_engine::TypeOffer::NotInShop => TypeOffer::NotInShop,
            backstock_engine::TypeOffer::NotInBackup => TypeOffer::NotInBackup,
            backstock_engine::TypeOffer::NotReadThen(read) => TypeOffer::NotReadThen {
                at: backups
                    .iter()
                    .find(|backup| backup.number == *read)
                    .map(|backup| time(backup.finished)),
            },
        },
    }
}
