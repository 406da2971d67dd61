//! `cargo contract`: the window's TypeScript, written anew from the Rust types.

use crate::call::{Call, TaskError};

/// Writes `ui/src/contract`. That it is not stale is a test of the contract's own crate.
pub(crate) fn write() -> Result<(), TaskError> {
    Call::cargo()
        .words([
            "test",
            "--quiet",
            "--package",
            "backstock-contract",
            "--lib",
            "the_window_has_the_same_contract",
        ])
        .with("BACKSTOCK_CONTRACT", "write")
        .run()?;
    println!("ui/src/contract is as the Rust types are.");
    Ok(())
}
