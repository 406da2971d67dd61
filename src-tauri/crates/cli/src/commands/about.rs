//! `completions` and `man`: what the program says about itself, for shells and for packages.

use clap::CommandFactory as _;

use crate::arguments::CommandLine;
use crate::output::Pipe;
use crate::refusal::{Exit, Refusal};

const NAME: &str = "backstock-cli";

pub(super) fn completions(shell: clap_complete::Shell) -> Result<Exit, Refusal> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut CommandLine::command(), NAME, &mut script);
    write(&script)
}

/// One page for all commands: each has a section of its own.
pub(super) fn man() -> Result<Exit, Refusal> {
    let command = CommandLine::command();
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command.clone());
    // Not the list of commands, which would name pages of their own: each command is a section of this one.
    man.render_title(&mut page)
        .and_then(|()| man.render_name_section(&mut page))
        .and_then(|()| man.render_synopsis_section(&mut page))
        .and_then(|()| man.render_description_section(&mut page))
        .and_then(|()| man.render_options_section(&mut page))
        .and_then(|()| man.render_extra_section(&mut page))
        .map_err(Refusal::Answer)?;
    for below in command.get_subcommands() {
        section("", below, &mut page)?;
    }
    write(&page)
}

/// A section of the man page for a command, and those of the commands below it.
fn section(above: &str, command: &clap::Command, page: &mut Vec<u8>) -> Result<(), Refusal> {
    let name = format!("{above} {}", command.get_name());
    let man = clap_mangen::Man::new(
        command
            .clone()
            .bin_name(format!("{NAME}{name}"))
            .disable_help_flag(true)
            .disable_help_subcommand(true),
    );
    let mut part = Vec::new();
    man.render_synopsis_section(&mut part)
        .and_then(|()| man.render_description_section(&mut part))
        .and_then(|()| match command.get_arguments().next() {
            Some(_) => man.render_options_section(&mut part),
            None => Ok(()),
        })
        .map_err(Refusal::Answer)?;
    // The parts of a section are headings below the one of the command.
    let text = String::from_utf8_lossy(&part).replace(".SH ", ".SS ");
    page.extend_from_slice(format!(".SH \"{}\"\n", name.trim().to_uppercase()).as_bytes());
    page.extend_from_slice(text.as_bytes());
    command
        .get_subcommands()
        .try_for_each(|below| section(&name, below, page))
}

fn write(text: &[u8]) -> Result<Exit, Refusal> {
    let mut pipe = Pipe::open();
    pipe.bytes(text)?;
    pipe.close()?;
    Ok(Exit::Success)
}
