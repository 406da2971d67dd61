//! `cargo verify`: everything that has to be green, in the order in which a mistake is cheapest to find.
//!
//! A stage is a small function that answers with a [`Tally`]. The first stage that fails ends the run and says what to do;
//! the last line is always `N passed, N failed` over what was really run.

use std::env;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::call::{Call, TaskError};
use crate::house;
use crate::machine::{self, Reach, npm_ci, on_path, prepare};
use crate::packages;
use crate::root::{built, read, root, write};
use crate::screen;
use crate::tally::Tally;
use crate::ui;

/// How the run was asked for.
#[derive(Clone, Copy)]
struct Asked {
    /// With the stated counts of every large proof, instead of a seeded sample.
    is_full: bool,
}

struct Stage {
    name: &'static str,
    heading: &'static str,
    /// What to do when it fails.
    advice: &'static str,
    run: fn(Asked) -> Result<Tally, TaskError>,
}

const STAGES: &[Stage] = &[
    Stage {
        name: "machine",
        heading: "What tests need on this computer",
        advice: "Install what is named above, then run `cargo verify` again.",
        run: |_| prepare(Reach::Tests).map(|()| Tally::default()),
    },
    Stage {
        name: "format",
        heading: "Format",
        advice: "Run `cargo fmt --all`.",
        run: |_| check(&Call::cargo().words(["fmt", "--all", "--check"])),
    },
    Stage {
        name: "house",
        heading: "The rules of the house",
        advice: "Each line above names a file and the rule it breaks.",
        run: |_| house::tally(),
    },
    Stage {
        name: "ui",
        heading: "Window: packages, types, tests, build",
        advice: "Go into ui and run the command named above by hand: npm run check, npm test, npm run build.",
        run: window,
    },
    Stage {
        name: "lints",
        heading: "Lints",
        advice: "Run `cargo clippy --workspace --all-targets` and settle each warning.",
        run: |_| {
            check(
                &Call::cargo()
                    .words([
                        "clippy",
                        "--locked",
                        "--workspace",
                        "--all-targets",
                        "--quiet",
                        "--jobs",
                    ])
                    .word(machine::build_jobs().to_string())
                    .words(["--", "-D", "warnings"]),
            )
        },
    },
    Stage {
        name: "rust",
        heading: "Rust tests",
        advice: "Run the failing test by itself: `cargo test -p CRATE NAME`. A stale contract is renewed by `cargo contract`.",
        run: rust,
    },
    Stage {
        name: "browser",
        heading: "Browser tests",
        advice: "Run `cargo verify browser`; pictures of what was seen are in tests/e2e/shots.",
        run: browser,
    },
    Stage {
        name: "window",
        heading: "The real window",
        advice: "Run `cargo verify window`; pictures of what was seen are in tests/e2e/shots.",
        run: window_as_built,
    },
    Stage {
        name: "packages",
        heading: "Packages",
        advice: "The menu entry and the store page lie in src-tauri/desk/linux.",
        run: |asked| packages::check(asked.is_full),
    },
];

/// Runs all stages, or those named in `words`.
pub(crate) fn verify(words: &[String]) -> Result<ExitCode, TaskError> {
    let asked = Asked {
        is_full: words.iter().any(|word| word == "--full"),
    };
    let names: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| *word != "--full")
        .collect();
    if let Some(unknown) = names
        .iter()
        .find(|name| !STAGES.iter().any(|stage| stage.name == **name))
    {
        let known: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
        return Err(TaskError::Words(format!(
            "There is no stage `{unknown}`. The stages are: {}.",
            known.join(" ")
        )));
    }
    let chosen: Vec<&Stage> = STAGES
        .iter()
        .filter(|stage| names.is_empty() || names.contains(&stage.name))
        .collect();

    let mut total = Tally::default();
    let mut rows = Vec::new();
    let began = Instant::now();
    let mut is_good = true;
    for (number, stage) in chosen.iter().enumerate() {
        println!("\n== {}/{}  {}", number + 1, chosen.len(), stage.heading);
        let stage_began = Instant::now();
        let tally = (stage.run)(asked).unwrap_or_else(|error| {
            println!("\n{error}");
            Tally::one(false)
        });
        total.add(tally);
        let time = spoken(stage_began.elapsed());
        println!("-- {} passed, {} failed, {time}", tally.passed, tally.failed);
        rows.push(format!(
            "| {} | {} | {} | {} | {time} |",
            stage.heading, tally.passed, tally.failed, tally.left_out
        ));
        if tally.failed > 0 {
            println!("\nWhat to do: {}", stage.advice);
            let left = chosen.len() - number - 1;
            if left > 0 {
                println!("Not run because of this: {left} more stages.");
            }
            is_good = false;
            break;
        }
    }
    if asked.is_full && is_good && names.is_empty() {
        report(&rows, total, began.elapsed())?;
    }
    println!("\n{} in all.", spoken(began.elapsed()));
    if total.left_out > 0 {
        println!(
            "{} tests were left out: they are for `cargo verify --full`, or something they need is not on this computer.",
            total.left_out
        );
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(if is_good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn check(call: &Call) -> Result<Tally, TaskError> {
    call.run()?;
    Ok(Tally::one(true))
}

/// Hears a test program out. A bad end without a counted failure (a test that did not compile) is a failure as well.
fn tests(call: &Call) -> Result<Tally, TaskError> {
    let mut tally = Tally::default();
    let status = call.hear(|line| tally.hear(line))?;
    let mut tally = tally.settled();
    if !status.success() && tally.failed == 0 {
        tally.failed = 1;
    }
    if status.success() && tally.passed == 0 {
        return Err(TaskError::Answer {
            program: call.line(),
            what: "it did not say how many tests passed".to_owned(),
        });
    }
    Ok(tally)
}

fn window(_: Asked) -> Result<Tally, TaskError> {
    npm_ci("ui")?;
    let mut tally = check(&Call::npm().words(["run", "check"]).within("ui"))?;
    tally.add(tests(
        &Call::npm()
            .words(["test"])
            .within("ui")
            .with("CI", "true")
            .at_most(Duration::from_secs(10 * 60)),
    )?);
    ui::build()?;
    tally.add(Tally::one(true));
    Ok(tally)
}

fn rust(asked: Asked) -> Result<Tally, TaskError> {
    let hours = if asked.is_full { 12 } else { 1 };
    let call = |words: &[&str]| {
        let call = Call::cargo()
            .words(words)
            .with("CARGO_BUILD_JOBS", machine::build_jobs().to_string())
            .at_most(Duration::from_secs(hours * 60 * 60));
        if asked.is_full {
            call.with("BACKSTOCK_FULL", "1")
        } else {
            call
        }
    };
    programs().run()?;
    tests(&call(&["test", "--locked", "--workspace", "--no-fail-fast"]))
}

const END_TO_END: &str = "tests/e2e/run.mjs";

/// Builds what the end-to-end tests open. After the stages before nothing is left to do; a stage run alone needs it.
fn end_to_end() -> Result<(), TaskError> {
    npm_ci("ui")?;
    if root().join("tests/e2e/package.json").exists() {
        npm_ci("tests/e2e")?;
    }
    ui::build_if_older()?;
    programs().run()
}

/// Builds all programs with the same choice of features as the tests, so that nothing is built twice.
fn programs() -> Call {
    Call::cargo()
        .words([
            "build",
            "--locked",
            "--workspace",
            "--exclude",
            "backstock-tasks",
            "--bins",
            "--examples",
            "--quiet",
        ])
        .with("CARGO_BUILD_JOBS", machine::build_jobs().to_string())
}

fn browser(asked: Asked) -> Result<Tally, TaskError> {
    end_to_end()?;
    tests(&surrounded(
        Call::new("node").words([END_TO_END, "browser"]),
        asked,
    ))
}

fn window_as_built(_: Asked) -> Result<Tally, TaskError> {
    if !cfg!(target_os = "linux") {
        println!("The real window is driven through WebKitWebDriver, which exists on Linux only.");
        return Ok(Tally::left_out(1));
    }
    end_to_end()?;
    real_window(&built("backstock"))
}

/// Walks through the window of a program, on a private desktop.
pub(crate) fn real_window(program: &Path) -> Result<Tally, TaskError> {
    tests(
        &screen::private("node", [END_TO_END, "window"])?
            .with("BACKSTOCK_E2E_APP", program)
            .at_most(Duration::from_secs(30 * 60)),
    )
}

fn surrounded(call: Call, asked: Asked) -> Call {
    let call = call.at_most(Duration::from_secs(30 * 60));
    if asked.is_full {
        call.with("BACKSTOCK_FULL", "1")
    } else {
        call
    }
}

fn spoken(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

/// The dated report of a full run, to be committed.
fn report(rows: &[String], total: Tally, time: Duration) -> Result<(), TaskError> {
    let date = Call::new("date").words(["-u", "+%Y-%m-%d"]).answer()?;
    let compiler = Call::new("rustc").word("--version").answer()?;
    let commit = if on_path("git") {
        Call::new("git")
            .words(["describe", "--always", "--dirty"])
            .answer()
            .unwrap_or_default()
    } else {
        String::new()
    };
    let processor = read("/proc/cpuinfo".as_ref())
        .ok()
        .and_then(|text| {
            text.lines()
                .find_map(|line| line.strip_prefix("model name"))
                .map(|name| name.trim_start_matches([' ', '\t', ':']).to_owned())
        })
        .unwrap_or_default();
    let text = format!(
        "# `cargo verify --full`\n\nWritten by the run itself. {}, commit {}, {}, {} cores of {processor}, {}.\n\n\
         | stage | passed | failed | left out | time |\n|---|---|---|---|---|\n{}\n\n{} passed, {} failed\n",
        date.trim(),
        commit.trim(),
        compiler.trim(),
        std::thread::available_parallelism().map_or(1, usize::from),
        env::consts::OS,
        rows.join("\n"),
        total.passed,
        total.failed,
    );
    println!("\nThe report is in tests/full-report.md ({}).", spoken(time));
    write(&root().join("tests/full-report.md"), text.as_bytes())
}
