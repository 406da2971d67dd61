//! The window's own tools.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::call::{Call, TaskError};
use crate::machine::npm_ci;
use crate::root::root;

/// The window's files that the app embeds.
const EMBEDDED: &str = "ui/dist";
/// The same window for a browser, which reaches the engine through the door for tests.
const FOR_BROWSERS: &str = "ui/dist-browser";

/// Words that only the way through the door for tests has.
const ONLY_FOR_BROWSERS: [&str; 2] = ["/door/", "EventSource"];

/// Builds both, and makes sure that the door for tests is known to the one and not to the other.
pub(crate) fn build() -> Result<(), TaskError> {
    npm_ci("ui")?;
    Call::npm().words(["run", "build"]).within("ui").run()?;
    Call::npm().words(["run", "build:browser"]).within("ui").run()?;
    for (folder, is_expected) in [(EMBEDDED, false), (FOR_BROWSERS, true)] {
        let scripts = scripts(&root().join(folder).join("assets"));
        for word in ONLY_FOR_BROWSERS {
            if scripts.contains(word) != is_expected {
                return Err(TaskError::Words(format!(
                    "{folder} {} `{word}`, which belongs to the door for browser tests.",
                    if is_expected { "lacks" } else { "contains" }
                )));
            }
        }
    }
    Ok(())
}

fn scripts(folder: &Path) -> String {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .filter(|file| file.path().extension().is_some_and(|ending| ending == "js"))
        .filter_map(|file| fs::read_to_string(file.path()).ok())
        .collect()
}

/// Builds both if one is older than what it is made from. A build that changes nothing would still be embedded anew.
pub(crate) fn build_if_older() -> Result<(), TaskError> {
    let built = [EMBEDDED, FOR_BROWSERS].map(|folder| age(&root().join(folder).join("index.html")));
    let built = built.into_iter().min().flatten();
    let sources = [
        "ui/src",
        "ui/index.html",
        "ui/package-lock.json",
        "ui/vite.config.ts",
        "ui/public",
    ];
    let newest = sources
        .iter()
        .filter_map(|source| newest(&root().join(source)))
        .max();
    // The page that the app's build lays there for a fresh clone is one file; a built window is more.
    if built >= newest && root().join(EMBEDDED).join("assets").exists() {
        return Ok(());
    }
    println!("Building the window ...");
    build()
}

fn age(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|file| file.modified()).ok()
}

fn newest(path: &Path) -> Option<SystemTime> {
    let below = fs::read_dir(path)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| newest(&entry.path()))
        .max();
    below.max(age(path))
}

/// Tauri's own program, which comes with the window's packages. It must be run from the project's folder.
pub(crate) fn tauri() -> Call {
    let program: PathBuf = root().join("ui/node_modules/@tauri-apps/cli/tauri.js");
    Call::new("node").word(program)
}
