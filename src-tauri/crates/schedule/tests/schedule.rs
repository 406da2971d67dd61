//! Dates over ten years against a second way of computing them, and the cases that people argue about.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on is a failed one"
)]

#[path = "schedule/cases.rs"]
mod cases;
#[path = "schedule/clocks.rs"]
mod clocks;
#[path = "schedule/years.rs"]
mod years;
