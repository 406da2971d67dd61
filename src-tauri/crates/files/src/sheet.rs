//! # Spreadsheets
//!
//! A sheet is a line of names and lines of values. What kind of things it lists, and what tells them apart, is found out from
//! the names and the values themselves: of the columns that could be a key, the first ones that are filled in every line and
//! never twice. Without any, every line is known by its content.
//!
//! What tells the same thing in a file of another tool (a SKU, an e-mail address, an order's number) is told by the names, too:
//! two files need not number their things alike to be compared.
//!
//! Shopify writes a product in several lines, one for each variant and picture; those come together again as one product.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use backstock_shops::{Profile, Reading, SheetTable, TakeRow, read_sheets};

use crate::opening::OpenAsk;
use crate::{FileError, Refusal};

/// Takes the values of one line.
pub(crate) type TakeLine<'t> = &'t mut dyn FnMut(&[Cow<'_, str>]) -> Result<(), FileError>;

/// Lines of values, that can be gone through more than once.
pub(crate) trait Lines {
    fn each(&self, hear: TakeLine<'_>) -> Result<(), FileError>;
}

/// A sheet: its first line, and the others.
pub(crate) struct Sheet<'s> {
    /// What it is called, where that tells what is in it.
    pub(crate) name: Option<String>,
    pub(crate) header: Vec<String>,
    pub(crate) lines: Box<dyn Lines + 's>,
}

/// Lines that go on in the next file.
struct Following<'s>(Vec<Box<dyn Lines + 's>>);

impl Lines for Following<'_> {
    fn each(&self, hear: TakeLine<'_>) -> Result<(), FileError> {
        self.0.iter().try_for_each(|lines| lines.each(&mut *hear))
    }
}

/// Puts sheets of one name together, in their order.
pub(crate) fn joined(sheets: Vec<Sheet<'_>>) -> Result<Vec<Sheet<'_>>, FileError> {
    let mut found: Vec<(Option<String>, Vec<String>, Following<'_>)> = Vec::new();
    for sheet in sheets {
        match found.iter_mut().find(|(name, ..)| *name == sheet.name) {
            Some((_, header, lines)) if *header == sheet.header => lines.0.push(sheet.lines),
            Some(_) => {
                let what = "the columns of its parts are not the same";
                return Err(Refusal::NotAsItShouldBe(what.to_owned()).into());
            }
            None => found.push((sheet.name, sheet.header, Following(vec![sheet.lines]))),
        }
    }
    let sheets = found.into_iter().map(|(name, header, lines)| Sheet {
        name,
        header,
        lines: Box::new(lines),
    });
    Ok(sheets.collect())
}

/// Columns that a platform's own export has.
struct Vendor {
    label: &'static str,
    /// All of them are there.
    anchors: &'static [&'static str],
}

const VENDORS: &[Vendor] = &[
    Vendor {
        label: SHOPIFY,
        anchors: &["Handle", "Title", "Vendor", "Variant SKU"],
    },
    Vendor {
        label: SHOPIFY,
        anchors: &["URL handle", "Title", "Vendor", "Option1 value"],
    },
    Vendor {
        label: "WooCommerce",
        anchors: &["Type", "SKU", "Name", "Published", "Is featured?"],
    },
    Vendor {
        label: "BigCommerce",
        anchors: &["Item", "ID", "Name", "Type", "SKU", "Current Stock"],
    },
    Vendor {
        label: "BigCommerce",
        anchors: &["Item Type", "Product ID", "Product Name", "Product Code/SKU"],
    },
];

const SHOPIFY: &str = "Shopify";

/// What may tell lines apart, the surest first.
const KEYS: &[&[&str]] = &[
    // As our own exports tell rows apart of shops whose columns do not.
    &["_record", "_owner", "_row"],
    &["_record"],
    &["Item", "ID"],
    &["Item Type", "Product ID"],
    &["ID"],
    &["Product ID"],
    &["Order ID"],
    &["Customer ID"],
    &["SKU"],
    &["Product Code/SKU"],
    &["Variant SKU"],
    &["Code"],
    &["Handle"],
    &["URL handle"],
    &["Slug"],
    &["Number"],
    &["Order"],
    &["Email"],
    &["Key"],
];

/// Whose export has these columns, where that can be told.
pub(crate) fn vendor_of(header: &[String]) -> Option<&'static str> {
    let has = |name: &str| header.iter().any(|column| column.eq_ignore_ascii_case(name));
    VENDORS
        .iter()
        .find(|vendor| vendor.anchors.iter().all(|anchor| has(anchor)))
        .map(|vendor| vendor.label)
}

/// Whether a column is called so; programs write `product_id` where people read `Product ID`.
fn is_called(column: &str, name: &str) -> bool {
    column
        .replace('_', " ")
        .eq_ignore_ascii_case(&name.replace('_', " "))
}

/// What tells the same thing in files of other tools.
const TELLING: &[&str] = &[
    "SKU",
    "Product Code/SKU",
    "Product SKU",
    "Variant SKU",
    "Code",
    "Order Number",
    "Order ID",
    "Order",
    "Number",
    "Email",
    "Email Address",
    "E-mail",
    "Handle",
    "URL handle",
    "Slug",
];

/// What a shop has, whatever platform it is on.
const USUAL: &[&str] = &[
    "products",
    "customers",
    "orders",
    "categories",
    "brands",
    "coupons",
    "pages",
    "reviews",
    "subscribers",
];

/// What the lines of a sheet are, by the names of its columns.
fn listed(header: &[String]) -> Option<&'static str> {
    let has = |name: &str| header.iter().any(|column| is_called(column, name));
    if vendor_of(header).is_some() || has("Product Name") || (has("SKU") && has("Price")) {
        Some("products")
    } else if has("Order ID") || has("Order Number") {
        Some("orders")
    } else if has("Email") && (has("First Name") || has("Name") || has("Customer ID")) {
        Some("customers")
    } else {
        None
    }
}

/// What a file lists by its name: `Products 2026-11.csv`. The longest content type that any platform has and that stands in it.
fn named(ask: &OpenAsk<'_>) -> Option<String> {
    let name = ask.path.file_name()?.to_str()?.to_lowercase();
    let name = name.replace(|letter: char| !letter.is_alphabetic(), "_");
    let name = format!(
        "_{}_",
        name.split('_')
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join("_")
    );
    let profiles = ask.catalogue.list().filter_map(|(key, _)| ask.catalogue.get(key));
    let types = profiles.flat_map(|profile| profile.types.iter().map(|known| known.key.as_str()));
    let stands = |key: &&str| {
        let one = key.strip_suffix('s').unwrap_or(key);
        name.contains(&format!("_{key}_")) || name.contains(&format!("_{one}_"))
    };
    let found = types.chain(USUAL.iter().copied()).filter(stands);
    found.max_by_key(|key| key.len()).map(str::to_owned)
}

/// The columns each of which tells the same line in another file. An order is not known by its customer's address.
fn telling(content_type: &str, header: &[String]) -> Vec<usize> {
    let is_told = |column: &String| {
        TELLING.iter().any(|name| is_called(column, name))
            && (content_type != "orders" || !column.to_lowercase().contains("mail"))
    };
    let columns = header.iter().enumerate().filter(|(_, column)| is_told(column));
    columns.map(|(at, _)| at).collect()
}

/// Reads sheets like a shop, each as a content type.
pub(crate) fn read(ask: &OpenAsk<'_>, sheets: &[Sheet<'_>]) -> Result<Box<dyn Reading>, FileError> {
    if let [sheet] = sheets
        && vendor_of(&sheet.header) == Some(SHOPIFY)
    {
        return shopify(ask, sheet);
    }
    let mut tables: Vec<SheetTable> = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        let called = sheet.name.as_deref().map(str::to_lowercase);
        let by_columns = || listed(&sheet.header).map(str::to_owned);
        let name = called
            .or_else(by_columns)
            .or_else(|| named(ask))
            .unwrap_or_else(|| "rows".to_owned());
        if tables.iter().any(|table| table.name == name) {
            return Err(Refusal::NotAsItShouldBe(format!("two of its sheets are called `{name}`")).into());
        }
        tables.push(SheetTable {
            told_by: telling(&name, &sheet.header),
            name,
            columns: sheet.header.clone(),
            key: key_of(sheet)?,
        });
    }
    let mut rows = 0_u64;
    read_sheets(ask.within, &tables, None, &mut |take: TakeRow<'_>| {
        for (table, sheet) in sheets.iter().enumerate() {
            sheet.lines.each(&mut |values| {
                count(ask, &mut rows);
                Ok(take(table, values)?)
            })?;
        }
        Ok(())
    })
}

/// Says now and then how many lines were read.
fn count(ask: &OpenAsk<'_>, rows: &mut u64) {
    *rows += 1;
    if rows.is_multiple_of(1024) {
        (ask.rows)(*rows);
    }
}

/// The first columns that are filled in every line and never twice.
fn key_of(sheet: &Sheet<'_>) -> Result<Vec<usize>, FileError> {
    let position = |name: &&str| sheet.header.iter().position(|column| is_called(column, name));
    let mut candidates: Vec<(Vec<usize>, HashSet<u64>)> = KEYS
        .iter()
        .filter_map(|names| Some((names.iter().map(position).collect::<Option<_>>()?, HashSet::new())))
        .collect();
    sheet.lines.each(&mut |values| {
        candidates.retain_mut(|(columns, seen)| {
            let mut hasher = DefaultHasher::new();
            for &column in columns.iter() {
                match values.get(column) {
                    Some(value) if !value.is_empty() => value.hash(&mut hasher),
                    _ => return false,
                }
            }
            seen.insert(hasher.finish())
        });
        Ok(())
    })?;
    Ok(candidates
        .into_iter()
        .next()
        .map(|(columns, _)| columns)
        .unwrap_or_default())
}

const SHOPIFY_PROFILE: &str = r#"
profile = "shopify-export"
label = "Shopify"

[[type]]
key = "products"
label = "Products"
group = "business"
root = "products"
name = ["Title"]
search = ["handle"]
natural_key = ["handle"]
told_by = ["variants/Variant SKU", "variants/SKU"]

[[type.owns]]
key = "variants"
table = "variants"
by = ["handle"]

[[type.owns]]
key = "pictures"
table = "pictures"
by = ["handle"]
optional = true
"#;

/// Where a column of Shopify's belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Product,
    Variant,
    Picture,
}

fn part_of(column: &str) -> Part {
    /// Columns of variants whose names do not say so.
    const OF_VARIANTS: &[&str] = &[
        "sku",
        "barcode",
        "price",
        "compare-at price",
        "cost per item",
        "charge tax",
        "tax code",
        "inventory tracker",
        "inventory quantity",
        "continue selling when out of stock",
        "weight value (grams)",
        "weight unit for display",
        "requires shipping",
        "fulfillment service",
    ];
    let column = column.to_lowercase();
    if column.starts_with("image ") || column == "product image url" {
        Part::Picture
    } else if column.starts_with("variant ") || is_option(&column) || OF_VARIANTS.contains(&column.as_str()) {
        Part::Variant
    } else {
        Part::Product
    }
}

fn shopify(ask: &OpenAsk<'_>, sheet: &Sheet<'_>) -> Result<Box<dyn Reading>, FileError> {
    let handle = sheet
        .header
        .iter()
        .position(|column| column.eq_ignore_ascii_case("handle") || column.eq_ignore_ascii_case("url handle"))
        .unwrap_or_default();
    let columns_of = |part: Part| -> Vec<usize> {
        let of_part = sheet
            .header
            .iter()
            .enumerate()
            .filter(|(at, column)| *at != handle && part_of(column) == part);
        of_part.map(|(at, _)| at).collect()
    };
    let parts = [Part::Product, Part::Variant, Part::Picture].map(columns_of);
    let named = |columns: &[usize]| -> Vec<String> {
        let names = columns.iter().filter_map(|&at| sheet.header.get(at).cloned());
        std::iter::once("handle".to_owned()).chain(names).collect()
    };
    let [product, variant, picture] = &parts;
    let options: Vec<usize> = variant
        .iter()
        .copied()
        .filter(|&at| {
            sheet
                .header
                .get(at)
                .is_some_and(|column| is_option(&column.to_lowercase()))
        })
        .collect();
    let (may_tell_variants, may_tell_pictures) = are_told_apart(sheet, handle, &parts, &options)?;
    let key = |is_told: bool| if is_told { vec![0, 1] } else { Vec::new() };
    let tables = [
        SheetTable {
            name: "products".to_owned(),
            columns: named(product),
            key: vec![0],
            told_by: Vec::new(),
        },
        SheetTable {
            name: "variants".to_owned(),
            columns: {
                let mut columns = named(variant);
                columns.insert(1, "variant".to_owned());
                columns
            },
            key: key(may_tell_variants),
            told_by: Vec::new(),
        },
        SheetTable {
            name: "pictures".to_owned(),
            columns: named(picture),
            key: key(may_tell_pictures && !picture.is_empty()),
            told_by: Vec::new(),
        },
    ];
    let profile = Profile::parse(SHOPIFY_PROFILE)?;
    let mut seen = HashSet::new();
    let mut rows = 0;
    read_sheets(ask.within, &tables, Some(profile), &mut |take: TakeRow<'_>| {
        sheet.lines.each(&mut |values| {
            count(ask, &mut rows);
            let Some(handle) = values.get(handle).filter(|handle| !handle.is_empty()) else {
                return Ok(());
            };
            for (table, columns) in parts.iter().enumerate() {
                let of_part: Vec<Cow<'_, str>> =
                    columns.iter().filter_map(|&at| values.get(at).cloned()).collect();
                let is_filled = of_part.iter().any(|value| !value.is_empty());
                let mut row = vec![handle.clone()];
                if table == 1 {
                    row.push(variant_of(values, &options).into());
                }
                row.extend(of_part);
                // The first line of a product has all of it.
                let is_wanted = if table == 0 {
                    seen.insert(handle.to_string())
                } else {
                    is_filled
                };
                if is_wanted {
                    take(table, &row)?;
                }
            }
            Ok(())
        })
    })
}

fn is_option(column: &str) -> bool {
    column.starts_with("option") && column.ends_with(" value")
}

/// What a variant is called: its options.
fn variant_of(values: &[Cow<'_, str>], options: &[usize]) -> String {
    let filled = options
        .iter()
        .filter_map(|&at| values.get(at))
        .filter(|value| !value.is_empty());
    let words: Vec<&str> = filled.map(AsRef::as_ref).collect();
    if words.is_empty() {
        "Default".to_owned()
    } else {
        words.join(" / ")
    }
}

/// Whether no product has two variants of the same options, or the same picture twice.
fn are_told_apart(
    sheet: &Sheet<'_>,
    handle: usize,
    parts: &[Vec<usize>; 3],
    options: &[usize],
) -> Result<(bool, bool), FileError> {
    let [_, variant, picture] = parts;
    let (mut variants, mut pictures) = (HashSet::new(), HashSet::new());
    let (mut may_tell_variants, mut may_tell_pictures) = (true, true);
    sheet.lines.each(&mut |values| {
        let is_filled = |columns: &[usize]| {
            let mut of_part = columns.iter().filter_map(|&at| values.get(at));
            of_part.any(|value| !value.is_empty())
        };
        let of = |text: &str| {
            let mut hasher = DefaultHasher::new();
            (values.get(handle).map(AsRef::as_ref).unwrap_or_default(), text).hash(&mut hasher);
            hasher.finish()
        };
        if is_filled(variant) {
            may_tell_variants &= variants.insert(of(&variant_of(values, options)));
        }
        if is_filled(picture) {
            let address = picture
                .first()
                .and_then(|&at| values.get(at))
                .map(AsRef::as_ref)
                .unwrap_or_default();
            may_tell_pictures &= !address.is_empty() && pictures.insert(of(address));
        }
        Ok(())
    })?;
    Ok((may_tell_variants, may_tell_pictures))
}
