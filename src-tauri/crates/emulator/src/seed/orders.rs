//! Orders, their lines, addresses, taxes, transactions.

use serde_json::{Value, json};

use super::{Size, catalog, customers, mix, past};
use crate::clock::{iso, rfc2822};
use crate::shop::Shop;
use crate::store::Id;

/// What an order's `status_id` means.
pub(crate) const STATUSES: &[&str] = &[
    "Incomplete",
    "Pending",
    "Shipped",
    "Partially Shipped",
    "Refunded",
    "Cancelled",
    "Declined",
    "Awaiting Payment",
    "Awaiting Pickup",
    "Awaiting Shipment",
    "Completed",
    "Awaiting Fulfillment",
    "Manual Verification Required",
    "Disputed",
    "Partially Refunded",
];

/// Money as the older API writes it.
pub(crate) fn money(amount: f64) -> String {
    format!("{amount:.4}")
}

fn order_id(n: u64) -> u64 {
    1000 + n
}

fn lines(size: &Size, n: u64) -> u64 {
    if size.products == 0 {
        1
    } else {
        1 + mix(size.seed, "lines", n) % 3
    }
}

pub(super) fn fill(shop: &mut Shop, size: &Size) {
    for n in 1..=size.orders {
        let order = Id::Number(order_id(n));
        shop.records("orders").seed(order.clone(), None, self::order, n);
        shop.records("order_addresses")
            .seed(Id::Number(n), Some(order.clone()), address, n);
        for k in 0..lines(size, n) {
            let id = 4 * n + k;
            shop.records("order_products")
                .seed(Id::Number(id), Some(order.clone()), line, id);
            shop.records("order_taxes")
                .seed(Id::Number(id), Some(order.clone()), tax, id);
        }
        if n.is_multiple_of(2) {
            shop.records("order_transactions")
                .seed(Id::Number(n), Some(order.clone()), transaction, n);
            shop.records("order_shipments")
                .seed(Id::Number(n), Some(order.clone()), shipment, n);
        }
        if n.is_multiple_of(9) {
            shop.records("order_messages")
                .seed(Id::Number(n), Some(order.clone()), message, n);
        }
        if n.is_multiple_of(10) {
            shop.records("order_coupons")
                .seed(Id::Number(n), Some(order), coupon, n);
        }
    }
}

fn made(size: &Size, n: u64) -> i64 {
    // Later orders have higher numbers.
    let span = 600 * 86_400_000;
    let orders = i64::try_from(size.orders.max(1)).unwrap_or(1);
    past(size.seed, "first order", 0).min(crate::clock::Held::START - span)
        + span / orders * i64::try_from(n).unwrap_or_default()
}

fn customer_of(size: &Size, n: u64) -> u64 {
    // Every seventh is a guest.
    if size.customers == 0 || n.is_multiple_of(7) {
        0
    } else {
        1 + mix(size.seed, "buyer", n) % size.customers
    }
}

fn line_total(size: &Size, id: u64) -> (u64, f64) {
    let n = 1 + mix(size.seed, "bought", id) % size.products.max(1);
    (n, catalog::price(size, n))
}

fn person(size: &Size, n: u64) -> Value {
    let buyer = customer_of(size, n);
    let (first, last) = customers::names(buyer);
    json!({
        "first_name": first, "last_name": last, "company": "", "street_1": format!("{} Quay Street", buyer + 1), "street_2": "",
        "city": "Port", "state": "Maine", "zip": "04001", "country": "United States", "country_iso2": "US", "phone": "",
        "email": if buyer == 0 { format!("guest{n}@example.com") } else { customers::email(buyer) },
    })
}

/// An order before anything is said about it.
pub(crate) fn blank() -> Value {
    let zero = money(0.0);
    let mut order = json!({
        "customer_id": 0, "status_id": 1, "status": "Pending", "date_shipped": "", "payment_method": "Manual", "payment_provider_id": "",
        "payment_status": "", "items_total": 0, "items_shipped": 0, "order_is_digital": false, "currency_id": 1,
        "currency_code": "USD", "currency_exchange_rate": "1.0000000000", "default_currency_id": 1, "default_currency_code": "USD",
        "store_default_currency_code": "USD", "store_default_to_transactional_exchange_rate": "1.0000000000", "channel_id": 1,
        "staff_notes": "", "customer_message": "", "ip_address": "", "ip_address_v6": "", "geoip_country": "", "geoip_country_iso2": "",
        "is_deleted": false, "is_email_opt_in": false, "order_source": "external", "ebay_order_id": "0", "cart_id": "",
        "shipping_address_count": 0, "external_source": Value::Null, "external_id": Value::Null, "external_order_id": "",
        "external_merchant_id": Value::Null, "tax_provider_id": "", "customer_locale": "en", "is_tax_inclusive_pricing": false,
        "shipping_cost_tax_class_id": 2, "handling_cost_tax_class_id": 2, "wrapping_cost_tax_class_id": 3,
    });
    for field in [
        "subtotal_ex_tax",
        "subtotal_inc_tax",
        "subtotal_tax",
        "total_ex_tax",
        "total_inc_tax",
        "total_tax",
    ] {
        order[field] = "".into();
    }
    for field in [
        "base_shipping_cost",
        "shipping_cost_ex_tax",
        "shipping_cost_inc_tax",
        "shipping_cost_tax",
        "base_handling_cost",
        "handling_cost_ex_tax",
        "handling_cost_inc_tax",
        "handling_cost_tax",
        "base_wrapping_cost",
        "wrapping_cost_ex_tax",
        "wrapping_cost_inc_tax",
        "wrapping_cost_tax",
        "refunded_amount",
        "store_credit_amount",
        "gift_certificate_amount",
        "discount_amount",
        "coupon_discount",
    ] {
        order[field] = zero.clone().into();
    }
    order
}

/// A line before anything is said about it.
pub(crate) fn blank_line() -> Value {
    let mut line = json!({
        "product_id": 0, "variant_id": 0, "order_address_id": 0, "order_pickup_method_id": 0, "name": "", "name_customer": "",
        "name_merchant": "", "sku": "", "upc": "", "type": "physical", "quantity": 1, "quantity_refunded": 0, "quantity_shipped": 0,
        "is_refunded": false, "return_id": 0, "wrapping_id": 0, "wrapping_name": "", "wrapping_message": "", "ebay_item_id": "",
        "ebay_transaction_id": "", "option_set_id": Value::Null, "parent_order_product_id": Value::Null, "is_bundled_product": false,
        "bin_picking_number": "", "external_id": Value::Null, "brand": "", "applied_discounts": [], "product_options": [],
        "configurable_fields": [], "gift_certificate_id": Value::Null, "event_name": Value::Null, "event_date": Value::Null,
        "weight": "1.5000", "width": "4.0000", "height": "5.0000", "depth": "4.0000",
    });
    for field in [
        "base_price",
        "price_ex_tax",
        "price_inc_tax",
        "price_tax",
        "base_total",
        "total_ex_tax",
        "total_inc_tax",
        "total_tax",
        "discounted_total_inc_tax",
        "base_cost_price",
        "cost_price_ex_tax",
        "cost_price_inc_tax",
        "cost_price_tax",
        "base_wrapping_cost",
        "wrapping_cost_ex_tax",
        "wrapping_cost_inc_tax",
        "wrapping_cost_tax",
        "refund_amount",
        "fixed_shipping_cost",
    ] {
        line[field] = money(0.0).into();
    }
    line
}

/// An address of an order before anything is said about it.
pub(crate) fn blank_address() -> Value {
    let mut address = json!({
        "company": "", "street_2": "", "phone": "", "email": "", "shipping_method": "None", "items_total": 0, "items_shipped": 0,
        "cost_tax_class_id": 2, "handling_cost_tax_class_id": 2, "shipping_zone_id": 1, "shipping_zone_name": "Home",
        "form_fields": [],
    });
    for field in [
        "base_cost",
        "cost_ex_tax",
        "cost_inc_tax",
        "cost_tax",
        "base_handling_cost",
        "handling_cost_ex_tax",
        "handling_cost_inc_tax",
        "handling_cost_tax",
    ] {
        address[field] = money(0.0).into();
    }
    address
}

fn order(size: &Size, n: u64) -> Value {
    let mut order = blank();
    let total: f64 = (0..lines(size, n)).map(|k| line_total(size, 4 * n + k).1).sum();
    let at = made(size, n);
    let status = if n.is_multiple_of(2) { 2 } else { 11 };
    order["id"] = order_id(n).into();
    order["customer_id"] = customer_of(size, n).into();
    order["status_id"] = status.into();
    order["status"] = STATUSES[status].into();
    order["date_created"] = rfc2822(at).into();
    order["date_modified"] = rfc2822(at + 86_400_000).into();
    order["date_shipped"] = if status == 2 {
        rfc2822(at + 86_400_000)
    } else {
        String::new()
    }
    .into();
    for field in [
        "subtotal_ex_tax",
        "subtotal_inc_tax",
        "total_ex_tax",
        "total_inc_tax",
    ] {
        order[field] = money(total).into();
    }
    order["subtotal_tax"] = money(0.0).into();
    order["total_tax"] = money(0.0).into();
    order["items_total"] = lines(size, n).into();
    order["items_shipped"] = if status == 2 { lines(size, n) } else { 0 }.into();
    order["shipping_address_count"] = 1.into();
    order["billing_address"] = person(size, n);
    order["order_source"] = "www".into();
    order["payment_method"] = "Cash".into();
    order
}

fn address(size: &Size, n: u64) -> Value {
    let mut address = blank_address();
    for (field, value) in person(size, n).as_object().into_iter().flatten() {
        address[field.as_str()] = value.clone();
    }
    address["id"] = n.into();
    address["order_id"] = order_id(n).into();
    address["items_total"] = lines(size, n).into();
    address["shipping_method"] = "Flat rate".into();
    address
}

fn line(size: &Size, id: u64) -> Value {
    let (product, price) = line_total(size, id);
    let order = id / 4;
    let mut line = blank_line();
    line["id"] = id.into();
    line["order_id"] = order_id(order).into();
    line["order_address_id"] = order.into();
    if size.products > 0 {
        line["product_id"] = catalog::product_id(product).into();
        line["variant_id"] = catalog::variant_id(product, 0).into();
    }
    for field in ["name", "name_customer", "name_merchant"] {
        line[field] = catalog::name(size, product).into();
    }
    line["sku"] = catalog::sku(product).into();
    for field in [
        "base_price",
        "price_ex_tax",
        "price_inc_tax",
        "base_total",
        "total_ex_tax",
        "total_inc_tax",
        "discounted_total_inc_tax",
    ] {
        line[field] = money(price).into();
    }
    if order.is_multiple_of(10) {
        line["applied_discounts"] =
            json!([{ "id": "coupon", "amount": "1.0000", "name": "Ten", "code": "TEN", "target": "order" }]);
    }
    line
}

fn tax(_: &Size, id: u64) -> Value {
    let order = id / 4;
    json!({
        "id": id, "order_id": order_id(order), "order_address_id": order, "tax_rate_id": 1, "tax_class_id": Value::Null, "name": "Tax",
        "class": "Default Tax Class", "rate": "0.0000", "priority": 0, "priority_amount": "0.0000", "line_amount": "0.0000",
        "order_product_id": id.to_string(), "line_item_type": "item", "sales_tax_id": "",
    })
}

fn transaction(size: &Size, n: u64) -> Value {
    let total: f64 = (0..lines(size, n)).map(|k| line_total(size, 4 * n + k).1).sum();
    json!({
        "id": n, "order_id": order_id(n).to_string(), "event": "purchase", "method": "offline", "amount": total, "currency": "USD",
        "gateway": "cod", "gateway_transaction_id": "", "status": "ok", "test": false, "fraud_review": false,
        "date_created": iso(made(size, n)), "offline": { "display_name": "Cash" },
    })
}

fn shipment(size: &Size, n: u64) -> Value {
    json!({
        "id": n, "order_id": order_id(n), "customer_id": customer_of(size, n), "order_address_id": n,
        "date_created": rfc2822(made(size, n) + 86_400_000), "tracking_number": format!("TRACK{n}"), "tracking_carrier": "",
        "tracking_link": "", "generated_tracking_link": "", "shipping_method": "Flat rate", "shipping_provider": "",
        "shipping_provider_display_name": "", "merchant_shipping_cost": "0.0000", "comments": "",
        "billing_address": person(size, n), "shipping_address": person(size, n),
        "items": [{ "order_product_id": 4 * n, "product_id": 0, "quantity": 1 }],
    })
}

fn message(size: &Size, n: u64) -> Value {
    json!({
        "id": n, "order_id": order_id(n), "staff_id": 0, "customer_id": customer_of(size, n), "type": "message", "subject": "Thank you",
        "message": "It arrived whole.", "status": "read", "is_flagged": false, "date_created": rfc2822(made(size, n) + 90_000_000),
        "customer": {},
    })
}

fn coupon(_: &Size, n: u64) -> Value {
    json!({ "id": n, "order_id": order_id(n), "coupon_id": 1, "code": "TEN", "amount": "1.0000", "type": 2, "discount": 1 })
}
