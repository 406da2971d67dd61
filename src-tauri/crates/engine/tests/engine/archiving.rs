//! Backup files whose making came to a sudden end.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use backstock_engine::{ArchiveAsk, Engine, Moment};
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
