//! What is in a file; two files beside each other, with a vault or without one; a file beside the shop as it is now; and files that
//! come by themselves.
//!
//! The files are read into a vault that nobody keeps ([`OpenFiles`]), as backups of one shop. What compares backups with each
//! other, or with the shop, then compares them: the same doors answer, when they are asked for the shop [`PAIR`].

use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use backstock_contract::{
    Arrived, ArrivedAsk, BackupFileType, CompareFilesAsk, FileContents, FileLeftOut, FilePair, JobKind,
    JobOutcome, JobStarted, LookIntoFileAsk,
};
use backstock_engine::{
    Differing, Engine, EngineError, FileInspected, Moment, OpenFiles, dialect_key, file_kind_key,
    inspect_file,
};

use crate::answers::{explain_engine, time};
use crate::backup_files::secret;
use crate::jobs::End;
use crate::listed_files::{dialect_of, kind_of};
use crate::state::Held;
use crate::versions::version_comparison;
use crate::{Doors, Reply};

/// What stands for the shop of two files. No shop can be called so.
pub(crate) const PAIR: &str = "\u{1}files";

impl Doors {
    /// Says what is in a file. Nothing of it is kept.
    pub async fn start_looking_into_file(&self, ask: LookIntoFileAsk) -> Reply<JobStarted> {
        let opener = Arc::clone(&self.held);
        self.blocking(move |held| {
            let path = held.place(&ask.file)?;
            let passphrase = secret(ask.passphrase);
            Ok(held.jobs.start(
                PAIR.to_owned(),
                JobKind::ReadFile,
                time(held.clock.now()),
                std::collections::BTreeMap::new(),
                move |progress, cancel| {
                    let within = &opener.places.temporary;
                    match inspect_file(&path, passphrase, within, progress, cancel) {
                        Ok(found) => End::Outcome(JobOutcome::FileSeen {
                            contents: Box::new(opener.contents(found)),
                        }),
                        Err(EngineError::Cancelled) => End::Cancelled { run: None, done: 0 },
                        Err(error) => End::Failed {
                            failure: explain_engine(error),
                            run: None,
                        },
                    }
                },
                |_| {},
            ))
        })
        .await
    }

    /// Lays one file beside another, or beside the shop as it is now.
    pub async fn start_comparing_files(&self, ask: CompareFilesAsk) -> Reply<JobStarted> {
        let all = Arc::clone(&self.held);
        self.blocking(move |held| {
            let one = held.place(&ask.one)?;
            let other = ask.other.as_deref().map(|other| held.place(other)).transpose()?;
            let passphrase = secret(ask.passphrase);
            let temporary = &held.places.temporary;
            let opened = match &ask.shop {
                None => OpenFiles::within(temporary, Arc::clone(&held.clock)),
                Some(shop) => OpenFiles::beside(temporary, &held.engine()?, shop, &Moment::Live),
            };
            let opened = Arc::new(opened.map_err(explain_engine)?);
            Ok(held.jobs.start(
                PAIR.to_owned(),
                JobKind::ReadFile,
                time(held.clock.now()),
                std::collections::BTreeMap::new(),
                move |progress, cancel| {
                    let compared = match &other {
                        Some(other) => opened.compare(PAIR, [&one, other], passphrase, progress, cancel),
                        None => opened.compare_beside(PAIR, &one, passphrase, progress, cancel),
                    };
                    match compared {
                        Ok(found) => match all.keep_pair(&opened, found) {
                            Ok(pair) => End::Outcome(JobOutcome::FilesCompared { pair: Box::new(pair) }),
                            Err(failure) => End::Failed { failure, run: None },
                        },
                        Err(EngineError::Cancelled) => End::Cancelled { run: None, done: 0 },
                        Err(error) => End::Failed {
                            failure: explain_engine(error),
                            run: None,
                        },
                    }
                },
                |_| {},
            ))
        })
        .await
    }

    /// Files that were dropped on the window or opened with Backstock. Answers the address of the page that takes them.
    pub fn arrive(&self, files: Vec<PathBuf>) -> String {
        let mut arrived = self.held.arrived.lock().unwrap_or_else(PoisonError::into_inner);
        arrived.0 += 1;
        arrived.1 = files;
        format!("#/files/{}", arrived.0)
    }

    /// The files that came at that time, unless others came since.
    pub async fn take_arrived(&self, ask: ArrivedAsk) -> Reply<Arrived> {
        let files = {
            let arrived = self.held.arrived.lock().unwrap_or_else(PoisonError::into_inner);
            if arrived.0 == ask.arrival {
                arrived.1.clone()
            } else {
                Vec::new()
            }
        };
        Ok(Arrived {
            files: files.into_iter().map(|file| self.held.keep(file)).collect(),
        })
    }

    /// Does blocking work with whatever holds this shop: the open vault, or the files that were compared last.
    pub(crate) async fn with_engine_of<T: Send + 'static>(
        &self,
        shop: &str,
        work: impl FnOnce(&Engine, &Held) -> Reply<T> + Send + 'static,
    ) -> Reply<T> {
        match self.held.pair().filter(|_| shop == PAIR) {
            Some(files) => self.blocking(move |held| work(files.engine(), held)).await,
            None => self.with_engine(work).await,
        }
    }

    /// The same with whatever a comparison was made of.
    pub(crate) async fn with_engine_behind<T: Send + 'static>(
        &self,
        differing: &Differing,
        work: impl FnOnce(&Engine, &Held) -> Reply<T> + Send + 'static,
    ) -> Reply<T> {
        let of_files = self
            .held
            .pair()
            .is_some_and(|files| differing.is_of(files.engine()));
        self.with_engine_of(if of_files { PAIR } else { "" }, work).await
    }
}

impl Held {
    pub(crate) fn pair(&self) -> Option<Arc<OpenFiles>> {
        self.pair.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn contents(&self, FileInspected { about, types }: FileInspected) -> FileContents {
        FileContents {
            kind: kind_of(file_kind_key(about.kind)),
            dialect: about.dialect.and_then(|dialect| dialect_of(dialect_key(dialect))),
            made_by: about.made_by.map(str::to_owned),
            dated: about.made.map(time),
            bytes: about.bytes,
            platform: about.profile.and_then(|key| self.opener.profile_label(&key)),
            types: types
                .into_iter()
                .map(|(description, records)| BackupFileType {
                    content_type: description.key.to_string(),
                    label: description.label,
                    records,
                })
                .collect(),
            left_out: about
                .left_out
                .into_iter()
                .map(|left| FileLeftOut {
                    what: left.what,
                    count: left.count,
                })
                .collect(),
            beside: about.beside,
        }
    }

    /// Keeps two files that were read, until the next two are.
    fn keep_pair(&self, files: &Arc<OpenFiles>, found: Differing) -> Reply<FilePair> {
        let comparison = version_comparison(files.engine(), self, PAIR, found, self.clock.now())?;
        *self.pair.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(files));
        Ok(FilePair {
            shop: PAIR.to_owned(),
            comparison,
        })
    }
}
