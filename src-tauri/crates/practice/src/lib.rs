//! # Harbour Tea, the practice shop
//!
//! A shop that nobody lives on, so that a person can make every mistake and put it right again. It is an ordinary SQLite
//! database with the tables, keys, triggers and odd names that real shops have; nothing else in the house knows that it is
//! for practice.
//!
//! * [`create`] makes the shop. The same seed makes the same shop, down to the last byte of every picture.
//! * [`make_mistake`] does what goes wrong in real shops: a price import with the decimal point in the wrong place, a
//!   click on the wrong "delete", a theme file cut in half. It says what it did in one sentence.
//! * [`pass_day`] lets an ordinary day go by: orders, new customers, edits by hand, reviews.
//!
//! Mistakes and days follow from the seed and what is in the shop, so that they can be repeated exactly and also be used
//! again and again on the same shop.
//!
//! Everything in it is made up: nobody is named who exists, addresses end in `example.com`, and telephone numbers are from
//! the ranges kept free for stories.
//!
//! What is not done here: reading the shop, comparing or restoring. How its tables become records is said by the profile
//! `practice.toml` of the crate `shops`.

mod chance;
mod create;
mod customers;
mod day;
mod error;
mod front;
mod goods;
mod mistake;
mod moment;
mod money;
mod occasion;
mod orders;
mod people;
mod picture;
mod products;
mod text;
mod theme;
mod trade;

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Statement};

pub use create::{Size, UnknownSize, create};
pub use day::{DayPassed, pass_day};
pub use error::PracticeError;
pub use mistake::{Mistake, MistakeMade, Touched, UnknownMistake, make_mistake};
pub use occasion::{Occasion, hold_occasion};

use error::while_;

/// Prepares the insertion of rows with the given columns.
fn insert<'c>(shop: &'c Connection, table: &str, columns: &str) -> rusqlite::Result<Statement<'c>> {
    let places = vec!["?"; columns.split(',').count()].join(", ");
    shop.prepare(&format!("INSERT INTO {table} ({columns}) VALUES ({places})"))
}

/// Opens a practice shop to change it, with foreign keys watched.
fn open(path: &Path) -> Result<Connection, PracticeError> {
    if !path.is_file() {
        return Err(PracticeError::NotThere { path: path.into() });
    }
    let shop = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(while_("open the practice shop"))?;
    shop.busy_timeout(Duration::from_secs(10))
        .map_err(while_("open the practice shop"))?;
    let is_ours = shop
        .query_row(
            "SELECT count(*) = 3 FROM sqlite_schema WHERE name IN ('trade_documents', 'theme_files', 'products_price_logged')",
            [],
            |row| row.get(0),
        )
        .or_else(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => Ok(false),
            _ => Err(while_("open the practice shop")(error)),
        })?;
    if !is_ours {
        return Err(PracticeError::NotAPracticeShop { path: path.into() });
    }
    shop.pragma_update(None, "foreign_keys", true)
        .map_err(while_("open the practice shop"))?;
    Ok(shop)
}

/// A number that is another after every mistake and every day, so that repeating one does something new.
fn state(shop: &Connection) -> rusqlite::Result<u64> {
    shop.query_row(
        "SELECT (SELECT coalesce(max(rowid), 0) FROM logs) * 1000003 + (SELECT coalesce(max(id), 0) FROM orders) * 10007 \
         + (SELECT coalesce(max(id), 0) FROM customers) * 101 + (SELECT count(*) FROM categories)",
        [],
        |row| row.get::<_, i64>(0),
    )
    .map(i64::cast_unsigned)
}
