//! Backup files: whose making came to a sudden end, and of which moment they are.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use backstock_archive::ArchiveError;
use backstock_engine::{ArchiveAsk, Engine, EngineError, Moment};
use backstock_model::{Cancel, Phase, Progress, Tick};

use crate::stage::{SHOP, Stage};

/// Keeps what is there in the middle of the work, as a kill would have left it.
struct Onlooker<'a> {
    engine: &'a Engine,
    seen: Mutex<Option<(String, PathBuf, Vec<u8>)>>,
}

impl Onlooker<'_> {
    fn setting(&self) -> String {
        let shop = self.engine.vault().shop(SHOP).unwrap();
        format!("archive_partial/{}", shop.id)
    }
}

impl Progress for Onlooker<'_> {
    fn tick(&self, tick: &Tick) {
        let mut seen = self.seen.lock().unwrap();
        if tick.phase == Phase::CheckingFile || seen.is_some() {
            return;
        }
        if let Some(noted) = self.engine.vault().setting(&self.setting()).unwrap() {
            let partial = PathBuf::from(&noted);
            let bytes = std::fs::read(&partial).unwrap();
            *seen = Some((noted, partial, bytes));
        }
    }
}

fn make(engine: &Engine, file: &Path, progress: &dyn Progress) {
    let ask = ArchiveAsk {
        at: Moment::Latest,
        path: file,
        passphrase: None,
    };
    engine
        .create_archive(SHOP, ask, progress, &Cancel::new())
        .unwrap();
}

// F16: half of a shop's data does not lie about for ever.
#[test]
fn what_a_kill_left_of_a_backup_file_is_removed() {
    let stage = Stage::new();
    for id in 1_000..1_200 {
        let product = crate::stage::product(id, "Roll", "0.40", 1, 1);
        stage.shop.put(&format!("products/{id}"), &product).unwrap();
    }
    stage.backup();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bakery.backstock.zip");
    let vault = stage.engine.vault();
    let files = || std::fs::read_dir(folder.path()).unwrap().count();

    for by_the_next_one in [false, true] {
        let onlooker = Onlooker {
            engine: &stage.engine,
            seen: Mutex::default(),
        };
        make(&stage.engine, &file, &onlooker);
        assert_eq!(files(), 1);
        let setting = onlooker.setting();
        assert_eq!(vault.setting(&setting).unwrap(), None);
        let (noted, partial, bytes) = onlooker.seen.into_inner().unwrap().unwrap();

        // As it was in the middle.
        std::fs::write(&partial, bytes).unwrap();
        vault.set_setting(&setting, Some(&noted)).unwrap();
        if by_the_next_one {
            make(&stage.engine, &file, &backstock_model::NoProgress);
        } else {
            let shop = vault.shop(SHOP).unwrap().id;
            let job = vault.lock(shop, "backup").unwrap();
            stage.engine.settle_archives().unwrap();
            assert!(partial.exists(), "somebody may still be at work on it");
            drop(job);
            stage.engine.settle_archives().unwrap();
        }
        assert!(!partial.exists());
        assert_eq!((files(), vault.setting(&setting).unwrap()), (1, None));
    }

    // Nothing is removed that is not called like one of ours.
    let theirs = folder.path().join("accounts.xlsx");
    std::fs::write(&theirs, "figures").unwrap();
    let shop = vault.shop(SHOP).unwrap().id;
    let setting = format!("archive_partial/{shop}");
    vault.set_setting(&setting, theirs.to_str()).unwrap();
    stage.engine.settle_archives().unwrap();
    assert!(theirs.exists());
}

/// Damages what is being made as soon as its bytes are read for the seal.
struct Damaging<'a> {
    onlooker: Onlooker<'a>,
    damaged: Mutex<Option<PathBuf>>,
}

impl Progress for Damaging<'_> {
    fn tick(&self, tick: &Tick) {
        let mut damaged = self.damaged.lock().unwrap();
        if tick.phase != Phase::CheckingFile || damaged.is_some() {
            return;
        }
        let noted = self.onlooker.engine.vault().setting(&self.onlooker.setting());
        let partial = PathBuf::from(noted.unwrap().unwrap());
        let mut bytes = std::fs::read(&partial).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&partial, bytes).unwrap();
        *damaged = Some(partial);
    }
}

/// Asks to stop at the first word of the check.
struct Stopping<'a>(&'a Cancel, Mutex<u32>);

impl Progress for Stopping<'_> {
    fn tick(&self, tick: &Tick) {
        if tick.phase == Phase::CheckingFile {
            *self.1.lock().unwrap() += 1;
            self.0.ask();
        }
    }
}

// S1.13: a disk that does not keep what was written costs nobody the backup file of last month.
#[test]
fn a_file_that_is_not_read_back_whole_leaves_the_former_one_alone() {
    let stage = Stage::new();
    stage.backup();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bakery.backstock.zip");
    make(&stage.engine, &file, &backstock_model::NoProgress);
    let former = std::fs::read(&file).unwrap();
    let unharmed = || {
        assert_eq!(std::fs::read(&file).unwrap(), former);
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing half done"
        );
    };
    let ask = || ArchiveAsk {
        at: Moment::Latest,
        path: &file,
        passphrase: None,
    };

    let damaging = Damaging {
        onlooker: Onlooker {
            engine: &stage.engine,
            seen: Mutex::default(),
        },
        damaged: Mutex::default(),
    };
    let refused = stage
        .engine
        .create_archive(SHOP, ask(), &damaging, &Cancel::new())
        .unwrap_err();
    assert!(
        matches!(refused, EngineError::Archive(ArchiveError::Damaged { .. })),
        "{refused}"
    );
    unharmed();

    let cancel = Cancel::new();
    let stopping = Stopping(&cancel, Mutex::new(0));
    let stopped = stage.engine.create_archive(SHOP, ask(), &stopping, &cancel);
    assert!(matches!(stopped, Err(EngineError::Cancelled)));
    assert_eq!(*stopping.1.lock().unwrap(), 1, "it ends where it was asked to");
    unharmed();
}

// S1.2: a file of today is of today, unless another day is asked for.
#[test]
fn the_shop_is_read_first_unless_a_backup_is_asked_for() {
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bakery.backstock.zip");
    let make = |at: Moment| {
        let ask = ArchiveAsk {
            at,
            path: &file,
            passphrase: None,
        };
        stage
            .engine
            .create_archive(SHOP, ask, &backstock_model::NoProgress, &Cancel::new())
    };
    assert!(matches!(make(Moment::Latest), Err(EngineError::NoBackup { .. })));
    assert_eq!(make(Moment::Live).unwrap().manifest.backup.number, 1);

    let products = |made: backstock_engine::ArchiveWritten| {
        let types = made.manifest.types.iter();
        let products = types.filter(|archived| archived.key.as_str() == "products");
        products.map(|archived| archived.records).sum::<u64>()
    };
    let before = products(make(Moment::Latest).unwrap());
    let roll = crate::stage::product(1_000, "Roll", "0.40", 1, 1);
    stage.shop.put("products/1000", &roll).unwrap();
    let latest = make(Moment::Latest).unwrap();
    assert_eq!((latest.manifest.backup.number, products(latest)), (1, before));
    let live = make(Moment::Live).unwrap();
    assert_eq!((live.manifest.backup.number, products(live)), (2, before + 1));

    // Nowhere to put it: the shop is not read for nothing.
    let nowhere = ArchiveAsk {
        at: Moment::Live,
        path: &folder.path().join("no/such/tea.zip"),
        passphrase: None,
    };
    let refused = stage
        .engine
        .create_archive(SHOP, nowhere, &backstock_model::NoProgress, &Cancel::new());
    assert!(matches!(
        refused,
        Err(EngineError::Archive(ArchiveError::Io { .. }))
    ));
    let vault = stage.engine.vault();
    let shop = vault.shop(SHOP).unwrap().id;
    assert_eq!(vault.backups(shop).unwrap().len(), 2);
}
