//! Runs in the repository root, where `tauri.conf.json` lies.
//!
//! The window's files are embedded while compiling, so `ui/dist` must exist even in a fresh clone: a page that says how to
//! make the real one is laid there. `cargo start`, `cargo verify` and `cargo package` make the real one first.

use std::error::Error;
use std::fs;
use std::path::Path;

const UNBUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Backstock</title>\
<p>The window has not been built yet. Run <code>cargo start</code>, or <code>npm ci &amp;&amp; npm run build</code> in <code>ui</code>.</p></html>\n";

fn main() -> Result<(), Box<dyn Error>> {
    // A new file in the folder would not be noticed otherwise, only a changed one.
    println!("cargo:rerun-if-changed=ui/dist");
    let page = Path::new("ui/dist/index.html");
    if !page.exists() {
        fs::create_dir_all("ui/dist")?;
        fs::write(page, UNBUILT)?;
    }
    tauri_build::build();
    Ok(())
}
