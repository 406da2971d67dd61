//! # An ordinary day
//!
//! People come and buy, parcels leave, a few things are edited by hand, tea arrives. What a backup finds the next morning is
//! what it would find in a real shop: many new orders, little changed, and counters that moved everywhere.

use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Result, params};

use crate::chance::Chance;
use crate::create::GUESTS;
use crate::customers::Customers;
use crate::error::{PracticeError, while_};
use crate::goods::{FIRST_PRODUCT, Good};
use crate::moment::{self, DAY, stamp};
use crate::orders::{self, Buyer, Line, Orders};
use crate::people::Person;
use crate::products::{Arrival, Products, REVIEW};
use crate::{insert, money, open, state, text};

/// What happened on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayPassed {
    /// Orders that came in: 20 to 60, or none when there is nothing to buy.
    pub orders: u64,
    /// Customers who registered.
    pub customers: u64,
    /// Products whose price, description or search text was edited by hand.
    pub edits: u64,
    /// Reviews written.
    pub reviews: u64,
    /// Products that are new in the shop.
    pub products: u64,
    /// All of it in one sentence.
    pub sentence: String,
}

/// Lets the 24 hours before `now` pass in the practice shop at `path`: all of it or, on an error, nothing.
pub fn pass_day(path: &Path, seed: u64, now: DateTime<Utc>) -> std::result::Result<DayPassed, PracticeError> {
    let mut shop = open(path)?;
    let writing = shop
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(while_("let a day pass"))?;
    let passed = live(&writing, seed, now).map_err(while_("let a day pass"))?;
    writing.commit().map_err(while_("let a day pass"))?;
    Ok(passed)
}

fn live(shop: &Connection, seed: u64, now: DateTime<Utc>) -> Result<DayPassed> {
    let mut day = Day {
        shop,
        seed,
        now,
        chance: Chance::at(seed, "day", state(shop)?),
    };
    day.parcels_leave()?;
    let customers = day.people_register()?;
    let orders = day.people_buy(&customers)?;
    let edits = day.things_are_edited()?;
    let reviews = day.people_review()?;
    let products = day.tea_arrives()?;
    day.counters_move()?;
    let customers = customers.len() as u64;
    let mut parts = vec![
        counted(orders, "order", "orders"),
        counted(customers, "new customer", "new customers"),
        counted(edits, "product edited by hand", "products edited by hand"),
        counted(reviews, "review", "reviews"),
    ];
    if products > 0 {
        parts.push(counted(products, "new product", "new products"));
    }
    let last = parts.pop().unwrap_or_default();
    let sentence = format!("A day has passed: {} and {last}.", parts.join(", "));
    Ok(DayPassed {
        orders,
        customers,
        edits,
        reviews,
        products,
        sentence,
    })
}

struct Day<'c> {
    shop: &'c Connection,
    seed: u64,
    now: DateTime<Utc>,
    chance: Chance,
}

impl Day<'_> {
    // Orders of the day before are sent; what was sent three days ago has arrived.
    fn parcels_leave(&mut self) -> Result<()> {
        let sent = stamp(moment::before(self.now, DAY / 2));
        let steps = [
            (
                "Shipped",
                "Awaiting fulfilment",
                stamp(moment::before(self.now, DAY)),
                Some("Your parcel is on its way."),
            ),
            (
                "Completed",
                "Shipped",
                stamp(moment::before(self.now, 4 * DAY)),
                None,
            ),
        ];
        // The later step first, so that nothing takes both on one day.
        for (to, from, placed_before, note) in steps.into_iter().rev() {
            let ids: Vec<i64> = self
                .shop
                .prepare("SELECT id FROM orders WHERE status = ?1 AND placed_at < ?2 ORDER BY id LIMIT 200")?
                .query_map(params![from, placed_before], |row| row.get(0))?
                .collect::<Result<_>>()?;
            let mut update = self.shop.prepare(
                "UPDATE orders SET status = ?2, shipped_at = coalesce(shipped_at, ?3), \
                 tracking_number = coalesce(tracking_number, ?4), date_modified = ?3 WHERE id = ?1",
            )?;
            let mut history = insert(
                self.shop,
                "order_status_history",
                "order_id, status, note, changed_at",
            )?;
            for id in ids {
                update.execute(params![
                    id,
                    to,
                    sent,
                    format!("HT{:010}", id * 7919 % 10_000_000_000)
                ])?;
                history.execute(params![id, to, note, sent])?;
            }
        }
        Ok(())
    }

    fn people_register(&mut self) -> Result<Vec<i64>> {
        let mut writer = Customers::new(self.shop, self.seed)?;
        let first = next_id(self.shop, "customers")?;
        let ids: Vec<i64> = (first..first + self.chance.between(3, 9)).collect();
        for id in &ids {
            let registered = moment::before(self.now, self.chance.between(DAY / 4, DAY));
            writer.write(
                *id,
                &Person::at(self.seed, id.cast_unsigned()),
                registered,
                self.now,
            )?;
        }
        Ok(ids)
    }

    fn people_buy(&mut self, new_customers: &[i64]) -> Result<u64> {
        let mut writer = Orders::new(self.shop)?;
        let first = next_id(self.shop, "orders")?;
        let wanted = self.chance.between(20, 60);
        let mut id = first;
        for number in 0..wanted {
            let lines = self.basket()?;
            if lines.is_empty() {
                break;
            }
            let guest = Buyer::new(&Person::at(self.seed, GUESTS + id.cast_unsigned()), None);
            let buyer = match self.chance.below(100) {
                0..15 => guest,
                15..30 => {
                    let new = new_customers[self.chance.below(new_customers.len())];
                    self.customer(new)?.unwrap_or(guest)
                }
                _ => self.any_customer()?.unwrap_or(guest),
            };
            let placed = moment::before(
                self.now,
                (wanted - number) * (DAY / wanted) - self.chance.between(1, 1000),
            );
            writer.write(id, &buyer, &lines, placed, self.now, &mut self.chance)?;
            id += 1;
        }
        self.shop.execute(
            "UPDATE coupons SET num_uses = num_uses + (SELECT count(*) FROM orders o WHERE o.id >= ?1 AND o.coupon_code = \
             coupons.code) WHERE code IN (SELECT coupon_code FROM orders WHERE id >= ?1)",
            [first],
        )?;
        let month = &moment::day(moment::before(self.now, DAY))[..7];
        self.shop
            .execute_batch(&orders::add_up(&format!("placed_at >= '{month}'")))?;
        Ok((id - first) as u64)
    }

    // What somebody takes off the shelf. Empty when there is nothing to be had.
    fn basket(&mut self) -> Result<Vec<Line>> {
        let mut lines: Vec<Line> = Vec::new();
        for _ in 0..1 + self.chance.below(4).min(self.chance.below(4)) {
            let Some(product) = self.product("is_visible = 1 AND inventory_level > 0")? else {
                break;
            };
            let variants: Vec<(i64, String, String, i64, Option<String>)> = self
                .shop
                .prepare_cached(
                    "SELECT v.id, v.sku, coalesce(v.price, p.sale_price, p.price), v.inventory_level, \
                     (SELECT group_concat(o.name || ': ' || l.label, ', ' ORDER BY o.sort_order) \
                      FROM variant_option_values c JOIN product_options o ON o.id = c.option_id \
                      JOIN product_option_values l ON l.id = c.option_value_id WHERE c.variant_id = v.id) \
                     FROM product_variants v JOIN products p ON p.id = v.product_id \
                     WHERE v.product_id = ?1 AND v.inventory_level > 0 ORDER BY v.id",
                )?
                .query_map([product], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
                })?
                .collect::<Result<_>>()?;
            let Some((variant, sku, price, stock, options)) = self.chance.some_of(variants, 1).pop() else {
                continue;
            };
            let Some(cents) = money::cents(&price) else {
                continue;
            };
            let quantity = [1, 1, 1, 2, 2, 3][self.chance.below(6)].min(stock);
            let name = self
                .shop
                .query_row("SELECT name FROM products WHERE id = ?1", [product], |row| {
                    row.get(0)
                })?;
            self.take_from_stock(product, variant, quantity)?;
            lines.push(Line {
                product,
                variant,
                name,
                sku,
                options,
                cents,
                quantity,
            });
        }
        Ok(lines)
    }

    fn take_from_stock(&mut self, product: i64, variant: i64, quantity: i64) -> Result<()> {
        self.shop
            .prepare_cached(
                "UPDATE product_variants SET inventory_level = inventory_level - ?2 WHERE id = ?1",
            )?
            .execute([variant, quantity])?;
        self.shop
            .prepare_cached(
                "UPDATE products SET inventory_level = max(inventory_level - ?2, 0), total_sold = total_sold + ?2 WHERE id = ?1",
            )?
            .execute([product, quantity])?;
        let mut missing = quantity;
        let levels: Vec<(i64, i64)> = self
            .shop
            .prepare_cached(
                "SELECT location_id, available FROM inventory_levels WHERE variant_id = ?1 AND available > 0 ORDER BY 1",
            )?
            .query_map([variant], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_>>()?;
        for (location, available) in levels {
            let taken = missing.min(available);
            self.shop
                .prepare_cached(
                    "UPDATE inventory_levels SET available = available - ?3 WHERE location_id = ?1 AND variant_id = ?2",
                )?
                .execute([location, variant, taken])?;
            missing -= taken;
        }
        Ok(())
    }

    fn things_are_edited(&mut self) -> Result<u64> {
        let mut edited = Vec::new();
        for _ in 0..self.chance.between(3, 8) {
            let Some(product) = self.product("1 = 1")? else {
                break;
            };
            if edited.contains(&product) {
                continue;
            }
            let (price, sale): (String, Option<String>) = self.shop.query_row(
                "SELECT price, sale_price FROM products WHERE id = ?1",
                [product],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            let now = stamp(moment::before(self.now, self.chance.between(3600, DAY / 2)));
            match (self.chance.below(5), money::cents(&price)) {
                (0..2, Some(cents)) => {
                    let step = self.chance.between(1, 6) * 10 * if self.chance.percent(65) { 1 } else { -1 };
                    let new = money::rounded((cents + step).max(cents / 2));
                    // A price that is lowered does not end above its own sale price.
                    let sale = sale.filter(|sale| money::cents(sale).is_some_and(|sale| sale < new));
                    self.shop.execute(
                        "UPDATE products SET price = ?2, sale_price = ?3, date_modified = ?4 WHERE id = ?1",
                        params![product, money::text(new), sale, now],
                    )?;
                }
                (2, _) => {
                    self.shop.execute(
                        "UPDATE products SET meta_description = ?2, date_modified = ?3 WHERE id = ?1",
                        params![product, format!("Tasted again in {}.", &now[..10]), now],
                    )?;
                }
                _ => {
                    self.shop.execute(
                        "UPDATE products SET description = description || char(10) || ?2, date_modified = ?3 WHERE id = ?1",
                        params![product, text::added_sentence(&mut self.chance), now],
                    )?;
                }
            }
            edited.push(product);
        }
        Ok(edited.len() as u64)
    }

    fn people_review(&mut self) -> Result<u64> {
        let mut review = insert(self.shop, "reviews", REVIEW)?;
        let mut count = 0;
        for _ in 0..self.chance.between(1, 5) {
            let Some(product) = self.product("is_visible = 1")? else {
                break;
            };
            let customer = self.any_customer()?;
            let author = customer
                .as_ref()
                .map_or("A guest", |customer| customer.first_name.as_str());
            let (title, body, rating) = text::review(&mut self.chance);
            let at = stamp(moment::before(self.now, self.chance.between(60, DAY)));
            let id = customer.as_ref().and_then(|customer| customer.customer);
            review.execute(params![
                product, id, author, title, body, rating, "waiting", at, at
            ])?;
            count += 1;
        }
        Ok(count)
    }

    // Stock for a few products, and now and then a new one.
    fn tea_arrives(&mut self) -> Result<u64> {
        for _ in 0..self.chance.between(4, 7) {
            let Some(product) = self.product("1 = 1")? else {
                break;
            };
            let pieces = self.chance.between(12, 48);
            let variant: Option<i64> = self
                .shop
                .query_row(
                    "SELECT id FROM product_variants WHERE product_id = ?1 ORDER BY inventory_level, id LIMIT 1",
                    [product],
                    |row| row.get(0),
                )
                .optional()?;
            let Some(variant) = variant else { continue };
            for (table, column, condition) in [
                ("products", "inventory_level", "id = ?2"),
                ("product_variants", "inventory_level", "id = ?3"),
                (
                    "inventory_levels",
                    "available",
                    "location_id = 1 AND variant_id = ?3",
                ),
            ] {
                self.shop.execute(
                    &format!("UPDATE {table} SET {column} = {column} + ?1 WHERE {condition} AND ?2 + ?3 > 0"),
                    [pieces, product, variant],
                )?;
            }
        }
        if !self.chance.percent(35) {
            return Ok(0);
        }
        let id = next_id(self.shop, "products")?;
        let related: Vec<i64> = self.product("1 = 1")?.into_iter().collect();
        let good = Good::at(self.seed, (id - FIRST_PRODUCT).max(0) as usize);
        let arrival = Arrival {
            id,
            created: self.now,
            modified: self.now,
            description: 500,
            pictures: true,
            levels: true,
            related: &related,
        };
        // Its category, maker or location may have been deleted by mistake; then the product has to wait.
        self.shop.execute_batch("SAVEPOINT new_product")?;
        let written = Products::new(self.shop, self.seed)?.write(&good, &arrival);
        match written {
            Ok(_) => {
                self.shop.execute_batch("RELEASE new_product")?;
                Ok(1)
            }
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                self.shop
                    .execute_batch("ROLLBACK TO new_product; RELEASE new_product")?;
                Ok(0)
            }
            Err(error) => Err(error),
        }
    }

    // Visits, sign-ins, searches: things that change all the time and mean little.
    fn counters_move(&mut self) -> Result<()> {
        for _ in 0..60 {
            if let Some(product) = self.product("is_visible = 1")? {
                self.shop.execute(
                    "UPDATE products SET view_count = view_count + ?2 WHERE id = ?1",
                    [product, self.chance.between(1, 40)],
                )?;
            }
        }
        for table in ["categories", "pages", "blog_posts", "banners", "brands"] {
            self.shop.execute(
                &format!(
                    "UPDATE {table} SET view_count = view_count + 1 + (id * ?1) % 7 WHERE id % 3 = ?1 % 3"
                ),
                [self.chance.between(1, 50)],
            )?;
        }
        for _ in 0..10 {
            if let Some(id) = self.any_customer()?.and_then(|customer| customer.customer) {
                let at = stamp(moment::before(self.now, self.chance.between(60, DAY)));
                self.shop.execute(
                    "UPDATE customers SET last_login_at = ?2 WHERE id = ?1",
                    params![id, at],
                )?;
            }
        }
        let month = &moment::day(self.now)[..7];
        for term in ["earl grey", "gift", "matcha"] {
            self.shop.execute(
                "INSERT INTO search_terms (term, month, searches, results) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (term, month) DO UPDATE SET searches = searches + excluded.searches",
                params![
                    term,
                    month,
                    self.chance.between(1, 30),
                    self.chance.between(1, 80)
                ],
            )?;
        }
        let mut log = insert(self.shop, "logs", "at, level, area, message")?;
        let who = self.chance.pick(&["Orla", "Tom", "Maeve"]);
        let morning = stamp(moment::before(self.now, DAY * 2 / 3));
        log.execute(params![morning, "info", "sign-in", format!("{who} signed in.")])?;
        log.execute(params![stamp(self.now), "info", "cron", "Nightly clean-up done."])?;
        Ok(())
    }

    // Some product that fits, by its id; `condition` is SQL.
    fn product(&mut self, condition: &str) -> Result<Option<i64>> {
        self.some_id("products", condition)
    }

    fn any_customer(&mut self) -> Result<Option<Buyer>> {
        match self.some_id("customers", "1 = 1")? {
            Some(id) => self.customer(id),
            None => Ok(None),
        }
    }

    fn some_id(&mut self, table: &str, condition: &str) -> Result<Option<i64>> {
        let (first, last): (Option<i64>, Option<i64>) = self
            .shop
            .prepare_cached(&format!(
                "SELECT (SELECT min(id) FROM {table}), (SELECT max(id) FROM {table})"
            ))?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (Some(first), Some(last)) = (first, last) else {
            return Ok(None);
        };
        let from = self.chance.between(first, last);
        let mut next = self.shop.prepare_cached(&format!(
            "SELECT id FROM {table} WHERE id >= ?1 AND {condition} ORDER BY id LIMIT 1"
        ))?;
        match next.query_row([from], |row| row.get(0)).optional()? {
            Some(id) => Ok(Some(id)),
            None => next.query_row([first], |row| row.get(0)).optional(),
        }
    }

    fn customer(&self, id: i64) -> Result<Option<Buyer>> {
        self.shop
            .prepare_cached(
                "SELECT c.id, c.first_name, c.last_name, c.company, c.email, c.phone, a.street, a.town, a.postcode, a.country \
                 FROM customers c JOIN customer_addresses a ON a.customer_id = c.id WHERE c.id = ?1 \
                 ORDER BY a.is_default DESC, a.id LIMIT 1",
            )?
            .query_row([id], |row| {
                Ok(Buyer {
                    customer: row.get(0)?,
                    first_name: row.get(1)?,
                    last_name: row.get(2)?,
                    company: row.get(3)?,
                    email: row.get(4)?,
                    phone: row.get(5)?,
                    street: row.get(6)?,
                    town: row.get(7)?,
                    postcode: row.get(8)?,
                    country: row.get(9)?,
                })
            })
            .optional()
    }
}

// The next id of a table that never gives one out twice.
fn next_id(shop: &Connection, table: &str) -> Result<i64> {
    shop.query_row(
        &format!(
            "SELECT 1 + max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0), \
             coalesce((SELECT max(id) FROM {table}), 0))"
        ),
        [],
        |row| row.get(0),
    )
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
