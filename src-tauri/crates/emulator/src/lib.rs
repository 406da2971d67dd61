//! # A BigCommerce store on the loopback
//!
//! For tests only. [`Emulator::start`] opens a small HTTP server on 127.0.0.1 that answers like a store's REST API: it keeps
//! what is written, gives out ids, refuses what the platform refuses and forgets what the platform forgets. No live store was
//! asked; everything here is what BigCommerce has published, and what is unknown there is a switch in [`Quirks`], so that a
//! test can try both.
//!
//! * `data/collections.toml` says per collection: path, envelope, pages, filters, what may be written, what is unique, what
//!   refers to what, what goes with a deletion. [`rest`](crate) code carries this table out; the few rules that no table can
//!   say are named in `hooks`.
//! * `seed` makes a store of any [`Size`] from a number; the same number makes the same store.
//! * The clock is handed in ([`Clock`]), so the quota, the theme's link and late deletions need no waiting.
//! * [`Emulator::log`] has every request, [`Emulator::mails`] every mail the platform would have sent,
//!   [`Emulator::violations`] every request and answer that the published specification does not allow.
//!
//! Not done: control panel, storefront, checkout, GraphQL, webhooks that are delivered (they are counted), and whatever needs
//! a second store; start two emulators for that.

mod answer;
mod asked;
mod clock;
mod emulator;
mod faults;
mod hooks;
mod list;
mod log;
mod quirks;
mod quota;
mod remove;
mod routes;
mod seed;
mod server;
mod shop;
mod specs;
mod store;
mod table;
mod write;

pub use clock::{Clock, Held};
pub use emulator::{Emulator, Options, Token};
pub use faults::{Fault, When};
pub use log::{Mail, Request};
pub use quirks::{Quirks, ReadOnly, RefusedInList};
pub use quota::Plan;
pub use seed::Size;
pub use shop::Shop;
pub use specs::{By, Violation};
pub use store::Id;
