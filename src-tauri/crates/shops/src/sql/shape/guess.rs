//! What a table's rows may be called where no profile says it.

use crate::sql::schema::Table;
use crate::sql::stored::Affinity;

const NAMES: &[&str] = &[
    "name",
    "title",
    "label",
    "displayname",
    "fullname",
    "subject",
    "headline",
    "username",
    "login",
    "email",
    "sku",
    "code",
    "slug",
    "handle",
    "number",
    "reference",
    "identifier",
    "key",
    "filename",
    "path",
    "url",
];
const PAIRS: &[(&str, &str)] = &[("firstname", "lastname"), ("givenname", "familyname")];
const SEARCHED: &[&str] = &[
    "sku",
    "code",
    "email",
    "slug",
    "handle",
    "upc",
    "ean",
    "gtin",
    "isbn",
    "barcode",
    "number",
    "reference",
    "phone",
];

/// Words in a table's name that say that it holds what customers bought and paid for.
const TRADE: &[&str] = &[
    "order",
    "orders",
    "invoice",
    "invoices",
    "payment",
    "payments",
    "transaction",
    "transactions",
    "refund",
    "refunds",
    "shipment",
    "shipments",
    "checkout",
    "checkouts",
    "sales",
];

/// Columns that say how much of something is there, which goes down with each sale.
const STOCK: &[&str] = &[
    "stock",
    "instock",
    "stocklevel",
    "stockquantity",
    "stockqty",
    "stockonhand",
    "numinstock",
    "unitsinstock",
    "quantityinstock",
    "quantity",
    "quantityonhand",
    "quantityavailable",
    "availablequantity",
    "qty",
    "qtyonhand",
    "onhand",
    "inventory",
    "inventorylevel",
    "inventoryquantity",
];

/// Whether a table is likely to hold what customers bought and paid for, by its name.
pub(super) fn is_trade(table: &str) -> bool {
    // `orderItems` and `order_items` alike; `reorder` and `border` are other words.
    let mut words = String::new();
    let mut before = ' ';
    for letter in table.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
        before = letter;
    }
    words
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| TRADE.contains(&word))
}

/// The columns of a table that are likely to hold its stock.
pub(super) fn stock(table: &Table) -> Vec<String> {
    table
        .columns
        .iter()
        .map(|column| &column.name)
        .filter(|name| {
            let bare: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
            STOCK.contains(&bare.to_ascii_lowercase().as_str())
        })
        .cloned()
        .collect()
}

/// The table whose rows a column is called after: `product_id` after `product` or `products`.
pub(super) fn called_after(tables: &[Table], column: &str) -> Option<usize> {
    let stem = column.to_ascii_lowercase();
    let stem = stem.strip_suffix("_id").filter(|stem| !stem.is_empty())?;
    let ies = stem.strip_suffix('y').map(|stem| format!("{stem}ies"));
    let names = [
        Some(stem.to_owned()),
        Some(format!("{stem}s")),
        Some(format!("{stem}es")),
        ies,
    ];
    names.into_iter().flatten().find_map(|name| {
        tables
            .iter()
            .position(|table| table.key.len() == 1 && table.name.eq_ignore_ascii_case(&name))
    })
}

/// The columns that tell the same row in another shop: those of an index that the database keeps unique, beside the key.
pub(super) fn natural_key(table: &Table) -> Vec<usize> {
    let is_set = |&column: &usize| !table.is_generated(column);
    let found = table.uniques.iter().find(|unique| {
        !unique.has_expressions
            && !unique.columns.is_empty()
            && unique.columns.iter().all(is_set)
            && unique.columns.iter().all(|column| !table.key.contains(column))
    });
    found.map(|unique| unique.columns.clone()).unwrap_or_default()
}

/// The columns that name a row, and more to find it by. Both may be empty.
pub(super) fn name_and_search(table: &Table) -> (Vec<usize>, Vec<usize>) {
    let column = |wanted: &str| {
        table.columns.iter().position(|column| {
            let name = column.name.chars().filter(char::is_ascii_alphanumeric);
            name.map(|letter| letter.to_ascii_lowercase()).eq(wanted.chars())
        })
    };
    let first_of = |wanted: &[&str]| wanted.iter().find_map(|wanted| column(wanted));
    let pair = || {
        PAIRS
            .iter()
            .find_map(|(first, second)| Some(vec![column(first)?, column(second)?]))
    };
    let ending = || {
        table.columns.iter().position(|column| {
            let name = column.name.to_ascii_lowercase();
            column.affinity == Affinity::Text && (name.ends_with("name") || name.ends_with("title"))
        })
    };
    let (titles, others) = NAMES.split_at(7);
    let name = first_of(titles)
        .map(|position| vec![position])
        .or_else(pair)
        .or_else(|| first_of(others).or_else(ending).map(|position| vec![position]))
        .unwrap_or_default();
    let search = SEARCHED
        .iter()
        .filter_map(|wanted| column(wanted))
        .filter(|position| !name.contains(position))
        .collect();
    (name, search)
}

/// A column's or table's name for people: `sale_price` → `Sale price`.
pub(super) fn spelled_out(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name.to_owned(),
    }
}
