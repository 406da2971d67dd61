//! A program's first moments: several threads open vaults, and nobody has used SQLite yet.
//!
//! SQLite is readied once per process, so that each try is a process of its own: this program, started again for one test.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Barrier;
use std::{env, thread};

use backstock_vault::{NewKeys, Unlock, Vault};
use tempfile::TempDir;

use super::stage::{KEYRING, day};

const FOLDER: &str = "BACKSTOCK_TEST_FIRST_USE";
const VAULTS: usize = 6;

fn place(folder: &Path, number: usize) -> PathBuf {
    folder.join(number.to_string())
}

#[test]
fn vaults_open_while_sqlite_is_still_being_readied() {
    let folder = TempDir::new().unwrap();
    for number in 0..VAULTS {
        let keys = NewKeys {
            keyring: Some(KEYRING),
            passphrase: None,
        };
        Vault::create(&place(folder.path(), number), keys, day(0)).unwrap();
    }
    for _ in 0..300 {
        let child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "--ignored", "vault::first_use::many_threads_at_once"])
            .env(FOLDER, folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&child.stdout);
        assert!(child.status.success() && said.contains("1 passed"), "{said}");
    }
}

#[test]
#[ignore = "started by the test above, in a process of its own"]
fn many_threads_at_once() {
    let Some(folder) = env::var_os(FOLDER) else { return };
    let together = Barrier::new(VAULTS);
    thread::scope(|scope| {
        for number in 0..VAULTS {
            let (folder, together) = (Path::new(&folder), &together);
            scope.spawn(move || {
                together.wait();
                Vault::open(&place(folder, number), Unlock::Keyring(&KEYRING)).unwrap();
            });
        }
    });
}
