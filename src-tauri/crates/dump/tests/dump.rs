//! Dumps, as tools write them.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the settings that allow it in tests do not reach what tests share"
)]

mod dump {
    mod endings;
    mod hostile;
    mod real;
    mod stage;
    mod written;
}
