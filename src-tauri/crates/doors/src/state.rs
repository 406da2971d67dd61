//! What the app holds while it is open: the vault, the places chosen in pickers, the jobs, the last comparisons.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use backstock_contract::{Chosen, Failure, Habits, JobNews};
use backstock_engine::{
    ConnectedShops, Differing, Engine, OpenFiles, RecordComparison, ShopOpener, take_away_left_over,
};
use backstock_model::{Clock, Secret, Secrets};
use chrono::{DateTime, NaiveDate, Utc};
use tokio::sync::broadcast;

use crate::certificates::Certificates;
use crate::jobs::Jobs;
use crate::looking::Look;
use crate::outbox::{self, Postbox};
use crate::passwords::KeptPasswords;
use crate::recent::Recent;
use crate::strangers::Strangers;
use crate::{Native, Places, Reply};

/// Everything the window may ask, one method for every door.
#[derive(Clone)]
pub struct Doors {
    pub(crate) held: Arc<Held>,
}

pub(crate) struct Held {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) native: Arc<dyn Native>,
    pub(crate) secrets: Arc<dyn Secrets>,
    pub(crate) opener: Arc<dyn ShopOpener>,
    pub(crate) passwords: Arc<KeptPasswords>,
    pub(crate) places: Places,
    pub(crate) jobs: Arc<Jobs>,
    pub(crate) postbox: Arc<Postbox>,
    /// The last comparisons of single records, whose lines the window asks for page by page.
    pub(crate) comparisons: Mutex<Recent<RecordComparison>>,
    /// The last comparisons of whole backups, whose records it asks for in the same way.
    pub(crate) versions: Mutex<Recent<Differing>>,
    look: Mutex<Look>,
    pub(crate) habits: Mutex<Habits>,
    /// The two files that were compared last.
    pub(crate) pair: Mutex<Option<Arc<OpenFiles>>>,
    /// How often files came by themselves, and which came last.
    pub(crate) arrived: Mutex<(u64, Vec<PathBuf>)>,
    pub(crate) new_recovery_key: Mutex<Option<NewRecoveryKey>>,
    /// Why the open vault is not the newest one used here, if so.
    pub(crate) older: Mutex<Option<Failure>>,
    desk: RwLock<Desk>,
    chosen: Mutex<HashMap<String, PathBuf>>,
    pub(crate) strangers: Strangers,
    pub(crate) certificates: Certificates,
    /// When shops were last told of whose backups have stopped.
    pub(crate) late_told: Mutex<HashMap<String, NaiveDate>>,
    /// Whether e-mail switches that a crash left off are being put back.
    pub(crate) is_ending_quiet: AtomicBool,
    /// When the files of exports were last looked after.
    pub(crate) tidied: Mutex<Option<DateTime<Utc>>>,
}

/// Where the vault stands.
#[derive(Clone, Default)]
pub(crate) enum Desk {
    /// Nothing is known of a vault.
    #[default]
    Empty,
    /// There is one, and it is locked.
    Locked(PathBuf),
    /// It is open.
    Open(Engine),
}

/// A recovery key that was shown and waits to be saved and typed again.
pub(crate) struct NewRecoveryKey {
    /// The vault it is for; another one may have been opened since.
    pub(crate) vault: String,
    pub(crate) key: Secret,
    pub(crate) asked_group: usize,
    pub(crate) counts: Counts,
}

/// Since when a recovery key that is shown opens the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counts {
    /// The vault was made with it.
    Already,
    /// It takes the place of the one before when the owner has typed a group of it.
    OnceChecked,
}

impl Doors {
    /// Builds the doors into a place, over real shops. Nothing is opened yet.
    pub fn connected(
        clock: Arc<dyn Clock>,
        native: Arc<dyn Native>,
        secrets: Arc<dyn Secrets>,
        shops: ConnectedShops,
        places: Places,
    ) -> Self {
        let passwords = Arc::new(KeptPasswords::new(Arc::clone(&secrets)));
        let opener = Arc::new(shops.with_passwords(Arc::<KeptPasswords>::clone(&passwords)));
        Self::over(clock, native, secrets, opener, passwords, places)
    }

    /// The same over shops of any other making, which are asked no password.
    pub fn new(
        clock: Arc<dyn Clock>,
        native: Arc<dyn Native>,
        secrets: Arc<dyn Secrets>,
        opener: Arc<dyn ShopOpener>,
        places: Places,
    ) -> Self {
        let passwords = Arc::new(KeptPasswords::new(Arc::clone(&secrets)));
        Self::over(clock, native, secrets, opener, passwords, places)
    }

    fn over(
        clock: Arc<dyn Clock>,
        native: Arc<dyn Native>,
        secrets: Arc<dyn Secrets>,
        opener: Arc<dyn ShopOpener>,
        passwords: Arc<KeptPasswords>,
        places: Places,
    ) -> Self {
        take_away_left_over(&places.temporary);
        let (postbox, woken) = Postbox::new();
        let doors = Self {
            held: Arc::new(Held {
                clock,
                native,
                secrets,
                opener,
                passwords,
                places,
                jobs: Arc::new(Jobs::new()),
                postbox: Arc::new(postbox),
                comparisons: Mutex::default(),
                versions: Mutex::default(),
                look: Mutex::default(),
                habits: Mutex::default(),
                pair: Mutex::default(),
                arrived: Mutex::default(),
                new_recovery_key: Mutex::default(),
                older: Mutex::default(),
                desk: RwLock::default(),
                chosen: Mutex::default(),
                strangers: Strangers::default(),
                certificates: Certificates::default(),
                late_told: Mutex::default(),
                is_ending_quiet: AtomicBool::default(),
                tidied: Mutex::default(),
            }),
        };
        outbox::begin(&doors.held, woken);
        doors
    }

    /// A listener to everything jobs report from now on.
    pub fn news(&self) -> broadcast::Receiver<JobNews> {
        self.held.jobs.news()
    }

    /// Whether a job is at work, so that closing the app should ask first.
    pub fn is_working(&self) -> bool {
        self.held.jobs.any_running()
    }

    /// Does blocking work with the open vault away from the threads that serve the window.
    pub(crate) async fn with_engine<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Engine, &Held) -> Reply<T> + Send + 'static,
    ) -> Reply<T> {
        let engine = self.held.engine()?;
        self.blocking(move |held| work(&engine, held)).await
    }

    /// Does blocking work away from the threads that serve the window.
    pub(crate) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Held) -> Reply<T> + Send + 'static,
    ) -> Reply<T> {
        let held = Arc::clone(&self.held);
        tokio::task::spawn_blocking(move || work(&held))
            .await
            .unwrap_or_else(|_| {
                Err(Failure::new(
                    "internal",
                    "Backstock ran into a mistake of its own and could not do this.",
                    "Try again; nothing in the vault was changed by it.",
                ))
            })
    }
}

impl Held {
    pub(crate) fn desk(&self) -> Desk {
        self.desk.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_desk(&self, desk: Desk) {
        if let Desk::Open(engine) = &desk {
            // What waits for its next try is tried at once; where nothing can be written, it waits.
            let _ = engine.hurry_letters();
        }
        if !matches!(desk, Desk::Open(_)) {
            // What was decrypted of files to be looked at goes with what is locked.
            *self.pair.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
        *self.desk.write().unwrap_or_else(PoisonError::into_inner) = desk;
        self.comparisons
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        self.versions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        self.postbox.wake();
    }

    /// Ends the look in the shop that is under way, if any.
    pub(crate) fn end_look(&self) {
        self.look().cancel.ask();
    }

    /// The look in the shop that is under way, or the last one.
    pub(crate) fn look(&self) -> Look {
        self.look.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends the last look in the shop; answers the next one.
    pub(crate) fn begin_look(&self) -> Look {
        let mut look = self.look.lock().unwrap_or_else(PoisonError::into_inner);
        look.cancel.ask();
        *look = Look::default();
        look.clone()
    }

    pub(crate) fn engine(&self) -> Reply<Engine> {
        match self.desk() {
            Desk::Open(engine) => Ok(engine),
            Desk::Empty | Desk::Locked(_) => Err(Failure::new(
                "locked",
                "The vault is locked.",
                "Unlock it to go on.",
            )),
        }
    }

    /// Keeps a place and hands out its handle.
    pub(crate) fn keep(&self, place: PathBuf) -> Chosen {
        let shown = place.display().to_string();
        let mut chosen = self.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        let known = chosen
            .iter()
            .find(|(_, kept)| **kept == place)
            .map(|(handle, _)| handle.clone());
        let handle = known.unwrap_or_else(|| {
            let handle = format!("place-{}", chosen.len() + 1);
            chosen.insert(handle.clone(), place);
            handle
        });
        Chosen { handle, shown }
    }

    /// The place behind a handle.
    pub(crate) fn place(&self, handle: &str) -> Reply<PathBuf> {
        self.chosen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(handle)
            .cloned()
            .ok_or_else(|| {
                Failure::new(
                    "place_unknown",
                    "The chosen place is not known any more.",
                    "Choose it again.",
                )
            })
    }
}
