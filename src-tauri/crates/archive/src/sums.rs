//! What amounts of money add up to, exactly.

use std::str::FromStr as _;

use backstock_model::{FieldKind, Node, TypeDescription};
use bigdecimal::{BigDecimal, Zero as _};

use crate::Sum;

// An exponent beyond this is no amount of money, and would make a number of as many digits.
const LONGEST: usize = 200;

/// The amounts of a type, added up record by record.
pub(crate) struct Sums {
    fields: Vec<(String, String, BigDecimal)>,
}

impl Sums {
    pub(crate) fn of(description: &TypeDescription) -> Self {
        Self {
            fields: description
                .labels
                .iter()
                .filter(|label| label.kind == FieldKind::Money)
                .map(|label| (label.path.clone(), label.label.clone(), BigDecimal::zero()))
                .collect(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    pub(crate) fn add(&mut self, record: &Node) {
        for (path, _, sum) in &mut self.fields {
            add_up(record, path, sum);
        }
    }

    pub(crate) fn told(self) -> Vec<Sum> {
        self.fields
            .into_iter()
            .map(|(field, label, sum)| Sum {
                field,
                label,
                sum: sum.normalized().to_plain_string(),
            })
            .collect()
    }
}

/// `path` is a column of the row, or a collection, `/` and a path in each of its rows.
fn add_up(row: &Node, path: &str, sum: &mut BigDecimal) {
    match path.split_once('/') {
        Some((collection, rest)) => {
            if let Some(Node::Map(rows)) = row.get(collection) {
                for (_, owned) in rows {
                    add_up(owned, rest, sum);
                }
            }
        }
        None => {
            let text = match row.get(path) {
                Some(Node::Number(text)) => &**text,
                Some(Node::Text(text)) => text.trim(),
                _ => return,
            };
            if let Some(amount) = amount(text) {
                *sum += amount;
            }
        }
    }
}

fn amount(text: &str) -> Option<BigDecimal> {
    if text.len() > LONGEST {
        return None;
    }
    let amount = BigDecimal::from_str(text).ok()?;
    (amount.fractional_digit_count().unsigned_abs() <= LONGEST as u64).then_some(amount)
}

#[cfg(test)]
mod tests {
    use backstock_model::{ContentType, Document, FieldLabel, Group};

    use super::*;

    fn sum_of(documents: &[&str], path: &str) -> String {
        let mut description = TypeDescription::new(ContentType::new("orders"), "Orders", Group::Business);
        description.labels = vec![FieldLabel {
            path: path.to_owned(),
            label: "Total".to_owned(),
            kind: FieldKind::Money,
        }];
        let mut sums = Sums::of(&description);
        for document in documents {
            sums.add(&Document::parse(document.as_bytes()).unwrap().to_node().unwrap());
        }
        sums.told().remove(0).sum
    }

    // S1.10
    #[test]
    fn amounts_are_added_exactly() {
        assert_eq!(
            sum_of(
                &[r#"{"total":0.1}"#, r#"{"total":0.2}"#, r#"{"total":"-0.30"}"#],
                "total"
            ),
            "0"
        );
        assert_eq!(
            sum_of(
                &[
                    r#"{"total":99999999999999999999999999.99}"#,
                    r#"{"total":"0.01"}"#,
                    r#"{"total":null}"#,
                    r#"{"total":"soon"}"#,
                    r#"{"other":5}"#,
                ],
                "total"
            ),
            "100000000000000000000000000"
        );
        assert_eq!(
            sum_of(
                &[r#"{"lines":{"1":{"price":1.5},"2":{"price":2.25}}}"#],
                "lines/price"
            ),
            "3.75"
        );
    }

    #[test]
    fn what_is_no_amount_costs_nothing() {
        assert_eq!(
            sum_of(&[r#"{"total":1e999999999}"#, r#"{"total":1}"#], "total"),
            "1"
        );
        assert_eq!(sum_of(&[r#"{"total":1e-999999999}"#], "total"), "0");
    }
}
