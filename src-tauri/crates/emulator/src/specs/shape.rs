//! What a JSON value may look like: kinds, fields, alternatives. Kept once each, referred to by number.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One shape. What is empty says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Shape {
    /// `s`tring, `i`nteger, `n`umber, `b`oolean, `o`bject, `a`rray; none is any.
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    pub(crate) kind: Option<char>,
    #[serde(rename = "0", default, skip_serializing_if = "is_false")]
    pub(crate) may_be_null: bool,
    #[serde(rename = "e", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) one_of_texts: Vec<String>,
    #[serde(rename = "f", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) fields: BTreeMap<String, usize>,
    #[serde(rename = "r", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) required: Vec<String>,
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    pub(crate) items: Option<usize>,
    /// Alternatives, of which one is enough.
    #[serde(rename = "x", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) any: Vec<usize>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it so")]
fn is_false(value: &bool) -> bool {
    !value
}

/// All shapes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Shapes(pub(crate) Vec<Shape>);

impl Shapes {
    pub(crate) fn add(&mut self, shape: Shape) -> usize {
        if let Some(at) = self.0.iter().position(|one| *one == shape) {
            return at;
        }
        self.0.push(shape);
        self.0.len() - 1
    }

    /// What of `value` is not as the shape says; each with its place.
    pub(crate) fn check(&self, shape: usize, value: &Value) -> Vec<String> {
        let mut wrong = Vec::new();
        self.look(shape, value, "", &mut wrong);
        wrong
    }

    fn look(&self, shape: usize, value: &Value, at: &str, wrong: &mut Vec<String>) {
        let Some(shape) = self.0.get(shape) else { return };
        if value.is_null() && shape.may_be_null {
            return;
        }
        if !shape.any.is_empty() {
            let tries = shape.any.iter().map(|one| {
                let mut found = Vec::new();
                self.look(*one, value, at, &mut found);
                found
            });
            // The alternative that comes nearest says what is wrong.
            if let Some(fewest) = tries.min_by_key(Vec::len) {
                wrong.extend(fewest);
            }
            return;
        }
        let Some(kind) = shape.kind else { return };
        let is_right = match kind {
            's' => value.is_string(),
            'i' => {
                value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0)
            }
            'n' => value.is_number(),
            'b' => value.is_boolean(),
            'o' => value.is_object(),
            _ => value.is_array(),
        };
        if !is_right {
            let short: String = value.to_string().chars().take(40).collect();
            wrong.push(format!("{at}: {short} is not {}", named(kind)));
            return;
        }
        match value {
            Value::String(text) if !shape.one_of_texts.is_empty() && !shape.one_of_texts.contains(text) => {
                wrong.push(format!(
                    "{at}: {text} is none of {}",
                    shape.one_of_texts.join(", ")
                ));
            }
            Value::Object(fields) => {
                for name in &shape.required {
                    if !fields.contains_key(name) {
                        wrong.push(format!("{at}/{name}: is missing"));
                    }
                }
                for (name, value) in fields {
                    match shape.fields.get(name) {
                        Some(field) => self.look(*field, value, &format!("{at}/{name}"), wrong),
                        None if shape.fields.is_empty() => {}
                        None => wrong.push(format!("{at}/{name}: is not known")),
                    }
                }
            }
            Value::Array(values) => {
                for value in values {
                    if let Some(items) = shape.items {
                        self.look(items, value, &format!("{at}/*"), wrong);
                    }
                }
                wrong.dedup();
            }
            _ => {}
        }
    }

    /// The value without the fields that no alternative knows, at its top only.
    pub(crate) fn known_only(&self, shape: usize, value: &Value, kept: &[String]) -> Value {
        match value {
            Value::Array(values) => {
                let items = self.0.get(shape).and_then(|shape| {
                    let of_any = shape.any.iter().find_map(|one| self.0.get(*one)?.items);
                    shape.items.or(of_any)
                });
                let Some(items) = items else { return value.clone() };
                values
                    .iter()
                    .map(|value| self.known_only(items, value, kept))
                    .collect()
            }
            Value::Object(fields) => {
                let mut names = Vec::new();
                self.names(shape, &mut names, 0);
                let is_known =
                    |name: &String| names.is_empty() || names.contains(&name.as_str()) || kept.contains(name);
                fields
                    .iter()
                    .filter(|(name, _)| is_known(name))
                    .map(|(name, value)| (name.clone(), value.clone()))
                    .collect()
            }
            _ => value.clone(),
        }
    }

    fn names<'a>(&'a self, shape: usize, names: &mut Vec<&'a str>, depth: u8) {
        let Some(shape) = self.0.get(shape).filter(|_| depth < 8) else {
            return;
        };
        names.extend(shape.fields.keys().map(String::as_str));
        for one in &shape.any {
            self.names(*one, names, depth + 1);
        }
    }

    /// Copies a shape and what it refers to.
    #[cfg(test)]
    pub(crate) fn copy(&self, shape: usize, to: &mut Self, known: &mut BTreeMap<usize, usize>) -> usize {
        if let Some(at) = known.get(&shape) {
            return *at;
        }
        // A place first, because shapes refer to themselves.
        let at = to.0.len();
        to.0.push(Shape::default());
        known.insert(shape, at);
        let mut copied = self.0.get(shape).cloned().unwrap_or_default();
        for field in copied.fields.values_mut() {
            *field = self.copy(*field, to, known);
        }
        if let Some(items) = &mut copied.items {
            *items = self.copy(*items, to, known);
        }
        for one in &mut copied.any {
            *one = self.copy(*one, to, known);
        }
        to.0[at] = copied;
        at
    }
}

fn named(kind: char) -> &'static str {
    match kind {
        's' => "a text",
        'i' => "a whole number",
        'n' => "a number",
        'b' => "true or false",
        'o' => "an object",
        _ => "a list",
    }
}
