//! # The workspace's own small program
//!
//! One program instead of a folder of scripts, so that two words are enough on any machine: `cargo start` opens the app,
//! `cargo verify` proves it. The words are aliases in `.cargo/config.toml`.
//!
//! * [`machine`] knows what a computer must have, and how each system gets it.
//! * [`start`], [`verify`], [`packages`], [`icons`] and [`contract`] are the tasks; [`house`] holds the rules of the code base.
//! * [`call`] is the only place that runs another program.
//!
//! It depends on nearly nothing, so that it is built in seconds before anything else is.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]

mod bench;
mod call;
mod contract;
mod house;
mod icons;
mod machine;
mod packages;
mod proofs;
mod report;
mod root;
mod screen;
mod start;
mod tally;
mod ui;
mod verify;

use std::process::ExitCode;

use call::TaskError;

const TASKS: &str = "\
The words of this project:

  cargo start             installs what is missing, builds the app and opens it
  cargo verify            installs what tests need and runs all of them
  cargo verify --full     the same and the large proofs with their stated counts; writes tests/full-report.md
  cargo verify STAGE...   only some stages: machine format house ui lints rust browser window packages
  cargo packages          makes the installable packages of this system (.deb and .rpm on Linux)
  cargo house             checks the rules of the code base
  cargo contract          writes ui/src/contract anew from the Rust types
  cargo icons             draws all icon sizes anew from icons/*.svg
  cargo bench-all         measures speed and memory on 10k, 100k and 1M records
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match carry_out(&words) {
        Ok(code) => code,
        Err(error) => {
            println!("\n{error}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(words: &[String]) -> Result<ExitCode, TaskError> {
    let (task, rest) = match words.split_first() {
        Some((task, rest)) => (task.as_str(), rest),
        None => ("", words),
    };
    match task {
        "start" => start::start(rest),
        "verify" => verify::verify(rest),
        "packages" => packages::make(rest).map(|()| ExitCode::SUCCESS),
        "house" => house::report(),
        "contract" => contract::write().map(|()| ExitCode::SUCCESS),
        "icons" => icons::draw().map(|()| ExitCode::SUCCESS),
        "bench-all" => bench::measure(rest).map(|()| ExitCode::SUCCESS),
        // What `verify` and `packages` start inside a private desktop; see `screen`.
        screen::INSIDE => screen::inside(rest),
        _ => {
            print!("{TASKS}");
            Ok(if matches!(task, "" | "help" | "--help") {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            })
        }
    }
}
