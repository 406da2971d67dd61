//! Where things lie in the project.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::call::TaskError;

/// The project's folder, from which every task works.
pub(crate) fn root() -> PathBuf {
    // cargo sets it when it runs or tests this program.
    let own = env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .unwrap_or_default();
    match own.ancestors().nth(3) {
        Some(root) if root.join("tauri.conf.json").exists() => root.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// The folder cargo builds into.
pub(crate) fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// A program of the workspace, built in the development profile.
pub(crate) fn built(program: &str) -> PathBuf {
    target()
        .join("debug")
        .join(format!("{program}{}", env::consts::EXE_SUFFIX))
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> Result<String, TaskError> {
    fs::read_to_string(path).map_err(|source| TaskError::File {
        path: path.to_owned(),
        source,
    })
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<(), TaskError> {
    let attempt = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, content)
    };
    attempt().map_err(|source| TaskError::File {
        path: path.to_owned(),
        source,
    })
}
