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
