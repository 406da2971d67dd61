//! Backup files: made from a backup, looked into, and put into a shop.

use backstock_contract::{
    BackupFileFound, BackupFileMade, BackupFileStarted, BackupFileType, CheckBackupFileAsk,
    CreateBackupFileAsk, JobKind, JobOutcome, Nothing, PlaceAsk, PreviewRestoreFileAsk, RestorePreview,
};
use backstock_engine::{ArchiveAsk, ArchiveInspected, EngineError, Moment, inspect_archive};
use backstock_model::{Cancel, Choice, ContentType, NoProgress, Secret};

use crate::answers::{explain_engine, time};
use crate::jobs::End;
use crate::restoring::preview;
use crate::vault::notice;
use crate::{Doors, Reply};

impl Doors {
    /// Writes the newest backup of a shop into a file where the owner says.
    pub async fn create_backup_file(&self, ask: CreateBackupFileAsk) -> Reply<BackupFileStarted> {
        let name = self
            .with_engine({
                let shop = ask.shop.clone();
                move |engine, _| {
                    let overview = engine.overview(&shop).map_err(explain_engine)?;
                    let day = overview
                        .newest
                        .as_ref()
                        .map(|backup| backup.finished.format("%Y-%m-%d"));
                    let day =
                        day.ok_or_else(|| explain_engine(EngineError::NoBackup { shop: shop.clone() }))?;
                    Ok(format!("{} {day}.backstock.zip", for_a_file(&shop)))
                }
            })
            .await?;
        let Some(path) = self.held.native.pick_new_file(&name).await else {
            return Ok(BackupFileStarted { job: None });
        };
        let native = std::sync::Arc::clone(&self.held.native);
        let all = std::sync::Arc::clone(&self.held);
        self.with_engine(move |engine, held| {
            let labels = held.labels_for_job(engine, &ask.shop)?;
            let (engine, shop) = (engine.clone(), ask.shop.clone());
            let passphrase = secret(ask.passphrase);
            let started = time(held.clock.now());
            let job = held.jobs.start(
                ask.shop,
                JobKind::BackupFile,
                started,
                labels,
                move |progress, cancel| {
                    let ask = ArchiveAsk {
                        at: Moment::Latest,
                        path: &path,
                        passphrase,
                    };
                    match engine.create_archive(&shop, ask, progress, cancel) {
                        Ok(written) => End::Outcome(JobOutcome::FileMade {
                            made: BackupFileMade {
                                backup: written.manifest.backup.number,
                                bytes: written.bytes,
                                sha256: written.sha256,
                                file: all.keep(written.path),
                            },
                        }),
                        Err(EngineError::Cancelled) => End::Cancelled { run: None, done: 0 },
                        Err(error) => End::Failed {
                            failure: explain_engine(error),
                            run: None,
                        },
                    }
                },
                move |news| native.notify(notice(news)),
            );
            Ok(BackupFileStarted { job: Some(job.job) })
        })
        .await
    }

    /// Says what is in a backup file, after a check of every byte. One that is not whole is refused with the reason.
    pub async fn check_backup_file(&self, ask: CheckBackupFileAsk) -> Reply<BackupFileFound> {
        let cancel = self.held.begin_look();
        self.blocking(move |held| {
            let path = held.place(&ask.file)?;
            let ArchiveInspected {
                manifest,
                bytes,
                fault,
            } = inspect_archive(&path, secret(ask.passphrase), &NoProgress, &cancel)
                .map_err(explain_engine)?;
            if let Some(fault) = fault {
                return Err(explain_engine(fault));
            }
            Ok(BackupFileFound {
                shop: manifest.shop.name,
                finished: time(manifest.backup.finished),
                created: time(manifest.created),
                bytes,
                types: manifest
                    .types
                    .into_iter()
                    .filter(|archived| archived.records > 0)
                    .map(|archived| BackupFileType {
                        content_type: archived.key.to_string(),
                        label: archived.label,
                        records: archived.records,
                    })
                    .collect(),
            })
        })
        .await
    }

    /// What bringing a shop to what is in a file would do. Nothing is written to the shop.
    pub async fn preview_restore_file(&self, ask: PreviewRestoreFileAsk) -> Reply<RestorePreview> {
        let cancel: Cancel = self.held.begin_look();
        self.with_engine(move |engine, held| {
            let path = held.place(&ask.file)?;
            let choice = Choice {
                content_types: ask.types.into_iter().map(ContentType::new).collect(),
                allow_deletes: ask.allow_deletes,
                include_protected: ask.include_protected,
                ..Choice::default()
            };
            let file = (path.as_path(), secret(ask.passphrase));
            let (id, _) = engine
                .plan_restore_from_file(&ask.shop, file, &choice, &NoProgress, &cancel)
                .map_err(explain_engine)?;
            preview(engine, &ask.shop, id)
        })
        .await
    }

    /// Shows a chosen place in the computer's own file manager.
    pub async fn show_in_folder(&self, ask: PlaceAsk) -> Reply<Nothing> {
        let place = self.held.place(&ask.place)?;
        self.held.native.show_file(place).await;
        Ok(Nothing {})
    }
}

fn secret(typed: Option<String>) -> Option<Secret> {
    typed.filter(|text| !text.is_empty()).map(Secret::new)
}

/// A shop's name without what no file's name may have.
fn for_a_file(name: &str) -> String {
    name.chars()
        .map(|sign| match sign {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            sign if sign.is_control() => '-',
            sign => sign,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_be_a_file_on_every_system() {
        assert_eq!(
            for_a_file("Tea & Cake / No. 1: \"Best\""),
            "Tea & Cake - No. 1- -Best-"
        );
        assert_eq!(for_a_file("Bäckerei 茶"), "Bäckerei 茶");
    }
}
