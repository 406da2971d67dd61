//! The owner's story below the window: what the doors promise, on the real engine, a real vault and the practice shop.
//!
//! One binary; a file for each subject. What needs a browser or a real window is under `tests/e2e`; what a single crate can
//! prove stands beside that crate.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what stands around a test fails the test when it fails"
)]

#[path = "acceptance/desk.rs"]
mod desk;
#[path = "acceptance/elsewhere.rs"]
mod elsewhere;
#[path = "acceptance/large_shop.rs"]
mod large_shop;
#[path = "acceptance/looking.rs"]
mod looking;
#[path = "acceptance/moving.rs"]
mod moving;
#[path = "acceptance/protection.rs"]
mod protection;
#[path = "acceptance/records.rs"]
mod records;
#[path = "acceptance/restoring.rs"]
mod restoring;
#[cfg(target_os = "linux")]
#[path = "acceptance/without_a_screen.rs"]
mod without_a_screen;
