//! The shop's file is replaced by another one while a restore is at work on it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use backstock_engine::{EngineError, Faults, RunOutcome};
use backstock_model::{Cancel, NoProgress};
use backstock_shops::ShopError;
use backstock_testkit::TemporaryVault;
use rusqlite::Connection;

use crate::sqlite_files::{SHOP, add, backup, create, edit, engine};
use crate::stage::everything;

/// More than one batch of writes.
const PRODUCTS: u32 = 620;

/// Puts another file into the shop's place when the job comes to a point for the n-th time, as a program does that writes a
/// new file and gives it the old one's name.
struct ReplaceAt {
    point: &'static str,
    left: AtomicU32,
    file: PathBuf,
}

impl Faults for ReplaceAt {
    fn at(&self, point: &'static str) {
        if point == self.point && self.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            let other = self.file.with_extension("other");
            std::fs::copy(self.file.with_extension("spoilt"), &other).unwrap();
            std::fs::rename(&other, &self.file).unwrap();
        }
    }
}

fn restored(folder: &Path, point: &'static str, pass: u32) -> Result<RunOutcome, EngineError> {
    let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
    let file = folder.join("shop.sqlite");
    create(&file, PRODUCTS);
    let faults = ReplaceAt {
        point,
        left: AtomicU32::new(pass),
        file: file.clone(),
    };
    let engine = engine(vault.vault().clone(), Some(Arc::new(faults)));
    add(&engine, &file);
    let good = backup(&engine);
    edit(&file, "UPDATE products SET price = price * 10");
    std::fs::copy(&file, file.with_extension("spoilt")).unwrap();
    let (plan, _) = engine
        .plan_restore(SHOP, good, &everything(), &NoProgress, &Cancel::new())
        .unwrap();
    engine.carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
}

// F15: what was written into a file that is not the shop any more is not called restored.
#[test]
fn a_file_that_was_replaced_ends_the_run() {
    for (point, pass) in [
        ("restore.safety_kept", 1),
        ("restore.batch_sent", 1),
        ("restore.batch_committed", 1),
        ("restore.batch_verified", 1),
        ("restore.batch_sent", 2),
        ("restore.batch_committed", 2),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let ended = restored(folder.path(), point, pass);
        let Err(EngineError::RunStopped { cause, .. }) = &ended else {
            panic!("{point} {pass}: {ended:?}");
        };
        assert!(
            matches!(**cause, EngineError::Shop(ShopError::FileReplaced { .. })),
            "{point} {pass}: {cause:?}"
        );
        // Nothing was written into the file that came.
        let cheap: u32 = Connection::open(folder.path().join("shop.sqlite"))
            .unwrap()
            .query_row(
                "SELECT count(*) FROM products WHERE price < id * 0.5",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(cheap, 0, "{point} {pass}");
    }
}
