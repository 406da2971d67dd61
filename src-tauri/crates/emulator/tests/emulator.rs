//! The emulator does what is published: one binary, a file for each area.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "emulator/client.rs"]
mod client;
#[path = "emulator/customers.rs"]
mod customers;
#[path = "emulator/everything.rs"]
mod everything;
#[path = "emulator/faults.rs"]
mod faults;
#[path = "emulator/inventory.rs"]
mod inventory;
#[path = "emulator/pages.rs"]
mod pages;
#[path = "emulator/products.rs"]
mod products;
#[path = "emulator/store.rs"]
mod store;
