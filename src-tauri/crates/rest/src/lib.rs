//! # Shops that are reached over the web
//!
//! What a platform's interface is like is said by a **manifest**, a data file under `manifests/` (see [`Manifest`]): where
//! records are listed, how pages follow each other, what is never sent back, what may never be called at all. The code knows
//! no platform; it knows a closed set of ways to list and to write, and there is no language in the manifest to write others.
//!
//! * **An id stays.** A platform gives a record that is made again another id. The vault goes on with the id a record was
//!   first seen under, and a ledger in the vault (`ledger.rs`) says what the shop calls it now. So its history goes on, and
//!   what refers to it refers to it still.
//! * **The store is asked**, not the vault, whenever something is decided by what it has. Only a backup may leave out what the
//!   store does not name as changed (`since.rs`).
//! * **A page is not believed.** A list is at its end when its totals or an empty page say so, never because a page was short
//!   (`paging.rs`). What came is counted against what was announced.
//! * **The token** goes to the one host of the shop, over TLS (`client.rs`). No redirect is followed.
//! * **Bytes** behind an address are fetched without the token and kept: pictures (`pictures.rs`), and files that are made ready
//!   when they are asked for (`ready.rs`).
//! * **The shop's other programs** live on the same allowance of calls; a quarter of it is left to them (`quota.rs`).
//!
//! What is written is one record at a time, in the order of the plan: `write.rs`.

mod address;
mod client;
mod gaps;
mod ledger;
mod makers;
mod manifest;
mod paging;
mod pictures;
mod pointing;
mod quota;
mod read;
mod ready;
mod remarks;
mod shape;
mod shop;
mod since;
mod tiers;
mod timer;
mod write;

pub use address::StoreAddress;
pub use manifest::{Change, Manifest, Method, Paging, Place, TypeManifest};
pub use shop::RestShop;
pub use timer::{RealTime, Timer};
pub use write::quiet::QUIET_NOTE;
