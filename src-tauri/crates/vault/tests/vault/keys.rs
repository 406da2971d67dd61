//! The key file: damaged copies, changes at the same time, and keys that replace others.

use std::fs;
use std::path::PathBuf;
use std::sync::Barrier;

use backstock_model::Secret;
use backstock_vault::{NewKeys, RecoveryKey, Unlock, Vault, VaultError, VerifyProblem};
use tempfile::TempDir;

use super::stage::{KEYRING, Stage, day};

const NAMES: [&str; 2] = ["keys.json", "keys.bak.json"];
const KINDS: [&str; 3] = ["keyring", "recovery", "passphrase"];

/// A vault with a slot of every kind.
struct Keyed {
    _folder: TempDir,
    path: PathBuf,
    recovery: RecoveryKey,
    passphrase: Secret,
    sound: String,
}

impl Keyed {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("vault");
        let passphrase = Secret::new("a long walk by the sea".into());
        let keys = NewKeys {
            keyring: Some(KEYRING),
            passphrase: Some(passphrase.clone()),
        };
        let (_, recovery) = Vault::create(&path, keys, day(0)).unwrap();
        let sound = fs::read_to_string(path.join(NAMES[0])).unwrap();
        Self {
            _folder: folder,
            path,
            recovery,
            passphrase,
            sound,
        }
    }

    fn open(&self, kind: &str) -> Result<Vault, VaultError> {
        Vault::open(
            &self.path,
            match kind {
                "keyring" => Unlock::Keyring(&KEYRING),
                "recovery" => Unlock::Recovery(&self.recovery),
                "passphrase" => Unlock::Passphrase(&self.passphrase),
                other => panic!("{other}"),
            },
        )
    }

    fn lay(&self, copies: [&str; 2]) {
        for (name, text) in NAMES.iter().zip(copies) {
            fs::write(self.path.join(name), text).unwrap();
        }
    }

    fn lies_there(&self) -> [String; 2] {
        NAMES.map(|name| fs::read_to_string(self.path.join(name)).unwrap())
    }
}

/// The key file with one wrong sign in a slot.
fn with_wrong_sign(text: &str, kind: &str) -> String {
    let slot = text.find(&format!("\"kind\": \"{kind}\"")).unwrap();
    let at = slot + text[slot..].find("\"key\": \"").unwrap() + 15;
    let mut bytes = text.as_bytes().to_vec();
    bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
    String::from_utf8(bytes).unwrap()
}

/// The key file as format 1 had it.
fn without_seal(text: &str) -> String {
    let (before, seal) = text.split_once(",\n  \"seal\"").unwrap();
    assert_eq!(seal.lines().count(), 2);
    format!("{before}\n}}\n").replace("\"format\": 2", "\"format\": 1")
}

fn problems(vault: &Vault) -> Vec<VerifyProblem> {
    let outcome = vault.verify(
        None,
        &backstock_model::NoProgress,
        &backstock_model::Cancel::new(),
    );
    outcome.unwrap().problems
}

// F5: a copy is only repaired from one that is whole, never from one that merely opened.
#[test]
fn a_wrong_sign_in_any_slot_of_any_copy_is_repaired_whatever_key_opens_the_vault() {
    let keyed = Keyed::new();
    for damaged in KINDS {
        let wrong = with_wrong_sign(&keyed.sound, damaged);
        for copies in [[wrong.as_str(), &keyed.sound], [&keyed.sound, wrong.as_str()]] {
            for opened_with in KINDS {
                keyed.lay(copies);
                drop(keyed.open(opened_with).unwrap());
                assert_eq!(keyed.lies_there(), [keyed.sound.clone(), keyed.sound.clone()]);
                keyed.open(damaged).unwrap();
            }
        }
    }
    assert_eq!(problems(&keyed.open("keyring").unwrap()), []);
}

#[test]
fn copies_that_are_damaged_differently_both_stay_and_are_told_of() {
    let keyed = Keyed::new();
    let copies = [
        with_wrong_sign(&keyed.sound, "recovery"),
        with_wrong_sign(&keyed.sound, "passphrase"),
    ];
    keyed.lay([&copies[0], &copies[1]]);
    for kind in KINDS {
        let vault = keyed.open(kind).unwrap();
        assert_eq!(keyed.lies_there(), copies, "opened with the {kind}");
        assert_eq!(problems(&vault), [VerifyProblem::Keys]);
    }
    // A changed passphrase leaves both their other slots, so the recovery key goes on opening the vault.
    let vault = keyed.open("keyring").unwrap();
    let passphrase = Secret::new("another".into());
    vault.set_passphrase(&passphrase).unwrap();
    Vault::open(&keyed.path, Unlock::Passphrase(&passphrase)).unwrap();
    keyed.open("recovery").unwrap();
    assert_eq!(problems(&vault), [VerifyProblem::Keys]);
    // A new recovery key puts it in order.
    let recovery = vault.prepare_recovery_key().unwrap();
    vault.replace_recovery_key(&recovery).unwrap();
    assert_eq!(problems(&vault), []);
    let [first, twin] = keyed.lies_there();
    assert_eq!(first, twin);
    Vault::open(&keyed.path, Unlock::Recovery(&recovery)).unwrap();
    Vault::open(&keyed.path, Unlock::Passphrase(&passphrase)).unwrap();
    assert!(matches!(keyed.open("recovery"), Err(VaultError::WrongKey)));
}

#[test]
fn key_files_from_before_the_seal_are_sealed_only_when_they_agree() {
    let keyed = Keyed::new();
    let old = without_seal(&keyed.sound);
    keyed.lay([&old, &old]);
    let vault = keyed.open("passphrase").unwrap();
    assert_eq!(keyed.lies_there(), [keyed.sound.clone(), keyed.sound.clone()]);
    assert_eq!(problems(&vault), []);
    let wrong = with_wrong_sign(&old, "recovery");
    for copies in [[&wrong, &old], [&old, &wrong]] {
        keyed.lay([copies[0], copies[1]]);
        for kind in KINDS {
            let vault = keyed.open(kind).unwrap();
            assert_eq!(keyed.lies_there(), [copies[0].clone(), copies[1].clone()]);
            assert_eq!(problems(&vault), [VerifyProblem::Keys]);
        }
    }
    // A sealed copy is known to be whole, whatever the other one says.
    keyed.lay([&wrong, &keyed.sound]);
    keyed.open("keyring").unwrap();
    assert_eq!(keyed.lies_there(), [keyed.sound.clone(), keyed.sound.clone()]);
}

#[test]
fn a_slot_taken_out_of_a_copy_comes_back() {
    let keyed = Keyed::new();
    let start = keyed.sound.find("\"slots\": [").unwrap() + 10;
    let end = start + keyed.sound[start..].find("},").unwrap() + 2;
    let without = format!("{}{}", &keyed.sound[..start], &keyed.sound[end..]);
    assert!(!without.contains("\"recovery\""));
    keyed.lay([&without, &keyed.sound]);
    keyed.open("passphrase").unwrap();
    keyed.open("recovery").unwrap();
    keyed.lay([&without, &without]);
    assert_eq!(
        problems(&keyed.open("passphrase").unwrap()),
        [VerifyProblem::Keys]
    );
}

// T1: a key that was shown opens the vault, however many change keys at the same time.
#[test]
fn two_that_change_keys_at_the_same_time_both_keep_their_change() {
    let stage = Stage::new();
    let other = stage.open_again();
    for race in 0_u8..50 {
        let start = Barrier::new(2);
        let key = [race; 32];
        let recovery = std::thread::scope(|scope| {
            let renewing = scope.spawn(|| {
                start.wait();
                let recovery = stage.vault.prepare_recovery_key().unwrap();
                stage.vault.replace_recovery_key(&recovery).unwrap();
                recovery
            });
            start.wait();
            other.set_keyring(Some(&key)).unwrap();
            renewing.join().unwrap()
        });
        Vault::open(stage.path(), Unlock::Recovery(&recovery)).unwrap();
        Vault::open(stage.path(), Unlock::Keyring(&key)).unwrap();
    }
    for race in 0..3 {
        let passphrase = Secret::new(format!("walk {race}"));
        let recovery = std::thread::scope(|scope| {
            let setting = scope.spawn(|| other.set_passphrase(&passphrase).unwrap());
            let recovery = stage.vault.prepare_recovery_key().unwrap();
            // A passphrase takes its time; the key is changed in the middle of it.
            std::thread::sleep(std::time::Duration::from_millis(15));
            stage.vault.replace_recovery_key(&recovery).unwrap();
            setting.join().unwrap();
            recovery
        });
        Vault::open(stage.path(), Unlock::Recovery(&recovery)).unwrap();
        Vault::open(stage.path(), Unlock::Passphrase(&passphrase)).unwrap();
    }
    stage.assert_sound();
}

// S2.1.2
#[test]
fn a_prepared_recovery_key_changes_nothing_until_it_replaces_the_one_before() {
    let stage = Stage::new();
    let before = fs::read(stage.path().join(NAMES[0])).unwrap();
    let prepared = stage.vault.prepare_recovery_key().unwrap();
    assert_eq!(fs::read(stage.path().join(NAMES[0])).unwrap(), before);
    let with = |key: &RecoveryKey| Vault::open(stage.path(), Unlock::Recovery(key)).map(drop);
    assert!(matches!(with(&prepared), Err(VaultError::WrongKey)));
    with(&stage.recovery).unwrap();
    stage.vault.replace_recovery_key(&prepared).unwrap();
    with(&prepared).unwrap();
    assert!(matches!(with(&stage.recovery), Err(VaultError::WrongKey)));
}

// T2: an old copy of the key file beside the newer one does not bring a retired key back, nor take the new one away.
#[test]
fn an_old_copy_of_the_key_file_does_not_count() {
    for old_copy in NAMES {
        let keyed = Keyed::new();
        let vault = keyed.open("keyring").unwrap();
        let new = vault.prepare_recovery_key().unwrap();
        vault.replace_recovery_key(&new).unwrap();
        drop(vault);
        fs::write(keyed.path.join(old_copy), &keyed.sound).unwrap();
        for _ in 0..2 {
            Vault::open(&keyed.path, Unlock::Recovery(&new)).unwrap();
        }
        let retired = keyed.open("recovery").unwrap_err();
        assert!(matches!(retired, VaultError::WrongKey), "{retired:?}");
    }
}

// T7: what lies under a name that the vault writes to is never written through.
#[cfg(unix)]
#[test]
fn nothing_outside_the_vault_is_written_through_a_link() {
    let keyed = Keyed::new();
    let outside = keyed.path.parent().unwrap().join("letter.txt");
    fs::write(&outside, "Dear Ada").unwrap();
    for name in NAMES {
        std::os::unix::fs::symlink(&outside, keyed.path.join(format!("{name}.new"))).unwrap();
    }
    let vault = keyed.open("keyring").unwrap();
    let new = vault.prepare_recovery_key().unwrap();
    vault.replace_recovery_key(&new).unwrap();
    drop(vault);
    Vault::open(&keyed.path, Unlock::Recovery(&new)).unwrap();
    assert_eq!(fs::read_to_string(&outside).unwrap(), "Dear Ada");
    assert!(fs::symlink_metadata(keyed.path.join(NAMES[0])).unwrap().is_file());
}
