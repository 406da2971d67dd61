//! A store out of a number. The same [`Size`] makes the same store, on any computer.

mod catalog;
pub(crate) mod content;
mod customers;
mod fixed;
pub(crate) mod orders;

use serde_json::Value;

use crate::shop::Shop;
use crate::store::Id;
use crate::table::Table;

/// How much is in a store, and the number it is made from.
#[derive(Clone, Debug, Default)]
pub struct Size {
    /// The number.
    pub seed: u64,
    /// Products. Every third has an option with three variants.
    pub products: u64,
    /// Customers, each with an address.
    pub customers: u64,
    /// Orders, each with one to three products.
    pub orders: u64,
    /// Categories, four levels deep.
    pub categories: u64,
    /// Brands.
    pub brands: u64,
}

impl Size {
    /// A store one can read through: 12 products, 8 customers, 10 orders.
    #[must_use]
    pub fn small() -> Self {
        Self {
            seed: 1,
            products: 12,
            customers: 8,
            orders: 10,
            categories: 7,
            brands: 4,
        }
    }

    /// 5,000 products, 30,000 orders, 20,000 customers.
    #[must_use]
    pub fn large() -> Self {
        Self {
            seed: 1,
            products: 5_000,
            customers: 20_000,
            orders: 30_000,
            categories: 300,
            brands: 200,
        }
    }

    /// The same sizes out of another number.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }
}

pub(crate) fn fill(shop: &mut Shop) {
    let size = shop.size.clone();
    fixed::fill(shop);
    catalog::fill(shop, &size);
    customers::fill(shop, &size);
    content::fill(shop, &size);
    orders::fill(shop, &size);
}

/// A number that looks like chance (splitmix64).
pub(crate) fn mix(seed: u64, kind: &str, number: u64) -> u64 {
    let mut state = kind.bytes().fold(seed ^ 0x9e37_79b9_7f4a_7c15, |state, byte| {
        (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    state = state.wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// A UUID of version 4.
pub(crate) fn uuid(seed: u64, kind: &str, number: u64) -> String {
    let high = mix(seed, kind, number);
    let low = mix(seed ^ 1, kind, number);
    format!(
        "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        low >> 52,
        low & 0xffff_ffff_ffff
    )
}

/// A name as it stands in an address.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.to_lowercase().chars() {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

fn pick<'a>(words: &[&'a str], drawn: u64) -> &'a str {
    let at = usize::try_from(drawn % words.len() as u64).unwrap_or_default();
    words[at]
}

fn put(shop: &mut Shop, name: &str, id: impl Into<Id>, value: Value) {
    shop.records(name).put(id.into(), None, value);
}

/// The fields given, and what a new record has beside them.
fn with_defaults(collection: &str, mut fields: Value) -> Value {
    if let (Some(collection), Some(fields)) = (Table::shared().collection(collection), fields.as_object_mut())
    {
        for (field, value) in &collection.defaults {
            fields.entry(field.clone()).or_insert_with(|| value.clone());
        }
    }
    fields
}

/// A time in the two years before the store's clock began.
fn past(seed: u64, kind: &str, number: u64) -> i64 {
    let seconds = i64::try_from(mix(seed, kind, number) % (700 * 86_400)).unwrap_or_default();
    crate::clock::Held::START - 86_400_000 - seconds * 1000
}
