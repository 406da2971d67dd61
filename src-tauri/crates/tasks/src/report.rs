//! tests/full-report.md: what `cargo verify --full` saw, a line for each stage with its day and commit.
//!
//! Stages may be run on different days; a line is only ever written by the stage itself, whether it passed or not.

use std::env;
use std::fmt::Write as _;
use std::time::Duration;

use crate::call::{Call, TaskError};
use crate::machine::on_path;
use crate::root::{self, read, root};
use crate::tally::Tally;

const FILE: &str = "tests/full-report.md";
const HEAD: &str = "\
# `cargo verify --full`

Written by the runs themselves; each line says of which day and commit it is. `–` was not run yet.

| stage | passed | failed | left out | time | day | commit |
|---|---|---|---|---|---|---|";

/// What one stage came to.
struct Line(String);

/// The lines of all stages, in their order.
pub(crate) struct Report {
    lines: Vec<(&'static str, Option<Line>)>,
    /// Asked for before anything is written: the report itself is a change, too.
    commit: String,
}

impl Report {
    /// What stands in the file of these stages; what was written of others is dropped.
    pub(crate) fn read(headings: impl Iterator<Item = &'static str>) -> Result<Self, TaskError> {
        let path = root().join(FILE);
        let text = if path.exists() {
            read(&path)?
        } else {
            String::new()
        };
        let mut report = Self::of(&text, headings);
        if on_path("git") {
            report.commit = commit();
        }
        Ok(report)
    }

    fn of(text: &str, headings: impl Iterator<Item = &'static str>) -> Self {
        let line = |heading: &str| {
            let cells = text.lines().find_map(|line| {
                line.strip_prefix("| ")?
                    .strip_prefix(heading)?
                    .strip_prefix(" | ")?
                    .strip_suffix(" |")
            })?;
            (cells.split(" | ").count() == 6 && !cells.starts_with('–')).then(|| Line(cells.to_owned()))
        };
        Self {
            lines: headings.map(|heading| (heading, line(heading))).collect(),
            commit: String::new(),
        }
    }

    /// Writes a stage's line anew.
    pub(crate) fn told(&mut self, heading: &str, tally: Tally, took: Duration) -> Result<(), TaskError> {
        let day = Call::new("date").words(["-u", "+%Y-%m-%d"]).answer()?;
        let line = format!(
            "{} | {} | {} | {} | {} | {}",
            tally.passed,
            tally.failed,
            tally.left_out,
            spoken(took),
            day.trim(),
            self.commit
        );
        self.set(heading, Line(line));
        root::write(&root().join(FILE), self.text(&machine()?).as_bytes())
    }

    fn set(&mut self, heading: &str, line: Line) {
        if let Some((_, old)) = self.lines.iter_mut().find(|(name, _)| *name == heading) {
            *old = Some(line);
        }
    }

    fn text(&self, machine: &str) -> String {
        let mut text = HEAD.to_owned();
        for (heading, line) in &self.lines {
            let cells = line
                .as_ref()
                .map_or("– | – | – | – | – | –", |line| line.0.as_str());
            let _ = write!(text, "\n| {heading} | {cells} |");
        }
        let _ = write!(text, "\n\nThe last of them on {machine}.\n");
        text
    }
}

fn machine() -> Result<String, TaskError> {
    let compiler = Call::new("rustc").word("--version").answer()?;
    let processor = read("/proc/cpuinfo".as_ref())
        .ok()
        .and_then(|text| {
            text.lines()
                .find_map(|line| line.strip_prefix("model name"))
                .map(|name| name.trim_start_matches([' ', '\t', ':']).to_owned())
        })
        .unwrap_or_else(|| "an unnamed processor".to_owned());
    Ok(format!(
        "{} cores of {processor}, {}, {}",
        std::thread::available_parallelism().map_or(1, usize::from),
        env::consts::OS,
        compiler.trim()
    ))
}

/// A time as a person says it.
pub(crate) fn spoken(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

/// What was tested: the commit, marked where anything but the report itself is not as in it.
fn commit() -> String {
    let ask = |words: &[&str]| Call::new("git").words(words).answer().unwrap_or_default();
    let commit = ask(&["describe", "--always"]);
    let others = ask(&[
        "status",
        "--porcelain",
        "--",
        ":/",
        &format!(":(top,exclude){FILE}"),
    ]);
    let mark = if others.trim().is_empty() { "" } else { "-dirty" };
    format!("{}{mark}", commit.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_run_alone_leaves_the_lines_of_the_others() {
        let stages = || ["Format", "Kills"].into_iter();
        let mut report = Report::of("", stages());
        report.set("Format", Line("1 | 0 | 0 | 2 s | 2026-11-01 | abc".to_owned()));
        let first = report.text("a machine");
        assert!(first.contains("| Format | 1 | 0 | 0 | 2 s | 2026-11-01 | abc |\n| Kills | – | – |"));

        let mut report = Report::of(&first, stages());
        report.set("Kills", Line("3 | 1 | 0 | 9 s | 2026-11-02 | def".to_owned()));
        let second = report.text("a machine");
        assert!(second.contains("abc |\n| Kills | 3 | 1 | 0 | 9 s | 2026-11-02 | def |\n"));
        assert!(
            !Report::of(&second, ["Format"].into_iter())
                .text("a machine")
                .contains("Kills")
        );
    }
}
