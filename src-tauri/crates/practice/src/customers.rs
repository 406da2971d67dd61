//! Customers, their groups, attributes and wishlists.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Result, Statement, params};

use crate::chance::Chance;
use crate::goods;
use crate::moment::{self, DAY};
use crate::people::{Address, Person};
use crate::{insert, money};

const GROUPS: [(&str, Option<&str>, &str); 6] = [
    ("Retail", None, "Everybody who has an account."),
    (
        "Trade",
        Some("12.50"),
        "Shops that sell on. Ask for the tax number.",
    ),
    ("Cafés & restaurants", Some("18.00"), "Invoice, 30 days."),
    ("Friends of the house", Some("5.00"), "More than ten orders."),
    ("Staff", Some("25.00"), "Ends with the contract."),
    ("Press", None, "Samples only."),
];

const ATTRIBUTES: [(&str, &str); 5] = [
    ("Favourite tea", "text"),
    ("Takes milk", "choice"),
    ("How you found us", "text"),
    ("Birthday letter", "choice"),
    ("Delivery day", "choice"),
];

/// Writes the customer groups. The first is everybody's.
pub(crate) fn groups(shop: &Connection, now: DateTime<Utc>) -> Result<()> {
    let mut group = insert(
        shop,
        "customer_groups",
        "id, name, is_default, discount_percent, note, date_modified",
    )?;
    let mut discount = insert(shop, "customer_group_discounts", "group_id, category_id, percent")?;
    for (place, (name, percent, note)) in (0_i64..).zip(GROUPS) {
        let changed = moment::stamp(moment::before(now, (place + 2) * 61 * DAY));
        group.execute(params![place + 1, name, place == 0, percent, note, changed])?;
    }
    for (group, category, percent) in [
        (2, 1, "15.00"),
        (2, 24, "10.00"),
        (3, 1, "22.00"),
        (3, 35, "12.00"),
        (4, 13, "8.00"),
        (5, 33, "30.00"),
    ] {
        discount.execute(params![group, category, percent])?;
    }
    Ok(())
}

/// Writes what is asked of customers beyond their address.
pub(crate) fn attributes(shop: &Connection, now: DateTime<Utc>) -> Result<()> {
    let mut attribute = insert(shop, "customer_attributes", "id, name, kind, date_modified")?;
    let changed = moment::stamp(moment::before(now, 420 * DAY));
    for (id, (name, kind)) in (1_i64..).zip(ATTRIBUTES) {
        attribute.execute(params![id, name, kind, changed])?;
    }
    Ok(())
}

/// Writes customers.
pub(crate) struct Customers<'c> {
    seed: u64,
    customer: Statement<'c>,
    address: Statement<'c>,
    attribute: Statement<'c>,
}

impl<'c> Customers<'c> {
    pub(crate) fn new(shop: &'c Connection, seed: u64) -> Result<Self> {
        Ok(Self {
            seed,
            customer: insert(
                shop,
                "customers",
                "id, email, first_name, last_name, company, phone, customer_group_id, accepts_marketing, store_credit, \
                 tax_number, language, birthday, staff_note, registered_at, last_login_at, date_modified",
            )?,
            address: insert(
                shop,
                "customer_addresses",
                "customer_id, label, first_name, last_name, company, street, town, postcode, country, phone, is_default",
            )?,
            attribute: insert(
                shop,
                "customer_attribute_values",
                "customer_id, attribute_id, value",
            )?,
        })
    }

    /// Writes the person with the customer's number as a customer.
    pub(crate) fn write(
        &mut self,
        id: i64,
        person: &Person,
        registered: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mut chance = Chance::at(self.seed, "customer", id as u64);
        let known = (now - registered).num_seconds().max(1);
        let group = match (person.company, chance.below(100)) {
            (Some(_), 0..50) => 2,
            (Some(_), _) => 3,
            (None, 0..18) => 4,
            (None, 18) if id % 5 == 0 => 5,
            _ => 1,
        };
        let credit = if chance.percent(4) {
            chance.between(2, 60) * 50
        } else {
            0
        };
        self.customer.execute(params![
            id,
            person.email,
            person.first_name,
            person.last_name,
            person.company,
            chance.percent(80).then_some(&person.phone),
            chance.percent(94).then_some(group),
            chance.percent(41),
            money::text(credit),
            person.company.map(|_| format!("XX{:08}", id * 37 % 100_000_000)),
            match person.address.country {
                "DE" => "de",
                "FR" => "fr",
                "NL" => "nl",
                _ => "en",
            },
            chance.percent(20).then(|| format!(
                "{}-{:02}-{:02}",
                chance.between(1948, 2004),
                chance.between(1, 12),
                chance.between(1, 28)
            )),
            chance.percent(3).then(|| chance.pick(&[
                "Rings before every delivery.",
                "Sends the nicest letters.",
                "Wants invoices on paper.",
                "Allergic to nuts: no almond samples!",
            ])),
            moment::stamp(registered),
            chance
                .percent(85)
                .then(|| moment::stamp(moment::after(registered, chance.between(0, known)))),
            moment::stamp(moment::after(registered, chance.between(0, known) / 2)),
        ])?;
        for position in 0..1 + usize::from(chance.percent(28)) {
            let second = (position > 0).then(|| Address::any(&mut chance));
            let address = second.as_ref().unwrap_or(&person.address);
            self.address.execute(params![
                id,
                [Some("Home"), Some("Work"), None][(position + chance.below(2)).min(2)],
                person.first_name,
                person.last_name,
                person.company,
                address.street,
                address.town,
                address.postcode,
                address.country,
                chance.percent(60).then_some(&person.phone),
                position == 0,
            ])?;
        }
        for attribute in 1..=ATTRIBUTES.len() as i64 {
            if chance.percent(22) {
                let value = match attribute {
                    1 => chance.pick(&[
                        "Earl Grey",
                        "Assam",
                        "Sencha",
                        "anything smoky",
                        "Rooibos",
                        "Früchtetee 🍓",
                    ]),
                    3 => chance.pick(&[
                        "a friend",
                        "the market",
                        "a search",
                        "the shop window",
                        "a newspaper",
                    ]),
                    5 => chance.pick(&["Friday", "Saturday", "any day"]),
                    _ => chance.pick(&["yes", "no"]),
                };
                self.attribute.execute(params![id, attribute, value])?;
            }
        }
        Ok(())
    }
}

/// Writes `count` wishlists, no two of a customer.
pub(crate) fn wishlists(
    shop: &Connection,
    seed: u64,
    now: DateTime<Utc>,
    count: usize,
    products: usize,
    customers: usize,
) -> Result<()> {
    let mut chance = Chance::of(seed, "wishlists");
    let mut wishlist = insert(
        shop,
        "wishlists",
        "id, customer_id, name, is_public, token, date_created, date_modified",
    )?;
    let mut item = insert(shop, "wishlist_items", "wishlist_id, product_id, added_at")?;
    let count = count.min(customers) as i64;
    for id in 1..=count {
        let customer = 1 + (id - 1) * customers as i64 / count;
        let made = moment::before(now, chance.between(1, 700) * DAY);
        wishlist.execute(params![
            id,
            customer,
            chance.pick(&[
                "My wishes",
                "Birthday 🎁",
                "For the office",
                "Christmas",
                "Später",
                "Tea to try",
                "<3"
            ]),
            chance.percent(35),
            chance.uuid(),
            moment::stamp(made),
            moment::stamp(moment::after(made, DAY)),
        ])?;
        for _ in 0..chance.below(6) {
            let product = goods::FIRST_PRODUCT + chance.below(products) as i64;
            item.execute(params![
                id,
                product,
                moment::stamp(moment::after(made, chance.between(0, DAY)))
            ])?;
        }
    }
    Ok(())
}
