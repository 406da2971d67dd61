//! # Making the shop
//!
//! The shop is made beside its final place and moved there when it is whole: a shop that is half made never looks like a shop.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use crate::chance::Chance;
use crate::customers::{self, Customers};
use crate::error::{PracticeError, while_};
use crate::goods::{FIRST_PRODUCT, Good};
use crate::moment::{self, DAY};
use crate::orders::{self, Buyer, FIRST_ORDER, Line, Orders};
use crate::people::Person;
use crate::products::{self, Arrival, Products};
use crate::trade::{self, Papers};
use crate::{front, theme};

/// How large the shop is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// Harbour Tea as people meet it: 2,000 products with pictures, 6,000 customers, 15,000 orders.
    #[default]
    Small,
    /// 10,000 records, for measuring. Products have no picture bytes except for every hundredth.
    Records10k,
    /// 100,000 records, for measuring.
    Records100k,
    /// 1,000,000 records, for measuring.
    Records1M,
}

/// A size is one of `small`, `10k`, `100k`, `1M`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the size of a practice shop is one of small, 10k, 100k, 1M")]
pub struct UnknownSize;

impl FromStr for Size {
    type Err = UnknownSize;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "small" => Ok(Self::Small),
            "10k" => Ok(Self::Records10k),
            "100k" => Ok(Self::Records100k),
            "1M" | "1m" => Ok(Self::Records1M),
            _ => Err(UnknownSize),
        }
    }
}

impl Size {
    /// How many records the shop has in all, for the sizes that are made for measuring.
    pub fn records(self) -> Option<u64> {
        match self {
            Self::Small => None,
            Self::Records10k => Some(10_000),
            Self::Records100k => Some(100_000),
            Self::Records1M => Some(1_000_000),
        }
    }

    fn amounts(self) -> Amounts {
        let Some(records) = self.records() else {
            return Amounts {
                products: 2_000,
                customers: 6_000,
                orders: 15_000,
                reviews: Some(2_400),
                redirects: 150,
                wishlists: 400,
                gift_certificates: 60,
                papers: Papers {
                    quotes: 50,
                    invoices: 50,
                    letters: 20,
                    locked: 30,
                },
                logs: 400,
                search_terms: 144,
                stocked: usize::MAX,
                pictured: 1,
            };
        };
        let records = records as usize;
        Amounts {
            products: records * 30 / 100,
            customers: records * 22 / 100,
            orders: records * 40 / 100,
            reviews: None,
            redirects: records / 250,
            wishlists: records / 250,
            gift_certificates: 20,
            papers: Papers {
                quotes: 12,
                invoices: 12,
                letters: 4,
                locked: 6,
            },
            logs: 40,
            search_terms: 36,
            stocked: records / 1000,
            pictured: 100,
        }
    }
}

struct Amounts {
    products: usize,
    customers: usize,
    orders: usize,
    /// `None`: as many as are missing from the number of records asked for.
    reviews: Option<usize>,
    redirects: usize,
    wishlists: usize,
    gift_certificates: usize,
    papers: Papers,
    logs: usize,
    search_terms: usize,
    /// Products whose stock is counted by location, from the first.
    stocked: usize,
    /// Every how many-th product has the bytes of its pictures.
    pictured: usize,
}

/// The tables whose rows are records of their own. All others belong to one of these.
pub(crate) const RECORD_TABLES: [&str; 32] = [
    "settings",
    "channels",
    "sites",
    "locations",
    "brands",
    "categories",
    "customer_groups",
    "customer_attributes",
    "customers",
    "products",
    "inventory_levels",
    "reviews",
    "wishlists",
    "price_lists",
    "orders",
    "promotions",
    "banners",
    "coupons",
    "gift_certificates",
    "email_templates",
    "blog_posts",
    "scripts",
    "pages",
    "widget_templates",
    "widgets",
    "themes",
    "theme_files",
    "redirects",
    "trade_documents",
    "financial_totals",
    "search_terms",
    "logs",
];

/// Makes a practice shop at `path`.
///
/// The same seed and the same `now` make the same shop. Orders lie in the three years before `now`. Memory stays flat
/// (a few bytes for each product). A file that is already there is left alone and is an error.
pub fn create(path: &Path, size: Size, seed: u64, now: DateTime<Utc>) -> Result<(), PracticeError> {
    if path.exists() {
        return Err(PracticeError::AlreadyThere { path: path.into() });
    }
    let unfinished = beside(path);
    let made = remove_if_there(&unfinished)
        .and_then(|()| fill(&unfinished, &size.amounts(), size.records(), seed, now))
        .and_then(|()| {
            // A hard link refuses a file that came meanwhile, where a rename would replace it.
            fs::hard_link(&unfinished, path)
                .or_else(|error| {
                    if path.exists() {
                        Err(error)
                    } else {
                        fs::rename(&unfinished, path)
                    }
                })
                .map_err(|cause| PracticeError::File {
                    doing: "put the practice shop in its place",
                    cause,
                })
        });
    let cleaned = remove_if_there(&unfinished);
    made.and(cleaned)
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
    name.push(".unfinished");
    path.with_file_name(name)
}

fn remove_if_there(path: &Path) -> Result<(), PracticeError> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(PracticeError::File {
            doing: "remove an unfinished practice shop",
            cause,
        }),
        _ => Ok(()),
    }
}

fn fill(
    path: &Path,
    amounts: &Amounts,
    records: Option<u64>,
    seed: u64,
    now: DateTime<Utc>,
) -> Result<(), PracticeError> {
    let mut shop = Connection::open(path).map_err(while_("make the practice shop's file"))?;
    // The file is thrown away when anything goes wrong, so nothing needs to be able to roll back or survive a power cut
    // until it is put in its place. Foreign keys hold by construction; a test checks them.
    shop.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536; \
         PRAGMA temp_store = FILE; PRAGMA user_version = 1;",
    )
    .map_err(while_("prepare the practice shop's file"))?;
    let writing = shop.transaction().map_err(while_("fill the practice shop"))?;
    write_all(&writing, amounts, records, seed, now).map_err(while_("fill the practice shop"))?;
    writing.commit().map_err(while_("fill the practice shop"))?;
    shop.close()
        .map_err(|(_, cause)| while_("close the practice shop")(cause))?;
    fs::OpenOptions::new()
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all())
        .map_err(|cause| PracticeError::File {
            doing: "put the practice shop on the disk",
            cause,
        })
}

fn write_all(
    shop: &Connection,
    amounts: &Amounts,
    records: Option<u64>,
    seed: u64,
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    shop.execute_batch(include_str!("schema.sql"))?;
    front::settings(shop, now)?;
    front::places(shop, now)?;
    products::brands(shop, seed, now)?;
    products::categories(shop, seed, now)?;
    customers::groups(shop, now)?;
    customers::attributes(shop, now)?;
    write_customers(shop, amounts, seed, now)?;
    let first_variants = write_products(shop, amounts, seed, now)?;
    products::price_lists(shop, seed, now)?;
    customers::wishlists(
        shop,
        seed,
        now,
        amounts.wishlists,
        amounts.products,
        amounts.customers,
    )?;
    write_orders(shop, amounts, &first_variants, seed, now)?;
    orders::financial_totals(shop)?;
    front::offers(shop, seed, now)?;
    front::coupons(shop, seed, now)?;
    front::gift_certificates(shop, seed, now, amounts.gift_certificates, amounts.orders)?;
    front::email_templates(shop, now)?;
    front::blog_posts(shop, seed, now)?;
    front::scripts_and_widgets(shop, seed, now)?;
    front::pages(shop, seed, now)?;
    theme::themes(shop, seed, now)?;
    front::redirects(shop, seed, now, amounts.redirects, amounts.products)?;
    trade::papers(
        shop,
        seed,
        now,
        amounts.papers,
        amounts.products,
        amounts.customers,
    )?;
    trade::notes(shop, seed, now, amounts.logs, amounts.search_terms)?;
    let reviews = match (amounts.reviews, records) {
        (Some(reviews), _) => reviews,
        (None, wanted) => wanted.unwrap_or_default().saturating_sub(count_records(shop)?) as usize,
    };
    products::reviews(shop, seed, now, reviews, amounts.products, amounts.customers)?;
    shop.execute_batch(include_str!("indexes.sql"))
}

fn count_records(shop: &Connection) -> rusqlite::Result<u64> {
    RECORD_TABLES.iter().try_fold(0, |sum, table| {
        let rows: i64 = shop.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
        Ok(sum + rows.cast_unsigned())
    })
}

fn write_customers(
    shop: &Connection,
    amounts: &Amounts,
    seed: u64,
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let mut writer = Customers::new(shop, seed)?;
    let years = 1200 * DAY;
    for number in 0..amounts.customers as i64 {
        let id = number + 1;
        let registered = moment::before(now, years - number * (years / amounts.customers as i64));
        writer.write(id, &Person::at(seed, id as u64), registered, now)?;
    }
    Ok(())
}

fn write_products(
    shop: &Connection,
    amounts: &Amounts,
    seed: u64,
    now: DateTime<Utc>,
) -> rusqlite::Result<Vec<i64>> {
    let mut writer = Products::new(shop, seed)?;
    let mut chance = Chance::of(seed, "arrivals");
    let years = 1300 * DAY;
    let mut first_variants = Vec::with_capacity(amounts.products);
    for index in 0..amounts.products {
        let created = moment::before(now, years - index as i64 * (years / amounts.products as i64));
        let age = (now - created).num_seconds();
        let mut related: Vec<i64> = (0..chance.below(4))
            .map(|_| FIRST_PRODUCT + chance.below(amounts.products) as i64)
            .filter(|id| *id != FIRST_PRODUCT + index as i64)
            .collect();
        related.sort_unstable();
        related.dedup();
        let good = Good::at(seed, index);
        let measured = amounts.reviews.is_none();
        first_variants.push(writer.write(
            &good,
            &Arrival {
                id: good.id(),
                created,
                modified: moment::after(created, chance.between(0, age)),
                description: match chance.below(20) {
                    _ if measured => chance.between(250, 1100) as usize,
                    0 => 4000,
                    1..5 => 1400,
                    _ => chance.between(250, 900) as usize,
                },
                pictures: index % amounts.pictured == 0,
                levels: index < amounts.stocked,
                related: &related,
            },
        )?);
    }
    Ok(first_variants)
}

fn write_orders(
    shop: &Connection,
    amounts: &Amounts,
    first_variants: &[i64],
    seed: u64,
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let mut writer = Orders::new(shop)?;
    let mut chance = Chance::of(seed, "orders");
    let gap = 1095 * DAY / amounts.orders as i64;
    for number in 0..amounts.orders as i64 {
        let id = FIRST_ORDER + number;
        let placed = moment::before(
            now,
            (amounts.orders as i64 - number) * gap - chance.between(0, gap - 1),
        );
        let guest = chance.percent(14) && id != KNOWN_ORDER;
        let buyer = if guest {
            Buyer::new(&Person::at(seed, GUESTS + id as u64), None)
        } else {
            let customer = 1 + chance.below(amounts.customers);
            Buyer::new(&Person::at(seed, customer as u64), Some(customer as i64))
        };
        let lines: Vec<Line> = (0..1 + chance.below(4).min(chance.below(4)))
            .map(|_| {
                let good = Good::at(seed, chance.below(first_variants.len()));
                let variant = chance.below(good.variants());
                Line {
                    product: good.id(),
                    variant: first_variants[good.index] + variant as i64,
                    sku: Good::variant_sku(good.id(), variant),
                    options: good.options_text(variant),
                    cents: good.cents + good.extra_cents(variant),
                    quantity: [1, 1, 1, 1, 2, 2, 3, 6][chance.below(8)],
                    name: good.name,
                }
            })
            .collect();
        writer.write(id, &buyer, &lines, placed, now, &mut chance)?;
    }
    Ok(())
}

/// The order that people are told to look for. Its buyer has an account.
const KNOWN_ORDER: i64 = 10_482;

/// Numbers of people without an account start here, out of the way of customers' ids.
pub(crate) const GUESTS: u64 = 100_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_from_their_names() {
        assert_eq!("small".parse(), Ok(Size::Small));
        assert_eq!("1M".parse(), Ok(Size::Records1M));
        assert_eq!("2k".parse::<Size>(), Err(UnknownSize));
    }
}
