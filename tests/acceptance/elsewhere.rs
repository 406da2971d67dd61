//! Work that another window or the command line does with the vault.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use backstock_contract::{JobKind, Nothing};
use backstock_model::Secret;
use backstock_vault::{Unlock, Vault};

use crate::desk::TestDesk;

const PASSPHRASE: &str = "tea before sunrise";
const FOLDER: &str = "BACKSTOCK_TEST_VAULT";
const JOB: &str = "BACKSTOCK_TEST_JOB";
const BEGUN: &str = "the vault is held";

/// Another process that has taken the vault for a job, until it is killed.
struct Elsewhere(Child);

impl Elsewhere {
    fn at_work(folder: &Path, job: &str) -> Self {
        let mut child = Command::new(env::current_exe().unwrap())
            .args([
                "--exact",
                "elsewhere::a_part_played_by_a_child",
                "--ignored",
                "--nocapture",
            ])
            .env(FOLDER, folder)
            .env(JOB, job)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let begun = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .any(|line| line.unwrap().contains(BEGUN));
        assert!(begun, "the other process ended before it began");
        Self(child)
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
#[ignore = "a part that another test lets a child play"]
fn a_part_played_by_a_child() {
    let folder = env::var(FOLDER).unwrap();
    let passphrase = Secret::new(PASSPHRASE.to_owned());
    let vault = Vault::open(Path::new(&folder), Unlock::Passphrase(&passphrase)).unwrap();
    let shop = vault.shops().unwrap()[0].id;
    let _lock = vault.lock(shop, &env::var(JOB).unwrap()).unwrap();
    println!("{BEGUN}");
    std::thread::sleep(Duration::from_secs(60));
}

// S2.2.5, S2.2.6, S2.6.6
#[tokio::test(flavor = "multi_thread")]
async fn what_another_process_does_is_told_until_it_ends() {
    let desk = TestDesk::with_a_passphrase(None, Some(PASSPHRASE)).await;
    let shop = desk.doors.add_practice_shop(Nothing {}).await.unwrap().name;
    assert_eq!(desk.doors.list_jobs(Nothing {}).await.unwrap().elsewhere, None);
    for (job, kind) in [
        ("backup", Some(JobKind::Backup)),
        ("restore", Some(JobKind::Restore)),
        ("undo", Some(JobKind::Undo)),
        ("remove shop", None),
    ] {
        let other = Elsewhere::at_work(&desk.vault_folder(), job);
        let told = desk.doors.list_jobs(Nothing {}).await.unwrap();
        let elsewhere = told.elsewhere.unwrap();
        assert_eq!((elsewhere.kind, elsewhere.shop), (kind, Some(shop.clone())));
        assert!(elsewhere.since.is_some());
        assert_eq!(told.jobs, [], "it is no job of this window");
        drop(other);
        assert_eq!(desk.doors.list_jobs(Nothing {}).await.unwrap().elsewhere, None);
    }
    // A job of this window is listed as such, and never as work elsewhere.
    desk.back_up(&shop).await;
    let told = desk.doors.list_jobs(Nothing {}).await.unwrap();
    assert_eq!((told.jobs.len(), told.elsewhere), (1, None));
}
