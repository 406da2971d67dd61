//! Shops and settings.

use backstock_model::ShopId;
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, Transaction, params};

use crate::error::WhileDoing as _;
use crate::keys::draw;
use crate::table::{backup_files, copied_numbers, imports, shops, types};
use crate::{JobLock, Vault, VaultError, anchor, writing};

/// A shop as the vault knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shop {
    /// Its identity in this vault.
    pub id: ShopId,
    /// What the owner calls it; unique in the vault.
    pub name: String,
    /// Which connector speaks to it, for example `sqlite`.
    pub kind: String,
    /// How to reach it: JSON without secrets.
    pub connection: String,
    /// The profile in use.
    pub profile: Option<String>,
    /// What tells it from other shops.
    pub fingerprint: Option<String>,
    /// When it was added.
    pub added: DateTime<Utc>,
}

/// A shop to add.
#[derive(Clone, Debug)]
pub struct NewShop {
    /// What the owner calls it.
    pub name: String,
    /// Which connector speaks to it.
    pub kind: String,
    /// How to reach it: JSON without secrets.
    pub connection: String,
    /// The profile in use.
    pub profile: Option<String>,
    /// What tells it from other shops.
    pub fingerprint: Option<String>,
    /// The present moment.
    pub now: DateTime<Utc>,
}

impl Vault {
    /// Adds a shop. Its name must be new.
    pub fn add_shop(&self, shop: NewShop) -> Result<Shop, VaultError> {
        let shop = Shop {
            id: ShopId(uuid::Builder::from_random_bytes(draw()?).into_uuid()),
            name: shop.name,
            kind: shop.kind,
            connection: shop.connection,
            profile: shop.profile,
            fingerprint: shop.fingerprint,
            added: crate::table::from_micros(crate::table::to_micros(shop.now)),
        };
        self.inner.write("adding a shop", |transaction| {
            if shops::by_name(transaction, &shop.name)?.is_some() {
                return Err(VaultError::ShopExists(shop.name.clone()));
            }
            shops::insert(transaction, &shop)
        })?;
        Ok(shop)
    }

    /// All shops, by name.
    pub fn shops(&self) -> Result<Vec<Shop>, VaultError> {
        self.inner.read(shops::all)
    }

    /// The shop of that name.
    pub fn shop(&self, name: &str) -> Result<Shop, VaultError> {
        self.inner
            .read(|connection| shops::by_name(connection, name))?
            .ok_or_else(|| VaultError::UnknownShop(name.into()))
    }

    /// The shop of that id.
    pub fn shop_by_id(&self, id: ShopId) -> Result<Shop, VaultError> {
        self.inner
            .read(|connection| shops::by_id(connection, id))?
            .ok_or_else(|| VaultError::UnknownShop(id.to_string()))
    }

    /// Writes a shop's name, kind, connection, profile and fingerprint as given; found by its id.
    pub fn update_shop(&self, shop: &Shop) -> Result<(), VaultError> {
        self.inner.write("changing a shop", |transaction| {
            if shops::by_name(transaction, &shop.name)?.is_some_and(|other| other.id != shop.id) {
                return Err(VaultError::ShopExists(shop.name.clone()));
            }
            shops::update(transaction, shop)
        })
    }

    /// Takes the lock's shop and everything that is kept of it out of the vault.
    pub fn remove_shop(&self, lock: &JobLock) -> Result<(), VaultError> {
        const DOING: &str = "removing a shop";
        lock.check(self)?;
        writing::sweep(&self.inner, usize::MAX)?;
        // First, so that a kill in between does not make the vault look as if an old copy had been put in its place.
        anchor::advance(&self.inner, lock.shop(), None)?;
        self.inner.write(DOING, |transaction| {
            let shop = shops::number(transaction, lock.shop())?;
            for row in types::of_shop(transaction, shop)? {
                let range = params![types::record(row.number, 0), types::record(row.number + 1, 0) - 1];
                for statement in [
                    "DELETE FROM payload_objects WHERE payload IN
                     (SELECT payload FROM versions WHERE record BETWEEN ?1 AND ?2 AND payload NOT NULL)",
                    "DELETE FROM payloads WHERE payload IN
                     (SELECT payload FROM versions WHERE record BETWEEN ?1 AND ?2 AND payload NOT NULL)",
                    "DELETE FROM versions WHERE record BETWEEN ?1 AND ?2",
                    "DELETE FROM past_names WHERE record BETWEEN ?1 AND ?2",
                    "DELETE FROM records WHERE record BETWEEN ?1 AND ?2",
                ] {
                    transaction.execute(statement, range).doing(DOING)?;
                }
                for statement in [
                    "DELETE FROM dictionaries WHERE type = ?1",
                    "DELETE FROM descriptions WHERE type = ?1",
                    "DELETE FROM tallies WHERE type = ?1",
                    "DELETE FROM types WHERE type = ?1",
                ] {
                    transaction.execute(statement, [row.number]).doing(DOING)?;
                }
            }
            copied_numbers::delete_of_shop(transaction, shop, lock.shop().0.as_bytes())?;
            backup_files::delete_of_shop(transaction, shop)?;
            imports::delete_of_shop(transaction, shop)?;
            for statement in [
                "DELETE FROM letters WHERE shop = ?1",
                "DELETE FROM notices WHERE shop = ?1",
                "DELETE FROM run_recipients WHERE run IN (SELECT run FROM runs WHERE shop = ?1)",
                "DELETE FROM run_items WHERE run IN (SELECT run FROM runs WHERE shop = ?1)",
                "DELETE FROM runs WHERE shop = ?1",
                "DELETE FROM plan_records WHERE plan IN (SELECT plan FROM plans WHERE shop = ?1)",
                "DELETE FROM plans WHERE shop = ?1",
                "DELETE FROM turns WHERE schedule IN (SELECT schedule FROM schedules WHERE shop = ?1)",
                "DELETE FROM schedules WHERE shop = ?1",
                "DELETE FROM backups WHERE shop = ?1",
                "DELETE FROM shops WHERE shop = ?1",
            ] {
                transaction.execute(statement, [shop]).doing(DOING)?;
            }
            // Texts about a shop are kept under names that hold its id.
            transaction
                .execute(
                    "DELETE FROM settings WHERE instr(name, ?1) > 0",
                    [format!("/{}", lock.shop())],
                )
                .map(drop)
                .doing(DOING)
        })?;
        self.inner.sweep_objects()?;
        self.inner.shrink()?;
        self.inner.settle()
    }

    /// A small text the app keeps in the vault.
    pub fn setting(&self, name: &str) -> Result<Option<String>, VaultError> {
        self.inner.read(|connection| {
            connection
                .query_row("SELECT value FROM settings WHERE name = ?1", [name], |row| {
                    row.get(0)
                })
                .optional()
                .doing("reading a setting")
        })
    }

    /// The small texts whose names begin with this, by their names.
    pub fn settings_below(&self, beginning: &str) -> Result<Vec<(String, String)>, VaultError> {
        const DOING: &str = "reading settings";
        self.inner.read(|connection| {
            let mut statement = connection
                .prepare_cached(
                    "SELECT name, value FROM settings WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name",
                )
                .doing(DOING)?;
            let rows = statement
                .query_map([beginning], |row| Ok((row.get(0)?, row.get(1)?)))
                .doing(DOING)?;
            rows.collect::<Result<_, _>>().doing(DOING)
        })
    }

    /// Keeps a small text in the vault; `None` takes it away.
    pub fn set_setting(&self, name: &str, value: Option<&str>) -> Result<(), VaultError> {
        self.inner
            .write(KEEPING, |transaction| keep_setting(transaction, name, value))
    }
}

const KEEPING: &str = "keeping a setting";

pub(crate) fn keep_setting(
    transaction: &Transaction<'_>,
    name: &str,
    value: Option<&str>,
) -> Result<(), VaultError> {
    match value {
        Some(value) => transaction.execute(
            "INSERT INTO settings VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
            [name, value],
        ),
        None => transaction.execute("DELETE FROM settings WHERE name = ?1", [name]),
    }
    .map(drop)
    .doing(KEEPING)
}
