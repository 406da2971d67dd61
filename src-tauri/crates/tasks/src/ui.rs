//! The window's own tools.

use std::path::PathBuf;

use crate::call::{Call, TaskError};
use crate::machine::npm_ci;
use crate::root::root;

/// Builds `ui/dist`, which the app embeds.
pub(crate) fn build() -> Result<(), TaskError> {
    npm_ci("ui")?;
    Call::npm().words(["run", "build"]).within("ui").run()
}

/// Tauri's own program, which comes with the window's packages. It must be run from the project's folder.
pub(crate) fn tauri() -> Call {
    let program: PathBuf = root().join("ui/node_modules/@tauri-apps/cli/tauri.js");
    Call::new("node").word(program)
}
