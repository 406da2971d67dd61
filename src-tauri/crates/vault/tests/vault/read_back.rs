//! A disk that says it has written what it has not: the backup fails, and the one before stays the newest (TRUST 4.3.7).

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::thread;
use std::time::Duration as Pause;

use backstock_model::{BackupNumber, Record};
use backstock_vault::{BackupKind, VaultError};

use super::stage::{Stage, day, description, product, record};

const WAL_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
const PAGE: usize = 8192;

/// Records whose contents do not get smaller by packing, so that nearly every page written is one of contents.
fn large(ids: std::ops::Range<u32>) -> Vec<Record> {
    ids.map(|id| {
        let text: String = (0..64_u32)
            .map(|part| blake3::hash(&(id * 64 + part).to_le_bytes()).to_hex().to_string())
            .collect();
        record(
            "products",
            &id.to_string(),
            "",
            &format!(r#"{{"text":"{text}"}}"#),
        )
    })
    .collect()
}

/// Waits until the writer has put several megabytes on disk and rests.
fn written(log: &Path) -> Vec<u8> {
    let size = || fs::metadata(log).map_or(0, |found| found.len());
    for _ in 0..600 {
        let before = size();
        thread::sleep(Pause::from_millis(100));
        if before > 4_000_000 && size() == before {
            return fs::read(log).unwrap();
        }
    }
    panic!("the first contents never reached the disk");
}

/// Where a byte in the middle of a page of contents is. They are most of what a transaction writes, so that the longest run of pages
/// written once, one after the other, is theirs.
fn byte_of_a_page(log: &[u8]) -> u64 {
    let frames: Vec<(u32, usize)> = (WAL_HEADER..log.len() - PAGE)
        .step_by(FRAME_HEADER + PAGE)
        .map(|at| (u32::from_be_bytes(log[at..at + 4].try_into().unwrap()), at))
        .collect();
    let mut times: HashMap<u32, u32> = HashMap::new();
    for (page, _) in &frames {
        *times.entry(*page).or_default() += 1;
    }
    let runs =
        frames.chunk_by(|(page, _), (next, _)| *next == page + 1 && times[page] == 1 && times[next] == 1);
    let longest = runs.max_by_key(|run| run.len()).unwrap();
    let (_, at) = longest[longest.len() / 2];
    (at + FRAME_HEADER + PAGE / 2) as u64
}

fn flip(file: &Path, at: u64) {
    let file = fs::OpenOptions::new().read(true).write(true).open(file).unwrap();
    let mut byte = [0];
    file.read_exact_at(&mut byte, at).unwrap();
    file.write_all_at(&[byte[0] ^ 1], at).unwrap();
}

// TRUST 4.3.7, S2.2.10
#[test]
fn a_backup_that_does_not_read_back_is_not_published() {
    // What is found when nothing comes any more, and what is found while the shop is still being read.
    for more in [0, 15_000] {
        does_not_read_back(more);
    }
}

fn does_not_read_back(more: u32) {
    let stage = Stage::new();
    let few: Vec<Record> = (0..3).map(|id| product(id, "1.0")).collect();
    stage.backup(&few);

    let lock = stage.vault.lock(stage.shop, "backup").unwrap();
    let mut backup = stage
        .vault
        .begin_backup(&lock, BackupKind::Manual, None, day(2))
        .unwrap();
    let mut open = backup.begin_type(&description("products")).unwrap();
    for record in large(0..5_000) {
        open.push(record).unwrap();
    }
    let log = stage.path().join("vault.db-wal");
    let at = byte_of_a_page(&written(&log));
    flip(&log, at);
    let failed = large(5_000..5_000 + more)
        .into_iter()
        .try_for_each(|record| open.push(record))
        .and_then(|()| open.finish())
        .and_then(|_| backup.publish(day(3)))
        .unwrap_err();
    assert!(matches!(failed, VaultError::NotReadBack), "{failed:?}");
    drop(lock);
    assert_eq!(
        stage.vault.latest(stage.shop).unwrap().unwrap().number,
        BackupNumber(1)
    );
    assert_eq!(stage.walk("products", BackupNumber(1)).len(), 3);

    if more > 0 {
        // The log has been begun anew since, so that nothing can be put right in it.
        return;
    }
    // With a disk that keeps what it is given, the same backup is made.
    flip(&log, at);
    assert_eq!(stage.backup(&large(0..5_000)).counts.records, 5_000);
    stage.assert_sound();
}
