//! The vault remembered in a real keyring, on a private D-Bus with a home of its own.
#![cfg(target_os = "linux")]

use std::process::{Command, Stdio};

use serde_json::Value;

use super::stage::{Stage, check_refusal, skipped};

const SCRIPT: &str = r#"
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

// S2.1.2, T1: a vault that is remembered opens without a key being given, and one that is forgotten does not.
#[test]
fn a_remembered_vault_opens_by_itself() {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let missing: Vec<&str> = ["dbus-run-session", "dbus-send", "gnome-keyring-daemon"]
        .into_iter()
        .filter(|tool| !std::env::split_paths(&path).any(|folder| folder.join(tool).exists()))
        .collect();
    if !missing.is_empty() {
        return skipped(&format!(
            "a vault remembered in the keyring needs {}",
            missing.join(", ")
        ));
    }
    let stage = Stage::without_vault();
    let output = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", SCRIPT])
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
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
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
