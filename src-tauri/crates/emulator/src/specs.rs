//! # Held against the published specifications
//!
//! Every request that arrives and every answer that leaves is compared with BigCommerce's OpenAPI documents: path, method,
//! parameters, the body's fields and their types. What does not fit is a [`Violation`], by the client or by the emulator.
//!
//! The documents are not ours to hand on. Where they lie beside the repository (`../shared/bigcommerce/specs`) they are read
//! ([`derive`]); otherwise `data/specs.json` is used: the same facts about the paths this emulator has, names and types only,
//! made by the same reading (`cargo test -p backstock-emulator -- --ignored write_own_table`).
//!
//! The documents leave fields open, and so would let a misspelt one pass; here a field that is not named is a violation.
//! `oneOf` is read as `anyOf`, because the documents' alternatives overlap. Not compared: lengths, patterns and bounds, the
//! bodies of refusals, and headers.

mod derive;
mod shape;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Body};
use crate::asked::Asked;
use shape::Shapes;

/// Who does what the specifications do not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Who asked.
    Client,
    /// Who answered.
    Emulator,
}

/// What the specifications do not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Who does it.
    pub by: By,
    /// The request's method and path.
    pub request: String,
    /// What is wrong, and where.
    pub what: String,
}

/// An operation's facts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Operation {
    pub(crate) query: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<usize>,
    /// Status to the answer's shape; no shape when it has no body.
    pub(crate) answers: BTreeMap<u16, Option<usize>>,
}

/// The parts of a path, and the path.
type PathInParts = (Vec<String>, String);

/// Path to method to operation, and the shapes they refer to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Specs {
    pub(crate) paths: BTreeMap<String, BTreeMap<String, Operation>>,
    pub(crate) shapes: Shapes,
    /// The paths in their parts, by how many these are: every request is looked up.
    #[serde(skip)]
    by_parts: OnceLock<BTreeMap<usize, Vec<PathInParts>>>,
}

/// Where the documents lie, when they do.
const PUBLISHED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../../shared/bigcommerce/specs"
);

/// What the documents leave out of an answer: what they offer in `include`, and the number of what was just made.
const LEFT_OUT: &[(&str, &str)] = &[
    ("/v3/catalog/products", "/data/*/variants: is not known"),
    ("/v3/catalog/products", "/data/*/reviews: is not known"),
    ("/v3/catalog/products", "/data/*/options/*/name: is not known"),
    ("/v3/catalog/products", "/data/variants: is not known"),
    ("/v2/blog/posts", "/id: is not known"),
    ("/v2/blog/posts/{id}", "/id: is not known"),
    ("/v3/content/pages", "/data/*/body: is not known"),
    ("/v3/content/pages/{pageId}", "/data/body: is not known"),
    (
        "/v3/catalog/products/{product_id}",
        "/data/variants: is not known",
    ),
    ("/v3/catalog/products/{product_id}", "/data/reviews: is not known"),
    (
        "/v3/catalog/products/{product_id}",
        "/data/options/*/name: is not known",
    ),
];

/// Answers whose description is wrong at first sight: one record, described as what a list holds.
const NOT_COMPARED: &[(&str, &str)] = &[("POST", "/v3/catalog/products/{product_id}/modifiers")];

/// What the documents ask of a body that cannot be had yet: ids of what is made by it.
const NOT_THERE_YET: &[(&str, &str, &str)] = &[
    ("POST", "/v3/catalog/products", "/variants/*/id: is missing"),
    (
        "POST",
        "/v3/catalog/products",
        "/variants/*/product_id: is missing",
    ),
];

impl Specs {
    /// The published ones, or our own table of them.
    pub(crate) fn shared() -> &'static Self {
        static SPECS: OnceLock<Specs> = OnceLock::new();
        SPECS.get_or_init(|| {
            Self::published()
                .or_else(|| serde_json::from_str(include_str!("../data/specs.json")).ok())
                .unwrap_or_default()
        })
    }

    pub(crate) fn published() -> Option<Self> {
        derive::read(Path::new(PUBLISHED))
    }

    /// What requests and answers are held against, in one line.
    pub(crate) fn source() -> &'static str {
        if Path::new(PUBLISHED).is_dir() {
            "held against the published specifications"
        } else {
            "the published specifications are not here: held against our own table of their names and types"
        }
    }

    fn operation(&self, method: &str, path: &str) -> Option<(&str, &Operation)> {
        let method = method.to_lowercase();
        let given: Vec<&str> = path.split('/').collect();
        let by_parts = self.by_parts.get_or_init(|| {
            let mut by_parts: BTreeMap<usize, Vec<PathInParts>> = BTreeMap::new();
            for template in self.paths.keys() {
                let parts: Vec<String> = template.split('/').map(str::to_owned).collect();
                let same = by_parts.entry(parts.len()).or_default();
                same.push((parts, template.clone()));
            }
            by_parts
        });
        let mut best: Option<(usize, &str, &Operation)> = None;
        for (parts, template) in by_parts.get(&given.len()).into_iter().flatten() {
            let fits = parts
                .iter()
                .zip(&given)
                .all(|(part, given)| part.starts_with('{') || part == given);
            let Some(operation) = self.paths.get(template).and_then(|methods| methods.get(&method)) else {
                continue;
            };
            let words = parts.iter().filter(|part| !part.starts_with('{')).count();
            if fits && best.is_none_or(|(most, ..)| words > most) {
                best = Some((words, template, operation));
            }
        }
        best.map(|(_, template, operation)| (template, operation))
    }

    /// The body without what the platform does not know, and whether something was left out.
    pub(crate) fn known_only(&self, asked: &Asked, kept: &[String]) -> Option<Asked> {
        let (_, operation) = self.operation(&asked.method, &asked.path)?;
        let body = self.shapes.known_only(operation.body?, &asked.body, kept);
        (body != asked.body).then(|| Asked {
            body,
            ..asked.clone()
        })
    }

    /// Why the platform refuses a body: something of a wrong kind, or none of the choices there are. What it does not know it
    /// passes over, and what is needed is said by `data/collections.toml`, because the documents ask for ids of what is only
    /// being made.
    pub(crate) fn refused(&self, asked: &Asked) -> Option<String> {
        if !asked.kind.starts_with("application/json") || asked.bytes.is_empty() {
            return None;
        }
        let (_, operation) = self.operation(&asked.method, &asked.path)?;
        self.shapes
            .check(operation.body?, &asked.body)
            .into_iter()
            .find(|what| {
                let is_passed_over = what.ends_with(": is not known") || what.ends_with(": is missing");
                // Nothing instead of a value takes back what was set, whatever the documents say of its kind.
                !is_passed_over && !what.contains(": null is not ")
            })
    }

    /// What a request and its answer do that is not allowed.
    pub(crate) fn check(&self, asked: &Asked, answer: &Answer) -> Vec<Violation> {
        let mut found = Vec::new();
        let mut say = |by, what: String| {
            found.push(Violation {
                by,
                request: format!("{} {}", asked.method, asked.path),
                what,
            });
        };
        let Some((template, operation)) = self.operation(&asked.method, &asked.path) else {
            say(By::Client, "no specification has this".to_owned());
            if answer.status < 300 {
                say(By::Emulator, "answered what no specification has".to_owned());
            }
            return found;
        };
        for (name, _) in &asked.query {
            if !operation.query.contains(name) {
                say(By::Client, format!("the parameter {name} is not known"));
            }
        }
        if let (Some(shape), true) = (operation.body, asked.kind.starts_with("application/json")) {
            for what in self.shapes.check(shape, &asked.body) {
                if !NOT_THERE_YET.contains(&(asked.method.as_str(), template, what.as_str())) {
                    say(By::Client, format!("body{what}"));
                }
            }
        }
        if answer.status < 200 || answer.status >= 300 {
            return found;
        }
        match (operation.answers.get(&answer.status), &answer.body) {
            // The older API is known to answer an empty list with 204, which its documents do not say.
            (None, _) if answer.status == 204 => {}
            (None, _) => say(By::Emulator, format!("answered with {}", answer.status)),
            (Some(Some(_)), _) if NOT_COMPARED.contains(&(asked.method.as_str(), template)) => {}
            (Some(Some(shape)), Body::Json(value)) => {
                for what in self.shapes.check(*shape, value) {
                    let is_known = LEFT_OUT.contains(&(template, what.as_str()))
                        // The documents count pages in a dozen ways; the emulator in one.
                        || (what.starts_with("/meta/") && what.ends_with(": is not known"));
                    if !is_known {
                        say(By::Emulator, format!("answer{what}"));
                    }
                }
            }
            _ => {}
        }
        found
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// Only what this emulator has, and only the shapes that are needed for it.
    fn own(published: &Specs) -> Specs {
        let mut own = Specs::default();
        let mut kept = BTreeMap::new();
        for (template, methods) in &published.paths {
            for (method, operation) in methods {
                let path = template.replace(['{', '}'], "");
                let method_upper = method.to_uppercase();
                if !matches!(
                    crate::routes::find(&method_upper, &path),
                    crate::routes::Found::Route(..)
                ) {
                    continue;
                }
                let mut operation = operation.clone();
                if let Some(body) = &mut operation.body {
                    *body = published.shapes.copy(*body, &mut own.shapes, &mut kept);
                }
                for shape in operation.answers.values_mut().flatten() {
                    *shape = published.shapes.copy(*shape, &mut own.shapes, &mut kept);
                }
                own.paths
                    .entry(template.clone())
                    .or_default()
                    .insert(method.clone(), operation);
            }
        }
        own
    }

    fn table() -> &'static Path {
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/specs.json"))
    }

    #[test]
    fn our_own_table_says_what_the_published_specifications_say() {
        let Some(published) = Specs::published() else {
            assert!(
                !serde_json::from_str::<Specs>(include_str!("../data/specs.json"))
                    .unwrap()
                    .paths
                    .is_empty()
            );
            return;
        };
        let fresh = serde_json::to_string(&own(&published)).unwrap();
        let kept = std::fs::read_to_string(table()).unwrap();
        assert!(
            fresh.trim() == kept.trim(),
            "write data/specs.json anew: cargo test -p backstock-emulator -- --ignored write_own_table"
        );
    }

    #[test]
    #[ignore = "writes data/specs.json anew from the published specifications"]
    fn write_own_table() {
        let published = Specs::published().unwrap();
        std::fs::write(table(), serde_json::to_string(&own(&published)).unwrap()).unwrap();
    }
}
