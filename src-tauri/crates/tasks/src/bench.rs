//! `cargo bench-all`: speed and memory, in one run, with the command line a person would use.

use crate::call::{Call, TaskError};
use crate::machine::{Reach, prepare};
use crate::root::root;

const BENCH: &str = "tests/bench/run.mjs";

/// Builds the command line for release and hands over to the benchmark; `words` are for it.
pub(crate) fn measure(words: &[String]) -> Result<(), TaskError> {
    if !root().join(BENCH).exists() {
        return Err(TaskError::Missing(format!("{BENCH} is not there yet.")));
    }
    prepare(Reach::Terminal)?;
    Call::cargo()
        .words(["build", "--locked", "--release", "--package", "backstock-cli"])
        .run()?;
    Call::new("node")
        .word(BENCH)
        .words(words)
        .at_most(std::time::Duration::from_secs(12 * 60 * 60))
        .run()
}
