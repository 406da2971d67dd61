//! A private desktop for tests: a screen nobody looks at, a D-Bus of its own, an open keyring, a notification server.
//!
//! `xvfb-run dbus-run-session` starts this program again inside, because the keyring and the notification server must be
//! on the new D-Bus; [`inside`] sets them up, runs what was asked and takes everything down.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Child, ExitCode, ExitStatus};
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};

use crate::call::{Call, TaskError, end_with_descendants};
use crate::root::{built, target};

/// The word by which this program knows that it was started inside.
pub(crate) const INSIDE: &str = "inside-a-private-desktop";

const PATIENCE: Duration = Duration::from_secs(20);

/// A call that will run on a private desktop.
pub(crate) fn private(
    program: &str,
    words: impl IntoIterator<Item = impl AsRef<OsStr>>,
) -> Result<Call, TaskError> {
    // A build of the workspace may have put a new one in its own place; the system then calls the running one deleted.
    let own = built("backstock-tasks");
    let own = if own.exists() {
        own
    } else {
        env::current_exe().map_err(|source| TaskError::Start {
            program: "backstock-tasks".to_owned(),
            source,
        })?
    };
    Ok(Call::new("xvfb-run")
        .words([
            "--auto-servernum",
            "--server-args=-screen 0 1280x900x24",
            "dbus-run-session",
            "--",
        ])
        .word(own)
        .words([INSIDE, program])
        .words(words))
}

/// Runs `words` (a program and what follows it) between setting up and taking down.
pub(crate) fn inside(words: &[String]) -> Result<ExitCode, TaskError> {
    let Some((program, words)) = words.split_first() else {
        return Err(TaskError::Words("Nothing was asked to be run.".to_owned()));
    };
    // A home of its own: tests must neither see nor leave anything in the home of the person who runs them.
    let home = target().join(format!("private-home-{}", std::process::id()));
    make_home(&home).map_err(|source| TaskError::File {
        path: home.clone(),
        source,
    })?;
    let at_home = |call: Call| {
        call.with("HOME", &home)
            .with("XDG_DATA_HOME", home.join("data"))
            .with("XDG_CONFIG_HOME", home.join("config"))
            .with("XDG_CACHE_HOME", home.join("cache"))
            .with("XDG_RUNTIME_DIR", home.join("run"))
    };
    let mut keyring = at_home(Call::new("gnome-keyring-daemon").words([
        "--foreground",
        "--unlock",
        "--components=secrets",
    ]))
    .leave_running_with("a private desktop")?;
    let mut notices = at_home(Call::new("dunst")).leave_running()?;
    let status = wait_for("org.freedesktop.secrets")
        .and_then(|()| wait_for("org.freedesktop.Notifications"))
        .and_then(|()| at_home(Call::new(program).words(words)).hear(|_| ()));
    end(&mut keyring);
    end(&mut notices);
    // A file still open in it only costs disk space, below the folder for things that are built.
    let _ = fs::remove_dir_all(&home);
    status.map(exit_code)
}

fn make_home(home: &Path) -> io::Result<()> {
    for folder in ["data", "config", "cache", "run"] {
        fs::create_dir_all(home.join(folder))?;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(home.join("run"), fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Waits until somebody answers to a name on the D-Bus.
fn wait_for(name: &str) -> Result<(), TaskError> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        let answer = Call::new("dbus-send")
            .words([
                "--session",
                "--print-reply",
                "--dest=org.freedesktop.DBus",
                "/org/freedesktop/DBus",
                "org.freedesktop.DBus.NameHasOwner",
            ])
            .word(format!("string:{name}"))
            .answer()?;
        if answer.contains("boolean true") {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(50));
    }
    Err(TaskError::Missing(format!(
        "Nobody answered to {name} on the private D-Bus within {} seconds.",
        PATIENCE.as_secs()
    )))
}

fn end(child: &mut Child) {
    end_with_descendants(child.id());
    // It may have ended by itself.
    let _ = child.wait();
}

fn exit_code(status: ExitStatus) -> ExitCode {
    ExitCode::from(
        status
            .code()
            .and_then(|code| u8::try_from(code).ok())
            .unwrap_or(1),
    )
}
