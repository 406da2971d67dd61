//! # The anchor
//!
//! An old copy of `vault.db` put in the place of a newer one is perfectly sound in itself. So the newest link of every shop's
//! chain is also kept beside the database, signed with the vault's key: a database that does not contain that link is older
//! than the vault was when last used. A database that is *ahead* of the anchor is fine; the power may fail between the two.
//!
//! The next backup would move the anchor on and so destroy the only proof that backups are gone. So none is begun on an older
//! vault, or beside an anchor that cannot be read, until the owner has accepted the vault as it is; and that is told by every
//! check from then on.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use backstock_model::{BackupNumber, ShopId};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use crate::error::WhileDoing as _;
use crate::keys::{Keys, hex};
use crate::table::{self, count, meta, shops};
use crate::vault::Inner;
use crate::verify::VerifyProblem;
use crate::{OuterAnchor, Vault, VaultError, disk};

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

/// An older vault that was accepted, as every check tells of it from then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Gap {
    shop: ShopId,
    name: String,
    /// The backup the anchor named; unknown where the anchor could not be read.
    anchored: Option<u64>,
    newest: Option<u64>,
}

/// The name under which the vault keeps what was accepted.
const ACCEPTED: &str = "accepted_older";
const DOING: &str = "comparing the vault with its anchor";

impl Gap {
    fn between(connection: &Connection, shop: ShopId, anchored: Option<u64>) -> Result<Self, VaultError> {
        Ok(Self {
            shop,
            name: shops::by_id(connection, shop)?.map_or_else(|| shop.to_string(), |shop| shop.name),
            anchored,
            newest: newest_link(connection, shop)?.map(|link| link.number),
        })
    }

    fn accepted(connection: &Connection) -> Result<Vec<Self>, VaultError> {
        match meta::get(connection, ACCEPTED)? {
            Some(text) => serde_json::from_str(&text)
                .map_err(|_| VaultError::damaged("the list of older vaults that were accepted")),
            None => Ok(Vec::new()),
        }
    }

    fn into_refusal(self) -> VaultError {
        VaultError::OlderVault {
            shop: self.name,
            anchored: BackupNumber(self.anchored.unwrap_or(0)),
            newest: self.newest.map(BackupNumber),
        }
    }
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

/// Moves the anchor on to a shop's newest link, or takes the shop out of it. A link that the database does not have is never
/// overwritten: it is the proof that the vault is older than it was.
pub(crate) fn advance(inner: &Inner, shop: ShopId, newest: Option<(u64, &[u8])>) -> Result<(), VaultError> {
    let Some(mut anchor) = Anchor::read(&inner.folder, &inner.id, &inner.keys)? else {
        return match newest {
            Some(_) => Err(VaultError::AnchorLost),
            // What cannot be read names no shop that could be taken out.
            None => Ok(()),
        };
    };
    if let Some(link) = anchor.shops.get(&shop) {
        inner.read(|connection| {
            if has_link(connection, shop, link)? {
                Ok(())
            } else {
                Err(Gap::between(connection, shop, Some(link.number))?.into_refusal())
            }
        })?;
    }
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

/// Refuses to go on in a vault that is older than it was when last used, or of which nobody can tell.
pub(crate) fn refuse_older(inner: &Inner) -> Result<(), VaultError> {
    let Some(anchor) = Anchor::read(&inner.folder, &inner.id, &inner.keys)? else {
        return Err(VaultError::AnchorLost);
    };
    let gap = inner.read(|connection| Ok(gaps(connection, &anchor.shops)?.into_iter().next()))?;
    gap.map_or(Ok(()), |gap| Err(gap.into_refusal()))
}

/// The greatest backup number that is known to have been given to a shop: not given again, even when the database was put
/// back.
pub(crate) fn greatest_number(inner: &Inner, shop: ShopId) -> Result<u64, VaultError> {
    let anchor = Anchor::read(&inner.folder, &inner.id, &inner.keys)?;
    let anchored = anchor.and_then(|anchor| anchor.shops.get(&shop).map(|link| link.number));
    let accepted = inner.read(Gap::accepted)?;
    let lost = accepted
        .iter()
        .filter(|gap| gap.shop == shop)
        .filter_map(|gap| gap.anchored);
    Ok(lost.chain(anchored).max().unwrap_or(0))
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

    /// Older vaults that were accepted as the one to go on with. Told by every check, for good.
    pub(crate) fn accepted_older(&self) -> Result<Vec<VerifyProblem>, VaultError> {
        let accepted = self.inner.read(Gap::accepted)?.into_iter();
        Ok(accepted
            .map(|gap| VerifyProblem::AcceptedOlder {
                shop: gap.name,
                anchored: gap.anchored.map(BackupNumber),
                newest: gap.newest.map(BackupNumber),
            })
            .collect())
    }

    /// Takes a vault that is older than it was when last used, here or where `outer` was kept, or whose anchor is lost, for the
    /// one to go on with. The owner has been told ([`VaultError::OlderVault`], [`VaultError::AnchorLost`]); every check tells of
    /// it from then on.
    pub fn accept_older_vault(&self, outer: &OuterAnchor) -> Result<(), VaultError> {
        let _held = self.hold_alone()?;
        let inner = &self.inner;
        let found = Anchor::read(&inner.folder, &inner.id, &inner.keys)?;
        let shops = self.shops()?;
        let found_gaps = inner.read(|connection| {
            let mut all = match &found {
                Some(anchor) => gaps(connection, &anchor.shops)?,
                None => shops
                    .iter()
                    .map(|shop| Gap::between(connection, shop.id, None))
                    .collect::<Result<_, _>>()?,
            };
            for gap in gaps(connection, outer.links())? {
                match all.iter_mut().find(|known| known.shop == gap.shop) {
                    Some(known) => known.anchored = known.anchored.max(gap.anchored),
                    None => all.push(gap),
                }
            }
            Ok(all)
        })?;
        if found.is_some() && found_gaps.is_empty() {
            return Ok(());
        }
        // Noted before the anchor is moved: killed in between, the vault is accepted once more.
        inner.write("accepting an older vault", |transaction| {
            let mut accepted = Gap::accepted(transaction)?;
            for gap in &found_gaps {
                if !accepted.contains(gap) {
                    accepted.push(gap.clone());
                }
            }
            meta::set(transaction, ACCEPTED, &table::to_json(&accepted)?)
        })?;
        let mut anchor = found.unwrap_or_else(|| Anchor {
            vault: inner.id.clone(),
            ..Anchor::default()
        });
        for gap in found_gaps {
            match inner.read(|connection| newest_link(connection, gap.shop))? {
                Some(link) => anchor.shops.insert(gap.shop, link),
                None => anchor.shops.remove(&gap.shop),
            };
        }
        anchor.write(&inner.folder, &inner.keys)
    }
}

/// The links of an anchor that the vault does not have.
pub(crate) fn missing_links(
    connection: &Connection,
    links: &BTreeMap<ShopId, Link>,
) -> Result<Vec<VerifyProblem>, VaultError> {
    let gaps = gaps(connection, links)?.into_iter();
    Ok(gaps
        .map(|gap| VerifyProblem::OlderThanAnchor {
            shop: gap.name,
            anchored: BackupNumber(gap.anchored.unwrap_or(0)),
            newest: gap.newest.map(BackupNumber),
        })
        .collect())
}

fn gaps(connection: &Connection, links: &BTreeMap<ShopId, Link>) -> Result<Vec<Gap>, VaultError> {
    let mut gaps = Vec::new();
    for (&shop, link) in links {
        if !has_link(connection, shop, link)? {
            gaps.push(Gap::between(connection, shop, Some(link.number))?);
        }
    }
    Ok(gaps)
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
        .doing(DOING)
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
        .doing(DOING)?;
    // An anchor kept elsewhere has the first half of the hash only.
    Ok(found.is_some_and(|hash| hex(&hash).starts_with(&link.hash))
        && count(table::stored(link.number)) == link.number)
}
