//! The computer's own file manager.

use std::path::Path;

/// Shows a file in it. Where none can be opened nothing happens; the window has told the file's place in words.
pub(super) fn show(file: &Path) {
    let _ = tauri_plugin_opener::reveal_item_in_dir(file);
}
