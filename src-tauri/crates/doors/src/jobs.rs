//! Long work: one thread for each job, news about it, and a way to stop it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use backstock_contract::{Failure, JobKind, JobNews, JobOutcome, JobStarted, JobState, WorkElsewhere};
use backstock_engine::Engine;
use backstock_model::{Cancel, ContentType, Phase, Progress, RunId, Tick};
use tokio::sync::broadcast;

use crate::Reply;
use crate::answers::{explain_vault, time};

// A person cannot read faster; the window redraws on each.
const BETWEEN_NEWS: Duration = Duration::from_millis(100);

// Ended jobs that `list_jobs` still tells of.
const REMEMBERED: usize = 20;

/// How a job came to its end.
pub(crate) enum End {
    /// With a result.
    Outcome(JobOutcome),
    /// It was stopped on request.
    Cancelled {
        /// The run, when it was a restore that had begun to write.
        run: Option<RunId>,
        /// Records written by then.
        done: u64,
    },
    /// It failed.
    Failed {
        /// Why.
        failure: Failure,
        /// The run, when it was a restore that had begun to write.
        run: Option<RunId>,
    },
}

/// The jobs of this sitting.
pub(crate) struct Jobs {
    table: Mutex<Table>,
    news: broadcast::Sender<JobNews>,
}

#[derive(Default)]
struct Table {
    last: u64,
    jobs: BTreeMap<u64, Job>,
}

struct Job {
    news: JobNews,
    cancel: Cancel,
}

impl Jobs {
    pub(crate) fn new() -> Self {
        Self {
            table: Mutex::default(),
            news: broadcast::Sender::new(256),
        }
    }

    /// A listener that hears everything from now on.
    pub(crate) fn news(&self) -> broadcast::Receiver<JobNews> {
        self.news.subscribe()
    }

    /// The jobs, newest first.
    pub(crate) fn list(&self) -> Vec<JobNews> {
        let table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        table.jobs.values().rev().map(|job| job.news.clone()).collect()
    }

    /// Whether a job of this shop is at work in this app.
    pub(crate) fn is_busy(&self, shop: &str) -> bool {
        self.table
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .jobs
            .values()
            .any(|job| job.news.shop == shop && matches!(job.news.state, JobState::Running { .. }))
    }

    /// Whether any job is at work, so that closing the app should ask first.
    pub(crate) fn any_running(&self) -> bool {
        self.table
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .jobs
            .values()
            .any(|job| matches!(job.news.state, JobState::Running { .. }))
    }

    pub(crate) fn cancel(&self, number: u64) {
        let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(job) = table.jobs.get_mut(&number) {
            job.cancel.ask();
            if let JobState::Running { stopping, .. } = &mut job.news.state {
                *stopping = true;
                // Nobody listening is not a failure: the window may be closed.
                let _ = self.news.send(job.news.clone());
            }
        }
    }

    /// Starts a job on a thread of its own. `labels` turns a content type into what the owner reads.
    pub(crate) fn start(
        self: &Arc<Self>,
        shop: String,
        kind: JobKind,
        started: String,
        labels: BTreeMap<ContentType, String>,
        work: impl FnOnce(&dyn Progress, &Cancel) -> End + Send + 'static,
        ended: impl FnOnce(&JobNews) + Send + 'static,
    ) -> JobStarted {
        let cancel = Cancel::new();
        let state = JobState::Running {
            phase: phase_name(Phase::Opening).to_owned(),
            type_label: None,
            done: 0,
            total: None,
            failed: 0,
            stopping: false,
        };
        let number = {
            let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
            table.last += 1;
            let number = table.last;
            let news = JobNews {
                job: number,
                shop,
                kind,
                started,
                state,
            };
            let _ = self.news.send(news.clone());
            table.jobs.insert(
                number,
                Job {
                    news,
                    cancel: cancel.clone(),
                },
            );
            while table.jobs.len() > REMEMBERED {
                let oldest_ended = table
                    .jobs
                    .iter()
                    .find(|(_, job)| !matches!(job.news.state, JobState::Running { .. }))
                    .map(|(number, _)| *number);
                let Some(oldest) = oldest_ended else { break };
                table.jobs.remove(&oldest);
            }
            number
        };
        let jobs = Arc::clone(self);
        std::thread::spawn(move || {
            let reporter = Reporter {
                jobs: Arc::clone(&jobs),
                number,
                labels: Mutex::new(labels),
                last: Mutex::new(None),
            };
            let end = unbroken(|| work(&reporter, &cancel))
                .unwrap_or_else(|failure| End::Failed { failure, run: None });
            let state = match end {
                End::Outcome(outcome) => JobState::Ended { outcome },
                End::Cancelled { run, done } => JobState::Cancelled {
                    run: run.map(|run| run.0),
                    done,
                },
                End::Failed { failure, run } => JobState::Failed {
                    failure,
                    run: run.map(|run| run.0),
                },
            };
            if let Some(news) = jobs.set_state(number, state) {
                ended(&news);
            }
        });
        JobStarted { job: number }
    }

    fn set_state(&self, number: u64, state: JobState) -> Option<JobNews> {
        let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        let job = table.jobs.get_mut(&number)?;
        job.news.state = state;
        let _ = self.news.send(job.news.clone());
        Some(job.news.clone())
    }
}

/// Does a job's work. A panic in it must reach the owner as a failed job, not as a job that runs forever.
pub(crate) fn unbroken<T>(work: impl FnOnce() -> T) -> Result<T, Failure> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).map_err(|_| {
        Failure::new(
            "internal",
            "Backstock ran into a mistake of its own and stopped this work.",
            "Start it again; everything finished before is safe in the vault.",
        )
    })
}

/// What another window or the command line does with the vault at the moment.
pub(crate) fn elsewhere(engine: &Engine) -> Reply<Option<WorkElsewhere>> {
    let vault = engine.vault();
    let Some(running) = vault.running_job().map_err(explain_vault)? else {
        return Ok(None);
    };
    if !running.is_elsewhere() {
        return Ok(None);
    }
    let shops = vault.shops().map_err(explain_vault)?;
    Ok(Some(WorkElsewhere {
        // As the engine's verbs call themselves when they take the vault's lock.
        kind: match running.job.as_str() {
            "backup" | "sync" => Some(JobKind::Backup),
            "restore" => Some(JobKind::Restore),
            "undo" => Some(JobKind::Undo),
            "prune" => Some(JobKind::Prune),
            "backup file" => Some(JobKind::BackupFile),
            "read file" => Some(JobKind::ReadFile),
            "export" => Some(JobKind::Export),
            _ => None,
        },
        shop: shops
            .into_iter()
            .find(|shop| Some(shop.id) == running.shop)
            .map(|shop| shop.name),
        since: running.since.map(time),
    }))
}

/// A phase by its stable name.
pub(crate) fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Opening => "opening",
        Phase::Reading => "reading",
        Phase::SafetyBackup => "safety_backup",
        Phase::Planning => "planning",
        Phase::Writing => "writing",
        Phase::Waiting => "waiting",
        Phase::ReadingBack => "reading_back",
        Phase::Verifying => "verifying",
        Phase::FindingColumns => "finding_columns",
        Phase::WritingFile => "writing_file",
        Phase::CheckingFile => "checking_file",
        Phase::Finishing => "finishing",
    }
}

struct Reporter {
    jobs: Arc<Jobs>,
    number: u64,
    labels: Mutex<BTreeMap<ContentType, String>>,
    last: Mutex<Option<(Instant, Phase)>>,
}

impl Progress for Reporter {
    fn names(&self, content_type: &ContentType, label: &str) {
        self.labels
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(content_type.clone(), label.to_owned());
    }

    fn tick(&self, tick: &Tick) {
        {
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            let due = last
                .is_none_or(|(then, phase)| phase != tick.phase || now.duration_since(then) >= BETWEEN_NEWS);
            if !due {
                return;
            }
            *last = Some((now, tick.phase));
        }
        let type_at_hand = tick.content_type.as_ref().map(|content_type| {
            self.labels
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get(content_type)
                .cloned()
                .unwrap_or_else(|| content_type.to_string())
        });
        let mut table = self.jobs.table.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(job) = table.jobs.get_mut(&self.number) else {
            return;
        };
        let JobState::Running {
            phase,
            type_label,
            done,
            total,
            failed,
            ..
        } = &mut job.news.state
        else {
            return;
        };
        *phase = phase_name(tick.phase).to_owned();
        *type_label = type_at_hand;
        *done = tick.done;
        *total = tick.total;
        *failed = tick.failed;
        let _ = self.jobs.news.send(job.news.clone());
    }
}
