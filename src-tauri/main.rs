//! Backstock.
fn main() {}
