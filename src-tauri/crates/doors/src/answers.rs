//! From the engine's nouns to the contract's shapes.

use std::collections::BTreeSet;

use backstock_contract::{BackupOrigin, BackupRow, Failure, RecoveryRow, RecoveryStatus, RecoverySubject};
use backstock_engine::remembered::NotKept;
use backstock_engine::{BackupOutcome, Engine, EngineError, Explained, RunSubject, explain, explain_keyring};
use backstock_model::BackupNumber;
use backstock_vault::{Backup, BackupKind, Run, RunStatus, VaultError};
use chrono::{DateTime, SecondsFormat, Utc};

use crate::Reply;

/// A moment as the window hears it.
pub(crate) fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A failure as the window hears it.
pub(crate) fn failure(explained: Explained) -> Failure {
    Failure {
        code: explained.code,
        message: explained.message,
        hint: explained.hint,
    }
}

/// Puts the engine's error into the owner's words.
pub(crate) fn explain_engine(error: EngineError) -> Failure {
    failure(explain(&error))
}

/// Puts the vault's error into the owner's words.
pub(crate) fn explain_vault(error: VaultError) -> Failure {
    explain_engine(EngineError::from(error))
}

/// Why the keyring and the vault do not both hold what they should, as the window hears it.
pub(crate) fn not_kept(why: NotKept) -> Failure {
    match why {
        NotKept::Vault(error) => explain_vault(error),
        NotKept::Keyring(error) => failure(explain_keyring(&error)),
    }
}

/// Why a file could not be written where the owner said.
pub(crate) fn not_saved(file: &std::path::Path, cause: &std::io::Error) -> Failure {
    Failure::new(
        "not_saved",
        format!("The file could not be saved to {}: {cause}.", file.display()),
        "Choose another place.",
    )
}

/// `alarmed`: the backups of the shop whose unusual changes were not called planned.
pub(crate) fn backup_row(backup: &Backup, alarmed: &BTreeSet<BackupNumber>) -> BackupRow {
    BackupRow {
        backup: backup.number.0,
        finished: time(backup.finished),
        origin: match backup.kind {
            BackupKind::Manual => BackupOrigin::Manual,
            BackupKind::Scheduled => BackupOrigin::Scheduled,
            BackupKind::Safety => BackupOrigin::Safety,
            BackupKind::Imported => BackupOrigin::Imported,
            BackupKind::Export => BackupOrigin::Export,
        },
        label: backup.label.clone(),
        pinned: backup.pinned,
        note: backup.note.clone(),
        partial: !backup.is_full(),
        wanted: backup.is_wanted(),
        alarmed: alarmed.contains(&backup.number),
        records: backup.counts.records,
        added: backup.counts.added,
        updated: backup.counts.updated,
        deleted: backup.counts.deleted,
    }
}

/// A backup that was just made.
pub(crate) fn made_row(outcome: &BackupOutcome) -> BackupRow {
    let alarmed = outcome.alarm.iter().map(|alarm| alarm.backup).collect();
    backup_row(&outcome.backup, &alarmed)
}

/// All backups of a shop, newest first, and those that came out of files between them.
pub(crate) fn backup_rows(engine: &Engine, shop: &str) -> Reply<Vec<BackupRow>> {
    let alarmed = engine.alarmed(shop).map_err(explain_engine)?;
    let backups = engine.backups(shop).map_err(explain_engine)?;
    Ok(backups
        .iter()
        .map(|backup| backup_row(backup, &alarmed))
        .collect())
}

pub(crate) fn type_changes(changes: backstock_vault::TypeChanges) -> backstock_contract::TypeChanges {
    backstock_contract::TypeChanges {
        content_type: changes.key.to_string(),
        label: changes.label,
        added: changes.added,
        updated: changes.updated,
        deleted: changes.deleted,
        unchanged: changes.unchanged,
    }
}

/// Runs with what each is about.
pub(crate) fn told_recoveries(engine: &Engine, shop: &str, runs: &[Run]) -> Reply<Vec<RecoveryRow>> {
    let subjects = engine.run_subjects(shop, runs).map_err(explain_engine)?;
    let rows = runs.iter().zip(subjects);
    Ok(rows
        .map(|(run, subject)| RecoveryRow {
            subject: subject.map(|RunSubject { name, field }| RecoverySubject { name, field }),
            ..recovery_row(run)
        })
        .collect())
}

pub(crate) fn recovery_row(run: &Run) -> RecoveryRow {
    RecoveryRow {
        run: run.id.0,
        undoes: run.undoes.map(|run| run.0),
        undone_by: run.undone_by.map(|run| run.0),
        undone_partly: run.undone_partly,
        to_backup: run.to.0,
        until_backup: run.until.map(|backup| backup.0),
        from: run.from.as_ref().map(|from| from.name.clone()),
        // A backup that was deleted since leaves the run without its date; the run's own start is the nearest truth.
        to_at: time(run.to_at.unwrap_or(run.started)),
        started: time(run.started),
        finished: run.finished.map(time),
        status: match run.status {
            RunStatus::Progressing => RecoveryStatus::Progressing,
            RunStatus::Done if run.failed > 0 => RecoveryStatus::Fail,
            RunStatus::Done => RecoveryStatus::Done,
            RunStatus::Fail => RecoveryStatus::Fail,
        },
        detail: run.detail.clone(),
        succeeded: run.succeeded,
        failed: run.failed,
        skipped: run.skipped,
        left_alone: run.left_alone,
        leaves_parts: run.leaves_parts,
        subject: None,
        unconfirmed: run.unconfirmed,
        total: run.total,
        note: run.note.clone(),
    }
}
