//! A shop whose file was moved goes on with its history; another shop in its place is not taken for it.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use backstock_engine::{Engine, EngineError, explain};
use backstock_model::{BackupNumber, Cancel, NoProgress};
use backstock_shops::ShopError;
use backstock_testkit::TemporaryVault;
use backstock_vault::Vault;
use rusqlite::Connection;

use crate::sqlite_files::{SHOP, add, backup, create, dump, edit, engine};
use crate::stage::everything;

/// A shop with a backup, and a place for it to be moved to.
fn backed_up() -> (TemporaryVault, Engine) {
    let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
    let file = vault.beside().join("shop.sqlite");
    create(&file, 40);
    let engine = engine(vault.vault().clone(), None);
    add(&engine, &file);
    backup(&engine);
    (vault, engine)
}

fn code(error: &EngineError) -> String {
    explain(error).code
}

// S2.6.2: the history of a moved shop goes on, and what is restored goes to the new place.
#[test]
fn a_shop_that_was_moved_goes_on_with_its_history() {
    let (vault, engine) = backed_up();
    let (old, new) = (
        vault.beside().join("shop.sqlite"),
        vault.beside().join("moved here.sqlite"),
    );
    let good = dump(&old);
    fs::rename(&old, &new).unwrap();
    let gone = engine
        .backup(SHOP, &Default::default(), &NoProgress, &Cancel::new())
        .unwrap_err();
    assert!(matches!(gone, EngineError::Shop(ShopError::FileMissing { .. })));
    assert_eq!(
        engine.last_backup_failure(SHOP).unwrap().unwrap().why.code,
        "shop_missing"
    );

    let check = engine.move_shop(SHOP, &engine.connection_to(&new)).unwrap();
    assert!(check.problems.is_empty());
    assert_eq!(
        engine.file_of(&engine.vault().shop(SHOP).unwrap()),
        Some(new.clone())
    );
    // What kept the last backup from being made is settled.
    assert_eq!(engine.last_backup_failure(SHOP).unwrap(), None);

    edit(&new, "UPDATE products SET price = 0.01");
    assert_eq!(backup(&engine), BackupNumber(2));
    let changed = engine
        .vault()
        .backup(engine.vault().shop(SHOP).unwrap().id, BackupNumber(2))
        .unwrap()
        .counts;
    assert_eq!((changed.updated, changed.added, changed.deleted), (40, 0, 0));
    let (plan, _) = engine
        .plan_restore(SHOP, BackupNumber(1), &everything(), &NoProgress, &Cancel::new())
        .unwrap();
    let done = engine
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!((done.succeeded, done.failed), (40, 0));
    assert_eq!(dump(&new), good);
    assert!(!old.exists());
}

// TRUST T16: a restore into the wrong shop is a catastrophe, so a file with other tables is never taken for the shop.
#[test]
fn a_file_that_is_another_shop_is_refused_and_nothing_changes() {
    let (vault, engine) = backed_up();
    let before = engine.vault().shop(SHOP).unwrap();
    let refused = |name: &str, sql: &str| {
        let file = vault.beside().join(name);
        Connection::open(&file).unwrap().execute_batch(sql).unwrap();
        let error = engine.move_shop(SHOP, &engine.connection_to(&file)).unwrap_err();
        assert!(matches!(error, EngineError::NotThisShop { .. }), "{error:?}");
        assert_eq!(code(&error), "another_shop");
    };
    refused(
        "notes.sqlite",
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, line TEXT)",
    );
    // Two tables of a name that every shop has are not this shop.
    refused(
        "other.sqlite",
        "CREATE TABLE products (id INTEGER PRIMARY KEY, title TEXT); CREATE TABLE log (at TEXT, line TEXT);
         CREATE TABLE shelves (id INTEGER PRIMARY KEY)",
    );
    for (name, content) in [
        ("missing.sqlite", None),
        ("picture.png", Some("no database at all")),
    ] {
        let file = vault.beside().join(name);
        if let Some(content) = content {
            fs::write(&file, content).unwrap();
        }
        let error = engine.move_shop(SHOP, &engine.connection_to(&file)).unwrap_err();
        assert!(matches!(error, EngineError::Shop(_)), "{error:?}");
    }
    assert_eq!(engine.vault().shop(SHOP).unwrap(), before);
    assert_eq!(backup(&engine), BackupNumber(2));
}

#[test]
fn a_place_that_is_another_shop_of_the_vault_is_refused() {
    let (vault, engine) = backed_up();
    let other = vault.beside().join("second.sqlite");
    create(&other, 3);
    engine
        .add_shop("Second", "sqlite", &engine.connection_to(&other), None)
        .unwrap();
    let error = engine.move_shop(SHOP, &engine.connection_to(&other)).unwrap_err();
    assert_eq!(code(&error), "another_shop");
    assert!(explain(&error).message.contains("Second"));
    // Its own place is no other shop's.
    let own = vault.beside().join("shop.sqlite");
    engine.move_shop(SHOP, &engine.connection_to(&own)).unwrap();
}

// What the command line's `--accept` does: the shop was rebuilt where it was, and its owner says that it is the same one.
#[cfg(unix)]
#[test]
fn a_shop_that_answers_differently_in_its_old_place_is_taken_back() {
    let (vault, engine) = backed_up();
    let (way, real) = (
        vault.beside().join("shop.sqlite"),
        vault.beside().join("real.sqlite"),
    );
    fs::rename(&way, &real).unwrap();
    std::os::unix::fs::symlink(&real, &way).unwrap();
    let error = engine
        .backup(SHOP, &Default::default(), &NoProgress, &Cancel::new())
        .unwrap_err();
    assert!(matches!(error, EngineError::AnotherShop { .. }));
    engine.move_shop(SHOP, &engine.connection_to(&way)).unwrap();
    assert_eq!(backup(&engine), BackupNumber(2));
}

// A job at work reads or writes the old place; the shop is moved when it has ended.
#[test]
fn a_shop_is_not_moved_under_a_job() {
    let (vault, engine) = backed_up();
    let shop = engine.vault().shop(SHOP).unwrap();
    let job = engine.vault().lock(shop.id, "backup").unwrap();
    let place = engine.connection_to(&vault.beside().join("shop.sqlite"));
    assert_eq!(code(&engine.move_shop(SHOP, &place).unwrap_err()), "busy");
    drop(job);
    engine.move_shop(SHOP, &place).unwrap();
}

/// Copies a folder with everything in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let there = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &there);
        } else {
            fs::copy(entry.path(), there).unwrap();
        }
    }
}

// A shop inside the vault's folder (the practice shop) goes where the vault goes, and a copy of the vault uses its own copy.
#[test]
fn a_shop_in_the_vaults_folder_moves_with_the_vault() {
    let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
    let inside = vault.folder().join("practice");
    fs::create_dir(&inside).unwrap();
    let file = inside.join("shop.sqlite");
    create(&file, 5);
    let first = engine(vault.vault().clone(), None);
    let connection = first.connection_to(&file);
    assert_eq!(connection, r#"{"path":"practice/shop.sqlite"}"#);
    first.add_shop(SHOP, "sqlite", &connection, None).unwrap();
    backup(&first);
    drop(first);

    let elsewhere = vault.beside().join("on another disk");
    copy(vault.folder(), &elsewhere);
    let second = engine(Arc::new(TemporaryVault::open(&elsewhere).unwrap()), None);
    let copied = elsewhere.join("practice/shop.sqlite");
    assert_eq!(
        second.file_of(&second.vault().shop(SHOP).unwrap()),
        Some(copied.clone())
    );
    edit(&copied, "UPDATE products SET price = 9.99 WHERE id = 1");
    assert_eq!(backup(&second), BackupNumber(2));
    let (plan, _) = second
        .plan_restore(SHOP, BackupNumber(1), &everything(), &NoProgress, &Cancel::new())
        .unwrap();
    let untouched = dump(&file);
    second
        .carry_out(SHOP, plan, None, &NoProgress, &Cancel::new())
        .unwrap();
    assert_eq!(dump(&copied), untouched);
}

// Vaults made before paths within the vault were kept have the practice shop's whole path: it opens as ever, and one that
// was left behind by a move is found again like any other shop.
#[test]
fn a_practice_shop_of_an_older_vault_still_opens() {
    let vault = TemporaryVault::create(chrono::DateTime::UNIX_EPOCH).unwrap();
    let file = vault.folder().join("shop.sqlite");
    create(&file, 5);
    let first = engine(vault.vault().clone(), None);
    let whole = serde_json::json!({ "path": file }).to_string();
    first.add_shop(SHOP, "sqlite", &whole, None).unwrap();
    assert_eq!(backup(&first), BackupNumber(1));
    assert_eq!(
        first.file_of(&first.vault().shop(SHOP).unwrap()),
        Some(file.clone())
    );

    let elsewhere = vault.beside().join("moved");
    copy(vault.folder(), &elsewhere);
    fs::remove_file(&file).unwrap();
    let moved: Arc<Vault> = Arc::new(TemporaryVault::open(&elsewhere).unwrap());
    let second = engine(moved, None);
    second
        .move_shop(SHOP, &second.connection_to(&elsewhere.join("shop.sqlite")))
        .unwrap();
    assert_eq!(
        second.vault().shop(SHOP).unwrap().connection,
        r#"{"path":"shop.sqlite"}"#
    );
    assert_eq!(backup(&second), BackupNumber(2));
}
