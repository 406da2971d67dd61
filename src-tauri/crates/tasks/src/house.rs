//! # The rules of the house, held by a program instead of by memory
//!
//! Each rule looks at a [`House`] (what cargo knows about the workspace, and the project's files) and names what breaks it.
//! A rule is a pure function, so that its own test can show it a house that breaks it.

mod imports;
mod licences;
mod names;
mod screens;
mod skips;
mod top_level;
mod words;

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use serde_json::Value;

use crate::call::{Call, TaskError};
use crate::root::root;
use crate::tally::Tally;

/// What the rules look at.
pub(crate) struct House {
    /// What `cargo metadata` says, with all dependencies.
    metadata: Value,
    /// What `npm` locked for the window, if the window is there.
    npm_lock: Value,
    /// The project's own files by their path from the root, with their text; binary files have an empty one.
    files: Vec<(String, String)>,
}

/// A broken rule.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Breach {
    place: String,
    what: String,
}

impl Breach {
    fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            what: what.into(),
        }
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// A rule: what it says, and who breaks it.
type Rule = (&'static str, fn(&House) -> Vec<Breach>);

const RULES: &[Rule] = &[
    ("who may import whom", imports::between_rooms),
    (
        "who may use the window, the dialogs, the keyring, the database",
        imports::from_outside,
    ),
    (
        "the command line has no window behind it",
        imports::behind_the_command_line,
    ),
    ("nothing for tests reaches the app", imports::behind_the_app),
    (
        "every crate follows the lints and says what it is",
        imports::manners,
    ),
    ("names say what a thing is", names::are_plain),
    ("a skipped test says so aloud", skips::are_heard),
    (
        "records are shown as text, never as HTML",
        screens::show_text_only,
    ),
    ("only ui/src/ipc speaks to Tauri", screens::speak_through_ipc),
    (
        "screens do not import each other, kit and parts import no screen",
        screens::stand_alone,
    ),
    ("every sentence is said, and is there", words::are_all_said),
    ("the top level is as it was agreed", top_level::is_as_agreed),
    ("licences allow giving the app away", licences::are_allowed),
    (
        "licences of the window's packages allow giving the app away",
        licences::of_npm_are_allowed,
    ),
];

impl House {
    fn look() -> Result<Self, TaskError> {
        let answer = Call::cargo()
            .words(["metadata", "--format-version", "1", "--locked"])
            .answer()?;
        let npm = std::fs::read_to_string(root().join("ui/package-lock.json")).unwrap_or_default();
        Ok(Self {
            metadata: parsed("cargo metadata", &answer)?,
            npm_lock: if npm.is_empty() {
                Value::Null
            } else {
                parsed("ui/package-lock.json", &npm)?
            },
            files: files()?,
        })
    }

    fn breaches(&self) -> Vec<(&'static str, Vec<Breach>)> {
        RULES.iter().map(|(name, rule)| (*name, rule(self))).collect()
    }

    /// The project's files with this ending below a folder.
    fn sources<'a>(
        &'a self,
        folder: &'a str,
        endings: &'a [&'a str],
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(move |(path, _)| {
                path.starts_with(folder) && endings.iter().any(|ending| path.ends_with(ending))
            })
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }
}

fn parsed(source: &str, text: &str) -> Result<Value, TaskError> {
    serde_json::from_str(text).map_err(|error| TaskError::Answer {
        program: source.to_owned(),
        what: error.to_string(),
    })
}

/// What git knows and what it would take in; without git (an unpacked archive) everything that is not built.
fn files() -> Result<Vec<(String, String)>, TaskError> {
    let list = Call::new("git").words(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]);
    let mut paths: Vec<String> = if root().join(".git").exists() {
        list.answer()?
            .split('\0')
            .filter(|path| !path.is_empty())
            .map(str::to_owned)
            .collect()
    } else {
        let mut found = Vec::new();
        walk(&root(), "", &mut found);
        found
    };
    paths.sort_unstable();
    paths.dedup();
    Ok(paths
        .into_iter()
        // A file deleted but not yet committed is still on git's list.
        .filter_map(|path| {
            let bytes = std::fs::read(root().join(&path)).ok()?;
            Some((path, String::from_utf8(bytes).unwrap_or_default()))
        })
        .collect())
}

const BUILT: &[&str] = &["target", "gen", "dist", "dist-browser", "node_modules", ".git"];

fn walk(folder: &Path, below: &str, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{below}{name}");
        if entry.path().is_dir() {
            if !BUILT.contains(&name.as_str()) {
                walk(&entry.path(), &format!("{path}/"), found);
            }
        } else {
            found.push(path);
        }
    }
}

/// Prints every rule and who breaks it, and counts them.
pub(crate) fn tally() -> Result<Tally, TaskError> {
    let mut tally = Tally::default();
    for (rule, breaches) in House::look()?.breaches() {
        println!("{} {rule}", if breaches.is_empty() { "ok  " } else { "FAIL" });
        for breach in &breaches {
            println!("     {breach}");
        }
        tally.add(Tally::one(breaches.is_empty()));
    }
    Ok(tally)
}

/// `cargo house`.
pub(crate) fn report() -> Result<ExitCode, TaskError> {
    let tally = tally()?;
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(if tally.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_stands() {
        let breaches: Vec<String> = House::look()
            .unwrap()
            .breaches()
            .into_iter()
            .flat_map(|(_, breaches)| breaches)
            .map(|breach| breach.to_string())
            .collect();
        assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    }

    /// A house with nothing but these files.
    pub(super) fn of_files(files: &[(&str, &str)]) -> House {
        House {
            metadata: Value::Null,
            npm_lock: Value::Null,
            files: files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect(),
        }
    }

    /// A house with nothing but these dependencies.
    pub(super) fn of_metadata(metadata: Value) -> House {
        House {
            metadata,
            npm_lock: Value::Null,
            files: Vec::new(),
        }
    }
}
