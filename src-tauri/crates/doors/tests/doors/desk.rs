//! A desk with an open vault, a fake shop in it, and a person who says yes and reads every notice.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use backstock_contract::{
    AddSqliteShopAsk, CreateVaultAsk, JobNews, JobStarted, JobState, Nothing, PickAsk, PickPurpose,
    PreviewRestoreAsk, Recipient, RecoveryAsk, RecoveryDetail, RestorePreview, ShopAsk, StartRestoreAsk,
};
use backstock_doors::{Confirmation, Doors, Native, Notice, Places, Reply, Waiting};
use backstock_model::{Clock, ContentType, Group, SystemTime, TypeDescription};
use backstock_testkit::{FakeShop, KeyringInMemory};
use tokio::sync::broadcast::error::RecvError;

pub(crate) const SHOP: &str = "Bakery";

/// Three batches of writes.
pub(crate) const CUSTOMERS: usize = 1_200;

pub(crate) struct TestDesk {
    pub(crate) doors: Doors,
    pub(crate) shop: FakeShop,
    person: Arc<Person>,
    // Dropped with the desk, and everything in it.
    home: tempfile::TempDir,
}

#[derive(Default)]
struct Person {
    notices: Mutex<Vec<Notice>>,
    /// The backup file that the dialogs answer.
    file: Mutex<Option<PathBuf>>,
    shown: Mutex<Vec<PathBuf>>,
    questions: Mutex<Vec<Confirmation>>,
}

impl Native for Person {
    fn pick(&self, purpose: PickPurpose) -> Waiting<'_, Option<PathBuf>> {
        let picked = match purpose {
            PickPurpose::BackupFile => self.file.lock().unwrap().clone(),
            _ => Some(PathBuf::from("bakery.sqlite")),
        };
        Box::pin(async { picked })
    }

    fn pick_new_file(&self, _name: &str) -> Waiting<'_, Option<PathBuf>> {
        let file = self.file.lock().unwrap().clone();
        Box::pin(async { file })
    }

    fn show_file(&self, file: PathBuf) -> Waiting<'_, ()> {
        self.shown.lock().unwrap().push(file);
        Box::pin(async {})
    }

    fn confirm(&self, question: Confirmation) -> Waiting<'_, bool> {
        self.questions.lock().unwrap().push(question);
        Box::pin(async { true })
    }

    fn show_folder(&self, _folder: &Path) {}

    fn open_page(&self, address: &str) {
        self.shown.lock().unwrap().push(PathBuf::from(address));
    }

    fn notify(&self, notice: Notice) {
        self.notices.lock().unwrap().push(notice);
    }
}

impl TestDesk {
    /// The bakery's customers with good notes, backed up once, and then every note spoilt.
    pub(crate) async fn with_spoilt_customers() -> Self {
        let customers = TypeDescription::new(ContentType::new("customers"), "Customers", Group::Business);
        let desk = Self::with(FakeShop::new(vec![customers])).await;
        for id in 0..CUSTOMERS {
            let document = format!("{{\"name\":\"Customer {id}\",\"note\":\"good\"}}");
            desk.shop.put(&format!("customers/c{id:04}"), &document).unwrap();
        }
        let shop = SHOP.to_owned();
        let backup = desk.doors.start_backup(ShopAsk { shop }).await.unwrap();
        desk.ended(backup).await;
        for id in 0..CUSTOMERS {
            let key = format!("customers/c{id:04}");
            desk.shop.set(&key, "/note", "\"bad\"").unwrap();
        }
        desk
    }

    async fn with(shop: FakeShop) -> Self {
        Self::at(shop, Arc::new(SystemTime)).await
    }

    /// A desk with a shop on it, by a clock of its own.
    pub(crate) async fn at(shop: FakeShop, clock: Arc<dyn Clock>) -> Self {
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
        let native: Arc<dyn Native> = Arc::<Person>::clone(&person);
        let doors = Doors::new(
            clock,
            native,
            Arc::new(KeyringInMemory::none()),
            Arc::new(shop.clone()),
            places,
        );
        let folder = doors.open_desk(Nothing {}).await.unwrap().suggested_folder.handle;
        let keys = CreateVaultAsk {
            folder,
            passphrase: None,
            remember: false,
        };
        doors.create_vault(keys).await.unwrap();
        let purpose = PickPurpose::ShopFile;
        let file = doors.pick(PickAsk { purpose }).await.unwrap().chosen.unwrap();
        let name = SHOP.to_owned();
        let file = file.handle;
        doors
            .add_sqlite_shop(AddSqliteShopAsk { name, file })
            .await
            .unwrap();
        Self {
            doors,
            shop,
            person,
            home,
        }
    }

    /// What taking every customer back to the first backup would do.
    pub(crate) async fn preview(&self) -> RestorePreview {
        let ask = PreviewRestoreAsk {
            shop: SHOP.to_owned(),
            from: None,
            new_numbers: None,
            to: 1,
            types: vec!["customers".to_owned()],
            records: Vec::new(),
            fields: Vec::new(),
            allow_deletes: false,
            include_protected: false,
            only: None,
        };
        self.doors.preview_restore(ask).await.unwrap()
    }

    /// From now on the owner chooses this file in every dialog.
    pub(crate) fn will_choose_a_file(&self, name: &str) -> PathBuf {
        let file = self.home.path().join(name);
        *self.person.file.lock().unwrap() = Some(file.clone());
        file
    }

    /// The questions of the operating system so far.
    pub(crate) fn questions(&self) -> Vec<Confirmation> {
        self.person.questions.lock().unwrap().clone()
    }

    /// The files shown in the file manager so far.
    pub(crate) fn shown_in_folder(&self) -> Vec<PathBuf> {
        self.person.shown.lock().unwrap().clone()
    }

    /// Carries a kept plan out to whatever end it comes.
    pub(crate) async fn carry_out(&self, plan: u64) -> JobState {
        self.carry_out_and_tell(plan, vec![Recipient::ThisComputer]).await
    }

    /// The same, and these are told.
    pub(crate) async fn carry_out_and_tell(&self, plan: u64, recipients: Vec<Recipient>) -> JobState {
        let started = self.start(plan, recipients).await.unwrap();
        self.ended(started).await.state
    }

    /// Starts to carry a kept plan out.
    pub(crate) async fn start(&self, plan: u64, recipients: Vec<Recipient>) -> Reply<JobStarted> {
        let ask = StartRestoreAsk {
            shop: SHOP.to_owned(),
            plan,
            note: None,
            recipients,
        };
        self.doors.start_restore(ask).await
    }

    /// The first lines of all notices so far.
    pub(crate) fn notice_titles(&self) -> Vec<String> {
        let notices = self.person.notices.lock().unwrap();
        notices.iter().map(|notice| notice.title.clone()).collect()
    }

    /// Waits for a job's end.
    pub(crate) async fn ended(&self, started: JobStarted) -> JobNews {
        let mut news = self.doors.news();
        loop {
            let listed = self.doors.list_jobs(Nothing {}).await.unwrap();
            let job = listed
                .jobs
                .into_iter()
                .find(|job| job.job == started.job)
                .unwrap();
            if !matches!(job.state, JobState::Running { .. }) {
                return job;
            }
            match news.recv().await {
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(closed) => panic!("{closed}"),
            }
        }
    }

    /// One recovery.
    pub(crate) async fn recovery(&self, run: u64) -> Reply<RecoveryDetail> {
        let ask = RecoveryAsk {
            shop: SHOP.to_owned(),
            run,
            content_type: None,
            only_failed: false,
            offset: 0,
            limit: 1_000,
        };
        self.doors.recovery(ask).await
    }

    /// How many notices of this title there were.
    pub(crate) fn notices(&self, title: &str) -> usize {
        let notices = self.person.notices.lock().unwrap();
        notices.iter().filter(|notice| notice.title == title).count()
    }

    /// Where the newest notice leads. It is given right after the news of the end.
    pub(crate) async fn newest_route(&self, title: &str) -> String {
        loop {
            // What a job tells at its end may come after what was told meanwhile.
            let told = self.person.notices.lock().unwrap().clone();
            match told.into_iter().rev().find(|notice| notice.title == title) {
                Some(notice) => return notice.route,
                None => tokio::time::sleep(std::time::Duration::from_millis(5)).await,
            }
        }
    }

    /// Customers whose note is still spoilt.
    pub(crate) fn spoilt(&self) -> usize {
        let documents = self.shop.everything();
        documents
            .values()
            .filter(|document| document.contains("\"note\":\"bad\""))
            .count()
    }
}
