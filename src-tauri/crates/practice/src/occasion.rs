//! # What goes right in shops, and is large all the same
//!
//! A new collection, a sale, a week in which nobody looked: days on which much changes because somebody wanted it. They are
//! the other half of the mistakes: whoever is to be alarmed by those must not be alarmed by these.

use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use crate::error::{PracticeError, while_};
use crate::moment::stamp;
use crate::{open, pass_day};

/// A day on which much changes because somebody wanted it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occasion {
    /// 60 new products.
    NewCollection,
    /// 300 products with a sale price, a fifth off.
    Sale,
    /// All prices a little higher.
    NewPrices,
    /// Seven ordinary days at once.
    WeekAway,
    /// Three days' trade on one day.
    BusyDay,
    /// 37 descriptions written anew, by hand.
    BetterDescriptions,
    /// Stock for 400 products.
    Delivery,
    /// 150 customers who want the newsletter.
    Newsletter,
    /// Posts in the blog, and redirects that lead to them.
    BlogWeek,
    /// The menu in another order.
    NewMenu,
}

const ALL: [Occasion; 10] = [
    Occasion::NewCollection,
    Occasion::Sale,
    Occasion::NewPrices,
    Occasion::WeekAway,
    Occasion::BusyDay,
    Occasion::BetterDescriptions,
    Occasion::Delivery,
    Occasion::Newsletter,
    Occasion::BlogWeek,
    Occasion::NewMenu,
];

impl Occasion {
    /// Every occasion.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.into_iter()
    }

    /// Whether prices change, which an owner can announce.
    pub fn changes_prices(self) -> bool {
        matches!(self, Self::Sale | Self::NewPrices)
    }

    /// How many ordinary days pass with it.
    pub fn days(self) -> u32 {
        match self {
            Self::WeekAway => 7,
            _ => 1,
        }
    }
}

/// Lets an occasion take place in the practice shop at `path`, with the ordinary days that pass with it.
pub fn hold_occasion(
    path: &Path,
    occasion: Occasion,
    seed: u64,
    now: DateTime<Utc>,
) -> Result<(), PracticeError> {
    let days = match occasion {
        Occasion::WeekAway => 7,
        Occasion::BusyDay => 3,
        _ => 1,
    };
    for _ in 0..days {
        pass_day(path, seed, now)?;
    }
    let mut shop = open(path)?;
    let writing = shop.transaction().map_err(while_("hold an occasion"))?;
    hold(&writing, occasion, &stamp(now)).map_err(while_("hold an occasion"))?;
    writing.commit().map_err(while_("hold an occasion"))
}

fn hold(shop: &Connection, occasion: Occasion, now: &str) -> rusqlite::Result<()> {
    match occasion {
        Occasion::WeekAway | Occasion::BusyDay => Ok(()),
        Occasion::NewCollection => shop
            .execute(
                "INSERT INTO products (name, sku, slug, description, price, date_created, date_modified) \
                 SELECT 'Winter ' || name, 'W-' || sku, 'winter-' || slug, description, price, ?1, ?1 \
                 FROM products ORDER BY id LIMIT 60",
                [now],
            )
            .map(drop),
        Occasion::Sale => shop
            .execute(
                "UPDATE products SET sale_price = printf('%.2f', price * 0.8), date_modified = ?1 \
                 WHERE id IN (SELECT id FROM products WHERE sale_price IS NULL ORDER BY id LIMIT 300)",
                [now],
            )
            .map(drop),
        Occasion::NewPrices => shop
            .execute(
                "UPDATE products SET price = printf('%.2f', price * 1.05), date_modified = ?1",
                [now],
            )
            .map(drop),
        Occasion::BetterDescriptions => shop
            .execute(
                "UPDATE products SET description = '<p>Tasted again, and again a joy.</p>' || description, \
                 date_modified = ?1 WHERE id IN (SELECT id FROM products ORDER BY id LIMIT 37)",
                [now],
            )
            .map(drop),
        Occasion::Delivery => {
            let of = "(SELECT id FROM products ORDER BY id LIMIT 400)";
            shop.execute(
                &format!("UPDATE products SET inventory_level = inventory_level + 40, date_modified = ?1 WHERE id IN {of}"),
                [now],
            )?;
            shop.execute(
                &format!("UPDATE product_variants SET inventory_level = inventory_level + 40 WHERE product_id IN {of}"),
                [],
            )
            .map(drop)
        }
        Occasion::Newsletter => shop
            .execute(
                "UPDATE customers SET accepts_marketing = 1, date_modified = ?1 \
                 WHERE id IN (SELECT id FROM customers WHERE accepts_marketing = 0 ORDER BY id LIMIT 150)",
                [now],
            )
            .map(drop),
        Occasion::BlogWeek => {
            for number in 0..12 {
                shop.execute(
                    "INSERT INTO blog_posts (title, slug, body, published_at, date_modified) VALUES (?1, ?2, ?3, ?4, ?4)",
                    params![
                        format!("A week of tea, part {number}"),
                        format!("a-week-of-tea-{number}"),
                        "<p>What we tasted.</p>",
                        now
                    ],
                )?;
                shop.execute(
                    "INSERT INTO redirects (site_id, from_path, to_path, date_modified) \
                     SELECT min(id), ?1, ?2, ?3 FROM sites",
                    params![
                        format!("/week/{number}"),
                        format!("/blog/a-week-of-tea-{number}"),
                        now
                    ],
                )?;
            }
            Ok(())
        }
        Occasion::NewMenu => shop
            .execute(
                "UPDATE categories SET sort_order = 1000 - sort_order, date_modified = ?1",
                [now],
            )
            .map(drop),
    }
}
