//! The shops of the vault.

use backstock_model::ShopId;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{from_micros, to_micros};
use crate::error::WhileDoing as _;
use crate::{Shop, VaultError};

pub(crate) const SHAPE: &str = "
CREATE TABLE shops (
    shop        INTEGER PRIMARY KEY,
    id          BLOB NOT NULL UNIQUE,
    name        TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL,
    connection  TEXT NOT NULL,
    profile     TEXT,
    fingerprint TEXT,
    added       INTEGER NOT NULL
) STRICT;
";

const COLUMNS: &str = "id, name, kind, connection, profile, fingerprint, added";

fn read(row: &Row<'_>) -> rusqlite::Result<Shop> {
    Ok(Shop {
        id: ShopId(uuid::Uuid::from_bytes(row.get(0)?)),
        name: row.get(1)?,
        kind: row.get(2)?,
        connection: row.get(3)?,
        profile: row.get(4)?,
        fingerprint: row.get(5)?,
        added: from_micros(row.get(6)?),
    })
}

pub(crate) fn all(connection: &Connection) -> Result<Vec<Shop>, VaultError> {
    let doing = "reading the shops";
    let mut statement = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM shops ORDER BY name"))
        .doing(doing)?;
    let shops = statement.query_map([], read).doing(doing)?;
    shops.collect::<Result<_, _>>().doing(doing)
}

pub(crate) fn by_name(connection: &Connection, name: &str) -> Result<Option<Shop>, VaultError> {
    connection
        .query_row(
            &format!("SELECT {COLUMNS} FROM shops WHERE name = ?1"),
            [name],
            read,
        )
        .optional()
        .doing("reading the shops")
}

pub(crate) fn by_id(connection: &Connection, id: ShopId) -> Result<Option<Shop>, VaultError> {
    connection
        .query_row(
            &format!("SELECT {COLUMNS} FROM shops WHERE id = ?1"),
            [id.0.as_bytes()],
            read,
        )
        .optional()
        .doing("reading the shops")
}

/// The shop's number in the database.
pub(crate) fn number(connection: &Connection, id: ShopId) -> Result<i64, VaultError> {
    connection
        .prepare_cached("SELECT shop FROM shops WHERE id = ?1")
        .and_then(|mut statement| {
            statement
                .query_row([id.0.as_bytes()], |row| row.get(0))
                .optional()
        })
        .doing("reading the shops")?
        .ok_or_else(|| VaultError::UnknownShop(id.to_string()))
}

pub(crate) fn insert(connection: &Connection, shop: &Shop) -> Result<(), VaultError> {
    connection
        .execute(
            &format!("INSERT INTO shops ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
            params![
                shop.id.0.as_bytes(),
                shop.name,
                shop.kind,
                shop.connection,
                shop.profile,
                shop.fingerprint,
                to_micros(shop.added)
            ],
        )
        .map(drop)
        .doing("adding a shop")
}

pub(crate) fn update(connection: &Connection, shop: &Shop) -> Result<(), VaultError> {
    let changed = connection
        .execute(
            "UPDATE shops SET name = ?2, kind = ?3, connection = ?4, profile = ?5, fingerprint = ?6 WHERE id = ?1",
            params![
                shop.id.0.as_bytes(),
                shop.name,
                shop.kind,
                shop.connection,
                shop.profile,
                shop.fingerprint
            ],
        )
        .doing("changing a shop")?;
    if changed == 0 {
        return Err(VaultError::UnknownShop(shop.name.clone()));
    }
    Ok(())
}
