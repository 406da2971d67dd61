//! # When work that repeats is due
//!
//! Pure: a [`Rule`], a time zone, what was done before and the present moment go in; dates come out. Nothing here waits,
//! reads a clock or does the work.
//!
//! * A rule makes **slots**: the moments it asks for work. A slot has a name that stays the same whatever the clock does:
//!   the date and time on the owner's wall for daily, weekly and monthly rules, the moment itself for those that run
//!   more often. A slot is done at most once.
//! * Day 29, 30 and 31 of a shorter month are its last day. A time that the wall clock skips in spring is the first moment
//!   after it; one that it shows twice in autumn is the first of the two.
//! * Whoever was off for a month has one slot to catch up with: the latest. A [`Claim`] on it covers those before it.
//! * When the clock was set back by a little, what was claimed stays claimed. When it was set back by a lot, one of the two
//!   times was wrong; then the rule starts anew from now ([`Standing::Anew`]), because a rule that waited for a wrong date to
//!   come again would have stopped silently.
//!
//! What is not done here: keeping rules and claims (see `vault`), and deciding what a missed slot means (see `engine`).

mod claim;
mod rhythm;
mod rule;

pub use chrono_tz::Tz;
pub use claim::{Claim, Standing, standing};
pub use rhythm::Rhythm;
pub use rule::{Rule, Slot};
