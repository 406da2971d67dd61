//! Backup files: made from a backup, looked into, and put into a shop.

use backstock_contract::{
    BackupFileFound, BackupFileMade, BackupFileStarted, BackupFileType, CheckBackupFileAsk,
    CreateBackupFileAsk, JobKind, JobOutcome, JobStarted, Nothing, PlaceAsk, PreviewRestoreFileAsk,
};
use backstock_engine::{
    ArchiveAsk, ArchiveInspected, Engine, EngineError, Manifest, Moment, anchored, for_a_file,
    inspect_archive,
};
use backstock_model::{Cancel, Choice, ContentType, Progress, Secret};

use crate::answers::{explain_engine, time};
use crate::jobs::End;
use crate::state::Held;
use crate::vault::notice;
use crate::{Doors, Reply};

impl Doors {
    /// Writes a shop, or the newest backup of it, into a file where the owner says.
    pub async fn create_backup_file(&self, ask: CreateBackupFileAsk) -> Reply<BackupFileStarted> {
        let name = self
            .with_engine({
                let (shop, fresh) = (ask.shop.clone(), ask.fresh);
                move |engine, held| {
                    let of = if fresh {
                        held.clock.now()
                    } else {
                        engine.latest(&shop).map_err(explain_engine)?.finished
                    };
                    let day = of.with_timezone(&held.native.zone()).format("%Y-%m-%d");
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
                    let archive = ArchiveAsk {
                        at: if ask.fresh { Moment::Live } else { Moment::Latest },
                        path: &path,
                        passphrase,
                    };
                    match engine.create_archive(&shop, archive, progress, cancel) {
                        Ok(written) => End::Outcome(JobOutcome::FileMade {
                            made: BackupFileMade {
                                backup: written.manifest.backup.number,
                                finished: time(written.manifest.backup.finished),
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
    pub async fn start_file_check(&self, ask: CheckBackupFileAsk) -> Reply<JobStarted> {
        self.with_engine(move |engine, held| {
            let path = held.place(&ask.file)?;
            let passphrase = secret(ask.passphrase);
            let work = move |_: &Engine, _: &str, progress: &dyn Progress, cancel: &Cancel| {
                let ArchiveInspected {
                    manifest,
                    bytes,
                    fault,
                } = inspect_archive(&path, passphrase, progress, cancel)?;
                match fault {
                    Some(fault) => Err(fault),
                    None => Ok(JobOutcome::FileChecked {
                        found: found(manifest, bytes),
                    }),
                }
            };
            held.start_with_file(engine, ask.shop, JobKind::ReadFile, work)
        })
        .await
    }

    /// What bringing a shop to what is in a file would do. Nothing is written to the shop.
    pub async fn start_file_preview(&self, ask: PreviewRestoreFileAsk) -> Reply<JobStarted> {
        self.with_engine(move |engine, held| {
            let path = held.place(&ask.file)?;
            let passphrase = secret(ask.passphrase);
            let choice = Choice {
                content_types: ask.types.into_iter().map(ContentType::new).collect(),
                allow_deletes: ask.allow_deletes,
                include_protected: ask.include_protected,
                ..Choice::default()
            };
            let secrets = std::sync::Arc::clone(&held.secrets);
            let work = move |engine: &Engine, shop: &str, progress: &dyn Progress, cancel: &Cancel| {
                let name = engine.name_for_file(&path)?;
                anchored::forget_read_files(secrets.as_ref(), engine, Some(&name));
                let file = (path.as_path(), passphrase);
                let (plan, _) = engine.plan_restore_from_file(shop, file, &choice, progress, cancel)?;
                Ok(JobOutcome::FilePlanned { plan: plan.0 })
            };
            held.start_with_file(engine, ask.shop, JobKind::ReadFile, work)
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

impl Held {
    /// Starts work with a backup file as a job. Nobody is told of its end elsewhere: the owner waits for it where they asked.
    pub(crate) fn start_with_file(
        &self,
        engine: &Engine,
        shop: String,
        kind: JobKind,
        work: impl FnOnce(&Engine, &str, &dyn Progress, &Cancel) -> Result<JobOutcome, EngineError>
        + Send
        + 'static,
    ) -> Reply<JobStarted> {
        let labels = self.labels_for_job(engine, &shop)?;
        let (engine, name) = (engine.clone(), shop.clone());
        let started = time(self.clock.now());
        Ok(self.jobs.start(
            shop,
            kind,
            started,
            labels,
            move |progress, cancel| match work(&engine, &name, progress, cancel) {
                Ok(outcome) => End::Outcome(outcome),
                Err(EngineError::Cancelled) => End::Cancelled { run: None, done: 0 },
                Err(error) => End::Failed {
                    failure: explain_engine(error),
                    run: None,
                },
            },
            |_| {},
        ))
    }
}

fn found(manifest: Manifest, bytes: u64) -> BackupFileFound {
    BackupFileFound {
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
    }
}

pub(crate) fn secret(typed: Option<String>) -> Option<Secret> {
    typed.filter(|text| !text.is_empty()).map(Secret::new)
}
