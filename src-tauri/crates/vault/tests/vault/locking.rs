//! One job at a time, and who only looks keeps nobody from it.

use std::fs::File;
use std::thread;

use backstock_vault::VaultError;

use super::stage::Stage;

/// Somebody else's hold on a file of the vault, as another program would have it.
fn hold(stage: &Stage, name: &str) -> File {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(stage.vault.folder().join(name))
        .unwrap();
    file.try_lock().unwrap();
    file
}

#[test]
fn a_job_waits_for_somebody_who_only_looks_and_not_for_another_job() {
    let stage = Stage::new();
    // Who looks leaves no note. On a computer that is busy with other things even an instant is long.
    let looking = hold(&stage, "vault.lock");
    let vault = stage.vault.clone();
    let shop = stage.shop;
    let waiting = thread::spawn(move || vault.lock(shop, "backup").map(drop));
    // Longer than a job would be waited for.
    thread::sleep(std::time::Duration::from_millis(300));
    drop(looking);
    waiting.join().unwrap().unwrap();

    let _job = stage.vault.lock(stage.shop, "restore").unwrap();
    let refused = stage.vault.lock(stage.shop, "backup");
    assert!(matches!(refused, Err(VaultError::Busy { job, .. }) if job == "restore"));
}

#[test]
fn two_who_only_look_do_not_take_each_other_for_a_job() {
    let stage = Stage::new();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..500 {
                    assert_eq!(stage.vault.running_job().unwrap(), None);
                }
            });
        }
    });
    let _job = stage.vault.lock(stage.shop, "restore").unwrap();
    assert_eq!(stage.vault.running_job().unwrap().unwrap().job, "restore");
}

#[test]
fn the_note_of_a_job_that_was_killed_is_cleared_by_whoever_looks() {
    let stage = Stage::new();
    let note = stage.vault.folder().join("vault.job.json");
    std::fs::write(&note, "{}").unwrap();
    assert_eq!(stage.vault.running_job().unwrap(), None);
    assert!(!note.exists());
}

#[test]
fn turns_are_taken_by_one_at_a_time() {
    let stage = Stage::new();
    let other = hold(&stage, "turns.lock");
    assert!(stage.vault.lock_turns().unwrap().is_none());
    drop(other);
    let first = stage.vault.lock_turns().unwrap();
    assert!(first.is_some() && stage.vault.lock_turns().unwrap().is_none());
    drop(first);
    assert!(stage.vault.lock_turns().unwrap().is_some());
}
