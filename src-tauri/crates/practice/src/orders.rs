//! Orders, from the basket to the money.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Result, Statement, params};

use crate::chance::Chance;
use crate::moment::{self, DAY};
use crate::people::Person;
use crate::{insert, money};

/// The id of the first order in the shop. The practice shop has always been "in business for years".
pub(crate) const FIRST_ORDER: i64 = 10_001;

/// Who buys, as the order keeps it.
#[derive(Clone, Debug)]
pub(crate) struct Buyer {
    /// The account, unless the buyer came as a guest.
    pub(crate) customer: Option<i64>,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) company: Option<String>,
    pub(crate) email: String,
    pub(crate) phone: Option<String>,
    pub(crate) street: String,
    pub(crate) town: String,
    pub(crate) postcode: String,
    pub(crate) country: String,
}

impl Buyer {
    pub(crate) fn new(person: &Person, customer: Option<i64>) -> Self {
        Self {
            customer,
            first_name: person.first_name.into(),
            last_name: person.last_name.into(),
            company: person.company.map(Into::into),
            email: person.email.clone(),
            phone: Some(person.phone.clone()),
            street: person.address.street.clone(),
            town: person.address.town.into(),
            postcode: person.address.postcode.clone(),
            country: person.address.country.into(),
        }
    }
}

/// One line of a basket.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) product: i64,
    pub(crate) variant: i64,
    pub(crate) name: String,
    pub(crate) sku: String,
    pub(crate) options: Option<String>,
    pub(crate) cents: i64,
    pub(crate) quantity: i64,
}

/// Writes orders.
pub(crate) struct Orders<'c> {
    order: Statement<'c>,
    line: Statement<'c>,
    address: Statement<'c>,
    total: Statement<'c>,
    history: Statement<'c>,
    payment: Statement<'c>,
}

impl<'c> Orders<'c> {
    pub(crate) fn new(shop: &'c Connection) -> Result<Self> {
        Ok(Self {
            order: insert(
                shop,
                "orders",
                "id, customer_id, channel_id, status, customer_name, customer_email, items, total, tax, refunded, \
                 payment_method, payment_status, shipping_method, tracking_number, coupon_code, customer_message, \
                 staff_note, ip_address, placed_at, shipped_at, date_modified",
            )?,
            line: insert(
                shop,
                "order_lines",
                "order_id, product_id, variant_id, name, sku, options, quantity, price, total",
            )?,
            address: insert(
                shop,
                "order_addresses",
                "order_id, kind, first_name, last_name, company, street, town, postcode, country, phone",
            )?,
            total: insert(shop, "order_totals", "order_id, position, title, amount")?,
            history: insert(shop, "order_status_history", "order_id, status, note, changed_at")?,
            payment: insert(
                shop,
                "order_payments",
                "order_id, method, amount, status, reference, paid_at",
            )?,
        })
    }

    /// Writes an order as it stands at `now`: a young one waits, an old one has arrived.
    pub(crate) fn write(
        &mut self,
        id: i64,
        buyer: &Buyer,
        lines: &[Line],
        placed: DateTime<Utc>,
        now: DateTime<Utc>,
        chance: &mut Chance,
    ) -> Result<()> {
        let age = (now - placed).num_seconds();
        let (status, shipped) = match chance.below(100) {
            0..3 if age > DAY => ("Cancelled", false),
            3..6 if age > 9 * DAY => ("Refunded", true),
            _ if age > 4 * DAY => ("Completed", true),
            _ if age > DAY => ("Shipped", true),
            _ => ("Awaiting fulfilment", false),
        };
        let goods: i64 = lines.iter().map(|line| line.cents * line.quantity).sum();
        let coupon = chance
            .percent(8)
            .then(|| chance.pick(&["WELCOME10", "HARBOUR5", "SPRING15"]));
        let discount = if coupon.is_some() { goods / 10 } else { 0 };
        let shipping = if goods - discount >= 5000 { 0 } else { 490 };
        let total = goods - discount + shipping;
        let tax = total * 19 / 119;
        let method = chance.pick(&["Card", "Card", "PayPal", "Bank transfer", "Cash at the counter"]);
        let (payment_status, paid) = match status {
            "Refunded" => ("refunded", true),
            "Cancelled" => ("voided", false),
            _ if method == "Bank transfer" && age < 2 * DAY => ("pending", false),
            _ => ("captured", true),
        };
        let shipped_at = shipped.then(|| moment::after(placed, DAY * 3 / 4));
        let changed = match status {
            "Completed" => moment::after(placed, 4 * DAY),
            "Refunded" => moment::after(placed, 9 * DAY),
            _ => shipped_at.unwrap_or(placed),
        };
        self.order.execute(params![
            id,
            buyer.customer,
            if method == "Cash at the counter" {
                3
            } else {
                1 + i64::from(chance.percent(9))
            },
            status,
            format!("{} {}", buyer.first_name, buyer.last_name),
            buyer.email,
            lines.iter().map(|line| line.quantity).sum::<i64>(),
            money::text(total),
            money::text(tax),
            money::text(if status == "Refunded" { total } else { 0 }),
            method,
            payment_status,
            if shipping == 0 { "Free delivery" } else { "Parcel" },
            shipped.then(|| format!("HT{:010}", id * 7919 % 10_000_000_000)),
            coupon,
            chance.percent(7).then(|| crate::text::order_message(chance)),
            chance.percent(3).then_some("Packed by Orla. Sample added."),
            chance.percent(90).then(|| format!(
                "{}.{}",
                chance.pick(&["192.0.2", "198.51.100", "203.0.113"]),
                chance.between(1, 254)
            )),
            moment::stamp(placed),
            shipped_at.map(moment::stamp),
            moment::stamp(changed),
        ])?;
        for line in lines {
            self.line.execute(params![
                id,
                line.product,
                line.variant,
                line.name,
                line.sku,
                line.options,
                line.quantity,
                money::text(line.cents),
                money::text(line.cents * line.quantity),
            ])?;
        }
        for kind in ["billing", "shipping"] {
            self.address.execute(params![
                id,
                kind,
                buyer.first_name,
                buyer.last_name,
                buyer.company,
                buyer.street,
                buyer.town,
                buyer.postcode,
                buyer.country,
                buyer.phone,
            ])?;
        }
        let parts = [
            ("Goods", goods),
            ("Discount", -discount),
            ("Delivery", shipping),
            ("Tax included", tax),
        ];
        for (position, (title, cents)) in (0_i64..).zip(&parts) {
            if *cents != 0 || *title == "Delivery" {
                self.total
                    .execute(params![id, position, title, money::text(*cents)])?;
            }
        }
        let mut steps = vec![("Awaiting fulfilment", Some("Thank you for your order."), placed)];
        if let Some(shipped_at) = shipped_at {
            steps.push(("Shipped", Some("Your parcel is on its way."), shipped_at));
        }
        if status != "Shipped" && status != "Awaiting fulfilment" {
            steps.push((status, None, changed));
        }
        for (status, note, at) in steps {
            self.history
                .execute(params![id, status, note, moment::stamp(at)])?;
        }
        self.payment.execute(params![
            id,
            method,
            money::text(total),
            payment_status,
            (method != "Cash at the counter").then(|| format!("pay_{:012x}", chance.any() >> 16)),
            paid.then(|| moment::stamp(placed)),
        ])?;
        Ok(())
    }
}

/// Adds up the orders for each month and channel.
pub(crate) fn financial_totals(shop: &Connection) -> Result<()> {
    shop.execute_batch(&add_up("1 = 1"))
}

/// The statement that adds up the orders that `which` is true for. Sums are made of whole cents.
pub(crate) fn add_up(which: &str) -> String {
    let cents = |column: &str| format!("sum(CAST(round({column} * 100) AS INTEGER))");
    let text = |sum: String| format!("printf('%d.%02d', ({sum}) / 100, ({sum}) % 100)");
    let (total, tax) = (cents("total"), cents("tax"));
    format!(
        "INSERT OR REPLACE INTO financial_totals (month, channel_id, orders, net, tax, gross, refunded) \
         SELECT substr(placed_at, 1, 7), channel_id, count(*), {}, {}, {}, {} FROM orders \
         WHERE status <> 'Cancelled' AND {which} GROUP BY 1, 2",
        text(format!("{total} - {tax}")),
        text(tax.clone()),
        text(total.clone()),
        text(cents("refunded")),
    )
}
