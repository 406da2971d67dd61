//! Shops that are databases, from the row to the document and back.

#![expect(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that stops says where"
)]

mod bench;
mod conditions;
mod desk;
mod keys;
mod left_over;
mod moments;
mod opening;
mod platforms;
mod profiled;
mod random;
mod real;
mod servers;
mod values;
mod writing;
