//! What the stories stand on: a vault of their own, and the program.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use chrono::{DateTime, Utc};
use serde_json::Value;
use tempfile::TempDir;

/// A temporary folder with a vault in it.
pub(crate) struct Stage {
    home: TempDir,
    key: String,
}

/// What the program said.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) error: String,
}

impl Stage {
    /// A new vault.
    pub(crate) fn new() -> Self {
        let mut stage = Self::without_vault();
        let made = stage.json(["vault", "create"]);
        stage.key = made["recovery_key"].as_str().unwrap().to_owned();
        stage
    }

    /// A folder, and a vault's name.
    pub(crate) fn without_vault() -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
            key: String::new(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub(crate) fn vault(&self) -> PathBuf {
        self.path("vault")
    }

    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// The program with the vault's key in its environment and no keyring.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backstock-cli"));
        command
            .args(words)
            .current_dir(self.home.path())
            .env("BACKSTOCK_VAULT", self.vault())
            .env("HOME", self.home.path())
            .env("TZ", "UTC")
            // Nobody's keyring is touched by a test.
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("XDG_RUNTIME_DIR", self.home.path())
            .env_remove("BACKSTOCK_PASSPHRASE")
            .env_remove("BACKSTOCK_RECOVERY_KEY")
            .stdin(Stdio::null());
        if !self.key.is_empty() {
            command.env("BACKSTOCK_RECOVERY_KEY", &self.key);
        }
        command
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> Ran {
        Ran::of(&mut self.command(words))
    }

    /// Runs with `--json` and expects success.
    pub(crate) fn json<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> Value {
        self.json_with(0, words)
    }

    /// Runs with `--json` and expects this exit code.
    pub(crate) fn json_with<S: AsRef<OsStr>>(&self, code: i32, words: impl IntoIterator<Item = S>) -> Value {
        let ran = Ran::of(self.command(words).args(["--json", "--quiet"]));
        assert_eq!(ran.code, code, "{ran:?}");
        ran.json()
    }

    /// The refusal of a request, which is one sentence or more, one thing to do, and exit code 2.
    pub(crate) fn refused<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> Value {
        let refusal = self.json_with(2, words);
        check_refusal(&refusal);
        refusal
    }

    /// The code of a refusal.
    pub(crate) fn code<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> String {
        self.refused(words)["code"].as_str().unwrap().to_owned()
    }

    /// Text for people, with what differs from run to run replaced.
    pub(crate) fn told<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> String {
        let ran = Ran::of(self.command(words).arg("--quiet"));
        format!(
            "exit {}\n{}{}",
            ran.code,
            self.plain(&ran.out),
            self.plain(&ran.error)
        )
    }

    /// An answer in which times, hashes and places are replaced by words.
    pub(crate) fn shape(&self, answer: &Value) -> Value {
        match answer {
            Value::Object(entries) => entries
                .iter()
                .map(|(key, value)| {
                    let shown = match (key.as_str(), value) {
                        ("seconds", Value::Number(_)) => "[seconds]".into(),
                        // On disk, so they differ with the file system and the length of a key.
                        ("freed" | "free", Value::Number(_)) => "[bytes]".into(),
                        ("hash", Value::String(hash)) if hash.len() == 32 => "[hash]".into(),
                        _ => self.shape(value),
                    };
                    (key.clone(), shown)
                })
                .collect(),
            Value::Array(items) => items.iter().map(|item| self.shape(item)).collect(),
            Value::String(text) if is_time(text) => "[time]".into(),
            Value::String(text) => self.plain(text).trim_end_matches('\n').into(),
            other => other.clone(),
        }
    }

    fn plain(&self, text: &str) -> String {
        let home = self.home.path().display().to_string();
        let real = std::fs::canonicalize(self.home.path())
            .unwrap()
            .display()
            .to_string();
        text.replace(&real, "[home]")
            .replace(&home, "[home]")
            .lines()
            .map(|line| format!("{}\n", plain_line(line)))
            .collect()
    }

    /// A practice shop of its own, copied where the vault's practice shops lie, under the name `Harbour Tea`.
    pub(crate) fn with_practice_shop(&self) -> PathBuf {
        let file = self.vault().join("practice").join("harbour-tea-1.sqlite");
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::copy(practice_shop(), &file).unwrap();
        self.json([
            OsStr::new("shop"),
            OsStr::new("add"),
            OsStr::new("Harbour Tea"),
            OsStr::new("sqlite"),
            file.as_os_str(),
        ]);
        file
    }
}

impl Ran {
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        let ran = Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            error: String::from_utf8_lossy(&output.stderr).into_owned(),
        };
        assert!(!ran.error.contains("panicked"), "{ran:?}");
        ran
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A refusal has exactly a code, a message and a hint, all of them said plainly.
pub(crate) fn check_refusal(refusal: &Value) {
    let entries = refusal.as_object().unwrap();
    assert_eq!(
        entries.keys().collect::<Vec<_>>(),
        ["code", "hint", "message"],
        "{refusal}"
    );
    let (message, hint) = (
        refusal["message"].as_str().unwrap(),
        refusal["hint"].as_str().unwrap(),
    );
    assert!(message.ends_with(['.', '?']) && !hint.is_empty(), "{refusal}");
    assert!(message.len() < 600, "{refusal}");
    for word in ["Error", "error:", "panic", "unwrap", "Some(", "None", "Err("] {
        assert!(!message.contains(word) && !hint.contains(word), "{refusal}");
    }
}

fn is_time(text: &str) -> bool {
    text.ends_with('Z')
        && DateTime::parse_from_rfc3339(text).is_ok_and(|at| {
            // Only the clock's own times; those in a shop's data stay.
            (Utc::now() - at.with_timezone(&Utc)).num_minutes().abs() < 60
        })
}

/// A line without times and without the width of columns.
fn plain_line(line: &str) -> String {
    let mut words: Vec<String> = line.split("  ").map(|cell| cell.trim().to_owned()).collect();
    for cell in &mut words {
        *cell = without_times(cell);
    }
    let indent = line.len() - line.trim_start().len();
    let cells: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|cell| !cell.is_empty())
        .collect();
    // A right-aligned first column is not an indented line.
    let indent = if cells.len() > 1 { 0 } else { indent };
    format!("{}{}", " ".repeat(indent), cells.join("  "))
}

/// Replaces moments (`20 Nov 2026, 12:21`) and durations (`in 1.1 s`).
fn without_times(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let is_clock = |word: &str| {
            let word = word.trim_end_matches([',', ')', ']', '.', ';', ':']);
            word.len() == 5 && word.as_bytes()[2] == b':'
        };
        if at + 3 < words.len()
            && words[at].trim_start_matches('(').parse::<u8>().is_ok()
            && words[at + 2].ends_with(',')
            && is_clock(words[at + 3])
        {
            let (open, close) = (
                if words[at].starts_with('(') { "(" } else { "" },
                words[at + 3].get(5..).unwrap_or_default(),
            );
            out.push(format!("{open}[moment]{close}"));
            at += 4;
        } else if at + 2 < words.len()
            && words[at] == "in"
            && words[at + 1].parse::<f64>().is_ok()
            && words[at + 2].starts_with('s')
        {
            out.push(format!(
                "in [seconds]{}",
                words[at + 2].get(1..).unwrap_or_default()
            ));
            at += 3;
        } else {
            out.push(words[at].to_owned());
            at += 1;
        }
    }
    out.join(" ")
}

/// The small practice shop, made once for all stories.
fn practice_shop() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let file = folder.join(format!("harbour-tea-{}.sqlite", std::process::id()));
        let now = DateTime::parse_from_rfc3339("2026-09-01T08:00:00Z").unwrap();
        backstock_practice::create(&file, backstock_practice::Size::Small, 1, now.into()).unwrap();
        // One file stays, whatever happens to the tests.
        let kept = folder.join("harbour-tea.sqlite");
        std::fs::rename(&file, &kept).unwrap();
        kept
    })
}

/// Says on the terminal that a story was left out, past the test harness.
pub(crate) fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// How many times a proof by chance is tried: a sample, or with `BACKSTOCK_FULL` all of it.
pub(crate) fn tries(sample: u64, full: u64) -> u64 {
    if std::env::var_os("BACKSTOCK_FULL").is_some_and(|value| value == "1") {
        full
    } else {
        sample
    }
}
