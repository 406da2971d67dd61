//! The adapter against a real GNOME Keyring on a private D-Bus.
//!
//! Each test starts itself again inside `dbus-run-session`, with a home of its own: the keyring of the person who runs the
//! tests is never touched, and the connection, which is made once for each process, is a new one.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use backstock_model::{KeyringError, KeyringState, Secret, Secrets as _};
use backstock_secrets::Keyring;

const INSIDE: &str = "BACKSTOCK_TEST_INSIDE";

/// Starts the test of this name again, on a D-Bus of its own or on none. Says whether that could be done.
fn again(name: &str, has_bus: bool) {
    let tools = ["dbus-run-session", "dbus-send", "gnome-keyring-daemon"];
    let path = std::env::var_os("PATH").unwrap_or_default();
    let missing: Vec<&str> = tools
        .into_iter()
        .filter(|tool| !std::env::split_paths(&path).any(|folder| folder.join(tool).exists()))
        .collect();
    if has_bus && !missing.is_empty() {
        // Not by println, which the test harness keeps to itself.
        let _ = writeln!(std::io::stderr(), "skipped: {name} needs {}", missing.join(", "));
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let own = std::env::current_exe().unwrap();
    let mut command = if has_bus {
        let mut command = Command::new("dbus-run-session");
        command.arg("--").arg(own);
        command
    } else {
        Command::new(own)
    };
    let output = command
        .args(["--exact", name, "--nocapture"])
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env(INSIDE, "1")
        .env("HOME", home.path())
        .env("XDG_DATA_HOME", home.path().join("data"))
        .env("XDG_RUNTIME_DIR", home.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("1 passed"), "the test did not run inside: {said}");
}

fn is_inside() -> bool {
    std::env::var_os(INSIDE).is_some()
}

/// A daemon with an open keyring; it ends with the test.
struct Daemon(Child);

impl Daemon {
    fn open() -> Self {
        let mut child = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(b"a password").unwrap();
        let daemon = Self(child);
        let began = Instant::now();
        while !bus(
            "org.freedesktop.DBus",
            "/",
            "org.freedesktop.DBus.NameHasOwner",
            "string:org.freedesktop.secrets",
        )
        .contains("boolean true")
        {
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "the keyring did not start"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        daemon
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn bus(to: &str, path: &str, call: &str, with: &str) -> String {
    let output = Command::new("dbus-send")
        .args([
            "--session",
            "--print-reply",
            &format!("--dest={to}"),
            path,
            call,
            with,
        ])
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn lock_the_keyring() {
    let answer = bus(
        "org.freedesktop.secrets",
        "/org/freedesktop/secrets",
        "org.freedesktop.Secret.Service.Lock",
        "array:objpath:/org/freedesktop/secrets/aliases/default",
    );
    assert!(answer.contains("array"), "{answer}");
}

// S2.1.2: a vault remembered on this computer opens by the keyring.
#[test]
fn a_secret_is_kept_found_replaced_and_forgotten() {
    if !is_inside() {
        return again("a_secret_is_kept_found_replaced_and_forgotten", true);
    }
    let _daemon = Daemon::open();
    let keyring = Keyring::new("app.backstock.test");
    assert_eq!(keyring.state(), KeyringState::Available);
    assert!(keyring.get("vault").unwrap().is_none());
    let key = Secret::new("q83vEjRWeJA=/+ \u{fc}".to_owned());
    keyring.set("vault", &key).unwrap();
    keyring.set("shop", &Secret::new("another".to_owned())).unwrap();
    assert_eq!(keyring.get("vault").unwrap().unwrap().reveal(), key.reveal());
    keyring.set("vault", &Secret::new("new".to_owned())).unwrap();
    assert_eq!(keyring.get("vault").unwrap().unwrap().reveal(), "new");
    assert!(Keyring::new("another.app").get("vault").unwrap().is_none());
    keyring.delete("vault").unwrap();
    keyring.delete("vault").unwrap();
    assert!(keyring.get("vault").unwrap().is_none());
    assert_eq!(keyring.get("shop").unwrap().unwrap().reveal(), "another");
}

#[test]
fn a_locked_keyring_says_so_instead_of_there_is_no_such_secret() {
    if !is_inside() {
        return again(
            "a_locked_keyring_says_so_instead_of_there_is_no_such_secret",
            true,
        );
    }
    let _daemon = Daemon::open();
    let keyring = Keyring::new("app.backstock.test");
    keyring.set("vault", &Secret::new("kept".to_owned())).unwrap();
    lock_the_keyring();
    assert_eq!(keyring.state(), KeyringState::Locked);
    assert_eq!(keyring.get("vault").unwrap_err(), KeyringError::Locked);
    assert_eq!(keyring.get("never kept").unwrap_err(), KeyringError::Locked);
    assert_eq!(keyring.delete("never kept").unwrap_err(), KeyringError::Locked);
    assert_eq!(
        keyring.set("vault", &Secret::new("x".to_owned())).unwrap_err(),
        KeyringError::Locked
    );
}

#[test]
fn without_a_session_bus_there_is_no_keyring() {
    if !is_inside() {
        return again("without_a_session_bus_there_is_no_keyring", false);
    }
    assert!(
        !Path::new(&std::env::var("XDG_RUNTIME_DIR").unwrap())
            .join("bus")
            .exists()
    );
    let keyring = Keyring::new("app.backstock.test");
    assert_eq!(keyring.state(), KeyringState::None);
    assert_eq!(keyring.get("vault").unwrap_err(), KeyringError::None);
    assert_eq!(
        keyring.set("vault", &Secret::new("x".to_owned())).unwrap_err(),
        KeyringError::None
    );
}
