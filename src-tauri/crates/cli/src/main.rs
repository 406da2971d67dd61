//! # `backstock-cli`: the same verbs without a window
//!
//! For scripts, for servers without a screen, and for anyone who likes a terminal. The interface is documented in the
//! README of this crate and by `backstock-cli man`; what `--json` answers is in `answers.rs`, what may be typed in
//! `arguments.rs`.
//!
//! * The answer is on standard output: text for people, or one JSON document. Progress and refusals for people are on
//!   standard error. The exit code is 0 (done), 1 (some records failed, nothing that was asked for could be written, or
//!   stopped) or 2 (refused).
//! * Each command is a function in `commands/` that asks the engine once and puts what it hears into an answer.
//! * This is the border of the program: the clock, the environment and the keyring come in here ([`opening`]), and nothing
//!   behind it knows them.
//! * Secrets are never arguments.
//!
//! What is not done here: deciding anything about a shop. That is the engine's, and the window asks the same one.

mod answers;
mod arguments;
mod commands;
mod days;
mod interrupt;
mod opening;
mod output;
mod page;
mod progress;
mod refusal;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;
use mimalloc::MiMalloc;

use crate::arguments::CommandLine;
use crate::commands::Sitting;
use crate::opening::Surroundings;
use crate::output::{Output, Pipe, say};
use crate::refusal::{Exit, Refusal};

/// A record is many small pieces of text; a fifth of planning went into asking the system's allocator for them.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    #[cfg(unix)]
    {
        backstock_secrets::leave_no_core_file();
        backstock_secrets::use_small_pages();
    }
    let words: Vec<OsString> = std::env::args_os().collect();
    ExitCode::from(run(&words).code())
}

fn run(words: &[OsString]) -> Exit {
    let line = match CommandLine::try_parse_from(words) {
        Ok(line) => line,
        Err(error) => return not_understood(words, &error),
    };
    let sitting = Sitting {
        output: Output {
            json: line.json,
            quiet: line.quiet,
        },
        around: Surroundings::of_this_program(),
        vault: line.vault,
        view_only: line.view_only,
        writes: line.command.writes(),
    };
    match sitting.carry_out(line.command) {
        Ok(exit) => exit,
        Err(refusal) => refuse(sitting.output.json, &refusal),
    }
}

/// Says why a command was not carried out: as JSON on standard output, or as sentences on standard error.
fn refuse(json: bool, refusal: &Refusal) -> Exit {
    let problem = refusal.told();
    if json {
        let mut pipe = Pipe::open();
        // Whoever asked for the answer is gone, or there is no room for it; the exit code still tells.
        let _ = pipe.json(&problem).and_then(|()| pipe.close());
    } else {
        say(&page::visible(&problem.message));
        say(&page::visible(&problem.hint));
        if let Some(details) = refusal.details() {
            say(&format!("Details: {}", page::visible(&details)));
        }
    }
    refusal.exit()
}

fn not_understood(words: &[OsString], error: &clap::Error) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _ = error.print();
        return Exit::Success;
    }
    if !words.iter().any(|word| word == "--json") {
        let _ = error.print();
        return Exit::Refused;
    }
    refuse(true, &Refusal::Words(sentence_of(&error.render().to_string())))
}

/// The first paragraph of what the parser says, as one sentence.
fn sentence_of(said: &str) -> String {
    let paragraph: Vec<&str> = said
        .lines()
        .map(str::trim)
        .take_while(|line| !line.is_empty())
        .collect();
    let text = paragraph.join(" ");
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    let mut letters = text.trim_end_matches(['.', ':']).chars();
    let sentence: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    format!("{}.", page::short(&sentence, 400))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_parser_says_becomes_a_sentence() {
        assert_eq!(
            sentence_of(
                "error: the following required arguments were not provided:\n  --to <BACKUP>\n\nUsage: x"
            ),
            "The following required arguments were not provided: --to <BACKUP>."
        );
    }
}
