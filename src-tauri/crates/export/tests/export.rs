//! What exports are: whole, exact, parted where they must be, and readable by other programs.

#![expect(
    clippy::unwrap_used,
    reason = "the settings that allow it in tests do not reach what tests share"
)]

mod export {
    mod forms;
    mod parts;
    mod stage;
    mod tools;
}
