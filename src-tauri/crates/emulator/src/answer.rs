//! What is answered, before it becomes bytes.

use bytes::Bytes;
use serde_json::{Map, Value, json};

/// An answer of the API.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Body,
}

/// What an answer carries.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    Empty,
    Json(Value),
    Bytes { kind: &'static str, bytes: Bytes },
}

impl Answer {
    pub(crate) fn json(status: u16, value: Value) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Body::Json(value),
        }
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Body::Empty,
        }
    }

    pub(crate) fn bytes(kind: &'static str, bytes: Bytes) -> Self {
        Self {
            status: 200,
            headers: Vec::new(),
            body: Body::Bytes { kind, bytes },
        }
    }
}

/// Why something is refused.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) title: String,
    pub(crate) errors: Map<String, Value>,
}

impl Refusal {
    pub(crate) fn new(status: u16, title: impl Into<String>) -> Self {
        Self {
            status,
            title: title.into(),
            errors: Map::new(),
        }
    }

    pub(crate) fn at(status: u16, field: &str, why: impl Into<String>) -> Self {
        let why = why.into();
        let mut refusal = Self::new(status, format!("{field}: {why}"));
        refusal.errors.insert(field.to_owned(), Value::String(why));
        refusal
    }

    pub(crate) fn not_found() -> Self {
        Self::new(404, "The requested resource was not found.")
    }

    /// The older API answers with a list, the newer one with an object.
    pub(crate) fn answer(&self, is_v2: bool) -> Answer {
        if is_v2 {
            return Answer::json(
                self.status,
                json!([{ "status": self.status, "message": self.title }]),
            );
        }
        Answer::json(self.status, self.problem())
    }

    /// The object of the newer API.
    pub(crate) fn problem(&self) -> Value {
        json!({
            "status": self.status,
            "title": self.title,
            "type": "https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes",
            "errors": self.errors,
        })
    }
}
