//! A desk for tests: the doors of the app with a person who says yes, and a keyring in memory.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backstock_contract::{
    CreateVaultAsk, JobNews, JobStarted, JobState, Nothing, PickPurpose, Recipient, ShopAsk, StartRestoreAsk,
};
use backstock_doors::{Confirmation, Doors, Native, Notice, Places, Waiting};
use backstock_engine::ConnectedShops;
use backstock_model::{Clock, SystemTime};
use backstock_testkit::KeyringInMemory;
use tokio::sync::broadcast::Receiver;

/// The doors, with a home folder that goes with them.
pub(crate) struct TestDesk {
    pub(crate) doors: Doors,
    pub(crate) person: Arc<Person>,
    // Dropped with the desk, and everything in it.
    home: tempfile::TempDir,
}

/// Stands for the person at the native windows; says yes unless told otherwise.
#[derive(Default)]
pub(crate) struct Person {
    picks: Mutex<Vec<PathBuf>>,
    says_no: AtomicBool,
    asked: Mutex<Vec<Confirmation>>,
}

impl Person {
    pub(crate) fn will_pick(&self, place: &Path) {
        self.picks.lock().unwrap().push(place.to_owned());
    }

    pub(crate) fn says_no(&self, no: bool) {
        self.says_no.store(no, Ordering::Relaxed);
    }

    /// The questions asked since the last look.
    pub(crate) fn was_asked(&self) -> Vec<Confirmation> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

impl Native for Person {
    fn pick(&self, _purpose: PickPurpose) -> Waiting<'_, Option<PathBuf>> {
        let answer = self.picks.lock().unwrap().pop();
        Box::pin(async { answer })
    }

    fn pick_new_file(&self, _name: &str) -> Waiting<'_, Option<PathBuf>> {
        Box::pin(async { None })
    }

    fn show_file(&self, _file: PathBuf) -> Waiting<'_, ()> {
        Box::pin(async {})
    }

    fn confirm(&self, question: Confirmation) -> Waiting<'_, bool> {
        self.asked.lock().unwrap().push(question);
        let yes = !self.says_no.load(Ordering::Relaxed);
        Box::pin(async move { yes })
    }

    fn show_folder(&self, _folder: &Path) {}

    fn open_page(&self, _address: &str) {}

    fn notify(&self, _notice: Notice) {}
}

impl TestDesk {
    /// A desk with an open, empty vault. `file`, if any, is what the next picker hands over.
    pub(crate) async fn with_a_vault(file: Option<&Path>) -> Self {
        Self::with_a_passphrase(file, None).await
    }

    /// The same with a vault that a passphrase opens, too.
    pub(crate) async fn with_a_passphrase(file: Option<&Path>, passphrase: Option<&str>) -> Self {
        Self::with(Arc::new(SystemTime), file, passphrase).await
    }

    /// The same by a clock of the test's own.
    pub(crate) async fn by(clock: Arc<dyn Clock>) -> Self {
        Self::with(clock, None, None).await
    }

    async fn with(clock: Arc<dyn Clock>, file: Option<&Path>, passphrase: Option<&str>) -> Self {
        let home = tempfile::tempdir().unwrap();
        let places = Places {
            suggested_vault: home.path().join("Vault"),
            exports: home.path().join("Exports"),
            temporary: std::env::temp_dir(),
            last_vault: home.path().join("last-vault"),
            practice_offered: false,
            version: "test".to_owned(),
        };
        let person = Arc::<Person>::default();
        if let Some(file) = file {
            person.will_pick(file);
        }
        let native: Arc<dyn Native> = Arc::<Person>::clone(&person);
        let doors = Doors::new(
            clock,
            native,
            Arc::<KeyringInMemory>::default(),
            Arc::new(ConnectedShops::built_in().unwrap()),
            places,
        );
        let desk = doors.open_desk(Nothing {}).await.unwrap();
        doors
            .create_vault(CreateVaultAsk {
                folder: desk.suggested_folder.handle,
                passphrase: passphrase.map(str::to_owned),
                remember: true,
            })
            .await
            .unwrap();
        Self { doors, person, home }
    }

    /// Where the vault lies.
    pub(crate) fn vault_folder(&self) -> PathBuf {
        self.home.path().join("Vault")
    }

    /// Backs a shop up; answers all the news of the job with the time since the one before.
    pub(crate) async fn back_up(&self, shop: &str) -> Vec<(Duration, JobNews)> {
        let news = self.doors.news();
        let started = self
            .doors
            .start_backup(ShopAsk {
                shop: shop.to_owned(),
            })
            .await
            .unwrap();
        Self::heard(news, started).await
    }

    /// Carries a kept plan out.
    pub(crate) async fn restore(&self, shop: &str, plan: u64) -> JobNews {
        let news = self.doors.news();
        let started = self
            .doors
            .start_restore(StartRestoreAsk {
                shop: shop.to_owned(),
                plan,
                note: None,
                recipients: vec![Recipient::ThisComputer],
            })
            .await
            .unwrap();
        let heard = Self::heard(news, started).await;
        heard.into_iter().last().map(|(_, news)| news).unwrap()
    }

    async fn heard(mut news: Receiver<JobNews>, started: JobStarted) -> Vec<(Duration, JobNews)> {
        let mut heard = Vec::new();
        let mut last = std::time::Instant::now();
        loop {
            let job = match news.recv().await {
                Ok(job) => job,
                Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => continue,
                Err(closed) => panic!("{closed}"),
            };
            if job.job != started.job {
                continue;
            }
            let ended = !matches!(job.state, JobState::Running { .. });
            heard.push((last.elapsed(), job));
            last = std::time::Instant::now();
            if ended {
                return heard;
            }
        }
    }
}
