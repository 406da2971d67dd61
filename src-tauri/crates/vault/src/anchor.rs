//! # The anchor
//!
//! An old copy of `vault.db` put in the place of a newer one is perfectly sound in itself. So the newest link of every shop's
//! chain is also kept beside the database, signed with the vault's key: a database that does not contain that link is older
//! than the vault was when last used. A database that is *ahead* of the anchor is fine; the power may fail between the two.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use backstock_model::{BackupNumber, ShopId};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use crate::error::WhileDoing as _;
use crate::keys::{Keys, hex};
use crate::table::{self, backups, count, shops};
use crate::vault::Inner;
use crate::verify::VerifyProblem;
use crate::{Vault, VaultError, disk};

const FILE: &str = "anchor.json";

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Anchor {
    vault: String,
    shops: BTreeMap<ShopId, Link>,
    mac: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Link {
    pub(crate) number: u64,
    pub(crate) hash: String,
}

impl Anchor {
    fn sign(&self, keys: &Keys) -> Result<blake3::Hash, VaultError> {
        let text = table::to_json(&(&self.vault, &self.shops))?;
        Ok(blake3::keyed_hash(&keys.anchor, text.as_bytes()))
    }

    /// The anchor, or `None` when it is damaged, missing, or another vault's.
    fn read(folder: &Path, vault: &str, keys: &Keys) -> Result<Option<Self>, VaultError> {
        let text = match fs::read(folder.join(FILE)) {
            Ok(text) => text,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(cause).doing("reading the anchor"),
        };
        let Ok(anchor) = serde_json::from_slice::<Self>(&text) else {
            return Ok(None);
        };
        // Comparing two `blake3::Hash` takes the same time wherever they differ.
        let signed = blake3::Hash::from_hex(&anchor.mac).ok() == Some(anchor.sign(keys)?);
        Ok((signed && anchor.vault == vault).then_some(anchor))
    }

    fn write(mut self, folder: &Path, keys: &Keys) -> Result<(), VaultError> {
        self.mac = self.sign(keys)?.to_hex().to_string();
        let text = table::to_json(&self)?;
        disk::replace(&folder.join(FILE), text.as_bytes()).doing("writing the anchor")
    }
}

/// The anchor of a vault without backups.
pub(crate) fn write_first(folder: &Path, vault: &str, keys: &Keys) -> Result<(), VaultError> {
    Anchor {
        vault: vault.into(),
        ..Anchor::default()
    }
    .write(folder, keys)
}

/// Moves the anchor on to a shop's newest link, or takes the shop out of it.
pub(crate) fn advance(inner: &Inner, shop: ShopId, newest: Option<(u64, &[u8])>) -> Result<(), VaultError> {
    let mut anchor = Anchor::read(&inner.folder, &inner.id, &inner.keys)?.unwrap_or_else(|| Anchor {
        vault: inner.id.clone(),
        ..Anchor::default()
    });
    match newest {
        Some((number, hash)) => {
            let hash = hex(hash);
            anchor.shops.insert(shop, Link { number, hash });
        }
        None => {
            anchor.shops.remove(&shop);
        }
    }
    anchor.write(&inner.folder, &inner.keys)
}

/// The greatest backup number the anchor knows of a shop: not given again, even when the database was put back.
pub(crate) fn greatest_number(inner: &Inner, shop: ShopId) -> Result<u64, VaultError> {
    let anchor = Anchor::read(&inner.folder, &inner.id, &inner.keys)?;
    Ok(anchor
        .and_then(|anchor| anchor.shops.get(&shop).map(|link| link.number))
        .unwrap_or(0))
}

impl Vault {
    /// Whether the vault is older than it was when last used on this folder: somebody put an old copy in its place. Cheap;
    /// for the moment of opening. Empty when all is well.
    pub fn check_anchor(&self) -> Result<Vec<VerifyProblem>, VaultError> {
        let Some(anchor) = Anchor::read(&self.inner.folder, &self.inner.id, &self.inner.keys)? else {
            return Ok(vec![VerifyProblem::Anchor]);
        };
        self.inner
            .read(|connection| missing_links(connection, &anchor.shops))
    }
}

/// The links of an anchor that the vault does not have.
pub(crate) fn missing_links(
    connection: &Connection,
    links: &BTreeMap<ShopId, Link>,
) -> Result<Vec<VerifyProblem>, VaultError> {
    let mut problems = Vec::new();
    for (&id, link) in links {
        let shop = shops::by_id(connection, id)?;
        if !has_link(connection, id, link)? {
            let newest = match &shop {
                Some(_) => backups::finished(connection, shops::number(connection, id)?)?
                    .first()
                    .map(|backup| backup.number),
                None => None,
            };
            problems.push(VerifyProblem::OlderThanAnchor {
                shop: shop.map_or_else(|| id.to_string(), |shop| shop.name),
                anchored: BackupNumber(link.number),
                newest,
            });
        }
    }
    Ok(problems)
}

/// The newest link of a shop's chain; deleted backups are links too.
pub(crate) fn newest_link(connection: &Connection, shop: ShopId) -> Result<Option<Link>, VaultError> {
    connection
        .query_row(
            "SELECT number, hash FROM backups JOIN shops USING (shop)
             WHERE id = ?1 AND finished NOT NULL ORDER BY backup DESC LIMIT 1",
            [shop.0.as_bytes()],
            |row| {
                Ok(Link {
                    number: count(row.get(0)?),
                    hash: hex(&row.get::<_, Vec<u8>>(1)?),
                })
            },
        )
        .optional()
        .doing("reading the newest backup")
}

fn has_link(connection: &Connection, shop: ShopId, link: &Link) -> Result<bool, VaultError> {
    let found: Option<Vec<u8>> = connection
        .query_row(
            "SELECT hash FROM backups JOIN shops USING (shop)
             WHERE id = ?1 AND number = ?2 AND finished NOT NULL",
            params![shop.0.as_bytes(), table::stored(link.number)],
            |row| row.get(0),
        )
        .optional()
        .doing("comparing the vault with its anchor")?;
    // An anchor kept elsewhere has the first half of the hash only.
    Ok(found.is_some_and(|hash| hex(&hash).starts_with(&link.hash))
        && count(table::stored(link.number)) == link.number)
}
