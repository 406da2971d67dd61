//! Creating, opening, keys, locks, and vaults that cannot be written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use backstock_model::Secret;
use backstock_vault::{NewKeys, RecoveryKey, Unlock, Vault, VaultError};
use tempfile::TempDir;

use super::kills::child;
use super::stage::{KEYRING, Stage, content_type, day, description, new_shop, product, record, skipped};

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|out| out.stdout == b"0\n")
}

fn run(command: &str, arguments: &[&str]) -> bool {
    Command::new(command)
        .args(arguments)
        .output()
        .is_ok_and(|out| out.status.success())
}

/// A small file system of its own, taken down when dropped. `None` where there is no right to make one.
struct Mount(TempDir);

impl Mount {
    fn new(size: &str) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let options = format!("size={size}");
        let path = folder.path().to_str().unwrap().to_owned();
        (is_root() && run("mount", &["-t", "tmpfs", "-o", &options, "tmpfs", &path])).then_some(Self(folder))
    }

    fn path(&self) -> &str {
        self.0.path().to_str().unwrap()
    }

    fn again(&self, options: &str) -> bool {
        run("mount", &["-o", &format!("remount,{options}"), self.path()])
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        run("umount", &["-l", self.path()]);
    }
}

#[test]
fn a_vault_opens_with_every_key_it_was_given() {
    let folder = TempDir::new().unwrap();
    let passphrase = Secret::new("a long walk by the sea".into());
    let keys = NewKeys {
        keyring: Some(KEYRING),
        passphrase: Some(passphrase.clone()),
    };
    let (vault, recovery) = Vault::create(folder.path(), keys, day(0)).unwrap();
    let id = vault.id().to_owned();
    vault.set_setting("theme", Some("dark")).unwrap();
    drop(vault);
    assert!(Vault::exists(folder.path()));
    assert_eq!(Vault::vault_id_of(folder.path()).unwrap(), id);
    assert!(Vault::has_keyring(folder.path()).unwrap() && Vault::has_passphrase(folder.path()).unwrap());
    let typed = RecoveryKey::parse(&recovery.reveal().to_lowercase().replace('-', " ")).unwrap();
    for unlock in [
        Unlock::Keyring(&KEYRING),
        Unlock::Recovery(&typed),
        Unlock::Passphrase(&passphrase),
    ] {
        let vault = Vault::open(folder.path(), unlock).unwrap();
        assert_eq!(vault.setting("theme").unwrap().as_deref(), Some("dark"));
        assert_eq!(vault.created(), day(0));
    }
}

#[test]
fn a_wrong_key_is_told_from_a_missing_one() {
    let stage = Stage::new();
    let (_, other) = {
        let folder = TempDir::new().unwrap();
        Vault::create(folder.path(), NewKeys::default(), day(0)).unwrap()
    };
    let open = |unlock| Vault::open(stage.path(), unlock);
    assert!(matches!(
        open(Unlock::Recovery(&other)),
        Err(VaultError::WrongKey)
    ));
    assert!(matches!(
        open(Unlock::Keyring(&[0; 32])),
        Err(VaultError::WrongKey)
    ));
    let passphrase = Secret::new("never set".into());
    assert!(matches!(
        open(Unlock::Passphrase(&passphrase)),
        Err(VaultError::NoSuchSlot)
    ));
}

#[test]
fn keys_can_be_changed_and_old_ones_stop_working() {
    let stage = Stage::new();
    let vault = &stage.vault;
    let passphrase = Secret::new("new".into());
    vault.set_passphrase(&passphrase).unwrap();
    vault.set_keyring(Some(&[9; 32])).unwrap();
    let recovery = vault.prepare_recovery_key().unwrap();
    vault.replace_recovery_key(&recovery).unwrap();
    let open = |unlock| Vault::open(stage.path(), unlock);
    open(Unlock::Passphrase(&passphrase)).unwrap();
    open(Unlock::Keyring(&[9; 32])).unwrap();
    open(Unlock::Recovery(&recovery)).unwrap();
    assert!(matches!(
        open(Unlock::Keyring(&KEYRING)),
        Err(VaultError::WrongKey)
    ));
    assert!(matches!(
        open(Unlock::Recovery(&stage.recovery)),
        Err(VaultError::WrongKey)
    ));
    vault.remove_passphrase().unwrap();
    vault.set_keyring(None).unwrap();
    assert!(matches!(
        open(Unlock::Passphrase(&passphrase)),
        Err(VaultError::NoSuchSlot)
    ));
    assert!(matches!(
        open(Unlock::Keyring(&[9; 32])),
        Err(VaultError::NoSuchSlot)
    ));
    open(Unlock::Recovery(&recovery)).unwrap();
}

#[test]
fn a_damaged_key_file_is_replaced_by_its_twin() {
    let stage = Stage::new();
    let (first, second) = (stage.path().join("keys.json"), stage.path().join("keys.bak.json"));
    let sound = fs::read(&first).unwrap();
    assert_eq!(sound, fs::read(&second).unwrap());
    for (damaged, content) in [
        (&first, &b"{"[..]),
        (&second, b""),
        (&first, &sound[..sound.len() / 2]),
    ] {
        fs::write(damaged, content).unwrap();
        Vault::open(stage.path(), Unlock::Recovery(&stage.recovery)).unwrap();
        assert_eq!(fs::read(damaged).unwrap(), sound, "repaired");
    }
    fs::remove_file(&first).unwrap();
    Vault::open(stage.path(), Unlock::Recovery(&stage.recovery)).unwrap();
    fs::write(&first, "x").unwrap();
    fs::write(&second, "x").unwrap();
    let opened = Vault::open(stage.path(), Unlock::Recovery(&stage.recovery));
    assert!(matches!(opened, Err(VaultError::Damaged { .. })));
}

// F5: one wrong bit in a file that can still be read must not lock the owner out while its twin is sound.
#[test]
fn a_key_file_with_one_wrong_sign_is_replaced_by_its_twin() {
    let stage = Stage::new();
    let first = stage.path().join("keys.json");
    let sound = fs::read_to_string(&first).unwrap();
    for (place, at) in [("\"key\": \"", 9), ("\"nonce\": \"", 11), ("\"salt\": \"", 10)] {
        let mut damaged = sound.clone().into_bytes();
        for (found, _) in sound.match_indices(place) {
            let sign = &mut damaged[found + at];
            *sign = if *sign == b'0' { b'1' } else { b'0' };
        }
        assert_ne!(damaged, sound.as_bytes(), "{place}");
        fs::write(&first, &damaged).unwrap();
        Vault::open(stage.path(), Unlock::Recovery(&stage.recovery)).unwrap();
        assert_eq!(fs::read_to_string(&first).unwrap(), sound, "repaired");
    }
}

#[test]
fn a_key_changed_while_the_vault_is_being_opened_stays_changed() {
    let stage = Stage::new();
    let passphrase = Secret::new("a slow one".into());
    stage.vault.set_passphrase(&passphrase).unwrap();
    let recovery = std::thread::scope(|scope| {
        let opening = scope.spawn(|| Vault::open(stage.path(), Unlock::Passphrase(&passphrase)).map(drop));
        // A passphrase takes its time; the other hand is faster.
        std::thread::sleep(std::time::Duration::from_millis(15));
        let recovery = stage.vault.prepare_recovery_key().unwrap();
        stage.vault.replace_recovery_key(&recovery).unwrap();
        opening.join().unwrap().unwrap();
        recovery
    });
    Vault::open(stage.path(), Unlock::Recovery(&recovery)).unwrap();
    let old = Vault::open(stage.path(), Unlock::Recovery(&stage.recovery));
    assert!(matches!(old, Err(VaultError::WrongKey)), "{old:?}");
}

#[test]
fn the_salt_in_the_database_is_not_needed() {
    // TRUST 0.1: a torn first sector must not take the vault with it.
    let mut stage = Stage::new();
    stage.backup(&[product(1, "4.50")]);
    stage.reopen();
    let database = stage.path().join("vault.db");
    let mut bytes = fs::read(&database).unwrap();
    bytes[..16].fill(0xA5);
    fs::write(&database, bytes).unwrap();
    let vault = stage.open_again();
    assert_eq!(vault.backups(stage.shop).unwrap().len(), 1);
    assert_eq!(stage.problems(), []);
}

#[test]
fn a_vault_of_a_newer_app_is_told_from_a_damaged_one() {
    let stage = Stage::new();
    for name in ["keys.json", "keys.bak.json"] {
        let text = fs::read_to_string(stage.path().join(name)).unwrap();
        fs::write(
            stage.path().join(name),
            text.replace("\"format\": 2", "\"format\": 3"),
        )
        .unwrap();
    }
    let opened = Vault::open(stage.path(), Unlock::Recovery(&stage.recovery));
    assert!(
        matches!(opened, Err(VaultError::NewerThanApp { found: 3, known: 2 })),
        "{opened:?}"
    );
}

#[test]
fn a_folder_that_is_not_empty_is_left_alone() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("holiday.jpg"), "x").unwrap();
    let made = Vault::create(folder.path(), NewKeys::default(), day(0));
    assert!(matches!(made, Err(VaultError::FolderNotEmpty(_))));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert!(!Vault::exists(folder.path()));
    let opened = Vault::open(folder.path(), Unlock::Keyring(&KEYRING));
    assert!(matches!(opened, Err(VaultError::NotAVault(_))));
    let gone = Vault::open(&folder.path().join("gone"), Unlock::Keyring(&KEYRING));
    assert!(matches!(gone, Err(VaultError::Missing(_))));
}

#[test]
fn a_vault_whose_drive_was_pulled_does_not_appear_again_empty() {
    let stage = Stage::new();
    let path = stage.path().to_owned();
    let away = stage.folder.path().join("away");
    fs::rename(&path, &away).unwrap();
    assert!(Vault::open(&path, Unlock::Keyring(&KEYRING)).is_err());
    assert!(!path.exists());
    fs::rename(&away, &path).unwrap();
    fs::remove_file(path.join("vault.db")).unwrap();
    assert!(matches!(
        Vault::open(&path, Unlock::Keyring(&KEYRING)),
        Err(VaultError::Damaged { .. })
    ));
    assert!(!path.join("vault.db").exists());
}

#[cfg(unix)]
#[test]
fn files_belong_to_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let stage = Stage::new();
    let big = super::stage::with_object(product(1, "1.0"), &vec![7; 70_000]);
    let lock = stage.vault.lock(stage.shop, "looking").unwrap();
    drop(lock);
    stage.backup(&[big]);
    fn check(path: &Path, seen: &mut usize) {
        let mode = fs::metadata(path).unwrap().permissions().mode() & 0o777;
        if path.is_dir() {
            assert_eq!(mode, 0o700, "{}", path.display());
            for entry in fs::read_dir(path).unwrap() {
                check(&entry.unwrap().path(), seen);
            }
        } else {
            assert_eq!(mode, 0o600, "{}", path.display());
            *seen += 1;
        }
    }
    let mut seen = 0;
    check(stage.path(), &mut seen);
    assert!(seen >= 6, "{seen} files");
}

#[test]
fn nothing_can_be_read_from_the_files() {
    // T1, RS-16: canaries in every place a shop's content can end up in.
    let mut stage = Stage::new();
    let canary = |number: u32| format!("canary-{number:04}-of-the-harbour");
    let mut records: Vec<_> = (0..300)
        .map(|number| {
            let text = canary(number);
            record("products", &text, &text, &format!(r#"{{"text":"{text}"}}"#))
        })
        .collect();
    records[0] = super::stage::with_object(records[0].clone(), canary(999).repeat(4_000).as_bytes());
    stage.vault.set_setting("note", Some(&canary(998))).unwrap();
    stage.vault.add_shop(new_shop(&canary(997))).unwrap();
    stage.backup(&records);
    stage.vault.set_setting("later", Some(&canary(996))).unwrap();
    let look = |stage: &Stage| {
        let mut looked_at = 0;
        let mut folders = vec![stage.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let bytes = fs::read(&path).unwrap();
                looked_at += bytes.len();
                for needle in [&b"canary-"[..], b"SQLite format", b"products", b"Harbour"] {
                    assert!(
                        !bytes.windows(needle.len()).any(|window| window == needle),
                        "{} in {}",
                        String::from_utf8_lossy(needle),
                        path.display()
                    );
                }
            }
        }
        looked_at
    };
    assert!(
        fs::metadata(stage.path().join("vault.db-wal")).unwrap().len() > 0,
        "the log is looked at, too"
    );
    assert!(look(&stage) > 50_000);
    stage.reopen();
    look(&stage);
}

#[test]
fn one_job_at_a_time_in_one_process() {
    let stage = Stage::new();
    let lock = stage.vault.lock(stage.shop, "backup").unwrap();
    assert_eq!(lock.shop(), stage.shop);
    let running = stage.vault.running_job().unwrap().unwrap();
    assert_eq!(
        (running.job.as_str(), running.process),
        ("backup", Some(std::process::id()))
    );
    assert!(!running.is_elsewhere());
    for vault in [&stage.vault, &stage.open_again()] {
        match vault.lock(stage.shop, "restore") {
            Err(VaultError::Busy { job, process, since }) => {
                assert_eq!((job.as_str(), process), ("backup", Some(std::process::id())));
                assert!(since.is_some());
            }
            other => panic!("{other:?}"),
        }
    }
    drop(lock);
    assert_eq!(stage.vault.running_job().unwrap(), None);
    let _lock = stage.open_again().lock(stage.shop, "restore").unwrap();
}

#[test]
fn one_job_at_a_time_between_processes_and_a_dead_one_lets_go() {
    let mut stage = Stage::new();
    stage.backup(&[product(1, "4.50")]);
    stage.reopen();
    let mut holder = child("hold", stage.path(), 0);
    match stage.vault.lock(stage.shop, "restore") {
        Err(VaultError::Busy { job, process, .. }) => {
            assert_eq!((job.as_str(), process), ("held by a child", Some(holder.id())));
        }
        other => panic!("{other:?}"),
    }
    // S2.2.5: who looks is told that another process works, and for which shop.
    let running = stage.vault.running_job().unwrap().unwrap();
    assert!(running.is_elsewhere());
    assert_eq!(running.shop, Some(stage.shop));
    // Reading goes on while another process works.
    assert_eq!(stage.walk("products", backstock_model::BackupNumber(1)).len(), 1);
    holder.kill().unwrap();
    holder.wait().unwrap();
    let _lock = stage.vault.lock(stage.shop, "restore").unwrap();
}

#[test]
fn a_lock_is_for_its_own_vault() {
    let (one, other) = (Stage::new(), Stage::new());
    let lock = one.vault.lock(one.shop, "backup").unwrap();
    assert!(
        other.vault.lock(one.shop, "backup").is_err(),
        "the shop is unknown there"
    );
    let begun = other
        .vault
        .begin_backup(&lock, backstock_vault::BackupKind::Manual, None, day(1));
    assert!(matches!(begun.err(), Some(VaultError::NotAllowed { .. })));
}

#[test]
fn a_vault_on_a_read_only_disk_can_be_read() {
    // F6
    let Some(mount) = Mount::new("64m") else {
        return skipped("only root can make a read-only file system");
    };
    for is_closed in [true, false] {
        let folder = mount
            .0
            .path()
            .join(if is_closed { "closed" } else { "with a log" });
        let keys = NewKeys {
            keyring: Some(KEYRING),
            passphrase: None,
        };
        let (vault, _) = Vault::create(&folder, keys, day(0)).unwrap();
        let shop = vault.add_shop(new_shop("Harbour Tea")).unwrap().id;
        vault.set_setting("theme", Some("dark")).unwrap();
        let folder = if is_closed {
            folder
        } else {
            // As a copy of a vault in use lies on a disk.
            let copy = mount.0.path().join("copy");
            copy_folder(&folder, &copy);
            copy
        };
        drop(vault);
        assert!(mount.again("ro"));
        let vault = Vault::open(&folder, Unlock::Keyring(&KEYRING)).unwrap();
        assert!(vault.is_read_only());
        assert_eq!(vault.setting("theme").unwrap().as_deref(), Some("dark"));
        assert_eq!(vault.shops().unwrap().len(), 1);
        assert!(matches!(
            vault.set_setting("a", Some("b")),
            Err(VaultError::ReadOnly)
        ));
        assert!(matches!(vault.lock(shop, "backup"), Err(VaultError::ReadOnly)));
        assert!(matches!(vault.set_keyring(None), Err(VaultError::ReadOnly)));
        assert_eq!(vault.running_job().unwrap(), None);
        drop(vault);
        assert!(mount.again("rw"));
    }
}

#[test]
fn a_full_disk_stops_a_backup_and_harms_nothing() {
    // F5
    let Some(mount) = Mount::new("3m") else {
        return skipped("only root can make a small file system");
    };
    let folder = mount.0.path().join("vault");
    let (vault, _) = Vault::create(&folder, NewKeys::default(), day(0)).unwrap();
    let shop = vault.add_shop(new_shop("Harbour Tea")).unwrap().id;
    let backup = |count: u64, at| -> Result<_, VaultError> {
        let lock = vault.lock(shop, "backup")?;
        let mut backup = vault.begin_backup(&lock, backstock_vault::BackupKind::Manual, None, at)?;
        let mut open = backup.begin_type(&description("products"))?;
        for number in 0..count {
            // Text that cannot be packed.
            let text = blake3::hash(&number.to_le_bytes()).to_hex().repeat(1).to_string()
                + blake3::hash(&(number + 1_000_000).to_le_bytes())
                    .to_hex()
                    .as_str();
            let mut product = product(u32::try_from(number).unwrap(), "1.0");
            product.document = super::stage::document(&format!(r#"{{"text":"{}"}}"#, text.repeat(4)));
            product.search = text;
            open.push(product)?;
        }
        open.finish()?;
        backup.publish(at)
    };
    backup(100, day(1)).unwrap();
    let full = backup(30_000, day(2));
    assert!(matches!(full, Err(VaultError::DiskFull { .. })), "{full:?}");
    assert_eq!(vault.latest(shop).unwrap().unwrap().counts.records, 100);
    let hashes = |vault: &Vault| {
        let mut count = 0;
        vault
            .walk_hashes(
                shop,
                &content_type("products"),
                backstock_model::BackupNumber(1),
                &mut |_, _, _| {
                    count += 1;
                    std::ops::ControlFlow::Continue(())
                },
            )
            .unwrap();
        count
    };
    assert_eq!(hashes(&vault), 100);
    assert!(mount.again("size=64m"));
    assert_eq!(backup(5_000, day(3)).unwrap().counts.records, 5_000);
    let outcome = vault
        .verify(
            None,
            &backstock_model::NoProgress,
            &backstock_model::Cancel::new(),
        )
        .unwrap();
    assert_eq!(outcome.problems, []);
}

/// The format of today: a vault of it is not moved on.
const NEWEST: u32 = 3;

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn golden_key(format: u32) -> RecoveryKey {
    let text = fs::read_to_string(golden().join(format!("recovery-key-{format}.txt"))).unwrap();
    RecoveryKey::parse(text.trim()).unwrap()
}

/// What every golden vault holds.
fn look_at_golden(vault: &Vault) {
    let shop = vault.shop("Harbour Tea").unwrap().id;
    let backups = vault.backups(shop).unwrap();
    let (first, second) = (
        backups[backups.len() - 1].number,
        backups[backups.len() - 2].number,
    );
    let found = vault
        .records(shop, &content_type("products"), &ask(second))
        .unwrap();
    assert_eq!((found.total, found.records[1].versions), (3, 2));
    let old = vault
        .document_at(shop, &super::stage::key(2), first)
        .unwrap()
        .unwrap();
    assert_eq!(old.to_string(), r#"{"id":2,"name":"Tea 2","price":19.990}"#);
    let picture = vault
        .document_at(shop, &super::stage::key(3), second)
        .unwrap()
        .unwrap();
    let whole = vault.expand(&picture).unwrap().to_node().unwrap();
    assert_eq!(whole.get("image").unwrap().as_bytes().unwrap(), vec![42; 70_000]);
    let run = vault.runs(shop).unwrap().remove(0);
    assert_eq!(run.succeeded, 1);
    let items = vault.run_items(run.id, None, 10, 0).unwrap();
    assert_eq!(items[0].after, Some(product(1, "1.0").document));
    let outcome = vault.verify(
        None,
        &backstock_model::NoProgress,
        &backstock_model::Cancel::new(),
    );
    assert_eq!(outcome.unwrap().problems, []);
}

/// The shop of every golden vault as it was last.
fn golden_shop() -> [backstock_model::Record; 3] {
    let picture = super::stage::with_object(product(3, "1.0"), &[42; 70_000]);
    [product(1, "4.50"), product(2, "20.5"), picture]
}

#[test]
fn a_golden_vault_of_every_format_opens() {
    // F38. Made by `make_a_golden_vault` below; the keys are no secret.
    for format in 1..=NEWEST {
        let folder = TempDir::new().unwrap();
        copy_folder(&golden().join(format!("format-{format}")), folder.path());
        let key = golden_key(format);
        let vault = Vault::open(folder.path(), Unlock::Recovery(&key)).unwrap();
        look_at_golden(&vault);
        // It goes on as a vault of today.
        let shop = vault.shop("Harbour Tea").unwrap().id;
        let lock = vault.lock(shop, "backup").unwrap();
        let mut backup = vault
            .begin_backup(&lock, backstock_vault::BackupKind::Manual, None, day(9))
            .unwrap();
        let mut open = backup.begin_type(&description("products")).unwrap();
        for record in golden_shop() {
            open.push(record).unwrap();
        }
        open.finish().unwrap();
        assert_eq!(backup.publish(day(9)).unwrap().counts.unchanged, 3);
        look_at_golden(&vault);
        drop((lock, vault));
        let moved_on = folder.path().join(format!("vault.format-{format}.db")).exists();
        assert_eq!(moved_on, format < NEWEST, "what an older format was is kept");
        let keys = fs::read_to_string(folder.path().join("keys.json")).unwrap();
        assert!(
            keys.contains("\"format\": 2") && keys.contains("\"seal\""),
            "{keys}"
        );
        look_at_golden(&Vault::open(folder.path(), Unlock::Recovery(&key)).unwrap());
    }
}

#[test]
fn a_vault_of_an_older_format_can_be_read_where_nothing_can_be_written() {
    // F6, F38
    let Some(mount) = Mount::new("16m") else {
        skipped("only root can make a read-only file system");
        return;
    };
    let folder = mount.0.path().join("vault");
    copy_folder(&golden().join("format-1"), &folder);
    assert!(mount.again("ro"));
    let vault = Vault::open(&folder, Unlock::Recovery(&golden_key(1))).unwrap();
    assert!(vault.is_read_only());
    look_at_golden(&vault);
}

#[test]
fn a_golden_key_file_opens_with_every_kind_of_slot() {
    // F38: `keys-1.json` is the key file of format 1 that belongs to the vault of format 2.
    let passphrase = Secret::new(GOLDEN_PASSPHRASE.into());
    let recovery = golden_key(2);
    for before_the_seal in [false, true] {
        for unlock in [
            Unlock::Keyring(&KEYRING),
            Unlock::Recovery(&recovery),
            Unlock::Passphrase(&passphrase),
        ] {
            let folder = TempDir::new().unwrap();
            copy_folder(&golden().join("format-2"), folder.path());
            if before_the_seal {
                for name in ["keys.json", "keys.bak.json"] {
                    fs::copy(golden().join("keys-1.json"), folder.path().join(name)).unwrap();
                }
            }
            drop(Vault::open(folder.path(), unlock).unwrap());
            for name in ["keys.json", "keys.bak.json"] {
                assert_eq!(
                    fs::read_to_string(folder.path().join(name)).unwrap(),
                    fs::read_to_string(golden().join("format-2/keys.json")).unwrap(),
                    "{unlock:?}"
                );
            }
        }
    }
}

fn ask(at: backstock_model::BackupNumber) -> backstock_vault::RecordsAsk {
    backstock_vault::RecordsAsk {
        at,
        find: None,
        deleted: backstock_vault::DeletedFilter::With,
        changed_since: None,
        limit: 100,
        offset: 0,
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

const GOLDEN_PASSPHRASE: &str = "a long walk by the sea";

#[test]
#[ignore = "makes the golden vault of a new format; see tests/golden/README.md"]
fn make_a_golden_vault() {
    let target = std::env::var("BACKSTOCK_GOLDEN").unwrap();
    let target = Path::new(&target);
    let mut stage = Stage::new();
    stage
        .vault
        .set_passphrase(&Secret::new(GOLDEN_PASSPHRASE.into()))
        .unwrap();
    let [first, _, picture] = golden_shop();
    stage.backup(&[first, product(2, "19.990"), picture]);
    stage.backup(&golden_shop());
    super::journal::carry_out_a_run(&stage);
    stage.reopen();
    let path = stage.path().to_owned();
    let name = target.file_name().unwrap().to_str().unwrap();
    let key = name.replace("format-", "recovery-key-") + ".txt";
    fs::write(target.with_file_name(key), stage.recovery.reveal()).unwrap();
    drop(stage.vault);
    copy_folder(&path, target);
}

// T2: two that make a vault in one folder at once: one of them has it, whole, and the other is told.
#[test]
fn two_vaults_are_not_made_in_one_folder() {
    let folder = TempDir::new().unwrap();
    for round in 0..12 {
        let place = folder.path().join(round.to_string());
        let together = std::sync::Barrier::new(4);
        let made: Vec<_> = std::thread::scope(|scope| {
            let hands: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| {
                        together.wait();
                        Vault::create(&place, NewKeys::default(), day(0)).map(|(_, key)| key)
                    })
                })
                .collect();
            hands.into_iter().map(|hand| hand.join().unwrap()).collect()
        });
        let keys: Vec<_> = made.iter().filter_map(|made| made.as_ref().ok()).collect();
        let [key] = keys.as_slice() else {
            panic!("{} have made a vault", keys.len());
        };
        Vault::open(&place, Unlock::Recovery(key)).unwrap();
        for refused in made.iter().filter_map(|made| made.as_ref().err()) {
            assert!(matches!(refused, VaultError::FolderNotEmpty(_)), "{refused:?}");
        }
    }
}
