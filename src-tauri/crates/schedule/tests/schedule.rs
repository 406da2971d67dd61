//! Dates over ten years against a second way of computing them, and the cases that people argue about.
#[path = "schedule/cases.rs"]
mod cases;
#[path = "schedule/clocks.rs"]
mod clocks;
#[path = "schedule/years.rs"]
mod years;
