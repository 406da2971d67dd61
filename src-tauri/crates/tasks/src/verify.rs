//! `cargo verify`: everything that has to be green, in the order in which a mistake is cheapest to find.
//!
//! A stage is a small function that answers with a [`Tally`]. The first stage that fails ends the run and says what to do;
//! the last line is always `N passed, N failed` over what was really run. With `--full` the large proofs follow, each a stage of
//! its own; then every stage is run, whatever the others did, and its line of the report is written anew.

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::call::{Call, TaskError};
use crate::house;
use crate::machine::{self, Reach, npm_ci, prepare};
use crate::packages;
use crate::proofs::PROOFS;
use crate::report::{Report, spoken};
use crate::root::{built, root};
use crate::screen;
use crate::tally::Tally;
use crate::ui;

/// How the run was asked for.
#[derive(Clone, Copy)]
struct Asked {
    /// Packages are really made, and the large proofs are there.
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

/// What a run consists of: a stage, or a large proof.
struct Step {
    name: &'static str,
    heading: &'static str,
    advice: &'static str,
    run: Box<dyn Fn() -> Result<Tally, TaskError>>,
}

fn steps(asked: Asked) -> Vec<Step> {
    let stages = STAGES.iter().map(|stage| Step {
        name: stage.name,
        heading: stage.heading,
        advice: stage.advice,
        run: Box::new(move || (stage.run)(asked)),
    });
    let proofs = PROOFS.iter().filter(|_| asked.is_full).map(|proof| Step {
        name: proof.name,
        heading: proof.heading,
        advice: "Run it alone with `cargo verify --full` and its name; a failing try prints what it takes to try it again.",
        run: Box::new(|| proof.run()),
    });
    stages.chain(proofs).collect()
}

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
    let known = steps(asked);
    if let Some(unknown) = names
        .iter()
        .find(|name| !known.iter().any(|step| step.name == **name))
    {
        let known: Vec<&str> = known.iter().map(|step| step.name).collect();
        return Err(TaskError::Words(format!(
            "There is no stage `{unknown}`. The stages are: {}.",
            known.join(" ")
        )));
    }
    let chosen: Vec<&Step> = known
        .iter()
        .filter(|step| names.is_empty() || names.contains(&step.name))
        .collect();

    let mut total = Tally::default();
    let mut report = if asked.is_full {
        Some(Report::read(known.iter().map(|step| step.heading))?)
    } else {
        None
    };
    let began = Instant::now();
    for (number, step) in chosen.iter().enumerate() {
        println!("\n== {}/{}  {}", number + 1, chosen.len(), step.heading);
        let step_began = Instant::now();
        let tally = (step.run)().unwrap_or_else(|error| {
            println!("\n{error}");
            Tally::one(false)
        });
        total.add(tally);
        let took = step_began.elapsed();
        println!(
            "-- {} passed, {} failed, {}",
            tally.passed,
            tally.failed,
            spoken(took)
        );
        if let Some(report) = &mut report {
            report.told(step.heading, tally, took)?;
        }
        if tally.failed > 0 {
            println!("\nWhat to do: {}", step.advice);
            let left = chosen.len() - number - 1;
            if left > 0 && !asked.is_full {
                println!("Not run because of this: {left} more stages.");
                break;
            }
        }
    }
    println!("\n{} in all.", spoken(began.elapsed()));
    if total.left_out > 0 {
        println!(
            "{} tests were left out: they are for `cargo verify --full`, or something they need is not on this computer.",
            total.left_out
        );
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(if total.failed == 0 {
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
pub(crate) fn tests(call: &Call) -> Result<Tally, TaskError> {
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

fn rust(_: Asked) -> Result<Tally, TaskError> {
    programs().run()?;
    tests(
        &Call::cargo()
            .words(["test", "--locked", "--workspace", "--no-fail-fast"])
            .with("CARGO_BUILD_JOBS", machine::build_jobs().to_string())
            .at_most(Duration::from_secs(60 * 60)),
    )
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
pub(crate) fn programs() -> Call {
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

fn browser(_: Asked) -> Result<Tally, TaskError> {
    end_to_end()?;
    tests(
        &Call::new("node")
            .words([END_TO_END, "browser"])
            .at_most(Duration::from_secs(30 * 60)),
    )
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
