//! What other shop platforms take in: the CSV of their own product imports.
//!
//! Which column comes from where is written in `platforms/*.toml`, one file for each platform and nothing of it in code. A source is
//! a path in the record: `price`, `meta[meta_key=_sku]/meta_value` for the owned row with that value, `images/*/url` for owned rows
//! whichever, and `../` from a variant to its product. The first one that has something counts.
//!
//! Values are as the shop has them and not made harmless for spreadsheets: a program reads them. Pictures are named, not
//! packed: these platforms fetch them by address. What a platform has no column for is not in the file; JSON Lines has it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use backstock_model::{Node, TypeDescription};
use serde::Deserialize;

use crate::csv::{line, quoted_cell};
use crate::pen::{Said, TextPen};
use crate::shape::rows_of;
use crate::writing::{ReadRecord, Value};
use crate::{ExportError, Platform};

/// How a platform's import looks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    /// The collections that may hold a product's variants; the first that is there counts.
    variants: Vec<String>,
    /// Whether the first variant stands in the product's own line.
    #[serde(default)]
    first_variant_beside_product: bool,
    column: Vec<Column>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Column {
    name: String,
    /// Of a product, with variants or without.
    product: Vec<String>,
    /// Of a product without variants only.
    alone: Vec<String>,
    /// Of a variant.
    variant: Vec<String>,
    /// Of all variants together, in the line of their product.
    all: Vec<String>,
    text: Texts,
    /// What values of the shop are called there; others are left out ...
    values: BTreeMap<String, String>,
    /// ... or called this: a platform puts its own default where nothing stands, and that may publish what was in the trash.
    otherwise: String,
    /// What stands between several values; without it only the first is written.
    join: Option<String>,
    /// What stands before a value that is there.
    before: String,
}

/// What stands in a column whatever the shop has.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Texts {
    alone: String,
    product: String,
    variant: String,
}

/// A line to be written.
#[derive(Clone, Copy)]
enum Line<'n> {
    Alone(&'n Node),
    Product(&'n Node, &'n [(String, Node)]),
    Variant(&'n Node, &'n Node),
    /// A product and its first variant.
    Both(&'n Node, &'n Node),
}

pub(crate) struct Import {
    content_type: String,
    form: Form,
}

impl Import {
    pub(crate) fn new(description: &TypeDescription, platform: Platform) -> Result<Self, ExportError> {
        Ok(Self {
            content_type: description.key.to_string(),
            form: form(platform)?,
        })
    }

    fn cell(&self, column: &Column, line: Line<'_>) -> Box<[u8]> {
        let found = match line {
            Line::Alone(product) => {
                let own = column.found(&column.alone, product, None);
                filled(own).or_else(|| filled(column.found(&column.product, product, None)))
            }
            Line::Product(product, variants) => {
                let all: Vec<_> = variants
                    .iter()
                    .flat_map(|(_, variant)| {
                        column
                            .found(&column.all, variant, Some(product))
                            .into_iter()
                            .take(1)
                    })
                    .collect();
                filled(all).or_else(|| filled(column.found(&column.product, product, None)))
            }
            Line::Variant(product, variant) => filled(column.found(&column.variant, variant, Some(product))),
            // The handle of a variant is its product's own, and is there once.
            Line::Both(product, variant) => filled(column.found(&column.product, product, None))
                .or_else(|| filled(column.found(&column.variant, variant, Some(product)))),
        };
        let text = match (found, line) {
            (Some(found), _) => column.written(&found),
            (None, Line::Alone(_)) => column.text.alone.clone(),
            (None, Line::Product(..) | Line::Both(..)) => column.text.product.clone(),
            (None, Line::Variant(..)) => column.text.variant.clone(),
        };
        if text.is_empty() {
            Box::default()
        } else {
            quoted_cell(&text)
        }
    }

    fn lines<'n>(&self, product: &'n Node) -> Vec<Line<'n>> {
        let variants = self
            .form
            .variants
            .iter()
            .find_map(|key| product.get(key).and_then(rows_of))
            .unwrap_or_default();
        let each = |variants: &'n [(String, Node)]| {
            variants
                .iter()
                .map(|(_, variant)| Line::Variant(product, variant))
        };
        match variants {
            [] => vec![Line::Alone(product)],
            [(_, only)] if is_product_itself(only) => vec![Line::Alone(product)],
            [(_, first), others @ ..] if self.form.first_variant_beside_product => {
                std::iter::once(Line::Both(product, first))
                    .chain(each(others))
                    .collect()
            }
            all => std::iter::once(Line::Product(product, all))
                .chain(each(all))
                .collect(),
        }
    }
}

impl TextPen for Import {
    fn file(&self, _file: usize) -> String {
        format!("{}.csv", crate::names::file_stem(&[self.content_type.as_str()]))
    }

    fn head(&self, _file: usize) -> Vec<u8> {
        let mut head = Vec::new();
        line(
            &mut head,
            self.form.column.iter().map(|column| quoted_cell(&column.name)),
        );
        head
    }

    fn leaves_out(&self, record: &ReadRecord<'_>) -> bool {
        is_in_trash(record.node)
    }

    fn record(&mut self, record: &ReadRecord<'_>, said: &mut Said) -> Result<(), ExportError> {
        let out = said.of(0);
        for each in self.lines(record.node) {
            line(out, self.form.column.iter().map(|column| self.cell(column, each)));
        }
        Ok(())
    }
}

impl Column {
    /// What the first source that has something says; all of it.
    fn found<'n>(&self, sources: &[String], node: &'n Node, product: Option<&'n Node>) -> Vec<Cow<'n, str>> {
        sources
            .iter()
            .map(|source| match (source.strip_prefix("../"), product) {
                (Some(of_product), Some(product)) => values_at(product, of_product),
                (Some(_), None) => Vec::new(),
                (None, _) => values_at(node, source),
            })
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// As the platform calls it.
    fn written(&self, found: &[Cow<'_, str>]) -> String {
        let called = |value: &Cow<'_, str>| {
            if self.values.is_empty() {
                value.to_string()
            } else {
                let called = self.values.get(value.as_ref());
                called.unwrap_or(&self.otherwise).clone()
            }
        };
        let text = match &self.join {
            Some(between) => found.iter().map(called).collect::<Vec<_>>().join(between),
            None => found.first().map(called).unwrap_or_default(),
        };
        if text.is_empty() {
            text
        } else {
            format!("{}{text}", self.before)
        }
    }
}

/// Whether the owner threw a product away in WordPress, or never saved it: another platform would have it again, hidden or not.
fn is_in_trash(product: &Node) -> bool {
    let status = product.get("post_status").and_then(single);
    status.is_some_and(|status| ["trash", "auto-draft"].contains(&status.as_ref()))
}

/// Whether a variant only says once more what its product is: some platforms have one of every product, without options.
fn is_product_itself(variant: &Node) -> bool {
    match variant.get("option_values") {
        Some(Node::List(values)) => values.is_empty(),
        Some(Node::Map(values)) => values.is_empty(),
        _ => false,
    }
}

fn filled(found: Vec<Cow<'_, str>>) -> Option<Vec<Cow<'_, str>>> {
    (!found.is_empty()).then_some(found)
}

/// The single values at a path that say something.
fn values_at<'n>(node: &'n Node, path: &str) -> Vec<Cow<'n, str>> {
    let (step, rest) = match path.split_once('/') {
        Some((step, rest)) => (step, Some(rest)),
        None => (path, None),
    };
    let below = |node: &'n Node| match rest {
        Some(rest) => values_at(node, rest),
        None => single(node).into_iter().collect(),
    };
    if step == "*" {
        return rows_of(node)
            .unwrap_or_default()
            .iter()
            .flat_map(|(_, row)| below(row))
            .collect();
    }
    match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
        Some((key, wanted)) => {
            let (column, value) = wanted.split_once('=').unwrap_or((wanted, ""));
            node.get(key)
                .and_then(rows_of)
                .unwrap_or_default()
                .iter()
                .filter(|(_, row)| {
                    row.get(column)
                        .and_then(single)
                        .is_some_and(|found| found == value)
                })
                .flat_map(|(_, row)| below(row))
                .collect()
        }
        None => node.get(step).map(below).unwrap_or_default(),
    }
}

fn single(node: &Node) -> Option<Cow<'_, str>> {
    match Value::of(Some(node)) {
        Value::Bool(fact) => Some(Cow::Borrowed(if fact { "true" } else { "false" })),
        Value::Number(text) | Value::Text(text) => Some(Cow::Borrowed(text)).filter(|text| !text.is_empty()),
        Value::Nothing | Value::Json(_) | Value::Binary(_) => None,
    }
}

fn form(platform: Platform) -> Result<Form, ExportError> {
    let text = match platform {
        Platform::WooCommerce => include_str!("../platforms/woocommerce.toml"),
        Platform::Shopify => include_str!("../platforms/shopify.toml"),
        Platform::BigCommerce => include_str!("../platforms/bigcommerce.toml"),
    };
    toml::from_str(text)
        .map_err(|cause| ExportError::io("reading what a platform takes in")(io::Error::other(cause)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_platform_is_understood_and_names_no_column_twice() {
        for platform in Platform::ALL {
            let form = form(platform).unwrap();
            let mut names: Vec<_> = form.column.iter().map(|column| column.name.as_str()).collect();
            names.sort_unstable();
            let count = names.len();
            names.dedup();
            assert_eq!(names.len(), count, "{platform:?}");
        }
    }

    #[test]
    fn a_source_is_a_path_through_owned_rows() {
        let text = r#"{"meta":{"7":{"meta_key":"_sku","meta_value":"A-1"},"8":{"meta_key":"_x","meta_value":""}},"name":"","price":4.50}"#;
        let node = backstock_model::Document::parse(text.as_bytes())
            .unwrap()
            .to_node()
            .unwrap();
        assert_eq!(values_at(&node, "meta[meta_key=_sku]/meta_value"), ["A-1"]);
        assert_eq!(values_at(&node, "meta/*/meta_value"), ["A-1"]);
        assert_eq!(values_at(&node, "price"), ["4.50"]);
        assert!(
            values_at(&node, "name").is_empty()
                && values_at(&node, "meta[meta_key=_y]/meta_value").is_empty()
        );
    }

    fn lines_of(platform: Platform, text: &str) -> Vec<String> {
        let node = Node::parse(text.as_bytes()).unwrap();
        let import = Import {
            content_type: "products".to_owned(),
            form: form(platform).unwrap(),
        };
        let cells = |each: &Line<'_>| {
            let cells = import.form.column.iter().map(|column| {
                let cell = String::from_utf8(import.cell(column, *each).into()).unwrap();
                format!("{}={}", column.name, cell.trim_matches('"'))
            });
            cells.collect::<Vec<_>>().join(";")
        };
        import.lines(&node).iter().map(cells).collect()
    }

    // S2.11: a product that only has itself as a variant is one line, and not a product of the same code beside itself.
    #[test]
    fn a_product_without_options_is_one_line() {
        let text = r#"{"name":"Sencha","sku":"SEN","price":4.5,"variants":{"8":{"id":8,"sku":"SEN","option_values":[]}}}"#;
        for platform in Platform::ALL {
            assert_eq!(lines_of(platform, text).len(), 1, "{platform:?}");
        }
        let with_options = text.replace("[]", r#"[{"label":"Red","option_display_name":"Colour"}]"#);
        assert!(lines_of(Platform::WooCommerce, &with_options).len() == 2);
    }

    // S2.11: what lies in WordPress' trash is no product of the shop, and everything else is.
    #[test]
    fn what_was_thrown_away_is_left_out() {
        let is_in_trash = |status: &str| {
            let text = format!(r#"{{"post_title":"Sencha","post_status":"{status}"}}"#);
            is_in_trash(&Node::parse(text.as_bytes()).unwrap())
        };
        assert!(["trash", "auto-draft"].into_iter().all(is_in_trash));
        assert!(
            !["publish", "private", "draft", "future"]
                .into_iter()
                .any(is_in_trash)
        );
        assert!(!super::is_in_trash(
            &Node::parse(br#"{"name":"Sencha"}"#).unwrap()
        ));
    }

    // S2.11: what was to come later is not published by an import.
    #[test]
    fn a_status_nobody_knows_publishes_nothing() {
        for status in ["pending", "future", "wc-odd"] {
            let text = format!(r#"{{"post_title":"Sencha","post_status":"{status}"}}"#);
            for (platform, hidden) in [
                (Platform::WooCommerce, "Published=0"),
                (Platform::Shopify, "Status=draft"),
            ] {
                let lines = lines_of(platform, &text);
                assert!(lines[0].contains(hidden), "{status}: {}", lines[0]);
            }
        }
    }
}
