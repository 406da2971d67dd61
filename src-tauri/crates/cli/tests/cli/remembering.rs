//! The vault remembered in a real keyring, on a private D-Bus with a home of its own.
#![cfg(target_os = "linux")]

use std::process::{Command, Stdio};

use serde_json::Value;

use super::stage::{Stage, check_refusal, skipped};

/// Starts a keyring; what follows runs beside it.
const KEYRING: &str = r#"
set -eu
printf 'a password' | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
daemon=$!
trap 'kill $daemon' EXIT
tries=0
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
    string:org.freedesktop.secrets | grep -q 'boolean true'; do
    tries=$((tries + 1))
    [ $tries -lt 400 ]
    sleep 0.05
done
"#;

const REMEMBER: &str = r#"
"$CLI" vault create --json > created.json
"$CLI" vault keys --json > remembered.json
"$CLI" shop list --json > opened.json
"$CLI" vault keys forget --json > forgotten.json
"$CLI" shop list --json > locked.json || echo $? > locked.code
export BACKSTOCK_RECOVERY_KEY=$(sed 's/.*"recovery_key":"\([^"]*\)".*/\1/' created.json)
"$CLI" vault keys remember --json > again.json
unset BACKSTOCK_RECOVERY_KEY
"$CLI" shop list --json > opened-again.json
"#;

const REPLACE: &str = r#"
"$CLI" vault create --json > created.json
"$CLI" shop add Shop sqlite shop.db --json > added.json
"$CLI" backup Shop --json --quiet > first.json
cp -r vault older
"$CLI" backup Shop --json --quiet > second.json
"$CLI" shop list --json > newest.json 2> newest.txt
mv vault newer
mv older vault
"$CLI" backups Shop --json > older.json 2> older.txt
"$CLI" backups Shop --json > still.json 2> still.txt
"$CLI" vault accept --json > accepted.json 2> accepted.txt
"$CLI" backups Shop --json > accepted-list.json 2> quiet.txt
"$CLI" backup Shop --json --quiet > third.json 2> third.txt
"#;

// S2.1.2, T1: a vault that is remembered opens without a key being given, and one that is forgotten does not.
#[test]
fn a_remembered_vault_opens_by_itself() {
    let stage = Stage::without_vault();
    let Some(said) = beside_a_keyring(&stage, REMEMBER) else {
        return skipped(&format!(
            "a vault remembered in the keyring needs {}",
            TOOLS.join(", ")
        ));
    };
    let answer = |name: &str| -> Value {
        serde_json::from_str(&std::fs::read_to_string(stage.path(name)).unwrap()).unwrap()
    };
    assert!(
        said.contains("This computer's keyring remembers the vault."),
        "{said}"
    );
    assert_eq!(answer("remembered.json")["remembered"], true);
    assert_eq!(answer("remembered.json")["keyring"], "available");
    assert_eq!(answer("opened.json")["shops"], serde_json::json!([]));
    assert_eq!(answer("forgotten.json")["remembered"], false);
    assert_eq!(answer("locked.json")["code"], "locked");
    check_refusal(&answer("locked.json"));
    assert_eq!(std::fs::read_to_string(stage.path("locked.code")).unwrap(), "2\n");
    assert_eq!(answer("again.json")["remembered"], true);
    assert_eq!(answer("opened-again.json")["shops"], serde_json::json!([]));
}

// TRUST 4.3.6: the whole folder, its anchor included, is replaced by an older copy; the keyring knows better.
#[test]
fn an_older_vault_in_the_place_of_the_newer_one_is_noticed() {
    let stage = Stage::without_vault();
    super::bakery::make(&stage.path("shop.db"));
    let Some(_) = beside_a_keyring(&stage, REPLACE) else {
        return skipped(&format!(
            "an older vault noticed by the keyring needs {}",
            TOOLS.join(", ")
        ));
    };
    let text = |name: &str| std::fs::read_to_string(stage.path(name)).unwrap();
    let backups = |name: &str| -> usize {
        let answer: Value = serde_json::from_str(&text(name)).unwrap();
        answer["backups"].as_array().unwrap().len()
    };
    assert_eq!(text("newest.txt"), "");
    let warning = "This vault is older than the last one used here (newest backup 1, last used 2). Someone may have replaced it, or you \
                   restored a copy.\nIf this is the copy you want to go on with: backstock-cli vault accept\n";
    // It can be read all the same, and the warning stays until it is accepted, once.
    assert_eq!((text("older.txt").as_str(), backups("older.json")), (warning, 1));
    assert_eq!(text("still.txt"), warning);
    assert_eq!(
        (text("accepted.txt").as_str(), text("quiet.txt").as_str()),
        ("", "")
    );
    assert_eq!(backups("accepted-list.json"), 1);
    assert_eq!(text("third.txt"), "");
}

const TOOLS: [&str; 3] = ["dbus-run-session", "dbus-send", "gnome-keyring-daemon"];

/// Runs a script beside a keyring of its own; answers what it said, or nothing where the tools for it are missing.
fn beside_a_keyring(stage: &Stage, script: &str) -> Option<String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = |tool: &&str| std::env::split_paths(&path).any(|folder| folder.join(tool).exists());
    if !TOOLS.iter().all(is_there) {
        return None;
    }
    let output = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", &format!("{KEYRING}{script}")])
        .current_dir(stage.path(""))
        .env("CLI", env!("CARGO_BIN_EXE_backstock-cli"))
        .env("BACKSTOCK_VAULT", stage.vault())
        .env("HOME", stage.path(""))
        .env("XDG_DATA_HOME", stage.path("data"))
        .env("XDG_RUNTIME_DIR", stage.path(""))
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("BACKSTOCK_RECOVERY_KEY")
        .env_remove("BACKSTOCK_PASSPHRASE")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    Some(said)
}
