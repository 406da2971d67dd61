//! # What goes wrong in shops
//!
//! Each mistake does what a tired person or a wrong file does, in one transaction, and says in one sentence what it was.
//! The numbers are the same every time as long as the shop has enough to spoil: 412 prices, 37 products, 250 descriptions.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Result, Row, params};

use crate::chance::Chance;
use crate::error::{PracticeError, while_};
use crate::moment::stamp;
use crate::theme::BASE_FILE;
use crate::{money, open, state};

/// A mistake one can make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mistake {
    /// 412 prices times ten, 19 of them with the sale price.
    PriceImportX10,
    /// 37 products deleted with everything that hangs on them.
    DeletedProducts,
    /// 250 descriptions gone.
    EmptiedDescriptions,
    /// Nothing to be seen in the shop.
    AllProductsHidden,
    /// A category taken off all its products.
    CategoryUnlinked,
    /// A category deleted.
    DeletedCategory,
    /// Everything sold out.
    ZeroStock,
    /// The file that every page is built on, cut in half.
    BrokenThemeFile,
    /// Coupons that anybody can use without end.
    CouponWithoutLimit,
    /// Customers without their group.
    CustomerGroupsLost,
    /// Old addresses that lead nowhere.
    RedirectsGone,
    /// The order confirmation without words.
    EmptiedEmail,
    /// The shop closed to visitors.
    ShopClosed,
}

/// The name of a mistake that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no such mistake; one of {}", keys())]
pub struct UnknownMistake;

/// What became of the records of one content type, beyond fields that change all the time (view counts, dates).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// The key of the content type in the practice shop's profile.
    pub content_type: &'static str,
    /// Records that are new.
    pub added: u64,
    /// Records that are different.
    pub changed: u64,
    /// Records that are gone.
    pub deleted: u64,
}

/// What a mistake did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MistakeMade {
    /// Which mistake.
    pub mistake: Mistake,
    /// What happened, in the owner's words.
    pub sentence: String,
    /// How many records the sentence says were changed.
    pub changed: u64,
    /// How many records the sentence says were deleted.
    pub deleted: u64,
    /// Everything that is different now, what came with it included: reviews of deleted products, lines in the log.
    pub touched: Vec<Touched>,
}

const NAMES: [(Mistake, &str, &str, &str); 13] = [
    (
        Mistake::PriceImportX10,
        "price_import_x10",
        "Import prices with the decimal point in the wrong place",
        "412 prices become ten times as high, 19 of them with a sale price.",
    ),
    (
        Mistake::DeletedProducts,
        "deleted_products",
        "Delete the wrong products",
        "37 products are deleted, with their variants, pictures, reviews and stock.",
    ),
    (
        Mistake::EmptiedDescriptions,
        "emptied_descriptions",
        "Import a file with an empty description column",
        "The descriptions of 250 products are emptied.",
    ),
    (
        Mistake::AllProductsHidden,
        "all_products_hidden",
        "Hide all products",
        "Every product becomes invisible to visitors.",
    ),
    (
        Mistake::CategoryUnlinked,
        "category_unlinked",
        "Take a category off its products",
        "A category is emptied: its products are still there, but nobody finds them in it.",
    ),
    (
        Mistake::DeletedCategory,
        "deleted_category",
        "Delete a category",
        "A category is deleted, and its products lose their place in it.",
    ),
    (
        Mistake::ZeroStock,
        "zero_stock",
        "Set all stock to zero",
        "Every product counts as sold out.",
    ),
    (
        Mistake::BrokenThemeFile,
        "broken_theme_file",
        "Break a theme file",
        "The theme file that every page is built on is cut off in the middle.",
    ),
    (
        Mistake::CouponWithoutLimit,
        "coupon_without_limit",
        "Take the limits off the coupons",
        "Coupons can be used by anybody, as often as they like and from the first cent.",
    ),
    (
        Mistake::CustomerGroupsLost,
        "customer_groups_lost",
        "Lose the customer groups",
        "Customers belong to no group any more, so trade customers see the wrong prices.",
    ),
    (
        Mistake::RedirectsGone,
        "redirects_gone",
        "Delete all redirects",
        "Old addresses of the shop lead nowhere.",
    ),
    (
        Mistake::EmptiedEmail,
        "emptied_email",
        "Empty an e-mail template",
        "The order confirmation is sent without any text.",
    ),
    (
        Mistake::ShopClosed,
        "shop_closed",
        "Close the shop",
        "Visitors see a note instead of the shop.",
    ),
];

fn keys() -> String {
    NAMES.map(|(_, key, _, _)| key).join(", ")
}

impl Mistake {
    /// Every mistake, in the order of the menu.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(mistake, ..)| *mistake)
    }

    /// Its name on the command line.
    pub fn key(self) -> &'static str {
        self.names().0
    }

    /// What the menu says.
    pub fn label(self) -> &'static str {
        self.names().1
    }

    /// What will happen, in one sentence.
    pub fn explain(self) -> &'static str {
        self.names().2
    }

    fn names(self) -> (&'static str, &'static str, &'static str) {
        // The list is complete: a test looks.
        NAMES
            .iter()
            .find(|(mistake, ..)| *mistake == self)
            .map_or(("", "", ""), |(_, key, label, explain)| (key, label, explain))
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for Mistake {
    type Err = UnknownMistake;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        NAMES
            .iter()
            .find(|(_, key, ..)| *key == text)
            .map(|(mistake, ..)| *mistake)
            .ok_or(UnknownMistake)
    }
}

/// Makes a mistake in the practice shop at `path`: all of it or, on an error, none of it.
pub fn make_mistake(
    path: &Path,
    mistake: Mistake,
    seed: u64,
    now: DateTime<Utc>,
) -> std::result::Result<MistakeMade, PracticeError> {
    let mut shop = open(path)?;
    let writing = shop
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(while_("make a mistake"))?;
    let made = Scene::set(&writing, mistake, seed, now)
        .and_then(|mut scene| scene.play(mistake))
        .map_err(while_("make a mistake"))?;
    writing.commit().map_err(while_("make a mistake"))?;
    Ok(made)
}

struct Scene<'c> {
    shop: &'c Connection,
    chance: Chance,
    now: String,
}

// What a mistake did, before it is written into the shop's log.
struct Deed {
    sentence: String,
    changed: u64,
    deleted: u64,
    touched: Vec<Touched>,
    /// What the shop's own log says about it.
    log: String,
}

impl<'c> Scene<'c> {
    fn set(shop: &'c Connection, mistake: Mistake, seed: u64, now: DateTime<Utc>) -> Result<Self> {
        shop.execute_batch("CREATE TEMP TABLE picked (id INTEGER PRIMARY KEY)")?;
        Ok(Self {
            shop,
            chance: Chance::at(seed, mistake.key(), state(shop)?),
            now: stamp(now),
        })
    }

    fn play(&mut self, mistake: Mistake) -> Result<MistakeMade> {
        let Deed {
            sentence,
            changed,
            deleted,
            mut touched,
            log,
        } = match mistake {
            Mistake::PriceImportX10 => self.price_import()?,
            Mistake::DeletedProducts => self.deleted_products()?,
            Mistake::EmptiedDescriptions => self.emptied_descriptions()?,
            Mistake::AllProductsHidden => self.all_products_hidden()?,
            Mistake::CategoryUnlinked => self.category_unlinked()?,
            Mistake::DeletedCategory => self.deleted_category()?,
            Mistake::ZeroStock => self.zero_stock()?,
            Mistake::BrokenThemeFile => self.broken_theme_file()?,
            Mistake::CouponWithoutLimit => self.coupon_without_limit()?,
            Mistake::CustomerGroupsLost => self.customer_groups_lost()?,
            Mistake::RedirectsGone => self.redirects_gone()?,
            Mistake::EmptiedEmail => self.emptied_email()?,
            Mistake::ShopClosed => self.shop_closed()?,
        };
        self.shop.execute_batch("DROP TABLE temp.picked")?;
        touched.retain(|touched| touched.added + touched.changed + touched.deleted > 0);
        if touched.is_empty() {
            return Ok(MistakeMade {
                mistake,
                sentence: String::from(
                    "Nothing happened: there is nothing left in the shop that this could spoil.",
                ),
                changed: 0,
                deleted: 0,
                touched,
            });
        }
        self.shop.execute(
            "INSERT INTO logs (at, level, area, message) VALUES (?1, 'info', 'admin', ?2)",
            params![self.now, log],
        )?;
        match touched.iter_mut().find(|touched| touched.content_type == "logs") {
            Some(logs) => logs.added += 1,
            None => touched.push(added("logs", 1)),
        }
        Ok(MistakeMade {
            mistake,
            sentence,
            changed,
            deleted,
            touched,
        })
    }

    fn price_import(&mut self) -> Result<Deed> {
        const PRICES: usize = 412;
        const WITH_SALE_PRICE: usize = 19;
        // Beyond this a price is nonsense already, after many imports.
        const MOST: i64 = 100_000_000;
        let (mut plain, mut on_sale) = (Vec::new(), Vec::new());
        let mut products = self
            .shop
            .prepare("SELECT id, price, sale_price, name = 'Earl Grey 100 g' FROM products ORDER BY id")?;
        let mut rows = products.query([])?;
        let mut known = None;
        while let Some(row) = rows.next()? {
            let Some(price) = row.get_ref(1)?.as_str().ok().and_then(money::cents) else {
                continue;
            };
            if !(1..=MOST).contains(&price) {
                continue;
            }
            let sale = match row.get::<_, Option<String>>(2)? {
                None => None,
                Some(text) => match money::cents(&text) {
                    Some(cents) if (1..=MOST).contains(&cents) => Some(cents),
                    _ => continue,
                },
            };
            let id: i64 = row.get(0)?;
            match sale {
                Some(_) => on_sale.push((id, price, sale)),
                None if row.get(3)? && known.is_none() => known = Some((id, price, sale)),
                None => plain.push((id, price, sale)),
            }
        }
        let mut picked = self.chance.some_of(on_sale, WITH_SALE_PRICE);
        let with_sale_price = picked.len() as u64;
        // The one everybody looks at first is among them, so that the mistake is easy to see.
        picked.extend(known);
        let missing = PRICES - picked.len();
        picked.extend(self.chance.some_of(plain, missing));

        let mut update = self
            .shop
            .prepare("UPDATE products SET price = ?2, sale_price = ?3, date_modified = ?4 WHERE id = ?1")?;
        for (id, price, sale) in &picked {
            update.execute(params![
                id,
                money::text(price * 10),
                sale.map(|sale| money::text(sale * 10)),
                self.now
            ])?;
        }
        let count = picked.len() as u64;
        Ok(Deed {
            sentence: format!(
                "A price import had the decimal point in the wrong place: {} now ten times as high, {with_sale_price} of \
                 them with the sale price.",
                number(count, "price is", "prices are")
            ),
            changed: count,
            deleted: 0,
            touched: vec![changed("products", count), added("logs", count)],
            log: format!("Import of prices.csv: {}.", number(count, "product", "products")),
        })
    }

    fn deleted_products(&mut self) -> Result<Deed> {
        let candidates = self.ids("SELECT id FROM products WHERE name <> 'Earl Grey 100 g' ORDER BY id")?;
        let count = self.pick(candidates, 37)?;
        let variants = "SELECT id FROM product_variants WHERE product_id IN temp.picked";
        let touched = vec![
            deleted("products", count),
            changed(
                "products",
                self.count(
                    "SELECT count(DISTINCT product_id) FROM product_related WHERE related_product_id IN temp.picked \
                     AND product_id NOT IN temp.picked",
                )?,
            ),
            deleted("reviews", self.count("SELECT count(*) FROM reviews WHERE product_id IN temp.picked")?),
            deleted(
                "inventory",
                self.count(&format!("SELECT count(*) FROM inventory_levels WHERE variant_id IN ({variants})"))?,
            ),
            changed(
                "customer_wishlists",
                self.count("SELECT count(DISTINCT wishlist_id) FROM wishlist_items WHERE product_id IN temp.picked")?,
            ),
            changed(
                "price_lists",
                self.count(&format!(
                    "SELECT count(DISTINCT price_list_id) FROM price_list_records WHERE variant_id IN ({variants})"
                ))?,
            ),
        ];
        // What hangs on them goes with them: the tables say ON DELETE CASCADE.
        self.shop
            .execute("DELETE FROM products WHERE id IN temp.picked", [])?;
        Ok(Deed {
            sentence: format!(
                "{} deleted, with their variants, pictures, reviews and stock.",
                number(count, "product was", "products were")
            ),
            changed: 0,
            deleted: count,
            touched: merged(touched),
            log: format!("{} deleted.", number(count, "product", "products")),
        })
    }

    fn emptied_descriptions(&mut self) -> Result<Deed> {
        let candidates = self.ids("SELECT id FROM products WHERE description <> '' ORDER BY id")?;
        let count = self.pick(candidates, 250)?;
        self.shop.execute(
            "UPDATE products SET description = '', date_modified = ?1 WHERE id IN temp.picked",
            [&self.now],
        )?;
        Ok(Deed {
            sentence: format!(
                "An import had an empty column: {} no description any more.",
                number(count, "product has", "products have")
            ),
            changed: count,
            deleted: 0,
            touched: vec![changed("products", count)],
            log: format!(
                "Import of products.csv: {}.",
                number(count, "product", "products")
            ),
        })
    }

    fn all_products_hidden(&mut self) -> Result<Deed> {
        let count = self.shop.execute(
            "UPDATE products SET is_visible = 0, date_modified = ?1 WHERE is_visible <> 0",
            [&self.now],
        )? as u64;
        Ok(Deed {
            sentence: format!(
                "{} hidden: visitors find an empty shop.",
                number(count, "product was", "products were")
            ),
            changed: count,
            deleted: 0,
            touched: vec![changed("products", count)],
            log: format!("{} hidden.", number(count, "product", "products")),
        })
    }

    fn category_unlinked(&mut self) -> Result<Deed> {
        let candidates = self.all(
            "SELECT c.id, c.name, count(*) FROM categories c JOIN product_categories l ON l.category_id = c.id \
             GROUP BY c.id ORDER BY c.id",
            three,
        )?;
        let Some((id, name, products)) = self.chance.some_of(candidates, 1).pop() else {
            return Ok(nothing());
        };
        self.shop.execute(
            "UPDATE products SET date_modified = ?2 \
             WHERE id IN (SELECT product_id FROM product_categories WHERE category_id = ?1)",
            params![id, self.now],
        )?;
        self.shop
            .execute("DELETE FROM product_categories WHERE category_id = ?1", [id])?;
        Ok(Deed {
            sentence: format!(
                "The category “{name}” was taken off {}.",
                number(products, "product", "products")
            ),
            changed: products,
            deleted: 0,
            touched: vec![changed("products", products)],
            log: format!(
                "Category {name} removed from {}.",
                number(products, "product", "products")
            ),
        })
    }

    fn deleted_category(&mut self) -> Result<Deed> {
        let candidates = self.all(
            "SELECT c.id, c.name, count(l.product_id) FROM categories c \
             LEFT JOIN product_categories l ON l.category_id = c.id \
             WHERE NOT EXISTS (SELECT 1 FROM categories below WHERE below.parent_id = c.id) \
             GROUP BY c.id HAVING count(l.product_id) > 0 ORDER BY c.id",
            three,
        )?;
        let Some((id, name, products)) = self.chance.some_of(candidates, 1).pop() else {
            return Ok(nothing());
        };
        let using = |table: &str, column: &str| {
            self.shop.query_row(
                &format!("SELECT count(DISTINCT {column}) FROM {table} WHERE category_id = ?1"),
                [id],
                |row| row.get::<_, i64>(0).map(i64::cast_unsigned),
            )
        };
        let touched = vec![
            deleted("categories", 1),
            changed("products", products),
            changed("coupons", using("coupon_categories", "coupon_id")?),
            changed("customer_groups", using("customer_group_discounts", "group_id")?),
            changed("banners", using("banners", "id")?),
        ];
        self.shop.execute("DELETE FROM categories WHERE id = ?1", [id])?;
        Ok(Deed {
            sentence: format!(
                "The category “{name}” was deleted; {} place in it.",
                number(products, "product lost its", "products lost their")
            ),
            changed: products,
            deleted: 1,
            touched,
            log: format!("Category {name} deleted."),
        })
    }

    fn zero_stock(&mut self) -> Result<Deed> {
        self.shop.execute(
            "INSERT OR IGNORE INTO temp.picked SELECT id FROM products WHERE inventory_level <> 0 \
             UNION SELECT product_id FROM product_variants WHERE inventory_level <> 0",
            [],
        )?;
        let count = self.count("SELECT count(*) FROM temp.picked")?;
        self.shop.execute(
            "UPDATE products SET inventory_level = 0, date_modified = ?1 WHERE id IN temp.picked",
            [&self.now],
        )?;
        self.shop.execute(
            "UPDATE product_variants SET inventory_level = 0 WHERE inventory_level <> 0",
            [],
        )?;
        let levels = self.shop.execute(
            "UPDATE inventory_levels SET available = 0 WHERE available <> 0",
            [],
        )? as u64;
        Ok(Deed {
            sentence: format!(
                "A stocktaking file was empty: {} as sold out.",
                number(count, "product counts", "products count")
            ),
            changed: count,
            deleted: 0,
            touched: vec![changed("products", count), changed("inventory", levels)],
            log: format!("Import of stock.csv: {}.", number(count, "product", "products")),
        })
    }

    fn broken_theme_file(&mut self) -> Result<Deed> {
        // The base file first; when it is short already, another template.
        let candidates = self.all(
            "SELECT f.rowid, f.path FROM theme_files f JOIN themes t ON t.uuid = f.theme_uuid \
             WHERE t.is_active = 1 AND f.path LIKE 'templates/%' AND length(f.source) > 300 ORDER BY f.path",
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)),
        )?;
        let base = candidates.iter().find(|(_, path)| path == BASE_FILE).cloned();
        let Some((file, path)) = base.or_else(|| self.chance.some_of(candidates, 1).pop()) else {
            return Ok(nothing());
        };
        self.shop.execute(
            "UPDATE theme_files SET source = substr(source, 1, length(source) * 2 / 5) || '{{#if <div', date_modified = ?2 \
             WHERE rowid = ?1",
            params![file, self.now],
        )?;
        Ok(Deed {
            sentence: format!(
                "The theme file “{path}” was cut off in the middle; the shop's pages look broken."
            ),
            changed: 1,
            deleted: 0,
            touched: vec![changed("theme_files", 1)],
            log: format!("Theme file {path} saved."),
        })
    }

    fn coupon_without_limit(&mut self) -> Result<Deed> {
        let count = self.shop.execute(
            "UPDATE coupons SET max_uses = NULL, max_uses_per_customer = NULL, minimum_purchase = '0.00', \
             expires_at = NULL, date_modified = ?1 WHERE max_uses IS NOT NULL OR max_uses_per_customer IS NOT NULL",
            [&self.now],
        )? as u64;
        Ok(Deed {
            sentence: format!(
                "{}: anybody can use them, as often as they like.",
                number(count, "coupon lost its limits", "coupons lost their limits")
            ),
            changed: count,
            deleted: 0,
            touched: vec![changed("coupons", count)],
            log: format!("{} saved.", number(count, "coupon", "coupons")),
        })
    }

    fn customer_groups_lost(&mut self) -> Result<Deed> {
        let count = self.shop.execute(
            "UPDATE customers SET customer_group_id = NULL, date_modified = ?1 WHERE customer_group_id IS NOT NULL",
            [&self.now],
        )? as u64;
        Ok(Deed {
            sentence: format!(
                "{} group; trade customers see retail prices.",
                number(
                    count,
                    "customer lost the customer",
                    "customers lost their customer"
                )
            ),
            changed: count,
            deleted: 0,
            touched: vec![changed("customers", count)],
            log: format!(
                "Import of customers.csv: {}.",
                number(count, "customer", "customers")
            ),
        })
    }

    fn redirects_gone(&mut self) -> Result<Deed> {
        let count = self.shop.execute("DELETE FROM redirects WHERE true", [])? as u64;
        Ok(Deed {
            sentence: format!(
                "{} deleted; old addresses lead nowhere.",
                number(count, "redirect was", "redirects were")
            ),
            changed: 0,
            deleted: count,
            touched: vec![deleted("redirects", count)],
            log: format!("{} deleted.", number(count, "redirect", "redirects")),
        })
    }

    fn emptied_email(&mut self) -> Result<Deed> {
        let candidates = self.all(
            "SELECT name, title FROM email_templates WHERE body <> '' \
             ORDER BY name <> 'order_confirmation', name LIMIT 1",
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
        )?;
        let Some((name, title)) = candidates.into_iter().next() else {
            return Ok(nothing());
        };
        self.shop.execute(
            "UPDATE email_templates SET body = '', date_modified = ?2 WHERE name = ?1",
            params![name, self.now],
        )?;
        Ok(Deed {
            sentence: format!("The e-mail template “{title}” was saved without any text."),
            changed: 1,
            deleted: 0,
            touched: vec![changed("email_templates", 1)],
            log: format!("E-mail template {name} saved."),
        })
    }

    fn shop_closed(&mut self) -> Result<Deed> {
        let count = self.shop.execute(
            "UPDATE settings SET value = '0', updated_at = ?1 WHERE name = 'is_open' AND value IS NOT '0'",
            [&self.now],
        )? as u64;
        Ok(Deed {
            sentence: String::from("The shop was closed: visitors see a note instead of the tea."),
            changed: count,
            deleted: 0,
            touched: vec![changed("store_settings", count)],
            log: String::from("Setting is_open saved."),
        })
    }

    fn pick(&mut self, candidates: Vec<i64>, count: usize) -> Result<u64> {
        let mut insert = self.shop.prepare("INSERT INTO temp.picked (id) VALUES (?1)")?;
        let picked = self.chance.some_of(candidates, count);
        for id in &picked {
            insert.execute([id])?;
        }
        Ok(picked.len() as u64)
    }

    fn ids(&self, query: &str) -> Result<Vec<i64>> {
        self.all(query, |row| row.get(0))
    }

    fn all<T>(&self, query: &str, read: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        self.shop.prepare(query)?.query_map([], read)?.collect()
    }

    fn count(&self, query: &str) -> Result<u64> {
        self.shop
            .query_row(query, [], |row| row.get::<_, i64>(0))
            .map(i64::cast_unsigned)
    }
}

fn three(row: &Row<'_>) -> Result<(i64, String, u64)> {
    Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?.cast_unsigned()))
}

fn nothing() -> Deed {
    Deed {
        sentence: String::new(),
        changed: 0,
        deleted: 0,
        touched: Vec::new(),
        log: String::new(),
    }
}

fn added(content_type: &'static str, added: u64) -> Touched {
    Touched {
        content_type,
        added,
        changed: 0,
        deleted: 0,
    }
}

fn changed(content_type: &'static str, changed: u64) -> Touched {
    Touched {
        content_type,
        added: 0,
        changed,
        deleted: 0,
    }
}

fn deleted(content_type: &'static str, deleted: u64) -> Touched {
    Touched {
        content_type,
        added: 0,
        changed: 0,
        deleted,
    }
}

fn merged(touched: Vec<Touched>) -> Vec<Touched> {
    let mut merged: Vec<Touched> = Vec::new();
    for one in touched {
        match merged
            .iter_mut()
            .find(|other| other.content_type == one.content_type)
        {
            Some(other) => {
                other.added += one.added;
                other.changed += one.changed;
                other.deleted += one.deleted;
            }
            None => merged.push(one),
        }
    }
    merged
}

/// With digits in groups of three; this crate is a shop of its own and borrows nothing from the house.
fn grouped(number: u64) -> String {
    match number {
        0..1_000 => number.to_string(),
        _ => format!("{},{:03}", grouped(number / 1_000), number % 1_000),
    }
}

// `1 price is`, `412 prices are`.
fn number(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_has_a_name_that_leads_back_to_it() {
        for mistake in Mistake::all() {
            assert_eq!(mistake.to_string().parse(), Ok(mistake));
            assert!(!mistake.label().is_empty() && mistake.explain().ends_with('.'));
        }
        // One more than the last is none: the list has them all, in the order they are declared.
        let places: Vec<usize> = Mistake::all().map(|mistake| mistake as usize).collect();
        assert_eq!(places, (0..=Mistake::ShopClosed as usize).collect::<Vec<_>>());
        assert!(
            "typo"
                .parse::<Mistake>()
                .unwrap_err()
                .to_string()
                .contains("price_import_x10")
        );
    }
}
