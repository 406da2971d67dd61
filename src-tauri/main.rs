//! Opens the door; everything else is in the library, so that tests can reach it without a window.

// A program with a window needs no terminal beside it.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::io::Write as _;
use std::process::ExitCode;

use backstock_desk::{AT_LOGIN, OpenedFor, graphics, run};
use mimalloc::MiMalloc;

/// A record is many small pieces of text; a fifth of planning went into asking the system's allocator for them.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    #[cfg(unix)]
    {
        backstock_desk::leave_no_core_file();
        backstock_desk::use_small_pages();
    }
    graphics::settle();
    let has = |wanted: &str| std::env::args_os().skip(1).any(|word| word == wanted);
    let opened_for = if has("--practice") {
        OpenedFor::Practice
    } else if has(AT_LOGIN) {
        OpenedFor::Login
    } else {
        OpenedFor::Work
    };
    match run(opened_for) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody can be told otherwise when there is no window; nobody listening is no further failure.
            let _ = writeln!(std::io::stderr(), "Backstock could not open its window: {error}.");
            ExitCode::FAILURE
        }
    }
}
