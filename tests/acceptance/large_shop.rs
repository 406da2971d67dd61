//! S2.2.8: a large shop backs up with bounded memory, the window stays responsive, progress keeps moving.
//!
//! The sample has 10,000 records; `cargo verify --full` (BACKSTOCK_FULL=1) has 100,000. A process of its own makes the backup,
//! so that its memory is that of the backup and not that of the tests beside it.

use std::env;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use backstock_contract::{AddSqliteShopAsk, JobOutcome, JobState, Nothing, PickAsk, PickPurpose};
use backstock_practice::Size;

use crate::desk::TestDesk;

const FILE: &str = "BACKSTOCK_TEST_SHOP";
const RECORDS: &str = "BACKSTOCK_TEST_RECORDS";

#[test]
fn a_large_shop_backs_up_while_the_window_stays_alive() {
    let (size, records) = match env::var_os("BACKSTOCK_FULL") {
        Some(_) => (Size::Records100k, 100_000),
        None => (Size::Records10k, 10_000),
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large.sqlite");
    backstock_practice::create(&file, size, 7, chrono::Utc::now()).unwrap();
    let child = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "large_shop::a_part_played_by_a_child",
            "--ignored",
            "--nocapture",
        ])
        .env(FILE, &file)
        .env(RECORDS, records.to_string())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    println!("{said}");
    assert!(
        child.status.success() && said.contains("1 passed"),
        "{}",
        String::from_utf8_lossy(&child.stderr)
    );
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a part that another test lets a child play"]
async fn a_part_played_by_a_child() {
    let file = PathBuf::from(env::var(FILE).unwrap());
    back_up_and_watch(&file, env::var(RECORDS).unwrap().parse().unwrap()).await;
}

async fn back_up_and_watch(file: &Path, records: u64) {
    let desk = TestDesk::with_a_vault(Some(file)).await;
    let picked = desk
        .doors
        .pick(PickAsk {
            purpose: PickPurpose::ShopFile,
        })
        .await
        .unwrap();
    let ask = AddSqliteShopAsk {
        name: "Large".to_owned(),
        file: picked.chosen.unwrap().handle,
    };
    let shop = desk.doors.add_sqlite_shop(ask).await.unwrap().name;

    let doors = desk.doors.clone();
    let asking = tokio::spawn(async move {
        // What the window asks while it is used. The slowest answer is what a person would feel.
        let mut slowest = Duration::ZERO;
        loop {
            let began = Instant::now();
            let jobs = doors.list_jobs(Nothing {}).await.unwrap();
            doors.list_shops(Nothing {}).await.unwrap();
            slowest = slowest.max(began.elapsed());
            if jobs
                .jobs
                .iter()
                .any(|job| !matches!(job.state, JobState::Running { .. }))
            {
                return slowest;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let heard = desk.back_up(&shop).await;
    let slowest = asking.await.unwrap();
    tell(&format!(
        "{records} records: {} pieces of news, slowest answer {slowest:?}",
        heard.len()
    ));

    let Some(JobState::Ended {
        outcome: JobOutcome::BackedUp { backup, .. },
    }) = heard.last().map(|(_, news)| news.state.clone())
    else {
        panic!("the backup did not end well: {:?}", heard.last());
    };
    assert_eq!(backup.records, records);
    // Far beyond what is aimed at (100 ms), so that only a window that truly hangs fails on a busy machine.
    assert!(slowest < Duration::from_secs(5), "an answer took {slowest:?}");
    let longest_silence = heard.iter().map(|(since, _)| *since).max().unwrap();
    assert!(
        longest_silence < Duration::from_secs(5),
        "no progress for {longest_silence:?}"
    );
    let mut last = 0;
    for (_, news) in &heard {
        if let JobState::Running { done, total, .. } = &news.state {
            assert!(*done >= last, "progress went backwards");
            assert!(
                total.is_none_or(|total| *done <= total),
                "more is done than there is"
            );
            last = *done;
        }
    }
    #[cfg(target_os = "linux")]
    {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let peak: u64 = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok())
            .unwrap();
        tell(&format!("peak memory {peak} kB"));
        assert!(peak < 300_000, "peak memory was {peak} kB");
    }
}

/// Tells the parent what was seen.
fn tell(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
