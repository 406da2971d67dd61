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
    let mut command = CommandLine::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone())
        .render(&mut page)
        .map_err(Refusal::Answer)?;
    for below in command.get_subcommands() {
        section(NAME, below, &mut page)?;
    }
    write(&page)
}

/// A section of the man page for a command and the commands below it.
fn section(above: &str, command: &clap::Command, page: &mut Vec<u8>) -> Result<(), Refusal> {
    if command.get_name() == "help" {
        return Ok(());
    }
    let name = format!("{above} {}", command.get_name());
    let mut part = Vec::new();
    let man = clap_mangen::Man::new(command.clone());
    man.render_synopsis_section(&mut part).map_err(Refusal::Answer)?;
    man.render_description_section(&mut part)
        .map_err(Refusal::Answer)?;
    if command.get_arguments().any(|argument| !argument.is_global_set()) {
        man.render_options_section(&mut part).map_err(Refusal::Answer)?;
    }
    // The parts of a section are headings below the one of the command.
    let text = String::from_utf8_lossy(&part).replace(".SH ", ".SS ");
    page.extend_from_slice(format!(".SH {}\n", name.to_uppercase().replace('-', "\\-")).as_bytes());
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
