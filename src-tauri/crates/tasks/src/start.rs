//! `cargo start`: from a fresh clone to the open app.

use std::process::ExitCode;

use crate::call::{Call, TaskError};
use crate::machine::{self, Reach, WINDOWS, has_display, npm_ci, prepare};
use crate::root::built;
use crate::ui;

const NO_DISPLAY: &str = "\
There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window cannot open.
The command line, backstock-cli, does the same work without one. Building it ...
";

const DEMO: &str = "
Ready. To see the main job on the practice shop, type

  cargo run -p backstock-cli -- demo
";

/// Opens the app with the practice shop offered; `words` are handed on to it.
pub(crate) fn start(words: &[String]) -> Result<ExitCode, TaskError> {
    if !has_display() {
        println!("{NO_DISPLAY}");
        prepare(Reach::Terminal)?;
        build("backstock-cli")?;
        println!("{DEMO}");
        return Ok(ExitCode::SUCCESS);
    }
    prepare(Reach::Window)?;
    npm_ci("ui")?;
    ui::build_if_older()?;
    println!("Building the app (a few minutes the first time, seconds later) ...");
    if let Err(error) = build("backstock") {
        if cfg!(windows) {
            println!("{WINDOWS}");
        }
        return Err(error);
    }
    println!("Opening Backstock. Close its window to come back here.");
    Call::new(built("backstock"))
        .word("--practice")
        .words(words)
        .at_most(std::time::Duration::MAX)
        .run()?;
    Ok(ExitCode::SUCCESS)
}

fn build(package: &str) -> Result<(), TaskError> {
    let jobs = machine::build_jobs().to_string();
    Call::cargo()
        .words(["build", "--locked", "--package", package, "--jobs", &jobs])
        .run()
}
