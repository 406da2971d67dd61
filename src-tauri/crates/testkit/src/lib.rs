//! # What tests stand on
//!
//! * [`FakeShop`]: a shop in memory that can be edited, taken offline and broken at will, and remembers what was written to it.
//! * [`HeldClock`]: a clock that moves only when told.
//! * [`KeyringInMemory`]: a keyring that can be locked, be none at all, or take nothing.
//! * [`TemporaryVault`]: a real vault in a folder that goes away.
//!
//! Nothing of this is in a release: it is a development dependency only.

mod fake_shop;
mod held_clock;
mod keyring_in_memory;
mod temporary_vault;

pub use fake_shop::{Breaking, FakeShop, SeenWrite};
pub use held_clock::HeldClock;
pub use keyring_in_memory::KeyringInMemory;
pub use temporary_vault::TemporaryVault;
