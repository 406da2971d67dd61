//! OpenAPI 3.0 documents, read as [`Specs`].

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::shape::{Shape, Shapes};
use super::{Operation, Specs};

const METHODS: &[&str] = &["get", "post", "put", "delete"];

/// Reads every document of a folder.
pub(super) fn read(folder: &Path) -> Option<Specs> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    files.sort();
    let mut specs = Specs::default();
    for file in files {
        let document: Value = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
        document_into(&document, &mut specs);
    }
    Some(specs)
}

struct Reader<'a> {
    document: &'a Value,
    shapes: &'a mut Shapes,
    /// References that were read, so that a shape may refer to itself.
    known: BTreeMap<String, usize>,
}

fn document_into(document: &Value, specs: &mut Specs) {
    let server = document["servers"][0]["url"].as_str().unwrap_or_default();
    let version = if server.ends_with("/v2") { "/v2" } else { "/v3" };
    let mut reader = Reader {
        document,
        shapes: &mut specs.shapes,
        known: BTreeMap::new(),
    };
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            let Some(operation) = item.get(*method) else {
                continue;
            };
            let read = reader.operation(operation, item);
            specs
                .paths
                .entry(format!("{version}{path}"))
                .or_default()
                .insert((*method).to_owned(), read);
        }
    }
}

impl Reader<'_> {
    fn resolved<'b>(&'b self, mut value: &'b Value) -> &'b Value {
        while let Some(reference) = value["$ref"].as_str() {
            match self.document.pointer(reference.trim_start_matches('#')) {
                Some(found) => value = found,
                None => return &Value::Null,
            }
        }
        value
    }

    fn operation(&mut self, operation: &Value, item: &Value) -> Operation {
        let mut read = Operation::default();
        for list in [&operation["parameters"], &item["parameters"]] {
            for parameter in list.as_array().into_iter().flatten() {
                let parameter = self.resolved(parameter);
                if parameter["in"] == "query"
                    && let Some(name) = parameter["name"].as_str()
                {
                    read.query.push(name.to_owned());
                }
            }
        }
        read.query.sort();
        read.query.dedup();
        let body = self.resolved(&operation["requestBody"]).clone();
        read.body = body["content"]
            .get("application/json")
            .map(|content| self.shape(&content["schema"]));
        for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
            let Ok(status) = status.parse::<u16>() else {
                continue;
            };
            if !(200..300).contains(&status) {
                continue;
            }
            let answer = self.resolved(answer).clone();
            let shape = answer["content"]
                .get("application/json")
                .map(|content| self.shape(&content["schema"]));
            read.answers.insert(status, shape);
        }
        read
    }

    fn shape(&mut self, schema: &Value) -> usize {
        if let Some(reference) = schema["$ref"].as_str() {
            if let Some(at) = self.known.get(reference) {
                return *at;
            }
            let at = self.shapes.0.len();
            self.shapes.0.push(Shape::default());
            self.known.insert(reference.to_owned(), at);
            let target = self.resolved(schema).clone();
            let read = self.read(&target);
            self.shapes.0[at] = read;
            return at;
        }
        let read = self.read(schema);
        self.shapes.add(read)
    }

    fn read(&mut self, schema: &Value) -> Shape {
        let merged;
        let schema = if schema.get("allOf").is_some() {
            merged = self.merged(schema);
            &merged
        } else {
            schema
        };
        let mut shape = Shape {
            may_be_null: schema["nullable"] == true,
            ..Shape::default()
        };
        for word in ["oneOf", "anyOf"] {
            for one in schema[word].as_array().into_iter().flatten() {
                // What stands beside the alternatives is true of each.
                let whole = if schema.get("properties").is_some() {
                    let mut rest = schema.clone();
                    if let Some(rest) = rest.as_object_mut() {
                        rest.remove("oneOf");
                        rest.remove("anyOf");
                    }
                    self.merged(&json!({ "allOf": [rest, one] }))
                } else {
                    one.clone()
                };
                let read = self.shape(&whole);
                shape.any.push(read);
            }
        }
        if !shape.any.is_empty() {
            return shape;
        }
        let kind = schema["type"].as_str();
        shape.kind = match kind {
            Some("string") => Some('s'),
            Some("integer") => Some('i'),
            Some("number") => Some('n'),
            Some("boolean") => Some('b'),
            Some("array") => Some('a'),
            Some("object") => Some('o'),
            _ if schema.get("properties").is_some() => Some('o'),
            _ => None,
        };
        if shape.kind == Some('s') {
            let texts = schema["enum"].as_array().into_iter().flatten();
            shape.one_of_texts = texts.filter_map(Value::as_str).map(str::to_owned).collect();
            shape.may_be_null |= schema["enum"]
                .as_array()
                .is_some_and(|all| all.contains(&Value::Null));
        }
        if let Some(items) = schema.get("items") {
            shape.items = Some(self.shape(items));
        }
        let is_open = schema["additionalProperties"].is_object() || schema["additionalProperties"] == true;
        if !is_open {
            for (name, field) in schema["properties"].as_object().into_iter().flatten() {
                let read = self.shape(field);
                shape.fields.insert(name.clone(), read);
            }
        }
        let required = schema["required"].as_array().into_iter().flatten();
        shape.required = required.filter_map(Value::as_str).map(str::to_owned).collect();
        shape
    }

    /// `allOf` as one schema. Alternatives among the parts are spread over the whole.
    fn merged(&self, schema: &Value) -> Value {
        let mut whole = Map::new();
        let mut properties = Map::new();
        let mut required = Vec::new();
        let mut alternatives = Vec::new();
        let own = schema.as_object().cloned().unwrap_or_default();
        let parts = own
            .get("allOf")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        let mut rest = own;
        rest.remove("allOf");
        for part in parts.into_iter().chain([Value::Object(rest)]) {
            let mut part = self.resolved(&part).clone();
            if part.get("allOf").is_some() {
                part = self.merged(&part);
            }
            for word in ["oneOf", "anyOf"] {
                alternatives.extend(part[word].as_array().cloned().unwrap_or_default());
            }
            properties.extend(part["properties"].as_object().cloned().unwrap_or_default());
            required.extend(part["required"].as_array().cloned().unwrap_or_default());
            for word in ["type", "nullable", "items", "enum", "additionalProperties"] {
                if let Some(value) = part.get(word) {
                    whole.insert(word.to_owned(), value.clone());
                }
            }
        }
        if !properties.is_empty() {
            whole.insert("properties".to_owned(), Value::Object(properties));
        }
        if !required.is_empty() {
            whole.insert("required".to_owned(), Value::Array(required));
        }
        if !alternatives.is_empty() {
            whole.insert("oneOf".to_owned(), Value::Array(alternatives));
        }
        Value::Object(whole)
    }
}
