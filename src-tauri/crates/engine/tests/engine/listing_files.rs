//! The list of backup files: what is in it, how it stands, and that nothing of somebody else's is ever removed.

use std::fs;

use backstock_engine::anchored;
use backstock_engine::{BackupFile, BackupFileStanding, EngineError, FileToList, NewBackupFile, is_of_files};
use backstock_model::{Cancel, Choice, Clock as _, NoProgress, Phase, Progress, Tick};
use backstock_testkit::KeyringInMemory;
use chrono::TimeDelta;

use crate::stage::{SHOP, Stage, everything};

fn wanted(name: &str) -> NewBackupFile {
    NewBackupFile {
        name: name.to_owned(),
        dated: None,
        passphrase: None,
    }
}

fn make(stage: &Stage, ask: &NewBackupFile) -> Result<BackupFile, EngineError> {
    stage
        .engine
        .make_backup_file(SHOP, ask, &NoProgress, &Cancel::new())
}

// S0.1, S0.3
#[test]
fn a_date_chooses_the_backup_that_goes_into_the_file() {
    let stage = Stage::new();
    let first = stage.backup();
    let then = stage.clock.now();
    stage.backup();
    let old = NewBackupFile {
        dated: Some(then),
        ..wanted("As it was")
    };
    let file = make(&stage, &old).unwrap();
    assert!(file.place.to_string_lossy().contains(&format!("backup {first}")));
    assert_eq!(file.dated, then);
    assert_eq!(file.found.kind, "backstock");
    let before = NewBackupFile {
        dated: Some(then - TimeDelta::days(400)),
        ..wanted("Too early")
    };
    assert!(matches!(
        make(&stage, &before),
        Err(EngineError::NoBackupThen { .. })
    ));
    assert!(matches!(
        make(&stage, &wanted("  ")),
        Err(EngineError::BackupFileName(_))
    ));
}

// S0.1, S0.5: what becomes of a file is told, and one that was edited is not taken for whole.
#[test]
fn the_list_says_how_each_file_stands() {
    let stage = Stage::new();
    stage.backup();
    let file = make(&stage, &wanted("Before the summer")).unwrap();
    assert_eq!(file.standing, BackupFileStanding::AsFound);
    let mut bytes = fs::read(&file.place).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    bytes.push(0);
    fs::write(&file.place, bytes).unwrap();
    let standing = |stage: &Stage| stage.engine.backup_files(SHOP).unwrap()[0].standing;
    assert_eq!(standing(&stage), BackupFileStanding::Changed);
    let checked = stage
        .engine
        .check_listed_file(SHOP, file.id, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(checked.found.fault.unwrap().code, "file_damaged");
    fs::remove_file(&file.place).unwrap();
    assert_eq!(standing(&stage), BackupFileStanding::Missing);
    let choice = Choice::default();
    let gone =
        stage
            .engine
            .plan_restore_from_listed(SHOP, (file.id, None), &choice, &NoProgress, &Cancel::new());
    assert!(matches!(gone, Err(EngineError::BackupFileMissing { .. })));
}

// S0.7
#[test]
fn the_trash_removes_what_was_made_here_and_nothing_else() {
    let stage = Stage::new();
    stage.backup();
    let ours = make(&stage, &wanted("Ours")).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let path = elsewhere.path().join("theirs.backstock.zip");
    fs::copy(&ours.place, &path).unwrap();
    let theirs = stage
        .engine
        .list_backup_file(
            SHOP,
            FileToList {
                path: path.clone(),
                name: "Theirs".to_owned(),
                dated: None,
                passphrase: None,
            },
            &NoProgress,
            &Cancel::new(),
        )
        .unwrap();
    assert!(ours.is_ours && !theirs.is_ours);
    let both = [ours.id, theirs.id];
    assert!(
        stage
            .engine
            .backup_files_to_delete(SHOP, &both)
            .unwrap()
            .is_grave()
    );
    assert_eq!(stage.engine.delete_backup_files(SHOP, &both).unwrap(), 2);
    assert!(ours.place.exists() && path.exists());
    let emptied = stage.engine.empty_trash(SHOP).unwrap();
    assert_eq!((emptied.forgotten, emptied.removed), (2, 1));
    assert!(!ours.place.exists() && path.exists());
    assert!(stage.engine.backup_files(SHOP).unwrap().is_empty());
}

// S0.7: what another shop lists, what was picked, and what was written over since is not removed from the disk.
#[test]
fn the_trash_removes_nothing_that_somebody_else_may_need() {
    let stage = Stage::new();
    stage.backup();
    let [shared, changed, picked] =
        ["Shared", "Changed", "Picked"].map(|name| make(&stage, &wanted(name)).unwrap());
    let list = |shop: &str, place: &std::path::Path| {
        let file = FileToList {
            path: place.to_owned(),
            name: "Again".to_owned(),
            dated: None,
            passphrase: None,
        };
        stage
            .engine
            .list_backup_file(shop, file, &NoProgress, &Cancel::new())
            .unwrap()
    };
    stage
        .engine
        .vault()
        .add_shop(backstock_vault::NewShop {
            name: "Other".to_owned(),
            kind: "sqlite".to_owned(),
            connection: "{}".to_owned(),
            profile: None,
            fingerprint: None,
            now: stage.clock.now(),
        })
        .unwrap();
    list("Other", &shared.place);
    fs::write(&changed.place, "something else by now").unwrap();
    // Forgotten here, and then picked as any other file.
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("copy.zip");
    fs::copy(&picked.place, &copy).unwrap();
    stage.engine.delete_backup_files(SHOP, &[picked.id]).unwrap();
    assert_eq!(stage.engine.empty_trash(SHOP).unwrap().removed, 1);
    fs::copy(&copy, &picked.place).unwrap();
    let picked = list(SHOP, &picked.place);
    assert!(!picked.is_ours);

    let all = [shared.id, changed.id, picked.id];
    stage.engine.delete_backup_files(SHOP, &all).unwrap();
    let emptied = stage.engine.empty_trash(SHOP).unwrap();
    assert_eq!((emptied.forgotten, emptied.removed), (3, 0));
    assert!([shared, changed, picked].iter().all(|file| file.place.exists()));
}

/// Stops what it looks at as soon as it reads back.
struct StopsTheCheck(Cancel);

impl Progress for StopsTheCheck {
    fn tick(&self, tick: &Tick) {
        if tick.phase == Phase::CheckingFile {
            self.0.ask();
        }
    }
}

// S0.3: a file in no list could not be deleted by anybody, and every customer is in it.
#[test]
fn a_file_whose_making_was_stopped_is_not_left_behind() {
    let stage = Stage::new();
    stage.backup();
    let cancel = Cancel::new();
    let stopped =
        stage
            .engine
            .make_backup_file(SHOP, &wanted("Never"), &StopsTheCheck(cancel.clone()), &cancel);
    assert!(matches!(stopped, Err(EngineError::Cancelled)), "{stopped:?}");
    let folder = stage.engine.files_folder();
    let left: Vec<_> =
        fs::read_dir(folder).map_or_else(|_| Vec::new(), |found| found.map(Result::unwrap).collect());
    assert!(left.is_empty(), "{left:?}");
    assert!(stage.engine.backup_files(SHOP).unwrap().is_empty());
}

// S0.8, S1.5: restored through a preview, after a safety backup; and what was read for it does not stay.
#[test]
fn a_shop_is_brought_to_a_listed_file_and_nothing_of_the_file_stays_in_the_vault() {
    let stage = Stage::new();
    let keyring = KeyringInMemory::default();
    stage.backup();
    let good = stage.shop.everything();
    let file = make(&stage, &wanted("Good")).unwrap();
    stage.shop.set("products/117", "/price", r#""0.01""#).unwrap();
    let plan = || {
        stage
            .engine
            .plan_restore_from_listed(SHOP, (file.id, None), &everything(), &NoProgress, &Cancel::new())
            .unwrap()
    };
    let read = |stage: &Stage| {
        let shops = stage.engine.vault().shops().unwrap();
        shops.iter().filter(|shop| is_of_files(shop)).count()
    };
    let (id, planned) = plan();
    assert_eq!(planned.counts(), (0, 1, 0));
    anchored::keep(&keyring, stage.engine.vault());
    assert_eq!(read(&stage), 1, "it is at hand until the plan is carried out");
    let outcome = stage.carry_out(id);
    assert_eq!((outcome.failed, stage.shop.everything()), (0, good));
    assert!(stage.engine.run(SHOP, outcome.run).unwrap().safety.is_some());

    anchored::forget_read_files(&keyring, &stage.engine, None);
    assert_eq!(read(&stage), 0);
    // That it went is known, and the vault is not taken for an older copy.
    assert!(anchored::keep(&keyring, stage.engine.vault()).is_none());
}
