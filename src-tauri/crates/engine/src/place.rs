//! # Where a shop is
//!
//! A shop is told from others by its place, so that a copy for trying things out is never taken for the real one. Owners
//! move files all the same: to another folder, another disk, another computer. Then the owner says where the shop is now,
//! and its history goes on, provided that what is there has the tables its newest backup knows. Two shops of one platform
//! have the same tables; to tell them apart is left to the owner, who is shown both places before.
//!
//! A shop inside the vault's folder (the practice shop) is kept by its path within the vault: it goes where the vault goes.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use backstock_model::{Secret, TypeDescription};
use backstock_rest::StoreAddress;
use backstock_shops::{ServerAddress, Shop, ShopCheck, is_of_another};

use crate::lent::Lent;
use crate::opener::SqliteConnection;
use crate::{Engine, EngineError};

/// Why a backup could not be made, where the shop is somewhere else now or asks for something else.
const ELSEWHERE: &[&str] = &[
    "another_shop",
    "shop_asks_for_protection",
    "shop_certificate_changed",
    "shop_certificate_unknown",
    "shop_missing",
    "shop_no_such_database",
    "shop_not_let_in",
    "shop_not_protected",
    "shop_password_missing",
    "shop_server_missing",
    "shop_silent",
    "ssh_host_changed",
    "ssh_host_unknown",
    "ssh_key_unusable",
    "ssh_missing",
    "ssh_no_forwarding",
    "ssh_not_let_in",
    "ssh_unreachable",
    "store_missing",
    "store_token_missing",
    "store_token_refused",
];

impl Engine {
    /// Goes on with a shop at another place, where its owner moved it; everything kept of it stays. Nothing is changed when
    /// nothing answers there, or another shop.
    ///
    /// `connection` is as for [`Engine::add_shop`].
    pub fn move_shop(&self, shop: &str, connection: &str) -> Result<ShopCheck, EngineError> {
        self.move_shop_with(shop, connection, None)
    }

    /// The same with a password that is not kept yet.
    pub fn move_shop_with(
        &self,
        shop: &str,
        connection: &str,
        password: Option<&Secret>,
    ) -> Result<ShopCheck, EngineError> {
        let mut moved = self.vault.shop(shop)?;
        let _alone = self.vault.lock(moved.id, "move shop")?;
        let was = self.server_of(&moved).and_then(|address| address.prefix);
        connection.clone_into(&mut moved.connection);
        let (there, check) = self.reach_installation(&mut moved, was.as_deref(), password)?;
        self.make_sure_it_is_free(&moved, &check)?;
        self.make_sure_it_is(&moved, there.as_ref(), &check)?;
        moved.fingerprint = Some(check.fingerprint.0.clone());
        moved.profile.clone_from(&check.profile);
        self.vault.update_shop(&moved)?;
        // What was read a moment ago was read at the old place.
        self.forget_live_records(moved.id);
        self.forget_failure(&moved, ELSEWHERE)?;
        Ok(check)
    }

    /// Forgets why the last backup could not be made, when that is one of these.
    pub(crate) fn forget_failure(
        &self,
        shop: &backstock_vault::Shop,
        codes: &[&str],
    ) -> Result<(), EngineError> {
        match self.last_backup_failure(&shop.name)? {
            Some(failure) if codes.contains(&failure.why.code.as_str()) => self.remember_failure(shop, None),
            _ => Ok(()),
        }
    }

    /// The connection of a shop that is this database file.
    pub fn connection_to(&self, file: &Path) -> String {
        let path = self.within_vault(file).unwrap_or_else(|| file.to_owned());
        serde_json::json!(SqliteConnection { path }).to_string()
    }

    /// The database file of a shop that is one.
    pub fn file_of(&self, shop: &backstock_vault::Shop) -> Option<PathBuf> {
        let connection: SqliteConnection = serde_json::from_str(&shop.connection).ok()?;
        Some(self.vault.folder().join(connection.path))
    }

    /// The server of a shop that is on one.
    pub fn server_of(&self, shop: &backstock_vault::Shop) -> Option<ServerAddress> {
        serde_json::from_str(&shop.connection).ok()
    }

    /// The store of a shop that is reached over the web.
    pub fn store_of(&self, shop: &backstock_vault::Shop) -> Option<StoreAddress> {
        serde_json::from_str(&shop.connection).ok()
    }

    /// Where a shop is, as one says it: the database file, a server's database, or a store.
    pub fn place_of(&self, shop: &backstock_vault::Shop) -> Option<String> {
        match self.file_of(shop) {
            Some(file) => Some(file.display().to_string()),
            None if self.store_of(shop).is_some() => self.store_of(shop).map(|store| store.spoken()),
            None => {
                let address = self.server_of(shop)?;
                let tables = match address.prefix.as_deref() {
                    None | Some("") => String::new(),
                    Some(prefix) => format!(", tables {prefix}…"),
                };
                Some(format!("{} on {}{tables}", address.database, address.spoken()))
            }
        }
    }

    /// Opens a shop at a place that is new, and notes in its connection which installation there it is: the one that was said,
    /// or that it was before, or the only one.
    pub(crate) fn reach_installation(
        &self,
        shop: &mut backstock_vault::Shop,
        was: Option<&str>,
        password: Option<&Secret>,
    ) -> Result<(Box<dyn Shop>, ShopCheck), EngineError> {
        let there = self.reach_with(shop, password)?;
        let check = there.check()?;
        let Some(mut address) = self.server_of(shop) else {
            return Ok((there, check));
        };
        let is_there = |prefix: &str| check.installations.iter().any(|found| found.prefix == prefix);
        let prefix = match (&address.prefix, check.installations.as_slice()) {
            (Some(said), _) if is_there(said) => return Ok((there, check)),
            (Some(said), _) => {
                return Err(EngineError::NoSuchInstallation { prefix: said.clone() });
            }
            (None, []) => return Ok((there, check)),
            (None, [only]) => only.prefix.clone(),
            (None, several) => match was.filter(|was| is_there(was)) {
                Some(was) => was.to_owned(),
                None => {
                    let label = |key: &str| self.shops.profile_label(key).unwrap_or_else(|| key.to_owned());
                    return Err(EngineError::SeveralInstallations {
                        found: several
                            .iter()
                            .map(|found| (label(&found.profile), found.prefix.clone()))
                            .collect(),
                    });
                }
            },
        };
        address.prefix = Some(prefix);
        shop.connection = serde_json::json!(address).to_string();
        let there = self.reach_with(shop, password)?;
        let check = there.check()?;
        Ok((there, check))
    }

    /// Opens a shop as the vault knows it, whichever answers.
    pub(crate) fn reach(&self, shop: &backstock_vault::Shop) -> Result<Box<dyn Shop>, EngineError> {
        Ok(self.lent(shop, self.shops.open(shop, self.vault.folder())?))
    }

    /// A shop of the vault with a memory; one that is not in it (yet) has nothing to remember.
    fn lent(&self, known: &backstock_vault::Shop, mut shop: Box<dyn Shop>) -> Box<dyn Shop> {
        if !known.id.0.is_nil() {
            shop.lend(Arc::new(Lent {
                vault: Arc::clone(&self.vault),
                shop: known.id,
            }));
        }
        shop
    }

    /// The same with a password that is not kept yet, where one is given.
    pub(crate) fn reach_with(
        &self,
        shop: &backstock_vault::Shop,
        password: Option<&Secret>,
    ) -> Result<Box<dyn Shop>, EngineError> {
        match password {
            Some(password) => {
                let opened = self.shops.open_with(shop, self.vault.folder(), password)?;
                Ok(self.lent(shop, opened))
            }
            None => self.reach(shop),
        }
    }

    /// The path of a file within the vault's folder, read the same on every system; nothing when it lies elsewhere.
    fn within_vault(&self, file: &Path) -> Option<PathBuf> {
        let folder = std::fs::canonicalize(self.vault.folder()).ok()?;
        let file = std::fs::canonicalize(file).ok()?;
        let names: Vec<&str> = file
            .strip_prefix(folder)
            .ok()?
            .components()
            .map(|part| match part {
                Component::Normal(name) => name.to_str(),
                Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
            })
            .collect::<Option<_>>()?;
        Some(names.join("/").into())
    }

    fn make_sure_it_is_free(
        &self,
        moved: &backstock_vault::Shop,
        check: &ShopCheck,
    ) -> Result<(), EngineError> {
        let taken =
            self.vault.shops()?.into_iter().find(|other| {
                other.id != moved.id && other.fingerprint.as_ref() == Some(&check.fingerprint.0)
            });
        taken.map_or(Ok(()), |other| {
            Err(EngineError::PlaceTaken {
                shop: moved.name.clone(),
                other: other.name,
            })
        })
    }

    /// A shop gains and loses tables over time, but half of them at once, or another shop system, is another shop.
    fn make_sure_it_is(
        &self,
        moved: &backstock_vault::Shop,
        there: &dyn Shop,
        check: &ShopCheck,
    ) -> Result<(), EngineError> {
        let Some(newest) = self.vault.latest(moved.id)? else {
            return Ok(());
        };
        let kept = self.vault.types_at(moved.id, newest.number)?;
        let mut known = tables(
            kept.iter()
                .filter(|stored| !stored.gone)
                .map(|stored| &stored.description),
        );
        let reading = there.open_reading()?;
        let mut found = tables(reading.types().iter());
        // A backup from before an installation was chosen has the tables of all of them.
        if let Some(own) = check.installations.iter().find(|found| found.is_used) {
            for tables in [&mut known, &mut found] {
                tables.retain(|table| !is_of_another(table, &own.prefix, &check.installations));
            }
        }
        let both = known.intersection(&found).count();
        if check.profile != moved.profile || both * 2 < known.len().max(found.len()) {
            return Err(EngineError::NotThisShop {
                shop: moved.name.clone(),
            });
        }
        Ok(())
    }
}

fn tables<'t>(types: impl Iterator<Item = &'t TypeDescription>) -> BTreeSet<&'t str> {
    types
        .flat_map(|described| &described.tables)
        .map(String::as_str)
        .collect()
}
