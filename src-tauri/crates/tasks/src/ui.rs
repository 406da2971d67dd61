//! The window's own tools.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::call::{Call, TaskError};
use crate::machine::npm_ci;
use crate::root::root;

/// Builds `ui/dist`, which the app embeds.
pub(crate) fn build() -> Result<(), TaskError> {
    npm_ci("ui")?;
    Call::npm().words(["run", "build"]).within("ui").run()
}

/// Builds `ui/dist` if it is older than what it is made from. A build that changes nothing would still be embedded anew.
pub(crate) fn build_if_older() -> Result<(), TaskError> {
    let built = age(&root().join("ui/dist/index.html"));
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
    if built >= newest && root().join("ui/dist/assets").exists() {
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
