//! # The anchor outside the vault
//!
//! Whoever puts an older copy of the *whole* folder in the place of the vault puts its anchor back as well. So the newest link
//! of every shop's chain can also be kept somewhere else, as a short text; the window and the command line keep it in the
//! computer's keyring. It holds numbers and hashes, no secret, and decides nothing: a vault that does not have the link is
//! older than the one last used there, or another copy, and its owner is told.
//!
//! A line for each shop: its id, the number of its newest backup, and the first half of that backup's hash, so that the text
//! is short enough for every keyring.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use backstock_model::ShopId;

use crate::anchor::{self, Link};
use crate::table::shops;
use crate::verify::VerifyProblem;
use crate::{Vault, VaultError};

const HASH_DIGITS: usize = 32;

/// The newest link of every shop's chain, to be kept outside the vault's folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OuterAnchor(BTreeMap<ShopId, Link>);

impl OuterAnchor {
    pub(crate) fn links(&self) -> &BTreeMap<ShopId, Link> {
        &self.0
    }
}

impl fmt::Display for OuterAnchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (shop, link) in &self.0 {
            writeln!(f, "{shop} {} {}", link.number, link.hash)?;
        }
        Ok(())
    }
}

impl FromStr for OuterAnchor {
    type Err = Infallible;

    /// What cannot be understood says nothing: a text that somebody damaged must not keep an owner from their vault.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.lines().filter_map(line).collect()))
    }
}

fn line(text: &str) -> Option<(ShopId, Link)> {
    let mut words = text.split(' ');
    let shop = ShopId(words.next()?.parse().ok()?);
    let number = words.next()?.parse().ok()?;
    let hash = words.next()?.to_owned();
    (hash.len() == HASH_DIGITS && words.next().is_none()).then_some((shop, Link { number, hash }))
}

impl Vault {
    /// The newest link of every shop's chain as it is now. Shops without a backup have none.
    pub fn outer_anchor(&self) -> Result<OuterAnchor, VaultError> {
        self.inner.read(|connection| {
            let mut links = BTreeMap::new();
            for shop in shops::all(connection)? {
                if let Some(mut link) = anchor::newest_link(connection, shop.id)? {
                    link.hash.truncate(HASH_DIGITS);
                    links.insert(shop.id, link);
                }
            }
            Ok(OuterAnchor(links))
        })
    }

    /// Whether the vault is older than when that anchor was taken, or another copy of it. Empty when all is well.
    pub fn check_outer_anchor(&self, kept: &OuterAnchor) -> Result<Vec<VerifyProblem>, VaultError> {
        self.inner
            .read(|connection| anchor::missing_links(connection, &kept.0))
    }
}
